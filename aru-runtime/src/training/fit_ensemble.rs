//! Fits of the networks of an ensemble: in lockstep where that is faster, else one after another.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Mutex;

use rayon::prelude::*;

use super::anneal;
use super::checkpoint::Checkpoints;
use super::fit::{Fit, FitOutcome, TrainingData};
use super::group::{Group, GroupData, Opened, groups, is_resumed};
use super::member::Member;
use super::progress::Reporter;
use super::settings::FitSettings;
use crate::error::{Error, Result};
use crate::loss::check::check_data;
use crate::loss::reach::out_of_reach;
use crate::network::linked::Masks;
use crate::network::parameters::{check_values, ranges};
use crate::network::precision::lost_rates;
use crate::network::program::Program;
use crate::numerics::interrupt::install;
use crate::numerics::scalar::Scalar;
use crate::system::pool_of;
use crate::warnings::warn;

pub(super) type FitEnsemble<T> =
    fn(&FitSettings<'_, T>, Program<T>, &mut [&mut [T]], TrainingData<'_, T>) -> Result<Vec<FitOutcome>>;

/// Trains all networks of an ensemble, 16 in lockstep; an error of one is its own.
pub(super) fn fit_ensemble<T: Scalar>(
    settings: &FitSettings<'_, T>,
    program: Program<T>,
    networks: &mut [&mut [T]],
    data: TrainingData<'_, T>,
) -> Result<Vec<FitOutcome>> {
    settings.check()?;
    let fit = Fit::new(settings, program)?;
    let generated;
    let data = match data {
        TrainingData::Fixed(sets) => GroupData::Fixed(sets),
        TrainingData::Generated(generate) => {
            generated = Mutex::new(generate);
            GroupData::Generated(&generated)
        }
    };
    check_sets(&fit, networks.len(), data)?;
    check_start(&fit, networks)?;
    if let GroupData::Fixed(train) = data {
        let sets = (0..train.count().unwrap_or(1)).map(|network| train.of(network));
        let told: BTreeSet<String> = sets
            .flat_map(|data| out_of_reach(&program, &fit.losses, data))
            .collect();
        told.iter().for_each(warn);
    }
    if let Some((number, text)) = first_lost_rate(program, networks) {
        warn(format_args!("of network {number} {text}"));
    }
    let groups = groups(settings, &program, networks, data);
    let count = groups.len();
    let checkpoints = settings.checkpoints.as_ref();
    // All of them before any network is trained.
    let opened: Result<Vec<Option<Opened<T>>>> = groups
        .iter()
        .map(|group| {
            let of_group = |checkpoints: &Checkpoints| checkpoints.of_group(group.first());
            let open = |checkpoints| group.open(&fit, &checkpoints, data);
            checkpoints.map(of_group).map(open).transpose()
        })
        .collect();
    let opened = opened?;
    let anew = groups.iter().zip(&opened);
    let anew = anew.filter(|(_, opened)| !opened.as_ref().is_some_and(is_resumed));
    let anew: Vec<&[T]> = anew.flat_map(|(group, _)| group.networks()).collect();
    anneal::narrow_already(&fit.annealed, &anew).iter().for_each(warn);
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
    let run = |(group, opened): (Group<'_, '_, T>, Option<Opened<T>>)| group.run(&fit, data, opened, &after);
    let groups: Vec<_> = groups.into_iter().zip(opened).collect();
    let histories: Result<Vec<Vec<_>>> = match pool_of(settings.threads.min(count))? {
        None => groups.into_iter().map(run).collect(),
        Some(pool) => install(&pool, || groups.into_par_iter().map(run).collect()),
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

/// What an ensemble's data need beside what a network's need.
fn check_sets<T: Scalar>(fit: &Fit<'_, T>, networks: usize, data: GroupData<'_, '_, T>) -> Result<()> {
    let setting = |setting: &str, found: usize, expected: &str| Err(Error::setting(setting, found, expected));
    let train = match data {
        GroupData::Fixed(sets) => Some(sets),
        GroupData::Generated(_) => None,
    };
    for (sets, what) in [(train, "training"), (fit.settings.validation, "validation")] {
        let Some(sets) = sets else { continue };
        if let Some(count) = sets.count().filter(|&count| count != networks) {
            let expected = format!("give one for all, or one for each of the {networks} networks");
            return setting(&format!("the number of {what} sets"), count, &expected);
        }
        for network in 0..sets.count().unwrap_or(1) {
            check_data(&fit.program, &fit.losses, sets.of(network), what)?;
        }
    }
    let Some(train) = train else { return Ok(()) };
    let length = train.of(0).len();
    fit.check_noise(train.of(0))?;
    for network in 0..train.count().unwrap_or(0) {
        let own = train.of(network);
        fit.check_noise(own)?;
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
    let masks = Masks::of(fit.program.description);
    for (number, network) in networks.iter().enumerate() {
        let trained = ranges(fit.program.description).zip(&fit.treatments);
        for ((parameter, place), _) in trained.filter(|(_, own)| own.is_some()) {
            let values = &network[place];
            let checked = check_values(parameter, values);
            let checked = checked.and_then(|()| masks.check(parameter, values, network));
            checked.map_err(|mut error| {
                if let Error::NotFinite { what, .. }
                | Error::OutOfBounds { what, .. }
                | Error::Unlinked { what, .. } = &mut error
                {
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
