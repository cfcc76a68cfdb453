//! What a layer applies.

use proc_macro2::{Ident, Span};

use super::unit::lower_expression;
use super::value;
use crate::builtin;
use crate::check::{PROMISE, non_negative_emission};
use crate::declaration as written;
use crate::network::{Activation, CustomActivation, Expression, Network, WrittenActivation};

/// The activation of a layer, where its unit applies one. One of the user's joins those of the network if it is the first
/// time.
pub fn lower_activation(
    layer: &written::Layer,
    unit: &written::Unit,
    declaration: &written::Declaration,
    lowered: &mut Network,
) -> Option<Activation> {
    if !unit.applies_activation() {
        return None;
    }
    let Some(setting) = &layer.activation else {
        let default = builtin::default_activation(&unit.name);
        let default = default.unwrap_or_else(|| unreachable!("ruled out by layers::activations_are_given"));
        return Some(Activation::BuiltIn(default));
    };
    Some(match value(setting) {
        written::Activation::BuiltIn(activation) => Activation::BuiltIn(*activation),
        written::Activation::Named(name) => {
            let known = &mut lowered.activations;
            let position = known.iter().position(|known| *name == known.name);
            Activation::Written(position.unwrap_or_else(|| {
                known.push(lower_written(name, declaration));
                known.len() - 1
            }))
        }
        written::Activation::Custom(path) => {
            let known = &mut lowered.custom_activations;
            let text = path.to_string();
            let position = known.iter().position(|known| known.path.to_string() == text);
            let position = position.unwrap_or_else(|| {
                let name = format!("__AruActivation{}", known.len());
                // Where it is used rustc tells a type that is no activation: at the path, then.
                let first = path.clone().into_iter().next().map(|token| token.span());
                let span = Span::call_site().located_at(first.unwrap_or_else(Span::call_site));
                let name = Ident::new(&name, span);
                let path = path.clone();
                known.push(CustomActivation {
                    name,
                    path,
                    must_not_be_negative: false,
                });
                known.len() - 1
            });
            let rests_on_it = || {
                let needed = non_negative_emission(unit, layer, declaration);
                needed.is_ok_and(|needed| needed.contains(PROMISE))
            };
            known[position].must_not_be_negative |= layer.sign.is_some() && rests_on_it();
            Activation::Custom(position)
        }
    })
}

fn lower_written(name: &Ident, declaration: &written::Declaration) -> WrittenActivation {
    let activation = declaration
        .activation(name)
        .unwrap_or_else(|| unreachable!("ruled out by layers::activations_are_given"));
    let (Some(argument), Some(value)) = (activation.arguments.first(), &activation.value) else {
        unreachable!("ruled out by activations::one_argument_is_read and by parse")
    };
    // Every name is that of the argument.
    let argument_alone = |expression: &written::Expression| match expression {
        written::Expression::Name(_) => Some(Expression::Argument),
        _ => None,
    };
    WrittenActivation {
        name: name.to_string(),
        docs: activation.docs.clone(),
        argument: argument.to_string(),
        value: lower_expression(value, &argument_alone),
    }
}
