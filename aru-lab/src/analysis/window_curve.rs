//! How much past a prediction needs: its score when it sees the last steps alone.

mod windows;

use std::fmt::{self, Display, Formatter};

use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Network, Result};
use ndarray::{Array1, Array3};
use serde::{Deserialize, Serialize};

use super::span::Span;
use super::stored::{each_or_none, or_none};
use super::time::{Table, time};

pub use self::windows::windowed;

/// The share of the full score that counts as all of it.
pub(super) const ALL: f64 = 0.99;

/// The score of a network's predictions when each sees only the last K steps, for several K, and when it sees all of them. It is
/// the one measure of memory that is held against data: a claim that a neuron's prediction needs a long past is to be one
/// of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowCurve {
    windows: Vec<usize>,
    #[serde(with = "each_or_none")]
    scores: Vec<f64>,
    #[serde(with = "or_none")]
    full: f64,
    dt: Option<f64>,
}

/// The window curve of a network on sounds, by a score of one output: a function of what was predicted and of what was measured
/// in all steps that count for it, joined over the sounds.
///
/// Of several outputs the score is the mean, for every window over the same outputs: those left out whose full score is not
/// a number. Among the others a score that is not a number, with a window, counts as 0. A prediction that is one number in
/// all steps is no prediction: what the score refuses of it, as [`correlation`](crate::metrics::correlation) does, is a score that
/// is not a number.
///
/// Before its window the network is in its initial state, and delayed links read what they read before step 0. A window that
/// would begin before the sound begins with it. Every step of the sounds is a window of its own, so that the cost of a point grows
/// with K.
///
/// # Errors
/// No window, or one of no step; data that do not fit the network; outputs without a step that counts; a network that leaves
/// the finite numbers; an error of the score where the prediction varies.
///
/// ```
/// use aru::analysis::window_curve;
/// use aru::metrics::correlation;
/// use aru::prelude::*;
/// use ndarray::Array3;
///
/// recurrent_net! {
///     struct Filter {
///         dt: 5 ms;
///         input sound: 1;
///         output rate: 1;
///         sound -> rate { delays: 0..6; }
///     }
/// }
///
/// let sound = Array3::from_shape_fn((2, 100, 1), |(song, step, _)| ((step * step + song) % 17) as f64);
/// let net = Filter::<f64>::new(1);
/// let songs = Sequences::new(&sound, net.run(sound.view())?)?;
/// let curve = window_curve(&net, &songs, &[2, 4, 6, 8], |p, t| correlation(p, t))?;
/// println!("{curve}");
/// // It sees six steps, and needs them.
/// assert_eq!(curve.memory(0.99)?.unwrap().steps(), 6);
/// assert_eq!(curve.scores()[2], curve.full());
/// # Ok::<(), aru::Error>(())
/// ```
pub fn window_curve<N: Network>(
    network: &N,
    songs: &Sequences<N::Scalar>,
    windows: &[usize],
    score: impl Fn(&Array1<f64>, &Array1<f64>) -> Result<f64>,
) -> Result<WindowCurve> {
    let counted = counted(songs)?;
    // Which outputs have a full score, the first that is asked for.
    let mut has_full: Option<Vec<bool>> = None;
    curve(network, songs, windows, |outputs| {
        let mut scores = Vec::new();
        for (output, places) in counted.iter().enumerate() {
            let all = |array: ndarray::ArrayView3<'_, N::Scalar>| -> Array1<f64> {
                let own = places
                    .iter()
                    .map(|&(sequence, step)| array[[sequence, step, output]]);
                own.map(Scalar::to_f64).collect()
            };
            let predicted = all(outputs.view());
            scores.push(match score(&predicted, &all(songs.targets())) {
                Err(_) if predicted.iter().all(|&value| value == predicted[0]) => f64::NAN,
                found => found?,
            });
        }
        let has_full = has_full.get_or_insert_with(|| scores.iter().map(|score| !score.is_nan()).collect());
        Ok(mean_of(&scores, has_full))
    })
}

/// The mean score of the outputs that have a full one, 0 where one of them has none now.
fn mean_of(scores: &[f64], has_full: &[bool]) -> f64 {
    let kept = scores.iter().zip(has_full).filter(|&(_, &has_full)| has_full);
    let kept = kept.map(|(&score, _)| if score.is_nan() { 0.0 } else { score });
    let count = kept.clone().count();
    kept.sum::<f64>() / count as f64
}

/// The same by a score of all outputs, `[sequence, step, output]` as a run gives them: for what knows the trials of its neurons,
/// such as `Recordings::score`, or for one of [`metrics`](crate::metrics). More is better.
///
/// Where it is a mean over neurons it must be one over the same neurons for every window. A mean that leaves out neurons
/// without a score, as `population()` of a table of scores does, is not where a prediction from a short window does not
/// vary: take the mean yourself then, and count such a neuron as 0.
///
/// # Errors
/// As [`window_curve`].
///
/// ```
/// use aru::analysis::window_curve_by;
/// use aru::metrics::variance_explained;
/// use aru::prelude::*;
/// # use ndarray::Array3;
/// # recurrent_net! { struct Net { input x: 1; layer hidden: Aru<3> { alpha_s: 0.5; alpha_r: 0.5; } output y: 1; x -> hidden -> y; } }
/// # let sound = Array3::from_shape_fn((2, 60, 1), |(song, step, _)| ((step * step + song) % 17) as f32);
/// let net = Net::<f32>::new(1);
/// let songs = Sequences::new(&sound, net.run(sound.view())?)?;
/// let curve = window_curve_by(&net, &songs, &[1, 2, 4, 8, 16], |predicted| {
///     Ok(variance_explained(predicted, &songs)?[0])
/// })?;
/// assert!((curve.full() - 1.0).abs() < 1e-6);
/// # Ok::<(), aru::Error>(())
/// ```
pub fn window_curve_by<N: Network>(
    network: &N,
    songs: &Sequences<N::Scalar>,
    windows: &[usize],
    score: impl Fn(&Array3<N::Scalar>) -> Result<f64>,
) -> Result<WindowCurve> {
    curve(network, songs, windows, score)
}

/// A curve for each of several scores, as of the neurons of a population, for little more than one costs: the network runs once
/// a window for all of them. `score` gives as many whenever it is asked, in the same order.
///
/// # Errors
/// As [`window_curve`]; another number of scores for a window than for all that was before.
///
/// ```
/// use aru::analysis::window_curves_by;
/// use aru::metrics::correlation;
/// use aru::prelude::*;
/// # use ndarray::Array3;
///
/// recurrent_net! {
///     struct Population {
///         dt: 5 ms;
///         input sound: 1;
///         layer short: Dense<1>;
///         layer long: Dense<1>;
///         output rate: 2;
///         sound -> short { delays: 0..3; }
///         sound -> long { delays: 0..7; }
///         short -> rate;
///         long -> rate;
///     }
/// }
///
/// let mut net = Population::<f64>::new(1);
/// net.set("short_to_rate.weight", &[1.0, 0.0])?;
/// net.set("long_to_rate.weight", &[0.0, 1.0])?;
/// # let sound = Array3::from_shape_fn((2, 100, 1), |(song, step, _)| ((step * step + song) % 17) as f64);
/// let songs = Sequences::new(&sound, net.run(sound.view())?)?;
/// let windows: Vec<usize> = (1..10).collect();
/// let curves = window_curves_by(&net, &songs, &windows, |predicted| correlation(predicted, &songs))?;
/// // The first neuron sees three steps, the second seven.
/// assert_eq!(curves[0].memory(1.0)?.unwrap().steps(), 3);
/// assert_eq!(curves[1].memory(1.0)?.unwrap().steps(), 7);
/// # Ok::<(), aru::Error>(())
/// ```
pub fn window_curves_by<N: Network>(
    network: &N,
    songs: &Sequences<N::Scalar>,
    windows: &[usize],
    score: impl FnMut(&Array3<N::Scalar>) -> Result<Vec<f64>>,
) -> Result<Vec<WindowCurve>> {
    curves(network, songs, windows, score)
}

/// That of a single score.
fn curve<N: Network>(
    network: &N,
    songs: &Sequences<N::Scalar>,
    windows: &[usize],
    mut score: impl FnMut(&Array3<N::Scalar>) -> Result<f64>,
) -> Result<WindowCurve> {
    let mut single = curves(network, songs, windows, |outputs| Ok(vec![score(outputs)?]))?;
    Ok(single.remove(0))
}

/// The full scores are asked for first.
fn curves<N: Network>(
    network: &N,
    songs: &Sequences<N::Scalar>,
    windows: &[usize],
    mut score: impl FnMut(&Array3<N::Scalar>) -> Result<Vec<f64>>,
) -> Result<Vec<WindowCurve>> {
    let windows = checked(windows)?;
    let outputs = network.evaluate(songs).outputs()?;
    let of_full = |full| WindowCurve {
        windows: windows.clone(),
        scores: Vec::new(),
        full,
        dt: network.description().dt,
    };
    let mut curves: Vec<WindowCurve> = score(&outputs)?.into_iter().map(of_full).collect();
    for &window in &windows {
        let scores = score(&windows::from_full(network, songs, window, &outputs)?)?;
        if scores.len() != curves.len() {
            let expected = format!(
                "expected {}, as many as of predictions that see all",
                curves.len()
            );
            return Err(Error::setting(
                format!("the number of scores with a window of {window} steps"),
                scores.len(),
                expected,
            ));
        }
        for (curve, score) in curves.iter_mut().zip(scores) {
            curve.scores.push(score);
        }
    }
    Ok(curves)
}

/// Windows that can be, each once, the shortest first.
fn checked(windows: &[usize]) -> Result<Vec<usize>> {
    let mut windows = windows.to_vec();
    windows.sort_unstable();
    windows.dedup();
    match windows.first() {
        Some(0) => Err(windows::no_step()),
        Some(_) => Ok(windows),
        None => Err(Error::setting(
            "the number of windows",
            0,
            "expected at least one, in steps: `&[2, 4, 8, 16]`",
        )),
    }
}

/// For each output the steps that count, by sequence and step.
fn counted<T: Scalar>(songs: &Sequences<T>) -> Result<Vec<Vec<(usize, usize)>>> {
    let (_, _, outputs) = songs.targets().dim();
    let (of_steps, of_outputs) = (songs.weights(), songs.output_weights());
    let counts = |sequence: usize, step: usize, output: usize| {
        of_steps.is_none_or(|weights| weights[[sequence, step]] != T::ZERO)
            && of_outputs.is_none_or(|weights| weights[[sequence, step, output]] != T::ZERO)
    };
    let of_output = |output: usize| {
        let sequences = 0..songs.len();
        let all =
            sequences.flat_map(|sequence| (0..songs.length(sequence)).map(move |step| (sequence, step)));
        let places: Vec<_> = all
            .filter(|&(sequence, step)| counts(sequence, step, output))
            .collect();
        match places.is_empty() {
            true => Err(Error::setting(
                format!("the number of steps that count for output {output}"),
                0,
                "a score needs some",
            )),
            false => Ok(places),
        }
    };
    (0..outputs).map(of_output).collect()
}

impl WindowCurve {
    /// The windows in steps, the shortest first.
    pub fn windows(&self) -> &[usize] {
        &self.windows
    }

    /// The score of each.
    pub fn scores(&self) -> &[f64] {
        &self.scores
    }

    /// The score of predictions that see everything before.
    pub fn full(&self) -> f64 {
        self.full
    }

    /// Length of a step in seconds, where it is declared.
    pub fn dt(&self) -> Option<f64> {
        self.dt
    }

    /// The shortest of the windows whose score is this share of the full score or more: 0.99 is usual. Where none is, a lower
    /// bound: more than the longest. None where the full score is not above zero or is not a number, so that no share of it says anything.
    ///
    /// # Errors
    /// A share that is not above 0 or is above 1.
    pub fn memory(&self, share: f64) -> Result<Option<Span>> {
        if !(share > 0.0 && share <= 1.0) {
            let expected = "expected a number above 0, up to 1, as 0.99";
            return Err(Error::setting("the share of the full score", share, expected));
        }
        Ok(self.enough(share))
    }

    /// The same of a share that is one.
    pub(super) fn enough(&self, share: f64) -> Option<Span> {
        if self.full.is_nan() || self.full <= 0.0 {
            return None;
        }
        let points = self.windows.iter().zip(&self.scores);
        let mut enough = points.filter(|&(_, &score)| score >= share * self.full);
        let longest = self.windows[self.windows.len() - 1];
        Some(match enough.next() {
            Some((&window, _)) => Span::new(window, self.dt, false),
            None => Span::new(longest, self.dt, true),
        })
    }
}

impl Display for WindowCurve {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["window", "score", "of the full score"]);
        let share = |score: f64| format!("{:.1} %", 100.0 * score / self.full);
        for (&window, &score) in self.windows.iter().zip(&self.scores) {
            let length = window as f64 * self.dt.unwrap_or(1.0);
            table.push([time(length, self.dt), format!("{score:.4}"), share(score)]);
        }
        table.push(["all".to_string(), format!("{:.4}", self.full), share(self.full)]);
        write!(f, "{table}")?;
        match self.enough(ALL) {
            Some(memory) => writeln!(f, "{:.0} % of the full score within {memory}", 100.0 * ALL),
            None if self.full.is_nan() => {
                writeln!(f, "the full score is not a number: no share of it says anything")
            }
            None => writeln!(
                f,
                "the full score is not above zero: no share of it says anything"
            ),
        }
    }
}

#[cfg(test)]
mod tests;
