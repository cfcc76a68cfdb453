//! Fits that another thread ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ndarray::Array3;

use super::support::*;
use crate::data::sequences::Sequences;
use crate::loss::{Loss, MeanSquaredError};
use crate::network::emitted::Emitted;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::Adam;
use crate::training::{Every, Resume, Stopped, Trainer};

/// The squared error, which sets a flag when it has scored so many steps: so a fit is interrupted in the midst of a pass.
struct Alarm {
    flag: Arc<AtomicBool>,
    at: usize,
    scored: AtomicUsize,
}

impl Alarm {
    fn at(at: usize) -> (Arc<AtomicBool>, Self) {
        let flag = Arc::new(AtomicBool::new(false));
        let alarm = Alarm {
            flag: Arc::clone(&flag),
            at,
            scored: AtomicUsize::new(0),
        };
        (flag, alarm)
    }
}

impl Loss<f64> for &Alarm {
    fn name(&self) -> &'static str {
        "alarm"
    }

    fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
        if self.scored.fetch_add(1, Ordering::Relaxed) + 1 == self.at {
            self.flag.store(true, Ordering::Relaxed);
        }
        MeanSquaredError.error(output, target, gradient)
    }
}

#[test]
fn a_flag_that_is_set_already_leaves_the_network_as_it_was() {
    let data = taught(20, 5, (0.3, 0.7));
    let flag = Arc::new(AtomicBool::new(true));
    let mut net = Net::new(1);
    let history = Trainer::new(Adam::new(1e-2))
        .interrupted_by(flag)
        .fit(&mut net, &data)
        .unwrap();
    assert_eq!(
        (history.len(), history.stopped()),
        (0, Some(Stopped::Interrupted))
    );
    assert_eq!(net.values(), Net::new(1).values());
}

/// Interrupted anywhere, the network is that after some whole update: never a part of one.
#[test]
fn the_last_whole_update_counts() {
    let data = taught(20, 5, (0.3, 0.7));
    let trainer = || {
        Trainer::new(Adam::new(1e-2))
            .batch_size(4)
            .epochs(1)
            .shuffle(false)
    };
    let mut course = vec![Net::new(1).values().to_vec()];
    for updates in 1..=5 {
        let mut net = Net::new(1);
        let part = data.select(0..4 * updates).unwrap();
        trainer().fit(&mut net, &part).unwrap();
        course.push(net.values().to_vec());
    }
    let mut reached = Vec::new();
    for at in (1..).step_by(13) {
        let (flag, alarm) = Alarm::at(at);
        let mut net = Net::new(1);
        let history = trainer()
            .loss(&alarm)
            .interrupted_by(Arc::clone(&flag))
            .fit(&mut net, &data)
            .unwrap();
        let updates = course.iter().position(|after| after == net.values());
        let updates = updates.expect("the network after a whole update");
        if !flag.load(Ordering::Relaxed) || history.len() == 1 {
            assert_eq!(updates, 5, "all of them were done");
            break;
        }
        assert_eq!(
            (history.len(), history.stopped()),
            (0, Some(Stopped::Interrupted))
        );
        reached.push(updates);
    }
    assert!(reached.is_sorted());
    for updates in 0..5 {
        assert!(reached.contains(&updates), "{updates} in {reached:?}");
    }
}

/// A pass over a long sequence ends at the next chunk, not at its end.
#[test]
fn a_long_sequence_is_cut_short() {
    let x = inputs(1, 20_000);
    let data = Sequences::new(&x, Array3::from_elem(x.raw_dim(), 0.5)).unwrap();
    for truncation in [None, Some(300)] {
        let (flag, alarm) = Alarm::at(100);
        let mut trainer = Trainer::new(Adam::new(1e-2))
            .loss(&alarm)
            .interrupted_by(flag)
            .epochs(1);
        if let Some(steps) = truncation {
            trainer = trainer.truncate(steps);
        }
        let history = trainer.fit(&mut Net::new(1), &data).unwrap();
        assert_eq!(history.stopped(), Some(Stopped::Interrupted));
        assert!(alarm.scored.load(Ordering::Relaxed) < 10_000);
    }
}

#[test]
fn a_fit_goes_on_from_where_it_was_interrupted() {
    let data = taught(20, 5, (0.3, 0.7));
    let (train, valid) = data.split(16).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for at in [1, 500, 3000, 5000] {
        let path = folder.path().join(format!("{at}.checkpoint"));
        let trainer = || {
            let trainer = Trainer::new(Adam::new(1e-2))
                .batch_size(3)
                .epochs(9)
                .validate(&valid);
            trainer.restore_best(true)
        };
        let mut whole = Net::new(1);
        let (_, counter) = Alarm::at(usize::MAX);
        let expected = trainer().loss(&counter).fit(&mut whole, &train).unwrap();

        let mut net = Net::new(1);
        let (flag, alarm) = Alarm::at(at);
        let history = trainer()
            .loss(&alarm)
            .checkpoint(&path, Every::Epochs(1000))
            .interrupted_by(flag)
            .fit(&mut net, &train)
            .unwrap();
        assert_eq!(history.stopped(), Some(Stopped::Interrupted), "at {at}");
        assert!(history.len() < expected.len());

        let mut again = Net::new(1);
        let history = trainer()
            .loss(&counter)
            .checkpoint(&path, Every::Epochs(1000))
            .resume(Resume::Required)
            .fit(&mut again, &train)
            .unwrap();
        assert_eq!(again.values(), whole.values(), "at {at}");
        assert_eq!(history.stopped(), expected.stopped());
        let losses = |history: &crate::training::History| -> Vec<_> {
            let epochs = history.epochs().iter();
            epochs
                .map(|epoch| (epoch.train_loss, epoch.validation_loss))
                .collect()
        };
        assert_eq!(losses(&history), losses(&expected), "at {at}");
    }
}

#[test]
fn all_networks_of_an_ensemble_end() {
    let data = taught(20, 5, (0.3, 0.7));
    for lockstep in [true, false] {
        for at in [1, 4000] {
            let (flag, alarm) = Alarm::at(at);
            let mut nets = Ensemble::<Net>::new(0..18);
            let histories = Trainer::new(Adam::new(1e-2))
                .loss(&alarm)
                .batch_size(4)
                .epochs(1000)
                .lockstep(lockstep)
                .interrupted_by(flag)
                .fit(&mut nets, &data)
                .unwrap();
            for (net, history) in nets.networks().iter().zip(histories) {
                assert_eq!(history.unwrap().stopped(), Some(Stopped::Interrupted));
                assert!(net.values().iter().all(|value| value.is_finite()));
            }
        }
    }
}

/// A flag that is cleared while a pass ends does not make that pass count.
#[test]
fn a_flag_once_seen_stays() {
    let data = taught(12, 5, (0.3, 0.7));
    let flag = Arc::new(AtomicBool::new(true));
    let interrupt = crate::numerics::interrupt::Interrupt::by(Some(Arc::clone(&flag)));
    assert!(interrupt.is_set());
    flag.store(false, Ordering::Relaxed);
    assert!(interrupt.is_set());
    // The next fit begins anew.
    let history = Trainer::new(Adam::new(1e-2))
        .epochs(2)
        .interrupted_by(flag)
        .fit(&mut Net::new(1), &data)
        .unwrap();
    assert_eq!(history.stopped(), Some(Stopped::Finished));
}
