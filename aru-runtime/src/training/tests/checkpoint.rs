//! Fits that were stopped and go on, against the same fit in one go: every bit but the seconds.

mod damaged;
mod interrupted;
mod killed;
mod refused;

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use super::support::*;
use crate::data::sequences::{DataSets, Sequences};
use crate::network::emitted::Emitted;
use crate::run::network::Network;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::{Adam, Sgd};
use crate::training::{Cosine, Every, FitError, History, Resume, Stopped, Trainer};

/// Of the 60 updates of the fits here, 10 an epoch, the last checkpoint but one is written after so many: in the midst of
/// epochs, at their ends, before the first.
const STOPS: [u64; 8] = [31, 37, 40, 44, 50, 57, 59, 1000];

/// What is left of fits: parameters, and what each says.
type Left = (Vec<Vec<f64>>, Vec<(String, History)>);

fn told(outcome: Result<History, FitError>) -> (String, History) {
    let (end, mut history) = match outcome {
        Ok(history) => (format!("{:?}", history.stopped()), history),
        Err(error) => (error.to_string(), error.history().clone()),
    };
    history.epochs.iter_mut().for_each(|epoch| epoch.seconds = 0.0);
    (end, history)
}

/// The files of a fit: one, or one for each group.
fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

/// Whether a fit that was stopped at any of [`STOPS`] ends like one that was not.
fn check(fit: impl Fn(&dyn Fn(Trainer<'static, f64>) -> Trainer<'static, f64>) -> Left) {
    let whole = fit(&|trainer| trainer);
    for stop in STOPS {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fit.checkpoint");
        let kept = fit(&|trainer| trainer.checkpoint(&path, Every::Updates(stop)));
        assert!(kept == whole, "with a checkpoint every {stop} updates");
        // As if the last one had never been written.
        for name in files(folder.path()) {
            if let Some(newest) = name.strip_suffix(".older") {
                fs::rename(folder.path().join(&name), folder.path().join(newest)).unwrap();
            }
        }
        let resumed = || {
            fit(&|trainer| {
                trainer
                    .checkpoint(&path, Every::Updates(stop))
                    .resume(Resume::IfPresent)
            })
        };
        assert!(resumed() == whole, "resumed at {stop}");
        assert!(resumed() == whole, "over already");
    }
}

/// A network of seed 1, fitted so.
fn one(
    configure: &dyn Fn(Trainer<'static, f64>) -> Trainer<'static, f64>,
    trainer: Trainer<'static, f64>,
    data: &Sequences<f64>,
) -> Left {
    let mut net = Net::new(1);
    let outcome = configure(trainer).fit(&mut net, data);
    (vec![net.values().to_vec()], vec![told(outcome)])
}

fn adam() -> Trainer<'static, f64> {
    Trainer::new(Adam::new(0.02)).batch_size(4).epochs(6)
}

#[test]
fn a_network_goes_on_with_the_same_bits() {
    let data = taught(40, 5, (0.3, 0.7));
    check(|configure| {
        one(
            configure,
            adam().clip_norm(0.05).schedule(Cosine::default()),
            &data,
        )
    });
    check(|configure| {
        let momentum = Trainer::new(Sgd::new(0.1).momentum(0.9)).batch_size(4).epochs(6);
        one(
            configure,
            momentum.freeze(["hidden.alpha_r"]).weight_decay(0.1),
            &data,
        )
    });
    check(|configure| one(configure, adam().threads(2).truncate(5), &data));
}

#[test]
fn the_best_so_far_is_remembered() {
    let data: &'static Sequences<f64> = Box::leak(Box::new(taught(40, 5, (0.3, 0.7))));
    let (train, valid) = data.split(39).unwrap();
    let valid: &'static Sequences<f64> = Box::leak(Box::new(valid));
    let trainer = || Trainer::new(Adam::new(0.5)).batch_size(4).epochs(6);
    for patience in [1, 2, 100] {
        check(|configure| {
            let watched = trainer()
                .validate(valid)
                .early_stopping(patience)
                .restore_best(true);
            one(configure, watched, &train)
        });
    }
}

#[test]
fn data_made_anew_are_made_again() {
    check(|configure| {
        let mut net = Net::new(1);
        let outcome = configure(adam()).fit_generated(&mut net, |epoch, random| {
            use rand::RngExt;
            Ok(taught(
                40,
                random.random_range(1..1000),
                (0.1 * epoch as f64, 0.5),
            ))
        });
        (vec![net.values().to_vec()], vec![told(outcome)])
    });
}

/// Networks of seeds from 0 on, fitted so.
fn many(
    configure: &dyn Fn(Trainer<'static, f64>) -> Trainer<'static, f64>,
    trainer: Trainer<'static, f64>,
    networks: u64,
    data: &impl DataSets<f64>,
) -> Left {
    let mut nets = Ensemble::<Net>::new(0..networks);
    let outcomes = configure(trainer).fit(&mut nets, data).unwrap();
    let networks = nets.into_networks();
    (
        networks.iter().map(|net| net.values().to_vec()).collect(),
        outcomes.into_iter().map(told).collect(),
    )
}

#[test]
fn ensembles_go_on_group_by_group() {
    let shared = taught(40, 5, (0.3, 0.7));
    let own: Vec<Sequences<f64>> = (0..18).map(|seed| taught(40, seed, (0.3, 0.7))).collect();
    // Two groups of 16 and 2 on two threads; 3 networks one after another; one group with data of its own each.
    check(|configure| many(configure, adam().lockstep(true).threads(2), 18, &shared));
    check(|configure| many(configure, adam(), 3, &shared));
    check(|configure| many(configure, adam().lockstep(true), 18, &own));
}

#[test]
fn ensembles_make_their_data_again() {
    check(|configure| {
        let mut nets = Ensemble::<Net>::new(0..18);
        let mut trainer = configure(adam().lockstep(true));
        let outcomes = trainer.fit_generated(&mut nets, |epoch, random| {
            use rand::RngExt;
            Ok(taught(
                40,
                random.random_range(1..1000),
                (0.1 * epoch as f64, 0.5),
            ))
        });
        let networks = nets.into_networks();
        (
            networks.iter().map(|net| net.values().to_vec()).collect(),
            outcomes.unwrap().into_iter().map(told).collect(),
        )
    });
}

#[test]
fn a_member_that_diverged_stays_so() {
    let data = leaky::<f64>(0.3);
    let descent = || Trainer::new(Sgd::new(1.0)).batch_size(4).epochs(6).lockstep(true);
    let fit = |configure: &dyn Fn(Trainer<'static, f64>) -> Trainer<'static, f64>| -> Left {
        let mut nets = Ensemble::<Unbounded>::new(0..3);
        for (net, weight) in nets.networks_mut().iter_mut().zip([1.0, 1e160, 30.0]) {
            net.set("x_to_y.weight", &[weight]).unwrap();
        }
        let outcomes = configure(descent()).fit(&mut nets, &data).unwrap();
        let networks = nets.into_networks();
        (
            networks.iter().map(|net| net.values().to_vec()).collect(),
            outcomes.into_iter().map(told).collect(),
        )
    };
    let (_, outcomes) = fit(&|trainer| trainer);
    let ends: Vec<&str> = outcomes.iter().map(|(end, _)| end.as_str()).collect();
    assert!(ends.iter().any(|end| end.starts_with("Some")), "{ends:?}");
    assert!(ends.iter().any(|end| !end.starts_with("Some")), "{ends:?}");
    check(fit);
}

#[test]
fn a_fit_that_an_observer_ended_goes_on() {
    let data = taught(40, 5, (0.3, 0.7));
    let whole = one(&|trainer| trainer, adam(), &data);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit.checkpoint");
    for last in [1, 2, 3, 5] {
        let mut net = Net::new(1);
        let history = adam()
            .checkpoint(&path, Every::Epochs(100))
            .resume(Resume::IfPresent)
            .observe(|epoch| match epoch.epoch == last {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            })
            .fit(&mut net, &data)
            .unwrap();
        assert_eq!(
            (history.len(), history.stopped()),
            (last, Some(Stopped::Observer))
        );
    }
    let rest = |trainer: Trainer<'static, f64>| {
        trainer
            .checkpoint(&path, Every::Minutes(1e300))
            .resume(Resume::Required)
    };
    assert!(one(&rest, adam(), &data) == whole);
}

#[test]
fn an_observer_that_ends_what_ends_by_itself_changes_nothing() {
    let data = taught(40, 5, (0.3, 0.7));
    let (train, valid) = data.split(39).unwrap();
    let valid: &'static Sequences<f64> = Box::leak(Box::new(valid));
    for patience in [1, 2] {
        let trainer = || {
            Trainer::new(Adam::new(0.5))
                .batch_size(4)
                .epochs(100)
                .validate(valid)
                .early_stopping(patience)
        };
        let whole = one(&|trainer| trainer, trainer(), &train);
        let last = whole.1[0].1.len();
        assert!(last < 100, "it stops early");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fit");
        let broken = |trainer: Trainer<'static, f64>| {
            trainer
                .checkpoint(&path, Every::Epochs(1))
                .resume(Resume::IfPresent)
                .observe(move |epoch| match epoch.epoch == last {
                    true => ControlFlow::Break(()),
                    false => ControlFlow::Continue(()),
                })
        };
        assert!(one(&broken, trainer(), &train) == whole);
        assert!(one(&broken, trainer(), &train) == whole, "resumed");
    }
}
