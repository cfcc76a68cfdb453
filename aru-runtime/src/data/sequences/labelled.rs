//! Classification: sequences that have a label each.

use std::fmt::Display;

use ndarray::{Array3, Axis, CowArray, Ix2, Ix3, s};

use super::Sequences;
use super::ragged::{Trials, check_room, filled_up};
use crate::data::shapes::check_finite;
use crate::error::{Error, Result};
use crate::numerics::compiled::compiled;
use crate::numerics::room::has_room;
use crate::numerics::scalar::Scalar;

impl<T: Scalar> Sequences<T> {
    /// Sequences with a label each, a whole number from 0 to `classes - 1`. The targets have one feature a class: 1 for
    /// that of the label and 0 elsewhere, in every step, as [`CrossEntropy`](crate::loss::CrossEntropy) takes them.
    ///
    /// Every step counts; [`last_step_only`](Sequences::last_step_only) asks for the class at the end alone.
    ///
    /// # Errors
    /// Another number of labels than of sequences, a label that is no class, fewer than two classes, or inputs that
    /// [`new`](Sequences::new) refuses.
    ///
    /// ```
    /// use aru::Sequences;
    /// use ndarray::{Array3, array};
    /// # fn main() -> aru::Result<()> {
    /// let inputs = Array3::<f32>::zeros((3, 50, 2));
    /// let data = Sequences::labelled(inputs, [2, 0, 1], 3)?.last_step_only()?;
    /// assert_eq!(data.targets().dim(), (3, 50, 3));
    /// assert_eq!((data.weight(0, 48), data.weight(0, 49)), (0.0, 1.0));
    /// # Ok(())
    /// # }
    /// ```
    pub fn labelled<'a, L>(
        inputs: impl Into<CowArray<'a, T, Ix3>>,
        labels: impl IntoIterator<Item = L>,
        classes: usize,
    ) -> Result<Self>
    where
        L: Copy + Display + TryInto<usize>,
    {
        type Labelled<T> = fn(CowArray<'_, T, Ix3>, Vec<usize>, usize) -> Result<Sequences<T>>;
        let labels = checked("sequence", labels, classes)?;
        compiled!(Labelled<T>, Sequences::of_labels)(inputs.into(), labels, classes)
    }

    /// The same for trials of any length, each a pair of inputs `[step, feature]` and a label; see
    /// [`ragged`](Sequences::ragged).
    ///
    /// # Errors
    /// As [`labelled`](Sequences::labelled) and [`ragged`](Sequences::ragged).
    ///
    /// ```
    /// use aru::Sequences;
    /// use ndarray::array;
    /// # fn main() -> aru::Result<()> {
    /// let trials = [(array![[0.5], [0.25]], 1), (array![[1.0]], 0)];
    /// let data = Sequences::ragged_labelled(trials, 2)?;
    /// assert_eq!(data.length(1), 1);
    /// assert_eq!(data.targets()[[0, 1, 1]], 1.0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn ragged_labelled<'a, X, L>(trials: impl IntoIterator<Item = (X, L)>, classes: usize) -> Result<Self>
    where
        X: Into<CowArray<'a, T, Ix2>>,
        L: Copy + Display + TryInto<usize>,
    {
        type Labelled<T> = fn(Trials<'_, T>, Vec<usize>, usize) -> Result<Sequences<T>>;
        let pairs = trials.into_iter().map(|(inputs, label)| (inputs.into(), label));
        let (inputs, labels): (_, Vec<L>) = pairs.unzip();
        let labels = checked("trial", labels, classes)?;
        compiled!(Labelled<T>, Sequences::of_labelled_trials)(inputs, labels, classes)
    }

    fn of_labels(inputs: CowArray<'_, T, Ix3>, labels: Vec<usize>, classes: usize) -> Result<Self> {
        let (sequences, steps, _) = inputs.dim();
        if labels.len() != sequences {
            let expected = format!("[{sequences}], one for each sequence");
            return Err(Error::shape("labels", expected, &[labels.len()]));
        }
        if !has_room::<T>(&[sequences, steps, classes]) {
            let expected = format!(
                "the targets of {sequences} sequences of {steps} steps are more than memory has room for; number the \
                 classes that there are from 0 on"
            );
            return Err(Error::setting("the number of classes", classes, expected));
        }
        let targets = one_hot(&labels, steps, classes);
        Self::unchecked(inputs, targets.into())?.with_finite_inputs()
    }

    fn of_labelled_trials(inputs: Trials<'_, T>, labels: Vec<usize>, classes: usize) -> Result<Self> {
        let (filled, lengths) = filled_up("inputs", &inputs)?;
        let steps = filled.len_of(Axis(1));
        check_room::<T>("targets", &lengths, steps, classes)?;
        let targets = one_hot(&labels, steps, classes);
        let data = Self::unchecked(filled.into(), targets.into())?;
        data.of_different_lengths(lengths)?.with_finite_inputs()
    }

    fn with_finite_inputs(self) -> Result<Self> {
        let expected =
            "values must be finite; sequences of different length go through `Sequences::ragged_labelled`";
        check_finite("inputs", &self.inputs(), expected)?;
        Ok(self)
    }
}

/// The labels, all of them classes.
fn checked<L: Copy + Display + TryInto<usize>>(
    of: &str,
    labels: impl IntoIterator<Item = L>,
    classes: usize,
) -> Result<Vec<usize>> {
    if classes < 2 {
        let expected = "expected 2 or more, of which each label is one";
        return Err(Error::setting("the number of classes", classes, expected));
    }
    let labels = labels.into_iter().enumerate().map(|(number, label)| {
        let class = label.try_into().ok().filter(|&class| class < classes);
        class.ok_or_else(|| {
            let expected = format!("expected 0 to {}, one of {classes} classes", classes - 1);
            Error::setting(format!("label of {of} {number}"), label, expected)
        })
    });
    labels.collect()
}

/// Of each sequence 1 at its label, in every step.
fn one_hot<T: Scalar>(labels: &[usize], steps: usize, classes: usize) -> Array3<T> {
    let mut targets = Array3::from_elem((labels.len(), steps, classes), T::ZERO);
    for (sequence, &label) in labels.iter().enumerate() {
        targets.slice_mut(s![sequence, .., label]).fill(T::ONE);
    }
    targets
}

#[cfg(test)]
mod tests {
    use ndarray::{Array2, array};

    use super::*;

    fn inputs(sequences: usize, steps: usize) -> Array3<f64> {
        Array3::from_shape_fn((sequences, steps, 2), |(i, t, f)| (100 * i + 10 * t + f) as f64)
    }

    fn message<V: std::fmt::Debug>(result: Result<V>) -> String {
        result.unwrap_err().to_string()
    }

    /// The class that a step's targets stand for.
    fn class(data: &Sequences<f64>, sequence: usize, step: usize) -> usize {
        let targets = data.targets();
        let targets = targets.slice(s![sequence, step, ..]);
        assert_eq!(targets.sum(), 1.0);
        targets.iter().position(|&target| target == 1.0).unwrap()
    }

    #[test]
    fn every_step_has_the_label_as_its_target() {
        for (labels, classes) in [
            (vec![2, 0, 1, 2], 3),
            (vec![1], 2),
            (vec![0; 7], 5),
            (vec![9, 0], 10),
        ] {
            let data = Sequences::labelled(inputs(labels.len(), 6), labels.clone(), classes).unwrap();
            assert_eq!(data.inputs(), inputs(labels.len(), 6));
            assert_eq!(data.targets().dim(), (labels.len(), 6, classes));
            for (sequence, &label) in labels.iter().enumerate() {
                assert!((0..6).all(|step| class(&data, sequence, step) == label));
            }
        }
    }

    #[test]
    fn labels_of_any_type_of_whole_numbers_are_taken() {
        let by = Sequences::labelled(inputs(2, 3), [1_usize, 0], 2).unwrap();
        assert_eq!(Sequences::labelled(inputs(2, 3), [1, 0], 2).unwrap(), by);
        assert_eq!(Sequences::labelled(inputs(2, 3), [1_u8, 0], 2).unwrap(), by);
        let read = array![1_i64, 0];
        assert_eq!(Sequences::labelled(inputs(2, 3), read, 2).unwrap(), by);
    }

    #[test]
    fn trials_of_different_length_are_labelled() {
        for lengths in [vec![3, 1, 4], vec![2, 2], vec![1, 6, 6, 2, 5]] {
            let trial = |steps| Array2::from_shape_fn((steps, 2), |(t, f)| (10 * t + f) as f64);
            let trials = || {
                lengths
                    .iter()
                    .enumerate()
                    .map(|(i, &steps)| (trial(steps), i % 3))
            };
            let data = Sequences::ragged_labelled(trials(), 3).unwrap();
            for (number, (inputs, label)) in trials().enumerate() {
                assert_eq!(data.length(number), inputs.nrows());
                assert_eq!(data.inputs().slice(s![number, ..inputs.nrows(), ..]), inputs);
                assert!((0..inputs.nrows()).all(|step| class(&data, number, step) == label));
                let beyond = data.targets().slice(s![number, inputs.nrows().., ..]).sum();
                assert_eq!(beyond, 0.0);
            }
        }
    }

    #[test]
    fn a_label_that_is_no_class_is_named() {
        assert_eq!(
            message(Sequences::labelled(inputs(3, 4), [0, 3, 1], 3)),
            "label of sequence 1 is 3; expected 0 to 2, one of 3 classes"
        );
        assert!(
            message(Sequences::labelled(inputs(3, 4), [0, 1, -1], 3))
                .starts_with("label of sequence 2 is -1")
        );
        let trials = [(array![[1.0]], 0), (array![[1.0]], 1), (array![[1.0]], 2)];
        assert_eq!(
            message(Sequences::ragged_labelled(trials, 2)),
            "label of trial 2 is 2; expected 0 to 1, one of 2 classes"
        );
        assert_eq!(
            message(Sequences::labelled(inputs(3, 4), [0, 0, 0], 1)),
            "the number of classes is 1; expected 2 or more, of which each label is one"
        );
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(
            message(Sequences::labelled(inputs(3, 4), [0, 1], 2)),
            "labels has shape [2], expected [3], one for each sequence"
        );
        assert_eq!(
            message(Sequences::labelled(inputs(0, 4), Vec::<usize>::new(), 2)),
            "inputs has shape [0, 4, 2], expected [sequence, step, feature], at least one of each"
        );
        let mut padded = inputs(2, 3);
        padded[[1, 2, 0]] = f64::NAN;
        let error = message(Sequences::labelled(padded, [0, 1], 2));
        assert!(error.ends_with("`Sequences::ragged_labelled`"), "{error}");
        let none: [(Array2<f64>, usize); 0] = [];
        assert!(message(Sequences::ragged_labelled(none, 2)).starts_with("the list of trials is empty"));
        let empty = [(array![[1.0]], 0), (Array2::zeros((0, 1)), 1)];
        assert!(
            message(Sequences::ragged_labelled(empty, 2)).starts_with("inputs of trial 1 has shape [0, 1]")
        );
        let error = message(Sequences::labelled(inputs(2, 4), [0, 1], usize::MAX));
        assert!(
            error.contains("number the classes that there are from 0 on"),
            "{error}"
        );
        let trials = [(array![[1.0]], 0), (array![[1.0]], 1)];
        let error = message(Sequences::ragged_labelled(trials, usize::MAX));
        assert!(error.contains("the targets of 2 trials"), "{error}");
    }
}
