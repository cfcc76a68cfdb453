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

mod activations {
    use aru::prelude::*;

    /// With a derivative of its own.
    pub struct OwnTanh;

    impl Activation for OwnTanh {
        const NAME: &'static str = "own_tanh";
        const PYTORCH: Option<&'static str> = Some("torch.tanh(x)");

        fn value<R: Real>(x: R) -> R {
            x.tanh()
        }

        fn derivative<R: Real>(_x: R, y: R) -> R {
            R::number(1.0) - y * y
        }
    }

    pub struct ThresholdPower;

    impl Activation for ThresholdPower {
        const NAME: &'static str = "threshold_power";
        const NON_NEGATIVE: bool = true;
        const PYTORCH: Option<&'static str> = Some("0.5 * torch.relu(x) ** 2");

        fn value<R: Real>(x: R) -> R {
            let above = x.max(R::number(0.0));
            R::number(0.5) * above * above
        }
    }
}

const NET00_DEEP_TO_WIDE: [[bool; 3]; 3] = [[false, false, false], [false, false, false], [true, true, false]];
recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net00<const H: usize> {
        dt: 1 ms;
        sound -> deep { delays: [2, 0]; density: 0.75; }
        slow -> wide;
        fast ~> slow { delays: 1..3; weights: learn uniform(-0.4, 0.4); }
        slow ~> slow { weights: fixed he; }
        sound -> fast { weights: fixed 0.15; }
        wide ~> u { delays: [1, 4]; weights: fixed 0.06; }
        slow -> u { delays: [2, 0]; }
        /// How one drives the other.
        deep ~> fast;
        fast ~> deep;
        slow -> deep { delays: 0..=2; }
        sound -> u;
        light -> u { weights: learn xavier; }
        /// How one drives the other.
        wide ~> wide { delays: 1..4; weights: fixed lecun; form: dense; }
        deep -> wide { weights: learn uniform(-0.4, 0.4); mask: NET00_DEEP_TO_WIDE; sign: free; }

        input sound: sizes::TWO;
        input light: H;
        layer slow: Gru<1>;
        layer wide: Aru<3> {
            /// How fast, or how strong.
            tau_s: learn global(2 ms) in logistic(1 ms, 20 ms);
            alpha_r: learn per_unit(uniform(0.34, 0.72));
            activation: tanh;
            initial: learn 0.4;
            noise: normal(0.11);
        }
        /// What `u` is for.
        output u: 5 {
            activation: swish;
            bias: learn uniform(-0.44, 0.46);
        }
        /// What `fast` is for.
        layer fast: Adapting<H> {
            alpha_s: fixed per_unit(normal(0.47, 0.05));
            alpha_r: learn per_unit(0.72);
            alpha_a: fixed global(0.73);
            /// How fast, or how strong.
            strength: learn per_unit(0.25) in logistic(0.05, 0.98, slope 1.97);
            activation: identity;
            bias: fixed normal(0.0, 0.08);
            initial: learn uniform(-0.34, 0.13);
        }
        layer deep: Elman<3> {
            bias: learn uniform(-0.45, 0.13);
            sign: dale(excitatory 0.8);
            noise: normal(0.49);
        }
    }
}

const NET01_WIDE_TO_U: [[bool; 4]; 2] = [[false, true, true, true], [true, false, false, false]];
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net01<const H: usize> {
        input sound: H;
        layer fast: Lstm<sizes::TWO> {
            bias: none;
            initial: fixed zeros;
        }
        layer slow: Gated<4> {
            alpha_g: learn per_unit(uniform(0.31, 0.77)) in 0.05..=0.95;
            bias: fixed zeros;
        }
        /// What `deep` is for.
        layer deep: Driven<4> {
            gain: 0.6;
            activation: hill;
            bias: learn 0.39;
            initial: fixed uniform(-0.22, 0.5);
        }
        /// What `wide` is for.
        layer wide: Gated<4> {
            alpha_g: learn per_unit(0.54) in logistic(0.1, 1.2);
            initial: learn normal(0.0, 0.16);
        }
        layer late: Switching<sizes::TWO> {
            alpha_w: gated(0.79) in logistic(0.05, 0.95);
            ceiling: 1.0;
            bias: learn zeros;
        }
        output u: H {
            activation: softplus;
            bias: learn 0.33;
            sign: dale(excitatory 0.25);
        }

        slow -> u { delays: [4, 0, 1]; weights: fixed zeros; }
        late -> u ~> wide;
        sound -> slow { delays: 0..3; density: 1; }
        sound -> fast { form: dense; }
        sound -> deep { delay: learn(0.77) in logistic(0, 5); spread: fixed 2.43; form: dense; }
        deep ~> deep { delays: 1..5; }
        /// How one drives the other.
        wide ~> u { weights: learn normal(0.0, 0.36); mask: NET01_WIDE_TO_U; }
        u ~> u { delays: 1..5; density: 0.01; sign: free; }
        fast ~> fast { delays: 2..=3; }
        slow -> wide;
        deep -> late { weights: learn uniform(-0.4, 0.4); }
        sound ~> late.alpha_w { delay: 1; }
        /// How one drives the other.
        late ~> late { delay: 1; weights: learn xavier; }
        fast ~> u { delays: [5, 2, 6]; }
    }
}

const NET02_FAST_TO_U: [[bool; 3]; 7] = [[false, true, true], [false, true, true], [false, false, true], [true, false, true], [false, true, true], [true, true, false], [true, true, true]];
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
    pub struct Net02<const H: usize> {
        dt: 500 us;
        input sound: H;
        output u: 7 {
            activation: softplus;
            sign: dale(excitatory 0.25);
        }
        layer slow: Driven<3> {
            gain: learn per_unit(uniform(0.3, 0.73)) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
            bias: learn;
            initial: learn;
            noise: normal(0.46);
        }
        output v: 2 {
            bias: fixed zeros;
        }
        /// What `deep` is for.
        layer deep: Aru<sizes::TWO> {
            /// How fast, or how strong.
            tau_s: learn global(uniform(1 ms, 4 ms)) in logistic(0.5 ms, 5 ms, slope 1.82);
            tau_r: learn per_unit(uniform(1 ms, 4 ms)) in logistic(0.5 ms, 5 ms, slope 2.27);
            activation: sigmoid;
            bias: learn zeros;
            initial: fixed uniform(-0.13, 0.43);
        }
        /// What `fast` is for.
        layer fast: Divisive<3> {
            alpha_n: fixed per_unit(0.3);
            /// How fast, or how strong.
            pool: learn global(normal(0.56, 0.05)) in 0.05..=0.95;
            activation: sigmoid;
        }

        fast -> u { mask: NET02_FAST_TO_U; }
        v ~> u { weights: learn xavier; form: dense; }
        sound -> slow { density: 0.25; }
        fast ~> fast { delay: 3; }
        fast -> deep { delay: learn per_source(0.64) in logistic(0, 2); spread: fixed 1.24; }
        sound -> fast;
        deep ~> deep { delay: learn(2.57) in 2..=7; spread: fixed 1.09; weights: learn lecun; form: diagonal; }
        deep -> v { delay: learn per_source(0.42) in 0..=3; mask: by(masks::two_of_three); }
        /// How one drives the other.
        slow -> u { delays: 0..=1; }
        u -> v { delays: 0..=2; weights: learn orthogonal(1.01); }
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net03<const H: usize> {
        dt: 0.004 s;
        sound -> fast { weights: fixed he; }
        late ~> fast { weights: fixed normal(0.0, 0.37); }
        deep ~> slow { delay: 20 ms; weights: learn xavier; }
        late -> deep { delays: 0..2; }
        slow -> deep { weights: learn xavier; }
        wide -> slow { delay: learn per_source(0.78) in 0..=4; mask: by(masks::two_of_three); }
        fast -> late { delays: 0..=3; weights: learn lecun; }
        u ~> slow { delay: learn(2.7800000000000002) in 2..=4; spread: 0.85; weights: learn he; }
        u ~> wide { delay: learn per_source(2.57) in 2..=4; weights: learn 0.06; }
        sound -> wide;
        slow ~> slow { delay: 2; mask: by(masks::not_self); }
        /// How one drives the other.
        deep -> u { weights: learn normal(0.0, 0.3); }
        wide ~> slow.alpha_s { delay: learn per_source(1.62) in logistic(1, 6); weights: learn zeros; }

        input sound: 5;
        layer wide: MyGru<H> {
            initial: learn uniform(-0.4, 0.27);
        }
        /// What `fast` is for.
        layer fast: Switching<H> {
            /// How fast, or how strong.
            tau_w: learn global(20 ms) in logistic(4 ms, 80 ms);
            ceiling: fixed per_unit(normal(0.56, 0.05));
            initial: fixed zeros;
            noise: normal(0.45);
        }
        layer slow: Aru<H> {
            alpha_s: gated;
            alpha_r: 1.0;
            activation: tanh;
            bias: fixed normal(0.0, 0.18);
            initial: learn 0.23;
            noise: normal(0.11);
        }
        layer late: Adapting<H> {
            tau_s: fixed global(normal(16 ms, 2 ms));
            tau_r: 4 ms;
            tau_a: learn global(normal(16 ms, 2 ms)) in 4 ms..=80 ms;
            strength: learn per_unit(uniform(0.33, 0.78));
            activation: identity;
            bias: learn zeros;
            initial: learn;
        }
        output u: H {
            activation: hill;
            bias: fixed 0.06;
        }
        layer deep: Lstm<4> {
            bias: learn zeros;
            initial: learn uniform(-0.27, 0.5);
        }
    }
}

const NET04_WIDE_TO_FAST: [[bool; 2]; 2] = [[true, false], [true, false]];
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
    pub struct Net04<const H: usize, const K: usize> {
        input sound: 4;
        /// What `fast` is for.
        layer fast: Aru<2> {
            alpha_s: gated(0.35, from fast);
            alpha_r: gated(0.46, from sound);
            activation: elu;
            bias: fixed 0.26;
        }
        /// What `late` is for.
        layer late: Gru<4> {
            bias: learn normal(0.0, 0.22);
        }
        layer deep: Adapting<K> {
            /// How fast, or how strong.
            alpha_s: fixed per_unit(normal(0.46, 0.05));
            alpha_r: learn per_unit(0.8) in logistic(0.05, 0.98, slope 1.67);
            alpha_a: 1.0;
            strength: learn per_unit(0.41);
            activation: identity;
            initial: learn;
            noise: normal(0.2);
        }
        layer wide: Adapting<H> {
            alpha_s: learn per_unit(0.51);
            alpha_r: 1.0;
            alpha_a: learn global(uniform(0.33, 0.68)) in logistic(0.1, 1.2);
            strength: 0.7;
            activation: custom(activations::ThresholdPower);
            bias: none;
            initial: fixed normal(0.0, 0.19);
        }
        output v: 3 {
            activation: leaky_relu(0.1);
            bias: learn;
        }
        layer slow: Adapting<H> {
            alpha_s: gated(0.64, from v, deep);
            alpha_r: learn per_unit(normal(0.59, 0.05));
            /// How fast, or how strong.
            alpha_a: learn per_unit(normal(0.46, 0.05)) in 0.05..=0.95;
            strength: learn per_unit(normal(0.41, 0.05)) in 0.05..=0.95;
            activation: relu;
            bias: learn;
            initial: learn uniform(-0.13, 0.35);
        }
        /// What `u` is for.
        output u: K {
            activation: elu;
        }

        sound ~> wide;
        late ~> late { delay: 15; weights: learn orthogonal(0.98); }
        slow ~> slow { weights: learn lecun; }
        slow ~> wide { weights: learn lecun; }
        fast ~> late { delays: 1..4; weights: learn he; }
        u ~> slow { delay: learn(2.62) in 2..=5; spread: fixed 1.01; }
        slow ~> late { form: dense; }
        slow ~> v { delays: [3, 1]; }
        deep ~> fast { delays: [2, 15]; }
        late -> u;
        fast -> slow { delays: [2, 0]; weights: fixed normal(0.0, 0.41); form: diagonal; }
        fast -> deep { delays: 0..2; }
        wide -> v { delays: 0..4; weights: learn xavier; mask: by(masks::two_of_three); }
        late -> v;
        late -> deep -> wide;
        sound -> fast { weights: learn 0.06; form: dense; }
        wide ~> fast { delays: 1..4; mask: NET04_WIDE_TO_FAST; }
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net05<const H: usize> {
        dt: 0.004 s;
        input sound: 4;
        input light: H;
        output u: H {
            activation: softplus;
            bias: fixed zeros;
            sign: dale(excitatory 0.25);
        }
        layer late: Divisive<H> {
            alpha_n: 1.0;
            pool: learn per_unit(0.66) in logistic(0.0, 1.0);
            activation: sigmoid;
            bias: learn zeros;
        }
        layer fast: Lstm<4> {
            bias: learn uniform(-0.5, 0.43);
        }
        layer deep: Adapting<2> {
            tau_s: gated(12 ms, from light) in logistic(4 ms, 80 ms);
            alpha_r: learn per_unit(0.4);
            tau_a: 4 ms;
            strength: learn global(normal(0.47, 0.05)) in logistic(0.05, 0.98, slope 2.29);
            activation: swish;
            bias: fixed zeros;
            noise: normal(0.29);
        }
        output v: sizes::TWO {
            activation: tanh;
            bias: learn normal(0.0, 0.28);
        }
        output w: H {
            activation: custom(activations::OwnTanh);
        }
        layer wide: Divisive<3> {
            tau_n: 24 ms;
            pool: fixed per_unit(uniform(0.36, 0.79));
            activation: identity;
            bias: fixed uniform(-0.39, 0.45);
            noise: normal(0.26);
        }

        u ~> late { delay: learn(1.5899999999999999) in 1..=4; spread: 1.26; }
        sound ~> wide;
        wide ~> late { delay: 4 ms; weights: learn orthogonal(0.93); }
        /// How one drives the other.
        deep -> w { delay: learn(0.32) in 0..=5; weights: fixed uniform(-0.4, 0.4); }
        fast ~> fast { delays: 1..4; weights: learn 0.08; }
        late -> u;
        light -> fast;
        deep ~> deep { delay: 5; }
        sound -> w { weights: learn zeros; }
        light -> u { delay: learn per_source(0.46) in logistic(0, 1); spread: 2.14; }
        deep -> v;
        wide ~> wide { delays: [2, 15]; weights: learn normal(0.0, 0.38); }
        light -> deep { weights: learn he; }
        fast -> u { delays: 0..3; }
    }
}

const NET06_TOUCH_TO_DEEP: [[bool; 4]; 5] = [[false, false, true, true], [true, true, true, false], [true, true, false, false], [true, false, false, false], [true, false, true, true]];
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
    pub struct Net06<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: K;
        input light: K;
        input touch: 4;
        layer deep: Gru<5> {
            bias: fixed 0.08;
            initial: learn normal(0.0, 0.22);
        }
        output u: 5 {
            bias: none;
        }
        /// What `wide` is for.
        layer wide: MyGru<H> {
            bias: learn zeros;
        }
        /// What `slow` is for.
        layer slow: Adapting<3> {
            alpha_s: 1.0;
            tau_r: learn per_unit(1 ms) in logistic(0.5 ms, 5 ms, slope 0.92);
            tau_a: fixed per_unit(2 ms);
            /// How fast, or how strong.
            strength: learn global(0.74) in logistic(0.0, 1.0);
            activation: relu;
            initial: learn normal(0.0, 0.24);
            noise: normal(0.26);
        }
        output v: 5 {
            bias: none;
        }
        layer fast: Divisive<5> {
            alpha_n: gated(0.68, from light);
            pool: fixed per_unit(uniform(0.22, 0.76));
            activation: tanh;
            bias: learn 0.15;
            initial: fixed uniform(-0.31, 0.13);
        }
        output w: H {
            activation: leaky_relu(0.1);
            bias: fixed 0.33;
        }

        u -> v { delays: 0..2; form: diagonal; }
        u ~> fast.alpha_n { weights: learn lecun; }
        light ~> u -> w;
        deep -> wide { weights: learn uniform(-0.4, 0.4); }
        light -> fast;
        touch ~> deep { mask: NET06_TOUCH_TO_DEEP; }
        light -> slow { delay: learn per_source(0.67) in 0..=2; spread: fixed 1.45; }
        slow ~> u { delay: 2 ms; weights: learn orthogonal(0.53); }
        sound -> wide { delay: learn per_source(0.36) in 0..=5; }
        deep -> u { mask: by(masks::not_self); }
        fast ~> w { delay: 2; mask: by(masks::not_self); }
        wide ~> wide;
        deep ~> slow { delay: 1 ms; weights: fixed lecun; }
        w ~> deep { weights: fixed 0.12; }
        slow ~> slow;
        w ~> w { delays: 1..=4; weights: learn he; mask: by(masks::two_of_three); }
        fast ~> fast { delays: 1..3; weights: learn normal(0.0, 0.32); mask: by(masks::not_self); }
        wide ~> deep { delays: 1..5; weights: fixed orthogonal(0.61); }
        v ~> deep { weights: learn normal(0.0, 0.47); }
        u ~> deep { mask: by(masks::two_of_three); }
        sound -> v { weights: learn xavier; density: 1; }
    }
}

const NET07_FAST_TO_U: [[bool; 5]; 4] = [[true, true, true, false, true], [true, true, true, true, false], [true, false, true, true, true], [true, true, true, true, false]];
const NET07_V_TO_V: [[bool; 4]; 4] = [[false, true, true, true], [true, true, false, true], [true, true, true, true], [true, false, true, false]];
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net07 {
        dt: 1 ms;
        input sound: 5;
        input light: 1;
        input touch: 1;
        layer slow: Adapting<3> {
            tau_s: learn per_unit(6 ms);
            alpha_r: gated(0.59, from slow, light);
            alpha_a: fixed global(0.31);
            strength: fixed per_unit(0.31);
            activation: elu;
            bias: none;
            initial: fixed 0.2;
            noise: normal(0.5);
        }
        layer wide: Gated<5> {
            tau_g: gated(from fast, sound) in logistic(1 ms, 20 ms);
            bias: none;
            initial: learn;
        }
        /// What `deep` is for.
        layer deep: Divisive<3> {
            alpha_n: learn global(0.25) in logistic(0.05, 0.98, slope 1.39);
            pool: 0.85;
            activation: sigmoid;
            initial: learn;
        }
        output w: 2 {
            activation: tanh;
            bias: learn uniform(-0.18, 0.11);
        }
        /// What `fast` is for.
        layer fast: Elman<5> {
            activation: custom(activations::OwnTanh);
            bias: learn zeros;
            initial: learn 0.12;
        }
        output u: 4 {
            activation: tanh;
            bias: fixed 0.36;
        }
        output v: 4 {
            activation: swish;
        }

        v ~> deep { delay: 5 ms; form: dense; }
        deep ~> slow { delay: learn per_source(2.48) in 2..=6; spread: fixed 2.1; }
        light ~> fast { delay: learn(2.71) in 2..=5; spread: fixed 1.04; weights: fixed uniform(-0.4, 0.4); form: dense; }
        fast -> u { mask: NET07_FAST_TO_U; }
        slow -> deep { weights: learn 0.15; }
        v ~> v { delays: 1..3; mask: NET07_V_TO_V; }
        /// How one drives the other.
        w ~> w { weights: learn orthogonal(0.84); }
        fast ~> fast { delay: 3; density: 0.25; }
        light ~> deep { weights: fixed normal(0.0, 0.29); }
        /// How one drives the other.
        sound ~> u { delay: learn(1.3900000000000001) in logistic(1, 5); density: 1; }
        v ~> slow { form: dense; }
        /// How one drives the other.
        v -> w { delay: learn per_source(0.5) in 0..=1; spread: fixed 1.05; }
        slow -> v { delays: [0, 3]; }
        slow ~> u { delay: learn(1.65) in 1..=6; spread: fixed 1.65; }
        /// How one drives the other.
        fast -> wide;
        wide ~> fast { mask: by(masks::two_of_three); }
        sound -> slow { delays: [2, 0]; weights: learn xavier; }
        u ~> fast;
        touch -> v;
        touch ~> wide.alpha_g;
    }
}

const NET08_SLOW_TO_U: [[bool; 2]; 2] = [[true, true], [true, true]];
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net08<const H: usize> {
        dt: 500 us;
        light ~> wide { delay: 2 ms; }
        sound -> fast { delays: 0..2; }
        fast ~> deep { weights: learn normal(0.0, 0.27); }
        slow ~> u { mask: NET08_SLOW_TO_U; }
        wide -> u { delays: [0, 3]; weights: learn normal(0.0, 0.34); }
        wide ~> wide.alpha_a { delay: 15; }
        deep ~> deep { weights: fixed normal(0.0, 0.24); }
        deep ~> fast { delays: 1..=3; weights: fixed uniform(-0.4, 0.4); }
        light ~> u { delays: [2, 15]; weights: learn 0.07; }
        deep ~> slow { weights: learn orthogonal(0.7); }
        deep -> u { delays: 0..3; }
        wide ~> wide { weights: fixed uniform(-0.4, 0.4); }
        light -> slow;
        slow ~> slow { delay: learn per_source(1.75) in 1..=3; spread: 1.77; }
        fast ~> fast { delay: 1 ms; weights: learn normal(0.0, 0.25); }

        input sound: H;
        input light: H;
        /// What `fast` is for.
        layer fast: Elman<4> {
            bias: fixed zeros;
            initial: fixed zeros;
        }
        layer slow: Aru<H> {
            alpha_s: learn global(normal(0.47, 0.05)) in logistic(0.0, 1.0);
            alpha_r: learn per_unit(uniform(0.2, 0.73)) in 0.05..=0.95;
            activation: relu;
            bias: none;
            initial: fixed zeros;
            sign: dale(excitatory 0.25);
            noise: normal(0.35);
        }
        layer deep: Divisive<H> {
            alpha_n: learn per_unit(normal(0.49, 0.05)) in 0.05..=0.95;
            pool: learn global(normal(0.51, 0.05)) in logistic(0.0, 1.0);
            activation: elu;
            initial: zero;
        }
        layer wide: Adapting<H> {
            tau_s: learn per_unit(normal(2 ms, 0.25 ms)) in logistic(0.5 ms, 10 ms);
            tau_r: learn global(1.5 ms) in logistic(0.5 ms, 10 ms);
            tau_a: gated(4 ms) in logistic(0.5 ms, 10 ms);
            strength: fixed global(0.66);
            activation: custom(activations::OwnTanh);
            noise: normal(0.16);
        }
        output u: sizes::TWO {
            activation: swish;
            bias: learn uniform(-0.39, 0.16);
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net09 {
        input sound: 3;
        layer slow: MyGru<3> {
            bias: learn;
        }
        output v: 5 {
            activation: sigmoid;
            bias: none;
            sign: dale(excitatory 0);
        }
        layer late: Adapting<9> {
            alpha_s: gated(from fast);
            alpha_r: fixed global(0.59);
            alpha_a: learn per_unit(uniform(0.27, 0.61)) in logistic(0.1, 1.2);
            strength: learn per_unit(normal(0.59, 0.05)) in 0.05..=0.95;
            activation: softplus;
            bias: fixed zeros;
            noise: normal(0.23);
        }
        layer fast: Switching<5> {
            alpha_w: 0.5;
            /// How fast, or how strong.
            ceiling: learn per_unit(normal(0.4, 0.05)) in 0.05..=0.95;
            bias: fixed 0.08;
            initial: fixed 0.18;
            noise: normal(0.49);
        }
        output u: 3 {
            activation: hill;
            bias: none;
            sign: dale(excitatory 1);
        }
        layer wide: Aru<5> {
            alpha_s: fixed per_unit(normal(0.59, 0.05));
            alpha_r: gated(from deep) in logistic(0.05, 0.95);
            bias: none;
            initial: fixed 0.34;
            sign: dale(excitatory 1);
        }
        layer deep: Dense<3> {
            activation: elu;
            bias: fixed uniform(-0.43, 0.27);
        }

        fast -> deep { delay: learn per_source(0.71) in 0..=2; spread: 1.44; weights: learn normal(0.0, 0.44); }
        slow -> deep;
        /// How one drives the other.
        sound -> fast { delays: [0, 3]; }
        /// How one drives the other.
        sound -> late;
        slow -> u { weights: learn xavier; }
        deep ~> deep { delay: 1; }
        wide ~> wide { sign: free; }
        slow ~> slow;
        fast ~> fast { weights: learn zeros; }
        late ~> fast { delays: 1..4; weights: learn zeros; }
        late -> v { weights: fixed orthogonal(0.69); }
        wide ~> v { delay: learn per_source(1.31) in logistic(1, 2); spread: 1.33; }
        v ~> wide { weights: learn xavier; }
        deep -> late { delays: 0..=3; }
        /// How one drives the other.
        wide -> u;
        sound -> slow { weights: learn 0.11; form: diagonal; }
        sound -> wide { delay: learn per_source(0.21) in 0..=4; spread: fixed 0.23; weights: fixed uniform(-0.4, 0.4); density: 0.5; }
        deep ~> fast { weights: learn uniform(-0.4, 0.4); }
        fast -> late { delays: [0, 3]; }
        u ~> deep { delays: 2..=4; }
        sound -> u { form: diagonal; }
        u ~> wide { delay: learn per_source(2.38) in logistic(2, 5); spread: 1.57; weights: learn uniform(-0.4, 0.4); }
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net10<const H: usize> {
        deep ~> late { delays: [2, 15]; }
        late ~> late { delay: learn per_source(2.68) in 2..=5; spread: fixed 0.9; }
        u ~> late { delay: 3; weights: learn zeros; }
        fast -> deep { delays: 0..2; }
        sound ~> late.alpha_r { delay: 3; weights: learn lecun; }
        /// How one drives the other.
        fast -> late { mask: by(masks::two_of_three); }
        late -> u ~> v;
        sound -> wide { weights: learn normal(0.0, 0.2); }
        wide ~> fast { delays: 1..5; form: dense; }
        sound -> fast { weights: learn lecun; }
        wide -> v;

        input sound: H;
        layer wide: Gated<4> {
            /// How fast, or how strong.
            alpha_g: learn per_unit(uniform(0.24, 0.67)) in logistic(0.05, 0.98, slope 1.07);
            bias: learn 0.11;
            initial: fixed 0.09;
        }
        layer deep: Divisive<5> {
            alpha_n: learn global(0.29);
            pool: 1.0;
            activation: elu;
            bias: learn;
            initial: learn 0.14;
        }
        layer late: Adapting<4> {
            /// How fast, or how strong.
            alpha_s: fixed per_unit(0.26);
            alpha_r: gated(0.74, from late, fast);
            alpha_a: learn per_unit(normal(0.44, 0.05)) in logistic(0.05, 0.98, slope 1.69);
            /// How fast, or how strong.
            strength: learn per_unit(0.26) in 0.05..=0.95;
            activation: hill;
            bias: fixed 0.29;
            initial: zero;
        }
        output v: 3 {
            bias: learn;
        }
        output u: sizes::THREE {
            activation: tanh;
            bias: none;
        }
        /// What `fast` is for.
        layer fast: MyGru<2> {
            bias: fixed zeros;
            initial: zero;
        }
    }
}

const NET11_DEEP_TO_U: [[bool; 5]; 7] = [[true, true, true, false, true], [false, true, true, false, false], [false, true, true, true, false], [true, true, true, true, true], [false, false, true, false, false], [true, true, true, false, false], [true, true, true, false, false]];
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
    pub struct Net11 {
        input sound: 2;
        layer slow: Adapting<5> {
            alpha_s: fixed global(0.48);
            alpha_r: learn global(0.27) in 0.05..=0.95;
            /// How fast, or how strong.
            alpha_a: fixed per_unit(0.54);
            strength: 0.27;
            activation: leaky_relu(0.1);
            bias: none;
            initial: zero;
        }
        layer fast: Driven<sizes::THREE> {
            /// How fast, or how strong.
            gain: 0.38;
            activation: relu;
            bias: learn uniform(-0.2, 0.38);
            initial: fixed zeros;
        }
        layer deep: Driven<5> {
            gain: learn per_unit(0.64);
            activation: custom(activations::ThresholdPower);
            initial: fixed 0.1;
        }
        output u: 7 {
            activation: leaky_relu(0.1);
        }

        fast ~> slow { delay: 1; weights: learn he; }
        u ~> slow;
        sound ~> u { delays: 1..=3; }
        sound -> fast { delays: 0..=2; density: 0.25; }
        /// How one drives the other.
        slow ~> deep { weights: learn he; form: diagonal; }
        deep -> u { mask: NET11_DEEP_TO_U; }
    }
}

const NET12_WIDE_TO_WIDE: [[bool; 5]; 5] = [[true, true, true, false, false], [true, false, false, true, true], [false, false, false, false, true], [true, true, false, true, true], [true, false, false, false, false]];
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net12<const H: usize, const K: usize> {
        input sound: 2;
        input light: 5;
        /// What `fast` is for.
        layer fast: Elman<K> {
            activation: hill;
        }
        layer slow: Driven<K> {
            gain: learn global(0.54) in logistic(0.05, 0.98, slope 2.25);
            activation: elu;
        }
        layer deep: Adapting<sizes::THREE> {
            alpha_s: learn global(0.3) in logistic(0.1, 1.2);
            alpha_r: learn global(0.53);
            alpha_a: gated(from slow);
            strength: learn per_unit(normal(0.46, 0.05));
            activation: leaky_relu(0.1);
            bias: none;
            initial: learn normal(0.0, 0.05);
            noise: normal(0.32);
        }
        /// What `wide` is for.
        layer wide: Driven<5> {
            gain: learn global(normal(0.45, 0.05)) in logistic(0.05, 0.98, slope 1.97);
            activation: elu;
            bias: none;
        }
        layer late: Switching<9> {
            alpha_w: 0.54;
            ceiling: learn global(uniform(0.31, 0.72)) in logistic(0.0, 1.0);
            bias: learn 0.23;
            initial: learn uniform(-0.35, 0.19);
        }
        output u: H {
            activation: custom(activations::OwnTanh);
            bias: none;
        }
        /// What `v` is for.
        output v: K {
            activation: hill;
            bias: fixed zeros;
            sign: dale(excitatory 0.25);
        }
        /// What `w` is for.
        output w: 4 {
            bias: fixed normal(0.0, 0.29);
        }

        slow -> u;
        light ~> u { weights: learn zeros; }
        fast ~> late { delays: 1..3; weights: learn 0.17; }
        wide ~> fast { delay: learn(2.2) in logistic(2, 3); }
        fast -> v { weights: learn 0.08; }
        u ~> deep { delays: 2..=4; weights: fixed xavier; }
        wide -> v ~> wide;
        /// How one drives the other.
        wide -> w { delays: 0..=1; weights: fixed uniform(-0.4, 0.4); }
        slow -> deep { delays: [4, 0, 1]; }
        late -> u { delays: [0, 15]; }
        late ~> deep;
        wide ~> wide { mask: NET12_WIDE_TO_WIDE; }
        late ~> v;
        sound ~> slow { weights: learn 0.08; }
        deep ~> fast { delay: learn(1.75) in 1..=6; spread: 0.6; }
        slow -> wide { delays: 0..2; mask: by(masks::two_of_three); }
        fast ~> deep.alpha_a { delays: 2..=4; }
        late ~> late { delay: 5; }
        sound -> u { weights: learn xavier; }
        light -> fast;
        light -> v { weights: fixed uniform(-0.4, 0.4); }
        u ~> slow { delay: 1; }
        light -> slow { delays: 0..4; density: 1; }
        fast ~> fast { weights: learn 0.08; }
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net13<const H: usize, const K: usize> {
        input sound: 3;
        input light: H;
        input touch: K;
        layer fast: Adapting<2> {
            alpha_s: 0.23;
            alpha_r: gated(0.25, from light);
            alpha_a: gated(0.48, from fast, sound);
            strength: fixed per_unit(normal(0.57, 0.05));
            activation: sigmoid;
            bias: fixed 0.1;
        }
        layer wide: Elman<sizes::TWO> {
            activation: sigmoid;
            bias: none;
            initial: fixed normal(0.0, 0.3);
            noise: normal(0.06);
        }
        output u: 7 {
            activation: swish;
            bias: none;
        }
        layer deep: Aru<9> {
            alpha_s: 1.0;
            alpha_r: learn per_unit(normal(0.49, 0.05)) in logistic(0.0, 1.0);
            activation: swish;
        }
        layer slow: Adapting<3> {
            alpha_s: learn global(uniform(0.34, 0.66)) in 0.05..=0.95;
            alpha_r: gated(0.74, from wide) in logistic(0.05, 0.95);
            alpha_a: fixed global(uniform(0.32, 0.73));
            strength: 0.31;
            activation: swish;
            bias: learn uniform(-0.13, 0.35);
            initial: learn;
        }
        layer late: Adapting<2> {
            alpha_s: gated(0.56, from wide) in logistic(0.1, 1.2);
            alpha_r: 1.0;
            alpha_a: learn global(normal(0.59, 0.05)) in logistic(0.1, 1.2);
            strength: 0.86;
            activation: identity;
            initial: fixed zeros;
            noise: normal(0.35);
        }
        /// What `v` is for.
        output v: sizes::TWO {
            activation: hill;
            bias: fixed 0.22;
        }

        late ~> wide { delays: 1..5; }
        v ~> late { delay: learn(1.34) in 1..=6; }
        touch -> fast { mask: by(masks::two_of_three); }
        light -> u { weights: learn xavier; }
        slow ~> slow { delay: 15; weights: learn xavier; }
        /// How one drives the other.
        slow ~> v { delay: learn per_source(1.38) in 1..=4; weights: fixed zeros; }
        /// How one drives the other.
        deep ~> u;
        wide -> slow;
        sound ~> deep { delays: 1..=4; mask: by(masks::two_of_three); }
        sound -> v ~> wide;
        late ~> late { delay: learn per_source(1.7) in 1..=6; weights: learn uniform(-0.4, 0.4); mask: by(masks::two_of_three); }
        fast -> v { delays: [0, 15]; }
        v ~> fast { delay: 2; }
        light -> late { delay: learn per_source(0.38) in 0..=2; spread: fixed 1.71; }
        late ~> u { weights: learn zeros; }
        deep ~> deep { delay: learn per_source(2.4699999999999998) in 2..=4; spread: fixed 0.75; }
        fast ~> wide { form: dense; }
    }
}

const NET14_FAST_TO_FAST: [[bool; 2]; 2] = [[true, false], [true, false]];
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
    pub struct Net14<const H: usize, const K: usize> {
        input sound: sizes::THREE;
        layer fast: MyGru<sizes::TWO> {
            initial: learn;
        }
        layer slow: MyGru<K> {
            initial: learn;
        }
        /// What `u` is for.
        output u: 3 {
            activation: relu;
            bias: learn zeros;
            sign: dale(excitatory 0.8);
        }
        layer wide: Aru<K> {
            /// How fast, or how strong.
            alpha_s: learn global(normal(0.52, 0.05)) in logistic(0.1, 1.2);
            alpha_r: 0.6;
            activation: softplus;
            bias: none;
            sign: dale(excitatory 0);
            noise: normal(0.05);
        }
        layer deep: Adapting<H> {
            alpha_s: learn global(normal(0.4, 0.05)) in 0.05..=0.95;
            alpha_r: learn per_unit(0.43) in logistic(0.0, 1.0);
            alpha_a: learn global(normal(0.48, 0.05)) in 0.05..=0.95;
            strength: 0.69;
            activation: custom(activations::OwnTanh);
            bias: fixed zeros;
            initial: learn normal(0.0, 0.11);
        }

        wide ~> u { delay: 15; }
        u -> wide { weights: learn xavier; }
        slow ~> slow { weights: fixed xavier; }
        deep ~> wide { delay: learn(2.59) in logistic(2, 4); spread: 0.77; weights: fixed orthogonal(0.83); }
        fast ~> fast { delay: learn per_source(1.58) in 1..=6; weights: fixed 0.08; mask: NET14_FAST_TO_FAST; }
        /// How one drives the other.
        wide ~> wide { delay: learn per_source(1.4) in 1..=6; spread: fixed 2.68; form: diagonal; sign: free; }
        /// How one drives the other.
        deep ~> u { delays: [5, 2, 6]; weights: fixed normal(0.0, 0.48); }
        fast -> slow;
        fast -> wide { weights: learn lecun; }
        sound -> fast { delays: [0, 3]; }
        /// How one drives the other.
        sound -> deep { weights: learn zeros; }
        slow -> u { delays: 0..2; weights: fixed he; }
    }
}

const NET15_LIGHT_TO_U: [[bool; 3]; 3] = [[true, true, true], [false, true, false], [true, false, false]];
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net15<const H: usize> {
        dt: 500 us;
        late -> u;
        light -> u { mask: NET15_LIGHT_TO_U; }
        /// How one drives the other.
        light -> deep { form: diagonal; }
        deep -> wide;
        deep ~> fast { delays: 2..=3; }
        sound -> deep;
        fast ~> fast { delay: 2.5 ms; }
        late ~> late { delay: 15; }
        fast ~> u { delay: learn(2.66) in logistic(2, 6); spread: 1.67; }
        wide -> late { delays: 0..2; weights: fixed zeros; }
        sound -> fast { delays: 0..=3; }

        input sound: 4;
        input light: H;
        /// What `fast` is for.
        layer fast: Aru<2> {
            /// How fast, or how strong.
            alpha_s: learn per_unit(0.75);
            tau_r: learn global(uniform(1 ms, 2.5 ms)) in logistic(0.5 ms, 5 ms, slope 1.72);
            bias: none;
            initial: fixed zeros;
        }
        layer deep: Divisive<H> {
            alpha_n: learn global(uniform(0.3, 0.79)) in logistic(0.05, 0.98, slope 1.35);
            pool: 0.68;
            activation: sigmoid;
        }
        layer wide: Adapting<5> {
            tau_s: gated(3.5 ms, from light);
            alpha_r: 1.0;
            alpha_a: fixed global(0.56);
            strength: learn global(uniform(0.4, 0.66)) in logistic(0.0, 1.0);
            activation: swish;
            bias: learn 0.26;
            initial: learn zeros;
        }
        layer late: Divisive<H> {
            tau_n: fixed per_unit(1 ms);
            pool: learn global(0.24) in logistic(0.1, 1.2);
            activation: softplus;
        }
        output u: H {
            activation: relu;
            bias: fixed uniform(-0.25, 0.12);
        }
    }
}

const NET16_SOUND_TO_FAST: [[bool; 9]; 2] = [[true, true, false, true, true, true, false, true, false], [true, false, false, false, false, true, true, false, false]];
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net16 {
        dt: 0.5 ms;
        slow ~> slow { delay: 2.5 ms; }
        deep ~> deep;
        sound -> wide { delay: learn(0.27) in 0..=5; spread: 2.22; mask: by(masks::not_self); }
        slow ~> u { delay: learn(1.3599999999999999) in 1..=6; spread: fixed 1.02; }
        wide ~> wide { delays: [5, 2, 6]; weights: learn xavier; }
        late -> u;
        late ~> slow { delay: 5; weights: learn normal(0.0, 0.29); }
        deep -> wide { delays: [4, 0, 1]; mask: by(masks::two_of_three); }
        late ~> late { delay: 3 ms; weights: learn xavier; }
        light -> late { weights: fixed zeros; density: 0.25; }
        sound ~> fast { delays: 1..4; weights: learn 0.05; mask: NET16_SOUND_TO_FAST; }
        sound -> slow { weights: learn normal(0.0, 0.3); }
        fast -> u;
        light ~> deep { delay: 2; }
        wide ~> u { delays: [5, 2, 6]; weights: learn lecun; }
        light ~> slow { delay: learn(2.4699999999999998) in 2..=4; spread: fixed 0.6; }

        input sound: 9;
        input light: 1;
        /// What `u` is for.
        output u: 3 {
            activation: hill;
        }
        layer deep: Gated<sizes::THREE> {
            /// How fast, or how strong.
            tau_g: 2 ms;
            bias: fixed normal(0.0, 0.15);
            initial: fixed normal(0.0, 0.17);
        }
        layer slow: Aru<4> {
            alpha_s: 0.29;
            alpha_r: learn global(normal(0.54, 0.05)) in logistic(0.05, 0.98, slope 1.67);
            activation: elu;
            bias: learn normal(0.0, 0.22);
        }
        layer wide: Gated<2> {
            tau_g: learn global(normal(2 ms, 0.25 ms));
            bias: learn 0.2;
            initial: fixed uniform(-0.29, 0.26);
        }
        layer fast: Driven<2> {
            gain: learn global(normal(0.46, 0.05)) in logistic(0.05, 0.98, slope 2.21);
            activation: swish;
            bias: fixed zeros;
            initial: learn 0.18;
        }
        layer late: Lstm<2> {
            bias: learn;
            initial: zero;
        }
    }
}

const NET17_DEEP_TO_WIDE: [[bool; 3]; 3] = [[true, true, true], [false, true, false], [true, true, false]];
const NET17_WIDE_TO_U: [[bool; 3]; 3] = [[true, false, false], [true, true, true], [true, false, true]];
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
    pub struct Net17<const H: usize> {
        fast ~> fast { delays: [5, 2, 6]; weights: fixed zeros; }
        /// How one drives the other.
        sound -> u { weights: learn lecun; }
        slow ~> slow { delay: learn(1.52) in 1..=2; weights: learn lecun; }
        slow ~> deep { delays: 1..4; weights: fixed orthogonal(0.64); }
        /// How one drives the other.
        fast -> slow { delays: 0..4; density: 0.75; }
        deep ~> wide { mask: NET17_DEEP_TO_WIDE; }
        wide ~> u { delay: 5; mask: NET17_WIDE_TO_U; }
        sound ~> fast { density: 1; }

        input sound: 2;
        /// What `fast` is for.
        layer fast: Dense<2> {}
        layer slow: Aru<H> {
            alpha_s: fixed global(0.35);
            /// How fast, or how strong.
            alpha_r: 0.5;
            initial: learn uniform(-0.17, 0.25);
            sign: dale(excitatory 0.5);
        }
        layer deep: Elman<3> {
            activation: softplus;
            bias: fixed zeros;
            initial: learn zeros;
        }
        layer wide: Gated<H> {
            alpha_g: fixed global(normal(0.59, 0.05));
            bias: learn;
            initial: fixed uniform(-0.42, 0.48);
        }
        output u: H {
            activation: elu;
            bias: learn zeros;
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
    pub struct Net18<const H: usize> {
        dt: 1 ms;
        input sound: 2;
        input light: H;
        output u: H {
            activation: identity;
            bias: learn;
        }
        layer slow: Adapting<H> {
            alpha_s: 1.0;
            tau_r: fixed global(normal(4 ms, 0.5 ms));
            tau_a: learn per_unit(5 ms) in logistic(1 ms, 10 ms, slope 0.89);
            strength: fixed per_unit(uniform(0.39, 0.72));
            activation: tanh;
            initial: learn;
        }
        layer fast: Aru<2> {
            tau_s: gated(from light) in logistic(1 ms, 20 ms);
            tau_r: 4 ms;
            bias: fixed 0.39;
            initial: learn;
        }

        slow ~> slow { delay: learn per_source(2.74) in logistic(2, 7); spread: 1.96; density: 0.5; }
        sound -> fast { delays: 0..=3; weights: learn normal(0.0, 0.38); }
        light -> slow { delay: learn(0.2) in 0..=3; }
        fast -> u { delay: learn(0.43) in 0..=1; spread: 0.32; weights: learn xavier; density: 1; }
        sound -> u { delays: 0..4; weights: learn orthogonal(0.7); }
        slow -> u { density: 1; }
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
    pub struct Net19<const H: usize> {
        dt: 1 ms;
        input sound: H;
        input light: 5;
        layer wide: Adapting<2> {
            tau_s: 1 ms;
            tau_r: 1 ms;
            tau_a: gated(from u, deep) in logistic(1 ms, 20 ms);
            strength: 0.77;
            activation: identity;
            bias: fixed uniform(-0.38, 0.49);
            initial: learn;
            noise: normal(0.31);
        }
        output v: H {
            activation: custom(activations::OwnTanh);
        }
        output u: 2;
        layer fast: Aru<H> {
            alpha_s: fixed global(0.6);
            alpha_r: 0.85;
            activation: relu;
            initial: fixed 0.35;
        }
        output w: 2 {
            activation: sigmoid;
        }
        layer deep: Elman<5> {
            activation: identity;
            bias: none;
            initial: fixed 0.26;
            noise: normal(0.08);
        }
        layer late: Gated<5> {
            alpha_g: 1.0;
            bias: learn normal(0.0, 0.09);
        }

        wide -> late { weights: fixed xavier; }
        deep ~> fast { delay: 2 ms; }
        deep ~> u { delays: 1..5; weights: fixed he; mask: by(masks::not_self); }
        fast ~> fast { weights: fixed 0.15; }
        light -> deep { delays: 0..2; }
        deep -> w;
        fast ~> u;
        light -> wide { weights: fixed normal(0.0, 0.29); mask: by(masks::not_self); }
        wide ~> wide { delays: 1..5; weights: learn he; }
        u ~> v { delays: [3, 1]; }
        v ~> v { delays: [2, 15]; weights: learn xavier; form: diagonal; }
        sound ~> fast { delay: 1 ms; weights: learn uniform(-0.4, 0.4); }
        light -> u { weights: learn orthogonal(0.94); }
        late ~> w { delays: 2..=3; weights: fixed xavier; }
        deep ~> deep { delays: 1..3; }
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
    pub struct Net20<const H: usize> {
        dt: 0.004 s;
        sound ~> deep;
        late ~> deep;
        /// How one drives the other.
        sound -> wide;
        u ~> wide { weights: fixed uniform(-0.4, 0.4); }
        wide ~> deep.alpha_r { delay: 8 ms; weights: learn he; }
        sound ~> u { delay: learn(2.2) in 2..=3; }
        fast ~> fast { delays: [2, 15]; weights: learn normal(0.0, 0.37); }
        fast -> late { delay: learn per_source(0.38) in 0..=5; spread: 2.7; weights: learn normal(0.0, 0.39); }
        /// How one drives the other.
        deep -> u;
        late ~> late;
        u ~> deep;
        sound -> fast { mask: by(masks::not_self); }

        input sound: H;
        /// What `fast` is for.
        layer fast: Switching<9> {
            tau_w: fixed per_unit(12 ms);
            ceiling: 0.62;
            initial: learn normal(0.0, 0.14);
        }
        layer late: Driven<5> {
            gain: 1.0;
            activation: sigmoid;
            bias: fixed 0.29;
        }
        layer wide: Aru<H> {
            tau_s: gated(28 ms, from deep, fast) in logistic(4 ms, 80 ms);
            alpha_r: learn global(0.36) in logistic(0.05, 0.98, slope 1.88);
            activation: leaky_relu(0.1);
            initial: fixed 0.12;
            noise: normal(0.09);
        }
        layer deep: Adapting<H> {
            alpha_s: learn per_unit(0.78) in logistic(0.05, 0.98, slope 2.0);
            /// How fast, or how strong.
            tau_r: gated(12 ms, from deep, sound);
            tau_a: gated(24 ms, from fast, sound) in logistic(4 ms, 80 ms);
            strength: 1.0;
            activation: sigmoid;
            bias: learn normal(0.0, 0.25);
            initial: fixed 0.29;
        }
        output u: 1 {
            activation: tanh;
            bias: learn;
        }
    }
}

const NET21_FAST_TO_SLOW: [[bool; 1]; 5] = [[true], [true], [true], [true], [true]];
const NET21_SLOW_TO_SLOW: [[bool; 5]; 5] = [[true, true, false, true, true], [true, false, false, false, true], [false, true, true, true, false], [true, true, true, true, true], [true, false, true, true, true]];
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
    pub struct Net21<const H: usize, const K: usize> {
        input sound: H;
        layer slow: Lstm<5> {
            bias: fixed zeros;
            initial: fixed 0.15;
        }
        output v: K {
            activation: leaky_relu(0.1);
            bias: learn;
        }
        output u: K {
            activation: relu;
        }
        layer fast: Gated<1> {
            alpha_g: fixed global(0.34);
            initial: zero;
        }
        layer late: Gru<3> {
            bias: none;
        }
        layer wide: Switching<K> {
            alpha_w: learn global(0.33) in logistic(0.0, 1.0);
            ceiling: learn global(normal(0.58, 0.05)) in logistic(0.05, 0.98, slope 1.56);
            bias: none;
        }
        layer deep: Aru<3> {
            alpha_s: gated;
            /// How fast, or how strong.
            alpha_r: fixed global(0.55);
            activation: identity;
            bias: learn 0.37;
            initial: learn zeros;
        }
        output w: K {
            activation: custom(activations::OwnTanh);
            bias: learn;
        }

        late ~> deep { delays: [2, 15]; weights: learn zeros; }
        fast -> slow { mask: NET21_FAST_TO_SLOW; }
        sound -> v { weights: fixed zeros; }
        fast -> wide { delay: learn per_source(0.72) in 0..=1; spread: fixed 2.65; weights: learn xavier; }
        deep ~> w;
        u ~> deep.alpha_s { delays: 1..3; }
        sound -> u { delays: 0..=1; form: dense; }
        late ~> fast { delay: 2; }
        sound -> late { delay: learn per_source(0.22) in 0..=4; }
        wide ~> deep { delays: [3, 1]; weights: fixed lecun; }
        slow -> deep { weights: fixed lecun; }
        deep ~> deep { delay: learn per_source(2.37) in logistic(2, 3); spread: fixed 0.85; weights: fixed 0.07; }
        slow ~> fast { delay: 15; }
        u -> v { form: diagonal; }
        /// How one drives the other.
        sound -> fast;
        late ~> late;
        v ~> wide { delay: learn per_source(1.51) in 1..=2; spread: fixed 0.43; weights: learn zeros; mask: by(masks::not_self); }
        slow ~> slow { delays: [1, 4]; weights: fixed lecun; mask: NET21_SLOW_TO_SLOW; }
        /// How one drives the other.
        slow ~> w;
        fast ~> fast;
        u ~> fast { delay: learn per_source(2.48) in logistic(2, 4); spread: fixed 0.8; }
        wide ~> fast { delay: learn per_source(1.22) in 1..=4; spread: 1.57; weights: fixed lecun; density: 0.25; }
        u ~> late { delay: 1; }
        v ~> w { delays: 1..3; weights: learn lecun; }
    }
}

const NET22_U_TO_SLOW: [[bool; 5]; 2] = [[false, true, false, true, true], [true, true, true, false, true]];
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net22 {
        dt: 2ms;
        input sound: 2;
        output v: sizes::THREE {
            activation: tanh;
        }
        layer wide: Gru<3> {
            bias: learn normal(0.0, 0.3);
            initial: fixed 0.21;
        }
        layer slow: Divisive<2> {
            tau_n: learn per_unit(normal(8 ms, 1 ms)) in 2 ms..=40 ms;
            pool: learn global(0.53) in logistic(0.05, 0.98, slope 2.45);
            activation: custom(activations::OwnTanh);
            initial: learn zeros;
            noise: normal(0.24);
        }
        /// What `u` is for.
        output u: 5 {
            activation: softplus;
            bias: learn 0.07;
            sign: dale(excitatory 0.8);
        }
        layer late: Driven<2> {
            /// How fast, or how strong.
            gain: learn per_unit(0.22) in logistic(0.0, 1.0);
            activation: identity;
            initial: fixed normal(0.0, 0.15);
            noise: normal(0.44);
        }
        layer deep: Switching<4> {
            alpha_w: fixed per_unit(0.78);
            ceiling: fixed per_unit(normal(0.56, 0.05));
            bias: learn 0.06;
            initial: learn zeros;
            noise: normal(0.34);
        }
        layer fast: Dense<4> {
            activation: hill;
            sign: dale(excitatory 0);
        }

        late ~> v { density: 0.01; }
        late ~> late { delay: 3; density: 1; }
        u ~> slow { mask: NET22_U_TO_SLOW; }
        sound -> fast { delays: 0..2; mask: by(masks::two_of_three); }
        fast -> late { weights: learn he; }
        slow -> u { form: dense; }
        fast ~> wide { delays: 2..=3; weights: fixed zeros; sign: free; }
        sound -> deep { weights: learn 0.19; }
        u ~> fast { delays: 2..=3; weights: learn normal(0.0, 0.28); }
        slow -> v ~> deep;
        slow -> deep;
        wide -> u { delay: learn(0.61) in 0..=4; spread: 0.89; weights: learn xavier; }
        deep -> u { delays: [2, 0]; }
        sound ~> slow { weights: fixed he; }
        /// How one drives the other.
        slow -> late;
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
    pub struct Net23<const H: usize> {
        dt: 500 us;
        input sound: 5;
        input light: H;
        layer fast: Lstm<H> {
            bias: learn 0.13;
            initial: learn;
        }
        layer deep: Elman<4> {
            activation: identity;
            bias: fixed normal(0.0, 0.18);
            initial: fixed zeros;
        }
        layer wide: Adapting<H> {
            alpha_s: fixed per_unit(normal(0.44, 0.05));
            tau_r: gated(2 ms, from wide, fast) in logistic(0.5 ms, 10 ms);
            alpha_a: fixed global(uniform(0.32, 0.68));
            strength: learn global(uniform(0.26, 0.74)) in logistic(0.05, 0.98, slope 2.18);
            activation: elu;
        }
        output u: sizes::THREE {
            bias: learn 0.39;
        }
        /// What `slow` is for.
        layer slow: MyGru<5> {
            bias: fixed uniform(-0.13, 0.48);
            initial: fixed normal(0.0, 0.17);
        }

        wide ~> wide { delay: 3 ms; weights: fixed orthogonal(0.75); }
        fast -> deep { delays: [4, 0, 1]; weights: learn normal(0.0, 0.33); }
        fast ~> wide { delays: 1..3; }
        deep ~> deep { form: diagonal; }
        sound -> u { weights: fixed normal(0.0, 0.47); }
        fast ~> fast { delays: 2..=3; weights: learn uniform(-0.4, 0.4); }
        light -> slow { delays: 0..4; density: 1; }
        slow ~> u { weights: learn he; }
        wide -> u { mask: by(masks::two_of_three); }
        slow ~> wide.alpha_r { weights: fixed xavier; }
        slow ~> slow { delays: 1..4; }
        deep -> slow { weights: learn he; }
        sound -> fast { delay: learn per_source(0.36) in logistic(0, 5); spread: 2.57; form: dense; }
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
    pub struct Net24<const H: usize> {
        dt: 1 ms;
        input sound: 2;
        input light: 1;
        layer wide: Driven<sizes::TWO> {
            gain: fixed per_unit(0.67);
            activation: softplus;
            bias: none;
            noise: normal(0.19);
        }
        /// What `fast` is for.
        layer fast: Divisive<sizes::THREE> {
            tau_n: gated(6 ms);
            pool: learn global(normal(0.48, 0.05));
            activation: elu;
            bias: fixed zeros;
            initial: learn;
            noise: normal(0.5);
        }
        layer deep: MyGru<H> {
            bias: learn uniform(-0.5, 0.41);
        }
        /// What `u` is for.
        output u: H {
            activation: softplus;
        }
        /// What `slow` is for.
        layer slow: Aru<H> {
            tau_s: learn per_unit(7 ms) in logistic(1 ms, 20 ms);
            tau_r: learn global(uniform(2 ms, 7 ms)) in logistic(1 ms, 10 ms, slope 2.3);
            bias: learn;
            initial: fixed normal(0.0, 0.28);
            sign: dale(excitatory 0);
        }

        light -> u { delays: 0..=1; weights: learn normal(0.0, 0.34); }
        fast ~> fast { delay: 2; weights: learn zeros; mask: by(masks::two_of_three); }
        slow ~> fast;
        slow ~> fast.alpha_n { delay: learn per_source(2.55) in 2..=4; spread: fixed 2.76; }
        wide ~> wide;
        deep ~> slow { delay: 5; weights: learn lecun; }
        sound -> fast { delays: 0..4; }
        /// How one drives the other.
        wide -> u { delays: 0..=3; weights: learn normal(0.0, 0.24); }
        /// How one drives the other.
        deep ~> deep { weights: learn xavier; }
        u ~> deep { delays: 1..4; weights: learn 0.14; }
        /// How one drives the other.
        fast ~> wide;
        light ~> slow { delay: learn(1.21) in 1..=2; spread: 1.49; }
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

    /// Divisive normalisation by the recent power of the drive. Emits what is no state.
    unit Divisive {
        constant alpha_n, pool;
        power    = ln(1 + drive * drive) + exp(-(drive * drive));
        norm     = (1 - alpha_n) * prev(norm) + alpha_n * power;
        response = activation(drive) / sqrt(1 + pool * pool * norm * norm);
        emit response;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net25<const H: usize> {
        dt: 500 us;
        input sound: H;
        layer slow: Driven<3> {
            gain: learn per_unit(uniform(0.21, 0.8)) in logistic(0.1, 1.2);
            activation: tanh;
            bias: none;
            initial: zero;
        }
        output u: sizes::THREE {
            activation: softplus;
            bias: fixed uniform(-0.41, 0.43);
            sign: dale(excitatory 0);
        }
        output v: sizes::TWO {
            activation: swish;
            bias: fixed normal(0.0, 0.22);
        }
        /// What `w` is for.
        output w: H {
            activation: custom(activations::ThresholdPower);
            bias: none;
            sign: dale(excitatory 0.5);
        }
        layer wide: Divisive<H> {
            alpha_n: 1.0;
            pool: learn global(normal(0.42, 0.05));
            activation: hill;
            bias: learn normal(0.0, 0.23);
        }
        layer fast: Adapting<4> {
            tau_s: fixed global(normal(2 ms, 0.25 ms));
            alpha_r: fixed global(normal(0.6, 0.05));
            /// How fast, or how strong.
            tau_a: 1.5 ms;
            strength: fixed global(0.26);
            activation: custom(activations::OwnTanh);
            bias: learn normal(0.0, 0.19);
            initial: fixed uniform(-0.11, 0.27);
            noise: normal(0.4);
        }
        layer late: Adapting<2> {
            alpha_s: gated(0.71, from slow, fast) in logistic(0.05, 0.95);
            tau_r: 0.5 ms;
            alpha_a: learn global(uniform(0.24, 0.63)) in logistic(0.05, 0.98, slope 1.6);
            strength: fixed global(0.55);
            activation: sigmoid;
            initial: learn normal(0.0, 0.14);
        }
        layer deep: Adapting<2> {
            alpha_s: learn global(normal(0.47, 0.05)) in 0.05..=0.95;
            tau_r: learn global(normal(2 ms, 0.25 ms)) in 0.5 ms..=10 ms;
            alpha_a: 1.0;
            strength: learn global(0.65) in logistic(0.05, 0.98, slope 1.41);
            activation: softplus;
            bias: none;
            initial: learn 0.24;
            noise: normal(0.2);
        }

        late -> u { weights: learn normal(0.0, 0.44); }
        fast -> wide { delays: [0, 15]; weights: learn xavier; }
        sound -> late { weights: fixed 0.09; }
        fast ~> slow { weights: learn uniform(-0.4, 0.4); }
        late ~> late -> v;
        slow -> deep { form: dense; }
        fast ~> fast { delay: 3 ms; }
        fast -> u ~> deep;
        w ~> wide { delay: learn per_source(2.5300000000000002) in logistic(2, 7); spread: fixed 1.74; }
        slow -> late;
        slow ~> slow { delays: 1..=3; weights: learn 0.11; density: 0.01; }
        slow -> u;
        w ~> u { delays: 1..5; weights: fixed xavier; }
        v ~> slow { delay: learn per_source(2.56) in 2..=4; spread: 2.51; form: dense; }
        w ~> v;
        deep -> w { mask: by(masks::not_self); }
        u ~> w { delay: learn(1.51) in logistic(1, 4); spread: 2.28; weights: fixed 0.15; mask: by(masks::two_of_three); sign: free; }
        wide ~> w { delays: 1..=4; weights: learn 0.07; }
        v ~> deep { delay: 2; }
        u -> v { sign: free; }
        sound -> fast { delays: [4, 0, 1]; }
        deep ~> late.alpha_s { delay: 1 ms; weights: fixed normal(0.0, 0.23); }
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
    pub struct Net26<const H: usize, const K: usize> {
        input sound: 2;
        input light: 2;
        input touch: 2;
        layer wide: Elman<K> {
            activation: leaky_relu(0.1);
            bias: learn 0.29;
            initial: learn zeros;
            noise: normal(0.23);
        }
        layer late: Elman<K> {
            bias: learn zeros;
            initial: learn;
            sign: dale(excitatory 0);
            noise: normal(0.1);
        }
        layer fast: Aru<H> {
            alpha_s: learn per_unit(0.68);
            alpha_r: fixed per_unit(0.22);
            activation: sigmoid;
            bias: fixed 0.32;
            initial: fixed normal(0.0, 0.18);
        }
        output u: sizes::THREE {
            activation: tanh;
            bias: fixed normal(0.0, 0.17);
        }
        layer deep: Driven<5> {
            gain: learn per_unit(0.6) in logistic(0.05, 0.98, slope 0.85);
            activation: custom(activations::OwnTanh);
            bias: learn;
        }

        touch -> deep { delays: 0..4; weights: learn 0.13; density: 0.01; }
        late -> u { delays: [0, 15]; weights: learn he; sign: free; }
        fast -> late;
        wide -> late;
        /// How one drives the other.
        sound -> fast { weights: learn normal(0.0, 0.2); }
        deep ~> deep { delays: 1..3; }
        touch -> late { weights: learn xavier; }
        light -> wide;
        touch ~> u { delay: 5; weights: fixed lecun; }
        /// How one drives the other.
        late ~> late { delay: 5; }
        deep -> wide { delays: 0..=3; }
        light -> late { delays: 0..4; weights: learn lecun; }
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
    pub struct Net27<const H: usize> {
        dt: 1 ms;
        input sound: H;
        layer fast: Divisive<2> {
            tau_n: gated;
            pool: learn global(0.48) in 0.05..=0.95;
            activation: sigmoid;
            bias: fixed normal(0.0, 0.24);
        }
        /// What `u` is for.
        output u: H {
            activation: identity;
            bias: learn normal(0.0, 0.22);
        }
        /// What `wide` is for.
        layer wide: Gru<sizes::THREE> {
            bias: fixed 0.23;
            initial: learn;
        }
        /// What `slow` is for.
        layer slow: Dense<H> {
            activation: softplus;
            bias: fixed normal(0.0, 0.22);
            noise: normal(0.35);
        }
        layer deep: Switching<5> {
            alpha_w: learn global(normal(0.45, 0.05)) in 0.05..=0.95;
            ceiling: fixed global(0.73);
            bias: learn 0.24;
            initial: learn;
        }
        output v: 5;

        sound -> deep;
        wide ~> wide -> v;
        slow ~> wide { weights: learn lecun; }
        fast -> wide { mask: by(masks::not_self); }
        fast -> v { delays: 0..=1; }
        wide -> slow { weights: fixed xavier; }
        wide -> deep { weights: fixed orthogonal(0.84); }
        sound -> fast;
        /// How one drives the other.
        deep -> v { delays: [2, 0]; }
        deep ~> deep { delay: learn per_source(2.54) in 2..=5; spread: 1.33; weights: learn he; }
        wide ~> fast.alpha_n { weights: learn normal(0.0, 0.4); }
        fast -> slow { delays: 0..=1; weights: fixed lecun; mask: by(masks::not_self); }
        fast -> u { delays: [0, 3]; weights: fixed zeros; form: dense; }
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
    pub struct Net28<const H: usize> {
        dt: 1 ms;
        input sound: H;
        layer fast: Driven<H> {
            /// How fast, or how strong.
            gain: learn per_unit(0.32) in 0.05..=0.95;
            activation: relu;
            bias: fixed normal(0.0, 0.23);
            initial: learn 0.37;
            noise: normal(0.2);
        }
        /// What `slow` is for.
        layer slow: Divisive<sizes::THREE> {
            alpha_n: fixed global(0.64);
            pool: 1.0;
            activation: relu;
            initial: fixed 0.36;
        }
        /// What `u` is for.
        output u: 2 {
            activation: elu;
            bias: none;
        }
        output v: 5;

        slow -> u;
        fast ~> v { delays: [1, 4]; }
        sound ~> slow;
        sound -> fast { delays: 0..2; }
        /// How one drives the other.
        u -> v;
        sound -> v;
    }
}

const NET29_SLOW_TO_U: [[bool; 4]; 2] = [[true, true, true, true], [true, false, true, true]];
recurrent_net! {
    /// Generated.
    pub struct Net29 {
        fast ~> slow { delay: learn(2.22) in 2..=5; spread: 0.31; weights: learn xavier; }
        /// How one drives the other.
        sound -> fast;
        fast -> u { delays: 0..=2; weights: fixed xavier; }
        /// How one drives the other.
        slow -> u { weights: learn 0.12; mask: NET29_SLOW_TO_U; }
        deep -> u;
        /// How one drives the other.
        light -> deep;
        sound ~> u { delay: 15; }
        u ~> u { delay: 15; weights: learn uniform(-0.4, 0.4); mask: by(masks::not_self); }

        input sound: 2;
        input light: 9;
        layer fast: Aru<9> {
            alpha_s: fixed per_unit(0.32);
            alpha_r: learn global(uniform(0.38, 0.68)) in 0.05..=0.95;
            initial: learn;
        }
        layer deep: Aru<5> {
            alpha_s: gated(0.54, from sound, fast);
            alpha_r: learn global(0.76) in logistic(0.05, 0.98, slope 1.54);
            activation: custom(activations::ThresholdPower);
            initial: learn;
            sign: dale(excitatory 0);
        }
        layer slow: Dense<4> {
            activation: sigmoid;
            bias: fixed normal(0.0, 0.24);
        }
        /// What `u` is for.
        output u: 2 {}
    }
}

const NET30_FAST_TO_DEEP: [[bool; 3]; 1] = [[true, false, false]];
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
    pub struct Net30<const H: usize> {
        slow -> v { delays: [4, 0, 1]; }
        sound -> v { delays: [2, 0]; }
        fast -> deep { mask: NET30_FAST_TO_DEEP; }
        fast -> slow { mask: by(masks::two_of_three); }
        u -> w;
        slow ~> slow { delay: 1; weights: learn zeros; }
        fast ~> u { delays: [1, 4]; weights: learn xavier; mask: by(masks::not_self); }
        v ~> u { delay: 3; weights: learn normal(0.0, 0.36); }
        u ~> fast;
        w ~> w { weights: learn lecun; form: dense; }
        sound -> fast { weights: learn xavier; }
        sound -> slow { delays: [0, 3]; }
        w ~> deep.alpha_r { delay: 3; }
        deep -> v { delay: learn per_source(0.66) in logistic(0, 4); spread: fixed 0.84; weights: learn 0.17; }
        sound -> deep { weights: learn zeros; }

        input sound: sizes::TWO;
        layer deep: Aru<1> {
            alpha_s: learn global(normal(0.6, 0.05));
            alpha_r: gated(0.48, from deep, fast);
            activation: softplus;
            bias: fixed zeros;
        }
        output u: sizes::THREE {
            activation: sigmoid;
            sign: dale(excitatory 0.8);
        }
        layer fast: Aru<H> {
            alpha_s: learn global(uniform(0.26, 0.67)) in 0.05..=0.95;
            alpha_r: 1.0;
            activation: custom(activations::OwnTanh);
            bias: learn normal(0.0, 0.3);
            initial: fixed normal(0.0, 0.13);
            noise: normal(0.28);
        }
        output v: 5 {
            activation: softplus;
            bias: fixed normal(0.0, 0.22);
        }
        /// What `slow` is for.
        layer slow: Divisive<H> {
            alpha_n: 0.77;
            pool: learn per_unit(0.64) in 0.05..=0.95;
            activation: tanh;
            initial: learn;
            noise: normal(0.48);
        }
        /// What `w` is for.
        output w: 2 {
            activation: relu;
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net31 {
        dt: 1 ms;
        wide ~> wide { delay: 3; }
        light -> wide { delays: 0..=2; }
        fast ~> deep { delays: [3, 1]; weights: learn 0.06; }
        sound -> fast -> late;
        light -> deep;
        wide -> u;
        /// How one drives the other.
        late -> u { mask: by(masks::not_self); }
        deep ~> u { delays: 1..4; density: 0.01; }
        light ~> u { delay: 3 ms; weights: learn normal(0.0, 0.37); }
        fast -> u { weights: fixed zeros; }

        input sound: 3;
        input light: 5;
        layer fast: Divisive<5> {
            tau_n: learn global(3 ms);
            pool: learn global(uniform(0.24, 0.67)) in logistic(0.05, 0.98, slope 1.79);
            activation: sigmoid;
            bias: fixed 0.29;
        }
        output u: 5 {
            activation: swish;
            bias: learn normal(0.0, 0.27);
        }
        layer late: Adapting<1> {
            alpha_s: gated(0.6, from light, late) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            alpha_r: fixed per_unit(normal(0.41, 0.05));
            tau_a: fixed per_unit(7 ms);
            strength: fixed per_unit(uniform(0.27, 0.72));
            activation: custom(activations::OwnTanh);
            bias: fixed normal(0.0, 0.27);
            initial: learn;
        }
        layer deep: Elman<5> {
            activation: swish;
            bias: none;
            initial: learn;
        }
        layer wide: Gated<2> {
            tau_g: fixed per_unit(uniform(2 ms, 7 ms));
            bias: learn zeros;
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
    /// Generated.
    pub struct Net32 {
        dt: 0.004 s;
        input sound: 3;
        layer slow: Divisive<5> {
            alpha_n: learn per_unit(0.38) in logistic(0.1, 1.2);
            pool: fixed per_unit(uniform(0.31, 0.79));
            activation: leaky_relu(0.1);
            initial: fixed normal(0.0, 0.22);
        }
        /// What `u` is for.
        output u: 3 {
            activation: tanh;
        }
        layer deep: Lstm<3>;
        layer fast: Elman<3> {
            activation: relu;
            initial: learn;
            sign: dale(excitatory 0);
        }

        fast -> slow { delays: 0..2; }
        sound -> fast { weights: learn orthogonal(1.01); }
        slow ~> slow { delays: [5, 2, 6]; }
        fast ~> u { weights: learn uniform(-0.4, 0.4); density: 0.75; }
        slow ~> deep ~> slow;
        slow ~> u { weights: fixed he; form: dense; }
        fast -> deep;
        /// How one drives the other.
        sound -> u { delays: 0..=2; density: 0.5; }
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
    pub struct Net33<const H: usize> {
        dt: 0.004 s;
        input sound: 2;
        layer fast: Aru<9> {
            alpha_s: learn per_unit(uniform(0.33, 0.75)) in logistic(0.1, 1.2);
            alpha_r: 1.0;
            activation: softplus;
            bias: fixed normal(0.0, 0.1);
            initial: fixed uniform(-0.11, 0.12);
            sign: dale(excitatory 0);
        }
        /// What `slow` is for.
        layer slow: Adapting<3> {
            alpha_s: learn global(normal(0.56, 0.05)) in logistic(0.0, 1.0);
            tau_r: fixed global(uniform(8 ms, 32 ms));
            alpha_a: 1.0;
            strength: fixed global(0.38);
            activation: custom(activations::OwnTanh);
            noise: normal(0.27);
        }
        output u: H {
            bias: fixed zeros;
        }

        /// How one drives the other.
        slow -> u { density: 0.01; }
        sound -> u { weights: fixed he; }
        sound -> fast { weights: fixed xavier; }
        fast -> slow { delay: learn(0.25) in logistic(0, 4); mask: by(masks::two_of_three); }
    }
}

const NET34_FAST_TO_FAST: [[bool; 4]; 4] = [[true, true, false, true], [true, true, false, true], [true, true, false, true], [true, true, true, true]];
const NET34_FAST_TO_U: [[bool; 4]; 3] = [[true, false, true, false], [true, true, true, true], [true, false, true, false]];
recurrent_net! {
    /// Generated.
    pub struct Net34 {
        fast -> slow { weights: learn normal(0.0, 0.39); }
        /// How one drives the other.
        fast ~> fast { delay: learn per_source(1.67) in 1..=6; mask: NET34_FAST_TO_FAST; }
        sound -> fast { delays: [2, 0]; weights: learn xavier; }
        slow ~> u { delay: 2; weights: learn uniform(-0.4, 0.4); }
        fast ~> u { delays: [1, 4]; mask: NET34_FAST_TO_U; }
        slow ~> slow { delay: 5; weights: learn lecun; }

        input sound: 5;
        output u: 3 {
            activation: tanh;
        }
        layer fast: Aru<4> {
            /// How fast, or how strong.
            alpha_s: 1.0;
            alpha_r: fixed per_unit(uniform(0.39, 0.67));
            bias: fixed 0.25;
        }
        /// What `slow` is for.
        layer slow: Elman<4> {
            activation: tanh;
            bias: learn 0.19;
            initial: learn zeros;
            noise: normal(0.38);
        }
    }
}

const NET35_LIGHT_TO_FAST: [[bool; 3]; 3] = [[true, true, true], [false, false, true], [true, true, false]];
const NET35_DEEP_TO_DEEP: [[bool; 3]; 3] = [[true, true, false], [true, true, false], [true, true, false]];
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

    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net35<const H: usize, const K: usize> {
        input sound: sizes::THREE;
        input light: H;
        output v: 5 {
            activation: hill;
            bias: learn;
            sign: dale(excitatory 0.5);
        }
        output w: 9 {
            activation: custom(activations::ThresholdPower);
        }
        layer fast: Divisive<H> {
            alpha_n: learn per_unit(normal(0.43, 0.05)) in 0.05..=0.95;
            pool: 1.0;
            activation: leaky_relu(0.1);
            bias: none;
            initial: learn;
        }
        layer wide: Adapting<H> {
            alpha_s: learn per_unit(normal(0.47, 0.05)) in logistic(0.0, 1.0);
            alpha_r: learn global(0.32) in logistic(0.05, 0.98, slope 2.26);
            alpha_a: learn per_unit(0.8) in logistic(0.05, 0.98, slope 1.78);
            strength: learn global(normal(0.45, 0.05)) in 0.05..=0.95;
            activation: identity;
            bias: learn;
            initial: fixed uniform(-0.23, 0.35);
        }
        layer late: Switching<1> {
            alpha_w: learn per_unit(0.39);
            ceiling: learn global(0.29);
            bias: learn;
            initial: learn normal(0.0, 0.11);
            noise: normal(0.37);
        }
        output u: K {
            activation: custom(activations::OwnTanh);
            bias: fixed uniform(-0.19, 0.13);
        }
        layer deep: Dense<H> {
            activation: softplus;
        }

        /// How one drives the other.
        wide ~> wide { weights: learn 0.13; }
        wide -> w { weights: learn normal(0.0, 0.45); }
        fast -> u { delays: [2, 0]; }
        deep -> w { weights: learn zeros; density: 0.25; }
        late -> u { delays: 0..=3; }
        light -> fast { mask: NET35_LIGHT_TO_FAST; }
        fast ~> wide;
        sound -> v { delay: learn(0.2) in 0..=4; spread: fixed 2.55; }
        fast -> deep;
        /// How one drives the other.
        w ~> v { delays: 1..5; }
        deep ~> deep { mask: NET35_DEEP_TO_DEEP; }
        sound ~> wide { delays: [2, 15]; mask: by(masks::two_of_three); }
        v ~> v { delay: 15; weights: learn lecun; }
        sound -> late { weights: fixed 0.19; }
        /// How one drives the other.
        light ~> deep { delays: 1..3; }
        late ~> late { delays: [1, 4]; }
        fast ~> fast { delay: learn(2.24) in 2..=5; weights: fixed normal(0.0, 0.45); }
        /// How one drives the other.
        u -> w { weights: fixed uniform(-0.4, 0.4); mask: by(masks::two_of_three); }
    }
}

const NET36_SOUND_TO_FAST: [[bool; 4]; 3] = [[true, true, false, true], [false, true, true, true], [true, false, true, true]];
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net36<const H: usize, const K: usize> {
        /// How one drives the other.
        deep ~> u;
        deep ~> deep;
        /// How one drives the other.
        fast -> slow { delays: [4, 0, 1]; }
        slow ~> slow { delays: 2..=3; mask: by(masks::two_of_three); }
        fast -> late { delays: 0..3; }
        late ~> deep { delays: 1..4; weights: fixed zeros; }
        slow -> wide;
        /// How one drives the other.
        slow ~> u { delays: [2, 15]; mask: by(masks::not_self); }
        deep ~> late { delays: 1..3; }
        sound -> fast { delays: [4, 0, 1]; mask: NET36_SOUND_TO_FAST; }
        u ~> fast;
        fast ~> wide { delay: 5; }
        wide ~> u { delays: 2..=3; }
        sound ~> wide { delays: 1..5; weights: learn 0.14; }

        input sound: H;
        layer fast: Gated<K> {
            alpha_g: learn global(normal(0.47, 0.05)) in logistic(0.0, 1.0);
            bias: none;
            initial: fixed normal(0.0, 0.09);
        }
        layer deep: Elman<5> {
            activation: elu;
            bias: fixed normal(0.0, 0.18);
            initial: fixed zeros;
        }
        layer slow: Elman<9> {
            activation: relu;
            bias: fixed normal(0.0, 0.18);
            sign: dale(excitatory 0.8);
            noise: normal(0.11);
        }
        /// What `wide` is for.
        layer wide: Driven<4> {
            gain: 0.73;
            activation: custom(activations::OwnTanh);
        }
        layer late: Elman<3> {
            initial: zero;
        }
        output u: 9 {
            activation: swish;
        }
    }
}

const NET37_LATE_TO_SLOW: [[bool; 3]; 2] = [[false, true, true], [true, false, true]];
const NET37_SOUND_TO_FAST: [[bool; 4]; 3] = [[false, true, true, true], [false, false, true, false], [true, true, false, true]];
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
    pub struct Net37<const H: usize> {
        input sound: 4;
        output u: 5 {
            activation: identity;
            bias: learn;
        }
        layer wide: Elman<3> {
            activation: softplus;
            initial: learn;
        }
        layer slow: Elman<sizes::TWO> {
            activation: leaky_relu(0.1);
            initial: fixed normal(0.0, 0.27);
        }
        layer late: Dense<H> {
            bias: learn 0.16;
            noise: normal(0.36);
        }
        layer deep: Aru<sizes::TWO> {
            alpha_s: learn global(uniform(0.29, 0.6));
            alpha_r: gated(0.5);
            initial: learn 0.35;
        }
        layer fast: MyGru<3> {
            bias: none;
            initial: zero;
        }

        deep ~> wide { weights: fixed xavier; }
        wide ~> wide { density: 0.5; }
        late -> u { weights: learn normal(0.0, 0.46); }
        late ~> late { weights: learn he; }
        slow ~> fast { delay: learn per_source(1.72) in logistic(1, 3); spread: 1.03; weights: learn 0.17; }
        fast -> slow { delays: [2, 0]; }
        deep -> late { density: 0.75; }
        deep ~> deep { delay: learn(1.55) in 1..=2; spread: fixed 2.73; }
        wide ~> late { delays: 2..=3; weights: learn zeros; mask: by(masks::two_of_three); }
        /// How one drives the other.
        slow ~> slow { delay: learn(2.68) in logistic(2, 7); weights: learn uniform(-0.4, 0.4); form: diagonal; }
        slow -> u { delays: 0..3; }
        fast -> u { mask: by(masks::two_of_three); }
        fast ~> fast { delays: [2, 15]; mask: by(masks::not_self); }
        late ~> slow { weights: fixed uniform(-0.4, 0.4); mask: NET37_LATE_TO_SLOW; }
        sound ~> deep.alpha_r;
        /// How one drives the other.
        sound -> fast { mask: NET37_SOUND_TO_FAST; }
        slow -> deep;
        slow ~> late { delay: learn(1.69) in logistic(1, 3); spread: 1.31; mask: by(masks::not_self); }
        wide -> u { weights: learn zeros; }
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net38<const H: usize> {
        input sound: sizes::TWO;
        layer wide: Gru<sizes::THREE> {
            bias: none;
            initial: zero;
        }
        layer deep: Lstm<sizes::TWO> {
            bias: learn 0.38;
            initial: fixed uniform(-0.22, 0.5);
        }
        layer fast: Adapting<H> {
            alpha_s: fixed global(0.36);
            alpha_r: learn per_unit(normal(0.42, 0.05));
            alpha_a: learn global(0.78) in 0.05..=0.95;
            strength: 0.5;
            activation: swish;
            initial: fixed uniform(-0.21, 0.42);
        }
        layer slow: Driven<H> {
            gain: fixed global(normal(0.47, 0.05));
            activation: custom(activations::OwnTanh);
            bias: none;
            initial: learn 0.27;
            noise: normal(0.39);
        }
        /// What `u` is for.
        output u: H {
            bias: learn 0.16;
        }

        fast ~> slow { density: 0.75; }
        u ~> u { delay: 5; mask: by(masks::two_of_three); }
        fast -> wide { weights: learn he; }
        wide -> u { delays: 0..2; }
        deep -> u { delay: learn per_source(0.26) in logistic(0, 2); form: diagonal; }
        /// How one drives the other.
        slow -> deep;
        slow ~> fast { delays: [3, 1]; mask: by(masks::two_of_three); }
        slow ~> slow { delay: 5; }
        sound -> fast { delays: 0..2; weights: fixed lecun; form: dense; }
        u ~> slow { delays: [2, 15]; weights: learn normal(0.0, 0.28); }
        slow -> u { delays: 0..3; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net39<const H: usize> {
        dt: 0.5 ms;
        input sound: H;
        input light: 3;
        /// What `fast` is for.
        layer fast: Gru<sizes::THREE> {
            bias: learn;
            initial: learn 0.2;
        }
        /// What `deep` is for.
        layer deep: Aru<9> {
            /// How fast, or how strong.
            tau_s: learn per_unit(uniform(1 ms, 3 ms));
            alpha_r: learn per_unit(uniform(0.31, 0.6)) in logistic(0.05, 0.98, slope 1.2);
            activation: softplus;
            initial: learn 0.29;
            sign: dale(excitatory 0.8);
        }
        /// What `slow` is for.
        layer slow: Lstm<2> {
            bias: fixed zeros;
            initial: zero;
        }
        output u: 5 {
            activation: relu;
            bias: fixed zeros;
        }

        /// How one drives the other.
        sound -> slow { weights: learn xavier; }
        sound -> fast { delays: 0..3; weights: fixed orthogonal(0.84); }
        slow ~> u { delay: 2.5 ms; }
        light -> deep;
        fast ~> fast { delays: [2, 15]; }
        slow ~> slow { delay: 1.5 ms; weights: fixed zeros; mask: by(masks::two_of_three); }
        deep ~> fast { delays: [5, 2, 6]; mask: by(masks::not_self); }
        /// How one drives the other.
        fast -> u { delays: [2, 0]; weights: learn 0.17; form: dense; }
        fast ~> deep { delay: 3 ms; }
    }
}

/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.
macro_rules! every_network {
    ($case:ident) => {
        $case! { net00, declarations::Net00<f64, 4>, true }
        $case! { net01, declarations::Net01<f64, 2>, false }
        $case! { net02, declarations::Net02<f64, 2>, false }
        $case! { net03, declarations::Net03<f64, 3>, false }
        $case! { net04, declarations::Net04<f64, 2, 2>, false }
        $case! { net05, declarations::Net05<f64, 2>, true }
        $case! { net06, declarations::Net06<f64, 3, 3>, false }
        $case! { net07, declarations::Net07<f64>, true }
        $case! { net08, declarations::Net08<f64, 2>, false }
        $case! { net09, declarations::Net09<f64>, false }
        $case! { net10, declarations::Net10<f64, 3>, true }
        $case! { net11, declarations::Net11<f64>, false }
        $case! { net12, declarations::Net12<f64, 2, 3>, false }
        $case! { net13, declarations::Net13<f64, 2, 2>, true }
        $case! { net14, declarations::Net14<f64, 4, 2>, false }
        $case! { net15, declarations::Net15<f64, 3>, false }
        $case! { net16, declarations::Net16<f64>, false }
        $case! { net17, declarations::Net17<f64, 3>, true }
        $case! { net18, declarations::Net18<f64, 3>, true }
        $case! { net19, declarations::Net19<f64, 2>, false }
        $case! { net20, declarations::Net20<f64, 4>, false }
        $case! { net21, declarations::Net21<f64, 2, 4>, false }
        $case! { net22, declarations::Net22<f64>, false }
        $case! { net23, declarations::Net23<f64, 3>, true }
        $case! { net24, declarations::Net24<f64, 4>, false }
        $case! { net25, declarations::Net25<f64, 4>, false }
        $case! { net26, declarations::Net26<f64, 2, 3>, false }
        $case! { net27, declarations::Net27<f64, 4>, false }
        $case! { net28, declarations::Net28<f64, 4>, false }
        $case! { net29, declarations::Net29<f64>, false }
        $case! { net30, declarations::Net30<f64, 3>, false }
        $case! { net31, declarations::Net31<f64>, true }
        $case! { net32, declarations::Net32<f64>, false }
        $case! { net33, declarations::Net33<f64, 3>, true }
        $case! { net34, declarations::Net34<f64>, true }
        $case! { net35, declarations::Net35<f64, 3, 2>, false }
        $case! { net36, declarations::Net36<f64, 4, 3>, false }
        $case! { net37, declarations::Net37<f64, 3>, false }
        $case! { net38, declarations::Net38<f64, 2>, false }
        $case! { net39, declarations::Net39<f64, 3>, false }
    };
}
pub(crate) use every_network;
