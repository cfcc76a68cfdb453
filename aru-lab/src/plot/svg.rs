//! Figures as SVG: where everything is on the page.

mod bars;
mod brackets;
mod canvas;
mod frame;
mod heatmap;
mod legend;
mod marks;
mod panel;
mod scale;
mod text;
mod ticks;

use super::Figure;
use canvas::Canvas;
use frame::Area;
use legend::Legend;
use panel::{Margins, PanelLayout};

/// Okabe and Ito's colours, which colour-blind readers can tell apart, after a dark grey for the first series: what
/// was measured, most often.
const PALETTE: [&str; 8] = [
    "#4d4d4d", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999",
];

/// The place in the palette of lines that show no data.
pub(super) const GREY: usize = PALETTE.len() - 1;

fn colour(place: usize) -> &'static str {
    PALETTE[place % PALETTE.len()]
}

/// Around the grid, and between its panels.
const PADDING: f64 = 12.0;
const SPACING: f64 = 14.0;

/// Figures that have been checked, in rows of so many columns.
pub(super) fn draw(figures: &[Figure], columns: usize, shared_legend: bool) -> String {
    let columns = columns.min(figures.len());
    let rows = figures.len().div_ceil(columns);
    let sizes: Vec<(f64, f64)> = figures.iter().map(panel::size).collect();
    let widths: Vec<f64> = (0..columns)
        .map(|column| greatest(sizes.iter().skip(column).step_by(columns).map(|size| size.0)))
        .collect();
    let heights: Vec<f64> = (0..rows)
        .map(|row| greatest(sizes.iter().skip(row * columns).take(columns).map(|size| size.1)))
        .collect();

    let mut panels: Vec<PanelLayout> = figures
        .iter()
        .enumerate()
        .map(|(place, figure)| {
            let size = (widths[place % columns], heights[place / columns]);
            PanelLayout::new(figure, size, !shared_legend)
        })
        .collect();
    align(&mut panels, columns);

    let grid_width = widths.iter().sum::<f64>() + SPACING * (columns - 1) as f64;
    let legend = Legend::of(if shared_legend { figures } else { &[] });
    let lines = legend.lines(grid_width);
    let height = heights.iter().sum::<f64>() + SPACING * (rows - 1) as f64;
    let legend_top = PADDING + height + legend::GAP;
    let below = if lines.is_empty() {
        0.0
    } else {
        legend::GAP + legend::LINE * lines.len() as f64
    };
    let mut canvas = Canvas::new(
        grid_width + 2.0 * PADDING,
        height + below + 2.0 * PADDING,
        &format!("{figures:?}"),
    );
    let mut top = PADDING;
    for (row, cells) in panels.chunks(columns).enumerate() {
        let mut left = PADDING;
        for (column, panel) in cells.iter().enumerate() {
            let area = Area::new(left, top, widths[column], heights[row]);
            panel.draw(&mut canvas, area);
            left += widths[column] + SPACING;
        }
        top += heights[row] + SPACING;
    }
    legend::draw_lines(&mut canvas, &lines, PADDING, legend_top, grid_width);
    canvas.finish()
}

/// Axes of one column start and end in one line, and so do those of one row.
fn align(panels: &mut [PanelLayout], columns: usize) {
    let own: Vec<Margins> = panels.iter().map(|panel| panel.margins).collect();
    for (place, panel) in panels.iter_mut().enumerate() {
        let column = || own.iter().skip(place % columns).step_by(columns);
        let row = || own.iter().skip(place - place % columns).take(columns);
        panel.margins = Margins {
            left: greatest(column().map(|margins| margins.left)),
            right: greatest(column().map(|margins| margins.right)),
            top: greatest(row().map(|margins| margins.top)),
            bottom: greatest(row().map(|margins| margins.bottom)),
        };
    }
}

/// The least and the greatest number.
fn span(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let none = (f64::INFINITY, f64::NEG_INFINITY);
    numbers.fold(none, |(low, high), number| (low.min(number), high.max(number)))
}

fn greatest(lengths: impl Iterator<Item = f64>) -> f64 {
    lengths.fold(0.0, f64::max)
}
