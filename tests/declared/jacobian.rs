//! One step of a full state and its Jacobian: against streams, bit for bit, and against central differences.

use aru::__private::lab::StepMap;
use aru::prelude::*;
use aru::{AnyNetwork, Model};

use super::sample::{Extent, Sample};

/// Changes in steps of this much, and by how much the Jacobian may then be off, relative to its largest element or 1.
const CHANGE: f64 = 1e-5;
const TOLERANCE: f64 = 1e-7;

/// Both, at three states of a stream and around them.
pub fn check(network: &AnyNetwork<f64>) {
    let features = network.description().input_size();
    let input: Vec<f64> = (0..features).map(|i| (1.3 + 2.1 * i as f64).sin()).collect();
    let mut map = StepMap::new(network);
    map.hold(&input).expect("an input that fits");
    let mut stream = network.stream();
    // Until every line of an input holds it.
    let lines = network.initial_state().values().len() - map.len();
    for _ in 0..7 + lines {
        stream.step(&input);
    }
    for place in 0..3 {
        let state = stream.state().values()[..map.len()].to_vec();
        stream.step(&input);
        if map.is_empty() {
            continue;
        }
        let next = stream.state().values()[..map.len()].to_vec();
        assert_eq!(map.step(&state), next, "the step is that of the stream");
        let moved: Vec<f64> = state
            .iter()
            .enumerate()
            .map(|(i, value)| value + 0.2 * (1.0 + (7 * i + place) as f64).sin())
            .collect();
        for state in [state, moved] {
            check_differences(&mut map, &state);
        }
    }
}

/// The same of a network whose every parameter is drawn.
pub fn check_sample(model: Model, extent: Extent) {
    check(&Sample::draw(model, extent, 16).network);
}

fn check_differences(map: &mut StepMap, state: &[f64]) {
    let size = map.len();
    let (next, jacobian) = map.linearise(state);
    assert_eq!(map.step(state), next);
    let largest = jacobian
        .iter()
        .fold(1.0_f64, |largest, value| largest.max(value.abs()));
    let names: Vec<String> = map.parts().iter().map(|part| part.name.clone()).collect();
    for first in (0..size).step_by(8) {
        let columns = first..size.min(first + 8);
        let mut states = Vec::new();
        for column in columns.clone() {
            for sign in [1.0, -1.0] {
                let mut moved = state.to_vec();
                moved[column] += sign * CHANGE;
                states.extend(moved);
            }
        }
        let next = map.step(&states);
        for (pair, column) in next.chunks(2 * size).zip(columns) {
            for row in 0..size {
                let measured = (pair[row] - pair[size + row]) / (2.0 * CHANGE);
                let derived = jacobian[[row, column]];
                // A few roundings of the numbers whose difference is taken: linear units may be far out.
                let roundings = 8.0 * f64::EPSILON * pair[row].abs() / CHANGE;
                assert!(
                    (measured - derived).abs() <= TOLERANCE * largest + roundings,
                    "of {row} by {column} in {names:?}: derived {derived:e}, measured {measured:e}"
                );
            }
        }
    }
}
