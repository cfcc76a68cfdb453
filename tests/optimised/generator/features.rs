//! The features of the language, and which of them a declaration has.

use std::collections::BTreeSet;

use super::activations::own;
use super::declaration::{Bounds, Declaration, Form, Init, Layer, Link, Node, Size, Stored, Taps, Value};
use super::wiring::BEYOND;

/// Features of a network as a whole.
pub const OF_NETWORKS: [&str; 48] = [
    "one input",
    "several inputs",
    "one output",
    "several outputs",
    "integer size",
    "const-parameter size",
    "path size",
    "no dt",
    "dt",
    "delay as a time",
    "chain",
    "chain of both arrows",
    "this step ->",
    "step before ~>",
    "delay",
    "delays a..b",
    "delays a..=b",
    "delays list",
    "delays list from 0",
    "delays out of order",
    "delay beyond the sequence",
    "learned delay",
    "learned delay per source",
    "spread",
    "link to a rate",
    "feedback across layers",
    "output as a source",
    "output with own link",
    "input straight to an output",
    "layers against causal order",
    "links before layers",
    "docs on members",
    "weights by default",
    "weights learn INIT",
    "weights fixed",
    "weights lecun",
    "weights he",
    "weights xavier",
    "weights uniform",
    "weights normal",
    "weights orthogonal",
    "weights number or zeros",
    "form dense",
    "form diagonal",
    "mask",
    "mask by",
    "density",
    "sign free",
];

/// Features of one layer: any two of them should also meet in one layer.
pub const OF_LAYERS: [&str; 48] = [
    "Aru",
    "Elman",
    "Dense",
    "Gru",
    "Lstm",
    "Adapting",
    "MyGru",
    "Gated",
    "Divisive",
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
    "constant uniform",
    "constant normal",
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
    "initial zero",
    "initial learn",
    "initial learn INIT",
    "initial fixed",
    "own link",
    "own link of several steps",
    "no own link",
    "noise",
    "dale",
];

/// All of them, those of networks first.
pub fn all() -> Vec<&'static str> {
    OF_NETWORKS.iter().chain(&OF_LAYERS).copied().collect()
}

/// Every feature of a declaration.
pub fn of(declaration: &Declaration) -> BTreeSet<&'static str> {
    let mut features = of_network(declaration);
    for layer in 0..declaration.layers.len() {
        features.extend(of_layer(declaration, layer));
    }
    features
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

fn of_network(declaration: &Declaration) -> BTreeSet<&'static str> {
    let mut found = Found::default();
    found.add("one input", declaration.inputs.len() == 1);
    found.add("several inputs", declaration.inputs.len() > 1);
    let outputs = declaration.layers.iter().filter(|layer| layer.is_output).count();
    found.add("one output", outputs == 1);
    found.add("several outputs", outputs > 1);
    let layers = declaration.layers.iter().map(|layer| layer.size);
    for size in declaration.inputs.iter().map(|(_, size)| *size).chain(layers) {
        found.add("integer size", matches!(size, Size::Number(_)));
        found.add("const-parameter size", matches!(size, Size::Const(..)));
        found.add("path size", matches!(size, Size::Path(_)));
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
        let now = chain
            .iter()
            .filter(|&&link| declaration.links[link].taps.is_now())
            .count();
        found.add("chain of both arrows", now > 0 && now < chain.len());
    }
    for link in &declaration.links {
        of_link(declaration, link, &mut found);
    }
    found.0
}

fn of_link(declaration: &Declaration, link: &Link, found: &mut Found) {
    let delays = link.taps.delays();
    found.add("this step ->", link.taps == Taps::Now);
    found.add("step before ~>", link.taps == Taps::Before);
    found.add("delay", matches!(link.taps, Taps::Delay(_)));
    found.add("delay as a time", matches!(link.taps, Taps::DelayAsTime(_)));
    found.add("delays a..b", matches!(link.taps, Taps::Range(..)));
    found.add("delays a..=b", matches!(link.taps, Taps::InclusiveRange(..)));
    found.add(
        "delays list",
        matches!(link.taps, Taps::List(_)) && !link.taps.is_now(),
    );
    found.add(
        "delays list from 0",
        matches!(link.taps, Taps::List(_)) && link.taps.is_now(),
    );
    found.add("delays out of order", !delays.is_sorted());
    found.add("delay beyond the sequence", delays.contains(&BEYOND));
    if let Taps::Learned(learned) = &link.taps {
        let kind = match learned.per_source {
            true => "learned delay per source",
            false => "learned delay",
        };
        found.add(kind, true);
        found.add("spread", learned.spread.is_some());
    }
    found.add("link to a rate", link.port.is_some());
    let source_is_output = matches!(link.source, Node::Layer(source) if declaration.layers[source].is_output);
    let target_is_output = declaration.layers[link.target].is_output;
    found.add(
        "feedback across layers",
        matches!(link.source, Node::Layer(source) if source > link.target),
    );
    found.add("output as a source", source_is_output && !link.is_own());
    found.add("output with own link", source_is_output && link.is_own());
    found.add(
        "input straight to an output",
        matches!(link.source, Node::Input(_)) && target_is_output,
    );
    found.add("form dense", link.form == Form::Dense);
    found.add("form diagonal", link.form == Form::Diagonal);
    found.add("mask", matches!(link.form, Form::Matrix(_)));
    found.add("mask by", matches!(link.form, Form::By(_)));
    found.add("density", matches!(link.form, Form::Density(_)));
    found.add("sign free", link.is_free);
    found.add("weights by default", link.weights.is_none());
    found.add(
        "weights learn INIT",
        matches!(link.weights, Some(Stored::Learn(_))),
    );
    found.add("weights fixed", matches!(link.weights, Some(Stored::Fixed(_))));
    if let Some(Stored::Learn(Some(init)) | Stored::Fixed(init)) = &link.weights {
        let name = match init {
            Init::Uniform(..) => "weights uniform",
            Init::Normal(..) => "weights normal",
            Init::Orthogonal(_) => "weights orthogonal",
            Init::Named("lecun") => "weights lecun",
            Init::Named("he") => "weights he",
            Init::Named("xavier") => "weights xavier",
            Init::Number(_) | Init::Named(_) => "weights number or zeros",
        };
        found.add(name, true);
    }
}

/// Features of one layer.
pub fn of_layer(declaration: &Declaration, index: usize) -> BTreeSet<&'static str> {
    let layer = &declaration.layers[index];
    let mut found = Found::default();
    found.add(layer.unit.name, true);
    found.add(
        "activation by default",
        layer.unit.has_activation && layer.activation.is_none(),
    );
    layer
        .activation
        .into_iter()
        .map(|activation| own(activation).map_or(activation, |own| own.feature))
        .for_each(|feature| found.add(feature, true));
    of_constants(layer, &mut found);
    found.add(
        "bias by default",
        layer.bias.is_none() || layer.bias == Some(Stored::Learn(None)),
    );
    found.add("bias none", layer.bias == Some(Stored::Nothing));
    found.add(
        "bias learn INIT",
        matches!(layer.bias, Some(Stored::Learn(Some(_)))),
    );
    found.add("bias fixed", matches!(layer.bias, Some(Stored::Fixed(_))));
    let initial = &layer.initial;
    found.add(
        "initial zero",
        layer.unit.has_states() && matches!(initial, None | Some(Stored::Nothing)),
    );
    found.add("initial learn", *initial == Some(Stored::Learn(None)));
    found.add(
        "initial learn INIT",
        matches!(initial, Some(Stored::Learn(Some(_)))),
    );
    found.add("initial fixed", matches!(initial, Some(Stored::Fixed(_))));
    let own = declaration
        .links
        .iter()
        .find(|link| link.source == Node::Layer(index) && link.is_own());
    found.add("own link", own.is_some());
    found.add(
        "own link of several steps",
        own.is_some_and(|link| link.taps.delays() != [1]),
    );
    found.add("no own link", own.is_none());
    found.add("noise", layer.noise.is_some());
    found.add("dale", layer.sign.is_some());
    found.0
}

fn of_constants(layer: &Layer, found: &mut Found) {
    for constant in &layer.constants {
        found.add("tau", constant.is_time);
        match &constant.value {
            Value::Gated { .. } => found.add("gated", true),
            Value::Folded(value) => found.add(if *value == 1.0 { "folded at 1" } else { "folded" }, true),
            Value::Stored {
                learn,
                is_global,
                init,
                bounds,
            } => {
                let name = match (learn, is_global) {
                    (false, true) => "fixed global",
                    (false, false) => "fixed per_unit",
                    (true, true) => "learn global",
                    (true, false) => "learn per_unit",
                };
                found.add(name, true);
                found.add("constant uniform", matches!(init, Init::Uniform(..)));
                found.add("constant normal", matches!(init, Init::Normal(..)));
                found.add("learned without bounds", *learn && *bounds == Bounds::Free);
                found.add("bounds ..=", matches!(bounds, Bounds::Interval(..)));
                found.add("logistic", matches!(bounds, Bounds::Logistic(..)));
                found.add("logistic slope", matches!(bounds, Bounds::Sloped(..)));
            }
        }
    }
}
