//! Norms of drives: their parameters.

use super::parameters::add;
use super::{axis, value};
use crate::declaration as written;
use crate::network::{Bounds, Initial, Network, Norm, Parameter, Role};

/// What is added to the variance unless given; summaries leave it out (`network/words.rs` of the runtime).
const EPS: f64 = 1e-5;

/// Gives a layer its norm, if it has one: gain and shift for each port.
pub fn norm(lowered: &mut Network, layer: &written::Layer, index: usize) {
    let Some(declared) = layer.norm.as_ref().map(value) else {
        return;
    };
    let (over, eps) = (
        declared.over(),
        declared.eps.as_ref().map_or(EPS, |eps| eps.value),
    );
    let own = &lowered.layers[index];
    let size = over.scope().size(&own.size, &own.shape);
    let shape = vec![axis(own.own_ports(lowered), &size)];
    let [gain, shift] = [true, false].map(|is_gain| {
        let label = if is_gain { "gain" } else { "shift" };
        let parameter = Parameter {
            name: format!("{}.norm.{label}", layer.name),
            shape: shape.clone(),
            role: Role::Norm {
                layer: index,
                is_gain,
                over,
                eps,
            },
            learn: true,
            initial: match is_gain {
                true => Initial::Number(1.0),
                false => Initial::Zeros,
            },
            bounds: Bounds::Free,
            declared_as_time: false,
        };
        add(lowered, parameter)
    });
    lowered.layers[index].norm = Some(Norm {
        over,
        eps,
        gain,
        shift,
    });
}
