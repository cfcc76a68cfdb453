//! Gradients, from what the kernels have gathered.

use super::patches;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::numbers;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::layout::{Form, InLanes, Layout, Shared};
use crate::numerics::scalar::Scalar;
use crate::numerics::transposing::lane_sums;

/// The gradient of every parameter of a network from what the kernels have gathered.
#[inline(always)]
pub(crate) fn reduce<T: Scalar, I: Isa>(
    isa: I,
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
            (Form::Unread(_), _) => own.fill(T::ZERO),
            (Form::Weight(_, _, sources) | Form::Sparse(_, _, sources), InLanes::Units) => {
                let rows = sums.chunks_exact(sources.div_ceil(LANES));
                for (own, row) in own.chunks_exact_mut(sources).zip(rows) {
                    own.copy_from_slice(&numbers(row)[..sources]);
                }
            }
            (Form::Patches(_, wired), InLanes::Units) => {
                let parts = sums.chunks_exact(layout.blocks_of_patches_gradient(wired));
                for (own, part) in own.chunks_exact_mut(wired.len()).zip(parts) {
                    patches::gather(wired, part, own);
                }
            }
            (Form::Weight(..) | Form::Patches(..), _) => {
                sums_over_lanes(isa, sums, own);
            }
            // Summed over lanes already.
            (Form::Sparse(_, targets, sources), _) => {
                let size = targets * sources;
                let parts = sums.chunks_exact(layout.blocks_of_sparse_gradient(targets, sources));
                for (own, part) in own.chunks_exact_mut(size).zip(parts) {
                    own.copy_from_slice(&numbers(part)[..size]);
                }
            }
            (Form::Units(_, units), _) => {
                let rows = sums.chunks_exact(layout.blocks(units));
                for (own, row) in own.chunks_exact_mut(units).zip(rows) {
                    sums_of_units(isa, layout, row, own);
                }
            }
            (Form::PerBand(..) | Form::PerChannel(..), _) => {
                let Some(shared) = Shared::of(form) else { continue };
                let rows = sums.chunks_exact(layout.blocks(shared.units));
                for (own, row) in own.chunks_exact_mut(shared.values).zip(rows) {
                    sums_of_shared(layout, shared, row, own);
                }
            }
        }
    }
}

/// The sum of each of some rows of as many blocks, over rows and lanes.
#[inline(always)]
fn sums_over_lanes<T: Scalar, I: Isa>(isa: I, rows: &[Block<T>], sums: &mut [T]) {
    let width = sums.len();
    for (part, sums) in sums.chunks_mut(LANES).enumerate() {
        let mut blocks = [T::Registers::splat(isa, T::ZERO); LANES];
        for row in rows.chunks_exact(width) {
            let row = &row[LANES * part..][..sums.len()];
            for (sum, block) in blocks.iter_mut().zip(row) {
                sum.add(T::Registers::load(isa, block));
            }
        }
        sums.copy_from_slice(&lane_sums::<T, I>(blocks).0[..sums.len()]);
    }
}

/// The sum over all sequences of what a row has for each unit.
#[inline(always)]
fn sums_of_units<T: Scalar, I: Isa>(isa: I, layout: Layout, row: &[Block<T>], sums: &mut [T]) {
    if layout.lanes != InLanes::Units {
        return sums_over_lanes(isa, row, sums);
    }
    sums.fill(T::ZERO);
    for member in row.chunks_exact(layout.blocks_of_member(sums.len())) {
        for (sum, &number) in sums.iter_mut().zip(numbers(member)) {
            *sum += number;
        }
    }
}

/// The sum over all sequences, and over the units that share a value, of what a row has for each unit.
#[inline(always)]
fn sums_of_shared<T: Scalar>(layout: Layout, shared: Shared, row: &[Block<T>], sums: &mut [T]) {
    sums.fill(T::ZERO);
    for member in row.chunks_exact(layout.blocks_of_member(shared.units)) {
        for unit in 0..shared.units {
            sums[shared.of_unit(unit)] += match layout.lanes {
                InLanes::Units => numbers(member)[unit],
                _ => member[unit].sum(),
            };
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
            Form::Global | Form::Weight(..) | Form::Sparse(..) | Form::Patches(..) => {
                own.copy_from_slice(sums)
            }
            Form::Unread(_) => own.fill(Block::ZERO),
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
            Form::PerBand(..) | Form::PerChannel(..) => {
                let Some(shared) = Shared::of(form) else { continue };
                let rows = sums.chunks_exact(layout.blocks(shared.units));
                for (own, row) in own.chunks_exact_mut(shared.values).zip(rows) {
                    own.fill(Block::ZERO);
                    for (place, &block) in row.iter().enumerate() {
                        own[shared.of_unit(place % shared.units)] += block;
                    }
                }
            }
        }
    }
}

/// Sets blocks to zero.
#[inline(always)]
pub(crate) fn clear_blocks<T: Scalar, I: Isa>(_: I, blocks: &mut [Block<T>]) {
    blocks.fill(Block::ZERO);
}

/// sums += blocks.
#[inline(always)]
pub(crate) fn add_blocks<T: Scalar, I: Isa>(_: I, blocks: &[Block<T>], sums: &mut [Block<T>]) {
    for (sum, &block) in sums.iter_mut().zip(blocks) {
        *sum += block;
    }
}
