//! The equations of a layer as a list of operations on rows of blocks.

use crate::numerics::activation::OnBlocks;

/// What a layer does in a step, unit by unit.
#[derive(Debug, Default)]
pub(crate) struct Units {
    /// Number of units.
    pub(crate) size: usize,
    /// Rows of values that are read or written, by series in rising order.
    pub(crate) values: Vec<Opened>,
    /// Rows of adjoints, in the same way.
    pub(crate) adjoints: Vec<Opened>,
    /// Gradients of constants of each unit.
    pub(crate) gradients: Vec<usize>,
    /// What is the same in every step: numbers in the list of the pass.
    pub(crate) constants: Vec<u16>,
    /// Gradients of constants of all units, which are summed over them.
    pub(crate) sums: Vec<usize>,
    /// Rows that go from one operation to another.
    pub(crate) registers: usize,
    /// How many rows there are of all of these kinds, in this order.
    pub(crate) operands: usize,
    /// Adds to rows that other equations of this step have written.
    pub(crate) adds: bool,
    /// In order.
    pub(crate) instructions: Vec<Instruction>,
}

/// Rows of a series.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) series: usize,
    /// How many steps back each of them lies. Of an adjoint that is carried there is the one row.
    pub(crate) delays: Vec<usize>,
    /// It is an adjoint that is carried.
    pub(crate) is_carried: bool,
}

/// An operation. Operands are numbers of rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instruction<O = u16> {
    pub(crate) op: Op,
    /// Where its value goes.
    pub(crate) to: O,
    /// What it takes: the first so many.
    pub(crate) of: [O; 4],
}

/// What an operation does with its operands a, b, c, d.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Op {
    /// a
    Copy,
    /// -a
    Negate,
    /// a and b
    Two(Two),
    /// a / b
    Divide,
    /// a and b, then with c. Of the three only a may be a constant that all units share.
    Three(Two, Then),
    /// a b + c d. Neither b nor d is a constant that all units share.
    Products,
    /// sum += a, over the units
    Sum,
    /// sum += a b
    SumOfProducts,
    /// sum += (a - b) c
    SumOfDifferences,
    Exp,
    Ln,
    Sqrt,
    Sigmoid,
    Tanh,
    Relu,
    Softplus,
    Elu,
    Sin,
    Cos,
    Abs,
    /// With the slope below zero.
    LeakyRelu(f64),
    /// With the exponent.
    Pow(f64),
    Max,
    Min,
    /// c where a is above b, else d.
    SelectAbove,
    /// c where a is b or above it, else d.
    SelectAtLeast,
    /// b where a is above zero, else c.
    AboveZero,
    /// An activation of a user's type at a.
    Custom(&'static OnBlocks),
    /// Its derivative at a, where b is its value.
    CustomDerivative(&'static OnBlocks),
}

/// What is done with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Two {
    Add,
    Subtract,
    Multiply,
}

/// What is done with their result r, and c.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    /// r + c
    Add,
    /// r - c
    Subtract,
    /// c - r
    SubtractFrom,
    /// r c
    Multiply,
}

/// What the equations of all layers find the same in every step of a chunk.
#[derive(Debug, Default)]
pub(crate) struct Constants {
    pub(crate) constants: Vec<Constant>,
    /// Those that are computed of others, in order.
    pub(crate) instructions: Vec<Instruction>,
}

/// A constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Constant {
    /// A number of the equations.
    Number(f64),
    /// A parameter that all units share.
    Global(usize),
    /// A parameter with a number for each unit, and how many there are.
    PerUnit(usize, usize),
    /// What is computed of others: of how many units, where these have numbers of their own.
    Computed(Option<usize>),
}

impl Constant {
    /// How many units have numbers of their own.
    pub(crate) fn units(self) -> Option<usize> {
        match self {
            Constant::Number(_) | Constant::Global(_) => None,
            Constant::PerUnit(_, units) => Some(units),
            Constant::Computed(units) => units,
        }
    }
}
