//! Songs, and three neurons that heard them: spikes of which everything is known.
//!
//! The neurons were chosen before any model was fitted, by what they remember: two of them need more past than any window among
//! the models that are compared has. The longest of these windows are 41 bins (LN and NRF, 205 ms); the three convolutions
//! of the 2D-CNN see 25 bins (125 ms). Of a low-pass with the time constant tau, driven by white noise, exp(-2 W / tau) of
//! the variance comes from before the last W: with 205 ms less than a tenth at 150 ms (the adapting neuron, which a window
//! can do), 44 % at 500 ms (the slow inhibition of the one with two time scales), 50 % at 600 ms (the gate). A DNet has no
//! window but exponentials, which add up: it can do two time scales, and no gate.

pub mod neurons;
mod sounds;

use std::ops::Range;

use anyhow::Result;
use aru::analysis::{Lags, Null};
use aru::auditory::front_end::{Compression, FrontEnd, MelSpectrogram};
use aru::auditory::recordings::{Clip, Recordings};
use aru::auditory::sound::Sound;
use aru::auditory::spikes::Smoothing;
use aru::prelude::*;
use ndarray::{Array1, Array2, Array3, Axis, concatenate, s, stack};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson as Counts};

use neurons::{Adapting, Gated, Neuron, TwoTimeScales, due_to_memory};

use crate::memory::{Curve, Length, Memory};
use crate::score::score;

/// Length of a bin in seconds, that of the declarations.
pub const DT: f64 = 0.005;
/// Bands that the neurons hear.
pub const BANDS: usize = 16;
/// Songs that train, validate and test, by number. Of fewer to test the rates would depend on which they are: in eight of them the gated
/// neuron hardly answered.
pub const TRAINING: Range<usize> = 0..30;
pub const VALIDATION: Range<usize> = 30..36;
pub const TEST: Range<usize> = 36..52;

/// How many of the songs that train and that test are used, the first of them. The neurons are the same whichever.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub training: usize,
    pub test: usize,
}

impl Parts {
    pub const ALL: Parts = Parts {
        training: TRAINING.end - TRAINING.start,
        test: TEST.end - TEST.start,
    };
    /// For a quick run, of which nothing is claimed.
    pub const FEW: Parts = Parts {
        training: 12,
        test: 8,
    };

    /// Numbers of the songs that test.
    pub fn tested(self) -> Range<usize> {
        TEST.start..TEST.start + self.test
    }
}

/// Length of a song in seconds: several times the longest time constant.
pub const SECONDS: f64 = 2.5;
/// How often each neuron heard each song.
const TRIALS: usize = 10;
/// What is done to counts before anything is fitted or scored.
pub const SMOOTHING: Smoothing = Smoothing::hann_21_ms();

/// The songs as the ear has them, and what three neurons did.
pub struct Simulated {
    /// Standardised by the training songs.
    pub ear: FrontEnd,
    /// Spectrograms and counts of all songs, counts not smoothed.
    pub recordings: Recordings,
    pub parts: Parts,
    /// What is known of each neuron, in the order of `recordings`.
    pub truths: Vec<Truth>,
}

/// What is known of a simulated neuron.
pub struct Truth {
    pub name: &'static str,
    /// The longest of its time constants in seconds.
    pub slowest: f64,
    /// Counts that its network expects in the test songs, `[song, bin]`.
    pub expected: Array2<f64>,
    /// Norms over bands of the settled map of its network round the mean sound, the lag of now first.
    pub strength: Vec<f64>,
    /// What its network remembers, by the functions that fitted networks are measured by: on the same windows, its predictions
    /// smoothed as the counts are that fitted networks learned from.
    pub memory: Memory,
    /// The part of the variance of `expected` that is due to what it remembers, as [`neurons::due_to_memory`] has it.
    pub due_to_memory: f64,
}

impl Truth {
    /// The shortest window, in seconds, with which its network has 99 % of its score; none where no shorter one than a song has.
    pub fn needed(&self) -> Option<f64> {
        let length = self.memory.curve.memory();
        length
            .filter(|length| !length.is_at_least)
            .map(|length| length.seconds)
    }
}

impl Simulated {
    /// The songs that train, with smoothed counts.
    pub fn training(&self) -> aru::Result<Recordings> {
        self.part(TRAINING.start..TRAINING.start + self.parts.training)
    }

    /// The sounds that the neurons were set by, `[song, bin, band]`: all songs that could train.
    pub fn set_by(&self) -> aru::Result<Array3<f64>> {
        let songs = self.recordings.select(TRAINING)?.sequences::<f64>()?;
        Ok(songs.inputs().to_owned())
    }

    /// The songs that validate.
    pub fn validation(&self) -> aru::Result<Recordings> {
        self.part(VALIDATION)
    }

    /// The songs that test.
    pub fn test(&self) -> aru::Result<Recordings> {
        self.part(self.parts.tested())
    }

    /// What the neurons' own networks predict of the test songs, `[song, bin, neuron]`, smoothed as the counts are: no model
    /// can do better but by chance.
    pub fn expected(&self) -> aru::Result<Array3<f64>> {
        let expected: Vec<_> = self.truths.iter().map(|truth| truth.expected.view()).collect();
        smoothed(&stack(Axis(2), &expected).expect("all have the same songs"))
    }

    fn part(&self, songs: Range<usize>) -> aru::Result<Recordings> {
        self.recordings.select(songs)?.smoothed(SMOOTHING)
    }
}

/// What networks expect, `[song, bin, neuron]`, smoothed as the counts are: what is to be scored on them.
pub fn smoothed(expected: &Array3<f64>) -> aru::Result<Array3<f64>> {
    let neurons = expected
        .axis_iter(Axis(2))
        .map(|neuron| SMOOTHING.apply(&neuron, DT))
        .collect::<aru::Result<Vec<_>>>()?;
    let views: Vec<_> = neurons.iter().map(|neuron| neuron.view()).collect();
    Ok(stack(Axis(2), &views).expect("all have the same songs"))
}

/// Makes songs and spikes. Windows of the neurons' window curves grow by a factor.
pub fn simulate(seed: u64, parts: Parts, windows: f64) -> Result<Simulated> {
    let songs = (0..TEST.end as u64)
        .map(|number| sounds::song(SECONDS, seed, number))
        .collect::<aru::Result<Vec<Sound>>>()?;
    let spectrogram = MelSpectrogram::new(DT)
        .bands(BANDS)
        .low(250.0)
        .high(8000.0)
        .compression(Compression::Power(1.0 / 3.0));
    let ear = FrontEnd::new(spectrogram).fit(&songs[TRAINING])?;
    let heard = songs
        .iter()
        .map(|song| Ok(ear.apply(song)?.insert_axis(Axis(0))))
        .collect::<aru::Result<Vec<Array3<f64>>>>()?;
    let views: Vec<_> = heard.iter().map(|song| song.view()).collect();
    let heard = concatenate(Axis(0), &views)?;

    let silence = ear.silence();
    let training = heard.slice(s![TRAINING, .., ..]).to_owned();
    let adapting = Adapting::of(&silence, &training)?;
    let two_time_scales = TwoTimeScales::of(&silence, &training)?;
    let gated = Gated::of(&silence, &training)?;

    let rng = &mut ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(u64::MAX);
    let rates = [
        adapting.run(heard.view())?,
        two_time_scales.run(heard.view())?,
        gated.run(heard.view())?,
    ];
    let clips = heard.outer_iter().enumerate().map(|(number, song)| {
        let responses = rates
            .each_ref()
            .map(|rates| Some(trials(rates.slice(s![number, .., 0]).to_owned(), rng)));
        Clip::new(format!("song {}", number + 1), song.to_owned(), responses)
    });
    let clips = clips.collect::<aru::Result<Vec<Clip>>>()?;
    let names = [
        Adapting::<f64>::NAME,
        TwoTimeScales::<f64>::NAME,
        Gated::<f64>::NAME,
    ];
    let mut simulated = Simulated {
        ear,
        recordings: Recordings::new(DT, names, clips)?,
        parts,
        truths: Vec::new(),
    };
    let test = simulated.test()?;
    simulated.truths = vec![
        truth(&adapting, &test, &training, windows)?,
        truth(&two_time_scales, &test, &training, windows)?,
        truth(&gated, &test, &training, windows)?,
    ];
    Ok(simulated)
}

/// Poisson counts `[trial, bin]` of expected ones.
fn trials(expected: Array1<f64>, rng: &mut ChaCha8Rng) -> Array2<f64> {
    let counts = expected.mapv(|mean| Counts::new(mean).expect("a sigmoid is above zero"));
    Array2::from_shape_fn((TRIALS, counts.len()), |(_, bin)| counts[bin].sample(rng))
}

/// What a neuron's own network says of the test songs. Its inputs are standardised, so that the map round zero is one round the mean
/// sound: round silence simulated neurons are shut.
fn truth<N: Neuron>(net: &N, test: &Recordings, training: &Array3<f64>, windows: f64) -> Result<Truth> {
    let songs = test.sequences::<f64>()?;
    let expected = net.run(songs.inputs())?;
    let own = test.neuron(N::NAME)?;
    let map = net
        .grad_map(Null::Zero, Lags::until_forgotten(), "rate")?
        .unit(0)?;
    let mut curves = Curve::by(std::slice::from_ref(net), &own, windows, |predicted| {
        score(&own, &smoothed(predicted)?)
    })?;
    Ok(Truth {
        name: N::NAME,
        slowest: N::SLOWEST,
        expected: expected.index_axis_move(Axis(2), 0),
        strength: map.strength(),
        memory: Memory {
            map: Length::of_map(&map)?,
            untrained: None,
            curve: curves.remove(0),
        },
        due_to_memory: due_to_memory(net, training, &songs.inputs().to_owned())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_themselves_are_scored_as_models_are() {
        let few = Parts {
            test: 3,
            ..Parts::FEW
        };
        let simulated = simulate(1, few, 2.0).unwrap();
        let scores = score(&simulated.test().unwrap(), &simulated.expected().unwrap()).unwrap();
        for (truth, score) in simulated.truths.iter().zip(scores) {
            let curve = &truth.memory.curve;
            assert!(
                (curve.full - score.cc_norm.unwrap()).abs() < 1e-9,
                "{}",
                truth.name
            );
            let bins = curve.windows.iter().map(|window| (window / DT).round());
            assert_eq!(bins.take(5).collect::<Vec<f64>>(), [1.0, 2.0, 4.0, 8.0, 16.0]);
        }
    }

    /// What the neurons were made for, at the size of the experiment: a minute.
    #[test]
    #[ignore = "takes a minute: cargo test --release --example statenet -- --ignored"]
    fn a_third_of_long_memories_is_due_to_them_and_their_curves_end_in_a_knee() {
        let simulated = simulate(1, Parts::ALL, 1.25).unwrap();
        let songs = simulated.set_by().unwrap();
        let silence = simulated.ear.silence();
        let shares = [
            due_to_memory(&TwoTimeScales::of(&silence, &songs).unwrap(), &songs, &songs),
            due_to_memory(&Gated::of(&silence, &songs).unwrap(), &songs, &songs),
        ];
        for (truth, share) in simulated.truths[1..].iter().zip(shares) {
            let share = share.unwrap();
            assert!((share - 1.0 / 3.0).abs() < 1e-3, "{}: {share}", truth.name);
            // In songs that it has not been set by.
            assert!(
                (0.2..0.5).contains(&truth.due_to_memory),
                "{}: {}",
                truth.name,
                truth.due_to_memory
            );
            let curve = &truth.memory.curve;
            let memory = truth.needed().unwrap();
            // Longer than every window among the models. Whatever is shorter by a factor of 1.5 or more lacks twice as much of
            // the score as defines the memory.
            assert!(memory > 2.0 * 0.205, "{}: {memory} s", truth.name);
            for (window, score) in curve.windows.iter().zip(&curve.scores) {
                if *window <= memory / 1.5 {
                    assert!(
                        *score < 0.98 * curve.full,
                        "{}: {score} with {window} s",
                        truth.name
                    );
                }
            }
        }
    }
}
