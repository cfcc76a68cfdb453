//! Spreads that narrow from epoch to epoch, in fits of one network and of many, that are stopped and go on.

use ndarray::Array3;

use crate::data::sequences::Sequences;
use crate::network::emitted::{Emitted, description};
use crate::run::network::Network;
use crate::training::anneal;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::Adam;
use crate::training::{Anneal, Every, History, Resume, Trainer};

aru_macros::recurrent_net! {
    struct Echo {
        input x: 1;
        layer h: Elman<3> { activation: tanh; }
        output y: 1;
        x ~> h { delay: learn(3.0) in 1..=9; spread: fixed 4.0; }
        h ~> h { delay: learn per_source(2.0) in 1..=5; spread: fixed 2.0; }
        h -> y { delay: learn(1.0) in 0..=3; spread: 1.0; }
    }
}

const HALF: Anneal = Anneal { over: 0.5, to: 0.01 };

fn data() -> Sequences<f64> {
    let inputs = Array3::from_shape_fn((12, 20, 1), |(i, t, _)| (0.9 * (1 + 3 * i + t * t) as f64).sin());
    let targets = Array3::from_shape_fn(
        (12, 20, 1),
        |(i, t, _)| {
            if t < 6 { 0.0 } else { 0.5 * inputs[[i, t - 6, 0]] }
        },
    );
    Sequences::new(inputs, targets).unwrap()
}

fn spreads(net: &Echo<f64>) -> [f64; 2] {
    [net.x_to_h().spread()[0], net.h_to_h().spread()[0]]
}

fn trainer<'a>(data: &'a Sequences<f64>) -> Trainer<'a, f64> {
    Trainer::new(Adam::new(0.02))
        .batch_size(4)
        .epochs(6)
        .validate(data)
}

#[test]
fn spreads_are_set_before_every_epoch() {
    let data = data();
    let mut seen = Vec::new();
    let mut net = Echo::new(2);
    let history = trainer(&data)
        .anneal("*.spread", HALF)
        .watch(|watched| {
            let net: Echo<f64> = watched.network().unwrap();
            seen.push(spreads(&net));
            std::ops::ControlFlow::Continue(())
        })
        .fit(&mut net, &data)
        .unwrap();
    for (epoch, [first, second]) in seen.iter().enumerate() {
        let factor = HALF.factor(epoch, 6);
        assert_eq!((*first, *second), (factor * 4.0, factor * 2.0), "epoch {epoch}");
    }
    assert_eq!(seen[3..], [[0.0; 2]; 3]);
    assert!(history.best().unwrap().epoch > 3);
}

#[test]
fn the_last_that_names_a_spread_counts_and_others_stay() {
    let data = data();
    let mut net = Echo::new(2);
    trainer(&data)
        .anneal("*", HALF)
        .anneal("h_to_h", Anneal { over: 0.2, to: 1.0 })
        .fit(&mut net, &data)
        .unwrap();
    assert_eq!(spreads(&net), [0.0, 0.0]);
    let mut net = Echo::new(2);
    trainer(&data)
        .anneal("x_to_h.spread", HALF)
        .fit(&mut net, &data)
        .unwrap();
    assert_eq!(spreads(&net), [0.0, 2.0]);
}

/// While a spread narrows a low loss is no sign of a good network.
#[test]
fn early_stopping_counts_from_the_first_epoch_without_a_spread() {
    let data = data();
    // Rates of learning so high that every epoch is worse than the one before.
    let mut net = Echo::new(2);
    let history = Trainer::new(Adam::new(0.5))
        .epochs(20)
        .validate(&data)
        .early_stopping(1)
        .restore_best(true)
        .schedule(|epoch: usize, _: usize| if epoch == 1 { 0.0 } else { 1.0 })
        .anneal("*.spread", HALF)
        .fit(&mut net, &data)
        .unwrap();
    assert!(history.len() > 10, "{}", history.len());
    assert!(history.best().unwrap().epoch > 10);
    assert_eq!(spreads(&net), [0.0, 0.0]);
}

#[test]
fn networks_of_an_ensemble_have_delays_of_their_own() {
    let data = data();
    let start = |seed: u64| {
        let mut net = Echo::new(seed);
        net.set("x_to_h.delay", &[2.0 + 0.7 * seed as f64]).unwrap();
        net.set("x_to_h.spread", &[1.0 + seed as f64]).unwrap();
        net.set("h_to_h.delay", &[1.2, 2.0 + 0.3 * seed as f64, 4.0])
            .unwrap();
        net
    };
    let fit = |networks: Vec<Echo<f64>>| {
        let mut ensemble = Ensemble::of(networks);
        let histories = trainer(&data)
            .lockstep(true)
            .restore_best(true)
            .anneal("*.spread", HALF)
            .fit(&mut ensemble, &data)
            .unwrap();
        let histories: Vec<History> = histories.into_iter().map(|history| history.unwrap()).collect();
        (ensemble, histories)
    };
    let (together, histories) = fit((0..5).map(start).collect());
    for (seed, (net, history)) in (0..5).zip(together.networks().iter().zip(&histories)) {
        let mut alone = start(seed);
        let own = trainer(&data)
            .restore_best(true)
            .anneal("*.spread", HALF)
            .fit(&mut alone, &data)
            .unwrap();
        for (one, other) in alone.values().iter().zip(net.values()) {
            assert!((one - other).abs() < 1e-9, "{seed}: {one} {other}");
        }
        assert_eq!(own.best().unwrap().epoch, history.best().unwrap().epoch);
    }
}

#[test]
fn a_fit_that_was_stopped_goes_on_with_the_same_bits() {
    let data = data();
    let fit = |configure: &dyn Fn(Trainer<'_, f64>) -> Trainer<'_, f64>| {
        let mut net = Echo::new(2);
        let mut history = configure(trainer(&data).restore_best(true).anneal("*.spread", HALF))
            .fit(&mut net, &data)
            .unwrap();
        history.epochs.iter_mut().for_each(|epoch| epoch.seconds = 0.0);
        (net.values().to_vec(), history)
    };
    let whole = fit(&|trainer| trainer);
    // 3 updates an epoch.
    for stop in [2, 3, 7, 9, 11, 16] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fit.checkpoint");
        fit(&|trainer| trainer.checkpoint(&path, Every::Updates(stop)));
        let older = folder.path().join("fit.checkpoint.older");
        if older.exists() {
            std::fs::rename(older, &path).unwrap();
        }
        let resumed = fit(&|trainer| {
            trainer
                .checkpoint(&path, Every::Updates(stop))
                .resume(Resume::IfPresent)
        });
        assert!(resumed == whole, "resumed with a checkpoint every {stop} updates");
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit.checkpoint");
    fit(&|trainer| trainer.checkpoint(&path, Every::Updates(4)));
    let mut net = Echo::new(2);
    let error = trainer(&data)
        .restore_best(true)
        .anneal("*.spread", Anneal { to: 0.1, ..HALF })
        .checkpoint(&path, Every::Updates(4))
        .resume(Resume::Required)
        .fit(&mut net, &data)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("annealing of `x_to_h.spread`: over 0.5 to 0.01 in the file, over 0.5 to 0.1 here"),
        "{error}"
    );
}

#[test]
fn what_cannot_be_annealed_is_refused() {
    let data = data();
    let refusal = |trainer: Trainer<'_, f64>| {
        let mut net = Echo::new(2);
        let mut trainer = trainer;
        let error = trainer.fit(&mut net, &data).unwrap_err().to_string();
        assert_eq!(spreads(&net), [4.0, 2.0]);
        error
    };
    let cases = [
        (
            refusal(trainer(&data).anneal("h_to_y.spread", HALF)),
            "declare `spread: fixed 10.0;`",
        ),
        (refusal(trainer(&data).anneal("h.bias", HALF)), "has no spread"),
        (
            refusal(trainer(&data).anneal("x_to_h.sprad", HALF)),
            "did you mean `x_to_h.spread`",
        ),
        (
            refusal(trainer(&data).freeze(["x_to_h"]).anneal("*.spread", HALF)),
            "`x_to_h.spread` is frozen",
        ),
        (
            refusal(trainer(&data).anneal("*.spread", Anneal { over: 0.9, ..HALF })),
            "leaves none without a spread",
        ),
        (
            refusal(trainer(&data).anneal("*.spread", Anneal { to: 0.0, ..HALF })),
            "above 0",
        ),
    ];
    for (found, expected) in cases {
        assert!(found.contains(expected), "{found}");
    }
}

/// A second fit did not anneal, and said nothing; its best epoch counted from the second half.
#[test]
fn a_spread_that_has_narrowed_is_told() {
    let data = data();
    let mut net = Echo::new(2);
    let narrow = |net: &Echo<f64>| {
        let trainer = trainer(&data).anneal("*.spread", HALF);
        let annealed = anneal::resolve(&trainer.settings, description::<Echo<f64>>()).unwrap();
        anneal::narrow_already(&annealed, &[net.values()])
    };
    assert!(narrow(&net).is_empty());
    // Where all go on from a checkpoint, nothing is to be said of the networks given.
    let settings = trainer(&data).anneal("*.spread", HALF).settings;
    let annealed = anneal::resolve(&settings, description::<Echo<f64>>()).unwrap();
    assert!(anneal::narrow_already::<f64>(&annealed, &[]).is_empty());
    trainer(&data)
        .anneal("*.spread", HALF)
        .fit(&mut net, &data)
        .unwrap();
    assert_eq!(
        narrow(&net),
        ["x_to_h", "h_to_h"].map(|link| {
            format!(
                "`{link}.spread` is 0, so that `anneal` has nothing to narrow: a fit that anneals ends there; \
                 `net.set(\"{link}.spread\", &[..])` gives it a start"
            )
        })
    );
    let again = trainer(&data)
        .anneal("*.spread", HALF)
        .fit(&mut net, &data)
        .unwrap();
    assert_eq!(again.counts_from, 0, "each epoch is trained as it is meant");
    net.set("x_to_h.spread", &[4.0]).unwrap();
    assert_eq!(narrow(&net).len(), 1);
    let third = trainer(&data)
        .anneal("*.spread", HALF)
        .fit(&mut net, &data)
        .unwrap();
    assert_eq!(third.counts_from, 4);
}
