//! Layer norm of a drive.

use std::ops::Range;

use super::Lanes;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::norm::Groups;
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Which of N units are normed together, and by what each is multiplied then.
#[derive(Clone, Copy, Debug)]
pub struct Normed<'a, T, const N: usize> {
    groups: Groups,
    gain: &'a [Block<T>],
}

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The norm of a port of N units.
    #[inline(always)]
    pub fn normed<const N: usize>(self, groups: Groups, gain: &[Block<T>]) -> Normed<'_, T, N> {
        Normed { groups, gain }
    }

    /// z\[t\] = (u\[t\] - mean) / sqrt(variance + eps), in place of u\[t\], and drive\[t\] = gain z\[t\] + shift.
    #[inline(always)]
    pub fn norm<const N: usize>(
        self,
        normed: Normed<'_, T, N>,
        (eps, shift): (f64, &[Block<T>]),
        kept: [&mut Series<T>; 2],
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(self.layout, N, N, 0, steps);
        let Normed { groups, gain } = normed;
        T::Registers::<I>::KERNELS.norm(self.isa, job, (groups, eps), [gain, shift], kept, drive);
    }

    /// d_u\[t\] = (d_z - mean(d_z) - z mean(d_z z)) / sqrt(variance + eps), where d_z = gain d_drive\[t\].
    #[inline(always)]
    pub fn norm_transposed<const N: usize>(
        self,
        normed: Normed<'_, T, N>,
        d_drive: &Series<T>,
        kept: [&Series<T>; 2],
        d_sum: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(self.layout, N, N, 0, steps);
        let Normed { groups, gain } = normed;
        T::Registers::<I>::KERNELS.norm_transposed(self.isa, job, groups, gain, d_drive, kept, d_sum);
    }
}
