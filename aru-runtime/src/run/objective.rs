//! What a pass computes of a batch beside outputs.

use crate::loss::losses::Losses;
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::penalties::Penalised;

/// Losses, the noise with which the network runs and the states from which it starts, and penalties.
#[derive(Clone, Copy)]
pub(crate) struct Objective<'o, T: Scalar> {
    pub(crate) losses: &'o Losses<'o, T>,
    /// What the run depends on.
    pub(crate) conditions: Conditions<'o, T>,
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
            conditions: None.into(),
            penalised: None,
        }
    }
}
