//! Where numbers end: the first value of a run that is not finite, or the step at which a loss is not.

use ndarray::{Array3, ArrayView3, s};

use crate::data::sequences::Sequences;
use crate::error::{Error, Result};
use crate::loss::losses::Losses;
use crate::loss::panics::caught;
use crate::network::program::Program;
use crate::numerics::dispatch::product::numbers;
use crate::numerics::layout::Layout;
use crate::numerics::packing::Prepared;
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::lane_data::{Lane, LaneData};
use crate::run::noise::Draws;
use crate::run::objective::Objective;
use crate::run::rollout::run_chunks;
use crate::run::sets::Sets;
use crate::run::tile::{Adjoints, Tile};

/// What is not finite, of all that a step computes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// A value of a layer: `hidden.rate`, and its unit.
    Value(String, usize),
    /// The error of a loss, given its name and outputs; these are finite.
    Loss(&'static str, String),
    /// An output that a loss cannot score, and its unit: with the loss, the output, and why not.
    Output(&'static str, String, usize, String),
    /// The derivative of that loss.
    Derivative(&'static str, String),
}

/// The first that is not finite.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Origin {
    pub(crate) what: What,
    pub(crate) value: f64,
    pub(crate) sequence: usize,
    pub(crate) step: usize,
}

impl Origin {
    /// Where it is.
    pub(crate) fn place(&self) -> String {
        match &self.what {
            What::Value(_, unit) | What::Output(_, _, unit, _) => {
                format!("sequence {}, step {}, unit {unit}", self.sequence, self.step)
            }
            _ => format!("sequence {}, step {}", self.sequence, self.step),
        }
    }

    /// What it is and where, as a part of a sentence.
    pub(crate) fn in_words(&self) -> String {
        let what = match &self.what {
            What::Value(name, _) => name.clone(),
            What::Output(_, output, ..) => format!("`{output}`"),
            What::Loss(loss, outputs) => format!("the {loss} of `{outputs}`"),
            What::Derivative(loss, outputs) => format!("the derivative of the {loss} of `{outputs}`"),
        };
        format!("{what}, which is {} at {}", self.value, self.place())
    }

    /// The error of a loss that gives NaN for outputs that are finite; nothing else is the fault of a loss.
    pub(crate) fn fault_of_loss(&self) -> Option<Error> {
        let (loss, outputs, what) = match &self.what {
            What::Value(..) => return None,
            What::Output(loss, output, _, fault) => {
                let fault = format!("it is {} at {}; {fault}", self.value, self.place());
                return Some(Error::of_loss(loss, output, fault));
            }
            What::Loss(loss, outputs) => (*loss, outputs, "error"),
            What::Derivative(loss, outputs) => (*loss, outputs, "derivative"),
        };
        self.value.is_nan().then(|| {
            Error::of_loss(
                loss,
                outputs,
                format!(
                    "its {what} is {} at {}, where outputs and targets are finite; a loss gives a number for any of them",
                    self.value,
                    self.place()
                ),
            )
        })
    }
}

/// The first value that is not finite in the steps that count of some sequences, or in all of their steps: of the earliest step, and there of the
/// earliest series. Where all are finite, the first step at which a loss is not.
fn first<'a, T: Scalar>(
    program: Program<T>,
    parameters: &[T],
    sequences: impl Iterator<Item = (usize, Lane<'a, T>)>,
    losses: Option<&Losses<'_, T>>,
    (draws, all_steps): (Option<Draws<'a>>, bool),
) -> Option<Origin> {
    let mut tile = Tile::new(program);
    let mut prepared = Prepared::default();
    let parameters = prepared.set(program.forms(), Layout::ONE, parameters);
    let (mut of_values, mut of_losses) = (None::<Origin>, None::<Origin>);
    for (sequence, lane) in sequences {
        let lane = if all_steps { lane } else { lane.up_to_what_counts() };
        tile.arrange_for(Layout::ONE, lane.steps, Adjoints::No);
        let lanes = LaneData::new(1, |_| lane).with_draws(draws);
        run_chunks(&mut tile, parameters, &lanes, &mut |tile, chunk| {
            for (row, step) in chunk.enumerate() {
                if of_values.as_ref().is_some_and(|found| found.step <= step) {
                    return;
                }
                let found = value_of_row(&program, tile, row);
                if let Some((what, value)) = found {
                    of_values = Some(Origin {
                        what,
                        value,
                        sequence,
                        step,
                    });
                    return;
                }
                let Some(losses) = losses.filter(|_| of_losses.is_none() && lane.counts(step)) else {
                    continue;
                };
                if let Some((what, value)) = loss_of_row(&program, losses, tile, &lane, row, step) {
                    of_losses = Some(Origin {
                        what,
                        value,
                        sequence,
                        step,
                    });
                }
            }
        });
    }
    of_values.or(of_losses)
}

fn value_of_row<T: Scalar>(program: &Program<T>, tile: &Tile<T>, row: usize) -> Option<(What, f64)> {
    let series = program.plan.series.iter().enumerate();
    series
        .filter(|(_, plan)| program.traces || !plan.trace_only)
        .find_map(|(index, plan)| {
            let units = &numbers(tile.row(index, row))[..plan.units];
            let unit = units.iter().position(|value| !value.is_finite())?;
            Some((What::Value(name(program, index), unit), units[unit].to_f64()))
        })
}

/// As a user knows the series: `hidden.rate`, or the drive of `hidden`.
fn name<T: Scalar>(program: &Program<T>, index: usize) -> String {
    let traced = program.plan.traced.iter().find(|(_, series)| *series == index);
    if let Some((name, _)) = traced {
        return format!("`{name}`");
    }
    let own = program.plan.series[index].name;
    let layers = program.description.layers.iter();
    let layer = layers
        .filter_map(|layer| Some((&layer.name, own.strip_prefix(&*layer.name)?.strip_prefix('_')?)))
        .max_by_key(|(layer, _)| layer.len());
    match layer {
        Some((layer, "drive")) => format!("the drive of `{layer}`, the sum of what its links bring"),
        Some((layer, part)) => format!("{} of `{layer}`", part.replace('_', " ")),
        None => format!("`{own}`"),
    }
}

fn loss_of_row<T: Scalar>(
    program: &Program<T>,
    losses: &Losses<'_, T>,
    tile: &Tile<T>,
    lane: &Lane<'_, T>,
    row: usize,
    step: usize,
) -> Option<(What, f64)> {
    let parts = losses.parts(lane.output_weights.is_some()).iter();
    let mut counting = parts.filter(|part| lane.weight_of(step, part.first(), 1.0) != T::ZERO);
    counting.find_map(|group| {
        let (mut output, mut target) = (Vec::new(), Vec::new());
        for columns in &group.outputs {
            let own = &numbers::<T>(tile.row(columns.series, row))[columns.offset..];
            output.extend_from_slice(&own[..columns.count]);
            let start = step * losses.features() + columns.first;
            target.extend_from_slice(&lane.targets[start..start + columns.count]);
        }
        let mut gradient = vec![T::ZERO; output.len()];
        let error = caught(|| group.loss.error(&output, &target, &mut gradient)).ok()?;
        let names = || group.names(program);
        if error.is_nan()
            && let Err((place, fault)) = group.loss.check_values(&output)
        {
            let (name, unit) = group.place(program, place);
            let what = What::Output(group.loss.name(), name, unit, fault);
            return Some((what, output[place].to_f64()));
        }
        if !error.is_finite() {
            return Some((What::Loss(group.loss.name(), names()), error));
        }
        let derivative = gradient.iter().find(|derivative| !derivative.is_finite())?;
        Some((What::Derivative(group.loss.name(), names()), derivative.to_f64()))
    })
}

/// That of a network of some that run in lockstep, in some of its sequences.
pub(crate) fn of_batch<T: Scalar, const WIDTH: usize>(
    program: Program<T>,
    parameters: &[T],
    (data, lane): (&Sets<'_, T, WIDTH>, usize),
    which: &[usize],
    objective: Objective<'_, T>,
) -> Option<Origin> {
    let set = data.of(lane);
    let of = Lane::each_of(set);
    let there = which.iter().filter(|&&sequence| sequence < set.len());
    first(
        program,
        parameters,
        there.map(|&sequence| (sequence, of(sequence))),
        Some(objective.losses),
        // Penalties on values count every step.
        (objective.conditions.draws, objective.on_values().is_some()),
    )
}

/// The error of a loss that cannot score what an output is, where the loss over a data set is no number.
pub(crate) fn check_loss<T: Scalar>(
    program: Program<T>,
    parameters: &[T],
    (data, losses, conditions): (&Sequences<T>, &Losses<'_, T>, Conditions<'_, T>),
    loss: f64,
) -> Result<()> {
    if !loss.is_nan() {
        return Ok(());
    }
    let of = Lane::each_of(data);
    let lanes = (0..data.len()).map(|sequence| {
        let mut lane = of(sequence);
        lane.start = conditions.start(sequence);
        (sequence, lane)
    });
    let found = first(
        program,
        parameters,
        lanes,
        Some(losses),
        (conditions.draws, false),
    );
    let refused = found.filter(|found| matches!(found.what, What::Output(..)));
    refused
        .and_then(|found| found.fault_of_loss())
        .map_or(Ok(()), Err)
}

/// Refuses results of a run that are not finite within the lengths, and says what was the first.
pub(crate) fn check_run<T: Scalar>(
    program: Program<T>,
    parameters: &[T],
    (inputs, lengths, conditions): (&ArrayView3<'_, T>, Option<&[usize]>, Conditions<'_, T>),
    results: &[&mut Array3<T>],
) -> Result<()> {
    let length = |sequence: usize| lengths.map_or(inputs.dim().1, |lengths| lengths[sequence]);
    let is_finite = |array: &&mut Array3<T>| {
        let mut sequences = array.outer_iter().enumerate();
        sequences.all(|(sequence, steps)| {
            let counting = steps.slice_move(s![..length(sequence), ..]);
            counting.iter().all(|value| value.is_finite())
        })
    };
    if results.iter().all(is_finite) {
        return Ok(());
    }
    let inputs = inputs.as_standard_layout();
    let lanes = (0..inputs.dim().0).map(|sequence| {
        let mut lane = Lane::of_inputs(inputs.view(), sequence);
        lane.steps = length(sequence);
        lane.start = conditions.start(sequence);
        (sequence, lane)
    });
    let Some(found) = first(program, parameters, lanes, None, (conditions.draws, false)) else {
        return Ok(());
    };
    let What::Value(name, _) = &found.what else {
        return Ok(());
    };
    Err(Error::Value {
        what: format!("the values of {name}"),
        found: found.value,
        at: found.place(),
        expected: "the network left the finite numbers there, and what follows from it means nothing: scale the inputs, \
                   make its weights smaller, or bound it (`sigmoid`, `tanh`)"
            .into(),
    })
}
