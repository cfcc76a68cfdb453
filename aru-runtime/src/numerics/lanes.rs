//! What emitted code calls: rows of variables, and the products between them.
//!
//! Emitted code says which products and equations a step has; how they are done is the business of the [`Layout`] and
//! of the kernels, which are compiled once for each scalar and instruction set, in this crate.

mod custom;
mod diagonal;
mod functions;
mod identity;
mod mixing;
mod norm;
mod parts;
mod patches;
mod sizes;
mod sparse;

use std::marker::PhantomData;
use std::ops::Range;

use self::parts::{Parts, PartsMut};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::layout::{Form, Layout};
use crate::numerics::parts::{part, part_mut};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::{Back, BackMut, Series};

/// The row of the step before, and the row of this step.
pub type BeforeAndNow<'a, T> = (&'a mut [Block<T>], &'a mut [Block<T>]);

/// The blocks of a tile on an instruction set.
///
/// Methods take sizes as const arguments, N units of the target and M of the source, or, where a size is the product of
/// const parameters, which no const argument can be, as values: these are called `.._of`. They are the same code once
/// it is inlined.
///
/// A parameter comes as the kernels read it: that of all units as one block, that of each unit as a row, a weight packed
/// for its products.
#[derive(Clone, Copy, Debug)]
pub struct Lanes<T, I> {
    isa: I,
    layout: Layout,
    scalar: PhantomData<T>,
}

/// A link with a matrix.
#[derive(Clone, Copy, Debug)]
pub struct Matrix {
    /// Units of the target and of the source.
    sizes: [usize; 2],
}

/// Its weight.
pub type Weight<'a, T> = Parts<'a, T, Matrix>;

/// The gradient of its weight, to be written.
pub type WeightMut<'a, T> = PartsMut<'a, T, Matrix>;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// Rows of this layout.
    #[inline(always)]
    pub fn new(isa: I, layout: Layout) -> Self {
        Lanes {
            isa,
            layout,
            scalar: PhantomData,
        }
    }

    /// The instruction set.
    #[cfg(feature = "text")]
    #[inline(always)]
    pub(crate) fn isa(self) -> I {
        self.isa
    }

    /// Number of blocks in a row of a variable with `units` units.
    #[inline(always)]
    pub fn blocks(self, units: usize) -> usize {
        self.layout.blocks(units)
    }

    /// The parameters, one after the other.
    #[inline(always)]
    pub fn split<const K: usize>(self, parameters: &[Block<T>], forms: [Form; K]) -> [&[Block<T>]; K] {
        let (mut parts, mut rest) = ([&parameters[..0]; K], parameters);
        for (part, form) in parts.iter_mut().zip(forms) {
            (*part, rest) = rest.split_at(self.layout.blocks_of(form));
        }
        parts
    }

    /// Their gradients, to be written.
    #[inline(always)]
    pub fn split_mut<const K: usize>(
        self,
        gradients: &mut [Block<T>],
        forms: [Form; K],
    ) -> [&mut [Block<T>]; K] {
        let mut parts: [&mut [Block<T>]; K] = std::array::from_fn(|_| Default::default());
        let mut rest = gradients;
        for (part, form) in parts.iter_mut().zip(forms) {
            (*part, rest) = rest.split_at_mut(self.layout.blocks_of_gradient(form));
        }
        parts
    }

    /// The weight of a link.
    #[inline(always)]
    pub fn weight_of(self, sizes: [usize; 2], blocks: &[Block<T>]) -> Weight<'_, T> {
        let length = self.layout.blocks_of_weight(sizes[0], sizes[1]);
        Parts::new(blocks, length, Matrix { sizes })
    }

    /// The gradient of the weight of a link, to be written.
    #[inline(always)]
    pub fn weight_mut_of(self, sizes: [usize; 2], blocks: &mut [Block<T>]) -> WeightMut<'_, T> {
        let length = self.layout.blocks_of_weight_gradient(sizes[0], sizes[1]);
        PartsMut::new(blocks, length, Matrix { sizes })
    }

    /// The bias of one of several ports.
    #[inline(always)]
    pub fn bias_of(self, units: usize, biases: &[Block<T>], port: usize) -> &[Block<T>] {
        part(biases, port, self.blocks(units))
    }

    /// The gradient of the bias of one of several ports, to be written.
    #[inline(always)]
    pub fn bias_mut_of(self, units: usize, gradients: &mut [Block<T>], port: usize) -> &mut [Block<T>] {
        part_mut(gradients, port, self.blocks(units))
    }

    /// The row of step `step - delay`.
    #[inline(always)]
    pub fn row_of(self, units: usize, series: &Series<T>, step: usize, delay: usize) -> &[Block<T>] {
        &series.blocks()[series.range(self.blocks(units), step, delay)]
    }

    /// The row of step `step - delay`, to be written.
    #[inline(always)]
    pub fn row_mut_of(
        self,
        units: usize,
        series: &mut Series<T>,
        step: usize,
        delay: usize,
    ) -> &mut [Block<T>] {
        let range = series.range(self.blocks(units), step, delay);
        &mut series.blocks_mut()[range]
    }

    /// The rows of the step before and of this step, to be written.
    #[inline(always)]
    pub fn before_and_now_of(self, units: usize, series: &mut Series<T>, step: usize) -> BeforeAndNow<'_, T> {
        let width = self.blocks(units);
        let start = series.range(width, step, 1).start;
        series.blocks_mut()[start..start + 2 * width].split_at_mut(width)
    }

    /// The row of an adjoint that is carried from step to step, with what a penalty gives it in a step: there is a row for
    /// each step behind it then.
    #[inline(always)]
    pub fn carried_of(self, units: usize, series: &mut Series<T>, step: usize) -> &mut [Block<T>] {
        let width = self.blocks(units);
        let (row, given) = series.blocks_mut().split_at_mut(width);
        if !given.is_empty() {
            let given = &given[step * width..(step + 1) * width];
            for (sum, &amount) in row.iter_mut().zip(given) {
                *sum += amount;
            }
        }
        row
    }

    /// The row of an adjoint that is carried from step to step, as it is.
    #[inline(always)]
    pub fn carried_row_of(self, units: usize, series: &mut Series<T>) -> &mut [Block<T>] {
        &mut series.blocks_mut()[..self.blocks(units)]
    }

    /// Does work in a function of its own, see [`Isa::apart`]: in large networks a few statements at a time are.
    #[inline(always)]
    pub fn apart<R>(self, work: impl FnOnce() -> R) -> R {
        self.isa.apart(work)
    }

    /// A constant shared by all units.
    #[inline(always)]
    pub fn global(self, constant: &[Block<T>]) -> Block<T> {
        constant[0]
    }

    /// A constant of the units in block `unit` of a row.
    #[inline(always)]
    pub fn per_unit(self, constant: &[Block<T>], unit: usize) -> Block<T> {
        constant[unit]
    }

    /// Adds to the gradient of a constant shared by all units.
    #[inline(always)]
    pub fn add_global(self, gradient: &mut [Block<T>], amount: Block<T>) {
        gradient[0] += amount;
    }

    /// Adds to the gradient of a constant of the units in block `unit` of a row.
    #[inline(always)]
    pub fn add_per_unit(self, gradient: &mut [Block<T>], unit: usize, amount: Block<T>) {
        gradient[unit] += amount;
    }

    /// drive\[t\] = bias.
    #[inline(always)]
    pub fn set_bias_of(self, units: usize, bias: &[Block<T>], drive: &mut Series<T>, steps: Range<usize>) {
        let job = Job::new(self.layout, units, 0, 0, steps);
        T::Registers::<I>::KERNELS.set_bias(self.isa, job, bias, drive);
    }

    /// drive\[t\] = 0.
    #[inline(always)]
    pub fn set_zero_of(self, units: usize, drive: &mut Series<T>, steps: Range<usize>) {
        for t in steps {
            self.row_mut_of(units, drive, t, 0).fill(Block::ZERO);
        }
    }

    /// drive\[t\] += W source\[t - delay\].
    #[inline(always)]
    pub fn multiply(
        self,
        weight: Weight<'_, T>,
        source: Back<'_, T>,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let [targets, sources] = weight.kind.sizes;
        let job = Job::new(self.layout, targets, sources, source.delay, steps);
        T::Registers::<I>::KERNELS.multiply(self.isa, job, None, weight.blocks, source.series, drive);
    }

    /// drive\[t\] = bias + W source\[t - delay\].
    #[inline(always)]
    pub fn multiply_onto(
        self,
        bias: &[Block<T>],
        weight: Weight<'_, T>,
        source: Back<'_, T>,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let [targets, sources] = weight.kind.sizes;
        let job = Job::new(self.layout, targets, sources, source.delay, steps);
        T::Registers::<I>::KERNELS.multiply(self.isa, job, Some(bias), weight.blocks, source.series, drive);
    }

    /// d_source\[t - delay\] += W' d_drive\[t\].
    #[inline(always)]
    pub fn multiply_transposed(
        self,
        weight: Weight<'_, T>,
        d_drive: &Series<T>,
        d_source: BackMut<'_, T>,
        steps: Range<usize>,
    ) {
        let [targets, sources] = weight.kind.sizes;
        let job = Job::new(self.layout, targets, sources, d_source.delay, steps);
        T::Registers::<I>::KERNELS.multiply_transposed(
            self.isa,
            job,
            weight.blocks,
            d_drive,
            d_source.series,
        );
    }

    /// d_weight += sum over t of d_drive\[t\] source\[t - delay\]'.
    #[inline(always)]
    pub fn weight_gradient(
        self,
        d_drive: &Series<T>,
        source: Back<'_, T>,
        steps: Range<usize>,
        d_weight: WeightMut<'_, T>,
    ) {
        if !self.layout.gradients {
            return;
        }
        let [targets, sources] = d_weight.kind.sizes;
        let job = Job::new(self.layout, targets, sources, source.delay, steps);
        T::Registers::<I>::KERNELS.weight_gradient(self.isa, job, d_drive, source.series, d_weight.blocks);
    }

    /// d_bias += sum over t of d_drive\[t\].
    #[inline(always)]
    pub fn bias_gradient_of(
        self,
        units: usize,
        d_drive: &Series<T>,
        steps: Range<usize>,
        d_bias: &mut [Block<T>],
    ) {
        if !self.layout.gradients {
            return;
        }
        let job = Job::new(self.layout, units, 0, 0, steps);
        T::Registers::<I>::KERNELS.bias_gradient(self.isa, job, d_drive, d_bias);
    }

    /// Every lane the same number.
    #[inline(always)]
    pub fn number(self, value: f64) -> Block<T> {
        Block::splat(T::from_f64(value))
    }
}

#[cfg(test)]
mod tests;
