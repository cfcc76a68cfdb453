//! One operation over a strip of blocks.

use std::cell::Cell;

use super::equations::{Op, Then, Two};
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Registers};
use crate::numerics::lanes::Lanes;
use crate::numerics::scalar::Scalar;

/// A strip of a row, or the one block of what is the same for all units. Rows of one series may overlap, and what an
/// operation writes may be what it reads.
pub(super) type Row<'a, T> = &'a [Cell<Block<T>>];

/// Does an operation: writes to `d`, of a sum its one block.
#[inline(always)]
pub(super) fn execute<T: Scalar, I: Isa>(lanes: Lanes<T, I>, op: Op, d: Row<'_, T>, of: [Row<'_, T>; 4]) {
    let [a, b, c, _] = of;
    let run = Run { lanes };
    match op {
        Op::Copy => each(d, [a], |[a]| a),
        Op::Negate => each(d, [a], |[a]| -a),
        Op::Two(Two::Add) => run.two(d, [a, b], Registers::sum),
        Op::Two(Two::Subtract) => run.two(d, [a, b], Registers::difference),
        Op::Two(Two::Multiply) => run.two(d, [a, b], Registers::product),
        Op::Divide => run.two(d, [a, b], Registers::quotient),
        Op::Three(Two::Add, then) => run.three(d, [a, b, c], then, Registers::sum),
        Op::Three(Two::Subtract, then) => run.three(d, [a, b, c], then, Registers::difference),
        Op::Three(Two::Multiply, then) => run.three(d, [a, b, c], then, Registers::product),
        Op::Sum => run.gather(d, [a], |[a]| a),
        Op::SumOfProducts => run.gather(d, [a, b], |[a, b]| a.product(b)),
        Op::SumOfDifferences => run.gather(d, [a, b, c], |[a, b, c]| a.difference(b).product(c)),
        Op::Exp => each(d, [a], |[a]| lanes.exp(a)),
        Op::Ln => each(d, [a], |[a]| lanes.ln(a)),
        Op::Sqrt => each(d, [a], |[a]| lanes.sqrt(a)),
        Op::Sigmoid => each(d, [a], |[a]| lanes.sigmoid(a)),
        Op::Tanh => each(d, [a], |[a]| lanes.tanh(a)),
        Op::Relu => each(d, [a], |[a]| lanes.relu(a)),
        Op::Softplus => each(d, [a], |[a]| lanes.softplus(a)),
        Op::Elu => each(d, [a], |[a]| lanes.elu(a)),
        Op::Sin => each(d, [a], |[a]| lanes.sin(a)),
        Op::Cos => each(d, [a], |[a]| lanes.cos(a)),
        Op::Abs => each(d, [a], |[a]| lanes.abs(a)),
        Op::LeakyRelu(slope) => each(d, [a], |[a]| lanes.leaky_relu(a, slope)),
        Op::Pow(exponent) => each(d, [a], |[a]| lanes.pow(a, exponent)),
        Op::Max => each(d, [a, b], |[a, b]| lanes.max(a, b)),
        Op::Min => each(d, [a, b], |[a, b]| lanes.min(a, b)),
        Op::SelectAbove => each(d, of, |[a, b, c, e]| lanes.select_above(a, b, c, e)),
        Op::SelectAtLeast => each(d, of, |[a, b, c, e]| lanes.select_at_least(a, b, c, e)),
        Op::AboveZero => each(d, [a, b, c], |[a, b, c]| lanes.above_zero(a, b, c)),
        Op::Custom(custom) => custom.value(d, a),
        Op::CustomDerivative(custom) => custom.derivative(d, [a, b]),
    }
}

/// Block by block, by code that finds its registers itself.
#[inline(always)]
fn each<T: Scalar, const K: usize>(
    d: Row<'_, T>,
    of: [Row<'_, T>; K],
    function: impl Fn([Block<T>; K]) -> Block<T>,
) {
    for (place, d) in d.iter().enumerate() {
        d.set(function(of.map(|row| row[place.min(row.len() - 1)].get())));
    }
}

/// Arithmetic, in registers that are spelled out: of a loop over blocks with a single operation in it the compiler makes one
/// that takes the same lane of several blocks at a time, which is some three times slower.
struct Run<T, I> {
    lanes: Lanes<T, I>,
}

impl<T: Scalar, I: Isa> Run<T, I> {
    #[inline(always)]
    fn load(&self, cell: &Cell<Block<T>>) -> T::Registers<I> {
        T::Registers::<I>::load(self.lanes.isa(), &cell.get())
    }

    #[inline(always)]
    fn store(&self, value: T::Registers<I>, cell: &Cell<Block<T>>) {
        let mut block = Block::ZERO;
        value.store(&mut block);
        cell.set(block);
    }

    #[inline(always)]
    fn two(
        &self,
        d: Row<'_, T>,
        [a, b]: [Row<'_, T>; 2],
        function: impl Fn(T::Registers<I>, T::Registers<I>) -> T::Registers<I>,
    ) {
        let all = d.len();
        if a.len() == all && b.len() == all {
            for ((d, a), b) in d.iter().zip(a).zip(b) {
                self.store(function(self.load(a), self.load(b)), d);
            }
        } else if b.len() == all {
            let a = self.load(&a[0]);
            for (d, b) in d.iter().zip(b) {
                self.store(function(a, self.load(b)), d);
            }
        } else {
            let b = self.load(&b[0]);
            for (place, d) in d.iter().enumerate() {
                let a = self.load(&a[place.min(a.len() - 1)]);
                self.store(function(a, b), d);
            }
        }
    }

    #[inline(always)]
    fn three(
        &self,
        d: Row<'_, T>,
        of: [Row<'_, T>; 3],
        then: Then,
        function: impl Fn(T::Registers<I>, T::Registers<I>) -> T::Registers<I>,
    ) {
        match then {
            Then::Add => self.three_of(d, of, |a, b, c| function(a, b).sum(c)),
            Then::Subtract => self.three_of(d, of, |a, b, c| function(a, b).difference(c)),
            Then::SubtractFrom => self.three_of(d, of, |a, b, c| c.difference(function(a, b))),
            Then::Multiply => self.three_of(d, of, |a, b, c| function(a, b).product(c)),
        }
    }

    #[inline(always)]
    fn three_of(
        &self,
        d: Row<'_, T>,
        [a, b, c]: [Row<'_, T>; 3],
        function: impl Fn(T::Registers<I>, T::Registers<I>, T::Registers<I>) -> T::Registers<I>,
    ) {
        let others = d.iter().zip(b).zip(c);
        if a.len() == d.len() {
            for (((d, b), c), a) in others.zip(a) {
                self.store(function(self.load(a), self.load(b), self.load(c)), d);
            }
        } else {
            let a = self.load(&a[0]);
            for ((d, b), c) in others {
                self.store(function(a, self.load(b), self.load(c)), d);
            }
        }
    }

    /// Adds to the one block of `d`, in the order of units.
    #[inline(always)]
    fn gather<const K: usize>(
        &self,
        d: Row<'_, T>,
        of: [Row<'_, T>; K],
        function: impl Fn([T::Registers<I>; K]) -> T::Registers<I>,
    ) {
        let mut sum = self.load(&d[0]);
        let count = of.iter().map(|row| row.len()).min().unwrap_or(0);
        let of = of.map(|row| &row[..count]);
        for place in 0..count {
            sum = sum.sum(function(of.map(|row| self.load(&row[place]))));
        }
        self.store(sum, &d[0]);
    }
}
