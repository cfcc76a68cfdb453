//! What a run depends on beside parameters and inputs.

use crate::run::noise::Draws;

/// Its noise, and the states from which its sequences start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conditions<'a, T> {
    pub(crate) draws: Option<Draws<'a>>,
    /// The full state of each sequence; none where they start from the initial one.
    pub(crate) starts: &'a [&'a [T]],
}

impl<'a, T> Conditions<'a, T> {
    /// From where a sequence starts, where it is given.
    pub(crate) fn start(&self, sequence: usize) -> Option<&'a [T]> {
        self.starts.get(sequence).copied()
    }
}

impl<'a, T> From<Option<Draws<'a>>> for Conditions<'a, T> {
    fn from(draws: Option<Draws<'a>>) -> Self {
        Conditions { draws, starts: &[] }
    }
}
