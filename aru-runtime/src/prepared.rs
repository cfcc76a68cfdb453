//! Parameters as the kernels read them, and gradients as they gather them.
//!
//! | | lanes are sequences | networks | units |
//! | --- | --- | --- | --- |
//! | weight | its numbers, transposed and not | a block a number, transposed and not | panels for both products |
//! | one a unit | a block a unit, for every member | as given, for every member | units in the lanes, for every member |
//! | one for all | a block | as given | a block |
//! | gradient of a weight | a block a number | a block a number | sources in the lanes |
//!
//! It is done once an update: the time goes with the number of parameters, that of a pass with this number times
//! steps and sequences.

use crate::block::{Block, LANES};
use crate::dispatch::product::{columns_of_tile, numbers, numbers_mut};
use crate::dispatch::{Isa, Registers, Task, dispatch};
use crate::layout::{Form, InLanes, Layout};
use crate::scalar::Scalar;

/// Room for prepared parameters, kept from update to update.
#[derive(Clone, Debug, Default)]
pub(crate) struct Prepared<T> {
    blocks: Vec<Block<T>>,
}

impl<T: Scalar> Prepared<T> {
    /// The parameters of a network.
    pub(crate) fn set(&mut self, forms: &[Form], layout: Layout, parameters: &[T]) -> &[Block<T>] {
        self.resize(forms, layout);
        dispatch(Prepare {
            layout,
            forms,
            parameters,
            prepared: &mut self.blocks,
        });
        &self.blocks
    }

    /// Those of 16 networks.
    pub(crate) fn set_networks(
        &mut self,
        forms: &[Form],
        layout: Layout,
        parameters: &[Block<T>],
    ) -> &[Block<T>] {
        self.resize(forms, layout);
        dispatch(PrepareNetworks {
            layout,
            forms,
            parameters,
            prepared: &mut self.blocks,
        });
        &self.blocks
    }

    /// As set.
    pub(crate) fn get(&self) -> &[Block<T>] {
        &self.blocks
    }

    fn resize(&mut self, forms: &[Form], layout: Layout) {
        let length = forms.iter().map(|&form| layout.blocks_of(form)).sum();
        self.blocks.resize(length, Block::ZERO);
    }
}

/// A task for each of the kernels below.
macro_rules! tasks {
    ($($task:ident $kernel:ident($($field:ident: $type:ty),*);)*) => {$(
        struct $task<'a, T> {
            layout: Layout,
            forms: &'a [Form],
            $($field: $type,)*
        }

        impl<T: Scalar> Task for $task<'_, T> {
            type Output = ();

            #[inline(always)]
            fn run<I: Isa>(self, isa: I) {
                T::Registers::<I>::KERNELS.$kernel(isa, self.layout, self.forms, $(self.$field),*);
            }
        }
    )*};
}

tasks! {
    Prepare prepare(parameters: &'a [T], prepared: &'a mut [Block<T>]);
    PrepareNetworks prepare_networks(parameters: &'a [Block<T>], prepared: &'a mut [Block<T>]);
    Reduce reduce(gathered: &'a [Block<T>], gradient: &'a mut [T]);
    ReduceNetworks reduce_networks(gathered: &'a [Block<T>], gradient: &'a mut [Block<T>]);
}

/// Blocks in which the gradient of a network is gathered.
pub(crate) fn gathered_blocks(forms: &[Form], layout: Layout) -> usize {
    forms.iter().map(|&form| layout.blocks_of_gradient(form)).sum()
}

/// The gradient of every parameter of a network.
pub(crate) fn gradient_of<T: Scalar>(
    forms: &[Form],
    layout: Layout,
    gathered: &[Block<T>],
    gradient: &mut [T],
) {
    dispatch(Reduce {
        layout,
        forms,
        gathered,
        gradient,
    });
}

/// That of 16 networks, one block a number.
pub(crate) fn gradient_of_networks<T: Scalar>(
    forms: &[Form],
    layout: Layout,
    gathered: &[Block<T>],
    gradient: &mut [Block<T>],
) {
    dispatch(ReduceNetworks {
        layout,
        forms,
        gathered,
        gradient,
    });
}

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
                            panels_of_columns::<T, I>(weight, sources, forwards);
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
    for (first, columns, panel) in each_panel::<T, I>(panels, height, width) {
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

/// Panels of the transposed array. Lanes that are left over hold the last row: what is computed there is what its unit
/// computes.
#[inline(always)]
fn panels_of_columns<T: Scalar, I: Isa>(array: &[T], width: usize, panels: &mut [Block<T>]) {
    let height = array.len() / width;
    for (first, columns, panel) in each_panel::<T, I>(panels, width, height) {
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

/// Each panel of a matrix of `depth` rows and `width` numbers a row: its first column of blocks, its columns, its
/// blocks.
#[inline(always)]
fn each_panel<T: Scalar, I: Isa>(
    panels: &mut [Block<T>],
    depth: usize,
    width: usize,
) -> impl Iterator<Item = (usize, usize, &mut [Block<T>])> {
    let most = const { columns_of_tile::<T, I>() };
    let blocks = width.div_ceil(LANES);
    let panels = panels.chunks_mut(depth * most).enumerate();
    panels.map(move |(number, panel)| (most * number, most.min(blocks - most * number), panel))
}

/// The gradient of every parameter of a network from what the kernels have gathered.
#[inline(always)]
pub(crate) fn reduce<T: Scalar, I: Isa>(
    _: I,
    layout: Layout,
    forms: &[Form],
    gathered: &[Block<T>],
    gradient: &mut [T],
) {
    let (mut gathered, mut gradient) = (gathered, gradient);
    for &form in forms {
        let (sums, rest) = gathered.split_at(layout.blocks_of_gradient(form));
        gathered = rest;
        let (own, rest) = gradient.split_at_mut(form.len());
        gradient = rest;
        match (form, layout.lanes) {
            (Form::Global, _) => own[0] = sums[0].sum(),
            (Form::Weight(_, _, sources), InLanes::Units) => {
                let rows = sums.chunks_exact(sources.div_ceil(LANES));
                for (own, row) in own.chunks_exact_mut(sources).zip(rows) {
                    own.copy_from_slice(&numbers(row)[..sources]);
                }
            }
            (Form::Weight(..), _) => {
                for (own, sum) in own.iter_mut().zip(sums) {
                    *own = sum.sum();
                }
            }
            (Form::Units(_, units), _) => {
                let rows = sums.chunks_exact(layout.blocks(units));
                for (own, row) in own.chunks_exact_mut(units).zip(rows) {
                    for (unit, own) in own.iter_mut().enumerate() {
                        *own = sum_of_unit(layout, units, unit, row);
                    }
                }
            }
        }
    }
}

/// The sum over all sequences of what a row has for one unit.
#[inline(always)]
fn sum_of_unit<T: Scalar>(layout: Layout, units: usize, unit: usize, row: &[Block<T>]) -> T {
    let members = row.chunks_exact(layout.blocks_of_member(units));
    match layout.lanes {
        InLanes::Units => members.map(|member| member[unit / LANES].0[unit % LANES]).sum(),
        _ => {
            let mut sum = Block::ZERO;
            members.for_each(|member| sum += member[unit]);
            sum.sum()
        }
    }
}

/// That of 16 networks, one block a number.
#[inline(always)]
pub(crate) fn reduce_networks<T: Scalar, I: Isa>(
    _: I,
    layout: Layout,
    forms: &[Form],
    gathered: &[Block<T>],
    gradient: &mut [Block<T>],
) {
    let (mut gathered, mut gradient) = (gathered, gradient);
    for &form in forms {
        let (sums, rest) = gathered.split_at(layout.blocks_of_gradient(form));
        gathered = rest;
        let (own, rest) = gradient.split_at_mut(form.len());
        gradient = rest;
        match form {
            Form::Global | Form::Weight(..) => own.copy_from_slice(sums),
            Form::Units(_, units) => {
                let rows = sums.chunks_exact(layout.blocks(units));
                for (own, row) in own.chunks_exact_mut(units).zip(rows) {
                    let mut members = row.chunks_exact(units);
                    own.copy_from_slice(members.next().unwrap_or(&[]));
                    for member in members {
                        for (own, &other) in own.iter_mut().zip(member) {
                            *own += other;
                        }
                    }
                }
            }
        }
    }
}

/// Sets blocks to zero.
#[inline(always)]
pub(crate) fn clear<T: Scalar, I: Isa>(_: I, blocks: &mut [Block<T>]) {
    blocks.fill(Block::ZERO);
}

/// sums += blocks.
#[inline(always)]
pub(crate) fn add<T: Scalar, I: Isa>(_: I, blocks: &[Block<T>], sums: &mut [Block<T>]) {
    for (sum, &block) in sums.iter_mut().zip(blocks) {
        *sum += block;
    }
}
