//! Figure 2 of the paper: networks whose rate constants are held at the nodes of a grid learn from teachers with known
//! constants. The loss is lowest where the constants are the teacher's.
//!
//! `cargo run --release --example fig2_grid_search`

mod claims;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::landscape::Landscape;
use aru::prelude::*;
use aru::statistics::mean;
use aru::teacher;
use clap::Parser;
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// Eq. 20 of the paper, with both rate constants held.
    pub struct HeldNet<const H: usize> {
        input x: 2;

        layer hidden: Aru<H> {
            alpha_s: fixed global(1.0);
            alpha_r: fixed global(1.0);
            activation: sigmoid;
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// Constants of the teachers, `[alpha_s, alpha_r]`.
const TARGETS: [[f64; 2]; 6] = [
    [0.342, 0.684],
    [0.342, 1.0],
    [0.684, 0.342],
    [0.684, 0.684],
    [0.889, 0.889],
    [0.137, 0.137],
];

/// Networks with held rate constants learn from teachers (figure 2 of the paper).
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Nodes along each axis: all 20, or every second of them
    #[arg(long, default_value = "20", value_parser = ["10", "20"])]
    grid: String,
}

/// One student: the teacher's constants, the student's, and what decides data and first weights.
#[derive(Serialize, Deserialize)]
struct Trial {
    target: [f64; 2],
    held: [f64; 2],
    seed: u64,
    epochs: usize,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let every = if arguments.grid == "20" { 1 } else { 2 };
    experiment(&arguments.options, every)?.finish()?;
    Ok(())
}

/// Runs it over every `every`-th of 20 nodes; to be quick, over every second at least.
pub fn experiment(options: &Options, every: usize) -> Result<Report> {
    let nodes: Vec<f64> = (0..20)
        .step_by(options.full_or_quick(every, 2))
        .map(|node| 0.001 + 1.299 * f64::from(node) / 19.0)
        .collect();
    let epochs = options.full_or_quick(100, 10);
    let mut report = Report::new("fig2_grid_search", "Held rate constants on a grid", options);
    report.question(
        "A network with two rate constants makes the data. Students whose constants are held at other values learn \
         all their weights from it. Do they fit best where their constants are the teacher's?",
    );
    report.setting(
        "network",
        "2 inputs, 10 sigmoid ARU, 2 sigmoid outputs; weights, biases and initial states learned",
    );
    report.setting(
        "rate constants",
        format!(
            "held at {0} x {0} nodes, {1:.3} to {2:.3}",
            nodes.len(),
            nodes[0],
            nodes[nodes.len() - 1]
        ),
    );
    report.setting("teacher and inputs", teacher::IN_WORDS);
    report.setting(
        "data",
        "400 + 100 sequences of 20 steps from a teacher of the same declaration",
    );
    report.setting(
        "training",
        format!("Adam 1e-3, batches of 1, gradient norm at most 0.1, no weight decay; {epochs} epochs ({} updates), the best on validation", 400 * epochs),
    );
    let seeds = report.seeds(2, 1)?;

    let more = options.full_or_quick(20, 2);
    report.setting(
        "beside the grid",
        format!("students held exactly at the teacher's constants and at these swapped, {more} repetitions"),
    );

    let mut trials = Vec::new();
    for target in TARGETS {
        for &alpha_s in &nodes {
            for &alpha_r in &nodes {
                let held = [alpha_s, alpha_r];
                trials.extend(seeds.clone().map(|seed| Trial {
                    target,
                    held,
                    seed,
                    epochs,
                }));
            }
        }
    }
    let results = report.run_groups("nodes", trials, |trial| trial.epochs, train)?;

    // Beside the grid: students held exactly at the teacher's constants, and at these swapped.
    let more_seeds = seeds.start..seeds.start.saturating_add(more);
    let mut trials = Vec::new();
    for target in TARGETS
        .into_iter()
        .filter(|[alpha_s, alpha_r]| alpha_s != alpha_r)
    {
        for held in [target, [target[1], target[0]]] {
            trials.extend(more_seeds.clone().map(|seed| Trial {
                target,
                held,
                seed,
                epochs,
            }));
        }
    }
    let swapped = report.run_groups("swaps", trials, |trial| trial.epochs, train)?;

    let mut landscapes = Vec::new();
    for target in TARGETS {
        landscapes.push(Landscape::from_fn(&nodes, &nodes, |held| {
            let here = results
                .iter()
                .filter(|trial| trial.settings.target == target && trial.settings.held == held);
            mean(&here.map(|trial| trial.outcome.ln()).collect::<Vec<f64>>())
        })?);
    }
    claims::show(&mut report, &landscapes)?;
    claims::judge(&mut report, &landscapes, &swapped)?;
    Ok(report)
}

/// The lowest validation losses of students with held constants, which train side by side.
fn train(trials: &[&Trial]) -> Result<Vec<Result<f64>>> {
    let (mut students, mut train, mut valid) = (Vec::new(), Vec::new(), Vec::new());
    for trial in trials {
        let (first, rest) = data(trial)?;
        train.push(first);
        valid.push(rest);
        let mut student = HeldNet::<f32, 10>::new(trial.seed);
        hold(&mut student, trial.held)?;
        students.push(student);
    }
    let histories = Trainer::new(Adam::new(1e-3))
        .batch_size(1)
        .lockstep(true)
        .shuffle(false)
        .clip_norm(0.1)
        .epochs(trials[0].epochs)
        .validate(&valid)
        .fit(&mut Ensemble::of(students), &train)?;
    let loss = |history: Result<History, FitError>| {
        history?
            .lowest_validation_loss()
            .context("no epoch was validated")
    };
    Ok(histories.into_iter().map(loss).collect())
}

fn hold(net: &mut HeldNet<f32, 10>, [alpha_s, alpha_r]: [f64; 2]) -> aru::Result<()> {
    net.set("hidden.alpha_s", &[alpha_s as f32])?;
    net.set("hidden.alpha_r", &[alpha_r as f32])
}

/// What the teacher of a trial makes: to train on, and to validate with.
fn data(trial: &Trial) -> Result<(Sequences<f32>, Sequences<f32>)> {
    let mut teacher: HeldNet<f32, 10> = teacher::network(trial.seed);
    hold(&mut teacher, trial.target)?;
    Ok(teacher::sequences(&teacher, 500, 20, trial.seed)?.split(400)?)
}
