//! Links of which each target reads the source of its own number: products unit by unit.
//!
//! A weight is a row of a number a unit, and rows of source and target are of equal length: it is the same in every
//! layout. Lanes that are left over are computed along.
// Loops over a tile run over several arrays at once, and the compiler unrolls them.
#![allow(clippy::needless_range_loop)]

use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::products::Job;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Blocks of a row that are worked on at a time.
const TOGETHER: usize = 4;

/// drive\[t\] += weight source\[t - delay\], unit by unit.
#[inline(always)]
pub(crate) fn multiply_diagonal<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    weight: &[Block<T>],
    source: &Series<T>,
    drive: &mut Series<T>,
) {
    let (from, to) = (
        job.read(source, job.of_source()),
        job.write(drive, job.of_target()),
    );
    add_products(isa, weight, from, to);
}

/// d_source\[t - delay\] += weight d_drive\[t\], unit by unit.
#[inline(always)]
pub(crate) fn multiply_diagonal_transposed<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    weight: &[Block<T>],
    d_drive: &Series<T>,
    d_source: &mut Series<T>,
) {
    let (from, to) = (
        job.read(d_drive, job.of_target()),
        job.write(d_source, job.of_source()),
    );
    add_products(isa, weight, from, to);
}

/// d_weight += sum over t of d_drive\[t\] source\[t - delay\], unit by unit.
#[inline(always)]
pub(crate) fn diagonal_gradient<T: Scalar, I: Isa>(
    isa: I,
    job: Job,
    d_drive: &Series<T>,
    source: &Series<T>,
    d_weight: &mut [Block<T>],
) {
    let rows = [
        job.read(d_drive, job.of_target()),
        job.read(source, job.of_source()),
    ];
    let width = d_weight.len();
    let (parts, rest) = d_weight.as_chunks_mut::<TOGETHER>();
    let whole = TOGETHER * parts.len();
    for (part, sums) in parts.iter_mut().enumerate() {
        add_columns(isa, rows, width, TOGETHER * part, sums);
    }
    for (part, sum) in rest.iter_mut().enumerate() {
        add_columns(isa, rows, width, whole + part, std::array::from_mut(sum));
    }
}

/// Every row of `to` += the weights times the row of `from`.
#[inline(always)]
fn add_products<T: Scalar, I: Isa>(isa: I, weight: &[Block<T>], from: &[Block<T>], to: &mut [Block<T>]) {
    let width = weight.len();
    for (from, to) in from.chunks_exact(width).zip(to.chunks_exact_mut(width)) {
        for unit in 0..width {
            let mut sum = T::Registers::load(isa, &to[unit]);
            sum.add_product(
                T::Registers::load(isa, &weight[unit]),
                T::Registers::load(isa, &from[unit]),
            );
            sum.store(&mut to[unit]);
        }
    }
}

#[inline(always)]
fn add_columns<T: Scalar, I: Isa, const COLUMNS: usize>(
    isa: I,
    [d_drives, from]: [&[Block<T>]; 2],
    width: usize,
    first: usize,
    sums: &mut [Block<T>; COLUMNS],
) {
    let mut registers = [T::Registers::splat(isa, T::ZERO); COLUMNS];
    for column in 0..COLUMNS {
        registers[column] = T::Registers::load(isa, &sums[column]);
    }
    for (d_drive, from) in d_drives.chunks_exact(width).zip(from.chunks_exact(width)) {
        let (d_drive, from) = (&d_drive[first..first + COLUMNS], &from[first..first + COLUMNS]);
        for column in 0..COLUMNS {
            registers[column].add_product(
                T::Registers::load(isa, &d_drive[column]),
                T::Registers::load(isa, &from[column]),
            );
        }
    }
    for column in 0..COLUMNS {
        registers[column].store(&mut sums[column]);
    }
}
