//! The equations of one layer as a graph of operations, each held once.
//!
//! Building a node simplifies it: numbers are folded, a factor of one or a term of zero vanishes (a term times zero
//! vanishes too, whatever the other factor would have been). What is common is shared, because equal nodes are the
//! same node. Operands always have smaller indices, so the order of the indices is an order of evaluation.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use proc_macro2::Span;

use crate::functions::Function;
use crate::network::Operator;

/// Index of a node in its [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub usize);

/// A number that can be compared and ordered: by its bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bits(u64);

impl Bits {
    /// The bits of a number.
    pub fn new(value: f64) -> Self {
        // Zero has two signs and must be one node.
        Bits(if value == 0.0 { 0 } else { value.to_bits() })
    }

    /// The number.
    pub fn value(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// What the equations of a layer read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    /// What drives a port.
    Drive(usize),
    /// What a port gets over the layer's own link.
    Recur(usize),
    /// A further bias.
    Bias(usize),
    /// A constant of the unit that is stored.
    Constant(usize),
    /// A state one step before.
    Previous(usize),
    /// What reached an equation's value from later: readers of this step, and the step after.
    Adjoint(usize),
    /// A standard normal number of this step.
    Noise,
}

/// An activation of a type of the user's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Custom {
    /// What emitted code calls the type.
    pub name: String,
    /// The type as it was written, for people.
    pub path: String,
    /// Where it was written.
    pub place: Place,
}

/// Where the type was written: what rustc finds wrong with it in emitted code it tells there. All places are equal: a type
/// is known by its name.
#[derive(Clone, Copy, Debug)]
pub struct Place(pub Span);

impl PartialEq for Place {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Place {}

impl Ord for Place {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An operation, and the nodes that it takes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// A number that is known.
    Number(Bits),
    /// What is read.
    Leaf(Leaf),
    /// The value with the other sign.
    Negate(Node),
    /// A sum, difference, product or quotient.
    Binary(Operator, Node, Node),
    /// A function of the language.
    Call(Function, Vec<Node>),
    /// An activation of a type of the user's.
    Custom(Custom, Node),
    /// Its derivative at x, given its value there.
    CustomDerivative(Custom, [Node; 2]),
    /// The second where the first is above zero, else the third.
    AboveZero(Node, Node, Node),
}

/// Operations, each held once.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    ops: Vec<Op>,
    index: BTreeMap<Op, Node>,
}

impl Graph {
    /// The operation of a node.
    pub fn op(&self, node: Node) -> &Op {
        &self.ops[node.0]
    }

    /// All nodes, in an order in which they can be computed.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + use<> {
        (0..self.ops.len()).map(Node)
    }

    /// The node that reads a leaf.
    pub fn leaf(&mut self, leaf: Leaf) -> Node {
        self.node(Op::Leaf(leaf))
    }

    /// Whether the equations read that leaf.
    pub fn has_leaf(&self, leaf: Leaf) -> bool {
        self.index.contains_key(&Op::Leaf(leaf))
    }

    /// The node of an operation as it stands, without simplifying.
    fn node(&mut self, op: Op) -> Node {
        if let Some(&node) = self.index.get(&op) {
            return node;
        }
        let node = Node(self.ops.len());
        self.ops.push(op.clone());
        self.index.insert(op, node);
        node
    }

    /// The node of a number.
    pub fn number(&mut self, value: f64) -> Node {
        self.node(Op::Number(Bits::new(value)))
    }

    /// The leaf that a node reads, where it is one.
    pub fn as_leaf(&self, node: Node) -> Option<Leaf> {
        match self.op(node) {
            Op::Leaf(leaf) => Some(*leaf),
            _ => None,
        }
    }

    /// The value of a node that is a number.
    pub fn as_number(&self, node: Node) -> Option<f64> {
        match self.op(node) {
            Op::Number(bits) => Some(bits.value()),
            _ => None,
        }
    }

    fn as_negated(&self, node: Node) -> Option<Node> {
        match self.op(node) {
            Op::Negate(inner) => Some(*inner),
            _ => None,
        }
    }

    /// `a` and `b` without the factor that both have on the right: x f and y f are given as (x, y, f).
    fn common_factor(&self, a: Node, b: Node) -> Option<(Node, Node, Node)> {
        match (self.op(a), self.op(b)) {
            (Op::Binary(Operator::Multiply, x, f), Op::Binary(Operator::Multiply, y, g)) if f == g => {
                Some((*x, *y, *f))
            }
            _ => None,
        }
    }

    /// a + b.
    pub fn add(&mut self, a: Node, b: Node) -> Node {
        match (self.as_number(a), self.as_number(b)) {
            (Some(a), Some(b)) => self.number(a + b),
            (Some(0.0), _) => b,
            (_, Some(0.0)) => a,
            _ => match (self.as_negated(a), self.as_negated(b)) {
                (_, Some(b)) => self.subtract(a, b),
                (Some(a), None) => self.subtract(b, a),
                (None, None) => match self.common_factor(a, b) {
                    Some((a, b, factor)) => {
                        let sum = self.add(a, b);
                        self.multiply(sum, factor)
                    }
                    None => self.node(Op::Binary(Operator::Add, a, b)),
                },
            },
        }
    }

    /// a - b.
    pub fn subtract(&mut self, a: Node, b: Node) -> Node {
        match (self.as_number(a), self.as_number(b)) {
            (Some(a), Some(b)) => self.number(a - b),
            (Some(0.0), _) => self.negate(b),
            (_, Some(0.0)) => a,
            _ => match self.as_negated(b) {
                Some(b) => self.add(a, b),
                None => match self.common_factor(a, b) {
                    Some((a, b, factor)) => {
                        let difference = self.subtract(a, b);
                        self.multiply(difference, factor)
                    }
                    None => self.node(Op::Binary(Operator::Subtract, a, b)),
                },
            },
        }
    }

    /// a b.
    pub fn multiply(&mut self, a: Node, b: Node) -> Node {
        match (self.as_number(a), self.as_number(b)) {
            (Some(a), Some(b)) => self.number(a * b),
            (Some(0.0), _) | (_, Some(0.0)) => self.number(0.0),
            (Some(1.0), _) => b,
            (_, Some(1.0)) => a,
            (Some(-1.0), _) => self.negate(b),
            (_, Some(-1.0)) => self.negate(a),
            _ => match (self.as_negated(a), self.as_negated(b)) {
                (None, None) => self.node(Op::Binary(Operator::Multiply, a, b)),
                (Some(a), Some(b)) => self.multiply(a, b),
                (negated_a, negated_b) => {
                    let product = self.multiply(negated_a.unwrap_or(a), negated_b.unwrap_or(b));
                    self.negate(product)
                }
            },
        }
    }

    /// a / b.
    pub fn divide(&mut self, a: Node, b: Node) -> Node {
        match (self.as_number(a), self.as_number(b)) {
            (Some(a), Some(b)) => self.number(a / b),
            (Some(0.0), _) => self.number(0.0),
            (_, Some(1.0)) => a,
            _ => self.node(Op::Binary(Operator::Divide, a, b)),
        }
    }

    /// -a.
    pub fn negate(&mut self, a: Node) -> Node {
        match *self.op(a) {
            Op::Number(bits) => self.number(-bits.value()),
            Op::Negate(inner) => inner,
            Op::Binary(Operator::Subtract, b, c) => self.subtract(c, b),
            _ => self.node(Op::Negate(a)),
        }
    }

    /// A function of nodes: a number where it can be folded, something shorter where there is that.
    pub fn call(&mut self, function: Function, arguments: Vec<Node>) -> Node {
        if let Some(shorter) = (function.row().shortcut)(self, &arguments) {
            return shorter;
        }
        let numbers: Option<Vec<f64>> = arguments.iter().map(|&node| self.as_number(node)).collect();
        match numbers.and_then(|numbers| function.folded(&numbers)) {
            Some(value) => self.number(value),
            None => self.node(Op::Call(function, arguments)),
        }
    }

    /// An activation of a type of the user's at x.
    pub fn custom(&mut self, custom: Custom, x: Node) -> Node {
        self.node(Op::Custom(custom, x))
    }

    /// Its derivative at x, where it has the value y.
    pub fn custom_derivative(&mut self, custom: Custom, x: Node, y: Node) -> Node {
        self.node(Op::CustomDerivative(custom, [x, y]))
    }

    /// `above` where x is above zero, else `below`.
    pub fn above_zero(&mut self, x: Node, above: Node, below: Node) -> Node {
        self.node(Op::AboveZero(x, above, below))
    }

    /// The nodes that an operation reads.
    pub fn operands(&self, node: Node) -> Vec<Node> {
        match self.op(node) {
            Op::Negate(a) | Op::Custom(_, a) => vec![*a],
            Op::CustomDerivative(_, operands) => operands.to_vec(),
            Op::Call(_, arguments) => arguments.clone(),
            Op::Binary(_, a, b) => vec![*a, *b],
            Op::AboveZero(a, b, c) => vec![*a, *b, *c],
            Op::Number(_) | Op::Leaf(_) => Vec::new(),
        }
    }
}
