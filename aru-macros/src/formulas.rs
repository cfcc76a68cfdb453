//! The equations of a layer and their adjoint as lines a person reads: comments of the emitted code, and `Display`.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, Node, Op};
use crate::network::{ConstantValue, Network, Unit};
use crate::render::{Renderer, Style, bindings};
use crate::schedule::LayerSchedule;

/// `rate[t] = (1 - alpha_r) rate[t-1] + alpha_r sigmoid(current[t])`, ...
pub fn forward(network: &Network, schedule: &LayerSchedule, layer: usize) -> Vec<String> {
    let unit = &network.units[network.layers[layer].unit];
    let graph = &schedule.equations.graph;
    let roots: Vec<Node> = schedule.kept.iter().map(|kept| kept.node).collect();
    let mut names = leaf_names(graph, unit);
    let mut lines = Vec::new();
    let mut wanted: BTreeMap<Node, String> = BTreeMap::new();
    for (equation, &node) in unit.equations.iter().zip(&schedule.equations.values) {
        wanted.entry(node).or_insert_with(|| equation.name.clone());
    }
    for node in bindings(graph, &roots, &BTreeSet::new(), &wanted.keys().copied().collect()) {
        let Some(name) = wanted.get(&node) else { continue };
        if names.contains_key(&node) {
            continue;
        }
        let definition = Renderer {
            graph,
            names: names.clone(),
            style: Style::Formula,
        }
        .definition(node);
        lines.push(format!("{name}[t] = {definition}"));
        names.insert(node, format!("{name}[t]"));
    }
    // What only repeats a leaf or a number is no equation of its own, unless it leaves the layer.
    for kept in schedule.kept.iter().filter(|kept| kept.equation.is_some()) {
        let name = format!("{}[t]", kept.name);
        if names.get(&kept.node) != Some(&name) {
            let renderer = Renderer {
                graph,
                names: names.clone(),
                style: Style::Formula,
            };
            lines.push(format!("{name} = {}", renderer.node(kept.node)));
        }
    }
    lines
}

/// `d_drive[t] = alpha_s d_current[t]`, ...: d_x stands for the derivative of the loss with respect to x.
pub fn backward(network: &Network, schedule: &LayerSchedule, layer: usize) -> Vec<String> {
    let unit = &network.units[network.layers[layer].unit];
    let graph = &schedule.adjoint.graph;
    let outputs = adjoint_outputs(network, schedule, layer);
    let roots: Vec<Node> = outputs.iter().map(|&(_, adjoint)| adjoint).collect();
    let mut forward_names: BTreeMap<Node, String> = BTreeMap::new();
    for (equation, &node) in unit.equations.iter().zip(&schedule.equations.values) {
        forward_names.entry(node).or_insert_with(|| equation.name.clone());
    }
    let mut names = leaf_names(graph, unit);
    for (&node, name) in &forward_names {
        if !graph.operands(node).is_empty() {
            names.insert(node, format!("{name}[t]"));
        }
    }
    let wanted = adjoint_names(schedule, unit, &forward_names);
    let mut lines = Vec::new();
    let available: BTreeSet<Node> = names.keys().copied().collect();
    for node in bindings(graph, &roots, &available, &wanted.keys().copied().collect()) {
        let Some(name) = wanted.get(&node) else { continue };
        if names.contains_key(&node) {
            continue;
        }
        let definition = Renderer {
            graph,
            names: names.clone(),
            style: Style::Formula,
        }
        .definition(node);
        // What links of this step and the step after have given is there already; the equations add to it.
        lines.push(match definition.strip_prefix(&format!("{name}[t] + ")) {
            Some(added) => format!("{name}[t] += {added}"),
            None => format!("{name}[t] = {definition}"),
        });
        names.insert(node, format!("{name}[t]"));
    }
    let renderer = Renderer {
        graph,
        names,
        style: Style::Formula,
    };
    for (leaf, adjoint) in outputs {
        let amount = renderer.node(adjoint);
        lines.push(match leaf {
            Op::Drive(port) => format!("d_{}[t] = {amount}", unit.ports[port]),
            Op::Recur(port) => format!("d_recur({})[t] = {amount}", unit.ports[port]),
            Op::Previous(state) => {
                let sets = schedule.carried_adjoints.contains(&state);
                format!(
                    "d_{}[t-1] {} {amount}",
                    unit.states[state],
                    if sets { "=" } else { "+=" }
                )
            }
            Op::Constant(constant) => format!("d_{} += {amount}", unit.constants[constant]),
            Op::Bias(bias) => format!("d_{} += {amount}", unit.biases[bias]),
            _ => unreachable!("not a leaf of the forward equations"),
        });
    }
    lines
}

/// The leaves whose adjoint is wanted, and it: drives first, then states, then what is learned.
pub fn adjoint_outputs(network: &Network, schedule: &LayerSchedule, layer: usize) -> Vec<(Op, Node)> {
    let graph = &schedule.adjoint.graph;
    let layer = &network.layers[layer];
    let learned = |leaf: Op| match leaf {
        Op::Constant(constant) => match layer.constants[constant].value {
            ConstantValue::Stored { parameter, .. } => network.parameters[parameter].learn,
            ConstantValue::Folded(_) => false,
        },
        Op::Bias(bias) => {
            layer.further_biases[bias].is_some_and(|parameter| network.parameters[parameter].learn)
        }
        _ => true,
    };
    let mut outputs: Vec<(Op, Node)> = schedule
        .adjoint
        .leaves
        .iter()
        .map(|(&leaf, &adjoint)| (graph.op(leaf), adjoint))
        .filter(|&(leaf, _)| learned(leaf))
        .collect();
    let rank = |leaf: &Op| match leaf {
        Op::Drive(_) | Op::Recur(_) => 0,
        Op::Previous(_) => 1,
        _ => 2,
    };
    outputs.sort_by_key(|(leaf, _)| (rank(leaf), *leaf));
    outputs
}

/// `d_current`, ...: the adjoints of the nodes that are called something.
pub fn adjoint_names(
    schedule: &LayerSchedule,
    unit: &Unit,
    forward_names: &BTreeMap<Node, String>,
) -> BTreeMap<Node, String> {
    let adjoint = &schedule.adjoint;
    let mut names = BTreeMap::new();
    for (node, name) in forward_names {
        if let Some(&found) = adjoint.values.get(node) {
            names.entry(found).or_insert_with(|| format!("d_{name}"));
        }
    }
    for index in 0..adjoint.graph.len() {
        if let Op::Adjoint(equation) = adjoint.graph.op(Node(index)) {
            names.insert(Node(index), format!("d_{}", unit.equations[equation].name));
        }
    }
    names
}

fn leaf_names(graph: &Graph, unit: &Unit) -> BTreeMap<Node, String> {
    let mut names = BTreeMap::new();
    for index in 0..graph.len() {
        let name = match graph.op(Node(index)) {
            Op::Drive(port) => format!("{}[t]", unit.ports[port]),
            Op::Recur(_) if unit.ports.len() == 1 => "recur[t]".to_string(),
            Op::Recur(port) => format!("recur({})[t]", unit.ports[port]),
            Op::Bias(bias) => unit.biases[bias].clone(),
            Op::Constant(constant) => unit.constants[constant].clone(),
            Op::Previous(state) => format!("{}[t-1]", unit.states[state]),
            Op::Adjoint(equation) => format!("d_{}[t]", unit.equations[equation].name),
            _ => continue,
        };
        names.insert(Node(index), name);
    }
    names
}
