//! When a checkpoint is written, and what is there to go on from.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::identity::Identity;
use super::state::State;
use super::{Checkpoints, Every, Resume, file};
use crate::error::{Error, Result};
use crate::files;
use crate::numerics::scalar::Scalar;
use crate::training::progress::warn;

/// Writes the checkpoints of one cohort.
pub(in crate::training) struct Keeper {
    path: PathBuf,
    every: Every,
    identity: Identity,
    /// When the last one was written, and after how many updates.
    written: Instant,
    updates: u64,
    has_failed: bool,
}

impl Keeper {
    /// For the fit of that identity, with what it is to go on from.
    ///
    /// # Errors
    /// A file where there may be none, or none where there must be one; one of another fit; one that is damaged.
    pub(in crate::training) fn open<T: Scalar>(
        checkpoints: &Checkpoints,
        resume: Resume,
        identity: Identity,
    ) -> Result<(Self, Option<State<T>>)> {
        let path = &checkpoints.path;
        let found = find(path);
        let refuse = |path: &Path, cause: String| Err(Error::file("go on from", path, cause));
        let state = match (found, resume) {
            (Some(found), Resume::Never) => {
                let cause = "there is a checkpoint already: go on from it by `resume(Resume::IfPresent)`, or move it away to \
                             begin anew";
                return Err(Error::file("write", &found, cause));
            }
            (None, Resume::Required) => {
                let cause =
                    "there is no checkpoint; `resume(Resume::IfPresent)` begins anew where there is none";
                return refuse(path, cause.into());
            }
            (None, _) => None,
            (Some(found), _) => match read::<T>(&found, &identity) {
                Ok(state) => Some(state),
                Err(cause) => return refuse(&found, cause + &older_is_whole(path, &found, &identity)),
            },
        };
        let keeper = Keeper {
            path: path.clone(),
            every: checkpoints.every,
            identity,
            written: Instant::now(),
            updates: state.as_ref().map_or(0, |state| state.progress.updates),
            has_failed: false,
        };
        Ok((keeper, state))
    }

    /// Whether one is due after an update, or after an epoch that is over.
    pub(in crate::training) fn is_due(&self, updates: u64, epoch: Option<usize>) -> bool {
        match self.every {
            Every::Epochs(every) => epoch.is_some_and(|epoch| epoch.is_multiple_of(every)),
            Every::Updates(every) => updates - self.updates >= every,
            Every::Minutes(minutes) => self.written.elapsed() >= minutes_of(minutes),
        }
    }

    /// Writes one; the one before it stays beside it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(in crate::training) fn write<T: Scalar>(&mut self, state: &State<T>) -> Result<()> {
        let content = file::to_content(&self.identity, state);
        let content = content.map_err(|cause| Error::file("write", &self.path, cause))?;
        files::write_and_keep(&self.path, &older(&self.path), &content)?;
        self.updates = state.progress.updates;
        self.written = Instant::now();
        Ok(())
    }

    /// The same in the midst of a fit, which a full disk does not end: it says so once, and tries again when the next one
    /// is due.
    pub(in crate::training) fn try_write<T: Scalar>(&mut self, state: &State<T>) {
        match self.write(state) {
            Ok(()) => self.has_failed = false,
            Err(error) if !self.has_failed => {
                self.has_failed = true;
                self.updates = state.progress.updates;
                self.written = Instant::now();
                warn(&format!("the fit goes on without a checkpoint: {error}"));
            }
            Err(_) => {}
        }
    }
}

/// An interval that no clock reaches, where it is longer than one can say.
fn minutes_of(minutes: f64) -> Duration {
    Duration::try_from_secs_f64(60.0 * minutes).unwrap_or(Duration::MAX)
}

/// Where the last but one stands.
fn older(path: &Path) -> PathBuf {
    let mut older = path.to_path_buf().into_os_string();
    older.push(".older");
    older.into()
}

/// The newest that is there: between two renames a crash can leave the older one alone.
fn find(path: &Path) -> Option<PathBuf> {
    [path.to_path_buf(), older(path)]
        .into_iter()
        .find(|path| path.symlink_metadata().is_ok())
}

/// What a file holds, where it is of that fit.
fn read<T: Scalar>(path: &Path, here: &Identity) -> std::result::Result<State<T>, String> {
    let content = files::read(path).map_err(|error| match error {
        Error::File { cause, .. } => cause,
        other => other.to_string(),
    })?;
    let identity = file::identity(&content)?;
    match identity.difference(here) {
        None => file::state(&content),
        Some(difference) => Err(format!(
            "it is of another fit; {difference}. Give the fit what it had, or another path"
        )),
    }
}

/// What to do about a damaged file, where the one before it would do.
fn older_is_whole(path: &Path, found: &Path, here: &Identity) -> String {
    let older = older(path);
    let is_whole = || -> std::result::Result<bool, String> {
        let content = files::read(&older).map_err(|error| error.to_string())?;
        Ok(file::identity(&content)?.difference(here).is_none())
    };
    let is_damaged = || files::read(found).is_ok_and(|content| file::identity(&content).is_err());
    if found != older && is_damaged() && is_whole() == Ok(true) {
        return format!(
            "; the one before it is whole: rename `{}` to `{}` to go on from there",
            older.display(),
            path.display()
        );
    }
    String::new()
}
