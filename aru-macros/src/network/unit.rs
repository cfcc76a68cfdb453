//! Units, and what they compute.

use crate::functions::Function;

/// A unit: equations that act on every unit of a layer by itself.
#[derive(Clone, Debug)]
pub struct Unit {
    pub name: String,
    pub docs: Vec<String>,
    /// `["drive"]` unless declared; behind them those of gated rates.
    pub ports: Vec<String>,
    pub biases: Vec<String>,
    pub constants: Vec<String>,
    /// Whatever stands in `prev(..)` or is declared by `state`; in the order in which it is assigned.
    pub states: Vec<String>,
    /// In the order written; each name assigned once, used only after.
    pub equations: Vec<Equation>,
    /// Index of the equation whose value leaves the layer.
    pub emit: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    pub name: String,
    pub value: Expression,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Number(f64),
    /// A port.
    Drive(usize),
    /// What a port gets over the layer's own link.
    Recur(usize),
    /// A further bias.
    Bias(usize),
    Constant(usize),
    /// A state one step before.
    Previous(usize),
    /// An equation before this one.
    Value(usize),
    /// What an activation of the user's own is applied to: stands in its value alone.
    Argument,
    Negate(Box<Expression>),
    Binary(Operator, Box<Expression>, Box<Expression>),
    /// The layer's own activation.
    Activation(Box<Expression>),
    Call(Function, Vec<Expression>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}
