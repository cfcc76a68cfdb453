//! A declaration as data: what is drawn, written as text, and searched for features.

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

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    Number(usize),
    /// Index into `const_parameters`, and its value.
    Const(usize, usize),
    /// A path to a `const` of this value.
    Path(usize),
}

impl Size {
    pub fn value(self) -> usize {
        match self {
            Size::Number(value) | Size::Const(_, value) | Size::Path(value) => value,
        }
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
    pub initial: Option<Stored>,
    /// The part that excites, as written.
    pub sign: Option<&'static str>,
    /// The standard deviation in `noise: normal(sd);`.
    pub noise: Option<f64>,
    pub has_docs: bool,
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
        is_global: bool,
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
    Normal(f64, f64),
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

#[derive(Clone, Debug)]
pub struct Link {
    pub source: Node,
    pub target: usize,
    /// The rate that it drives.
    pub port: Option<&'static str>,
    pub taps: Taps,
    pub weights: Option<Stored>,
    pub form: Form,
    /// `sign: free;`
    pub is_free: bool,
    pub has_docs: bool,
}

/// Which pairs a link joins.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// All; nothing is written.
    All,
    /// All; written.
    Dense,
    /// The rows of a matrix.
    Matrix(Vec<Vec<bool>>),
    /// A function of the file, by name.
    By(&'static str),
    /// In hundredths.
    Density(usize),
    Diagonal,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Taps {
    /// `->` without a block.
    Now,
    /// `~>` without a block.
    Before,
    Delay(usize),
    DelayAsTime(usize),
    Range(usize, usize),
    InclusiveRange(usize, usize),
    List(Vec<usize>),
    Learned(Learned),
}

/// `delay: learn(2.35) in 1..=5;`
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    pub per_source: bool,
    pub start: f64,
    pub low: usize,
    pub high: usize,
    pub is_logistic: bool,
    /// Whether it is stored, and what it is.
    pub spread: Option<(bool, f64)>,
}

impl Taps {
    /// In the order written; of a learned delay the ends of its range.
    pub fn delays(&self) -> Vec<usize> {
        match self {
            Taps::Now => vec![0],
            Taps::Before => vec![1],
            Taps::Delay(delay) | Taps::DelayAsTime(delay) => vec![*delay],
            Taps::Range(first, end) => (*first..*end).collect(),
            Taps::InclusiveRange(first, last) => (*first..=*last).collect(),
            Taps::List(delays) => delays.clone(),
            Taps::Learned(learned) => vec![learned.low, learned.high],
        }
    }

    /// `->` rather than `~>`.
    pub fn is_now(&self) -> bool {
        self.delays().contains(&0)
    }
}

impl Link {
    /// Has settings in braces, and so cannot stand in a chain.
    pub fn has_block(&self) -> bool {
        !matches!(self.taps, Taps::Now | Taps::Before)
            || self.weights.is_some()
            || self.form != Form::All
            || self.is_free
            || self.port.is_some()
    }

    pub fn is_own(&self) -> bool {
        self.source == Node::Layer(self.target) && self.port.is_none()
    }
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

    pub fn node_size(&self, node: Node) -> Size {
        match node {
            Node::Input(input) => self.inputs[input].1,
            Node::Layer(layer) => self.layers[layer].size,
        }
    }
}
