//! A world whose time scale changes: a value that jumps often or seldom, seen through noise.

use anyhow::Result;
use aru::prelude::*;
use ndarray::{Array3, s};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::StandardNormal;

pub const STEPS: usize = 200;
/// The probability of a jump in a step: where the cue is 1, and where it is -1.
pub const JUMPS: [f64; 2] = [0.2, 0.01];
/// The probability that the world becomes the other in a step.
pub const SWITCHES: f64 = 0.02;
/// Standard deviation of what is seen about the value.
pub const NOISE: f32 = 1.0;

/// Observation and cue, and the value as target.
pub fn sequences(count: usize, seed: u64) -> Result<Sequences<f32>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut inputs = Array3::zeros((count, STEPS, 2));
    let mut targets = Array3::zeros((count, STEPS, 1));
    for sequence in 0..count {
        let mut world = usize::from(rng.random_bool(0.5));
        let mut value: f32 = rng.sample(StandardNormal);
        for step in 0..STEPS {
            if rng.random_bool(SWITCHES) {
                world = 1 - world;
            }
            if rng.random_bool(JUMPS[world]) {
                value = rng.sample(StandardNormal);
            }
            let noise: f32 = rng.sample(StandardNormal);
            inputs[[sequence, step, 0]] = value + NOISE * noise;
            inputs[[sequence, step, 1]] = 1.0 - 2.0 * world as f32;
            targets[[sequence, step, 0]] = value;
        }
    }
    Ok(Sequences::new(inputs, targets)?)
}

/// Losses on `valid` of a low-pass filter of what is seen, m\[t\] = (1 - a) m\[t-1\] + a x\[t\], with one rate a for
/// both worlds and with one for each, where rates are those of the lowest loss on `train` among 20: what a unit without
/// weights can do with a fixed rate, and with a gated one.
pub fn best_filters(train: &Sequences<f32>, valid: &Sequences<f32>) -> [f64; 2] {
    let grid = || (1..=20).map(|node| f64::from(node) / 20.0);
    let best = |pairs: &mut dyn Iterator<Item = [f64; 2]>| {
        let losses = pairs.map(|rates| (filtered(train, rates), rates));
        let (_, rates) = losses
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .expect("the grid has nodes");
        filtered(valid, rates)
    };
    [
        best(&mut grid().map(|rate| [rate, rate])),
        best(&mut grid().flat_map(|fast| grid().map(move |slow| [fast, slow]))),
    ]
}

/// The mean squared error of the filter with a rate where the cue is 1, and one where it is -1.
fn filtered(data: &Sequences<f32>, [fast, slow]: [f64; 2]) -> f64 {
    let (inputs, targets) = (data.inputs(), data.targets());
    let mut sum = 0.0;
    for (inputs, targets) in inputs.outer_iter().zip(targets.outer_iter()) {
        let mut mean = 0.0;
        for (input, target) in inputs.outer_iter().zip(targets.slice(s![.., 0])) {
            let rate = if input[1] > 0.0 { fast } else { slow };
            mean += rate * (f64::from(input[0]) - mean);
            sum += (mean - f64::from(*target)).powi(2);
        }
    }
    sum / targets.len() as f64
}
