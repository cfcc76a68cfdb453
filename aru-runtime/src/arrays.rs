//! Between arrays [sequence, step, feature] and blocks, whose lanes are sequences.

use std::ops::Range;

use ndarray::{ArrayView3, ArrayViewMut3, Axis};

use crate::block::{Block, LANES};
use crate::dispatch::{Isa, Task};
use crate::scalar::Scalar;
use crate::series::Series;

/// An array [sequence, step, feature] in C order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sequential<'a, T> {
    values: &'a [T],
    steps: usize,
    features: usize,
}

impl<'a, T> Sequential<'a, T> {
    /// None where the array is not in C order.
    pub(crate) fn new(array: ArrayView3<'a, T>) -> Option<Self> {
        let (_, steps, features) = array.dim();
        array.to_slice().map(|values| Sequential {
            values,
            steps,
            features,
        })
    }

    /// The first `length` steps of a sequence.
    fn sequence(&self, sequence: usize, length: usize) -> &'a [T] {
        let start = sequence * self.steps * self.features;
        &self.values[start..start + length.min(self.steps) * self.features]
    }
}

/// Copies steps of some columns of an array into rows of blocks: sequence `lanes[i]` to lane i, the first of them to
/// the lanes left over. Beyond the length of a sequence there is zero, whatever the array holds.
pub(crate) struct Load<'a, T, F> {
    pub(crate) array: Sequential<'a, T>,
    pub(crate) columns: Range<usize>,
    /// One to sixteen sequences.
    pub(crate) lanes: &'a [usize],
    pub(crate) length: F,
    pub(crate) steps: Range<usize>,
    /// One row a step.
    pub(crate) blocks: &'a mut [Block<T>],
    /// Blocks a row.
    pub(crate) width: usize,
    /// Where in each row the columns go.
    pub(crate) place: usize,
}

impl<T: Scalar, F: Fn(usize) -> usize> Task for Load<'_, T, F> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let source = |sequence: usize| self.array.sequence(sequence, (self.length)(sequence));
        let mut sources = [source(self.lanes[0]); LANES];
        for (slot, &sequence) in sources.iter_mut().zip(self.lanes).skip(1) {
            *slot = source(sequence);
        }
        let at = |lane: usize, index: usize| sources[lane].get(index).copied().unwrap_or(T::ZERO);
        for (step, row) in self.steps.zip(self.blocks.chunks_exact_mut(self.width)) {
            let first = step * self.array.features + self.columns.start;
            let row = &mut row[self.place..self.place + self.columns.len()];
            for (index, block) in (first..).zip(row) {
                *block = if self.lanes.len() == 1 {
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
