use aru_runtime::network::description::Expression::{self, Argument, Number, Previous};
use aru_runtime::network::description::Function::{self, *};

use super::simplified;

fn apply<const N: usize>(function: Function, arguments: [Expression; N]) -> Expression {
    simplified(function, arguments.to_vec())
}

fn unchanged<const N: usize>(function: Function, arguments: [Expression; N]) -> Expression {
    Expression::Apply(function, arguments.to_vec().into())
}

#[test]
fn what_numbers_make_superfluous_is_left_out() {
    let x = || Previous(0);
    for (folded, expected) in [
        (apply(Add, [Number(0.0), x()]), x()),
        (apply(Subtract, [x(), Number(0.0)]), x()),
        (apply(Subtract, [Number(0.0), x()]), unchanged(Negate, [x()])),
        (apply(Multiply, [x(), Number(0.0)]), Number(0.0)),
        (apply(Multiply, [Number(1.0), x()]), x()),
        (apply(Multiply, [x(), Number(-1.0)]), unchanged(Negate, [x()])),
        (apply(Multiply, [Number(-1.0), unchanged(Negate, [x()])]), x()),
        (apply(Divide, [Number(0.0), x()]), Number(0.0)),
        (apply(Divide, [x(), Number(1.0)]), x()),
        (apply(Pow, [x(), Number(0.0)]), Number(1.0)),
        (apply(Pow, [x(), Number(1.0)]), x()),
        (apply(SelectAbove, [Number(1.0), Number(0.5), x(), Argument]), x()),
        (
            apply(SelectAtLeast, [Number(0.5), Number(1.0), x(), Argument]),
            Argument,
        ),
    ] {
        assert_eq!(folded, expected);
    }
}

#[test]
fn functions_of_numbers_are_folded_where_they_are_exact() {
    assert_eq!(apply(Max, [Number(-1.0), Number(2.0)]), Number(2.0));
    assert_eq!(apply(Min, [Number(-1.0), Number(2.0)]), Number(-1.0));
    assert_eq!(apply(Abs, [Number(-1.5)]), Number(1.5));
    assert_eq!(apply(Relu, [Number(-1.5)]), Number(0.0));
    for function in [Sqrt, Exp, Tanh, Sigmoid] {
        assert_eq!(apply(function, [Number(2.0)]), unchanged(function, [Number(2.0)]));
    }
}
