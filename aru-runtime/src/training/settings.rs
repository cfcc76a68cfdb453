//! What a trainer has been told, and which of it cannot work.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::anneal::Anneal;
use super::checkpoint::{self, Checkpoints, Resume};
use super::optimiser::of_scalar::OptimiserOf;
use super::optimiser::{Optimiser, check_number, check_positive};
use super::progress::Progress;
use super::schedule::{Constant, Schedule};
use super::selection::Selection;
use crate::data::sequences::DataSets;
use crate::error::{Error, Result};
use crate::loss::losses::Losses;
use crate::loss::{Loss, MeanSquaredError};
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use crate::run::noise::{Draw, Noise};
use crate::run::penalties::Penalties;

/// Every setting of a [`Trainer`](super::Trainer) but the observer, which one thread alone may call.
pub(super) struct FitSettings<'a, T> {
    pub(super) optimiser: Box<dyn OptimiserOf<T>>,
    pub(super) loss: Box<dyn Loss<T> + 'a>,
    /// Losses of single outputs, by name.
    pub(super) own_losses: Vec<(String, Box<dyn Loss<T> + 'a>)>,
    pub(super) batch_size: usize,
    pub(super) epochs: usize,
    pub(super) shuffle: bool,
    pub(super) seed: u64,
    pub(super) clip_norm: Option<f64>,
    /// Adjoints do not go back beyond the first of so many steps.
    pub(super) truncation: Option<usize>,
    /// Drawn from the seed unless it is given.
    pub(super) noise: Option<Noise>,
    pub(super) penalties: Penalties,
    pub(super) selection: Selection,
    /// Patterns of `anneal`, in the order given.
    pub(super) anneals: Vec<(String, Anneal)>,
    pub(super) validation: Option<&'a dyn DataSets<T>>,
    /// Epochs without improvement after which a fit stops.
    pub(super) patience: Option<usize>,
    pub(super) restore_best: bool,
    pub(super) threads: usize,
    /// Networks of an ensemble never train one after another.
    pub(super) lockstep: bool,
    pub(super) schedule: Box<dyn Schedule + 'a>,
    pub(super) progress: Progress,
    pub(super) checkpoints: Option<Checkpoints>,
    pub(super) resume: Resume,
    pub(super) interrupt: Option<Arc<AtomicBool>>,
}

impl<'a, T: Scalar> FitSettings<'a, T> {
    /// What holds unless it is set.
    pub(super) fn new(optimiser: impl Optimiser) -> Self {
        FitSettings {
            optimiser: Box::new(optimiser),
            loss: Box::new(MeanSquaredError),
            own_losses: Vec::new(),
            batch_size: 20,
            epochs: 100,
            shuffle: true,
            seed: 0,
            clip_norm: None,
            truncation: None,
            noise: None,
            penalties: Penalties::new(),
            selection: Selection::default(),
            anneals: Vec::new(),
            validation: None,
            patience: None,
            restore_best: false,
            threads: 1,
            lockstep: false,
            schedule: Box::new(Constant),
            progress: Progress::Silent,
            checkpoints: None,
            resume: Resume::Never,
            interrupt: None,
        }
    }

    /// The losses, each with its outputs.
    pub(super) fn losses(&self, program: &Program<T>) -> Result<Losses<'_, T>> {
        let own = self.own_losses.iter();
        let own: Vec<_> = own
            .map(|(output, loss)| (&**output, &**loss as &dyn Loss<_>))
            .collect();
        Losses::of_each(program, &*self.loss, &own)
    }

    /// The noise of every layer that has some.
    pub(super) fn draws(&self, program: &Program<T>) -> Result<Vec<Draw<'_>>> {
        match &self.noise {
            Some(noise) => noise.draws(program),
            None => Ok(Noise::draws_of_seed(self.seed, program)),
        }
    }

    /// Refuses what can be said to be wrong before a network is seen.
    pub(super) fn check(&self) -> Result<()> {
        self.optimiser.check()?;
        self.schedule.check()?;
        for (setting, number) in [
            ("batch_size", self.batch_size),
            ("epochs", self.epochs),
            ("threads", self.threads),
            ("patience of early_stopping", self.patience.unwrap_or(1)),
            ("steps of truncate", self.truncation.unwrap_or(1)),
        ] {
            check_number(setting, number as f64, number > 0, "at least 1")?;
        }
        if let Some(norm) = self.clip_norm {
            check_positive("clip_norm", norm)?;
        }
        self.selection.check()?;
        checkpoint::check(self.checkpoints.as_ref(), self.resume)?;
        let watching = self.restore_best || self.patience.is_some();
        if watching && self.validation.is_none() {
            return Err(Error::setting(
                "the validation data of early_stopping or restore_best",
                "missing",
                "give them by `validate` (the training data, to watch their loss)",
            ));
        }
        Ok(())
    }
}
