//! What several parts of the laboratory refuse, in the same words.

use std::path::Path;

use aru_runtime::__private::lab::index_of;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};

/// Refuses the first of an array's values, in the order of its elements, that is not finite.
pub(crate) fn check_finite<'a, T: Scalar>(
    what: impl Into<String>,
    values: impl IntoIterator<Item = &'a T>,
    shape: &[usize],
) -> Result<()> {
    let mut values = values.into_iter().enumerate();
    match values.find(|(_, value)| !value.is_finite()) {
        Some((place, value)) => Err(Error::NotFinite {
            what: what.into(),
            index: index_of(place, shape),
            value: value.to_f64(),
        }),
        None => Ok(()),
    }
}

pub(crate) fn wrong_shape(what: impl Into<String>, expected: impl Into<String>, found: &[usize]) -> Error {
    Error::Shape {
        what: what.into(),
        expected: expected.into(),
        found: found.to_vec(),
    }
}

/// For `map_err`: what could not be done with a file or folder, for whatever cause.
pub(crate) fn cannot<E: ToString>(action: &'static str, path: &Path) -> impl FnOnce(E) -> Error {
    move |cause| Error::File {
        action,
        path: path.to_path_buf(),
        cause: cause.to_string(),
    }
}
