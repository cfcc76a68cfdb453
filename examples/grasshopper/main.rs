//! Spikes of a locust's auditory receptors, predicted from the sound by a recurrent network whose time constants are
//! learned. data/README.md says what the recordings are and how the baselines were computed.
//!
//! `cargo run --release --example grasshopper`

mod claims;
mod fit;
mod neuron;

use std::path::Path;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use clap::Parser;
use fit::{BURN_IN, Fit, Measure, WINDOW};
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// From the level of the sound to the number of spikes expected in each millisecond.
    pub struct Receptor {
        dt: 1 ms;
        input level: 1;

        /// Every unit finds the time constants of its own current and rate.
        layer hidden: Aru<8> {
            tau_s: learn per_unit(uniform(1.1 ms, 3 ms)) in logistic(0, 1);
            tau_r: learn per_unit(uniform(1.1 ms, 3 ms)) in logistic(0, 1);
            activation: tanh;
        }
        /// Starts near 0.1 spikes a step.
        output spikes: 1 { activation: softplus; bias: learn -2.3; }

        level -> hidden;
        hidden ~> hidden;
        hidden -> spikes;
    }
}

/// Predicts the spikes of two locust auditory receptors from the sound, with learned time constants.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

/// One network on one recording.
#[derive(Serialize, Deserialize)]
struct Trial {
    recording: usize,
    measure: Measure,
    seed: u64,
    epochs: usize,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Fits networks to both recordings by both measures.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(200, 40);
    let neurons = neuron::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/grasshopper_receptor.npz"))?;
    let mut report = Report::new("grasshopper", "Spikes of a locust's auditory receptors", options);
    report.question(
        "Two auditory receptors of a locust heard a sound whose loudness changes at random. How well does a small \
         network with learned time constants predict their spikes in seconds that it has not seen?",
    );
    report.setting(
        "network",
        "level of the sound in dB, 8 tanh ARU, 1 softplus output: spikes in each millisecond",
    );
    report.setting(
        "time constants",
        "both learned for each unit, from random starts between 1.1 and 3 ms, without an upper bound",
    );
    report.setting(
        "data",
        "7 s to train on, 1 s to validate, 2 s to test, two recordings",
    );
    report.setting(
        "windows",
        format!("{WINDOW} ms, the first {BURN_IN} to settle; batches of 4"),
    );
    report.setting("training", format!("Adam at 0.01, falling along a cosine; weight decay 0.2; gradient norm at most 1; {epochs} epochs, the best on validation"));
    let seeds = report.seeds(8, 2)?;

    let mut trials = Vec::new();
    for recording in 0..neurons.len() {
        for measure in Measure::ALL {
            trials.extend(seeds.clone().map(|seed| Trial {
                recording,
                measure,
                seed,
                epochs,
            }));
        }
    }
    let folder = report.folder().join("weights");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let results = report.run("fits", trials, |trial| {
        let (net, fit) = Fit::new(&neurons[trial.recording], trial)?;
        net.save(folder.join(format!(
            "{}_{}_{}_{}.safetensors",
            trial.recording,
            trial.measure.file_name(),
            trial.epochs,
            trial.seed
        )))?;
        anyhow::Ok(fit)
    })?;
    claims::judge(&mut report, &neurons, &results)?;
    Ok(report)
}
