//! Fits that go on where they were stopped: what they have reached, in a file, from time to time.

mod encoding;
mod identity;
mod keeper;
mod of_cohort;
mod state;
mod timetable;

use std::path::PathBuf;

use super::optimiser::check_number;
use crate::error::{Error, Result};

pub(super) use identity::{Data, Identity, identity};
pub(super) use keeper::Keeper;
pub(super) use state::{EndState, Ended, MemberState, Progress, State};

/// How often a fit writes its checkpoint; it writes one before the first update and one at its end too.
///
/// ```
/// use aru::trainer::Every;
/// let often = [Every::Epochs(10), Every::Updates(100_000), Every::Minutes(5.0)];
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Every {
    /// At the end of every so many epochs.
    Epochs(usize),
    /// After so many updates, within an epoch too.
    Updates(u64),
    /// After the update that ends so many minutes.
    Minutes(f64),
}

/// What a fit does about a checkpoint that is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resume {
    /// It is an error: nothing is written over by accident.
    #[default]
    Never,
    /// The fit goes on from it; without one it starts anew. A script that says so can be started again and again.
    IfPresent,
    /// The fit goes on from it; without one it is an error.
    Required,
}

/// Where and how often, as the trainer was told.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints {
    pub(super) path: PathBuf,
    pub(super) every: Every,
}

impl Every {
    /// Refuses an interval of nothing.
    pub(super) fn check(self) -> Result<()> {
        let (number, fits, expected) = match self {
            Every::Epochs(epochs) => (epochs as f64, epochs > 0, "at least 1"),
            Every::Updates(updates) => (updates as f64, updates > 0, "at least 1"),
            Every::Minutes(minutes) => (minutes, minutes >= 0.0, "zero or more"),
        };
        check_number("the interval of `checkpoint`", number, fits, expected)
    }
}

/// Refuses to go on from a file that nobody has named.
pub(super) fn check(checkpoints: Option<&Checkpoints>, resume: Resume) -> Result<()> {
    match checkpoints {
        Some(checkpoints) => checkpoints.every.check(),
        None if resume == Resume::Never => Ok(()),
        None => Err(Error::setting(
            "`resume`",
            format!("{resume:?}"),
            "name the file to go on from by `checkpoint(path, every)`",
        )),
    }
}

impl Checkpoints {
    /// The file of a group of an ensemble's networks: each goes its own way.
    pub(super) fn of_group(&self, first: usize) -> Self {
        let mut path = self.path.clone().into_os_string();
        path.push(format!(".{first}"));
        Checkpoints {
            path: path.into(),
            every: self.every,
        }
    }
}
