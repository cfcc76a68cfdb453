//! How large the tiles of the products are.

use crate::block::LANES;
use crate::dispatch::Isa;

/// Most rows of a tile of the products; [`for_count`] knows no more.
const MOST: usize = 12;

/// Rows of blocks of a product's tile: their sums take three quarters of the registers, the rows of a layer are
/// spread evenly over as few tiles as there can be.
pub(super) const fn rows_of_product<T, I: Isa>(rows: usize) -> usize {
    let registers_of_block = (LANES * size_of::<T>()).div_ceil(I::REGISTER_BYTES);
    let most = at_most(at_least_one(I::REGISTERS * 3 / 4 / registers_of_block), MOST);
    evenly(rows, most)
}

/// Lanes of a register.
pub(super) const fn lanes_of_register<T, I: Isa>() -> usize {
    at_most(I::REGISTER_BYTES / size_of::<T>(), LANES)
}

/// Target units of a weight gradient's tile, whose sums take one register each: 5 x 5 of 32 registers, 3 x 4 of 16.
pub(super) const fn targets_of_gradient<I: Isa>(targets: usize) -> usize {
    evenly(targets, if I::REGISTERS >= 32 { 5 } else { 3 })
}

/// Source units of a weight gradient's tile.
pub(super) const fn sources_of_gradient<I: Isa>(sources: usize) -> usize {
    evenly(sources, if I::REGISTERS >= 32 { 5 } else { 4 })
}

/// Size of a part when `total` is cut into as few parts of at most `most` as there can be.
const fn evenly(total: usize, most: usize) -> usize {
    let parts = at_least_one(total.div_ceil(most));
    at_least_one(total.div_ceil(parts))
}

const fn at_most(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

const fn at_least_one(a: usize) -> usize {
    if a < 1 { 1 } else { a }
}

/// Runs the body with a constant in place of a count that is known when a layer is compiled; not at all for zero.
///
/// A const parameter cannot be computed from another; a `match` on a const block can, and the arms that are not
/// taken are never compiled.
macro_rules! for_count {
    ($count:expr, $name:ident => $body:expr) => {
        for_count!(@arms $count, $name => $body; 1 2 3 4 5 6 7 8 9 10 11 12 16)
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
