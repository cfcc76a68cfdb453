use ndarray::{Array2, Array3, Axis, s};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

mod echo;
mod idle;
mod input_gradients;
mod truncation;

use super::*;
use crate::loss::losses::Losses;
use crate::loss::{Loss, MeanSquaredError};
use crate::network::emitted::{Emitted, description};
use crate::paper::Paper;
use crate::run::network::Network;

type Net = Paper<f64, 4>;

fn random(shape: (usize, usize, usize), seed: u64) -> Array3<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    Array3::from_shape_fn(shape, |_| rng.random::<f64>())
}

fn sequences(count: usize, steps: usize) -> Sequences<f64> {
    Sequences::new(random((count, steps, 2), 1), random((count, steps, 2), 2)).unwrap()
}

/// Sequences of different length with random weights, some of them zero.
fn uneven(count: usize, steps: usize) -> Sequences<f64> {
    let lengths: Vec<usize> = (0..count)
        .map(|sequence| 1 + (sequence * 7 + 3) % steps)
        .collect();
    let weights = Array2::from_shape_fn((count, steps), |(sequence, step)| {
        ((sequence + step) % 3) as f64 + if step == 0 { 0.5 } else { 0.0 }
    });
    sequences(count, steps)
        .with_lengths(lengths)
        .unwrap()
        .with_weights(weights)
        .unwrap()
}

/// Every parameter random, initial states and biases too.
fn network(seed: u64) -> Net {
    let mut network = Net::new(seed);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for value in network.values_mut() {
        *value += 0.2 * (rng.random::<f64>() - 0.5);
    }
    network
}

fn all(data: &Sequences<f64>) -> Vec<usize> {
    (0..data.len()).collect()
}

fn gradient(pass: &mut Pass<f64>, network: &Net, data: &Sequences<f64>) -> (f64, Vec<f64>) {
    let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
    let mut gradient = vec![f64::NAN; network.values().len()];
    let loss = pass.loss_and_gradient(network.values(), data, &all(data), &losses, &mut gradient);
    (loss, gradient)
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    let largest = expected
        .iter()
        .fold(0.0_f64, |largest, value| largest.max(value.abs()));
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (found - expected).abs();
        assert!(
            error <= tolerance * largest,
            "{index}: {found}, expected {expected}"
        );
    }
}

#[test]
fn the_gradient_is_that_of_finite_differences() {
    let network = network(3);
    let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
    for data in [sequences(4, 9), uneven(19, 9)] {
        let mut pass = Pass::new(Program::of::<Net>(), 9, 1).unwrap();
        let (loss, gradient) = gradient(&mut pass, &network, &data);
        assert_eq!(loss, pass.loss(network.values(), &data, &all(&data), &losses));
        let step = 1e-5;
        let mut changed = network.clone();
        let differences: Vec<f64> = (0..gradient.len())
            .map(|parameter| {
                let mut loss_at = |offset: f64| {
                    changed.values_mut()[parameter] = network.values()[parameter] + offset;
                    pass.loss(changed.values(), &data, &all(&data), &losses)
                };
                let difference = loss_at(step) - loss_at(-step);
                changed.values_mut()[parameter] = network.values()[parameter];
                difference / (2.0 * step)
            })
            .collect();
        assert_near(&gradient, &differences, 1e-8);
    }
}

#[test]
fn chunks_of_any_length_give_the_same_gradient() {
    let network = network(3);
    for data in [sequences(3, 23), uneven(40, 23)] {
        let (loss, whole) = gradient(
            &mut Pass::with_chunks_of(Program::of::<Net>(), 23, 1).unwrap(),
            &network,
            &data,
        );
        for room in [1, 2, 3, 7, 11, 12, 22, 24, 1000] {
            let mut pass = Pass::with_chunks_of(Program::of::<Net>(), room, 1).unwrap();
            let (chunked_loss, chunked) = gradient(&mut pass, &network, &data);
            assert!(
                (chunked_loss - loss).abs() <= 1e-15 * loss,
                "chunks of {room}: {chunked_loss}, {loss}"
            );
            assert_near(&chunked, &whole, 1e-14);
            assert_near(&gradient_again(&mut pass, &network, &data), &chunked, 0.0);
        }
    }
}

/// A second batch in the same workspace.
fn gradient_again(pass: &mut Pass<f64>, network: &Net, data: &Sequences<f64>) -> Vec<f64> {
    gradient(pass, network, &sequences(20, 5));
    gradient(pass, network, data).1
}

#[test]
fn a_batch_of_any_size_is_the_mean_of_its_sequences() {
    let network = network(4);
    for count in [1, 4, 15, 16, 17, 33, 300] {
        for data in [sequences(count, 6), uneven(count, 6)] {
            let mut pass = Pass::new(Program::of::<Net>(), 6, 1).unwrap();
            let (loss, gradient) = gradient(&mut pass, &network, &data);
            let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
            let mut single = vec![0.0; gradient.len()];
            let (mut mean_loss, mut mean) = (0.0, vec![0.0; gradient.len()]);
            for sequence in 0..count {
                let share = data.total_weight(&[sequence]) / data.total_weight(&all(&data));
                mean_loss += share
                    * pass.loss_and_gradient(network.values(), &data, &[sequence], &losses, &mut single);
                mean.iter_mut()
                    .zip(&single)
                    .for_each(|(mean, &single)| *mean += share * single);
            }
            assert!(
                (loss - mean_loss).abs() <= 1e-14 * loss,
                "{count}: {loss}, {mean_loss}"
            );
            assert_near(&gradient, &mean, 1e-13);
        }
    }
}

#[test]
fn the_bits_do_not_depend_on_threads() {
    let network = network(5);
    for count in [1, 17, 100, 600] {
        let data = uneven(count, 8);
        let expected = gradient(
            &mut Pass::new(Program::of::<Net>(), 8, 1).unwrap(),
            &network,
            &data,
        );
        for threads in [2, 3, 16, 20] {
            let mut pass = Pass::new(Program::of::<Net>(), 8, threads).unwrap();
            for _ in 0..2 {
                assert_eq!(
                    gradient(&mut pass, &network, &data),
                    expected,
                    "{count}, {threads} threads"
                );
            }
            let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
            assert_eq!(
                pass.loss(network.values(), &data, &all(&data), &losses),
                expected.0
            );
        }
    }
}

#[test]
fn a_batch_is_the_sequences_that_it_names() {
    let network = network(6);
    let data = uneven(30, 8);
    let which = [4, 29, 4, 11];
    let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
    let mut pass = Pass::new(Program::of::<Net>(), 8, 1).unwrap();
    let mut of_some = vec![0.0; network.values().len()];
    let loss = pass.loss_and_gradient(network.values(), &data, &which, &losses, &mut of_some);
    let (expected_loss, expected) = gradient(&mut pass, &network, &data.select(which).unwrap());
    assert_eq!(loss, expected_loss);
    assert_eq!(of_some, expected);
}

#[test]
fn what_lies_beyond_a_sequence_has_no_effect() {
    let network = network(7);
    let (inputs, targets) = (random((5, 9, 2), 1), random((5, 9, 2), 2));
    let lengths = vec![9, 1, 5, 8, 2];
    let padded = |padding: f64| {
        let (mut inputs, mut targets) = (inputs.clone(), targets.clone());
        for (sequence, &length) in lengths.iter().enumerate() {
            inputs.slice_mut(s![sequence, length.., ..]).fill(padding);
            targets.slice_mut(s![sequence, length.., ..]).fill(padding);
        }
        Sequences::padded(&inputs, &targets, lengths.clone()).unwrap()
    };
    let mut pass = Pass::new(Program::of::<Net>(), 9, 1).unwrap();
    let expected = gradient(&mut pass, &network, &padded(0.0));
    assert_eq!(gradient(&mut pass, &network, &padded(1e6)), expected);
    assert_eq!(gradient(&mut pass, &network, &padded(f64::NAN)), expected);
}

#[test]
fn only_the_ratio_of_weights_counts() {
    let network = network(8);
    let data = uneven(20, 8);
    let mut pass = Pass::new(Program::of::<Net>(), 8, 1).unwrap();
    let (loss, expected) = gradient(&mut pass, &network, &data);
    let doubled = data.weights().unwrap().mapv(|weight| 2.0 * weight);
    let (doubled_loss, doubled) = gradient(&mut pass, &network, &data.clone().with_weights(doubled).unwrap());
    assert!((doubled_loss - loss).abs() < 1e-15);
    assert_near(&doubled, &expected, 1e-15);
}

#[test]
fn outputs_do_not_depend_on_the_company() {
    let network = network(10);
    let inputs = random((37, 50, 2), 3);
    let together = network.run(inputs.view()).unwrap();
    for (sequence, expected) in together.outer_iter().enumerate() {
        let alone = network
            .run(inputs.slice(s![sequence..sequence + 1, .., ..]))
            .unwrap();
        assert_eq!(alone.index_axis(Axis(0), 0), expected);
    }
    let mut pass = Pass::with_chunks_of(Program::of::<Net>(), 7, 1).unwrap();
    let chunked = pass
        .outputs(
            network.values(),
            &inputs.view(),
            None,
            None::<crate::run::noise::Draws<'_>>.into(),
        )
        .unwrap();
    assert!(
        chunked
            .iter()
            .zip(&together)
            .all(|(chunked, whole)| (chunked - whole).abs() < 1e-15)
    );
    let reversed = inputs.slice(s![.., ..;-1, ..;-1]);
    assert_eq!(
        network.run(reversed).unwrap(),
        network.run(reversed.to_owned().view()).unwrap()
    );
    assert_eq!(
        network.run(inputs.slice(s![..0, .., ..])).unwrap().dim(),
        (0, 50, 2)
    );
    assert_eq!(
        network.run(inputs.slice(s![.., ..0, ..])).unwrap().dim(),
        (37, 0, 2)
    );
}

#[test]
fn bad_arrays_are_refused_by_name() {
    let network = network(11);
    let (good, mut bad) = (random((3, 5, 2), 1), random((3, 5, 2), 1));
    bad[[2, 4, 1]] = f64::INFINITY;
    let error = network.run(bad.view()).unwrap_err().to_string();
    assert!(
        error.starts_with("inputs hold inf at sequence 2, step 4, feature 1"),
        "{error}"
    );
    assert!(network.trace(bad.view()).is_err());
    let wrong = random((3, 5, 3), 1);
    let shape = "inputs has shape [3, 5, 3], expected [sequence, step, 2], the last axis those of input `x`";
    assert_eq!(network.run(wrong.view()).unwrap_err().to_string(), shape);
    let gradients = |inputs: &Array3<f64>, targets: &Array3<f64>| {
        let result = network.loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError);
        result.map(|_| ()).unwrap_err().to_string()
    };
    assert_eq!(gradients(&wrong, &good), shape);
    assert!(
        gradients(&good, &wrong).starts_with("targets has shape [3, 5, 3], expected [sequence, step, 2]")
    );
    assert!(gradients(&good, &bad).starts_with("targets hold inf at sequence 2, step 4, feature 1"));
    assert!(gradients(&good, &random((3, 4, 2), 1)).starts_with("targets has shape [3, 4, 2]"));
    let error = network
        .input_gradients(wrong.view(), good.view(), &MeanSquaredError)
        .unwrap_err();
    assert_eq!(error.to_string(), shape);
}

#[test]
fn a_loss_of_one_lane_at_a_time_is_the_loss_of_blocks() {
    /// The squared error without its form for blocks.
    struct Plain;

    impl Loss<f64> for Plain {
        fn name(&self) -> &'static str {
            "plain"
        }

        fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
            MeanSquaredError.error(output, target, gradient)
        }
    }

    let network = network(12);
    let data = uneven(20, 8);
    let (loss, expected) = gradient(
        &mut Pass::new(Program::of::<Net>(), 8, 1).unwrap(),
        &network,
        &data,
    );
    let mut found = vec![0.0; expected.len()];
    let losses = Losses::of_all(&Program::of::<Net>(), &Plain);
    let mut pass = Pass::new(Program::of::<Net>(), 8, 1).unwrap();
    let plain = pass.loss_and_gradient(network.values(), &data, &all(&data), &losses, &mut found);
    assert!((plain - loss).abs() < 1e-15 * loss);
    assert_near(&found, &expected, 1e-15);
}

#[test]
#[ignore = "prints the cost of an update; run it alone, in release"]
fn cost_of_an_update() {
    use std::time::Instant;
    type Single = Paper<f32, 10>;
    let single = |array: Array3<f64>| array.mapv(|x| x as f32);
    let only = std::env::var("BATCH").ok().and_then(|batch| batch.parse().ok());
    let batches = [(1, 1), (16, 1), (20, 1), (100, 1), (400, 1), (400, 2)];
    for (batch, threads) in batches
        .into_iter()
        .filter(|&(batch, _)| only.is_none_or(|only: usize| only == batch))
    {
        let inputs = single(random((400, 20, 2), 1));
        let targets = single(random((400, 20, 2), 2));
        let data = Sequences::new(inputs, targets).unwrap();
        let network = Single::new(1);
        let losses = Losses::of_all(&Program::of::<Single>(), &MeanSquaredError);
        let mut gradient = vec![0.0; network.values().len()];
        let mut pass = Pass::new(Program::of::<Single>(), 20, threads).unwrap();
        let order: Vec<usize> = (0..400).collect();
        let mut best = f64::INFINITY;
        for _ in 0..200 {
            let start = Instant::now();
            for which in order.chunks(batch) {
                pass.loss_and_gradient(network.values(), &data, which, &losses, &mut gradient);
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        let updates = 400_f64 / batch as f64;
        println!(
            "batch {batch}, {threads} threads: {:.2} us an update, {:.0} us an epoch",
            best / updates * 1e6,
            best * 1e6
        );
    }
}
