//! The loss of a chunk of a tile, and what it puts into the adjoints of the outputs.

use std::ops::Range;

use crate::arrays::Load;
use crate::block::Block;
use crate::dispatch::dispatch;
use crate::lane::LaneData;
use crate::losses::{Columns, Group, Losses};
use crate::scalar::Scalar;
use crate::series::Series;

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

    /// The sum of weight x error in each lane.
    pub(crate) fn loss(
        &mut self,
        values: &[Series<T>],
        losses: &Losses<'_, T>,
        lanes: &LaneData<'_, T>,
        steps: Range<usize>,
    ) -> Block<f64> {
        self.load_weights(lanes, steps.clone());
        let mut sum = Block::<f64>::ZERO;
        for group in losses.groups() {
            self.load_targets(group, losses.features(), lanes, steps.clone());
            let (outputs, gradients) = (
                gather(&mut self.outputs, values, group, steps.len()),
                &mut self.gradients,
            );
            sum += group
                .loss
                .error_of_steps(outputs, &self.targets, &self.weights, Block::ZERO, gradients);
        }
        sum
    }

    /// The sum of weight x error in each lane; the adjoints of the outputs get scale x weight x derivative.
    pub(crate) fn loss_and_adjoints(
        &mut self,
        values: &[Series<T>],
        adjoints: &mut [Series<T>],
        losses: &Losses<'_, T>,
        lanes: &LaneData<'_, T>,
        steps: Range<usize>,
        scale: Block<T>,
    ) -> Block<f64> {
        self.load_weights(lanes, steps.clone());
        let mut sum = Block::<f64>::ZERO;
        for group in losses.groups() {
            self.load_targets(group, losses.features(), lanes, steps.clone());
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

    fn load_weights(&mut self, lanes: &LaneData<'_, T>, steps: Range<usize>) {
        self.weights.clear();
        self.weights.resize(steps.len(), Block::ZERO);
        for (place, lane) in lanes.filled().iter().enumerate() {
            let end = lane.steps.clamp(steps.start, steps.end);
            let blocks = self.weights.iter_mut().zip(steps.start..end);
            match lane.weights {
                Some(weights) => blocks.for_each(|(block, step)| block.0[place] = weights[step]),
                None => blocks.for_each(|(block, _)| block.0[place] = T::ONE),
            }
        }
    }

    fn load_targets(
        &mut self,
        group: &Group<'_, T>,
        features: usize,
        lanes: &LaneData<'_, T>,
        steps: Range<usize>,
    ) {
        let size = steps.len() * group.features;
        self.targets.resize(size, Block::ZERO);
        self.gradients.resize(size, Block::ZERO);
        let mut place = 0;
        for output in &group.outputs {
            dispatch(Load {
                sequences: lanes.targets(),
                features,
                alike: lanes.are_alike(),
                columns: output.first..output.first + output.count,
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
