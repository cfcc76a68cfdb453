#[cfg(feature = "npz")]
mod arrays;
mod axes;
mod text;

use std::path::{Path, PathBuf};

use ndarray::{Array1, array};

use super::*;

thread_local! {
    /// A folder for the files of a test, which runs on a thread of its own; gone with the thread.
    static FOLDER: tempfile::TempDir = tempfile::tempdir().unwrap();
}

/// A file for a test.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = FOLDER.with(|folder| folder.path().join(name));
    std::fs::write(&path, content).unwrap();
    path
}

/// What is said of a file, without its path.
fn refusal(path: &Path) -> String {
    let message = Recording::open(path).unwrap_err().to_string();
    message.replace(&path.display().to_string(), "FILE")
}

#[test]
fn columns_are_read_by_name() {
    let path = file("columns.csv", b"time, sound,word\n0, 0.5,a\n1,-2e-1,b\n2,nan,c\n");
    let recording = Recording::open(&path).unwrap();
    assert_eq!(recording.names().collect::<Vec<_>>(), ["time", "sound", "word"]);
    let time: Array1<f32> = recording.array("time").unwrap();
    assert_eq!(time, array![0.0, 1.0, 2.0]);
    let sound: Array1<f64> = recording.array("sound").unwrap();
    assert_eq!((sound[0], sound[1], sound[2].is_nan()), (0.5, -0.2, true));
    let message = |error: Error| error.to_string().replace(&path.display().to_string(), "FILE");
    assert_eq!(
        message(recording.array::<f32, ndarray::Ix1>("word").unwrap_err()),
        "cannot read `FILE`: line 2, column `word`: expected a number, found `a`"
    );
    assert_eq!(
        message(recording.array::<f32, ndarray::Ix1>("sond").unwrap_err()),
        "no column named `sond` in `FILE`, did you mean `sound`?"
    );
    assert_eq!(
        message(recording.array::<f32, ndarray::Ix2>("time").unwrap_err()),
        "`time` in `FILE` has shape [3], expected 2 axes"
    );
    assert_eq!(
        message(recording.number("time").unwrap_err()),
        "`time` in `FILE` has shape [3], expected a single number"
    );
}

#[test]
fn files_of_numpy_savetxt_and_of_spreadsheets_are_columns_too() {
    let recording = Recording::open(file("savetxt.csv", b"# a,b\n1,2\n")).unwrap();
    assert_eq!(recording.number("a").unwrap(), 1.0);
    let recording = Recording::open(file("tabs.tsv", b"a\tb\r\n1\t2\r\n")).unwrap();
    assert_eq!(recording.number("b").unwrap(), 2.0);
    let recording = Recording::open(file("mark.CSV", b"\xef\xbb\xbfa,b\n1,2\n")).unwrap();
    assert_eq!(recording.number("a").unwrap(), 1.0);
}

#[test]
fn bad_text_is_refused_with_its_fault() {
    assert_eq!(
        refusal(&file("empty.csv", b"a,b\n")),
        "cannot read `FILE`: it holds no line below the names"
    );
    assert!(refusal(&file("nothing.csv", b"")).contains("holds no names of columns"));
    assert_eq!(
        refusal(&file("numbers.csv", b"1,2\n3,4\n")),
        "cannot read `FILE`: its first line holds no names of columns; write them there, as in `sound,rate`"
    );
    assert_eq!(
        refusal(&file("twice.csv", b"a,a\n3,4\n")),
        "cannot read `FILE`: two columns are named `a`, 1 and 2; rename one"
    );
    assert_eq!(
        refusal(&file("unnamed.csv", b"a,\n3,4\n")),
        "cannot read `FILE`: column 2 has no name in the first line; give it one"
    );
    let ragged = refusal(&file("ragged.csv", b"a,b\n1,2\n3\n"));
    assert!(ragged.contains("line 3 has 1 cell, expected 2"), "{ragged}");
    let binary = refusal(&file("binary.csv", b"a,b\n1,\xff\n"));
    assert!(binary.contains("UTF-8"), "{binary}");
    let other = refusal(&file("recording.mat", b"MATLAB 5.0"));
    assert!(other.contains("none of .npz, .npy, .csv and .tsv"), "{other}");
    let absent = refusal(Path::new("no/such/file.csv"));
    assert!(absent.starts_with("cannot read `FILE`: "), "{absent}");
}

#[cfg(feature = "npz")]
mod npz {
    use super::*;

    /// Written by NumPy 2: `numpy.savez_compressed("numpy.npz", half_steps=numpy.arange(6, dtype="f4").reshape(2, 3)
    /// / 2, columns_first=numpy.asfortranarray(numpy.arange(6.).reshape(2, 3)), counts=numpy.array([1, 2**40]),
    /// flags=numpy.array([True, False]), codes=numpy.array([0, 3], dtype="i4"), big_endian=numpy.array([1.5, -2],
    /// dtype=">f4"), words=numpy.array(["ab", "c"]), spectrum=numpy.array([1j]), dt=numpy.float32(0.001))`.
    const NUMPY: &[u8] = include_bytes!("numpy.npz");

    #[test]
    fn arrays_of_numpy_are_read_whatever_their_type() {
        let recording = Recording::open(file("numpy.npz", NUMPY)).unwrap();
        let names = [
            "half_steps",
            "columns_first",
            "counts",
            "flags",
            "codes",
            "big_endian",
            "words",
            "spectrum",
            "dt",
        ];
        assert_eq!(recording.names().collect::<Vec<_>>(), names);
        let half_steps: ndarray::Array2<f64> = recording.array("half_steps").unwrap();
        assert_eq!(half_steps, array![[0.0, 0.5, 1.0], [1.5, 2.0, 2.5]]);
        let columns_first: ndarray::Array2<f32> = recording.array("columns_first").unwrap();
        assert_eq!(columns_first, array![[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]);
        let counts: Array1<f64> = recording.array("counts").unwrap();
        assert_eq!(counts, array![1.0, 1_099_511_627_776.0]);
        let flags: Array1<f32> = recording.array("flags").unwrap();
        assert_eq!(flags, array![1.0, 0.0]);
        let codes: Array1<f32> = recording.array("codes").unwrap();
        assert_eq!(codes, array![0.0, 3.0]);
        let big_endian: Array1<f32> = recording.array("big_endian").unwrap();
        assert_eq!(big_endian, array![1.5, -2.0]);
        assert_eq!(recording.number("dt").unwrap(), f64::from(0.001_f32));
    }

    #[test]
    fn what_is_no_real_number_or_not_there_is_refused() {
        let path = file("refused.npz", NUMPY);
        let recording = Recording::open(&path).unwrap();
        let message = |name: &str| {
            let error = recording.array::<f32, ndarray::Ix1>(name).unwrap_err();
            error.to_string().replace(&path.display().to_string(), "FILE")
        };
        assert_eq!(
            message("words"),
            "cannot read `FILE`: array `words`: its elements are text (NumPy's type <U2), expected real numbers or truth \
             values; in Python, where it is numbers, save `words.astype('float32')`; where it is labels, their numbers, \
             `numpy.unique(words, return_inverse=True)[1]`"
        );
        assert!(message("spectrum").contains("complex numbers (NumPy's type <c16)"));
        assert_eq!(
            message("half_steps"),
            "`half_steps` in `FILE` has shape [2, 3], expected one axis"
        );
        assert_eq!(
            message("count"),
            "no array named `count` in `FILE`, did you mean `counts`?"
        );
        assert!(message("sound").contains("expected one of `half_steps`, `columns_first`"));
    }

    #[test]
    fn damaged_archives_are_refused() {
        for kept in [0, 1, 100, NUMPY.len() / 2, NUMPY.len() - 1] {
            let message = refusal(&file("truncated.npz", &NUMPY[..kept]));
            assert!(
                message.starts_with("cannot read `FILE`: it is no .npz file or is damaged"),
                "{message}"
            );
        }
        // One byte of the first array's data, so that the archive opens and its checksum tells.
        let mut bytes = NUMPY.to_vec();
        bytes[150] ^= 0xff;
        let path = file("flipped.npz", &bytes);
        let read =
            Recording::open(&path).and_then(|recording| recording.array::<f32, ndarray::Ix2>("half_steps"));
        assert!(read.is_err());
    }
}
