//! Fits of the networks of an ensemble: in lockstep where that is faster, else one after another.

use std::ops::ControlFlow;
use std::sync::Mutex;

use rayon::prelude::*;

use super::checkpoint::{Checkpoints, Data, Identity, Keeper, State, identity};
use super::cohort::{Cohort, EpochData};
use super::fit::{Fit, FitOutcome};
use super::member::Member;
use super::progress::{Reporter, warn};
use super::settings::FitSettings;
use super::workspace::{One, Sixteen, Workspace};
use crate::data::sequences::DataSets;
use crate::error::{Error, Result};
use crate::loss::check::check_data;
use crate::loss::reach::out_of_reach;
use crate::network::parameters::{check_values, ranges};
use crate::network::precision::lost_rates;
use crate::network::program::Program;
use crate::numerics::block::LANES;
use crate::numerics::scalar::Scalar;
use crate::run::layout_choice::is_faster_in_lockstep;
use crate::run::pass::pool_of;
use crate::run::sets::Sets;

/// What a thread takes at a time.
enum Task<'n, 'p, T> {
    /// Networks from a number on, up to 16, in lockstep.
    Together(usize, &'n mut [&'p mut [T]]),
    /// A network by itself, and its number.
    Alone(usize, &'n mut [T]),
}

/// The networks in groups of 16; the members of a group that is faster so one by one.
fn tasks<'n, 'p, T: Scalar>(
    settings: &FitSettings<'_, T>,
    program: &Program<T>,
    networks: &'n mut [&'p mut [T]],
    train: &dyn DataSets<T>,
) -> Vec<Task<'n, 'p, T>> {
    let (mut tasks, own_data) = (Vec::new(), train.count().is_some());
    let batch = settings.batch_size.min(train.of(0).len());
    for (number, networks) in networks.chunks_mut(LANES).enumerate() {
        let first = number * LANES;
        if settings.lockstep || is_faster_in_lockstep(program, networks.len(), batch, own_data) {
            tasks.push(Task::Together(first, networks));
        } else {
            tasks.extend(
                (first..)
                    .zip(networks)
                    .map(|(number, network)| Task::Alone(number, network)),
            );
        }
    }
    tasks
}

pub(super) type FitEnsemble<T> =
    fn(&FitSettings<'_, T>, Program<T>, &mut [&mut [T]], &dyn DataSets<T>) -> Result<Vec<FitOutcome>>;

/// Trains all networks of an ensemble, 16 in lockstep; an error of one is its own.
pub(super) fn fit_ensemble<T: Scalar>(
    settings: &FitSettings<'_, T>,
    program: Program<T>,
    networks: &mut [&mut [T]],
    train: &dyn DataSets<T>,
) -> Result<Vec<FitOutcome>> {
    settings.check()?;
    let fit = Fit::new(settings, program)?;
    check_sets(&fit, networks.len(), train)?;
    check_start(&fit, networks)?;
    out_of_reach(&program, &fit.losses, train.of(0))
        .iter()
        .for_each(|text| warn(text));
    if let Some((number, text)) = first_lost_rate(program, networks) {
        warn(&format!("of network {number} {text}"));
    }
    let tasks = tasks(settings, &program, networks, train);
    let count = tasks.len();
    let checkpoints = settings.checkpoints.as_ref();
    // All of them before any network is trained.
    let opened: Result<Vec<Option<Opened<T>>>> = tasks
        .iter()
        .map(|task| {
            let of_group = |checkpoints: &Checkpoints| match count {
                1 => checkpoints.clone(),
                _ => checkpoints.of_group(task.first()),
            };
            let open = |checkpoints| task.open(&fit, &checkpoints, train);
            checkpoints.map(of_group).map(open).transpose()
        })
        .collect();
    let reporter = Reporter::new(
        settings.progress,
        "epoch",
        count.saturating_mul(settings.epochs),
        0,
    );
    let reporter = Mutex::new((0, reporter));
    let after = |members: &[Member<T>]| {
        let mut guard = reporter.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let (done, reporter) = &mut *guard;
        *done += 1;
        reporter.show(*done, || lowest_loss(members));
        ControlFlow::Continue(())
    };
    let run = |(task, opened): (Task<'_, '_, T>, Option<Opened<T>>)| task.run(&fit, train, opened, &after);
    let tasks: Vec<_> = tasks.into_iter().zip(opened?).collect();
    let histories: Result<Vec<Vec<_>>> = match pool_of(settings.threads.min(count))? {
        None => tasks.into_iter().map(run).collect(),
        Some(pool) => pool.install(|| tasks.into_par_iter().map(run).collect()),
    };
    let (_, reporter) = reporter
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    reporter.finish();
    Ok(histories?.into_iter().flatten().collect())
}

/// The checkpoints of a task, and what it goes on from.
type Opened<T> = (Keeper, Option<State<T>>);

impl<T: Scalar> Task<'_, '_, T> {
    /// Number of its first network.
    fn first(&self) -> usize {
        match self {
            Task::Together(first, _) | Task::Alone(first, _) => *first,
        }
    }

    /// Opens its checkpoint.
    fn open(
        &self,
        fit: &Fit<'_, T>,
        checkpoints: &Checkpoints,
        train: &dyn DataSets<T>,
    ) -> Result<Opened<T>> {
        fn identity_of<T: Scalar, const WIDTH: usize>(
            fit: &Fit<'_, T>,
            first: usize,
            start: &[&[T]],
            train: &dyn DataSets<T>,
        ) -> Identity {
            let of_lanes = |sets| of_lanes::<T, WIDTH>(sets, first, start.len());
            let (train, validation) = (of_lanes(train), fit.settings.validation.map(of_lanes));
            let data = Data {
                train: Some(&train),
                validation: validation.as_ref(),
            };
            identity(fit, first, start, &data)
        }
        let identity = match self {
            Task::Together(first, networks) => {
                let start: Vec<&[T]> = networks.iter().map(|network| &**network).collect();
                identity_of::<T, LANES>(fit, *first, &start, train)
            }
            Task::Alone(number, network) => identity_of::<T, 1>(fit, *number, &[&**network], train),
        };
        Keeper::open(checkpoints, fit.settings.resume, identity)
    }

    /// Trains its networks; `after` sees each epoch.
    fn run(
        self,
        fit: &Fit<'_, T>,
        train: &dyn DataSets<T>,
        opened: Option<Opened<T>>,
        after: &dyn Fn(&[Member<T>]) -> ControlFlow<()>,
    ) -> Result<Vec<FitOutcome>> {
        let (settings, program) = (fit.settings, fit.program);
        match self {
            Task::Together(first, networks) => {
                let count = networks.len();
                let of_lanes = |sets| of_lanes(sets, first, count);
                let (train, validation) = (of_lanes(train), settings.validation.map(of_lanes));
                let steps = train.steps().max(validation.as_ref().map_or(1, Sets::steps));
                let workspace = Sixteen::new(program, networks, steps, settings.truncation)?;
                run_cohort(fit, workspace, count, opened, train, validation.as_ref(), after)
            }
            Task::Alone(number, network) => {
                let of_lanes = |sets| of_lanes(sets, number, 1);
                let (train, validation) = (of_lanes(train), settings.validation.map(of_lanes));
                let steps = train.steps().max(validation.as_ref().map_or(1, Sets::steps));
                let workspace = One::new(program, network, steps, settings.truncation, 1)?;
                run_cohort(fit, workspace, 1, opened, train, validation.as_ref(), after)
            }
        }
    }
}

/// Networks that stand in a workspace, from their first epoch to their last.
fn run_cohort<T: Scalar, W: Workspace<T, WIDTH>, const WIDTH: usize>(
    fit: &Fit<'_, T>,
    workspace: W,
    count: usize,
    opened: Option<Opened<T>>,
    train: Sets<'_, T, WIDTH>,
    validation: Option<&Sets<'_, T, WIDTH>>,
    after: &dyn Fn(&[Member<T>]) -> ControlFlow<()>,
) -> Result<Vec<FitOutcome>> {
    let mut cohort = Cohort::new(fit, workspace, count)?;
    if let Some(opened) = opened {
        cohort.keep(opened)?;
    }
    cohort.run(EpochData::Fixed(train), validation, &mut |members| after(members));
    Ok(cohort.finish())
}

/// The first network with a rate that its scalar loses; one stands for all.
fn first_lost_rate<T: Scalar>(program: Program<T>, networks: &[&mut [T]]) -> Option<(usize, String)> {
    let lost = |network: &&mut [T]| lost_rates(program.description, network).into_iter().next();
    let mut all = networks.iter().enumerate();
    all.find_map(|(number, network)| Some((number, lost(network)?)))
}

/// The data of `count` networks from number `first` on.
fn of_lanes<T: Scalar, const WIDTH: usize>(
    sets: &dyn DataSets<T>,
    first: usize,
    count: usize,
) -> Sets<'_, T, WIDTH> {
    Sets::new(std::array::from_fn(|lane| {
        sets.of(first + if lane < count { lane } else { 0 })
    }))
}

/// What an ensemble's data need beside what a network's need.
fn check_sets<T: Scalar>(fit: &Fit<'_, T>, networks: usize, train: &dyn DataSets<T>) -> Result<()> {
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
fn check_start<T: Scalar>(fit: &Fit<'_, T>, networks: &[&mut [T]]) -> Result<()> {
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

/// What came of an epoch of many, at least one of which has finished it.
fn lowest_loss<T: Copy>(members: &[Member<T>]) -> String {
    let last = members.iter().filter_map(|member| member.last());
    let losses = last.map(|epoch| epoch.validation_loss.unwrap_or(epoch.train_loss));
    format!("lowest loss {:.4e}", losses.fold(f64::INFINITY, f64::min))
}
