//! Parameters, packed for the kernels.

use crate::block::{Block, LANES};
use crate::dispatch::Isa;
use crate::dispatch::product::{columns_of_tile, numbers_mut};
use crate::layout::{Form, InLanes, Layout};
use crate::scalar::Scalar;

/// The parameters of a network.
#[inline(always)]
pub(crate) fn prepare<T: Scalar, I: Isa>(
    _: I,
    layout: Layout,
    forms: &[Form],
    parameters: &[T],
    prepared: &mut [Block<T>],
) {
    let (mut parameters, mut prepared) = (parameters, prepared);
    for &form in forms {
        let (values, rest) = parameters.split_at(form.len());
        parameters = rest;
        let (own, rest) = prepared.split_at_mut(layout.blocks_of(form));
        prepared = rest;
        match form {
            Form::Global => own[0] = Block::splat(values[0]),
            Form::Units(_, units) => {
                let rows = own.chunks_exact_mut(layout.blocks(units));
                for (row, values) in rows.zip(values.chunks_exact(units)) {
                    row_of_units(layout, values, row);
                }
            }
            Form::Weight(_, targets, sources) => {
                let (forwards, backwards) = layout.parts_of_weight(targets, sources);
                let weights = values.chunks_exact(targets * sources);
                for (own, weight) in own.chunks_exact_mut(forwards + backwards).zip(weights) {
                    let (forwards, backwards) = own.split_at_mut(forwards);
                    match layout.lanes {
                        InLanes::Units => {
                            let blocks = layout.blocks_of_member(targets);
                            panels_of_columns::<T, I>(weight, sources, blocks, forwards);
                            panels_of_rows::<T, I>(weight, sources, backwards);
                        }
                        _ => {
                            transpose(weight, sources, numbers_mut(forwards));
                            numbers_mut(backwards)[..weight.len()].copy_from_slice(weight);
                        }
                    }
                }
            }
        }
    }
}

/// Those of 16 networks, one block a number.
#[inline(always)]
pub(crate) fn prepare_networks<T: Scalar, I: Isa>(
    _: I,
    layout: Layout,
    forms: &[Form],
    parameters: &[Block<T>],
    prepared: &mut [Block<T>],
) {
    let (mut parameters, mut prepared) = (parameters, prepared);
    for &form in forms {
        let (values, rest) = parameters.split_at(form.len());
        parameters = rest;
        let (own, rest) = prepared.split_at_mut(layout.blocks_of(form));
        prepared = rest;
        match form {
            Form::Global => own[0] = values[0],
            Form::Units(_, units) => {
                let rows = own.chunks_exact_mut(layout.blocks(units));
                for (row, values) in rows.zip(values.chunks_exact(units)) {
                    for member in row.chunks_exact_mut(units) {
                        member.copy_from_slice(values);
                    }
                }
            }
            Form::Weight(_, targets, sources) => {
                let (forwards, backwards) = layout.parts_of_weight(targets, sources);
                let weights = values.chunks_exact(targets * sources);
                for (own, weight) in own.chunks_exact_mut(forwards + backwards).zip(weights) {
                    let (forwards, backwards) = own.split_at_mut(forwards);
                    transpose(weight, sources, forwards);
                    backwards.copy_from_slice(weight);
                }
            }
        }
    }
}

/// A row of values, one a unit.
#[inline(always)]
fn row_of_units<T: Scalar>(layout: Layout, values: &[T], row: &mut [Block<T>]) {
    let (first, others) = row.split_at_mut(layout.blocks_of_member(values.len()));
    match layout.lanes {
        InLanes::Units => {
            let last = values[values.len() - 1];
            let numbers = numbers_mut(first);
            numbers[..values.len()].copy_from_slice(values);
            numbers[values.len()..].fill(last);
        }
        _ => {
            for (block, &value) in first.iter_mut().zip(values) {
                *block = Block::splat(value);
            }
        }
    }
    for member in others.chunks_exact_mut(first.len()) {
        member.copy_from_slice(first);
    }
}

/// Columns of an array of `width` numbers a row, one after the other.
#[inline(always)]
fn transpose<V: Copy>(array: &[V], width: usize, columns: &mut [V]) {
    let height = array.len() / width;
    for (row, values) in array.chunks_exact(width).enumerate() {
        for (column, &value) in values.iter().enumerate() {
            columns[column * height + row] = value;
        }
    }
}

/// Panels of an array of `width` numbers a row: blocks of neighbours in a row, as many as a tile has columns, row after
/// row. Lanes that are left over hold zero.
#[inline(always)]
fn panels_of_rows<T: Scalar, I: Isa>(array: &[T], width: usize, panels: &mut [Block<T>]) {
    let height = array.len() / width;
    for (first, columns, panel) in each_panel::<T, I>(panels, height, width.div_ceil(LANES)) {
        let own = LANES * first..width.min(LANES * (first + columns));
        for (row, blocks) in array.chunks_exact(width).zip(panel.chunks_exact_mut(columns)) {
            let (filled, rest) = numbers_mut(blocks).split_at_mut(own.len());
            for (number, &value) in filled.iter_mut().zip(&row[own.clone()]) {
                *number = value;
            }
            rest.fill(T::ZERO);
        }
    }
}

/// Panels of the transposed array, in so many blocks a row. Lanes that are left over hold the last row: what is computed there is what its unit
/// computes.
#[inline(always)]
fn panels_of_columns<T: Scalar, I: Isa>(array: &[T], width: usize, blocks: usize, panels: &mut [Block<T>]) {
    let height = array.len() / width;
    for (first, columns, panel) in each_panel::<T, I>(panels, width, blocks) {
        let numbers = numbers_mut(panel);
        for lane in 0..LANES * columns {
            let row = (LANES * first + lane).min(height - 1);
            let row = &array[row * width..][..width];
            for (numbers, &value) in numbers.chunks_exact_mut(LANES * columns).zip(row) {
                numbers[lane] = value;
            }
        }
    }
}

/// Each panel of a matrix of `depth` rows of `blocks`: its first column of blocks, its columns, its blocks.
#[inline(always)]
fn each_panel<T: Scalar, I: Isa>(
    panels: &mut [Block<T>],
    depth: usize,
    blocks: usize,
) -> impl Iterator<Item = (usize, usize, &mut [Block<T>])> {
    let most = const { columns_of_tile::<T, I>() };
    let panels = panels.chunks_mut(depth * most).enumerate();
    panels.map(move |(number, panel)| (most * number, most.min(blocks - most * number), panel))
}
