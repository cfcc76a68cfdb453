//! Gated rates: the unit of such a layer has a port more for each, and an equation in place of the constant.

use proc_macro2::Ident;

use super::parameters::lower_bounds;
use super::value;
use crate::declaration as written;
use crate::functions::Function;
use crate::network::{Bounds, Equation, Expression, Gate, Network, Operator};

/// The gates of a layer, in the order of its unit's constants. Their biases have no index yet.
pub fn gates(layer: &written::Layer, unit: &written::Unit, network: &written::Network) -> Vec<Gate> {
    let settings = unit.constants.iter().filter_map(|constant| {
        let setting = layer.constant(constant)?;
        match value(setting) {
            written::Constant::Gated(gate) => Some((constant, setting, gate)),
            _ => None,
        }
    });
    let gates = settings.map(|(constant, setting, gate)| {
        let dt = network.dt.as_ref().filter(|_| setting.name != *constant);
        let (low, high) = match gate.bounds.as_ref().map(|bounds| lower_bounds(bounds, dt)) {
            None => (0.0, 1.0),
            Some(Bounds::Logistic { low, high, .. }) => (low, high),
            Some(_) => unreachable!("ruled out by gates::gates_are_valid"),
        };
        Gate {
            name: constant.to_string(),
            docs: setting.docs.clone(),
            low,
            high,
            bias: usize::MAX,
        }
    });
    gates.collect()
}

/// What a unit is called that has these gates: where they differ it is another unit. Ends are shown as they were meant, without
/// what dividing a step by a time leaves in their last digits.
pub fn name_of_unit(unit: &written::Unit, gates: &[Gate]) -> String {
    let show = |end: f64| format!("{end:.12e}").parse::<f64>().unwrap_or(end);
    let texts = gates
        .iter()
        .map(|gate| format!("{} gated in ({}, {})", gate.name, show(gate.low), show(gate.high)));
    let texts: Vec<String> = texts.collect();
    match texts.as_slice() {
        [] => unit.name.to_string(),
        _ => format!("{} with {}", unit.name, texts.join(", ")),
    }
}

/// What the port of a gate is called, behind the ports that the unit has by itself.
pub fn name_of_port(gate: &Gate, ports: &[String]) -> String {
    let mut name = format!("gate_of_{}", gate.name);
    while ports.contains(&name) {
        name.push('_');
    }
    name
}

/// alpha = low + (high - low) sigmoid(g), given the port g.
pub fn equation(gate: &Gate, port: usize) -> Equation {
    let sigmoid = Expression::Call(Function::named("sigmoid"), vec![Expression::Drive(port)]);
    let binary = |operator, a, b| Expression::Binary(operator, Box::new(a), Box::new(b));
    let range = Expression::Number(gate.high - gate.low);
    Equation {
        name: gate.name.clone(),
        value: binary(
            Operator::Add,
            Expression::Number(gate.low),
            binary(Operator::Multiply, range, sigmoid),
        ),
    }
}

/// The port that a link into one port, or into the gate of a rate, drives.
pub fn port(lowered: &Network, layer: usize, written: &Ident) -> usize {
    let layer = &lowered.layers[layer];
    let gate = layer.gates.iter().position(|gate| *written == gate.name);
    let ports = &lowered.units[layer.unit].ports[..layer.own_ports(lowered)];
    if let (None, Some(port)) = (gate, ports.iter().position(|port| written == port)) {
        return port;
    }
    let gate = gate.unwrap_or_else(|| unreachable!("ruled out by gates::links_into_gates_find_them"));
    layer.own_ports(lowered) + gate
}
