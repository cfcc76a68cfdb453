//! Every product against plain loops, in every layout and on every instruction set of the machine.
//!
//! All numbers are small integers: any order of summation, fused or not, gives the same bits. Other rows, and lanes that
//! are left over, hold NaN, which would spread if it were read, and must still be there afterwards.

use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{InstructionSet, Isa, Registers, Task, dispatch_with, instruction_set};
use crate::numerics::layout::{Form, InLanes, Layout};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

const BEFORE: usize = 2;
const ALL_STEPS: usize = 5;
const STEPS: std::ops::Range<usize> = 1..4;

/// Targets and sources: alone, below, at and above the sizes of tiles, panels and parts of k.
const SIZES: [(usize, usize); 14] = [
    (1, 1),
    (2, 10),
    (10, 2),
    (10, 10),
    (13, 17),
    (16, 16),
    (128, 5),
    (40, 33),
    (64, 48),
    (130, 150),
    (3, 400),
    (400, 3),
    (33, 321),
    (128, 128),
];

fn layouts() -> impl Iterator<Item = Layout> {
    let layout = |lanes| {
        move |members| Layout {
            lanes,
            members,
            gradients: true,
        }
    };
    let sequences = [1, 2].map(layout(InLanes::Sequences)).into_iter();
    let networks = [1, 2].map(layout(InLanes::Networks)).into_iter();
    let units = [1, 2, 3, 5, 9, 13, 32].map(layout(InLanes::Units)).into_iter();
    sequences.chain(networks).chain(units)
}

/// Sequences that a row holds; those of all networks count.
fn sequences(layout: Layout) -> usize {
    match layout.lanes {
        InLanes::Units => layout.members,
        _ => LANES * layout.members,
    }
}

/// Block and lane of a unit of a sequence.
fn place(layout: Layout, units: usize, sequence: usize, unit: usize) -> (usize, usize) {
    match layout.lanes {
        InLanes::Networks => (sequence / LANES * units + unit, sequence % LANES),
        _ => layout.place(units, sequence, unit),
    }
}

/// A small integer, from a linear congruential generator.
fn integer<T: Scalar>(seed: &mut u64) -> T {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
    T::from_f64((*seed >> 61) as f64 - 4.0)
}

/// Integers in the lanes of units in the rows of `steps`, `delay` earlier; NaN elsewhere.
fn series<T: Scalar>(layout: Layout, units: usize, delay: usize, seed: &mut u64) -> Series<T> {
    let mut series = Series::new(layout.blocks(units), BEFORE, ALL_STEPS);
    series.blocks_mut().fill(Block::splat(T::from_f64(f64::NAN)));
    for step in STEPS {
        let range = series.range(layout.blocks(units), step, delay);
        for sequence in 0..sequences(layout) {
            for unit in 0..units {
                let (block, lane) = place(layout, units, sequence, unit);
                series.blocks_mut()[range.start + block].0[lane] = integer(seed);
            }
        }
    }
    series
}

/// The value of a unit of a sequence in a step.
fn at<T: Scalar>(
    series: &Series<T>,
    layout: Layout,
    units: usize,
    row: (usize, usize),
    sequence: usize,
    unit: usize,
) -> T {
    let (block, lane) = place(layout, units, sequence, unit);
    series.blocks()[series.range(layout.blocks(units), row.0, row.1).start + block].0[lane]
}

struct Check<T> {
    layout: Layout,
    targets: usize,
    sources: usize,
    delay: usize,
    scalar: std::marker::PhantomData<T>,
}

impl<T: Scalar> Task for Check<T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Check {
            layout,
            targets,
            sources,
            delay,
            ..
        } = self;
        let kernels = T::Registers::<I>::KERNELS;
        let mut seed = 1;
        let forms = [
            Form::Weight(2, targets, sources),
            Form::Units(2, targets),
            Form::Global,
        ];
        let count: usize = forms.iter().map(|form| form.len()).sum();
        let parameters: Vec<Block<T>> = (0..count)
            .map(|_| match layout.lanes {
                InLanes::Networks => Block(std::array::from_fn(|_| integer(&mut seed))),
                _ => Block::splat(integer(&mut seed)),
            })
            .collect();
        let nan = Block::splat(T::from_f64(f64::NAN));
        let length = forms.iter().map(|&form| layout.blocks_of(form)).sum();
        let mut prepared = vec![nan; length];
        if layout.lanes == InLanes::Networks {
            kernels.prepare_networks(isa, layout, &forms, &parameters, &mut prepared);
        } else {
            let numbers: Vec<T> = parameters.iter().map(|block| block.0[0]).collect();
            kernels.prepare(isa, layout, &forms, &numbers, &mut prepared);
        }
        // The second of two weights: of another port or delay.
        let one = layout.blocks_of_weight(targets, sources);
        let weight = &prepared[one..2 * one];
        let value = |target: usize, source: usize, sequence: usize| {
            parameters[(targets + target) * sources + source].0[sequence % LANES]
        };
        let job = Job::new(layout, targets, sources, delay, STEPS);
        let source = series::<T>(layout, sources, delay, &mut seed);
        let d_drive = series::<T>(layout, targets, 0, &mut seed);

        let before = series::<T>(layout, targets, 0, &mut seed);
        let mut drive = before.clone();
        kernels.multiply(isa, job, None, weight, &source, &mut drive);
        let product = |step, sequence, target| -> T {
            let term = |from| {
                value(target, from, sequence) * at(&source, layout, sources, (step, delay), sequence, from)
            };
            (0..sources).map(term).sum()
        };
        self.compare(&before, &drive, targets, 0, product);

        // With a bias nothing is read of what was there.
        let untouched = T::from_f64(777.0);
        drive.blocks_mut().fill(Block::splat(untouched));
        let width = layout.blocks(targets);
        let bias = &prepared[2 * one + width..][..width];
        kernels.multiply(isa, job, Some(bias), weight, &source, &mut drive);
        for step in STEPS {
            for sequence in 0..sequences(layout) {
                for target in 0..targets {
                    let found = at(&drive, layout, targets, (step, 0), sequence, target);
                    let bias = parameters[(2 * sources + 1) * targets + target].0[sequence % LANES];
                    assert_eq!(
                        found,
                        bias + product(step, sequence, target),
                        "onto a bias, {self}"
                    );
                }
            }
        }
        for (row, blocks) in drive.blocks().chunks_exact(width).enumerate() {
            if !STEPS.contains(&row.wrapping_sub(BEFORE)) {
                let all = blocks.iter().flat_map(|block| block.0);
                assert!(all.into_iter().all(|value| value == untouched), "{self}");
            } else if layout.lanes == InLanes::Units {
                // Lanes that are left over are copies of the last unit.
                for member in blocks.chunks_exact(layout.blocks_of_member(targets)) {
                    let units: Vec<T> = member.iter().flat_map(|block| block.0).collect();
                    let last = units[targets - 1];
                    assert!(units[targets..].iter().all(|&value| value == last), "{self}");
                }
            }
        }

        let before = series::<T>(layout, sources, delay, &mut seed);
        let mut d_source = before.clone();
        kernels.multiply_transposed(isa, job, weight, &d_drive, &mut d_source);
        self.compare(&before, &d_source, sources, delay, |step, sequence, source| {
            let product = |target| {
                value(target, source, sequence) * at(&d_drive, layout, targets, (step, 0), sequence, target)
            };
            (0..targets).map(product).sum()
        });

        if targets == sources {
            let row = &prepared[2 * one + width..][..width];
            let value = |unit: usize, sequence: usize| {
                parameters[(2 * sources + 1) * targets + unit].0[sequence % LANES]
            };
            self.check_diagonal(isa, job, (row, &value), &source, &d_drive);
        }

        let gradient_length = forms.iter().map(|&form| layout.blocks_of_gradient(form)).sum();
        let mut gathered = vec![Block::<T>::ZERO; gradient_length];
        let one = layout.blocks_of_weight_gradient(targets, sources);
        let (weights, rest) = gathered.split_at_mut(2 * one);
        // Twice: what is there is added to.
        for _ in 0..2 {
            kernels.weight_gradient(isa, job, &d_drive, &source, &mut weights[one..]);
            kernels.bias_gradient(
                isa,
                job,
                &d_drive,
                &mut rest[layout.blocks(targets)..][..layout.blocks(targets)],
            );
        }
        rest[2 * layout.blocks(targets)] = Block::splat(T::ONE);
        let gradient: Vec<Block<T>> = if layout.lanes == InLanes::Networks {
            let mut gradient = vec![nan; count];
            kernels.reduce_networks(isa, layout, &forms, &gathered, &mut gradient);
            gradient
        } else {
            let mut gradient = vec![nan.0[0]; count];
            kernels.reduce(isa, layout, &forms, &gathered, &mut gradient);
            gradient.into_iter().map(Block::splat).collect()
        };
        // Of the sequences of a network, or of all.
        let total = |lane: usize, term: &dyn Fn(usize, usize) -> T| -> T {
            let own = (0..sequences(layout))
                .filter(|sequence| layout.lanes != InLanes::Networks || sequence % LANES == lane);
            let terms = own.flat_map(|sequence| STEPS.map(move |step| (sequence, step)));
            let sum: T = terms.map(|(sequence, step)| term(sequence, step)).sum();
            sum + sum
        };
        for lane in [0, 7] {
            let found = |index: usize| gradient[index].0[lane];
            for target in 0..targets {
                let d = |sequence, step| at(&d_drive, layout, targets, (step, 0), sequence, target);
                for from in 0..sources {
                    let expected = total(lane, &|sequence, step| {
                        d(sequence, step) * at(&source, layout, sources, (step, delay), sequence, from)
                    });
                    assert_eq!(found((targets + target) * sources + from), expected, "{self}");
                    assert_eq!(found(target * sources + from), T::ZERO, "{self}");
                }
                let bias = 2 * targets * sources + targets + target;
                assert_eq!(found(bias), total(lane, &d), "bias, {self}");
            }
            let all = if layout.lanes == InLanes::Networks {
                1.0
            } else {
                16.0
            };
            assert_eq!(found(count - 1), T::from_f64(all), "{self}");
        }
    }
}

impl<T: Scalar> Check<T> {
    /// A link that joins units of one number, given its weights as a row and by unit and sequence.
    fn check_diagonal<I: Isa>(
        &self,
        isa: I,
        job: Job,
        (row, value): (&[Block<T>], &dyn Fn(usize, usize) -> T),
        source: &Series<T>,
        d_drive: &Series<T>,
    ) {
        let (kernels, layout, units, delay) =
            (T::Registers::<I>::KERNELS, self.layout, self.targets, self.delay);
        let mut seed = 2;
        let before = series::<T>(layout, units, 0, &mut seed);
        let mut drive = before.clone();
        kernels.multiply_diagonal(isa, job, row, source, &mut drive);
        self.compare(&before, &drive, units, 0, |step, sequence, unit| {
            value(unit, sequence) * at(source, layout, units, (step, delay), sequence, unit)
        });

        let before = series::<T>(layout, units, delay, &mut seed);
        let mut d_source = before.clone();
        kernels.multiply_diagonal_transposed(isa, job, row, d_drive, &mut d_source);
        self.compare(&before, &d_source, units, delay, |step, sequence, unit| {
            value(unit, sequence) * at(d_drive, layout, units, (step, 0), sequence, unit)
        });

        let forms = [Form::Unread(3), Form::Units(1, units)];
        let mut gathered = vec![Block::<T>::ZERO; layout.blocks_of_gradient(forms[1])];
        // Twice: what is there is added to.
        for _ in 0..2 {
            kernels.diagonal_gradient(isa, job, d_drive, source, &mut gathered);
        }
        let nan = Block::splat(T::from_f64(f64::NAN));
        let mut gradient = vec![nan; 3 + units];
        if layout.lanes == InLanes::Networks {
            kernels.reduce_networks(isa, layout, &forms, &gathered, &mut gradient);
        } else {
            let mut numbers = vec![nan.0[0]; 3 + units];
            kernels.reduce(isa, layout, &forms, &gathered, &mut numbers);
            gradient = numbers.into_iter().map(Block::splat).collect();
        }
        for lane in [0, 7] {
            assert!(gradient[..3].iter().all(|unread| unread.0[lane] == T::ZERO));
            for unit in 0..units {
                let own = (0..sequences(layout))
                    .filter(|sequence| layout.lanes != InLanes::Networks || sequence % LANES == lane);
                let terms = own.flat_map(|sequence| STEPS.map(move |step| (sequence, step)));
                let sum: T = terms
                    .map(|(sequence, step)| {
                        at(d_drive, layout, units, (step, 0), sequence, unit)
                            * at(source, layout, units, (step, delay), sequence, unit)
                    })
                    .sum();
                assert_eq!(gradient[3 + unit].0[lane], sum + sum, "diagonal, {self}");
            }
        }
    }

    /// The rows of the steps have more than before by what is expected, and all else is as it was.
    fn compare(
        &self,
        before: &Series<T>,
        after: &Series<T>,
        units: usize,
        delay: usize,
        expected: impl Fn(usize, usize, usize) -> T,
    ) {
        let layout = self.layout;
        let mut touched = vec![[false; LANES]; after.blocks().len()];
        for step in STEPS {
            let start = after.range(layout.blocks(units), step, delay).start;
            for sequence in 0..sequences(layout) {
                for unit in 0..units {
                    let (block, lane) = place(layout, units, sequence, unit);
                    touched[start + block][lane] = true;
                    let row = (step, delay);
                    let was = at(before, layout, units, row, sequence, unit);
                    let is = at(after, layout, units, row, sequence, unit);
                    assert_eq!(is, was + expected(step, sequence, unit), "{self}");
                }
            }
        }
        for (block, touched) in after.blocks().iter().zip(touched) {
            for (value, touched) in block.0.iter().zip(touched) {
                assert!(touched || !value.is_finite(), "{self}");
            }
        }
    }
}

impl<T> std::fmt::Display for Check<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Check {
            layout,
            targets,
            sources,
            delay,
            ..
        } = self;
        write!(f, "{layout:?}, {targets} x {sources}, delay {delay}")
    }
}

fn check_all<T: Scalar>() {
    // A build for tests holds the products of one set: `cargo test --package aru-runtime` those of all.
    let sets = InstructionSet::available().filter(|set| cfg!(not(one_set)) || *set == instruction_set());
    for set in sets {
        for layout in layouts() {
            for (targets, sources) in SIZES {
                let check = |delay| Check::<T> {
                    layout,
                    targets,
                    sources,
                    delay,
                    scalar: std::marker::PhantomData,
                };
                dispatch_with(set, check(0));
                if targets * sources < 500 {
                    dispatch_with(set, check(2));
                }
            }
        }
    }
}

#[test]
fn products_of_f32_are_those_of_plain_loops() {
    check_all::<f32>();
}

#[test]
fn products_of_f64_are_those_of_plain_loops() {
    check_all::<f64>();
}
