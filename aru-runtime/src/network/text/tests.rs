//! Descriptions back to networks, and what is no description.

mod faults;
mod files;
mod modules;
mod mutants;
mod norms;
mod texts;

use ndarray::Array3;

use super::{Model, Text};
use crate::loss::MeanSquaredError;
use crate::network::any::AnyNetwork;
use crate::network::description::{Description, Elements, Mask};
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;

/// Texts that between them have all that a description can hold.
const TEXTS: [&str; 5] = [
    "
    /// Rates that are learned, gated and given as times.
    struct Rates {
        dt: 500 us;
        input x: 2;
        input cue: 1;
        layer slow: Aru<3> {
            tau_s: learn per_unit(uniform(1 ms, 3 ms)) in logistic(0.5 ms, 5 ms, slope 1.69);
            alpha_r: 1.0;
            activation: tanh;
            initial: learn;
            noise: normal(0.2);
        }
        /// Gated twice.
        layer fast: Aru<5> {
            alpha_s: gated(0.2, from cue, fast) in logistic(0.05, 0.95);
            tau_r: gated(2 ms, from slow) in logistic(0.5 ms, 10 ms);
            activation: leaky_relu(0.1);
            bias: none;
        }
        output y: 2 { activation: identity; }
        x -> slow;
        slow ~> slow { weights: learn orthogonal(1.06); }
        x -> fast { delays: [0, 1]; }
        fast ~> fast { delay: 2; weights: fixed normal(0.0, 0.3); }
        fast ~> slow { delay: 1.5 ms; weights: learn xavier; }
        fast -> y;
        x ~> fast.alpha_r { delay: 3; }
    }",
    "
    struct Shapes {
        input sound: [12, 2];
        layer first: Dense<[10, 4]> {
            activation: elu;
            bias: learn per_channel(zeros);
            norm: layer(over channels);
        }
        layer second: Aru<[4, 3]> {
            alpha_s: learn per_band(0.5) in 0.05..=0.95;
            alpha_r: fixed per_channel(log_uniform(0.27, 0.72));
            bias: fixed per_band(uniform(-0.4, 0.27));
            norm: layer(over bands, eps 0.1);
        }
        output rate: 1 { activation: softplus; }
        sound -> first { delays: [0, 1, 2]; form: conv(kernel 3); }
        first -> second { delays: [0, 2]; form: local(kernel 4, stride 2); weights: fixed he; }
        second ~> second { form: identity; }
        second -> rate;
    }",
    "
    struct Ports {
        input x: 3;
        layer a: Lstm<4> { initial: learn normal(0.0, 0.1); }
        layer g: Gru<3> { norm: layer; bias: learn; }
        output y: 2;
        x -> a { delay: learn per_source(3.0) in 0..=6; spread: fixed 2.5; }
        a ~> a { delay: learn(5.0) in logistic(1, 9); spread: 1.5; }
        a -> g;
        g ~> g;
        x ~> g.update { delays: [4, 1]; weights: learn uniform(-0.4, 0.4); }
        x -> g.candidate { form: diagonal; }
        g -> y;
    }",
    "
    struct Signs {
        input x: 2;
        layer a: Aru<8> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: 1.0;
            activation: sigmoid;
            sign: dale(excitatory 0.75);
        }
        layer b: Aru<8> {
            alpha_s: learn per_unit(normal(0.5, 0.05));
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            activation: relu;
            initial: learn;
            sign: dale(excitatory 0.5);
        }
        output y: 2 { activation: sigmoid; }
        x -> a { mask: PAIRS; }
        a ~> a { delays: [1, 2]; density: 0.25; }
        a -> b { form: diagonal; }
        b ~> b { density: 0.625; }
        a -> y { sign: free; }
        b -> y;
    }",
    "
    /// Corners, powers, and a switch that the level itself throws.
    unit Switching {
        constant alpha_w, ceiling;
        raised = abs(drive) + max(recur, 0.1 * drive);
        level  = (1 - alpha_w) * prev(level) + alpha_w * select(prev(level) <= raised, sin(raised), 0.3 * cos(drive));
        rate   = min(pow(1 + level * level, 1.5), ceiling + pow(level, 3)) - pow(2 + level, -2);
        emit rate;
    }
    unit Selective {
        ports step, value;
        bias threshold;
        constant decay;
        keep = exp(-decay * softplus(step));
        kept = keep * prev(kept) + (1 - keep) * activation(value - threshold) / sqrt(1 + prev(kept) * prev(kept));
        emit kept;
    }
    activation hill(current) = pow(current, 2) / (1 + pow(current, 2));
    struct Units {
        input x: 2;
        layer wide: Switching<3> {
            alpha_w: 0.25;
            ceiling: learn per_unit(by(LADDER)) in 0.05..=0.95;
        }
        layer memory: Selective<4> { decay: learn per_unit(0.5); activation: hill; initial: fixed 0.25; }
        output y: 1;
        x -> wide;
        wide ~> wide;
        wide -> memory;
        memory -> y;
    }",
];

/// The models of the texts.
fn models() -> Vec<Model> {
    let model = |text: &&str| {
        let mut read = Text::new(text);
        if text.contains("PAIRS") {
            let rows = [
                [true, false],
                [false, true],
                [true, true],
                [true, false],
                [false, true],
                [true, false],
                [true, true],
                [false, false],
            ];
            read = read.with_mask("PAIRS", Mask::of_rows(&rows).unwrap());
        }
        if text.contains("LADDER") {
            read = read.with_start("LADDER", Elements::of_values(vec![0.25, 0.5, 0.75]));
        }
        read.model().unwrap_or_else(|faults| panic!("{faults}"))
    };
    TEXTS.iter().map(model).collect()
}

/// Sequences that fill more than a block of 16.
fn data<T: Scalar>(features: usize, sequences: usize, steps: usize) -> Array3<T> {
    Array3::from_shape_fn((sequences, steps, features), |(sequence, step, feature)| {
        T::from_f64((31 * sequence + 17 * step + 7 * feature) as f64 % 13.0 / 13.0 - 0.4)
    })
}

/// Outputs and gradients, as bits.
fn bits<N: Network>(network: &N) -> Vec<u64> {
    let description = network.description();
    let mut bits = Vec::new();
    for (sequences, steps) in [(1, 9), (19, 5)] {
        let inputs = data::<N::Scalar>(description.input_size(), sequences, steps);
        let targets = data::<N::Scalar>(description.output_size(), sequences, steps).mapv(|y| y * y);
        let outputs = network.run(inputs.view()).unwrap();
        let gradients = network.loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError);
        let gradients = gradients.unwrap().1;
        let gradients = gradients.iter().flat_map(|(_, gradient)| gradient.to_vec());
        let all = outputs.iter().copied().chain(gradients);
        bits.extend(all.map(|number| number.to_f64().to_bits()));
    }
    bits
}

/// Through the text that files hold.
fn through_json(description: &Description) -> Description {
    crate::network::difference::through_json(description)
}

#[test]
fn a_description_is_the_model_that_it_is_of() {
    for model in models() {
        let again = Model::of_description(model.description().clone()).unwrap();
        assert_eq!(again, model);
    }
}

#[test]
fn what_json_says_has_the_same_bits() {
    for model in models() {
        let read = Model::of_description(through_json(model.description())).unwrap();
        assert_eq!(read.description(), model.description());
        let network: AnyNetwork<f64> = model.network(3).unwrap();
        let restored = AnyNetwork::of(
            read,
            crate::network::programmed::Programmed::values(&network).to_vec(),
        );
        assert_eq!(bits(&restored), bits(&network), "{}", model.name());
    }
}

#[test]
fn what_a_function_said_is_not_drawn_anew() {
    let units = models().pop().unwrap();
    let read = Model::of_description(through_json(units.description())).unwrap();
    assert_eq!(
        read.network::<f32>(1).unwrap_err().to_string(),
        "the start of `wide.ceiling` is a function that the file did not hold; take the values of a saved network, \
         `aru::load`, or read the declaration as a `Text` with that start"
    );
    assert_ne!(read, units);
    units.network::<f32>(1).unwrap();
}
