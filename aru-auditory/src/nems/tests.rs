use ndarray::array;

use super::*;

/// Two sounds of two bins at 100 bins a second: `a` twice, `b` once, silence between; two neurons, the second missing in the
/// second trial of `a`.
struct Folder(tempfile::TempDir);

const RESP: &str = "0,1\n1,2\n9,9\n3,4\n4,5\n9,9\n5,nan\n6,NaN\n";
const STIM: &str =
    "0.1,0.2,0.3\n0.4,0.5,0.6\n0,0,0\n1,2,3\n4,5,6\n0,0,0\n0.1,0.2,0.3\n0.4,0.5,0.6000000001\n";
const EPOCHS: &str =
    "name,start,end\nSTIM_a,0.0,0.02\nPreStimSilence,0.02,0.03\nSTIM_b,0.03,0.05\nSTIM_a,0.06,0.08\n";

impl Folder {
    fn new() -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        folder.write("x.resp.csv", RESP);
        folder.write("x.stim.csv", STIM);
        folder.write("x.resp.epoch.csv", EPOCHS);
        folder.write(
            "x.resp.json",
            r#"{"name": "resp", "fs": 100, "chans": ["u1", "u2"], "meta": {}}"#,
        );
        folder.write("x.stim.json", r#"{"name": "stim", "fs": 100.0, "chans": null}"#);
        folder
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn read(&self) -> Result<Recordings> {
        Reader::default().read(self.0.path())
    }
}

#[test]
fn epochs_of_one_name_are_the_trials_of_a_sound() {
    let folder = Folder::new();
    for path in [folder.0.path().to_path_buf(), folder.0.path().join("x")] {
        let recordings = Reader::default().read(path).unwrap();
        assert_eq!(
            (recordings.dt(), recordings.neurons()),
            (0.01, &["u1".to_owned(), "u2".to_owned()][..])
        );
        let [a, b] = recordings.clips() else {
            panic!("two sounds")
        };
        assert_eq!((a.name(), b.name()), ("a", "b"));
        assert_eq!(a.sound(), array![[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]);
        assert_eq!(a.response(0).unwrap(), array![[0.0, 1.0], [5.0, 6.0]]);
        assert_eq!(a.response(1).unwrap(), array![[1.0, 2.0]]);
        assert_eq!(b.response(1).unwrap(), array![[4.0, 5.0]]);
    }
}

/// As pandas writes them with an index, as they are without a header, and as they are beside the spectrogram.
#[test]
fn epochs_come_in_several_forms() {
    let folder = Folder::new();
    let expected = folder.read().unwrap();
    folder.write(
        "x.resp.epoch.csv",
        "STIM_a,0,0.02\nSTIM_b,0.03,0.05\nSTIM_a,0.06,0.08\n",
    );
    assert_eq!(folder.read().unwrap(), expected);
    folder.write(
        "x.resp.epoch.csv",
        ",end,name,start\n0,0.02,STIM_a,0\n1,0.05,\"STIM_b\",0.03\n2,0.08,STIM_a,0.06\n",
    );
    assert_eq!(folder.read().unwrap(), expected);
    std::fs::rename(
        folder.0.path().join("x.resp.epoch.csv"),
        folder.0.path().join("x.stim.epoch.csv"),
    )
    .unwrap();
    assert_eq!(folder.read().unwrap(), expected);
    std::fs::remove_file(folder.0.path().join("x.stim.json")).unwrap();
    folder.write("x.resp.json", r#"{"fs": 100}"#);
    assert_eq!(folder.read().unwrap().neurons(), ["0", "1"]);
    let all = Reader::epochs_that_begin_with("").read(folder.0.path()).unwrap();
    assert_eq!(all.clips()[0].name(), "STIM_a");
}

#[test]
fn what_is_damaged_is_named_with_its_line() {
    let resp = |from: &str, to: &str| ("x.resp.csv", RESP.replacen(from, to, 1));
    let stim = |from: &str, to: &str| ("x.stim.csv", STIM.replacen(from, to, 1));
    let epochs = |from: &str, to: &str| ("x.resp.epoch.csv", EPOCHS.replacen(from, to, 1));
    let cases = [
        (
            resp("1,2\n", "1,x\n"),
            "x.resp.csv`: line 2: column 2: `x` is no number",
        ),
        (
            resp("1,2\n", "1\n"),
            "x.resp.csv`: line 2: it has 1 columns, line 1 has 2",
        ),
        (
            resp("3,4\n", "3,4,\n"),
            "x.resp.csv`: line 4: column 3: there is no number; what is missing is NaN",
        ),
        (
            resp("0,1\n", "u1,u2\n"),
            "x.resp.csv`: line 1: column 1: `u1` is no number; the file has no header",
        ),
        (
            resp("5,nan\n", "5,7\n"),
            "x.resp.csv`: line 8: column 2 is NaN within `STIM_a`, but not throughout",
        ),
        (
            resp("0,1\n", "inf,1\n"),
            "x.resp.csv`: line 1: column 1 is inf within `STIM_a`",
        ),
        (
            resp("0,1\n", "0;1\n"),
            "x.resp.csv`: line 1: column 1: `0;1` is no number",
        ),
        (("x.resp.csv", String::new()), "x.resp.csv`: line 1: it is empty"),
        (resp("5,nan\n6,NaN\n", ""), "x.stim.csv`: it has 8 lines, `"),
        (
            stim("1,2,3", "1,nan,3"),
            "x.stim.csv`: line 4: column 2 is NaN within `STIM_b`; a sound is known throughout",
        ),
        (
            stim("0,0,0\n0.1,0.2", "0,0,0\n0.1,0.3"),
            "x.stim.csv`: line 7: column 2 is 0.3, but 0.2 in line 1, where `STIM_a` is heard for the first time",
        ),
        (
            epochs("0.02", "late"),
            "x.resp.epoch.csv`: line 2: the end of the epoch is `late`; a number of seconds",
        ),
        (
            epochs("0.03,0.05", "0.03"),
            "x.resp.epoch.csv`: line 4: the end of the epoch is missing",
        ),
        (
            epochs("STIM_b", ""),
            "x.resp.epoch.csv`: line 4: the name of the epoch is missing",
        ),
        (
            epochs("0.06,0.08", "0.06,0.09"),
            "x.resp.epoch.csv`: line 5: `STIM_a` ends at 0.09 s, but the recording of 8",
        ),
        (
            epochs("0.06,0.08", "0.05,0.08"),
            "line 5: `STIM_a` has 3 bins here and 2 in line 2; trials of a sound are",
        ),
        (
            epochs("0.06,0.08", "0.0,0.02"),
            "line 5: `STIM_a` is the same epoch as in line 2; one response is no two trials",
        ),
        (
            epochs("0.03,0.05", "0.05,0.03"),
            "line 4: `STIM_b` is from 0.05 s to 0.03 s, less than a bin of 0.01 s",
        ),
        (
            epochs("0.0,", "-1,"),
            "x.resp.epoch.csv`: line 2: `STIM_a` starts at -1 s, before the recording",
        ),
        (
            epochs("name", "epoch"),
            "x.resp.epoch.csv`: line 1: no column is called `name`",
        ),
        (
            ("x.resp.epoch.csv", "name,start,end\n".into()),
            "x.resp.epoch.csv`: it holds no epoch",
        ),
        (
            ("x.resp.epoch.csv", "name,start,end\nTRIAL,0,0.02\n".into()),
            "no epoch has a name that begins with `STIM_`",
        ),
        (
            ("x.resp.json", "{".into()),
            "x.resp.json`: EOF while parsing an object at line 1",
        ),
        (
            ("x.resp.json", r#"{"chans": null}"#.into()),
            "x.resp.json`: missing field `fs` at line 1",
        ),
        (
            ("x.resp.json", r#"{"fs": 0}"#.into()),
            "x.resp.json`: `fs` is 0; a number of bins a second was expected",
        ),
        (
            ("x.resp.json", r#"{"fs": 100, "chans": ["u1"]}"#.into()),
            "x.resp.json`: `chans` has 1 names for the 2 columns",
        ),
        (
            ("x.stim.json", r#"{"fs": 50}"#.into()),
            "x.stim.json`: `fs` is 50, but 100 of the responses",
        ),
        (
            ("y.resp.csv", "1\n".into()),
            "it holds several recordings; say which: `x`, `y`",
        ),
    ];
    for ((name, text), says) in cases {
        let folder = Folder::new();
        folder.write(name, &text);
        let error = folder.read().unwrap_err().to_string();
        assert!(
            error.starts_with("cannot read `") && error.contains(says),
            "{error}\ndoes not say: {says}"
        );
    }
    for name in ["x.resp.csv", "x.stim.csv", "x.resp.epoch.csv", "x.resp.json"] {
        let folder = Folder::new();
        std::fs::remove_file(folder.0.path().join(name)).unwrap();
        let error = Reader::default()
            .read(folder.0.path().join("x"))
            .unwrap_err()
            .to_string();
        assert!(error.contains(name) && error.contains("No such file"), "{error}");
    }
    let empty = tempfile::tempdir().unwrap();
    let error = Reader::default().read(empty.path()).unwrap_err().to_string();
    assert!(error.contains("no file in it ends in `.resp.csv`"), "{error}");
    let folder = Folder::new();
    folder.write("x.resp.csv", b"0,1\n\xff\n");
    assert!(folder.read().unwrap_err().to_string().contains("invalid utf-8"));
}
