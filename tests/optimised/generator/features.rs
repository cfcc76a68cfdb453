//! The features of the language, and which of them a declaration has.

mod layers;
mod links;

use std::collections::BTreeSet;

pub use self::layers::of_layer;
pub use self::links::of_link;
use super::declaration::{Axis, Declaration};

/// Features of a network as a whole.
pub const OF_NETWORKS: [&str; 26] = [
    "one input",
    "several inputs",
    "one output",
    "several outputs",
    "integer size",
    "const-parameter size",
    "path size",
    "no dt",
    "dt",
    "chain",
    "chain of both arrows",
    "chain into a port",
    "feedback across layers",
    "output as a source",
    "output with own link",
    "input straight to an output",
    "layers against causal order",
    "links before layers",
    "docs on members",
    "weights lecun",
    "weights he",
    "weights xavier",
    "weights uniform",
    "weights log_uniform",
    "weights normal",
    "weights number or zeros",
];

/// Features of one link: any two of them should also meet in one link.
pub const OF_LINKS: [&str; 38] = [
    "this step ->",
    "step before ~>",
    "delay",
    "delay as a time",
    "delays a..b",
    "delays a..=b",
    "delays list",
    "delays list from 0",
    "learned delay",
    "learned delay per source",
    "delays out of order",
    "delay beyond the sequence",
    "spread",
    "from an input",
    "from another layer",
    "onto itself",
    "link to several ports",
    "link to one port",
    "link to a rate",
    "into a norm",
    "form by default",
    "form dense",
    "form diagonal",
    "form local",
    "form conv",
    "form identity",
    "mask",
    "mask by",
    "density",
    "stride",
    "pad",
    "weights by default",
    "weights learn INIT",
    "weights fixed",
    "weights orthogonal",
    "weights by",
    "under a sign",
    "sign free",
];

/// Features of one layer: any two of them should also meet in one layer.
pub const OF_LAYERS: [&str; 68] = [
    "Aru",
    "Elman",
    "Dense",
    "Gru",
    "Lstm",
    "Adapting",
    "MyGru",
    "Gated",
    "Divisive",
    "Selective",
    "Switching",
    "Driven",
    "sigmoid",
    "tanh",
    "relu",
    "softplus",
    "identity",
    "leaky_relu(0.1)",
    "elu",
    "activation written",
    "activation custom",
    "activation by default",
    "folded",
    "folded at 1",
    "fixed global",
    "fixed per_unit",
    "learn global",
    "learn per_unit",
    "per_band",
    "per_channel",
    "constant uniform",
    "constant log_uniform",
    "constant normal",
    "constant by",
    "learned without bounds",
    "bounds ..=",
    "logistic",
    "logistic slope",
    "gated",
    "tau",
    "bias by default",
    "bias none",
    "bias learn INIT",
    "bias fixed",
    "bias per_band",
    "bias per_channel",
    "initial zero",
    "initial learn",
    "initial learn INIT",
    "initial fixed",
    "vector log_uniform",
    "vector by",
    "output",
    "shape",
    "norm over units",
    "norm over channels",
    "norm over bands",
    "norm with eps",
    "driven port by port",
    "own link",
    "own link of several steps",
    "own link of patches",
    "own link diagonal",
    "own link identity",
    "own link into a port",
    "no own link",
    "noise",
    "dale",
];

/// All of them, those of networks first.
pub fn all() -> Vec<&'static str> {
    let features = OF_NETWORKS.iter().chain(&OF_LINKS).chain(&OF_LAYERS);
    features.copied().collect()
}

/// Every feature of a declaration.
pub fn of(declaration: &Declaration) -> BTreeSet<&'static str> {
    let mut found = Found::default();
    of_network(declaration, &mut found);
    for link in &declaration.links {
        links::of_network(declaration, link, &mut found);
        found.0.extend(of_link(declaration, link));
    }
    for layer in 0..declaration.layers.len() {
        found.0.extend(of_layer(declaration, layer));
    }
    found.0
}

/// Gathers names of features that hold.
#[derive(Default)]
struct Found(BTreeSet<&'static str>);

impl Found {
    fn add(&mut self, name: &'static str, holds: bool) {
        if holds {
            self.0.insert(name);
        }
    }
}

fn of_network(declaration: &Declaration, found: &mut Found) {
    found.add("one input", declaration.inputs.len() == 1);
    found.add("several inputs", declaration.inputs.len() > 1);
    let outputs = declaration.layers.iter().filter(|layer| layer.is_output).count();
    found.add("one output", outputs == 1);
    found.add("several outputs", outputs > 1);
    let layers = declaration.layers.iter().map(|layer| &layer.size);
    let sizes = declaration.inputs.iter().map(|(_, size)| size).chain(layers);
    for axis in sizes.flat_map(|size| size.axes()) {
        found.add("integer size", matches!(axis, Axis::Number(_)));
        found.add("const-parameter size", matches!(axis, Axis::Const(..)));
        found.add("path size", matches!(axis, Axis::Path(_)));
    }
    found.add("no dt", declaration.dt.is_none());
    found.add("dt", declaration.dt.is_some());
    found.add(
        "layers against causal order",
        !declaration.layers_as_written.is_sorted(),
    );
    found.add("links before layers", declaration.links_come_first);
    let constants = declaration.layers.iter().flat_map(|layer| &layer.constants);
    let documented = declaration.layers.iter().map(|layer| layer.has_docs);
    let documented = documented.chain(constants.map(|constant| constant.has_docs));
    found.add(
        "docs on members",
        documented
            .chain(declaration.links.iter().map(|link| link.has_docs))
            .any(|docs| docs),
    );
    for chain in declaration.chains.iter().filter(|chain| chain.len() > 1) {
        found.add("chain", true);
        let links = || chain.iter().map(|&link| &declaration.links[link]);
        let now = links().filter(|link| link.taps.is_now()).count();
        found.add("chain of both arrows", now > 0 && now < chain.len());
        found.add("chain into a port", links().any(|link| link.port.is_some()));
    }
}
