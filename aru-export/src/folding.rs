//! Equations as they are left when the numbers that a layer folds are put in: trees, by the rules of the networks
//! themselves. What is left out here is computed nowhere, so that `0 / x` is zero at x = 0 too.

use aru_runtime::network::description::{
    Activation, Description, Expression, Function, Link, Scope, Source, Unit, WrittenActivation,
};

/// Each equation of a layer's unit, in order. Folded constants, missing biases, ports and recurrent inputs that nothing
/// drives and values that are numbers are put in, and what these make superfluous is gone, as `(1 - alpha_r) prev(rate)`
/// where `alpha_r` is 1.
pub(crate) fn equations(description: &Description, layer: usize) -> Vec<Expression> {
    let activation = description.layers[layer].activation.as_ref();
    let mut before: Vec<Expression> = Vec::new();
    for equation in unit(description, layer).equations.iter() {
        let leaf = |leaf: &Expression| self::leaf(description, layer, &before, leaf);
        let value = fold(&equation.value, &leaf, activation);
        before.push(value);
    }
    before
}

/// The value of an activation that the declaration writes.
pub(crate) fn activation(written: &WrittenActivation) -> Expression {
    fold(&written.value, &Expression::clone, None)
}

/// A leaf of an equation in a layer, given the equations before it.
fn leaf(description: &Description, index: usize, before: &[Expression], leaf: &Expression) -> Expression {
    let layer = &description.layers[index];
    let number = match leaf {
        Expression::Constant(constant) => layer.constants[*constant].folded,
        Expression::Bias(bias) => {
            let name = &unit(description, index).biases[*bias];
            is_zero(parameter_of(description, index, name).is_none())
        }
        Expression::Drive(port) => is_zero(!is_driven(description, index, *port)),
        Expression::Recur(port) => is_zero(!has_own_link(description, index, *port)),
        Expression::Value(equation) => match before[*equation] {
            Expression::Number(number) => Some(number),
            _ => None,
        },
        _ => None,
    };
    number.map_or_else(|| leaf.clone(), Expression::Number)
}

fn is_zero(nothing: bool) -> Option<f64> {
    nothing.then_some(0.0)
}

/// Whether a layer is linked to itself, other than by a gate.
fn has_own_link(description: &Description, layer: usize, port: usize) -> bool {
    let mut links = description.links.iter();
    links.any(|link| {
        let drives = link.port.is_none_or(|driven| driven == port);
        link.target == layer && link.source == Source::Layer(layer) && drives
    })
}

/// Whether a link, a bias or noise is part of a port's drive.
fn is_driven(description: &Description, layer: usize, port: usize) -> bool {
    // A gate has a bias of its own, always.
    if gates(description, layer).iter().any(|&(gate, _)| gate == port) {
        return true;
    }
    let is_recur = names_recur(description, layer, port);
    let mut links = description.links.iter();
    parameter_of(description, layer, "bias").is_some()
        || (port == 0 && description.layers[layer].noise.is_some())
        || links.any(|link| {
            let is_own = link.source == Source::Layer(layer);
            let drives = link.port.is_none_or(|driven| driven == port);
            link.target == layer && drives && !(is_recur && is_own)
        })
}

/// An expression whose leaves are what `leaf` says, in a layer of that activation.
fn fold(
    expression: &Expression,
    leaf: &dyn Fn(&Expression) -> Expression,
    activation: Option<&Activation>,
) -> Expression {
    match expression {
        Expression::Number(_) => expression.clone(),
        Expression::Apply(function, arguments) => {
            let arguments = arguments.iter().map(|argument| fold(argument, leaf, activation));
            let arguments: Vec<Expression> = arguments.collect();
            match (function, activation) {
                (Function::Activation, Some(activation)) => applied(activation, arguments),
                _ => simplified(*function, arguments),
            }
        }
        other => leaf(other),
    }
}

/// The activation of a layer, applied.
fn applied(activation: &Activation, arguments: Vec<Expression>) -> Expression {
    let argument = &arguments[0];
    match activation {
        Activation::Identity => argument.clone(),
        Activation::Relu => simplified(Function::Relu, arguments),
        Activation::Written(written) => {
            // At a number it may be one, or whatever its argument is.
            let of_argument = |leaf: &Expression| match argument {
                Expression::Number(_) => argument.clone(),
                _ => leaf.clone(),
            };
            match fold(&written.value, &of_argument, None) {
                Expression::Number(number) => Expression::Number(number),
                _ => Expression::Apply(Function::Activation, arguments.into()),
            }
        }
        _ => Expression::Apply(Function::Activation, arguments.into()),
    }
}

/// A function, applied. Values are finite: zero times one of them is zero.
fn simplified(function: Function, arguments: Vec<Expression>) -> Expression {
    use Expression::{Apply, Number};
    use Function::*;
    let numbers = arguments.iter().map(|argument| match argument {
        Number(number) => Some(*number),
        _ => None,
    });
    let numbers: Option<Vec<f64>> = numbers.collect();
    if let Some(number) = numbers.and_then(|numbers| exact(function, &numbers)) {
        return Number(number);
    }
    match (function, arguments.as_slice()) {
        (Add, [Number(0.0), x]) | (Add | Subtract, [x, Number(0.0)]) => x.clone(),
        (Subtract, [Number(0.0), x]) => simplified(Negate, vec![x.clone()]),
        (Multiply, [Number(0.0), _] | [_, Number(0.0)]) | (Divide, [Number(0.0), _]) => Number(0.0),
        (Multiply, [Number(1.0), x] | [x, Number(1.0)]) | (Divide, [x, Number(1.0)]) => x.clone(),
        (Multiply, [Number(-1.0), x] | [x, Number(-1.0)]) => simplified(Negate, vec![x.clone()]),
        (Negate, [Apply(Negate, inner)]) => inner[0].clone(),
        (Pow, [_, Number(0.0)]) => Number(1.0),
        (Pow, [x, Number(1.0)]) => x.clone(),
        // Which of two it is may be known where they are not.
        (SelectAbove, [Number(a), Number(b), holds, fails]) => if a > b { holds } else { fails }.clone(),
        (SelectAtLeast, [Number(a), Number(b), holds, fails]) => if a >= b { holds } else { fails }.clone(),
        _ => Apply(function, arguments.into()),
    }
}

/// The value at numbers of a function that has the same bits in every scalar, as the compiler of networks folds it: others
/// are computed by the program, and LaTeX shows them as they are.
fn exact(function: Function, numbers: &[f64]) -> Option<f64> {
    use Function::*;
    Some(match (function, numbers) {
        (Add, [a, b]) => a + b,
        (Subtract, [a, b]) => a - b,
        (Multiply, [a, b]) => a * b,
        (Divide, [a, b]) => a / b,
        (Negate, [a]) => -a,
        (Relu, [a]) => a.max(0.0),
        (Abs, [a]) => a.abs(),
        (Max, [a, b]) => {
            if a >= b {
                *a
            } else {
                *b
            }
        }
        (Min, [a, b]) => {
            if a <= b {
                *a
            } else {
                *b
            }
        }
        _ => return None,
    })
}

/// The unit of a layer.
pub(crate) fn unit(description: &Description, layer: usize) -> &Unit {
    &description.units[description.layers[layer].unit]
}

/// Whether an expression, or a part of it, is as asked.
pub(crate) fn any(expression: &Expression, asked: &mut impl FnMut(&Expression) -> bool) -> bool {
    if asked(expression) {
        return true;
    }
    match expression {
        Expression::Apply(_, arguments) => arguments.iter().any(|argument| any(argument, asked)),
        _ => false,
    }
}

/// Whether a unit reads what a port gets over the layer's own link by itself: it is then no part of the port's drive.
pub(crate) fn names_recur(description: &Description, layer: usize, port: usize) -> bool {
    let mut is_named = |part: &Expression| *part == Expression::Recur(port);
    let mut equations = unit(description, layer).equations.iter();
    equations.any(|equation| any(&equation.value, &mut is_named))
}

/// The gates of a layer: port, and index of the parameter that is the bias.
pub(crate) fn gates(description: &Description, of: usize) -> Vec<(usize, usize)> {
    use aru_runtime::network::description::Role;
    let gates = description.parameters.iter().enumerate();
    let gates = gates.filter_map(|(index, parameter)| match parameter.role {
        Role::Gate { layer, port, .. } if layer == of => Some((port, index)),
        _ => None,
    });
    gates.collect()
}

/// Who shares a number of a parameter, where bands or channels do.
pub(crate) fn shared(description: &Description, parameter: usize) -> Option<Scope> {
    use aru_runtime::network::description::Role;
    let scope = match description.parameters[parameter].role {
        Role::Constant { scope, .. } | Role::SharedBias { scope, .. } => scope,
        Role::Norm { over, .. } => over.scope(),
        _ => return None,
    };
    matches!(scope, Scope::PerBand | Scope::PerChannel).then_some(scope)
}

/// The place of the parameter `{layer}.{name}`.
/// What the names of a link's parameters begin with: `x_to_hidden`, or `x_to_hidden.step` for one port.
pub(crate) fn owner_of(description: &Description, link: &Link) -> String {
    let own = link.weight.or(link.learned_delay.map(|learned| learned.delay));
    let own = own.and_then(|parameter| description.parameters[parameter].name.rsplit_once('.'));
    if let Some((owner, _)) = own {
        return owner.to_string();
    }
    let source = match link.source {
        Source::Input(input) => &description.inputs[input].name,
        Source::Layer(layer) => &description.layers[layer].name,
    };
    let target = &description.layers[link.target];
    let port = link
        .port
        .map(|port| format!(".{}", description.units[target.unit].ports[port]));
    format!("{source}_to_{}{}", target.name, port.unwrap_or_default())
}

pub(crate) fn parameter_of(description: &Description, layer: usize, name: &str) -> Option<usize> {
    let whole = format!("{}.{name}", description.layers[layer].name);
    description
        .parameters
        .iter()
        .position(|parameter| parameter.name == whole)
}

#[cfg(test)]
mod tests;
