//! The range of an axis, and where a number falls on it.

use super::{span, ticks};
use crate::plot::Figure;
use crate::plot::series::{Direction, Shape, step};

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

    /// That of an axis of so many pixels.
    pub(super) fn new(figure: &Figure, direction: Direction, pixels: f64) -> Self {
        let axis = figure.axis(direction);
        let log = axis.log;
        if let Some((low, high)) = axis.range.or_else(|| beyond_data(figure, direction)) {
            return Scale { low, high, log };
        }
        let (mut low, mut high) = extent(figure, direction);
        if direction == Direction::X && run_to_the_edge(figure) && low < high {
            return Scale { low, high, log };
        }
        if direction == Direction::Y && figure.bar_series().next().is_some() {
            // Bars start at zero, or, where there is none, so low that the least can still be seen.
            (low, high) = if log {
                (low / 1.3, high)
            } else {
                (low.min(0.0), high.max(0.0))
            };
        }
        let ends = match (&axis.ticks, direction) {
            (None, _) if figure.has(|shape| matches!(shape, Shape::Points(..))) => AxisEnds::ClearTicks,
            (None, Direction::Y) => AxisEnds::Ticks,
            _ => AxisEnds::Margins,
        };
        Scale::around((low, high), log, pixels, ends)
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

/// The ends of an axis of categories, or of one that holds all cells of a landscape and the markers beyond them.
fn beyond_data(figure: &Figure, direction: Direction) -> Option<(f64, f64)> {
    if direction == Direction::X && !figure.categories.is_empty() {
        return Some((-0.5, figure.categories.len() as f64 - 0.5));
    }
    let heatmap = figure.heatmaps.first()?;
    let nodes = match direction {
        Direction::X => &heatmap.xs,
        Direction::Y => &heatmap.ys,
    };
    let half = step(nodes) / 2.0;
    let markers = figure.series.iter().filter_map(|series| match series.shape {
        Shape::Marker(x, y, _) => Some(if direction == Direction::X { x } else { y }),
        _ => None,
    });
    let cells = [nodes[0] - half, nodes[nodes.len() - 1] + half];
    Some(span(cells.into_iter().chain(markers)))
}

/// Lines run from edge to edge; points and whiskers alone keep a margin.
fn run_to_the_edge(figure: &Figure) -> bool {
    figure.has(|shape| matches!(shape, Shape::Line(..)))
        && !figure.has(|shape| matches!(shape, Shape::Marker(..) | Shape::Identity))
        && figure.series.iter().all(|series| series.errors.is_none())
}

/// Whether both axes run over the same range.
pub(super) fn is_equal(figure: &Figure) -> bool {
    figure.has(|shape| matches!(shape, Shape::Identity))
}

/// The least and the greatest number on one axis; (0, 1) where there is none.
fn extent(figure: &Figure, direction: Direction) -> (f64, f64) {
    let equal = is_equal(figure);
    let numbers = figure
        .series
        .iter()
        .flat_map(|series| series.numbers())
        .filter(|numbers| equal || numbers.1 == direction)
        .flat_map(|numbers| numbers.2);
    let (low, high) = span(numbers.copied());
    if low <= high { (low, high) } else { (0.0, 1.0) }
}
