//! What a pass computes of a batch beside outputs.

use crate::loss::losses::Losses;
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::noise::Draws;
use crate::run::penalties::Penalised;

/// Losses, the noise with which the network runs and the states from which it starts, and penalties.
#[derive(Clone, Copy)]
pub(crate) struct Objective<'o, T: Scalar> {
    pub(crate) losses: &'o Losses<'o, T>,
    pub(crate) draws: Option<Draws<'o>>,
    /// The state from which each sequence of the data starts; none where they start from the initial one.
    pub(crate) starts: &'o [&'o [T]],
    pub(crate) penalised: Option<&'o Penalised>,
}

impl<'o, T: Scalar> Objective<'o, T> {
    /// What a run depends on.
    pub(crate) fn conditions(&self) -> Conditions<'o, T> {
        Conditions {
            draws: self.draws,
            starts: self.starts,
        }
    }

    /// The penalties on values.
    pub(crate) fn on_values(&self) -> Option<&'o Penalised> {
        self.penalised.filter(|penalised| penalised.are_on_values())
    }

    /// The series that penalties need beside those that are always kept.
    pub(crate) fn asked(&self) -> &'o [usize] {
        self.penalised.map_or(&[], Penalised::asked)
    }
}

impl<'o, T: Scalar> From<&'o Losses<'o, T>> for Objective<'o, T> {
    fn from(losses: &'o Losses<'o, T>) -> Self {
        Objective {
            losses,
            draws: None,
            starts: &[],
            penalised: None,
        }
    }
}
