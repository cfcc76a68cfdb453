//! What figure 7 claims, its memory curves and the constants behind them.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::{mean, median, spearman, standard_error};
use aru::study::Results;

use super::{LAGS, MODELS, Model, Outcome, Reached, Trial, WINDOWS};

/// The palette's light grey.
const GREY: usize = 7;
/// Below this part of the variance a median loss counts as better than chance.
const CHANCE: f64 = 0.9;

/// Draws the curves and judges them at half of the epochs, the protocol's.
pub fn judge(report: &mut Report, epochs: usize, results: &Results<Trial, Outcome>) -> Result<()> {
    let half = |outcome: &Outcome| outcome.half.clone();
    let end = |outcome: &Outcome| outcome.end.clone();
    let curves = Curves::new(results, half)?;
    let later = Curves::new(results, end)?;
    report.figure(
        "memory",
        "Loss over the variance of the target against the number of steps to be bridged, for Elman, GRU, global and \
         per-unit ARU networks, with standard errors and a dashed line at chance; the second panel after twice as \
         many epochs.",
        &Panels::new([curves.figure(epochs / 2)?, later.figure(epochs)?]),
    )?;
    report.table(curves.table(epochs / 2));
    report.table(later.table(epochs));
    better_than_chance(report, &curves);
    against_elman(report, &curves);
    gated(report, &curves);
    constants(report, results, half)?;
    report.note(
        "How many steps a model bridges depends on how long it is trained: the limits move with the number of updates, \
         as the two panels show. With N the steps become shorter (100/N ms), so that a time constant that stays the same \
         in ms has an alpha that falls with N.",
    );
    Ok(())
}

/// Losses of each model and lag.
struct Curves {
    /// [model][lag][repetition]
    losses: Vec<Vec<Vec<f64>>>,
    /// [model][lag]
    medians: Vec<Vec<f64>>,
}

impl Curves {
    fn new(results: &Results<Trial, Outcome>, when: impl Fn(&Outcome) -> Reached) -> Result<Self> {
        let losses_of = |model: Model, lag: usize| -> Vec<f64> {
            let trials = results
                .iter()
                .filter(|trial| trial.settings.model == model && trial.settings.lag == lag);
            trials.map(|trial| when(&trial.outcome).loss).collect()
        };
        let losses: Vec<Vec<Vec<f64>>> = MODELS
            .iter()
            .map(|&model| LAGS.iter().map(|&lag| losses_of(model, lag)).collect())
            .collect();
        let medians = losses
            .iter()
            .map(|of_model| of_model.iter().map(|losses| median(losses)).collect())
            .collect::<aru::Result<_>>()?;
        Ok(Curves { losses, medians })
    }

    fn medians(&self, model: Model) -> &[f64] {
        &self.medians[place(model)]
    }

    fn figure(&self, epochs: usize) -> Result<Figure> {
        let mut figure = Figure::new(format!("{epochs} epochs ({} updates)", epochs * WINDOWS.0))
            .x_label("lag N (steps of 100/N ms)")
            .y_label("loss / variance (mean, s.e.)")
            .x_ticks(LAGS)
            .size(760, 340);
        for (model, losses) in MODELS.iter().zip(&self.losses) {
            let (mut means, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
            for losses in losses {
                let (centre, error) = (mean(losses)?, standard_error(losses)?);
                means.push(centre);
                low.push(centre - error);
                high.push(centre + error);
            }
            figure = figure.line(name(*model), LAGS, means).errors(low, high);
        }
        Ok(figure.level("chance", 1.0).colour(GREY))
    }

    fn table(&self, epochs: usize) -> Table {
        let mut columns = vec![String::from("N")];
        columns.extend(MODELS.map(|model| name(model).to_owned()));
        let row = |(lag, steps): (usize, &usize)| {
            let medians = self
                .medians
                .iter()
                .map(|of_model| format!("{:.3}", of_model[lag]));
            std::iter::once(steps.to_string()).chain(medians).collect()
        };
        Table {
            caption: format!("Median loss over the variance after {epochs} epochs"),
            columns,
            rows: LAGS.iter().enumerate().map(row).collect(),
        }
    }
}

fn better_than_chance(report: &mut Report, curves: &Curves) {
    let elman = curves.medians(Model::Elman);
    let better = |lag: usize| elman[lag] < CHANCE;
    let listed = |medians: &[f64]| {
        let pairs = LAGS.iter().zip(medians);
        pairs
            .map(|(lag, loss)| format!("{loss:.2} at {lag}"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    report.claim(
        "the Elman network is better than chance (median loss below 0.9 of the variance) 5 and 10 steps back, and not \
         30, 40 and 50 (20 is not judged)",
        listed(elman),
        better(0) && better(1) && !better(3) && !better(4) && !better(5),
    );
    let both = [Model::Global, Model::PerUnit].map(|model| curves.medians(model));
    report.claim(
        "both ARU networks are better than chance 5 to 30 steps back",
        format!("global {}; per unit {}", listed(both[0]), listed(both[1])),
        both.iter()
            .all(|medians| medians[..4].iter().all(|&loss| loss < CHANCE)),
    );
}

fn against_elman(report: &mut Report, curves: &Curves) {
    let elman = &curves.losses[place(Model::Elman)];
    let mut least: f64 = 100.0;
    for model in [Model::Global, Model::PerUnit] {
        for (own, elman) in curves.losses[place(model)].iter().zip(elman).skip(2) {
            let below = own.iter().zip(elman).filter(|(own, elman)| own < elman).count();
            least = least.min(100.0 * below as f64 / own.len() as f64);
        }
    }
    report.claim(
        "both ARU networks are below Elman in at least 70 % of the repetitions at each N from 20 on",
        format!("in at least {least:.0} %"),
        least >= 70.0,
    );
}

fn gated(report: &mut Report, curves: &Curves) {
    let lowest = |lag: &usize| {
        let medians = curves.medians.iter().map(|of_model| of_model[*lag]);
        let (model, _) = medians
            .enumerate()
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .expect("there are four models");
        MODELS[model]
    };
    let models: Vec<Model> = (1..LAGS.len()).map(|lag| lowest(&lag)).collect();
    let shown = LAGS[1..]
        .iter()
        .zip(&models)
        .map(|(lag, &model)| format!("{} at {lag}", name(model)));
    report.claim(
        "the GRU has the lowest median from 10 steps on",
        format!("lowest: {}", shown.collect::<Vec<_>>().join(", ")),
        models.iter().all(|&model| model == Model::Gru),
    );
}

fn constants(
    report: &mut Report,
    results: &Results<Trial, Outcome>,
    when: impl Fn(&Outcome) -> Reached,
) -> Result<()> {
    let mut figure = Figure::new("Learned constants of runs better than chance")
        .x_label("lag N (steps)")
        .y_label("alpha_s + alpha_r")
        .x_ticks(LAGS);
    let (mut holds, mut shown, mut holds_data) = (true, Vec::new(), false);
    for model in [Model::Global, Model::PerUnit] {
        let of_model = results.iter().filter(|trial| trial.settings.model == model);
        let better = of_model.filter_map(|trial| {
            let reached = when(&trial.outcome);
            (reached.loss < CHANCE).then_some((trial.settings.lag as f64, reached.sum?))
        });
        let (lags, sums): (Vec<f64>, Vec<f64>) = better.unzip();
        let first = lags.first().copied().unwrap_or(0.0);
        if lags.len() < 3 || lags.iter().all(|&lag| lag == first) {
            holds = false;
            shown.push(format!(
                "{}: {} runs better than chance, too few lags to compare",
                name(model),
                lags.len()
            ));
            continue;
        }
        holds_data = true;
        let rank = spearman(&lags, &sums)?;
        holds &= rank.r < -0.5 && rank.p < 0.01;
        shown.push(format!(
            "{}: {:.2} (p = {:.0e}, {} runs)",
            name(model),
            rank.r,
            rank.p,
            lags.len()
        ));
        figure = figure.points(name(model), lags, sums).colour(place(model));
    }
    if holds_data {
        report.figure(
            "constants",
            "Sum of alpha_s and alpha_r against the number of steps to be bridged, one dot for each run better than \
             chance.",
            &Panels::new([figure]),
        )?;
    }
    report.claim(
        "alpha_s + alpha_r falls with N over the runs better than chance (Spearman below -0.5, p below 0.01, both ARU)",
        shown.join("; "),
        holds,
    );
    Ok(())
}

fn place(model: Model) -> usize {
    MODELS
        .iter()
        .position(|&other| other == model)
        .expect("every model is listed")
}

fn name(model: Model) -> &'static str {
    match model {
        Model::Elman => "Elman",
        Model::Gru => "GRU",
        Model::Global => "global ARU",
        Model::PerUnit => "per-unit ARU",
    }
}
