//! A recorded neuron: the sound it heard and its spikes.

use std::path::Path;

use anyhow::{Result, ensure};
use aru::prelude::*;
use aru::recording::Recording;
use aru::signal;
use ndarray::{Array1, Array2, ArrayView1};

use super::Receptor;
use super::fit::BURN_IN;

/// Standard deviation of the Gaussian that makes a rate of spikes, and where it is cut: 2 and 8 ms, in steps.
const SIGMA: f64 = 2.0;
const REACH: usize = 8;

/// Signals in steps of 1 ms, and where the parts end that are trained and validated on; the rest is the test.
pub struct Neuron {
    /// The fastest modulation of the sound.
    pub cutoff_hz: f32,
    /// Level of the sound in dB.
    pub level: Array1<f32>,
    /// Spikes in each step.
    pub counts: Array1<f32>,
    /// Smoothed spikes, in spikes a step.
    pub rate: Array1<f32>,
    pub train_end: usize,
    pub validation_end: usize,
}

/// The recorded neurons of a file.
pub fn read(path: &Path) -> Result<Vec<Neuron>> {
    let file = Recording::open(path)?;
    let dt = file.number("bin_s")?;
    let declared = Receptor::<f32>::DESCRIPTION.dt.unwrap_or(f64::NAN);
    ensure!(
        (dt / declared - 1.0).abs() < 1e-6,
        "the bins of `{}` are {dt} s long; the network declares a `dt` of {declared} s",
        path.display()
    );
    let levels: Array2<f32> = file.array("envelope_db")?;
    let counts: Array2<f32> = file.array("spike_counts")?;
    let cutoffs: Array1<f32> = file.array("cutoff_hz")?;
    let split: Array1<f32> = file.array("split")?;
    let (train_end, validation_end) = ends(split.view())?;
    (levels.outer_iter().zip(counts.outer_iter()).zip(cutoffs))
        .map(|((level, counts), cutoff_hz)| {
            Ok(Neuron {
                cutoff_hz,
                level: level.to_owned(),
                rate: signal::gaussian(counts, SIGMA, REACH)?,
                counts: counts.to_owned(),
                train_end,
                validation_end,
            })
        })
        .collect()
}

/// Where training and validation end: 0 train, 1 validation, 2 test, one after the other.
fn ends(split: ArrayView1<f32>) -> Result<(usize, usize)> {
    let end_of = |part: f32| split.iter().take_while(|&&step| step <= part).count();
    let (train, validation) = (end_of(0.0), end_of(1.0));
    let in_order = split.iter().is_sorted();
    ensure!(
        in_order && BURN_IN < train && train < validation && validation < split.len(),
        "`split` must hold 0 (train), then 1 (validation), then 2 (test)"
    );
    Ok((train, validation))
}
