//! Groups side by side, where units lie in the lanes and those of a group are apart: the bands of each channel. Sixteen
//! groups are normed at once, as those of sixteen sequences are. What they hold is carried into blocks and back.

use super::blocks::{standardise, standardise_transposed};
use super::groups::{Group, Groups};
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::Isa;
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
    /// `None` where units are neighbours, or too many.
    #[inline(always)]
    pub(super) fn new(groups: Groups) -> Option<Self> {
        (groups.step > 1 && groups.size <= MOST).then_some(SideBySide {
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
    pub(super) fn norm<I: Isa>(&mut self, isa: I, eps: f64, [kept, scales]: [&mut [T]; 2]) {
        let (groups, units) = (self.groups, self.units());
        for (first, count) in Self::sixteens(groups) {
            carry(groups, first, kept, &mut self.values);
            let scale = standardise(isa, units, eps, &mut self.values[..groups.size]);
            carry_back(groups, (first, count), &self.values, kept);
            scales[first..first + count].copy_from_slice(&scale.0[..count]);
        }
    }

    /// The adjoint of u in place of that of z.
    #[inline(always)]
    pub(super) fn transposed<I: Isa>(&mut self, isa: I, [kept, scales]: [&[T]; 2], d_z: &mut [T]) {
        let (groups, units) = (self.groups, self.units());
        for (first, count) in Self::sixteens(groups) {
            carry(groups, first, d_z, &mut self.values);
            carry(groups, first, kept, &mut self.others);
            let mut scale = Block::ZERO;
            scale.0[..count].copy_from_slice(&scales[first..first + count]);
            let (values, others) = (&mut self.values[..groups.size], &self.others[..groups.size]);
            standardise_transposed(isa, units, &scale, others, values);
            carry_back(groups, (first, count), &self.values, d_z);
        }
    }
}

/// Units of sixteen groups from a row into blocks. Where there are fewer, the other lanes have what comes next in the row,
/// which is not carried back.
#[inline(always)]
fn carry<T: Scalar>(groups: Groups, first: usize, row: &[T], blocks: &mut [Block<T>; MOST]) {
    for (unit, block) in blocks[..groups.size].iter_mut().enumerate() {
        let values = &row[groups.place(first, unit)..];
        match values.first_chunk() {
            Some(sixteen) => block.0 = *sixteen,
            None => {
                for (lane, &value) in block.0.iter_mut().zip(values) {
                    *lane = value;
                }
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
    // Units that come next are written anew after these.
    let all_at_once = groups.count <= LANES;
    for (unit, block) in blocks[..groups.size].iter().enumerate() {
        let values = &mut row[groups.place(first, unit)..];
        match values.first_chunk_mut() {
            Some(sixteen) if all_at_once || count == LANES => *sixteen = block.0,
            _ => {
                for (value, lane) in values[..count].iter_mut().zip(&block.0) {
                    *value = *lane;
                }
            }
        }
    }
}
