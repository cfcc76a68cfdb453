//! What figure 4 claims, its errors and its landscapes.

use anyhow::{Context, Result};
use aru::experiment::{Report, Table};
use aru::landscape::Landscape;
use aru::plot::{Figure, Marker, Panels};
use aru::statistics::{mean, median, quantile};
use aru::study::Results;

use super::{Outcome, TARGET, Trial};

/// How far learned constants are from the teacher's, at each size.
pub fn errors(report: &mut Report, sizes: &[usize], results: &Results<Trial, Outcome>) -> Result<()> {
    let mut figure = Figure::new("Error of the learned constants")
        .x_label("units of the student")
        .y_label("absolute error (median, quartiles)")
        .log_x()
        .x_ticks(sizes.iter().copied());
    let mut rows: Vec<Vec<String>> = sizes.iter().map(|units| vec![units.to_string()]).collect();
    // [constant][size]
    let mut medians = Vec::new();
    let mut slopes = Vec::new();
    for (axis, name) in ["alpha_s", "alpha_r"].into_iter().enumerate() {
        let (mut middle, mut low, mut high, mut all) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (&units, row) in sizes.iter().zip(&mut rows) {
            let of_size = results.iter().filter(|trial| trial.settings.units == units);
            let errors: Vec<f64> = of_size
                .map(|trial| (f64::from(trial.outcome.constants[axis]) - TARGET[axis]).abs())
                .collect();
            middle.push(median(&errors)?);
            low.push(quantile(&errors, 0.25)?);
            high.push(quantile(&errors, 0.75)?);
            row.push(format!("{:.4}", median(&errors)?));
            all.extend(errors.into_iter().map(|error| ((units as f64).log10(), error)));
        }
        slopes.push(format!("{name} {:+.4}", slope(&all)));
        figure = figure.line(name, sizes, &middle).errors(low, high);
        medians.push(middle);
    }
    report.figure(
        "errors",
        "Median absolute error of alpha_s and alpha_r, with quartiles, against the number of units of the student.",
        &Panels::new([figure]),
    )?;
    report.table(Table {
        caption: "Median absolute error of the learned constants".into(),
        columns: ["units", "alpha_s", "alpha_r"].map(String::from).to_vec(),
        rows,
    });
    let worst = medians.iter().flatten().copied().fold(0.0, f64::max);
    report.claim(
        "the median absolute error of both constants is below 0.03 at every size",
        format!("at most {worst:.4}"),
        worst < 0.03,
    );
    let ten = sizes
        .iter()
        .position(|&units| units == 10)
        .context("no student has 10 units")?;
    let largest = sizes.len() - 1;
    let above = medians
        .iter()
        .map(|of| of[largest] - of[ten])
        .fold(f64::NEG_INFINITY, f64::max);
    report.claim(
        "with 100 units it is at most 0.02 above that with 10",
        format!("{above:+.4} with {} units", sizes[largest]),
        above <= 0.02 && sizes[largest] == 100,
    );
    report.measured(
        "slope of the absolute error on log10 of the number of units",
        slopes.join(", "),
    );
    Ok(())
}

/// The slope of the straight line that fits points best.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let (x, y) = points.iter().fold((0.0, 0.0), |(x, y), point| {
        (x + point.0 / count, y + point.1 / count)
    });
    let (above, below) = points.iter().fold((0.0, 0.0), |(above, below), point| {
        (
            above + (point.0 - x) * (point.1 - y),
            below + (point.0 - x).powi(2),
        )
    });
    above / below
}

/// How sharp the minimum is, at each size.
pub fn landscapes(
    report: &mut Report,
    sizes: &[usize],
    nodes: &[f64],
    results: &Results<Trial, Outcome>,
) -> Result<()> {
    let mut panels = Vec::new();
    let mut near = Vec::new();
    for &units in sizes {
        let of_size: Vec<_> = results
            .iter()
            .filter(|trial| trial.settings.units == units)
            .collect();
        let landscape = Landscape::from_fn(nodes, nodes, |place| {
            let here = of_size.iter().filter(|trial| trial.settings.held == Some(place));
            mean(&here.map(|trial| trial.outcome.loss.ln()).collect::<Vec<f64>>())
        })?;
        let lowest = landscape.ascending()[0].1;
        let within = landscape
            .values()
            .iter()
            .filter(|&&value| value <= lowest + 5_f64.ln())
            .count();
        near.push((units, within));
        panels.push(
            Figure::new(format!("{units} units"))
                .x_label("alpha_s")
                .y_label("alpha_r")
                .landscape("ln(loss)", nodes, nodes, landscape.values())
                .marker("teacher", TARGET[0], TARGET[1], Marker::Star)
                .marker("Elman", 1.0, 1.0, Marker::Circle),
        );
    }
    report.figure(
        "landscapes",
        "Heat maps of the logarithm of the loss over alpha_s and alpha_r, one for each number of units, with a star at \
         the teacher's constants and a circle at (1, 1) for the Elman network.",
        &Panels::new(panels).columns(2).shared_legend(),
    )?;
    let count = |units: usize| {
        near.iter()
            .find(|(size, _)| *size == units)
            .map(|&(_, within)| within)
    };
    let (ten, hundred) = (count(10).context("no student has 10 units")?, count(100));
    let shown: Vec<String> = near
        .iter()
        .map(|(units, within)| format!("{within} with {units} units"))
        .collect();
    report.claim(
        "with 100 units, at most 1.5 times as many nodes lie within a factor 5 of the lowest loss as with 10",
        shown.join(", "),
        hundred.is_some_and(|hundred| 2 * hundred <= 3 * ten),
    );
    Ok(())
}
