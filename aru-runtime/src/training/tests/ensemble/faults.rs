//! A network that leaves the numbers has an error of its own; the others never hear of it.

use super::*;
use crate::training::optimiser::{Adam, Sgd};

/// The case, trained together: as each alone, and as an ensemble without those that fail; `bad` are these.
#[track_caller]
fn check<N: Network>(
    case: &Case<N>,
    bad: &[usize],
    trainer: impl Fn() -> Trainer<'static, N::Scalar>,
) -> Vec<Fitted<N>> {
    let together = case.together(&trainer);
    let failed = |fitted: &Fitted<N>| fitted.outcome.is_err();
    let found: Vec<usize> = (0..together.len())
        .filter(|&network| failed(&together[network]))
        .collect();
    assert_eq!(found, bad);
    let alone = case.alone(&trainer);
    for &network in bad {
        let (end, history) = told(&together[network].outcome);
        let (expected_end, expected) = told(&alone[network].outcome);
        assert_eq!(end, expected_end);
        assert_eq!(history.len(), expected.len());
        assert_eq!(bits(&together[network].network), bits(&alone[network].network));
    }
    let good: Vec<usize> = (0..together.len())
        .filter(|network| !bad.contains(network))
        .collect();
    if !good.is_empty() {
        for (&network, fitted) in good.iter().zip(case.pick(&good).together(&trainer)) {
            assert_eq!(bits(&together[network].network), bits(&fitted.network));
            assert_eq!(told(&together[network].outcome), told(&fitted.outcome));
        }
    }
    together
}

/// Leaky units at a fixed rate; the inputs of some are so large that each step goes further beyond the minimum.
fn some_explode(count: usize, bad: &[usize], factor: f64) -> Case<Unbounded> {
    let data = |network: usize| {
        let data: Sequences<f64> = leaky(0.31 + 0.02 * network as f64);
        match bad.contains(&network) {
            true => Sequences::new(data.inputs().mapv(|x| factor * x), data.targets()).unwrap(),
            false => data,
        }
    };
    Case {
        networks: (0..count as u64).map(Unbounded::new).collect(),
        train: one_each((0..count).map(data)),
        validation: None,
    }
}

fn descent() -> Trainer<'static, f64> {
    Trainer::new(Sgd::new(0.05)).batch_size(1).freeze(["y.alpha_s"])
}

#[test]
fn a_network_that_diverges_is_on_its_own() {
    // The first of a group, whose copies fill lanes left over; one inside; the last.
    for bad in [&[0][..], &[5], &[16], &[0, 7, 19]] {
        let case = some_explode(20, bad, 30.0);
        let together = check(&case, bad, || descent().epochs(6));
        for &network in bad {
            let failed = together[network].outcome.as_ref().unwrap_err();
            let Error::Diverged {
                epoch,
                kept_epoch,
                update,
                ..
            } = failed.error()
            else {
                panic!("{failed}");
            };
            assert!(
                *epoch > 1 && *kept_epoch > 0,
                "{epoch}, {kept_epoch}: a case worth testing"
            );
            assert!(*update > 40 * (*epoch as u64 - 1) && *update <= 40 * *epoch as u64);
        }
    }
}

#[test]
fn in_the_first_update_it_is_as_it_was_given() {
    let mut case = some_explode(3, &[], 1.0);
    let sets = &mut case.train.sets;
    let huge = sets[1].targets().mapv(|target| 1e200 * target);
    sets[1] = Sequences::new(sets[1].inputs(), huge).unwrap();
    let together = check(&case, &[1], || descent().epochs(2));
    assert_eq!(bits(&together[1].network), bits(&case.networks[1]));
    let (end, _) = told(&together[1].outcome);
    assert!(
        end.starts_with("training diverged in epoch 1, update 1: the loss is not finite")
            && end.ends_with("the network is as it was given"),
        "{end}"
    );
}

#[test]
fn the_best_epoch_is_restored_even_then() {
    let mut case = some_explode(18, &[2, 17], 30.0);
    case.validation = Some(one_for_all(leaky(0.3)));
    let together = check(&case, &[2, 17], || descent().epochs(6).restore_best(true));
    for network in [2, 17] {
        let failed = together[network].outcome.as_ref().unwrap_err();
        let Error::Diverged { kept_epoch, .. } = failed.error() else {
            panic!("{failed}");
        };
        assert_eq!(*kept_epoch, failed.history().best().unwrap().epoch);
    }
}

#[test]
fn a_validation_loss_that_is_not_finite_is_a_fault() {
    let mut case = some_explode(3, &[], 1.0);
    let fair: Sequences<f64> = leaky(0.3);
    let huge = Sequences::new(fair.inputs(), fair.targets().mapv(|target| 1e200 * target)).unwrap();
    case.validation = Some(one_each(vec![fair.clone(), fair, huge]));
    let together = check(&case, &[2], || descent().epochs(2));
    let (end, _) = told(&together[2].outcome);
    assert!(
        end.starts_with("training diverged in epoch 1, update 40: the validation loss"),
        "{end}"
    );
}

#[test]
fn all_can_diverge() {
    let everyone: Vec<usize> = (0..18).collect();
    let case = some_explode(18, &[], 1.0);
    let from_second = |factor: f64| move |epoch: usize, _: usize| if epoch < 2 { 1.0 } else { factor };
    // Within the second epoch.
    check(&case, &everyone, || {
        descent().epochs(3).schedule(from_second(1e300))
    });
    // The only update of the second epoch goes far, but not to infinity: its parameters turn out bad in the third.
    let late = || descent().batch_size(40).epochs(4).schedule(from_second(1e200));
    assert_alike(&case, late, 1e-13);
    let (end, history) = told(&case.together(late)[17].outcome);
    assert_eq!(history.len(), 2);
    assert!(
        end.ends_with("is as it was after epoch 1 of the 2 that were finished"),
        "{end}"
    );
}

#[test]
fn the_last_update_is_checked_too() {
    let everyone: Vec<usize> = (0..18).collect();
    let case = some_explode(18, &[], 1.0);
    let only_one = || {
        Trainer::new(Sgd::new(10.0))
            .batch_size(40)
            .epochs(1)
            .schedule(|_, _| f64::MAX)
    };
    let named = |fitted: &[Fitted<Unbounded>], name: &str| {
        let start = format!("training diverged in epoch 1, update 1: `{name}` is not finite");
        assert!(
            fitted
                .iter()
                .all(|fitted| told(&fitted.outcome).0.starts_with(&start))
        );
    };
    let fixed = check(&case, &everyone, || only_one().freeze(["y.alpha_s"]));
    named(&fixed, "x_to_y.weight");
    // The first that is not finite is named, and a rate that is none has not left its range.
    named(&check(&case, &everyone, only_one), "x_to_y.weight");
    let slow = || {
        only_one()
            .learning_rate_of("x_to_y", 1e-300)
            .learning_rate_of("y.bias", 1e-300)
    };
    named(&check(&case, &everyone, slow), "y.alpha_s");
}

#[test]
fn a_rate_that_leaves_is_its_own_network_s() {
    // Slow teachers drive the rate below zero; the others stay.
    let rate = |network: usize| if network % 6 == 1 { 0.02 } else { 0.9 };
    let case = Case {
        networks: (0..20).map(Unbounded::new).collect(),
        train: one_each((0..20).map(|network| leaky(rate(network)))),
        validation: None,
    };
    let trainer = || Trainer::new(Adam::new(0.05)).batch_size(1).epochs(2);
    let together = check(&case, &[1, 7, 13, 19], trainer);
    let failed = together[7].outcome.as_ref().unwrap_err();
    let Error::RateLeftRange { name, value, .. } = failed.error() else {
        panic!("{failed}");
    };
    assert_eq!(name, "y.alpha_s");
    assert!(!(0.0 < *value && *value < 2.0), "{value}");
}

#[test]
fn a_schedule_that_goes_wrong_ends_all() {
    let case = some_explode(3, &[], 1.0);
    let wrong = |epoch: usize, _: usize| if epoch < 3 { 1.0 } else { -1.0 };
    let together = check(&case, &[0, 1, 2], || descent().epochs(5).schedule(wrong));
    assert_eq!(
        told(&together[2].outcome).0,
        "factor of the schedule in epoch 3 is -1; expected zero or more"
    );
    let short = case.together(|| descent().epochs(2));
    assert_eq!(
        bits(&together[2].network),
        bits(&short[2].network),
        "as the last epoch left it"
    );
}
