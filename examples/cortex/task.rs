//! The task: a stimulus, a pause, a stimulus; then say which was the larger.

use std::ops::Range;

use aru::prelude::*;
use aru::trainer::ChaCha8Rng;
use ndarray::{Array2, Array3, s};
use rand::{Rng, RngExt, SeedableRng};

use super::DT;

/// How long things take, in seconds.
const BEFORE: f64 = 0.1;
const STIMULUS: f64 = 0.3;
const RESPONSE: f64 = 0.3;
pub const SHORTEST: f64 = 0.5;
pub const LONGEST: f64 = 2.0;

pub const IN_WORDS: &str = "0.1 s, a stimulus of 0.3 s, a pause of 0.5 to 2 s, a stimulus of 0.3 s, and 0.3 s to respond; \
                            strengths between 0 and 1, 0.1 to 0.5 apart; scored in the response alone";

/// A trial.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    /// Strengths of the stimuli, from 0 to 1.
    pub first: f64,
    pub second: f64,
    /// Seconds between them.
    pub pause: f64,
}

impl Comparison {
    /// A pair of strengths so far apart, and a pause, both at random.
    pub fn with_difference(difference: f64, longest: f64, rng: &mut impl Rng) -> Self {
        let lower = (1.0 - difference.abs()) * rng.random::<f64>();
        let upper = lower + difference.abs();
        let (first, second) = if difference < 0.0 {
            (upper, lower)
        } else {
            (lower, upper)
        };
        Comparison {
            first,
            second,
            pause: rng.random_range(SHORTEST..=longest),
        }
    }

    /// 1 where the second is the larger, else 0.
    pub fn answer(&self) -> usize {
        usize::from(self.second > self.first)
    }

    /// The steps between the stimuli.
    pub fn steps_of_pause(&self) -> Range<usize> {
        let [_, begin, end, ..] = self.steps();
        begin..end
    }

    /// The steps at which the first stimulus begins and ends, the second begins and ends, and the trial ends.
    fn steps(&self) -> [usize; 5] {
        let mut time = 0.0;
        [BEFORE, STIMULUS, self.pause, STIMULUS, RESPONSE].map(|seconds| {
            time += seconds;
            (time / DT).round() as usize
        })
    }
}

/// Random numbers for trials that no epoch of training has.
pub fn generator(seed: u64) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(u64::MAX);
    rng
}

/// Trials whose stimuli differ by 0.1 to 0.5, one or the other larger, with pauses up to `longest`.
pub fn draw(count: usize, longest: f64, rng: &mut impl Rng) -> Vec<Comparison> {
    let one = |rng: &mut _| {
        let magnitude = RngExt::random_range(rng, 0.1..0.5);
        let sign = if RngExt::random_bool(rng, 0.5) { 1.0 } else { -1.0 };
        Comparison::with_difference(sign * magnitude, longest, rng)
    };
    (0..count).map(|_| one(rng)).collect()
}

/// Trials as data: the strength of the stimulus in every step, and the answer, which counts in the response alone.
pub fn sequences(trials: &[Comparison]) -> aru::Result<Sequences<f32>> {
    let lengths: Vec<usize> = trials.iter().map(|trial| trial.steps()[4]).collect();
    let steps = lengths.iter().copied().max().unwrap_or(0);
    let mut inputs = Array3::zeros((trials.len(), steps, 1));
    let mut weights = Array2::zeros((trials.len(), steps));
    for (sequence, trial) in trials.iter().enumerate() {
        let [before, first, pause, second, end] = trial.steps();
        inputs
            .slice_mut(s![sequence, before..first, 0])
            .fill(trial.first as f32);
        inputs
            .slice_mut(s![sequence, pause..second, 0])
            .fill(trial.second as f32);
        weights.slice_mut(s![sequence, second..end]).fill(1.0);
    }
    Sequences::labelled(inputs, trials.iter().map(Comparison::answer), 2)?
        .with_lengths(lengths)?
        .with_weights(weights)
}
