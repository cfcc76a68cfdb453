//! Biases and initial states, and what holds for every INIT.

use crate::declaration::{Init, InitKind, Network, Quantity, Setting, Stored};
use crate::report::Errors;

// The values of `bias` and `initial`. They are vectors, of which none is orthogonal.
pub fn values_are_valid(network: &Network, errors: &mut Errors) {
    for layer in &network.layers {
        for setting in [&layer.bias, &layer.initial].into_iter().flatten() {
            match &setting.value {
                Err(error) => errors.push(error.clone()),
                Ok(Some(Stored { init: Some(init), .. })) => {
                    number_is_plain(init, setting, errors);
                    init_is_valid(init, errors);
                    if let InitKind::Orthogonal(_) = init.kind {
                        let message =
                            format!("`{}` is a vector, and only a matrix is orthogonal", setting.name);
                        errors.error(&init.tokens, message);
                    }
                }
                Ok(_) => {}
            }
        }
    }
}

/// Reports times where an INIT takes plain numbers.
pub fn number_is_plain<T>(init: &Init, setting: &Setting<T>, errors: &mut Errors) {
    for quantity in init.kind.quantities() {
        if let Quantity::Time(time) = quantity {
            errors.error(
                &time.tokens,
                format!("`{}` takes numbers without a unit", setting.name),
            );
        }
    }
}

/// Reports distributions that are none.
pub fn init_is_valid(init: &Init, errors: &mut Errors) {
    match &init.kind {
        InitKind::Uniform(low, high) if low.value() >= high.value() => {
            errors.error(&init.tokens, "`uniform(a, b)` needs a < b");
        }
        InitKind::Normal(_, deviation) if deviation.value() <= 0.0 => {
            errors.error(deviation, "a standard deviation must be above 0");
        }
        InitKind::Orthogonal(gain) if gain.value <= 0.0 => {
            errors.error(&gain.tokens, "the gain of `orthogonal` must be above 0");
        }
        _ => {}
    }
}
