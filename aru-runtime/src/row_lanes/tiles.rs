//! How large the tiles of the products are, so that their sums stay in registers.

use crate::dispatch::{Isa, Registers};
use crate::scalar::Scalar;

/// Most blocks of a product's tile: the latency of a multiply-add is hidden well before.
const MOST: usize = 12;

/// Blocks whose sums may stay in registers: four fifths of those that there are, the rest for what is added.
const fn blocks_in_registers<T: Scalar, I: Isa>() -> usize {
    at_least_one(I::REGISTERS * 4 / 5 / <T::Registers<I> as Registers<T, I>>::COUNT)
}

/// Blocks of a product's tile.
pub(super) const fn of_product<T: Scalar, I: Isa>(blocks: usize) -> usize {
    let fitting = blocks_in_registers::<T, I>();
    evenly(blocks, if fitting > MOST { MOST } else { fitting })
}

/// Target units of a weight gradient's tile: 5 x 5, 4 x 3, 3 x 2, 3 x 1 or 1 x 1.
pub(super) const fn targets_of_gradient<T: Scalar, I: Isa>(targets: usize) -> usize {
    let fitting = blocks_in_registers::<T, I>();
    evenly(targets, fitting / fitting.isqrt())
}

/// Source units of a weight gradient's tile.
pub(super) const fn sources_of_gradient<T: Scalar, I: Isa>(sources: usize) -> usize {
    evenly(sources, blocks_in_registers::<T, I>().isqrt())
}

/// Size of a part when `total` is cut as evenly as can be into parts of at most `most`.
const fn evenly(total: usize, most: usize) -> usize {
    at_least_one(total.div_ceil(at_least_one(total.div_ceil(most))))
}

const fn at_least_one(count: usize) -> usize {
    if count == 0 { 1 } else { count }
}

/// Runs the body with a constant in place of a count that is known when a layer is compiled; not at all for zero.
///
/// A const parameter cannot be computed from another; a `match` on a const block can, and the arms that are not
/// taken are never compiled.
macro_rules! for_count {
    (up to 5: $count:expr, $name:ident => $body:expr) => {
        for_count!(@arms $count, $name => $body; 1 2 3 4 5)
    };
    (up to 12: $count:expr, $name:ident => $body:expr) => {
        for_count!(@arms $count, $name => $body; 1 2 3 4 5 6 7 8 9 10 11 12)
    };
    (@arms $count:expr, $name:ident => $body:expr; $($arm:literal)+) => {
        match const { $count } {
            0 => {}
            $($arm => {
                const $name: usize = $arm;
                $body
            })+
            _ => unreachable!(),
        }
    };
}
pub(super) use for_count;
