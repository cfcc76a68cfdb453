//! The fit of an ensemble: groups of 16 networks, each group in lockstep, groups side by side on threads.

mod group;
mod lane;

use std::sync::Mutex;

use rayon::prelude::*;

use self::group::Group;
use super::Trainer;
use super::fit::losses_of;
use super::fit_error::FitError;
use super::history::History;
use super::progress::Reporter;
use super::schedule::Schedule;
use super::selection::Treatment;
use crate::data::sequences::DataSets;
use crate::error::{Error, Result};
use crate::loss::check::check_data;
use crate::loss::losses::Losses;
use crate::network::parameters::{check_values, ranges};
use crate::network::program::Program;
use crate::numerics::block::LANES;
use crate::numerics::scalar::Scalar;
use crate::training::optimiser::Optimiser;

/// The data of all networks, each by its place.
#[derive(Clone, Copy)]
struct Data<'d, T: Scalar> {
    train: &'d dyn DataSets<T>,
    validation: Option<&'d dyn DataSets<T>>,
}

/// What the trainer says, without what one thread alone may touch.
struct Settings<'f, T: Scalar, O> {
    optimiser: &'f O,
    losses: Losses<'f, T>,
    treatments: Vec<Option<Treatment>>,
    schedule: &'f dyn Schedule,
    batch_size: usize,
    epochs: usize,
    shuffle: bool,
    seed: u64,
    clip_norm: Option<f64>,
    truncation: Option<usize>,
    patience: Option<usize>,
    restore_best: bool,
}

/// Trains all networks by settings that have been checked; an error of one is its own.
pub(super) fn fit<T: Scalar, O: Optimiser>(
    trainer: &Trainer<'_, T, O>,
    program: Program<T>,
    networks: &mut [&mut [T]],
    train: &dyn DataSets<T>,
) -> Result<Vec<std::result::Result<History, FitError>>> {
    let data = Data {
        train,
        validation: trainer.validation,
    };
    check(trainer, &program, networks.len(), data)?;
    let treatments = trainer.selection.resolve(program.description)?;
    check_start(&program, networks, &treatments)?;
    let groups = networks.len().div_ceil(LANES);
    let reporter = Mutex::new((
        0,
        Reporter::new(trainer.progress, "epoch", groups * trainer.epochs, 0),
    ));
    let report = |losses: String| {
        let mut guard = reporter.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let (done, reporter) = &mut *guard;
        *done += 1;
        reporter.show(*done, || losses);
    };
    let settings = Settings {
        optimiser: &trainer.optimiser,
        losses: losses_of(&program, trainer)?,
        treatments,
        schedule: &*trainer.schedule,
        batch_size: trainer.batch_size,
        epochs: trainer.epochs,
        shuffle: trainer.shuffle,
        seed: trainer.seed,
        clip_norm: trainer.clip_norm,
        truncation: trainer.truncation,
        patience: trainer.patience,
        restore_best: trainer.restore_best,
    };
    let fit_group = |(number, networks): (usize, &mut [&mut [T]])| {
        let mut group = Group::begin(&settings, program, networks, number * LANES, data)?;
        group.run(&report);
        Ok(group.finish(networks))
    };
    let numbered = networks.chunks_mut(LANES).enumerate();
    let histories: Result<Vec<Vec<std::result::Result<History, FitError>>>> =
        match trainer.threads.min(groups) {
            0 | 1 => numbered.map(fit_group).collect(),
            threads => {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
                let pool = pool.map_err(|error| Error::Threads {
                    threads,
                    cause: error.to_string(),
                })?;
                let numbered: Vec<_> = numbered.collect();
                pool.install(|| numbered.into_par_iter().map(fit_group).collect())
            }
        };
    let (_, reporter) = reporter
        .into_inner()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    reporter.finish();
    Ok(histories?.into_iter().flatten().collect())
}

/// What an ensemble needs beside what a network needs.
fn check<T: Scalar, O: Optimiser>(
    trainer: &Trainer<'_, T, O>,
    program: &Program<T>,
    networks: usize,
    data: Data<'_, T>,
) -> Result<()> {
    let setting = |setting: &str, found: String, expected: &str| {
        Err(Error::Setting {
            setting: setting.into(),
            found,
            expected: expected.into(),
        })
    };
    if networks == 0 {
        return setting(
            "the number of networks",
            "0".into(),
            "give the ensemble at least one",
        );
    }
    if trainer.observer.is_some() {
        return setting(
            "`observe`",
            "set".into(),
            "it watches a single network; read the histories of an ensemble",
        );
    }
    let losses = losses_of(program, trainer)?;
    for (sets, what) in [(Some(data.train), "training"), (data.validation, "validation")] {
        let Some(sets) = sets else { continue };
        if let Some(count) = sets.count().filter(|&count| count != networks) {
            let expected = format!("give one for all, or one for each of the {networks} networks");
            return setting(
                &format!("the number of {what} sets"),
                count.to_string(),
                &expected,
            );
        }
        for network in 0..sets.count().unwrap_or(1) {
            check_data(program, &losses, sets.of(network), what)?;
        }
    }
    let length = data.train.of(0).len();
    for network in 0..data.train.count().unwrap_or(0) {
        let own = data.train.of(network);
        if own.len() != length {
            let expected = format!(
                "all must have as many, the first has {length}: every network goes through its batches in step"
            );
            return setting(
                &format!("the number of training sequences of network {network}"),
                own.len().to_string(),
                &expected,
            );
        }
        if let Some(empty) = (0..length).find(|&sequence| own.total_weight(&[sequence]) == 0.0) {
            let expected =
                "leave it out with `select`: networks with data of their own make every update together";
            return setting(
                &format!("the weight of sequence {empty} of network {network}"),
                "0".into(),
                expected,
            );
        }
    }
    Ok(())
}

/// Whether each network can be started from, before any is trained.
fn check_start<T: Scalar>(
    program: &Program<T>,
    networks: &[&mut [T]],
    treatments: &[Option<Treatment>],
) -> Result<()> {
    for (number, network) in networks.iter().enumerate() {
        for ((parameter, place), _) in ranges(program.description)
            .zip(treatments)
            .filter(|(_, own)| own.is_some())
        {
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
