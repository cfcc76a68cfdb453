//! The scores of one neuron.

use aru_lab::metrics;
use aru_runtime::{Error, Result};
use ndarray::{Array1, Array2};
use serde::{Deserialize, Deserializer, Serialize};

use super::ceiling::cc_max;
use super::moments::{correlation, covariance, is_constant, variance};
use super::power::signal_power;
use super::{Pooling, moments};
use crate::fault::{check_finite, wrong_shape};

/// What a model predicts of one neuron in the test clips, and what the neuron did in each of its trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Neuron {
    clips: Vec<Clip>,
}

#[derive(Clone, Debug, PartialEq)]
struct Clip {
    prediction: Vec<f64>,
    trials: Vec<Vec<f64>>,
}

/// All scores of a neuron, or their means over a population; see the [module](super) for what each is and when it is not a
/// number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Correlation with the mean of the trials.
    #[serde(deserialize_with = "number_or_nan")]
    pub cc_raw: f64,
    /// The part of the variance that repeats, in squares of the response's unit.
    #[serde(deserialize_with = "number_or_nan")]
    pub signal_power: f64,
    /// The correlation relative to the signal power.
    #[serde(deserialize_with = "number_or_nan")]
    pub cc_norm: f64,
    /// The correlation that a perfect model would have.
    #[serde(deserialize_with = "number_or_nan")]
    pub cc_max: f64,
    /// `cc_raw / cc_max`.
    #[serde(deserialize_with = "number_or_nan")]
    pub cc_norm_hsu: f64,
    /// How much likelier spikes are than at a constant rate, in bits a spike.
    #[serde(deserialize_with = "number_or_nan")]
    pub bits_per_spike: f64,
}

/// JSON has no number for what is none, and writes `null`.
fn number_or_nan<'d, D: Deserializer<'d>>(from: D) -> std::result::Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(from)?.unwrap_or(f64::NAN))
}

impl Neuron {
    /// Of clips, each a prediction `[bin]` and responses `[trial, bin]`. Clips may differ in bins and in trials.
    ///
    /// # Errors
    /// No clip; one without a bin or a trial, or with another number of bins predicted than recorded; a value that is not
    /// finite. A clip that the neuron was not recorded in is to be left out.
    pub fn new(clips: impl IntoIterator<Item = (Array1<f64>, Array2<f64>)>) -> Result<Self> {
        let own = clips
            .into_iter()
            .enumerate()
            .map(|(number, (prediction, trials))| {
                let (of_trials, of_prediction) = (
                    format!("responses in clip {number}"),
                    format!("the prediction of clip {number}"),
                );
                if trials.is_empty() {
                    let expected = "[trial, bin], at least one of each; leave a clip without them out";
                    return Err(wrong_shape(of_trials, expected, trials.shape()));
                }
                if prediction.len() != trials.ncols() {
                    let expected = format!("[{}], as many bins as were recorded", trials.ncols());
                    return Err(wrong_shape(of_prediction, expected, prediction.shape()));
                }
                check_finite(of_prediction, &prediction)?;
                check_finite(of_trials, &trials)?;
                let trials = trials.rows().into_iter().map(|row| row.to_vec()).collect();
                let prediction = prediction.to_vec();
                Ok(Clip { prediction, trials })
            });
        let clips = own.collect::<Result<Vec<Clip>>>()?;
        if clips.is_empty() {
            return Err(Error::setting(
                "the number of clips",
                0,
                "there must be at least one",
            ));
        }
        Ok(Neuron { clips })
    }

    /// The number of trials of the clip with the most.
    pub fn trials(&self) -> usize {
        self.clips.iter().map(|clip| clip.trials.len()).max().unwrap_or(0)
    }

    /// The correlation of the prediction with the mean of the trials, of all bins joined.
    pub fn cc_raw(&self) -> f64 {
        correlation(&self.prediction(), &self.mean())
    }

    /// The part of the variance that repeats from trial to trial.
    pub fn signal_power(&self, pooling: Pooling) -> f64 {
        self.pooled(pooling, signal_power)
    }

    /// cov(p, m) / sqrt(var(p) SP).
    pub fn cc_norm(&self, pooling: Pooling) -> f64 {
        if self.trials() == 1 {
            return self.cc_raw();
        }
        let (prediction, power) = (self.prediction(), self.signal_power(pooling));
        if prediction.len() < 2 || is_constant(&prediction) || power <= 0.0 {
            return f64::NAN;
        }
        covariance(&prediction, &self.mean()) / (variance(&prediction).sqrt() * power.sqrt())
    }

    /// The correlation that a perfect model would have with the mean of the trials. Of more than ten trials the first 126
    /// splits in lexicographic order count, of an odd number the last trial does not.
    pub fn cc_max(&self, pooling: Pooling) -> f64 {
        self.pooled(pooling, cc_max)
    }

    /// [`cc_raw`](Neuron::cc_raw) / [`cc_max`](Neuron::cc_max).
    pub fn cc_norm_hsu(&self, pooling: Pooling) -> f64 {
        match self.trials() {
            1 => self.cc_raw(),
            _ => self.cc_raw() / self.cc_max(pooling),
        }
    }

    /// How much likelier the counts of all trials are under the prediction, as the rate of a Poisson process in counts a
    /// bin, than under their mean. It has a meaning for counts that were not smoothed.
    pub fn bits_per_spike(&self) -> f64 {
        let (mut rates, mut counts): (Vec<f64>, Vec<f64>) = Default::default();
        for Clip { prediction, trials } in &self.clips {
            for trial in trials {
                rates.extend(prediction);
                counts.extend(trial);
            }
        }
        metrics::bits_per_spike(&Array1::from(rates), &Array1::from(counts)).unwrap_or(f64::NAN)
    }

    /// All of them, `bits_per_spike` included.
    pub fn score(&self, pooling: Pooling) -> Score {
        Score {
            cc_raw: self.cc_raw(),
            signal_power: self.signal_power(pooling),
            cc_norm: self.cc_norm(pooling),
            cc_max: self.cc_max(pooling),
            cc_norm_hsu: self.cc_norm_hsu(pooling),
            bits_per_spike: self.bits_per_spike(),
        }
    }

    fn prediction(&self) -> Vec<f64> {
        self.clips
            .iter()
            .flat_map(|clip| &clip.prediction)
            .copied()
            .collect()
    }

    /// The mean of the trials that there are, of all clips.
    fn mean(&self) -> Vec<f64> {
        let of_clip =
            |clip: &Clip| moments::mean_of(clip.trials.iter().map(Vec::as_slice), clip.prediction.len());
        self.clips.iter().flat_map(of_clip).collect()
    }

    fn pooled(&self, pooling: Pooling, measure: fn(&[Vec<f64>]) -> f64) -> f64 {
        match pooling {
            Pooling::Joined => {
                // A clip with fewer trials goes round them.
                let joined = (0..self.trials()).map(|trial| {
                    let of_clip = |clip: &Clip| clip.trials[trial % clip.trials.len()].clone();
                    self.clips.iter().flat_map(of_clip).collect()
                });
                measure(&joined.collect::<Vec<Vec<f64>>>())
            }
            Pooling::ByClip => {
                let (mut sum, mut bins) = (0.0, 0.0);
                for clip in &self.clips {
                    let (own, length) = (measure(&clip.trials), clip.prediction.len() as f64);
                    if !own.is_nan() {
                        sum += own * length;
                        bins += length;
                    }
                }
                // Not a number where no clip is left.
                sum / bins
            }
        }
    }
}

impl Score {
    /// The mean over neurons of each score, those left out that are not a number; NaN where none is left.
    ///
    /// ```
    /// use aru::auditory::score::{Neuron, Pooling, Score};
    /// use ndarray::array;
    /// # fn main() -> aru::Result<()> {
    /// let rising = array![0.0, 1.0, 2.0];
    /// let steady = Neuron::new([(array![1.0, 1.0, 1.0], array![[0.0, 1.0, 2.0]])])?;
    /// let right = Neuron::new([(rising, array![[1.0, 2.0, 3.0]])])?;
    /// let both = [steady, right].map(|neuron| neuron.score(Pooling::Joined));
    /// assert!(both[0].cc_raw.is_nan());
    /// assert!((Score::mean(&both).cc_raw - 1.0).abs() < 1e-12);
    /// # Ok(())
    /// # }
    /// ```
    pub fn mean<'a>(scores: impl IntoIterator<Item = &'a Score> + Clone) -> Score {
        let mean = |of: fn(&Score) -> f64| {
            let numbers = scores
                .clone()
                .into_iter()
                .map(of)
                .filter(|number| !number.is_nan());
            moments::mean(&numbers.collect::<Vec<f64>>())
        };
        Score {
            cc_raw: mean(|score| score.cc_raw),
            signal_power: mean(|score| score.signal_power),
            cc_norm: mean(|score| score.cc_norm),
            cc_max: mean(|score| score.cc_max),
            cc_norm_hsu: mean(|score| score.cc_norm_hsu),
            bits_per_spike: mean(|score| score.bits_per_spike),
        }
    }
}
