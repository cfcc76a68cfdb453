//! Between arrays [sequence, step, feature] and blocks, whose lanes are sequences.

use std::ops::Range;

use ndarray::{ArrayViewMut3, Axis};

use crate::block::{Block, LANES};
use crate::dispatch::{Isa, Task};
use crate::scalar::Scalar;
use crate::series::Series;

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

impl<T: Scalar> Task for Load<'_, '_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let at = |lane: usize, index: usize| self.sequences[lane].get(index).copied().unwrap_or(T::ZERO);
        for (step, row) in self.steps.zip(self.blocks.chunks_exact_mut(self.width)) {
            let first = step * self.features + self.columns.start;
            let row = &mut row[self.place..self.place + self.columns.len()];
            for (index, block) in (first..).zip(row) {
                *block = if self.alike {
                    Block::splat(at(0, index))
                } else {
                    Block(std::array::from_fn(|lane| at(lane, index)))
                };
            }
        }
    }
}

/// Copies a series of a chunk that covers `steps` into an array [sequence, step, unit] of the tile's sequences, from
/// column `first` on.
pub(crate) fn store<T: Scalar>(
    series: &Series<T>,
    first: usize,
    steps: Range<usize>,
    array: &mut ArrayViewMut3<'_, T>,
) {
    for (lane, mut sequence) in array.axis_iter_mut(Axis(0)).enumerate() {
        for (row, step) in steps.clone().enumerate() {
            for (unit, block) in series.row(row).iter().enumerate() {
                sequence[[step, first + unit]] = block.0[lane];
            }
        }
    }
}
