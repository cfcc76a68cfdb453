use ndarray::{Array2, Array3};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::*;
use crate::loss::MeanSquaredError;
use crate::paper::Paper;

fn random(shape: (usize, usize, usize), seed: u64) -> Array3<f64> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    Array3::from_shape_fn(shape, |_| rng.random::<f64>())
}

fn sequences(count: usize, steps: usize) -> Sequences<f64> {
    Sequences::new(random((count, steps, 2), 1), random((count, steps, 2), 2)).unwrap()
}

/// Sequences of different length with random weights, some of them zero.
fn uneven(count: usize, steps: usize) -> Sequences<f64> {
    let lengths: Vec<usize> = (0..count).map(|sequence| 1 + (sequence * 7 + 3) % steps).collect();
    let weights = Array2::from_shape_fn((count, steps), |(sequence, step)| ((sequence + step) % 3) as f64 + if step == 0 { 0.5 } else { 0.0 });
    sequences(count, steps).with_lengths(lengths).unwrap().with_weights(weights).unwrap()
}

/// Every parameter random, initial states and biases too.
fn network(seed: u64) -> Paper<f64, 5> {
    let mut network = Paper::<f64, 5>::new(seed);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for value in network.values_mut() {
        *value += 0.2 * (rng.random::<f64>() - 0.5);
    }
    network
}

fn all(data: &Sequences<f64>) -> Vec<usize> {
    (0..data.len()).collect()
}

fn gradient(pass: &mut Pass<Paper<f64, 5>>, network: &Paper<f64, 5>, data: &Sequences<f64>) -> (f64, Vec<f64>) {
    let losses = Losses::of_all::<Paper<f64, 5>>(&MeanSquaredError);
    let mut gradient = vec![f64::NAN; network.values().len()];
    let loss = pass.loss_and_gradient(network, data, &all(data), &losses, &mut gradient);
    (loss, gradient)
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    let largest = expected.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (found - expected).abs();
        assert!(error <= tolerance * largest, "{index}: {found}, expected {expected}");
    }
}

#[test]
fn the_gradient_is_that_of_finite_differences() {
    let network = network(3);
    let losses = Losses::of_all::<Paper<f64, 5>>(&MeanSquaredError);
    for data in [sequences(4, 9), uneven(19, 9)] {
        let mut pass = Pass::new(9, 1).unwrap();
        let (loss, gradient) = gradient(&mut pass, &network, &data);
        assert_eq!(loss, pass.loss(&network, &data, &all(&data), &losses));
        let step = 1e-5;
        let mut changed = network.clone();
        let differences: Vec<f64> = (0..gradient.len())
            .map(|parameter| {
                let mut loss_at = |offset: f64| {
                    changed.values_mut()[parameter] = network.values()[parameter] + offset;
                    pass.loss(&changed, &data, &all(&data), &losses)
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
#[ignore = "prints the cost of an update; run it alone, in release"]
fn cost_of_an_update() {
    use std::time::Instant;
    type Net = Paper<f32, 10>;
    let single = |array: Array3<f64>| array.mapv(|x| x as f32);
    for (batch, threads) in [(1, 1), (16, 1), (20, 1), (100, 1), (400, 1), (400, 2)] {
        let inputs = single(random((400, 20, 2), 1));
        let targets = single(random((400, 20, 2), 2));
        let data = Sequences::new(inputs, targets).unwrap();
        let network = Net::new(1);
        let losses = Losses::of_all::<Net>(&MeanSquaredError);
        let mut gradient = vec![0.0; network.values().len()];
        let mut pass = Pass::<Net>::new(20, threads).unwrap();
        let order: Vec<usize> = (0..400).collect();
        let mut best = f64::INFINITY;
        for _ in 0..200 {
            let start = Instant::now();
            for which in order.chunks(batch) {
                pass.loss_and_gradient(&network, &data, which, &losses, &mut gradient);
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        let updates = 400_f64 / batch as f64;
        println!("batch {batch}, {threads} threads: {:.2} us an update, {:.0} us an epoch", best / updates * 1e6, best * 1e6);
    }
}
