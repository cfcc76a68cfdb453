//! The fit of one network: data are checked, a cohort is made and run.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::anneal::{self, Annealed};
use super::checkpoint::{Data, Keeper, identity};
use super::cohort::{Cohort, EpochData, Generate};
use super::fit_error::FitError;
use super::group::is_resumed;
use super::history::{Epoch, History};
use super::member::Member;
use super::progress::Reporter;
use super::selection::Treatment;
use super::settings::FitSettings;
use super::trainer::Observer;
use super::watched::Watched;
use super::workspace::One;
use crate::data::sequences::{DataSets, Sequences};
use crate::error::{Error, Result};
use crate::loss::check::check_data;
use crate::loss::losses::Losses;
use crate::loss::reach::out_of_reach;
use crate::network::precision::lost_rates;
use crate::network::program::Program;
use crate::numerics::interrupt::Interrupt;
use crate::numerics::scalar::Scalar;
use crate::run::noise::{Draw, Draws, check_draws};
use crate::run::objective::Objective;
use crate::run::penalties::Penalised;
use crate::run::sets::Sets;
use crate::warnings::warn;

/// What all cohorts of a fit have in common.
pub(super) struct Fit<'f, T: Scalar> {
    pub(super) settings: &'f FitSettings<'f, T>,
    pub(super) program: Program<T>,
    pub(super) losses: Losses<'f, T>,
    /// The noise of each layer that has some.
    pub(super) draws: Vec<Draw<'f>>,
    /// None where there are no penalties.
    pub(super) penalised: Option<Penalised>,
    /// How each parameter is trained; none where it is not.
    pub(super) treatments: Vec<Option<Treatment>>,
    /// Spreads that narrow from epoch to epoch.
    pub(super) annealed: Vec<Annealed>,
    /// The flag that ends all of them.
    pub(super) interrupt: Interrupt,
}

impl<'f, T: Scalar> Fit<'f, T> {
    /// # Errors
    /// A name that the network does not have.
    pub(super) fn new(settings: &'f FitSettings<'f, T>, program: Program<T>) -> Result<Self> {
        Ok(Fit {
            losses: settings.losses(&program)?,
            draws: settings.draws(&program)?,
            penalised: settings.penalties.resolve(&program)?,
            treatments: settings.selection.resolve(program.description)?,
            annealed: anneal::resolve(settings, program.description)?,
            interrupt: match &settings.interrupt {
                Some(flag) => Interrupt::by(Some(Arc::clone(flag))),
                None => Interrupt::of_thread(),
            },
            settings,
            program,
        })
    }

    /// What a pass computes of a batch of an epoch.
    pub(super) fn objective<'o>(&'o self, losses: &'o Losses<'_, T>, epoch: usize) -> Objective<'o, T> {
        Objective {
            losses,
            conditions: Draws::in_epoch(&self.draws, epoch).into(),
            penalised: self.penalised.as_ref(),
        }
    }

    /// Refuses training data that the noise does not fit.
    pub(super) fn check_noise(&self, data: &Sequences<T>) -> Result<()> {
        let (sequences, steps) = (data.len(), data.steps());
        check_draws(&self.program, &self.draws, (sequences, steps), |sequence| {
            data.length(sequence)
        })
    }
}

/// What a network, or an ensemble, is trained on.
pub enum TrainingData<'s, T: Scalar> {
    /// The same data in every epoch.
    Fixed(&'s dyn DataSets<T>),
    /// Data made anew for each epoch.
    Generated(&'s mut Generate<'s, T>),
}

pub(super) type FitOutcome = std::result::Result<History, FitError>;

pub(super) type FitOne<T> = fn(
    &FitSettings<'_, T>,
    &mut [Box<Observer<'_, T>>],
    Program<T>,
    &mut [T],
    TrainingData<'_, T>,
) -> FitOutcome;

/// Trains a network.
pub(super) fn fit_one<T: Scalar>(
    settings: &FitSettings<'_, T>,
    observers: &mut [Box<Observer<'_, T>>],
    program: Program<T>,
    network: &mut [T],
    data: TrainingData<'_, T>,
) -> FitOutcome {
    settings.check()?;
    let fit = Fit::new(settings, program)?;
    let mut steps = 1;
    let mut check = |sets: &'_ dyn DataSets<T>, what: &str| -> Result<()> {
        let data = of_one(sets, what)?;
        check_data(&program, &fit.losses, data, what)?;
        steps = steps.max(data.steps());
        Ok(())
    };
    if let TrainingData::Fixed(sets) = &data {
        check(*sets, "training")?;
        fit.check_noise(sets.of(0))?;
        out_of_reach(&program, &fit.losses, sets.of(0))
            .iter()
            .for_each(warn);
    }
    if let Some(sets) = settings.validation {
        check(sets, "validation")?;
    }
    let source = match data {
        TrainingData::Fixed(sets) => EpochData::Fixed(Sets::shared(sets.of(0))),
        TrainingData::Generated(generate) => EpochData::Generated(generate),
    };
    let validation = settings.validation.map(|sets| Sets::shared(sets.of(0)));
    let opened = match &settings.checkpoints {
        None => None,
        Some(checkpoints) => {
            let train = match &source {
                EpochData::Fixed(sets) => Some(sets),
                EpochData::Generated(_) => None,
            };
            let validation = validation.as_ref();
            let identity = identity(&fit, 0, &[&*network], &Data { train, validation });
            Some(Keeper::open(checkpoints, settings.resume, identity)?)
        }
    };
    let lost = lost_rates(program.description, network);
    lost.iter().for_each(warn);
    if !opened.as_ref().is_some_and(is_resumed) {
        anneal::narrow_already(&fit.annealed, &[&*network])
            .iter()
            .for_each(warn);
    }
    let workspace = One::new(
        program,
        &mut *network,
        steps,
        settings.truncation,
        settings.threads,
    )?
    .interrupted_by(&fit.interrupt);
    let mut cohort = Cohort::new(&fit, workspace, 1)?;
    if let Some(opened) = opened {
        cohort.keep(opened, true)?;
    }
    let done = cohort.position.epoch - 1;
    let mut reporter = Reporter::new(settings.progress, "epoch", settings.epochs, done);
    cohort.run(
        source,
        validation.as_ref(),
        &mut |members: &[Member<T>], values: &[T]| {
            let Some(epoch) = members[0].last() else {
                return ControlFlow::Continue(());
            };
            reporter.show(epoch.epoch, || losses(epoch));
            let watched = Watched::new(epoch, program.description, values);
            let mut flow = ControlFlow::Continue(());
            for observer in &mut *observers {
                if observer(&watched).is_break() {
                    flow = ControlFlow::Break(());
                }
            }
            flow
        },
    );
    reporter.finish();
    let [outcome] = <[_; 1]>::try_from(cohort.finish()).expect("a cohort of one has one outcome");
    if lost.is_empty() {
        // It has been learned.
        lost_rates(program.description, network).iter().for_each(warn);
    }
    outcome
}

/// The data set of a single network.
fn of_one<'d, T: Scalar>(data: &'d dyn DataSets<T>, what: &str) -> Result<&'d Sequences<T>> {
    match data.count() {
        None | Some(1) => Ok(data.of(0)),
        Some(count) => Err(Error::setting(
            format!("the number of {what} sets"),
            count,
            "a single network takes one; an `Ensemble` takes one for each network",
        )),
    }
}

/// What came of a network's epoch.
fn losses(epoch: &Epoch) -> String {
    match epoch.validation_loss {
        Some(validation) => format!("loss {:.4e}, validation {validation:.4e}", epoch.train_loss),
        None => format!("loss {:.4e}", epoch.train_loss),
    }
}
