//! Where each number of a full state lies among the series of a network.

use std::ops::Range;

use crate::network::program::Program;
use crate::numerics::scalar::Scalar;

/// One variable: so many of its rows, the newest first.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// `hidden.rate`, `line/hidden`.
    pub(crate) name: String,
    pub(crate) series: usize,
    pub(crate) units: usize,
    /// How many steps before the step to come the newest row is.
    pub(crate) newest: usize,
    pub(crate) rows: usize,
    pub(crate) is_line: bool,
    /// Its first place among all numbers.
    first: usize,
}

impl Part {
    pub(crate) fn len(&self) -> usize {
        self.rows * self.units
    }

    /// Its places among all numbers.
    pub(crate) fn range(&self) -> Range<usize> {
        self.first..self.first + self.len()
    }

    /// Its rows: how many steps before the step to come, and the places of the row among all numbers.
    pub(crate) fn each_row(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        (0..self.rows).map(|row| {
            let first = self.first + row * self.units;
            (self.newest + row, first..first + self.units)
        })
    }
}

/// The parts of a full state, in order.
pub(crate) fn parts<T: Scalar>(program: &Program<T>) -> Vec<Part> {
    let (description, plan) = (program.description, program.plan);
    let series_of = |name: &str| {
        let traced = plan.traced.iter().find(|(known, _)| *known == name);
        traced.expect("every equation can be traced").1
    };
    let mut parts: Vec<Part> = Vec::new();
    let mut add = |name: String, series: usize, [newest, rows]: [usize; 2], is_line: bool| {
        let first = parts.last().map_or(0, |part| part.range().end);
        if rows > 0 {
            parts.push(Part {
                name,
                series,
                units: plan.series[series].units,
                newest,
                rows,
                is_line,
                first,
            });
        }
    };
    for layer in description.layers.iter() {
        for state in description.units[layer.unit].states.iter() {
            let name = format!("{}.{state}", layer.name);
            let series = series_of(&name);
            add(name, series, [1, 1], false);
        }
    }
    for layer in description.layers.iter() {
        let unit = &description.units[layer.unit];
        let emitted = &unit.equations[unit.emit].name;
        let series = series_of(&format!("{}.{emitted}", layer.name));
        let before = plan.series[series].before;
        let rows = match unit.states.contains(emitted) {
            true => [2, before.saturating_sub(1)],
            false => [1, before],
        };
        add(format!("line/{}", layer.name), series, rows, true);
    }
    for (series, input) in description.inputs.iter().enumerate() {
        let rows = [1, plan.series[series].before];
        add(format!("line/{}", input.name), series, rows, true);
    }
    parts
}

/// Whether a state is one that nothing reads, so that only a program that traces computes it.
pub(crate) fn has_folded<T: Scalar>(program: &Program<T>) -> bool {
    let mut states = parts(program).into_iter().filter(|part| !part.is_line);
    states.any(|part| program.plan.series[part.series].trace_only)
}
