//! The gradient of a network held against differences of its loss.

mod corners;
mod measure;

use std::fmt::{self, Display, Formatter};

use ndarray::{Array3, ArrayView3};
use serde::Serialize;

use self::corners::Corners;
use self::measure::{At, Measured, measure};
use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::Loss;
use crate::loss::losses::Losses;
use crate::network::linked::Masks;
use crate::network::parameters::{index_of, ranges};
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::run::noise::Noise;
use crate::run::pass::Pass;
use crate::run::penalties::Penalties;
use crate::run::questions::{Asked, draws_for, losses_for};
use crate::run::weighing::Weighing;

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
    let values = network.values().iter().map(|value| value.to_f64()).collect();
    let program = Program::of::<N::With<f64>>();
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

/// The derivative is taken in two parts, each of which can be measured to many digits however large the loss is: how the
/// loss changes with each output, and how the outputs change with each parameter. Their product is held against what the
/// network derives (the chain rule); so the rounding of a loss of 1e12 hides nothing.
fn check_wide(
    program: Program<f64>,
    mut values: Vec<f64>,
    data: &Sequences<f64>,
    asked: &Asked<'_, '_, f64>,
) -> Result<GradientReport> {
    let losses = losses_for(&program, asked, data)?;
    let draws = draws_for(&program, asked.noise, data)?;
    let penalised = asked.penalties.resolve(&program)?;
    let objective = asked.objective(&losses, &draws, penalised.as_ref());
    let which: Vec<usize> = (0..data.len()).collect();
    let mut pass = Pass::new(program, data.steps(), 1)?;
    let mut derived = vec![0.0; values.len()];
    pass.loss_and_gradient(&values, data, &which, objective, &mut derived);
    let here = pass.outputs(&values, &data.inputs(), data.lengths(), objective.conditions)?;
    let by_output = by_output(&losses, data, &here);
    let pulls = &by_output.pulls;
    // Rounding of outputs is as good as random from one to the next.
    let weighted = here
        .iter()
        .zip(pulls)
        .filter(|&(_, &pull)| pull != 0.0)
        .map(|(output, pull)| (output * pull).powi(2));
    let penalty = |pass: &mut Pass<f64>, values: &[f64]| {
        if penalised.is_some() {
            pass.loss(values, data, &which, objective);
        }
        pass.penalty()
    };
    let penalty_here = penalty(&mut pass, &values);
    let noise = 8.0 * f64::EPSILON * (weighted.sum::<f64>().sqrt() + penalty_here);
    let largest_of_all = largest(derived.iter().copied());
    let mut parameters = Vec::new();
    let masks = Masks::of(program.description);
    for (declared, range) in ranges(program.description).filter(|(declared, _)| declared.learn) {
        // Elements that a mask leaves out are not there, whatever moving them would do.
        let linked = masks.linked(declared, &values);
        let is_there = |place: &usize| linked.as_ref().is_none_or(|linked| linked[*place]);
        let places: Vec<usize> = (0..range.len()).filter(is_there).collect();
        let elements = places.iter().map(|place| range.start + place);
        let own: Vec<f64> = elements.clone().map(|element| derived[element]).collect();
        let corners = Corners::of(program.description, declared, &values);
        let measured = elements.map(|element| {
            let at = At::parameter(values[element], 0.0, noise);
            let at = at.at_a_corner(corners.are_at(values[element]));
            measure(at, |value| {
                let before = std::mem::replace(&mut values[element], value);
                let moved = pass.outputs(&values, &data.inputs(), data.lengths(), objective.conditions);
                let change_of_penalty = penalty(&mut pass, &values) - penalty_here;
                values[element] = before;
                moved.map_or(f64::NAN, |moved| change(&moved, &here, pulls) + change_of_penalty)
            })
        });
        let measured: Vec<Measured> = measured.collect();
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
        losses: by_output.reports,
    })
}

/// The sum of pull x change of output.
fn change(moved: &Array3<f64>, here: &Array3<f64>, pulls: &Array3<f64>) -> f64 {
    let all = moved.iter().zip(here).zip(pulls);
    // What counts for nothing may be anything.
    all.filter(|&(_, &pull)| pull != 0.0)
        .map(|((moved, here), pull)| pull * (moved - here))
        .sum()
}

/// How the loss depends on the outputs.
struct ByOutput {
    /// Derivative of the loss with respect to every output, as the loss says: [sequence, step, output].
    pulls: Array3<f64>,
    /// What differences say of it, for each loss.
    reports: Vec<ParameterReport>,
}

fn by_output(losses: &Losses<'_, f64>, data: &Sequences<f64>, outputs: &Array3<f64>) -> ByOutput {
    let weighing = Weighing::of(data, 0..data.len());
    let mut pulls = Array3::zeros(outputs.dim());
    let mut reports = Vec::new();
    for group in losses.groups() {
        let (mut derived, mut measured, mut places) = (Vec::new(), Vec::new(), Vec::new());
        let parts = losses.parts(data.output_weights().is_some()).iter();
        let parts: Vec<_> = parts.filter(|part| part.number == group.number).collect();
        let all =
            (0..data.len()).flat_map(|sequence| (0..data.length(sequence)).map(move |step| (sequence, step)));
        for (sequence, step) in all {
            for part in &parts {
                let weight = data.weight_of(sequence, step, part.first());
                if weight == 0.0 {
                    continue;
                }
                let columns: Vec<usize> = part.columns().collect();
                let of = |array: &ArrayView3<'_, f64>| -> Vec<f64> {
                    columns
                        .iter()
                        .map(|&column| array[[sequence, step, column]])
                        .collect()
                };
                let (mut output, target) = (of(&outputs.view()), of(&data.targets()));
                let (mut gradient, mut unused) = (vec![0.0; output.len()], vec![0.0; output.len()]);
                let here = group.loss.error(&output, &target, &mut gradient);
                let weight = weighing.factor.unwrap_or(1.0) * weight * part.share / weighing.total;
                for (feature, &column) in columns.iter().enumerate() {
                    pulls[[sequence, step, column]] = weight * gradient[feature];
                    let at = At::output(output[feature], target[feature], here);
                    measured.push(measure(at, |value| {
                        let before = std::mem::replace(&mut output[feature], value);
                        let error = group.loss.error(&output, &target, &mut unused);
                        output[feature] = before;
                        error
                    }));
                    places.push(vec![sequence, step, column]);
                }
                derived.extend(gradient);
            }
        }
        // Each step has a scale of its own: one huge error must not hide that the others are wrong.
        let report = compare(group.loss.name(), &derived, &measured, 0.0);
        reports.push(report.at(|place| places[place].clone()));
    }
    ByOutput { pulls, reports }
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
