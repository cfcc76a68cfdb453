//! Declarations that exports might stumble over.

use aru::Model;
use aru::prelude::*;

/// Each with a name for its files.
pub fn models() -> [(&'static str, Model); 8] {
    [
        ("names", Model::of::<None<f64>>()),
        ("numbers", Model::of::<Numbers<f64>>()),
        ("written", Model::of::<Written<f64>>()),
        ("forward", Model::of::<Forward<f64>>()),
        ("formed", Model::of::<Formed<f64>>()),
        ("port_by_port", Model::of::<PortByPort<f64>>()),
        ("normed_forms", Model::of::<NormedForms<f64>>()),
        ("everything", Model::of::<Everything<f64>>()),
    ]
}

fn not_self(target: usize, source: usize) -> bool {
    target != source
}

/// The hyperbolic tangent of half of x.
pub struct Halved;

impl Activation for Halved {
    const NAME: &'static str = "tanh(x/2)";
    const PYTORCH: Option<&'static str> = Some("torch.tanh(x / 2)");

    fn value<R: Real>(x: R) -> R {
        (x * R::number(0.5)).tanh()
    }
}

#[allow(non_camel_case_types, non_snake_case)]
mod names {
    use super::*;

    recurrent_net! {
        /// Names that mean something to Python, to a module or to the file: "quoted", and a \ at the end \
        unit lambda {
            constant p, at, values;
            t = tanh(drive) * p;
            x = 0.5 * prev(x) + at * t;
            past = sigmoid(x) * values;
            emit past;
        }
        unit import {
            ports input, def, drive;
            bias outputs;
            None = input + 0.1 * prev(None);
            sum = tanh(None * recur(def) + def + drive + outputs);
            emit sum;
        }
        activation kernel(torch) = torch * sigmoid(torch);

        /// Names that mean something to Python, to a module or to the file: "quoted", and a \ at the end \
        pub struct None {
            input x: 2;
            input noise: 1;
            layer half: lambda<3> { p: learn global(0.5); at: learn per_unit(0.3); values: 0.7; initial: learn; }
            layer train: import<4> { initial: learn; }
            layer τ: Elman<3> { activation: kernel; noise: normal(0.2); }
            layer del: Elman<2> { activation: custom(Halved); initial: learn; }
            output forward: 2;

            x -> half -> train -> forward;
            noise -> half;
            train ~> train { delays: [1, 3]; }
            half -> τ -> del -> forward;
            τ ~> τ { mask: by(not_self); }
            del ~> half { delay: 2; }
        }
    }
}
pub use names::None;

recurrent_net! {
    /// Values that are numbers, or the same for all sequences.
    unit Still {
        constant a, k;
        two = 2 * a;
        square = k * k;
        back = 0.9 * prev(back);
        lower = max(square, two) * select(k > 0.5, a, 0.25) + activation(a) - (k - a);
        value = back * square - lower / (two + square) + tanh(drive) * pow(max(drive, -0.5), 2);
        emit value;
    }
    /// Equations without a drive: the only link is the layer's own, and it is told apart.
    unit Alone {
        constant alpha_s;
        kept = (1 - alpha_s) * prev(kept) + alpha_s * (drive + tanh(recur));
        emit kept;
    }
    activation cubic(v) = pow(v, 3) - 0.5 * min(v, 0.25) / (1 + abs(v));

    pub struct Numbers {
        input x: 2;
        layer still: Still<2> { a: 0.5; k: learn global(0.7); activation: cubic; initial: learn; }
        layer silent: Still<2> { a: 0.25; k: learn per_unit(0.7); activation: leaky_relu(0.1); initial: learn; bias: none; }
        layer alone: Alone<3> { alpha_s: learn per_unit(0.3); initial: learn; bias: none; noise: normal(0.2); }
        layer biased: Alone<2> { alpha_s: 0.5; initial: learn; }
        output y: 2;
        output z: 1 { activation: elu; bias: none; }

        x -> still { form: diagonal; }
        x -> silent;
        still ~> alone { delay: 3; }
        alone ~> alone;
        biased ~> biased;
        still -> y;
        silent -> y;
        alone -> z;
        biased -> z;
        y ~> still { delay: 2; }
    }
}

recurrent_net! {
    activation swish(x) = x * sigmoid(x);
    /// As "quoted" "
    activation number(x) = 0.25 + 0 * x;
    activation power_law(rate) = 0.5 * pow(relu(rate), 2);

    pub struct Written {
        input x: 2;
        layer hidden: Aru<4> { alpha_s: learn per_unit(0.4) in logistic(0, 1); alpha_r: 0.5; activation: swish; }
        layer rates: Dense<3> { activation: power_law; }
        layer same: Dense<3> { activation: swish; }
        layer one: Dense<3> { activation: number; }
        layer training: Dense<2>;
        output y: 1 { activation: softplus; }

        x -> hidden -> rates -> y;
        x -> same -> y;
        x -> one -> y;
        x -> training -> y;
        hidden ~> hidden;
    }
}

recurrent_net! {
    /// Without a past, and two inputs and a fixed weight.
    pub struct Forward {
        input x: 2;
        input z: 1;
        layer hidden: Dense<3> { activation: tanh; }
        output y: 1 { bias: fixed 0.5; }

        x -> hidden -> y;
        z -> y { weights: fixed 0.25; }
    }
}

recurrent_net! {
    unit Selective {
        ports step, value;
        keep = sigmoid(step + recur(step));
        h = keep * prev(h) + (1 - keep) * value;
        emit h;
    }
    /// What the layer's own link brings to all ports, and others to one by one, without a bias.
    pub struct PortByPort {
        input x: 3;
        layer gru: Gru<4> { bias: none; initial: learn; }
        layer ssm: Selective<4> { bias: none; }
        output y: 2;

        x -> gru.reset;
        x -> gru.update;
        x -> gru.candidate;
        gru ~> gru;
        gru -> ssm.step { form: identity; }
        gru -> ssm.value;
        ssm ~> ssm;
        ssm -> y;
    }
    /// Norms over bands and channels, of several ports and beside shared numbers.
    pub struct NormedForms {
        input sound: [5, 2];
        layer code: Dense<[4, 3]> { activation: relu; norm: layer(over channels, eps 1e-3); bias: learn per_channel(uniform(-1, 1)); }
        layer memory: Gru<[4, 3]> { norm: layer(over bands); bias: learn per_band(uniform(-1, 1)); }
        layer slow: Aru<[4, 3]> {
            alpha_s: learn per_band(log_uniform(0.1, 0.9)) in logistic(0, 1);
            alpha_r: learn per_channel(uniform(0.2, 0.8));
            activation: tanh;
            norm: layer;
            noise: normal(0.2);
        }
        output rate: Aru<2> { alpha_s: 1.0; alpha_r: learn per_unit(0.5); activation: sigmoid; }

        sound -> code { form: conv(kernel 2); }
        code -> memory { form: local(kernel 3, pad 1); }
        memory ~> memory;
        memory -> slow;
        slow ~> slow { form: diagonal; }
        slow -> rate;
    }
    /// Bands and channels, patches, what is added as it is, and ports.
    pub struct Formed {
        input sound: [5, 2];
        layer code: Elman<[3, 4]> { activation: tanh; initial: learn; }
        layer map: Gru<[3, 2]>;
        layer ssm: Selective<6> { bias: none; initial: learn; }
        layer sum: Dense<6> { bias: none; }
        output rate: [1, 3];

        sound -> code { form: local(kernel 3, stride 2, pad 1); delays: [0, 2]; }
        code ~> code { form: conv(kernel 3, pad 1); delay: learn(1.5) in 1..=3; }
        code -> map { form: conv(kernel 1); delays: 0..3; }
        map ~> map.candidate { form: local(kernel 3, pad 1); }
        map -> ssm.step { form: diagonal; }
        map -> ssm.value { form: identity; }
        ssm ~> ssm.step;
        ssm -> sum { form: identity; }
        map ~> sum { form: identity; delays: [1, 2]; }
        sum -> rate { form: local(kernel 6); }
    }
}

recurrent_net! {
    /// Everything that a declaration can say.
    pub struct Everything {
        dt: 2 ms;
        input sound: 3;
        input cue: 1;
        layer fast: Aru<5> {
            tau_s: gated(20 ms, from cue, fast) in logistic(4 ms, 200 ms);
            tau_r: learn per_unit(uniform(4 ms, 40 ms)) in logistic(2 ms, 200 ms);
            activation: softplus;
            initial: learn;
            noise: normal(0.1);
        }
        layer slow: Aru<5> {
            tau_s: learn global(50 ms) in 4 ms..=200 ms;
            alpha_r: 1.0;
            activation: sigmoid;
            sign: dale(excitatory 0.8);
            noise: normal(0.3);
        }
        layer gates: Gru<3> { initial: learn; }
        output rate: 2 { activation: softplus; }
        output choice: 1;

        sound -> fast { delays: 0..4; }
        fast ~> fast { mask: by(not_self); delays: [1, 4]; }
        fast ~> slow { delay: learn(7 ms) in 2 ms..=12 ms; spread: fixed 1.0; density: 0.6; }
        slow ~> fast { delay: learn per_source(4.5) in logistic(2, 8); mask: by(not_self); }
        slow ~> slow { form: diagonal; }
        slow -> gates { density: 0.5; }
        gates ~> gates;
        cue -> gates { delay: learn(1.0) in 0..=3; spread: 0.5; }
        slow -> rate;
        gates -> choice;
        gates ~> fast.alpha_s { delay: 6 ms; }
        choice ~> gates { delays: [2, 5]; }
    }
}
