//! The equations of a unit as one layer uses them: constants folded in, what nothing needs left out.

use std::collections::BTreeSet;

use crate::functions::Activation;
use crate::graph::{Graph, Leaf, Node};
use crate::network::{ConstantValue, Expression, Layer, Link, Network, Operator, Source, Unit};

/// The forward equations of a layer.
#[derive(Clone, Debug)]
pub struct Equations {
    pub graph: Graph,
    /// The value of each equation of the unit.
    pub values: Vec<Node>,
    /// Index of the equation that leaves the layer.
    pub emit: usize,
    /// For each state of the unit, the equation that assigns it.
    pub state_equations: Vec<usize>,
    /// The states that are read one step later, dead ones left out.
    pub live_states: Vec<usize>,
    /// Every node that the emission and the live states need.
    pub live: BTreeSet<Node>,
}

/// The equations of every layer.
pub fn equations(network: &Network) -> Vec<Equations> {
    let layers = network.layers.iter().enumerate();
    let equations = layers.map(|(index, layer)| {
        let is_own = |link: &Link| link.target == index && link.source == Source::Layer(index);
        let recurs = network.links.iter().any(is_own);
        Equations::new(&network.units[layer.unit], layer, recurs)
    });
    equations.collect()
}

impl Equations {
    /// Builds the graph of a layer; `recurs` says whether the layer has a link onto itself.
    pub fn new(unit: &Unit, layer: &Layer, recurs: bool) -> Self {
        let mut builder = Builder {
            graph: Graph::default(),
            layer,
            recurs,
            values: Vec::new(),
        };
        for equation in &unit.equations {
            let value = builder.expression(&equation.value);
            builder.values.push(value);
        }
        let Builder { graph, values, .. } = builder;
        let position = |name: &String| {
            unit.equations
                .iter()
                .position(|equation| equation.name == *name)
                .unwrap_or_else(|| unreachable!("the check of units lets only assigned names through"))
        };
        let state_equations: Vec<usize> = unit.states.iter().map(position).collect();
        let (live, live_states) = liveness(&graph, &values, unit.emit, &state_equations);
        Equations {
            graph,
            values,
            emit: unit.emit,
            state_equations,
            live_states,
            live,
        }
    }

    /// The equations whose value is kept from step to step or read by links: where an adjoint comes in.
    pub fn carried(&self) -> Vec<usize> {
        let states = self.live_states.iter().map(|&state| self.state_equations[state]);
        let mut carried: Vec<usize> = states.chain([self.emit]).collect();
        carried.sort_unstable();
        carried.dedup();
        carried
    }

    /// The state that an equation assigns.
    pub fn state_of(&self, equation: usize) -> Option<usize> {
        self.state_equations
            .iter()
            .position(|&assigned| assigned == equation)
    }
}

/// What the emission needs, and which states that brings to life: a state that only itself reads is dead.
fn liveness(
    graph: &Graph,
    values: &[Node],
    emit: usize,
    state_equations: &[usize],
) -> (BTreeSet<Node>, Vec<usize>) {
    let mut live = BTreeSet::new();
    let mut states = BTreeSet::new();
    let mut waiting = vec![values[emit]];
    while let Some(node) = waiting.pop() {
        if !live.insert(node) {
            continue;
        }
        if let Some(Leaf::Previous(state)) = graph.as_leaf(node) {
            states.insert(state);
            waiting.push(values[state_equations[state]]);
        }
        waiting.extend(graph.operands(node));
    }
    (live, states.into_iter().collect())
}

struct Builder<'a> {
    graph: Graph,
    layer: &'a Layer,
    recurs: bool,
    values: Vec<Node>,
}

impl Builder<'_> {
    fn expression(&mut self, expression: &Expression) -> Node {
        match expression {
            Expression::Number(value) => self.graph.number(*value),
            Expression::Drive(port) => self.graph.leaf(Leaf::Drive(*port)),
            Expression::Recur(port) if self.recurs => self.graph.leaf(Leaf::Recur(*port)),
            Expression::Recur(_) => self.graph.number(0.0),
            Expression::Bias(bias) => match self.layer.further_biases[*bias] {
                Some(_) => self.graph.leaf(Leaf::Bias(*bias)),
                None => self.graph.number(0.0),
            },
            Expression::Constant(constant) => match self.layer.constants[*constant].value {
                ConstantValue::Folded(value) => self.graph.number(value),
                ConstantValue::Stored { .. } => self.graph.leaf(Leaf::Constant(*constant)),
            },
            Expression::Previous(state) => self.graph.leaf(Leaf::Previous(*state)),
            Expression::Value(equation) => self.values[*equation],
            Expression::Negate(inner) => {
                let inner = self.expression(inner);
                self.graph.negate(inner)
            }
            Expression::Binary(operator, a, b) => {
                let a = self.expression(a);
                let b = self.expression(b);
                match operator {
                    Operator::Add => self.graph.add(a, b),
                    Operator::Subtract => self.graph.subtract(a, b),
                    Operator::Multiply => self.graph.multiply(a, b),
                    Operator::Divide => self.graph.divide(a, b),
                }
            }
            Expression::Call(function, arguments) => {
                let arguments = arguments
                    .iter()
                    .map(|argument| self.expression(argument))
                    .collect();
                self.graph.call(*function, arguments)
            }
            Expression::Activation(argument) => {
                let Some(Activation { function, number }) = self.layer.activation else {
                    unreachable!("the check of settings gives every such layer an activation")
                };
                let mut arguments = vec![self.expression(argument)];
                arguments.extend(number.map(|number| self.graph.number(number)));
                self.graph.call(function, arguments)
            }
        }
    }
}
