//! A row of N units is N blocks. The lanes are 16 sequences of a batch, whose weights are broadcast; or 16 networks, each
//! with weights of its own. What a weight is, is the one difference.
//!
//! The products work in tiles whose sums stay in registers. `tiles` says how large a tile is; a tile of any size is
//! one generic function, and only the sizes that a layer needs are compiled.

mod product;
#[cfg(test)]
mod tests;
mod tiles;
mod weight_gradient;

use std::fmt::Debug;
use std::marker::PhantomData;
use std::ops::Range;

use crate::block::Block;
use crate::dispatch::{Isa, Registers};
use crate::lanes::Lanes;
use crate::scalar::Scalar;
use crate::series::Series;

/// The layout for small layers: 16 sequences, or 16 networks, in lockstep. `W` is what holds a weight.
#[derive(Clone, Copy, Debug)]
pub struct RowLanes<T, I, W> {
    isa: I,
    types: PhantomData<(T, W)>,
}

/// Lanes are sequences of a batch for one network.
pub type BatchLanes<T, I> = RowLanes<T, I, T>;

/// Lanes are networks.
pub type NetworkLanes<T, I> = RowLanes<T, I, Block<T>>;

impl<T, I, W> RowLanes<T, I, W> {
    /// The layout for an instruction set.
    #[inline(always)]
    pub fn new(isa: I) -> Self {
        RowLanes {
            isa,
            types: PhantomData,
        }
    }
}

/// A parameter as a tile holds it: one number for all lanes, or one for each.
pub trait Weight<T: Scalar>: Copy + Debug + Send + Sync + 'static {
    /// Its value in each lane.
    fn block(self) -> Block<T>;

    /// The same in registers.
    fn registers<I: Isa>(&self, isa: I) -> T::Registers<I>;
}

impl<T: Scalar> Weight<T> for T {
    #[inline(always)]
    fn block(self) -> Block<T> {
        Block::splat(self)
    }

    #[inline(always)]
    fn registers<I: Isa>(&self, isa: I) -> T::Registers<I> {
        T::Registers::splat(isa, *self)
    }
}

impl<T: Scalar> Weight<T> for Block<T> {
    #[inline(always)]
    fn block(self) -> Block<T> {
        self
    }

    #[inline(always)]
    fn registers<I: Isa>(&self, isa: I) -> T::Registers<I> {
        T::Registers::load(isa, self)
    }
}

/// The rows of these steps, `delay` earlier.
#[inline(always)]
fn rows<T: Scalar, const N: usize>(
    series: &Series<T>,
    steps: Range<usize>,
    delay: usize,
) -> &[[Block<T>; N]] {
    let start = series.range(N, steps.start, delay).start;
    series.blocks()[start..start + N * steps.len()].as_chunks().0
}

/// The rows of these steps, `delay` earlier, to be written.
#[inline(always)]
fn rows_mut<T: Scalar, const N: usize>(
    series: &mut Series<T>,
    steps: Range<usize>,
    delay: usize,
) -> &mut [[Block<T>; N]] {
    let start = series.range(N, steps.start, delay).start;
    series.blocks_mut()[start..start + N * steps.len()]
        .as_chunks_mut()
        .0
}

/// One gradient for each target and source, as rows.
#[inline(always)]
fn matrix_mut<V, const N: usize, const M: usize>(values: &mut [V]) -> &mut [[V; M]; N] {
    values
        .as_chunks_mut()
        .0
        .first_chunk_mut()
        .expect("emitted code passes a whole gradient")
}

/// One gradient for each target.
#[inline(always)]
fn vector_mut<V, const N: usize>(values: &mut [V]) -> &mut [V; N] {
    values
        .first_chunk_mut()
        .expect("emitted code passes a whole gradient")
}

impl<T: Scalar, I: Isa, W: Weight<T>> Lanes for RowLanes<T, I, W> {
    type Scalar = T;
    type Isa = I;
    type Value = W;
    type Gradient = Block<T>;

    #[inline(always)]
    fn isa(self) -> I {
        self.isa
    }

    #[inline(always)]
    fn blocks(self, units: usize) -> usize {
        units
    }

    #[inline(always)]
    fn global(self, constant: &[W]) -> Block<T> {
        constant[0].block()
    }

    #[inline(always)]
    fn per_unit(self, constant: &[W], unit: usize) -> Block<T> {
        constant[unit].block()
    }

    #[inline(always)]
    fn add_global(self, gradient: &mut [Block<T>], amount: Block<T>) {
        gradient[0] += amount;
    }

    #[inline(always)]
    fn add_per_unit(self, gradient: &mut [Block<T>], unit: usize, amount: Block<T>) {
        gradient[unit] += amount;
    }

    #[inline(always)]
    fn set_bias<const N: usize>(self, bias: &[W], drive: &mut Series<T>, steps: Range<usize>) {
        for row in rows_mut::<T, N>(drive, steps, 0) {
            for (block, &bias) in row.iter_mut().zip(bias) {
                *block = bias.block();
            }
        }
    }

    #[inline(always)]
    fn multiply<const N: usize, const M: usize>(
        self,
        weight: &[W],
        source: &Series<T>,
        delay: usize,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let weight = weight.as_chunks().0;
        let sources = rows::<T, M>(source, steps.clone(), delay);
        let drives = rows_mut::<T, N>(drive, steps, 0);
        for (source, drive) in sources.iter().zip(drives) {
            product::add_product(self.isa, weight, source, drive);
        }
    }

    #[inline(always)]
    fn multiply_transposed<const N: usize, const M: usize>(
        self,
        weight: &[W],
        d_drive: &Series<T>,
        d_source: &mut Series<T>,
        delay: usize,
        steps: Range<usize>,
    ) {
        let weight = weight.as_chunks().0;
        let d_drives = rows::<T, N>(d_drive, steps.clone(), 0);
        let d_sources = rows_mut::<T, M>(d_source, steps, delay);
        for (d_drive, d_source) in d_drives.iter().zip(d_sources) {
            product::add_transposed_product(self.isa, weight, d_drive, d_source);
        }
    }

    #[inline(always)]
    fn weight_gradient<const N: usize, const M: usize>(
        self,
        d_drive: &Series<T>,
        source: &Series<T>,
        delay: usize,
        steps: Range<usize>,
        d_weight: &mut [Block<T>],
    ) {
        let d_drives = rows::<T, N>(d_drive, steps.clone(), 0);
        let sources = rows::<T, M>(source, steps, delay);
        weight_gradient::add_weight_gradient(self.isa, d_drives, sources, matrix_mut(d_weight));
    }

    #[inline(always)]
    fn bias_gradient<const N: usize>(
        self,
        d_drive: &Series<T>,
        steps: Range<usize>,
        d_bias: &mut [Block<T>],
    ) {
        weight_gradient::add_bias_gradient(self.isa, rows::<T, N>(d_drive, steps, 0), vector_mut(d_bias));
    }
}
