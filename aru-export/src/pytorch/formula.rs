//! Folded expressions ([`folding`](crate::folding)) in Python. What is left of functions of numbers alone are those that
//! the network computes itself, in its own scalar: their arguments become tensors.

use aru_runtime::network::description::{Activation, Expression, Function};

use super::term::{Term, number};

/// What expressions read where they stand.
pub(super) trait Scope {
    /// What a leaf is: all but numbers and operations.
    fn leaf(&mut self, leaf: &Expression) -> Term;
    /// The activation of the layer, applied to a tensor.
    fn activation(&mut self, argument: &Term) -> Term;
    /// The name of a tensor, after which a number that has to be one is modelled.
    fn like(&self) -> &str;
}

/// The value of an expression.
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
        (Pow, [a, Term::Number(exponent)]) => a.to_tensor(scope.like()).power(*exponent),
        (SelectAbove, [a, b, values @ ..]) => select(a, ">", b, values, scope.like()),
        (SelectAtLeast, [a, b, values @ ..]) => select(a, ">=", b, values, scope.like()),
        (Activation, [a]) => {
            let argument = a.to_tensor(scope.like());
            scope.activation(&argument)
        }
        _ => {
            let tensors: Vec<Term> = arguments
                .iter()
                .map(|argument| argument.to_tensor(scope.like()))
                .collect();
            called(function, &tensors)
        }
    }
}

/// A function of tensors.
fn called(function: Function, tensors: &[Term]) -> Term {
    use Function::*;
    let name = match function {
        Exp => "torch.exp",
        Ln => "torch.log",
        Sqrt => "torch.sqrt",
        Sin => "torch.sin",
        Cos => "torch.cos",
        Abs => "torch.abs",
        // On a tie the derivative is halved, as in the network.
        Max => "torch.maximum",
        Min => "torch.minimum",
        Sigmoid => return built_in(&self::Activation::Sigmoid, &tensors[0]),
        Tanh => return built_in(&self::Activation::Tanh, &tensors[0]),
        Relu => return built_in(&self::Activation::Relu, &tensors[0]),
        Softplus => return built_in(&self::Activation::Softplus, &tensors[0]),
        other => unreachable!("{other:?} of {} arguments", tensors.len()),
    };
    call(name, tensors, "")
}

/// A function of PyTorch, with what else stands in its call.
fn call(name: &str, tensors: &[Term], further: &str) -> Term {
    let arguments: Vec<String> = tensors.iter().map(Term::alone).collect();
    Term::atom(
        format!("{name}({}{further})", arguments.join(", ")),
        tensors.iter().any(Term::is_batch),
    )
}

/// The first of two values where `a sign b`, else the second.
fn select(a: &Term, sign: &str, b: &Term, values: &[Term], like: &str) -> Term {
    let mut all = vec![Term::atom(
        format!("{} {sign} {}", a.alone(), b.alone()),
        a.is_batch() || b.is_batch(),
    )];
    all.extend(values.iter().map(|value| value.to_tensor(like)));
    call("torch.where", &all, "")
}

/// An activation of the language. At corners PyTorch's derivatives are the same.
pub(super) fn built_in(activation: &Activation, x: &Term) -> Term {
    let called = |name: &str, further: &str| call(name, std::slice::from_ref(x), further);
    match activation {
        Activation::Sigmoid => called("torch.sigmoid", ""),
        Activation::Tanh => called("torch.tanh", ""),
        Activation::Relu => called("torch.relu", ""),
        // PyTorch's own threshold, 20, leaves out 2e-9.
        Activation::Softplus => called("F.softplus", ", threshold=40"),
        Activation::LeakyRelu(slope) => called("F.leaky_relu", &format!(", {}", number(*slope))),
        Activation::Elu => called("F.elu", ""),
        Activation::Identity => x.clone(),
        other => unreachable!("{other:?} is a function of the file"),
    }
}
