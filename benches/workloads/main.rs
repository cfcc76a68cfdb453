//! Trains a workload of the comparison with other frameworks, and prints what it took as a line of JSON.
//!
//! `cargo bench --bench workloads -- --workload W1 --batch 20 --threads 1`; without a workload all of them, one after
//! the other. `benches/peers` does the same work in other frameworks, from the same data and initial parameters.

mod measure;
mod networks;

use std::time::Instant;

use anyhow::{Result, bail, ensure};
use clap::{Parser, ValueEnum};

use measure::Bench;
use networks::{Gated, Hierarchy, Paper, StateNet};

/// Prints how long an epoch of training takes, as a line of JSON.
#[derive(Parser)]
struct Options {
    /// [default: all of them]
    #[arg(long, ignore_case = true)]
    workload: Option<Workload>,
    /// Sequences in a batch [default: the workload's]
    #[arg(long)]
    batch: Option<usize>,
    /// Steps of a sequence [default: the workload's]
    #[arg(long)]
    steps: Option<usize>,
    /// Units of the hidden layer of W1 to W4 and W6 [default: the workload's]
    #[arg(long)]
    hidden: Option<usize>,
    /// Threads that share a batch, or take groups of networks
    #[arg(long, default_value_t = 1)]
    threads: usize,
    /// Measures at least so long
    #[arg(long, default_value_t = 1.0)]
    seconds: f64,
    /// Measures just so many epochs, or thousands of steps; for counts of instructions
    #[arg(long)]
    repeats: Option<usize>,
    // cargo passes it.
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
#[value(rename_all = "verbatim")]
enum Workload {
    /// 2-10-2, 400 sequences of 20 steps
    W1,
    /// 2-100-2, 400 sequences of 20 steps
    W2,
    /// 16-256-16, 100 steps, one batch
    W3,
    /// 32-1024-32, 100 steps, one batch
    W4,
    /// 64 independent networks of W1
    W5,
    /// 2-10-2, 2000 steps, one batch
    W6,
    /// Two areas of 10 with feedback and rates of each unit, 200 steps, one batch
    W7,
    /// W1 with gated units
    W8,
    /// W3 with gated units
    W8L,
    /// StateNet: 32 bands, a local code, a GRU of 63, twelve songs of 400 steps, one at a time
    SN,
    /// A step of a stream of W1's network
    S,
}

impl Workload {
    /// Inputs (as many as outputs, but for the one of StateNet), hidden units, steps, batch, and sequences where they are not one batch.
    fn sizes(self) -> (usize, usize, usize, usize, Option<usize>) {
        match self {
            Workload::W1 | Workload::W5 | Workload::W8 => (2, 10, 20, 20, Some(400)),
            Workload::W2 => (2, 100, 20, 20, Some(400)),
            Workload::W3 | Workload::W8L => (16, 256, 100, 64, None),
            Workload::W4 => (32, 1024, 100, 64, None),
            Workload::W6 => (2, 10, 2000, 20, None),
            Workload::W7 => (1, 10, 200, 20, None),
            Workload::SN => (32, 63, 400, 1, Some(12)),
            Workload::S => (2, 10, 20, 1, None),
        }
    }
}

fn main() -> Result<()> {
    let start = Instant::now();
    let options = Options::parse();
    if let Some(workload) = options.workload {
        return run(workload, &options, start);
    }
    // `cargo test --all-targets` runs benches too, without this.
    if !options.bench {
        return Ok(());
    }
    for &workload in Workload::value_variants() {
        run(workload, &options, Instant::now())?;
    }
    Ok(())
}

/// Sizes are constants of the networks: these were compiled.
macro_rules! with_sizes {
    ($bench:ident: $net:ident, $inputs:ident, $hidden:ident in $($i:literal x [$($h:literal)*])*) => {
        match ($inputs, $hidden) {
            $($(($i, $h) => $bench.epochs::<$net<f32, $i, $h>>()?,)*)*
            _ => bail!("no network {}-{}-{} was compiled", $inputs, $hidden, $inputs),
        }
    };
}

fn run(workload: Workload, options: &Options, start: Instant) -> Result<()> {
    let (inputs, hidden, steps, batch, sequences) = workload.sizes();
    let hidden = options.hidden.unwrap_or(hidden);
    let batch = options.batch.unwrap_or(batch);
    let bench = Bench {
        sequences: sequences.unwrap_or(batch),
        steps: options.steps.unwrap_or(steps),
        batch,
        threads: options.threads,
        seconds: options.seconds,
        repeats: options.repeats,
        start,
    };
    ensure!(
        batch > 0 && bench.sequences.is_multiple_of(batch),
        "{} sequences do not make batches of {batch}",
        bench.sequences
    );
    ensure!(workload != Workload::SN || hidden == 63, "StateNet has 63 units");
    ensure!(
        !matches!(workload, Workload::W5 | Workload::W7 | Workload::S) || hidden == 10,
        "{workload:?} has 10 units"
    );
    let mut measured = match workload {
        Workload::W5 => bench.ensemble::<Paper<f32, 2, 10>>()?,
        Workload::W7 => bench.epochs::<Hierarchy<f32, 10>>()?,
        Workload::W8 | Workload::W8L => with_sizes!(bench: Gated, inputs, hidden in 2 x [10] 16 x [256]),
        Workload::SN => bench.epochs::<StateNet<f32>>()?,
        Workload::S => bench.stream::<Paper<f32, 2, 10>>()?,
        _ => with_sizes!(bench: Paper, inputs, hidden in
            2 x [10 100] 16 x [10 32 64 100 128 256 512 1024] 32 x [1024]),
    };
    measured.seconds.sort_by(f64::total_cmp);
    println!(
        "{{\"system\":\"aru\",\"workload\":\"{workload:?}\",\"batch\":{batch},\"threads\":{},\"unit\":\"{}\",\
         \"median\":{:e},\"best\":{:e},\"first_loss\":{},\"start_up\":{:.6},\"N\":{hidden},\"T\":{},\
         \"variant\":\"\",\"version\":\"{}\",\"machine\":\"{}\"}}",
        bench.threads,
        if workload == Workload::S { "step" } else { "epoch" },
        measured.seconds[measured.seconds.len() / 2],
        measured.seconds[0],
        measured.first_loss,
        measured.start_up,
        bench.steps,
        env!("CARGO_PKG_VERSION"),
        aru::machine(),
    );
    Ok(())
}
