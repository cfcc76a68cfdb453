//! Beyond the paper, from its discussion: time that passes between two places is learned as the time constants are.
//!
//! A teacher hears its input a delay late. Students start from a shorter delay. What they see of the input is white, so
//! that a delay that is off by more than a step or two explains nothing: a kernel that is wide at first, and narrows as
//! training goes on, feels what lies far off.
//!
//! `cargo run --release --example learned_delay`

mod claims;

use std::ops::ControlFlow;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use aru::teacher;
use clap::Parser;
use ndarray::{Array3, Axis};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;
use serde::{Deserialize, Serialize};

recurrent_net! {
    /// The network of Eq. 20 of the paper, with a learned delay at its input.
    pub struct Late<const H: usize> {
        dt: 1 ms;
        input x: 2;

        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2;

        x ~> hidden { delay: learn(4 ms) in 1 ms..=30 ms; spread: fixed 15.0; }
        hidden ~> hidden;
        hidden -> y;
    }

    /// The same, with a delay that moves under a logistic.
    pub struct LateLogistic<const H: usize> {
        dt: 1 ms;
        input x: 2;

        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2;

        x ~> hidden { delay: learn(4 ms) in logistic(1 ms, 30 ms); spread: fixed 15.0; }
        hidden ~> hidden;
        hidden -> y;
    }
}

const UNITS: usize = 10;
/// Where students start, in steps of a millisecond.
const START: f64 = 4.0;
/// The teacher's delay lies between these, and between steps.
const TEACHERS: (f64, f64) = (8.0, 20.0);
const STEPS: usize = 100;
const SEQUENCES: (usize, usize) = (400, 100);
const BATCH: usize = 16;
/// Adam's rate of learning, for all but what a way says.
const RATE: f64 = 1e-3;
/// The part of the epochs in which the spread narrows.
const ANNEAL: Anneal = Anneal { over: 0.5, to: 0.01 };

/// How a student's delay is learned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Way {
    /// With a spread that narrows, at ten times the rate of the weights.
    Annealed,
    /// With a spread that narrows, under a logistic, at the rate of the weights.
    Logistic,
    /// With a spread that narrows, at the rate of the weights.
    Slow,
    /// Without a spread, at ten times the rate of the weights.
    Narrow,
    /// Without a spread, at the rate of the weights.
    NarrowSlow,
}

const WAYS: [Way; 5] = [
    Way::Annealed,
    Way::Logistic,
    Way::Slow,
    Way::Narrow,
    Way::NarrowSlow,
];

impl Way {
    fn has_spread(self) -> bool {
        !matches!(self, Way::Narrow | Way::NarrowSlow)
    }

    fn rate(self) -> f64 {
        match self {
            Way::Annealed | Way::Narrow => 10.0 * RATE,
            Way::Logistic | Way::Slow | Way::NarrowSlow => RATE,
        }
    }
}

/// Students find the delay of a teacher.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    way: Way,
    /// The teacher's delay in steps.
    delay: f64,
    seed: u64,
    epochs: usize,
}

#[derive(Serialize, Deserialize)]
struct Outcome {
    /// That of the best validation epoch without a spread, over the variance of an output.
    loss: f64,
    /// The delay of that epoch, in steps.
    delay: f64,
    /// After each epoch.
    course: Vec<f32>,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Trains students in every way.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(200, 20);
    let mut report = Report::new("learned_delay", "A delay that is learned", options);
    report.question(
        "Signals take time from one place to another. Can this time be learned from data as time constants are, and \
         what does it take?",
    );
    report.setting("network", format!("2 inputs, {UNITS} sigmoid ARU that hear them a delay late, 2 linear outputs; dt 1 ms; both rate constants learned too"));
    report.setting(
        "teacher",
        format!(
            "the same network, random weights and rate constants, a delay between {} and {} ms that is no whole number of steps",
            TEACHERS.0, TEACHERS.1
        ),
    );
    report.setting(
        "students",
        format!("start from a delay of {START} ms, bounds 1 and 30 ms"),
    );
    report.setting("spread", "15 steps at first; narrows to a hundredth by the same factor an epoch in the first half of the epochs, then zero");
    report.setting(
        "data",
        format!(
            "white noise, N(0, 1); {} + {} sequences of {STEPS} steps; a new teacher, new data, new weights each repetition",
            SEQUENCES.0, SEQUENCES.1
        ),
    );
    report.setting(
        "training",
        format!(
            "Adam {RATE:.0e}, batches of {BATCH}, no clipping, no weight decay; {epochs} epochs ({} updates), the best on \
             validation of those without a spread",
            epochs * SEQUENCES.0 / BATCH
        ),
    );
    let seeds = report.seeds(20, 2)?;

    let trials = WAYS.into_iter().flat_map(|way| {
        seeds.clone().map(move |seed| Trial {
            way,
            delay: ChaCha8Rng::seed_from_u64(seed).random_range(TEACHERS.0..TEACHERS.1),
            seed,
            epochs,
        })
    });
    let results = report.run("students", trials, |trial| match trial.way {
        Way::Logistic => student::<LateLogistic<f32, UNITS>>(trial),
        _ => student::<Late<f32, UNITS>>(trial),
    })?;
    claims::courses(&mut report, &results)?;
    claims::judge(&mut report, &results)?;
    Ok(report)
}

/// Trains one student, and keeps the course of its delay.
fn student<N: Declared<Scalar = f32>>(trial: &Trial) -> Result<Outcome> {
    const DELAY: &str = "x_to_hidden.delay";
    let (train, valid) = data(trial)?.split(SEQUENCES.0)?;
    let mut net = N::new(trial.seed);
    let mut course = Vec::with_capacity(trial.epochs);
    let mut trainer = Trainer::new(Adam::new(RATE))
        .batch_size(BATCH)
        .epochs(trial.epochs)
        .seed(trial.seed)
        .learning_rate_of(DELAY, trial.way.rate())
        .validate(&valid)
        .restore_best(true)
        .watch(|watched| {
            course.push(watched.parameter(DELAY).expect("both networks have it")[0]);
            ControlFlow::Continue(())
        });
    if trial.way.has_spread() {
        trainer = trainer.anneal("*.spread", ANNEAL);
    } else {
        net.set("x_to_hidden.spread", &[0.0])?;
    }
    let history = trainer.fit(&mut net, &train)?;
    drop(trainer);
    Ok(Outcome {
        loss: history
            .lowest_validation_loss()
            .context("no epoch was validated")?
            / variance(&valid),
        delay: f64::from(net.parameter(DELAY)?.values()[0]),
        course,
    })
}

/// That of the targets, the mean over outputs.
fn variance(data: &Sequences<f32>) -> f64 {
    let outputs = data.targets();
    let each = outputs
        .axis_iter(Axis(2))
        .map(|output| output.mapv(f64::from).var(0.0));
    each.sum::<f64>() / outputs.len_of(Axis(2)) as f64
}

/// White noise, and what the teacher of a repetition makes of it.
fn data(trial: &Trial) -> Result<Sequences<f32>> {
    let mut rng = ChaCha8Rng::seed_from_u64(trial.seed);
    rng.set_stream(1); // the teachers' delays have stream 0
    let mut teacher: Late<f32, UNITS> = teacher::network(trial.seed);
    teacher.set("x_to_hidden.delay", &[trial.delay as f32])?;
    teacher.set("x_to_hidden.spread", &[0.0])?;
    for constant in ["hidden.alpha_s", "hidden.alpha_r"] {
        teacher.set(constant, &[rng.random_range(0.2..0.9)])?;
    }
    let inputs = Array3::from_shape_simple_fn((SEQUENCES.0 + SEQUENCES.1, STEPS, 2), || {
        rng.sample::<f32, _>(StandardNormal)
    });
    let targets = teacher.run(inputs.view())?;
    Ok(Sequences::new(inputs, targets)?)
}
