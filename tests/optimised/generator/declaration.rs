//! A declaration as data: what is drawn, written as text, and searched for features.

mod link;

pub use self::link::{Form, Learned, Link, Taps, Window};

/// A network to be declared.
#[derive(Clone, Debug)]
pub struct Declaration {
    pub name: String,
    /// The value of each const parameter.
    pub const_parameters: Vec<usize>,
    /// Text and length in microseconds.
    pub dt: Option<(&'static str, usize)>,
    pub inputs: Vec<(&'static str, Size)>,
    /// Layers and outputs in a causal order.
    pub layers: Vec<Layer>,
    pub links: Vec<Link>,
    /// The order in which `layers` are written.
    pub layers_as_written: Vec<usize>,
    /// Chains of indices into `links`, in the order written; most hold one.
    pub chains: Vec<Vec<usize>>,
    pub links_come_first: bool,
}

/// A plain size, or one of the two axes of a shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    Number(usize),
    /// Index into `const_parameters`, and its value.
    Const(usize, usize),
    /// A path to a `const` of this value.
    Path(usize),
}

impl Axis {
    pub fn value(self) -> usize {
        match self {
            Axis::Number(value) | Axis::Const(_, value) | Axis::Path(value) => value,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    Plain(Axis),
    /// Bands and channels.
    Shape([Axis; 2]),
}

impl Size {
    /// What it is written with.
    pub fn axes(&self) -> &[Axis] {
        match self {
            Size::Plain(size) => std::slice::from_ref(size),
            Size::Shape(axes) => axes,
        }
    }

    pub fn axes_mut(&mut self) -> &mut [Axis] {
        match self {
            Size::Plain(size) => std::slice::from_mut(size),
            Size::Shape(axes) => axes,
        }
    }

    /// Bands and channels: a plain size has a band for each unit.
    pub fn shape(self) -> [usize; 2] {
        match self {
            Size::Plain(size) => [size.value(), 1],
            Size::Shape([bands, channels]) => [bands.value(), channels.value()],
        }
    }

    /// Number of units.
    pub fn value(self) -> usize {
        self.shape().iter().product()
    }

    pub fn is_shape(self) -> bool {
        matches!(self, Size::Shape(_))
    }
}

#[derive(Clone, Debug)]
pub struct Layer {
    pub name: &'static str,
    pub is_output: bool,
    pub unit: &'static super::units::Unit,
    pub size: Size,
    /// `None`: not written.
    pub activation: Option<&'static str>,
    pub constants: Vec<Constant>,
    pub bias: Option<Stored>,
    /// Who shares a number of the bias, where that says it.
    pub bias_scope: Option<Scope>,
    pub norm: Option<Norm>,
    pub initial: Option<Stored>,
    /// The part that excites, as written.
    pub sign: Option<&'static str>,
    /// The standard deviation in `noise: normal(sd);`.
    pub noise: Option<f64>,
    pub has_docs: bool,
}

/// `norm: layer(over channels, eps 0.01);`
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Norm {
    pub over: Over,
    /// `None`: not written.
    pub eps: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Over {
    Units,
    Channels,
    Bands,
}

/// Who shares a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scope {
    Global,
    PerUnit,
    PerBand,
    PerChannel,
}

impl Scope {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Scope::Global => "global",
            Scope::PerUnit => "per_unit",
            Scope::PerBand => "per_band",
            Scope::PerChannel => "per_channel",
        }
    }

    /// How many numbers there are.
    pub fn length(self, size: Size) -> usize {
        let [bands, channels] = size.shape();
        match self {
            Scope::Global => 1,
            Scope::PerUnit => size.value(),
            Scope::PerBand => bands,
            Scope::PerChannel => channels,
        }
    }
}

/// `learn INIT`, `fixed INIT`, or the word for neither.
#[derive(Clone, Debug, PartialEq)]
pub enum Stored {
    Nothing,
    Learn(Option<Init>),
    Fixed(Init),
}

#[derive(Clone, Debug)]
pub struct Constant {
    pub name: &'static str,
    /// Written as `tau_…`: numbers are then multiples of dt, and alpha is one over them.
    pub is_time: bool,
    pub value: Value,
    pub has_docs: bool,
}

#[derive(Clone, Debug)]
pub enum Value {
    Folded(f64),
    Stored {
        learn: bool,
        scope: Scope,
        init: Init,
        bounds: Bounds,
    },
    Gated {
        start: Option<f64>,
        ends: Option<(f64, f64)>,
        /// Written behind `from`; links to the rate stand among the links.
        from: Vec<Node>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub enum Init {
    Number(f64),
    Uniform(f64, f64),
    LogUniform(f64, f64),
    Normal(f64, f64),
    /// A function of the file, by name.
    By(&'static str),
    Orthogonal(f64),
    /// `lecun`, `he`, `xavier`, `zeros`.
    Named(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    Free,
    Interval(f64, f64),
    Logistic(f64, f64),
    Sloped(f64, f64, f64),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Node {
    Input(usize),
    Layer(usize),
}

impl Layer {
    /// The rates that are gated, in the order of their ports.
    pub fn gates(&self) -> impl Iterator<Item = &Constant> {
        let gates = self.constants.iter();
        gates.filter(|constant| matches!(constant.value, Value::Gated { .. }))
    }
}

impl Declaration {
    pub fn node_name(&self, node: Node) -> &'static str {
        match node {
            Node::Input(input) => self.inputs[input].0,
            Node::Layer(layer) => self.layers[layer].name,
        }
    }

    /// Whether a link drives a gated rate.
    pub fn is_of_gate(&self, link: &Link) -> bool {
        let mut gates = self.layers[link.target].gates();
        gates.any(|gate| link.port == Some(gate.name))
    }

    /// Whether a link joins a layer with itself; one to a gate of it does not.
    pub fn is_own(&self, link: &Link) -> bool {
        link.source == Node::Layer(link.target) && !self.is_of_gate(link)
    }

    /// The links that drive a layer, and not its gates.
    pub fn links_into(&self, layer: usize) -> impl Iterator<Item = &Link> {
        let into = move |link: &&Link| link.target == layer && !self.is_of_gate(link);
        self.links.iter().filter(into)
    }

    pub fn node_size(&self, node: Node) -> Size {
        match node {
            Node::Input(input) => self.inputs[input].1,
            Node::Layer(layer) => self.layers[layer].size,
        }
    }
}
