//! Where two declarations part: the first thing in which one network computes something else than another.

use crate::error::{Error, Result};
use crate::network::description::json;
use crate::network::description::{
    Activation, Description, Layer, LearnedDelay, LinkForm, Role, Scope, Spread, Unit,
};
use crate::network::mask::Mask;

/// The first difference that matters to weights; None where both networks compute the same. Doc comments, what is
/// learned, how parameters are drawn and their bounds may differ.
pub(crate) fn first_difference(file: &Description, network: &Description) -> Option<String> {
    let lists = |kind: &str, items: fn(&Description) -> Vec<Item>| lists(kind, &items(file), &items(network));
    let length = |description: &Description| match description.dt {
        Some(dt) => format!("steps of {dt} s"),
        None => "no `dt`".to_string(),
    };
    lists("input", inputs)
        .or_else(|| units_of_layers(file, network))
        .or_else(|| lists("layer", layers))
        .or_else(|| lists("link", links))
        .or_else(|| masks(file, network))
        .or_else(|| lists("parameter", parameters))
        .or_else(|| units(file, network))
        .or_else(|| written_activations(file, network))
        .or_else(|| differ("it has", &length(file), &length(network)))
        .or_else(|| differ("it is named", &quoted(&file.name), &quoted(&network.name)))
}

/// Refuses what is of another declaration than the network: what it is, the declaration that it is of, the network's.
///
/// What is of a type that the macro has written has that type's declaration, mostly at one address.
pub fn check_same(
    what: impl FnOnce() -> String,
    found: &'static Description,
    expected: &'static Description,
) -> Result<()> {
    if std::ptr::eq(found, expected) || found == expected {
        return Ok(());
    }
    let difference = first_difference(found, expected).unwrap_or_else(|| OTHERWISE.to_owned());
    let difference = difference.replace("in the file", "there");
    let expected = format!("expected one of `{}`: {difference}", expected.name);
    Err(Error::setting(
        what(),
        format!("one of `{}`", found.name),
        expected,
    ))
}

/// Where declarations differ in nothing that weights depend on.
pub(crate) const OTHERWISE: &str = "what is learned, bounds or docs differ";

/// A declaration as it comes out of a file: numbers that went through JSON are compared with numbers that did, too.
pub(crate) fn through_json(description: &Description) -> Description {
    let json = serde_json::to_string(description).ok();
    let read = json.and_then(|json| json::read(&json).ok());
    read.unwrap_or_else(|| description.clone())
}

/// `{what} {file} in the file and {network} here`, where the two differ.
fn differ(what: &str, file: &str, network: &str) -> Option<String> {
    (file != network).then(|| format!("{what} {file} in the file, {network} here"))
}

fn quoted(name: &str) -> String {
    format!("`{name}`")
}

/// Something of a declaration: its name, and what else of it matters to weights.
type Item = (String, String);

/// The first difference between two lists.
fn lists(kind: &str, file: &[Item], network: &[Item]) -> Option<String> {
    let mut pairs =
        (0..file.len().max(network.len())).map(|index| (index, file.get(index), network.get(index)));
    pairs.find_map(|(index, one, other)| match (one, other) {
        (Some((name, _)), None) => Some(format!("{kind} `{name}` is in the file and not here")),
        (None, Some((name, _))) => Some(format!("{kind} `{name}` is here and not in the file")),
        (Some((one, own)), Some((other, others))) => {
            let number = format!("{kind} number {index} is");
            differ(&number, &quoted(one), &quoted(other))
                .or_else(|| differ(&format!("{kind} `{one}` has"), own, others))
        }
        (None, None) => None,
    })
}

fn inputs(description: &Description) -> Vec<Item> {
    let inputs = description.inputs.iter();
    inputs
        .map(|input| (input.name.to_string(), format!("size {}", input.declared_size())))
        .collect()
}

fn layers(description: &Description) -> Vec<Item> {
    let layers = description.layers.iter();
    layers
        .enumerate()
        .map(|(index, layer)| {
            let norm = description
                .norm(index)
                .map(|norm| format!(", norm {}", norm.in_words()));
            (
                layer.name.to_string(),
                describe_layer(layer) + &norm.unwrap_or_default(),
            )
        })
        .collect()
}

fn describe_layer(layer: &Layer) -> String {
    let mut parts = vec![format!("size {}", layer.declared_size())];
    if layer.is_output {
        parts.push("the role of an output".to_string());
    }
    if let Some(activation) = &layer.activation {
        parts.push(format!("activation {}", activation.in_words()));
    }
    for constant in layer.constants.iter() {
        if let Some(folded) = constant.folded {
            parts.push(format!("{} {folded}", constant.name));
        }
    }
    parts.join(", ")
}

fn links(description: &Description) -> Vec<Item> {
    let links = description.links.iter();
    links
        .map(|link| {
            let learned = match link.learned_delay {
                Some(LearnedDelay { spread, .. }) => {
                    format!(", learned between them, with a spread {}", in_words(spread))
                }
                None => String::new(),
            };
            let form = match &link.form {
                LinkForm::Dense => String::new(),
                LinkForm::Masked(_) => ", a mask".into(),
                LinkForm::Sparse { .. } => ", a density".into(),
                LinkForm::Diagonal => ", the form diagonal".into(),
                LinkForm::Local(window) => format!(", the form local of {}", window.in_words()),
                LinkForm::Conv(window) => format!(", the form conv of {}", window.in_words()),
                LinkForm::Identity => ", the form identity".into(),
            };
            let text = format!("delays {:?}{learned}{form}", link.delays);
            (description.link_name(link), text)
        })
        .collect()
}

fn in_words(spread: Spread) -> String {
    match spread {
        Spread::Folded(number) => format!("of {number}"),
        Spread::Stored(_) => "that is stored".to_string(),
    }
}

/// The first pair that one of two masks links and the other does not.
fn masks(file: &Description, network: &Description) -> Option<String> {
    let mut links = file.links.iter().zip(network.links.iter());
    links.find_map(|(one, other)| {
        let (own, others) = (one.form.mask()?, other.form.mask()?);
        let difference = first_pair(own, others)?;
        Some(format!("the mask of link `{}` {difference}", file.link_name(one)))
    })
}

fn first_pair(file: &Mask, network: &Mask) -> Option<String> {
    let [shape, other] = [file, network].map(|mask| {
        let [targets, sources] = mask.shape();
        format!("{targets} x {sources} pairs")
    });
    if let Some(difference) = differ("has", &shape, &other) {
        return Some(difference);
    }
    let [_, sources] = file.shape();
    let mut pairs = file.pairs().iter().zip(network.pairs()).enumerate();
    let (pair, (&linked, _)) = pairs.find(|(_, (one, other))| one != other)?;
    let (target, source) = (pair / sources, pair % sources);
    let place = if linked {
        "in the file and not here"
    } else {
        "here and not in the file"
    };
    Some(format!("links source {source} to target {target} {place}"))
}

fn parameters(description: &Description) -> Vec<Item> {
    let parameters = description.parameters.iter();
    parameters
        .map(|parameter| {
            let shared = match parameter.role {
                Role::Constant { scope, .. } | Role::SharedBias { scope, .. } => match scope {
                    Scope::PerBand | Scope::PerChannel => format!(", {}", scope.in_words()),
                    Scope::Global | Scope::PerUnit => String::new(),
                },
                _ => String::new(),
            };
            (
                parameter.name.to_string(),
                format!("shape {:?}{shared}", parameter.shape),
            )
        })
        .collect()
}

/// Two descriptions can number their units differently; what counts is the unit's name, and below its equations.
fn units_of_layers(file: &Description, network: &Description) -> Option<String> {
    let mut layers = file.layers.iter().zip(network.layers.iter());
    layers.find_map(|(one, other)| {
        let what = format!("layer `{}` is of unit", one.name);
        let (own, others) = (file.unit_name(one), network.unit_name(other));
        differ(&what, &quoted(own), &quoted(others)).filter(|_| one.name == other.name)
    })
}

/// The equations of the units that layers use.
fn units(file: &Description, network: &Description) -> Option<String> {
    let layers = file.layers.iter().zip(network.layers.iter());
    layers
        .filter_map(|(one, other)| file.units.get(one.unit).zip(network.units.get(other.unit)))
        .find_map(|(one, other)| equations(one, other))
}

/// What the activations are that a declaration writes itself.
fn written_activations(file: &Description, network: &Description) -> Option<String> {
    let layers = file.layers.iter().zip(network.layers.iter());
    layers
        .map(|(one, other)| (&one.activation, &other.activation))
        .find_map(|pair| match pair {
            (Some(Activation::Written(one)), Some(Activation::Written(other))) => {
                let text = format!("activation `{}` computes something else", one.name);
                (one.value != other.value).then_some(text)
            }
            _ => None,
        })
}

fn equations(file: &Unit, network: &Unit) -> Option<String> {
    let name = &file.name;
    let texts = |unit: &Unit| {
        let emitted = unit.equations.get(unit.emit);
        [
            ("ports", format!("{:?}", unit.ports)),
            ("biases", format!("{:?}", unit.biases)),
            ("constants", format!("{:?}", unit.constants)),
            ("states", format!("{:?}", unit.states)),
            (
                "the emission",
                emitted.map_or(String::new(), |equation| quoted(&equation.name)),
            ),
        ]
    };
    for ((what, own), (_, others)) in texts(file).into_iter().zip(texts(network)) {
        let difference = differ(&format!("unit `{name}` has {what}"), &own, &others);
        if difference.is_some() {
            return difference;
        }
    }
    let mut pairs = file.equations.iter().zip(network.equations.iter());
    if let Some((equation, _)) = pairs.find(|(one, other)| one != other) {
        return Some(format!(
            "unit `{name}` computes `{}` by another equation",
            equation.name
        ));
    }
    (file.equations.len() != network.equations.len())
        .then(|| format!("unit `{name}` has another number of equations"))
}
