//! Norms in every layout and on every instruction set: the same bits, those of plain sums to rounding, and the transpose of
//! their tangent.

use super::groups::Group;
use super::*;
use crate::numerics::dispatch::{InstructionSet, Registers, Task, dispatch_with, instruction_set};
use crate::numerics::layout::Layout;

const EPS: f64 = 1e-3;
const STEPS: usize = 2;

/// A number between -2 and 2, from a linear congruential generator.
fn number(seed: &mut u64) -> f64 {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 40) as f64 / (1_u64 << 22) as f64 - 2.0
}

fn values(count: usize, seed: &mut u64) -> Vec<f64> {
    (0..count).map(|_| number(seed)).collect()
}

/// A row of as many values in every member and lane, left over ones as the last.
fn row<T: Scalar>(layout: Layout, values: &[f64]) -> Vec<Block<T>> {
    let mut row = vec![Block::ZERO; layout.blocks(values.len())];
    for member in row.chunks_exact_mut(layout.blocks_of_member(values.len())) {
        match layout.lanes {
            InLanes::Units => {
                for (place, number) in numbers_mut(member).iter_mut().enumerate() {
                    *number = T::from_f64(values[place.min(values.len() - 1)]);
                }
            }
            _ => {
                for (block, &value) in member.iter_mut().zip(values) {
                    *block = Block::splat(T::from_f64(value));
                }
            }
        }
    }
    row
}

/// Lanes that are left over of every row.
fn fill<T: Scalar>(series: &mut Series<T>, layout: Layout, units: usize, value: T) {
    for step in 0..STEPS {
        for member in series
            .row_mut(step)
            .chunks_exact_mut(layout.blocks_of_member(units))
        {
            numbers_mut(member)[units..].fill(value);
        }
    }
}

fn bits(value: impl Scalar) -> u64 {
    value.to_f64().to_bits()
}

/// The values of a row, which must be the same in every member and lane.
fn read<T: Scalar>(layout: Layout, row: &[Block<T>], units: usize) -> Vec<f64> {
    let member = |member: &[Block<T>]| -> Vec<f64> {
        match layout.lanes {
            InLanes::Units => numbers(member)[..units]
                .iter()
                .map(|value| value.to_f64())
                .collect(),
            _ => {
                let lanes = member.iter();
                assert!(
                    lanes
                        .clone()
                        .all(|block| block.0.iter().all(|&value| bits(value) == bits(block.0[0])))
                );
                lanes.map(|block| block.0[0].to_f64()).collect()
            }
        }
    };
    let mut members = row.chunks_exact(layout.blocks_of_member(units)).map(member);
    let first = members.next().expect("there is a member");
    assert!(members.all(|other| other.iter().zip(&first).all(|(a, b)| bits(*a) == bits(*b))));
    first
}

/// What a norm gives, and the adjoint of what it is given.
struct Normed {
    kept: Vec<f64>,
    drive: Vec<f64>,
    d_sum: Vec<f64>,
}

struct Run<'a, T> {
    layout: Layout,
    groups: Groups,
    /// What is normed, gain, shift, the adjoint of the drive.
    given: [&'a [f64]; 4],
    /// What lanes that are left over have of what is normed and of the adjoint of the drive, where they are no copies.
    left_over: Option<f64>,
    scalar: std::marker::PhantomData<T>,
}

impl<T: Scalar> Task for Run<'_, T> {
    type Output = Normed;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> Normed {
        let (layout, groups) = (self.layout, self.groups);
        let units = self.given[0].len();
        let [sum, gain, shift, d_drive] = self.given.map(|values| row::<T>(layout, values));
        let series = |row: &[Block<T>]| {
            let mut series = Series::new(row.len(), 0, STEPS);
            (0..STEPS).for_each(|step| series.row_mut(step).copy_from_slice(row));
            series
        };
        let (mut kept, mut d_drive, mut drive, mut d_sum) =
            (series(&sum), series(&d_drive), series(&sum), series(&sum));
        // Adjoints have nothing in lanes that are left over, unless an activation has left something.
        if layout.lanes == InLanes::Units {
            let adjoint = T::from_f64(self.left_over.unwrap_or(0.0));
            fill(&mut d_drive, layout, units, adjoint);
            if let Some(value) = self.left_over {
                fill(&mut kept, layout, units, T::from_f64(value));
            }
        }
        let before = kept.row(0).to_vec();
        let mut scales = Series::new(layout.blocks(groups.count), 0, STEPS);
        // The second of two steps, as in a loop.
        let job = Job::new(layout, units, units, 0, 1..2);
        let kernels = T::Registers::<I>::KERNELS;
        kernels.norm(
            isa,
            job,
            (groups, EPS),
            [&gain, &shift],
            [&mut kept, &mut scales],
            &mut drive,
        );
        kernels.norm_transposed(isa, job, (groups, &gain), &d_drive, [&kept, &scales], &mut d_sum);
        let same = before.iter().zip(kept.row(0));
        let mut lanes = same.flat_map(|(before, after)| before.0.into_iter().zip(after.0));
        assert!(
            lanes.all(|(before, after)| bits(before) == bits(after)),
            "another step"
        );
        if layout.lanes == InLanes::Units {
            for member in d_sum.row(1).chunks_exact(layout.blocks_of_member(units)) {
                assert!(numbers(member)[units..].iter().all(|&value| value == T::ZERO));
            }
            for member in drive.row(1).chunks_exact(layout.blocks_of_member(units)) {
                let numbers = numbers(member);
                let last = bits(numbers[units - 1]);
                assert!(numbers[units..].iter().all(|&value| bits(value) == last));
            }
        }
        Normed {
            kept: read(layout, kept.row(1), units),
            drive: read(layout, drive.row(1), units),
            d_sum: read(layout, d_sum.row(1), units),
        }
    }
}

fn layouts() -> impl Iterator<Item = Layout> {
    let layout = |lanes, members| Layout {
        lanes,
        members,
        gradients: true,
    };
    [InLanes::Sequences, InLanes::Networks, InLanes::Units]
        .into_iter()
        .flat_map(move |lanes| [1, 2].map(|members| layout(lanes, members)))
}

/// Each group of places, by plain arithmetic.
fn plain_groups(groups: Groups) -> Vec<Vec<usize>> {
    let group = |group: Group| (0..group.size).map(|unit| group.place(unit)).collect();
    groups.each().map(group).collect()
}

/// The normed drive in `f64`.
fn plain(groups: Groups, [sum, gain, shift]: [&[f64]; 3]) -> Vec<f64> {
    let mut drive = vec![f64::NAN; sum.len()];
    for group in plain_groups(groups) {
        let count = group.len() as f64;
        let mean = group.iter().map(|&unit| sum[unit]).sum::<f64>() / count;
        let variance = group.iter().map(|&unit| (sum[unit] - mean).powi(2)).sum::<f64>() / count;
        for unit in group {
            drive[unit] = gain[unit] * (sum[unit] - mean) / (variance + EPS).sqrt() + shift[unit];
        }
    }
    drive
}

fn check<T: Scalar>(tolerance: f64) {
    let sizes = [
        (1, 2),
        (1, 7),
        (1, 16),
        (1, 63),
        // A row that gets a block more.
        (1, 128),
        (1, 130),
        (5, 3),
        (4, 17),
        (20, 2),
        (9, 7),
        // The last groups of a row have no room for a block of their own.
        (16, 3),
        (4, 12),
        (3, 16),
        // Too large for groups side by side.
        (40, 3),
    ];
    for (number, (bands, channels)) in sizes.into_iter().enumerate() {
        let units = bands * channels;
        let mut all = vec![Groups::all(units), Groups::channels(bands, channels)];
        all.extend((bands > 1).then(|| Groups::bands(bands, channels)));
        for groups in all {
            let seed = &mut (number as u64);
            let given: [Vec<f64>; 4] = std::array::from_fn(|_| values(units, seed));
            let given = [&*given[0], &*given[1], &*given[2], &*given[3]];
            let mut first: Option<Normed> = None;
            // No product is fused with a sum, so that all sets give the same bits too.
            let sets =
                InstructionSet::available().filter(|set| cfg!(not(one_set)) || *set == instruction_set());
            let runs = sets.flat_map(|set| layouts().map(move |layout| (set, layout)));
            let left_over = [None, Some(1e30), Some(f64::INFINITY), Some(f64::NAN)];
            let runs = runs.flat_map(|run| left_over.map(|left_over| (run, left_over)));
            for ((set, layout), left_over) in runs {
                let run = Run::<T> {
                    layout,
                    groups,
                    given,
                    left_over,
                    scalar: std::marker::PhantomData,
                };
                let found = dispatch_with(set, run);
                let first = first.get_or_insert_with(|| Normed {
                    kept: found.kept.clone(),
                    drive: found.drive.clone(),
                    d_sum: found.d_sum.clone(),
                });
                let what = format!("{groups:?} in {layout:?}, {left_over:?} left over");
                assert_eq!(found.kept, first.kept, "{what}");
                assert_eq!(found.drive, first.drive, "{what}");
                assert_eq!(found.d_sum, first.d_sum, "{what}");
            }
            let Some(found) = first else { continue };
            let [sum, gain, shift, d_drive] = given;
            for (found, expected) in found.drive.iter().zip(plain(groups, [sum, gain, shift])) {
                assert!((found - expected).abs() < tolerance, "{found} and {expected}");
            }
            // The derivative along some direction.
            let (along, step) = (values(units, seed), 1e-5);
            let at = |step: f64| {
                let moved: Vec<f64> = sum
                    .iter()
                    .zip(&along)
                    .map(|(u, along)| u + step * along)
                    .collect();
                let drive = plain(groups, [&moved, gain, shift]);
                drive
                    .iter()
                    .zip(d_drive)
                    .map(|(drive, d_drive)| drive * d_drive)
                    .sum::<f64>()
            };
            let expected = (at(step) - at(-step)) / (2.0 * step);
            let derived: f64 = found
                .d_sum
                .iter()
                .zip(&along)
                .map(|(d_sum, along)| d_sum * along)
                .sum();
            assert!(
                (derived - expected).abs() < (100.0 * tolerance).max(1e-6) * (1.0 + expected.abs()),
                "{groups:?}: {derived} and {expected}"
            );
        }
    }
}

#[test]
fn norms_are_those_of_plain_sums_in_every_layout() {
    check::<f32>(2e-5);
    check::<f64>(1e-12);
}

#[test]
fn units_that_are_equal_have_a_finite_norm() {
    let given = [&[3.0; 5][..], &[2.0; 5], &[0.25; 5], &[1.0, 0.0, 0.0, 0.0, 0.0]];
    let run = Run::<f64> {
        layout: Layout::ONE,
        groups: Groups::all(5),
        given,
        left_over: None,
        scalar: std::marker::PhantomData,
    };
    let found = dispatch_with(instruction_set(), run);
    assert_eq!((found.kept, found.drive), (vec![0.0; 5], vec![0.25; 5]));
    assert!(found.d_sum.iter().all(|value| value.is_finite()));
}

#[test]
fn a_group_that_is_not_finite_leaves_the_others() {
    for (bands, channels) in [(9, 7), (16, 3), (4, 12)] {
        let units = bands * channels;
        for groups in [Groups::channels(bands, channels), Groups::bands(bands, channels)] {
            let of_group = plain_groups(groups);
            let sum = values(units, &mut 3);
            let mut spoilt = sum.clone();
            spoilt[of_group[1][0]] = f64::NAN;
            spoilt[of_group[2][1]] = f64::INFINITY;
            let (gain, d_drive) = (values(units, &mut 4), values(units, &mut 5));
            for layout in layouts() {
                let found = [&sum, &spoilt].map(|sum| {
                    let run = Run::<f32> {
                        layout,
                        groups,
                        given: [sum, &gain, &gain, &d_drive],
                        left_over: None,
                        scalar: std::marker::PhantomData,
                    };
                    dispatch_with(instruction_set(), run)
                });
                let [whole, spoilt] = found.map(|found| [found.kept, found.drive, found.d_sum]);
                for (whole, spoilt) in whole.iter().zip(&spoilt) {
                    for (group, units) in of_group.iter().enumerate() {
                        let is_spoilt = group == 1 || group == 2;
                        for &unit in units {
                            assert_eq!(spoilt[unit].is_nan(), is_spoilt, "{groups:?} in {layout:?}");
                            assert!(
                                is_spoilt || spoilt[unit] == whole[unit],
                                "{groups:?} in {layout:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn squares_beyond_the_finite_numbers_are_told() {
    let given = [&[1e30, -1e30][..], &[1.0; 2], &[0.0; 2], &[0.0; 2]];
    let run = Run::<f32> {
        layout: Layout::ONE,
        groups: Groups::all(2),
        given,
        left_over: None,
        scalar: std::marker::PhantomData,
    };
    let found = dispatch_with(instruction_set(), run);
    assert!(found.drive.iter().all(|value| value.is_nan()));
}
