//! In what order the network is computed, and what is kept: the lowered network.
//!
//! Layers that are linked in a circle form a component, which runs step by step. Components follow one another in
//! causal order, so what one gives to the next is a product over all steps of the chunk at once.

use std::collections::BTreeSet;

use crate::differentiate::Adjoint;
use crate::equations::{Equations, has_own_link};
use crate::graph::{Call, Graph, Node, Op};
use crate::network::{Expression, Network, Operator, Size, Source, Unit};

/// The lowered network.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Inputs first, in the order declared.
    pub series: Vec<Series>,
    /// One for each layer of the network.
    pub layers: Vec<LayerSchedule>,
    /// In causal order.
    pub components: Vec<Component>,
}

/// A variable that is kept over the steps of a chunk.
#[derive(Clone, Debug)]
pub struct Series {
    /// `hidden_current`; unique.
    pub name: String,
    pub size: Size,
    /// Largest delay at which it is read.
    pub before: usize,
    pub trace_only: bool,
    pub adjoint: AdjointRows,
    /// The parameter that holds the rows before step 0.
    pub initial: Option<usize>,
}

/// How the adjoint of a series is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjointRows {
    /// Nothing differentiable reads the series.
    Absent,
    /// Its layer writes a row of every step.
    Written,
    /// Layers and losses add to the rows of every step.
    Summed,
    /// Its layer alone reads it, a step later: a step takes the row that the step after it left, and leaves its own there.
    Carried,
}

/// What a layer computes in a step.
#[derive(Clone, Debug)]
pub struct LayerSchedule {
    pub equations: Equations,
    pub adjoint: Adjoint,
    /// The series of each port.
    pub drives: Vec<usize>,
    /// The series of `recur(port)`, where the unit names it and the layer has a link onto itself.
    pub recurs: Vec<Option<usize>>,
    /// What is kept of each step, in the order of evaluation.
    pub kept: Vec<Kept>,
    /// Equations that only a trace needs, and their series.
    pub trace_only: Vec<(usize, usize)>,
    /// The series in which each equation can be traced.
    pub traced: Vec<usize>,
    /// The series that links read.
    pub emission: usize,
    /// States whose adjoint goes from step to step within the layer: nothing else reads them.
    pub carried_adjoints: BTreeSet<usize>,
}

/// A value that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    pub node: Node,
    pub series: usize,
    /// The equation that it is the value of, where it is carried from step to step or leaves the layer.
    pub equation: Option<usize>,
    /// The state that it is, where the state is read a step later.
    pub state: Option<usize>,
    /// `current`, `sigmoid_of_current`: its name among the values of its layer.
    pub name: String,
}

/// Layers that are linked in a circle, or one layer.
#[derive(Clone, Debug)]
pub struct Component {
    /// In causal order.
    pub layers: Vec<usize>,
    /// From inputs and earlier components: over all steps at once.
    pub inflow: Vec<Product>,
    /// Among its own layers: step by step.
    pub within: Vec<Product>,
}

/// The product of one port of a link: drive\[t\] += W source\[t - delay\].
#[derive(Clone, Debug)]
pub struct Product {
    pub link: usize,
    /// Which block of rows of the weight, and how many there are.
    pub port: usize,
    pub ports: usize,
    pub target: usize,
    /// Series.
    pub source: usize,
    pub drive: usize,
    /// Whether anything that has a derivative reads the drive.
    pub has_adjoint: bool,
}

/// The lowered network, from the equations of each layer and their adjoints.
pub fn schedule(network: &Network, equations: Vec<Equations>, adjoints: Vec<Adjoint>) -> Schedule {
    let mut series = Vec::new();
    for (index, input) in network.inputs.iter().enumerate() {
        series.push(Series {
            name: input.name.to_string(),
            size: input.size.clone(),
            before: longest_delay(network, Source::Input(index)),
            trace_only: false,
            adjoint: AdjointRows::Summed,
            initial: None,
        });
    }
    let mut layers = Vec::new();
    for (index, (equations, adjoint)) in equations.into_iter().zip(adjoints).enumerate() {
        layers.push(schedule_layer(network, index, equations, adjoint, &mut series));
    }
    let components = causal_components(network)
        .into_iter()
        .map(|members| component(network, &layers, members))
        .collect();
    Schedule {
        series,
        layers,
        components,
    }
}

fn longest_delay(network: &Network, source: Source) -> usize {
    let links = network.links.iter().filter(|link| link.source == source);
    links
        .flat_map(|link| link.delays.iter().copied())
        .max()
        .unwrap_or(0)
}

fn schedule_layer(
    network: &Network,
    index: usize,
    equations: Equations,
    adjoint: Adjoint,
    series: &mut Vec<Series>,
) -> LayerSchedule {
    let layer = &network.layers[index];
    let unit = &network.units[layer.unit];
    let size = &layer.size;
    let taken: BTreeSet<String> = series.iter().map(|series| series.name.clone()).collect();
    let mut add = Adder {
        prefix: layer.name.to_string(),
        size,
        series,
        taken,
    };

    let drives = unit
        .ports
        .iter()
        .map(|port| add.series(port, Use::Drive))
        .collect();
    let recurs = (0..unit.ports.len())
        .map(|port| {
            let named = has_own_link(network, index) && unit_names_recur(unit, port);
            named.then(|| match unit.ports.len() {
                1 => add.series("recur", Use::Drive),
                _ => add.series(&format!("recur_{}", unit.ports[port]), Use::Drive),
            })
        })
        .collect();

    let mut kept = Vec::new();
    let mut carried_adjoints = BTreeSet::new();
    for equation in equations.carried() {
        let state = equations.state_of(equation);
        let live_state = state.filter(|state| equations.live_states.contains(state));
        let mut before = usize::from(live_state.is_some());
        if equation == equations.emit {
            before = before.max(longest_delay(network, Source::Layer(index)));
        }
        let initial = state.and_then(|state| layer.initial[state]);
        let name = &unit.equations[equation].name;
        let mut leaves = adjoint.leaves.keys().map(|&leaf| adjoint.graph.op(leaf));
        let carried = live_state
            .filter(|&state| equation != equations.emit && leaves.any(|leaf| leaf == Op::Previous(state)));
        carried_adjoints.extend(carried);
        let rows = match carried {
            Some(_) => AdjointRows::Carried,
            None => AdjointRows::Summed,
        };
        kept.push(Kept {
            node: equations.values[equation],
            series: add.series(
                name,
                Use::Value {
                    before,
                    initial,
                    rows,
                },
            ),
            equation: Some(equation),
            state: live_state,
            name: name.clone(),
        });
    }
    let emission = kept
        .iter()
        .find(|kept| kept.equation == Some(equations.emit))
        .map_or_else(|| unreachable!("the emission is carried"), |kept| kept.series);
    for node in calls_of_adjoint(&equations, &adjoint) {
        if kept.iter().all(|kept| kept.node != node) {
            let name = name_of_call(unit, &equations, node);
            let series = add.series(&name, Use::Helper);
            kept.push(Kept {
                node,
                series,
                equation: None,
                state: None,
                name,
            });
        }
    }
    kept.sort_by_key(|kept| (kept.node, kept.equation));

    let mut trace_only = Vec::new();
    let traced = (0..unit.equations.len())
        .map(|equation| {
            let node = equations.values[equation];
            let state = equations.state_of(equation);
            let found = kept.iter().find(|kept| kept.equation == Some(equation));
            // A value that is no state may share the series of an equal one; a state has rows before step 0.
            let shared = kept.iter().find(|kept| kept.node == node && state.is_none());
            if let Some(kept) = found.or(shared) {
                return kept.series;
            }
            let initial = state.and_then(|state| layer.initial[state]);
            let before = usize::from(state.is_some());
            let series = add.series(&unit.equations[equation].name, Use::Trace { before, initial });
            trace_only.push((equation, series));
            series
        })
        .collect();
    LayerSchedule {
        equations,
        adjoint,
        drives,
        recurs,
        kept,
        trace_only,
        traced,
        emission,
        carried_adjoints,
    }
}

fn unit_names_recur(unit: &Unit, port: usize) -> bool {
    fn names(expression: &Expression, port: usize) -> bool {
        match expression {
            Expression::Recur(named) => *named == port,
            Expression::Negate(a) | Expression::Call(_, a) => names(a, port),
            Expression::Binary(_, a, b) => names(a, port) || names(b, port),
            _ => false,
        }
    }
    unit.equations.iter().any(|equation| names(&equation.value, port))
}

/// The function values and quotients of the forward pass that the adjoint reads: kept rather than computed again.
fn calls_of_adjoint(equations: &Equations, adjoint: &Adjoint) -> Vec<Node> {
    let mut calls = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let carried: BTreeSet<Node> = equations
        .carried()
        .into_iter()
        .map(|equation| equations.values[equation])
        .collect();
    let mut waiting: Vec<Node> = adjoint.leaves.values().copied().collect();
    while let Some(node) = waiting.pop() {
        if !seen.insert(node) || carried.contains(&node) {
            continue;
        }
        if equations.live.contains(&node) && is_costly(&adjoint.graph, node) {
            calls.insert(node);
            continue;
        }
        waiting.extend(adjoint.graph.operands(node));
    }
    calls.into_iter().collect()
}

fn is_costly(graph: &Graph, node: Node) -> bool {
    match graph.op(node) {
        Op::Call(Call::Relu | Call::LeakyRelu(_), _) => false,
        Op::Call(..) | Op::Binary(Operator::Divide, ..) => true,
        _ => false,
    }
}

/// `sigmoid_of_current`, or the equation's own name where it is the whole of one.
fn name_of_call(unit: &Unit, equations: &Equations, node: Node) -> String {
    let name_of = |node: Node| {
        let equation = equations.values.iter().position(|&value| value == node);
        equation.map(|equation| unit.equations[equation].name.clone())
    };
    if let Some(name) = name_of(node) {
        return name;
    }
    match equations.graph.op(node) {
        Op::Call(call, argument) => {
            let argument = name_of(argument).or_else(|| match equations.graph.op(argument) {
                Op::Drive(port) => Some(unit.ports[port].clone()),
                _ => None,
            });
            match argument {
                Some(argument) => format!("{}_of_{argument}", call.name()),
                None => format!("{}_{}", call.name(), node.0),
            }
        }
        _ => format!("quotient_{}", node.0),
    }
}

enum Use {
    Drive,
    Value {
        before: usize,
        initial: Option<usize>,
        rows: AdjointRows,
    },
    Helper,
    Trace {
        before: usize,
        initial: Option<usize>,
    },
}

struct Adder<'a> {
    prefix: String,
    size: &'a Size,
    series: &'a mut Vec<Series>,
    taken: BTreeSet<String>,
}

impl Adder<'_> {
    fn series(&mut self, name: &str, purpose: Use) -> usize {
        let mut name = format!("{}_{name}", self.prefix);
        // `a` with a state `b_c` beside `a_b` with a state `c`.
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        let (before, initial, trace_only, adjoint) = match purpose {
            Use::Drive => (0, None, false, AdjointRows::Written),
            Use::Value {
                before,
                initial,
                rows,
            } => (before, initial, false, rows),
            Use::Helper => (0, None, false, AdjointRows::Absent),
            Use::Trace { before, initial } => (before, initial, true, AdjointRows::Absent),
        };
        self.series.push(Series {
            name,
            size: self.size.clone(),
            before,
            trace_only,
            adjoint,
            initial,
        });
        self.series.len() - 1
    }
}

fn component(network: &Network, layers: &[LayerSchedule], members: Vec<usize>) -> Component {
    let mut inflow = Vec::new();
    let mut within = Vec::new();
    for (index, link) in network.links.iter().enumerate() {
        if !members.contains(&link.target) {
            continue;
        }
        let target = &layers[link.target];
        let ports = target.drives.len();
        let (source, inside) = match link.source {
            Source::Input(input) => (input, false),
            Source::Layer(layer) => (layers[layer].emission, members.contains(&layer)),
        };
        let own = link.source == Source::Layer(link.target);
        for port in 0..ports {
            let (leaf, drive) = match target.recurs[port] {
                Some(series) if own => (Op::Recur(port), series),
                _ => (Op::Drive(port), target.drives[port]),
            };
            let has_adjoint = target
                .adjoint
                .leaves
                .keys()
                .any(|&node| target.adjoint.graph.op(node) == leaf);
            let product = Product {
                link: index,
                port,
                ports,
                target: link.target,
                source,
                drive,
                has_adjoint,
            };
            if inside {
                within.push(product);
            } else {
                inflow.push(product);
            }
        }
    }
    Component {
        layers: members,
        inflow,
        within,
    }
}

/// Strongly connected components of the links of any delay, in causal order; within each, layers in an order in
/// which every source of this step comes first. Ties go by the order declared.
fn causal_components(network: &Network) -> Vec<Vec<usize>> {
    let count = network.layers.len();
    let mut reaches = vec![vec![false; count]; count];
    let mut now = vec![vec![false; count]; count];
    for link in &network.links {
        if let Source::Layer(source) = link.source {
            reaches[source][link.target] = true;
            now[source][link.target] |= link.delays.contains(&0);
        }
    }
    for via in 0..count {
        for from in 0..count {
            for to in 0..count {
                reaches[from][to] |= reaches[from][via] && reaches[via][to];
            }
        }
    }
    let together = |a: usize, b: usize| a == b || (reaches[a][b] && reaches[b][a]);
    let mut components = Vec::new();
    let mut done = vec![false; count];
    while let Some(first) = (0..count).find(|&layer| {
        !done[layer] && (0..count).all(|from| done[from] || together(from, layer) || !reaches[from][layer])
    }) {
        let members: Vec<usize> = (0..count).filter(|&layer| together(first, layer)).collect();
        let mut ordered: Vec<usize> = Vec::new();
        while let Some(next) = members
            .iter()
            .copied()
            .find(|&layer| !done[layer] && members.iter().all(|&from| done[from] || !now[from][layer]))
        {
            done[next] = true;
            ordered.push(next);
        }
        components.push(ordered);
    }
    components
}
