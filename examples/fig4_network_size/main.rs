//! Figure 4 of the paper: students smaller and larger than the teacher find the same rate constants.
//!
//! `cargo run --release --example fig4_network_size`

mod claims;

use anyhow::{Context, Result, bail};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use aru::teacher;
use clap::Parser;
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// Eq. 20 of the paper, with both rate constants learned.
    pub struct AruNet<const H: usize> {
        input x: 2;

        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            activation: sigmoid;
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// The same with both held, above 1 too.
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

/// The constants of the teacher, which has 10 units, `[alpha_s, alpha_r]`.
const TARGET: [f64; 2] = [0.342, 0.684];
/// How many units students have.
const SIZES: [usize; 4] = [5, 10, 30, 100];

/// Students of several sizes learn from a teacher of 10 units (figure 4 of the paper).
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    units: usize,
    /// The student's constants, where they are not learned.
    held: Option<[f64; 2]>,
    seed: u64,
    epochs: usize,
}

/// The loss of the best validation epoch, and the student's constants then.
#[derive(Serialize, Deserialize)]
struct Outcome {
    loss: f64,
    constants: [f32; 2],
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Runs students that learn their constants, and landscapes.
pub fn experiment(options: &Options) -> Result<Report> {
    let sizes = &SIZES[..options.full_or_quick(4, 3)];
    let nodes: Vec<f64> = (0..20)
        .step_by(options.full_or_quick(2, 4))
        .map(|node| 0.001 + 1.299 * f64::from(node) / 19.0)
        .collect();
    let (epochs, landscape_epochs) = options.full_or_quick((300, 100), (20, 5));
    let mut report = Report::new("fig4_network_size", "Network size", options);
    report.question(
        "A modeller does not know how many neurons made the data. Are the rate constants found by students with fewer \
         or more units than the teacher?",
    );
    report.setting(
        "network",
        "2 inputs, 5 to 100 sigmoid ARU, 2 sigmoid outputs; the teacher has 10 units",
    );
    report.setting(
        "teacher",
        format!("alpha_s = {}, alpha_r = {}", TARGET[0], TARGET[1]),
    );
    report.setting("sizes", format!("{sizes:?}"));
    report.setting("teacher and inputs", teacher::IN_WORDS);
    report.setting(
        "data",
        "400 + 100 sequences of 20 steps; a new teacher, new data, new weights each repetition",
    );
    report.setting(
        "training",
        format!("Adam 1e-3, batches of 1, gradient norm at most 0.1, no weight decay; {epochs} epochs ({} updates) from 0.5, the best on validation", 400 * epochs),
    );
    report.setting(
        "landscapes",
        format!(
            "{0} x {0} nodes of held constants, the first 2 repetitions, {landscape_epochs} epochs",
            nodes.len()
        ),
    );
    let seeds = report.seeds(20, 2)?;

    // The largest networks take the longest: they come first, so that no thread is left with one at the end.
    let descending = || sizes.iter().rev().copied();
    let trial = |units, held, seed, epochs| Trial {
        units,
        held,
        seed,
        epochs,
    };
    let learned =
        descending().flat_map(|units| seeds.clone().map(move |seed| trial(units, None, seed, epochs)));
    let learned = report.run_groups("learned", learned, kind, run)?;
    let mut held = Vec::new();
    for units in descending() {
        for place in nodes.iter().flat_map(|&s| nodes.iter().map(move |&r| [s, r])) {
            held.extend(
                seeds
                    .clone()
                    .take(2)
                    .map(|seed| trial(units, Some(place), seed, landscape_epochs)),
            );
        }
    }
    let held = report.run_groups("landscapes", held, kind, run)?;

    claims::errors(&mut report, sizes, &learned)?;
    claims::landscapes(&mut report, sizes, &nodes, &held)?;
    Ok(report)
}

/// What students must share to train side by side.
fn kind(trial: &Trial) -> (usize, bool, usize) {
    (trial.units, trial.held.is_some(), trial.epochs)
}

/// Students of one size and kind, which train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    match trials[0].units {
        5 => of_size::<5>(trials),
        10 => of_size::<10>(trials),
        30 => of_size::<30>(trials),
        100 => of_size::<100>(trials),
        other => bail!("no student of {other} units is compiled"),
    }
}

fn of_size<const H: usize>(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    match trials[0].held {
        None => train::<AruNet<f32, H>>(trials),
        Some(_) => train::<HeldNet<f32, H>>(trials),
    }
}

/// All students of a repetition see the data of one teacher.
fn train<N: Declared<Scalar = f32>>(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    let (mut students, mut train, mut valid) = (Vec::new(), Vec::new(), Vec::new());
    for trial in trials {
        let (first, rest) = data(trial)?;
        train.push(first);
        valid.push(rest);
        let mut student = N::new(trial.seed);
        if let Some(held) = trial.held {
            set(&mut student, held)?;
        }
        students.push(student);
    }
    let mut students = Ensemble::of(students);
    let histories = Trainer::new(Adam::new(1e-3))
        .batch_size(1)
        .lockstep(true)
        .shuffle(false)
        .clip_norm(0.1)
        .epochs(trials[0].epochs)
        .validate(&valid)
        .restore_best(true)
        .fit(&mut students, &train)?;
    let outcome = |(student, history): (&N, Result<History, FitError>)| {
        let constant = |name| aru::Result::Ok(student.parameter(name)?.values()[0]);
        Ok(Outcome {
            loss: history?
                .lowest_validation_loss()
                .context("no epoch was validated")?,
            constants: [constant("hidden.alpha_s")?, constant("hidden.alpha_r")?],
        })
    };
    Ok(students.networks().iter().zip(histories).map(outcome).collect())
}

fn set(net: &mut impl Network<Scalar = f32>, [alpha_s, alpha_r]: [f64; 2]) -> aru::Result<()> {
    net.set("hidden.alpha_s", &[alpha_s as f32])?;
    net.set("hidden.alpha_r", &[alpha_r as f32])
}

/// What the teacher of a repetition makes: to train on, and to validate with.
fn data(trial: &Trial) -> Result<(Sequences<f32>, Sequences<f32>)> {
    let mut teacher: HeldNet<f32, 10> = teacher::network(trial.seed);
    set(&mut teacher, TARGET)?;
    Ok(teacher::sequences(&teacher, 500, 20, trial.seed)?.split(400)?)
}
