use aru_macros::recurrent_net;
use ndarray::s;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::loss::MeanSquaredError;
use crate::paper::Paper;
use crate::run::network::Network;

recurrent_net! {
    /// Two inputs, two outputs, delays, and an output that feeds back.
    struct Several<const H: usize> {
        input left: 2;
        input right: 1;
        layer hidden: Aru<H> { alpha_s: 0.4; alpha_r: 0.7; activation: tanh; initial: learn uniform(-0.5, 0.5); }
        output y: 2 { activation: sigmoid; }
        output z: Aru<3> { alpha_s: 1.0; alpha_r: 0.2; }

        left -> hidden { delays: 0..4; }
        right ~> hidden { delay: 3; }
        hidden ~> hidden;
        hidden -> y;
        y ~> hidden { delay: 2; }
        hidden -> z;
        left ~> z;
    }
}

fn random(shape: (usize, usize, usize), seed: u64) -> Array3<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    Array3::from_shape_fn(shape, |_| rng.random_range(-1.0..1.0))
}

/// So many sequences that lanes are units, are sequences of one member, and of two.
const COUNTS: [usize; 3] = [1, 9, 21];

#[test]
fn it_is_the_derivative_of_a_loss_whose_derivative_is_given() {
    let network = Paper::<f64, 4>::new(3);
    for count in COUNTS {
        let (inputs, targets) = (random((count, 15, 2), 1), random((count, 15, 2), 2));
        let expected = network
            .input_gradients(inputs.view(), targets.view(), &MeanSquaredError)
            .unwrap();
        let numbers = targets.len() as f64;
        let d_outputs = (network.run(inputs.view()).unwrap() - &targets) * (2.0 / numbers);
        let found = network.pull_back(inputs.view(), d_outputs.view()).unwrap();
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-17, "{found}, {expected}");
        }
    }
}

/// <J v, u> = <v, J' u>, with J v by central differences.
#[test]
fn it_is_the_adjoint_of_a_run() {
    let network = Several::<f64, 5>::new(4);
    for count in COUNTS {
        let [inputs, along] = [1, 2].map(|seed| random((count, 13, 3), seed));
        let d_outputs = random((count, 13, 5), 3);
        let moved = |step: f64| network.run((&inputs + &(step * &along)).view()).expect("finite");
        let change = (moved(1e-5) - moved(-1e-5)) / 2e-5;
        let d_inputs = network.pull_back(inputs.view(), d_outputs.view()).unwrap();
        let (forward, backward) = ((&change * &d_outputs).sum(), (&d_inputs * &along).sum());
        assert!((forward - backward).abs() < 1e-8, "{forward}, {backward}");
        assert!(backward.abs() > 1e-2, "it says something");
    }
}

#[test]
fn neither_chunks_nor_company_nor_threads_change_it() {
    let network = Several::<f64, 5>::new(4);
    let program = Program::of::<Several<f64, 5>>();
    let (inputs, d_outputs) = (random((21, 13, 3), 1), random((21, 13, 5), 3));
    let whole = network.pull_back(inputs.view(), d_outputs.view()).unwrap();
    let data = Sequences::new(inputs.view(), d_outputs.view()).unwrap();
    let losses = Losses::of_each(&program, &Given, &[]).unwrap();
    for (room, threads) in [(1, 1), (4, 1), (13, 3)] {
        let mut pass = Pass::with_chunks_of(program, room, threads).unwrap();
        let found = pass.pull_back(crate::network::emitted::Emitted::values(&network), &data, &losses);
        for (found, whole) in found.iter().zip(&whole) {
            assert!((found - whole).abs() < 1e-15, "{found}, {whole}");
        }
    }
    for sequence in [0, 20] {
        let one = s![sequence..sequence + 1, .., ..];
        let alone = network
            .pull_back(inputs.slice(one), d_outputs.slice(one))
            .unwrap();
        for (found, whole) in alone.iter().zip(whole.slice(one)) {
            assert!((found - whole).abs() < 1e-15, "{found}, {whole}");
        }
    }
}

#[test]
fn single_precision_is_double_precision_rounded() {
    let wide = Several::<f64, 5>::new(4);
    let narrow = Several::<f32, 5>::new(4);
    let (inputs, d_outputs) = (random((9, 13, 3), 1), random((9, 13, 5), 3));
    let expected = wide.pull_back(inputs.view(), d_outputs.view()).unwrap();
    let [inputs, d_outputs] = [inputs, d_outputs].map(|array| array.mapv(|value| value as f32));
    let found = narrow.pull_back(inputs.view(), d_outputs.view()).unwrap();
    for (&found, &expected) in found.iter().zip(&expected) {
        assert!((f64::from(found) - expected).abs() < 1e-5, "{found}, {expected}");
    }
}

/// Each sequence may ask for another output and another step; what is not asked for adds nothing.
#[test]
fn an_adjoint_of_one_asks_for_one_number() {
    let network = Several::<f64, 5>::new(4);
    let inputs = random((1, 13, 3), 1);
    let asked = [(0, 12), (4, 12), (1, 6)];
    let all = Array3::from_shape_fn((3, 13, 3), |(_, step, feature)| inputs[[0, step, feature]]);
    let mut d_outputs = Array3::zeros((3, 13, 5));
    for (sequence, (output, step)) in asked.into_iter().enumerate() {
        d_outputs[[sequence, step, output]] = 1.0;
    }
    let found = network.pull_back(all.view(), d_outputs.view()).unwrap();
    for (sequence, (output, step)) in asked.into_iter().enumerate() {
        for (time, feature) in [(0, 0), (3, 2), (5, 1), (6, 0), (12, 1)] {
            let at = |offset: f64| {
                let mut changed = inputs.clone();
                changed[[0, time, feature]] += offset;
                network.run(changed.view()).unwrap()[[0, step, output]]
            };
            let measured = (at(1e-5) - at(-1e-5)) / 2e-5;
            let derived = found[[sequence, time, feature]];
            assert!(
                (derived - measured).abs() < 1e-9,
                "{sequence} {time} {feature}: {derived}, {measured}"
            );
        }
        let after = found.slice(s![sequence, step + 1.., ..]);
        assert!(after.iter().all(|&adjoint| adjoint == 0.0));
    }
}

#[test]
fn what_does_not_fit_is_refused() {
    let network = Several::<f64, 5>::new(4);
    let (inputs, d_outputs) = (random((2, 4, 3), 1), random((2, 4, 5), 3));
    let refused = |inputs: &Array3<f64>, d_outputs: &Array3<f64>| {
        let found = network.pull_back(inputs.view(), d_outputs.view());
        found.unwrap_err().to_string()
    };
    assert_eq!(
        refused(&random((2, 4, 2), 1), &d_outputs),
        "inputs has shape [2, 4, 2], expected [sequence, step, 3], the last axis 2 of `left`, 1 of `right`, side by side"
    );
    for shape in [(2, 4, 2), (2, 3, 5), (1, 4, 5)] {
        let expected = format!(
            "the array of adjoints of the outputs has shape [{}, {}, {}], expected [2, 4, 5], a number for each output of `run`",
            shape.0, shape.1, shape.2
        );
        assert_eq!(refused(&inputs, &random(shape, 3)), expected);
    }
    let mut bad = inputs.clone();
    bad[[1, 2, 0]] = f64::NAN;
    assert_eq!(
        refused(&bad, &d_outputs),
        "inputs hold NaN at sequence 1, step 2, feature 0; values must be finite"
    );
    let mut bad = d_outputs.clone();
    bad[[0, 3, 4]] = f64::INFINITY;
    assert_eq!(
        refused(&inputs, &bad),
        "the adjoints of the outputs hold inf at sequence 0, step 3, feature 4; values must be finite; zero where nothing is asked"
    );
    let nothing = network.pull_back(Array3::zeros((2, 0, 3)).view(), Array3::zeros((2, 0, 5)).view());
    assert_eq!(nothing.unwrap().dim(), (2, 0, 3));
}

#[test]
fn where_the_network_leaves_the_finite_numbers_is_said() {
    recurrent_net! {
        struct Growing {
            input x: 1;
            layer hidden: Elman<1> { activation: identity; bias: none; }
            output y: 1;
            x -> hidden -> y;
            hidden ~> hidden { weights: fixed 1e100; }
        }
    }
    let network = Growing::<f64>::new(1);
    let ones = Array3::ones((1, 6, 1));
    let refused = network
        .pull_back(ones.view(), ones.view())
        .unwrap_err()
        .to_string();
    assert!(
        refused.starts_with("the values of the drive of `hidden`") && refused.contains("step 4"),
        "{refused}"
    );
    // Zero stays zero however far it goes; adjoints do not.
    let silence = Array3::zeros((1, 6, 1));
    let refused = network
        .pull_back(silence.view(), ones.view())
        .unwrap_err()
        .to_string();
    assert!(
        refused.starts_with("the adjoints of the inputs hold")
            && refused.contains("on the way back")
            && refused.contains("take fewer steps"),
        "{refused}"
    );
}
