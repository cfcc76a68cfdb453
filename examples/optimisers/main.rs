//! "Similar results hold for Stochastic Gradient Descent and Adam" (the paper's methods): the comparison of figure 3 (B)
//! with plain gradient descent.
//!
//! `cargo run --release --example optimisers`

mod claims;

use anyhow::{Context, Result, ensure};
use aru::experiment::{Options, Report};
use aru::optimiser::Optimiser;
use aru::prelude::*;
use aru::statistics::median;
use aru::study::Results;
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
}

/// Where students start, and constants of the teachers, `[alpha_s, alpha_r]`.
const STARTS: [[f32; 2]; 4] = [[0.14, 0.14], [0.69, 0.14], [0.21, 0.96], [0.82, 0.96]];
const TARGETS: [[f32; 2]; 2] = [[0.68, 0.34], [0.34, 0.68]];
/// Learning rates of gradient descent to choose from, on seeds far from those that are judged.
const RATES: [f64; 5] = [0.3, 1.0, 3.0, 10.0, 30.0];
const SEARCH_SEED: u64 = 1_000_000;

/// Students learn their rate constants by gradient descent and by Adam.
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Method {
    Adam,
    Sgd { learning_rate: f64 },
}

#[derive(Serialize, Deserialize)]
struct Trial {
    method: Method,
    target: [f32; 2],
    start: [f32; 2],
    seed: u64,
    epochs: usize,
}

#[derive(Serialize, Deserialize)]
struct Outcome {
    /// That of the best validation epoch; none where training diverged.
    loss: Option<f64>,
    /// The larger error of both constants, at the same epoch.
    error: f32,
    updates: u64,
    /// The larger error after each epoch of one in a hundredth of all.
    course: Vec<f32>,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Searches a learning rate, then runs both methods.
pub fn experiment(options: &Options) -> Result<Report> {
    let epochs = options.full_or_quick(500, 15);
    let mut report = Report::new("optimisers", "Gradient descent beside Adam", options);
    report.question(
        "Adam scales every gradient by its own size. Are the constants found by plain stochastic gradient descent as \
         well, given four times the updates?",
    );
    report.setting(
        "network",
        "2 inputs, 10 sigmoid ARU, 2 sigmoid outputs; initial states learned",
    );
    report.setting(
        "teachers and starts",
        format!("(alpha_s, alpha_r) = {TARGETS:?} and {STARTS:?}"),
    );
    report.setting("teacher and inputs", teacher::IN_WORDS);
    report.setting(
        "data",
        "400 + 100 sequences of 20 steps; a new teacher, new data, new weights each repetition",
    );
    report.setting("Adam", format!("learning rate 1e-3, {epochs} epochs"));
    report.setting(
        "gradient descent",
        format!(
            "{} epochs; learning rate of {RATES:?}, that of the lowest median loss on the teacher and data of another seed",
            4 * epochs
        ),
    );
    report.setting(
        "both",
        "batches of 1, gradient norm at most 0.1; best validation epoch",
    );
    let seeds = report.seeds(20, 1)?;

    ensure!(
        !seeds.contains(&SEARCH_SEED),
        "seed {SEARCH_SEED} is that of the search; choose another --seed"
    );
    let pairs = || {
        TARGETS
            .into_iter()
            .flat_map(|target| STARTS.map(|start| (target, start)))
    };
    let trial = |method, (target, start), seed, epochs| Trial {
        method,
        target,
        start,
        seed,
        epochs,
    };
    let descents = RATES.map(|learning_rate| Method::Sgd { learning_rate });
    let search = descents
        .into_iter()
        .flat_map(|method| pairs().map(move |pair| trial(method, pair, SEARCH_SEED, 4 * epochs)));
    let search = report.run_groups("search", search, kind, run)?;
    let method = best(&search)?;
    let mut trials = Vec::new();
    for (method, epochs) in [(method, 4 * epochs), (Method::Adam, epochs)] {
        for pair in pairs() {
            trials.extend(seeds.clone().map(|seed| trial(method, pair, seed, epochs)));
        }
    }
    let results = report.run_groups("methods", trials, kind, run)?;
    claims::judge(&mut report, method, &search, &results)?;
    Ok(report)
}

/// Gradient descent at the learning rate whose median loss is lowest; a run that diverged counts as 2, more than any
/// loss of outputs between 0 and 1.
fn best(search: &Results<Trial, Outcome>) -> Result<Method> {
    let mut best = (f64::INFINITY, None);
    for learning_rate in RATES {
        let method = Method::Sgd { learning_rate };
        let runs = search.iter().filter(|trial| trial.settings.method == method);
        let losses: Vec<f64> = runs.map(|trial| trial.outcome.loss.unwrap_or(2.0)).collect();
        let median = median(&losses)?;
        if median < best.0 {
            best = (median, Some(method));
        }
    }
    best.1.context("no learning rate gave a loss")
}

/// What students must share to train side by side.
fn kind(trial: &Trial) -> (Method, usize) {
    (trial.method, trial.epochs)
}

/// Students of one method, which train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    match trials[0].method {
        Method::Adam => train(Adam::new(1e-3), trials),
        Method::Sgd { learning_rate } => train(Sgd::new(learning_rate), trials),
    }
}

fn train(optimiser: impl Optimiser, trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    let (mut students, mut train, mut valid) = (Vec::new(), Vec::new(), Vec::new());
    for trial in trials {
        let (first, rest) = data(trial)?;
        train.push(first);
        valid.push(rest);
        let mut student = AruNet::<f32, 10>::new(trial.seed);
        set(&mut student, trial.start)?;
        students.push(student);
    }
    let mut students = Ensemble::of(students);
    let histories = Trainer::new(optimiser)
        .batch_size(1)
        .lockstep(true)
        .shuffle(false)
        .clip_norm(0.1)
        .epochs(trials[0].epochs)
        .validate(&valid)
        .restore_best(true)
        .fit(&mut students, &train)?;
    let fits = students.networks().iter().zip(histories).zip(trials);
    Ok(fits
        .map(|((student, history), trial)| outcome(student, history, trial))
        .collect())
}

fn outcome(student: &AruNet<f32, 10>, history: Result<History, FitError>, trial: &Trial) -> Result<Outcome> {
    let history = match history {
        Ok(history) => history,
        // A learning rate too large to be of use; the search is to find that out.
        Err(failed) if matches!(failed.error(), aru::Error::Diverged { .. }) => {
            return Ok(Outcome {
                loss: None,
                error: 1.0,
                updates: 0,
                course: Vec::new(),
            });
        }
        Err(other) => return Err(other.into()),
    };
    let [s, r] = ["hidden.alpha_s", "hidden.alpha_r"].map(|name| history.constant(name).unwrap_or_default());
    let far = |s: f32, r: f32| (s - trial.target[0]).abs().max((r - trial.target[1]).abs());
    let hundredth = (trial.epochs / 100).max(1);
    let course = s.iter().zip(&r).skip(hundredth - 1).step_by(hundredth);
    Ok(Outcome {
        loss: history.lowest_validation_loss(),
        error: far(student.hidden().alpha_s()[0], student.hidden().alpha_r()[0]),
        updates: history.updates(),
        course: course.map(|(&s, &r)| far(s as f32, r as f32)).collect(),
    })
}

fn set(net: &mut AruNet<f32, 10>, [alpha_s, alpha_r]: [f32; 2]) -> aru::Result<()> {
    net.set("hidden.alpha_s", &[alpha_s])?;
    net.set("hidden.alpha_r", &[alpha_r])
}

/// What the teacher of a repetition makes: to train on, and to validate with.
fn data(trial: &Trial) -> Result<(Sequences<f32>, Sequences<f32>)> {
    let mut teacher: AruNet<f32, 10> = teacher::network(trial.seed);
    set(&mut teacher, trial.target)?;
    Ok(teacher::sequences(&teacher, 500, 20, trial.seed)?.split(400)?)
}
