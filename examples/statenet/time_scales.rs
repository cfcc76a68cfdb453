//! Does a StateNet of ARU that is fitted to the neuron with two time scales find the slow one?
//!
//! `read.rs` says what the slow time constant of a network is, and why; `known.rs` holds that against networks whose answer is known.
//! Two claims are made of the ten fits. The first is the literal one: the slowest constant that any unit has learned is the
//! neuron's. The second is of the network's response. Both are the median over seeds, within a fifth.
//!
//! A second model is read in the same ways: the same network without the link of its memory to itself. There a unit falls with the
//! constants that it has, whatever its state, so that constants can be read as they are, but for what nothing reads. It is a row of
//! the table and nothing is claimed of it.

mod fall;
mod fit;
mod judge;
#[cfg(test)]
mod known;
mod read;

use anyhow::Result;
use aru::experiment::Report;
use serde::{Deserialize, Serialize};

use self::read::{Response, Unit};
use crate::claims;
use crate::fingerprint::Fingerprint;
use crate::fit::{RATE, RATE_OF_TAU};
use crate::recorded::Recorded;
use crate::score::score;
use crate::simulated::neurons::{Neuron, TwoTimeScales};
use crate::simulated::{Simulated, smoothed};

/// Networks of all seeds, side by side.
#[derive(Clone, Serialize, Deserialize)]
struct Trial {
    /// Whether the memory has a link to itself.
    own_link: bool,
    first_seed: u64,
    seeds: u64,
    /// Songs and spikes by their fingerprint.
    data: String,
    epochs: usize,
    rate: f64,
    rate_of_tau: f64,
}

/// Of one fitted network.
#[derive(Clone, Serialize, Deserialize)]
struct Found {
    /// CCnorm on the test songs, where there is one.
    score: Option<f64>,
    units: Vec<Unit>,
    response: Response,
}

/// Fits the networks and states what is claimed.
pub fn run(
    report: &mut Report,
    simulated: &Simulated,
    recorded: &Recorded,
    seeds: [u64; 2],
    epochs: usize,
) -> Result<()> {
    let name = TwoTimeScales::<f64>::NAME;
    let data = [&recorded.train, &recorded.validate, &recorded.test];
    let data = data.into_iter().fold(Fingerprint::new(), Fingerprint::recordings);
    let trials = [true, false].map(|own_link| Trial {
        own_link,
        first_seed: seeds[0],
        seeds: seeds[1] - seeds[0],
        data: data.digits(),
        epochs,
        rate: RATE,
        rate_of_tau: RATE_OF_TAU,
    });
    let results = report.run("time_scales", trials, |trial| fit::fit(recorded, trial))?;
    let found: Vec<(bool, Vec<Found>)> = results
        .into_iter()
        .map(|result| (result.settings.own_link, result.outcome))
        .collect();
    let neuron = TwoTimeScales::of(&simulated.ear.silence(), &simulated.set_by()?)?;
    let songs = simulated.test()?.neuron(name)?.sequences::<f64>()?;
    let truth = &simulated.truths[claims::place(&simulated.truths, name)?];
    judge::judge(report, truth, Response::of(&neuron, &songs)?, &found)?;
    report.measured(
        format!("CCnorm of the own network of the neuron `{name}` with a slow time constant of 400, 500 and 625 ms"),
        told_apart(simulated, neuron)?,
    );
    Ok(())
}

/// How much the test songs have to say of the slow time constant: what the neuron's own network scores with a shorter and a longer
/// one, a fifth and a quarter away.
fn told_apart(simulated: &Simulated, mut net: TwoTimeScales<f64>) -> Result<String> {
    let test = simulated.test()?.neuron(TwoTimeScales::<f64>::NAME)?;
    let songs = test.sequences::<f64>()?;
    let mut scores = Vec::new();
    for tau in [0.400, 0.500, 0.625] {
        aru::Network::set(&mut net, "slow.tau_r", &[tau])?;
        let expected = smoothed(&aru::Network::run(&net, songs.inputs())?)?;
        let cc_norm = score(&test, &expected)?[0].cc_norm;
        scores.push(cc_norm.map_or("none".into(), |cc_norm| format!("{cc_norm:.4}")));
    }
    Ok(scores.join(", "))
}
