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

/// That part of a size, rounded, halves up: exact, as the part is a quotient of whole numbers.
pub const fn part_of(size: usize, [numerator, denominator]: [u64; 2]) -> usize {
    let (numerator, denominator) = (numerator as u128, denominator as u128);
    ((2 * numerator * size as u128 + denominator) / (2 * denominator)) as usize
}

/// How many sources each target keeps at a density.
pub const fn kept_of(size: usize, density: [u64; 2]) -> usize {
    let kept = part_of(size, density);
    if kept == 0 { 1 } else { kept }
}

/// Ends the build with `rule` where a part of a size is none or all of it.
#[track_caller]
pub const fn both_kinds(size: usize, part: [u64; 2], rule: &str) {
    let first = part_of(size, part);
    if first == 0 || first == size {
        panic!("{}", rule);
    }
}

/// Ends the build with `rule` where two sizes differ.
#[track_caller]
pub const fn same_size(one: usize, other: usize, rule: &str) {
    if one != other {
        panic!("{}", rule);
    }
}

/// Ends the build with `rule` where there is one unit.
#[track_caller]
pub const fn more_than_one(size: usize, rule: &str) {
    if size < 2 {
        panic!("{}", rule);
    }
}

/// Some of all variables.
#[inline(always)]
pub fn choose<V, const K: usize>(all: &[V], at: [usize; K]) -> [&V; K] {
    at.map(|index| &all[index])
}

/// Some of all variables, each another one, to be written.
#[inline(always)]
pub fn choose_mut<V, const K: usize>(all: &mut [V], at: [usize; K]) -> [&mut V; K] {
    let Ok(chosen) = all.get_disjoint_mut(at) else {
        wrong_workspace()
    };
    chosen
}

/// Some of all parameters.
#[inline(always)]
pub fn choose_rows<'a, B, const K: usize>(all: &[&'a [B]], at: [usize; K]) -> [&'a [B]; K] {
    at.map(|index| all[index])
}

/// Some of all gradients, each another one, to be written.
#[inline(always)]
pub fn choose_rows_mut<'a, B, const K: usize>(all: &'a mut [&mut [B]], at: [usize; K]) -> [&'a mut [B]; K] {
    choose_mut(all, at).map(|row| &mut **row)
}

/// The emitted code was given series that are not those of its plan.
#[cold]
pub fn wrong_workspace() -> ! {
    unreachable!("a workspace is made from the plan of the network that it serves")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_size_are_rounded_with_halves_up() {
        assert_eq!(part_of(100, [285, 1000]), 29);
        assert_eq!(part_of(5, [4, 5]), 4);
        assert_eq!(part_of(5, [1, 2]), 3, "2.5");
        assert_eq!(part_of(7, [1, 1]), 7);
        assert_eq!(
            [kept_of(3, [1, 10]), kept_of(20, [1, 10]), kept_of(25, [1, 10])],
            [1, 2, 3]
        );
        assert_eq!(part_of(1 << 24, [u64::MAX, u64::MAX]), 1 << 24);
    }
}
