//! Fits with noise and penalties: the same whatever the company, and what is recorded of them.

use ndarray::Array3;

use crate::data::sequences::Sequences;
use crate::loss::{Loss, MeanSquaredError};
use crate::network::emitted::Emitted;
use crate::run::network::Network;
use crate::run::noise::Noise;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::{Adam, Sgd};
use crate::training::{Every, Penalties, Penalty, Resume, Trainer};

aru_macros::recurrent_net! {
    pub struct Noisy {
        input x: 1;
        layer slow: Aru<5> {
            alpha_s: learn per_unit(0.3) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            noise: normal(0.5);
        }
        layer fast: Elman<4> { activation: tanh; noise: normal(0.2); }
        output y: 2;
        x -> slow;
        slow ~> slow;
        slow -> fast -> y;
    }
}

fn data(seed: f64) -> Sequences<f64> {
    let wave = |features: usize| {
        Array3::from_shape_fn((9, 12, features), |(i, t, f)| {
            (seed + (1 + 3 * i + t) as f64 * 0.7 + f as f64).sin()
        })
    };
    let lengths: Vec<usize> = (0..9).map(|i| 3 + i).collect();
    Sequences::new(wave(1), wave(2))
        .unwrap()
        .with_lengths(lengths)
        .unwrap()
}

fn penalties() -> Penalties {
    Penalties::new()
        .add("slow.current", Penalty::Square, 0.1)
        .add("fast.rate", Penalty::Smoothness, 0.2)
        .add("*.weight", Penalty::L1, 1e-3)
        .add("slow_to_slow", Penalty::L2, 1e-2)
}

fn trainer<'a>() -> Trainer<'a, f64> {
    Trainer::new(Adam::new(0.01))
        .batch_size(4)
        .epochs(3)
        .seed(11)
        .noise(Noise::seed(5))
        .penalties(penalties())
}

fn fitted(mut trainer: Trainer<'_, f64>, data: &Sequences<f64>) -> Noisy<f64> {
    let mut net = Noisy::new(3);
    trainer.fit(&mut net, data).unwrap();
    net
}

#[test]
fn noise_comes_from_its_seed_and_each_epoch_has_its_own() {
    let data = data(0.0);
    let net = fitted(trainer(), &data);
    assert_eq!(fitted(trainer(), &data).values(), net.values());
    assert_eq!(fitted(trainer().threads(4), &data).values(), net.values());
    assert_ne!(
        fitted(trainer().noise(Noise::seed(6)), &data).values(),
        net.values()
    );
    assert_ne!(fitted(trainer().noise(Noise::Off), &data).values(), net.values());
    // By default it is of the trainer's seed.
    let by_default = Trainer::new(Adam::new(0.01)).batch_size(4).epochs(3).seed(11);
    let named = Trainer::new(Adam::new(0.01))
        .batch_size(4)
        .epochs(3)
        .seed(11)
        .noise(Noise::seed(11));
    assert_eq!(fitted(by_default, &data).values(), fitted(named, &data).values());
    let loss = |epochs: usize| {
        let mut net = Noisy::<f64>::new(3);
        // Nothing moves, so that only noise differs from epoch to epoch.
        let mut trainer = Trainer::new(Sgd::new(1e-300)).epochs(epochs);
        trainer.fit(&mut net, &data).unwrap().last().unwrap().train_loss
    };
    assert_ne!(loss(1), loss(2));
}

#[test]
fn numbers_that_are_given_are_those_of_every_epoch() {
    let data = data(0.0);
    let xi =
        |units: usize| Array3::from_shape_fn((9, 12, units), |(i, t, u)| ((i * 7 + t * 3 + u) as f64).cos());
    let given = Noise::given([("fast", xi(4)), ("slow", xi(5))]);
    let net = Noisy::<f64>::new(3);
    let expected = net.evaluate(&data).noise(&given).loss(&MeanSquaredError).unwrap();
    let mut moved = net.clone();
    let mut trainer = Trainer::new(Sgd::new(1e-300))
        .batch_size(20)
        .epochs(3)
        .noise(given);
    let history = trainer.fit(&mut moved, &data).unwrap();
    assert!(
        history
            .epochs()
            .iter()
            .all(|epoch| (epoch.train_loss - expected).abs() < 1e-14)
    );
    let mut other = Trainer::new(Adam::new(0.1)).noise(Noise::given([("slow", xi(5)), ("fast", xi(3))]));
    let error = other.fit(&mut moved, &data).unwrap_err().to_string();
    assert!(
        error.contains("the noise of `fast` has shape [9, 12, 3]"),
        "{error}"
    );
}

/// Sequences that are made anew for each epoch have the noise of their place.
#[test]
fn generated_data_have_the_noise_of_their_place() {
    let data = data(0.0);
    let mut generated = Noisy::<f64>::new(3);
    trainer()
        .fit_generated(&mut generated, |_, _| Ok(data.clone()))
        .unwrap();
    assert_eq!(generated.values(), fitted(trainer(), &data).values());
}

#[test]
fn networks_of_an_ensemble_have_the_noise_that_they_have_alone() {
    let shared = data(0.0);
    let own: Vec<Sequences<f64>> = (0..3).map(|network| data(f64::from(network))).collect();
    for lockstep in [true, false] {
        for is_shared in [true, false] {
            let mut nets = Ensemble::<Noisy<f64>>::new(0..3);
            let mut together = trainer().lockstep(lockstep);
            let histories = match is_shared {
                true => together.fit(&mut nets, &shared),
                false => together.fit(&mut nets, &own),
            };
            let histories = histories.unwrap();
            for (number, (net, history)) in nets.networks().iter().zip(histories).enumerate() {
                let mut alone = Noisy::<f64>::new(number as u64);
                let data = if is_shared { &shared } else { &own[number] };
                let expected = trainer().fit(&mut alone, data).unwrap();
                for (found, expected) in net.values().iter().zip(alone.values()) {
                    assert!(
                        (found - expected).abs() < 1e-12,
                        "{lockstep} {is_shared}: {found} {expected}"
                    );
                }
                let penalty = |epoch: Option<&crate::training::Epoch>| epoch.unwrap().penalty.unwrap();
                let (found, expected) = (penalty(history.unwrap().last()), penalty(expected.last()));
                assert!((found - expected).abs() < 1e-13, "{found} {expected}");
            }
        }
    }
}

#[test]
fn the_first_update_descends_along_the_gradient_of_the_sum() {
    let data = data(0.0);
    let net = Noisy::<f64>::new(3);
    let penalties = penalties();
    let evaluation = net.evaluate(&data).penalties(&penalties);
    let gradients = evaluation.gradients(&MeanSquaredError).unwrap();
    let mut moved = net.clone();
    let mut trainer = Trainer::new(Sgd::new(0.1))
        .batch_size(9)
        .epochs(1)
        .noise(Noise::Off);
    trainer = trainer.penalties(penalties.clone()).freeze(["slow_to_slow"]);
    let history = trainer.fit(&mut moved, &data).unwrap();
    let epoch = history.last().unwrap();
    assert!((epoch.train_loss - gradients.loss()).abs() < 1e-14);
    assert!((epoch.penalty.unwrap() - gradients.penalty()).abs() < 1e-14);
    for (name, is_moved) in [
        ("x_to_slow.weight", true),
        ("fast.bias", true),
        ("slow_to_slow.weight", false),
    ] {
        let (before, after) = (net.parameter(name).unwrap(), moved.parameter(name).unwrap());
        for (place, (before, after)) in before.values().iter().zip(after.values()).enumerate() {
            let step = if is_moved {
                0.1 * gradients.get(name).unwrap()[place]
            } else {
                0.0
            };
            assert!((before - step - after).abs() < 1e-15, "{name}");
        }
    }
    let plain = Trainer::new(Sgd::new(0.1))
        .epochs(1)
        .fit(&mut net.clone(), &data)
        .unwrap();
    assert_eq!(plain.last().unwrap().penalty, None);
}

#[test]
fn a_fit_that_goes_on_has_the_noise_and_penalties_that_it_had() {
    let data = data(0.0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit.checkpoint");
    let whole = fitted(trainer(), &data);
    for stop in [1, 3, 4, 5] {
        std::fs::remove_file(&path).ok();
        std::fs::remove_file(folder.path().join("fit.checkpoint.older")).ok();
        fitted(trainer().checkpoint(&path, Every::Updates(stop)), &data);
        // As if the last one had never been written.
        std::fs::rename(folder.path().join("fit.checkpoint.older"), &path).unwrap();
        let resumed = trainer()
            .checkpoint(&path, Every::Minutes(1e9))
            .resume(Resume::Required);
        assert_eq!(fitted(resumed, &data).values(), whole.values(), "after {stop}");
    }
    let refusal = |trainer: Trainer<'_, f64>| {
        let mut trainer = trainer
            .checkpoint(&path, Every::Minutes(1e9))
            .resume(Resume::Required);
        trainer.fit(&mut Noisy::new(3), &data).unwrap_err().to_string()
    };
    for (trainer, difference) in [
        (
            trainer().noise(Noise::seed(6)),
            "noise of `slow`: normal(0.5), seed 5 in the file, normal(0.5), seed 6 here",
        ),
        (
            trainer().noise(Noise::Off),
            "noise of `slow`: normal(0.5), seed 5 in the file, normal(0.5), none here",
        ),
        (
            trainer().penalties(Penalties::new()),
            "penalty number 0, on `slow.current`: Square times 0.1 in the file, nothing here",
        ),
        (
            trainer().penalties(penalties().add("y.value", Penalty::Square, 1.0)),
            "penalty number 4, on `y.value`: nothing in the file, Square times 1 here",
        ),
    ] {
        let error = refusal(trainer);
        assert!(error.contains(difference), "{difference}: {error}");
    }
}

#[test]
fn a_penalty_that_the_network_cannot_have_is_refused_before_training() {
    let data = data(0.0);
    let mut net = Noisy::<f64>::new(3);
    let penalties = Penalties::new().add("slow.rates", Penalty::Square, 0.1);
    let error = trainer()
        .penalties(penalties)
        .fit(&mut net, &data)
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "no traced value named `slow.rates`, did you mean `slow.rate`?"
    );
    assert_eq!(net.values(), Noisy::<f64>::new(3).values());
}

/// A batch without weight made no update at all.
#[test]
fn a_batch_that_counts_for_nothing_is_penalised() {
    let mut weights = ndarray::Array2::ones((9, 12));
    weights.slice_mut(ndarray::s![..4, ..]).fill(0.0);
    let data = data(0.0).with_weights(weights).unwrap();
    let updates = |penalties: Penalties, ensemble: bool| {
        let mut trainer = Trainer::new(Sgd::new(0.01))
            .batch_size(4)
            .epochs(1)
            .shuffle(false)
            .noise(Noise::Off)
            .penalties(penalties);
        match ensemble {
            false => trainer.fit(&mut Noisy::<f64>::new(1), &data).unwrap().updates(),
            true => {
                let mut nets = Ensemble::<Noisy<f64>>::new(0..3);
                trainer.lockstep(true).fit(&mut nets, &data).unwrap()[0]
                    .as_ref()
                    .unwrap()
                    .updates()
            }
        }
    };
    for ensemble in [false, true] {
        assert_eq!(updates(Penalties::new(), ensemble), 2);
        assert_eq!(updates(penalties(), ensemble), 3);
    }
}

/// It was weighed as the loss is, so that such a batch was in no row.
#[test]
fn the_penalty_of_an_epoch_is_that_of_all_its_updates() {
    let mut weights = ndarray::Array2::ones((9, 12));
    weights.slice_mut(ndarray::s![..4, ..]).fill(0.0);
    weights.slice_mut(ndarray::s![8, ..]).fill(100.0);
    let data = data(0.0).with_weights(weights).unwrap();
    let penalties = penalties();
    // Too short a step to move anything.
    let trainer = || {
        let trainer = Trainer::new(Sgd::new(1e-300)).batch_size(4).epochs(1);
        trainer
            .shuffle(false)
            .noise(Noise::Off)
            .penalties(penalties.clone())
    };
    let net = Noisy::<f64>::new(1);
    let (mut steps, mut sum) = (0.0, 0.0);
    for batch in [0..4, 4..8, 8..9] {
        let own: usize = batch.clone().map(|sequence| data.length(sequence)).sum();
        let one = Sequences::new(data.inputs(), data.targets()).unwrap();
        let one = one.with_lengths(data.lengths().unwrap().to_vec()).unwrap();
        let one = one.select(batch).unwrap();
        let gradients = net
            .evaluate(&one)
            .penalties(&penalties)
            .gradients(&MeanSquaredError);
        sum += own as f64 * gradients.unwrap().penalty();
        steps += own as f64;
    }
    let history = trainer().fit(&mut net.clone(), &data);
    let found = history.unwrap().last().unwrap().penalty.unwrap();
    assert!((found - sum / steps).abs() < 1e-14, "{found}, {}", sum / steps);
    let mut nets = Ensemble::<Noisy<f64>>::new(1..4);
    let histories = trainer().lockstep(true).fit(&mut nets, &data).unwrap();
    let beside = histories[0].as_ref().unwrap().last().unwrap().penalty.unwrap();
    assert!((beside - sum / steps).abs() < 1e-14, "{beside}, {}", sum / steps);
}

/// A loss that cannot take an output of zero.
struct Picky;

impl Loss<f64> for Picky {
    fn name(&self) -> &'static str {
        "picky error"
    }

    fn error(&self, output: &[f64], _: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        if output.contains(&0.0) { f64::NAN } else { 1.0 }
    }
}

aru_macros::recurrent_net! {
    pub struct Bare {
        input x: 1;
        layer hidden: Dense<3> { bias: none; noise: normal(1.0); }
        output y: 1 { bias: none; }
        x -> hidden { weights: fixed zeros; }
        hidden -> y;
    }
}

/// Its origin was sought with the noise of the epoch, with which there is none.
#[test]
fn a_fault_of_validation_is_sought_without_noise() {
    let zeros = Array3::<f64>::zeros((3, 4, 1));
    let data = Sequences::new(&zeros, &zeros).unwrap();
    let error = Trainer::new(Sgd::new(1e-6))
        .epochs(1)
        .noise(Noise::seed(1))
        .loss(Picky)
        .validate(&data)
        .fit(&mut Bare::new(1), &data)
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("its error is NaN at sequence 0, step 0, where outputs and targets are finite"),
        "{text}"
    );
}
