//! Features of one layer.

use std::collections::BTreeSet;

use super::Found;
use crate::generator::activations::own;
use crate::generator::declaration::{
    Bounds, Declaration, Form, Init, Layer, Link, Over, Scope, Stored, Value,
};

/// Features of one layer.
pub fn of_layer(declaration: &Declaration, index: usize) -> BTreeSet<&'static str> {
    let layer = &declaration.layers[index];
    let mut found = Found::default();
    found.add(layer.unit.name, true);
    found.add(
        "activation by default",
        layer.unit.has_activation && layer.activation.is_none(),
    );
    layer
        .activation
        .into_iter()
        .map(|activation| own(activation).map_or(activation, |own| own.feature))
        .for_each(|feature| found.add(feature, true));
    of_constants(layer, &mut found);
    found.add(
        "bias by default",
        layer.bias.is_none() || layer.bias == Some(Stored::Learn(None)),
    );
    found.add("bias none", layer.bias == Some(Stored::Nothing));
    found.add(
        "bias learn INIT",
        matches!(layer.bias, Some(Stored::Learn(Some(_)))),
    );
    found.add("bias fixed", matches!(layer.bias, Some(Stored::Fixed(_))));
    found.add("bias per_band", layer.bias_scope == Some(Scope::PerBand));
    found.add("bias per_channel", layer.bias_scope == Some(Scope::PerChannel));
    for vector in [&layer.bias, &layer.initial] {
        if let Some(Stored::Learn(Some(init)) | Stored::Fixed(init)) = vector {
            found.add("vector log_uniform", matches!(init, Init::LogUniform(..)));
            found.add("vector by", matches!(init, Init::By(_)));
        }
    }
    let initial = &layer.initial;
    found.add(
        "initial zero",
        layer.unit.has_states() && matches!(initial, None | Some(Stored::Nothing)),
    );
    found.add("initial learn", *initial == Some(Stored::Learn(None)));
    found.add(
        "initial learn INIT",
        matches!(initial, Some(Stored::Learn(Some(_)))),
    );
    found.add("initial fixed", matches!(initial, Some(Stored::Fixed(_))));
    of_links(declaration, index, &mut found);
    found.add("output", layer.is_output);
    found.add("shape", layer.size.is_shape());
    if let Some(norm) = layer.norm {
        let name = match norm.over {
            Over::Units => "norm over units",
            Over::Channels => "norm over channels",
            Over::Bands => "norm over bands",
        };
        found.add(name, true);
        found.add("norm with eps", norm.eps.is_some());
    }
    found.add("noise", layer.noise.is_some());
    found.add("dale", layer.sign.is_some());
    found.0
}

/// Of the own links of a layer that is driven port by port the first says what is its form.
fn of_links(declaration: &Declaration, index: usize, found: &mut Found) {
    let is_to_port = |link: &Link| link.port.is_some();
    found.add(
        "driven port by port",
        declaration.links_into(index).any(is_to_port),
    );
    let own = declaration
        .links_into(index)
        .find(|link| declaration.is_own(link));
    found.add("own link", own.is_some());
    found.add("no own link", own.is_none());
    if let Some(own) = own {
        found.add("own link of several steps", own.taps.delays() != [1]);
        found.add("own link of patches", own.form.window().is_some());
        found.add("own link diagonal", own.form == Form::Diagonal);
        found.add("own link identity", own.form == Form::Identity);
        found.add("own link into a port", is_to_port(own));
    }
}

fn of_constants(layer: &Layer, found: &mut Found) {
    for constant in &layer.constants {
        found.add("tau", constant.is_time);
        match &constant.value {
            Value::Gated { .. } => found.add("gated", true),
            Value::Folded(value) => found.add(if *value == 1.0 { "folded at 1" } else { "folded" }, true),
            Value::Stored {
                learn,
                scope,
                init,
                bounds,
            } => {
                let name = match (learn, scope) {
                    (false, Scope::Global) => "fixed global",
                    (false, Scope::PerUnit) => "fixed per_unit",
                    (true, Scope::Global) => "learn global",
                    (true, Scope::PerUnit) => "learn per_unit",
                    (_, Scope::PerBand) => "per_band",
                    (_, Scope::PerChannel) => "per_channel",
                };
                found.add(name, true);
                found.add("constant log_uniform", matches!(init, Init::LogUniform(..)));
                found.add("constant by", matches!(init, Init::By(_)));
                found.add("constant uniform", matches!(init, Init::Uniform(..)));
                found.add("constant normal", matches!(init, Init::Normal(..)));
                found.add("learned without bounds", *learn && *bounds == Bounds::Free);
                found.add("bounds ..=", matches!(bounds, Bounds::Interval(..)));
                found.add("logistic", matches!(bounds, Bounds::Logistic(..)));
                found.add("logistic slope", matches!(bounds, Bounds::Sloped(..)));
            }
        }
    }
}
