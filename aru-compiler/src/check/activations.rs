//! Activations of the user's own: one argument, and functions of it.

use super::names;
use crate::declaration::{Activation, Declaration, Expression, WrittenActivation};
use crate::functions::{self, Function, in_equations};
use crate::report::Errors;
use crate::suggest;

/// Words with a meaning where an activation or a function is named.
const WORDS: [&str; 5] = ["custom", "prev", "recur", "select", "activation"];

// Each has a name of its own among those of the call:
//
//     activation swish(x) = x * sigmoid(x);       activation swish(x) = x * sigmoid(2 * x);
pub fn names_are_given_once(declaration: &Declaration, errors: &mut Errors) {
    for (index, WrittenActivation { name, .. }) in declaration.activations.iter().enumerate() {
        let mut earlier = declaration.activations[..index].iter();
        if earlier.any(|earlier| earlier.name == *name) {
            errors.error(name, format!("the activation `{name}` is defined multiple times"));
        }
    }
}

// What the language has keeps its name, for the activation and for its argument:
//
//     activation tanh(x) = x;     activation soft(exp) = ln(1 + exp);
pub fn names_can_be_used(activation: &WrittenActivation, errors: &mut Errors) {
    let name = &activation.name;
    names::can_be_used(name, errors);
    let text = name.to_string();
    if WORDS.contains(&text.as_str()) {
        errors.error(
            name,
            format!("`{text}` has a meaning of its own; choose another name"),
        );
    } else if functions::activations().contains(&text.as_str()) {
        errors.error(
            name,
            format!("`{text}` is a built-in activation; choose another name"),
        );
    } else if in_equations().contains(&text.as_str()) {
        errors.error(name, format!("`{text}` is a function; choose another name"));
    }
    for argument in &activation.arguments {
        names::can_be_used(argument, errors);
        let text = argument.to_string();
        if WORDS.contains(&text.as_str()) || in_equations().contains(&text.as_str()) {
            errors.error(argument, format!("`{text}` is a function; choose another name"));
        } else if *argument == *name {
            errors.error(
                argument,
                format!("`{text}` is the activation itself; choose another name"),
            );
        }
    }
}

// It is a function of one number:
//
//     activation two(x, y) = x * y;       activation none(x) = 1;
pub fn one_argument_is_read(activation: &WrittenActivation, errors: &mut Errors) {
    let name = &activation.name;
    match activation.arguments.as_slice() {
        [] if activation.value.is_none() => {}
        [] => errors.error(
            name,
            format!("an activation takes one argument: `activation {name}(x) = ..;`"),
        ),
        [argument] => {
            let Some(value) = &activation.value else { return };
            if !value.names_read_now().contains(&argument) {
                let message = format!("the activation `{name}` never reads its argument `{argument}`");
                errors.error(argument, message);
            }
        }
        [_, second, ..] => errors.error(
            second,
            "an activation takes one argument; what takes more is an equation of a `unit`",
        ),
    }
}

// Its value is made of its argument, numbers and functions:
//
//     activation leaky(x) = x + slope * drive;        activation again(x) = again(x - 1);
pub fn names_are_known(activation: &WrittenActivation, declaration: &Declaration, errors: &mut Errors) {
    let mut waiting: Vec<&Expression> = activation.value.iter().collect();
    while let Some(expression) = waiting.pop() {
        match expression {
            Expression::Name(name) if activation.arguments.contains(name) => {}
            Expression::Name(name) => {
                let known: Vec<String> = activation.arguments.iter().map(ToString::to_string).collect();
                let of = suggest::list(&known);
                let message = format!(
                    "nothing named `{name}` here; an activation is made of its argument {of}, numbers and functions"
                );
                errors.error(name, message);
            }
            Expression::Call(function, _) => {
                let called = function.to_string();
                if *function == activation.name {
                    let message =
                        format!("`{called}` calls itself; an activation is made of functions alone");
                    errors.error(function, message);
                } else if let Some(other) = declaration.activation(function) {
                    let message = format!(
                        "`{}` is an activation, and one is made of functions alone; write out what it is",
                        other.name
                    );
                    errors.error(function, message);
                } else if ["prev", "recur", "activation"].contains(&called.as_str()) {
                    let message = format!(
                        "`{called}` has a meaning in a `unit` alone; an activation knows its argument only"
                    );
                    errors.error(function, message);
                } else if !in_equations().contains(&called.as_str()) {
                    let mut known = in_equations();
                    known.retain(|known| *known != "activation");
                    let hint = suggest::hint(&called, &known);
                    errors.error(function, format!("unknown function `{called}`{hint}"));
                }
            }
            _ => {}
        }
        waiting.extend(expression.parts().into_iter().rev());
    }
}

// One that no layer applies was forgotten, or is misspelt where it should be:
//
//     activation swish(x) = x * sigmoid(x);       layer h: Elman<4>;
pub fn all_are_applied(declaration: &Declaration, errors: &mut Errors) {
    let layers = || declaration.networks.iter().flat_map(|network| &network.layers);
    // What could not be read may be where it is applied.
    let is_whole = declaration.networks.iter().all(|network| !network.is_incomplete)
        && layers().all(|layer| !layer.is_incomplete)
        && !declaration.networks.is_empty();
    if !is_whole {
        return;
    }
    let applied = |name: &proc_macro2::Ident| {
        layers().any(|layer| match &layer.activation {
            Some(setting) => match &setting.value {
                Ok(Activation::Named(applied)) => {
                    applied == name || declaration.activation(applied).is_none()
                }
                Ok(_) => false,
                Err(_) => true,
            },
            None => false,
        })
    };
    // One whose name has to be changed is not yet applied by its next one.
    let is_taken = |name: &proc_macro2::Ident| {
        let word = name.to_string();
        WORDS.contains(&&*word) || Function::find(&word).is_some() || names::is_keyword(name)
    };
    for WrittenActivation { name, .. } in &declaration.activations {
        if !applied(name) && !is_taken(name) {
            let message =
                format!("no layer applies the activation `{name}`; write `activation: {name};` or remove it");
            errors.error(name, message);
        }
    }
}
