//! A network as plain data: what was declared, with sizes known.
//!
//! `recurrent_net!` writes a [`Description`] beside the code, as the associated const
//! [`Network::DESCRIPTION`](crate::Network::DESCRIPTION). Whatever shows or exports a network reads it, saved files
//! carry it as JSON, and the tests hold the emitted code against an interpreter of it.

mod activation;
mod elements;
#[doc(hidden)]
pub mod json;
mod link;
mod unit;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use self::activation::{Activation, CustomActivation, WrittenActivation};
pub use self::elements::{Elements, MatrixFunction, TapsFunction, VectorFunction};
pub use self::link::{LearnedDelay, Link, LinkForm, Spread, Window};
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
        _ => format!("[{}, {channels}]", size / channels),
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
pub struct Constant {
    /// Its name: `alpha_s`.
    pub name: Text,
    /// A rate, dt / tau of what follows something else: above 0, and 2 at most.
    pub is_rate: bool,
    /// The number folded into the code, where it was written as a plain number.
    pub folded: Option<f64>,
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

/// A named part of the parameter buffer, row-major.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// As docs/language.md names it: `x_to_hidden.weight`, `hidden.alpha_s`.
    pub name: Text,
    /// The length of each axis.
    pub shape: List<usize>,
    /// What it is to the network.
    pub role: Role,
    /// Declared `learn` (true) or `fixed`.
    pub learn: bool,
    /// How it is drawn.
    pub initial: Initial,
    /// The range it is kept in.
    pub bounds: Bounds,
    /// Declared as a time (`tau_…`): `initial` is in seconds, and dt / time is what is stored.
    pub declared_as_time: bool,
}

impl Parameter {
    /// Number of elements.
    pub fn len(&self) -> usize {
        self.shape.iter().product()
    }

    /// True where it has no element; no declared network has such a parameter.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What a parameter is to the network.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Role {
    /// Weight of a link, an index into [`Description::links`].
    Weight {
        /// Index into [`Description::links`].
        link: usize,
    },
    /// Bias of a layer.
    Bias {
        /// Index into [`Description::layers`].
        layer: usize,
    },
    /// Bias of which units share a number: one a band, or one a channel, for each port.
    SharedBias {
        /// Index into [`Description::layers`].
        layer: usize,
        /// Who shares it.
        scope: Scope,
    },
    /// Constant of a layer's unit.
    Constant {
        /// Index into [`Description::layers`].
        layer: usize,
        /// One for the layer, or one a unit.
        scope: Scope,
    },
    /// Bias of the gate of a rate, low + (high - low) sigmoid(g): that of the port g. Its initial value is that of the
    /// rate, and g is drawn so that the gate begins there.
    Gate {
        /// Index into [`Description::layers`].
        layer: usize,
        /// Index into [`Unit::ports`].
        port: usize,
        /// Lower end of the rate.
        low: f64,
        /// Its upper end.
        high: f64,
    },
    /// The learned delay of a link, in steps.
    Delay {
        /// Index into [`Description::links`].
        link: usize,
    },
    /// The spread of a learned delay.
    Spread {
        /// Index into [`Description::links`].
        link: usize,
    },
    /// Which pairs a link with a density joins: 0 and 1. It is not trained.
    Mask {
        /// Index into [`Description::links`].
        link: usize,
    },
    /// Gain or shift of the norm of a layer's drives: what each port gets is
    /// gain (u - mean) / sqrt(variance + eps) + shift.
    Norm {
        /// Index into [`Description::layers`].
        layer: usize,
        /// Which of the two.
        part: NormPart,
        /// Over what mean and variance are taken.
        over: NormOver,
        /// What is added to the variance.
        eps: f64,
    },
    /// Value of a state before step 0.
    InitialState {
        /// Index into [`Description::layers`].
        layer: usize,
    },
}

/// A parameter of a norm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NormPart {
    /// By what the normed drive is multiplied: 1 at first.
    Gain,
    /// What is added then: 0 at first.
    Shift,
}

/// Over what the mean and the variance of a norm are taken, in each step of each sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NormOver {
    /// All units of the layer.
    Units,
    /// The channels of each band.
    Channels,
    /// The bands of each channel.
    Bands,
}

/// The norm of a layer's drives, see [`Description::norm`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norm {
    /// Over what mean and variance are taken.
    pub over: NormOver,
    /// What is added to the variance.
    pub eps: f64,
    /// Index into [`Description::parameters`]: the gain, one a unit (channel, band) for each port.
    pub gain: usize,
    /// Index into [`Description::parameters`]: the shift.
    pub shift: usize,
}

impl Scope {
    /// The number of a unit's value among those of a layer of bands of so many channels.
    pub fn place(self, unit: usize, channels: usize) -> usize {
        match self {
            Scope::Global => 0,
            Scope::PerUnit => unit,
            Scope::PerBand => unit / channels,
            Scope::PerChannel => unit % channels,
        }
    }
}

/// Whether a constant is one for the layer, or one a unit, band or channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Scope {
    /// One number for all units.
    Global,
    /// One number a unit.
    PerUnit,
    /// One number a band, which its channels share.
    PerBand,
    /// One number a channel, which its place in all bands shares.
    PerChannel,
}

/// How a parameter is drawn when a network is made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Initial {
    /// Every element this number.
    Number(f64),
    /// Uniform between two numbers.
    Uniform(f64, f64),
    /// Uniform in the logarithm between two numbers above zero.
    LogUniform(f64, f64),
    /// Mean and standard deviation.
    Normal(f64, f64),
    /// N(0, 1/fan_in).
    Lecun,
    /// N(0, 2/fan_in).
    He,
    /// N(0, 2/(fan_in + fan_out)).
    Xavier,
    /// Orthogonal rows or columns, times the gain; each port and delay by itself.
    Orthogonal(f64),
    /// Every element zero.
    Zeros,
    /// What a function says of its place.
    By(Elements),
    /// One for so many elements of each row, drawn without replacement, and zero for the others: the mask of a link with
    /// a density.
    Sources(usize),
}

/// The range a parameter is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Bounds {
    /// No bounds: any finite number.
    Free,
    /// An optimiser's step that leaves it is projected back.
    Interval {
        /// The lowest value allowed.
        low: f64,
        /// The highest value allowed.
        high: f64,
    },
    /// low + (high - low) / (1 + exp(-slope w)), where the optimiser moves w.
    Logistic {
        /// The lower end, which is never reached.
        low: f64,
        /// The upper end, which is never reached.
        high: f64,
        /// Slope of the logistic.
        slope: f64,
    },
    /// Of every `sources` elements in a row the first `excitatory` are zero or more, the others zero or less. An
    /// optimiser's step across zero is projected back to it. Dale's law of the weights that leave a layer; what such a
    /// layer emits before step 0 is bounded so too, with no other elements.
    Signed {
        /// How many excite.
        excitatory: usize,
        /// How many there are.
        sources: usize,
    },
}

impl NormOver {
    /// Who shares a gain and a shift.
    pub fn scope(self) -> Scope {
        match self {
            NormOver::Units => Scope::PerUnit,
            NormOver::Channels => Scope::PerChannel,
            NormOver::Bands => Scope::PerBand,
        }
    }
}

impl Description {
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
