//! Columns of a text file whose first line names them.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use ndarray::{Array1, ArrayD};

use super::{Content, unreadable};
use crate::error::Result;
use crate::numerics::scalar::Scalar;

/// The names of the columns, and the lines below.
pub(super) fn read(path: &Path, delimiter: u8) -> Result<(Vec<String>, Content)> {
    let failed = |error: csv::Error| unreadable(path, error);
    let mut reader = ReaderBuilder::new();
    reader.delimiter(delimiter).trim(Trim::All);
    let mut reader = reader.from_path(path).map_err(failed)?;
    let header = reader.headers().map_err(failed)?;
    let mut names: Vec<String> = header.iter().map(str::to_owned).collect();
    if let Some(first) = names.first_mut() {
        // `numpy.savetxt(.., header="a,b")` writes `# a,b`.
        *first = first.trim_start_matches('#').trim_start().to_owned();
    }
    check_names(path, &names)?;
    let lines: std::result::Result<Vec<_>, _> = reader.records().collect();
    let lines = lines.map_err(failed)?;
    if lines.is_empty() {
        return Err(unreadable(path, "it holds no line below the names"));
    }
    Ok((names, Content::Columns(lines)))
}

fn check_names(path: &Path, names: &[String]) -> Result<()> {
    if names.iter().all(|name| name.parse::<f64>().is_ok()) {
        return Err(unreadable(
            path,
            "its first line holds no names of columns; write them there, as in `sound,rate`",
        ));
    }
    for (place, name) in names.iter().enumerate() {
        if name.is_empty() {
            let fault = format!("column {} has no name in the first line", place + 1);
            return Err(unreadable(path, fault));
        }
        if names[..place].contains(name) {
            let fault = format!("two columns are named `{name}`; rename one");
            return Err(unreadable(path, fault));
        }
    }
    Ok(())
}

/// The numbers of the column in a place.
pub(super) fn numbers<T: Scalar>(
    lines: &[StringRecord],
    path: &Path,
    name: &str,
    place: usize,
) -> Result<ArrayD<T>> {
    let number = |line: &StringRecord| {
        // The reader has refused lines of another number of fields.
        let text = line.get(place).unwrap_or_default();
        text.parse().map(T::from_f64).map_err(|_| {
            let number = line.position().map_or(0, |position| position.line());
            let fault = format!("line {number}, column `{name}`: expected a number, found `{text}`");
            unreadable(path, fault)
        })
    };
    let numbers: Result<Array1<T>> = lines.iter().map(number).collect();
    Ok(numbers?.into_dyn())
}
