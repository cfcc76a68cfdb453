//! Groups of few units side by side in the lanes, where units of all of them lie there: sixteen groups are normed at once,
//! as those of sixteen sequences are. What they hold is carried there and back.

use super::groups::{Group, Groups};
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;

/// The most units of a group: twice as many blocks are kept on the stack.
const MOST: usize = 32;

/// Sixteen groups: a block holds a unit of each.
pub(super) struct SideBySide<T> {
    groups: Groups,
    values: [Block<T>; MOST],
    others: [Block<T>; MOST],
}

impl<T: Scalar> SideBySide<T> {
    /// `None` where it does not pay: groups of neighbours that fill a block of their own, and those that are too large.
    #[inline(always)]
    pub(super) fn new(groups: Groups) -> Option<Self> {
        let pays = groups.size <= MOST && (groups.step > 1 || groups.size < LANES);
        pays.then_some(SideBySide {
            groups,
            values: [Block::ZERO; MOST],
            others: [Block::ZERO; MOST],
        })
    }

    /// Each sixteen groups, by the first of them and how many there are.
    #[inline(always)]
    fn sixteens(groups: Groups) -> impl Iterator<Item = (usize, usize)> {
        let firsts = (0..groups.count).step_by(LANES);
        firsts.map(move |first| (first, LANES.min(groups.count - first)))
    }

    /// A group's units in the blocks.
    #[inline(always)]
    fn units(&self) -> Group {
        Group {
            first: 0,
            size: self.groups.size,
            step: 1,
        }
    }

    /// z in place of u, and of each group 1 / sqrt(variance + eps).
    #[inline(always)]
    pub(super) fn norm(&mut self, eps: f64, [kept, scales]: [&mut [T]; 2]) {
        let (groups, units) = (self.groups, self.units());
        for (first, count) in Self::sixteens(groups) {
            carry(groups, (first, count), kept, &mut self.values);
            let scale = units.standardise(eps, &mut self.values[..groups.size]);
            carry_back(groups, (first, count), &self.values, kept);
            scales[first..first + count].copy_from_slice(&scale.0[..count]);
        }
    }

    /// The adjoint of u in place of that of z.
    #[inline(always)]
    pub(super) fn transposed(&mut self, [kept, scales]: [&[T]; 2], d_z: &mut [T]) {
        let (groups, units) = (self.groups, self.units());
        for (first, count) in Self::sixteens(groups) {
            carry(groups, (first, count), d_z, &mut self.values);
            carry(groups, (first, count), kept, &mut self.others);
            let mut scale = Block::ZERO;
            scale.0[..count].copy_from_slice(&scales[first..first + count]);
            let (values, others) = (&mut self.values[..groups.size], &self.others[..groups.size]);
            units.standardise_transposed(scale, others, values);
            carry_back(groups, (first, count), &self.values, d_z);
        }
    }
}

/// Units of some groups from a row into blocks: those of a group are neighbours, or a unit of the groups is that of the next.
#[inline(always)]
fn carry<T: Scalar>(
    groups: Groups,
    (first, count): (usize, usize),
    row: &[T],
    blocks: &mut [Block<T>; MOST],
) {
    if groups.step == 1 {
        for lane in 0..count.min(LANES) {
            let units = &row[groups.place(first + lane, 0)..][..groups.size];
            for (block, &value) in blocks.iter_mut().zip(units) {
                block.0[lane] = value;
            }
        }
    } else {
        for (unit, block) in blocks[..groups.size].iter_mut().enumerate() {
            let values = &row[groups.place(first, unit)..][..count];
            for (lane, &value) in block.0.iter_mut().zip(values) {
                *lane = value;
            }
        }
    }
}

/// And back.
#[inline(always)]
fn carry_back<T: Scalar>(
    groups: Groups,
    (first, count): (usize, usize),
    blocks: &[Block<T>; MOST],
    row: &mut [T],
) {
    if groups.step == 1 {
        for lane in 0..count.min(LANES) {
            let units = &mut row[groups.place(first + lane, 0)..][..groups.size];
            for (block, value) in blocks.iter().zip(units) {
                *value = block.0[lane];
            }
        }
    } else {
        for (unit, block) in blocks[..groups.size].iter().enumerate() {
            let values = &mut row[groups.place(first, unit)..][..count];
            for (lane, value) in block.0.iter().zip(values) {
                *value = *lane;
            }
        }
    }
}
