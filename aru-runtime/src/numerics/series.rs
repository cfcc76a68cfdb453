//! One variable over a chunk of steps, with the rows before the chunk that delayed links read.

use std::ops::Range;

use crate::numerics::block::Block;
use crate::numerics::scalar::Scalar;

/// A variable of a layer: one row of blocks a step, the carry in front.
///
/// Row `t - delay` may lie before the chunk as long as `delay - t` is at most the number of rows carried. The
/// adjoint of a variable is a series with the rows that [`AdjointRows`](crate::network::plan::AdjointRows) says. Emitted code reads rows through
/// [`Lanes::row`](crate::numerics::lanes::Lanes::row).
#[derive(Clone, Debug)]
pub struct Series<T> {
    blocks: Vec<Block<T>>,
    /// Blocks a row.
    width: usize,
    /// Rows before step 0 of the chunk.
    before: usize,
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
        let blocks = vec![Block::ZERO; width * (before + steps)];
        Series {
            blocks,
            width,
            before,
        }
    }

    /// Gives it another shape; what it holds means nothing then.
    pub(crate) fn reshape(&mut self, width: usize, before: usize, steps: usize) {
        self.blocks.resize(width * (before + steps), Block::ZERO);
        (self.width, self.before) = (width, before);
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
        let start = (self.before + step - delay) * width;
        start..start + width
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
        &self.blocks[..self.before * self.width]
    }

    /// The rows before the chunk, to be written.
    pub fn carry_mut(&mut self) -> &mut [Block<T>] {
        &mut self.blocks[..self.before * self.width]
    }

    /// After a forward chunk of `steps`: its last rows become the carry of the next chunk.
    pub fn carry_forward(&mut self, steps: usize) {
        let carry = self.before * self.width;
        let start = steps * self.width;
        self.blocks.copy_within(start..start + carry, 0);
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
