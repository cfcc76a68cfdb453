//! What figure 8 claims, and the courses of the constants of both areas.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::{median, paired_t_test};
use aru::study::Results;

use super::{CONSTANTS, Outcome, SIGNALS, STARTS, Start, Trial};

/// Draws the constants of both areas over the epochs.
pub fn courses(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let mut panels = Vec::new();
    for start in STARTS {
        for (pair, name) in [([0, 2], "alpha_s"), ([1, 3], "alpha_r")] {
            let mut figure = Figure::new(format!("{name}, {}", describe(start)))
                .x_label("Epoch (80 updates)")
                .y_label(name)
                .y_range(0.0, 1.0)
                .size(430, 300);
            for (colour, (constant, area)) in pair.into_iter().zip(["first area", "second area"]).enumerate()
            {
                for (repetition, run) in select(results, SIGNALS[0], start).iter().enumerate() {
                    let values = run.course.iter().map(|constants| constants[constant]);
                    let course = [run.initial[constant]].into_iter().chain(values);
                    let name = if repetition == 0 { area } else { "" };
                    figure = figure
                        .line(name, 0..=run.course.len(), course)
                        .colour(1 + colour)
                        .opacity(0.5);
                }
            }
            panels.push(figure);
        }
    }
    report.figure(
        "courses",
        "Rate constants of both areas over the epochs, one line for each repetition, from equal and from random starts.",
        &Panels::new(panels).columns(2).shared_legend(),
    )?;
    Ok(())
}

/// Judges the order of the areas.
pub fn judge(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let (mut rows, mut loss, mut fewest, mut p, mut moved) =
        (Vec::new(), 0.0_f64, usize::MAX, 0.0_f64, f64::INFINITY);
    let (mut repetitions, mut faster) = (0, true);
    let mut control = Vec::new();
    for frequencies in SIGNALS {
        for start in STARTS {
            let runs = select(results, frequencies, start);
            let of = |constant: usize| -> Vec<f64> {
                runs.iter().map(|run| f64::from(run.learned[constant])).collect()
            };
            let losses: Vec<f64> = runs.iter().map(|run| run.loss).collect();
            let both = runs
                .iter()
                .filter(|run| run.learned[0] > run.learned[2] && run.learned[1] > run.learned[3])
                .count();
            let tests = [paired_t_test(&of(0), &of(2))?, paired_t_test(&of(1), &of(3))?];
            let moves = |constant: usize| -> Vec<f64> {
                runs.iter()
                    .map(|run| f64::from((run.learned[constant] - run.initial[constant]).abs()))
                    .collect()
            };
            repetitions = runs.len();
            let highest = losses.iter().copied().fold(0.0, f64::max);
            if frequencies.len() > 1 {
                loss = loss.max(highest);
                fewest = fewest.min(both);
                p = p.max(tests[0].p).max(tests[1].p);
                faster &= tests.iter().all(|test| test.t > 0.0);
                moved = moved.min(median(&moves(2))?).min(median(&moves(3))?);
            } else {
                control.push(format!("{both} of {repetitions} {}", describe(start)));
            }
            let mut row = vec![
                frequencies
                    .iter()
                    .map(|hz| format!("{hz} Hz"))
                    .collect::<Vec<_>>()
                    .join(" + "),
                describe(start).into(),
            ];
            for constant in 0..CONSTANTS.len() {
                row.push(format!("{:.2}", median(&of(constant))?));
            }
            row.push(format!("{:.2} %", 100.0 * median(&losses)?));
            row.push(format!("{both} of {repetitions}"));
            row.push(format!("{:.0e}, {:.0e}", tests[0].p, tests[1].p));
            rows.push(row);
        }
    }
    let mut columns = vec![String::from("signal"), "start".into()];
    columns.extend(CONSTANTS.map(String::from));
    columns.extend(["loss / variance", "first faster on both", "paired p"].map(String::from));
    report.table(Table {
        caption: "Medians over repetitions".into(),
        columns,
        rows,
    });
    report.claim(
        "the validation loss is below 1 % of the variance",
        format!("at most {:.2} % in all runs", 100.0 * loss),
        loss < 0.01,
    );
    let needed = (18 * repetitions).div_ceil(20);
    report.claim(
        format!("the first area is faster on both constants in at least {needed} of {repetitions} repetitions, from both kinds of start"),
        format!("in at least {fewest}"),
        fewest >= needed,
    );
    report.claim(
        "paired t-tests give p below 1e-4 for a faster first area, for both constants, from both kinds of start",
        format!("at most {p:.0e}{}", if faster { "" } else { ", and the first area is not faster in all" }),
        p < 1e-4 && faster,
    );
    report.claim(
        "the second area's constants move from their start (by more than 0.05 in the median)",
        format!("{moved:.2} at least"),
        moved > 0.05,
    );
    report.measured(
        "control: with 10 Hz alone, the first area is faster on both constants",
        control.join(", "),
    );
    report.note(
        "The control has no slow part, and the order of the areas is the same where the first area is faster there \
         too: it then comes from where the readout sits, not from the time scales of the signal.",
    );
    Ok(())
}

fn select<'a>(results: &'a Results<Trial, Outcome>, frequencies: &[f64], start: Start) -> Vec<&'a Outcome> {
    results
        .iter()
        .filter(|trial| trial.settings.frequencies == frequencies && trial.settings.start == start)
        .map(|trial| &trial.outcome)
        .collect()
}

fn describe(start: Start) -> &'static str {
    match start {
        Start::Even => "from 0.5",
        Start::Random => "from random starts",
    }
}
