//! Beyond the paper (its Appendix S2): with the identity for activation, the two rate constants enter through their sum
//! and their product, so that outputs cannot tell which is which.
//!
//! Currents and rates are then one linear filter of second order of the drive z,
//! r[t] = (2 - as - ar) r[t-1] - (1 - as)(1 - ar) r[t-2] + as ar z[t], which is the same with as and ar swapped.
//!
//! Without recurrent weights that is all: sum and product can be learned. With them z[t] has a part W r[t-1], and W can
//! stand in for a part of what multiplies r[t-1]: then only (1 - as)(1 - ar), which multiplies r[t-2], is sure.
//!
//! `cargo run --release --example linear_identifiability`

mod claims;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use aru::teacher;
use clap::Parser;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// Linear units that start at rest, without recurrent weights.
    pub struct ForwardNet<const H: usize> {
        input x: 2;

        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            activation: identity;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden -> y;
    }

    /// Eq. 20 of the paper: the same with recurrent weights.
    pub struct RecurrentNet<const H: usize> {
        input x: 2;

        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            activation: identity;
        }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// The teacher's constants, `[alpha_s, alpha_r]`.
const TARGET: [f64; 2] = [0.342, 0.684];

/// Linear students learn the sum and the product of their rate constants, not the pair.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    recurrent: bool,
    start: [f64; 2],
    seed: u64,
    epochs: usize,
}

/// The loss of the best validation epoch, and the student's constants then.
#[derive(Serialize, Deserialize)]
struct Outcome {
    loss: f64,
    constants: [f64; 2],
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Swaps the constants of a network, and trains students.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(500, 60);
    let mut report = Report::new(
        "linear_identifiability",
        "Linear units: which constant is which",
        options,
    );
    report.question(
        "With linear units, a current that follows its drive and a rate that follows the current are one filter, and \
         the two constants may be swapped. What of them can be learned then?",
    );
    report.setting(
        "network",
        "2 inputs, 10 linear ARU that start at rest, 2 sigmoid outputs; with and without recurrent weights",
    );
    report.setting(
        "teacher",
        format!("alpha_s = {}, alpha_r = {}", TARGET[0], TARGET[1]),
    );
    report.setting("starts", "random, between 0.1 and 0.9");
    report.setting(
        "teacher and inputs",
        format!("{}; states start at rest", teacher::IN_WORDS),
    );
    report.setting(
        "data",
        "400 + 100 sequences of 20 steps; a new teacher, new data, new weights each repetition",
    );
    report.setting(
        "training",
        format!("Adam 1e-3, batches of 1, gradient norm at most 0.1, no weight decay; {epochs} epochs ({} updates), the best on validation", 400 * epochs),
    );
    let seeds = report.seeds(20, 4)?;

    claims::symmetry(&mut report, seeds.clone())?;
    let trials = [false, true].into_iter().flat_map(|recurrent| {
        seeds.clone().map(move |seed| {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            let start = [(); 2].map(|()| rng.random_range(0.1..0.9));
            Trial {
                recurrent,
                start,
                seed,
                epochs,
            }
        })
    });
    let results = report.run_groups("learned", trials, |trial| (trial.recurrent, trial.epochs), run)?;
    claims::learned(&mut report, &results)?;
    Ok(report)
}

/// Students of one kind, which train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    match trials[0].recurrent {
        false => train::<ForwardNet<f32, 10>>(trials),
        true => train::<RecurrentNet<f32, 10>>(trials),
    }
}

fn train<N: Declared<Scalar = f32>>(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    let (mut students, mut train, mut valid) = (Vec::new(), Vec::new(), Vec::new());
    for trial in trials {
        let (first, rest) = data::<N>(trial)?;
        train.push(first);
        valid.push(rest);
        let mut student = N::new(trial.seed);
        set(&mut student, trial.start)?;
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
        let constant = |name| aru::Result::Ok(f64::from(student.parameter(name)?.values()[0]));
        Ok(Outcome {
            loss: history?
                .lowest_validation_loss()
                .context("no epoch was validated")?,
            constants: [constant("hidden.alpha_s")?, constant("hidden.alpha_r")?],
        })
    };
    Ok(students.networks().iter().zip(histories).map(outcome).collect())
}

fn set<N: Network>(net: &mut N, [alpha_s, alpha_r]: [f64; 2]) -> aru::Result<()> {
    net.set("hidden.alpha_s", &[N::Scalar::from_f64(alpha_s)])?;
    net.set("hidden.alpha_r", &[N::Scalar::from_f64(alpha_r)])
}

/// What the teacher of a repetition makes: to train on, and to validate with.
fn data<N: Declared<Scalar = f32>>(trial: &Trial) -> Result<(Sequences<f32>, Sequences<f32>)> {
    let mut teacher: N = teacher::network(trial.seed);
    set(&mut teacher, TARGET)?;
    Ok(teacher::sequences(&teacher, 500, 20, trial.seed)?.split(400)?)
}
