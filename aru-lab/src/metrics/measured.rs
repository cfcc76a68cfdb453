//! What a prediction is compared with, and which of its values count.

use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};
use ndarray::{ArrayBase, ArrayRef, Data, Dimension, Ix3};

use super::pairs::Pairs;
use crate::fault::wrong_shape;

/// What a prediction is compared with: an array, all of whose elements count together, or [`Sequences`], of which the
/// steps count that have a weight, each output on its own.
pub trait Measured<T: Scalar, D: Dimension> {
    /// A number; of [`Sequences`], one for each output.
    type Answer;

    /// Predicted and measured values that count.
    #[doc(hidden)]
    fn pairs(&self, predicted: &ArrayRef<T, D>) -> Result<Pairs>;

    /// What a measure gives for them; an error is a measure that is not defined there.
    #[doc(hidden)]
    fn answer(pairs: &Pairs, measure: fn(&Pairs) -> Result<f64>) -> Result<Self::Answer>;
}

impl<T: Scalar, D: Dimension> Measured<T, D> for ArrayRef<T, D> {
    type Answer = f64;

    fn pairs(&self, predicted: &ArrayRef<T, D>) -> Result<Pairs> {
        check_shape(predicted.shape(), self.shape(), "as many as were measured")?;
        let features = match self.ndim() {
            0 | 1 => 1,
            axes => self.shape()[axes - 1],
        };
        let numbers = predicted.iter().zip(self).map(|(a, b)| (a.to_f64(), b.to_f64()));
        let cases = (0..self.len() / features.max(1)).map(|case| (case, 1.0));
        Pairs::new(self.shape(), features, cases, numbers.collect())
    }

    fn answer(pairs: &Pairs, measure: fn(&Pairs) -> Result<f64>) -> Result<f64> {
        measure(pairs)
    }
}

impl<T: Scalar, S: Data<Elem = T>, D: Dimension> Measured<T, D> for ArrayBase<S, D> {
    type Answer = f64;

    fn pairs(&self, predicted: &ArrayRef<T, D>) -> Result<Pairs> {
        let all: &ArrayRef<T, D> = self;
        all.pairs(predicted)
    }

    fn answer(pairs: &Pairs, measure: fn(&Pairs) -> Result<f64>) -> Result<f64> {
        measure(pairs)
    }
}

/// Steps count by their weight, each output by its own where there are such, and not at all beyond the length of a sequence. An output for which a measure is not
/// defined, such as the correlation of one that does not vary, is NaN and leaves the others as they are.
impl<T: Scalar> Measured<T, Ix3> for Sequences<T> {
    type Answer = Vec<f64>;

    fn pairs(&self, predicted: &ArrayRef<T, Ix3>) -> Result<Pairs> {
        let targets = self.targets();
        check_shape(
            predicted.shape(),
            targets.shape(),
            "[sequence, step, output] as the targets",
        )?;
        let features = targets.dim().2;
        let cases = (0..self.len() * self.steps()).filter_map(|case| {
            let weight = self.weight(case / self.steps(), case % self.steps());
            (weight > T::ZERO).then(|| (case, weight.to_f64()))
        });
        let numbers = predicted.iter().zip(targets);
        let numbers = numbers.map(|(a, b)| (a.to_f64(), b.to_f64())).collect();
        let pairs = Pairs::new(targets.shape(), features, cases, numbers)?;
        let Some(own) = self.output_weights() else {
            return Ok(pairs);
        };
        let weight = |place: usize| {
            let (case, output) = (place / features, place % features);
            let (sequence, step) = (case / self.steps(), case % self.steps());
            let of_step = self
                .weights()
                .map_or(1.0, |weights| weights[(sequence, step)].to_f64());
            of_step * own[(sequence, step, output)].to_f64()
        };
        Ok(pairs.weighted_by(weight))
    }

    fn answer(pairs: &Pairs, measure: fn(&Pairs) -> Result<f64>) -> Result<Vec<f64>> {
        let outputs = (0..pairs.features).map(|output| measure(&pairs.column(output)).unwrap_or(f64::NAN));
        Ok(outputs.collect())
    }
}

/// [`Sequences`] whose outputs count together; see [`pooled`].
#[derive(Clone, Copy, Debug)]
pub struct Pooled<'a, T>(&'a Sequences<T>);

/// All outputs of a data set as one. Mind what that says: outputs of different mean correlate with a prediction that is
/// constant in time.
///
/// ```
/// use aru::Sequences;
/// use aru::metrics::{correlation, pooled};
/// use ndarray::{Array3, array};
/// # fn main() -> aru::Result<()> {
/// let rates = array![[[1.0, 9.0], [2.0, 8.0], [1.5, 8.5]]];
/// let data = Sequences::new(Array3::zeros((1, 3, 1)), rates)?;
/// let constant = array![[[1.5, 8.5], [1.5, 8.5], [1.5, 8.5]]];
/// assert!(correlation(&constant, &pooled(&data))? > 0.99);
/// assert!(correlation(&constant, &data)?.iter().all(|r| r.is_nan()));
/// # Ok(())
/// # }
/// ```
pub fn pooled<T>(data: &Sequences<T>) -> Pooled<'_, T> {
    Pooled(data)
}

impl<T: Scalar> Measured<T, Ix3> for Pooled<'_, T> {
    type Answer = f64;

    fn pairs(&self, predicted: &ArrayRef<T, Ix3>) -> Result<Pairs> {
        self.0.pairs(predicted)
    }

    fn answer(pairs: &Pairs, measure: fn(&Pairs) -> Result<f64>) -> Result<f64> {
        measure(pairs)
    }
}

fn check_shape(predicted: &[usize], measured: &[usize], each: &str) -> Result<()> {
    if predicted != measured {
        let expected = format!("{measured:?}, {each}");
        return Err(wrong_shape("the array of predicted values", expected, predicted));
    }
    if measured.contains(&0) {
        return Err(Error::setting(
            "the number of predicted values",
            "0",
            "there must be at least one",
        ));
    }
    Ok(())
}
