//! The equations of a layer as operations on rows.
//!
//! Each node of its graph is an operation. What depends on constants alone is computed once a chunk; what one sum,
//! difference or product alone reads of another is one operation with it, and a value that is stored goes where it is stored
//! at once, unless a later operation still reads what is there.

use std::collections::BTreeMap;

use aru_compiler::graph::{Graph, Node, Op as Operation};
use aru_compiler::network::{Operator, Scope};
use aru_compiler::program::{Place, Store, Units as Compiled};
use aru_compiler::render::uses;

use super::code::Layers;
use super::registers::{self, Instruction, Operand, index};
use super::rows::Rows;
use crate::numerics::interpreted::{self, Constant, Constants, Op, Then, Two, Units};

/// The equations of a layer of so many units, whose constants join those of the pass.
pub(super) fn units(layers: &Layers, compiled: &Compiled, size: usize, constants: &mut Constants) -> Units {
    let graph = &layers.program.layers[compiled.layer].graph;
    let rows = Rows::of(layers, compiled);
    let roots: Vec<Node> = compiled.stores.iter().map(|store| store.node).collect();
    let available = compiled.reads.keys().copied().collect();
    let mut writer = Writer {
        layers,
        graph,
        compiled,
        size,
        rows: &rows,
        uses: uses(graph, &roots, &available),
        are_constant: are_constant(graph, compiled),
        constants,
        found: BTreeMap::new(),
        registers: 0,
        instructions: Vec::new(),
    };
    writer.keep_what_is_overwritten();
    let (added, set): (Vec<&Store>, Vec<&Store>) =
        compiled.stores.iter().partition(|store| writer.adds(store));
    // What an addition takes in with it is not computed before.
    for store in &set {
        writer.value(store.node);
    }
    for store in added.into_iter().chain(set) {
        writer.store(store);
    }
    let mut instructions = writer.instructions;
    registers::read_in_place(&mut instructions);
    registers::store_at_once(&mut instructions);
    let registers = registers::share(&mut instructions);
    let counts = [rows.count, rows.sums.len(), registers];
    let (instructions, constants, operands) = registers::numbered(&instructions, counts);
    Units {
        size,
        values: rows.values,
        adjoints: rows.adjoints,
        gradients: rows.gradients,
        constants,
        sums: rows.sums,
        registers,
        operands,
        adds: compiled.adds,
        instructions,
    }
}

/// Whether each node is the same in every step: a number, a constant, or made of these alone.
fn are_constant(graph: &Graph, compiled: &Compiled) -> Vec<bool> {
    let mut are_constant: Vec<bool> = Vec::new();
    for node in graph.nodes() {
        let operands = graph.operands(node);
        let is_constant = match compiled.reads.get(&node) {
            Some(place) => matches!(place, Place::Constant(..)),
            None if operands.is_empty() => graph.as_number(node).is_some(),
            None => operands.iter().all(|operand| are_constant[operand.0]),
        };
        are_constant.push(is_constant);
    }
    are_constant
}

/// Writes operations, each after those that it reads.
struct Writer<'a> {
    layers: &'a Layers<'a>,
    graph: &'a Graph,
    compiled: &'a Compiled,
    size: usize,
    rows: &'a Rows,
    /// How often each node is read, or stored.
    uses: BTreeMap<Node, usize>,
    /// Whether each node is the same in every step.
    are_constant: Vec<bool>,
    constants: &'a mut Constants,
    /// Where the nodes are that have been met.
    found: BTreeMap<Node, Operand>,
    registers: u16,
    instructions: Vec<Instruction>,
}

impl Writer<'_> {
    /// A row that is both read and stored is read first.
    fn keep_what_is_overwritten(&mut self) {
        let stored: Vec<_> = self.compiled.stores.iter().map(|store| store.place).collect();
        for (&node, place) in &self.compiled.reads {
            if place.row().is_some() && stored.iter().any(|stored| stored.row() == place.row()) {
                let row = self.value(node);
                let kept = self.written(Op::Copy, &[row]);
                self.found.insert(node, kept);
            }
        }
    }

    /// Whether a store adds to what is there.
    fn adds(&self, store: &Store) -> bool {
        match store.place {
            Place::Gradient(..) => true,
            place => place.row().is_some_and(|(_, delay)| delay > 0) || self.compiled.adds,
        }
    }

    fn store(&mut self, store: &Store) {
        let delay = store.place.row().map_or(0, |(_, delay)| delay);
        let to = self.rows.of[&(store.place.variable(), delay)];
        if let Operand::Sum(_) = to {
            return self.sum(store.node, to);
        }
        let (op, of) = match self.adds(store) {
            false => (Op::Copy, vec![self.value(store.node)]),
            // to = value + to
            true => match self.taken_in(store.node, to, Then::Add) {
                Some(taken_in) => taken_in,
                None => (Op::Two(Two::Add), vec![to, self.value(store.node)]),
            },
        };
        self.instructions.push(instruction(op, to, &of));
    }

    /// sum += node, over the units.
    fn sum(&mut self, node: Node, to: Operand) {
        let product = self
            .parts_of(node, Two::Multiply)
            .filter(|_| self.is_read_once(node));
        let (op, of) = match product {
            Some([a, b]) => {
                let difference = |node: Node| {
                    let parts = self.parts_of(node, Two::Subtract);
                    parts.filter(|_| self.is_read_once(node))
                };
                match (difference(a), difference(b)) {
                    (Some([x, y]), _) => (Op::SumOfDifferences, vec![x, y, b]),
                    (None, Some([x, y])) => (Op::SumOfDifferences, vec![x, y, a]),
                    (None, None) => (Op::SumOfProducts, vec![a, b]),
                }
            }
            None => (Op::Sum, vec![node]),
        };
        let of: Vec<Operand> = of.into_iter().map(|node| self.row(node)).collect();
        self.instructions.push(instruction(op, to, &of));
    }

    /// Where the value of a node is found, a row in any case.
    fn row(&mut self, node: Node) -> Operand {
        match self.value(node) {
            constant @ Operand::Constant(_) => self.written(Op::Copy, &[constant]),
            row => row,
        }
    }

    /// Where the value of a node is found.
    fn value(&mut self, node: Node) -> Operand {
        if let Some(&operand) = self.found.get(&node) {
            return operand;
        }
        let operand = match self.compiled.reads.get(&node) {
            Some(&Place::Constant(parameter, scope)) => self.constant(match scope {
                Scope::Global => Constant::Global(parameter),
                _ => Constant::PerUnit(parameter, self.size),
            }),
            Some(place) => {
                let delay = place.row().map_or(0, |(_, delay)| delay);
                self.rows.of[&(place.variable(), delay)]
            }
            None => self.computed(node),
        };
        self.found.insert(node, operand);
        operand
    }

    fn computed(&mut self, node: Node) -> Operand {
        if let Operation::Number(bits) = self.graph.op(node) {
            return self.constant(Constant::Number(bits.value()));
        }
        if let Some((op, of)) = self.fused(node) {
            return self.written(op, &of);
        }
        let op = match self.graph.op(node) {
            Operation::Negate(_) => Op::Negate,
            Operation::Binary(operator, ..) => two(*operator).map_or(Op::Divide, Op::Two),
            Operation::AboveZero(..) => Op::AboveZero,
            Operation::Call(function, arguments) => {
                let besides = arguments.get(function.row().arity);
                let besides = besides.and_then(|&number| self.graph.as_number(number));
                call(function.row().name, besides)
            }
            Operation::Custom(custom, _) => Op::Custom(self.layers.given.custom(&custom.path)),
            Operation::CustomDerivative(custom, _) => {
                Op::CustomDerivative(self.layers.given.custom(&custom.path))
            }
            Operation::Number(_) | Operation::Leaf(_) => unreachable!("they are read"),
        };
        let mut operands = self.graph.operands(node);
        if let Operation::Call(function, _) = self.graph.op(node) {
            operands.truncate(function.row().arity);
        }
        let of: Vec<Operand> = operands.into_iter().map(|node| self.value(node)).collect();
        self.written(op, &of)
    }

    /// A sum, difference or product with the one that it alone reads.
    fn fused(&mut self, node: Node) -> Option<(Op, Vec<Operand>)> {
        let &Operation::Binary(operator, left, right) = self.graph.op(node) else {
            return None;
        };
        if let (Operator::Add, Some(of)) = (operator, self.products([left, right])) {
            return Some((Op::Products, of));
        }
        let (then, then_back) = match operator {
            Operator::Add => (Then::Add, Then::Add),
            Operator::Subtract => (Then::Subtract, Then::SubtractFrom),
            Operator::Multiply => (Then::Multiply, Then::Multiply),
            Operator::Divide => return None,
        };
        for (inner, other, then) in [(left, right, then), (right, left, then_back)] {
            if self.can_be_taken_in(inner) && !self.is_constant(other) {
                let other = self.value(other);
                return self.taken_in(inner, other, then);
            }
        }
        None
    }

    /// The operands of two products that are read nowhere else, and that take nothing in themselves.
    fn products(&mut self, terms: [Node; 2]) -> Option<Vec<Operand>> {
        let mut factors = Vec::new();
        for term in terms.into_iter().filter(|&term| self.can_be_taken_in(term)) {
            match self.operands_of_two(term) {
                Some((Two::Multiply, of)) if !of.iter().any(|&node| self.can_be_taken_in(node)) => {
                    factors.extend(of);
                }
                _ => return None,
            }
        }
        (factors.len() == 4).then(|| factors.into_iter().map(|node| self.value(node)).collect())
    }

    fn can_be_taken_in(&self, node: Node) -> bool {
        self.is_read_once(node) && !self.is_constant(node) && self.operands_of_two(node).is_some()
    }

    /// `node then other` as one operation, where node is read nowhere else.
    fn taken_in(&mut self, node: Node, other: Operand, then: Then) -> Option<(Op, Vec<Operand>)> {
        if !self.can_be_taken_in(node) {
            return None;
        }
        let (two, [a, b]) = self.operands_of_two(node)?;
        let (a, b) = (self.value(a), self.value(b));
        Some((Op::Three(two, then), vec![a, b, other]))
    }

    /// The operands of a sum, difference or product, the second of which is no constant.
    fn operands_of_two(&self, node: Node) -> Option<(Two, [Node; 2])> {
        if self.found.contains_key(&node) || self.compiled.reads.contains_key(&node) {
            return None;
        }
        let &Operation::Binary(operator, a, b) = self.graph.op(node) else {
            return None;
        };
        let two = two(operator)?;
        match (self.is_constant(b), two) {
            (false, _) => Some((two, [a, b])),
            (true, Two::Subtract) => None,
            (true, _) => Some((two, [b, a])),
        }
    }

    /// Both operands of an operation that has not been computed.
    fn parts_of(&self, node: Node, wanted: Two) -> Option<[Node; 2]> {
        if self.found.contains_key(&node) || self.compiled.reads.contains_key(&node) {
            return None;
        }
        match *self.graph.op(node) {
            Operation::Binary(operator, a, b) if two(operator) == Some(wanted) => Some([a, b]),
            _ => None,
        }
    }

    fn is_read_once(&self, node: Node) -> bool {
        self.uses.get(&node) == Some(&1)
    }

    fn is_constant(&self, node: Node) -> bool {
        self.are_constant[node.0]
    }

    fn constant(&mut self, constant: Constant) -> Operand {
        let known = &mut self.constants.constants;
        let same = |other: &Constant| match (other, &constant) {
            // Zero has two signs.
            (Constant::Number(a), Constant::Number(b)) => a.to_bits() == b.to_bits(),
            (other, constant) => !matches!(constant, Constant::Computed(_)) && other == constant,
        };
        let place = known.iter().position(same).unwrap_or_else(|| {
            known.push(constant);
            known.len() - 1
        });
        Operand::Constant(index(place))
    }

    /// An operation with a register of its own; one on constants is one too.
    fn written(&mut self, op: Op, of: &[Operand]) -> Operand {
        let of_constants = of.iter().map(|operand| match operand {
            Operand::Constant(index) => Some(self.constants.constants[usize::from(*index)].units()),
            _ => None,
        });
        let units: Option<Vec<Option<usize>>> = of_constants.collect();
        match units.filter(|_| op != Op::Copy) {
            Some(units) => self.computed_constant(op, of, units.into_iter().flatten().max()),
            None => {
                let to = Operand::Register(self.registers);
                self.registers += 1;
                self.instructions.push(instruction(op, to, of));
                to
            }
        }
    }

    /// An operation on constants, once for all equations of the pass.
    fn computed_constant(&mut self, op: Op, of: &[Operand], units: Option<usize>) -> Operand {
        let number = |operand: Operand| match operand {
            Operand::Constant(constant) => constant,
            _ => unreachable!("these are constants"),
        };
        let of = instruction(op, of[0], of).of.map(number);
        let same = |known: &&interpreted::Instruction| known.op == op && known.of == of;
        if let Some(known) = self.constants.instructions.iter().find(same) {
            return Operand::Constant(known.to);
        }
        let constant = self.constant(Constant::Computed(units));
        let to = number(constant);
        self.constants
            .instructions
            .push(interpreted::Instruction { op, to, of });
        constant
    }
}

fn instruction(op: Op, to: Operand, of: &[Operand]) -> Instruction {
    // Operands that an operation does not have are never looked at.
    let of = [0, 1, 2, 3].map(|place| of.get(place).copied().unwrap_or(of[0]));
    Instruction { op, to, of }
}

fn two(operator: Operator) -> Option<Two> {
    match operator {
        Operator::Add => Some(Two::Add),
        Operator::Subtract => Some(Two::Subtract),
        Operator::Multiply => Some(Two::Multiply),
        Operator::Divide => None,
    }
}

fn call(name: &str, number: Option<f64>) -> Op {
    match (name, number) {
        ("exp", _) => Op::Exp,
        ("ln", _) => Op::Ln,
        ("sqrt", _) => Op::Sqrt,
        ("sigmoid", _) => Op::Sigmoid,
        ("tanh", _) => Op::Tanh,
        ("relu", _) => Op::Relu,
        ("softplus", _) => Op::Softplus,
        ("elu", _) => Op::Elu,
        ("sin", _) => Op::Sin,
        ("cos", _) => Op::Cos,
        ("abs", _) => Op::Abs,
        ("max", _) => Op::Max,
        ("min", _) => Op::Min,
        ("select_above", _) => Op::SelectAbove,
        ("select_at_least", _) => Op::SelectAtLeast,
        ("leaky_relu", Some(slope)) => Op::LeakyRelu(slope),
        ("pow", Some(exponent)) => Op::Pow(exponent),
        (name, _) => unreachable!("`{name}` is no function of the language"),
    }
}
