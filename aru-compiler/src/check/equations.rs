//! Equations of units: that they read what is there by then.

use proc_macro2::Ident;

use super::units::values;
use crate::declaration::{Expression, Unit};
use crate::functions::in_equations;
use crate::report::Errors;
use crate::suggest;

// Equations are computed in the order written. A value is read behind its equation, `prev` reads any value of the
// step before:
//
//     rate = activation(current);  current = drive;
pub fn names_are_known(unit: &Unit, errors: &mut Errors) {
    for (index, equation) in unit.equations.iter().enumerate() {
        if let Some(value) = &equation.value {
            Reader {
                unit,
                index,
                errors: &mut *errors,
            }
            .read(value);
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
            Expression::Name(name) => self.name(name),
            Expression::Call(function, arguments) => self.call(function, arguments),
            _ => expression.parts().into_iter().for_each(|part| self.read(part)),
        }
    }

    fn name(&mut self, name: &Ident) {
        let unit = self.unit;
        let earlier = unit.equations[..self.index].iter().map(|equation| &equation.name);
        if earlier.clone().any(|earlier| earlier == name) {
            return;
        }
        if unit.constants.contains(name) || unit.biases.contains(name) || self.is_port(name) {
            return;
        }
        if name == "recur" {
            if !unit.ports.is_empty() {
                let ports = suggest::list(&unit.port_names());
                let message =
                    format!("this unit has ports of its own; write `recur(port)` for one of {ports}");
                self.errors.error(name, message);
            }
        } else if unit.assigns(name) {
            let message =
                format!("`{name}` is read before its equation; move that up, or read `prev({name})`");
            self.errors.error(name, message);
        } else if name == "prev" || in_equations().iter().any(|function| name == function) {
            self.errors
                .error(name, format!("`{name}` takes an argument: `{name}(..)`"));
        } else if name == "drive" {
            let ports = suggest::list(&unit.port_names());
            self.errors
                .error(name, format!("a unit with ports has no `drive`; read {ports}"));
        } else if !unit.is_incomplete {
            let declared = unit.constants.iter().chain(&unit.biases).chain(earlier);
            let mut known = unit.port_names();
            known.extend(declared.map(Ident::to_string));
            let hint = suggest::hint(name, &known);
            let message = format!("nothing named `{name}` in this unit{hint}");
            self.errors.error(name, message);
        }
    }

    fn call(&mut self, function: &Ident, arguments: &[Expression]) {
        let called = function.to_string();
        match (called.as_str(), arguments) {
            ("prev", [Expression::Name(state)]) => {
                if !self.unit.assigns(state) && !self.unit.is_incomplete {
                    let hint = suggest::hint(state, &values(self.unit));
                    let message =
                        format!("`prev` reads a value of this unit; no value named `{state}`{hint}");
                    self.errors.error(state, message);
                }
            }
            ("recur", [Expression::Name(port)]) => {
                if !self.is_port(port) && !self.unit.is_incomplete {
                    let hint = suggest::hint(port, &self.unit.port_names());
                    let message = format!("`recur` reads a port of this unit; no port named `{port}`{hint}");
                    self.errors.error(port, message);
                }
            }
            ("prev", _) => self
                .errors
                .error(&arguments[0], "`prev` takes the name of a value: `prev(name)`"),
            ("recur", _) => self
                .errors
                .error(&arguments[0], "`recur` takes the name of a port: `recur(name)`"),
            (known, _) if in_equations().contains(&known) => self.read_all(arguments),
            (unknown, _) => {
                let mut known = in_equations();
                known.extend(["prev", "recur"]);
                let hint = suggest::hint(unknown, &known);
                self.errors
                    .error(function, format!("unknown function `{unknown}`{hint}"));
                self.read_all(arguments);
            }
        }
    }

    fn read_all(&mut self, expressions: &[Expression]) {
        expressions.iter().for_each(|expression| self.read(expression));
    }

    fn is_port(&self, name: &Ident) -> bool {
        self.unit.ports.contains(name) || (self.unit.ports.is_empty() && name == "drive")
    }
}
