//! What can go wrong, with the name of the thing, what was expected, what was found, and the way out.

/// Any error of the library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An array or parameter has another shape than the network or the data set needs.
    #[error("{what} has shape {found:?}, expected {expected}")]
    Shape {
        /// The array or parameter.
        what: String,
        /// What it should be, axes named.
        expected: String,
        /// What it is.
        found: Vec<usize>,
    },
    /// A value is NaN or infinite.
    #[error("{what} holds {value} at {index:?}; values must be finite")]
    NotFinite {
        /// The array or parameter.
        what: String,
        /// Where.
        index: Vec<usize>,
        /// What stands there.
        value: f64,
    },
}

/// A result with the library's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
