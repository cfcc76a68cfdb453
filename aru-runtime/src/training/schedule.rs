//! How the rate of learning changes from epoch to epoch.

use std::f64::consts::PI;

use crate::error::Result;
use crate::training::optimiser::{check_number, check_positive};

/// A factor on every rate of learning, one an epoch.
///
/// A closure is one: `|epoch, _| 0.99_f64.powi(epoch as i32 - 1)`.
pub trait Schedule: Send + Sync {
    /// The factor in epoch number `epoch`, counted from 1, of `epochs`: zero or more.
    fn factor(&self, epoch: usize, epochs: usize) -> f64;

    /// Refuses settings that cannot work.
    ///
    /// # Errors
    /// A setting outside its range.
    fn check(&self) -> Result<()> {
        Ok(())
    }
}

impl<F: Fn(usize, usize) -> f64 + Send + Sync> Schedule for F {
    fn factor(&self, epoch: usize, epochs: usize) -> f64 {
        self(epoch, epochs)
    }
}

/// The same rate in every epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Constant;

impl Schedule for Constant {
    fn factor(&self, _: usize, _: usize) -> f64 {
        1.0
    }
}

/// Down from 1 to `floor` along half a cosine, after `warm_up` epochs in which the factor rises in equal steps.
///
/// ```
/// use aru::trainer::{Cosine, Schedule};
/// let cosine = Cosine { floor: 0.1, ..Cosine::default() };
/// assert_eq!(cosine.factor(1, 100), 1.0);
/// assert!((cosine.factor(51, 100) - 0.55).abs() < 1e-12);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cosine {
    /// Epochs of rising rate before; none by default.
    pub warm_up: usize,
    /// What the factor tends to, between 0 and 1; 0 by default.
    pub floor: f64,
}

impl Schedule for Cosine {
    fn factor(&self, epoch: usize, epochs: usize) -> f64 {
        if epoch <= self.warm_up {
            return epoch as f64 / (self.warm_up as f64 + 1.0);
        }
        let part = (epoch - 1 - self.warm_up) as f64 / epochs.saturating_sub(self.warm_up).max(1) as f64;
        self.floor + (1.0 - self.floor) * 0.5 * (1.0 + (PI * part.min(1.0)).cos())
    }

    fn check(&self) -> Result<()> {
        let fits = (0.0..=1.0).contains(&self.floor);
        check_number("floor of Cosine", self.floor, fits, "a number between 0 and 1")
    }
}

/// Times `factor` after every `every` epochs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Epochs between two changes, at least one.
    pub every: usize,
    /// What each change multiplies by.
    pub factor: f64,
}

impl Schedule for Step {
    fn factor(&self, epoch: usize, _: usize) -> f64 {
        self.factor
            .powf((epoch.saturating_sub(1) / self.every.max(1)) as f64)
    }

    fn check(&self) -> Result<()> {
        let every = self.every as f64;
        check_number("every of Step", every, self.every > 0, "at least 1 epoch")?;
        check_positive("factor of Step", self.factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cosine_falls_from_one_to_its_floor() {
        let cosine = Cosine {
            warm_up: 3,
            floor: 0.2,
        };
        let factors: Vec<f64> = (1..=103).map(|epoch| cosine.factor(epoch, 103)).collect();
        assert_eq!(factors[..4], [0.25, 0.5, 0.75, 1.0]);
        assert!(factors[3..].windows(2).all(|pair| pair[1] < pair[0]));
        assert!((factors[53] - 0.6).abs() < 1e-12, "half way at half time");
        assert!(factors[102] > 0.2 && factors[102] < 0.2005);
        assert_eq!(
            cosine.factor(2, 2),
            0.5,
            "a warm-up longer than the training is no fault"
        );
        assert!(Cosine { floor: 1.5, ..cosine }.check().is_err());
        assert!(cosine.check().is_ok());
    }

    #[test]
    fn steps_multiply() {
        let step = Step {
            every: 10,
            factor: 0.5,
        };
        assert_eq!(
            [1, 10, 11, 26].map(|epoch| step.factor(epoch, 100)),
            [1.0, 1.0, 0.5, 0.25]
        );
        assert!(
            Step {
                every: 0,
                factor: 0.5
            }
            .check()
            .is_err()
        );
        assert!(
            Step {
                every: 1,
                factor: f64::NAN
            }
            .check()
            .is_err()
        );
    }
}
