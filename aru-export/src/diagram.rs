//! A network as boxes and arrows: what both the Graphviz text and the SVG picture are written from.
//!
//! Nodes are inputs, layers and outputs, in ranks by causal order; edges are links.

mod cells;
mod heads;
mod layout;
mod order;
mod ranks;
mod svg;
mod words;

use aru_runtime::network::description::{Bounds, Description, Link, LinkForm, Role, Source};

use crate::values::Values;

pub(crate) use svg::write;

/// What is drawn.
pub(crate) struct Picture {
    pub(crate) name: String,
    /// The doc comment of the network.
    pub(crate) docs: String,
    /// Inputs, then layers and outputs, in the order declared.
    pub(crate) nodes: Vec<Node>,
    /// One a link, in the order declared.
    pub(crate) edges: Vec<Edge>,
}

/// An input, a layer or an output.
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    /// What stands below the name: unit and size, then a line for each rate constant.
    pub(crate) lines: Vec<String>,
    /// How many others come before it in the longest chain of links that leads to it.
    pub(crate) rank: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Input,
    Layer,
    Output,
}

/// A link.
pub(crate) struct Edge {
    /// Index into [`Picture::nodes`].
    pub(crate) from: usize,
    /// Index into [`Picture::nodes`].
    pub(crate) to: usize,
    /// Declared by `~>`: this step is not among its delays.
    pub(crate) is_dashed: bool,
    pub(crate) head: Head,
    /// Lines of text, none where there is nothing to say.
    pub(crate) label: Vec<String>,
}

/// What a link does to its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head {
    /// It drives it, by weights of any sign or from excitatory sources alone.
    Arrow,
    /// It sets a rate constant.
    Gate,
    /// It inhibits it: no weight can be above zero.
    Tee,
    /// Some of the sources that are linked excite and some inhibit, by Dale's law.
    Both,
}

impl Picture {
    pub(crate) fn of(description: &Description, values: &Values) -> Self {
        let inputs = description.inputs.iter().map(|input| Node {
            kind: Kind::Input,
            name: input.name.to_string(),
            lines: vec![words::size(input.size, input.channels, "feature")],
            rank: 0,
        });
        let layers = description.layers.iter().enumerate().map(|(index, layer)| Node {
            kind: match layer.is_output {
                true => Kind::Output,
                false => Kind::Layer,
            },
            name: layer.name.to_string(),
            lines: words::layer(description, values, index),
            rank: 0,
        });
        let mut nodes: Vec<Node> = inputs.chain(layers).collect();
        let edges: Vec<Edge> = description
            .links
            .iter()
            .map(|link| Edge {
                from: node_of(description, link.source),
                to: node_of(description, Source::Layer(link.target)),
                // Of a learned delay the first is the shortest that it may be.
                is_dashed: !link.delays.contains(&0),
                head: head(description, values, link),
                label: words::link(description, values, link),
            })
            .collect();
        for (node, rank) in ranks::of(&nodes, &edges).into_iter().enumerate() {
            nodes[node].rank = rank;
        }
        Picture {
            name: description.name.to_string(),
            docs: description.docs.trim().to_string(),
            nodes,
            edges,
        }
    }

    /// Number of ranks.
    pub(crate) fn ranks(&self) -> usize {
        self.nodes.iter().map(|node| node.rank + 1).max().unwrap_or(0)
    }
}

fn node_of(description: &Description, source: Source) -> usize {
    match source {
        Source::Input(input) => input,
        Source::Layer(layer) => description.inputs.len() + layer,
    }
}

fn head(description: &Description, values: &Values, link: &Link) -> Head {
    if words::gated_rate(description, link).is_some() {
        return Head::Gate;
    }
    let Some(index) = link.weight else {
        return Head::Arrow;
    };
    let weight = &description.parameters[index];
    match weight.bounds {
        Bounds::Signed { excitatory, sources } => {
            let linked = linked_sources(values, link, sources);
            let (excite, inhibit) = linked.split_at(excitatory);
            match (excite.contains(&true), inhibit.contains(&true)) {
                (true, true) => Head::Both,
                (false, true) => Head::Tee,
                _ => Head::Arrow,
            }
        }
        // Without Dale's law only weights that stay what they are have a sign that stays.
        _ => match &values[index] {
            fixed if !weight.learn && fixed.iter().all(|&w| w <= 0.0) && fixed.iter().any(|&w| w < 0.0) => {
                Head::Tee
            }
            _ => Head::Arrow,
        },
    }
}

/// Whether each of the sources of a link is linked to any target.
fn linked_sources(values: &Values, link: &Link, sources: usize) -> Vec<bool> {
    let pairs: Vec<bool> = match &link.form {
        LinkForm::Masked(mask) => mask.pairs().to_vec(),
        LinkForm::Sparse { mask, .. } => values[*mask].iter().map(|&pair| pair != 0.0).collect(),
        _ => return vec![true; sources],
    };
    let is_linked = |source| pairs.iter().skip(source).step_by(sources).any(|&pair| pair);
    (0..sources).map(is_linked).collect()
}

/// The bias of the gate that a link drives.
fn gate<'d>(
    description: &'d Description,
    link: &Link,
) -> Option<&'d aru_runtime::network::description::Parameter> {
    let driven = link.port?;
    description.parameters.iter().find(|parameter| {
        matches!(parameter.role, Role::Gate { layer, port, .. } if layer == link.target && port == driven)
    })
}

#[cfg(test)]
mod tests;
