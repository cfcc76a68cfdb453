//! Why a fit did not come to its end, and what it had recorded by then.

use std::fmt::{self, Debug, Display, Formatter};

use super::history::History;
use crate::error::Error;

/// An error of a fit, with the history of the epochs that were finished before it.
///
/// `?` turns it into the library's [`Error`], where a function returns that.
///
/// ```
/// use aru::prelude::*;
///
/// recurrent_net! {
///     pub struct Tiny {
///         input x: 1;
///         layer hidden: Elman<2> { activation: relu; }
///         output y: 1;
///         x -> hidden -> y;
///         hidden ~> hidden;
///     }
/// }
///
/// # fn main() -> aru::Result<()> {
/// let ones = ndarray::Array3::<f32>::ones((4, 50, 1));
/// let data = Sequences::new(ones.clone(), ones)?;
/// let mut net = Tiny::<f32>::new(1);
/// if let Err(failed) = Trainer::new(Sgd::new(1e9)).epochs(50).fit(&mut net, &data) {
///     eprintln!("{failed}");
///     println!("{} epochs went well", failed.history().len());
/// }
/// # Ok(())
/// # }
/// ```
pub struct FitError(Box<Failed>);

struct Failed {
    error: Error,
    history: History,
}

impl FitError {
    pub(super) fn new(error: Error, history: History) -> Self {
        FitError(Box::new(Failed { error, history }))
    }

    /// What went wrong.
    pub fn error(&self) -> &Error {
        &self.0.error
    }

    /// Every epoch that came to its end; none where the fit could not begin.
    pub fn history(&self) -> &History {
        &self.0.history
    }

    /// The error and the history, each on its own.
    pub fn into_parts(self) -> (Error, History) {
        (self.0.error, self.0.history)
    }
}

impl From<FitError> for Error {
    fn from(failed: FitError) -> Self {
        failed.0.error
    }
}

impl From<Error> for FitError {
    /// The error of a fit that could not begin.
    fn from(error: Error) -> Self {
        FitError::new(error, History::default())
    }
}

impl Debug for FitError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.0.error, f)
    }
}

impl Display for FitError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0.error, f)
    }
}

impl std::error::Error for FitError {}
