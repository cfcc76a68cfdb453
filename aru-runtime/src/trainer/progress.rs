//! What is shown while training runs.

#[cfg(feature = "progress")]
use std::io::IsTerminal;
use std::time::{Duration, Instant};

#[cfg(feature = "progress")]
use indicatif::{ProgressBar, ProgressStyle};

use super::history::Epoch;

/// What is shown on standard error while training runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Nothing.
    #[default]
    Silent,
    /// A bar with the losses of the last epoch. Where standard error is no terminal, such as a log file, or the
    /// feature `progress` is off: one line every ten seconds, and one at the end.
    Bar,
}

/// Between two lines.
const PAUSE: Duration = Duration::from_secs(10);

/// Shows a fit as it goes.
pub(super) struct Reporter {
    epochs: usize,
    form: Form,
}

enum Form {
    Nothing,
    #[cfg(feature = "progress")]
    Bar(ProgressBar),
    Lines {
        /// When the last one was written.
        last: Instant,
        /// What is to be said at the end, where it has not been said yet.
        pending: Option<String>,
    },
}

impl Reporter {
    pub(super) fn new(progress: Progress, epochs: usize) -> Self {
        let form = match progress {
            Progress::Silent => Form::Nothing,
            #[cfg(feature = "progress")]
            Progress::Bar if std::io::stderr().is_terminal() => Form::Bar(bar(epochs)),
            Progress::Bar => Form::Lines {
                last: Instant::now(),
                pending: None,
            },
        };
        Reporter { epochs, form }
    }

    /// After an epoch.
    pub(super) fn show(&mut self, epoch: &Epoch) {
        match &mut self.form {
            Form::Nothing => {}
            #[cfg(feature = "progress")]
            Form::Bar(bar) => {
                bar.set_message(losses(epoch));
                bar.set_position(epoch.epoch as u64);
            }
            Form::Lines { last, pending } => {
                let line = format!("epoch {}/{}: {}", epoch.epoch, self.epochs, losses(epoch));
                if last.elapsed() >= PAUSE {
                    eprintln!("{line}");
                    *last = Instant::now();
                    *pending = None;
                } else {
                    *pending = Some(line);
                }
            }
        }
    }

    /// After the last epoch, or an error.
    pub(super) fn finish(self) {
        match self.form {
            Form::Nothing => {}
            #[cfg(feature = "progress")]
            Form::Bar(bar) => bar.abandon(),
            Form::Lines { pending, .. } => {
                if let Some(line) = pending {
                    eprintln!("{line}");
                }
            }
        }
    }
}

#[cfg(feature = "progress")]
fn bar(epochs: usize) -> ProgressBar {
    let bar = ProgressBar::new(epochs as u64);
    // The template is a constant of ours: were it faulty, indicatif's own bar would do.
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} epoch {pos}/{len}, {eta} left, {msg}") {
        bar.set_style(style);
    }
    bar
}

fn losses(epoch: &Epoch) -> String {
    match epoch.validation_loss {
        Some(validation) => format!("loss {:.4e}, validation {validation:.4e}", epoch.train_loss),
        None => format!("loss {:.4e}", epoch.train_loss),
    }
}
