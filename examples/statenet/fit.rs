//! A model's networks on recordings: ten seeds trained together, their scores, and what they learned.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use aru::auditory::recordings::Recordings;
use aru::auditory::score::{Pooling, Score, Table};
use aru::prelude::*;
use ndarray::{ArrayView3, s};
use serde::{Deserialize, Serialize};

use crate::memory::Memory;
use crate::reading::{self, Reading};
use crate::recorded::Recorded;

/// Adam's rate.
pub const RATE: f64 = 3e-3;
/// How trials of several clips come together in a score, where clips have as many.
pub const POOLING: Pooling = Pooling::Joined;

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
    /// By how much each window of a window curve is longer than the one before.
    pub windows: f64,
    /// Where the weights of every seed are kept.
    pub weights: PathBuf,
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
    /// CCnorm (CCraw where there is one trial) of each seed alone, neuron by neuron; none where there is no such number.
    pub seeds: Vec<Vec<Option<f64>>>,
    /// Scores of the mean prediction of all seeds, neuron by neuron.
    pub mean: Vec<Numbers>,
    /// The mean prediction of the first test clip, neuron by neuron.
    pub shown: Vec<Vec<f32>>,
    /// What the seed with the lowest validation loss does, neuron by neuron.
    pub readings: Vec<Reading>,
    /// Its number among the seeds.
    pub chosen: usize,
    /// Every learned time constant.
    pub time_constants: Vec<TimeConstants>,
}

/// The scores of a neuron, each none where it is not a number.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Numbers {
    pub cc_raw: Option<f64>,
    pub cc_norm: Option<f64>,
    pub cc_max: Option<f64>,
    pub cc_norm_hsu: Option<f64>,
    pub signal_power: Option<f64>,
}

impl From<Score> for Numbers {
    fn from(score: Score) -> Self {
        let known = |number: f64| Some(number).filter(|number| number.is_finite());
        Numbers {
            cc_raw: known(score.cc_raw),
            cc_norm: known(score.cc_norm),
            cc_max: known(score.cc_max),
            cc_norm_hsu: known(score.cc_norm_hsu),
            signal_power: known(score.signal_power),
        }
    }
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
pub fn fit<N: Network<Scalar = f32>>(recorded: &Recorded, settings: &Settings) -> Result<Fit> {
    let train = recorded.train.sequences::<f32>()?;
    let validate = recorded.validate.sequences::<f32>()?;
    let test = recorded.test.sequences::<f32>()?;
    let [first, end] = settings.seeds;
    let mut nets = Ensemble::<N>::new(first..end);
    let start = Instant::now();
    let histories = Trainer::new(Adam::new(RATE))
        .loss(MeanSquaredError)
        .batch_size(1)
        .epochs(settings.epochs)
        .seed(first)
        .validate(&validate)
        .early_stopping(settings.patience)
        .restore_best(true)
        .fit(&mut nets, &train)?;
    let seconds = start.elapsed().as_secs_f64();
    let histories = histories
        .into_iter()
        .collect::<std::result::Result<Vec<History>, _>>()?;
    for (seed, net) in (first..end).zip(nets.networks()) {
        net.save(settings.weights.join(format!("{seed}.safetensors")))?;
    }

    let seeds = nets.networks().iter().map(|net| {
        let table = score(&recorded.test, &net.evaluate(&test).outputs()?.view())?;
        let numbers = numbers(&table).into_iter();
        Ok(numbers.map(|numbers| numbers.cc_norm).collect())
    });
    let seeds = seeds.collect::<Result<Vec<Vec<Option<f64>>>>>()?;
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
    let readings = reading::of(
        &nets.networks()[chosen],
        &N::new(first + chosen as u64),
        recorded,
        settings,
    )?;
    Ok(Fit {
        parameters: learned(&nets.networks()[0]),
        seconds,
        epochs: histories.iter().map(History::len).collect(),
        mean: numbers(&score(&recorded.test, &predicted.view())?),
        seeds,
        shown,
        readings,
        chosen,
        time_constants: time_constants(nets.networks()),
    })
}

/// How trials of several clips come together in a score: joined, as the literature has it, but where clips differ in trials:
/// to join them the trials of some would be repeated, and what is repeated counts as signal.
pub fn pooling(recordings: &Recordings) -> Pooling {
    let differ = (0..recordings.neurons().len()).any(|neuron| {
        let responses = recordings.clips().iter().filter_map(|clip| clip.response(neuron));
        let mut trials = responses.map(|response| response.nrows());
        trials
            .next()
            .is_some_and(|first| trials.any(|other| other != first))
    });
    if differ { Pooling::ByClip } else { POOLING }
}

/// Scores of predictions of the test clips. What they predict beyond the end of a clip is nothing, and counts for nothing.
pub fn score(test: &Recordings, predicted: &ArrayView3<f32>) -> Result<Table> {
    Ok(test.score(predicted, pooling(test))?)
}

/// The scores of a table, neuron by neuron.
pub fn numbers(table: &Table) -> Vec<Numbers> {
    let scores = table.neurons().iter();
    scores.map(|&(_, score)| Numbers::from(score)).collect()
}

fn learned<N: Network>(net: &N) -> usize {
    let learned = net.parameters().filter(|parameter| parameter.is_learned());
    learned.map(|parameter| parameter.values().len()).sum()
}

/// The learned rates of every network as time constants.
fn time_constants<N: Network<Scalar = f32>>(nets: &[N]) -> Vec<TimeConstants> {
    let description = &N::DESCRIPTION;
    let dt = description.dt.unwrap_or(1.0);
    let rates = description
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| parameter.learn && description.is_rate(parameter));
    let of_rate = |(place, parameter): (usize, &aru::description::Parameter)| {
        let of_net = |net: &N| -> Vec<f64> {
            let values = net.parameters().nth(place).map(|rate| rate.values().to_vec());
            let values = values.unwrap_or_default().into_iter();
            values.map(|alpha| dt / f64::from(alpha)).collect()
        };
        TimeConstants {
            name: parameter.name.replace(".alpha_", ".tau_"),
            seeds: nets.iter().map(of_net).collect(),
        }
    };
    rates.map(of_rate).collect()
}

impl Fit {
    /// CCnorm of each seed for a neuron.
    pub fn cc_norm(&self, neuron: usize) -> Vec<Option<f64>> {
        self.seeds.iter().map(|scores| scores[neuron]).collect()
    }

    /// The memory of a neuron's prediction.
    pub fn memory(&self, neuron: usize) -> &Memory {
        &self.readings[neuron].memory
    }
}
