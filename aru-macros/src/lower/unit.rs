//! A unit with its names resolved.

use proc_macro2::Ident;

use crate::declaration as written;
use crate::functions::Function;
use crate::network::{Equation, Expression, Unit};

pub fn lower_unit(unit: &written::Unit) -> Unit {
    let emit = unit.emits.first();
    let emit = emit.and_then(|emit| unit.equations.iter().position(|equation| equation.name == *emit));
    let names = |names: &[Ident]| names.iter().map(Ident::to_string).collect();
    let equations = unit.equations.iter().map(|equation| Equation {
        name: equation.name.to_string(),
        value: match &equation.value {
            Some(value) => lower_expression(value, &|expression| in_unit(expression, unit)),
            None => unreachable!("an equation that could not be read was reported by parse"),
        },
    });
    Unit {
        name: unit.name.to_string(),
        docs: unit.docs.clone(),
        ports: unit.port_names(),
        biases: names(&unit.biases),
        constants: names(&unit.constants),
        states: unit.states().into_iter().map(Ident::to_string).collect(),
        equations: equations.collect(),
        emit: emit.unwrap_or_else(|| unreachable!("ruled out by units::one_value_is_emitted")),
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

/// Names, `prev`, `recur` and `activation`.
fn in_unit(expression: &written::Expression, unit: &written::Unit) -> Option<Expression> {
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
        written::Expression::Name(name) => Some(lower_name(name, unit)),
        written::Expression::Call(function, arguments) if function == "activation" => {
            let argument = lower_expression(&arguments[0], &|expression| in_unit(expression, unit));
            Some(Expression::Activation(Box::new(argument)))
        }
        _ => None,
    }
}

/// A name outside of `prev` and `recur`.
fn lower_name(name: &Ident, unit: &written::Unit) -> Expression {
    let find = |names: &[Ident]| names.iter().position(|known| known == name);
    if let Some(constant) = find(&unit.constants) {
        Expression::Constant(constant)
    } else if let Some(bias) = find(&unit.biases) {
        Expression::Bias(bias)
    } else if let Some(port) = unit.port_names().iter().position(|port| name == port) {
        Expression::Drive(port)
    } else if name == "recur" {
        Expression::Recur(0)
    } else {
        Expression::Value(position(&unit.equations, |equation| equation.name == *name))
    }
}

fn position<T>(known: &[T], is_it: impl FnMut(&T) -> bool) -> usize {
    let position = known.iter().position(is_it);
    position.unwrap_or_else(|| unreachable!("ruled out by equations::names_are_known"))
}
