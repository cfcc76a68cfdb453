//! What is claimed of gated time constants, and what a gate does.

use anyhow::{Context, Result};
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::{median, paired_t_test};
use aru::study::Results;

use super::gate::Gate;
use super::{MODELS, MORE, Model, Outcome, Trial, UNITS};

/// A step in milliseconds.
const DT: f64 = 10.0;

/// Draws what the gated network of the first repetition sees, says and does.
pub fn course(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let gates = gates(results);
    let shown = &gates.first().context("a gated network was trained")?.shown;
    let time = || (0..shown.value.len()).map(|step| 1e-3 * DT * step as f64);
    let values = Figure::new("Value and estimate")
        .x_label("Time (s)")
        .y_label("Value")
        .points("seen", time(), &shown.seen)
        .opacity(0.4)
        .line("value", time(), &shown.value)
        .line("estimate", time(), &shown.estimate)
        .size(860, 300);
    let alphas = Figure::new("Time constant, mean over units")
        .x_label("Time (s)")
        .y_label("10 ms / mean alpha_s")
        .line(
            "gated time constant",
            time(),
            shown.alpha.iter().map(|&alpha| DT / f64::from(alpha)),
        )
        .colour(3)
        .log_y()
        .size(860, 220);
    let cues = Figure::new("World")
        .x_label("Time (s)")
        .y_label("Cue")
        .line("cue: 1 where the value jumps often", time(), &shown.cue)
        .colour(4)
        .y_range(-1.2, 1.2)
        .y_ticks([-1, 1])
        .size(860, 160);
    report.figure(
        "course",
        "What the gated network of the first repetition sees in two seconds that it was not trained on, its estimate beside \
         the value, its time constant, and the cue.",
        &Panels::new([values, alphas, cues]).shared_legend(),
    )?;
    Ok(())
}

/// Judges the gated network against those with fixed time constants.
pub fn judge(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let losses =
        MODELS.map(|model| -> Vec<f64> { select(results, model).map(|outcome| outcome.loss).collect() });
    let [.., gated] = &losses;
    let repetitions = gated.len();
    let needed = (18 * repetitions).div_ceil(20);
    let mut figure = Figure::new("Loss of each repetition")
        .x_label("gated: loss / variance")
        .y_label("fixed: loss / variance")
        .size(520, 440);
    let mut rows = Vec::new();
    for (model, losses) in MODELS.into_iter().zip(&losses) {
        let count = select(results, model)
            .next()
            .map_or(0, |outcome| outcome.parameters);
        let mut row = vec![name(model), count.to_string(), format!("{:.4}", median(losses)?)];
        if model == Model::Gated {
            row.extend([String::new(), String::new()]);
        } else {
            let below = gated
                .iter()
                .zip(losses)
                .filter(|(own, other)| own < other)
                .count();
            let ratios: Vec<f64> = gated.iter().zip(losses).map(|(own, other)| own / other).collect();
            let p = paired_t_test(gated, losses)?.p;
            let ratio = median(&ratios)?;
            row.push(format!("{ratio:.3}"));
            row.push(format!("{below} of {repetitions}, p = {p:.0e}"));
            let measured =
                format!("in {below} of {repetitions}; median ratio of losses {ratio:.3}, {count} parameters");
            let statement = format!(
                "the gated network has a lower loss than that with {} in at least {needed} of {repetitions} repetitions",
                name(model)
            );
            match model {
                Model::Larger => {
                    report.measured(format!("the same against that with {}", name(model)), measured)
                }
                _ => {
                    report.claim(statement, measured, below >= needed);
                }
            }
            figure = figure.points(name(model), gated, losses);
        }
        rows.push(row);
    }
    report.figure(
        "losses",
        "Losses of the networks with fixed time constants over that of the gated one, a dot for each repetition: above the \
         dashed line the gated one is better.",
        &Panels::new([figure.identity("equal")]),
    )?;
    report.table(Table {
        caption: "Validation loss over the variance of the value, medians over repetitions".into(),
        columns: [
            "network",
            "parameters",
            "loss / variance",
            "gated / this",
            "gated is lower",
        ]
        .map(String::from)
        .to_vec(),
        rows,
    });
    let gates = gates(results);
    let of = |each: &dyn Fn(&Gate) -> f64| median(&gates.iter().map(|gate| each(gate)).collect::<Vec<_>>());
    report.measured(
        "the gated time constant, 10 ms over the mean alpha, where jumps are frequent and where they are rare",
        format!(
            "{:.0} ms and {:.0} ms",
            DT / of(&|gate| gate.alpha[0])?,
            DT / of(&|gate| gate.alpha[1])?
        ),
    );
    report.measured(
        "loss over variance of a low-pass filter of the observation, without a network: the best with one rate, and with a \
         rate for each world",
        format!("{:.4} and {:.4}", of(&|gate| gate.filters[0])?, of(&|gate| gate.filters[1])?),
    );
    Ok(())
}

fn select(results: &Results<Trial, Outcome>, model: Model) -> impl Iterator<Item = &Outcome> {
    let trials = results.iter().filter(move |trial| trial.settings.model == model);
    trials.map(|trial| &trial.outcome)
}

fn gates(results: &Results<Trial, Outcome>) -> Vec<&Gate> {
    results
        .outcomes()
        .filter_map(|outcome| outcome.gate.as_ref())
        .collect()
}

fn name(model: Model) -> String {
    match model {
        Model::Global => format!("one time constant, {UNITS} units"),
        Model::PerUnit => format!("one for each of {UNITS} units"),
        Model::Larger => format!("one for each of {MORE} units"),
        Model::Gated => format!("gated, {UNITS} units"),
    }
}
