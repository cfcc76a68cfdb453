//! What a fit leaves behind: one row an epoch, as data, CSV or JSON.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::table;
use crate::error::Result;

/// The epochs of a fit.
///
/// Losses are those of the trainer's [`Loss`](crate::loss::Loss) without penalties, which stand beside them. `serde`
/// writes and reads all of it; [`write_csv`](History::write_csv) the rows alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct History {
    /// Names of the constants whose values each epoch holds: `hidden.alpha_s`.
    pub(super) constants: Vec<String>,
    pub(super) epochs: Vec<Epoch>,
    pub(super) stopped: Option<Stopped>,
    /// The first epoch that counts as the best, from 1: those before it had spreads that were annealed.
    #[serde(default)]
    pub(super) counts_from: usize,
}

/// One epoch: the state after its last update.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Epoch {
    /// Its number, from 1.
    pub epoch: usize,
    /// Updates of the parameters so far, over all epochs.
    pub updates: u64,
    /// sum(weight x error) / sum(weight) over all batches of the epoch, each at the parameters before its update.
    pub train_loss: f64,
    /// Loss over the whole validation set after the last update, where there is one.
    pub validation_loss: Option<f64>,
    /// The optimiser's rate of learning in this epoch, as scheduled; rates set by name are scaled alike.
    pub learning_rate: f64,
    /// Mean over the updates of the norm of the gradient before clipping.
    pub gradient_norm: f64,
    /// Wall-clock seconds that the epoch took, validation included.
    pub seconds: f64,
    /// The penalties, each times its factor, where there are some; the loss is without them. sum(steps x penalties) /
    /// sum(steps) over all batches of the epoch, each at the parameters before its update: by the steps within the
    /// lengths of their sequences, whatever these weigh, so that a batch whose weights are all zero counts too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
    /// Every constant of every layer that is stored, in the order of [`History::constants`].
    pub constants: Vec<ConstantSummary>,
}

/// A constant in one epoch.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConstantSummary {
    /// Its value, or the mean over units.
    pub mean: f64,
    /// Standard deviation over units (divided by their number), where there is one value a unit.
    pub sd: Option<f64>,
}

/// Why a fit came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Stopped {
    /// Every epoch asked for was done.
    Finished,
    /// The validation loss had not improved for as many epochs as `early_stopping` allows.
    Early,
    /// What [`observe`](super::Trainer::observe) or [`watch`](super::Trainer::watch) was given returned `ControlFlow::Break`.
    Observer,
    /// The flag of [`interrupted_by`](super::Trainer::interrupted_by) was set. The updates of the epoch that was under way
    /// are kept, and it is not among the epochs.
    Interrupted,
    /// Every epoch asked for was done, but up to the last of them no parameter moved by a bit, though the gradient was not
    /// zero: steps are below the precision of the network's scalar. Standard error says since when.
    Stalled,
}

impl History {
    /// The epochs that came to their end.
    pub fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// Number of epochs that came to their end.
    pub fn len(&self) -> usize {
        self.epochs.len()
    }

    /// True where no epoch came to its end.
    pub fn is_empty(&self) -> bool {
        self.epochs.is_empty()
    }

    /// The last epoch.
    pub fn last(&self) -> Option<&Epoch> {
        self.epochs.last()
    }

    /// The epoch of the lowest validation loss, the first of several; `None` without validation. Where spreads were
    /// [annealed](crate::training::Trainer::anneal) it is one of those after that.
    pub fn best(&self) -> Option<&Epoch> {
        self.epochs
            .iter()
            .filter(|epoch| epoch.epoch >= self.counts_from)
            .filter_map(|epoch| epoch.validation_loss.map(|loss| (loss, epoch)))
            .min_by(|(a, _), (b, _)| a.total_cmp(b))
            .map(|(_, epoch)| epoch)
    }

    /// The lowest validation loss of all epochs; `None` without validation.
    pub fn lowest_validation_loss(&self) -> Option<f64> {
        self.best()?.validation_loss
    }

    /// Number of updates of the parameters.
    pub fn updates(&self) -> u64 {
        self.last().map_or(0, |epoch| epoch.updates)
    }

    /// Why the fit came to its end; `None` where it ended in an error, or the history was read from CSV.
    pub fn stopped(&self) -> Option<Stopped> {
        self.stopped
    }

    /// Names of the constants whose values each epoch holds.
    pub fn constants(&self) -> &[String] {
        &self.constants
    }

    /// A constant's value, or its mean over units, in each epoch; `None` for a name that is not among
    /// [`constants`](History::constants).
    pub fn constant(&self, name: &str) -> Option<Vec<f64>> {
        let index = self.constants.iter().position(|constant| constant == name)?;
        Some(
            self.epochs
                .iter()
                .map(|epoch| epoch.constants[index].mean)
                .collect(),
        )
    }

    /// Writes one line an epoch: `epoch`, `updates`, `train_loss`, `validation_loss`, `learning_rate`,
    /// `gradient_norm`, `seconds`, with penalties `penalty`, then a column a constant, or two (`hidden.alpha_s.mean`,
    /// `hidden.alpha_s.sd`) where it has one value a unit. Numbers are written so that they read back to the same bits.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) where the file cannot be written.
    pub fn write_csv(&self, path: impl AsRef<Path>) -> Result<()> {
        table::write(self, path.as_ref())
    }

    /// Reads what [`write_csv`](History::write_csv) wrote: everything but [`stopped`](History::stopped), and since when
    /// epochs count where spreads were annealed.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File), with the line, where the file is missing, cut short or another table.
    pub fn read_csv(path: impl AsRef<Path>) -> Result<Self> {
        table::read(path.as_ref())
    }
}
