//! Links: what they read, how long ago, and which pairs they join.

use super::{Node, Stored};

#[derive(Clone, Debug)]
pub struct Link {
    pub source: Node,
    pub target: usize,
    /// The gated rate or the one port of the unit that it drives.
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
    Local(Window),
    Conv(Window),
    Identity,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    pub kernel: usize,
    pub stride: usize,
    pub pad: usize,
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
    }

    /// How many axes its weight has.
    pub fn axes(&self) -> usize {
        let is_one = matches!(self.taps, Taps::Learned(_)) || self.taps.delays().len() == 1;
        usize::from(!is_one) + if self.form == Form::Diagonal { 1 } else { 2 }
    }
}

impl Form {
    pub fn window(&self) -> Option<Window> {
        match self {
            Form::Local(window) | Form::Conv(window) => Some(*window),
            _ => None,
        }
    }
}
