//! Biases and initial states, and what holds for every INIT.

use super::value;
use crate::declaration::{Init, Network, Quantity, Setting, Stored};
use crate::network::Initial;
use crate::report::Errors;

// The values of `bias` and `initial`. They are vectors, of which none is orthogonal.
pub fn values_are_valid(network: &Network, errors: &mut Errors) {
    for layer in &network.layers {
        for setting in [&layer.bias, &layer.initial].into_iter().flatten() {
            let Some(Some(stored)) = value(setting, errors) else {
                continue;
            };
            stored_is_valid(stored, setting, errors);
            if let Some(Init {
                tokens,
                kind: Initial::Orthogonal(_),
                ..
            }) = &stored.init
            {
                let message = format!("`{}` is a vector, and only a matrix is orthogonal", setting.name);
                errors.error(tokens, message);
            }
        }
    }
}

/// Reports what is wrong with an INIT of plain numbers.
pub fn stored_is_valid<T>(stored: &Stored, setting: &Setting<T>, errors: &mut Errors) {
    let Some(init) = &stored.init else { return };
    for quantity in init.kind.quantities() {
        if let Quantity::Time(time) = quantity {
            let message = format!("`{}` takes numbers without a unit", setting.name);
            errors.error(&time.tokens, message);
        }
    }
    init_is_valid(init, errors);
}

/// Reports distributions that are none.
pub fn init_is_valid(init: &Init, errors: &mut Errors) {
    match &init.kind {
        Initial::Uniform(low, high) if low.value() >= high.value() => {
            errors.error(&init.tokens, "`uniform(a, b)` needs a < b");
        }
        Initial::LogUniform(low, _) if low.value() <= 0.0 => {
            errors.error(
                low,
                "`log_uniform(a, b)` is uniform in the logarithm, and needs a above 0",
            );
        }
        Initial::LogUniform(low, high) if low.value() >= high.value() => {
            errors.error(&init.tokens, "`log_uniform(a, b)` needs a < b");
        }
        Initial::Normal(_, deviation) if deviation.value() <= 0.0 => {
            errors.error(deviation, "a standard deviation must be above 0");
        }
        Initial::Orthogonal(gain) if gain.value() <= 0.0 => {
            errors.error(gain, "the gain of `orthogonal` must be above 0");
        }
        _ => {}
    }
}
