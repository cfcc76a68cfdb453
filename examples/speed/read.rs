//! Networks that are read from text beside those that are compiled: the same numbers, a little later.

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context, Result};
use aru::prelude::*;
use aru::{AnyNetwork, Text};

use crate::networks::{Gated, Hierarchy, Paper, TEXT};
use crate::{Bench, data};

/// Prints how long each takes as text, over how long it takes as Rust: the best of turns that alternate.
pub fn compare(bench: &Bench) -> Result<()> {
    println!("\n{:62} {:>12}", "read from text, over compiled", "ratio");
    let small = data::<Paper<f32, 2, 10>>(400, 20)?;
    for batch in [1, 20, 400] {
        let name = format!("2-10-2, 400 sequences of 20 steps, batches of {batch}");
        bench.beside::<Paper<f32, 2, 10>>(&name, [2, 10], &small, batch)?;
    }
    let name = "2-100-2, 400 sequences of 20 steps, batches of 20";
    bench.beside::<Paper<f32, 2, 100>>(name, [2, 100], &small, 20)?;
    let name = "GRU 2-10-2, 400 sequences of 20 steps, batches of 20";
    bench.beside::<Gated<f32, 10>>(name, [2, 10], &small, 20)?;
    let signals = data::<Hierarchy<f32, 10>>(20, 200)?;
    let name = "two areas of 10, 20 sequences of 200 steps at once";
    bench.beside::<Hierarchy<f32, 10>>(name, [2, 10], &signals, 20)?;
    let long = data::<Paper<f32, 2, 10>>(20, 2000)?;
    let name = "2-10-2, 20 sequences of 2000 steps at once";
    bench.beside::<Paper<f32, 2, 10>>(name, [2, 10], &long, 20)?;
    let wide = data::<Paper<f32, 16, 64>>(64, 100)?;
    let name = "16-64-16, 64 sequences of 100 steps at once";
    bench.beside::<Paper<f32, 16, 64>>(name, [16, 64], &wide, 64)?;
    let name = "16-256-16, 64 sequences of 100 steps at once";
    bench.beside::<Paper<f32, 16, 256>>(name, [16, 256], &wide, 64)?;
    let wide = data::<Paper<f32, 32, 1024>>(64, 100)?;
    let name = "32-1024-32, 64 sequences of 100 steps at once";
    bench.beside::<Paper<f32, 32, 1024>>(name, [32, 1024], &wide, 64)?;

    let (written, read) = pair::<Paper<f32, 2, 10>>([2, 10])?;
    let (mut written, mut read) = (written.stream(), read.stream());
    let turns = |step: &mut dyn FnMut(&[f32])| {
        let start = Instant::now();
        (0..1000).for_each(|place| step(black_box(&[0.5, 0.001 * place as f32])));
        start.elapsed().as_secs_f64()
    };
    bench.alternate("2-10-2, a step of a stream", |is_read| {
        Ok(match is_read {
            false => turns(&mut |input| {
                black_box(written.step(input));
            }),
            true => turns(&mut |input| {
                black_box(read.step(input));
            }),
        })
    })
}

/// A network that is compiled, and the same read from text, with the same parameters: so many inputs and units.
fn pair<N: Declared<Scalar = f32>>([inputs, units]: [usize; 2]) -> Result<(N, AnyNetwork<f32>)> {
    let models = Text::new(TEXT).with("I", inputs).with("H", units).models()?;
    let model = models
        .into_iter()
        .find(|model| model.name() == N::DESCRIPTION.name);
    let model = model.context("the text declares it")?;
    Ok((N::new(1), model.network(1)?))
}

impl Bench {
    fn beside<N: Declared<Scalar = f32>>(
        &self,
        name: &str,
        sizes: [usize; 2],
        data: &Sequences<f32>,
        batch: usize,
    ) -> Result<()> {
        let (mut written, mut read) = pair::<N>(sizes)?;
        let mut trainer = Trainer::new(Adam::new(1e-3))
            .batch_size(batch)
            .threads(1)
            .epochs(3);
        self.alternate(name, |is_read| {
            let history = match is_read {
                false => trainer.fit(&mut written, data)?,
                true => trainer.fit(&mut read, data)?,
            };
            let seconds = history.epochs().iter().map(|epoch| epoch.seconds);
            Ok(seconds.fold(f64::INFINITY, f64::min))
        })
    }

    /// The quotient of the best of each.
    fn alternate(&self, name: &str, mut turn: impl FnMut(bool) -> Result<f64>) -> Result<()> {
        let (start, mut best) = (Instant::now(), [f64::INFINITY; 2]);
        while start.elapsed() < self.limit || best[1].is_infinite() {
            for (best, is_read) in best.iter_mut().zip([false, true]) {
                *best = best.min(turn(is_read)?);
            }
        }
        println!("{name:62} {:>12.2}", best[1] / best[0]);
        Ok(())
    }
}
