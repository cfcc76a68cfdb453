//! The room of a tile: for how many steps, and for how many before them.
//!
//! A link with a delay reads rows from before the chunk. A run of few steps reads few of them, however long the delay, and
//! all of those lie before step 0, where every row is the same: see [`Series::reach`](crate::numerics::series::Series).

use super::{Adjoints, Tile};
use crate::numerics::layout::Layout;
use crate::numerics::scalar::Scalar;
use crate::run::chunks::chunk_steps;

impl<T: Scalar> Tile<T> {
    /// Makes room for chunks of up to `room` steps in a layout. Nothing is allocated where a tile has had as much.
    pub(crate) fn arrange(&mut self, layout: Layout, room: usize, adjoints: Adjoints) {
        if (self.layout, self.room) != (layout, room) {
            (self.layout, self.room, self.history) = (layout, room, room);
            self.shape_values();
            for adjoint in self.adjoints.iter_mut().filter(|adjoint| !adjoint.is_absent()) {
                adjoint.reshape(0, 0, 0);
            }
        }
        self.has_gradients = adjoints != Adjoints::OfInputs;
        let inputs = self.program.description.inputs.len();
        for (index, plan) in self.program.plan.series.iter().enumerate() {
            let has_rows = plan.adjoint.are_always_there() || self.asked.contains(&index);
            let wanted = match adjoints {
                Adjoints::No => false,
                Adjoints::OfParameters => has_rows && index >= inputs,
                Adjoints::OfInputs => has_rows,
            };
            if wanted && self.adjoints[index].is_absent() {
                self.shape_adjoint(index);
            }
        }
    }

    /// Makes room for single steps without end.
    pub(crate) fn arrange_for_stream(&mut self) {
        (self.layout, self.room, self.history) = (Layout::ONE, 1, usize::MAX);
        self.shape_values();
        for (values, plan) in self.values.iter_mut().zip(self.program.plan.series) {
            if !values.is_absent() {
                values.reshape_for_stream(self.layout.blocks(plan.units), plan.before);
            }
        }
        self.silence();
    }

    /// Gives the values their shape, and finds their initial ones.
    fn shape_values(&mut self) {
        self.is_silent = false;
        let (program, layout) = (self.program, self.layout);
        let series = self.values.iter_mut().zip(program.plan.series).enumerate();
        for (index, (values, plan)) in series {
            // Emitted code computes what is there.
            match program.traces || !plan.trace_only || self.asked.contains(&index) {
                true => values.reshape(
                    layout.blocks(plan.units),
                    plan.before.min(self.history),
                    self.room,
                ),
                false => values.reshape(0, 0, 0),
            }
        }
        let forms = program.forms();
        let ranges = |index| {
            [
                layout.range_of(forms, index),
                layout.range_of_gradient(forms, index),
            ]
        };
        let initial = program.plan.series.iter().map(|plan| plan.initial.map(ranges));
        self.initial.clear();
        self.initial.extend(initial);
    }

    /// Gives an adjoint its shape.
    fn shape_adjoint(&mut self, index: usize) {
        let plan = &self.program.plan.series[index];
        let is_many = plan.adjoint.are_many() || self.asked.contains(&index);
        let rows = if is_many { self.room } else { 0 };
        let width = self.layout.blocks(plan.units);
        self.adjoints[index].reshape(width, plan.before.min(self.history), rows);
    }

    /// Keeps as many rows before a chunk as a run of `steps` reads.
    pub(super) fn keep_history(&mut self, steps: usize) {
        let series = self.program.plan.series.iter();
        let longest = series.map(|series| series.before).max().unwrap_or(0);
        if steps.min(longest) <= self.history {
            return;
        }
        self.history = steps;
        self.shape_values();
        for index in 0..self.adjoints.len() {
            if !self.adjoints[index].is_absent() {
                self.shape_adjoint(index);
            }
        }
    }

    /// The same for sequences of about `longest` steps.
    pub(crate) fn arrange_for(&mut self, layout: Layout, longest: usize, adjoints: Adjoints) {
        self.arrange(layout, chunk_steps(&self.program, layout, longest), adjoints);
    }
}

#[cfg(test)]
mod tests;
