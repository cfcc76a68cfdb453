//! What figure 6 claims, its bars and its scatter of standard deviations.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::{mean, median, paired_t_test, spearman, standard_error};
use aru::study::Results;

use super::{MODELS, Model, Outcome, SPREADS, Trial};

/// The losses of the models, beside each other.
pub fn losses(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    // [model][spread][repetition]
    let losses = MODELS.map(|model| SPREADS.map(|spread| of(results, spread, model)));
    let repetitions = losses[0][0].len();
    let mut figure = Figure::new("Validation loss")
        .x_label("sd of the teacher's constants")
        .y_label("loss (geometric mean, s.e.)")
        .log_y()
        .categories(SPREADS.map(|spread| spread.to_string()));
    for (model, losses) in MODELS.iter().zip(&losses) {
        let (mut means, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
        for losses in losses {
            let logs: Vec<f64> = losses.iter().map(|loss| loss.ln()).collect();
            let (centre, error) = (mean(&logs)?, standard_error(&logs)?);
            means.push(centre.exp());
            low.push((centre - error).exp());
            high.push((centre + error).exp());
        }
        figure = figure.bars(name(*model), means).errors(low, high);
    }
    let per_unit = &losses[3];
    let (mut rows, mut lead, mut paired_lead) = (Vec::new(), Vec::new(), Vec::new());
    let (mut ratio, mut fewest) = (f64::INFINITY, usize::MAX);
    for (place, spread) in SPREADS.iter().enumerate() {
        let mut row = vec![spread.to_string()];
        for (model, losses) in losses.iter().enumerate() {
            let (own, other) = (&per_unit[place], &losses[place]);
            let mut cell = format!("{:.2e}", median(other)?);
            if model < 3 {
                let below = own.iter().zip(other).filter(|(own, other)| own < other).count();
                let logs = |losses: &[f64]| losses.iter().map(|loss| loss.ln()).collect::<Vec<f64>>();
                let (p, raw) = (
                    paired_t_test(&logs(own), &logs(other))?.p,
                    paired_t_test(own, other)?.p,
                );
                ratio = ratio.min(median(other)? / median(own)?);
                fewest = fewest.min(below);
                cell.push_str(&format!(
                    " ({below} of {repetitions}, p = {p:.0e}, raw {raw:.0e})"
                ));
                figure = figure.bracket((place, model), (place, 3), format!("p = {p:.0e}"));
            }
            row.push(cell);
        }
        let global = &losses[2][place];
        lead.push(median(global)? - median(&per_unit[place])?);
        let differences: Vec<f64> = global
            .iter()
            .zip(&per_unit[place])
            .map(|(global, own)| global - own)
            .collect();
        paired_lead.push(median(&differences)?);
        rows.push(row);
    }
    report.figure(
        "losses",
        "Bars of the validation loss of Elman, GRU, global and per-unit ARU networks for teachers of three standard \
         deviations, with standard errors, and p values of paired t-tests against the per-unit ARU.",
        &Panels::new([figure.size(860, 480)]),
    )?;
    let mut columns = vec![String::from("sd")];
    columns.extend(MODELS.map(name));
    report.table(Table {
        caption: "Median loss (in how many repetitions the per-unit ARU is lower; p of the paired t-test on ln(loss) and on the loss)".into(),
        columns,
        rows,
    });
    report.claim(
        "the per-unit ARU has the lowest median loss of the four at each standard deviation",
        format!("the others' medians are {ratio:.2} times its own at least"),
        ratio > 1.0,
    );
    let needed = (14 * repetitions).div_ceil(20);
    report.claim(
        format!("it is lower in at least {needed} of {repetitions} repetitions against each of the others"),
        format!("in at least {fewest}"),
        fewest >= needed,
    );
    let list = |leads: &[f64]| {
        leads
            .iter()
            .map(|lead| format!("{lead:.1e}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    report.claim(
        "its lead over the global ARU, as a difference of median losses, is largest at 0.3",
        format!(
            "{} (medians of paired differences: {})",
            list(&lead),
            list(&paired_lead)
        ),
        lead[2] > lead[0].max(lead[1]),
    );
    Ok(())
}

/// The spread of learned constants against that of the teacher's.
pub fn spreads(report: &mut Report, results: &Results<Trial, Outcome>) -> Result<()> {
    let (mut realised, mut learned) = (Vec::new(), Vec::new());
    let mut figure = Figure::new("Spread of the constants over units")
        .x_label("sd over the teacher's units")
        .y_label("sd over the student's units");
    for (axis, name) in ["alpha_s", "alpha_r"].into_iter().enumerate() {
        let pairs = results
            .iter()
            .filter_map(|trial| Some((trial.outcome.realised[axis], trial.outcome.learned?[axis])));
        let (x, y): (Vec<f64>, Vec<f64>) = pairs.unzip();
        figure = figure.points(name, &x, &y);
        realised.extend(x);
        learned.extend(y);
    }
    report.figure(
        "spreads",
        "Scatter of the standard deviation of learned constants over units against that of the teacher's, one dot for \
         each network and constant, about the line of equality.",
        &Panels::new([figure.identity("equal").size(560, 420)]),
    )?;
    let rank = spearman(&realised, &learned)?;
    report.claim(
        "the rank correlation of the learned with the teacher's realised standard deviation, both constants together, \
         is above 0.6",
        format!("{:.2} over {} pairs (p = {:.0e})", rank.r, realised.len(), rank.p),
        rank.r > 0.6,
    );
    Ok(())
}

/// Losses in the order of repetitions.
fn of(results: &Results<Trial, Outcome>, spread: f64, model: Model) -> Vec<f64> {
    results
        .iter()
        .filter(|trial| trial.settings.spread == spread && trial.settings.model == model)
        .map(|trial| trial.outcome.loss)
        .collect()
}

fn name(model: Model) -> String {
    match model {
        Model::Elman => "Elman",
        Model::Gru => "GRU",
        Model::Global => "global ARU",
        Model::PerUnit => "per-unit ARU",
    }
    .into()
}
