//! What a declaration means, worked out from the data it was written from: what its `DESCRIPTION` must say.
//!
//! The interpreter takes delays, sizes and constants from the description. That these are what was written is held
//! against this list.

use super::activations::own;
use super::constraints::{FUNCTIONS, excitatory};
use super::declaration::{
    Bounds, Constant, Declaration, Form, Init, Layer, Learned, Link, Node, Stored, Taps, Value,
};

/// One line a fact, sorted.
pub fn facts(declaration: &Declaration) -> Vec<String> {
    let mut facts: Vec<String> = declaration
        .inputs
        .iter()
        .map(|(name, size)| format!("input {name}: {}", size.value()))
        .collect();
    facts.extend(
        declaration
            .dt
            .map(|(_, microseconds)| format!("dt: {:?} s", seconds(1.0, microseconds))),
    );
    for layer in &declaration.layers {
        of_layer(
            layer,
            declaration.dt.map(|(_, microseconds)| microseconds),
            &mut facts,
        );
    }
    for link in declaration.links.iter().chain(&links_of_gates(declaration)) {
        of_link(declaration, link, &mut facts);
    }
    facts.sort();
    facts
}

/// What `from` is short for: this step of what comes before a layer, the step before of the layer itself.
fn links_of_gates(declaration: &Declaration) -> Vec<Link> {
    let mut links = Vec::new();
    for (target, layer) in declaration.layers.iter().enumerate() {
        for gate in layer.gates() {
            let Value::Gated { from, .. } = &gate.value else {
                continue;
            };
            links.extend(from.iter().map(|&source| Link {
                source,
                target,
                port: Some(gate.name),
                taps: match source == Node::Layer(target) {
                    true => Taps::Before,
                    false => Taps::Now,
                },
                weights: None,
                form: Form::All,
                is_free: false,
                has_docs: false,
            }));
        }
    }
    links
}

fn of_layer(layer: &Layer, dt: Option<usize>, facts: &mut Vec<String>) {
    let Layer { name, unit, .. } = layer;
    let size = layer.size.value();
    let activation = match layer.activation {
        Some("leaky_relu(0.1)") => "LeakyRelu(0.1)".to_owned(),
        Some(activation) if own(activation).is_some() => {
            own(activation).map_or_else(String::new, |own| own.fact.to_owned())
        }
        Some(activation) => activation[..1].to_uppercase() + &activation[1..],
        None if unit.name == "Dense" => "Identity".to_owned(),
        None if unit.has_activation => "Sigmoid".to_owned(),
        None => "none".to_owned(),
    };
    let kind = if layer.is_output { "output" } else { "layer" };
    let gates: Vec<String> = layer.gates().map(gate).collect();
    let with = if gates.is_empty() { "" } else { " with " };
    facts.push(format!(
        "{kind} {name}: {}{with}{}<{size}>, activation {activation}",
        unit.name,
        gates.join(", ")
    ));
    facts.extend(layer.noise.map(|sd| format!("{name} noise {sd:?}")));
    for constant in &layer.constants {
        facts.push(of_constant(name, size, constant, dt));
    }
    let zeros = Stored::Learn(None);
    let biases = unit.biases.iter().map(|bias| (*bias, size));
    for (bias, length) in biases.chain([("bias", unit.ports * size)]) {
        facts.extend(of_stored(
            &format!("{name}.{bias} [{length}]"),
            layer.bias.as_ref().unwrap_or(&zeros),
            "Free",
        ));
    }
    for state in unit.states {
        let initial = layer.initial.as_ref().unwrap_or(&Stored::Nothing);
        // Under Dale's law what is emitted, which is `rate` of all that may have it, is never negative.
        let bounds = match (layer.sign, *state) {
            (Some(_), "rate") => format!("Signed {{ excitatory: {size}, sources: {size} }}"),
            _ => "Free".to_owned(),
        };
        facts.extend(of_stored(
            &format!("{name}.initial.{state} [{size}]"),
            initial,
            &bounds,
        ));
    }
}

/// What a unit is called after one of its gates.
fn gate(constant: &Constant) -> String {
    let (low, high) = match &constant.value {
        Value::Gated {
            ends: Some((low, high)),
            ..
        } if constant.is_time => (1.0 / high, 1.0 / low),
        Value::Gated { ends: Some(ends), .. } => *ends,
        _ => (0.0, 1.0),
    };
    format!("{} gated in ({low}, {high})", constant.name)
}

fn of_constant(layer: &str, size: usize, constant: &Constant, dt: Option<usize>) -> String {
    let name = constant.name;
    // A rate is one over the time in steps.
    let rate = |value: f64| if constant.is_time { 1.0 / value } else { value };
    match &constant.value {
        Value::Folded(value) => format!("{layer}.{name} folded {:?}", rate(*value)),
        Value::Gated { start, ends, .. } => {
            let (start, time) = match (start, dt) {
                (Some(start), Some(microseconds)) if constant.is_time => {
                    (seconds(*start, microseconds), ", a time")
                }
                (Some(start), _) => (*start, ""),
                // Without a start it is the middle of the rates.
                (None, _) => {
                    let (low, high) = ends.map_or((0.0, 1.0), |(low, high)| match constant.is_time {
                        true => (rate(high), rate(low)),
                        false => (low, high),
                    });
                    (0.5 * (low + high), "")
                }
            };
            format!("{layer}.{name}.bias [{size}] learn Number({start:?}), Free{time}")
        }
        Value::Stored {
            learn,
            is_global,
            init,
            bounds,
        } => {
            let length = if *is_global { 1 } else { size };
            let word = if *learn { "learn" } else { "fixed" };
            let drawn = |value: f64| match dt {
                Some(microseconds) if constant.is_time => seconds(value, microseconds),
                _ => value,
            };
            let ends = |low: f64, high: f64| {
                // The longest time is the lowest rate.
                if constant.is_time {
                    (rate(high), rate(low))
                } else {
                    (low, high)
                }
            };
            let bounds = match *bounds {
                Bounds::Free => "Free".to_owned(),
                Bounds::Interval(low, high) => {
                    let (low, high) = ends(low, high);
                    format!("Interval {{ low: {low:?}, high: {high:?} }}")
                }
                Bounds::Logistic(low, high) => logistic(ends(low, high), 1.5),
                Bounds::Sloped(low, high, slope) => logistic(ends(low, high), slope),
            };
            let time = if constant.is_time { ", a time" } else { "" };
            format!(
                "{layer}.{name} [{length}] {word} {}, {bounds}{time}",
                initial(init, drawn)
            )
        }
    }
}

fn logistic((low, high): (f64, f64), slope: f64) -> String {
    format!("Logistic {{ low: {low:?}, high: {high:?}, slope: {slope:?} }}")
}

fn of_stored(head: &str, stored: &Stored, bounds: &str) -> Option<String> {
    let (word, init) = match stored {
        Stored::Nothing => return None,
        Stored::Learn(None) => ("learn", "Zeros".to_owned()),
        Stored::Learn(Some(init)) => ("learn", initial(init, |value| value)),
        Stored::Fixed(init) => ("fixed", initial(init, |value| value)),
    };
    Some(format!("{head} {word} {init}, {bounds}"))
}

fn of_link(declaration: &Declaration, link: &Link, facts: &mut Vec<String>) {
    let source = declaration.node_name(link.source);
    let target = declaration.node_name(Node::Layer(link.target));
    let delays = link.taps.delays();
    let layer = &declaration.layers[link.target];
    let targets = layer.size.value();
    let (port, ports, default) = match link.port {
        Some(rate) => {
            let gate = layer.gates().position(|gate| gate.name == rate);
            let port = layer.unit.ports + gate.expect("a gate of the layer");
            (format!(" port {port}"), 1, "zeros")
        }
        None => (String::new(), layer.unit.ports, "lecun"),
    };
    let owner = match link.port {
        Some(rate) => format!("{source}_to_{target}.{rate}"),
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
        Form::All | Form::Dense | Form::Density(_) => String::new(),
    };
    if let Form::Density(hundredths) = link.form {
        let kept = ((hundredths * sources + 50) / 100).max(1);
        facts.push(format!(
            "{owner}.mask [{targets}, {sources}] fixed Sources({kept}), Free"
        ));
    }
    let mut shape = vec![ports * targets];
    if link.form != Form::Diagonal {
        shape.push(sources);
    }
    let learned = match &link.taps {
        Taps::Learned(learned) => of_learned_delay(&owner, learned, sources, facts),
        _ => String::new(),
    };
    if delays.len() > 1 && learned.is_empty() {
        shape.insert(0, delays.len());
    }
    facts.push(format!(
        "link {source} to {target}{port}: delays {delays:?}{learned}{form}"
    ));
    let default = Stored::Learn(Some(Init::Named(default)));
    let sign = match link.source {
        Node::Layer(layer) if !link.is_free && link.port.is_none() => declaration.layers[layer].sign,
        _ => None,
    };
    let bounds = sign.map(|sign| {
        let excitatory = excitatory(sign, sources);
        format!("Signed {{ excitatory: {excitatory}, sources: {sources} }}")
    });
    let bounds = bounds.unwrap_or("Free".to_owned());
    let head = format!("{owner}.weight {shape:?}");
    facts.extend(of_stored(
        &head,
        link.weights.as_ref().unwrap_or(&default),
        &bounds,
    ));
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

fn initial(init: &Init, number: impl Fn(f64) -> f64) -> String {
    match init {
        Init::Number(value) => format!("Number({:?})", number(*value)),
        Init::Uniform(low, high) => format!("Uniform({:?}, {:?})", number(*low), number(*high)),
        Init::Normal(mean, deviation) => format!("Normal({:?}, {:?})", number(*mean), number(*deviation)),
        Init::Orthogonal(gain) => format!("Orthogonal({gain:?})"),
        Init::Named(name) => name[..1].to_uppercase() + &name[1..],
    }
}

/// Whole or tenth milliseconds, read as a decimal is.
fn seconds(steps: f64, microseconds: usize) -> f64 {
    format!("{}e-6", steps * microseconds as f64)
        .parse()
        .expect("a decimal")
}
