//! What the library has to say although nothing has failed, as warnings of Python's.

use std::sync::{Mutex, PoisonError};

use pyo3::prelude::*;

use crate::words::in_words;

/// What was said on any thread, and not yet in Python.
static SAID: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Has the library say it here.
pub fn hear() {
    aru::set_warning_hook(|text| {
        let mut said = SAID.lock().unwrap_or_else(PoisonError::into_inner);
        said.push(text.to_owned());
    });
}

/// Warns of what was said since; an error where a filter makes one of a warning.
pub fn warn(py: Python<'_>) -> PyResult<()> {
    let said = std::mem::take(&mut *SAID.lock().unwrap_or_else(PoisonError::into_inner));
    for text in said {
        let errors = py.import("aru._errors")?;
        errors.call_method1("_warn", (in_words(&text),))?;
    }
    Ok(())
}
