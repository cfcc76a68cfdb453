//! What comes in the way of a checkpoint: disks, links, members that end in a fault.

use std::sync::Mutex;

use super::*;
use crate::error::Result;
use crate::loss::{Loss, MeanSquaredError};

/// Sequences of so many steps.
fn of_steps(steps: usize) -> Sequences<f64> {
    let data = taught(40, 5, (0.3, 0.7));
    let cut = |array: ndarray::ArrayView3<'_, f64>| array.slice_move(ndarray::s![.., ..steps, ..]).to_owned();
    Sequences::new(cut(data.inputs()), cut(data.targets())).unwrap()
}

/// How a batch was cut depended on the longest sequence that had been seen, which no file holds.
#[test]
fn data_whose_length_changes_are_cut_by_their_own_length() {
    check(|configure| {
        let mut net = Net::new(1);
        let outcome = configure(adam().batch_size(40))
            .fit_generated(&mut net, |epoch, _| Ok(of_steps(if epoch == 1 { 20 } else { 3 })));
        (vec![net.values().to_vec()], vec![told(outcome)])
    });
    check(|configure| {
        let mut nets = Ensemble::<Net>::new(0..3);
        let trainer = adam().lockstep(true);
        let made = |epoch: usize, _: &mut _| -> Result<_> { Ok(of_steps(if epoch == 1 { 20 } else { 3 })) };
        let outcomes = configure(trainer).fit_generated(&mut nets, made).unwrap();
        let networks = nets.into_networks();
        (
            networks.iter().map(|net| net.values().to_vec()).collect(),
            outcomes.into_iter().map(told).collect(),
        )
    });
}

/// The older file was put beside the link, where another disk may be: from the second one on none was written.
#[cfg(unix)]
#[test]
fn a_link_leads_to_the_file_and_to_the_one_before_it() {
    let (links, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let link = links.path().join("fit");
    std::os::unix::fs::symlink(folder.path().join("fit.checkpoint"), &link).unwrap();
    let data = taught(40, 5, (0.3, 0.7));
    let fit = || {
        let trainer = adam().checkpoint(&link, Every::Epochs(1));
        trainer
            .resume(Resume::IfPresent)
            .fit(&mut Net::new(1), &data)
            .unwrap()
    };
    // A link to what is not there yet is no checkpoint.
    let first = fit();
    assert_eq!(files(links.path()), ["fit"]);
    assert_eq!(files(folder.path()), ["fit.checkpoint", "fit.checkpoint.older"]);
    fs::remove_file(folder.path().join("fit.checkpoint")).unwrap();
    let second = fit();
    assert_eq!(
        first.last().unwrap().train_loss,
        second.last().unwrap().train_loss
    );
}

/// A folder in the place of the file of a later group ended the fit of all, with those that were trained.
#[test]
fn a_later_group_goes_on_without_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fit");
    let data = taught(40, 5, (0.3, 0.7));
    let blocked = Mutex::new(false);
    let mut nets = Ensemble::<Net>::new(0..18);
    let mut trainer = adam().lockstep(true).checkpoint(&path, Every::Epochs(1));
    let outcomes = trainer.fit_generated(&mut nets, |_, _| {
        let mut blocked = blocked.lock().unwrap();
        if !std::mem::replace(&mut *blocked, true) {
            fs::create_dir(folder.path().join("fit.16")).unwrap();
        }
        Ok(data.clone())
    });
    assert!(outcomes.unwrap().iter().all(|outcome| outcome.is_ok()));
    assert!(fs::metadata(folder.path().join("fit.0")).unwrap().is_file());
}

/// A mean squared error that does not want targets near 9.
struct Careful;

impl Loss<f64> for Careful {
    fn name(&self) -> &'static str {
        "careful loss"
    }

    fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
        assert!(target[0] < 9.0, "a target of {}", target[0]);
        MeanSquaredError.error(output, target, gradient)
    }
}

/// All networks in lockstep ended with it, and what it said stood in the errors of others.
#[test]
fn a_loss_that_panics_ends_the_network_that_it_was_for() {
    let data = taught(40, 5, (0.3, 0.7));
    let mut targets = data.targets().to_owned();
    targets[(7, 3, 0)] = 9.0;
    let bad = Sequences::new(data.inputs().to_owned(), targets).unwrap();
    let sets: Vec<Sequences<f64>> = (0..3)
        .map(|net| if net == 1 { bad.clone() } else { data.clone() })
        .collect();
    let mut nets = Ensemble::<Net>::new(0..3);
    let outcomes = adam().lockstep(true).loss(Careful).fit(&mut nets, &sets).unwrap();
    for (number, (outcome, net)) in outcomes.into_iter().zip(nets.into_networks()).enumerate() {
        let mut alone = Net::new(number as u64);
        let expected = adam().loss(Careful).fit(&mut alone, &sets[number]);
        let (ends, expected) = (told(outcome).0, told(expected).0);
        assert_eq!(ends, expected);
        assert_eq!(ends.contains("a target of 9"), number == 1, "{ends}");
        let far = net.values().iter().zip(alone.values());
        let far = far.map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
        assert!(far < 1e-10, "network {number} is {far:e} from what it is alone");
    }
}

#[test]
fn a_batch_of_all_there_is_may_be_said_by_any_number() {
    let mut nets = Ensemble::<Net>::new(0..2);
    let outcomes = adam()
        .batch_size(usize::MAX)
        .fit_generated(&mut nets, |_, _| Ok(of_steps(5)))
        .unwrap();
    assert!(outcomes.iter().all(|outcome| outcome.is_ok()));
}
