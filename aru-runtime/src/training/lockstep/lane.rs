//! One network of a group: what it has reached, and how it ended.

use super::super::early_stopping::{EarlyStopping, Verdict};
use super::super::fit::conclude;
use super::super::fit_error::FitError;
use super::super::history::{Epoch, History, Stopped};
use super::super::updates::Fault;
use crate::network::description::Description;

/// A network in its lane.
pub(super) struct Member<T> {
    pub(super) history: History,
    early_stopping: EarlyStopping,
    /// Where the best epoch is to be restored: its parameters.
    best: Option<Vec<T>>,
    end: Option<End<T>>,
}

/// How its fit ended.
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
    pub(super) fn new(constants: Vec<String>, patience: Option<usize>, best: Option<Vec<T>>) -> Self {
        Member {
            history: History {
                constants,
                ..History::default()
            },
            early_stopping: EarlyStopping::new(patience),
            best,
            end: None,
        }
    }

    /// False once its fit has ended; its lane runs on, and counts for nothing.
    pub(super) fn runs(&self) -> bool {
        self.end.is_none()
    }

    /// Takes an epoch that is over, with the parameters at its end.
    pub(super) fn take(&mut self, epoch: Epoch, parameters: &[T]) {
        let (number, updates, loss) = (epoch.epoch, epoch.updates, epoch.validation_loss);
        self.history.epochs.push(epoch);
        let Some(loss) = loss else { return };
        match self.early_stopping.take(number, loss) {
            Verdict::Improved => {
                if let Some(best) = &mut self.best {
                    best.copy_from_slice(parameters);
                }
            }
            Verdict::Waiting => {}
            Verdict::Stop => self.end(Ok(Stopped::Early), updates, parameters, number),
        }
    }

    /// Ends its fit; without a best epoch to go back to it is left with these parameters, those after `epoch`.
    pub(super) fn end(
        &mut self,
        outcome: Result<Stopped, Fault>,
        updates: u64,
        parameters: &[T],
        epoch: usize,
    ) {
        if self.end.is_some() {
            return;
        }
        let best = self.best.take().zip(self.early_stopping.best());
        let (parameters, epoch) = match best {
            Some((best, epoch)) => (best, epoch.epoch),
            None => (parameters.to_vec(), epoch),
        };
        self.end = Some(End {
            outcome,
            updates,
            parameters,
            epoch,
        });
    }

    /// Leaves the network as it should be, and says what came of it.
    pub(super) fn conclude(self, description: &Description, network: &mut [T]) -> Result<History, FitError> {
        let end = self.end.expect("every fit has ended");
        network.copy_from_slice(&end.parameters);
        conclude(description, self.history, end.outcome, end.updates, end.epoch)
    }
}
