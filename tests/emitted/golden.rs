//! The reference cases of tests/golden: what an independent implementation with automatic differentiation gave for
//! nineteen networks, against the emitted code in f64 and f32, the trainer, and the interpreter of the other tests.

use std::collections::BTreeSet;

use aru::prelude::*;
use aru_test_support::agreement::{Tolerance, assert_agree};
use aru_test_support::golden::Golden;
use aru_test_support::gradients::exact_gradients;
use aru_test_support::problem::{Problem, Sequence, to_lists};
use ndarray::Array3;

macro_rules! case {
    ($($module:ident: $network:ident, $golden:literal $(in $only:ident)?;)*) => {$(
        mod $module {
            use aru::prelude::*;
            use aru_test_support::golden::Golden;

            include!(concat!("../golden/", $golden, ".rs"));

            #[test]
            fn interpreter_agrees() {
                super::check_interpreter::<$network<f64>>(&Golden::read($golden));
            }

            #[test]
            fn f64_agrees() {
                super::check::<$network<f64>>(&Golden::read($golden), &super::F64);
            }

            in_f32! { $network, $golden $(, $only)? }
        }
    )*};
}

/// Where what was equal differs by rounding after a step, f32 has nothing to agree with.
macro_rules! in_f32 {
    ($network:ident, $golden:literal, f64) => {};
    ($network:ident, $golden:literal) => {
        #[test]
        fn f32_agrees() {
            super::check::<$network<f32>>(&Golden::read($golden), &super::F32);
        }
    };
}

case! {
    paper: Paper, "paper";
    per_unit: PerUnit, "per_unit";
    current_only: CurrentOnly, "current_only";
    rate_only: RateOnly, "rate_only";
    elman: Elman, "elman";
    gru: Gru, "gru";
    lstm: Lstm, "lstm";
    hierarchy: Hierarchy, "hierarchy";
    delays: Delays, "delays";
    held: Held, "held";
    functions: Functions, "functions";
    gated: Gated, "gated";
    learned_delay: LearnedDelay, "learned_delay";
    spread_delay: SpreadDelay, "spread_delay";
    ties: Ties, "ties" in f64;
    masked: Masked, "masked";
    diagonal: Diagonal, "diagonal";
    dale: Dale, "dale";
}

/// What tests/golden/README.md asks of a number type.
pub struct Precision {
    values: Tolerance,
    gradients: Tolerance,
    after_adam: Tolerance,
}

pub const F64: Precision = Precision {
    values: Tolerance::Each(1e-12),
    gradients: Tolerance::Each(1e-12),
    after_adam: Tolerance::Each(1e-10),
};

pub const F32: Precision = Precision {
    values: Tolerance::Each(2e-5),
    gradients: Tolerance::OfLargest(2e-4),
    after_adam: Tolerance::Each(2e-5),
};

fn check<N: Network>(golden: &Golden, precision: &Precision) {
    let network = network::<N>(golden);
    let (inputs, targets) = (
        scalars::<N>(&golden.array("inputs")),
        scalars::<N>(&golden.array("targets")),
    );
    check_values(&network, &inputs, golden, precision);
    let data = match golden.lengths() {
        Some(lengths) => Sequences::padded(inputs, targets, lengths),
        None => Sequences::new(inputs, targets),
    };
    let data = data.expect("valid inputs and targets");
    check_gradients(&network, &data, golden, precision);
    check_training(network, &data, golden, precision);
}

pub fn check_without_training<N: Network>(golden: &Golden, precision: &Precision) {
    let network = network::<N>(golden);
    let (inputs, targets) = (
        scalars::<N>(&golden.array("inputs")),
        scalars::<N>(&golden.array("targets")),
    );
    check_values(&network, &inputs, golden, precision);
    let data = Sequences::new(inputs, targets).expect("valid inputs and targets");
    check_gradients(&network, &data, golden, precision);
}

/// The network with the parameters of the reference, which must be all that it has.
fn network<N: Network>(golden: &Golden) -> N {
    let mut network = N::new(1);
    let expected = golden.group("parameters");
    let names: BTreeSet<&str> = network.parameters().map(|parameter| parameter.name()).collect();
    assert_eq!(names, expected.keys().copied().collect());
    for (name, tensor) in expected {
        let values: Vec<N::Scalar> = tensor
            .values
            .iter()
            .map(|&value| N::Scalar::from_f64(value))
            .collect();
        network.set(name, &values).expect("a parameter of the network");
        let parameter = network.parameter(name).expect("a parameter of the network");
        assert_eq!(parameter.shape(), tensor.shape, "shape of {name}");
        assert_eq!(parameter.values(), values, "{name} as set");
    }
    network
}

fn check_values<N: Network>(network: &N, inputs: &Array3<N::Scalar>, golden: &Golden, precision: &Precision) {
    let outputs = golden.within(network.run(inputs.view()).expect("valid inputs"));
    let expected = &golden.tensor("outputs").values;
    let worst = assert_agree("outputs", &numbers(&outputs), expected, precision.values);
    println!("outputs off by at most {worst:.1e}");

    for (inputs, outputs) in inputs.outer_iter().zip(outputs.outer_iter()) {
        let mut stream = network.stream();
        for (input, output) in inputs.outer_iter().zip(outputs.outer_iter()) {
            let streamed = stream.step(&input.to_vec()).to_vec();
            assert_eq!(streamed, output.to_vec(), "a stream is a run, bit for bit");
        }
    }

    let trace = network.trace(inputs.view()).expect("valid inputs");
    assert_agree(
        "traced outputs",
        &numbers(&golden.within(trace.outputs().to_owned())),
        expected,
        precision.values,
    );
    for (name, tensor) in golden.group("states") {
        let states = trace.state(name).expect("a state of the network");
        assert_eq!(states.shape(), tensor.shape, "shape of {name}");
        let states = golden.within(states.to_owned());
        let worst = assert_agree(name, &numbers(&states), &tensor.values, precision.values);
        println!("{name} off by at most {worst:.1e}");
    }
}

fn check_gradients<N: Network>(
    network: &N,
    data: &Sequences<N::Scalar>,
    golden: &Golden,
    precision: &Precision,
) {
    let evaluation = network.evaluate(data);
    let loss = evaluation
        .loss(&MeanSquaredError)
        .expect("valid inputs and targets");
    let gradients = evaluation
        .gradients(&MeanSquaredError)
        .expect("valid inputs and targets");
    assert_agree("loss", &[loss], &[golden.loss()], precision.values);
    let expected = golden.group("gradients");
    for parameter in network.parameters() {
        let name = parameter.name();
        match (gradients.get(name), expected.get(name)) {
            (Some(gradient), Some(tensor)) => {
                let gradient: Vec<f64> = gradient.iter().map(|element| element.to_f64()).collect();
                let worst = assert_agree(name, &gradient, &tensor.values, precision.gradients);
                println!("gradient of {name} off by at most {worst:.1e}");
            }
            (None, None) => {}
            (found, expected) => {
                panic!(
                    "gradient of {name}: found {}, expected {}",
                    found.is_some(),
                    expected.is_some()
                )
            }
        }
    }
}

/// Five steps of Adam on all sequences at once.
fn check_training<N: Network>(
    mut network: N,
    data: &Sequences<N::Scalar>,
    golden: &Golden,
    precision: &Precision,
) {
    let before = network.clone();
    Trainer::new(Adam::new(0.01))
        .loss(MeanSquaredError)
        .batch_size(data.len())
        .epochs(5)
        .shuffle(false)
        .progress(Progress::Silent)
        .fit(&mut network, data)
        .expect("a training that does not diverge");
    let expected = golden.group("after_five_adam_steps");
    for parameter in network.parameters() {
        let name = parameter.name();
        match expected.get(name) {
            Some(tensor) => {
                let values: Vec<f64> = parameter.values().iter().map(|value| value.to_f64()).collect();
                let worst = assert_agree(name, &values, &tensor.values, precision.after_adam);
                println!("{name} after Adam off by at most {worst:.1e}");
            }
            None => assert_eq!(
                parameter.values(),
                before.parameter(name).expect("as before").values(),
                "{name} is fixed"
            ),
        }
    }
}

/// The reference against the interpreter, so that what the generated declarations are held against is itself held.
pub fn check_interpreter<N: Network>(golden: &Golden) {
    let description = N::DESCRIPTION;
    let of = |name: &str| golden.tensor(&format!("parameters/{name}")).values.clone();
    let problem = Problem {
        description: &description,
        parameters: description
            .parameters
            .iter()
            .map(|parameter| of(&parameter.name))
            .collect(),
        inputs: cut(golden, "inputs"),
        targets: cut(golden, "targets"),
    };
    let runs = problem.run();
    let compare = |name: &str, found: Vec<Sequence<f64>>, expected: &str| {
        let numbers = |lists: Vec<Sequence<f64>>| lists.into_iter().flatten().flatten().collect::<Vec<f64>>();
        assert_agree(name, &numbers(found), &numbers(cut(golden, expected)), F64.values);
    };
    let outputs = runs.iter().map(|run| run.outputs.clone());
    compare("outputs", outputs.collect(), "outputs");
    for name in golden.group("states").into_keys() {
        let states = runs.iter().map(|run| run.values[name].clone());
        compare(name, states.collect(), &format!("states/{name}"));
    }
    let exact = exact_gradients(&problem);
    assert_agree("loss", &[exact.loss], &[golden.loss()], F64.values);
    for (name, tensor) in golden.group("gradients") {
        let index = description
            .parameters
            .iter()
            .position(|parameter| parameter.name == name);
        assert_agree(
            name,
            &exact.parameters[index.expect("a parameter")],
            &tensor.values,
            F64.gradients,
        );
    }
}

/// The steps of each sequence that count.
fn cut(golden: &Golden, name: &str) -> Vec<Sequence<f64>> {
    let mut lists = to_lists(golden.array(name).view());
    for (sequence, length) in lists.iter_mut().zip(golden.lengths().unwrap_or_default()) {
        sequence.truncate(length);
    }
    lists
}

fn scalars<N: Network>(array: &Array3<f64>) -> Array3<N::Scalar> {
    array.mapv(N::Scalar::from_f64)
}

fn numbers<'a, T: Scalar>(values: impl IntoIterator<Item = &'a T>) -> Vec<f64> {
    values.into_iter().map(|value| value.to_f64()).collect()
}
