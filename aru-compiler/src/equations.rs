//! The equations of a unit as one layer uses them: constants folded in, what nothing needs left out.

use std::collections::BTreeSet;

use crate::check::SCALED_BY;
use crate::functions::{self, Function};
use crate::graph::{Custom, Graph, Leaf, Node, Place};
use crate::network::{
    Activation, Bounds, ConstantValue, Expression, Layer, Link, Network, Operator, Source, Unit,
};

/// The lowest rate that noise is scaled by: below it c stays what it is here. c is infinite at a rate of 0, which a sigmoid
/// of a very negative number is rounded to, and its slope, about rate^-1.5, leaves `f32` below 1e-25. What noise adds to a
/// state of such a rate is rate x c, at most 1.5e-6 of what is declared, and so falls to 0 with the rate. `LEAST_RATE` of the
/// description is the same number, for whoever reads one.
const LEAST_RATE: f64 = 1e-12;

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
    /// What the standard normal numbers of each step are multiplied by, where the layer has noise.
    pub noise_scale: Option<Node>,
    /// Every node that the emission and the live states need.
    pub live: BTreeSet<Node>,
}

/// The equations of every layer.
pub fn equations(network: &Network) -> Vec<Equations> {
    let layers = 0..network.layers.len();
    layers.map(|layer| Equations::new(network, layer)).collect()
}

impl Equations {
    /// Builds the graph of the layer of that index.
    fn new(network: &Network, index: usize) -> Self {
        let layer = &network.layers[index];
        let unit = &network.units[layer.unit];
        let is_own = |link: &&Link| link.target == index && link.source == Source::Layer(index);
        let own = network.links.iter().filter(is_own);
        let driven: Vec<Option<usize>> = own.map(|link| link.port).collect();
        // Of each port, whether the layer's own link drives it.
        let recurs = (0..unit.ports.len()).map(|port| {
            let is_own_port = port < layer.own_ports(network);
            driven.contains(&Some(port)) || (is_own_port && driven.contains(&None))
        });
        let mut builder = Builder {
            graph: Graph::default(),
            network,
            unit,
            layer,
            recurs: recurs.collect(),
            values: Vec::new(),
            argument: None,
            noise_scale: None,
        };
        for equation in &unit.equations {
            let value = builder.expression(&equation.value);
            builder.values.push(value);
        }
        let Builder {
            graph,
            values,
            noise_scale,
            ..
        } = builder;
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
            noise_scale,
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

    /// The equations whose value nothing outside of its step reads, each node once: a penalty may act on them.
    pub fn hidden(&self) -> Vec<usize> {
        let carried = self.carried();
        let is_seen = |equation: usize| {
            let is_state = self.state_of(equation).is_some();
            // A value that is no state has the series of an equal one.
            let mut before = carried.iter().copied().chain(0..equation);
            !is_state && before.any(|other| self.values[other] == self.values[equation])
        };
        let all = 0..self.values.len();
        all.filter(|equation| !carried.contains(equation) && !is_seen(*equation))
            .collect()
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
    network: &'a Network,
    unit: &'a Unit,
    layer: &'a Layer,
    recurs: Vec<bool>,
    values: Vec<Node>,
    /// What the activation of the user's own that is being built is applied to.
    argument: Option<Node>,
    noise_scale: Option<Node>,
}

impl Builder<'_> {
    /// drive + sd c xi with c = sqrt((2 - alpha_s) / alpha_s), 1 where the unit has no such rate: a leaky average of it has
    /// the standard deviation sd at any alpha_s, and so at any length of a step.
    fn with_noise(&mut self, drive: Node) -> Node {
        let Some(sd) = self.layer.noise else { return drive };
        let of_rate = self.unit.constants.iter().position(|name| name == SCALED_BY);
        // A gate is the first equation that there is of its rate.
        let of_gate = self.layer.gates.iter().position(|gate| gate.name == SCALED_BY);
        let rate = of_rate
            .map(Expression::Constant)
            .or(of_gate.map(Expression::Value));
        let sd = self.graph.number(sd);
        let scale = match rate {
            None => sd,
            Some(rate) => {
                let may_vanish = self.lowest(&rate) < LEAST_RATE;
                let mut rate = self.expression(&rate);
                if may_vanish {
                    let least = self.graph.number(LEAST_RATE);
                    rate = self.graph.call(Function::named("max"), vec![rate, least]);
                }
                let two = self.graph.number(2.0);
                let rest = self.graph.subtract(two, rate);
                let ratio = self.graph.divide(rest, rate);
                let root = self.graph.call(Function::named("sqrt"), vec![ratio]);
                self.graph.multiply(sd, root)
            }
        };
        self.noise_scale = Some(scale);
        let normal = self.graph.leaf(Leaf::Noise);
        let noise = self.graph.multiply(scale, normal);
        self.graph.add(drive, noise)
    }

    /// What the rate that scales noise cannot fall below.
    fn lowest(&self, rate: &Expression) -> f64 {
        let Expression::Constant(constant) = rate else {
            let gate = self.layer.gates.iter().find(|gate| gate.name == SCALED_BY);
            return gate.map_or(f64::NEG_INFINITY, |gate| gate.low);
        };
        match self.layer.constants[*constant].value {
            ConstantValue::Folded(value) => value,
            ConstantValue::Stored { parameter, .. } => match self.network.parameters[parameter].bounds {
                Bounds::Interval { low, .. } | Bounds::Logistic { low, .. } => low,
                Bounds::Free | Bounds::Signed { .. } => f64::NEG_INFINITY,
            },
        }
    }

    fn expression(&mut self, expression: &Expression) -> Node {
        match expression {
            Expression::Number(value) => self.graph.number(*value),
            // Gates have none: their ports stand behind the layer's own.
            Expression::Drive(0) => {
                let drive = self.graph.leaf(Leaf::Drive(0));
                self.with_noise(drive)
            }
            Expression::Drive(port) => self.graph.leaf(Leaf::Drive(*port)),
            Expression::Recur(port) if self.recurs[*port] => self.graph.leaf(Leaf::Recur(*port)),
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
            Expression::Argument => self
                .argument
                .unwrap_or_else(|| unreachable!("only an activation has an argument")),
            Expression::Activation(argument) => {
                let argument = self.expression(argument);
                self.activation(argument)
            }
        }
    }

    /// The layer's own activation.
    fn activation(&mut self, argument: Node) -> Node {
        match self.layer.activation {
            None => unreachable!("the check of settings gives every such layer an activation"),
            Some(Activation::BuiltIn(functions::Activation { function, number })) => {
                let mut arguments = vec![argument];
                arguments.extend(number.map(|number| self.graph.number(number)));
                self.graph.call(function, arguments)
            }
            // It becomes a part of the equation, and is derived with it.
            Some(Activation::Written(index)) => {
                self.argument = Some(argument);
                self.expression(&self.network.activations[index].value)
            }
            Some(Activation::Custom(index)) => {
                let custom = &self.network.custom_activations[index];
                let custom = Custom {
                    name: custom.name.to_string(),
                    path: custom.path.to_string().replace(' ', ""),
                    place: Place(custom.name.span()),
                };
                self.graph.custom(custom, argument)
            }
        }
    }
}
