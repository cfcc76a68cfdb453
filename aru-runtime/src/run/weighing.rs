//! What the steps of a batch weigh together, whatever the scale of their weights.
//!
//! Only the ratios of weights count, so weights that are too large or too small to be summed, or to be divided by, are
//! first multiplied by a power of two: that changes no digit of them.

use crate::data::sequences::Sequences;
use crate::numerics::scalar::Scalar;

/// Sums of weights within these have a sum and a reciprocal in either scalar, with room for the errors that they are
/// multiplied by.
const ORDINARY: std::ops::RangeInclusive<f64> = 1e-25..=1e25;

/// The weight of some sequences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Weighing {
    /// The sum of the weights, each times the factor; zero where no step counts.
    pub(crate) total: f64,
    /// A power of two; None where weights are taken as they are.
    pub(crate) factor: Option<f64>,
}

impl Weighing {
    /// That of those sequences that the data have.
    pub(crate) fn of<T: Scalar>(data: &Sequences<T>, which: impl Iterator<Item = usize> + Clone) -> Self {
        let there = which.filter(|&sequence| sequence < data.len());
        let total: f64 = there.clone().map(|sequence| data.total_weight(&[sequence])).sum();
        let is_weighted = data.weights().is_some() || data.output_weights().is_some();
        if total == 0.0 || !is_weighted || ORDINARY.contains(&total) {
            return Weighing { total, factor: None };
        }
        let weights = there.clone().flat_map(|sequence| of_sequence(data, sequence));
        let largest = weights.fold(0.0, f64::max);
        // The power that brings the largest to between 1 and 2, as far as there is one.
        let factor = 2.0_f64.powi(-(largest.log2().floor() as i32).clamp(-1022, 1022));
        Weighing {
            total: total_of(data, there, Some(factor)),
            factor: Some(factor),
        }
    }

    /// Whether no step counts.
    pub(crate) fn is_of_nothing(&self) -> bool {
        self.total == 0.0
    }

    /// What a sum of weight x error is divided by. A sum of nothing is zero, whatever it is divided by.
    pub(crate) fn divisor(&self) -> f64 {
        if self.is_of_nothing() { 1.0 } else { self.total }
    }

    /// One over that.
    pub(crate) fn scale(&self) -> f64 {
        1.0 / self.divisor()
    }
}

/// The weight of some sequences, each step's times the factor.
pub(crate) fn total_of<T: Scalar>(
    data: &Sequences<T>,
    which: impl Iterator<Item = usize>,
    factor: Option<f64>,
) -> f64 {
    let total = |sequence: usize| match factor {
        None => data.total_weight(&[sequence]),
        Some(factor) => of_sequence(data, sequence).map(|weight| factor * weight).sum(),
    };
    which.filter(|&sequence| sequence < data.len()).map(total).sum()
}

fn of_sequence<T: Scalar>(data: &Sequences<T>, sequence: usize) -> impl Iterator<Item = f64> {
    (0..data.length(sequence)).map(move |step| data.counted_weight(sequence, step))
}

/// Whether a step of these sequences is run and does not count.
pub(crate) fn has_idle_steps<T: Scalar>(data: &Sequences<T>, which: &[usize]) -> bool {
    let is_short = |&sequence: &usize| sequence < data.len() && data.length(sequence) < data.steps();
    data.weights().is_some() || data.output_weights().is_some() || which.iter().any(is_short)
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, Array3};

    use super::*;

    fn of<T: Scalar>(weight: f64) -> Weighing {
        let zeros = Array3::from_elem((2, 3, 1), T::ZERO);
        let weights = Array2::from_elem((2, 3), T::from_f64(weight));
        let data = Sequences::new(&zeros, &zeros).unwrap();
        Weighing::of(&data.with_weights(weights).unwrap(), 0..2)
    }

    #[test]
    fn ordinary_weights_are_summed_as_they_are() {
        for weight in [1.0, 0.3, 1e-20, 1e20] {
            let total = [weight; 3].iter().sum::<f64>();
            let expected = Weighing {
                total: total + total,
                factor: None,
            };
            assert_eq!(of::<f64>(weight), expected);
        }
    }

    #[test]
    fn weights_of_any_scale_have_a_sum_that_can_be_divided_by() {
        for weight in [f64::MAX, 1e307, 1e200, 1e-200, f64::MIN_POSITIVE, 5e-324] {
            let Weighing { total, factor } = of::<f64>(weight);
            let relative = total / (factor.unwrap() * weight);
            assert!((relative - 6.0).abs() < 1e-12, "{weight}: {total}");
            assert!((1e-20..32.0).contains(&total), "{weight}: {total}");
        }
        for weight in [3e38, 1e-38, 1e-44] {
            let total = of::<f32>(weight).total;
            assert!((6.0..=12.0).contains(&total), "{weight}: {total}");
        }
    }
}
