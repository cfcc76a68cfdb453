//! Files that were damaged, or taken away while a study runs.

use std::fs;

use super::*;

/// Whatever the bit: an error, or what the trials came to.
#[test]
fn a_flipped_bit_gave_another_outcome() {
    let folder = Folder::new("flips");
    let outcomes = folder.open().threads(1).run(trials(3), third).unwrap();
    let outcomes: Vec<f64> = outcomes.outcomes().copied().collect();
    let whole = fs::read(folder.file()).unwrap();
    let (mut refused, mut run_again) = (0, 0);
    for place in 0..8 * whole.len() {
        let mut flipped = whole.clone();
        flipped[place / 8] ^= 1 << (place % 8);
        fs::write(folder.file(), &flipped).unwrap();
        match Study::<Settings, f64>::open(&folder.0) {
            Err(_) => {
                refused += 1;
                assert_eq!(fs::read(folder.file()).unwrap(), flipped, "it is left as it is");
            }
            Ok(study) => {
                run_again += 1;
                let results = study.threads(1).run(trials(3), third).unwrap();
                assert_eq!(
                    results.outcomes().copied().collect::<Vec<_>>(),
                    outcomes,
                    "bit {place}"
                );
            }
        }
    }
    // Only where the end of the last line is gone does it look as if the program had been stopped.
    assert_eq!((refused, run_again), (8 * whole.len() - 8, 8));
}

#[test]
fn lines_that_lost_a_piece_or_their_checksum_are_damaged() {
    let folder = Folder::new("pieces");
    folder.open().threads(1).run(trials(2), third).unwrap();
    let whole = folder.content();
    let sum = whole.rfind(",\"crc32\"").unwrap();
    for damaged in [
        whole.replace("0.3333333333333333", "0.333"),
        format!("{}}}\n", &whole[..sum]),
        whole.replace(",\"crc32\":", ",\"CRC32\":"),
        whole.replacen("\"seed\":0", "\"seed\":7", 1),
    ] {
        fs::write(folder.file(), &damaged).unwrap();
        let refusal = folder.refusal();
        assert!(
            refusal.contains(" is damaged: it ")
                && refusal.contains("checksum")
                && refusal.contains("its trial is run again"),
            "{refusal}"
        );
        assert_eq!(folder.content(), damaged);
    }
}

#[test]
fn a_file_of_before_checksums_goes_on() {
    let folder = Folder::new("early");
    folder.open().threads(1).run(trials(2), third).unwrap();
    let lines: Vec<String> = folder.content().lines().map(str::to_owned).collect();
    let without = |line: &str| format!("{}}}\n", &line[..line.rfind(",\"crc32\"").unwrap()]);
    let early = format!("{EARLY}{}{}", without(&lines[1]), without(&lines[2]));
    fs::write(folder.file(), &early).unwrap();
    let results = folder
        .open()
        .threads(1)
        .run(trials(3), |settings| match settings.seed {
            2 => third(settings),
            _ => never(settings),
        });
    assert_eq!(results.unwrap().outcomes().sum::<f64>(), 1.0);
    // What is added has one, and is held to it.
    let content = folder.content();
    assert!(content.starts_with(&early) && content.ends_with("\"}\n"));
    fs::write(
        folder.file(),
        content.replace("0.6666666666666666", "0.6666666666666667"),
    )
    .unwrap();
    assert!(
        folder
            .refusal()
            .contains("line 4 is damaged: it is not what its checksum was taken of")
    );
}

type TakeAway<'a> = &'a (dyn Fn(&Folder) + Sync);

#[test]
fn a_file_that_was_taken_away_while_the_study_ran_left_ok() {
    let moved = Folder::new("moved-to");
    let take_away: [(&str, TakeAway<'_>, &str); 5] = [
        (
            "folder",
            &|folder| fs::remove_dir_all(&folder.0).unwrap(),
            "was removed or moved",
        ),
        (
            "file",
            &|folder| fs::remove_file(folder.file()).unwrap(),
            "was removed or moved",
        ),
        (
            "moved",
            &|folder| fs::rename(&folder.0, &moved.0).unwrap(),
            "was removed or moved",
        ),
        (
            "replaced",
            &|folder| {
                fs::remove_file(folder.file()).unwrap();
                fs::write(folder.file(), HEADER).unwrap();
            },
            "another file was put in its place",
        ),
        (
            "changed",
            &|folder| {
                let longer = folder.content() + "a note\n";
                fs::write(folder.file(), longer).unwrap();
            },
            "another program changed it",
        ),
    ];
    for (name, away, expected) in take_away {
        // While the first runs, and while the last does.
        for taken in [0, 2] {
            let folder = Folder::new(&format!("away-{name}-{taken}"));
            let results = folder.open().threads(1).run(trials(3), |settings| {
                if settings.seed == taken {
                    away(&folder);
                }
                third(settings)
            });
            let error = folder.short(results.unwrap_err());
            assert!(
                error.starts_with("cannot write `FILE`: ") && error.contains(expected),
                "{name}: {error}"
            );
            let _ = fs::remove_dir_all(&moved.0);
        }
    }
}

/// In JSON keys have no order: with another one it is the same trial, and was run a second time.
#[test]
fn a_trial_counted_twice_where_the_order_of_its_settings_changed() {
    #[derive(Serialize)]
    struct Turned {
        sizes: HashMap<String, usize>,
        rate: f32,
        seed: u64,
    }
    let folder = Folder::new("turned");
    folder.open().run(trials(3), third).unwrap();
    let turned = trials(3).map(|Settings { seed, rate, sizes }| Turned { sizes, rate, seed });
    let study = Study::<Turned, f64>::open(&folder.0).unwrap();
    let results = study.run(turned, |_| -> Result<f64> { panic!("it is finished already") });
    assert_eq!(results.unwrap().outcomes().sum::<f64>(), 1.0);
}
