//! A network against what the reference says of it.

use std::collections::BTreeSet;

use aru::prelude::*;
use aru::trainer::Penalties;
use aru::{AnyNetwork, Model, Noise};
use aru_test_support::agreement::{Tolerance, assert_agree};
use aru_test_support::golden::Golden;
use aru_test_support::problem::penalties;
use ndarray::Array3;

/// What tests/golden/README.md asks of a number type.
pub struct Precision {
    pub(super) values: Tolerance,
    pub(super) gradients: Tolerance,
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

pub(super) fn check<T: Scalar>(model: Model, golden: &Golden, precision: &Precision) {
    let network = network::<T>(model, golden);
    let case = Case {
        data: data::<T>(golden),
        noise: noise(golden),
        penalties: penalties(&golden.penalties()),
    };
    check_values(&network, &case, golden, precision);
    check_gradients(&network, &case, golden, precision);
    check_training(network, &case, golden, precision);
}

/// What a network is run on.
struct Case<T> {
    data: Sequences<T>,
    noise: Noise,
    penalties: Penalties,
}

fn data<T: Scalar>(golden: &Golden) -> Sequences<T> {
    let [inputs, targets] = ["inputs", "targets"].map(|name| golden.array(name).mapv(T::from_f64));
    let data = match golden.lengths() {
        None => Sequences::new(inputs, targets),
        Some(lengths) => Sequences::padded(inputs, targets, lengths),
    };
    data.expect("valid inputs and targets")
}

fn noise(golden: &Golden) -> Noise {
    let layers = golden.group("noise").into_keys();
    let given: Vec<_> = layers
        .map(|layer| (layer, golden.array(&format!("noise/{layer}"))))
        .collect();
    match given.is_empty() {
        true => Noise::Off,
        false => Noise::given(given),
    }
}

/// What lies beyond a sequence is no number, and zero in the reference.
fn within<'a, T: Scalar>(values: impl IntoIterator<Item = &'a T>, expected: &[f64]) -> Vec<f64> {
    let pairs = numbers(values).into_iter().zip(expected);
    let value = |(value, &expected): (f64, &f64)| match value.is_nan() && expected == 0.0 {
        true => 0.0,
        false => value,
    };
    pairs.map(value).collect()
}

/// The network with the parameters of the reference, which must be all that it has.
pub fn network<T: Scalar>(model: Model, golden: &Golden) -> AnyNetwork<T> {
    let mut network: AnyNetwork<T> = model.network(1).expect("all that it starts from is known");
    let expected = golden.group("parameters");
    let names: BTreeSet<&str> = network.parameters().map(|parameter| parameter.name()).collect();
    assert_eq!(names, expected.keys().copied().collect());
    for (name, tensor) in expected {
        let values: Vec<T> = tensor.values.iter().map(|&value| T::from_f64(value)).collect();
        network.set(name, &values).expect("a parameter of the network");
        let parameter = network.parameter(name).expect("a parameter of the network");
        assert_eq!(parameter.shape(), tensor.shape, "shape of {name}");
        assert_eq!(parameter.values(), values, "{name} as set");
    }
    network
}

fn check_values<T: Scalar>(network: &AnyNetwork<T>, case: &Case<T>, golden: &Golden, precision: &Precision) {
    let evaluation = network.evaluate(&case.data).noise(&case.noise);
    let outputs = evaluation.outputs().expect("valid inputs");
    let expected = &golden.within_lengths("outputs");
    let worst = assert_agree("outputs", &within(&outputs, expected), expected, precision.values);
    println!("outputs off by at most {worst:.1e}");
    if golden.find("input_gradients").is_some() {
        // These cases have outputs beyond the lengths too.
        let inputs = golden.array("inputs").mapv(T::from_f64);
        let whole = network.run(inputs.view()).expect("valid inputs");
        let expected = &golden.tensor("outputs").values;
        assert_agree("whole outputs", &numbers(&whole), expected, precision.values);
    }
    if case.noise == Noise::Off && golden.lengths().is_none() {
        assert_eq!(network.run(case.data.inputs()).expect("valid inputs"), outputs);
    }

    // A stream has no noise.
    if golden.group("noise").is_empty() {
        check_stream(network, &case.data, &outputs);
    }
    let trace = evaluation.trace().expect("valid inputs");
    assert_agree(
        "traced outputs",
        &within(trace.outputs(), expected),
        expected,
        precision.values,
    );
    for (name, tensor) in golden.group("states") {
        let states = trace.state(name).expect("a state of the network");
        assert_eq!(states.shape(), tensor.shape, "shape of {name}");
        let expected = golden.within_lengths(&format!("states/{name}"));
        let worst = assert_agree(name, &within(states, &expected), &expected, precision.values);
        println!("{name} off by at most {worst:.1e}");
    }
}

/// A stream is a run, bit for bit.
fn check_stream<T: Scalar>(network: &AnyNetwork<T>, data: &Sequences<T>, outputs: &Array3<T>) {
    for (sequence, (inputs, outputs)) in data.inputs().outer_iter().zip(outputs.outer_iter()).enumerate() {
        let mut stream = network.stream();
        let steps = inputs.outer_iter().zip(outputs.outer_iter());
        for (input, output) in steps.take(data.length(sequence)) {
            let streamed = stream.step(&input.to_vec()).to_vec();
            assert_eq!(streamed, output.to_vec());
        }
    }
}

fn check_gradients<T: Scalar>(
    network: &AnyNetwork<T>,
    case: &Case<T>,
    golden: &Golden,
    precision: &Precision,
) {
    let evaluation = network.evaluate(&case.data).noise(&case.noise);
    let evaluation = evaluation.penalties(&case.penalties);
    let gradients = evaluation.gradients(&MeanSquaredError).expect("valid data");
    assert_agree("loss", &[gradients.loss()], &[golden.loss()], precision.values);
    assert_agree(
        "penalty",
        &[gradients.penalty()],
        &[golden.penalty()],
        precision.values,
    );
    if let Some(expected) = golden.find("input_gradients") {
        let by_inputs = evaluation.input_gradients(&MeanSquaredError).expect("valid data");
        let by_inputs = within(&by_inputs, &expected.values);
        assert_agree(
            "input gradients",
            &by_inputs,
            &expected.values,
            precision.gradients,
        );
        let counts_alike = golden.lengths().is_none() && case.data.weights().is_none();
        if case.noise == Noise::Off && case.penalties == Penalties::new() && counts_alike {
            // The derivative of the loss, given.
            let (inputs, targets) = (case.data.inputs(), case.data.targets());
            let share = T::from_f64(2.0 / targets.len() as f64);
            let outputs = network.run(inputs).expect("valid inputs");
            let mut d_outputs = outputs;
            d_outputs.zip_mut_with(&targets, |output, &target| *output = share * (*output - target));
            let pulled = network.pull_back(inputs, d_outputs.view()).expect("valid data");
            assert_agree(
                "what comes back",
                &numbers(&pulled),
                &expected.values,
                precision.gradients,
            );
        }
    }
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
fn check_training<T: Scalar>(
    mut network: AnyNetwork<T>,
    case: &Case<T>,
    golden: &Golden,
    precision: &Precision,
) {
    let before = network.clone();
    Trainer::new(Adam::new(0.01))
        .loss(MeanSquaredError)
        .batch_size(case.data.len())
        .noise(case.noise.clone())
        .penalties(case.penalties.clone())
        .epochs(5)
        .shuffle(false)
        .progress(Progress::Silent)
        .fit(&mut network, &case.data)
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

pub(super) fn numbers<'a, T: Scalar>(values: impl IntoIterator<Item = &'a T>) -> Vec<f64> {
    values.into_iter().map(|value| value.to_f64()).collect()
}
