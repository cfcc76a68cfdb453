//! The truncated gradient against the exact one of the graph that is cut.

use super::*;
use crate::network::parameters::range_of;

/// Each part by itself, as a sequence that begins in the states that the part before has left.
#[test]
fn the_gradient_is_that_of_the_parts_one_by_one() {
    let network = network(3);
    let losses = Losses::of_all(&Program::of::<Net>(), &MeanSquaredError);
    for (count, steps) in [(1, 23), (20, 23), (40, 9)] {
        let data = sequences(count, steps);
        for part in [1, 2, 5, 8, 22, 23, 100] {
            let mut expected = vec![0.0; network.values().len()];
            let mut expected_loss = 0.0;
            for sequence in 0..count {
                let one = |array: ArrayView3<f64>, steps: std::ops::Range<usize>| {
                    array.slice(s![sequence..sequence + 1, steps, ..]).to_owned()
                };
                let trace = network.trace(one(data.inputs(), 0..steps).view()).unwrap();
                for first in (0..steps).step_by(part) {
                    let own = first..steps.min(first + part);
                    let mut begun = network.clone();
                    if first > 0 {
                        for state in ["current", "rate"] {
                            let before = trace.state(&format!("hidden.{state}")).unwrap();
                            let before = before.slice(s![0, first - 1, ..]).to_vec();
                            begun.set(&format!("hidden.initial.{state}"), &before).unwrap();
                        }
                    }
                    let alone =
                        Sequences::new(one(data.inputs(), own.clone()), one(data.targets(), own.clone()));
                    let (loss, gradient) = gradient(
                        &mut Pass::new(Program::of::<Net>(), part, 1).unwrap(),
                        &begun,
                        &alone.unwrap(),
                    );
                    let share = own.len() as f64 / (count * steps) as f64;
                    expected_loss += share * loss;
                    let initial = |index| {
                        let range = |parameter| range_of(description::<Net>(), parameter);
                        let initial = [5, 6].map(range);
                        initial.iter().any(|range| range.contains(&index))
                    };
                    for (index, (sum, part)) in expected.iter_mut().zip(gradient).enumerate() {
                        if first == 0 || !initial(index) {
                            *sum += share * part;
                        }
                    }
                }
            }
            for room in [1, 3, 7, 100] {
                let mut pass = Pass::with_chunks_of(Program::of::<Net>(), room, 1)
                    .unwrap()
                    .truncated(Some(part));
                let (loss, found) = gradient(&mut pass, &network, &data);
                assert!((loss - expected_loss).abs() < 1e-14, "{loss}, {expected_loss}");
                assert_near(&found, &expected, 1e-13);
                // What a pass leaves behind does not show in the next.
                assert_near(&gradient(&mut pass, &network, &data).1, &found, 0.0);
            }
            if part < steps {
                let (_, whole) = gradient(
                    &mut Pass::new(Program::of::<Net>(), steps, 1).unwrap(),
                    &network,
                    &data,
                );
                let differs = whole
                    .iter()
                    .zip(&expected)
                    .any(|(whole, cut)| (whole - cut).abs() > 1e-6);
                assert!(
                    differs,
                    "a cut after {part} of {steps} steps leaves something out"
                );
                let mut pass = Pass::new(Program::of::<Net>(), steps, 1)
                    .unwrap()
                    .truncated(Some(part));
                let plain = pass.loss(network.values(), &data, &all(&data), &losses);
                assert!((plain - expected_loss).abs() < 1e-14);
            }
        }
    }
}
