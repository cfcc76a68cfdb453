//! Bars in groups.

use super::canvas::{Canvas, Group};
use super::frame::{Area, Frame, INK};
use super::{colour, marks};
use crate::plot::Figure;

/// Of the distance between two categories.
const WIDEST_BAR: f64 = 0.45;
const WIDEST_GROUP: f64 = 0.8;

/// How the bars over a category share its room.
pub(super) struct BarGroup {
    series: usize,
    bar: f64,
}

impl BarGroup {
    pub(super) fn of(figure: &Figure) -> Self {
        let series = figure.bar_series().count();
        BarGroup {
            series,
            bar: (WIDEST_GROUP / series.max(1) as f64).min(WIDEST_BAR),
        }
    }

    /// Left edge, middle and right edge of a bar on the axis.
    pub(super) fn bar(&self, category: usize, series: usize) -> [f64; 3] {
        let middle = category as f64 + self.bar * (series as f64 - (self.series as f64 - 1.0) / 2.0);
        [middle - self.bar / 2.0, middle, middle + self.bar / 2.0]
    }
}

pub(super) fn draw(figure: &Figure, frame: &Frame, canvas: &mut Canvas) {
    let group = BarGroup::of(figure);
    let base = frame.base();
    for (place, (series, values)) in figure.bar_series().enumerate() {
        if series.opacity < 1.0 {
            canvas.open(Group::new().set("opacity", series.opacity));
        }
        for (category, &value) in values.iter().enumerate() {
            let [left, _, right] = group.bar(category, place).map(|x| frame.x(x));
            let end = frame.y_within(value);
            let bar = Area {
                // A hair of white tells neighbours apart.
                left: left + 0.5,
                right: right - 0.5,
                top: end.min(base),
                bottom: end.max(base),
            };
            canvas.rectangle(bar, colour(series.colour));
        }
        if series.opacity < 1.0 {
            canvas.close();
        }
        if let Some((low, high)) = &series.errors {
            let places = (0..values.len()).map(|category| frame.x(group.bar(category, place)[1]));
            marks::draw_whiskers(frame, places, low, high, "#000000", canvas);
        }
    }
    if group.series > 0 && frame.area.top < base && base < frame.area.bottom {
        canvas.line((frame.area.left, base), (frame.area.right, base), INK);
    }
}
