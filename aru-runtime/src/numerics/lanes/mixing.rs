//! Learned delays, as emitted code calls them: units are those of the source.

use std::ops::{Range, RangeInclusive};

use super::Lanes;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::mixing::{Kernel, Rows};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The kernel of a delay that may reach these steps: one block for all units, or one for each block of a row.
    #[inline(always)]
    pub fn kernel(
        self,
        delays: &[Block<T>],
        spread: Block<T>,
        steps: RangeInclusive<usize>,
    ) -> Kernel<'_, T> {
        Kernel::new(delays, spread, steps)
    }

    /// mixed\[t\] = sum over k of w_k source\[t - k\].
    #[inline(always)]
    pub fn mix_of(
        self,
        units: usize,
        kernel: Kernel<'_, T>,
        source: &Series<T>,
        mixed: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let rows = Rows::new(self.blocks(units), steps);
        T::Registers::<I>::KERNELS.mix(self.isa, kernel, rows, source, mixed);
    }

    /// d_source\[t - k\] += w_k d_mixed\[t\].
    #[inline(always)]
    pub fn mix_transposed_of(
        self,
        units: usize,
        kernel: Kernel<'_, T>,
        d_mixed: &Series<T>,
        d_source: &mut Series<T>,
        steps: Range<usize>,
    ) {
        let rows = Rows::new(self.blocks(units), steps);
        T::Registers::<I>::KERNELS.mix_transposed(self.isa, kernel, rows, d_mixed, d_source);
    }

    /// d_delay += sum over t and k of dw_k / d(delay) source\[t - k\] d_mixed\[t\].
    #[inline(always)]
    pub fn delay_gradient_of(
        self,
        units: usize,
        kernel: Kernel<'_, T>,
        d_mixed: &Series<T>,
        source: &Series<T>,
        steps: Range<usize>,
        d_delay: &mut [Block<T>],
    ) {
        if !self.layout.gradients {
            return;
        }
        let rows = Rows::new(self.blocks(units), steps);
        T::Registers::<I>::KERNELS.delay_gradient(self.isa, kernel, rows, d_mixed, source, d_delay);
    }
}
