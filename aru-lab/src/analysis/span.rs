//! How long a memory is, as all that measures one says it.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use super::time::time;

/// A number of steps before now, and the time that they take.
///
/// Where what was looked at ended before it was over, it is a lower bound, and says so: `at least 64 steps`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    steps: usize,
    dt: Option<f64>,
    is_at_least: bool,
}

impl Span {
    pub(super) fn new(steps: usize, dt: Option<f64>, is_at_least: bool) -> Self {
        Span {
            steps,
            dt,
            is_at_least,
        }
    }

    /// How many steps; 1 is the step of now alone.
    pub fn steps(&self) -> usize {
        self.steps
    }

    /// The same in seconds; None where the declaration has no `dt`.
    pub fn seconds(&self) -> Option<f64> {
        self.dt.map(|dt| self.steps as f64 * dt)
    }

    /// Whether it may be longer.
    pub fn is_at_least(&self) -> bool {
        self.is_at_least
    }
}

impl Display for Span {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_at_least {
            write!(f, "at least ")?;
        }
        let steps = match self.steps {
            1 => "1 step".to_string(),
            steps => format!("{steps} steps"),
        };
        match self.seconds() {
            Some(seconds) => write!(f, "{} ({steps})", time(seconds, self.dt)),
            None => write!(f, "{steps}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_printed_with_its_unit_and_as_a_bound() {
        assert_eq!(Span::new(7, Some(0.005), false).to_string(), "35.0 ms (7 steps)");
        assert_eq!(Span::new(1, None, false).to_string(), "1 step");
        assert_eq!(
            Span::new(64, Some(0.001), true).to_string(),
            "at least 64.0 ms (64 steps)"
        );
    }
}
