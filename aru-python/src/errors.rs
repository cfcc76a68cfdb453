//! Errors of the library as those of Python.

use aru::{Error, ErrorKind, Faults};
use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PySyntaxError, PyValueError};
use pyo3::prelude::*;

/// What messages call things in Rust, and what they are called in Python.
const WORDS: [(&str, &str); 13] = [
    (
        "padding goes through `Sequences::padded`, and targets that are missing (NaN) through `Sequences::with_missing`",
        "padding goes with `lengths`",
    ),
    (
        "only targets may be missing, and beyond the end of a sequence inputs are zero and its length goes through `with_lengths`",
        "only targets may be missing (NaN); what lies beyond the end of a sequence goes with `lengths`",
    ),
    ("`Sequences::padded`", "`lengths`"),
    ("`Sequences::with_missing`", "NaN"),
    ("`resume(Resume::IfPresent)`", "`resume=True`"),
    (
        "give them by `validate` (the training data, to watch their loss)",
        "give `validation=` (the training data, to watch their loss)",
    ),
    ("`Ensemble`", "`aru.Ensemble`"),
    ("a single `&state`", "a single state"),
    ("`State::save`", "`State.save`"),
    ("(`standardise`)", "(by their mean and standard deviation)"),
    ("`select`", "indexing"),
    ("patience of early_stopping", "early_stopping"),
    ("steps of truncate", "truncate"),
];

/// The message in Python's words. Names, in backticks, stay what they are.
fn in_words(message: &str) -> String {
    let mut message = message.to_owned();
    for (rust, python) in WORDS {
        message = message.replace(rust, python);
    }
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(place, part)| match place % 2 {
        0 => part.replace("sequence", "trial"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// An error as an exception: a name that there is not is a `KeyError`, a file an `OSError`, a fit that came to nothing a
/// `TrainingError`, all else a `ValueError`.
pub fn raised(py: Python<'_>, error: &Error) -> PyErr {
    let message = in_words(&error.to_string());
    match error {
        Error::File { path, .. } if !path.exists() => PyFileNotFoundError::new_err(message),
        // What it holds is wrong, not the file.
        Error::OtherNetwork { .. } => PyValueError::new_err(message),
        _ => match error.kind() {
            ErrorKind::Name => own(py, "UnknownNameError", message),
            ErrorKind::Training => own(py, "TrainingError", message),
            ErrorKind::File | ErrorKind::System | ErrorKind::Io => PyOSError::new_err(message),
            _ => PyValueError::new_err(message),
        },
    }
}

/// An exception of the package's own.
fn own(py: Python<'_>, class: &str, message: String) -> PyErr {
    let made = py
        .import("aru._errors")
        .and_then(|module| module.getattr(class))
        .and_then(|class| class.call1((message,)));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// The faults of a declaration as one `SyntaxError`, which Python prints with the line and a caret; further ones are its
/// notes, and all of them its `faults`.
pub fn syntax_error(py: Python<'_>, faults: &Faults, name: &str, text: &str) -> PyErr {
    let build = || -> PyResult<PyErr> {
        let Some(first) = faults.iter().next() else {
            return Ok(PySyntaxError::new_err("the declaration has a fault"));
        };
        let line = text.lines().nth(first.start.line - 1).unwrap_or_default();
        let message = match &first.help {
            Some(help) => format!("{}; {help}", first.message),
            None => first.message.clone(),
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
        let all: Vec<String> = faults.iter().map(ToString::to_string).collect();
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
