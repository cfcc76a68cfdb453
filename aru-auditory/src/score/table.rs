//! Scores of a population, with what they are scores of.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Pooling, Score};
use crate::spikes::Smoothing;

/// The scores of neurons, by name, and what they were computed of. Its `Display` is a table that says so.
///
/// ```
/// use aru::auditory::score::{Neuron, Pooling, Table};
/// use aru::auditory::spikes::Smoothing;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let neuron = Neuron::new([(array![0.0, 1.0, 0.0, 1.0], array![[0.0, 2.0, 0.0, 2.0], [0.0, 2.0, 0.0, 0.0]])])?;
/// let table = Table::new([("a1", neuron)], Pooling::Joined, Smoothing::None, 0.005);
/// assert!(table.to_string().starts_with("bins of 5 ms, counts, not smoothed; trials joined over clips\n"));
/// println!("{table}");
/// assert_eq!(table.population().cc_raw, table.neurons()[0].1.cc_raw);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pooling: Pooling,
    smoothing: Smoothing,
    dt: f64,
    neurons: Vec<(String, Score)>,
}

impl Table {
    /// The scores of neurons, whose responses were smoothed so, in bins of `dt` seconds. Bits per spike are NaN where they
    /// were smoothed.
    pub fn new<S: Into<String>>(
        neurons: impl IntoIterator<Item = (S, super::Neuron)>,
        pooling: Pooling,
        smoothing: Smoothing,
        dt: f64,
    ) -> Self {
        let scored = neurons.into_iter().map(|(name, neuron)| {
            let mut score = neuron.score(pooling);
            if smoothing != Smoothing::None {
                score.bits_per_spike = f64::NAN;
            }
            (name.into(), score)
        });
        Table {
            pooling,
            smoothing,
            dt,
            neurons: scored.collect(),
        }
    }

    /// Each neuron's, in the order given.
    pub fn neurons(&self) -> &[(String, Score)] {
        &self.neurons
    }

    /// The means over neurons, those left out whose score is not a number.
    pub fn population(&self) -> Score {
        Score::mean(self.neurons.iter().map(|(_, score)| score))
    }

    /// How clips came together.
    pub fn pooling(&self) -> Pooling {
        self.pooling
    }

    /// What the responses were smoothed by.
    pub fn smoothing(&self) -> Smoothing {
        self.smoothing
    }

    /// The bins of the responses, in seconds.
    pub fn dt(&self) -> f64 {
        self.dt
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dt = (self.dt * 1e9).round() / 1e6;
        writeln!(f, "bins of {dt} ms, {}; {}", self.smoothing, self.pooling)?;
        let mean = format!("mean of {}", self.neurons.len());
        let names = self.neurons.iter().map(|(name, _)| name.chars().count());
        let width = names.chain([mean.len()]).max().unwrap_or(0);
        writeln!(
            f,
            "{:width$}  CCraw   CCnorm  CCmax   CCnorm (Hsu)  SP         bits/spike",
            "neuron"
        )?;
        let population = self.population();
        let rows = self.neurons.iter().map(|(name, score)| (name, score));
        for (name, score) in rows.chain([(&mean, &population)]) {
            writeln!(
                f,
                "{name:width$}  {:<6.3}  {:<6.3}  {:<6.3}  {:<12.3}  {:<9.3e}  {:<.3}",
                score.cc_raw,
                score.cc_norm,
                score.cc_max,
                score.cc_norm_hsu,
                score.signal_power,
                score.bits_per_spike
            )?;
        }
        Ok(())
    }
}
