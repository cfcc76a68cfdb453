//! A tile over all steps of its sequences, chunk by chunk: forward, or forward and back.

use std::ops::{AddAssign, Range};

use ndarray::{Array3, ArrayView3, s};

use crate::loss::losses::Losses;
use crate::numerics::block::Block;
use crate::numerics::packing::Prepared;
use crate::numerics::scalar::Scalar;
use crate::run::chunks::chunks;
use crate::run::conditions::Conditions;
use crate::run::lane_data::{Lane, LaneData};
use crate::run::layout_choice::layout_for;
use crate::run::penalties::on_values::OfBatch;
use crate::run::tile::{Adjoints, Around, Tile};

/// Sees a chunk of steps of a tile: which sequences, which steps.
type AfterChunk<'f, T> = dyn FnMut(&mut Tile<T>, Range<usize>, Range<usize>) + 'f;

/// Runs the sequences of an array tile by tile; `after` sees each chunk of steps of each tile of sequences.
pub(crate) fn run_all<T: Scalar>(
    tile: &mut Tile<T>,
    parameters: &[T],
    inputs: &ArrayView3<'_, T>,
    conditions: Conditions<'_, T>,
    after: &mut AfterChunk<T>,
) {
    let (sequences, steps, _) = inputs.dim();
    let inputs = inputs.as_standard_layout();
    let layout = layout_for(tile.program(), sequences);
    tile.arrange_for(layout, steps, Adjoints::No);
    let mut prepared = Prepared::default();
    let parameters = prepared.set(tile.program().forms(), layout, parameters);
    for first in (0..sequences).step_by(layout.sequences()) {
        let tiled = first..sequences.min(first + layout.sequences());
        let lane = |place: usize| Lane {
            start: conditions.start(first + place),
            ..Lane::of_inputs(inputs.view(), first + place)
        };
        let lanes = LaneData::new(tiled.len(), lane).with_draws(conditions.draws);
        run_chunks(tile, parameters, &lanes, &mut |tile, chunk| {
            after(tile, tiled.clone(), chunk);
        });
    }
}

/// Writes NaN over the steps of arrays [sequence, step, unit] that lie beyond the length of a sequence.
pub(crate) fn blank<T: Scalar>(arrays: &mut [&mut Array3<T>], lengths: Option<&[usize]>) {
    for (sequence, &length) in lengths.into_iter().flatten().enumerate() {
        for array in &mut *arrays {
            array
                .slice_mut(s![sequence, length.., ..])
                .fill(T::from_f64(f64::NAN));
        }
    }
}

/// Runs a tile over all its chunks of steps; `after` sees each.
pub(crate) fn run_chunks<T: Scalar>(
    tile: &mut Tile<T>,
    parameters: &[Block<T>],
    lanes: &LaneData<'_, T>,
    after: &mut dyn FnMut(&mut Tile<T>, Range<usize>),
) {
    let steps = lanes.longest();
    tile.begin(parameters, lanes);
    for chunk in chunks(steps, tile.room()) {
        if tile.is_interrupted() {
            return;
        }
        tile.load_inputs(lanes, chunk.clone());
        tile.forward(parameters, chunk.len());
        // A loss is not shown what is left of a chunk that was cut short.
        if tile.is_interrupted() {
            return;
        }
        after(tile, chunk.clone());
        if chunk.end < steps {
            tile.carry_forward(chunk.len());
        }
    }
}

/// What the gradient of a tile's part of the loss depends on.
#[derive(Clone, Copy)]
pub(crate) struct Backpropagation<'a, 'd, T: Scalar> {
    pub(crate) parameters: &'a [Block<T>],
    pub(crate) losses: &'a Losses<'a, T>,
    /// What the loss is multiplied by, in each lane.
    pub(crate) scale: Block<T>,
    pub(crate) lanes: &'a LaneData<'d, T>,
    /// Adjoints do not go back beyond the first of so many steps.
    pub(crate) truncation: Option<usize>,
    /// The penalties on values.
    pub(crate) penalties: Option<OfBatch<'a>>,
}

/// What a tile adds up, in each lane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sums {
    /// Weight x error.
    pub(crate) loss: Block<f64>,
    /// The penalties on values.
    pub(crate) penalty: Block<f64>,
}

impl Sums {
    pub(crate) const ZERO: Self = Sums {
        loss: Block::ZERO,
        penalty: Block::ZERO,
    };
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.loss += other.loss;
        self.penalty += other.penalty;
    }
}

/// Adds the gradient of a tile's part of the loss, times the scale, and of the penalties; returns what it adds up.
/// `after` sees each chunk; of a part that adjoints go through, the last one first. Cut short by an interrupt, it returns
/// what means nothing.
///
/// Such a part is the whole sequence, or as many steps as a truncation says.
pub(crate) fn add_gradient<T: Scalar>(
    tile: &mut Tile<T>,
    pass: Backpropagation<'_, '_, T>,
    gradients: &mut [Block<T>],
    after: &mut dyn FnMut(&Tile<T>, Range<usize>),
) -> Sums {
    let mut sums = Sums::ZERO;
    let steps = pass.lanes.longest();
    if steps == 0 {
        return sums;
    }
    tile.begin(pass.parameters, pass.lanes);
    let part = pass.truncation.unwrap_or(steps).clamp(1, steps);
    for first in (0..steps).step_by(part) {
        let part = first..steps.min(first + part);
        let another = part.end < steps;
        sums += add_gradient_of_part(tile, pass, part, another, gradients, after);
        if tile.is_interrupted() {
            return sums;
        }
        // States that are given are no parameters.
        if first == 0 && !pass.lanes.have_starts() {
            tile.add_initial_gradients(gradients);
        }
        if another {
            tile.restore_next_carry();
            if let Some(of) = &pass.penalties {
                tile.restore_edge_of_part(of.penalised);
            }
        }
    }
    sums
}

/// The same for some steps, from the carry in front of them; `another` part follows.
///
/// All chunks but the last run forward twice: once to find the rows before each, once more from there just before
/// their backward pass, so that the memory used does not grow with the number of steps but by the rows before chunks.
fn add_gradient_of_part<T: Scalar>(
    tile: &mut Tile<T>,
    pass: Backpropagation<'_, '_, T>,
    part: Range<usize>,
    another: bool,
    gradients: &mut [Block<T>],
    after: &mut dyn FnMut(&Tile<T>, Range<usize>),
) -> Sums {
    let Backpropagation {
        parameters,
        losses,
        scale,
        lanes,
        penalties,
        ..
    } = pass;
    let mut sums = Sums::ZERO;
    let all = chunks(part.len(), tile.room()).enumerate();
    let all = all.map(|(number, chunk)| (number, part.start + chunk.start..part.start + chunk.end));
    let last = all.len() - 1;
    for (number, chunk) in all.clone().take(last) {
        if tile.is_interrupted() {
            return sums;
        }
        tile.save_carry(number);
        tile.load_inputs(lanes, chunk.clone());
        tile.forward(parameters, chunk.len());
        if let Some(of) = &penalties {
            tile.save_edge(of.penalised, chunk.len(), number + 1);
        }
        tile.carry_forward(chunk.len());
    }
    for (number, chunk) in all.rev() {
        if tile.is_interrupted() {
            return sums;
        }
        if number < last {
            tile.restore_carry(number);
            tile.carry_backward(chunk.len());
        } else {
            tile.clear_adjoints(chunk.len());
        }
        tile.load_inputs(lanes, chunk.clone());
        tile.forward(parameters, chunk.len());
        if tile.is_interrupted() {
            return sums;
        }
        sums.loss += tile.add_losses(losses, lanes, chunk.clone(), Some(scale));
        if let Some(of) = &penalties {
            let around = Around {
                before: (chunk.start > 0).then_some(number),
                after: number < last,
            };
            sums.penalty += tile.add_penalties(of, lanes, chunk.clone(), around, true);
        }
        tile.backward(parameters, gradients, chunk.len());
        if number == last && another {
            tile.save_next_carry(chunk.len());
            if let Some(of) = &penalties {
                tile.save_edge_of_part(of.penalised, chunk.len());
            }
        }
        after(tile, chunk);
    }
    sums
}

/// The losses and penalties of a tile, without their gradient.
pub(crate) fn add_losses<T: Scalar>(
    tile: &mut Tile<T>,
    parameters: &[Block<T>],
    lanes: &LaneData<'_, T>,
    losses: &Losses<'_, T>,
    penalties: Option<OfBatch<'_>>,
) -> Sums {
    let mut sums = Sums::ZERO;
    run_chunks(tile, parameters, lanes, &mut |tile, chunk| {
        sums.loss += tile.add_losses(losses, lanes, chunk.clone(), None);
        if let Some(of) = &penalties {
            let around = Around {
                before: (chunk.start > 0).then_some(0),
                after: false,
            };
            let steps = chunk.len();
            sums.penalty += tile.add_penalties(of, lanes, chunk, around, false);
            tile.save_edge(of.penalised, steps, 0);
        }
    });
    sums
}
