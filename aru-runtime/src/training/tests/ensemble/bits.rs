//! What must be the same to the last bit.

use super::*;
use crate::training::optimiser::Adam;

fn own_data(count: usize) -> Case<Net> {
    Case {
        networks: networks(count),
        train: all_uneven(count, 9),
        validation: Some(one_each(
            (0..count).map(|network| uneven(50 + network, 1 + network % 6, 9, 2)),
        )),
    }
}

fn trainer() -> Trainer<'static, f64> {
    Trainer::new(Adam::new(0.02))
        .batch_size(4)
        .epochs(6)
        .clip_norm(0.1)
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
