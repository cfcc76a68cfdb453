//! What holds for every row, and a row that the language does not have: all that a function takes follows from it too.

use super::*;
use crate::graph::{Leaf, Op};
use crate::network::Operator;

/// The larger of two values.
pub(super) const LARGER: Row = Row {
    name: "larger",
    arity: 2,
    value: |x| x[0].max(x[1]),
    is_exact: true,
    derivative: |graph, &Called { x, d_y, .. }| {
        let (lead, zero) = (graph.subtract(x[0], x[1]), graph.number(0.0));
        vec![
            graph.above_zero(lead, d_y, zero),
            graph.above_zero(lead, zero, d_y),
        ]
    },
    ..SMOOTH
};

/// A node at arguments: leaves are drives, by their port.
fn value(graph: &Graph, node: Node, drives: &[f64]) -> f64 {
    let at = |node: &Node| value(graph, *node, drives);
    match graph.op(node) {
        Op::Number(bits) => bits.value(),
        Op::Leaf(Leaf::Drive(port)) => drives[*port],
        Op::Negate(a) => -at(a),
        Op::Binary(Operator::Add, a, b) => at(a) + at(b),
        Op::Binary(Operator::Subtract, a, b) => at(a) - at(b),
        Op::Binary(Operator::Multiply, a, b) => at(a) * at(b),
        Op::Binary(Operator::Divide, a, b) => at(a) / at(b),
        Op::Call(function, arguments) => {
            let arguments: Vec<f64> = arguments.iter().map(at).collect();
            (function.row().value)(&arguments)
        }
        Op::Custom(..) | Op::CustomDerivative(..) => unreachable!("no row has one"),
        Op::AboveZero(x, above, below) => at(if at(x) > 0.0 { above } else { below }),
        Op::Leaf(leaf) => unreachable!("{leaf:?}"),
    }
}

#[test]
fn every_derivative_is_that_of_the_value() {
    for function in (0..ROWS.len()).map(Function) {
        let row = function.row();
        let [low, high] = row.domain;
        let mut graph = Graph::default();
        let mut x: Vec<Node> = (0..row.arity).map(|port| graph.leaf(Leaf::Drive(port))).collect();
        x.extend(row.number.as_ref().map(|_| graph.number(0.3)));
        let y = graph.call(function, x.clone());
        let d_y = graph.number(1.0);
        let shares = (row.derivative)(&mut graph, &Called { x: &x, y, d_y });
        assert_eq!(shares.len(), row.arity, "{}", row.name);
        let points = [-2.3, -0.7, 0.4, 1.9].into_iter();
        let points: Vec<f64> = points.filter(|&point| low < point && point < high).collect();
        for (start, argument) in (0..points.len()).flat_map(|start| (0..row.arity).map(move |n| (start, n))) {
            let at: Vec<f64> = (0..row.arity)
                .map(|n| points[(start + n) % points.len()])
                .collect();
            let moved = |step: f64| {
                let mut drives = at.clone();
                drives[argument] += step;
                value(&graph, y, &drives)
            };
            let expected = (moved(1e-6) - moved(-1e-6)) / 2e-6;
            let found = value(&graph, shares[argument], &at);
            assert!(
                (found - expected).abs() < 1e-7,
                "{} at {at:?}: {found}, not {expected}",
                row.name
            );
        }
    }
}

#[test]
fn only_what_is_exact_is_folded() {
    let mut graph = Graph::default();
    let half = graph.number(-0.5);
    let mut called = |name: &str, numbers: &[f64]| {
        let mut arguments = vec![half];
        arguments.extend(numbers.iter().map(|&number| graph.number(number)));
        let node = graph.call(Function::named(name), arguments);
        graph.as_number(node)
    };
    assert_eq!(called("relu", &[]), Some(0.0));
    assert_eq!(called("identity", &[]), Some(-0.5));
    assert_eq!(called("larger", &[2.0]), Some(2.0));
    assert_eq!(called("tanh", &[]), None, "its bits differ from scalar to scalar");
}

#[test]
fn names_are_those_of_types_too() {
    assert_eq!(Function::named("leaky_relu").camel_case(), "LeakyRelu");
    assert_eq!(Function::named("elu").camel_case(), "Elu");
}
