//! How fast something falls.

use aru::analysis::Mode;
use serde::{Deserialize, Serialize};

/// With which time constant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fall {
    /// There is nothing to fall, or it is over sooner than could be measured.
    Over,
    /// To 1 / e within so many seconds.
    Within(f64),
    /// It stays or grows: slower than could be measured.
    Never,
}

impl Fall {
    /// Seconds, to be put in order: nothing where it is over, and without end where it stays.
    pub fn seconds(self) -> f64 {
        match self {
            Fall::Over => 0.0,
            Fall::Within(seconds) => seconds,
            Fall::Never => f64::INFINITY,
        }
    }

    /// That of a mode: as a unit would be declared that falls alike, and of one that turns as fast as it gets smaller.
    pub fn of_mode(mode: Option<&Mode>) -> Self {
        let Some(mode) = mode else {
            return Fall::Over;
        };
        let own = mode.eigenvalue();
        let declared = own.declared_time_constant().filter(|_| own.re() > 0.0);
        match declared.unwrap_or_else(|| own.time_constant()) {
            0.0 => Fall::Over,
            tau if tau > 0.0 && tau.is_finite() => Fall::Within(tau),
            _ => Fall::Never,
        }
    }

    /// That of a map, by least squares of the logarithm of its strength from one lag to another, seconds both, in bins of `dt`.
    pub fn of_map(strength: &[f64], lags: [f64; 2], dt: f64) -> Self {
        let [from, to] = lags.map(|lag| (lag / dt).round() as usize);
        // A map that is over is zero from there on.
        let points: Vec<(f64, f64)> = (from..to.min(strength.len()))
            .filter(|&lag| strength[lag] > 0.0)
            .map(|lag| (lag as f64 * dt, strength[lag].ln()))
            .collect();
        if points.len() < (to - from) / 2 {
            return Fall::Over;
        }
        let count = points.len() as f64;
        let mean = |pick: fn(&(f64, f64)) -> f64| points.iter().map(pick).sum::<f64>() / count;
        let (time, level) = (mean(|point| point.0), mean(|point| point.1));
        let covariance: f64 = points
            .iter()
            .map(|point| (point.0 - time) * (point.1 - level))
            .sum();
        let variance: f64 = points.iter().map(|point| (point.0 - time).powi(2)).sum();
        let slope = covariance / variance;
        match slope < 0.0 {
            true => Fall::Within(-1.0 / slope),
            false => Fall::Never,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulated::DT;

    const LAGS: [f64; 2] = [0.1, 1.1];

    #[test]
    fn two_exponentials_fall_as_the_slow_one() {
        let map: Vec<f64> = (0..400)
            .map(|lag| {
                let time = f64::from(lag) * DT;
                ((-time / 0.010).exp() / 0.010 - (-time / 0.5).exp() / 0.5).abs()
            })
            .collect();
        let tau = Fall::of_map(&map, LAGS, DT).seconds();
        assert!((tau / 0.5 - 1.0).abs() < 0.01, "{tau}");
    }

    #[test]
    fn a_map_that_stays_is_slow_and_one_that_is_over_fast() {
        let fall = |map: &[f64]| Fall::of_map(map, LAGS, DT);
        assert_eq!(fall(&[1.0; 400]), Fall::Never);
        let rising: Vec<f64> = (0..400).map(|lag| f64::from(lag).exp().min(1e100)).collect();
        assert_eq!(fall(&rising), Fall::Never);
        assert_eq!(fall(&[1.0; 30]), Fall::Over);
        let mut short = [0.0; 400];
        short[..100].fill(1.0);
        assert_eq!(fall(&short), Fall::Over);
    }
}
