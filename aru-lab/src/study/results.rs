//! What a study leaves in memory.

use serde::{Deserialize, Serialize};

use super::store::Record;

/// The trials of a study, in the order in which they were given to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Results<Settings, Outcome> {
    trials: Vec<Trial<Settings, Outcome>>,
}

/// A finished trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Trial<Settings, Outcome> {
    /// What it was to do.
    pub settings: Settings,
    /// What came of it.
    pub outcome: Outcome,
    /// Seconds that it took, by the clock, when it was run.
    pub seconds: f64,
}

impl<Settings, Outcome> Results<Settings, Outcome> {
    /// Settings and what came of them, one for one.
    pub(super) fn new(settings: Vec<Settings>, finished: Vec<Record<Outcome>>) -> Self {
        let trials = settings.into_iter().zip(finished);
        let trials = trials.map(|(settings, Record { outcome, seconds, .. })| Trial {
            settings,
            outcome,
            seconds,
        });
        Results {
            trials: trials.collect(),
        }
    }

    /// Every trial, in the order given.
    pub fn iter(&self) -> std::slice::Iter<'_, Trial<Settings, Outcome>> {
        self.trials.iter()
    }

    /// What came of each trial.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        self.trials.iter().map(|trial| &trial.outcome)
    }

    /// Seconds of all trials together, those of earlier runs included: about the processor time of one core.
    pub fn seconds(&self) -> f64 {
        self.trials.iter().map(|trial| trial.seconds).sum()
    }

    /// How many trials there are, now run or taken from the file.
    pub fn len(&self) -> usize {
        self.trials.len()
    }

    /// True where no trials were given.
    pub fn is_empty(&self) -> bool {
        self.trials.is_empty()
    }
}

impl<'a, Settings, Outcome> IntoIterator for &'a Results<Settings, Outcome> {
    type Item = &'a Trial<Settings, Outcome>;
    type IntoIter = std::slice::Iter<'a, Trial<Settings, Outcome>>;

    fn into_iter(self) -> Self::IntoIter {
        self.trials.iter()
    }
}

impl<Settings, Outcome> IntoIterator for Results<Settings, Outcome> {
    type Item = Trial<Settings, Outcome>;
    type IntoIter = std::vec::IntoIter<Trial<Settings, Outcome>>;

    fn into_iter(self) -> Self::IntoIter {
        self.trials.into_iter()
    }
}
