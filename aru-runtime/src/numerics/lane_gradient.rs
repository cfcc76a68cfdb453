//! The gradients of weights whose lanes are sequences or networks.
//!
//! A tile is so many targets times so many sources that the sums of all its weights stay in registers for the whole
//! chunk; they are added to the gradient once.
// Loops over a tile run over several arrays at once, and the compiler unrolls them.
#![allow(clippy::needless_range_loop)]

use crate::numerics::block::Block;
use crate::numerics::dispatch::product::blocks_in_registers;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::interrupt::is_unwanted;
use crate::numerics::scalar::Scalar;

/// Of more targets each row of tiles asks whether it is still wanted.
const MANY: usize = 64;

/// Targets and sources of the largest tile: 5 x 5, 4 x 3, 3 x 2, 3 x 1 or 1 x 1.
const fn largest_tile<T: Scalar, I: Isa>() -> [usize; 2] {
    let fitting = blocks_in_registers::<T, I>();
    [fitting / fitting.isqrt(), fitting.isqrt()]
}

/// Neighbours among the units of a series: of the target, or of the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side<'a, T> {
    /// Rows of all units, one after the other.
    pub rows: &'a [Block<T>],
    /// Blocks of a row.
    pub width: usize,
    /// The first of the units.
    pub first: usize,
    /// How many they are.
    pub count: usize,
}

/// d_weight\[i, j\] += sum over rows of d_drive\[i\] source\[j\], lane by lane. Rows of the weight are so far apart.
#[inline(always)]
pub(crate) fn add_lane_gradient<T: Scalar, I: Isa>(
    isa: I,
    sides: [Side<'_, T>; 2],
    d_weight: &mut [Block<T>],
    apart: usize,
) {
    let [targets, sources] = sides.map(|side| side.count);
    let [most_targets, most_sources] = const { largest_tile::<T, I>() };
    let height = targets.div_ceil(targets.div_ceil(most_targets));
    let width = sources.div_ceil(sources.div_ceil(most_sources));
    for target in (0..targets).step_by(height) {
        if targets > MANY && is_unwanted() {
            return;
        }
        for source in (0..sources).step_by(width) {
            let tile = GradientTile {
                sides,
                first: [target, source],
                d_weight: &mut *d_weight,
                apart,
            };
            let (height, width) = (height.min(targets - target), width.min(sources - source));
            match height {
                1 => tile.of_targets::<I, 1>(isa, width),
                2 => tile.of_targets::<I, 2>(isa, width),
                3 => tile.of_targets::<I, 3>(isa, width),
                4 => tile.of_targets::<I, 4>(isa, width),
                5 => tile.of_targets::<I, 5>(isa, width),
                _ => unreachable!(),
            }
        }
    }
}

struct GradientTile<'a, T> {
    /// Targets and sources.
    sides: [Side<'a, T>; 2],
    /// The first of the tile, counted from the first of the sides.
    first: [usize; 2],
    d_weight: &'a mut [Block<T>],
    /// How far rows of the weight are apart.
    apart: usize,
}

impl<T: Scalar> GradientTile<'_, T> {
    #[inline(always)]
    fn of_targets<I: Isa, const TARGETS: usize>(self, isa: I, sources: usize) {
        match sources {
            1 => self.add::<I, TARGETS, 1>(isa),
            2 => self.add::<I, TARGETS, 2>(isa),
            3 => self.add::<I, TARGETS, 3>(isa),
            4 => self.add::<I, TARGETS, 4>(isa),
            5 => self.add::<I, TARGETS, 5>(isa),
            _ => unreachable!(),
        }
    }

    #[inline(always)]
    fn add<I: Isa, const TARGETS: usize, const SOURCES: usize>(self, isa: I) {
        let [most_targets, most_sources] = const { largest_tile::<T, I>() };
        if TARGETS > most_targets || SOURCES > most_sources {
            unreachable!();
        }
        let [of_target, of_source] = self.sides;
        let [target, source] = self.first;
        let (first_target, first_source) = (of_target.first + target, of_source.first + source);
        let mut sums = [[T::Registers::splat(isa, T::ZERO); SOURCES]; TARGETS];
        let rows = of_target
            .rows
            .chunks_exact(of_target.width)
            .zip(of_source.rows.chunks_exact(of_source.width));
        for (d_drives, from) in rows {
            let d_drives = &d_drives[first_target..first_target + TARGETS];
            let from = &from[first_source..first_source + SOURCES];
            for i in 0..TARGETS {
                let d_drive = T::Registers::load(isa, &d_drives[i]);
                for j in 0..SOURCES {
                    sums[i][j].add_product(d_drive, T::Registers::load(isa, &from[j]));
                }
            }
        }
        for i in 0..TARGETS {
            let start = (target + i) * self.apart + source;
            let d_weight = &mut self.d_weight[start..start + SOURCES];
            for j in 0..SOURCES {
                sums[i][j].add(T::Registers::load(isa, &d_weight[j]));
                sums[i][j].store(&mut d_weight[j]);
            }
        }
    }
}
