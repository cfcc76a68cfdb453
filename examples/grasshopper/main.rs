//! Spikes of a locust's auditory receptors, predicted from the sound by a recurrent network whose time constants are
//! learned. data/README.md says what the recordings are and how the baselines were computed.
//!
//! `cargo run --release --example grasshopper`

mod fit;
mod neuron;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use aru::plot::Panels;
use aru::prelude::*;
use clap::Parser;
use fit::{BURN_IN, Fit, Measure, WINDOW};
use neuron::Neuron;
use rayon::prelude::*;

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
struct Options {
    /// Two seeds and 40 epochs: seconds, to see that all works; not judged
    #[arg(long)]
    quick: bool,
    /// The first seed
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many seeds
    #[arg(long, default_value_t = 8)]
    seeds: u64,
    /// How often the training windows are gone through
    #[arg(long, default_value_t = 200)]
    epochs: usize,
    /// Fits that run at the same time [default: one for each core]
    #[arg(long)]
    threads: Option<usize>,
    /// Folder for the figure, the table of all fits and the weights
    #[arg(long, default_value = "runs/grasshopper")]
    out: PathBuf,
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let started = Instant::now();
    let (count, epochs) = match options.quick {
        true => (options.seeds.min(2), options.epochs.min(40)),
        false => (options.seeds, options.epochs),
    };
    ensure!(count > 0, "--seeds is 0; expected at least 1");
    let seeds = options.seed..options.seed.checked_add(count).context("--seed is too large")?;
    std::fs::create_dir_all(&options.out)
        .with_context(|| format!("cannot make the folder `{}`", options.out.display()))?;
    let neurons = neuron::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/grasshopper_receptor.npz"))?;

    println!("8 tanh units; both time constants of each learned, from 1.1 to 3 ms");
    println!("windows of {WINDOW} ms, the first {BURN_IN} to settle; batches of 4; weight decay 0.2");
    println!("Adam at 0.01, falling along a cosine; {epochs} epochs, the best on 1 s of validation kept");
    println!("{count} seeds from {}", options.seed);
    if options.quick {
        println!("--quick: too short to be judged");
    }
    let groups: Vec<(usize, Measure)> = (0..neurons.len())
        .flat_map(|neuron| Measure::ALL.map(|measure| (neuron, measure)))
        .collect();
    // Zero lets rayon take one thread for each core.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.unwrap_or(0));
    let pool = pool.build().context("cannot start the threads")?;
    let fit_all_seeds = |&(neuron, measure): &(usize, Measure)| {
        let seeds = seeds.clone().into_par_iter();
        seeds
            .map(|seed| Fit::new(&neurons[neuron], measure, seed, epochs))
            .collect::<Result<Vec<Fit>>>()
    };
    let fits: Vec<Vec<Fit>> = pool.install(|| groups.par_iter().map(fit_all_seeds).collect::<Result<_>>())?;

    let passed = present(&options, &neurons, &groups, &fits)?;
    println!("\n{:.0} s", started.elapsed().as_secs_f64());
    println!("figure, table and weights are in {}", options.out.display());
    Ok(if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Prints what was reached, and writes the files; false where a threshold was missed.
fn present(
    options: &Options,
    neurons: &[Neuron],
    groups: &[(usize, Measure)],
    fits: &[Vec<Fit>],
) -> Result<bool> {
    let mut passed = true;
    let mut panels = Vec::new();
    let mut table = String::from("recording,measure,seed,score,epoch,tau_s_ms,tau_r_ms\n");
    for (&(index, measure), fits) in groups.iter().zip(fits) {
        let neuron = &neurons[index];
        if measure == Measure::Correlation {
            println!(
                "\nrecording {index}, sound modulated up to {} Hz",
                neuron.cutoff_hz
            );
        }
        passed &= report::print(index, measure, fits, !options.quick);
        let typical = report::typical(fits);
        panels.push(report::panel(index, neuron, measure, typical));
        let weights = format!("recording_{index}_{}.safetensors", measure.file_name());
        typical.net.save(options.out.join(weights))?;
        for fit in fits {
            table.push_str(&report::line(index, measure, fit));
        }
    }
    Panels::new(panels).save(options.out.join("rates.svg"))?;
    let path = options.out.join("fits.csv");
    std::fs::write(&path, table).with_context(|| format!("cannot write `{}`", path.display()))?;
    Ok(passed)
}
