//! One data set for all networks that are trained together, or one for each.

use super::Sequences;
use crate::numerics::scalar::Scalar;

/// What networks are trained on or validated with: a single [`Sequences`], or an array or `Vec` with one for each
/// network of an [`Ensemble`](crate::training::ensemble::Ensemble).
pub trait DataSets<T: Scalar>: Sync {
    /// How many there are; none where all networks share one.
    fn count(&self) -> Option<usize>;

    /// That of a network, by its place.
    fn of(&self, network: usize) -> &Sequences<T>;
}

impl<T: Scalar> DataSets<T> for Sequences<T> {
    fn count(&self) -> Option<usize> {
        None
    }

    fn of(&self, _: usize) -> &Sequences<T> {
        self
    }
}

impl<T: Scalar> DataSets<T> for Vec<Sequences<T>> {
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }

    fn of(&self, network: usize) -> &Sequences<T> {
        &self[network]
    }
}

impl<T: Scalar, const COUNT: usize> DataSets<T> for [Sequences<T>; COUNT] {
    fn count(&self) -> Option<usize> {
        Some(COUNT)
    }

    fn of(&self, network: usize) -> &Sequences<T> {
        &self[network]
    }
}
