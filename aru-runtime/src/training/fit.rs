//! Fits of one network and of an ensemble: data are checked, cohorts made and run.

use std::ops::ControlFlow;
use std::sync::Mutex;

use rayon::prelude::*;

use super::cohort::{Cohort, EpochData, Generate};
use super::fit_error::FitError;
use super::history::{Epoch, History};
use super::member::Member;
use super::optimiser::Optimiser;
use super::progress::{Reporter, warn};
use super::selection::Treatment;
use super::settings::FitSettings;
use super::trainer::Observer;
use super::workspace::{One, Sixteen};
use crate::data::sequences::{DataSets, Sequences};
use crate::error::{Error, Result};
use crate::loss::check::check_data;
use crate::loss::losses::Losses;
use crate::loss::reach::out_of_reach;
use crate::network::parameters::{check_values, ranges};
use crate::network::precision::lost_rates;
use crate::network::program::Program;
use crate::numerics::block::LANES;
use crate::numerics::scalar::Scalar;
use crate::run::pass::pool_of;
use crate::run::sets::Sets;

/// What all cohorts of a fit have in common.
pub(super) struct Fit<'f, T: Scalar, O> {
    pub(super) settings: &'f FitSettings<'f, T, O>,
    pub(super) program: Program<T>,
    pub(super) losses: Losses<'f, T>,
    /// How each parameter is trained; none where it is not.
    pub(super) treatments: Vec<Option<Treatment>>,
}

impl<'f, T: Scalar, O: Optimiser> Fit<'f, T, O> {
    /// # Errors
    /// A name that the network does not have.
    pub(super) fn new(settings: &'f FitSettings<'f, T, O>, program: Program<T>) -> Result<Self> {
        Ok(Fit {
            losses: settings.losses(&program)?,
            treatments: settings.selection.resolve(program.description)?,
            settings,
            program,
        })
    }
}

/// What a single network is trained on.
pub(super) enum TrainingData<'s, T: Scalar> {
    Fixed(&'s dyn DataSets<T>),
    Generated(&'s mut Generate<'s, T>),
}

/// Trains a network by settings that have been checked.
pub(super) fn fit_one<T: Scalar, O: Optimiser>(
    settings: &FitSettings<'_, T, O>,
    mut observer: Option<&mut Observer<'_>>,
    program: Program<T>,
    network: &mut [T],
    data: TrainingData<'_, T>,
) -> std::result::Result<History, FitError> {
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
        out_of_reach(&program, &fit.losses, sets.of(0))
            .iter()
            .for_each(|text| warn(text));
    }
    if let Some(sets) = settings.validation {
        check(sets, "validation")?;
    }
    let source = match data {
        TrainingData::Fixed(sets) => EpochData::Fixed(Sets::shared(sets.of(0))),
        TrainingData::Generated(generate) => EpochData::Generated(generate),
    };
    let validation = settings.validation.map(|sets| Sets::shared(sets.of(0)));
    let lost = lost_rates(program.description, network);
    lost.iter().for_each(|text| warn(text));
    let workspace = One::new(
        program,
        &mut *network,
        steps,
        settings.truncation,
        settings.threads,
    )?;
    let mut cohort = Cohort::new(&fit, workspace, 1)?;
    let mut reporter = Reporter::new(settings.progress, "epoch", settings.epochs, 0);
    cohort.run(source, validation.as_ref(), &mut |members: &[Member<T>]| {
        let Some(epoch) = members[0].last() else {
            return ControlFlow::Continue(());
        };
        reporter.show(epoch.epoch, || losses(epoch));
        match &mut observer {
            Some(observer) => observer(epoch),
            None => ControlFlow::Continue(()),
        }
    });
    reporter.finish();
    let [outcome] = <[_; 1]>::try_from(cohort.finish()).expect("a cohort of one has one outcome");
    if lost.is_empty() {
        // It has been learned.
        lost_rates(program.description, network)
            .iter()
            .for_each(|text| warn(text));
    }
    outcome
}

/// Trains all networks of an ensemble by settings that have been checked, 16 in lockstep; an error of one is its own.
pub(super) fn fit_ensemble<T: Scalar, O: Optimiser>(
    settings: &FitSettings<'_, T, O>,
    program: Program<T>,
    networks: &mut [&mut [T]],
    train: &dyn DataSets<T>,
) -> Result<Vec<std::result::Result<History, FitError>>> {
    let fit = Fit::new(settings, program)?;
    check_sets(&fit, networks.len(), train)?;
    check_start(&fit, networks)?;
    out_of_reach(&program, &fit.losses, train.of(0))
        .iter()
        .for_each(|text| warn(text));
    if let Some((number, text)) = first_lost_rate(program, networks) {
        warn(&format!("of network {number} {text}"));
    }
    let cohorts = networks.len().div_ceil(LANES);
    let reporter = Reporter::new(
        settings.progress,
        "epoch",
        cohorts.saturating_mul(settings.epochs),
        0,
    );
    let reporter = Mutex::new((0, reporter));
    let fit_cohort = |(number, networks): (usize, &mut [&mut [T]])| {
        let count = networks.len();
        let of_lanes = |sets| of_lanes(sets, number * LANES, count);
        let (train, validation) = (of_lanes(train), settings.validation.map(of_lanes));
        let steps = train.steps().max(validation.as_ref().map_or(1, Sets::steps));
        let workspace = Sixteen::new(program, networks, steps, settings.truncation)?;
        let mut cohort = Cohort::new(&fit, workspace, count)?;
        cohort.run(EpochData::Fixed(train), validation.as_ref(), &mut |members| {
            let mut guard = reporter.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            let (done, reporter) = &mut *guard;
            *done += 1;
            reporter.show(*done, || lowest_loss(members));
            ControlFlow::Continue(())
        });
        Ok(cohort.finish())
    };
    let numbered = networks.chunks_mut(LANES).enumerate();
    let histories: Result<Vec<Vec<_>>> = match pool_of(settings.threads.min(cohorts))? {
        None => numbered.map(fit_cohort).collect(),
        Some(pool) => {
            let numbered: Vec<_> = numbered.collect();
            pool.install(|| numbered.into_par_iter().map(fit_cohort).collect())
        }
    };
    let (_, reporter) = reporter
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    reporter.finish();
    Ok(histories?.into_iter().flatten().collect())
}

/// The first network with a rate that its scalar loses; one stands for all.
fn first_lost_rate<T: Scalar>(program: Program<T>, networks: &[&mut [T]]) -> Option<(usize, String)> {
    let lost = |network: &&mut [T]| lost_rates(program.description, network).into_iter().next();
    let mut all = networks.iter().enumerate();
    all.find_map(|(number, network)| Some((number, lost(network)?)))
}

/// The data of `count` networks from number `first` on.
fn of_lanes<T: Scalar>(sets: &dyn DataSets<T>, first: usize, count: usize) -> Sets<'_, T, LANES> {
    Sets::new(std::array::from_fn(|lane| {
        sets.of(first + if lane < count { lane } else { 0 })
    }))
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

/// What an ensemble's data need beside what a network's need.
fn check_sets<T: Scalar, O: Optimiser>(
    fit: &Fit<'_, T, O>,
    networks: usize,
    train: &dyn DataSets<T>,
) -> Result<()> {
    let setting = |setting: &str, found: usize, expected: &str| Err(Error::setting(setting, found, expected));
    if networks == 0 {
        return setting("the number of networks", 0, "give the ensemble at least one");
    }
    for (sets, what) in [(Some(train), "training"), (fit.settings.validation, "validation")] {
        let Some(sets) = sets else { continue };
        if let Some(count) = sets.count().filter(|&count| count != networks) {
            let expected = format!("give one for all, or one for each of the {networks} networks");
            return setting(&format!("the number of {what} sets"), count, &expected);
        }
        for network in 0..sets.count().unwrap_or(1) {
            check_data(&fit.program, &fit.losses, sets.of(network), what)?;
        }
    }
    let length = train.of(0).len();
    for network in 0..train.count().unwrap_or(0) {
        let own = train.of(network);
        if own.len() != length {
            let expected = format!(
                "all must have as many, the first has {length}: every network goes through its batches in step"
            );
            return setting(
                &format!("the number of training sequences of network {network}"),
                own.len(),
                &expected,
            );
        }
        if let Some(empty) = (0..length).find(|&sequence| own.total_weight(&[sequence]) == 0.0) {
            let expected =
                "leave it out with `select`: networks with data of their own make every update together";
            return setting(
                &format!("the weight of sequence {empty} of network {network}"),
                0,
                expected,
            );
        }
    }
    Ok(())
}

/// Whether each network of an ensemble can be started from, before any is trained.
fn check_start<T: Scalar, O: Optimiser>(fit: &Fit<'_, T, O>, networks: &[&mut [T]]) -> Result<()> {
    for (number, network) in networks.iter().enumerate() {
        let trained = ranges(fit.program.description).zip(&fit.treatments);
        for ((parameter, place), _) in trained.filter(|(_, own)| own.is_some()) {
            check_values(parameter, &network[place]).map_err(|mut error| {
                if let Error::NotFinite { what, .. } | Error::OutOfBounds { what, .. } = &mut error {
                    what.push_str(&format!(" of network {number}"));
                }
                error
            })?;
        }
    }
    Ok(())
}

/// What came of a network's epoch.
fn losses(epoch: &Epoch) -> String {
    match epoch.validation_loss {
        Some(validation) => format!("loss {:.4e}, validation {validation:.4e}", epoch.train_loss),
        None => format!("loss {:.4e}", epoch.train_loss),
    }
}

/// What came of an epoch of many, at least one of which has finished it.
fn lowest_loss<T: Copy>(members: &[Member<T>]) -> String {
    let last = members.iter().filter_map(|member| member.last());
    let losses = last.map(|epoch| epoch.validation_loss.unwrap_or(epoch.train_loss));
    format!("lowest loss {:.4e}", losses.fold(f64::INFINITY, f64::min))
}
