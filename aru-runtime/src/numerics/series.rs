//! One variable over a chunk of steps, with the rows before the chunk that delayed links read.

use std::ops::Range;

use crate::numerics::block::Block;
use crate::numerics::dispatch::Buffer;
use crate::numerics::scalar::Scalar;

/// A variable of a layer: one row of blocks a step, the carry in front.
///
/// Row `t - delay` may lie before the chunk as long as `delay - t` is at most the number of rows carried. The
/// adjoint of a variable is a series with the rows that [`AdjointRows`](crate::network::plan::AdjointRows) says. Emitted code reads rows through
/// [`Lanes::row`](crate::numerics::lanes::Lanes::row).
///
/// A run of few steps reads nothing but what has been for ever before its step 0 at a delay that is as long as the run:
/// no more rows than the run has steps are carried, and a longer delay reads the first of them, see `Series::reach`.
///
/// Code of another build reads and writes it, see `dispatch/module.rs`: what lies where is said, not up to rustc.
#[derive(Clone, Debug)]
#[repr(C)]
pub struct Series<T> {
    blocks: Buffer<Block<T>>,
    /// Blocks a row.
    width: usize,
    /// Rows before step 0 of the chunk.
    before: usize,
    /// The row of step 0 of the chunk: `before`, but where a stream has gone on from it.
    now: usize,
}

/// A series as a link reads it: each step so many steps back.
#[derive(Clone, Copy, Debug)]
pub struct Back<'a, T> {
    pub(crate) series: &'a Series<T>,
    pub(crate) delay: usize,
}

/// The adjoint of a series as a link adds to it: each step so many steps back.
#[derive(Debug)]
pub struct BackMut<'a, T> {
    pub(crate) series: &'a mut Series<T>,
    pub(crate) delay: usize,
}

impl<T: Scalar> Series<T> {
    /// Room for `steps` rows of `width` blocks, all zero, and `before` rows of carry.
    pub fn new(width: usize, before: usize, steps: usize) -> Self {
        let blocks = Buffer::of(vec![Block::ZERO; width * (before + steps)]);
        Series {
            blocks,
            width,
            before,
            now: before,
        }
    }

    /// Gives it another shape; what it holds means nothing then.
    pub(crate) fn reshape(&mut self, width: usize, before: usize, steps: usize) {
        self.blocks.resize(width * (before + steps), Block::ZERO);
        (self.width, self.before, self.now) = (width, before, before);
    }

    /// Gives it room for a stream, whose chunks are single steps without end: see [`go_on`](Series::go_on).
    pub(crate) fn reshape_for_stream(&mut self, width: usize, before: usize) {
        self.reshape(width, before, before.max(1));
    }

    /// True where nothing is kept: the variable, or its adjoint, is not needed.
    #[inline(always)]
    pub fn is_absent(&self) -> bool {
        self.blocks.is_empty()
    }

    /// What it was `delay` steps before each step.
    #[inline(always)]
    pub fn back(&self, delay: usize) -> Back<'_, T> {
        Back { series: self, delay }
    }

    /// The same, to be added to.
    #[inline(always)]
    pub fn back_mut(&mut self, delay: usize) -> BackMut<'_, T> {
        BackMut { series: self, delay }
    }

    /// Blocks a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Where the row of step `step - delay` of `width` blocks lies in `blocks`.
    #[inline(always)]
    pub(crate) fn range(&self, width: usize, step: usize, delay: usize) -> Range<usize> {
        let start = (self.now + step - delay) * width;
        start..start + width
    }

    /// How far back a link of so long a delay reads: as far as rows are carried. What lies further back is like them.
    #[inline(always)]
    pub(crate) fn reach(&self, delay: usize) -> usize {
        delay.min(self.before)
    }

    /// Every row, the carry in front.
    #[inline(always)]
    pub(crate) fn blocks(&self) -> &[Block<T>] {
        &self.blocks
    }

    /// Every row, the carry in front, to be written.
    #[inline(always)]
    pub(crate) fn blocks_mut(&mut self) -> &mut [Block<T>] {
        &mut self.blocks
    }

    /// The row of a step of the chunk.
    pub fn row(&self, step: usize) -> &[Block<T>] {
        &self.blocks[self.range(self.width, step, 0)]
    }

    /// The row of a step of the chunk, to be written.
    pub fn row_mut(&mut self, step: usize) -> &mut [Block<T>] {
        let range = self.range(self.width, step, 0);
        &mut self.blocks[range]
    }

    /// The rows before the chunk: what is carried from chunk to chunk.
    pub fn carry(&self) -> &[Block<T>] {
        &self.blocks[(self.now - self.before) * self.width..self.now * self.width]
    }

    /// The rows before the chunk, to be written.
    pub fn carry_mut(&mut self) -> &mut [Block<T>] {
        &mut self.blocks[(self.now - self.before) * self.width..self.now * self.width]
    }

    /// Back to where a stream begins.
    pub(crate) fn rewind(&mut self) {
        self.now = self.before;
    }

    /// After a forward chunk of `steps`: its last rows become the carry of the next chunk.
    pub fn carry_forward(&mut self, steps: usize) {
        let carry = self.before * self.width;
        let start = steps * self.width;
        self.blocks.copy_within(start..start + carry, 0);
    }

    /// After a step of a stream: it belongs to the carry of the next, whatever the delay at the price of one row.
    ///
    /// There are twice as many rows as are carried. Step after step goes into the next row of the second half, and also
    /// into the same row of the first: when the second half is full, the first is a copy of it, and what the step after
    /// that reads lies in front of the second half once more.
    #[inline]
    pub(crate) fn go_on(&mut self) {
        if self.before == 0 {
            return;
        }
        let row = self.now * self.width;
        let copy = row - self.before * self.width;
        self.blocks.copy_within(row..row + self.width, copy);
        self.now += 1;
        if self.now == 2 * self.before {
            self.now = self.before;
        }
    }

    /// Before a backward chunk of `steps`: what the later chunk left for the rows before it is moved to where those
    /// rows lie in this chunk, the rest is cleared.
    pub fn carry_backward(&mut self, steps: usize) {
        let carry = self.before * self.width;
        let start = steps * self.width;
        self.blocks.copy_within(0..carry, start);
        self.blocks[..start].fill(Block::ZERO);
    }

    /// Zero everywhere, carry included.
    pub fn clear(&mut self) {
        self.blocks.fill(Block::ZERO);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream over delays of 1, 2, 3 and 50 finds every row that it may read, and each step touches a row alone.
    #[test]
    fn a_stream_goes_on_at_the_price_of_a_row() {
        for before in [1, 2, 3, 50] {
            const WIDTH: usize = 2;
            let mut series = Series::<f32>::new(0, 0, 0);
            series.reshape_for_stream(WIDTH, before);
            assert!(series.blocks().len() <= 2 * WIDTH * before);
            // The row of step t holds t + 1; before step 0 there is nothing.
            for step in 0..7 * before {
                series.row_mut(0).fill(Block::splat((step + 1) as f32));
                for delay in 0..=before {
                    let there = (step + 1).saturating_sub(delay) as f32;
                    let row = &series.blocks()[series.range(WIDTH, 0, delay)];
                    assert!(
                        row.iter().all(|block| block.0 == [there; 16]),
                        "{before} {step} {delay}"
                    );
                }
                let old = series.blocks().to_vec();
                series.go_on();
                let moved = old
                    .iter()
                    .zip(series.blocks())
                    .filter(|(old, new)| old.0 != new.0);
                assert!(moved.count() <= WIDTH);
                assert_eq!(series.carry().len(), before * WIDTH);
            }
            series.rewind();
            assert_eq!(series.range(WIDTH, 0, before), 0..WIDTH);
        }
    }

    #[test]
    fn a_delay_beyond_what_is_carried_reads_the_first_row() {
        let series = Series::<f64>::new(1, 3, 3);
        assert_eq!(
            [0, 1, 3, 4, 1_000_000].map(|delay| series.reach(delay)),
            [0, 1, 3, 3, 3]
        );
    }
}
