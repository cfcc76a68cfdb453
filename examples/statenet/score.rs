//! The scores of predictions, neuron by neuron, and how many trials count in them.

use anyhow::Result;
use aru::Scalar;
use aru::auditory::recordings::Recordings;
use aru::auditory::score::{Neuron, Pooling, Score};
use ndarray::{ArrayRef3, s};
use serde::{Deserialize, Serialize};

/// How clips come together: joined, as the literature has it.
const POOLING: Pooling = Pooling::Joined;

/// How often a neuron heard clips: the one that it heard least often, and the one most often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trials {
    pub least: usize,
    pub most: usize,
}

impl Trials {
    /// Of a neuron by number; 0 where it heard none.
    pub fn of(recordings: &Recordings, neuron: usize) -> Self {
        let responses = recordings.clips().iter().filter_map(|clip| clip.response(neuron));
        let trials = responses.map(|response| response.nrows());
        Trials {
            least: trials.clone().min().unwrap_or(0),
            most: trials.max().unwrap_or(0),
        }
    }

    /// `9`, or `9 to 10`.
    pub fn in_words(self) -> String {
        match self.least == self.most {
            true => format!("{}", self.most),
            false => format!("{} to {}", self.least, self.most),
        }
    }
}

/// The scores of a neuron, each none where it is not a number. All but CCraw compare trials, so that of every clip as many count;
/// of a neuron with one trial of a clip there are none of these.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Numbers {
    /// How many trials of each clip count, the first of each; in CCraw all do.
    pub trials: usize,
    pub cc_raw: Option<f64>,
    pub cc_norm: Option<f64>,
    pub cc_max: Option<f64>,
    pub cc_norm_hsu: Option<f64>,
    pub signal_power: Option<f64>,
}

impl Numbers {
    fn new(cc_raw: f64, of_trials: &Score, trials: usize) -> Self {
        let known = |number: f64| Some(number).filter(|number| number.is_finite());
        let normed = |number: f64| known(number).filter(|_| trials > 1);
        Numbers {
            trials,
            cc_raw: known(cc_raw),
            cc_norm: normed(of_trials.cc_norm),
            cc_max: normed(of_trials.cc_max),
            cc_norm_hsu: normed(of_trials.cc_norm_hsu),
            signal_power: normed(of_trials.signal_power),
        }
    }

    /// CCnorm where there are trials to norm by, else CCraw.
    pub fn best_known(&self) -> Option<f64> {
        match self.trials {
            0 | 1 => self.cc_raw,
            _ => self.cc_norm,
        }
    }
}

/// Scores of predictions `[clip, bin, neuron]` of the test clips. What they predict beyond the end of a clip is nothing, and counts
/// for nothing.
///
/// Where clips differ in trials, each is cut to as many as the one with the fewest has. To join them as they are, trials of some
/// would have to be repeated, and what is repeated counts as signal; and a signal power within clips is none to hold against a
/// covariance over all of them.
pub fn score<T: Scalar>(test: &Recordings, predicted: &ArrayRef3<T>) -> Result<Vec<Numbers>> {
    let table = test.score(predicted, POOLING)?;
    let scores = table.neurons().iter().enumerate();
    let numbers = scores.map(|(neuron, (_, joined))| {
        let trials = Trials::of(test, neuron);
        let of_trials = match trials.least == trials.most || trials.least < 2 {
            true => *joined,
            false => cut(test, predicted, neuron, trials.least)?.score(POOLING),
        };
        Ok(Numbers::new(joined.cc_raw, &of_trials, trials.least))
    });
    numbers.collect()
}

/// A neuron with the first trials of each clip.
fn cut<T: Scalar>(
    test: &Recordings,
    predicted: &ArrayRef3<T>,
    neuron: usize,
    trials: usize,
) -> Result<Neuron> {
    let heard = test.clips().iter().enumerate().filter_map(|(number, clip)| {
        let response = clip.response(neuron)?;
        let own = predicted.slice(s![number, ..response.ncols(), neuron]);
        Some((
            own.mapv(Scalar::to_f64),
            response.slice(s![..trials, ..]).to_owned(),
        ))
    });
    Ok(Neuron::new(heard)?)
}

#[cfg(test)]
mod tests {
    use aru::auditory::recordings::Clip;
    use ndarray::{Array2, Array3};

    use super::*;

    const BINS: usize = 200;

    /// Clips of a rate each, with a little that repeats and trials that differ.
    fn recordings(trials: &[usize]) -> Recordings {
        let clips = trials.iter().enumerate().map(|(number, &trials)| {
            let response = Array2::from_shape_fn((trials, BINS), |(trial, bin)| {
                let signal = if bin % 2 == 0 { 0.1 } else { -0.1 };
                let noise = ((bin * 7919 + trial * 104_729 + number * 31) % 97) as f64 / 97.0 - 0.5;
                number as f64 + signal + noise
            });
            Clip::new(format!("{number}"), Array2::zeros((BINS, 1)), [Some(response)]).unwrap()
        });
        Recordings::new(0.005, ["n"], clips.collect::<Vec<Clip>>()).unwrap()
    }

    /// A constant in each clip, that of its rate.
    fn of_rates(clips: usize) -> Array3<f64> {
        Array3::from_shape_fn((clips, BINS, 1), |(clip, ..)| clip as f64)
    }

    #[test]
    fn a_missing_trial_makes_no_other_score() {
        let score = |trials: &[usize]| score(&recordings(trials), &of_rates(2)).unwrap()[0];
        let (differing, alike) = (score(&[10, 9]), score(&[9, 9]));
        assert_eq!((differing.trials, alike.trials), (9, 9));
        for (one, other) in [
            (differing.cc_norm, alike.cc_norm),
            (differing.cc_max, alike.cc_max),
            (differing.signal_power, alike.signal_power),
        ] {
            assert_eq!(one.unwrap(), other.unwrap());
        }
        // Rates that are right leave nothing but chance above 1; signal power within clips alone made 5 of it.
        let by_clip = recordings(&[10, 9]).score(&of_rates(2), Pooling::ByClip).unwrap();
        assert!(by_clip.neurons()[0].1.cc_norm > 4.0, "{by_clip}");
        assert!(
            (0.95..1.05).contains(&differing.cc_norm.unwrap()),
            "{differing:?}"
        );
    }

    #[test]
    fn a_clip_that_was_heard_once_leaves_ccraw_alone() {
        for trials in [[10, 1], [1, 1]] {
            let score = score(&recordings(&trials), &of_rates(2)).unwrap()[0];
            assert_eq!(score.trials, 1);
            assert!(score.cc_raw.unwrap() > 0.5);
            assert_eq!(
                [score.cc_norm, score.cc_max, score.cc_norm_hsu, score.signal_power],
                [None; 4]
            );
            assert_eq!(score.best_known(), score.cc_raw);
        }
        assert_eq!(Trials::of(&recordings(&[10, 9]), 0).in_words(), "9 to 10");
    }
}
