//! Dreams: the sound that an output responds to most.

mod climb;
mod settings;

use std::fmt::{self, Display, Formatter};

use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Network, Result};
use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use super::null::Null;
use super::responds::column;
use super::stored::rows;
use super::time::time;

pub use self::settings::Dream;

/// The part of the largest derivative on the way below which a climb has stalled. An update of Adam is the derivative over
/// the root of a mean of squares that remembers some thousand updates, those where the slope was steepest among them: at this part
/// of it all of the 1500 updates together move a number by a hundredth of the distance of its bounds.
const FLAT: f64 = 1e-3;

/// What [`Reading::dream`](super::Reading::dream) found.
///
/// A dream does not measure memory: Adam's updates are of one size wherever the derivative is above its epsilon, 1e-8, so that what hardly matters
/// is moved as far as what matters most. Memory is read from a map and, in the end, from a window curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dreamt {
    #[serde(with = "rows")]
    sound: Array2<f64>,
    output: String,
    unit: usize,
    null: Null,
    dt: Option<f64>,
    inputs: Vec<(String, [usize; 2])>,
    response: f64,
    response_to_null: f64,
    at_low: usize,
    at_high: usize,
    /// How many numbers have room between their bounds.
    movable: usize,
    /// The largest derivative of the response at the end.
    slope: f64,
    /// The same where it was largest on the way.
    steepest: f64,
    is_before_activation: bool,
}

/// The largest response that a unit has to given sounds, and where.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Largest {
    /// The response.
    pub response: f64,
    /// The sound, by its number in the data.
    pub sequence: usize,
    /// The step of it.
    pub step: usize,
}

impl Dreamt {
    /// The sound: `[step, feature]`; the response is that of its last step.
    pub fn sound(&self) -> ArrayView2<'_, f64> {
        self.sound.view()
    }

    /// The output in the last step.
    pub fn response(&self) -> f64 {
        self.response
    }

    /// The same where the sound is the null throughout.
    pub fn response_to_null(&self) -> f64 {
        self.response_to_null
    }

    /// The output that it is of.
    pub fn output(&self) -> &str {
        &self.output
    }

    /// The unit of the output.
    pub fn unit(&self) -> usize {
        self.unit
    }

    /// From what it started.
    pub fn null(&self) -> &Null {
        &self.null
    }

    /// Length of a step in seconds, where it is declared.
    pub fn dt(&self) -> Option<f64> {
        self.dt
    }

    /// What each input is called, and its bands and channels.
    pub fn inputs(&self) -> &[(String, [usize; 2])] {
        &self.inputs
    }

    /// How many of its numbers sit at their lower bound, those left out that have no room between their bounds.
    pub fn at_low(&self) -> usize {
        self.at_low
    }

    /// How many of its numbers sit at their upper bound, those left out that have no room between their bounds.
    pub fn at_high(&self) -> usize {
        self.at_high
    }

    /// How many of its numbers sit at a bound.
    pub fn at_bounds(&self) -> usize {
        self.at_low + self.at_high
    }

    /// Whether it ended where the response hardly depends on the sound, as where an activation saturates: where no derivative
    /// is above 0.001 of the largest on the way. Then the climb stopped early, and
    /// [`before_activation`](Dream::before_activation) goes on.
    pub fn is_flat(&self) -> bool {
        self.slope <= FLAT * self.steepest
    }

    /// What is to be said of a dream that is flat.
    fn advice(&self) -> &'static str {
        match (self.slope, self.is_before_activation) {
            (0.0, _) => {
                "there nothing leads on; where the response is not the largest that there can be, start from another null, \
                 `.null(..)`"
            }
            (_, false) => "the climb ended early; `.before_activation()` goes on",
            (_, true) => "the climb went on, since it is of what is before the activation",
        }
    }

    /// The largest response of the same unit to sounds of a data set, over the steps within their lengths: what a dream is to
    /// be held against.
    ///
    /// # Errors
    /// Data without a step; a network without this output; inputs that do not fit it; a network that leaves the finite
    /// numbers.
    pub fn largest_response<N: Network>(
        &self,
        network: &N,
        sounds: &Sequences<N::Scalar>,
    ) -> Result<Largest> {
        let column = column(network.description(), &self.output, self.unit)?;
        let outputs = network.evaluate(sounds).outputs()?;
        let mut largest: Option<Largest> = None;
        for (sequence, rows) in outputs.outer_iter().enumerate() {
            for (step, row) in rows.outer_iter().enumerate().take(sounds.length(sequence)) {
                let response = row[column].to_f64();
                if largest.is_none_or(|largest| response > largest.response) {
                    largest = Some(Largest {
                        response,
                        sequence,
                        step,
                    });
                }
            }
        }
        largest.ok_or_else(|| {
            Error::setting(
                "the number of steps of the sounds",
                0,
                "there must be at least one",
            )
        })
    }
}

fn features(count: usize) -> String {
    match count {
        1 => "1 feature".to_string(),
        count => format!("{count} features"),
    }
}

impl Display for Dreamt {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let length = self.sound.nrows() as f64 * self.dt.unwrap_or(1.0);
        writeln!(
            f,
            "dream of unit {} of `{}`: {} of {}, from {}",
            self.unit,
            self.output,
            time(length, self.dt),
            features(self.sound.ncols()),
            self.null
        )?;
        writeln!(
            f,
            "response {:.6}, to the null {:.6}",
            self.response, self.response_to_null
        )?;
        writeln!(
            f,
            "{} of {} numbers at a bound, {} of them at the upper",
            self.at_bounds(),
            self.movable,
            self.at_high
        )?;
        if self.is_flat() {
            let slope = match self.slope == 0.0 {
                true => "every derivative there is zero".to_string(),
                false => format!(
                    "no derivative there is above {:.0e}, after {:.0e} on the way",
                    self.slope, self.steepest
                ),
            };
            writeln!(f, "{slope}: the output is flat, and {}", self.advice())?;
        }
        Ok(())
    }
}
