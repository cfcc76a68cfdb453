//! The loss of a chunk of a tile, and what it puts into the adjoints of the outputs.

use std::ops::Range;

use crate::loss::losses::{Losses, OutputColumns, OutputGroup};
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::dispatch;
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::layout::{InLanes, Layout};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;
use crate::run::lane_data::{Lane, LaneData};
use crate::run::loading::Load;

/// Room for the outputs of one group under a loss.
#[derive(Clone, Debug, Default)]
pub(crate) struct Score<T> {
    /// One row a step and member.
    outputs: Vec<Block<T>>,
    targets: Vec<Block<T>>,
    gradients: Vec<Block<T>>,
    /// One block a step and member.
    weights: Vec<Block<T>>,
    /// Those of one sequence in one step.
    output: Vec<T>,
    target: Vec<T>,
    gradient: Vec<T>,
}

/// Which steps of which lanes are scored.
#[derive(Clone, Copy)]
pub(super) struct Scored<'a, 'd, T> {
    layout: Layout,
    lanes: &'a LaneData<'d, T>,
    first: usize,
    steps: usize,
    /// Values a step of the target array.
    features: usize,
}

impl<'a, 'd, T> Scored<'a, 'd, T> {
    pub(super) fn new(
        layout: Layout,
        lanes: &'a LaneData<'d, T>,
        steps: Range<usize>,
        features: usize,
    ) -> Self {
        Scored {
            layout,
            lanes,
            first: steps.start,
            steps: steps.len(),
            features,
        }
    }
}

impl<T: Scalar> Score<T> {
    /// The sum of weight x error in each lane; where lanes are units, that of all sequences in the first. Adjoints of the
    /// outputs, where there are any, get scale x weight x derivative.
    pub(super) fn score(
        &mut self,
        scored: Scored<'_, '_, T>,
        losses: &Losses<'_, T>,
        values: &[Series<T>],
        mut adjoints: Option<&mut [Series<T>]>,
        scale: Block<T>,
    ) -> Block<f64> {
        let mut sum = Block::<f64>::ZERO;
        let have_output_weights = scored.lanes.have_output_weights();
        let groups = losses.parts(have_output_weights);
        if scored.layout.lanes == InLanes::Units {
            for group in groups {
                let adjoints = adjoints.as_deref_mut();
                let own = losses.call(group.number, || {
                    self.of_rows(scored, values, adjoints, group, scale.0[0])
                });
                sum.0[0] += own.unwrap_or(f64::NAN);
            }
            return sum;
        }
        if !have_output_weights {
            self.load_weights(scored);
        }
        for group in groups {
            if have_output_weights {
                self.load_weights_of(scored, group);
            }
            self.load_targets(scored, group);
            let adjoints = adjoints.as_deref_mut();
            let own = losses.call(group.number, || {
                self.of_blocks(scored, values, adjoints, group, scale)
            });
            sum += own.unwrap_or(Block::splat(f64::NAN));
        }
        sum
    }

    /// Where a row is one sequence.
    fn of_rows(
        &mut self,
        scored: Scored<'_, '_, T>,
        values: &[Series<T>],
        mut adjoints: Option<&mut [Series<T>]>,
        group: &OutputGroup<'_, T>,
        scale: T,
    ) -> f64 {
        let Scored { layout, lanes, .. } = scored;
        self.output.resize(group.features, T::ZERO);
        self.gradient.resize(group.features, T::ZERO);
        self.target.resize(group.features, T::ZERO);
        let mut sum = 0.0;
        for (place, lane) in lanes.filled().iter().enumerate() {
            for row in 0..scored.steps.min(lane.steps.saturating_sub(scored.first)) {
                let step = scored.first + row;
                let weight = match lane.output_weights {
                    None => lane.weight(step),
                    Some(_) => lane.weight_of(step, group.first(), group.share),
                };
                if weight == T::ZERO {
                    continue;
                }
                let pair = |output: &OutputColumns| {
                    let member = layout.blocks_of_member(output.width);
                    let blocks = &values[output.series].row(row)[place * member..];
                    let start = step * scored.features + output.first;
                    (
                        &numbers(blocks)[output.offset..][..output.count],
                        &lane.targets[start..start + output.count],
                    )
                };
                let (output, target) = match &group.outputs[..] {
                    [output] => pair(output),
                    outputs => {
                        let mut filled = 0;
                        for columns in outputs {
                            let (output, target) = pair(columns);
                            let place = filled..filled + columns.count;
                            filled = place.end;
                            self.output[place.clone()].copy_from_slice(output);
                            self.target[place].copy_from_slice(target);
                        }
                        (&self.output[..], &self.target[..])
                    }
                };
                let error = group.loss.error(output, target, &mut self.gradient);
                sum += weight.to_f64() * error;
                let Some(adjoints) = adjoints.as_deref_mut() else {
                    continue;
                };
                let mut taken = 0;
                for output in &group.outputs {
                    let derivatives = &self.gradient[taken..taken + output.count];
                    taken += output.count;
                    let adjoint = &mut adjoints[output.series];
                    if adjoint.is_absent() {
                        continue;
                    }
                    let member = layout.blocks_of_member(output.width);
                    let blocks = &mut adjoint.row_mut(row)[place * member..];
                    let own = &mut numbers_mut(blocks)[output.offset..];
                    for (sum, &derivative) in own.iter_mut().zip(derivatives) {
                        *sum += scale * weight * derivative;
                    }
                }
            }
        }
        sum
    }

    /// Where a block is one feature.
    fn of_blocks(
        &mut self,
        scored: Scored<'_, '_, T>,
        values: &[Series<T>],
        adjoints: Option<&mut [Series<T>]>,
        group: &OutputGroup<'_, T>,
        scale: Block<T>,
    ) -> Block<f64> {
        let rows = scored.steps * scored.layout.members;
        let outputs = gather(&mut self.outputs, values, group, rows);
        let (targets, weights) = (&self.targets, &self.weights);
        let score = |scale, gradients: &mut [Block<T>]| {
            group
                .loss
                .error_of_steps(outputs, targets, weights, scale, gradients)
        };
        let Some(adjoints) = adjoints else {
            return score(Block::ZERO, &mut self.gradients);
        };
        match group.outputs[..] {
            // Nothing else has been added yet, unless a later chunk read this output with a delay.
            [
                OutputColumns {
                    series, count, width, ..
                },
            ] if count == width && !adjoints[series].is_absent() && adjoints[series].carry().is_empty() => {
                score(scale, &mut adjoints[series].blocks_mut()[..outputs.len()])
            }
            _ => {
                let sum = score(scale, &mut self.gradients);
                scatter(&self.gradients, adjoints, group);
                sum
            }
        }
    }

    fn load_weights(&mut self, scored: Scored<'_, '_, T>) {
        let Scored { first, steps, .. } = scored;
        let members = scored.layout.members;
        self.weights.resize(steps * members, Block::ZERO);
        let filled = scored.lanes.filled();
        let counts = |lane: &Lane<'_, T>| lane.weights.is_none() && lane.steps >= first + steps;
        if filled.iter().all(counts) {
            // One in every lane in use, in every step.
            for member in 0..members {
                let mut weight = Block::ZERO;
                let in_use = filled.len().saturating_sub(LANES * member).min(LANES);
                weight.0[..in_use].fill(T::ONE);
                let blocks = self.weights.iter_mut().skip(member).step_by(members);
                blocks.for_each(|block| *block = weight);
            }
            return;
        }
        self.load_weights_by(scored, |lane, step| lane.weight(step));
    }

    /// Those of outputs that have weights of their own.
    fn load_weights_of(&mut self, scored: Scored<'_, '_, T>, group: &OutputGroup<'_, T>) {
        self.load_weights_by(scored, |lane, step| {
            lane.weight_of(step, group.first(), group.share)
        });
    }

    fn load_weights_by(&mut self, scored: Scored<'_, '_, T>, weight_of: impl Fn(&Lane<'_, T>, usize) -> T) {
        let Scored { first, steps, .. } = scored;
        let members = scored.layout.members;
        self.weights.clear();
        self.weights.resize(steps * members, Block::ZERO);
        for (place, lane) in scored.lanes.filled().iter().enumerate() {
            let end = lane.steps.clamp(first, first + steps);
            let blocks = self.weights.iter_mut().skip(place / LANES).step_by(members);
            let blocks = blocks.map(|block| &mut block.0[place % LANES]).zip(first..end);
            blocks.for_each(|(weight, step)| *weight = weight_of(lane, step));
        }
    }

    fn load_targets(&mut self, scored: Scored<'_, '_, T>, group: &OutputGroup<'_, T>) {
        let members = scored.layout.members;
        let width = members * group.features;
        self.targets.resize(scored.steps * width, Block::ZERO);
        self.gradients.resize(scored.steps * width, Block::ZERO);
        for member in 0..members {
            let mut place = member * group.features;
            for output in &group.outputs {
                dispatch(Load {
                    sequences: scored.lanes.targets(member),
                    features: scored.features,
                    alike: scored.lanes.are_alike(),
                    columns: output.first..output.first + output.count,
                    steps: scored.first..scored.first + scored.steps,
                    blocks: &mut self.targets,
                    width,
                    place,
                });
                place += output.count;
            }
        }
    }
}

/// The outputs of a group, one row a step and member: those of the series itself where they are a whole one, else side by
/// side in `room`.
fn gather<'a, T: Scalar>(
    room: &'a mut Vec<Block<T>>,
    values: &'a [Series<T>],
    group: &OutputGroup<'_, T>,
    rows: usize,
) -> &'a [Block<T>] {
    if let [output] = group.outputs[..]
        && output.count == output.width
    {
        let series = &values[output.series];
        let start = series.carry().len();
        return &series.blocks()[start..start + rows * output.count];
    }
    room.resize(rows * group.features, Block::ZERO);
    let mut place = 0;
    for output in &group.outputs {
        let series = &values[output.series];
        let outputs = series.blocks()[series.carry().len()..].chunks_exact(output.width);
        for (row, outputs) in room.chunks_exact_mut(group.features).zip(outputs) {
            row[place..place + output.count].copy_from_slice(&outputs[output.offset..][..output.count]);
        }
        place += output.count;
    }
    room
}

/// Adds the derivatives of a group to the adjoints of its outputs.
fn scatter<T: Scalar>(gradients: &[Block<T>], adjoints: &mut [Series<T>], group: &OutputGroup<'_, T>) {
    let mut place = 0;
    for output in &group.outputs {
        let columns = place..place + output.count;
        place += output.count;
        let adjoint = &mut adjoints[output.series];
        if adjoint.is_absent() {
            continue;
        }
        let carry = adjoint.carry().len();
        let sums = adjoint.blocks_mut()[carry..].chunks_exact_mut(output.width);
        for (row, sums) in gradients.chunks_exact(group.features).zip(sums) {
            for (sum, &gradient) in sums[output.offset..].iter_mut().zip(&row[columns.clone()]) {
                *sum += gradient;
            }
        }
    }
}
