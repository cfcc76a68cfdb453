//! Declarations: from text to models, from models to networks.

use std::collections::BTreeMap;
use std::path::PathBuf;

use aru::description::{Elements, Mask};
use aru::{Faults, Text};
use numpy::{PyReadonlyArray2, PyReadonlyArrayDyn};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::errors::{raised, syntax_error};
use crate::module;
use crate::network::{Kind, Network};
use crate::warned;

/// A declaration that was compiled, with its sizes.
#[pyclass(frozen, module = "aru._aru")]
pub struct Model(aru::Model);

/// What the compiler remembers of a text it forgets with its thread.
fn compiled<R: Send>(
    py: Python<'_>,
    (text, name): (&str, &str),
    compile: impl FnOnce() -> Result<R, Faults> + Send,
) -> PyResult<R> {
    let compiled = py.detach(|| std::thread::scope(|scope| scope.spawn(compile).join()));
    let compiled = compiled
        .map_err(|_| PyRuntimeError::new_err("the compiler failed; please report the declaration"))?;
    compiled.map_err(|faults| syntax_error(py, &faults, name, text))
}

/// Of each network of a text its name, its doc comment and the names of its sizes.
#[pyfunction]
pub fn outlines(py: Python<'_>, text: &str, name: &str) -> PyResult<Vec<(String, String, Vec<String>)>> {
    let outlines = compiled(py, (text, name), || Text::new(text).named(name).outlines())?;
    let outlines = outlines.iter();
    Ok(outlines
        .map(|one| (one.name().to_owned(), one.docs().to_owned(), one.sizes().to_vec()))
        .collect())
}

/// The models of a text, with its sizes, masks and starts.
#[pyfunction]
pub fn declare(
    py: Python<'_>,
    text: &str,
    name: &str,
    sizes: BTreeMap<String, usize>,
    masks: BTreeMap<String, PyReadonlyArray2<'_, bool>>,
    starts: BTreeMap<String, PyReadonlyArrayDyn<'_, f64>>,
) -> PyResult<Vec<Model>> {
    let given = given(py, (text, name), &sizes, &masks, &starts)?;
    let models = compiled(py, (text, name), || given.models())?;
    Ok(models.into_iter().map(Model).collect())
}

/// Of each network its name and const parameters, of each mask its path, whether it is a function, and its shape, of each start
/// its path and number of axes.
type InRust = (
    Vec<(String, Vec<String>)>,
    Vec<(String, bool, [usize; 2])>,
    Vec<(String, usize)>,
);

/// What stands around the text where it is compiled by the macro.
#[pyfunction]
pub fn in_rust(
    py: Python<'_>,
    text: &str,
    name: &str,
    sizes: BTreeMap<String, usize>,
    masks: BTreeMap<String, PyReadonlyArray2<'_, bool>>,
    starts: BTreeMap<String, PyReadonlyArrayDyn<'_, f64>>,
) -> PyResult<InRust> {
    let given = given(py, (text, name), &sizes, &masks, &starts)?;
    let named = compiled(py, (text, name), || given.in_rust())?;
    Ok((named.networks, named.masks, named.starts))
}

/// A text with what is given for its names.
fn given<'t>(
    py: Python<'_>,
    (text, name): (&'t str, &str),
    sizes: &BTreeMap<String, usize>,
    masks: &BTreeMap<String, PyReadonlyArray2<'_, bool>>,
    starts: &BTreeMap<String, PyReadonlyArrayDyn<'_, f64>>,
) -> PyResult<Text<'t>> {
    let mut given = Text::new(text).named(name);
    for (size, units) in sizes {
        given = given.with(size, *units);
    }
    for (path, mask) in masks {
        let rows: Vec<Vec<bool>> = mask
            .as_array()
            .rows()
            .into_iter()
            .map(|row| row.to_vec())
            .collect();
        let mask = Mask::of_rows(&rows).map_err(|error| raised(py, &error))?;
        given = given.with_mask(path, mask);
    }
    for (path, start) in starts {
        given = given.with_start(
            path,
            Elements::of_values(start.as_array().iter().copied().collect()),
        );
    }
    Ok(given)
}

#[pymethods]
impl Model {
    #[getter]
    fn name(&self) -> &'static str {
        self.0.name()
    }

    #[getter]
    fn docs(&self) -> &'static str {
        &self.0.description().docs
    }

    /// A network of numbers of that type, its parameters drawn as declared.
    fn network(&self, py: Python<'_>, seed: u64, dtype: &str) -> PyResult<Network> {
        let failed = |error| raised(py, &error);
        let kind = match dtype {
            "float32" => Kind::Single(self.0.network(seed).map_err(failed)?),
            "float64" => Kind::Double(self.0.network(seed).map_err(failed)?),
            other => {
                let message = format!("dtype is {other}; a network has float32 or float64");
                return Err(PyValueError::new_err(message));
            }
        };
        warned::warn(py)?;
        Ok(Network::new(kind))
    }

    /// The same with the code of a library. A `ValueError` says why that is none for it.
    fn with_module(&self, path: PathBuf) -> PyResult<Self> {
        let model = module::open(&path).and_then(|module| self.0.with_module(module));
        model.map(Model).map_err(PyValueError::new_err)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
