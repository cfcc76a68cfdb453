//! Trials that run together.

use std::sync::{Arc, Mutex};

use aru_runtime::numerics::interrupt::interruptible;

use super::*;

/// An outcome for each trial of a group.
fn thirds(group: &[&Settings]) -> Result<Vec<Result<f64>>> {
    Ok(group.iter().map(|settings| third(settings)).collect())
}

fn refusal() -> Error {
    Error::Setting {
        setting: "seed".into(),
        found: "16".into(),
        expected: "another".into(),
    }
}

#[test]
fn groups_are_of_one_key_and_of_sixteen_at_most() {
    let folder = Folder::new("groups");
    let groups = Mutex::new(Vec::new());
    let study = folder.open().threads(1);
    let results = study.run_groups(
        trials(40),
        |settings| settings.seed % 2,
        |group| {
            groups
                .lock()
                .unwrap()
                .push(group.iter().map(|settings| settings.seed).collect::<Vec<_>>());
            thirds(group)
        },
    );
    let expected: Vec<f64> = (0..40).map(|seed| f64::from(seed) / 3.0).collect();
    assert_eq!(results.unwrap().outcomes().copied().collect::<Vec<_>>(), expected);
    let series = |first: u64, count: u64| (0..count).map(|step| first + 2 * step).collect::<Vec<_>>();
    let expected = [series(0, 16), series(1, 16), series(32, 4), series(33, 4)];
    assert_eq!(groups.into_inner().unwrap(), expected);
}

#[test]
fn what_is_finished_leaves_its_group() {
    let folder = Folder::new("groups-resume");
    folder
        .open()
        .run(trials(40).filter(|settings| settings.seed % 3 == 0), third)
        .unwrap();
    for threads in [1, 3] {
        let sizes = Mutex::new(Vec::new());
        let study = folder.open().threads(threads);
        let results = study.run_groups(
            trials(40),
            |_| (),
            |group| {
                assert!(group.iter().all(|settings| settings.seed % 3 != 0), "{group:?}");
                sizes.lock().unwrap().push(group.len());
                thirds(group)
            },
        );
        let expected: Vec<f64> = (0..40).map(|seed| f64::from(seed) / 3.0).collect();
        assert_eq!(results.unwrap().outcomes().copied().collect::<Vec<_>>(), expected);
        let mut sizes = sizes.into_inner().unwrap();
        sizes.sort_unstable();
        // The second time all is finished.
        assert_eq!(sizes, if threads == 1 { vec![10, 16] } else { vec![] });
    }
}

/// What was running when the flag was set is not kept, and runs the next time.
#[test]
fn a_study_ends_with_what_it_is_a_part_of() {
    let folder = Folder::new("groups-interrupted");
    let stop = Arc::new(AtomicBool::new(false));
    for threads in [1, 2] {
        stop.store(false, Ordering::Relaxed);
        let study = folder.open().threads(threads);
        let results = interruptible(&stop, || {
            study.run(trials(40), |settings: &Settings| {
                stop.fetch_or(settings.seed == 5, Ordering::Relaxed);
                third(settings)
            })
        });
        assert!(results.is_none());
        let content = folder.content();
        assert!(!content.contains("\"seed\":5,"), "{content}");
        assert!(threads == 2 || content.contains("\"seed\":4,"), "{content}");
    }
    let results = folder.open().run(trials(40), third).unwrap();
    let expected: Vec<f64> = (0..40).map(|seed| f64::from(seed) / 3.0).collect();
    assert_eq!(results.outcomes().copied().collect::<Vec<_>>(), expected);
}

#[test]
fn a_group_takes_its_time_together() {
    let folder = Folder::new("groups-time");
    let results = folder.open().run_groups(
        trials(4),
        |_| (),
        |group| {
            thread::sleep(std::time::Duration::from_millis(40));
            thirds(group)
        },
    );
    let results = results.unwrap();
    assert!(
        results
            .iter()
            .all(|trial| trial.seconds >= 0.01 && trial.seconds == results.iter().next().unwrap().seconds)
    );
    assert!(results.seconds() >= 0.04);
}

#[test]
fn a_group_that_fails_is_told_by_its_first_trial_and_the_others_are_kept() {
    let folder = Folder::new("groups-failure");
    let failing = |group: &[&Settings]| match group[0].seed {
        16 => Err(refusal()),
        _ => thirds(group),
    };
    let error = folder
        .open()
        .threads(1)
        .run_groups(trials(40), |_| (), failing)
        .unwrap_err();
    assert!(error.to_string().contains("trial 17 of 40"), "{error}");
    assert_eq!(folder.content().lines().count(), 17);
}

#[test]
fn one_trial_that_fails_is_named_and_the_others_of_its_group_are_kept() {
    let folder = Folder::new("groups-one");
    let one_fails = |group: &[&Settings]| -> Result<Vec<Result<f64>>> {
        let outcome = |settings: &&Settings| match settings.seed {
            5 => Err(refusal()),
            _ => third(settings),
        };
        Ok(group.iter().map(outcome).collect())
    };
    let error = folder
        .open()
        .threads(1)
        .run_groups(trials(16), |_| (), one_fails)
        .unwrap_err();
    assert!(error.to_string().contains("trial 6 of 16"), "{error}");
    assert_eq!(folder.content().lines().count(), 16);
}

#[test]
fn another_number_of_outcomes_than_trials_is_an_error() {
    let folder = Folder::new("groups-count");
    let short = |group: &[&Settings]| thirds(&group[1..]);
    let error = folder.open().run_groups(trials(3), |_| (), short).unwrap_err();
    let source = std::error::Error::source(&error).map_or(error.to_string(), |source| source.to_string());
    assert!(source.contains("group of 3 trials gave 2 outcomes"), "{source}");
    assert_eq!(folder.content().lines().count(), 1);
}

#[test]
fn one_outcome_that_cannot_be_kept_leaves_the_others() {
    let folder = Folder::new("groups-nan");
    let broken = |group: &[&Settings]| -> Result<Vec<Result<f64>>> {
        Ok(group
            .iter()
            .map(|settings| Ok(if settings.seed == 1 { f64::NAN } else { 1.0 }))
            .collect())
    };
    let error = folder.open().run_groups(trials(3), |_| (), broken).unwrap_err();
    assert!(error.to_string().contains("trial 2 of 3"), "{error}");
    assert_eq!(folder.content().lines().count(), 3);
}
