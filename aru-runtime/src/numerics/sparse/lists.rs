//! A weight of few pairs as lists, in the room of the dense one.
//!
//! In front stands one block, whose first number is one more than the number of pairs, or zero where the weight is packed
//! as a dense one. The room of the dense weight for a product then holds of each target where its pairs end, then all
//! pairs; that for the transposed product holds the same of each source.

use crate::numerics::block::Block;
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::scalar::Scalar;

/// What a unit reads: the number of a unit on the other side, and the weight.
pub(crate) type Pair<T> = [T; 2];

/// What each of some units reads.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lists<'a, T> {
    /// Of each unit the place behind its last pair.
    ends: &'a [T],
    pairs: &'a [Pair<T>],
}

impl<'a, T: Scalar> Lists<'a, T> {
    /// So many pairs of so many units.
    #[inline(always)]
    fn of(blocks: &'a [Block<T>], units: usize, count: usize) -> Self {
        let (ends, pairs) = numbers(blocks).split_at(units);
        Lists {
            ends,
            pairs: &pairs.as_chunks().0[..count],
        }
    }

    /// Number of units.
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        self.ends.len()
    }

    /// What a unit reads.
    #[inline(always)]
    pub(crate) fn unit(self, unit: usize) -> &'a [Pair<T>] {
        let start = match unit.checked_sub(1) {
            Some(before) => self.ends[before].place_of_bits(),
            None => 0,
        };
        &self.pairs[start..self.ends[unit].place_of_bits()]
    }
}

/// A weight of few pairs as it is packed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Packed<'a, T> {
    /// What each target reads, and what reads each source.
    Lists([Lists<'a, T>; 2]),
    /// As a dense one.
    Dense(&'a [Block<T>]),
}

impl<'a, T: Scalar> Packed<'a, T> {
    /// The weight that lies in `blocks`, in so many behind the first for its product.
    #[inline(always)]
    pub(crate) fn of(blocks: &'a [Block<T>], [targets, sources]: [usize; 2], forwards: usize) -> Self {
        let (header, weight) = blocks.split_at(1);
        match header[0].0[0].place_of_bits().checked_sub(1) {
            None => Packed::Dense(weight),
            Some(count) => {
                let (forwards, backwards) = weight.split_at(forwards);
                Packed::Lists([
                    Lists::of(forwards, targets, count),
                    Lists::of(backwards, sources, count),
                ])
            }
        }
    }
}

/// What a multiply-add of a list costs, in those of a dense product: measured, see docs/performance.md.
pub(crate) const COST: usize = 3;

/// Whether lists of so many pairs have room in place of the dense weight, and cost less.
pub(crate) fn lists_pay([targets, sources]: [usize; 2], pairs: usize) -> bool {
    let size = targets * sources;
    let room = size.saturating_sub(targets.max(sources)) / 2;
    pairs <= room && COST * pairs <= size
}

/// Packs a weight with its mask, both row-major, as lists. False where lists have no room, or would not pay; nothing but
/// the first block is written then.
pub(crate) fn pack<T: Scalar>(
    weight: &[T],
    mask: &[T],
    sources: usize,
    forwards: usize,
    packed: &mut [Block<T>],
) -> bool {
    let (header, blocks) = packed.split_at_mut(1);
    header[0] = Block::ZERO;
    let (targets, count) = (
        weight.len() / sources,
        mask.iter().filter(|&&linked| linked != T::ZERO).count(),
    );
    if !lists_pay([targets, sources], count) {
        return false;
    }
    header[0].0[0] = T::bits_of_place(count + 1);
    let (forwards, backwards) = blocks.split_at_mut(forwards);
    let (ends, by_target) = numbers_mut(forwards).split_at_mut(targets);
    let (cursors, by_source) = numbers_mut(backwards).split_at_mut(sources);
    let (by_target, by_source) = (by_target.as_chunks_mut().0, by_source.as_chunks_mut().0);
    // Where the pairs of each source begin; each pair that is written moves it on, up to where they end.
    let mut start = 0;
    for (source, cursor) in cursors.iter_mut().enumerate() {
        *cursor = T::bits_of_place(start);
        start += mask[source..]
            .iter()
            .step_by(sources)
            .filter(|&&linked| linked != T::ZERO)
            .count();
    }
    let mut place = 0;
    let rows = weight.chunks_exact(sources).zip(mask.chunks_exact(sources));
    for (target, (weights, linked)) in rows.enumerate() {
        for (source, (&weight, &linked)) in weights.iter().zip(linked).enumerate() {
            if linked != T::ZERO {
                by_target[place] = [T::bits_of_place(source), weight];
                place += 1;
                let cursor = cursors[source].place_of_bits();
                by_source[cursor] = [T::bits_of_place(target), weight];
                cursors[source] = T::bits_of_place(cursor + 1);
            }
        }
        ends[target] = T::bits_of_place(place);
    }
    true
}
