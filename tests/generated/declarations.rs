// Written by tests/optimised/generate.rs, which also checks that it is up to date; not to be edited.

mod sizes {
    pub const TWO: usize = 2;
    pub const THREE: usize = 3;
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net00<const H: usize> {
        dt: 2ms;
        input sound: 5;
        layer fast: Driven<sizes::TWO> {
            gain: learn global(normal(0.47, 0.05)) in logistic(0.05, 0.98, slope 1.67);
            activation: elu;
            initial: zero;
        }
        layer wide: Divisive<H> {
            tau_n: learn per_unit(normal(8 ms, 1 ms)) in 2 ms..=40 ms;
            /// How fast, or how strong.
            pool: 0.31;
            activation: relu;
            bias: learn normal(0.0, 0.1);
            initial: fixed normal(0.0, 0.21);
        }
        output u: sizes::TWO {
            activation: elu;
            bias: fixed normal(0.0, 0.2);
        }
        /// What `late` is for.
        layer late: Gated<5> {
            alpha_g: learn per_unit(uniform(0.29, 0.66)) in logistic(0.1, 1.2);
            initial: learn;
        }
        layer deep: Adapting<H> {
            tau_s: learn global(uniform(4 ms, 8 ms)) in logistic(2 ms, 40 ms);
            alpha_r: fixed global(normal(0.46, 0.05));
            tau_a: learn per_unit(uniform(4 ms, 8 ms)) in 2 ms..=40 ms;
            strength: learn global(uniform(0.37, 0.73));
            activation: softplus;
            bias: learn 0.21;
            initial: learn;
        }

        sound -> late { delays: 0..4; weights: learn 0.11; }
        /// How one drives the other.
        deep ~> deep { delays: 1..=4; }
        sound ~> fast { delay: 5; }
        wide ~> wide { delays: [2, 15]; weights: fixed orthogonal(0.64); }
        fast ~> fast { delays: 1..4; }
        late ~> u { delay: 10 ms; weights: fixed normal(0.0, 0.47); }
        deep ~> u;
        late ~> late { delays: [2, 15]; }
        sound ~> deep;
        fast -> wide -> deep;
        sound -> u { delays: [0, 15]; }
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
    pub struct Net01 {
        dt: 0.004 s;
        input sound: 1;
        input light: 2;
        output v: 2 {
            bias: learn 0.37;
        }
        layer slow: Adapting<3> {
            tau_s: 24 ms;
            tau_r: learn global(uniform(8 ms, 32 ms));
            alpha_a: learn per_unit(0.8) in logistic(0.1, 1.2);
            strength: learn per_unit(uniform(0.26, 0.73)) in logistic(0.05, 0.98, slope 2.06);
            activation: tanh;
            bias: fixed normal(0.0, 0.07);
            initial: learn zeros;
        }
        output u: 5 {
            activation: sigmoid;
            bias: fixed 0.35;
        }
        layer fast: Adapting<3> {
            tau_s: learn global(28 ms);
            tau_r: fixed global(normal(16 ms, 2 ms));
            tau_a: fixed per_unit(20 ms);
            strength: learn per_unit(0.29) in logistic(0.05, 0.98, slope 0.94);
            activation: softplus;
            bias: learn uniform(-0.33, 0.21);
            initial: fixed zeros;
        }

        fast ~> fast { delay: 12 ms; weights: learn uniform(-0.4, 0.4); }
        u -> v ~> v;
        light -> v { delays: 0..3; weights: fixed he; }
        light -> fast { delays: 0..4; }
        fast -> slow { delays: [2, 0]; weights: learn xavier; }
        slow ~> slow;
        u ~> u { delay: 2; }
        sound ~> fast { delay: 16 ms; }
        light -> u { weights: fixed lecun; }
        slow -> u { delays: 0..4; weights: learn he; }
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net02 {
        input sound: sizes::THREE;
        layer slow: MyGru<sizes::TWO> {
            bias: none;
            initial: learn 0.28;
        }
        /// What `fast` is for.
        layer fast: Elman<3> {
            bias: fixed normal(0.0, 0.25);
        }
        /// What `deep` is for.
        layer deep: Lstm<2> {
            bias: learn uniform(-0.36, 0.11);
            initial: fixed zeros;
        }
        layer wide: Aru<2> {
            alpha_s: fixed per_unit(normal(0.6, 0.05));
            alpha_r: learn per_unit(0.39);
            activation: elu;
            bias: fixed uniform(-0.29, 0.19);
        }
        output u: 2 {
            activation: tanh;
            bias: learn zeros;
        }
        layer late: Adapting<5> {
            alpha_s: learn global(0.77) in logistic(0.05, 0.98, slope 1.62);
            alpha_r: 1.0;
            alpha_a: 0.78;
            strength: learn per_unit(0.27) in 0.05..=0.95;
            activation: softplus;
            initial: fixed normal(0.0, 0.23);
        }

        wide ~> slow;
        wide ~> fast -> deep -> late;
        fast ~> fast { weights: fixed orthogonal(0.59); }
        late ~> fast { delays: 2..=3; }
        late ~> late { delays: [2, 15]; weights: learn orthogonal(0.69); }
        late -> wide { delays: [0, 3]; weights: learn normal(0.0, 0.34); }
        slow ~> slow { delay: 3; }
        /// How one drives the other.
        wide ~> u { delays: [3, 1]; weights: learn he; }
        /// How one drives the other.
        sound ~> wide { delay: 2; weights: learn normal(0.0, 0.28); }
        sound -> fast { delays: 0..2; }
        u -> wide;
        deep ~> deep { delay: 3; }
        /// How one drives the other.
        sound -> slow { weights: fixed normal(0.0, 0.29); }
        deep ~> slow { delay: 1; }
        sound -> u { delays: 0..3; weights: learn orthogonal(0.65); }
        u -> deep { delays: [0, 3]; weights: fixed uniform(-0.4, 0.4); }
        slow -> u { delays: [4, 0, 1]; }
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    /// Generated.
    pub struct Net03 {
        slow ~> slow { delays: 1..4; }
        /// How one drives the other.
        u ~> fast { delays: [2, 15]; weights: fixed orthogonal(1.03); }
        sound -> fast { delays: [0, 15]; weights: fixed 0.19; }
        fast ~> deep { weights: learn xavier; }
        /// How one drives the other.
        slow -> u { weights: fixed xavier; }
        fast -> u { weights: fixed 0.18; }
        sound ~> slow { delays: [5, 2, 6]; }
        deep -> u { weights: learn orthogonal(0.83); }
        /// How one drives the other.
        u ~> u { weights: fixed lecun; }

        input sound: 2;
        /// What `deep` is for.
        layer deep: Switching<3> {
            alpha_w: learn global(0.3) in logistic(0.0, 1.0);
            ceiling: learn per_unit(0.57) in logistic(0.0, 1.0);
        }
        output u: 2 {
            activation: leaky_relu(0.1);
            bias: learn;
        }
        layer slow: Adapting<sizes::THREE> {
            alpha_s: 1.0;
            /// How fast, or how strong.
            alpha_r: 1.0;
            alpha_a: learn global(0.38) in 0.05..=0.95;
            strength: fixed global(uniform(0.4, 0.73));
            activation: relu;
            initial: learn zeros;
        }
        layer fast: Gru<2> {
            bias: none;
        }
    }
}

recurrent_net! {
    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net04<const H: usize> {
        dt: 0.004 s;
        input sound: 3;
        input light: 9;
        /// What `u` is for.
        output u: H {
            activation: identity;
            bias: fixed zeros;
        }
        output v: H {
            activation: sigmoid;
        }
        layer fast: Switching<4> {
            tau_w: fixed per_unit(12 ms);
            ceiling: 0.48;
            bias: learn uniform(-0.23, 0.23);
            initial: learn zeros;
        }
        layer deep: Aru<3> {
            tau_s: learn global(uniform(8 ms, 28 ms)) in logistic(4 ms, 80 ms);
            alpha_r: fixed per_unit(0.23);
            activation: identity;
            bias: fixed normal(0.0, 0.24);
        }
        layer late: Divisive<5> {
            tau_n: learn global(24 ms);
            pool: 1.0;
            activation: sigmoid;
            initial: fixed uniform(-0.19, 0.37);
        }
        layer wide: MyGru<sizes::THREE> {
            initial: learn 0.39;
        }
        layer slow: MyGru<5> {
            bias: none;
            initial: fixed uniform(-0.37, 0.46);
        }

        fast -> v { weights: fixed uniform(-0.4, 0.4); }
        u ~> wide { weights: fixed orthogonal(0.74); }
        /// How one drives the other.
        light -> fast;
        deep ~> u { delays: [2, 15]; weights: learn orthogonal(0.5); }
        fast ~> fast { delays: [2, 15]; }
        slow ~> slow { weights: learn zeros; }
        light -> wide { delays: 0..2; weights: learn he; }
        late ~> v { delays: [1, 4]; }
        light -> slow { delays: 0..=3; }
        deep -> v { delays: 0..=1; }
        deep ~> deep { delay: 24 ms; }
        light -> late { weights: learn lecun; }
        u ~> deep { weights: fixed uniform(-0.4, 0.4); }
        fast -> u { delays: 0..=3; }
        slow -> v { delays: 0..=1; }
        sound -> late { weights: fixed xavier; }
        /// How one drives the other.
        wide ~> late { delays: 1..=3; }
        sound -> v;
        u ~> late { weights: learn zeros; }
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
    pub struct Net05 {
        input sound: 2;
        input light: 5;
        input touch: 5;
        layer wide: Gru<7> {
            bias: none;
        }
        output v: 2 {
            activation: leaky_relu(0.1);
        }
        layer deep: Driven<2> {
            gain: learn global(normal(0.53, 0.05)) in logistic(0.05, 0.98, slope 2.3);
            activation: identity;
            bias: learn normal(0.0, 0.28);
            initial: fixed 0.39;
        }
        layer fast: Divisive<2> {
            alpha_n: learn per_unit(normal(0.47, 0.05)) in logistic(0.0, 1.0);
            /// How fast, or how strong.
            pool: 1.0;
            activation: leaky_relu(0.1);
            bias: none;
            initial: learn 0.19;
        }
        /// What `u` is for.
        output u: 5 {
            activation: relu;
        }
        layer slow: Elman<sizes::THREE> {
            activation: tanh;
            bias: fixed uniform(-0.2, 0.18);
            initial: fixed zeros;
        }

        /// How one drives the other.
        slow ~> wide { delays: [3, 1]; weights: learn orthogonal(0.61); }
        v ~> deep { delay: 1; weights: fixed uniform(-0.4, 0.4); }
        wide ~> deep -> wide;
        sound -> slow { weights: learn he; }
        fast ~> v { delays: [3, 1]; }
        wide -> u { delays: [0, 15]; weights: learn he; }
        fast ~> wide;
        deep ~> u { delay: 2; }
        light -> fast { weights: learn uniform(-0.4, 0.4); }
        slow ~> slow { delay: 3; }
        light -> slow;
        sound ~> deep { delays: 1..4; }
        u ~> fast;
        touch -> fast { weights: fixed he; }
        u ~> wide { delay: 3; }
        touch -> slow { delays: 0..=2; weights: learn normal(0.0, 0.37); }
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net06<const H: usize, const K: usize> {
        dt: 2ms;
        /// How one drives the other.
        v ~> deep { delays: [2, 15]; }
        light -> slow;
        /// How one drives the other.
        sound ~> deep { delay: 2; }
        sound ~> fast ~> fast;
        late ~> v { delays: [3, 1]; weights: learn xavier; }
        sound -> late { delays: 0..4; }
        deep ~> deep { delay: 2 ms; weights: fixed he; }
        slow ~> wide { delay: 4 ms; }
        fast -> u { weights: learn 0.18; }
        wide -> u { delays: 0..=1; weights: learn uniform(-0.4, 0.4); }
        deep ~> v;
        slow ~> fast { delays: 1..=4; weights: fixed he; }
        wide ~> fast { delays: [1, 4]; }

        input sound: H;
        input light: 1;
        output v: K {
            bias: learn zeros;
        }
        layer wide: Adapting<H> {
            tau_s: 2 ms;
            tau_r: 2 ms;
            alpha_a: learn global(0.61) in 0.05..=0.95;
            /// How fast, or how strong.
            strength: 0.32;
            activation: elu;
            bias: none;
            initial: fixed normal(0.0, 0.1);
        }
        layer slow: Gated<K> {
            alpha_g: fixed per_unit(uniform(0.3, 0.74));
            bias: fixed normal(0.0, 0.28);
        }
        /// What `late` is for.
        layer late: Divisive<5> {
            alpha_n: fixed per_unit(0.25);
            pool: learn per_unit(uniform(0.33, 0.75)) in logistic(0.05, 0.98, slope 0.96);
            activation: elu;
            bias: none;
            initial: learn uniform(-0.12, 0.29);
        }
        output u: sizes::TWO {
            activation: tanh;
        }
        layer deep: Dense<K> {
            activation: softplus;
            bias: fixed uniform(-0.32, 0.37);
        }
        /// What `fast` is for.
        layer fast: Adapting<sizes::TWO> {
            alpha_s: fixed global(normal(0.48, 0.05));
            /// How fast, or how strong.
            tau_r: fixed global(uniform(4 ms, 12 ms));
            alpha_a: learn global(0.42) in logistic(0.1, 1.2);
            strength: learn per_unit(0.46) in logistic(0.05, 0.98, slope 2.0);
            activation: softplus;
            bias: fixed normal(0.0, 0.18);
            initial: learn;
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
    /// Generated.
    pub struct Net07<const H: usize> {
        v -> u { weights: learn normal(0.0, 0.32); }
        wide ~> slow { delay: 2; }
        sound -> v ~> fast -> slow;
        late -> u { delays: 0..2; }
        /// How one drives the other.
        slow ~> v { delay: 1; }
        fast ~> fast { delays: 1..5; }
        slow -> u { weights: fixed orthogonal(1.04); }
        fast -> u { delays: 0..4; }
        deep -> wide { weights: learn zeros; }
        deep ~> deep { delay: 1; weights: learn orthogonal(0.86); }
        fast ~> late { delays: [1, 4]; }
        sound -> slow { weights: learn 0.07; }
        slow ~> fast { weights: learn 0.15; }
        slow ~> slow { weights: fixed zeros; }
        /// How one drives the other.
        fast -> v { weights: learn lecun; }
        slow -> late { weights: fixed 0.07; }
        /// How one drives the other.
        v ~> v { delay: 5; weights: fixed zeros; }
        /// How one drives the other.
        slow ~> deep { weights: learn normal(0.0, 0.26); }
        sound -> fast;
        late ~> late { weights: fixed zeros; }

        input sound: H;
        output u: H {
            activation: elu;
        }
        layer late: Driven<5> {
            gain: learn global(0.48) in logistic(0.0, 1.0);
            activation: relu;
            bias: fixed zeros;
            initial: fixed 0.28;
        }
        layer slow: Aru<1> {
            alpha_s: fixed per_unit(0.27);
            alpha_r: learn global(0.3) in logistic(0.05, 0.98, slope 1.66);
            activation: identity;
            initial: fixed uniform(-0.49, 0.2);
        }
        layer fast: MyGru<sizes::THREE> {
            bias: fixed uniform(-0.33, 0.14);
        }
        output v: H;
        /// What `wide` is for.
        layer wide: Aru<H> {
            /// How fast, or how strong.
            alpha_s: 0.66;
            alpha_r: fixed global(0.51);
            activation: leaky_relu(0.1);
            bias: fixed 0.27;
            initial: learn normal(0.0, 0.28);
        }
        layer deep: Aru<5> {
            alpha_s: 1.0;
            alpha_r: learn global(normal(0.41, 0.05)) in logistic(0.1, 1.2);
            bias: learn 0.29;
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
    /// Generated.
    pub struct Net08<const H: usize, const K: usize> {
        dt: 0.004 s;
        /// How one drives the other.
        sound -> fast { delays: 0..3; weights: fixed xavier; }
        deep ~> slow { weights: learn xavier; }
        late ~> u;
        slow ~> u { delays: [2, 15]; }
        /// How one drives the other.
        slow ~> slow { delays: [3, 1]; weights: learn xavier; }
        /// How one drives the other.
        sound -> slow { delays: 0..=1; weights: learn he; }
        wide ~> late { weights: learn zeros; }
        u -> deep { delays: [0, 3]; weights: fixed lecun; }
        light -> fast { weights: learn 0.18; }
        sound -> wide { delays: [4, 0, 1]; }
        light ~> u { delays: [3, 1]; weights: learn normal(0.0, 0.43); }
        light ~> deep;
        deep ~> u { delays: [3, 1]; }
        fast ~> u;
        /// How one drives the other.
        fast ~> fast { delays: [3, 1]; }
        u ~> u { delays: 1..5; weights: fixed normal(0.0, 0.42); }

        input sound: sizes::TWO;
        input light: 2;
        layer fast: Aru<7> {
            alpha_s: learn per_unit(normal(0.54, 0.05)) in 0.05..=0.95;
            tau_r: learn per_unit(uniform(8 ms, 24 ms));
            activation: identity;
            bias: learn 0.11;
        }
        layer slow: Elman<2> {
            bias: learn 0.36;
        }
        output u: K;
        layer deep: Lstm<1> {
            bias: learn normal(0.0, 0.09);
            initial: zero;
        }
        layer wide: Divisive<H> {
            alpha_n: learn per_unit(0.3) in logistic(0.1, 1.2);
            pool: 1.0;
            activation: leaky_relu(0.1);
            bias: learn 0.21;
        }
        layer late: Gru<H> {
            initial: learn;
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    /// Generated.
    pub struct Net09<const H: usize, const K: usize> {
        sound -> slow;
        slow -> u { delays: 0..3; }
        deep -> late { delays: 0..3; weights: fixed xavier; }
        wide ~> wide { delay: 2; }
        sound -> wide;
        /// How one drives the other.
        sound -> fast;
        wide -> u { delays: 0..3; }
        late ~> late;
        u ~> slow;
        sound -> deep ~> deep;
        deep ~> fast { delay: 15; weights: learn uniform(-0.4, 0.4); }
        late -> u { delays: 0..2; weights: learn zeros; }
        slow ~> fast { delays: [3, 1]; weights: learn lecun; }
        fast -> u;

        input sound: 4;
        output u: H {
            activation: sigmoid;
            bias: fixed normal(0.0, 0.23);
        }
        /// What `fast` is for.
        layer fast: Gated<4> {
            alpha_g: learn global(normal(0.4, 0.05));
            initial: fixed uniform(-0.14, 0.41);
        }
        layer wide: Adapting<4> {
            /// How fast, or how strong.
            alpha_s: fixed per_unit(uniform(0.21, 0.63));
            alpha_r: learn per_unit(0.28) in logistic(0.0, 1.0);
            alpha_a: learn per_unit(0.51);
            strength: 0.61;
            activation: identity;
            bias: learn uniform(-0.16, 0.1);
        }
        layer late: Switching<2> {
            alpha_w: learn global(0.45) in logistic(0.1, 1.2);
            ceiling: 1.0;
            bias: fixed normal(0.0, 0.21);
            initial: zero;
        }
        layer slow: Elman<sizes::TWO> {
            activation: elu;
            bias: learn 0.06;
        }
        layer deep: Divisive<K> {
            /// How fast, or how strong.
            alpha_n: fixed global(normal(0.55, 0.05));
            pool: learn global(uniform(0.38, 0.63)) in 0.05..=0.95;
            activation: elu;
            bias: learn zeros;
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
    pub struct Net10<const H: usize, const K: usize> {
        dt: 0.004 s;
        input sound: 2;
        layer fast: Aru<4> {
            tau_s: learn per_unit(16 ms);
            tau_r: fixed global(20 ms);
            activation: sigmoid;
            initial: learn;
        }
        output v: 2 {
            activation: softplus;
            bias: learn;
        }
        /// What `late` is for.
        layer late: Driven<H> {
            /// How fast, or how strong.
            gain: learn global(0.71) in logistic(0.1, 1.2);
            activation: identity;
            bias: none;
            initial: learn;
        }
        layer deep: Elman<2> {
            activation: leaky_relu(0.1);
            bias: learn zeros;
            initial: learn 0.2;
        }
        layer slow: Gru<4> {
            bias: learn zeros;
        }
        layer wide: Divisive<K> {
            alpha_n: 0.51;
            pool: learn per_unit(uniform(0.29, 0.78)) in logistic(0.05, 0.98, slope 0.93);
            activation: tanh;
            initial: learn;
        }
        output u: H {
            activation: relu;
            bias: learn zeros;
        }

        /// How one drives the other.
        late -> u;
        fast -> wide { delays: [0, 15]; }
        slow ~> deep -> slow;
        fast -> late;
        u ~> fast -> slow;
        deep ~> late { delay: 24 ms; }
        wide ~> slow { delay: 24 ms; }
        fast ~> fast { delays: [1, 4]; weights: fixed xavier; }
        slow -> wide { weights: learn xavier; }
        u ~> u { weights: fixed lecun; }
        sound -> deep { delays: [0, 15]; weights: fixed 0.11; }
        /// How one drives the other.
        v -> slow;
        sound ~> fast { delays: [5, 2, 6]; }
        sound -> v { delays: 0..=3; weights: learn he; }
        fast ~> u { weights: fixed orthogonal(0.89); }
        slow ~> slow { delay: 5; weights: fixed orthogonal(0.52); }
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
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
    pub struct Net11<const H: usize> {
        deep -> w { delays: [4, 0, 1]; weights: learn normal(0.0, 0.44); }
        u -> w;
        light -> slow { delays: [0, 3]; weights: learn xavier; }
        sound ~> slow { delays: 1..=4; }
        /// How one drives the other.
        fast -> u { delays: 0..2; }
        fast -> deep;
        sound ~> v { delay: 3; }
        deep ~> slow { delays: 1..=4; }
        sound ~> fast;
        slow -> u { delays: 0..=2; weights: fixed orthogonal(0.53); }

        input sound: H;
        input light: 1;
        layer fast: Driven<sizes::TWO> {
            gain: 0.75;
            activation: sigmoid;
            bias: learn uniform(-0.34, 0.17);
            initial: fixed 0.37;
        }
        layer slow: Switching<H> {
            alpha_w: fixed global(uniform(0.34, 0.73));
            /// How fast, or how strong.
            ceiling: learn global(0.6) in 0.05..=0.95;
            initial: fixed uniform(-0.43, 0.14);
        }
        layer deep: Adapting<2> {
            alpha_s: learn per_unit(0.34) in 0.05..=0.95;
            alpha_r: fixed global(0.7);
            /// How fast, or how strong.
            alpha_a: 1.0;
            /// How fast, or how strong.
            strength: learn global(normal(0.41, 0.05)) in logistic(0.05, 0.98, slope 1.43);
            activation: softplus;
            initial: zero;
        }
        output u: 4 {
            activation: sigmoid;
        }
        output v: 2 {
            bias: none;
        }
        output w: H {
            activation: tanh;
            bias: learn;
        }
    }
}

recurrent_net! {
    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
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
    pub struct Net12 {
        dt: 2ms;
        input sound: 4;
        input light: 3;
        layer fast: Aru<4> {
            tau_s: learn per_unit(normal(8 ms, 1 ms)) in logistic(2 ms, 20 ms, slope 1.76);
            tau_r: learn per_unit(4 ms) in logistic(2 ms, 40 ms);
            bias: learn uniform(-0.15, 0.35);
            initial: learn 0.27;
        }
        /// What `slow` is for.
        layer slow: Aru<3> {
            tau_s: learn per_unit(normal(8 ms, 1 ms)) in logistic(2 ms, 40 ms);
            /// How fast, or how strong.
            tau_r: learn per_unit(16 ms) in logistic(2 ms, 40 ms);
            activation: sigmoid;
            bias: none;
            initial: learn;
        }
        layer wide: Switching<2> {
            tau_w: 6 ms;
            ceiling: fixed global(0.58);
            bias: none;
            initial: zero;
        }
        layer deep: Gated<5> {
            tau_g: learn global(uniform(4 ms, 10 ms));
            bias: fixed normal(0.0, 0.12);
            initial: learn uniform(-0.25, 0.26);
        }
        output u: 2 {
            activation: sigmoid;
            bias: fixed uniform(-0.15, 0.39);
        }

        /// How one drives the other.
        sound -> wide { delays: 0..=3; }
        light -> fast { delays: 0..4; }
        light ~> u { delay: 15; }
        slow -> deep { delays: [0, 15]; }
        wide -> u { delays: 0..=3; }
        wide ~> wide { weights: learn zeros; }
        /// How one drives the other.
        slow ~> slow { delays: [3, 1]; }
        fast -> u { delays: [0, 3]; }
        deep ~> u { delays: 1..3; }
        deep ~> deep { delay: 6 ms; weights: learn 0.07; }
        sound -> slow;
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
    pub struct Net13<const H: usize, const K: usize> {
        dt: 0.004 s;
        input sound: 9;
        input light: K;
        layer fast: Divisive<K> {
            tau_n: fixed global(24 ms);
            pool: learn global(0.27);
            activation: relu;
            bias: fixed zeros;
        }
        layer deep: Aru<K> {
            /// How fast, or how strong.
            tau_s: fixed global(24 ms);
            tau_r: learn global(uniform(8 ms, 20 ms)) in 4 ms..=80 ms;
            activation: tanh;
            bias: fixed normal(0.0, 0.07);
        }
        /// What `wide` is for.
        layer wide: MyGru<H> {
            initial: learn;
        }
        output v: H {
            activation: softplus;
        }
        output u: 1 {
            activation: sigmoid;
            bias: fixed uniform(-0.41, 0.31);
        }
        layer slow: Lstm<K> {
            initial: learn zeros;
        }

        fast ~> u { delay: 4 ms; }
        deep -> u;
        v -> u;
        light -> fast;
        /// How one drives the other.
        fast -> slow { weights: fixed 0.15; }
        deep -> v;
        deep -> wide -> u;
        slow ~> slow { weights: fixed uniform(-0.4, 0.4); }
        fast ~> fast { delays: 1..3; }
        slow ~> v { delay: 24 ms; weights: fixed xavier; }
        wide ~> wide;
        sound -> deep { delays: 0..3; }
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    /// Generated.
    pub struct Net14 {
        input sound: 1;
        input light: 3;
        input touch: sizes::TWO;
        layer fast: Aru<sizes::THREE> {
            alpha_s: learn per_unit(normal(0.4, 0.05)) in logistic(0.1, 1.2);
            alpha_r: 0.22;
            activation: sigmoid;
            bias: learn zeros;
            initial: fixed zeros;
        }
        layer slow: Elman<2> {
            initial: fixed normal(0.0, 0.3);
        }
        /// What `deep` is for.
        layer deep: Adapting<2> {
            alpha_s: learn per_unit(0.65) in 0.05..=0.95;
            alpha_r: learn per_unit(normal(0.43, 0.05));
            /// How fast, or how strong.
            alpha_a: fixed per_unit(uniform(0.33, 0.75));
            strength: learn global(0.45) in logistic(0.1, 1.2);
            activation: leaky_relu(0.1);
            bias: learn 0.15;
            initial: learn;
        }
        layer wide: Gated<4> {
            /// How fast, or how strong.
            alpha_g: 0.59;
            initial: fixed normal(0.0, 0.16);
        }
        /// What `late` is for.
        layer late: Switching<7> {
            alpha_w: learn per_unit(0.35) in logistic(0.05, 0.98, slope 1.25);
            ceiling: fixed per_unit(uniform(0.29, 0.63));
            initial: fixed normal(0.0, 0.13);
        }
        output u: 3 {
            activation: tanh;
            bias: learn 0.16;
        }

        wide ~> fast { delay: 1; weights: fixed uniform(-0.4, 0.4); }
        deep ~> deep { delay: 1; }
        /// How one drives the other.
        slow ~> slow { delays: [5, 2, 6]; }
        touch ~> slow { delay: 15; }
        late ~> deep { delays: 1..=3; }
        late -> u { weights: learn orthogonal(0.8); }
        u ~> late { weights: learn xavier; }
        touch -> wide { weights: learn 0.08; }
        light -> late;
        fast -> slow { delays: 0..4; weights: learn 0.07; }
        late ~> slow { weights: fixed 0.07; }
        late ~> late { delays: 1..5; weights: learn he; }
        slow -> u;
        sound -> fast { weights: learn 0.14; }
        wide -> u;
        touch -> fast { weights: learn zeros; }
        light -> fast;
        fast ~> fast { delay: 2; }
        deep -> u { delays: [2, 0]; weights: learn zeros; }
        sound -> deep { delays: [4, 0, 1]; }
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
        input sound: 5;
        /// What `v` is for.
        output v: 4 {
            bias: learn;
        }
        layer slow: Driven<K> {
            /// How fast, or how strong.
            gain: 1.0;
            activation: leaky_relu(0.1);
            bias: fixed 0.33;
            initial: learn 0.07;
        }
        layer fast: Driven<4> {
            gain: 1.0;
            activation: softplus;
            bias: learn;
            initial: fixed uniform(-0.49, 0.25);
        }
        output u: 4 {
            activation: tanh;
        }
        layer deep: Driven<5> {
            gain: fixed global(normal(0.59, 0.05));
            activation: relu;
            bias: fixed zeros;
        }
        layer late: Gated<3> {
            alpha_g: fixed global(0.4);
            bias: learn zeros;
            initial: learn 0.39;
        }
        layer wide: Adapting<H> {
            alpha_s: fixed per_unit(uniform(0.23, 0.77));
            alpha_r: learn global(0.52) in 0.05..=0.95;
            alpha_a: 0.36;
            strength: learn per_unit(uniform(0.26, 0.79)) in logistic(0.0, 1.0);
            activation: sigmoid;
            bias: fixed 0.28;
            initial: learn zeros;
        }

        deep ~> slow { delay: 15; weights: fixed xavier; }
        sound -> wide { weights: fixed normal(0.0, 0.37); }
        fast ~> late { weights: fixed zeros; }
        wide -> v;
        sound -> fast;
        deep ~> deep { delays: 1..=4; weights: learn xavier; }
        deep ~> fast;
        late ~> u { delay: 1; }
        fast -> v { delays: [2, 0]; }
        sound -> late { delays: 0..2; }
        deep ~> v { weights: learn xavier; }
        sound -> slow { delays: 0..4; weights: learn xavier; }
        deep -> wide { weights: learn he; }
        slow -> wide { weights: learn orthogonal(0.7); }
        wide ~> wide { delays: [1, 4]; }
        sound -> u;
        late ~> late;
        sound ~> deep;
        fast ~> fast { delays: [3, 1]; }
        /// How one drives the other.
        u ~> fast { delay: 15; }
        /// How one drives the other.
        deep -> u { delays: 0..=2; weights: fixed he; }
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
    /// Generated.
    pub struct Net16 {
        input sound: 3;
        layer fast: Adapting<3> {
            alpha_s: fixed per_unit(uniform(0.23, 0.73));
            alpha_r: learn per_unit(normal(0.54, 0.05));
            /// How fast, or how strong.
            alpha_a: learn global(0.31) in logistic(0.0, 1.0);
            strength: 0.32;
            activation: elu;
            initial: learn normal(0.0, 0.12);
        }
        layer wide: Divisive<2> {
            alpha_n: 0.81;
            pool: learn per_unit(0.64) in logistic(0.0, 1.0);
            activation: identity;
            bias: fixed uniform(-0.45, 0.36);
            initial: learn 0.39;
        }
        layer deep: Gated<2> {
            alpha_g: learn per_unit(uniform(0.26, 0.75)) in 0.05..=0.95;
            bias: none;
        }
        output u: 5 {
            bias: learn zeros;
        }
        layer slow: MyGru<2> {
            bias: learn 0.29;
            initial: zero;
        }

        slow ~> u { delay: 15; }
        deep ~> wide { delay: 2; }
        u ~> u { delays: 2..=4; }
        deep ~> deep { delays: [1, 4]; weights: learn orthogonal(0.61); }
        wide ~> slow { delays: 1..=4; }
        fast -> deep { weights: learn lecun; }
        slow ~> wide;
        sound -> slow { delays: [4, 0, 1]; }
        sound -> wide;
        sound -> fast { weights: learn zeros; }
        fast -> u { weights: learn 0.09; }
        fast ~> fast { delays: 2..=3; }
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
    pub struct Net17<const H: usize, const K: usize> {
        input sound: 3;
        layer fast: Gru<K> {
            bias: fixed normal(0.0, 0.15);
            initial: fixed 0.28;
        }
        /// What `slow` is for.
        layer slow: Aru<H> {
            alpha_s: 0.44;
            alpha_r: 0.69;
            activation: sigmoid;
            bias: fixed zeros;
            initial: learn zeros;
        }
        layer deep: Elman<4> {
            activation: softplus;
            bias: fixed uniform(-0.28, 0.26);
            initial: learn normal(0.0, 0.05);
        }
        layer wide: Lstm<5> {
            bias: fixed uniform(-0.19, 0.22);
        }
        layer late: Gated<H> {
            alpha_g: fixed per_unit(uniform(0.26, 0.66));
            bias: fixed zeros;
        }
        /// What `u` is for.
        output u: 3 {
            activation: elu;
            bias: none;
        }
        output v: sizes::THREE {
            activation: softplus;
            bias: learn;
        }

        late -> v;
        wide -> late { delays: 0..3; weights: learn 0.14; }
        deep -> wide { delays: 0..4; }
        fast ~> deep;
        sound ~> deep { delays: [1, 4]; }
        deep ~> deep { delay: 5; weights: learn he; }
        wide -> u;
        wide ~> wide { delays: [2, 15]; }
        fast -> slow { weights: fixed zeros; }
        slow ~> wide;
        wide -> v { weights: learn normal(0.0, 0.47); }
        v ~> v { delay: 5; }
        deep -> late { delays: 0..3; }
        sound ~> fast;
        slow ~> slow { delay: 3; weights: learn uniform(-0.4, 0.4); }
        late ~> late { delay: 2; }
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    /// Generated.
    pub struct Net18<const H: usize> {
        input sound: 5;
        input light: H;
        layer fast: Driven<2> {
            gain: learn per_unit(normal(0.45, 0.05));
            activation: tanh;
            bias: fixed uniform(-0.37, 0.11);
            initial: fixed zeros;
        }
        layer wide: Switching<3> {
            alpha_w: learn per_unit(uniform(0.39, 0.77));
            ceiling: 0.65;
            bias: none;
            initial: learn;
        }
        layer slow: Driven<H> {
            gain: fixed global(0.62);
            activation: sigmoid;
            initial: fixed 0.3;
        }
        /// What `deep` is for.
        layer deep: Switching<3> {
            alpha_w: learn per_unit(uniform(0.25, 0.77)) in logistic(0.1, 1.2);
            ceiling: 1.0;
            bias: fixed uniform(-0.37, 0.17);
            initial: fixed zeros;
        }
        /// What `u` is for.
        output u: H {
            activation: relu;
            bias: fixed zeros;
        }

        fast ~> fast { delays: [2, 15]; weights: fixed he; }
        wide -> deep { delays: [4, 0, 1]; weights: fixed orthogonal(0.63); }
        slow -> u;
        sound -> wide { delays: [2, 0]; }
        wide -> slow { weights: learn 0.18; }
        deep ~> deep { delay: 15; }
        sound -> fast;
        light -> slow;
        /// How one drives the other.
        light -> u;
        wide ~> wide;
        fast -> u { weights: learn 0.12; }
        deep -> u { weights: learn normal(0.0, 0.26); }
        deep ~> wide { weights: learn lecun; }
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
    pub struct Net19<const H: usize, const K: usize> {
        input sound: 2;
        /// What `slow` is for.
        layer slow: Driven<1> {
            /// How fast, or how strong.
            gain: fixed global(uniform(0.29, 0.73));
            activation: softplus;
            bias: none;
            initial: learn;
        }
        /// What `u` is for.
        output u: H {
            activation: relu;
            bias: fixed zeros;
        }
        layer wide: Lstm<K> {
            initial: learn;
        }
        layer fast: Gru<9> {
            bias: fixed uniform(-0.15, 0.42);
            initial: fixed 0.35;
        }
        layer late: Aru<9> {
            alpha_s: learn per_unit(normal(0.48, 0.05));
            alpha_r: learn per_unit(normal(0.46, 0.05)) in logistic(0.1, 1.2);
            activation: sigmoid;
            bias: fixed uniform(-0.39, 0.12);
        }
        layer deep: Divisive<K> {
            alpha_n: 0.4;
            pool: fixed per_unit(normal(0.6, 0.05));
            activation: relu;
            bias: learn normal(0.0, 0.17);
            initial: zero;
        }

        sound ~> late { weights: learn normal(0.0, 0.31); }
        u ~> slow { delay: 1; weights: fixed xavier; }
        deep ~> deep { delay: 2; weights: fixed orthogonal(0.85); }
        deep -> wide { delays: [4, 0, 1]; weights: learn uniform(-0.4, 0.4); }
        slow -> wide;
        sound -> fast { weights: learn orthogonal(0.52); }
        slow -> late -> u;
        wide ~> wide { delays: 1..4; }
        fast -> slow;
        deep -> u { delays: 0..4; }
        wide -> u { weights: learn 0.18; }
        fast ~> deep { weights: learn uniform(-0.4, 0.4); }
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net20<const H: usize> {
        input sound: 4;
        input light: 4;
        output u: 3 {
            activation: tanh;
        }
        layer fast: Gated<H> {
            alpha_g: 1.0;
            bias: learn zeros;
        }
        layer wide: Driven<1> {
            gain: learn global(0.28) in logistic(0.05, 0.98, slope 1.95);
            activation: relu;
            bias: fixed zeros;
            initial: learn;
        }
        layer deep: Aru<H> {
            alpha_s: learn per_unit(normal(0.55, 0.05)) in 0.05..=0.95;
            alpha_r: 0.48;
            activation: relu;
            bias: learn;
        }
        layer slow: Adapting<H> {
            alpha_s: learn global(0.37) in logistic(0.05, 0.98, slope 2.27);
            alpha_r: fixed per_unit(0.48);
            alpha_a: 0.56;
            strength: learn per_unit(uniform(0.33, 0.69)) in logistic(0.05, 0.98, slope 1.19);
            activation: leaky_relu(0.1);
            initial: learn;
        }
        /// What `late` is for.
        layer late: Divisive<4> {
            alpha_n: learn per_unit(0.29) in 0.05..=0.95;
            pool: fixed global(normal(0.52, 0.05));
            activation: identity;
            bias: fixed uniform(-0.13, 0.32);
            initial: learn;
        }
        output v: 1 {
            activation: relu;
            bias: none;
        }

        slow ~> slow { weights: learn 0.19; }
        v ~> v { delay: 2; weights: learn orthogonal(0.73); }
        slow -> v ~> slow;
        deep -> v { delays: 0..=3; }
        fast -> deep { delays: [4, 0, 1]; }
        late ~> v { weights: learn lecun; }
        sound -> deep { delays: 0..3; }
        v ~> deep -> wide;
        fast -> wide { delays: [2, 0]; }
        sound -> wide;
        fast ~> fast;
        light -> fast;
        wide -> v { weights: learn xavier; }
        u ~> fast { delays: [3, 1]; }
        wide ~> wide { delays: [5, 2, 6]; weights: learn xavier; }
        /// How one drives the other.
        deep ~> deep;
        light -> slow;
        deep -> late;
        fast ~> u { weights: learn xavier; }
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
    pub struct Net21<const H: usize> {
        dt: 0.5 ms;
        input sound: 3;
        input light: H;
        input touch: H;
        /// What `u` is for.
        output u: 3 {
            activation: elu;
        }
        layer fast: Adapting<4> {
            alpha_s: learn per_unit(uniform(0.4, 0.76)) in logistic(0.05, 0.98, slope 1.56);
            alpha_r: fixed per_unit(uniform(0.23, 0.66));
            tau_a: learn per_unit(1.5 ms) in logistic(0.5 ms, 5 ms, slope 0.91);
            strength: learn per_unit(0.2);
            activation: tanh;
        }
        output v: H {
            activation: tanh;
            bias: learn uniform(-0.5, 0.42);
        }
        layer slow: Elman<4> {
            bias: none;
            initial: learn;
        }
        output w: 2 {
            activation: tanh;
            bias: none;
        }

        touch -> v { delays: 0..=2; }
        sound -> fast { delays: 0..2; }
        /// How one drives the other.
        light -> slow { weights: learn lecun; }
        v ~> u { delays: [2, 15]; }
        light -> u { weights: learn normal(0.0, 0.45); }
        fast ~> v;
        fast ~> fast;
        w ~> w { delays: [3, 1]; }
        light ~> w { delays: 2..=4; weights: learn xavier; }
        u ~> w { delay: 3 ms; weights: learn orthogonal(0.87); }
        slow ~> v { delays: 1..=4; weights: learn normal(0.0, 0.34); }
        slow ~> fast { delay: 0.5 ms; }
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
    pub struct Net22 {
        dt: 1 ms;
        input sound: sizes::THREE;
        input light: 4;
        input touch: 3;
        layer fast: Aru<4> {
            tau_s: fixed global(normal(4 ms, 0.5 ms));
            alpha_r: learn global(0.48);
            bias: learn 0.05;
            initial: fixed uniform(-0.16, 0.29);
        }
        output u: 5 {
            activation: softplus;
            bias: learn normal(0.0, 0.21);
        }
        layer deep: Adapting<5> {
            alpha_s: learn per_unit(0.43) in logistic(0.0, 1.0);
            alpha_r: fixed per_unit(normal(0.47, 0.05));
            tau_a: 1 ms;
            /// How fast, or how strong.
            strength: fixed global(0.66);
            activation: softplus;
            bias: learn 0.33;
            initial: learn;
        }

        light -> deep;
        deep ~> u { delays: [1, 4]; weights: learn orthogonal(1.03); }
        touch -> fast;
        u ~> fast { weights: fixed lecun; }
        fast ~> deep { delays: 1..3; weights: learn zeros; }
        touch -> deep;
        fast ~> fast { delays: 2..=4; weights: learn he; }
        deep ~> deep { delay: 1; }
        sound -> u;
        sound ~> fast { delay: 5; }
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net23<const H: usize> {
        dt: 1 ms;
        input sound: H;
        layer wide: Gru<H> {
            bias: learn uniform(-0.19, 0.46);
            initial: fixed uniform(-0.27, 0.3);
        }
        layer fast: Divisive<1> {
            tau_n: learn per_unit(normal(4 ms, 0.5 ms)) in logistic(1 ms, 10 ms, slope 0.86);
            pool: fixed per_unit(0.74);
            activation: elu;
            bias: learn normal(0.0, 0.07);
            initial: learn;
        }
        layer deep: Adapting<2> {
            /// How fast, or how strong.
            tau_s: learn global(normal(4 ms, 0.5 ms)) in 1 ms..=20 ms;
            alpha_r: learn per_unit(normal(0.52, 0.05)) in logistic(0.05, 0.98, slope 1.02);
            alpha_a: 1.0;
            /// How fast, or how strong.
            strength: 1.0;
            activation: tanh;
            initial: learn zeros;
        }
        output u: sizes::THREE {
            activation: identity;
            bias: fixed normal(0.0, 0.05);
        }
        layer slow: MyGru<5>;

        fast -> u { delays: 0..3; }
        fast ~> fast { delay: 1 ms; }
        /// How one drives the other.
        wide ~> slow { delays: 2..=3; }
        slow ~> slow { weights: learn normal(0.0, 0.4); }
        slow -> deep { weights: learn uniform(-0.4, 0.4); }
        sound -> fast;
        deep ~> slow { delays: [2, 15]; }
        sound -> slow { weights: learn he; }
        sound ~> wide { delays: 2..=4; }
        slow ~> fast { weights: fixed normal(0.0, 0.42); }
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    /// Generated.
    pub struct Net24<const H: usize> {
        dt: 0.004 s;
        input sound: H;
        layer fast: Gru<H> {
            bias: fixed zeros;
            initial: learn zeros;
        }
        layer slow: Lstm<H> {
            bias: learn;
            initial: fixed zeros;
        }
        layer deep: Divisive<H> {
            tau_n: learn global(uniform(8 ms, 16 ms));
            pool: 1.0;
            activation: leaky_relu(0.1);
            initial: zero;
        }
        layer wide: Switching<H> {
            /// How fast, or how strong.
            alpha_w: learn per_unit(0.4) in logistic(0.05, 0.98, slope 1.33);
            ceiling: learn per_unit(0.54) in logistic(0.1, 1.2);
            initial: fixed uniform(-0.25, 0.13);
        }
        output u: 4 {
            activation: tanh;
            bias: learn zeros;
        }
        output v: 5 {
            activation: relu;
            bias: learn uniform(-0.11, 0.22);
        }
        output w: H {
            activation: tanh;
        }

        fast ~> deep { delay: 20 ms; }
        /// How one drives the other.
        wide -> u;
        u -> v { delays: 0..=1; weights: fixed normal(0.0, 0.39); }
        w ~> deep;
        u ~> w { delays: 1..4; }
        deep -> wide { delays: [0, 3]; }
        /// How one drives the other.
        sound ~> wide;
        slow ~> slow { delay: 12 ms; weights: fixed uniform(-0.4, 0.4); }
        slow -> w;
        sound -> fast;
        fast ~> fast { delay: 12 ms; weights: learn zeros; }
        deep ~> slow { delays: 2..=3; weights: learn zeros; }
        /// How one drives the other.
        fast -> slow { weights: learn lecun; }
        deep ~> deep { delays: [3, 1]; weights: learn 0.2; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net25<const H: usize, const K: usize> {
        dt: 1 ms;
        input sound: H;
        input light: K;
        layer fast: Elman<K> {
            activation: softplus;
            bias: fixed uniform(-0.33, 0.41);
            initial: learn uniform(-0.16, 0.28);
        }
        layer deep: Aru<sizes::TWO> {
            tau_s: learn global(8 ms);
            /// How fast, or how strong.
            tau_r: fixed per_unit(uniform(2 ms, 7 ms));
            initial: fixed uniform(-0.42, 0.47);
        }
        /// What `wide` is for.
        layer wide: Elman<2> {
            activation: sigmoid;
            initial: fixed normal(0.0, 0.06);
        }
        layer late: Dense<H> {
            bias: none;
        }
        output u: 7 {
            activation: softplus;
            bias: learn uniform(-0.17, 0.36);
        }

        sound -> deep { delays: [0, 15]; weights: learn zeros; }
        late -> u { delays: [2, 0]; weights: learn xavier; }
        fast ~> fast { delay: 3; weights: learn uniform(-0.4, 0.4); }
        deep -> u { weights: learn zeros; }
        u ~> fast { delays: 2..=4; }
        late ~> fast { delay: 2 ms; }
        fast ~> u { weights: learn orthogonal(0.62); }
        /// How one drives the other.
        wide ~> wide { delays: [1, 4]; }
        sound -> late;
        light -> fast;
        sound -> wide -> u;
        light -> wide;
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
    pub struct Net26<const H: usize> {
        dt: 1 ms;
        sound ~> slow { delay: 3 ms; }
        deep -> u;
        light ~> fast;
        sound -> u { weights: learn lecun; }
        slow ~> fast;
        light ~> slow { weights: learn he; }
        wide ~> wide { delays: 1..3; weights: learn normal(0.0, 0.36); }
        /// How one drives the other.
        wide ~> slow;
        /// How one drives the other.
        sound -> fast { delays: 0..3; weights: fixed uniform(-0.4, 0.4); }
        /// How one drives the other.
        wide -> u { weights: learn xavier; }
        fast -> wide { delays: 0..3; weights: learn lecun; }
        /// How one drives the other.
        slow ~> slow;
        wide ~> fast { delays: [5, 2, 6]; }
        slow -> deep { weights: learn 0.09; }

        input sound: 3;
        input light: H;
        layer fast: Dense<H> {
            activation: softplus;
        }
        /// What `slow` is for.
        layer slow: Gru<sizes::TWO> {
            bias: learn zeros;
            initial: fixed normal(0.0, 0.19);
        }
        layer deep: Driven<4> {
            gain: learn global(normal(0.46, 0.05)) in 0.05..=0.95;
            activation: leaky_relu(0.1);
            bias: fixed uniform(-0.37, 0.21);
            initial: learn uniform(-0.31, 0.28);
        }
        layer wide: Aru<sizes::THREE> {
            tau_s: 3 ms;
            alpha_r: learn per_unit(0.64) in 0.05..=0.95;
            bias: learn zeros;
            initial: learn normal(0.0, 0.27);
        }
        output u: sizes::TWO {
            activation: elu;
            bias: learn;
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
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
    pub struct Net27 {
        dt: 2ms;
        /// How one drives the other.
        fast -> wide { weights: fixed normal(0.0, 0.31); }
        v -> w { delays: 0..3; }
        wide -> w { delays: 0..3; }
        wide -> v;
        w ~> deep { delays: [5, 2, 6]; }
        fast -> u ~> fast;
        /// How one drives the other.
        sound -> fast { weights: fixed xavier; }
        light -> fast;
        deep -> wide { weights: learn he; }
        light -> deep { weights: learn uniform(-0.4, 0.4); }
        sound -> deep;
        wide ~> wide;

        input sound: 4;
        input light: 5;
        layer fast: Driven<7> {
            gain: fixed per_unit(0.31);
            activation: relu;
            initial: zero;
        }
        layer deep: Switching<1> {
            alpha_w: learn global(normal(0.56, 0.05)) in 0.05..=0.95;
            ceiling: learn per_unit(0.7);
            initial: zero;
        }
        layer wide: Gated<1> {
            alpha_g: learn per_unit(0.42) in logistic(0.05, 0.98, slope 1.17);
            bias: fixed normal(0.0, 0.17);
        }
        output u: 3 {
            bias: learn normal(0.0, 0.25);
        }
        output v: 2 {
            activation: softplus;
        }
        output w: sizes::THREE;
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
    pub struct Net28 {
        wide ~> u;
        slow ~> u;
        fast ~> fast { delays: 1..3; }
        wide ~> fast { delays: [3, 1]; }
        fast -> deep { delays: 0..=1; }
        late ~> late { delays: [2, 15]; weights: fixed lecun; }
        late -> slow { weights: learn 0.14; }
        sound -> wide { delays: [2, 0]; }
        sound -> fast { delays: 0..4; weights: fixed zeros; }
        u ~> u { weights: fixed 0.08; }
        deep ~> u { delay: 15; weights: learn uniform(-0.4, 0.4); }
        late -> u;
        sound -> slow { weights: learn normal(0.0, 0.33); }
        sound -> late { weights: learn orthogonal(1.1); }

        input sound: 3;
        layer fast: Adapting<3> {
            alpha_s: learn per_unit(uniform(0.21, 0.74)) in logistic(0.0, 1.0);
            alpha_r: 0.56;
            alpha_a: learn global(normal(0.53, 0.05)) in logistic(0.0, 1.0);
            strength: 1.0;
            activation: identity;
        }
        layer late: Aru<4> {
            alpha_s: 0.33;
            alpha_r: learn per_unit(normal(0.59, 0.05));
            activation: sigmoid;
            initial: learn zeros;
        }
        output u: 2 {
            activation: sigmoid;
        }
        layer deep: Lstm<2> {
            bias: none;
            initial: fixed zeros;
        }
        /// What `slow` is for.
        layer slow: Gru<2> {
            bias: learn normal(0.0, 0.18);
        }
        layer wide: Aru<4> {
            alpha_s: 1.0;
            alpha_r: learn per_unit(normal(0.55, 0.05)) in 0.05..=0.95;
            activation: softplus;
            bias: fixed zeros;
            initial: fixed 0.33;
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
    /// Generated.
    pub struct Net29<const H: usize> {
        u ~> fast { delay: 15; }
        sound -> deep -> u;
        sound -> fast { delays: [0, 15]; }
        fast -> u;

        input sound: 2;
        output u: H {
            activation: elu;
            bias: none;
        }
        layer fast: Divisive<H> {
            alpha_n: learn global(0.23) in logistic(0.05, 0.98, slope 1.02);
            pool: fixed per_unit(normal(0.41, 0.05));
            activation: softplus;
            bias: fixed uniform(-0.4, 0.48);
            initial: fixed 0.4;
        }
        layer deep: Dense<2> {
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
    pub struct Net30 {
        dt: 0.004 s;
        slow -> u;
        light -> fast;
        deep ~> u { delay: 12 ms; }
        wide -> deep { delays: [0, 15]; }
        u -> v { delays: [0, 3]; }
        fast -> wide { delays: 0..=3; weights: fixed uniform(-0.4, 0.4); }
        deep ~> deep { weights: learn orthogonal(0.82); }
        fast ~> fast { delays: [2, 15]; weights: learn he; }
        v ~> wide { delays: 1..4; }
        fast -> slow { delays: 0..3; }
        sound -> u { weights: learn xavier; }
        light ~> slow;
        wide -> v;
        u ~> fast { weights: learn zeros; }

        input sound: 7;
        input light: 1;
        layer fast: Elman<5> {
            activation: identity;
            initial: learn uniform(-0.49, 0.41);
        }
        layer wide: Gated<4> {
            tau_g: 4 ms;
            bias: learn;
            initial: fixed zeros;
        }
        layer slow: Dense<9> {
            activation: elu;
            bias: fixed zeros;
        }
        output u: 4 {
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.11);
        }
        layer deep: Elman<3> {
            activation: relu;
        }
        output v: 4 {
            bias: fixed 0.16;
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
    /// Generated.
    pub struct Net31<const H: usize> {
        dt: 500 us;
        input sound: H;
        input light: sizes::THREE;
        input touch: H;
        layer fast: MyGru<5> {
            bias: fixed 0.35;
        }
        /// What `v` is for.
        output v: 2 {
            activation: identity;
        }
        output u: H {
            bias: fixed uniform(-0.31, 0.15);
        }
        layer slow: Divisive<4> {
            tau_n: learn global(1 ms) in 0.5 ms..=10 ms;
            pool: learn global(0.33) in logistic(0.05, 0.98, slope 1.0);
            activation: sigmoid;
            initial: fixed zeros;
        }

        light ~> slow { delays: [3, 1]; weights: learn normal(0.0, 0.39); }
        slow ~> slow;
        touch -> slow;
        slow ~> v { weights: learn he; }
        touch -> u;
        sound -> fast { delays: [0, 15]; weights: learn 0.18; }
        fast -> v;
        /// How one drives the other.
        light -> v { delays: 0..=2; }
        fast ~> fast { weights: learn 0.13; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net32<const H: usize> {
        dt: 1 ms;
        v -> w;
        u -> w { delays: 0..=1; }
        u ~> fast { delay: 5 ms; }
        fast -> v { delays: 0..2; weights: learn he; }
        light -> v { delays: [2, 0]; weights: learn orthogonal(0.87); }
        fast -> u;
        w ~> v { delays: [2, 15]; }
        sound ~> fast { delay: 1; }

        input sound: H;
        input light: H;
        output w: 2 {
            activation: relu;
            bias: learn;
        }
        output u: 5 {
            activation: sigmoid;
            bias: learn;
        }
        layer fast: Aru<H> {
            alpha_s: learn per_unit(0.7);
            alpha_r: learn global(0.38) in 0.05..=0.95;
            activation: leaky_relu(0.1);
            initial: fixed 0.15;
        }
        output v: H {
            activation: identity;
            bias: none;
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
    pub struct Net33 {
        input sound: sizes::TWO;
        /// What `late` is for.
        layer late: MyGru<5> {
            bias: fixed normal(0.0, 0.3);
            initial: zero;
        }
        output u: 4 {
            activation: identity;
            bias: fixed uniform(-0.25, 0.12);
        }
        layer deep: Aru<4> {
            /// How fast, or how strong.
            alpha_s: 0.24;
            alpha_r: learn global(0.74) in logistic(0.1, 1.2);
            bias: fixed uniform(-0.35, 0.43);
            initial: learn 0.3;
        }
        layer wide: Divisive<sizes::TWO> {
            alpha_n: fixed global(normal(0.53, 0.05));
            pool: learn per_unit(uniform(0.37, 0.65));
            activation: softplus;
            bias: none;
            initial: learn normal(0.0, 0.27);
        }
        layer slow: Dense<3> {
            activation: identity;
            bias: learn uniform(-0.34, 0.27);
        }
        layer fast: Gru<4> {
            bias: learn zeros;
        }

        fast ~> u { delay: 2; }
        deep ~> slow { delay: 1; weights: learn uniform(-0.4, 0.4); }
        deep ~> deep { weights: fixed he; }
        u ~> wide { delays: 2..=3; weights: learn 0.2; }
        sound -> fast { weights: fixed 0.1; }
        u ~> slow { delays: 1..3; weights: learn uniform(-0.4, 0.4); }
        fast ~> late { delays: 1..5; }
        sound -> deep -> u;
        sound -> wide { delays: [2, 0]; weights: fixed lecun; }
        sound ~> u { delays: 1..=4; }
        /// How one drives the other.
        wide -> u { delays: 0..=1; }
        /// How one drives the other.
        fast ~> fast { delay: 5; }
        slow ~> slow { delays: 1..=3; weights: learn normal(0.0, 0.37); }
        /// How one drives the other.
        slow -> u;
        slow ~> fast { delay: 15; weights: learn xavier; }
        fast ~> slow { delay: 2; weights: learn 0.11; }
        wide ~> wide { delay: 15; weights: learn 0.14; }
        sound -> late;
        /// How one drives the other.
        late -> u;
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
    pub struct Net34<const H: usize, const K: usize> {
        input sound: K;
        /// What `fast` is for.
        layer fast: Aru<H> {
            alpha_s: learn global(normal(0.49, 0.05)) in logistic(0.05, 0.98, slope 2.47);
            alpha_r: 1.0;
            activation: softplus;
        }
        layer slow: Divisive<2> {
            alpha_n: 1.0;
            pool: learn per_unit(normal(0.55, 0.05)) in 0.05..=0.95;
            activation: sigmoid;
            initial: fixed zeros;
        }
        layer deep: Gru<K> {
            bias: learn;
        }
        layer wide: Lstm<H> {
            bias: learn;
        }
        output u: 4 {
            activation: identity;
            bias: fixed 0.31;
        }

        fast ~> fast -> u;
        slow ~> slow { delays: [3, 1]; }
        wide ~> wide { weights: fixed normal(0.0, 0.32); }
        /// How one drives the other.
        deep -> wide;
        /// How one drives the other.
        fast -> slow { delays: 0..=2; weights: learn orthogonal(1.1); }
        wide ~> deep { weights: learn he; }
        /// How one drives the other.
        slow -> deep;
        sound -> deep { weights: learn 0.14; }
        wide ~> fast { delay: 15; weights: learn normal(0.0, 0.49); }
        sound ~> slow;
        sound -> fast { delays: 0..3; }
        deep ~> slow;
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
    pub struct Net35<const H: usize, const K: usize> {
        dt: 0.004 s;
        input sound: 3;
        input light: K;
        input touch: 4;
        layer fast: Gated<5> {
            alpha_g: learn global(0.72);
            bias: fixed 0.11;
            initial: fixed zeros;
        }
        layer slow: Aru<H> {
            alpha_s: 0.71;
            alpha_r: learn per_unit(normal(0.57, 0.05)) in logistic(0.0, 1.0);
            activation: elu;
            bias: learn normal(0.0, 0.2);
            initial: learn;
        }
        layer deep: MyGru<sizes::TWO> {
            bias: learn 0.17;
            initial: zero;
        }
        /// What `wide` is for.
        layer wide: Adapting<9> {
            /// How fast, or how strong.
            alpha_s: fixed per_unit(0.6);
            tau_r: learn global(32 ms) in logistic(4 ms, 80 ms);
            /// How fast, or how strong.
            alpha_a: learn per_unit(0.62) in logistic(0.0, 1.0);
            strength: fixed global(0.78);
            activation: tanh;
            bias: fixed 0.22;
            initial: learn zeros;
        }
        output u: 5 {
            activation: tanh;
        }

        slow -> u { weights: fixed zeros; }
        fast ~> fast;
        touch -> wide;
        touch -> slow ~> fast;
        light -> fast;
        /// How one drives the other.
        sound -> u { weights: learn he; }
        wide ~> wide { delays: 2..=4; }
        slow ~> slow { delays: 1..5; weights: fixed uniform(-0.4, 0.4); }
        /// How one drives the other.
        deep ~> slow { delays: [1, 4]; }
        deep -> u { weights: learn xavier; }
        wide -> u { delays: [0, 15]; weights: fixed zeros; }
        /// How one drives the other.
        touch -> deep;
        fast ~> u { delays: [2, 15]; }
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
    pub struct Net36 {
        input sound: 1;
        input light: 4;
        layer fast: Elman<4> {
            bias: learn normal(0.0, 0.11);
            initial: fixed uniform(-0.47, 0.31);
        }
        layer slow: Aru<3> {
            alpha_s: learn global(0.51) in logistic(0.05, 0.98, slope 1.38);
            alpha_r: learn global(0.56) in logistic(0.1, 1.2);
            activation: sigmoid;
            bias: fixed zeros;
            initial: fixed 0.19;
        }
        layer deep: Gated<3> {
            alpha_g: learn per_unit(0.54) in logistic(0.0, 1.0);
            initial: fixed 0.07;
        }
        layer wide: Aru<3> {
            alpha_s: learn per_unit(0.44) in logistic(0.0, 1.0);
            alpha_r: learn global(normal(0.59, 0.05)) in logistic(0.05, 0.98, slope 1.14);
            activation: identity;
            initial: learn 0.05;
        }
        output u: sizes::THREE {
            activation: softplus;
            bias: learn uniform(-0.18, 0.11);
        }
        output v: 3 {
            bias: learn 0.33;
        }

        deep ~> deep { delay: 5; weights: fixed he; }
        fast ~> fast { delay: 1; }
        u -> v { delays: 0..=3; weights: fixed 0.12; }
        /// How one drives the other.
        slow -> u;
        fast -> slow;
        slow ~> deep { delay: 2; }
        sound -> fast;
        wide ~> u;
        wide ~> v ~> deep;
        /// How one drives the other.
        light ~> u { delays: [1, 4]; }
        wide ~> slow { delays: 1..3; }
        /// How one drives the other.
        sound -> u;
        deep ~> wide { delay: 1; weights: learn he; }
    }
}

recurrent_net! {
    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
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
    pub struct Net37<const H: usize> {
        /// How one drives the other.
        sound -> slow;
        deep -> u { weights: learn zeros; }
        deep ~> deep { delays: 1..3; }
        sound -> u;
        slow -> deep;
        fast ~> u { delays: [5, 2, 6]; }
        wide ~> deep { delay: 3; }
        sound -> fast;
        slow -> late { weights: fixed uniform(-0.4, 0.4); }
        slow -> wide { delays: 0..3; weights: fixed uniform(-0.4, 0.4); }
        late -> u { delays: 0..2; }
        deep -> late { weights: learn uniform(-0.4, 0.4); }
        slow ~> slow;

        input sound: H;
        layer fast: Switching<H> {
            alpha_w: learn per_unit(0.22) in logistic(0.0, 1.0);
            /// How fast, or how strong.
            ceiling: learn per_unit(0.41) in logistic(0.1, 1.2);
        }
        layer slow: Gated<H> {
            alpha_g: 0.47;
            initial: fixed normal(0.0, 0.2);
        }
        layer deep: MyGru<1> {
            initial: learn normal(0.0, 0.1);
        }
        layer wide: Gru<3> {
            bias: none;
            initial: fixed zeros;
        }
        layer late: Divisive<5> {
            alpha_n: 0.2;
            pool: learn global(0.51) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.11);
        }
        output u: 4 {
            activation: identity;
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
    pub struct Net38<const H: usize, const K: usize> {
        input sound: H;
        layer fast: Dense<2> {
            activation: elu;
            bias: fixed normal(0.0, 0.24);
        }
        layer slow: Adapting<K> {
            alpha_s: fixed per_unit(normal(0.51, 0.05));
            alpha_r: learn global(0.45) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            alpha_a: learn global(uniform(0.25, 0.74)) in logistic(0.05, 0.98, slope 1.67);
            strength: learn global(0.36) in logistic(0.0, 1.0);
            activation: elu;
            initial: learn;
        }
        layer deep: Dense<K> {
            activation: elu;
            bias: fixed 0.22;
        }
        /// What `wide` is for.
        layer wide: Adapting<9> {
            /// How fast, or how strong.
            alpha_s: fixed global(0.38);
            alpha_r: learn per_unit(uniform(0.22, 0.61));
            alpha_a: fixed per_unit(0.41);
            strength: 0.39;
            activation: tanh;
            bias: learn normal(0.0, 0.05);
            initial: learn 0.21;
        }
        layer late: Elman<1> {
            bias: fixed uniform(-0.1, 0.34);
            initial: fixed normal(0.0, 0.2);
        }
        output u: 5;
        /// What `v` is for.
        output v: 9 {
            activation: tanh;
            bias: fixed uniform(-0.12, 0.34);
        }

        deep -> u;
        /// How one drives the other.
        u ~> u { delays: [2, 15]; weights: learn orthogonal(0.93); }
        fast -> wide { weights: learn xavier; }
        /// How one drives the other.
        slow -> u;
        deep -> v;
        late -> v;
        deep -> wide;
        fast ~> deep { delays: [5, 2, 6]; }
        sound -> slow ~> slow;
        late ~> slow { delay: 2; weights: fixed normal(0.0, 0.38); }
        /// How one drives the other.
        fast ~> slow { delays: 2..=3; }
        wide ~> wide { weights: fixed uniform(-0.4, 0.4); }
        sound -> fast;
        sound -> v;
        sound -> u { weights: learn orthogonal(1.01); }
        wide ~> late { delay: 3; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net39<const H: usize> {
        sound -> v ~> fast ~> deep;
        deep -> w { delays: 0..=1; }
        light -> fast { delays: 0..4; weights: fixed normal(0.0, 0.31); }
        v ~> v { delay: 2; }
        deep ~> deep { delays: [5, 2, 6]; weights: learn 0.2; }
        deep ~> v { delays: 1..4; }
        touch -> deep;
        light ~> deep { weights: learn zeros; }
        touch ~> u { delays: [2, 15]; weights: learn he; }
        fast ~> fast { weights: learn uniform(-0.4, 0.4); }

        input sound: H;
        input light: H;
        input touch: H;
        layer deep: Aru<H> {
            alpha_s: learn global(0.56) in logistic(0.05, 0.98, slope 2.0);
            /// How fast, or how strong.
            alpha_r: 0.33;
            activation: tanh;
            bias: fixed zeros;
            initial: fixed zeros;
        }
        output u: 2 {
            activation: elu;
            bias: fixed uniform(-0.17, 0.33);
        }
        output w: H {
            activation: softplus;
            bias: fixed uniform(-0.46, 0.29);
        }
        /// What `v` is for.
        output v: H {
            bias: learn uniform(-0.36, 0.31);
        }
        layer fast: Gru<H> {
            bias: none;
            initial: fixed 0.1;
        }
    }
}

/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.
macro_rules! every_network {
    ($case:ident) => {
        $case! { net00, declarations::Net00<f64, 4>, false }
        $case! { net01, declarations::Net01<f64>, true }
        $case! { net02, declarations::Net02<f64>, true }
        $case! { net03, declarations::Net03<f64>, false }
        $case! { net04, declarations::Net04<f64, 2>, false }
        $case! { net05, declarations::Net05<f64>, false }
        $case! { net06, declarations::Net06<f64, 3, 3>, true }
        $case! { net07, declarations::Net07<f64, 3>, false }
        $case! { net08, declarations::Net08<f64, 3, 4>, false }
        $case! { net09, declarations::Net09<f64, 4, 3>, false }
        $case! { net10, declarations::Net10<f64, 3, 3>, false }
        $case! { net11, declarations::Net11<f64, 3>, false }
        $case! { net12, declarations::Net12<f64>, false }
        $case! { net13, declarations::Net13<f64, 3, 3>, false }
        $case! { net14, declarations::Net14<f64>, false }
        $case! { net15, declarations::Net15<f64, 4, 3>, false }
        $case! { net16, declarations::Net16<f64>, true }
        $case! { net17, declarations::Net17<f64, 3, 4>, true }
        $case! { net18, declarations::Net18<f64, 2>, false }
        $case! { net19, declarations::Net19<f64, 3, 4>, false }
        $case! { net20, declarations::Net20<f64, 4>, false }
        $case! { net21, declarations::Net21<f64, 3>, true }
        $case! { net22, declarations::Net22<f64>, true }
        $case! { net23, declarations::Net23<f64, 4>, true }
        $case! { net24, declarations::Net24<f64, 3>, false }
        $case! { net25, declarations::Net25<f64, 3, 4>, true }
        $case! { net26, declarations::Net26<f64, 2>, false }
        $case! { net27, declarations::Net27<f64>, false }
        $case! { net28, declarations::Net28<f64>, true }
        $case! { net29, declarations::Net29<f64, 3>, true }
        $case! { net30, declarations::Net30<f64>, false }
        $case! { net31, declarations::Net31<f64, 3>, true }
        $case! { net32, declarations::Net32<f64, 4>, false }
        $case! { net33, declarations::Net33<f64>, true }
        $case! { net34, declarations::Net34<f64, 3, 4>, true }
        $case! { net35, declarations::Net35<f64, 2, 4>, true }
        $case! { net36, declarations::Net36<f64>, true }
        $case! { net37, declarations::Net37<f64, 4>, false }
        $case! { net38, declarations::Net38<f64, 4, 3>, true }
        $case! { net39, declarations::Net39<f64, 2>, true }
    };
}
pub(crate) use every_network;
