//! What one lane of a tile reads: a sequence of a data set.

use std::ops::Range;

use ndarray::ArrayView3;

use crate::data::sequences::Sequences;
use crate::numerics::block::LANES;
use crate::numerics::layout::MOST_SEQUENCES;
use crate::numerics::scalar::Scalar;
use crate::run::noise::Draws;

/// A sequence up to its length; by default without any step.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lane<'a, T> {
    /// Steps by features.
    pub(crate) inputs: &'a [T],
    /// Steps by features; empty where only outputs are wanted.
    pub(crate) targets: &'a [T],
    /// One a step; all one where there are none.
    pub(crate) weights: Option<&'a [T]>,
    /// Steps by features, each times the weight of its step; all one where there are none.
    pub(crate) output_weights: Option<&'a [T]>,
    /// Features of the targets.
    pub(crate) features: usize,
    /// What each weight is multiplied by, as [`Weighing`](crate::run::weighing::Weighing) says.
    pub(crate) factor: Option<f64>,
    /// Its length.
    pub(crate) steps: usize,
    /// The full state from which it starts; the initial one where there is none.
    pub(crate) start: Option<&'a [T]>,
    /// Its place in the data set.
    pub(crate) place: usize,
}

impl<'a, T: Scalar> Lane<'a, T> {
    /// The weight of a step, which lies before its end.
    pub(crate) fn weight(&self, step: usize) -> T {
        match (self.weights, self.factor) {
            (None, _) => T::ONE,
            (Some(weights), None) => weights[step],
            (Some(weights), Some(factor)) => T::from_f64(factor * weights[step].to_f64()),
        }
    }

    /// The weight of some outputs in a step: that of the first of them, and of a part of the error so large.
    pub(crate) fn weight_of(&self, step: usize, first: usize, share: f64) -> T {
        let step_weight = self.weights.map_or(1.0, |weights| weights[step].to_f64());
        let own = self
            .output_weights
            .map_or(1.0, |weights| weights[step * self.features + first].to_f64());
        T::from_f64(self.factor.unwrap_or(1.0) * step_weight * own * share)
    }

    /// Whether an output counts in a step.
    pub(crate) fn counts(&self, step: usize) -> bool {
        let of_step = |weights: &[T]| {
            weights[step * self.features..][..self.features]
                .iter()
                .any(|&own| own != T::ZERO)
        };
        self.weights.is_none_or(|weights| weights[step] != T::ZERO) && self.output_weights.is_none_or(of_step)
    }

    /// The same up to the last step that counts.
    pub(crate) fn up_to_what_counts(mut self) -> Self {
        let last = (0..self.steps).rfind(|&step| self.counts(step));
        self.steps = last.map_or(0, |last| last + 1);
        self
    }

    /// Gives the sequences of a data set.
    pub(crate) fn each_of(data: &'a Sequences<T>) -> impl Fn(usize) -> Self {
        let [inputs, targets] = [data.inputs(), data.targets()].map(SequenceArray::of);
        let weights = data.weights().map(|weights| weights.to_slice().expect(IN_ORDER));
        let output_weights = data.output_weights().map(SequenceArray::of);
        move |sequence| {
            let steps = data.length(sequence);
            Lane {
                output_weights: output_weights.map(|weights| weights.get(sequence, steps)),
                features: targets.features,
                inputs: inputs.get(sequence, steps),
                targets: targets.get(sequence, steps),
                weights: weights.map(|weights| &weights[sequence * data.steps()..][..steps]),
                steps,
                place: sequence,
                ..Lane::default()
            }
        }
    }

    /// A sequence of an array of inputs in C order.
    pub(crate) fn of_inputs(inputs: ArrayView3<'a, T>, sequence: usize) -> Self {
        let steps = inputs.dim().1;
        Lane {
            inputs: SequenceArray::of(inputs).get(sequence, steps),
            steps,
            place: sequence,
            ..Lane::default()
        }
    }
}

/// What the lanes of a tile read: up to 32 sequences, or one or two of each of 16 networks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LaneData<'a, T> {
    lanes: [Lane<'a, T>; MOST_SEQUENCES],
    /// Lanes in use; those left over read what others read, and count for nothing.
    filled: usize,
    /// Lanes of a member read the same.
    alike: bool,
    /// The noise, where there is some.
    draws: Option<Draws<'a>>,
}

impl<'a, T: Scalar> LaneData<'a, T> {
    /// One sequence or more, each given by its place.
    pub(crate) fn new(filled: usize, lane: impl Fn(usize) -> Lane<'a, T>) -> Self {
        let mut lanes = [Lane::default(); MOST_SEQUENCES];
        for (place, slot) in lanes.iter_mut().enumerate().take(filled) {
            *slot = lane(place);
        }
        LaneData {
            lanes,
            filled,
            alike: filled == 1,
            draws: None,
        }
    }

    /// One sequence or two, each in 16 lanes.
    pub(crate) fn alike(sequences: usize, lane: impl Fn(usize) -> Lane<'a, T>) -> Self {
        let mut lanes = [Lane::default(); MOST_SEQUENCES];
        for (sequence, lanes) in lanes.chunks_exact_mut(LANES).take(sequences).enumerate() {
            lanes.fill(lane(sequence));
        }
        LaneData {
            lanes,
            filled: LANES * sequences,
            alike: true,
            draws: None,
        }
    }

    /// The same with noise.
    pub(crate) fn with_draws(self, draws: Option<Draws<'a>>) -> Self {
        LaneData { draws, ..self }
    }

    /// The noise, where there is some.
    pub(crate) fn draws(&self) -> Option<Draws<'a>> {
        self.draws
    }

    /// The lanes in use.
    pub(crate) fn filled(&self) -> &[Lane<'a, T>] {
        &self.lanes[..self.filled]
    }

    /// True where outputs have weights of their own in some lane.
    pub(crate) fn have_output_weights(&self) -> bool {
        self.filled().iter().any(|lane| lane.output_weights.is_some())
    }

    /// True where some lane starts from a state of its own.
    pub(crate) fn have_starts(&self) -> bool {
        self.filled().iter().any(|lane| lane.start.is_some())
    }

    /// Steps whose rows before step 0 are kept: those of the longest, or all of them, since before a start of its own the
    /// rows of a line differ.
    pub(crate) fn history(&self) -> usize {
        if self.have_starts() {
            usize::MAX
        } else {
            self.longest()
        }
    }

    /// True where the 16 lanes of a member read the same.
    pub(crate) fn are_alike(&self) -> bool {
        self.alike
    }

    /// Steps of the longest.
    pub(crate) fn longest(&self) -> usize {
        self.filled().iter().map(|lane| lane.steps).max().unwrap_or(0)
    }

    /// The lane at a place; where there are fewer, that of the same network in the first member, or the first one.
    pub(crate) fn at(&self, place: usize) -> &Lane<'a, T> {
        let there = [place, place % LANES]
            .into_iter()
            .find(|&place| place < self.filled);
        &self.lanes[there.unwrap_or(0)]
    }

    /// Some of the features that a lane reads in a step; None beyond its end.
    pub(crate) fn input(
        &self,
        place: usize,
        features: usize,
        step: usize,
        columns: Range<usize>,
    ) -> Option<&'a [T]> {
        let start = step * features;
        self.at(place)
            .inputs
            .get(start + columns.start..start + columns.end)
    }

    /// Inputs of 16 lanes.
    pub(crate) fn inputs(&self, member: usize) -> [&'a [T]; LANES] {
        self.of_member(member, |lane| lane.inputs)
    }

    /// Targets of 16 lanes.
    pub(crate) fn targets(&self, member: usize) -> [&'a [T]; LANES] {
        self.of_member(member, |lane| lane.targets)
    }

    fn of_member(&self, member: usize, part: impl Fn(&Lane<'a, T>) -> &'a [T]) -> [&'a [T]; LANES] {
        std::array::from_fn(|lane| part(self.at(LANES * member + lane)))
    }
}

const IN_ORDER: &str = "data sets are in C order";

/// The values of an array [sequence, step, feature].
#[derive(Clone, Copy)]
struct SequenceArray<'a, T> {
    values: &'a [T],
    steps: usize,
    features: usize,
}

impl<'a, T> SequenceArray<'a, T> {
    fn of(array: ArrayView3<'a, T>) -> Self {
        let (_, steps, features) = array.dim();
        SequenceArray {
            values: array.to_slice().expect(IN_ORDER),
            steps,
            features,
        }
    }

    /// The first steps of a sequence.
    fn get(self, sequence: usize, steps: usize) -> &'a [T] {
        &self.values[sequence * self.steps * self.features..][..steps * self.features]
    }
}
