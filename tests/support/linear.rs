//! A loss whose gradient is chosen freely.

use aru::prelude::*;

/// The error of a step is target . output: what comes back through a network is J' u where the targets are u.
pub struct Linear;

impl Loss<f64> for Linear {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.copy_from_slice(target);
        output
            .iter()
            .zip(target)
            .map(|(output, target)| output * target)
            .sum()
    }
}
