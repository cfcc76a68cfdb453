//! What the benches share: the fastest of some rounds in which each has its turn, and tables of them.
//!
//! Whatever else a machine does makes a measurement longer, never shorter: the fastest of many short ones says what code
//! costs. Those that are held against each other take turns, so that a slow minute is one for all.
#![allow(dead_code, reason = "each bench uses a part")]

use std::rc::Rc;
use std::time::{Duration, Instant};

use aru::__private::bench::InstructionSet;
use aru::prelude::*;
use ndarray::Array3;

/// Short calls are repeated until they take so long together that looking at the clock, some 50 ns, is nothing beside it.
const MEASUREMENT: Duration = Duration::from_millis(2);

/// The fastest of so many rounds of each, in seconds.
pub fn fastest<T>(
    rounds: usize,
    turns: &mut [T],
    mut seconds: impl FnMut(&mut T) -> aru::Result<f64>,
) -> aru::Result<Vec<f64>> {
    let mut fastest = vec![f64::INFINITY; turns.len()];
    for _ in 0..rounds {
        for (turn, fastest) in turns.iter_mut().zip(&mut fastest) {
            *fastest = seconds(turn)?.min(*fastest);
        }
    }
    Ok(fastest)
}

/// Data for a network and for others of its sizes, which share it: caches hold it once.
pub fn waves<N: Declared<Scalar = f32>>(sequences: usize, steps: usize) -> aru::Result<Rc<Sequences<f32>>> {
    let waves = |width| {
        Array3::from_shape_fn((sequences, steps, width), |(sequence, step, feature)| {
            ((sequence + step * (feature + 1)) as f32 * 0.1).sin()
        })
    };
    let net = &N::DESCRIPTION;
    let data = Sequences::new(waves(net.input_size()), waves(net.output_size()))?;
    Ok(Rc::new(data))
}

/// Seconds of an update of a network, in its next fit.
pub type Update = Box<dyn FnMut() -> aru::Result<f64>>;

/// Fits of so many updates with all sequences, on one thread: what a fit does once, as checks, should be a small part.
pub fn update<N: Declared<Scalar = f32> + 'static>(data: &Rc<Sequences<f32>>, updates: usize) -> Update {
    let (mut net, data) = (N::new(1), Rc::clone(data));
    Box::new(move || {
        let start = Instant::now();
        Trainer::new(Adam::new(1e-3))
            .batch_size(data.len())
            .epochs(updates)
            .threads(1)
            .progress(Progress::Silent)
            .fit(&mut net, &*data)?;
        Ok(start.elapsed().as_secs_f64() / updates as f64)
    })
}

/// A table of short calls, with a column for each instruction set of the machine.
///
/// Of rows those are measured whose names hold every argument of the program.
pub struct OfSets {
    sets: Vec<InstructionSet>,
    arguments: Vec<String>,
    rows: usize,
}

impl OfSets {
    /// Prints the head.
    pub fn new(first: [&str; 2]) -> Self {
        let sets: Vec<_> = InstructionSet::available().collect();
        let names = sets.iter().map(|set| set.name());
        head(&first.into_iter().chain(names).collect::<Vec<_>>());
        OfSets {
            sets,
            arguments: std::env::args().skip(1).collect(),
            rows: 0,
        }
    }

    /// Prints a row of the time of a call, which is made only where it is wanted.
    pub fn row<C: FnMut(InstructionSet)>(
        &mut self,
        names: [&str; 2],
        call: impl FnOnce() -> C,
    ) -> aru::Result<()> {
        let name = names.join(" ");
        // Of `cargo bench`; `cargo test --benches` gives no argument, and has no time for this.
        let is_wanted = |argument: &String| argument == "--bench" || name.contains(argument.as_str());
        if self.arguments.is_empty() || !self.arguments.iter().all(is_wanted) {
            return Ok(());
        }
        let mut call = call();
        let mut of_each = |rounds| fastest(rounds, &mut self.sets, |set| Ok(of_short(|| call(*set))));
        // As many rounds as a second holds: some of many are disturbed by nothing else.
        let start = Instant::now();
        of_each(1)?;
        let rounds = 1.0 / start.elapsed().as_secs_f64();
        let times = of_each(rounds.max(10.0) as usize)?;
        let times: Vec<_> = times.into_iter().map(time).collect();
        println!("| {} | {} |", names.join(" | "), times.join(" | "));
        self.rows += 1;
        Ok(())
    }

    /// Refuses arguments that no row holds.
    pub fn end(mut self) -> anyhow::Result<()> {
        self.arguments.retain(|argument| argument != "--bench");
        anyhow::ensure!(
            self.rows > 0 || self.arguments.is_empty(),
            "no row holds {:?}: without arguments all are measured",
            self.arguments.join(" ")
        );
        Ok(())
    }
}

/// Seconds of a call of some micro- or milliseconds.
fn of_short(mut call: impl FnMut()) -> f64 {
    let mut calls = 1;
    loop {
        let start = Instant::now();
        for _ in 0..calls {
            call();
        }
        let taken = start.elapsed();
        if taken >= MEASUREMENT {
            return taken.as_secs_f64() / f64::from(calls);
        }
        calls *= 2;
    }
}

/// Prints the head of a table.
pub fn head(columns: &[&str]) {
    println!("| {} |\n|{}", columns.join(" | "), " --- |".repeat(columns.len()));
}

/// With its unit.
pub fn time(seconds: f64) -> String {
    let (scale, unit) = match seconds {
        ..1e-6 => (1e9, "ns"),
        ..1e-3 => (1e6, "us"),
        ..1.0 => (1e3, "ms"),
        _ => (1.0, "s"),
    };
    format!("{} {unit}", three(scale * seconds))
}

/// With about three digits.
pub fn three(number: f64) -> String {
    let decimals = (2.0 - number.log10().floor()).clamp(0.0, 2.0) as usize;
    format!("{number:.decimals$}")
}
