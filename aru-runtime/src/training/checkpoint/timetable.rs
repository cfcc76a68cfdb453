//! When a checkpoint is due.

use std::time::Duration;

use super::Every;
use crate::system::Stopwatch;

/// When the last checkpoint was written, or tried.
pub(super) struct Timetable {
    every: Every,
    tried: Stopwatch,
    /// Updates until then.
    updates: u64,
    has_failed: bool,
}

impl Timetable {
    /// For a fit that has made so many updates.
    pub(super) fn new(every: Every, updates: u64) -> Self {
        Timetable {
            every,
            tried: Stopwatch::start(),
            updates,
            has_failed: false,
        }
    }

    /// Whether one is due after so many updates, or after an epoch that is over.
    pub(super) fn is_due(&self, updates: u64, epoch: Option<usize>) -> bool {
        match self.every {
            Every::Epochs(every) => epoch.is_some_and(|epoch| epoch.is_multiple_of(every)),
            Every::Updates(every) => updates - self.updates >= every,
            Every::Minutes(minutes) => self.tried.elapsed() >= minutes_of(minutes),
        }
    }

    /// One was written.
    pub(super) fn written(&mut self, updates: u64) {
        (self.tried, self.updates, self.has_failed) = (Stopwatch::start(), updates, false);
    }

    /// One could not be written: the fit goes on to the next that is due. True where the one before had been written.
    pub(super) fn failed(&mut self, updates: u64) -> bool {
        (self.tried, self.updates) = (Stopwatch::start(), updates);
        !std::mem::replace(&mut self.has_failed, true)
    }
}

/// An interval that no clock reaches, where it is longer than one can say.
fn minutes_of(minutes: f64) -> Duration {
    Duration::try_from_secs_f64(60.0 * minutes).unwrap_or(Duration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the second failure on every update wrote the whole state.
    #[test]
    fn a_disk_that_stays_full_is_tried_when_the_next_one_is_due() {
        let mut timetable = Timetable::new(Every::Updates(10), 0);
        for updates in [10, 20, 30] {
            assert!(timetable.is_due(updates, None));
            assert_eq!(timetable.failed(updates), updates == 10, "said once");
            assert!(!timetable.is_due(updates + 1, None));
        }
        timetable.written(40);
        assert!(timetable.failed(50), "said anew");
    }
}
