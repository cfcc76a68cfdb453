//! How good a prediction is, in the measures that papers report.
//!
//! A prediction \[sequence, step, output\] is compared with the [`Sequences`] that it was made for: steps count by their
//! weight, padding does not, and there is an answer for each output. Arrays of one shape are compared element by element,
//! all together; give the steps that count alone: `&y.slice(s![.., 20.., ..])`.
//!
//! ```
//! use aru::metrics::correlation;
//! use aru::prelude::*;
//! use ndarray::{Array3, array};
//! # fn main() -> aru::Result<()> {
//! // Two outputs; the second sequence has two steps.
//! let targets = array![[[0.1, 1.0], [0.2, 3.0], [0.4, 2.0]], [[0.3, 2.0], [0.1, 0.5], [9.0, 9.0]]];
//! let data = Sequences::padded(Array3::zeros((2, 3, 1)), &targets, [3, 2])?;
//! let predicted = targets.mapv(|value| -value);
//! let by_output = correlation(&predicted, &data)?;
//! assert!(by_output.iter().all(|r| (r + 1.0).abs() < 1e-12));
//! # Ok(())
//! # }
//! ```

mod measured;
mod pairs;

#[cfg(doc)]
use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};
use ndarray::{ArrayRef, Dimension};

use self::pairs::Pairs;

pub use self::measured::{Measured, Pooled, pooled};

/// Pearson's correlation: of arrays over all elements together, of [`Sequences`] for each output, NaN for one that does
/// not vary.
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
pub fn correlation<T: Scalar, D: Dimension, M: Measured<T, D> + ?Sized>(
    predicted: &ArrayRef<T, D>,
    measured: &M,
) -> Result<M::Answer> {
    M::answer(&measured.pairs(predicted)?, Pairs::correlation)
}

/// The mean of (predicted - measured)^2, over all elements of arrays, or for each output of [`Sequences`].
///
/// # Errors
/// Arrays of different shape, an empty one, or a value that is not finite.
pub fn mean_squared_error<T: Scalar, D: Dimension, M: Measured<T, D> + ?Sized>(
    predicted: &ArrayRef<T, D>,
    measured: &M,
) -> Result<M::Answer> {
    M::answer(&measured.pairs(predicted)?, Pairs::mean_squared_error)
}

/// 1 - (sum of squared errors) / (sum of squared deviations of the measured values from their mean): 1 where all is
/// right, 0 for the mean, below zero for what is worse. Of arrays over all elements together, of [`Sequences`] for each
/// output, NaN for one whose targets do not vary.
///
/// # Errors
/// As [`correlation`], but the prediction may be constant.
pub fn variance_explained<T: Scalar, D: Dimension, M: Measured<T, D> + ?Sized>(
    predicted: &ArrayRef<T, D>,
    measured: &M,
) -> Result<M::Answer> {
    M::answer(&measured.pairs(predicted)?, Pairs::variance_explained)
}

/// How much more likely the counts are under predicted rates than under constant ones, as Poisson counts, in bits for
/// each spike:
///
/// ```text
/// sum(count ln(rate / mean) - rate + mean) / (ln 2 x sum(count))
/// ```
///
/// A rate is the count expected in that step; `mean` is the mean of the given counts. With one axis that is time; with
/// more, the last is the neuron, and each neuron has its own mean. Of [`Sequences`] there is an answer for each output, NaN
/// for one without a spike.
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
pub fn bits_per_spike<T: Scalar, D: Dimension, M: Measured<T, D> + ?Sized>(
    rates: &ArrayRef<T, D>,
    counts: &M,
) -> Result<M::Answer> {
    let pairs = counts.pairs(rates)?;
    pairs.check_rates()?;
    M::answer(&pairs, Pairs::bits_per_spike)
}

/// The part of cases in which the largest output is at the largest target: classes lie along the last axis. Of equal
/// ones the first counts. Of [`Sequences`], the part of the weight of all steps: give weight to the last step of each
/// sequence alone for the accuracy by sequence.
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
pub fn accuracy<T: Scalar, D: Dimension, M: Measured<T, D> + ?Sized>(
    outputs: &ArrayRef<T, D>,
    targets: &M,
) -> Result<f64> {
    let pairs = targets.pairs(outputs)?;
    if pairs.classes() < 2 {
        return Err(Error::setting(
            "the number of classes",
            pairs.classes(),
            "accuracy needs two on the last axis",
        ));
    }
    Ok(pairs.accuracy())
}

#[cfg(test)]
mod tests;
