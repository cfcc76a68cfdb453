//! A model's networks on recordings: ten seeds trained together, their scores, and what they learned.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use aru::prelude::*;
use ndarray::s;
use serde::{Deserialize, Serialize};

use crate::memory::{Curve, Memory};
use crate::reading::{self, Reading};
use crate::recorded::Recorded;
use crate::score::{Numbers, score};

/// Adam's rate.
pub const RATE: f64 = 3e-3;
/// That of time constants, of every model that learns some, as docs/auditory.md advises ("Where an ARU starts").
pub const RATE_OF_TAU: f64 = 10.0 * RATE;

/// How a model is trained and read.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The first, and one past the last.
    pub seeds: [u64; 2],
    /// At most.
    pub epochs: usize,
    /// Epochs without a lower validation loss after which a network's training ends.
    pub patience: usize,
    /// Updates of a dream; 0 for none.
    pub dream: usize,
    /// By how much each window of a window curve is longer than the one before; none for no curves.
    pub windows: Option<f64>,
    /// Where the weights of every seed are kept: a folder of the report, and one within it.
    pub report: PathBuf,
    pub weights: String,
}

impl Settings {
    /// The files with the weights, seed by seed.
    pub fn files(&self) -> impl Iterator<Item = PathBuf> {
        let [first, end] = self.seeds;
        let folder = self.report.join(&self.weights);
        (first..end).map(move |seed| folder.join(format!("{seed}.safetensors")))
    }
}

/// What came of it, as plain data.
#[derive(Serialize, Deserialize)]
pub struct Fit {
    /// Numbers that were learned.
    pub parameters: usize,
    /// Of training all seeds, by the clock.
    pub seconds: f64,
    /// How many epochs each seed ran.
    pub epochs: Vec<usize>,
    /// The folder of the weights of its seeds, within that of the report.
    pub weights: String,
    /// Scores of each seed alone, neuron by neuron.
    pub seeds: Vec<Vec<Numbers>>,
    /// Scores of the mean prediction of all seeds, neuron by neuron.
    pub mean: Vec<Numbers>,
    /// The mean prediction of the first test clip, neuron by neuron.
    pub shown: Vec<Vec<f32>>,
    /// What the seed with the lowest validation loss does, neuron by neuron, and the window curve of the mean prediction.
    pub readings: Vec<Reading>,
    /// Its number among the seeds.
    pub chosen: usize,
    /// Every learned time constant.
    pub time_constants: Vec<TimeConstants>,
}

/// The learned time constants of a layer.
#[derive(Serialize, Deserialize)]
pub struct TimeConstants {
    /// As `memory.tau_r`.
    pub name: String,
    /// Seconds, seed by seed.
    pub seeds: Vec<Vec<f64>>,
}

/// Trains the seeds as one ensemble, a clip a batch, each until its validation loss no longer falls, keeps the best weights of
/// each, and asks them what they do.
pub fn fit<N: Declared<Scalar = f32>>(recorded: &Recorded, settings: &Settings) -> Result<Fit> {
    let train = recorded.train.sequences::<f32>()?;
    let validate = recorded.validate.sequences::<f32>()?;
    let test = recorded.test.sequences::<f32>()?;
    let [first, end] = settings.seeds;
    let mut nets = Ensemble::<N>::new(first..end);
    let start = Instant::now();
    let mut trainer = Trainer::new(Adam::new(RATE))
        .loss(MeanSquaredError)
        .batch_size(1)
        .epochs(settings.epochs)
        .seed(first)
        .validate(&validate)
        .early_stopping(settings.patience)
        .restore_best(true);
    for (_, name) in learned_rates::<N>() {
        trainer = trainer.learning_rate_of(name, RATE_OF_TAU);
    }
    let histories = trainer.fit(&mut nets, &train)?;
    let seconds = start.elapsed().as_secs_f64();
    let histories = histories
        .into_iter()
        .collect::<std::result::Result<Vec<History>, _>>()?;
    for (file, net) in settings.files().zip(nets.networks()) {
        net.save(file)?;
    }

    let seeds = nets
        .networks()
        .iter()
        .map(|net| score(&recorded.test, &net.evaluate(&test).outputs()?));
    let seeds = seeds.collect::<Result<Vec<Vec<Numbers>>>>()?;
    let predicted = nets.mean_prediction(&test)?;
    let length = test.length(0);
    let shown = predicted.slice(s![0, ..length, ..]);
    let shown = shown
        .columns()
        .into_iter()
        .map(|column| column.to_vec())
        .collect();

    let losses = histories
        .iter()
        .map(|history| history.lowest_validation_loss().unwrap_or(f64::INFINITY));
    let (chosen, _) = losses
        .enumerate()
        .min_by(|(_, a), (_, b)| a.total_cmp(b))
        .context("an ensemble has at least one network")?;
    let mean = score(&recorded.test, &predicted)?;
    let curves = match settings.windows {
        Some(factor) => Curve::of(nets.networks(), &recorded.test, factor)?,
        None => mean.iter().map(Curve::without_windows).collect(),
    };
    let readings = reading::of(
        &nets.networks()[chosen],
        &N::new(first + chosen as u64),
        curves,
        recorded,
        settings,
    )?;
    Ok(Fit {
        parameters: learned(&nets.networks()[0]),
        seconds,
        epochs: histories.iter().map(History::len).collect(),
        weights: settings.weights.clone(),
        mean,
        seeds,
        shown,
        readings,
        chosen,
        time_constants: time_constants(nets.networks()),
    })
}

fn learned<N: Network>(net: &N) -> usize {
    let learned = net.parameters().filter(|parameter| parameter.is_learned());
    learned.map(|parameter| parameter.values().len()).sum()
}

/// The learned rates of every network as time constants.
fn time_constants<N: Declared<Scalar = f32>>(nets: &[N]) -> Vec<TimeConstants> {
    let dt = N::DESCRIPTION.dt.unwrap_or(1.0);
    let of_rate = |(place, name): (usize, String)| {
        let of_net = |net: &N| -> Vec<f64> {
            let values = net.parameters().nth(place).map(|rate| rate.values().to_vec());
            let values = values.unwrap_or_default().into_iter();
            values.map(|alpha| dt / f64::from(alpha)).collect()
        };
        TimeConstants {
            name: name.replace(".alpha_", ".tau_"),
            seeds: nets.iter().map(of_net).collect(),
        }
    };
    learned_rates::<N>().into_iter().map(of_rate).collect()
}

/// The rates that a network learns, each a time constant: their places among its parameters, and their names.
fn learned_rates<N: Declared>() -> Vec<(usize, String)> {
    let description = &N::DESCRIPTION;
    let parameters = description.parameters.iter().enumerate();
    parameters
        .filter(|(_, parameter)| parameter.learn && description.is_rate(parameter))
        .map(|(place, rate)| (place, rate.name.to_string()))
        .collect()
}

impl Fit {
    /// The scores of each seed for a neuron.
    pub fn seeds_of(&self, neuron: usize) -> Vec<Numbers> {
        self.seeds.iter().map(|scores| scores[neuron]).collect()
    }

    /// The memory of a neuron's prediction.
    pub fn memory(&self, neuron: usize) -> &Memory {
        &self.readings[neuron].memory
    }
}

#[cfg(test)]
mod tests;
