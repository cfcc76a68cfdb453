//! Rows as a whole: their sum, and the same in all of them.
// Loops over a tile run over several arrays at once, and the compiler unrolls them.
#![allow(clippy::needless_range_loop)]

use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::scalar::Scalar;

/// Blocks of a row that are worked on at a time.
const TOGETHER: usize = 4;

/// sums += every row of as many blocks.
#[inline(always)]
pub(crate) fn add_rows<T: Scalar, I: Isa>(isa: I, rows: &[Block<T>], sums: &mut [Block<T>]) {
    let width = sums.len();
    let (parts, rest) = sums.as_chunks_mut::<TOGETHER>();
    let whole = TOGETHER * parts.len();
    for (part, sums) in parts.iter_mut().enumerate() {
        add_columns(isa, rows, width, TOGETHER * part, sums);
    }
    for (part, sum) in rest.iter_mut().enumerate() {
        add_columns(isa, rows, width, whole + part, std::array::from_mut(sum));
    }
}

#[inline(always)]
fn add_columns<T: Scalar, I: Isa, const COLUMNS: usize>(
    isa: I,
    rows: &[Block<T>],
    width: usize,
    first: usize,
    sums: &mut [Block<T>; COLUMNS],
) {
    let mut registers = [T::Registers::splat(isa, T::ZERO); COLUMNS];
    for column in 0..COLUMNS {
        registers[column] = T::Registers::load(isa, &sums[column]);
    }
    for row in rows.chunks_exact(width) {
        let row = &row[first..first + COLUMNS];
        for column in 0..COLUMNS {
            registers[column].add(T::Registers::load(isa, &row[column]));
        }
    }
    for column in 0..COLUMNS {
        registers[column].store(&mut sums[column]);
    }
}

/// Every row of as many blocks = the values.
#[inline(always)]
pub(crate) fn set_rows<T: Scalar, I: Isa>(isa: I, values: &[Block<T>], rows: &mut [Block<T>]) {
    let width = values.len();
    let (parts, rest) = values.as_chunks::<TOGETHER>();
    let whole = TOGETHER * parts.len();
    for (part, values) in parts.iter().enumerate() {
        set_columns(isa, values, width, TOGETHER * part, rows);
    }
    for (part, value) in rest.iter().enumerate() {
        set_columns(isa, std::array::from_ref(value), width, whole + part, rows);
    }
}

#[inline(always)]
fn set_columns<T: Scalar, I: Isa, const COLUMNS: usize>(
    isa: I,
    values: &[Block<T>; COLUMNS],
    width: usize,
    first: usize,
    rows: &mut [Block<T>],
) {
    let mut registers = [T::Registers::splat(isa, T::ZERO); COLUMNS];
    for column in 0..COLUMNS {
        registers[column] = T::Registers::load(isa, &values[column]);
    }
    for row in rows.chunks_exact_mut(width) {
        let row = &mut row[first..first + COLUMNS];
        for column in 0..COLUMNS {
            registers[column].store(&mut row[column]);
        }
    }
}
