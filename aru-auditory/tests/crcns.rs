//! Folders in the form of AA1, made from spike times that are known: what is read, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use aru_auditory::crcns::{Cell, Reader, recordings};
use aru_auditory::front_end::{FrontEnd, MelSpectrogram};
use aru_auditory::spikes::Smoothing;
use hound::{SampleFormat, WavSpec, WavWriter};
use ndarray::array;

/// Sounds and two cells; `a.wav` has 50 ms and `b.wav` 32 ms, which is seven bins of 5 ms of which the last is not full.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        for name in ["sounds", "cells/one/song", "cells/two/song", "cells/three/ripple"] {
            fs::create_dir_all(folder.path(name)).unwrap();
        }
        folder.wav("sounds/a.wav", 1, 1600);
        folder.wav("sounds/b.wav", 1, 1024);
        folder.write("cells/one/song/stim1", "a.wav\n");
        folder.write(
            "cells/one/song/spike1",
            "-12.5 0 4.9 5.0 14.9999 15 49.9 50 300\n\n3.25\n",
        );
        folder.write("cells/one/song/stim12", "b.wav");
        folder.write("cells/one/song/spike12", "30 31.9\n1e1 1.1E1\n\n");
        folder.write("cells/one/song/notes.txt", "not a song");
        folder.write("cells/two/song/stim3", "  b.wav \r\n");
        folder.write("cells/two/song/spike3", "\r\n 2.5\t12.5 \r\n");
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    fn wav(&self, name: &str, channels: u16, samples: usize) {
        let spec = WavSpec {
            channels,
            sample_rate: 32_000,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut writer = WavWriter::create(self.path(name), spec).unwrap();
        for sample in 0..samples * usize::from(channels) {
            writer
                .write_sample((sample as i32 * 7919) % 20_011 - 10_000)
                .unwrap();
        }
        writer.finalize().unwrap();
    }

    fn one(&self) -> aru_runtime::Result<Cell> {
        Reader::new(self.path("sounds")).cell(self.path("cells/one/song"))
    }
}

/// Counted by hand, bin by bin.
#[test]
fn counts_are_those_of_a_hand_count() {
    let folder = Folder::new();
    let cells = Reader::new(folder.path("sounds"))
        .population(folder.path("cells"), "song")
        .unwrap();
    assert_eq!(cells.iter().map(Cell::name).collect::<Vec<_>>(), ["one", "two"]);
    let ear = FrontEnd::new(MelSpectrogram::new(0.005).bands(6));
    let recordings = recordings(&cells, &ear).unwrap();
    assert_eq!(recordings.neurons(), ["one", "two"]);
    let [a, b] = recordings.clips() else {
        panic!("two songs")
    };
    assert_eq!(
        (a.name(), a.sound().dim(), b.sound().dim()),
        ("a.wav", (10, 6), (7, 6))
    );
    let one = a.response(0).unwrap();
    // 0 and 4.9; 5; 14.9999; 15; 49.9. -12.5, 50 and 300 ms are not within the song.
    let expected = array![
        [2.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    ];
    assert_eq!(one, expected);
    assert!(a.response(1).is_none());
    let expected = array![
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0],
        [0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    ];
    assert_eq!(b.response(0).unwrap(), expected);
    let expected = array![
        [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]
    ];
    assert_eq!(b.response(1).unwrap(), expected);

    let data = recordings
        .smoothed(Smoothing::hann_21_ms())
        .unwrap()
        .sequences::<f32>()
        .unwrap();
    assert_eq!((data.len(), data.length(0), data.length(1)), (2, 10, 7));
    assert_eq!(
        (data.weight(0, 0), data.weight(1, 0), data.weight(1, 8)),
        (0.5, 1.0, 0.0)
    );
    // The mean of (2 + 0.5) of the first trial, nothing and 1.
    assert!((data.targets()[[0, 0, 0]] - 3.5 / 3.0).abs() < 1e-6);
}

#[test]
fn what_is_unlike_what_one_expects_is_remarked() {
    let folder = Folder::new();
    assert!(folder.one().unwrap().remarks().is_empty());
    folder.write("cells/one/song/spike12", "\n\n");
    assert_eq!(
        folder.one().unwrap().remarks(),
        [
            "song 12 (`b.wav`) has no spike in any of its trials",
            "song 12 (`b.wav`) has 2 trials, song 1 has 3"
        ]
    );
    fs::remove_file(folder.path("cells/one/song/spike12")).unwrap();
    folder.write("cells/one/song/spike4", "1 2\n");
    let reader = Reader::new(folder.path("sounds")).leave_out_incomplete();
    let cell = reader.cell(folder.path("cells/one/song")).unwrap();
    assert_eq!(
        (cell.name(), cell.songs().len(), cell.songs()[0].number()),
        ("song", 1, 1)
    );
    assert_eq!(
        cell.remarks(),
        [
            "song 4 is left out: there is `spike4` without `stim4`",
            "song 12 is left out: there is `stim12` without `spike12`"
        ]
    );
}

type Damage = fn(&Folder);

/// What is done to the folder, and what the error says: the file, and where there are lines the line.
const DAMAGED: [(&str, Damage); 41] = [
    (
        "one/song/spike1`: line 1: `spikes` is no time; a number of ms was expected",
        |f| spike(f, "spikes 3\n4\n"),
    ),
    ("one/song/spike1`: line 3: `12.5.7` is no time", |f| {
        spike(f, "1\n2\n3 12.5.7\n")
    }),
    (
        "one/song/spike1`: line 2: `12,5` is no time: blanks stand between times, and a point before",
        |f| spike(f, "1\n12,5 17\n"),
    ),
    (
        "one/song/spike1`: line 1: `1;2;3` is no time: blanks stand",
        |f| spike(f, "1;2;3\n"),
    ),
    ("one/song/spike1`: line 2: `nan` is no time", |f| {
        spike(f, "1\nnan\n")
    }),
    ("one/song/spike1`: line 2: `inf` is no time", |f| {
        spike(f, "1\n2 inf\n")
    }),
    ("one/song/spike1`: line 1: `1e999` is no time", |f| {
        spike(f, "1e999\n")
    }),
    ("one/song/spike1`: line 1: `0x1F` is no time", |f| {
        spike(f, "0x1F\n")
    }),
    ("one/song/spike1`: line 1: `--3` is no time", |f| {
        spike(f, "--3\n")
    }),
    ("one/song/spike1`: line 1: `\\u{2212}3` is no time", |f| {
        spike(f, "\u{2212}3 4\n")
    }),
    ("one/song/spike1`: line 1: `\\u{feff}1` is no time", |f| {
        spike(f, "\u{feff}1 4\n")
    }),
    ("one/song/spike1`: line 2: `3\\u{0}4` is no time", |f| {
        spike(f, "1\n3\u{0}4\n")
    }),
    ("one/song/spike1`: line 2: it is no text (UTF-8) any more", |f| {
        spike(f, b"1 2\n3 \xff\n")
    }),
    (
        "one/song/spike1`: line 1: it is no text (UTF-8) from its first byte on",
        |f| spike(f, b"\xff\xfe1\0 \x002\0"),
    ),
    (
        "one/song/spike1`: line 1: it is empty: no trial; a trial without spikes is an empty line",
        |f| spike(f, ""),
    ),
    (
        "one/song/spike1`: line 2: 7 comes after 30: times ascend in a trial, and each trial has a line",
        |f| spike(f, "1\n30 7\n"),
    ),
    // Old line ends make one trial of two.
    (
        "one/song/spike1`: line 1: it holds a carriage return by itself",
        |f| spike(f, "1 31.5\r1 2\r"),
    ),
    (
        "one/song/spike1`: line 1: it holds a carriage return by itself",
        |f| spike(f, "1 2\r31.5\r"),
    ),
    (
        "one/song/spike1`: line 2: 75000 ms is 60 s and more away from a song of 0.050 s",
        |f| spike(f, "1\n75000\n"),
    ),
    ("one/song/spike1`: line 1: -75000 ms is 60 s and more away", |f| {
        spike(f, "-75000 1\n")
    }),
    (
        "one/song/spike1`: it is a folder; give the path of a file in it",
        |f| {
            fs::remove_file(f.path("cells/one/song/spike1")).unwrap();
            fs::create_dir(f.path("cells/one/song/spike1")).unwrap();
        },
    ),
    ("one/song/stim1`: line 1: there is no name of a WAV file", |f| {
        stim(f, "")
    }),
    ("one/song/stim1`: line 1: there is no name of a WAV file", |f| {
        stim(f, " \n\n")
    }),
    (
        "one/song/stim1`: line 2: `c.wav` is a second name; a song has one sound",
        |f| stim(f, "a.wav\nc.wav\n"),
    ),
    ("one/song/stim1`: line 1: there is no `c.wav` in `", |f| {
        stim(f, "c.wav\n")
    }),
    ("one/song/stim1`: line 2: there is no `A.wav` in `", |f| {
        stim(f, "\nA.wav\n")
    }),
    ("/sounds`; there is `a.wav`", |f| stim(f, "a\n")),
    ("one/song/stim1`: line 1: `../sounds/a.wav` is a path", |f| {
        stim(f, "../sounds/a.wav\n")
    }),
    (
        "one/song/stim1`: line 1: `a.w\\u{0}av` is no name of a file",
        |f| stim(f, "a.w\0av\n"),
    ),
    ("one/song/stim1`: line 1: it is no text (UTF-8) any more", |f| {
        stim(f, b"a\xe9.wav\n")
    }),
    (
        "one/song/stim12`: line 1: `a.wav` is the sound of `stim1` too",
        |f| f.write("cells/one/song/stim12", "a.wav\n"),
    ),
    (
        "one/song`: there is `stim1` without `spike1`; `leave_out_incomplete` leaves such songs out",
        |f| {
            fs::remove_file(f.path("cells/one/song/spike1")).unwrap();
        },
    ),
    ("one/song`: there is `spike12` without `stim12`", |f| {
        fs::remove_file(f.path("cells/one/song/stim12")).unwrap()
    }),
    ("one/song`: `stim01` and `stim1` are files of one number", |f| {
        f.write("cells/one/song/stim01", "b.wav\n")
    }),
    (
        "one/song/spike1.txt`: its name is neither `stim` nor `spike` and a number",
        |f| {
            f.write("cells/one/song/spike1.txt", "1\n");
        },
    ),
    (
        "one/song/Stim2`: its name is neither `stim` nor `spike` and a number",
        |f| f.write("cells/one/song/Stim2", "b.wav"),
    ),
    ("one/song`: it has no files `stim1`, `spike1` and so on", |f| {
        for name in ["stim1", "spike1", "stim12", "spike12"] {
            fs::remove_file(f.path("cells/one/song").join(name)).unwrap();
        }
    }),
    ("one/song`: No such file or directory", |f| {
        fs::remove_dir_all(f.path("cells/one/song")).unwrap()
    }),
    ("sounds/a.wav`: it has 2 channels", |f| {
        f.wav("sounds/a.wav", 2, 1600)
    }),
    (
        "sounds/a.wav`: it is 1000 bytes long, but its header says 1600 samples, 3200 bytes: its end is missing",
        |f| {
            let whole = fs::read(f.path("sounds/a.wav")).unwrap();
            f.write("sounds/a.wav", &whole[..1000]);
        },
    ),
    ("sounds`: there is no such folder of sounds", |f| {
        fs::remove_dir_all(f.path("sounds")).unwrap()
    }),
];

fn spike(folder: &Folder, text: impl AsRef<[u8]>) {
    folder.write("cells/one/song/spike1", text);
}

fn stim(folder: &Folder, text: impl AsRef<[u8]>) {
    folder.write("cells/one/song/stim1", text);
}

#[test]
fn what_is_damaged_is_named_with_its_line() {
    for (number, (says, damage)) in DAMAGED.iter().enumerate() {
        let folder = Folder::new();
        damage(&folder);
        let error = folder.one().unwrap_err().to_string();
        let is_named = error.starts_with("cannot read `") && error.contains(says);
        assert!(is_named, "{number}: {error}\ndoes not say: {says}");
    }
}

#[test]
fn sounds_that_are_no_sounds_are_named() {
    let cases: [(&str, &[u8]); 3] = [
        ("it is no WAV file", b"RIFX and so on, for as long as a header is"),
        ("it ends within its header; is it a WAV file?", b"RI"),
        ("it ends within its header; is it a WAV file?", b""),
    ];
    for (says, content) in cases {
        let folder = Folder::new();
        folder.write("sounds/a.wav", content);
        let error = folder.one().unwrap_err().to_string();
        assert!(error.contains("sounds/a.wav`") && error.contains(says), "{error}");
    }
    let folder = Folder::new();
    folder.wav("sounds/a.wav", 1, 0);
    assert!(
        folder
            .one()
            .unwrap_err()
            .to_string()
            .contains("sounds/a.wav`: it holds no sample")
    );
}

#[test]
fn a_class_that_no_cell_heard_is_named() {
    let folder = Folder::new();
    let reader = Reader::new(folder.path("sounds"));
    let error = reader
        .population(folder.path("cells"), "songs")
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("cells`: no folder in it has one called `songs`"),
        "{error}"
    );
    // A song of one name in two folders is not one song.
    fs::create_dir(folder.path("other")).unwrap();
    folder.wav("other/b.wav", 1, 1600);
    let two = Reader::new(folder.path("other"))
        .cell(folder.path("cells/two/song"))
        .unwrap()
        .named("two");
    let ear = FrontEnd::new(MelSpectrogram::new(0.005));
    let error = recordings(&[folder.one().unwrap(), two], &ear)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("has that name too, and songs are known by it"),
        "{error}"
    );
    let _: &Path = folder.one().unwrap().songs()[0].wav();
}
