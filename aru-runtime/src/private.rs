//! What emitted code calls. Nobody else should: it changes without notice.

pub use crate::lanes::Lanes;
pub use crate::plan::{Plan, SeriesPlan, part, part_mut, split, split_mut, wrong_workspace};
pub use crate::series::Series;

use crate::scalar::Scalar;

/// Time constants dt / alpha in seconds, of rate constants at a step of `dt` seconds.
pub fn seconds<T: Scalar>(alpha: &[T], dt: f64) -> Vec<T> {
    alpha
        .iter()
        .map(|&alpha| T::from_f64(dt / alpha.to_f64()))
        .collect()
}
