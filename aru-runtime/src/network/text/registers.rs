//! Fewer copies, and fewer rows between operations.

use std::collections::BTreeMap;

use crate::numerics::interpreted::{self, Op};

/// Where a value lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    /// A row that is open: of values, adjoints, gradients, in this order.
    Row(u16),
    /// What is the same in every step, by its number in the pass.
    Constant(u16),
    /// The block in which a gradient is summed.
    Sum(u16),
    /// A row that goes from one operation to another.
    Register(u16),
}

/// An operation on them.
pub(super) type Instruction = interpreted::Instruction<Operand>;

/// Operations on rows by their numbers: open rows are first, then constants, sums, registers. With the constants that there
/// are among the operands, and how many rows.
pub(super) fn numbered(
    instructions: &[Instruction],
    [rows, sums, registers]: [usize; 3],
) -> (Vec<interpreted::Instruction>, Vec<u16>, usize) {
    let mut constants: Vec<u16> = Vec::new();
    for operand in instructions.iter().flat_map(|one| one.of) {
        match operand {
            Operand::Constant(constant) if !constants.contains(&constant) => constants.push(constant),
            _ => {}
        }
    }
    let of_constants = constants.len();
    let number = |operand: Operand| {
        let number = match operand {
            Operand::Row(row) => usize::from(row),
            Operand::Constant(constant) => {
                let place = constants.iter().position(|&one| one == constant);
                rows + place.unwrap_or_else(|| unreachable!("all of them are listed"))
            }
            Operand::Sum(sum) => rows + of_constants + usize::from(sum),
            Operand::Register(register) => rows + of_constants + sums + usize::from(register),
        };
        index(number)
    };
    let numbered = instructions.iter().map(|one| interpreted::Instruction {
        op: one.op,
        to: number(one.to),
        of: one.of.map(number),
    });
    let numbered = numbered.collect();
    let operands = rows + of_constants + sums + registers;
    (numbered, constants, operands)
}

/// A number of a row.
pub(super) fn index(number: usize) -> u16 {
    u16::try_from(number).unwrap_or_else(|_| unreachable!("no layer has so many values"))
}

/// A copy of an open row is needed only where something is written there before the copy is read for the last time.
pub(super) fn read_in_place(instructions: &mut Vec<Instruction>) {
    let mut at = 0;
    while at < instructions.len() {
        let Instruction { op, to, of } = instructions[at];
        let row = of[0];
        let rest = &instructions[at + 1..];
        let last = rest.iter().rposition(|later| later.of.contains(&to));
        let is_written = |last: usize| rest[..last].iter().any(|later| later.to == row);
        let is_copy = op == Op::Copy && matches!((row, to), (Operand::Row(_), Operand::Register(_)));
        if !is_copy || last.is_some_and(is_written) {
            at += 1;
            continue;
        }
        instructions.remove(at);
        for later in &mut instructions[at..] {
            later.of = later.of.map(|operand| if operand == to { row } else { operand });
        }
    }
}

/// What is copied to an open row goes there at once, unless what was there is still read.
pub(super) fn store_at_once(instructions: &mut Vec<Instruction>) {
    let mut at = 0;
    while at < instructions.len() {
        let Instruction { op, to, of } = instructions[at];
        let from = of[0];
        let is_copy = op == Op::Copy && matches!((from, to), (Operand::Register(_), Operand::Row(_)));
        let made = instructions[..at].iter().position(|earlier| earlier.to == from);
        let made = made.filter(|&made| {
            let between = &instructions[made + 1..at];
            is_copy && !between.iter().any(|one| one.of.contains(&to) || one.to == to)
        });
        let Some(made) = made else {
            at += 1;
            continue;
        };
        instructions.remove(at);
        instructions[made].to = to;
        for later in &mut instructions[made + 1..] {
            later.of = later.of.map(|operand| if operand == from { to } else { operand });
        }
    }
}

/// Gives registers that are read no more to what is written next. How many there are then.
pub(super) fn share(instructions: &mut [Instruction]) -> usize {
    let mut last = BTreeMap::new();
    for (at, instruction) in instructions.iter().enumerate() {
        for operand in instruction.of {
            if let Operand::Register(register) = operand {
                last.insert(register, at);
            }
        }
    }
    let (mut given, mut free, mut count) = (BTreeMap::new(), Vec::new(), 0);
    for (at, instruction) in instructions.iter_mut().enumerate() {
        let mut over = Vec::new();
        instruction.of = instruction.of.map(|operand| match operand {
            Operand::Register(register) => {
                let now: u16 = given[&register];
                if last[&register] == at && !over.contains(&now) {
                    over.push(now);
                }
                Operand::Register(now)
            }
            operand => operand,
        });
        // An operation reads a block before it writes there.
        free.append(&mut over);
        if let Operand::Register(register) = instruction.to {
            let now = free.pop().unwrap_or_else(|| {
                count += 1;
                count - 1
            });
            given.insert(register, now);
            instruction.to = Operand::Register(now);
        }
    }
    usize::from(count)
}
