//! Figure 5 of the paper: with rectified linear units the two rate constants stand for each other, with sigmoid units
//! they do not.
//!
//! `cargo run --release --example fig5_activation`

mod claims;

use std::fmt;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use aru::teacher;
use clap::Parser;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// Eq. 20 of the paper, with an activation, and rate constants that are learned or held.
macro_rules! network {
    ($name:ident, $activation:ident, $($constant:tt)*) => {
        recurrent_net! {
            /// Eq. 20 of the paper.
            pub struct $name<const H: usize> {
                input x: 2;

                layer hidden: Aru<H> {
                    alpha_s: $($constant)*;
                    alpha_r: $($constant)*;
                    activation: $activation;
                    initial: learn;
                }
                output y: 2 { activation: sigmoid; }

                x -> hidden;
                hidden ~> hidden;
                hidden -> y;
            }
        }
    };
}
network!(SigmoidLearned, sigmoid, learn global(0.5) in logistic(0, 1));
network!(SigmoidHeld, sigmoid, fixed global(1.0));
network!(ReluLearned, relu, learn global(0.5) in logistic(0, 1));
network!(ReluHeld, relu, fixed global(1.0));

/// Constants of the teachers, `[alpha_s, alpha_r]`.
const TARGETS: [[f64; 2]; 2] = [[0.342, 0.684], [0.684, 0.342]];

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Nonlinearity {
    Sigmoid,
    Relu,
}

impl fmt::Display for Nonlinearity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Nonlinearity::Sigmoid => "sigmoid",
            Nonlinearity::Relu => "ReLU",
        })
    }
}

/// Teacher and student.
const PAIRS: [[Nonlinearity; 2]; 4] = {
    use Nonlinearity::{Relu, Sigmoid};
    [[Sigmoid, Sigmoid], [Sigmoid, Relu], [Relu, Sigmoid], [Relu, Relu]]
};

/// Students with sigmoid and rectified linear units learn their rate constants (figure 5 of the paper).
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Clone, Serialize, Deserialize)]
struct Trial {
    /// Activations of teacher and student.
    pair: [Nonlinearity; 2],
    target: [f64; 2],
    /// The student's constants, or where they start.
    constants: [f64; 2],
    learned: bool,
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
    let nodes: Vec<f64> = (0..20).step_by(options.full_or_quick(1, 4)).map(node).collect();
    let (epochs, landscape_epochs) = options.full_or_quick((500, 100), (20, 5));
    let mut report = Report::new("fig5_activation", "Activation function", options);
    report.question(
        "With linear units, currents and rates are one filter after the other, and swapping the two constants changes \
         nothing. Rectified linear units are linear half of the time. Can their constants still be told apart?",
    );
    report.setting(
        "network",
        "2 inputs, 10 ARU with sigmoid or rectified linear (ReLU) activation, 2 sigmoid outputs",
    );
    report.setting(
        "teachers",
        format!("(alpha_s, alpha_r) = {TARGETS:?}, sigmoid; ReLU teachers as a second row"),
    );
    report.setting("starts", "random ones of every second node below 0.96");
    report.setting("teacher and inputs", teacher::IN_WORDS);
    report.setting(
        "data",
        "400 + 100 sequences of 20 steps; a new teacher, new data, new weights each repetition",
    );
    report.setting(
        "training",
        format!("Adam 1e-3, batches of 1, gradient norm at most 0.1, no weight decay; {epochs} epochs ({} updates), the best on validation", 400 * epochs),
    );
    report.setting(
        "landscapes",
        format!(
            "{0} x {0} nodes of held constants, the first 2 repetitions, {landscape_epochs} epochs",
            nodes.len()
        ),
    );
    let seeds = report.seeds(40, 3)?;

    let (mut learned, mut held) = (Vec::new(), Vec::new());
    for pair in PAIRS {
        for target in TARGETS {
            learned.extend(seeds.clone().map(|seed| Trial {
                pair,
                target,
                constants: start(seed),
                learned: true,
                seed,
                epochs,
            }));
            for constants in nodes.iter().flat_map(|&s| nodes.iter().map(move |&r| [s, r])) {
                let epochs = landscape_epochs;
                let trial = |seed| Trial {
                    pair,
                    target,
                    constants,
                    learned: false,
                    seed,
                    epochs,
                };
                held.extend(seeds.clone().take(2).map(trial));
            }
        }
    }
    let learned = report.run_groups("learned", learned, kind, run)?;
    let held = report.run_groups("landscapes", held, kind, run)?;
    // Sigmoid students of sigmoid teachers that end on the wrong side of the diagonal: are they only slow?
    let wrong = learned.iter().filter(|run| {
        let constants = run.outcome.constants.map(f64::from);
        run.settings.pair == PAIRS[0] && claims::on_wrong_side(run.settings.target, constants)
    });
    let again = wrong.map(|run| Trial {
        epochs: 4 * epochs,
        ..run.settings.clone()
    });
    let longer = report.run_groups("longer", again, kind, run)?;
    claims::judge(&mut report, &nodes, &learned, &held, &longer)?;
    Ok(report)
}

/// A constant of the grid.
fn node(number: u8) -> f64 {
    0.001 + 1.299 * f64::from(number) / 19.0
}

/// Two of every second node below 0.96, for all students of a repetition.
fn start(seed: u64) -> [f64; 2] {
    let nodes: Vec<f64> = (0..20).step_by(2).map(node).collect();
    let below = nodes.iter().filter(|&&node| node < 0.96).count();
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    [(); 2].map(|()| nodes[rng.random_range(0..below)])
}

/// What students must share to train side by side.
fn kind(trial: &Trial) -> (Nonlinearity, bool, usize) {
    (trial.pair[1], trial.learned, trial.epochs)
}

/// Students of one kind, which train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    use Nonlinearity::{Relu, Sigmoid};
    match (trials[0].pair[1], trials[0].learned) {
        (Sigmoid, true) => train::<SigmoidLearned<f32, 10>>(trials),
        (Sigmoid, false) => train::<SigmoidHeld<f32, 10>>(trials),
        (Relu, true) => train::<ReluLearned<f32, 10>>(trials),
        (Relu, false) => train::<ReluHeld<f32, 10>>(trials),
    }
}

fn train<N: Declared<Scalar = f32>>(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    let (mut students, mut train, mut valid) = (Vec::new(), Vec::new(), Vec::new());
    for trial in trials {
        let data = match trial.pair[0] {
            Nonlinearity::Sigmoid => data::<SigmoidHeld<f32, 10>>(trial)?,
            Nonlinearity::Relu => data::<ReluHeld<f32, 10>>(trial)?,
        };
        let (first, rest) = data.split(400)?;
        train.push(first);
        valid.push(rest);
        let mut student = N::new(trial.seed);
        set(&mut student, trial.constants)?;
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

/// What the teacher of a repetition makes.
fn data<N: Declared<Scalar = f32>>(trial: &Trial) -> aru::Result<Sequences<f32>> {
    let mut teacher: N = teacher::network(trial.seed);
    set(&mut teacher, trial.target)?;
    teacher::sequences(&teacher, 500, 20, trial.seed)
}

fn set(net: &mut impl Network<Scalar = f32>, [alpha_s, alpha_r]: [f64; 2]) -> aru::Result<()> {
    net.set("hidden.alpha_s", &[alpha_s as f32])?;
    net.set("hidden.alpha_r", &[alpha_r as f32])
}
