//! Validation, early stopping and the best epoch are each network's own.

use super::*;
use crate::training::Stopped;
use crate::training::optimiser::Adam;

/// Data of one teacher to train on, and of others to validate on: the losses fall, then rise, at different times.
fn at_odds() -> Case<Net> {
    let validation = |network: usize| {
        let rates = (0.1 + 0.04 * network as f64, 0.9 - 0.03 * network as f64);
        taught(1 + 2 * network % 7, 6 + network as u64 % 3, rates)
    };
    Case {
        networks: networks(20),
        train: one_for_all(taught(20, 5, (0.3, 0.7))),
        validation: Some(one_each((0..20).map(validation))),
    }
}

fn trainer() -> Trainer<'static, f64> {
    Trainer::new(Adam::new(0.02)).batch_size(5).epochs(60)
}

#[test]
fn each_stops_when_its_own_patience_is_over() {
    let case = at_odds();
    for restore_best in [false, true] {
        let trainer = || trainer().epochs(12).early_stopping(4).restore_best(restore_best);
        assert_alike(&case, trainer, 1e-12);
        let fitted = case.together(trainer);
        let histories = fitted.iter().map(|fitted| told(&fitted.outcome).1);
        let mut lengths: Vec<usize> = histories.clone().map(|history| history.len()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let early = histories
            .filter(|history| history.stopped() == Some(Stopped::Early))
            .count();
        assert!(
            lengths.len() > 3 && (1..20).contains(&early),
            "{lengths:?}, {early} of 20: a case worth testing"
        );
    }
}

#[test]
fn each_best_epoch_is_restored() {
    let case = at_odds();
    let restored = case.together(|| trainer().restore_best(true));
    let last = case.together(trainer);
    let mut epochs = Vec::new();
    for (number, (restored, last)) in restored.iter().zip(&last).enumerate() {
        let history = told(&restored.outcome).1;
        assert_eq!(
            history,
            told(&last.outcome).1,
            "the epochs are the same, whatever is restored"
        );
        let best = history.best().unwrap();
        epochs.push(best.epoch);
        let validation = case.validation.as_ref().unwrap().of(number);
        assert!((loss(&restored.network, validation) - best.validation_loss.unwrap()).abs() < 1e-12);
        assert_eq!(
            values(&restored.network, "hidden.alpha_s")[0],
            best.constants[0].mean
        );
        let is_last = bits(&restored.network) == bits(&last.network);
        assert_eq!(is_last, best.epoch == 60);
    }
    epochs.sort_unstable();
    epochs.dedup();
    assert!(epochs.len() > 5, "{epochs:?}: a case worth testing");
}

/// All of them stop long before the epochs are over.
#[test]
fn a_fit_is_over_when_no_network_is_left() {
    let mut case = at_odds().pick(&[15, 16, 17]);
    // What they are trained for is the opposite of what they are validated by: the first epoch is the best.
    let opposite = taught(4, 5, (0.3, 0.7));
    let targets = opposite.targets().mapv(|target| 1.0 - target);
    case.validation = Some(one_for_all(Sequences::new(opposite.inputs(), targets).unwrap()));
    let trainer = || trainer().epochs(1_000_000).early_stopping(3);
    assert_alike(&case, trainer, 1e-12);
}
