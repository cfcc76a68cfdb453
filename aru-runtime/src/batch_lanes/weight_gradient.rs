//! The gradients of weights and biases: sums over all steps of a chunk.
//!
//! A tile is so many targets times so many sources, in as many lanes as a register has: the sums of all its weights
//! stay in registers for the whole chunk and are added to the gradient once.

use super::tiles::{for_count, lanes_of_register, rows_of_product, sources_of_gradient, targets_of_gradient};
use crate::block::{Block, LANES};
use crate::dispatch::Isa;
use crate::scalar::Scalar;

/// d_weight\[i, j\] += sum over the steps of d_drive\[i\] source\[j\].
#[inline(always)]
pub(super) fn add_weight_gradient<T: Scalar, I: Isa, const N: usize, const M: usize>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    sources: &[[Block<T>; M]],
    d_weight: &mut [Block<T>],
) {
    let d_weight = d_weight.as_chunks_mut::<M>().0;
    for_count!(targets_of_gradient::<I>(N), TARGETS => {
        for first in (0..N / TARGETS).map(|tile| tile * TARGETS) {
            add_to_targets::<T, I, TARGETS, N, M>(isa, d_drives, sources, first, d_weight);
        }
        for_count!(N % targets_of_gradient::<I>(N), REST => {
            add_to_targets::<T, I, REST, N, M>(isa, d_drives, sources, N - REST, d_weight);
        })
    });
}

/// The same for some targets, of which `target` is the first.
#[inline(always)]
fn add_to_targets<T: Scalar, I: Isa, const TARGETS: usize, const N: usize, const M: usize>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    sources: &[[Block<T>; M]],
    target: usize,
    d_weight: &mut [[Block<T>; M]],
) {
    for_count!(sources_of_gradient::<I>(M), SOURCES => {
        for first in (0..M / SOURCES).map(|tile| tile * SOURCES) {
            add_to_tile::<T, I, TARGETS, SOURCES, N, M>(isa, d_drives, sources, (target, first), d_weight);
        }
        for_count!(M % sources_of_gradient::<I>(M), REST => {
            add_to_tile::<T, I, TARGETS, REST, N, M>(isa, d_drives, sources, (target, M - REST), d_weight);
        })
    });
}

/// The same for one tile, of which `first` is the first target and source.
#[inline(always)]
fn add_to_tile<T: Scalar, I: Isa, const TARGETS: usize, const SOURCES: usize, const N: usize, const M: usize>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    sources: &[[Block<T>; M]],
    first: (usize, usize),
    d_weight: &mut [[Block<T>; M]],
) {
    for_count!(lanes_of_register::<T, I>(), WIDTH => {
        for from in (0..LANES / WIDTH).map(|part| part * WIDTH) {
            add_to_lanes::<T, I, TARGETS, SOURCES, WIDTH, N, M>(isa, d_drives, sources, first, from, d_weight);
        }
    });
}

/// The same for some lanes of a tile, of which `from` is the first.
#[inline(always)]
fn add_to_lanes<
    T: Scalar,
    I: Isa,
    const TARGETS: usize,
    const SOURCES: usize,
    const WIDTH: usize,
    const N: usize,
    const M: usize,
>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    sources: &[[Block<T>; M]],
    (target, source): (usize, usize),
    from: usize,
    d_weight: &mut [[Block<T>; M]],
) {
    let mut sums = [[[T::ZERO; WIDTH]; SOURCES]; TARGETS];
    for (d_drives, sources) in d_drives.iter().zip(sources) {
        let d_drives = &d_drives[target..target + TARGETS];
        let sources = &sources[source..source + SOURCES];
        for i in 0..TARGETS {
            let d_drive = &d_drives[i].0[from..from + WIDTH];
            for j in 0..SOURCES {
                let source = &sources[j].0[from..from + WIDTH];
                for lane in 0..WIDTH {
                    sums[i][j][lane] = isa.multiply_add(d_drive[lane], source[lane], sums[i][j][lane]);
                }
            }
        }
    }
    for i in 0..TARGETS {
        for j in 0..SOURCES {
            let gradient = &mut d_weight[target + i][source + j].0[from..from + WIDTH];
            for lane in 0..WIDTH {
                gradient[lane] += sums[i][j][lane];
            }
        }
    }
}

/// d_bias\[i\] += sum over the steps of d_drive\[i\].
#[inline(always)]
pub(super) fn add_bias_gradient<T: Scalar, I: Isa, const N: usize>(
    _: I,
    d_drives: &[[Block<T>; N]],
    d_bias: &mut [Block<T>],
) {
    for_count!(rows_of_product::<T, I>(N), ROWS => {
        let (tiles, rest) = d_bias.as_chunks_mut::<ROWS>();
        for (index, tile) in tiles.iter_mut().enumerate() {
            add_rows(d_drives, ROWS * index, tile);
        }
        for_count!(N % rows_of_product::<T, I>(N), REST => {
            if let Some(tile) = rest.first_chunk_mut::<REST>() {
                add_rows(d_drives, N - REST, tile);
            }
        })
    });
}

/// The same for the targets of one tile, of which `first` is the first.
#[inline(always)]
fn add_rows<T: Scalar, const ROWS: usize, const N: usize>(
    d_drives: &[[Block<T>; N]],
    first: usize,
    tile: &mut [Block<T>; ROWS],
) {
    let mut sums = *tile;
    for d_drives in d_drives {
        let d_drives = &d_drives[first..first + ROWS];
        for row in 0..ROWS {
            sums[row] += d_drives[row];
        }
    }
    *tile = sums;
}
