//! Arrays of a file as signals for a network, and which of their axes is time.

use std::fmt;

use ndarray::{Array3, ArrayD, ArrayView3, Axis, Ix3, concatenate};

use super::Recording;
use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

/// What the axes of an array with two of them are; arrays of one axis are steps, of three sequence, step and feature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Axes {
    /// One recording: time first, then its features, as `[500 steps, 30 neurons]`.
    #[default]
    StepFeature,
    /// One recording: features first, then time, as `[30 neurons, 500 steps]`.
    FeatureStep,
    /// Many recordings of one feature: `[40 trials, 500 steps]`.
    SequenceStep,
}

/// Arrays of a file side by side, `[sequence, step, feature]`, with how they were taken; it prints as that.
///
/// From [`Recording::signals`].
#[derive(Clone, Debug, PartialEq)]
pub struct Signals<T> {
    values: Array3<T>,
    taken: Vec<String>,
    warnings: Vec<String>,
}

impl<T: Scalar> Signals<T> {
    /// The numbers, `[sequence, step, feature]`: features in the order of the names.
    pub fn values(&self) -> ArrayView3<'_, T> {
        self.values.view()
    }

    /// The numbers themselves, for [`Sequences::new`](crate::data::sequences::Sequences::new).
    pub fn into_values(self) -> Array3<T> {
        self.values
    }

    /// What speaks against the way in which they were taken, with the way out; empty where nothing does.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

impl<T> fmt::Display for Signals<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.taken.join("\n"))?;
        for warning in &self.warnings {
            write!(f, "\nwarning: {warning}")?;
        }
        Ok(())
    }
}

/// Reads arrays and puts their features side by side.
pub(super) fn read<T: Scalar>(recording: &Recording, names: &[&str], axes: Axes) -> Result<Signals<T>> {
    if names.is_empty() {
        let known: Vec<&str> = recording.names().collect();
        let expected = format!("name at least one of {}", listed(&known));
        return Err(Error::setting("the list of names", "empty", expected));
    }
    let mut arrays: Vec<Array3<T>> = Vec::with_capacity(names.len());
    let (mut taken, mut warnings) = (Vec::new(), Vec::new());
    for name in names {
        let (array, merged) = recording.values::<T>(name)?;
        let shape = array.shape().to_vec();
        let what = format!("`{name}` in `{}`", recording.path().display());
        if array.is_empty() {
            return Err(Error::shape(what, "at least one of each axis", &shape));
        }
        let expected = "[step], [step, feature] or [sequence, step, feature]";
        let array = in_order(array, axes).ok_or_else(|| Error::shape(what, expected, &shape))?;
        let (sequences, steps, _) = array.dim();
        if let Some(first) = arrays.first()
            && (first.dim().0, first.dim().1) != (sequences, steps)
        {
            let (other, own) = (in_words(first.dim()), in_words(array.dim()));
            return Err(Error::setting(
                format!("`{name}` {shape:?}"),
                own,
                format!(
                    "expected as many sequences and steps as `{}`, which is {other}",
                    names[0]
                ),
            ));
        }
        taken.push(format!("`{name}` {shape:?} is {}", in_words(array.dim())));
        warnings.extend(merged);
        warnings.extend(doubt(name, shape.len(), array.dim(), axes));
        arrays.push(array);
    }
    let views: Vec<_> = arrays.iter().map(|array| array.view()).collect();
    let values = concatenate(Axis(2), &views)
        .map_err(|_| Error::shape("the signals", "fewer numbers than memory holds", &[names.len()]))?;
    Ok(Signals {
        values: values.as_standard_layout().into_owned(),
        taken,
        warnings,
    })
}

/// `[sequence, step, feature]`; `None` for a single number and for more than three axes.
fn in_order<T: Scalar>(array: ArrayD<T>, axes: Axes) -> Option<Array3<T>> {
    let array = match array.ndim() {
        1 => array.insert_axis(Axis(0)).insert_axis(Axis(2)),
        2 => match axes {
            Axes::StepFeature => array.insert_axis(Axis(0)),
            Axes::FeatureStep => array.reversed_axes().insert_axis(Axis(0)),
            Axes::SequenceStep => array.insert_axis(Axis(2)),
        },
        _ => array,
    };
    array.into_dimensionality::<Ix3>().ok()
}

/// What an array was taken as.
fn in_words((sequences, steps, features): (usize, usize, usize)) -> String {
    let count = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {one}s"),
    };
    let recordings = match sequences {
        1 => "one recording".to_owned(),
        _ => count(sequences, "sequence"),
    };
    format!(
        "{recordings} of {}, {}",
        count(steps, "step"),
        count(features, "feature")
    )
}

/// What speaks against the order in which the axes were taken, and how to say another.
fn doubt(
    name: &str,
    axes_in_file: usize,
    (sequences, steps, features): (usize, usize, usize),
    axes: Axes,
) -> Option<String> {
    if sequences > steps {
        let way = match axes_in_file {
            2 => "if the first axis is time, take it as `Axes::StepFeature`",
            _ => {
                "if the first axis is time, save it as [sequence, step, feature], in Python `array.swapaxes(0, 1)`"
            }
        };
        return Some(format!(
            "`{name}` has more sequences ({sequences}) than steps ({steps}); {way}"
        ));
    }
    if features > steps {
        let way = match (axes_in_file, axes) {
            (2, Axes::StepFeature) => {
                "if the last axis is time, take it as `Axes::SequenceStep` where the first is trials, or as \
                 `Axes::FeatureStep` where it is neurons"
            }
            (2, _) => "if the first axis is time, take it as `Axes::StepFeature`",
            _ => {
                "if the last axis is time, save it as [sequence, step, feature], in Python `array.swapaxes(1, 2)`"
            }
        };
        return Some(format!(
            "`{name}` has fewer steps ({steps}) than features ({features}); {way}"
        ));
    }
    None
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
