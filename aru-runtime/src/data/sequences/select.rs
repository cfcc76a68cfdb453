//! Some sequences of a data set.

use ndarray::Axis;

use super::{Sequences, standard_layout};
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// The first `count` sequences, and the rest: for training and for validation.
    ///
    /// # Errors
    /// A part that would be empty.
    ///
    /// ```
    /// # use aru::Sequences;
    /// # use ndarray::Array3;
    /// # fn main() -> aru::Result<()> {
    /// # let data = Sequences::new(Array3::<f32>::zeros((5, 9, 2)), Array3::zeros((5, 9, 1)))?;
    /// let (train, valid) = data.split(4)?;
    /// assert_eq!((train.len(), valid.len()), (4, 1));
    /// # Ok(())
    /// # }
    /// ```
    pub fn split(&self, count: usize) -> Result<(Self, Self)> {
        if count == 0 || count >= self.len() {
            let (most, all) = (self.len().saturating_sub(1), self.len());
            let expected = format!("expected 1 to {most}, to leave some of {all} sequences for each part");
            return Err(Error::setting("the size of the first part", count, expected));
        }
        Ok((self.select(0..count)?, self.select(count..self.len())?))
    }

    /// Some of the sequences, in the order given; one may come several times.
    ///
    /// # Errors
    /// None chosen, an index beyond the data, or only sequences whose weights are all zero.
    ///
    /// ```
    /// # use aru::Sequences;
    /// # use ndarray::Array3;
    /// # fn main() -> aru::Result<()> {
    /// # let data = Sequences::new(Array3::<f32>::zeros((5, 9, 2)), Array3::zeros((5, 9, 1)))?;
    /// let (train, valid) = (data.select(0..4)?, data.select([4])?);
    /// # Ok(())
    /// # }
    /// ```
    pub fn select(&self, which: impl IntoIterator<Item = usize>) -> Result<Self> {
        let which: Vec<usize> = which.into_iter().collect();
        if which.is_empty() {
            let expected = "choose at least one sequence";
            return Err(Error::setting("the selection", "empty", expected));
        }
        if let Some(beyond) = which.iter().find(|&&sequence| sequence >= self.len()) {
            let expected = match self.len() {
                1 => "expected 0, there is one sequence".to_owned(),
                all => format!("expected 0 to {}, there are {all} sequences", all - 1),
            };
            return Err(Error::setting("a selected sequence", beyond, expected));
        }
        let (lengths, weights) = (self.lengths.as_ref(), self.weights.as_ref());
        let mut selected = Sequences {
            inputs: standard_layout(self.inputs.select(Axis(0), &which).into()),
            targets: standard_layout(self.targets.select(Axis(0), &which).into()),
            lengths: lengths.map(|lengths| which.iter().map(|&one| lengths[one]).collect()),
            weights: weights.map(|weights| weights.select(Axis(0), &which)),
            output_weights: self
                .output_weights
                .as_ref()
                .map(|weights| weights.select(Axis(0), &which)),
            missing: self
                .missing
                .as_ref()
                .map(|missing| missing.select(Axis(0), &which)),
            totals: Vec::new(),
        };
        selected.count_weights()?;
        Ok(selected)
    }
}
