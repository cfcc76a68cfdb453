//! How well a model predicts neurons: correlations, raw and relative to what the noise of the neuron allows.
//!
//! Of one neuron, p is the prediction and y_r are the responses of its trials in all bins of the test clips, m their mean.
//! Variances are over time, with n - 1.
//!
//! | score | is |
//! | --- | --- |
//! | `cc_raw` | corr(p, m) |
//! | `signal_power` | SP = (R var(m) - mean_r var(y_r)) / (R - 1), the part of the variance that repeats (Sahani and Linden 2003) |
//! | `cc_norm` | cov(p, m) / sqrt(var(p) SP) (Schoppe et al. 2016); it may exceed 1 |
//! | `cc_max` | sqrt(2 rho / (1 + rho)), rho the mean correlation of the means of two halves of the trials (Hsu, Borst and Theunissen 2004) |
//! | `cc_norm_hsu` | `cc_raw` / `cc_max` |
//! | `bits_per_spike` | as [`metrics::bits_per_spike`](aru_lab::metrics::bits_per_spike), trial by trial |
//!
//! **Not a number** is: `cc_raw` of fewer than 2 bins, or where p or m does not vary; `signal_power` of a single trial or of
//! fewer than 2 bins; `cc_norm` where SP is not above zero or p does not vary; `cc_max` of a single trial, of fewer than 2
//! bins, where the mean of any half of the trials does not vary, or where rho is not above zero; `bits_per_spike` of a neuron
//! without spikes, of predicted rates below zero (or of zero where there is a spike), and in a [`Table`] of smoothed counts
//! (a [`Neuron`] does not know that its counts are smoothed). With a single trial `cc_norm` and `cc_norm_hsu` are `cc_raw`. A
//! population's score is the mean of its neurons', those left out that are not a number.
//!
//! Scores of counts that were [smoothed](crate::spikes::Smoothing) and of those that were not do not compare; a [`Table`]
//! says which it has.
//!
//! ```
//! use aru::auditory::score::{Neuron, Pooling};
//! use ndarray::array;
//! # fn main() -> aru::Result<()> {
//! // One clip of four bins, two trials.
//! let prediction = array![0.0, 1.0, 0.0, 1.0];
//! let trials = array![[0.0, 2.0, 0.0, 2.0], [0.0, 2.0, 0.0, 0.0]];
//! let neuron = Neuron::new([(prediction, trials)])?;
//! assert!((neuron.cc_raw() - 0.9045).abs() < 1e-4);
//! assert!((neuron.signal_power(Pooling::Joined) - 0.6667).abs() < 1e-4);
//! assert!((neuron.cc_norm(Pooling::Joined) - 1.0607).abs() < 1e-4);
//! # Ok(())
//! # }
//! ```

mod ceiling;
mod moments;
mod neuron;
mod power;
mod table;
#[cfg(test)]
mod tests;

use std::fmt;

use aru_runtime::{Error, Result};
use ndarray::ArrayRef1;
use serde::{Deserialize, Serialize};

use self::moments::correlation;
use crate::fault::check_finite;

pub use self::neuron::{Neuron, Score};
pub use self::table::Table;

/// How clips come together in what is computed of trials: signal power and CCmax. CCraw and the covariance of CCnorm are
/// always those of all bins joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pooling {
    /// The clips one after the other, as if they were one. A clip with fewer trials than another is filled up by repeating
    /// its own, in order.
    #[default]
    Joined,
    /// Each clip by itself, then the mean weighted by their lengths; clips with fewer than 2 trials or 2 bins are left out,
    /// and of CCmax those in which it is not a number.
    ByClip,
}

impl fmt::Display for Pooling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Pooling::Joined => "trials joined over clips",
            Pooling::ByClip => "by clip, weighted by length",
        })
    }
}

/// Pearson's correlation of a prediction with the mean of the trials, bin by bin; NaN of fewer than two bins, or where
/// either does not vary. The scores of a neuron with its trials are those of [`Neuron`].
///
/// # Errors
/// Another number of bins in one than in the other; a value that is not finite.
///
/// ```
/// use aru::auditory::score::cc_raw;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// assert!(cc_raw(&array![0.0, 1.0, 0.0, 1.0], &array![1.0, 2.0, 0.0, 1.0])? > 0.7);
/// assert!(cc_raw(&array![1.0, 1.0], &array![0.0, 1.0])?.is_nan());
/// # Ok(())
/// # }
/// ```
pub fn cc_raw(predicted: &ArrayRef1<f64>, measured: &ArrayRef1<f64>) -> Result<f64> {
    if predicted.len() != measured.len() {
        return Err(Error::Shape {
            what: "the prediction".into(),
            expected: format!("[{}], as many bins as were measured", measured.len()),
            found: predicted.shape().to_vec(),
        });
    }
    check_finite("the prediction", predicted)?;
    check_finite("the measured response", measured)?;
    Ok(correlation(&predicted.to_vec(), &measured.to_vec()))
}
