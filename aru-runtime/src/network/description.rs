//! A network as plain data: what was declared, with sizes known.
//!
//! `recurrent_net!` writes a [`Description`] beside the code, as the associated const
//! [`Declared::DESCRIPTION`](crate::Declared::DESCRIPTION), and every network has its own as
//! [`description`](crate::Network::description). Whatever shows or exports a network reads it, saved files carry it as
//! JSON, and the tests hold the emitted code against an interpreter of it.

mod activation;
mod elements;
#[doc(hidden)]
pub mod json;
mod link;
mod parameter;
mod unit;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use self::activation::{Activation, CustomActivation, WrittenActivation};
pub use self::elements::{Elements, MatrixFunction, TapsFunction, VectorFunction};
pub use self::link::{LearnedDelay, Link, LinkForm, Spread, Window};
pub use self::parameter::{Bounds, Initial, Norm, NormOver, NormPart, Parameter, Role, Scope};
pub use self::unit::{Equation, Expression, Function, Unit};
pub use crate::network::mask::{Mask, PairFunction};
pub use crate::numerics::patches::Patches;

/// Text that is borrowed in a const and owned when read from a file.
pub type Text = Cow<'static, str>;
/// A list that is borrowed in a const and owned when read from a file.
pub type List<T> = Cow<'static, [T]>;

/// The lowest rate alpha_s that noise is scaled by, with c = sqrt((2 - alpha_s) / alpha_s): below it c stays what it is
/// here. It is the number that the compiler of networks has in `equations.rs`, for all others that compute noise.
pub const LEAST_RATE: f64 = 1e-12;

/// A whole network: inputs, layers, links, parameters, and the equations of the units used.
///
/// ```
/// # use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// let description = Net::<f32>::DESCRIPTION;
/// let numbers: usize = description.parameters.iter().map(|parameter| parameter.len()).sum();
/// assert_eq!(numbers, 3 + 3 * 3 + 3 + 1 + 3 + 1);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Description {
    /// Name of the declared struct.
    pub name: Text,
    /// Its doc comment.
    pub docs: Text,
    /// Length of a step in seconds, where `dt` is declared.
    pub dt: Option<f64>,
    /// Inputs in the order declared; side by side along the feature axis.
    pub inputs: List<Input>,
    /// Layers and outputs in the order declared.
    pub layers: List<Layer>,
    /// Links in the order declared.
    pub links: List<Link>,
    /// Parameters in the order of the one buffer that holds them.
    pub parameters: List<Parameter>,
    /// Every unit that a layer uses, once.
    pub units: List<Unit>,
    /// Indices into `layers`: within a step each layer comes after those that it reads without delay.
    pub order: List<usize>,
}

/// An input: `input x: 2;`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Input {
    /// Name of the input.
    pub name: Text,
    /// Its doc comment.
    pub docs: Text,
    /// Number of features.
    pub size: usize,
    /// Channels of each of its bands, which lie side by side: feature (b, c) is number b channels + c.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub channels: usize,
}

fn one() -> usize {
    1
}

fn is_one(channels: &usize) -> bool {
    *channels == 1
}

/// `70`, or `[10, 7]`: a size as it is declared.
fn declared(size: usize, channels: usize) -> String {
    match channels {
        1 => size.to_string(),
        // What a file says may be no shape at all.
        _ => format!("[{}, {channels}]", size.checked_div(channels).unwrap_or(0)),
    }
}

impl Input {
    /// An input of so many features, each a band of its own.
    pub const fn new(name: Text, docs: Text, size: usize) -> Self {
        Input {
            name,
            docs,
            size,
            channels: 1,
        }
    }

    /// The same in bands of so many channels.
    #[must_use]
    pub const fn with_channels(mut self, channels: usize) -> Self {
        self.channels = channels;
        self
    }

    /// Bands and channels.
    pub fn shape(&self) -> [usize; 2] {
        [self.size / self.channels, self.channels]
    }

    /// Its size as it is declared: `70`, or `[10, 7]` for bands and channels.
    pub fn declared_size(&self) -> String {
        declared(self.size, self.channels)
    }
}

/// A layer or an output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Layer {
    /// Name of the layer or output.
    pub name: Text,
    /// Its doc comment.
    pub docs: Text,
    /// Declared by `output`.
    pub is_output: bool,
    /// Number of units.
    pub size: usize,
    /// Channels of each of its bands, which lie side by side: unit (b, c) is number b channels + c.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub channels: usize,
    /// Index into [`Description::units`].
    pub unit: usize,
    /// The function that the unit applies as `activation(..)`, where it does.
    pub activation: Option<Activation>,
    /// In the order of [`Unit::constants`].
    pub constants: List<Constant>,
    /// Standard deviation of the noise on its drive, above zero, where it has some: what training adds, see
    /// [`Noise`](crate::run::noise::Noise).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub noise: Option<f64>,
}

impl Layer {
    /// A layer of so many units, each a band of its own, without noise.
    pub const fn new(
        name: Text,
        docs: Text,
        is_output: bool,
        size: usize,
        unit: usize,
        activation: Option<Activation>,
        constants: List<Constant>,
    ) -> Self {
        Layer {
            name,
            docs,
            is_output,
            size,
            channels: 1,
            unit,
            activation,
            constants,
            noise: None,
        }
    }

    /// The same in bands of so many channels.
    #[must_use]
    pub const fn with_channels(mut self, channels: usize) -> Self {
        self.channels = channels;
        self
    }

    /// The same with noise of this standard deviation on its drive.
    #[must_use]
    pub const fn with_noise(mut self, deviation: f64) -> Self {
        self.noise = Some(deviation);
        self
    }

    /// Bands and channels.
    pub fn shape(&self) -> [usize; 2] {
        [self.size / self.channels, self.channels]
    }

    /// Its size as it is declared: `70`, or `[10, 7]` for bands and channels.
    pub fn declared_size(&self) -> String {
        declared(self.size, self.channels)
    }
}

/// A constant of a unit as a layer sets it. One that is not folded is the parameter `{layer}.{name}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "SavedConstant")]
#[non_exhaustive]
pub struct Constant {
    /// Its name: `alpha_s`.
    pub name: Text,
    /// A rate, dt / tau of what follows something else: above 0, and 2 at most.
    pub is_rate: bool,
    /// The number folded into the code, where it was written as a plain number.
    pub folded: Option<f64>,
}

impl Constant {
    /// A constant, with its number where that is folded into the code.
    pub const fn new(name: Text, is_rate: bool, folded: Option<f64>) -> Self {
        Constant {
            name,
            is_rate,
            folded,
        }
    }
}

/// A constant as files hold it: early ones do not say what is a rate, which then was what is called so.
#[derive(Deserialize)]
struct SavedConstant {
    name: Text,
    is_rate: Option<bool>,
    folded: Option<f64>,
}

impl From<SavedConstant> for Constant {
    fn from(saved: SavedConstant) -> Self {
        Constant {
            is_rate: saved.is_rate.unwrap_or_else(|| saved.name.starts_with("alpha_")),
            name: saved.name,
            folded: saved.folded,
        }
    }
}

/// What a link reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// Index into [`Description::inputs`].
    Input(usize),
    /// Index into [`Description::layers`].
    Layer(usize),
}

impl Description {
    /// A network of these parts, in the order of its fields.
    #[expect(
        clippy::too_many_arguments,
        reason = "each of them is a part of the network, and all are needed"
    )]
    pub const fn new(
        name: Text,
        docs: Text,
        dt: Option<f64>,
        inputs: List<Input>,
        layers: List<Layer>,
        links: List<Link>,
        parameters: List<Parameter>,
        units: List<Unit>,
        order: List<usize>,
    ) -> Self {
        Description {
            name,
            docs,
            dt,
            inputs,
            layers,
            links,
            parameters,
            units,
            order,
        }
    }

    /// The parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// Whether a parameter is a constant that is a rate.
    pub fn is_rate(&self, parameter: &Parameter) -> bool {
        let Role::Constant { layer, .. } = parameter.role else {
            return false;
        };
        let name = parameter.name.rsplit('.').next();
        let is_it = |constant: &Constant| constant.is_rate && name == Some(&*constant.name);
        self.layers
            .get(layer)
            .is_some_and(|layer| layer.constants.iter().any(is_it))
    }

    /// Whether what a layer emits is its activation of something, so that its range is that of the activation.
    pub(crate) fn emits_activation(&self, layer: &Layer) -> bool {
        let emitted = self
            .units
            .get(layer.unit)
            .and_then(|unit| unit.equations.get(unit.emit));
        emitted.is_some_and(|equation| matches!(equation.value, Expression::Apply(Function::Activation, _)))
    }

    /// The norm of the drives of a layer, where it has one.
    pub fn norm(&self, layer: usize) -> Option<Norm> {
        let find = |wanted: NormPart| {
            let mut parameters = self.parameters.iter().enumerate();
            parameters.find_map(|(index, parameter)| match parameter.role {
                Role::Norm {
                    layer: of,
                    part,
                    over,
                    eps,
                } if (of, part) == (layer, wanted) => Some((index, over, eps)),
                _ => None,
            })
        };
        let ((gain, over, eps), (shift, ..)) = (find(NormPart::Gain)?, find(NormPart::Shift)?);
        Some(Norm {
            over,
            eps,
            gain,
            shift,
        })
    }

    /// Number of units that a link reads.
    pub fn size_of(&self, source: Source) -> usize {
        match source {
            Source::Input(input) => self.inputs[input].size,
            Source::Layer(layer) => self.layers[layer].size,
        }
    }

    /// Bands and channels of what a link reads.
    pub fn shape_of(&self, source: Source) -> [usize; 2] {
        match source {
            Source::Input(input) => self.inputs[input].shape(),
            Source::Layer(layer) => self.layers[layer].shape(),
        }
    }

    /// What the bands of a link's target read, where its form says it.
    pub fn patches(&self, link: &Link) -> Option<Patches> {
        let (Window { kernel, stride, pad }, is_shared) = link.form.window()?;
        Some(Patches {
            source: self.shape_of(link.source),
            target: self.layers[link.target].shape(),
            kernel,
            stride,
            pad,
            is_shared,
        })
    }

    /// Number of features of all inputs together.
    pub fn input_size(&self) -> usize {
        self.inputs.iter().map(|input| input.size).sum()
    }

    /// The outputs in the order declared.
    pub fn outputs(&self) -> impl Iterator<Item = &Layer> {
        self.layers.iter().filter(|layer| layer.is_output)
    }

    /// Number of features of all outputs together.
    pub fn output_size(&self) -> usize {
        self.outputs().map(|output| output.size).sum()
    }
}
