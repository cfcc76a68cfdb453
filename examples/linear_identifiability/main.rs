//! Beyond the paper (its Appendix S2): with the identity for activation, only the sum and the product of the two rate
//! constants can be learned from outputs, not which is which.
//!
//! Currents and rates are then one linear filter of second order of the drive z,
//! r[t] = (2 - as - ar) r[t-1] - (1 - as)(1 - ar) r[t-2] + as ar z[t], which is the same with as and ar swapped.
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
    /// Eq. 20 of the paper with linear units that start at rest.
    pub struct LinearNet<const H: usize> {
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
        "2 inputs, 10 linear ARU that start at rest, 2 sigmoid outputs",
    );
    report.setting(
        "teacher",
        format!("alpha_s = {}, alpha_r = {}", TARGET[0], TARGET[1]),
    );
    report.setting("starts", "random, between 0.1 and 0.9");
    report.setting("teacher and inputs", teacher::IN_WORDS);
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
    let trials = seeds.map(|seed| {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let start = [(); 2].map(|()| rng.random_range(0.1..0.9));
        Trial { start, seed, epochs }
    });
    let results = report.run("learned", trials, run)?;
    claims::learned(&mut report, &results)?;
    Ok(report)
}

fn run(trial: &Trial) -> Result<Outcome> {
    let teacher: LinearNet<f32, 10> = with_constants(teacher::network(trial.seed), TARGET)?;
    let (train, valid) = teacher::sequences(&teacher, 500, 20, trial.seed)?.split(400)?;
    let mut student = with_constants(LinearNet::new(trial.seed), trial.start)?;
    let history = Trainer::new(Adam::new(1e-3))
        .batch_size(1)
        .shuffle(false)
        .clip_norm(0.1)
        .epochs(trial.epochs)
        .validate(&valid)
        .restore_best(true)
        .fit(&mut student, &train)?;
    Ok(Outcome {
        loss: history
            .lowest_validation_loss()
            .context("no epoch was validated")?,
        constants: [student.hidden().alpha_s()[0], student.hidden().alpha_r()[0]].map(f64::from),
    })
}

fn with_constants<T: Scalar>(
    mut net: LinearNet<T, 10>,
    [alpha_s, alpha_r]: [f64; 2],
) -> aru::Result<LinearNet<T, 10>> {
    net.set("hidden.alpha_s", &[T::from_f64(alpha_s)])?;
    net.set("hidden.alpha_r", &[T::from_f64(alpha_r)])?;
    Ok(net)
}
