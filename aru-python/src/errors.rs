//! Errors of the library as those of Python.

use std::fs::File;
use std::path::Path;

use aru::{Error, ErrorKind, Fault, Faults};
use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PySyntaxError, PyValueError};
use pyo3::prelude::*;

use crate::words::{fault_in_words, in_words};

/// An error as an exception: a name that there is not is a `KeyError`, a file an `OSError`, a fit that came to nothing a
/// `TrainingError`, all else a `ValueError`, the content of a file that can be read too.
pub fn raised(py: Python<'_>, error: &Error) -> PyErr {
    let message = in_words(&error.to_string());
    match error {
        Error::File { path, .. } if !path.exists() => PyFileNotFoundError::new_err(message),
        // What it holds is wrong, not the file.
        Error::OtherNetwork { .. } => PyValueError::new_err(message),
        Error::File {
            action: "read", path, ..
        } if can_be_read(path) => PyValueError::new_err(message),
        _ => match error.kind() {
            ErrorKind::Name => own(py, "UnknownNameError", message),
            ErrorKind::Training => own(py, "TrainingError", message),
            ErrorKind::File | ErrorKind::System | ErrorKind::Io => PyOSError::new_err(message),
            _ => PyValueError::new_err(message),
        },
    }
}

/// Whether the system lets this process read a file.
fn can_be_read(path: &Path) -> bool {
    path.is_file() && File::open(path).is_ok()
}

/// An exception of the package's own.
fn own(py: Python<'_>, class: &str, message: String) -> PyErr {
    let made = py
        .import("aru._errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call1((message,)));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// A fault as it prints in Rust, with Python's words for the rule and the way out.
fn printed(fault: &Fault) -> String {
    let (rule, help) = fault_in_words(&fault.message, fault.help.as_deref());
    let printed = fault.to_string().replacen(&fault.message, &rule, 1);
    match (&fault.help, help) {
        (Some(before), Some(help)) => printed.replacen(before, &help, 1),
        _ => printed,
    }
}

/// The faults of a declaration as one `SyntaxError`, which Python prints with the line and a caret; further ones are its
/// notes, and all of them its `faults`.
pub fn syntax_error(py: Python<'_>, faults: &Faults, name: &str, text: &str) -> PyErr {
    let build = || -> PyResult<PyErr> {
        let Some(first) = faults.iter().next() else {
            return Ok(PySyntaxError::new_err("the declaration has a fault"));
        };
        let line = text.lines().nth(first.start.line - 1).unwrap_or_default();
        let message = match fault_in_words(&first.message, first.help.as_deref()) {
            (rule, Some(help)) => format!("{rule}; {help}"),
            (rule, None) => rule,
        };
        let place = (
            name,
            first.start.line,
            first.start.column,
            format!("{line}\n"),
            first.end.line,
            first.end.column,
        );
        let error = py.get_type::<PySyntaxError>().call1((message, place))?;
        let all: Vec<String> = faults.iter().map(printed).collect();
        // Python 3.10 has no notes.
        if error.hasattr("add_note")? {
            for other in &all[1..] {
                error.call_method1("add_note", (other,))?;
            }
        }
        error.setattr("faults", all)?;
        Ok(PyErr::from_value(error))
    };
    build().unwrap_or_else(|error| error)
}
