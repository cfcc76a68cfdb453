//! A buffer, cut into parts.

/// The parts of a buffer, one after the other.
#[inline(always)]
pub fn split<V, const K: usize>(buffer: &[V], lengths: [usize; K]) -> [&[V]; K] {
    let mut rest = buffer;
    lengths.map(|length| {
        let (part, after) = rest.split_at(length);
        rest = after;
        part
    })
}

/// Part `index` of a buffer cut into parts of `length`: one port and delay of a weight or bias.
#[inline(always)]
pub(crate) fn part<V>(buffer: &[V], index: usize, length: usize) -> &[V] {
    &buffer[index * length..(index + 1) * length]
}

/// Part `index` of a buffer cut into parts of `length`, to be written.
#[inline(always)]
pub(crate) fn part_mut<V>(buffer: &mut [V], index: usize, length: usize) -> &mut [V] {
    &mut buffer[index * length..(index + 1) * length]
}

/// A size that only the build of the user's crate knows, which it ends with `rule` where that does not hold.
#[track_caller]
pub const fn size(size: usize, rule: &str) -> usize {
    // More units than any computer of today could link fully: what is multiplied with it overflows.
    if size == 0 || size > 1 << 24 {
        panic!("{}", rule);
    }
    size
}

/// The emitted code was given series that are not those of its plan.
#[cold]
pub fn wrong_workspace() -> ! {
    unreachable!("a workspace is made from the plan of the network that it serves")
}
