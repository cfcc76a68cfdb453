//! Units, and what they compute.

use crate::functions::Function;

/// A unit: equations that act on every unit of a layer by itself.
#[derive(Clone, Debug)]
pub struct Unit {
    /// As declared; with gated rates it says which.
    pub name: String,
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// `["drive"]` unless declared; behind them those of gated rates.
    pub ports: Vec<String>,
    /// Further biases, `bias name;`.
    pub biases: Vec<String>,
    /// `constant name;`, in the order declared; without those that are gated.
    pub constants: Vec<String>,
    /// Whatever stands in `prev(..)` or is declared by `state`; in the order in which it is assigned.
    pub states: Vec<String>,
    /// In the order written; each name assigned once, used only after.
    pub equations: Vec<Equation>,
    /// Index of the equation whose value leaves the layer.
    pub emit: usize,
}

/// `name = value;`
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    /// What is assigned.
    pub name: String,
    /// What it is assigned.
    pub value: Expression,
}

/// What an equation computes. Indices are those of the unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A number as written.
    Number(f64),
    /// A port.
    Drive(usize),
    /// What a port gets over the layer's own link.
    Recur(usize),
    /// A further bias.
    Bias(usize),
    /// A constant of the unit.
    Constant(usize),
    /// A state one step before.
    Previous(usize),
    /// An equation before this one.
    Value(usize),
    /// What an activation of the user's own is applied to: stands in its value alone.
    Argument,
    /// The value with the other sign.
    Negate(Box<Expression>),
    /// A sum, difference, product or quotient.
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// The layer's own activation.
    Activation(Box<Expression>),
    /// A function of the language.
    Call(Function, Vec<Expression>),
}

/// What stands between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}
