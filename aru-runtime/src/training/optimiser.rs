//! Optimisers: how an update of the parameters follows from their gradient.

mod adam;
pub(super) mod of_scalar;
mod sgd;
#[cfg(test)]
mod tests;

use std::fmt::Debug;
use std::ops::Range;

use crate::error::{Error, Result};
use crate::numerics::scalar::Scalar;

pub use adam::Adam;
pub use sgd::Sgd;

/// A rule of the kind "new value = old value - learning rate x something remembered of the gradients".
///
/// Everything that is trained lies in one slice; an optimiser is one loop over it, and keeps nothing itself: its
/// state is handed in.
pub trait Optimiser: Clone + Debug + Send + Sync + 'static {
    /// Rate of learning of what has none of its own.
    fn learning_rate(&self) -> f64;

    /// How many numbers of state it has for each number that it moves.
    fn state_size(&self) -> usize;

    /// Refuses settings that cannot work.
    fn check(&self) -> Result<()>;

    /// Moves the values by one update, and brings the state up to date.
    fn step<T: Scalar>(&self, update: Update<'_, T>);
}

/// What one update takes and changes; every slice is as long as `values`.
#[derive(Debug)]
pub struct Update<'a, T> {
    /// Its number, from 1.
    pub number: u64,
    /// Scales the rate of learning of every group, as a schedule says.
    pub schedule: f64,
    /// The slice cut into parameter groups.
    pub groups: &'a [ParameterGroup],
    /// What is moved.
    pub values: &'a mut [T],
    /// Derivative of the loss with respect to it.
    pub gradient: &'a [T],
    /// The optimiser's state: [`Optimiser::state_size`] slices one after the other, zero at first.
    pub state: &'a mut [T],
}

/// A part of the slice that has one rate of learning.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterGroup {
    /// Where it lies.
    pub place: Range<usize>,
    /// Its rate of learning, before the schedule.
    pub learning_rate: f64,
    /// Decoupled weight decay (AdamW): values shrink by learning rate x weight decay, apart from the gradient.
    pub weight_decay: f64,
}

impl ParameterGroup {
    /// What is left of a value after its decay in one update.
    #[inline(always)]
    fn kept<T: Scalar>(&self, schedule: f64) -> T {
        T::from_f64(1.0 - self.learning_rate * schedule * self.weight_decay)
    }
}

/// Refuses a number that is not above zero.
pub(crate) fn check_positive(setting: &str, number: f64) -> Result<()> {
    check_number(setting, number, number > 0.0, "a number above zero")
}

/// Refuses a number that cannot say how much is kept from update to update.
fn check_part(setting: &str, number: f64) -> Result<()> {
    let fits = (0.0..1.0).contains(&number);
    check_number(setting, number, fits, "zero or more, below 1")
}

/// Refuses a number outside a range given in words.
pub(crate) fn check_number(setting: &str, number: f64, fits: bool, expected: &str) -> Result<()> {
    if fits && number.is_finite() {
        return Ok(());
    }
    Err(Error::setting(setting, number, format!("expected {expected}")))
}
