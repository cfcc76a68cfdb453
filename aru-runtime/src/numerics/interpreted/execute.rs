//! Operations over a strip of blocks.
//!
//! Loops are written by macros: a closure that the compiler does not inline would lose the instruction set.

use std::cell::Cell;

use super::equations::{Instruction, Op, Then, Two};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers, Task};
use crate::numerics::lanes::Lanes;
use crate::numerics::scalar::Scalar;

/// A strip of a row, or the one block of what is the same for all units. Rows of one series may overlap, and what an
/// operation writes may be what it reads.
pub(super) type Row<'a, T> = &'a [Cell<Block<T>>];

/// Block by block, by code that finds its registers itself.
macro_rules! each {
    ($d:expr; $($x:ident in $row:expr),+ => $value:expr) => {{
        let d = $d;
        for place in 0..d.len() {
            $(let $x = block($row, place);)+
            d[place].set($value);
        }
    }};
}

/// Block by block in registers that are spelled out: of a loop over blocks with a single operation in it the compiler makes
/// one that takes the same lane of several blocks at a time, which is some three times slower.
macro_rules! two {
    ($isa:expr, $d:expr, [$a:expr, $b:expr], $operation:ident) => {{
        let (isa, d, a, b) = ($isa, $d, $a, $b);
        if a.len() == d.len() && b.len() == d.len() {
            for ((d, a), b) in d.iter().zip(a).zip(b) {
                store(load::<T, I>(isa, a).$operation(load::<T, I>(isa, b)), d);
            }
        } else if b.len() == d.len() {
            let a = load::<T, I>(isa, &a[0]);
            for (d, b) in d.iter().zip(b) {
                store(a.$operation(load::<T, I>(isa, b)), d);
            }
        } else {
            let b = load::<T, I>(isa, &b[0]);
            for place in 0..d.len() {
                let a = load::<T, I>(isa, &a[place.min(a.len() - 1)]);
                store(a.$operation(b), &d[place]);
            }
        }
    }};
}

macro_rules! three {
    ($isa:expr, $d:expr, [$a:expr, $b:expr, $c:expr], |$x:ident, $y:ident, $z:ident| $value:expr) => {{
        let (isa, d, a, b, c) = ($isa, $d, $a, $b, $c);
        if a.len() == d.len() {
            for (((d, a), b), c) in d.iter().zip(a).zip(b).zip(c) {
                let ($x, $y, $z) = (load::<T, I>(isa, a), load::<T, I>(isa, b), load::<T, I>(isa, c));
                store($value, d);
            }
        } else {
            let $x = load::<T, I>(isa, &a[0]);
            for ((d, b), c) in d.iter().zip(b).zip(c) {
                let ($y, $z) = (load::<T, I>(isa, b), load::<T, I>(isa, c));
                store($value, d);
            }
        }
    }};
}

/// The same for each way to go on from two operands.
macro_rules! two_then {
    ($isa:expr, $d:expr, $of:tt, $operation:ident, $then:expr) => {
        match $then {
            Then::Add => three!($isa, $d, $of, |a, b, c| a.$operation(b).sum(c)),
            Then::Subtract => three!($isa, $d, $of, |a, b, c| a.$operation(b).difference(c)),
            Then::SubtractFrom => three!($isa, $d, $of, |a, b, c| c.difference(a.$operation(b))),
            Then::Multiply => three!($isa, $d, $of, |a, b, c| a.$operation(b).product(c)),
        }
    };
}

/// Adds to the one block of a sum, in the order of units.
macro_rules! gather {
    ($isa:expr, $d:expr, $a:expr; $($x:ident in $row:expr),* => $value:expr) => {{
        let (isa, d) = ($isa, &$d[0]);
        let mut sum = load::<T, I>(isa, d);
        for place in 0..$a.len() {
            $(let $x = load::<T, I>(isa, &$row[place]);)*
            sum = sum.sum($value);
        }
        store(sum, d);
    }};
}

/// Does operations one after the other on the strips of these rows, in a function of its own.
#[inline(always)]
pub(super) fn execute<T: Scalar, I: Isa>(
    lanes: Lanes<T, I>,
    instructions: &[Instruction],
    rows: &[Row<'_, T>],
) {
    lanes.isa().alone(Execute {
        lanes,
        instructions,
        rows,
    });
}

struct Execute<'a, T, I> {
    lanes: Lanes<T, I>,
    instructions: &'a [Instruction],
    rows: &'a [Row<'a, T>],
}

impl<T: Scalar, I: Isa> Task for Execute<'_, T, I> {
    type Output = ();

    #[inline(always)]
    fn run<J: Isa>(self, _: J) {
        execute_here(self.lanes, self.instructions, self.rows);
    }
}

#[inline(always)]
fn execute_here<T: Scalar, I: Isa>(lanes: Lanes<T, I>, instructions: &[Instruction], rows: &[Row<'_, T>]) {
    let isa = lanes.isa();
    for Instruction { op, to, of } in instructions {
        let row = |operand: u16| rows[usize::from(operand)];
        let (d, a) = (rows[usize::from(*to)], rows[usize::from(of[0])]);
        let [b, c, e] = [of[1], of[2], of[3]];
        match *op {
            Op::Two(Two::Add) => two!(isa, d, [a, rows[usize::from(b)]], sum),
            Op::Two(Two::Subtract) => two!(isa, d, [a, rows[usize::from(b)]], difference),
            Op::Two(Two::Multiply) => two!(isa, d, [a, rows[usize::from(b)]], product),
            Op::Divide => two!(isa, d, [a, rows[usize::from(b)]], quotient),
            Op::Three(two, then) => {
                let (b, c) = (rows[usize::from(b)], rows[usize::from(c)]);
                match two {
                    Two::Add => two_then!(isa, d, [a, b, c], sum, then),
                    Two::Subtract => two_then!(isa, d, [a, b, c], difference, then),
                    Two::Multiply => two_then!(isa, d, [a, b, c], product, then),
                }
            }
            Op::Products => {
                let [b, c, e] = [b, c, e].map(|operand| rows[usize::from(operand)]);
                if a.len() == 1 && c.len() == 1 {
                    let (a, c) = (load::<T, I>(isa, &a[0]), load::<T, I>(isa, &c[0]));
                    for ((d, b), e) in d.iter().zip(b).zip(e) {
                        let (b, e) = (load::<T, I>(isa, b), load::<T, I>(isa, e));
                        store(a.product(b).sum(c.product(e)), d);
                    }
                } else {
                    let others = d.iter().zip(b).zip(e).enumerate();
                    for (place, ((d, b), e)) in others {
                        let a = load::<T, I>(isa, &a[place.min(a.len() - 1)]);
                        let c = load::<T, I>(isa, &c[place.min(c.len() - 1)]);
                        let (b, e) = (load::<T, I>(isa, b), load::<T, I>(isa, e));
                        store(a.product(b).sum(c.product(e)), d);
                    }
                }
            }
            Op::Sum => gather!(isa, d, a; x in a => x),
            Op::SumOfProducts => {
                let b = &rows[usize::from(b)][..a.len()];
                gather!(isa, d, a; x in a, y in b => x.product(y));
            }
            Op::SumOfDifferences => {
                let [b, c] = [b, c].map(|operand| &rows[usize::from(operand)][..a.len()]);
                gather!(isa, d, a; x in a, y in b, z in c => x.difference(y).product(z));
            }
            Op::Copy => each!(d; x in a => x),
            Op::Negate => each!(d; x in a => -x),
            Op::Exp => each!(d; x in a => lanes.exp(x)),
            Op::Ln => each!(d; x in a => lanes.ln(x)),
            Op::Sqrt => each!(d; x in a => lanes.sqrt(x)),
            Op::Sigmoid => each!(d; x in a => lanes.sigmoid(x)),
            Op::Tanh => each!(d; x in a => lanes.tanh(x)),
            Op::Relu => each!(d; x in a => lanes.relu(x)),
            Op::Softplus => each!(d; x in a => lanes.softplus(x)),
            Op::Elu => each!(d; x in a => lanes.elu(x)),
            Op::Sin => each!(d; x in a => lanes.sin(x)),
            Op::Cos => each!(d; x in a => lanes.cos(x)),
            Op::Abs => each!(d; x in a => lanes.abs(x)),
            Op::LeakyRelu(slope) => each!(d; x in a => lanes.leaky_relu(x, slope)),
            Op::Pow(exponent) => each!(d; x in a => lanes.pow(x, exponent)),
            Op::Max => each!(d; x in a, y in row(b) => lanes.max(x, y)),
            Op::Min => each!(d; x in a, y in row(b) => lanes.min(x, y)),
            Op::SelectAbove => {
                each!(d; x in a, y in row(b), z in row(c), w in row(e) => lanes.select_above(x, y, z, w));
            }
            Op::SelectAtLeast => {
                each!(d; x in a, y in row(b), z in row(c), w in row(e) => lanes.select_at_least(x, y, z, w));
            }
            Op::AboveZero => each!(d; x in a, y in row(b), z in row(c) => lanes.above_zero(x, y, z)),
            Op::Custom(custom) => custom.value(d, a),
            Op::CustomDerivative(custom) => custom.derivative(d, [a, row(b)]),
        }
    }
}

/// A block of a row, or the one that all have.
#[inline(always)]
fn block<T: Scalar>(row: Row<'_, T>, place: usize) -> Block<T> {
    row[place.min(row.len() - 1)].get()
}

#[inline(always)]
fn load<T: Scalar, I: Isa>(isa: I, cell: &Cell<Block<T>>) -> T::Registers<I> {
    T::Registers::<I>::load(isa, &cell.get())
}

#[inline(always)]
fn store<T: Scalar, I: Isa, R: Registers<T, I>>(value: R, cell: &Cell<Block<T>>) {
    let mut block = Block::ZERO;
    value.store(&mut block);
    cell.set(block);
}
