//! What counts for nothing, weights of any scale, and the last update of all.

use std::ops::ControlFlow;

use ndarray::{Array2, Array3, s};

use super::support::*;
use crate::data::sequences::Sequences;
use crate::error::Error;
use crate::network::emitted::Emitted;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::training::Trainer;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::{Adam, Sgd};

aru_macros::recurrent_net! {
    /// It doubles what it holds in every step.
    struct Doubling {
        input x: 1;
        layer hidden: Elman<2> { activation: relu; }
        output y: 1;

        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

fn doubling(seed: u64) -> Doubling<f32> {
    let mut net = Doubling::new(seed);
    net.set("x_to_hidden.weight", &[1.0, 0.5]).unwrap();
    net.set("hidden_to_hidden.weight", &[6.0, 0.0, 0.0, 5.0]).unwrap();
    net
}

fn short(length: usize, steps: usize) -> Sequences<f32> {
    let inputs = Array3::from_shape_fn((6, steps, 1), |(i, _, _)| 0.5 + 0.1 * i as f32);
    let targets = Array3::from_elem((6, steps, 1), 0.1_f32);
    Sequences::new(inputs, targets)
        .unwrap()
        .with_lengths([length; 6])
        .unwrap()
}

fn trainer() -> Trainer<'static, f32> {
    Trainer::new(Adam::new(1e-3)).batch_size(3).epochs(3)
}

#[test]
fn sequences_that_explode_beyond_their_end_train_as_if_they_had_none() {
    let (padded, plain) = (short(4, 300), short(4, 4));
    let [mut first, mut second] = [doubling(1), doubling(1)];
    trainer().fit(&mut first, &padded).unwrap();
    trainer().fit(&mut second, &plain).unwrap();
    for (found, expected) in first.values().iter().zip(second.values()) {
        assert!((found - expected).abs() < 1e-4, "{found}, {expected}");
    }
    // The same by a weight of zero.
    let whole = Sequences::new(padded.inputs(), padded.targets()).unwrap();
    let weights = Array2::from_shape_fn((6, 300), |(_, t)| f32::from(u8::from(t < 4)));
    let mut third = doubling(1);
    trainer()
        .fit(&mut third, &whole.with_weights(weights).unwrap())
        .unwrap();
    for (found, expected) in third.values().iter().zip(second.values()) {
        assert!((found - expected).abs() < 1e-4, "{found}, {expected}");
    }
}

#[test]
fn networks_of_an_ensemble_do_so_too_each_with_data_of_its_own() {
    let sets: Vec<Sequences<f32>> = (0..5)
        .map(|n| {
            if n % 2 == 0 {
                short(4, 300)
            } else {
                short(3 + n, 3 + n)
            }
        })
        .collect();
    let mut together: Ensemble<_> = (0..5).map(doubling).collect();
    let outcomes = trainer().fit(&mut together, &sets).unwrap();
    for (number, (outcome, found)) in outcomes.into_iter().zip(together.networks()).enumerate() {
        outcome.unwrap();
        let mut alone = doubling(number as u64);
        trainer().fit(&mut alone, &sets[number]).unwrap();
        for (found, expected) in found.values().iter().zip(alone.values()) {
            assert!((found - expected).abs() < 1e-4, "{number}: {found}, {expected}");
        }
    }
    let mut together: Ensemble<_> = (0..17).map(doubling).collect();
    for outcome in trainer().fit(&mut together, &short(2, 300)).unwrap() {
        outcome.unwrap();
    }
}

fn is_near(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance * expected.abs().max(1e-3)
}

#[test]
fn weights_of_any_scale_train_alike() {
    fn check<T: Scalar>(factors: &[f64]) {
        let taught: Sequences<T> = leaky(0.3);
        let fit = |factor: f64, together: bool| {
            let weights =
                Array2::from_shape_fn((40, 20), |(i, t)| T::from_f64(factor * [0.5, 1.0][(i + t) % 2]));
            let data = taught.clone().with_weights(weights).unwrap();
            let mut trainer = Trainer::new(Sgd::new(0.1))
                .batch_size(7)
                .epochs(2)
                .validate(&data);
            if together {
                let mut nets = Ensemble::<Leaky<T, 1>>::new(0..3);
                let history = trainer.fit(&mut nets, &data).unwrap().remove(1).unwrap();
                (history, nets.networks()[1].values().to_vec())
            } else {
                let mut net = Leaky::<T, 1>::new(1);
                (trainer.fit(&mut net, &data).unwrap(), net.values().to_vec())
            }
        };
        for together in [false, true] {
            let (expected, end) = fit(1.0, together);
            for &factor in factors {
                let (history, found) = fit(factor, together);
                let (loss, fair) = (history.last().unwrap(), expected.last().unwrap());
                assert!(
                    is_near(loss.train_loss, fair.train_loss, 1e-5),
                    "{factor}: {loss:?}"
                );
                assert!(loss.validation_loss.unwrap().is_finite());
                for (found, expected) in found.iter().zip(&end) {
                    assert!(
                        is_near(found.to_f64(), expected.to_f64(), 1e-4),
                        "{factor}: {found}, {expected}"
                    );
                }
            }
        }
    }
    check::<f64>(&[1.7e308, 1e307, 1e-307, 2e-323]);
    check::<f32>(&[3e38, 1e-38, 2.0_f64.powi(-148)]);
}

/// An update that leads to where the loss is infinite, though every parameter is finite.
#[test]
fn the_loss_after_the_last_update_is_looked_at() {
    let train = leaky::<f64>(0.3);
    let far = |epochs: usize| move |epoch: usize, _: usize| if epoch == epochs { 1e200 } else { 1.0 };
    for epochs in [1, 3] {
        let mut net = InInterval::new(0);
        let mut trainer = Trainer::new(Sgd::new(0.1))
            .batch_size(40)
            .epochs(epochs)
            .schedule(far(epochs));
        let (error, history) = trainer.fit(&mut net, &train).unwrap_err().into_parts();
        let Error::Diverged { kept_epoch, what, .. } = error else {
            panic!("{error}");
        };
        assert_eq!((kept_epoch, history.len()), (epochs - 1, epochs));
        assert!(what.contains("after the last update"), "{what}");
        assert!(loss(&net, &train).is_finite());
    }
    // Where an observer ends it, and in an ensemble beside one that is well.
    let mut net = InInterval::new(0);
    let mut trainer = Trainer::new(Sgd::new(0.1))
        .batch_size(40)
        .epochs(9)
        .schedule(far(2));
    trainer = trainer.observe(|epoch| {
        if epoch.epoch == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(trainer.fit(&mut net, &train).is_err());
    assert!(loss(&net, &train).is_finite());
    let mut nets = Ensemble::<InInterval>::new(0..2);
    let huge = Sequences::new(train.inputs().mapv(|x| 1e70 * x), train.targets()).unwrap();
    let mut trainer = Trainer::new(Sgd::new(1e-3))
        .batch_size(40)
        .epochs(1)
        .clip_norm(1e100);
    let outcomes = trainer.fit(&mut nets, &[train.clone(), huge.clone()]).unwrap();
    assert!(outcomes[0].is_ok());
    assert!(
        outcomes[1].is_err(),
        "its parameters are near 1e97, its loss is infinite"
    );
    assert!(loss(&nets.networks()[1], &huge).is_finite());
    let one = s![..1, .., ..];
    assert!(nets.networks()[0].run(train.inputs().slice(one)).is_ok());
}
