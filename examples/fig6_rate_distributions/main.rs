//! Figure 6 of the paper: where every unit of the teacher has rate constants of its own, students with constants per
//! unit fit best, and their spread follows the teacher's.
//!
//! `cargo run --release --example fig6_rate_distributions`

mod claims;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use aru::statistics::standard_deviation;
use aru::teacher;
use clap::Parser;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal};
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// Eq. 20 of the paper, every unit with its own constants: the teacher.
    pub struct TeacherNet<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: fixed per_unit(0.5);
            alpha_r: fixed per_unit(0.5);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Learns two constants for each unit.
    pub struct PerUnitNet<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn per_unit(0.5) in logistic(0, 1);
            alpha_r: learn per_unit(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Learns two constants for all units.
    pub struct GlobalNet<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Has no memory in its units.
    pub struct ElmanNet<const H: usize> {
        input x: 2;
        layer hidden: Elman<H> { initial: learn; }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Gated units, with three times the parameters.
    pub struct GruNet<const H: usize> {
        input x: 2;
        layer hidden: Gru<H> { initial: learn; }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// Units of teachers and students.
const UNITS: usize = 10;
/// Standard deviations of the teachers' constants around 0.5.
const SPREADS: [f64; 3] = [0.1, 0.2, 0.3];

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Model {
    Elman,
    Gru,
    Global,
    PerUnit,
}

const MODELS: [Model; 4] = [Model::Elman, Model::Gru, Model::Global, Model::PerUnit];

/// Students learn from teachers whose units have different rate constants (figure 6 of the paper).
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    spread: f64,
    model: Model,
    seed: u64,
    epochs: usize,
}

#[derive(Serialize, Deserialize)]
struct Outcome {
    /// That of the best validation epoch.
    loss: f64,
    /// Standard deviations over units of the teacher's alpha_s and alpha_r, as drawn.
    realised: [f64; 2],
    /// Those of the student, if it has constants per unit.
    learned: Option<[f64; 2]>,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Runs all models on teachers of all spreads.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(300, 30);
    let mut report = Report::new(
        "fig6_rate_distributions",
        "Distributions of rate constants",
        options,
    );
    report.question(
        "Neurons of one area differ in their time constants. Does a network with constants per unit fit such data \
         better, and does it recover how much they differ?",
    );
    report.setting(
        "networks",
        format!("2 inputs, {UNITS} units, 2 sigmoid outputs; initial states learned"),
    );
    report.setting(
        "teachers",
        format!("alpha_s and alpha_r of each unit from N(0.5, sd) within (0, 1), sd of {SPREADS:?}"),
    );
    report.setting(
        "students",
        "Elman; GRU (three times the parameters); ARU with global and with per-unit constants from 0.5",
    );
    report.setting("teacher and inputs", teacher::IN_WORDS);
    report.setting(
        "data",
        "400 + 100 sequences of 20 steps; a new teacher, new data, new weights each repetition",
    );
    report.setting(
        "training",
        format!("Adam 1e-3, batches of 1, gradient norm at most 0.1, no weight decay; {epochs} epochs ({} updates), the best on validation", 400 * epochs),
    );
    let seeds = report.seeds(20, 3)?;

    let mut trials = Vec::new();
    for spread in SPREADS {
        for model in MODELS {
            trials.extend(seeds.clone().map(|seed| Trial {
                spread,
                model,
                seed,
                epochs,
            }));
        }
    }
    let results = report.run_groups("models", trials, kind, run)?;
    claims::losses(&mut report, &results)?;
    claims::spreads(&mut report, &results)?;
    Ok(report)
}

/// What students must share to train side by side.
fn kind(trial: &Trial) -> (Model, usize) {
    (trial.model, trial.epochs)
}

/// Students of one model, which train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    match trials[0].model {
        Model::Elman => train::<ElmanNet<f32, UNITS>>(trials),
        Model::Gru => train::<GruNet<f32, UNITS>>(trials),
        Model::Global => train::<GlobalNet<f32, UNITS>>(trials),
        Model::PerUnit => train::<PerUnitNet<f32, UNITS>>(trials),
    }
}

/// All students of a repetition and a spread see the data of this teacher.
fn teacher(trial: &Trial) -> Result<TeacherNet<f32, UNITS>> {
    let mut teacher: TeacherNet<f32, UNITS> = teacher::network(trial.seed);
    let mut rng = ChaCha8Rng::seed_from_u64(trial.seed);
    let normal = Normal::new(0.5, trial.spread)?;
    for name in ["hidden.alpha_s", "hidden.alpha_r"] {
        let inside = normal
            .sample_iter(&mut rng)
            .filter(|&alpha| 0.0 < alpha && alpha < 1.0);
        let alphas: Vec<f32> = inside.take(UNITS).map(|alpha| alpha as f32).collect();
        teacher.set(name, &alphas)?;
    }
    Ok(teacher)
}

fn train<N: Declared<Scalar = f32>>(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    let (mut train, mut valid, mut realised) = (Vec::new(), Vec::new(), Vec::new());
    for trial in trials {
        let teacher = teacher(trial)?;
        realised.push(spreads(&teacher)?);
        let (first, rest) = teacher::sequences(&teacher, 500, 20, trial.seed)?.split(400)?;
        train.push(first);
        valid.push(rest);
    }
    let mut students = Ensemble::<N>::new(trials.iter().map(|trial| trial.seed));
    let histories = Trainer::new(Adam::new(1e-3))
        .batch_size(1)
        .lockstep(true)
        .shuffle(false)
        .clip_norm(0.1)
        .epochs(trials[0].epochs)
        .validate(&valid)
        .restore_best(true)
        .fit(&mut students, &train)?;
    let per_unit = trials[0].model == Model::PerUnit;
    let outcome = |((student, history), realised): ((&N, Result<History, FitError>), [f64; 2])| {
        Ok(Outcome {
            loss: history?
                .lowest_validation_loss()
                .context("no epoch was validated")?,
            realised,
            learned: per_unit.then(|| spreads(student)).transpose()?,
        })
    };
    Ok(students
        .networks()
        .iter()
        .zip(histories)
        .zip(realised)
        .map(outcome)
        .collect())
}

/// Standard deviations of alpha_s and alpha_r over units.
fn spreads(net: &impl Network<Scalar = f32>) -> Result<[f64; 2]> {
    let spread = |name| {
        let alphas: Vec<f64> = net
            .parameter(name)?
            .values()
            .iter()
            .map(|&alpha| f64::from(alpha))
            .collect();
        standard_deviation(&alphas)
    };
    Ok([spread("hidden.alpha_s")?, spread("hidden.alpha_r")?])
}
