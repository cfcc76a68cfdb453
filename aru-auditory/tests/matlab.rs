//! Files that Python wrote as MATLAB and NWB have them; matlab/make.py says how.
#![cfg(feature = "matlab")]

use aru_auditory::matlab::File;
use ndarray::{Array, ArrayD, IxDyn, array};

fn path(name: &str) -> String {
    format!("{}/tests/matlab/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn open(name: &str) -> File {
    File::open(path(name)).unwrap()
}

const VERSIONS: [&str; 3] = ["v5.mat", "v5_compressed.mat", "v73.mat"];

#[test]
fn arrays_are_those_that_matlab_shows_in_every_version() {
    for version in VERSIONS {
        let file = open(version);
        let counting = Array::from_shape_fn(IxDyn(&[2, 3, 4]), |at| (12 * at[0] + 4 * at[1] + at[2]) as f64);
        assert_eq!(file.array("X").unwrap(), counting, "{version}");
        assert_eq!(
            file.array("counts").unwrap(),
            array![[0.0, 1.0, 2.0], [3.0, 250.0, 7.0]].into_dyn()
        );
        assert_eq!(file.array("small").unwrap(), array![[-3.0, 70000.0]].into_dyn());
        assert_eq!(file.array("single").unwrap(), array![[0.5], [-1.25]].into_dyn());
        assert_eq!(file.array("flag").unwrap(), array![[1.0, 0.0]].into_dyn());
        assert_eq!(file.array("none").unwrap(), ArrayD::<f64>::zeros(IxDyn(&[0, 3])));
        assert_eq!(
            file.array("data/set/rate").unwrap(),
            array![[48828.125]].into_dyn()
        );
        assert_eq!(file.text("path").unwrap(), "P01/0001_größe");
        assert_eq!(file.text("names/1").unwrap(), "three");
    }
}

#[test]
fn structs_and_cells_have_paths() {
    for version in VERSIONS {
        let file = open(version);
        let entries = |at: &str| file.entries(at).unwrap();
        let all = entries("");
        assert!(
            ["X", "data", "names", "path"]
                .iter()
                .all(|name| all.iter().any(|own| own == name)),
            "{all:?}"
        );
        assert!(!all.iter().any(|name| name.starts_with('#')));
        let mut fields = entries("data/set");
        fields.sort();
        assert_eq!(fields, ["rate", "repeats"], "{version}");
        assert_eq!(entries("data/set/repeats"), ["0", "1"], "{version}");
        assert_eq!(entries("data/set/repeats/1"), ["t"]);
        assert_eq!(entries("data/set/repeats/0/t"), ["0", "1", "2"]);
        let trains = file.spike_trains("data/set/repeats/0/t", 0.001).unwrap();
        assert_eq!(
            trains.trials(),
            [vec![0.0125, 0.04], vec![], vec![0.00725]],
            "{version}"
        );
        assert_eq!(
            file.spike_trains("/data/set/repeats/1/t/", 1.0).unwrap().trials()[1],
            [0.5]
        );
    }
}

#[test]
fn what_is_not_there_is_named() {
    for version in VERSIONS {
        let file = open(version);
        let refusal = |at: &str| {
            let error = file.array(at).unwrap_err().to_string();
            assert!(
                error.starts_with("cannot read `") && error.contains(version),
                "{error}"
            );
            error
        };
        assert!(
            refusal("data/set/rates").contains("there is no `rates`; there is `"),
            "{}",
            refusal("data/set/rates")
        );
        assert!(refusal("data/set/repeats/2/t/0").contains("there is no `2`; numbers go from 0 to 1"));
        assert!(refusal("data/set/repeats/t").contains("there is no `t`; numbers go from 0 to 1"));
        assert!(refusal("data/set/repeats/0/t/3").contains("there is no `3`; numbers go from 0 to 2"));
        assert!(refusal("X/1").contains("there is nothing within to be called `1`"));
        assert!(refusal("path").contains("`path` is text; an array of numbers was expected"));
        assert!(refusal("names").contains("`names` is 2 cells or elements, the first of them 0; an array"));
        assert!(refusal("data/set").contains("is a struct or group of `"));
        assert!(
            file.text("X")
                .unwrap_err()
                .to_string()
                .contains("an array of numbers [2, 3, 4]; text was expected")
        );
        assert!(
            file.spike_trains("X", 1.0)
                .unwrap_err()
                .to_string()
                .contains("cells, one a trial was expected")
        );
        assert!(file.spike_trains("names", 0.0).is_err());
    }
    let error = open("v5.mat").array("phase").unwrap_err().to_string();
    assert!(
        error.contains("an array of complex numbers; an array of numbers was expected"),
        "{error}"
    );
}

/// An element of a file of version 5.
fn element(kind: u32, content: &[u8]) -> Vec<u8> {
    let length = content.len() as u32;
    let mut element = [kind.to_le_bytes(), length.to_le_bytes()].concat();
    element.extend(content);
    element.resize(element.len().next_multiple_of(8), 0);
    element
}

/// A table, as MATLAB writes what has a class: no dimensions, but the class's name and numbers that only MATLAB understands.
#[test]
fn objects_are_named_and_refused() {
    let array = |class: u8, parts: Vec<Vec<u8>>| {
        let flags = element(6, &[class, 0, 0, 0, 0, 0, 0, 0]);
        element(14, &[flags, parts.concat()].concat())
    };
    let letters = |text: &str| element(1, text.as_bytes());
    let numbers = |name: &str, values: &[f64]| {
        let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
        let shape = [1, values.len() as u32].map(u32::to_le_bytes).concat();
        array(6, vec![element(5, &shape), letters(name), element(9, &bytes)])
    };
    let object = array(
        17,
        vec![
            letters("trials"),
            letters("MCOS"),
            letters("table"),
            numbers("", &[1.0]),
        ],
    );
    let mut content = b"MATLAB 5.0 MAT-file".to_vec();
    content.resize(124, b' ');
    content.extend([0, 1, b'I', b'M']);
    content.extend([object, numbers("rate", &[2.5])].concat());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("objects.mat");
    std::fs::write(&path, content).unwrap();
    let file = File::open(&path).unwrap();
    assert_eq!(file.entries("").unwrap(), ["trials", "rate"]);
    let error = file.array("trials").unwrap_err().to_string();
    assert!(
        error.contains("`trials` is an object of the class `table`; an array"),
        "{error}"
    );
    assert_eq!(file.array("rate").unwrap(), array![[2.5]].into_dyn());
}

#[test]
fn units_of_nwb_have_the_spikes_of_their_session() {
    let file = open("units.nwb");
    let units = file.units().unwrap();
    assert_eq!(
        units,
        [(4, vec![0.5, 1.25, 3.0]), (7, vec![]), (9, vec![0.125, 2.5])]
    );
    // Axes of plain HDF5 are as h5py shows them.
    let data = file.array("stimulus/presentation/song/data").unwrap();
    assert_eq!(data, array![[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]].into_dyn());
    assert_eq!(file.text("stimulus/presentation/song/text").unwrap(), "a song");
    let error = open("v73.mat").units().unwrap_err().to_string();
    assert!(
        error.contains("`units/spike_times`: there is no `units`"),
        "{error}"
    );
}

/// With bytes changed or its end missing, HDF5 is read or refused: what cannot be is an error.
#[test]
fn damaged_hdf5_brings_nothing_down() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("damaged");
    let (mut read, mut refused) = (0, 0);
    let mut try_all = |content: &[u8]| {
        std::fs::write(&damaged, content).unwrap();
        let Ok(file) = File::open(&damaged) else {
            refused += 1;
            return;
        };
        let tried = [
            file.entries("").is_ok(),
            file.array("X").is_ok(),
            file.text("path").is_ok(),
            file.spike_trains("data/set/repeats/0/t", 0.001).is_ok(),
            file.units().is_ok(),
        ];
        for is_ok in tried {
            *if is_ok { &mut read } else { &mut refused } += 1;
        }
    };
    for name in ["v73.mat", "units.nwb"] {
        let whole = std::fs::read(path(name)).unwrap();
        for place in (512..whole.len()).step_by(197) {
            let mut other = whole.clone();
            other[place] ^= 1 << (place % 8);
            try_all(&other);
        }
        for length in (0..whole.len()).step_by(1999) {
            try_all(&whole[..length]);
        }
    }
    assert!(read > 100 && refused > 100, "{read} {refused}");
}

/// Cut off at any byte, and with any byte changed, a file is read or refused: it brings nothing down.
#[test]
fn a_damaged_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("damaged.mat");
    let tried = |content: &[u8]| {
        std::fs::write(&damaged, content).unwrap();
        let file = File::open(&damaged)?;
        for at in ["X", "data/set/repeats/0/t/0", "counts", "none"] {
            file.array(at)?;
        }
        for at in ["path", "names/1"] {
            file.text(at)?;
        }
        Ok::<(), aru_runtime::Error>(())
    };
    for version in ["v5.mat", "v5_compressed.mat"] {
        let whole = std::fs::read(path(version)).unwrap();
        tried(&whole).unwrap();
        for length in (0..whole.len()).step_by(7) {
            let error = tried(&whole[..length]);
            assert!(error.is_err(), "{version} cut off at {length}");
        }
        for place in (124..whole.len()).step_by(3) {
            for bit in [0, 4, 7] {
                let mut other = whole.clone();
                other[place] ^= 1 << bit;
                let _ = tried(&other);
            }
        }
    }
    let error = tried(&[0; 200]).unwrap_err().to_string();
    assert!(
        error.contains("it is neither HDF5 nor a MAT file of version 5 to 7.3"),
        "{error}"
    );
    assert!(
        File::open(folder.path().join("none.mat"))
            .unwrap_err()
            .to_string()
            .contains("No such file")
    );
}
