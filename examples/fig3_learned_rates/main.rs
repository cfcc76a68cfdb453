//! Figure 3 of the paper: students learn both rate constants along with their weights, from several starts. They find
//! the teacher's, and fit better than an Elman network.
//!
//! `cargo run --release --example fig3_learned_rates`

mod claims;

use std::mem::{Discriminant, discriminant};

use anyhow::{Context, Result};
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

    /// The same with both held.
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

    /// The same without memory in its units.
    pub struct ElmanNet<const H: usize> {
        input x: 2;
        layer hidden: Elman<H> { initial: learn; }
        output y: 2 { activation: sigmoid; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// Where students start, `[alpha_s, alpha_r]`.
const STARTS: [[f32; 2]; 4] = [[0.14, 0.14], [0.69, 0.14], [0.21, 0.96], [0.82, 0.96]];
/// Teachers of part A (that of figure 2) and part B.
const FIRST_TARGET: [f32; 2] = [0.342, 0.684];
const TARGETS: [[f32; 2]; 2] = [[0.68, 0.34], [0.34, 0.68]];

/// Students learn their rate constants from teachers (figure 3 of the paper).
#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Student {
    /// Learns its rate constants from here.
    From([f32; 2]),
    /// Keeps these.
    At([f64; 2]),
    Elman,
}

#[derive(Serialize, Deserialize)]
struct Trial {
    target: [f32; 2],
    student: Student,
    seed: u64,
    epochs: usize,
}

#[derive(Clone, Serialize, Deserialize)]
struct Outcome {
    /// That of the best validation epoch.
    loss: f64,
    /// Those of the same epoch; empty where none are learned.
    constants: Vec<f32>,
    /// Both learned constants after each epoch.
    course: Vec<[f32; 2]>,
}

#[allow(dead_code)] // `paper` runs the experiment without it.
fn main() -> Result<()> {
    experiment(&Arguments::parse().options)?.finish()?;
    Ok(())
}

/// Runs both parts.
pub fn experiment(options: &Options) -> Result<Report> {
    let (short, long) = (options.full_or_quick(100, 20), options.full_or_quick(500, 40));
    let nodes: Vec<f64> = (0..20)
        .step_by(options.full_or_quick(2, 4))
        .map(|node| 0.001 + 1.299 * f64::from(node) / 19.0)
        .collect();
    let mut report = Report::new("fig3_learned_rates", "Learned rate constants", options);
    report.question(
        "Do rate constants learned by gradient descent arrive at those of the network that made the data, wherever \
         they start? And does the network with learned constants fit better than one without?",
    );
    report.setting(
        "network",
        "2 inputs, 10 sigmoid ARU or Elman units, 2 sigmoid outputs; initial states learned",
    );
    report.setting(
        "rate constants",
        "learned, one alpha_s and one alpha_r, within (0, 1) by a logistic of slope 1.5",
    );
    report.setting("starts", format!("{STARTS:?}"));
    report.setting("teacher and inputs", teacher::IN_WORDS);
    report.setting(
        "data",
        "400 + 100 sequences of 20 steps; a new teacher, new data, new weights each repetition",
    );
    report.setting("training", format!("Adam 1e-3, batches of 1, gradient norm at most 0.1; no weight decay; {short} epochs (A), {long} (B) of 400 updates, the best on validation"));
    report.setting(
        "landscape",
        format!(
            "{0} x {0} nodes of held constants, the first 2 repetitions, {short} epochs",
            nodes.len()
        ),
    );
    let seeds = report.seeds(20, 2)?;

    let trials = |target, student, epochs| {
        seeds.clone().map(move |seed| Trial {
            target,
            student,
            seed,
            epochs,
        })
    };
    let first = STARTS
        .into_iter()
        .flat_map(|start| trials(FIRST_TARGET, Student::From(start), short));
    let first = report.run_groups("trajectories", first, kind, run)?;
    let places = nodes
        .iter()
        .flat_map(|&alpha_s| nodes.iter().map(move |&alpha_r| [alpha_s, alpha_r]));
    let held = places.flat_map(|place| trials(FIRST_TARGET, Student::At(place), short).take(2));
    let held = report.run_groups("landscape", held, kind, run)?;
    let students = || STARTS.into_iter().map(Student::From).chain([Student::Elman]);
    let second = TARGETS
        .into_iter()
        .flat_map(|target| students().flat_map(move |student| trials(target, student, long)));
    let second = report.run_groups("comparison", second, kind, run)?;

    claims::landscape(&mut report, &nodes, &held, &first)?;
    claims::trajectories(&mut report, &first)?;
    claims::comparison(&mut report, &second)?;
    Ok(report)
}

/// What students must share to train side by side.
fn kind(trial: &Trial) -> (Discriminant<Student>, usize) {
    (discriminant(&trial.student), trial.epochs)
}

/// Students of one kind, which train side by side.
fn run(trials: &[&Trial]) -> Result<Vec<Result<Outcome>>> {
    match trials[0].student {
        Student::From(_) => train::<AruNet<f32, 10>>(trials),
        Student::At(_) => train::<HeldNet<f32, 10>>(trials),
        Student::Elman => train::<ElmanNet<f32, 10>>(trials),
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
        match trial.student {
            Student::From(start) => set(&mut student, start)?,
            Student::At(held) => set(&mut student, held.map(|alpha| alpha as f32))?,
            Student::Elman => {}
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
    let fits = students.networks().iter().zip(histories).zip(trials);
    Ok(fits
        .map(|((student, history), trial)| outcome(student, &history?, trial))
        .collect())
}

fn outcome<N: Network<Scalar = f32>>(student: &N, history: &History, trial: &Trial) -> Result<Outcome> {
    let loss = history
        .lowest_validation_loss()
        .context("no epoch was validated")?;
    let (mut constants, mut course) = (Vec::new(), Vec::new());
    if let Student::From(_) = trial.student {
        for name in ["hidden.alpha_s", "hidden.alpha_r"] {
            constants.push(student.parameter(name)?.values()[0]);
        }
        let course_of = |name| history.constant(name).context("a constant has no course");
        let pairs = course_of("hidden.alpha_s")?
            .into_iter()
            .zip(course_of("hidden.alpha_r")?);
        course.extend(pairs.map(|(alpha_s, alpha_r)| [alpha_s as f32, alpha_r as f32]));
    }
    Ok(Outcome {
        loss,
        constants,
        course,
    })
}

fn set(net: &mut impl Network<Scalar = f32>, [alpha_s, alpha_r]: [f32; 2]) -> aru::Result<()> {
    net.set("hidden.alpha_s", &[alpha_s])?;
    net.set("hidden.alpha_r", &[alpha_r])
}

/// What the teacher of a repetition makes: to train on, and to validate with.
fn data(trial: &Trial) -> Result<(Sequences<f32>, Sequences<f32>)> {
    let mut teacher: AruNet<f32, 10> = teacher::network(trial.seed);
    set(&mut teacher, trial.target)?;
    Ok(teacher::sequences(&teacher, 500, 20, trial.seed)?.split(400)?)
}
