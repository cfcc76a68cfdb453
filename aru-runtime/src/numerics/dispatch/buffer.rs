//! A vector whose place in memory is written down, so that code of another build finds its elements.

use std::fmt::{self, Debug, Formatter};
use std::mem::{self, ManuallyDrop};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;
use std::slice;

/// What a [`Vec`] is, in the order that C would give it: that of a `Vec` is up to each version of rustc.
///
/// Who is lent one reads and writes its elements. To make it longer is for the library that made it: each has an allocator of
/// its own.
#[repr(C)]
pub struct Buffer<E> {
    first: NonNull<E>,
    len: usize,
    capacity: usize,
}

// SAFETY: it owns its elements, as a `Vec` does.
unsafe impl<E: Send> Send for Buffer<E> {}
// SAFETY: as above.
unsafe impl<E: Sync> Sync for Buffer<E> {}

impl<E: Clone> Buffer<E> {
    /// The elements of a vector.
    pub(crate) fn of(elements: Vec<E>) -> Self {
        let mut elements = ManuallyDrop::new(elements);
        let (len, capacity) = (elements.len(), elements.capacity());
        // SAFETY: the pointer of a vector is never null.
        let first = unsafe { NonNull::new_unchecked(elements.as_mut_ptr()) };
        Buffer { first, len, capacity }
    }

    /// Makes it as long as that: what is new is `value`.
    pub(crate) fn resize(&mut self, len: usize, value: E) {
        let mut elements = mem::replace(self, Buffer::of(Vec::new())).into_vec();
        elements.resize(len, value);
        *self = Buffer::of(elements);
    }

    fn into_vec(self) -> Vec<E> {
        let own = ManuallyDrop::new(self);
        // SAFETY: these are the parts of the vector that it was made of, which nobody else has.
        unsafe { Vec::from_raw_parts(own.first.as_ptr(), own.len, own.capacity) }
    }
}

impl<E> Drop for Buffer<E> {
    fn drop(&mut self) {
        // SAFETY: these are the parts of the vector that it was made of, which nobody else has.
        drop(unsafe { Vec::from_raw_parts(self.first.as_ptr(), self.len, self.capacity) });
    }
}

impl<E> Deref for Buffer<E> {
    type Target = [E];

    #[inline(always)]
    fn deref(&self) -> &[E] {
        // SAFETY: so many elements lie there, and are borrowed with the buffer.
        unsafe { slice::from_raw_parts(self.first.as_ptr(), self.len) }
    }
}

impl<E> DerefMut for Buffer<E> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [E] {
        // SAFETY: as above, and borrowed by one alone.
        unsafe { slice::from_raw_parts_mut(self.first.as_ptr(), self.len) }
    }
}

impl<E: Clone> Clone for Buffer<E> {
    fn clone(&self) -> Self {
        Buffer::of(self.to_vec())
    }
}

impl<E: Debug> Debug for Buffer<E> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self[..].fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::block::Block;

    #[test]
    fn it_is_what_a_vector_is() {
        let [one, two] = [1.0, 2.0].map(Block::<f32>::splat);
        let mut vector = Vec::new();
        let mut buffer = Buffer::of(Vec::new());
        assert!(buffer.is_empty());
        for (len, value) in [(3, one), (3, two), (100, two), (1, one), (0, one), (7, two)] {
            vector.resize(len, value);
            buffer.resize(len, value);
            assert_eq!(buffer[..], vector[..]);
            assert!(buffer.as_ptr().is_aligned());
        }
        let copy = buffer.clone();
        buffer[6] = one;
        assert_eq!((copy[6], buffer[6]), (two, one));
        assert_eq!(
            format!("{buffer:?}"),
            format!("{:?}", [two, two, two, two, two, two, one])
        );
    }
}
