//! Expressions of the unit language in Python.

use aru_runtime::network::description::{Activation, Expression, Function};

use super::term::{Term, number};

/// What expressions read where they stand.
pub(super) trait Scope {
    /// What a leaf is: all but numbers and operations.
    fn leaf(&mut self, leaf: &Expression) -> Term;
    /// The activation of the layer, applied.
    fn activation(&mut self, argument: &Term) -> Term;
    /// The name of a tensor, after which a number that has to be one is modelled.
    fn like(&self) -> &str;
}

/// The value of an expression, with what are numbers folded.
pub(super) fn term(expression: &Expression, scope: &mut dyn Scope) -> Term {
    match expression {
        Expression::Number(value) => Term::Number(*value),
        Expression::Apply(function, arguments) => {
            let arguments: Vec<Term> = arguments.iter().map(|argument| term(argument, scope)).collect();
            apply(*function, &arguments, scope)
        }
        leaf => scope.leaf(leaf),
    }
}

fn apply(function: Function, arguments: &[Term], scope: &mut dyn Scope) -> Term {
    use Function::*;
    match (function, arguments) {
        (Add, [a, b]) => a.add(b),
        (Subtract, [a, b]) => a.subtract(b),
        (Multiply, [a, b]) => a.multiply(b),
        (Divide, [a, b]) => a.divide(b),
        (Negate, [a]) => a.negate(),
        (Exp, [a]) => a.call("torch.exp", "", f64::exp),
        (Ln, [a]) => a.call("torch.log", "", f64::ln),
        (Sqrt, [a]) => a.call("torch.sqrt", "", f64::sqrt),
        (Sin, [a]) => a.call("torch.sin", "", f64::sin),
        (Cos, [a]) => a.call("torch.cos", "", f64::cos),
        (Abs, [a]) => a.call("torch.abs", "", f64::abs),
        (Sigmoid, [a]) => built_in(&self::Activation::Sigmoid, a),
        (Tanh, [a]) => built_in(&self::Activation::Tanh, a),
        (Relu, [a]) => built_in(&self::Activation::Relu, a),
        (Softplus, [a]) => built_in(&self::Activation::Softplus, a),
        (Max, [a, b]) => a.extreme("torch.maximum", b, scope.like(), f64::max),
        (Min, [a, b]) => a.extreme("torch.minimum", b, scope.like(), f64::min),
        (Pow, [a, Term::Number(exponent)]) => a.power(*exponent),
        (SelectAbove, [a, b, holds, fails]) => a.select(">", b, [holds, fails], scope.like(), f64::gt),
        (SelectAtLeast, [a, b, holds, fails]) => a.select(">=", b, [holds, fails], scope.like(), f64::ge),
        (Activation, [a]) => scope.activation(a),
        (function, arguments) => unreachable!("{function:?} of {} arguments", arguments.len()),
    }
}

/// An activation of the language. At corners PyTorch's derivatives are the same.
pub(super) fn built_in(activation: &Activation, x: &Term) -> Term {
    match activation {
        Activation::Sigmoid => x.call("torch.sigmoid", "", |x| 1.0 / (1.0 + (-x).exp())),
        Activation::Tanh => x.call("torch.tanh", "", f64::tanh),
        Activation::Relu => x.call("torch.relu", "", |x| x.max(0.0)),
        // PyTorch's own threshold, 20, leaves out 2e-9.
        Activation::Softplus => x.call("F.softplus", ", threshold=40", |x| {
            x.max(0.0) + (-x.abs()).exp().ln_1p()
        }),
        Activation::Identity => x.clone(),
        Activation::LeakyRelu(slope) => match x {
            Term::Number(x) => Term::Number(if *x > 0.0 { *x } else { slope * x }),
            _ => x.call("F.leaky_relu", &format!(", {}", number(*slope)), |x| x),
        },
        Activation::Elu => x.call("F.elu", "", |x| if x > 0.0 { x } else { x.exp_m1() }),
        other => unreachable!("{other:?} is a function of the file"),
    }
}
