//! Penalties on weights: sums over their elements.

use std::ops::Range;

use super::{Penalised, Penalty};
use crate::numerics::scalar::Scalar;

/// A penalty on one weight.
#[derive(Clone, Debug)]
pub(crate) struct OnWeight {
    /// Where it lies among the parameters.
    pub(super) range: Range<usize>,
    pub(super) penalty: Penalty,
    pub(super) lambda: f64,
}

impl Penalised {
    /// The penalties on weights of `WIDTH` networks, whose parameters stand side by side; their derivative is added to the
    /// gradient.
    pub(crate) fn of_weights<T: Scalar, const WIDTH: usize>(
        &self,
        parameters: &[T],
        mut gradient: Option<&mut [T]>,
    ) -> [f64; WIDTH] {
        let mut sums = [0.0; WIDTH];
        for OnWeight {
            range,
            penalty,
            lambda,
        } in &self.weights
        {
            let place = WIDTH * range.start..WIDTH * range.end;
            for row in parameters[place.clone()].chunks_exact(WIDTH) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    let weight = weight.to_f64();
                    *sum += lambda
                        * match penalty {
                            Penalty::L1 => weight.abs(),
                            _ => 0.5 * weight * weight,
                        };
                }
            }
            let Some(gradient) = &mut gradient else { continue };
            let scale = T::from_f64(*lambda);
            for (derivative, &weight) in gradient[place.clone()].iter_mut().zip(&parameters[place]) {
                *derivative += match penalty {
                    Penalty::L1 if weight > T::ZERO => scale,
                    Penalty::L1 if weight < T::ZERO => -scale,
                    Penalty::L1 => T::ZERO,
                    _ => scale * weight,
                };
            }
        }
        sums
    }
}
