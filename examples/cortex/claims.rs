//! What is claimed of the three areas, and their figures.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::{mean, median, quantile};
use aru::study::Results;

use super::Trial;
use super::performance::{DIFFERENCES, Performance};

const AREAS: [&str; 3] = ["sensory", "parietal", "frontal"];
/// Between which time constants in ms the units start, as the declaration says.
const START: (f64, f64) = (40.0, 200.0);

/// Draws how often the second stimulus is said to be the larger, over the difference of the two.
pub fn psychometric(report: &mut Report, results: &Results<Trial, Performance>) -> Result<()> {
    let mut figure = Figure::new("Psychometric curve")
        .x_label("second - first stimulus")
        .y_label("share of answers for the second")
        .y_range(0.0, 1.0)
        .size(560, 360);
    for (place, pauses) in ["pause of 0.5 to 1.25 s", "pause of 1.25 to 2 s"]
        .into_iter()
        .enumerate()
    {
        let at = |difference: usize| -> Vec<f64> {
            results
                .outcomes()
                .map(|net| net.second[place][difference])
                .collect()
        };
        let means: Vec<f64> = (0..DIFFERENCES.len())
            .map(|difference| mean(&at(difference)))
            .collect::<Result<_, _>>()?;
        let end = |pick: fn(f64, f64) -> f64, from: f64| -> Vec<f64> {
            (0..DIFFERENCES.len())
                .map(|difference| at(difference).into_iter().fold(from, pick))
                .collect()
        };
        figure = figure
            .line(pauses, DIFFERENCES, means)
            .errors(end(f64::min, f64::INFINITY), end(f64::max, f64::NEG_INFINITY));
    }
    report.figure(
        "psychometric",
        "The part of trials in which the second stimulus is said to be the larger, over the difference of the two, after \
         short and after long pauses: means over networks, with whiskers from the lowest to the highest.",
        &Panels::new([figure]),
    )?;
    Ok(())
}

/// Draws the time constants of each area in order of size.
pub fn time_constants(report: &mut Report, results: &Results<Trial, Performance>) -> Result<()> {
    let mut figure = Figure::new("Learned time constants")
        .x_label("part of the area's units below")
        .y_label("tau_s (ms)")
        .log_y()
        .x_range(0.0, 1.0)
        .size(560, 360);
    let mut rows = Vec::new();
    for (place, area) in AREAS.into_iter().enumerate() {
        let mut taus: Vec<f64> = results
            .outcomes()
            .flat_map(|net| net.tau[place].iter().copied())
            .collect();
        taus.sort_by(f64::total_cmp);
        let mut row = vec![String::from(area)];
        for part in [0.1, 0.5, 0.9] {
            row.push(format!("{:.0}", quantile(&taus, part)?));
        }
        row.push(format!("{:.0}", taus.last().copied().unwrap_or(f64::NAN)));
        rows.push(row);
        let parts = (0..taus.len()).map(|unit| (unit as f64 + 0.5) / taus.len() as f64);
        figure = figure.line(area, parts, &taus);
    }
    let parts = || (0..=20).map(|part| f64::from(part) / 20.0);
    let start = parts().map(|part| START.0 + part * (START.1 - START.0));
    figure = figure.line("at the start", parts(), start).opacity(0.4);
    report.figure(
        "time_constants",
        "Learned time constants of the units of each area, all networks together, in order of size, and the distribution \
         from which those of all areas started.",
        &Panels::new([figure]),
    )?;
    report.table(Table {
        caption: "Learned tau_s in ms, over the units of all networks; at the start 40 to 200".into(),
        columns: [
            "area",
            "10 % of units below",
            "half below",
            "90 % below",
            "largest",
        ]
        .map(String::from)
        .to_vec(),
        rows,
    });
    Ok(())
}

/// Judges the answers.
pub fn judge(report: &mut Report, results: &Results<Trial, Performance>) -> Result<()> {
    let of = |each: fn(&Performance) -> f64| -> Vec<f64> { results.outcomes().map(each).collect() };
    let accuracy = of(|net| net.accuracy);
    let lowest = accuracy.iter().copied().fold(1.0, f64::min);
    let list: Vec<String> = accuracy
        .iter()
        .map(|part| format!("{:.1} %", 100.0 * part))
        .collect();
    report.claim(
        "every network has at least 90 % of held-out trials right, with noise in all areas",
        list.join(", "),
        lowest >= 0.9,
    );
    report.measured(
        "one that goes by the second stimulus alone",
        format!("{:.1} %", 100.0 * median(&of(|net| net.second_alone))?),
    );
    Ok(())
}
