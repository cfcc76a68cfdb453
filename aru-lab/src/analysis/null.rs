//! Round which inputs a network is looked at.

use std::fmt::{self, Display, Formatter};

use aru_runtime::data::sequences::Sequences;
use aru_runtime::description::Description;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};
use serde::{Deserialize, Serialize};

use crate::fault::{check_finite, wrong_shape};

/// The input that is nothing: a frame, one number a feature of all inputs side by side, which is the same in every step.
///
/// A network alone does not know what its inputs stand for. Where it is given sounds as a front end makes them, silence is what
/// the front end makes of it, [`Null::heard`]; standardised inputs of zero are the *mean sound*. Whatever is computed round a
/// null says which it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Null {
    /// Inputs of zero, for a network whose inputs are as they were given, where zero is silence.
    #[default]
    Silence,
    /// Inputs of zero, whatever they stand for.
    Zero,
    /// This frame.
    Value(Vec<f64>),
    /// This frame, which is what a front end makes of silence.
    Heard(Vec<f64>),
}

/// What turns sounds into inputs of a network, and knows what silence is there.
pub trait Hears {
    /// The frame that it makes of silence, one number a feature.
    fn silence(&self) -> Vec<f64>;
}

impl Null {
    /// Silence as a front end makes it: a `FrontEnd` of `aru::auditory`, or one of your own.
    ///
    /// ```
    /// use aru::analysis::{Hears, Null};
    ///
    /// /// Decibels, with a floor.
    /// struct Decibels { bands: usize, floor: f64 }
    ///
    /// impl Hears for Decibels {
    ///     fn silence(&self) -> Vec<f64> {
    ///         vec![self.floor; self.bands]
    ///     }
    /// }
    ///
    /// let null = Null::heard(&Decibels { bands: 3, floor: -60.0 });
    /// assert_eq!(null, Null::Heard(vec![-60.0; 3]));
    /// ```
    pub fn heard(front_end: &(impl Hears + ?Sized)) -> Self {
        Null::Heard(front_end.silence())
    }

    /// The mean of the inputs of a data set over all steps within the lengths: where a network that is shut at silence is
    /// open.
    ///
    /// # Errors
    /// Data without a step.
    pub fn mean_of<T: Scalar>(data: &Sequences<T>) -> Result<Self> {
        let inputs = data.inputs();
        let mut sums = vec![0.0; inputs.dim().2];
        let mut steps = 0_usize;
        for (sequence, rows) in inputs.outer_iter().enumerate() {
            for row in rows.outer_iter().take(data.length(sequence)) {
                steps += 1;
                for (sum, value) in sums.iter_mut().zip(row) {
                    *sum += value.to_f64();
                }
            }
        }
        if steps == 0 {
            let expected = "a mean needs at least one";
            return Err(Error::setting("the number of steps of the data", 0, expected));
        }
        Ok(Null::Value(
            sums.into_iter().map(|sum| sum / steps as f64).collect(),
        ))
    }

    /// One number a feature of a network's inputs.
    pub(super) fn frame(&self, description: &Description) -> Result<Vec<f64>> {
        let features = description.input_size();
        let frame = match self {
            Null::Silence | Null::Zero => return Ok(vec![0.0; features]),
            Null::Value(frame) | Null::Heard(frame) => frame,
        };
        if frame.len() != features {
            let expected = format!("[{features}], a number for each feature of the inputs side by side");
            return Err(wrong_shape("the null", expected, &[frame.len()]));
        }
        check_finite("the null", frame, &[features])?;
        Ok(frame.clone())
    }
}

impl Display for Null {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let range = |frame: &[f64]| {
            let least = frame.iter().copied().fold(f64::INFINITY, f64::min);
            let most = frame.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            format!("from {least:.3} to {most:.3} over its features")
        };
        match self {
            Null::Silence => f.write_str(
                "silence, taken as inputs of zero (after a front end it is another: `Null::heard(&front_end)`)",
            ),
            Null::Zero => f.write_str("inputs of zero"),
            Null::Value(frame) => write!(f, "a given frame, {}", range(frame)),
            Null::Heard(frame) => write!(f, "silence as the front end makes it, {}", range(frame)),
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::{Array3, array};

    use super::*;

    #[test]
    fn a_mean_is_of_the_steps_within_the_lengths() {
        let inputs = array![[[1.0, 10.0], [3.0, 30.0]], [[5.0, 50.0], [99.0, 99.0]]];
        let data = Sequences::padded(&inputs, Array3::zeros((2, 2, 1)), [2, 1]).unwrap();
        assert_eq!(Null::mean_of(&data).unwrap(), Null::Value(vec![3.0, 30.0]));
    }

    #[test]
    fn it_says_what_it_is() {
        assert!(Null::default().to_string().contains("taken as inputs of zero"));
        let heard = Null::Heard(vec![-2.0, -1.5]).to_string();
        assert_eq!(
            heard,
            "silence as the front end makes it, from -2.000 to -1.500 over its features"
        );
    }
}
