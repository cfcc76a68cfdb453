//! Threads that take trial after trial until none is left or one has failed.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::plain;
use super::store::{self, Finished, Store};
use crate::error::{Error, Result};
use crate::trainer::progress::Reporter;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// As large as that of a main thread: a network lies on the stack while it is made.
const STACK: usize = 8 << 20;

/// The trials of a run.
pub(super) struct Work<'a, Settings, Outcome> {
    settings: &'a [Settings],
    /// The settings' JSON, for errors.
    keys: &'a [String],
    /// Those that are not finished yet.
    open: Vec<usize>,
    /// The next of the open ones to be started.
    next: AtomicUsize,
    /// One has failed: no other is to be started.
    stopped: AtomicBool,
    shared: Mutex<Shared<Outcome>>,
}

/// What is one thread's at a time.
struct Shared<Outcome> {
    store: Store,
    reporter: Reporter,
    finished: Vec<Option<Finished<Outcome>>>,
    count: usize,
    /// The first failure in the order of the trials, with its place there.
    failure: Option<(usize, Error)>,
}

impl<'a, Settings, Outcome> Work<'a, Settings, Outcome>
where
    Settings: Serialize + Sync,
    Outcome: Serialize + DeserializeOwned + Send,
{
    pub(super) fn new(
        settings: &'a [Settings],
        keys: &'a [String],
        finished: Vec<Option<Finished<Outcome>>>,
        store: Store,
        reporter: Reporter,
    ) -> Self {
        let open: Vec<usize> = (0..finished.len())
            .filter(|&place| finished[place].is_none())
            .collect();
        Work {
            settings,
            keys,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            shared: Mutex::new(Shared {
                store,
                reporter,
                count: finished.len() - open.len(),
                finished,
                failure: None,
            }),
            open,
        }
    }

    /// Everything that is open, and then all in the order of the trials.
    pub(super) fn run<E: Into<Cause>>(
        self,
        threads: usize,
        trial: &(impl Fn(&Settings) -> std::result::Result<Outcome, E> + Sync),
    ) -> Result<Vec<Finished<Outcome>>> {
        let threads = threads.min(self.open.len());
        let started = thread::scope(|scope| {
            for _ in 0..threads {
                let thread = thread::Builder::new().stack_size(STACK);
                if let Err(error) = thread.spawn_scoped(scope, || self.take(trial)) {
                    self.stopped.store(true, Ordering::Relaxed);
                    let cause = error.to_string();
                    return Err(Error::Threads { threads, cause });
                }
            }
            Ok(())
        });
        let shared = self.shared.into_inner().unwrap_or_else(PoisonError::into_inner);
        shared.reporter.finish();
        if let Some((_, error)) = shared.failure {
            return Err(error);
        }
        started?;
        // Without a failure there is none that was not finished.
        Ok(shared.finished.into_iter().flatten().collect())
    }

    /// What each thread does.
    fn take<E: Into<Cause>>(&self, trial: &impl Fn(&Settings) -> std::result::Result<Outcome, E>) {
        while !self.stopped.load(Ordering::Relaxed) {
            let Some(&place) = self.open.get(self.next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            // After a panic nothing but the error leaves the trial, and no other is started.
            let attempt = catch_unwind(AssertUnwindSafe(|| self.attempt(place, trial)))
                .unwrap_or_else(|panic| Err(format!("it panicked: {}", what_panicked(&*panic)).into()));
            if let Err(error) = self.keep(place, attempt) {
                self.stopped.store(true, Ordering::Relaxed);
                let failure = &mut self.shared().failure;
                if failure.as_ref().is_none_or(|(first, _)| place < *first) {
                    *failure = Some((place, error));
                }
            }
        }
    }

    /// Runs a trial: its line for the file, and what is in it.
    fn attempt<E: Into<Cause>>(
        &self,
        place: usize,
        trial: &impl Fn(&Settings) -> std::result::Result<Outcome, E>,
    ) -> std::result::Result<(String, Finished<Outcome>), Cause> {
        let settings = &self.settings[place];
        let start = Instant::now();
        let outcome = trial(settings).map_err(Into::into)?;
        let seconds = start.elapsed().as_secs_f64();
        plain::check(&outcome).map_err(|fault| format!("its outcome cannot be kept: {fault}"))?;
        Ok(store::line(settings, &outcome, seconds)?)
    }

    /// Writes what came of a trial.
    fn keep(
        &self,
        place: usize,
        attempt: std::result::Result<(String, Finished<Outcome>), Cause>,
    ) -> Result<()> {
        let (line, finished) = attempt.map_err(|source| Error::Trial {
            number: place + 1,
            trials: self.settings.len(),
            settings: self.keys[place].clone(),
            source,
        })?;
        let mut shared = self.shared();
        shared.store.append(&line)?;
        shared.count += 1;
        let (count, seconds) = (shared.count, finished.seconds);
        shared
            .reporter
            .show(count, || format!("the last took {seconds:.1} s"));
        shared.finished[place] = Some(finished);
        Ok(())
    }

    fn shared(&self) -> MutexGuard<'_, Shared<Outcome>> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The message of a panic, where it has one.
fn what_panicked(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(message), _) => message,
        (_, Some(message)) => message,
        _ => "it left no message",
    }
}
