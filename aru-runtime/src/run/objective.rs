//! What a pass computes of a batch beside outputs.

use crate::loss::losses::Losses;
use crate::numerics::scalar::Scalar;
use crate::run::noise::Draws;
use crate::run::penalties::Penalised;

/// Losses, the noise with which the network runs, and penalties.
#[derive(Clone, Copy)]
pub(crate) struct Objective<'o, T: Scalar> {
    pub(crate) losses: &'o Losses<'o, T>,
    pub(crate) draws: Option<Draws<'o>>,
    pub(crate) penalised: Option<&'o Penalised>,
}

impl<'o, T: Scalar> Objective<'o, T> {
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
            penalised: None,
        }
    }
}
