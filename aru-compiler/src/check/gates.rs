//! Gated rates: what can be gated, between which ends, and by which links.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::bounds::range;
use super::constants::{Kind, init_is_valid};
use super::layers::{constant_of, with_units};
use crate::declaration::{
    Bounds, Constant, Declaration, Gate, Layer, Link, Network, Number, Quantity, Unit, alpha_of, is_rate,
};
use crate::report::Errors;
use crate::suggest;

// A gate makes a rate, strictly between two ends, and begins at one in between:
//
//     alpha_s: gated(1.5, from x) in logistic(0, 1);      alpha_s: gated(from x) in 0.1..=0.9;
pub fn gate_is_valid(gate: &Gate, name: &str, kind: &Kind, errors: &mut Errors) {
    if matches!(kind, Kind::Free) {
        let message = format!(
            "only a rate, `alpha_..`, can be gated; for `{name}` give the unit a port, which its equations may read in any way"
        );
        return errors.error(&gate.word, message);
    }
    let before = errors.count();
    match gate.bounds.as_ref().map(|bounds| &bounds.logistic) {
        Some(None) => {
            let message = "a gate keeps its rate between two ends by itself, so that nothing is left to project; write \
                           `in logistic(low, high)`";
            errors.error(gate.bounds.as_ref().map(|bounds| &bounds.tokens), message);
        }
        Some(Some(Some(slope))) => {
            let message = "a gate has no slope: what drives it has weights; leave it out";
            errors.error(&slope.tokens, message);
        }
        _ => {}
    }
    if errors.count() > before {
        return;
    }
    let all = whole_range(gate);
    let range = range(gate.bounds.as_deref().unwrap_or(&all), name, kind, errors);
    if let (Some(init), Some(range)) = (&gate.start, range) {
        init_is_valid(init, name, kind, Some(range), errors);
    }
}

/// `logistic(0, 1)`, which holds where nothing is written.
fn whole_range(gate: &Gate) -> Bounds {
    let end = |tokens: TokenStream, value: f64| {
        Quantity::Number(Number {
            tokens,
            value,
            whole: None,
        })
    };
    Bounds {
        tokens: gate.word.to_token_stream(),
        low: end(quote!(0), 0.0),
        high: end(quote!(1), 1.0),
        logistic: Some(None),
    }
}

// A gate without a link is a constant:
//
//     alpha_s: gated;     without     x -> hidden.alpha_s;
pub fn gates_are_driven(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, rate, gate) in gates(network, declaration) {
        let drives =
            |link: &Link| link.target == layer.name && link.port.as_ref().is_some_and(|port| *port == rate);
        if !network.is_incomplete && !network.links.iter().any(drives) {
            let message = format!(
                "nothing drives the gate of `{rate}`; write `gated(from x)`, or a link `x -> {}.{rate};`",
                layer.name
            );
            errors.error(&gate.word, message);
        }
    }
}

// The bias of a gate is read by a name of its own, beside the constants and biases of the unit:
//
//     unit U { constant alpha_s; bias alpha_s_bias; .. }      layer h: U<4> { alpha_s: gated(from x); }
pub fn accessors_are_told_apart(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, rate, gate) in gates(network, declaration) {
        let name = format!("{rate}_bias");
        let Some(unit) = declaration.unit(&layer.unit) else {
            continue;
        };
        if unit
            .constants
            .iter()
            .chain(&unit.biases)
            .any(|known| *known == name)
        {
            let message = format!(
                "the bias of this gate is read as `{name}`, which the unit `{}` has already; rename that",
                unit.name
            );
            errors.error(&gate.word, message);
        }
    }
}

/// Every gate of a network, with its layer and the name of the rate.
fn gates<'a>(
    network: &'a Network,
    declaration: &'a Declaration,
) -> impl Iterator<Item = (&'a Layer, String, &'a Gate)> {
    with_units(network, declaration).flat_map(|(layer, unit)| {
        let settings = layer.constants.iter();
        settings.filter_map(move |setting| match &setting.value {
            Ok(Constant::Gated(gate)) => {
                let rate = constant_of(unit, &setting.name.to_string())?.to_string();
                is_rate(&rate).then_some((layer, rate, gate))
            }
            _ => None,
        })
    })
}

// A link may end in a rate that is gated, by the name that the unit has for it:
//
//     x -> hidden.alfa_s;      x -> hidden.tau_s;      x -> hidden.alpha_s;  where  alpha_s: 0.5;
pub fn links_into_gates_find_them(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for link in network.links.iter().filter(|link| !link.is_from) {
        let Some(port) = &link.port else { continue };
        let found = with_units(network, declaration).find(|(layer, _)| layer.name == link.target);
        if let Some((layer, unit)) = found
            && let Some(message) = not_found(&port.to_string(), layer, unit)
        {
            errors.error(port, message);
        }
    }
}

/// Why a link into `port` of a layer drives nothing; `None` where it does, or where that cannot be said.
fn not_found(port: &str, layer: &Layer, unit: &Unit) -> Option<String> {
    let name = &layer.name;
    let Some(constant) = unit.constants.iter().find(|constant| *constant == port) else {
        if let Some(rate) = alpha_of(port)
            && unit.constants.iter().any(|constant| *constant == rate)
        {
            return Some(format!(
                "a gate drives the rate, which rises where the time constant falls; write `{name}.{rate}`"
            ));
        }
        if unit.is_incomplete {
            return None;
        }
        if unit.ports.is_empty() && port == "drive" {
            return Some(format!(
                "`drive` is all that a link to `{name}` drives; end it at `{name}` itself"
            ));
        }
        if unit.port_names().iter().any(|known| known == port) {
            return None;
        }
        let rates = unit.constants.iter().map(ToString::to_string);
        let mut rates: Vec<String> = rates.filter(|constant| is_rate(constant)).collect();
        if !unit.ports.is_empty() {
            rates.extend(unit.port_names());
            let hint = suggest::hint(port, &rates);
            return Some(format!("no port of `{name}` is named `{port}`{hint}"));
        }
        if rates.is_empty() {
            return Some(format!(
                "the unit `{}` has no rate that could be gated; link to `{name}` itself",
                unit.name
            ));
        }
        let hint = suggest::hint(port, &rates);
        return Some(format!("no rate of `{name}` is named `{port}`{hint}"));
    };
    if !is_rate(port) {
        return Some(format!(
            "only a rate, `alpha_..`, can be gated; for `{port}` give the unit a port"
        ));
    }
    match layer.constant(constant).map(|setting| &setting.value) {
        Some(Ok(Constant::Gated(_)) | Err(_)) | None => None,
        Some(Ok(_)) => Some(format!(
            "`{port}` of `{name}` is the same in every step; set `{port}: gated;` for links to drive it"
        )),
    }
}
