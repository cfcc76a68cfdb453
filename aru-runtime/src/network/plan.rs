//! What the emitted code keeps while it runs, as plain data: the runtime allocates, carries and reads it by this.

use crate::numerics::layout::Form;

/// The series of a network, in the order in which emitted code takes them.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Every series; the inputs come first, in the order declared.
    pub series: &'static [SeriesPlan],
    /// For each output in the order declared, its series.
    pub outputs: &'static [usize],
    /// What each parameter is, in the order of the description.
    pub forms: &'static [Form],
    /// Everything that can be traced: `hidden.current`, and its series.
    pub traced: &'static [(&'static str, usize)],
}

/// A variable that is kept over the steps of a chunk.
#[derive(Clone, Copy, Debug)]
pub struct SeriesPlan {
    /// Its name in emitted code: `hidden_current`.
    pub name: &'static str,
    /// Number of units.
    pub units: usize,
    /// The largest delay at which it is read.
    pub before: usize,
    /// Kept only where the network is traced.
    pub trace_only: bool,
    /// How its adjoint is kept. That of an input is kept on request only.
    pub adjoint: AdjointRows,
    /// Index of the parameter that holds the rows before step 0; zero where there is none.
    pub initial: Option<usize>,
}

/// How the adjoint of a series is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdjointRows {
    /// Nothing differentiable reads the series.
    Absent,
    /// Its layer writes a row of every step before anything reads it; no link reads the series with a delay. (Of a port
    /// from which nothing differentiable comes the rows are neither written nor read.)
    Written,
    /// Layers and losses add to the rows of every step, which are zero first.
    Summed,
    /// Its layer alone reads it, one step later: one row, in which a step finds what the step after it left.
    Carried,
    /// Only equations of its own step read the value, or none: rows as those of sums, where a penalty acts on it.
    Asked,
}

impl AdjointRows {
    /// Whether there are rows in every gradient, penalties or not.
    pub(crate) fn are_always_there(self) -> bool {
        !matches!(self, AdjointRows::Absent | AdjointRows::Asked)
    }

    /// Whether what the step after and the loss give is added up in the rows of every step.
    pub(crate) fn are_sums(self) -> bool {
        matches!(self, AdjointRows::Summed | AdjointRows::Asked)
    }

    /// Whether there is a row for every step.
    pub(crate) fn are_many(self) -> bool {
        matches!(self, AdjointRows::Written | AdjointRows::Summed)
    }
}
