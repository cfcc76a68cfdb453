//! Minus the log probability of the right class.

use super::check::in_words;
use super::{Loss, OneStep};
use crate::error::{Error, Result};
use crate::network::description::{Activation, Layer};
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;

/// -sum over classes of target ln(softmax(output)): outputs are logits, one a class; targets are one-hot, or
/// probabilities that sum to 1.
///
/// The softmax is part of the loss, so the output's activation is `identity`. It is computed as
/// sum target (m - output + ln sum exp(output - m)) with m the largest output: nothing overflows, and an error near
/// zero keeps its digits. Its derivative is softmax(output) - target.
#[derive(Clone, Copy, Debug, Default)]
pub struct CrossEntropy;

/// How far the sum of a target may be from 1: what rounding to `f32` leaves of some thousand classes.
const TOLERANCE: f64 = 1e-4;

impl<T: Scalar> Loss<T> for CrossEntropy {
    fn name(&self) -> &'static str {
        "cross-entropy"
    }

    fn error(&self, output: &[T], target: &[T], gradient: &mut [T]) -> f64 {
        dispatch(OneStep::of(self, output, target, gradient))
    }

    fn check_output(&self, output: &Layer) -> Result<()> {
        let refuse = |fault: String| {
            let (loss, output) = ("cross-entropy", output.name.to_string());
            Err(Error::Loss { loss, output, fault })
        };
        if output.size < 2 {
            return refuse(
                "it has one unit, whose softmax is 1 whatever it is; give it one unit a class, two for yes and no"
                    .into(),
            );
        }
        match &output.activation {
            None | Some(Activation::Identity) => Ok(()),
            other => refuse(format!(
                "it takes logits and does the softmax itself, and they have passed {}; declare `activation: identity`",
                in_words(other.as_ref())
            )),
        }
    }

    fn check_target(&self, target: &[T]) -> std::result::Result<(), String> {
        if let Some(probability) = target.iter().find(|&&probability| probability < T::ZERO) {
            return Err(format!(
                "hold {probability}; cross-entropy takes probabilities, zero or more"
            ));
        }
        let sum: f64 = target.iter().map(|probability| probability.to_f64()).sum();
        if (sum - 1.0).abs() > TOLERANCE {
            return Err(format!(
                "sum to {sum}; cross-entropy takes one 1 among zeros, or probabilities that sum to 1 (of several \
                 outputs each needs a loss of its own: `loss_of`)"
            ));
        }
        Ok(())
    }

    #[inline(always)]
    fn error_of_blocks(
        &self,
        output: &[Block<T>],
        target: &[Block<T>],
        gradient: &mut [Block<T>],
    ) -> [f64; LANES] {
        dispatch(OneStep::of(self, output, target, gradient))
    }
}

impl<T: Scalar> Task for OneStep<'_, CrossEntropy, T> {
    type Output = f64;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        let (output, target, gradient) = (self.output, self.target, self.gradient);
        let largest = output.iter().fold(
            output[0],
            |largest, &logit| if logit > largest { logit } else { largest },
        );
        let mut sum = T::ZERO;
        for (gradient, &logit) in gradient.iter_mut().zip(output) {
            *gradient = (logit - largest).exp(isa);
            sum += *gradient;
        }
        let (mut error, mut mass) = (T::ZERO, T::ZERO);
        for (&logit, &target) in output.iter().zip(target) {
            error += target * (largest - logit);
            mass += target;
        }
        for (gradient, &target) in gradient.iter_mut().zip(target) {
            *gradient = *gradient * (mass / sum) - target;
        }
        let error = (error + mass * sum.ln(isa)).to_f64();
        if error.is_finite() {
            error
        } else {
            in_halves(output.iter().copied().zip(target.iter().copied()))
        }
    }
}

/// The error of logits so far apart that their distance leaves the range of their type: it is taken by halves, in `f64`,
/// and a class that is not the target's adds exactly nothing. The softmax is 1 at the largest then.
#[cold]
fn in_halves<T: Scalar>(classes: impl Iterator<Item = (T, T)> + Clone) -> f64 {
    let half = |logit: T| 0.5 * logit.to_f64();
    let logits = classes.clone().map(|(logit, _)| half(logit));
    let largest = logits.clone().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = logits.map(|logit| (2.0 * (logit - largest)).exp()).sum();
    let mut error = 0.0;
    for (logit, target) in classes.filter(|&(_, target)| target != T::ZERO) {
        error += target.to_f64() * (2.0 * (largest - half(logit)) + sum.ln());
    }
    error
}

impl<T: Scalar> Task for OneStep<'_, CrossEntropy, Block<T>> {
    type Output = [f64; LANES];

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> [f64; LANES] {
        let (output, target, gradient) = (self.output, self.target, self.gradient);
        let mut largest = output[0];
        for &logit in output {
            largest = largest.zip(
                logit,
                |largest, logit| if logit > largest { logit } else { largest },
            );
        }
        let mut sum = Block::<T>::ZERO;
        for (gradient, &logit) in gradient.iter_mut().zip(output) {
            *gradient = (logit - largest).map(|x| x.exp(isa));
            sum += *gradient;
        }
        let (mut error, mut mass) = (Block::<T>::ZERO, Block::<T>::ZERO);
        for (&logit, &target) in output.iter().zip(target) {
            error += target * (largest - logit);
            mass += target;
        }
        let scale = mass / sum;
        for (gradient, &target) in gradient.iter_mut().zip(target) {
            *gradient = *gradient * scale - target;
        }
        let mut errors = (error + mass * sum.map(|x| x.ln(isa)))
            .0
            .map(|error| error.to_f64());
        for (lane, error) in errors.iter_mut().enumerate() {
            if !error.is_finite() {
                let of_lane = |block: &Block<T>| block.0[lane];
                *error = in_halves(output.iter().map(of_lane).zip(target.iter().map(of_lane)));
            }
        }
        errors
    }
}
