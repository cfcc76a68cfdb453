//! Bounds of constants: that they hold something, and that what a constant starts from is among it.

use super::constants::{Kind, LARGEST_RATE, rate_is_valid, text};
use crate::declaration::{Bounds, Init, Quantity};
use crate::report::Errors;

/// What bounds leave to the initial value, in the unit in which that is written.
#[derive(Clone, Copy)]
pub struct Range<'a> {
    pub low: f64,
    pub high: f64,
    pub bounds: &'a Bounds,
}

impl Range<'_> {
    /// Whether a parameter within these bounds can have that value.
    pub fn contains(&self, value: f64) -> bool {
        // A logistic never reaches its ends.
        if self.bounds.logistic.is_some() {
            self.low < value && value < self.high
        } else {
            self.low <= value && value <= self.high
        }
    }
}

/// The range of the bounds; `None` where they are wrong, which is reported.
pub fn range<'a>(bounds: &'a Bounds, name: &str, kind: &Kind, errors: &mut Errors) -> Option<Range<'a>> {
    let before = errors.count();
    let (low, high) = (bounds.low.value(), bounds.high.value());
    if low >= high {
        let message = format!(
            "these bounds are empty: {} is not below {}",
            text(&bounds.low),
            text(&bounds.high)
        );
        errors.error(&bounds.tokens, message);
        return None;
    }
    if let Some(Some(slope)) = &bounds.logistic
        && slope.value <= 0.0
    {
        errors.error(&slope.tokens, "the slope of a logistic must be above 0");
    }
    let is_rate = matches!(
        (kind, &bounds.low),
        (Kind::Rate | Kind::Time(_), Quantity::Number(_))
    );
    if !is_rate {
        kind.admits(&bounds.low, name, errors);
    } else if let (Quantity::Number(low), Quantity::Number(high)) = (&bounds.low, &bounds.high) {
        let may_be_zero = bounds.logistic.is_some();
        if low.value < 0.0 || (low.value == 0.0 && !may_be_zero) {
            let message = if may_be_zero {
                format!("a rate such as `{name}` is above 0, and so are its bounds; begin them at 0")
            } else {
                format!(
                    "`{name}` must stay above 0; begin its bounds above 0, or write `logistic(0, {})`",
                    high.tokens
                )
            };
            errors.error(&low.tokens, message);
        }
        if high.value > LARGEST_RATE {
            rate_is_valid(high, name, errors);
        }
    }
    if errors.count() > before {
        return None;
    }
    Some(match kind {
        // dt / tau falls where tau rises.
        Kind::Time(dt) if is_rate => {
            let dt = dt.seconds.to_f64();
            Range {
                low: dt / high,
                high: dt / low,
                bounds,
            }
        }
        _ => Range { low, high, bounds },
    })
}

/// Reports an initial value that the bounds exclude.
pub fn outside(init: &Init, name: &str, what: &str, range: Range, errors: &mut Errors) {
    let (low, high) = (text(&range.bounds.low), text(&range.bounds.high));
    let excluded = if range.bounds.logistic.is_some() {
        format!("which a logistic from {low} to {high} never reaches")
    } else {
        format!("which its bounds, {low} to {high}, exclude")
    };
    let message = format!("`{name}` {what}, {excluded}; move one of them");
    errors.error(&init.tokens, message);
}
