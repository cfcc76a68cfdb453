//! The network as a whole: that it can be computed, and that all of it takes part.

use crate::declaration::{Link, Network};
use crate::delay;
use crate::report::Errors;
use crate::suggest;

// A network maps inputs to outputs.
pub fn a_network_has_both_ends(network: &Network, errors: &mut Errors) {
    if network.is_incomplete {
        return;
    }
    let name = &network.name;
    if network.inputs.is_empty() {
        errors.error(
            name,
            format!("the network `{name}` has no input; add `input x: 1;`"),
        );
    }
    if !network.layers.iter().any(|layer| layer.is_output) {
        errors.error(
            name,
            format!("the network `{name}` has no output; add `output y: 1;`"),
        );
    }
}

// Within a step a layer is computed after all that it reads in this step, so the links without delay form no loop:
//
//     a -> b;  b -> a;
//
// Of each loop the link written last is told, because that is most often the one that leads back. Where all those
// links are given a delay no loop is left.
pub fn no_loop_is_without_delay(network: &Network, errors: &mut Errors) {
    let graph = Graph::new(network);
    let dt = network.dt.as_ref();
    let is_now = |edge: &&Edge| delay::of_link(edge.link, dt).is_ok_and(|delays| delays.contains(&0));
    let mut edges: Vec<Edge> = graph.edges.iter().filter(is_now).copied().collect();
    while let Some(cycle) = cycle(graph.nodes.len(), &edges) {
        let Some(last) = (0..cycle.len()).max_by_key(|&index| cycle[index]) else {
            return;
        };
        let closing = edges[cycle[last]];
        // Behind the closing link the loop starts again.
        let path = (1..=cycle.len()).map(|offset| cycle[(last + offset) % cycle.len()]);
        let mut names: Vec<&str> = path
            .map(|edge| graph.nodes[edges[edge].source].as_str())
            .collect();
        names.extend(names.first().copied());
        let (source, target) = (&closing.link.source, closing.link.end());
        let advice = if let Some(rate) = closing.link.port.as_ref().filter(|_| closing.link.is_from) {
            format!(
                "a gate is a link and may be written as one: `{rate}: gated;` and `{source} ~> {target};`"
            )
        } else if closing.link.delays.is_some() && !closing.link.arrow.is_now {
            "take 0 out of its delays".to_owned()
        } else if closing.link.delays.is_some() {
            format!("write `{source} ~> {target}` and take 0 out of its delays")
        } else {
            format!("write `{source} ~> {target}`, which reads the step before")
        };
        let message = format!("`{}` is a loop without a delay; {advice}", names.join(" -> "));
        errors.error(closing.link, message);
        edges.remove(cycle[last]);
    }
}

// Whatever is declared takes part: an input drives something, a layer is driven and reaches an output, an output is
// driven.
pub fn all_is_connected(network: &Network, errors: &mut Errors) {
    let graph = Graph::new(network);
    // A link that was lost, or whose end is not known even by guess, could be the one that is missed.
    if network.is_incomplete || graph.is_partial {
        return;
    }
    let inputs = network.inputs.len();
    let outputs = network
        .layers
        .iter()
        .enumerate()
        .filter(|(_, layer)| layer.is_output);
    let reaches_output = graph.reaching(outputs.map(|(index, _)| inputs + index).collect());
    for (node, input) in network.inputs.iter().enumerate() {
        if !graph.edges.iter().any(|edge| edge.source == node) {
            let name = &input.name;
            errors.error(
                name,
                format!("the input `{name}` drives nothing; link it, as `{name} -> ..;`, or remove it"),
            );
        }
    }
    for (index, layer) in network.layers.iter().enumerate() {
        let (kind, name) = (layer.kind(), &layer.name);
        if graph.nodes[..inputs + index]
            .iter()
            .any(|earlier| name == earlier)
        {
            // Links find the first of a name; that there is a second has been reported.
            continue;
        }
        // What drives a gate alone brings the layer nothing.
        let drives = |edge: &Edge| edge.target == inputs + index && !network.is_of_gate(edge.link);
        if !graph.edges.iter().any(drives) {
            errors.error(
                name,
                format!("nothing drives the {kind} `{name}`; link something to it or remove it"),
            );
        }
        if !reaches_output[inputs + index] {
            errors.error(
                name,
                format!("the layer `{name}` reaches no output; link it or remove it"),
            );
        }
    }
}

/// The wiring as numbers: inputs first, then layers.
struct Graph<'a> {
    nodes: Vec<String>,
    edges: Vec<Edge<'a>>,
    /// Some link has an end that is not known.
    is_partial: bool,
}

#[derive(Clone, Copy)]
struct Edge<'a> {
    source: usize,
    target: usize,
    link: &'a Link,
}

impl<'a> Graph<'a> {
    fn new(network: &'a Network) -> Self {
        let nodes: Vec<String> = network.ends().map(ToString::to_string).collect();
        // A misspelt end has been reported; it counts as what it was meant to be.
        let node = |name: &proc_macro2::Ident| {
            let name = name.to_string();
            let exact = nodes.iter().position(|node| *node == name);
            exact.or_else(|| {
                let meant = suggest::nearest(&name, &nodes)?;
                nodes.iter().position(|node| node == meant)
            })
        };
        let mut edges = Vec::new();
        let mut is_partial = false;
        for link in &network.links {
            // What a misspelt name behind `from` reads, this step or the one before, depends on what was meant.
            let is_open = link.is_from && !nodes.iter().any(|node| link.source == node);
            match (node(&link.source), node(&link.target)) {
                _ if is_open => is_partial = true,
                (Some(source), Some(target)) => edges.push(Edge { source, target, link }),
                _ => is_partial = true,
            }
        }
        Graph {
            edges,
            is_partial,
            nodes,
        }
    }

    /// Which nodes lead to one of `ends`, these among them.
    fn reaching(&self, ends: Vec<usize>) -> Vec<bool> {
        let mut reaching = vec![false; self.nodes.len()];
        let mut next = ends;
        while let Some(node) = next.pop() {
            if !std::mem::replace(&mut reaching[node], true) {
                let into = self.edges.iter().filter(|edge| edge.target == node);
                next.extend(into.map(|edge| edge.source));
            }
        }
        reaching
    }
}

/// A cycle as indices of edges, in the order in which they are walked.
fn cycle(nodes: usize, edges: &[Edge]) -> Option<Vec<usize>> {
    // Nodes from which no cycle is reached fall away one after the other.
    let mut leaving = vec![0usize; nodes];
    for edge in edges {
        leaving[edge.source] += 1;
    }
    let mut done: Vec<usize> = (0..nodes).filter(|&node| leaving[node] == 0).collect();
    let mut next = 0;
    while let Some(&node) = done.get(next) {
        next += 1;
        for edge in edges.iter().filter(|edge| edge.target == node) {
            leaving[edge.source] -= 1;
            if leaving[edge.source] == 0 {
                done.push(edge.source);
            }
        }
    }
    // From any that is left one can walk on for ever, and so comes back.
    let mut node = (0..nodes).find(|&node| leaving[node] > 0)?;
    let mut walked: Vec<usize> = Vec::new();
    let mut visited_at = vec![None; nodes];
    loop {
        if let Some(start) = visited_at[node] {
            return Some(walked.split_off(start));
        }
        visited_at[node] = Some(walked.len());
        let edge =
            (0..edges.len()).find(|&edge| edges[edge].source == node && leaving[edges[edge].target] > 0)?;
        walked.push(edge);
        node = edges[edge].target;
    }
}
