//! What a `DESCRIPTION` says, and what a new network starts from where a function says it, line by line, to be compared
//! with tests/generated/facts.txt.

use std::path::Path;

use aru::Model;
use aru::description::{Activation, Bounds, Description, Initial, LinkForm, Parameter, Role, Source, Spread};
use aru::prelude::*;

fn in_words(activation: &Activation) -> String {
    match activation {
        Activation::Written(written) => format!("{}({})", written.name, written.argument),
        Activation::Custom(custom) => format!("Custom({})", custom.name),
        other => format!("{other:?}"),
    }
}

/// One line a fact, sorted.
pub fn facts(model: Model) -> Vec<String> {
    let description = model.description();
    let mut facts = of_description(description);
    let network = model.network::<f64>(1).expect("all that it starts from is known");
    for parameter in description.parameters.iter() {
        let values = network.parameter(&parameter.name).expect("it is declared");
        facts.extend(start(description, parameter, values.values()));
    }
    facts.sort();
    facts
}

/// The numbers of a new network that a function of their place says. Those of a gate are of what drives it, and which pairs
/// a density joins is drawn.
fn start(description: &Description, parameter: &Parameter, values: &[f64]) -> Option<String> {
    let is_said = match parameter.role {
        Role::Gate { .. } => false,
        Role::Weight { link } => !matches!(description.links[link].form, LinkForm::Sparse { .. }),
        _ => true,
    };
    let values: Vec<String> = values.iter().map(|value| format!("{value:.9}")).collect();
    (is_said && matches!(parameter.initial, Initial::By(_)))
        .then(|| format!("{} starts at {}", parameter.name, values.join(" ")))
}

fn of_description(description: &Description) -> Vec<String> {
    let mut facts: Vec<String> = description
        .inputs
        .iter()
        .map(|input| format!("input {}: {}", input.name, input.declared_size()))
        .collect();
    facts.extend(description.dt.map(|dt| format!("dt: {dt:?} s")));
    for (index, layer) in description.layers.iter().enumerate() {
        let kind = if layer.is_output { "output" } else { "layer" };
        let unit = &description.units[layer.unit].name;
        let activation = layer.activation.as_ref().map_or("none".to_owned(), in_words);
        facts.push(format!(
            "{kind} {}: {unit}<{}>, activation {activation}{}",
            layer.name,
            layer.declared_size(),
            documented(&layer.docs)
        ));
        let norm = description.norm(index);
        facts
            .extend(norm.map(|norm| format!("{} norm over {:?}, eps {:?}", layer.name, norm.over, norm.eps)));
        facts.extend(layer.noise.map(|sd| format!("{} noise {sd:?}", layer.name)));
        for constant in layer.constants.iter() {
            facts.extend(
                constant
                    .folded
                    .map(|value| format!("{}.{} folded {value:?}", layer.name, constant.name)),
            );
        }
    }
    for link in description.links.iter() {
        let source = match link.source {
            Source::Input(input) => &description.inputs[input].name,
            Source::Layer(layer) => &description.layers[layer].name,
        };
        let target = &description.layers[link.target].name;
        let port = link.port.map_or(String::new(), |port| format!(" port {port}"));
        let learned = match link.learned_delay {
            Some(learned) => match learned.spread {
                Spread::Folded(spread) => format!(", learned between, spread {spread:?}"),
                Spread::Stored(_) => ", learned between, spread stored".to_owned(),
            },
            None => String::new(),
        };
        let form = match &link.form {
            LinkForm::Masked(mask) => format!(", mask {mask:?}"),
            LinkForm::Diagonal => ", diagonal".to_owned(),
            LinkForm::Local(window) => format!(", local {window:?}"),
            LinkForm::Conv(window) => format!(", conv {window:?}"),
            LinkForm::Identity => ", identity".to_owned(),
            _ => String::new(),
        };
        facts.push(format!(
            "link {source} to {target}{port}: delays {:?}{learned}{form}{}",
            link.delays,
            documented(&link.docs)
        ));
    }
    for parameter in description.parameters.iter() {
        let word = if parameter.learn { "learn" } else { "fixed" };
        let time = if parameter.declared_as_time {
            ", a time"
        } else {
            ""
        };
        let scope = match parameter.role {
            Role::Constant { scope, .. } | Role::SharedBias { scope, .. } => format!(", {scope:?}"),
            _ => String::new(),
        };
        let initial = match parameter.initial {
            Initial::By(_) => "By".to_owned(),
            initial => format!("{initial:?}"),
        };
        facts.push(format!(
            "{} {:?} {word} {initial}, {:?}{scope}{time}",
            parameter.name, parameter.shape, parameter.bounds
        ));
        assert!(match parameter.role {
            Role::Constant { .. } | Role::Delay { .. } | Role::Spread { .. } => true,
            Role::Weight { .. } | Role::InitialState { .. } => {
                matches!(parameter.bounds, Bounds::Free | Bounds::Signed { .. })
            }
            _ => parameter.bounds == Bounds::Free,
        });
    }
    facts
}

fn documented(docs: &str) -> &'static str {
    if docs.is_empty() { "" } else { ", documented" }
}

/// The facts that the generator wrote for a declaration.
pub fn written(declaration: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/facts.txt");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines = text.lines().skip_while(|line| *line != declaration).skip(1);
    lines
        .map_while(|line| line.strip_prefix("    "))
        .map(str::to_owned)
        .collect()
}
