//! How long an epoch, or a step of a stream, takes.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Result;
use aru::prelude::*;
use ndarray::{Axis, s};

use super::networks::{data, network};

/// Networks of W5.
const NETWORKS: usize = 64;
/// At least, where one does not take seconds.
const REPEATS: usize = 7;

/// What to measure.
pub struct Bench {
    pub sequences: usize,
    pub steps: usize,
    pub batch: usize,
    pub threads: usize,
    /// At least so long.
    pub seconds: f64,
    /// Just so many epochs or thousands of steps.
    pub repeats: Option<usize>,
    /// When the program, or its part for this workload, began.
    pub start: Instant,
}

/// What was measured.
pub struct Measured {
    /// Of each epoch, or of each step.
    pub seconds: Vec<f64>,
    /// Of the first batch, before the first update.
    pub first_loss: f64,
    /// From the start to the end of the first epoch.
    pub start_up: f64,
}

impl Bench {
    /// One network.
    pub fn epochs<N: Declared<Scalar = f32>>(&self) -> Result<Measured> {
        let (data, mut net) = (data::<N>(self.sequences, self.steps)?, network::<N>(0)?);
        let fresh = net.clone();
        self.trainer(1).fit(&mut net, &data)?;
        let start_up = self.start.elapsed().as_secs_f64();
        let first = self
            .trainer(1)
            .fit(&mut fresh.clone(), &self.first_batch(&data)?)?;
        let warm = seconds(&self.trainer(2).fit(&mut net, &data)?);
        let history = self.trainer(self.repeats(warm[1])).fit(&mut net, &data)?;
        Ok(Measured {
            seconds: seconds(&history),
            first_loss: first.epochs()[0].train_loss,
            start_up,
        })
    }

    /// Networks in lockstep on one data set; the loss is the mean of theirs.
    pub fn ensemble<N: Declared<Scalar = f32>>(&self) -> Result<Measured> {
        let data = data::<N>(self.sequences, self.steps)?;
        let mut nets = Ensemble::of((0..NETWORKS).map(network::<N>).collect::<Result<Vec<_>>>()?);
        let mut fresh = nets.clone();
        let fit = |nets: &mut Ensemble<N>, data: &Sequences<f32>, epochs: usize| -> Result<(f64, f64)> {
            let start = Instant::now();
            let histories = self.trainer(epochs).fit(nets, data)?;
            let seconds = start.elapsed().as_secs_f64() / epochs as f64;
            let mut loss = 0.0;
            for history in histories {
                loss += history?.epochs()[0].train_loss / NETWORKS as f64;
            }
            Ok((seconds, loss))
        };
        fit(&mut nets, &data, 1)?;
        let start_up = self.start.elapsed().as_secs_f64();
        let (_, first_loss) = fit(&mut fresh, &self.first_batch(&data)?, 1)?;
        let (warm, _) = fit(&mut nets, &data, 2)?;
        // Groups of networks go through their epochs each for itself: only a fit as a whole has a time.
        let epochs = self.repeats(warm).div_ceil(REPEATS);
        let repeats = (0..REPEATS).map(|_| Ok(fit(&mut nets, &data, epochs)?.0));
        Ok(Measured {
            seconds: repeats.collect::<Result<_>>()?,
            first_loss,
            start_up,
        })
    }

    /// Steps of a stream; the loss is that of the first sequence.
    pub fn stream<N: Declared<Scalar = f32>>(&self) -> Result<Measured> {
        let (data, net) = (data::<N>(self.sequences, self.steps)?, network::<N>(0)?);
        let mut stream = net.stream();
        let (inputs, targets) = (data.inputs(), data.targets());
        let (inputs, targets) = (inputs.index_axis(Axis(0), 0), targets.index_axis(Axis(0), 0));
        let mut loss = 0.0;
        for (input, target) in inputs.outer_iter().zip(targets.outer_iter()) {
            let output = stream.step(input.as_slice().expect("rows are contiguous"));
            let errors = output.iter().zip(target).map(|(output, target)| output - target);
            loss += errors.map(|error| f64::from(error).powi(2)).sum::<f64>();
        }
        let start_up = self.start.elapsed().as_secs_f64();
        let mut thousand = || {
            let start = Instant::now();
            for step in 0..1000 {
                black_box(stream.step(black_box(&[0.5, 0.001 * step as f32])));
            }
            1e-3 * start.elapsed().as_secs_f64()
        };
        let repeats = self.repeats(1000.0 * thousand());
        Ok(Measured {
            seconds: (0..repeats).map(|_| thousand()).collect(),
            first_loss: loss / targets.len() as f64,
            start_up,
        })
    }

    fn trainer(&self, epochs: usize) -> Trainer<'_, f32> {
        Trainer::new(Adam::new(1e-3))
            .loss(MeanSquaredError)
            .batch_size(self.batch)
            .shuffle(false)
            .threads(self.threads)
            .epochs(epochs)
    }

    /// How many fill the time.
    fn repeats(&self, one: f64) -> usize {
        if let Some(repeats) = self.repeats {
            return repeats;
        }
        let least = if one > 2.0 { 3 } else { REPEATS };
        ((self.seconds / one) as usize).clamp(least, 1_000_000)
    }

    fn first_batch(&self, data: &Sequences<f32>) -> Result<Sequences<f32>> {
        let first = s![..self.batch, .., ..];
        Ok(Sequences::new(
            data.inputs().slice(first),
            data.targets().slice(first),
        )?)
    }
}

fn seconds(history: &History) -> Vec<f64> {
    history.epochs().iter().map(|epoch| epoch.seconds).collect()
}
