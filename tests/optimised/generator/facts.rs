//! What a declaration means, worked out from the data it was written from: what its `DESCRIPTION` must say.
//!
//! The interpreter takes delays, sizes and constants from the description. That these are what was written is held
//! against this list.

mod links;

use self::links::of_link;
use super::activations::own;
use super::declaration::{
    Bounds, Constant, Declaration, Form, Init, Layer, Link, Node, Over, Scope, Size, Stored, Taps, Value,
};
use super::starts;

/// One line a fact, sorted.
pub fn facts(declaration: &Declaration) -> Vec<String> {
    let mut facts: Vec<String> = declaration
        .inputs
        .iter()
        .map(|(name, size)| format!("input {name}: {}", declared(*size)))
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

/// A size as a description has it: one channel a band is a plain size.
fn declared(size: Size) -> String {
    match size.shape() {
        [bands, 1] => bands.to_string(),
        [bands, channels] => format!("[{bands}, {channels}]"),
    }
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
        "{kind} {name}: {}{with}{}<{}>, activation {activation}{}",
        unit.name,
        gates.join(", "),
        declared(layer.size),
        documented(layer.has_docs)
    ));
    facts.extend(layer.noise.map(|sd| format!("{name} noise {sd:?}")));
    for constant in &layer.constants {
        facts.push(of_constant(name, layer.size, constant, dt));
        facts.extend(start_of_constant(layer, constant, dt));
    }
    let zeros = Stored::Learn(None);
    let each = layer.bias_scope.unwrap_or(Scope::PerUnit).length(layer.size);
    let shared = layer
        .bias_scope
        .map_or("Free".to_owned(), |scope| format!("Free, {scope:?}"));
    let biases = unit.biases.iter().map(|bias| (*bias, each));
    for (bias, length) in biases.chain([("bias", unit.port_count() * each)]) {
        let (bias, stored) = (format!("{name}.{bias}"), layer.bias.as_ref().unwrap_or(&zeros));
        facts.extend(of_stored(&format!("{bias} [{length}]"), stored, &shared));
        facts.extend(start(&bias, stored, &[length], |_, value| value));
    }
    facts.extend(of_norm(layer));
    for state in unit.states {
        let initial = layer.initial.as_ref().unwrap_or(&Stored::Nothing);
        // Under Dale's law what is emitted, which is `rate` of all that may have it, is never negative.
        let bounds = match (layer.sign, *state) {
            (Some(_), "rate") => format!("Signed {{ excitatory: {size}, sources: {size} }}"),
            _ => "Free".to_owned(),
        };
        let is_signed = bounds != "Free";
        let state = format!("{name}.initial.{state}");
        facts.extend(of_stored(&format!("{state} [{size}]"), initial, &bounds));
        let with_sign = |_, value: f64| if is_signed { value.abs() } else { value };
        facts.extend(start(&state, initial, &[size], with_sign));
    }
}

fn documented(has_docs: bool) -> &'static str {
    if has_docs { ", documented" } else { "" }
}

fn of_norm(layer: &Layer) -> Vec<String> {
    let Some(norm) = layer.norm else {
        return Vec::new();
    };
    let scope = match norm.over {
        Over::Units => Scope::PerUnit,
        Over::Channels => Scope::PerChannel,
        Over::Bands => Scope::PerBand,
    };
    let length = layer.unit.port_count() * scope.length(layer.size);
    let (name, eps) = (layer.name, norm.eps.unwrap_or(1e-5));
    vec![
        format!("{name} norm over {:?}, eps {eps:?}", norm.over),
        format!("{name}.norm.gain [{length}] learn Number(1.0), Free"),
        format!("{name}.norm.shift [{length}] learn Zeros, Free"),
    ]
}

/// The numbers of a new network where a function of their place says them.
fn start(name: &str, stored: &Stored, shape: &[usize], number: impl Fn(usize, f64) -> f64) -> Option<String> {
    match stored {
        Stored::Learn(Some(Init::By(function))) | Stored::Fixed(Init::By(function)) => {
            let values = starts::elements(function, shape).into_iter().enumerate();
            let values: Vec<String> = values
                .map(|(place, value)| format!("{:.9}", number(place, value)))
                .collect();
            Some(format!("{name} starts at {}", values.join(" ")))
        }
        _ => None,
    }
}

fn start_of_constant(layer: &Layer, constant: &Constant, dt: Option<usize>) -> Option<String> {
    let Value::Stored { scope, init, .. } = &constant.value else {
        return None;
    };
    let name = format!("{}.{}", layer.name, constant.name);
    let rate = |_, value: f64| match dt {
        Some(microseconds) if constant.is_time => seconds(1.0, microseconds) / value,
        _ => value,
    };
    start(
        &name,
        &Stored::Fixed(init.clone()),
        &[scope.length(layer.size)],
        rate,
    )
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

fn of_constant(layer: &str, size: Size, constant: &Constant, dt: Option<usize>) -> String {
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
            format!(
                "{layer}.{name}.bias [{}] learn Number({start:?}), Free{time}",
                size.value()
            )
        }
        Value::Stored {
            learn,
            scope,
            init,
            bounds,
        } => {
            let length = scope.length(size);
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
                "{layer}.{name} [{length}] {word} {}, {bounds}, {scope:?}{time}",
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

fn initial(init: &Init, number: impl Fn(f64) -> f64) -> String {
    match init {
        Init::Number(value) => format!("Number({:?})", number(*value)),
        Init::Uniform(low, high) => format!("Uniform({:?}, {:?})", number(*low), number(*high)),
        Init::LogUniform(low, high) => format!("LogUniform({:?}, {:?})", number(*low), number(*high)),
        Init::Normal(mean, deviation) => format!("Normal({:?}, {:?})", number(*mean), number(*deviation)),
        Init::By(_) => "By".to_owned(),
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
