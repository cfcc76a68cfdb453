//! Sequences that are scored at their end.

use ndarray::Array2;

use super::Sequences;
use crate::error::Result;
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// The data with weight zero in every step but the last of each sequence, by its length. That one keeps the weight
    /// that it has: one unless weights were given, zero where its targets are missing, and then that sequence does not
    /// count at all. Weights of outputs stay as they are.
    ///
    /// Give lengths and weights before: what is given later takes the place of these.
    ///
    /// # Errors
    /// No sequence has a last step that counts.
    ///
    /// ```
    /// use aru::Sequences;
    /// use ndarray::Array3;
    /// # fn main() -> aru::Result<()> {
    /// let zeros = Array3::<f32>::zeros((2, 5, 1));
    /// let data = Sequences::padded(&zeros, &zeros, [5, 3])?.last_step_only()?;
    /// assert_eq!(data.weights().unwrap().sum(), 2.0);
    /// assert_eq!((data.weight(0, 4), data.weight(1, 2)), (1.0, 1.0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn last_step_only(self) -> Result<Self> {
        let mut weights = Array2::from_elem((self.len(), self.steps()), T::ZERO);
        for sequence in 0..self.len() {
            let last = self.length(sequence) - 1;
            weights[(sequence, last)] = self.step_weight(sequence, last);
        }
        self.with_weights(weights)
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, array};

    use super::*;

    fn data(sequences: usize, steps: usize) -> Sequences<f64> {
        let values = Array3::from_shape_fn((sequences, steps, 1), |(i, t, _)| (10 * i + t) as f64);
        Sequences::new(&values, &values).unwrap()
    }

    /// The steps that count, with their weights.
    fn counted(data: &Sequences<f64>) -> Vec<(usize, usize, f64)> {
        let all = (0..data.len()).flat_map(|i| (0..data.steps()).map(move |t| (i, t)));
        all.map(|(i, t)| (i, t, data.weight(i, t)))
            .filter(|&(.., weight)| weight > 0.0)
            .collect()
    }

    #[test]
    fn the_last_step_is_that_of_the_length() {
        let whole = data(2, 4).last_step_only().unwrap();
        assert_eq!(counted(&whole), [(0, 3, 1.0), (1, 3, 1.0)]);
        let uneven = data(3, 4).with_lengths([4, 1, 3]).unwrap();
        let ends = [(0, 3, 1.0), (1, 0, 1.0), (2, 2, 1.0)];
        assert_eq!(counted(&uneven.clone().last_step_only().unwrap()), ends);
        assert_eq!(uneven.last_step_only().unwrap().total_weight(&[0, 1, 2]), 3.0);
        let one = data(1, 1).last_step_only().unwrap();
        assert_eq!(counted(&one), [(0, 0, 1.0)]);
    }

    #[test]
    fn weights_stay_what_they_are() {
        let weights = array![[1.0, 2.0, 3.0], [4.0, 5.0, 0.0], [0.5, 0.25, 7.0]];
        let weighted = data(3, 3).with_weights(weights).unwrap();
        assert_eq!(
            counted(&weighted.clone().last_step_only().unwrap()),
            [(0, 2, 3.0), (2, 2, 7.0)],
            "a last step without weight does not count"
        );
        let short = weighted.with_lengths([3, 2, 2]).unwrap();
        let ends = [(0, 2, 3.0), (1, 1, 5.0), (2, 1, 0.25)];
        assert_eq!(counted(&short.clone().last_step_only().unwrap()), ends);
        let twice = short.last_step_only().unwrap().last_step_only().unwrap();
        assert_eq!(counted(&twice), ends);
    }

    #[test]
    fn missing_targets_do_not_come_to_count() {
        let mut targets = Array3::from_elem((3, 3, 1), 1.0);
        targets[[1, 2, 0]] = f64::NAN;
        targets[[2, 0, 0]] = f64::NAN;
        let data = Sequences::with_missing(Array3::zeros((3, 3, 1)), targets).unwrap();
        let ends = [(0, 2, 1.0), (2, 2, 1.0)];
        assert_eq!(counted(&data.clone().last_step_only().unwrap()), ends);
        let gone = data.select([1]).unwrap().last_step_only().unwrap_err();
        assert_eq!(
            gone.to_string(),
            "the sum of all weights is 0; at least one step must count"
        );
    }
}
