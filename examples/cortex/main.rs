//! Three cortical areas learn to compare two stimuli with a pause between: which was the larger?
//!
//! Excitatory and inhibitory units, sparse long-range axons that take milliseconds, feedback, noise, and a time constant of
//! its own for each unit, learned. Somewhere in there the first stimulus has to be held for up to two seconds.
//!
//! `cargo run --release --example cortex`

mod claims;
mod dynamics;
mod performance;
mod task;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use clap::Parser;
use performance::Performance;
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// A sensory, a parietal and a frontal area.
    pub struct Cortex {
        dt: 10 ms;
        input stimulus: 1;

        layer sensory: Aru<SMALL> {
            tau_s: learn per_unit(uniform(40 ms, 200 ms)) in logistic(20 ms, 4 s);
            alpha_r: 1.0;
            activation: relu;
            sign: dale(excitatory 0.8);
            noise: normal(0.2);
        }
        layer parietal: Aru<SMALL> {
            tau_s: learn per_unit(uniform(40 ms, 200 ms)) in logistic(20 ms, 4 s);
            alpha_r: 1.0;
            activation: relu;
            sign: dale(excitatory 0.8);
            noise: normal(0.2);
        }
        layer frontal: Aru<LARGE> {
            tau_s: learn per_unit(uniform(40 ms, 200 ms)) in logistic(20 ms, 4 s);
            alpha_r: 1.0;
            activation: relu;
            sign: dale(excitatory 0.8);
            noise: normal(0.2);
        }
        /// The experimenter's readout: evidence for each answer.
        output choice: 2;

        stimulus -> sensory;
        sensory ~> sensory { mask: by(others); }
        parietal ~> parietal { mask: by(others); }
        frontal ~> frontal { mask: by(others); }

        sensory ~> parietal { delay: 20 ms; mask: by(to_parietal); }
        parietal ~> frontal { delay: 40 ms; mask: by(to_frontal); }
        frontal ~> parietal { delay: 40 ms; mask: by(back_to_parietal); }
        parietal ~> sensory { delay: 20 ms; mask: by(back_to_sensory); }

        frontal -> choice { sign: free; }
    }
}

/// Units of the sensory and the parietal area, and of the frontal one: the first four fifths excite.
const SMALL: usize = 20;
const LARGE: usize = 30;
/// A step in seconds.
pub const DT: f64 = 0.01;

/// No unit drives itself.
fn others(target: usize, source: usize) -> bool {
    target != source
}

/// Axons between areas come from excitatory units alone, the first sixteen, and each reaches about a quarter of the other
/// area's units; which ones, has nothing to do with the other paths.
fn axon(path: u64, target: usize, source: usize) -> bool {
    let is_excitatory = source < SMALL * 4 / 5;
    // Scattered without order: the mixing function of SplitMix64 (Steele, Lea and Flood, 2014).
    let mut bits = (path << 32 | (target as u64) << 16 | source as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    is_excitatory && (bits ^ bits >> 31) >> 62 == 0
}

fn to_parietal(target: usize, source: usize) -> bool {
    axon(1, target, source)
}

fn to_frontal(target: usize, source: usize) -> bool {
    axon(2, target, source)
}

fn back_to_parietal(target: usize, source: usize) -> bool {
    axon(3, target, source)
}

fn back_to_sensory(target: usize, source: usize) -> bool {
    axon(4, target, source)
}

const BATCH: usize = 32;
/// Updates an epoch.
const UPDATES: usize = 20;
/// Trials that validate.
const VALIDATION: usize = 320;
/// Adam's rate of learning; that of time constants is three times as high.
const RATE: f64 = 3e-3;
/// What firing costs: this times the mean square of all rates of an area is added to the loss.
const COST: f64 = 0.03;

/// Three cortical areas learn to compare two stimuli with a pause between.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    seed: u64,
    epochs: usize,
}

fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Trains networks, and looks at what they do.
fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(80, 8);
    let mut report = Report::new("cortex", "Three areas compare two stimuli", options);
    report.question(
        "Which of two stimuli was the larger, if there is a pause of up to two seconds between them? Can three areas of \
         excitatory and inhibitory units with noise learn to say it, and with which time constants?",
    );
    report.setting(
        "network",
        format!("areas of {SMALL}, {SMALL} and {LARGE} rectified linear units, four fifths of them excitatory; dt 10 ms; tau_s learned for each unit, from 40 to 200 ms, between 20 ms and 4 s; noise of sd 0.2 on every current"),
    );
    report.setting(
        "between areas",
        "axons of 16 excitatory units, each to about a quarter of the other area's units, forward and back, with delays of 20 and 40 ms",
    );
    report.setting("trials", task::IN_WORDS);
    report.setting(
        "training",
        format!(
            "cross-entropy of the response, plus {COST} times the mean squared rate of each area; Adam {RATE:.0e}, three times \
             that for time constants, falling along a cosine; batches of {BATCH}, gradient norm at most 1; {epochs} epochs of \
             {} new trials ({} updates), the best on validation; pauses of up to 0.5 s at first, up to 2 s from half of the \
             epochs on",
            BATCH * UPDATES,
            UPDATES * epochs
        ),
    );
    let seeds = report.seeds(2, 2)?;

    let folder = report.folder().join("weights");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let results = report.run("networks", seeds.map(|seed| Trial { seed, epochs }), |trial| {
        let net = train(trial)?;
        net.save(weights(&folder, trial))?;
        Performance::new(&net, trial.seed)
    })?;
    let first = &results.iter().next().context("no network was trained")?.settings;
    let net = Cortex::<f32>::load(weights(&folder, first))?;
    report.picture(
        "network",
        "The three areas in a row from the stimulus to the choice, with the links between them and their delays.",
        net.to_svg(),
    )?;
    claims::psychometric(&mut report, &results)?;
    claims::time_constants(&mut report, &results)?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = options.threads.map_or(cores, usize::from);
    dynamics::in_the_pause(&mut report, &net, first.seed, threads)?;
    claims::judge(&mut report, &results)?;
    Ok(report)
}

/// The file of a trained network.
fn weights(folder: &Path, trial: &Trial) -> PathBuf {
    folder.join(format!("{}_{}.safetensors", trial.epochs, trial.seed))
}

/// Trains on new trials in every epoch, with pauses that grow to two seconds in the first half of them.
fn train(trial: &Trial) -> Result<Cortex<f32>> {
    let mut net = Cortex::<f32>::new(trial.seed);
    let held_out = task::draw(VALIDATION, task::LONGEST, &mut task::generator(trial.seed));
    let valid = task::sequences(&held_out)?;
    let cost = ["sensory.rate", "parietal.rate", "frontal.rate"]
        .into_iter()
        .fold(Penalties::new(), |cost, rate| {
            cost.add(rate, Penalty::Square, COST)
        });
    Trainer::new(Adam::new(RATE))
        .loss(CrossEntropy)
        .penalties(cost)
        .batch_size(BATCH)
        .epochs(trial.epochs)
        .seed(trial.seed)
        .schedule(Cosine {
            floor: 0.05,
            ..Cosine::default()
        })
        .learning_rate_of("*.tau_s", 3.0 * RATE)
        .clip_norm(1.0)
        .validate(&valid)
        .restore_best(true)
        .fit_generated(&mut net, |epoch, rng| {
            let part = (2.0 * epoch as f64 / trial.epochs as f64).min(1.0);
            let longest = task::SHORTEST + part * (task::LONGEST - task::SHORTEST);
            task::sequences(&task::draw(BATCH * UPDATES, longest, rng))
        })?;
    Ok(net)
}
