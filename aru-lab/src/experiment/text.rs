//! Reports as text on a terminal.

use std::fmt::{self, Display};

use super::claim::Claim;
use super::report::{Report, Table};

pub(super) fn found(report: &Report) -> String {
    let tables = report.tables().iter().map(Table::to_string);
    let claims = report.claims().iter().map(Claim::to_string);
    let notes = report.notes().iter().cloned();
    let time = format!("{} trials, {}", report.trials(), duration(report.seconds()));
    let parts = tables.chain(claims).chain(notes).chain([time]);
    parts.collect::<Vec<_>>().join("\n")
}

/// Title, question and settings: what is known before the first trial.
impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}: {}\n{}", self.name(), self.title(), self.asks())?;
        let widths = self.settings().iter().map(|(name, _)| name.chars().count());
        let width = widths.max().unwrap_or(0);
        for (name, value) in self.settings() {
            writeln!(f, "  {name:width$}  {value}")?;
        }
        if !self.is_judged() {
            writeln!(f, "  less than the protocol: claims are not judged")?;
        }
        Ok(())
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.caption)?;
        let lines = || std::iter::once(&self.columns).chain(&self.rows);
        let width = |column: usize| {
            let cells = lines().filter_map(|cells| cells.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        for cells in lines() {
            for (cell, &width) in cells.iter().zip(&widths) {
                write!(f, "  {cell:>width$}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// Seconds as a person would say them.
pub(super) fn duration(seconds: f64) -> String {
    match seconds {
        ..10.0 => format!("{seconds:.1} s"),
        ..100.0 => format!("{seconds:.0} s"),
        _ => format!("{:.0} min", seconds / 60.0),
    }
}
