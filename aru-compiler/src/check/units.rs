//! Units: what their equations may say.

use proc_macro2::Ident;

use super::names;
use crate::declaration::{Expression, Unit, alpha_of};
use crate::functions;
use crate::report::Errors;
use crate::suggest;

/// Words with a meaning in a unit.
const WORDS: [&str; 7] = ["constant", "ports", "bias", "state", "emit", "prev", "recur"];
/// Settings of a layer, among which constants and biases stand.
pub const SETTINGS: [&str; 6] = ["activation", "bias", "initial", "noise", "norm", "sign"];

// What a unit declares is read in its equations and set by its layers, so it may not be called like what stands
// there already:
//
//     constant initial;       ports exp;      drive = ..;     constant tau_s;
pub fn names_can_be_used(unit: &Unit, errors: &mut Errors) {
    for (kind, name) in declared(unit) {
        let text = name.to_string();
        names::can_be_used(name, errors);
        let is_set = kind == "constant" || kind == "bias";
        if is_set && SETTINGS.contains(&text.as_str()) {
            let message = format!("`{text}` is a setting of every layer; choose another name");
            errors.error(name, message);
        } else if WORDS.contains(&text.as_str()) {
            let message = format!("`{text}` has a meaning of its own in a unit; choose another name");
            errors.error(name, message);
        } else if functions::in_equations().contains(&text.as_str()) {
            errors.error(name, format!("`{text}` is a function; choose another name"));
        } else if text == "drive" && kind != "port" {
            errors.error(
                name,
                "`drive` is what a unit gets from its links; choose another name",
            );
        } else if let Some(alpha) = alpha_of(&text).filter(|_| is_set) {
            let rule = format!("`{text}` is the time constant of the rate `{alpha}`; declare `{alpha}`");
            errors.error(name, rule);
        } else if let Some(state) = text.strip_prefix("initial_").filter(|_| is_set)
            && unit.equations.iter().any(|equation| equation.name == state)
        {
            let rule = format!("`{text}` is the initial value of `{state}`; choose another name");
            errors.error(name, rule);
        }
    }
}

// Everything in a unit has a name of its own, and each value is assigned once:
//
//     r = exp(drive);  r = tanh(r);
pub fn names_are_given_once(unit: &Unit, errors: &mut Errors) {
    let mut seen: Vec<(&str, &Ident)> = Vec::new();
    for (kind, name) in declared(unit) {
        match seen.iter().find(|(_, earlier)| *earlier == name) {
            Some(("value", _)) => errors.error(name, format!("`{name}` is assigned more than once")),
            Some((first, _)) if *first == kind => {
                let message = format!("the {kind} `{name}` is declared more than once; keep one");
                errors.error(name, message);
            }
            Some((first, _)) => {
                let message =
                    format!("the {kind} `{name}` has the name of the {first} `{name}`; choose another");
                errors.error(name, message);
            }
            None => seen.push((kind, name)),
        }
    }
}

// A state is a value of the unit:
//
//     state rate;     without     rate = ..;
pub fn states_are_assigned(unit: &Unit, errors: &mut Errors) {
    for (index, state) in unit.declared_states.iter().enumerate() {
        if unit.declared_states[..index].contains(state) {
            let message = format!("the state `{state}` is declared more than once; keep one");
            errors.error(state, message);
        } else if !unit.assigns(state) && !unit.is_incomplete {
            let hint = suggest::hint(state, &values(unit));
            errors.error(
                state,
                format!("the state `{state}` is assigned by no equation{hint}"),
            );
        }
    }
}

// What leaves a layer is one of the values of its unit.
pub fn one_value_is_emitted(unit: &Unit, errors: &mut Errors) {
    if unit.emits.is_empty() && !unit.is_incomplete {
        let message = format!("the unit `{}` emits nothing; end it with `emit name;`", unit.name);
        errors.error(&unit.name, message);
    }
    for second in unit.emits.iter().skip(1) {
        errors.error(second, "a unit emits one value; keep one `emit`");
    }
    for emit in &unit.emits {
        if !unit.assigns(emit) && !unit.is_incomplete {
            let message = format!("no value named `{emit}`{}", suggest::hint(emit, &values(unit)));
            errors.error(emit, message);
        }
    }
}

// A constant, a port or a bias that no equation reads would be set, linked and trained for nothing. A port that is
// read by `recur` alone counts as unread: all but the layer's own link would be lost.
pub fn declarations_are_used(unit: &Unit, errors: &mut Errors) {
    if unit.is_incomplete {
        return;
    }
    let read: Vec<&Ident> = unit.values().flat_map(Expression::names_read_now).collect();
    for (kind, name) in declared(unit).filter(|(kind, _)| *kind != "value") {
        if !read.contains(&name) {
            errors.error(
                name,
                format!("the {kind} `{name}` is read by no equation; use it or remove it"),
            );
        }
    }
    if unit.ports.is_empty() && !read.iter().any(|name| *name == "drive") {
        let message = format!(
            "the unit `{}` never reads `drive`, which is what its links bring",
            unit.name
        );
        errors.error(&unit.name, message);
    }
}

/// What a unit declares, in the order of kinds, each with what it is.
fn declared(unit: &Unit) -> impl Iterator<Item = (&'static str, &Ident)> {
    let constants = unit.constants.iter().map(|name| ("constant", name));
    let ports = unit.ports.iter().map(|name| ("port", name));
    let biases = unit.biases.iter().map(|name| ("bias", name));
    let values = unit.equations.iter().map(|equation| ("value", &equation.name));
    constants.chain(ports).chain(biases).chain(values)
}

pub fn values(unit: &Unit) -> Vec<String> {
    let names = unit.equations.iter().map(|equation| equation.name.to_string());
    names.collect()
}
