//! Neighbours that are different numbers in a file and one number in the type of a network.

use std::fmt;

use crate::numerics::scalar::Scalar;

/// Counts them while numbers are read one after another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merging<T> {
    last: Option<(f64, T)>,
    /// Neighbours that differ in the file, and how many of them do not any more.
    differ: usize,
    merged: usize,
    /// The first that were merged, as they are in the file.
    first: (f64, f64),
    rises: bool,
}

impl<T: Scalar> Merging<T> {
    pub(super) fn new() -> Self {
        Merging {
            last: None,
            differ: 0,
            merged: 0,
            first: (0.0, 0.0),
            rises: true,
        }
    }

    /// The next number, as it is in the file and as it was read.
    pub(super) fn note(&mut self, wide: f64, number: T) {
        if let Some((before, read)) = self.last.replace((wide, number)) {
            self.rises &= wide > before;
            if wide != before && !wide.is_nan() && !before.is_nan() {
                self.differ += 1;
                if read == number {
                    self.first = if self.merged == 0 {
                        (before, wide)
                    } else {
                        self.first
                    };
                    self.merged += 1;
                }
            }
        }
    }

    /// A warning where that loses what the array is about: the steps of time, or most of what differs.
    pub(super) fn warning(&self, what: impl fmt::Display) -> Option<String> {
        let loses_time = self.rises && self.merged > 0;
        let loses_most = self.merged > 1 && 2 * self.merged >= self.differ;
        if !loses_time && !loses_most {
            return None;
        }
        let Merging {
            differ,
            merged,
            first,
            ..
        } = self;
        Some(format!(
            "{what}: {merged} of {differ} neighbours that differ are one number in {}, the first {:?} and {:?}; read it as \
             f64 and take the first value or the mean away before it becomes {0}",
            T::NAME,
            first.0,
            first.1
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warning<T: Scalar>(numbers: impl IntoIterator<Item = f64>) -> Option<String> {
        let mut merging = Merging::<T>::new();
        numbers
            .into_iter()
            .for_each(|number| merging.note(number, T::from_f64(number)));
        merging.warning("`t`")
    }

    #[test]
    fn times_that_become_one_number_are_told() {
        // Seconds since 1970 in steps of a millisecond, a clock of days, microseconds of an hour.
        for (start, step) in [(1.7e9, 1e-3), (4.0e5, 0.01), (3.6e9, 100.0)] {
            let times = (0..1000).map(|step_number| start + step * f64::from(step_number));
            let warning_of_narrow = warning::<f32>(times.clone()).unwrap();
            assert!(
                warning_of_narrow.contains("of 999 neighbours that differ are one number in f32, the first")
            );
            assert_eq!(warning::<f64>(times), None);
        }
        assert_eq!(
            warning::<f32>([1.7e9, 1.7e9 + 1.0]).unwrap(),
            "`t`: 1 of 1 neighbours that differ are one number in f32, the first 1700000000.0 and 1700000001.0; read it as \
             f64 and take the first value or the mean away before it becomes f32"
        );
    }

    #[test]
    fn a_signal_on_a_high_floor_is_told_too() {
        let signal = (0..100).map(|step| 1e6 + 1e-3 * f64::from(step).sin());
        assert!(warning::<f32>(signal).is_some());
        let tiny = (0..100).map(|step| 1e-60 * f64::from(step).sin());
        assert!(warning::<f32>(tiny).is_some());
    }

    #[test]
    fn what_is_only_rounded_is_not() {
        assert_eq!(warning::<f32>((0..1000).map(|step| f64::from(step) * 1e-3)), None);
        assert_eq!(warning::<f32>((0..100).map(|step| f64::from(step).sin())), None);
        assert_eq!(warning::<f32>([5.0, 5.0, 5.0]), None);
        assert_eq!(warning::<f32>([f64::NAN, 1.0, f64::NAN, 1.0]), None);
        // Two values of many that happen to be near each other.
        assert_eq!(warning::<f32>([3.0, 1.0, 1.0 + 1e-12, 7.0, 2.0]), None);
    }
}
