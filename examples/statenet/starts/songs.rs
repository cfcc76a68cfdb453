//! A StateNet for the three simulated neurons.

use aru::auditory::auditory_net;
use aru::auditory::recordings::Recordings;
use aru::auditory::score::Pooling;
use aru::prelude::*;

use super::fit::Setup;
use super::{Memory, Trial};
use crate::simulated::{SECONDS, simulate};

pub const IN_WORDS: &str = "the three simulated neurons, one StateNet with an output each, a code and a memory of 28 units; a song a batch, Adam at \
                            0.003";

auditory_net! {
    /// Two learned time constants a unit.
    pub struct OfAru: StateNetAru(dt 5 ms, bands 16, kernel 7, stride 3, channels 7, neurons 3);

    /// Gated units.
    pub struct OfGru: StateNet(dt 5 ms, bands 16, kernel 7, stride 3, channels 7, neurons 3);
}

/// What the neurons heard and did, cut in three.
pub struct Songs {
    training: Sequences<f32>,
    validation: Sequences<f32>,
    test: Recordings,
}

impl Songs {
    pub fn new() -> anyhow::Result<Self> {
        let simulated = simulate(1)?;
        Ok(Songs {
            training: simulated.training()?.sequences()?,
            validation: simulated.validation()?.sequences()?,
            test: simulated.test()?,
        })
    }

    pub fn names(&self) -> Vec<String> {
        self.test.neurons().to_vec()
    }

    /// CCnorm of each neuron, seed by seed.
    pub fn scores(&self, trial: &Trial) -> aru::Result<Vec<Vec<f64>>> {
        let setup = Setup {
            training: &self.training,
            validation: &self.validation,
            rate: 3e-3,
            weight_decay: 0.0,
            batch: 1,
            longest: SECONDS,
        };
        match trial.memory {
            Memory::Gru => self.scores_of(&setup.fit::<OfGru<f32>>(trial)?),
            Memory::Aru { .. } => self.scores_of(&setup.fit::<OfAru<f32>>(trial)?),
        }
    }

    fn scores_of<N: Network<Scalar = f32>>(&self, nets: &[N]) -> aru::Result<Vec<Vec<f64>>> {
        let songs = self.test.sequences::<f32>()?;
        let mut scores = vec![Vec::new(); self.test.neurons().len()];
        for net in nets {
            let table = self.test.score(&net.run(songs.inputs())?, Pooling::Joined)?;
            for (scores, (_, score)) in scores.iter_mut().zip(table.neurons()) {
                scores.push(score.cc_norm);
            }
        }
        Ok(scores)
    }
}
