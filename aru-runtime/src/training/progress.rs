//! What is shown while epochs, or trials of a study, go by.

#[cfg(feature = "progress")]
use std::io::IsTerminal;
use std::time::Duration;

#[cfg(feature = "progress")]
use indicatif::{ProgressBar, ProgressStyle};

use crate::system::Stopwatch;
use crate::warnings::tell;

/// What is shown on standard error while training, or a study, runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Nothing is written but warnings.
    #[default]
    Silent,
    /// A bar with the losses of the last epoch, or the time that the last trial took. Where standard error is no
    /// terminal, such as a log file, or the feature `progress` is off: one line every ten seconds, and one at the end.
    Bar,
}

/// Between two lines.
const PAUSE: Duration = Duration::from_secs(10);

/// Shows how many of a number of like things are done.
pub struct Reporter {
    /// One of the things: `epoch`.
    what: &'static str,
    total: usize,
    form: Shown,
}

enum Shown {
    Nothing,
    #[cfg(feature = "progress")]
    Bar(ProgressBar),
    Lines {
        started: Stopwatch,
        /// How many were done at the start.
        before: usize,
        /// When the last one was written.
        last: Stopwatch,
        /// What is to be said at the end, where it has not been said yet.
        pending: Option<String>,
    },
}

impl Reporter {
    /// Of `total` things, some are `done` already.
    pub fn new(progress: Progress, what: &'static str, total: usize, done: usize) -> Self {
        let form = match progress {
            Progress::Silent => Shown::Nothing,
            #[cfg(feature = "progress")]
            Progress::Bar if std::io::stderr().is_terminal() => Shown::Bar(bar(what, total, done)),
            Progress::Bar => Shown::Lines {
                started: Stopwatch::start(),
                before: done,
                last: Stopwatch::start(),
                pending: None,
            },
        };
        Reporter { what, total, form }
    }

    /// After one more of them: how many are done, and what came of the last.
    pub fn show(&mut self, done: usize, outcome: impl FnOnce() -> String) {
        match &mut self.form {
            Shown::Nothing => {}
            #[cfg(feature = "progress")]
            Shown::Bar(bar) => {
                bar.set_message(outcome());
                bar.set_position(done as u64);
            }
            Shown::Lines {
                started,
                before,
                last,
                pending,
            } => {
                let each = started.elapsed().as_secs_f64() / done.saturating_sub(*before).max(1) as f64;
                let left = each * self.total.saturating_sub(done) as f64;
                let line = format!(
                    "{} {done}/{}, {left:.0} s left: {}",
                    self.what,
                    self.total,
                    outcome()
                );
                if last.elapsed() >= PAUSE {
                    tell(&line);
                    *last = Stopwatch::start();
                    *pending = None;
                } else {
                    *pending = Some(line);
                }
            }
        }
    }

    /// After the last one, or an error.
    pub fn finish(self) {
        match self.form {
            Shown::Nothing => {}
            #[cfg(feature = "progress")]
            Shown::Bar(bar) => bar.abandon(),
            Shown::Lines { pending, .. } => {
                if let Some(line) = pending {
                    tell(line);
                }
            }
        }
    }
}

#[cfg(feature = "progress")]
fn bar(what: &'static str, total: usize, done: usize) -> ProgressBar {
    let bar = ProgressBar::new(total as u64).with_prefix(what);
    // The template is a constant of ours: were it faulty, indicatif's own bar would do.
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {prefix} {pos}/{len}, {eta} left, {msg}") {
        bar.set_style(style);
    }
    // What was done before says nothing about the time that the rest takes.
    bar.set_position(done as u64);
    bar.reset_eta();
    bar
}
