//! Layer norm of a drive.

use std::ops::Range;

use super::Lanes;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::norm::Groups;
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Which units are normed together, and by what each is multiplied then.
#[derive(Clone, Copy, Debug)]
pub struct Normed<'a, T> {
    units: usize,
    groups: Groups,
    gain: &'a [Block<T>],
}

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The norm of a port of so many units.
    #[inline(always)]
    pub fn normed_of(self, units: usize, groups: Groups, gain: &[Block<T>]) -> Normed<'_, T> {
        Normed { units, groups, gain }
    }

    /// z\[t\] = (u\[t\] - mean) / sqrt(variance + eps), in place of u\[t\], and drive\[t\] = gain z\[t\] + shift.
    #[inline(always)]
    pub fn norm(
        self,
        normed: Normed<'_, T>,
        (eps, shift): (f64, &[Block<T>]),
        kept: [&mut Series<T>; 2],
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let Normed { units, groups, gain } = normed;
        let job = Job::new(self.layout, units, units, 0, steps);
        T::Registers::<I>::KERNELS.norm(self.isa, job, (groups, eps), [gain, shift], kept, drive);
    }

    /// d_u\[t\] = (d_z - mean(d_z) - z mean(d_z z)) / sqrt(variance + eps), where d_z = gain d_drive\[t\].
    #[inline(always)]
    pub fn norm_transposed(
        self,
        normed: Normed<'_, T>,
        d_drive: &Series<T>,
        kept: [&Series<T>; 2],
        d_sum: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let Normed { units, groups, gain } = normed;
        let job = Job::new(self.layout, units, units, 0, steps);
        T::Registers::<I>::KERNELS.norm_transposed(self.isa, job, (groups, gain), d_drive, kept, d_sum);
    }
}
