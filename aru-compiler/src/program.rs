//! The lowered network: what is kept, and the statements that run, forwards and backwards, in order.
//!
//! Plain data. Emission writes each statement as Rust and `Display` as a line of a page; neither knows an order of its
//! own. A statement outside of a loop over steps is about all steps of a chunk at once, one inside about step t.

mod place;
mod statement;
mod terms;

use std::collections::BTreeMap;

pub use place::{Place, Variable};
pub use statement::{Statement, each};
pub use terms::{Mix, Norm, Part, Product, ProductForm, Store, Tap, Units};

use crate::graph::{Graph, Node};
use crate::network::Size;

/// A network as a program.
#[derive(Clone, Debug)]
pub struct Program {
    /// Inputs first, in the order declared.
    pub series: Vec<Series>,
    /// One for each layer of the network.
    pub layers: Vec<Layer>,
    /// The layers in causal order.
    pub order: Vec<usize>,
    /// What runs for each chunk of steps, in order.
    pub forward: Vec<Statement>,
    /// Its reverse: what is added to gradients, and to the adjoints of the steps before.
    pub backward: Vec<Statement>,
}

/// A variable that is kept over the steps of a chunk.
#[derive(Clone, Debug)]
pub struct Series {
    /// `hidden_current`; unique.
    pub name: String,
    /// What it is called in its layer: `current`.
    pub label: String,
    /// Numbers in each step.
    pub size: Size,
    /// Largest delay at which it is read.
    pub before: usize,
    /// It has rows where the network is traced, or a penalty acts on it.
    pub trace_only: bool,
    /// How its adjoint is kept.
    pub adjoint: AdjointRows,
    /// The parameter that holds the rows before step 0.
    pub initial: Option<usize>,
}

/// How the adjoint of a series is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjointRows {
    /// Nothing differentiable reads the series.
    Absent,
    /// Its layer writes a row of every step.
    Written,
    /// Layers and losses add to the rows of every step.
    Summed,
    /// Its layer alone reads it, a step later: a step takes the row that the step after it left, and leaves its own there.
    Carried,
    /// Of a value of which only equations of its own step are made, or none: rows as of sums, where a penalty acts on it.
    Asked,
}

/// The equations of a layer.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Values, and behind them their adjoints.
    pub graph: Graph,
    /// Where each leaf of the graph is read.
    pub leaves: BTreeMap<Node, Place>,
    /// What the nodes are called that are the value of an equation.
    pub equations: BTreeMap<Node, String>,
    /// What their adjoints are called: `d_current`.
    pub adjoints: BTreeMap<Node, String>,
    /// The series in which each equation can be traced.
    pub traced: Vec<usize>,
    /// The series that links read.
    pub emission: usize,
    /// The series of the draws of a layer with noise.
    pub noise: Option<usize>,
}
