//! Links of few pairs.

use std::ops::Range;

use super::Lanes;
use super::parts::{Parts, PartsMut};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// A link of few pairs.
#[derive(Clone, Copy, Debug)]
pub struct FewPairs {
    /// Units of the target and of the source.
    sizes: [usize; 2],
}

/// Its weight.
pub type Sparse<'a, T> = Parts<'a, T, FewPairs>;

/// The gradient of its weight, to be written.
pub type SparseMut<'a, T> = PartsMut<'a, T, FewPairs>;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a link of few pairs.
    #[inline(always)]
    pub fn sparse_of(self, sizes: [usize; 2], blocks: &[Block<T>]) -> Sparse<'_, T> {
        let length = self.layout.blocks_of_sparse(sizes[0], sizes[1]);
        Parts::new(blocks, length, FewPairs { sizes })
    }

    /// The gradient of the weight of a link of few pairs, to be written.
    #[inline(always)]
    pub fn sparse_mut_of(self, sizes: [usize; 2], blocks: &mut [Block<T>]) -> SparseMut<'_, T> {
        let length = self.layout.blocks_of_sparse_gradient(sizes[0], sizes[1]);
        PartsMut::new(blocks, length, FewPairs { sizes })
    }

    /// drive\[t\] += W source\[t - delay\].
    #[inline(always)]
    pub fn multiply_sparse(
        self,
        weight: Sparse<'_, T>,
        source: Back<'_, T>,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let [targets, sources] = weight.kind.sizes;
        let job = Job::new(self.layout, targets, sources, source.delay, steps);
        T::Registers::<I>::KERNELS.multiply_sparse(self.isa, job, weight.blocks, source.series, drive);
    }

    /// d_source\[t - delay\] += W' d_drive\[t\].
    #[inline(always)]
    pub fn multiply_sparse_transposed(
        self,
        weight: Sparse<'_, T>,
        d_drive: &Series<T>,
        d_source: BackMut<'_, T>,
        steps: Range<usize>,
    ) {
        let [targets, sources] = weight.kind.sizes;
        let job = Job::new(self.layout, targets, sources, d_source.delay, steps);
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
    pub fn sparse_gradient(
        self,
        weight: Sparse<'_, T>,
        d_drive: &Series<T>,
        source: Back<'_, T>,
        steps: Range<usize>,
        d_weight: SparseMut<'_, T>,
    ) {
        if !self.layout.gradients {
            return;
        }
        let [targets, sources] = weight.kind.sizes;
        let job = Job::new(self.layout, targets, sources, source.delay, steps);
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
