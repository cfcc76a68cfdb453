//! A single step of up to 16 full states at once, and its reverse for 16 of the numbers behind it: a state, or a number,
//! a lane.

use super::{Adjoints, Tile};
use crate::network::plan::AdjointRows;
use crate::numerics::block::Block;
use crate::numerics::layout::{InLanes, Layout};
use crate::numerics::scalar::Scalar;

/// A lane is a state.
pub(crate) const OF_STATES: Layout = Layout {
    lanes: InLanes::Sequences,
    members: 1,
    gradients: false,
};

impl<T: Scalar> Tile<T> {
    /// Makes room for it, with all rows that delays reach and without noise. The adjoints of `asked` are kept beside those
    /// that always are.
    pub(crate) fn arrange_for_step(&mut self, parameters: &[Block<T>], asked: &[usize]) {
        self.ask(asked);
        self.arrange(OF_STATES, 1, Adjoints::OfParameters);
        self.begin_with_history(parameters, usize::MAX);
        self.silence();
    }

    /// Every row of the inputs, and those before the step: they have been so for ever.
    pub(crate) fn hold_inputs(&mut self, mut input: &[T]) {
        let description = self.program.description;
        for (series, declared) in self.values.iter_mut().zip(description.inputs.iter()) {
            let (values, rest) = input.split_at(declared.size);
            for row in series.blocks_mut().chunks_exact_mut(values.len()) {
                for (block, &value) in row.iter_mut().zip(values) {
                    *block = Block::splat(value);
                }
            }
            input = rest;
        }
    }

    /// Adjoints for the reverse of the step: one for a unit of a series in each lane, all others zero.
    pub(crate) fn pull(&mut self, of_lanes: &[(usize, usize)]) {
        self.clear_adjoints(1);
        for &series in &self.asked {
            // Of what is carried the row in front is cleared; the step's own is that of penalties.
            if self.program.plan.series[series].adjoint == AdjointRows::Carried {
                self.adjoints[series].row_mut(0).fill(Block::ZERO);
            }
        }
        for (lane, &(series, unit)) in of_lanes.iter().enumerate() {
            self.adjoints[series].row_mut(0)[unit].0[lane] = T::ONE;
        }
    }

    /// What the reverse of the step has left for a row before it; None where the step has not read that row.
    pub(crate) fn pulled(&self, series: usize, back: usize) -> Option<&[Block<T>]> {
        let adjoint = &self.adjoints[series];
        let is_there = !adjoint.is_absent() && adjoint.reach(back) == back;
        is_there.then(|| &adjoint.blocks()[adjoint.range(adjoint.width(), 0, back)])
    }
}
