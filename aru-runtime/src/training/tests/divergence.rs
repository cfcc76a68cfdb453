//! What is left when training leaves the numbers.

use super::support::*;
use crate::data::sequences::Sequences;
use crate::error::Error;
use crate::network::emitted::Emitted;
use crate::training::Trainer;
use crate::training::optimiser::{Adam, Sgd};

/// A schedule that is harmless up to an epoch, then sends everything to infinity.
fn explodes_in(bad: usize) -> impl Fn(usize, usize) -> f64 + Send + Sync {
    move |epoch, _| if epoch < bad { 1.0 } else { 1e308 }
}

/// The network after some epochs that went well.
fn after(epochs: usize, train: &Sequences<f64>) -> Net {
    let mut net = Net::new(1);
    if epochs > 0 {
        Trainer::new(Sgd::new(0.1))
            .batch_size(5)
            .epochs(epochs)
            .fit(&mut net, train)
            .unwrap();
    }
    net
}

#[test]
fn the_history_is_returned_and_the_network_is_the_last_good_one() {
    let train = taught(20, 5, (0.3, 0.7));
    for bad in [1, 2, 4] {
        let mut net = Net::new(1);
        let mut trainer = Trainer::new(Sgd::new(0.1))
            .batch_size(5)
            .epochs(10)
            .schedule(explodes_in(bad));
        let (error, history) = trainer.fit(&mut net, &train).unwrap_err().into_parts();
        let text = error.to_string();
        let Error::Diverged {
            epoch,
            update,
            kept_epoch,
            finished,
            ..
        } = error
        else {
            panic!("{error}");
        };
        assert_eq!((epoch, history.len(), kept_epoch), (bad, bad - 1, bad - 1));
        assert_eq!(finished, history.len());
        assert!(
            update > 4 * (bad as u64 - 1) && update <= 4 * bad as u64,
            "{update}"
        );
        assert_eq!(history.stopped(), None);
        assert_eq!(
            net.values(),
            after(kept_epoch, &train).values(),
            "to the last bit"
        );
        assert!(loss(&net, &train).is_finite());
        assert!(
            text.starts_with(&format!("training diverged in epoch {bad}, update {update}: ")),
            "{text}"
        );
        assert!(text.contains("is not finite; lower the learning rate"), "{text}");
    }
}

#[test]
fn the_last_update_is_checked_too() {
    let mut net = InInterval::new(0);
    let mut trainer = Trainer::new(Sgd::new(10.0))
        .batch_size(40)
        .epochs(1)
        .schedule(|_, _| f64::MAX);
    let error = trainer.fit(&mut net, &leaky(0.3)).unwrap_err();
    assert!(
        matches!(
            error.error(),
            Error::Diverged {
                epoch: 1,
                update: 1,
                kept_epoch: 0,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(net.values(), InInterval::new(0).values());
}

#[test]
fn parameters_whose_loss_turned_out_infinite_are_not_good() {
    // The only update of epoch 2 goes far away, but not to infinity; the first loss of epoch 3 is infinite.
    let train = leaky(0.3);
    let mut net = InInterval::new(0);
    let schedule = |epoch: usize, _: usize| if epoch == 2 { 1e200 } else { 1.0 };
    let fit = Trainer::new(Sgd::new(0.1))
        .batch_size(40)
        .epochs(10)
        .schedule(schedule)
        .fit(&mut net, &train);
    let (error, history) = fit.unwrap_err().into_parts();
    let Error::Diverged {
        epoch,
        kept_epoch,
        what,
        ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!(
        (epoch, history.len(), kept_epoch, what.as_str()),
        (3, 2, 1, "the loss")
    );
    let mut expected = InInterval::new(0);
    Trainer::new(Sgd::new(0.1))
        .batch_size(40)
        .epochs(1)
        .fit(&mut expected, &train)
        .unwrap();
    assert_eq!(net.values(), expected.values());
}

#[test]
fn the_best_epoch_is_restored_even_then() {
    let train = taught(20, 5, (0.3, 0.7));
    let mut net = Net::new(1);
    let fit = Trainer::new(Sgd::new(0.1))
        .batch_size(5)
        .epochs(10)
        .schedule(explodes_in(4))
        .validate(&train)
        .restore_best(true)
        .fit(&mut net, &train);
    let (error, history) = fit.unwrap_err().into_parts();
    let Error::Diverged { kept_epoch, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(kept_epoch, history.best().unwrap().epoch);
    assert_eq!(net.values(), after(kept_epoch, &train).values());
}

/// Trap 3: nothing silently integrates backwards in time.
#[test]
fn a_rate_without_bounds_that_leaves_stops_training() {
    let train = leaky(0.05);
    let mut net = Unbounded::new(1);
    let mut trainer = Trainer::new(Adam::new(0.2)).batch_size(5).epochs(200);
    let (error, history) = trainer.fit(&mut net, &train).unwrap_err().into_parts();
    let text = error.to_string();
    let Error::RateLeftRange {
        name,
        value,
        epoch,
        kept_epoch,
        ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!(name, "y.alpha_s");
    assert_eq!((epoch, kept_epoch), (history.len() + 1, history.len()));
    assert!(value.is_finite() && !(0.0 < value && value < 2.0), "{value}");
    let alpha = values(&net, "y.alpha_s")[0];
    assert!(0.0 < alpha && alpha < 2.0);
    assert_eq!(
        history.last().map_or(0.5, |epoch| epoch.constants[0].mean),
        alpha,
        "history and network agree"
    );
    assert!(text.starts_with("`y.alpha_s` left (0, 2) in epoch "), "{text}");
    assert!(
        text.contains("give it bounds where it is declared, `in logistic(0, 1)`"),
        "{text}"
    );
}

/// The same data and steps with a logistic: the rate stays inside.
#[test]
fn a_logistic_holds_where_nothing_else_does() {
    let train = taught(20, 5, (0.05, 0.7));
    let mut net = Net::new(1);
    let history = Trainer::new(Adam::new(0.2))
        .batch_size(5)
        .epochs(200)
        .fit(&mut net, &train)
        .unwrap();
    let path = history.constant("hidden.alpha_s").unwrap();
    assert!(path.iter().all(|&alpha| 0.0 < alpha && alpha < 1.0));
}
