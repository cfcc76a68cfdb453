//! Validation, early stopping, the best epoch, observers.

use std::ops::ControlFlow;

use super::support::*;
use crate::data::sequences::Sequences;
use crate::network::emitted::Emitted;
use crate::training::optimiser::Adam;
use crate::training::{Cosine, Stopped, Trainer};

/// Data of one teacher to train on and of another to validate on: the validation loss falls, then rises.
fn at_odds() -> (Sequences<f64>, Sequences<f64>) {
    (taught(20, 5, (0.3, 0.7)), taught(20, 6, (0.8, 0.4)))
}

#[test]
fn the_best_epoch_is_restored() {
    let (train, valid) = at_odds();
    let trainer = || {
        Trainer::new(Adam::new(0.02))
            .batch_size(5)
            .epochs(60)
            .validate(&valid)
    };
    let mut last = Net::new(1);
    let history = trainer().fit(&mut last, &train).unwrap();
    let best = history.best().unwrap().clone();
    assert!(
        best.epoch < 60 && best.validation_loss < history.last().unwrap().validation_loss,
        "a case worth testing"
    );
    assert!((loss(&last, &valid) - history.last().unwrap().validation_loss.unwrap()).abs() < 1e-9);

    let mut restored = Net::new(1);
    let same = trainer().restore_best(true).fit(&mut restored, &train).unwrap();
    assert_eq!(same.len(), 60);
    assert!((loss(&restored, &valid) - best.validation_loss.unwrap()).abs() < 1e-9);
    assert_eq!(values(&restored, "hidden.alpha_s")[0], best.constants[0].mean);
    // It is the network that a fit of that many epochs leaves.
    let mut short = Net::new(1);
    trainer().epochs(best.epoch).fit(&mut short, &train).unwrap();
    assert_eq!(short.values(), restored.values());
}

#[test]
fn early_stopping_waits_for_its_patience() {
    let (train, valid) = at_odds();
    let mut net = Net::new(1);
    let history = Trainer::new(Adam::new(0.02))
        .batch_size(5)
        .epochs(1000)
        .validate(&valid)
        .early_stopping(7)
        .restore_best(true)
        .fit(&mut net, &train)
        .unwrap();
    let best = history.best().unwrap();
    assert_eq!(history.stopped(), Some(Stopped::Early));
    assert_eq!(history.len(), best.epoch + 7);
    assert!((loss(&net, &valid) - best.validation_loss.unwrap()).abs() < 1e-9);
}

#[test]
fn an_observer_sees_every_epoch_and_can_stop() {
    let (train, valid) = at_odds();
    let mut net = Net::new(1);
    let mut seen = Vec::new();
    let history = Trainer::new(Adam::new(0.02))
        .epochs(50)
        .validate(&valid)
        .observe(|epoch| {
            seen.push(epoch.clone());
            if epoch.epoch == 3 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })
        .fit(&mut net, &train)
        .unwrap();
    assert_eq!(seen, history.epochs());
    assert_eq!((history.len(), history.stopped()), (3, Some(Stopped::Observer)));
}

#[test]
fn observers_see_the_network_as_it_is() {
    let (train, valid) = at_odds();
    let mut net = Net::new(1);
    let (mut courses, mut losses, mut first, mut names) = (Vec::new(), Vec::new(), 0, None);
    let history = Trainer::new(Adam::new(0.02))
        .epochs(5)
        .validate(&valid)
        .watch(|watched| {
            courses.push(watched.parameter("hidden.alpha_s").unwrap()[0]);
            losses.push(loss(&watched.network::<Net>().unwrap(), &valid));
            names = watched.parameter("hidden.alfa_s").err();
            assert!(
                watched.network::<crate::paper::Paper<f64, 7>>().is_err(),
                "it is of another size"
            );
            match watched.epoch().epoch {
                4 => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            }
        })
        .observe(|_| {
            first += 1;
            ControlFlow::Continue(())
        })
        .fit(&mut net, &train)
        .unwrap();
    assert_eq!(
        (history.len(), first),
        (4, 4),
        "either may stop it, both see every epoch"
    );
    assert_eq!(courses, history.constant("hidden.alpha_s").unwrap());
    assert_eq!(courses[3], values(&net, "hidden.alpha_s")[0]);
    for (epoch, loss) in history.epochs().iter().zip(&losses) {
        assert!((epoch.validation_loss.unwrap() - loss).abs() < 1e-12);
    }
    assert!(
        names
            .unwrap()
            .to_string()
            .contains("did you mean `hidden.alpha_s`")
    );
}

#[test]
fn a_schedule_is_recorded_and_obeyed() {
    let (train, _) = at_odds();
    let mut net = Net::new(1);
    let cosine = Cosine {
        warm_up: 2,
        floor: 0.1,
    };
    let history = Trainer::new(Adam::new(0.02))
        .epochs(4)
        .schedule(cosine)
        .fit(&mut net, &train)
        .unwrap();
    let rates: Vec<f64> = history
        .epochs()
        .iter()
        .map(|epoch| epoch.learning_rate / 0.02)
        .collect();
    for (found, expected) in rates.iter().zip([1.0 / 3.0, 2.0 / 3.0, 1.0, 0.55]) {
        assert!((found - expected).abs() < 1e-12);
    }
    let mut still = Net::new(1);
    let history = Trainer::new(Adam::new(0.02))
        .epochs(2)
        .schedule(|_, _| 0.0)
        .fit(&mut still, &train)
        .unwrap();
    assert_eq!(history.stopped(), Some(Stopped::Finished));
    assert_eq!(still.values(), Net::new(1).values());
}
