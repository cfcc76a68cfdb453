//! Any optimiser, called for one scalar.

use super::{Optimiser, Update};
use crate::error::Result;
use crate::numerics::scalar::Scalar;

/// An optimiser of one scalar, which is called through a pointer once an update: nothing else of a fit is compiled anew
/// for each optimiser.
pub(in crate::training) trait OptimiserOf<T>: Send + Sync {
    /// Its name and settings.
    fn in_words(&self) -> String;
    fn learning_rate(&self) -> f64;
    fn state_size(&self) -> usize;
    fn check(&self) -> Result<()>;
    fn step(&self, update: Update<'_, T>);
}

impl<T: Scalar, O: Optimiser> OptimiserOf<T> for O {
    fn in_words(&self) -> String {
        format!("{self:?}")
    }

    fn learning_rate(&self) -> f64 {
        Optimiser::learning_rate(self)
    }

    fn state_size(&self) -> usize {
        Optimiser::state_size(self)
    }

    fn check(&self) -> Result<()> {
        Optimiser::check(self)
    }

    fn step(&self, update: Update<'_, T>) {
        Optimiser::step(self, update);
    }
}
