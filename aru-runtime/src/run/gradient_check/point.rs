//! Where a gradient is checked: values of all parameters, with what the network makes of them and derives for them.

use ndarray::{Array3, ArrayView3};

use super::corners::Corners;
use super::measure::{At, Measured, measure};
use super::{ParameterReport, TOLERANCE, compare};
use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::losses::Losses;
use crate::network::program::Program;
use crate::run::objective::Objective;
use crate::run::origin::check_loss;
use crate::run::pass::Pass;
use crate::run::weighing::Weighing;

/// What the gradient is of.
pub(super) struct Question<'a> {
    pub(super) program: Program<f64>,
    pub(super) data: &'a Sequences<f64>,
    pub(super) objective: Objective<'a, f64>,
}

/// The derivative is taken in two parts, each of which can be measured to many digits however large the loss is: how the
/// loss changes with each output, and how the outputs change with each parameter. Their product is held against what the
/// network derives (the chain rule); so the rounding of a loss of 1e12 hides nothing.
pub(super) struct Point {
    values: Vec<f64>,
    /// By the network, for every parameter.
    derived: Vec<f64>,
    outputs: Array3<f64>,
    by_output: ByOutput,
    penalty: f64,
    /// How much of what is differenced may be rounding.
    noise: f64,
}

impl Point {
    pub(super) fn new(pass: &mut Pass<f64>, values: Vec<f64>, question: &Question<'_>) -> Result<Self> {
        let Question {
            program,
            data,
            objective,
        } = *question;
        let which: Vec<usize> = (0..data.len()).collect();
        let mut derived = vec![0.0; values.len()];
        let loss = pass.loss_and_gradient(&values, data, &which, objective, &mut derived);
        check_loss(
            program,
            &values,
            (data, objective.losses, objective.conditions),
            loss,
        )?;
        let outputs = pass.outputs(&values, &data.inputs(), data.lengths(), objective.conditions)?;
        let by_output = by_output(objective.losses, data, &outputs);
        // Rounding of outputs is as good as random from one to the next.
        let weighted = outputs
            .iter()
            .zip(&by_output.pulls)
            .filter(|&(_, &pull)| pull != 0.0)
            .map(|(output, pull)| (output * pull).powi(2));
        let penalty = question.penalty(pass, &values);
        let noise = 8.0 * f64::EPSILON * (weighted.sum::<f64>().sqrt() + penalty);
        Ok(Point {
            values,
            derived,
            outputs,
            by_output,
            penalty,
            noise,
        })
    }

    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    pub(super) fn derived(&self) -> &[f64] {
        &self.derived
    }

    /// The derivatives of the losses, held against theirs.
    pub(super) fn into_reports(self) -> Vec<ParameterReport> {
        self.by_output.reports
    }

    /// The derivative with respect to one parameter.
    pub(super) fn measure(
        &mut self,
        pass: &mut Pass<f64>,
        question: &Question<'_>,
        element: usize,
        corners: &Corners,
    ) -> Measured {
        let at = At::parameter(self.values[element], 0.0, self.noise);
        let at = at.at_a_corner(corners.are_at(self.values[element]));
        let (data, conditions) = (question.data, question.objective.conditions);
        measure(at, |value| {
            let before = std::mem::replace(&mut self.values[element], value);
            let moved = pass.outputs(&self.values, &data.inputs(), data.lengths(), conditions);
            let change_of_penalty = question.penalty(pass, &self.values) - self.penalty;
            self.values[element] = before;
            let pulls = &self.by_output.pulls;
            moved.map_or(f64::NAN, |moved| {
                change(&moved, &self.outputs, pulls) + change_of_penalty
            })
        })
    }

    /// By how much the derivatives to either side of a delay at a corner differ, where differences hold both of them.
    /// Where the mean of the two is not what the network derives, there is another corner at the same place: a rectifier
    /// whose drive is exactly zero as long as the delay is a whole number, which no difference can tell from the first.
    /// Zero where a side is wrong by itself.
    pub(super) fn corner_beside(
        &self,
        pass: &mut Pass<f64>,
        question: &Question<'_>,
        element: usize,
        corners: &Corners,
    ) -> Result<f64> {
        let mut sides = [0.0; 2];
        for (side, way) in sides.iter_mut().zip([-BESIDE, BESIDE]) {
            let mut values = self.values.clone();
            values[element] += way;
            let mut beside = Point::new(pass, values, question)?;
            let measured = beside.measure(pass, question, element, corners);
            *side = beside.derived[element];
            let distance = (*side - measured.derivative).abs();
            let is_right = distance <= TOLERANCE * side.abs().max(self.derived[element].abs());
            if !is_right {
                return Ok(0.0);
            }
        }
        Ok((sides[1] - sides[0]).abs())
    }
}

/// How far from a corner of a delay, in steps, its derivative is looked at.
const BESIDE: f64 = 1.0 / 64.0;

impl Question<'_> {
    fn penalty(&self, pass: &mut Pass<f64>, values: &[f64]) -> f64 {
        if self.objective.penalised.is_some() {
            let which: Vec<usize> = (0..self.data.len()).collect();
            pass.loss(values, self.data, &which, self.objective);
        }
        pass.penalty()
    }
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
