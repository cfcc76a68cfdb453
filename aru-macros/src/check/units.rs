//! Units: what their equations may say.

use proc_macro2::Ident;

use super::names;
use crate::declaration::{Expression, Unit};
use crate::report::Errors;
use crate::suggest;

/// Functions that equations may call, besides `prev` and `recur`.
const FUNCTIONS: [&str; 8] = ["exp", "ln", "sqrt", "sigmoid", "tanh", "relu", "softplus", "activation"];
/// Words with a meaning in a unit.
const WORDS: [&str; 7] = ["constant", "ports", "bias", "state", "emit", "prev", "recur"];
/// Settings of a layer, among which constants and biases stand.
const SETTINGS: [&str; 5] = ["activation", "bias", "initial", "noise", "sign"];

// What a unit declares is read in its equations and set by its layers, so it may not be called like what stands
// there already:
//
//     constant initial;       ports exp;      drive = ..;     constant tau_s;
pub fn names_can_be_used(unit: &Unit, errors: &mut Errors) {
    for (kind, name) in declared(unit) {
        let text = name.to_string();
        names::can_be_used(name, errors);
        let is_setting = kind != "value" && kind != "port" && SETTINGS.contains(&text.as_str());
        if is_setting {
            errors.error(name, format!("`{text}` is a setting of every layer; choose another name"));
        } else if WORDS.contains(&text.as_str()) {
            errors.error(name, format!("`{text}` has a meaning of its own in a unit; choose another name"));
        } else if FUNCTIONS.contains(&text.as_str()) {
            errors.error(name, format!("`{text}` is a function; choose another name"));
        } else if text == "drive" && kind != "port" {
            errors.error(name, "`drive` is what a unit gets from its links; choose another name");
        } else if kind == "constant" && text.starts_with("tau_") {
            let alpha = text.replacen("tau_", "alpha_", 1);
            let rule = format!("a layer may set `{alpha}` as the time constant `{text}`; declare `{alpha}`");
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
                errors.error(name, format!("the {kind} `{name}` is declared more than once; keep one"));
            }
            Some((first, _)) => {
                errors.error(name, format!("the {kind} `{name}` has the name of the {first} `{name}`; choose another"));
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
            errors.error(state, format!("the state `{state}` is declared more than once; keep one"));
        } else if !unit.equations.iter().any(|equation| equation.name == *state) && !unit.is_incomplete {
            errors.error(state, format!("the state `{state}` is assigned by no equation{}", hint(state, &values(unit))));
        }
    }
}

// What leaves a layer is one of the values of its unit.
pub fn one_value_is_emitted(unit: &Unit, errors: &mut Errors) {
    if unit.emits.is_empty() && !unit.is_incomplete {
        errors.error(&unit.name, format!("the unit `{}` emits nothing; end it with `emit name;`", unit.name));
    }
    for second in unit.emits.iter().skip(1) {
        errors.error(second, "a unit emits one value; keep one `emit`");
    }
    for emit in &unit.emits {
        if !unit.equations.iter().any(|equation| equation.name == *emit) && !unit.is_incomplete {
            errors.error(emit, format!("no value named `{emit}`{}", hint(emit, &values(unit))));
        }
    }
}

// Equations are computed in the order written. A value is read behind its equation, `prev` reads any value of the
// step before:
//
//     rate = activation(current);  current = drive;
pub fn equations_read_what_is_known(unit: &Unit, errors: &mut Errors) {
    for (index, equation) in unit.equations.iter().enumerate() {
        if let Some(value) = &equation.value {
            Reader { unit, index, errors: &mut *errors }.read(value);
        }
    }
}

/// Reads the equation of that index.
struct Reader<'a> {
    unit: &'a Unit,
    index: usize,
    errors: &'a mut Errors,
}

impl Reader<'_> {
    fn read(&mut self, expression: &Expression) {
        match expression {
            Expression::Number(_) => {}
            Expression::Name(name) => self.name(name),
            Expression::Call(function, argument) => self.call(function, argument),
            Expression::Negate(inner) => self.read(inner),
            Expression::Binary(_, left, right) => {
                self.read(left);
                self.read(right);
            }
        }
    }

    fn name(&mut self, name: &Ident) {
        let unit = self.unit;
        if unit.equations[..self.index].iter().any(|equation| equation.name == *name) {
            return;
        }
        if unit.constants.contains(name) || unit.biases.contains(name) || self.is_port(name) {
            return;
        }
        if name == "recur" {
            if !unit.ports.is_empty() {
                let ports = suggest::list(&unit.port_names());
                let message = format!("this unit has ports of its own; write `recur(port)` for one of {ports}");
                self.errors.error(name, message);
            }
        } else if unit.equations.iter().any(|equation| equation.name == *name) {
            let message = format!("`{name}` is read before its equation; move that up, or read `prev({name})`");
            self.errors.error(name, message);
        } else if name == "prev" || FUNCTIONS.iter().any(|function| name == function) {
            self.errors.error(name, format!("`{name}` takes an argument: `{name}(..)`"));
        } else if name == "drive" {
            let ports = suggest::list(&unit.port_names());
            self.errors.error(name, format!("a unit with ports has no `drive`; read {ports}"));
        } else if !unit.is_incomplete {
            let earlier = unit.equations[..self.index].iter().map(|equation| equation.name.to_string());
            let declared = unit.constants.iter().chain(&unit.biases).map(Ident::to_string);
            let known: Vec<_> = unit.port_names().into_iter().chain(declared).chain(earlier).collect();
            self.errors.error(name, format!("nothing named `{name}` in this unit{}", hint(name, &known)));
        }
    }

    fn call(&mut self, function: &Ident, argument: &Expression) {
        let called = function.to_string();
        match (called.as_str(), argument) {
            ("prev", Expression::Name(state)) => {
                if !self.unit.equations.iter().any(|equation| equation.name == *state) && !self.unit.is_incomplete {
                    let hint = hint(state, &values(self.unit));
                    self.errors.error(state, format!("`prev` reads a value of this unit; no value named `{state}`{hint}"));
                }
            }
            ("recur", Expression::Name(port)) => {
                if !self.is_port(port) && !self.unit.is_incomplete {
                    let hint = hint(port, &self.unit.port_names());
                    self.errors.error(port, format!("`recur` reads a port of this unit; no port named `{port}`{hint}"));
                }
            }
            ("prev", _) => self.errors.error(argument, "`prev` takes the name of a value: `prev(name)`"),
            ("recur", _) => self.errors.error(argument, "`recur` takes the name of a port: `recur(name)`"),
            (known, _) if FUNCTIONS.contains(&known) => self.read(argument),
            (unknown, _) => {
                let known: Vec<_> = FUNCTIONS.iter().chain(&["prev", "recur"]).copied().collect();
                let hint = suggest::hint(unknown, &known);
                self.errors.error(function, format!("unknown function `{unknown}`{hint}"));
                self.read(argument);
            }
        }
    }

    fn is_port(&self, name: &Ident) -> bool {
        self.unit.ports.contains(name) || (self.unit.ports.is_empty() && name == "drive")
    }
}

// A constant, a port or a bias that no equation reads would be set, linked and trained for nothing. A port that is
// read by `recur` alone counts as unread: all but the layer's own link would be lost.
pub fn declarations_are_used(unit: &Unit, errors: &mut Errors) {
    if unit.is_incomplete {
        return;
    }
    let mut read: Vec<&Ident> = Vec::new();
    unit.each_expression(&mut |expression| {
        if let Expression::Name(name) = expression {
            read.push(name);
        }
    });
    let mut recurs: Vec<&Ident> = Vec::new();
    unit.each_expression(&mut |expression| recurs.extend(expression.argument_of("recur")));
    // The argument of `recur` is a name too, and was counted once for each time.
    let times = |names: &[&Ident], name: &dyn Fn(&Ident) -> bool| names.iter().filter(|other| name(other)).count();
    let is_read = |name: &str| {
        let same = |other: &Ident| other == name;
        times(&read, &same) > times(&recurs, &same)
    };
    for (kind, name) in declared(unit).filter(|(kind, _)| *kind != "value") {
        if !is_read(&name.to_string()) {
            errors.error(name, format!("the {kind} `{name}` is read by no equation; use it or remove it"));
        }
    }
    if unit.ports.is_empty() && !is_read("drive") {
        let message = format!("the unit `{}` never reads `drive`, which is what its links bring", unit.name);
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

fn values(unit: &Unit) -> Vec<String> {
    unit.equations.iter().map(|equation| equation.name.to_string()).collect()
}

fn hint(name: &Ident, known: &[String]) -> String {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    suggest::hint(&name.to_string(), &known)
}
