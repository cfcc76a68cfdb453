// Written by tests/generate.rs, which also checks that it is up to date; not to be edited.

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
    /// Generated.
    pub struct Net00 {
        dt: 0.5 ms;
        input sound: 4;
        output u: 2 {
            activation: sigmoid;
            bias: fixed uniform(-0.21, 0.18);
        }
        layer wide: Aru<3> {
            alpha_s: fixed per_unit(normal(0.48, 0.05));
            tau_r: 2.5 ms;
            bias: learn;
        }
        layer deep: Gated<2> {
            alpha_g: learn global(0.48);
        }
        layer fast: Aru<3> {
            tau_s: 1.5 ms;
            tau_r: learn per_unit(uniform(1 ms, 3.5 ms)) in logistic(0.5 ms, 5 ms, slope 2.16);
            activation: identity;
            bias: none;
            initial: learn uniform(-0.13, 0.22);
        }
        layer slow: Elman<3> {
            activation: relu;
            bias: learn normal(0.0, 0.21);
            initial: fixed zeros;
        }

        u ~> slow { delays: [1, 4]; }
        wide -> u;
        deep ~> deep;
        slow ~> slow { delays: 1..=4; weights: fixed normal(0.0, 0.26); }
        fast ~> wide { delays: [2, 15]; }
        deep -> u { delays: [4, 0, 1]; weights: learn he; }
        /// How one drives the other.
        fast ~> fast { delay: 5; weights: learn normal(0.0, 0.42); }
        sound -> u;
        /// How one drives the other.
        fast -> slow { delays: 0..=2; }
        sound ~> fast -> deep;
        slow ~> fast { delay: 0.5 ms; }
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
    pub struct Net01<const H: usize> {
        fast -> slow ~> slow -> deep;
        sound -> slow { delays: [0, 3]; }
        light -> deep { weights: learn uniform(-0.4, 0.4); }
        u ~> deep { delay: 3; }
        sound -> u { delays: 0..3; }
        light ~> fast { delays: [2, 15]; weights: learn orthogonal(0.89); }
        deep -> wide { weights: fixed normal(0.0, 0.45); }
        light -> v { weights: fixed xavier; }
        slow ~> wide;
        fast ~> fast;
        /// How one drives the other.
        wide ~> wide { delays: 2..=4; weights: fixed orthogonal(0.6); }
        deep ~> deep { delay: 3; weights: learn zeros; }
        /// How one drives the other.
        u ~> fast { delay: 5; }
        /// How one drives the other.
        sound ~> fast { delays: [2, 15]; weights: learn xavier; }
        wide -> v { delays: [4, 0, 1]; }

        input sound: 5;
        input light: H;
        output v: 3;
        layer wide: Adapting<H> {
            alpha_s: fixed global(uniform(0.26, 0.76));
            alpha_r: 0.89;
            alpha_a: learn global(0.69);
            strength: learn global(normal(0.45, 0.05)) in logistic(0.05, 0.98, slope 2.23);
            activation: leaky_relu(0.1);
            bias: learn zeros;
            initial: zero;
        }
        layer slow: Divisive<sizes::TWO> {
            alpha_n: fixed per_unit(uniform(0.38, 0.75));
            pool: learn global(normal(0.6, 0.05)) in logistic(0.1, 1.2);
            activation: softplus;
            bias: fixed 0.15;
            initial: fixed uniform(-0.37, 0.29);
        }
        layer fast: Gated<H> {
            alpha_g: learn per_unit(normal(0.51, 0.05)) in logistic(0.0, 1.0);
            bias: learn normal(0.0, 0.08);
            initial: zero;
        }
        output u: H {
            activation: sigmoid;
            bias: learn uniform(-0.29, 0.44);
        }
        layer deep: Adapting<4> {
            alpha_s: 1.0;
            /// How fast, or how strong.
            alpha_r: 1.0;
            alpha_a: 0.69;
            strength: learn global(0.45) in logistic(0.05, 0.98, slope 1.17);
            activation: relu;
            bias: learn;
            initial: learn;
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
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
    pub struct Net02<const H: usize> {
        dt: 2ms;
        input sound: H;
        /// What `fast` is for.
        layer fast: Adapting<5> {
            alpha_s: 0.77;
            alpha_r: fixed per_unit(0.62);
            /// How fast, or how strong.
            alpha_a: learn global(0.33) in 0.05..=0.95;
            strength: fixed global(normal(0.48, 0.05));
            activation: elu;
            bias: learn uniform(-0.45, 0.15);
            initial: fixed uniform(-0.44, 0.48);
        }
        layer slow: Aru<sizes::THREE> {
            alpha_s: learn global(normal(0.49, 0.05));
            alpha_r: fixed per_unit(0.33);
            activation: tanh;
            bias: fixed uniform(-0.28, 0.11);
        }
        layer deep: Gru<5> {
            bias: fixed 0.4;
            initial: zero;
        }
        layer wide: Divisive<2> {
            alpha_n: learn global(normal(0.41, 0.05));
            pool: learn per_unit(0.62) in 0.05..=0.95;
            activation: sigmoid;
            bias: fixed 0.2;
            initial: fixed normal(0.0, 0.28);
        }
        layer late: MyGru<2>;
        output u: H {
            activation: relu;
            bias: learn uniform(-0.15, 0.13);
        }

        deep ~> fast -> u;
        slow -> u { weights: fixed lecun; }
        wide ~> late { delay: 10 ms; }
        late ~> late { weights: learn uniform(-0.4, 0.4); }
        sound ~> fast { delays: [3, 1]; }
        late ~> u { delay: 5; weights: fixed normal(0.0, 0.28); }
        u ~> fast { delay: 2 ms; }
        deep ~> slow;
        sound -> slow;
        slow -> wide { delays: 0..2; weights: fixed orthogonal(0.94); }
        sound -> deep;
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
    pub struct Net03<const H: usize> {
        dt: 0.004 s;
        input sound: 3;
        /// What `u` is for.
        output u: H {
            bias: fixed zeros;
        }
        layer slow: Lstm<H> {
            initial: fixed 0.38;
        }
        layer deep: Driven<H> {
            gain: 0.7;
            activation: softplus;
            bias: learn uniform(-0.19, 0.43);
            initial: learn;
        }
        /// What `fast` is for.
        layer fast: Aru<H> {
            tau_s: learn global(uniform(8 ms, 28 ms)) in 4 ms..=80 ms;
            tau_r: learn global(normal(16 ms, 2 ms)) in logistic(4 ms, 80 ms);
            activation: tanh;
            bias: none;
        }
        layer late: Divisive<H> {
            tau_n: learn per_unit(16 ms) in 4 ms..=80 ms;
            /// How fast, or how strong.
            pool: fixed global(uniform(0.37, 0.62));
            activation: sigmoid;
            bias: fixed zeros;
            initial: fixed zeros;
        }
        layer wide: Driven<1> {
            gain: learn per_unit(normal(0.4, 0.05));
            activation: leaky_relu(0.1);
            initial: fixed 0.26;
        }

        deep -> late { delays: [0, 3]; }
        late ~> late { delays: 1..4; }
        sound -> slow { delays: 0..3; }
        wide ~> wide { delays: 1..5; }
        deep -> u { weights: learn uniform(-0.4, 0.4); }
        /// How one drives the other.
        wide ~> u { delay: 24 ms; }
        slow ~> slow;
        fast ~> fast { delays: [2, 15]; }
        sound -> fast { weights: fixed xavier; }
        fast -> slow;
        late -> u;
        /// How one drives the other.
        fast ~> deep { delay: 4 ms; }
        sound ~> wide { weights: learn uniform(-0.4, 0.4); }
        slow -> u { delays: 0..3; weights: fixed he; }
        fast ~> wide { delay: 2; weights: learn 0.14; }
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net04<const H: usize> {
        deep ~> slow { delays: 1..3; }
        sound -> fast { weights: learn uniform(-0.4, 0.4); }
        fast ~> v;
        sound -> wide { delays: [0, 15]; }
        slow ~> slow;
        deep -> late;
        sound ~> slow;
        /// How one drives the other.
        late -> u { weights: learn 0.13; }
        v ~> slow { delays: 1..5; }
        /// How one drives the other.
        slow -> u { weights: fixed 0.19; }
        sound ~> deep { delay: 5; weights: fixed he; }
        wide -> u;
        late ~> late { delays: [1, 4]; }
        v ~> v { delay: 15; weights: learn lecun; }

        input sound: 4;
        /// What `fast` is for.
        layer fast: Lstm<3> {
            bias: fixed zeros;
            initial: learn zeros;
        }
        layer slow: Elman<sizes::THREE> {
            activation: tanh;
            bias: none;
            initial: learn;
        }
        layer deep: MyGru<4> {
            bias: learn;
            initial: zero;
        }
        output v: 3 {
            activation: identity;
            bias: fixed zeros;
        }
        layer late: Driven<sizes::TWO> {
            gain: 0.45;
            activation: softplus;
            initial: learn;
        }
        layer wide: Aru<H> {
            alpha_s: learn global(0.48) in logistic(0.1, 1.2);
            alpha_r: fixed global(0.76);
        }
        output u: 3 {
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net05 {
        u ~> wide { delay: 2; }
        sound ~> slow { delays: 1..4; }
        /// How one drives the other.
        light -> u;
        /// How one drives the other.
        u ~> u { delay: 3; }
        u ~> fast { delays: [3, 1]; }
        light -> slow { delays: [0, 3]; }
        fast -> u { weights: fixed he; }
        wide -> slow { delays: 0..4; weights: learn uniform(-0.4, 0.4); }
        slow -> u { weights: learn normal(0.0, 0.26); }
        fast -> deep;
        sound -> fast ~> fast;
        sound -> deep { weights: learn normal(0.0, 0.33); }
        deep ~> wide { delays: 2..=3; }
        slow ~> slow { delays: [2, 15]; weights: fixed xavier; }

        input sound: 3;
        input light: 5;
        layer slow: Gru<5> {
            initial: learn;
        }
        layer deep: Adapting<2> {
            alpha_s: learn global(normal(0.6, 0.05));
            alpha_r: fixed global(0.71);
            alpha_a: 1.0;
            strength: learn per_unit(normal(0.51, 0.05)) in 0.05..=0.95;
            activation: elu;
            bias: learn 0.15;
            initial: learn zeros;
        }
        layer wide: Divisive<5> {
            /// How fast, or how strong.
            alpha_n: learn per_unit(normal(0.47, 0.05)) in logistic(0.05, 0.98, slope 0.86);
            pool: learn global(uniform(0.35, 0.6)) in 0.05..=0.95;
            activation: identity;
            bias: fixed normal(0.0, 0.12);
            initial: fixed uniform(-0.39, 0.18);
        }
        output u: 5 {
            activation: tanh;
            bias: none;
        }
        layer fast: Aru<3> {
            alpha_s: fixed global(0.6);
            alpha_r: fixed global(uniform(0.39, 0.78));
            activation: relu;
            bias: none;
            initial: fixed 0.35;
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net06<const H: usize> {
        dt: 1 ms;
        input sound: H;
        input light: sizes::TWO;
        input touch: H;
        layer fast: Lstm<H> {
            initial: learn normal(0.0, 0.11);
        }
        layer deep: Dense<3> {
            bias: none;
        }
        layer wide: Driven<H> {
            gain: learn per_unit(uniform(0.38, 0.66)) in logistic(0.1, 1.2);
            activation: tanh;
            initial: fixed uniform(-0.1, 0.38);
        }
        layer late: Adapting<sizes::THREE> {
            alpha_s: learn global(uniform(0.32, 0.68)) in logistic(0.1, 1.2);
            tau_r: learn per_unit(normal(4 ms, 0.5 ms)) in 1 ms..=20 ms;
            alpha_a: 1.0;
            strength: 0.77;
            activation: identity;
            initial: fixed 0.32;
        }
        output u: H {
            activation: identity;
            bias: learn uniform(-0.24, 0.25);
        }
        output v: sizes::TWO {
            activation: leaky_relu(0.1);
        }
        output w: 4 {
            activation: elu;
            bias: fixed uniform(-0.46, 0.19);
        }

        wide ~> wide { weights: learn orthogonal(0.5); }
        deep ~> u { delays: [1, 4]; }
        fast -> deep { weights: fixed lecun; }
        deep -> v { delays: 0..=2; weights: learn normal(0.0, 0.25); }
        deep -> w ~> w;
        light -> v { delays: [0, 3]; }
        sound -> u;
        wide -> w;
        late -> u { weights: learn 0.16; }
        late ~> late { weights: fixed 0.11; }
        fast -> u;
        touch -> fast;
        v ~> late { delay: 6 ms; }
        light -> fast;
        sound -> wide { delays: 0..4; }
        light -> late;
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net07<const H: usize> {
        dt: 0.5 ms;
        input sound: H;
        input light: H;
        /// What `fast` is for.
        layer fast: Divisive<4> {
            tau_n: learn per_unit(1 ms);
            pool: learn global(uniform(0.39, 0.61)) in logistic(0.1, 1.2);
            activation: relu;
            initial: fixed normal(0.0, 0.25);
        }
        layer wide: Driven<H> {
            gain: fixed global(uniform(0.29, 0.74));
            activation: relu;
        }
        layer slow: Elman<H> {
            activation: identity;
            bias: fixed uniform(-0.3, 0.19);
            initial: learn normal(0.0, 0.1);
        }
        output v: H {
            activation: sigmoid;
            bias: learn;
        }
        layer late: Dense<H> {
            bias: fixed normal(0.0, 0.17);
        }
        output u: 5 {
            activation: leaky_relu(0.1);
        }
        layer deep: Adapting<H> {
            tau_s: learn global(uniform(1 ms, 4 ms)) in logistic(0.5 ms, 5 ms, slope 2.08);
            tau_r: learn global(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 10 ms);
            /// How fast, or how strong.
            alpha_a: learn per_unit(normal(0.52, 0.05));
            strength: learn global(0.58) in logistic(0.0, 1.0);
            activation: softplus;
            bias: fixed zeros;
            initial: fixed zeros;
        }

        light -> late { weights: learn zeros; }
        late ~> deep { delay: 1.5 ms; weights: learn orthogonal(0.73); }
        /// How one drives the other.
        light ~> fast { delays: [2, 15]; weights: learn lecun; }
        late -> u { weights: learn normal(0.0, 0.35); }
        late -> wide;
        late ~> late { delays: 1..5; weights: fixed xavier; }
        slow ~> u { delay: 2.5 ms; weights: learn zeros; }
        v ~> fast { weights: learn zeros; }
        fast -> deep { weights: fixed 0.08; }
        deep -> slow;
        light -> wide { weights: learn zeros; }
        deep ~> u { delays: [1, 4]; }
        sound -> late { weights: fixed 0.14; }
        fast -> v;
        fast ~> fast { delay: 0.5 ms; }
        wide ~> u { weights: learn zeros; }
        /// How one drives the other.
        u ~> late { delay: 2 ms; }
        v ~> v { weights: learn he; }
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net08<const H: usize> {
        dt: 500 us;
        slow ~> slow { weights: learn orthogonal(0.67); }
        wide -> u { delays: 0..=2; weights: learn uniform(-0.4, 0.4); }
        fast ~> u { delays: [1, 4]; weights: learn normal(0.0, 0.48); }
        sound -> fast -> wide;
        late ~> fast;
        slow ~> fast { delay: 2.5 ms; }
        touch ~> slow;
        /// How one drives the other.
        light -> late;
        deep -> u { delays: [2, 0]; weights: fixed normal(0.0, 0.41); }
        late -> u;
        light -> deep;
        late ~> late { delays: 2..=4; weights: fixed 0.1; }
        /// How one drives the other.
        late -> slow { delays: 0..=2; }
        light -> wide { weights: fixed 0.19; }

        input sound: 3;
        input light: H;
        input touch: sizes::THREE;
        layer fast: Gated<4> {
            tau_g: learn per_unit(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 10 ms);
            bias: learn normal(0.0, 0.17);
            initial: learn normal(0.0, 0.24);
        }
        output u: 2 {
            activation: leaky_relu(0.1);
        }
        layer slow: Adapting<4> {
            tau_s: fixed global(uniform(1 ms, 3.5 ms));
            alpha_r: learn per_unit(0.26) in logistic(0.05, 0.98, slope 2.25);
            tau_a: learn global(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 10 ms);
            strength: fixed per_unit(0.32);
            activation: sigmoid;
            bias: learn 0.07;
            initial: fixed normal(0.0, 0.18);
        }
        layer late: Driven<sizes::TWO> {
            gain: learn per_unit(0.8);
            activation: softplus;
            bias: fixed 0.17;
            initial: fixed uniform(-0.46, 0.39);
        }
        layer deep: Gru<H> {
            bias: fixed 0.25;
        }
        layer wide: MyGru<H> {
            bias: fixed 0.32;
            initial: fixed normal(0.0, 0.22);
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
    pub struct Net09 {
        dt: 2ms;
        input sound: sizes::THREE;
        layer deep: Gated<5> {
            alpha_g: learn per_unit(uniform(0.27, 0.77)) in logistic(0.05, 0.98, slope 2.44);
            bias: fixed normal(0.0, 0.2);
            initial: fixed 0.1;
        }
        /// What `wide` is for.
        layer wide: Divisive<7> {
            /// How fast, or how strong.
            tau_n: learn per_unit(normal(8 ms, 1 ms)) in 2 ms..=40 ms;
            pool: learn global(uniform(0.2, 0.64)) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.17);
            initial: fixed zeros;
        }
        layer slow: Aru<5> {
            tau_s: learn per_unit(normal(8 ms, 1 ms)) in logistic(2 ms, 40 ms);
            alpha_r: 1.0;
            activation: leaky_relu(0.1);
            initial: learn zeros;
        }
        output u: 3 {
            activation: tanh;
            bias: fixed uniform(-0.18, 0.44);
        }
        layer fast: Elman<sizes::THREE> {
            bias: learn zeros;
            initial: fixed 0.06;
        }

        sound -> fast { delays: 0..=1; }
        slow -> deep { delays: 0..=1; }
        u -> wide { weights: learn xavier; }
        fast ~> fast { delay: 2; }
        deep ~> u { delay: 4 ms; weights: learn lecun; }
        deep ~> deep;
        deep ~> wide { delay: 8 ms; }
        fast -> slow { delays: 0..=3; weights: fixed xavier; }
        wide ~> u { delay: 5; }
        sound -> u { delays: 0..=1; }
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
    pub struct Net10 {
        input sound: 3;
        layer deep: Aru<2> {
            alpha_s: learn per_unit(0.8) in logistic(0.1, 1.2);
            alpha_r: learn global(0.61) in logistic(0.0, 1.0);
            activation: elu;
            initial: fixed zeros;
        }
        layer late: Aru<4> {
            alpha_s: 1.0;
            alpha_r: 1.0;
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.19);
            initial: learn;
        }
        layer slow: Divisive<2> {
            /// How fast, or how strong.
            alpha_n: fixed per_unit(0.26);
            /// How fast, or how strong.
            pool: fixed per_unit(0.67);
            activation: softplus;
            bias: none;
            initial: learn normal(0.0, 0.23);
        }
        layer fast: Divisive<1> {
            alpha_n: fixed per_unit(0.32);
            pool: learn per_unit(uniform(0.3, 0.65)) in logistic(0.1, 1.2);
            activation: relu;
        }
        output u: 5 {
            activation: sigmoid;
            bias: fixed normal(0.0, 0.1);
        }
        layer wide: Divisive<sizes::TWO> {
            alpha_n: fixed global(0.75);
            pool: 0.73;
            activation: tanh;
            bias: learn uniform(-0.34, 0.33);
            initial: learn;
        }

        /// How one drives the other.
        sound -> u;
        /// How one drives the other.
        deep ~> u { delay: 5; }
        wide -> late { weights: learn 0.1; }
        /// How one drives the other.
        late ~> late;
        sound -> fast { delays: [0, 3]; weights: fixed 0.06; }
        sound ~> deep { delays: [5, 2, 6]; }
        fast -> deep { delays: 0..4; weights: learn xavier; }
        sound -> wide;
        /// How one drives the other.
        deep ~> fast;
        slow ~> deep;
        deep ~> deep { delay: 5; }
        u -> slow { weights: learn normal(0.0, 0.42); }
        /// How one drives the other.
        late ~> slow { delays: 1..5; }
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
    pub struct Net11 {
        dt: 0.004 s;
        input sound: 4;
        layer slow: Adapting<5> {
            alpha_s: learn global(0.59) in logistic(0.05, 0.98, slope 2.47);
            tau_r: learn per_unit(24 ms) in logistic(4 ms, 80 ms);
            /// How fast, or how strong.
            tau_a: fixed per_unit(8 ms);
            strength: 1.0;
            activation: softplus;
            bias: fixed zeros;
            initial: learn normal(0.0, 0.25);
        }
        layer late: Driven<4> {
            gain: learn per_unit(normal(0.41, 0.05)) in logistic(0.05, 0.98, slope 1.62);
            activation: elu;
            bias: fixed uniform(-0.13, 0.21);
            initial: learn normal(0.0, 0.19);
        }
        /// What `fast` is for.
        layer fast: Aru<3> {
            tau_s: learn per_unit(16 ms);
            alpha_r: learn per_unit(uniform(0.26, 0.74)) in logistic(0.05, 0.98, slope 1.97);
            bias: learn zeros;
        }
        output u: 9 {
            activation: tanh;
        }
        output v: 2 {
            activation: tanh;
            bias: learn zeros;
        }
        layer deep: Gru<5> {
            bias: learn zeros;
        }
        layer wide: Adapting<4> {
            tau_s: fixed per_unit(32 ms);
            tau_r: learn per_unit(20 ms) in 4 ms..=80 ms;
            tau_a: learn per_unit(12 ms) in logistic(4 ms, 40 ms, slope 0.96);
            strength: fixed global(uniform(0.28, 0.69));
            activation: elu;
            bias: none;
            initial: learn;
        }

        late -> u { weights: learn xavier; }
        sound -> fast;
        sound ~> slow { delay: 5; }
        v ~> late { delays: [5, 2, 6]; }
        /// How one drives the other.
        fast -> deep { delays: [0, 3]; weights: fixed orthogonal(1.1); }
        deep -> wide { weights: learn 0.07; }
        late ~> slow;
        u -> v { delays: 0..4; weights: fixed orthogonal(0.81); }
        deep -> late;
        fast ~> wide { weights: fixed uniform(-0.4, 0.4); }
        deep ~> fast;
        wide -> u { delays: 0..4; }
        slow ~> v { delay: 3; }
        deep -> u { delays: [0, 15]; weights: learn zeros; }
        sound -> late { weights: fixed lecun; }
        slow ~> deep { weights: learn normal(0.0, 0.23); }
        slow -> wide { weights: learn uniform(-0.4, 0.4); }
        fast -> v { weights: learn lecun; }
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
    pub struct Net12 {
        dt: 0.004 s;
        input sound: 5;
        /// What `wide` is for.
        layer wide: Lstm<3> {
            bias: learn zeros;
            initial: zero;
        }
        layer fast: Divisive<2> {
            alpha_n: 0.53;
            pool: 1.0;
            activation: softplus;
            bias: fixed normal(0.0, 0.13);
            initial: learn uniform(-0.47, 0.14);
        }
        layer late: Aru<2> {
            alpha_s: fixed global(0.21);
            alpha_r: learn global(normal(0.5, 0.05)) in logistic(0.0, 1.0);
            bias: none;
            initial: learn;
        }
        layer slow: Elman<4> {
            activation: sigmoid;
            bias: none;
        }
        output v: 1 {
            activation: softplus;
            bias: learn uniform(-0.49, 0.46);
        }
        layer deep: Elman<5> {
            activation: elu;
            bias: fixed normal(0.0, 0.18);
            initial: learn 0.16;
        }
        output u: 9 {
            activation: leaky_relu(0.1);
            bias: none;
        }

        v -> u;
        v -> late { delays: [0, 3]; }
        /// How one drives the other.
        v -> wide { weights: learn orthogonal(0.74); }
        fast -> wide -> late;
        sound -> wide { weights: fixed zeros; }
        late ~> deep { delays: [5, 2, 6]; }
        /// How one drives the other.
        sound -> slow;
        fast -> u;
        deep -> wide;
        /// How one drives the other.
        sound -> deep { delays: 0..4; weights: fixed normal(0.0, 0.48); }
        fast ~> fast { weights: learn 0.1; }
        late ~> late { weights: fixed he; }
        fast -> v { weights: learn he; }
        v ~> slow { weights: fixed uniform(-0.4, 0.4); }
        wide ~> fast { weights: learn he; }
        wide ~> wide { delays: 1..=4; }
        slow ~> slow ~> v;
        deep ~> v { delays: [3, 1]; }
        sound ~> fast;
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net13 {
        input sound: 4;
        input light: 4;
        input touch: 1;
        layer fast: MyGru<3> {
            bias: learn;
            initial: learn;
        }
        layer deep: Gated<4> {
            /// How fast, or how strong.
            alpha_g: fixed global(0.53);
            bias: learn;
            initial: zero;
        }
        /// What `slow` is for.
        layer slow: Adapting<3> {
            alpha_s: learn global(normal(0.53, 0.05));
            alpha_r: fixed per_unit(0.26);
            alpha_a: learn global(0.62) in logistic(0.05, 0.98, slope 1.35);
            strength: 1.0;
            activation: tanh;
            bias: learn;
            initial: zero;
        }
        layer late: MyGru<3> {
            bias: learn;
            initial: learn uniform(-0.29, 0.28);
        }
        output u: 2 {
            activation: leaky_relu(0.1);
        }
        layer wide: Gru<5> {
            initial: learn normal(0.0, 0.21);
        }

        late -> u { weights: learn orthogonal(0.62); }
        deep -> slow { weights: fixed uniform(-0.4, 0.4); }
        u ~> wide { delay: 1; }
        slow ~> slow { delay: 5; weights: fixed xavier; }
        deep ~> fast -> late ~> late;
        light ~> fast { delays: [5, 2, 6]; weights: learn lecun; }
        wide ~> slow { delays: 1..=4; weights: learn normal(0.0, 0.3); }
        u ~> fast;
        wide ~> wide { delay: 15; }
        deep -> u { delays: 0..3; }
        wide ~> deep { delays: 1..5; }
        sound -> deep;
        touch -> fast { delays: 0..=1; }
        slow ~> fast { delays: 1..=4; }
        sound -> u { weights: learn xavier; }
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
    /// Generated.
    pub struct Net14<const H: usize> {
        fast -> late { delays: [2, 0]; weights: learn orthogonal(0.75); }
        deep ~> late { delay: 3; }
        wide -> u { delays: [0, 3]; }
        slow -> deep;
        wide -> v { weights: fixed zeros; }
        sound -> fast { delays: 0..3; }
        fast -> w ~> fast ~> fast;
        slow ~> slow { delay: 15; }
        late -> v { delays: 0..=3; }
        sound ~> wide { delays: [2, 15]; }
        fast -> slow { delays: 0..3; }
        wide ~> late { delays: [1, 4]; weights: learn normal(0.0, 0.4); }
        deep ~> deep { weights: fixed orthogonal(0.72); }

        input sound: sizes::THREE;
        layer late: Lstm<H> {
            bias: none;
            initial: learn;
        }
        /// What `v` is for.
        output v: 1 {
            activation: leaky_relu(0.1);
            bias: learn normal(0.0, 0.11);
        }
        output w: sizes::THREE;
        layer slow: MyGru<9> {
            bias: fixed normal(0.0, 0.3);
            initial: fixed uniform(-0.45, 0.4);
        }
        output u: H {
            activation: relu;
            bias: fixed uniform(-0.5, 0.36);
        }
        layer deep: Aru<5> {
            /// How fast, or how strong.
            alpha_s: 0.37;
            /// How fast, or how strong.
            alpha_r: fixed per_unit(normal(0.45, 0.05));
            activation: identity;
            bias: fixed uniform(-0.43, 0.19);
            initial: fixed zeros;
        }
        layer wide: Divisive<H> {
            alpha_n: 0.22;
            pool: learn global(0.59) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
        }
        layer fast: Aru<3> {
            alpha_s: learn global(normal(0.56, 0.05)) in logistic(0.05, 0.98, slope 1.1);
            /// How fast, or how strong.
            alpha_r: 1.0;
            activation: softplus;
            bias: fixed normal(0.0, 0.12);
            initial: zero;
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
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
    pub struct Net15<const H: usize, const K: usize> {
        input sound: H;
        input light: 9;
        input touch: 2;
        layer fast: Driven<H> {
            gain: 0.34;
            activation: sigmoid;
            initial: learn;
        }
        output u: 3 {
            activation: relu;
        }
        /// What `late` is for.
        layer late: Divisive<4> {
            alpha_n: 1.0;
            pool: 0.23;
            activation: elu;
            bias: learn;
            initial: fixed zeros;
        }
        output v: K {
            activation: sigmoid;
            bias: learn;
        }
        layer slow: MyGru<7> {
            bias: learn 0.4;
            initial: fixed zeros;
        }
        layer deep: Gated<5> {
            alpha_g: learn per_unit(0.55);
        }
        layer wide: Driven<H> {
            gain: 1.0;
            activation: leaky_relu(0.1);
            bias: none;
            initial: learn;
        }

        sound ~> u { delays: [5, 2, 6]; }
        late ~> u { delay: 15; }
        slow ~> v { delays: 1..4; }
        fast ~> fast { delays: [2, 15]; weights: fixed orthogonal(0.99); }
        deep ~> deep { delays: 1..4; }
        touch -> u { delays: 0..=1; }
        light -> fast -> late;
        late ~> wide { delays: 1..4; weights: learn uniform(-0.4, 0.4); }
        slow -> deep { weights: learn lecun; }
        /// How one drives the other.
        deep ~> v;
        v ~> fast { delays: [2, 15]; weights: learn lecun; }
        u ~> slow { delay: 3; }
        sound -> v { weights: fixed lecun; }
        /// How one drives the other.
        fast -> u;
        v ~> v { weights: fixed normal(0.0, 0.5); }
        fast -> slow { delays: 0..=2; weights: fixed 0.07; }
        v ~> deep { weights: learn normal(0.0, 0.43); }
        wide ~> u { delays: [1, 4]; }
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
    pub struct Net16 {
        input sound: 2;
        input light: 4;
        layer slow: Divisive<5> {
            alpha_n: 0.79;
            pool: fixed per_unit(uniform(0.4, 0.67));
            activation: relu;
            bias: fixed uniform(-0.24, 0.1);
            initial: learn zeros;
        }
        output u: 2;
        layer deep: Divisive<4> {
            alpha_n: fixed global(uniform(0.24, 0.62));
            pool: learn global(0.27);
            activation: softplus;
            bias: none;
            initial: learn uniform(-0.15, 0.34);
        }
        /// What `fast` is for.
        layer fast: Adapting<2> {
            alpha_s: learn global(uniform(0.27, 0.77)) in logistic(0.1, 1.2);
            alpha_r: learn global(0.29);
            /// How fast, or how strong.
            alpha_a: learn per_unit(normal(0.48, 0.05)) in logistic(0.0, 1.0);
            strength: learn global(0.56);
            activation: identity;
            initial: learn;
        }

        slow ~> deep -> u;
        sound ~> slow { weights: fixed zeros; }
        sound ~> fast { delays: 2..=3; weights: learn uniform(-0.4, 0.4); }
        light ~> u { delays: [2, 15]; }
        u ~> slow { delays: [5, 2, 6]; }
        deep ~> deep;
        fast -> u { weights: learn uniform(-0.4, 0.4); }
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
    pub struct Net17<const H: usize> {
        input sound: 9;
        layer fast: Gru<5>;
        layer deep: Elman<sizes::THREE> {
            activation: tanh;
            bias: learn;
            initial: fixed uniform(-0.23, 0.28);
        }
        output u: 5 {
            activation: relu;
        }
        layer wide: Gru<3> {
            bias: none;
            initial: fixed 0.13;
        }
        output v: H {
            activation: leaky_relu(0.1);
            bias: fixed zeros;
        }
        layer slow: Divisive<H> {
            alpha_n: fixed per_unit(0.39);
            pool: 1.0;
            activation: identity;
        }

        sound -> deep { weights: learn xavier; }
        wide -> v { weights: learn normal(0.0, 0.23); }
        v ~> v { delay: 3; weights: learn normal(0.0, 0.43); }
        sound ~> v { delays: 1..=3; weights: learn orthogonal(0.91); }
        fast ~> u { delays: [1, 4]; weights: learn xavier; }
        u -> slow;
        u -> wide { delays: [0, 15]; }
        deep ~> deep;
        deep ~> u { delay: 5; }
        sound ~> u { delays: 1..=4; }
        wide ~> wide;
        sound -> fast { weights: fixed xavier; }
        slow ~> v { delays: [3, 1]; }
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net18<const H: usize> {
        wide -> slow;
        wide ~> fast;
        u ~> u { delays: 1..5; weights: learn zeros; }
        fast -> deep { weights: fixed he; }
        sound -> late -> slow;
        slow ~> u { delay: 15; weights: learn orthogonal(1.03); }
        /// How one drives the other.
        light -> u { weights: fixed he; }
        fast ~> fast { delays: 1..=3; weights: learn 0.07; }
        /// How one drives the other.
        sound -> fast;
        deep ~> u { delays: [1, 4]; }
        late ~> late { delays: 1..=4; weights: fixed zeros; }
        deep -> wide { weights: learn uniform(-0.4, 0.4); }
        deep ~> late { weights: learn orthogonal(0.57); }
        sound -> deep;
        slow ~> slow { weights: fixed uniform(-0.4, 0.4); }
        light ~> v;
        /// How one drives the other.
        deep ~> deep;
        wide ~> u { delays: 2..=3; }

        input sound: 5;
        input light: H;
        output u: 9 {
            activation: tanh;
            bias: learn uniform(-0.35, 0.33);
        }
        layer wide: Aru<2> {
            alpha_s: 0.64;
            alpha_r: 0.34;
            activation: leaky_relu(0.1);
            bias: learn uniform(-0.39, 0.5);
            initial: learn;
        }
        /// What `deep` is for.
        layer deep: Gated<2> {
            alpha_g: 1.0;
            bias: fixed normal(0.0, 0.21);
            initial: learn;
        }
        layer slow: Driven<2> {
            gain: learn global(0.6) in logistic(0.0, 1.0);
            activation: tanh;
            bias: fixed zeros;
            initial: learn zeros;
        }
        output v: sizes::TWO {
            activation: tanh;
            bias: none;
        }
        layer late: Lstm<3>;
        /// What `fast` is for.
        layer fast: MyGru<sizes::TWO> {
            bias: none;
            initial: zero;
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net19<const H: usize> {
        dt: 2ms;
        input sound: H;
        layer fast: MyGru<5> {
            bias: none;
            initial: learn;
        }
        layer slow: Driven<H> {
            gain: learn per_unit(normal(0.59, 0.05));
            activation: sigmoid;
            initial: learn zeros;
        }
        layer deep: Elman<4> {
            activation: softplus;
            bias: none;
            initial: learn normal(0.0, 0.2);
        }
        layer wide: Gated<1> {
            tau_g: fixed per_unit(uniform(4 ms, 16 ms));
            bias: fixed uniform(-0.13, 0.23);
        }
        /// What `late` is for.
        layer late: Adapting<5> {
            alpha_s: learn global(0.27) in logistic(0.05, 0.98, slope 1.99);
            tau_r: learn per_unit(normal(8 ms, 1 ms)) in logistic(2 ms, 20 ms, slope 1.7);
            alpha_a: learn per_unit(normal(0.47, 0.05)) in logistic(0.05, 0.98, slope 1.17);
            strength: learn per_unit(uniform(0.22, 0.61));
            activation: relu;
            bias: learn 0.2;
        }
        output u: 1 {
            activation: identity;
        }
        /// What `v` is for.
        output v: H {
            activation: leaky_relu(0.1);
            bias: learn;
        }
        output w: 5 {
            activation: softplus;
            bias: fixed 0.09;
        }

        fast -> w;
        late -> v;
        late ~> late { delays: 1..=4; }
        wide -> w;
        slow ~> deep { weights: fixed zeros; }
        w ~> fast { delay: 5; }
        fast ~> fast { delay: 8 ms; }
        /// How one drives the other.
        deep -> w;
        /// How one drives the other.
        fast -> slow;
        sound -> fast { delays: [0, 15]; }
        slow ~> slow { weights: learn orthogonal(0.94); }
        /// How one drives the other.
        deep ~> deep { delay: 12 ms; }
        wide -> v { delays: 0..=3; }
        wide ~> wide { delay: 4 ms; weights: learn he; }
        wide ~> slow { weights: learn 0.19; }
        /// How one drives the other.
        u -> v;
        /// How one drives the other.
        fast -> u { weights: fixed normal(0.0, 0.3); }
        slow ~> wide { delays: 2..=4; }
        wide -> late;
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net20 {
        dt: 1 ms;
        input sound: 3;
        layer slow: Aru<4> {
            alpha_s: learn global(0.52) in 0.05..=0.95;
            tau_r: 1 ms;
            activation: sigmoid;
            bias: learn 0.34;
            initial: fixed 0.34;
        }
        /// What `fast` is for.
        layer fast: Dense<2> {
            activation: leaky_relu(0.1);
            bias: fixed zeros;
        }
        layer wide: Aru<2> {
            tau_s: learn global(uniform(2 ms, 4 ms)) in 1 ms..=20 ms;
            alpha_r: fixed per_unit(0.64);
            activation: leaky_relu(0.1);
            bias: learn zeros;
            initial: fixed uniform(-0.2, 0.16);
        }
        layer deep: Lstm<4> {
            bias: fixed normal(0.0, 0.19);
        }
        output u: 2 {
            activation: sigmoid;
            bias: learn;
        }

        fast -> wide { weights: learn zeros; }
        slow ~> fast { delay: 1; }
        deep ~> deep { weights: learn uniform(-0.4, 0.4); }
        sound ~> fast { weights: learn normal(0.0, 0.41); }
        fast ~> fast { delays: [3, 1]; }
        u ~> deep;
        u ~> slow { delays: [3, 1]; }
        sound -> slow { delays: 0..=2; }
        deep ~> slow { delays: 1..=4; weights: learn orthogonal(0.94); }
        slow ~> slow { weights: learn orthogonal(1.0); }
        fast -> deep;
        wide -> u { delays: [4, 0, 1]; }
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
    pub struct Net21 {
        dt: 0.004 s;
        input sound: 1;
        input light: 4;
        input touch: sizes::THREE;
        layer fast: Elman<4> {
            activation: softplus;
            bias: learn normal(0.0, 0.09);
            initial: learn zeros;
        }
        layer slow: Gated<4> {
            alpha_g: 0.31;
            bias: none;
            initial: learn normal(0.0, 0.19);
        }
        layer deep: Elman<5> {
            bias: fixed uniform(-0.26, 0.18);
            initial: learn uniform(-0.35, 0.14);
        }
        output u: 2 {
            activation: elu;
            bias: fixed uniform(-0.36, 0.22);
        }
        /// What `v` is for.
        output v: 3 {
            activation: elu;
        }

        sound -> slow { delays: 0..4; }
        sound -> fast { delays: 0..4; }
        light -> u;
        slow ~> slow { delays: [1, 4]; }
        touch -> v;
        slow -> deep { weights: learn lecun; }
        fast ~> v { weights: fixed uniform(-0.4, 0.4); }
        /// How one drives the other.
        deep ~> u { delays: 2..=3; weights: learn xavier; }
        fast ~> fast;
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
    /// Generated.
    pub struct Net22 {
        input sound: 4;
        layer deep: Gru<2> {
            bias: learn;
            initial: learn;
        }
        layer fast: Lstm<2> {
            initial: learn 0.24;
        }
        output u: 4 {
            activation: elu;
            bias: learn zeros;
        }
        layer slow: Gated<sizes::THREE> {
            alpha_g: 0.76;
            bias: fixed zeros;
            initial: learn uniform(-0.16, 0.1);
        }
        /// What `late` is for.
        layer late: Driven<3> {
            gain: learn per_unit(0.24) in logistic(0.1, 1.2);
            activation: elu;
            bias: none;
        }
        /// What `wide` is for.
        layer wide: Driven<4> {
            gain: fixed per_unit(uniform(0.27, 0.68));
            activation: identity;
        }

        fast -> u;
        sound -> late { delays: [4, 0, 1]; }
        late ~> slow { weights: learn normal(0.0, 0.2); }
        fast -> deep;
        slow ~> fast;
        deep ~> u { delay: 15; }
        /// How one drives the other.
        wide -> u;
        sound ~> fast { delays: 2..=4; weights: learn uniform(-0.4, 0.4); }
        wide ~> wide { weights: learn normal(0.0, 0.45); }
        late ~> late { delays: [5, 2, 6]; }
        /// How one drives the other.
        late ~> u { weights: learn uniform(-0.4, 0.4); }
        deep -> wide { delays: 0..2; }
        slow -> u { weights: fixed orthogonal(0.92); }
        sound ~> slow;
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
    pub struct Net23<const H: usize, const K: usize> {
        sound -> u;
        w ~> v { delays: 1..=3; }
        v -> deep { delays: 0..2; }
        sound -> fast -> v;
        fast ~> u { delays: 1..3; weights: learn uniform(-0.4, 0.4); }
        v ~> fast { delay: 3; }
        fast -> deep { delays: [4, 0, 1]; }
        wide ~> late { weights: learn uniform(-0.4, 0.4); }
        deep ~> v { weights: fixed uniform(-0.4, 0.4); }
        /// How one drives the other.
        slow ~> fast { delay: 2; }
        /// How one drives the other.
        sound -> slow { weights: learn orthogonal(0.87); }
        slow ~> deep { delay: 1; }
        sound ~> deep;
        sound -> late -> u;
        v -> late { delays: 0..=3; }
        sound -> wide { weights: learn normal(0.0, 0.5); }
        fast -> w { delays: 0..3; }

        input sound: K;
        layer fast: Driven<K> {
            /// How fast, or how strong.
            gain: learn global(normal(0.48, 0.05)) in 0.05..=0.95;
            activation: softplus;
            bias: learn uniform(-0.4, 0.39);
        }
        /// What `slow` is for.
        layer slow: Driven<3> {
            gain: learn global(uniform(0.34, 0.6)) in 0.05..=0.95;
            activation: relu;
            initial: fixed uniform(-0.11, 0.31);
        }
        /// What `wide` is for.
        layer wide: Aru<7> {
            /// How fast, or how strong.
            alpha_s: 1.0;
            alpha_r: learn per_unit(0.31) in 0.05..=0.95;
            activation: relu;
            initial: fixed uniform(-0.37, 0.12);
        }
        output v: 2 {
            activation: sigmoid;
            bias: learn;
        }
        output w: H {
            bias: fixed uniform(-0.43, 0.34);
        }
        layer deep: Driven<K> {
            gain: 0.66;
            activation: relu;
            initial: learn zeros;
        }
        layer late: Divisive<5> {
            alpha_n: learn global(normal(0.6, 0.05)) in 0.05..=0.95;
            pool: 0.22;
            activation: elu;
            bias: none;
        }
        output u: 3 {
            activation: tanh;
            bias: learn 0.1;
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net24 {
        /// How one drives the other.
        fast -> deep { weights: learn zeros; }
        fast ~> wide { delay: 15; }
        wide ~> deep { delays: 1..3; }
        wide -> u { weights: fixed 0.19; }
        fast ~> fast { weights: fixed orthogonal(1.04); }
        deep ~> deep { delay: 3; }
        deep ~> wide { weights: fixed orthogonal(0.79); }
        late -> u { delays: [0, 3]; }
        sound -> u { weights: fixed xavier; }
        sound -> fast { delays: 0..3; }
        /// How one drives the other.
        sound -> deep { weights: learn orthogonal(0.87); }
        sound -> wide;
        sound ~> late { delay: 3; weights: fixed orthogonal(0.75); }

        input sound: 2;
        layer fast: Driven<2> {
            gain: fixed global(0.73);
            activation: identity;
            bias: fixed 0.24;
        }
        output u: 9 {
            bias: fixed zeros;
        }
        layer late: Aru<4> {
            /// How fast, or how strong.
            alpha_s: learn global(0.59) in logistic(0.05, 0.98, slope 1.05);
            alpha_r: 1.0;
        }
        layer wide: Driven<3> {
            gain: learn global(normal(0.48, 0.05)) in logistic(0.0, 1.0);
            activation: elu;
            bias: learn;
        }
        layer deep: Divisive<sizes::TWO> {
            alpha_n: learn per_unit(normal(0.44, 0.05)) in 0.05..=0.95;
            /// How fast, or how strong.
            pool: fixed per_unit(0.47);
            activation: tanh;
            bias: none;
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net25<const H: usize> {
        dt: 0.5 ms;
        input sound: H;
        input light: sizes::TWO;
        output u: 5;
        layer deep: Aru<2> {
            tau_s: learn per_unit(uniform(1 ms, 2 ms)) in logistic(0.5 ms, 10 ms);
            tau_r: learn global(2.5 ms) in 0.5 ms..=10 ms;
            initial: learn normal(0.0, 0.24);
        }
        layer slow: Gated<H> {
            tau_g: learn per_unit(3.5 ms) in 0.5 ms..=10 ms;
            bias: learn;
        }
        layer fast: Dense<H> {
            activation: softplus;
            bias: fixed normal(0.0, 0.3);
        }
        layer late: Driven<4> {
            gain: learn global(0.67) in 0.05..=0.95;
            activation: relu;
            initial: learn 0.1;
        }
        layer wide: Gated<3> {
            tau_g: learn per_unit(2.5 ms) in 0.5 ms..=10 ms;
        }

        wide ~> deep { delays: [5, 2, 6]; }
        sound -> deep { weights: fixed uniform(-0.4, 0.4); }
        slow -> wide { weights: learn 0.14; }
        wide -> late;
        wide -> u { weights: learn he; }
        deep ~> deep { weights: learn orthogonal(0.81); }
        fast -> late { weights: learn he; }
        light -> u;
        sound -> wide { delays: [0, 3]; }
        late ~> late { delays: 1..=4; weights: fixed normal(0.0, 0.49); }
        light ~> fast { delay: 5; weights: learn lecun; }
        sound ~> u { delays: 1..5; weights: learn zeros; }
        u ~> late { delays: [5, 2, 6]; }
        late ~> deep { delay: 1.5 ms; }
        late ~> fast { delay: 0.5 ms; weights: fixed xavier; }
        fast -> slow;
        deep -> u { weights: fixed orthogonal(0.84); }
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
    pub struct Net26 {
        dt: 500 us;
        input sound: 4;
        input light: 2;
        input touch: 3;
        layer wide: Elman<2> {
            activation: leaky_relu(0.1);
            initial: learn zeros;
        }
        output u: sizes::THREE {
            activation: identity;
            bias: learn zeros;
        }
        layer deep: Aru<3> {
            alpha_s: learn per_unit(normal(0.48, 0.05)) in logistic(0.1, 1.2);
            alpha_r: learn per_unit(0.7) in 0.05..=0.95;
            activation: relu;
            bias: fixed zeros;
        }
        layer fast: Gated<3> {
            alpha_g: learn per_unit(0.65) in logistic(0.05, 0.98, slope 2.34);
            bias: learn 0.09;
        }

        light -> fast -> u;
        /// How one drives the other.
        touch -> deep { delays: 0..=1; weights: learn normal(0.0, 0.43); }
        deep ~> u { weights: learn xavier; }
        fast ~> fast { delays: 1..=4; }
        sound -> deep { delays: [0, 3]; weights: fixed xavier; }
        light -> wide { delays: 0..3; }
        wide ~> wide { delays: [2, 15]; weights: fixed lecun; }
        wide -> u;
        deep ~> deep { delays: [3, 1]; }
        /// How one drives the other.
        wide ~> deep { weights: learn he; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net27<const H: usize> {
        dt: 1 ms;
        input sound: sizes::THREE;
        input light: sizes::THREE;
        input touch: H;
        layer fast: Aru<4> {
            tau_s: fixed per_unit(normal(4 ms, 0.5 ms));
            tau_r: 6 ms;
            bias: fixed 0.06;
            initial: learn zeros;
        }
        output v: 5 {
            activation: leaky_relu(0.1);
            bias: learn zeros;
        }
        output u: H {
            activation: tanh;
            bias: none;
        }
        layer deep: Gru<sizes::THREE> {
            bias: learn 0.11;
        }
        layer slow: Gru<H> {
            initial: learn;
        }
        output w: H {
            bias: fixed zeros;
        }
        layer wide: Gru<4> {
            bias: fixed zeros;
        }

        fast ~> fast { weights: learn uniform(-0.4, 0.4); }
        slow ~> deep { delay: 5 ms; }
        touch -> u { delays: 0..=3; }
        u ~> v { delays: [5, 2, 6]; weights: learn lecun; }
        /// How one drives the other.
        u -> deep;
        v -> slow { weights: learn normal(0.0, 0.21); }
        /// How one drives the other.
        deep -> w { delays: 0..=2; weights: learn xavier; }
        wide ~> wide { delays: [1, 4]; }
        fast ~> wide { delay: 1; }
        light ~> fast;
        wide ~> fast;
        v ~> w { delays: [2, 15]; }
        sound ~> u { delays: 2..=3; }
        u ~> u;
        slow ~> slow;
        sound -> slow;
        sound -> v;
        light -> u { delays: 0..=1; weights: learn lecun; }
        slow ~> u { delay: 3 ms; }
        deep ~> deep { weights: fixed uniform(-0.4, 0.4); }
        w ~> v { delay: 6 ms; weights: learn lecun; }
        wide ~> u { delay: 3 ms; }
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
    pub struct Net28<const H: usize> {
        dt: 500 us;
        input sound: sizes::THREE;
        input light: H;
        layer wide: Driven<H> {
            /// How fast, or how strong.
            gain: fixed per_unit(0.47);
            activation: elu;
            bias: learn;
            initial: learn;
        }
        layer deep: Elman<sizes::THREE> {
            activation: sigmoid;
            initial: learn uniform(-0.3, 0.33);
        }
        layer slow: Aru<3> {
            alpha_s: 0.75;
            alpha_r: learn per_unit(normal(0.53, 0.05)) in logistic(0.05, 0.98, slope 0.92);
            activation: sigmoid;
            bias: fixed normal(0.0, 0.29);
            initial: fixed uniform(-0.42, 0.12);
        }
        layer fast: Adapting<H> {
            tau_s: learn global(4 ms) in logistic(0.5 ms, 5 ms, slope 1.82);
            tau_r: learn per_unit(3 ms) in logistic(0.5 ms, 10 ms);
            alpha_a: fixed global(normal(0.47, 0.05));
            strength: learn global(normal(0.4, 0.05)) in logistic(0.05, 0.98, slope 2.36);
            activation: tanh;
            bias: fixed 0.08;
        }
        output u: 9 {
            activation: softplus;
        }

        slow ~> u { delays: [3, 1]; weights: learn zeros; }
        deep ~> deep;
        u ~> slow { delays: 1..5; weights: fixed 0.18; }
        /// How one drives the other.
        fast ~> fast { delays: 2..=3; weights: learn uniform(-0.4, 0.4); }
        slow ~> slow;
        /// How one drives the other.
        light -> deep { weights: fixed normal(0.0, 0.48); }
        wide ~> u { delays: [1, 4]; }
        light ~> fast { delay: 0.5 ms; }
        fast -> wide;
        deep ~> fast { weights: fixed lecun; }
        light -> u { weights: learn xavier; }
        sound ~> slow { weights: fixed orthogonal(0.5); }
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
    pub struct Net29 {
        dt: 0.004 s;
        sound -> v -> u;
        fast ~> fast;
        deep ~> deep { weights: learn 0.12; }
        sound -> deep { delays: 0..3; weights: learn normal(0.0, 0.39); }
        deep ~> fast { delay: 15; weights: fixed normal(0.0, 0.36); }
        /// How one drives the other.
        u ~> u { delays: [2, 15]; }
        sound -> fast;
        v ~> v { delay: 20 ms; weights: learn lecun; }
        fast -> v { delays: [4, 0, 1]; }
        deep ~> v;

        input sound: 3;
        layer fast: Gated<1> {
            /// How fast, or how strong.
            alpha_g: 0.74;
            bias: none;
            initial: zero;
        }
        output v: 5 {
            activation: sigmoid;
            bias: fixed 0.15;
        }
        layer deep: Gru<5> {
            initial: learn normal(0.0, 0.13);
        }
        output u: 5 {
            activation: identity;
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
    pub struct Net30 {
        touch -> fast { weights: fixed orthogonal(1.07); }
        sound -> slow { delays: 0..2; }
        /// How one drives the other.
        light ~> u { weights: learn uniform(-0.4, 0.4); }
        /// How one drives the other.
        slow ~> u { weights: learn zeros; }
        slow ~> slow { weights: learn xavier; }
        fast ~> fast { delay: 1; }
        fast -> u { delays: 0..=3; weights: learn lecun; }

        input sound: 2;
        input light: 3;
        input touch: 2;
        /// What `fast` is for.
        layer fast: MyGru<2> {
            bias: none;
            initial: learn normal(0.0, 0.22);
        }
        output u: 4 {
            activation: tanh;
        }
        layer slow: Elman<3> {
            activation: tanh;
            bias: fixed normal(0.0, 0.26);
            initial: learn;
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
        dt: 1 ms;
        input sound: 7;
        input light: 3;
        layer late: Lstm<1> {
            bias: fixed zeros;
            initial: fixed 0.22;
        }
        layer slow: Divisive<5> {
            /// How fast, or how strong.
            tau_n: fixed global(uniform(2 ms, 5 ms));
            pool: learn global(uniform(0.21, 0.69)) in logistic(0.1, 1.2);
            activation: tanh;
            bias: learn zeros;
            initial: fixed normal(0.0, 0.16);
        }
        layer fast: Divisive<5> {
            tau_n: fixed global(5 ms);
            pool: learn per_unit(0.22) in logistic(0.05, 0.98, slope 0.91);
            activation: softplus;
            bias: learn normal(0.0, 0.15);
            initial: fixed zeros;
        }
        layer wide: MyGru<sizes::TWO> {
            bias: learn;
        }
        /// What `u` is for.
        output u: 2 {
            activation: sigmoid;
        }
        layer deep: Dense<5> {
            bias: fixed zeros;
        }

        light -> late { delays: 0..3; weights: fixed normal(0.0, 0.27); }
        wide ~> deep { weights: fixed 0.16; }
        deep -> u ~> slow ~> slow;
        deep ~> deep { delays: 1..5; }
        slow -> wide { weights: fixed 0.13; }
        u ~> u { weights: learn uniform(-0.4, 0.4); }
        wide ~> wide { delays: [5, 2, 6]; }
        late -> u;
        wide ~> u { delay: 1 ms; }
        fast -> deep { weights: learn orthogonal(1.02); }
        light -> slow { weights: learn uniform(-0.4, 0.4); }
        sound -> fast { delays: [0, 15]; weights: learn xavier; }
        light ~> u { delays: 1..=4; weights: learn 0.06; }
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
    pub struct Net32 {
        dt: 2ms;
        input sound: sizes::THREE;
        input light: 5;
        output w: 4 {
            bias: learn 0.17;
        }
        layer wide: Gated<5> {
            /// How fast, or how strong.
            tau_g: learn per_unit(uniform(4 ms, 10 ms));
            bias: fixed uniform(-0.22, 0.37);
            initial: learn;
        }
        output u: 4 {
            activation: leaky_relu(0.1);
        }
        output v: 3 {
            bias: fixed 0.16;
        }
        layer fast: Driven<2> {
            gain: learn global(0.22) in 0.05..=0.95;
            activation: identity;
            initial: learn zeros;
        }
        layer deep: Gru<4> {
            bias: fixed 0.12;
        }
        layer late: Lstm<7> {
            bias: learn normal(0.0, 0.3);
            initial: learn zeros;
        }

        late -> v { weights: learn xavier; }
        light -> u { delays: 0..=3; weights: learn normal(0.0, 0.26); }
        deep ~> v { delays: [5, 2, 6]; weights: learn 0.19; }
        sound -> wide { weights: fixed xavier; }
        deep ~> deep { delay: 3; weights: fixed lecun; }
        late ~> late { weights: learn zeros; }
        u -> w;
        v ~> deep { delays: [2, 15]; }
        sound ~> w { weights: learn uniform(-0.4, 0.4); }
        sound ~> fast;
        wide -> late { weights: fixed orthogonal(0.83); }
        /// How one drives the other.
        fast -> deep { weights: fixed uniform(-0.4, 0.4); }
        fast -> u { weights: learn xavier; }
        late ~> fast { delays: 2..=3; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net33<const H: usize> {
        dt: 500 us;
        input sound: H;
        output u: H {
            activation: elu;
            bias: none;
        }
        /// What `v` is for.
        output v: 4 {
            activation: softplus;
            bias: learn uniform(-0.26, 0.48);
        }
        layer fast: Elman<1> {
            activation: identity;
            initial: fixed 0.37;
        }
        output w: 9 {
            bias: learn zeros;
        }
        layer deep: Lstm<H> {
            initial: fixed zeros;
        }

        fast -> w;
        sound ~> u { delay: 1; weights: learn lecun; }
        deep ~> deep { delays: 1..4; }
        fast -> deep { delays: [4, 0, 1]; }
        /// How one drives the other.
        fast -> v { delays: 0..4; weights: learn xavier; }
        sound -> w { delays: 0..=1; weights: learn 0.13; }
        sound -> fast;
        sound -> deep;
        v ~> v;
        fast ~> fast { delays: [5, 2, 6]; weights: fixed normal(0.0, 0.48); }
        deep -> w { weights: fixed he; }
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
    pub struct Net34<const H: usize, const K: usize> {
        input sound: K;
        input light: 4;
        input touch: 5;
        layer deep: Dense<H> {
            bias: fixed normal(0.0, 0.27);
        }
        layer slow: MyGru<2> {
            bias: none;
            initial: zero;
        }
        output u: K;
        layer fast: Lstm<1> {
            bias: learn zeros;
            initial: learn zeros;
        }

        slow -> deep { delays: [0, 3]; }
        light -> u;
        /// How one drives the other.
        u ~> fast { delays: [3, 1]; weights: fixed uniform(-0.4, 0.4); }
        fast ~> fast { delay: 15; weights: learn orthogonal(0.57); }
        light ~> deep;
        slow ~> fast { delays: 1..3; weights: fixed lecun; }
        deep ~> u { delays: 2..=4; }
        sound -> fast -> u;
        touch -> slow;
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
    pub struct Net35<const H: usize, const K: usize> {
        dt: 2ms;
        deep ~> deep { delay: 1; }
        w ~> u;
        /// How one drives the other.
        u ~> u { delays: 1..5; weights: fixed normal(0.0, 0.28); }
        deep -> v { delays: 0..=1; weights: learn uniform(-0.4, 0.4); }
        wide ~> u;
        touch -> fast -> deep;
        /// How one drives the other.
        sound ~> fast { delay: 6 ms; }
        /// How one drives the other.
        light -> w { weights: fixed uniform(-0.4, 0.4); }
        wide ~> fast { delays: [2, 15]; }
        sound -> wide;
        touch ~> u { weights: learn uniform(-0.4, 0.4); }
        v ~> v;
        wide ~> deep { weights: fixed normal(0.0, 0.24); }
        sound ~> v { delay: 15; weights: fixed normal(0.0, 0.29); }
        fast ~> wide { weights: learn he; }
        fast ~> fast { delays: 1..=3; }

        input sound: 3;
        input light: H;
        input touch: 5;
        output u: K {
            activation: leaky_relu(0.1);
        }
        layer wide: Gru<K> {
            bias: fixed 0.22;
        }
        output v: H {
            activation: relu;
            bias: learn;
        }
        layer deep: Divisive<K> {
            tau_n: learn global(6 ms) in 2 ms..=40 ms;
            pool: fixed global(0.77);
            activation: sigmoid;
            bias: none;
            initial: learn;
        }
        output w: H {
            activation: softplus;
            bias: fixed 0.05;
        }
        layer fast: Elman<3> {
            activation: softplus;
            bias: fixed normal(0.0, 0.14);
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
    pub struct Net36<const H: usize> {
        dt: 1 ms;
        input sound: 2;
        layer fast: Adapting<4> {
            alpha_s: learn global(0.36);
            tau_r: learn per_unit(normal(4 ms, 0.5 ms)) in logistic(1 ms, 20 ms);
            alpha_a: 1.0;
            strength: learn global(normal(0.57, 0.05)) in logistic(0.0, 1.0);
            activation: elu;
        }
        output w: 2 {
            activation: softplus;
            bias: learn normal(0.0, 0.17);
        }
        layer wide: Lstm<H> {
            bias: none;
        }
        output v: 2 {
            activation: relu;
            bias: fixed normal(0.0, 0.2);
        }
        layer deep: Lstm<H> {
            bias: fixed normal(0.0, 0.13);
            initial: zero;
        }
        output u: 3 {
            activation: elu;
            bias: learn 0.27;
        }
        layer late: Lstm<1> {
            bias: fixed uniform(-0.44, 0.12);
            initial: fixed uniform(-0.45, 0.14);
        }

        fast -> w { weights: fixed xavier; }
        u ~> fast { delays: [2, 15]; weights: fixed orthogonal(0.54); }
        w -> u { delays: 0..=1; }
        u ~> w { weights: learn orthogonal(0.92); }
        fast -> late { delays: 0..=1; }
        sound -> w { weights: fixed xavier; }
        deep ~> fast -> v ~> fast;
        sound ~> fast { delay: 15; weights: learn xavier; }
        late ~> late ~> u;
        wide ~> wide { delay: 1 ms; }
        w ~> wide { delay: 5 ms; }
        late ~> wide { delays: [5, 2, 6]; }
        wide -> v { delays: [0, 3]; }
        fast ~> fast { delay: 4 ms; weights: learn he; }
        u -> late { weights: learn xavier; }
        sound -> deep;
        sound -> v { weights: fixed uniform(-0.4, 0.4); }
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
    pub struct Net37<const H: usize> {
        input sound: H;
        input light: H;
        input touch: 4;
        layer fast: Adapting<5> {
            alpha_s: learn per_unit(0.37);
            alpha_r: 1.0;
            alpha_a: learn global(0.21) in 0.05..=0.95;
            strength: learn per_unit(normal(0.51, 0.05)) in 0.05..=0.95;
            activation: elu;
            bias: none;
            initial: learn;
        }
        output u: 7 {
            activation: relu;
        }
        layer slow: Lstm<H> {
            initial: fixed 0.12;
        }

        slow ~> slow { weights: learn lecun; }
        touch -> u { delays: 0..3; }
        sound ~> fast { delay: 2; weights: fixed normal(0.0, 0.36); }
        fast -> slow { weights: learn zeros; }
        sound -> u;
        /// How one drives the other.
        u ~> fast;
        light -> u { delays: 0..=1; }
        slow ~> u { delays: [5, 2, 6]; weights: learn orthogonal(0.69); }
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
    pub struct Net38<const H: usize> {
        dt: 2ms;
        input sound: 2;
        layer slow: Driven<H> {
            gain: learn per_unit(0.21) in 0.05..=0.95;
            activation: softplus;
            bias: fixed normal(0.0, 0.12);
            initial: zero;
        }
        output u: H;
        layer fast: Aru<5> {
            tau_s: fixed per_unit(8 ms);
            alpha_r: learn global(uniform(0.33, 0.69)) in logistic(0.0, 1.0);
            activation: identity;
        }
        output v: 3 {
            activation: softplus;
        }

        sound -> u;
        slow ~> slow { delay: 6 ms; }
        slow ~> v { delays: 1..=4; }
        /// How one drives the other.
        u ~> u;
        sound -> fast ~> fast -> v;
        sound -> v { weights: fixed xavier; }
        fast ~> slow { delays: [1, 4]; weights: fixed he; }
        u ~> v { weights: learn xavier; }
        v ~> fast { delays: 1..3; weights: learn 0.15; }
        /// How one drives the other.
        v -> slow { weights: learn lecun; }
        slow ~> u { delays: [1, 4]; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net39 {
        dt: 1 ms;
        input sound: 4;
        layer slow: Dense<2> {
            activation: relu;
            bias: learn;
        }
        /// What `w` is for.
        output w: 5 {
            activation: elu;
        }
        /// What `v` is for.
        output v: sizes::THREE {
            activation: tanh;
        }
        layer fast: Elman<5> {
            activation: softplus;
        }
        output u: 3 {
            bias: learn uniform(-0.1, 0.26);
        }

        w -> v { delays: [4, 0, 1]; }
        sound -> fast -> v;
        sound ~> w { delays: 1..=4; weights: learn lecun; }
        slow ~> fast { delays: 1..4; }
        fast ~> fast;
        u -> slow { delays: [4, 0, 1]; weights: fixed normal(0.0, 0.38); }
        slow ~> v { weights: fixed xavier; }
        w ~> u { delays: 1..=3; }
        sound ~> slow { delay: 5 ms; weights: learn he; }
        u ~> v { delay: 6 ms; weights: learn normal(0.0, 0.33); }
        v ~> slow { delay: 4 ms; weights: learn lecun; }
    }
}

/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.
macro_rules! every_network {
    ($case:ident) => {
        $case! { net00, declarations::Net00<f64>, false }
        $case! { net01, declarations::Net01<f64, 3>, false }
        $case! { net02, declarations::Net02<f64, 2>, false }
        $case! { net03, declarations::Net03<f64, 4>, false }
        $case! { net04, declarations::Net04<f64, 4>, false }
        $case! { net05, declarations::Net05<f64>, false }
        $case! { net06, declarations::Net06<f64, 4>, false }
        $case! { net07, declarations::Net07<f64, 3>, false }
        $case! { net08, declarations::Net08<f64, 2>, false }
        $case! { net09, declarations::Net09<f64>, false }
        $case! { net10, declarations::Net10<f64>, false }
        $case! { net11, declarations::Net11<f64>, false }
        $case! { net12, declarations::Net12<f64>, false }
        $case! { net13, declarations::Net13<f64>, false }
        $case! { net14, declarations::Net14<f64, 3>, false }
        $case! { net15, declarations::Net15<f64, 3, 3>, false }
        $case! { net16, declarations::Net16<f64>, false }
        $case! { net17, declarations::Net17<f64, 4>, false }
        $case! { net18, declarations::Net18<f64, 3>, false }
        $case! { net19, declarations::Net19<f64, 4>, false }
        $case! { net20, declarations::Net20<f64>, false }
        $case! { net21, declarations::Net21<f64>, true }
        $case! { net22, declarations::Net22<f64>, false }
        $case! { net23, declarations::Net23<f64, 3, 2>, false }
        $case! { net24, declarations::Net24<f64>, false }
        $case! { net25, declarations::Net25<f64, 3>, false }
        $case! { net26, declarations::Net26<f64>, false }
        $case! { net27, declarations::Net27<f64, 3>, false }
        $case! { net28, declarations::Net28<f64, 4>, false }
        $case! { net29, declarations::Net29<f64>, true }
        $case! { net30, declarations::Net30<f64>, true }
        $case! { net31, declarations::Net31<f64>, true }
        $case! { net32, declarations::Net32<f64>, false }
        $case! { net33, declarations::Net33<f64, 4>, true }
        $case! { net34, declarations::Net34<f64, 3, 2>, true }
        $case! { net35, declarations::Net35<f64, 2, 4>, false }
        $case! { net36, declarations::Net36<f64, 4>, false }
        $case! { net37, declarations::Net37<f64, 4>, false }
        $case! { net38, declarations::Net38<f64, 2>, false }
        $case! { net39, declarations::Net39<f64>, false }
    };
}
pub(crate) use every_network;
