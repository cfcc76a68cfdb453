//! Numbers that the units of a band or of a channel share.

use proc_macro2::Ident;

use crate::declaration::{Constant, Layer, Network, Size};
use crate::network::Scope;
use crate::report::Errors;

// Bands and channels are those of a shape; a plain size has neither:
//
//     layer h: Aru<5> { alpha_s: learn per_band(0.5); .. }        layer h: Dense<5> { bias: learn per_channel(zeros); }
pub fn shared_numbers_have_a_shape(network: &Network, errors: &mut Errors) {
    for layer in &network.layers {
        let is_shape = matches!(layer.size, Size::Shape { .. });
        for (scope, word, is_bias) in scopes(layer).filter(|_| !is_shape) {
            let instead = match (scope, is_bias) {
                (Scope::PerBand, false) => "write `per_unit`",
                (Scope::PerBand, true) => "leave it out, a bias has a number for each unit",
                (_, false) => "write `global`",
                (_, true) => "a bias that all units share is that of a shape, `[N, 1]`",
            };
            let size = &layer.size;
            let message = format!(
                "`{}` has no shape: a plain `{}` is so many bands of one channel; {instead}, or give it one, `[bands, channels]`",
                layer.name,
                quote::quote!(#size)
            );
            errors.error(word, message);
        }
    }
}

/// The scopes of bands and channels that a layer names, each with its word and whether it is that of the bias.
fn scopes(layer: &Layer) -> impl Iterator<Item = (Scope, &Ident, bool)> {
    let constants = layer.constants.iter().filter_map(|setting| match &setting.value {
        Ok(Constant::Stored {
            scope, scope_word, ..
        }) => Some((*scope, scope_word, false)),
        _ => None,
    });
    let bias = layer.bias.iter().filter_map(|setting| {
        let stored = setting.value.as_ref().ok()?.as_ref()?;
        let (scope, word) = stored.scope.as_ref()?;
        Some((*scope, word, true))
    });
    constants
        .chain(bias)
        .filter(|(scope, ..)| matches!(scope, Scope::PerBand | Scope::PerChannel))
}
