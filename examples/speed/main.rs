//! How fast networks train and run on this machine, in three quarters of a minute.
//!
//! `cargo run --release --example speed`

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::Result;
use aru::prelude::*;
use clap::Parser;
use ndarray::Array3;

use self::networks::{Gated, Hierarchy, Paper};

mod networks;
mod read;

/// Prints how long training and running take on this machine.
#[derive(Parser)]
struct Options {
    /// Seconds for each line
    #[arg(long, default_value_t = 1.5)]
    seconds: f64,
    /// Threads for the lines that can use several [default: all]
    #[arg(long)]
    threads: Option<usize>,
}

fn main() -> Result<()> {
    let options = Options::parse();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = options.threads.unwrap_or(cores);
    let bench = Bench {
        limit: Duration::from_secs_f64(options.seconds),
    };
    println!(
        "{}; f32 but where it says f64; Adam, mean squared error\n",
        aru::machine()
    );
    println!("{:62} {:>12} {:>12}", "an epoch of training", "median", "best");

    let small = data::<Paper<f32, 2, 10>>(400, 20)?;
    for batch in [1, 20, 400] {
        let name = format!("2-10-2, 400 sequences of 20 steps, batches of {batch}");
        bench.epochs(&name, &mut Paper::<f32, 2, 10>::new(1), &small, batch, 1)?;
    }
    for batch in [1, 20] {
        let name = format!("16 such networks in lockstep, batches of {batch}");
        bench.ensemble::<Paper<f32, 2, 10>>(&name, 16, &small, batch, 1)?;
    }
    for threads in [1, threads] {
        let name = format!("64 such networks, batches of 20, {threads} threads");
        bench.ensemble::<Paper<f32, 2, 10>>(&name, 64, &small, 20, threads)?;
    }
    for batch in [20, 100] {
        let name = format!("2-100-2, 400 sequences of 20 steps, batches of {batch}");
        bench.epochs(&name, &mut Paper::<f32, 2, 100>::new(1), &small, batch, 1)?;
    }
    let small_in_f64 = data::<Paper<f64, 2, 10>>(400, 20)?;
    bench.epochs(
        "2-10-2 in f64, 400 sequences of 20 steps, batches of 20",
        &mut Paper::<f64, 2, 10>::new(1),
        &small_in_f64,
        20,
        1,
    )?;
    let long = data::<Paper<f32, 2, 10>>(20, 2000)?;
    bench.epochs(
        "2-10-2, 20 sequences of 2000 steps at once",
        &mut Paper::<f32, 2, 10>::new(1),
        &long,
        20,
        1,
    )?;
    let signals = data::<Hierarchy<f32, 10>>(20, 200)?;
    bench.epochs(
        "two areas of 10, 20 sequences of 200 steps at once",
        &mut Hierarchy::<f32, 10>::new(1),
        &signals,
        20,
        1,
    )?;
    bench.epochs(
        "GRU 2-10-2, 400 sequences of 20 steps, batches of 20",
        &mut Gated::<f32, 10>::new(1),
        &small,
        20,
        1,
    )?;
    let wide = data::<Paper<f32, 16, 256>>(64, 100)?;
    for threads in [1, threads] {
        let name = format!("16-256-16, 64 sequences of 100 steps at once, {threads} threads");
        bench.epochs(&name, &mut Paper::<f32, 16, 256>::new(1), &wide, 64, threads)?;
    }
    let wide_in_f64 = data::<Paper<f64, 16, 256>>(64, 100)?;
    bench.epochs(
        "16-256-16 in f64, 64 sequences of 100 steps at once, 1 threads",
        &mut Paper::<f64, 16, 256>::new(1),
        &wide_in_f64,
        64,
        1,
    )?;
    bench.stream();
    read::compare(&bench)
}

/// Smooth inputs, and targets between 0 and 1.
pub fn data<N: Declared>(sequences: usize, steps: usize) -> Result<Sequences<N::Scalar>> {
    let wave = |features: usize, phase: f64| {
        Array3::from_shape_fn((sequences, steps, features), |(sequence, step, feature)| {
            let angle = 0.3 * step as f64 + 0.7 * sequence as f64 + feature as f64 + phase;
            N::Scalar::from_f64(0.5 + 0.4 * angle.sin())
        })
    };
    let (inputs, outputs) = (N::DESCRIPTION.input_size(), N::DESCRIPTION.output_size());
    Ok(Sequences::new(wave(inputs, 0.0), wave(outputs, 1.0))?)
}

/// What measures.
pub struct Bench {
    /// For each line.
    limit: Duration,
}

impl Bench {
    fn epochs<N: Network>(
        &self,
        name: &str,
        net: &mut N,
        data: &Sequences<N::Scalar>,
        batch: usize,
        threads: usize,
    ) -> Result<()> {
        let fit = |net: &mut N, epochs: usize| {
            let mut trainer = Trainer::new(Adam::new(1e-3))
                .batch_size(batch)
                .threads(threads)
                .epochs(epochs);
            trainer.fit(net, data)
        };
        let first = seconds(&fit(net, 2)?);
        let history = fit(net, self.rounds(first[first.len() - 1]))?;
        show(name, seconds(&history));
        Ok(())
    }

    fn ensemble<N: Declared<Scalar = f32>>(
        &self,
        name: &str,
        networks: u64,
        data: &Sequences<f32>,
        batch: usize,
        threads: usize,
    ) -> Result<()> {
        let mut nets = Ensemble::<N>::new(0..networks);
        let mut fit = |epochs: usize| -> Result<f64> {
            let mut trainer = Trainer::new(Adam::new(1e-3))
                .batch_size(batch)
                .threads(threads)
                .epochs(epochs);
            let start = Instant::now();
            for history in trainer.fit(&mut nets, data)? {
                history?;
            }
            Ok(start.elapsed().as_secs_f64() / epochs as f64)
        };
        let first = fit(2)?;
        let epochs = (self.rounds(first) / 10).max(1);
        show(name, (0..10).map(|_| fit(epochs)).collect::<Result<_>>()?);
        Ok(())
    }

    fn stream(&self) {
        println!("\n{:62} {:>12} {:>12}", "a step of a stream", "median", "best");
        let net = Paper::<f32, 2, 10>::new(1);
        let mut stream = net.stream();
        let mut thousand = || {
            let start = Instant::now();
            for step in 0..1000 {
                black_box(stream.step(black_box(&[0.5, 0.001 * step as f32])));
            }
            1e-3 * start.elapsed().as_secs_f64()
        };
        let rounds = self.rounds(1000.0 * thousand()).min(10_000);
        show("2-10-2", (0..rounds).map(|_| thousand()).collect());
    }

    /// How often something that takes so long fits into the limit.
    fn rounds(&self, seconds: f64) -> usize {
        (self.limit.as_secs_f64() / seconds).clamp(3.0, 1e6) as usize
    }
}

fn seconds(history: &History) -> Vec<f64> {
    history.epochs().iter().map(|epoch| epoch.seconds).collect()
}

fn show(name: &str, mut seconds: Vec<f64>) {
    seconds.sort_by(f64::total_cmp);
    println!(
        "{name:62} {:>12} {:>12}",
        time(seconds[seconds.len() / 2]),
        time(seconds[0])
    );
}

fn time(seconds: f64) -> String {
    match seconds {
        ..1e-6 => format!("{:.1} ns", 1e9 * seconds),
        ..1e-3 => format!("{:.1} us", 1e6 * seconds),
        ..1.0 => format!("{:.2} ms", 1e3 * seconds),
        _ => format!("{seconds:.2} s"),
    }
}
