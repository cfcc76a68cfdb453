//! The time constants of a response, whatever the network has inside.

mod least;
mod symmetric;

use std::fmt::{self, Display, Formatter};

use aru_runtime::{Error, Result};
use serde::{Deserialize, Serialize};

use super::eigenvalues::Eigenvalue;
use super::grad_map::GradMap;
use super::time::{Table, frequency, time};

/// Lags with which a map has one element of a Hankel matrix, and one behind it.
const LAGS: usize = 3;

/// The modes of a response: the eigenvalues of the least linear system that has a gradient map, the slowest first.
///
/// A learned time constant is one of a unit, and says nothing of the network before it is known what the unit's links make of it and
/// whether an output reads it: the same response is had with other constants and other weights. What belongs to the response alone
/// are the eigenvalues of the least linear system that responds so, which all such systems share (Ho and Kalman 1966). They are read
/// from the map ([`GradMap::modes`]), of any network; `docs/analysis.md` says how.
///
/// ```
/// use aru::analysis::{Lags, Null};
/// use aru::prelude::*;
///
/// recurrent_net! {
///     /// A unit of 20 ms that excites itself, and one of 2 s that nothing reads.
///     struct Loop {
///         dt: 1 ms;
///         input x: 1;
///         layer hidden: Aru<2> { alpha_s: 1.0; tau_r: fixed per_unit(20 ms); activation: identity; }
///         output y: 1;
///         x -> hidden;
///         hidden ~> hidden { form: diagonal; }
///         hidden -> y;
///     }
/// }
///
/// let mut net = Loop::<f64>::new(1);
/// net.set("hidden.tau_r", &[0.02, 2.0])?;
/// net.set("x_to_hidden.weight", &[1.0, 1.0])?;
/// net.set("hidden_to_hidden.weight", &[0.8, 0.0])?;
/// net.set("hidden_to_y.weight", &[1.0, 0.0])?;
/// let map = net.grad_map(Null::Silence, Lags::until_forgotten(), "y")?;
/// let modes = map.modes(0.99)?;
/// println!("{modes}");
/// // 20 ms / (1 - 0.8), of which neither constant says anything.
/// assert_eq!(modes.len(), 1);
/// assert!((modes[0].eigenvalue().declared_time_constant().unwrap() - 0.1).abs() < 1e-4);
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Modes {
    modes: Vec<Mode>,
    explained: f64,
    dt: Option<f64>,
}

/// A mode of a response: what it adds is multiplied by its eigenvalue in each step. Of a conjugate pair it is both.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mode {
    eigenvalue: Eigenvalue,
    share: f64,
}

impl Mode {
    /// Its eigenvalue; of a pair the one above the real axis.
    pub fn eigenvalue(&self) -> Eigenvalue {
        self.eigenvalue
    }

    /// Which part of the response to come it makes by itself, as the squares of what each input before still adds to each output to
    /// come: the squares of the map, each as often as it has lags. Those of several modes do not make 1 where these are alike or
    /// cancel.
    pub fn share(&self) -> f64 {
        self.share
    }
}

impl Modes {
    /// The slowest that makes so large a part of the response by itself.
    pub fn slowest(&self, share: f64) -> Option<&Mode> {
        self.modes.iter().find(|mode| mode.share >= share)
    }

    /// Which part of the response all of them make together.
    pub fn explained(&self) -> f64 {
        self.explained
    }

    /// Length of a step in seconds, where it is declared.
    pub fn dt(&self) -> Option<f64> {
        self.dt
    }
}

/// The modes themselves, the slowest first.
impl std::ops::Deref for Modes {
    type Target = [Mode];

    fn deref(&self) -> &[Mode] {
        &self.modes
    }
}

impl Display for Modes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(["tau", "share", "eigenvalue", "frequency"]);
        for mode in &self.modes {
            let own = mode.eigenvalue;
            table.push([
                time(own.time_constant(), self.dt),
                format!("{:.1} %", 100.0 * mode.share),
                own.to_string(),
                frequency(own.frequency(), self.dt),
            ]);
        }
        write!(f, "{table}")?;
        writeln!(f, "together {:.1} % of the response", 100.0 * self.explained)
    }
}

impl GradMap {
    /// The modes of this response: the eigenvalues of the linear system of as few states as make so large a part of it. 0.99 is
    /// usual, as the part of a score that counts as all of it. Of several units it is the response of their mean.
    ///
    /// What is looked at is the Hankel matrix of the lags behind that of now, of up to 200 rows: what the inputs before still do to the
    /// outputs to come. A mode that is slower than the lags are long is seen as far as it falls within them; take more. There is no mode
    /// where nothing is left of a step after it.
    ///
    /// # Errors
    /// A part that is not above 0 or is above 1; a map of less than three lags, or of numbers so large that eigenvalues cannot be
    /// found.
    pub fn modes(&self, part: f64) -> Result<Modes> {
        if !(part > 0.0 && part <= 1.0) {
            let expected = "expected a number above 0, up to 1, as 0.99";
            return Err(Error::setting("the part of the response", part, expected));
        }
        let map = self.mean();
        if map.nrows() < LAGS {
            let expected = format!("expected at least {LAGS}, to see how it falls");
            return Err(Error::setting(
                "the number of lags of the map",
                map.nrows(),
                expected,
            ));
        }
        let least = least::least(map.view(), part).ok_or_else(|| {
            Error::setting(
                "the map",
                "one whose modes cannot be found",
                "expected finite numbers of no extreme size",
            )
        })?;
        let dt = self.dt();
        let mut modes: Vec<Mode> = least
            .poles
            .into_iter()
            .map(|([re, im], share)| Mode {
                eigenvalue: Eigenvalue::new(re, im, dt),
                share,
            })
            .collect();
        modes.sort_by(|a, b| b.eigenvalue.magnitude().total_cmp(&a.eigenvalue.magnitude()));
        Ok(Modes {
            modes,
            explained: least.explained,
            dt,
        })
    }
}

#[cfg(test)]
mod tests;
