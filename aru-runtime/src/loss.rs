//! Losses: the error of one step, and its derivative with respect to the output.

use crate::block::{Block, LANES};
use crate::scalar::Scalar;

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

    /// The same for 16 sequences at once: one block a feature.
    #[doc(hidden)]
    fn error_of_blocks(
        &self,
        output: &[Block<T>],
        target: &[Block<T>],
        gradient: &mut [Block<T>],
    ) -> [f64; LANES] {
        let features = output.len();
        let mut scratch = vec![T::ZERO; 3 * features];
        let (lane_output, rest) = scratch.split_at_mut(features);
        let (lane_target, lane_gradient) = rest.split_at_mut(features);
        let mut errors = [0.0; LANES];
        for lane in 0..LANES {
            for feature in 0..features {
                lane_output[feature] = output[feature].0[lane];
                lane_target[feature] = target[feature].0[lane];
            }
            errors[lane] = self.error(lane_output, lane_target, lane_gradient);
            for feature in 0..features {
                gradient[feature].0[lane] = lane_gradient[feature];
            }
        }
        errors
    }
}

/// The mean over features of (output - target)^2.
#[derive(Clone, Copy, Debug, Default)]
pub struct MeanSquaredError;

impl<T: Scalar> Loss<T> for MeanSquaredError {
    fn name(&self) -> &'static str {
        "mean squared error"
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

    fn error_of_blocks(
        &self,
        output: &[Block<T>],
        target: &[Block<T>],
        gradient: &mut [Block<T>],
    ) -> [f64; LANES] {
        let scale = 2.0 / output.len() as f64;
        let mut sum = Block::<f64>::ZERO;
        for ((gradient, &output), &target) in gradient.iter_mut().zip(output).zip(target) {
            let error = output - target;
            *gradient = scale * error;
            for lane in 0..LANES {
                sum.0[lane] += error.0[lane].to_f64() * error.0[lane].to_f64();
            }
        }
        (sum / output.len() as f64).0
    }
}
