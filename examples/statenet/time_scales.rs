//! Does a StateNet of ARU that is fitted to the neuron with two time scales find the slow one?
//!
//! Two numbers of a fitted network are held against the neuron's 500 ms. Both, and which of them is claimed, were settled before any
//! network was fitted to the neuron as it is.
//!
//! - **The slowest time constant that a unit learned**, of the 28 units with two each: what is claimed, since it is what a reader of the
//!   weights sees first. It has its limits. Units are linked to each other, and a link makes of a rate alpha the eigenvalue
//!   1 - alpha (1 - w f'), so that many sets of constants and weights are one network; and the slowest may be that of a unit which
//!   nothing reads.
//! - **How the map falls**: behind a short sound the neuron's response falls as exp(-t / tau), with the tau of its slowest mode that
//!   reaches the output. So tau is the slope of the logarithm of the gradient map (round the mean sound, norm over bands) over the
//!   lags from 100 ms, where the fast mode of 10 ms is gone, to 1100 ms, two slow time constants later. The neuron's own network
//!   is read by the same function. It is printed beside the claim.

use anyhow::Result;
use aru::analysis::{Lags, Null};
use aru::auditory::auditory_net;
use aru::auditory::recordings::Recordings;
use aru::experiment::Report;
use aru::prelude::*;
use serde::{Deserialize, Serialize};

use crate::claims;
use crate::fingerprint::Fingerprint;
use crate::fit::{RATE, RATE_OF_TAU};
use crate::recorded::Recorded;
use crate::score::score;
use crate::simulated::neurons::{Neuron, TwoTimeScales};
use crate::simulated::{DT, Simulated, smoothed};

auditory_net! {
    /// For one neuron, so that every unit is there for it.
    pub struct Single: StateNetAru(dt 5 ms, bands 16, kernel 7, stride 3, channels 7, neurons 1);
}

/// Between which lags, in seconds, the map falls as its slowest mode does.
const LAGS: [f64; 2] = [0.1, 1.1];

/// Networks of all seeds, side by side.
#[derive(Clone, Serialize, Deserialize)]
struct Trial {
    first_seed: u64,
    seeds: u64,
    /// Songs and spikes by their fingerprint.
    data: String,
    epochs: usize,
    rate: f64,
    rate_of_tau: f64,
}

/// How a map falls behind the first lags.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Decay {
    /// It is over before half of the lags: faster than could be measured.
    Over,
    /// To 1 / e within so many seconds.
    Falls(f64),
    /// It stays or rises: slower than could be measured.
    Stays,
}

impl Decay {
    /// Seconds, to be put in order: nothing where it is over, and without end where it stays.
    pub fn seconds(self) -> f64 {
        match self {
            Decay::Over => 0.0,
            Decay::Falls(seconds) => seconds,
            Decay::Stays => f64::INFINITY,
        }
    }
}

/// Of one network.
#[derive(Serialize, Deserialize)]
struct Found {
    /// Of its map.
    decay: Decay,
    /// The slowest learned constant of a unit, in seconds.
    slowest: f64,
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
    let trial = Trial {
        first_seed: seeds[0],
        seeds: seeds[1] - seeds[0],
        data: Fingerprint::new()
            .recordings(&recorded.train)
            .recordings(&recorded.validate)
            .digits(),
        epochs,
        rate: RATE,
        rate_of_tau: RATE_OF_TAU,
    };
    let results = report.run("time_scales", [trial], |trial| fit(recorded, trial))?;
    let found: Vec<&Found> = results.outcomes().flatten().collect();
    let truth = &simulated.truths[claims::place(&simulated.truths, name)?];
    let slowest: Vec<f64> = found.iter().map(|net| net.slowest).collect();
    claims::slow_time_constant(report, truth, &slowest)?;
    let decays = found.iter().map(|net| net.decay).collect();
    claims::decay_of_maps(report, truth, decay(&truth.strength), decays)?;
    report.measured(
        format!("CCnorm of the own network of the neuron `{name}` with a slow time constant of 400, 500 and 625 ms"),
        told_apart(simulated)?,
    );
    Ok(())
}

/// How much the test songs have to say of the slow time constant: what the neuron's own network scores with a shorter and a longer
/// one, a fifth and a quarter away.
fn told_apart(simulated: &Simulated) -> Result<String> {
    let mut net = TwoTimeScales::of(&simulated.ear.silence(), &simulated.set_by()?)?;
    let test = simulated.test()?.neuron(TwoTimeScales::<f64>::NAME)?;
    let songs = test.sequences::<f64>()?;
    let mut scores = Vec::new();
    for tau in [0.400, 0.500, 0.625] {
        net.set("slow.tau_r", &[tau])?;
        let expected = smoothed(&net.run(songs.inputs())?)?;
        let cc_norm = score(&test, &expected)?[0].cc_norm;
        scores.push(cc_norm.map_or("none".into(), |cc_norm| format!("{cc_norm:.4}")));
    }
    Ok(scores.join(", "))
}

fn fit(recorded: &Recorded, trial: &Trial) -> Result<Vec<Found>> {
    let of_neuron = |part: &Recordings| -> aru::Result<Sequences<f32>> {
        part.neuron(TwoTimeScales::<f64>::NAME)?.sequences()
    };
    let (training, validation) = (of_neuron(&recorded.train)?, of_neuron(&recorded.validate)?);
    let mut nets = Ensemble::<Single<f32>>::new(trial.first_seed..trial.first_seed + trial.seeds);
    let histories = Trainer::new(Adam::new(RATE))
        .loss(MeanSquaredError)
        .batch_size(1)
        .epochs(trial.epochs)
        .seed(trial.first_seed)
        .learning_rate_of("*.tau_s", RATE_OF_TAU)
        .learning_rate_of("*.tau_r", RATE_OF_TAU)
        .validate(&validation)
        .restore_best(true)
        .fit(&mut nets, &training)?;
    for history in histories {
        history?;
    }
    let of_net = |net: &Single<f32>| -> Result<Found> {
        let map = net.grad_map(Null::Zero, Lags::until_forgotten(), "rate")?;
        let taus = [net.memory().tau_s(), net.memory().tau_r()].concat();
        Ok(Found {
            decay: decay(&map.strength()),
            slowest: taus.into_iter().map(f64::from).fold(0.0, f64::max),
        })
    };
    nets.networks().iter().map(of_net).collect()
}

/// How a map falls over [`LAGS`], by least squares of its logarithm.
fn decay(strength: &[f64]) -> Decay {
    let [from, to] = LAGS.map(|lag| (lag / DT).round() as usize);
    // A map that is over is zero from there on.
    let points: Vec<(f64, f64)> = (from..to.min(strength.len()))
        .filter(|&lag| strength[lag] > 0.0)
        .map(|lag| (lag as f64 * DT, strength[lag].ln()))
        .collect();
    if points.len() < (to - from) / 2 {
        return Decay::Over;
    }
    let count = points.len() as f64;
    let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / count;
    let (time, level) = (mean(|point| point.0), mean(|point| point.1));
    let covariance: f64 = points
        .iter()
        .map(|point| (point.0 - time) * (point.1 - level))
        .sum();
    let variance: f64 = points.iter().map(|point| (point.0 - time).powi(2)).sum();
    let slope = covariance / variance;
    match slope < 0.0 {
        true => Decay::Falls(-1.0 / slope),
        false => Decay::Stays,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_exponentials_fall_as_the_slow_one() {
        let map: Vec<f64> = (0..400)
            .map(|lag| {
                let time = f64::from(lag) * DT;
                ((-time / 0.010).exp() / 0.010 - (-time / 0.5).exp() / 0.5).abs()
            })
            .collect();
        let tau = decay(&map).seconds();
        assert!((tau / 0.5 - 1.0).abs() < 0.01, "{tau}");
    }

    #[test]
    fn a_map_that_stays_is_slow_and_one_that_is_over_fast() {
        assert_eq!(decay(&[1.0; 400]), Decay::Stays);
        let rising: Vec<f64> = (0..400).map(|lag| f64::from(lag).exp().min(1e100)).collect();
        assert_eq!(decay(&rising), Decay::Stays);
        assert_eq!(decay(&[1.0; 30]), Decay::Over);
        let mut short = [0.0; 400];
        short[..100].fill(1.0);
        assert_eq!(decay(&short), Decay::Over);
    }
}
