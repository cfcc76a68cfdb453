//! Where a network rests, as Python reads it.

use aru::AnyNetwork;
use aru::analysis::{FixedPoint, FixedPoints};
use numpy::{Complex64, PyArray1, ToPyArray};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::data;
use crate::errors::raised;
use crate::network::multiply_adds;
use crate::number::Number;
use crate::waiting::interruptible;

/// How fixed points are looked for.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Search {
    /// One number a feature of all inputs; zero unless given.
    input: Option<Vec<f64>>,
    starts: usize,
    seed: u64,
    jitter: f64,
    threads: usize,
}

impl Search {
    fn find<T: Number>(&self, network: &AnyNetwork<T>, data: &aru::Sequences<T>) -> aru::Result<FixedPoints> {
        let search = FixedPoints::of(network)
            .from(data)
            .starts(self.starts)
            .seed(self.seed)
            .jitter(self.jitter)
            .threads(self.threads);
        match &self.input {
            Some(input) => search.input(input).find(),
            None => search.find(),
        }
    }
}

/// Fixed points, slow points, how many starts led to neither, from how many of these the state grows, and all of it in words.
pub fn fixed_points<'py, T: Number>(
    py: Python<'py>,
    network: &AnyNetwork<T>,
    data: &Bound<'py, PyAny>,
    search: &Search,
) -> PyResult<Bound<'py, PyAny>> {
    let data = data::sequences::<T>(data)?;
    // A search takes hundreds of steps, and as many Jacobians.
    let of_search = multiply_adds(network, search.starts, 100_000);
    let found = interruptible(py, of_search, || search.find(network, &data))?;
    let all = |points: &mut dyn Iterator<Item = &FixedPoint>| -> PyResult<Vec<_>> {
        points.map(|point| described(py, network, point)).collect()
    };
    let (fixed, slow) = (all(&mut found.iter())?, all(&mut found.slow().iter())?);
    let answer = (fixed, slow, found.lost(), found.growing(), found.to_string());
    Ok(answer.into_pyobject(py)?.into_any())
}

/// A point as keywords of `FixedPoint` in `_analysis.py`.
fn described<'py, T: Number>(
    py: Python<'py>,
    network: &AnyNetwork<T>,
    point: &FixedPoint,
) -> PyResult<Bound<'py, PyDict>> {
    let failed = |error| raised(py, &error);
    let state = point.to_state(network).map_err(failed)?;
    let parts = PyDict::new(py);
    for name in state.names() {
        let part = state.get(&name).map_err(failed)?;
        parts.set_item(&name, part.to_pyarray(py))?;
    }
    let eigenvalues = point.eigenvalues();
    let numbers = eigenvalues.iter().map(|one| Complex64::new(one.re(), one.im()));
    let times = eigenvalues.iter().map(|one| one.time_constant());
    let frequencies = eigenvalues.iter().map(|one| one.frequency());
    let described = PyDict::new(py);
    described.set_item("state", parts)?;
    described.set_item("outside", point.outside())?;
    described.set_item("residual", point.residual())?;
    described.set_item("starts", point.starts())?;
    described.set_item("eigenvalues", PyArray1::from_iter(py, numbers))?;
    described.set_item("time_constants", PyArray1::from_iter(py, times))?;
    described.set_item("frequencies", PyArray1::from_iter(py, frequencies))?;
    described.set_item("jacobian", point.jacobian().matrix().to_pyarray(py))?;
    described.set_item("names", point.jacobian().names())?;
    described.set_item("_text", point.to_string())?;
    Ok(described)
}
