//! Fewer copies, and fewer rows between operations.

use std::collections::BTreeMap;

use crate::numerics::interpreted::{Instruction, Op, Operand};

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
