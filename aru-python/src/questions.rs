//! What a network does on a data set: outputs, losses, gradients, their check.

use aru::loss::{CrossEntropy, Loss, MeanSquaredError, Poisson, Weighted};
use aru::metrics::{
    accuracy_by_sequence, bits_per_spike, correlation, mean_squared_error, variance_explained,
};
use aru::trainer::Penalties;
use aru::{AnyNetwork, Evaluation, GradientReport, Network as _, Noise, Sequences};
use numpy::ndarray::{Array3, ArrayView3, s};
use numpy::{PyArray1, PyArray3, ToPyArray};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::data;
use crate::errors::raised;
use crate::losses::{Choice, Losses, with_loss};
use crate::network::multiply_adds;
use crate::number::Number;
use crate::settings::{noise, penalties};
use crate::waiting::interruptible;

/// By what a question is answered.
pub struct Asked {
    of_all: Choice,
    own: Vec<(String, Own)>,
    noise: Noise,
    penalties: Penalties,
}

/// The loss of one output.
enum Own {
    Squares(Weighted<MeanSquaredError>),
    Entropy(Weighted<CrossEntropy>),
    Counts(Weighted<Poisson>),
}

impl From<Weighted<MeanSquaredError>> for Own {
    fn from(loss: Weighted<MeanSquaredError>) -> Self {
        Own::Squares(loss)
    }
}

impl From<Weighted<CrossEntropy>> for Own {
    fn from(loss: Weighted<CrossEntropy>) -> Self {
        Own::Entropy(loss)
    }
}

impl From<Weighted<Poisson>> for Own {
    fn from(loss: Weighted<Poisson>) -> Self {
        Own::Counts(loss)
    }
}

impl Asked {
    pub fn new(
        losses: Losses,
        noise_of: &Bound<'_, PyAny>,
        terms: Vec<(String, String, f64)>,
    ) -> PyResult<Self> {
        let own = losses.own.into_iter();
        let own = own.map(|(output, choice)| (output, with_loss!(choice, loss => loss.weighted(1.0).into())));
        Ok(Asked {
            of_all: losses.of_all,
            own: own.collect(),
            noise: noise(noise_of)?.unwrap_or(Noise::Off),
            penalties: penalties(terms)?,
        })
    }

    fn on<'a, T: Number>(
        &'a self,
        network: &'a AnyNetwork<T>,
        data: &'a Sequences<T>,
    ) -> Evaluation<'a, AnyNetwork<T>> {
        let mut evaluation = network
            .evaluate(data)
            .noise(&self.noise)
            .penalties(&self.penalties);
        for (output, own) in &self.own {
            evaluation = match own {
                Own::Squares(loss) => evaluation.loss_of(output, loss),
                Own::Entropy(loss) => evaluation.loss_of(output, loss),
                Own::Counts(loss) => evaluation.loss_of(output, loss),
            };
        }
        evaluation
    }
}

/// The answer to one of the questions.
pub fn ask<'py, T: Number>(
    py: Python<'py>,
    network: &AnyNetwork<T>,
    what: &str,
    data: &Bound<'py, PyAny>,
    asked: &Asked,
) -> PyResult<Bound<'py, PyAny>> {
    let data = data::sequences::<T>(data)?;
    let evaluation = || asked.on(network, &data);
    let of_data = multiply_adds(network, data.len(), data.steps());
    let loss: &dyn Loss<T> = &*asked.of_all.boxed::<T>();
    match what {
        "outputs" => {
            let outputs = interruptible(py, of_data, || evaluation().outputs())?;
            Ok(PyArray3::from_owned_array(py, outputs).into_any())
        }
        "trace" => {
            let trace = interruptible(py, of_data, || evaluation().trace())?;
            let all = PyDict::new(py);
            for name in trace.names() {
                let state = trace.state(name).map_err(|error| raised(py, &error))?;
                all.set_item(name, state.to_pyarray(py))?;
            }
            Ok((trace.outputs().to_pyarray(py), all)
                .into_pyobject(py)?
                .into_any())
        }
        "loss" => {
            let loss = interruptible(py, of_data, || evaluation().loss(loss))?;
            Ok(loss.into_pyobject(py)?.into_any())
        }
        "loss_by_output" => {
            let losses = interruptible(py, of_data, || evaluation().loss_by_output(loss))?;
            let all = PyDict::new(py);
            for (output, loss) in losses {
                all.set_item(output, loss)?;
            }
            Ok(all.into_any())
        }
        "gradients" => {
            let gradients = interruptible(py, of_data, || evaluation().gradients(loss))?;
            let all = PyDict::new(py);
            for (name, _) in gradients.iter() {
                if let Some(gradient) = gradients.array(name) {
                    all.set_item(name, gradient.to_pyarray(py))?;
                }
            }
            Ok((gradients.loss(), gradients.penalty(), all)
                .into_pyobject(py)?
                .into_any())
        }
        "input_gradients" => {
            let gradients = interruptible(py, of_data, || evaluation().input_gradients(loss))?;
            Ok(PyArray3::from_owned_array(py, gradients).into_any())
        }
        "check" => {
            let loss: &dyn Loss<f64> = &*asked.of_all.boxed::<f64>();
            // Sixteen runs for each number.
            let of_check = of_data.saturating_mul(multiply_adds(network, 16, 1));
            let report = interruptible(py, of_check, || evaluation().check(loss))?;
            checked(py, &report)
        }
        "correlation" | "variance_explained" | "mean_squared_error" | "bits_per_spike" => {
            let scores = interruptible(py, of_data, || {
                scored(what, network, &evaluation().outputs()?, &data)
            })?;
            Ok(PyArray1::from_vec(py, scores).into_any())
        }
        "accuracies" => {
            let right = interruptible(py, of_data, || {
                accuracies(network, &evaluation().outputs()?, &data)
            })?;
            let all = PyDict::new(py);
            for (output, accuracy) in right {
                all.set_item(output, accuracy)?;
            }
            Ok(all.into_any())
        }
        other => Err(PyValueError::new_err(format!("no question named {other}"))),
    }
}

/// How good the outputs are: a number for each unit.
fn scored<T: Number>(
    what: &str,
    network: &AnyNetwork<T>,
    outputs: &Array3<T>,
    data: &Sequences<T>,
) -> aru::Result<Vec<f64>> {
    match what {
        "correlation" => correlation(outputs, data),
        "variance_explained" => variance_explained(outputs, data),
        "mean_squared_error" => mean_squared_error(outputs, data),
        _ => {
            let scores = by_output(network, outputs, data, |outputs, data| {
                bits_per_spike(outputs, data)
            })?;
            Ok(scores.into_iter().flat_map(|(_, scores)| scores).collect())
        }
    }
}

/// The share of trials that are classified right, by each output that has classes.
fn accuracies<T: Number>(
    network: &AnyNetwork<T>,
    outputs: &Array3<T>,
    data: &Sequences<T>,
) -> aru::Result<Vec<(&'static str, f64)>> {
    let right = |outputs: &ArrayView3<'_, T>, data: &_| Ok(vec![accuracy_by_sequence(outputs, data)?]);
    let right = by_output(network, outputs, data, right)?;
    Ok(right
        .into_iter()
        .map(|(output, right)| (output, right[0]))
        .collect())
}

/// A score of each output on its own. One for which it is not defined, such as bits per spike of what is no rate, is NaN and
/// leaves the others as they are; an error where that is so of all.
fn by_output<T: Number>(
    network: &AnyNetwork<T>,
    outputs: &Array3<T>,
    data: &Sequences<T>,
    score: impl Fn(&ArrayView3<'_, T>, &Sequences<T>) -> aru::Result<Vec<f64>>,
) -> aru::Result<Vec<(&'static str, Vec<f64>)>> {
    let (mut scores, mut first_error, mut first) = (Vec::new(), None, 0);
    for output in network.description().outputs() {
        let units = first..first + output.size;
        first = units.end;
        // One output alone needs no copy.
        let own = match units.len() == outputs.dim().2 {
            true => score(&outputs.view(), data),
            false => data
                .select_outputs(units.clone())
                .and_then(|data| score(&outputs.slice(s![.., .., units]), &data)),
        };
        match own {
            Ok(own) => scores.push((&*output.name, own)),
            Err(error) => {
                first_error.get_or_insert(error);
                scores.push((&*output.name, vec![f64::NAN; output.size]));
            }
        }
    }
    let is_any = scores
        .iter()
        .flat_map(|(_, scores)| scores)
        .any(|score| !score.is_nan());
    match first_error {
        Some(error) if !is_any => Err(error),
        _ => Ok(scores),
    }
}

/// Whether it is correct, the table in words, and its rows.
fn checked<'py>(py: Python<'py>, report: &GradientReport) -> PyResult<Bound<'py, PyAny>> {
    let rows = report.parameters().iter().chain(report.losses());
    let rows: Vec<_> = rows
        .map(|row| {
            (
                row.name,
                row.index.clone(),
                row.derived,
                row.measured,
                row.error,
                row.uncertain,
                row.elements,
            )
        })
        .collect();
    let answer = (report.is_correct(), report.error(), report.to_string(), rows);
    Ok(answer.into_pyobject(py)?.into_any())
}
