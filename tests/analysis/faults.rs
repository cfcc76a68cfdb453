//! What cannot be analysed is said by name.

use aru::analysis::{FixedPoints, Jacobian, Memory};
use aru::prelude::*;
use ndarray::Array3;

use crate::golden::two_units::TwoUnits;
use crate::jacobian::Still;

fn data(features: usize, steps: usize) -> Sequences<f64> {
    Sequences::new(Array3::ones((2, steps, features)), Array3::zeros((2, steps, 1))).expect("valid data")
}

fn message<T>(result: aru::Result<T>) -> String {
    result.err().expect("a fault").to_string()
}

#[test]
fn searches_say_what_is_missing() {
    let (net, given) = (TwoUnits::<f64>::new(1), data(1, 5));
    let search = || FixedPoints::of(&net);
    assert_eq!(
        message(search().find()),
        "the data to start from is missing; give sequences on which the network passes its states: `.from(&data)`"
    );
    let faults = [
        (
            search().from(&given).input(&[1.0, 2.0]),
            "the input has shape [2], expected [1], one number a feature of all inputs side by side",
        ),
        (
            search().from(&given).input(&[f64::NAN]),
            "the input holds NaN at [0]; values must be finite",
        ),
        (
            search().from(&given).starts(0),
            "the number of starts is 0; expected at least one",
        ),
        (
            search().from(&given).threads(0),
            "the number of threads is 0; expected at least one",
        ),
        (
            search().from(&given).jitter(-1.0),
            "the jitter of the starts is -1; expected a standard deviation, zero or more",
        ),
    ];
    for (search, expected) in faults {
        assert_eq!(message(search.find()), expected);
    }
    let wrong = data(3, 5);
    assert!(message(search().from(&wrong).find()).contains("inputs"));
    let still = Still::<f64>::new(1);
    let given = data(2, 5);
    assert_eq!(
        message(FixedPoints::of(&still).from(&given).find()),
        "the full state of `Still` is empty; expected a network with a state or a delayed link: without one nothing can stay or go"
    );
}

#[test]
fn jacobians_and_parts_have_names() {
    let net = TwoUnits::<f64>::new(1);
    assert!(message(Jacobian::at(&net, &net.initial_state(), &[])).contains("the input has shape [0]"));
    let jacobian = Jacobian::at(&net, &net.initial_state(), &[0.5]).expect("an input that fits");
    assert_eq!(
        message(jacobian.block("hidden.rat", "hidden.rate")),
        "no part of a state named `hidden.rat`, expected one of `hidden.current`, `hidden.rate`"
    );
}

#[test]
fn memory_needs_sequences_of_one_length() {
    let net = TwoUnits::<f64>::new(1);
    let ragged = data(1, 5).with_lengths([5, 3]).expect("lengths within");
    assert_eq!(
        message(Memory::of(&net, &ragged)),
        "the length of sequence 1 is 3; expected sequences of one length, and the longest has 5 steps: cut or leave out"
    );
    assert!(message(Memory::of(&net, &data(2, 5))).contains("inputs"));
    let memory = Memory::of(&net, &data(1, 5)).expect("valid data");
    assert_eq!(
        message(memory.steps(0.0)),
        "the share of the memory is 0; expected a number above 0, up to 1, as 0.95"
    );
}
