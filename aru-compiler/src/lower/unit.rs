//! A unit with its names resolved.

use proc_macro2::Ident;

use super::gate;
use crate::declaration as written;
use crate::functions::Function;
use crate::network::{Equation, Expression, Gate, Unit};

/// The unit, with a port and an equation for each gate.
pub fn lower_unit(unit: &written::Unit, gates: &[Gate]) -> Unit {
    let emit = unit.emits.first();
    let emit = emit.and_then(|emit| unit.equations.iter().position(|equation| equation.name == *emit));
    let names = |names: &[Ident]| names.iter().map(Ident::to_string).collect();
    let mut ports = unit.port_names();
    let reader = Reader { unit, gates };
    let mut equations = Vec::new();
    for gate in gates {
        equations.push(gate::equation(gate, ports.len()));
        ports.push(gate::name_of_port(gate, &ports));
    }
    equations.extend(unit.equations.iter().map(|equation| Equation {
        name: equation.name.to_string(),
        value: match &equation.value {
            Some(value) => reader.expression(value),
            None => unreachable!("an equation that could not be read was reported by parse"),
        },
    }));
    let constants = reader.constants().map(Ident::to_string);
    let emit = emit.unwrap_or_else(|| unreachable!("ruled out by units::one_value_is_emitted"));
    Unit {
        name: gate::name_of_unit(unit, gates),
        docs: unit.docs.clone(),
        ports,
        biases: names(&unit.biases),
        constants: constants.collect(),
        states: unit.states().into_iter().map(Ident::to_string).collect(),
        equations,
        emit: gates.len() + emit,
    }
}

/// What an expression means where it stands, if it means something there that it does not mean elsewhere.
type Meaning<'a> = dyn Fn(&written::Expression) -> Option<Expression> + 'a;

/// The expression, where names and some calls have a meaning of their own.
pub fn lower_expression(expression: &written::Expression, meaning: &Meaning) -> Expression {
    if let Some(meant) = meaning(expression) {
        return meant;
    }
    let inner = |expression: &written::Expression| Box::new(lower_expression(expression, meaning));
    match expression {
        written::Expression::Number(number) => Expression::Number(number.value),
        written::Expression::Name(name) => {
            unreachable!("`{name}` is ruled out by equations::names_are_known")
        }
        written::Expression::Negate(negated) => Expression::Negate(inner(negated)),
        written::Expression::Binary(operator, left, right) => {
            Expression::Binary(*operator, inner(left), inner(right))
        }
        written::Expression::Select(selection) => {
            let parts = selection.parts.iter().map(|part| lower_expression(part, meaning));
            Expression::Call(Function::named(selection.function), parts.collect())
        }
        written::Expression::Call(function, arguments) => {
            let arguments = arguments
                .iter()
                .map(|argument| lower_expression(argument, meaning));
            Expression::Call(Function::named(&function.to_string()), arguments.collect())
        }
    }
}

/// Reads the equations of a unit some of whose rates are gated.
struct Reader<'a> {
    unit: &'a written::Unit,
    gates: &'a [Gate],
}

impl<'a> Reader<'a> {
    /// What is a constant still.
    fn constants(&self) -> impl Iterator<Item = &'a Ident> {
        let gates = self.gates;
        let is_gated = move |constant: &Ident| gates.iter().any(|gate| *constant == gate.name);
        self.unit
            .constants
            .iter()
            .filter(move |constant| !is_gated(constant))
    }

    fn expression(&self, expression: &written::Expression) -> Expression {
        lower_expression(expression, &|expression| self.meaning(expression))
    }

    /// Names, `prev`, `recur` and `activation`.
    fn meaning(&self, expression: &written::Expression) -> Option<Expression> {
        let unit = self.unit;
        if let Some(state) = expression.argument_of("prev") {
            return Some(Expression::Previous(position(&unit.states(), |name| {
                *name == state
            })));
        }
        if let Some(port) = expression.argument_of("recur") {
            return Some(Expression::Recur(position(&unit.port_names(), |name| {
                port == name
            })));
        }
        match expression {
            written::Expression::Name(name) => Some(self.name(name)),
            written::Expression::Call(function, arguments) if function == "activation" => {
                Some(Expression::Activation(Box::new(self.expression(&arguments[0]))))
            }
            _ => None,
        }
    }

    /// A name outside of `prev` and `recur`. Gates are computed before all equations of the unit.
    fn name(&self, name: &Ident) -> Expression {
        let unit = self.unit;
        if let Some(gate) = self.gates.iter().position(|gate| *name == gate.name) {
            Expression::Value(gate)
        } else if let Some(constant) = self.constants().position(|known| known == name) {
            Expression::Constant(constant)
        } else if let Some(bias) = unit.biases.iter().position(|known| known == name) {
            Expression::Bias(bias)
        } else if let Some(port) = unit.port_names().iter().position(|port| name == port) {
            Expression::Drive(port)
        } else if name == "recur" {
            Expression::Recur(0)
        } else {
            let equation = position(&unit.equations, |equation| equation.name == *name);
            Expression::Value(self.gates.len() + equation)
        }
    }
}

fn position<T>(known: &[T], is_it: impl FnMut(&T) -> bool) -> usize {
    let position = known.iter().position(is_it);
    position.unwrap_or_else(|| unreachable!("ruled out by equations::names_are_known"))
}
