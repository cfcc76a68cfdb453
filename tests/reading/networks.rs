//! Networks of which it is known what they respond to.

use aru::prelude::*;
use ndarray::Array3;

recurrent_net! {
    /// A filter of twelve taps on five bands behind a saturating output, for each of three neurons.
    pub struct Filter {
        dt: 5 ms;
        input sound: 5;
        output rate: 3 { activation: sigmoid; bias: learn uniform(-1, 1); }
        sound -> rate { delays: 0..12; weights: learn uniform(-0.1, 0.1); }
    }

    /// One low-pass of rate alpha.
    pub struct LowPass {
        input sound: 1;
        layer hidden: Aru<1> { alpha_s: fixed global(0.1); alpha_r: 1.0; activation: identity; bias: none; }
        output rate: 1 { bias: none; }
        sound -> hidden { weights: fixed 1.0; }
        hidden -> rate { weights: fixed 1.0; }
    }

    /// Two of them in a row: an adaptive unit without its own link.
    pub struct Adaptive {
        input sound: 1;
        layer hidden: Aru<1> { alpha_s: fixed global(0.3); alpha_r: fixed global(0.1); activation: identity; bias: none; }
        output rate: 1 { bias: none; }
        sound -> hidden { weights: fixed 1.0; }
        hidden -> rate { weights: fixed 1.0; }
    }

    /// A window of six frames, through a layer that is not linear.
    pub struct Window {
        dt: 10 ms;
        input sound: 2;
        layer hidden: Dense<4> { activation: tanh; }
        output rate: 2 { activation: softplus; }
        sound -> hidden { delays: 0..6; }
        hidden -> rate;
    }

    /// A memory of its own, delays, a gate and a norm.
    pub struct Recurrent {
        dt: 5 ms;
        input sound: 2;
        layer hidden: Aru<6> { alpha_s: gated(0.4, from sound); alpha_r: 0.5; activation: tanh; norm: layer; initial: learn uniform(-0.5, 0.5); }
        output rate: 2 { activation: sigmoid; }
        sound -> hidden { delays: 0..3; }
        hidden ~> hidden { delays: [1, 4]; }
        hidden -> rate;
    }

    /// It never forgets.
    pub struct Integrator {
        input sound: 1;
        layer hidden: Aru<1> { alpha_s: fixed global(0.1); alpha_r: 1.0; activation: identity; bias: none; }
        output rate: 1 { bias: none; }
        sound -> hidden { weights: fixed 1.0; }
        hidden ~> hidden { weights: fixed 1.0; }
        hidden -> rate { weights: fixed 1.0; }
    }

    /// Most of it at once, and the rest late: four slow units in a row beside a direct link.
    pub struct Chain {
        input sound: 1;
        layer a: Aru<1> { alpha_s: fixed global(0.01); alpha_r: 1.0; activation: identity; bias: none; }
        layer b: Aru<1> { alpha_s: fixed global(0.01); alpha_r: 1.0; activation: identity; bias: none; }
        layer c: Aru<1> { alpha_s: fixed global(0.01); alpha_r: 1.0; activation: identity; bias: none; }
        layer d: Aru<1> { alpha_s: fixed global(0.01); alpha_r: 1.0; activation: identity; bias: none; }
        output rate: 1 { bias: none; }
        sound -> a { weights: fixed 1.0; }
        a -> b { weights: fixed 1.0; }
        b -> c { weights: fixed 1.0; }
        c -> d { weights: fixed 1.0; }
        d -> rate { weights: fixed 1.0; }
        sound -> rate { weights: fixed 0.2; }
    }

    /// It hears nothing of what is before, but takes long to come to rest, where its output is nearly saturated.
    pub struct Drifting {
        input sound: 1;
        layer slow: Aru<1> { alpha_s: 1.0; alpha_r: fixed global(0.001); activation: identity; bias: fixed 5.0; }
        output rate: 1 { activation: sigmoid; bias: none; }
        sound -> slow { weights: fixed 0.0; }
        slow -> rate { weights: fixed 1.0; }
        sound -> rate { weights: fixed 1.0; }
    }

    /// Nothing comes through below a threshold.
    pub struct Shut {
        input sound: 2;
        layer hidden: Dense<3> { activation: relu; bias: fixed -0.5; }
        output rate: 1;
        sound -> hidden { weights: fixed 1.0; }
        hidden -> rate { weights: fixed 1.0; }
    }

    /// What it hears now, and long ago.
    pub struct Late {
        dt: 1 ms;
        input sound: [2, 3];
        input other: 1;
        layer first: Dense<2> { activation: tanh; }
        output rate: 2;
        sound -> first { delays: [0, 150]; }
        first ~> rate { delay: 100; }
        other -> rate;
    }
}

/// A sound that does not repeat.
pub fn sound(songs: usize, steps: usize, features: usize) -> Array3<f64> {
    Array3::from_shape_fn((songs, steps, features), |(song, step, feature)| {
        let place = (1 + song) as f64 * 0.37 + step as f64 * 0.71 + feature as f64 * 1.3;
        place.sin() + 0.5 * (2.3 * place * place).cos()
    })
}
