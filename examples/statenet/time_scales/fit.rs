//! The fits that are read.

use anyhow::Result;
use aru::auditory::auditory_net;
use aru::auditory::recordings::Recordings;
use aru::prelude::*;

use super::read::{Response, units};
use super::{Found, Trial};
use crate::recorded::Recorded;
use crate::score::score;
use crate::simulated::neurons::{Neuron, TwoTimeScales};

auditory_net! {
    /// For one neuron, so that every unit is there for it.
    pub struct Single: StateNetAru(dt 5 ms, bands 16, kernel 7, stride 3, channels 7, neurons 1);
}

/// The link of the memory to itself.
const OWN_LINK: &str = "memory_to_memory.weight";

/// Fits all seeds side by side, and reads each.
pub fn fit(recorded: &Recorded, trial: &Trial) -> Result<Vec<Found>> {
    let own = |part: &Recordings| part.neuron(TwoTimeScales::<f64>::NAME);
    let (training, validation) = (
        own(&recorded.train)?.sequences()?,
        own(&recorded.validate)?.sequences()?,
    );
    let mut nets = Ensemble::<Single<f32>>::new(trial.first_seed..trial.first_seed + trial.seeds);
    let mut trainer = Trainer::new(Adam::new(trial.rate))
        .loss(MeanSquaredError)
        .batch_size(1)
        .epochs(trial.epochs)
        .seed(trial.first_seed)
        .learning_rate_of("*.tau_s", trial.rate_of_tau)
        .learning_rate_of("*.tau_r", trial.rate_of_tau)
        .validate(&validation)
        .restore_best(true);
    if !trial.own_link {
        for net in nets.networks_mut() {
            let links = net.parameter(OWN_LINK)?.values().len();
            net.set(OWN_LINK, &vec![0.0; links])?;
        }
        trainer = trainer.freeze([OWN_LINK]);
    }
    for history in trainer.fit(&mut nets, &training)? {
        history?;
    }
    let test = own(&recorded.test)?;
    let songs = test.sequences::<f32>()?;
    let found = |net: &Single<f32>| -> Result<Found> {
        Ok(Found {
            score: score(&test, &net.evaluate(&songs).outputs()?)?[0].cc_norm,
            units: units(net, &songs)?,
            response: Response::of(net, &songs)?,
        })
    };
    nets.networks().iter().map(found).collect()
}
