//! Weights as kernels read them. That of several delays or ports has a part for each, one behind the other.

use crate::numerics::block::Block;
use crate::numerics::parts::{part, part_mut};

/// The weight of a link, packed as links of the kind K are: what is packed as one cannot be multiplied as another.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a, T, K> {
    pub(super) blocks: &'a [Block<T>],
    /// Of a part.
    length: usize,
    /// What of a link it is, with the sizes of what it joins.
    pub(super) kind: K,
}

impl<'a, T, K: Copy> Parts<'a, T, K> {
    #[inline(always)]
    pub(super) fn new(blocks: &'a [Block<T>], length: usize, kind: K) -> Self {
        Parts { blocks, length, kind }
    }

    /// That of a delay and port.
    #[inline(always)]
    pub fn part(self, index: usize) -> Self {
        Parts::new(part(self.blocks, index, self.length), self.length, self.kind)
    }
}

/// The gradient of such a weight, to be written.
#[derive(Debug)]
pub struct PartsMut<'a, T, K> {
    pub(super) blocks: &'a mut [Block<T>],
    /// Of a part.
    length: usize,
    /// What of a link it is, with the sizes of what it joins.
    pub(super) kind: K,
}

impl<'a, T, K: Copy> PartsMut<'a, T, K> {
    #[inline(always)]
    pub(super) fn new(blocks: &'a mut [Block<T>], length: usize, kind: K) -> Self {
        PartsMut { blocks, length, kind }
    }

    /// That of a delay and port.
    #[inline(always)]
    pub fn part(&mut self, index: usize) -> PartsMut<'_, T, K> {
        PartsMut::new(part_mut(self.blocks, index, self.length), self.length, self.kind)
    }
}
