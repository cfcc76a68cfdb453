//! Spike times as counts in bins, smoothed or not.

mod smoothing;

use aru_runtime::{Error, Result};
use ndarray::Array2;

use crate::fault::check_positive;

pub use smoothing::Smoothing;

/// So near to the edge of a bin, as a part of the bin, a spike is on it: times are given in decimals, and 145 ms over 5 ms
/// is 28.999999999999996.
const EDGE: f64 = 1e-6;

/// The spikes of one neuron in the trials of one sound: times in seconds from the onset of the sound, in ascending order.
/// Spikes before the onset and after the end of the sound may be among them.
///
/// ```
/// use aru::auditory::spikes::SpikeTrains;
/// # fn main() -> aru::Result<()> {
/// let trains = SpikeTrains::new([vec![-0.003, 0.004, 0.010, 0.0149], vec![]])?;
/// let counts = trains.counts(3, 0.005)?;
/// assert_eq!(counts, ndarray::array![[1.0, 0.0, 2.0], [0.0, 0.0, 0.0]]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeTrains {
    trials: Vec<Vec<f64>>,
}

impl SpikeTrains {
    /// Of spike times in seconds, trial by trial. A trial without spikes is an empty one.
    ///
    /// # Errors
    /// No trial; a time that is not finite, or earlier than the one before it.
    pub fn new(trials: impl IntoIterator<Item = Vec<f64>>) -> Result<Self> {
        let trials: Vec<Vec<f64>> = trials.into_iter().collect();
        if trials.is_empty() {
            return Err(Error::setting(
                "the number of trials",
                0,
                "there must be at least one",
            ));
        }
        for (trial, times) in trials.iter().enumerate() {
            let setting = |place: usize| format!("spike {place} of trial {trial}");
            if let Some(place) = times.iter().position(|time| !time.is_finite()) {
                let expected = "a spike time is a finite number of seconds";
                return Err(Error::setting(setting(place), times[place], expected));
            }
            if let Some(place) = times.windows(2).position(|pair| pair[1] < pair[0]) {
                let expected = format!("times ascend, and the one before is {}", times[place]);
                return Err(Error::setting(setting(place + 1), times[place + 1], expected));
            }
        }
        Ok(SpikeTrains { trials })
    }

    /// Of the spike times of a whole session and the onsets of the sound in it, all in seconds: a trial an onset, with the
    /// spikes from `seconds` before it to twice `seconds` after it, `seconds` being the length of the sound.
    ///
    /// # Errors
    /// No onset; a length that is not above zero; a time or an onset that is not finite; times that do not ascend.
    ///
    /// ```
    /// use aru::auditory::spikes::SpikeTrains;
    /// # fn main() -> aru::Result<()> {
    /// let trains = SpikeTrains::of_session(&[9.75, 10.5, 11.0, 20.25], &[10.0, 20.0], 0.5)?;
    /// assert_eq!(trains.trials(), [vec![-0.25, 0.5, 1.0], vec![0.25]]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn of_session(times: &[f64], onsets: &[f64], seconds: f64) -> Result<Self> {
        check_positive("`seconds`", seconds, "a sound is longer than 0 s")?;
        let session = SpikeTrains::new([times.to_vec()])?;
        if let Some(place) = onsets.iter().position(|onset| !onset.is_finite()) {
            let expected = "an onset is a finite number of seconds";
            return Err(Error::setting(format!("onset {place}"), onsets[place], expected));
        }
        let around = |onset: &f64| {
            let times = session.trials[0].iter().map(|time| time - onset);
            times
                .filter(|time| (-seconds..=2.0 * seconds).contains(time))
                .collect()
        };
        SpikeTrains::new(onsets.iter().map(around))
    }

    /// Spike times in seconds, trial by trial.
    pub fn trials(&self) -> &[Vec<f64>] {
        &self.trials
    }

    /// How many spikes there are, before the onset and after the end of the sound included.
    pub fn spikes(&self) -> usize {
        self.trials.iter().map(Vec::len).sum()
    }

    /// Spikes in bins of `dt` seconds, `[trial, bin]`: bin k has those at k dt <= t < (k + 1) dt. A spike within a millionth
    /// of a bin of an edge is on that edge. Spikes before the onset and after the last bin are in none.
    ///
    /// # Errors
    /// A `dt` that is not above zero; no bin.
    pub fn counts(&self, bins: usize, dt: f64) -> Result<Array2<f64>> {
        check_positive("`dt`", dt, "a bin is longer than 0 s")?;
        if bins == 0 {
            return Err(Error::setting(
                "the number of bins",
                0,
                "there must be at least one",
            ));
        }
        let mut counts = Array2::zeros((self.trials.len(), bins));
        for (trial, times) in self.trials.iter().enumerate() {
            for time in times {
                let bin = (time / dt + EDGE).floor();
                if bin >= 0.0 && bin < bins as f64 {
                    counts[(trial, bin as usize)] += 1.0;
                }
            }
        }
        Ok(counts)
    }
}

/// The peristimulus time histogram: the mean over trials `[trial, bin]`, in the unit of the counts.
///
/// # Errors
/// No trial or no bin.
pub fn psth(counts: &Array2<f64>) -> Result<ndarray::Array1<f64>> {
    match counts.mean_axis(ndarray::Axis(0)) {
        Some(mean) if !mean.is_empty() => Ok(mean),
        _ => Err(crate::fault::wrong_shape(
            "the array of counts",
            "[trial, bin], at least one of each",
            counts.shape(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    /// Counted by hand. Every time but the first two lies on an edge in decimals, and on either side of it in binary.
    #[test]
    fn a_spike_on_an_edge_begins_the_bin() {
        for bin in 0..4000 {
            let time: f64 = format!("{}e-3", 5 * bin).parse().unwrap();
            let counts = SpikeTrains::new([vec![time]])
                .unwrap()
                .counts(4001, 0.005)
                .unwrap();
            assert_eq!(counts[(0, bin)], 1.0, "{time}");
        }
    }

    #[test]
    fn spikes_outside_of_the_sound_are_in_no_bin() {
        let trains = SpikeTrains::new([vec![-0.001, -1e-4, 0.0, 0.0149, 0.015, 7.0], vec![]]).unwrap();
        assert_eq!(
            trains.counts(3, 0.005).unwrap(),
            array![[1.0, 0.0, 1.0], [0.0, 0.0, 0.0]]
        );
        assert_eq!(trains.spikes(), 6);
        assert_eq!(
            psth(&trains.counts(3, 0.005).unwrap()).unwrap(),
            array![0.5, 0.0, 0.5]
        );
    }

    #[test]
    fn what_is_no_train_is_refused() {
        let refusal = |trials: Vec<Vec<f64>>| SpikeTrains::new(trials).unwrap_err().to_string();
        assert_eq!(
            refusal(vec![]),
            "the number of trials is 0; there must be at least one"
        );
        assert_eq!(
            refusal(vec![vec![], vec![0.1, f64::NAN]]),
            "spike 1 of trial 1 is NaN; a spike time is a finite number of seconds"
        );
        assert_eq!(
            refusal(vec![vec![0.1, 0.3, 0.2]]),
            "spike 2 of trial 0 is 0.2; times ascend, and the one before is 0.3"
        );
        let trains = SpikeTrains::new([vec![0.1]]).unwrap();
        assert_eq!(
            trains.counts(3, 0.0).unwrap_err().to_string(),
            "`dt` is 0; a bin is longer than 0 s"
        );
        assert!(trains.counts(0, 0.1).is_err());
    }
}
