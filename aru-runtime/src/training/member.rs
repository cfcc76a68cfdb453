//! One network of a cohort: what it has reached, and how its training ended.

use super::checkpoint::{EndState, MemberState};
use super::early_stopping::{EarlyStopping, Standing};
use super::fault::{Fault, conclude};
use super::fit_error::FitError;
use super::history::{Epoch, History, Stopped};
use crate::network::description::Description;

/// Those of a network, where there are some.
type Parameters<T> = Option<Vec<T>>;

/// A network in its lane.
pub(super) struct Member<T> {
    history: History,
    early_stopping: EarlyStopping,
    /// Where the best epoch is to be restored: its parameters.
    best: Option<Vec<T>>,
    /// The first of the last epochs in which nothing moved.
    still_since: Option<usize>,
    end: Option<End<T>>,
}

/// How its training ended.
struct End<T> {
    outcome: Result<Stopped, Fault>,
    /// Updates until then.
    updates: u64,
    /// What the network is left with.
    parameters: Vec<T>,
    /// The epoch at whose end it had these.
    epoch: usize,
}

impl<T: Copy> Member<T> {
    /// Before its first epoch; `best` holds its parameters where those of the best epoch are to be restored.
    pub(super) fn new(constants: Vec<String>, patience: Option<usize>, best: Option<Vec<T>>) -> Self {
        Member {
            history: History {
                constants,
                ..History::default()
            },
            early_stopping: EarlyStopping::new(patience),
            best,
            still_since: None,
            end: None,
        }
    }

    /// Says of an epoch whether anything moved, though there was a gradient.
    pub(super) fn stands_still(&mut self, epoch: usize, is_still: bool) {
        self.still_since = is_still.then(|| self.still_since.unwrap_or(epoch));
    }

    /// The first of the epochs, up to the last, in which nothing moved.
    pub(super) fn still_since(&self) -> Option<usize> {
        self.still_since
    }

    /// False once its training has ended; its lane runs on, and counts for nothing.
    pub(super) fn runs(&self) -> bool {
        self.end.is_none()
    }

    /// The first epoch that it finished.
    pub(super) fn first(&self) -> Option<&Epoch> {
        self.history.epochs.first()
    }

    /// The last epoch that it finished.
    pub(super) fn last(&self) -> Option<&Epoch> {
        self.history.last()
    }

    /// Takes an epoch that is over, with the parameters at its end.
    pub(super) fn take(&mut self, epoch: Epoch, parameters: impl Iterator<Item = T>) -> Standing {
        let (number, loss) = (epoch.epoch, epoch.validation_loss);
        self.history.epochs.push(epoch);
        let Some(loss) = loss else {
            return Standing::Waiting;
        };
        let standing = self.early_stopping.take(number, loss);
        if let (Standing::Improved, Some(best)) = (standing, &mut self.best) {
            best.clear();
            best.extend(parameters);
        }
        standing
    }

    /// Takes an epoch that no later one is compared with.
    pub(super) fn take_before_it_counts(&mut self, epoch: Epoch) -> Standing {
        self.history.counts_from = epoch.epoch + 1;
        self.history.epochs.push(epoch);
        Standing::Waiting
    }

    /// Ends its training. Without a best epoch to go back to it is left with these parameters, those after `epoch`.
    pub(super) fn end(
        &mut self,
        outcome: Result<Stopped, Fault>,
        updates: u64,
        parameters: impl Iterator<Item = T>,
        epoch: usize,
    ) {
        if self.end.is_some() {
            return;
        }
        let best = self.best.take().zip(self.early_stopping.best());
        let (parameters, epoch) = match best {
            Some((best, epoch)) => (best, epoch.epoch),
            None => (parameters.collect(), epoch),
        };
        self.end = Some(End {
            outcome,
            updates,
            parameters,
            epoch,
        });
    }

    /// Where it stands, with its best parameters and those that it ended with; None where it ended in a fault that a file
    /// does not hold.
    pub(super) fn state(&self) -> Option<(MemberState, Parameters<T>, Parameters<T>)> {
        let end = match &self.end {
            None => None,
            Some(end) => Some(EndState {
                outcome: Fault::to_state(&end.outcome)?,
                updates: end.updates,
                epoch: end.epoch,
            }),
        };
        let state = MemberState {
            history: self.history.clone(),
            best: self.early_stopping.best(),
            still_since: self.still_since,
            end,
        };
        let parameters = self.end.as_ref().map(|end| end.parameters.clone());
        Some((state, self.best.clone(), parameters))
    }

    /// Goes on from where it stood.
    pub(super) fn resume(&mut self, state: MemberState, best: Option<Vec<T>>, end: Option<Vec<T>>) {
        self.history = state.history;
        self.early_stopping.resume(state.best);
        self.still_since = state.still_since;
        self.best = best;
        self.end = state.end.zip(end).map(|(state, parameters)| End {
            outcome: Fault::from_state(state.outcome),
            updates: state.updates,
            parameters,
            epoch: state.epoch,
        });
    }

    /// What came of it; `leave` is given the parameters that the network is left with.
    pub(super) fn conclude(
        self,
        description: &Description,
        leave: impl FnOnce(&[T]),
    ) -> Result<History, FitError> {
        let end = self.end.expect("every member has ended");
        leave(&end.parameters);
        conclude(description, self.history, end.outcome, end.updates, end.epoch)
    }
}
