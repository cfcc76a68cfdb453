//! Layers and outputs: sizes, units, and which settings they take.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::value;
use crate::builtin;
use crate::declaration::{Activation, Declaration, Layer, Network, Size, Unit, alpha_of, tau_of};
use crate::functions::activations;
use crate::report::Errors;
use crate::suggest;

/// More units than any computer of today could link fully; a larger number is a slip.
pub const LARGEST_SIZE: usize = 1 << 24;

// A size is at least 1. One that is a const parameter is checked when it is known, by rustc.
pub fn sizes_are_sizes(network: &Network, errors: &mut Errors) {
    let inputs = network.inputs.iter().map(|input| &input.size);
    for size in inputs.chain(network.layers.iter().map(|layer| &layer.size)) {
        size_is_a_size(size, network, errors);
    }
}

const OF_SCALAR: &str = "`T` is the scalar type of the network, not a size";
const OF_SELF: &str = "`Self` cannot be used in a size; name a `const` outside of the network";

/// Whether a word is among tokens, within brackets too.
fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(found) => found == word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

fn size_is_a_size(size: &Size, network: &Network, errors: &mut Errors) {
    match size {
        Size::Number { value: 0, .. } => errors.error(size, "a size must be at least 1"),
        Size::Number { value, .. } if *value > LARGEST_SIZE => {
            errors.error(size, format!("a size may be {LARGEST_SIZE} at most"));
        }
        Size::Number { .. } => {}
        Size::Path(path) => match path.to_token_stream().to_string().as_str() {
            "T" => errors.error(size, OF_SCALAR),
            path if path.split([' ', ':']).next() == Some("Self") => errors.error(size, OF_SELF),
            _ => {}
        },
        Size::Computed { expression, names }
            if mentions(expression.clone(), "Self") || names.iter().any(|name| name == "T") =>
        {
            let message = match mentions(expression.clone(), "Self") {
                true => OF_SELF,
                false => OF_SCALAR,
            };
            errors.error(expression, message);
        }
        Size::Computed { names, .. } => {
            let parameter = names.iter().find(|name| network.const_parameters.contains(name));
            if let Some(parameter) = parameter {
                let message = format!(
                    "`{parameter}` is a const parameter, of which Rust computes no other size; make what is computed a const \
                     parameter too"
                );
                errors.error(parameter, message);
            }
        }
        Size::Shape { axes, .. } => {
            let before = errors.count();
            axes.iter().for_each(|axis| size_is_a_size(axis, network, errors));
            let is_large = |size: &Size| match size.known() {
                Some(units) => units > LARGEST_SIZE,
                None => axes.iter().all(|axis| axis.known().is_some()),
            };
            if errors.count() == before && is_large(size) {
                let message = format!("bands times channels is a size, which may be {LARGEST_SIZE} at most");
                errors.error(size, message);
            }
        }
    }
}

// A layer is made of a built-in unit or of one that the same call declares.
pub fn units_are_known(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for layer in &network.layers {
        if declaration.unit(&layer.unit).is_none() {
            let known = declaration.units.iter().chain(&declaration.builtins);
            let known: Vec<String> = known.map(|unit| unit.name.to_string()).collect();
            let hint = suggest::hint(&layer.unit, &known);
            errors.error(&layer.unit, format!("no unit named `{}`{hint}", layer.unit));
        }
    }
}

// Besides `activation`, `bias` and `initial` a layer sets the constants of its unit, a rate `alpha_x` also as the
// time constant `tau_x`:
//
//     layer h: Aru<4> { alpha_q: 0.5; }
pub fn settings_are_known(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        for setting in &layer.constants {
            let name = setting.name.to_string();
            if constant_of(unit, &name).is_some() || unit.is_incomplete {
                continue;
            }
            let mut known = known_settings(unit, name.starts_with("tau"));
            if unit.ports.is_empty() && !layer.is_output {
                known.push("noise".to_owned());
            }
            let hint = suggest::hint(&name, &known);
            errors.error(
                &setting.name,
                format!("`{}` has no setting named `{name}`{hint}", unit.name),
            );
        }
    }
}

// A setting that changes nothing is a mistake about the unit:
//
//     layer h: Gru<4> { activation: tanh; }       layer d: Dense<4> { initial: learn; }
pub fn settings_have_a_use(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration).filter(|(_, unit)| !unit.is_incomplete) {
        if let Some(setting) = &layer.activation
            && !unit.applies_activation()
        {
            let message = format!(
                "the equations of `{}` apply no `activation`; remove the setting",
                unit.name
            );
            errors.error(&setting.name, message);
        }
        if let Some(setting) = &layer.initial
            && unit.states().is_empty()
        {
            let message = format!(
                "`{}` has no state and so no initial value; remove the setting",
                unit.name
            );
            errors.error(&setting.name, message);
        }
    }
}

// `Aru`, `Elman` and `Dense` have a default activation; where a user's unit applies one, its layers say which. A
// value that is wrong is told here, if the layer has an activation at all.
pub fn activations_are_given(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration).filter(|(_, unit)| unit.applies_activation()) {
        match &layer.activation {
            Some(setting) => {
                if let Some(Activation::Named(name)) = value(setting, errors) {
                    is_declared(name, declaration, errors);
                }
            }
            None if layer.is_incomplete || builtin::default_activation(&unit.name).is_some() => {}
            None => {
                let message = format!(
                    "the unit `{}` applies an `activation`, which the {} `{}` must give; \
                     add `activation: sigmoid;`",
                    unit.name,
                    layer.kind(),
                    layer.name
                );
                errors.error(&layer.name, message);
            }
        }
    }
}

/// A name that the language does not have is that of an activation of the same call.
fn is_declared(name: &proc_macro2::Ident, declaration: &Declaration, errors: &mut Errors) {
    if declaration.activation(name).is_none() {
        let own = declaration.activations.iter().map(|own| own.name.to_string());
        let known: Vec<String> = activations().into_iter().map(str::to_owned).chain(own).collect();
        let hint = suggest::hint(name, &known);
        errors.error(name, format!("unknown activation `{name}`{hint}"));
    }
}

/// The layers whose unit is known, each with it.
pub fn with_units<'a>(
    network: &'a Network,
    declaration: &'a Declaration,
) -> impl Iterator<Item = (&'a Layer, &'a Unit)> {
    let layers = network.layers.iter();
    layers.filter_map(|layer| Some((layer, declaration.unit(&layer.unit)?)))
}

/// The constant of `unit` that a setting of that name sets.
pub fn constant_of<'a>(unit: &'a Unit, setting: &str) -> Option<&'a proc_macro2::Ident> {
    let alpha = alpha_of(setting);
    unit.constants
        .iter()
        .find(|constant| *constant == setting || alpha.as_ref().is_some_and(|alpha| *constant == alpha))
}

fn known_settings(unit: &Unit, as_times: bool) -> Vec<String> {
    let mut known = Vec::new();
    for constant in &unit.constants {
        let name = constant.to_string();
        known.extend(tau_of(&name).filter(|_| as_times));
        known.push(name);
    }
    if unit.applies_activation() {
        known.push("activation".to_owned());
    }
    known.push("bias".to_owned());
    if !unit.states().is_empty() {
        known.push("initial".to_owned());
    }
    known.extend(["norm".to_owned(), "sign".to_owned()]);
    known
}
