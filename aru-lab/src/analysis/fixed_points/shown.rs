//! What a search found, as a table and what is worth knowing of it.

use std::fmt::{self, Display, Formatter};

use super::FixedPoints;
use super::growth::HALF;
use crate::analysis::eigenvalues::Eigenvalue;
use crate::analysis::time::{Table, frequency, time};

impl FixedPoints {
    /// Fixed points with an eigenvalue next to 1, within a hundredth of a percent: where there are many of them, they
    /// are likely places on a line, or a sheet, of fixed points.
    fn on_lines(&self) -> usize {
        let is_one = |one: &Eigenvalue| (one.re() - 1.0).hypot(one.im()) < 1e-4;
        let points = self.points.iter();
        points
            .filter(|point| point.eigenvalues.iter().any(is_one))
            .count()
    }
}

impl Display for FixedPoints {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let lost = match self.lost {
            0 => String::new(),
            lost => format!("; {lost} led to neither"),
        };
        writeln!(
            f,
            "{} fixed and {} slow points from {} starts at the input {:?}{lost}",
            self.points.len(),
            self.slow.len(),
            self.starts,
            self.input
        )?;
        for (kind, points) in [("fixed", &self.points), ("slow", &self.slow)] {
            if points.is_empty() {
                continue;
            }
            let mut table = Table::new([
                kind,
                "starts",
                "residual",
                "outside",
                "|lambda|",
                "tau",
                "frequency",
            ]);
            for (place, point) in points.iter().enumerate() {
                let slowest = &point.eigenvalues[0];
                table.push([
                    place.to_string(),
                    point.starts.to_string(),
                    format!("{:.1e}", point.residual),
                    point.outside().to_string(),
                    format!("{:.6}", slowest.magnitude()),
                    time(slowest.time_constant(), self.dt),
                    frequency(slowest.frequency(), self.dt),
                ]);
            }
            write!(f, "{table}")?;
        }
        if self.growing > 0 {
            writeln!(
                f,
                "from {} of the {} that led to neither the state is still growing after {} steps at this input: it may have no \
                 bound, and then no fixed point",
                self.growing,
                self.lost,
                2 * HALF
            )?;
        }
        match self.on_lines() {
            0 | 1 => Ok(()),
            count => writeln!(
                f,
                "{count} fixed points have an eigenvalue next to 1: they may be places on a line of them"
            ),
        }
    }
}
