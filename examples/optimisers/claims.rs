//! What is claimed of gradient descent, beside Adam.

use anyhow::Result;
use aru::experiment::{Report, Table};
use aru::plot::{Figure, Panels};
use aru::statistics::{median, quantile};
use aru::study::Results;

use super::{Method, Outcome, RATES, STARTS, TARGETS, Trial};

/// Draws the errors over the updates, and judges them.
pub fn judge(
    report: &mut Report,
    descent: Method,
    search: &Results<Trial, Outcome>,
    results: &Results<Trial, Outcome>,
) -> Result<()> {
    let rates = RATES.map(|learning_rate| {
        let runs = search
            .iter()
            .filter(|trial| trial.settings.method == Method::Sgd { learning_rate });
        let losses: Vec<Option<f64>> = runs.map(|trial| trial.outcome.loss).collect();
        let finished: Vec<f64> = losses.iter().copied().flatten().collect();
        let middle = median(&finished).map_or("-".into(), |loss| format!("{loss:.1e}"));
        vec![
            learning_rate.to_string(),
            middle,
            (losses.len() - finished.len()).to_string(),
        ]
    });
    report.table(Table {
        caption: "Search of the learning rate of gradient descent, on other seeds".into(),
        columns: ["learning rate", "median loss", "runs that diverged"]
            .map(String::from)
            .to_vec(),
        rows: rates.to_vec(),
    });

    let mut figure = Figure::new("Error of the learned constants")
        .x_label("Updates")
        .y_label("larger error of both (median, quartiles)")
        .log_y()
        .size(760, 380);
    let (mut rows, mut worst) = (Vec::new(), [0.0_f64; 2]);
    for (method, worst) in [descent, Method::Adam].into_iter().zip(&mut worst) {
        let of_method = || results.iter().filter(|trial| trial.settings.method == method);
        let courses: Vec<&Vec<f32>> = of_method()
            .map(|trial| &trial.outcome.course)
            .filter(|course| !course.is_empty())
            .collect();
        let updates = of_method().map(|trial| trial.outcome.updates).max().unwrap_or(0);
        let points = courses.iter().map(|course| course.len()).min().unwrap_or(0);
        let (mut middle, mut low, mut high) = (Vec::new(), Vec::new(), Vec::new());
        for point in 0..points {
            let errors: Vec<f64> = courses.iter().map(|course| f64::from(course[point])).collect();
            middle.push(median(&errors)?);
            low.push(quantile(&errors, 0.25)?);
            high.push(quantile(&errors, 0.75)?);
        }
        let at: Vec<f64> = (1..=points)
            .map(|point| updates as f64 * point as f64 / points as f64)
            .collect();
        if points > 0 {
            let quartiles = |figure: Figure, values| figure.line("", &at, values).opacity(0.4);
            figure = quartiles(quartiles(figure.line(name(method), &at, middle), low), high);
        }
        for target in TARGETS {
            for start in STARTS {
                let runs: Vec<&Outcome> = of_method()
                    .filter(|trial| trial.settings.target == target && trial.settings.start == start)
                    .map(|trial| &trial.outcome)
                    .collect();
                let errors: Vec<f64> = runs.iter().map(|run| f64::from(run.error)).collect();
                let middle = median(&errors)?;
                let diverged = runs.iter().filter(|run| run.loss.is_none()).count();
                *worst = worst.max(middle);
                rows.push(vec![
                    name(method),
                    format!("({}, {})", target[0], target[1]),
                    format!("({}, {})", start[0], start[1]),
                    format!("{middle:.4}"),
                    format!(
                        "{} of {}",
                        errors.iter().filter(|&&error| error <= 0.05).count(),
                        runs.len()
                    ),
                    diverged.to_string(),
                ]);
            }
        }
    }
    report.figure(
        "errors",
        "Median and quartiles of the error of the learned constants over the updates, for gradient descent and Adam.",
        &Panels::new([figure]),
    )?;
    let columns = [
        "method",
        "teacher",
        "start",
        "median error",
        "both within 0.05",
        "diverged",
    ];
    report.table(Table {
        caption: "The larger error of both constants, at the best validation epoch".into(),
        columns: columns.map(String::from).to_vec(),
        rows,
    });
    report.claim(
        "with gradient descent, the median absolute error is below 0.05 within four times Adam's updates, from every start",
        format!("at most {:.4} ({}); Adam {:.4}", worst[0], name(descent), worst[1]),
        worst[0] < 0.05,
    );
    Ok(())
}

fn name(method: Method) -> String {
    match method {
        Method::Adam => "Adam".into(),
        Method::Sgd { learning_rate } => format!("gradient descent at {learning_rate}"),
    }
}
