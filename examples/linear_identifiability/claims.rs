//! What linear units claim: the symmetry itself, and what training makes of it.

use std::ops::Range;

use anyhow::{Context, Result, ensure};
use aru::experiment::Report;
use aru::plot::{Figure, Marker, Panels};
use aru::prelude::*;
use aru::statistics::median;
use aru::study::Results;
use aru::teacher;

use super::{LinearNet, Outcome, TARGET, Trial, with_constants};

/// Outputs and gradients of networks with the constants swapped, in double precision.
pub fn symmetry(report: &mut Report, seeds: Range<u64>) -> Result<()> {
    let (mut outputs, mut gradients): (f64, f64) = (0.0, 0.0);
    let [alpha_s, alpha_r] = TARGET;
    for seed in seeds {
        let net: LinearNet<f64, 10> = with_constants(teacher::network(seed), [alpha_s, alpha_r])?;
        let swapped = with_constants(net.clone(), [alpha_r, alpha_s])?;
        let inputs = teacher::inputs::<f64>(10, 20, 2, seed)?;
        // Any targets will do.
        let targets = LinearNet::<f64, 10>::new(seed).run(inputs.view())?;
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

/// What students learn of the teacher's constants.
pub fn learned(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let pairs: Vec<[f64; 2]> = results.iter().map(|trial| trial.outcome.constants).collect();
    let off = |of: fn([f64; 2]) -> f64| -> Result<f64> {
        let errors: Vec<f64> = pairs.iter().map(|&pair| (of(pair) - of(TARGET)).abs()).collect();
        Ok(median(&errors)?)
    };
    let (sum, product) = (off(|[s, r]| s + r)?, off(|[s, r]| s * r)?);
    let mirrored = pairs
        .iter()
        .filter(|[s, r]| (s - r) * (TARGET[0] - TARGET[1]) < 0.0)
        .count();
    let as_started = results.iter().filter(|trial| {
        let side = |[s, r]: [f64; 2]| s < r;
        side(trial.settings.start) == side(trial.outcome.constants)
    });
    let (s, r): (Vec<f64>, Vec<f64>) = pairs.iter().map(|&[s, r]| (s, r)).unzip();
    let starts: (Vec<f64>, Vec<f64>) = results
        .iter()
        .map(|trial| (trial.settings.start[0], trial.settings.start[1]))
        .unzip();
    let figure = Figure::new("Learned constants of linear students")
        .x_label("alpha_s")
        .y_label("alpha_r")
        .x_range(0.0, 1.0)
        .y_range(0.0, 1.0)
        .size(520, 440)
        .points("starts", starts.0, starts.1)
        .points("learned", s, r)
        .identity("equal")
        .marker("teacher", TARGET[0], TARGET[1], Marker::Star)
        .marker("its mirror image", TARGET[1], TARGET[0], Marker::Circle);
    report.figure(
        "constants",
        "Starts and learned constants over alpha_s and alpha_r, with a star at the teacher's constants and a circle at \
         their mirror image beyond the diagonal.",
        &Panels::new([figure]),
    )?;
    report.claim(
        "training recovers alpha_s + alpha_r and alpha_s alpha_r within 0.02 (median absolute error)",
        format!("{sum:.4} and {product:.4}"),
        sum.max(product) <= 0.02,
    );
    let share = mirrored as f64 / pairs.len() as f64;
    report.claim(
        "it does not recover the pair: a quarter to three quarters of the runs end on the wrong side of the diagonal",
        format!(
            "{mirrored} of {} on the wrong side; {} on the side where they started",
            pairs.len(),
            as_started.count()
        ),
        (0.25..=0.75).contains(&share),
    );
    Ok(())
}
