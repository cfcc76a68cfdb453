//! A checked declaration to the network that it means: names become indices, defaults are filled in, times become
//! rates. Total: whatever could be wrong here is named with the check that has ruled it out.

mod activation;
mod constraints;
mod gate;
mod learned_delay;
mod norm;
mod parameters;
mod unit;

pub use self::gate::equation as equation_of_gate;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::declaration as written;
use crate::delay;
use crate::network::{
    Activation, Dimension, Form, Gate, Input, Layer, Link, NamedSize, Network, Shape, Size, Source, Unit,
};

/// The networks of a declaration in which `check` found no fault.
pub fn lower(declaration: &written::Declaration) -> Vec<Network> {
    let networks = declaration.networks.iter();
    networks
        .map(|network| lower_network(network, declaration))
        .collect()
}

fn lower_network(network: &written::Network, declaration: &written::Declaration) -> Network {
    let mut lowered = Network {
        docs: network.docs.clone(),
        attributes: network.attributes.clone(),
        visibility: network.visibility.to_token_stream(),
        name: network.name.clone(),
        library: library(declaration),
        const_parameters: network.const_parameters.clone(),
        named_sizes: Vec::new(),
        dt: network.dt.as_ref().map(|dt| dt.seconds.to_f64()),
        inputs: Vec::new(),
        layers: Vec::new(),
        links: Vec::new(),
        parameters: Vec::new(),
        units: Vec::new(),
        activations: Vec::new(),
        custom_activations: Vec::new(),
        masks: Vec::new(),
        start_functions: Vec::new(),
    };
    for input in &network.inputs {
        let shape = lower_shape(&input.size, &input.name, &mut lowered);
        lowered.inputs.push(Input {
            name: input.name.clone(),
            docs: input.docs.clone(),
            size: Size::of(&shape),
            shape,
        });
    }
    for layer in &network.layers {
        let unit = declared_unit(declaration, &layer.unit);
        let gates = gate::gates(layer, unit, network);
        let index = unit_index(&mut lowered, unit, &gates);
        let shape = lower_shape(&layer.size, &layer.name, &mut lowered);
        let activation = activation::lower_activation(layer, unit, declaration, &mut lowered);
        lowered.layers.push(Layer {
            gates,
            ..lower_layer(layer, shape, index, activation)
        });
    }
    for link in &network.links {
        let form = constraints::form(link, &mut lowered);
        let link = lower_link(link, form, network, &lowered);
        lowered.links.push(link);
    }
    parameters::lower_parameters(&mut lowered, network, declaration);
    lowered
}

/// The place of a unit among those used, which it joins here if it is the first time. With other gates it is another.
fn unit_index(lowered: &mut Network, unit: &written::Unit, gates: &[Gate]) -> usize {
    let unit = unit::lower_unit(unit, gates);
    let is_it = |used: &Unit| used.name == unit.name && used.equations == unit.equations;
    let known = lowered.units.iter().position(is_it);
    known.unwrap_or_else(|| {
        lowered.units.push(unit);
        lowered.units.len() - 1
    })
}

/// The layer without its parameters, which have no index yet.
fn lower_layer(layer: &written::Layer, shape: Shape, unit: usize, activation: Option<Activation>) -> Layer {
    Layer {
        name: layer.name.clone(),
        docs: layer.docs.clone(),
        is_output: layer.is_output,
        size: Size::of(&shape),
        shape,
        is_shape: matches!(layer.size, written::Size::Shape { .. }),
        unit,
        activation,
        constants: Vec::new(),
        bias: None,
        gates: Vec::new(),
        further_biases: Vec::new(),
        initial: Vec::new(),
        noise: layer
            .noise
            .as_ref()
            .map(|setting| value(setting).value)
            .filter(|&sd| sd > 0.0),
        norm: None,
    }
}

/// The link without its weight, which has no index yet.
fn lower_link(link: &written::Link, form: Form, network: &written::Network, lowered: &Network) -> Link {
    let input = network.inputs.iter().position(|input| input.name == link.source);
    let delays = delay::of_link(link, network.dt.as_ref());
    let target = layer_index(network, &link.target);
    let port = link.port.as_ref();
    Link {
        docs: link.docs.clone(),
        source: match input {
            Some(input) => Source::Input(input),
            None => Source::Layer(layer_index(network, &link.source)),
        },
        target,
        port: port.map(|port| gate::port(lowered, target, port)),
        delays: delays.unwrap_or_else(|_| unreachable!("ruled out by links::delays_fit_their_arrow")),
        learned_delay: None,
        weight: None,
        form,
    }
}

fn layer_index(network: &written::Network, name: &Ident) -> usize {
    let index = network.layers.iter().position(|layer| layer.name == *name);
    index.unwrap_or_else(|| {
        unreachable!("ruled out by links::ends_are_known and links::nothing_drives_an_input")
    })
}

fn declared_unit<'a>(declaration: &'a written::Declaration, name: &Ident) -> &'a written::Unit {
    declaration
        .unit(name)
        .unwrap_or_else(|| unreachable!("ruled out by layers::units_are_known"))
}

/// The value of a setting, whose error every check of values would have reported.
fn value<T>(setting: &written::Setting<T>) -> &T {
    match &setting.value {
        Ok(value) => value,
        Err(_) => unreachable!("ruled out by the checks of values"),
    }
}

/// The path by which emitted code names the library.
pub fn library(declaration: &written::Declaration) -> TokenStream {
    match &declaration.library {
        Some(path) => path.clone(),
        None => quote!(::aru),
    }
}

/// The shape of the input or layer `end`: a plain size is so many bands of one channel.
fn lower_shape(size: &written::Size, end: &Ident, lowered: &mut Network) -> Shape {
    match size {
        written::Size::Shape { axes, .. } => {
            let [bands, channels] = &**axes;
            [bands, channels].map(|axis| lower_size(axis, end, lowered))
        }
        plain => [lower_size(plain, end, lowered), Size::Number(1)],
    }
}

/// A size of the input or layer `end`. A path gets a name, once.
fn lower_size(size: &written::Size, end: &Ident, lowered: &mut Network) -> Size {
    let path = match size {
        written::Size::Number { value, .. } => return Size::Number(*value),
        written::Size::Path(path) | written::Size::Computed { expression: path, .. } => path,
        written::Size::Shape { .. } => unreachable!("a shape is taken apart before"),
    };
    let text = path.to_string();
    let mut parameters = lowered.const_parameters.iter();
    if let Some(parameter) = parameters.find(|parameter| **parameter == text) {
        return Size::Named(parameter.clone());
    }
    let mut known = lowered.named_sizes.iter();
    if let Some(known) = known.find(|known| known.path.to_string() == text) {
        return Size::Named(known.name.clone());
    }
    let name = format!("__ARU_SIZE_{}", lowered.named_sizes.len());
    let name = Ident::new(&name, Span::call_site());
    lowered.named_sizes.push(NamedSize {
        name: name.clone(),
        path: path.clone(),
        end: end.clone(),
    });
    Size::Named(name)
}

/// An axis of `factor` times that many.
fn axis(factor: usize, size: &Size) -> Dimension {
    Dimension {
        factor,
        size: size.clone(),
    }
}
