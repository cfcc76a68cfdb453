//! Losses by name.

use aru::loss::{CrossEntropy, Loss, MeanSquaredError, Poisson};
use aru::trainer::Trainer;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::number::Number;

/// A loss, and what it is multiplied by.
#[derive(Clone, Copy)]
pub struct Choice {
    pub name: Name,
    pub weight: f64,
}

/// Which loss it is.
#[derive(Clone, Copy)]
pub enum Name {
    Squares,
    Entropy,
    Counts,
}

/// Does the same with whichever loss it is; one with weight 1 is the loss itself.
macro_rules! with_loss {
    ($choice:expr, $loss:ident => $do:expr) => {{
        let $crate::losses::Choice { name, weight } = $choice;
        macro_rules! weighted {
            ($one:expr) => {
                if weight == 1.0 {
                    let $loss = $one;
                    $do
                } else {
                    let $loss = $one.weighted(weight);
                    $do
                }
            };
        }
        match name {
            $crate::losses::Name::Squares => weighted!(MeanSquaredError),
            $crate::losses::Name::Entropy => weighted!(CrossEntropy),
            $crate::losses::Name::Counts => weighted!(Poisson),
        }
    }};
}
pub(crate) use with_loss;

impl Choice {
    /// That of a name.
    fn of(name: &str, weight: f64) -> PyResult<Self> {
        let name = match name {
            "mse" => Name::Squares,
            "cross_entropy" => Name::Entropy,
            "poisson" => Name::Counts,
            other => {
                let message =
                    format!("no loss named {other:?}, expected \"mse\", \"cross_entropy\" or \"poisson\"");
                return Err(PyValueError::new_err(message));
            }
        };
        Ok(Choice { name, weight })
    }

    /// As the library takes it.
    pub fn boxed<T: Number>(self) -> Box<dyn Loss<T>> {
        with_loss!(self, loss => Box::new(loss))
    }
}

/// The losses of a network: that of all outputs without one of their own, and theirs.
pub struct Losses {
    pub of_all: Choice,
    pub own: Vec<(String, Choice)>,
}

/// `(name, weight)` of all, and `(output, name, weight)` of each with its own.
impl<'py> FromPyObject<'_, 'py> for Losses {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        type Named = (String, f64);
        let ((name, weight), own): (Named, Vec<(String, String, f64)>) = object.extract()?;
        let own = own.into_iter();
        let own = own.map(|(output, name, weight)| Ok((output, Choice::of(&name, weight)?)));
        Ok(Losses {
            of_all: Choice::of(&name, weight)?,
            own: own.collect::<PyResult<_>>()?,
        })
    }
}

impl Losses {
    /// Tells a trainer.
    pub fn tell<'a, T: Number>(&self, trainer: Trainer<'a, T>) -> Trainer<'a, T> {
        let mut trainer = with_loss!(self.of_all, loss => trainer.loss(loss));
        for (output, choice) in &self.own {
            trainer = with_loss!(*choice, loss => trainer.loss_of(output.clone(), loss));
        }
        trainer
    }
}
