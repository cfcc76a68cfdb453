//! Activations: those of the language, and those of one's own.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Expression, Text};

/// An activation function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Activation {
    /// 1 / (1 + exp(-x)).
    Sigmoid,
    /// Hyperbolic tangent of x.
    Tanh,
    /// max(0, x).
    Relu,
    /// ln(1 + exp(x)).
    Softplus,
    /// x as it is.
    Identity,
    /// x above zero, slope times x below.
    LeakyRelu(f64),
    /// x above zero, exp(x) - 1 below.
    Elu,
    /// One that the declaration writes: `activation swish(x) = x * sigmoid(x);`.
    Written(WrittenActivation),
    /// A type of the user's: `custom(path)`.
    Custom(CustomActivation),
}

/// `activation swish(x) = x * sigmoid(x);`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct WrittenActivation {
    /// Its name: `swish`.
    pub name: Text,
    /// Its doc comment.
    pub docs: Text,
    /// What the declaration calls its argument: `x`.
    pub argument: Text,
    /// What it is, in [`Expression::Argument`] and numbers alone.
    pub value: Expression,
}

impl WrittenActivation {
    /// `activation name(argument) = value;`
    pub const fn new(name: Text, docs: Text, argument: Text, value: Expression) -> Self {
        WrittenActivation {
            name,
            docs,
            argument,
            value,
        }
    }
}

/// What a type of the user's says of itself as an [`Activation`](crate::numerics::activation::Activation).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CustomActivation {
    /// Its `NAME`: a network with another is another network.
    pub name: Text,
    /// It is never below zero.
    pub non_negative: bool,
    /// It is always above zero.
    pub positive: bool,
    /// Its value in PyTorch, where it says one.
    pub pytorch: Option<Text>,
    /// Its value in LaTeX, where it says one.
    pub latex: Option<Text>,
}

impl CustomActivation {
    /// What a type says of itself.
    pub const fn of<A: crate::numerics::activation::Activation>() -> Self {
        const fn text(text: Option<&'static str>) -> Option<Text> {
            match text {
                Some(text) => Some(Cow::Borrowed(text)),
                None => None,
            }
        }
        CustomActivation {
            name: Cow::Borrowed(A::NAME),
            non_negative: A::NON_NEGATIVE || A::POSITIVE,
            positive: A::POSITIVE,
            pytorch: text(A::PYTORCH),
            latex: text(A::LATEX),
        }
    }
}
