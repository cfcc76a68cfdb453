//! Nodes of a graph as text: Rust for the emitted code, formulas for its comments and for `Display`.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Call, Graph, Node, Op};
use crate::network::Operator;

/// How operations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `lanes.sigmoid(current)`, `1.0 - alpha_s`.
    Rust,
    /// `sigmoid(current)`, `1 - alpha_s`.
    Formula,
}

/// Writes nodes, given the names of those that have one; every leaf that is reached must have one.
pub struct Renderer<'a> {
    pub graph: &'a Graph,
    pub names: BTreeMap<Node, String>,
    pub style: Style,
}

/// How tightly an expression binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Sum,
    Product,
    Sign,
    Atom,
}

impl Renderer<'_> {
    /// The node by its name, or written out.
    pub fn node(&self, node: Node) -> String {
        self.bound(node).0
    }

    /// The node written out, whatever its name.
    pub fn definition(&self, node: Node) -> String {
        self.written_out(node).0
    }

    /// The node where Rust needs a block rather than a number.
    pub fn block(&self, node: Node) -> String {
        match self.graph.as_number(node) {
            Some(_) if self.style == Style::Rust => format!("lanes.number({})", self.node(node)),
            _ => self.node(node),
        }
    }

    fn bound(&self, node: Node) -> (String, Strength) {
        match self.names.get(&node) {
            Some(name) => (name.clone(), Strength::Atom),
            None => self.written_out(node),
        }
    }

    fn at_least(&self, node: Node, needed: Strength) -> String {
        let (text, strength) = self.bound(node);
        if strength < needed {
            format!("({text})")
        } else {
            text
        }
    }

    fn number(&self, value: f64) -> (String, Strength) {
        let text = match self.style {
            // A constant can fold to what has no literal: 1 / 0.
            Style::Rust if value.is_nan() => "::core::primitive::f64::NAN".to_string(),
            Style::Rust if value.is_infinite() && value > 0.0 => {
                "::core::primitive::f64::INFINITY".to_string()
            }
            Style::Rust if value.is_infinite() => "::core::primitive::f64::NEG_INFINITY".to_string(),
            Style::Rust => format!("{value:?}"),
            Style::Formula => format!("{value}"),
        };
        (
            text,
            if value < 0.0 {
                Strength::Sign
            } else {
                Strength::Atom
            },
        )
    }

    fn written_out(&self, node: Node) -> (String, Strength) {
        match self.graph.op(node) {
            Op::Number(bits) => self.number(bits.value()),
            Op::Negate(a) => (format!("-{}", self.at_least(a, Strength::Atom)), Strength::Sign),
            Op::Binary(operator, a, b) => self.binary(operator, a, b),
            Op::Call(call, a) => (self.call(call, a), Strength::Atom),
            Op::AboveZero(x, above, below) => {
                let (x, above, below) = (self.block(x), self.block(above), self.block(below));
                let text = match self.style {
                    Style::Rust => format!("lanes.above_zero({x}, {above}, {below})"),
                    Style::Formula => format!("({above} where {x} > 0, else {below})"),
                };
                (text, Strength::Atom)
            }
            Op::Drive(_)
            | Op::Recur(_)
            | Op::Bias(_)
            | Op::Constant(_)
            | Op::Previous(_)
            | Op::Adjoint(_) => {
                unreachable!("every leaf is given a name")
            }
        }
    }

    fn binary(&self, operator: Operator, a: Node, b: Node) -> (String, Strength) {
        let (sign, strength, right) = match operator {
            Operator::Add => ("+", Strength::Sum, Strength::Product),
            Operator::Subtract => ("-", Strength::Sum, Strength::Product),
            Operator::Multiply => ("*", Strength::Product, Strength::Sign),
            Operator::Divide => ("/", Strength::Product, Strength::Sign),
        };
        let a = self.at_least(a, strength);
        // In a formula `a -b` would read as a difference.
        let right = match (self.style, right) {
            (Style::Formula, Strength::Sign) => Strength::Atom,
            (_, right) => right,
        };
        let b = self.at_least(b, right);
        let text = match (self.style, operator) {
            (Style::Formula, Operator::Multiply) => format!("{a} {b}"),
            _ => format!("{a} {sign} {b}"),
        };
        (text, strength)
    }

    fn call(&self, call: Call, a: Node) -> String {
        let name = call.name();
        let argument = self.block(a);
        let argument = match call {
            Call::LeakyRelu(slope) => format!("{argument}, {}", self.number(slope.value()).0),
            _ => argument,
        };
        match self.style {
            Style::Rust => format!("lanes.{name}({argument})"),
            Style::Formula => format!("{name}({argument})"),
        }
    }
}

/// Which nodes to give a name of their own, in the order of evaluation, so that `roots` can be written with nothing
/// computed twice: those that are wanted, and those that are read more than once. `available` need no computing.
pub fn bindings(
    graph: &Graph,
    roots: &[Node],
    available: &BTreeSet<Node>,
    wanted: &BTreeSet<Node>,
) -> Vec<Node> {
    let mut uses: BTreeMap<Node, usize> = BTreeMap::new();
    let mut waiting: Vec<Node> = roots.to_vec();
    while let Some(node) = waiting.pop() {
        let count = uses.entry(node).or_default();
        *count += 1;
        if *count == 1 && !available.contains(&node) {
            waiting.extend(graph.operands(node));
        }
    }
    uses.into_iter()
        .filter(|&(node, count)| {
            let leaf = available.contains(&node) || graph.operands(node).is_empty();
            let number = graph.as_number(node).is_some();
            !number
                && if leaf {
                    count > 1
                } else {
                    count > 1 || wanted.contains(&node)
                }
        })
        .map(|(node, _)| node)
        .collect()
}
