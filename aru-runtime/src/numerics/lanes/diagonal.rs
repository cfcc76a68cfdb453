//! Links of which each target reads the source of its own number.

use std::ops::Range;

use super::Lanes;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::parts::{part, part_mut};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// The weight of such a link: a row. That of several delays or ports has one for each.
#[derive(Clone, Copy, Debug)]
pub struct Diagonal<'a, T> {
    blocks: &'a [Block<T>],
    /// Of a part.
    length: usize,
    units: usize,
}

impl<T> Diagonal<'_, T> {
    /// That of a delay and port.
    #[inline(always)]
    pub fn part(self, index: usize) -> Self {
        let blocks = part(self.blocks, index, self.length);
        Diagonal { blocks, ..self }
    }
}

/// The gradient of such a weight, to be written.
#[derive(Debug)]
pub struct DiagonalMut<'a, T> {
    blocks: &'a mut [Block<T>],
    /// Of a part.
    length: usize,
    units: usize,
}

impl<T> DiagonalMut<'_, T> {
    /// That of a delay and port.
    #[inline(always)]
    pub fn part(&mut self, index: usize) -> DiagonalMut<'_, T> {
        DiagonalMut {
            blocks: part_mut(self.blocks, index, self.length),
            ..*self
        }
    }
}

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a diagonal link.
    #[inline(always)]
    pub fn diagonal_of(self, units: usize, blocks: &[Block<T>]) -> Diagonal<'_, T> {
        let length = self.blocks(units);
        Diagonal {
            blocks,
            length,
            units,
        }
    }

    /// The gradient of the weight of a diagonal link, to be written.
    #[inline(always)]
    pub fn diagonal_mut_of(self, units: usize, blocks: &mut [Block<T>]) -> DiagonalMut<'_, T> {
        let length = self.blocks(units);
        DiagonalMut {
            blocks,
            length,
            units,
        }
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
        let job = Job::new(self.layout, weight.units, weight.units, source.delay, steps);
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
        let job = Job::new(self.layout, weight.units, weight.units, d_source.delay, steps);
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
        let job = Job::new(self.layout, d_weight.units, d_weight.units, source.delay, steps);
        T::Registers::<I>::KERNELS.diagonal_gradient(self.isa, job, d_drive, source.series, d_weight.blocks);
    }
}
