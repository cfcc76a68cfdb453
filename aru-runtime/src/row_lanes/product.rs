//! The products of a weight with one row, and of its transpose.
//!
//! The loop over what is summed is outside, the blocks of a tile inside: each block read is used for the whole tile,
//! and a tile has enough independent sums to hide the latency of a multiply-add.
//!
//! The rows of a weight come as a slice although their number is known: where the compiler knows that there is one
//! tile, it unrolls the loop, moves the broadcasts of all weights out of the loop over steps, and spills them.

use super::Weight;
use super::tiles::{self, for_count};
use crate::block::Block;
use crate::dispatch::{Isa, Registers};
use crate::scalar::Scalar;

/// drive\[i\] += sum over j of weight\[i, j\] source\[j\].
#[inline(always)]
pub(super) fn add_product<T: Scalar, I: Isa, W: Weight<T>, const N: usize, const M: usize>(
    isa: I,
    weight: &[[W; M]],
    source: &[Block<T>; M],
    drive: &mut [Block<T>; N],
) {
    for_count!(up to 12: tiles::of_product::<T, I>(N), TILE => {
        let (tiles, _) = drive.as_chunks_mut::<TILE>();
        for (tile, weight) in tiles.iter_mut().zip(weight.as_chunks().0) {
            add_to_targets(isa, weight, source, tile);
        }
    });
    for_count!(up to 12: N % tiles::of_product::<T, I>(N), TILE => {
        if let (Some(tile), Some(weight)) = (drive.last_chunk_mut::<TILE>(), weight.last_chunk()) {
            add_to_targets(isa, weight, source, tile);
        }
    });
}

/// The same for the targets of one tile.
#[inline(always)]
fn add_to_targets<T: Scalar, I: Isa, W: Weight<T>, const TILE: usize, const M: usize>(
    isa: I,
    weight: &[[W; M]; TILE],
    source: &[Block<T>; M],
    tile: &mut [Block<T>; TILE],
) {
    let mut sums = load(isa, tile);
    for j in 0..M {
        let source = T::Registers::load(isa, &source[j]);
        for target in 0..TILE {
            sums[target].add_product(weight[target][j].registers(isa), source);
        }
    }
    store(sums, tile);
}

/// d_source\[j\] += sum over i of weight\[i, j\] d_drive\[i\].
#[inline(always)]
pub(super) fn add_transposed_product<T: Scalar, I: Isa, W: Weight<T>, const N: usize, const M: usize>(
    isa: I,
    weight: &[[W; M]],
    d_drive: &[Block<T>; N],
    d_source: &mut [Block<T>; M],
) {
    for_count!(up to 12: tiles::of_product::<T, I>(M), TILE => {
        for (index, tile) in d_source.as_chunks_mut::<TILE>().0.iter_mut().enumerate() {
            add_to_sources(isa, weight, TILE * index, d_drive, tile);
        }
    });
    for_count!(up to 12: M % tiles::of_product::<T, I>(M), TILE => {
        if let Some(tile) = d_source.last_chunk_mut::<TILE>() {
            add_to_sources(isa, weight, M - TILE, d_drive, tile);
        }
    });
}

/// The same for the sources of one tile, of which `first` is the first.
#[inline(always)]
fn add_to_sources<T: Scalar, I: Isa, W: Weight<T>, const TILE: usize, const N: usize, const M: usize>(
    isa: I,
    weight: &[[W; M]],
    first: usize,
    d_drive: &[Block<T>; N],
    tile: &mut [Block<T>; TILE],
) {
    let mut sums = load(isa, tile);
    for (weight, d_drive) in weight.iter().zip(d_drive) {
        let weight = &weight[first..first + TILE];
        let d_drive = T::Registers::load(isa, d_drive);
        for source in 0..TILE {
            sums[source].add_product(weight[source].registers(isa), d_drive);
        }
    }
    store(sums, tile);
}

/// The blocks of a tile, in registers.
#[inline(always)]
pub(super) fn load<T: Scalar, I: Isa, const TILE: usize>(
    isa: I,
    tile: &[Block<T>; TILE],
) -> [T::Registers<I>; TILE] {
    let mut registers = [T::Registers::splat(isa, T::ZERO); TILE];
    for row in 0..TILE {
        registers[row] = T::Registers::load(isa, &tile[row]);
    }
    registers
}

/// Writes the blocks of a tile.
#[inline(always)]
pub(super) fn store<T: Scalar, I: Isa, const TILE: usize>(
    registers: [T::Registers<I>; TILE],
    tile: &mut [Block<T>; TILE],
) {
    for row in 0..TILE {
        registers[row].store(&mut tile[row]);
    }
}
