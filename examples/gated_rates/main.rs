//! Beyond the paper, from its discussion: rate constants that change with what a network sees.
//!
//! A value jumps now and then and is seen through noise. Where it jumps often, only the last moments say anything of it;
//! where it is steady, a long average is best. A cue says which of the two worlds it is.
//!
//! `cargo run --release --example gated_rates`

mod claims;
mod gate;
mod world;

use anyhow::{Context, Result};
use aru::experiment::{Options, Report};
use aru::prelude::*;
use clap::Parser;
use gate::Gate;
use serde::{Deserialize, Serialize};
use world::{JUMPS, NOISE, STEPS, SWITCHES};

recurrent_net! {
    /// One time constant for all units.
    pub struct Global<const H: usize> {
        dt: 10 ms;
        input x: 1;
        input cue: 1;
        layer hidden: Aru<H> {
            tau_s: learn global(50 ms) in logistic(10 ms, 2 s);
            alpha_r: 1.0;
            activation: tanh;
        }
        output y: 1;

        x -> hidden;
        cue -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// A time constant for each unit.
    pub struct PerUnit<const H: usize> {
        dt: 10 ms;
        input x: 1;
        input cue: 1;
        layer hidden: Aru<H> {
            tau_s: learn per_unit(50 ms) in logistic(10 ms, 2 s);
            alpha_r: 1.0;
            activation: tanh;
        }
        output y: 1;

        x -> hidden;
        cue -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// Time constants that input, cue and activity set in every step.
    pub struct Gated<const H: usize> {
        dt: 10 ms;
        input x: 1;
        input cue: 1;
        layer hidden: Aru<H> {
            tau_s: gated(50 ms, from x, cue, hidden) in logistic(10 ms, 2 s);
            alpha_r: 1.0;
            activation: tanh;
        }
        output y: 1;

        x -> hidden;
        cue -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

const UNITS: usize = 10;
/// Units of the per-unit network that has no fewer parameters than the gated one.
const MORE: usize = 16;
const SEQUENCES: (usize, usize) = (400, 200);

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Model {
    Global,
    PerUnit,
    Larger,
    Gated,
}

/// The gated network last.
const MODELS: [Model; 4] = [Model::Global, Model::PerUnit, Model::Larger, Model::Gated];

/// Gated and fixed time constants in a world whose time scale changes.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    model: Model,
    seed: u64,
    epochs: usize,
}

#[derive(Serialize, Deserialize)]
struct Outcome {
    /// That of the best validation epoch, over the variance of the validation targets.
    loss: f64,
    /// Numbers that are learned.
    parameters: usize,
    /// Of the gated network.
    gate: Option<Gate>,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Trains all models.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(200, 15);
    let mut report = Report::new("gated_rates", "Time constants that are gated", options);
    report.question(
        "How far back it is worth to look depends on how fast the world changes. Does a network whose time constants \
         change with its input do better than one whose time constants are learned once?",
    );
    report.setting(
        "networks",
        format!("input and cue, {UNITS} tanh ARU with alpha_r = 1, 1 linear output; tau_s global, per unit, or gated by input, cue and activity, all from 50 ms, between 10 ms and 2 s; per unit also with {MORE} units"),
    );
    report.setting(
        "world",
        format!(
            "a value from N(0, 1) that is drawn anew every {} ms on average or every {} ms, seen through noise of sd {NOISE}; \
             a cue of -1 or 1 says which, and changes every {} ms on average",
            10.0 / JUMPS[0],
            10.0 / JUMPS[1],
            10.0 / SWITCHES
        ),
    );
    report.setting("task", "the value");
    report.setting(
        "data",
        format!(
            "{} + {} sequences of {STEPS} steps of 10 ms; new data and new weights each repetition",
            SEQUENCES.0, SEQUENCES.1
        ),
    );
    report.setting(
        "training",
        format!(
            "Adam 3e-3, falling along a cosine, batches of 16, gradient norm at most 1, no weight decay; {epochs} epochs \
             ({} updates), the best on validation",
            epochs * SEQUENCES.0 / 16
        ),
    );
    let seeds = report.seeds(20, 2)?;

    let trials = MODELS
        .into_iter()
        .flat_map(|model| seeds.clone().map(move |seed| Trial { model, seed, epochs }));
    let results = report.run("networks", trials, |trial| match trial.model {
        Model::Global => train::<Global<f32, UNITS>>(trial),
        Model::PerUnit => train::<PerUnit<f32, UNITS>>(trial),
        Model::Larger => train::<PerUnit<f32, MORE>>(trial),
        Model::Gated => train::<Gated<f32, UNITS>>(trial),
    })?;
    claims::course(&mut report, &results)?;
    claims::judge(&mut report, &results)?;
    Ok(report)
}

fn train<N: Declared<Scalar = f32>>(trial: &Trial) -> Result<Outcome> {
    let (train, valid) = world::sequences(SEQUENCES.0 + SEQUENCES.1, trial.seed)?.split(SEQUENCES.0)?;
    let mut net = N::new(trial.seed);
    let history = Trainer::new(Adam::new(3e-3))
        .batch_size(16)
        .epochs(trial.epochs)
        .seed(trial.seed)
        .schedule(Cosine {
            floor: 0.05,
            ..Cosine::default()
        })
        .clip_norm(1.0)
        .validate(&valid)
        .restore_best(true)
        .fit(&mut net, &train)?;
    let variance = valid.targets().mapv(f64::from).var(0.0);
    let gate = match trial.model {
        Model::Gated => Some(Gate::new(&net, &train, &valid)?),
        _ => None,
    };
    Ok(Outcome {
        loss: history
            .lowest_validation_loss()
            .context("no epoch was validated")?
            / variance,
        parameters: net
            .parameters()
            .filter(|parameter| parameter.is_learned())
            .map(|parameter| parameter.values().len())
            .sum(),
        gate,
    })
}
