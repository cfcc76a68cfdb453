//! Derivatives with respect to the inputs.

use ndarray::{Array3, Axis};

use super::Pass;
use super::lanes::{Lanes, lanes, lanes_that_count, of_batch};
use crate::data::sequences::Sequences;
use crate::loss::losses::Losses;
use crate::numerics::block::Block;
use crate::numerics::scalar::Scalar;
use crate::run::objective::Objective;
use crate::run::rollout::{Backpropagation, add_gradient};
use crate::run::tile::Adjoints;
use crate::run::tiling::Tiling;
use crate::run::weighing::{Weighing, has_idle_steps};

impl<T: Scalar> Pass<T> {
    /// The derivative of the loss over all sequences with respect to every input: [sequence, step, input].
    pub(crate) fn input_gradients<'o>(
        &mut self,
        parameters: &[T],
        data: &Sequences<T>,
        objective: impl Into<Objective<'o, T>>,
    ) -> Array3<T> {
        let objective = objective.into();
        let which: Vec<usize> = (0..data.len()).collect();
        let weighing = Weighing::of(data, 0..data.len());
        self.ask(objective);
        let tiling = self.prepare(which.len(), data.steps(), parameters);
        let all = lanes(data, weighing, objective);
        let gradients = self.input_gradients_by(tiling, data, objective, &all, weighing.scale());
        let is_spoilt = !gradients.iter().all(|derivative| derivative.is_finite());
        if !is_spoilt || !has_idle_steps(data, &which) {
            return gradients;
        }
        let tiling = self.prepare_one_by_one(which.len(), data.steps(), parameters);
        let lanes = lanes_that_count(data, weighing, objective);
        self.input_gradients_by(tiling, data, objective, &lanes, weighing.scale())
    }

    /// Adjoints of the inputs, given those of the outputs as the targets of the data and [`Given`](crate::run::pull_back::Given)
    /// as the loss: what the steps weigh together divides nothing.
    pub(crate) fn pull_back(
        &mut self,
        parameters: &[T],
        data: &Sequences<T>,
        losses: &Losses<'_, T>,
    ) -> Array3<T> {
        let objective = Objective::from(losses);
        self.ask(objective);
        let tiling = self.prepare(data.len(), data.steps(), parameters);
        let lanes = lanes(data, Weighing::of(data, 0..data.len()), objective);
        self.input_gradients_by(tiling, data, objective, &lanes, 1.0)
    }

    /// The derivative with respect to every input, of tiles whose lanes are given.
    fn input_gradients_by(
        &mut self,
        tiling: Tiling,
        data: &Sequences<T>,
        objective: Objective<'_, T>,
        lanes: &Lanes<'_, T>,
        scale: f64,
    ) -> Array3<T> {
        let which: Vec<usize> = (0..data.len()).collect();
        let penalties = of_batch(objective, data, &which);
        let mut gradients = Array3::from_elem(data.inputs().dim(), T::ZERO);
        let (tile, parameters) = (&mut self.tiles[0], self.prepared.get());
        tile.arrange(tiling.layout, tiling.room, Adjoints::OfInputs);
        let scale = Block::splat(T::from_f64(scale));
        let mut unused = vec![Block::ZERO; tiling.gathered];
        let sequences = tiling.layout.sequences();
        let tiles = gradients.axis_chunks_iter_mut(Axis(0), sequences);
        for (which, mut gradients) in which.chunks(sequences).zip(tiles) {
            let pass = Backpropagation {
                parameters,
                losses: objective.losses,
                scale,
                lanes: &lanes(which),
                truncation: None,
                penalties,
            };
            add_gradient(tile, pass, &mut unused, &mut |tile, chunk| {
                tile.store_input_adjoints(chunk, &mut gradients);
            });
        }
        gradients
    }
}
