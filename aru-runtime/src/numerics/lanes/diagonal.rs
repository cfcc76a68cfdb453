//! Links of which each target reads the source of its own number.

use std::ops::Range;

use super::Lanes;
use super::parts::{Parts, PartsMut};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// A diagonal link between N units: its weight is a row.
#[derive(Clone, Copy, Debug)]
pub struct OneToOne<const N: usize>;

/// Its weight.
pub type Diagonal<'a, T, const N: usize> = Parts<'a, T, OneToOne<N>>;

/// The gradient of its weight, to be written.
pub type DiagonalMut<'a, T, const N: usize> = PartsMut<'a, T, OneToOne<N>>;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a diagonal link.
    #[inline(always)]
    pub fn diagonal<const N: usize>(self, blocks: &[Block<T>]) -> Diagonal<'_, T, N> {
        let length = self.blocks(N);
        Parts::new(blocks, length)
    }

    /// The gradient of the weight of a diagonal link, to be written.
    #[inline(always)]
    pub fn diagonal_mut<const N: usize>(self, blocks: &mut [Block<T>]) -> DiagonalMut<'_, T, N> {
        let length = self.blocks(N);
        PartsMut::new(blocks, length)
    }

    /// drive\[t\] += weight source\[t - delay\], unit by unit.
    #[inline(always)]
    pub fn multiply_diagonal<const N: usize>(
        self,
        weight: Diagonal<'_, T, N>,
        source: Back<'_, T>,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(self.layout, N, N, source.delay, steps);
        T::Registers::<I>::KERNELS.multiply_diagonal(self.isa, job, weight.blocks, source.series, drive);
    }

    /// d_source\[t - delay\] += weight d_drive\[t\], unit by unit.
    #[inline(always)]
    pub fn multiply_diagonal_transposed<const N: usize>(
        self,
        weight: Diagonal<'_, T, N>,
        d_drive: &Series<T>,
        d_source: BackMut<'_, T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(self.layout, N, N, d_source.delay, steps);
        T::Registers::<I>::KERNELS.multiply_diagonal_transposed(
            self.isa,
            job,
            weight.blocks,
            d_drive,
            d_source.series,
        );
    }

    /// d_weight += sum over t of d_drive\[t\] source\[t - delay\], unit by unit.
    #[inline(always)]
    pub fn diagonal_gradient<const N: usize>(
        self,
        d_drive: &Series<T>,
        source: Back<'_, T>,
        steps: Range<usize>,
        d_weight: DiagonalMut<'_, T, N>,
    ) {
        let job = Job::new(self.layout, N, N, source.delay, steps);
        T::Registers::<I>::KERNELS.diagonal_gradient(self.isa, job, d_drive, source.series, d_weight.blocks);
    }
}
