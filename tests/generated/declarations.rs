// Written by tests/optimised/generate.rs, which also checks that it is up to date; not to be edited.

mod sizes {
    pub const TWO: usize = 2;
    pub const THREE: usize = 3;
}

mod masks {
    pub fn not_self(target: usize, source: usize) -> bool {
        target != source
    }
    pub fn two_of_three(target: usize, source: usize) -> bool {
        (target + source) % 3 != 1
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
    pub struct Net00<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: 1;
        input light: 1;
        input touch: 3;
        output u: K {
            activation: softplus;
            bias: learn uniform(-0.22, 0.17);
            sign: dale(excitatory 0.25);
        }
        layer fast: Aru<H> {
            alpha_s: fixed per_unit(0.79);
            tau_r: fixed global(2 ms);
            bias: none;
            initial: learn uniform(-0.36, 0.11);
        }
        layer late: Adapting<sizes::TWO> {
            alpha_s: learn global(0.23) in logistic(0.0, 1.0);
            alpha_r: gated(0.49) in logistic(0.05, 0.95);
            alpha_a: learn per_unit(uniform(0.3, 0.67)) in logistic(0.0, 1.0);
            strength: fixed global(0.49);
            activation: softplus;
            bias: learn;
        }
        layer slow: Adapting<1> {
            tau_s: fixed global(uniform(1 ms, 2 ms));
            tau_r: learn per_unit(2 ms) in logistic(0.5 ms, 10 ms);
            alpha_a: fixed per_unit(0.34);
            strength: learn per_unit(0.23) in 0.05..=0.95;
            activation: tanh;
            bias: learn normal(0.0, 0.3);
            initial: learn;
        }
        layer wide: Elman<sizes::TWO> {
            activation: identity;
            initial: fixed zeros;
        }
        layer deep: Dense<H> {
            activation: softplus;
            bias: fixed uniform(-0.41, 0.14);
        }

        wide ~> u { mask: by(masks::two_of_three); }
        /// How one drives the other.
        slow -> u { delays: [2, 0]; weights: learn uniform(-0.4, 0.4); }
        sound ~> late.alpha_r { delays: [3, 1]; weights: learn xavier; }
        light -> late { weights: learn normal(0.0, 0.45); }
        touch -> wide;
        slow ~> slow { weights: learn uniform(-0.4, 0.4); form: diagonal; }
        u ~> wide { delay: learn per_source(1.79) in 1..=3; spread: 0.45; weights: fixed he; sign: free; }
        late ~> u { weights: learn uniform(-0.4, 0.4); }
        touch -> late { weights: learn uniform(-0.4, 0.4); }
        touch -> fast -> u;
        wide ~> wide { weights: learn 0.12; }
        /// How one drives the other.
        deep -> u;
        deep ~> deep { delay: 2; weights: learn normal(0.0, 0.42); form: diagonal; }
        sound -> u { delays: 0..=3; }
        sound ~> slow { weights: fixed lecun; }
        u ~> slow { delay: learn(1.6099999999999999) in logistic(1, 4); weights: fixed lecun; form: dense; }
        touch -> deep;
    }
}

const NET01_SLOW_TO_SLOW: [[bool; 4]; 4] = [[true, true, true, true], [true, true, true, true], [false, true, false, true], [true, true, true, false]];
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
        input sound: 5;
        layer wide: Elman<3> {
            activation: leaky_relu(0.1);
            bias: fixed zeros;
            initial: learn normal(0.0, 0.05);
        }
        /// What `v` is for.
        output v: 4 {}
        layer late: MyGru<5> {
            initial: fixed zeros;
        }
        /// What `fast` is for.
        layer fast: MyGru<sizes::TWO> {
            bias: fixed normal(0.0, 0.07);
            initial: fixed uniform(-0.32, 0.43);
        }
        output u: 5 {
            activation: softplus;
            bias: learn 0.12;
            sign: dale(excitatory 0.25);
        }
        /// What `deep` is for.
        layer deep: Divisive<2> {
            tau_n: learn global(uniform(8 ms, 20 ms)) in 4 ms..=80 ms;
            pool: 0.87;
            activation: relu;
            bias: learn;
        }
        layer slow: Adapting<4> {
            tau_s: learn global(normal(16 ms, 2 ms)) in logistic(4 ms, 80 ms);
            alpha_r: fixed per_unit(normal(0.48, 0.05));
            tau_a: gated(20 ms) in logistic(4 ms, 80 ms);
            strength: learn per_unit(uniform(0.37, 0.66));
            activation: sigmoid;
            bias: learn uniform(-0.11, 0.4);
            initial: fixed normal(0.0, 0.07);
        }

        /// How one drives the other.
        wide -> late;
        u -> v;
        late ~> deep -> late;
        slow ~> v { delay: 8 ms; weights: fixed normal(0.0, 0.34); }
        /// How one drives the other.
        fast ~> fast { delays: 1..5; density: 0.75; }
        wide ~> slow { weights: learn lecun; }
        fast ~> slow.alpha_a { delay: learn per_source(1.46) in 1..=5; spread: 0.44; }
        u ~> u { delay: 24 ms; sign: free; }
        v ~> deep { weights: learn xavier; }
        /// How one drives the other.
        wide ~> wide { delays: [5, 2, 6]; weights: learn he; }
        fast -> deep;
        sound ~> u { delays: 1..4; }
        sound -> fast { delays: [0, 15]; }
        v ~> u { delay: 12 ms; }
        /// How one drives the other.
        late ~> late { delays: [2, 15]; density: 0.25; }
        deep -> v { delays: [2, 0]; }
        fast -> wide;
        slow ~> slow { delay: 2; weights: learn uniform(-0.4, 0.4); mask: NET01_SLOW_TO_SLOW; }
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
    pub struct Net02<const H: usize> {
        dt: 0.004 s;
        sound ~> deep { weights: learn zeros; density: 1; }
        /// How one drives the other.
        wide ~> fast { delays: 1..5; }
        fast -> late { delays: 0..=1; }
        deep ~> deep { delay: 24 ms; weights: fixed orthogonal(0.61); }
        deep ~> fast { delays: 2..=3; }
        deep -> u { weights: learn xavier; form: diagonal; }
        fast -> slow { weights: learn normal(0.0, 0.33); }
        wide -> late { delay: learn(0.8) in logistic(0, 1); }
        deep -> slow { density: 0.5; }
        /// How one drives the other.
        light -> fast { delays: 0..=2; weights: fixed zeros; }
        late ~> u;
        sound ~> wide { delays: [2, 15]; weights: learn 0.12; }
        slow ~> u { delays: [2, 15]; }
        slow ~> slow { delays: 1..=3; }
        fast ~> fast { delays: 1..4; weights: fixed orthogonal(0.91); }

        input sound: 9;
        input light: H;
        layer fast: Switching<H> {
            tau_w: learn global(uniform(8 ms, 16 ms)) in logistic(4 ms, 80 ms);
            ceiling: learn global(uniform(0.32, 0.68));
            initial: fixed 0.1;
        }
        layer wide: Divisive<H> {
            tau_n: 8 ms;
            pool: learn per_unit(0.51);
            activation: identity;
            bias: learn uniform(-0.32, 0.37);
            initial: fixed 0.21;
        }
        layer late: Gru<H> {
            initial: learn;
        }
        layer deep: Switching<1> {
            tau_w: learn per_unit(28 ms) in 4 ms..=80 ms;
            ceiling: learn per_unit(normal(0.41, 0.05)) in logistic(0.1, 1.2);
            initial: learn;
        }
        output u: 1 {
            bias: fixed normal(0.0, 0.16);
        }
        layer slow: Adapting<2> {
            tau_s: fixed global(24 ms);
            tau_r: learn per_unit(uniform(8 ms, 20 ms)) in logistic(4 ms, 40 ms, slope 1.66);
            tau_a: learn global(uniform(8 ms, 20 ms)) in 4 ms..=80 ms;
            strength: 1.0;
            activation: elu;
            bias: learn uniform(-0.2, 0.43);
            initial: zero;
        }
    }
}

const NET03_DEEP_TO_LATE: [[bool; 5]; 3] = [[true, true, true, false, true], [false, true, true, true, false], [true, false, false, false, false]];
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
    pub struct Net03 {
        deep ~> deep;
        fast -> v { delays: [0, 3]; }
        slow -> v;
        deep -> w { delay: learn per_source(0.56) in logistic(0, 2); spread: fixed 0.56; }
        fast -> wide { mask: by(masks::two_of_three); }
        slow ~> slow { delays: 2..=4; weights: learn normal(0.0, 0.37); }
        deep -> late { delays: 0..=3; mask: NET03_DEEP_TO_LATE; }
        sound -> v { weights: fixed lecun; density: 0.75; }
        wide ~> deep { delay: 2; }
        sound -> fast { delays: 0..=3; weights: fixed normal(0.0, 0.27); }
        sound -> u { delays: 0..=1; }
        sound -> slow { weights: learn normal(0.0, 0.49); }
        w ~> wide { delay: learn(2.7199999999999998) in logistic(2, 7); spread: 2.69; form: dense; }
        wide -> late ~> late;
        sound -> deep { weights: fixed lecun; }
        late -> w { weights: fixed 0.09; }

        input sound: 5;
        /// What `w` is for.
        output w: 3 {
            activation: softplus;
            bias: fixed normal(0.0, 0.22);
        }
        layer wide: Adapting<3> {
            alpha_s: learn global(uniform(0.3, 0.8)) in 0.05..=0.95;
            alpha_r: learn global(uniform(0.3, 0.64));
            /// How fast, or how strong.
            alpha_a: gated(from deep);
            strength: fixed global(0.75);
            activation: elu;
            initial: fixed zeros;
        }
        output u: 7 {
            activation: softplus;
        }
        layer deep: Dense<5> {
            activation: elu;
            bias: learn uniform(-0.37, 0.38);
        }
        output v: 2 {
            activation: identity;
        }
        layer slow: Adapting<sizes::THREE> {
            alpha_s: fixed per_unit(normal(0.57, 0.05));
            alpha_r: learn global(uniform(0.32, 0.72)) in logistic(0.0, 1.0);
            alpha_a: learn global(uniform(0.38, 0.68)) in logistic(0.05, 0.98, slope 1.37);
            strength: fixed global(normal(0.45, 0.05));
            activation: identity;
            bias: none;
        }
        layer fast: Lstm<3> {
            bias: fixed normal(0.0, 0.05);
        }
        layer late: Gated<3> {
            alpha_g: learn global(0.48) in logistic(0.05, 0.98, slope 0.85);
            bias: fixed uniform(-0.32, 0.19);
        }
    }
}

const NET04_SOUND_TO_FAST: [[bool; 3]; 3] = [[false, false, true], [false, true, false], [true, true, true]];
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// Generated.
    pub struct Net04<const H: usize> {
        light ~> v { mask: by(masks::two_of_three); }
        fast -> u { delays: 0..=1; }
        sound -> fast { weights: learn lecun; mask: NET04_SOUND_TO_FAST; }
        late -> u;
        u ~> u { weights: learn lecun; }
        wide -> v { delays: [2, 0]; weights: fixed orthogonal(1.0); }
        slow ~> v ~> wide;
        touch -> wide { weights: learn uniform(-0.4, 0.4); }
        sound -> slow { delays: 0..=3; form: diagonal; }
        light -> late { weights: learn uniform(-0.4, 0.4); }
        /// How one drives the other.
        light ~> deep;
        deep ~> v { delays: 1..=4; form: dense; }
        v ~> deep { delay: 15; weights: learn zeros; }
        late ~> late { delays: 1..3; weights: fixed xavier; }
        u -> v { weights: learn he; }
        fast ~> fast;
        deep ~> deep { delays: 1..=4; }
        /// How one drives the other.
        sound -> wide { delays: 0..=1; }

        input sound: H;
        input light: H;
        input touch: 4;
        layer fast: Divisive<H> {
            alpha_n: learn per_unit(0.44) in 0.05..=0.95;
            pool: learn per_unit(0.67) in logistic(0.05, 0.98, slope 1.08);
            activation: tanh;
            bias: learn 0.24;
            initial: fixed normal(0.0, 0.2);
        }
        layer slow: Elman<3> {
            activation: relu;
            bias: fixed 0.22;
            initial: learn;
            sign: dale(excitatory 1);
        }
        /// What `deep` is for.
        layer deep: Gated<H> {
            /// How fast, or how strong.
            alpha_g: 1.0;
            initial: learn normal(0.0, 0.24);
        }
        layer wide: Aru<H> {
            /// How fast, or how strong.
            alpha_s: learn per_unit(0.77);
            alpha_r: fixed global(uniform(0.22, 0.64));
            activation: softplus;
            bias: fixed normal(0.0, 0.27);
        }
        layer late: Adapting<1> {
            alpha_s: gated(from wide) in logistic(0.1, 1.2);
            alpha_r: 1.0;
            alpha_a: gated(from late, sound) in logistic(0.1, 1.2);
            strength: learn per_unit(0.8);
            activation: softplus;
            bias: none;
            initial: learn;
        }
        output u: 1 {
            activation: sigmoid;
            bias: learn zeros;
        }
        output v: H {
            bias: learn uniform(-0.35, 0.49);
        }
    }
}

const NET05_DEEP_TO_U: [[bool; 2]; 2] = [[false, true], [true, true]];
const NET05_U_TO_SLOW: [[bool; 2]; 5] = [[true, true], [true, true], [true, false], [false, true], [true, true]];
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
    pub struct Net05<const H: usize, const K: usize> {
        input sound: 2;
        layer fast: Driven<4> {
            gain: learn global(0.62);
            activation: tanh;
            bias: fixed normal(0.0, 0.08);
        }
        layer slow: Aru<5> {
            /// How fast, or how strong.
            alpha_s: 0.62;
            /// How fast, or how strong.
            alpha_r: learn per_unit(0.58) in logistic(0.1, 1.2);
            activation: relu;
            initial: fixed 0.12;
        }
        output u: H {
            activation: leaky_relu(0.1);
            bias: none;
        }
        layer deep: Switching<K> {
            alpha_w: gated(from fast) in logistic(0.05, 0.95);
            ceiling: 1.0;
            bias: learn 0.37;
            initial: learn zeros;
        }

        sound -> fast { weights: fixed uniform(-0.4, 0.4); }
        fast -> slow { delays: 0..3; weights: learn orthogonal(0.88); }
        slow ~> slow { delays: [2, 15]; }
        fast -> u;
        fast ~> fast { delays: [5, 2, 6]; }
        fast -> deep { mask: by(masks::not_self); }
        /// How one drives the other.
        u ~> u { delay: 2; weights: fixed orthogonal(0.71); }
        sound ~> deep.alpha_w { delay: 2; weights: fixed uniform(-0.4, 0.4); }
        deep ~> fast { delay: 3; }
        slow ~> u { mask: by(masks::two_of_three); }
        deep ~> u { mask: NET05_DEEP_TO_U; }
        u ~> slow { delays: [5, 2, 6]; mask: NET05_U_TO_SLOW; }
    }
}

const NET06_U_TO_SLOW: [[bool; 5]; 3] = [[false, true, false, false, false], [true, true, true, true, true], [true, true, true, true, true]];
const NET06_WIDE_TO_WIDE: [[bool; 2]; 2] = [[true, false], [true, true]];
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
    pub struct Net06 {
        dt: 0.004 s;
        input sound: sizes::TWO;
        layer late: Lstm<7> {
            bias: learn;
            initial: fixed uniform(-0.19, 0.12);
        }
        layer fast: Switching<sizes::THREE> {
            tau_w: learn global(uniform(8 ms, 32 ms)) in logistic(4 ms, 40 ms, slope 2.11);
            /// How fast, or how strong.
            ceiling: learn per_unit(uniform(0.24, 0.74)) in 0.05..=0.95;
            bias: fixed normal(0.0, 0.26);
            initial: learn;
        }
        layer slow: MyGru<sizes::THREE> {
            bias: learn normal(0.0, 0.24);
        }
        output u: 5 {
            activation: relu;
            sign: dale(excitatory 0.8);
        }
        layer wide: Adapting<2> {
            tau_s: learn per_unit(normal(16 ms, 2 ms)) in logistic(4 ms, 40 ms, slope 2.47);
            tau_r: 24 ms;
            alpha_a: 1.0;
            strength: learn global(uniform(0.25, 0.64)) in logistic(0.1, 1.2);
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.27);
            initial: zero;
        }
        layer deep: Gated<4> {
            /// How fast, or how strong.
            tau_g: fixed global(32 ms);
            initial: zero;
        }
        output v: 4 {
            activation: leaky_relu(0.1);
            bias: learn zeros;
        }

        u ~> v { delays: [2, 15]; }
        u ~> slow { delay: 15; mask: NET06_U_TO_SLOW; sign: free; }
        fast -> slow -> deep -> v;
        sound ~> fast -> wide ~> v;
        late -> u { delays: 0..3; }
        wide ~> wide { mask: NET06_WIDE_TO_WIDE; }
        slow -> late { weights: learn normal(0.0, 0.24); }
        fast ~> fast { delays: [3, 1]; weights: learn orthogonal(0.85); }
        v ~> deep { delay: learn(1.6800000000000002) in 1..=2; spread: 1.22; weights: learn xavier; }
        deep ~> deep { delays: 2..=4; weights: fixed 0.11; }
        fast -> late;
        late -> v { density: 0.5; }
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
    pub struct Net07<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: H;
        layer fast: Driven<9> {
            gain: learn per_unit(0.29) in logistic(0.0, 1.0);
            activation: elu;
            bias: fixed 0.27;
        }
        layer slow: Gru<H> {
            bias: learn;
            initial: zero;
        }
        layer deep: Elman<5> {
            activation: leaky_relu(0.1);
            bias: learn normal(0.0, 0.11);
            initial: fixed 0.16;
        }
        output v: K {
            activation: leaky_relu(0.1);
            bias: fixed zeros;
        }
        output u: K {
            activation: tanh;
            bias: learn 0.2;
        }
        layer wide: Aru<5> {
            tau_s: learn per_unit(uniform(1 ms, 3 ms)) in logistic(0.5 ms, 5 ms, slope 1.57);
            alpha_r: learn global(normal(0.45, 0.05)) in logistic(0.1, 1.2);
            initial: learn 0.39;
        }

        u ~> v { delays: 1..=4; }
        deep ~> v { delay: 2.5 ms; weights: learn zeros; }
        wide -> v;
        /// How one drives the other.
        wide ~> wide;
        slow -> deep { weights: fixed xavier; mask: by(masks::two_of_three); }
        sound ~> wide { weights: fixed uniform(-0.4, 0.4); density: 1; }
        sound -> v { weights: learn 0.06; }
        sound -> fast { delay: learn(0.77) in 0..=4; spread: 1.95; }
        /// How one drives the other.
        deep ~> deep { delay: 1 ms; weights: learn xavier; }
        v ~> v { weights: learn uniform(-0.4, 0.4); }
        sound -> u { delays: [0, 3]; }
        sound -> slow { weights: learn 0.2; density: 0.01; }
        fast -> v { delay: learn(0.35) in logistic(0, 1); spread: 1.61; }
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
    pub struct Net08 {
        dt: 500 us;
        fast -> wide { delays: [2, 0]; }
        u ~> late { delay: 1; }
        late ~> deep { mask: by(masks::not_self); }
        /// How one drives the other.
        u ~> u { delay: learn(1.8) in 1..=5; spread: 1.74; }
        slow -> wide { weights: learn 0.2; mask: by(masks::not_self); }
        sound -> deep { delays: 0..=2; }
        deep -> u { delay: learn per_source(0.44) in logistic(0, 2); spread: 1.01; }
        late ~> late { weights: learn he; }
        late ~> late.alpha_a { delay: 1; }
        late ~> slow { delay: 1.5 ms; weights: fixed uniform(-0.4, 0.4); mask: by(masks::two_of_three); }
        slow ~> fast { delays: 1..3; }
        u ~> deep { delay: 1; weights: fixed orthogonal(0.58); }
        fast ~> late { weights: fixed xavier; density: 0.25; }
        fast ~> fast { delay: learn(1.23) in 1..=4; spread: fixed 1.47; }
        sound ~> u { weights: fixed zeros; }
        sound ~> slow { delay: 3 ms; weights: learn xavier; }
        slow -> deep { weights: fixed xavier; }
        light -> wide { weights: learn zeros; }
        wide ~> deep.alpha_r { weights: learn lecun; }
        late ~> u { delay: 3 ms; weights: learn he; }
        deep ~> deep { weights: learn orthogonal(0.79); }
        touch -> fast { weights: fixed xavier; }

        input sound: 3;
        input light: 5;
        input touch: 5;
        layer fast: Divisive<5> {
            tau_n: learn per_unit(4 ms);
            pool: fixed per_unit(normal(0.56, 0.05));
            activation: elu;
            initial: learn zeros;
        }
        layer slow: Gated<5> {
            tau_g: learn global(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 5 ms, slope 1.29);
            initial: zero;
        }
        layer deep: Adapting<4> {
            alpha_s: fixed global(0.63);
            alpha_r: gated;
            alpha_a: learn global(0.61) in 0.05..=0.95;
            strength: 1.0;
            activation: identity;
            initial: learn zeros;
        }
        output u: 9 {
            activation: sigmoid;
            bias: fixed normal(0.0, 0.12);
        }
        layer wide: Driven<5> {
            gain: learn per_unit(normal(0.59, 0.05)) in logistic(0.1, 1.2);
            activation: leaky_relu(0.1);
            bias: learn;
            initial: learn;
        }
        /// What `late` is for.
        layer late: Adapting<4> {
            alpha_s: 1.0;
            tau_r: 1.5 ms;
            alpha_a: gated(0.2);
            strength: learn global(0.8);
            activation: elu;
            initial: learn;
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
    /// Generated.
    pub struct Net09<const H: usize> {
        dt: 2ms;
        input sound: 2;
        input light: H;
        input touch: 3;
        /// What `v` is for.
        output v: 3 {
            activation: relu;
        }
        layer slow: Aru<H> {
            tau_s: 2 ms;
            tau_r: learn per_unit(10 ms) in logistic(2 ms, 40 ms);
            bias: fixed zeros;
            initial: zero;
            sign: dale(excitatory 0);
        }
        layer fast: Driven<5> {
            gain: learn per_unit(uniform(0.29, 0.67)) in 0.05..=0.95;
            activation: sigmoid;
            bias: learn zeros;
            initial: zero;
        }
        layer wide: Lstm<5> {
            bias: none;
        }
        layer deep: Switching<2> {
            /// How fast, or how strong.
            alpha_w: fixed per_unit(0.52);
            ceiling: 0.24;
            bias: fixed zeros;
            initial: fixed 0.14;
        }
        output u: H {
            activation: sigmoid;
            bias: fixed uniform(-0.21, 0.27);
        }

        light -> slow { weights: fixed normal(0.0, 0.35); }
        fast ~> u { delay: 15; weights: fixed lecun; }
        /// How one drives the other.
        deep ~> slow;
        fast ~> deep { delay: learn per_source(2.4) in logistic(2, 3); }
        wide -> u;
        touch ~> v { delay: 4 ms; weights: fixed xavier; }
        touch -> fast { delays: 0..3; }
        /// How one drives the other.
        u -> deep;
        slow -> deep { delay: learn per_source(0.65) in logistic(0, 5); spread: fixed 2.69; }
        deep ~> wide { delay: learn per_source(2.79) in logistic(2, 6); spread: 0.96; }
        deep ~> v { delay: learn(2.46) in logistic(2, 6); }
        slow ~> slow { delay: learn per_source(1.48) in 1..=2; spread: fixed 0.6; weights: learn xavier; }
        sound -> wide;
        deep ~> deep { delay: learn(2.3) in 2..=6; weights: learn 0.17; }
        wide ~> wide { form: dense; }
        fast ~> fast { delays: [3, 1]; form: dense; }
        slow ~> v { weights: fixed he; }
    }
}

const NET10_LIGHT_TO_W: [[bool; 2]; 5] = [[false, true], [true, false], [false, true], [true, false], [true, true]];
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
    pub struct Net10 {
        input sound: 3;
        input light: 2;
        layer slow: Gru<2> {
            initial: learn uniform(-0.31, 0.41);
        }
        /// What `wide` is for.
        layer wide: Divisive<3> {
            alpha_n: learn global(0.35) in logistic(0.0, 1.0);
            pool: 0.88;
            activation: softplus;
            bias: fixed normal(0.0, 0.27);
            initial: fixed 0.33;
        }
        output u: 4 {
            activation: softplus;
        }
        layer deep: MyGru<4> {
            bias: learn;
        }
        /// What `fast` is for.
        layer fast: Divisive<sizes::TWO> {
            alpha_n: learn global(0.25);
            pool: fixed global(normal(0.51, 0.05));
            activation: elu;
            bias: none;
            initial: fixed normal(0.0, 0.12);
        }
        output v: 2 {
            activation: sigmoid;
        }
        /// What `w` is for.
        output w: 5 {
            activation: sigmoid;
            bias: none;
            sign: dale(excitatory 0);
        }

        light -> fast;
        light -> wide;
        sound -> wide;
        v ~> fast { delays: 1..=3; weights: learn lecun; }
        wide ~> slow { delay: 3; weights: fixed he; }
        u ~> fast { weights: fixed he; }
        /// How one drives the other.
        slow -> u;
        sound ~> deep { delay: 1; }
        deep ~> deep { form: dense; }
        light -> v { delays: [4, 0, 1]; weights: learn lecun; mask: by(masks::not_self); }
        u -> v ~> deep -> u;
        /// How one drives the other.
        fast -> slow;
        light -> w { weights: learn he; mask: NET10_LIGHT_TO_W; }
        w ~> v { sign: free; }
        fast -> v { delays: 0..=3; weights: learn zeros; density: 0.5; }
        u ~> deep;
        sound -> fast { delays: 0..2; weights: learn normal(0.0, 0.33); }
        v ~> u { weights: learn orthogonal(0.59); }
        slow ~> v { weights: learn uniform(-0.4, 0.4); form: diagonal; }
        fast ~> fast { delays: 1..4; form: diagonal; }
    }
}

const NET11_U_TO_DEEP: [[bool; 2]; 2] = [[false, true], [true, true]];
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
    pub struct Net11<const H: usize> {
        input sound: H;
        layer deep: Divisive<H> {
            /// How fast, or how strong.
            alpha_n: learn global(uniform(0.39, 0.66));
            pool: 0.52;
            activation: sigmoid;
            bias: learn normal(0.0, 0.21);
            initial: learn normal(0.0, 0.1);
        }
        layer late: MyGru<1> {
            bias: fixed uniform(-0.4, 0.35);
            initial: fixed 0.06;
        }
        output u: H {
            bias: fixed 0.26;
        }
        /// What `fast` is for.
        layer fast: Aru<2> {
            alpha_s: 0.81;
            alpha_r: fixed global(uniform(0.29, 0.77));
            activation: tanh;
        }
        layer wide: Lstm<9> {
            bias: fixed zeros;
            initial: learn;
        }

        /// How one drives the other.
        fast -> wide;
        u ~> deep { mask: NET11_U_TO_DEEP; }
        /// How one drives the other.
        late ~> late { delay: learn per_source(2.75) in logistic(2, 5); spread: fixed 2.44; weights: learn zeros; density: 0.25; }
        sound -> deep { delays: 0..=2; weights: learn uniform(-0.4, 0.4); }
        wide ~> wide { delay: learn per_source(1.26) in 1..=6; spread: 2.0; weights: fixed orthogonal(1.0); }
        u ~> u { delays: [1, 4]; density: 1; }
        late ~> u;
        fast ~> fast { delays: [2, 15]; }
        deep -> late { delay: learn(0.4) in logistic(0, 2); spread: fixed 2.64; }
        /// How one drives the other.
        sound -> fast;
        sound -> late { delays: [2, 0]; }
        wide -> late;
        late ~> fast { delay: learn per_source(2.2) in 2..=3; spread: fixed 1.94; weights: learn he; }
        fast ~> u { weights: fixed xavier; }
    }
}

const NET12_SOUND_TO_LATE: [[bool; 3]; 3] = [[true, true, true], [true, true, true], [true, false, false]];
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
    /// Generated.
    pub struct Net12<const H: usize> {
        late ~> u { delay: 3; weights: fixed 0.11; }
        deep ~> deep { weights: learn zeros; }
        fast ~> u { delay: learn(2.7) in 2..=4; weights: fixed lecun; mask: by(masks::not_self); }
        sound -> fast { weights: learn xavier; }
        deep -> wide { delays: [0, 15]; form: diagonal; }
        late ~> slow { delay: 2; weights: learn normal(0.0, 0.27); }
        u ~> fast { delays: [3, 1]; weights: fixed he; }
        deep ~> slow { delays: 1..=3; weights: fixed zeros; }
        u -> deep { delays: 0..=2; weights: learn 0.2; mask: by(masks::not_self); }
        slow ~> u { delay: learn per_source(2.59) in 2..=4; spread: fixed 0.67; }
        slow ~> slow;
        /// How one drives the other.
        wide ~> u { delay: 5; weights: learn xavier; }
        /// How one drives the other.
        sound ~> late { weights: fixed he; mask: NET12_SOUND_TO_LATE; }

        input sound: H;
        layer deep: Gru<H> {
            bias: learn;
            initial: learn uniform(-0.14, 0.19);
        }
        layer slow: Gru<H> {
            bias: learn;
            initial: fixed zeros;
        }
        output u: H {
            bias: learn normal(0.0, 0.28);
        }
        /// What `fast` is for.
        layer fast: Gated<H> {
            alpha_g: learn per_unit(normal(0.49, 0.05)) in 0.05..=0.95;
            bias: none;
            initial: fixed zeros;
        }
        /// What `wide` is for.
        layer wide: Divisive<H> {
            alpha_n: 1.0;
            pool: fixed global(0.57);
            activation: relu;
            bias: learn normal(0.0, 0.05);
            initial: zero;
        }
        layer late: Gated<H> {
            alpha_g: gated(0.38, from slow, sound) in logistic(0.1, 1.2);
            bias: fixed normal(0.0, 0.24);
            initial: zero;
        }
    }
}

const NET13_SOUND_TO_FAST: [[bool; 2]; 5] = [[true, false], [false, true], [true, true], [false, false], [true, false]];
const NET13_LATE_TO_FAST: [[bool; 1]; 5] = [[false], [false], [true], [true], [true]];
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net13 {
        dt: 2ms;
        input sound: 2;
        layer fast: Aru<5> {
            tau_s: learn per_unit(uniform(4 ms, 10 ms)) in logistic(2 ms, 20 ms, slope 1.29);
            tau_r: learn per_unit(12 ms) in 2 ms..=40 ms;
            activation: softplus;
            bias: learn;
            initial: fixed 0.38;
        }
        layer slow: Adapting<5> {
            alpha_s: learn per_unit(uniform(0.27, 0.74));
            alpha_r: 1.0;
            alpha_a: learn global(uniform(0.37, 0.7)) in logistic(0.0, 1.0);
            /// How fast, or how strong.
            strength: learn per_unit(0.45) in logistic(0.1, 1.2);
            activation: elu;
            bias: learn;
        }
        layer deep: MyGru<9> {
            initial: learn 0.26;
        }
        layer wide: Driven<2> {
            gain: fixed per_unit(uniform(0.37, 0.8));
            activation: identity;
            initial: fixed normal(0.0, 0.29);
        }
        layer late: Elman<1> {
            activation: leaky_relu(0.1);
        }
        output u: 2 {
            activation: softplus;
        }

        deep ~> late { delay: 10 ms; weights: fixed orthogonal(0.74); }
        fast ~> fast -> deep -> wide;
        wide ~> wide { weights: learn lecun; mask: by(masks::not_self); }
        sound -> fast { weights: learn zeros; mask: NET13_SOUND_TO_FAST; }
        wide -> u;
        sound -> late { weights: fixed lecun; }
        sound ~> deep { delay: 8 ms; weights: fixed xavier; }
        late ~> fast { mask: NET13_LATE_TO_FAST; }
        late ~> wide { delay: learn(2.49) in logistic(2, 4); spread: 1.18; weights: learn lecun; }
        fast ~> slow { delay: learn per_source(2.64) in logistic(2, 5); weights: fixed lecun; density: 0.01; }
        late -> u { delays: [0, 15]; weights: learn normal(0.0, 0.34); }
        slow -> late { density: 0.25; }
    }
}

const NET14_SOUND_TO_U: [[bool; 2]; 2] = [[true, true], [true, true]];
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
    pub struct Net14<const H: usize> {
        input sound: sizes::TWO;
        layer deep: Aru<2> {
            alpha_s: gated(from sound);
            alpha_r: learn per_unit(uniform(0.37, 0.78)) in logistic(0.05, 0.98, slope 2.29);
            activation: identity;
            bias: fixed 0.29;
        }
        output v: 4 {
            activation: identity;
            bias: fixed 0.39;
        }
        layer fast: Divisive<5> {
            alpha_n: learn per_unit(normal(0.56, 0.05)) in logistic(0.05, 0.98, slope 2.48);
            pool: fixed global(normal(0.48, 0.05));
            activation: sigmoid;
            initial: learn;
        }
        layer wide: Adapting<H> {
            alpha_s: 0.58;
            alpha_r: gated(0.2) in logistic(0.1, 1.2);
            alpha_a: learn per_unit(normal(0.44, 0.05));
            strength: fixed per_unit(0.78);
            activation: relu;
            bias: fixed normal(0.0, 0.05);
        }
        output u: sizes::TWO {
            activation: elu;
            bias: fixed uniform(-0.28, 0.19);
        }

        deep ~> fast ~> fast;
        /// How one drives the other.
        deep ~> deep;
        deep -> wide;
        sound -> u { delay: learn(0.55) in logistic(0, 1); spread: 1.19; mask: NET14_SOUND_TO_U; }
        wide ~> u { delay: learn per_source(2.61) in 2..=3; }
        wide -> v { delay: learn per_source(0.37) in 0..=5; spread: 2.03; weights: fixed orthogonal(0.74); }
        fast -> u { delays: [4, 0, 1]; weights: learn normal(0.0, 0.31); }
        sound -> deep { delays: [2, 0]; form: diagonal; }
        wide ~> wide.alpha_r;
        sound -> fast;
        wide ~> wide { delays: 1..=3; form: dense; }
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
    /// Generated.
    pub struct Net15<const H: usize> {
        dt: 1 ms;
        wide -> u { delay: learn(0.74) in 0..=5; density: 1; }
        late ~> fast { weights: learn xavier; }
        fast ~> fast { delays: [5, 2, 6]; density: 0.75; }
        late ~> slow.alpha_s { delays: [2, 15]; }
        wide ~> wide { delay: 3 ms; form: diagonal; }
        deep ~> wide { delay: learn per_source(2.6) in logistic(2, 5); }
        fast -> u -> late ~> late;
        sound -> fast { weights: learn orthogonal(0.63); }
        wide -> late { weights: learn uniform(-0.4, 0.4); density: 1; }
        wide -> slow;
        slow ~> wide { delays: [3, 1]; weights: learn normal(0.0, 0.4); }
        wide ~> fast { delays: [2, 15]; }
        late -> slow { delays: [4, 0, 1]; density: 1; }
        sound -> deep { delay: learn per_source(0.67) in 0..=5; }

        input sound: sizes::THREE;
        layer wide: Switching<7> {
            alpha_w: fixed global(0.49);
            /// How fast, or how strong.
            ceiling: learn global(0.4) in 0.05..=0.95;
            bias: fixed 0.12;
            initial: learn 0.36;
        }
        layer deep: Aru<5> {
            alpha_s: learn per_unit(0.24) in 0.05..=0.95;
            alpha_r: learn per_unit(normal(0.58, 0.05));
            activation: tanh;
            bias: fixed normal(0.0, 0.22);
            initial: fixed normal(0.0, 0.16);
        }
        /// What `late` is for.
        layer late: Lstm<4> {
            bias: none;
            initial: learn normal(0.0, 0.28);
        }
        output u: 5 {
            activation: elu;
        }
        layer slow: Aru<H> {
            tau_s: gated(from sound, fast);
            /// How fast, or how strong.
            alpha_r: learn per_unit(normal(0.51, 0.05));
            initial: learn zeros;
        }
        layer fast: Gru<3> {
            bias: learn zeros;
            initial: fixed uniform(-0.34, 0.39);
        }
    }
}

const NET16_SOUND_TO_DEEP: [[bool; 2]; 3] = [[false, false], [true, false], [true, true]];
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
    pub struct Net16 {
        input sound: 2;
        layer fast: Driven<4> {
            gain: 0.81;
            activation: tanh;
            bias: none;
            initial: learn zeros;
        }
        /// What `slow` is for.
        layer slow: Divisive<5> {
            alpha_n: learn per_unit(uniform(0.38, 0.76)) in logistic(0.1, 1.2);
            pool: learn per_unit(uniform(0.22, 0.65)) in logistic(0.0, 1.0);
            activation: relu;
            bias: fixed zeros;
            initial: learn normal(0.0, 0.22);
        }
        layer wide: Elman<2> {
            activation: relu;
            sign: dale(excitatory 0);
        }
        /// What `u` is for.
        output u: 3 {
            activation: relu;
            bias: fixed zeros;
        }
        layer deep: Aru<3> {
            alpha_s: learn global(0.25) in 0.05..=0.95;
            alpha_r: 0.56;
            activation: sigmoid;
            bias: none;
            initial: fixed 0.25;
            sign: dale(excitatory 0.8);
        }

        wide ~> u { delay: 3; density: 0.75; }
        sound -> deep { weights: learn lecun; mask: NET16_SOUND_TO_DEEP; }
        sound -> u { weights: learn normal(0.0, 0.2); }
        sound -> slow { delays: [0, 15]; weights: learn zeros; }
        deep ~> fast { delay: 3; }
        fast ~> fast { delays: 1..5; form: dense; }
        sound -> fast { mask: by(masks::not_self); }
        wide ~> wide { delays: [2, 15]; weights: learn uniform(-0.4, 0.4); }
        slow -> wide { weights: learn 0.2; }
        slow ~> slow { delay: 5; }
        /// How one drives the other.
        fast -> u { weights: learn lecun; mask: by(masks::two_of_three); }
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
    pub struct Net17<const H: usize, const K: usize> {
        dt: 0.5 ms;
        input sound: 4;
        input light: H;
        layer fast: Elman<7> {
            activation: tanh;
            bias: learn normal(0.0, 0.27);
            initial: fixed 0.39;
        }
        /// What `v` is for.
        output v: sizes::TWO {}
        layer wide: Lstm<3> {
            bias: learn normal(0.0, 0.23);
            initial: fixed 0.08;
        }
        output w: H {
            activation: leaky_relu(0.1);
            bias: learn;
        }
        output u: 4 {
            activation: relu;
            bias: learn uniform(-0.22, 0.5);
            sign: dale(excitatory 0.5);
        }
        layer deep: Driven<3> {
            gain: learn global(uniform(0.32, 0.77)) in logistic(0.0, 1.0);
            activation: relu;
            bias: fixed normal(0.0, 0.19);
            initial: learn uniform(-0.13, 0.29);
        }
        /// What `slow` is for.
        layer slow: Elman<K> {
            activation: softplus;
            bias: fixed zeros;
            sign: dale(excitatory 0);
        }

        wide ~> wide { delays: [3, 1]; }
        sound -> fast { weights: learn 0.18; }
        u -> w { weights: learn he; density: 0.25; }
        fast -> u { delays: 0..=3; weights: fixed xavier; form: dense; }
        deep ~> deep { delays: [1, 4]; }
        slow -> deep { delays: 0..4; sign: free; }
        wide -> v { delays: 0..3; weights: learn lecun; mask: by(masks::two_of_three); }
        u ~> fast { delay: 0.5 ms; weights: fixed uniform(-0.4, 0.4); form: dense; }
        sound -> slow { delays: 0..2; }
        w ~> w { weights: fixed 0.11; form: dense; }
        light -> w { delays: [0, 3]; }
        /// How one drives the other.
        deep -> wide;
        w ~> fast;
        wide ~> w { delay: 3; weights: learn he; }
        u ~> deep;
        light -> v { delays: 0..4; }
        v ~> fast { mask: by(masks::two_of_three); }
        deep ~> v { delay: 1.5 ms; density: 0.5; }
        wide ~> deep { delay: 3 ms; form: diagonal; }
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
        input sound: sizes::THREE;
        layer wide: Driven<3> {
            gain: 0.59;
            activation: identity;
            bias: fixed uniform(-0.47, 0.16);
            initial: fixed zeros;
        }
        layer deep: Lstm<sizes::TWO> {
            initial: zero;
        }
        /// What `slow` is for.
        layer slow: Aru<sizes::TWO> {
            alpha_s: fixed per_unit(0.68);
            alpha_r: learn global(normal(0.6, 0.05)) in logistic(0.05, 0.98, slope 1.49);
            activation: softplus;
            bias: learn 0.27;
            initial: learn;
            sign: dale(excitatory 0.25);
        }
        output u: 2;
        layer late: Gru<1> {
            bias: fixed uniform(-0.38, 0.21);
            initial: learn;
        }
        layer fast: Switching<H> {
            alpha_w: learn global(0.24) in logistic(0.05, 0.98, slope 2.38);
            ceiling: learn per_unit(0.42) in logistic(0.05, 0.98, slope 2.48);
            bias: learn;
            initial: fixed zeros;
        }

        /// How one drives the other.
        deep -> late { delays: 0..=2; weights: fixed xavier; }
        /// How one drives the other.
        fast ~> fast { delays: 2..=3; }
        wide ~> wide { delay: 15; weights: learn lecun; }
        deep ~> deep { delays: [5, 2, 6]; form: diagonal; }
        late ~> u { delays: 1..3; }
        sound ~> slow { delays: 1..3; mask: by(masks::not_self); }
        late ~> late { delay: 2; weights: learn orthogonal(0.51); }
        sound ~> wide { delays: [3, 1]; weights: fixed xavier; }
        slow ~> deep { delays: 1..3; }
        sound -> fast { mask: by(masks::not_self); }
        deep ~> slow { delay: learn per_source(2.63) in logistic(2, 7); spread: 2.16; weights: fixed orthogonal(0.83); }
        fast -> wide { delays: 0..=1; weights: fixed orthogonal(0.76); }
        wide ~> u { delays: [3, 1]; }
        slow ~> slow { delay: 1; }
        sound -> u { delays: [0, 15]; }
        wide ~> fast { form: dense; }
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
    /// Generated.
    pub struct Net19 {
        dt: 0.004 s;
        input sound: sizes::THREE;
        input light: 2;
        input touch: 4;
        /// What `fast` is for.
        layer fast: Gru<3> {
            initial: fixed 0.15;
        }
        layer deep: Dense<5> {
            bias: learn;
        }
        layer wide: Gated<3> {
            tau_g: fixed global(uniform(8 ms, 20 ms));
            bias: learn normal(0.0, 0.14);
            initial: fixed 0.13;
        }
        layer late: Adapting<1> {
            tau_s: learn per_unit(normal(16 ms, 2 ms));
            tau_r: 4 ms;
            tau_a: fixed per_unit(20 ms);
            strength: fixed global(0.55);
            activation: leaky_relu(0.1);
            bias: fixed 0.34;
            initial: fixed 0.36;
        }
        output u: 1 {
            bias: fixed zeros;
        }

        deep -> wide { weights: fixed zeros; }
        fast ~> u { weights: learn orthogonal(0.5); }
        deep ~> deep { delay: 8 ms; mask: by(masks::two_of_three); }
        /// How one drives the other.
        late ~> late { delays: 1..=3; }
        touch -> deep { delays: 0..3; }
        light ~> fast { delay: learn(1.56) in logistic(1, 4); spread: 0.44; mask: by(masks::two_of_three); }
        late -> u { delays: [0, 3]; weights: learn normal(0.0, 0.22); }
        wide ~> late { delay: learn(1.71) in logistic(1, 2); spread: fixed 1.09; weights: learn uniform(-0.4, 0.4); }
        light -> u { delays: 0..=3; density: 0.5; }
        light -> wide { weights: learn uniform(-0.4, 0.4); }
        wide ~> wide { delays: 1..=4; }
        touch -> fast { delays: 0..2; weights: learn he; }
        sound ~> fast;
        late ~> deep { delays: [3, 1]; }
    }
}

const NET20_SLOW_TO_U: [[bool; 3]; 5] = [[true, true, true], [false, false, false], [true, true, false], [false, false, true], [true, false, false]];
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
    /// Generated.
    pub struct Net20 {
        input sound: 2;
        layer fast: Elman<3> {
            initial: learn uniform(-0.32, 0.41);
        }
        layer slow: Gated<3> {
            /// How fast, or how strong.
            alpha_g: 0.83;
            bias: learn 0.23;
            initial: learn uniform(-0.16, 0.49);
        }
        layer deep: MyGru<4> {
            initial: learn;
        }
        layer wide: Aru<sizes::THREE> {
            alpha_s: learn per_unit(uniform(0.36, 0.71)) in logistic(0.0, 1.0);
            alpha_r: 0.88;
            bias: fixed zeros;
            initial: learn zeros;
            sign: dale(excitatory 0.25);
        }
        output u: 5 {
            activation: relu;
        }

        sound -> fast { delays: 0..=1; weights: learn orthogonal(0.59); }
        wide ~> u { delays: [5, 2, 6]; }
        u ~> wide;
        slow ~> u { delay: 1; mask: NET20_SLOW_TO_U; }
        slow -> wide { delays: 0..=1; weights: fixed zeros; }
        /// How one drives the other.
        fast -> deep { weights: learn normal(0.0, 0.47); }
        slow ~> slow;
        fast ~> fast { delays: 1..3; }
        /// How one drives the other.
        sound ~> slow { delays: [1, 4]; }
        sound -> u { delays: [0, 3]; weights: fixed lecun; }
        deep ~> deep { delay: 3; }
        deep ~> u { delays: 1..=3; }
        fast ~> wide { delay: learn per_source(1.25) in 1..=5; form: dense; }
    }
}

const NET21_SOUND_TO_FAST: [[bool; 5]; 4] = [[false, false, false, false, false], [true, true, true, true, true], [true, true, false, true, false], [true, true, false, false, true]];
const NET21_WIDE_TO_FAST: [[bool; 4]; 4] = [[true, true, false, true], [false, true, true, true], [false, false, true, true], [true, false, false, true]];
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
    pub struct Net21<const H: usize> {
        input sound: 5;
        layer fast: Driven<H> {
            gain: learn per_unit(normal(0.51, 0.05)) in 0.05..=0.95;
            activation: softplus;
            bias: learn zeros;
            initial: learn 0.32;
        }
        layer slow: Gated<3> {
            alpha_g: fixed global(uniform(0.27, 0.63));
            bias: fixed normal(0.0, 0.2);
            initial: zero;
        }
        layer deep: Dense<1> {
            activation: elu;
            bias: learn uniform(-0.21, 0.32);
        }
        layer wide: Divisive<H> {
            alpha_n: gated(from sound) in logistic(0.05, 0.95);
            pool: learn per_unit(normal(0.46, 0.05)) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
            bias: fixed 0.08;
            initial: fixed 0.12;
        }
        layer late: Switching<sizes::TWO> {
            alpha_w: fixed global(normal(0.6, 0.05));
            ceiling: 1.0;
            initial: learn;
        }
        output u: 2 {
            bias: learn normal(0.0, 0.13);
        }
        output v: 5 {
            activation: identity;
            bias: fixed zeros;
        }

        /// How one drives the other.
        deep -> wide { mask: by(masks::not_self); }
        sound -> fast { delay: learn(0.73) in 0..=5; mask: NET21_SOUND_TO_FAST; }
        v ~> v { weights: fixed xavier; }
        slow -> v;
        u -> v { weights: learn lecun; }
        late -> v { weights: learn uniform(-0.4, 0.4); }
        sound -> deep { delay: learn per_source(0.75) in logistic(0, 2); spread: fixed 2.21; weights: fixed uniform(-0.4, 0.4); }
        v ~> late { mask: by(masks::not_self); }
        wide ~> fast { mask: NET21_WIDE_TO_FAST; }
        slow -> late { weights: learn 0.1; }
        sound ~> u { weights: fixed normal(0.0, 0.33); }
        /// How one drives the other.
        wide -> u { weights: fixed lecun; }
        sound -> late;
        deep ~> deep { delay: 15; weights: learn uniform(-0.4, 0.4); }
        slow ~> slow { delay: learn(1.63) in 1..=5; spread: 0.54; }
        fast -> slow { delay: learn(0.7) in logistic(0, 5); weights: learn zeros; mask: by(masks::not_self); }
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
    pub struct Net22<const H: usize> {
        input sound: sizes::TWO;
        input light: H;
        input touch: sizes::THREE;
        layer fast: Elman<H> {
            activation: sigmoid;
            bias: none;
            initial: fixed 0.11;
            sign: dale(excitatory 0.5);
        }
        output u: 2 {
            activation: sigmoid;
            bias: none;
        }
        layer deep: Aru<sizes::THREE> {
            alpha_s: learn global(0.61);
            alpha_r: gated(from light);
            bias: fixed normal(0.0, 0.06);
            initial: fixed uniform(-0.28, 0.14);
            sign: dale(excitatory 0.25);
        }
        layer slow: Adapting<H> {
            /// How fast, or how strong.
            alpha_s: gated(from slow, touch);
            /// How fast, or how strong.
            alpha_r: learn global(normal(0.56, 0.05)) in 0.05..=0.95;
            alpha_a: fixed global(normal(0.42, 0.05));
            strength: learn global(0.61) in logistic(0.0, 1.0);
            activation: identity;
            bias: fixed zeros;
            initial: learn 0.29;
        }
        output v: H;
        output w: H {
            activation: tanh;
            bias: none;
        }

        deep ~> deep { delay: 1; sign: free; }
        /// How one drives the other.
        sound -> w { delay: learn(0.34) in 0..=5; }
        /// How one drives the other.
        deep -> w;
        slow ~> u;
        u -> deep { density: 0.5; }
        touch -> slow;
        v -> w { weights: learn orthogonal(1.08); }
        light ~> fast { delay: 5; }
        sound -> u { weights: learn normal(0.0, 0.33); }
        deep ~> deep.alpha_r;
        /// How one drives the other.
        u ~> w { delay: learn per_source(2.4699999999999998) in 2..=7; spread: 2.32; weights: learn uniform(-0.4, 0.4); }
        u ~> v { delay: 2; }
        fast ~> fast { delay: learn(1.46) in logistic(1, 3); sign: free; }
        v ~> fast { delays: [5, 2, 6]; weights: learn xavier; }
        sound -> deep;
        fast -> slow;
    }
}

const NET23_LATE_TO_U: [[bool; 5]; 2] = [[false, true, true, false, false], [true, true, true, true, true]];
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    /// Generated.
    pub struct Net23 {
        input sound: sizes::TWO;
        input light: 1;
        layer slow: Gated<3> {
            alpha_g: learn per_unit(0.79) in logistic(0.1, 1.2);
            bias: fixed zeros;
            initial: fixed normal(0.0, 0.06);
        }
        output u: 2 {
            activation: leaky_relu(0.1);
            bias: fixed 0.08;
        }
        layer late: Elman<5> {
            activation: elu;
            bias: learn zeros;
            initial: learn 0.06;
        }
        layer wide: Switching<2> {
            /// How fast, or how strong.
            alpha_w: learn global(normal(0.6, 0.05)) in 0.05..=0.95;
            ceiling: 0.39;
            bias: fixed zeros;
            initial: learn uniform(-0.13, 0.26);
        }
        layer fast: Aru<3> {
            alpha_s: learn per_unit(0.29) in logistic(0.0, 1.0);
            alpha_r: learn per_unit(uniform(0.35, 0.61)) in 0.05..=0.95;
            activation: elu;
            bias: fixed zeros;
            initial: zero;
        }
        layer deep: Gated<sizes::TWO> {
            alpha_g: learn per_unit(0.2) in logistic(0.05, 0.98, slope 0.94);
            bias: learn;
        }

        /// How one drives the other.
        fast -> deep { delays: [2, 0]; }
        wide ~> wide { delay: learn per_source(2.38) in logistic(2, 4); spread: 0.68; weights: learn zeros; }
        deep -> u { weights: learn xavier; form: dense; }
        light ~> late ~> late;
        fast ~> fast { weights: learn 0.06; form: diagonal; }
        /// How one drives the other.
        light -> slow { delays: 0..2; }
        slow -> u;
        wide -> u { weights: learn zeros; }
        late -> u { weights: learn zeros; mask: NET23_LATE_TO_U; }
        sound ~> fast { delays: 1..5; weights: learn 0.05; }
        light -> wide;
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net24<const H: usize> {
        light -> slow { delays: 0..3; weights: learn orthogonal(0.85); }
        light -> fast { weights: learn xavier; mask: by(masks::not_self); }
        v ~> deep { weights: learn uniform(-0.4, 0.4); }
        fast ~> fast { delay: 3; weights: fixed uniform(-0.4, 0.4); }
        /// How one drives the other.
        touch ~> v;
        v ~> u { delays: 1..5; weights: learn uniform(-0.4, 0.4); form: dense; }
        touch -> deep { weights: learn zeros; }
        deep ~> deep { delays: 2..=4; form: dense; }
        slow -> wide;
        fast -> w;
        slow ~> wide.alpha_a { delays: [3, 1]; }
        sound -> fast { weights: fixed lecun; }
        w ~> u { weights: learn he; }
        wide ~> deep { delays: [5, 2, 6]; }
        deep ~> u { delays: [2, 15]; weights: fixed uniform(-0.4, 0.4); }
        w ~> deep { delay: 3; weights: learn zeros; }
        fast -> deep { weights: learn uniform(-0.4, 0.4); }
        wide ~> w { delay: learn per_source(1.3) in 1..=2; }

        input sound: sizes::THREE;
        input light: sizes::TWO;
        input touch: 7;
        layer fast: MyGru<3>;
        layer slow: Adapting<H> {
            /// How fast, or how strong.
            alpha_s: learn per_unit(0.27) in logistic(0.05, 0.98, slope 2.15);
            alpha_r: 0.8;
            alpha_a: learn per_unit(uniform(0.38, 0.66));
            strength: learn per_unit(uniform(0.21, 0.67)) in logistic(0.05, 0.98, slope 2.33);
            activation: elu;
            bias: learn normal(0.0, 0.16);
            initial: fixed 0.06;
        }
        /// What `deep` is for.
        layer deep: Divisive<2> {
            alpha_n: learn global(0.62) in 0.05..=0.95;
            pool: 1.0;
            activation: tanh;
            bias: fixed zeros;
            initial: fixed normal(0.0, 0.18);
        }
        layer wide: Adapting<4> {
            alpha_s: learn global(uniform(0.23, 0.63)) in 0.05..=0.95;
            alpha_r: gated(0.37, from light, slow) in logistic(0.1, 1.2);
            alpha_a: gated;
            strength: learn per_unit(0.21);
            activation: relu;
            bias: none;
        }
        output u: H {
            activation: elu;
            bias: learn;
        }
        output v: 1 {
            activation: leaky_relu(0.1);
            bias: fixed uniform(-0.3, 0.46);
        }
        output w: sizes::THREE {
            activation: elu;
            bias: learn normal(0.0, 0.05);
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
    /// Generated.
    pub struct Net25<const H: usize> {
        sound -> u;
        fast ~> fast { delays: [1, 4]; }
        v ~> deep { weights: learn normal(0.0, 0.36); density: 0.25; sign: free; }
        sound -> v { form: diagonal; }
        deep ~> u;
        fast -> slow { delays: 0..=3; }
        sound -> slow;
        slow ~> v { delays: [3, 1]; density: 1; }
        fast -> deep;
        deep ~> deep { delays: 1..5; }
        sound -> fast { delays: 0..=1; density: 0.75; }

        input sound: H;
        layer fast: Gated<4> {
            alpha_g: fixed per_unit(normal(0.53, 0.05));
            bias: learn normal(0.0, 0.2);
            initial: learn 0.37;
        }
        layer slow: Gated<5> {
            alpha_g: learn per_unit(uniform(0.36, 0.76));
        }
        layer deep: Divisive<sizes::THREE> {
            alpha_n: fixed per_unit(uniform(0.38, 0.74));
            pool: 1.0;
            activation: identity;
            bias: learn 0.06;
            initial: fixed zeros;
        }
        output u: 3 {
            bias: fixed uniform(-0.18, 0.1);
        }
        output v: H {
            activation: relu;
            bias: fixed uniform(-0.22, 0.25);
            sign: dale(excitatory 0.5);
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
    /// Generated.
    pub struct Net26 {
        dt: 1 ms;
        slow ~> slow { weights: learn zeros; mask: by(masks::two_of_three); }
        u ~> slow { delay: 6 ms; }
        u ~> deep { delays: [3, 1]; weights: learn lecun; }
        fast -> u { weights: fixed zeros; }
        /// How one drives the other.
        slow ~> u { delays: [2, 15]; }
        sound -> fast { delays: 0..3; }
        fast ~> fast { delays: [5, 2, 6]; }
        deep ~> u { weights: fixed uniform(-0.4, 0.4); }
        sound ~> slow { weights: fixed 0.05; }

        input sound: 3;
        /// What `fast` is for.
        layer fast: Switching<4> {
            tau_w: learn global(3 ms) in logistic(1 ms, 20 ms);
            /// How fast, or how strong.
            ceiling: 1.0;
            bias: none;
        }
        layer slow: Dense<1> {
            bias: fixed normal(0.0, 0.26);
        }
        output u: 4 {
            activation: elu;
            bias: fixed uniform(-0.27, 0.28);
        }
        layer deep: Elman<5> {
            activation: leaky_relu(0.1);
            initial: learn zeros;
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
    pub struct Net27<const H: usize, const K: usize> {
        input sound: 5;
        layer fast: Driven<3> {
            gain: 1.0;
            activation: sigmoid;
            bias: fixed uniform(-0.36, 0.38);
        }
        layer deep: Divisive<H> {
            alpha_n: learn global(uniform(0.34, 0.67)) in logistic(0.1, 1.2);
            pool: 1.0;
            activation: sigmoid;
            bias: fixed zeros;
            initial: fixed 0.11;
        }
        layer wide: Aru<4> {
            alpha_s: learn global(uniform(0.28, 0.6)) in 0.05..=0.95;
            alpha_r: 0.7;
            activation: softplus;
            initial: zero;
        }
        /// What `u` is for.
        output u: K {
            activation: tanh;
            bias: fixed normal(0.0, 0.26);
        }
        output v: 3 {
            activation: softplus;
            bias: fixed 0.3;
        }

        sound -> u { weights: learn orthogonal(0.89); }
        /// How one drives the other.
        fast ~> fast { weights: learn uniform(-0.4, 0.4); mask: by(masks::not_self); }
        sound ~> fast { weights: learn he; }
        sound ~> v { delays: [2, 15]; weights: learn orthogonal(0.77); }
        fast -> deep { weights: learn normal(0.0, 0.41); }
        deep ~> deep { delays: [5, 2, 6]; form: dense; }
        wide -> u;
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
    /// Generated.
    pub struct Net28<const H: usize> {
        dt: 0.004 s;
        input sound: 4;
        layer fast: Driven<H> {
            gain: learn per_unit(0.35) in logistic(0.05, 0.98, slope 2.44);
            activation: relu;
            bias: learn;
            initial: fixed zeros;
        }
        layer slow: Gru<H> {
            bias: learn;
        }
        /// What `w` is for.
        output w: H {
            activation: tanh;
        }
        output v: 3 {
            activation: sigmoid;
        }
        output u: H {
            bias: fixed zeros;
        }

        slow ~> slow ~> v;
        u -> w { delays: 0..=2; weights: learn normal(0.0, 0.29); }
        fast -> u { delays: 0..2; weights: learn normal(0.0, 0.32); form: dense; }
        sound ~> slow;
        /// How one drives the other.
        sound -> v;
        sound -> fast;
        sound -> w { weights: fixed uniform(-0.4, 0.4); }
    }
}

const NET29_LATE_TO_WIDE: [[bool; 2]; 4] = [[true, false], [true, false], [false, false], [true, true]];
const NET29_LATE_TO_U: [[bool; 2]; 1] = [[true, false]];
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
    pub struct Net29 {
        input sound: 1;
        /// What `wide` is for.
        layer wide: Elman<4> {
            activation: softplus;
            bias: learn normal(0.0, 0.28);
            initial: fixed 0.12;
        }
        /// What `deep` is for.
        layer deep: MyGru<2> {
            bias: none;
            initial: learn 0.33;
        }
        layer fast: Elman<2> {
            activation: elu;
            bias: learn;
        }
        /// What `late` is for.
        layer late: Gru<2> {
            bias: none;
            initial: zero;
        }
        output u: 1 {
            activation: relu;
            bias: fixed normal(0.0, 0.12);
        }

        late -> wide { weights: learn normal(0.0, 0.49); mask: NET29_LATE_TO_WIDE; }
        deep ~> late { weights: learn xavier; mask: by(masks::two_of_three); }
        late ~> u { delays: [5, 2, 6]; weights: learn zeros; mask: NET29_LATE_TO_U; }
        sound -> late { weights: learn normal(0.0, 0.34); mask: by(masks::not_self); }
        u -> wide { delays: [2, 0]; mask: by(masks::not_self); }
        wide ~> u { delay: learn(1.44) in 1..=2; spread: 0.67; weights: fixed he; }
        /// How one drives the other.
        wide ~> wide { delay: learn(2.3) in logistic(2, 4); }
        sound -> deep { weights: fixed 0.1; }
        fast -> u { delays: 0..=2; weights: learn xavier; }
        sound ~> fast { weights: fixed he; density: 1; }
    }
}

const NET30_LIGHT_TO_U: [[bool; 3]; 9] = [[true, true, false], [true, true, true], [false, false, true], [false, true, false], [false, true, true], [false, false, true], [true, true, true], [true, true, false], [true, false, true]];
const NET30_LATE_TO_U: [[bool; 2]; 9] = [[true, false], [true, true], [true, true], [false, true], [true, true], [true, false], [true, false], [true, false], [true, false]];
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
    pub struct Net30 {
        dt: 0.004 s;
        input sound: 3;
        input light: 3;
        input touch: 2;
        layer fast: Aru<5> {
            alpha_s: gated(0.7) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            alpha_r: learn per_unit(0.77) in 0.05..=0.95;
            bias: fixed zeros;
            initial: learn;
        }
        /// What `wide` is for.
        layer wide: Adapting<1> {
            tau_s: learn per_unit(32 ms);
            tau_r: fixed global(uniform(8 ms, 16 ms));
            tau_a: learn per_unit(normal(16 ms, 2 ms)) in 4 ms..=80 ms;
            strength: learn global(0.75) in logistic(0.1, 1.2);
            activation: softplus;
            bias: fixed zeros;
            initial: fixed uniform(-0.32, 0.47);
        }
        layer slow: Adapting<2> {
            alpha_s: fixed per_unit(0.22);
            alpha_r: gated(0.54, from light, slow) in logistic(0.1, 1.2);
            alpha_a: fixed global(normal(0.52, 0.05));
            strength: learn global(uniform(0.29, 0.68)) in logistic(0.0, 1.0);
            activation: sigmoid;
            bias: fixed 0.07;
            initial: zero;
        }
        output u: 9 {
            activation: identity;
            bias: learn;
        }
        layer late: Elman<sizes::TWO> {
            activation: identity;
            bias: none;
            initial: zero;
        }
        layer deep: Adapting<4> {
            tau_s: gated(20 ms, from fast) in logistic(4 ms, 80 ms);
            tau_r: fixed per_unit(normal(16 ms, 2 ms));
            tau_a: learn per_unit(32 ms) in logistic(4 ms, 80 ms);
            strength: 0.75;
            activation: identity;
            bias: none;
            initial: fixed zeros;
        }

        late ~> late { delays: 1..5; }
        light -> u { delays: 0..=1; weights: fixed zeros; mask: NET30_LIGHT_TO_U; }
        deep ~> deep { weights: fixed zeros; }
        touch ~> slow { delays: 2..=3; weights: fixed lecun; }
        late ~> u { weights: learn he; mask: NET30_LATE_TO_U; }
        sound -> slow { delays: 0..=3; weights: learn uniform(-0.4, 0.4); }
        wide ~> wide;
        /// How one drives the other.
        slow -> late;
        u -> late { weights: fixed zeros; }
        touch -> wide;
        slow ~> wide;
        fast ~> fast { delay: 4 ms; form: diagonal; }
        deep ~> u;
        wide ~> fast.alpha_s { delays: 1..3; weights: learn zeros; }
        light -> fast -> wide;
        fast -> u { weights: learn xavier; mask: by(masks::not_self); }
        slow ~> deep { delay: learn per_source(1.3900000000000001) in 1..=2; spread: fixed 2.48; weights: learn xavier; }
        touch ~> deep.alpha_s { delay: 3; weights: learn normal(0.0, 0.33); }
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
    pub struct Net31<const H: usize, const K: usize> {
        input sound: 5;
        input light: 4;
        input touch: H;
        layer fast: Divisive<H> {
            alpha_n: gated(0.36);
            pool: 0.5;
            activation: tanh;
            bias: fixed uniform(-0.23, 0.48);
        }
        /// What `slow` is for.
        layer slow: Dense<sizes::TWO> {
            activation: softplus;
            bias: learn;
        }
        output u: K {
            activation: tanh;
        }
        layer deep: Aru<3> {
            /// How fast, or how strong.
            alpha_s: 0.4;
            alpha_r: gated(0.33, from deep);
            activation: leaky_relu(0.1);
            bias: none;
            initial: learn zeros;
        }

        fast -> deep;
        light -> u { form: diagonal; }
        u ~> fast;
        /// How one drives the other.
        slow ~> slow { delay: 2; }
        /// How one drives the other.
        deep -> u { form: dense; }
        light -> slow { delays: [4, 0, 1]; }
        /// How one drives the other.
        touch -> fast { delays: [0, 15]; density: 0.75; }
        fast ~> fast { delay: 5; weights: learn lecun; }
        deep ~> deep { delays: [1, 4]; }
        slow ~> fast.alpha_n { delay: 5; weights: fixed lecun; }
        sound -> fast;
    }
}

const NET32_DEEP_TO_DEEP: [[bool; 4]; 4] = [[false, true, true, true], [true, true, false, true], [true, true, true, true], [true, true, true, false]];
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
    pub struct Net32<const H: usize> {
        sound -> fast { weights: learn 0.13; mask: by(masks::not_self); }
        fast ~> fast -> slow -> deep;
        deep ~> fast { delay: 3; weights: learn xavier; }
        deep -> u { delay: learn(0.27) in logistic(0, 3); }
        /// How one drives the other.
        deep ~> deep { delays: [2, 15]; mask: NET32_DEEP_TO_DEEP; }
        deep ~> slow { delays: 1..=4; weights: learn xavier; mask: by(masks::not_self); }
        sound -> slow { weights: fixed normal(0.0, 0.23); }

        input sound: sizes::TWO;
        layer fast: Gru<H>;
        layer slow: Driven<7> {
            gain: fixed global(normal(0.41, 0.05));
            activation: identity;
            bias: learn normal(0.0, 0.14);
            initial: learn;
        }
        /// What `deep` is for.
        layer deep: Switching<H> {
            alpha_w: learn global(uniform(0.34, 0.64)) in logistic(0.0, 1.0);
            ceiling: learn per_unit(0.41) in 0.05..=0.95;
            initial: fixed normal(0.0, 0.05);
        }
        output u: H {
            activation: elu;
            bias: learn zeros;
        }
    }
}

const NET33_SLOW_TO_SLOW: [[bool; 2]; 2] = [[true, true], [true, true]];
recurrent_net! {
    /// Generated.
    pub struct Net33 {
        dt: 1 ms;
        input sound: 4;
        input light: 2;
        input touch: 4;
        layer fast: Aru<3> {
            tau_s: learn global(3 ms) in 1 ms..=20 ms;
            tau_r: fixed per_unit(3 ms);
            activation: leaky_relu(0.1);
            bias: fixed 0.15;
            initial: learn;
        }
        /// What `slow` is for.
        layer slow: Elman<2> {
            activation: leaky_relu(0.1);
            initial: fixed normal(0.0, 0.17);
        }
        output u: 3;

        /// How one drives the other.
        slow ~> slow { mask: NET33_SLOW_TO_SLOW; }
        slow -> u { weights: learn zeros; }
        /// How one drives the other.
        touch -> fast { weights: fixed normal(0.0, 0.45); }
        fast -> u { weights: fixed orthogonal(0.77); }
        sound -> slow { delay: learn per_source(0.35) in 0..=3; mask: by(masks::two_of_three); }
        light -> fast { delays: 0..=2; }
        fast -> slow;
    }
}

const NET34_SOUND_TO_SLOW: [[bool; 4]; 4] = [[false, true, true, true], [true, true, true, false], [true, true, true, true], [true, true, true, true]];
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
    pub struct Net34<const H: usize, const K: usize> {
        dt: 1 ms;
        input sound: H;
        input light: K;
        layer fast: Gated<3> {
            tau_g: fixed per_unit(normal(4 ms, 0.5 ms));
            bias: learn zeros;
            initial: learn;
        }
        output u: 4 {
            activation: leaky_relu(0.1);
            bias: learn;
        }
        layer deep: Lstm<sizes::THREE> {
            initial: fixed 0.28;
        }
        /// What `slow` is for.
        layer slow: Driven<H> {
            /// How fast, or how strong.
            gain: learn per_unit(0.61) in 0.05..=0.95;
            activation: sigmoid;
            bias: learn uniform(-0.25, 0.43);
            initial: learn 0.19;
        }

        slow ~> fast ~> u;
        deep ~> fast { delays: [3, 1]; }
        deep ~> deep;
        light -> u;
        deep -> u { delay: learn per_source(0.48) in 0..=2; }
        sound -> fast { weights: fixed uniform(-0.4, 0.4); }
        slow -> deep { delay: learn(0.27) in 0..=2; mask: by(masks::not_self); }
        sound -> slow { delays: [0, 15]; mask: NET34_SOUND_TO_SLOW; }
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
    pub struct Net35<const H: usize> {
        dt: 1 ms;
        input sound: 4;
        output u: 5;
        layer slow: Elman<4> {
            initial: learn;
        }
        layer fast: Divisive<H> {
            alpha_n: learn per_unit(0.43) in logistic(0.05, 0.98, slope 2.2);
            pool: fixed per_unit(normal(0.47, 0.05));
            activation: elu;
            bias: fixed zeros;
        }
        layer wide: Aru<5> {
            tau_s: learn global(8 ms) in 1 ms..=20 ms;
            tau_r: 3 ms;
            activation: tanh;
            bias: fixed zeros;
            initial: fixed 0.21;
        }
        /// What `deep` is for.
        layer deep: Gated<2> {
            tau_g: learn global(normal(4 ms, 0.5 ms)) in logistic(1 ms, 10 ms, slope 2.36);
            bias: learn zeros;
            initial: zero;
        }

        fast -> slow;
        slow -> u { weights: learn normal(0.0, 0.47); }
        fast ~> fast;
        fast ~> u { delay: 1; }
        sound -> slow { delays: [2, 0]; density: 0.5; }
        u ~> fast { delays: [3, 1]; weights: learn 0.17; }
        deep -> u { delays: [0, 3]; weights: learn xavier; density: 0.5; }
        /// How one drives the other.
        fast ~> wide { delay: 2; }
        wide ~> u { delays: [2, 15]; }
        deep ~> fast { delay: learn(2.26) in 2..=5; spread: 2.58; weights: learn uniform(-0.4, 0.4); }
        fast -> deep { delay: learn per_source(0.44) in logistic(0, 1); weights: learn orthogonal(0.77); }
        u ~> u { delay: 5; weights: learn normal(0.0, 0.44); }
        sound ~> fast { delays: [1, 4]; mask: by(masks::not_self); }
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net36<const H: usize, const K: usize> {
        dt: 1 ms;
        input sound: 5;
        layer fast: Adapting<K> {
            tau_s: learn global(uniform(2 ms, 4 ms)) in logistic(1 ms, 10 ms, slope 1.89);
            tau_r: gated(from fast, sound);
            /// How fast, or how strong.
            tau_a: learn global(2 ms) in 1 ms..=20 ms;
            strength: fixed per_unit(normal(0.5, 0.05));
            activation: identity;
            bias: fixed zeros;
        }
        layer deep: Switching<K> {
            /// How fast, or how strong.
            tau_w: learn global(5 ms) in logistic(1 ms, 10 ms, slope 2.06);
            ceiling: learn global(uniform(0.28, 0.69));
            initial: fixed zeros;
        }
        /// What `wide` is for.
        layer wide: Driven<4> {
            gain: 1.0;
            activation: softplus;
            bias: learn;
        }
        layer late: Lstm<H> {
            bias: learn zeros;
            initial: fixed normal(0.0, 0.2);
        }
        output u: 4 {
            activation: elu;
            bias: fixed zeros;
        }
        output v: 5 {
            activation: relu;
            bias: fixed normal(0.0, 0.19);
        }

        sound -> deep { weights: fixed zeros; mask: by(masks::two_of_three); }
        fast ~> fast { delays: 2..=4; }
        u ~> fast { weights: learn orthogonal(0.97); }
        sound -> late { weights: learn xavier; }
        deep ~> deep { delay: 5 ms; weights: learn 0.1; }
        sound -> wide { weights: fixed he; }
        sound ~> fast { density: 0.25; }
        wide -> v { delays: 0..3; weights: learn he; }
        fast -> wide { density: 1; }
        wide ~> wide { delay: 4 ms; }
        deep -> u { weights: learn lecun; }
        late -> v { weights: fixed orthogonal(0.55); }
    }
}

const NET37_FAST_TO_FAST: [[bool; 2]; 2] = [[true, true], [true, false]];
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
    pub struct Net37<const H: usize> {
        dt: 2ms;
        input sound: 9;
        /// What `slow` is for.
        layer slow: Dense<4> {
            activation: relu;
            bias: fixed 0.29;
            sign: dale(excitatory 0);
        }
        output u: 4 {
            activation: elu;
        }
        layer fast: Dense<H> {
            activation: identity;
        }
        layer deep: Gated<3> {
            tau_g: fixed per_unit(6 ms);
            bias: fixed 0.33;
            initial: fixed uniform(-0.3, 0.26);
        }

        sound -> slow ~> u;
        deep ~> u { delay: learn per_source(2.61) in logistic(2, 5); spread: 1.77; }
        u ~> fast { delays: [2, 15]; weights: fixed zeros; }
        deep ~> fast { delays: 1..4; weights: learn orthogonal(0.51); }
        u -> deep { weights: learn 0.19; }
        deep ~> deep;
        sound -> fast { delays: 0..2; }
        fast ~> u { delays: 1..4; }
        sound ~> u;
        /// How one drives the other.
        sound -> deep { weights: fixed zeros; }
        fast ~> fast { delay: 8 ms; mask: NET37_FAST_TO_FAST; }
    }
}

const NET38_LIGHT_TO_FAST: [[bool; 2]; 3] = [[false, true], [false, true], [true, true]];
recurrent_net! {
    /// Generated.
    pub struct Net38<const H: usize> {
        input sound: 5;
        input light: sizes::TWO;
        layer fast: Aru<H> {
            alpha_s: fixed global(0.52);
            /// How fast, or how strong.
            alpha_r: learn per_unit(0.49) in logistic(0.05, 0.98, slope 2.3);
            activation: sigmoid;
            sign: dale(excitatory 0.8);
        }
        output w: H {
            activation: softplus;
        }
        /// What `v` is for.
        output v: 5 {
            activation: identity;
            bias: fixed zeros;
        }
        layer slow: Dense<H> {
            activation: softplus;
        }
        output u: 3 {
            activation: sigmoid;
        }
        layer deep: Lstm<sizes::TWO> {
            bias: learn normal(0.0, 0.23);
            initial: learn zeros;
        }

        slow ~> v { delays: 2..=4; weights: learn normal(0.0, 0.21); density: 0.25; }
        fast -> slow { delays: [4, 0, 1]; weights: fixed 0.18; }
        light -> slow { weights: fixed 0.08; }
        u ~> slow { delay: 5; form: diagonal; }
        v -> u { delays: 0..=2; mask: by(masks::not_self); }
        u -> deep { mask: by(masks::not_self); }
        w ~> slow { delay: learn per_source(1.6400000000000001) in 1..=5; }
        slow ~> slow;
        deep ~> w;
        v ~> v { delays: 1..3; }
        light -> fast { mask: NET38_LIGHT_TO_FAST; }
        sound ~> v { delay: learn(1.42) in 1..=5; weights: fixed xavier; }
        fast -> w { density: 1; }
    }
}

const NET39_SLOW_TO_U: [[bool; 4]; 4] = [[true, true, true, true], [true, false, false, true], [false, false, false, true], [true, true, false, false]];
const NET39_WIDE_TO_SLOW: [[bool; 4]; 4] = [[false, true, true, true], [true, true, false, false], [true, true, true, true], [true, false, false, true]];
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net39<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: K;
        output u: K {
            activation: tanh;
        }
        layer fast: MyGru<H> {
            bias: fixed zeros;
        }
        /// What `wide` is for.
        layer wide: MyGru<4> {}
        layer deep: MyGru<5> {
            bias: fixed 0.16;
        }
        layer late: Gated<5> {
            alpha_g: learn per_unit(0.59) in logistic(0.0, 1.0);
            bias: fixed normal(0.0, 0.16);
        }
        layer slow: Divisive<K> {
            tau_n: learn global(1 ms);
            pool: learn global(0.35) in 0.05..=0.95;
            activation: identity;
            initial: learn zeros;
        }

        fast -> deep { delays: 0..=2; }
        late -> u { weights: fixed he; }
        /// How one drives the other.
        wide ~> wide { delay: 1 ms; weights: fixed normal(0.0, 0.26); }
        sound -> fast;
        sound ~> deep { delays: 1..5; }
        deep ~> slow { delays: [5, 2, 6]; density: 0.5; }
        slow ~> u { delays: [3, 1]; weights: learn xavier; mask: NET39_SLOW_TO_U; }
        wide -> slow { delays: 0..2; mask: NET39_WIDE_TO_SLOW; }
        late -> wide { weights: fixed 0.06; }
        slow ~> slow { weights: learn lecun; }
        /// How one drives the other.
        sound -> late { delays: 0..3; }
    }
}

/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.
macro_rules! every_network {
    ($case:ident) => {
        $case! { net00, declarations::Net00<f64, 4, 3>, true }
        $case! { net01, declarations::Net01<f64>, false }
        $case! { net02, declarations::Net02<f64, 2>, false }
        $case! { net03, declarations::Net03<f64>, true }
        $case! { net04, declarations::Net04<f64, 3>, false }
        $case! { net05, declarations::Net05<f64, 2, 2>, false }
        $case! { net06, declarations::Net06<f64>, false }
        $case! { net07, declarations::Net07<f64, 2, 3>, false }
        $case! { net08, declarations::Net08<f64>, false }
        $case! { net09, declarations::Net09<f64, 3>, false }
        $case! { net10, declarations::Net10<f64>, true }
        $case! { net11, declarations::Net11<f64, 2>, true }
        $case! { net12, declarations::Net12<f64, 3>, false }
        $case! { net13, declarations::Net13<f64>, false }
        $case! { net14, declarations::Net14<f64, 4>, false }
        $case! { net15, declarations::Net15<f64, 4>, false }
        $case! { net16, declarations::Net16<f64>, false }
        $case! { net17, declarations::Net17<f64, 3, 2>, false }
        $case! { net18, declarations::Net18<f64, 4>, false }
        $case! { net19, declarations::Net19<f64>, false }
        $case! { net20, declarations::Net20<f64>, false }
        $case! { net21, declarations::Net21<f64, 4>, false }
        $case! { net22, declarations::Net22<f64, 2>, true }
        $case! { net23, declarations::Net23<f64>, false }
        $case! { net24, declarations::Net24<f64, 3>, false }
        $case! { net25, declarations::Net25<f64, 2>, false }
        $case! { net26, declarations::Net26<f64>, false }
        $case! { net27, declarations::Net27<f64, 2, 4>, false }
        $case! { net28, declarations::Net28<f64, 4>, false }
        $case! { net29, declarations::Net29<f64>, false }
        $case! { net30, declarations::Net30<f64>, true }
        $case! { net31, declarations::Net31<f64, 2, 4>, false }
        $case! { net32, declarations::Net32<f64, 4>, false }
        $case! { net33, declarations::Net33<f64>, false }
        $case! { net34, declarations::Net34<f64, 4, 3>, false }
        $case! { net35, declarations::Net35<f64, 3>, true }
        $case! { net36, declarations::Net36<f64, 3, 4>, false }
        $case! { net37, declarations::Net37<f64, 2>, false }
        $case! { net38, declarations::Net38<f64, 3>, true }
        $case! { net39, declarations::Net39<f64, 3, 4>, true }
    };
}
pub(crate) use every_network;
