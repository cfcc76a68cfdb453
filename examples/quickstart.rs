//! Declare a network, let a teacher with known rate constants make data, and learn the constants back.
//!
//! `cargo run --release --example quickstart`

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use aru::plot::{Figure, Panels};
use aru::prelude::*;
use aru::teacher;
use clap::Parser;

recurrent_net! {
    /// The network of Quax, D'Asaro and van Gerven (2020), Eq. 20.
    pub struct AruNet<const H: usize> {
        input x: 2;

        /// Currents and rates that follow their input with two time scales, each learned.
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

/// Learns the two rate constants of a teacher network from its inputs and outputs.
#[derive(Parser)]
struct Options {
    /// Seed of the teacher, of its data and of the student's first weights
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The teacher's alpha_s: dt over the time constant of its currents
    #[arg(long, default_value_t = 0.342)]
    alpha_s: f32,
    /// The teacher's alpha_r: dt over the time constant of its rates
    #[arg(long, default_value_t = 0.684)]
    alpha_r: f32,
    /// How often the 400 training sequences are gone through
    #[arg(long, default_value_t = 200)]
    epochs: usize,
    /// Folder for the figure, the history and the weights
    #[arg(long, default_value = "runs/quickstart")]
    out: PathBuf,
}

fn main() -> Result<()> {
    let options = Options::parse();
    std::fs::create_dir_all(&options.out)
        .with_context(|| format!("cannot make the folder `{}`", options.out.display()))?;

    // The teacher has the student's declaration, other weights, and the constants that are to be found.
    let mut teacher: AruNet<f32, 10> = teacher::network(options.seed);
    teacher.set("hidden.alpha_s", &[options.alpha_s])?;
    teacher.set("hidden.alpha_r", &[options.alpha_r])?;
    let data = teacher::sequences(&teacher, 500, 20, options.seed)?;
    let (train, valid) = (data.select(0..400)?, data.select(400..500)?);

    let mut net = AruNet::<f32, 10>::new(options.seed);
    println!("{}", net.summary());
    let history = Trainer::new(Adam::new(1e-3))
        .batch_size(1)
        .shuffle(false)
        .clip_norm(0.1)
        .epochs(options.epochs)
        .validate(&valid)
        .restore_best(true)
        .progress(Progress::Bar)
        .fit(&mut net, &train)?;

    let best = history.best().context("no epoch was finished")?;
    println!(
        "{} updates; validation loss {:.2e} in epoch {}",
        history.updates(),
        best.validation_loss.unwrap_or(f64::NAN),
        best.epoch
    );
    let found = [
        ("alpha_s", options.alpha_s, net.hidden().alpha_s()[0]),
        ("alpha_r", options.alpha_r, net.hidden().alpha_r()[0]),
    ];
    println!("{:10} {:>8} {:>8} {:>8}", "constant", "true", "learned", "error");
    for (name, truth, learned) in found {
        println!(
            "{name:10} {truth:8.3} {learned:8.3} {:8.3}",
            (learned - truth).abs()
        );
    }

    let epochs = || history.epochs().iter().map(|epoch| epoch.epoch);
    let mut constants = Figure::new("Learned rate constants")
        .x_label("Epoch (400 updates)")
        .y_label("Rate constant");
    for (name, truth, _) in found {
        let course = history
            .constant(&format!("hidden.{name}"))
            .context("the history lacks a constant")?;
        constants = constants
            .line(name, epochs(), course)
            .level(format!("{name} of the teacher"), truth);
    }
    let losses = Figure::new("Loss")
        .x_label("Epoch (400 updates)")
        .y_label("Mean squared error")
        .line(
            "training",
            epochs(),
            history.epochs().iter().map(|epoch| epoch.train_loss),
        )
        .line(
            "validation",
            epochs(),
            history.epochs().iter().filter_map(|epoch| epoch.validation_loss),
        )
        .log_y();
    Panels::new([constants.size(720, 280), losses.size(720, 240)]).save(options.out.join("alphas.svg"))?;
    history.write_csv(options.out.join("history.csv"))?;
    net.save(options.out.join("student.safetensors"))?;
    println!("figure, history and weights are in {}", options.out.display());

    let furthest = found
        .iter()
        .map(|(_, truth, learned)| (learned - truth).abs())
        .fold(0.0, f32::max);
    ensure!(
        furthest <= 0.05,
        "a constant is off by {furthest:.3}; try more --epochs or another --seed"
    );
    Ok(())
}
