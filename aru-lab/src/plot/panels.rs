//! Several figures in one file.

use std::path::Path;

use super::{Figure, svg};
use aru_runtime::__private::lab::files;
use aru_runtime::{Error, Result};

/// Figures one below the other, or in a grid.
///
/// In one column each figure has its legend beside it. In several there is one legend for all, below the grid, in which
/// each name with its look stands once.
///
/// ```
/// use aru::plot::{Figure, Panels};
/// # fn main() -> aru::Result<()> {
/// let panel = |title: &str| Figure::new(title).x_label("Epoch").y_label("Loss").line("loss", [1, 2], [0.3, 0.1]);
/// let panels = [panel("First recording"), panel("Second recording")];
/// let svg = Panels::new(panels).columns(2).to_svg()?;
/// assert!(svg.contains("Second recording"));
/// assert_eq!(svg.matches(">loss<").count(), 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Panels {
    figures: Vec<Figure>,
    columns: usize,
    shared_legend: bool,
}

impl Panels {
    /// Figures from top to bottom.
    pub fn new(figures: impl IntoIterator<Item = Figure>) -> Self {
        Panels {
            figures: figures.into_iter().collect(),
            columns: 1,
            shared_legend: false,
        }
    }

    /// Figures from left to right in rows of so many, the rows from top to bottom.
    pub fn columns(mut self, columns: usize) -> Self {
        self.columns = columns;
        self
    }

    /// One legend for all below the last row, also with a single column.
    pub fn shared_legend(mut self) -> Self {
        self.shared_legend = true;
        self
    }

    /// The panels as text.
    ///
    /// # Errors
    ///
    /// No figure, no column, or a figure that [cannot be drawn](Figure::to_svg).
    pub fn to_svg(&self) -> Result<String> {
        for (count, what, expected) in [
            (self.figures.len(), "panels", "expected at least one figure"),
            (self.columns, "columns", "expected at least one"),
        ] {
            if count == 0 {
                return Err(Error::setting(format!("the number of {what}"), count, expected));
            }
        }
        self.figures.iter().try_for_each(Figure::check)?;
        let shared = self.shared_legend || self.columns > 1;
        Ok(svg::draw(&self.figures, self.columns, shared))
    }

    /// Writes the panels to a file.
    ///
    /// # Errors
    ///
    /// As [`to_svg`](Panels::to_svg), or a file that cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        files::write(path.as_ref(), self.to_svg()?.as_bytes())
    }
}
