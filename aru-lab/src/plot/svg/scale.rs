//! The range of an axis, and where a number falls on it.

use super::ticks;
use crate::plot::Figure;
use crate::plot::series::{Direction, Shape};

#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) log: bool,
}

/// Where an axis ends.
enum AxisEnds {
    Margins,
    Ticks,
    ClearTicks,
}

/// Data keep this part of the range from its ends.
const MARGIN: f64 = 0.04;

impl Scale {
    /// 0 at the lower end, 1 at the upper.
    pub(super) fn place(&self, value: f64) -> f64 {
        let (low, high, value) = if self.log {
            (self.low.ln(), self.high.ln(), value.ln())
        } else {
            (self.low, self.high, value)
        };
        (value - low) / (high - low)
    }

    pub(super) fn holds(&self, value: f64) -> bool {
        (-1e-9..=1.0 + 1e-9).contains(&self.place(value))
    }

    /// That of the horizontal axis.
    pub(super) fn x(figure: &Figure, pixels: f64) -> Self {
        let log = figure.x.log;
        if let Some((low, high)) = figure.x.range {
            return Scale { low, high, log };
        }
        if !figure.categories.is_empty() {
            let (low, high) = (-0.5, figure.categories.len() as f64 - 0.5);
            return Scale { low, high, log };
        }
        if let Some(heatmap) = figure.heatmaps.first() {
            return Scale::over_cells(figure, Direction::X, &heatmap.xs);
        }
        let extent = extent(figure, Direction::X);
        // Lines run from edge to edge; points and whiskers alone keep a margin.
        let to_the_edge = figure.has(|shape| matches!(shape, Shape::Line(..)))
            && !figure.has(|shape| matches!(shape, Shape::Marker(..) | Shape::Identity))
            && figure.series.iter().all(|series| series.errors.is_none());
        if to_the_edge && extent.0 < extent.1 {
            let (low, high) = extent;
            return Scale { low, high, log };
        }
        let ends = match figure.x.ticks {
            None if has_points(figure) => AxisEnds::ClearTicks,
            _ => AxisEnds::Margins,
        };
        Scale::around(extent, log, pixels, ends)
    }

    /// That of the vertical axis.
    pub(super) fn y(figure: &Figure, pixels: f64) -> Self {
        let log = figure.y.log;
        if let Some((low, high)) = figure.y.range {
            return Scale { low, high, log };
        }
        if let Some(heatmap) = figure.heatmaps.first() {
            return Scale::over_cells(figure, Direction::Y, &heatmap.ys);
        }
        let (mut low, mut high) = extent(figure, Direction::Y);
        if figure.bar_series().next().is_some() {
            // Bars start at zero, or, where there is none, so low that the least can still be seen.
            (low, high) = if log {
                (low / 1.3, high)
            } else {
                (low.min(0.0), high.max(0.0))
            };
        }
        let ends = match figure.y.ticks {
            None if has_points(figure) => AxisEnds::ClearTicks,
            None => AxisEnds::Ticks,
            Some(_) => AxisEnds::Margins,
        };
        Scale::around((low, high), log, pixels, ends)
    }

    /// Over all cells, and the markers beyond them.
    fn over_cells(figure: &Figure, direction: Direction, nodes: &[f64]) -> Self {
        let half = (nodes[nodes.len() - 1] - nodes[0]) / (nodes.len() - 1) as f64 / 2.0;
        let cells = (nodes[0] - half, nodes[nodes.len() - 1] + half);
        let markers = figure.series.iter().filter_map(|series| match series.shape {
            Shape::Marker(x, y, _) => Some(if direction == Direction::X { x } else { y }),
            _ => None,
        });
        let (low, high) = markers.fold(cells, |(low, high), place| (low.min(place), high.max(place)));
        let log = false;
        Scale { low, high, log }
    }

    /// To the next ticks, or with a margin; to the farther of both where points stand, which should not touch an axis.
    fn around((low, high): (f64, f64), log: bool, pixels: f64, ends: AxisEnds) -> Self {
        let (low, high) = match (log, low == high) {
            (true, true) => (low / 1.5, high * 1.5),
            (false, true) if low == 0.0 => (-1.0, 1.0),
            (false, true) => (low - 0.1 * low.abs(), high + 0.1 * high.abs()),
            (_, false) => (low, high),
        };
        let (wide, ticks) = if log {
            let margin = (high / low).powf(MARGIN);
            ((low / margin, high * margin), ticks::log_ends(low, high))
        } else {
            let margin = MARGIN * (high - low);
            let step = ticks::step(low, high, pixels);
            // A hair beyond a tick by rounding is on it.
            let steps = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
            ((low - margin, high + margin), (steps.0 * step, steps.1 * step))
        };
        let (low, high) = match ends {
            AxisEnds::Margins => wide,
            AxisEnds::Ticks => ticks,
            // Zero is a floor: nothing should seem to lie below.
            AxisEnds::ClearTicks => (
                if low == 0.0 { 0.0 } else { wide.0.min(ticks.0) },
                if high == 0.0 { 0.0 } else { wide.1.max(ticks.1) },
            ),
        };
        Scale { low, high, log }
    }
}

fn has_points(figure: &Figure) -> bool {
    figure.has(|shape| matches!(shape, Shape::Points(..)))
}

/// Whether both axes run over the same range.
pub(super) fn is_equal(figure: &Figure) -> bool {
    figure.has(|shape| matches!(shape, Shape::Identity))
}

/// The least and the greatest number on one axis; (0, 1) where there is none.
fn extent(figure: &Figure, direction: Direction) -> (f64, f64) {
    let equal = is_equal(figure);
    let ends = (f64::INFINITY, f64::NEG_INFINITY);
    let ends = figure
        .series
        .iter()
        .flat_map(|series| series.numbers())
        .filter(|numbers| equal || numbers.1 == direction)
        .flat_map(|numbers| numbers.2)
        .fold(ends, |(low, high), &number| (low.min(number), high.max(number)));
    if ends.0 <= ends.1 { ends } else { (0.0, 1.0) }
}
