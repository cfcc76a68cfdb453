//! What a trainer fits, and how.

use super::ensemble::Ensemble;
use super::fit::{FitOne, FitOutcome, TrainingData, fit_one};
use super::fit_ensemble::{FitEnsemble, fit_ensemble};
use super::fit_error::FitError;
use super::history::History;
use super::trainer::Trainer;
use crate::error::Error;
use crate::numerics::compiled::compiled;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;

/// Whoever is trained needs what the trainer does not show.
mod sealed {
    use super::{Ensemble, Network};

    pub trait Sealed {}
    impl<N: Network> Sealed for N {}
    impl<N: Network> Sealed for Ensemble<N> {}
}

/// What a trainer fits: a network, or an [`Ensemble`].
pub trait Trainable: sealed::Sealed {
    /// `f32` or `f64`.
    type Scalar: Scalar;
    /// What a fit leaves behind.
    type Outcome;

    /// Trains it.
    #[doc(hidden)]
    fn fit_by(
        &mut self,
        trainer: &mut Trainer<'_, Self::Scalar>,
        data: TrainingData<'_, Self::Scalar>,
    ) -> Result<Self::Outcome, FitError>;
}

impl<N: Network> Trainable for N {
    type Scalar = N::Scalar;
    type Outcome = History;

    fn fit_by(
        &mut self,
        trainer: &mut Trainer<'_, N::Scalar>,
        data: TrainingData<'_, N::Scalar>,
    ) -> Result<History, FitError> {
        let fit = compiled!(FitOne<N::Scalar>, fit_one);
        let program = self.program();
        fit(
            &trainer.settings,
            &mut trainer.observers,
            program,
            self.values_mut(),
            data,
        )
    }
}

impl<N: Network> Trainable for Ensemble<N> {
    type Scalar = N::Scalar;
    type Outcome = Vec<FitOutcome>;

    fn fit_by(
        &mut self,
        trainer: &mut Trainer<'_, N::Scalar>,
        data: TrainingData<'_, N::Scalar>,
    ) -> Result<Self::Outcome, FitError> {
        if !trainer.observers.is_empty() {
            let expected = "they watch a single network; read the histories of an ensemble";
            return Err(Error::setting("`observe` or `watch`", "set", expected).into());
        }
        let program = self.program()?;
        let networks = self.networks_mut().iter_mut();
        let mut parameters: Vec<&mut [N::Scalar]> = networks.map(N::values_mut).collect();
        let fit = compiled!(FitEnsemble<N::Scalar>, fit_ensemble);
        Ok(fit(&trainer.settings, program, &mut parameters, data)?)
    }
}
