//! What several parts of this package refuse, in the same words.

use std::path::Path;

use aru_runtime::{Error, Result};
use ndarray::{ArrayRef, Dimension, IntoDimension};

pub(crate) fn wrong_shape(what: impl Into<String>, expected: impl Into<String>, found: &[usize]) -> Error {
    Error::Shape {
        what: what.into(),
        expected: expected.into(),
        found: found.to_vec(),
    }
}

/// Refuses the first value that is not finite.
pub(crate) fn check_finite<D: Dimension>(what: impl Into<String>, values: &ArrayRef<f64, D>) -> Result<()> {
    let odd = values.indexed_iter().find(|(_, value)| !value.is_finite());
    match odd {
        Some((place, &value)) => Err(Error::NotFinite {
            what: what.into(),
            index: place.into_dimension().slice().to_vec(),
            value,
        }),
        None => Ok(()),
    }
}

/// A setting that must be a finite number above zero.
pub(crate) fn check_positive(setting: &str, value: f64, expected: &str) -> Result<()> {
    if value.is_finite() && value > 0.0 {
        return Ok(());
    }
    Err(Error::setting(setting, value, expected))
}

/// A file or folder that cannot be read, and why.
pub(crate) fn unreadable(path: &Path, cause: impl ToString) -> Error {
    Error::File {
        action: "read",
        path: path.to_path_buf(),
        cause: cause.to_string(),
    }
}

/// The same, at a line of it, from 1.
pub(crate) fn at_line(path: &Path, line: usize, cause: impl std::fmt::Display) -> Error {
    unreadable(path, format_args!("line {line}: {cause}"))
}
