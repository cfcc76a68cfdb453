//! Units and activations: that their equations read what is there by then, and call functions as these are called.

use std::collections::BTreeSet;

use super::ends::named;
use super::{Fault, counted};
use crate::network::description::{
    Activation, Description, Expression, Function, Layer, List, Text, Unit, WrittenActivation,
};

/// How many operations the equations of a layer have at most, those of its activation each time that it is applied. They are
/// differentiated and put in order within the stack of any thread, where each may wait for the one before.
const MOST_OPERATIONS: usize = 1024;

/// Refuses units that no declaration has, and what layers apply in them.
pub(super) fn check(description: &Description) -> Result<(), Fault> {
    description.units.iter().try_for_each(check_unit)?;
    for layer in description.layers.iter() {
        check_applied(layer, &description.units[layer.unit])?;
    }
    Ok(())
}

fn check_unit(unit: &Unit) -> Result<(), Fault> {
    let name = &unit.name;
    named("a unit", name.split(' ').next().unwrap_or_default())?;
    if name.chars().any(char::is_control) {
        return Err(format!("a unit is named {name:?}, which is no name"));
    }
    let mut seen = BTreeSet::new();
    let lists = [&unit.ports, &unit.biases, &unit.constants];
    let declared = lists.into_iter().flat_map(|list: &List<Text>| list.iter());
    let values = unit.equations.iter().map(|equation| &equation.name);
    for own in declared.chain(values) {
        named(&format!("something in the unit `{name}`"), own)?;
        if !seen.insert(own) {
            return Err(format!("two things in the unit `{name}` are named `{own}`"));
        }
    }
    if unit.ports.is_empty() {
        return Err(format!(
            "the unit `{name}` has no port, so that nothing could drive it"
        ));
    }
    let mut states = BTreeSet::new();
    for state in unit.states.iter() {
        if !unit.equations.iter().any(|equation| equation.name == *state) {
            return Err(format!(
                "the state `{state}` of the unit `{name}` is assigned by no equation"
            ));
        }
        if !states.insert(state) {
            return Err(format!(
                "the state `{state}` of the unit `{name}` stands there twice"
            ));
        }
    }
    if unit.emit >= unit.equations.len() {
        let equations = counted(unit.equations.len(), "equation");
        return Err(format!(
            "the unit `{name}` emits its value number {}, where it has {equations}",
            unit.emit
        ));
    }
    let mut operations = 0;
    for (index, equation) in unit.equations.iter().enumerate() {
        let known = |expression: &Expression| match *expression {
            Expression::Drive(port) | Expression::Recur(port) => port < unit.ports.len(),
            Expression::Bias(bias) => bias < unit.biases.len(),
            Expression::Constant(constant) => constant < unit.constants.len(),
            Expression::Previous(state) => state < unit.states.len(),
            // Those that come later have no value yet.
            Expression::Value(earlier) => earlier < index,
            Expression::Apply(..) | Expression::Number(_) => true,
            Expression::Argument => false,
        };
        let place = || format!("the equation `{}` of the unit `{name}`", equation.name);
        operations += check_tree(&equation.value, &known, &place)?;
        if operations > MOST_OPERATIONS {
            return Err(too_many(&format!("the unit `{name}`")));
        }
    }
    Ok(())
}

/// What the layer applies as the activation of its unit.
fn check_applied(layer: &Layer, unit: &Unit) -> Result<(), Fault> {
    let trees = unit.equations.iter().map(|equation| &equation.value);
    let mut applications = 0;
    for tree in trees {
        let is_application = |part: &&Expression| matches!(part, Expression::Apply(Function::Activation, _));
        applications += Parts::of(tree).filter(is_application).count();
    }
    match (&layer.activation, applications) {
        (None, 0) => Ok(()),
        (None, _) => Err(format!(
            "`{}` has no activation, which its unit `{}` applies",
            layer.name, unit.name
        )),
        (Some(_), 0) => Err(format!(
            "`{}` has an activation, which its unit `{}` applies nowhere",
            layer.name, unit.name
        )),
        (Some(Activation::Written(written)), _) => {
            let operations = applications.saturating_mul(check_activation(written)?);
            match operations > MOST_OPERATIONS {
                true => Err(too_many(&format!("`{}`", layer.name))),
                false => Ok(()),
            }
        }
        (Some(_), _) => Ok(()),
    }
}

/// How many operations an activation is made of.
fn check_activation(written: &WrittenActivation) -> Result<usize, Fault> {
    named("an activation", &written.name)?;
    named(
        &format!("what the activation `{}` is applied to", written.name),
        &written.argument,
    )?;
    // It stands for itself, so that it cannot apply another.
    let known = |expression: &Expression| match expression {
        Expression::Argument | Expression::Number(_) => true,
        Expression::Apply(function, _) => *function != Function::Activation,
        _ => false,
    };
    check_tree(&written.value, &known, &|| {
        format!("the activation `{}`", written.name)
    })
}

fn too_many(what: &str) -> Fault {
    format!("the equations of {what} have more than the {MOST_OPERATIONS} operations that are read")
}

/// Refuses a tree that reads what is not known, or calls a function wrongly. How many operations it has.
fn check_tree(
    tree: &Expression,
    known: &dyn Fn(&Expression) -> bool,
    place: &dyn Fn() -> String,
) -> Result<usize, Fault> {
    let mut operations = 0;
    for part in Parts::of(tree) {
        operations += 1;
        if operations > MOST_OPERATIONS {
            return Err(too_many(&place()));
        }
        if !known(part) {
            return Err(format!("{} reads `{part:?}`, which is not there", place()));
        }
        match part {
            Expression::Number(number) if !number.is_finite() => {
                return Err(format!("{} has the number {number}", place()));
            }
            Expression::Apply(function, arguments) => {
                let (expected, found) = (arity(*function), arguments.len());
                if expected != found {
                    return Err(format!(
                        "{} gives `{function:?}` {}, where it takes {expected}",
                        place(),
                        counted(found, "argument")
                    ));
                }
                if *function == Function::Pow && !is_number(&arguments[1]) {
                    return Err(format!("{} has an exponent that is no number", place()));
                }
            }
            _ => {}
        }
    }
    Ok(operations)
}

fn is_number(expression: &Expression) -> bool {
    match expression {
        Expression::Number(_) => true,
        Expression::Apply(Function::Negate, arguments) => matches!(**arguments, [Expression::Number(_)]),
        _ => false,
    }
}

fn arity(function: Function) -> usize {
    match function {
        Function::Negate
        | Function::Exp
        | Function::Ln
        | Function::Sqrt
        | Function::Sigmoid
        | Function::Tanh
        | Function::Relu
        | Function::Softplus
        | Function::Sin
        | Function::Cos
        | Function::Abs
        | Function::Activation => 1,
        Function::Add
        | Function::Subtract
        | Function::Multiply
        | Function::Divide
        | Function::Max
        | Function::Min
        | Function::Pow => 2,
        Function::SelectAbove | Function::SelectAtLeast => 4,
    }
}

/// Every part of a tree, itself first, however deep it is.
struct Parts<'a> {
    waiting: Vec<&'a Expression>,
}

impl<'a> Parts<'a> {
    fn of(tree: &'a Expression) -> Self {
        Parts { waiting: vec![tree] }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a Expression;

    fn next(&mut self) -> Option<&'a Expression> {
        let part = self.waiting.pop()?;
        if let Expression::Apply(_, arguments) = part {
            self.waiting.extend(arguments.iter());
        }
        Some(part)
    }
}
