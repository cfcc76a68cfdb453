//! The equations of a layer in one step: rows are opened, then its operations run over them, strip after strip.

use std::cell::Cell;

use super::equations::{Opened, Units};
use super::execute::{Row, execute};
use super::machine::Machine;
use super::scratch::{Place, Rows, STRIP};
use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Up to so many rows have their place on the stack; most layers have few.
const SOME: usize = 48;
const FEW: usize = 20;

/// The equations of a layer in step t.
#[inline(always)]
pub(super) fn run<T: Scalar, I: Isa>(machine: &mut Machine<'_, T, I>, units: &Units, t: usize) {
    let width = machine.lanes.blocks(units.size);
    // What is not used is not set up: a step of a small layer takes no longer than that of some rows.
    let (mut few, mut some, mut many);
    let whole: &mut [Row<'_, T>] = if units.operands <= FEW {
        few = [&[] as Row<'_, T>; FEW];
        &mut few
    } else if units.operands <= SOME {
        some = [&[] as Row<'_, T>; SOME];
        &mut some
    } else {
        many = vec![&[] as Row<'_, T>; units.operands];
        &mut many
    };
    let (mut some, mut many);
    let strips: &mut [Row<'_, T>] = if width <= STRIP {
        &mut []
    } else if units.operands <= SOME {
        some = [&[] as Row<'_, T>; SOME];
        &mut some
    } else {
        many = vec![&[] as Row<'_, T>; units.operands];
        &mut many
    };
    run_with(machine, units, (width, t), [whole, strips]);
}

/// With room for whole rows, and for strips of them.
#[inline(always)]
fn run_with<'a, T: Scalar, I: Isa>(
    machine: &'a mut Machine<'_, T, I>,
    units: &Units,
    (width, t): (usize, usize),
    [whole, strips]: [&mut [Row<'a, T>]; 2],
) {
    let lanes = machine.lanes;
    if !units.adds {
        for opened in units.adjoints.iter().filter(|opened| opened.is_carried) {
            // What a penalty gives the step joins what is carried.
            lanes.carried_of(units.size, &mut machine.adjoints[opened.series], t);
        }
    }
    let mut next = whole.iter_mut();
    open_rows(&mut *machine.values, &units.values, (width, t), &mut next);
    open_rows(&mut *machine.adjoints, &units.adjoints, (width, t), &mut next);
    let gradients = cells(&mut *machine.gradients);
    for (&parameter, row) in units.gradients.iter().zip(&mut next) {
        let at = machine.gradient_places[parameter];
        *row = &gradients[at.start..at.end];
    }
    let Rows {
        constants,
        places,
        registers,
        sums,
    } = &mut *machine.rows;
    let (constants, registers, sums) = (cells(constants), cells(registers), cells(sums));
    for (&constant, row) in units.constants.iter().zip(&mut next) {
        let Place { start, end } = places[usize::from(constant)];
        *row = &constants[start..end];
    }
    let moving = units.operands - units.registers - units.sums.len();
    for (sum, row) in sums[..units.sums.len()].iter().zip(&mut next) {
        sum.set(Block::ZERO);
        *row = std::slice::from_ref(sum);
    }
    let is_one = width <= STRIP;
    for (register, row) in registers.chunks_exact(STRIP).zip(next.take(units.registers)) {
        *row = &register[..width.min(STRIP)];
    }
    let mut from = 0;
    while from < width {
        let to = width.min(from + STRIP);
        if !is_one {
            for (place, (row, strip)) in whole.iter().zip(&mut *strips).enumerate() {
                *strip = match place < moving {
                    // A constant that all units share has one block for all strips.
                    true if row.len() > 1 => &row[from..to],
                    true => row,
                    // A sum, or a register.
                    false => &row[..row.len().min(to - from)],
                };
            }
        }
        let rows = if is_one { &*whole } else { &*strips };
        execute(lanes, &units.instructions, &rows[..units.operands]);
        from = to;
    }
    for (&parameter, sum) in units.sums.iter().zip(sums) {
        let at = machine.gradient_places[parameter];
        gradients[at.start].set(gradients[at.start].get() + sum.get());
    }
}

/// Opens rows of series, each of which stands behind the one before.
#[inline(always)]
fn open_rows<'a, T: Scalar>(
    all: &'a mut [Series<T>],
    opened: &[Opened],
    (width, t): (usize, usize),
    rows: &mut std::slice::IterMut<'_, Row<'a, T>>,
) {
    let (mut rest, mut first) = (all, 0);
    for opened in opened {
        let (head, tail) = rest.split_at_mut(opened.series - first + 1);
        (rest, first) = (tail, opened.series + 1);
        let Some(series) = head.last_mut() else { continue };
        let now = match opened.is_carried {
            true => 0,
            false => series.range(width, t, 0).start,
        };
        let blocks = cells(series.blocks_mut());
        for (&delay, row) in opened.delays.iter().zip(&mut *rows) {
            *row = &blocks[now - delay * width..][..width];
        }
    }
}

/// Blocks that several may read and write.
#[inline(always)]
pub(super) fn cells<T>(blocks: &mut [Block<T>]) -> Row<'_, T> {
    Cell::from_mut(blocks).as_slice_of_cells()
}
