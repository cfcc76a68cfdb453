//! `DESCRIPTION`: the network as plain data.

use std::fmt::Display;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::constraints;
use super::sizes::{expression, literal};
use aru_compiler::functions;
use aru_compiler::network::{
    Activation, Bounds, ConstantValue, Expression, Form, Initial, Layer, LearnedDelay, Link, Network,
    Parameter, Role, Scope, Shape, Size, Source, Spread, Unit,
};
use aru_compiler::program::Program;

/// The value of the associated const.
pub fn description(network: &Network, program: &Program) -> TokenStream {
    let name = text(&network.name);
    let docs = text(joined(&network.docs));
    let dt = option(network.dt.map(|dt| quote!(#dt)));
    let inputs = list(network.inputs.iter().map(|input| {
        let (name, docs) = (text(&input.name), text(joined(&input.docs)));
        let size = expression(1, &input.size);
        let channels = channels(&input.shape);
        quote!(__data::Input::new(#name, #docs, #size) #channels)
    }));
    let layers = list(network.layers.iter().map(|own| layer(own, network)));
    let links = list(network.links.iter().map(|one| link(network, one)));
    let parameters = network.parameters.iter().enumerate();
    let parameters = list(parameters.map(|(index, own)| parameter(network, index, own)));
    let units = list(network.units.iter().map(unit));
    let order = list(program.order.iter().map(|&layer| literal(layer)));
    quote! {
        {
            use __aru::description as __data;
            use __aru::__private::Cow::Borrowed as __borrowed;
            __data::Description::new(
                #name, #docs, #dt, #inputs, #layers, #links, #parameters, #units, #order,
            )
        }
    }
}

fn layer(layer: &Layer, network: &Network) -> TokenStream {
    let (name, docs) = (text(&layer.name), text(joined(&layer.docs)));
    let (is_output, size, unit) = (layer.is_output, expression(1, &layer.size), literal(layer.unit));
    let activation = option(layer.activation.map(|own| activation(own, network)));
    let constants = list(layer.constants.iter().map(|constant| {
        let name = text(&constant.name);
        let folded = option(match constant.value {
            ConstantValue::Folded(value) => Some(quote!(#value)),
            ConstantValue::Stored { .. } => None,
        });
        let is_rate = constant.is_rate;
        quote!(__data::Constant::new(#name, #is_rate, #folded))
    }));
    let channels = channels(&layer.shape);
    let noise = layer.noise.map(|sd| quote!(.with_noise(#sd)));
    quote! {
        __data::Layer::new(#name, #docs, #is_output, #size, #unit, #activation, #constants) #channels #noise
    }
}

/// How many channels each band has, where it is not one.
fn channels([_, channels]: &Shape) -> Option<TokenStream> {
    if let Size::Number(1) = channels {
        return None;
    }
    let channels = expression(1, channels);
    Some(quote!(.with_channels(#channels)))
}

fn activation(activation: Activation, network: &Network) -> TokenStream {
    match activation {
        Activation::BuiltIn(functions::Activation { function, number }) => {
            let number: Vec<f64> = number.into_iter().collect();
            variant("Activation", &function.camel_case(), &number)
        }
        Activation::Written(index) => {
            let written = &network.activations[index];
            let (name, docs) = (text(&written.name), text(joined(&written.docs)));
            let (argument, value) = (text(&written.argument), tree(&written.value));
            let written = quote!(__data::WrittenActivation::new(#name, #docs, #argument, #value));
            variant("Activation", "Written", &[written])
        }
        Activation::Custom(index) => {
            let name = &network.custom_activations[index].name;
            let custom = quote!(__data::CustomActivation::of::<#name>());
            variant("Activation", "Custom", &[custom])
        }
    }
}

/// `__data::Initial::Uniform(0.1, 0.9)`.
fn variant(kind: &str, variant: &str, values: &[impl ToTokens]) -> TokenStream {
    let (kind, variant) = (name(kind), name(variant));
    match values {
        [] => quote!(__data::#kind::#variant),
        _ => quote!(__data::#kind::#variant(#(#values),*)),
    }
}

fn name(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn link(network: &Network, link: &Link) -> TokenStream {
    let docs = text(joined(&link.docs));
    let source = match link.source {
        Source::Input(input) => variant("Source", "Input", &[literal(input)]),
        Source::Layer(layer) => variant("Source", "Layer", &[literal(layer)]),
    };
    let target = literal(link.target);
    let delays = list(link.delays.iter().map(|&delay| literal(delay)));
    let port = link.port.map(|port| {
        let port = literal(port);
        quote!(.into_port(#port))
    });
    let learned = link.learned_delay.map(|LearnedDelay { delay, spread }| {
        let delay = literal(delay);
        let spread = match spread {
            Spread::Folded(number) => variant("Spread", "Folded", &[number]),
            Spread::Stored(parameter) => variant("Spread", "Stored", &[literal(parameter)]),
        };
        quote!(.with_learned_delay(#delay, #spread))
    });
    let weight = link.weight.map(literal);
    let new = match link.form {
        Form::Identity => quote!(identity(#docs, #source, #target, #delays)),
        Form::Dense => quote!(new(#docs, #source, #target, #delays, #weight)),
        _ => {
            let form = constraints::form(network, link);
            quote!(of_form(#docs, #source, #target, #delays, #weight, #form))
        }
    };
    quote!(__data::Link::#new #port #learned)
}

fn parameter(network: &Network, index: usize, parameter: &Parameter) -> TokenStream {
    let name = text(&parameter.name);
    let shape = parameter.shape.iter();
    let shape = list(shape.map(|axis| expression(axis.factor, &axis.size)));
    let role = role(parameter.role);
    let learn = parameter.learn;
    let as_time = parameter.declared_as_time.then(|| quote!(.as_time()));
    let initial = match parameter.initial {
        Initial::Sources(density) => constraints::sources(parameter, density),
        Initial::By => constraints::start(network, index),
        initial => self::initial(initial),
    };
    let bounds = match parameter.bounds {
        Bounds::Signed { excitatory } => constraints::signs(parameter, excitatory),
        Bounds::Free => quote!(__data::Bounds::Free),
        Bounds::Interval { low, high } => {
            quote!(__data::Bounds::Interval { low: #low, high: #high })
        }
        Bounds::Logistic { low, high, slope } => {
            quote!(__data::Bounds::Logistic { low: #low, high: #high, slope: #slope })
        }
    };
    quote!(__data::Parameter::new(#name, #shape, #role, #learn, #initial, #bounds) #as_time)
}

fn role(role: Role) -> TokenStream {
    let (kind, owner) = match role {
        Role::Weight { link } => ("Weight", quote_index("link", link)),
        Role::Mask { link } => ("Mask", quote_index("link", link)),
        Role::Bias {
            layer,
            scope: Scope::PerUnit,
        } => ("Bias", quote_index("layer", layer)),
        Role::Bias { layer, scope } => {
            let (layer, scope) = (quote_index("layer", layer), name(&format!("{scope:?}")));
            ("SharedBias", quote!(#layer, scope: __data::Scope::#scope))
        }
        Role::Constant { layer, scope } => {
            let (layer, scope) = (quote_index("layer", layer), name(&format!("{scope:?}")));
            ("Constant", quote!(#layer, scope: __data::Scope::#scope))
        }
        Role::Gate {
            layer,
            port,
            low,
            high,
        } => {
            let (layer, port) = (quote_index("layer", layer), literal(port));
            ("Gate", quote!(#layer, port: #port, low: #low, high: #high))
        }
        Role::Norm {
            layer,
            is_gain,
            over,
            eps,
        } => {
            let (layer, over) = (quote_index("layer", layer), name(&format!("{over:?}")));
            let part = name(if is_gain { "Gain" } else { "Shift" });
            let part = quote!(part: __data::NormPart::#part, over: __data::NormOver::#over);
            ("Norm", quote!(#layer, #part, eps: #eps))
        }
        Role::Delay { link } => ("Delay", quote_index("link", link)),
        Role::Spread { link } => ("Spread", quote_index("link", link)),
        Role::InitialState { layer } => ("InitialState", quote_index("layer", layer)),
    };
    let kind = name(kind);
    quote!(__data::Role::#kind { #owner })
}

fn quote_index(field: &str, number: usize) -> TokenStream {
    let (field, number) = (name(field), literal(number));
    quote!(#field: #number)
}

fn initial(initial: Initial) -> TokenStream {
    let (kind, numbers) = match initial {
        Initial::Number(value) => ("Number", vec![value]),
        Initial::Uniform(low, high) => ("Uniform", vec![low, high]),
        Initial::LogUniform(low, high) => ("LogUniform", vec![low, high]),
        Initial::Normal(mean, deviation) => ("Normal", vec![mean, deviation]),
        Initial::Lecun => ("Lecun", vec![]),
        Initial::He => ("He", vec![]),
        Initial::Xavier => ("Xavier", vec![]),
        Initial::Orthogonal(gain) => ("Orthogonal", vec![gain]),
        Initial::Zeros => ("Zeros", vec![]),
        Initial::Sources(_) | Initial::By => unreachable!("masks and functions are told apart before"),
    };
    variant("Initial", kind, &numbers)
}

fn unit(unit: &Unit) -> TokenStream {
    let (name, docs) = (text(&unit.name), text(joined(&unit.docs)));
    let texts = |names: &[String]| list(names.iter().map(text));
    let (ports, biases) = (texts(&unit.ports), texts(&unit.biases));
    let (constants, states) = (texts(&unit.constants), texts(&unit.states));
    let equations = list(unit.equations.iter().map(|equation| {
        let (name, value) = (text(&equation.name), tree(&equation.value));
        quote!(__data::Equation::new(#name, #value))
    }));
    let emit = literal(unit.emit);
    quote! {
        __data::Unit::new(#name, #docs, #ports, #biases, #constants, #states, #equations, #emit)
    }
}

fn tree(expression: &Expression) -> TokenStream {
    let leaf = |kind: &str, number: usize| variant("Expression", kind, &[literal(number)]);
    let apply = |function: &str, arguments: &[&Expression]| {
        let function = variant("Function", function, &[] as &[Literal]);
        let arguments = list(arguments.iter().map(|argument| tree(argument)));
        variant("Expression", "Apply", &[function, arguments])
    };
    match expression {
        Expression::Number(value) => variant("Expression", "Number", &[value]),
        Expression::Drive(port) => leaf("Drive", *port),
        Expression::Recur(port) => leaf("Recur", *port),
        Expression::Bias(bias) => leaf("Bias", *bias),
        Expression::Constant(constant) => leaf("Constant", *constant),
        Expression::Previous(state) => leaf("Previous", *state),
        Expression::Value(equation) => leaf("Value", *equation),
        Expression::Argument => variant("Expression", "Argument", &[] as &[Literal]),
        Expression::Negate(a) => apply("Negate", &[a]),
        Expression::Binary(operator, a, b) => apply(&format!("{operator:?}"), &[a, b]),
        Expression::Activation(a) => apply("Activation", &[a]),
        Expression::Call(function, arguments) => {
            apply(&function.camel_case(), &arguments.iter().collect::<Vec<_>>())
        }
    }
}

fn text(text: impl Display) -> TokenStream {
    let text = text.to_string();
    quote!(__borrowed(#text))
}

fn list(items: impl Iterator<Item = impl ToTokens>) -> TokenStream {
    // A const of its own: what a function gives is no static where it is an argument.
    quote!(__borrowed(const { &[#(#items),*] }))
}

/// `Some(..)` or `None`.
pub fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}

/// Doc lines as one text, without the space that `///` leaves in front.
fn joined(docs: &[String]) -> String {
    let lines = docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}
