//! The parts of a network that stand for themselves: inputs, units with their equations, parameters.

use aru_compiler::functions::Function as Row;
use aru_compiler::network::{self as compiled, Dimension, Shape, Size};

use super::name;
use crate::network::description::*;

/// Doc lines of a text, with the space that `///` leaves in front.
pub(super) fn lines(docs: &str) -> Vec<String> {
    match docs {
        "" => Vec::new(),
        docs => docs.split('\n').map(|line| format!(" {line}")).collect(),
    }
}

/// Bands and channels.
pub(super) fn shape(shape: [usize; 2]) -> Shape {
    shape.map(Size::Number)
}

pub(super) fn input(input: &Input) -> compiled::Input {
    compiled::Input {
        name: name(&input.name),
        docs: lines(&input.docs),
        size: Size::Number(input.size),
        shape: shape(input.shape()),
    }
}

pub(super) fn parameter(parameter: &Parameter, axes: &[[usize; 2]]) -> compiled::Parameter {
    let axes = axes.iter().map(|&[factor, size]| Dimension {
        factor,
        size: Size::Number(size),
    });
    compiled::Parameter {
        name: parameter.name.to_string(),
        shape: axes.collect(),
        role: role(parameter.role),
        learn: parameter.learn,
        initial: match parameter.initial {
            Initial::Number(number) => compiled::Initial::Number(number),
            Initial::Uniform(low, high) => compiled::Initial::Uniform(low, high),
            Initial::LogUniform(low, high) => compiled::Initial::LogUniform(low, high),
            Initial::Normal(mean, deviation) => compiled::Initial::Normal(mean, deviation),
            Initial::Lecun => compiled::Initial::Lecun,
            Initial::He => compiled::Initial::He,
            Initial::Xavier => compiled::Initial::Xavier,
            Initial::Orthogonal(gain) => compiled::Initial::Orthogonal(gain),
            Initial::Zeros => compiled::Initial::Zeros,
            Initial::By(_) => compiled::Initial::By,
            Initial::Sources(_) => compiled::Initial::Sources(density(parameter)),
        },
        bounds: match parameter.bounds {
            Bounds::Free => compiled::Bounds::Free,
            Bounds::Interval { low, high } => compiled::Bounds::Interval { low, high },
            Bounds::Logistic { low, high, slope } => compiled::Bounds::Logistic { low, high, slope },
            Bounds::Signed { excitatory, sources } => compiled::Bounds::Signed {
                excitatory: [excitatory as u64, sources as u64],
            },
        },
        declared_as_time: parameter.declared_as_time,
    }
}

/// A density as it was written: its decimals as a quotient. None where it is no part of something, or has too many of them.
pub(in crate::network::text) fn ratio(density: f64) -> Option<compiled::Ratio> {
    if density == 1.0 {
        return Some([1, 1]);
    }
    let text = format!("{density}");
    let decimals = text.strip_prefix("0.").filter(|_| density > 0.0)?;
    let denominator = 10_u64.checked_pow(u32::try_from(decimals.len()).ok()?)?;
    Some([decimals.parse().ok()?, denominator])
}

/// The part of its sources that each target keeps, as it follows from their number.
pub(super) fn density(mask: &Parameter) -> compiled::Ratio {
    match (mask.initial, &*mask.shape) {
        (Initial::Sources(kept), [.., sources]) => [kept as u64, *sources as u64],
        _ => unreachable!("a mask is drawn by a number of sources, and has two axes"),
    }
}

fn role(role: Role) -> compiled::Role {
    match role {
        Role::Weight { link } => compiled::Role::Weight { link },
        Role::Mask { link } => compiled::Role::Mask { link },
        Role::Bias { layer } => compiled::Role::Bias {
            layer,
            scope: compiled::Scope::PerUnit,
        },
        Role::SharedBias { layer, scope } => compiled::Role::Bias {
            layer,
            scope: self::scope(scope),
        },
        Role::Constant { layer, scope } => compiled::Role::Constant {
            layer,
            scope: self::scope(scope),
        },
        Role::Gate {
            layer,
            port,
            low,
            high,
        } => compiled::Role::Gate {
            layer,
            port,
            low,
            high,
        },
        Role::InitialState { layer } => compiled::Role::InitialState { layer },
        Role::Norm {
            layer,
            part,
            over,
            eps,
        } => compiled::Role::Norm {
            layer,
            is_gain: part == NormPart::Gain,
            over: self::over(over),
            eps,
        },
        Role::Delay { link } => compiled::Role::Delay { link },
        Role::Spread { link } => compiled::Role::Spread { link },
    }
}

pub(super) fn scope(scope: Scope) -> compiled::Scope {
    match scope {
        Scope::Global => compiled::Scope::Global,
        Scope::PerUnit => compiled::Scope::PerUnit,
        Scope::PerBand => compiled::Scope::PerBand,
        Scope::PerChannel => compiled::Scope::PerChannel,
    }
}

pub(super) fn over(over: NormOver) -> compiled::NormOver {
    match over {
        NormOver::Units => compiled::NormOver::Units,
        NormOver::Channels => compiled::NormOver::Channels,
        NormOver::Bands => compiled::NormOver::Bands,
    }
}

pub(super) fn written(written: &WrittenActivation) -> compiled::WrittenActivation {
    compiled::WrittenActivation {
        name: written.name.to_string(),
        docs: lines(&written.docs),
        argument: written.argument.to_string(),
        value: expression(&written.value),
    }
}

pub(super) fn unit(unit: &Unit) -> compiled::Unit {
    let texts = |names: &List<Text>| names.iter().map(ToString::to_string).collect();
    let equations = unit.equations.iter().map(|equation| compiled::Equation {
        name: equation.name.to_string(),
        value: expression(&equation.value),
    });
    compiled::Unit {
        name: unit.name.to_string(),
        docs: lines(&unit.docs),
        ports: texts(&unit.ports),
        biases: texts(&unit.biases),
        constants: texts(&unit.constants),
        states: texts(&unit.states),
        equations: equations.collect(),
        emit: unit.emit,
    }
}

fn expression(tree: &Expression) -> compiled::Expression {
    match tree {
        Expression::Number(value) => compiled::Expression::Number(*value),
        Expression::Drive(port) => compiled::Expression::Drive(*port),
        Expression::Recur(port) => compiled::Expression::Recur(*port),
        Expression::Bias(bias) => compiled::Expression::Bias(*bias),
        Expression::Constant(constant) => compiled::Expression::Constant(*constant),
        Expression::Previous(state) => compiled::Expression::Previous(*state),
        Expression::Value(equation) => compiled::Expression::Value(*equation),
        Expression::Argument => compiled::Expression::Argument,
        Expression::Apply(function, arguments) => applied(*function, arguments),
    }
}

/// An operation, given as many arguments as it takes.
fn applied(function: Function, arguments: &[Expression]) -> compiled::Expression {
    let argument = |index: usize| Box::new(expression(&arguments[index]));
    let binary = |operator| compiled::Expression::Binary(operator, argument(0), argument(1));
    let name = match function {
        Function::Add => return binary(compiled::Operator::Add),
        Function::Subtract => return binary(compiled::Operator::Subtract),
        Function::Multiply => return binary(compiled::Operator::Multiply),
        Function::Divide => return binary(compiled::Operator::Divide),
        Function::Negate => return compiled::Expression::Negate(argument(0)),
        Function::Activation => return compiled::Expression::Activation(argument(0)),
        Function::Exp => "exp",
        Function::Ln => "ln",
        Function::Sqrt => "sqrt",
        Function::Sigmoid => "sigmoid",
        Function::Tanh => "tanh",
        Function::Relu => "relu",
        Function::Softplus => "softplus",
        Function::Sin => "sin",
        Function::Cos => "cos",
        Function::Abs => "abs",
        Function::Max => "max",
        Function::Min => "min",
        Function::Pow => "pow",
        Function::SelectAbove => "select_above",
        Function::SelectAtLeast => "select_at_least",
    };
    compiled::Expression::Call(Row::named(name), arguments.iter().map(expression).collect())
}
