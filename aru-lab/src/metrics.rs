//! How good a prediction is, in the measures that papers report.
//!
//! A prediction \[sequence, step, output\] is compared with the [`Sequences`] that it was made for: steps count by their
//! weight, or single outputs by their own, padding does not, and there is an answer for each output. Arrays of one shape are compared element by element,
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

use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};
use ndarray::{ArrayRef, Dimension, Ix3};

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
/// ones the first counts. Of [`Sequences`], the part of the weight of all steps; [`accuracy_by_sequence`] asks for one class
/// a sequence.
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
    check_classes(&pairs)?;
    Ok(pairs.accuracy())
}

/// The part of the sequences that are classified right. A sequence is where the class of the largest output, on average over
/// its steps that count and by their weight, is that of the largest target, on average likewise. Of equal classes the
/// first counts, so that a network that tells nothing apart is right where class 0 is.
///
/// Each sequence counts as one, whatever its length and its weights; one in which no step counts is left out. With
/// [`last_step_only`](Sequences::last_step_only) the average is the last step's output.
///
/// All outputs are the classes of one choice. Of a network with several outputs give those of the choice, and the data
/// [`select_outputs`](Sequences::select_outputs) of it.
///
/// # Errors
/// Outputs of another shape than the targets, a value that is not finite in a step that counts, or fewer than two classes.
///
/// ```
/// use aru::metrics::accuracy_by_sequence;
/// use aru::prelude::*;
/// use ndarray::{Array3, array};
/// # fn main() -> aru::Result<()> {
/// let data = Sequences::labelled(Array3::zeros((2, 3, 1)), [0, 1], 2)?;
/// // The first is right in one step of three, but by far; the second is right in the end alone.
/// let outputs = array![[[9.0, 0.0], [0.0, 1.0], [0.0, 1.0]], [[9.0, 0.0], [1.0, 0.0], [0.0, 1.0]]];
/// assert_eq!(accuracy_by_sequence(&outputs, &data)?, 0.5);
/// assert_eq!(accuracy_by_sequence(&outputs, &data.clone().last_step_only()?)?, 0.5);
/// // Beside a third output, which is another matter.
/// let [outputs, targets] = [&outputs, &data.targets().to_owned()].map(|classes| {
///     let third = Array3::from_elem((2, 3, 1), 20.0);
///     ndarray::concatenate![ndarray::Axis(2), *classes, third]
/// });
/// let data = Sequences::new(data.inputs(), targets)?;
/// let choice = outputs.slice(ndarray::s![.., .., 0..2]);
/// assert_eq!(accuracy_by_sequence(&choice, &data.select_outputs(0..2)?)?, 0.5);
/// # Ok(())
/// # }
/// ```
pub fn accuracy_by_sequence<T: Scalar>(outputs: &ArrayRef<T, Ix3>, data: &Sequences<T>) -> Result<f64> {
    let pairs = data.pairs(outputs)?;
    check_classes(&pairs)?;
    Ok(pairs.accuracy_by_sequence(data.steps()))
}

fn check_classes(pairs: &Pairs) -> Result<()> {
    if pairs.classes() < 2 {
        return Err(Error::setting(
            "the number of classes",
            pairs.classes(),
            "accuracy needs two on the last axis",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
