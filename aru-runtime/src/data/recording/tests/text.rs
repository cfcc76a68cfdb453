//! Columns as other programs write them.

use std::time::{Duration, Instant};

use super::*;

fn open(name: &str, text: &str) -> Recording {
    Recording::open(file(name, text.as_bytes())).unwrap()
}

fn column(recording: &Recording, name: &str) -> Vec<f64> {
    recording.array::<f64, ndarray::Ix1>(name).unwrap().to_vec()
}

/// What is said of a column, or of the file.
fn refused(name: &str, text: &str, column: &str) -> String {
    let path = file(name, text.as_bytes());
    let read = Recording::open(&path).and_then(|recording| recording.array::<f64, ndarray::Ix1>(column));
    let message = read.unwrap_err().to_string();
    message.replace(&format!("cannot read `{}`: ", path.display()), "")
}

#[test]
fn a_spreadsheet_of_a_country_with_decimal_commas() {
    let recording = open(
        "commas.csv",
        "Zeit;Rate;Wort\r\n0;0,5;a,b\r\n0,1;-1,25e1;c\r\n0,2;7;d\r\n",
    );
    assert_eq!(column(&recording, "Zeit"), [0.0, 0.1, 0.2]);
    assert_eq!(column(&recording, "Rate"), [0.5, -12.5, 7.0]);
    let recording = open("comma_tabs.tsv", "t\tx\n0,5\t1\n1,25\t2\n");
    assert_eq!(column(&recording, "t"), [0.5, 1.25]);
    // Semicolons and points are as common.
    let recording = open("points.csv", "t;x\n0.5;1\n1.5;2\n");
    assert_eq!(column(&recording, "t"), [0.5, 1.5]);
}

#[test]
fn a_comma_that_may_be_a_thousand_is_refused() {
    assert_eq!(
        refused("thousands.tsv", "t\tcount\n0\t950\n1\t1,234\n", "count"),
        "column `count` does not tell whether `1,234` in line 3 is a thousand or a fraction; write points, without \
         anything between thousands"
    );
    let mixed = refused("mixed.csv", "t;x\n0;1.5\n1;2,5\n", "x");
    assert!(
        mixed.starts_with("column `x` has a comma in line 3, `2,5`, and a point in line 2, `1.5`"),
        "{mixed}"
    );
    let both = refused("both.csv", "t;x\n0;1.234,5\n", "x");
    assert_eq!(
        both,
        "line 2, column `x`: expected a number, found `1.234,5`; write it without anything between thousands"
    );
    let several = refused("several.tsv", "t\tx\n0\t1,234,567\n", "x");
    assert!(several.contains("found `1,234,567`"), "{several}");
}

#[test]
fn what_is_meant_as_a_number_is_refused_with_the_way_to_write_it() {
    let refused = |cell: &str| refused("cell.csv", &format!("x;y\n{cell};1\n"), "x");
    for (cell, says) in [
        (
            "\u{2212}1",
            "expected a number, found `\u{2212}1`; write its minus sign as `-`",
        ),
        (
            "\u{2013}2.5",
            "expected a number, found `\u{2013}2.5`; write its minus sign as `-`",
        ),
        (
            "1,234.5",
            "expected a number, found `1,234.5`; write it without anything between thousands",
        ),
        (
            "12 345",
            "expected a number, found `12 345`; write it without anything between thousands",
        ),
        (
            "50 %",
            "expected a number, found `50 %`; write it without the unit",
        ),
        ("1e400", "`1e400` is beyond what f64 holds; scale it"),
        ("\u{0}2", "expected a number, found `\\u{0}2`"),
        ("0x10", "expected a number, found `0x10`"),
    ] {
        assert_eq!(refused(cell), format!("line 2, column `x`: {says}"));
    }
}

#[test]
fn an_instrument_writes_comments_and_units_above() {
    let text =
        "# Amplifier 7\n# gain, 20\n\nms,mV,-\ntime,voltage,channel\n# begin\n0,-65.5,1\n# pause\n1,-64,1\n";
    let recording = open("instrument.csv", text);
    assert_eq!(
        recording.names().collect::<Vec<_>>(),
        ["time", "voltage", "channel"]
    );
    assert_eq!(column(&recording, "voltage"), [-65.5, -64.0]);
    assert_eq!(recording.unit("voltage").unwrap(), Some("mV"));
    assert!(recording.unit("volt").is_err());
    let recording = open("below.csv", "time,rate\n[s],\n0,1\n");
    assert_eq!(
        (recording.unit("time").unwrap(), recording.unit("rate").unwrap()),
        (Some("s"), None)
    );
    assert_eq!(column(&recording, "rate"), [1.0]);
    // The number of a line is that of the file.
    let message = refused("late.csv", "# a\n# b\nt,x\ns,V\n0,1\n1,two\n", "x");
    assert_eq!(message, "line 6, column `x`: expected a number, found `two`");
    // `numpy.savetxt` with a header of two lines.
    let recording = open("header.csv", "# made today\n# a,b\n1,2\n3,4\n");
    assert_eq!(column(&recording, "b"), [2.0, 4.0]);
    let message = refused("short.csv", "# a\n1,2\n", "a");
    assert_eq!(
        message,
        "line 1 names 1 column, line 2 has 2 numbers; write as many names"
    );
    let message = refused("title.csv", "My measurement\nt,x\n0,1\n", "x");
    assert!(
        message.contains("lines above the names begin with `#`"),
        "{message}"
    );
}

#[test]
fn tables_of_pandas_and_of_r() {
    let recording = open("pandas.csv", ",rate,correct\n0,0.5,True\n1,,False\n2,nan,True\n");
    assert_eq!(
        recording.names().collect::<Vec<_>>(),
        ["index", "rate", "correct"]
    );
    assert_eq!(column(&recording, "correct"), [1.0, 0.0, 1.0]);
    let rate = column(&recording, "rate");
    assert!(rate[0] == 0.5 && rate[1].is_nan() && rate[2].is_nan());
    let recording = open(
        "r.csv",
        "\"\",\"x\",\"y\"\n\"1\",0.5,TRUE\n\"2\",NA,FALSE\n\"3\",NULL,NA\n",
    );
    let missing = column(&recording, "x")
        .into_iter()
        .map(f64::is_nan)
        .collect::<Vec<_>>();
    assert_eq!(missing, [false, true, true]);
    assert_eq!(column(&recording, "index"), [1.0, 2.0, 3.0]);
    // A separator at the end of each line makes a column of nothing.
    let recording = open("trailing.csv", "a,b,\n1,2,\n");
    assert_eq!(recording.names().collect::<Vec<_>>(), ["a", "b"]);
    assert!(
        refused("index.csv", ",index\n1,2\n", "index").contains("two columns are named `index`, 1 and 2")
    );
}

#[test]
fn labels_and_truth_values_are_not_rounded() {
    let recording = open("labels.csv", "id,choice,ok\n9007199254740993,2,True\n-1,3.0,0\n");
    let id: Array1<i64> = recording.integers("id").unwrap();
    assert_eq!(id, array![9_007_199_254_740_993, -1]);
    let choice: Array1<i64> = recording.integers("choice").unwrap();
    assert_eq!(choice, array![2, 3]);
    let ok: Array1<bool> = recording.truths("ok").unwrap();
    assert_eq!(ok, array![true, false]);
    let message = recording
        .truths::<ndarray::Ix1>("choice")
        .unwrap_err()
        .to_string();
    assert!(
        message.ends_with("line 2, column `choice`: expected true or false, 0 or 1, found 2"),
        "{message}"
    );
    let recording = open("missing_label.csv", "choice,x\n1,2\n,3\n");
    let message = recording
        .integers::<ndarray::Ix1>("choice")
        .unwrap_err()
        .to_string();
    assert!(
        message.ends_with("line 3, column `choice`: expected a whole number of 64 bits, found NaN"),
        "{message}"
    );
}

/// What follows would have moved up by a step.
#[test]
fn an_empty_line_of_a_single_column_is_no_line() {
    let message = refused("gap.csv", "x\n1\n\n3\n", "x");
    assert_eq!(
        message,
        "line 3 is empty; write NaN where a value is missing, or remove the line"
    );
    assert_eq!(column(&open("end.csv", "x\n1\n3\n\n\n"), "x"), [1.0, 3.0]);
    assert_eq!(column(&open("gaps.csv", "x,y\n1,2\n\n3,4\n"), "x"), [1.0, 3.0]);
}

#[test]
fn lines_end_as_on_any_machine() {
    for (name, end) in [("unix", "\n"), ("windows", "\r\n"), ("mac", "\r")] {
        let text = ["# today", "t,x", "s,V", "0,1", "1,2", ""].join(end);
        let recording = open(&format!("{name}.csv"), &text);
        assert_eq!(column(&recording, "x"), [1.0, 2.0], "{name}");
        assert_eq!(recording.unit("x").unwrap(), Some("V"));
        // The end of the last line may be missing.
        assert_eq!(
            column(&open(&format!("{name}-last.csv"), text.trim_end()), "x"),
            [1.0, 2.0]
        );
    }
}

#[test]
fn text_that_is_not_in_utf_8_says_how_to_save_it() {
    let utf_16 = file("utf16.csv", b"\xff\xfea\x00,\x00b\x00\n\x001\x00,\x002\x00");
    assert!(refusal(&utf_16).contains("it is text in UTF-16; save it as CSV in UTF-8"));
    let latin = file("latin.csv", b"t,\xb5V\n0,1\n");
    assert!(refusal(&latin).contains("save it as CSV in UTF-8"));
    for (name, way) in [
        ("session.mat", "scipy.io.loadmat"),
        ("session.nwb", "h5py"),
        ("session.xlsx", "CSV in UTF-8"),
    ] {
        let message = refusal(&file(name, b""));
        assert!(
            message.contains("none of .npz, .npy, .csv and .tsv") && message.contains(way),
            "{message}"
        );
    }
}

/// Each name was looked for among all before it, and each column among all names: minutes.
#[test]
fn a_table_of_very_many_columns_is_read_in_the_time_that_it_takes() {
    let columns = 60_000;
    let names: Vec<String> = (0..columns).map(|column| format!("neuron_{column}")).collect();
    let line = |of: fn(usize) -> usize| {
        (0..columns)
            .map(|column| of(column).to_string())
            .collect::<Vec<_>>()
            .join(",")
    };
    let text = format!(
        "{}\n{}\n{}\n",
        names.join(","),
        line(|column| column),
        line(|column| 2 * column)
    );
    let start = Instant::now();
    let recording = open("wide.csv", &text);
    for (column_number, name) in names.iter().enumerate() {
        assert_eq!(column(&recording, name)[1], 2.0 * column_number as f64);
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    // Nor does an error list them all.
    let message = refused("wide.csv", &text, "spikes");
    assert!(
        message.len() < 2000 && message.contains("and 59950 more"),
        "{} letters",
        message.len()
    );
}
