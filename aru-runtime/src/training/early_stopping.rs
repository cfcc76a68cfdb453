//! Which epoch was the best, and when to stop waiting for a better one.

use serde::{Deserialize, Serialize};

/// The lowest validation loss so far.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Best {
    /// Number of the epoch, from 1.
    pub(super) epoch: usize,
    pub(super) loss: f64,
}

/// Follows the validation loss from epoch to epoch.
#[derive(Clone, Debug)]
pub(super) struct EarlyStopping {
    /// Epochs without improvement after which to stop; `None` never stops.
    patience: Option<usize>,
    best: Option<Best>,
}

/// What an epoch's loss means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Standing {
    /// The lowest so far.
    Improved,
    /// Not the lowest, but the wait is not over.
    Waiting,
    /// Patience has run out.
    Stop,
}

impl EarlyStopping {
    pub(super) fn new(patience: Option<usize>) -> Self {
        EarlyStopping { patience, best: None }
    }

    /// The same after epochs of which this was the best.
    pub(super) fn resume(&mut self, best: Option<Best>) {
        self.best = best;
    }

    /// Takes the loss of an epoch, counted from 1.
    pub(super) fn take(&mut self, epoch: usize, loss: f64) -> Standing {
        match self.best {
            Some(best) if loss >= best.loss => match self.patience {
                Some(patience) if epoch - best.epoch >= patience => Standing::Stop,
                _ => Standing::Waiting,
            },
            _ => {
                self.best = Some(Best { epoch, loss });
                Standing::Improved
            }
        }
    }

    pub(super) fn best(&self) -> Option<Best> {
        self.best
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Standing::{Improved, Stop, Waiting};

    #[test]
    fn it_stops_after_patience_epochs_without_a_lower_loss() {
        let mut stopping = EarlyStopping::new(Some(2));
        let losses = [3.0, 4.0, 2.0, 2.0, 2.5];
        let standings: Vec<Standing> = (1..)
            .zip(losses)
            .map(|(epoch, loss)| stopping.take(epoch, loss))
            .collect();
        assert_eq!(standings, [Improved, Waiting, Improved, Waiting, Stop]);
        assert_eq!(stopping.best(), Some(Best { epoch: 3, loss: 2.0 }));
    }

    #[test]
    fn without_patience_it_waits_for_ever() {
        let mut stopping = EarlyStopping::new(None);
        assert_eq!(stopping.take(1, 1.0), Improved);
        assert!((2..1000).all(|epoch| stopping.take(epoch, 1.0) == Waiting));
    }
}
