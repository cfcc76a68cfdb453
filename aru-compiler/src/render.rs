//! Nodes of a graph written out, with no more parentheses than it takes: as Rust by emission, as formulas for people.

use std::collections::{BTreeMap, BTreeSet};

use crate::functions::Function;
use crate::graph::{Custom, Graph, Node, Op};
use crate::network::Operator;

/// How operations are written.
pub trait Notation {
    type Text: Clone;

    fn number(value: f64) -> Self::Text;
    fn negated(a: Self::Text) -> Self::Text;
    fn binary(operator: Operator, a: Self::Text, b: Self::Text) -> Self::Text;
    /// A function of `values` that takes `number` besides.
    fn call(function: Function, values: Vec<Self::Text>, number: Option<f64>) -> Self::Text;
    /// An activation of a type of the user's at x.
    fn custom(custom: &Custom, x: Self::Text) -> Self::Text;
    /// Its derivative at x, where it is y.
    fn custom_derivative(custom: &Custom, x: Self::Text, y: Self::Text) -> Self::Text;
    /// `above` where x is above zero, else `below`.
    fn above_zero(x: Self::Text, above: Self::Text, below: Self::Text) -> Self::Text;
    fn in_parentheses(a: Self::Text) -> Self::Text;
    /// A number where a function or a row takes a value.
    fn value_of_number(number: Self::Text) -> Self::Text;
    /// Whether `a -b` would read as a difference where it is meant as a product.
    const SIGNS_IN_PARENTHESES: bool;
}

/// Writes nodes, given what those are called that have a name; every leaf that is reached must have one.
pub struct Renderer<'a, N: Notation> {
    pub graph: &'a Graph,
    pub names: BTreeMap<Node, N::Text>,
}

/// How tightly an expression binds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Sum,
    Product,
    Sign,
    Atom,
}

impl<N: Notation> Renderer<'_, N> {
    /// The node by its name, or written out.
    pub fn node(&self, node: Node) -> N::Text {
        self.bound(node).0
    }

    /// The node written out, whatever its name.
    pub fn definition(&self, node: Node) -> N::Text {
        self.written_out(node).0
    }

    /// The node where a value is needed rather than a number.
    pub fn value(&self, node: Node) -> N::Text {
        match self.graph.as_number(node) {
            Some(_) => N::value_of_number(self.node(node)),
            None => self.node(node),
        }
    }

    fn bound(&self, node: Node) -> (N::Text, Strength) {
        match self.names.get(&node) {
            Some(name) => (name.clone(), Strength::Atom),
            None => self.written_out(node),
        }
    }

    fn at_least(&self, node: Node, needed: Strength) -> N::Text {
        let (text, strength) = self.bound(node);
        if strength < needed {
            N::in_parentheses(text)
        } else {
            text
        }
    }

    fn written_out(&self, node: Node) -> (N::Text, Strength) {
        match self.graph.op(node) {
            Op::Number(bits) => {
                let value = bits.value();
                let strength = if value < 0.0 {
                    Strength::Sign
                } else {
                    Strength::Atom
                };
                (N::number(value), strength)
            }
            Op::Negate(a) => (N::negated(self.at_least(*a, Strength::Atom)), Strength::Sign),
            Op::Binary(operator, a, b) => self.binary(*operator, *a, *b),
            Op::Call(function, arguments) => (self.call(*function, arguments), Strength::Atom),
            Op::Custom(custom, x) => (N::custom(custom, self.value(*x)), Strength::Atom),
            Op::CustomDerivative(custom, [x, y]) => {
                let (x, y) = (self.value(*x), self.value(*y));
                (N::custom_derivative(custom, x, y), Strength::Atom)
            }
            Op::AboveZero(x, above, below) => {
                let [x, above, below] = [x, above, below].map(|&node| self.value(node));
                (N::above_zero(x, above, below), Strength::Atom)
            }
            Op::Leaf(leaf) => unreachable!("every leaf is given a name, as {leaf:?}"),
        }
    }

    fn binary(&self, operator: Operator, a: Node, b: Node) -> (N::Text, Strength) {
        let (strength, right) = match operator {
            Operator::Add | Operator::Subtract => (Strength::Sum, Strength::Product),
            Operator::Multiply | Operator::Divide if N::SIGNS_IN_PARENTHESES => {
                (Strength::Product, Strength::Atom)
            }
            Operator::Multiply | Operator::Divide => (Strength::Product, Strength::Sign),
        };
        let (a, b) = (self.at_least(a, strength), self.at_least(b, right));
        (N::binary(operator, a, b), strength)
    }

    fn call(&self, function: Function, arguments: &[Node]) -> N::Text {
        let (values, number) = arguments.split_at(function.row().arity);
        let values = values.iter().map(|&value| self.value(value)).collect();
        let number = number.first().and_then(|&number| self.graph.as_number(number));
        N::call(function, values, number)
    }
}

/// Which nodes to give a name of their own, in the order of evaluation, so that `roots` can be written with nothing
/// computed twice: those that are wanted, and those that are read more than once. `available` need no computing.
pub fn bindings(
    graph: &Graph,
    roots: &[Node],
    available: &BTreeSet<Node>,
    wanted: &BTreeSet<Node>,
) -> BTreeSet<Node> {
    let is_leaf = |node: Node| available.contains(&node) || graph.operands(node).is_empty();
    let has_name = |node: Node, count: usize| count > 1 || (wanted.contains(&node) && !is_leaf(node));
    uses(graph, roots, available)
        .into_iter()
        .filter(|&(node, count)| graph.as_number(node).is_none() && has_name(node, count))
        .map(|(node, _)| node)
        .collect()
}

/// How often each node is read that `roots` need.
pub fn uses(graph: &Graph, roots: &[Node], available: &BTreeSet<Node>) -> BTreeMap<Node, usize> {
    let mut uses: BTreeMap<Node, usize> = BTreeMap::new();
    let mut waiting: Vec<Node> = roots.to_vec();
    while let Some(node) = waiting.pop() {
        let count = uses.entry(node).or_default();
        *count += 1;
        if *count == 1 && !available.contains(&node) {
            waiting.extend(graph.operands(node));
        }
    }
    uses
}
