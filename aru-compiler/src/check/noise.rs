//! Noise: where it can act, and that its scale has a derivative.

use quote::ToTokens;

use super::constants::text;
use super::layers::with_units;
use super::value;
use crate::declaration::{Constant, Declaration, Network, Quantity, alpha_of};
use crate::network::Initial;
use crate::report::Errors;

/// The constant that noise is scaled by, so that the state has the deviation declared whatever the step.
pub const SCALED_BY: &str = "alpha_s";

// Noise is added to what drives a layer:
//
//     output y: 1 { noise: normal(0.1); }     layer h: Gru<4> { noise: normal(0.1); }     noise: normal(-0.1);
pub fn noise_has_its_place(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        let Some(setting) = &layer.noise else { continue };
        if layer.is_output {
            let message = format!(
                "noise on the output `{}` would only blur the loss; put it on a layer that drives it",
                layer.name
            );
            errors.error(&setting.name, message);
        } else if !unit.ports.is_empty() {
            let message = format!(
                "noise is added to `drive`, which `{}` does not have: it has ports of its own; remove the setting, \
                 or give a unit of your own a port for it",
                unit.name
            );
            errors.error(&setting.name, message);
        } else if let Some(sd) = value(setting, errors)
            && sd.value < 0.0
        {
            errors.error(&sd.tokens, "a standard deviation is 0 or more");
        }
    }
}

// With alpha the rate `alpha_s`, noise is scaled by sqrt((2 - alpha) / alpha), which has no derivative where alpha is
// 2 and is no number above:
//
//     layer h: Aru<4> { alpha_s: 2.0; alpha_r: 1.0; noise: normal(0.1); }
//     layer h: Aru<4> { alpha_s: learn per_unit(by(rates)); alpha_r: 1.0; noise: normal(0.1); }
pub fn its_scale_is_smooth(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration).filter(|(layer, _)| layer.noise.is_some()) {
        let Some(rate) = unit.constants.iter().find(|constant| *constant == SCALED_BY) else {
            continue;
        };
        let Some(setting) = layer.constant(rate) else {
            continue;
        };
        let Ok(value) = &setting.value else { continue };
        if let Constant::Stored {
            init, bounds: None, ..
        } = value
            && matches!(init.kind, Initial::By)
            && alpha_of(&setting.name.to_string()).is_none()
        {
            let message = format!(
                "noise is scaled by sqrt((2 - {rate}) / {rate}), so that `{rate}` of `{}` must stay below 2, and what a function \
                 says is not known here; give it bounds, as `in logistic(0, 1)`",
                layer.name
            );
            errors.error(&init.tokens, message);
        }
        if let Some(end) = reaches_two(value) {
            let message = format!(
                "noise is scaled by sqrt((2 - {rate}) / {rate}), so that `{rate}` of `{}` must stay below 2, where {} \
                 lets it come; lower it",
                layer.name,
                text(end)
            );
            errors.error(end.to_token_stream(), message);
        }
    }
}

/// The number by which a rate may become 2. What is more is told by the check of rates; a time is never that short.
fn reaches_two(value: &Constant) -> Option<&Quantity> {
    let is_two = |number: &&Quantity| matches!(number, Quantity::Number(number) if number.value == 2.0);
    match value {
        Constant::Folded(number) => Some(number).filter(is_two),
        // A sigmoid of a large number is rounded to 1.
        Constant::Gated(gate) => gate.bounds.as_ref().map(|bounds| &bounds.high).filter(is_two),
        Constant::Stored { init, bounds, .. } => {
            // The ends of a logistic are never reached.
            let interval = bounds.as_ref().filter(|bounds| bounds.logistic.is_none());
            let highest = match &init.kind {
                Initial::Number(number) | Initial::Uniform(_, number) | Initial::LogUniform(_, number) => {
                    Some(number)
                }
                _ => None,
            };
            let highest = highest.filter(|_| bounds.is_none());
            interval.map(|bounds| &bounds.high).or(highest).filter(is_two)
        }
    }
}
