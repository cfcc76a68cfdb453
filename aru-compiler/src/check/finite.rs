//! Numbers that a unit computes before it runs: they are finite.

use std::collections::BTreeMap;

use proc_macro2::Ident;
use quote::ToTokens;

use super::layers::{constant_of, with_units};
use crate::declaration::{
    Constant, Declaration, Expression, Network, Quantity, Unit, WrittenActivation, alpha_of,
};
use crate::functions::Function;
use crate::network::Operator;
use crate::report::Errors;

// What is made of numbers alone is one number:
//
//     v = drive + ln(0);      v = drive / 0;
pub fn numbers_are_finite(unit: &Unit, errors: &mut Errors) {
    for (_, fault) in faults(unit, BTreeMap::new()) {
        errors.error(fault.expression, fault.message);
    }
}

// A constant that a layer folds is such a number:
//
//     unit U { constant k; v = drive / k; .. }        layer h: U<4> { k: 0; }
pub fn folded_constants_keep_them_finite(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        let folded = layer.constants.iter().filter_map(|setting| {
            let Ok(Constant::Folded(quantity)) = &setting.value else {
                return None;
            };
            let constant = constant_of(unit, &setting.name.to_string())?;
            let is_time = alpha_of(&setting.name.to_string()).is_some();
            let value = match (quantity, &network.dt) {
                (Quantity::Number(number), _) if !is_time => number.value,
                (Quantity::Time(time), Some(dt)) if is_time => dt.seconds.to_f64() / time.seconds.to_f64(),
                _ => return None,
            };
            Some((constant.to_string(), (value, setting, quantity)))
        });
        let folded: BTreeMap<String, _> = folded.collect();
        if folded.is_empty() || !faults(unit, BTreeMap::new()).is_empty() {
            continue;
        }
        let known = folded.iter().map(|(name, (value, ..))| (name.clone(), *value));
        for (equation, fault) in faults(unit, known.collect()) {
            let is_folded = |name: &Ident| folded.get(&name.to_string());
            // Where it comes from an equation before, any may be the one.
            let mut names = fault
                .expression
                .names_read_now()
                .into_iter()
                .filter_map(is_folded);
            let Some((_, setting, quantity)) = names.next().or_else(|| folded.values().next()) else {
                continue;
            };
            let (name, value) = (&setting.name, quantity.to_token_stream().to_string());
            let value = value.replace("- ", "-");
            let message = format!(
                "with `{name}` at {value} the equation of `{equation}` in `{}` has a part that is not finite; choose \
                 another value",
                unit.name
            );
            errors.error(quantity, message);
        }
    }
}

// The same of an activation:
//
//     activation broken(x) = x / 0;
pub fn numbers_of_an_activation_are_finite(activation: &WrittenActivation, errors: &mut Errors) {
    let mut found = Vec::new();
    if let Some(value) = &activation.value {
        number(value, &BTreeMap::new(), &mut found);
    }
    for fault in found {
        errors.error(fault.expression, fault.message);
    }
}

struct Fault<'a> {
    expression: &'a Expression,
    message: String,
}

/// What is not finite, each with the equation that it stands in, given the values of some constants.
fn faults(unit: &Unit, mut known: BTreeMap<String, f64>) -> Vec<(&Ident, Fault<'_>)> {
    let mut all = Vec::new();
    for equation in &unit.equations {
        let mut found = Vec::new();
        let value = equation.value.as_ref();
        if let Some(value) = value.and_then(|value| number(value, &known, &mut found)) {
            known.insert(equation.name.to_string(), value);
        }
        all.extend(found.into_iter().map(|fault| (&equation.name, fault)));
    }
    all
}

/// The number that an expression is, if it is one. What is not finite is reported once, where it first is.
fn number<'a>(
    expression: &'a Expression,
    known: &BTreeMap<String, f64>,
    found: &mut Vec<Fault<'a>>,
) -> Option<f64> {
    let value = match expression {
        Expression::Number(number) => number.value,
        Expression::Name(name) => *known.get(&name.to_string())?,
        Expression::Negate(inner) => -number(inner, known, found)?,
        Expression::Binary(operator, left, right) => {
            let (left, right) = (number(left, known, found), number(right, known, found));
            if matches!(operator, Operator::Divide) && right == Some(0.0) {
                let message = "this divides by zero".to_owned();
                found.push(Fault { expression, message });
                return None;
            }
            let (left, right) = (left?, right?);
            match operator {
                Operator::Add => left + right,
                Operator::Subtract => left - right,
                Operator::Multiply => left * right,
                Operator::Divide => left / right,
            }
        }
        Expression::Select(selection) => {
            // Both values are computed, whichever is taken.
            let parts = selection.parts.iter().map(|part| number(part, known, found));
            let parts: Vec<Option<f64>> = parts.collect();
            let parts: Vec<f64> = parts.into_iter().collect::<Option<_>>()?;
            (Function::named(selection.function).row().value)(&parts)
        }
        Expression::Call(name, arguments) => {
            let numbers = arguments.iter().map(|argument| number(argument, known, found));
            let numbers: Vec<Option<f64>> = numbers.collect();
            // `prev` and `recur` read what is no number, whatever is called so.
            let function =
                Function::find(&name.to_string()).filter(|function| function.row().in_equations)?;
            let numbers: Vec<f64> = numbers.into_iter().collect::<Option<_>>()?;
            let row = function.row();
            if numbers.len() != row.arity + usize::from(row.number.is_some()) {
                return None;
            }
            (row.value)(&numbers)
        }
    };
    if value.is_finite() {
        return Some(value);
    }
    let what = if value.is_nan() {
        "not a number"
    } else {
        "infinite"
    };
    let message = format!("this is {what}; a unit computes with finite numbers");
    found.push(Fault { expression, message });
    None
}
