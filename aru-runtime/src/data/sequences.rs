//! A data set: inputs and targets of many sequences, with their lengths and the weight of each step.
//!
//! What lies beyond a sequence's length is ignored and kept as zero, so that padding of any kind, NaN included, never
//! reaches a network.

mod data_sets;
mod fingerprint;
mod folds;
mod labelled;
mod last_step;
mod missing;
mod output_weights;
mod ragged;
mod select;
mod select_outputs;
mod standardise;
mod windows;

use ndarray::{Array2, Array3, ArrayView2, ArrayView3, Axis, CowArray, Dimension, Ix2, Ix3, s};

use crate::data::shapes::check_finite;
use crate::error::{Error, Result};
use crate::numerics::compiled::compiled;
use crate::numerics::scalar::Scalar;

pub use data_sets::DataSets;
pub use standardise::Standardisation;

/// Inputs and targets, `[sequence, step, feature]`.
///
/// ```
/// use aru::Sequences;
/// use ndarray::Array3;
/// # fn main() -> aru::Result<()> {
/// let inputs = Array3::<f32>::zeros((3, 100, 2));
/// let targets = Array3::<f32>::zeros((3, 100, 1));
/// let data = Sequences::new(inputs, targets)?.with_lengths([100, 80, 95])?;
/// assert_eq!(data.length(1), 80);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Sequences<T> {
    inputs: Array3<T>,
    targets: Array3<T>,
    lengths: Option<Vec<usize>>,
    /// Zero beyond the lengths.
    weights: Option<Array2<T>>,
    /// Those of single outputs, where some are not one. Zero beyond the lengths.
    output_weights: Option<Array3<T>>,
    /// Targets that are not there, which have weight zero whatever is given.
    missing: Option<Array3<bool>>,
    /// Sum of the weights of each sequence.
    totals: Vec<f64>,
}

impl<T: Scalar> Sequences<T> {
    /// Sequences that are all as long as the array, every step with weight one.
    ///
    /// Arrays are taken as they are, views are copied. The number type is the network's.
    ///
    /// # Errors
    /// Arrays that differ in sequences or steps, an axis of length zero, or a value that is not finite: padding goes
    /// through [`padded`](Sequences::padded), and targets of which some are missing through
    /// [`with_missing`](Sequences::with_missing).
    pub fn new<'a>(
        inputs: impl Into<CowArray<'a, T, Ix3>>,
        targets: impl Into<CowArray<'a, T, Ix3>>,
    ) -> Result<Self> {
        let data = Self::unchecked(inputs.into(), targets.into())?;
        data.check_finite()?;
        Ok(data)
    }

    /// Sequences of different length, filled up at their ends with values of any kind, such as NaN.
    ///
    /// # Errors
    /// As [`new`](Sequences::new) and [`with_lengths`](Sequences::with_lengths), within the lengths.
    ///
    /// ```
    /// use aru::Sequences;
    /// use ndarray::array;
    /// # fn main() -> aru::Result<()> {
    /// let inputs = array![[[0.5], [0.25]], [[1.0], [f64::NAN]]];
    /// let data = Sequences::padded(&inputs, &inputs, [2, 1])?;
    /// assert_eq!(data.total_weight(&[0, 1]), 3.0);
    /// # Ok(())
    /// # }
    /// ```
    pub fn padded<'a>(
        inputs: impl Into<CowArray<'a, T, Ix3>>,
        targets: impl Into<CowArray<'a, T, Ix3>>,
        lengths: impl Into<Vec<usize>>,
    ) -> Result<Self> {
        let data = Self::unchecked(inputs.into(), targets.into())?.with_lengths(lengths)?;
        data.check_finite()?;
        Ok(data)
    }

    /// The number of steps of each sequence; what lies beyond is ignored.
    ///
    /// # Errors
    /// Another number of lengths than of sequences, a length of zero or beyond the array, or weights that are all
    /// zero within the lengths.
    pub fn with_lengths(mut self, lengths: impl Into<Vec<usize>>) -> Result<Self> {
        let lengths = lengths.into();
        if lengths.len() != self.len() {
            let expected = format!("[{}], one for each sequence", self.len());
            return Err(Error::shape("lengths", expected, &[lengths.len()]));
        }
        let steps = self.steps();
        if let Some(sequence) = lengths.iter().position(|&length| length == 0 || length > steps) {
            return Err(Error::setting(
                format!("length of sequence {sequence}"),
                lengths[sequence],
                format!("expected 1 to {steps}, the steps of the arrays; leave an empty sequence out"),
            ));
        }
        for (sequence, &length) in lengths.iter().enumerate() {
            for array in [&mut self.inputs, &mut self.targets] {
                array.slice_mut(s![sequence, length.., ..]).fill(T::ZERO);
            }
            if let Some(weights) = &mut self.weights {
                weights.slice_mut(s![sequence, length..]).fill(T::ZERO);
            }
            if let Some(weights) = &mut self.output_weights {
                weights.slice_mut(s![sequence, length.., ..]).fill(T::ZERO);
            }
        }
        self.lengths = Some(lengths);
        self.count_weights()?;
        Ok(self)
    }

    /// The weight of each step in the loss, `[sequence, step]`: zero or more. A loss is
    /// sum(weight x error) / sum(weight), so only their ratios count.
    ///
    /// # Errors
    /// Another shape; within the lengths a weight that is negative or not finite, or all of them zero.
    pub fn with_weights<'a>(mut self, weights: impl Into<CowArray<'a, T, Ix2>>) -> Result<Self> {
        let mut weights = standard_layout(weights.into());
        let (sequences, steps) = (self.len(), self.steps());
        if weights.dim() != (sequences, steps) {
            let expected = format!("[{sequences} sequences, {steps} steps]");
            return Err(Error::shape("weights", expected, weights.shape()));
        }
        for ((sequence, step), weight) in weights.indexed_iter_mut() {
            if step >= self.length(sequence) || self.is_missing(sequence, step) {
                *weight = T::ZERO;
            } else {
                check_weight("weights", *weight, || format!("sequence {sequence}, step {step}"))?;
            }
        }
        self.weights = Some(weights);
        self.count_weights()?;
        Ok(self)
    }

    /// Inputs, `[sequence, step, feature]`; zero beyond the lengths.
    pub fn inputs(&self) -> ArrayView3<'_, T> {
        self.inputs.view()
    }

    /// Targets, `[sequence, step, feature]`; zero beyond the lengths.
    pub fn targets(&self) -> ArrayView3<'_, T> {
        self.targets.view()
    }

    /// Weights, `[sequence, step]`, where they were given; zero beyond the lengths.
    pub fn weights(&self) -> Option<ArrayView2<'_, T>> {
        self.weights.as_ref().map(|weights| weights.view())
    }

    /// Number of sequences.
    pub fn len(&self) -> usize {
        self.inputs.len_of(Axis(0))
    }

    /// False: there is always a sequence.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Steps of the arrays: of the longest sequence, or more.
    pub fn steps(&self) -> usize {
        self.inputs.len_of(Axis(1))
    }

    /// Number of steps of a sequence.
    ///
    /// # Panics
    /// Where there is no such sequence.
    pub fn length(&self, sequence: usize) -> usize {
        assert!(sequence < self.len(), "sequence {sequence} of {}", self.len());
        self.lengths
            .as_ref()
            .map_or(self.steps(), |lengths| lengths[sequence])
    }

    /// Weight of a step in the loss: one unless weights were given, zero beyond the sequence's length. Of
    /// [weights of outputs](Sequences::with_output_weights) it has the mean.
    ///
    /// # Panics
    /// Where there is no such sequence.
    pub fn weight(&self, sequence: usize, step: usize) -> T {
        match self.output_weights {
            None => self.step_weight(sequence, step),
            Some(_) => T::from_f64(self.counted_weight(sequence, step)),
        }
    }

    /// Sum of the weights of some sequences: what a batch of them divides its loss by.
    ///
    /// # Panics
    /// Where there is no such sequence.
    pub fn total_weight(&self, which: &[usize]) -> f64 {
        which.iter().map(|&sequence| self.totals[sequence]).sum()
    }

    /// The same numbers in `f64`.
    pub(crate) fn to_f64(&self) -> Sequences<f64> {
        let weights = self.weights.as_ref();
        Sequences {
            inputs: self.inputs.mapv(Scalar::to_f64),
            targets: self.targets.mapv(Scalar::to_f64),
            lengths: self.lengths.clone(),
            weights: weights.map(|weights| weights.mapv(Scalar::to_f64)),
            output_weights: self.output_weights().map(|weights| weights.mapv(Scalar::to_f64)),
            missing: self.missing.clone(),
            totals: self.totals.clone(),
        }
    }

    /// The number of steps of each sequence, where they differ.
    pub(crate) fn lengths(&self) -> Option<&[usize]> {
        self.lengths.as_deref()
    }

    fn unchecked(inputs: CowArray<'_, T, Ix3>, targets: CowArray<'_, T, Ix3>) -> Result<Self> {
        type Unchecked<T> = fn(CowArray<'_, T, Ix3>, CowArray<'_, T, Ix3>) -> Result<Sequences<T>>;
        compiled!(Unchecked<T>, Sequences::new_unchecked)(inputs, targets)
    }

    fn new_unchecked(inputs: CowArray<'_, T, Ix3>, targets: CowArray<'_, T, Ix3>) -> Result<Self> {
        for (what, array) in [("inputs", &inputs), ("targets", &targets)] {
            if array.is_empty() {
                let expected = "[sequence, step, feature], at least one of each";
                return Err(Error::shape(what, expected, array.shape()));
            }
        }
        let (sequences, steps, _) = inputs.dim();
        if targets.shape()[..2] != [sequences, steps] {
            let expected = format!("[{sequences} sequences, {steps} steps, features], as many as the inputs");
            return Err(Error::shape("targets", expected, targets.shape()));
        }
        Ok(Sequences {
            inputs: standard_layout(inputs),
            targets: standard_layout(targets),
            lengths: None,
            weights: None,
            output_weights: None,
            missing: None,
            totals: vec![steps as f64; sequences],
        })
    }

    /// What lies beyond the lengths is zero by now.
    fn check_finite(&self) -> Result<()> {
        type Check<T> = fn(&Sequences<T>) -> Result<()>;
        compiled!(Check<T>, Sequences::check_values)(self)
    }

    fn check_values(&self) -> Result<()> {
        let expected = "values must be finite; padding goes through `Sequences::padded`, and targets that are missing \
                        (NaN) through `Sequences::with_missing`";
        check_finite("inputs", &self.inputs(), expected)?;
        check_finite("targets", &self.targets(), expected)
    }

    fn count_weights(&mut self) -> Result<()> {
        self.check_products()?;
        self.totals = (0..self.len())
            .map(|sequence| match &self.weights {
                _ if self.output_weights.is_some() => {
                    let steps = 0..self.length(sequence);
                    steps.map(|step| self.counted_weight(sequence, step)).sum()
                }
                Some(weights) => weights.row(sequence).iter().map(|weight| weight.to_f64()).sum(),
                None => self.length(sequence) as f64,
            })
            .collect();
        if self.totals.iter().all(|&total| total == 0.0) {
            let expected = "at least one step must count";
            return Err(Error::setting("the sum of all weights", "0", expected));
        }
        Ok(())
    }
}

/// The array itself where it is owned and in C order, else a copy.
fn standard_layout<T: Scalar, D: Dimension>(array: CowArray<'_, T, D>) -> ndarray::Array<T, D> {
    if array.is_standard_layout() {
        array.into_owned()
    } else {
        array.as_standard_layout().into_owned()
    }
}

/// Refuses a weight that is negative or not finite.
fn check_weight<T: Scalar>(what: &str, weight: T, at: impl Fn() -> String) -> Result<()> {
    if weight.is_finite() && weight >= T::ZERO {
        return Ok(());
    }
    Err(Error::Value {
        what: what.into(),
        found: weight.to_f64(),
        at: at(),
        expected: "a weight is a finite number, zero or more".into(),
    })
}

#[cfg(test)]
mod tests;
