//! One figure in its cell of the grid.

use std::slice::from_ref;

use super::canvas::{Anchor, Canvas};
use super::frame::{self, Area, Frame, TICK, TICK_GAP, TICK_SIZE};
use super::legend::Legend;
use super::{bars, brackets, heatmap, legend, marks, text};
use crate::plot::Figure;

const TITLE_SIZE: u32 = 14;
pub(super) const LABEL_SIZE: u32 = 12;

/// Between texts, and from the right end of an axis to the edge.
const GAP: f64 = 6.0;
const RIGHT_END: f64 = 12.0;

/// The left margin before the labels are known.
const USUAL_LEFT: f64 = 60.0;

/// A plotting area is never smaller, whatever the labels leave.
const LEAST: f64 = 40.0;

/// What lies between the plotting area and the edges of the cell.
#[derive(Clone, Copy)]
pub(super) struct Margins {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

/// How a figure fills its cell of the grid.
pub(super) struct PanelLayout<'a> {
    figure: &'a Figure,
    legend: Legend<'a>,
    pub(super) margins: Margins,
    title: Vec<String>,
    x_label: Vec<String>,
    y_label: Vec<String>,
}

/// The size asked for, or the usual one.
pub(super) fn size(figure: &Figure) -> (f64, f64) {
    let usual = if figure.heatmaps.is_empty() {
        (640, 360)
    } else {
        (400, 340)
    };
    let (width, height) = figure.size.unwrap_or(usual);
    (f64::from(width), f64::from(height))
}

impl<'a> PanelLayout<'a> {
    pub(super) fn new(figure: &'a Figure, (width, height): (f64, f64), with_legend: bool) -> Self {
        let legend = Legend::of(if with_legend { from_ref(figure) } else { &[] });
        let right = RIGHT_END + heatmap::bar_width(figure) + legend.width();
        let room = (width - USUAL_LEFT - right).max(LEAST);
        let title = text::wrap(&figure.title, room + USUAL_LEFT, TITLE_SIZE);
        let x_label = text::wrap(&figure.x.label, room, LABEL_SIZE);
        let top = GAP
            + text::line_height(TITLE_SIZE) * title.len() as f64
            + if title.is_empty() { 0.0 } else { GAP };
        let tick_lines = frame::category_lines(figure, room).iter().map(Vec::len).max();
        let bottom = TICK
            + TICK_GAP
            + text::line_height(TICK_SIZE) * tick_lines.unwrap_or(1) as f64
            + GAP
            + text::line_height(LABEL_SIZE) * x_label.len() as f64;
        let inner = (height - top - bottom).max(LEAST);
        let y_label = text::wrap(&figure.y.label, height - GAP, LABEL_SIZE);
        let trial = Frame::new(figure, Area::new(0.0, 0.0, room, inner));
        let left = text::line_height(LABEL_SIZE) * y_label.len() as f64
            + GAP
            + text::widest(trial.y_ticks.labels(), TICK_SIZE)
            + TICK_GAP
            + TICK;
        let margins = Margins {
            left: left.ceil(),
            right: right.ceil(),
            top: top.ceil(),
            bottom: bottom.ceil(),
        };
        PanelLayout {
            figure,
            legend,
            margins,
            title,
            x_label,
            y_label,
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, cell: Area) {
        let (figure, margins) = (self.figure, self.margins);
        let area = Area::new(
            cell.left + margins.left,
            cell.top + margins.top,
            (cell.width() - margins.left - margins.right).max(LEAST),
            (cell.height() - margins.top - margins.bottom).max(LEAST),
        );
        let frame = Frame::new(figure, area);
        frame.draw_grid(figure, canvas);
        heatmap::draw(figure, &frame, canvas);
        bars::draw(figure, &frame, canvas);
        frame.draw_axes(figure, canvas);
        marks::draw(figure, &frame, canvas);
        brackets::draw(figure, &frame, canvas);
        self.draw_labels(canvas, cell, frame.area);
        let legend_left = cell.right - self.legend.width() + legend::GAP;
        self.legend.draw_column(canvas, legend_left, area.top);
    }

    fn draw_labels(&self, canvas: &mut Canvas, cell: Area, area: Area) {
        let middle = (area.left + area.right) / 2.0;
        let mut y = area.top - GAP - 0.25 * f64::from(TITLE_SIZE);
        for line in self.title.iter().rev() {
            // Centred over the axes, but not beyond the edge.
            let half = text::width(line, TITLE_SIZE) / 2.0;
            let x = middle.min(cell.right - half).max(cell.left + half);
            canvas.text(line, (x, y), TITLE_SIZE, Anchor::MIDDLE);
            y -= text::line_height(TITLE_SIZE);
        }
        let step = text::line_height(LABEL_SIZE);
        let mut y = area.bottom + self.margins.bottom - step * self.x_label.len() as f64
            + 0.75 * f64::from(LABEL_SIZE);
        for line in &self.x_label {
            canvas.text(line, (middle, y), LABEL_SIZE, Anchor::MIDDLE);
            y += step;
        }
        let mut x = area.left - self.margins.left + f64::from(LABEL_SIZE);
        for line in &self.y_label {
            let half = text::width(line, LABEL_SIZE) / 2.0;
            let y = ((area.top + area.bottom) / 2.0)
                .min(cell.bottom - half)
                .max(cell.top + half);
            canvas.upright_text(line, (x, y), LABEL_SIZE);
            x += step;
        }
    }
}
