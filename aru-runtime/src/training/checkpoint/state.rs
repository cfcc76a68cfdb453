//! What networks in lockstep have reached, as plain data.

use serde::{Deserialize, Serialize};

use crate::training::early_stopping::Best;
use crate::training::history::{History, Stopped};

/// All that a cohort remembers from one update to the next. Arrays hold `WIDTH` networks side by side.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::training) struct State<T> {
    pub(in crate::training) progress: Progress,
    pub(in crate::training) parameters: Vec<T>,
    /// What the optimiser moves; a logistic's w does not follow from its constant to the last bit.
    pub(in crate::training) coordinates: Vec<T>,
    /// Derivatives of constants with respect to their coordinates, as the last update left them.
    pub(in crate::training) slopes: Vec<T>,
    pub(in crate::training) optimiser: Vec<T>,
    /// The last good parameters, and those not known yet to be good.
    pub(in crate::training) good: Vec<T>,
    pub(in crate::training) candidate: Vec<T>,
    /// The coordinates before the first update of the epoch.
    pub(in crate::training) before: Vec<T>,
    /// Sums over the updates of the epoch.
    pub(in crate::training) sums: Vec<f64>,
    /// The best parameters of each network, where they are to be restored, and those that it ended with.
    pub(in crate::training) best: Vec<Option<Vec<T>>>,
    pub(in crate::training) end: Vec<Option<Vec<T>>>,
}

/// Where a cohort stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::training) struct Progress {
    /// The epoch that is under way, from 1.
    pub(in crate::training) epoch: usize,
    /// Batches of it that are done.
    pub(in crate::training) batches: usize,
    /// Updates over all epochs.
    pub(in crate::training) updates: u64,
    /// What the epoch took so far.
    pub(in crate::training) seconds: f64,
    /// The epochs of `good` and `candidate`.
    pub(in crate::training) epochs_of_good: [usize; 2],
    pub(in crate::training) members: Vec<MemberState>,
}

/// Where one network stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::training) struct MemberState {
    pub(in crate::training) history: History,
    pub(in crate::training) best: Option<Best>,
    pub(in crate::training) still_since: Option<usize>,
    pub(in crate::training) end: Option<EndState>,
}

/// How the training of a network ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::training) struct EndState {
    pub(in crate::training) outcome: Ended,
    pub(in crate::training) updates: u64,
    pub(in crate::training) epoch: usize,
}

/// Whether it ended well.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::training) enum Ended {
    Well(Stopped),
    /// What is not finite, and where it came from.
    NotFinite(String, Option<String>),
    /// The index of a rate that left its range, and the bits of its value.
    Left(usize, u64),
}
