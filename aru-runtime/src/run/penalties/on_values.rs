//! Penalties on traced values: means over units and over the steps within the lengths.

use super::Penalised;
use crate::numerics::block::{Block, LANES};
use crate::numerics::scalar::Scalar;

/// A penalty on one value.
#[derive(Clone, Debug)]
pub(crate) struct OnValue {
    pub(crate) series: usize,
    pub(crate) units: usize,
    /// On differences from step to step rather than the value itself.
    pub(crate) is_smoothness: bool,
    pub(crate) lambda: f64,
}

/// How often a value, and a difference of two steps, is counted in a batch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counts {
    steps: usize,
    pairs: usize,
}

impl Counts {
    /// Those of sequences of these lengths.
    pub(crate) fn of(lengths: impl Iterator<Item = usize>) -> Self {
        lengths.fold(Counts { steps: 0, pairs: 0 }, |counts, length| Counts {
            steps: counts.steps + length,
            pairs: counts.pairs + length.saturating_sub(1),
        })
    }
}

/// The penalties on values of a batch: what the square of a number counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct OfBatch<'p> {
    pub(crate) penalised: &'p Penalised,
    /// One over the number of steps, and of pairs of steps, in each lane; zero where there are none.
    scales: [Block<f64>; 2],
}

impl<'p> OfBatch<'p> {
    /// For the networks of each lane, or one for all.
    pub(crate) fn new(penalised: &'p Penalised, counts: impl Fn(usize) -> Counts) -> Self {
        let mut scales = [Block::ZERO; 2];
        for lane in 0..LANES {
            let Counts { steps, pairs } = counts(lane);
            for (scale, count) in scales.iter_mut().zip([steps, pairs]) {
                scale.0[lane] = if count == 0 { 0.0 } else { 1.0 / count as f64 };
            }
        }
        OfBatch { penalised, scales }
    }

    /// What the square of a number of this value counts: lambda / (units x count).
    pub(crate) fn factor(&self, value: &OnValue) -> Block<f64> {
        let factor = value.lambda / value.units as f64;
        self.scales[usize::from(value.is_smoothness)].map(|scale| factor * scale)
    }
}

/// Whether a number is differenced with its neighbours, and where those are.
pub(crate) struct Neighbours<'a, T> {
    /// The row of the step before and of the step after, where there are such.
    pub(crate) before: Option<&'a [Block<T>]>,
    pub(crate) after: Option<&'a [Block<T>]>,
}

/// Adds the squares of a row to the sums, and their derivatives times `factor` to the adjoints.
///
/// A lane counts in which `ends` lies beyond the step: number of steps of its sequence, zero where there is none.
#[inline(always)]
pub(crate) fn squares<T: Scalar>(
    row: &[Block<T>],
    is_counted: &[bool; LANES],
    factor: Block<T>,
    sum: &mut Block<f64>,
    adjoints: Option<&mut [Block<T>]>,
) {
    let twice = Block(std::array::from_fn(|lane| match is_counted[lane] {
        true => factor.0[lane] + factor.0[lane],
        false => T::ZERO,
    }));
    let chosen = |block: &Block<T>| -> Block<T> {
        // What does not count may be infinite.
        Block(std::array::from_fn(|lane| match is_counted[lane] {
            true => block.0[lane],
            false => T::ZERO,
        }))
    };
    for block in row {
        let value = chosen(block);
        for (sum, number) in sum.0.iter_mut().zip(value.0) {
            *sum += number.to_f64() * number.to_f64();
        }
    }
    if let Some(adjoints) = adjoints {
        for (adjoint, block) in adjoints.iter_mut().zip(row) {
            *adjoint += twice * chosen(block);
        }
    }
}

/// The same of the differences from the row before: their squares are added, and the derivatives to both rows as far as
/// adjoints of this row are concerned: of the difference before it and, where the next step counts, of that after it.
#[inline(always)]
pub(crate) fn differences<T: Scalar>(
    row: &[Block<T>],
    neighbours: &Neighbours<'_, T>,
    [is_counted, is_next_counted]: [&[bool; LANES]; 2],
    factor: Block<T>,
    sum: &mut Block<f64>,
    mut adjoints: Option<&mut [Block<T>]>,
) {
    let difference = |later: T, earlier: T, counts: bool| if counts { later - earlier } else { T::ZERO };
    if let Some(before) = neighbours.before {
        for (place, (now, before)) in row.iter().zip(before).enumerate() {
            for (lane, &counts) in is_counted.iter().enumerate() {
                let change = difference(now.0[lane], before.0[lane], counts);
                sum.0[lane] += change.to_f64() * change.to_f64();
                if let Some(adjoints) = &mut adjoints {
                    adjoints[place].0[lane] += (factor.0[lane] + factor.0[lane]) * change;
                }
            }
        }
    }
    if let (Some(after), Some(adjoints)) = (neighbours.after, adjoints) {
        for ((adjoint, now), after) in adjoints.iter_mut().zip(row).zip(after) {
            for (lane, &counts) in is_next_counted.iter().enumerate() {
                let change = difference(after.0[lane], now.0[lane], counts);
                adjoint.0[lane] += -((factor.0[lane] + factor.0[lane]) * change);
            }
        }
    }
}
