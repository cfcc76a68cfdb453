//! Windows over counts. Every score depends on them.

use std::fmt;

use aru_runtime::{Error, Result};
use ndarray::{Array2, ArrayRef2};
use serde::{Deserialize, Serialize};

use crate::fault::check_positive;

/// Of a window.
const MOST_BINS: f64 = 1e6;

/// What is done to the counts of each trial before a network sees them and a score is taken.
///
/// The same filter can have a CCraw of 0.39 on counts of 5 ms and of 0.49 on smoothed ones, so a table of scores says which
/// these are.
///
/// ```
/// use aru::auditory::spikes::Smoothing;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let counts = array![[0.0, 0.0, 1.0, 0.0, 0.0, 0.0]];
/// let smoothed = Smoothing::hann_21_ms().apply(&counts, 0.005)?;
/// assert_eq!(smoothed, array![[0.0, 0.5, 1.0, 0.5, 0.0, 0.0]]);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Smoothing {
    /// Counts as they are.
    #[default]
    None,
    /// A Hann window of so many seconds, ends included. It has K weights, K the least odd number of bins that is not less
    /// than `width` / dt, and weight n is 0.5 - 0.5 cos(2 pi n / (K - 1)): 0, 0.5, 1, 0.5, 0 for 21 ms in bins of 5 ms. It
    /// is **not normalised** (those have the sum 2), and beyond the ends counts are zero.
    Hann {
        /// Seconds.
        width: f64,
    },
}

impl Smoothing {
    /// The 21 ms of Hsu, Borst and Theunissen (2004), which the field has used since.
    pub const fn hann_21_ms() -> Self {
        Smoothing::Hann { width: 0.021 }
    }

    /// The weights at bins of `dt` seconds; a single one without smoothing.
    ///
    /// # Errors
    /// A width or a `dt` that is not above zero.
    pub fn weights(&self, dt: f64) -> Result<Vec<f64>> {
        check_positive("`dt`", dt, "a bin is longer than 0 s")?;
        let Smoothing::Hann { width } = *self else {
            return Ok(vec![1.0]);
        };
        check_positive("`width` of the Hann window", width, "a window is longer than 0 s")?;
        // 21 ms are 21 bins of 1 ms, whatever the last digit of the quotient.
        let bins = (width / dt - 1e-9).ceil().max(1.0);
        if bins > MOST_BINS {
            let expected =
                format!("at bins of {dt} s it has more than {MOST_BINS} of them; expected some milliseconds");
            return Err(Error::setting(
                "`width` of the Hann window",
                format_args!("{width} s"),
                expected,
            ));
        }
        let bins = bins as usize;
        let bins = bins + usize::from(bins.is_multiple_of(2));
        if bins == 1 {
            return Ok(vec![1.0]);
        }
        // Both halves are the same numbers; a half and one are, to the last bit.
        let weight = |n: usize| match n.min(bins - 1 - n) {
            n if 2 * n == bins - 1 => 1.0,
            n if 4 * n == bins - 1 => 0.5,
            n => 0.5 - 0.5 * (std::f64::consts::TAU * n as f64 / (bins - 1) as f64).cos(),
        };
        Ok((0..bins).map(weight).collect())
    }

    /// Counts `[trial, bin]`, each trial smoothed.
    ///
    /// # Errors
    /// As [`weights`](Smoothing::weights).
    pub fn apply(&self, counts: &ArrayRef2<f64>, dt: f64) -> Result<Array2<f64>> {
        let weights = self.weights(dt)?;
        let (half, bins) = (weights.len() / 2, counts.ncols());
        let mut smoothed = Array2::zeros(counts.raw_dim());
        for ((trial, bin), &count) in counts.indexed_iter() {
            if count == 0.0 {
                continue;
            }
            // Weight n is that of the bin n - half further on.
            let first = half.saturating_sub(bin);
            let last = weights.len().min(bins + half - bin);
            for (n, weight) in weights.iter().enumerate().take(last).skip(first) {
                smoothed[(trial, bin + n - half)] += weight * count;
            }
        }
        Ok(smoothed)
    }
}

impl fmt::Display for Smoothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Smoothing::None => write!(f, "counts, not smoothed"),
            Smoothing::Hann { width } => write!(
                f,
                "counts smoothed by a Hann window of {} ms, not normalised",
                (width * 1e9).round() / 1e6
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn a_window_that_no_memory_holds_is_refused() {
        let error = Smoothing::Hann { width: 1e18 }
            .weights(0.005)
            .unwrap_err()
            .to_string();
        assert!(error.contains("expected some milliseconds"), "{error}");
    }

    #[test]
    fn the_window_has_the_odd_number_of_bins_that_covers_it() {
        let lengths = [
            (0.005, 5),
            (0.001, 21),
            (0.010, 3),
            (0.002, 11),
            (0.021, 1),
            (0.025, 1),
            (0.02, 3),
        ];
        for (dt, bins) in lengths {
            let weights = Smoothing::hann_21_ms().weights(dt).unwrap();
            assert_eq!(weights.len(), bins, "{dt}");
            assert_eq!(weights[bins / 2], 1.0);
            assert!(bins == 1 || weights[0] == 0.0);
            assert!(weights.iter().eq(weights.iter().rev()));
        }
        let weights = Smoothing::hann_21_ms().weights(0.005).unwrap();
        assert_eq!(weights, [0.0, 0.5, 1.0, 0.5, 0.0]);
    }

    #[test]
    fn each_trial_by_itself_and_zero_beyond_the_ends() {
        let counts = array![[2.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]];
        let smoothed = Smoothing::hann_21_ms().apply(&counts, 0.005).unwrap();
        let expected = array![[2.0, 1.0, 0.5, 1.0], [0.0, 0.0, 0.0, 0.0], [1.5, 2.0, 2.0, 1.5]];
        assert!(
            (&smoothed - &expected).iter().all(|d| d.abs() < 1e-15),
            "{smoothed}"
        );
        assert_eq!(Smoothing::None.apply(&counts, 0.005).unwrap(), counts);
        // A window that is longer than the sound.
        let short = Smoothing::Hann { width: 0.1 }
            .apply(&array![[1.0]], 0.005)
            .unwrap();
        assert_eq!(short, array![[1.0]]);
    }

    #[test]
    fn it_says_what_it_is() {
        assert_eq!(Smoothing::None.to_string(), "counts, not smoothed");
        assert_eq!(
            Smoothing::hann_21_ms().to_string(),
            "counts smoothed by a Hann window of 21 ms, not normalised"
        );
        let error = Smoothing::Hann { width: f64::NAN }.weights(0.005).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`width` of the Hann window is NaN; a window is longer than 0 s"
        );
    }
}
