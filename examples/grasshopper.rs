//! Spikes of a locust's auditory receptors, predicted from the sound by a recurrent network whose time constants are
//! learned. data/README.md says what the recordings are and how the baselines were computed.
//!
//! `cargo run --release --example grasshopper`

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use aru::metrics::{bits_per_spike, correlation};
use aru::plot::{Figure, Panels};
use aru::prelude::*;
use aru::recording::Recording;
use aru::signal;
use clap::Parser;
use ndarray::{Array1, Array2, ArrayView1, Axis, s};
use rayon::prelude::*;

recurrent_net! {
    /// From the level of the sound to the number of spikes expected in each millisecond.
    pub struct Receptor {
        dt: 1 ms;
        input level: 1;

        /// Every unit finds the time constants of its own current and rate.
        layer hidden: Aru<8> {
            tau_s: learn per_unit(uniform(1.1 ms, 3 ms)) in logistic(0, 1);
            tau_r: learn per_unit(uniform(1.1 ms, 3 ms)) in logistic(0, 1);
            activation: tanh;
        }
        /// Starts near 0.1 spikes a step.
        output spikes: 1 { activation: softplus; bias: learn -2.3; }

        level -> hidden;
        hidden ~> hidden;
        hidden -> spikes;
    }
}

/// Steps of a training window, and how many of them only bring the state to where it would be.
const WINDOW: usize = 250;
const BURN_IN: usize = 50;
/// Of the Gaussian by which spikes are smoothed for r.
const SIGMA_MS: f64 = 2.0;
const REACH_MS: usize = 8;

/// Predicts the spikes of two locust auditory receptors from the sound, with learned time constants.
#[derive(Parser)]
struct Options {
    /// Two seeds and 40 epochs: seconds, to see that all works; not judged against thresholds
    #[arg(long)]
    quick: bool,
    /// The first seed
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many seeds
    #[arg(long, default_value_t = 8)]
    seeds: u64,
    /// How often the training windows are gone through
    #[arg(long, default_value_t = 200)]
    epochs: usize,
    /// Fits that run at the same time [default: the cores of the machine]
    #[arg(long)]
    threads: Option<usize>,
    /// Folder for the figure, the table of all fits and the weights
    #[arg(long, default_value = "runs/grasshopper")]
    out: PathBuf,
}

impl Options {
    fn settings(&self) -> (u64, usize) {
        if self.quick {
            (self.seeds.min(2), self.epochs.min(40))
        } else {
            (self.seeds, self.epochs)
        }
    }
}

fn main() -> Result<ExitCode> {
    let options = Options::parse();
    let started = Instant::now();
    std::fs::create_dir_all(&options.out)
        .with_context(|| format!("cannot make the folder `{}`", options.out.display()))?;
    let recordings = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/grasshopper_receptor.npz"))?;

    let (seeds, epochs) = options.settings();
    ensure!(seeds > 0, "--seeds is 0; expected at least 1");
    let threads = match options.threads {
        Some(threads) => threads,
        None => std::thread::available_parallelism().map_or(1, |cores| cores.get()),
    };
    println!(
        "8 tanh units; windows of {WINDOW} ms, the first {BURN_IN} to settle; batches of 4; Adam at 0.01, falling to a \
         twentieth along a cosine; weight decay 0.2; {epochs} epochs, the best on 1 s of validation kept; {seeds} seeds \
         from {}, {threads} at a time",
        options.seed
    );
    if options.quick {
        println!("--quick: too short to be judged");
    }

    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .context("cannot start the threads")?;
    let all: Vec<(usize, Target)> = (0..recordings.len())
        .flat_map(|recording| Target::ALL.map(|target| (recording, target)))
        .collect();
    // One list of fits, a seed each, for every recording and target.
    let fits: Vec<Vec<Fit>> = pool.install(|| {
        let of_all_seeds = |&(recording, target): &(usize, Target)| {
            let seeds = (options.seed..options.seed + seeds).into_par_iter();
            seeds
                .map(|seed| fit(&recordings[recording], target, seed, epochs))
                .collect::<Result<Vec<Fit>>>()
        };
        all.par_iter().map(of_all_seeds).collect::<Result<_>>()
    })?;

    let mut all_passed = true;
    let mut panels = Vec::new();
    let mut table = String::from("recording,measure,seed,score,epoch,tau_s_ms,tau_r_ms\n");
    for (&(index, target), fits) in all.iter().zip(&fits) {
        if target == Target::Rate {
            println!(
                "\nrecording {index}, sound modulated up to {} Hz",
                recordings[index].cutoff_hz
            );
        }
        all_passed &= report(index, target, fits, !options.quick);
        let typical = typical(fits);
        panels.push(panel(index, &recordings[index], target, typical));
        typical.net.save(
            options
                .out
                .join(format!("recording_{index}_{target:?}.safetensors").to_lowercase()),
        )?;
        fits.iter()
            .for_each(|fit| table.push_str(&fit.line(index, target)));
    }
    Panels::new(panels).save(options.out.join("rates.svg"))?;
    let path = options.out.join("fits.csv");
    std::fs::write(&path, table).with_context(|| format!("cannot write `{}`", path.display()))?;
    println!(
        "\n{:.0} s; figure, table and weights are in {}",
        started.elapsed().as_secs_f64(),
        options.out.display()
    );
    Ok(if all_passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What a network is trained on, and how it is then scored.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Target {
    /// Smoothed spikes, by squared error; scored by r.
    Rate,
    /// Spike counts, by the Poisson loss; scored in bits per spike.
    Spikes,
}

impl Target {
    const ALL: [Target; 2] = [Target::Rate, Target::Spikes];

    fn measure(self) -> &'static str {
        match self {
            Target::Rate => "r at sigma 2 ms",
            Target::Spikes => "bits per spike",
        }
    }

    /// Baselines of data/README.md.
    fn baselines(self, recording: usize) -> &'static str {
        match (self, recording) {
            (Target::Rate, 0) => "ridge 0.585, Volterra 0.650",
            (Target::Rate, _) => "ridge 0.297, Volterra 0.451",
            (Target::Spikes, 0) => "Poisson GLM 0.94",
            (Target::Spikes, _) => "Poisson GLM 0.52",
        }
    }

    /// What the median of the seeds is to reach.
    fn thresholds(self, recording: usize) -> &'static [f64] {
        match (self, recording) {
            (Target::Rate, 0) => &[0.66, 0.67],
            (Target::Rate, _) => &[0.44, 0.45],
            (Target::Spikes, 0) => &[1.1],
            (Target::Spikes, _) => &[0.5],
        }
    }
}

/// A recorded neuron: the level of the sound and the spikes, with the ends of its splits.
struct Neuron {
    cutoff_hz: f32,
    level: Array1<f32>,
    counts: Array1<f32>,
    /// Smoothed spikes, in spikes a step.
    rate: Array1<f32>,
    train_end: usize,
    validation_end: usize,
}

fn read(path: &Path) -> Result<Vec<Neuron>> {
    let file = Recording::open(path)?;
    let dt = file.number("bin_s")?;
    let declared = Receptor::<f32>::DESCRIPTION.dt.unwrap_or(f64::NAN);
    ensure!(
        (dt / declared - 1.0).abs() < 1e-6,
        "the bins of `{}` are {dt} s long, the network declares `dt` as {declared} s",
        path.display()
    );
    let levels: Array2<f32> = file.array("envelope_db")?;
    let counts: Array2<f32> = file.array("spike_counts")?;
    let cutoffs: Array1<f32> = file.array("cutoff_hz")?;
    let split: Array1<f32> = file.array("split")?;
    let (train_end, validation_end) = split_ends(split.view())?;
    (levels.outer_iter().zip(counts.outer_iter()).zip(cutoffs))
        .map(|((level, counts), cutoff_hz)| {
            let rate = signal::gaussian(counts, SIGMA_MS, REACH_MS)?;
            let (level, counts) = (level.to_owned(), counts.to_owned());
            Ok(Neuron {
                cutoff_hz,
                level,
                counts,
                rate,
                train_end,
                validation_end,
            })
        })
        .collect()
}

/// Where training and validation end: 0 train, 1 validation, 2 test, one after the other.
fn split_ends(split: ArrayView1<f32>) -> Result<(usize, usize)> {
    let end_of = |part: f32| split.iter().take_while(|&&step| step <= part).count();
    let (train, validation) = (end_of(0.0), end_of(1.0));
    let in_order =
        split.iter().is_sorted() && BURN_IN < train && train < validation && validation < split.len();
    if !in_order {
        bail!("`split` must hold 0 (train), then 1 (validation), then 2 (test)");
    }
    Ok((train, validation))
}

/// A trained network and how it did on the test split.
struct Fit {
    seed: u64,
    net: Receptor<f32>,
    /// Spikes a step, over the whole recording.
    prediction: Array1<f32>,
    score: f64,
    /// Of lowest validation loss.
    epoch: usize,
    /// Learned time constants, one a unit.
    tau_s_ms: Vec<f64>,
    tau_r_ms: Vec<f64>,
}

impl Fit {
    /// A line of the table of all fits; time constants in ms, one a unit.
    fn line(&self, recording: usize, target: Target) -> String {
        let list = |taus: &[f64]| {
            taus.iter()
                .map(|tau| format!("{tau:.3}"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let (tau_s, tau_r) = (list(&self.tau_s_ms), list(&self.tau_r_ms));
        let (measure, score) = (target.measure(), self.score);
        format!(
            "{recording},{measure},{},{score},{},{tau_s},{tau_r}\n",
            self.seed, self.epoch
        )
    }
}

fn fit(recording: &Neuron, target: Target, seed: u64, epochs: usize) -> Result<Fit> {
    let values = match target {
        Target::Rate => &recording.rate,
        Target::Spikes => &recording.counts,
    };
    let part = |from: usize, to: usize| -> Result<Sequences<f32>> {
        let cut = |signal: &Array1<f32>| {
            signal
                .slice(s![from..to])
                .insert_axis(Axis(0))
                .insert_axis(Axis(2))
                .to_owned()
        };
        Ok(Sequences::new(cut(&recording.level), cut(values))?)
    };
    let (train, scale) = part(0, recording.train_end)?.standardise()?;
    let windows = train.windows(WINDOW, WINDOW - BURN_IN, BURN_IN)?;
    // What comes before the validation split only brings the state to where it would be.
    let valid = part(recording.train_end - BURN_IN, recording.validation_end)?
        .standardise_with(&scale)?
        .windows(WINDOW, WINDOW - BURN_IN, BURN_IN)?;

    let mut net = Receptor::<f32>::new(seed);
    let trainer = Trainer::new(Adam::new(0.01))
        .batch_size(4)
        .epochs(epochs)
        .seed(seed)
        .schedule(Cosine {
            floor: 0.05,
            ..Cosine::default()
        })
        .weight_decay(0.2)
        .clip_norm(1.0)
        .validate(&valid)
        .restore_best(true);
    let mut trainer = match target {
        Target::Rate => trainer.loss(MeanSquaredError),
        Target::Spikes => trainer.loss(Poisson),
    };
    let history = trainer.fit(&mut net, &windows)?;

    // The state runs on through all splits.
    let whole = part(0, recording.level.len())?.standardise_with(&scale)?;
    let prediction = net.run(whole.inputs())?.slice(s![0, .., 0]).to_owned();
    let test = s![recording.validation_end..];
    let score = match target {
        Target::Rate => correlation(&prediction.slice(test), &recording.rate.slice(test))?,
        Target::Spikes => bits_per_spike(&prediction.slice(test), &recording.counts.slice(test))?,
    };
    let epoch = history.best().map_or(0, |best| best.epoch);
    let in_ms = |taus: Vec<f32>| taus.iter().map(|&tau| 1e3 * f64::from(tau)).collect();
    let (tau_s_ms, tau_r_ms) = (in_ms(net.hidden().tau_s()), in_ms(net.hidden().tau_r()));
    Ok(Fit {
        seed,
        net,
        prediction,
        score,
        epoch,
        tau_s_ms,
        tau_r_ms,
    })
}

/// Prints what the seeds reached; false if a threshold was missed.
fn report(recording: usize, target: Target, fits: &[Fit], judged: bool) -> bool {
    let scores = sorted(fits.iter().map(|fit| fit.score));
    let median = quantile(&scores, 0.5);
    println!(
        "  {}: median {median:.3}, range {:.3} to {:.3}  ({})",
        target.measure(),
        scores[0],
        scores[scores.len() - 1],
        target.baselines(recording)
    );
    let mut all_passed = true;
    if judged {
        for &threshold in target.thresholds(recording) {
            let passed = median >= threshold;
            all_passed &= passed;
            println!(
                "    {}: at least {threshold}",
                if passed { "PASS" } else { "FAIL" }
            );
        }
    }
    for (name, taus) in [
        ("tau_s", fits.iter().map(|fit| &fit.tau_s_ms).collect::<Vec<_>>()),
        ("tau_r", fits.iter().map(|fit| &fit.tau_r_ms).collect()),
    ] {
        let units = sorted(taus.iter().flat_map(|taus| taus.iter().copied()));
        let medians = sorted(
            taus.iter()
                .map(|taus| quantile(&sorted(taus.iter().copied()), 0.5)),
        );
        println!(
            "    {name}: median {:.1} ms, {:.1} to {:.1} ms for 8 of 10 units; medians of the seeds {:.1} to {:.1} ms",
            quantile(&units, 0.5),
            quantile(&units, 0.1),
            quantile(&units, 0.9),
            medians[0],
            medians[medians.len() - 1]
        );
    }
    all_passed
}

/// The fit whose score is the median of all, the lower of two.
fn typical(fits: &[Fit]) -> &Fit {
    let mut order: Vec<&Fit> = fits.iter().collect();
    order.sort_by(|a, b| a.score.total_cmp(&b.score));
    order[(order.len() - 1) / 2]
}

/// Measured and predicted in the first 300 ms of the test split.
fn panel(index: usize, neuron: &Neuron, target: Target, fit: &Fit) -> Figure {
    let first = neuron.validation_end;
    let last = neuron.level.len().min(first + 300);
    let per_second = |rate: &Array1<f32>| rate.slice(s![first..last]).mapv(|rate| 1e3 * rate);
    let measured = match target {
        Target::Rate => Figure::new(format!("Recording {index}, squared error: r = {:.2}", fit.score)).line(
            "spikes, smoothed by 2 ms",
            0..last - first,
            per_second(&neuron.rate),
        ),
        Target::Spikes => {
            let times: Vec<usize> = (first..last)
                .filter(|&t| neuron.counts[t] > 0.0)
                .map(|t| t - first)
                .collect();
            let at_zero = vec![0.0; times.len()];
            Figure::new(format!(
                "Recording {index}, Poisson loss: {:.2} bits per spike",
                fit.score
            ))
            .points("spikes", times, at_zero)
        }
    };
    measured
        .line("network", 0..last - first, per_second(&fit.prediction))
        .x_label("Time in the test split (ms)")
        .y_label("Firing rate (spikes/s)")
        .size(860, 200)
}

fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values
}

/// Of sorted values, between the two nearest in proportion.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (place - place.floor()) * (above - below)
}
