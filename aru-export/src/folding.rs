//! The equations of a layer as they are left when the numbers that it folds are put in.

use aru_runtime::network::description::{Activation, Description, Expression, Function};

/// Each equation of a layer's unit, in order: folded constants and missing biases are numbers, and what these make
/// superfluous is gone, as `(1 - alpha_r) prev(rate)` where `alpha_r` is 1.
pub(crate) fn equations(description: &Description, layer: usize) -> Vec<Expression> {
    let unit = &description.units[description.layers[layer].unit];
    let mut folded: Vec<Expression> = Vec::new();
    for equation in unit.equations.iter() {
        let value = fold(description, layer, &folded, &equation.value);
        folded.push(value);
    }
    folded
}

fn fold(
    description: &Description,
    index: usize,
    before: &[Expression],
    expression: &Expression,
) -> Expression {
    let layer = &description.layers[index];
    match expression {
        Expression::Constant(constant) => match layer.constants[*constant].folded {
            Some(number) => Expression::Number(number),
            None => expression.clone(),
        },
        Expression::Bias(bias) => {
            let name = &description.units[layer.unit].biases[*bias];
            match description.parameter(&format!("{}.{name}", layer.name)) {
                Some(_) => expression.clone(),
                None => Expression::Number(0.0),
            }
        }
        Expression::Value(equation) => match before[*equation] {
            Expression::Number(number) => Expression::Number(number),
            _ => expression.clone(),
        },
        Expression::Apply(Function::Activation, arguments)
            if layer.activation == Some(Activation::Identity) =>
        {
            fold(description, index, before, &arguments[0])
        }
        Expression::Apply(function, arguments) => {
            let arguments = arguments
                .iter()
                .map(|argument| fold(description, index, before, argument));
            simplified(*function, arguments.collect())
        }
        _ => expression.clone(),
    }
}

/// Values are finite: zero times one of them is zero.
fn simplified(function: Function, arguments: Vec<Expression>) -> Expression {
    use Expression::Number;
    match (function, arguments.as_slice()) {
        (Function::Add, [Number(a), Number(b)]) => Number(a + b),
        (Function::Subtract, [Number(a), Number(b)]) => Number(a - b),
        (Function::Multiply, [Number(a), Number(b)]) => Number(a * b),
        (Function::Divide, [Number(a), Number(b)]) => Number(a / b),
        (Function::Negate, [Number(a)]) => Number(-a),
        (Function::Add, [Number(0.0), x]) | (Function::Add | Function::Subtract, [x, Number(0.0)]) => {
            x.clone()
        }
        (Function::Subtract, [Number(0.0), x]) => simplified(Function::Negate, vec![x.clone()]),
        (Function::Multiply, [Number(0.0), _] | [_, Number(0.0)]) => Number(0.0),
        (Function::Multiply, [Number(1.0), x] | [x, Number(1.0)]) | (Function::Divide, [x, Number(1.0)]) => {
            x.clone()
        }
        _ => Expression::Apply(function, arguments.into()),
    }
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
    let unit = &description.units[description.layers[layer].unit];
    let mut is_named = |part: &Expression| *part == Expression::Recur(port);
    unit.equations
        .iter()
        .any(|equation| any(&equation.value, &mut is_named))
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

/// The place of the parameter `{layer}.{name}`.
pub(crate) fn parameter_of(description: &Description, layer: usize, name: &str) -> Option<usize> {
    let whole = format!("{}.{name}", description.layers[layer].name);
    description
        .parameters
        .iter()
        .position(|parameter| parameter.name == whole)
}
