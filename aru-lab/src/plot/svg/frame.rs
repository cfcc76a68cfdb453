//! The plotting area: its place on the page, its axes, grid and ticks.

use super::canvas::{Anchor, Canvas, Pen};
use super::scale::{self, Scale};
use super::ticks::Ticks;
use super::{brackets, text};
use crate::plot::Figure;
use crate::plot::series::Direction;

pub(super) const TICK_SIZE: u32 = 11;

/// The length of a tick, and the gap from there to its label.
pub(super) const TICK: f64 = 5.0;
pub(super) const TICK_GAP: f64 = 3.0;

const GRID: Pen = Pen::new("#cccccc", 0.6);
pub(super) const INK: Pen = Pen::new("#000000", 1.0);

/// A part of the page.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Area {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The largest square in the middle.
    fn square(self) -> Self {
        let side = self.width().min(self.height());
        let left = (self.left + (self.width() - side) / 2.0).round();
        let top = (self.top + (self.height() - side) / 2.0).round();
        Area::new(left, top, side, side)
    }
}

pub(super) struct Frame {
    pub(super) area: Area,
    /// Where the vertical axis ends: lower than the area where brackets stand above the data.
    pub(super) data_top: f64,
    pub(super) x: Scale,
    pub(super) y: Scale,
    pub(super) x_ticks: Ticks,
    pub(super) y_ticks: Ticks,
}

impl Frame {
    pub(super) fn new(figure: &Figure, area: Area) -> Self {
        let landscape = figure
            .heatmaps
            .first()
            .is_some_and(|heatmap| !heatmap.is_stretched);
        let area = if landscape { area.square() } else { area };
        // Labels are wider than they are high. Axes over the same range have the same ticks.
        let (across, up) = if landscape || scale::is_equal(figure) {
            let side = area.width().min(area.height());
            (side, side)
        } else {
            (area.width() / 1.5, area.height())
        };
        let x = Scale::new(figure, Direction::X, across);
        let y = Scale::new(figure, Direction::Y, up);
        let mut frame = Frame {
            area,
            data_top: area.top,
            x,
            y,
            x_ticks: Ticks::new(x, across, figure.x.ticks.as_ref()),
            y_ticks: Ticks::new(y, up, figure.y.ticks.as_ref()),
        };
        if !figure.brackets.is_empty() {
            frame.make_room(figure);
            frame.y_ticks = Ticks::new(y, area.bottom - frame.data_top, figure.y.ticks.as_ref());
        }
        frame
    }

    /// Lowers the data as far as the brackets above them need.
    fn make_room(&mut self, figure: &Figure) {
        self.data_top += brackets::head(figure, self).min(self.area.height() / 2.0);
        // Raising the data by what is too much raises no bracket by more.
        for _ in 0..8 {
            let slack = brackets::slack(figure, self).max(0.0);
            self.data_top = (self.data_top - slack).max(self.area.top);
        }
    }

    pub(super) fn x(&self, value: f64) -> f64 {
        self.area.left + self.x.place(value) * self.area.width()
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        self.area.bottom - self.y.place(value) * (self.area.bottom - self.data_top)
    }

    pub(super) fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (self.x(x), self.y(y))
    }

    pub(super) fn holds(&self, x: f64, y: f64) -> bool {
        self.x.holds(x) && self.y.holds(y)
    }

    /// Of a horizontal place, cut off at the ends of the vertical axis.
    pub(super) fn y_within(&self, value: f64) -> f64 {
        self.y(value).clamp(self.data_top, self.area.bottom)
    }

    /// Where bars stand.
    pub(super) fn base(&self) -> f64 {
        if self.y.log {
            self.area.bottom
        } else {
            self.y_within(0.0)
        }
    }

    /// Lines behind the data, at the ticks.
    pub(super) fn draw_grid(&self, figure: &Figure, canvas: &mut Canvas) {
        if !figure.heatmaps.is_empty() {
            return;
        }
        let area = self.area;
        if figure.categories.is_empty() {
            for (place, _) in &self.x_ticks.major {
                let x = self.x(*place);
                canvas.line((x, area.bottom), (x, area.top), GRID);
            }
        }
        for (place, _) in &self.y_ticks.major {
            let y = self.y(*place);
            canvas.line((area.left, y), (area.right, y), GRID);
        }
    }

    /// The two axes and their labels, over the data.
    pub(super) fn draw_axes(&self, figure: &Figure, canvas: &mut Canvas) {
        let area = self.area;
        canvas.line((area.left, area.bottom), (area.right, area.bottom), INK);
        canvas.line((area.left, area.bottom), (area.left, self.data_top), INK);
        for (place, label) in &self.y_ticks.major {
            let y = self.y(*place);
            canvas.line((area.left - TICK, y), (area.left, y), INK);
            let place = (area.left - TICK - TICK_GAP, y + text::middle(TICK_SIZE));
            canvas.text(label, place, TICK_SIZE, Anchor::END);
        }
        for y in self.y_ticks.minor.iter().map(|&place| self.y(place)) {
            canvas.line((area.left - TICK / 2.0, y), (area.left, y), INK);
        }
        for x in self.x_ticks.minor.iter().map(|&place| self.x(place)) {
            canvas.line((x, area.bottom), (x, area.bottom + TICK / 2.0), INK);
        }
        let first_line = area.bottom + TICK + TICK_GAP + 0.75 * f64::from(TICK_SIZE);
        if !figure.categories.is_empty() {
            let lines = category_lines(figure, area.width());
            for (category, lines) in lines.iter().enumerate() {
                let x = self.x(category as f64);
                for (line, text) in lines.iter().enumerate() {
                    let y = first_line - TICK / 2.0 + line as f64 * text::line_height(TICK_SIZE);
                    canvas.text(text, (x, y), TICK_SIZE, Anchor::MIDDLE);
                }
            }
            return;
        }
        let mut free = f64::NEG_INFINITY;
        for (place, label) in &self.x_ticks.major {
            let x = self.x(*place);
            canvas.line((x, area.bottom), (x, area.bottom + TICK), INK);
            // A label that would touch the one before is left out.
            let half = text::width(label, TICK_SIZE) / 2.0;
            if x - half > free {
                canvas.text(label, (x, first_line), TICK_SIZE, Anchor::MIDDLE);
                free = x + half + 2.0;
            }
        }
    }
}

/// The names of the categories, broken to fit below an axis of some length.
pub(super) fn category_lines(figure: &Figure, length: f64) -> Vec<Vec<String>> {
    let room = length / figure.categories.len() as f64 - 4.0;
    let lines = |name: &String| text::wrap(name, room, TICK_SIZE);
    figure.categories.iter().map(lines).collect()
}
