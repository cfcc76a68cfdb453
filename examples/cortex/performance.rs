//! What a trained network does on trials that it has not seen.

use anyhow::Result;
use aru::Noise;
use aru::metrics::accuracy_by_sequence;
use aru::prelude::*;
use serde::{Deserialize, Serialize};

use super::Cortex;
use super::task::{self, Comparison, LONGEST};

/// Differences of the psychometric curve: second less first.
pub const DIFFERENCES: [f64; 11] = [-0.5, -0.3, -0.2, -0.1, -0.05, 0.0, 0.05, 0.1, 0.2, 0.3, 0.5];
/// The pause in seconds that parts its two lines: short ones up to it, and long ones.
const HALF: f64 = 1.25;
const PER_POINT: usize = 400;

/// How a network does on held-out trials, and its time constants.
#[derive(Serialize, Deserialize)]
pub struct Performance {
    /// The part of 2000 trials like those of training that it has right, with noise in all areas.
    pub accuracy: f64,
    /// The same part for one that goes by the second stimulus alone, at its best.
    pub second_alone: f64,
    /// The part of answers `the second`, for each difference: after short pauses and after long ones.
    pub second: [Vec<f64>; 2],
    /// Time constants in ms, of each area.
    pub tau: [Vec<f64>; 3],
}

impl Performance {
    pub fn new(net: &Cortex<f32>, seed: u64) -> Result<Self> {
        let mut rng = task::generator(seed);
        rng.set_stream(u64::MAX - 1); // the validation has the last one
        let noise = Noise::seed(seed);
        let trials = task::draw(2000, LONGEST, &mut rng);
        let data = task::sequences(&trials)?;
        let outputs = net.evaluate(&data).noise(&noise).outputs()?;
        let accuracy = accuracy_by_sequence(&outputs, &data)?;
        let alone = trials
            .iter()
            .filter(|trial| (trial.second > 0.5) == (trial.answer() == 1));

        let mut second = [Vec::new(), Vec::new()];
        for difference in DIFFERENCES {
            let mut trials: [Vec<Comparison>; 2] = [Vec::new(), Vec::new()];
            while trials.iter().any(|trials| trials.len() < PER_POINT) {
                let trial = Comparison::with_difference(difference, LONGEST, &mut rng);
                trials[usize::from(trial.pause > HALF)].push(trial);
            }
            for (trials, second) in trials.iter().zip(&mut second) {
                let trials = &trials[..PER_POINT];
                let data = task::sequences(trials)?;
                let outputs = net.evaluate(&data).noise(&noise).outputs()?;
                let right = accuracy_by_sequence(&outputs, &data)?;
                second.push(if difference > 0.0 { right } else { 1.0 - right });
            }
        }
        let in_ms = |taus: Vec<f32>| taus.iter().map(|&tau| 1e3 * f64::from(tau)).collect();
        Ok(Performance {
            accuracy,
            second_alone: alone.count() as f64 / trials.len() as f64,
            second,
            tau: [
                in_ms(net.sensory().tau_s()),
                in_ms(net.parietal().tau_s()),
                in_ms(net.frontal().tau_s()),
            ],
        })
    }
}
