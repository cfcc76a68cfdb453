//! Between arrays [sequence, step, feature] and blocks, whose lanes are sequences.

use std::ops::Range;

use ndarray::{ArrayView3, ArrayViewMut3, Axis};

use crate::block::Block;
use crate::scalar::Scalar;
use crate::series::Series;

/// Rows of blocks, one a step, to be filled in some places of each row.
pub(crate) struct Rows<'a, T> {
    pub(crate) blocks: &'a mut [Block<T>],
    /// The blocks of a row that are filled.
    pub(crate) place: Range<usize>,
    /// Blocks a row.
    pub(crate) width: usize,
}

/// Copies `steps` of some columns of an array: sequence `lanes[i]` to lane i, the first of them to the lanes left
/// over. Beyond the length of a sequence there is zero, whatever the array holds.
pub(crate) fn load<T: Scalar>(
    rows: Rows<'_, T>,
    array: &ArrayView3<'_, T>,
    columns: Range<usize>,
    lanes: &[usize],
    length: impl Fn(usize) -> usize,
    steps: Range<usize>,
) {
    let features = array.dim().2;
    for (lane, &sequence) in lanes.iter().enumerate() {
        let source = array.index_axis(Axis(0), sequence);
        let contiguous = source.to_slice();
        let length = length(sequence);
        for (step, row) in steps.clone().zip(rows.blocks.chunks_exact_mut(rows.width)) {
            let row = &mut row[rows.place.clone()];
            let mut put = |place: usize, value: T| {
                if lane == 0 {
                    row[place] = Block::splat(value);
                } else {
                    row[place].0[lane] = value;
                }
            };
            if step >= length {
                (0..columns.len()).for_each(|place| put(place, T::ZERO));
            } else if let Some(slice) = contiguous {
                let values = &slice[step * features..][columns.clone()];
                values.iter().enumerate().for_each(|(place, &value)| put(place, value));
            } else {
                columns.clone().enumerate().for_each(|(place, column)| put(place, source[[step, column]]));
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
