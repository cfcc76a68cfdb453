//! Eigenvalues of a Jacobian, and what they mean in time.

use std::f64::consts::TAU;
use std::fmt::{self, Display, Formatter};

use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::spectrum::spectrum;
use super::time::{Table, frequency, time};
use aru_runtime::{Error, Result};

/// An eigenvalue lambda of a Jacobian. A small distance from where the Jacobian was taken, along its eigenvector, is
/// multiplied by lambda in each step.
///
/// ```
/// use aru::analysis::Eigenvalue;
///
/// // A unit with alpha = 0.2 that nothing drives, at steps of 1 ms: tau = dt / alpha is 5 ms.
/// let decay = Eigenvalue::new(0.8, 0.0, Some(0.001));
/// assert!((decay.declared_time_constant().unwrap() - 0.005).abs() < 1e-15);
/// // After 4.48 ms it has fallen to 1 / e.
/// assert!((decay.time_constant() - 0.00448).abs() < 1e-5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Eigenvalue {
    re: f64,
    im: f64,
    /// Length of a step in seconds, where it is declared.
    dt: Option<f64>,
}

impl Eigenvalue {
    /// One with these parts, of a network with steps of `dt` seconds; None where the declaration has no `dt`: all times
    /// are then in steps.
    pub fn new(re: f64, im: f64, dt: Option<f64>) -> Self {
        Eigenvalue { re, im, dt }
    }

    /// Its real part.
    pub fn re(&self) -> f64 {
        self.re
    }

    /// Its imaginary part.
    pub fn im(&self) -> f64 {
        self.im
    }

    /// |lambda|: below 1 a distance falls, above 1 it grows.
    pub fn magnitude(&self) -> f64 {
        match self.im {
            // As it is: no rounding.
            0.0 => self.re.abs(),
            im => self.re.hypot(im),
        }
    }

    /// Whether a distance grows: |lambda| > 1, by more than rounding.
    pub fn is_outside(&self) -> bool {
        self.magnitude() > 1.0 + 1e-12
    }

    /// The time in which a distance falls to 1 / e, in seconds where `dt` is declared, else in steps:
    /// -dt / ln |lambda|. It is 0 where |lambda| is 0, infinite where it is 1, and below zero where a distance grows (then
    /// by e in that time).
    pub fn time_constant(&self) -> f64 {
        let magnitude = self.magnitude();
        if magnitude == 0.0 {
            return 0.0;
        }
        if (magnitude - 1.0).abs() <= 2.0 * f64::EPSILON {
            return f64::INFINITY;
        }
        -self.step() / magnitude.ln()
    }

    /// The tau with which an unconnected unit would be declared that has this eigenvalue: dt / (1 - lambda), in seconds
    /// where `dt` is declared, else in steps. It is longer than [`time_constant`](Eigenvalue::time_constant), by about half a
    /// step. None where lambda is not real: no unit alone turns.
    pub fn declared_time_constant(&self) -> Option<f64> {
        (self.im == 0.0).then(|| match 1.0 - self.re {
            0.0 => f64::INFINITY,
            alpha => self.step() / alpha,
        })
    }

    /// How often a distance turns: |arg lambda| / (2 pi dt), in Hz where `dt` is declared, else in turns a step. It is 0 where
    /// lambda is real and above zero, and half a turn a step where it is below.
    pub fn frequency(&self) -> f64 {
        self.im.atan2(self.re).abs() / (TAU * self.step())
    }

    fn step(&self) -> f64 {
        self.dt.unwrap_or(1.0)
    }
}

impl Display for Eigenvalue {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.im {
            0.0 => write!(f, "{:.6}", self.re),
            im if im < 0.0 => write!(f, "{:.6} - {:.6}i", self.re, -im),
            im => write!(f, "{:.6} + {im:.6}i", self.re),
        }
    }
}

/// The eigenvalues of a square matrix, the largest first; of a conjugate pair the one above the real axis first.
///
/// # Errors
/// A number of it is not finite, or the steps that find them do not converge.
pub(super) fn eigenvalues(matrix: ArrayView2<'_, f64>, dt: Option<f64>) -> Result<Vec<Eigenvalue>> {
    let found = spectrum(matrix).ok_or_else(|| {
        Error::setting(
            "the Jacobian",
            "a matrix whose eigenvalues cannot be found",
            "expected finite numbers of no extreme size; are states or weights near the largest there are?",
        )
    })?;
    let mut eigenvalues: Vec<Eigenvalue> = found
        .into_iter()
        .map(|[re, im]| Eigenvalue::new(re, im, dt))
        .collect();
    eigenvalues.sort_by(|a, b| {
        let by_size = b.magnitude().total_cmp(&a.magnitude());
        by_size.then(b.re.total_cmp(&a.re)).then(b.im.total_cmp(&a.im))
    });
    Ok(eigenvalues)
}

/// One line an eigenvalue, of a conjugate pair one for both.
pub(super) fn table(eigenvalues: &[Eigenvalue]) -> Table {
    let mut table = Table::new(["eigenvalue", "|lambda|", "tau", "dt / (1 - lambda)", "frequency"]);
    for one in eigenvalues.iter().filter(|one| one.im >= 0.0) {
        let shown = match one.im {
            0.0 => one.to_string(),
            im => format!("{:.6} ± {im:.6}i", one.re),
        };
        let declared = one.declared_time_constant();
        table.push([
            shown,
            format!("{:.6}", one.magnitude()),
            time(one.time_constant(), one.dt),
            declared.map_or("-".to_string(), |declared| time(declared, one.dt)),
            frequency(one.frequency(), one.dt),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_constants_are_zero_infinite_and_below_zero_where_they_should() {
        let of = |re: f64, im: f64| Eigenvalue::new(re, im, None);
        assert_eq!(of(0.0, 0.0).time_constant(), 0.0);
        assert_eq!(of(1.0, 0.0).time_constant(), f64::INFINITY);
        assert_eq!(of(0.6, 0.8).time_constant(), f64::INFINITY);
        assert_eq!(of(1.0, 0.0).declared_time_constant(), Some(f64::INFINITY));
        assert!(of(1.3, 0.75).time_constant() < 0.0);
        assert_eq!(of(0.0, 0.5).declared_time_constant(), None);
        assert_eq!(of(0.0, -0.5).frequency(), 0.25);
        assert_eq!(of(-0.5, 0.0).frequency(), 0.5);
        assert!((Eigenvalue::new(0.0, 0.5, Some(0.005)).frequency() - 50.0).abs() < 1e-12);
        assert!(of(1.5, 0.0).is_outside() && !of(1.0, 0.0).is_outside());
    }

    #[test]
    fn a_table_has_a_line_for_a_pair() {
        let ring = ndarray::array![[0.0, -0.5], [0.5, 0.0]];
        let found = eigenvalues(ring.view(), Some(0.001)).unwrap();
        assert_eq!((found[0].im(), found[1].im()), (0.5, -0.5));
        assert_eq!(
            table(&found).to_string(),
            "eigenvalue            |lambda|      tau  dt / (1 - lambda)  frequency\n\
             0.000000 ± 0.500000i  0.500000  1.44 ms                  -     250 Hz\n"
        );
        assert!(eigenvalues(ndarray::array![[f64::INFINITY]].view(), None).is_err());
    }
}
