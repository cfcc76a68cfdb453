//! From a description back to the network that it describes: the inverse of `description.rs`.

mod parts;

use std::collections::BTreeMap;

use aru_compiler::functions::{self, Function as Row};
use aru_compiler::network::{self as compiled, ConstantValue, Network, Size};
use aru_compiler::restored::{Ident, equation_of_gate, identifier, path};

pub(super) use self::parts::ratio;
use self::parts::{density, input, lines, over, parameter, shape, unit, written};
use super::given::Given;
use super::sound::{Owned, OwnedLayer};
use crate::network::description::*;

/// What a description of a network is made of again: as the compiler has it, with the masks and starts that it names.
pub(super) struct Restored {
    pub(super) network: Network,
    pub(super) given: Given,
}

/// Early files do not say which density was declared: it then is what the numbers of sources make it.
pub(super) fn complete_densities(description: &mut Description) {
    let parameters = description.parameters.clone();
    for link in description.links.to_mut() {
        let LinkForm::Sparse { mask, density } = &mut link.form else {
            continue;
        };
        let mask = parameters.get(*mask).map(|mask| (mask.initial, &*mask.shape));
        if let (None, Some((Initial::Sources(kept), &[_, sources]))) = (&density, mask) {
            *density = Some(kept as f64 / sources as f64);
        }
    }
}

/// The network of a sound description.
pub(super) fn restored(description: &Description, owned: &Owned) -> Restored {
    let mut restoring = Restoring {
        description,
        activations: Vec::new(),
        masks: Vec::new(),
        given: Vec::new(),
    };
    let layers = description.layers.iter().zip(&owned.layers);
    let layers: Vec<_> = layers
        .map(|(layer, owned)| restoring.layer(layer, owned))
        .collect();
    let links: Vec<_> = (0..description.links.len())
        .map(|index| restoring.link(index))
        .collect();
    let parameters = description.parameters.iter().zip(&owned.axes);
    let all = description.parameters.iter().enumerate();
    let starts = all.filter_map(|(index, parameter)| match parameter.initial {
        Initial::By(elements) => Some((index, elements)),
        _ => None,
    });
    let starts: BTreeMap<usize, Elements> = starts.collect();
    let Restoring {
        activations,
        masks,
        given,
        ..
    } = restoring;
    let network = Network {
        docs: lines(&description.docs),
        attributes: compiled::Attributes::default(),
        visibility: Default::default(),
        name: name(&description.name),
        library: Default::default(),
        const_parameters: Vec::new(),
        named_sizes: Vec::new(),
        dt: description.dt,
        inputs: description.inputs.iter().map(input).collect(),
        layers,
        links,
        parameters: parameters.map(|(own, axes)| parameter(own, axes)).collect(),
        units: description.units.iter().map(unit).collect(),
        activations: activations.into_iter().map(written).collect(),
        custom_activations: Vec::new(),
        masks,
        start_functions: starts
            .keys()
            .map(|&parameter| compiled::StartFunction {
                path: path(&name(&name_of("start", parameter))),
                parameter,
            })
            .collect(),
    };
    let starts = starts
        .into_iter()
        .map(|(parameter, elements)| (name_of("start", parameter), elements));
    Restored {
        network,
        given: Given::of(given, starts),
    }
}

struct Restoring<'a> {
    description: &'a Description,
    /// Those that layers apply, each once.
    activations: Vec<&'a WrittenActivation>,
    masks: Vec<compiled::Mask>,
    /// What the masks are, by their paths.
    given: Vec<(String, Mask)>,
}

impl<'a> Restoring<'a> {
    fn layer(&mut self, layer: &'a Layer, owned: &OwnedLayer) -> compiled::Layer {
        let constants = layer.constants.iter().zip(&owned.constants);
        let constants = constants.map(|(constant, stored)| compiled::Constant {
            name: name(&constant.name),
            docs: Vec::new(),
            is_rate: constant.is_rate,
            value: match (*stored, constant.folded) {
                (Some((parameter, scope)), _) => ConstantValue::Stored {
                    parameter,
                    scope: parts::scope(scope),
                },
                (None, Some(value)) => ConstantValue::Folded(value),
                (None, None) => unreachable!("a constant that is not folded has a parameter"),
            },
        });
        let gates = owned.gates.iter();
        let gates = gates.map(|&(ref name, [low, high], bias)| compiled::Gate {
            name: name.clone(),
            docs: Vec::new(),
            low,
            high,
            bias,
        });
        compiled::Layer {
            name: name(&layer.name),
            docs: lines(&layer.docs),
            is_output: layer.is_output,
            size: Size::Number(layer.size),
            shape: shape(layer.shape()),
            is_shape: layer.channels != 1,
            unit: layer.unit,
            activation: layer
                .activation
                .as_ref()
                .map(|activation| self.activation(activation)),
            constants: constants.collect(),
            bias: owned.bias,
            gates: gates.collect(),
            further_biases: owned.further_biases.clone(),
            initial: owned.initial.clone(),
            noise: layer.noise,
            norm: owned.norm.map(|norm| compiled::Norm {
                over: over(norm.over),
                eps: norm.eps,
                gain: norm.gain,
                shift: norm.shift,
            }),
        }
    }

    fn activation(&mut self, activation: &'a Activation) -> compiled::Activation {
        let named = |name| compiled::Activation::BuiltIn(functions::Activation::named(name));
        match activation {
            Activation::Sigmoid => named("sigmoid"),
            Activation::Tanh => named("tanh"),
            Activation::Relu => named("relu"),
            Activation::Softplus => named("softplus"),
            Activation::Identity => named("identity"),
            Activation::Elu => named("elu"),
            Activation::LeakyRelu(slope) => compiled::Activation::BuiltIn(functions::Activation {
                function: Row::named("leaky_relu"),
                number: Some(*slope),
            }),
            Activation::Written(written) => {
                let known = self.activations.iter().position(|known| *known == written);
                compiled::Activation::Written(known.unwrap_or_else(|| {
                    self.activations.push(written);
                    self.activations.len() - 1
                }))
            }
            Activation::Custom(_) => unreachable!("a file holds no type of Rust"),
        }
    }

    fn link(&mut self, index: usize) -> compiled::Link {
        let link = &self.description.links[index];
        let window = |window: Window| compiled::Window {
            kernel: window.kernel,
            stride: window.stride,
            pad: window.pad,
        };
        let form = match &link.form {
            LinkForm::Dense => compiled::Form::Dense,
            LinkForm::Diagonal => compiled::Form::Diagonal,
            LinkForm::Identity => compiled::Form::Identity,
            LinkForm::Local(own) => compiled::Form::Local(window(*own)),
            LinkForm::Conv(own) => compiled::Form::Conv(window(*own)),
            LinkForm::Sparse {
                mask,
                density: declared,
            } => compiled::Form::Sparse {
                density: declared
                    .and_then(ratio)
                    .unwrap_or_else(|| density(&self.description.parameters[*mask])),
                mask: *mask,
            },
            LinkForm::Masked(mask) => {
                let own = name_of("mask", index);
                self.masks.push(compiled::Mask {
                    path: path(&name(&own)),
                    is_function: false,
                    link: index,
                });
                self.given.push((own, mask.clone()));
                compiled::Form::Masked(self.masks.len() - 1)
            }
        };
        compiled::Link {
            docs: lines(&link.docs),
            source: match link.source {
                Source::Input(input) => compiled::Source::Input(input),
                Source::Layer(layer) => compiled::Source::Layer(layer),
            },
            target: link.target,
            port: link.port,
            delays: link.delays.to_vec(),
            learned_delay: link.learned_delay.map(|learned| compiled::LearnedDelay {
                delay: learned.delay,
                spread: match learned.spread {
                    Spread::Folded(spread) => compiled::Spread::Folded(spread),
                    Spread::Stored(parameter) => compiled::Spread::Stored(parameter),
                },
            }),
            weight: link.weight,
            form,
        }
    }
}

/// Refuses a gate whose equation is another than that of a gate between its ends.
pub(super) fn check_gates(network: &Network) -> Result<(), String> {
    for layer in &network.layers {
        let unit = &network.units[layer.unit];
        for (number, gate) in layer.gates.iter().enumerate() {
            let expected = equation_of_gate(gate, layer.own_ports(network) + number);
            if unit.equations.get(number) != Some(&expected) {
                return Err(format!(
                    "the equation `{}` of the unit `{}` is not that of a gate between {} and {}",
                    gate.name, unit.name, gate.low, gate.high
                ));
            }
        }
    }
    Ok(())
}

fn name_of(kind: &str, index: usize) -> String {
    format!("{kind}_{index}")
}

/// The identifier of a name that was found sound.
fn name(name: &str) -> Ident {
    identifier(name).unwrap_or_else(|| unreachable!("{name:?} is no name"))
}
