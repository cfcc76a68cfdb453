//! The products of a weight with one row, and of its transpose.
//!
//! The loop over what is summed is outside, the rows of a tile inside: each block read is used for the whole tile,
//! and a tile has enough independent sums to hide the latency of a multiply-add.

use super::tiles::{for_count, rows_of_product};
use crate::block::{Block, LANES};
use crate::dispatch::Isa;
use crate::scalar::Scalar;

/// drive\[i\] += sum over j of weight\[i, j\] source\[j\].
#[inline(always)]
pub(super) fn add_product<T: Scalar, I: Isa, const N: usize, const M: usize>(
    isa: I,
    weight: &[T],
    source: &[Block<T>; M],
    drive: &mut [Block<T>; N],
) {
    let weight = weight.as_chunks::<M>().0;
    for_count!(rows_of_product::<T, I>(N), ROWS => {
        let (tiles, rest) = drive.as_chunks_mut::<ROWS>();
        let (weights, weights_of_rest) = weight.as_chunks::<ROWS>();
        for (tile, weight) in tiles.iter_mut().zip(weights) {
            add_product_to_tile(isa, weight, source, tile);
        }
        for_count!(N % rows_of_product::<T, I>(N), REST => {
            if let (Some(tile), Some(weight)) = (rest.first_chunk_mut::<REST>(), weights_of_rest.first_chunk()) {
                add_product_to_tile(isa, weight, source, tile);
            }
        })
    });
}

/// The same for the targets of one tile.
#[inline(always)]
fn add_product_to_tile<T: Scalar, I: Isa, const ROWS: usize, const M: usize>(
    isa: I,
    weight: &[[T; M]; ROWS],
    source: &[Block<T>; M],
    tile: &mut [Block<T>; ROWS],
) {
    let mut sums = *tile;
    for j in 0..M {
        for row in 0..ROWS {
            add_scaled(isa, weight[row][j], &source[j], &mut sums[row]);
        }
    }
    *tile = sums;
}

/// d_source\[j\] += sum over i of weight\[i, j\] d_drive\[i\].
#[inline(always)]
pub(super) fn add_transposed_product<T: Scalar, I: Isa, const N: usize, const M: usize>(
    isa: I,
    weight: &[T],
    d_drive: &[Block<T>; N],
    d_source: &mut [Block<T>; M],
) {
    let weight = weight.as_chunks::<M>().0;
    for_count!(rows_of_product::<T, I>(M), ROWS => {
        let (tiles, rest) = d_source.as_chunks_mut::<ROWS>();
        for (index, tile) in tiles.iter_mut().enumerate() {
            add_transposed_product_to_tile(isa, weight, ROWS * index, d_drive, tile);
        }
        for_count!(M % rows_of_product::<T, I>(M), REST => {
            if let Some(tile) = rest.first_chunk_mut::<REST>() {
                add_transposed_product_to_tile(isa, weight, M - REST, d_drive, tile);
            }
        })
    });
}

/// The same for the sources of one tile, of which `first` is the first.
#[inline(always)]
fn add_transposed_product_to_tile<T: Scalar, I: Isa, const ROWS: usize, const N: usize, const M: usize>(
    isa: I,
    weight: &[[T; M]],
    first: usize,
    d_drive: &[Block<T>; N],
    tile: &mut [Block<T>; ROWS],
) {
    let mut sums = *tile;
    for (weight, d_drive) in weight.iter().zip(d_drive) {
        let weight = &weight[first..first + ROWS];
        for row in 0..ROWS {
            add_scaled(isa, weight[row], d_drive, &mut sums[row]);
        }
    }
    *tile = sums;
}

/// sum += factor block.
#[inline(always)]
fn add_scaled<T: Scalar, I: Isa>(isa: I, factor: T, block: &Block<T>, sum: &mut Block<T>) {
    for lane in 0..LANES {
        sum.0[lane] = isa.multiply_add(factor, block.0[lane], sum.0[lane]);
    }
}
