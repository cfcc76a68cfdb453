//! A network one step at a time.

use std::sync::{Mutex, MutexGuard, PoisonError};

use aru::{AnyNetwork, Network as _};
use numpy::{PyReadonlyArray1, PyReadonlyArrayDyn, ToPyArray};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::raised;
use crate::network;
use crate::number::Number;

/// A running network of either kind of numbers.
enum Kind {
    Single(aru::Stream<AnyNetwork<f32>>),
    Double(aru::Stream<AnyNetwork<f64>>),
}

/// Does the same with a stream of either kind.
macro_rules! with_stream {
    ($kind:expr, $stream:ident => $do:expr) => {
        match $kind {
            Kind::Single($stream) => $do,
            Kind::Double($stream) => $do,
        }
    };
}

/// A running network. It keeps its own copy of the parameters.
#[pyclass(frozen, module = "aru._aru")]
pub struct Stream(Mutex<Kind>);

impl Stream {
    pub fn of(network: &network::Kind) -> Self {
        Stream(Mutex::new(match network {
            network::Kind::Single(network) => Kind::Single(network.stream()),
            network::Kind::Double(network) => Kind::Double(network.stream()),
        }))
    }

    fn kind(&self) -> MutexGuard<'_, Kind> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Stream {
    /// One number a feature in, one a unit of the outputs out.
    fn step<'py>(&self, input: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        fn step<'py, T: Number>(
            stream: &mut aru::Stream<AnyNetwork<T>>,
            input: &Bound<'py, PyAny>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let py = input.py();
            let input: PyReadonlyArray1<'_, T> = input.extract()?;
            let input = input.as_array();
            let copied;
            let input = match input.as_slice() {
                Some(input) => input,
                None => {
                    copied = input.to_vec();
                    &copied
                }
            };
            let output = stream.try_step(input).map_err(|error| raised(py, &error))?;
            Ok(output.to_pyarray(py).into_any())
        }
        with_stream!(&mut *self.kind(), stream => step(stream, input))
    }

    fn restart(&self) {
        with_stream!(&mut *self.kind(), stream => stream.restart());
    }

    /// Every part of the state by its name.
    fn state<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        fn state<'py, T: Number>(
            stream: &aru::Stream<AnyNetwork<T>>,
            all: &Bound<'py, PyDict>,
        ) -> PyResult<()> {
            let (py, state) = (all.py(), stream.state());
            for name in state.names() {
                let part = state.get(&name).map_err(|error| raised(py, &error))?;
                all.set_item(&name, part.to_pyarray(py))?;
            }
            Ok(())
        }
        let all = PyDict::new(py);
        with_stream!(&*self.kind(), stream => state(stream, &all))?;
        Ok(all)
    }

    /// Gives parts of the state other values; on an error all is as it was.
    fn set_state(&self, parts: &Bound<'_, PyDict>) -> PyResult<()> {
        fn set<T: Number>(
            stream: &mut aru::Stream<AnyNetwork<T>>,
            parts: &Bound<'_, PyDict>,
        ) -> PyResult<()> {
            let py = parts.py();
            let mut state = stream.state();
            for (name, values) in parts {
                let values: PyReadonlyArrayDyn<'_, T> = values.extract()?;
                let values: Vec<T> = values.as_array().iter().copied().collect();
                let set = state.set(name.extract()?, &values);
                set.map_err(|error| raised(py, &error))?;
            }
            stream.try_set_state(&state).map_err(|error| raised(py, &error))
        }
        with_stream!(&mut *self.kind(), stream => set(stream, parts))
    }

    fn copy(&self) -> Self {
        Stream(Mutex::new(match &*self.kind() {
            Kind::Single(stream) => Kind::Single(stream.clone()),
            Kind::Double(stream) => Kind::Double(stream.clone()),
        }))
    }
}
