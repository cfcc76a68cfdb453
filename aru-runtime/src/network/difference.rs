//! Where two declarations part: the first thing in which one network computes something else than another.

use std::fmt::Debug;

use crate::network::description::{Activation, Description, Layer, Link, Parameter, Source};

/// The first difference that matters to weights; None where both networks compute the same. Doc comments, what is
/// learned, how parameters are drawn and their bounds may differ.
pub(crate) fn first_difference(file: &Description, network: &Description) -> Option<String> {
    let length = |description: &Description| match description.dt {
        Some(dt) => format!("steps of {dt} s"),
        None => "no `dt`".to_string(),
    };
    let name = differ(
        "it is named",
        &format!("`{}`", file.name),
        &format!("`{}`", network.name),
    );
    structure(file, network)
        .or_else(|| differ("it has", &length(file), &length(network)))
        .or(name)
}

fn structure(file: &Description, network: &Description) -> Option<String> {
    inputs(file, network)
        .or_else(|| layers(file, network))
        .or_else(|| links(file, network))
        .or_else(|| parameters(file, network))
        .or_else(|| units(file, network))
}

/// `{what} {file} in the file and {network} here`, where the two differ.
fn differ(what: &str, file: &str, network: &str) -> Option<String> {
    (file != network).then(|| format!("{what} {file} in the file, {network} here"))
}

/// The first difference between two lists, one name and text an item.
fn lists<'a, T: 'a>(
    kind: &str,
    file: &'a [T],
    network: &'a [T],
    name: impl Fn(&T) -> String,
    text: impl Fn(&T) -> String,
) -> Option<String> {
    for index in 0..file.len().max(network.len()) {
        let difference = match (file.get(index), network.get(index)) {
            (Some(one), None) => Some(format!("{kind} `{}` is in the file and not here", name(one))),
            (None, Some(one)) => Some(format!("{kind} `{}` is here and not in the file", name(one))),
            (Some(one), Some(other)) => {
                let (one_name, other_name) = (name(one), name(other));
                differ(
                    &format!("{kind} number {index} is"),
                    &format!("`{one_name}`"),
                    &format!("`{other_name}`"),
                )
                .or_else(|| differ(&format!("{kind} `{one_name}` has"), &text(one), &text(other)))
            }
            (None, None) => None,
        };
        if difference.is_some() {
            return difference;
        }
    }
    None
}

fn inputs(file: &Description, network: &Description) -> Option<String> {
    let size = |input: &crate::network::description::Input| format!("size {}", input.size);
    lists(
        "input",
        &file.inputs,
        &network.inputs,
        |input| input.name.to_string(),
        size,
    )
}

fn layers(file: &Description, network: &Description) -> Option<String> {
    // Two descriptions can number their units differently; what counts is the unit's name, and below its equations.
    let unit = |description: &Description, layer: &Layer| {
        description
            .units
            .get(layer.unit)
            .map_or_else(String::new, |unit| unit.name.to_string())
    };
    for (one, other) in file.layers.iter().zip(network.layers.iter()) {
        if one.name == other.name {
            let kind = format!("layer `{}` is of unit", one.name);
            let difference = differ(
                &kind,
                &format!("`{}`", unit(file, one)),
                &format!("`{}`", unit(network, other)),
            );
            if difference.is_some() {
                return difference;
            }
        }
    }
    lists(
        "layer",
        &file.layers,
        &network.layers,
        |layer| layer.name.to_string(),
        describe_layer,
    )
}

fn describe_layer(layer: &Layer) -> String {
    let mut parts = vec![format!("size {}", layer.size)];
    if layer.is_output {
        parts.push("the role of an output".to_string());
    }
    if let Some(activation) = layer.activation {
        parts.push(format!("activation {}", describe_activation(activation)));
    }
    for constant in layer.constants.iter() {
        if let Some(folded) = constant.folded {
            parts.push(format!("{} {folded}", constant.name));
        }
    }
    parts.join(", ")
}

/// As a declaration writes it.
pub(crate) fn describe_activation(activation: Activation) -> String {
    match activation {
        Activation::Sigmoid => "sigmoid".to_string(),
        Activation::Tanh => "tanh".to_string(),
        Activation::Relu => "relu".to_string(),
        Activation::Softplus => "softplus".to_string(),
        Activation::Identity => "identity".to_string(),
        Activation::LeakyRelu(slope) => format!("leaky_relu({slope})"),
        Activation::Elu => "elu".to_string(),
    }
}

/// `fast to slow`.
pub(crate) fn name_of_link(description: &Description, link: &Link) -> String {
    let source = match link.source {
        Source::Input(input) => description.inputs.get(input).map(|input| &input.name),
        Source::Layer(layer) => description.layers.get(layer).map(|layer| &layer.name),
    };
    let target = description.layers.get(link.target).map(|layer| &layer.name);
    let name =
        |name: Option<&crate::network::description::Text>| name.map_or("?", |name| &**name).to_string();
    format!("{} to {}", name(source), name(target))
}

fn links(file: &Description, network: &Description) -> Option<String> {
    let named = |description: &Description| -> Vec<(String, String)> {
        let links = description.links.iter();
        links
            .map(|link| {
                (
                    name_of_link(description, link),
                    format!("delays {:?}", link.delays),
                )
            })
            .collect()
    };
    lists(
        "link",
        &named(file),
        &named(network),
        |link| link.0.clone(),
        |link| link.1.clone(),
    )
}

fn parameters(file: &Description, network: &Description) -> Option<String> {
    let shape = |parameter: &Parameter| format!("shape {:?}", parameter.shape);
    lists(
        "parameter",
        &file.parameters,
        &network.parameters,
        |parameter| parameter.name.to_string(),
        shape,
    )
}

/// The equations of the units that layers use.
fn units(file: &Description, network: &Description) -> Option<String> {
    for (one, other) in file.layers.iter().zip(network.layers.iter()) {
        let (Some(one_unit), Some(other_unit)) = (file.units.get(one.unit), network.units.get(other.unit))
        else {
            continue;
        };
        let unit = &one_unit.name;
        let text = |value: &dyn Debug| format!("{value:?}");
        let emitted = |unit: &crate::network::description::Unit| {
            unit.equations
                .get(unit.emit)
                .map_or_else(String::new, |equation| format!("`{}`", equation.name))
        };
        let names = [
            ("ports", text(&one_unit.ports), text(&other_unit.ports)),
            ("biases", text(&one_unit.biases), text(&other_unit.biases)),
            (
                "constants",
                text(&one_unit.constants),
                text(&other_unit.constants),
            ),
            ("states", text(&one_unit.states), text(&other_unit.states)),
            ("the emission", emitted(one_unit), emitted(other_unit)),
        ];
        for (what, one, other) in names {
            let difference = differ(&format!("unit `{unit}` has {what}"), &one, &other);
            if difference.is_some() {
                return difference;
            }
        }
        let pairs = one_unit.equations.iter().zip(other_unit.equations.iter());
        if let Some((equation, _)) = pairs.clone().find(|(one, other)| one != other) {
            return Some(format!(
                "unit `{unit}` computes `{}` by another equation",
                equation.name
            ));
        }
        if one_unit.equations.len() != other_unit.equations.len() {
            return Some(format!("unit `{unit}` has another number of equations"));
        }
    }
    None
}
