//! What statements are about: products, mixes, norms, and equations unit by unit.

use std::collections::{BTreeMap, BTreeSet};

use super::Place;
use crate::graph::Node;
use crate::network::{LearnedDelay, NormOver, Shape};

/// One of the equal parts of a parameter: that of a port, of a delay.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Index of the parameter.
    pub parameter: usize,
    /// Which part.
    pub index: usize,
    /// How many parts there are.
    pub count: usize,
}

/// What one port gets over a link: a product for each delay.
#[derive(Clone, Debug)]
pub struct Product {
    /// What the weight is.
    pub form: ProductForm,
    /// The weight of all its delays, a parameter; none of an identity.
    pub weight: Option<usize>,
    /// How many parts that has: one for each port and delay.
    pub parts: usize,
    /// One for each delay.
    pub taps: Vec<Tap>,
    /// The series that is read.
    pub source: usize,
    /// The series that is added to.
    pub drive: usize,
}

/// What a weight is multiplied with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProductForm {
    /// A matrix, with all units of the source. Where a mask links nothing it holds zero.
    Dense,
    /// A matrix of few pairs: a mask of its own says which.
    Sparse,
    /// A number a unit, with the unit of its own number.
    Diagonal,
    /// Of each band a matrix, with the patch that a link, an index into `Network::links`, gives it.
    Local {
        /// The link.
        link: usize,
    },
    /// The same, one matrix for all bands.
    Conv {
        /// The link.
        link: usize,
    },
    /// Nothing: the unit of its own number is added.
    Identity,
}

/// A delay of a link, and its weight.
#[derive(Clone, Copy, Debug)]
pub struct Tap {
    /// Which part of the weight.
    pub part: usize,
    /// In steps.
    pub delay: usize,
}

/// What a link with a learned delay reads, for all of its ports: the past of its source, mixed around the delay.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    /// The series that is read.
    pub source: usize,
    /// The series of what the link reads instead.
    pub mixed: usize,
    /// Which parameters say where.
    pub learned: LearnedDelay,
    /// The steps that it may reach.
    pub low: usize,
    /// The longest delay.
    pub high: usize,
}

/// The norm of a port.
#[derive(Clone, Debug)]
pub struct Norm {
    /// What mean and variance are taken over.
    pub over: NormOver,
    /// That of the layer.
    pub shape: Shape,
    /// Added to the variance.
    pub eps: f64,
    /// The factor of what is normed.
    pub gain: Part,
    /// What is added to that.
    pub shift: Part,
    /// The series of what links and bias give; then of what it is once it is normed.
    pub sum: usize,
    /// That of 1 / sqrt(variance + eps).
    pub scale: usize,
    /// That of what equations read.
    pub drive: usize,
}

/// What a layer does unit by unit: values are read, some get a name, and results are stored.
#[derive(Clone, Debug)]
pub struct Units {
    /// Index of the layer.
    pub layer: usize,
    /// Where each leaf is read.
    pub reads: BTreeMap<Node, Place>,
    /// What is computed (or read) once and has a name, in the order of evaluation.
    pub lets: BTreeSet<Node>,
    /// What it is called, where it is called something.
    pub names: BTreeMap<Node, String>,
    /// In order, after all that is read.
    pub stores: Vec<Store>,
    /// Adds to the rows of this step too, which other equations have written.
    pub adds: bool,
}

/// A value and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Store {
    /// The value.
    pub node: Node,
    /// Where it is stored.
    pub place: Place,
}
