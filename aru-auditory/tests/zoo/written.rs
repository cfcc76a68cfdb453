//! The models as docs/auditory.md writes them out, at 32 bands, for one neuron.

use aru::auditory::zoo::{legendre_input, legendre_matrix, midbrain_tau, s4d_frequency};
use aru::prelude::*;

recurrent_net! {
    /// ON: sound above a share of its own recent mean. Of AdapTrans (Rançon et al. 2024).
    unit AdaptOn {
        constant alpha_m, w;
        on   = relu(drive - w * prev(mean));
        mean = (1 - alpha_m) * prev(mean) + alpha_m * drive;
        emit on;
    }
    /// OFF: the recent mean above a share of the sound.
    unit AdaptOff {
        constant alpha_m, w;
        off  = relu(prev(mean) - w * drive);
        mean = (1 - alpha_m) * prev(mean) + alpha_m * drive;
        emit off;
    }
    /// Saturating output of Thorson et al. 2015.
    unit DoubleExponential {
        constant a, b, k, s;
        y = a * exp(-exp(k * drive - s)) + b;
        emit y;
    }
    /// A rate that the input drives: the core of Mamba, exact for a constant input within a step.
    unit Selective {
        ports step, value;
        constant decay;
        keep = exp(-decay * softplus(step));
        h    = keep * prev(h) + (1 - keep) * value;
        emit h;
    }
    /// A damped rotation: one pole of a diagonal state-space model. Its two ports are the real and imaginary
    /// part of B C.
    unit Pole {
        ports real, imaginary;
        constant decay, omega;
        kept = exp(-decay);
        re   = kept * (cos(omega) * prev(re) - sin(omega) * prev(im)) + real;
        im   = kept * (sin(omega) * prev(re) + cos(omega) * prev(im)) + imaginary;
        emit re;
    }
    /// Gated linear unit.
    unit Glu {
        ports value, gate;
        y = value * sigmoid(gate);
        emit y;
    }

    /// L: one spectro-temporal filter.
    pub struct Linear {
        dt: 5 ms;
        input sound: 32;
        output rate: 1;
        sound -> rate { delays: 0..41; }
    }

    /// LN: a filter and a nonlinearity with four learned numbers.
    pub struct LinearNonlinear {
        dt: 5 ms;
        input sound: 32;
        output rate: DoubleExponential<1> {
            a: learn per_unit(uniform(0.5, 1.5)) in 0..=100;
            b: learn per_unit(uniform(0.1, 0.6)) in 0..=100;
            k: learn per_unit(uniform(-0.5, 0.5));
            s: learn per_unit(uniform(0.5, 1.5));
        }
        sound -> rate { delays: 0..41; }
    }

    /// NRF: twenty filters, each with its nonlinearity, summed.
    pub struct NetworkReceptiveField {
        dt: 5 ms;
        input sound: 32;
        layer hidden: Dense<20> { activation: sigmoid; norm: layer; }
        output rate: 1 { activation: softplus; }
        sound -> hidden { delays: 0..41; }
        hidden -> rate;
    }

    /// DNet: short filters, and a learned exponential memory in every unit and in the output. An `Aru` without its own link.
    pub struct DNet {
        dt: 5 ms;
        input sound: 32;
        layer hidden: Aru<20> {
            alpha_s: 1.0;
            tau_r: learn per_unit(uniform(6 ms, 50 ms)) in 5 ms..=5 s;
            norm: layer;
        }
        output rate: Aru<1> {
            alpha_s: 1.0;
            tau_r: learn per_unit(10 ms) in 5 ms..=5 s;
            activation: softplus;
        }
        sound -> hidden { delays: 0..5; }
        hidden -> rate;
    }

    /// The adaptation of AdapTrans in front of a DNet: two channels a band.
    pub struct AdaptedDNet {
        dt: 5 ms;
        input sound: 32;
        layer on: AdaptOn<32> {
            tau_m: learn per_unit(by(midbrain_tau::<32, 250, 8000>)) in 5 ms..=5 s;
            w: learn per_unit(0.75) in 0..=1;
            bias: none;
        }
        layer off: AdaptOff<32> {
            tau_m: learn per_unit(by(midbrain_tau::<32, 250, 8000>)) in 5 ms..=5 s;
            w: learn per_unit(0.75) in 0..=1;
            bias: none;
        }
        layer hidden: Aru<20> { alpha_s: 1.0; tau_r: learn per_unit(uniform(6 ms, 50 ms)) in 5 ms..=5 s; norm: layer; }
        output rate: 1 { activation: softplus; }
        sound -> on  { form: identity; }
        sound -> off { form: identity; }
        on  -> hidden { delays: 0..5; }
        off -> hidden { delays: 0..5; }
        hidden -> rate;
    }

    /// 2D-CNN (Pennington and David 2023, as deepSTRF builds it): three convolutions over frequency and time, dense, readout.
    pub struct Cnn2d {
        dt: 5 ms;
        input sound: 32;
        layer c1: Dense<[27, 10]> { activation: leaky_relu(0.1); bias: learn per_channel(zeros); norm: layer(over channels); }
        layer c2: Dense<[22, 10]> { activation: leaky_relu(0.1); bias: learn per_channel(zeros); norm: layer(over channels); }
        layer c3: Dense<[17, 10]> { activation: leaky_relu(0.1); bias: learn per_channel(zeros); norm: layer(over channels); }
        layer full: Dense<90> { activation: leaky_relu(0.1); }
        output rate: 1 { activation: softplus; }
        sound -> c1 { form: conv(kernel 6); delays: 0..9; }
        c1 -> c2 { form: conv(kernel 6); delays: 0..9; }
        c2 -> c3 { form: conv(kernel 6); delays: 0..9; }
        c3 -> full -> rate;
    }

    /// A window of 40 ms and twelve units: the stateless rival that is hard to beat.
    pub struct Window {
        dt: 5 ms;
        input sound: 32;
        layer hidden: Dense<12> { activation: tanh; }
        output rate: 1;
        sound -> hidden { delays: 0..8; }
        hidden -> rate;
    }

    /// StateNet: no window at all, the memory is in the state.
    pub struct StateNet {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer memory: Gru<63>;
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> memory { weights: learn uniform(-0.126, 0.126); }
        memory ~> memory { weights: learn uniform(-0.126, 0.126); }
        memory -> rate;
    }

    /// StateNet with an LSTM.
    pub struct StateNetLstm {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer memory: Lstm<63>;
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> memory { weights: learn uniform(-0.126, 0.126); }
        memory ~> memory { weights: learn uniform(-0.126, 0.126); }
        memory -> rate;
    }

    /// StateNet with ungated units.
    pub struct StateNetElman {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer memory: Elman<63> { activation: tanh; }
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> memory { weights: learn uniform(-0.126, 0.126); }
        memory ~> memory { weights: learn uniform(-0.126, 0.126); }
        memory -> rate;
    }

    /// StateNet whose units have two learned time constants each, to be read in milliseconds.
    pub struct StateNetAru {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer memory: Aru<63> {
            tau_s: learn per_unit(log_uniform(5.5 ms, 50 ms)) in logistic(5 ms, 5 s);
            tau_r: learn per_unit(log_uniform(5.5 ms, 200 ms)) in logistic(5 ms, 5 s);
            activation: tanh;
        }
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> memory;
        memory ~> memory;
        memory -> rate;
    }

    /// StateNet with an input-driven rate in place of a gated cell: a minimal Mamba. With `form: diagonal` on the port
    /// `step` the rate of a unit is driven by its own input alone.
    pub struct StateNetSelective {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer memory: Selective<63> { decay: learn per_unit(1.0) in 0.001..=10; }
        layer mixed: Glu<63>;
        layer sum: Dense<63> { bias: none; }
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> memory -> mixed;
        mixed -> sum { form: identity; }
        code -> sum { form: identity; }
        sum -> rate;
    }

    /// StateNet with a diagonal state-space model (S4D): 63 channels of 32 poles each, summed channel by channel, gated.
    pub struct StateNetS4d {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer flat: Dense<[63, 1]> { bias: none; }
        layer poles: Pole<[63, 32]> {
            decay: learn per_unit(log_uniform(0.0005, 0.05)) in 0.00001..=1;
            omega: learn per_unit(by(s4d_frequency::<32>)) in 0..=3.1;
            bias: none;
        }
        layer read: Dense<[63, 1]>;
        layer mixed: Glu<63>;
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> flat { form: identity; }
        flat -> poles { form: local(kernel 1); }
        poles -> read { form: local(kernel 1); weights: fixed 1; }
        flat -> read { form: diagonal; }
        read -> mixed -> rate;
    }

    /// StateNet with a Legendre memory unit: one encoder, a fixed linear memory of 128, a nonlinear layer that reads both.
    pub struct StateNetLmu {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer encoder: Dense<1> { bias: none; }
        layer memory: Elman<128> { activation: identity; bias: none; }
        layer hidden: Elman<63> { activation: tanh; bias: none; }
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> encoder;
        hidden ~> encoder;
        memory ~> encoder { weights: learn zeros; }
        encoder -> memory { weights: fixed by(legendre_input::<128, 99>); }
        memory ~> memory { weights: fixed by(legendre_matrix::<128, 99>); }
        code -> hidden { weights: learn xavier; }
        hidden ~> hidden { weights: learn xavier; }
        memory -> hidden { weights: learn xavier; }
        hidden -> rate;
    }

    /// Depth: two gated layers with a skip round the second.
    pub struct StateNetDeep {
        dt: 5 ms;
        input sound: 32;
        layer code: Dense<[9, 7]> { activation: sigmoid; bias: learn uniform(0, 1); norm: layer(over channels); }
        layer first: Gru<63>;
        layer second: Gru<63>;
        layer sum: Dense<63> { bias: none; }
        output rate: 1;
        sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
        code -> first -> second;
        first ~> first;
        second ~> second;
        first -> sum { form: identity; }
        second -> sum { form: identity; }
        sum -> rate;
    }
}
