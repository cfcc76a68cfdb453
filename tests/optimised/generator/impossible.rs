//! Why two features cannot meet in one network, one link or one layer.

use super::features::{OF_LAYERS, OF_LINKS};
use super::units::UNITS;

/// Why two features, the second after the first in their order, cannot meet; `None` where they can.
pub type Reason = fn(&str, &str) -> Option<String>;

/// Some features that follow one another in a list, of which one holds at most.
type Group = (&'static str, &'static str, &'static str);

const GROUPS_OF_LINKS: [Group; 6] = [
    ("kind of delays", "this step ->", "learned delay per source"),
    ("source", "from an input", "onto itself"),
    ("kind of port", "link to several ports", "link to a rate"),
    ("form", "form by default", "density"),
    ("setting of weights", "weights by default", "weights fixed"),
    ("INIT", "weights orthogonal", "weights by"),
];

const GROUPS_OF_LAYERS: [Group; 4] = [
    ("unit", "Aru", "Driven"),
    ("activation", "sigmoid", "activation by default"),
    ("initial", "initial zero", "initial fixed"),
    ("norm", "norm over units", "norm over bands"),
];

/// Whether a feature stands in a part of a list.
fn is_within(list: &[&str], feature: &str, (from, to): (&str, &str)) -> bool {
    let place = |feature: &str| list.iter().position(|other| *other == feature);
    (place(from)..=place(to)).contains(&place(feature))
}

/// What a link or layer has one of, where two features are two of it.
fn of_one_group(list: &[&str], groups: &[Group], first: &str, second: &str) -> Option<&'static str> {
    let group = groups.iter().find(|(_, from, to)| {
        [first, second]
            .iter()
            .all(|feature| is_within(list, feature, (from, to)))
    });
    group.map(|(name, ..)| *name)
}

pub fn in_network(first: &str, second: &str) -> Option<String> {
    let is = |a: &str, b: &str| (first, second) == (a, b);
    if is("one input", "several inputs") || is("one output", "several outputs") {
        return Some("it is one or several".to_owned());
    }
    let needs_dt = ["dt", "tau", "delay as a time"];
    (first == "no dt" && needs_dt.contains(&second)).then(|| "a time needs dt".to_owned())
}

pub fn in_link(first: &str, second: &str) -> Option<String> {
    if let Some(group) = of_one_group(&OF_LINKS, &GROUPS_OF_LINKS, first, second) {
        return Some(format!("a link has one {group}"));
    }
    let both = [first, second];
    let has = |feature: &str| both.contains(&feature);
    let other_than = |feature: &str| if first == feature { second } else { first };
    let is_kind_of_delays =
        |feature: &str| is_within(&OF_LINKS, feature, ("this step ->", "learned delay per source"));
    let lists = ["delays list", "delays list from 0"];
    if has("delays out of order") && is_kind_of_delays(first) && !lists.contains(&first) {
        return Some("only a list has an order of its own".to_owned());
    }
    if has("delay beyond the sequence")
        && is_kind_of_delays(first)
        && first != "delay"
        && !lists.contains(&first)
    {
        return Some("no range is drawn that long".to_owned());
    }
    if has("spread")
        && (is_kind_of_delays(first) || first.starts_with("delay"))
        && !first.starts_with("learned")
    {
        return Some("a spread is that of a learned delay".to_owned());
    }
    if has("onto itself") && ["this step ->", "delays list from 0"].contains(&first) {
        return Some("a layer reads no step of its own before it is over".to_owned());
    }
    if has("from an input") && ["under a sign", "sign free"].contains(&second) {
        return Some("an input has no sign".to_owned());
    }
    if has("link to a rate")
        && ["onto itself", "into a norm", "under a sign", "sign free"].contains(&other_than("link to a rate"))
    {
        return Some("a link to a gate is none to its layer".to_owned());
    }
    if has("under a sign") && has("sign free") {
        return Some("it is bound or free".to_owned());
    }
    if has("form identity") && (second.starts_with("weights") || first == "link to several ports") {
        return Some("an identity has no weight, and one port".to_owned());
    }
    let window = ["form local", "form conv"];
    if has("under a sign") && (window.contains(&first) || ["form identity", "stride", "pad"].contains(&first))
    {
        return Some("only a weight of pairs has signs by its sources".to_owned());
    }
    let is_form = is_within(&OF_LINKS, first, ("form by default", "density"));
    if ["stride", "pad"].contains(&second) && is_form && !window.contains(&first) {
        return Some("only patches have a stride and a pad".to_owned());
    }
    if has("weights orthogonal") && ["form diagonal", "mask", "mask by", "density"].contains(&first) {
        return Some("only a matrix of all pairs is orthogonal".to_owned());
    }
    if first == "weights by default" && ["weights orthogonal", "weights by"].contains(&second) {
        return Some("a default is written nowhere".to_owned());
    }
    None
}

pub fn in_layer(first: &str, second: &str) -> Option<String> {
    if let Some(group) = of_one_group(&OF_LAYERS, &GROUPS_OF_LAYERS, first, second) {
        return Some(format!("a layer has one {group}"));
    }
    let is_bias = |feature: &str| is_within(&OF_LAYERS, feature, ("bias by default", "bias fixed"));
    let is_scope = |feature: &str| ["bias per_band", "bias per_channel"].contains(&feature);
    let says_nothing = ["bias by default", "bias none"].contains(&first);
    if (is_bias(first) && is_bias(second))
        || (is_scope(first) && is_scope(second))
        || (says_nothing && is_scope(second))
    {
        return Some("a layer has one bias".to_owned());
    }
    let taken_away = [
        ("bias per_band", "norm over channels"),
        ("bias per_channel", "norm over bands"),
    ];
    if taken_away.contains(&(first, second)) {
        return Some("a norm takes away what the units that it norms together share".to_owned());
    }
    if second == "no own link" && first.starts_with("own link") {
        return Some("a layer has an own link or none".to_owned());
    }
    let forms = ["own link of patches", "own link diagonal", "own link identity"];
    if forms.contains(&first) && forms.contains(&second) {
        return Some("a link has one form".to_owned());
    }
    if first == "output" && second == "noise" {
        return Some("noise on an output would only blur the loss".to_owned());
    }
    in_layer_of_unit(first, second)
}

fn in_layer_of_unit(first: &str, second: &str) -> Option<String> {
    let is_port = |feature: &str| ["driven port by port", "own link into a port"].contains(&feature);
    let is_negative = ["tanh", "identity", "leaky_relu(0.1)", "elu"].contains(&first);
    let unit = UNITS.iter().find(|unit| unit.name == first);
    if second == "dale"
        && (is_negative
            || is_port(first)
            || unit.is_some_and(|unit| !["Aru", "Elman", "Dense"].contains(&unit.name)))
    {
        return Some("Dale's law is for emissions that cannot be negative".to_owned());
    }
    if second == "noise" && is_port(first) {
        return Some("the unit has no drive".to_owned());
    }
    let takes_one_activation = UNITS
        .iter()
        .any(|unit| !unit.ports.is_empty() && unit.has_activation && unit.text.is_none());
    if first == "activation by default" && is_port(second) && !takes_one_activation {
        return Some("no built-in unit with ports applies an activation".to_owned());
    }
    let unit = unit?;
    let group_of = |from: &str, to: &str| is_within(&OF_LAYERS, second, (from, to));
    if !unit.has_activation && group_of("sigmoid", "activation by default") {
        return Some("the unit applies no activation".to_owned());
    }
    if unit.text.is_some() && second == "activation by default" {
        return Some("a user's unit has no activation by default".to_owned());
    }
    if unit.constants.is_empty() && group_of("folded", "tau") {
        return Some("the unit has no constants".to_owned());
    }
    let has_rate = unit
        .constants
        .iter()
        .any(|constant| constant.starts_with("alpha_"));
    if (second == "tau" || second == "gated") && !has_rate {
        return Some("the unit has no rate".to_owned());
    }
    if unit.ports.is_empty() && is_port(second) {
        return Some("the unit has one port".to_owned());
    }
    if second == "noise" && !unit.ports.is_empty() {
        return Some("the unit has no drive".to_owned());
    }
    if !unit.has_states() && group_of("initial zero", "initial fixed") {
        return Some("the unit has no state".to_owned());
    }
    None
}
