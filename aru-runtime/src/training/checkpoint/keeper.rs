//! When a checkpoint is written, and what is there to go on from.

use std::path::{Path, PathBuf};

use super::identity::Identity;
use super::state::State;
use super::timetable::Timetable;
use super::{Checkpoints, Resume, encoding};
use crate::error::{Error, Result};
use crate::files;
use crate::numerics::scalar::Scalar;
use crate::warnings::warn;

/// Writes the checkpoints of one cohort.
pub(in crate::training) struct Keeper {
    path: PathBuf,
    identity: Identity,
    timetable: Timetable,
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
        // The older one stands beside the file itself, not beside a link to it.
        let path = &files::target(&checkpoints.path)?;
        let found = find(path);
        let refuse = |path: &Path, cause: String| Err(Error::file("go on from", path, cause));
        let state = match (found, resume) {
            (Some(found), Resume::Never) => {
                let what = match found == *path {
                    true => "there is a checkpoint already".to_owned(),
                    false => format!("the checkpoint before it is there, `{}`", found.display()),
                };
                let cause = format!(
                    "{what}: go on from it by `resume(Resume::IfPresent)`, or move it away to begin anew"
                );
                return Err(Error::file("write", path, cause));
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
        let updates = state.as_ref().map_or(0, |state| state.progress.updates);
        let keeper = Keeper {
            path: path.clone(),
            identity,
            timetable: Timetable::new(checkpoints.every, updates),
        };
        Ok((keeper, state))
    }

    /// Whether one is due after an update, or after an epoch that is over.
    pub(in crate::training) fn is_due(&self, updates: u64, epoch: Option<usize>) -> bool {
        self.timetable.is_due(updates, epoch)
    }

    /// Writes one; the one before it stays beside it.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(in crate::training) fn write<T: Scalar>(&mut self, state: &State<T>) -> Result<()> {
        let content = encoding::to_content(&self.identity, state);
        let content = content.map_err(|cause| Error::file("write", &self.path, cause))?;
        files::write_and_keep(&self.path, &older(&self.path), &content)?;
        self.timetable.written(state.progress.updates);
        Ok(())
    }

    /// The same in the midst of a fit, which a full disk does not end: it says so once, and tries again when the next one
    /// is due.
    pub(in crate::training) fn try_write<T: Scalar>(&mut self, state: &State<T>) {
        if let Err(error) = self.write(state) {
            self.goes_on_without(state.progress.updates, &error.to_string());
        }
    }

    /// The same where a network has ended in a fault that a file does not hold: a loss of the user's own that panicked, data
    /// that could not be made.
    pub(in crate::training) fn cannot_write(&mut self, updates: u64) {
        self.goes_on_without(
            updates,
            "a network in lockstep with others ended in a fault that no file holds; the last checkpoint is that before it",
        );
    }

    /// Until the next one is due.
    fn goes_on_without(&mut self, updates: u64, cause: &str) {
        if self.timetable.failed(updates) {
            warn(format_args!("the fit goes on without a checkpoint: {cause}"));
        }
    }
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
    let identity = encoding::identity(&content)?;
    match identity.difference(here) {
        None => encoding::state(&content),
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
        Ok(encoding::identity(&content)?.difference(here).is_none())
    };
    let is_damaged = || files::read(found).is_ok_and(|content| encoding::identity(&content).is_err());
    if found != older && is_damaged() && is_whole() == Ok(true) {
        return format!(
            "; the one before it is whole: rename `{}` to `{}` to go on from there",
            older.display(),
            path.display()
        );
    }
    String::new()
}
