// Written by tests/optimised/generate.rs, which also checks that it is up to date; not to be edited.

mod sizes {
    pub const TWO: usize = 2;
    pub const THREE: usize = 3;
}

recurrent_net! {
    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net00<const H: usize> {
        dt: 2ms;
        input sound: 1;
        /// What `fast` is for.
        layer fast: Gated<H> {
            tau_g: fixed global(10 ms);
            bias: learn;
            initial: fixed zeros;
        }
        layer slow: Adapting<4> {
            tau_s: learn global(normal(8 ms, 1 ms)) in 2 ms..=40 ms;
            /// How fast, or how strong.
            tau_r: 10 ms;
            tau_a: fixed global(normal(8 ms, 1 ms));
            strength: learn per_unit(normal(0.43, 0.05));
            activation: softplus;
            bias: none;
            initial: learn normal(0.0, 0.26);
        }
        /// What `deep` is for.
        layer deep: Divisive<5> {
            alpha_n: fixed global(normal(0.51, 0.05));
            pool: learn global(normal(0.59, 0.05)) in logistic(0.0, 1.0);
            activation: elu;
            bias: learn zeros;
            initial: learn;
        }
        layer wide: Divisive<3> {
            alpha_n: learn global(0.53);
            pool: learn global(0.39) in logistic(0.05, 0.98, slope 1.92);
            activation: identity;
            initial: learn zeros;
        }
        layer late: Elman<3> {
            activation: tanh;
            bias: learn normal(0.0, 0.1);
            initial: zero;
        }
        output u: 2 {
            activation: sigmoid;
            bias: fixed zeros;
        }

        sound -> fast { delays: [0, 15]; }
        u ~> slow;
        slow ~> deep { delay: 2 ms; weights: learn xavier; }
        fast -> slow;
        deep -> u;
        wide -> u;
        late ~> deep ~> wide;
        fast ~> u;
        u ~> u { weights: learn he; }
        fast -> late;
        late ~> late { delays: 1..4; weights: fixed normal(0.0, 0.36); }
        slow ~> slow { delays: 1..=3; weights: learn orthogonal(0.97); }
    }
}

recurrent_net! {
    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net01<const H: usize> {
        slow ~> fast { delays: [5, 2, 6]; }
        fast -> slow { delays: 0..=3; weights: learn 0.19; }
        fast ~> fast { delay: 1; }
        fast -> deep { delays: [4, 0, 1]; }
        deep ~> u { delay: 1; }
        sound -> fast { delays: 0..=3; }
        v ~> deep { weights: learn uniform(-0.4, 0.4); }
        slow -> wide ~> slow;
        wide ~> u { delays: 1..4; }
        w ~> deep { delays: 1..3; weights: learn lecun; }
        v ~> v;
        u ~> u { delays: [1, 4]; }
        w ~> slow { delays: 1..=3; weights: learn he; }
        slow ~> slow { delays: [1, 4]; }
        slow -> v { weights: learn uniform(-0.4, 0.4); }
        sound -> w { weights: learn orthogonal(0.79); }
        fast -> wide { weights: learn xavier; }
        sound -> slow { weights: learn zeros; }

        input sound: 5;
        output w: 4;
        layer wide: Adapting<3> {
            /// How fast, or how strong.
            alpha_s: learn global(0.75) in logistic(0.05, 0.98, slope 2.46);
            alpha_r: learn global(uniform(0.37, 0.71)) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            alpha_a: 1.0;
            /// How fast, or how strong.
            strength: fixed per_unit(0.2);
            activation: tanh;
            bias: fixed zeros;
            initial: fixed zeros;
        }
        layer deep: Elman<7> {
            activation: identity;
            bias: none;
            initial: learn zeros;
        }
        layer fast: Gated<sizes::TWO> {
            alpha_g: 0.84;
            bias: none;
            initial: learn zeros;
        }
        output v: H {
            activation: softplus;
        }
        layer slow: Driven<H> {
            /// How fast, or how strong.
            gain: fixed per_unit(uniform(0.34, 0.74));
            activation: relu;
            bias: learn;
        }
        output u: 1 {
            activation: softplus;
            bias: learn zeros;
        }
    }
}

recurrent_net! {
    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net02 {
        dt: 2ms;
        /// How one drives the other.
        fast ~> fast { delay: 5; }
        u ~> slow { delay: 6 ms; }
        deep ~> deep { weights: learn orthogonal(0.67); }
        v ~> u { weights: learn uniform(-0.4, 0.4); }
        slow ~> u { delay: 12 ms; weights: learn orthogonal(0.69); }
        u ~> fast { delays: 1..4; weights: fixed orthogonal(0.89); }
        /// How one drives the other.
        sound -> slow;
        slow ~> slow { delays: [5, 2, 6]; }
        late ~> slow { weights: learn lecun; }
        fast ~> wide { delays: 2..=4; weights: fixed uniform(-0.4, 0.4); }
        fast -> v;
        wide ~> wide { delays: 1..4; weights: fixed uniform(-0.4, 0.4); }
        fast ~> deep { weights: learn normal(0.0, 0.41); }
        deep -> v;
        light -> fast { weights: learn uniform(-0.4, 0.4); }
        wide -> u { weights: learn orthogonal(1.06); }
        /// How one drives the other.
        fast -> u;
        deep -> late;

        input sound: 5;
        input light: 5;
        layer slow: MyGru<1> {
            bias: fixed zeros;
        }
        /// What `fast` is for.
        layer fast: Aru<3> {
            alpha_s: learn per_unit(0.37) in logistic(0.0, 1.0);
            tau_r: learn global(12 ms);
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.11);
            initial: fixed uniform(-0.32, 0.36);
        }
        layer wide: Divisive<5> {
            tau_n: learn per_unit(normal(8 ms, 1 ms)) in logistic(2 ms, 20 ms, slope 1.23);
            pool: 0.32;
            activation: leaky_relu(0.1);
            bias: none;
            initial: fixed uniform(-0.45, 0.11);
        }
        output v: 2 {
            activation: softplus;
        }
        layer deep: Gru<4> {
            bias: none;
            initial: learn;
        }
        output u: 7 {
            activation: identity;
            bias: learn;
        }
        layer late: Gated<4> {
            tau_g: 12 ms;
            bias: fixed normal(0.0, 0.08);
            initial: learn normal(0.0, 0.17);
        }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net03<const H: usize, const K: usize> {
        dt: 2ms;
        input sound: sizes::THREE;
        input light: H;
        layer slow: Adapting<3> {
            tau_s: learn global(4 ms) in 2 ms..=40 ms;
            alpha_r: learn per_unit(0.27) in logistic(0.05, 0.98, slope 2.32);
            tau_a: fixed per_unit(normal(8 ms, 1 ms));
            strength: fixed per_unit(normal(0.51, 0.05));
            activation: sigmoid;
            initial: zero;
        }
        /// What `wide` is for.
        layer wide: Dense<K> {
            bias: fixed zeros;
        }
        output u: H {
            activation: leaky_relu(0.1);
        }
        /// What `fast` is for.
        layer fast: Lstm<H> {
            bias: learn 0.34;
            initial: learn 0.15;
        }
        layer deep: Adapting<2> {
            tau_s: learn global(uniform(4 ms, 8 ms)) in logistic(2 ms, 20 ms, slope 1.26);
            tau_r: 2 ms;
            tau_a: learn global(uniform(4 ms, 16 ms));
            strength: learn per_unit(normal(0.5, 0.05)) in logistic(0.0, 1.0);
            activation: softplus;
            bias: learn zeros;
        }
        output v: 4 {
            activation: tanh;
        }

        sound -> fast { delays: [0, 15]; }
        deep ~> deep { delays: [3, 1]; weights: learn xavier; }
        slow ~> fast -> wide -> u;
        v ~> slow ~> slow;
        u ~> fast { delays: 1..5; }
        sound -> v { delays: [0, 15]; weights: learn lecun; }
        sound ~> slow;
        v ~> wide;
        u ~> wide { weights: fixed 0.16; }
        v ~> v { weights: learn he; }
        /// How one drives the other.
        deep ~> u { delay: 6 ms; }
        light ~> wide { weights: learn zeros; }
        wide ~> wide { weights: fixed normal(0.0, 0.33); }
        light ~> deep { delays: 1..=3; }
        /// How one drives the other.
        u ~> v { delay: 12 ms; weights: learn lecun; }
        fast ~> fast { delays: 1..3; weights: learn uniform(-0.4, 0.4); }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net04 {
        input sound: 2;
        input light: 3;
        layer fast: Adapting<3> {
            alpha_s: learn per_unit(normal(0.45, 0.05)) in 0.05..=0.95;
            alpha_r: 1.0;
            alpha_a: fixed per_unit(0.79);
            strength: fixed per_unit(0.38);
            activation: elu;
            bias: fixed uniform(-0.31, 0.35);
            initial: fixed normal(0.0, 0.05);
        }
        /// What `deep` is for.
        layer deep: Divisive<3> {
            alpha_n: learn global(uniform(0.29, 0.77)) in 0.05..=0.95;
            pool: fixed per_unit(uniform(0.37, 0.75));
            activation: relu;
            initial: fixed 0.38;
        }
        layer wide: Dense<2> {
            activation: tanh;
        }
        layer late: Aru<4> {
            alpha_s: learn per_unit(normal(0.55, 0.05));
            alpha_r: fixed global(uniform(0.38, 0.61));
        }
        output u: 4 {
            bias: fixed zeros;
        }

        wide -> late { weights: fixed 0.18; }
        light -> deep { delays: 0..=1; }
        fast ~> deep { delays: 1..=4; weights: learn orthogonal(0.61); }
        light ~> u;
        light ~> fast { delay: 5; }
        light -> wide { delays: 0..=3; }
        sound ~> u { weights: learn zeros; }
        late ~> u { delays: 2..=3; }
        deep ~> late;
        fast ~> fast { weights: learn lecun; }
        light -> late { delays: [0, 15]; }
        fast -> u;
        u ~> deep { delays: [3, 1]; weights: learn orthogonal(0.59); }
        wide -> u { delays: [0, 15]; }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }
    /// Generated.
    pub struct Net05 {
        dt: 500 us;
        light ~> u { delay: 1.5 ms; weights: learn lecun; }
        wide ~> wide { weights: learn normal(0.0, 0.41); }
        wide -> late;
        sound -> fast { delays: 0..3; weights: learn lecun; }
        light -> wide;
        touch -> fast { delays: 0..4; }
        fast ~> late;
        deep ~> wide;
        fast -> deep { delays: 0..4; }
        late ~> late { delays: 1..=3; weights: fixed he; }
        u ~> deep { weights: learn xavier; }
        late ~> wide { weights: learn orthogonal(0.58); }
        u ~> u { delay: 15; }
        touch -> wide { weights: learn orthogonal(0.88); }
        wide -> u { weights: learn 0.12; }
        light -> deep { weights: fixed normal(0.0, 0.34); }
        touch -> deep;
        fast ~> fast { delay: 1.5 ms; }
        u ~> fast;

        input sound: 1;
        input light: 1;
        input touch: 5;
        layer deep: MyGru<3> {
            bias: learn;
            initial: fixed 0.11;
        }
        layer wide: Adapting<5> {
            tau_s: fixed global(1.5 ms);
            tau_r: learn global(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 5 ms, slope 1.87);
            tau_a: 2 ms;
            strength: fixed per_unit(0.31);
            activation: sigmoid;
            bias: fixed uniform(-0.36, 0.22);
            initial: zero;
        }
        layer late: Gru<4> {
            bias: none;
            initial: learn;
        }
        /// What `fast` is for.
        layer fast: Adapting<sizes::THREE> {
            tau_s: learn global(2 ms) in 0.5 ms..=10 ms;
            tau_r: learn global(2.5 ms) in logistic(0.5 ms, 10 ms);
            tau_a: learn global(2.5 ms) in 0.5 ms..=10 ms;
            strength: 1.0;
            activation: identity;
            bias: fixed 0.16;
            initial: learn;
        }
        output u: 2 {
            activation: tanh;
            bias: none;
        }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }
    /// Generated.
    pub struct Net06<const H: usize> {
        input sound: H;
        layer fast: Adapting<H> {
            alpha_s: fixed global(0.46);
            /// How fast, or how strong.
            alpha_r: 1.0;
            alpha_a: learn per_unit(0.56) in logistic(0.0, 1.0);
            strength: 1.0;
            activation: relu;
            bias: learn;
            initial: learn 0.22;
        }
        layer wide: Aru<H> {
            alpha_s: learn per_unit(uniform(0.2, 0.8)) in 0.05..=0.95;
            alpha_r: learn global(normal(0.6, 0.05));
            activation: tanh;
            initial: fixed zeros;
        }
        layer late: Lstm<H> {
            bias: learn zeros;
            initial: fixed normal(0.0, 0.21);
        }
        output u: 9 {
            bias: fixed uniform(-0.4, 0.17);
        }
        layer deep: Aru<sizes::TWO> {
            alpha_s: fixed global(0.57);
            alpha_r: learn global(uniform(0.33, 0.6)) in logistic(0.05, 0.98, slope 1.61);
            activation: elu;
            initial: zero;
        }
        layer slow: MyGru<H> {
            bias: fixed 0.11;
            initial: zero;
        }

        slow ~> u { weights: learn lecun; }
        sound -> fast { weights: learn he; }
        u ~> fast { delays: [1, 4]; weights: fixed xavier; }
        wide -> u;
        u ~> deep { weights: learn orthogonal(1.07); }
        sound -> slow;
        wide ~> wide;
        sound -> wide { weights: fixed normal(0.0, 0.27); }
        fast -> u;
        fast ~> slow;
        /// How one drives the other.
        late ~> late { delay: 2; }
        deep ~> deep -> slow;
        fast -> late { weights: learn lecun; }
        late ~> wide;
        wide -> deep { delays: [2, 0]; weights: learn orthogonal(0.57); }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net07 {
        dt: 1 ms;
        sound ~> slow { delays: 1..=4; weights: learn zeros; }
        sound ~> fast { delay: 1 ms; weights: learn orthogonal(0.98); }
        deep ~> deep { delay: 1 ms; }
        sound -> u;
        fast ~> fast { delays: [5, 2, 6]; weights: learn normal(0.0, 0.31); }
        u ~> deep { delay: 5; weights: fixed 0.14; }
        fast -> deep { delays: [2, 0]; weights: learn uniform(-0.4, 0.4); }
        /// How one drives the other.
        wide -> late;
        wide ~> slow -> wide;
        deep -> late { delays: 0..=1; weights: fixed 0.07; }
        u ~> wide { delay: 1; weights: fixed uniform(-0.4, 0.4); }
        slow ~> u { weights: learn he; }
        /// How one drives the other.
        fast -> wide { weights: fixed lecun; }
        late ~> slow;

        input sound: 9;
        layer fast: Aru<5> {
            tau_s: 4 ms;
            /// How fast, or how strong.
            tau_r: 1 ms;
            activation: elu;
            bias: none;
        }
        layer slow: Lstm<5> {
            initial: learn;
        }
        layer deep: Adapting<3> {
            tau_s: learn per_unit(5 ms) in logistic(1 ms, 10 ms, slope 2.02);
            /// How fast, or how strong.
            tau_r: learn per_unit(normal(4 ms, 0.5 ms));
            /// How fast, or how strong.
            alpha_a: 1.0;
            strength: learn per_unit(uniform(0.25, 0.68)) in logistic(0.05, 0.98, slope 1.48);
            activation: sigmoid;
            bias: learn normal(0.0, 0.12);
        }
        /// What `wide` is for.
        layer wide: Driven<5> {
            gain: 1.0;
            activation: elu;
            bias: learn normal(0.0, 0.11);
            initial: learn zeros;
        }
        /// What `late` is for.
        layer late: Dense<2> {
            activation: sigmoid;
        }
        output u: 5 {
            activation: identity;
            bias: learn normal(0.0, 0.25);
        }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net08<const H: usize, const K: usize> {
        slow ~> fast { delay: 15; weights: learn normal(0.0, 0.39); }
        fast ~> fast;
        /// How one drives the other.
        slow -> deep;
        deep -> u { weights: learn normal(0.0, 0.21); }
        u ~> wide -> u;
        slow -> wide;
        fast -> slow { delays: 0..2; weights: learn uniform(-0.4, 0.4); }
        wide ~> wide { delay: 2; }
        deep ~> deep { delays: [3, 1]; weights: learn xavier; }
        u ~> fast { delays: 1..=4; }
        sound ~> fast;
        slow ~> slow { weights: learn zeros; }

        input sound: 3;
        layer fast: Gru<K> {
            bias: learn uniform(-0.17, 0.19);
            initial: fixed normal(0.0, 0.23);
        }
        /// What `slow` is for.
        layer slow: Adapting<5> {
            /// How fast, or how strong.
            alpha_s: fixed global(0.63);
            alpha_r: fixed per_unit(uniform(0.33, 0.78));
            alpha_a: learn per_unit(uniform(0.22, 0.79)) in logistic(0.05, 0.98, slope 2.14);
            strength: fixed per_unit(normal(0.55, 0.05));
            activation: leaky_relu(0.1);
            bias: learn uniform(-0.46, 0.32);
            initial: learn;
        }
        layer deep: Dense<H>;
        layer wide: Dense<K>;
        output u: K {
            activation: identity;
            bias: learn;
        }
    }
}

recurrent_net! {
    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net09<const H: usize> {
        dt: 2ms;
        input sound: 2;
        layer fast: Aru<4> {
            tau_s: 2 ms;
            alpha_r: learn per_unit(0.74);
            bias: learn;
            initial: fixed zeros;
        }
        layer deep: Gated<H> {
            tau_g: learn global(uniform(4 ms, 14 ms)) in logistic(2 ms, 40 ms);
            bias: none;
            initial: fixed uniform(-0.12, 0.27);
        }
        output u: sizes::TWO {
            activation: relu;
        }
        layer wide: Elman<1> {
            bias: fixed zeros;
            initial: learn;
        }

        sound -> wide { weights: learn zeros; }
        sound -> fast -> deep;
        deep ~> u { weights: learn 0.08; }
        wide ~> fast { delay: 10 ms; weights: learn normal(0.0, 0.5); }
        wide -> u;
        deep ~> deep { delays: [2, 15]; }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net10<const H: usize, const K: usize> {
        dt: 2ms;
        sound ~> deep { delays: 1..=3; }
        deep ~> u { delay: 2; }
        wide ~> fast { delays: 2..=3; weights: fixed zeros; }
        deep -> wide -> late;
        sound -> fast { delays: 0..=3; }
        deep ~> deep { delay: 8 ms; }
        fast -> deep { delays: 0..=1; }
        /// How one drives the other.
        light ~> u { delays: 1..3; }
        late ~> wide { weights: learn xavier; }
        fast ~> fast { delays: 2..=4; weights: learn lecun; }
        sound -> late { weights: learn he; }

        input sound: sizes::THREE;
        input light: sizes::TWO;
        layer fast: Driven<3> {
            gain: fixed global(normal(0.42, 0.05));
            activation: leaky_relu(0.1);
        }
        layer deep: Driven<3> {
            gain: 0.66;
            activation: identity;
        }
        /// What `wide` is for.
        layer wide: Divisive<H> {
            tau_n: learn per_unit(uniform(4 ms, 14 ms)) in 2 ms..=40 ms;
            pool: 0.61;
            activation: relu;
            bias: none;
            initial: learn normal(0.0, 0.12);
        }
        layer late: Elman<K> {
            activation: tanh;
            bias: learn uniform(-0.48, 0.39);
            initial: learn normal(0.0, 0.15);
        }
        output u: 4 {
            activation: sigmoid;
            bias: fixed uniform(-0.48, 0.37);
        }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net11<const H: usize> {
        dt: 1 ms;
        light ~> slow { delays: 2..=3; }
        sound -> wide -> u;
        wide ~> wide { weights: learn lecun; }
        /// How one drives the other.
        light -> deep { delays: 0..=3; }
        /// How one drives the other.
        light -> fast;
        slow ~> deep { delays: 1..3; weights: fixed uniform(-0.4, 0.4); }
        deep ~> fast;
        fast -> wide { delays: [0, 3]; weights: learn normal(0.0, 0.29); }
        light -> u { weights: learn normal(0.0, 0.34); }
        slow ~> slow { weights: fixed 0.13; }

        input sound: 2;
        input light: 9;
        /// What `fast` is for.
        layer fast: Lstm<2> {
            bias: fixed normal(0.0, 0.17);
        }
        /// What `slow` is for.
        layer slow: Adapting<H> {
            tau_s: 1 ms;
            alpha_r: fixed per_unit(0.73);
            /// How fast, or how strong.
            tau_a: fixed global(6 ms);
            strength: learn per_unit(normal(0.47, 0.05));
            activation: identity;
            bias: fixed normal(0.0, 0.19);
            initial: fixed zeros;
        }
        layer wide: Gated<sizes::TWO> {
            tau_g: learn per_unit(normal(4 ms, 0.5 ms)) in logistic(1 ms, 10 ms, slope 2.39);
            initial: fixed zeros;
        }
        layer deep: Adapting<H> {
            alpha_s: learn global(0.75) in logistic(0.0, 1.0);
            tau_r: learn per_unit(5 ms) in 1 ms..=20 ms;
            alpha_a: learn global(normal(0.52, 0.05)) in logistic(0.0, 1.0);
            strength: learn per_unit(0.55) in logistic(0.05, 0.98, slope 2.45);
            activation: sigmoid;
            bias: learn normal(0.0, 0.28);
            initial: learn zeros;
        }
        output u: 2 {
            activation: elu;
        }
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net12<const H: usize> {
        dt: 0.5 ms;
        input sound: H;
        input light: H;
        layer fast: Divisive<7> {
            /// How fast, or how strong.
            tau_n: 3 ms;
            pool: fixed per_unit(uniform(0.28, 0.62));
            activation: tanh;
            bias: none;
            initial: learn;
        }
        output v: 5;
        layer wide: Gru<2> {
            initial: fixed 0.17;
        }
        output u: sizes::TWO {
            bias: learn 0.09;
        }
        layer slow: Elman<H> {
            bias: fixed uniform(-0.42, 0.45);
            initial: learn zeros;
        }
        layer late: Divisive<H> {
            tau_n: learn global(1.5 ms);
            pool: learn global(normal(0.6, 0.05)) in logistic(0.1, 1.2);
            activation: leaky_relu(0.1);
        }
        layer deep: Driven<3> {
            gain: 1.0;
            activation: relu;
            bias: fixed zeros;
            initial: fixed zeros;
        }

        slow ~> u ~> wide -> late;
        sound -> fast { weights: learn orthogonal(0.8); }
        late -> u { delays: 0..=2; }
        v ~> wide { delays: 1..3; }
        sound -> deep;
        late ~> late { delay: 15; }
        slow -> deep;
        light -> late;
        sound ~> wide { delays: [5, 2, 6]; }
        light -> deep { weights: fixed uniform(-0.4, 0.4); }
        u -> v { weights: fixed 0.05; }
        fast -> u { weights: learn he; }
        light ~> slow { delays: [1, 4]; }
        sound -> late { delays: 0..=3; }
        deep -> wide { weights: learn orthogonal(0.95); }
        fast -> v { delays: [2, 0]; }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net13<const H: usize> {
        dt: 2ms;
        input sound: H;
        output v: H;
        layer deep: Dense<4> {
            activation: softplus;
        }
        output u: 5 {
            bias: none;
        }
        layer wide: Aru<sizes::THREE> {
            tau_s: learn per_unit(6 ms) in 2 ms..=40 ms;
            tau_r: 10 ms;
            bias: learn uniform(-0.34, 0.43);
            initial: learn uniform(-0.33, 0.39);
        }
        layer fast: Driven<3> {
            /// How fast, or how strong.
            gain: learn global(0.44) in logistic(0.1, 1.2);
            activation: sigmoid;
            bias: learn zeros;
            initial: fixed 0.21;
        }
        layer slow: Aru<H> {
            /// How fast, or how strong.
            tau_s: fixed global(16 ms);
            tau_r: learn per_unit(8 ms);
            initial: learn;
        }

        deep ~> deep ~> wide;
        /// How one drives the other.
        sound -> fast { delays: 0..2; weights: learn zeros; }
        fast ~> fast { delays: [5, 2, 6]; }
        fast -> slow { delays: 0..=3; }
        fast -> deep;
        v ~> deep;
        wide -> v { delays: 0..2; }
        /// How one drives the other.
        slow ~> slow;
        slow ~> u { delay: 4 ms; weights: fixed uniform(-0.4, 0.4); }
        sound -> u { delays: [0, 15]; weights: learn zeros; }
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net14<const H: usize, const K: usize> {
        input sound: 3;
        layer wide: Lstm<H> {
            bias: none;
        }
        layer slow: Divisive<K> {
            alpha_n: fixed per_unit(0.65);
            pool: learn per_unit(normal(0.53, 0.05)) in logistic(0.1, 1.2);
            activation: sigmoid;
            bias: learn;
        }
        output u: 1 {
            activation: softplus;
            bias: fixed normal(0.0, 0.21);
        }
        layer late: Gru<sizes::THREE> {
            bias: fixed 0.28;
        }
        layer fast: Elman<K> {
            activation: softplus;
            initial: fixed uniform(-0.41, 0.39);
        }
        layer deep: Lstm<H> {
            bias: learn 0.25;
            initial: fixed zeros;
        }

        fast -> u;
        sound ~> wide;
        sound -> deep -> u;
        sound -> slow { delays: 0..=2; }
        late ~> slow { weights: fixed 0.15; }
        sound -> fast;
        wide -> late { delays: [0, 15]; weights: fixed xavier; }
        slow ~> u { weights: learn 0.16; }
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net15<const H: usize, const K: usize> {
        dt: 1 ms;
        input sound: 5;
        layer slow: Driven<2> {
            gain: learn per_unit(normal(0.58, 0.05));
            activation: relu;
            bias: learn zeros;
            initial: fixed normal(0.0, 0.09);
        }
        layer deep: Driven<K> {
            gain: fixed per_unit(0.32);
            activation: softplus;
            bias: fixed normal(0.0, 0.07);
            initial: zero;
        }
        output v: H {
            activation: elu;
        }
        output u: sizes::TWO;
        layer wide: Lstm<K> {
            bias: learn normal(0.0, 0.21);
            initial: fixed normal(0.0, 0.05);
        }
        layer fast: Divisive<K> {
            alpha_n: 1.0;
            pool: learn per_unit(uniform(0.2, 0.65)) in logistic(0.05, 0.98, slope 1.98);
            activation: tanh;
            bias: learn zeros;
            initial: zero;
        }

        u -> deep { delays: [2, 0]; }
        sound -> u -> slow;
        wide ~> v { weights: learn orthogonal(1.06); }
        u -> v { delays: 0..2; }
        /// How one drives the other.
        slow ~> v { weights: fixed xavier; }
        deep ~> u { weights: fixed normal(0.0, 0.25); }
        u ~> fast { delays: 1..4; weights: fixed uniform(-0.4, 0.4); }
        wide ~> wide;
        fast -> v { delays: 0..3; }
        v ~> v { delays: 1..=3; weights: learn he; }
        /// How one drives the other.
        sound -> fast;
        u -> wide { weights: fixed normal(0.0, 0.38); }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net16 {
        /// How one drives the other.
        fast ~> deep { delays: [1, 4]; weights: learn xavier; }
        slow -> deep { delays: 0..=3; }
        sound -> fast ~> fast;
        deep -> u { weights: learn zeros; }
        slow -> u;
        deep ~> deep { delay: 15; }
        sound -> slow;

        input sound: 3;
        /// What `deep` is for.
        layer deep: Gated<5> {
            alpha_g: 1.0;
            initial: zero;
        }
        /// What `slow` is for.
        layer slow: Divisive<5> {
            alpha_n: learn per_unit(uniform(0.26, 0.75));
            pool: learn global(0.58) in 0.05..=0.95;
            activation: elu;
            bias: fixed zeros;
        }
        output u: sizes::THREE {
            activation: identity;
            bias: learn;
        }
        layer fast: Driven<1> {
            /// How fast, or how strong.
            gain: learn per_unit(0.6) in logistic(0.0, 1.0);
            activation: sigmoid;
            bias: none;
            initial: fixed uniform(-0.38, 0.43);
        }
    }
}

recurrent_net! {
    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }
    /// Generated.
    pub struct Net17 {
        dt: 2ms;
        u -> slow { weights: learn zeros; }
        u -> deep ~> u;
        u -> wide { weights: learn xavier; }
        late -> u { delays: 0..=2; }
        deep ~> deep { delay: 1; }
        sound ~> fast { weights: fixed 0.17; }
        sound -> slow;
        slow ~> v { delays: [3, 1]; }
        v ~> v { delay: 12 ms; weights: fixed xavier; }
        fast -> v;
        late ~> wide { delays: 1..4; weights: fixed orthogonal(0.7); }
        late -> deep { weights: learn uniform(-0.4, 0.4); }
        /// How one drives the other.
        wide ~> u { weights: learn 0.13; }
        wide ~> wide { delay: 4 ms; weights: learn normal(0.0, 0.22); }
        u -> v { delays: [4, 0, 1]; weights: fixed 0.17; }
        /// How one drives the other.
        late ~> late { weights: learn orthogonal(0.9); }
        sound ~> late { weights: learn zeros; }

        input sound: 3;
        output u: 4 {
            bias: none;
        }
        layer slow: Dense<3> {
            activation: sigmoid;
            bias: learn;
        }
        layer late: MyGru<5> {
            bias: learn uniform(-0.37, 0.36);
            initial: learn uniform(-0.5, 0.17);
        }
        layer fast: Gru<5> {
            initial: zero;
        }
        /// What `deep` is for.
        layer deep: Aru<5> {
            tau_s: learn global(normal(8 ms, 1 ms)) in logistic(2 ms, 40 ms);
            tau_r: fixed per_unit(4 ms);
            activation: identity;
            bias: learn normal(0.0, 0.11);
            initial: learn uniform(-0.25, 0.2);
        }
        layer wide: Elman<4> {
            activation: sigmoid;
            bias: fixed normal(0.0, 0.27);
            initial: zero;
        }
        output v: sizes::THREE {
            activation: identity;
            bias: none;
        }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }

    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net18<const H: usize, const K: usize> {
        input sound: 3;
        input light: 4;
        input touch: H;
        layer deep: Gated<9> {
            alpha_g: learn per_unit(0.2);
            bias: learn uniform(-0.28, 0.37);
            initial: fixed normal(0.0, 0.1);
        }
        output w: 1 {
            bias: fixed 0.25;
        }
        layer slow: Driven<3> {
            gain: learn per_unit(0.52);
            activation: tanh;
            bias: learn 0.37;
            initial: fixed 0.25;
        }
        output v: 3 {
            activation: sigmoid;
            bias: learn normal(0.0, 0.14);
        }
        layer late: Divisive<4> {
            alpha_n: fixed global(0.74);
            /// How fast, or how strong.
            pool: learn per_unit(uniform(0.38, 0.65));
            activation: leaky_relu(0.1);
            bias: fixed zeros;
            initial: fixed uniform(-0.36, 0.33);
        }
        layer fast: Elman<H> {
            activation: elu;
            initial: fixed zeros;
        }
        layer wide: MyGru<K> {
            bias: fixed zeros;
            initial: learn;
        }
        output u: 5 {
            activation: elu;
            bias: learn normal(0.0, 0.17);
        }

        w ~> v { delay: 5; }
        slow ~> slow { delays: 1..5; }
        light -> u { delays: 0..3; weights: learn uniform(-0.4, 0.4); }
        deep -> wide -> late;
        fast -> w { delays: [4, 0, 1]; }
        slow -> w { delays: 0..2; }
        slow -> late;
        touch -> deep { weights: fixed he; }
        deep ~> deep;
        deep ~> v { delay: 1; weights: learn lecun; }
        wide ~> fast { delays: [5, 2, 6]; }
        u -> v { delays: 0..4; }
        light ~> fast;
        sound -> slow;
        slow -> u { weights: learn he; }
        w ~> slow;
        deep ~> slow { delays: [3, 1]; }
        touch -> u { delays: 0..=2; }
        /// How one drives the other.
        fast -> u;
        late ~> slow { delay: 1; }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net19<const H: usize> {
        dt: 0.5 ms;
        input sound: H;
        input light: H;
        input touch: H;
        /// What `fast` is for.
        layer fast: Elman<H> {
            activation: relu;
            initial: learn;
        }
        output v: 1 {
            activation: sigmoid;
            bias: learn zeros;
        }
        output w: H {
            activation: tanh;
            bias: none;
        }
        /// What `deep` is for.
        layer deep: Driven<H> {
            /// How fast, or how strong.
            gain: learn per_unit(normal(0.56, 0.05)) in logistic(0.05, 0.98, slope 2.3);
            activation: relu;
            bias: none;
            initial: learn;
        }
        output u: 9 {
            activation: relu;
            bias: learn 0.23;
        }
        /// What `wide` is for.
        layer wide: Dense<H> {
            activation: identity;
            bias: learn uniform(-0.48, 0.27);
        }

        sound -> fast { delays: [0, 15]; weights: learn normal(0.0, 0.45); }
        touch -> u;
        deep ~> w { delays: [1, 4]; }
        sound -> w;
        /// How one drives the other.
        w ~> w { delay: 2; }
        touch ~> deep { weights: fixed normal(0.0, 0.36); }
        touch ~> v { weights: learn xavier; }
        v ~> u { delay: 1.5 ms; weights: fixed 0.11; }
        sound ~> v { delay: 5; }
        wide ~> wide { delays: [5, 2, 6]; weights: learn lecun; }
        touch -> wide;
        wide -> u { delays: [4, 0, 1]; }
        fast ~> w { delay: 2 ms; }
        u ~> u { delay: 2 ms; weights: learn lecun; }
        light -> fast { weights: learn orthogonal(1.05); }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net20<const H: usize> {
        dt: 0.004 s;
        input sound: 4;
        /// What `fast` is for.
        layer fast: Aru<H> {
            tau_s: learn global(uniform(8 ms, 24 ms)) in 4 ms..=80 ms;
            alpha_r: 1.0;
            activation: leaky_relu(0.1);
            initial: fixed zeros;
        }
        /// What `deep` is for.
        layer deep: Adapting<1> {
            alpha_s: 0.83;
            tau_r: learn per_unit(24 ms) in 4 ms..=80 ms;
            tau_a: fixed global(normal(16 ms, 2 ms));
            strength: learn per_unit(uniform(0.36, 0.75)) in logistic(0.1, 1.2);
            activation: softplus;
            bias: fixed normal(0.0, 0.29);
            initial: learn;
        }
        layer wide: Gru<2> {
            initial: learn;
        }
        output u: 2 {
            activation: tanh;
            bias: none;
        }
        output v: 3 {
            activation: elu;
            bias: learn zeros;
        }

        wide -> u;
        sound ~> deep { weights: learn uniform(-0.4, 0.4); }
        deep ~> v;
        fast ~> wide;
        sound -> u { delays: 0..2; weights: learn 0.17; }
        sound ~> fast { delay: 12 ms; weights: fixed orthogonal(0.89); }
        deep -> wide;
        deep ~> deep;
        deep ~> u { delay: 8 ms; weights: fixed normal(0.0, 0.32); }
    }
}

recurrent_net! {
    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net21<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: 3;
        layer fast: Aru<H> {
            tau_s: learn per_unit(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 10 ms);
            tau_r: learn per_unit(normal(2 ms, 0.25 ms)) in 0.5 ms..=10 ms;
            activation: sigmoid;
        }
        layer late: Gru<3> {
            bias: fixed 0.22;
            initial: learn uniform(-0.35, 0.33);
        }
        /// What `u` is for.
        output u: K {
            activation: sigmoid;
            bias: learn;
        }
        layer deep: Gated<H> {
            tau_g: fixed per_unit(2 ms);
        }
        layer slow: Gru<5> {
            bias: learn uniform(-0.22, 0.26);
            initial: fixed normal(0.0, 0.08);
        }
        layer wide: Aru<2> {
            /// How fast, or how strong.
            alpha_s: learn per_unit(0.44) in logistic(0.05, 0.98, slope 1.15);
            tau_r: learn per_unit(uniform(1 ms, 4 ms)) in logistic(0.5 ms, 10 ms);
            bias: learn normal(0.0, 0.23);
            initial: zero;
        }

        /// How one drives the other.
        fast -> wide { weights: learn he; }
        /// How one drives the other.
        late ~> u { delays: 1..=3; }
        wide ~> u ~> wide;
        sound -> deep { delays: 0..2; }
        fast ~> late { delay: 2; weights: learn orthogonal(0.55); }
        sound -> slow;
        sound -> fast -> deep ~> u;
        slow ~> late { weights: learn 0.07; }
        wide ~> wide { delays: [3, 1]; weights: learn xavier; }
        sound -> u;
        slow ~> u { delays: [5, 2, 6]; }
        fast ~> fast { delays: 1..5; weights: fixed 0.1; }
        deep ~> deep { weights: fixed orthogonal(0.71); }
        late ~> late { weights: fixed orthogonal(0.85); }
    }
}

recurrent_net! {
    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net22<const H: usize> {
        dt: 1 ms;
        input sound: sizes::THREE;
        input light: sizes::TWO;
        input touch: 3;
        layer fast: Aru<2> {
            tau_s: learn global(2 ms) in logistic(1 ms, 10 ms, slope 2.0);
            tau_r: learn global(3 ms) in 1 ms..=20 ms;
            activation: softplus;
            bias: learn zeros;
            initial: learn;
        }
        /// What `u` is for.
        output u: 2 {
            activation: tanh;
        }
        layer deep: Gated<3> {
            tau_g: fixed per_unit(2 ms);
            bias: fixed zeros;
            initial: fixed uniform(-0.18, 0.12);
        }
        layer slow: Gated<sizes::TWO> {
            alpha_g: learn per_unit(0.21) in 0.05..=0.95;
            bias: learn;
            initial: fixed 0.13;
        }
        /// What `wide` is for.
        layer wide: Aru<H> {
            tau_s: learn per_unit(normal(4 ms, 0.5 ms)) in logistic(1 ms, 10 ms, slope 2.02);
            tau_r: fixed per_unit(7 ms);
            bias: fixed zeros;
        }

        sound -> u { delays: 0..=2; weights: learn zeros; }
        slow ~> u { delays: 2..=4; weights: learn zeros; }
        light -> wide { delays: [0, 3]; weights: learn uniform(-0.4, 0.4); }
        u -> deep { delays: [4, 0, 1]; weights: fixed lecun; }
        /// How one drives the other.
        wide ~> u { delay: 5; }
        deep -> slow { weights: fixed lecun; }
        u ~> u { weights: learn lecun; }
        touch ~> slow { delays: 1..=4; weights: fixed normal(0.0, 0.48); }
        slow ~> deep { weights: fixed orthogonal(0.92); }
        light -> fast;
        fast -> u { delays: 0..=2; weights: learn lecun; }
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net23 {
        input sound: 4;
        layer fast: Aru<2> {
            alpha_s: learn global(0.42) in logistic(0.1, 1.2);
            alpha_r: 0.48;
            initial: learn;
        }
        layer slow: Divisive<2> {
            alpha_n: learn global(0.46) in logistic(0.0, 1.0);
            pool: learn per_unit(uniform(0.33, 0.8)) in 0.05..=0.95;
            activation: softplus;
        }
        output u: 4 {
            activation: tanh;
            bias: fixed normal(0.0, 0.1);
        }

        fast ~> fast { weights: learn xavier; }
        fast -> u;
        /// How one drives the other.
        slow -> u { delays: 0..3; }
        sound -> slow { delays: [0, 3]; }
        u ~> u { weights: fixed zeros; }
        sound -> fast { delays: 0..=3; weights: fixed orthogonal(0.56); }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net24 {
        dt: 1 ms;
        input sound: 4;
        layer fast: Adapting<5> {
            tau_s: fixed global(uniform(2 ms, 7 ms));
            tau_r: learn global(8 ms) in logistic(1 ms, 10 ms, slope 1.39);
            tau_a: 6 ms;
            strength: learn per_unit(normal(0.56, 0.05)) in logistic(0.0, 1.0);
            activation: tanh;
            bias: fixed normal(0.0, 0.26);
            initial: fixed normal(0.0, 0.23);
        }
        layer slow: Gated<4> {
            tau_g: learn per_unit(8 ms) in logistic(1 ms, 20 ms);
            initial: learn;
        }
        output u: sizes::TWO {
            bias: fixed uniform(-0.13, 0.42);
        }
        layer deep: Lstm<5> {
            bias: fixed zeros;
            initial: fixed zeros;
        }

        slow -> deep;
        sound ~> u { delays: 1..=4; }
        fast -> slow;
        fast ~> fast { weights: fixed zeros; }
        sound -> fast;
        deep ~> fast { delays: [1, 4]; }
        deep ~> u { delays: [1, 4]; weights: learn lecun; }
        slow ~> slow { delays: [2, 15]; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net25<const H: usize> {
        input sound: 5;
        input light: H;
        input touch: H;
        layer late: Aru<H> {
            alpha_s: learn global(normal(0.6, 0.05)) in logistic(0.1, 1.2);
            alpha_r: learn global(normal(0.49, 0.05)) in logistic(0.0, 1.0);
            activation: relu;
            bias: fixed zeros;
            initial: fixed uniform(-0.43, 0.49);
        }
        layer wide: Dense<3>;
        /// What `fast` is for.
        layer fast: Elman<H> {
            activation: leaky_relu(0.1);
        }
        output u: H {
            activation: elu;
        }
        layer deep: Dense<4> {
            activation: tanh;
        }

        deep ~> deep -> u;
        late ~> late;
        touch -> wide;
        wide -> u { delays: [4, 0, 1]; weights: learn normal(0.0, 0.44); }
        sound -> fast { delays: 0..4; weights: learn normal(0.0, 0.35); }
        light -> deep;
        light -> u;
        fast ~> fast;
        light -> late;
        fast -> wide { weights: fixed lecun; }
        sound -> late { delays: 0..3; }
        wide ~> wide { delays: [1, 4]; weights: learn uniform(-0.4, 0.4); }
        late ~> u { delays: 1..3; }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net26 {
        input sound: 2;
        input light: 5;
        output u: 5 {
            bias: fixed normal(0.0, 0.17);
        }
        layer deep: Driven<4> {
            gain: learn global(uniform(0.3, 0.71)) in 0.05..=0.95;
            activation: sigmoid;
            initial: zero;
        }
        output v: 2 {
            activation: relu;
            bias: fixed normal(0.0, 0.13);
        }
        output w: sizes::THREE {
            activation: identity;
            bias: fixed normal(0.0, 0.3);
        }
        layer slow: Gru<4> {
            bias: fixed zeros;
            initial: fixed normal(0.0, 0.07);
        }
        /// What `fast` is for.
        layer fast: Adapting<2> {
            alpha_s: learn per_unit(0.49) in logistic(0.1, 1.2);
            alpha_r: learn global(normal(0.42, 0.05));
            alpha_a: fixed per_unit(uniform(0.36, 0.7));
            strength: learn global(0.48) in logistic(0.05, 0.98, slope 1.08);
            activation: identity;
            bias: fixed uniform(-0.3, 0.47);
        }

        sound -> deep { weights: learn normal(0.0, 0.22); }
        v ~> slow { delay: 3; }
        light ~> slow { delays: [3, 1]; }
        fast -> slow ~> fast;
        slow ~> slow { delay: 3; weights: fixed he; }
        fast -> u { delays: [4, 0, 1]; }
        u ~> fast;
        deep ~> deep { delay: 5; weights: fixed 0.19; }
        slow -> deep { delays: [2, 0]; weights: learn 0.11; }
        deep ~> v { delay: 3; weights: learn lecun; }
        light -> fast { weights: fixed uniform(-0.4, 0.4); }
        slow -> w { weights: fixed lecun; }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }
    /// Generated.
    pub struct Net27<const H: usize> {
        dt: 2ms;
        input sound: H;
        /// What `fast` is for.
        layer fast: Adapting<H> {
            /// How fast, or how strong.
            tau_s: learn per_unit(4 ms) in logistic(2 ms, 40 ms);
            tau_r: learn global(14 ms) in logistic(2 ms, 40 ms);
            /// How fast, or how strong.
            tau_a: learn per_unit(16 ms) in logistic(2 ms, 40 ms);
            /// How fast, or how strong.
            strength: fixed global(uniform(0.22, 0.76));
            activation: softplus;
            bias: none;
        }
        /// What `slow` is for.
        layer slow: MyGru<2> {
            bias: none;
            initial: fixed 0.29;
        }
        output u: H;

        fast ~> u;
        fast ~> fast { delays: [3, 1]; }
        slow -> u;
        sound -> slow;
        slow ~> slow { delays: 1..4; }
        sound -> fast { delays: [0, 3]; weights: learn lecun; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net28<const H: usize> {
        input sound: 9;
        input light: 3;
        input touch: sizes::TWO;
        layer fast: Lstm<sizes::TWO> {
            bias: fixed normal(0.0, 0.06);
        }
        layer deep: Aru<3> {
            alpha_s: learn global(normal(0.46, 0.05)) in logistic(0.05, 0.98, slope 1.54);
            alpha_r: learn per_unit(0.54);
            activation: sigmoid;
            initial: learn;
        }
        output u: H {
            activation: elu;
            bias: learn 0.24;
        }

        touch -> fast { delays: [0, 15]; weights: fixed xavier; }
        deep ~> deep;
        /// How one drives the other.
        fast ~> u { delay: 5; }
        touch -> deep;
        sound -> fast;
        deep -> u { weights: learn lecun; }
        light -> fast;
        u ~> fast { delays: [3, 1]; }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net29 {
        dt: 1 ms;
        input sound: 2;
        layer fast: Elman<sizes::THREE> {
            activation: tanh;
            initial: zero;
        }
        layer slow: Driven<4> {
            gain: 1.0;
            activation: leaky_relu(0.1);
            bias: learn uniform(-0.22, 0.36);
            initial: learn normal(0.0, 0.23);
        }
        layer deep: Lstm<5> {
            bias: fixed zeros;
            initial: fixed uniform(-0.11, 0.11);
        }
        output u: 5 {
            activation: tanh;
        }

        sound ~> fast;
        deep -> u;
        fast -> deep { weights: fixed orthogonal(1.0); }
        fast ~> slow { delays: [1, 4]; }
        slow ~> u { delays: 2..=4; weights: learn lecun; }
        sound -> slow { delays: 0..=3; }
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net30 {
        dt: 1 ms;
        input sound: 3;
        input light: 4;
        layer fast: Divisive<sizes::TWO> {
            alpha_n: learn global(0.72) in logistic(0.05, 0.98, slope 0.98);
            pool: learn per_unit(uniform(0.3, 0.8)) in 0.05..=0.95;
            activation: elu;
            bias: learn;
        }
        layer slow: Gated<4> {
            tau_g: learn global(normal(4 ms, 0.5 ms)) in 1 ms..=20 ms;
            bias: learn;
        }
        /// What `u` is for.
        output u: sizes::TWO {
            activation: softplus;
            bias: none;
        }
        output v: 4 {
            activation: elu;
        }

        sound -> fast { delays: [0, 3]; }
        fast -> u { delays: 0..3; }
        fast ~> fast;
        /// How one drives the other.
        u ~> fast { delays: [3, 1]; }
        light ~> fast { delay: 5 ms; }
        slow -> v;
        fast -> slow { delays: [0, 15]; weights: learn xavier; }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }
    /// Generated.
    pub struct Net31 {
        dt: 2ms;
        input sound: 7;
        input light: 4;
        input touch: sizes::THREE;
        /// What `u` is for.
        output u: 3 {
            activation: sigmoid;
        }
        layer wide: MyGru<3> {
            initial: learn;
        }
        layer slow: Lstm<5> {
            initial: fixed 0.27;
        }
        output v: 5 {
            bias: fixed normal(0.0, 0.21);
        }
        layer deep: MyGru<1> {
            bias: fixed zeros;
        }
        /// What `fast` is for.
        layer fast: Adapting<4> {
            /// How fast, or how strong.
            alpha_s: fixed global(normal(0.6, 0.05));
            tau_r: learn per_unit(6 ms) in logistic(2 ms, 40 ms);
            alpha_a: learn global(0.47) in logistic(0.0, 1.0);
            strength: learn global(normal(0.43, 0.05)) in logistic(0.05, 0.98, slope 2.28);
            activation: softplus;
            bias: learn;
        }

        sound ~> deep { delays: 1..5; weights: learn zeros; }
        fast ~> u;
        light -> wide { weights: fixed xavier; }
        deep ~> fast { delay: 15; weights: learn xavier; }
        wide ~> wide { delays: 1..3; weights: learn he; }
        fast -> deep ~> deep;
        touch ~> slow { delay: 2 ms; weights: fixed uniform(-0.4, 0.4); }
        touch ~> deep { delays: [2, 15]; weights: fixed uniform(-0.4, 0.4); }
        slow -> u;
        wide ~> slow { weights: fixed orthogonal(0.89); }
        touch -> fast;
        sound -> v { weights: fixed lecun; }
        fast ~> fast { delays: 1..3; }
        /// How one drives the other.
        u ~> u;
        wide -> u;
        /// How one drives the other.
        deep -> v;
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net32<const H: usize> {
        input sound: sizes::THREE;
        input light: 2;
        input touch: 2;
        layer fast: Lstm<4> {
            bias: learn 0.32;
            initial: fixed 0.27;
        }
        layer deep: Divisive<sizes::THREE> {
            /// How fast, or how strong.
            alpha_n: 0.54;
            pool: 0.79;
            activation: elu;
            bias: learn 0.11;
            initial: learn 0.13;
        }
        layer wide: Gru<4> {
            bias: learn zeros;
            initial: zero;
        }
        output u: H {
            activation: elu;
            bias: fixed normal(0.0, 0.13);
        }
        /// What `v` is for.
        output v: 4 {
            activation: tanh;
        }
        output w: 5 {
            activation: softplus;
        }

        fast -> w { weights: learn xavier; }
        wide -> v { weights: fixed he; }
        /// How one drives the other.
        deep ~> deep { weights: learn lecun; }
        touch -> v { delays: [2, 0]; }
        light -> fast { delays: 0..=1; }
        u ~> fast -> wide;
        light -> wide;
        light -> deep { weights: learn xavier; }
        /// How one drives the other.
        sound -> u { delays: 0..=1; }
        /// How one drives the other.
        sound -> w;
        fast -> u { weights: learn lecun; }
        deep -> wide;
        u ~> u { delay: 2; weights: learn zeros; }
        /// How one drives the other.
        fast -> v { weights: fixed 0.15; }
    }
}

recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net33<const H: usize> {
        sound -> fast { weights: learn normal(0.0, 0.43); }
        /// How one drives the other.
        v -> u { delays: [0, 15]; }
        late -> v ~> fast;
        deep -> late;
        late ~> late { weights: learn uniform(-0.4, 0.4); }
        wide ~> fast { weights: learn normal(0.0, 0.32); }
        deep ~> deep { weights: learn zeros; }
        sound -> deep { delays: [2, 0]; weights: learn 0.1; }
        /// How one drives the other.
        wide ~> wide { delays: [2, 15]; }
        fast -> u { weights: learn uniform(-0.4, 0.4); }
        sound -> wide { delays: 0..=1; }

        input sound: 3;
        layer fast: Adapting<5> {
            alpha_s: fixed global(0.58);
            /// How fast, or how strong.
            alpha_r: learn per_unit(uniform(0.39, 0.7)) in logistic(0.1, 1.2);
            alpha_a: 1.0;
            strength: 0.71;
            activation: leaky_relu(0.1);
            bias: fixed uniform(-0.24, 0.5);
            initial: learn zeros;
        }
        layer deep: Dense<9> {
            activation: softplus;
            bias: learn 0.13;
        }
        /// What `late` is for.
        layer late: Driven<sizes::TWO> {
            gain: fixed per_unit(0.47);
            activation: leaky_relu(0.1);
            bias: fixed zeros;
            initial: fixed uniform(-0.3, 0.19);
        }
        /// What `v` is for.
        output v: 9 {
            activation: identity;
            bias: learn 0.39;
        }
        layer wide: Driven<7> {
            gain: learn per_unit(uniform(0.27, 0.8)) in 0.05..=0.95;
            activation: elu;
            initial: fixed zeros;
        }
        output u: H {
            activation: tanh;
            bias: learn 0.36;
        }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net34 {
        input sound: 3;
        input light: sizes::TWO;
        input touch: 2;
        layer fast: Elman<2> {
            activation: softplus;
            bias: learn 0.19;
        }
        /// What `slow` is for.
        layer slow: Driven<3> {
            gain: 0.7;
            activation: elu;
            bias: fixed uniform(-0.23, 0.1);
            initial: fixed zeros;
        }
        layer deep: Gru<5>;
        layer wide: Gru<3> {
            bias: learn 0.39;
            initial: fixed uniform(-0.36, 0.39);
        }
        layer late: Gated<4> {
            alpha_g: 1.0;
            initial: learn;
        }
        output u: 7 {
            bias: learn;
        }

        slow -> late;
        light -> deep ~> deep;
        late ~> slow { weights: learn normal(0.0, 0.34); }
        u ~> fast -> slow;
        light -> fast;
        slow ~> slow { delays: 1..4; }
        fast -> u { weights: learn uniform(-0.4, 0.4); }
        sound -> fast { delays: 0..=2; weights: learn orthogonal(0.54); }
        fast ~> late { delays: 2..=4; }
        deep ~> u { delays: 2..=3; }
        /// How one drives the other.
        slow ~> fast { weights: learn orthogonal(0.77); }
        light ~> slow { delay: 3; weights: fixed uniform(-0.4, 0.4); }
        wide ~> slow { delays: 2..=4; weights: learn he; }
        fast ~> deep { delay: 3; }
        touch ~> u { delay: 15; }
        slow -> wide { delays: 0..=3; }
        light -> late;
    }
}

recurrent_net! {
    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net35 {
        input sound: 3;
        input light: 4;
        input touch: sizes::THREE;
        /// What `v` is for.
        output v: 2 {
            bias: fixed 0.2;
        }
        layer deep: Gated<5> {
            alpha_g: learn per_unit(0.37);
            bias: fixed 0.15;
            initial: zero;
        }
        output u: 3 {
            activation: identity;
            bias: fixed normal(0.0, 0.3);
        }
        layer slow: Lstm<5> {
            bias: learn;
            initial: fixed 0.3;
        }
        layer fast: Aru<4> {
            alpha_s: 1.0;
            alpha_r: learn per_unit(0.33) in 0.05..=0.95;
            activation: identity;
            bias: fixed 0.16;
            initial: learn zeros;
        }

        sound -> fast { delays: 0..2; }
        touch -> u { delays: 0..2; weights: fixed xavier; }
        fast ~> fast { delays: [3, 1]; weights: learn normal(0.0, 0.25); }
        u ~> fast { delays: [2, 15]; }
        slow ~> u;
        sound ~> v { delay: 2; }
        light ~> fast { delays: 2..=4; }
        deep -> u { delays: 0..=3; }
        deep ~> deep { delays: 1..5; }
        deep ~> fast;
        touch ~> v { delay: 1; }
        sound ~> slow { delays: 2..=4; }
        v ~> deep { delays: 2..=3; }
        fast -> v { delays: 0..=3; }
        sound -> deep;
        light -> u { delays: 0..=1; }
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net36<const H: usize> {
        input sound: 4;
        /// What `fast` is for.
        layer fast: Aru<3> {
            alpha_s: learn global(0.61) in logistic(0.05, 0.98, slope 2.15);
            alpha_r: learn per_unit(0.39);
            bias: fixed 0.06;
            initial: learn normal(0.0, 0.15);
        }
        output u: 1 {
            bias: learn;
        }
        output v: H {
            activation: softplus;
            bias: learn;
        }
        layer slow: Divisive<H> {
            alpha_n: learn global(uniform(0.39, 0.7));
            /// How fast, or how strong.
            pool: learn per_unit(0.35) in 0.05..=0.95;
            activation: elu;
            bias: learn uniform(-0.42, 0.32);
            initial: learn uniform(-0.41, 0.23);
        }
        output w: H {
            activation: elu;
            bias: fixed uniform(-0.4, 0.24);
        }
        layer deep: Elman<sizes::TWO> {
            activation: tanh;
            bias: fixed normal(0.0, 0.25);
            initial: learn 0.13;
        }

        fast -> deep;
        sound -> fast;
        deep ~> v { delay: 5; weights: fixed xavier; }
        fast -> v { delays: [0, 3]; }
        v ~> fast { delay: 1; weights: learn orthogonal(0.57); }
        slow ~> slow { delay: 2; }
        u -> w { weights: fixed lecun; }
        fast ~> fast { delay: 3; weights: learn lecun; }
        sound ~> u { delays: 1..5; }
        fast -> slow { weights: learn orthogonal(0.83); }
        slow ~> v { delay: 15; }
    }
}

recurrent_net! {
    /// PyTorch's GRU.
    unit MyGru {
        ports reset, update, candidate;
        bias recurrent_bias;
        r = sigmoid(reset);
        z = sigmoid(update);
        n = tanh(candidate + r * (recur(candidate) + recurrent_bias));
        hidden = (1 - z) * n + z * prev(hidden);
        emit hidden;
    }

    /// A leak that a gate opens. The gate's own feedback counts half; the signal contains its own.
    unit Gated {
        ports signal, gate;
        bias threshold;
        constant alpha_g;
        opening = sigmoid(gate + 0.5 * recur(gate) - threshold);
        level   = (1 - alpha_g * opening) * prev(level) + alpha_g * opening * tanh(signal);
        emit level;
    }
    /// Generated.
    pub struct Net37<const H: usize> {
        input sound: H;
        input light: 5;
        input touch: 4;
        layer fast: MyGru<2> {
            bias: learn zeros;
            initial: learn;
        }
        layer slow: Elman<2> {
            activation: softplus;
            bias: fixed normal(0.0, 0.07);
            initial: fixed 0.27;
        }
        /// What `deep` is for.
        layer deep: Elman<3> {
            bias: none;
            initial: learn;
        }
        layer wide: Gated<H> {
            alpha_g: 0.42;
            bias: learn zeros;
            initial: learn 0.3;
        }
        output u: H {
            bias: none;
        }

        wide ~> fast { delays: 1..4; }
        /// How one drives the other.
        slow ~> slow { weights: learn uniform(-0.4, 0.4); }
        wide ~> wide { weights: fixed he; }
        deep ~> u;
        /// How one drives the other.
        u ~> slow { delays: [1, 4]; weights: learn normal(0.0, 0.42); }
        slow -> deep { delays: 0..2; }
        touch -> slow { weights: learn zeros; }
        fast -> deep ~> deep;
        wide -> u;
        sound -> deep;
        u ~> u { weights: learn uniform(-0.4, 0.4); }
        sound -> fast ~> fast;
        deep ~> fast { delay: 2; }
        sound -> u { weights: fixed zeros; }
        touch -> wide { weights: learn orthogonal(0.55); }
        /// How one drives the other.
        light ~> u { delay: 2; }
    }
}

recurrent_net! {
    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net38 {
        dt: 0.004 s;
        input sound: 5;
        layer fast: Lstm<3> {
            bias: fixed normal(0.0, 0.29);
            initial: fixed 0.26;
        }
        layer slow: Driven<sizes::THREE> {
            gain: fixed per_unit(0.49);
            activation: tanh;
            bias: fixed normal(0.0, 0.09);
        }
        output u: 4;
        output v: 1 {
            activation: tanh;
            bias: learn normal(0.0, 0.09);
        }
        output w: 5 {
            activation: elu;
            bias: fixed 0.11;
        }

        /// How one drives the other.
        fast ~> w { delay: 15; }
        sound ~> w { delays: [1, 4]; weights: learn uniform(-0.4, 0.4); }
        /// How one drives the other.
        fast ~> slow;
        sound -> v;
        fast -> u { weights: learn lecun; }
        slow ~> slow { delays: 1..=4; }
        fast ~> fast { weights: fixed 0.05; }
        sound -> fast { weights: learn xavier; }
        slow -> w { weights: learn 0.09; }
        sound -> u;
    }
}

recurrent_net! {
    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net39<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: 1;
        input light: 2;
        layer late: Adapting<5> {
            tau_s: 0.5 ms;
            alpha_r: 1.0;
            tau_a: learn per_unit(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 10 ms);
            strength: 0.84;
            activation: leaky_relu(0.1);
            bias: learn normal(0.0, 0.11);
        }
        layer fast: Aru<7> {
            tau_s: fixed global(normal(2 ms, 0.25 ms));
            alpha_r: learn global(uniform(0.34, 0.62)) in logistic(0.1, 1.2);
            activation: tanh;
            bias: none;
            initial: fixed normal(0.0, 0.23);
        }
        output u: H {
            bias: fixed 0.28;
        }
        /// What `v` is for.
        output v: 2 {
            activation: elu;
        }
        layer wide: Divisive<K> {
            alpha_n: 0.82;
            pool: learn per_unit(uniform(0.37, 0.68)) in 0.05..=0.95;
            activation: identity;
        }
        layer deep: Aru<H> {
            tau_s: 1.5 ms;
            alpha_r: fixed global(0.7);
            activation: elu;
            bias: learn uniform(-0.33, 0.42);
            initial: fixed zeros;
        }

        wide ~> u { delays: [2, 15]; weights: learn he; }
        light -> deep -> late ~> deep;
        fast ~> u;
        u ~> late { weights: fixed zeros; }
        sound ~> wide { delays: 1..=4; weights: learn lecun; }
        v ~> v { weights: learn lecun; }
        sound -> fast;
        late ~> v { delays: 1..3; }
    }
}

/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.
macro_rules! every_network {
    ($case:ident) => {
        $case! { net00, declarations::Net00<f64, 2>, true }
        $case! { net01, declarations::Net01<f64, 3>, false }
        $case! { net02, declarations::Net02<f64>, false }
        $case! { net03, declarations::Net03<f64, 4, 4>, false }
        $case! { net04, declarations::Net04<f64>, false }
        $case! { net05, declarations::Net05<f64>, true }
        $case! { net06, declarations::Net06<f64, 2>, false }
        $case! { net07, declarations::Net07<f64>, false }
        $case! { net08, declarations::Net08<f64, 4, 4>, false }
        $case! { net09, declarations::Net09<f64, 2>, false }
        $case! { net10, declarations::Net10<f64, 3, 4>, false }
        $case! { net11, declarations::Net11<f64, 2>, true }
        $case! { net12, declarations::Net12<f64, 4>, false }
        $case! { net13, declarations::Net13<f64, 4>, false }
        $case! { net14, declarations::Net14<f64, 4, 3>, true }
        $case! { net15, declarations::Net15<f64, 2, 4>, false }
        $case! { net16, declarations::Net16<f64>, false }
        $case! { net17, declarations::Net17<f64>, true }
        $case! { net18, declarations::Net18<f64, 4, 4>, false }
        $case! { net19, declarations::Net19<f64, 3>, false }
        $case! { net20, declarations::Net20<f64, 2>, false }
        $case! { net21, declarations::Net21<f64, 4, 4>, true }
        $case! { net22, declarations::Net22<f64, 2>, true }
        $case! { net23, declarations::Net23<f64>, true }
        $case! { net24, declarations::Net24<f64>, true }
        $case! { net25, declarations::Net25<f64, 3>, false }
        $case! { net26, declarations::Net26<f64>, false }
        $case! { net27, declarations::Net27<f64, 4>, true }
        $case! { net28, declarations::Net28<f64, 2>, true }
        $case! { net29, declarations::Net29<f64>, false }
        $case! { net30, declarations::Net30<f64>, true }
        $case! { net31, declarations::Net31<f64>, true }
        $case! { net32, declarations::Net32<f64, 4>, true }
        $case! { net33, declarations::Net33<f64, 4>, false }
        $case! { net34, declarations::Net34<f64>, false }
        $case! { net35, declarations::Net35<f64>, true }
        $case! { net36, declarations::Net36<f64, 4>, true }
        $case! { net37, declarations::Net37<f64, 3>, true }
        $case! { net38, declarations::Net38<f64>, false }
        $case! { net39, declarations::Net39<f64, 2, 2>, false }
    };
}
pub(crate) use every_network;
