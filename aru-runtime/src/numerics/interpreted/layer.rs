//! The equations of a layer in one step: rows are opened, then its operations run over them, strip after strip.

use std::cell::Cell;

use super::equations::{Opened, Operand, Units};
use super::execute::{Row, execute};
use super::machine::Machine;
use super::scratch::{Place, Rows, STRIP};
use crate::numerics::block::Block;
use crate::numerics::dispatch::Isa;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;

/// Up to so many open rows have their place on the stack.
const FEW: usize = 24;

/// The equations of a layer in step t.
#[inline(always)]
pub(super) fn run<T: Scalar, I: Isa>(machine: &mut Machine<'_, T, I>, units: &Units, t: usize) {
    let lanes = machine.lanes;
    let width = lanes.blocks(units.size);
    if !units.adds {
        for opened in units.adjoints.iter().filter(|opened| opened.is_carried) {
            // What a penalty gives the step joins what is carried.
            lanes.carried_of(units.size, &mut machine.adjoints[opened.series], t);
        }
    }
    let count = |opened: &[Opened]| opened.iter().map(|opened| opened.delays.len()).sum::<usize>();
    let all = count(&units.values) + count(&units.adjoints) + units.gradients.len();
    let (mut few, mut many): ([Row<'_, T>; FEW], Vec<Row<'_, T>>) = ([&[]; FEW], Vec::new());
    let open = match all <= FEW {
        true => &mut few[..all],
        false => {
            many.resize(all, &[]);
            &mut many[..]
        }
    };
    let mut next = open.iter_mut();
    open_rows(&mut *machine.values, &units.values, (width, t), &mut next);
    open_rows(&mut *machine.adjoints, &units.adjoints, (width, t), &mut next);
    let gradients = cells(&mut *machine.gradients);
    for (&parameter, place) in units.gradients.iter().zip(next) {
        let at = machine.gradient_places[parameter];
        *place = &gradients[at.start..at.end];
    }
    let Rows {
        constants,
        places,
        registers,
        sums,
    } = &mut *machine.rows;
    let (constants, registers, sums) = (cells(constants), cells(registers), cells(sums));
    for sum in &sums[..units.sums.len()] {
        sum.set(Block::ZERO);
    }
    let mut from = 0;
    while from < width {
        let to = width.min(from + STRIP);
        let row = |operand: Operand| -> Row<'_, T> {
            match operand {
                Operand::Row(index) => &open[usize::from(index)][from..to],
                Operand::Register(index) => &registers[usize::from(index) * STRIP..][..to - from],
                Operand::Constant(index) => {
                    let Place { start, end } = places[usize::from(index)];
                    match end - start {
                        1 => &constants[start..end],
                        _ => &constants[start + from..start + to],
                    }
                }
                Operand::Sum(index) => &sums[usize::from(index)..][..1],
            }
        };
        for instruction in &units.instructions {
            execute(
                lanes,
                instruction.op,
                row(instruction.to),
                instruction.of.map(row),
            );
        }
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
    places: &mut std::slice::IterMut<'_, Row<'a, T>>,
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
        for (&delay, place) in opened.delays.iter().zip(&mut *places) {
            *place = &blocks[now - delay * width..][..width];
        }
    }
}

/// Blocks that several may read and write.
#[inline(always)]
pub(super) fn cells<T>(blocks: &mut [Block<T>]) -> Row<'_, T> {
    Cell::from_mut(blocks).as_slice_of_cells()
}
