//! Targets that were not measured.

use ndarray::{Array2, Array3, ArrayView1, Axis, CowArray, Ix3, s};

use super::Sequences;
use crate::data::shapes::check_finite;
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// Sequences in which targets are missing: one that is NaN has weight zero, and whatever
    /// [weights](Sequences::with_weights) are given later, it keeps that. In its place [`targets`](Sequences::targets)
    /// holds zero.
    ///
    /// A step without any target does not count. Of one with some the others count, and the data have
    /// [weights of outputs](Sequences::with_output_weights); a loss whose error is one for all outputs, as
    /// cross-entropy's, refuses such a step. Inputs must be there in every step.
    ///
    /// # Errors
    /// As [`new`](Sequences::new), but for the targets that are missing; no target at all.
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
        let missing = data.targets.mapv(|target| target.to_f64().is_nan());
        if !missing.is_empty() && missing.iter().all(|&own| own) {
            let expected = "every target is NaN, which stands for one that is missing; expected at least one that is there";
            return Err(Error::setting("the number of targets", 0, expected));
        }
        data.targets.zip_mut_with(&missing, |target, &missing| {
            if missing {
                *target = T::ZERO;
            }
        });
        let expected = "values must be finite; only NaN stands for a target that is missing";
        check_finite("targets", &data.targets(), expected)?;
        let is_partial =
            |step: ArrayView1<'_, bool>| step.iter().any(|&own| own) && !step.iter().all(|&own| own);
        let are_some_partial = missing.lanes(Axis(2)).into_iter().any(is_partial);
        data.missing = Some(missing);
        let ones = Array2::from_elem((data.len(), data.steps()), T::ONE);
        let data = data.with_weights(ones)?;
        if !are_some_partial {
            return Ok(data);
        }
        // They are zero where a target is missing.
        let ones = Array3::from_elem(data.targets.raw_dim(), T::ONE);
        data.with_output_weights(ones)
    }

    /// Whether all targets of a step are missing.
    pub(super) fn is_missing(&self, sequence: usize, step: usize) -> bool {
        self.missing
            .as_ref()
            .is_some_and(|missing| missing.slice(s![sequence, step, ..]).iter().all(|&own| own))
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

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
        some[[1, 4, 2]] = f64::INFINITY;
        assert!(
            refusal(counting(2, 10, 1), some.clone())
                .contains("only NaN stands for a target that is missing")
        );
        some[[1, 4, 2]] = f64::NAN;
        assert!(refusal(some.clone(), counting(2, 10, 1)).contains("only targets may be missing"));
        let nothing = Array3::from_elem((2, 10, 1), f64::NAN);
        assert!(refusal(counting(2, 10, 1), nothing).contains("every target is NaN"));
        // Elsewhere the message names the way.
        let error = Sequences::new(counting(2, 10, 1), some).unwrap_err().to_string();
        assert!(error.contains("`Sequences::with_missing`"), "{error}");
        assert!(Sequences::padded(array![[[1.0]]], array![[[f64::NAN]]], [1]).is_err());
    }
}
