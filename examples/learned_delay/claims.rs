//! What is claimed of learned delays, and their courses.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::median;
use aru::study::Results;

use super::{ANNEAL, Outcome, START, Trial, WAYS, Way};

/// How far from the teacher's a delay may be, in steps.
const NEAR: f64 = 0.5;

/// A student's trial and outcome.
type Run<'r> = (&'r Trial, &'r Outcome);

/// Draws how far each delay is from its teacher's, epoch by epoch.
pub fn courses(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let panels = WAYS.map(|way| {
        let mut figure = Figure::new(name(way))
            .x_label("Epoch (25 updates)")
            .y_label("delay - teacher's (ms)")
            .y_range(-17.0, 11.0)
            .size(430, 280);
        for (number, (trial, outcome)) in select(results, way).into_iter().enumerate() {
            let course = [START]
                .into_iter()
                .chain(outcome.course.iter().copied().map(f64::from));
            figure = figure
                .line(
                    if number == 0 { "a repetition" } else { "" },
                    0..=outcome.course.len(),
                    course.map(|delay| delay - trial.delay),
                )
                .opacity(0.5);
            if number == 0 && way.has_spread() {
                figure = figure.vertical("spread is zero from here", ANNEAL.over * trial.epochs as f64);
            }
        }
        figure.level("the teacher's", 0.0)
    });
    report.figure(
        "courses",
        "Delays of the students less those of their teachers over the epochs, one line for each repetition, one panel for \
         each way to learn them.",
        &Panels::new(panels).columns(2).shared_legend(),
    )?;
    Ok(())
}

/// Judges how many delays are the teacher's.
pub fn judge(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let mut rows = Vec::new();
    for way in WAYS {
        let runs = select(results, way);
        let errors: Vec<f64> = runs
            .iter()
            .map(|(trial, outcome)| (outcome.delay - trial.delay).abs())
            .collect();
        let losses: Vec<f64> = runs.iter().map(|(_, outcome)| outcome.loss).collect();
        let near = errors.iter().filter(|&&error| error <= NEAR).count();
        let count = errors.len();
        let error = median(&errors)?;
        rows.push(vec![
            name(way).into(),
            format!("{near} of {count}"),
            format!("{error:.3} ms"),
            format!("{:.3} ms", errors.iter().copied().fold(0.0, f64::max)),
            format!("{:.3} %", 100.0 * median(&losses)?),
        ]);
        let measured = format!("{near} of {count} (median error {error:.3} ms)");
        match way {
            Way::Annealed | Way::Logistic => {
                let needed = (18 * count).div_ceil(20);
                report.claim(
                    format!(
                        "{}: the teacher's delay is found within half a step in at least {needed} of {count} repetitions",
                        name(way)
                    ),
                    measured,
                    near >= needed,
                );
            }
            Way::Slow | Way::Narrow | Way::NarrowSlow => {
                report.measured(format!("{}: within half a step", name(way)), measured);
            }
        }
    }
    report.table(Table {
        caption: "Learned delays against the teacher's".into(),
        columns: [
            "the delay is learned",
            "within half a step",
            "median error",
            "largest error",
            "median loss / variance",
        ]
        .map(String::from)
        .to_vec(),
        rows,
    });
    report.note(
        "Without a spread the drive holds two neighbouring steps of the input, and the derivative for the delay is what the \
         error has to do with these two. Of a teacher's delay further off it feels only what the slowness of the teacher's \
         units smears over time. At the rate of the weights, Adam moves a delay by about a thousandth of a step an update, \
         whatever its derivative: the spread has narrowed before the delay is there.",
    );
    Ok(())
}

fn select(results: &Results<Trial, Outcome>, way: Way) -> Vec<Run<'_>> {
    results
        .iter()
        .filter(|trial| trial.settings.way == way)
        .map(|trial| (&trial.settings, &trial.outcome))
        .collect()
}

fn name(way: Way) -> &'static str {
    match way {
        Way::Annealed => "annealed spread, 10 times the rate",
        Way::Logistic => "annealed spread, logistic",
        Way::Slow => "annealed spread, rate of weights",
        Way::Narrow => "no spread, 10 times the rate",
        Way::NarrowSlow => "no spread, rate of weights",
    }
}
