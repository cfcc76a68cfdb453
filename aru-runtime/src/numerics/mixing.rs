//! The past of a source, mixed around a learned delay d.
//!
//! With s = 1 + spread, h_k = max(0, s - |k - d|) and the steps k of the delay's range,
//!
//! ```text
//! mixed[t] = sum over k of w_k source[t - k],    w_k = h_k / sum over j of h_j
//! dw_k/dd = (h'_k - w_k sum over j of h'_j) / sum over j of h_j
//! ```
//!
//! h'_k is the sign of k - d within s, half of it at a distance of s, zero at k = d: at every corner the mean of both sides.
//! The sums run over the range alone, so that the weights sum to one for every d: a delay moves timing and no gain
//! (Khalfaoui-Hassani et al., arXiv 2112.03740).
//!
//! A delay is a block like any constant: alike in all lanes, one for each network, or one for each unit. In a block of
//! different delays every lane has the weight zero for steps that others read. Weights are made anew in every call, for some steps of
//! the range at a time: nothing has to be kept, however long that is.

mod kernel;

use std::ops::Range;

use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

pub use self::kernel::Kernel;
use self::kernel::{Taps, Triangle};

/// Which rows are mixed.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Blocks of a row.
    width: usize,
    steps: Range<usize>,
}

impl Rows {
    #[inline(always)]
    pub(crate) fn new(width: usize, steps: Range<usize>) -> Self {
        Rows { width, steps }
    }

    /// Where the first row lies that is read or written so many steps back.
    #[inline(always)]
    fn start<T: Scalar>(&self, series: &Series<T>, delay: usize) -> usize {
        series
            .range(self.width, self.steps.start, series.reach(delay))
            .start
    }
}

/// Blocks of a row that are mixed at a time: each is a chain of sums, and several go side by side.
const TOGETHER: usize = 4;

/// mixed\[t\] = sum over k of w_k source\[t - k\].
#[inline(always)]
pub(crate) fn mix<T: Scalar, I: Isa>(
    isa: I,
    kernel: Kernel<'_, T>,
    rows: Rows,
    source: &Series<T>,
    mixed: &mut Series<T>,
) {
    let to = rows.start(mixed, 0);
    for (delay, blocks) in kernel.groups(rows.width) {
        let triangle = Triangle::new(&kernel, delay);
        let mut is_first = true;
        for taps in triangle.taps(|triangle, step| triangle.weight(step)) {
            let starts = taps.starts(|delay| rows.start(source, delay));
            for row in 0..rows.steps.len() {
                let at = row * rows.width;
                let mut first = blocks.start;
                while first < blocks.end {
                    let (from, to) = (at + first, to + at + first);
                    if first + TOGETHER <= blocks.end {
                        let to = mixed.blocks_mut()[to..].first_chunk_mut();
                        sum::<T, I, TOGETHER>(isa, &taps, &starts, source.blocks(), from, is_first, to);
                        first += TOGETHER;
                    } else {
                        let to = mixed.blocks_mut()[to..].first_chunk_mut();
                        sum::<T, I, 1>(isa, &taps, &starts, source.blocks(), from, is_first, to);
                        first += 1;
                    }
                }
            }
            is_first = false;
        }
    }
}

/// Some blocks of a row = what these taps bring of them, or += where other taps have been there.
#[inline(always)]
fn sum<T: Scalar, I: Isa, const COLUMNS: usize>(
    isa: I,
    taps: &Taps<T>,
    starts: &[usize],
    source: &[Block<T>],
    from: usize,
    is_first: bool,
    to: Option<&mut [Block<T>; COLUMNS]>,
) {
    let Some(to) = to else { return };
    let mut sums = [T::Registers::splat(isa, T::ZERO); COLUMNS];
    if !is_first {
        for (sum, to) in sums.iter_mut().zip(&*to) {
            *sum = T::Registers::load(isa, to);
        }
    }
    for (weight, start) in taps.weights().iter().zip(starts) {
        let weight = T::Registers::load(isa, weight);
        let source = &source[start + from..][..COLUMNS];
        for (sum, source) in sums.iter_mut().zip(source) {
            sum.add_product(weight, T::Registers::load(isa, source));
        }
    }
    for (sum, to) in sums.iter().zip(to) {
        sum.store(to);
    }
}

/// d_source\[t - k\] += w_k d_mixed\[t\].
#[inline(always)]
pub(crate) fn mix_transposed<T: Scalar, I: Isa>(
    isa: I,
    kernel: Kernel<'_, T>,
    rows: Rows,
    d_mixed: &Series<T>,
    d_source: &mut Series<T>,
) {
    let from = rows.start(d_mixed, 0);
    for (delay, blocks) in kernel.groups(rows.width) {
        let triangle = Triangle::new(&kernel, delay);
        for taps in triangle.taps(|triangle, step| triangle.weight(step)) {
            let starts = taps.starts(|delay| rows.start(d_source, delay));
            for (weight, start) in taps.weights().iter().zip(&*starts) {
                let weight = T::Registers::load(isa, weight);
                for row in 0..rows.steps.len() {
                    let own = row * rows.width + blocks.start;
                    let d_mixed = &d_mixed.blocks()[from + own..][..blocks.len()];
                    let d_source = &mut d_source.blocks_mut()[start + own..][..blocks.len()];
                    for (d_source, d_mixed) in d_source.iter_mut().zip(d_mixed) {
                        let mut sum = T::Registers::load(isa, d_source);
                        sum.add_product(weight, T::Registers::load(isa, d_mixed));
                        sum.store(d_source);
                    }
                }
            }
        }
    }
}

/// d_delay += sum over t and k of dw_k / d(delay) source\[t - k\] d_mixed\[t\].
#[inline(always)]
pub(crate) fn delay_gradient<T: Scalar, I: Isa>(
    isa: I,
    kernel: Kernel<'_, T>,
    rows: Rows,
    d_mixed: &Series<T>,
    source: &Series<T>,
    d_delay: &mut [Block<T>],
) {
    let own = rows.start(d_mixed, 0);
    for ((delay, blocks), d_delay) in kernel.groups(rows.width).zip(d_delay) {
        let triangle = Triangle::new(&kernel, delay).with_slopes();
        let mut sum = T::Registers::load(isa, d_delay);
        for taps in triangle.taps(|triangle, step| triangle.slope_of_weight(step)) {
            let starts = taps.starts(|delay| rows.start(source, delay));
            for row in 0..rows.steps.len() {
                for block in blocks.clone() {
                    let at = row * rows.width + block;
                    let mut moved = [Block::ZERO];
                    sum_one(isa, &taps, &starts, source.blocks(), at, &mut moved);
                    let moved = T::Registers::load(isa, &moved[0]);
                    sum.add_product(moved, T::Registers::load(isa, &d_mixed.blocks()[own + at]));
                }
            }
        }
        sum.store(d_delay);
    }
}

/// What these taps bring of one block.
#[inline(always)]
fn sum_one<T: Scalar, I: Isa>(
    isa: I,
    taps: &Taps<T>,
    starts: &[usize],
    source: &[Block<T>],
    from: usize,
    to: &mut [Block<T>; 1],
) {
    sum::<T, I, 1>(isa, taps, starts, source, from, true, Some(to));
}

#[cfg(test)]
mod tests;
