//! Small folders in each form, read, fitted and scored; and what is told of those that are wrong.

use std::fs;
use std::path::PathBuf;

use aru::experiment::Options;
use aru::recording::Npz;
use clap::Parser;
use ndarray::{Array1, Array2, Array3, arr0};

use super::*;

mod forms;
mod kept;
mod outside;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    options: Options,
    #[command(flatten)]
    own: Own,
}

/// A folder that is there for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("aru_statenet_{name}_{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Noise of half a second under an envelope, and a cell that fires when it is loud.
    fn crcns(name: &str, songs: usize) -> Self {
        let folder = Folder::new(name);
        for song in 1..=songs {
            let loud = |bin: usize| (bin / 7 * (song + 3)) % 5 < 2;
            let samples: Vec<i16> = (0..8000)
                .map(|n| (((n * n * 7 + n * song) % 2001) as i16 - 1000) * if loud(n / 80) { 20 } else { 1 })
                .collect();
            folder.write(&format!("sounds/song_{song}.wav"), wav(&samples));
            folder.write(
                &format!("cells/blue/song/stim{song}"),
                format!("song_{song}.wav\n"),
            );
            let trial = |shift: f64| -> String {
                let times = (0..100)
                    .filter(|&bin| loud(bin))
                    .map(|bin| format!("{:.1}", 5.0 * bin as f64 + shift));
                times.collect::<Vec<String>>().join(" ") + "\n"
            };
            folder.write(
                &format!("cells/blue/song/spike{song}"),
                trial(1.0) + &trial(2.5) + &trial(4.0),
            );
        }
        folder
    }

    fn arguments(&self, more: &[&str]) -> Arguments {
        let folder = self.0.to_str().unwrap();
        let out = self.0.join("out");
        let fixed = ["statenet", folder, "--out", out.to_str().unwrap()];
        Arguments::parse_from(fixed.iter().chain(more))
    }

    /// The quickest run that there is, by the filter alone.
    fn run(&self, more: &[&str]) -> Result<Report> {
        let arguments = self.arguments(&[&["--models", "ln", "--quick"], more].concat());
        run(&arguments.options, &arguments.own, &self.0)
    }

    fn find(&self, more: &[&str]) -> Result<Found> {
        layout::find(&self.0, &self.arguments(more).own)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// A WAV file of one channel, 16 bits, at 16 kHz.
fn wav(samples: &[i16]) -> Vec<u8> {
    let (length, rate) = (2 * samples.len() as u32, 16_000_u32);
    let mut file = [
        b"RIFF".as_slice(),
        &(length + 36).to_le_bytes(),
        b"WAVEfmt ",
        &16_u32.to_le_bytes(),
    ]
    .concat();
    for word in [1_u16, 1] {
        file.extend(word.to_le_bytes());
    }
    for word in [rate, 2 * rate] {
        file.extend(word.to_le_bytes());
    }
    for word in [2_u16, 16] {
        file.extend(word.to_le_bytes());
    }
    file.extend([b"data".as_slice(), &length.to_le_bytes()].concat());
    file.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    file
}

#[test]
fn a_folder_of_sounds_is_fitted_and_an_outside_model_stands_beside() {
    let folder = Folder::crcns("fitted", 6);
    // One that knows when it is loud, as the cell does.
    let known = |song: usize| {
        let rates = Array1::from_shape_fn(100, |bin| {
            if (bin / 7 * (song + 3)) % 5 < 2 {
                1.0_f32
            } else {
                0.0
            }
        });
        rates.insert_axis(ndarray::Axis(1))
    };
    let file = folder.0.join("knows.npz");
    Npz::new()
        .array("song_6", &known(6))
        .array("song_5.wav", &known(5))
        .write(&file)
        .unwrap();
    // It lies beside the folders of the recordings, and is no song.
    let report = folder
        .run(&["--split", "3,1,2", "--predictions", file.to_str().unwrap()])
        .unwrap();
    let rows = &report.tables()[0].rows;
    let models: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(models, ["LN", "knows"]);
    let cc_raw: f64 = rows[1][3].parse().unwrap();
    assert!(cc_raw > 0.9, "{rows:?}");
    let out = folder.0.join("out");
    for file in [
        "ear.json",
        "split.csv",
        "scores.csv",
        "scores.npz",
        "own_windows.svg",
    ] {
        assert!(out.join(file).is_file(), "{file}");
    }
    let split = fs::read_to_string(out.join("split.csv")).unwrap();
    assert_eq!(split.matches("\ntest,").count(), 2, "{split}");
}

#[test]
fn window_curves_can_be_left_out() {
    let folder = Folder::crcns("no_windows", 4);
    let row = |more: &[&str]| folder.run(more).unwrap().tables()[0].rows[0].clone();
    let without = row(&["--no-windows"]);
    let column = 8;
    assert_eq!(without[column], "-");
    assert!(!folder.0.join("out/own_windows.svg").exists());
    let with = row(&[]);
    assert_ne!(with[column], "-");
    assert!(folder.0.join("out/own_windows.svg").exists());
    // All that is scored, and both numbers of the map, are the same.
    assert_eq!(without[..column], with[..column]);
}

#[test]
fn arrays_are_read_song_by_song() {
    let folder = Folder::new("arrays");
    for (song, bins) in [("a", 30), ("b", 20), ("c", 25)] {
        // The second neuron had one trial of two, and did not hear the last song.
        let responses = Array3::from_shape_fn((2, 2, bins), |(neuron, trial, bin)| match (neuron, trial) {
            (1, 1) => f64::NAN,
            (1, 0) if song == "c" => f64::NAN,
            _ => f64::from(u8::from(bin % 3 == 0)),
        });
        Npz::new()
            .array(
                "sound",
                &Array2::from_shape_fn((bins, 18), |(bin, band)| (bin * band) as f64),
            )
            .array("responses", &responses)
            .array("dt", &arr0(0.01_f32))
            .write(folder.0.join(format!("{song}.npz")))
            .unwrap();
    }
    let Found::Arrays(recordings, _) = folder.find(&[]).unwrap() else {
        panic!("arrays");
    };
    assert_eq!(recordings.dt(), 0.01);
    assert_eq!(recordings.neurons(), ["neuron 0", "neuron 1"]);
    assert_eq!(recordings.clips()[0].response(0).unwrap().dim(), (2, 30));
    assert_eq!(recordings.clips()[1].response(1).unwrap().dim(), (1, 20));
    assert!(recordings.clips()[2].response(1).is_none());
    let found = Found::Arrays(recordings, "as arrays");
    let split = split::choose(&found, None).unwrap();
    assert_eq!(split, Split::of_counts([1, 1, 1]));
    // By the training song alone.
    let heard = hear(found, &split, &folder.0).unwrap();
    let mean = heard.recordings.clips()[0]
        .sound()
        .mean_axis(ndarray::Axis(0))
        .unwrap();
    assert!(mean.iter().all(|mean| mean.abs() < 1e-12), "{mean}");
    // The second neuron heard no test song.
    let names = heard.recordings.neurons().to_vec();
    let apart = apart(&heard.recordings, &names, &split, &heard.silence).unwrap();
    assert_eq!(apart.len(), 1);
    assert_eq!(crate::score::Trials::of(&apart[0].test, 0).least, 2);
}

#[test]
fn songs_of_several_trials_test() {
    let clip = |name: &str, trials| {
        let responses = [Some(Array2::zeros((trials, 4)))];
        aru::auditory::recordings::Clip::new(name, Array2::zeros((4, 1)), responses).unwrap()
    };
    let clips = [clip("a", 1), clip("b", 9), clip("c", 1), clip("d", 1)];
    let found = Found::Arrays(Recordings::new(0.01, ["n"], clips).unwrap(), "");
    let split = split::choose(&found, None).unwrap();
    assert_eq!(
        (split.train, split.validate, split.test),
        (vec![0, 2], vec![3], vec![1])
    );
    // Where most were heard several times, one that was not is as good as any.
    let clips = ["a", "b", "c", "d"].map(|name| clip(name, if name > "b" { 2 } else { 1 }));
    let found = Found::Arrays(Recordings::new(0.01, ["n"], clips).unwrap(), "");
    assert_eq!(split::choose(&found, None).unwrap(), Split::of_counts([2, 1, 1]));
}

#[test]
fn what_is_missing_is_named() {
    let fault = |folder: &Folder, more: &[&str]| match folder.find(more) {
        Ok(_) => panic!("there is nothing to read"),
        Err(fault) => format!("{fault:#}"),
    };
    let empty = Folder::new("empty");
    assert!(fault(&empty, &[]).contains("no recordings that can be read; expected the form of CRCNS"));
    let silent = Folder::new("silent");
    silent.write("cells/blue/stim1", "a.wav\n");
    assert!(fault(&silent, &[]).contains("has `stim1` and no `.wav` files"));
    let folder = Folder::crcns("classes", 3);
    folder.write("cells/red/ripple/stim1", "song_1.wav\n");
    folder.write("cells/blue/ripple/stim1", "song_1.wav\n");
    assert!(fault(&folder, &[]).contains("several classes, ripple, song; name one by `--class`"));
    assert!(folder.find(&["--class", "song"]).is_ok());
    folder.write("more/green/song/stim1", "song_1.wav\n");
    assert!(fault(&folder, &["--class", "song"]).contains("name one by `--cells`"));
    assert!(folder.find(&["--class", "song", "--cells", "cells"]).is_ok());
    folder.write("noise/a.wav", wav(&[0; 100]));
    let sounds = ["--class", "song", "--cells", "cells"];
    assert!(fault(&folder, &sounds).contains("name one by `--sounds`"));
}

#[test]
fn a_split_must_be_of_all_songs() {
    let folder = Folder::crcns("split", 4);
    let found = folder.find(&[]).unwrap();
    let fault = split::choose(&found, Some([2, 1, 2])).unwrap_err().to_string();
    assert!(
        fault.contains("`--split 2,1,2` is of 5 songs; there are 4"),
        "{fault}"
    );
    let fault = split::choose(&found, Some([usize::MAX, 4, 1]))
        .unwrap_err()
        .to_string();
    assert!(fault.contains("is of too many songs; there are 4"), "{fault}");
    assert_eq!(split::choose(&found, None).unwrap(), Split::of_counts([2, 1, 1]));
    assert_eq!(split::parse("14, 2,4"), Ok([14, 2, 4]));
    assert!(split::parse("14,2").unwrap_err().contains("as `14,2,4`"));
}

#[test]
fn predictions_of_another_shape_are_named() {
    let folder = Folder::new("predictions");
    let clip = |name: &str, bins| {
        let responses = [Some(Array2::ones((2, bins))), Some(Array2::ones((2, bins)))];
        aru::auditory::recordings::Clip::new(name, Array2::zeros((bins, 1)), responses).unwrap()
    };
    let clips = [clip("a.wav", 5), clip("b.wav", 4), clip("c.wav", 6)];
    let recordings = Recordings::new(0.005, ["x", "y"], clips).unwrap();
    let path = folder.0.join("p.npz");
    let read = |npz: Npz| {
        npz.write(&path).unwrap();
        predictions::read(&path, &recordings, &[1, 2])
    };
    let fault = |npz: Npz| format!("{:#}", read(npz).unwrap_err());
    let of = |bins, neurons| {
        Array2::<f32>::from_shape_fn((bins, neurons), |(bin, neuron)| (10 * neuron + bin) as f32)
    };
    let missing = fault(Npz::new().array("b", &of(4, 2)));
    assert!(
        missing.contains("no array for 1 of 2 test songs, `c.wav`"),
        "{missing}"
    );
    let wrong = fault(Npz::new().array("b", &of(5, 2)).array("c", &of(6, 2)));
    assert!(
        wrong.contains("`b` in") && wrong.contains("[5, 2]; expected [4 bins, 2 neurons]"),
        "{wrong}"
    );
    let stacked = fault(Npz::new().array("predictions", &Array3::<f32>::zeros((3, 6, 2))));
    assert!(
        stacked.contains("expected [2 songs, 6 bins or more, 2 neurons]"),
        "{stacked}"
    );

    let named = read(Npz::new().array("c", &of(6, 2)).array("b", &of(4, 2))).unwrap();
    let test = recordings.neuron("y").unwrap().select([1, 2]).unwrap();
    let predicted = named.of(&test).unwrap();
    assert_eq!(predicted.dim(), (2, 6, 1));
    assert_eq!(predicted[[1, 5, 0]], 15.0);
    let all = Array3::from_shape_fn((2, 6, 2), |(_, bin, neuron)| (10 * neuron + bin) as f32);
    let stacked = read(Npz::new().array("predictions", &all)).unwrap();
    assert_eq!(stacked.of(&test).unwrap(), predicted);
}
