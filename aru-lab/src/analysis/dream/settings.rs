//! How a dream is made.

use std::ops::RangeInclusive;

use aru_runtime::data::sequences::Sequences;
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::{Error, Result};

use super::super::null::Null;
use crate::fault::wrong_shape;

/// How [`Reading::dream`](super::super::Reading::dream) climbs: from the null, by updates of Adam (betas 0.9 and 0.999, epsilon
/// 1e-8) along the derivative of the response in the last step, each followed by a projection onto the bounds.
///
/// | setting | unless given |
/// | --- | --- |
/// | bounds, [`within`](Dream::within) or [`as_in`](Dream::as_in) | must be given |
/// | [`null`](Dream::null) | [`Null::Silence`] |
/// | [`length`](Dream::length) | twice the `reach(0.01)` of the unit's gradient map round the null |
/// | [`updates`](Dream::updates) | 1500 |
/// | [`rate`](Dream::rate) | 0.01 of the distance of the bounds |
/// | [`l2`](Dream::l2), [`smoothing`](Dream::smoothing) | none |
#[derive(Clone, Debug, PartialEq)]
pub struct Dream {
    pub(super) null: Null,
    bounds: Option<Bounds>,
    pub(super) length: Option<usize>,
    pub(super) updates: usize,
    pub(super) rate: f64,
    pub(super) l2: f64,
    pub(super) smoothing: f64,
    pub(super) is_before_activation: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Bounds {
    /// Of every feature.
    Same(f64, f64),
    /// Of each.
    Each(Vec<[f64; 2]>),
}

impl Default for Dream {
    fn default() -> Self {
        Dream {
            null: Null::Silence,
            bounds: None,
            length: None,
            updates: 1500,
            rate: 0.01,
            l2: 0.0,
            smoothing: 0.0,
            is_before_activation: false,
        }
    }
}

impl Dream {
    /// The least and the largest value that any number of the sound may have.
    pub fn within(mut self, bounds: RangeInclusive<f64>) -> Self {
        self.bounds = Some(Bounds::Same(*bounds.start(), *bounds.end()));
        self
    }

    /// Bounds of each feature: the least and the largest value that it has in a data set within the lengths, which is to be the
    /// training data.
    pub fn as_in<T: Scalar>(mut self, data: &Sequences<T>) -> Self {
        let inputs = data.inputs();
        let mut bounds = vec![[f64::INFINITY, f64::NEG_INFINITY]; inputs.dim().2];
        for (sequence, rows) in inputs.outer_iter().enumerate() {
            for row in rows.outer_iter().take(data.length(sequence)) {
                for ([low, high], value) in bounds.iter_mut().zip(row) {
                    (*low, *high) = (low.min(value.to_f64()), high.max(value.to_f64()));
                }
            }
        }
        self.bounds = Some(Bounds::Each(bounds));
        self
    }

    /// From what it starts. What of it lies outside of the bounds is moved to the nearest.
    pub fn null(mut self, null: Null) -> Self {
        self.null = null;
        self
    }

    /// The number of steps of the sound.
    pub fn length(mut self, steps: usize) -> Self {
        self.length = Some(steps);
        self
    }

    /// The number of updates.
    pub fn updates(mut self, updates: usize) -> Self {
        self.updates = updates;
        self
    }

    /// The size of an update, as a part of the distance of the bounds of a feature.
    pub fn rate(mut self, rate: f64) -> Self {
        self.rate = rate;
        self
    }

    /// What is maximised is the response minus half of this, times the sum of squares of the distance from the null: what
    /// matters little then stays near the null.
    pub fn l2(mut self, lambda: f64) -> Self {
        self.l2 = lambda;
        self
    }

    /// Between updates each number moves by half of this part, 0 to 1, towards each of its neighbours in time.
    pub fn smoothing(mut self, share: f64) -> Self {
        self.smoothing = share;
        self
    }

    /// Climbs what is before the activation of the output. Where that saturates, its slope is all that makes the derivative small:
    /// each derivative is divided by its largest number, by which the slope drops out. The direction is that in which the
    /// drive of the output rises, whatever increasing function comes behind it; with [`l2`](Dream::l2) the largest derivative
    /// counts as one.
    pub fn before_activation(mut self) -> Self {
        self.is_before_activation = true;
        self
    }

    /// The bounds of each of so many features.
    ///
    /// # Errors
    /// None given; those of another number of features; ends that are not finite or the wrong way round.
    pub(super) fn bounds(&self, features: usize) -> Result<Vec<[f64; 2]>> {
        let bounds = match &self.bounds {
            None => {
                let expected = "a dream without them grows without end: give `.within(low..=high)`, or `.as_in(&data)` for those \
                                of the training data";
                return Err(Error::setting("the range of a dream", "not given", expected));
            }
            Some(Bounds::Same(low, high)) => vec![[*low, *high]; features],
            Some(Bounds::Each(bounds)) => bounds.clone(),
        };
        if bounds.len() != features {
            let expected = format!("[{features}], a pair for each feature of the inputs side by side");
            return Err(wrong_shape(
                "the list of bounds of a dream",
                expected,
                &[bounds.len()],
            ));
        }
        // What is one number in all data stays that number.
        let is_wrong = |[low, high]: &[f64; 2]| !(low.is_finite() && high.is_finite() && low <= high);
        if let Some(feature) = bounds.iter().position(is_wrong) {
            let [low, high] = bounds[feature];
            return Err(Error::setting(
                format!("the range of feature {feature} of a dream"),
                format!("{low}..={high}"),
                "expected finite numbers, the lower first",
            ));
        }
        if bounds.iter().all(|[low, high]| low == high) {
            let expected = "of no feature is there anything between them";
            return Err(Error::setting(
                "the range of a dream",
                "a single number",
                expected,
            ));
        }
        Ok(bounds)
    }

    /// Refuses settings that cannot work.
    pub(super) fn check(&self) -> Result<()> {
        let numbers = [
            (
                "the rate of a dream",
                self.rate,
                self.rate > 0.0,
                "a number above zero",
            ),
            (
                "the L2 of a dream",
                self.l2,
                self.l2 >= 0.0,
                "a number, zero or more",
            ),
            (
                "the smoothing of a dream",
                self.smoothing,
                (0.0..=1.0).contains(&self.smoothing),
                "a number from 0 to 1",
            ),
        ];
        for (setting, number, fits, expected) in numbers {
            if !(fits && number.is_finite()) {
                return Err(Error::setting(setting, number, format!("expected {expected}")));
            }
        }
        if self.length == Some(0) {
            return Err(Error::setting(
                "the length of a dream",
                0,
                "expected at least one step",
            ));
        }
        Ok(())
    }
}
