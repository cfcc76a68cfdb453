//! The numbers of a map.

use aru_runtime::{Error, Result};
use ndarray::ArrayView2;

/// The norm over features of each lag.
pub(super) fn strength(map: ArrayView2<'_, f64>) -> Vec<f64> {
    let norm = |row: ndarray::ArrayView1<'_, f64>| {
        // In units of the largest, so that no square is lost.
        let largest = row
            .iter()
            .fold(0.0_f64, |largest, value| largest.max(value.abs()));
        if largest == 0.0 {
            return 0.0;
        }
        let squares = row.iter().map(|value| (value / largest).powi(2));
        largest * squares.sum::<f64>().sqrt()
    };
    map.outer_iter().map(norm).collect()
}

/// The least K such that squares over k < K make this share; 0 of zeros.
pub(crate) fn within(strength: &[f64], share: f64) -> Result<usize> {
    if !(share > 0.0 && share <= 1.0) {
        let expected = "expected a number above 0, up to 1, as 0.95";
        return Err(Error::setting("the share of the memory", share, expected));
    }
    Ok(steps_within(strength, share))
}

/// The same of a share that is one.
pub(crate) fn steps_within(strength: &[f64], share: f64) -> usize {
    let largest = strength.iter().copied().fold(0.0, f64::max);
    if largest == 0.0 {
        return 0;
    }
    let squares = strength.iter().map(|value| (value / largest).powi(2));
    let total: f64 = squares.clone().sum();
    let mut sum = 0.0;
    let mut reaches = squares.map(|square| {
        sum += square;
        sum >= share * total
    });
    let last = reaches.position(|reaches| reaches);
    last.map_or(strength.len(), |last| last + 1)
}

/// 1 + the last k that is this part of the largest or more, and not zero; 0 of zeros.
pub(crate) fn reach(strength: &[f64], threshold: f64) -> Result<usize> {
    if !(0.0..=1.0).contains(&threshold) {
        let expected = "expected a number from 0 to 1, as 0.01";
        return Err(Error::setting("the threshold of the reach", threshold, expected));
    }
    Ok(steps_reached(strength, threshold))
}

/// The same of a threshold that is one.
pub(crate) fn steps_reached(strength: &[f64], threshold: f64) -> usize {
    let largest = strength.iter().copied().fold(0.0, f64::max);
    let last = strength
        .iter()
        .rposition(|&value| value > 0.0 && value >= threshold * largest);
    last.map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn strength_is_a_norm_whatever_the_scale() {
        for scale in [1.0, 1e-200, 1e200] {
            let map = array![[3.0, -4.0], [0.0, 0.0]] * scale;
            let found = strength(map.view());
            assert!(
                (found[0] / scale - 5.0).abs() < 1e-12 && found[1] == 0.0,
                "{found:?}"
            );
        }
    }

    #[test]
    fn shares_are_of_squares_and_the_last_lag_that_counts_counts() {
        let profile = [2.0, 1.0, 0.0, 1.0, 0.0];
        for (share, steps) in [(0.5, 1), (0.6, 1), (0.7, 2), (0.9, 4), (1.0, 4)] {
            assert_eq!(within(&profile, share).unwrap(), steps, "{share}");
        }
        for (threshold, steps) in [(0.0, 4), (0.5, 4), (0.51, 1), (1.0, 1)] {
            assert_eq!(reach(&profile, threshold).unwrap(), steps, "{threshold}");
        }
        assert_eq!(
            (within(&[0.0; 3], 0.95).unwrap(), reach(&[0.0; 3], 0.0).unwrap()),
            (0, 0)
        );
        for wrong in [0.0, 1.1, f64::NAN] {
            assert!(within(&profile, wrong).is_err(), "{wrong}");
        }
        for wrong in [-0.1, 1.1, f64::NAN] {
            assert!(reach(&profile, wrong).is_err(), "{wrong}");
        }
    }
}
