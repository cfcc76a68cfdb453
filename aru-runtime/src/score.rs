//! The loss of a chunk of a tile, and what it puts into the adjoints of the outputs.

use std::ops::Range;

use crate::arrays::{Load, Sequential};
use crate::block::Block;
use crate::dispatch::dispatch;
use crate::losses::{Columns, Group, Losses};
use crate::scalar::Scalar;
use crate::sequences::Sequences;
use crate::series::Series;

/// What a loss is taken of.
#[derive(Clone, Copy)]
pub(crate) struct Batch<'a, 'l, T: Scalar> {
    pub(crate) data: &'a Sequences<T>,
    inputs: Sequential<'a, T>,
    targets: Sequential<'a, T>,
    pub(crate) losses: &'a Losses<'l, T>,
}

impl<'a, 'l, T: Scalar> Batch<'a, 'l, T> {
    pub(crate) fn new(data: &'a Sequences<T>, losses: &'a Losses<'l, T>) -> Self {
        let in_order = |array| Sequential::new(array).expect("a data set is in C order");
        Batch {
            data,
            inputs: in_order(data.inputs()),
            targets: in_order(data.targets()),
            losses,
        }
    }

    pub(crate) fn inputs(&self) -> Sequential<'a, T> {
        self.inputs
    }

    /// Steps of the longest of some sequences.
    pub(crate) fn longest(&self, sequences: &[usize]) -> usize {
        sequences
            .iter()
            .map(|&sequence| self.data.length(sequence))
            .max()
            .unwrap_or(0)
    }
}

/// Room for the outputs of one group under a loss, one row a step.
#[derive(Clone, Debug)]
pub(crate) struct Score<T> {
    outputs: Vec<Block<T>>,
    targets: Vec<Block<T>>,
    gradients: Vec<Block<T>>,
    /// One block a step.
    weights: Vec<Block<T>>,
}

impl<T: Scalar> Score<T> {
    pub(crate) fn new() -> Self {
        Score {
            outputs: Vec::new(),
            targets: Vec::new(),
            gradients: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// The sum of weight x error.
    pub(crate) fn loss(
        &mut self,
        values: &[Series<T>],
        batch: &Batch<'_, '_, T>,
        lanes: &[usize],
        steps: Range<usize>,
    ) -> f64 {
        self.load_weights(batch.data, lanes, steps.clone());
        let mut sum = 0.0;
        for group in batch.losses.groups() {
            self.load_targets(group, batch, lanes, steps.clone());
            let (outputs, gradients) = (
                gather(&mut self.outputs, values, group, steps.len()),
                &mut self.gradients,
            );
            sum += group
                .loss
                .error_of_steps(outputs, &self.targets, &self.weights, 0.0, gradients);
        }
        sum
    }

    /// The sum of weight x error; the adjoints of the outputs get scale x weight x derivative.
    pub(crate) fn loss_and_adjoints(
        &mut self,
        values: &[Series<T>],
        adjoints: &mut [Series<T>],
        batch: &Batch<'_, '_, T>,
        lanes: &[usize],
        steps: Range<usize>,
        scale: f64,
    ) -> f64 {
        self.load_weights(batch.data, lanes, steps.clone());
        let mut sum = 0.0;
        for group in batch.losses.groups() {
            self.load_targets(group, batch, lanes, steps.clone());
            let outputs = gather(&mut self.outputs, values, group, steps.len());
            let (targets, weights) = (&self.targets, &self.weights);
            match group.outputs[..] {
                // Nothing else has been added yet, unless a later chunk read this output with a delay.
                [Columns { series, .. }]
                    if !adjoints[series].is_absent() && adjoints[series].carry().is_empty() =>
                {
                    let gradients = &mut adjoints[series].blocks_mut()[..outputs.len()];
                    sum += group
                        .loss
                        .error_of_steps(outputs, targets, weights, scale, gradients);
                }
                _ => {
                    sum += group
                        .loss
                        .error_of_steps(outputs, targets, weights, scale, &mut self.gradients);
                    scatter(&self.gradients, adjoints, group);
                }
            }
        }
        sum
    }

    fn load_weights(&mut self, data: &Sequences<T>, lanes: &[usize], steps: Range<usize>) {
        self.weights.clear();
        self.weights.resize(steps.len(), Block::ZERO);
        let weights = data.weights();
        for (lane, &sequence) in lanes.iter().enumerate() {
            let end = data.length(sequence).clamp(steps.start, steps.end);
            let blocks = self.weights.iter_mut().zip(steps.start..end);
            match &weights {
                Some(weights) => blocks.for_each(|(block, step)| block.0[lane] = weights[[sequence, step]]),
                None => blocks.for_each(|(block, _)| block.0[lane] = T::ONE),
            }
        }
    }

    fn load_targets(
        &mut self,
        group: &Group<'_, T>,
        batch: &Batch<'_, '_, T>,
        lanes: &[usize],
        steps: Range<usize>,
    ) {
        let size = steps.len() * group.features;
        self.targets.resize(size, Block::ZERO);
        self.gradients.resize(size, Block::ZERO);
        let mut place = 0;
        for output in &group.outputs {
            dispatch(Load {
                array: batch.targets,
                columns: output.first..output.first + output.count,
                lanes,
                length: |sequence| batch.data.length(sequence),
                steps: steps.clone(),
                blocks: &mut self.targets,
                width: group.features,
                place,
            });
            place += output.count;
        }
    }
}

/// The outputs of a group, one row a step: those of the series itself where there is one, else side by side in `room`.
fn gather<'a, T: Scalar>(
    room: &'a mut Vec<Block<T>>,
    values: &'a [Series<T>],
    group: &Group<'_, T>,
    steps: usize,
) -> &'a [Block<T>] {
    if let [output] = group.outputs[..] {
        let series = &values[output.series];
        let start = series.carry().len();
        return &series.blocks()[start..start + steps * output.count];
    }
    room.resize(steps * group.features, Block::ZERO);
    let mut place = 0;
    for output in &group.outputs {
        for (step, row) in room.chunks_exact_mut(group.features).enumerate() {
            row[place..place + output.count].copy_from_slice(values[output.series].row(step));
        }
        place += output.count;
    }
    room
}

/// Adds the derivatives of a group to the adjoints of its outputs.
fn scatter<T: Scalar>(gradients: &[Block<T>], adjoints: &mut [Series<T>], group: &Group<'_, T>) {
    let mut place = 0;
    for output in &group.outputs {
        let columns = place..place + output.count;
        place += output.count;
        let adjoint = &mut adjoints[output.series];
        if adjoint.is_absent() {
            continue;
        }
        for (step, row) in gradients.chunks_exact(group.features).enumerate() {
            for (sum, &gradient) in adjoint.row_mut(step).iter_mut().zip(&row[columns.clone()]) {
                *sum += gradient;
            }
        }
    }
}
