//! Fits of a network, or of many: on a thread of their own, without the lock of Python.

use std::ops::ControlFlow;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aru::description::Role;
use aru::trainer::{Epoch, FitError, History, Trainer, Watched};
use aru::{AnyNetwork, DataSets, Ensemble, Error, Network as _, Sequences};
use pyo3::exceptions::{PyKeyboardInterrupt, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::data;
use crate::errors::raised;
use crate::history::{columns, row, stopped};
use crate::network::{Kind, Network, each};
use crate::number::Number;
use crate::settings::Settings;
use crate::waiting::wait;

/// The columns of a history, why the fit ended, and what is to be raised.
pub type Outcome<'py> = (
    Bound<'py, PyDict>,
    Option<&'static str>,
    Option<Bound<'py, PyAny>>,
);

/// Data for all networks, or for each its own.
enum Sets<T> {
    All(Box<Sequences<T>>),
    Each(Vec<Sequences<T>>),
}

impl<T: Number> Sets<T> {
    /// A list has one for each network.
    fn of(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        match data.cast::<PyList>() {
            Ok(list) => {
                let sets = list.iter().map(|one| data::sequences(&one));
                Ok(Sets::Each(sets.collect::<PyResult<_>>()?))
            }
            Err(_) => Ok(Sets::All(Box::new(data::sequences(data)?))),
        }
    }

    /// That of an entry of the settings, where there is one.
    fn in_settings(settings: &Bound<'_, PyDict>, name: &str) -> PyResult<Option<Self>> {
        let given = settings.get_item(name)?.filter(|given| !given.is_none());
        let made = given.map(|given| Self::of(&given)).transpose();
        made.map_err(|error| of_entry(settings.py(), name, error))
    }
}

impl<T: Number> DataSets<T> for Sets<T> {
    fn count(&self) -> Option<usize> {
        match self {
            Sets::All(_) => None,
            Sets::Each(sets) => Some(sets.len()),
        }
    }

    fn of(&self, network: usize) -> &Sequences<T> {
        match self {
            Sets::All(set) => set,
            Sets::Each(sets) => &sets[network],
        }
    }
}

/// An error about data of that entry of the settings, which says so.
fn of_entry(py: Python<'_>, name: &str, error: PyErr) -> PyErr {
    match error.is_instance_of::<PyValueError>(py) {
        true => PyValueError::new_err(format!("{name}: {}", error.value(py))),
        false => error,
    }
}

/// What of Python's is called while a fit runs.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
struct Calls {
    /// Is shown the last epoch now and then.
    progress: Option<Py<PyAny>>,
    /// Is shown every epoch and the network; what is true ends the fit.
    on_epoch: Option<Py<PyAny>>,
    /// Makes the data of an epoch.
    generate: Option<Py<PyAny>>,
}

/// An epoch, to the answer of which somebody waits: whether it is the last.
struct Shown {
    epoch: Epoch,
    network: Kind,
    answer: SyncSender<bool>,
}

/// What the thread of a fit leaves for the one that waits.
#[derive(Default)]
struct Left {
    latest: Mutex<Option<Epoch>>,
    /// What making data has raised.
    raised: Mutex<Option<PyErr>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Calls {
    /// Shows the last epoch, if there is a new one.
    fn show(&self, py: Python<'_>, left: &Left, constants: &[&str]) -> PyResult<()> {
        let latest = lock(&left.latest).take();
        match (&self.progress, latest) {
            (Some(progress), Some(epoch)) => progress.call1(py, (row(py, &epoch, constants)?,)).map(drop),
            _ => Ok(()),
        }
    }

    /// Asks whether an epoch is the last.
    fn ask(&self, py: Python<'_>, shown: Shown, constants: &[&str]) -> PyResult<()> {
        let Some(on_epoch) = &self.on_epoch else {
            return Ok(());
        };
        let network = Network::new(shown.network);
        let answer = on_epoch.call1(py, (row(py, &shown.epoch, constants)?, network))?;
        // Nobody waits where the fit has ended.
        let _ = shown.answer.send(answer.is_truthy(py)?);
        Ok(())
    }

    /// What a trainer shows after each epoch.
    fn watch<T: Number>(
        &self,
        left: &Left,
        like: &AnyNetwork<T>,
        sender: &SyncSender<Shown>,
        watched: &Watched<'_, T>,
    ) -> ControlFlow<()> {
        if self.progress.is_some() {
            *lock(&left.latest) = Some(watched.epoch().clone());
        }
        if self.on_epoch.is_none() {
            return ControlFlow::Continue(());
        }
        let (answer, answered) = sync_channel(1);
        let Ok(network) = watched.network_like(like) else {
            return ControlFlow::Break(());
        };
        let shown = Shown {
            epoch: watched.epoch().clone(),
            network: T::kind(network),
            answer,
        };
        // Whoever raises an exception answers nothing, and wants no more.
        match sender.send(shown).ok().and_then(|()| answered.recv().ok()) {
            Some(false) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }

    /// The data of an epoch. What Python raises is kept, and told as an error of the library.
    fn generated<T: Number>(&self, left: &Left, epoch: usize) -> aru::Result<Sequences<T>> {
        let made = Python::attach(|py| {
            let generate = self.generate.as_ref();
            let generate = generate.ok_or_else(|| PyValueError::new_err("there are no data"))?;
            data::sequences(generate.call1(py, (epoch,))?.bind(py))
        });
        made.map_err(|error| {
            let told = Error::setting("what `generate` has returned", "an exception", error.to_string());
            lock(&left.raised).get_or_insert(error);
            told
        })
    }
}

/// The names of what a history holds of a network besides losses.
fn constants<T: Number>(network: &AnyNetwork<T>) -> Vec<&'static str> {
    let all = network.description().parameters.iter();
    all.filter(|one| matches!(one.role, Role::Constant { .. }))
        .map(|one| &*one.name)
        .collect()
}

/// Trains a network. What it has learned is kept, whatever is raised.
pub fn fit<'py>(
    py: Python<'py>,
    network: &Network,
    data: &Bound<'py, PyAny>,
    settings: &Bound<'py, PyDict>,
) -> PyResult<Outcome<'py>> {
    let (kind, outcome) = each!(network.kind(), own => fit_one(py, own, data, settings))?;
    network.replace(kind);
    Ok(outcome)
}

fn fit_one<'py, T: Number>(
    py: Python<'py>,
    mut network: AnyNetwork<T>,
    data: &Bound<'py, PyAny>,
    settings: &Bound<'py, PyDict>,
) -> PyResult<(Kind, Outcome<'py>)> {
    let (calls, given): (Calls, Settings) = (settings.extract()?, settings.extract()?);
    let train = match &calls.generate {
        None => Some(Sets::<T>::of(data)?),
        Some(_) => None,
    };
    let validation = Sets::<T>::in_settings(settings, "validation")?;
    let (flag, left, names) = (
        Arc::new(AtomicBool::new(false)),
        Left::default(),
        constants(&network),
    );
    let like = network.clone();
    let learning = &mut network;
    let work = |sender: SyncSender<Shown>| -> PyResult<Result<History, FitError>> {
        let mut trainer = trainer(&given, &flag, validation.as_ref())?;
        if calls.progress.is_some() || calls.on_epoch.is_some() {
            trainer = trainer.watch(|watched| calls.watch(&left, &like, &sender, watched));
        }
        Ok(match &train {
            Some(train) => trainer.fit(learning, train),
            None => trainer.fit_generated(learning, |epoch, _| calls.generated(&left, epoch)),
        })
    };
    let hear = |shown| calls.ask(py, shown, &names);
    let look = || calls.show(py, &left, &names);
    let (outcome, raised) = wait(py, &flag, work, hear, look)?;
    calls.show(py, &left, &names)?;
    let raised = lock(&left.raised).take().or(raised);
    let outcome = concluded(py, outcome?, raised)?;
    Ok((T::kind(network), outcome))
}

/// A trainer that the flag stops.
fn trainer<'a, T: Number>(
    given: &Settings,
    flag: &Arc<AtomicBool>,
    validation: Option<&'a Sets<T>>,
) -> PyResult<Trainer<'a, T>> {
    let trainer = given.trainer()?.interrupted_by(Arc::clone(flag));
    Ok(match validation {
        Some(sets) => trainer.validate(sets),
        None => trainer,
    })
}

/// The outcome of a network's fit.
fn concluded<'py>(
    py: Python<'py>,
    outcome: Result<History, FitError>,
    other: Option<PyErr>,
) -> PyResult<Outcome<'py>> {
    let (history, error) = match outcome {
        Ok(history) => (history, other),
        Err(failed) => {
            let (error, history) = failed.into_parts();
            (history, Some(other.unwrap_or_else(|| raised(py, &error))))
        }
    };
    let ended = match &error {
        None => stopped(&history),
        Some(error) if error.is_instance_of::<PyKeyboardInterrupt>(py) => Some("interrupted"),
        Some(_) => None,
    };
    let error = error.map(|error| error.into_value(py).into_bound(py).into_any());
    Ok((columns(py, &history)?, ended, error))
}

/// What has been raised, and the outcome of each network.
type Outcomes<'py> = (Option<Bound<'py, PyAny>>, Vec<Outcome<'py>>);

/// Trains networks of one declaration side by side. What they have learned is kept, whatever is raised.
#[pyfunction]
pub fn fit_ensemble<'py>(
    py: Python<'py>,
    networks: Vec<Bound<'py, Network>>,
    data: &Bound<'py, PyAny>,
    settings: &Bound<'py, PyDict>,
) -> PyResult<Outcomes<'py>> {
    let kinds: Vec<Kind> = networks.iter().map(|network| network.get().kind()).collect();
    let (kinds, outcomes) = match kinds.first() {
        Some(Kind::Double(_)) => fit_all::<f64>(py, kinds, data, settings)?,
        _ => fit_all::<f32>(py, kinds, data, settings)?,
    };
    for (network, kind) in networks.iter().zip(kinds) {
        network.get().replace(kind);
    }
    Ok(outcomes)
}

fn fit_all<'py, T: Number>(
    py: Python<'py>,
    kinds: Vec<Kind>,
    data: &Bound<'py, PyAny>,
    settings: &Bound<'py, PyDict>,
) -> PyResult<(Vec<Kind>, Outcomes<'py>)> {
    let (calls, given): (Calls, Settings) = (settings.extract()?, settings.extract()?);
    let networks: Option<Ensemble<AnyNetwork<T>>> = kinds.into_iter().map(T::of).collect();
    let of_two = || PyValueError::new_err("networks of an ensemble have one dtype, these have two");
    let mut networks = networks.ok_or_else(of_two)?;
    let train = match &calls.generate {
        None => Some(Sets::<T>::of(data)?),
        Some(_) => None,
    };
    let validation = Sets::<T>::in_settings(settings, "validation")?;
    let (flag, left) = (Arc::new(AtomicBool::new(false)), Left::default());
    let learning = &mut networks;
    let work = |_: SyncSender<()>| -> PyResult<Result<Vec<Result<History, FitError>>, FitError>> {
        let mut trainer = trainer(&given, &flag, validation.as_ref())?;
        Ok(match &train {
            Some(train) => trainer.fit(learning, train),
            None => trainer.fit_generated(learning, |epoch, _| calls.generated(&left, epoch)),
        })
    };
    let look = || match &calls.progress {
        Some(progress) => progress.call0(py).map(drop),
        None => Ok(()),
    };
    let (outcomes, interrupted) = wait(py, &flag, work, |()| Ok(()), look)?;
    let interrupted = lock(&left.raised).take().or(interrupted);
    let outcomes = match outcomes? {
        Ok(outcomes) => outcomes,
        Err(failed) => return Err(interrupted.unwrap_or_else(|| raised(py, failed.error()))),
    };
    let outcomes = outcomes.into_iter().map(|outcome| concluded(py, outcome, None));
    let outcomes = outcomes.collect::<PyResult<Vec<_>>>()?;
    let interrupted = interrupted.map(|error| error.into_value(py).into_bound(py).into_any());
    Ok((
        networks.into_iter().map(T::kind).collect(),
        (interrupted, outcomes),
    ))
}
