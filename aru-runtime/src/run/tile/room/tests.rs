//! Long delays: what they take follows the steps that run, and what comes out does not depend on it.

use ndarray::Array3;

use super::*;
use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::network::emitted::Emitted;
use crate::network::program::Program;
use crate::numerics::packing::Prepared;
use crate::run::declared::Declared;
use crate::run::layout_choice::layout_for;
use crate::run::network::Network;
use crate::run::noise::Noise;
use crate::run::pass::Pass;
use crate::run::penalties::Penalties;
use crate::run::questions::{Asked, losses_for};

/// A network with a delay, the same with another one, and one that has a long delay beside short ones.
macro_rules! networks {
    ($($name:ident: $delays:tt),*) => { aru_macros::recurrent_net! { $(
        pub struct $name {
            input x: 1;
            layer hidden: Aru<3> {
                alpha_s: learn global(0.4) in logistic(0, 1);
                alpha_r: learn global(0.6) in logistic(0, 1);
                initial: learn normal(0.5, 0.1);
            }
            output y: 2;
            x -> hidden { delays: [0, 7]; }
            hidden ~> hidden { delays: $delays; }
            hidden ~> y { delays: $delays; }
        }
    )* } };
}

networks!(OfEleven: [11], OfAMillion: [1_000_000], Mixed: [1, 3, 1_000_000], MixedShort: [1, 3, 11]);

const STEPS: usize = 10;

fn inputs() -> Array3<f64> {
    Array3::from_shape_fn((5, STEPS, 1), |(i, t, _)| {
        ((3 * i + 5 * t) % 7) as f64 / 7.0 - 0.4
    })
}

/// Loss, gradients and outputs of a network with these parameters, in chunks of so many steps.
fn all_of<N: Declared<Scalar = f64>>(room: usize) -> (f64, Vec<Vec<f64>>, Array3<f64>, Array3<f64>) {
    let network = N::new(3);
    let (x, y) = (inputs(), Array3::from_elem((5, STEPS, 2), 0.3));
    let (gradients, by_inputs) = crate::__private::gradients_in_chunks(
        &network,
        x.view(),
        y.view(),
        &MeanSquaredError,
        (&Noise::Off, &Penalties::new()),
        room,
    )
    .unwrap();
    let values = gradients.iter().map(|(_, gradient)| gradient.to_vec()).collect();
    (
        gradients.loss(),
        values,
        by_inputs,
        network.run(x.view()).unwrap(),
    )
}

/// Every delay that is longer than a run is like every other: nothing but what was before step 0 is read.
fn agree<A: Declared<Scalar = f64>, B: Declared<Scalar = f64>>() {
    for room in [STEPS, 4, 1] {
        let (one, other) = (all_of::<A>(room), all_of::<B>(room));
        assert_eq!((one.0, &one.2, &one.3), (other.0, &other.2, &other.3), "{room}");
        let pairs = one.1.iter().flatten().zip(other.1.iter().flatten());
        for (one, other) in pairs {
            assert!(
                (one - other).abs() <= 1e-14 * (1.0 + other.abs()),
                "{room}: {one} {other}"
            );
        }
    }
}

#[test]
fn a_delay_longer_than_the_run_is_like_any_other() {
    agree::<OfEleven<f64>, OfAMillion<f64>>();
    agree::<MixedShort<f64>, Mixed<f64>>();
}

#[test]
fn the_gradient_over_a_long_delay_is_that_of_differences() {
    let (x, y) = (inputs(), Array3::from_elem((5, STEPS, 2), 0.3));
    let report = Mixed::<f64>::new(3)
        .check_gradients(x.view(), y.view(), &MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}

/// Blocks that a pass over runs of so many steps takes.
fn blocks<N: Declared<Scalar = f64>>(steps: usize) -> usize {
    let program = N::own_program();
    let mut tile = Tile::new(program);
    let layout = layout_for(&program, 20);
    tile.arrange_for(layout, steps, Adjoints::OfInputs);
    let (network, mut prepared) = (N::new(1), Prepared::default());
    let parameters = prepared.set(program.forms(), layout, network.values());
    tile.begin_with_history(parameters, steps);
    tile.blocks()
}

#[test]
fn what_a_run_takes_follows_its_steps_and_not_the_delay() {
    assert_eq!(blocks::<OfAMillion<f64>>(STEPS), blocks::<OfEleven<f64>>(STEPS));
    assert_eq!(blocks::<Mixed<f64>>(STEPS), blocks::<OfEleven<f64>>(STEPS));
    let of_one = blocks::<Mixed<f64>>(STEPS) / STEPS;
    for steps in [1, 20, 500] {
        assert!(blocks::<Mixed<f64>>(steps) <= 2 * of_one * steps, "{steps}");
    }
}

/// A workspace that ran short sequences first, then longer ones, then short ones again.
#[test]
fn the_room_follows_the_data() {
    let network = MixedShort::<f64>::new(3);
    let program = Program::of::<MixedShort<f64>>();
    let mut pass = Pass::with_chunks_of(program, 2, 1).unwrap();
    for steps in [3, 40, 9, 2] {
        let x = Array3::from_shape_fn((5, steps, 1), |(i, t, _)| ((3 * i + 5 * t) % 7) as f64 / 7.0);
        let data = Sequences::new(x.view(), Array3::zeros((5, steps, 2)).view()).unwrap();
        let none = Penalties::new();
        let asked = Asked {
            loss: &MeanSquaredError,
            own: &[],
            noise: &Noise::Off,
            penalties: &none,
            starts: &[],
        };
        let losses = losses_for(&program, &asked, &data).unwrap();
        let mut gradient = vec![0.0; network.values().len()];
        let which = [0, 1, 2, 3, 4];
        let loss = pass.loss_and_gradient(network.values(), &data, &which, &losses, &mut gradient);
        let (alone, gradients) = network
            .loss_and_gradients(data.inputs(), data.targets(), &MeanSquaredError)
            .unwrap();
        assert!((loss - alone).abs() < 1e-14);
        let pairs = gradient
            .iter()
            .zip(gradients.iter().flat_map(|(_, gradient)| gradient));
        for (one, other) in pairs {
            assert!((one - other).abs() < 1e-13, "{steps}: {one} {other}");
        }
    }
}

#[test]
fn a_stream_over_long_delays_is_a_run() {
    fn is_a_run<N: Declared<Scalar = f64>>() {
        let network = N::new(3);
        let x = Array3::from_shape_fn((1, 60, 1), |(_, t, _)| (5 * t % 7) as f64 / 7.0);
        let run = network.run(x.view()).unwrap();
        let mut stream = network.stream();
        for _ in 0..2 {
            for (input, expected) in x.iter().zip(run.rows()) {
                let output = stream.step(&[*input]);
                let pairs = output.iter().zip(expected);
                assert!(pairs.into_iter().all(|(a, b)| (a - b).abs() < 1e-14));
            }
            stream.restart();
        }
    }
    is_a_run::<OfEleven<f64>>();
    is_a_run::<MixedShort<f64>>();
    is_a_run::<Mixed<f64>>();
}
