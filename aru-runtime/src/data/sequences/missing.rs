//! Targets that were not measured in some steps.

use ndarray::{Array2, CowArray, Ix3};

use super::Sequences;
use crate::data::shapes::check_finite;
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// Sequences in which targets are missing: a step whose targets are NaN has weight zero, and whatever
    /// [weights](Sequences::with_weights) are given later, it keeps that. In its place [`targets`](Sequences::targets)
    /// holds zero.
    ///
    /// Inputs must be there in every step. A step counts whole or not at all: one of which some targets are NaN and
    /// others are not is refused, since those others would be lost.
    ///
    /// # Errors
    /// As [`new`](Sequences::new), but for the targets that are missing; a step with some of them; no target at all.
    ///
    /// ```
    /// use aru::Sequences;
    /// use ndarray::array;
    /// # fn main() -> aru::Result<()> {
    /// let inputs = array![[[0.5], [0.25], [1.0]]];
    /// let targets = array![[[1.0], [f64::NAN], [2.0]]];
    /// let data = Sequences::with_missing(&inputs, &targets)?;
    /// assert_eq!((data.weight(0, 0), data.weight(0, 1)), (1.0, 0.0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_missing<'a>(
        inputs: impl Into<CowArray<'a, T, Ix3>>,
        targets: impl Into<CowArray<'a, T, Ix3>>,
    ) -> Result<Self> {
        let mut data = Self::unchecked(inputs.into(), targets.into())?;
        let expected = "inputs must be finite; only targets may be missing, and beyond the end of a sequence inputs are \
                        zero and its length goes through `with_lengths`";
        check_finite("inputs", &data.inputs(), expected)?;
        let mut missing = Array2::from_elem((data.len(), data.steps()), false);
        for (sequence, mut steps) in data.targets.outer_iter_mut().enumerate() {
            for (step, mut targets) in steps.outer_iter_mut().enumerate() {
                let is_missing = |target: &T| target.to_f64().is_nan();
                let Some(first) = targets.iter().position(is_missing) else {
                    continue;
                };
                if !targets.iter().all(is_missing) {
                    return Err(Error::Value {
                        what: "targets".into(),
                        found: f64::NAN,
                        at: format!("sequence {sequence}, step {step}, feature {first}"),
                        expected: "others of that step are there, and a step counts whole or not at all; make all of \
                                   them NaN to leave the step out, or train on the features that are there alone"
                            .into(),
                    });
                }
                targets.fill(T::ZERO);
                missing[(sequence, step)] = true;
            }
        }
        let expected = "values must be finite; only NaN stands for a target that is missing";
        check_finite("targets", &data.targets(), expected)?;
        let weights = missing.mapv(|missing| if missing { T::ZERO } else { T::ONE });
        data.missing = Some(missing);
        data.with_weights(weights)
    }

    /// Whether the targets of a step are missing.
    pub(super) fn is_missing(&self, sequence: usize, step: usize) -> bool {
        self.missing
            .as_ref()
            .is_some_and(|missing| missing[(sequence, step)])
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, Axis, array};

    use super::*;

    fn counting(sequences: usize, steps: usize, features: usize) -> Array3<f64> {
        Array3::from_shape_fn((sequences, steps, features), |(sequence, step, feature)| {
            (100 * sequence + step) as f64 + 0.1 * feature as f64
        })
    }

    /// Two sequences of ten steps, of which the targets of three are missing.
    fn data() -> Sequences<f64> {
        let mut targets = counting(2, 10, 2);
        for place in [(0, 3), (0, 9), (1, 0)] {
            targets
                .index_axis_mut(Axis(0), place.0)
                .row_mut(place.1)
                .fill(f64::NAN);
        }
        Sequences::with_missing(counting(2, 10, 1), targets).unwrap()
    }

    fn counted(data: &Sequences<f64>) -> Vec<(usize, usize)> {
        let all = (0..data.len()).flat_map(|sequence| (0..data.steps()).map(move |step| (sequence, step)));
        all.filter(|&(sequence, step)| data.weight(sequence, step) == 0.0)
            .collect()
    }

    #[test]
    fn what_is_missing_does_not_count() {
        assert_eq!(counted(&data()), [(0, 3), (0, 9), (1, 0)]);
        assert_eq!(data().total_weight(&[0, 1]), 17.0);
        assert!(data().targets().iter().all(|target| target.is_finite()));
        assert_eq!(data().targets()[[0, 4, 1]], 4.1);
    }

    /// Zeros stand where targets are missing: they would be trained on.
    #[test]
    fn nothing_that_is_done_with_data_makes_missing_targets_count() {
        let weighted = data().with_weights(Array2::from_elem((2, 10), 2.0)).unwrap();
        assert_eq!(counted(&weighted), [(0, 3), (0, 9), (1, 0)]);
        let mut unknown = Array2::from_elem((2, 10), 1.0);
        unknown[(0, 3)] = f64::NAN;
        assert!(data().with_weights(unknown).is_ok());

        let ones = |data: Sequences<f64>| {
            let shape = (data.len(), data.steps());
            counted(&data.with_weights(Array2::ones(shape)).unwrap())
        };
        assert_eq!(ones(data().select([1, 0]).unwrap()), [(0, 0), (1, 3), (1, 9)]);
        assert_eq!(ones(data().split(1).unwrap().0), [(0, 3), (0, 9)]);
        assert_eq!(ones(data().windows(5, 5, 0).unwrap()), [(0, 3), (1, 4), (2, 0)]);
        let short = data().with_lengths([9, 10]).unwrap();
        assert_eq!(ones(short), [(0, 3), (0, 9), (1, 0)]);
        let (standard, scale) = data().standardise_targets().unwrap();
        assert_eq!(ones(standard), [(0, 3), (0, 9), (1, 0)]);
        let there: f64 = (0..20)
            .filter(|step| ![3, 9, 10].contains(step))
            .map(|step| f64::from(100 * (step / 10) + step % 10))
            .sum();
        assert!((scale.mean()[0] - there / 17.0).abs() < 1e-12);
    }

    #[test]
    fn other_numbers_that_are_not_finite_are_refused() {
        let refusal = |inputs: Array3<f64>, targets: Array3<f64>| {
            Sequences::with_missing(inputs, targets).unwrap_err().to_string()
        };
        let mut some = counting(2, 10, 3);
        some[[1, 4, 2]] = f64::NAN;
        assert!(
            refusal(counting(2, 10, 1), some.clone()).starts_with(
                "targets hold NaN at sequence 1, step 4, feature 2; others of that step are there"
            )
        );
        some[[1, 4, 2]] = f64::INFINITY;
        assert!(
            refusal(counting(2, 10, 1), some.clone())
                .contains("only NaN stands for a target that is missing")
        );
        some[[1, 4, 2]] = f64::NAN;
        assert!(refusal(some.clone(), counting(2, 10, 1)).contains("only targets may be missing"));
        let nothing = Array3::from_elem((2, 10, 1), f64::NAN);
        assert!(refusal(counting(2, 10, 1), nothing).contains("the sum of all weights is 0"));
        // Elsewhere the message names the way.
        let error = Sequences::new(counting(2, 10, 1), some).unwrap_err().to_string();
        assert!(error.contains("`Sequences::with_missing`"), "{error}");
        assert!(Sequences::padded(array![[[1.0]]], array![[[f64::NAN]]], [1]).is_err());
    }
}
