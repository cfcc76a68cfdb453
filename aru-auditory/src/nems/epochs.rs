//! When each sound was heard.

use std::path::Path;

use aru_runtime::__private::lab::files;
use aru_runtime::Result;
use csv::{ReaderBuilder, StringRecord};

use crate::fault::{at_line, unreadable};

/// An epoch, as bins `from..to`, and the line that says so.
pub(super) struct Epoch {
    pub(super) name: String,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) line: usize,
}

/// Where the three columns are.
struct Columns {
    name: usize,
    start: usize,
    end: usize,
}

/// The epochs of a file; a recording has so many bins.
pub(super) fn read(path: &Path, fs: f64, bins: usize) -> Result<Vec<Epoch>> {
    let content = files::read(path)?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(&content[..]);
    let mut columns = Columns {
        name: 0,
        start: 1,
        end: 2,
    };
    let mut epochs = Vec::new();
    for (row, record) in reader.records().enumerate() {
        let record = record.map_err(|error| {
            let line = error
                .position()
                .map_or(row + 1, |position| position.line() as usize);
            at_line(path, line, error)
        })?;
        let line = record
            .position()
            .map_or(row + 1, |position| position.line() as usize);
        if row == 0 && record.iter().any(|cell| cell.trim() == "start") {
            columns = header(&record).map_err(|fault| at_line(path, line, fault))?;
            continue;
        }
        let epoch = epoch(&record, &columns, fs, bins).map_err(|fault| at_line(path, line, fault))?;
        epochs.push(Epoch { line, ..epoch });
    }
    match epochs.is_empty() {
        true => Err(unreadable(path, "it holds no epoch")),
        false => Ok(epochs),
    }
}

fn header(record: &StringRecord) -> std::result::Result<Columns, String> {
    let place = |name: &str| {
        let place = record.iter().position(|cell| cell.trim() == name);
        place.ok_or_else(|| format!("no column is called `{name}`; `name`, `start` and `end` were expected"))
    };
    Ok(Columns {
        name: place("name")?,
        start: place("start")?,
        end: place("end")?,
    })
}

fn epoch(
    record: &StringRecord,
    columns: &Columns,
    fs: f64,
    bins: usize,
) -> std::result::Result<Epoch, String> {
    let cell = |place: usize, what: &str| {
        let cell = record.get(place).map(str::trim).filter(|cell| !cell.is_empty());
        cell.ok_or_else(|| format!("{what} of the epoch is missing"))
    };
    let time = |place: usize, what: &str| {
        let cell = cell(place, what)?;
        let time = cell.parse::<f64>().ok().filter(|time| time.is_finite());
        time.ok_or_else(|| format!("{what} of the epoch is `{cell}`; a number of seconds was expected"))
    };
    let name = cell(columns.name, "the name")?.to_owned();
    let (start, end) = (time(columns.start, "the start")?, time(columns.end, "the end")?);
    let (from, to) = ((start * fs).round(), (end * fs).round());
    if from < 0.0 {
        return Err(format!("`{name}` starts at {start} s, before the recording"));
    }
    if to <= from {
        return Err(format!(
            "`{name}` is from {start} s to {end} s, less than a bin of {} s",
            1.0 / fs
        ));
    }
    if to > bins as f64 {
        let length = bins as f64 / fs;
        return Err(format!(
            "`{name}` ends at {end} s, but the recording of {bins} bins at {length} s"
        ));
    }
    Ok(Epoch {
        name,
        from: from as usize,
        to: to as usize,
        line: 0,
    })
}
