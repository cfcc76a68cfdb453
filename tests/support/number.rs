//! The numbers that the interpreter runs on, and the functions of the unit language on them.
//!
//! A function is given once, as value and slope at a point: a plain number takes the value, a dual number carries its
//! tangent on with the slope. At a corner (`relu` at zero) the slope is that of the side below.

use std::ops::{Add, Div, Mul, Neg, Sub};

use aru::description::{Activation, Function};

use super::custom::custom;

/// A number with the four operations, which a function of one variable can be applied to.
pub trait Number:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// The constant `value`.
    fn constant(value: f64) -> Self;

    /// The value, without any tangent.
    fn value(self) -> f64;

    /// What a function becomes that has this value and this slope at `self`.
    fn mapped(self, value: f64, slope: f64) -> Self;
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    fn value(self) -> f64 {
        self
    }

    fn mapped(self, value: f64, _slope: f64) -> Self {
        value
    }
}

/// A function of the unit language that takes one argument. What takes two are the operators of [`Number`].
pub fn apply<N: Number>(function: Function, x: N, activation: Option<&Activation>) -> N {
    match function {
        Function::Negate => -x,
        Function::Exp => x.mapped(x.value().exp(), x.value().exp()),
        Function::Ln => x.mapped(x.value().ln(), 1.0 / x.value()),
        Function::Sqrt => x.mapped(x.value().sqrt(), 0.5 / x.value().sqrt()),
        Function::Sigmoid => activate(&Activation::Sigmoid, x),
        Function::Tanh => activate(&Activation::Tanh, x),
        Function::Relu => activate(&Activation::Relu, x),
        Function::Softplus => activate(&Activation::Softplus, x),
        Function::Sin => x.mapped(x.value().sin(), x.value().cos()),
        Function::Cos => x.mapped(x.value().cos(), -x.value().sin()),
        Function::Abs => {
            let slope = if x.value() == 0.0 { 0.0 } else { x.value().signum() };
            x.mapped(x.value().abs(), slope)
        }
        Function::Activation => activate(
            activation.expect("a layer whose unit says activation(..) has one"),
            x,
        ),
        other => panic!("{other:?} is no function of one argument that the interpreter knows"),
    }
}

/// The larger (`sign` 1) or the smaller (`sign` -1) of two; on a tie both count by half.
pub fn extreme<N: Number>(sign: f64, a: N, b: N) -> N {
    match (sign * (a.value() - b.value())).partial_cmp(&0.0) {
        Some(std::cmp::Ordering::Greater) => a,
        Some(std::cmp::Ordering::Less) => b,
        _ => N::constant(0.5) * (a + b),
    }
}

/// x to the power of a number.
pub fn power<N: Number>(x: N, exponent: f64) -> N {
    let slope = match exponent {
        0.0 => 0.0,
        _ => exponent * x.value().powf(exponent - 1.0),
    };
    x.mapped(x.value().powf(exponent), slope)
}

/// An activation function that is no expression of the language.
pub fn activate<N: Number>(activation: &Activation, argument: N) -> N {
    let x = argument.value();
    let (value, slope) = match activation {
        Activation::Sigmoid => (sigmoid(x), sigmoid(x) * sigmoid(-x)),
        Activation::Tanh => (x.tanh(), 1.0 / (x.cosh() * x.cosh())),
        Activation::Relu => {
            if x > 0.0 {
                (x, 1.0)
            } else {
                (0.0, 0.0)
            }
        }
        Activation::Softplus => (softplus(x), sigmoid(x)),
        Activation::Identity => (x, 1.0),
        Activation::LeakyRelu(slope) => {
            if x > 0.0 {
                (x, 1.0)
            } else {
                (slope * x, *slope)
            }
        }
        Activation::Custom(own) => custom(&own.name)(x),
        Activation::Elu => {
            if x > 0.0 {
                (x, 1.0)
            } else {
                (x.exp_m1(), x.exp())
            }
        }
        other => panic!("the interpreter does not know {other:?}"),
    };
    argument.mapped(value, slope)
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// ln(1 + exp(x)) without overflow.
fn softplus(x: f64) -> f64 {
    if x > 0.0 {
        x + (-x).exp().ln_1p()
    } else {
        x.exp().ln_1p()
    }
}
