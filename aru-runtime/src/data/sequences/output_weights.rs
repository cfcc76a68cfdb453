//! Weights of single outputs in single steps.

use ndarray::{ArrayView3, CowArray, Ix3};

use super::{Sequences, check_weight, standard_layout};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// The weight of each output in each step, `[sequence, step, output]`: zero or more, times the
    /// [weight](Sequences::with_weights) of the step. So a neuron that was not recorded in some steps, or a response that is
    /// asked for in some, leaves the other outputs of those steps as they are.
    ///
    /// Of a step the errors of its outputs count by these, and the step by their mean: over all outputs a loss is
    /// sum(weight x error) / sum(weight), as ever. Losses of several outputs are divided by the same sum. Losses whose
    /// error is one for all outputs of a step, as [`CrossEntropy`](crate::loss::CrossEntropy)'s, need the same weight for
    /// all of those (see [`Loss::is_separable`](crate::loss::Loss::is_separable)).
    ///
    /// # Errors
    /// Another shape than the targets'; within the lengths a weight that is negative or not finite; no step that counts.
    ///
    /// ```
    /// use aru::Sequences;
    /// use ndarray::{Array3, array};
    /// # fn main() -> aru::Result<()> {
    /// let data = Sequences::new(Array3::<f32>::zeros((1, 2, 1)), Array3::zeros((1, 2, 2)))?;
    /// // The second output counts in the second step alone.
    /// let data = data.with_output_weights(array![[[1.0, 0.0], [1.0, 1.0]]])?;
    /// assert_eq!((data.weight(0, 0), data.weight(0, 1)), (0.5, 1.0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_output_weights<'a>(mut self, weights: impl Into<CowArray<'a, T, Ix3>>) -> Result<Self> {
        let mut weights = standard_layout(weights.into());
        if weights.shape() != self.targets.shape() {
            let expected = format!(
                "{:?}, [sequence, step, output] as the targets",
                self.targets.shape()
            );
            return Err(Error::shape("output weights", expected, weights.shape()));
        }
        let mut are_all_one = true;
        for ((sequence, step, output), weight) in weights.indexed_iter_mut() {
            if step >= self.length(sequence) {
                *weight = T::ZERO;
                continue;
            }
            let is_missing = self.missing.as_ref();
            if is_missing.is_some_and(|missing| missing[(sequence, step, output)]) {
                *weight = T::ZERO;
            } else {
                let at = || format!("sequence {sequence}, step {step}, output {output}");
                check_weight("output weights", *weight, at)?;
            }
            are_all_one &= *weight == T::ONE || self.is_missing(sequence, step);
        }
        // Then a step counts as without them, and losses are summed as without them.
        self.output_weights = (!are_all_one).then_some(weights);
        self.count_weights()?;
        Ok(self)
    }

    /// Weights of outputs, `[sequence, step, output]`, where some are given that are not one; zero beyond the lengths and
    /// where a target is missing.
    pub fn output_weights(&self) -> Option<ArrayView3<'_, T>> {
        self.output_weights.as_ref().map(|weights| weights.view())
    }

    /// The weight of a step as it is counted, the mean of its outputs'; zero beyond the sequence's length.
    pub(crate) fn counted_weight(&self, sequence: usize, step: usize) -> f64 {
        let of_step = self.step_weight(sequence, step).to_f64();
        let Some(weights) = &self.output_weights else {
            return of_step;
        };
        if of_step == 0.0 {
            return 0.0;
        }
        let outputs = self.targets.dim().2;
        let own = || (0..outputs).map(|output| weights[(sequence, step, output)].to_f64());
        let mean = own().sum::<f64>() / outputs as f64;
        let is_too_large = !mean.is_finite();
        let mean = if is_too_large {
            own().map(|weight| weight / outputs as f64).sum()
        } else {
            mean
        };
        of_step * mean
    }

    /// Refuses weights of a step and of an output whose product the scalar does not hold: it would be infinite, or make a
    /// step that counts count for nothing.
    pub(super) fn check_products(&self) -> Result<()> {
        let (Some(steps), Some(outputs)) = (&self.weights, &self.output_weights) else {
            return Ok(());
        };
        for ((sequence, step, output), &own) in outputs.indexed_iter() {
            let of_step = steps[(sequence, step)];
            let product = T::from_f64(of_step.to_f64() * own.to_f64());
            let is_lost = product == T::ZERO && of_step != T::ZERO && own != T::ZERO;
            if is_lost || !product.is_finite() {
                return Err(Error::Value {
                    what: "products of the weights of steps and outputs".into(),
                    found: product.to_f64(),
                    at: format!("sequence {sequence}, step {step}, output {output}"),
                    expected: format!(
                        "{:?} and {:?} have a product that {} does not hold; only the ratios of weights count, so scale either",
                        of_step,
                        own,
                        T::NAME
                    ),
                });
            }
        }
        Ok(())
    }

    /// The weight of an output in a step, that of the step included.
    pub(crate) fn weight_of(&self, sequence: usize, step: usize, output: usize) -> f64 {
        let of_step = self.step_weight(sequence, step).to_f64();
        match &self.output_weights {
            Some(weights) if of_step != 0.0 => of_step * weights[(sequence, step, output)].to_f64(),
            _ => of_step,
        }
    }

    /// The weight of a step without those of outputs.
    pub(super) fn step_weight(&self, sequence: usize, step: usize) -> T {
        match &self.weights {
            _ if step >= self.length(sequence) => T::ZERO,
            Some(weights) => weights[(sequence, step)],
            None => T::ONE,
        }
    }
}

#[cfg(test)]
mod tests;
