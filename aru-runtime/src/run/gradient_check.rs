//! The gradient of a network held against differences of its loss.

mod corners;
mod measure;
mod point;

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use self::corners::Corners;
use self::measure::Measured;
use self::point::{Point, Question};
use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::Loss;
use crate::network::linked::Masks;
use crate::network::parameters::{index_of, ranges};
use crate::network::program::Program;
use crate::network::programmed::Programmed;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::run::noise::Noise;
use crate::run::pass::Pass;
use crate::run::penalties::Penalties;
use crate::run::questions::{Asked, draws_for, losses_for};

/// How far derived and measured gradient of a correct network may lie apart, relative to the largest element of the
/// parameter.
const TOLERANCE: f64 = 1e-6;

/// What `check_gradients` found.
#[derive(Clone, Debug, Serialize)]
pub struct GradientReport {
    parameters: Vec<ParameterReport>,
    losses: Vec<ParameterReport>,
}

/// The gradient of one parameter, or the derivative of a loss with respect to the outputs, derived and measured.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct ParameterReport {
    /// Name of the parameter, or of the loss.
    pub name: &'static str,
    /// Index of the element with the largest error; of a loss sequence, step and output.
    pub index: Vec<usize>,
    /// What the emitted code derives for it.
    pub derived: f64,
    /// What differences give for it.
    pub measured: f64,
    /// By how much the two differ, relative to the largest element.
    pub error: f64,
    /// Elements that differences cannot tell, such as at a corner of an activation (ReLU at 0): they have no error, and no
    /// report with one of them is correct. A learned delay that is a whole number has a corner too, but one where its
    /// derivative is the mean of both sides, which differences tell; so has one whose spread ends exactly on a step, but not
    /// one whose spread ends next to it by rounding.
    pub uncertain: usize,
    /// Number of elements.
    pub elements: usize,
    /// Whether it is that of a learned delay, whose kernel has corners.
    #[serde(skip)]
    is_delay: bool,
}

impl GradientReport {
    /// True where every element could be told, and no error is above one millionth.
    pub fn is_correct(&self) -> bool {
        self.error() <= TOLERANCE && self.uncertain() == 0
    }

    /// Elements that differences cannot tell, of all parameters and losses.
    pub fn uncertain(&self) -> usize {
        self.all().map(|one| one.uncertain).sum()
    }

    fn all(&self) -> impl Iterator<Item = &ParameterReport> {
        self.parameters.iter().chain(&self.losses)
    }

    /// The largest error of all, relative to the largest element of its parameter.
    pub fn error(&self) -> f64 {
        self.worst().map_or(0.0, |worst| worst.error)
    }

    /// The parameter, or the loss, with the largest error; None where nothing is learned.
    pub fn worst(&self) -> Option<&ParameterReport> {
        self.parameters.first()?;
        self.all().max_by(|a, b| a.error.total_cmp(&b.error))
    }

    /// Every learned parameter.
    pub fn parameters(&self) -> &[ParameterReport] {
        &self.parameters
    }

    /// The derivative of the loss with respect to each output in each step.
    pub fn losses(&self) -> &[ParameterReport] {
        &self.losses
    }
}

impl Display for GradientReport {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let names = self.all().map(|one| one.name.len());
        let width = names.max().unwrap_or(0).max("parameter".len());
        writeln!(
            f,
            "{:width$}  {:>8}  {:>9}  {:>9}",
            "parameter", "elements", "error", "uncertain"
        )?;
        for one in self.all() {
            writeln!(
                f,
                "{:width$}  {:>8}  {:>9.1e}  {:>9}",
                one.name, one.elements, one.error, one.uncertain
            )?;
        }
        let Some(worst) = self.worst() else {
            return write!(f, "nothing is learned");
        };
        let uncertain = self.uncertain();
        let verdict = match self.is_correct() {
            true => "correct",
            false if self.error() <= TOLERANCE => "UNCERTAIN",
            false => "WRONG",
        };
        let (name, index) = (worst.name, &worst.index);
        write!(
            f,
            "{verdict}: the worst is `{name}` at {index:?}: derived {:.9e}, measured {:.9e}",
            worst.derived, worst.measured
        )?;
        match uncertain {
            0 => Ok(()),
            uncertain => {
                let is_of_delays = self.all().any(|one| one.is_delay && one.uncertain > 0);
                let or_kernel = match is_of_delays {
                    true => {
                        ", or where the kernel of a learned delay has one next to a step and not exactly on it"
                    }
                    false => "",
                };
                write!(
                    f,
                    "; {uncertain} elements have no measured derivative, as at a corner of an activation{or_kernel}: they may \
                     be right or wrong, and other inputs or parameters may tell"
                )
            }
        }
    }
}

/// Compares, in `f64`, the derived gradient of the loss with central differences.
pub(crate) fn check<N: Network>(
    network: &N,
    data: &Sequences<f64>,
    loss: &dyn Loss<f64>,
    own_losses: &[(&str, &dyn Loss<f64>)],
    (noise, penalties): (&Noise, &Penalties),
    starts: &[&[N::Scalar]],
) -> Result<GradientReport> {
    let values: Vec<f64> = network.values().iter().map(|value| value.to_f64()).collect();
    let program = network.with_values(values.clone()).program();
    let wide = |start: &&[N::Scalar]| -> Vec<f64> { start.iter().map(|value| value.to_f64()).collect() };
    let starts: Vec<Vec<f64>> = starts.iter().map(wide).collect();
    let starts: Vec<&[f64]> = starts.iter().map(Vec::as_slice).collect();
    check_wide(
        program,
        values,
        data,
        &Asked {
            loss,
            own: own_losses,
            noise,
            penalties,
            starts: &starts,
        },
    )
}

fn check_wide(
    program: Program<f64>,
    values: Vec<f64>,
    data: &Sequences<f64>,
    asked: &Asked<'_, '_, f64>,
) -> Result<GradientReport> {
    let losses = losses_for(&program, asked, data)?;
    let draws = draws_for(&program, asked.noise, data)?;
    let penalised = asked.penalties.resolve(&program)?;
    let question = Question {
        program,
        data,
        objective: asked.objective(&losses, &draws, penalised.as_ref()),
    };
    let mut pass = Pass::new(program, data.steps(), 1)?;
    let mut point = Point::new(&mut pass, values, &question)?;
    let largest_of_all = largest(point.derived().iter().copied());
    let mut parameters = Vec::new();
    let masks = Masks::of(program.description);
    for (declared, range) in ranges(program.description).filter(|(declared, _)| declared.learn) {
        // Elements that a mask leaves out are not there, whatever moving them would do.
        let linked = masks.linked(declared, point.values());
        let is_there = |place: &usize| linked.as_ref().is_none_or(|linked| linked[*place]);
        let places: Vec<usize> = (0..range.len()).filter(is_there).collect();
        let elements = || places.iter().map(|place| range.start + place);
        let own: Vec<f64> = elements().map(|element| point.derived()[element]).collect();
        let corners = Corners::of(program.description, declared, point.values());
        let measured = elements().map(|element| point.measure(&mut pass, &question, element, &corners));
        let mut measured: Vec<Measured> = measured.collect();
        if corners.exist() {
            let scale = largest(own.iter().copied()).max(1e-6 * largest_of_all);
            for ((element, own), measured) in elements().zip(&own).zip(&mut measured) {
                let is_off = (own - measured.derivative).abs() > TOLERANCE * scale;
                if is_off && corners.are_at(point.values()[element]) {
                    measured.corner = point.corner_beside(&mut pass, &question, element, &corners)?;
                }
            }
        }
        let mut report = compare(&declared.name, &own, &measured, 1e-6 * largest_of_all);
        report.report.is_delay = corners.exist();
        let index = |place: usize| {
            places
                .get(place)
                .map_or(Vec::new(), |&place| index_of(place, &declared.shape))
        };
        parameters.push(report.at(index));
    }
    Ok(GradientReport {
        parameters,
        losses: point.into_reports(),
    })
}

/// Derived and measured derivatives of one parameter, or of one loss.
struct Compared {
    report: ParameterReport,
    place: usize,
}

impl Compared {
    /// With the index of the worst element.
    fn at(self, index: impl Fn(usize) -> Vec<usize>) -> ParameterReport {
        ParameterReport {
            index: index(self.place),
            ..self.report
        }
    }
}

/// Errors relative to the largest element, or to a least scale: far below the rest of the gradient an element is known no
/// better than rounding allows.
fn compare(name: &'static str, derived: &[f64], measured: &[Measured], least: f64) -> Compared {
    let found = derived
        .iter()
        .copied()
        .chain(measured.iter().map(|one| one.derivative));
    let scale = largest(found).max(least).max(f64::MIN_POSITIVE);
    let is_uncertain = |derived: f64, measured: &Measured| {
        // What moves nothing that counts has no rounding either.
        let is_idle = derived == 0.0 && measured.derivative == 0.0 && measured.corner == 0.0;
        let doubt = measured.uncertainty.max(measured.corner);
        !measured.derivative.is_finite() || (!is_idle && doubt > 0.25 * TOLERANCE * scale)
    };
    let pairs = || derived.iter().copied().zip(measured);
    let errors = pairs().map(|(derived, measured)| {
        let distance = (derived - measured.derivative).abs();
        match derived.is_nan() {
            true => f64::INFINITY,
            false if is_uncertain(derived, measured) => 0.0,
            false => distance / scale,
        }
    });
    let worst = errors.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    let (place, error) = worst.unwrap_or((0, 0.0));
    let report = ParameterReport {
        name,
        index: Vec::new(),
        derived: derived.get(place).copied().unwrap_or(0.0),
        measured: measured.get(place).map_or(0.0, |one| one.derivative),
        error,
        uncertain: pairs()
            .filter(|(derived, measured)| is_uncertain(*derived, measured))
            .count(),
        elements: derived.len(),
        is_delay: false,
    };
    Compared { report, place }
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |largest, value| largest.max(value.abs()))
}

#[cfg(test)]
mod tests;
