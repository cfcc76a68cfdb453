//! The adjoint of a layer's equations: given dL/dv for every value that is read elsewhere, dL/d of what it read.
//!
//! Reverse accumulation on the graph, one rule an operation; those of functions stand in their rows (`functions.rs`). Each rule only builds nodes of the same graph, which
//! simplifies and shares them, so that the adjoint reads as one would write it by hand.

use std::collections::BTreeMap;

use crate::equations::Equations;
use crate::functions::Called;
use crate::graph::{Graph, Leaf, Node, Op};
use crate::network::Operator;

/// dL/d of every leaf that the equations read; a leaf that has none is not read.
#[derive(Clone, Debug)]
pub struct Adjoint {
    /// The forward graph, and behind it the nodes of the adjoint.
    pub graph: Graph,
    /// Leaf of the forward graph, and its adjoint.
    pub leaves: BTreeMap<Leaf, Node>,
    /// Every other node of the forward graph that has an adjoint.
    pub values: BTreeMap<Node, Node>,
    /// The further share of leaves where penalties give adjoints to values that no later reader gives one. Every share is
    /// linear in these, and so is added to what else there is.
    pub asked: BTreeMap<Leaf, Node>,
}

impl Adjoint {
    /// The adjoint that comes out at a leaf.
    pub fn at(&self, leaf: Leaf) -> Option<Node> {
        self.leaves.get(&leaf).copied()
    }
}

/// Differentiates the equations of a layer.
pub fn differentiate(equations: &Equations) -> Adjoint {
    let graph = equations.graph.clone();
    let (mut graph, mut leaves, values) = reverse(graph, equations, &equations.carried());
    let (whole, asked, _) = reverse(graph, equations, &equations.hidden());
    graph = whole;
    // What drives a hidden value alone has an adjoint of zero, to which that of a penalty is added.
    for &leaf in asked.keys() {
        if matches!(leaf, Leaf::Drive(_) | Leaf::Recur(_)) && !leaves.contains_key(&leaf) {
            leaves.insert(leaf, graph.number(0.0));
        }
    }
    Adjoint {
        graph,
        leaves,
        values,
        asked,
    }
}

/// The adjoints of leaves and of other nodes.
type OfNodes = (Graph, BTreeMap<Leaf, Node>, BTreeMap<Node, Node>);

/// From the adjoints of some equations back to the leaves.
fn reverse(graph: Graph, equations: &Equations, from: &[usize]) -> OfNodes {
    let forward: Vec<Node> = equations.graph.nodes().collect();
    let mut reverse = Reverse {
        graph,
        adjoints: BTreeMap::new(),
    };
    for &equation in from {
        let incoming = reverse.graph.leaf(Leaf::Adjoint(equation));
        reverse.accumulate(equations.values[equation], incoming);
    }
    // Operands have smaller indices: going down, a node's adjoint is complete when it is reached.
    for &node in forward.iter().rev() {
        reverse.propagate(node);
    }
    let Reverse { graph, adjoints } = reverse;
    let (mut leaves, mut values) = (BTreeMap::new(), BTreeMap::new());
    for (node, adjoint) in adjoints {
        match graph.as_leaf(node) {
            Some(leaf) => drop(leaves.insert(leaf, adjoint)),
            None => drop(values.insert(node, adjoint)),
        }
    }
    (graph, leaves, values)
}

struct Reverse {
    graph: Graph,
    adjoints: BTreeMap<Node, Node>,
}

impl Reverse {
    /// d_node += amount.
    fn accumulate(&mut self, node: Node, amount: Node) {
        let is_nothing = self.graph.as_number(amount) == Some(0.0);
        // A number, or a draw, is moved by nothing.
        let is_given = self.graph.as_number(node).is_some() || self.graph.as_leaf(node) == Some(Leaf::Noise);
        if is_nothing || is_given {
            return;
        }
        let sum = match self.adjoints.get(&node) {
            Some(&before) => self.graph.add(before, amount),
            None => amount,
        };
        self.adjoints.insert(node, sum);
    }

    fn propagate(&mut self, y: Node) {
        let Some(&d_y) = self.adjoints.get(&y) else { return };
        let graph = &mut self.graph;
        match graph.op(y).clone() {
            // y = -a: d_a += -d_y
            Op::Negate(a) => {
                let d_a = graph.negate(d_y);
                self.accumulate(a, d_a);
            }
            // y = a + b: d_a += d_y, d_b += d_y
            Op::Binary(Operator::Add, a, b) => {
                self.accumulate(a, d_y);
                self.accumulate(b, d_y);
            }
            // y = a - b: d_a += d_y, d_b += -d_y
            Op::Binary(Operator::Subtract, a, b) => {
                let d_b = graph.negate(d_y);
                self.accumulate(a, d_y);
                self.accumulate(b, d_b);
            }
            // y = a b: d_a += b d_y, d_b += a d_y
            Op::Binary(Operator::Multiply, a, b) => {
                let d_a = graph.multiply(b, d_y);
                let d_b = graph.multiply(a, d_y);
                self.accumulate(a, d_a);
                self.accumulate(b, d_b);
            }
            // y = a / b: d_a += d_y / b, d_b += -y d_y / b
            Op::Binary(Operator::Divide, a, b) => {
                let d_a = graph.divide(d_y, b);
                let product = graph.multiply(y, d_a);
                let d_b = graph.negate(product);
                self.accumulate(a, d_a);
                self.accumulate(b, d_b);
            }
            // y = f(x): d_x += f'(x) d_y
            Op::Call(function, x) => {
                let derivative = function.row().derivative;
                let shares = derivative(graph, &Called { x: &x, y, d_y });
                for (x, d_x) in x.into_iter().zip(shares) {
                    self.accumulate(x, d_x);
                }
            }
            // The same of a type of the user's, which has its derivative itself.
            Op::Custom(custom, x) => {
                let slope = graph.custom_derivative(custom, x, y);
                let d_x = graph.multiply(slope, d_y);
                self.accumulate(x, d_x);
            }
            Op::CustomDerivative(..) => unreachable!("a derivative is of the adjoint alone"),
            Op::AboveZero(..) => unreachable!("the unit language has no conditional"),
            Op::Number(_) | Op::Leaf(_) => {}
        }
    }
}
