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

const NET00_SOUND_TO_DEEP: [[bool; 3]; 5] = [[true, true, true], [true, true, true], [false, true, true], [false, true, true], [true, true, false]];
const NET00_SLOW_TO_WIDE: [[bool; 2]; 2] = [[true, true], [true, true]];
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
    pub struct Net00<const H: usize> {
        dt: 0.5 ms;
        input sound: sizes::THREE;
        output u: 5 {
            activation: elu;
        }
        layer deep: Divisive<5> {
            tau_n: learn global(uniform(1 ms, 2 ms)) in logistic(0.5 ms, 5 ms, slope 2.32);
            pool: learn global(normal(0.52, 0.05)) in logistic(0.0, 1.0);
            activation: sigmoid;
            bias: learn 0.23;
        }
        layer late: Adapting<sizes::THREE> {
            alpha_s: gated(0.44);
            alpha_r: fixed per_unit(uniform(0.21, 0.68));
            alpha_a: learn per_unit(0.73) in 0.05..=0.95;
            strength: 1.0;
            activation: softplus;
            bias: fixed zeros;
            noise: normal(0.49);
        }
        layer fast: Aru<9> {
            tau_s: 0.5 ms;
            tau_r: learn global(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 5 ms, slope 1.43);
            activation: elu;
            bias: none;
            initial: fixed uniform(-0.18, 0.33);
        }
        layer slow: Gru<H> {
            bias: learn normal(0.0, 0.07);
            initial: learn;
        }
        layer wide: Aru<H> {
            alpha_s: learn global(normal(0.46, 0.05)) in logistic(0.05, 0.98, slope 2.46);
            alpha_r: gated(0.67) in logistic(0.05, 0.95);
            activation: tanh;
            initial: learn;
        }

        fast ~> fast -> slow;
        deep ~> fast { delay: learn(1.41) in logistic(1, 5); spread: 1.32; weights: learn xavier; }
        wide -> late { delays: 0..=2; }
        /// How one drives the other.
        u ~> late { delay: 2.5 ms; }
        sound ~> fast { delays: 1..=4; weights: learn xavier; }
        sound -> deep { weights: fixed zeros; mask: NET00_SOUND_TO_DEEP; }
        wide -> u { delay: learn per_source(0.34) in 0..=2; spread: fixed 1.69; weights: fixed lecun; }
        late ~> late.alpha_s;
        /// How one drives the other.
        slow -> wide { mask: NET00_SLOW_TO_WIDE; }
        fast -> deep { delays: [0, 3]; weights: learn he; }
        slow ~> slow { delays: [1, 4]; mask: by(masks::not_self); }
        deep ~> wide.alpha_r { delays: [1, 4]; weights: learn he; }
        deep ~> slow { delay: learn(1.25) in 1..=5; spread: 1.61; weights: fixed xavier; }
        wide ~> wide { delay: learn(1.31) in 1..=6; spread: fixed 2.58; form: dense; }
        /// How one drives the other.
        late ~> u { delay: 3 ms; }
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
        deep ~> deep -> wide;
        light ~> fast { delay: 1; form: dense; }
        wide ~> u { delay: learn(2.7199999999999998) in logistic(2, 3); form: diagonal; }
        late -> u { delay: learn(0.53) in 0..=2; weights: learn 0.1; }
        fast ~> late { delay: learn(2.2) in logistic(2, 4); spread: fixed 2.05; }
        sound -> late { weights: fixed lecun; }
        sound -> wide { delays: [4, 0, 1]; weights: learn normal(0.0, 0.42); }
        late ~> late { delay: learn per_source(1.62) in logistic(1, 6); }
        u ~> wide { delays: 1..5; weights: learn xavier; }
        light -> slow { weights: learn uniform(-0.4, 0.4); }
        fast ~> fast { delay: 15; weights: learn uniform(-0.4, 0.4); }
        sound -> fast { weights: fixed he; }
        /// How one drives the other.
        slow -> deep { weights: learn xavier; }

        input sound: 7;
        input light: 3;
        layer slow: Gated<H> {
            alpha_g: learn per_unit(normal(0.5, 0.05)) in logistic(0.0, 1.0);
            bias: learn;
        }
        /// What `wide` is for.
        layer wide: Divisive<H> {
            alpha_n: fixed per_unit(normal(0.59, 0.05));
            pool: 0.61;
            activation: softplus;
            initial: fixed uniform(-0.16, 0.36);
            noise: normal(0.36);
        }
        layer deep: Aru<H> {
            alpha_s: gated(from fast, light) in logistic(0.1, 1.2);
            alpha_r: learn per_unit(uniform(0.32, 0.67)) in logistic(0.1, 1.2);
            activation: softplus;
            initial: zero;
            noise: normal(0.3);
        }
        layer late: Adapting<1> {
            alpha_s: fixed per_unit(normal(0.45, 0.05));
            alpha_r: learn per_unit(0.79) in logistic(0.0, 1.0);
            alpha_a: learn per_unit(0.74);
            strength: 1.0;
            activation: identity;
            initial: learn;
            noise: normal(0.21);
        }
        output u: H {
            activation: sigmoid;
            bias: fixed uniform(-0.25, 0.41);
            sign: dale(excitatory 0.25);
        }
        layer fast: Elman<H> {
            activation: tanh;
            bias: learn;
            initial: fixed zeros;
        }
    }
}

const NET02_FAST_TO_FAST: [[bool; 5]; 5] = [[false, true, true, true, true], [true, true, false, true, false], [true, false, true, false, false], [false, true, false, true, false], [true, true, false, true, true]];
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
    pub struct Net02 {
        dt: 1 ms;
        wide -> v { sign: free; }
        late ~> deep { mask: by(masks::two_of_three); }
        wide ~> u { delays: [3, 1]; }
        fast -> slow;
        deep ~> deep { weights: learn xavier; density: 0.25; }
        sound ~> wide;
        late ~> slow { delay: learn per_source(1.53) in logistic(1, 6); }
        fast -> late { weights: fixed orthogonal(0.91); }
        u ~> slow { delays: [5, 2, 6]; }
        slow -> v { delays: [2, 0]; weights: learn normal(0.0, 0.3); }
        deep ~> u { weights: fixed zeros; }
        slow -> late { weights: learn orthogonal(0.69); }
        sound -> fast { delays: [0, 3]; }
        v ~> v { delays: 1..4; form: dense; }
        fast ~> fast { weights: learn uniform(-0.4, 0.4); mask: NET02_FAST_TO_FAST; }
        late ~> late;
        u ~> fast { delays: 1..=3; weights: learn lecun; }
        fast -> deep { delays: [0, 15]; weights: fixed xavier; }
        wide ~> slow { weights: learn lecun; }

        input sound: 4;
        /// What `v` is for.
        output v: 4 {
            activation: sigmoid;
            bias: fixed zeros;
        }
        layer fast: Adapting<5> {
            tau_s: fixed global(normal(4 ms, 0.5 ms));
            alpha_r: learn per_unit(0.35) in logistic(0.05, 0.98, slope 1.75);
            tau_a: learn per_unit(uniform(2 ms, 4 ms)) in logistic(1 ms, 20 ms);
            strength: fixed global(0.35);
            activation: elu;
            bias: learn;
            initial: learn zeros;
        }
        layer deep: Adapting<5> {
            alpha_s: fixed global(uniform(0.38, 0.72));
            tau_r: learn global(uniform(2 ms, 7 ms));
            tau_a: learn per_unit(6 ms) in logistic(1 ms, 10 ms, slope 1.86);
            /// How fast, or how strong.
            strength: learn global(uniform(0.31, 0.64)) in 0.05..=0.95;
            activation: softplus;
            bias: learn normal(0.0, 0.28);
            noise: normal(0.34);
        }
        layer wide: Elman<3> {
            initial: zero;
            sign: dale(excitatory 0.5);
            noise: normal(0.16);
        }
        layer late: Gated<2> {
            tau_g: fixed per_unit(normal(4 ms, 0.5 ms));
            bias: fixed uniform(-0.13, 0.23);
            initial: learn;
        }
        layer slow: Adapting<2> {
            /// How fast, or how strong.
            alpha_s: learn global(0.61) in 0.05..=0.95;
            alpha_r: 0.25;
            /// How fast, or how strong.
            tau_a: 2 ms;
            strength: learn per_unit(0.74) in logistic(0.05, 0.98, slope 1.64);
            activation: softplus;
            bias: none;
            initial: fixed uniform(-0.35, 0.26);
        }
        /// What `u` is for.
        output u: sizes::TWO {
            activation: sigmoid;
            bias: learn;
        }
    }
}

const NET03_WIDE_TO_U: [[bool; 5]; 2] = [[false, false, false, false, false], [true, true, false, true, false]];
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
    pub struct Net03 {
        fast -> wide { weights: fixed he; density: 0.5; }
        /// How one drives the other.
        fast -> deep { delays: 0..3; density: 0.25; }
        slow ~> slow;
        deep ~> deep { delays: 1..4; weights: fixed normal(0.0, 0.35); }
        sound -> slow;
        late ~> late { delays: 2..=4; weights: learn zeros; }
        sound -> u { delays: [0, 15]; weights: learn zeros; }
        deep -> late { weights: learn zeros; }
        /// How one drives the other.
        deep -> slow { delays: 0..3; weights: learn normal(0.0, 0.26); }
        late ~> u { delays: 1..3; weights: learn xavier; }
        sound -> fast -> late;
        wide ~> u { mask: NET03_WIDE_TO_U; }
        fast ~> fast { mask: by(masks::not_self); }
        slow ~> u { weights: fixed zeros; }
        sound -> wide;
        u -> late;

        input sound: 1;
        output u: sizes::TWO {
            activation: relu;
            bias: fixed zeros;
        }
        layer late: Switching<sizes::TWO> {
            alpha_w: learn global(normal(0.59, 0.05));
            ceiling: learn per_unit(normal(0.49, 0.05)) in logistic(0.05, 0.98, slope 1.38);
            bias: learn uniform(-0.35, 0.11);
        }
        layer wide: Driven<5> {
            gain: learn global(0.54) in logistic(0.05, 0.98, slope 1.68);
            activation: identity;
            bias: fixed normal(0.0, 0.25);
            initial: learn;
        }
        layer deep: Adapting<2> {
            alpha_s: 1.0;
            alpha_r: learn global(normal(0.58, 0.05)) in 0.05..=0.95;
            alpha_a: learn global(uniform(0.39, 0.77)) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            strength: learn global(normal(0.59, 0.05)) in logistic(0.1, 1.2);
            activation: tanh;
            noise: normal(0.31);
        }
        layer fast: MyGru<4> {
            bias: fixed uniform(-0.47, 0.23);
            initial: zero;
        }
        layer slow: Lstm<3> {
            bias: fixed uniform(-0.49, 0.17);
        }
    }
}

const NET04_LIGHT_TO_SLOW: [[bool; 5]; 7] = [[true, false, true, true, false], [true, false, true, false, false], [false, true, true, true, true], [true, true, true, false, false], [true, false, false, true, true], [true, true, false, false, true], [true, true, true, true, false]];
recurrent_net! {
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
    pub struct Net04<const H: usize> {
        dt: 500 us;
        input sound: 9;
        input light: 5;
        /// What `fast` is for.
        layer fast: Switching<3> {
            /// How fast, or how strong.
            alpha_w: fixed per_unit(normal(0.56, 0.05));
            ceiling: learn per_unit(uniform(0.29, 0.66));
            bias: none;
            initial: learn uniform(-0.26, 0.35);
        }
        /// What `deep` is for.
        layer deep: Adapting<H> {
            tau_s: fixed per_unit(3 ms);
            tau_r: 3 ms;
            /// How fast, or how strong.
            tau_a: fixed global(1.5 ms);
            strength: learn per_unit(0.52) in logistic(0.0, 1.0);
            activation: sigmoid;
            bias: fixed 0.13;
        }
        output u: 5;
        layer slow: Aru<7> {
            tau_s: learn per_unit(3.5 ms) in 0.5 ms..=10 ms;
            alpha_r: learn per_unit(0.37) in logistic(0.1, 1.2);
            activation: relu;
            initial: zero;
            noise: normal(0.13);
        }
        output w: H {
            activation: leaky_relu(0.1);
            bias: fixed 0.28;
        }
        output v: 4 {
            bias: learn;
        }

        sound -> v ~> slow;
        light -> v { delay: learn per_source(0.48) in 0..=4; spread: 2.78; }
        fast -> w { weights: learn normal(0.0, 0.32); form: diagonal; }
        light -> w;
        w ~> w { weights: fixed normal(0.0, 0.38); }
        light ~> slow { delay: 0.5 ms; weights: fixed zeros; mask: NET04_LIGHT_TO_SLOW; }
        slow -> v { weights: learn 0.15; }
        light -> u { weights: learn lecun; }
        light -> deep;
        v ~> u { weights: learn uniform(-0.4, 0.4); }
        light -> fast { delays: [0, 15]; }
        /// How one drives the other.
        slow ~> fast { delay: 2.5 ms; weights: fixed 0.17; }
        deep -> slow { weights: fixed normal(0.0, 0.48); }
    }
}

const NET05_WIDE_TO_U: [[bool; 2]; 5] = [[true, false], [true, true], [true, false], [true, false], [true, true]];
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
    pub struct Net05<const H: usize, const K: usize> {
        dt: 2ms;
        input sound: K;
        input light: sizes::THREE;
        /// What `slow` is for.
        layer slow: Gru<sizes::TWO> {
            bias: fixed uniform(-0.12, 0.45);
        }
        output u: 5 {
            activation: tanh;
            bias: fixed uniform(-0.48, 0.14);
        }
        layer late: Driven<H> {
            gain: learn per_unit(uniform(0.38, 0.77));
            activation: elu;
            bias: none;
            initial: learn;
            noise: normal(0.06);
        }
        layer deep: Dense<H> {
            activation: tanh;
            noise: normal(0.29);
        }
        layer fast: Elman<K> {
            bias: fixed zeros;
            initial: zero;
            sign: dale(excitatory 1);
            noise: normal(0.08);
        }
        output v: 2 {
            activation: leaky_relu(0.1);
        }
        layer wide: Aru<2> {
            tau_s: learn global(6 ms) in logistic(2 ms, 20 ms, slope 2.35);
            alpha_r: gated(0.53);
            activation: tanh;
            bias: fixed 0.16;
            initial: learn uniform(-0.46, 0.22);
        }

        light ~> slow { delays: 1..3; }
        slow ~> v { delays: 1..5; weights: learn he; mask: by(masks::two_of_three); }
        fast -> u;
        sound -> fast { weights: learn normal(0.0, 0.34); }
        light ~> wide { delays: 1..=4; }
        sound -> deep { delay: learn(0.68) in 0..=5; spread: 2.26; weights: learn xavier; form: dense; }
        deep -> v { delay: learn per_source(0.68) in 0..=2; weights: fixed orthogonal(0.76); }
        deep ~> wide.alpha_r { delay: learn per_source(2.23) in 2..=5; spread: 2.52; }
        v ~> late { delay: 6 ms; }
        sound -> v { delays: 0..2; density: 0.25; }
        wide ~> wide { delay: learn(1.46) in 1..=6; form: dense; }
        /// How one drives the other.
        fast -> wide { delays: 0..4; }
        v ~> deep { delay: learn(2.63) in 2..=6; spread: fixed 2.15; weights: learn lecun; form: dense; }
        /// How one drives the other.
        sound -> late { delays: [4, 0, 1]; }
        wide -> u { delay: learn per_source(0.45) in 0..=2; mask: NET05_WIDE_TO_U; }
        slow ~> fast { delay: learn(2.58) in 2..=4; spread: 0.66; }
        u ~> fast { mask: by(masks::not_self); }
        sound -> u { delays: 0..2; }
        slow ~> late { delay: 5; weights: learn xavier; }
        late ~> u { delays: [1, 4]; }
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
    pub struct Net06 {
        input sound: 4;
        input light: 4;
        input touch: 5;
        layer fast: Divisive<2> {
            alpha_n: learn global(uniform(0.23, 0.67)) in logistic(0.0, 1.0);
            pool: learn per_unit(uniform(0.36, 0.71)) in 0.05..=0.95;
            activation: tanh;
            bias: learn;
            initial: fixed zeros;
        }
        layer slow: Divisive<2> {
            alpha_n: learn per_unit(normal(0.56, 0.05)) in logistic(0.0, 1.0);
            /// How fast, or how strong.
            pool: 0.4;
            activation: leaky_relu(0.1);
            bias: none;
            initial: fixed zeros;
        }
        layer wide: Adapting<3> {
            alpha_s: learn per_unit(uniform(0.39, 0.77)) in logistic(0.05, 0.98, slope 1.41);
            alpha_r: fixed global(normal(0.5, 0.05));
            alpha_a: 1.0;
            /// How fast, or how strong.
            strength: learn per_unit(normal(0.55, 0.05)) in logistic(0.0, 1.0);
            activation: relu;
            initial: fixed 0.05;
        }
        output v: 4 {
            activation: tanh;
            bias: fixed zeros;
        }
        layer deep: Lstm<5>;
        output u: 3 {
            activation: leaky_relu(0.1);
            bias: learn uniform(-0.46, 0.3);
        }

        slow -> u { weights: learn uniform(-0.4, 0.4); }
        slow ~> slow { delays: [1, 4]; weights: learn 0.1; density: 0.01; }
        sound -> v { weights: fixed he; density: 1; }
        deep ~> v { delay: learn(2.29) in 2..=7; spread: fixed 0.57; }
        touch -> wide { weights: learn uniform(-0.4, 0.4); form: dense; }
        wide -> u { delays: [0, 15]; weights: fixed orthogonal(0.93); }
        v ~> fast -> u;
        light -> slow { delays: 0..3; }
        v ~> v { delay: 3; }
        wide -> deep { weights: learn orthogonal(0.58); }
        touch -> deep { delays: 0..=1; weights: learn he; }
        wide ~> wide { weights: learn normal(0.0, 0.27); }
        sound -> fast;
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net07<const H: usize> {
        dt: 2ms;
        input sound: H;
        output u: sizes::THREE {
            activation: elu;
            bias: fixed normal(0.0, 0.24);
        }
        output w: 5 {
            activation: softplus;
            bias: learn uniform(-0.35, 0.1);
        }
        layer slow: Lstm<1>;
        layer deep: Elman<2> {
            bias: learn 0.07;
            initial: learn normal(0.0, 0.12);
            sign: dale(excitatory 0);
        }
        layer late: Gated<4> {
            alpha_g: 1.0;
            bias: none;
            initial: fixed uniform(-0.12, 0.22);
        }
        /// What `v` is for.
        output v: 2 {
            bias: fixed zeros;
        }
        layer fast: MyGru<H> {
            bias: fixed 0.05;
        }
        layer wide: Divisive<5> {
            alpha_n: 0.88;
            pool: learn global(0.75) in 0.05..=0.95;
            activation: identity;
            bias: learn normal(0.0, 0.06);
            initial: fixed zeros;
            noise: normal(0.29);
        }

        deep ~> deep;
        /// How one drives the other.
        w ~> w { delays: 1..4; weights: learn zeros; }
        w -> slow { delay: learn(0.64) in logistic(0, 5); }
        slow ~> late { delay: 15; }
        slow ~> u { delays: 1..5; }
        w -> late;
        deep ~> wide { delay: 12 ms; weights: learn he; }
        wide ~> v { delays: 1..4; weights: fixed zeros; }
        fast -> u -> wide;
        sound -> fast { weights: learn 0.09; }
        wide ~> wide { delay: learn per_source(2.32) in logistic(2, 7); }
        deep ~> v { weights: fixed lecun; density: 0.5; sign: free; }
        slow ~> w { delay: learn per_source(1.71) in 1..=3; }
        /// How one drives the other.
        sound -> late { delays: [4, 0, 1]; weights: learn zeros; }
        sound -> w;
        sound ~> deep { delay: 2; mask: by(masks::not_self); }
        late ~> v { delay: 3; }
        late ~> late { delay: learn(2.29) in logistic(2, 3); spread: 0.77; }
    }
}

const NET08_LATE_TO_LATE: [[bool; 3]; 3] = [[true, false, false], [true, true, true], [true, true, false]];
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    /// Generated.
    pub struct Net08<const H: usize> {
        dt: 500 us;
        input sound: 7;
        input light: H;
        input touch: H;
        /// What `fast` is for.
        layer fast: Adapting<5> {
            alpha_s: learn per_unit(0.77) in logistic(0.05, 0.98, slope 2.35);
            tau_r: gated(2.5 ms) in logistic(0.5 ms, 10 ms);
            tau_a: fixed per_unit(uniform(1 ms, 4 ms));
            strength: fixed global(0.31);
            activation: identity;
            bias: learn;
            initial: learn 0.38;
        }
        layer slow: Lstm<3> {
            bias: none;
            initial: learn zeros;
        }
        layer deep: MyGru<5> {
            bias: fixed normal(0.0, 0.08);
            initial: learn 0.38;
        }
        /// What `wide` is for.
        layer wide: Divisive<3> {
            tau_n: 1 ms;
            pool: 0.58;
            activation: softplus;
            initial: learn uniform(-0.22, 0.16);
        }
        layer late: Elman<sizes::THREE> {
            bias: none;
            initial: zero;
            sign: dale(excitatory 0.5);
        }
        output u: 9;
        output v: H {
            activation: elu;
            bias: learn normal(0.0, 0.06);
        }
        output w: 4 {
            activation: elu;
            bias: learn;
        }

        light -> u { delays: [0, 15]; }
        touch -> w { delay: learn per_source(0.62) in 0..=2; spread: fixed 2.36; }
        wide ~> slow { delay: 3; weights: learn xavier; }
        late ~> late { mask: NET08_LATE_TO_LATE; }
        slow ~> fast { delays: 1..4; weights: learn zeros; }
        sound -> fast { delays: 0..=2; density: 1; }
        fast -> late { weights: fixed 0.14; }
        fast -> slow { weights: learn normal(0.0, 0.21); }
        slow -> u { weights: learn orthogonal(0.84); }
        /// How one drives the other.
        v ~> slow;
        fast ~> fast { delay: 0.5 ms; }
        slow ~> slow { delay: learn(1.72) in logistic(1, 5); weights: learn normal(0.0, 0.32); form: diagonal; }
        late -> v { delay: learn(0.33) in logistic(0, 2); spread: fixed 0.23; form: diagonal; sign: free; }
        deep -> v;
        wide ~> wide { delays: [3, 1]; }
        touch -> deep;
        sound -> wide { weights: learn 0.13; }
        wide -> late { delays: 0..2; form: dense; }
        wide -> w { weights: learn xavier; mask: by(masks::not_self); }
        light ~> fast.alpha_r { delay: 3; }
        slow -> deep;
    }
}

const NET09_LIGHT_TO_SLOW: [[bool; 2]; 3] = [[true, true], [true, false], [true, true]];
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
    pub struct Net09<const H: usize, const K: usize> {
        dt: 0.5 ms;
        input sound: H;
        input light: K;
        layer fast: Aru<4> {
            tau_s: gated(1.5 ms);
            /// How fast, or how strong.
            tau_r: fixed global(3 ms);
            activation: softplus;
            bias: fixed uniform(-0.4, 0.41);
            initial: fixed 0.35;
        }
        layer slow: Adapting<H> {
            tau_s: learn global(3.5 ms) in logistic(0.5 ms, 5 ms, slope 1.82);
            tau_r: learn global(normal(2 ms, 0.25 ms));
            tau_a: gated(4 ms, from light, slow);
            strength: learn per_unit(0.73) in 0.05..=0.95;
            activation: leaky_relu(0.1);
            bias: fixed 0.14;
        }
        layer deep: Switching<1> {
            alpha_w: fixed per_unit(normal(0.53, 0.05));
            ceiling: fixed global(uniform(0.31, 0.79));
            bias: learn;
            initial: learn uniform(-0.4, 0.26);
        }
        layer wide: Adapting<4> {
            tau_s: 1.5 ms;
            /// How fast, or how strong.
            tau_r: 1.5 ms;
            alpha_a: fixed per_unit(0.23);
            strength: learn global(uniform(0.29, 0.74)) in logistic(0.05, 0.98, slope 2.09);
            activation: leaky_relu(0.1);
            bias: learn;
        }
        /// What `late` is for.
        layer late: Driven<5> {
            gain: 0.69;
            activation: sigmoid;
            bias: fixed 0.35;
            initial: fixed zeros;
            noise: normal(0.46);
        }
        output u: 3 {
            activation: elu;
            bias: fixed zeros;
        }

        slow -> deep { weights: learn uniform(-0.4, 0.4); }
        sound -> late { delay: learn per_source(0.7) in logistic(0, 3); spread: fixed 1.23; }
        deep -> u { weights: learn uniform(-0.4, 0.4); }
        wide ~> slow.alpha_a { delay: learn(1.49) in 1..=3; }
        fast -> slow { delay: learn per_source(0.7) in 0..=5; spread: fixed 1.6; }
        sound ~> fast { delays: [5, 2, 6]; weights: fixed he; }
        late -> u { weights: learn normal(0.0, 0.4); }
        sound -> u { delays: 0..=1; form: diagonal; }
        light ~> slow { delay: learn(1.5) in 1..=3; mask: NET09_LIGHT_TO_SLOW; }
        late ~> slow { weights: learn 0.05; }
        fast -> wide { weights: learn 0.15; }
        wide ~> wide;
        deep ~> deep { delays: 2..=3; weights: fixed xavier; mask: by(masks::not_self); }
        light -> deep { weights: learn 0.18; }
        u ~> fast { delay: learn(1.31) in 1..=6; spread: fixed 0.64; weights: fixed uniform(-0.4, 0.4); }
        slow -> late;
        light ~> fast.alpha_s { delay: 3; }
        fast ~> fast { delay: 2.5 ms; mask: by(masks::two_of_three); }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net10 {
        input sound: 3;
        input light: 5;
        layer fast: Aru<3> {
            /// How fast, or how strong.
            alpha_s: fixed global(uniform(0.26, 0.71));
            alpha_r: gated(0.22, from light, fast);
            bias: fixed uniform(-0.42, 0.26);
            initial: fixed zeros;
            sign: dale(excitatory 0);
            noise: normal(0.06);
        }
        output u: 2 {
            activation: sigmoid;
            bias: none;
        }

        fast -> u;
        sound -> fast;
        light -> u;
        fast ~> fast { delay: learn(2.57) in logistic(2, 3); weights: learn he; sign: free; }
    }
}

const NET11_SLOW_TO_V: [[bool; 2]; 2] = [[true, true], [true, true]];
const NET11_DEEP_TO_DEEP: [[bool; 9]; 9] = [[true, false, false, true, false, true, false, true, false], [true, false, true, false, false, false, true, true, true], [true, true, false, false, true, false, false, false, true], [true, false, true, false, true, true, false, false, true], [false, false, true, false, true, true, true, true, false], [false, false, true, true, false, true, false, false, false], [true, true, true, true, false, true, true, false, true], [false, true, false, true, true, true, true, true, true], [true, true, false, true, true, false, true, true, false]];
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
    pub struct Net11<const H: usize, const K: usize> {
        deep -> u { mask: by(masks::not_self); }
        slow -> v { mask: NET11_SLOW_TO_V; }
        /// How one drives the other.
        u ~> u { delays: [5, 2, 6]; }
        v -> deep;
        fast -> slow { weights: fixed orthogonal(0.71); }
        sound -> fast { delays: [0, 3]; weights: fixed zeros; }
        deep ~> deep { delay: learn per_source(1.7) in 1..=3; mask: NET11_DEEP_TO_DEEP; }
        slow -> deep { form: dense; }
        slow ~> slow;

        input sound: 4;
        output u: H {
            activation: tanh;
        }
        layer slow: Gated<K> {
            alpha_g: fixed global(0.72);
        }
        /// What `v` is for.
        output v: K {
            bias: fixed uniform(-0.44, 0.38);
        }
        /// What `deep` is for.
        layer deep: Gru<9> {}
        layer fast: Aru<5> {
            alpha_s: 0.28;
            /// How fast, or how strong.
            alpha_r: learn global(0.58) in 0.05..=0.95;
            activation: relu;
            bias: learn;
            initial: learn normal(0.0, 0.3);
            sign: dale(excitatory 0.5);
            noise: normal(0.27);
        }
    }
}

const NET12_SOUND_TO_FAST: [[bool; 2]; 3] = [[false, true], [true, false], [true, true]];
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
    pub struct Net12<const H: usize, const K: usize> {
        /// How one drives the other.
        sound -> late { weights: fixed uniform(-0.4, 0.4); }
        wide -> u { delay: learn(0.72) in logistic(0, 3); spread: 2.6; }
        touch -> fast;
        deep -> late { delays: 0..=3; }
        fast -> wide { weights: fixed he; density: 1; }
        sound ~> fast { mask: NET12_SOUND_TO_FAST; }
        late ~> u { delay: learn(2.23) in logistic(2, 4); spread: 0.91; weights: learn orthogonal(0.99); }
        light -> deep { delays: [2, 0]; weights: fixed zeros; }
        touch -> u { delays: 0..=3; weights: learn uniform(-0.4, 0.4); }
        deep ~> deep { delays: 2..=4; }

        input sound: 2;
        input light: K;
        input touch: 4;
        layer fast: Divisive<H> {
            alpha_n: gated(from fast, light);
            pool: 1.0;
            activation: sigmoid;
            bias: learn uniform(-0.32, 0.28);
            initial: fixed zeros;
        }
        layer deep: Divisive<4> {
            alpha_n: learn per_unit(normal(0.44, 0.05)) in logistic(0.0, 1.0);
            pool: 0.31;
            activation: identity;
            initial: fixed normal(0.0, 0.06);
            noise: normal(0.31);
        }
        layer wide: Aru<H> {
            alpha_s: learn global(uniform(0.33, 0.7));
            alpha_r: learn per_unit(0.48) in 0.05..=0.95;
            activation: sigmoid;
            bias: learn 0.36;
            initial: learn normal(0.0, 0.2);
            sign: dale(excitatory 0.25);
        }
        layer late: Switching<sizes::TWO> {
            /// How fast, or how strong.
            alpha_w: learn global(0.49) in logistic(0.1, 1.2);
            ceiling: 0.74;
            bias: learn;
            initial: zero;
        }
        output u: H {
            activation: leaky_relu(0.1);
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
    /// Generated.
    pub struct Net13 {
        dt: 0.004 s;
        deep -> u { delays: 0..=2; weights: learn zeros; }
        deep ~> deep { delay: learn(2.8) in logistic(2, 6); mask: by(masks::two_of_three); }
        slow -> wide { weights: fixed zeros; }
        /// How one drives the other.
        fast ~> fast { delays: [5, 2, 6]; weights: learn normal(0.0, 0.4); }
        sound ~> slow { delay: learn per_source(1.6800000000000002) in 1..=3; spread: fixed 1.48; }
        /// How one drives the other.
        late ~> fast { weights: fixed xavier; }
        late ~> late { delay: learn(1.3) in 1..=3; density: 1; }
        fast -> u { delays: 0..3; weights: learn normal(0.0, 0.45); density: 0.5; }
        deep ~> late { delays: [2, 15]; weights: fixed xavier; }
        deep ~> fast { delays: 1..3; weights: learn 0.17; }
        slow ~> deep { delay: 12 ms; }
        sound -> fast { delays: 0..=1; weights: learn orthogonal(0.81); }
        late ~> u { delay: 8 ms; mask: by(masks::two_of_three); }
        wide ~> wide { delay: 20 ms; weights: learn xavier; }
        slow ~> fast { weights: fixed he; }
        wide -> late;

        input sound: 2;
        layer fast: Aru<4> {
            alpha_s: fixed per_unit(0.42);
            /// How fast, or how strong.
            alpha_r: learn global(normal(0.52, 0.05)) in logistic(0.0, 1.0);
            bias: learn;
            initial: fixed zeros;
            sign: dale(excitatory 0);
        }
        layer slow: Elman<5> {
            activation: tanh;
            initial: fixed normal(0.0, 0.28);
        }
        layer wide: MyGru<2> {
            bias: fixed zeros;
            initial: learn 0.1;
        }
        layer deep: Driven<2> {
            gain: fixed per_unit(0.25);
            activation: relu;
            bias: learn;
            initial: fixed normal(0.0, 0.11);
            noise: normal(0.06);
        }
        output u: 5 {
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.24);
        }
        layer late: Gated<4> {
            tau_g: 4 ms;
            bias: learn normal(0.0, 0.09);
            initial: learn zeros;
        }
    }
}

const NET14_U_TO_WIDE: [[bool; 3]; 1] = [[true, true, true]];
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
    pub struct Net14 {
        input sound: 4;
        layer fast: Gru<5> {
            bias: none;
        }
        layer deep: Driven<3> {
            gain: learn global(normal(0.44, 0.05)) in logistic(0.1, 1.2);
            activation: tanh;
            bias: learn zeros;
            initial: learn uniform(-0.34, 0.11);
            noise: normal(0.14);
        }
        output v: 2 {
            activation: softplus;
        }
        output u: sizes::THREE {
            activation: relu;
            bias: learn uniform(-0.39, 0.35);
            sign: dale(excitatory 0.8);
        }
        /// What `late` is for.
        layer late: Switching<2> {
            alpha_w: learn global(normal(0.52, 0.05)) in logistic(0.1, 1.2);
            ceiling: 0.5;
            bias: learn zeros;
            initial: fixed zeros;
        }
        layer wide: Elman<1> {
            activation: tanh;
            bias: learn;
            initial: learn zeros;
        }

        u ~> wide { delays: 1..=3; weights: fixed uniform(-0.4, 0.4); mask: NET14_U_TO_WIDE; sign: free; }
        late -> u { density: 0.01; }
        /// How one drives the other.
        u ~> fast { delay: 15; }
        sound -> fast { weights: fixed zeros; }
        deep ~> fast -> v;
        fast -> late { weights: learn xavier; }
        fast ~> fast { delay: learn per_source(2.38) in logistic(2, 3); spread: 0.22; }
        sound ~> deep { weights: learn uniform(-0.4, 0.4); }
        fast ~> wide { weights: fixed orthogonal(0.92); }
        wide -> u;
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
    pub struct Net15 {
        dt: 2ms;
        input sound: 2;
        layer fast: Lstm<4> {
            bias: learn uniform(-0.16, 0.32);
            initial: fixed zeros;
        }
        layer deep: Driven<4> {
            gain: fixed global(0.53);
            activation: identity;
            bias: none;
            initial: learn normal(0.0, 0.07);
            noise: normal(0.24);
        }
        layer slow: Divisive<1> {
            /// How fast, or how strong.
            tau_n: gated(12 ms, from slow, deep) in logistic(2 ms, 40 ms);
            pool: learn per_unit(0.29);
            activation: relu;
            bias: none;
            initial: learn uniform(-0.49, 0.49);
        }
        output v: 4 {
            activation: tanh;
        }
        output u: 5 {
            bias: fixed uniform(-0.5, 0.3);
        }
        layer wide: Divisive<sizes::TWO> {
            tau_n: 12 ms;
            pool: learn per_unit(0.75) in logistic(0.05, 0.98, slope 1.6);
            activation: tanh;
            initial: learn uniform(-0.39, 0.15);
        }
        layer late: Gru<3> {
            initial: fixed uniform(-0.29, 0.32);
        }

        u ~> slow { delay: 1; }
        fast ~> fast { delay: learn per_source(2.4699999999999998) in logistic(2, 6); spread: 2.6; mask: by(masks::two_of_three); }
        deep -> slow;
        sound -> v { weights: learn lecun; }
        v -> u { weights: learn normal(0.0, 0.22); }
        wide -> late { weights: fixed orthogonal(0.93); }
        v ~> slow.alpha_n;
        slow ~> fast { delays: [2, 15]; weights: fixed orthogonal(0.54); }
        late ~> v { delays: 2..=4; }
        sound -> slow;
        sound -> fast;
        /// How one drives the other.
        sound -> deep { mask: by(masks::not_self); }
        wide ~> wide;
        fast ~> slow { weights: learn he; }
        v -> late;
        u ~> wide;
        /// How one drives the other.
        u ~> u { delay: learn(2.44) in logistic(2, 6); spread: fixed 0.26; }
        late ~> late { density: 0.01; }
        /// How one drives the other.
        fast -> late;
    }
}

const NET16_LIGHT_TO_V: [[bool; 2]; 9] = [[true, true], [false, true], [true, false], [true, true], [true, true], [false, true], [false, false], [false, false], [true, false]];
const NET16_LIGHT_TO_WIDE: [[bool; 2]; 5] = [[false, true], [true, false], [false, true], [false, true], [true, true]];
recurrent_net! {
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
    /// Generated.
    pub struct Net16 {
        dt: 0.004 s;
        input sound: 5;
        input light: 2;
        output u: 4 {
            activation: identity;
        }
        layer slow: Aru<2> {
            alpha_s: learn global(uniform(0.3, 0.76)) in 0.05..=0.95;
            tau_r: learn per_unit(normal(16 ms, 2 ms)) in logistic(4 ms, 40 ms, slope 1.11);
            initial: zero;
            sign: dale(excitatory 1);
        }
        /// What `fast` is for.
        layer fast: Driven<5> {
            gain: 1.0;
            activation: elu;
        }
        layer deep: MyGru<4> {
            bias: learn zeros;
        }
        output w: 4 {
            activation: relu;
        }
        /// What `v` is for.
        output v: 9 {
            bias: fixed uniform(-0.4, 0.34);
        }
        /// What `wide` is for.
        layer wide: Gru<5> {
            bias: learn 0.34;
            initial: learn uniform(-0.36, 0.49);
        }

        /// How one drives the other.
        wide ~> v { delay: 20 ms; }
        light -> w -> v;
        deep ~> deep { weights: learn normal(0.0, 0.28); }
        /// How one drives the other.
        light -> v { delay: learn(0.35) in 0..=4; spread: fixed 2.55; weights: fixed lecun; mask: NET16_LIGHT_TO_V; }
        sound -> u ~> slow;
        fast ~> fast { delay: 12 ms; }
        light -> slow;
        slow ~> deep { delay: 24 ms; }
        /// How one drives the other.
        w ~> u { density: 0.25; }
        v ~> deep { delay: 20 ms; mask: by(masks::two_of_three); }
        fast ~> v { form: dense; }
        fast -> slow { delays: 0..=3; mask: by(masks::two_of_three); }
        light -> fast;
        sound -> deep;
        light -> wide { delay: learn per_source(0.73) in 0..=4; spread: 0.24; mask: NET16_LIGHT_TO_WIDE; }
        deep ~> w { delay: 4 ms; }
        slow ~> w { weights: fixed zeros; }
        slow ~> slow { delay: 16 ms; weights: fixed xavier; density: 0.5; sign: free; }
        wide ~> wide;
        v ~> fast { weights: fixed zeros; }
    }
}

const NET17_FAST_TO_U: [[bool; 1]; 2] = [[true], [true]];
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
    pub struct Net17 {
        dt: 0.5 ms;
        sound -> fast;
        u ~> u { delay: learn per_source(1.4) in 1..=2; }
        fast ~> u { weights: learn uniform(-0.4, 0.4); mask: NET17_FAST_TO_U; }
        sound ~> u { delays: 1..3; }
        deep ~> u { delays: [3, 1]; weights: learn lecun; }
        /// How one drives the other.
        sound ~> deep;
        fast ~> fast { delays: [1, 4]; weights: learn zeros; }

        input sound: 2;
        layer fast: Switching<1> {
            tau_w: gated(from fast);
            /// How fast, or how strong.
            ceiling: 1.0;
            noise: normal(0.5);
        }
        output u: 2 {
            activation: tanh;
            bias: learn 0.33;
        }
        layer deep: Gated<3> {
            tau_g: learn per_unit(uniform(1 ms, 2.5 ms));
            bias: fixed normal(0.0, 0.24);
            initial: fixed zeros;
        }
    }
}

const NET18_FAST_TO_U: [[bool; 3]; 3] = [[false, true, false], [true, true, false], [true, true, false]];
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
    pub struct Net18<const H: usize> {
        input sound: 3;
        layer fast: Gated<H> {
            /// How fast, or how strong.
            alpha_g: 1.0;
            initial: learn zeros;
        }
        output u: H {
            activation: relu;
            bias: learn uniform(-0.35, 0.34);
        }
        layer slow: Divisive<H> {
            alpha_n: 0.32;
            pool: fixed global(0.59);
            activation: leaky_relu(0.1);
            bias: fixed zeros;
            initial: learn;
        }

        fast -> u { delays: 0..=2; mask: NET18_FAST_TO_U; }
        fast ~> fast;
        u ~> fast;
        slow ~> u { delay: learn(2.7) in logistic(2, 4); spread: 2.69; weights: learn 0.07; }
        slow ~> slow { delay: 2; weights: fixed lecun; }
        sound -> u;
        u -> slow { delays: [4, 0, 1]; }
        sound -> fast { delays: 0..2; form: diagonal; }
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
    pub struct Net19<const H: usize> {
        deep -> u ~> slow ~> fast;
        late ~> late { delays: 1..=4; weights: learn uniform(-0.4, 0.4); density: 0.25; }
        late -> u;
        fast ~> fast { delays: 2..=3; weights: learn orthogonal(0.85); }
        light -> late { delay: learn per_source(0.5) in logistic(0, 1); weights: learn xavier; }
        light -> deep { weights: learn xavier; mask: by(masks::not_self); }
        wide ~> wide { density: 0.01; }
        late ~> wide;
        fast -> u { weights: learn he; }
        fast -> slow { delays: 0..=2; }
        sound -> fast;
        /// How one drives the other.
        light -> wide { delays: [4, 0, 1]; weights: learn zeros; }
        /// How one drives the other.
        wide -> u;

        input sound: 5;
        input light: H;
        layer wide: Elman<4> {
            activation: sigmoid;
            bias: fixed zeros;
            initial: learn;
            sign: dale(excitatory 0.8);
        }
        layer slow: MyGru<sizes::THREE> {
            initial: learn zeros;
        }
        output u: 7 {
            activation: softplus;
            bias: fixed zeros;
            sign: dale(excitatory 1);
        }
        layer deep: Elman<5> {
            activation: softplus;
            noise: normal(0.44);
        }
        layer late: Divisive<3> {
            alpha_n: learn per_unit(0.74);
            pool: 0.59;
            activation: softplus;
            bias: fixed 0.25;
            initial: learn 0.29;
        }
        layer fast: MyGru<H> {
            initial: fixed normal(0.0, 0.05);
        }
    }
}

const NET20_SLOW_TO_U: [[bool; 2]; 2] = [[true, true], [true, false]];
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
    pub struct Net20 {
        input sound: 3;
        input light: 2;
        layer fast: Elman<4> {
            activation: relu;
            bias: fixed zeros;
            sign: dale(excitatory 1);
            noise: normal(0.4);
        }
        layer slow: Divisive<2> {
            alpha_n: gated(0.43, from sound, light);
            pool: 0.81;
            activation: elu;
            initial: learn normal(0.0, 0.19);
        }
        output u: 2 {
            activation: identity;
            bias: none;
        }

        slow -> u { mask: NET20_SLOW_TO_U; }
        u ~> slow { delay: learn(2.21) in 2..=6; spread: 1.09; }
        sound -> fast { density: 0.01; }
        fast ~> u { delay: 3; weights: fixed zeros; }
        sound -> slow;
        light -> fast { weights: fixed uniform(-0.4, 0.4); mask: by(masks::not_self); }
        light ~> slow { delays: 1..3; weights: fixed uniform(-0.4, 0.4); }
        fast -> slow;
    }
}

const NET21_DEEP_TO_WIDE: [[bool; 4]; 2] = [[true, true, false, true], [true, true, true, true]];
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
    pub struct Net21 {
        input sound: 5;
        input light: 3;
        layer fast: Lstm<9> {
            initial: learn;
        }
        /// What `u` is for.
        output u: 2 {
            activation: sigmoid;
        }
        layer deep: Adapting<4> {
            alpha_s: 1.0;
            alpha_r: learn global(0.28) in 0.05..=0.95;
            alpha_a: learn global(uniform(0.4, 0.69)) in logistic(0.1, 1.2);
            strength: fixed global(0.74);
            activation: elu;
            bias: fixed 0.39;
            initial: learn zeros;
        }
        layer slow: Aru<4> {
            alpha_s: fixed per_unit(0.36);
            alpha_r: gated(0.33, from fast, slow);
            activation: elu;
            bias: none;
        }
        layer wide: Adapting<2> {
            alpha_s: 0.55;
            alpha_r: fixed per_unit(0.43);
            alpha_a: learn global(0.66) in logistic(0.0, 1.0);
            strength: 1.0;
            activation: sigmoid;
            initial: fixed uniform(-0.49, 0.33);
        }

        sound ~> u { delay: 2; }
        sound -> wide ~> deep;
        light -> deep { mask: by(masks::two_of_three); }
        u ~> fast;
        deep ~> slow.alpha_r { delays: [1, 4]; }
        light -> fast;
        slow ~> u;
        wide ~> wide { delay: 1; }
        light -> u { delays: [0, 15]; }
        fast -> u { delays: 0..=2; }
        /// How one drives the other.
        deep -> slow { delays: 0..=2; weights: learn zeros; }
        wide ~> u { delays: [3, 1]; weights: fixed zeros; density: 0.75; }
        deep ~> wide { mask: NET21_DEEP_TO_WIDE; }
        slow ~> slow { density: 0.25; }
    }
}

const NET22_DEEP_TO_U: [[bool; 5]; 5] = [[true, false, true, true, true], [false, true, true, false, true], [true, true, false, false, false], [true, true, false, true, true], [true, true, false, true, false]];
const NET22_SLOW_TO_WIDE: [[bool; 5]; 3] = [[true, true, false, true, true], [false, true, true, false, true], [true, true, true, false, false]];
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
    pub struct Net22<const H: usize, const K: usize> {
        dt: 1 ms;
        sound ~> fast;
        u ~> fast { delays: 1..=4; }
        wide -> u { delays: 0..2; weights: learn orthogonal(0.6); }
        light -> fast { weights: learn uniform(-0.4, 0.4); }
        deep ~> u { delays: 2..=3; mask: NET22_DEEP_TO_U; }
        slow ~> wide { delays: [5, 2, 6]; mask: NET22_SLOW_TO_WIDE; }
        fast -> u { weights: learn he; }
        fast -> deep { delay: learn(0.48) in logistic(0, 3); sign: free; }
        /// How one drives the other.
        fast -> slow;

        input sound: H;
        input light: K;
        layer slow: MyGru<5>;
        layer deep: Gated<5> {
            alpha_g: learn global(normal(0.42, 0.05)) in 0.05..=0.95;
            initial: learn;
        }
        /// What `wide` is for.
        layer wide: Divisive<H> {
            tau_n: learn per_unit(normal(4 ms, 0.5 ms)) in logistic(1 ms, 20 ms);
            pool: learn per_unit(normal(0.5, 0.05)) in 0.05..=0.95;
            activation: identity;
            bias: learn uniform(-0.46, 0.33);
        }
        output u: 5;
        layer fast: Elman<9> {
            activation: sigmoid;
            initial: fixed uniform(-0.44, 0.47);
            sign: dale(excitatory 0.8);
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net23 {
        input sound: 1;
        /// What `fast` is for.
        layer fast: Switching<3> {
            alpha_w: learn per_unit(uniform(0.25, 0.68)) in logistic(0.0, 1.0);
            ceiling: learn per_unit(uniform(0.21, 0.69)) in logistic(0.0, 1.0);
            initial: learn;
            noise: normal(0.4);
        }
        /// What `slow` is for.
        layer slow: Switching<4> {
            alpha_w: learn global(0.65) in logistic(0.0, 1.0);
            ceiling: learn global(0.29);
            bias: fixed 0.24;
            initial: fixed normal(0.0, 0.11);
            noise: normal(0.19);
        }
        layer deep: Driven<sizes::THREE> {
            gain: learn global(uniform(0.24, 0.8)) in logistic(0.05, 0.98, slope 2.35);
            activation: leaky_relu(0.1);
            bias: none;
            initial: learn;
            noise: normal(0.44);
        }
        layer wide: Lstm<3> {
            bias: none;
        }
        layer late: Gru<3> {
            bias: learn;
            initial: fixed 0.07;
        }
        output u: 3 {
            activation: sigmoid;
            bias: learn zeros;
        }

        deep ~> deep { delays: 1..4; mask: by(masks::not_self); }
        slow -> u ~> late;
        fast -> deep { delays: 0..3; }
        late -> u { delays: [0, 15]; mask: by(masks::not_self); }
        sound ~> late;
        fast -> slow { weights: fixed he; density: 1; }
        wide ~> deep { delays: [5, 2, 6]; }
        slow ~> slow { delays: [2, 15]; }
        u ~> fast { delays: [5, 2, 6]; }
        late ~> deep { delay: learn per_source(2.59) in logistic(2, 7); spread: 1.0; weights: learn uniform(-0.4, 0.4); }
        fast -> wide { form: dense; }
        wide -> u;
        fast ~> fast;
        sound -> fast;
        deep -> u { delays: [2, 0]; }
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
    /// Generated.
    pub struct Net24<const H: usize, const K: usize> {
        dt: 0.004 s;
        fast -> u { weights: fixed 0.06; }
        deep ~> deep { delay: 5; }
        slow -> late { weights: fixed 0.1; }
        wide -> u { weights: fixed xavier; density: 0.75; }
        sound -> slow;
        fast ~> fast { delays: 1..3; }
        wide ~> wide { delays: [1, 4]; }
        sound ~> fast { delay: learn(2.49) in logistic(2, 4); spread: 2.42; form: diagonal; }
        /// How one drives the other.
        slow ~> slow { delays: 1..4; }
        late ~> late { delay: learn(1.72) in 1..=2; spread: 0.51; weights: learn lecun; }
        slow -> deep { form: diagonal; }
        slow -> wide { weights: learn xavier; }
        sound -> late { density: 0.25; }
        wide ~> slow { delays: 1..=3; }
        deep ~> slow { delay: learn(1.69) in 1..=4; }
        slow ~> slow.alpha_n { delay: learn(1.7) in 1..=3; spread: 1.03; }
        deep ~> u { delay: learn(1.55) in 1..=2; weights: fixed uniform(-0.4, 0.4); density: 1; }
        late ~> slow { weights: learn lecun; density: 0.25; }

        input sound: K;
        layer slow: Divisive<H> {
            alpha_n: gated(0.62) in logistic(0.05, 0.95);
            pool: fixed per_unit(uniform(0.25, 0.7));
            activation: tanh;
            bias: none;
            initial: fixed 0.22;
        }
        output u: K {
            activation: softplus;
        }
        layer late: Dense<3> {
            activation: elu;
            noise: normal(0.46);
        }
        layer wide: Gated<sizes::THREE> {
            alpha_g: learn per_unit(normal(0.58, 0.05)) in logistic(0.05, 0.98, slope 0.97);
            bias: learn uniform(-0.27, 0.15);
            initial: fixed normal(0.0, 0.23);
        }
        layer deep: Adapting<K> {
            tau_s: fixed global(uniform(8 ms, 20 ms));
            tau_r: learn global(normal(16 ms, 2 ms)) in logistic(4 ms, 40 ms, slope 1.18);
            tau_a: 4 ms;
            strength: learn global(0.36) in logistic(0.05, 0.98, slope 1.71);
            activation: tanh;
            initial: learn;
            noise: normal(0.18);
        }
        /// What `fast` is for.
        layer fast: Adapting<H> {
            tau_s: 4 ms;
            tau_r: learn global(uniform(8 ms, 28 ms)) in logistic(4 ms, 80 ms);
            /// How fast, or how strong.
            alpha_a: gated(from fast, sound);
            strength: learn global(0.38) in 0.05..=0.95;
            activation: elu;
            bias: fixed zeros;
            initial: fixed zeros;
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
    pub struct Net25<const H: usize> {
        dt: 0.5 ms;
        input sound: sizes::THREE;
        input light: H;
        layer fast: Aru<H> {
            tau_s: 1 ms;
            tau_r: 0.5 ms;
            bias: learn;
            sign: dale(excitatory 1);
            noise: normal(0.33);
        }
        layer slow: Adapting<sizes::THREE> {
            /// How fast, or how strong.
            alpha_s: learn per_unit(0.59) in logistic(0.1, 1.2);
            tau_r: gated(3.5 ms, from fast);
            tau_a: fixed global(4 ms);
            strength: learn global(uniform(0.29, 0.78)) in 0.05..=0.95;
            activation: softplus;
            bias: fixed normal(0.0, 0.21);
            initial: learn;
        }
        output u: 3 {
            activation: sigmoid;
            bias: fixed uniform(-0.29, 0.19);
            sign: dale(excitatory 0.8);
        }

        light -> u { delay: learn(0.8) in 0..=1; spread: fixed 0.97; mask: by(masks::two_of_three); }
        light -> fast { delays: 0..=2; form: diagonal; }
        fast -> u { sign: free; }
        slow ~> slow { delay: 0.5 ms; }
        sound -> slow { weights: learn he; }
        u ~> u { delays: 1..3; form: dense; }
        slow ~> u { delays: [3, 1]; }
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
    pub struct Net26<const H: usize> {
        dt: 2ms;
        input sound: 5;
        layer slow: Adapting<H> {
            tau_s: 6 ms;
            tau_r: fixed global(16 ms);
            tau_a: 10 ms;
            strength: learn per_unit(0.54) in 0.05..=0.95;
            activation: leaky_relu(0.1);
            bias: learn normal(0.0, 0.28);
            initial: learn uniform(-0.25, 0.31);
        }
        /// What `u` is for.
        output u: 3 {
            activation: elu;
            bias: learn;
        }
        layer fast: Aru<5> {
            alpha_s: learn per_unit(normal(0.4, 0.05)) in 0.05..=0.95;
            alpha_r: 1.0;
            activation: leaky_relu(0.1);
            bias: learn 0.16;
            initial: zero;
            noise: normal(0.27);
        }

        fast -> u;
        slow ~> u { delays: [5, 2, 6]; }
        sound -> fast;
        fast -> slow { delay: learn(0.23) in logistic(0, 2); spread: 1.39; }
        fast ~> fast { delays: 1..5; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net27 {
        dt: 0.004 s;
        fast -> v { delays: 0..3; weights: fixed orthogonal(0.66); }
        slow ~> v { density: 0.5; }
        sound ~> fast { delay: 3; weights: learn normal(0.0, 0.23); }
        slow ~> fast { delays: 1..=4; weights: learn xavier; }
        slow ~> slow { delays: [5, 2, 6]; weights: learn lecun; }
        u ~> v { delay: 15; }
        v -> u { delays: 0..=3; }
        /// How one drives the other.
        fast ~> fast { delays: 1..=3; }
        /// How one drives the other.
        fast -> u;
        fast -> slow;

        input sound: sizes::TWO;
        /// What `v` is for.
        output v: 3 {
            activation: tanh;
            bias: fixed normal(0.0, 0.11);
        }
        output u: 4 {
            activation: tanh;
        }
        layer slow: Aru<sizes::THREE> {
            tau_s: learn per_unit(12 ms);
            tau_r: fixed global(24 ms);
            activation: identity;
            initial: learn;
            noise: normal(0.18);
        }
        /// What `fast` is for.
        layer fast: Elman<7> {
            activation: identity;
            bias: learn;
            noise: normal(0.37);
        }
    }
}

const NET28_FAST_TO_WIDE: [[bool; 4]; 4] = [[true, true, true, true], [false, false, false, false], [true, true, true, true], [true, false, true, true]];
const NET28_LIGHT_TO_FAST: [[bool; 2]; 4] = [[true, false], [true, true], [false, true], [true, true]];
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
    pub struct Net28<const H: usize> {
        input sound: 5;
        input light: 2;
        layer fast: Aru<H> {
            alpha_s: learn per_unit(normal(0.48, 0.05));
            alpha_r: learn per_unit(normal(0.48, 0.05)) in logistic(0.05, 0.98, slope 1.14);
            initial: learn;
            sign: dale(excitatory 0.5);
        }
        layer deep: MyGru<sizes::THREE> {
            bias: fixed normal(0.0, 0.25);
            initial: learn 0.33;
        }
        layer wide: Driven<H> {
            gain: learn global(0.24);
            activation: tanh;
            bias: fixed 0.12;
            initial: learn;
        }
        output u: 2 {
            activation: relu;
            bias: fixed uniform(-0.39, 0.32);
        }
        output v: H {
            bias: learn 0.34;
        }
        /// What `w` is for.
        output w: 3 {
            activation: leaky_relu(0.1);
            bias: learn;
        }

        sound -> deep { weights: learn normal(0.0, 0.23); }
        wide ~> wide { form: diagonal; }
        deep -> u { delay: learn per_source(0.21) in logistic(0, 3); spread: fixed 1.44; }
        wide -> v { delays: 0..=2; weights: learn uniform(-0.4, 0.4); density: 0.5; }
        light -> v { delays: 0..3; }
        sound -> wide { density: 0.01; }
        deep ~> deep { delay: learn per_source(1.74) in 1..=3; weights: learn zeros; mask: by(masks::not_self); }
        fast ~> fast { delays: 1..=3; form: diagonal; }
        fast ~> wide { delays: 2..=4; weights: fixed lecun; mask: NET28_FAST_TO_WIDE; }
        deep -> wide { weights: learn uniform(-0.4, 0.4); }
        sound ~> w;
        v -> w;
        light -> fast { mask: NET28_LIGHT_TO_FAST; }
    }
}

const NET29_DEEP_TO_DEEP: [[bool; 4]; 4] = [[false, true, true, false], [false, true, false, true], [true, true, false, true], [true, false, true, false]];
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
    pub struct Net29<const H: usize, const K: usize> {
        dt: 0.5 ms;
        fast -> u { delays: 0..3; weights: learn 0.05; }
        deep -> v { delays: [4, 0, 1]; weights: learn xavier; }
        slow ~> v { weights: learn lecun; }
        fast -> slow { delays: 0..4; }
        fast ~> deep { weights: fixed orthogonal(0.62); }
        sound -> fast { delays: 0..=1; }
        /// How one drives the other.
        slow -> wide;
        wide ~> v { delay: 15; weights: learn 0.18; }
        deep ~> fast { delay: 3; }
        fast ~> fast { delay: 3 ms; weights: fixed normal(0.0, 0.29); }
        sound -> u { delays: [0, 3]; }
        slow ~> deep { form: diagonal; }
        /// How one drives the other.
        deep -> wide;
        deep ~> deep { mask: NET29_DEEP_TO_DEEP; }

        input sound: 2;
        layer slow: Dense<K> {
            activation: relu;
            bias: learn uniform(-0.25, 0.34);
            noise: normal(0.1);
        }
        layer deep: Driven<K> {
            gain: learn global(0.75) in 0.05..=0.95;
            activation: relu;
            bias: fixed uniform(-0.12, 0.39);
            initial: learn;
        }
        output u: 7 {
            activation: sigmoid;
            bias: learn normal(0.0, 0.27);
        }
        /// What `fast` is for.
        layer fast: Gated<H> {
            alpha_g: 0.24;
            bias: learn;
        }
        output v: K {
            activation: tanh;
            bias: learn uniform(-0.22, 0.23);
        }
        layer wide: Gru<K> {
            bias: fixed uniform(-0.45, 0.37);
            initial: learn uniform(-0.3, 0.23);
        }
    }
}

const NET30_WIDE_TO_V: [[bool; 2]; 4] = [[true, false], [true, true], [true, true], [true, false]];
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
    pub struct Net30<const H: usize> {
        dt: 2ms;
        input sound: 2;
        layer fast: Driven<2> {
            gain: learn global(0.58) in 0.05..=0.95;
            activation: softplus;
            bias: none;
        }
        /// What `slow` is for.
        layer slow: Gated<H> {
            /// How fast, or how strong.
            tau_g: 8 ms;
            bias: fixed uniform(-0.28, 0.14);
            initial: fixed normal(0.0, 0.21);
        }
        layer deep: Elman<H> {
            activation: elu;
            bias: fixed normal(0.0, 0.22);
            initial: learn zeros;
            noise: normal(0.28);
        }
        layer wide: Elman<2> {
            activation: sigmoid;
        }
        layer late: Elman<H> {
            activation: leaky_relu(0.1);
            bias: learn;
            initial: learn;
            noise: normal(0.49);
        }
        output u: H {
            bias: fixed uniform(-0.31, 0.17);
        }
        output v: H {
            activation: leaky_relu(0.1);
        }

        wide -> v { mask: NET30_WIDE_TO_V; }
        wide ~> fast { delay: 12 ms; weights: learn xavier; }
        slow ~> slow { delays: 1..5; form: diagonal; }
        deep ~> u { delays: 2..=4; weights: fixed uniform(-0.4, 0.4); }
        wide -> late { delays: 0..2; }
        sound -> deep;
        sound ~> fast { weights: learn lecun; }
        late -> v { mask: by(masks::two_of_three); }
        wide ~> wide { delay: 2 ms; mask: by(masks::not_self); }
        fast ~> fast { delay: learn(2.71) in logistic(2, 6); spread: fixed 2.28; form: dense; }
        fast -> wide { weights: learn normal(0.0, 0.46); mask: by(masks::not_self); }
        slow -> u;
        v ~> deep { delays: [1, 4]; density: 0.5; }
        v ~> fast { density: 1; }
        fast -> slow { weights: learn xavier; }
    }
}

const NET31_SOUND_TO_SLOW: [[bool; 4]; 3] = [[true, true, true, true], [true, true, true, true], [true, false, true, false]];
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
    pub struct Net31 {
        dt: 0.5 ms;
        v ~> v { weights: learn he; }
        fast -> deep { weights: fixed he; }
        deep ~> v;
        deep -> u { weights: fixed zeros; mask: by(masks::not_self); }
        sound -> slow { delays: 0..2; weights: learn lecun; mask: NET31_SOUND_TO_SLOW; }
        u ~> u;
        v -> slow { delays: [4, 0, 1]; }
        slow ~> v;
        v -> deep { delays: 0..=2; weights: learn lecun; }
        /// How one drives the other.
        sound ~> v { delays: [5, 2, 6]; weights: learn 0.19; }
        /// How one drives the other.
        sound -> fast { delay: learn(0.54) in 0..=1; spread: 1.76; weights: learn normal(0.0, 0.46); mask: by(masks::not_self); }

        input sound: 4;
        layer fast: Switching<5> {
            alpha_w: learn global(normal(0.43, 0.05)) in 0.05..=0.95;
            ceiling: learn per_unit(uniform(0.2, 0.78)) in logistic(0.1, 1.2);
            bias: learn;
            initial: fixed uniform(-0.28, 0.49);
            noise: normal(0.38);
        }
        /// What `deep` is for.
        layer deep: Gated<2> {
            /// How fast, or how strong.
            tau_g: gated(3 ms, from fast);
            bias: fixed uniform(-0.31, 0.3);
            initial: zero;
        }
        output v: 5 {
            activation: identity;
        }
        layer slow: Switching<3> {
            alpha_w: learn global(0.65);
            ceiling: learn per_unit(uniform(0.24, 0.61));
            initial: learn uniform(-0.4, 0.31);
            noise: normal(0.32);
        }
        output u: 3 {
            activation: elu;
            bias: fixed uniform(-0.41, 0.29);
        }
    }
}

const NET32_U_TO_U: [[bool; 1]; 1] = [[true]];
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
    pub struct Net32 {
        dt: 500 us;
        u ~> v { delay: 2.5 ms; }
        fast -> slow { delays: 0..3; weights: fixed orthogonal(1.0); }
        wide -> u;
        sound -> v { weights: learn uniform(-0.4, 0.4); form: diagonal; }
        sound -> slow { delays: [4, 0, 1]; }
        fast -> deep { delays: 0..=2; }
        u ~> u { delays: [2, 15]; mask: NET32_U_TO_U; }
        slow ~> wide { weights: learn uniform(-0.4, 0.4); }
        sound -> fast;
        fast ~> fast { delay: 0.5 ms; weights: fixed xavier; }
        wide ~> deep { delay: learn per_source(1.33) in 1..=4; weights: learn zeros; }
        slow -> u;
        deep -> wide { delays: 0..=2; weights: fixed orthogonal(0.52); }
        slow ~> slow { delay: 15; }

        input sound: 2;
        layer deep: Divisive<3> {
            tau_n: fixed per_unit(uniform(1 ms, 4 ms));
            pool: learn per_unit(normal(0.57, 0.05)) in 0.05..=0.95;
            activation: softplus;
            bias: learn uniform(-0.1, 0.48);
            initial: learn uniform(-0.34, 0.11);
        }
        layer wide: MyGru<4> {
            bias: none;
        }
        output v: 2 {
            activation: elu;
            bias: none;
        }
        layer fast: Gated<4> {
            /// How fast, or how strong.
            tau_g: fixed per_unit(1.5 ms);
            initial: zero;
        }
        output u: 1 {
            activation: tanh;
            bias: fixed uniform(-0.1, 0.22);
        }
        layer slow: Dense<5> {
            bias: learn;
            noise: normal(0.1);
        }
    }
}

const NET33_FAST_TO_U: [[bool; 2]; 3] = [[true, true], [false, true], [true, false]];
const NET33_WIDE_TO_V: [[bool; 3]; 3] = [[true, true, false], [false, true, false], [true, true, true]];
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
    pub struct Net33<const H: usize> {
        dt: 0.5 ms;
        fast -> u { delays: [4, 0, 1]; weights: learn he; mask: NET33_FAST_TO_U; }
        sound -> fast ~> v;
        touch -> fast { weights: fixed zeros; }
        deep ~> deep { delay: learn per_source(2.43) in 2..=3; weights: learn zeros; form: dense; }
        wide -> v { weights: learn xavier; mask: NET33_WIDE_TO_V; }
        fast -> deep { delay: learn(0.8) in 0..=1; weights: learn lecun; }
        light -> wide { delay: learn per_source(0.29) in 0..=1; spread: fixed 0.41; mask: by(masks::not_self); }
        deep ~> v { delay: learn(1.21) in logistic(1, 3); spread: 0.62; weights: learn xavier; }
        /// How one drives the other.
        u ~> deep { delay: 1 ms; weights: learn xavier; }

        input sound: sizes::THREE;
        input light: 3;
        input touch: 2;
        layer fast: Gated<2> {
            tau_g: 1.5 ms;
            bias: fixed normal(0.0, 0.11);
            initial: fixed 0.3;
        }
        layer deep: MyGru<5> {
            bias: fixed 0.4;
            initial: learn;
        }
        output u: H {
            activation: softplus;
            bias: none;
        }
        output v: H {
            activation: identity;
            bias: fixed zeros;
        }
        layer wide: Gated<3> {
            tau_g: 0.5 ms;
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
    /// Generated.
    pub struct Net34<const H: usize> {
        dt: 0.5 ms;
        input sound: H;
        input light: 2;
        layer fast: Driven<3> {
            gain: learn per_unit(normal(0.53, 0.05)) in logistic(0.0, 1.0);
            activation: softplus;
            bias: learn;
            initial: fixed uniform(-0.42, 0.49);
        }
        layer slow: Driven<2> {
            gain: learn global(uniform(0.3, 0.62));
            activation: leaky_relu(0.1);
            initial: zero;
        }
        layer deep: Elman<H> {
            activation: softplus;
            bias: learn 0.29;
            initial: zero;
            sign: dale(excitatory 0.5);
        }
        output u: 5 {
            bias: fixed zeros;
        }

        deep ~> deep { density: 0.25; }
        slow ~> deep { density: 1; }
        /// How one drives the other.
        fast -> slow;
        deep ~> u { sign: free; }
        light ~> fast { delay: 5; weights: learn 0.16; }
        deep ~> slow { weights: fixed xavier; density: 0.01; }
        sound -> deep { delays: 0..=3; }
        fast -> u { delay: learn(0.57) in logistic(0, 2); spread: 0.4; }
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
    pub struct Net35<const H: usize> {
        dt: 500 us;
        input sound: sizes::THREE;
        layer deep: Dense<H> {
            noise: normal(0.18);
        }
        layer slow: Adapting<5> {
            tau_s: learn per_unit(normal(2 ms, 0.25 ms));
            alpha_r: gated in logistic(0.1, 1.2);
            tau_a: learn global(4 ms);
            /// How fast, or how strong.
            strength: fixed global(0.72);
            activation: elu;
        }
        output u: 4 {
            activation: identity;
        }
        output v: H {
            activation: sigmoid;
            bias: none;
        }
        layer fast: Gru<H> {
            bias: fixed 0.16;
            initial: learn normal(0.0, 0.16);
        }
        layer wide: Lstm<H> {
            initial: fixed normal(0.0, 0.07);
        }

        u -> deep;
        fast ~> u;
        fast -> v { delay: learn per_source(0.42) in logistic(0, 1); spread: fixed 2.61; }
        wide -> v { delays: [0, 3]; weights: fixed xavier; }
        slow -> wide ~> wide;
        slow ~> slow { delay: learn per_source(1.5899999999999999) in logistic(1, 2); spread: fixed 1.21; }
        deep -> v { weights: fixed lecun; }
        fast -> wide { weights: fixed zeros; }
        /// How one drives the other.
        wide -> deep;
        deep ~> deep { weights: learn he; density: 0.5; }
        /// How one drives the other.
        sound -> fast { weights: fixed normal(0.0, 0.43); }
        wide ~> slow.alpha_r;
        fast -> slow { delays: [4, 0, 1]; }
        wide ~> slow { delays: [2, 15]; weights: fixed normal(0.0, 0.24); }
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
    pub struct Net36<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: 2;
        input light: 1;
        output v: 2 {
            activation: leaky_relu(0.1);
            bias: none;
        }
        layer fast: Gru<K> {
            initial: fixed 0.11;
        }
        output u: H {
            activation: identity;
            bias: none;
        }
        layer deep: Adapting<K> {
            /// How fast, or how strong.
            alpha_s: fixed per_unit(normal(0.56, 0.05));
            tau_r: learn per_unit(2.5 ms) in logistic(0.5 ms, 10 ms);
            tau_a: learn global(2.5 ms) in logistic(0.5 ms, 10 ms);
            strength: learn per_unit(0.54) in logistic(0.05, 0.98, slope 1.27);
            activation: leaky_relu(0.1);
            bias: learn;
            initial: fixed uniform(-0.24, 0.29);
        }

        light -> u { weights: learn lecun; }
        fast -> deep { weights: fixed 0.08; }
        deep -> v { mask: by(masks::two_of_three); }
        u ~> fast;
        /// How one drives the other.
        sound -> fast { delays: [0, 3]; }
        sound -> deep;
        /// How one drives the other.
        light -> fast;
        deep ~> deep { delays: 1..4; }
        /// How one drives the other.
        u -> v { weights: fixed normal(0.0, 0.43); }
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
    pub struct Net37 {
        input sound: 4;
        input light: 3;
        input touch: 4;
        output v: 5 {
            activation: softplus;
            bias: learn uniform(-0.11, 0.37);
        }
        output u: sizes::THREE {
            activation: relu;
        }
        /// What `slow` is for.
        layer slow: MyGru<2> {
            bias: learn uniform(-0.13, 0.23);
        }
        layer fast: Gru<5>;

        light ~> u { delays: [2, 15]; }
        slow ~> slow;
        sound -> fast { weights: learn zeros; }
        fast -> v { weights: fixed uniform(-0.4, 0.4); }
        fast ~> fast { delays: [5, 2, 6]; form: diagonal; }
        touch -> slow { weights: fixed 0.18; }
        slow ~> fast { delay: learn per_source(2.46) in 2..=7; }
        u ~> fast;
    }
}

const NET38_DEEP_TO_U: [[bool; 4]; 9] = [[true, false, false, true], [false, true, true, false], [true, true, true, false], [false, false, true, true], [true, true, false, false], [true, true, true, false], [false, true, true, true], [false, true, true, true], [true, true, true, true]];
const NET38_SOUND_TO_WIDE: [[bool; 5]; 3] = [[false, true, true, true, true], [true, true, true, true, false], [true, true, true, false, true]];
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
    pub struct Net38 {
        dt: 0.5 ms;
        slow ~> slow { delays: [5, 2, 6]; weights: learn lecun; }
        touch -> u;
        deep ~> u { delay: learn per_source(1.54) in 1..=6; spread: fixed 1.92; weights: learn 0.19; mask: NET38_DEEP_TO_U; }
        sound -> wide { weights: learn 0.07; mask: NET38_SOUND_TO_WIDE; }
        touch -> deep;
        fast -> deep { delays: [4, 0, 1]; density: 0.5; }
        wide ~> u { delay: 1; weights: fixed he; }
        light -> u { delays: [2, 0]; weights: fixed zeros; density: 0.01; }
        slow ~> fast;
        light -> fast { form: dense; }
        sound -> slow { delays: [0, 15]; density: 0.75; }
        fast ~> fast { delay: 0.5 ms; weights: learn normal(0.0, 0.2); }

        input sound: 5;
        input light: 4;
        input touch: 1;
        layer fast: Adapting<3> {
            /// How fast, or how strong.
            tau_s: learn per_unit(4 ms) in logistic(0.5 ms, 10 ms);
            /// How fast, or how strong.
            alpha_r: fixed global(0.64);
            alpha_a: learn global(uniform(0.2, 0.7)) in logistic(0.1, 1.2);
            strength: learn global(uniform(0.25, 0.67)) in logistic(0.05, 0.98, slope 1.91);
            activation: elu;
            initial: fixed zeros;
            noise: normal(0.31);
        }
        output u: 9 {
            activation: identity;
            bias: none;
        }
        layer slow: Gru<sizes::TWO> {
            bias: learn 0.08;
            initial: learn 0.33;
        }
        /// What `wide` is for.
        layer wide: Divisive<3> {
            /// How fast, or how strong.
            tau_n: learn global(uniform(1 ms, 2 ms)) in 0.5 ms..=10 ms;
            pool: learn per_unit(0.3) in 0.05..=0.95;
            activation: identity;
            bias: learn zeros;
            initial: learn;
            noise: normal(0.2);
        }
        layer deep: Lstm<4>;
    }
}

const NET39_SLOW_TO_W: [[bool; 5]; 3] = [[true, true, false, true, true], [false, true, true, false, true], [true, true, false, false, true]];
const NET39_LIGHT_TO_W: [[bool; 3]; 3] = [[false, true, false], [true, true, true], [true, false, true]];
const NET39_LIGHT_TO_FAST: [[bool; 3]; 5] = [[false, false, true], [true, true, false], [true, true, false], [true, true, false], [true, true, false]];
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
    pub struct Net39<const H: usize> {
        input sound: sizes::THREE;
        input light: H;
        layer deep: Divisive<H> {
            alpha_n: learn per_unit(0.42);
            pool: 0.2;
            activation: softplus;
            bias: fixed 0.28;
            initial: zero;
            noise: normal(0.17);
        }
        /// What `fast` is for.
        layer fast: Lstm<5> {
            bias: learn 0.32;
        }
        output w: 3 {
            activation: leaky_relu(0.1);
            bias: learn uniform(-0.27, 0.28);
        }
        output u: H {
            activation: sigmoid;
            bias: learn;
        }
        output v: H {
            activation: identity;
            bias: learn zeros;
        }
        layer slow: Dense<5> {
            activation: relu;
            bias: fixed 0.32;
            sign: dale(excitatory 1);
        }
        layer wide: Aru<H> {
            alpha_s: learn global(uniform(0.29, 0.64));
            alpha_r: fixed per_unit(uniform(0.21, 0.77));
            activation: leaky_relu(0.1);
            bias: fixed normal(0.0, 0.25);
            initial: learn;
        }

        fast ~> u { weights: fixed normal(0.0, 0.32); density: 0.5; }
        u ~> deep { weights: learn xavier; }
        light ~> wide { delay: learn per_source(1.62) in logistic(1, 6); }
        sound ~> slow;
        sound -> u { weights: fixed 0.14; form: diagonal; }
        wide -> u { weights: fixed lecun; }
        deep ~> deep { delay: 15; form: diagonal; }
        slow -> w { weights: learn xavier; mask: NET39_SLOW_TO_W; sign: free; }
        light -> deep { delays: [4, 0, 1]; }
        sound -> w { delays: [4, 0, 1]; form: diagonal; }
        u ~> u { delays: 1..=4; form: diagonal; }
        wide ~> wide { delay: 5; }
        light ~> w { delays: 1..5; mask: NET39_LIGHT_TO_W; }
        deep -> u { weights: learn orthogonal(1.06); }
        u -> v { weights: learn lecun; }
        light -> slow { delays: 0..2; }
        light -> fast { mask: NET39_LIGHT_TO_FAST; }
        u ~> wide { delays: [5, 2, 6]; weights: learn zeros; }
        wide -> v { delays: 0..4; weights: learn lecun; form: diagonal; }
        sound -> fast { weights: learn uniform(-0.4, 0.4); }
        w ~> slow { delay: 15; }
        /// How one drives the other.
        v ~> v { delays: [1, 4]; }
        deep ~> fast { weights: fixed zeros; form: dense; }
    }
}

/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.
macro_rules! every_network {
    ($case:ident) => {
        $case! { net00, declarations::Net00<f64, 2>, true }
        $case! { net01, declarations::Net01<f64, 3>, true }
        $case! { net02, declarations::Net02<f64>, true }
        $case! { net03, declarations::Net03<f64>, false }
        $case! { net04, declarations::Net04<f64, 3>, false }
        $case! { net05, declarations::Net05<f64, 2, 2>, false }
        $case! { net06, declarations::Net06<f64>, false }
        $case! { net07, declarations::Net07<f64, 3>, true }
        $case! { net08, declarations::Net08<f64, 3>, true }
        $case! { net09, declarations::Net09<f64, 3, 2>, false }
        $case! { net10, declarations::Net10<f64>, true }
        $case! { net11, declarations::Net11<f64, 3, 2>, false }
        $case! { net12, declarations::Net12<f64, 3, 2>, false }
        $case! { net13, declarations::Net13<f64>, false }
        $case! { net14, declarations::Net14<f64>, false }
        $case! { net15, declarations::Net15<f64>, false }
        $case! { net16, declarations::Net16<f64>, false }
        $case! { net17, declarations::Net17<f64>, false }
        $case! { net18, declarations::Net18<f64, 3>, false }
        $case! { net19, declarations::Net19<f64, 2>, true }
        $case! { net20, declarations::Net20<f64>, false }
        $case! { net21, declarations::Net21<f64>, true }
        $case! { net22, declarations::Net22<f64, 3, 4>, true }
        $case! { net23, declarations::Net23<f64>, false }
        $case! { net24, declarations::Net24<f64, 4, 4>, true }
        $case! { net25, declarations::Net25<f64, 2>, true }
        $case! { net26, declarations::Net26<f64, 4>, false }
        $case! { net27, declarations::Net27<f64>, true }
        $case! { net28, declarations::Net28<f64, 4>, false }
        $case! { net29, declarations::Net29<f64, 3, 4>, false }
        $case! { net30, declarations::Net30<f64, 4>, false }
        $case! { net31, declarations::Net31<f64>, false }
        $case! { net32, declarations::Net32<f64>, true }
        $case! { net33, declarations::Net33<f64, 3>, true }
        $case! { net34, declarations::Net34<f64, 2>, false }
        $case! { net35, declarations::Net35<f64, 2>, true }
        $case! { net36, declarations::Net36<f64, 4, 4>, false }
        $case! { net37, declarations::Net37<f64>, false }
        $case! { net38, declarations::Net38<f64>, true }
        $case! { net39, declarations::Net39<f64, 3>, false }
    };
}
pub(crate) use every_network;
