//! What a text declares, as plain data: what `recurrent_net!` writes as a const.

use aru_compiler::Compiled;
use aru_compiler::functions;
use aru_compiler::network as compiled;
use aru_compiler::network::{ConstantValue, Shape, Size};

use super::given::Given;
use crate::network::description::*;
use crate::numerics::parts::{kept_of, part_of};

/// The description of a compiled network, of which everything is given that it names.
pub(super) fn description(Compiled { network, program }: &Compiled, given: &Given) -> Description {
    let inputs = network.inputs.iter().map(|input| Input {
        channels: number(&input.shape[1]),
        ..Input::new(text(&input.name), docs(&input.docs), number(&input.size))
    });
    let starts = |index: usize| {
        let mut starts = network.start_functions.iter();
        let start = starts.find(|start| start.parameter == index)?;
        given.start(&start.path)
    };
    let parameters = network.parameters.iter().enumerate();
    Description {
        name: text(&network.name),
        docs: docs(&network.docs),
        dt: network.dt,
        inputs: inputs.collect(),
        layers: network
            .layers
            .iter()
            .map(|own| layer(own, network, given))
            .collect(),
        links: network
            .links
            .iter()
            .map(|own| link(own, network, given))
            .collect(),
        parameters: parameters
            .map(|(index, own)| parameter(own, starts(index)))
            .collect(),
        units: network.units.iter().map(unit).collect(),
        order: program.order.clone().into(),
    }
}

/// How many: of a text every size is known.
pub(super) fn number(size: &Size) -> usize {
    match size {
        Size::Number(number) => *number,
        Size::Product(axes) => axes.iter().map(number).product(),
        Size::Named(name) => unreachable!("a text that says nothing of `{name}` is refused"),
    }
}

/// Bands and channels.
pub(super) fn numbers(shape: &Shape) -> [usize; 2] {
    shape.each_ref().map(number)
}

fn text(text: &impl ToString) -> Text {
    text.to_string().into()
}

/// Doc lines as one text, without the space that `///` leaves in front.
fn docs(lines: &[String]) -> Text {
    let lines = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n").into()
}

fn layer(layer: &compiled::Layer, network: &compiled::Network, given: &Given) -> Layer {
    let constants = layer.constants.iter().map(|constant| Constant {
        name: text(&constant.name),
        is_rate: constant.is_rate,
        folded: match constant.value {
            ConstantValue::Folded(value) => Some(value),
            ConstantValue::Stored { .. } => None,
        },
    });
    let activation = layer.activation.map(|own| activation(own, network, given));
    Layer {
        channels: number(&layer.shape[1]),
        noise: layer.noise,
        ..Layer::new(
            text(&layer.name),
            docs(&layer.docs),
            layer.is_output,
            number(&layer.size),
            layer.unit,
            activation,
            constants.collect(),
        )
    }
}

fn activation(activation: compiled::Activation, network: &compiled::Network, given: &Given) -> Activation {
    match activation {
        compiled::Activation::BuiltIn(functions::Activation { function, number }) => {
            match (function.row().name, number) {
                ("sigmoid", _) => Activation::Sigmoid,
                ("tanh", _) => Activation::Tanh,
                ("relu", _) => Activation::Relu,
                ("softplus", _) => Activation::Softplus,
                ("identity", _) => Activation::Identity,
                ("elu", _) => Activation::Elu,
                ("leaky_relu", Some(slope)) => Activation::LeakyRelu(slope),
                (name, _) => unreachable!("`{name}` is no activation of the language"),
            }
        }
        compiled::Activation::Written(index) => {
            let written = &network.activations[index];
            Activation::Written(WrittenActivation {
                name: text(&written.name),
                docs: docs(&written.docs),
                argument: text(&written.argument),
                value: expression(&written.value),
            })
        }
        compiled::Activation::Custom(index) => {
            let (_, described) = given.activation(&network.custom_activations[index].path);
            Activation::Custom(described.clone())
        }
    }
}

fn link(link: &compiled::Link, network: &compiled::Network, given: &Given) -> Link {
    let window = |window: compiled::Window| Window {
        kernel: window.kernel,
        stride: window.stride,
        pad: window.pad,
    };
    let form = match link.form {
        compiled::Form::Dense => LinkForm::Dense,
        compiled::Form::Sparse {
            mask,
            density: [numerator, denominator],
        } => LinkForm::Sparse {
            mask,
            density: Some(numerator as f64 / denominator as f64),
        },
        compiled::Form::Diagonal => LinkForm::Diagonal,
        compiled::Form::Local(own) => LinkForm::Local(window(own)),
        compiled::Form::Conv(own) => LinkForm::Conv(window(own)),
        compiled::Form::Identity => LinkForm::Identity,
        compiled::Form::Masked(mask) => match given.mask(&network.masks[mask], network) {
            Some(mask) => LinkForm::Masked(mask),
            None => unreachable!("every mask is given"),
        },
    };
    let learned_delay = link.learned_delay.map(|learned| LearnedDelay {
        delay: learned.delay,
        spread: match learned.spread {
            compiled::Spread::Folded(number) => Spread::Folded(number),
            compiled::Spread::Stored(parameter) => Spread::Stored(parameter),
        },
    });
    Link {
        docs: docs(&link.docs),
        source: match link.source {
            compiled::Source::Input(input) => Source::Input(input),
            compiled::Source::Layer(layer) => Source::Layer(layer),
        },
        target: link.target,
        delays: link.delays.clone().into(),
        weight: link.weight,
        port: link.port,
        learned_delay,
        form,
    }
}

fn parameter(parameter: &compiled::Parameter, start: Option<Elements>) -> Parameter {
    let axes = parameter.shape.iter();
    let shape: Vec<usize> = axes.map(|axis| axis.factor * number(&axis.size)).collect();
    // Sources of a weight, units of a state: the last axis without its ports.
    let last = parameter.shape.last().map_or(1, |axis| number(&axis.size));
    let bounds = match parameter.bounds {
        compiled::Bounds::Free => Bounds::Free,
        compiled::Bounds::Interval { low, high } => Bounds::Interval { low, high },
        compiled::Bounds::Logistic { low, high, slope } => Bounds::Logistic { low, high, slope },
        compiled::Bounds::Signed { excitatory } => Bounds::Signed {
            excitatory: part_of(last, excitatory),
            sources: last,
        },
    };
    let initial = match parameter.initial {
        compiled::Initial::Number(value) => Initial::Number(value),
        compiled::Initial::Uniform(low, high) => Initial::Uniform(low, high),
        compiled::Initial::LogUniform(low, high) => Initial::LogUniform(low, high),
        compiled::Initial::Normal(mean, deviation) => Initial::Normal(mean, deviation),
        compiled::Initial::Lecun => Initial::Lecun,
        compiled::Initial::He => Initial::He,
        compiled::Initial::Xavier => Initial::Xavier,
        compiled::Initial::Orthogonal(gain) => Initial::Orthogonal(gain),
        compiled::Initial::Zeros => Initial::Zeros,
        compiled::Initial::Sources(density) => Initial::Sources(kept_of(last, density)),
        compiled::Initial::By => match start {
            Some(elements) => Initial::By(elements),
            None => unreachable!("every start is given"),
        },
    };
    Parameter {
        name: text(&parameter.name),
        shape: shape.into(),
        role: role(parameter.role),
        learn: parameter.learn,
        initial,
        bounds,
        declared_as_time: parameter.declared_as_time,
    }
}

fn role(role: compiled::Role) -> Role {
    match role {
        compiled::Role::Weight { link } => Role::Weight { link },
        compiled::Role::Mask { link } => Role::Mask { link },
        compiled::Role::Bias { layer, scope } => match self::scope(scope) {
            Scope::PerUnit => Role::Bias { layer },
            scope => Role::SharedBias { layer, scope },
        },
        compiled::Role::Constant { layer, scope } => Role::Constant {
            layer,
            scope: self::scope(scope),
        },
        compiled::Role::Gate {
            layer,
            port,
            low,
            high,
        } => Role::Gate {
            layer,
            port,
            low,
            high,
        },
        compiled::Role::InitialState { layer } => Role::InitialState { layer },
        compiled::Role::Norm {
            layer,
            is_gain,
            over,
            eps,
        } => Role::Norm {
            layer,
            part: match is_gain {
                true => NormPart::Gain,
                false => NormPart::Shift,
            },
            over: match over {
                compiled::NormOver::Units => NormOver::Units,
                compiled::NormOver::Channels => NormOver::Channels,
                compiled::NormOver::Bands => NormOver::Bands,
            },
            eps,
        },
        compiled::Role::Delay { link } => Role::Delay { link },
        compiled::Role::Spread { link } => Role::Spread { link },
    }
}

fn scope(scope: compiled::Scope) -> Scope {
    match scope {
        compiled::Scope::Global => Scope::Global,
        compiled::Scope::PerUnit => Scope::PerUnit,
        compiled::Scope::PerBand => Scope::PerBand,
        compiled::Scope::PerChannel => Scope::PerChannel,
    }
}

fn unit(unit: &compiled::Unit) -> Unit {
    let texts = |names: &[String]| names.iter().map(text).collect();
    let equations = unit.equations.iter().map(|equation| Equation {
        name: text(&equation.name),
        value: expression(&equation.value),
    });
    Unit {
        name: text(&unit.name),
        docs: docs(&unit.docs),
        ports: texts(&unit.ports),
        biases: texts(&unit.biases),
        constants: texts(&unit.constants),
        states: texts(&unit.states),
        equations: equations.collect(),
        emit: unit.emit,
    }
}

fn expression(tree: &compiled::Expression) -> Expression {
    let apply = |function: Function, arguments: &[&compiled::Expression]| {
        let arguments = arguments.iter().map(|argument| expression(argument));
        Expression::Apply(function, arguments.collect())
    };
    match tree {
        compiled::Expression::Number(value) => Expression::Number(*value),
        compiled::Expression::Drive(port) => Expression::Drive(*port),
        compiled::Expression::Recur(port) => Expression::Recur(*port),
        compiled::Expression::Bias(bias) => Expression::Bias(*bias),
        compiled::Expression::Constant(constant) => Expression::Constant(*constant),
        compiled::Expression::Previous(state) => Expression::Previous(*state),
        compiled::Expression::Value(equation) => Expression::Value(*equation),
        compiled::Expression::Argument => Expression::Argument,
        compiled::Expression::Negate(a) => apply(Function::Negate, &[a]),
        compiled::Expression::Binary(operator, a, b) => {
            let function = match operator {
                compiled::Operator::Add => Function::Add,
                compiled::Operator::Subtract => Function::Subtract,
                compiled::Operator::Multiply => Function::Multiply,
                compiled::Operator::Divide => Function::Divide,
            };
            apply(function, &[a, b])
        }
        compiled::Expression::Activation(a) => apply(Function::Activation, &[a]),
        compiled::Expression::Call(own, arguments) => {
            let arguments: Vec<&compiled::Expression> = arguments.iter().collect();
            apply(function(own.row().name), &arguments)
        }
    }
}

fn function(name: &str) -> Function {
    match name {
        "exp" => Function::Exp,
        "ln" => Function::Ln,
        "sqrt" => Function::Sqrt,
        "sigmoid" => Function::Sigmoid,
        "tanh" => Function::Tanh,
        "relu" => Function::Relu,
        "softplus" => Function::Softplus,
        "sin" => Function::Sin,
        "cos" => Function::Cos,
        "abs" => Function::Abs,
        "max" => Function::Max,
        "min" => Function::Min,
        "pow" => Function::Pow,
        "select_above" => Function::SelectAbove,
        "select_at_least" => Function::SelectAtLeast,
        name => unreachable!("equations cannot call `{name}`"),
    }
}
