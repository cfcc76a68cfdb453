//! Traces, losses and gradients of runs that start from given states.

use ndarray::{Array3, s};

use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::loss::losses::Losses;
use crate::network::emitted::Emitted;
use crate::network::program::Program;
use crate::run::conditions::Conditions;
use crate::run::network::Network;
use crate::run::objective::Objective;
use crate::run::pass::Pass;
use crate::run::penalties::{Penalties, Penalty};
use crate::run::state::State;

aru_macros::recurrent_net! {
    /// Long lines, a learned delay, a gate, a state that nothing reads, an output that is read, learned initial states.
    struct Lines {
        input x: 2;
        layer near: Aru<3> {
            alpha_s: gated(0.4, from x, far) in logistic(0.1, 0.9);
            alpha_r: learn global(0.5) in logistic(0, 1);
            activation: tanh;
            initial: learn 0.3;
        }
        layer far: Aru<4> { alpha_s: 0.5; alpha_r: 1.0; activation: tanh; initial: learn 0.2; }
        output y: 2;
        x -> near { delays: [0, 14]; }
        near ~> far { delay: learn(3.4) in 1..=17; spread: 1.5; }
        far ~> near { delay: 9; }
        y ~> near { delay: 3; }
        near -> y;
        far -> y;
    }
}

const BEFORE: usize = 11;

fn wave(sequences: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, 30, 2), |(i, t, f)| {
        (0.7 * (3 * i + t + f) as f64).sin()
    })
}

/// What comes behind some steps of sequences, and the states in between.
fn behind(net: &Lines<f64>, sequences: usize) -> (Sequences<f64>, Vec<State<Lines<f64>>>) {
    let (inputs, targets) = (wave(sequences), wave(sequences).mapv(|x| 0.5 * x));
    let rest = s![.., BEFORE.., ..];
    let data = Sequences::new(inputs.slice(rest), targets.slice(rest)).unwrap();
    let before = inputs.slice(s![.., ..BEFORE, ..]);
    let states = net.run_from(&net.initial_state(), before).unwrap().states;
    (data, states)
}

fn penalties() -> Penalties {
    Penalties::new()
        .add("near.rate", Penalty::Smoothness, 0.3)
        .add("far.current", Penalty::Square, 0.2)
}

/// In every layout, with fewer sequences and more than a tile holds.
#[test]
fn a_trace_goes_on_from_states() {
    let net = Lines::<f64>::new(5);
    for sequences in [1, 5, 40] {
        let (data, states) = behind(&net, sequences);
        let whole = net.trace(wave(sequences).view()).unwrap();
        let evaluation = net.evaluate(&data).from(&states);
        let trace = evaluation.trace().unwrap();
        for name in trace.names() {
            let expected = whole.state(name).unwrap();
            assert_eq!(
                trace.state(name).unwrap(),
                expected.slice(s![.., BEFORE.., ..]),
                "{name}"
            );
        }
        let outputs = evaluation.outputs().unwrap();
        assert_eq!(outputs, whole.outputs().slice(s![.., BEFORE.., ..]));
        let error: f64 = outputs
            .iter()
            .zip(data.targets())
            .map(|(output, target)| (output - target).powi(2))
            .sum();
        let loss = evaluation.loss(&MeanSquaredError).unwrap();
        assert!((loss - error / outputs.len() as f64).abs() < 1e-14);
    }
}

#[test]
fn gradients_from_states_are_those_that_differences_measure() {
    let net = Lines::<f64>::new(5);
    let (data, states) = behind(&net, 3);
    let data = data.with_lengths([19, 4, 9]).unwrap();
    let penalties = penalties();
    let evaluation = net.evaluate(&data).from(&states).penalties(&penalties);
    let report = evaluation.check(&MeanSquaredError).unwrap();
    assert!(report.is_correct(), "{report}");
    let gradients = evaluation.gradients(&MeanSquaredError).unwrap();
    for name in ["near.initial.rate", "near.initial.current", "far.initial.rate"] {
        assert!(
            gradients
                .get(name)
                .unwrap()
                .iter()
                .all(|&derivative| derivative == 0.0)
        );
    }
    assert!(gradients.get("near_to_far.delay").unwrap()[0] != 0.0);
}

/// Of many sequences, in whichever layout and chunks, it is the mean of those of each.
#[test]
fn gradients_from_states_are_the_same_in_any_company() {
    let net = Lines::<f64>::new(5);
    let (data, states) = behind(&net, 37);
    let program = Program::of::<Lines<f64>>();
    let gradient = |which: &[usize], pass: &mut Pass<f64>| {
        let starts: Vec<&[f64]> = states.iter().map(State::values).collect();
        let losses = Losses::of_all(&program, &MeanSquaredError);
        let penalised = penalties().resolve(&program).unwrap();
        let objective = Objective {
            conditions: Conditions {
                draws: None,
                starts: &starts,
            },
            penalised: penalised.as_ref(),
            ..Objective::from(&losses)
        };
        let mut gradient = vec![0.0; net.values().len()];
        let loss = pass.loss_and_gradient(net.values(), &data, which, objective, &mut gradient);
        gradient.push(loss);
        gradient.push(pass.penalty());
        gradient
    };
    let mut alone = vec![0.0; net.values().len() + 2];
    for sequence in 0..37 {
        let own = gradient(&[sequence], &mut Pass::new(program, 19, 1).unwrap());
        for (sum, own) in alone.iter_mut().zip(own) {
            *sum += own / 37.0;
        }
    }
    let all: Vec<usize> = (0..37).rev().collect();
    for (room, threads) in [(19, 1), (1, 2), (4, 1), (7, 3)] {
        let mut pass = Pass::with_chunks_of(program, room, threads).unwrap();
        for (found, expected) in gradient(&all, &mut pass).iter().zip(&alone) {
            assert!((found - expected).abs() < 1e-13, "{room}: {found} {expected}");
        }
    }
}

/// The derivative with respect to inputs, and one state for all.
#[test]
fn inputs_have_gradients_from_a_state_too() {
    let net = Lines::<f64>::new(5);
    let (data, states) = behind(&net, 2);
    let evaluation = net.evaluate(&data).from(&states[1]);
    let found = evaluation.input_gradients(&MeanSquaredError).unwrap();
    let mut inputs = data.inputs().to_owned();
    for place in [[0, 0, 0], [1, 3, 1], [0, 18, 1]] {
        let mut loss_at = |change: f64| {
            inputs[place] += change;
            let moved = Sequences::new(&inputs, data.targets()).unwrap();
            inputs[place] -= change;
            net.evaluate(&moved)
                .from(&states[1])
                .loss(&MeanSquaredError)
                .unwrap()
        };
        let measured = (loss_at(1e-5) - loss_at(-1e-5)) / 2e-5;
        assert!((found[place] - measured).abs() < 1e-9, "{place:?}");
    }
}

#[test]
fn too_few_states_are_told() {
    let net = Lines::<f64>::new(5);
    let (data, states) = behind(&net, 3);
    let error = net
        .evaluate(&data)
        .from(&states[..2])
        .loss(&MeanSquaredError)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the number of states to start from is 2; expected one for each of the 3 sequences, or a single `&state` for all"
    );
}
