//! What linear units claim: the symmetry itself, and what training makes of it.

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use aru::experiment::Report;
use aru::plot::{Figure, Marker, Panels};
use aru::prelude::*;
use aru::statistics::median;
use aru::study::Results;
use aru::teacher;

use super::{Outcome, RecurrentNet, TARGET, Trial, set};

/// Outputs and gradients of networks with the constants swapped, in double precision.
pub fn symmetry(report: &mut Report, seeds: Range<u64>) -> Result<()> {
    let (mut outputs, mut gradients): (f64, f64) = (0.0, 0.0);
    let [alpha_s, alpha_r] = TARGET;
    for seed in seeds {
        let mut net: RecurrentNet<f64, 10> = teacher::network(seed);
        set(&mut net, [alpha_s, alpha_r])?;
        let mut swapped = net.clone();
        set(&mut swapped, [alpha_r, alpha_s])?;
        let inputs = teacher::inputs::<f64>(10, 20, 2, seed)?;
        // Any targets will do.
        let targets = RecurrentNet::<f64, 10>::new(seed).run(inputs.view())?;
        // Rates too: a readout that saturates would hide a difference.
        let (here, there) = (net.trace(inputs.view())?, swapped.trace(inputs.view())?);
        let (rates, swapped_rates) = (here.state("hidden.rate")?, there.state("hidden.rate")?);
        for (here, there) in rates.iter().zip(swapped_rates) {
            outputs = worst(outputs, here - there)?;
        }
        for (here, there) in here.outputs().iter().zip(there.outputs()) {
            outputs = worst(outputs, here - there)?;
        }

        let (_, of_net) = net.loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError)?;
        let (_, of_swapped) = swapped.loss_and_gradients(inputs.view(), targets.view(), &MeanSquaredError)?;
        for parameter in net.parameters() {
            let mirrored = match parameter.name() {
                "hidden.alpha_s" => "hidden.alpha_r",
                "hidden.alpha_r" => "hidden.alpha_s",
                same => same,
            };
            let there = of_swapped.get(mirrored).context("a parameter has no gradient")?;
            for (here, there) in of_net
                .get(parameter.name())
                .context("a parameter has no gradient")?
                .iter()
                .zip(there)
            {
                gradients = worst(gradients, here - there)?;
            }
        }
    }
    report.claim(
        "swapping alpha_s and alpha_r leaves all rates and outputs equal to 1e-12 (f64)",
        format!("largest difference {outputs:.0e}"),
        outputs <= 1e-12,
    );
    report.claim(
        "it swaps the gradients of the two, and leaves all others, to 1e-12 (f64)",
        format!("largest difference {gradients:.0e}"),
        gradients <= 1e-12,
    );
    Ok(())
}

/// The larger of the two; a NaN is not to pass for a small difference.
fn worst(so_far: f64, difference: f64) -> Result<f64> {
    ensure!(difference.is_finite(), "a difference is {difference}");
    Ok(so_far.max(difference.abs()))
}

/// Where a student started, and what it learned.
type Run = ([f64; 2], [f64; 2]);

/// What students learn of the teacher's constants.
pub fn learned(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let kinds = [
        (false, "without recurrent weights"),
        (true, "with recurrent weights"),
    ];
    report.figure(
        "constants",
        "Starts and learned constants over alpha_s and alpha_r, without and with recurrent weights, with a star at the \
         teacher's constants and a circle at their mirror image beyond the diagonal.",
        &Panels::new(kinds.map(|(recurrent, name)| panel(name, &select(results, recurrent)))).columns(2),
    )?;
    let forward = select(results, false);
    let (sum, product) = (off(&forward, |[s, r]| s + r)?, off(&forward, |[s, r]| s * r)?);
    report.claim(
        "without recurrent weights, training recovers alpha_s + alpha_r and alpha_s alpha_r within 0.02 (median \
         absolute error)",
        format!("{sum:.0e} and {product:.0e}"),
        sum.max(product) <= 0.02,
    );
    let wrong = forward
        .iter()
        .filter(|(_, [s, r])| (s - r) * (TARGET[0] - TARGET[1]) < 0.0)
        .count();
    let side = |[s, r]: [f64; 2]| s < r;
    let stayed = forward
        .iter()
        .filter(|(start, learned)| side(*start) == side(*learned))
        .count();
    let share = wrong as f64 / forward.len() as f64;
    report.claim(
        "it does not recover the pair: a quarter to three quarters of the runs end on the wrong side of the diagonal",
        format!("{wrong} of {} on the wrong side; {stayed} on the side where they started", forward.len()),
        (0.25..=0.75).contains(&share),
    );
    let recurrent = select(results, true);
    report.measured(
        "with recurrent weights: the same errors of sum and product, and that of (1 - alpha_s)(1 - alpha_r)",
        format!(
            "{:.4}, {:.4} and {:.4}",
            off(&recurrent, |[s, r]| s + r)?,
            off(&recurrent, |[s, r]| s * r)?,
            off(&recurrent, |[s, r]| (1.0 - s) * (1.0 - r))?
        ),
    );
    report.note(
        "Recurrent weights are learned too, and can stand in for a part of the constants: of r[t] = ((2 - alpha_s - \
         alpha_r) + alpha_s alpha_r W) r[t-1] - (1 - alpha_s)(1 - alpha_r) r[t-2] + alpha_s alpha_r U x[t], other weights \
         W and U make up for another sum and product. Only what multiplies r[t-2] has no weight beside it. The claim on \
         sum and product is therefore judged without recurrent weights.",
    );
    Ok(())
}

/// The students of one kind.
fn select(results: &Results<Trial, Outcome>, recurrent: bool) -> Vec<Run> {
    results
        .iter()
        .filter(|trial| trial.settings.recurrent == recurrent)
        .map(|trial| (trial.settings.start, trial.outcome.constants))
        .collect()
}

/// Median absolute error of a function of both constants.
fn off(runs: &[Run], of: fn([f64; 2]) -> f64) -> Result<f64> {
    let errors: Vec<f64> = runs
        .iter()
        .map(|(_, learned)| (of(*learned) - of(TARGET)).abs())
        .collect();
    Ok(median(&errors)?)
}

fn panel(name: &str, runs: &[Run]) -> Figure {
    let (starts, learned): (Vec<[f64; 2]>, Vec<[f64; 2]>) = runs.iter().copied().unzip();
    let axis =
        |places: &[[f64; 2]], axis: usize| -> Vec<f64> { places.iter().map(|place| place[axis]).collect() };
    Figure::new(name)
        .x_label("alpha_s")
        .y_label("alpha_r")
        .x_range(0.0, 1.0)
        .y_range(0.0, 1.0)
        .size(400, 400)
        .points("starts", axis(&starts, 0), axis(&starts, 1))
        .points("learned", axis(&learned, 0), axis(&learned, 1))
        .identity("equal")
        .marker("teacher", TARGET[0], TARGET[1], Marker::Star)
        .marker("its mirror image", TARGET[1], TARGET[0], Marker::Circle)
}
