//! All units of a row normed together, where they lie in the lanes: block by block, as many operations as blocks.
//!
//! Lanes that are left over become copies of the last unit first, as gain and shift have them, so that what comes of them are
//! copies too. In sums they are multiplied by zero, which leaves every bit of a sum that is finite; where the last unit is
//! not, neither is the norm of any.

use super::singly::root_inverse;
use super::{clear_left_over, fill_left_over};
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;

/// The units of a row.
pub(super) struct Whole<T> {
    units: usize,
    /// Blocks before the last that has units.
    full: usize,
    /// One where the last block that has units has one, else zero.
    last: Block<T>,
    /// 1 / units.
    part: T,
}

impl<T: Scalar> Whole<T> {
    #[inline(always)]
    pub(super) fn new(units: usize) -> Self {
        let full = (units - 1) / LANES;
        let has_unit = |lane| full * LANES + lane < units;
        Whole {
            units,
            full,
            last: Block(std::array::from_fn(
                |lane| {
                    if has_unit(lane) { T::ONE } else { T::ZERO }
                },
            )),
            part: T::from_f64(1.0 / units as f64),
        }
    }

    /// The mean over units of what a row of blocks makes at each place, in the order of all sums here.
    #[inline(always)]
    fn mean(&self, value: impl Fn(usize) -> Block<T>) -> T {
        let mut sum = Block::ZERO;
        for place in 0..self.full {
            sum += value(place);
        }
        (sum + self.last * value(self.full)).sum() * self.part
    }

    /// What [`norm`](super::norm) does with a row.
    #[inline(always)]
    pub(super) fn norm(
        &self,
        eps: f64,
        [gain, shift]: [&[Block<T>]; 2],
        [kept, scales]: [&mut [Block<T>]; 2],
        drive: &mut [Block<T>],
    ) {
        // What links hand on may be what an input or a state of before has there.
        fill_left_over(kept, self.units);
        let mean = self.mean(|place| kept[place]);
        for u in kept.iter_mut() {
            *u = u.map(|u| u - mean);
        }
        let variance = self.mean(|place| kept[place] * kept[place]);
        let scale = root_inverse(variance, eps);
        for (((z, drive), &gain), &shift) in kept.iter_mut().zip(drive).zip(gain).zip(shift) {
            *z = z.map(|u| u * scale);
            *drive = gain * *z + shift;
        }
        scales.fill(Block::splat(scale));
    }

    /// What [`norm_transposed`](super::norm_transposed) does with a row.
    #[inline(always)]
    pub(super) fn transposed(&self, [gain, d_drive, kept, scales]: [&[Block<T>]; 4], d_sum: &mut [Block<T>]) {
        for ((d_z, &gain), &d_drive) in d_sum.iter_mut().zip(gain).zip(d_drive) {
            *d_z = gain * d_drive;
        }
        // The derivative of an activation may be anything there.
        clear_left_over(d_sum, self.units);
        let mean = self.mean(|place| d_sum[place]);
        let along = self.mean(|place| d_sum[place] * kept[place]);
        let scale = scales[0].0[0];
        for (d_z, z) in d_sum.iter_mut().zip(kept) {
            *d_z = d_z.zip(*z, |d_z, z| scale * (d_z - mean - z * along));
        }
    }
}
