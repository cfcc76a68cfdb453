//! What a declaration means, worked out from the data it was written from: what its `DESCRIPTION` must say.
//!
//! The interpreter takes delays, sizes and constants from the description. That these are what was written is held
//! against this list.

use super::declaration::{Bounds, Constant, Declaration, Init, Layer, Link, Node, Stored, Value};

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
    for link in &declaration.links {
        of_link(declaration, link, &mut facts);
    }
    facts.sort();
    facts
}

fn of_layer(layer: &Layer, dt: Option<usize>, facts: &mut Vec<String>) {
    let Layer { name, unit, .. } = layer;
    let size = layer.size.value();
    let activation = match layer.activation {
        Some("leaky_relu(0.1)") => "LeakyRelu(0.1)".to_owned(),
        Some(activation) => activation[..1].to_uppercase() + &activation[1..],
        None if unit.name == "Dense" => "Identity".to_owned(),
        None if unit.has_activation => "Sigmoid".to_owned(),
        None => "none".to_owned(),
    };
    let kind = if layer.is_output { "output" } else { "layer" };
    facts.push(format!(
        "{kind} {name}: {}<{size}>, activation {activation}",
        unit.name
    ));
    for constant in &layer.constants {
        facts.push(of_constant(name, size, constant, dt));
    }
    let zeros = Stored::Learn(None);
    let biases = unit.biases.iter().map(|bias| (*bias, size));
    for (bias, length) in biases.chain([("bias", unit.ports * size)]) {
        facts.extend(of_stored(
            &format!("{name}.{bias} [{length}]"),
            layer.bias.as_ref().unwrap_or(&zeros),
        ));
    }
    for state in unit.states {
        let initial = layer.initial.as_ref().unwrap_or(&Stored::Nothing);
        facts.extend(of_stored(&format!("{name}.initial.{state} [{size}]"), initial));
    }
}

fn of_constant(layer: &str, size: usize, constant: &Constant, dt: Option<usize>) -> String {
    let name = constant.name;
    // A rate is one over the time in steps.
    let rate = |value: f64| if constant.is_time { 1.0 / value } else { value };
    match &constant.value {
        Value::Folded(value) => format!("{layer}.{name} folded {:?}", rate(*value)),
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

fn of_stored(head: &str, stored: &Stored) -> Option<String> {
    let (word, init) = match stored {
        Stored::Nothing => return None,
        Stored::Learn(None) => ("learn", "Zeros".to_owned()),
        Stored::Learn(Some(init)) => ("learn", initial(init, |value| value)),
        Stored::Fixed(init) => ("fixed", initial(init, |value| value)),
    };
    Some(format!("{head} {word} {init}, Free"))
}

fn of_link(declaration: &Declaration, link: &Link, facts: &mut Vec<String>) {
    let source = declaration.node_name(link.source);
    let target = declaration.node_name(Node::Layer(link.target));
    let delays = link.taps.delays();
    facts.push(format!("link {source} to {target}: delays {delays:?}"));
    let rows = declaration.layers[link.target].unit.ports * declaration.layers[link.target].size.value();
    let mut shape = vec![rows, declaration.node_size(link.source).value()];
    if delays.len() > 1 {
        shape.insert(0, delays.len());
    }
    let head = format!("{source}_to_{target}.weight {shape:?}");
    let lecun = Stored::Learn(Some(Init::Named("lecun")));
    facts.extend(of_stored(&head, link.weights.as_ref().unwrap_or(&lecun)));
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
