//! Emitted code held against the interpreter and its derivatives, for any declaration.

use aru::__private::gradients_in_chunks;
use aru::prelude::*;
use aru::trainer::Penalties;
use aru::{AnyNetwork, Model};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::sample::{Extent, Sample, is_linked, sequences};
use aru_test_support::agreement::{Tolerance, assert_agree};
use aru_test_support::gradients::{exact_gradients, outputs_along};
use aru_test_support::interpreter::is_causal;
use aru_test_support::linear::Linear;
use aru_test_support::problem::to_array;

/// Outputs, traced values and a stream are those of the interpreter.
pub fn check_values(model: Model, name: &str, extent: Extent) {
    let description = model.description();
    assert!(
        is_causal(description, &description.order),
        "{name}: order {:?}",
        description.order
    );
    let sample = Sample::draw(model, extent, 11);
    let runs = sample.problem.run();

    let expected: Vec<_> = runs.iter().map(|run| run.outputs.clone()).collect();
    let tolerance = Tolerance::OfLargest(1e-12);
    let (data, noise) = (sample.data(), sample.noise());
    let evaluation = sample.network.evaluate(&data).noise(&noise);
    let outputs = evaluation.outputs().expect("valid inputs");
    let mut worst = assert_agree(
        &format!("{name}: outputs"),
        &list(&outputs),
        &list(&to_array(&expected)),
        tolerance,
    );

    let trace = evaluation.trace().expect("valid inputs");
    assert_eq!(
        list(trace.outputs()),
        list(&outputs),
        "{name}: a trace changes nothing"
    );
    for value in runs[0].values.keys() {
        let expected: Vec<_> = runs.iter().map(|run| run.values[value].clone()).collect();
        let found = trace
            .state(value)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let what = format!("{name}: {value}");
        worst = worst.max(assert_agree(
            &what,
            &list(found),
            &list(&to_array(&expected)),
            tolerance,
        ));
    }
    println!("{name}: values off by at most {worst:.1e} of the largest");

    // A stream has no noise.
    let mut silent = sample.problem.clone();
    silent.noise.iter_mut().for_each(|draws| draws.clear());
    let runs = silent.run();
    let expected: Vec<_> = runs.iter().map(|run| run.outputs.clone()).collect();
    let outputs = sample.network.run(sample.inputs().view()).expect("valid inputs");
    assert_agree(
        &format!("{name}: a run"),
        &list(&outputs),
        &list(&to_array(&expected)),
        tolerance,
    );
    let mut stream = sample.network.stream();
    let steps = sample.problem.inputs[0]
        .iter()
        .map(|inputs| stream.step(inputs).to_vec());
    let streamed: Vec<f64> = steps.flatten().collect();
    let first = outputs.index_axis(ndarray::Axis(0), 0);
    assert_eq!(streamed, list(first), "{name}: a stream is a run, bit for bit");
}

/// Gradients of parameters and inputs are those of dual numbers.
pub fn check_gradients(model: Model, name: &str, extent: Extent) {
    let description = model.description();
    let sample = Sample::draw(model, extent, 12);
    let exact = exact_gradients(&sample.problem);
    let (inputs, targets) = (sample.inputs(), sample.targets());
    let (data, noise) = (sample.data(), sample.noise());
    let evaluation = sample.network.evaluate(&data).noise(&noise);
    let gradients = evaluation.gradients(&MeanSquaredError).expect("valid data");
    assert_agree(
        &format!("{name}: loss"),
        &[gradients.loss()],
        &[exact.loss],
        Tolerance::Each(1e-12),
    );

    let tolerance = Tolerance::OfLargest(1e-11);
    let mut worst: f64 = 0.0;
    for (parameter, exact) in description.parameters.iter().zip(&exact.parameters) {
        let gradient = gradients.get(&parameter.name);
        assert_eq!(
            gradient.is_some(),
            parameter.learn,
            "{name}: what is learned has a gradient: {}",
            parameter.name
        );
        if let Some(gradient) = gradient {
            for (element, derivative) in gradient.iter().enumerate() {
                let is_there = is_linked(description, parameter, &sample.problem.parameters, element);
                assert!(
                    is_there || derivative.to_bits() == 0,
                    "{name}: {}[{element}]",
                    parameter.name
                );
            }
            worst = worst.max(assert_agree(
                &format!("{name}: {}", parameter.name),
                gradient,
                exact,
                tolerance,
            ));
        }
    }
    let found = evaluation.input_gradients(&MeanSquaredError).expect("valid data");
    let exact = list(&to_array(&exact.inputs));
    worst = worst.max(assert_agree(
        &format!("{name}: inputs"),
        &list(&found),
        &exact,
        tolerance,
    ));
    println!("{name}: gradients off by at most {worst:.1e} of the largest");

    // Cut into chunks, the last of which may be shorter, they are the same.
    for steps in [1, 3] {
        let found = gradients_in_chunks(
            &sample.network,
            inputs.view(),
            targets.view(),
            &MeanSquaredError,
            (&noise, &Penalties::new()),
            steps,
        );
        let (in_chunks, by_inputs) = found.expect("valid data");
        let name = format!("{name}, {steps} steps at a time");
        assert_agree(&format!("{name}: inputs"), &list(&by_inputs), &exact, tolerance);
        for parameter in description.parameters.iter() {
            if let (Some(found), Some(whole)) =
                (in_chunks.get(&parameter.name), gradients.get(&parameter.name))
            {
                assert_agree(&format!("{name}: {}", parameter.name), found, whole, tolerance);
            }
        }
    }
}

/// A run that goes on from states has the values of the interpreter, and the gradients of one for which all before them is
/// given.
pub fn check_continuing(model: Model, name: &str, extent: Extent) {
    let description = model.description();
    let mut sample = Sample::draw(model, extent, 16);
    let held = extent.steps / 2;
    sample.problem.held = held;
    let (exact, runs) = (exact_gradients(&sample.problem), sample.problem.run());
    let (past, noise) = sample.part(0..held);
    let before = sample.network.evaluate(&past).noise(&noise);
    let before = before
        .run_from(&sample.network.initial_state())
        .expect("valid inputs");
    let (data, noise) = sample.part(held..extent.steps);
    let evaluation = sample.network.evaluate(&data).noise(&noise).from(&before.states);

    let trace = evaluation.trace().expect("valid inputs");
    for value in runs[0].values.keys() {
        let expected: Vec<_> = runs
            .iter()
            .map(|run| run.values[value][held..].to_vec())
            .collect();
        let found = trace
            .state(value)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let what = format!("{name}: {value} from a state");
        assert_agree(
            &what,
            &list(found),
            &list(&to_array(&expected)),
            Tolerance::OfLargest(1e-12),
        );
    }
    let tolerance = Tolerance::OfLargest(1e-11);
    let gradients = evaluation.gradients(&MeanSquaredError).expect("valid data");
    assert_agree(
        &format!("{name}: loss from a state"),
        &[gradients.loss()],
        &[exact.loss],
        Tolerance::Each(1e-12),
    );
    for (parameter, exact) in description.parameters.iter().zip(&exact.parameters) {
        if let Some(gradient) = gradients.get(&parameter.name) {
            let what = format!("{name}: {} from a state", parameter.name);
            assert_agree(&what, gradient, exact, tolerance);
        }
    }
    let found = evaluation.input_gradients(&MeanSquaredError).expect("valid data");
    let expected: Vec<_> = exact.inputs.iter().map(|steps| steps[held..].to_vec()).collect();
    let what = format!("{name}: inputs from a state");
    assert_agree(&what, &list(&found), &list(&to_array(&expected)), tolerance);
}

/// <J v, u> = <v, J' u>, over many steps: a rounding error at each would show.
pub fn check_dot_product(model: Model, name: &str) {
    let description = model.description();
    let extent = Extent {
        sequences: 2,
        steps: 400,
        gain: 0.4,
    };
    let sample = Sample::draw(model, extent, 13);
    let mut random = ChaCha8Rng::seed_from_u64(14);
    let rates: Vec<Vec<f64>> = description
        .parameters
        .iter()
        .map(|parameter| {
            let mut rate = || {
                if parameter.learn {
                    random.random_range(-1.0..1.0)
                } else {
                    0.0
                }
            };
            (0..parameter.len()).map(|_| rate()).collect()
        })
        .collect();
    let input_rates = sequences(extent, description.input_size(), &mut random);
    let tangent = outputs_along(&sample.problem, &rates, &input_rates);
    let forward = products(&list(&to_array(&tangent)), &list(&sample.targets()));

    let (data, noise) = (sample.data(), sample.noise());
    check_pull_back(name, &sample.network, &data);
    let evaluation = sample.network.evaluate(&data).noise(&noise);
    let gradients = evaluation.gradients(&Linear).expect("valid data");
    let by_inputs = evaluation.input_gradients(&Linear).expect("valid data");
    let mut backward = products(&list(&by_inputs), &list(&to_array(&input_rates)));
    for (parameter, rates) in description.parameters.iter().zip(&rates) {
        if let Some(gradient) = gradients.get(&parameter.name) {
            backward.extend(products(gradient, rates));
        }
    }
    // The loss is the mean over steps.
    let steps = (extent.sequences * extent.steps) as f64;
    let (left, right) = (forward.iter().sum::<f64>(), steps * backward.iter().sum::<f64>());
    let scale: f64 = forward.iter().map(|term| term.abs()).sum();
    let deviation = (left - right).abs() / scale;
    println!(
        "{name}: <J v, u> = {left:.6}, <v, J' u> = {right:.6}, apart by {deviation:.1e} of the sum of terms"
    );
    assert!(
        deviation < 1e-13,
        "{name}: <J v, u> = {left}, <v, J' u> = {right}"
    );
}

/// What comes back of targets as adjoints is what comes back of the loss whose derivative they are, without noise: both ways into
/// the backward pass agree. That this pass is the transpose of the tangent is what the dot product above says, of the loss.
fn check_pull_back(name: &str, network: &AnyNetwork<f64>, data: &Sequences<f64>) {
    let found = network
        .pull_back(data.inputs(), data.targets())
        .expect("valid data");
    let of_loss = network
        .evaluate(data)
        .input_gradients(&Linear)
        .expect("valid data");
    // The loss is the mean over steps.
    let (sequences, steps, _) = data.inputs().dim();
    let expected = of_loss * (sequences * steps) as f64;
    let what = format!("{name}: what adjoints of outputs are of inputs");
    assert_agree(
        &what,
        &list(&found),
        &list(&expected),
        Tolerance::OfLargest(1e-12),
    );
}

/// Plain central differences of the loss within 1e-5 of the largest element of a tensor, or of a ten-thousandth of the
/// largest of all where a tensor is so small that the loss rounds it away.
pub fn check_central_differences(model: Model, name: &str, extent: Extent) {
    let description = model.description();
    let sample = Sample::draw(model, extent, 15);
    let (data, noise) = (sample.data(), sample.noise());
    let evaluation = sample.network.evaluate(&data).noise(&noise);
    let gradients = evaluation.gradients(&MeanSquaredError).expect("valid data");
    let largest = |values: &[f64]| {
        values
            .iter()
            .fold(0.0_f64, |largest, value| largest.max(value.abs()))
    };
    let floor = 1e-4
        * gradients
            .iter()
            .map(|(_, gradient)| largest(gradient))
            .fold(0.0, f64::max);

    let mut moved = sample.network.clone();
    let mut loss_at = |name: &str, values: &[f64]| {
        moved.set(name, values).expect("well inside the bounds");
        let evaluation = moved.evaluate(&data).noise(&noise);
        let errors = evaluation.outputs().expect("valid inputs") - data.targets();
        errors
            .mapv(|error| error * error)
            .mean()
            .expect("there are outputs")
    };
    let mut worst: f64 = 0.0;
    for (parameter, gradient) in gradients.iter() {
        let mut values = sample
            .network
            .parameter(parameter)
            .expect("it has a gradient")
            .values()
            .to_vec();
        let declared = description.parameter(parameter).expect("as above");
        for element in 0..values.len() {
            if !is_linked(description, declared, &sample.problem.parameters, element) {
                assert_eq!(
                    gradient[element].to_bits(),
                    0,
                    "{name}: {parameter}[{element}] is not there"
                );
                continue;
            }
            let (value, step) = (values[element], 1e-5);
            let [above, below] = [value + step, value - step].map(|moved| {
                values[element] = moved;
                loss_at(parameter, &values)
            });
            values[element] = value;
            let error =
                ((above - below) / (2.0 * step) - gradient[element]).abs() / largest(gradient).max(floor);
            assert!(
                error < 1e-5,
                "{name}: {parameter}[{element}]: {} by differences",
                (above - below) / (2.0 * step)
            );
            worst = worst.max(error);
        }
        loss_at(parameter, &values);
    }
    println!("{name}: central differences off by at most {worst:.1e}");
}

fn products(a: &[f64], b: &[f64]) -> Vec<f64> {
    assert_eq!(a.len(), b.len());
    a.iter().zip(b).map(|(a, b)| a * b).collect()
}

fn list<'a>(values: impl IntoIterator<Item = &'a f64>) -> Vec<f64> {
    values.into_iter().copied().collect()
}
