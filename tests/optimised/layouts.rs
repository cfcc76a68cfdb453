//! Networks of every size and batches of every size: the same derivative, whatever lies in the lanes of a block.

use aru::loss::MeanSquaredError;
use aru::prelude::*;
use ndarray::{Array3, s};

recurrent_net! {
    /// Rate constants of each unit, a delayed link, two outputs of which one feeds back.
    struct Wide<const H: usize> {
        input x: 3;
        layer hidden: Aru<H> {
            alpha_s: learn per_unit(0.4) in logistic(0, 1);
            alpha_r: learn global(0.6) in logistic(0, 1);
            activation: tanh;
            initial: learn;
        }
        output y: 20;
        output z: 2 { activation: sigmoid; }
        x -> hidden { delays: [0, 2]; }
        hidden ~> hidden;
        z ~> hidden;
        hidden -> y;
        hidden -> z;
    }

    struct Gated<const H: usize> {
        input x: 3;
        layer hidden: Gru<H> { initial: learn; }
        output y: 2;
        x -> hidden;
        hidden ~> hidden { delays: 1..3; }
        hidden -> y;
    }
}

fn near(target: usize, source: usize) -> bool {
    target.abs_diff(source) <= 2
}

recurrent_net! {
    /// Masks, a density, diagonal weights, signs; several delays and ports.
    struct Restricted<const H: usize> {
        input x: 3;
        layer rate: Aru<H> {
            alpha_s: learn per_unit(0.4) in logistic(0, 1);
            alpha_r: learn global(0.6) in logistic(0, 1);
            initial: learn 0.2;
            sign: dale(excitatory 0.8);
        }
        layer gate: Gru<H>;
        output y: 2;
        x -> rate { density: 0.5; delays: [0, 2]; }
        rate ~> rate { density: 0.1; }
        rate -> gate { form: diagonal; delays: [0, 1]; }
        gate ~> gate { form: diagonal; }
        gate ~> rate { mask: by(near); delay: 3; }
        rate -> y { sign: free; density: 0.2; }
        gate -> y;
    }
}

recurrent_net! {
    /// Its derivative is infinite where the drive is zero, as it would be in a lane without a unit.
    unit Logarithmic {
        constant gain;
        rate = gain * ln(drive);
        emit rate;
    }

    struct Singular<const H: usize> {
        input x: 2;
        layer hidden: Logarithmic<H> {
            gain: learn global(0.5);
            bias: none;
        }
        output y: 1;
        x -> hidden { weights: fixed uniform(0.5, 1.0); }
        hidden -> y;
    }
}

recurrent_net! {
    /// Delays of each source and of a link, wide and narrow, a gate that reads through one.
    struct Delayed<const H: usize> {
        input x: 3;
        layer hidden: Aru<H> {
            alpha_s: gated(0.4, from hidden);
            alpha_r: learn global(0.6) in logistic(0, 1);
            activation: tanh;
            initial: learn;
        }
        output y: 2;
        x -> hidden { delay: learn per_source(uniform(0.2, 2.8)) in 0..=3; spread: fixed 0.7; }
        hidden ~> hidden { delay: learn per_source(uniform(1.1, 4.9)) in 1..=5; }
        x ~> hidden.alpha_s { delay: learn(2.3) in 1..=4; weights: learn lecun; }
        hidden -> y { delay: learn(1.4) in 0..=45; spread: 35.2; }
    }
}

recurrent_net! {
    /// A delay for each of so many sources that their row has a block more.
    struct Fan {
        input x: 128;
        output y: 1 { activation: tanh; }
        x -> y { delay: learn per_source(uniform(0.2, 2.8)) in 0..=3; spread: fixed 0.4; }
    }
}

recurrent_net! {
    /// Patches of bands and channels that fill no block, shared and not, over delays, on their own layer and into a port.
    struct Spectral<const B: usize, const C: usize> {
        input x: [B, 2];
        layer code: Aru<[B, C]> {
            alpha_s: learn per_unit(0.4) in logistic(0, 1);
            alpha_r: 1.0;
            activation: tanh;
            initial: learn;
        }
        layer map: Gru<[B, 3]>;
        layer sum: Dense<[B, 3]> { bias: none; }
        output y: 2;
        x -> code { form: conv(kernel 3, pad 1); delays: [0, 2]; }
        code ~> code { form: local(kernel 3, pad 1); }
        code -> map { form: conv(kernel 1); }
        map ~> map.candidate { form: conv(kernel 5, pad 2); delay: 2; }
        map -> sum { form: identity; delays: [0, 1, 3]; }
        sum -> y;
    }
}

fn wave(sequences: usize, steps: usize, features: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, steps, features), |(i, t, f)| {
        0.6 + 0.5 * (1.0 + i as f64 + 0.7 * t as f64 + 2.3 * f as f64).sin()
    })
}

/// The derived gradient against central differences, for batches in each layout.
fn check<N: Declared<Scalar = f64>>(sequences: &[usize], steps: usize) {
    let net = N::new(3);
    let (inputs, outputs) = (N::DESCRIPTION.input_size(), N::DESCRIPTION.output_size());
    for &count in sequences {
        let (x, y) = (wave(count, steps, inputs), wave(count, steps, outputs));
        let report = net
            .check_gradients(x.view(), y.view(), &MeanSquaredError)
            .unwrap();
        assert!(report.is_correct(), "{count} sequences: {report}");
    }
}

/// Layers of several blocks, each network a test of its own: they run side by side.
mod layers_of_several_blocks_have_the_right_derivative {
    use super::*;

    #[test]
    fn of_one_block() {
        check::<Wide<f64, 7>>(&[1, 3, 20], 5);
    }

    #[test]
    fn of_one_unit_more() {
        check::<Wide<f64, 17>>(&[1, 3, 18], 4);
    }

    #[test]
    fn of_three_blocks() {
        check::<Wide<f64, 40>>(&[2], 4);
    }

    #[test]
    fn of_what_is_restricted() {
        check::<Restricted<f64, 5>>(&[1, 3, 20], 5);
        check::<Restricted<f64, 17>>(&[1, 18], 4);
        check::<Restricted<f64, 40>>(&[2], 4);
    }

    #[test]
    fn of_patches_of_one_channel() {
        check::<Spectral<f64, 5, 1>>(&[1, 3, 18], 5);
    }

    #[test]
    fn of_patches_of_channels_that_fill_no_block() {
        check::<Spectral<f64, 6, 7>>(&[1, 3, 18], 4);
    }

    #[test]
    fn of_patches_of_channels_of_two_blocks() {
        check::<Spectral<f64, 3, 20>>(&[1, 18], 4);
    }

    #[test]
    fn of_gates() {
        check::<Gated<f64, 5>>(&[1, 18], 5);
        check::<Gated<f64, 18>>(&[1, 4], 4);
    }

    #[test]
    fn of_learned_delays() {
        check::<Delayed<f64, 5>>(&[1, 3, 18], 7);
        check::<Delayed<f64, 18>>(&[1], 6);
        check::<Fan<f64>>(&[1, 2, 18], 4);
    }
}

/// 128 units fill eight blocks, and a row of so many gets a ninth.
#[test]
fn lanes_that_are_left_over_count_for_nothing() {
    check::<Singular<f64, 3>>(&[1, 20], 3);
    check::<Singular<f64, 112>>(&[2], 3);
    check::<Singular<f64, 120>>(&[2], 3);
    check::<Singular<f64, 128>>(&[1, 2], 3);
}

/// A gradient over many sequences is the mean of those over each, in whatever layout that is.
fn parts_and_whole<N: Declared<Scalar = f64>>() {
    let net = N::new(5);
    let (inputs, outputs) = (N::DESCRIPTION.input_size(), N::DESCRIPTION.output_size());
    for count in [3, 16, 20, 33, 64, 70] {
        let (x, y) = (wave(count, 9, inputs), wave(count, 9, outputs));
        let (loss, gradients) = net
            .loss_and_gradients(x.view(), y.view(), &MeanSquaredError)
            .unwrap();
        let mut sum: Vec<f64> = Vec::new();
        let mut losses = 0.0;
        for sequence in 0..count {
            let one = s![sequence..sequence + 1, .., ..];
            let (loss, alone) = net
                .loss_and_gradients(x.slice(one), y.slice(one), &MeanSquaredError)
                .unwrap();
            losses += loss / count as f64;
            let values = alone.iter().flat_map(|(_, gradient)| gradient);
            let values: Vec<f64> = values.map(|value| value / count as f64).collect();
            sum.resize(values.len(), 0.0);
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
            // Outputs do not depend on the company, to the last bit.
            let run = net.run(x.slice(one)).unwrap();
            assert_eq!(run, net.run(x.view()).unwrap().slice(one));
        }
        assert!(
            (loss - losses).abs() < 1e-13,
            "{count} sequences: {loss}, {losses}"
        );
        let whole = gradients.iter().flat_map(|(_, gradient)| gradient);
        for (found, expected) in whole.zip(&sum) {
            assert!(
                (found - expected).abs() < 1e-13,
                "{count} sequences: {found}, {expected}"
            );
        }
    }
}

#[test]
fn a_batch_is_the_mean_of_its_sequences() {
    parts_and_whole::<Wide<f64, 10>>();
    parts_and_whole::<Wide<f64, 40>>();
    parts_and_whole::<Wide<f64, 70>>();
    parts_and_whole::<Gated<f64, 10>>();
    parts_and_whole::<Delayed<f64, 10>>();
    parts_and_whole::<Delayed<f64, 70>>();
    parts_and_whole::<Restricted<f64, 10>>();
    parts_and_whole::<Restricted<f64, 70>>();
    parts_and_whole::<Spectral<f64, 6, 7>>();
    parts_and_whole::<Spectral<f64, 40, 3>>();
}
