//! What must be the same to the last bit.

use super::*;
use crate::optimiser::{Adam, Sgd};
use crate::paper::Paper;

fn own_data(count: usize) -> Case<Net> {
    Case {
        networks: networks(count),
        train: all_uneven(count, 9),
        validation: Some(one_each(
            (0..count).map(|network| uneven(50 + network, 1 + network % 6, 9, 2)),
        )),
    }
}

fn trainer() -> Trainer<'static, f64, Adam> {
    Trainer::new(Adam::new(0.02))
        .batch_size(4)
        .epochs(6)
        .clip_norm(0.1)
}

/// A batch of one sequence fills one lane of a network alone; the other fifteen add zeros to its gradient. So the
/// parameters are the same in every bit as long as nothing is clipped; norms, and the loss over several
/// sequences of the validation data, are summed in another order.
#[test]
fn batches_of_one_give_the_parameters_of_a_network_alone() {
    fn check<N: Network, O: Optimiser>(optimiser: O, tolerance: f64) {
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
            let (together, alone) = (case.together(trainer), case.alone(trainer));
            for (together, alone) in together.iter().zip(&alone) {
                assert_eq!(bits(&together.network), bits(&alone.network));
                let losses = |fitted: &Fitted<N>| -> Vec<f64> {
                    told(&fitted.outcome)
                        .1
                        .epochs
                        .iter()
                        .map(|epoch| epoch.train_loss)
                        .collect()
                };
                assert_eq!(losses(together), losses(alone));
            }
            assert!(largest_difference(&together, &alone) <= tolerance);
        }
    }
    check::<Paper<f32, H>, _>(Adam::new(0.01), 1e-14);
    check::<Paper<f32, H>, _>(Sgd::new(0.1).momentum(0.9).nesterov(true), 1e-14);
    check::<Net, _>(Adam::new(0.01), 1e-14);
}

/// With larger batches a network's gradient is summed in another order, and that is all.
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

#[test]
fn any_number_of_threads() {
    let case = own_data(40);
    let one = case.together(trainer);
    assert_same(&case.together(trainer), &one);
    for threads in [2, 4] {
        assert_same(&case.together(|| trainer().threads(threads)), &one);
    }
    let other_seed = case.together(|| trainer().seed(1));
    assert_ne!(bits(&other_seed[0].network), bits(&one[0].network));
}

#[test]
fn any_order_and_any_company() {
    let case = own_data(20);
    let all = case.together(trainer);
    let shared = Case {
        train: one_for_all(uneven(0, 9, 15, 3)),
        ..own_data(20)
    };
    let all_of_shared = shared.together(trainer);
    let reversed: Vec<usize> = (0..20).rev().collect();
    let scattered: Vec<usize> = (0..20).map(|network| 7 * network % 20).collect();
    for which in [&reversed[..], &scattered, &[19, 3, 4], &[11], &[5, 5, 5]] {
        for (case, all) in [(&case, &all), (&shared, &all_of_shared)] {
            for (&network, fitted) in which.iter().zip(case.pick(which).together(trainer)) {
                assert_eq!(bits(&fitted.network), bits(&all[network].network));
                assert_eq!(told(&fitted.outcome), told(&all[network].outcome));
            }
        }
    }
}

/// One set for all, and a copy of it for each.
#[test]
fn the_same_data_given_in_either_way() {
    let data = uneven(0, 9, 15, 3);
    let case = |train| Case {
        networks: networks::<Net>(18),
        train,
        validation: None,
    };
    let shared = case(one_for_all(data.clone())).together(trainer);
    assert_same(&case(one_each(vec![data; 18])).together(trainer), &shared);
}

#[test]
fn the_second_fit_of_a_trainer_is_the_first() {
    let data = uneven(0, 9, 15, 3);
    let mut trainer = trainer();
    let mut fit = || {
        let mut nets = Ensemble::<Net>::new(0..3);
        trainer.fit(&mut nets, &data).unwrap();
        nets.networks().iter().map(bits).collect::<Vec<_>>()
    };
    assert_eq!(fit(), fit());
}
