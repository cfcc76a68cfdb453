//! Trials of different length, each with arrays of its own.

use ndarray::{Array3, CowArray, Ix2, s};

use super::Sequences;
use crate::data::shapes::check_finite;
use crate::error::{Error, Result};
use crate::numerics::compiled::compiled;
use crate::numerics::room::has_room;
use crate::numerics::scalar::Scalar;

/// One array a trial, `[step, feature]`.
pub(super) type Trials<'a, T> = Vec<CowArray<'a, T, Ix2>>;

impl<T: Scalar> Sequences<T> {
    /// Trials of any length, each a pair of inputs and targets `[step, feature]`: they become one array of inputs and
    /// one of targets, filled up with zeros, and the data have lengths.
    ///
    /// Arrays are copied, as are views. Trial i is sequence i.
    ///
    /// # Errors
    /// No trial at all; one without a step or a feature, with inputs of more steps than its targets or fewer, or with
    /// another number of features than the first; a value that is not finite; a length that leaves no room in memory
    /// for all the others to be filled up to.
    ///
    /// ```
    /// use aru::Sequences;
    /// use ndarray::array;
    /// # fn main() -> aru::Result<()> {
    /// let short = (array![[0.5]], array![[1.0]]);
    /// let long = (array![[0.5], [0.25], [1.0]], array![[1.0], [0.0], [2.0]]);
    /// let data = Sequences::ragged([short, long])?;
    /// assert_eq!((data.length(0), data.length(1)), (1, 3));
    /// # Ok(())
    /// # }
    /// ```
    pub fn ragged<'a, X, Y>(trials: impl IntoIterator<Item = (X, Y)>) -> Result<Self>
    where
        X: Into<CowArray<'a, T, Ix2>>,
        Y: Into<CowArray<'a, T, Ix2>>,
    {
        type Ragged<T> = fn(Trials<'_, T>, Trials<'_, T>) -> Result<Sequences<T>>;
        let pairs = trials.into_iter().map(|(x, y)| (x.into(), y.into()));
        let (inputs, targets) = pairs.unzip();
        compiled!(Ragged<T>, Sequences::of_trials)(inputs, targets)
    }

    fn of_trials(inputs: Trials<'_, T>, targets: Trials<'_, T>) -> Result<Self> {
        let (filled, lengths) = filled_up("inputs", &inputs)?;
        for (trial, (targets, steps)) in targets.iter().zip(&lengths).enumerate() {
            if targets.nrows() != *steps {
                let expected = format!("[{steps} steps, feature], as many as its inputs");
                return Err(Error::shape(
                    format!("targets of trial {trial}"),
                    expected,
                    targets.shape(),
                ));
            }
        }
        let (targets, _) = filled_up("targets", &targets)?;
        let data = Self::unchecked(filled.into(), targets.into())?.of_different_lengths(lengths)?;
        let expected = "values must be finite; targets that are missing (NaN) go through `Sequences::with_missing`, and the \
                        lengths of its sequences through `with_lengths`";
        check_finite("inputs", &data.inputs(), expected)?;
        check_finite("targets", &data.targets(), expected)?;
        Ok(data)
    }

    /// With lengths where some sequence is shorter than the arrays.
    pub(super) fn of_different_lengths(self, lengths: Vec<usize>) -> Result<Self> {
        if lengths.iter().all(|&length| length == self.steps()) {
            return Ok(self);
        }
        self.with_lengths(lengths)
    }
}

/// The arrays of all trials in one, zero beyond the end of each, and how many steps each has.
pub(super) fn filled_up<T: Scalar>(what: &str, trials: &Trials<'_, T>) -> Result<(Array3<T>, Vec<usize>)> {
    let Some(first) = trials.first() else {
        let expected = "give at least one";
        return Err(Error::setting("the list of trials", "empty", expected));
    };
    let width = first.ncols();
    for (trial, array) in trials.iter().enumerate() {
        let expected = if array.is_empty() {
            "[step, feature], at least one of each; leave an empty trial out".to_owned()
        } else if array.ncols() != width {
            format!("[step, {width}], as many features as in trial 0")
        } else {
            continue;
        };
        return Err(Error::shape(
            format!("{what} of trial {trial}"),
            expected,
            array.shape(),
        ));
    }
    let lengths: Vec<usize> = trials.iter().map(|trial| trial.nrows()).collect();
    let longest = lengths.iter().copied().max().unwrap_or(0);
    check_room::<T>(what, &lengths, longest, width)?;
    let mut filled = Array3::from_elem((trials.len(), longest, width), T::ZERO);
    for (trial, (array, &steps)) in trials.iter().zip(&lengths).enumerate() {
        filled.slice_mut(s![trial, ..steps, ..]).assign(array);
    }
    Ok((filled, lengths))
}

/// One long trial among many short ones takes the memory of many long ones.
pub(super) fn check_room<T>(what: &str, lengths: &[usize], longest: usize, width: usize) -> Result<()> {
    if has_room::<T>(&[lengths.len(), longest, width]) {
        return Ok(());
    }
    let trial = lengths.iter().position(|&length| length == longest);
    Err(Error::setting(
        format!("length of trial {}", trial.unwrap_or(0)),
        longest,
        format!(
            "filled up to it, the {what} of {} trials are more than memory has room for; cut it into several",
            lengths.len()
        ),
    ))
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, Array3, s};

    use super::*;

    fn trial(number: usize, steps: usize, features: usize) -> Array2<f64> {
        Array2::from_shape_fn((steps, features), |(step, feature)| {
            (1 + 100 * number + step) as f64 + 0.1 * feature as f64
        })
    }

    fn pair(number: usize, steps: usize) -> (Array2<f64>, Array2<f64>) {
        (trial(number, steps, 2), -trial(number, steps, 3))
    }

    fn refusal(trials: Vec<(Array2<f64>, Array2<f64>)>) -> String {
        Sequences::ragged(trials).unwrap_err().to_string()
    }

    #[test]
    fn every_trial_stands_where_it_is_and_is_as_long_as_it_is() {
        for lengths in [vec![3, 1, 4], vec![1], vec![2, 7, 7, 5, 1, 6]] {
            let pairs = || {
                lengths
                    .iter()
                    .enumerate()
                    .map(|(number, &steps)| pair(number, steps))
            };
            let data = Sequences::ragged(pairs()).unwrap();
            assert_eq!(
                (data.len(), data.steps()),
                (lengths.len(), *lengths.iter().max().unwrap())
            );
            for (number, (inputs, targets)) in pairs().enumerate() {
                assert_eq!(data.length(number), inputs.nrows());
                let own = s![number, ..inputs.nrows(), ..];
                assert_eq!(data.inputs().slice(own), inputs);
                assert_eq!(data.targets().slice(own), targets);
                assert_eq!(data.total_weight(&[number]), inputs.nrows() as f64);
            }
        }
    }

    #[test]
    fn it_is_what_is_padded_by_hand() {
        let mut inputs = Array3::from_elem((2, 4, 2), f64::NAN);
        let mut targets = Array3::from_elem((2, 4, 3), f64::NAN);
        for (number, steps) in [4, 2].into_iter().enumerate() {
            inputs
                .slice_mut(s![number, ..steps, ..])
                .assign(&pair(number, steps).0);
            targets
                .slice_mut(s![number, ..steps, ..])
                .assign(&pair(number, steps).1);
        }
        let padded = Sequences::padded(inputs, targets, [4, 2]).unwrap();
        assert_eq!(Sequences::ragged([pair(0, 4), pair(1, 2)]).unwrap(), padded);
        // Views and borrowed arrays are taken too, in any order of their numbers.
        let (first, second) = (pair(0, 4), pair(1, 2));
        let turned = first.0.t().as_standard_layout().into_owned();
        let views = [(turned.t(), first.1.view()), (second.0.view(), second.1.view())];
        assert_eq!(Sequences::ragged(views).unwrap(), padded);
        let borrowed = [&first, &second].map(|(inputs, targets)| (inputs, targets));
        assert_eq!(Sequences::ragged(borrowed).unwrap(), padded);
    }

    #[test]
    fn trials_of_one_length_are_an_array() {
        let data = Sequences::ragged([pair(0, 3), pair(1, 3)]).unwrap();
        let array = Sequences::new(data.inputs(), data.targets()).unwrap();
        assert_eq!(data, array);
    }

    #[test]
    fn a_trial_that_does_not_fit_is_named() {
        assert_eq!(refusal(vec![]), "the list of trials is empty; give at least one");
        let without = |steps, features| (trial(0, steps, features), trial(0, steps, 3));
        assert_eq!(
            refusal(vec![pair(0, 3), pair(1, 0), pair(2, 3)]),
            "inputs of trial 1 has shape [0, 2], expected [step, feature], at least one of each; leave an empty trial out"
        );
        assert!(refusal(vec![without(2, 0)]).starts_with("inputs of trial 0 has shape [2, 0]"));
        assert_eq!(
            refusal(vec![pair(0, 3), pair(1, 2), without(3, 4)]),
            "inputs of trial 2 has shape [3, 4], expected [step, 2], as many features as in trial 0"
        );
        let narrow = (trial(1, 3, 2), trial(1, 3, 1));
        assert!(
            refusal(vec![pair(0, 3), narrow])
                .starts_with("targets of trial 1 has shape [3, 1], expected [step, 3]")
        );
        let short = (trial(1, 5, 2), trial(1, 4, 3));
        assert_eq!(
            refusal(vec![pair(0, 3), short]),
            "targets of trial 1 has shape [4, 3], expected [5 steps, feature], as many as its inputs"
        );
    }

    #[test]
    fn a_value_that_is_not_finite_is_named() {
        let mut trials = vec![pair(0, 3), pair(1, 2), pair(2, 4)];
        trials[2].1[[1, 2]] = f64::NAN;
        let error = refusal(trials.clone());
        assert!(
            error.starts_with("targets hold NaN at sequence 2, step 1, feature 2; values must be finite"),
            "{error}"
        );
        trials[1].0[[0, 1]] = f64::INFINITY;
        assert!(refusal(trials).starts_with("inputs hold inf at sequence 1, step 0, feature 1"));
    }

    #[test]
    fn a_length_that_no_memory_has_room_for_is_refused() {
        let error = check_room::<f64>("inputs", &[3, usize::MAX, 1], usize::MAX, 2).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "length of trial 1 is {}; filled up to it, the inputs of 3 trials are more than memory has room for; cut \
                 it into several",
                usize::MAX
            )
        );
    }
}
