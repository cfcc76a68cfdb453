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

mod starts {
    pub fn rising(place: usize) -> f64 {
        0.3 + 0.125 * (place % 3) as f64
    }
    pub fn after_500(place: usize) -> f64 {
        500e-6 * (3 + place % 3) as f64
    }
    pub fn after_1000(place: usize) -> f64 {
        1000e-6 * (3 + place % 3) as f64
    }
    pub fn after_2000(place: usize) -> f64 {
        2000e-6 * (3 + place % 3) as f64
    }
    pub fn after_4000(place: usize) -> f64 {
        4000e-6 * (3 + place % 3) as f64
    }
    pub fn mixed(row: usize, column: usize) -> f64 {
        0.125 * (1 + (2 * row + column) % 5) as f64 - 0.4
    }
    pub fn fading(delay: usize, row: usize, column: usize) -> f64 {
        (0.3 - 0.25 * ((row + column) % 3) as f64) / (1 + delay) as f64
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

const NET00_LIGHT_TO_FAST: [[bool; 3]; 2] = [[false, true, true], [true, true, true]];
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
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net00 {
        dt: 500 us;
        v ~> v { delays: 1..5; weights: fixed normal(0.0, 0.46); form: local(kernel 3, pad 1); }
        sound ~> u { delays: [2, 15]; }
        /// How one drives the other.
        wide -> w { delay: learn per_source(0.25) in logistic(0, 1); }
        fast ~> fast { delay: 2.5 ms; weights: learn xavier; }
        fast ~> w { delay: learn per_source(1.6) in 1..=6; spread: 2.04; weights: fixed he; form: conv(kernel 4, stride 2, pad 3); }
        late ~> late { density: 0.75; }
        sound -> v.output { weights: learn lecun; form: dense; }
        fast -> late { delays: [0, 15]; form: diagonal; }
        sound -> deep { delays: [0, 3]; weights: learn xavier; form: diagonal; }
        deep ~> deep;
        deep -> u { delays: 0..2; }
        wide -> late { delays: 0..3; weights: learn by(starts::fading); form: local(kernel 1, stride 2); }
        sound -> wide { delays: [0, 3]; form: conv(kernel 3, stride 2, pad 2); }
        w ~> w.alpha_r { mask: by(masks::two_of_three); }
        v ~> fast { delay: 15; }
        /// How one drives the other.
        sound ~> fast { delays: 2..=4; weights: fixed log_uniform(0.05, 0.46); }
        touch -> late { form: diagonal; }
        /// How one drives the other.
        sound -> v.input { weights: learn uniform(-0.4, 0.4); form: local(kernel 1); }
        u ~> late { delays: [15, 1]; form: conv(kernel 4, stride 4, pad 3); }
        light -> fast { delay: learn(0.25) in logistic(0, 5); spread: 1.5; mask: NET00_LIGHT_TO_FAST; }
        /// How one drives the other.
        late ~> fast { weights: learn xavier; form: conv(kernel 3, stride 2, pad 2); }

        input sound: [3, 2];
        input light: 3;
        input touch: 2;
        layer fast: Divisive<2> {
            /// How fast, or how strong.
            tau_n: learn global(uniform(1 ms, 3 ms)) in logistic(0.5 ms, 5 ms, slope 1.69);
            pool: fixed global(normal(0.44, 0.05));
            activation: softplus;
            bias: fixed 0.18;
            initial: fixed zeros;
            noise: normal(0.1);
        }
        layer deep: Adapting<[3, 2]> {
            tau_s: learn per_channel(4 ms) in logistic(0.5 ms, 5 ms, slope 0.97);
            alpha_r: learn per_unit(by(starts::rising)) in 0.05..=0.95;
            tau_a: learn per_band(2.5 ms) in 0.5 ms..=10 ms;
            strength: fixed per_unit(normal(0.43, 0.05));
            activation: sigmoid;
            bias: learn;
            initial: fixed uniform(-0.16, 0.26);
            noise: normal(0.49);
        }
        layer wide: Gru<3> {
            norm: layer(over bands);
            initial: fixed zeros;
        }
        layer late: Dense<2> {
            bias: fixed 0.11;
        }
        output u: Divisive<[4, 2]> {
            alpha_n: gated(from wide) in logistic(0.1, 1.2);
            pool: learn per_band(uniform(0.35, 0.75)) in 0.05..=0.95;
            activation: hill;
            bias: learn normal(0.0, 0.12);
        }
        output v: Lstm<[3, sizes::TWO]> {
            bias: learn;
            initial: zero;
        }
        output w: Adapting<[3, 2]> {
            /// How fast, or how strong.
            alpha_s: 1.0;
            tau_r: gated(2 ms, from light) in logistic(0.5 ms, 10 ms);
            tau_a: 2.5 ms;
            strength: learn per_unit(log_uniform(0.4, 0.66));
            activation: elu;
            bias: fixed per_channel(log_uniform(0.06, 0.32));
            initial: fixed uniform(-0.43, 0.3);
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
    pub struct Net01<const H: usize, const K: usize> {
        dt: 0.5 ms;
        input sound: 2;
        layer wide: Switching<[3, H]> {
            tau_w: gated(3 ms, from sound, slow) in logistic(0.5 ms, 10 ms);
            ceiling: learn per_band(0.58) in 0.05..=0.95;
            norm: layer(over channels);
            bias: fixed per_channel(log_uniform(0.05, 0.38));
            initial: fixed zeros;
        }
        output v: Divisive<9> {
            tau_n: learn global(log_uniform(1 ms, 3 ms)) in 0.5 ms..=10 ms;
            /// How fast, or how strong.
            pool: learn per_unit(0.28);
            activation: elu;
            norm: layer(over bands, eps 0.1);
            initial: fixed uniform(-0.31, 0.29);
        }
        layer late: Adapting<1> {
            tau_s: gated(2 ms, from fast, u) in logistic(0.5 ms, 10 ms);
            tau_r: gated(3.5 ms, from v, sound);
            tau_a: learn global(uniform(1 ms, 3.5 ms)) in logistic(0.5 ms, 5 ms, slope 1.38);
            /// How fast, or how strong.
            strength: learn per_unit(by(starts::rising)) in logistic(0.05, 0.98, slope 1.49);
            activation: sigmoid;
            bias: learn log_uniform(0.09, 0.37);
        }
        output u: Aru<K> {
            tau_s: learn per_unit(uniform(1 ms, 2.5 ms)) in logistic(0.5 ms, 5 ms, slope 0.83);
            alpha_r: learn per_unit(0.75) in logistic(0.05, 0.98, slope 2.42);
            activation: hill;
            sign: dale(excitatory 0.8);
        }
        layer slow: MyGru<[3, H]> {
            bias: fixed per_band(0.13);
            initial: learn;
        }
        layer deep: Gated<[4, sizes::TWO]> {
            tau_g: learn per_unit(normal(2 ms, 0.25 ms));
            norm: layer(over bands, eps 0.001);
            bias: fixed per_band(uniform(-0.4, 0.27));
            initial: learn log_uniform(0.08, 0.3);
        }
        /// What `fast` is for.
        layer fast: Aru<[4, sizes::TWO]> {
            alpha_s: fixed per_channel(log_uniform(0.27, 0.72));
            /// How fast, or how strong.
            alpha_r: gated(0.35);
            norm: layer(eps 0.01);
            bias: learn normal(0.0, 0.13);
            initial: fixed normal(0.0, 0.11);
        }

        sound -> slow { form: conv(kernel 4, stride 2, pad 3); }
        sound -> fast -> u;
        v ~> fast.alpha_r { form: conv(kernel 3, stride 3, pad 2); }
        late ~> slow.update { delays: [15, 1]; form: conv(kernel 3, pad 2); }
        late ~> fast { delay: learn(1.33) in logistic(1, 5); }
        wide ~> wide { form: identity; }
        slow -> wide { weights: fixed log_uniform(0.05, 0.47); form: local(kernel 3, pad 1); }
        /// How one drives the other.
        v ~> wide.alpha_w { delays: [1, 4]; }
        sound ~> v { delay: learn(2.66) in logistic(2, 5); spread: 0.86; weights: learn 0.15; }
        fast -> v { weights: learn zeros; density: 0.5; }
        u -> deep { mask: by(masks::not_self); }
        sound -> late.alpha_s { form: dense; }
        late ~> slow.reset { delays: 1..3; weights: fixed lecun; mask: by(masks::two_of_three); }
        wide ~> late { weights: fixed he; form: conv(kernel 4, stride 4, pad 1); }
        /// How one drives the other.
        u ~> fast { delay: learn(1.53) in 1..=2; weights: fixed orthogonal(1.06); sign: free; }
        fast -> deep { delays: 0..=3; mask: by(masks::not_self); }
        wide -> late.alpha_r { weights: fixed log_uniform(0.05, 0.4); form: local(kernel 4, stride 3, pad 1); }
        deep ~> late { delay: 1.5 ms; }
        late ~> slow.candidate { weights: fixed xavier; }
        deep ~> wide { delay: 2 ms; weights: learn uniform(-0.4, 0.4); }
    }
}

const NET02_LATE_TO_U: [[bool; 5]; 2] = [[true, false, false, false, true], [true, true, false, true, false]];
const NET02_U_TO_LATE: [[bool; 2]; 5] = [[false, false], [true, false], [true, false], [true, false], [true, true]];
const NET02_LATE_TO_FAST: [[bool; 5]; 8] = [[true, false, true, true, false], [true, true, true, true, true], [true, true, true, true, true], [true, true, false, true, true], [false, true, false, false, true], [false, false, true, true, false], [false, true, false, false, true], [true, true, false, true, false]];
const NET02_SOUND_TO_WIDE_VALUE: [[bool; 1]; 6] = [[true], [true], [true], [false], [false], [true]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
    pub struct Net02 {
        input sound: 1;
        layer fast: Gru<[4, 2]> {
            bias: fixed zeros;
            initial: fixed uniform(-0.35, 0.48);
        }
        output v: Selective<[2, sizes::TWO]> {
            decay: learn per_band(0.64) in logistic(0.0, 1.0);
            activation: tanh;
            norm: layer(over bands);
        }
        output w: Lstm<[4, 2]> {
            norm: layer(over channels);
            bias: none;
            initial: zero;
        }
        layer late: Adapting<5> {
            alpha_s: gated(0.21) in logistic(0.05, 0.95);
            alpha_r: learn global(0.23) in logistic(0.1, 1.2);
            alpha_a: learn global(0.43) in 0.05..=0.95;
            strength: fixed global(uniform(0.33, 0.63));
            activation: leaky_relu(0.1);
            initial: learn;
        }
        layer wide: Selective<[3, 2]> {
            /// How fast, or how strong.
            decay: 1.0;
            activation: identity;
            bias: fixed per_band(uniform(-0.36, 0.49));
            initial: learn;
        }
        layer slow: Gated<5> {
            alpha_g: learn per_unit(0.77) in 0.05..=0.95;
            bias: learn 0.1;
            initial: zero;
        }
        layer deep: Elman<[1, 4]> {
            activation: tanh;
            initial: learn normal(0.0, 0.18);
        }
        output u: Driven<2> {
            gain: 0.69;
            activation: hill;
            initial: fixed by(starts::rising);
        }

        v -> wide.step { delays: 0..=3; weights: fixed 0.16; }
        fast -> wide { weights: learn log_uniform(0.05, 0.44); mask: by(masks::not_self); }
        deep ~> late { delay: learn per_source(1.43) in 1..=4; spread: 1.79; }
        w -> late.alpha_s { form: local(kernel 2, pad 1); }
        wide ~> wide { weights: learn by(starts::rising); form: diagonal; }
        late ~> u { delay: 15; weights: fixed uniform(-0.4, 0.4); mask: NET02_LATE_TO_U; }
        fast -> v { form: local(kernel 2, stride 3, pad 1); }
        deep ~> deep { delay: learn(1.26) in 1..=5; spread: fixed 1.19; form: local(kernel 1, stride 4); }
        /// How one drives the other.
        fast ~> fast.reset { delays: [15, 1]; form: identity; }
        v ~> u { delays: [15, 1]; }
        u ~> late { mask: NET02_U_TO_LATE; }
        wide ~> w.candidate;
        late ~> fast { weights: fixed he; mask: NET02_LATE_TO_FAST; }
        v -> w.input { delays: 0..=3; weights: learn lecun; form: dense; }
        sound -> v.step;
        late -> deep { weights: fixed he; }
        wide ~> slow;
        /// How one drives the other.
        sound -> wide.value { delays: 0..3; weights: learn zeros; mask: NET02_SOUND_TO_WIDE_VALUE; }
        wide ~> w.forget { delays: [15, 1]; weights: learn he; form: local(kernel 2, pad 1); }
        /// How one drives the other.
        w -> late;
        fast -> late { delays: [4, 0, 1]; weights: learn 0.07; form: conv(kernel 4, pad 2); }
        wide ~> w.output { delays: 1..=4; form: conv(kernel 4, pad 2); }
        sound ~> fast { delays: [2, 15]; form: local(kernel 4, pad 3); }
        slow -> u { delays: [0, 3]; weights: learn normal(0.0, 0.42); form: conv(kernel 3, stride 2); }
        wide -> deep { delays: 0..3; weights: fixed normal(0.0, 0.45); density: 0.5; }
        slow ~> slow.gate { form: identity; }
    }
}

const NET03_LIGHT_TO_U: [[bool; 3]; 2] = [[true, true, true], [true, true, true]];
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
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net03 {
        input sound: 2;
        input light: [3, 1];
        /// What `wide` is for.
        layer wide: Adapting<3> {
            alpha_s: 0.35;
            alpha_r: gated(0.23, from fast, sound);
            /// How fast, or how strong.
            alpha_a: learn global(log_uniform(0.29, 0.76)) in logistic(0.1, 1.2);
            strength: learn global(by(starts::rising)) in logistic(0.1, 1.2);
            activation: hill;
            norm: layer(over bands, eps 0.01);
            bias: learn log_uniform(0.07, 0.35);
            initial: fixed log_uniform(0.1, 0.29);
        }
        layer deep: Divisive<[2, sizes::TWO]> {
            alpha_n: fixed per_channel(0.23);
            pool: fixed global(by(starts::rising));
            activation: sigmoid;
            bias: none;
            initial: zero;
        }
        output w: [4, 2] {
            activation: identity;
        }
        /// What `u` is for.
        output u: Aru<2> {
            alpha_s: fixed per_unit(uniform(0.4, 0.65));
            /// How fast, or how strong.
            alpha_r: learn per_unit(by(starts::rising)) in logistic(0.0, 1.0);
            activation: custom(activations::OwnTanh);
            initial: fixed zeros;
        }
        layer fast: Adapting<2> {
            alpha_s: learn global(uniform(0.27, 0.78)) in logistic(0.1, 1.2);
            alpha_r: learn global(normal(0.53, 0.05));
            /// How fast, or how strong.
            alpha_a: learn per_unit(by(starts::rising)) in logistic(0.05, 0.98, slope 1.46);
            strength: learn per_unit(0.29) in logistic(0.05, 0.98, slope 1.21);
            activation: tanh;
            norm: layer(over bands, eps 0.1);
            bias: fixed by(starts::rising);
            noise: normal(0.45);
        }
        output v: [2, 4] {
            activation: relu;
            bias: none;
        }
        layer slow: Gru<sizes::TWO> {
            norm: layer(over bands, eps 0.01);
            bias: learn;
            initial: learn 0.33;
        }

        w ~> deep { delay: learn(1.75) in logistic(1, 3); weights: learn 0.07; form: local(kernel 3); }
        fast ~> wide { delay: learn per_source(1.45) in 1..=3; spread: 0.37; weights: fixed log_uniform(0.05, 0.27); mask: by(masks::two_of_three); }
        sound ~> v { delays: 1..=4; weights: fixed normal(0.0, 0.47); }
        /// How one drives the other.
        light -> wide { delays: 0..=2; mask: by(masks::two_of_three); }
        light -> deep { delays: 0..=2; form: conv(kernel 4, stride 3, pad 2); }
        deep ~> deep { weights: learn by(starts::rising); form: diagonal; }
        fast ~> fast;
        sound ~> w { delay: 1; weights: fixed orthogonal(0.72); form: local(kernel 3, pad 2); }
        /// How one drives the other.
        light -> slow { weights: learn by(starts::mixed); }
        slow -> deep ~> u;
        sound -> fast { delays: [2, 0]; form: identity; }
        wide ~> u { delays: 1..3; form: conv(kernel 3, stride 3, pad 2); }
        slow ~> slow { weights: learn 0.2; mask: by(masks::two_of_three); }
        slow ~> wide { delays: 1..=3; form: conv(kernel 4, pad 2); }
        light -> u { mask: NET03_LIGHT_TO_U; }
        light -> v { form: conv(kernel 3, stride 2, pad 1); }
        u -> w { weights: learn normal(0.0, 0.49); form: conv(kernel 3, pad 2); }
    }
}

const NET04_SLOW_TO_U: [[bool; 2]; 8] = [[true, true], [true, false], [true, false], [true, false], [true, true], [true, false], [false, false], [true, true]];
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
    pub struct Net04<const H: usize, const K: usize> {
        slow ~> slow { delays: [3, 1]; weights: learn he; form: diagonal; sign: free; }
        deep ~> slow { delays: [3, 1]; weights: learn orthogonal(0.96); form: local(kernel 1); }
        wide ~> u.reset { delay: 3; }
        fast -> deep { mask: by(masks::two_of_three); }
        deep -> wide { delays: [15, 0]; weights: learn by(starts::fading); form: conv(kernel 2, stride 3); }
        light -> fast { weights: learn by(starts::mixed); }
        sound -> wide { weights: fixed uniform(-0.4, 0.4); form: conv(kernel 4, stride 4); }
        fast -> late.forget { delays: 0..3; }
        wide ~> u.update { delay: 3; weights: learn normal(0.0, 0.4); form: dense; }
        fast ~> fast { delays: 1..3; weights: fixed uniform(-0.4, 0.4); form: dense; }
        sound -> fast { weights: learn uniform(-0.4, 0.4); form: dense; }
        fast -> late.candidate { weights: learn zeros; }
        sound ~> slow { weights: learn by(starts::mixed); form: conv(kernel 4, stride 2); }
        sound ~> deep { delay: learn(1.5) in logistic(1, 5); spread: fixed 0.99; weights: learn log_uniform(0.05, 0.46); form: conv(kernel 4, stride 4, pad 1); }
        fast -> late.output { weights: learn xavier; form: conv(kernel 4, stride 4, pad 2); }
        late ~> u { delay: learn per_source(1.75) in 1..=2; weights: learn zeros; }
        slow -> u { delay: learn(0.75) in logistic(0, 4); spread: 2.0; weights: learn by(starts::mixed); mask: NET04_SLOW_TO_U; }

        input sound: 7;
        input light: H;
        layer fast: Lstm<[sizes::TWO, 4]> {
            norm: layer;
            bias: learn zeros;
            initial: zero;
        }
        layer slow: Elman<H> {
            norm: layer(over bands, eps 0.001);
            bias: learn normal(0.0, 0.29);
            initial: learn;
            sign: dale(excitatory 0.5);
            noise: normal(0.24);
        }
        layer deep: Switching<H> {
            alpha_w: 0.22;
            ceiling: learn global(by(starts::rising));
            norm: layer(eps 0.1);
            bias: none;
        }
        output u: Gru<[sizes::TWO, 4]> {
            bias: fixed per_channel(0.14);
            initial: fixed by(starts::rising);
        }
        layer late: Lstm<[1, K]>;
        layer wide: Aru<[1, 4]> {
            alpha_s: fixed per_channel(uniform(0.4, 0.67));
            alpha_r: learn per_band(log_uniform(0.4, 0.67));
            activation: custom(activations::ThresholdPower);
            norm: layer(over channels);
            bias: fixed log_uniform(0.07, 0.47);
            initial: learn log_uniform(0.08, 0.48);
        }
    }
}

const NET05_DEEP_TO_SLOW_GATE: [[bool; 8]; 6] = [[false, false, true, false, true, true, true, true], [true, false, true, true, true, true, true, false], [true, true, false, true, true, false, false, false], [true, true, true, false, true, true, true, false], [true, false, false, true, true, false, false, true], [true, false, false, true, true, true, true, true]];
const NET05_U_TO_FAST: [[bool; 2]; 8] = [[false, true], [true, true], [true, true], [false, true], [true, false], [false, true], [true, true], [true, false]];
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }

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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net05 {
        dt: 1 ms;
        input sound: [3, 2];
        layer slow: Gated<[3, 2]> {
            /// How fast, or how strong.
            alpha_g: learn per_band(normal(0.47, 0.05)) in logistic(0.1, 1.2);
            norm: layer(over channels, eps 0.001);
            bias: none;
        }
        /// What `u` is for.
        output u: Selective<2> {
            decay: learn per_unit(by(starts::rising)) in 0.05..=0.95;
            activation: leaky_relu(0.1);
            bias: fixed by(starts::rising);
            initial: fixed uniform(-0.37, 0.12);
        }
        layer deep: Driven<[4, 2]> {
            gain: learn per_unit(by(starts::rising)) in logistic(0.05, 0.98, slope 1.74);
            activation: swish;
            noise: normal(0.26);
        }
        output v: Divisive<2> {
            alpha_n: fixed per_unit(uniform(0.37, 0.66));
            pool: fixed per_unit(by(starts::rising));
            activation: tanh;
            bias: none;
            initial: fixed zeros;
        }
        layer fast: Gated<[4, sizes::TWO]> {
            tau_g: gated;
            norm: layer(over bands, eps 0.1);
            bias: fixed log_uniform(0.05, 0.22);
            initial: fixed 0.35;
        }

        sound ~> fast { weights: fixed normal(0.0, 0.38); }
        sound -> slow.gate { weights: fixed uniform(-0.4, 0.4); form: dense; }
        deep ~> slow.gate { delay: learn(1.23) in 1..=2; spread: 0.67; weights: learn xavier; mask: NET05_DEEP_TO_SLOW_GATE; }
        v -> deep ~> u;
        u ~> fast { delay: learn per_source(2.3) in logistic(2, 6); spread: 1.83; weights: learn he; mask: NET05_U_TO_FAST; }
        fast ~> fast.signal { delay: learn per_source(1.3) in logistic(1, 2); spread: 2.23; weights: fixed log_uniform(0.05, 0.23); form: dense; }
        u ~> u.step { weights: learn uniform(-0.4, 0.4); form: local(kernel 4, stride 4, pad 3); }
        /// How one drives the other.
        slow ~> slow { delay: learn(2.71) in 2..=7; spread: fixed 0.99; form: conv(kernel 3, stride 2, pad 2); }
        slow -> u.value { delays: 0..4; }
        sound -> slow.signal { weights: learn lecun; }
        u -> deep { delays: [0, 15]; weights: learn log_uniform(0.05, 0.49); density: 0.25; }
        fast -> slow -> u.step;
        fast -> u.step { delay: learn per_source(0.26) in 0..=1; weights: learn log_uniform(0.05, 0.34); form: dense; }
        fast -> v { weights: fixed xavier; }
        v ~> fast.alpha_g { form: conv(kernel 3, pad 2); }
        v ~> v { delay: 6 ms; weights: learn lecun; density: 0.75; }
    }
}

const NET06_WIDE_TO_DEEP: [[bool; 9]; 6] = [[false, false, true, false, false, true, false, true, true], [false, true, true, false, true, true, false, false, false], [true, true, false, true, false, true, true, false, false], [true, true, false, false, true, true, false, true, false], [false, true, true, true, true, false, false, true, false], [true, false, false, true, true, true, false, true, true]];
const NET06_WIDE_TO_WIDE_CANDIDATE: [[bool; 9]; 9] = [[false, true, false, true, false, true, true, false, false], [false, false, false, true, true, true, true, false, true], [true, true, true, true, true, true, false, true, false], [true, false, false, true, true, true, false, false, false], [true, false, true, false, true, true, false, true, false], [true, true, false, true, true, true, true, true, false], [true, true, true, true, true, true, false, true, false], [true, true, true, true, false, false, true, true, true], [true, true, false, true, true, false, true, true, true]];
const NET06_SLOW_TO_LATE: [[bool; 6]; 3] = [[false, true, true, false, true, false], [false, false, true, true, false, true], [true, false, true, true, true, true]];
const NET06_TOUCH_TO_SLOW: [[bool; 9]; 6] = [[true, false, false, true, false, true, true, false, true], [false, true, true, false, true, true, false, true, false], [true, false, true, false, true, false, true, true, false], [true, true, false, true, false, true, true, true, true], [true, true, true, true, true, false, true, true, true], [true, false, true, true, true, true, true, true, true]];
recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net06<const H: usize, const K: usize> {
        input sound: H;
        input light: K;
        input touch: [H, H];
        layer fast: Adapting<[K, H]> {
            alpha_s: 1.0;
            alpha_r: 0.71;
            alpha_a: learn per_band(uniform(0.23, 0.75)) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            strength: learn per_channel(log_uniform(0.23, 0.62)) in logistic(0.05, 0.98, slope 1.59);
            activation: softplus;
            bias: fixed normal(0.0, 0.18);
            noise: normal(0.32);
        }
        layer wide: Lstm<[H, H]> {
            norm: layer(eps 0.001);
            bias: learn;
            initial: learn normal(0.0, 0.18);
        }
        /// What `deep` is for.
        layer deep: Adapting<[K, sizes::TWO]> {
            alpha_s: learn per_band(0.53) in 0.05..=0.95;
            alpha_r: 0.39;
            alpha_a: learn per_unit(0.56);
            strength: fixed per_channel(log_uniform(0.39, 0.7));
            activation: swish;
            bias: fixed per_band(log_uniform(0.08, 0.3));
            initial: fixed normal(0.0, 0.12);
            noise: normal(0.24);
        }
        layer late: Adapting<H> {
            alpha_s: learn per_unit(uniform(0.24, 0.64)) in logistic(0.1, 1.2);
            alpha_r: fixed global(log_uniform(0.26, 0.74));
            alpha_a: learn per_unit(uniform(0.36, 0.8)) in 0.05..=0.95;
            strength: fixed global(0.24);
            activation: swish;
            bias: learn by(starts::rising);
            initial: learn normal(0.0, 0.18);
            noise: normal(0.09);
        }
        layer slow: Aru<[K, sizes::TWO]> {
            alpha_s: learn per_unit(normal(0.45, 0.05));
            alpha_r: learn global(log_uniform(0.2, 0.8));
            activation: tanh;
            initial: fixed zeros;
            noise: normal(0.21);
        }
        output u: Selective<H> {
            /// How fast, or how strong.
            decay: learn global(uniform(0.2, 0.77)) in logistic(0.05, 0.98, slope 2.19);
            activation: custom(activations::OwnTanh);
            bias: none;
            initial: zero;
        }

        fast -> wide { delay: learn(0.74) in 0..=1; spread: fixed 1.11; weights: learn lecun; }
        wide ~> deep { delays: 1..4; mask: NET06_WIDE_TO_DEEP; }
        wide ~> wide.forget { delays: [15, 1]; weights: fixed orthogonal(0.67); }
        sound ~> u.value { delay: 1; weights: learn 0.07; form: local(kernel 3, stride 2, pad 2); }
        late ~> u { delays: 2..=3; weights: learn uniform(-0.4, 0.4); density: 1; }
        deep ~> slow { density: 1; }
        light -> fast { weights: learn 0.06; }
        wide ~> wide.output { delays: 2..=3; form: identity; }
        slow -> deep { weights: learn by(starts::mixed); form: conv(kernel 3, pad 1); }
        slow ~> fast { delay: 15; weights: learn by(starts::mixed); }
        wide ~> wide.candidate { mask: NET06_WIDE_TO_WIDE_CANDIDATE; }
        slow -> late { delay: learn per_source(0.34) in 0..=5; mask: NET06_SLOW_TO_LATE; }
        slow -> u { weights: fixed 0.12; form: conv(kernel 4, stride 2, pad 3); }
        late ~> late { delays: [1, 4]; form: diagonal; }
        /// How one drives the other.
        touch -> slow { weights: fixed 0.17; mask: NET06_TOUCH_TO_SLOW; }
        /// How one drives the other.
        fast ~> fast { delay: 2; }
        /// How one drives the other.
        slow ~> slow { delay: 3; form: identity; }
    }
}

const NET07_DEEP_TO_U: [[bool; 8]; 2] = [[false, false, false, false, false, false, true, true], [true, false, false, false, true, true, true, false]];
recurrent_net! {
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
    pub struct Net07<const H: usize> {
        dt: 2ms;
        u ~> u { delay: 3; weights: learn uniform(-0.4, 0.4); form: local(kernel 4, stride 4, pad 2); sign: free; }
        wide -> u { weights: learn by(starts::mixed); form: conv(kernel 4, stride 4); }
        sound -> u;
        sound -> wide { form: local(kernel 2, pad 1); }
        deep ~> u { weights: learn lecun; mask: NET07_DEEP_TO_U; }
        fast -> deep { delays: 0..3; weights: learn uniform(-0.4, 0.4); }
        sound -> fast { delays: [0, 15]; weights: learn by(starts::fading); mask: by(masks::two_of_three); }
        /// How one drives the other.
        u -> slow { delays: 0..=2; weights: fixed zeros; }
        /// How one drives the other.
        fast ~> fast { delay: learn per_source(1.53) in logistic(1, 6); spread: 1.63; weights: fixed by(starts::mixed); sign: free; }
        slow ~> u { delay: 12 ms; form: conv(kernel 3, stride 3, pad 1); }
        u ~> wide { delays: [2, 15]; weights: learn lecun; form: dense; }

        input sound: H;
        layer fast: Elman<5> {
            activation: softplus;
            bias: fixed log_uniform(0.1, 0.44);
            initial: learn by(starts::rising);
            sign: dale(excitatory 0.25);
        }
        /// What `wide` is for.
        layer wide: Aru<5> {
            tau_s: 2 ms;
            tau_r: fixed global(normal(8 ms, 1 ms));
            activation: sigmoid;
            norm: layer(eps 0.01);
            bias: fixed log_uniform(0.08, 0.36);
            initial: learn by(starts::rising);
        }
        output u: [1, 2] {
            activation: custom(activations::ThresholdPower);
            bias: learn zeros;
            sign: dale(excitatory 0.25);
        }
        layer deep: Aru<[H, 2]> {
            /// How fast, or how strong.
            tau_s: fixed global(log_uniform(4 ms, 12 ms));
            alpha_r: learn per_unit(0.37) in logistic(0.05, 0.98, slope 1.07);
            activation: swish;
            norm: layer(over bands, eps 0.1);
            initial: learn 0.29;
            noise: normal(0.49);
        }
        layer slow: Driven<2> {
            gain: learn global(uniform(0.25, 0.64)) in 0.05..=0.95;
            activation: sigmoid;
            bias: fixed 0.32;
            initial: fixed zeros;
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
    pub struct Net08<const H: usize> {
        dt: 2ms;
        deep ~> deep { delay: 8 ms; weights: learn 0.15; }
        fast -> slow { delays: 0..=3; form: conv(kernel 3, pad 1); }
        slow -> wide { weights: fixed he; }
        fast -> u { form: identity; }
        late -> u { weights: learn lecun; }
        slow -> late { form: conv(kernel 4, stride 2, pad 1); }
        wide -> u { delays: 0..4; weights: learn zeros; }
        deep -> u ~> fast;
        sound -> fast { delays: 0..2; weights: fixed lecun; }
        fast ~> fast.reset { delays: [5, 2, 6]; form: identity; }
        late ~> late { delays: [2, 15]; weights: learn he; form: local(kernel 4, stride 2, pad 3); }
        /// How one drives the other.
        slow -> deep { delay: learn(0.43) in 0..=2; weights: learn orthogonal(1.04); form: conv(kernel 3, stride 4, pad 1); }
        slow ~> slow { delays: [3, 1]; form: identity; }
        fast ~> fast.update { delays: [2, 15]; weights: learn normal(0.0, 0.28); form: dense; }

        input sound: [3, H];
        output u: Aru<7> {
            tau_s: 4 ms;
            alpha_r: learn per_unit(by(starts::rising)) in logistic(0.0, 1.0);
            activation: sigmoid;
            bias: learn;
            initial: learn;
            sign: dale(excitatory 0.25);
        }
        layer slow: Dense<7> {
            activation: elu;
            norm: layer(over bands, eps 0.01);
            bias: learn 0.05;
        }
        layer wide: Selective<[H, 3]> {
            decay: learn per_channel(0.8);
            activation: relu;
            norm: layer(over channels);
            initial: learn;
        }
        layer deep: Driven<[H, 3]> {
            gain: 1.0;
            activation: softplus;
            norm: layer(over bands, eps 0.001);
            bias: learn;
            initial: learn log_uniform(0.07, 0.5);
        }
        layer fast: Gru<7> {
            initial: fixed by(starts::rising);
        }
        layer late: Adapting<3> {
            alpha_s: learn global(uniform(0.23, 0.66));
            tau_r: learn per_unit(12 ms);
            alpha_a: learn per_unit(log_uniform(0.39, 0.62)) in logistic(0.1, 1.2);
            strength: learn global(0.69) in logistic(0.1, 1.2);
            activation: hill;
            bias: learn zeros;
            initial: fixed normal(0.0, 0.17);
            noise: normal(0.36);
        }
    }
}

const NET09_DEEP_TO_DEEP: [[bool; 9]; 9] = [[true, false, true, false, true, false, true, true, false], [true, true, true, false, true, true, false, false, false], [true, false, false, false, false, false, true, true, false], [true, false, true, false, true, true, true, true, false], [false, false, true, true, true, true, false, false, true], [true, false, true, true, true, true, true, true, false], [true, false, true, true, false, false, true, true, false], [true, false, true, true, false, false, false, true, false], [true, false, true, true, true, true, true, true, true]];
const NET09_FAST_TO_U: [[bool; 3]; 8] = [[true, true, true], [true, false, true], [false, false, true], [false, true, true], [false, false, true], [true, true, false], [false, false, false], [true, true, true]];
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
    pub struct Net09<const H: usize> {
        dt: 0.004 s;
        input sound: H;
        input light: [H, H];
        layer late: Driven<1> {
            gain: learn global(0.26) in 0.05..=0.95;
            activation: tanh;
            bias: learn zeros;
            noise: normal(0.14);
        }
        layer fast: Gru<H> {
            norm: layer(eps 0.01);
        }
        layer wide: Adapting<[H, H]> {
            tau_s: learn per_band(by(starts::after_4000)) in 4 ms..=80 ms;
            alpha_r: learn per_channel(0.23) in 0.05..=0.95;
            alpha_a: gated(0.35) in logistic(0.05, 0.95);
            strength: 1.0;
            activation: custom(activations::OwnTanh);
            norm: layer(over bands);
            bias: learn per_band(by(starts::rising));
            initial: fixed uniform(-0.36, 0.23);
            noise: normal(0.4);
        }
        /// What `u` is for.
        output u: [2, 4] {
            activation: leaky_relu(0.1);
            norm: layer(over channels, eps 0.1);
            bias: learn;
        }
        layer slow: MyGru<[H, H]> {
            initial: learn;
        }
        output v: Aru<[2, 2]> {
            /// How fast, or how strong.
            alpha_s: learn global(normal(0.5, 0.05)) in logistic(0.1, 1.2);
            tau_r: 4 ms;
            norm: layer(eps 0.001);
            bias: learn;
            initial: fixed normal(0.0, 0.06);
            sign: dale(excitatory 0.5);
        }
        layer deep: Adapting<[sizes::THREE, H]> {
            alpha_s: fixed per_unit(normal(0.6, 0.05));
            /// How fast, or how strong.
            tau_r: fixed global(by(starts::after_4000));
            tau_a: 8 ms;
            strength: learn per_channel(normal(0.51, 0.05)) in logistic(0.1, 1.2);
            activation: custom(activations::OwnTanh);
            norm: layer(over channels, eps 0.01);
            initial: learn;
        }
        output w: Switching<4> {
            /// How fast, or how strong.
            tau_w: learn global(28 ms) in logistic(4 ms, 80 ms);
            ceiling: learn global(normal(0.47, 0.05)) in logistic(0.0, 1.0);
            bias: learn uniform(-0.22, 0.21);
            initial: zero;
        }

        sound -> u { weights: fixed orthogonal(0.62); }
        sound ~> slow.candidate { delays: 1..4; density: 0.75; }
        u ~> v { delays: 1..3; weights: fixed uniform(-0.4, 0.4); form: local(kernel 3, stride 3, pad 2); }
        w -> v { form: dense; }
        late -> wide { weights: learn uniform(-0.4, 0.4); form: local(kernel 3, pad 2); }
        sound ~> w { delays: [5, 2, 6]; weights: fixed lecun; }
        w -> slow.update;
        light -> wide { delays: [4, 0, 1]; weights: learn zeros; density: 0.01; }
        light ~> fast { delays: 2..=4; density: 0.01; }
        w ~> fast { delay: 15; weights: learn zeros; }
        deep ~> deep { delay: learn per_source(2.2800000000000002) in logistic(2, 7); mask: NET09_DEEP_TO_DEEP; }
        light -> wide.alpha_a { delays: 0..2; weights: learn by(starts::fading); }
        fast -> u { weights: learn by(starts::mixed); mask: NET09_FAST_TO_U; }
        v ~> fast { weights: learn he; }
        sound ~> deep { delays: [5, 2, 6]; }
        /// How one drives the other.
        wide ~> w { delay: learn(2.57) in 2..=7; spread: fixed 1.1; weights: fixed lecun; form: conv(kernel 4, pad 2); }
        light -> slow.candidate { weights: learn orthogonal(0.83); }
        wide ~> wide { delay: learn per_source(1.54) in 1..=2; spread: 1.61; form: local(kernel 3, pad 1); }
        sound -> late { mask: by(masks::not_self); }
        w -> wide { delays: 0..3; form: conv(kernel 4, pad 1); }
        slow -> wide { delay: learn(0.65) in 0..=3; spread: fixed 1.43; form: local(kernel 3, pad 1); }
        deep ~> u;
        sound ~> slow.reset { delay: 2; weights: learn 0.05; }
        light -> slow.update { delays: [4, 0, 1]; weights: learn zeros; form: dense; }
        slow -> late { weights: learn orthogonal(0.54); }
        sound -> slow.update { weights: fixed 0.19; }
    }
}

recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
    pub struct Net10<const H: usize> {
        input sound: H;
        layer slow: Gated<[1, H]> {
            alpha_g: fixed per_channel(0.69);
            bias: learn zeros;
            initial: learn;
        }
        layer late: Elman<H> {
            activation: custom(activations::ThresholdPower);
            bias: fixed zeros;
            initial: fixed by(starts::rising);
            sign: dale(excitatory 0.25);
        }
        /// What `u` is for.
        output u: Aru<H> {
            alpha_s: 1.0;
            alpha_r: learn global(normal(0.58, 0.05)) in logistic(0.1, 1.2);
            activation: relu;
            bias: learn 0.31;
            initial: fixed log_uniform(0.1, 0.43);
        }
        /// What `wide` is for.
        layer wide: Selective<[1, H]> {
            decay: learn per_unit(0.79) in logistic(0.05, 0.98, slope 1.21);
            activation: identity;
            bias: learn per_channel(log_uniform(0.06, 0.24));
            initial: learn 0.14;
        }
        /// What `fast` is for.
        layer fast: Elman<H> {
            activation: elu;
            bias: fixed log_uniform(0.09, 0.25);
        }
        /// What `v` is for.
        output v: H {
            activation: tanh;
            norm: layer;
            bias: fixed 0.08;
        }
        layer deep: Driven<sizes::THREE> {
            gain: learn per_unit(by(starts::rising));
            activation: relu;
            bias: none;
            initial: learn;
            noise: normal(0.5);
        }

        fast -> v { form: dense; }
        u ~> v { delay: 2; }
        fast -> deep;
        slow ~> slow { delay: learn per_source(1.6600000000000001) in logistic(1, 5); spread: 0.47; }
        u -> slow.signal { delay: learn per_source(0.47) in 0..=2; form: identity; }
        deep ~> deep { form: dense; }
        sound -> wide { weights: learn by(starts::rising); form: diagonal; }
        wide ~> wide.value { delays: 2..=3; weights: fixed 0.16; }
        /// How one drives the other.
        late ~> deep { delays: 2..=4; weights: fixed by(starts::fading); form: conv(kernel 4, stride 2, pad 2); sign: free; }
        v -> slow.gate { weights: learn zeros; form: diagonal; }
        fast ~> fast { delay: learn(1.26) in logistic(1, 2); spread: 0.45; form: dense; }
        fast -> u { weights: fixed 0.16; mask: by(masks::two_of_three); }
        sound -> u { delays: [4, 0, 1]; weights: learn log_uniform(0.05, 0.21); form: local(kernel 4, stride 2, pad 3); }
        deep ~> fast { delays: [15, 1]; form: dense; }
        fast -> slow { form: conv(kernel 3, stride 4, pad 1); }
        wide ~> fast { delay: learn per_source(2.39) in 2..=5; spread: fixed 1.85; weights: learn normal(0.0, 0.3); }
        /// How one drives the other.
        u -> slow.gate { weights: learn he; form: conv(kernel 4, stride 4); }
        late ~> late { form: dense; }
        v ~> wide { delay: learn per_source(2.4699999999999998) in logistic(2, 5); spread: 1.83; }
        u -> deep { weights: learn lecun; form: local(kernel 2); }
        late ~> u { delays: [3, 1]; form: local(kernel 4, stride 2, pad 3); sign: free; }
        /// How one drives the other.
        slow ~> u;
        deep -> late { delays: [0, 3]; weights: learn by(starts::fading); form: dense; }
        sound -> fast { form: diagonal; }
        wide -> v { weights: learn xavier; form: diagonal; }
    }
}

const NET11_SLOW_TO_U: [[bool; 3]; 3] = [[true, false, true], [true, false, true], [true, true, false]];
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net11<const H: usize> {
        dt: 0.5 ms;
        input sound: [4, 1];
        layer fast: Adapting<3> {
            tau_s: 1 ms;
            tau_r: fixed per_unit(uniform(1 ms, 2.5 ms));
            alpha_a: learn per_unit(normal(0.44, 0.05)) in logistic(0.05, 0.98, slope 0.86);
            strength: learn per_unit(0.22);
            activation: elu;
            bias: none;
            initial: fixed by(starts::rising);
        }
        layer wide: MyGru<4> {
            bias: fixed uniform(-0.43, 0.15);
            initial: fixed 0.13;
        }
        layer slow: Selective<H> {
            /// How fast, or how strong.
            decay: learn per_unit(0.26) in logistic(0.05, 0.98, slope 2.02);
            activation: softplus;
            bias: learn log_uniform(0.07, 0.41);
            initial: fixed uniform(-0.33, 0.16);
        }
        output u: Selective<H> {
            decay: fixed per_unit(0.49);
            activation: identity;
            bias: learn 0.29;
            initial: learn 0.32;
        }
        layer deep: Aru<[4, 1]> {
            alpha_s: learn per_channel(normal(0.53, 0.05)) in logistic(0.05, 0.98, slope 1.92);
            alpha_r: fixed per_channel(uniform(0.24, 0.66));
            activation: identity;
            initial: fixed zeros;
            noise: normal(0.37);
        }

        fast -> slow.step { form: diagonal; }
        deep ~> u.value { delays: 1..3; weights: fixed by(starts::fading); }
        u -> deep { delays: [15, 0]; weights: fixed normal(0.0, 0.45); }
        wide -> deep { mask: by(masks::two_of_three); }
        u ~> u { delays: [15, 1]; weights: fixed by(starts::fading); }
        deep ~> deep { delay: learn per_source(1.62) in logistic(1, 2); weights: learn he; form: conv(kernel 1); }
        /// How one drives the other.
        fast ~> fast { form: conv(kernel 4, stride 2, pad 3); }
        fast -> wide { delay: learn(0.58) in 0..=1; spread: 2.13; }
        sound ~> fast { delay: 2.5 ms; form: conv(kernel 4, stride 3, pad 3); }
        fast -> deep { delays: 0..2; }
        /// How one drives the other.
        slow ~> slow.value { delay: 1 ms; form: diagonal; }
        fast ~> u { weights: fixed uniform(-0.4, 0.4); mask: by(masks::not_self); }
        slow -> u { mask: NET11_SLOW_TO_U; }
    }
}

const NET12_V_TO_WIDE: [[bool; 3]; 3] = [[false, true, true], [true, true, false], [true, false, false]];
const NET12_FAST_TO_WIDE_CANDIDATE: [[bool; 3]; 3] = [[false, true, true], [false, false, false], [true, false, true]];
const NET12_SOUND_TO_DEEP: [[bool; 3]; 3] = [[false, true, true], [false, false, true], [true, true, true]];
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
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net12<const H: usize> {
        fast -> deep { form: conv(kernel 3, pad 1); }
        v -> wide { mask: NET12_V_TO_WIDE; }
        /// How one drives the other.
        fast -> wide.reset { delay: learn per_source(0.27) in 0..=1; weights: learn normal(0.0, 0.41); form: conv(kernel 1); }
        v -> slow { delay: learn(0.32) in 0..=4; form: identity; }
        fast -> wide.candidate { mask: NET12_FAST_TO_WIDE_CANDIDATE; }
        v -> u { weights: learn he; mask: by(masks::not_self); }
        slow ~> slow { form: diagonal; }
        wide ~> u { weights: learn by(starts::mixed); form: conv(kernel 1); }
        /// How one drives the other.
        sound -> v;
        /// How one drives the other.
        v ~> v { delay: 15; density: 0.25; }
        deep -> slow { weights: learn uniform(-0.4, 0.4); }
        sound -> fast { delays: 0..3; weights: fixed lecun; }
        slow ~> deep { delay: 2; sign: free; }
        sound -> deep { mask: NET12_SOUND_TO_DEEP; }
        slow ~> wide { delay: 3; weights: fixed normal(0.0, 0.5); form: local(kernel 4, stride 2, pad 3); sign: free; }
        slow ~> v { delay: learn(2.56) in 2..=6; spread: 0.53; weights: fixed uniform(-0.4, 0.4); density: 0.01; sign: free; }

        input sound: H;
        /// What `slow` is for.
        layer slow: Elman<H> {
            activation: hill;
            initial: learn log_uniform(0.1, 0.42);
            sign: dale(excitatory 0);
            noise: normal(0.19);
        }
        output v: Lstm<3> {
            initial: learn log_uniform(0.06, 0.44);
        }
        output u: Aru<H> {
            alpha_s: fixed global(uniform(0.26, 0.64));
            /// How fast, or how strong.
            alpha_r: learn per_unit(0.45) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
            bias: learn 0.23;
            initial: fixed normal(0.0, 0.14);
        }
        layer deep: Adapting<H> {
            alpha_s: learn per_unit(by(starts::rising)) in 0.05..=0.95;
            alpha_r: learn global(0.4);
            alpha_a: fixed per_unit(by(starts::rising));
            strength: 0.45;
            activation: relu;
            initial: zero;
        }
        layer wide: MyGru<H> {
            norm: layer(eps 0.1);
            bias: fixed log_uniform(0.05, 0.39);
            initial: learn;
        }
        layer fast: Adapting<H> {
            alpha_s: learn per_unit(normal(0.5, 0.05)) in logistic(0.05, 0.98, slope 1.83);
            alpha_r: learn per_unit(by(starts::rising)) in 0.05..=0.95;
            alpha_a: fixed per_unit(uniform(0.36, 0.64));
            strength: 1.0;
            activation: sigmoid;
            norm: layer;
            bias: fixed uniform(-0.33, 0.17);
            initial: learn by(starts::rising);
            noise: normal(0.35);
        }
    }
}

const NET13_FAST_TO_U_SIGNAL: [[bool; 5]; 1] = [[true, true, true, true, true]];
const NET13_U_TO_DEEP: [[bool; 1]; 3] = [[false], [false], [true]];
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
    pub struct Net13<const H: usize> {
        input sound: 5;
        input light: H;
        input touch: 9;
        layer slow: Driven<9> {
            gain: learn global(0.7);
            activation: relu;
            bias: learn 0.05;
            initial: zero;
        }
        /// What `u` is for.
        output u: Gated<[1, 1]> {
            alpha_g: learn per_channel(uniform(0.32, 0.62)) in logistic(0.05, 0.98, slope 1.19);
            bias: none;
        }
        layer fast: Adapting<5> {
            alpha_s: gated(0.26, from touch) in logistic(0.05, 0.95);
            alpha_r: fixed per_unit(by(starts::rising));
            alpha_a: 1.0;
            strength: learn global(by(starts::rising));
            activation: elu;
            norm: layer(over bands, eps 0.001);
            bias: none;
            initial: zero;
        }
        layer wide: Elman<[H, 2]> {
            norm: layer(over bands, eps 0.001);
            initial: zero;
            sign: dale(excitatory 0.8);
        }
        layer deep: Aru<H> {
            alpha_s: fixed per_unit(0.47);
            alpha_r: gated(0.3);
            norm: layer(over bands, eps 0.01);
            initial: zero;
            sign: dale(excitatory 0);
            noise: normal(0.34);
        }

        /// How one drives the other.
        u ~> wide { delays: [1, 4]; weights: fixed he; density: 0.5; }
        fast -> u.gate { delays: 0..=2; form: local(kernel 4, stride 4); }
        deep ~> u { delay: 1; weights: learn 0.05; }
        deep ~> deep.alpha_r { mask: by(masks::two_of_three); }
        slow -> wide { weights: fixed lecun; }
        u ~> u.gate { mask: by(masks::two_of_three); }
        fast -> u.signal { mask: NET13_FAST_TO_U_SIGNAL; }
        u ~> u.signal { delays: [15, 1]; }
        u ~> deep { delay: 3; mask: NET13_U_TO_DEEP; }
        slow ~> slow { delay: learn(2.5300000000000002) in logistic(2, 3); spread: 2.11; }
        touch -> u { delays: 0..=3; weights: learn 0.13; density: 0.25; }
        wide -> u { sign: free; }
        wide ~> slow ~> fast.alpha_s;
        deep ~> deep { weights: learn by(starts::rising); form: diagonal; }
        light -> fast { delays: 0..4; weights: learn zeros; form: local(kernel 3, pad 2); }
        fast ~> fast { weights: fixed by(starts::mixed); form: local(kernel 3, pad 1); }
        light -> slow;
        sound ~> deep { weights: fixed zeros; }
    }
}

const NET14_DEEP_TO_SLOW_RESET: [[bool; 2]; 8] = [[true, false], [false, false], [true, false], [false, false], [true, false], [true, false], [false, true], [true, false]];
const NET14_SOUND_TO_FAST: [[bool; 3]; 3] = [[true, true, true], [false, true, false], [true, true, true]];
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
    pub struct Net14 {
        dt: 0.5 ms;
        /// How one drives the other.
        deep -> u { delays: [4, 0, 1]; }
        slow ~> u { delay: learn per_source(2.4699999999999998) in logistic(2, 3); weights: fixed normal(0.0, 0.5); form: dense; }
        deep ~> v { delays: 1..4; form: local(kernel 4, stride 2, pad 1); }
        deep ~> deep { delays: [3, 1]; mask: by(masks::not_self); }
        fast ~> deep { delay: learn per_source(1.27) in 1..=3; weights: fixed orthogonal(0.81); }
        wide ~> v;
        deep ~> slow.reset { delays: [2, 15]; mask: NET14_DEEP_TO_SLOW_RESET; }
        sound -> fast { mask: NET14_SOUND_TO_FAST; }
        wide ~> wide { form: local(kernel 2, stride 3, pad 1); }
        v ~> v { delay: 1 ms; weights: fixed normal(0.0, 0.41); form: diagonal; }
        deep ~> wide { weights: learn by(starts::mixed); }
        /// How one drives the other.
        sound -> wide { form: identity; }
        u ~> deep.alpha_a { weights: learn normal(0.0, 0.44); form: local(kernel 4, pad 1); }
        fast ~> fast { delays: [3, 1]; weights: learn by(starts::fading); form: conv(kernel 4, stride 2, pad 3); }
        sound -> slow { weights: fixed by(starts::mixed); form: conv(kernel 3, stride 2, pad 1); }

        input sound: [3, 1];
        layer deep: Adapting<2> {
            tau_s: learn global(3 ms) in logistic(0.5 ms, 5 ms, slope 2.48);
            alpha_r: learn global(by(starts::rising));
            tau_a: gated(3.5 ms, from slow, fast) in logistic(0.5 ms, 10 ms);
            /// How fast, or how strong.
            strength: learn global(uniform(0.22, 0.72)) in 0.05..=0.95;
            activation: elu;
            initial: learn;
            noise: normal(0.38);
        }
        output v: Switching<[1, 3]> {
            alpha_w: fixed per_unit(by(starts::rising));
            /// How fast, or how strong.
            ceiling: learn per_unit(log_uniform(0.26, 0.61)) in logistic(0.1, 1.2);
            bias: fixed per_band(normal(0.0, 0.12));
            initial: learn 0.09;
        }
        layer fast: Adapting<[3, 1]> {
            alpha_s: learn per_band(log_uniform(0.24, 0.73)) in logistic(0.1, 1.2);
            tau_r: fixed per_band(uniform(1 ms, 3.5 ms));
            alpha_a: 1.0;
            /// How fast, or how strong.
            strength: 1.0;
            activation: identity;
            bias: fixed per_band(by(starts::rising));
        }
        layer wide: Switching<[1, 3]> {
            tau_w: learn per_channel(3 ms);
            ceiling: learn per_channel(normal(0.42, 0.05)) in logistic(0.05, 0.98, slope 0.89);
            bias: none;
            initial: fixed log_uniform(0.1, 0.41);
        }
        output u: sizes::THREE {
            activation: relu;
            norm: layer(eps 0.001);
        }
        layer slow: Gru<[2, 4]> {
            norm: layer(over bands);
            bias: learn 0.31;
            initial: fixed 0.33;
        }
    }
}

const NET15_U_TO_SLOW: [[bool; 9]; 9] = [[true, true, true, true, true, true, false, true, true], [true, true, true, false, false, false, true, false, false], [false, true, true, false, true, false, true, true, true], [true, true, true, true, false, true, true, true, false], [true, false, true, false, true, true, true, true, true], [true, true, true, false, true, false, true, true, false], [true, false, true, true, true, false, false, true, false], [false, false, true, false, true, true, true, false, true], [true, false, false, true, true, true, true, true, false]];
const NET15_SOUND_TO_V: [[bool; 3]; 3] = [[true, true, true], [true, true, true], [true, true, true]];
const NET15_SOUND_TO_DEEP: [[bool; 3]; 3] = [[false, false, true], [true, false, true], [true, true, false]];
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
    pub struct Net15<const H: usize> {
        input sound: H;
        layer fast: Gated<[1, 3]> {
            alpha_g: 0.39;
            norm: layer(eps 0.01);
        }
        output v: MyGru<[1, 3]> {
            bias: learn;
        }
        layer late: Adapting<[H, 1]> {
            alpha_s: learn per_channel(uniform(0.3, 0.73));
            alpha_r: learn per_channel(normal(0.47, 0.05)) in logistic(0.0, 1.0);
            alpha_a: gated(0.7) in logistic(0.05, 0.95);
            strength: learn per_channel(normal(0.41, 0.05)) in 0.05..=0.95;
            activation: relu;
            bias: learn per_channel(by(starts::rising));
            initial: learn log_uniform(0.09, 0.44);
        }
        layer deep: Aru<H> {
            alpha_s: 0.52;
            alpha_r: gated(from fast, deep) in logistic(0.1, 1.2);
            activation: swish;
            bias: fixed 0.4;
            initial: learn;
            noise: normal(0.09);
        }
        output u: MyGru<[H, 3]> {
            norm: layer(over channels, eps 0.1);
            bias: learn normal(0.0, 0.05);
            initial: fixed 0.06;
        }
        layer slow: Driven<[3, 3]> {
            gain: fixed per_channel(by(starts::rising));
            activation: relu;
            bias: learn per_channel(uniform(-0.42, 0.31));
        }
        layer wide: Adapting<[1, 3]> {
            alpha_s: 0.66;
            /// How fast, or how strong.
            alpha_r: learn per_band(uniform(0.26, 0.72)) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            alpha_a: learn global(normal(0.46, 0.05)) in logistic(0.05, 0.98, slope 1.85);
            strength: 0.28;
            activation: custom(activations::ThresholdPower);
            norm: layer(eps 0.001);
            bias: fixed per_channel(log_uniform(0.06, 0.39));
            initial: zero;
            noise: normal(0.46);
        }
        output w: [H, H] {
            norm: layer(over bands);
            bias: fixed per_band(uniform(-0.38, 0.26));
        }

        wide ~> deep { delay: learn per_source(1.75) in 1..=4; spread: fixed 2.13; weights: learn he; form: diagonal; }
        fast ~> slow { delay: learn per_source(2.51) in logistic(2, 5); spread: fixed 0.47; }
        w ~> wide { delays: [1, 4]; }
        slow ~> u.update { weights: learn zeros; form: local(kernel 3, pad 1); }
        wide ~> wide { delays: [1, 4]; form: identity; }
        v -> late;
        u -> slow { delays: 0..2; mask: NET15_U_TO_SLOW; }
        deep ~> deep { delay: 3; weights: learn normal(0.0, 0.31); form: diagonal; }
        late -> wide { form: conv(kernel 2, stride 4); }
        deep -> u { weights: learn zeros; }
        sound -> fast.signal { delays: 0..4; weights: fixed xavier; }
        sound -> fast.gate;
        v -> w { form: local(kernel 3, pad 2); }
        /// How one drives the other.
        fast ~> fast { delay: 5; weights: learn uniform(-0.4, 0.4); }
        fast -> w { delay: learn per_source(0.45) in logistic(0, 5); spread: fixed 0.36; form: local(kernel 3, pad 2); }
        late ~> late { delay: learn per_source(2.21) in 2..=7; weights: learn xavier; form: diagonal; }
        wide ~> u { delay: learn per_source(1.3900000000000001) in 1..=2; spread: 1.74; weights: learn by(starts::mixed); }
        sound -> v { delays: [4, 0, 1]; weights: learn uniform(-0.4, 0.4); mask: NET15_SOUND_TO_V; }
        sound ~> deep { delay: 1; weights: fixed log_uniform(0.05, 0.5); mask: NET15_SOUND_TO_DEEP; }
        wide ~> slow { delays: 1..5; weights: learn zeros; form: conv(kernel 3, pad 2); }
        sound -> late.alpha_a { form: identity; }
        /// How one drives the other.
        fast -> u { form: conv(kernel 3, pad 2); }
    }
}

const NET16_U_TO_U_VALUE: [[bool; 4]; 4] = [[true, true, false, true], [true, true, true, true], [false, true, true, true], [true, true, true, true]];
recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net16 {
        input sound: [sizes::TWO, 2];
        input light: [1, 3];
        output v: Aru<[2, 1]> {
            alpha_s: fixed per_unit(log_uniform(0.28, 0.76));
            alpha_r: learn per_unit(by(starts::rising)) in 0.05..=0.95;
            activation: elu;
            bias: learn per_channel(0.17);
            initial: learn;
        }
        layer deep: Adapting<4> {
            /// How fast, or how strong.
            alpha_s: 1.0;
            alpha_r: learn per_unit(by(starts::rising)) in logistic(0.0, 1.0);
            /// How fast, or how strong.
            alpha_a: fixed per_unit(log_uniform(0.4, 0.77));
            strength: learn per_unit(by(starts::rising)) in logistic(0.05, 0.98, slope 1.09);
            activation: identity;
            norm: layer;
            bias: learn log_uniform(0.05, 0.21);
            initial: fixed uniform(-0.12, 0.5);
        }
        output u: Selective<4> {
            decay: learn global(normal(0.44, 0.05));
            activation: leaky_relu(0.1);
            norm: layer(over bands, eps 0.01);
            bias: fixed log_uniform(0.07, 0.5);
            initial: fixed 0.17;
        }
        layer fast: Gru<2> {
            norm: layer(over bands, eps 0.1);
            bias: learn by(starts::rising);
        }

        sound -> fast.reset { delays: 0..4; weights: fixed by(starts::fading); }
        deep ~> deep { delay: learn(1.41) in 1..=5; spread: 1.03; form: identity; }
        deep -> u { weights: learn lecun; form: dense; }
        light -> u.value { weights: learn by(starts::mixed); }
        /// How one drives the other.
        light -> u.step { delays: 0..=1; weights: learn by(starts::fading); form: conv(kernel 4, pad 3); }
        fast -> deep { delays: 0..4; }
        /// How one drives the other.
        u ~> fast.candidate { delays: [15, 1]; weights: learn by(starts::fading); form: local(kernel 1, stride 2); }
        /// How one drives the other.
        v ~> deep { weights: fixed he; }
        sound -> fast.update { weights: fixed uniform(-0.4, 0.4); }
        light ~> v { weights: fixed by(starts::mixed); form: conv(kernel 3, stride 2, pad 2); }
        u ~> u.value { delays: [3, 1]; mask: NET16_U_TO_U_VALUE; }
        sound -> v { delays: 0..=2; weights: fixed uniform(-0.4, 0.4); }
        u ~> fast.reset { delay: 5; weights: fixed by(starts::mixed); }
        sound -> fast.candidate { weights: learn uniform(-0.4, 0.4); }
    }
}

const NET17_DEEP_TO_W: [[bool; 9]; 6] = [[true, false, false, false, true, true, false, true, true], [true, true, true, false, true, false, true, false, false], [true, false, true, false, true, true, false, false, false], [true, false, true, true, false, true, true, false, false], [true, false, false, true, false, false, true, true, false], [true, true, true, false, true, false, false, false, true]];
const NET17_V_TO_V: [[bool; 3]; 3] = [[true, true, true], [true, true, true], [true, true, true]];
const NET17_W_TO_FAST: [[bool; 6]; 2] = [[true, true, true, true, true, true], [true, false, true, false, true, false]];
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
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net17<const H: usize> {
        dt: 0.5 ms;
        input sound: 1;
        input light: [1, 2];
        /// What `fast` is for.
        layer fast: Gru<[1, 2]> {
            bias: fixed per_band(log_uniform(0.06, 0.35));
            initial: learn 0.1;
        }
        /// What `u` is for.
        output u: [1, 2] {
            activation: hill;
            norm: layer(over channels, eps 0.01);
        }
        output w: Divisive<[sizes::THREE, 2]> {
            tau_n: gated(4 ms, from w, sound);
            /// How fast, or how strong.
            pool: fixed global(log_uniform(0.36, 0.6));
            activation: hill;
            norm: layer(over channels, eps 0.001);
            bias: none;
            initial: zero;
        }
        layer slow: Aru<H> {
            tau_s: gated(2 ms) in logistic(0.5 ms, 10 ms);
            tau_r: learn global(by(starts::after_500));
            activation: sigmoid;
            norm: layer(over bands);
            initial: zero;
            noise: normal(0.16);
        }
        layer deep: MyGru<[3, 3]> {
            norm: layer(over bands, eps 0.1);
            initial: fixed 0.11;
        }
        /// What `wide` is for.
        layer wide: Gru<[sizes::THREE, 2]> {
            initial: learn;
        }
        output v: Gru<3> {
            bias: none;
            initial: fixed log_uniform(0.09, 0.2);
        }

        wide ~> wide.reset { form: conv(kernel 3, pad 1); }
        light -> deep.candidate { weights: learn zeros; form: conv(kernel 3, pad 2); }
        wide ~> u { delays: [15, 1]; density: 0.01; }
        slow ~> slow.alpha_s { delays: [15, 1]; form: diagonal; }
        fast -> u -> wide.candidate;
        u -> deep { delays: [4, 0, 1]; form: local(kernel 3, pad 2); }
        /// How one drives the other.
        deep ~> w { delays: 1..4; mask: NET17_DEEP_TO_W; }
        w -> slow { delays: 0..2; }
        slow ~> w { weights: fixed orthogonal(1.1); }
        wide ~> wide.update { weights: learn zeros; }
        v ~> v { delay: learn per_source(2.7800000000000002) in logistic(2, 5); mask: NET17_V_TO_V; }
        light -> slow { form: conv(kernel 4, pad 3); }
        fast ~> w { delays: 2..=3; weights: learn normal(0.0, 0.26); form: conv(kernel 3, pad 2); }
        sound ~> deep;
        u -> wide.reset { delay: learn per_source(0.37) in logistic(0, 4); weights: learn uniform(-0.4, 0.4); }
        light -> fast.candidate { form: conv(kernel 1, stride 4); }
        light -> fast.reset { delay: learn per_source(0.49) in logistic(0, 2); spread: fixed 2.18; weights: fixed normal(0.0, 0.2); }
        deep ~> deep { delay: 2.5 ms; weights: fixed by(starts::mixed); mask: by(masks::two_of_three); }
        u -> wide.update { delay: learn per_source(0.72) in 0..=3; spread: fixed 2.67; }
        w ~> fast { delay: learn per_source(1.48) in logistic(1, 2); spread: fixed 0.53; mask: NET17_W_TO_FAST; }
        w ~> v.update { form: local(kernel 3, stride 2, pad 2); }
    }
}

const NET18_V_TO_DEEP: [[bool; 8]; 8] = [[false, true, false, true, true, false, false, true], [true, true, true, false, false, false, false, true], [true, false, true, false, false, false, false, true], [true, false, true, false, true, true, true, false], [false, true, false, false, true, true, true, true], [true, true, true, true, true, true, true, true], [false, true, true, true, true, true, true, true], [true, false, true, false, false, false, true, false]];
const NET18_V_TO_U: [[bool; 8]; 8] = [[true, false, false, true, true, false, true, true], [false, true, true, true, true, true, true, false], [true, true, false, true, true, false, false, false], [true, true, true, false, true, false, false, true], [true, true, true, true, true, true, true, true], [true, false, false, true, false, true, false, false], [false, true, true, true, false, false, false, true], [true, false, true, true, false, false, true, true]];
const NET18_SOUND_TO_DEEP: [[bool; 8]; 8] = [[true, false, true, false, true, true, true, true], [false, true, true, false, false, false, false, true], [true, true, true, true, true, true, true, false], [true, false, true, false, false, true, false, false], [false, false, false, true, true, true, true, false], [true, true, true, true, true, true, false, false], [true, true, true, true, true, true, true, true], [true, true, true, true, true, false, false, false]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }

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
    /// Generated.
    pub struct Net18<const H: usize> {
        input sound: [4, 2];
        layer fast: Selective<[4, 1]> {
            decay: learn global(log_uniform(0.31, 0.64)) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
            bias: fixed uniform(-0.29, 0.17);
            initial: learn uniform(-0.42, 0.32);
        }
        layer deep: Switching<[4, 2]> {
            alpha_w: 1.0;
            ceiling: learn per_channel(uniform(0.32, 0.65)) in 0.05..=0.95;
            norm: layer(over bands, eps 0.001);
            bias: learn normal(0.0, 0.21);
            initial: zero;
            noise: normal(0.16);
        }
        /// What `w` is for.
        output w: Divisive<H> {
            /// How fast, or how strong.
            alpha_n: learn per_unit(by(starts::rising)) in logistic(0.05, 0.98, slope 1.29);
            pool: learn per_unit(0.46) in logistic(0.1, 1.2);
            activation: identity;
            norm: layer(eps 0.1);
            bias: learn;
            initial: zero;
        }
        output v: [4, 2] {
            activation: tanh;
            bias: none;
        }
        /// What `u` is for.
        output u: [4, 2] {
            activation: softplus;
            norm: layer(eps 0.001);
            bias: learn per_band(log_uniform(0.1, 0.22));
            sign: dale(excitatory 1);
        }

        sound ~> fast.value { mask: by(masks::not_self); }
        deep ~> deep { delays: 1..3; form: local(kernel 3, pad 1); }
        w ~> u { delay: 2; weights: fixed he; }
        fast -> u { weights: learn zeros; }
        v ~> deep { delays: 1..=3; weights: learn normal(0.0, 0.46); mask: NET18_V_TO_DEEP; }
        fast ~> fast.value { delays: [3, 1]; form: conv(kernel 3, pad 1); }
        fast ~> deep { delay: 2; }
        v ~> u { mask: NET18_V_TO_U; }
        u -> v { weights: fixed lecun; form: dense; }
        v ~> v { form: diagonal; }
        v -> w { delays: [4, 0, 1]; }
        fast -> w { delay: learn(0.42) in 0..=5; spread: 2.2; weights: fixed 0.09; }
        fast -> v { delays: 0..=2; form: local(kernel 4, stride 2, pad 3); }
        deep ~> v { form: identity; }
        sound -> deep { mask: NET18_SOUND_TO_DEEP; }
        w ~> v { delays: 2..=3; }
    }
}

const NET19_SLOW_TO_W: [[bool; 6]; 2] = [[true, true, true, true, true, false], [true, false, false, true, false, true]];
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net19<const H: usize, const K: usize> {
        dt: 1 ms;
        touch -> v -> w;
        deep -> w { delays: [4, 0, 1]; }
        /// How one drives the other.
        fast -> deep { weights: learn by(starts::mixed); }
        slow ~> fast.gate { delay: learn per_source(2.62) in logistic(2, 4); mask: by(masks::two_of_three); }
        fast ~> fast.gate { form: diagonal; }
        u ~> wide { delay: 2 ms; weights: learn he; form: dense; }
        /// How one drives the other.
        fast ~> fast.signal { delay: 3 ms; form: identity; }
        u ~> slow.alpha_r { delay: 1; weights: learn normal(0.0, 0.24); }
        /// How one drives the other.
        deep -> v { weights: learn he; }
        /// How one drives the other.
        deep ~> deep { weights: learn 0.09; form: diagonal; }
        slow -> u { delays: 0..2; weights: learn by(starts::fading); form: local(kernel 3, pad 1); sign: free; }
        w ~> slow { delay: learn per_source(1.3599999999999999) in 1..=5; spread: 1.41; form: conv(kernel 4, pad 2); }
        wide ~> deep { delay: 2 ms; weights: fixed log_uniform(0.05, 0.33); form: local(kernel 2, pad 1); }
        sound -> slow { form: dense; }
        slow ~> w { delay: learn per_source(1.35) in logistic(1, 2); mask: NET19_SLOW_TO_W; }
        fast -> wide { form: dense; }
        light -> fast.signal { delays: 0..=1; }
        sound ~> u { delays: [2, 15]; mask: by(masks::not_self); }
        slow ~> fast.signal { weights: fixed zeros; form: conv(kernel 3, stride 3); sign: free; }
        sound -> deep { delays: [2, 0]; weights: fixed 0.13; }
        wide ~> wide { weights: learn log_uniform(0.05, 0.33); density: 1; }

        input sound: [H, K];
        input light: [3, K];
        input touch: 4;
        /// What `slow` is for.
        layer slow: Aru<[3, K]> {
            tau_s: learn per_unit(by(starts::after_1000));
            tau_r: gated(3 ms);
            bias: fixed per_band(by(starts::rising));
            initial: zero;
            sign: dale(excitatory 1);
        }
        output u: Elman<3> {
            activation: softplus;
            initial: learn;
            sign: dale(excitatory 1);
        }
        layer wide: Elman<[1, 2]> {
            activation: swish;
            bias: learn;
            initial: zero;
            noise: normal(0.43);
        }
        layer fast: Gated<[1, 2]> {
            tau_g: fixed per_unit(uniform(2 ms, 7 ms));
            norm: layer(eps 0.01);
            initial: learn;
        }
        layer deep: Dense<[K, K]> {
            bias: learn per_band(log_uniform(0.08, 0.23));
            noise: normal(0.06);
        }
        output v: K {
            activation: softplus;
            sign: dale(excitatory 0.25);
        }
        output w: Aru<2> {
            alpha_s: learn per_unit(log_uniform(0.22, 0.75)) in logistic(0.1, 1.2);
            tau_r: learn global(8 ms) in logistic(1 ms, 10 ms, slope 1.34);
            bias: fixed 0.4;
            initial: learn normal(0.0, 0.24);
        }
    }
}

const NET20_DEEP_TO_SLOW: [[bool; 3]; 6] = [[true, false, true], [false, true, true], [true, true, true], [true, true, true], [true, true, false], [true, false, true]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
        input sound: H;
        layer deep: Driven<H> {
            gain: learn per_unit(log_uniform(0.3, 0.77)) in 0.05..=0.95;
            activation: sigmoid;
            bias: none;
            initial: fixed uniform(-0.37, 0.26);
            noise: normal(0.19);
        }
        layer fast: Selective<[H, H]> {
            decay: fixed per_band(uniform(0.23, 0.79));
            activation: custom(activations::ThresholdPower);
            norm: layer(over bands, eps 0.001);
            bias: learn per_band(0.08);
        }
        /// What `w` is for.
        output w: [3, H] {
            bias: fixed per_channel(zeros);
        }
        output v: 5 {
            activation: relu;
            sign: dale(excitatory 1);
        }
        layer slow: Adapting<[H, sizes::TWO]> {
            alpha_s: learn per_channel(uniform(0.4, 0.76)) in logistic(0.05, 0.98, slope 1.38);
            alpha_r: learn per_unit(normal(0.57, 0.05)) in logistic(0.1, 1.2);
            alpha_a: learn per_channel(uniform(0.39, 0.72)) in logistic(0.05, 0.98, slope 0.99);
            strength: learn global(0.43) in logistic(0.1, 1.2);
            activation: identity;
            norm: layer(over channels);
            initial: fixed log_uniform(0.07, 0.29);
        }
        output u: Driven<[3, H]> {
            gain: 1.0;
            activation: leaky_relu(0.1);
            norm: layer(over bands, eps 0.1);
            bias: fixed per_band(0.33);
        }

        sound -> w { delays: 0..2; weights: learn lecun; }
        fast ~> fast { delay: 2; weights: fixed by(starts::rising); form: diagonal; }
        w ~> u { delay: 15; weights: learn log_uniform(0.05, 0.3); form: local(kernel 3, stride 2, pad 2); }
        v ~> u { weights: fixed log_uniform(0.05, 0.48); density: 0.5; }
        sound -> u { delays: [15, 0]; weights: fixed normal(0.0, 0.47); }
        sound -> fast.step { weights: fixed uniform(-0.4, 0.4); }
        fast -> v { delays: 0..4; weights: learn zeros; form: conv(kernel 3, pad 2); }
        /// How one drives the other.
        slow ~> v;
        /// How one drives the other.
        fast ~> slow { weights: learn 0.16; }
        v ~> v { delay: 15; form: conv(kernel 3, pad 1); sign: free; }
        deep ~> slow { delay: learn per_source(1.46) in 1..=2; spread: fixed 0.57; mask: NET20_DEEP_TO_SLOW; }
        w ~> fast.value { delay: 1; form: identity; }
        u ~> deep { weights: fixed lecun; }
        w ~> w { delays: [5, 2, 6]; form: local(kernel 1); }
    }
}

recurrent_net! {
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net21<const H: usize> {
        sound ~> fast -> u;
        slow ~> slow { delays: [2, 15]; weights: learn zeros; form: diagonal; }
        slow ~> u { form: identity; }
        sound -> w;
        u ~> fast { delay: 2; weights: learn normal(0.0, 0.26); }
        w ~> v { delay: 1; weights: fixed xavier; form: dense; }
        fast -> slow { weights: learn log_uniform(0.05, 0.42); density: 0.75; sign: free; }
        u ~> v { delay: learn per_source(2.69) in logistic(2, 3); spread: 2.31; }
        /// How one drives the other.
        v ~> slow { weights: fixed zeros; form: dense; }
        /// How one drives the other.
        w ~> w { delays: [2, 15]; form: identity; sign: free; }

        input sound: [1, 3];
        layer fast: Elman<[2, H]> {
            activation: hill;
            norm: layer(eps 0.001);
            bias: learn per_channel(by(starts::rising));
            initial: fixed zeros;
            sign: dale(excitatory 0.25);
            noise: normal(0.08);
        }
        output w: 2 {
            activation: hill;
            bias: none;
            sign: dale(excitatory 1);
        }
        output v: [2, H] {
            activation: hill;
            bias: learn normal(0.0, 0.21);
            sign: dale(excitatory 0.8);
        }
        /// What `u` is for.
        output u: Elman<[H, H]> {
            bias: fixed by(starts::rising);
            initial: fixed 0.13;
        }
        layer slow: Elman<[H, H]> {
            activation: sigmoid;
            norm: layer(over bands);
            bias: learn per_band(0.38);
            initial: zero;
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
    pub struct Net22<const H: usize> {
        dt: 0.004 s;
        input sound: sizes::TWO;
        input light: [2, H];
        layer late: Divisive<[3, 1]> {
            alpha_n: gated(0.76, from late) in logistic(0.05, 0.95);
            pool: learn per_unit(uniform(0.35, 0.61)) in 0.05..=0.95;
            activation: leaky_relu(0.1);
            bias: learn uniform(-0.37, 0.46);
        }
        layer deep: Adapting<7> {
            tau_s: fixed global(20 ms);
            alpha_r: gated(0.79) in logistic(0.05, 0.95);
            alpha_a: 1.0;
            strength: learn global(normal(0.58, 0.05));
            activation: relu;
            initial: fixed log_uniform(0.09, 0.37);
        }
        layer wide: MyGru<[3, 1]> {
            bias: learn;
            initial: learn;
        }
        layer fast: Adapting<[2, H]> {
            tau_s: fixed per_channel(uniform(8 ms, 20 ms));
            alpha_r: gated(from light, fast);
            tau_a: gated(12 ms) in logistic(4 ms, 80 ms);
            strength: learn per_unit(0.42) in logistic(0.1, 1.2);
            activation: softplus;
            bias: fixed per_channel(by(starts::rising));
            initial: learn log_uniform(0.08, 0.49);
        }
        layer slow: Lstm<H> {
            norm: layer(over bands, eps 0.001);
            bias: none;
            initial: learn 0.15;
        }
        output u: Switching<[2, H]> {
            tau_w: 8 ms;
            ceiling: fixed global(by(starts::rising));
        }

        late ~> wide.reset { delay: learn(1.41) in 1..=4; spread: fixed 0.21; weights: fixed normal(0.0, 0.45); mask: by(masks::two_of_three); }
        wide ~> wide.candidate { delay: learn per_source(1.29) in 1..=4; spread: 2.53; form: diagonal; }
        /// How one drives the other.
        sound -> wide { weights: learn by(starts::mixed); mask: by(masks::not_self); }
        slow -> late ~> wide.update;
        slow ~> slow.forget { delay: 1; form: local(kernel 4, stride 2, pad 3); }
        wide ~> wide.reset { weights: learn xavier; mask: by(masks::two_of_three); }
        deep ~> u { delay: 3; }
        wide ~> wide.update { delays: 1..3; mask: by(masks::two_of_three); }
        slow -> deep.alpha_r { delays: [0, 15]; weights: fixed normal(0.0, 0.45); }
        light ~> late { weights: learn zeros; }
        fast -> u { delays: 0..=2; weights: learn log_uniform(0.05, 0.49); form: local(kernel 2, stride 2, pad 1); }
        slow ~> slow.output;
        light -> slow { delays: [2, 0]; form: conv(kernel 3, pad 2); }
        fast ~> fast.alpha_a;
        /// How one drives the other.
        u -> deep { delay: learn per_source(0.51) in logistic(0, 3); spread: 0.35; }
        late ~> wide.candidate { delay: learn per_source(2.7) in logistic(2, 6); form: diagonal; }
        wide ~> u { density: 1; }
        u ~> fast { weights: fixed by(starts::mixed); form: conv(kernel 4, stride 3, pad 3); }
        late ~> fast.alpha_r { weights: learn uniform(-0.4, 0.4); }
        light -> fast { weights: fixed zeros; form: diagonal; }
        /// How one drives the other.
        deep ~> deep { delay: 24 ms; weights: learn normal(0.0, 0.41); form: conv(kernel 1); }
        /// How one drives the other.
        wide ~> fast { delays: [15, 1]; density: 0.25; }
        light -> u { delays: 0..=1; }
    }
}

const NET23_SOUND_TO_FAST: [[bool; 3]; 2] = [[false, true, false], [true, true, true]];
recurrent_net! {
    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net23<const H: usize> {
        dt: 0.5 ms;
        input sound: 3;
        /// What `slow` is for.
        layer slow: Aru<[H, H]> {
            tau_s: learn global(by(starts::after_500)) in logistic(0.5 ms, 5 ms, slope 1.95);
            tau_r: learn per_band(log_uniform(1 ms, 3 ms)) in 0.5 ms..=10 ms;
            activation: sigmoid;
            norm: layer(over bands, eps 0.01);
            bias: learn per_band(zeros);
            initial: fixed 0.21;
            sign: dale(excitatory 0.25);
            noise: normal(0.24);
        }
        output u: Selective<H> {
            decay: learn per_unit(0.49) in 0.05..=0.95;
            activation: custom(activations::OwnTanh);
            bias: learn;
        }
        layer fast: Adapting<[H, 1]> {
            alpha_s: 0.2;
            alpha_r: fixed global(uniform(0.4, 0.64));
            /// How fast, or how strong.
            tau_a: fixed per_channel(uniform(1 ms, 4 ms));
            strength: learn per_band(log_uniform(0.4, 0.76));
            activation: tanh;
            norm: layer;
            noise: normal(0.46);
        }

        /// How one drives the other.
        slow ~> u { delay: learn(2.7) in logistic(2, 7); weights: learn he; sign: free; }
        slow ~> slow { delays: [5, 2, 6]; mask: by(masks::not_self); }
        /// How one drives the other.
        fast ~> fast { form: identity; }
        fast -> u.value { delays: [0, 3]; form: identity; }
        sound -> fast { mask: NET23_SOUND_TO_FAST; }
        sound -> slow;
    }
}

const NET24_SLOW_TO_U: [[bool; 2]; 2] = [[false, false], [true, true]];
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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net24 {
        dt: 2ms;
        input sound: 5;
        layer fast: Divisive<5> {
            tau_n: 4 ms;
            pool: learn global(uniform(0.4, 0.74)) in logistic(0.05, 0.98, slope 1.29);
            activation: leaky_relu(0.1);
            bias: none;
            initial: learn;
        }
        layer deep: Gated<5> {
            tau_g: 6 ms;
            bias: fixed normal(0.0, 0.2);
        }
        layer slow: Driven<2> {
            gain: learn per_unit(0.46) in logistic(0.0, 1.0);
            activation: tanh;
            initial: learn 0.22;
        }
        output u: Selective<sizes::TWO> {
            decay: fixed global(0.8);
            activation: hill;
            initial: zero;
        }

        slow ~> slow { delays: [15, 1]; }
        /// How one drives the other.
        fast ~> slow { delay: 6 ms; }
        u ~> u.value { delay: 2 ms; form: identity; }
        deep ~> u.value;
        fast ~> fast { delay: learn(1.63) in logistic(1, 6); spread: fixed 1.76; }
        fast ~> deep;
        sound -> slow { delays: 0..=1; weights: learn by(starts::fading); form: local(kernel 2, stride 3); }
        sound ~> fast { delays: 1..5; form: identity; }
        slow -> u { delay: learn(0.4) in logistic(0, 2); spread: 2.01; weights: fixed by(starts::mixed); mask: NET24_SLOW_TO_U; }
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net25<const H: usize> {
        dt: 0.004 s;
        input sound: 4;
        layer fast: Gated<[H, 2]> {
            alpha_g: learn global(by(starts::rising)) in logistic(0.05, 0.98, slope 1.45);
            bias: fixed per_channel(log_uniform(0.09, 0.22));
        }
        layer slow: Selective<[2, 2]> {
            decay: 1.0;
            activation: swish;
            norm: layer(over bands, eps 0.1);
            bias: fixed 0.38;
            initial: zero;
        }
        layer deep: Aru<H> {
            /// How fast, or how strong.
            tau_s: learn per_unit(by(starts::after_4000)) in logistic(4 ms, 40 ms, slope 1.73);
            tau_r: learn per_unit(log_uniform(8 ms, 24 ms));
            activation: identity;
            norm: layer;
            bias: fixed uniform(-0.29, 0.23);
        }
        output u: Aru<[1, 4]> {
            tau_s: fixed global(normal(16 ms, 2 ms));
            alpha_r: 1.0;
            activation: tanh;
            norm: layer(over channels);
            bias: fixed per_channel(0.36);
        }
        output v: Gated<[3, H]> {
            alpha_g: gated(0.55, from deep, u);
            norm: layer(over bands, eps 0.001);
            bias: fixed per_band(0.17);
            initial: zero;
        }

        sound -> u { weights: learn lecun; form: local(kernel 3, stride 4); }
        deep ~> fast;
        slow -> v.alpha_g { delay: learn per_source(0.58) in logistic(0, 2); density: 0.25; }
        sound -> fast.gate { delays: 0..=1; weights: learn by(starts::fading); form: conv(kernel 4, stride 4, pad 2); }
        deep -> v { delays: [15, 0]; weights: fixed uniform(-0.4, 0.4); }
        u ~> fast { weights: learn normal(0.0, 0.35); }
        sound -> fast.signal { weights: learn by(starts::mixed); form: conv(kernel 2, stride 3, pad 1); }
        slow ~> slow { delay: learn per_source(1.37) in 1..=3; spread: 1.7; form: dense; }
        fast -> deep { density: 0.75; }
        /// How one drives the other.
        sound -> slow.value { delays: 0..4; form: identity; }
        sound -> slow.step { weights: learn 0.15; }
        /// How one drives the other.
        u ~> deep { delay: learn per_source(2.39) in 2..=4; spread: 0.47; }
        fast ~> fast { weights: learn by(starts::mixed); form: local(kernel 4, stride 2, pad 2); }
    }
}

const NET26_FAST_TO_DEEP_ALPHA_S: [[bool; 3]; 3] = [[true, true, true], [false, true, true], [true, true, false]];
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
    pub struct Net26<const H: usize> {
        fast ~> fast.candidate { delay: 5; weights: learn log_uniform(0.05, 0.43); form: conv(kernel 2, stride 3, pad 1); }
        fast -> deep.alpha_s { delays: 0..2; weights: learn xavier; mask: NET26_FAST_TO_DEEP_ALPHA_S; }
        slow ~> v.candidate { delays: 1..=3; weights: learn zeros; density: 0.75; }
        fast -> v { delays: 0..=2; weights: learn orthogonal(0.88); }
        fast -> u { weights: learn by(starts::mixed); mask: by(masks::two_of_three); }
        /// How one drives the other.
        v -> slow { delays: [0, 3]; weights: fixed orthogonal(0.97); }
        sound -> fast { delays: [4, 0, 1]; form: conv(kernel 4, stride 4, pad 1); }
        fast ~> deep.alpha_r { delays: [5, 2, 6]; form: identity; }
        /// How one drives the other.
        sound ~> deep;
        v -> slow.alpha_s { delay: learn per_source(0.69) in logistic(0, 3); spread: fixed 1.55; }
        slow ~> v.reset;
        deep -> u { delays: [2, 0]; form: local(kernel 3, stride 3, pad 1); }
        fast -> deep { form: identity; }
        u -> slow { mask: by(masks::not_self); }
        deep ~> deep { delay: 2; weights: fixed log_uniform(0.05, 0.31); }

        input sound: [2, 3];
        layer fast: Lstm<[1, H]> {
            bias: fixed per_band(uniform(-0.45, 0.34));
            initial: zero;
        }
        layer slow: Adapting<5> {
            alpha_s: gated(0.33);
            alpha_r: 1.0;
            alpha_a: learn per_unit(0.36) in logistic(0.05, 0.98, slope 0.99);
            strength: learn per_unit(by(starts::rising)) in logistic(0.0, 1.0);
            activation: custom(activations::OwnTanh);
            bias: learn 0.27;
            initial: zero;
        }
        output v: MyGru<[3, sizes::TWO]> {
            bias: fixed per_channel(zeros);
            initial: learn by(starts::rising);
        }
        layer deep: Adapting<3> {
            alpha_s: gated(0.27);
            alpha_r: gated(0.65, from deep, sound) in logistic(0.1, 1.2);
            alpha_a: 1.0;
            strength: fixed global(normal(0.53, 0.05));
            activation: tanh;
            bias: fixed zeros;
            initial: learn;
        }
        output u: Lstm<[1, 4]> {
            norm: layer(over channels, eps 0.01);
            initial: fixed 0.16;
        }
    }
}

const NET27_SLOW_TO_V: [[bool; 7]; 7] = [[true, true, false, true, false, false, true], [true, true, true, false, true, false, false], [false, true, false, false, true, true, true], [false, true, true, true, true, true, false], [true, true, true, false, true, false, false], [false, true, false, false, true, true, true], [true, false, true, true, false, true, true]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
    pub struct Net27<const H: usize> {
        slow ~> v { delays: [5, 2, 6]; weights: learn zeros; mask: NET27_SLOW_TO_V; }
        v ~> v.alpha_n { delays: [5, 2, 6]; weights: learn by(starts::mixed); form: diagonal; }
        slow -> deep;
        deep ~> deep { delays: [2, 15]; form: conv(kernel 4, stride 2, pad 3); }
        u -> v { delays: [0, 15]; weights: fixed he; }
        fast -> v { weights: learn normal(0.0, 0.27); }
        sound -> fast;
        sound -> deep { form: identity; }
        deep -> u { delay: learn per_source(0.56) in logistic(0, 1); spread: fixed 0.52; weights: fixed lecun; form: conv(kernel 4, pad 2); }
        sound -> slow { delay: learn per_source(0.77) in 0..=1; weights: learn xavier; mask: by(masks::two_of_three); }

        input sound: [1, 3];
        output u: Driven<[4, sizes::TWO]> {
            gain: learn per_band(normal(0.58, 0.05)) in logistic(0.1, 1.2);
            activation: sigmoid;
            norm: layer(over bands);
            bias: learn uniform(-0.4, 0.2);
        }
        /// What `slow` is for.
        layer slow: Driven<7> {
            gain: fixed per_unit(by(starts::rising));
            activation: softplus;
            bias: fixed 0.32;
            initial: zero;
            noise: normal(0.41);
        }
        /// What `v` is for.
        output v: Divisive<7> {
            alpha_n: gated(from sound, fast);
            pool: fixed per_unit(by(starts::rising));
            activation: custom(activations::OwnTanh);
            initial: learn zeros;
        }
        layer deep: Divisive<[3, 1]> {
            /// How fast, or how strong.
            alpha_n: learn per_channel(0.35) in 0.05..=0.95;
            pool: fixed global(normal(0.42, 0.05));
            activation: identity;
            bias: learn per_band(by(starts::rising));
        }
        /// What `fast` is for.
        layer fast: Selective<[sizes::THREE, H]> {
            decay: learn global(0.44) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
            initial: fixed 0.07;
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net28<const H: usize> {
        dt: 1 ms;
        input sound: H;
        layer fast: Adapting<[H, sizes::TWO]> {
            alpha_s: gated(0.78, from sound);
            tau_r: learn per_band(3 ms) in 1 ms..=20 ms;
            alpha_a: learn per_unit(0.54) in 0.05..=0.95;
            strength: learn per_unit(normal(0.57, 0.05)) in logistic(0.1, 1.2);
            activation: elu;
            bias: learn normal(0.0, 0.28);
            initial: learn;
            noise: normal(0.18);
        }
        layer deep: Aru<[H, sizes::TWO]> {
            tau_s: gated(from sound, deep) in logistic(1 ms, 20 ms);
            alpha_r: gated;
            norm: layer;
            bias: none;
            initial: learn 0.27;
        }
        output u: Divisive<[H, sizes::TWO]> {
            tau_n: gated(4 ms, from deep);
            pool: learn per_band(normal(0.48, 0.05)) in 0.05..=0.95;
            activation: softplus;
            initial: fixed log_uniform(0.08, 0.43);
        }
        /// What `v` is for.
        output v: [H, sizes::TWO] {
            activation: sigmoid;
            norm: layer(over channels, eps 0.01);
            bias: learn;
        }
        output w: Selective<[H, sizes::TWO]> {
            decay: fixed per_band(0.48);
            activation: identity;
            norm: layer(eps 0.001);
            bias: learn normal(0.0, 0.27);
            initial: learn by(starts::rising);
        }

        sound -> fast { form: conv(kernel 1); }
        w ~> fast { delay: learn(2.52) in logistic(2, 7); spread: 1.95; }
        deep -> u { weights: learn by(starts::mixed); form: conv(kernel 1); }
        /// How one drives the other.
        w ~> v;
        /// How one drives the other.
        deep -> v { form: local(kernel 3, pad 1); }
        fast -> w.value { weights: fixed zeros; form: dense; }
        /// How one drives the other.
        fast -> w.step { delay: learn per_source(0.74) in 0..=1; spread: 0.21; mask: by(masks::two_of_three); }
        /// How one drives the other.
        u -> w { delays: 0..=2; weights: learn uniform(-0.4, 0.4); mask: by(masks::not_self); }
        sound -> v;
        sound -> deep { weights: learn normal(0.0, 0.21); mask: by(masks::two_of_three); }
        deep ~> fast.alpha_s { form: diagonal; }
        deep ~> deep { delay: 1 ms; form: identity; }
        u ~> deep.alpha_r { delays: 1..=3; form: diagonal; }
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net29 {
        dt: 2ms;
        input sound: 5;
        layer slow: Elman<[2, 3]> {
            norm: layer(over channels, eps 0.1);
            bias: fixed zeros;
            sign: dale(excitatory 0.5);
            noise: normal(0.07);
        }
        /// What `u` is for.
        output u: Selective<[3, 1]> {
            decay: learn per_channel(uniform(0.35, 0.79)) in logistic(0.0, 1.0);
            activation: leaky_relu(0.1);
        }
        layer fast: Switching<[2, 1]> {
            tau_w: learn per_band(16 ms) in 2 ms..=40 ms;
            ceiling: 1.0;
            initial: fixed uniform(-0.16, 0.12);
            noise: normal(0.15);
        }

        /// How one drives the other.
        sound -> fast { form: conv(kernel 3, stride 4, pad 1); }
        u ~> fast { delay: learn(2.22) in 2..=6; spread: fixed 1.98; }
        u ~> u { delays: 1..=3; weights: learn 0.11; form: diagonal; }
        slow -> u { delay: learn per_source(0.33) in 0..=3; spread: 0.99; weights: fixed orthogonal(0.68); form: dense; }
        fast ~> slow { weights: fixed log_uniform(0.05, 0.34); }
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net30 {
        dt: 500 us;
        slow ~> slow.step { delay: 2.5 ms; weights: learn lecun; form: diagonal; }
        slow -> u { weights: learn xavier; form: conv(kernel 3, stride 3, pad 1); }
        u ~> u { delays: [2, 15]; form: identity; }
        sound -> fast { weights: fixed by(starts::mixed); density: 0.25; }
        fast -> slow;
        sound -> slow;
        slow ~> fast.gate { delay: learn(2.65) in logistic(2, 3); spread: 2.42; }

        input sound: 4;
        layer fast: Gated<2> {
            alpha_g: 1.0;
            initial: learn uniform(-0.38, 0.45);
        }
        layer slow: Selective<4> {
            /// How fast, or how strong.
            decay: 0.84;
            activation: custom(activations::OwnTanh);
            bias: learn normal(0.0, 0.22);
            initial: fixed normal(0.0, 0.15);
        }
        /// What `u` is for.
        output u: Aru<sizes::TWO> {
            tau_s: learn global(2 ms) in 0.5 ms..=10 ms;
            tau_r: 1 ms;
            activation: softplus;
            norm: layer(eps 0.001);
            initial: learn 0.31;
        }
    }
}

const NET31_DEEP_TO_W: [[bool; 8]; 2] = [[true, true, true, true, false, true, true, true], [true, true, true, true, true, true, true, true]];
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
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net31<const H: usize> {
        input sound: 3;
        output v: [3, H] {
            activation: custom(activations::ThresholdPower);
            bias: learn;
        }
        layer deep: Aru<[4, H]> {
            alpha_s: fixed per_channel(0.45);
            alpha_r: gated(0.4, from deep) in logistic(0.05, 0.95);
            activation: identity;
            norm: layer(over bands, eps 0.01);
            bias: learn per_band(zeros);
            initial: zero;
        }
        layer fast: Driven<H> {
            gain: 0.89;
            activation: custom(activations::OwnTanh);
            norm: layer(eps 0.001);
            bias: fixed 0.32;
        }
        layer late: Gated<H> {
            alpha_g: learn per_unit(log_uniform(0.36, 0.75)) in 0.05..=0.95;
            bias: learn;
        }
        output w: H {
            activation: hill;
            norm: layer(over bands, eps 0.001);
            bias: fixed by(starts::rising);
        }
        layer wide: Elman<H> {
            norm: layer(over bands, eps 0.001);
            bias: none;
            initial: fixed uniform(-0.14, 0.36);
        }
        output u: Divisive<H> {
            alpha_n: fixed global(0.64);
            pool: fixed global(log_uniform(0.23, 0.75));
            activation: elu;
            bias: learn 0.08;
            initial: learn normal(0.0, 0.17);
        }
        layer slow: Adapting<4> {
            alpha_s: fixed per_unit(normal(0.45, 0.05));
            alpha_r: fixed global(normal(0.42, 0.05));
            alpha_a: learn global(by(starts::rising));
            strength: 1.0;
            activation: swish;
        }

        slow ~> slow -> w;
        sound -> u { delays: [15, 0]; weights: learn log_uniform(0.05, 0.36); }
        wide -> w { weights: learn lecun; form: diagonal; }
        deep -> w { delay: learn(0.49) in 0..=1; spread: fixed 1.22; weights: learn normal(0.0, 0.2); mask: NET31_DEEP_TO_W; }
        fast -> deep { delays: 0..=1; }
        w ~> deep.alpha_r { weights: learn lecun; }
        w ~> late.signal { weights: learn xavier; form: local(kernel 3, pad 1); }
        late ~> late { delay: 2; weights: learn by(starts::mixed); }
        /// How one drives the other.
        late -> u { weights: learn lecun; form: conv(kernel 4, stride 4, pad 3); }
        deep -> v { weights: learn xavier; }
        sound -> late { weights: learn he; mask: by(masks::two_of_three); }
        u ~> wide { form: identity; }
        sound -> slow { delays: 0..3; density: 0.75; }
        fast -> u { weights: learn 0.1; form: conv(kernel 4, stride 4, pad 3); }
        deep -> wide { delays: [0, 15]; }
        u ~> slow { delay: 3; }
        deep ~> deep { delays: 2..=3; form: conv(kernel 3, pad 1); }
        wide ~> wide { delay: learn per_source(2.69) in logistic(2, 5); spread: fixed 1.49; }
        /// How one drives the other.
        fast ~> fast { delays: [5, 2, 6]; mask: by(masks::not_self); }
        sound -> fast { weights: learn 0.16; form: local(kernel 4, pad 1); }
        w ~> u { form: conv(kernel 3, stride 2, pad 2); }
        fast ~> wide { form: conv(kernel 2, stride 2, pad 1); }
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
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net32<const H: usize> {
        dt: 0.5 ms;
        input sound: [H, H];
        input light: [H, H];
        input touch: 9;
        layer fast: Gated<[H, H]> {
            tau_g: learn per_channel(by(starts::after_500)) in logistic(0.5 ms, 10 ms);
            norm: layer(eps 0.001);
            bias: learn;
            initial: learn;
        }
        /// What `slow` is for.
        layer slow: Divisive<[H, H]> {
            tau_n: 0.5 ms;
            pool: 1.0;
            activation: relu;
            norm: layer(over bands, eps 0.01);
            bias: fixed per_band(log_uniform(0.06, 0.24));
            initial: zero;
        }
        output v: Aru<[H, 3]> {
            tau_s: 3 ms;
            tau_r: 0.5 ms;
            activation: tanh;
            norm: layer(over bands, eps 0.01);
        }
        output u: 5 {
            activation: swish;
            bias: none;
        }

        slow ~> u { delays: [3, 1]; weights: learn by(starts::fading); }
        light -> slow { delays: [2, 0]; weights: learn 0.14; form: conv(kernel 3, stride 2, pad 2); }
        slow ~> slow { delay: 2.5 ms; form: identity; }
        light ~> fast.gate { delays: 2..=4; weights: fixed orthogonal(0.63); form: dense; }
        fast -> slow { mask: by(masks::two_of_three); }
        fast ~> fast.gate { delays: [2, 15]; form: identity; }
        light ~> fast.signal { weights: fixed lecun; form: local(kernel 3, stride 2, pad 2); }
        touch -> u;
        slow -> v { form: identity; }
        sound -> v { weights: learn xavier; form: conv(kernel 3, stride 2, pad 2); }
    }
}

const NET33_U_TO_FAST: [[bool; 8]; 2] = [[true, true, true, true, false, false, false, true], [true, true, false, true, false, true, true, true]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net33<const H: usize> {
        dt: 500 us;
        input sound: H;
        input light: [H, 2];
        input touch: [4, H];
        layer fast: Selective<[2, 1]> {
            decay: 0.32;
            activation: sigmoid;
            bias: learn per_channel(0.36);
            initial: fixed uniform(-0.46, 0.18);
        }
        layer slow: Lstm<[4, H]> {
            initial: learn zeros;
        }
        layer deep: Gated<[4, H]> {
            tau_g: 0.5 ms;
            bias: fixed per_channel(normal(0.0, 0.16));
            initial: fixed by(starts::rising);
        }
        output u: [4, H] {
            activation: hill;
            norm: layer(over channels, eps 0.001);
            bias: fixed per_channel(uniform(-0.13, 0.39));
            sign: dale(excitatory 0.8);
        }
        output v: Selective<[3, sizes::THREE]> {
            decay: learn per_channel(uniform(0.33, 0.6)) in logistic(0.1, 1.2);
            activation: elu;
            norm: layer(over channels, eps 0.001);
            initial: fixed by(starts::rising);
        }

        sound ~> slow { form: local(kernel 3, pad 2); }
        /// How one drives the other.
        touch -> fast.value { weights: learn by(starts::mixed); }
        deep ~> deep.gate { delay: learn per_source(2.37) in logistic(2, 3); spread: fixed 1.63; form: identity; }
        u ~> fast { delays: 1..4; mask: NET33_U_TO_FAST; }
        light -> fast.step { weights: fixed by(starts::mixed); }
        fast ~> fast { delays: 1..5; mask: by(masks::two_of_three); }
        deep ~> v.value { delay: 3 ms; }
        deep ~> deep.signal { delay: 2.5 ms; weights: learn log_uniform(0.05, 0.25); form: diagonal; }
        fast -> deep { weights: fixed he; }
        slow ~> slow.input { form: identity; }
        sound -> fast { delays: 0..3; mask: by(masks::two_of_three); }
        deep -> u { delays: 0..=2; weights: learn lecun; form: local(kernel 4, stride 2, pad 3); }
        sound ~> v;
        deep ~> slow { form: dense; }
        slow -> v;
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

    /// An ARU that tires: an adaptation current follows the rate.
    unit Adapting {
        constant alpha_s, alpha_r, alpha_a, strength;
        current    = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(adaptation));
        rate       = (1 - alpha_r) * prev(rate) + alpha_r * activation(current);
        adaptation = (1 - alpha_a) * prev(adaptation) + alpha_a * rate;
        emit rate;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// x / (1 + exp(-x)).
    activation swish(x) = x * sigmoid(x);
    /// Generated.
    pub struct Net34<const H: usize> {
        dt: 0.004 s;
        input sound: [H, 1];
        layer fast: Lstm<[H, 1]> {
            norm: layer(eps 0.01);
            initial: zero;
        }
        layer slow: Aru<[H, 1]> {
            alpha_s: learn per_unit(0.7) in logistic(0.1, 1.2);
            tau_r: learn per_channel(normal(16 ms, 2 ms));
            activation: hill;
            norm: layer(over bands, eps 0.1);
            initial: fixed log_uniform(0.1, 0.24);
            noise: normal(0.12);
        }
        layer deep: MyGru<[H, 3]> {
            norm: layer(eps 0.01);
            bias: none;
            initial: fixed zeros;
        }
        layer wide: Driven<[H, sizes::THREE]> {
            gain: learn per_band(0.44) in logistic(0.0, 1.0);
            activation: swish;
            norm: layer(over channels);
            bias: learn;
            initial: zero;
        }
        /// What `late` is for.
        layer late: Gru<[H, sizes::THREE]> {
            initial: learn zeros;
        }
        output u: Adapting<[H, 1]> {
            tau_s: 4 ms;
            tau_r: 20 ms;
            alpha_a: learn per_band(normal(0.49, 0.05)) in 0.05..=0.95;
            strength: 0.77;
            activation: elu;
        }

        deep ~> deep.update { delays: [2, 15]; weights: learn he; form: conv(kernel 2, stride 2, pad 1); }
        wide -> u { weights: learn log_uniform(0.05, 0.5); }
        late -> u { form: conv(kernel 4, stride 3, pad 3); }
        deep -> wide { mask: by(masks::two_of_three); }
        sound -> fast { form: conv(kernel 1); }
        slow -> deep { delay: learn(0.7) in 0..=5; spread: fixed 0.53; form: conv(kernel 3, pad 1); }
        slow -> u { weights: fixed log_uniform(0.05, 0.37); form: local(kernel 3, stride 2, pad 2); }
        fast -> slow { weights: learn xavier; form: conv(kernel 4, stride 3, pad 3); }
        deep ~> deep.candidate { delay: 1; weights: learn uniform(-0.4, 0.4); mask: by(masks::not_self); }
        /// How one drives the other.
        fast ~> fast { delays: [5, 2, 6]; }
        deep ~> slow { delays: 2..=3; weights: fixed uniform(-0.4, 0.4); }
        slow ~> slow;
        late ~> late.candidate { delays: 1..3; weights: fixed xavier; form: diagonal; }
        fast ~> late { weights: learn log_uniform(0.05, 0.36); }
        u ~> u { delays: 2..=4; weights: learn zeros; form: diagonal; }
        deep ~> deep.reset;
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
        input sound: [H, H];
        input light: [3, sizes::TWO];
        layer fast: Divisive<[H, 3]> {
            alpha_n: fixed per_unit(uniform(0.4, 0.7));
            pool: learn per_band(normal(0.43, 0.05));
            activation: leaky_relu(0.1);
            bias: fixed per_channel(zeros);
            initial: zero;
        }
        layer slow: Dense<sizes::THREE> {
            activation: custom(activations::OwnTanh);
        }
        output v: Aru<H> {
            alpha_s: 0.5;
            /// How fast, or how strong.
            alpha_r: learn global(uniform(0.2, 0.68)) in logistic(0.0, 1.0);
            bias: fixed zeros;
        }
        output u: Gru<[H, 3]> {
            norm: layer(over channels, eps 0.01);
        }
        /// What `w` is for.
        output w: Gated<[4, 2]> {
            alpha_g: gated(0.4, from u, w) in logistic(0.05, 0.95);
            norm: layer(eps 0.01);
            initial: learn zeros;
        }

        sound -> v { weights: fixed log_uniform(0.05, 0.3); }
        sound ~> fast { delay: learn(1.2) in logistic(1, 3); form: diagonal; }
        fast ~> fast { delay: 5; weights: learn orthogonal(0.71); }
        sound -> slow { mask: by(masks::not_self); }
        fast -> slow { form: local(kernel 3, stride 2, pad 2); }
        /// How one drives the other.
        sound ~> u { delay: 1; weights: learn lecun; }
        light -> slow { delays: [4, 0, 1]; }
        u -> w { weights: fixed he; }
        /// How one drives the other.
        slow ~> u { delays: [2, 15]; density: 0.25; }
        light -> fast { delays: [0, 15]; weights: fixed xavier; }
    }
}

const NET36_LIGHT_TO_W: [[bool; 8]; 1] = [[true, false, false, false, true, false, false, true]];
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
    pub struct Net36 {
        dt: 1 ms;
        input sound: 3;
        input light: [2, 4];
        /// What `fast` is for.
        layer fast: Adapting<[2, 4]> {
            tau_s: learn per_band(by(starts::after_1000)) in logistic(1 ms, 20 ms);
            /// How fast, or how strong.
            tau_r: fixed per_band(uniform(2 ms, 4 ms));
            /// How fast, or how strong.
            alpha_a: 0.4;
            strength: learn global(by(starts::rising)) in logistic(0.0, 1.0);
            activation: tanh;
            bias: fixed per_band(log_uniform(0.08, 0.38));
            initial: learn;
            noise: normal(0.37);
        }
        output v: [2, 4] {
            activation: sigmoid;
            norm: layer;
            bias: learn;
            sign: dale(excitatory 0.8);
        }
        output w: Adapting<1> {
            /// How fast, or how strong.
            tau_s: fixed per_unit(normal(4 ms, 0.5 ms));
            tau_r: gated(7 ms);
            tau_a: gated(5 ms, from w, v) in logistic(1 ms, 20 ms);
            strength: 0.44;
            activation: tanh;
            bias: fixed log_uniform(0.1, 0.25);
        }
        layer deep: Gated<[1, 4]> {
            tau_g: gated(8 ms, from fast, light);
            bias: learn per_channel(normal(0.0, 0.11));
            initial: learn;
        }
        output u: 2 {
            activation: elu;
            norm: layer(eps 0.1);
            bias: learn 0.05;
        }

        sound -> w { delays: 0..=1; weights: learn 0.13; mask: by(masks::not_self); }
        v ~> v { delays: 1..=3; weights: fixed 0.11; form: conv(kernel 3, stride 3, pad 2); sign: free; }
        fast ~> v { delays: 2..=4; mask: by(masks::two_of_three); }
        light -> deep { delays: 0..=3; }
        fast -> w.alpha_a { delays: 0..=1; weights: learn lecun; form: local(kernel 1, stride 2); }
        fast -> deep;
        sound -> w.alpha_r { weights: learn xavier; }
        v -> u { delays: [0, 3]; mask: by(masks::not_self); sign: free; }
        deep ~> w { delays: [1, 4]; weights: learn orthogonal(0.62); }
        light -> u { form: local(kernel 4, stride 3, pad 3); }
        /// How one drives the other.
        deep ~> deep.alpha_g { form: dense; }
        w ~> fast { weights: learn he; form: local(kernel 3, stride 2, pad 2); }
        v -> deep { delays: 0..=3; }
        light -> w { weights: learn xavier; mask: NET36_LIGHT_TO_W; }
        light -> fast { form: identity; }
    }
}

const NET37_WIDE_TO_WIDE: [[bool; 2]; 2] = [[true, true], [true, false]];
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
    pub struct Net37 {
        dt: 2ms;
        deep ~> u { delay: learn per_source(2.71) in 2..=7; form: local(kernel 3, stride 2, pad 2); }
        sound -> fast { weights: learn uniform(-0.4, 0.4); mask: by(masks::two_of_three); }
        wide ~> wide { delay: 2 ms; weights: fixed by(starts::mixed); mask: NET37_WIDE_TO_WIDE; }
        fast ~> fast.output { delays: 2..=3; weights: learn by(starts::mixed); form: diagonal; }
        slow ~> u { delays: [15, 1]; }
        u ~> wide { delay: 3; form: local(kernel 3, stride 2, pad 2); }
        late ~> u { delay: learn per_source(2.32) in 2..=4; spread: fixed 2.79; form: conv(kernel 4, stride 3, pad 3); }
        u ~> u { delays: 1..=3; weights: learn 0.08; }
        fast -> deep { weights: learn by(starts::mixed); form: conv(kernel 1, stride 2); }
        late ~> late { form: diagonal; }
        wide ~> u { delay: 1; form: conv(kernel 4, stride 3, pad 3); sign: free; }
        /// How one drives the other.
        late ~> slow { delay: 8 ms; weights: fixed zeros; }
        fast -> slow { form: identity; }
        sound -> late { delays: 0..=3; weights: learn by(starts::fading); mask: by(masks::two_of_three); }
        deep ~> fast;
        deep ~> deep { form: diagonal; }

        input sound: [3, 1];
        /// What `deep` is for.
        layer deep: Adapting<2> {
            /// How fast, or how strong.
            alpha_s: learn per_unit(normal(0.42, 0.05)) in logistic(0.05, 0.98, slope 1.82);
            /// How fast, or how strong.
            alpha_r: learn per_unit(by(starts::rising)) in logistic(0.1, 1.2);
            alpha_a: learn per_unit(by(starts::rising)) in logistic(0.05, 0.98, slope 1.92);
            strength: 0.26;
            activation: custom(activations::ThresholdPower);
        }
        /// What `wide` is for.
        layer wide: Aru<2> {
            tau_s: learn per_unit(4 ms) in logistic(2 ms, 20 ms, slope 1.16);
            /// How fast, or how strong.
            tau_r: learn per_unit(12 ms) in 2 ms..=40 ms;
            activation: softplus;
            bias: none;
            sign: dale(excitatory 0.25);
            noise: normal(0.48);
        }
        output u: Divisive<[sizes::TWO, 3]> {
            alpha_n: fixed per_band(by(starts::rising));
            /// How fast, or how strong.
            pool: 1.0;
            activation: elu;
            bias: fixed per_channel(zeros);
        }
        layer late: Aru<[sizes::TWO, 3]> {
            alpha_s: gated(0.65, from u, late);
            alpha_r: 1.0;
            activation: tanh;
            bias: none;
        }
        layer fast: Lstm<[3, 1]> {
            bias: fixed per_channel(zeros);
            initial: learn;
        }
        layer slow: Adapting<[3, 1]> {
            tau_s: learn per_band(by(starts::after_2000)) in logistic(2 ms, 20 ms, slope 1.06);
            tau_r: learn global(6 ms) in logistic(2 ms, 20 ms, slope 1.79);
            /// How fast, or how strong.
            alpha_a: fixed per_channel(normal(0.57, 0.05));
            strength: 0.41;
            activation: relu;
            norm: layer(eps 0.1);
            initial: fixed 0.27;
        }
    }
}

const NET38_V_TO_LATE: [[bool; 4]; 2] = [[true, false, true, false], [true, true, false, true]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net38 {
        dt: 0.004 s;
        deep -> v { weights: fixed normal(0.0, 0.49); }
        /// How one drives the other.
        v ~> late { delay: 20 ms; mask: NET38_V_TO_LATE; }
        v ~> w { delays: 1..4; weights: learn 0.16; mask: by(masks::not_self); }
        deep ~> deep.step { weights: fixed lecun; form: diagonal; }
        v ~> deep { delays: 2..=4; weights: fixed normal(0.0, 0.2); }
        wide -> w { density: 0.01; }
        late ~> late { delays: [2, 15]; weights: learn xavier; density: 0.75; }
        sound -> fast -> deep.value;
        sound -> fast.alpha_s { weights: learn xavier; form: diagonal; }
        u ~> u { weights: fixed by(starts::mixed); form: conv(kernel 1); }
        sound ~> u { delay: 16 ms; weights: learn normal(0.0, 0.39); }
        late ~> wide.alpha_r { weights: fixed xavier; form: local(kernel 3, stride 2, pad 2); }
        deep ~> deep.value { delays: [5, 2, 6]; weights: fixed zeros; }
        /// How one drives the other.
        late ~> wide.alpha_s { weights: fixed by(starts::mixed); mask: by(masks::not_self); }
        w -> late { delays: 0..=3; form: local(kernel 4, stride 4, pad 3); }
        u -> v { delay: learn per_source(0.44) in 0..=4; spread: 2.7; form: identity; }
        fast -> wide { delays: 0..2; weights: fixed he; }
        /// How one drives the other.
        w ~> fast.alpha_r { delay: 24 ms; weights: learn log_uniform(0.05, 0.44); }
        fast ~> deep.step { delay: 2; weights: learn he; }
        wide -> u { form: dense; }

        input sound: [2, 4];
        output w: sizes::TWO {
            bias: fixed log_uniform(0.07, 0.28);
        }
        layer late: Elman<sizes::TWO> {
            activation: identity;
            norm: layer(over bands, eps 0.1);
            bias: none;
        }
        output v: Elman<[2, 2]> {
            activation: sigmoid;
            norm: layer(eps 0.01);
            bias: fixed zeros;
            initial: learn uniform(-0.12, 0.5);
        }
        layer wide: Aru<[2, 4]> {
            tau_s: gated(16 ms);
            tau_r: gated(12 ms, from fast, wide) in logistic(4 ms, 80 ms);
            activation: tanh;
            norm: layer(eps 0.1);
            bias: fixed per_band(by(starts::rising));
        }
        layer deep: Selective<9> {
            decay: 0.29;
            activation: elu;
            initial: fixed normal(0.0, 0.14);
        }
        output u: 4 {
            activation: sigmoid;
        }
        layer fast: Aru<[2, 4]> {
            alpha_s: gated(from fast) in logistic(0.1, 1.2);
            /// How fast, or how strong.
            alpha_r: gated;
            activation: tanh;
            bias: learn per_channel(zeros);
            initial: fixed 0.17;
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net39<const H: usize> {
        slow -> deep.input { delay: learn per_source(0.77) in 0..=3; weights: fixed by(starts::mixed); form: local(kernel 4, stride 2, pad 1); }
        fast -> wide { weights: learn orthogonal(0.8); }
        fast -> u { weights: fixed xavier; form: conv(kernel 3, pad 2); }
        fast -> v.input { delays: 0..=2; form: identity; }
        wide -> u { delays: [15, 0]; form: identity; }
        light -> fast { delays: 0..2; weights: learn orthogonal(0.58); form: conv(kernel 4, stride 4, pad 3); }
        deep -> u { delays: 0..=1; }
        light -> slow { form: dense; }
        slow -> wide.step { weights: learn zeros; form: dense; }
        /// How one drives the other.
        slow -> wide.value;
        wide ~> wide { delays: [15, 1]; weights: learn 0.19; form: conv(kernel 3, pad 1); }
        /// How one drives the other.
        sound ~> slow { delay: 5; weights: fixed log_uniform(0.05, 0.44); }
        v ~> deep { delays: 1..4; weights: fixed normal(0.0, 0.3); form: conv(kernel 4, pad 2); }
        /// How one drives the other.
        fast ~> fast { delay: learn(2.76) in 2..=5; spread: fixed 2.36; form: identity; }
        fast -> v.candidate { delays: [2, 0]; weights: fixed he; form: conv(kernel 4, stride 3, pad 3); }
        fast -> v.forget { form: identity; }

        input sound: 7;
        input light: [H, 1];
        layer deep: Lstm<sizes::THREE>;
        output v: Lstm<H> {
            norm: layer;
            bias: fixed by(starts::rising);
        }
        layer slow: Switching<7> {
            /// How fast, or how strong.
            alpha_w: fixed per_unit(uniform(0.37, 0.61));
            ceiling: 0.61;
            bias: learn;
            initial: learn;
            noise: normal(0.07);
        }
        /// What `fast` is for.
        layer fast: Elman<H> {
            activation: sigmoid;
            initial: fixed 0.36;
            noise: normal(0.08);
        }
        layer wide: Selective<[sizes::TWO, H]> {
            decay: learn per_unit(uniform(0.37, 0.75)) in logistic(0.0, 1.0);
            activation: softplus;
            norm: layer(over channels, eps 0.1);
            bias: learn;
            initial: learn 0.17;
        }
        output u: 4 {
            activation: softplus;
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

    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }
    /// Generated.
    pub struct Net40<const H: usize> {
        input sound: [H, H];
        input light: 2;
        layer fast: Lstm<H> {
            bias: learn normal(0.0, 0.19);
        }
        output v: Divisive<sizes::THREE> {
            alpha_n: learn global(uniform(0.35, 0.7)) in 0.05..=0.95;
            /// How fast, or how strong.
            pool: learn global(0.26) in logistic(0.1, 1.2);
            activation: leaky_relu(0.1);
            norm: layer;
            bias: fixed by(starts::rising);
        }
        output u: [H, H] {
            norm: layer(over bands, eps 0.1);
        }
        layer deep: Dense<[H, 2]> {
            activation: leaky_relu(0.1);
            norm: layer(eps 0.001);
            bias: learn;
            noise: normal(0.25);
        }
        layer slow: Selective<[H, H]> {
            decay: learn per_band(by(starts::rising)) in 0.05..=0.95;
            activation: relu;
        }

        fast ~> deep { weights: learn he; form: local(kernel 3, stride 2, pad 2); }
        v ~> v { delays: [2, 15]; weights: fixed orthogonal(0.93); }
        deep -> slow { delays: [4, 0, 1]; weights: learn normal(0.0, 0.26); form: conv(kernel 3, pad 1); }
        light -> slow.step { weights: learn by(starts::mixed); }
        light ~> slow.value { delay: 3; weights: learn lecun; form: conv(kernel 2, pad 1); }
        v -> u { weights: learn by(starts::mixed); form: local(kernel 4, stride 2, pad 3); }
        slow ~> slow.value { delay: 3; weights: learn lecun; form: conv(kernel 3, stride 2, pad 2); }
        fast ~> v { delays: [2, 15]; form: identity; }
        sound -> fast { form: local(kernel 4, stride 2, pad 3); }
        deep ~> fast { delay: learn per_source(2.63) in 2..=6; form: conv(kernel 4, stride 2, pad 3); }
        v ~> slow { weights: fixed log_uniform(0.05, 0.31); form: local(kernel 3, stride 2, pad 2); }
        slow ~> u { form: diagonal; }
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
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    /// Generated.
    pub struct Net41<const H: usize> {
        dt: 500 us;
        input sound: H;
        input light: 2;
        input touch: [sizes::TWO, H];
        /// What `u` is for.
        output u: 2 {
            activation: tanh;
            norm: layer(eps 0.1);
            bias: learn;
        }
        layer late: Adapting<sizes::THREE> {
            alpha_s: fixed global(normal(0.54, 0.05));
            /// How fast, or how strong.
            tau_r: learn global(4 ms);
            tau_a: 3 ms;
            strength: learn per_unit(0.38);
            activation: identity;
            norm: layer(eps 0.01);
            bias: fixed normal(0.0, 0.15);
            initial: learn uniform(-0.25, 0.11);
        }
        layer wide: Adapting<1> {
            alpha_s: learn global(0.52) in logistic(0.0, 1.0);
            tau_r: 0.5 ms;
            tau_a: fixed per_unit(uniform(1 ms, 3.5 ms));
            strength: 0.43;
            activation: elu;
            bias: none;
            noise: normal(0.21);
        }
        layer fast: Switching<[2, 2]> {
            tau_w: gated in logistic(0.5 ms, 10 ms);
            ceiling: learn per_unit(0.54) in 0.05..=0.95;
            norm: layer(over bands);
            initial: fixed 0.16;
        }
        layer deep: Adapting<sizes::THREE> {
            tau_s: 2 ms;
            /// How fast, or how strong.
            tau_r: 2.5 ms;
            tau_a: learn global(1 ms);
            strength: learn global(normal(0.6, 0.05)) in logistic(0.1, 1.2);
            activation: hill;
            bias: learn;
        }

        deep ~> deep { weights: fixed by(starts::rising); form: diagonal; }
        /// How one drives the other.
        u ~> fast { delay: 2.5 ms; weights: learn orthogonal(0.6); }
        light -> fast -> deep;
        touch -> late { weights: learn xavier; form: conv(kernel 2, pad 1); }
        deep -> u { delays: 0..3; weights: fixed xavier; }
        late -> u { weights: fixed he; form: local(kernel 4, stride 3, pad 2); }
        /// How one drives the other.
        sound -> late { delays: 0..=3; weights: learn orthogonal(0.65); form: conv(kernel 3, stride 2, pad 2); }
        touch ~> wide { mask: by(masks::not_self); }
        light ~> fast.alpha_w { delay: learn(1.32) in 1..=5; spread: fixed 2.12; }
        u ~> deep { delays: [3, 1]; weights: learn lecun; form: conv(kernel 2, pad 1); }
        wide ~> u { form: conv(kernel 2, pad 1); }
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
    pub struct Net42<const H: usize> {
        dt: 0.5 ms;
        input sound: 5;
        layer fast: Gru<5> {
            bias: none;
            initial: fixed uniform(-0.49, 0.48);
        }
        layer deep: Switching<1> {
            tau_w: learn per_unit(3.5 ms) in logistic(0.5 ms, 10 ms);
            ceiling: 0.67;
            bias: fixed by(starts::rising);
            initial: learn normal(0.0, 0.09);
            noise: normal(0.33);
        }
        layer slow: Elman<H> {
            activation: leaky_relu(0.1);
            norm: layer(eps 0.001);
            bias: fixed by(starts::rising);
            initial: learn;
        }
        output u: 3 {
            activation: relu;
            bias: fixed 0.06;
        }

        fast -> slow;
        deep -> slow { weights: learn by(starts::mixed); }
        /// How one drives the other.
        fast ~> deep { delays: [15, 1]; weights: learn by(starts::fading); form: dense; }
        slow -> u { mask: by(masks::not_self); }
        sound ~> fast { delays: 1..=4; form: diagonal; }
        sound -> deep;
    }
}

const NET43_LIGHT_TO_U: [[bool; 2]; 6] = [[true, true], [true, true], [true, true], [true, true], [false, false], [true, false]];
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
    pub struct Net43<const H: usize, const K: usize> {
        dt: 1 ms;
        input sound: [1, H];
        input light: 2;
        layer slow: Aru<[K, H]> {
            tau_s: learn global(normal(4 ms, 0.5 ms)) in logistic(1 ms, 20 ms);
            tau_r: learn per_channel(log_uniform(2 ms, 6 ms)) in 1 ms..=20 ms;
            bias: learn;
            initial: fixed log_uniform(0.08, 0.22);
            sign: dale(excitatory 0.25);
        }
        /// What `u` is for.
        output u: [3, sizes::TWO] {
            activation: custom(activations::OwnTanh);
            bias: none;
        }
        layer fast: MyGru<[1, 4]> {
            norm: layer(over channels);
            initial: zero;
        }
        output v: Aru<sizes::THREE> {
            tau_s: fixed per_unit(uniform(2 ms, 6 ms));
            tau_r: 1 ms;
            initial: zero;
        }

        slow -> v;
        /// How one drives the other.
        light -> u { weights: learn by(starts::mixed); mask: NET43_LIGHT_TO_U; }
        /// How one drives the other.
        sound -> fast { density: 0.5; }
        sound -> v;
        fast ~> fast.candidate { weights: learn by(starts::mixed); form: conv(kernel 1, stride 3); }
        light -> slow { delays: [4, 0, 1]; }
        sound -> slow;
        fast -> u { delays: 0..=1; }
        fast ~> fast.update { delays: 2..=4; weights: learn uniform(-0.4, 0.4); }
        fast ~> fast.reset { delays: 1..3; weights: learn xavier; form: local(kernel 4, stride 3, pad 2); }
    }
}

const NET44_V_TO_FAST: [[bool; 2]; 3] = [[true, false], [false, true], [true, true]];
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
    pub struct Net44<const H: usize> {
        input sound: H;
        input light: [3, 1];
        /// What `v` is for.
        output v: sizes::TWO {
            activation: identity;
            bias: learn zeros;
        }
        /// What `slow` is for.
        layer slow: Driven<H> {
            gain: learn global(log_uniform(0.31, 0.68)) in logistic(0.0, 1.0);
            activation: tanh;
            norm: layer(eps 0.01);
            bias: learn;
            initial: fixed normal(0.0, 0.24);
        }
        output u: Aru<[1, 2]> {
            alpha_s: learn global(normal(0.49, 0.05)) in logistic(0.0, 1.0);
            alpha_r: learn per_band(log_uniform(0.4, 0.61));
            bias: learn per_band(0.06);
            initial: fixed zeros;
        }
        layer fast: Driven<[3, 1]> {
            gain: fixed per_channel(uniform(0.39, 0.73));
            activation: identity;
            norm: layer(over bands, eps 0.1);
            bias: fixed per_band(zeros);
            initial: zero;
        }

        sound -> slow { form: identity; }
        v ~> fast { weights: learn he; mask: NET44_V_TO_FAST; }
        fast ~> u { delay: 1; weights: fixed 0.17; }
        u ~> fast;
        fast -> slow { delays: 0..4; weights: learn by(starts::fading); density: 1; }
        sound ~> v { weights: fixed lecun; }
        light -> fast;
        fast ~> fast { form: local(kernel 3, stride 2, pad 2); }
        /// How one drives the other.
        slow ~> fast { delays: 1..=4; weights: learn zeros; }
        v ~> slow { delays: 1..3; form: local(kernel 3, pad 2); }
    }
}

const NET45_U_TO_V: [[bool; 4]; 4] = [[true, true, true, false], [false, false, true, true], [false, false, true, false], [true, true, true, false]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
    pub struct Net45<const H: usize, const K: usize> {
        dt: 500 us;
        input sound: K;
        input light: [H, 1];
        layer fast: Selective<K> {
            decay: learn per_unit(by(starts::rising));
            activation: sigmoid;
            norm: layer(over bands);
            bias: fixed zeros;
            initial: learn 0.25;
        }
        layer slow: Aru<sizes::TWO> {
            tau_s: fixed global(1.5 ms);
            /// How fast, or how strong.
            alpha_r: 0.86;
            bias: learn uniform(-0.23, 0.33);
            initial: learn 0.4;
            sign: dale(excitatory 0.5);
        }
        layer deep: Adapting<[1, 2]> {
            tau_s: learn per_unit(normal(2 ms, 0.25 ms));
            tau_r: learn per_channel(3.5 ms) in logistic(0.5 ms, 5 ms, slope 2.25);
            alpha_a: learn per_unit(0.6) in logistic(0.05, 0.98, slope 1.91);
            strength: learn per_channel(0.45) in logistic(0.05, 0.98, slope 2.02);
            activation: hill;
            bias: learn;
        }
        output u: [H, 1] {
            norm: layer(over bands, eps 0.001);
            bias: none;
        }
        output v: [H, 1] {
            activation: leaky_relu(0.1);
            norm: layer(eps 0.1);
            bias: fixed per_channel(0.09);
        }

        v ~> slow { delay: learn(2.23) in logistic(2, 5); form: conv(kernel 4, stride 3, pad 2); }
        fast ~> deep { delay: 0.5 ms; weights: learn log_uniform(0.05, 0.21); form: dense; }
        u ~> slow { delay: learn(2.64) in logistic(2, 5); spread: 1.93; weights: learn normal(0.0, 0.34); form: conv(kernel 4, stride 4, pad 3); }
        fast ~> fast.value { delays: [2, 15]; weights: learn zeros; }
        u -> v { delays: 0..=1; weights: learn zeros; mask: NET45_U_TO_V; }
        deep ~> u { form: conv(kernel 4, pad 3); }
        v ~> deep { delays: [3, 1]; }
        /// How one drives the other.
        fast -> slow { weights: fixed normal(0.0, 0.37); }
        sound -> v { weights: learn 0.15; form: dense; }
        slow -> v { delays: [0, 3]; }
        sound ~> u { delay: 2 ms; weights: fixed uniform(-0.4, 0.4); form: diagonal; }
        slow ~> slow { form: local(kernel 3, stride 3, pad 2); sign: free; }
        light -> fast { form: conv(kernel 1); }
    }
}

recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
    }

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

    /// A state that no equation reads: only delayed links see its initial value.
    unit Driven {
        constant gain;
        state rate;
        pushed = gain * drive - 0.25 * relu(drive);
        rate   = activation(pushed + 0.5 * softplus(-recur)) - 0.3;
        emit rate;
    }
    /// Generated.
    pub struct Net46<const H: usize, const K: usize> {
        dt: 500 us;
        wide ~> slow;
        u ~> slow;
        sound -> deep { delays: 0..=2; form: local(kernel 1); }
        v ~> v { form: identity; }
        slow ~> fast { delay: 15; weights: learn normal(0.0, 0.45); }
        sound ~> u;
        v ~> fast { weights: fixed lecun; form: conv(kernel 3, pad 2); }
        fast -> slow { delay: learn per_source(0.65) in 0..=5; spread: 2.01; weights: fixed lecun; }
        fast ~> deep.candidate { delay: 5; form: identity; }
        v ~> u { delays: [2, 15]; mask: by(masks::two_of_three); }
        sound -> fast.step { delay: learn(0.46) in 0..=1; spread: 2.46; form: identity; }
        v ~> slow { weights: fixed normal(0.0, 0.46); form: local(kernel 4, pad 2); }
        /// How one drives the other.
        slow -> v { delays: [15, 0]; weights: fixed zeros; }
        sound -> slow { delay: learn per_source(0.66) in 0..=5; spread: fixed 1.16; weights: learn zeros; form: conv(kernel 4, stride 3, pad 3); }
        deep -> wide { weights: learn by(starts::mixed); }

        input sound: H;
        layer wide: Dense<H> {
            activation: leaky_relu(0.1);
        }
        layer fast: Selective<H> {
            decay: 1.0;
            activation: relu;
            bias: learn 0.33;
            initial: fixed 0.3;
        }
        output v: Driven<[K, 2]> {
            gain: fixed global(log_uniform(0.31, 0.6));
            activation: elu;
            norm: layer;
            bias: learn per_channel(zeros);
            initial: zero;
        }
        output u: [H, 2] {
            activation: leaky_relu(0.1);
            bias: fixed log_uniform(0.09, 0.38);
        }
        layer slow: Switching<3> {
            /// How fast, or how strong.
            alpha_w: learn per_unit(log_uniform(0.35, 0.77)) in logistic(0.1, 1.2);
            ceiling: learn per_unit(0.6) in 0.05..=0.95;
            norm: layer(eps 0.01);
            bias: learn by(starts::rising);
            initial: fixed by(starts::rising);
        }
        layer deep: MyGru<H> {
            initial: learn;
        }
    }
}

const NET47_FAST_TO_W: [[bool; 4]; 4] = [[true, true, true, true], [true, false, false, false], [true, true, true, true], [true, true, false, false]];
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
    pub struct Net47 {
        dt: 0.004 s;
        input sound: [2, 2];
        /// What `fast` is for.
        layer fast: Lstm<[sizes::TWO, 2]> {
            initial: fixed uniform(-0.34, 0.49);
        }
        layer slow: Elman<[2, 2]> {
            activation: swish;
            norm: layer(over channels, eps 0.1);
            bias: fixed normal(0.0, 0.05);
            initial: learn 0.36;
        }
        output v: Elman<[sizes::TWO, 1]> {
            activation: custom(activations::ThresholdPower);
            bias: none;
            initial: fixed normal(0.0, 0.05);
        }
        /// What `u` is for.
        output u: Adapting<[2, 4]> {
            alpha_s: gated(0.35, from u, slow);
            alpha_r: fixed per_unit(log_uniform(0.21, 0.64));
            tau_a: learn per_channel(log_uniform(8 ms, 28 ms)) in logistic(4 ms, 80 ms);
            strength: learn per_band(by(starts::rising)) in logistic(0.1, 1.2);
            activation: relu;
            bias: learn log_uniform(0.05, 0.44);
            initial: fixed uniform(-0.46, 0.43);
        }
        /// What `w` is for.
        output w: [2, 2] {
            activation: identity;
            bias: fixed zeros;
        }

        /// How one drives the other.
        w ~> fast { delay: 20 ms; weights: learn lecun; form: conv(kernel 4, stride 4, pad 3); }
        slow -> v { delays: 0..3; }
        fast ~> fast.input { delay: learn(1.55) in 1..=5; form: identity; }
        v -> u { form: local(kernel 4, stride 2, pad 2); }
        fast -> w { delays: [4, 0, 1]; mask: NET47_FAST_TO_W; }
        sound -> fast { weights: fixed uniform(-0.4, 0.4); }
        fast -> slow { delay: learn per_source(0.32) in logistic(0, 2); }
        slow ~> slow { form: diagonal; }
        fast ~> fast.candidate { weights: learn uniform(-0.4, 0.4); form: diagonal; }
    }
}

const NET48_FAST_TO_SLOW: [[bool; 3]; 3] = [[false, true, true], [true, true, true], [true, true, true]];
const NET48_V_TO_V: [[bool; 4]; 4] = [[true, false, true, false], [true, true, true, false], [false, false, true, false], [true, false, false, true]];
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
    pub struct Net48 {
        input sound: 5;
        layer fast: Adapting<3> {
            alpha_s: 0.61;
            alpha_r: gated(0.36) in logistic(0.1, 1.2);
            alpha_a: 1.0;
            strength: fixed global(0.6);
            activation: identity;
            bias: none;
        }
        layer slow: Adapting<3> {
            alpha_s: learn per_unit(0.72) in 0.05..=0.95;
            alpha_r: learn per_unit(by(starts::rising)) in logistic(0.1, 1.2);
            alpha_a: 1.0;
            strength: learn global(log_uniform(0.24, 0.73));
            activation: softplus;
            norm: layer(over bands);
            bias: fixed 0.29;
        }
        output u: MyGru<5>;
        /// What `v` is for.
        output v: 4 {
            activation: identity;
        }

        fast -> v { weights: fixed 0.2; density: 0.25; }
        slow ~> fast.alpha_r { delays: 1..=3; weights: fixed orthogonal(0.98); }
        sound ~> fast { form: local(kernel 2, stride 2, pad 1); }
        fast -> u.candidate { delays: 0..3; form: local(kernel 3, pad 2); }
        fast -> u.update { delays: 0..=1; weights: learn 0.17; }
        slow ~> slow { delay: 2; weights: fixed by(starts::mixed); }
        fast -> slow { delays: [0, 3]; mask: NET48_FAST_TO_SLOW; }
        v ~> v { mask: NET48_V_TO_V; }
        fast -> u.reset;
    }
}

const NET49_FAST_TO_SLOW: [[bool; 4]; 4] = [[false, false, true, false], [true, true, true, true], [true, true, false, false], [true, true, true, true]];
const NET49_SOUND_TO_FAST_CANDIDATE: [[bool; 4]; 4] = [[true, false, false, true], [false, true, true, true], [true, true, true, true], [true, true, false, false]];
const NET49_U_TO_V: [[bool; 2]; 8] = [[true, true], [false, true], [false, true], [false, true], [true, true], [true, false], [true, true], [true, true]];
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
    pub struct Net49 {
        dt: 500 us;
        input sound: 4;
        input light: [2, 4];
        layer fast: Gru<4> {
            bias: fixed 0.31;
            initial: learn;
        }
        layer wide: MyGru<[2, 4]>;
        output w: Adapting<[2, 4]> {
            alpha_s: fixed per_unit(0.31);
            alpha_r: learn per_unit(by(starts::rising)) in logistic(0.1, 1.2);
            tau_a: 0.5 ms;
            strength: learn global(log_uniform(0.22, 0.78)) in logistic(0.0, 1.0);
            activation: elu;
            norm: layer(over bands, eps 0.1);
            bias: fixed per_band(normal(0.0, 0.26));
            initial: fixed by(starts::rising);
        }
        output u: Gated<2> {
            alpha_g: learn per_unit(uniform(0.24, 0.71)) in 0.05..=0.95;
            norm: layer(over bands);
            bias: fixed normal(0.0, 0.18);
        }
        layer deep: Gated<2> {
            alpha_g: fixed global(log_uniform(0.21, 0.7));
            norm: layer(over bands, eps 0.001);
            bias: learn;
            initial: zero;
        }
        output v: Lstm<[2, 4]> {
            norm: layer(over channels, eps 0.1);
            bias: learn zeros;
            initial: learn;
        }
        layer slow: Elman<4> {
            activation: identity;
            bias: learn normal(0.0, 0.23);
            initial: fixed log_uniform(0.05, 0.37);
        }

        light -> v.output;
        deep ~> u.gate { form: diagonal; }
        wide ~> wide.update { delays: [15, 1]; form: identity; }
        wide -> u ~> fast -> v.candidate;
        light ~> deep { form: conv(kernel 4, stride 3, pad 3); }
        sound -> u { delays: [2, 0]; form: dense; }
        wide ~> fast { form: local(kernel 3, pad 2); }
        u -> slow;
        fast ~> slow { mask: NET49_FAST_TO_SLOW; }
        wide ~> wide.reset { delay: 1 ms; form: identity; }
        /// How one drives the other.
        light -> u.signal { delays: 0..4; form: conv(kernel 4, stride 3, pad 3); }
        fast ~> w { delay: 3 ms; weights: learn normal(0.0, 0.44); mask: by(masks::two_of_three); }
        fast -> v.input { delay: learn(0.42) in logistic(0, 5); weights: learn zeros; }
        fast -> v.forget { delays: [0, 3]; }
        sound -> fast.update { weights: fixed xavier; }
        sound -> fast.candidate { delays: [15, 0]; mask: NET49_SOUND_TO_FAST_CANDIDATE; }
        wide ~> wide.candidate { delays: [5, 2, 6]; }
        /// How one drives the other.
        u ~> v { weights: fixed log_uniform(0.05, 0.25); mask: NET49_U_TO_V; }
        sound -> wide { weights: learn by(starts::mixed); form: dense; }
        slow ~> u.signal { delays: 2..=3; weights: fixed lecun; form: local(kernel 4, stride 3, pad 2); }
        fast -> v.output { weights: learn he; }
        sound -> fast.reset { weights: fixed by(starts::mixed); form: local(kernel 3, pad 1); }
    }
}

const NET50_V_TO_SLOW: [[bool; 4]; 9] = [[true, true, true, true], [true, false, true, true], [true, true, false, true], [true, true, true, false], [false, true, true, true], [false, false, true, true], [true, true, true, true], [true, true, true, true], [true, true, true, true]];
recurrent_net! {
    /// A rate that the input drives, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value);
        emit kept;
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
    pub struct Net50<const H: usize> {
        dt: 0.004 s;
        input sound: [H, H];
        input light: [H, 2];
        input touch: 1;
        layer slow: Driven<[H, H]> {
            /// How fast, or how strong.
            gain: learn global(normal(0.51, 0.05)) in logistic(0.1, 1.2);
            activation: relu;
            norm: layer(over bands);
            bias: fixed by(starts::rising);
            initial: learn;
        }
        layer deep: Dense<[H, H]> {
            bias: learn;
        }
        output v: [sizes::TWO, 2] {
            activation: sigmoid;
            bias: fixed per_channel(normal(0.0, 0.29));
            sign: dale(excitatory 1);
        }
        output u: Gated<[H, 1]> {
            alpha_g: learn per_channel(log_uniform(0.35, 0.72)) in 0.05..=0.95;
            bias: fixed per_channel(by(starts::rising));
        }
        layer fast: Selective<sizes::THREE> {
            decay: learn per_unit(0.51) in logistic(0.0, 1.0);
            activation: tanh;
            bias: fixed log_uniform(0.1, 0.25);
            initial: learn;
        }

        touch -> deep { weights: learn uniform(-0.4, 0.4); form: conv(kernel 3, pad 2); }
        light -> slow { weights: fixed by(starts::mixed); }
        deep ~> deep { density: 1; }
        fast ~> fast.value { delay: learn per_source(1.22) in 1..=6; spread: fixed 0.5; weights: learn 0.07; form: local(kernel 3, stride 2, pad 2); }
        v ~> deep { delay: 8 ms; weights: fixed by(starts::mixed); sign: free; }
        u ~> fast.step { form: identity; }
        fast -> deep { weights: learn 0.17; }
        touch -> u { weights: learn xavier; mask: by(masks::two_of_three); }
        sound -> slow;
        slow -> deep { delay: learn(0.41) in 0..=1; spread: fixed 2.61; weights: fixed normal(0.0, 0.45); form: local(kernel 4, stride 2, pad 3); }
        light -> fast.value { delays: [15, 0]; weights: fixed log_uniform(0.05, 0.28); density: 0.01; }
        deep -> v { delays: [0, 15]; }
        slow ~> slow { delays: 1..5; weights: fixed by(starts::fading); form: dense; }
        slow -> v { delays: 0..=3; }
        deep ~> u { delay: 12 ms; }
        deep ~> fast { delays: 2..=3; weights: learn 0.19; form: conv(kernel 1); }
        light ~> deep { density: 1; }
        v ~> slow { delays: 1..=4; weights: learn 0.15; mask: NET50_V_TO_SLOW; }
    }
}

recurrent_net! {
    /// Generated.
    pub struct Net51<const H: usize> {
        dt: 0.5 ms;
        input sound: [2, 3];
        input light: 1;
        /// What `fast` is for.
        layer fast: Dense<sizes::TWO> {
            activation: sigmoid;
            norm: layer(over bands, eps 0.1);
            bias: fixed uniform(-0.2, 0.38);
            sign: dale(excitatory 1);
        }
        output u: sizes::THREE {
            activation: elu;
            bias: learn 0.2;
        }
        output v: [H, H] {
            activation: tanh;
            bias: learn;
        }

        /// How one drives the other.
        sound ~> v { weights: learn zeros; form: conv(kernel 2, pad 1); }
        fast ~> fast { delay: 2 ms; weights: fixed xavier; form: dense; sign: free; }
        fast -> u { weights: learn by(starts::mixed); mask: by(masks::not_self); }
        light -> fast { delays: 0..2; mask: by(masks::not_self); }
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
    pub struct Net52 {
        dt: 2ms;
        input sound: 3;
        layer fast: Gated<4> {
            alpha_g: gated;
            norm: layer(over bands, eps 0.01);
            bias: fixed log_uniform(0.09, 0.49);
            initial: fixed 0.28;
        }
        layer slow: Gated<4> {
            tau_g: learn global(log_uniform(4 ms, 12 ms));
            norm: layer(over bands);
            bias: fixed uniform(-0.16, 0.49);
        }
        layer deep: Elman<[1, 1]> {
            activation: relu;
            initial: fixed uniform(-0.26, 0.2);
        }
        output u: [1, 1] {
            activation: softplus;
            bias: fixed 0.15;
        }

        sound -> fast { weights: learn xavier; }
        /// How one drives the other.
        fast ~> fast.alpha_g { delay: learn(2.33) in 2..=7; spread: 0.67; form: dense; }
        u ~> slow { delays: 1..=4; weights: learn he; form: conv(kernel 4, pad 3); }
        deep -> u { form: diagonal; }
        fast -> slow { weights: learn by(starts::mixed); form: conv(kernel 3, pad 1); }
        slow ~> deep { delays: 1..3; }
        deep ~> deep { delays: [2, 15]; form: diagonal; }
        slow ~> u { delays: 1..4; form: local(kernel 3, stride 4, pad 1); }
    }
}

const NET53_FAST_TO_W: [[bool; 2]; 1] = [[true, false]];
recurrent_net! {
    /// Generated.
    pub struct Net53 {
        input sound: 1;
        /// What `fast` is for.
        layer fast: Lstm<[2, 1]> {
            bias: learn zeros;
            initial: fixed normal(0.0, 0.22);
        }
        output u: [4, 2] {
            activation: custom(activations::OwnTanh);
        }
        output w: 1 {
            activation: softplus;
        }
        /// What `v` is for.
        output v: Aru<9> {
            /// How fast, or how strong.
            alpha_s: fixed per_unit(0.28);
            alpha_r: learn per_unit(0.52) in logistic(0.0, 1.0);
            activation: sigmoid;
            norm: layer(eps 0.001);
            bias: learn;
        }

        sound -> fast ~> fast.output;
        sound -> v { weights: learn orthogonal(0.63); }
        fast ~> fast.candidate { delay: learn per_source(1.6400000000000001) in 1..=3; spread: 0.56; form: identity; }
        w ~> w { delay: learn(1.58) in 1..=5; spread: 0.74; weights: fixed lecun; form: conv(kernel 4, stride 4, pad 3); }
        fast -> w { weights: fixed by(starts::mixed); mask: NET53_FAST_TO_W; }
        sound -> u;
        u -> w { weights: learn log_uniform(0.05, 0.39); }
        fast ~> fast.forget { delay: 2; weights: learn he; }
    }
}

const NET54_FAST_TO_U: [[bool; 3]; 3] = [[false, true, true], [true, true, true], [true, false, false]];
const NET54_U_TO_FAST: [[bool; 3]; 3] = [[false, false, true], [false, true, false], [true, true, true]];
recurrent_net! {
    /// Generated.
    pub struct Net54<const H: usize> {
        dt: 500 us;
        sound -> fast { delays: [15, 0]; form: dense; }
        fast -> slow { weights: learn zeros; form: dense; }
        fast -> u { delays: 0..=1; mask: NET54_FAST_TO_U; sign: free; }
        u ~> fast { weights: learn zeros; mask: NET54_U_TO_FAST; }
        slow ~> u { form: identity; }
        fast ~> fast { delays: 1..=4; form: diagonal; }
        v ~> v { form: diagonal; }
        sound -> v { form: diagonal; }

        input sound: H;
        output u: H {
            activation: custom(activations::OwnTanh);
            norm: layer(over bands);
            bias: fixed normal(0.0, 0.24);
        }
        layer fast: Aru<H> {
            tau_s: fixed per_unit(uniform(1 ms, 2 ms));
            /// How fast, or how strong.
            tau_r: gated(3.5 ms, from sound, fast);
            activation: softplus;
            initial: zero;
            sign: dale(excitatory 0.8);
            noise: normal(0.46);
        }
        layer slow: Elman<H> {
            bias: learn;
            initial: fixed normal(0.0, 0.09);
            noise: normal(0.16);
        }
        output v: H {
            activation: tanh;
            bias: fixed 0.21;
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
    pub struct Net55<const H: usize, const K: usize> {
        dt: 500 us;
        fast -> w { weights: learn lecun; }
        fast ~> u { density: 0.5; }
        touch -> v ~> u -> v;
        touch ~> w { delays: 2..=3; weights: fixed 0.13; }
        touch -> u;
        fast ~> fast { weights: learn he; form: diagonal; }
        /// How one drives the other.
        sound -> fast { form: dense; }
        v ~> fast;
        light -> v { weights: learn normal(0.0, 0.28); }

        input sound: H;
        input light: [sizes::THREE, H];
        input touch: [K, H];
        layer fast: Driven<[1, 3]> {
            gain: fixed per_band(0.72);
            activation: leaky_relu(0.1);
            initial: zero;
            noise: normal(0.11);
        }
        output w: Aru<K> {
            /// How fast, or how strong.
            alpha_s: learn per_unit(uniform(0.38, 0.74)) in 0.05..=0.95;
            tau_r: learn global(by(starts::after_500)) in 0.5 ms..=10 ms;
            initial: learn uniform(-0.43, 0.23);
        }
        output u: 2 {
            bias: fixed zeros;
        }
        output v: Elman<4> {
            activation: relu;
            norm: layer(eps 0.1);
            bias: learn 0.08;
            initial: learn log_uniform(0.06, 0.49);
            sign: dale(excitatory 0.5);
        }
    }
}

const NET56_SOUND_TO_LATE_CANDIDATE: [[bool; 2]; 4] = [[true, false], [true, true], [true, false], [true, true]];
const NET56_FAST_TO_FAST: [[bool; 6]; 6] = [[true, true, false, false, true, true], [true, false, false, true, false, true], [false, true, true, true, true, true], [true, true, false, false, false, true], [false, true, false, false, false, false], [true, true, false, false, false, false]];
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
    pub struct Net56 {
        dt: 500 us;
        input sound: 2;
        input light: [2, 3];
        input touch: 4;
        layer fast: Gru<[2, 3]>;
        /// What `late` is for.
        layer late: Gru<4> {}
        layer deep: Divisive<[2, 3]> {
            alpha_n: learn per_unit(log_uniform(0.31, 0.61)) in logistic(0.1, 1.2);
            pool: learn per_band(0.7) in logistic(0.05, 0.98, slope 1.02);
            activation: leaky_relu(0.1);
            norm: layer(eps 0.1);
            initial: fixed log_uniform(0.07, 0.2);
            noise: normal(0.43);
        }
        output u: Adapting<4> {
            tau_s: 3 ms;
            tau_r: learn per_unit(normal(2 ms, 0.25 ms));
            tau_a: 2 ms;
            strength: 1.0;
            activation: softplus;
        }
        layer slow: Divisive<3> {
            /// How fast, or how strong.
            alpha_n: learn per_unit(uniform(0.21, 0.76)) in logistic(0.0, 1.0);
            pool: learn per_unit(normal(0.42, 0.05)) in logistic(0.0, 1.0);
            activation: tanh;
            norm: layer(eps 0.1);
            initial: fixed uniform(-0.11, 0.43);
        }
        layer wide: Gru<3>;

        touch -> slow;
        deep ~> late { delay: 3 ms; }
        deep ~> deep { form: identity; }
        wide ~> u;
        sound -> late.candidate { weights: learn by(starts::mixed); mask: NET56_SOUND_TO_LATE_CANDIDATE; }
        sound -> deep { weights: learn by(starts::mixed); }
        fast -> u { weights: fixed normal(0.0, 0.49); }
        touch -> fast { delays: 0..4; weights: learn normal(0.0, 0.36); }
        touch -> wide.reset { form: conv(kernel 4, stride 2, pad 2); }
        fast ~> fast { delay: learn(1.3900000000000001) in logistic(1, 4); spread: fixed 1.46; mask: NET56_FAST_TO_FAST; }
        late ~> u { delays: 2..=3; weights: fixed uniform(-0.4, 0.4); mask: by(masks::not_self); }
        slow ~> u { delay: learn per_source(1.41) in 1..=5; spread: fixed 1.96; }
        deep -> u { weights: learn he; }
        light ~> wide { delay: learn(1.7) in 1..=2; form: local(kernel 4, stride 2, pad 3); }
        u ~> u { delay: 0.5 ms; weights: learn xavier; form: conv(kernel 1); }
    }
}

/// Calls `$case!` with the name of each network, its type, and whether all its equations are smooth.
#[macro_export]
macro_rules! every_network {
    ($case:ident) => {
        $case! { net00, declarations::Net00<f64>, false }
        $case! { net01, declarations::Net01<f64, 3, 4>, false }
        $case! { net02, declarations::Net02<f64>, false }
        $case! { net03, declarations::Net03<f64>, false }
        $case! { net04, declarations::Net04<f64, 2, 4>, false }
        $case! { net05, declarations::Net05<f64>, false }
        $case! { net06, declarations::Net06<f64, 3, 3>, true }
        $case! { net07, declarations::Net07<f64, 4>, false }
        $case! { net08, declarations::Net08<f64, 2>, false }
        $case! { net09, declarations::Net09<f64, 3>, false }
        $case! { net10, declarations::Net10<f64, 4>, false }
        $case! { net11, declarations::Net11<f64, 3>, true }
        $case! { net12, declarations::Net12<f64, 3>, false }
        $case! { net13, declarations::Net13<f64, 3>, false }
        $case! { net14, declarations::Net14<f64>, false }
        $case! { net15, declarations::Net15<f64, 3>, false }
        $case! { net16, declarations::Net16<f64>, false }
        $case! { net17, declarations::Net17<f64, 4>, false }
        $case! { net18, declarations::Net18<f64, 2>, false }
        $case! { net19, declarations::Net19<f64, 3, 2>, true }
        $case! { net20, declarations::Net20<f64, 3>, false }
        $case! { net21, declarations::Net21<f64, 3>, false }
        $case! { net22, declarations::Net22<f64, 4>, false }
        $case! { net23, declarations::Net23<f64, 2>, false }
        $case! { net24, declarations::Net24<f64>, false }
        $case! { net25, declarations::Net25<f64, 2>, false }
        $case! { net26, declarations::Net26<f64, 3>, true }
        $case! { net27, declarations::Net27<f64, 2>, false }
        $case! { net28, declarations::Net28<f64, 2>, false }
        $case! { net29, declarations::Net29<f64>, false }
        $case! { net30, declarations::Net30<f64>, true }
        $case! { net31, declarations::Net31<f64, 2>, false }
        $case! { net32, declarations::Net32<f64, 3>, false }
        $case! { net33, declarations::Net33<f64, 2>, true }
        $case! { net34, declarations::Net34<f64, 2>, false }
        $case! { net35, declarations::Net35<f64, 3>, false }
        $case! { net36, declarations::Net36<f64>, false }
        $case! { net37, declarations::Net37<f64>, false }
        $case! { net38, declarations::Net38<f64>, true }
        $case! { net39, declarations::Net39<f64, 2>, false }
        $case! { net40, declarations::Net40<f64, 3>, false }
        $case! { net41, declarations::Net41<f64, 4>, false }
        $case! { net42, declarations::Net42<f64, 3>, false }
        $case! { net43, declarations::Net43<f64, 2, 4>, false }
        $case! { net44, declarations::Net44<f64, 4>, false }
        $case! { net45, declarations::Net45<f64, 4, 4>, false }
        $case! { net46, declarations::Net46<f64, 4, 2>, false }
        $case! { net47, declarations::Net47<f64>, false }
        $case! { net48, declarations::Net48<f64>, false }
        $case! { net49, declarations::Net49<f64>, false }
        $case! { net50, declarations::Net50<f64, 3>, false }
        $case! { net51, declarations::Net51<f64, 3>, true }
        $case! { net52, declarations::Net52<f64>, false }
        $case! { net53, declarations::Net53<f64>, true }
        $case! { net54, declarations::Net54<f64, 3>, false }
        $case! { net55, declarations::Net55<f64, 2, 3>, false }
        $case! { net56, declarations::Net56<f64>, false }
    };
}
