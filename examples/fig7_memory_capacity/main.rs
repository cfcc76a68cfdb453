//! Figure 7 of the paper: how long ago may an input be that a network still recalls?
//!
//! `cargo run --release --example fig7_memory_capacity`

mod claims;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use aru::signal::band_limited_noise;
use clap::Parser;
use ndarray::{Array3, Axis, s};
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// One pair of rate constants for all units.
    pub struct GlobalNet<const H: usize> {
        input x: 1;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.82) in logistic(0, 1);
            alpha_r: learn global(0.82) in logistic(0, 1);
            initial: learn;
        }
        output y: 1;
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// A pair of rate constants for each unit.
    pub struct PerUnitNet<const H: usize> {
        input x: 1;
        layer hidden: Aru<H> {
            alpha_s: learn per_unit(0.82) in logistic(0, 1);
            alpha_r: learn per_unit(0.82) in logistic(0, 1);
            initial: learn;
        }
        output y: 1;
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Units without memory.
    pub struct ElmanNet<const H: usize> {
        input x: 1;
        layer hidden: Elman<H> { initial: learn; }
        output y: 1;
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Gated units, with three times the parameters.
    pub struct GruNet<const H: usize> {
        input x: 1;
        layer hidden: Gru<H> { initial: learn; }
        output y: 1;
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

const UNITS: usize = 10;
/// How many steps back the input is that is to be recalled; always 100 ms.
const LAGS: [usize; 6] = [5, 10, 20, 30, 40, 50];
const LAG_MS: f64 = 100.0;
const WINDOW_MS: f64 = 250.0;
const CUTOFF_HZ: f64 = 20.0;
/// Windows to train on and to validate with.
const WINDOWS: (usize, usize) = (400, 100);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Model {
    Elman,
    Gru,
    Global,
    PerUnit,
}

const MODELS: [Model; 4] = [Model::Elman, Model::Gru, Model::Global, Model::PerUnit];

/// Networks recall their input of some steps ago (figure 7 of the paper).
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    model: Model,
    lag: usize,
    seed: u64,
    epochs: usize,
}

/// What was reached at half of the epochs, and at the end.
#[derive(Serialize, Deserialize)]
struct Outcome {
    half: Reached,
    end: Reached,
}

/// The best validation epoch so far.
#[derive(Clone, Serialize, Deserialize)]
struct Reached {
    /// Loss over the variance of the validation targets about the mean of those trained on: 1 is chance.
    loss: f64,
    /// Mean of alpha_s + alpha_r over units, where there are constants.
    sum: Option<f64>,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Runs all models with all lags.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(60, 6);
    let mut report = Report::new("fig7_memory_capacity", "Memory capacity", options);
    report.question(
        "A network hears noise and is to say what it heard 100 ms ago. The finer the time steps, the more of them \
         there are to bridge. Up to how many steps do networks with and without learned time constants manage?",
    );
    report.setting(
        "networks",
        format!("1 input, {UNITS} units, 1 linear output; constants start at 0.82; initial states learned"),
    );
    report.setting("data", format!("white noise below {CUTOFF_HZ} Hz, variance 1, sampled each 100/N ms; windows of {WINDOW_MS} ms, {} + {}", WINDOWS.0, WINDOWS.1));
    report.setting(
        "task",
        format!("the input N steps back, N of {LAGS:?}; scored from step N of a window on"),
    );
    report.setting("training", format!("Adam 3e-3, batches of 1, gradient norm at most 2 over the scored steps; no weight decay; {} and {epochs} epochs of {} updates, the best on validation", epochs / 2, WINDOWS.0));
    let seeds = report.seeds(20, 2)?;

    let mut trials = Vec::new();
    // The longest sequences first, so that no thread is left with one at the end.
    for lag in LAGS.into_iter().rev() {
        for model in MODELS {
            trials.extend(seeds.clone().map(|seed| Trial {
                model,
                lag,
                seed,
                epochs,
            }));
        }
    }
    let results = report.run_groups("models", trials, kind, run)?;
    claims::judge(&mut report, epochs, &results)?;
    Ok(report)
}

/// What networks must share to train side by side.
fn kind(trial: &Trial) -> (Model, usize, usize) {
    (trial.model, trial.lag, trial.epochs)
}

/// Networks of one model and lag, which train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    match trials[0].model {
        Model::Elman => train::<ElmanNet<f32, UNITS>>(trials),
        Model::Gru => train::<GruNet<f32, UNITS>>(trials),
        Model::Global => train::<GlobalNet<f32, UNITS>>(trials),
        Model::PerUnit => train::<PerUnitNet<f32, UNITS>>(trials),
    }
}

fn train<N: Declared<Scalar = f32>>(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    let (mut train, mut valid) = (Vec::new(), Vec::new());
    for trial in trials {
        let (first, rest) = windows(trial)?.split(WINDOWS.0)?;
        train.push(first);
        valid.push(rest);
    }
    let (lag, epochs) = (trials[0].lag, trials[0].epochs);
    let scored = train[0].steps() - lag;
    let histories = Trainer::new(Adam::new(3e-3))
        .batch_size(1)
        .lockstep(true)
        .shuffle(false)
        .clip_norm(2.0 / scored as f64)
        .epochs(epochs)
        .validate(&valid)
        .fit(
            &mut Ensemble::<N>::new(trials.iter().map(|trial| trial.seed)),
            &train,
        )?;

    let outcome = |history: History, train, valid| {
        let chance = chance(train, valid, lag)?;
        Ok(Outcome {
            half: reached(&history, epochs / 2, chance)?,
            end: reached(&history, epochs, chance)?,
        })
    };
    Ok(histories
        .into_iter()
        .zip(train.iter().zip(&valid))
        .map(|(history, (train, valid))| outcome(history?, train, valid))
        .collect())
}

/// The variance of the validation targets about the mean of those trained on.
fn chance(train: &Sequences<f32>, valid: &Sequences<f32>, lag: usize) -> Result<f64> {
    let targets = |data: &Sequences<f32>| data.targets().slice(s![.., lag.., ..]).mapv(f64::from);
    let centre = targets(train).mean().context("there are no targets")?;
    targets(valid)
        .mapv(|target| (target - centre).powi(2))
        .mean()
        .context("there are no targets")
}

/// The best of the first epochs.
fn reached(history: &History, epochs: usize, chance: f64) -> Result<Reached> {
    let so_far = history.epochs().iter().take(epochs);
    let validated = so_far.filter_map(|epoch| Some((epoch.validation_loss? / chance, &epoch.constants)));
    let (loss, constants) = validated
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .context("no epoch was validated")?;
    let sum = (!constants.is_empty()).then(|| constants.iter().map(|constant| constant.mean).sum());
    Ok(Reached { loss, sum })
}

/// Windows of one process, sampled so that the lag is always 100 ms, with the input of a lag ago as target.
fn windows(trial: &Trial) -> Result<Sequences<f32>> {
    let dt_ms = LAG_MS / trial.lag as f64;
    let length = (WINDOW_MS / dt_ms + 1e-9).floor() as usize;
    // The same duration for every lag, hence the same process; where windows are no whole number of steps, some of it
    // is left over.
    let samples = ((WINDOWS.0 + WINDOWS.1) as f64 * WINDOW_MS / dt_ms).round() as usize;
    let noise = band_limited_noise(samples, 1e-3 * dt_ms, CUTOFF_HZ, trial.seed)?;
    let steps = (WINDOWS.0 + WINDOWS.1) * length;
    let noise = noise.slice(s![..steps]);
    let input: Array3<f32> = noise
        .mapv(|value| value as f32)
        .insert_axis(Axis(0))
        .insert_axis(Axis(2));
    let mut target = Array3::zeros(input.dim());
    target
        .slice_mut(s![.., trial.lag.., ..])
        .assign(&input.slice(s![.., ..steps - trial.lag, ..]));
    Ok(Sequences::new(input, target)?.windows(length, length, trial.lag)?)
}
