//! Norms: over more than one number, with an eps above zero.

use proc_macro2::Ident;

use super::layers::with_units;
use super::value;
use crate::declaration::{Declaration, Layer, Network, Size};
use crate::network::{NormOver, Scope};
use crate::report::Errors;

// A norm takes the mean and the variance of several numbers, and stays finite where these are equal:
//
//     layer h: Dense<1> { norm: layer; }      norm: layer(eps 0);      layer h: Dense<5> { norm: layer(over channels); }
//
// A size that is a const parameter or a path is checked when it is known, by rustc.
pub fn norms_are_valid(network: &Network, errors: &mut Errors) {
    for layer in &network.layers {
        let Some(norm) = layer.norm.as_ref().and_then(|setting| value(setting, errors)) else {
            continue;
        };
        // Less is zero in f32.
        let is_lost = |eps: f64| eps < f64::from(f32::MIN_POSITIVE);
        if let Some(eps) = norm.eps.as_ref().filter(|eps| is_lost(eps.value)) {
            errors.error(
                &eps.tokens,
                "`eps` must be above 0, also in `f32`: units that are equal have a variance of 0",
            );
        }
        if is_single(layer, norm.over()) {
            let place = norm.over.as_ref().map_or(&norm.tokens, |over| &over.tokens);
            errors.error(place, single_rule(&layer.name, norm.over()));
        }
    }
}

// A view of the layer has `norm_gain` and `norm_shift` then:
//
//     unit Mine { constant norm_gain; .. }        layer h: Mine<4> { norm: layer; .. }
pub fn accessors_are_told_apart(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        let Some(setting) = &layer.norm else { continue };
        let mut names = unit.constants.iter().chain(&unit.biases);
        if let Some(name) = names.find(|name| *name == "norm_gain" || *name == "norm_shift") {
            let message = format!(
                "the norm of `{}` has a parameter that is read by `{name}()`, as the `{name}` of its unit is; rename that",
                layer.name
            );
            errors.error(&setting.name, message);
        }
    }
}

// A norm takes away what is the same for all that is normed together, and a bias that these share would do nothing:
//
//     layer h: Dense<[4, 3]> { norm: layer(over channels); bias: learn per_band(zeros); }
//
// Further biases of a unit are not normed, and share the scope.
pub fn biases_outlive_norms(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        let Some(Ok(norm)) = layer.norm.as_ref().map(|setting| &setting.value) else {
            continue;
        };
        let Some(Ok(Some(bias))) = layer.bias.as_ref().map(|setting| &setting.value) else {
            continue;
        };
        let Some((scope, word)) = &bias.scope else {
            continue;
        };
        let (what, of) = match (norm.over(), scope) {
            (NormOver::Channels, Scope::PerBand) => ("the channels of a band", "band"),
            (NormOver::Bands, Scope::PerChannel) => ("the bands of a channel", "channel"),
            _ => continue,
        };
        if unit.biases.is_empty() && !unit.is_incomplete {
            let message = format!(
                "{what} are normed together, which takes away what they share: a bias for each {of} does nothing; leave `{word}` \
                 out, or write `bias: none`"
            );
            errors.error(word, message);
        }
    }
}

/// Whether a norm is over one number.
fn is_single(layer: &Layer, over: NormOver) -> bool {
    let [bands, channels] = match &layer.size {
        Size::Shape { axes, .. } => [axes[0].known(), axes[1].known()],
        plain => [plain.known(), Some(1)],
    };
    let count = match over {
        NormOver::Units => layer.size.known(),
        NormOver::Channels => channels,
        NormOver::Bands => bands,
    };
    count == Some(1)
}

/// What is wrong with a norm over one number.
pub fn single_rule(layer: &Ident, over: NormOver) -> String {
    let (has, other) = match over {
        NormOver::Units => ("has one unit", ""),
        NormOver::Channels => ("has one channel", ", or norm over bands"),
        NormOver::Bands => ("has one band", ", or norm over channels"),
    };
    format!("the norm of one number is always its shift; `{layer}` {has}: drop `norm`{other}")
}
