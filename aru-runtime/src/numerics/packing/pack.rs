//! Parameters, packed for the kernels.

use super::patches;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::{columns_of_tile, numbers_mut};
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::layout::{Form, InLanes, Layout, Shared};
use crate::numerics::scalar::Scalar;
use crate::numerics::sparse;
use crate::numerics::transposing::transposed;

/// The parameters of a network.
#[inline(always)]
pub(crate) fn prepare<T: Scalar, I: Isa>(
    isa: I,
    layout: Layout,
    forms: &[Form],
    parameters: &[T],
    prepared: &mut [Block<T>],
) {
    let (mut parameters, mut prepared) = (parameters, prepared);
    // A mask stands in front of its weight.
    let (mut values, mut before): (&[T], &[T]);
    values = &[];
    for &form in forms {
        let from_here = parameters;
        let (own_values, rest) = parameters.split_at(form.len());
        (before, values) = (values, own_values);
        parameters = rest;
        let (own, rest) = prepared.split_at_mut(layout.blocks_of(form));
        prepared = rest;
        match form {
            Form::Global => own[0] = Block::splat(values[0]),
            Form::Patches(_, wired) => {
                let (forwards, backwards) = layout.parts_of_patches(wired);
                let weights = values.chunks_exact(wired.len());
                for (own, weight) in own.chunks_exact_mut(forwards + backwards).zip(weights) {
                    let (forwards, backwards) = own.split_at_mut(forwards);
                    match layout.lanes {
                        InLanes::Units => patches::stretches(layout, wired, weight, forwards, backwards),
                        _ => patches::bands(wired, weight, numbers_mut(forwards), numbers_mut(backwards)),
                    }
                }
            }
            Form::Unread(_) => {}
            Form::Units(_, units) => {
                let rows = own.chunks_exact_mut(layout.blocks(units));
                for (row, values) in rows.zip(values.chunks_exact(units)) {
                    row_of_units(layout, units, |unit| values[unit], row);
                }
            }
            Form::PerBand(..) | Form::PerChannel(..) => {
                let Some(shared) = Shared::of(form) else { continue };
                let rows = own.chunks_exact_mut(layout.blocks(shared.units));
                for (row, values) in rows.zip(values.chunks_exact(shared.values)) {
                    row_of_units(layout, shared.units, |unit| values[shared.of_unit(unit)], row);
                }
            }
            Form::Weight(_, targets, sources) | Form::Sparse(_, targets, sources) => {
                let (forwards, backwards) = layout.parts_of_weight(targets, sources);
                let size = targets * sources;
                let is_sparse = matches!(form, Form::Sparse(..)) && layout.has_lists();
                let header = usize::from(is_sparse);
                for (number, own) in own.chunks_exact_mut(header + forwards + backwards).enumerate() {
                    if is_sparse
                        && sparse::pack(&values[number * size..][..size], before, sources, forwards, own)
                    {
                        continue;
                    }
                    let (forwards, backwards) = own[header..].split_at_mut(forwards);
                    if layout.lanes == InLanes::Units {
                        let weight = Rows {
                            numbers: &from_here[number * size..],
                            height: targets,
                            width: sources,
                        };
                        let blocks = layout.blocks_of_member(targets);
                        weight.panels_of_columns(isa, blocks, forwards);
                        weight.panels::<I>(backwards);
                    } else {
                        let weight = &values[number * size..][..size];
                        transpose(weight, sources, numbers_mut(forwards));
                        numbers_mut(backwards)[..size].copy_from_slice(weight);
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
            Form::Patches(_, wired) => {
                let size = wired.len();
                for (own, weight) in own.chunks_exact_mut(2 * size).zip(values.chunks_exact(size)) {
                    let (forwards, backwards) = own.split_at_mut(size);
                    patches::bands(wired, weight, forwards, backwards);
                }
            }
            Form::Unread(_) => {}
            Form::Units(_, units) => {
                let rows = own.chunks_exact_mut(layout.blocks(units));
                for (row, values) in rows.zip(values.chunks_exact(units)) {
                    for member in row.chunks_exact_mut(units) {
                        member.copy_from_slice(values);
                    }
                }
            }
            Form::PerBand(..) | Form::PerChannel(..) => {
                let Some(shared) = Shared::of(form) else { continue };
                let rows = own.chunks_exact_mut(layout.blocks(shared.units));
                for (row, values) in rows.zip(values.chunks_exact(shared.values)) {
                    for (unit, block) in row.iter_mut().enumerate() {
                        *block = values[shared.of_unit(unit % shared.units)];
                    }
                }
            }
            Form::Weight(_, targets, sources) | Form::Sparse(_, targets, sources) => {
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

/// A row of the values of so many units.
#[inline(always)]
fn row_of_units<T: Scalar>(layout: Layout, units: usize, value: impl Fn(usize) -> T, row: &mut [Block<T>]) {
    let (first, others) = row.split_at_mut(layout.blocks_of_member(units));
    match layout.lanes {
        InLanes::Units => {
            let numbers = numbers_mut(first);
            for (unit, number) in numbers[..units].iter_mut().enumerate() {
                *number = value(unit);
            }
            numbers[units..].fill(value(units - 1));
        }
        _ => {
            for (unit, block) in first.iter_mut().enumerate() {
                *block = Block::splat(value(unit));
            }
        }
    }
    for member in others.chunks_exact_mut(first.len()) {
        member.copy_from_slice(first);
    }
}

/// Columns of an array of `width` numbers a row, one after the other.
#[inline(always)]
pub(super) fn transpose<V: Copy>(array: &[V], width: usize, columns: &mut [V]) {
    let height = array.len() / width;
    for (row, values) in array.chunks_exact(width).enumerate() {
        for (column, &value) in values.iter().enumerate() {
            columns[column * height + row] = value;
        }
    }
}

/// A matrix, row after row.
#[derive(Clone, Copy)]
struct Rows<'a, T> {
    /// Its numbers, and what comes after them: rows are read 16 numbers at a time.
    numbers: &'a [T],
    height: usize,
    width: usize,
}

impl<T: Scalar> Rows<'_, T> {
    /// Panels of blocks of neighbours in a row, as many as a tile has columns, row after row. Lanes that are left over
    /// hold zero.
    #[inline(always)]
    fn panels<I: Isa>(self, panels: &mut [Block<T>]) {
        for (first, columns, panel) in each_panel::<T, I>(panels, self.height, self.width.div_ceil(LANES)) {
            for (row, blocks) in panel.chunks_exact_mut(columns).enumerate() {
                for (column, block) in blocks.iter_mut().enumerate() {
                    let start = LANES * (first + column);
                    let in_use = LANES.min(self.width - start);
                    let numbers = self.sixteen(row, start);
                    for (lane, (number, value)) in block.0.iter_mut().zip(numbers.0).enumerate() {
                        *number = if lane < in_use { value } else { T::ZERO };
                    }
                }
            }
        }
    }

    /// Panels of the transposed matrix, in so many blocks a row. Lanes that are left over hold the last row: what is
    /// computed there is what its unit computes.
    #[inline(always)]
    fn panels_of_columns<I: Isa>(self, isa: I, blocks: usize, panels: &mut [Block<T>]) {
        for (first, columns, panel) in each_panel::<T, I>(panels, self.width, blocks) {
            for column in 0..columns {
                let above = LANES * (first + column);
                for start in (0..self.width).step_by(LANES) {
                    // What is behind the end of a row is not stored.
                    let last = T::Registers::load(isa, &self.sixteen(self.height - 1, start));
                    let mut rows = [last; LANES];
                    for (lane, row) in rows.iter_mut().enumerate() {
                        if above + lane + 1 < self.height {
                            *row = T::Registers::load(isa, &self.sixteen(above + lane, start));
                        }
                    }
                    let transposed = transposed::<T, I>(isa, rows);
                    let stored = panel[start * columns..].chunks_exact_mut(columns);
                    for (numbers, blocks) in transposed.iter().zip(stored) {
                        numbers.store(&mut blocks[column]);
                    }
                }
            }
        }
    }

    /// The numbers from a place in a row on; zero where there are none.
    #[inline(always)]
    fn sixteen(self, row: usize, start: usize) -> Block<T> {
        let rest = &self.numbers[row * self.width + start..];
        match rest.first_chunk() {
            Some(&numbers) => Block(numbers),
            None => {
                let mut numbers = Block::ZERO;
                for (number, &value) in numbers.0.iter_mut().zip(rest) {
                    *number = value;
                }
                numbers
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
