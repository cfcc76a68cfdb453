//! The gradient of a network held against differences of its loss.

mod measure;

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use self::measure::{Measured, measure};
use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::Loss;
use crate::network::emitted::{Emitted, description};
use crate::network::parameters::{index_of, ranges};
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use crate::run::compiled::compiled;
use crate::run::network::{Network, losses_for};
use crate::run::pass::Pass;

/// How far derived and measured gradient of a correct network may lie apart, relative to the largest element of the
/// parameter.
const TOLERANCE: f64 = 1e-6;

/// What `check_gradients` found.
#[derive(Clone, Debug, Serialize)]
pub struct GradientReport {
    parameters: Vec<ParameterReport>,
}

/// The gradient of one parameter, derived and measured.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ParameterReport {
    /// Name of the parameter.
    pub name: &'static str,
    /// Index of the element with the largest error.
    pub index: Vec<usize>,
    /// What the emitted code derives for it.
    pub derived: f64,
    /// What differences of the loss give for it.
    pub measured: f64,
    /// By how much the two differ, relative to the largest element.
    pub error: f64,
    /// Elements that differences cannot tell, such as at a corner of an activation (ReLU at 0): they have no error.
    pub uncertain: usize,
    /// Number of elements.
    pub elements: usize,
}

impl GradientReport {
    /// True where no parameter's error is above one millionth.
    pub fn is_correct(&self) -> bool {
        self.error() <= TOLERANCE
    }

    /// The largest error of all, relative to the largest element of its parameter.
    pub fn error(&self) -> f64 {
        self.worst().map_or(0.0, |worst| worst.error)
    }

    /// The parameter with the largest error; None where nothing is learned.
    pub fn worst(&self) -> Option<&ParameterReport> {
        self.parameters.iter().max_by(|a, b| a.error.total_cmp(&b.error))
    }

    /// Every learned parameter.
    pub fn parameters(&self) -> &[ParameterReport] {
        &self.parameters
    }
}

impl Display for GradientReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let width = self
            .parameters
            .iter()
            .map(|one| one.name.len())
            .max()
            .unwrap_or(0)
            .max("parameter".len());
        writeln!(
            f,
            "{:width$}  {:>8}  {:>9}  {:>9}",
            "parameter", "elements", "error", "uncertain"
        )?;
        for one in &self.parameters {
            writeln!(
                f,
                "{:width$}  {:>8}  {:>9.1e}  {:>9}",
                one.name, one.elements, one.error, one.uncertain
            )?;
        }
        let Some(worst) = self.worst() else {
            return write!(f, "nothing is learned");
        };
        let verdict = if self.is_correct() { "correct" } else { "WRONG" };
        let (name, index) = (worst.name, &worst.index);
        write!(
            f,
            "{verdict}: the worst is `{name}` at {index:?}: derived {:.9e}, measured {:.9e}",
            worst.derived, worst.measured
        )?;
        match self.parameters.iter().map(|one| one.uncertain).sum::<usize>() {
            0 => Ok(()),
            uncertain => write!(
                f,
                "; {uncertain} elements have no measured derivative, as at a corner of an activation: other inputs or \
                 parameters may"
            ),
        }
    }
}

/// Compares, in `f64`, the derived gradient of the loss with central differences.
pub(crate) fn check<N: Network>(
    network: &N,
    data: &Sequences<f64>,
    loss: &dyn Loss<f64>,
    own_losses: &[(&str, &dyn Loss<f64>)],
) -> Result<GradientReport> {
    let values = network.values().iter().map(|value| value.to_f64()).collect();
    check_wide(N::With::<f64>::from_values(values), data, loss, own_losses)
}

fn check_wide<N: Network<Scalar = f64>>(
    mut network: N,
    data: &Sequences<f64>,
    loss: &dyn Loss<f64>,
    own_losses: &[(&str, &dyn Loss<f64>)],
) -> Result<GradientReport> {
    let program = Program::of::<N>();
    let losses = losses_for::<N>(loss, own_losses, data)?;
    let which: Vec<usize> = (0..data.len()).collect();
    let mut pass = Pass::new(program, data.steps(), 1)?;
    let mut derived = vec![0.0; network.values().len()];
    let loss_here =
        (compiled().loss_and_gradient)(&mut pass, network.values(), data, &which, &losses, &mut derived);
    let largest_of_all = largest(derived.iter().copied());
    let mut parameters = Vec::new();
    for (declared, range) in ranges(description::<N>()).filter(|(declared, _)| declared.learn) {
        let measured: Vec<Measured> = range
            .clone()
            .map(|element| {
                measure(network.values()[element], loss_here, |value| {
                    let before = std::mem::replace(&mut network.values_mut()[element], value);
                    let loss = (compiled().loss)(&mut pass, network.values(), data, &which, &losses);
                    network.values_mut()[element] = before;
                    loss
                })
            })
            .collect();
        let derived = &derived[range];
        let found = derived
            .iter()
            .copied()
            .chain(measured.iter().map(|one| one.derivative));
        // An element far below the rest of the gradient is known no better than the rounding of the loss allows.
        let scale = largest(found).max(1e-6 * largest_of_all).max(f64::MIN_POSITIVE);
        let is_uncertain =
            |measured: &Measured| measured.uncertainty.max(measured.corner) > 0.25 * TOLERANCE * scale;
        let errors = derived.iter().zip(&measured).map(|(derived, measured)| {
            let distance = (derived - measured.derivative).abs();
            match distance.is_nan() {
                true => f64::INFINITY,
                false if is_uncertain(measured) => 0.0,
                false => distance / scale,
            }
        });
        let worst = errors.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
        let (place, error) = worst.unwrap_or((0, 0.0));
        parameters.push(ParameterReport {
            name: &declared.name,
            index: index_of(place, &declared.shape),
            derived: derived[place],
            measured: measured[place].derivative,
            error,
            uncertain: measured.iter().filter(|one| is_uncertain(one)).count(),
            elements: derived.len(),
        });
    }
    Ok(GradientReport { parameters })
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |largest, value| largest.max(value.abs()))
}

#[cfg(test)]
mod tests;
