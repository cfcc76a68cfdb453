//! Every kernel against three plain loops, on every instruction set of the machine.
//!
//! All numbers are small integers: any order of summation, fused or not, gives the same bits. Rows that a kernel has
//! no business with hold NaN, which would spread if it read them, and must still be there afterwards.

use std::ops::Range;

use super::BatchLanes;
use crate::block::{Block, LANES};
use crate::dispatch::{InstructionSet, Isa, Task, dispatch_with};
use crate::lanes::Lanes;
use crate::scalar::Scalar;
use crate::series::Series;

const BEFORE: usize = 2;
const ALL_STEPS: usize = 5;
const STEPS: Range<usize> = 1..4;

/// What the kernels of one weight read and write.
#[derive(Clone, Debug)]
struct Buffers<T> {
    weight: Vec<T>,
    bias: Vec<T>,
    source: Series<T>,
    drive: Series<T>,
    d_drive: Series<T>,
    d_source: Series<T>,
    d_weight: Vec<Block<T>>,
    d_bias: Vec<Block<T>>,
    /// Set to the bias, not added to.
    biased: Series<T>,
}

/// Runs all kernels of a weight of N targets and M sources.
struct Kernels<'a, T, const N: usize, const M: usize> {
    buffers: &'a mut Buffers<T>,
    delay: usize,
}

impl<T: Scalar, const N: usize, const M: usize> Task for Kernels<'_, T, N, M> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let lanes = BatchLanes::new(isa);
        let Kernels { buffers: b, delay } = self;
        lanes.set_bias::<N>(&b.bias, &mut b.biased, STEPS);
        lanes.multiply::<N, M>(&b.weight, &b.source, delay, &mut b.drive, STEPS);
        lanes.multiply_transposed::<N, M>(&b.weight, &b.d_drive, &mut b.d_source, delay, STEPS);
        lanes.weight_gradient::<N, M>(&b.d_drive, &b.source, delay, STEPS, &mut b.d_weight);
        lanes.bias_gradient::<N>(&b.d_drive, STEPS, &mut b.d_bias);
    }
}

/// The same in plain loops.
fn naive<T: Scalar>(b: &mut Buffers<T>, n: usize, m: usize, delay: usize) {
    let row = |width: usize, t: usize| (BEFORE + t) * width;
    for t in STEPS {
        for i in 0..n {
            b.biased.blocks_mut()[row(n, t) + i] = Block::splat(b.bias[i]);
            for lane in 0..LANES {
                let d_drive = b.d_drive.blocks()[row(n, t) + i].0[lane];
                b.d_bias[i].0[lane] += d_drive;
                for j in 0..m {
                    let weight = b.weight[i * m + j];
                    let source = b.source.blocks()[row(m, t) - delay * m + j].0[lane];
                    b.drive.blocks_mut()[row(n, t) + i].0[lane] += weight * source;
                    b.d_source.blocks_mut()[row(m, t) - delay * m + j].0[lane] += weight * d_drive;
                    b.d_weight[i * m + j].0[lane] += d_drive * source;
                }
            }
        }
    }
}

/// Small integers, from a linear congruential generator.
fn integers<T: Scalar>(seed: &mut u64) -> T {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    T::from_f64((*seed >> 60) as f64 - 8.0)
}

fn blocks<T: Scalar>(seed: &mut u64, count: usize) -> Vec<Block<T>> {
    (0..count).map(|_| Block(std::array::from_fn(|_| integers(seed)))).collect()
}

/// Integers in the rows of the steps, `delay` earlier; NaN in all others.
fn series<T: Scalar>(seed: &mut u64, width: usize, delay: usize) -> Series<T> {
    let mut series = Series::new(width, BEFORE, ALL_STEPS);
    series.blocks_mut().fill(Block::splat(T::from_f64(f64::NAN)));
    let start = (BEFORE + STEPS.start - delay) * width;
    let rows = blocks(seed, width * STEPS.len());
    series.blocks_mut()[start..start + rows.len()].copy_from_slice(&rows);
    series
}

/// The same bits, or NaN in both.
fn assert_same<T: Scalar>(got: &[Block<T>], want: &[Block<T>], what: &str) {
    assert_eq!(got.len(), want.len());
    for (index, (got, want)) in got.iter().zip(want).enumerate() {
        for (got, want) in got.0.iter().zip(want.0) {
            let both_nan = got.to_f64().is_nan() && want.to_f64().is_nan();
            assert!(*got == want || both_nan, "{what}, block {index}: {got}, expected {want}");
        }
    }
}

fn check<T: Scalar, const N: usize, const M: usize>() {
    for delay in [0, 2] {
        let seed = &mut ((1000 * N + 10 * M + delay) as u64);
        let before = Buffers {
            weight: (0..N * M).map(|_| integers(seed)).collect(),
            bias: (0..N).map(|_| integers(seed)).collect(),
            source: series::<T>(seed, M, delay),
            drive: series(seed, N, 0),
            d_drive: series(seed, N, 0),
            d_source: series(seed, M, delay),
            d_weight: blocks(seed, N * M),
            d_bias: blocks(seed, N),
            biased: Series::new(N, BEFORE, ALL_STEPS),
        };
        let mut want = before.clone();
        naive(&mut want, N, M, delay);
        for set in InstructionSet::available() {
            let mut got = before.clone();
            dispatch_with(set, Kernels::<T, N, M> { buffers: &mut got, delay });
            let what = |name| format!("{name} of {N} x {M} {} on {set}, delay {delay}", T::NAME);
            assert_same(got.biased.blocks(), want.biased.blocks(), &what("set_bias"));
            assert_same(got.drive.blocks(), want.drive.blocks(), &what("multiply"));
            assert_same(got.d_source.blocks(), want.d_source.blocks(), &what("multiply_transposed"));
            assert_same(&got.d_weight, &want.d_weight, &what("weight_gradient"));
            assert_same(&got.d_bias, &want.d_bias, &what("bias_gradient"));
        }
    }
}

#[test]
fn kernels_equal_plain_loops() {
    check::<f32, 3, 2>();
}
