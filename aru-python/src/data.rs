//! Arrays of Python as data sets.

use aru::Sequences;
use numpy::ndarray::{Array3, ArrayView2, ArrayView3, CowArray, s};
use numpy::{PyReadonlyArray2, PyReadonlyArray3};
use pyo3::prelude::*;

use crate::errors::raised;
use crate::number::Number;

/// Inputs, targets, weights of steps, weights of outputs, lengths: as `_data.py` makes them, of the network's numbers.
pub type Arrays<'py, T> = (
    PyReadonlyArray3<'py, T>,
    PyReadonlyArray3<'py, T>,
    Option<PyReadonlyArray2<'py, T>>,
    Option<PyReadonlyArray3<'py, T>>,
    Option<Vec<usize>>,
);

/// The same as views.
struct Views<'a, T> {
    inputs: ArrayView3<'a, T>,
    targets: ArrayView3<'a, T>,
    weights: Option<ArrayView2<'a, T>>,
    output_weights: Option<ArrayView3<'a, T>>,
    lengths: Option<Vec<usize>>,
}

/// A data set. A target that is NaN does not count.
pub fn sequences<T: Number>(data: &Bound<'_, PyAny>) -> PyResult<Sequences<T>> {
    let (inputs, targets, weights, output_weights, lengths): Arrays<'_, T> = data.extract()?;
    let views = Views {
        inputs: inputs.as_array(),
        targets: targets.as_array(),
        weights: weights.as_ref().map(|weights| weights.as_array()),
        output_weights: output_weights.as_ref().map(|weights| weights.as_array()),
        lengths,
    };
    let py = data.py();
    let made = py.detach(|| views.sequences());
    made.map_err(|error| raised(py, &error))
}

impl<T: Number> Views<'_, T> {
    fn sequences(self) -> aru::Result<Sequences<T>> {
        let mut data = match (&self.lengths, self.has_missing()) {
            (None, false) => Sequences::new(self.inputs, self.targets)?,
            (Some(lengths), false) => Sequences::padded(self.inputs, self.targets, lengths.clone())?,
            (None, true) => Sequences::with_missing(self.inputs, self.targets)?,
            (Some(lengths), true) => {
                let (inputs, targets) = (cut(self.inputs, lengths), cut(self.targets, lengths));
                Sequences::with_missing(inputs, targets)?.with_lengths(lengths.clone())?
            }
        };
        if let Some(weights) = self.weights {
            data = data.with_weights(weights)?;
        }
        if let Some(weights) = self.output_weights {
            data = data.with_output_weights(weights)?;
        }
        Ok(data)
    }

    /// Whether a target within the lengths is NaN.
    fn has_missing(&self) -> bool {
        let steps = self.targets.dim().1;
        let of_sequence = |(sequence, targets): (usize, ArrayView2<'_, T>)| {
            let own = self.lengths.as_ref().and_then(|lengths| lengths.get(sequence));
            let length = own.map_or(steps, |&length| length.min(steps));
            let targets = targets.slice(s![..length, ..]);
            targets.iter().any(|target| target.to_f64().is_nan())
        };
        self.targets.outer_iter().enumerate().any(of_sequence)
    }
}

/// A copy that is zero beyond the lengths.
fn cut<T: Number>(array: ArrayView3<'_, T>, lengths: &[usize]) -> CowArray<'static, T, numpy::Ix3> {
    let mut array: Array3<T> = array.to_owned();
    for (mut sequence, &length) in array.outer_iter_mut().zip(lengths) {
        let length = length.min(sequence.nrows());
        sequence.slice_mut(s![length.., ..]).fill(T::ZERO);
    }
    array.into()
}
