//! The StateNets of the table for the three simulated neurons, from other starts.

use anyhow::Context;
use aru::auditory::recordings::Recordings;
use aru::prelude::*;

use super::fit::Setup;
use super::{Learning, Memory, Trial};
use crate::fingerprint::Fingerprint;
use crate::models::simulated::{StateNet, StateNetAru};
use crate::score::score;
use crate::simulated::{Parts, SECONDS, simulate};

/// The seed of the songs and spikes: one that nobody gives the table of models by chance, so that what is chosen here was chosen
/// on other songs than it trains and tests on.
const SEED: u64 = u64::MAX;

/// Fewer songs to train on than the table has, for 21 rows of ten seeds.
const PARTS: Parts = Parts {
    training: Parts::FEW.training,
    test: Parts::ALL.test,
};

pub const LEARNING: Learning = Learning {
    rate: 3e-3,
    weight_decay: 0.0,
    batch: 1,
};

pub const IN_WORDS: &str = "the three simulated neurons, one StateNet with an output each, a code and a memory of 28 units; a song a batch, Adam at \
                            0.003";

/// What the neurons heard and did, cut in three.
pub struct Songs {
    training: Sequences<f32>,
    validation: Sequences<f32>,
    test: Recordings,
    fingerprint: String,
}

impl Songs {
    pub fn new() -> anyhow::Result<Self> {
        // Nothing is read of window curves here, so that few windows do.
        let simulated = simulate(SEED, PARTS, 2.0)?;
        Ok(Songs {
            training: simulated.training()?.sequences()?,
            validation: simulated.validation()?.sequences()?,
            test: simulated.test()?,
            fingerprint: Fingerprint::new().recordings(&simulated.recordings).digits(),
        })
    }

    /// What tells them from other songs.
    pub fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    pub fn names(&self) -> Vec<String> {
        self.test.neurons().to_vec()
    }

    /// CCnorm of each neuron, seed by seed.
    pub fn scores(&self, trial: &Trial) -> anyhow::Result<Vec<Vec<f64>>> {
        let setup = Setup {
            training: &self.training,
            validation: &self.validation,
            longest: SECONDS,
        };
        match trial.memory {
            Memory::Gru => self.scores_of(&setup.fit::<StateNet<f32>>(trial)?),
            Memory::Aru { .. } => self.scores_of(&setup.fit::<StateNetAru<f32>>(trial)?),
        }
    }

    fn scores_of<N: Network<Scalar = f32>>(&self, nets: &[N]) -> anyhow::Result<Vec<Vec<f64>>> {
        let songs = self.test.sequences::<f32>()?;
        let mut scores = vec![Vec::new(); self.test.neurons().len()];
        for net in nets {
            let found = score(&self.test, &net.run(songs.inputs())?)?;
            for (scores, found) in scores.iter_mut().zip(found) {
                scores.push(
                    found
                        .cc_norm
                        .context("a network that does not vary has no score")?,
                );
            }
        }
        Ok(scores)
    }
}
