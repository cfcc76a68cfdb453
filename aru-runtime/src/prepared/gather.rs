//! Gradients, from what the kernels have gathered.

use crate::block::{Block, LANES};
use crate::dispatch::Isa;
use crate::dispatch::product::numbers;
use crate::layout::{Form, InLanes, Layout};
use crate::scalar::Scalar;

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
