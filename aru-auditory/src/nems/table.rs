//! Numbers without a header, a line a bin.

use std::path::{Path, PathBuf};

use aru_runtime::__private::lab::files;
use aru_runtime::Result;
use ndarray::Array2;

use crate::fault::{at_line, unreadable};

/// A file of numbers; row i is line i + 1.
pub(super) struct Table {
    pub(super) path: PathBuf,
    pub(super) values: Array2<f64>,
}

impl Table {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let content = files::read(path)?;
        let text = String::from_utf8(content).map_err(|error| unreadable(path, error))?;
        let (mut values, mut columns, mut rows): (Vec<f64>, usize, usize) = (Vec::new(), 0, 0);
        for (line, row) in text.lines().enumerate() {
            for (column, cell) in row.split(',').enumerate() {
                let value = number(cell.trim());
                let value = value.map_err(|fault| {
                    at_line(path, line + 1, format_args!("column {}: {fault}", column + 1))
                })?;
                values.push(value);
            }
            let found = values.len() - rows * columns;
            if line == 0 {
                columns = found;
            } else if found != columns {
                let fault = format!("it has {found} columns, line 1 has {columns}");
                return Err(at_line(path, line + 1, fault));
            }
            rows += 1;
        }
        if rows == 0 {
            return Err(at_line(path, 1, "it is empty"));
        }
        let values = Array2::from_shape_vec((rows, columns), values).expect("as many numbers in every row");
        let path = path.to_path_buf();
        Ok(Table { path, values })
    }
}

fn number(cell: &str) -> std::result::Result<f64, String> {
    match cell.parse::<f64>() {
        _ if cell.is_empty() => Err("there is no number; what is missing is NaN".into()),
        Ok(value) => Ok(value),
        Err(_) => {
            let shown: String = cell.chars().flat_map(char::escape_default).take(40).collect();
            Err(format!(
                "`{shown}` is no number; the file has no header, and commas between numbers"
            ))
        }
    }
}
