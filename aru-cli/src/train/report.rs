//! What a fit prints when it is over.

use aru::description::Description;
use aru::ndarray::Array3;
use aru::trainer::Stopped;
use aru::{Scalar, Sequences};

use super::fitting::Fitted;
use crate::constants::learned;
use crate::failure::Outcome;
use crate::measures::{self, Loss};
use crate::output::say;
use crate::time::number;
use crate::words::counted;

/// Which epoch was kept, and why the fit came to its end.
pub fn course<T: Scalar>(fitted: &Fitted<T>) -> Outcome {
    let history = &fitted.history;
    let end = match history.stopped() {
        Some(Stopped::Early) => "stopped early",
        Some(Stopped::Stalled) => "nothing moved any more",
        _ => "all were done",
    };
    match (history.best(), history.last()) {
        (Some(best), _) => say(format_args!(
            "kept epoch {} of {} ({end}): validation loss {}, training loss {}",
            best.epoch,
            history.len(),
            number(best.validation_loss.unwrap_or(f64::NAN)),
            number(best.train_loss)
        )),
        (None, Some(last)) => say(format_args!(
            "kept epoch {} ({end}): training loss {}",
            last.epoch,
            number(last.train_loss)
        )),
        (None, None) => Ok(()),
    }
}

/// How well a part of the data is predicted.
pub fn quality<T: Scalar>(
    part: &str,
    outputs: &Array3<T>,
    measured: &Sequences<T>,
    loss: Loss,
    description: &Description,
) -> Outcome {
    let scored = (0..measured.len()).flat_map(|sequence| {
        let steps = 0..measured.length(sequence);
        steps.filter(move |&step| measured.weight(sequence, step) > T::ZERO)
    });
    let (count, sequences) = (scored.count(), measured.len());
    say(format_args!(
        "{part}, {} of {}:",
        counted(count, "step"),
        counted(sequences, "sequence")
    ))?;
    let lines = measures::lines(outputs, measured, loss, description)?;
    lines.iter().try_for_each(|line| say(format_args!("    {line}")))
}

/// What was learned of constants.
pub fn constants<T: Scalar>(fitted: &Fitted<T>, dt: Option<f64>) -> Outcome {
    let learned = learned(&fitted.net, dt);
    if learned.is_empty() {
        return Ok(());
    }
    say("learned constants:")?;
    let widest = learned
        .iter()
        .map(|constant| constant.name.len())
        .max()
        .unwrap_or(0);
    learned.iter().try_for_each(|constant| {
        say(format_args!(
            "    {:widest$}  {}",
            constant.name,
            constant.in_words()
        ))
    })
}

/// A line a seed: its losses, and the means of its constants.
pub fn seeds<T: Scalar>(fitted: &[Fitted<T>], best: usize, dt: Option<f64>) -> Outcome {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (index, fit) in fitted.iter().enumerate() {
        let constants = learned(&fit.net, dt);
        if index == 0 {
            let head = ["seed", "epochs", "loss"].map(str::to_owned).into_iter();
            rows.push(
                head.chain(constants.iter().map(|constant| constant.name.clone()))
                    .collect(),
            );
        }
        let mark = if index == best { " (best)" } else { "" };
        let first = [
            fit.seed.to_string() + mark,
            fit.history.len().to_string(),
            number(fit.loss()),
        ];
        rows.push(
            first
                .into_iter()
                .chain(constants.iter().map(|one| one.mean()))
                .collect(),
        );
    }
    let columns = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    rows.iter().try_for_each(|row| {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:width$}"))
            .collect();
        say(cells.join("  ").trim_end())
    })
}
