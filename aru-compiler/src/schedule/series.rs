//! The series of a network, each under a name of its own.

use std::collections::BTreeSet;

use crate::network::Size;
use crate::program::{AdjointRows, Series};

/// Series as they are added.
#[derive(Default)]
pub struct AllSeries {
    pub all: Vec<Series>,
    names: BTreeSet<String>,
}

impl AllSeries {
    /// Adds a series that nothing reads later, of this name but for what tells it from another; its index.
    pub fn add(&mut self, mut name: String, label: &str, size: &Size, adjoint: AdjointRows) -> usize {
        // `a` with a state `b_c` beside `a_b` with a state `c`.
        while !self.names.insert(name.clone()) {
            name.push('_');
        }
        self.all.push(Series {
            name,
            label: label.to_string(),
            size: size.clone(),
            before: 0,
            trace_only: false,
            adjoint,
            initial: None,
        });
        self.all.len() - 1
    }

    /// The rows in front of step 0: how many, and the parameter that holds them.
    pub fn reach_back(&mut self, series: usize, before: usize, initial: Option<usize>) {
        self.all[series].before = before;
        self.all[series].initial = initial;
    }
}
