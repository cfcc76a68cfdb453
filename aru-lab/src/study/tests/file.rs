//! What the file of a study holds, and what is said of one that it cannot read.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

#[test]
fn the_file_is_lines_of_json() {
    let folder = Folder::new("format");
    let one = trials(1).map(|mut settings| {
        settings.sizes = HashMap::new();
        settings
    });
    folder.open().run(one, |_| Ok::<f32, Error>(0.1)).unwrap();
    let content = folder.content();
    let (content, sum) = content.rsplit_once(',').unwrap();
    assert_eq!((&sum[..9], &sum[17..]), ("\"crc32\":\"", "\"}\n"));
    let (before, seconds) = content.rsplit_once(':').unwrap();
    assert_eq!(
        before,
        "{\"format\":\"aru study\",\"version\":2}\n{\"settings\":{\"seed\":0,\"rate\":0.1,\"sizes\":{}},\"outcome\":0.1,\
         \"seconds\""
    );
    assert!(seconds.parse::<f64>().is_ok(), "{content}");
}

/// Every cut of a file: in its header, in a line, before the end of one.
#[test]
fn a_line_that_was_cut_off_is_run_again() {
    let folder = Folder::new("cut");
    folder.open().threads(1).run(trials(3), third).unwrap();
    let whole = folder.content();
    for end in 0..whole.len() {
        std::fs::write(folder.file(), &whole[..end]).unwrap();
        let lines = whole[..end].matches('\n').count().max(1);
        let count = AtomicUsize::new(0);
        let results = folder.open().run(trials(3), |settings| {
            count.fetch_add(1, Ordering::Relaxed);
            third(settings)
        });
        assert_eq!(results.unwrap().outcomes().sum::<f64>(), 1.0);
        assert_eq!(count.into_inner(), 4 - lines, "after {end} bytes");
        assert_eq!(folder.content().lines().count(), 4);
        assert_eq!(folder.open().run(trials(3), never::<f64>).unwrap().len(), 3);
    }
}

#[test]
fn a_damaged_line_is_named_and_nothing_is_lost() {
    let content =
        format!("{EARLY}{{\"settings\":1,\"outcome\":2,\"seconds\":3}}\n{{\"settings\":\n\n{{\"cut");
    let folder = Folder::holding("damaged", &content);
    assert_eq!(
        folder.refusal(),
        "cannot read `FILE`: line 3 is damaged: EOF while parsing a value at column 0; remove the line, and its trial \
         is run again, or choose another folder"
    );
    assert_eq!(folder.content(), content);
}

#[test]
fn settings_that_come_twice_in_the_file_are_refused() {
    let line = "{\"settings\":{\"b\":1,\"a\":2},\"outcome\":2,\"seconds\":3}\n";
    let turned = "{\"settings\":{\"a\":2,\"b\":1},\"outcome\":5,\"seconds\":3}\n";
    let folder = Folder::holding("twice", &format!("{EARLY}{line}{turned}"));
    assert_eq!(
        folder.refusal(),
        "cannot read `FILE`: line 3 has the same settings as line 2; remove one of them or choose another folder"
    );
}

#[test]
fn other_files_are_left_alone() {
    let other = "a diary";
    for (name, content, message) in [
        (
            "other",
            other,
            "line 1 is not {\"format\":\"aru study\",\"version\":2}, so it is no file of a study",
        ),
        (
            "format",
            "{\"format\":\"x\",\"version\":1}\n",
            "line 1 is not {\"format\"",
        ),
        (
            "version",
            "{\"format\":\"aru study\",\"version\":3}\n",
            "line 1 says version 3, this version of aru reads up to 2; remove the file or choose another folder",
        ),
    ] {
        let folder = Folder::holding(name, content);
        let refusal = folder.refusal();
        assert!(
            refusal.starts_with(&format!("cannot read `FILE`: {message}")),
            "{refusal}"
        );
        assert_eq!(folder.content(), content);
    }
    let folder = Folder::holding("file", "");
    let file = Study::<Settings, f64>::open(folder.file()).unwrap_err();
    assert!(
        folder.short(file).starts_with("cannot write `FILE`: "),
        "a file is no folder"
    );
}

#[derive(Debug, Serialize, Deserialize, PartialEq)]
struct Scores {
    loss: f64,
    best: Option<f64>,
    means: BTreeMap<String, Vec<f32>>,
}

/// Lines are in the order in which trials ended, and two threads end in either.
#[test]
fn an_outcome_of_another_type_is_refused_whichever_trial_ended_first() {
    for first in [0, 1] {
        let folder = Folder::new(&format!("type-{first}"));
        let both = Barrier::new(2);
        let results = folder.open().threads(2).run(trials(2), |settings| {
            both.wait();
            while settings.seed != first && folder.content().lines().count() < 2 {
                thread::yield_now();
            }
            third(settings)
        });
        assert_eq!(results.unwrap().len(), 2);
        let before = folder.content();
        let error = Study::<Settings, Scores>::open(&folder.0).unwrap_err();
        let error = folder.short(error);
        let outcome = ["0.0", "0.3333333333333333"][first as usize];
        let start = format!(
            "cannot read `FILE`: line 2 does not hold an outcome of the type asked for: invalid type: floating point \
             `{outcome}`, expected struct Scores"
        );
        assert!(error.starts_with(&start), "{error}");
        assert!(
            error.ends_with("has the type changed since? Remove the file or choose another folder"),
            "{error}"
        );
        assert_eq!(folder.content(), before);
    }
}

#[test]
fn numbers_come_back_to_the_last_bit() {
    let folder = Folder::new("bits");
    let outcome = |settings: &Settings| -> Result<Vec<f64>> {
        // Numbers of all sizes, as their bits come.
        let bits = (0..500).map(|k| (settings.seed * 500 + k + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Ok(bits
            .map(f64::from_bits)
            .filter(|number| number.is_finite())
            .chain([-0.0])
            .collect())
    };
    let results = folder.open().run(trials(4), outcome).unwrap();
    let again = folder.open().run(trials(4), never::<Vec<f64>>).unwrap();
    for ((first, again), settings) in results.outcomes().zip(again.outcomes()).zip(trials(4)) {
        let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(first), bits(&outcome(&settings).unwrap()));
        assert_eq!(bits(again), bits(first));
    }
}

#[test]
fn numbers_that_json_lacks_are_refused() {
    let folder = Folder::new("nan");
    let scores = |best: f64, mean: f32| Scores {
        loss: 0.5,
        best: Some(best),
        means: BTreeMap::from([("tau s".to_owned(), vec![1.0, mean])]),
    };
    let refusal = |outcome: &(dyn Fn() -> Scores + Sync)| {
        let error = folder
            .open::<Scores>()
            .run(trials(1), |_| Ok::<_, Error>(outcome()));
        error.unwrap_err().to_string()
    };
    let error = refusal(&|| scores(f64::NAN, 0.0));
    let expected = "trial 1 of 1 failed: its outcome cannot be kept: `best` is NaN, which JSON cannot hold; numbers \
                    must be finite and integers have 64 bits at most; its settings are";
    assert!(error.starts_with(expected), "{error}");
    let error = refusal(&|| scores(0.0, f32::NEG_INFINITY));
    assert!(error.contains(": `means.tau s[1]` is -inf, which"), "{error}");
    assert_eq!(folder.content(), HEADER);
    folder
        .open()
        .run(trials(1), |_| Ok::<_, Error>(scores(0.0, 1.0)))
        .unwrap();

    let mut unclear: Vec<Settings> = trials(2).collect();
    unclear[1].rate = f32::NAN;
    let error = folder.open::<Scores>().run(unclear, never).unwrap_err();
    assert_eq!(
        error.to_string(),
        "what tells trial 2 from the others is not to be written as JSON; its settings: `rate` is NaN, which JSON \
         cannot hold; numbers must be finite and integers have 64 bits at most"
    );
}

/// What `Serialize` leaves out, `Deserialize` misses.
#[derive(Serialize, Deserialize)]
struct Lopsided {
    #[serde(skip_serializing)]
    lost: f64,
}

#[test]
fn an_outcome_must_come_back_from_json() {
    let folder = Folder::new("lopsided");
    let error = folder
        .open()
        .run(trials(1), |_| Ok::<_, Error>(Lopsided { lost: 1.0 }));
    let error = error
        .map(|results| results.iter().map(|trial| trial.outcome.lost).sum::<f64>())
        .unwrap_err();
    let expected = "trial 1 of 1 failed: its outcome cannot be read back from JSON: missing field `lost`; `Serialize` \
                    and `Deserialize` must fit each other; its settings are";
    assert!(error.to_string().starts_with(expected), "{error}");
    assert_eq!(folder.content(), HEADER);
}

#[test]
fn a_folder_is_one_study_s_at_a_time() {
    let folder = Folder::new("lock");
    let first = folder.open::<f64>();
    assert_eq!(
        folder.refusal(),
        "cannot write `FILE`: a study of this folder is running already; wait for its end or choose another folder"
    );
    first
        .run(trials(1), |settings| {
            assert!(folder.refusal().contains("running already"));
            third(settings)
        })
        .unwrap();
    assert_eq!(folder.open().run(trials(1), never::<f64>).unwrap().len(), 1);
}
