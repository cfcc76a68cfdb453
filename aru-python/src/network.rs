//! A network of either kind of numbers, as Python holds it.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use aru::description::Role;
use aru::export::Export;
use aru::{AnyNetwork, Network as _};
use numpy::{PyArray1, PyReadonlyArray3, PyReadonlyArrayDyn, ToPyArray};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::errors::raised;
use crate::number::Number;
use crate::stream::Stream;
use crate::waiting::interruptible;
use crate::{analysis, fit, questions, warned};

/// Of `float32` or of `float64`.
#[derive(Clone)]
pub enum Kind {
    Single(AnyNetwork<f32>),
    Double(AnyNetwork<f64>),
}

/// Does the same with a network of either kind.
macro_rules! each {
    ($kind:expr, $network:ident => $do:expr) => {
        match $kind {
            $crate::network::Kind::Single($network) => $do,
            $crate::network::Kind::Double($network) => $do,
        }
    };
}
pub(crate) use each;

/// A network. Whatever takes long works on a copy, so that other threads may read it meanwhile.
#[pyclass(frozen, module = "aru._aru")]
pub struct Network(Mutex<Kind>);

/// What a run takes, about: each number of each parameter once in each step of each sequence.
pub fn multiply_adds<T: Number>(network: &AnyNetwork<T>, sequences: usize, steps: usize) -> usize {
    let numbers: usize = network.parameters().map(|one| one.values().len()).sum();
    sequences.saturating_mul(steps).saturating_mul(numbers)
}

impl Network {
    pub fn new(kind: Kind) -> Self {
        Network(Mutex::new(kind))
    }

    /// A copy of it as it is now.
    pub fn kind(&self) -> Kind {
        self.with(|kind| kind.clone())
    }

    /// Gives it other parameters.
    pub fn replace(&self, kind: Kind) {
        self.with(|own| *own = kind);
    }

    /// Nothing that waits for Python may be done in there.
    fn with<R>(&self, then: impl FnOnce(&mut Kind) -> R) -> R {
        then(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A network out of a file, whatever its declaration, with numbers of that type.
#[pyfunction]
pub fn load(py: Python<'_>, path: PathBuf, dtype: &str) -> PyResult<Network> {
    let loaded = py.detach(|| match dtype {
        "float64" => aru::load(&path).map(Kind::Double),
        _ => aru::load(&path).map(Kind::Single),
    });
    let loaded = loaded.map_err(|error| raised(py, &error))?;
    warned::warn(py)?;
    Ok(Network::new(loaded))
}

/// The numbers of an array are those of the network, or the way to the error says what they are.
fn array3<'py, T: Number>(array: &Bound<'py, PyAny>) -> PyResult<PyReadonlyArray3<'py, T>> {
    let read = array.extract();
    read.map_err(|_| {
        PyTypeError::new_err(format!(
            "inputs are no array [trial, step, feature] of {}",
            T::DTYPE
        ))
    })
}

#[pymethods]
impl Network {
    #[getter]
    fn dtype(&self) -> &'static str {
        fn name<T: Number>(_: &AnyNetwork<T>) -> &'static str {
            T::DTYPE
        }
        each!(&self.kind(), network => name(network))
    }

    #[getter]
    fn name(&self) -> &'static str {
        each!(&self.kind(), network => &network.description().name)
    }

    #[getter]
    fn docs(&self) -> &'static str {
        each!(&self.kind(), network => &network.description().docs)
    }

    #[getter]
    fn dt(&self) -> Option<f64> {
        each!(&self.kind(), network => network.description().dt)
    }

    #[getter]
    fn is_compiled(&self) -> bool {
        each!(&self.kind(), network => network.is_compiled())
    }

    /// Names and sizes of inputs, then of outputs.
    #[getter]
    fn ends(&self) -> [Vec<(&'static str, usize)>; 2] {
        let description = each!(&self.kind(), network => network.description());
        let inputs = description.inputs.iter().map(|input| (&*input.name, input.size));
        let outputs = description.outputs().map(|output| (&*output.name, output.size));
        [inputs.collect(), outputs.collect()]
    }

    /// Of every parameter its name, its shape, whether it is learned, and whether a time constant goes with it.
    #[getter]
    fn parameters(&self) -> Vec<(&'static str, Vec<usize>, bool, bool)> {
        let description = each!(&self.kind(), network => network.description());
        let all = description.parameters.iter();
        let all = all.map(|one| {
            let has_time = description.dt.is_some()
                && matches!(one.role, Role::Constant { .. })
                && description.is_rate(one);
            (&*one.name, one.shape.to_vec(), one.learn, has_time)
        });
        all.collect()
    }

    fn get<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        fn get<'py, T: Number>(
            network: &AnyNetwork<T>,
            py: Python<'py>,
            name: &str,
        ) -> PyResult<Bound<'py, PyAny>> {
            let parameter = network.parameter(name).map_err(|error| raised(py, &error))?;
            Ok(parameter.array().to_pyarray(py).into_any())
        }
        each!(&self.kind(), network => get(network, py, name))
    }

    /// Sets a parameter from an array of its shape, or of one element.
    fn set(&self, name: &str, values: &Bound<'_, PyAny>) -> PyResult<()> {
        fn set<T: Number>(
            network: &mut AnyNetwork<T>,
            name: &str,
            values: &Bound<'_, PyAny>,
        ) -> PyResult<()> {
            let py = values.py();
            let values: PyReadonlyArrayDyn<'_, T> = values.extract()?;
            let values: Vec<T> = values.as_array().iter().copied().collect();
            network.set(name, &values).map_err(|error| raised(py, &error))
        }
        let mut kind = self.kind();
        each!(&mut kind, network => set(network, name, values))?;
        warned::warn(values.py())?;
        self.replace(kind);
        Ok(())
    }

    /// Every number of every parameter, one after the other.
    fn values<'py>(&self, py: Python<'py>) -> Bound<'py, PyAny> {
        fn values<'py, T: Number>(network: &AnyNetwork<T>, py: Python<'py>) -> Bound<'py, PyAny> {
            let all: Vec<T> = network
                .parameters()
                .flat_map(|one| one.values().to_vec())
                .collect();
            PyArray1::from_vec(py, all).into_any()
        }
        each!(&self.kind(), network => values(network, py))
    }

    fn run<'py>(&self, inputs: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        fn run<'py, T: Number>(
            network: &AnyNetwork<T>,
            inputs: &Bound<'py, PyAny>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let (py, array) = (inputs.py(), array3::<T>(inputs)?);
            let view = array.as_array();
            let (sequences, steps, _) = view.dim();
            let cost = multiply_adds(network, sequences, steps);
            let outputs = interruptible(py, cost, || network.run(view))?;
            Ok(numpy::PyArray3::from_owned_array(py, outputs).into_any())
        }
        each!(&self.kind(), network => run(network, inputs))
    }

    /// What is asked of a data set; see `questions.rs`.
    #[pyo3(signature = (what, data, losses, noise, penalties))]
    fn ask<'py>(
        &self,
        py: Python<'py>,
        what: &str,
        data: &Bound<'py, PyAny>,
        losses: crate::losses::Losses,
        noise: &Bound<'py, PyAny>,
        penalties: Vec<(String, String, f64)>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let asked = questions::Asked::new(losses, noise, penalties)?;
        each!(&self.kind(), network => questions::ask(py, network, what, data, &asked))
    }

    /// Where it rests while its input stays; see `analysis.rs`.
    fn fixed_points<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        search: analysis::Search,
    ) -> PyResult<Bound<'py, PyAny>> {
        each!(&self.kind(), network => analysis::fixed_points(py, network, data, &search))
    }

    /// What adjoints of the outputs are as adjoints of the inputs.
    fn pull_back<'py>(
        &self,
        inputs: &Bound<'py, PyAny>,
        d_outputs: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        fn pull<'py, T: Number>(
            network: &AnyNetwork<T>,
            inputs: &Bound<'py, PyAny>,
            d_outputs: &Bound<'py, PyAny>,
        ) -> PyResult<Bound<'py, PyAny>> {
            let (py, inputs, d_outputs) = (inputs.py(), array3::<T>(inputs)?, array3::<T>(d_outputs)?);
            let (inputs, d_outputs) = (inputs.as_array(), d_outputs.as_array());
            let (sequences, steps, _) = inputs.dim();
            let cost = multiply_adds(network, sequences, steps);
            let pulled = interruptible(py, cost, || network.pull_back(inputs, d_outputs))?;
            Ok(numpy::PyArray3::from_owned_array(py, pulled).into_any())
        }
        each!(&self.kind(), network => pull(network, inputs, d_outputs))
    }

    /// Trains it; see `fit.rs`.
    fn fit<'py>(
        &self,
        py: Python<'py>,
        data: &Bound<'py, PyAny>,
        settings: &Bound<'py, PyDict>,
    ) -> PyResult<fit::Outcome<'py>> {
        fit::fit(py, self, data, settings)
    }

    fn stream(&self) -> Stream {
        Stream::of(&self.kind())
    }

    fn summary(&self) -> String {
        each!(&self.kind(), network => network.summary().to_string())
    }

    /// The network in another language: `svg`, `dot`, `latex`, `pytorch`, `c`, `json`.
    fn export(&self, py: Python<'_>, language: &str) -> PyResult<String> {
        let kind = self.kind();
        let text = each!(&kind, network => match language {
            "svg" => Ok(network.to_svg()),
            "dot" => Ok(network.to_dot()),
            "latex" => Ok(network.to_latex()),
            "json" => Ok(network.to_json()),
            "c" => network.to_c(),
            _ => network.to_pytorch(),
        });
        text.map_err(|error| raised(py, &error))
    }

    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        let kind = self.kind();
        let saved = py.detach(|| each!(&kind, network => network.save(&path)));
        saved.map_err(|error| raised(py, &error))
    }

    /// Takes from a file what fits; see `Network::load_matching`. What it says of it.
    fn load_matching(&self, py: Python<'_>, path: PathBuf) -> PyResult<String> {
        let mut kind = self.kind();
        let matching = py.detach(|| each!(&mut kind, network => network.load_matching(&path)));
        let matching = matching.map_err(|error| raised(py, &error))?;
        warned::warn(py)?;
        self.replace(kind);
        Ok(matching.to_string())
    }

    fn copy(&self) -> Self {
        Network::new(self.kind())
    }
}
