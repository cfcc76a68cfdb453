//! Histories as columns of NumPy.

use aru::trainer::{ConstantSummary, Epoch, History, Stopped};
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A column an entry, a number an epoch; what no epoch has is left out. Constants stand under their names: of one value a
/// unit the mean, and the standard deviation with `.sd` behind the name.
pub fn columns<'py>(py: Python<'py>, history: &History) -> PyResult<Bound<'py, PyDict>> {
    let all = PyDict::new(py);
    let epochs = history.epochs();
    let add = |name: &str, number: &dyn Fn(&Epoch) -> f64| {
        all.set_item(name, PyArray1::from_iter(py, epochs.iter().map(number)))
    };
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    all.set_item(
        "epoch",
        PyArray1::from_iter(py, epochs.iter().map(|epoch| count(epoch.epoch as u64))),
    )?;
    all.set_item(
        "updates",
        PyArray1::from_iter(py, epochs.iter().map(|epoch| count(epoch.updates))),
    )?;
    add("train_loss", &|epoch| epoch.train_loss)?;
    if epochs.iter().any(|epoch| epoch.validation_loss.is_some()) {
        add("validation_loss", &|epoch| {
            epoch.validation_loss.unwrap_or(f64::NAN)
        })?;
    }
    if epochs.iter().any(|epoch| epoch.penalty.is_some()) {
        add("penalty", &|epoch| epoch.penalty.unwrap_or(f64::NAN))?;
    }
    add("learning_rate", &|epoch| epoch.learning_rate)?;
    add("gradient_norm", &|epoch| epoch.gradient_norm)?;
    add("seconds", &|epoch| epoch.seconds)?;
    for (index, name) in history.constants().iter().enumerate() {
        add(name, &|epoch| epoch.constants[index].mean)?;
        let sd = |epoch: &Epoch| epoch.constants[index].sd;
        if epochs.iter().any(|epoch| sd(epoch).is_some()) {
            add(&format!("{name}.sd"), &|epoch| sd(epoch).unwrap_or(f64::NAN))?;
        }
    }
    Ok(all)
}

/// One epoch with its constants, of these names.
pub fn row<'py>(py: Python<'py>, epoch: &Epoch, constants: &[&str]) -> PyResult<Bound<'py, PyDict>> {
    let row = PyDict::new(py);
    row.set_item("epoch", epoch.epoch)?;
    row.set_item("updates", epoch.updates)?;
    row.set_item("train_loss", epoch.train_loss)?;
    row.set_item("validation_loss", epoch.validation_loss)?;
    row.set_item("penalty", epoch.penalty)?;
    row.set_item("learning_rate", epoch.learning_rate)?;
    row.set_item("gradient_norm", epoch.gradient_norm)?;
    row.set_item("seconds", epoch.seconds)?;
    for (name, ConstantSummary { mean, sd }) in constants.iter().zip(&epoch.constants) {
        row.set_item(name, mean)?;
        if let Some(sd) = sd {
            row.set_item(format!("{name}.sd"), sd)?;
        }
    }
    Ok(row)
}

/// Why a fit ended, in a word.
pub fn stopped(history: &History) -> Option<&'static str> {
    Some(match history.stopped()? {
        Stopped::Finished => "finished",
        Stopped::Early => "early",
        Stopped::Observer => "observer",
        Stopped::Interrupted => "interrupted",
        Stopped::Stalled => "stalled",
        _ => "ended",
    })
}
