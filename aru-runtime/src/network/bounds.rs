//! The range that a parameter is kept in: what lies inside, and the nearest value that does.
//!
//! Ends are compared in the network's number type: with `f32` and `in 0.01..=0.1` the nearest `f32` to 0.1 lies
//! inside, although it is the larger number.

use crate::network::description::Bounds;
use crate::numerics::scalar::Scalar;

/// What excites, and what inhibits: intervals of which one end is open.
const NON_NEGATIVE: Bounds = Bounds::Interval {
    low: 0.0,
    high: f64::INFINITY,
};
const NON_POSITIVE: Bounds = Bounds::Interval {
    low: f64::NEG_INFINITY,
    high: 0.0,
};

impl Bounds {
    /// The range of one element of a parameter, which is the same for all but where signs are each one's own.
    pub fn at(self, place: usize) -> Bounds {
        match self {
            Bounds::Signed { excitatory, sources } if place % sources < excitatory => NON_NEGATIVE,
            Bounds::Signed { .. } => NON_POSITIVE,
            same => same,
        }
    }

    /// True where the value may stand: ends included for an interval, excluded for a logistic. NaN may not. Of signs
    /// that are each one's own it is asked [`at`](Self::at) a place.
    pub fn contains<T: Scalar>(&self, value: T) -> bool {
        match *self {
            Bounds::Free | Bounds::Signed { .. } => value.to_f64() == value.to_f64(),
            Bounds::Interval { low, high } => T::from_f64(low) <= value && value <= T::from_f64(high),
            Bounds::Logistic { low, high, .. } => T::from_f64(low) < value && value < T::from_f64(high),
        }
    }

    /// The value of the network's number type nearest to `value` that lies inside: neither rounding to `f32` nor a
    /// logistic that is saturated gives an end that is excluded.
    pub fn nearest_inside<T: Scalar>(&self, value: f64) -> T {
        let rounded = T::from_f64(value);
        if self.contains(rounded) {
            return rounded;
        }
        match *self {
            Bounds::Free | Bounds::Signed { .. } => rounded,
            Bounds::Interval { low, high } => T::from_f64(if value < low { low } else { high }),
            Bounds::Logistic { low, high, .. } => {
                let (end, direction) = if value <= 0.5 * (low + high) {
                    (low, 1.0)
                } else {
                    (high, -1.0)
                };
                self.first_inside(end, direction, high - low)
            }
        }
    }

    /// Steps away from an excluded end, twice as far each time, until rounding gives another number.
    fn first_inside<T: Scalar>(&self, end: f64, direction: f64, width: f64) -> T {
        let mut step = f64::MIN_POSITIVE.max(end.abs() * f64::EPSILON / 4.0);
        while step < width {
            let moved = T::from_f64(end + direction * step);
            if self.contains(moved) {
                return moved;
            }
            step *= 2.0;
        }
        T::from_f64(end + direction * 0.5 * width)
    }

    /// The range in words, as messages say it.
    pub(crate) fn in_words(&self) -> String {
        match *self {
            Bounds::Free => "anywhere".to_string(),
            Bounds::Interval {
                low,
                high: f64::INFINITY,
            } => format!("at {} or above", show(low)),
            Bounds::Interval {
                low: f64::NEG_INFINITY,
                high,
            } => format!("at {} or below", show(high)),
            Bounds::Signed { excitatory, sources } => {
                format!(
                    "at 0 or above from the first {excitatory} of {sources} sources, at 0 or below from the others"
                )
            }
            Bounds::Interval { low, high } => {
                format!("between {} and {}, ends included", show(low), show(high))
            }
            Bounds::Logistic { low, high, .. } => {
                format!("strictly between {} and {}", show(low), show(high))
            }
        }
    }
}

/// A number as it was meant: without what dividing a step by a time leaves in its last digits.
pub(crate) fn show(number: f64) -> String {
    let rounded = format!("{number:.12e}").parse().unwrap_or(number);
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNIT: Bounds = Bounds::Logistic {
        low: 0.0,
        high: 1.0,
        slope: 1.5,
    };

    #[test]
    fn a_logistic_excludes_its_ends() {
        assert!(UNIT.contains(0.5_f32));
        assert!(!UNIT.contains(0.0) && !UNIT.contains(1.0) && !UNIT.contains(f64::NAN));
        let interval = Bounds::Interval { low: 0.01, high: 0.1 };
        assert!(interval.contains(0.01_f32) && interval.contains(0.1_f32));
        assert!(!interval.contains(0.1_f32.next_up()) && !interval.contains(f64::NAN));
        assert!(Bounds::Free.contains(1e300) && !Bounds::Free.contains(f32::NAN));
    }

    #[test]
    fn the_nearest_value_is_one_step_of_the_type_away() {
        assert_eq!(UNIT.nearest_inside::<f32>(1.0), 1.0_f32.next_down());
        assert_eq!(UNIT.nearest_inside::<f64>(1.0), 1.0_f64.next_down());
        assert_eq!(UNIT.nearest_inside::<f32>(1.0 - 1e-12), 1.0_f32.next_down());
        assert!(UNIT.nearest_inside::<f32>(0.0) > 0.0);
        assert!(UNIT.nearest_inside::<f32>(1e-60) > 0.0);
        assert_eq!(UNIT.nearest_inside::<f64>(0.25), 0.25);
        let interval = Bounds::Interval { low: 0.1, high: 1.3 };
        assert_eq!(interval.nearest_inside::<f64>(7.0), 1.3);
        assert_eq!(interval.nearest_inside::<f32>(-1.0), 0.1);
    }

    #[test]
    fn signs_are_those_of_the_source() {
        let signs = Bounds::Signed {
            excitatory: 2,
            sources: 3,
        };
        let above = [true, true, false, true, true, false];
        for (place, above) in above.into_iter().enumerate() {
            let bounds = signs.at(place);
            assert_eq!(bounds.contains(0.5_f32), above);
            assert_eq!(bounds.contains(-0.5_f64), !above);
            assert!(bounds.contains(0.0_f64) && bounds.contains(-0.0_f32) && !bounds.contains(f64::NAN));
        }
        assert_eq!(signs.at(0).in_words(), "at 0 or above");
        assert_eq!(signs.at(5).in_words(), "at 0 or below");
        assert_eq!(UNIT.at(7), UNIT);
    }

    #[test]
    fn a_bound_is_shown_as_it_was_meant() {
        assert_eq!(show(0.005 / 0.2), "0.025");
        assert_eq!(show(1.3), "1.3");
        assert_eq!(show(f64::INFINITY), "inf");
        let bounds = Bounds::Interval {
            low: 0.005 / 0.2,
            high: 1.0,
        };
        assert_eq!(bounds.in_words(), "between 0.025 and 1, ends included");
    }
}
