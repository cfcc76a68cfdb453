//! Which rows the equations of a layer open in a step.

use std::collections::BTreeMap;

use aru_compiler::network::Scope;
use aru_compiler::program::{AdjointRows, Place, Units as Compiled, Variable};

use super::code::Layers;
use super::registers::{Operand, index};
use crate::numerics::interpreted::Opened;

/// Which rows are opened, and which of them a place is.
pub(super) struct Rows {
    pub(super) values: Vec<Opened>,
    pub(super) adjoints: Vec<Opened>,
    pub(super) gradients: Vec<usize>,
    pub(super) sums: Vec<usize>,
    pub(super) of: BTreeMap<(Variable, usize), Operand>,
    /// How many are open.
    pub(super) count: usize,
}

impl Rows {
    pub(super) fn of(layers: &Layers, compiled: &Compiled) -> Self {
        let stored = compiled.stores.iter().map(|store| store.place);
        let mut wanted: Vec<Place> = compiled.reads.values().copied().chain(stored).collect();
        wanted.sort_by_key(|place| (place.variable(), place.row().map(|(_, delay)| delay)));
        let mut rows = Rows {
            values: Vec::new(),
            adjoints: Vec::new(),
            gradients: Vec::new(),
            sums: Vec::new(),
            of: BTreeMap::new(),
            count: 0,
        };
        for place in wanted {
            let variable = place.variable();
            let delay = place.row().map_or(0, |(_, delay)| delay);
            if rows.of.contains_key(&(variable, delay)) {
                continue;
            }
            let operand = match place {
                Place::Constant(..) => continue,
                Place::Gradient(parameter, Scope::Global) => {
                    rows.sums.push(parameter);
                    Operand::Sum(index(rows.sums.len() - 1))
                }
                Place::Gradient(parameter, _) => {
                    rows.gradients.push(parameter);
                    row(&mut rows.count)
                }
                Place::Value(series, delay) => {
                    open(&mut rows.values, series, delay, false);
                    row(&mut rows.count)
                }
                Place::Adjoint(series, delay) => {
                    let is_carried = layers.program.series[series].adjoint == AdjointRows::Carried;
                    open(&mut rows.adjoints, series, delay, is_carried);
                    row(&mut rows.count)
                }
                Place::Carried(series) => {
                    open(&mut rows.adjoints, series, 0, true);
                    row(&mut rows.count)
                }
            };
            rows.of.insert((variable, delay), operand);
        }
        rows
    }
}

fn row(next: &mut usize) -> Operand {
    *next += 1;
    Operand::Row(index(*next - 1))
}

fn open(opened: &mut Vec<Opened>, series: usize, delay: usize, is_carried: bool) {
    match opened.last_mut() {
        Some(last) if last.series == series => last.delays.push(delay),
        _ => opened.push(Opened {
            series,
            delays: vec![delay],
            is_carried,
        }),
    }
}
