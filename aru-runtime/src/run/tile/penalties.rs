//! Penalties on the values of a tile: their sums over a chunk of steps, and what they put into adjoints.

use std::ops::Range;

use super::Tile;
use crate::network::plan::AdjointRows;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::layout::{InLanes, Layout, MOST_SEQUENCES};
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;
use crate::run::lane_data::LaneData;
use crate::run::penalties::Penalised;
use crate::run::penalties::on_values::{Neighbours, OfBatch, OnValue, differences, squares};

/// Rows of differenced values at the ends of chunks, one behind the other as the penalties stand.
#[derive(Clone, Debug, Default)]
pub(super) struct Edges<T> {
    /// Before each chunk.
    before: Vec<Block<T>>,
    /// The first of the chunk after.
    after: Vec<Block<T>>,
    /// Before the next part, where the gradient is truncated.
    next_part: Vec<Block<T>>,
}

/// What lies around a chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Around {
    /// The number under which the row before it was saved; None at step 0.
    pub(crate) before: Option<usize>,
    /// Whether the chunk after it has been seen.
    pub(crate) after: bool,
}

impl<T: Scalar> Tile<T> {
    /// Keeps rows for these series too, and for no other that does not always have some, from the next time that room is
    /// made.
    pub(crate) fn ask(&mut self, series: &[usize]) {
        if self.asked != series {
            self.asked = series.to_vec();
            self.room = 0;
        }
    }

    /// Keeps the last row of a chunk of `steps`, that before chunk number `next`.
    pub(crate) fn save_edge(&mut self, penalised: &Penalised, steps: usize, next: usize) {
        let width = self.width_of_edge(penalised);
        if self.edges.before.len() < (next + 1) * width {
            self.edges.before.resize((next + 1) * width, Block::ZERO);
        }
        let room = &mut self.edges.before[next * width..];
        copy_rows(&self.values, penalised, steps - 1, room);
    }

    /// Keeps the last row of a part whose last chunk has `steps`.
    pub(crate) fn save_edge_of_part(&mut self, penalised: &Penalised, steps: usize) {
        let width = self.width_of_edge(penalised);
        self.edges.next_part.resize(width, Block::ZERO);
        copy_rows(&self.values, penalised, steps - 1, &mut self.edges.next_part);
    }

    /// Goes on from there: it lies before chunk number 0.
    pub(crate) fn restore_edge_of_part(&mut self, penalised: &Penalised) {
        let width = self.width_of_edge(penalised);
        if self.edges.before.len() < width {
            self.edges.before.resize(width, Block::ZERO);
        }
        self.edges.before[..width].copy_from_slice(&self.edges.next_part);
    }

    fn width_of_edge(&self, penalised: &Penalised) -> usize {
        let values = differenced(penalised);
        values.map(|value| self.layout.blocks(value.units)).sum()
    }

    /// The penalties of a chunk in each lane, of each in its own measure; where lanes are units, in any. With adjoints, each
    /// value's gets its derivative.
    pub(crate) fn add_penalties(
        &mut self,
        of: &OfBatch<'_>,
        lanes: &LaneData<'_, T>,
        steps: Range<usize>,
        around: Around,
        with_adjoints: bool,
    ) -> Block<f64> {
        let penalised = of.penalised;
        let width = self.width_of_edge(penalised);
        if with_adjoints {
            self.clear_given(penalised, steps.len());
        }
        let mut ends = [0; MOST_SEQUENCES];
        for (end, lane) in ends.iter_mut().zip(lanes.filled()) {
            *end = lane.steps;
        }
        let (mut total, mut place) = (Block::<f64>::ZERO, 0);
        for value in penalised.values() {
            let edge = match value.is_smoothness {
                true => place..place + self.layout.blocks(value.units),
                false => 0..0,
            };
            place += edge.len();
            let before = around.before.filter(|_| value.is_smoothness);
            let before = before.map(|chunk| &self.edges.before[chunk * width..][edge.clone()]);
            let after = (around.after && value.is_smoothness).then(|| &self.edges.after[edge.clone()]);
            let factor = of.factor(value);
            total += factor
                * dispatch(OfChunk {
                    layout: self.layout,
                    value,
                    values: &self.values[value.series],
                    adjoints: with_adjoints.then(|| &mut self.adjoints[value.series]),
                    ends: &ends,
                    steps: steps.clone(),
                    factor: Block(factor.0.map(T::from_f64)),
                    before,
                    after,
                });
        }
        if with_adjoints && width > 0 {
            self.edges.after.resize(width, Block::ZERO);
            copy_rows(&self.values, penalised, 0, &mut self.edges.after);
        }
        total
    }

    /// Rows that penalties alone write, and each adds to.
    fn clear_given(&mut self, penalised: &Penalised, steps: usize) {
        for &series in penalised.asked() {
            if self.program.plan.series[series].adjoint == AdjointRows::Carried {
                for step in 0..steps {
                    self.adjoints[series].row_mut(step).fill(Block::ZERO);
                }
            }
        }
    }
}

/// The values whose differences are penalised.
fn differenced(penalised: &Penalised) -> impl Iterator<Item = &OnValue> {
    penalised.values().iter().filter(|value| value.is_smoothness)
}

/// Copies a row of each.
fn copy_rows<T: Scalar>(values: &[Series<T>], penalised: &Penalised, step: usize, mut room: &mut [Block<T>]) {
    for value in differenced(penalised) {
        let row = values[value.series].row(step);
        let (own, rest) = room.split_at_mut(row.len());
        own.copy_from_slice(row);
        room = rest;
    }
}

/// One penalty over the steps of a chunk.
struct OfChunk<'a, T> {
    layout: Layout,
    value: &'a OnValue,
    values: &'a Series<T>,
    adjoints: Option<&'a mut Series<T>>,
    /// Number of steps of the sequence at each place.
    ends: &'a [usize; MOST_SEQUENCES],
    steps: Range<usize>,
    factor: Block<T>,
    before: Option<&'a [Block<T>]>,
    after: Option<&'a [Block<T>]>,
}

impl<T: Scalar> Task for OfChunk<'_, T> {
    type Output = Block<f64>;

    #[inline(always)]
    fn run<I: Isa>(mut self, _: I) -> Block<f64> {
        let mut sum = Block::ZERO;
        let count = self.steps.len();
        for (row, step) in self.steps.clone().enumerate() {
            let blocks = self.values.row(row);
            let before = match row {
                0 => self.before,
                _ => Some(self.values.row(row - 1)),
            };
            let after = match row + 1 == count {
                true => self.after,
                false => Some(self.values.row(row + 1)),
            };
            let mut adjoints = self.adjoints.as_deref_mut().map(|adjoints| adjoints.row_mut(row));
            for member in 0..self.layout.members {
                for (columns, lanes) in parts(self.layout, self.value.units, member) {
                    let counts = |step: usize| -> [bool; LANES] {
                        std::array::from_fn(|lane| match self.layout.lanes {
                            InLanes::Units => lane < lanes && step < self.ends[member],
                            _ => step < self.ends[LANES * member + lane],
                        })
                    };
                    let own = adjoints
                        .as_deref_mut()
                        .map(|adjoints| &mut adjoints[columns.clone()]);
                    let now = &blocks[columns.clone()];
                    if !self.value.is_smoothness {
                        squares(now, &counts(step), self.factor, &mut sum, own);
                        continue;
                    }
                    let neighbours = Neighbours {
                        before: before.map(|row| &row[columns.clone()]),
                        after: after.map(|row| &row[columns.clone()]),
                    };
                    let counted = [&counts(step), &counts(step + 1)];
                    differences(now, &neighbours, counted, self.factor, &mut sum, own);
                }
            }
        }
        sum
    }
}

/// The blocks of a member in a row, and how many of their lanes are in use: those of the last block of units may be fewer.
#[inline(always)]
fn parts(layout: Layout, units: usize, member: usize) -> [(Range<usize>, usize); 2] {
    let start = member * layout.blocks_of_member(units);
    match layout.lanes {
        InLanes::Units => {
            let (full, left) = (units / LANES, units % LANES);
            let middle = start + full;
            [
                (start..middle, LANES),
                (middle..middle + usize::from(left > 0), left),
            ]
        }
        InLanes::Sequences | InLanes::Networks => [(start..start + units, LANES), (start..start, 0)],
    }
}
