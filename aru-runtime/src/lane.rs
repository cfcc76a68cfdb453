//! What one lane of a tile reads: a sequence of a data set.

use ndarray::ArrayView3;

use crate::block::LANES;
use crate::scalar::Scalar;
use crate::sequences::Sequences;

/// A sequence up to its length.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lane<'a, T> {
    /// Steps by features.
    pub(crate) inputs: &'a [T],
    /// Steps by features; empty where only outputs are wanted.
    pub(crate) targets: &'a [T],
    /// One a step; all one where there are none.
    pub(crate) weights: Option<&'a [T]>,
    /// Its length.
    pub(crate) steps: usize,
}

impl<'a, T: Scalar> Lane<'a, T> {
    /// A sequence of a data set.
    pub(crate) fn of(data: &'a Sequences<T>, sequence: usize) -> Self {
        let steps = data.length(sequence);
        Lane {
            inputs: part(data.inputs(), sequence, steps),
            targets: part(data.targets(), sequence, steps),
            weights: data.weights().map(|weights| {
                let weights = weights.to_slice().expect("data sets are in C order");
                &weights[sequence * data.steps()..][..steps]
            }),
            steps,
        }
    }

    /// No step at all.
    pub(crate) fn nothing() -> Self {
        Lane {
            inputs: &[],
            targets: &[],
            weights: None,
            steps: 0,
        }
    }

    /// A sequence of an array of inputs in C order.
    pub(crate) fn of_inputs(inputs: ArrayView3<'a, T>, sequence: usize) -> Self {
        let steps = inputs.dim().1;
        Lane {
            inputs: part(inputs, sequence, steps),
            targets: &[],
            weights: None,
            steps,
        }
    }
}

/// What the lanes of a tile read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LaneData<'a, T> {
    lanes: [Lane<'a, T>; LANES],
    /// Lanes in use; those left over read what the first one reads, and count for nothing.
    filled: usize,
    /// All lanes read the same.
    alike: bool,
}

impl<'a, T: Scalar> LaneData<'a, T> {
    /// One to sixteen sequences, each given by its place.
    pub(crate) fn new(filled: usize, lane: impl Fn(usize) -> Lane<'a, T>) -> Self {
        let mut lanes = [lane(0); LANES];
        for (place, slot) in lanes.iter_mut().enumerate().take(filled).skip(1) {
            *slot = lane(place);
        }
        LaneData {
            lanes,
            filled,
            alike: filled == 1,
        }
    }

    /// The same sequence in all lanes.
    pub(crate) fn alike(lane: Lane<'a, T>) -> Self {
        LaneData {
            lanes: [lane; LANES],
            filled: LANES,
            alike: true,
        }
    }

    /// The lanes in use.
    pub(crate) fn filled(&self) -> &[Lane<'a, T>] {
        &self.lanes[..self.filled]
    }

    /// True where all lanes read the same.
    pub(crate) fn are_alike(&self) -> bool {
        self.alike
    }

    /// Steps of the longest.
    pub(crate) fn longest(&self) -> usize {
        self.lanes.iter().map(|lane| lane.steps).max().unwrap_or(0)
    }

    /// Inputs of each lane.
    pub(crate) fn inputs(&self) -> [&'a [T]; LANES] {
        self.lanes.map(|lane| lane.inputs)
    }

    /// Targets of each lane.
    pub(crate) fn targets(&self) -> [&'a [T]; LANES] {
        self.lanes.map(|lane| lane.targets)
    }
}

fn part<T>(array: ArrayView3<'_, T>, sequence: usize, steps: usize) -> &[T] {
    let (_, all_steps, features) = array.dim();
    let values = array.to_slice().expect("data sets are in C order");
    &values[sequence * all_steps * features..][..steps * features]
}
