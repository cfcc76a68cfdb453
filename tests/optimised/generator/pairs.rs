//! Which declarations have which pair of features, in one network and in one layer, and why some pairs cannot be.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::declaration::Declaration;
use super::features;
use super::units::UNITS;

type Pair = (&'static str, &'static str);

/// For each pair the first declaration that has it.
#[derive(Default)]
pub struct Pairs {
    of_networks: BTreeMap<Pair, String>,
    of_layers: BTreeMap<Pair, String>,
}

impl Pairs {
    /// How many pairs a declaration would add.
    pub fn news(&self, declaration: &Declaration) -> usize {
        let new_here = network_pairs(declaration)
            .iter()
            .filter(|&pair| !self.of_networks.contains_key(pair))
            .count();
        let new_in_layers = layer_pairs(declaration)
            .iter()
            .filter(|&pair| !self.of_layers.contains_key(pair))
            .count();
        new_here + new_in_layers
    }

    pub fn add(&mut self, declaration: &Declaration) {
        for pair in network_pairs(declaration) {
            self.of_networks
                .entry(pair)
                .or_insert_with(|| declaration.name.clone());
        }
        for pair in layer_pairs(declaration) {
            self.of_layers
                .entry(pair)
                .or_insert_with(|| declaration.name.clone());
        }
    }

    /// Pairs that could be in one network, or in one layer, but are not; and pairs that are though they cannot.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let tables = [
            (
                "network",
                features::all(),
                &self.of_networks,
                impossible_in_network as fn(&str, &str) -> _,
            ),
            (
                "layer",
                features::OF_LAYERS.to_vec(),
                &self.of_layers,
                impossible_in_layer,
            ),
        ];
        for (place, features, found, impossible) in tables {
            for pair in pairs(&features) {
                match (found.get(&pair), impossible(pair.0, pair.1)) {
                    (None, None) => faults.push(format!("no {place} has `{}` and `{}`", pair.0, pair.1)),
                    (Some(name), Some(reason)) => {
                        faults.push(format!(
                            "{name} has `{}` and `{}` in one {place}, though {reason}",
                            pair.0, pair.1
                        ));
                    }
                    _ => {}
                }
            }
        }
        faults
    }

    /// The text of tests/generated/features.txt.
    pub fn table(&self, declarations: &[Declaration]) -> String {
        let mut text = String::from(
            "Written by tests/optimised/generate.rs, which also checks that it is up to date.\n\n\
             FEATURES OF EACH DECLARATION\n\n",
        );
        for declaration in declarations {
            let features: Vec<&str> = features::of(declaration).into_iter().collect();
            writeln!(text, "{}: {}", declaration.name, features.join(", ")).expect("a string");
        }
        text += "\nPAIRS IN ONE NETWORK\n\nThe first declaration that has both; -- where a reason below says that none can.\n\n";
        text += &matrix(&features::all(), &self.of_networks);
        text += &reasons(&features::all(), impossible_in_network);
        text += "\nPAIRS IN ONE LAYER\n\n";
        text += &matrix(&features::OF_LAYERS, &self.of_layers);
        text += &reasons(&features::OF_LAYERS, impossible_in_layer);
        text
    }
}

/// Every two of them, in the order given.
fn pairs(features: &[&'static str]) -> Vec<Pair> {
    let all = features.iter().enumerate();
    all.flat_map(|(index, &first)| features[..index].iter().map(move |&second| (second, first)))
        .collect()
}

fn network_pairs(declaration: &Declaration) -> BTreeSet<Pair> {
    present(&features::all(), &features::of(declaration))
        .into_iter()
        .collect()
}

fn layer_pairs(declaration: &Declaration) -> BTreeSet<Pair> {
    let layers = 0..declaration.layers.len();
    layers
        .flat_map(|layer| present(&features::OF_LAYERS, &features::of_layer(declaration, layer)))
        .collect()
}

fn present(order: &[&'static str], found: &BTreeSet<&'static str>) -> Vec<Pair> {
    let ordered: Vec<&'static str> = order
        .iter()
        .copied()
        .filter(|feature| found.contains(feature))
        .collect();
    pairs(&ordered)
}

fn matrix(features: &[&'static str], found: &BTreeMap<Pair, String>) -> String {
    let mut text = String::new();
    for (row, &second) in features.iter().enumerate() {
        write!(text, "{row:3} {second:28}").expect("a string");
        for &first in &features[..row] {
            let cell = found
                .get(&(first, second))
                .map_or("--", |name| name.trim_start_matches("Net"));
            write!(text, " {cell}").expect("a string");
        }
        text += "\n";
    }
    text
}

fn reasons(features: &[&'static str], impossible: fn(&str, &str) -> Option<String>) -> String {
    let mut by_reason: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (first, second) in pairs(features) {
        if let Some(reason) = impossible(first, second) {
            by_reason
                .entry(reason)
                .or_default()
                .push(format!("{first} + {second}"));
        }
    }
    let mut text = String::from("\nNot possible:\n");
    for (reason, pairs) in by_reason {
        writeln!(text, "  {reason}: {}", pairs.join(", ")).expect("a string");
    }
    text
}

fn impossible_in_network(first: &str, second: &str) -> Option<String> {
    let is = |a: &str, b: &str| (first, second) == (a, b) || (first, second) == (b, a);
    if is("one input", "several inputs") || is("one output", "several outputs") {
        return Some("it is one or several".to_owned());
    }
    let needs_dt = ["dt", "tau", "delay as a time"];
    let both = [first, second];
    (both.contains(&"no dt") && both.iter().any(|feature| needs_dt.contains(feature)))
        .then(|| "a time needs dt".to_owned())
}

fn impossible_in_layer(first: &str, second: &str) -> Option<String> {
    // Each group holds what a layer has exactly one of.
    let features = features::OF_LAYERS;
    let place = |feature: &str| features.iter().position(|other| *other == feature);
    let groups = [
        ("unit", "Aru", "Driven"),
        ("activation", "sigmoid", "activation by default"),
        ("bias", "bias by default", "bias fixed"),
        ("initial", "initial zero", "initial fixed"),
    ];
    for (group, from, to) in groups {
        let range = place(from)..=place(to);
        if range.contains(&place(first)) && range.contains(&place(second)) {
            return Some(format!("a layer has one {group}"));
        }
    }
    if second == "no own link" && first.starts_with("own link") {
        return Some("a layer has an own link or none".to_owned());
    }
    let is_negative = ["tanh", "identity", "leaky_relu(0.1)", "elu"].contains(&first);
    let is_unit = UNITS.iter().any(|unit| unit.name == first);
    if second == "dale" && (is_negative || (is_unit && !["Aru", "Elman", "Dense"].contains(&first))) {
        return Some("Dale's law is for emissions that cannot be negative".to_owned());
    }
    let unit = UNITS.iter().find(|unit| unit.name == first)?;
    let group_of = |from: &str, to: &str| (place(from)..=place(to)).contains(&place(second));
    if !unit.has_activation && group_of("sigmoid", "activation by default") {
        return Some("the unit applies no activation".to_owned());
    }
    if unit.text.is_some() && second == "activation by default" {
        return Some("a user's unit has no activation by default".to_owned());
    }
    if unit.constants.is_empty() && group_of("folded", "tau") {
        return Some("the unit has no constants".to_owned());
    }
    if (second == "tau" || second == "gated")
        && !unit
            .constants
            .iter()
            .any(|constant| constant.starts_with("alpha_"))
    {
        return Some("the unit has no rate".to_owned());
    }
    if second == "noise" && unit.ports > 1 {
        return Some("the unit has no drive".to_owned());
    }
    if !unit.has_states() && group_of("initial zero", "initial fixed") {
        return Some("the unit has no state".to_owned());
    }
    None
}
