//! Links without a weight: each target adds the source of its own number.

use std::ops::Range;

use super::Lanes;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// drive\[t\] += source\[t - delay\], of so many units.
    #[inline(always)]
    pub fn add_identity(self, units: usize, source: Back<'_, T>, drive: &mut Series<T>, steps: Range<usize>) {
        let job = Job::new(self.layout, units, units, source.delay, steps);
        let from: &[Block<T>] = job.read(source.series, job.of_source());
        T::Registers::<I>::KERNELS.add_blocks(self.isa, from, job.write(drive, job.of_target()));
    }

    /// d_source\[t - delay\] += d_drive\[t\], of so many units.
    #[inline(always)]
    pub fn add_identity_transposed(
        self,
        units: usize,
        d_drive: &Series<T>,
        d_source: BackMut<'_, T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(self.layout, units, units, d_source.delay, steps);
        let from: &[Block<T>] = job.read(d_drive, job.of_target());
        T::Registers::<I>::KERNELS.add_blocks(self.isa, from, job.write(d_source.series, job.of_source()));
    }
}
