//! What emitted code calls. Nobody else should: it changes without notice.

pub use crate::block::Block;
pub use crate::dispatch::Isa;
pub use crate::lanes::Lanes;
pub use crate::layout::Form;
pub use crate::plan::{AdjointRows, Plan, SeriesPlan, split, wrong_workspace};
pub use crate::series::Series;

use crate::scalar::Scalar;

/// Time constants dt / alpha in seconds, of rate constants at a step of `dt` seconds.
pub fn seconds<T: Scalar>(alpha: &[T], dt: f64) -> Vec<T> {
    alpha
        .iter()
        .map(|&alpha| T::from_f64(dt / alpha.to_f64()))
        .collect()
}
