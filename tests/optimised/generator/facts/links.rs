//! What is said of links and their parameters.

use super::{documented, logistic, of_stored, start};
use crate::generator::constraints::{FUNCTIONS, excitatory};
use crate::generator::declaration::{Declaration, Form, Init, Learned, Link, Node, Size, Stored, Taps};

pub(super) fn of_link(declaration: &Declaration, link: &Link, facts: &mut Vec<String>) {
    let source = declaration.node_name(link.source);
    let target = declaration.node_name(Node::Layer(link.target));
    let delays = link.taps.delays();
    let layer = &declaration.layers[link.target];
    let targets = layer.size.value();
    let is_of_gate = declaration.is_of_gate(link);
    let ports = layer.unit.port_count();
    let (port, ports, default) = match link.port {
        Some(name) => {
            let own = layer.unit.ports.iter().position(|own| *own == name);
            let gate = || {
                ports
                    + layer
                        .gates()
                        .position(|gate| gate.name == name)
                        .expect("a gate of the layer")
            };
            let default = if is_of_gate { "zeros" } else { "lecun" };
            (format!(" port {}", own.unwrap_or_else(gate)), 1, default)
        }
        None => (String::new(), ports, "lecun"),
    };
    let owner = match link.port {
        Some(port) => format!("{source}_to_{target}.{port}"),
        None => format!("{source}_to_{target}"),
    };
    let sources = declaration.node_size(link.source).value();
    let form = match &link.form {
        Form::Matrix(rows) => format!(
            ", mask {:?}",
            rows.iter().map(|row| digits(row)).collect::<Vec<_>>()
        ),
        Form::By(name) => {
            let (_, _, function) = FUNCTIONS
                .into_iter()
                .find(|(known, ..)| known == name)
                .expect("a function");
            let row = |target| {
                (0..sources)
                    .map(|source| function(target, source))
                    .collect::<Vec<bool>>()
            };
            format!(
                ", mask {:?}",
                (0..targets)
                    .map(|target| digits(&row(target)))
                    .collect::<Vec<_>>()
            )
        }
        Form::Diagonal => ", diagonal".to_owned(),
        Form::Local(window) => format!(", local {window:?}"),
        Form::Conv(window) => format!(", conv {window:?}"),
        Form::Identity => ", identity".to_owned(),
        Form::All | Form::Dense | Form::Density(_) => String::new(),
    };
    if let Form::Density(hundredths) = link.form {
        let kept = ((hundredths * sources + 50) / 100).max(1);
        facts.push(format!(
            "{owner}.mask [{targets}, {sources}] fixed Sources({kept}), Free"
        ));
    }
    let [[_, source_channels], [_, channels]] =
        [declaration.node_size(link.source), layer.size].map(Size::shape);
    let mut shape = match &link.form {
        Form::Diagonal => vec![ports * targets],
        Form::Local(window) => vec![ports * targets, window.kernel * source_channels],
        Form::Conv(window) => vec![ports * channels, window.kernel * source_channels],
        _ => vec![ports * targets, sources],
    };
    let learned = match &link.taps {
        Taps::Learned(learned) => of_learned_delay(&owner, learned, sources, facts),
        _ => String::new(),
    };
    if delays.len() > 1 && learned.is_empty() {
        shape.insert(0, delays.len());
    }
    facts.push(format!(
        "link {source} to {target}{port}: delays {delays:?}{learned}{form}{}",
        documented(link.has_docs)
    ));
    if link.form == Form::Identity {
        return;
    }
    let default = Stored::Learn(Some(Init::Named(default)));
    let weights = link.weights.as_ref().unwrap_or(&default);
    let sign = match link.source {
        Node::Layer(layer) if !link.is_free && !is_of_gate => declaration.layers[layer].sign,
        _ => None,
    };
    let excitatory = sign.map(|sign| excitatory(sign, sources));
    let bounds =
        excitatory.map(|excitatory| format!("Signed {{ excitatory: {excitatory}, sources: {sources} }}"));
    let name = format!("{owner}.weight");
    let bounds = bounds.unwrap_or("Free".to_owned());
    facts.extend(of_stored(&format!("{name} {shape:?}"), weights, &bounds));
    // Which pairs a density joins is drawn.
    if !matches!(link.form, Form::Density(_)) {
        let number =
            |place: usize, value: f64| match (is_linked(&link.form, sources, targets, place), excitatory) {
                (false, _) => 0.0,
                (true, None) => value,
                (true, Some(excitatory)) if place % sources < excitatory => value.abs(),
                (true, Some(_)) => -value.abs(),
            };
        facts.extend(start(&name, weights, &shape, number));
    }
}

/// Whether a mask lets an element of a weight be.
fn is_linked(form: &Form, sources: usize, targets: usize, place: usize) -> bool {
    let (target, source) = (place / sources % targets, place % sources);
    match form {
        Form::Matrix(rows) => rows[target][source],
        Form::By(name) => FUNCTIONS
            .iter()
            .any(|(known, _, function)| known == name && function(target, source)),
        _ => true,
    }
}

/// What the fact of its link says of it.
fn of_learned_delay(owner: &str, learned: &Learned, sources: usize, facts: &mut Vec<String>) -> String {
    let length = if learned.per_source { sources } else { 1 };
    let ends = (learned.low as f64, learned.high as f64);
    let bounds = match learned.is_logistic {
        true => logistic(ends, 1.5),
        false => format!("Interval {{ low: {:?}, high: {:?} }}", ends.0, ends.1),
    };
    let start = learned.start;
    facts.push(format!(
        "{owner}.delay [{length}] learn Number({start:?}), {bounds}"
    ));
    match learned.spread {
        Some((true, spread)) => {
            let bounds = "Interval { low: 0.0, high: 1000000.0 }";
            facts.push(format!("{owner}.spread [1] fixed Number({spread:?}), {bounds}"));
            ", learned between, spread stored".to_owned()
        }
        Some((false, spread)) => format!(", learned between, spread {spread:?}"),
        None => ", learned between, spread 0.0".to_owned(),
    }
}

/// A row of a mask.
fn digits(row: &[bool]) -> String {
    row.iter().map(|&linked| if linked { '1' } else { '0' }).collect()
}
