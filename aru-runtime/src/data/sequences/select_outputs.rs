//! The targets of some outputs.

use std::ops::Range;

use ndarray::{Array2, s};

use super::{Sequences, standard_layout};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// The same with the targets of some output units alone, which lie side by side: those of one output of a network that has
    /// several. Steps count by the same weights, but for those in which every one of these targets is missing.
    ///
    /// # Errors
    /// None chosen, a unit beyond the targets, or units of which none counts anywhere.
    ///
    /// ```
    /// # use aru::Sequences;
    /// # use ndarray::Array3;
    /// # fn main() -> aru::Result<()> {
    /// // A choice of three, and beside it how sure one is of it.
    /// let data = Sequences::new(Array3::<f32>::zeros((5, 9, 2)), Array3::zeros((5, 9, 4)))?;
    /// assert_eq!(data.select_outputs(0..3)?.targets().dim(), (5, 9, 3));
    /// # Ok(())
    /// # }
    /// ```
    pub fn select_outputs(&self, units: Range<usize>) -> Result<Self> {
        let all = self.targets.dim().2;
        if units.is_empty() || units.end > all {
            let expected = format!("expected at least one, within 0..{all}, the units of the targets");
            return Err(Error::setting(
                "the selection of outputs",
                format!("{units:?}"),
                expected,
            ));
        }
        let units = s![.., .., units];
        let mut selected = Sequences {
            inputs: self.inputs.clone(),
            targets: standard_layout(self.targets.slice(units).into()),
            lengths: self.lengths.clone(),
            weights: None,
            output_weights: None,
            missing: self
                .missing
                .as_ref()
                .map(|missing| missing.slice(units).to_owned()),
            totals: Vec::new(),
        };
        selected.count_weights()?;
        let ones = || Array2::from_elem((self.len(), self.steps()), T::ONE);
        let weights = self.weights.clone().or_else(|| self.missing.is_some().then(ones));
        if let Some(weights) = weights {
            selected = selected.with_weights(weights)?;
        }
        match &self.output_weights {
            Some(weights) => selected.with_output_weights(weights.slice(units)),
            None => Ok(selected),
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, array};

    use super::*;

    #[test]
    fn steps_count_by_the_targets_that_were_chosen() {
        let nan = f64::NAN;
        let targets = array![[[1.0, 0.0, 5.0], [nan, nan, 6.0], [0.0, 1.0, nan], [nan, nan, nan]]];
        let data = Sequences::with_missing(Array3::zeros((1, 4, 1)), targets).unwrap();
        let weights = |data: &Sequences<f64>| (0..4).map(|step| data.weight(0, step)).collect::<Vec<_>>();
        let choice = data.select_outputs(0..2).unwrap();
        assert_eq!(
            choice.targets(),
            array![[[1.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 0.0]]]
        );
        assert_eq!(weights(&choice), [1.0, 0.0, 1.0, 0.0]);
        // So that a loss whose error is one for all outputs takes them.
        assert!(choice.output_weights().is_none());
        assert_eq!(weights(&data.select_outputs(2..3).unwrap()), [1.0, 1.0, 0.0, 0.0]);
        let heavier = data.with_weights(array![[2.0, 3.0, 4.0, 5.0]]).unwrap();
        assert_eq!(
            weights(&heavier.select_outputs(0..2).unwrap()),
            [2.0, 0.0, 4.0, 0.0]
        );
        assert_eq!(
            weights(&heavier.select_outputs(2..3).unwrap()),
            [2.0, 3.0, 0.0, 0.0]
        );
    }

    #[test]
    fn lengths_and_weights_of_outputs_stay() {
        let given = array![
            [[1.0, 0.5, 2.0], [1.0, 0.5, 0.0]],
            [[1.0, 1.0, 1.0], [9.0, 9.0, 9.0]]
        ];
        let data = Sequences::new(Array3::zeros((2, 2, 1)), Array3::<f64>::ones((2, 2, 3))).unwrap();
        let data = data
            .with_lengths([2, 1])
            .unwrap()
            .with_output_weights(given)
            .unwrap();
        let last = data.select_outputs(1..3).unwrap();
        assert_eq!(
            last.output_weights().unwrap(),
            array![[[0.5, 2.0], [0.5, 0.0]], [[1.0, 1.0], [0.0, 0.0]]]
        );
        assert_eq!((last.length(1), last.weight(0, 1)), (1, 0.25));
        assert!(data.select_outputs(0..1).unwrap().output_weights().is_none());
    }

    #[test]
    fn what_cannot_be_chosen_is_told() {
        let data = Sequences::new(Array3::<f32>::zeros((1, 2, 1)), Array3::zeros((1, 2, 3))).unwrap();
        for units in [1..1, 2..4] {
            let told = data.select_outputs(units.clone()).unwrap_err().to_string();
            assert_eq!(
                told,
                format!(
                    "the selection of outputs is {units:?}; expected at least one, within 0..3, the units of the targets"
                )
            );
        }
    }
}
