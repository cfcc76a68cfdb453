//! A network as plain data: what was declared, with sizes known.
//!
//! `recurrent_net!` writes a [`Description`] beside the code, as the associated const
//! [`Network::DESCRIPTION`](crate::Network::DESCRIPTION). Whatever shows or exports a network reads it, saved files
//! carry it as JSON, and the tests hold the emitted code against an interpreter of it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

pub use crate::network::mask::{Mask, PairFunction};

/// Text that is borrowed in a const and owned when read from a file.
pub type Text = Cow<'static, str>;
/// A list that is borrowed in a const and owned when read from a file.
pub type List<T> = Cow<'static, [T]>;

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

/// An activation function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Activation {
    /// 1 / (1 + exp(-x)).
    Sigmoid,
    /// Hyperbolic tangent of x.
    Tanh,
    /// max(0, x).
    Relu,
    /// ln(1 + exp(x)).
    Softplus,
    /// x as it is.
    Identity,
    /// x above zero, slope times x below.
    LeakyRelu(f64),
    /// x above zero, exp(x) - 1 below.
    Elu,
    /// One that the declaration writes: `activation swish(x) = x * sigmoid(x);`.
    Written(WrittenActivation),
    /// A type of the user's: `custom(path)`.
    Custom(CustomActivation),
}

/// `activation swish(x) = x * sigmoid(x);`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WrittenActivation {
    /// Its name: `swish`.
    pub name: Text,
    /// Its doc comment.
    pub docs: Text,
    /// What the declaration calls its argument: `x`.
    pub argument: Text,
    /// What it is, in [`Expression::Argument`] and numbers alone.
    pub value: Expression,
}

/// What a type of the user's says of itself as an [`Activation`](crate::numerics::activation::Activation).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CustomActivation {
    /// Its `NAME`: a network with another is another network.
    pub name: Text,
    /// It is never below zero.
    pub non_negative: bool,
    /// It is always above zero.
    pub positive: bool,
    /// Its value in PyTorch, where it says one.
    pub pytorch: Option<Text>,
    /// Its value in LaTeX, where it says one.
    pub latex: Option<Text>,
}

impl CustomActivation {
    /// What a type says of itself.
    pub const fn of<A: crate::numerics::activation::Activation>() -> Self {
        const fn text(text: Option<&'static str>) -> Option<Text> {
            match text {
                Some(text) => Some(Cow::Borrowed(text)),
                None => None,
            }
        }
        CustomActivation {
            name: Cow::Borrowed(A::NAME),
            non_negative: A::NON_NEGATIVE || A::POSITIVE,
            positive: A::POSITIVE,
            pytorch: text(A::PYTORCH),
            latex: text(A::LATEX),
        }
    }
}

/// A link. Its weight is the parameter `{source}_to_{target}.weight`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Its doc comment.
    pub docs: Text,
    /// Where it reads.
    pub source: Source,
    /// Index into [`Description::layers`].
    pub target: usize,
    /// Delays in steps, in the order written: that of the weight's leading axis, where there are several. Of a learned delay
    /// the first and the last step of its range.
    pub delays: List<usize>,
    /// Index into [`Description::parameters`].
    pub weight: usize,
    /// The one port that it drives, an index into the ports of the target's unit, which all stand for themselves. Without
    /// one it drives as many, from the first on, as its weight has rows for.
    #[serde(default)]
    pub port: Option<usize>,
    /// Its delay where that is learned; [`delays`](Link::delays) are the two ends of its range then.
    #[serde(default)]
    pub learned_delay: Option<LearnedDelay>,
    /// Which pairs of units it joins.
    #[serde(default)]
    pub form: LinkForm,
}

/// A learned delay: what the link reads of its source is a mix of the steps in a range, around the delay d,
/// sum over k of w_k source\[t - k\] with w_k = h_k / sum of h and h_k = max(0, 1 + spread - |k - d|). Its weight has no
/// axis of delays.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LearnedDelay {
    /// Index into [`Description::parameters`]: d in steps, one for the link or one a source unit.
    pub delay: usize,
    /// How many steps more than the two around d it reads.
    pub spread: Spread,
}

/// The spread of a learned delay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Spread {
    /// A number in the code.
    Folded(f64),
    /// Index into [`Description::parameters`].
    Stored(usize),
}

impl Link {
    /// A link into a whole layer, of every unit with every unit.
    pub const fn new(docs: Text, source: Source, target: usize, delays: List<usize>, weight: usize) -> Self {
        Link::of_form(docs, source, target, delays, weight, LinkForm::Dense)
    }

    /// The same of some pairs.
    pub const fn of_form(
        docs: Text,
        source: Source,
        target: usize,
        delays: List<usize>,
        weight: usize,
        form: LinkForm,
    ) -> Self {
        Link {
            docs,
            source,
            target,
            delays,
            weight,
            port: None,
            learned_delay: None,
            form,
        }
    }

    /// The same into one port.
    #[must_use]
    pub const fn into_port(mut self, port: usize) -> Self {
        self.port = Some(port);
        self
    }

    /// The same with a learned delay, given its parameter.
    #[must_use]
    pub const fn with_learned_delay(mut self, delay: usize, spread: Spread) -> Self {
        self.learned_delay = Some(LearnedDelay { delay, spread });
        self
    }

    /// How many weights it has for each pair of units and port: one for each delay, or one for a learned one.
    pub fn taps(&self) -> usize {
        match self.learned_delay {
            Some(_) => 1,
            None => self.delays.len(),
        }
    }
}

/// Which pairs of a source and a target a link joins, at every port and delay alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LinkForm {
    /// All of them.
    #[default]
    Dense,
    /// Those of a mask: `mask: ..;`. The other elements of the weight are zero.
    Masked(Mask),
    /// Those of a mask that is drawn, a parameter of 0 and 1: `density: ..;`.
    Sparse {
        /// Index into [`Description::parameters`].
        mask: usize,
    },
    /// A source and the target of its own number: `form: diagonal;`. The weight has one number a unit.
    Diagonal,
}

impl LinkForm {
    /// The mask that is part of the declaration.
    pub fn mask(&self) -> Option<&Mask> {
        match self {
            LinkForm::Masked(mask) => Some(mask),
            _ => None,
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
    /// Value of a state before step 0.
    InitialState {
        /// Index into [`Description::layers`].
        layer: usize,
    },
}

/// Whether a constant is one for the layer, or one a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Scope {
    /// One number for all units.
    Global,
    /// One number a unit.
    PerUnit,
}

/// How a parameter is drawn when a network is made.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Initial {
    /// Every element this number.
    Number(f64),
    /// Uniform between two numbers.
    Uniform(f64, f64),
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

/// A unit: equations that act on every unit of a layer by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Name of the unit: `Aru`; with gated rates also which, since these make it another unit.
    pub name: Text,
    /// Its doc comment.
    pub docs: Text,
    /// What links drive; `drive` alone unless declared. Behind them stands one for each rate that is gated, which only a
    /// link into that port drives.
    pub ports: List<Text>,
    /// Further biases; each is the parameter `{layer}.{name}` where the layer has biases, else zero.
    pub biases: List<Text>,
    /// Constants that a layer sets.
    pub constants: List<Text>,
    /// States: each has an initial value, the parameter `{layer}.initial.{state}`, zero where there is none.
    pub states: List<Text>,
    /// In the order of evaluation.
    pub equations: List<Equation>,
    /// Index into `equations`: the value that leaves the layer.
    pub emit: usize,
}

/// `name = value;`
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Equation {
    /// What is assigned.
    pub name: Text,
    /// What it is.
    pub value: Expression,
}

/// A tree of operations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Expression {
    /// A number as written.
    Number(f64),
    /// What drives a port: index into [`Unit::ports`].
    Drive(usize),
    /// What a port gets over the layer's own link; it is then not contained in `Drive`.
    Recur(usize),
    /// A further bias: index into [`Unit::biases`].
    Bias(usize),
    /// Index into [`Unit::constants`].
    Constant(usize),
    /// A state one step before: index into [`Unit::states`].
    Previous(usize),
    /// An earlier equation: index into [`Unit::equations`].
    Value(usize),
    /// What an activation is applied to: stands in a [`WrittenActivation`] alone.
    Argument,
    /// An operation on further expressions.
    Apply(Function, List<Expression>),
}

/// The operations of the unit language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Function {
    /// a + b.
    Add,
    /// a - b.
    Subtract,
    /// a times b.
    Multiply,
    /// a / b.
    Divide,
    /// -a.
    Negate,
    /// exp(a).
    Exp,
    /// Natural logarithm of a.
    Ln,
    /// Square root of a.
    Sqrt,
    /// 1 / (1 + exp(-a)).
    Sigmoid,
    /// Hyperbolic tangent of a.
    Tanh,
    /// max(0, a).
    Relu,
    /// ln(1 + exp(a)).
    Softplus,
    /// Sine of a, in radians.
    Sin,
    /// Cosine of a, in radians.
    Cos,
    /// The magnitude of a.
    Abs,
    /// The larger of a and b.
    Max,
    /// The smaller of a and b.
    Min,
    /// a to the power of b, a number.
    Pow,
    /// The third where the first is above the second, else the fourth.
    SelectAbove,
    /// The third where the first is the second or above it, else the fourth.
    SelectAtLeast,
    /// The layer's own activation.
    Activation,
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

    /// Number of units that a link reads.
    pub fn size_of(&self, source: Source) -> usize {
        match source {
            Source::Input(input) => self.inputs[input].size,
            Source::Layer(layer) => self.layers[layer].size,
        }
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
