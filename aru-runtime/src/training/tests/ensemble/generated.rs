//! Data that are made anew for each epoch: the same for every network, alone or among others.

use rand::RngExt;

use super::*;
use crate::error::Result;
use crate::network::emitted::Emitted;
use crate::training::ChaCha8Rng;
use crate::training::optimiser::Adam;

fn trials(epoch: usize, random: &mut ChaCha8Rng) -> Result<Sequences<f64>> {
    let steps = 5 + epoch;
    let inputs = Array3::from_shape_fn((8, steps, 2), |_| random.random::<f64>());
    let targets = Net::new(5).run(inputs.view())?;
    Sequences::new(inputs, targets)
}

fn trainer() -> Trainer<'static, f64> {
    Trainer::new(Adam::new(0.01)).epochs(4).batch_size(3)
}

#[test]
fn an_ensemble_sees_what_each_network_would_see() {
    for (count, lockstep, threads) in [
        (1, true, 1),
        (3, false, 2),
        (5, true, 2),
        (18, true, 2),
        (18, false, 1),
    ] {
        let mut nets = Ensemble::<Net>::new(0..count);
        let mut together = trainer().lockstep(lockstep).threads(threads);
        let outcomes = together.fit_generated(&mut nets, trials).unwrap();
        for ((seed, net), outcome) in (0..).zip(nets.networks()).zip(outcomes) {
            let mut alone = Net::new(seed);
            let history = trainer().fit_generated(&mut alone, trials).unwrap();
            let found = outcome.unwrap();
            assert_eq!(found.updates(), history.updates());
            for (found, expected) in found.epochs().iter().zip(history.epochs()) {
                let apart = (found.train_loss - expected.train_loss).abs();
                assert!(
                    apart <= 1e-9 * expected.train_loss,
                    "{count} {lockstep} {threads}"
                );
            }
            for (&found, &expected) in net.values().iter().zip(alone.values()) {
                assert!((found - expected).abs() < 1e-7, "{count} {lockstep} {threads}");
            }
        }
    }
}

#[test]
fn an_epoch_without_data_ends_every_network_and_keeps_what_it_has() {
    for count in [1, 3, 18] {
        let mut nets = Ensemble::<Net>::new(0..count);
        let generate = |epoch: usize, random: &mut ChaCha8Rng| match epoch {
            3 => Sequences::new(Array3::zeros((2, 3, 2)), Array3::zeros((2, 4, 2))),
            _ => trials(epoch, random),
        };
        let outcomes = trainer()
            .lockstep(true)
            .fit_generated(&mut nets, generate)
            .unwrap();
        let mut two = Ensemble::<Net>::new(0..count);
        let shorter = trainer()
            .epochs(2)
            .lockstep(true)
            .fit_generated(&mut two, trials)
            .unwrap();
        for (failed, expected) in outcomes.into_iter().zip(shorter) {
            let failed = failed.unwrap_err();
            assert!(failed.to_string().contains("targets has shape"), "{failed}");
            assert_eq!(failed.history().len(), expected.unwrap().len());
        }
        for (net, expected) in nets.networks().iter().zip(two.networks()) {
            assert_eq!(net.values(), expected.values());
        }
    }
    let none = trainer().fit_generated(&mut Ensemble::<Net>::new(0..0), trials);
    assert!(none.unwrap_err().to_string().contains("at least one"));
}
