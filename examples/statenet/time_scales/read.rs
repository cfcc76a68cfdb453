//! What the slow time constant of a network is, read in four ways.
//!
//! **Which one states it** follows from what a network is, and needs no fit. What a network does is what it makes of sounds; units,
//! constants and weights are a way to write it down, and not the only one. Units may be linked (a rate alpha with a weight w to
//! itself falls with 1 - alpha (1 - w f')), mixed, or not read. So a time constant of the network is one of its response: how what
//! was heard still changes what comes out. That is a function of the sounds, and for each moment of them a map: the derivative of the
//! output by every input before. Two things make of it a number.
//!
//! - **The mean over moments of songs**, not the map at one state. For a filter behind a nonlinearity, as the neuron with two time
//!   scales is one, it is the filter, whatever the nonlinearity; for normal sounds it is the linear filter that predicts the network
//!   best, whatever the network (Stein's lemma). The mean sound, held for ever, is a sound that no network of these has heard.
//! - **The eigenvalues of the least linear system with this map** (`GradMap::modes`). They do not depend on how the system is written
//!   down (Ho and Kalman), and modes that nothing drives or nothing reads are not among them.
//!
//! Two thresholds remain. The system has as many states as make 99 % of the response to come, the part that counts as all of it
//! wherever this example measures memory. Of its modes one counts that makes a **tenth** of it by itself: fits to this neuron have a
//! CCnorm of about 0.95, so that they miss a tenth of its variance, and what is less than that cannot be told from what they miss. (In
//! the neuron's own network the slow mode makes more than half.) Both were settled, and held against networks whose answer is known
//! (`known.rs`), before any fit was read in this way.
//!
//! The other three ways are printed beside it, since they are what one would look at first: the slowest constant that any unit has
//! learned; the slowest of a unit that makes a tenth of the output's variance; and how the map round the mean sound falls, by a
//! straight line through its logarithm from 100 ms, where a mode of 10 ms is gone, to 1100 ms, two slow time constants later.

use anyhow::{Context, Result, ensure};
use aru::analysis::{Lags, Null};
use aru::prelude::*;
use ndarray::{ArrayView1, Axis, s};
use serde::{Deserialize, Serialize};

use super::fall::Fall;
use crate::memory::ALL;

/// Part of a response, or of the variance of an output, from which on something counts.
pub const COUNTS: f64 = 0.1;

/// Between which lags, in seconds, the map round the mean sound falls as its slowest mode does.
const STRAIGHT: [f64; 2] = [0.1, 1.1];

/// Lags of the mean map in seconds, four slow time constants; and the time from one moment to the next, so that those of a song of
/// 2.5 s are eleven.
const HEARD: f64 = 2.0;
const EVERY: f64 = 0.050;

/// A unit of a memory of ARU.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// The slower of its two constants, in seconds.
    pub tau: f64,
    /// Its part of the variance of what drives the output: their covariance. Those of all units make 1; one may be below zero.
    pub share: f64,
}

/// How a response falls.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Response {
    /// The slowest mode that counts.
    pub mode: Fall,
    /// Which part of the response it makes.
    pub share: f64,
    /// The map round the mean sound.
    pub map: Fall,
}

impl Response {
    /// That of any network with an output `rate`, to sounds in whose units zero is the mean.
    pub fn of<N: Network>(net: &N, songs: &Sequences<N::Scalar>) -> Result<Response> {
        let dt = net.description().dt.context("a declaration has a `dt`")?;
        let bins = |seconds: f64| (seconds / dt).round() as usize;
        let modes = net
            .mean_gradient_map(songs, bins(HEARD), bins(EVERY), "rate")?
            .modes(ALL)?;
        let slowest = modes.slowest(COUNTS);
        let round_the_mean = net.grad_map(Null::Zero, Lags::until_forgotten(), "rate")?;
        Ok(Response {
            mode: Fall::of_mode(slowest),
            share: slowest.map_or(0.0, |mode| mode.share()),
            map: Fall::of_map(&round_the_mean.strength(), STRAIGHT, dt),
        })
    }
}

/// The units of a layer `memory` of ARU that drives an output `rate` of one unit, and what each makes of it in songs of one length.
pub fn units<N: Network>(net: &N, songs: &Sequences<N::Scalar>) -> Result<Vec<Unit>> {
    let dt = net.description().dt.context("a declaration has a `dt`")?;
    let values = |name: &str| -> Result<Vec<f64>> {
        let values = net.parameter(name)?.values().iter();
        Ok(values.map(|value| value.to_f64()).collect())
    };
    let (alpha_s, alpha_r) = (values("memory.alpha_s")?, values("memory.alpha_r")?);
    let weights = values("memory_to_rate.weight")?;
    ensure!(weights.len() == alpha_r.len(), "an output of one unit");
    let trace = net.trace(songs.inputs())?;
    let rates = trace.state("memory.rate")?;
    let steps = (0..songs.len()).map(|song| songs.length(song)).min().unwrap_or(0);
    let mut added = rates.slice(s![.., ..steps, ..]).mapv(|rate| rate.to_f64());
    for (mut unit, weight) in added.axis_iter_mut(Axis(2)).zip(&weights) {
        unit *= *weight;
    }
    let whole = added.sum_axis(Axis(2)).flatten().to_owned();
    let variance = covariance(whole.view(), whole.view());
    let shares = added
        .axis_iter(Axis(2))
        .map(|unit| covariance(unit.flatten().view(), whole.view()) / variance);
    let taus = alpha_s.iter().zip(&alpha_r).map(|(s, r)| dt / s.min(*r));
    Ok(taus.zip(shares).map(|(tau, share)| Unit { tau, share }).collect())
}

/// The slowest constant of a unit that makes so large a part of the output, in seconds.
pub fn slowest(units: &[Unit], share: f64) -> Option<f64> {
    let counted = units.iter().filter(|unit| unit.share >= share);
    counted.map(|unit| unit.tau).max_by(f64::total_cmp)
}

fn covariance(a: ArrayView1<'_, f64>, b: ArrayView1<'_, f64>) -> f64 {
    let count = a.len() as f64;
    let (mean_a, mean_b) = (a.sum() / count, b.sum() / count);
    let products = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b));
    products.sum::<f64>() / count
}
