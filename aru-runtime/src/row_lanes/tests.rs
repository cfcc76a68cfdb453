//! Every kernel against plain loops, on every instruction set of the machine, with weights that all lanes share and
//! with weights of their own.
//!
//! All numbers are small integers: any order of summation, fused or not, gives the same bits. Rows that a kernel has
//! no business with hold NaN, which would spread if it read them, and must still be there afterwards.

use std::ops::Range;

use super::{RowLanes, Weight};
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
struct Buffers<T, W> {
    weight: Vec<W>,
    bias: Vec<W>,
    source: Series<T>,
    drive: Series<T>,
    d_source: Series<T>,
    d_drive: Series<T>,
    d_weight: Vec<Block<T>>,
    d_bias: Vec<Block<T>>,
    /// NaN everywhere: what is set, not added to.
    unset: Series<T>,
}

/// A kernel of a weight of N targets and M sources, and the same in plain loops.
trait Kernel<T: Scalar, W: Weight<T>> {
    const NAME: &str;
    const SHAPE: (usize, usize);
    fn run<I: Isa>(lanes: RowLanes<T, I, W>, buffers: &mut Buffers<T, W>, delay: usize);
    /// What one lane of one step adds for target i and source j.
    fn naive(buffers: &mut Buffers<T, W>, at: At);
}

/// Where the plain loops are: target, source, weight, lane, and the blocks of both variables.
#[derive(Clone, Copy)]
struct At {
    i: usize,
    j: usize,
    lane: usize,
    target: usize,
    source: usize,
}

macro_rules! kernels {
    ($(
        $name:ident: |$lanes:ident, $b:ident, $delay:ident| $run:expr, |$m:ident, $at:ident| $naive:expr;
    )*) => {$(
        struct $name<const N: usize, const M: usize>;

        impl<T: Scalar, W: Weight<T>, const N: usize, const M: usize> Kernel<T, W> for $name<N, M> {
            const NAME: &str = stringify!($name);
            const SHAPE: (usize, usize) = (N, M);

            #[inline(always)]
            fn run<I: Isa>($lanes: RowLanes<T, I, W>, $b: &mut Buffers<T, W>, $delay: usize) {
                $run
            }

            fn naive($b: &mut Buffers<T, W>, $at: At) {
                let $m = M;
                $naive
            }
        }
    )*};
}

kernels! {
    Multiply:
        |lanes, b, delay| lanes.multiply::<N, M>(&b.weight, &b.source, delay, &mut b.drive, STEPS),
        |m, at| {
            let product = b.weight[at.i * m + at.j].block().0[at.lane] * b.source.blocks()[at.source].0[at.lane];
            b.drive.blocks_mut()[at.target].0[at.lane] += product;
        };
    MultiplyTransposed:
        |lanes, b, delay| {
            lanes.multiply_transposed::<N, M>(&b.weight, &b.d_drive, &mut b.d_source, delay, STEPS);
        },
        |m, at| {
            let product = b.weight[at.i * m + at.j].block().0[at.lane] * b.d_drive.blocks()[at.target].0[at.lane];
            b.d_source.blocks_mut()[at.source].0[at.lane] += product;
        };
    WeightGradient:
        |lanes, b, delay| {
            lanes.weight_gradient::<N, M>(&b.d_drive, &b.source, delay, STEPS, &mut b.d_weight);
        },
        |m, at| {
            let source = b.source.blocks()[at.source].0[at.lane];
            b.d_weight[at.i * m + at.j].0[at.lane] += b.d_drive.blocks()[at.target].0[at.lane] * source;
        };
    BiasGradient:
        |lanes, b, _delay| lanes.bias_gradient::<N>(&b.d_drive, STEPS, &mut b.d_bias),
        |_m, at| if at.j == 0 {
            let d_drive = b.d_drive.blocks()[at.target].0[at.lane];
            b.d_bias[at.i].0[at.lane] += d_drive;
        };
    SetBias:
        |lanes, b, _delay| lanes.set_bias::<N>(&b.bias, &mut b.unset, STEPS),
        |_m, at| b.unset.blocks_mut()[at.target].0[at.lane] = b.bias[at.i].block().0[at.lane];
}

struct Run<'a, T, W, K> {
    buffers: &'a mut Buffers<T, W>,
    delay: usize,
    kernel: std::marker::PhantomData<K>,
}

impl<T: Scalar, W: Weight<T>, K: Kernel<T, W>> Task for Run<'_, T, W, K> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        K::run(RowLanes::new(isa), self.buffers, self.delay);
    }
}

/// A small integer, from a linear congruential generator.
fn integer<T: Scalar>(seed: &mut u64) -> T {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    T::from_f64((*seed >> 60) as f64 - 8.0)
}

/// What is drawn: a number, or one for each lane.
trait Draw<T: Scalar>: Weight<T> {
    const NAME: &str;
    fn draw(seed: &mut u64) -> Self;
}

impl<T: Scalar> Draw<T> for T {
    const NAME: &str = "shared weights";

    fn draw(seed: &mut u64) -> T {
        integer(seed)
    }
}

impl<T: Scalar> Draw<T> for Block<T> {
    const NAME: &str = "weights of their own";

    fn draw(seed: &mut u64) -> Block<T> {
        Block(std::array::from_fn(|_| integer(seed)))
    }
}

fn draw<T: Scalar, W: Draw<T>>(seed: &mut u64, count: usize) -> Vec<W> {
    (0..count).map(|_| W::draw(seed)).collect()
}

/// Integers in the rows of some steps, `delay` earlier; NaN in all others.
fn series<T: Scalar>(seed: &mut u64, width: usize, delay: usize, steps: Range<usize>) -> Series<T> {
    let mut series = Series::new(width, BEFORE, ALL_STEPS);
    series.blocks_mut().fill(Block::splat(T::from_f64(f64::NAN)));
    let start = (BEFORE + steps.start - delay) * width;
    let rows: Vec<Block<T>> = draw(seed, width * steps.len());
    series.blocks_mut()[start..start + rows.len()].copy_from_slice(&rows);
    series
}

/// The same numbers, or NaN in both.
fn assert_same<T: Scalar>(got: &[Block<T>], want: &[Block<T>], what: &str) {
    assert_eq!(got.len(), want.len());
    for (index, (got, want)) in got.iter().zip(want).enumerate() {
        for (got, want) in got.0.iter().zip(want.0) {
            let both_nan = got.to_f64().is_nan() && want.to_f64().is_nan();
            assert!(
                *got == want || both_nan,
                "{what}, block {index}: {got}, expected {want}"
            );
        }
    }
}

fn check<T: Scalar, W: Draw<T>, K: Kernel<T, W>>() {
    let (n, m) = K::SHAPE;
    for delay in [0, 2] {
        let seed = &mut ((1000 * n + 10 * m + delay) as u64);
        let before = Buffers {
            weight: draw::<T, W>(seed, n * m),
            bias: draw(seed, n),
            source: series::<T>(seed, m, delay, STEPS),
            drive: series(seed, n, 0, STEPS),
            d_source: series(seed, m, delay, STEPS),
            d_drive: series(seed, n, 0, STEPS),
            d_weight: draw(seed, n * m),
            d_bias: draw(seed, n),
            unset: series(seed, n, 0, 0..0),
        };
        let mut want = before.clone();
        for t in STEPS {
            for (i, j, lane) in indices(n, m) {
                let (target, source) = ((BEFORE + t) * n + i, (BEFORE + t - delay) * m + j);
                K::naive(
                    &mut want,
                    At {
                        i,
                        j,
                        lane,
                        target,
                        source,
                    },
                );
            }
        }
        for set in InstructionSet::available() {
            let mut got = before.clone();
            dispatch_with(
                set,
                Run {
                    buffers: &mut got,
                    delay,
                    kernel: std::marker::PhantomData::<K>,
                },
            );
            let what = format!(
                "{} of {n} x {m} {} on {set}, {}, delay {delay}",
                K::NAME,
                T::NAME,
                W::NAME
            );
            assert_same(got.drive.blocks(), want.drive.blocks(), &what);
            assert_same(got.d_source.blocks(), want.d_source.blocks(), &what);
            assert_same(&got.d_weight, &want.d_weight, &what);
            assert_same(&got.d_bias, &want.d_bias, &what);
            assert_same(got.unset.blocks(), want.unset.blocks(), &what);
        }
    }
}

fn indices(n: usize, m: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..n).flat_map(move |i| (0..m).flat_map(move |j| (0..LANES).map(move |lane| (i, j, lane))))
}

macro_rules! with_targets {
    ($kernel:ident, $scalar:ident, sources $sources:literal, targets $($targets:literal)*) => {
        $(
            check::<$scalar, $scalar, $kernel<$targets, $sources>>();
            check::<$scalar, Block<$scalar>, $kernel<$targets, $sources>>();
        )*
    };
}

macro_rules! with_sources {
    ($kernel:ident, $scalar:ident, targets $targets:literal, sources $($sources:literal)*) => {
        $(
            check::<$scalar, $scalar, $kernel<$targets, $sources>>();
            check::<$scalar, Block<$scalar>, $kernel<$targets, $sources>>();
        )*
    };
}

// How a product is cut into tiles depends on the units that it is cut by alone; the others are only counted.

#[test]
fn product_of_every_number_of_targets() {
    with_targets!(Multiply, f32, sources 3, targets 1 2 3 4 5 6 7 8 9 10 11 12 13 17 40);
    with_targets!(Multiply, f64, sources 10, targets 1 4 10 17);
    with_sources!(Multiply, f32, targets 10, sources 1 2 10 17);
}

#[test]
fn transposed_product_of_every_number_of_sources() {
    with_sources!(MultiplyTransposed, f32, targets 3, sources 1 2 3 4 5 6 7 8 9 10 11 12 13 17 40);
    with_sources!(MultiplyTransposed, f64, targets 10, sources 1 4 10 17);
    with_targets!(MultiplyTransposed, f32, sources 10, targets 1 2 10 17);
}

#[test]
fn biases_of_every_number_of_targets() {
    with_targets!(SetBias, f32, sources 1, targets 1 10 40);
    with_targets!(BiasGradient, f32, sources 1, targets 1 2 3 7 10 12 17 40);
    with_targets!(BiasGradient, f64, sources 1, targets 1 10);
}

#[test]
fn weight_gradient_of_every_tile_and_remainder() {
    with_sources!(WeightGradient, f32, targets 1, sources 1 3 6 10);
    with_sources!(WeightGradient, f32, targets 3, sources 1 2 4 7);
    with_sources!(WeightGradient, f32, targets 6, sources 1 3 5 7);
    with_sources!(WeightGradient, f32, targets 7, sources 2 4 6 10);
    with_sources!(WeightGradient, f32, targets 10, sources 1 2 6 10);
    with_sources!(WeightGradient, f32, targets 17, sources 7 17);
    with_sources!(WeightGradient, f32, targets 40, sources 12 40);
    with_sources!(WeightGradient, f64, targets 7, sources 1 4 10);
    with_sources!(WeightGradient, f64, targets 10, sources 5 10);
}
