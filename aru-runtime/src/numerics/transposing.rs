//! Sixteen blocks with lanes and blocks exchanged, and their sums over lanes.

use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::scalar::Scalar;

/// Lane j of block i becomes lane i of block j.
///
/// The bits of a block's number, with those of the lane below them, say where a number lies. To interleave the blocks
/// of the first half with those of the second turns these bits by one place: after four times block and lane are
/// exchanged.
#[inline(always)]
pub(crate) fn transposed<T: Scalar, I: Isa>(
    isa: I,
    mut blocks: [T::Registers<I>; LANES],
) -> [T::Registers<I>; LANES] {
    let mut turned = [T::Registers::splat(isa, T::ZERO); LANES];
    for _ in 0..LANES.ilog2() {
        for pair in 0..LANES / 2 {
            let [first, second] = blocks[pair].interleaved(blocks[pair + LANES / 2]);
            (turned[2 * pair], turned[2 * pair + 1]) = (first, second);
        }
        blocks = turned;
    }
    blocks
}

/// The sum of the lanes of each of up to 16 blocks, in as many lanes; the order is that of [`Block::sum`].
#[inline(always)]
pub(crate) fn lane_sums<T: Scalar, I: Isa>(mut blocks: [T::Registers<I>; LANES]) -> Block<T> {
    // Interleaved blocks have the first half of both in one, the second in the other; and as above, after four times
    // every lane is a block.
    let mut half = LANES / 2;
    while half > 0 {
        for pair in 0..half {
            let [mut first, second] = blocks[pair].interleaved(blocks[pair + half]);
            first.add(second);
            blocks[pair] = first;
        }
        half /= 2;
    }
    let mut sums = Block::ZERO;
    blocks[0].store(&mut sums);
    sums
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::dispatch::{InstructionSet, Task, dispatch_with};

    struct Transposed<T>([Block<T>; LANES]);

    impl<T: Scalar> Task for Transposed<T> {
        type Output = ([Block<T>; LANES], Block<T>);

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> Self::Output {
            let mut blocks = self.0;
            let mut registers = [T::Registers::splat(isa, T::ZERO); LANES];
            for (registers, block) in registers.iter_mut().zip(&blocks) {
                *registers = T::Registers::load(isa, block);
            }
            for (block, registers) in blocks.iter_mut().zip(transposed::<T, I>(isa, registers)) {
                registers.store(block);
            }
            (blocks, lane_sums::<T, I>(registers))
        }
    }

    fn check<T: Scalar>() {
        // None of them is a sum of few powers of two: another order of summation shows.
        let number = |block: usize, lane: usize| T::from_f64((1.0 + (16 * block + lane) as f64).sqrt().sin());
        let blocks: [Block<T>; LANES] =
            std::array::from_fn(|block| Block(std::array::from_fn(|lane| number(block, lane))));
        for set in InstructionSet::available() {
            let (transposed, sums) = dispatch_with(set, Transposed(blocks));
            for (block, transposed) in transposed.iter().enumerate() {
                for (lane, &number) in transposed.0.iter().enumerate() {
                    assert_eq!(number, blocks[lane].0[block], "{set}, block {block}, lane {lane}");
                }
            }
            assert_eq!(sums.0, blocks.map(Block::sum), "{set}");
        }
    }

    #[test]
    fn blocks_of_f32_are_transposed_and_summed_in_order() {
        check::<f32>();
    }

    #[test]
    fn blocks_of_f64_are_transposed_and_summed_in_order() {
        check::<f64>();
    }
}
