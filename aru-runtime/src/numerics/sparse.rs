//! Links of few pairs: products over lists of what each unit reads, in place of a matrix that is mostly zero.
//!
//! Where lanes are sequences the numbers of a weight are broadcast one by one, so those that are not there need not be
//! touched; this is what the lists are for. Where lanes are units or networks a link of few pairs is a dense one with
//! zeros in it, as is one for which lists do not pay ([`lists_pay`]): a single target, or a mask that was set to many pairs.
//!
//! Sums run over sources in their order, as those of dense weights do: the same bits in every layout.
// Loops over a tile run over several arrays at once, and the compiler unrolls them.
#![allow(clippy::needless_range_loop)]

mod lists;

use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::numbers_mut;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::layout::InLanes;
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;
use crate::numerics::transposing::lane_sums;

use self::lists::Lists;
pub(crate) use self::lists::{COST, Packed, lists_pay, pack};

/// Units whose sums are worked on at a time: enough that none waits for its last multiply-add.
const TOGETHER: usize = 4;

/// Rows that the gradient takes at a time: so many of a source stay in the first cache for all targets that read it.
const ROWS: usize = 8;

/// drive\[t\] += W source\[t - delay\].
#[inline(always)]
pub(crate) fn multiply_sparse<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    weight: &[Block<T>],
    source: &Series<T>,
    drive: &mut Series<T>,
) {
    match job.packed(weight) {
        Packed::Lists([by_target, _]) => {
            let (from, to) = (
                job.read(source, job.of_source()),
                job.write(drive, job.of_target()),
            );
            add_lists(isa, by_target, job.sources(), from, to);
        }
        Packed::Dense(weight) => T::Registers::<I>::KERNELS.multiply(isa, job, None, weight, source, drive),
    }
}

/// d_source\[t - delay\] += W' d_drive\[t\].
#[inline(always)]
pub(crate) fn multiply_sparse_transposed<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    weight: &[Block<T>],
    d_drive: &Series<T>,
    d_source: &mut Series<T>,
) {
    match job.packed(weight) {
        Packed::Lists([_, by_source]) => {
            let (from, to) = (
                job.read(d_drive, job.of_target()),
                job.write(d_source, job.of_source()),
            );
            add_lists(isa, by_source, job.targets(), from, to);
        }
        Packed::Dense(weight) => {
            T::Registers::<I>::KERNELS.multiply_transposed(isa, job, weight, d_drive, d_source);
        }
    }
}

/// d_weight += sum over t of d_drive\[t\] source\[t - delay\]', of the pairs that are linked. Where lanes are sequences it is
/// summed over these: a number for each element.
#[inline(always)]
pub(crate) fn sparse_gradient<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    weight: &[Block<T>],
    d_drive: &Series<T>,
    source: &Series<T>,
    d_weight: &mut [Block<T>],
) {
    if job.lanes() != InLanes::Sequences {
        return T::Registers::<I>::KERNELS.weight_gradient(isa, job, d_drive, source, d_weight);
    }
    let sizes @ [targets, sources] = [job.targets(), job.sources()];
    let d_drives = job.read(d_drive, job.of_target());
    let from = job.read(source, job.of_source());
    let packed = job.packed(weight);
    let d_weight = numbers_mut(d_weight);
    for rows in d_drives.chunks(ROWS * targets).zip(from.chunks(ROWS * sources)) {
        for target in 0..targets {
            let d_weight = &mut d_weight[target * sources..][..sources];
            match packed {
                Packed::Lists([by_target, _]) => {
                    for pairs in by_target.unit(target).chunks(LANES) {
                        let units = pairs.iter().map(|[source, _]| source.place_of_bits());
                        add_totals(isa, rows, sizes, target, units, d_weight);
                    }
                }
                // Where lists do not pay: of one target or source, or under a mask that was set to many pairs.
                Packed::Dense(_) => {
                    for first in (0..sources).step_by(LANES) {
                        let units = first..sources.min(first + LANES);
                        add_totals(isa, rows, sizes, target, units, d_weight);
                    }
                }
            }
        }
    }
}

/// Adds the sum over rows and lanes of what a target and each of up to 16 sources have.
#[inline(always)]
fn add_totals<T: Scalar, I: Isa>(
    isa: I,
    (d_drives, from): (&[Block<T>], &[Block<T>]),
    [targets, sources]: [usize; 2],
    target: usize,
    units: impl Iterator<Item = usize>,
    d_weight: &mut [T],
) {
    // Where there are fewer, the first source stands in, and what comes of it is not read.
    let (mut places, mut count) = ([0; LANES], 0);
    for (place, unit) in places.iter_mut().zip(units) {
        *place = unit;
        count += 1;
    }
    let mut sums = [T::Registers::splat(isa, T::ZERO); LANES];
    for (sums, places) in sums.chunks_exact_mut(TOGETHER).zip(places.chunks_exact(TOGETHER)) {
        let mut registers = [T::Registers::splat(isa, T::ZERO); TOGETHER];
        for (d_drives, from) in d_drives.chunks_exact(targets).zip(from.chunks_exact(sources)) {
            let d_drive = T::Registers::load(isa, &d_drives[target]);
            for n in 0..TOGETHER {
                registers[n].add_product(d_drive, T::Registers::load(isa, &from[places[n]]));
            }
        }
        sums.copy_from_slice(&registers);
    }
    let totals = lane_sums::<T, I>(sums);
    for (&place, total) in places[..count].iter().zip(totals.0) {
        d_weight[place] += total;
    }
}

/// Every row of `to` += what the lists say of the row of `from`, which has so many units.
#[inline(always)]
fn add_lists<T: Scalar, I: Isa>(
    isa: I,
    lists: Lists<'_, T>,
    width: usize,
    from: &[Block<T>],
    to: &mut [Block<T>],
) {
    for (from, to) in from.chunks_exact(width).zip(to.chunks_exact_mut(lists.len())) {
        let (together, rest) = to.as_chunks_mut::<TOGETHER>();
        let whole = TOGETHER * together.len();
        for (part, sums) in together.iter_mut().enumerate() {
            add_units(isa, lists, TOGETHER * part, from, sums);
        }
        for (part, sum) in rest.iter_mut().enumerate() {
            add_units(isa, lists, whole + part, from, std::array::from_mut(sum));
        }
    }
}

/// The sums of a few units, from the first on.
#[inline(always)]
fn add_units<T: Scalar, I: Isa, const UNITS: usize>(
    isa: I,
    lists: Lists<'_, T>,
    first: usize,
    from: &[Block<T>],
    sums: &mut [Block<T>; UNITS],
) {
    let lists = std::array::from_fn::<_, UNITS, _>(|n| lists.unit(first + n));
    let common = lists.iter().map(|list| list.len()).min().unwrap_or(0);
    let halves = lists.map(|list| list.split_at(common));
    let mut registers = [T::Registers::splat(isa, T::ZERO); UNITS];
    for n in 0..UNITS {
        registers[n] = T::Registers::load(isa, &sums[n]);
    }
    for place in 0..common {
        for n in 0..UNITS {
            let [unit, weight] = halves[n].0[place];
            let unit = T::Registers::load(isa, &from[unit.place_of_bits()]);
            registers[n].add_product(T::Registers::splat(isa, weight), unit);
        }
    }
    for n in 0..UNITS {
        for &[unit, weight] in halves[n].1 {
            let unit = T::Registers::load(isa, &from[unit.place_of_bits()]);
            registers[n].add_product(T::Registers::splat(isa, weight), unit);
        }
        registers[n].store(&mut sums[n]);
    }
}

#[cfg(test)]
mod tests;
