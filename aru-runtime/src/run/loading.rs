//! Between arrays [sequence, step, feature] and the rows of a tile.

use std::ops::Range;

use ndarray::{ArrayViewMut3, Axis};

use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::numbers_mut;
use crate::numerics::dispatch::{Isa, Registers, Task, dispatch};
use crate::numerics::layout::{InLanes, Layout};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;
use crate::numerics::transposing::transposed;
use crate::run::lane_data::LaneData;

/// Copies steps of some columns of the inputs into rows. Beyond the end of a sequence there is zero.
pub(crate) fn load<T: Scalar>(
    layout: Layout,
    lanes: &LaneData<'_, T>,
    features: usize,
    columns: Range<usize>,
    steps: Range<usize>,
    blocks: &mut [Block<T>],
) {
    let width = layout.blocks(columns.len());
    if layout.lanes == InLanes::Units {
        let member = layout.blocks_of_member(columns.len());
        for (step, row) in steps.zip(blocks.chunks_exact_mut(width)) {
            for (place, blocks) in row.chunks_exact_mut(member).enumerate() {
                let numbers = &mut numbers_mut(blocks)[..columns.len()];
                match lanes.input(place, features, step, columns.clone()) {
                    Some(values) => numbers.copy_from_slice(values),
                    None => numbers.fill(T::ZERO),
                }
            }
        }
        return;
    }
    for member in 0..layout.members {
        dispatch(Load {
            sequences: lanes.inputs(member),
            features,
            alike: lanes.are_alike(),
            columns: columns.clone(),
            steps: steps.clone(),
            blocks: &mut *blocks,
            width,
            place: member * columns.len(),
        });
    }
}

/// Copies steps of some columns of sequences into rows of blocks, one sequence to a lane. Beyond the end of a sequence
/// there is zero.
pub(crate) struct Load<'a, 's, T> {
    /// For each lane steps by features.
    pub(crate) sequences: [&'s [T]; LANES],
    /// Values a step.
    pub(crate) features: usize,
    /// All lanes are the first.
    pub(crate) alike: bool,
    pub(crate) columns: Range<usize>,
    pub(crate) steps: Range<usize>,
    /// One row a step.
    pub(crate) blocks: &'a mut [Block<T>],
    /// Blocks a row.
    pub(crate) width: usize,
    /// Where in each row the columns go.
    pub(crate) place: usize,
}

impl<'s, T: Scalar> Task for Load<'_, 's, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Load {
            sequences,
            features,
            columns,
            ..
        } = self;
        // A sequence ends with a whole step.
        let values = |sequence: &'s [T], step: usize| {
            let first = step * features + columns.start;
            sequence.get(first..first + columns.len())
        };
        let rows = self.blocks.chunks_exact_mut(self.width).take(self.steps.len());
        let rows = rows.map(|row| &mut row[self.place..self.place + columns.len()]);
        if self.alike {
            for (step, row) in self.steps.zip(rows) {
                match values(sequences[0], step) {
                    Some(values) => {
                        for (block, &value) in row.iter_mut().zip(values) {
                            *block = Block::splat(value);
                        }
                    }
                    None => row.fill(Block::ZERO),
                }
            }
            return;
        }
        let all = self.steps.start * features..self.steps.end * features;
        if sequences.iter().all(|sequence| sequence.len() >= all.end) {
            // Nothing to ask for each number.
            let sequences = sequences.map(|sequence| &sequence[all.clone()]);
            if columns.len() == features && all.len() >= LANES {
                transpose_all(isa, &sequences, features, rows);
                return;
            }
            for (step, row) in rows.enumerate() {
                for (block, column) in row.iter_mut().zip(columns.clone()) {
                    for (value, sequence) in block.0.iter_mut().zip(sequences) {
                        *value = sequence[step * features + column];
                    }
                }
            }
            return;
        }
        for (step, row) in self.steps.zip(rows) {
            for (lane, sequence) in sequences.iter().enumerate() {
                match values(sequence, step) {
                    Some(values) => {
                        for (block, &value) in row.iter_mut().zip(values) {
                            block.0[lane] = value;
                        }
                    }
                    None => row.iter_mut().for_each(|block| block.0[lane] = T::ZERO),
                }
            }
        }
    }
}

/// All values of 16 sequences of one length, 16 or more of each, in rows of so many blocks.
#[inline(always)]
fn transpose_all<'a, T: Scalar, I: Isa>(
    isa: I,
    sequences: &[&[T]; LANES],
    features: usize,
    rows: impl Iterator<Item = &'a mut [Block<T>]>,
) {
    let length = sequences[0].len();
    let mut blocks = rows.flat_map(|row| row[..features].iter_mut());
    let mut next = 0;
    while next < length {
        // The last values are read with some before them that have been written.
        let first = next.min(length - LANES);
        let mut values = [T::Registers::splat(isa, T::ZERO); LANES];
        for (values, sequence) in values.iter_mut().zip(sequences) {
            *values = T::Registers::from_numbers(isa, &sequence[first..]);
        }
        let values = transposed::<T, I>(isa, values);
        for (&values, block) in values[next - first..].iter().zip(&mut blocks) {
            values.store(block);
        }
        next = first + LANES;
    }
}

/// Copies a series of a chunk that covers `steps` into an array [sequence, step, unit] of the tile's sequences, from
/// column `first` on.
pub(crate) fn store<T: Scalar>(
    layout: Layout,
    units: usize,
    series: &Series<T>,
    first: usize,
    steps: Range<usize>,
    array: &mut ArrayViewMut3<'_, T>,
) {
    for (place, mut sequence) in array.axis_iter_mut(Axis(0)).enumerate() {
        for (row, step) in steps.clone().enumerate() {
            let blocks = series.row(row);
            for unit in 0..units {
                let (block, lane) = layout.place(units, place, unit);
                sequence[[step, first + unit]] = blocks[block].0[lane];
            }
        }
    }
}
