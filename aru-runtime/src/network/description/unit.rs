//! Units: their equations as trees.

use serde::{Deserialize, Serialize};

use super::{List, Text};

/// A unit: equations that act on every unit of a layer by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Unit {
    /// Name of the unit: `Aru`; with gated rates also which, since these make it another unit.
    pub name: Text,
    /// Its doc comment.
    pub docs: Text,
    /// What links drive; `drive` alone unless declared. Behind them stands one for each rate that is gated, which only a
    /// link into that port drives.
    pub ports: List<Text>,
    /// Further biases; each is the parameter `{layer}.{name}` where the layer has biases, else zero.
    pub biases: List<Text>,
    /// Constants that a layer sets.
    pub constants: List<Text>,
    /// States: each has an initial value, the parameter `{layer}.initial.{state}`, zero where there is none.
    pub states: List<Text>,
    /// In the order of evaluation.
    pub equations: List<Equation>,
    /// Index into `equations`: the value that leaves the layer.
    pub emit: usize,
}

impl Unit {
    /// A unit of these parts, in the order of its fields.
    #[expect(
        clippy::too_many_arguments,
        reason = "each of them is a part of the unit, and all are needed"
    )]
    pub const fn new(
        name: Text,
        docs: Text,
        ports: List<Text>,
        biases: List<Text>,
        constants: List<Text>,
        states: List<Text>,
        equations: List<Equation>,
        emit: usize,
    ) -> Self {
        Unit {
            name,
            docs,
            ports,
            biases,
            constants,
            states,
            equations,
            emit,
        }
    }
}

/// `name = value;`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Equation {
    /// What is assigned.
    pub name: Text,
    /// What it is.
    pub value: Expression,
}

impl Equation {
    /// `name = value;`
    pub const fn new(name: Text, value: Expression) -> Self {
        Equation { name, value }
    }
}

/// A tree of operations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Expression {
    /// A number as written.
    Number(f64),
    /// What drives a port: index into [`Unit::ports`].
    Drive(usize),
    /// What a port gets over the layer's own link; it is then not contained in `Drive`.
    Recur(usize),
    /// A further bias: index into [`Unit::biases`].
    Bias(usize),
    /// Index into [`Unit::constants`].
    Constant(usize),
    /// A state one step before: index into [`Unit::states`].
    Previous(usize),
    /// An earlier equation: index into [`Unit::equations`].
    Value(usize),
    /// What an activation is applied to: stands in a [`WrittenActivation`](super::WrittenActivation) alone.
    Argument,
    /// An operation on further expressions.
    Apply(Function, List<Expression>),
}

/// The operations of the unit language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Function {
    /// a + b.
    Add,
    /// a - b.
    Subtract,
    /// a times b.
    Multiply,
    /// a / b.
    Divide,
    /// -a.
    Negate,
    /// exp(a).
    Exp,
    /// Natural logarithm of a.
    Ln,
    /// Square root of a.
    Sqrt,
    /// 1 / (1 + exp(-a)).
    Sigmoid,
    /// Hyperbolic tangent of a.
    Tanh,
    /// max(0, a).
    Relu,
    /// ln(1 + exp(a)).
    Softplus,
    /// Sine of a, in radians.
    Sin,
    /// Cosine of a, in radians.
    Cos,
    /// The magnitude of a.
    Abs,
    /// The larger of a and b.
    Max,
    /// The smaller of a and b.
    Min,
    /// a to the power of b, a number.
    Pow,
    /// The third where the first is above the second, else the fourth.
    SelectAbove,
    /// The third where the first is the second or above it, else the fourth.
    SelectAtLeast,
    /// The layer's own activation.
    Activation,
}
