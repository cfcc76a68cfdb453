//! Weights as kernels read them. That of several delays or ports has a part for each, one behind the other.

use std::marker::PhantomData;

use crate::numerics::block::Block;
use crate::numerics::parts::{part, part_mut};

/// The weight of a link, packed as links of the kind K are: what is packed as one cannot be multiplied as another.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a, T, K> {
    pub(super) blocks: &'a [Block<T>],
    /// Of a part.
    length: usize,
    kind: PhantomData<K>,
}

impl<'a, T, K> Parts<'a, T, K> {
    #[inline(always)]
    pub(super) fn new(blocks: &'a [Block<T>], length: usize) -> Self {
        Parts {
            blocks,
            length,
            kind: PhantomData,
        }
    }

    /// That of a delay and port.
    #[inline(always)]
    pub fn part(self, index: usize) -> Self {
        Parts::new(part(self.blocks, index, self.length), self.length)
    }
}

/// The gradient of such a weight, to be written.
#[derive(Debug)]
pub struct PartsMut<'a, T, K> {
    pub(super) blocks: &'a mut [Block<T>],
    /// Of a part.
    length: usize,
    kind: PhantomData<K>,
}

impl<'a, T, K> PartsMut<'a, T, K> {
    #[inline(always)]
    pub(super) fn new(blocks: &'a mut [Block<T>], length: usize) -> Self {
        PartsMut {
            blocks,
            length,
            kind: PhantomData,
        }
    }

    /// That of a delay and port.
    #[inline(always)]
    pub fn part(&mut self, index: usize) -> PartsMut<'_, T, K> {
        PartsMut::new(part_mut(self.blocks, index, self.length), self.length)
    }
}
