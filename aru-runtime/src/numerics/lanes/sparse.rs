//! Links of few pairs.

use std::ops::Range;

use super::Lanes;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::parts::{part, part_mut};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// The weight of such a link. That of several delays or ports has a part for each, one behind the other.
#[derive(Clone, Copy, Debug)]
pub struct Sparse<'a, T> {
    blocks: &'a [Block<T>],
    /// Of a part.
    length: usize,
    /// Units of the target and of the source.
    sizes: [usize; 2],
}

impl<T> Sparse<'_, T> {
    /// That of a delay and port.
    #[inline(always)]
    pub fn part(self, index: usize) -> Self {
        let blocks = part(self.blocks, index, self.length);
        Sparse { blocks, ..self }
    }
}

/// The gradient of such a weight, to be written.
#[derive(Debug)]
pub struct SparseMut<'a, T> {
    blocks: &'a mut [Block<T>],
    /// Of a part.
    length: usize,
}

impl<T> SparseMut<'_, T> {
    /// That of a delay and port.
    #[inline(always)]
    pub fn part(&mut self, index: usize) -> SparseMut<'_, T> {
        SparseMut {
            blocks: part_mut(self.blocks, index, self.length),
            ..*self
        }
    }
}

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a link of few pairs.
    #[inline(always)]
    pub fn sparse_of(self, sizes: [usize; 2], blocks: &[Block<T>]) -> Sparse<'_, T> {
        let length = self.layout.blocks_of_sparse(sizes[0], sizes[1]);
        Sparse {
            blocks,
            length,
            sizes,
        }
    }

    /// The gradient of the weight of a link of few pairs, to be written.
    #[inline(always)]
    pub fn sparse_mut_of(self, sizes: [usize; 2], blocks: &mut [Block<T>]) -> SparseMut<'_, T> {
        let length = self.layout.blocks_of_sparse_gradient(sizes[0], sizes[1]);
        SparseMut { blocks, length }
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
        let [targets, sources] = weight.sizes;
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
        let [targets, sources] = weight.sizes;
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
        let [targets, sources] = weight.sizes;
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
