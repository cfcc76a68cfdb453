//! The settings of a fit: keywords of Python as those of a trainer.

use std::collections::BTreeMap;
use std::path::PathBuf;

use aru::Noise;
use aru::optimiser::{Adam, Sgd};
use aru::trainer::{Anneal, Cosine, Every, Penalties, Penalty, Resume, Step, Trainer};
use numpy::PyReadonlyArray3;
use numpy::ndarray::Array3;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBool;

use crate::losses::Losses;
use crate::number::Number;

/// What `_settings.py` has made of the keywords: all of them, each of its type.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Settings {
    optimiser: Rule,
    losses: Losses,
    epochs: usize,
    batch_size: usize,
    shuffle: bool,
    seed: u64,
    noise: Noisy,
    clip_norm: Option<f64>,
    truncate: Option<usize>,
    freeze: Vec<String>,
    learning_rates: Vec<(String, f64)>,
    weight_decay: f64,
    l2: f64,
    anneal: Vec<(String, f64, f64)>,
    penalties: Vec<(String, String, f64)>,
    early_stopping: Option<usize>,
    restore_best: bool,
    threads: usize,
    lockstep: bool,
    schedule: Course,
    checkpoint: Option<(PathBuf, String, f64)>,
    resume: Option<bool>,
}

/// The optimiser.
enum Rule {
    Adam(Adam),
    Sgd(Sgd),
}

impl<'py> FromPyObject<'_, 'py> for Rule {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let (name, numbers): (String, BTreeMap<String, f64>) = object.extract()?;
        let number = |name: &str| {
            let number = numbers.get(name).copied();
            number.ok_or_else(|| PyValueError::new_err(format!("the optimiser lacks `{name}`")))
        };
        let rate = number("learning_rate")?;
        match &*name {
            "adam" => {
                let adam = Adam::new(rate).betas(number("beta1")?, number("beta2")?);
                Ok(Rule::Adam(adam.epsilon(number("epsilon")?)))
            }
            "sgd" => {
                let sgd = Sgd::new(rate).momentum(number("momentum")?);
                Ok(Rule::Sgd(sgd.nesterov(number("nesterov")? != 0.0)))
            }
            other => Err(PyValueError::new_err(format!(
                "no optimiser named {other:?}, expected \"adam\" or \"sgd\""
            ))),
        }
    }
}

/// How rates of learning change from epoch to epoch.
enum Course {
    Constant,
    Cosine(Cosine),
    Step(Step),
    /// One factor an epoch.
    Factors(Vec<f64>),
}

impl<'py> FromPyObject<'_, 'py> for Course {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.is_none() {
            return Ok(Course::Constant);
        }
        let (name, numbers): (String, Vec<f64>) = object.extract()?;
        match (&*name, &*numbers) {
            ("cosine", &[warm_up, floor]) => Ok(Course::Cosine(Cosine {
                warm_up: warm_up as usize,
                floor,
            })),
            ("step", &[every, factor]) => Ok(Course::Step(Step {
                every: every as usize,
                factor,
            })),
            _ => Ok(Course::Factors(numbers)),
        }
    }
}

/// The noise; None where it is drawn from the seed of the fit.
struct Noisy(Option<Noise>);

impl<'py> FromPyObject<'_, 'py> for Noisy {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Noisy(noise(&object)?))
    }
}

/// `False`, a seed, or numbers for each layer; `None` is no answer.
pub fn noise(object: &Bound<'_, PyAny>) -> PyResult<Option<Noise>> {
    if object.is_none() {
        return Ok(None);
    }
    if let Ok(is_on) = object.cast::<PyBool>() {
        return match is_on.is_true() {
            false => Ok(Some(Noise::Off)),
            true => Err(PyValueError::new_err("noise is True; give a seed")),
        };
    }
    if let Ok(seed) = object.extract() {
        return Ok(Some(Noise::Seed(seed)));
    }
    let layers: BTreeMap<String, PyReadonlyArray3<'_, f64>> = object.extract()?;
    let layers = layers.into_iter();
    let layers: Vec<(String, Array3<f64>)> = layers
        .map(|(name, numbers)| (name, numbers.as_array().to_owned()))
        .collect();
    Ok(Some(Noise::given(layers)))
}

/// `(on, kind, lambda)` of each.
pub fn penalties(terms: Vec<(String, String, f64)>) -> PyResult<Penalties> {
    terms
        .into_iter()
        .try_fold(Penalties::new(), |all, (on, kind, lambda)| {
            let penalty = match &*kind {
                "l1" => Penalty::L1,
                "l2" => Penalty::L2,
                "square" => Penalty::Square,
                "smoothness" => Penalty::Smoothness,
                other => {
                    let message = format!(
                        "no penalty named {other:?}, expected \"l1\", \"l2\", \"square\" or \"smoothness\""
                    );
                    return Err(PyValueError::new_err(message));
                }
            };
            Ok(all.add(on, penalty, lambda))
        })
}

impl Settings {
    /// The trainer that they make.
    ///
    /// # Errors
    /// A penalty or an interval that there is not.
    pub fn trainer<'a, T: Number>(&self) -> PyResult<Trainer<'a, T>> {
        let trainer = match &self.optimiser {
            Rule::Adam(adam) => Trainer::new(*adam),
            Rule::Sgd(sgd) => Trainer::new(*sgd),
        };
        let mut trainer = self
            .losses
            .tell(trainer)
            .epochs(self.epochs)
            .batch_size(self.batch_size)
            .shuffle(self.shuffle)
            .seed(self.seed)
            .freeze(&self.freeze)
            .weight_decay(self.weight_decay)
            .l2(self.l2)
            .penalties(penalties(self.penalties.clone())?)
            .restore_best(self.restore_best)
            .threads(self.threads)
            .lockstep(self.lockstep);
        if let Noisy(Some(noise)) = &self.noise {
            trainer = trainer.noise(noise.clone());
        }
        if let Some(norm) = self.clip_norm {
            trainer = trainer.clip_norm(norm);
        }
        if let Some(steps) = self.truncate {
            trainer = trainer.truncate(steps);
        }
        if let Some(patience) = self.early_stopping {
            trainer = trainer.early_stopping(patience);
        }
        for (name, rate) in &self.learning_rates {
            trainer = trainer.learning_rate_of(name, *rate);
        }
        for &(ref name, over, to) in &self.anneal {
            trainer = trainer.anneal(name, Anneal { over, to });
        }
        trainer = match &self.schedule {
            Course::Constant => trainer,
            Course::Cosine(cosine) => trainer.schedule(*cosine),
            Course::Step(step) => trainer.schedule(*step),
            Course::Factors(factors) => {
                let factors = factors.clone();
                let last = factors.last().copied().unwrap_or(1.0);
                trainer
                    .schedule(move |epoch: usize, _: usize| factors.get(epoch - 1).copied().unwrap_or(last))
            }
        };
        if let Some((path, unit, number)) = &self.checkpoint {
            trainer = trainer.checkpoint(path, every(unit, *number)?);
        }
        trainer = match self.resume {
            None => trainer,
            Some(true) => trainer.resume(Resume::Required),
            Some(false) => trainer.resume(Resume::IfPresent),
        };
        Ok(trainer)
    }
}

/// How often a checkpoint is written.
fn every(unit: &str, number: f64) -> PyResult<Every> {
    match unit {
        "epochs" => Ok(Every::Epochs(number as usize)),
        "updates" => Ok(Every::Updates(number as u64)),
        "minutes" => Ok(Every::Minutes(number)),
        other => {
            let message =
                format!("no interval named {other:?}, expected \"epochs\", \"updates\" or \"minutes\"");
            Err(PyValueError::new_err(message))
        }
    }
}
