//! Links of which each target reads the source of its own number.

use std::ops::Range;

use super::Lanes;
use super::parts::{Parts, PartsMut};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// A diagonal link: its weight is a row.
#[derive(Clone, Copy, Debug)]
pub struct OneToOne {
    units: usize,
}

/// Its weight.
pub type Diagonal<'a, T> = Parts<'a, T, OneToOne>;

/// The gradient of its weight, to be written.
pub type DiagonalMut<'a, T> = PartsMut<'a, T, OneToOne>;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a diagonal link.
    #[inline(always)]
    pub fn diagonal_of(self, units: usize, blocks: &[Block<T>]) -> Diagonal<'_, T> {
        let length = self.blocks(units);
        Parts::new(blocks, length, OneToOne { units })
    }

    /// The gradient of the weight of a diagonal link, to be written.
    #[inline(always)]
    pub fn diagonal_mut_of(self, units: usize, blocks: &mut [Block<T>]) -> DiagonalMut<'_, T> {
        let length = self.blocks(units);
        PartsMut::new(blocks, length, OneToOne { units })
    }

    /// drive\[t\] += weight source\[t - delay\], unit by unit.
    #[inline(always)]
    pub fn multiply_diagonal(
        self,
        weight: Diagonal<'_, T>,
        source: Back<'_, T>,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(
            self.layout,
            weight.kind.units,
            weight.kind.units,
            source.delay,
            steps,
        );
        T::Registers::<I>::KERNELS.multiply_diagonal(self.isa, job, weight.blocks, source.series, drive);
    }

    /// d_source\[t - delay\] += weight d_drive\[t\], unit by unit.
    #[inline(always)]
    pub fn multiply_diagonal_transposed(
        self,
        weight: Diagonal<'_, T>,
        d_drive: &Series<T>,
        d_source: BackMut<'_, T>,
        steps: Range<usize>,
    ) {
        let job = Job::new(
            self.layout,
            weight.kind.units,
            weight.kind.units,
            d_source.delay,
            steps,
        );
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
    pub fn diagonal_gradient(
        self,
        d_drive: &Series<T>,
        source: Back<'_, T>,
        steps: Range<usize>,
        d_weight: DiagonalMut<'_, T>,
    ) {
        if !self.layout.gradients {
            return;
        }
        let job = Job::new(
            self.layout,
            d_weight.kind.units,
            d_weight.kind.units,
            source.delay,
            steps,
        );
        T::Registers::<I>::KERNELS.diagonal_gradient(self.isa, job, d_drive, source.series, d_weight.blocks);
    }
}
