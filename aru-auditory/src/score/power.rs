//! Signal power: how much of the variance of a neuron's response repeats from trial to trial.

use super::moments::{mean, mean_of, variance};

/// A difference of two numbers that should be equal is no signal: so much of either is rounding.
const ROUNDING: f64 = 1e-12;

/// SP = (R var(m) - mean_r var(y_r)) / (R - 1) (Sahani and Linden 2003); NaN of fewer than two trials or two bins.
pub(super) fn signal_power(trials: &[Vec<f64>]) -> f64 {
    let number = trials.len() as f64;
    let Some(first) = trials.first() else {
        return f64::NAN;
    };
    if trials.len() < 2 || first.len() < 2 {
        return f64::NAN;
    }
    let of_mean = variance(&mean_of(trials.iter().map(Vec::as_slice), first.len()));
    let variances: Vec<f64> = trials.iter().map(|trial| variance(trial)).collect();
    let of_trials = mean(&variances);
    let difference = number * of_mean - of_trials;
    if difference.abs() <= ROUNDING * of_trials {
        return 0.0;
    }
    difference / (number - 1.0)
}
