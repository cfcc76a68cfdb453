//! Two receptors of a locust: data/README.md says what was recorded, and the example `grasshopper` fits them by themselves.

use std::path::Path;

use anyhow::{Result, ensure};
use aru::metrics::correlation;
use aru::prelude::*;
use aru::recording::Recording;
use aru::signal;
use ndarray::{Array1, Array2, Array3, ArrayView1, Axis, s};

use super::fit::Setup;
use super::{Learning, Memory, Trial};
use crate::fingerprint::Fingerprint;

pub const LEARNING: Learning = Learning {
    rate: 0.01,
    weight_decay: 0.2,
    batch: 4,
};

pub const IN_WORDS: &str = "two recordings, 7 s to train on, 1 s to validate, 2 s to test, a network of 8 units each; windows of 250 ms, the \
                            first 50 to settle; batches of 4, Adam at 0.01, weight decay 0.2";

recurrent_net! {
    /// Two learned time constants a unit.
    pub struct OfAru {
        dt: 1 ms;
        input level: 1;
        layer memory: Aru<8> {
            tau_s: learn per_unit(2 ms) in logistic(1 ms, 5 s);
            tau_r: learn per_unit(2 ms) in logistic(1 ms, 5 s);
            activation: tanh;
        }
        output spikes: 1 { activation: softplus; bias: learn -2.3; }
        level -> memory -> spikes;
        memory ~> memory;
    }

    /// Gated units.
    pub struct OfGru {
        dt: 1 ms;
        input level: 1;
        layer memory: Gru<8>;
        output spikes: 1 { activation: softplus; bias: learn -2.3; }
        level -> memory -> spikes;
        memory ~> memory;
    }
}

/// Steps of a training window, and how many of them only bring the state to where it would be.
const WINDOW: usize = 250;
const BURN_IN: usize = 50;
/// Standard deviation of the Gaussian that makes a rate of spikes, and where it is cut: 2 and 8 ms, in steps.
const SIGMA: f64 = 2.0;
const REACH: usize = 8;

/// A recording in steps of 1 ms.
pub struct Receptor {
    training: Sequences<f32>,
    validation: Sequences<f32>,
    /// All of the level, as the networks are given it: a state runs on from the training to the test.
    level: Array3<f32>,
    /// Smoothed spikes of the test, and its first step.
    test: Array1<f32>,
    test_from: usize,
}

/// How the two are called.
pub fn names() -> Vec<String> {
    ["recording 0", "recording 1"].map(String::from).to_vec()
}

/// Both receptors.
pub fn read() -> Result<Vec<Receptor>> {
    let file = Recording::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/grasshopper_receptor.npz"))?;
    let levels: Array2<f32> = file.array("envelope_db")?;
    let counts: Array2<f32> = file.array("spike_counts")?;
    let split: Array1<f32> = file.array("split")?;
    let end_of = |part: f32| split.iter().take_while(|&&step| step <= part).count();
    let (training, validation) = (end_of(0.0), end_of(1.0));
    ensure!(
        split.iter().is_sorted() && BURN_IN < training && training < validation && validation < split.len(),
        "`split` must hold 0 (train), then 1 (validation), then 2 (test)"
    );
    levels
        .outer_iter()
        .zip(counts.outer_iter())
        .map(|(level, counts)| {
            let rate = signal::gaussian(counts, SIGMA, REACH)?;
            let steps = |from: usize, to: usize| {
                Sequences::new(one(level.slice(s![from..to])), one(rate.slice(s![from..to])))
            };
            let (train, scale) = steps(0, training)?.standardise()?;
            let windows = |data: Sequences<f32>| data.windows(WINDOW, WINDOW - BURN_IN, BURN_IN);
            Ok(Receptor {
                training: windows(train)?,
                validation: windows(steps(training - BURN_IN, validation)?.standardise_with(&scale)?)?,
                level: steps(0, level.len())?
                    .standardise_with(&scale)?
                    .inputs()
                    .to_owned(),
                test: rate.slice(s![validation..]).to_owned(),
                test_from: validation,
            })
        })
        .collect()
}

/// What tells these recordings from others.
pub fn fingerprint(receptors: &[Receptor]) -> String {
    let all = receptors.iter().fold(Fingerprint::new(), |hash, receptor| {
        let parts = [&receptor.training, &receptor.validation];
        let hash = parts.into_iter().fold(hash, |hash, part| {
            let numbers = part.inputs().into_iter().chain(part.targets());
            numbers.fold(hash, |hash, &number| hash.numbers(&[f64::from(number)]))
        });
        let rest = receptor.level.iter().chain(&receptor.test);
        rest.fold(hash, |hash, &number| hash.numbers(&[f64::from(number)]))
    });
    all.digits()
}

/// As a single sequence of a single feature.
fn one(signal: ArrayView1<f32>) -> Array3<f32> {
    signal.insert_axis(Axis(0)).insert_axis(Axis(2)).to_owned()
}

impl Receptor {
    /// r with the smoothed spikes of the test, seed by seed.
    pub fn scores(&self, trial: &Trial) -> aru::Result<Vec<f64>> {
        let setup = Setup {
            training: &self.training,
            validation: &self.validation,
            longest: 1e-3 * WINDOW as f64,
        };
        match trial.memory {
            Memory::Gru => self.scores_of(&setup.fit::<OfGru<f32>>(trial)?),
            Memory::Aru { .. } => self.scores_of(&setup.fit::<OfAru<f32>>(trial)?),
        }
    }

    fn scores_of<N: Network<Scalar = f32>>(&self, nets: &[N]) -> aru::Result<Vec<f64>> {
        nets.iter()
            .map(|net| {
                let predicted = net.run(self.level.view())?;
                correlation(&predicted.slice(s![0, self.test_from.., 0]), &self.test.view())
            })
            .collect()
    }
}
