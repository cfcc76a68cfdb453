//! What a layer keeps of each step: what links and later steps read, and what its adjoint would have to compute again.

use std::collections::{BTreeMap, BTreeSet};

use super::longest_delay;
use super::series::AllSeries;
use crate::differentiate::Adjoint;
use crate::equations::Equations;
use crate::graph::{Graph, Leaf, Node, Op};
use crate::network::{Layer, Network, NormOver, Operator, Size, Source, Unit};
use crate::program::{AdjointRows, Norm, Part};

/// A layer with the series that it has.
pub struct LayerPlan<'a> {
    pub network: &'a Network,
    pub index: usize,
    pub layer: &'a Layer,
    pub unit: &'a Unit,
    pub equations: Equations,
    pub adjoint: Adjoint,
    /// The series of each port, which equations read.
    pub drives: Vec<usize>,
    /// The series to which links and bias give what they have for each port: the same, unless the port is normed.
    pub sums: Vec<usize>,
    /// The norm of each port that is normed.
    pub norms: Vec<Option<Norm>>,
    /// The series of `recur(port)`, where the unit names it and the layer has a link onto itself.
    pub recurs: Vec<Option<usize>>,
    /// The series of the draws of a layer with noise.
    pub noise: Option<usize>,
    /// What is kept of each step, in the order of evaluation.
    pub kept: Vec<Kept>,
    /// Equations that only a trace needs, and their series.
    pub trace_only: Vec<(usize, usize)>,
    /// The series in which each equation can be traced.
    pub traced: Vec<usize>,
    /// States whose adjoint goes from step to step within the layer: nothing else reads them.
    pub carried_adjoints: BTreeSet<usize>,
}

/// A value that is kept.
pub struct Kept {
    pub node: Node,
    pub series: usize,
    /// The equation that it is the value of, where it is carried from step to step or leaves the layer.
    pub equation: Option<usize>,
    /// `current`, `sigmoid_of_current`: its name among the values of its layer.
    pub name: String,
}

impl<'a> LayerPlan<'a> {
    /// Gives a layer its series.
    pub fn new(
        network: &'a Network,
        index: usize,
        equations: Equations,
        adjoint: Adjoint,
        series: &mut AllSeries,
    ) -> Self {
        let layer = &network.layers[index];
        let mut plan = LayerPlan {
            network,
            index,
            layer,
            unit: &network.units[layer.unit],
            carried_adjoints: carried_adjoints(&equations, &adjoint),
            equations,
            adjoint,
            drives: Vec::new(),
            sums: Vec::new(),
            norms: Vec::new(),
            recurs: Vec::new(),
            noise: None,
            kept: Vec::new(),
            trace_only: Vec::new(),
            traced: Vec::new(),
        };
        plan.add_drives(series);
        plan.add_carried(series);
        plan.add_helpers(series);
        plan.kept.sort_by_key(|kept| (kept.node, kept.equation));
        plan.add_traced(series);
        plan
    }

    fn add(&self, series: &mut AllSeries, label: &str, adjoint: AdjointRows) -> usize {
        let name = format!("{}_{label}", self.layer.name);
        series.add(name, label, &self.layer.size, adjoint)
    }

    fn add_drives(&mut self, series: &mut AllSeries) {
        for port in &self.unit.ports {
            let drive = self.add(series, port, AdjointRows::Written);
            self.drives.push(drive);
        }
        self.add_norms(series);
        for (port, name) in self.unit.ports.iter().enumerate() {
            let is_read = self.equations.graph.has_leaf(Leaf::Recur(port));
            let label = match self.unit.ports.len() {
                1 => "recur".to_string(),
                _ => format!("recur_{name}"),
            };
            let recur = is_read.then(|| self.add(series, &label, AdjointRows::Written));
            self.recurs.push(recur);
        }
        if self.equations.noise_scale.is_some() {
            self.noise = Some(self.add(series, "noise", AdjointRows::Absent));
        }
    }

    /// What a normed port keeps beside what equations read of it.
    fn add_norms(&mut self, series: &mut AllSeries) {
        let (own, mut norms) = (self.own_ports(), Vec::new());
        for (port, &drive) in self.drives.iter().enumerate() {
            let norm = self.layer.norm.filter(|_| port < own);
            let norm = norm.map(|norm| {
                let name = &self.unit.ports[port];
                let part = |parameter| Part {
                    parameter,
                    index: port,
                    count: own,
                };
                let scale_name = format!("{}_{name}_scale", self.layer.name);
                let [bands, channels] = self.layer.shape.clone();
                let groups = match norm.over {
                    NormOver::Units => Size::Number(1),
                    NormOver::Channels => bands,
                    NormOver::Bands => channels,
                };
                Norm {
                    over: norm.over,
                    shape: self.layer.shape.clone(),
                    eps: norm.eps,
                    gain: part(norm.gain),
                    shift: part(norm.shift),
                    sum: self.add(series, &format!("{name}_normed"), AdjointRows::Written),
                    scale: series.add(scale_name, &format!("{name}_scale"), &groups, AdjointRows::Absent),
                    drive,
                }
            });
            norms.push(norm);
        }
        let sums = norms.iter().zip(&self.drives);
        self.sums = sums
            .map(|(norm, &drive)| norm.as_ref().map_or(drive, |norm: &Norm| norm.sum))
            .collect();
        self.norms = norms;
    }

    fn add_carried(&mut self, series: &mut AllSeries) {
        for equation in self.equations.carried() {
            let state = self.equations.state_of(equation);
            let live_state = state.filter(|state| self.equations.live_states.contains(state));
            let mut before = usize::from(live_state.is_some());
            if equation == self.equations.emit {
                before = before.max(longest_delay(self.network, Source::Layer(self.index)));
            }
            let rows = match live_state {
                Some(state) if self.carried_adjoints.contains(&state) => AdjointRows::Carried,
                _ => AdjointRows::Summed,
            };
            let name = self.unit.equations[equation].name.clone();
            let kept = self.add(series, &name, rows);
            series.reach_back(kept, before, state.and_then(|state| self.layer.initial[state]));
            self.kept.push(Kept {
                node: self.equations.values[equation],
                series: kept,
                equation: Some(equation),
                name,
            });
        }
    }

    fn add_helpers(&mut self, series: &mut AllSeries) {
        for node in calls_of_adjoint(&self.equations, &self.adjoint) {
            let name = name_of_call(self.unit, &self.equations, node);
            self.kept.push(Kept {
                node,
                series: self.add(series, &name, AdjointRows::Absent),
                equation: None,
                name,
            });
        }
    }

    fn add_traced(&mut self, series: &mut AllSeries) {
        for (equation, declared) in self.unit.equations.iter().enumerate() {
            let node = self.equations.values[equation];
            let state = self.equations.state_of(equation);
            let found = self.kept.iter().find(|kept| kept.equation == Some(equation));
            // A value that is no state may share the series of an equal one; a state has rows before step 0.
            let shared = self.kept.iter().find(|kept| kept.node == node && state.is_none());
            let mut only_traced = self.trace_only.iter();
            let equal =
                only_traced.find(|(other, _)| self.equations.values[*other] == node && state.is_none());
            let known = found.or(shared).map(|kept| kept.series);
            let known = known.or(equal.map(|&(_, series)| series));
            let traced = known.unwrap_or_else(|| {
                let traced = self.add(series, &declared.name, AdjointRows::Absent);
                let initial = state.and_then(|state| self.layer.initial[state]);
                series.reach_back(traced, usize::from(state.is_some()), initial);
                series.all[traced].trace_only = true;
                self.trace_only.push((equation, traced));
                traced
            });
            self.traced.push(traced);
        }
        for &traced in &self.traced {
            let rows = &mut series.all[traced].adjoint;
            if *rows == AdjointRows::Absent {
                *rows = AdjointRows::Asked;
            }
        }
    }

    /// The first series of a value that only a trace needs.
    pub fn first_traced_only(&self) -> Option<usize> {
        self.trace_only.first().map(|&(_, series)| series)
    }

    /// The first series of a value whose adjoint is there where a penalty asks for it.
    pub fn first_asked(&self) -> Option<usize> {
        self.equations
            .hidden()
            .first()
            .map(|&equation| self.traced[equation])
    }

    /// Ports that are no gates.
    pub fn own_ports(&self) -> usize {
        self.layer.own_ports(self.network)
    }

    /// The series that links read.
    pub fn emission(&self) -> usize {
        self.traced[self.equations.emit]
    }

    /// Whether an adjoint comes out at a leaf.
    pub fn has_adjoint(&self, leaf: Leaf) -> bool {
        self.adjoint.at(leaf).is_some()
    }

    /// The nodes that are the value of an equation.
    pub fn equation_names(&self) -> BTreeMap<Node, String> {
        let mut names = BTreeMap::new();
        for (equation, &node) in self.unit.equations.iter().zip(&self.equations.values) {
            names.entry(node).or_insert_with(|| equation.name.clone());
        }
        names
    }

    /// The nodes of the equations that are called something: `current`, `sigmoid_of_current`.
    pub fn value_names(&self) -> BTreeMap<Node, String> {
        let mut names = self.equation_names();
        for kept in &self.kept {
            names.entry(kept.node).or_insert_with(|| kept.name.clone());
        }
        if let Some(scale) = self.equations.noise_scale {
            names.entry(scale).or_insert_with(|| "noise_scale".to_string());
        }
        names
    }

    /// `d_current`, ...: the adjoints of the nodes that are called something.
    pub fn adjoint_names(&self, values: &BTreeMap<Node, String>) -> BTreeMap<Node, String> {
        let adjoint = &self.adjoint;
        let mut names = BTreeMap::new();
        for (node, name) in values {
            if let Some(&found) = adjoint.values.get(node) {
                names.entry(found).or_insert_with(|| format!("d_{name}"));
            }
        }
        for node in adjoint.graph.nodes() {
            if let Some(Leaf::Adjoint(equation)) = adjoint.graph.as_leaf(node) {
                names.insert(node, format!("d_{}", self.unit.equations[equation].name));
            }
        }
        names
    }
}

/// The states that no link reads.
fn carried_adjoints(equations: &Equations, adjoint: &Adjoint) -> BTreeSet<usize> {
    let is_emitted = |state: usize| equations.state_equations[state] == equations.emit;
    let live = equations.live_states.iter().copied();
    live.filter(|&state| !is_emitted(state) && adjoint.at(Leaf::Previous(state)).is_some())
        .collect()
}

/// The function values and quotients of the forward pass that the adjoint reads, but for what is kept anyway: kept
/// rather than computed again.
fn calls_of_adjoint(equations: &Equations, adjoint: &Adjoint) -> BTreeSet<Node> {
    let mut calls = BTreeSet::new();
    let carried = equations.carried().into_iter();
    let mut seen: BTreeSet<Node> = carried.map(|equation| equations.values[equation]).collect();
    let mut waiting: Vec<Node> = adjoint.leaves.values().copied().collect();
    while let Some(node) = waiting.pop() {
        if !seen.insert(node) {
            continue;
        }
        if equations.live.contains(&node) && is_costly(&adjoint.graph, node) && varies(&adjoint.graph, node) {
            calls.insert(node);
        } else {
            waiting.extend(adjoint.graph.operands(node));
        }
    }
    calls
}

fn is_costly(graph: &Graph, node: Node) -> bool {
    match graph.op(node) {
        Op::Call(function, _) => function.row().is_kept,
        Op::Binary(Operator::Divide, ..) | Op::Custom(..) => true,
        _ => false,
    }
}

/// Whether it may be another number in the next step: what is computed from constants alone takes no row of every step.
fn varies(graph: &Graph, node: Node) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        let leaf = graph.as_leaf(node);
        if leaf.is_some_and(|leaf| !matches!(leaf, Leaf::Constant(_) | Leaf::Bias(_))) {
            return true;
        }
        if seen.insert(node) {
            waiting.extend(graph.operands(node));
        }
    }
    false
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
    let (function, argument) = match equations.graph.op(node) {
        Op::Call(function, arguments) => (function.row().name, arguments[0]),
        Op::Custom(_, argument) => ("activation", *argument),
        _ => return format!("quotient_{}", node.0),
    };
    let argument = name_of(argument).or_else(|| match equations.graph.as_leaf(argument) {
        Some(Leaf::Drive(port)) => Some(unit.ports[port].clone()),
        _ => None,
    });
    match argument {
        Some(argument) => format!("{function}_of_{argument}"),
        None => format!("{function}_{}", node.0),
    }
}
