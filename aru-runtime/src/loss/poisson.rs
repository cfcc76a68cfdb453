//! Minus the log likelihood of spike counts whose expectation the network gives.

use super::check::in_words;
use super::reach::ends;
use super::{Loss, OneStep};
use crate::error::{Error, Result};
use crate::network::description::{Activation, Layer};
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;

/// The mean over features of rate - count ln(rate), where the output is the rate: the count expected in one step.
///
/// It is minus the log likelihood of independent Poisson counts, without the term ln(count!) that no parameter
/// changes; so it may be negative. Its derivative is 1 - count / rate. Counts need not be whole.
///
/// The output's activation must give positive rates: `softplus`, or `sigmoid` where a step holds one spike at most. What
/// an output of another unit than `Dense` emits is looked at when it runs: a rate below zero is an error.
/// Below a rate of 1e-20, which `softplus` and `sigmoid` reach at -46, the logarithm goes on along its tangent, so that
/// a rate that has been rounded to zero keeps a finite error and gradient.
#[derive(Clone, Copy, Debug, Default)]
pub struct Poisson;

/// Where the logarithm goes over into its tangent.
const FLOOR: f64 = 1e-20;

impl<T: Scalar> Loss<T> for Poisson {
    fn name(&self) -> &'static str {
        "Poisson loss"
    }

    fn is_separable(&self) -> bool {
        true
    }

    fn error(&self, output: &[T], target: &[T], gradient: &mut [T]) -> f64 {
        dispatch(OneStep::of(self, output, target, gradient))
    }

    fn check_output(&self, output: &Layer) -> Result<()> {
        match &output.activation {
            Some(Activation::Sigmoid | Activation::Softplus) => Ok(()),
            Some(Activation::Custom(custom)) if custom.positive => Ok(()),
            other => Err(Error::Loss {
                loss: "Poisson loss",
                output: output.name.to_string(),
                fault: format!(
                    "it is a rate, which must stay above zero, and {} can be zero or below; declare \
                     `activation: softplus` (or `sigmoid`, for one spike a step at most)",
                    in_words(other.as_ref())
                ),
            }),
        }
    }

    fn check_unit(&self, _: &Layer) -> Result<()> {
        Ok(())
    }

    fn check_values(&self, output: &[T]) -> std::result::Result<(), (usize, String)> {
        match output.iter().position(|&rate| rate < T::ZERO) {
            Some(place) => Err((
                place,
                "it is a rate, which is zero or more; let the unit emit what cannot be negative, by `softplus` say, or \
                 put bounds on its constants"
                    .into(),
            )),
            None => Ok(()),
        }
    }

    fn check_target(&self, target: &[T]) -> std::result::Result<(), String> {
        match target.iter().find(|&&count| count < T::ZERO) {
            Some(count) => Err(format!(
                "hold {count}; the Poisson loss takes counts, zero or more"
            )),
            None => Ok(()),
        }
    }

    fn check_reach(&self, output: &Layer, target: &[T]) -> std::result::Result<(), String> {
        let [_, most] = ends(output.activation.as_ref());
        match target.iter().find(|&&count| count.to_f64() > most) {
            Some(count) => Err(format!(
                "hold a count of {count}, and a rate that has passed {} is at most {most}: it would end at its limit; \
                 declare `activation: softplus`, or shorter steps that hold one spike at most",
                in_words(output.activation.as_ref())
            )),
            None => Ok(()),
        }
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

impl<T: Scalar> Task for OneStep<'_, Poisson, T> {
    type Output = f64;

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> f64 {
        let scale = T::from_f64(1.0 / self.output.len() as f64);
        let mut sum = 0.0;
        for ((gradient, &rate), &count) in self.gradient.iter_mut().zip(self.output).zip(self.target) {
            let (error, derivative) = error_and_derivative(isa, rate, count);
            *gradient = scale * derivative;
            sum += error.to_f64();
        }
        sum / self.output.len() as f64
    }
}

impl<T: Scalar> Task for OneStep<'_, Poisson, Block<T>> {
    type Output = [f64; LANES];

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) -> [f64; LANES] {
        let scale = T::from_f64(1.0 / self.output.len() as f64);
        let mut sum = Block::<f64>::ZERO;
        for ((gradient, rate), count) in self.gradient.iter_mut().zip(self.output).zip(self.target) {
            for lane in 0..LANES {
                let (error, derivative) = error_and_derivative(isa, rate.0[lane], count.0[lane]);
                gradient.0[lane] = scale * derivative;
                sum.0[lane] += error.to_f64();
            }
        }
        (sum / self.output.len() as f64).0
    }
}

/// rate - count ln(rate), and 1 - count / rate.
#[inline(always)]
fn error_and_derivative<T: Scalar, I: Isa>(isa: I, rate: T, count: T) -> (T, T) {
    // No rate: `check_values` says so.
    let rate = if rate < T::ZERO {
        T::from_f64(f64::NAN)
    } else {
        rate
    };
    let floor = T::from_f64(FLOOR);
    let above = if rate > floor { rate } else { floor };
    let logarithm = above.ln(isa) + (rate - above) / floor;
    (rate - count * logarithm, T::ONE - count / above)
}
