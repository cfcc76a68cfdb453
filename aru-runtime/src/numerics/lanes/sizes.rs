//! The methods that take sizes as const arguments: the same as those that take them as values.

use std::ops::Range;

use super::diagonal::{Diagonal, DiagonalMut};
use super::norm::Normed;
use super::sparse::{Sparse, SparseMut};
use super::{BeforeAndNow, Lanes, Weight, WeightMut};
use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::mixing::Kernel;
use crate::numerics::norm::Groups;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Methods of N units.
macro_rules! of_units {
    ($(
        $(#[$doc:meta])*
        fn $name:ident = $of:ident($($argument:ident: $type:ty),*) $(-> $result:ty)?;
    )*) => {
        impl<T: Scalar, I: Isa> Lanes<T, I> {$(
            $(#[$doc])*
            #[inline(always)]
            pub fn $name<const N: usize>(self, $($argument: $type),*) $(-> $result)? {
                self.$of(N, $($argument),*)
            }
        )*}
    };
}

of_units! {
    /// The bias of one of several ports.
    fn bias = bias_of(biases: &[Block<T>], port: usize) -> &[Block<T>];
    /// The gradient of the bias of one of several ports, to be written.
    fn bias_mut = bias_mut_of(gradients: &mut [Block<T>], port: usize) -> &mut [Block<T>];
    /// The row of step `step - delay`.
    fn row = row_of(series: &Series<T>, step: usize, delay: usize) -> &[Block<T>];
    /// The row of step `step - delay`, to be written.
    fn row_mut = row_mut_of(series: &mut Series<T>, step: usize, delay: usize) -> &mut [Block<T>];
    /// The rows of the step before and of this step, to be written.
    fn before_and_now = before_and_now_of(series: &mut Series<T>, step: usize) -> BeforeAndNow<'_, T>;
    /// The row of an adjoint that is carried from step to step, with what a penalty gives it in a step.
    fn carried = carried_of(series: &mut Series<T>, step: usize) -> &mut [Block<T>];
    /// The row of an adjoint that is carried from step to step, as it is.
    fn carried_row = carried_row_of(series: &mut Series<T>) -> &mut [Block<T>];
    /// drive\[t\] = bias.
    fn set_bias = set_bias_of(bias: &[Block<T>], drive: &mut Series<T>, steps: Range<usize>);
    /// drive\[t\] = 0.
    fn set_zero = set_zero_of(drive: &mut Series<T>, steps: Range<usize>);
    /// d_bias += sum over t of d_drive\[t\].
    fn bias_gradient = bias_gradient_of(d_drive: &Series<T>, steps: Range<usize>, d_bias: &mut [Block<T>]);
    /// The weight of a diagonal link.
    fn diagonal = diagonal_of(blocks: &[Block<T>]) -> Diagonal<'_, T>;
    /// The gradient of the weight of a diagonal link, to be written.
    fn diagonal_mut = diagonal_mut_of(blocks: &mut [Block<T>]) -> DiagonalMut<'_, T>;
    /// The norm of a port.
    fn normed = normed_of(groups: Groups, gain: &[Block<T>]) -> Normed<'_, T>;
    /// mixed\[t\] = sum over k of w_k source\[t - k\].
    fn mix = mix_of(kernel: Kernel<'_, T>, source: &Series<T>, mixed: &mut Series<T>, steps: Range<usize>);
    /// d_source\[t - k\] += w_k d_mixed\[t\].
    fn mix_transposed = mix_transposed_of(
        kernel: Kernel<'_, T>, d_mixed: &Series<T>, d_source: &mut Series<T>, steps: Range<usize>
    );
    /// d_delay += sum over t and k of dw_k / d(delay) source\[t - k\] d_mixed\[t\].
    fn delay_gradient = delay_gradient_of(
        kernel: Kernel<'_, T>, d_mixed: &Series<T>, source: &Series<T>, steps: Range<usize>, d_delay: &mut [Block<T>]
    );
}

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The weight of a link from M to N units.
    #[inline(always)]
    pub fn weight<const N: usize, const M: usize>(self, blocks: &[Block<T>]) -> Weight<'_, T> {
        self.weight_of([N, M], blocks)
    }

    /// The gradient of the weight of a link from M to N units, to be written.
    #[inline(always)]
    pub fn weight_mut<const N: usize, const M: usize>(self, blocks: &mut [Block<T>]) -> WeightMut<'_, T> {
        self.weight_mut_of([N, M], blocks)
    }

    /// The weight of a link of few pairs from M to N units.
    #[inline(always)]
    pub fn sparse<const N: usize, const M: usize>(self, blocks: &[Block<T>]) -> Sparse<'_, T> {
        self.sparse_of([N, M], blocks)
    }

    /// The gradient of the weight of a link of few pairs from M to N units, to be written.
    #[inline(always)]
    pub fn sparse_mut<const N: usize, const M: usize>(self, blocks: &mut [Block<T>]) -> SparseMut<'_, T> {
        self.sparse_mut_of([N, M], blocks)
    }
}
