//! Threads that take group after group of trials until none is left or one has failed.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;
use std::vec;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::plain;
use super::store::{self, Record, Store};
use aru_runtime::__private::lab::{Interrupt, Reporter, is_unwanted};
use aru_runtime::{Error, Result};

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// What each trial of a group came to, or why none could be run.
pub(super) type GroupResult<Outcome, E> = std::result::Result<Vec<std::result::Result<Outcome, E>>, E>;

/// The line of a finished trial, and what is in it; or why there is none.
type Kept<Outcome> = std::result::Result<(String, Record<Outcome>), Cause>;

/// As large as that of a main thread: a network lies on the stack while it is made.
const STACK: usize = 8 << 20;

/// The trials of a run that are still to be done, by groups, and what has come of the others.
pub(super) struct TrialQueue<'a, Settings, Outcome> {
    settings: &'a [Settings],
    /// The settings' JSON, for errors.
    keys: &'a [String],
    shared: Mutex<Shared<Outcome>>,
}

/// What the threads share, one at a time.
struct Shared<Outcome> {
    /// Groups that are still to be started.
    groups: vec::IntoIter<Vec<usize>>,
    store: Store,
    reporter: Reporter,
    finished: Vec<Option<Record<Outcome>>>,
    count: usize,
    /// The first in the order of the trials, with its place there.
    failure: Option<(usize, Error)>,
}

impl<'a, Settings, Outcome> TrialQueue<'a, Settings, Outcome>
where
    Settings: Serialize + Sync,
    Outcome: Serialize + DeserializeOwned + Send,
{
    pub(super) fn new(
        settings: &'a [Settings],
        keys: &'a [String],
        finished: Vec<Option<Record<Outcome>>>,
        groups: Vec<Vec<usize>>,
        store: Store,
        reporter: Reporter,
    ) -> Self {
        TrialQueue {
            settings,
            keys,
            shared: Mutex::new(Shared {
                groups: groups.into_iter(),
                store,
                reporter,
                count: finished.iter().flatten().count(),
                finished,
                failure: None,
            }),
        }
    }

    /// Everything that is open, and then all in the order of the trials.
    pub(super) fn run<E: Into<Cause>>(
        self,
        threads: usize,
        group: &(impl Fn(&[&Settings]) -> GroupResult<Outcome, E> + Sync),
    ) -> Result<Vec<Record<Outcome>>> {
        let threads = threads.min(self.shared().groups.len());
        // What nobody wants any more ends in trials too.
        let interrupt = Interrupt::of_thread();
        let started = thread::scope(|scope| {
            for _ in 0..threads {
                let thread = thread::Builder::new().stack_size(STACK);
                if let Err(error) = thread.spawn_scoped(scope, || interrupt.over(|| self.take(group))) {
                    self.shared().groups = Vec::new().into_iter();
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
        // The last trial may have been written before someone removed the file.
        shared.store.check()?;
        // Without a failure there is none that was not finished.
        Ok(shared.finished.into_iter().flatten().collect())
    }

    fn take<E: Into<Cause>>(&self, group: &impl Fn(&[&Settings]) -> GroupResult<Outcome, E>) {
        while let Some(places) = self.next() {
            // After a panic nothing but the error leaves the group, and no other is started.
            let attempt = catch_unwind(AssertUnwindSafe(|| self.attempt(&places, group)))
                .unwrap_or_else(|panic| Err(format!("it panicked: {}", what_panicked(&*panic)).into()));
            // A fit that was cut short is no outcome to be kept.
            if is_unwanted() {
                return;
            }
            match attempt {
                Ok(lines) => places
                    .iter()
                    .zip(lines)
                    .for_each(|(&place, line)| self.note(place, line)),
                Err(cause) => self.note(places[0], Err(cause)),
            }
        }
    }

    /// The group to be started now; none after a failure, or when nobody wants more.
    fn next(&self) -> Option<Vec<usize>> {
        if is_unwanted() {
            return None;
        }
        let mut shared = self.shared();
        match shared.failure {
            Some(_) => None,
            None => shared.groups.next(),
        }
    }

    /// Runs a group: what is to be kept of each of its trials, with its share of the seconds.
    fn attempt<E: Into<Cause>>(
        &self,
        places: &[usize],
        group: &impl Fn(&[&Settings]) -> GroupResult<Outcome, E>,
    ) -> std::result::Result<Vec<Kept<Outcome>>, Cause> {
        let settings: Vec<&Settings> = places.iter().map(|&place| &self.settings[place]).collect();
        let start = Instant::now();
        let outcomes = group(&settings).map_err(Into::into)?;
        let seconds = start.elapsed().as_secs_f64() / settings.len() as f64;
        if outcomes.len() != settings.len() {
            let (trials, outcomes) = (settings.len(), outcomes.len());
            return Err(format!(
                "its group of {trials} trials gave {outcomes} outcomes; it must give one for each, in their order"
            )
            .into());
        }
        let line = |(&place, outcome): (&usize, std::result::Result<Outcome, E>)| {
            let outcome = outcome.map_err(Into::into)?;
            plain::check(&outcome).map_err(|fault| format!("its outcome cannot be kept: {fault}"))?;
            Ok(store::line(&self.settings[place], &outcome, seconds)?)
        };
        Ok(places.iter().zip(outcomes).map(line).collect())
    }

    /// Keeps what came of a trial, and the first failure in the order of the trials.
    fn note(&self, place: usize, line: Kept<Outcome>) {
        if let Err(error) = self.keep(place, line) {
            let failure = &mut self.shared().failure;
            if failure.as_ref().is_none_or(|(first, _)| place < *first) {
                *failure = Some((place, error));
            }
        }
    }

    fn keep(&self, place: usize, line: Kept<Outcome>) -> Result<()> {
        let (line, finished) = line.map_err(|source| Error::Trial {
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
