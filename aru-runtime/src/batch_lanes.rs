//! Lanes are 16 sequences of a batch: weights are broadcast, a row of N units is N blocks.

use std::marker::PhantomData;
use std::ops::Range;

use crate::block::Block;
use crate::dispatch::Isa;
use crate::lanes::Lanes;
use crate::scalar::Scalar;
use crate::series::Series;

/// The layout for small layers: 16 sequences in lockstep.
#[derive(Clone, Copy, Debug)]
pub struct BatchLanes<T, I> {
    isa: I,
    scalar: PhantomData<T>,
}

impl<T, I> BatchLanes<T, I> {
    /// The layout for an instruction set.
    #[inline(always)]
    pub fn new(isa: I) -> Self {
        BatchLanes {
            isa,
            scalar: PhantomData,
        }
    }
}

impl<T: Scalar, I: Isa> BatchLanes<T, I> {
    /// a b + c in every lane, with b the same in all.
    #[inline(always)]
    fn multiply_add(self, a: Block<T>, b: Block<T>, c: Block<T>) -> Block<T> {
        let mut out = c;
        for lane in 0..crate::block::LANES {
            out.0[lane] = self.isa.multiply_add(a.0[lane], b.0[lane], c.0[lane]);
        }
        out
    }
}

impl<T: Scalar, I: Isa> Lanes for BatchLanes<T, I> {
    type Scalar = T;
    type Isa = I;
    type Value = T;
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
    fn global(self, constant: &[T]) -> Block<T> {
        Block::splat(constant[0])
    }

    #[inline(always)]
    fn per_unit(self, constant: &[T], unit: usize) -> Block<T> {
        Block::splat(constant[unit])
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
    fn set_bias<const N: usize>(self, bias: &[T], drive: &mut Series<T>, steps: Range<usize>) {
        for t in steps {
            for (block, &bias) in self.row_mut::<N>(drive, t, 0).iter_mut().zip(bias) {
                *block = Block::splat(bias);
            }
        }
    }

    #[inline(always)]
    fn multiply<const N: usize, const M: usize>(
        self,
        weight: &[T],
        source: &Series<T>,
        delay: usize,
        drive: &mut Series<T>,
        steps: Range<usize>,
    ) {
        for t in steps {
            let source = self.row::<M>(source, t, delay);
            let drive = self.row_mut::<N>(drive, t, 0);
            for i in 0..N {
                let mut sum = drive[i];
                for j in 0..M {
                    sum = self.multiply_add(source[j], Block::splat(weight[i * M + j]), sum);
                }
                drive[i] = sum;
            }
        }
    }

    #[inline(always)]
    fn multiply_transposed<const N: usize, const M: usize>(
        self,
        weight: &[T],
        d_drive: &Series<T>,
        d_source: &mut Series<T>,
        delay: usize,
        steps: Range<usize>,
    ) {
        for t in steps {
            let d_drive = self.row::<N>(d_drive, t, 0);
            let d_source = self.row_mut::<M>(d_source, t, delay);
            for j in 0..M {
                let mut sum = d_source[j];
                for i in 0..N {
                    sum = self.multiply_add(d_drive[i], Block::splat(weight[i * M + j]), sum);
                }
                d_source[j] = sum;
            }
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
        for t in steps {
            let d_drive = self.row::<N>(d_drive, t, 0);
            let source = self.row::<M>(source, t, delay);
            for i in 0..N {
                for j in 0..M {
                    let sum = d_weight[i * M + j];
                    d_weight[i * M + j] = self.multiply_add(d_drive[i], source[j], sum);
                }
            }
        }
    }

    #[inline(always)]
    fn bias_gradient<const N: usize>(
        self,
        d_drive: &Series<T>,
        steps: Range<usize>,
        d_bias: &mut [Block<T>],
    ) {
        for t in steps {
            for (sum, &d) in d_bias.iter_mut().zip(self.row::<N>(d_drive, t, 0)) {
                *sum += d;
            }
        }
    }
}
