//! Your own recording: a network with learned time constants that predicts one signal from another.
//!
//! `cargo run --release --example own_data -- recording.npz --input stimulus --target rate --dt 1`
//!
//! Arrays of an `.npz` or `.npy` are `[step]`, `[step, feature]` or `[sequence, step, feature]`; what two axes are,
//! `--axes` can say otherwise. Columns of a `.csv` or `.tsv` are `[step]`. What was taken is printed before training. The
//! declaration below fixes the number of inputs and outputs: for more, change `INPUTS` and `OUTPUTS` and give `--input`
//! and `--target` once for each array.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use aru::metrics;
use aru::plot::Figure;
use aru::prelude::*;
use aru::recording::{Axes, Recording};
use clap::{Parser, ValueEnum};
use ndarray::{Array3, ArrayView3, s};

/// Features of all inputs together.
const INPUTS: usize = 1;
/// Features of all targets together.
const OUTPUTS: usize = 1;

recurrent_net! {
    /// For signals of any kind: the squared error is made small.
    pub struct Signal<const H: usize> {
        input x: INPUTS;
        layer hidden: Aru<H> {
            alpha_s: learn per_unit(0.3) in logistic(0, 1);
            alpha_r: learn per_unit(0.3) in logistic(0, 1);
            activation: tanh;
        }
        output y: OUTPUTS;

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// For spike counts: the likelihood of a Poisson process is made large.
    pub struct Spikes<const H: usize> {
        input x: INPUTS;
        layer hidden: Aru<H> {
            alpha_s: learn per_unit(0.3) in logistic(0, 1);
            alpha_r: learn per_unit(0.3) in logistic(0, 1);
            activation: tanh;
        }
        output y: OUTPUTS { activation: softplus; }

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// Predicts one signal of a recording from another, and learns the time constants of the way between them.
#[derive(Parser)]
struct Options {
    /// A .npz, .npy, .csv or .tsv file
    file: PathBuf,
    /// Name of an array or column to predict from; once for each
    #[arg(long, required = true)]
    input: Vec<String>,
    /// Name of an array or column to predict; once for each
    #[arg(long, required = true)]
    target: Vec<String>,
    /// What an array with two axes holds: one recording, time first or last, or many of one feature
    #[arg(long, value_enum, default_value_t = Order::StepFeature)]
    axes: Order,
    /// Length of a step in milliseconds
    #[arg(long)]
    dt: f64,
    /// What is made small: squared error, or for counts the Poisson loss
    #[arg(long, value_enum, default_value_t = Kind::Signal)]
    kind: Kind,
    /// Number of hidden units; these are compiled, for another add a line in `main`
    #[arg(long, default_value = "8", value_parser = ["8", "16", "32"])]
    units: String,
    /// Time constants that learning starts from, in milliseconds
    #[arg(long)]
    tau: Option<f64>,
    /// Part of each sequence that is trained on, from its start
    #[arg(long, default_value_t = 0.7)]
    train: f64,
    /// Part that is validated on, after that; the rest is for the test
    #[arg(long, default_value_t = 0.1)]
    valid: f64,
    /// Steps of a training window
    #[arg(long, default_value_t = 250)]
    window: usize,
    /// Windows of a batch
    #[arg(long, default_value_t = 4)]
    batch: usize,
    /// How often the training windows are gone through; 60 without progress are the last
    #[arg(long, default_value_t = 300)]
    epochs: usize,
    /// Rate of learning of Adam
    #[arg(long, default_value_t = 0.005)]
    learning_rate: f64,
    /// Seed of the first weights and of the order of the windows
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads of a batch
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Folder for figure, weights and history
    #[arg(long, default_value = "runs/own_data")]
    out: PathBuf,
    /// Five epochs, to see that everything is read and written
    #[arg(long)]
    quick: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Signal,
    Spikes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    StepFeature,
    FeatureStep,
    SequenceStep,
}

impl From<Order> for Axes {
    fn from(order: Order) -> Self {
        match order {
            Order::StepFeature => Axes::StepFeature,
            Order::FeatureStep => Axes::FeatureStep,
            Order::SequenceStep => Axes::SequenceStep,
        }
    }
}

fn main() -> Result<()> {
    let options = Options::parse();
    match (options.kind, options.units.as_str()) {
        (Kind::Signal, "8") => fit(Signal::<f32, 8>::new(options.seed), MeanSquaredError, &options),
        (Kind::Signal, "16") => fit(Signal::<f32, 16>::new(options.seed), MeanSquaredError, &options),
        (Kind::Signal, "32") => fit(Signal::<f32, 32>::new(options.seed), MeanSquaredError, &options),
        (Kind::Spikes, "8") => fit(Spikes::<f32, 8>::new(options.seed), Poisson, &options),
        (Kind::Spikes, "16") => fit(Spikes::<f32, 16>::new(options.seed), Poisson, &options),
        (Kind::Spikes, "32") => fit(Spikes::<f32, 32>::new(options.seed), Poisson, &options),
        (_, units) => bail!("no network of {units} units is compiled"),
    }
}

fn fit<N: Network<Scalar = f32>>(mut net: N, loss: impl Loss<f32>, options: &Options) -> Result<()> {
    ensure!(
        options.dt > 0.0 && options.dt.is_finite(),
        "the length of a step must be a positive number of milliseconds, found --dt {}",
        options.dt
    );
    std::fs::create_dir_all(&options.out)
        .with_context(|| format!("cannot make the folder `{}`", options.out.display()))?;
    let recording = Recording::open(&options.file)?;
    let axes = Axes::from(options.axes);
    let inputs = side_by_side(&recording, &options.input, axes, INPUTS, "--input")?;
    let targets = side_by_side(&recording, &options.target, axes, OUTPUTS, "--target")?;
    let (sequences, steps, _) = inputs.dim();
    let found = (targets.dim().0, targets.dim().1);
    ensure!(
        found == (sequences, steps),
        "--input has {sequences} sequences of {steps} steps, --target {} of {}; they must be as many",
        found.0,
        found.1
    );
    let parts = Parts::of(steps, options)?;

    // Scales are those of the training part: the others must not be known yet.
    let (_, input_scale) = part(&inputs, &targets, 0..parts.train)?.standardise()?;
    let (_, target_scale) = part(&inputs, &targets, 0..parts.train)?.standardise_targets()?;
    let mut scaled = Sequences::new(inputs, targets)?.standardise_with(&input_scale)?;
    if options.kind == Kind::Signal {
        scaled = scaled.standardise_targets_with(&target_scale)?;
    }
    let (inputs, targets) = (scaled.inputs().to_owned(), scaled.targets().to_owned());
    let window = options.window.min(parts.train);
    let burn_in = window / 5;
    let train =
        part(&inputs, &targets, 0..parts.train)?.windows(window, (window - burn_in).max(1), burn_in)?;
    // The states of validation and test run on from the start of the recording; only their own steps count.
    let valid = counting_only(&inputs, &targets, parts.train..parts.train + parts.valid)?;

    if let Some(tau) = options.tau {
        ensure!(
            tau > options.dt,
            "--tau {tau} must be longer than a step, --dt {}",
            options.dt
        );
        for name in ["hidden.alpha_s", "hidden.alpha_r"] {
            let units = net.parameter(name)?.values().len();
            net.set(name, &vec![(options.dt / tau) as f32; units])?;
        }
    }
    let history = Trainer::new(Adam::new(options.learning_rate))
        .loss(loss)
        .batch_size(options.batch)
        .epochs(if options.quick { 5 } else { options.epochs })
        .shuffle(true)
        .seed(options.seed)
        .clip_norm(1.0)
        .validate(&valid)
        .early_stopping(60)
        .restore_best(true)
        .threads(options.threads)
        .progress(Progress::Bar)
        .fit(&mut net, &train)?;
    let best = history.best().context("no epoch was finished")?;
    println!("best of {} epochs: {}", history.len(), best.epoch);
    net.save(options.out.join("network.safetensors"))?;
    history.write_csv(options.out.join("history.csv"))?;

    let test = parts.train + parts.valid..steps;
    let predicted = net.run(inputs.view())?.slice(s![.., test.clone(), ..]).to_owned();
    let measured = part(&inputs, &targets, test.clone())?;
    println!("test, {} steps of {} sequences:", test.len(), measured.len());
    // Outputs are measured one by one: pooled, their different means would count as something that was predicted.
    let (quality, by_output) = match options.kind {
        Kind::Signal => (
            "variance explained",
            metrics::variance_explained(&predicted, &measured)?,
        ),
        Kind::Spikes => ("bits per spike", metrics::bits_per_spike(&predicted, &measured)?),
    };
    let correlations = metrics::correlation(&predicted, &measured)?;
    for (output, (correlation, quality_of)) in correlations.iter().zip(&by_output).enumerate() {
        let of = if OUTPUTS > 1 {
            format!("output {output}: ")
        } else {
            String::new()
        };
        println!("    {of}correlation {correlation:.3}, {quality} {quality_of:.3}");
    }
    for (name, meaning) in [
        ("hidden.alpha_s", "synaptic currents"),
        ("hidden.alpha_r", "firing rates"),
    ] {
        let alphas = net.parameter(name)?.values();
        let mut taus: Vec<f64> = alphas
            .iter()
            .map(|&alpha| options.dt / f64::from(alpha))
            .collect();
        taus.sort_by(f64::total_cmp);
        let text: Vec<String> = taus.iter().map(|tau| format!("{tau:.1}")).collect();
        println!("time constants of the {meaning} in ms: {}", text.join(" "));
    }
    draw(&predicted.view(), &measured.targets(), test.start, options)?;
    println!("figure, weights and history are in {}", options.out.display());
    Ok(())
}

/// The named arrays as one, `[sequence, step, feature]`; prints how their axes were taken.
fn side_by_side(
    recording: &Recording,
    names: &[String],
    axes: Axes,
    features: usize,
    flag: &str,
) -> Result<Array3<f32>> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let signals = recording.signals::<f32>(&names, axes)?;
    println!("{flag}: {signals}");
    let values = signals.into_values();
    let found = values.dim().2;
    ensure!(
        found == features,
        "{flag} gives {found} features, the network is declared with {features}: if an axis was not what was meant, \
         `--axes` says what it is; else change INPUTS or OUTPUTS at the top of examples/own_data.rs"
    );
    Ok(values)
}

/// Steps of each part.
struct Parts {
    train: usize,
    valid: usize,
}

impl Parts {
    fn of(steps: usize, options: &Options) -> Result<Self> {
        let (train, valid) = (options.train, options.valid);
        ensure!(
            train > 0.0 && valid > 0.0 && train + valid < 1.0,
            "--train {train} and --valid {valid} must be positive and leave something for the test"
        );
        let parts = Parts {
            train: (steps as f64 * train) as usize,
            valid: (steps as f64 * valid) as usize,
        };
        ensure!(
            parts.train >= 2 && parts.valid >= 1 && steps > parts.train + parts.valid + 1,
            "a recording of {steps} steps is too short to be cut into three parts"
        );
        Ok(parts)
    }
}

fn part(
    inputs: &Array3<f32>,
    targets: &Array3<f32>,
    steps: std::ops::Range<usize>,
) -> Result<Sequences<f32>> {
    let cut = |array: &Array3<f32>| array.slice(s![.., steps.clone(), ..]).to_owned();
    Ok(Sequences::new(cut(inputs), cut(targets))?)
}

/// From the start of the recording, with weight one in some steps and zero before.
fn counting_only(
    inputs: &Array3<f32>,
    targets: &Array3<f32>,
    steps: std::ops::Range<usize>,
) -> Result<Sequences<f32>> {
    let data = part(inputs, targets, 0..steps.end)?;
    let weights = ndarray::Array2::from_shape_fn((data.len(), data.steps()), |(_, step)| {
        f32::from(u8::from(steps.contains(&step)))
    });
    Ok(data.with_weights(weights)?)
}

/// Predicted over measured, of the first output and sequence, for the first second of the test or as much of it as there is.
fn draw(
    predicted: &ArrayView3<'_, f32>,
    measured: &ArrayView3<'_, f32>,
    start: usize,
    options: &Options,
) -> Result<()> {
    let shown = measured.dim().1.min(((1000.0 / options.dt) as usize).max(100));
    let times = || (0..shown).map(|step| (start + step) as f64 * options.dt / 1000.0);
    let of = |array: &ArrayView3<'_, f32>| array.slice(s![0, ..shown, 0]).to_vec();
    let (predicted, measured) = (of(predicted), of(measured));
    let figure = Figure::new("Test: measured and predicted").x_label("Time (s)");
    let figure = match options.kind {
        Kind::Signal => figure
            .y_label("Signal (standardised)")
            .line("measured", times(), measured),
        Kind::Spikes => {
            let top = predicted.iter().fold(0.0_f32, |top, &rate| top.max(rate));
            let spikes: Vec<f64> = times()
                .zip(&measured)
                .filter(|&(_, &count)| count > 0.0)
                .map(|(time, _)| time)
                .collect();
            let above = vec![1.1 * top; spikes.len()];
            figure
                .y_label("Expected spikes a step")
                .points("spikes", spikes, above)
        }
    };
    figure
        .line("predicted", times(), predicted)
        .save(options.out.join("prediction.svg"))?;
    Ok(())
}
