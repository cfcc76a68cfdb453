//! Figure 8 of the paper: in a hierarchy of two areas that predicts a signal of two time scales, the area at the signal
//! becomes fast and the one above it slow.
//!
//! `cargo run --release --example fig8_hierarchy`

mod claims;

use std::f64::consts::TAU;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use clap::Parser;
use ndarray::{Array3, s};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// Two areas with feedback; the first one predicts.
    pub struct Hierarchy<const H: usize> {
        dt: 5 ms;
        input x: 1;

        layer first: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        layer second: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 1;

        x -> first -> second;
        first ~> first;
        second ~> second;
        second ~> first;        // feedback
        first -> y;
    }
}

const UNITS: usize = 10;
/// As parameters are called, in the order of outcomes.
const CONSTANTS: [&str; 4] = [
    "first.alpha_s",
    "first.alpha_r",
    "second.alpha_s",
    "second.alpha_r",
];
const STEPS: usize = 200;
const SEQUENCES: (usize, usize) = (80, 20);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Start {
    /// All constants at 0.5.
    Even,
    /// Each between 0.1 and 0.9.
    Random,
}

const STARTS: [Start; 2] = [Start::Even, Start::Random];
/// The signals, by the frequencies in them (Hz), and the control with one.
const SIGNALS: [&[f64]; 2] = [&[10.0, 2.0], &[10.0]];

/// A hierarchy of two areas predicts a signal of two time scales (figure 8 of the paper).
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    frequencies: Vec<f64>,
    start: Start,
    seed: u64,
    epochs: usize,
}

#[derive(Serialize, Deserialize)]
struct Outcome {
    /// That of the best validation epoch, over the variance of the validation targets.
    loss: f64,
    initial: [f32; 4],
    /// Those of the best epoch.
    learned: [f32; 4],
    /// After each epoch.
    course: Vec<[f32; 4]>,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Runs both kinds of start on both signals.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(100, 15);
    let mut report = Report::new("fig8_hierarchy", "A hierarchy of two areas", options);
    report.question(
        "Areas near the senses are fast, those above them slow. Does this order come about by learning alone, in two \
         areas that start alike and predict a signal with a fast and a slow part?",
    );
    report.setting("network", format!("two areas of {UNITS} ARU, forward in the same step, feedback from the step before; linear readout of the first"));
    report.setting(
        "rate constants",
        "a pair for each area, from 0.5, and from random values between 0.1 and 0.9",
    );
    report.setting(
        "data",
        format!(
            "sines of 10 and 2 Hz, amplitude 1, random phases; {STEPS} steps of 5 ms; {} + {} sequences",
            SEQUENCES.0, SEQUENCES.1
        ),
    );
    report.setting("task", "the next sample");
    report.setting("training", format!("Adam 1e-3, batches of 1, gradient norm at most 2 over all steps, no weight decay; {epochs} epochs ({} updates), the best on validation", epochs * SEQUENCES.0));
    report.setting("control", "10 Hz alone");
    let seeds = report.seeds(20, 2)?;

    let mut trials = Vec::new();
    for frequencies in SIGNALS {
        for start in STARTS {
            let trial = |seed| Trial {
                frequencies: frequencies.to_vec(),
                start,
                seed,
                epochs,
            };
            trials.extend(seeds.clone().map(trial));
        }
    }
    let results = report.run_groups("hierarchies", trials, |trial| trial.epochs, run)?;
    claims::courses(&mut report, &results)?;
    claims::judge(&mut report, &results)?;
    Ok(report)
}

/// Hierarchies train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    let (mut nets, mut train, mut valid) = (Vec::new(), Vec::new(), Vec::new());
    for trial in trials {
        let (first, rest) = sines(trial)?.split(SEQUENCES.0)?;
        train.push(first);
        valid.push(rest);
        let mut net = Hierarchy::<f32, UNITS>::new(trial.seed);
        if trial.start == Start::Random {
            let mut rng = ChaCha8Rng::seed_from_u64(trial.seed);
            for name in CONSTANTS {
                net.set(name, &[rng.random_range(0.1..0.9)])?;
            }
        }
        nets.push(net);
    }
    let initial: Vec<[f32; 4]> = nets.iter().map(constants).collect();
    let mut nets = Ensemble::of(nets);
    let histories = Trainer::new(Adam::new(1e-3))
        .batch_size(1)
        .lockstep(true)
        .shuffle(false)
        .clip_norm(2.0 / STEPS as f64)
        .epochs(trials[0].epochs)
        .validate(&valid)
        .restore_best(true)
        .fit(&mut nets, &train)?;
    let outcome = |(place, history): (usize, Result<History, FitError>)| {
        let history = history?;
        let courses = CONSTANTS.map(|name| history.constant(name).expect("every constant is in the history"));
        let course =
            (0..history.len()).map(|epoch| [0, 1, 2, 3].map(|constant| courses[constant][epoch] as f32));
        let variance = valid[place].targets().mapv(f64::from).var(0.0);
        Ok(Outcome {
            loss: history
                .lowest_validation_loss()
                .context("no epoch was validated")?
                / variance,
            initial: initial[place],
            learned: constants(&nets.networks()[place]),
            course: course.collect(),
        })
    };
    Ok(histories.into_iter().enumerate().map(outcome).collect())
}

/// In the order of their names.
fn constants(net: &Hierarchy<f32, UNITS>) -> [f32; 4] {
    let (first, second) = (net.first(), net.second());
    [
        first.alpha_s()[0],
        first.alpha_r()[0],
        second.alpha_s()[0],
        second.alpha_r()[0],
    ]
}

/// Sums of sines with random phases, and each sample's successor as target.
fn sines(trial: &Trial) -> Result<Sequences<f32>> {
    let dt = Hierarchy::<f32, UNITS>::DESCRIPTION
        .dt
        .context("the network declares a dt")?;
    let mut rng = ChaCha8Rng::seed_from_u64(trial.seed);
    rng.set_stream(1); // the starts have stream 0
    let mut signal = Array3::<f32>::zeros((SEQUENCES.0 + SEQUENCES.1, STEPS + 1, 1));
    for mut sequence in signal.outer_iter_mut() {
        for frequency in &trial.frequencies {
            let phase = rng.random_range(0.0..TAU);
            for (step, value) in sequence.iter_mut().enumerate() {
                *value += (TAU * frequency * dt * step as f64 + phase).sin() as f32;
            }
        }
    }
    let (inputs, targets) = (signal.slice(s![.., ..STEPS, ..]), signal.slice(s![.., 1.., ..]));
    Ok(Sequences::new(inputs, targets)?)
}
