//! The gradients of weights and biases: sums over all steps of a chunk.
//!
//! A tile is so many targets times so many sources that the sums of all its weights stay in registers for the whole
//! chunk; they are added to the gradient once.

use super::product::{load, store};
use super::tiles::{self, for_count};
use crate::block::Block;
use crate::dispatch::{Isa, Registers};
use crate::scalar::Scalar;

/// d_weight\[i, j\] += sum over the steps of d_drive\[i\] source\[j\].
#[inline(always)]
pub(super) fn add_weight_gradient<T: Scalar, I: Isa, const N: usize, const M: usize>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    sources: &[[Block<T>; M]],
    d_weight: &mut [[Block<T>; M]; N],
) {
    for_count!(up to 5: tiles::targets_of_gradient::<T, I>(N), TARGETS => {
        for tile in 0..N / TARGETS {
            add_to_targets::<T, I, TARGETS, N, M>(isa, d_drives, sources, tile * TARGETS, d_weight);
        }
    });
    for_count!(up to 5: N % tiles::targets_of_gradient::<T, I>(N), TARGETS => {
        add_to_targets::<T, I, TARGETS, N, M>(isa, d_drives, sources, N - TARGETS, d_weight);
    });
}

/// The same for some targets, of which `target` is the first.
#[inline(always)]
fn add_to_targets<T: Scalar, I: Isa, const TARGETS: usize, const N: usize, const M: usize>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    sources: &[[Block<T>; M]],
    target: usize,
    d_weight: &mut [[Block<T>; M]; N],
) {
    for_count!(up to 5: tiles::sources_of_gradient::<T, I>(M), SOURCES => {
        for tile in 0..M / SOURCES {
            let first = (target, tile * SOURCES);
            add_to_tile::<T, I, TARGETS, SOURCES, N, M>(isa, d_drives, sources, first, d_weight);
        }
    });
    for_count!(up to 5: M % tiles::sources_of_gradient::<T, I>(M), SOURCES => {
        let first = (target, M - SOURCES);
        add_to_tile::<T, I, TARGETS, SOURCES, N, M>(isa, d_drives, sources, first, d_weight);
    });
}

/// The same for one tile, of which `first` is the first target and source.
#[inline(always)]
fn add_to_tile<
    T: Scalar,
    I: Isa,
    const TARGETS: usize,
    const SOURCES: usize,
    const N: usize,
    const M: usize,
>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    sources: &[[Block<T>; M]],
    (target, source): (usize, usize),
    d_weight: &mut [[Block<T>; M]; N],
) {
    let mut sums = [[T::Registers::splat(isa, T::ZERO); SOURCES]; TARGETS];
    for (d_drives, sources) in d_drives.iter().zip(sources) {
        let d_drives = &d_drives[target..target + TARGETS];
        let sources = &sources[source..source + SOURCES];
        for i in 0..TARGETS {
            let d_drive = T::Registers::load(isa, &d_drives[i]);
            for j in 0..SOURCES {
                sums[i][j].add_product(d_drive, T::Registers::load(isa, &sources[j]));
            }
        }
    }
    for i in 0..TARGETS {
        let d_weight = &mut d_weight[target + i][source..source + SOURCES];
        for j in 0..SOURCES {
            sums[i][j].add(T::Registers::load(isa, &d_weight[j]));
            sums[i][j].store(&mut d_weight[j]);
        }
    }
}

/// d_bias\[i\] += sum over the steps of d_drive\[i\].
#[inline(always)]
pub(super) fn add_bias_gradient<T: Scalar, I: Isa, const N: usize>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    d_bias: &mut [Block<T>; N],
) {
    for_count!(up to 12: tiles::of_product::<T, I>(N), TILE => {
        for (index, tile) in d_bias.as_chunks_mut::<TILE>().0.iter_mut().enumerate() {
            add_to_biases(isa, d_drives, TILE * index, tile);
        }
    });
    for_count!(up to 12: N % tiles::of_product::<T, I>(N), TILE => {
        if let Some(tile) = d_bias.last_chunk_mut::<TILE>() {
            add_to_biases(isa, d_drives, N - TILE, tile);
        }
    });
}

/// The same for the targets of one tile, of which `first` is the first.
#[inline(always)]
fn add_to_biases<T: Scalar, I: Isa, const TILE: usize, const N: usize>(
    isa: I,
    d_drives: &[[Block<T>; N]],
    first: usize,
    tile: &mut [Block<T>; TILE],
) {
    let mut sums = load(isa, tile);
    for d_drives in d_drives {
        let d_drives = &d_drives[first..first + TILE];
        for target in 0..TILE {
            sums[target].add(T::Registers::load(isa, &d_drives[target]));
        }
    }
    store(sums, tile);
}
