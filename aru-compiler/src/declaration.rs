//! What was written, node by node. Every node keeps its tokens, so that an error underlines the user's own text.
//!
//! A setting whose value is wrong keeps the error in place of the value: whether it is worth telling depends on
//! whether the setting exists at all, which only `check` knows.

mod activation;
mod constraints;
mod gate;
mod learned_delay;
mod link;
mod norm;
mod unit;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

pub use activation::{Activation, WrittenActivation};
pub use constraints::{Constraints, Count, Dale, Form, FormKind, Mask, Part, Window};
pub use gate::Gate;
pub use learned_delay::{LearnedDelay, Spread};
pub use link::{Arrow, Delays, Link};
pub use norm::{Norm, Over};
pub use unit::{Equation, Expression, Selection, Unit};

use crate::network::{Attributes, Initial, Scope};
use crate::time::Decimal;

/// All that one call of `recurrent_net!` declares.
#[derive(Clone, Debug, Default)]
pub struct Declaration {
    /// `crate: path;`
    pub library: Option<TokenStream>,
    pub units: Vec<Unit>,
    pub activations: Vec<WrittenActivation>,
    pub networks: Vec<Network>,
    /// The built-in units, parsed from their text.
    pub builtins: Vec<Unit>,
}

/// One `struct`.
#[derive(Clone, Debug)]
pub struct Network {
    pub docs: Vec<String>,
    pub attributes: Attributes,
    pub visibility: syn::Visibility,
    pub name: Ident,
    pub const_parameters: Vec<Ident>,
    pub dt: Option<Time>,
    pub inputs: Vec<Input>,
    /// Layers and outputs, in the order declared.
    pub layers: Vec<Layer>,
    pub links: Vec<Link>,
    /// A member could not be read, so that nothing can be called missing.
    pub is_incomplete: bool,
    /// Names of such members.
    pub lost: Vec<Ident>,
}

#[derive(Clone, Debug)]
pub struct Input {
    pub docs: Vec<String>,
    pub name: Ident,
    pub size: Size,
}

/// A `layer`, or an `output`, which is a layer of `Dense` units unless it names others.
#[derive(Clone, Debug)]
pub struct Layer {
    pub docs: Vec<String>,
    pub is_output: bool,
    pub name: Ident,
    pub unit: Ident,
    pub size: Size,
    pub activation: Option<Setting<Activation>>,
    pub bias: Option<Setting<Option<Stored>>>,
    pub initial: Option<Setting<Option<Stored>>>,
    pub sign: Option<Setting<Dale>>,
    /// The standard deviation in `noise: normal(sd);`.
    pub noise: Option<Setting<Number>>,
    pub norm: Option<Setting<Norm>>,
    /// Every other setting: constants of the unit, if it has them.
    pub constants: Vec<Setting<Constant>>,
    /// A setting could not be read, so that none can be called missing.
    pub is_incomplete: bool,
}

#[derive(Clone, Debug)]
pub enum Size {
    Number {
        literal: TokenStream,
        value: usize,
    },
    Path(TokenStream),
    /// `{ .. }` of paths to a `const`, whose value rustc knows.
    Computed {
        expression: TokenStream,
        /// Those that are a name alone.
        names: Vec<Ident>,
    },
    /// `[bands, channels]`, neither of which is a shape.
    Shape {
        tokens: TokenStream,
        axes: Box<[Size; 2]>,
    },
}

/// `name: value;`
#[derive(Clone, Debug)]
pub struct Setting<T> {
    pub docs: Vec<String>,
    pub name: Ident,
    pub value: syn::Result<T>,
}

/// `learn INIT` or `fixed INIT`.
#[derive(Clone, Debug)]
pub struct Stored {
    pub learn: bool,
    /// Who shares a number of a bias, and the word for it.
    pub scope: Option<(Scope, Ident)>,
    pub init: Option<Init>,
}

/// How a layer sets a constant of its unit.
#[derive(Clone, Debug)]
pub enum Constant {
    Folded(Quantity),
    Stored {
        learn: bool,
        scope: Scope,
        scope_word: Ident,
        init: Init,
        bounds: Option<Box<Bounds>>,
    },
    Gated(Gate),
}

/// What a parameter starts from.
#[derive(Clone, Debug)]
pub struct Init {
    pub tokens: TokenStream,
    pub kind: Initial<Quantity>,
    /// The path in `by(path)`.
    pub function: Option<TokenStream>,
}

#[derive(Clone, Debug)]
pub struct Bounds {
    pub tokens: TokenStream,
    pub low: Quantity,
    pub high: Quantity,
    /// `None` for `low..=high`; the slope of `logistic(low, high)`, if given.
    pub logistic: Option<Option<Number>>,
}

/// A number, with or without a unit of time.
#[derive(Clone, Debug)]
pub enum Quantity {
    Number(Number),
    Time(Time),
}

#[derive(Clone, Debug)]
pub struct Number {
    pub tokens: TokenStream,
    pub value: f64,
    /// As exact as written, where it is a whole number of zero or more.
    pub whole: Option<u128>,
}

#[derive(Clone, Debug)]
pub struct Time {
    pub tokens: TokenStream,
    pub seconds: Decimal,
}

impl Declaration {
    /// The unit of a name: the user's own or a built-in one.
    pub fn unit(&self, name: &Ident) -> Option<&Unit> {
        let mut units = self.units.iter().chain(&self.builtins);
        units.find(|unit| unit.name == *name)
    }

    /// The activation of that name that the user wrote.
    pub fn activation(&self, name: &Ident) -> Option<&WrittenActivation> {
        self.activations
            .iter()
            .find(|activation| activation.name == *name)
    }
}

impl Network {
    /// The names that a link may join, in the order declared, inputs first.
    pub fn ends(&self) -> impl Iterator<Item = &Ident> {
        let inputs = self.inputs.iter().map(|input| &input.name);
        inputs.chain(self.layers.iter().map(|layer| &layer.name))
    }
}

impl Network {
    /// Whether a link drives the gate of a rate.
    pub fn is_of_gate(&self, link: &Link) -> bool {
        let Some(port) = &link.port else {
            return false;
        };
        let mut settings = self
            .layers
            .iter()
            .filter(|layer| layer.name == link.target)
            .flat_map(|layer| &layer.constants);
        link.is_from
            || settings.any(|setting| {
                let name = setting.name.to_string();
                let is_it = *port == name || alpha_of(&name).is_some_and(|rate| *port == rate);
                is_it && matches!(setting.value, Ok(Constant::Gated(_)))
            })
    }

    /// The size of what links join.
    pub fn size_of(&self, end: &Ident) -> Option<&Size> {
        let inputs = self.inputs.iter().map(|input| (&input.name, &input.size));
        let mut ends = inputs.chain(self.layers.iter().map(|layer| (&layer.name, &layer.size)));
        ends.find(|(name, _)| *name == end).map(|(_, size)| size)
    }
}

impl Layer {
    /// A layer without settings.
    pub fn new(docs: Vec<String>, is_output: bool, name: Ident, unit: Ident, size: Size) -> Self {
        Layer {
            docs,
            is_output,
            name,
            unit,
            size,
            activation: None,
            bias: None,
            initial: None,
            sign: None,
            noise: None,
            norm: None,
            constants: Vec::new(),
            is_incomplete: false,
        }
    }

    /// `layer` or `output`, for messages.
    pub fn kind(&self) -> &'static str {
        if self.is_output { "output" } else { "layer" }
    }

    /// The setting of a constant, under its own name or, for `alpha_…`, as a time constant.
    pub fn constant(&self, constant: &Ident) -> Option<&Setting<Constant>> {
        let time = tau_of(&constant.to_string());
        let is_time = |name: &Ident| time.as_ref().is_some_and(|time| name == time);
        let mut settings = self.constants.iter();
        settings.find(|setting| setting.name == *constant || is_time(&setting.name))
    }
}

impl Size {
    /// Bands, and channels: `None` where a plain size says nothing of them.
    pub fn axes(&self) -> (&Size, Option<&Size>) {
        match self {
            Size::Shape { axes, .. } => (&axes[0], Some(&axes[1])),
            plain => (plain, None),
        }
    }

    /// The number that it is, where that is known here.
    pub fn known(&self) -> Option<usize> {
        match self {
            Size::Number { value, .. } => Some(*value),
            Size::Path(_) | Size::Computed { .. } => None,
            Size::Shape { axes, .. } => {
                let [bands, channels] = &**axes;
                bands.known()?.checked_mul(channels.known()?)
            }
        }
    }
}

impl Quantity {
    /// The number itself, or the seconds of a time.
    pub fn value(&self) -> f64 {
        match self {
            Quantity::Number(number) => number.value,
            Quantity::Time(time) => time.seconds.to_f64(),
        }
    }
}

impl Initial<Quantity> {
    /// The numbers that can be times.
    pub fn quantities(&self) -> Vec<&Quantity> {
        match self {
            Initial::Number(number) => vec![number],
            Initial::Uniform(first, second)
            | Initial::LogUniform(first, second)
            | Initial::Normal(first, second) => vec![first, second],
            Initial::Lecun | Initial::He | Initial::Xavier => vec![],
            Initial::Orthogonal(_) | Initial::Zeros | Initial::By | Initial::Sources(_) => vec![],
        }
    }
}

/// Whether a constant is a rate, dt / tau: its name says so.
pub fn is_rate(constant: &str) -> bool {
    tau_of(constant).is_some()
}

/// A rate, `alpha_s`, may be written as `tau_s`.
pub fn tau_of(constant: &str) -> Option<String> {
    constant.strip_prefix("alpha_").map(|rest| format!("tau_{rest}"))
}

/// `tau_s` stands for `alpha_s`.
pub fn alpha_of(setting: &str) -> Option<String> {
    setting.strip_prefix("tau_").map(|rest| format!("alpha_{rest}"))
}

impl ToTokens for Quantity {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Quantity::Number(number) => number.tokens.to_tokens(tokens),
            Quantity::Time(time) => time.tokens.to_tokens(tokens),
        }
    }
}

impl ToTokens for Size {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Size::Number { literal, .. } => literal.to_tokens(tokens),
            Size::Path(path) => path.to_tokens(tokens),
            Size::Computed { expression, .. } => quote!({ #expression }).to_tokens(tokens),
            Size::Shape { tokens: own, .. } => own.to_tokens(tokens),
        }
    }
}
