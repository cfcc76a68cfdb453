//! Features brought to mean zero and standard deviation one, by numbers taken from the training data alone.

use ndarray::{ArrayView2, ArrayView3, ArrayViewMut3, Axis};
use serde::{Deserialize, Serialize};

use super::Sequences;
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

/// Mean and standard deviation of each feature, to be applied to other data and undone.
///
/// ```
/// use aru::Sequences;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let train = array![[[0.0], [2.0], [4.0]]];
/// let test = array![[[6.0], [2.0], [2.0]]];
/// let (train, scale) = Sequences::new(&train, &train)?.standardise()?;
/// let test = Sequences::new(&test, &test)?.standardise_with(&scale)?;
/// assert_eq!(scale.mean(), [2.0]);
/// assert_eq!(test.inputs()[[0, 1, 0]], 0.0);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standardisation {
    mean: Vec<f64>,
    sd: Vec<f64>,
}

impl Standardisation {
    /// Mean of each feature.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// Standard deviation of each feature: the root of the mean squared deviation.
    pub fn sd(&self) -> &[f64] {
        &self.sd
    }

    /// (value - mean) / sd, feature by feature, `[sequence, step, feature]`.
    ///
    /// # Errors
    /// Another number of features; a standard deviation that cannot be divided by, of numbers that came out of a file.
    pub fn apply<T: Scalar>(&self, values: ArrayViewMut3<'_, T>) -> Result<()> {
        self.standardise("values", values)
    }

    /// value x sd + mean: from standardised values, such as a network's outputs, back to the units of the data.
    ///
    /// # Errors
    /// Another number of features.
    pub fn undo<T: Scalar>(&self, values: ArrayViewMut3<'_, T>) -> Result<()> {
        self.map("values", values, |value, mean, sd| value * sd + mean)
    }

    fn standardise<T: Scalar>(&self, what: &str, values: ArrayViewMut3<'_, T>) -> Result<()> {
        for (feature, (&mean, &sd)) in self.mean.iter().zip(&self.sd).enumerate() {
            if !(mean.is_finite() && sd.is_finite() && sd > 0.0) {
                return Err(Error::setting(
                    format!("mean and standard deviation of feature {feature} of the {what}"),
                    format_args!("{mean:e}, {sd:e}"),
                    "both must be finite, the latter above zero: bring the values to a scale near one first",
                ));
            }
        }
        self.map(what, values, |value, mean, sd| (value - mean) / sd)
    }

    fn map<T: Scalar>(
        &self,
        what: &str,
        mut values: ArrayViewMut3<'_, T>,
        function: impl Fn(f64, f64, f64) -> f64,
    ) -> Result<()> {
        let features = self.mean.len();
        if values.dim().2 != features {
            let expected = format!("[sequence, step, {features} features]");
            return Err(Error::shape(what, expected, values.shape()));
        }
        for ((_, _, feature), value) in values.indexed_iter_mut() {
            *value = T::from_f64(function(value.to_f64(), self.mean[feature], self.sd[feature]));
        }
        Ok(())
    }

    /// Over the steps that count, in two passes.
    fn fit<T: Scalar>(
        what: &str,
        values: ArrayView3<'_, T>,
        counts: impl Fn(usize, usize, usize) -> bool,
    ) -> Result<Self> {
        let features = values.dim().2;
        let average = |function: &dyn Fn(usize, f64) -> f64| {
            let mut sums = vec![0.0; features];
            let mut numbers = vec![0.0; features];
            for ((sequence, step, feature), value) in values.indexed_iter() {
                if counts(sequence, step, feature) {
                    sums[feature] += function(feature, value.to_f64());
                    numbers[feature] += 1.0;
                }
            }
            let means = sums.into_iter().zip(numbers);
            means.map(|(sum, number)| sum / number).collect::<Vec<f64>>()
        };
        let mean = average(&|_, value| value);
        let variance = average(&|feature, value| (value - mean[feature]).powi(2));
        let sd: Vec<f64> = variance.into_iter().map(f64::sqrt).collect();
        for (feature, mean) in mean.iter().enumerate() {
            if mean.is_nan() {
                return Err(Error::setting(
                    format!("the number of steps in which feature {feature} of the {what} counts"),
                    0,
                    "it cannot be standardised; leave it out",
                ));
            }
            let counts = |sequence, step| counts(sequence, step, feature);
            if let Some(value) = the_only_value(values.index_axis(Axis(2), feature), counts) {
                return Err(Error::setting(
                    format!("standard deviation of feature {feature} of the {what}"),
                    "0",
                    format!(
                        "it is {value} at every step and cannot be standardised; {}",
                        way_out::<T>()
                    ),
                ));
            }
        }
        Ok(Standardisation { mean, sd })
    }
}

/// What to do about a feature that is the same at all steps. In f32 it may be so although it was not before.
fn way_out<T: Scalar>() -> &'static str {
    match T::NAME {
        "f32" => {
            "leave it out; or, where it varies in more digits than the seven of f32, read it as f64 and take its first \
             value away before it becomes f32"
        }
        _ => "leave it out",
    }
}

/// The value of a feature, `[sequence, step]`, that is the same at all steps that count.
fn the_only_value<T: Scalar>(values: ArrayView2<'_, T>, counts: impl Fn(usize, usize) -> bool) -> Option<T> {
    let mut counted = values
        .indexed_iter()
        .filter(|&((sequence, step), _)| counts(sequence, step));
    let (_, &first) = counted.next()?;
    counted.all(|(_, &value)| value == first).then_some(first)
}

impl<T: Scalar> Sequences<T> {
    /// The data with inputs of mean zero and standard deviation one, feature by feature, over all steps within the
    /// lengths; and the numbers, to be applied to validation and test data by
    /// [`standardise_with`](Sequences::standardise_with).
    ///
    /// # Errors
    /// An input that is the same at every step.
    pub fn standardise(self) -> Result<(Self, Standardisation)> {
        let within = |sequence, step, _| step < self.length(sequence);
        let scale = Standardisation::fit("inputs", self.inputs(), within)?;
        Ok((self.standardise_with(&scale)?, scale))
    }

    /// The data with inputs shifted and scaled as other data were.
    ///
    /// # Errors
    /// Another number of input features.
    pub fn standardise_with(mut self, scale: &Standardisation) -> Result<Self> {
        scale.standardise("inputs", self.inputs.view_mut())?;
        self.clear_padding()
    }

    /// As [`standardise`](Sequences::standardise) for the targets, each over the steps in which its weight is not zero.
    ///
    /// # Errors
    /// A target that is the same at every step, or counts in none.
    pub fn standardise_targets(self) -> Result<(Self, Standardisation)> {
        let counts = |sequence, step, output| self.weight_of(sequence, step, output) > 0.0;
        let scale = Standardisation::fit("targets", self.targets(), counts)?;
        Ok((self.standardise_targets_with(&scale)?, scale))
    }

    /// As [`standardise_with`](Sequences::standardise_with) for the targets.
    ///
    /// # Errors
    /// Another number of target features.
    pub fn standardise_targets_with(mut self, scale: &Standardisation) -> Result<Self> {
        scale.standardise("targets", self.targets.view_mut())?;
        self.clear_padding()
    }

    /// Beyond the lengths, and where a target is missing, stands zero, not a scaled zero.
    fn clear_padding(mut self) -> Result<Self> {
        if let Some(missing) = &self.missing {
            let targets = self.targets.iter_mut().zip(missing);
            targets
                .filter(|(_, is_missing)| **is_missing)
                .for_each(|(target, _)| *target = T::ZERO);
        }
        match self.lengths.take() {
            Some(lengths) => self.with_lengths(lengths),
            None => Ok(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn numbers_that_cannot_be_divided_by_are_refused() {
        let data = |scale: f64| Sequences::new(array![[[0.0], [scale]]], array![[[0.0], [1.0]]]).unwrap();
        // Their squares are below the smallest number, or above the largest.
        for scale in [1e-170, 1e170] {
            let error = data(scale).standardise().unwrap_err().to_string();
            assert!(
                error.contains("feature 0 of the inputs") && error.contains("scale near one"),
                "{error}"
            );
        }
        let of_file: Standardisation = serde_json::from_str(r#"{"mean": [0.0], "sd": [0.0]}"#).unwrap();
        assert!(data(1.0).standardise_with(&of_file).is_err());
    }

    #[test]
    fn what_is_missing_stays_zero() {
        let data = Sequences::with_missing(array![[[0.0], [1.0], [2.0]]], array![[[3.0], [f64::NAN], [5.0]]])
            .unwrap();
        let (data, _) = data.standardise_targets().unwrap();
        assert_eq!(data.targets()[(0, 1, 0)], 0.0);
    }
}
