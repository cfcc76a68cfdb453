//! How far back a prediction looks, by three numbers that answer three questions.
//!
//! Two are of the gradient map round silence: where 95 % of it lies, and where it falls below 1 % of its largest strength. They
//! say how a silent network reacts. The third is of the window curve: the shortest past with which a prediction has 99 % of its
//! score on sounds that it has not seen. A claim of long memory is one of that.
//!
//! **The rule**, one for a model and for the neuron itself, so that like is compared with like. The prediction is what the table
//! scores: the mean of a model's seeds, for the neuron what the network that made the spikes expects. It is scored on the
//! same test songs, against the same trials, all smoothed by the same window. With a window of K bins every network is in
//! its initial state K bins before; each predicts, and the mean is scored. Windows are 1, 2, 3 bins and so on, each a quarter
//! longer than the one before, up to the longest song. The memory is the first of them with 99 % of the score that the same
//! prediction has with all of the past.

use std::fmt::{self, Display, Formatter};

use anyhow::{Context, Result};
use aru::analysis::{GradMap, Span, windowed};
use aru::auditory::recordings::Recordings;
use aru::prelude::*;
use ndarray::Array3;
use serde::{Deserialize, Serialize};

use crate::score::{Numbers, score};

/// What part of the full score is all of it.
pub const ALL: f64 = 0.99;

/// A time before now, or the least that it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Length {
    pub seconds: f64,
    pub is_at_least: bool,
}

/// All three.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Where 95 % of the map lies, and where it falls below 1 %.
    pub map: [Length; 2],
    /// The same of the network before training, where it was trained.
    pub untrained: Option<[Length; 2]>,
    pub curve: Curve,
}

/// CCnorm (CCraw where there are no trials to norm by) of predictions that see the last steps alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Curve {
    /// Seconds.
    pub windows: Vec<f64>,
    /// 0 where there is none: a prediction that does not vary is none.
    pub scores: Vec<f64>,
    /// With all of the past; 0 where the neuron has no score.
    pub full: f64,
}

impl Length {
    fn new(span: Span, dt: f64) -> Self {
        Length {
            seconds: span.steps() as f64 * dt,
            is_at_least: span.is_at_least(),
        }
    }

    /// Both numbers of a map.
    pub fn of_map(map: &GradMap) -> Result<[Length; 2]> {
        let dt = map.dt().unwrap_or(1.0);
        Ok([
            Length::new(map.within(0.95)?, dt),
            Length::new(map.reach(0.01)?, dt),
        ])
    }
}

/// In whole ms.
impl Display for Length {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let above = if self.is_at_least { "> " } else { "" };
        write!(f, "{above}{:.0}", 1e3 * self.seconds)
    }
}

impl Curve {
    /// The shortest window that has all of the score; none where there is no score to have a part of, or no window.
    pub fn memory(&self) -> Option<Length> {
        if self.full <= 0.0 {
            return None;
        }
        let mut points = self.windows.iter().zip(&self.scores);
        let enough = points.clone().find(|&(_, &score)| score >= ALL * self.full);
        let (&seconds, _) = enough.or(points.next_back())?;
        Some(Length {
            seconds,
            is_at_least: enough.is_none(),
        })
    }

    /// That of a prediction whose windows were not asked for: what it scores with all of the past.
    pub fn without_windows(full: &Numbers) -> Self {
        Curve {
            windows: Vec::new(),
            scores: Vec::new(),
            full: full.best_known().unwrap_or(0.0),
        }
    }

    /// The curve of every neuron, of the mean prediction of networks. Each window is so many times as long as the one before, up to
    /// the longest clip.
    pub fn of<N: Network>(networks: &[N], test: &Recordings, factor: f64) -> Result<Vec<Curve>> {
        Curve::by(networks, test, factor, |predicted| score(test, predicted))
    }

    /// The same, by scores of what is predicted, neuron by neuron.
    pub fn by<N: Network>(
        networks: &[N],
        test: &Recordings,
        factor: f64,
        score: impl Fn(&Array3<N::Scalar>) -> Result<Vec<Numbers>>,
    ) -> Result<Vec<Curve>> {
        let songs = test.sequences::<N::Scalar>()?;
        let dt = test.dt();
        let scores = |predicted: &Array3<N::Scalar>| -> Result<Vec<Option<f64>>> {
            let numbers = score(predicted)?;
            Ok(numbers.iter().map(Numbers::best_known).collect())
        };
        let outputs = mean(networks, |network| network.evaluate(&songs).outputs())?;
        let mut curves: Vec<Curve> = scores(&outputs)?
            .into_iter()
            .map(|full| Curve {
                windows: Vec::new(),
                scores: Vec::new(),
                full: full.unwrap_or(0.0),
            })
            .collect();
        let longest = (0..songs.len()).map(|song| songs.length(song)).max().unwrap_or(0);
        for window in windows(longest, factor) {
            let predicted = mean(networks, |network| windowed(network, &songs, window))?;
            for (curve, score) in curves.iter_mut().zip(scores(&predicted)?) {
                curve.windows.push(window as f64 * dt);
                curve.scores.push(score.unwrap_or(0.0));
            }
            let is_same = |(one, other): (&N::Scalar, &N::Scalar)| {
                one == other || (one.to_f64().is_nan() && other.to_f64().is_nan())
            };
            // A filter has seen all that it reads, and longer windows would be the same again.
            if predicted.iter().zip(&outputs).all(is_same) {
                break;
            }
        }
        Ok(curves)
    }
}

/// The mean over networks of what each predicts, `[song, bin, neuron]`.
fn mean<N: Network>(
    networks: &[N],
    predict: impl Fn(&N) -> aru::Result<Array3<N::Scalar>>,
) -> Result<Array3<N::Scalar>> {
    let count = networks.len() as f64;
    let mut mean: Option<Array3<f64>> = None;
    for network in networks {
        let part = predict(network)?.mapv(|output| output.to_f64() / count);
        mean = Some(match mean {
            None => part,
            Some(mean) => mean + part,
        });
    }
    let mean = mean.context("a mean prediction needs at least one network")?;
    Ok(mean.mapv(N::Scalar::from_f64))
}

/// 1, 2, 3 and so on, each at least one and at least the factor longer, up to the longest.
fn windows(longest: usize, factor: f64) -> Vec<usize> {
    let next = |&window: &usize| {
        let longer = (window as f64 * factor).round() as usize;
        Some(longer.max(window + 1).min(longest)).filter(|&next| next > window)
    };
    std::iter::successors(Some(1.min(longest)).filter(|&first| first > 0), next).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_grow_by_the_factor_and_end_with_the_longest() {
        assert_eq!(windows(10, 2.0), [1, 2, 4, 8, 10]);
        assert_eq!(windows(7, 1.25), [1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(windows(0, 2.0), [0_usize; 0]);
    }

    #[test]
    fn memory_is_the_first_window_that_is_enough() {
        let curve = |full| Curve {
            windows: vec![0.1, 0.2, 0.4],
            scores: vec![0.2, 0.799, 0.8],
            full,
        };
        let memory = curve(0.8).memory().unwrap();
        assert_eq!((memory.seconds, memory.is_at_least), (0.2, false));
        let memory = curve(0.9).memory().unwrap();
        assert_eq!(memory.to_string(), "> 400");
        assert_eq!(curve(0.0).memory(), None);
    }
}
