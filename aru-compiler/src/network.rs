//! The network as the compiler sees it: names resolved, every default filled in, numbers read.
//!
//! `lower` makes it from a checked declaration. Nothing in it can be wrong any more; spans are kept only on names
//! that become Rust names, so that rustc points at the declaration.

mod link;
mod parameter;
mod unit;

use proc_macro2::{Ident, TokenStream};

pub use self::link::{Form, LearnedDelay, Link, Mask, Ratio, Spread, Window};
pub use self::parameter::{Bounds, Dimension, Initial, Parameter, Role};
pub use self::unit::{Equation, Expression, Operator, Unit};

use crate::functions;

/// The attributes of a network that are passed on.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    /// To everything that is made of it.
    pub everywhere: Vec<TokenStream>,
    /// To the struct.
    pub of_struct: Vec<TokenStream>,
    /// Whether a `cfg` is among them.
    pub is_conditional: bool,
}

/// A whole declared network.
#[derive(Clone, Debug)]
pub struct Network {
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// Those of the `struct`.
    pub attributes: Attributes,
    /// As written: `pub`, `pub(crate)` or nothing.
    pub visibility: TokenStream,
    /// That of the struct.
    pub name: Ident,
    /// The path by which emitted code names the library: `::aru`, unless the declaration gives another.
    pub library: TokenStream,
    /// `H` of `const H: usize`, in the order declared.
    pub const_parameters: Vec<Ident>,
    /// Sizes that are paths to a `const`, each under the name that emitted code has for it.
    pub named_sizes: Vec<NamedSize>,
    /// Length of a step in seconds, where `dt` is declared.
    pub dt: Option<f64>,
    /// In the order declared.
    pub inputs: Vec<Input>,
    /// Layers and outputs, in the order declared.
    pub layers: Vec<Layer>,
    /// In the order declared.
    pub links: Vec<Link>,
    /// In the order in which they stand in the one buffer: for each layer, the weights of the links into it (order
    /// declared), bias, further biases, constants, initial states.
    pub parameters: Vec<Parameter>,
    /// Every unit that a layer uses, the built-in ones among them, each once.
    pub units: Vec<Unit>,
    /// Activations of the user's own that a layer applies, each once.
    pub activations: Vec<WrittenActivation>,
    /// Types of the user's that a layer applies, each once.
    pub custom_activations: Vec<CustomActivation>,
    /// The masks of the user's, in the order of their links.
    pub masks: Vec<Mask>,
    /// Functions that say what parameters start from, in the order of these.
    pub start_functions: Vec<StartFunction>,
}

impl Network {
    /// What links join, each with its size: inputs, then layers.
    pub fn ends(&self) -> impl Iterator<Item = (&Ident, &Size)> {
        let inputs = self.inputs.iter().map(|input| (&input.name, &input.size));
        inputs.chain(self.layers.iter().map(|layer| (&layer.name, &layer.size)))
    }

    /// The name of what a link reads, and its size.
    pub fn end(&self, source: Source) -> (&Ident, &Size) {
        match source {
            Source::Input(input) => (&self.inputs[input].name, &self.inputs[input].size),
            Source::Layer(layer) => (&self.layers[layer].name, &self.layers[layer].size),
        }
    }

    /// The bands and channels of what a link reads.
    pub fn shape(&self, source: Source) -> &Shape {
        match source {
            Source::Input(input) => &self.inputs[input].shape,
            Source::Layer(layer) => &self.layers[layer].shape,
        }
    }

    /// Whether a link drives the gate of a rate.
    pub fn is_of_gate(&self, link: &Link) -> bool {
        let layer = &self.layers[link.target];
        link.port.is_some_and(|port| port >= layer.own_ports(self))
    }

    /// What a link drives alone, as its parameters are named: a rate, or a port.
    pub fn port_name(&self, link: &Link) -> Option<&str> {
        let (layer, port) = (&self.layers[link.target], link.port?);
        match port.checked_sub(layer.own_ports(self)) {
            Some(gate) => Some(&layer.gates[gate].name),
            None => Some(&self.units[layer.unit].ports[port]),
        }
    }
}

/// `by(path)`: a function of the place of an element, of as many numbers as its parameter has axes.
#[derive(Clone, Debug)]
pub struct StartFunction {
    /// As written.
    pub path: TokenStream,
    /// Index of the parameter.
    pub parameter: usize,
}

/// What a layer applies as `activation(..)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Activation {
    /// One of the language.
    BuiltIn(functions::Activation),
    /// Index into [`Network::activations`].
    Written(usize),
    /// Index into [`Network::custom_activations`].
    Custom(usize),
}

/// `activation name(argument) = value;`
#[derive(Clone, Debug)]
pub struct WrittenActivation {
    /// What layers call it by.
    pub name: String,
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// The name of its argument.
    pub argument: String,
    /// What it computes of that.
    pub value: Expression,
}

/// `custom(path)`
#[derive(Clone, Debug)]
pub struct CustomActivation {
    /// What emitted code calls the type.
    pub name: Ident,
    /// The type as written.
    pub path: TokenStream,
    /// A layer under Dale's law rests on that.
    pub must_not_be_negative: bool,
}

/// How many: an integer, or an expression (const parameter, path to a const) that rustc evaluates.
#[derive(Clone, Debug, PartialEq)]
pub enum Size {
    /// So many.
    Number(usize),
    /// A const parameter, or a name of [`Network::named_sizes`].
    Named(Ident),
    /// Bands times channels, not both of them numbers and neither of them 1. Stable Rust takes no such product as a const
    /// argument, so that emitted code gives it as a value.
    Product(Box<Shape>),
}

/// Bands and channels, none of which is a product.
pub type Shape = [Size; 2];

impl Size {
    /// That of a shape.
    pub fn of([bands, channels]: &Shape) -> Self {
        match (bands, channels) {
            (Size::Number(bands), Size::Number(channels)) => Size::Number(bands * channels),
            (size, Size::Number(1)) | (Size::Number(1), size) => size.clone(),
            _ => Size::Product(Box::new([bands.clone(), channels.clone()])),
        }
    }

    /// The names in it.
    pub fn names(&self) -> Vec<&Ident> {
        match self {
            Size::Number(_) => Vec::new(),
            Size::Named(name) => vec![name],
            Size::Product(axes) => axes.iter().flat_map(Size::names).collect(),
        }
    }
}

/// A path of the user's that is a size. Emitted code reads it once, outside of all that it declares itself, so that it
/// means what it does around the declaration, and is wrong in one place where it is wrong.
#[derive(Clone, Debug)]
pub struct NamedSize {
    /// What emitted code calls it.
    pub name: Ident,
    /// The path, or what is computed of paths.
    pub path: TokenStream,
    /// The first that has this size.
    pub end: Ident,
}

/// An input, `input name: SIZE;`.
#[derive(Clone, Debug)]
pub struct Input {
    /// As declared.
    pub name: Ident,
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// Numbers in each step.
    pub size: Size,
    /// The size as bands and channels.
    pub shape: Shape,
}

/// A layer or an output: so many of one unit.
#[derive(Clone, Debug)]
pub struct Layer {
    /// As declared.
    pub name: Ident,
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// Declared by `output`.
    pub is_output: bool,
    /// How many units.
    pub size: Size,
    /// The size as bands and channels.
    pub shape: Shape,
    /// Declared with bands and channels; of a plain size each unit is a band.
    pub is_shape: bool,
    /// Index into `Network::units`.
    pub unit: usize,
    /// `None` where the unit applies no `activation(..)`.
    pub activation: Option<Activation>,
    /// In the order of the unit's `constant` declarations.
    pub constants: Vec<Constant>,
    /// Index of the parameter `{layer}.bias`; `None` for `bias: none`.
    pub bias: Option<usize>,
    /// Rates that are gated, in the order of their ports, which stand behind the unit's own.
    pub gates: Vec<Gate>,
    /// One for each `bias name;` of the unit.
    pub further_biases: Vec<Option<usize>>,
    /// One for each state of the unit: the parameter `{layer}.initial.{state}`; `None` where it is zero.
    pub initial: Vec<Option<usize>>,
    /// Standard deviation of the noise on the drive, above zero; none where there is none.
    pub noise: Option<f64>,
    /// That of its drives, where there is one.
    pub norm: Option<Norm>,
}

/// `norm: layer`: what equations read of a port is gain (u - mean) / sqrt(variance + eps) + shift, where u is what links and
/// bias give it. Gates are not normed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norm {
    /// What mean and variance are taken over.
    pub over: NormOver,
    /// Added to the variance.
    pub eps: f64,
    /// Index of the parameter `{layer}.norm.gain`.
    pub gain: usize,
    /// Index of the parameter `{layer}.norm.shift`.
    pub shift: usize,
}

/// Over what mean and variance are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NormOver {
    /// All units of the layer.
    Units,
    /// Of each band.
    Channels,
    /// Of each channel.
    Bands,
}

/// A rate that another number is in every step: low + (high - low) sigmoid(g), where g is a port of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Gate {
    /// `alpha_s`.
    pub name: String,
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// Where it is at the most negative drive.
    pub low: f64,
    /// Where it is at the largest drive.
    pub high: f64,
    /// Index of the parameter `{layer}.{name}.bias`.
    pub bias: usize,
}

/// A constant of a unit as a layer sets it.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Name in the unit, always `alpha_…` where the user wrote `tau_…`.
    pub name: Ident,
    /// Lines of its doc comment.
    pub docs: Vec<String>,
    /// dt / tau, as which the user may have written it.
    pub is_rate: bool,
    /// Folded, or which parameter it is.
    pub value: ConstantValue,
}

/// Where the value of a constant stands.
#[derive(Clone, Debug)]
pub enum ConstantValue {
    /// A plain number: folded into the code.
    Folded(f64),
    /// Index into `Network::parameters`.
    Stored {
        /// The parameter.
        parameter: usize,
        /// Who shares a number of it.
        scope: Scope,
    },
}

/// Who shares a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All units of a layer.
    Global,
    /// None: each unit has its own.
    PerUnit,
    /// The channels of a band.
    PerBand,
    /// The bands of a channel.
    PerChannel,
}

impl Scope {
    /// How many numbers a layer of this size and shape has.
    pub fn size(self, units: &Size, [bands, channels]: &Shape) -> Size {
        match self {
            Scope::Global => Size::Number(1),
            Scope::PerUnit => units.clone(),
            Scope::PerBand => bands.clone(),
            Scope::PerChannel => channels.clone(),
        }
    }

    /// As kernels read it: what bands or channels share is written out for each unit.
    pub fn of_kernels(self) -> Self {
        match self {
            Scope::Global => Scope::Global,
            _ => Scope::PerUnit,
        }
    }
}

/// What a link reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Index into `Network::inputs`.
    Input(usize),
    /// Index into `Network::layers`.
    Layer(usize),
}

impl Layer {
    /// How many ports its unit has without gates: those that a link to the whole layer drives.
    pub fn own_ports(&self, network: &Network) -> usize {
        network.units[self.unit].ports.len() - self.gates.len()
    }
}
