//! The noise of some steps of a tile, in the rows of its series.

use std::ops::Range;

use ndarray::Array3;

use super::Draw;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::numbers_mut;
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::layout::{InLanes, Layout};
use crate::numerics::philox::{Words, philox};
use crate::numerics::scalar::Scalar;
use crate::run::lane_data::LaneData;

/// Numbers that one counter gives.
const OF_COUNTER: usize = 4;

/// Writes the numbers of a layer of so many units in these steps.
pub(crate) fn fill<T: Scalar>(
    layout: Layout,
    lanes: &LaneData<'_, T>,
    (draw, epoch): (&Draw<'_>, u32),
    units: usize,
    steps: Range<usize>,
    blocks: &mut [Block<T>],
) {
    let key = match draw {
        Draw::Stream(key) => *key,
        Draw::Given(numbers) => return copy(layout, lanes, numbers, units, steps, blocks),
    };
    let width = layout.blocks(units);
    let member_width = layout.blocks_of_member(units);
    for member in 0..layout.members {
        let place = match layout.lanes {
            InLanes::Units => member,
            InLanes::Sequences | InLanes::Networks => LANES * member,
        };
        let sequence = |lane: usize| lanes.at(place + lane).place as u32;
        let rows = Rows {
            key,
            epoch,
            units,
            steps: steps.clone(),
            blocks: &mut *blocks,
            width,
            columns: member * member_width..(member + 1) * member_width,
        };
        if layout.lanes == InLanes::Units || lanes.are_alike() {
            dispatch(OfOneSequence {
                rows,
                sequence: sequence(0),
                lanes: layout.lanes,
            });
        } else {
            dispatch(OfSixteen {
                rows,
                sequences: std::array::from_fn(sequence),
            });
        }
    }
}

/// The rows of a member of a tile.
struct Rows<'a, T> {
    key: [u32; 2],
    epoch: u32,
    units: usize,
    steps: Range<usize>,
    /// One row a step.
    blocks: &'a mut [Block<T>],
    /// Blocks a row.
    width: usize,
    /// Those of the member.
    columns: Range<usize>,
}

/// Numbers for four units of each of 16 counters.
#[inline(always)]
fn normal<T: Scalar, I: Isa>(isa: I, key: [u32; 2], counter: [Words; 4]) -> [Block<T>; OF_COUNTER] {
    let [a, b, c, d] = philox(key, counter);
    let mut numbers = [Block::ZERO; OF_COUNTER];
    for (pair, [u, v]) in [[a, b], [c, d]].into_iter().enumerate() {
        let (mut first, mut second) = (Block::ZERO, Block::ZERO);
        for lane in 0..LANES {
            [first.0[lane], second.0[lane]] = T::normal_pair([u[lane], v[lane]], isa);
        }
        (numbers[2 * pair], numbers[2 * pair + 1]) = (first, second);
    }
    numbers
}

/// A sequence in each lane.
struct OfSixteen<'a, T> {
    rows: Rows<'a, T>,
    sequences: Words,
}

impl<T: Scalar> Task for OfSixteen<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let OfSixteen { rows, sequences } = self;
        let all = rows.blocks.chunks_exact_mut(rows.width);
        for (row, step) in all.zip(rows.steps) {
            let row = &mut row[rows.columns.clone()];
            for (group, blocks) in row.chunks_mut(OF_COUNTER).enumerate() {
                let counter = [
                    [group as u32; LANES],
                    [step as u32; LANES],
                    sequences,
                    [rows.epoch; LANES],
                ];
                let numbers = normal::<T, I>(isa, rows.key, counter);
                blocks.copy_from_slice(&numbers[..blocks.len()]);
            }
        }
    }
}

/// One sequence, 16 counters of its steps and units at a time: its units are the lanes, or all lanes are alike.
struct OfOneSequence<'a, T> {
    rows: Rows<'a, T>,
    sequence: u32,
    lanes: InLanes,
}

impl<T: Scalar> Task for OfOneSequence<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let OfOneSequence {
            rows,
            sequence,
            lanes,
        } = self;
        let groups = rows.units.div_ceil(OF_COUNTER);
        let total = groups * rows.steps.len();
        let (mut group, mut row) = (0, 0);
        for first in (0..total).step_by(LANES) {
            let mut places = [(0, 0); LANES];
            let mut counter = [[0; LANES], [0; LANES], [sequence; LANES], [rows.epoch; LANES]];
            let used = LANES.min(total - first);
            for lane in 0..used {
                places[lane] = (row, OF_COUNTER * group);
                counter[0][lane] = group as u32;
                counter[1][lane] = (rows.steps.start + row) as u32;
                group += 1;
                if group == groups {
                    (group, row) = (0, row + 1);
                }
            }
            let numbers = normal::<T, I>(isa, rows.key, counter);
            for (lane, &(row, unit)) in places[..used].iter().enumerate() {
                let start = row * rows.width + rows.columns.start;
                let blocks = &mut rows.blocks[start..start + rows.columns.len()];
                let count = OF_COUNTER.min(rows.units - unit);
                match lanes {
                    InLanes::Units => {
                        let own = &mut numbers_mut(blocks)[unit..unit + count];
                        for (own, block) in own.iter_mut().zip(&numbers) {
                            *own = block.0[lane];
                        }
                    }
                    InLanes::Sequences | InLanes::Networks => {
                        for (own, block) in blocks[unit..unit + count].iter_mut().zip(&numbers) {
                            *own = Block::splat(block.0[lane]);
                        }
                    }
                }
            }
        }
        if lanes == InLanes::Units {
            for row in rows.blocks.chunks_exact_mut(rows.width).take(rows.steps.len()) {
                fill_up(&mut row[rows.columns.clone()], rows.units);
            }
        }
    }
}

/// Lanes that are left over are copies of the last unit.
#[inline(always)]
fn fill_up<T: Scalar>(blocks: &mut [Block<T>], units: usize) {
    let (own, left) = numbers_mut(blocks).split_at_mut(units);
    left.fill(own[units - 1]);
}

/// The same of numbers that are given; zero beyond them.
fn copy<T: Scalar>(
    layout: Layout,
    lanes: &LaneData<'_, T>,
    numbers: &Array3<f64>,
    units: usize,
    steps: Range<usize>,
    blocks: &mut [Block<T>],
) {
    let width = layout.blocks(units);
    let member_width = layout.blocks_of_member(units);
    for (row, step) in blocks.chunks_exact_mut(width).zip(steps) {
        let number = |place: usize, unit: usize| {
            let number = numbers.get([lanes.at(place).place, step, unit]);
            // Beyond the length of a sequence anything may stand.
            let number = number.filter(|number| number.is_finite());
            number.map_or(T::ZERO, |&number| T::from_f64(number))
        };
        for (member, blocks) in row.chunks_exact_mut(member_width).enumerate() {
            if layout.lanes == InLanes::Units {
                let own = &mut numbers_mut(blocks)[..units];
                for (unit, own) in own.iter_mut().enumerate() {
                    *own = number(member, unit);
                }
                fill_up(blocks, units);
                continue;
            }
            for (unit, block) in blocks.iter_mut().enumerate() {
                for (lane, own) in block.0.iter_mut().enumerate() {
                    *own = number(LANES * member + lane, unit);
                }
            }
        }
    }
}
