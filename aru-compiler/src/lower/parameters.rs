//! Parameters in the order of the buffer: for each layer the weights of its links, biases, constants, initial
//! states. Each is told to the layer or link that owns it as it is made.

use super::{axis, constraints, declared_unit, learned_delay, norm, value};
use crate::declaration as written;
use crate::network::{
    Bounds, Constant, ConstantValue, Form, Gate, Initial, Network, Parameter, Role, Scope, StartFunction,
};

/// The slope of a logistic unless given.
pub const SLOPE: f64 = 1.5;

pub fn lower_parameters(
    lowered: &mut Network,
    network: &written::Network,
    declaration: &written::Declaration,
) {
    for (index, layer) in network.layers.iter().enumerate() {
        let unit = declared_unit(declaration, &layer.unit);
        weights(lowered, network, index);
        biases(lowered, layer, index);
        norm::norm(lowered, layer, index);
        constants(lowered, network, unit, layer, index);
        initial_states(lowered, declaration, layer, index);
    }
}

fn weights(lowered: &mut Network, network: &written::Network, layer: usize) {
    for index in 0..lowered.links.len() {
        let link = &lowered.links[index];
        if link.target != layer {
            continue;
        }
        if link.form == Form::Identity {
            lowered.links[index].learned_delay = learned_delay::parameters(lowered, network, index);
            continue;
        }
        let target = &lowered.layers[layer];
        let (_, source) = lowered.end(link.source);
        let (port, form) = (link.port, link.form);
        let is_of_gate = lowered.is_of_gate(link);
        let ports = match port {
            Some(_) => 1,
            None => target.own_ports(lowered),
        };
        let declared = &network.links[index];
        let taps = match declared.learned_delay() {
            Some(_) => 1,
            None => link.delays.len(),
        };
        let sizes = [&target.size, source];
        let shapes = [&target.shape, lowered.shape(link.source)];
        let shape = constraints::shape_of_weight(form, ports, shapes, taps);
        let bounds = constraints::signs_of_weight(network, declared, link.source);
        // In front of its weight, so that whoever reads parameters in order knows which elements that has.
        if let Form::Sparse { density, .. } = form {
            let mask = constraints::mask(index, &declared.owner(), sizes, density);
            let mask = add(lowered, mask);
            lowered.links[index].form = Form::Sparse { density, mask };
        }
        let stored = declared.weights.as_ref().map(value);
        // A gate begins as the constant that it starts from.
        let default = match is_of_gate {
            true => Initial::Zeros,
            false => Initial::Lecun,
        };
        let weight = Parameter {
            name: format!("{}.weight", declared.owner()),
            shape,
            role: Role::Weight { link: index },
            learn: stored.is_none_or(|stored| stored.learn),
            initial: lower_init(stored.and_then(|stored| stored.init.as_ref()), default),
            bounds,
            declared_as_time: false,
        };
        let init = stored.and_then(|stored| stored.init.as_ref());
        lowered.links[index].weight = Some(add_from(lowered, weight, init));
        lowered.links[index].learned_delay = learned_delay::parameters(lowered, network, index);
    }
}

fn biases(lowered: &mut Network, layer: &written::Layer, index: usize) {
    let unit = &lowered.units[lowered.layers[index].unit];
    let (ports, further) = (lowered.layers[index].own_ports(lowered), unit.biases.clone());
    let zeros = written::Stored {
        learn: true,
        scope: None,
        init: None,
    };
    let stored = layer.bias.as_ref();
    let stored = stored.map_or(Some(&zeros), |setting| value(setting).as_ref());
    let scope = stored.and_then(|stored| stored.scope.as_ref());
    let scope = scope.map_or(Scope::PerUnit, |(scope, _)| *scope);
    let role = Role::Bias { layer: index, scope };
    let first = vector(lowered, index, "bias", ports, role, (stored, Bounds::Free));
    let further = further
        .iter()
        .map(|name| vector(lowered, index, name, 1, role, (stored, Bounds::Free)));
    let further = further.collect();
    lowered.layers[index].bias = first;
    lowered.layers[index].further_biases = further;
}

fn initial_states(
    lowered: &mut Network,
    declaration: &written::Declaration,
    layer: &written::Layer,
    index: usize,
) {
    let states = lowered.units[lowered.layers[index].unit].states.clone();
    let stored = layer.initial.as_ref().and_then(|setting| value(setting).as_ref());
    let role = Role::InitialState { layer: index };
    let initial = states.iter().map(|state| {
        let name = format!("initial.{state}");
        let bounds = constraints::signs_of_state(layer, state, declaration);
        vector(lowered, index, &name, 1, role, (stored, bounds))
    });
    let initial = initial.collect();
    lowered.layers[index].initial = initial;
}

/// A bias or an initial state, of `factor` values a unit; `None` where the layer has none.
fn vector(
    lowered: &mut Network,
    layer: usize,
    name: &str,
    factor: usize,
    role: Role,
    (stored, bounds): (Option<&written::Stored>, Bounds),
) -> Option<usize> {
    let (stored, layer) = (stored?, &lowered.layers[layer]);
    let size = match role {
        Role::Bias { scope, .. } => scope.size(&layer.size, &layer.shape),
        _ => layer.size.clone(),
    };
    let parameter = Parameter {
        name: format!("{}.{name}", layer.name),
        shape: vec![axis(factor, &size)],
        role,
        learn: stored.learn,
        initial: lower_init(stored.init.as_ref(), Initial::Zeros),
        bounds,
        declared_as_time: false,
    };
    Some(add_from(lowered, parameter, stored.init.as_ref()))
}

/// The same, of a parameter that starts from what is written, if that is a function with it.
pub fn add_from(lowered: &mut Network, parameter: Parameter, init: Option<&written::Init>) -> usize {
    let index = add(lowered, parameter);
    let path = init.and_then(|init| init.function.clone());
    let function = path.map(|path| StartFunction {
        path,
        parameter: index,
    });
    lowered.start_functions.extend(function);
    index
}

/// Puts a parameter behind the others, and says where it is.
pub fn add(lowered: &mut Network, parameter: Parameter) -> usize {
    lowered.parameters.push(parameter);
    lowered.parameters.len() - 1
}

fn constants(
    lowered: &mut Network,
    network: &written::Network,
    unit: &written::Unit,
    layer: &written::Layer,
    index: usize,
) {
    for constant in &unit.constants {
        let setting = layer
            .constant(constant)
            .unwrap_or_else(|| unreachable!("ruled out by constants::constants_are_given_once"));
        let name = proc_macro2::Ident::new(&constant.to_string(), setting.name.span());
        let dt = (setting.name != *constant).then(|| {
            let dt = network.dt.as_ref();
            dt.unwrap_or_else(|| unreachable!("ruled out by constants::values_are_valid"))
        });
        let value = match value(setting) {
            written::Constant::Gated(gate) => {
                gate_bias(lowered, gate, constant, dt, index);
                continue;
            }
            written::Constant::Folded(number) => ConstantValue::Folded(folded(number, dt)),
            written::Constant::Stored {
                learn,
                scope,
                init,
                bounds,
                ..
            } => {
                let own = &lowered.layers[index];
                let size = scope.size(&own.size, &own.shape);
                let parameter = Parameter {
                    name: format!("{}.{name}", layer.name),
                    shape: vec![axis(1, &size)],
                    role: Role::Constant {
                        layer: index,
                        scope: *scope,
                    },
                    learn: *learn,
                    initial: lower_init(Some(init), Initial::Zeros),
                    bounds: bounds
                        .as_ref()
                        .map_or(Bounds::Free, |bounds| lower_bounds(bounds, dt)),
                    declared_as_time: dt.is_some(),
                };
                ConstantValue::Stored {
                    parameter: add_from(lowered, parameter, Some(init)),
                    scope: *scope,
                }
            }
        };
        lowered.layers[index].constants.push(Constant {
            name,
            docs: setting.docs.clone(),
            is_rate: written::is_rate(&constant.to_string()),
            value,
        });
    }
}

/// The bias of a gate, which is drawn as the rate and stored as the g at which the gate is that rate.
fn gate_bias(
    lowered: &mut Network,
    gate: &written::Gate,
    constant: &proc_macro2::Ident,
    dt: Option<&written::Time>,
    index: usize,
) {
    let layer = &lowered.layers[index];
    let number = layer.gates.iter().position(|gate| *constant == gate.name);
    let number = number.unwrap_or_else(|| unreachable!("every gate of a layer is among its gates"));
    let Gate { low, high, .. } = layer.gates[number];
    let parameter = Parameter {
        name: format!("{}.{constant}.bias", layer.name),
        shape: vec![axis(1, &layer.size)],
        role: Role::Gate {
            layer: index,
            port: layer.own_ports(lowered) + number,
            low,
            high,
        },
        learn: true,
        initial: lower_init(gate.start.as_ref(), Initial::Number(0.5 * (low + high))),
        bounds: Bounds::Free,
        declared_as_time: dt.is_some() && gate.start.is_some(),
    };
    let bias = add_from(lowered, parameter, gate.start.as_ref());
    lowered.layers[index].gates[number].bias = bias;
}

/// A plain number, or the rate of a time constant: alpha = dt / tau.
fn folded(number: &written::Quantity, dt: Option<&written::Time>) -> f64 {
    match (number, dt) {
        (written::Quantity::Time(tau), Some(dt)) => dt.seconds.divided_by(tau.seconds),
        _ => number.value(),
    }
}

/// Bounds of the constant itself. Of a time constant they are turned round: alpha = dt / tau falls where tau rises.
/// The quotient is that of the doubles, as it is for the initial value when a network is made, so that one that
/// lies on a bound stays on it.
pub fn lower_bounds(bounds: &written::Bounds, dt: Option<&written::Time>) -> Bounds {
    let (low, high) = (bounds.low.value(), bounds.high.value());
    let (low, high) = match (dt, &bounds.low) {
        (Some(dt), written::Quantity::Time(_)) => {
            let dt = dt.seconds.to_f64();
            (dt / high, dt / low)
        }
        _ => (low, high),
    };
    match &bounds.logistic {
        None => Bounds::Interval { low, high },
        Some(slope) => Bounds::Logistic {
            low,
            high,
            slope: slope.as_ref().map_or(SLOPE, |slope| slope.value),
        },
    }
}

pub fn lower_init(init: Option<&written::Init>, default: Initial) -> Initial {
    init.map_or(default, |init| init.kind.map(written::Quantity::value))
}
