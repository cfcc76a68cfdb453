//! The same numbers up to rounding, whatever the settings.

use super::*;
use crate::paper::Paper;
use crate::training::Cosine;
use crate::training::optimiser::{Adam, Sgd};

/// For each number of networks, sort of data and size of a batch: the case, and how many epochs make `updates`.
fn each_case(updates: usize, check: impl Fn(Case<Net>, usize, usize)) {
    for count in [1, 3, 16, 17, 40] {
        // So many sequences in batches of so many: of a single one, with a smaller last one, and all in one.
        for (sequences, batch_size) in [(5_usize, 1), (17, 7), (20, 20)] {
            let epochs = updates.div_ceil(sequences.div_ceil(batch_size));
            let validation = |network| uneven(100 + network, 3 + network % 4, 11, 2);
            let shared = Case {
                networks: networks(count),
                train: one_for_all(uneven(0, sequences, 15, 3)),
                validation: Some(one_for_all(validation(0))),
            };
            check(shared, batch_size, epochs);
            let own = Case {
                networks: networks(count),
                train: all_uneven(count, sequences),
                validation: Some(one_each((0..count).map(validation))),
            };
            check(own, batch_size, epochs);
        }
    }
}

#[test]
fn one_update() {
    for count in [1, 3, 16, 17, 40] {
        for batch_size in [1, 7, 20] {
            for train in [
                one_for_all(uneven(0, batch_size, 15, 3)),
                all_uneven(count, batch_size),
            ] {
                let case = Case {
                    networks: networks::<Net>(count),
                    train,
                    validation: Some(all_uneven(count, 4)),
                };
                let trainer = || Trainer::new(Adam::new(0.01)).batch_size(batch_size).epochs(1);
                assert_alike(&case, trainer, 1e-13);
                assert_eq!(case.together(trainer)[0].outcome.as_ref().unwrap().updates(), 1);
            }
        }
    }
}

#[test]
fn fifty_updates_of_adam() {
    each_case(50, |case, batch_size, epochs| {
        let trainer = || {
            Trainer::new(Adam::new(0.01))
                .batch_size(batch_size)
                .epochs(epochs)
        };
        assert_alike(&case, trainer, 1e-12);
    });
}

#[test]
fn fifty_updates_with_every_setting() {
    each_case(50, |case, batch_size, epochs| {
        let trainer = || {
            Trainer::new(Sgd::new(0.2).momentum(0.9))
                .batch_size(batch_size)
                .epochs(epochs)
                .seed(7)
                .clip_norm(0.1)
                .weight_decay(0.01)
                .l2(0.003)
                .freeze(["hidden.initial.rate", "hidden.alpha_r"])
                .learning_rate_of("hidden.alpha_s", 0.5)
                .schedule(Cosine {
                    warm_up: 1,
                    floor: 0.1,
                })
        };
        assert_alike(&case, trainer, 1e-12);
    });
}

#[test]
fn each_gradient_is_clipped_by_its_own_norm() {
    let case = Case {
        networks: networks::<Net>(20),
        train: all_uneven(20, 6),
        validation: None,
    };
    let trainer = |limit: Option<f64>| {
        move || {
            let trainer = Trainer::new(Sgd::new(0.3)).batch_size(6).epochs(1);
            match limit {
                Some(limit) => trainer.clip_norm(limit),
                None => trainer,
            }
        }
    };
    let free = case.together(trainer(None));
    let norms = free
        .iter()
        .map(|fitted| told(&fitted.outcome).1.epochs[0].gradient_norm);
    let mut sorted: Vec<f64> = norms.clone().collect();
    sorted.sort_by(f64::total_cmp);
    let limit = 0.5 * (sorted[9] + sorted[10]);
    let clipped = case.together(trainer(Some(limit)));
    for ((norm, clipped), free) in norms.zip(&clipped).zip(&free) {
        assert_eq!(
            bits(&clipped.network) == bits(&free.network),
            norm < limit,
            "a norm of {norm}, clipped at {limit}"
        );
    }
    assert_alike(&case, trainer(Some(limit)), 1e-13);
}

#[test]
fn rates_in_an_interval_and_without_bounds() {
    fn check<N: Declared<Scalar = f64>>(start: &dyn Fn(usize) -> f64) {
        let rate = |network: usize| 0.2 + 0.02 * network as f64;
        let network = |number: usize| {
            let mut network = N::new(number as u64);
            network.set("y.alpha_s", &[start(number)]).unwrap();
            network
        };
        let case = Case {
            networks: (0..18).map(network).collect(),
            train: one_each((0..18).map(|network| leaky(rate(network)))),
            validation: Some(one_for_all(leaky(0.3))),
        };
        let trainer = || Trainer::new(Adam::new(0.01)).batch_size(8).epochs(10);
        assert_alike(&case, trainer, 1e-12);
    }
    // Some start on an end of the interval, or are driven to it.
    let ends = |network: usize| [0.1, 0.105, 0.3, 0.595, 0.6][network % 5];
    check::<InInterval>(&ends);
    check::<Unbounded>(&|network| 0.4 + 0.05 * network as f64);
}

/// Sequences that run in several chunks, which are computed twice.
#[test]
fn sequences_longer_than_a_chunk() {
    let chunk = crate::run::chunks::chunk_steps(
        &crate::network::program::Program::of::<Net>(),
        crate::numerics::layout::Layout::of_networks(2),
        1000,
    );
    assert!(
        (100..450).contains(&chunk),
        "{chunk}: 1000 steps are several chunks"
    );
    let mut lengths_of_their_own = vec![smooth::<f64>(0, 2, 20)];
    lengths_of_their_own.extend((1..18).map(|network| uneven(network, 2, 700 + network, 10)));
    for train in [one_for_all(smooth(0, 2, 1000)), one_each(lengths_of_their_own)] {
        let case = Case {
            networks: networks::<Net>(18),
            train,
            validation: Some(one_for_all(smooth(1, 1, 600))),
        };
        for batch_size in [1, 2] {
            let trainer = || Trainer::new(Adam::new(0.01)).batch_size(batch_size).epochs(3);
            assert_alike(&case, trainer, 1e-11);
        }
    }
}

#[test]
fn constants_that_are_held_are_each_network_s_own() {
    let case = Case {
        networks: networks::<Net>(20),
        train: one_for_all(smooth(0, 10, 15)),
        validation: None,
    };
    let trainer = || {
        Trainer::new(Adam::new(0.05))
            .batch_size(2)
            .epochs(5)
            .weight_decay(0.1)
            .freeze(["hidden.alpha_s"])
    };
    assert_alike(&case, trainer, 1e-11);
    let mut seen = Vec::new();
    for (fitted, start) in case.together(trainer).iter().zip(&case.networks) {
        let held = values(&fitted.network, "hidden.alpha_s");
        assert_eq!(held, values(start, "hidden.alpha_s"), "to the last bit");
        assert_eq!(
            fitted
                .outcome
                .as_ref()
                .unwrap()
                .constant("hidden.alpha_s")
                .unwrap(),
            [held[0]; 5]
        );
        assert!(values(&fitted.network, "hidden.alpha_r") != values(start, "hidden.alpha_r"));
        seen.push(held[0].to_bits());
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 20, "they differ");
}

/// A sequence without weight, in data for all.
#[test]
fn a_batch_that_counts_no_step_makes_no_update() {
    let weights = Array2::from_shape_fn((5, 15), |(sequence, _)| f64::from(u8::from(sequence % 2 == 0)));
    let case = Case {
        networks: networks::<Net>(3),
        train: one_for_all(smooth(0, 5, 15).with_weights(weights).unwrap()),
        validation: None,
    };
    let trainer = || Trainer::new(Adam::new(0.01)).batch_size(1).epochs(2);
    assert_alike(&case, trainer, 1e-13);
    let history = told(&case.together(trainer)[2].outcome).1;
    assert_eq!(history.updates(), 6);
}

/// A network alone has its units in the lanes where a batch is one sequence: everything is summed in another order, and
/// that is all.
#[test]
fn batches_of_one_go_the_way_of_a_network_alone() {
    fn check<N: Declared, O: Optimiser>(optimiser: O, tolerance: f64) {
        let count = 18;
        let own = (0..count).map(|network| uneven(network, 6, 12 + network % 5, 3));
        for train in [one_for_all(uneven(0, 6, 15, 3)), one_each(own)] {
            let case = Case {
                networks: networks::<N>(count),
                train,
                validation: Some(one_for_all(smooth(9, 20, 10))),
            };
            let trainer = || {
                Trainer::new(optimiser.clone())
                    .batch_size(1)
                    .epochs(10)
                    .weight_decay(0.01)
                    .l2(0.01)
            };
            assert_alike(&case, trainer, tolerance);
        }
    }
    check::<Paper<f32, H>, _>(Adam::new(0.01), 2e-4);
    check::<Paper<f32, H>, _>(Sgd::new(0.1).momentum(0.9).nesterov(true), 2e-4);
    check::<Net, _>(Adam::new(0.01), 1e-11);
}

/// A truncated gradient is that of a network alone too, and another than the whole one.
#[test]
fn truncated_gradients() {
    let fit = |steps: Option<usize>| {
        let case = Case {
            networks: networks::<Net>(18),
            train: one_for_all(uneven(0, 7, 15, 3)),
            validation: None,
        };
        let trainer = || {
            let trainer = Trainer::new(Adam::new(0.01)).batch_size(3).epochs(4);
            match steps {
                Some(steps) => trainer.truncate(steps),
                None => trainer,
            }
        };
        assert_alike(&case, trainer, 1e-10);
        bits(&case.together(trainer)[0].network)
    };
    let whole = fit(None);
    assert_ne!(fit(Some(4)), whole);
    assert_eq!(fit(Some(100)), whole);
}

/// An idle place beside the last of an odd batch reads what its own network reads: input of another one could take it
/// out of the finite numbers.
#[test]
fn an_odd_batch_does_not_mix_the_data_of_networks() {
    let data = |network: usize| {
        let scale = if network == 0 { 1e308 } else { 1.0 };
        let inputs = Array3::from_shape_fn((3, 10, 1), |(i, t, _)| scale * (1.0 + (i + t) as f64).sin());
        Sequences::new(inputs, Array3::zeros((3, 10, 1))).unwrap()
    };
    let train: Vec<_> = (0..3).map(data).collect();
    let mut nets = Ensemble::<Leaky<f64, 0>>::new(0..3);
    for net in nets.networks_mut() {
        net.set("x_to_y.weight", &[3.0]).unwrap();
    }
    let outcomes = Trainer::new(Sgd::new(1e-3))
        .batch_size(3)
        .epochs(2)
        .fit(&mut nets, &train)
        .unwrap();
    assert!(outcomes[0].is_err(), "the first one leaves the finite numbers");
    assert!(outcomes[1].is_ok() && outcomes[2].is_ok());
}

/// The same in single precision and with larger batches.
#[test]
fn larger_batches_in_single_precision_are_near() {
    let case = Case {
        networks: networks::<Paper<f32, H>>(20),
        train: one_for_all(uneven(0, 20, 15, 3)),
        validation: Some(one_for_all(smooth(9, 20, 10))),
    };
    let trainer = || Trainer::new(Adam::new(0.01)).batch_size(20).epochs(20);
    assert_alike(&case, trainer, 2e-4);
}
