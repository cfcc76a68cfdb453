//! Training of one network on one neuron, and its score on the test.

use anyhow::Result;
use aru::metrics::{bits_per_spike, correlation};
use aru::prelude::*;
use ndarray::{Array1, Axis, s};
use serde::{Deserialize, Serialize};

use super::neuron::Neuron;
use super::{Receptor, Trial};

/// Steps of a training window.
pub const WINDOW: usize = 250;
/// How many of them only bring the state to where it would be.
pub const BURN_IN: usize = 50;
/// Steps of the test that the figure shows.
const SHOWN: usize = 300;

/// What a network is scored by, and trained for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Measure {
    /// r with the smoothed spikes; trained on these by squared error.
    Correlation,
    /// Bits per spike; trained on spike counts by the Poisson loss.
    Bits,
}

impl Measure {
    pub const ALL: [Measure; 2] = [Measure::Correlation, Measure::Bits];

    pub fn name(self) -> &'static str {
        match self {
            Measure::Correlation => "squared error",
            Measure::Bits => "Poisson loss",
        }
    }

    pub fn file_name(self) -> &'static str {
        match self {
            Measure::Correlation => "r",
            Measure::Bits => "bits",
        }
    }
}

/// How a trained network did on the test.
#[derive(Serialize, Deserialize)]
pub struct Fit {
    pub score: f64,
    /// Spikes a step, over the first [`SHOWN`] steps of the test.
    pub prediction: Vec<f32>,
    /// Learned time constants, one a unit.
    pub tau_s_ms: Vec<f64>,
    pub tau_r_ms: Vec<f64>,
}

impl Fit {
    /// Trains a network on a neuron.
    pub fn new(neuron: &Neuron, trial: &Trial) -> Result<(Receptor<f32>, Self)> {
        let &Trial {
            measure,
            seed,
            epochs,
            ..
        } = trial;
        let targets = match measure {
            Measure::Correlation => &neuron.rate,
            Measure::Bits => &neuron.counts,
        };
        let steps = |from: usize, to: usize| -> Result<Sequences<f32>> {
            let one_sequence = |signal: &Array1<f32>| {
                let cut = signal.slice(s![from..to]);
                cut.insert_axis(Axis(0)).insert_axis(Axis(2)).to_owned()
            };
            Ok(Sequences::new(
                one_sequence(&neuron.level),
                one_sequence(targets),
            )?)
        };
        let (train, scale) = steps(0, neuron.train_end)?.standardise()?;
        let train = train.windows(WINDOW, WINDOW - BURN_IN, BURN_IN)?;
        // What comes before the validation only brings the state to where it would be.
        let valid = steps(neuron.train_end - BURN_IN, neuron.validation_end)?
            .standardise_with(&scale)?
            .windows(WINDOW, WINDOW - BURN_IN, BURN_IN)?;

        let mut net = Receptor::<f32>::new(seed);
        let trainer = Trainer::new(Adam::new(0.01))
            .batch_size(4)
            .epochs(epochs)
            .seed(seed)
            .schedule(Cosine {
                floor: 0.05,
                ..Cosine::default()
            })
            .weight_decay(0.2)
            .clip_norm(1.0)
            .validate(&valid)
            .restore_best(true);
        let mut trainer = match measure {
            Measure::Correlation => trainer.loss(MeanSquaredError),
            Measure::Bits => trainer.loss(Poisson),
        };
        trainer.fit(&mut net, &train)?;

        // The state runs on through all parts.
        let whole = steps(0, neuron.level.len())?.standardise_with(&scale)?;
        let prediction = net.run(whole.inputs())?.slice(s![0, .., 0]).to_owned();
        let test = s![neuron.validation_end..];
        let score = match measure {
            Measure::Correlation => correlation(&prediction.slice(test), &neuron.rate.slice(test))?,
            Measure::Bits => bits_per_spike(&prediction.slice(test), &neuron.counts.slice(test))?,
        };
        let in_ms = |taus: Vec<f32>| taus.iter().map(|&tau| 1e3 * f64::from(tau)).collect();
        let shown = s![neuron.validation_end..prediction.len().min(neuron.validation_end + SHOWN)];
        let fit = Fit {
            score,
            prediction: prediction.slice(shown).to_vec(),
            tau_s_ms: in_ms(net.hidden().tau_s()),
            tau_r_ms: in_ms(net.hidden().tau_r()),
        };
        Ok((net, fit))
    }
}
