//! Which look has which name.

use std::mem::discriminant;

use super::canvas::{Anchor, Canvas};
use super::{marks, text};
use crate::plot::Figure;
use crate::plot::series::{DataSeries, Shape};

const TEXT_SIZE: u32 = 11;

pub(super) const LINE: f64 = 17.0;

/// Between the legend and the rest.
pub(super) const GAP: f64 = 14.0;

/// Half the width of a swatch, and from there to the name.
const HALF: f64 = 9.0;
const NAME_GAP: f64 = 6.0;

/// Between entries in one line.
const ENTRY_GAP: f64 = 20.0;

/// Entries in the order of their first appearance.
pub(super) struct Legend<'a> {
    entries: Vec<&'a DataSeries>,
}

impl<'a> Legend<'a> {
    /// The series of figures that have a name, each look of a name once.
    pub(super) fn of(figures: &'a [Figure]) -> Self {
        let mut entries: Vec<&DataSeries> = Vec::new();
        for series in figures.iter().flat_map(|figure| &figure.series) {
            if !series.name.is_empty() && !entries.iter().any(|known| look_the_same(known, series)) {
                entries.push(series);
            }
        }
        Legend { entries }
    }

    /// What a column of entries needs, with the gap before it.
    pub(super) fn width(&self) -> f64 {
        if self.entries.is_empty() {
            return 0.0;
        }
        GAP + super::greatest(self.entries.iter().map(|entry| entry_width(entry)))
    }

    pub(super) fn draw_column(&self, canvas: &mut Canvas, left: f64, top: f64) {
        for (line, entry) in self.entries.iter().enumerate() {
            draw_entry(entry, canvas, left, top + LINE * (line as f64 + 0.5));
        }
    }

    /// The entries in lines no longer than the room there is.
    pub(super) fn lines(&self, room: f64) -> Vec<Vec<&'a DataSeries>> {
        let mut lines: Vec<Vec<&DataSeries>> = Vec::new();
        for entry in &self.entries {
            match lines.last_mut() {
                Some(line) if line_width(line) + ENTRY_GAP + entry_width(entry) <= room => line.push(entry),
                _ => lines.push(vec![entry]),
            }
        }
        lines
    }
}

/// Lines of entries one below the other, each in the middle.
pub(super) fn draw_lines(canvas: &mut Canvas, lines: &[Vec<&DataSeries>], left: f64, top: f64, room: f64) {
    for (place, line) in lines.iter().enumerate() {
        let mut x = left + ((room - line_width(line)) / 2.0).max(0.0);
        for entry in line {
            draw_entry(entry, canvas, x, top + LINE * (place as f64 + 0.5));
            x += entry_width(entry) + ENTRY_GAP;
        }
    }
}

fn look_the_same(a: &DataSeries, b: &DataSeries) -> bool {
    let marker = |series: &DataSeries| match series.shape {
        Shape::Marker(_, _, marker) => Some(marker),
        _ => None,
    };
    a.name == b.name
        && super::colour(a.colour) == super::colour(b.colour)
        && discriminant(&a.shape) == discriminant(&b.shape)
        && marker(a) == marker(b)
        && a.errors.is_some() == b.errors.is_some()
}

fn entry_width(entry: &DataSeries) -> f64 {
    2.0 * HALF + NAME_GAP + text::width(&entry.name, TEXT_SIZE)
}

fn line_width(line: &[&DataSeries]) -> f64 {
    let gaps = ENTRY_GAP * line.len().saturating_sub(1) as f64;
    line.iter().map(|entry| entry_width(entry)).sum::<f64>() + gaps
}

fn draw_entry(entry: &DataSeries, canvas: &mut Canvas, left: f64, middle: f64) {
    marks::draw_swatch(entry, (left + HALF, middle), HALF, canvas);
    let place = (left + 2.0 * HALF + NAME_GAP, middle + text::middle(TEXT_SIZE));
    canvas.text(&entry.name, place, TEXT_SIZE, Anchor::START);
}
