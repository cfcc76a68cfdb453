//! Losses: the error of one step, and its derivative with respect to the output.

pub(crate) mod check;
mod cross_entropy;
pub(crate) mod losses;
pub(crate) mod panics;
mod poisson;
pub(crate) mod reach;
mod weighted;

use std::marker::PhantomData;

use crate::error::Result;
use crate::network::description::Layer;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;

pub use cross_entropy::CrossEntropy;
pub use poisson::Poisson;
pub use weighted::Weighted;

/// What training minimises.
///
/// A loss is the error of one step of one sequence; a batch's loss is sum(weight x error) / sum(weight) over the
/// steps that count.
pub trait Loss<T: Scalar>: Send + Sync {
    /// Its name, for messages and histories.
    fn name(&self) -> &'static str;

    /// The error of one step, given output and target (one value a feature); writes its derivative with respect to
    /// the output to `gradient`.
    fn error(&self, output: &[T], target: &[T], gradient: &mut [T]) -> f64;

    /// Refuses an output whose values it cannot score, such as one that can be negative where a rate is needed.
    fn check_output(&self, _output: &Layer) -> Result<()> {
        Ok(())
    }

    /// The same of an output that emits something else than its activation: what that can be shows when it runs, and
    /// [`check_values`](Loss::check_values) looks at it.
    #[doc(hidden)]
    fn check_unit(&self, output: &Layer) -> Result<()> {
        self.check_output(output)
    }

    /// Of the outputs of one step the first that it cannot score, which makes its error NaN, and why.
    #[doc(hidden)]
    fn check_values(&self, _output: &[T]) -> std::result::Result<(), (usize, String)> {
        Ok(())
    }

    /// Says what is wrong with the target of one step, and what would be right: `hold -1, counts are zero or more`.
    fn check_target(&self, _target: &[T]) -> std::result::Result<(), String> {
        Ok(())
    }

    /// Says what is wrong with the target of one step that the output cannot reach, where that target is refused.
    #[doc(hidden)]
    fn check_reach(&self, _output: &Layer, _target: &[T]) -> std::result::Result<(), String> {
        Ok(())
    }

    /// Whether the error of a step is the mean over features of errors that each feature has by itself, as the squared error
    /// is and cross-entropy is not. Then features may have
    /// [weights](crate::data::sequences::Sequences::with_output_weights) of their own: each is scored as the only one.
    fn is_separable(&self) -> bool {
        false
    }

    /// What it has been told, in words: losses of one name may differ.
    #[doc(hidden)]
    fn settings(&self) -> String {
        String::new()
    }

    /// Whether its minimum is where outputs are the targets themselves.
    #[doc(hidden)]
    fn wants_targets(&self) -> bool {
        false
    }

    /// The same for 16 sequences at once: one block a feature.
    #[doc(hidden)]
    fn error_of_blocks(
        &self,
        output: &[Block<T>],
        target: &[Block<T>],
        gradient: &mut [Block<T>],
    ) -> [f64; LANES] {
        let features = output.len();
        let (mut few, mut many) = ([T::ZERO; 3 * FEW], Vec::new());
        let scratch = if features <= FEW {
            &mut few[..3 * features]
        } else {
            many.resize(3 * features, T::ZERO);
            &mut many[..]
        };
        let (lane_output, rest) = scratch.split_at_mut(features);
        let (lane_target, lane_gradient) = rest.split_at_mut(features);
        let mut errors = [0.0; LANES];
        for (lane, error) in errors.iter_mut().enumerate() {
            for feature in 0..features {
                lane_output[feature] = output[feature].0[lane];
                lane_target[feature] = target[feature].0[lane];
            }
            *error = self.error(lane_output, lane_target, lane_gradient);
            for (block, &derivative) in gradient.iter_mut().zip(&*lane_gradient) {
                block.0[lane] = derivative;
            }
        }
        errors
    }

    /// The same for all steps of a chunk, one block of weights a step: the sum of weight x error in each lane; `gradients`
    /// gets scale x weight x derivative. Where the weight is zero both are zero, whatever the output is.
    #[doc(hidden)]
    fn error_of_steps(
        &self,
        outputs: &[Block<T>],
        targets: &[Block<T>],
        weights: &[Block<T>],
        scale: Block<T>,
        gradients: &mut [Block<T>],
    ) -> Block<f64> {
        dispatch(ErrorOfSteps {
            loss: self,
            outputs,
            targets,
            weights,
            scale,
            gradients,
        })
    }
}

/// Up to this many features a loss of one sequence at a time needs no allocation.
const FEW: usize = 64;

/// Compiled for each loss and instruction set, so that a chunk costs one indirect call.
struct ErrorOfSteps<'a, T, L: ?Sized> {
    loss: &'a L,
    outputs: &'a [Block<T>],
    targets: &'a [Block<T>],
    weights: &'a [Block<T>],
    scale: Block<T>,
    gradients: &'a mut [Block<T>],
}

impl<T: Scalar, L: Loss<T> + ?Sized> Task for ErrorOfSteps<'_, T, L> {
    type Output = Block<f64>;

    #[inline(always)]
    fn run<I: Isa>(self, _: I) -> Block<f64> {
        let features = self.outputs.len() / self.weights.len().max(1);
        let mut sum = Block::<f64>::ZERO;
        for (t, &weight) in self.weights.iter().enumerate() {
            let row = t * features..(t + 1) * features;
            let gradient = &mut self.gradients[row.clone()];
            let errors = self
                .loss
                .error_of_blocks(&self.outputs[row.clone()], &self.targets[row], gradient);
            sum += wide(weight).zip(
                Block(errors),
                |weight, error| if weight == 0.0 { 0.0 } else { weight * error },
            );
            let scaled = self.scale * weight;
            for block in gradient {
                *block = scaled.zip(*block, |scale, derivative| {
                    if scale == T::ZERO {
                        T::ZERO
                    } else {
                        scale * derivative
                    }
                });
            }
        }
        sum
    }
}

/// One step of one sequence, or of 16 side by side, under a loss whose functions depend on the instruction set.
struct OneStep<'a, L, V> {
    output: &'a [V],
    target: &'a [V],
    gradient: &'a mut [V],
    loss: PhantomData<L>,
}

impl<'a, L, V> OneStep<'a, L, V> {
    fn of(_: &L, output: &'a [V], target: &'a [V], gradient: &'a mut [V]) -> Self {
        OneStep {
            output,
            target,
            gradient,
            loss: PhantomData,
        }
    }
}

/// The block in `f64`.
#[inline(always)]
fn wide<T: Scalar>(block: Block<T>) -> Block<f64> {
    Block(block.0.map(T::to_f64))
}

/// The mean over features of (output - target)^2.
#[derive(Clone, Copy, Debug, Default)]
pub struct MeanSquaredError;

impl<T: Scalar> Loss<T> for MeanSquaredError {
    fn name(&self) -> &'static str {
        "mean squared error"
    }

    fn is_separable(&self) -> bool {
        true
    }

    fn wants_targets(&self) -> bool {
        true
    }

    fn error(&self, output: &[T], target: &[T], gradient: &mut [T]) -> f64 {
        let scale = T::from_f64(2.0 / output.len() as f64);
        let mut sum = 0.0;
        for ((gradient, &output), &target) in gradient.iter_mut().zip(output).zip(target) {
            let error = output - target;
            *gradient = scale * error;
            sum += error.to_f64() * error.to_f64();
        }
        sum / output.len() as f64
    }

    #[inline(always)]
    fn error_of_blocks(
        &self,
        output: &[Block<T>],
        target: &[Block<T>],
        gradient: &mut [Block<T>],
    ) -> [f64; LANES] {
        let share = 1.0 / output.len() as f64;
        let scale = 2.0 * share;
        let mut sum = Block::<f64>::ZERO;
        for ((gradient, &output), &target) in gradient.iter_mut().zip(output).zip(target) {
            let error = output - target;
            *gradient = scale * error;
            sum += wide(error) * wide(error);
        }
        (share * sum).0
    }
}

#[cfg(test)]
mod tests;
