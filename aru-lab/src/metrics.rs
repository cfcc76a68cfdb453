//! How good a prediction is, in the measures that papers report.
//!
//! Predicted and measured values are arrays of one shape. Give the steps that count alone:
//! `&y.slice(s![.., 20.., ..])`.

use ndarray::{ArrayRef, ArrayView1, Axis, Dimension};

use crate::fault::{check_finite, wrong_shape};
use crate::signal::dot;
use aru_runtime::__private::lab::index_of;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};

/// Pearson's correlation over all elements together.
///
/// # Errors
/// Arrays of different shape, a value that is not finite, or an array whose values are all the same.
///
/// ```
/// use aru::metrics::correlation;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let r = correlation(&array![1.0, 2.0, 4.0], &array![-1.0, -2.0, -4.0])?;
/// assert!((r + 1.0).abs() < 1e-12);
/// # Ok(())
/// # }
/// ```
pub fn correlation<T: Scalar, D: Dimension>(
    predicted: &ArrayRef<T, D>,
    measured: &ArrayRef<T, D>,
) -> Result<f64> {
    check_pair(predicted, measured)?;
    check_varies("predicted values", predicted)?;
    check_varies("measured values", measured)?;
    let (predicted, measured) = (deviations(predicted), deviations(measured));
    let squares = |values: &[f64]| dot(values, values);
    Ok(dot(&predicted, &measured) / (squares(&predicted).sqrt() * squares(&measured).sqrt()))
}

/// The mean over all elements of (predicted - measured)^2.
///
/// # Errors
/// Arrays of different shape, an empty one, or a value that is not finite.
pub fn mean_squared_error<T: Scalar, D: Dimension>(
    predicted: &ArrayRef<T, D>,
    measured: &ArrayRef<T, D>,
) -> Result<f64> {
    check_pair(predicted, measured)?;
    Ok(sum_of_squares(predicted, measured) / predicted.len() as f64)
}

/// 1 - (sum of squared errors) / (sum of squared deviations of the measured values from their mean): 1 where all is
/// right, 0 for the mean, below zero for what is worse.
///
/// # Errors
/// As [`correlation`], but the prediction may be constant.
pub fn variance_explained<T: Scalar, D: Dimension>(
    predicted: &ArrayRef<T, D>,
    measured: &ArrayRef<T, D>,
) -> Result<f64> {
    check_pair(predicted, measured)?;
    check_varies("measured values", measured)?;
    let deviations = deviations(measured);
    Ok(1.0 - sum_of_squares(predicted, measured) / dot(&deviations, &deviations))
}

/// How much more likely the counts are under predicted rates than under constant ones, as Poisson counts, in bits for
/// each spike:
///
/// ```text
/// sum(count ln(rate / mean) - rate + mean) / (ln 2 x sum(count))
/// ```
///
/// A rate is the count expected in that step; `mean` is the mean of the given counts. With one axis that is time; with
/// more, the last is the neuron, and each neuron has its own mean.
///
/// # Errors
/// Arrays of different shape, a value that is not finite or below zero, no spike at all, or a rate of zero where there
/// is one.
///
/// ```
/// use aru::metrics::bits_per_spike;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// // Spikes come in one of two halves, and the prediction knows which: one bit each.
/// let counts = array![1.0, 1.0, 0.0, 0.0];
/// let rates = array![1.0, 1.0, 0.0, 0.0];
/// assert_eq!(bits_per_spike(&rates, &counts)?, 1.0);
/// # Ok(())
/// # }
/// ```
pub fn bits_per_spike<T: Scalar, D: Dimension>(
    rates: &ArrayRef<T, D>,
    counts: &ArrayRef<T, D>,
) -> Result<f64> {
    check_pair(rates, counts)?;
    check_rates(rates, counts)?;
    let pairs = rates.iter().zip(counts);
    let pairs: Vec<(f64, f64)> = pairs
        .map(|(rate, count)| (rate.to_f64(), count.to_f64()))
        .collect();
    let spikes: f64 = pairs.iter().map(|(_, count)| count).sum();
    if spikes == 0.0 {
        return Err(Error::setting(
            "the number of spikes",
            "0",
            "bits per spike need at least one",
        ));
    }
    let neurons = if rates.ndim() > 1 {
        rates.len_of(Axis(rates.ndim() - 1))
    } else {
        1
    };
    let steps = (rates.len() / neurons) as f64;
    let information = |neuron: usize| -> f64 {
        let of_neuron = || pairs.iter().copied().skip(neuron).step_by(neurons);
        let mean = of_neuron().map(|(_, count)| count).sum::<f64>() / steps;
        let gain = |(rate, count): (f64, f64)| match count > 0.0 {
            true => count * (rate / mean).ln() - rate + mean,
            false => mean - rate,
        };
        of_neuron().map(gain).sum()
    };
    let nats: f64 = (0..neurons).map(information).sum();
    Ok(nats / (std::f64::consts::LN_2 * spikes))
}

/// The part of cases in which the largest output is at the largest target: classes lie along the last axis. Of equal
/// ones the first counts.
///
/// # Errors
/// Arrays of different shape, a value that is not finite, or fewer than two classes.
///
/// ```
/// use aru::metrics::accuracy;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let logits = array![[2.0, -1.0], [0.3, 0.1]];
/// let targets = array![[1.0, 0.0], [0.0, 1.0]];
/// assert_eq!(accuracy(&logits, &targets)?, 0.5);
/// # Ok(())
/// # }
/// ```
pub fn accuracy<T: Scalar, D: Dimension>(outputs: &ArrayRef<T, D>, targets: &ArrayRef<T, D>) -> Result<f64> {
    check_pair(outputs, targets)?;
    let classes = outputs.shape().last().copied().unwrap_or(1);
    if classes < 2 {
        return Err(Error::setting(
            "the number of classes",
            classes.to_string(),
            "accuracy needs two on the last axis",
        ));
    }
    let last = Axis(outputs.ndim() - 1);
    let cases = outputs.len() / classes;
    let right = outputs.lanes(last).into_iter().zip(targets.lanes(last));
    let right = right
        .filter(|(output, target)| largest(output) == largest(target))
        .count();
    Ok(right as f64 / cases as f64)
}

/// The place of the first of the largest values.
fn largest<T: Scalar>(values: &ArrayView1<'_, T>) -> usize {
    let larger = |a: usize, b: usize| if values[b] > values[a] { b } else { a };
    (0..values.len()).fold(0, larger)
}

/// From the mean of all.
fn deviations<T: Scalar, D: Dimension>(values: &ArrayRef<T, D>) -> Vec<f64> {
    let mean = values.iter().map(|value| value.to_f64()).sum::<f64>() / values.len() as f64;
    values.iter().map(|value| value.to_f64() - mean).collect()
}

fn sum_of_squares<T: Scalar, D: Dimension>(a: &ArrayRef<T, D>, b: &ArrayRef<T, D>) -> f64 {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a.to_f64() - b.to_f64()).powi(2))
        .sum()
}

fn check_pair<T: Scalar, D: Dimension>(predicted: &ArrayRef<T, D>, measured: &ArrayRef<T, D>) -> Result<()> {
    if predicted.shape() != measured.shape() {
        let expected = format!("{:?}, as many as were measured", measured.shape());
        return Err(wrong_shape(
            "the array of predicted values",
            expected,
            predicted.shape(),
        ));
    }
    if predicted.is_empty() {
        return Err(Error::setting(
            "the number of predicted values",
            "0",
            "there must be at least one",
        ));
    }
    check_finite("the array of predicted values", predicted, predicted.shape())?;
    check_finite("the array of measured values", measured, measured.shape())
}

fn check_varies<T: Scalar, D: Dimension>(what: &str, values: &ArrayRef<T, D>) -> Result<()> {
    let mut values = values.iter();
    match values.next() {
        Some(first) if values.all(|value| value == first) => Err(Error::setting(
            format!("every one of the {what}"),
            first.to_string(),
            "they must vary to be compared",
        )),
        _ => Ok(()),
    }
}

fn check_rates<T: Scalar, D: Dimension>(rates: &ArrayRef<T, D>, counts: &ArrayRef<T, D>) -> Result<()> {
    for (place, (&rate, &count)) in rates.iter().zip(counts).enumerate() {
        let (what, found, expected) = if count < T::ZERO {
            ("the count", count, "a count is zero or more")
        } else if rate < T::ZERO {
            let expected = "a rate is zero or more; it is the count expected in a step";
            ("the rate", rate, expected)
        } else if rate == T::ZERO && count > T::ZERO {
            let expected = "a spike came where none was possible, so the likelihood is zero";
            ("the rate", rate, expected)
        } else {
            continue;
        };
        let at = index_of(place, rates.shape());
        return Err(Error::setting(format!("{what} at {at:?}"), found, expected));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
