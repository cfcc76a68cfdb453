//! Mixes, their transposes and the gradients of delays against plain loops, lane by lane, on every instruction set.

use std::marker::PhantomData;

use super::*;
use crate::numerics::block::LANES;
use crate::numerics::dispatch::{InstructionSet, Task, dispatch_with, instruction_set};

const WIDTH: usize = 6;
const BEFORE: usize = 50;
const STEPS: Range<usize> = 1..5;

/// Numbers between -1 and 1, from a linear congruential generator.
fn number(seed: &mut u64) -> f64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    (*seed >> 40) as f64 / (1_u64 << 23) as f64 - 1.0
}

fn block<T: Scalar>(mut number: impl FnMut() -> f64) -> Block<T> {
    Block(std::array::from_fn(|_| T::from_f64(number())))
}

fn series<T: Scalar>(before: usize, seed: &mut u64) -> Series<T> {
    let mut series = Series::new(WIDTH, before, STEPS.end);
    for own in series.blocks_mut() {
        *own = block(|| number(seed));
    }
    series
}

/// The weights of one lane and their derivatives, as they are defined.
fn weights(delay: f64, spread: f64, [low, high]: [usize; 2]) -> Vec<(usize, f64, f64)> {
    let s = 1.0 + spread;
    let height = |k: usize| (s - (k as f64 - delay).abs()).max(0.0);
    let slope = |k: usize| {
        let from = k as f64 - delay;
        match from.abs() {
            distance if distance > s || from == 0.0 => 0.0,
            distance if distance == s => 0.5 * from.signum(),
            _ => from.signum(),
        }
    };
    let (sum, slopes): (f64, f64) = ((low..=high).map(height).sum(), (low..=high).map(slope).sum());
    let all = (low..=high).map(|k| {
        let weight = height(k) / sum;
        (k, weight, (slope(k) - weight * slopes) / sum)
    });
    all.collect()
}

struct Check<T> {
    /// A delay for each block of a row, or one for all.
    delays: Vec<[f64; LANES]>,
    spread: f64,
    ends: [usize; 2],
    scalar: PhantomData<T>,
}

impl<T: Scalar> Task for Check<T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Check {
            delays, spread, ends, ..
        } = self;
        let kernels = T::Registers::<I>::KERNELS;
        let blocks: Vec<Block<T>> = delays.iter().map(|lanes| Block(lanes.map(T::from_f64))).collect();
        let kernel = Kernel::new(&blocks, Block::splat(T::from_f64(spread)), ends[0]..=ends[1]);
        let rows = || Rows::new(WIDTH, STEPS);
        let mut seed = 7;
        // A run of few steps carries fewer rows than the longest delay: those before it are like the first.
        for before in [BEFORE, 6] {
            let (source, d_mixed) = (series::<T>(before, &mut seed), series::<T>(0, &mut seed));
            let mut mixed = series::<T>(0, &mut seed);
            let mut d_source = series::<T>(before, &mut seed);
            let (old, old_adjoint) = (mixed.clone(), d_source.clone());
            let mut d_delay = vec![Block::splat(T::ONE); blocks.len()];
            kernels.mix(isa, kernel, rows(), &source, &mut mixed);
            kernels.mix_transposed(isa, kernel, rows(), &d_mixed, &mut d_source);
            kernels.delay_gradient(isa, kernel, rows(), &d_mixed, &source, &mut d_delay);

            let tolerance = if T::NAME == "f32" { 2e-5 } else { 1e-12 };
            let assert_near = |what: &str, found: T, expected: f64| {
                let apart = (found.to_f64() - expected).abs();
                assert!(
                    apart <= tolerance * expected.abs().max(1.0),
                    "{what}: {found}, expected {expected}"
                );
            };
            let at = |series: &Series<T>, t: usize, k: usize, b: usize, lane: usize| {
                series.blocks()[series.range(WIDTH, t, series.reach(k)).start + b].0[lane].to_f64()
            };
            let mut expected_adjoint: Vec<[f64; LANES]> = old_adjoint
                .blocks()
                .iter()
                .map(|block| block.0.map(T::to_f64))
                .collect();
            let mut expected_delay = vec![[1.0; LANES]; blocks.len()];
            for lane in 0..LANES {
                for b in 0..WIDTH {
                    let group = if blocks.len() == 1 { 0 } else { b };
                    for (k, weight, slope) in weights(delays[group][lane], spread, ends) {
                        for t in STEPS {
                            let d = at(&d_mixed, t, 0, b, lane);
                            let place = old_adjoint.range(WIDTH, t, old_adjoint.reach(k)).start + b;
                            expected_adjoint[place][lane] += weight * d;
                            expected_delay[group][lane] += slope * at(&source, t, k, b, lane) * d;
                        }
                    }
                    for t in STEPS {
                        let all = weights(delays[group][lane], spread, ends).into_iter();
                        let sum = all
                            .map(|(k, weight, _)| weight * at(&source, t, k, b, lane))
                            .sum();
                        assert_near("mixed", mixed.row(t)[b].0[lane], sum);
                    }
                }
            }
            assert_eq!(mixed.row(0), old.row(0), "a step that is not asked for");
            for (found, expected) in d_source.blocks().iter().zip(&expected_adjoint) {
                for (&found, &expected) in found.0.iter().zip(expected) {
                    assert_near("d_source", found, expected);
                }
            }
            for (found, expected) in d_delay.iter().zip(&expected_delay) {
                for (&found, &expected) in found.0.iter().zip(expected) {
                    assert_near("d_delay", found, expected);
                }
            }
        }
    }
}

fn check<T: Scalar>() {
    // A build for tests holds the kernels of one set.
    let sets = InstructionSet::available().filter(|set| cfg!(not(one_set)) || *set == instruction_set());
    for set in sets {
        for (ends, spread) in [
            ([0, 3], 0.0),
            ([1, 9], 0.0),
            ([1, 9], 2.5),
            ([2, 4], 1.0),
            ([0, 45], 40.25),
            ([0, 45], 1e12),
        ] {
            let (low, high) = (ends[0] as f64, ends[1] as f64);
            let whole: [f64; LANES] =
                std::array::from_fn(|lane| low + (lane % (ends[1] - ends[0] + 1)) as f64);
            let mut seed = 3;
            let mut between =
                || std::array::from_fn(|_| low + (high - low) * 0.5 * (1.0 + number(&mut seed)));
            let all = [
                vec![[low; LANES]],
                vec![[high; LANES]],
                vec![whole],
                vec![between()],
                (0..WIDTH).map(|_| between()).collect(),
            ];
            for delays in all {
                dispatch_with(
                    set,
                    Check::<T> {
                        // As the scalar holds them.
                        delays: delays
                            .iter()
                            .map(|lanes| lanes.map(|delay| T::from_f64(delay).to_f64()))
                            .collect(),
                        spread,
                        ends,
                        scalar: PhantomData,
                    },
                );
            }
        }
    }
}

#[test]
fn f64_is_as_defined() {
    check::<f64>();
}

#[test]
fn f32_is_as_defined() {
    check::<f32>();
}

#[test]
fn a_whole_delay_is_read_as_it_is() {
    struct Whole;
    impl Task for Whole {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            let mut seed = 11;
            let source = series::<f64>(BEFORE, &mut seed);
            let mut mixed = Series::new(WIDTH, 0, STEPS.end);
            let delays: Vec<Block<f64>> = (0..WIDTH)
                .map(|b| Block(std::array::from_fn(|lane| ((7 * b + 3 * lane) % 40) as f64)))
                .collect();
            let kernel = Kernel::new(&delays, Block::ZERO, 0..=40);
            mix(isa, kernel, Rows::new(WIDTH, STEPS), &source, &mut mixed);
            for t in STEPS {
                for (b, delays) in delays.iter().enumerate() {
                    for (lane, &delay) in delays.0.iter().enumerate() {
                        let expected =
                            source.blocks()[source.range(WIDTH, t, delay as usize).start + b].0[lane];
                        assert_eq!(mixed.row(t)[b].0[lane], expected);
                    }
                }
            }
        }
    }
    dispatch_with(instruction_set(), Whole);
}
