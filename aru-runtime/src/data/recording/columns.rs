//! Columns of a text file whose first line names them.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use ndarray::Array1;

use super::{Content, unreadable};
use crate::error::Result;
use crate::numerics::scalar::Scalar;

/// The lines of a file below its first, as text: a column is read as numbers when it is asked for, so that others may
/// hold words.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    lines: Vec<StringRecord>,
}

/// The names of the columns, and the lines below.
pub(super) fn read(path: &Path, delimiter: u8) -> Result<(Vec<String>, Content)> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .trim(Trim::All)
        .from_path(path)
        .map_err(|error| unreadable(path, error))?;
    let mut names: Vec<String> = reader
        .headers()
        .map_err(|error| unreadable(path, error))?
        .iter()
        .map(str::to_owned)
        .collect();
    if let Some(first) = names.first_mut() {
        // `numpy.savetxt(.., header="a,b")` writes `# a,b`.
        *first = first.trim_start_matches('#').trim_start().to_owned();
    }
    check_names(path, &names)?;
    let lines: Vec<StringRecord> = reader
        .records()
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| unreadable(path, error))?;
    if lines.is_empty() {
        return Err(unreadable(path, "it holds no line below the names"));
    }
    let columns = Columns {
        names: names.clone(),
        lines,
    };
    Ok((names, Content::Columns(columns)))
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
            return Err(unreadable(
                path,
                format!("column {} has no name in the first line", place + 1),
            ));
        }
        if names[..place].contains(name) {
            return Err(unreadable(
                path,
                format!("two columns are named `{name}`; rename one"),
            ));
        }
    }
    Ok(())
}

impl Columns {
    /// The numbers of one column.
    pub(super) fn values<T: Scalar>(&self, path: &Path, column: usize) -> Result<Array1<T>> {
        self.lines
            .iter()
            .map(|line| {
                // The reader has refused lines of another number of fields.
                let text = line.get(column).unwrap_or_default();
                text.parse().map(T::from_f64).map_err(|_| {
                    let number = line.position().map_or(0, |position| position.line());
                    let name = &self.names[column];
                    unreadable(
                        path,
                        format!("line {number}, column `{name}`: expected a number, found `{text}`"),
                    )
                })
            })
            .collect()
    }
}
