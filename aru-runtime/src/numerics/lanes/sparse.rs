//! Links of few pairs.

use std::ops::Range;

use super::Lanes;
use super::parts::{Parts, PartsMut};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// A link of few pairs from M to N units.
#[derive(Clone, Copy, Debug)]
pub struct FewPairs<const N: usize, const M: usize>;

/// Its weight.
pub type Sparse<'a, T, const N: usize, const M: usize> = Parts<'a, T, FewPairs<N, M>>;

/// The gradient of its weight, to be written.
pub type SparseMut<'a, T, const N: usize, const M: usize> = PartsMut<'a, T, FewPairs<N, M>>;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a link of few pairs.
    #[inline(always)]
    pub fn sparse<const N: usize, const M: usize>(self, blocks: &[Block<T>]) -> Sparse<'_, T, N, M> {
        let length = self.layout.blocks_of_sparse(N, M);
        Parts::new(blocks, length)
    }

    /// The gradient of the weight of a link of few pairs, to be written.
    #[inline(always)]
    pub fn sparse_mut<const N: usize, const M: usize>(
        self,
        blocks: &mut [Block<T>],
    ) -> SparseMut<'_, T, N, M> {
        let length = self.layout.blocks_of_sparse_gradient(N, M);
        PartsMut::new(blocks, length)
    }

    /// drive\[t\] += W source\[t - delay\].
    #[inline(always)]
    pub fn multiply_sparse<const N: usize, const M: usize>(
        self,
        weight: Sparse<'_, T, N, M>,
        source: Back<'_, T>,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(self.layout, N, M, source.delay, steps);
        T::Registers::<I>::KERNELS.multiply_sparse(self.isa, job, weight.blocks, source.series, drive);
    }

    /// d_source\[t - delay\] += W' d_drive\[t\].
    #[inline(always)]
    pub fn multiply_sparse_transposed<const N: usize, const M: usize>(
        self,
        weight: Sparse<'_, T, N, M>,
        d_drive: &Series<T>,
        d_source: BackMut<'_, T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(self.layout, N, M, d_source.delay, steps);
        T::Registers::<I>::KERNELS.multiply_sparse_transposed(
            self.isa,
            job,
            weight.blocks,
            d_drive,
            d_source.series,
        );
    }

    /// d_weight += sum over t of d_drive\[t\] source\[t - delay\]', of the pairs of the weight.
    #[inline(always)]
    pub fn sparse_gradient<const N: usize, const M: usize>(
        self,
        weight: Sparse<'_, T, N, M>,
        d_drive: &Series<T>,
        source: Back<'_, T>,
        steps: Range<usize>,
        d_weight: SparseMut<'_, T, N, M>,
    ) {
        let job = Job::new(self.layout, N, M, source.delay, steps);
        T::Registers::<I>::KERNELS.sparse_gradient(
            self.isa,
            job,
            weight.blocks,
            d_drive,
            source.series,
            d_weight.blocks,
        );
    }
}
