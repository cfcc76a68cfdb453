//! Brackets over bars: as low as bars, whiskers and other brackets allow.

use super::bars::BarGroup;
use super::canvas::{Anchor, Canvas, path};
use super::frame::{Area, Frame, INK};
use super::text;
use crate::plot::Figure;
use crate::plot::series::Bracket;

const TEXT_SIZE: u32 = 10;

/// From what is below to the feet, from there to the bracket, and from there to the text.
const CLEAR: f64 = 4.0;
const FOOT: f64 = 4.0;
const TEXT_GAP: f64 = 4.5;

/// Each bracket needs this height.
const STEP: f64 = CLEAR + FOOT + TEXT_GAP + TEXT_SIZE as f64;

/// Brackets that stand side by side keep at least this distance.
const APART: f64 = 3.0;

/// A bracket by its pixels: feet, ends of all that it covers, and how many brackets are piled up to it.
struct BracketSpan<'a> {
    bracket: &'a Bracket,
    feet: (f64, f64),
    cover: (f64, f64),
    level: usize,
}

impl BracketSpan<'_> {
    fn meets(&self, (left, right): (f64, f64)) -> bool {
        left < self.cover.1 && self.cover.0 < right
    }
}

/// The narrow ones first: the wide ones go above them.
fn spans<'a>(figure: &'a Figure, frame: &Frame) -> Vec<BracketSpan<'a>> {
    let group = BarGroup::of(figure);
    let foot = |(category, series)| frame.x(group.bar(category, series)[1]);
    let mut spans: Vec<BracketSpan> = figure
        .brackets
        .iter()
        .map(|bracket| {
            let ends = (foot(bracket.from), foot(bracket.to));
            let feet = (ends.0.min(ends.1), ends.0.max(ends.1));
            let (middle, half) = text_of(bracket, feet);
            BracketSpan {
                bracket,
                feet,
                cover: (
                    feet.0.min(middle - half) - APART,
                    feet.1.max(middle + half) + APART,
                ),
                level: 1,
            }
        })
        .collect();
    spans.sort_by(|a, b| {
        let length = |(left, right): (f64, f64)| right - left;
        let shorter = length(a.feet).total_cmp(&length(b.feet));
        shorter.then(a.feet.0.total_cmp(&b.feet.0))
    });
    for place in 1..spans.len() {
        let (before, after) = spans.split_at_mut(place);
        let below = before.iter().filter(|span| span.meets(after[0].cover));
        after[0].level = 1 + below.map(|span| span.level).max().unwrap_or(0);
    }
    spans
}

/// The middle of the text of a bracket, and half its width.
fn text_of(bracket: &Bracket, feet: (f64, f64)) -> (f64, f64) {
    let half = text::width(&bracket.text, TEXT_SIZE) / 2.0;
    ((feet.0 + feet.1) / 2.0, half)
}

/// The height above the highest bar that is always enough.
pub(super) fn head(figure: &Figure, frame: &Frame) -> f64 {
    let levels = spans(figure, frame).iter().map(|span| span.level).max();
    levels.map_or(0.0, |levels| levels as f64 * STEP + TEXT_GAP)
}

/// How far the highest text stays below the upper end of the plotting area.
pub(super) fn slack(figure: &Figure, frame: &Frame) -> f64 {
    let tops = placed(figure, frame)
        .into_iter()
        .map(|(_, y)| y + CLEAR + FOOT - STEP);
    tops.fold(f64::INFINITY, f64::min) - frame.area.top
}

/// The heights of the brackets.
fn placed<'a>(figure: &'a Figure, frame: &Frame) -> Vec<(BracketSpan<'a>, f64)> {
    let mut obstacles = bar_tops(figure, frame);
    let place = |span: BracketSpan<'a>| {
        let below = obstacles
            .iter()
            .filter(|(ends, _)| span.meets(*ends))
            .map(|&(_, top)| top)
            .fold(frame.area.bottom, f64::min);
        obstacles.push((span.cover, below - STEP));
        (span, below - CLEAR - FOOT)
    };
    spans(figure, frame).into_iter().map(place).collect()
}

pub(super) fn draw(figure: &Figure, frame: &Frame, canvas: &mut Canvas) {
    for (span, y) in placed(figure, frame) {
        let (left, right) = span.feet;
        let corners = [(left, y + FOOT), (left, y), (right, y), (right, y + FOOT)];
        canvas.stroke(&path(corners), INK);
        // Lines behind the text would cross it.
        let (middle, half) = text_of(span.bracket, span.feet);
        let size = f64::from(TEXT_SIZE);
        let paper = Area::new(middle - half, y - TEXT_GAP - 0.8 * size, 2.0 * half, size);
        canvas.rectangle(paper, "#ffffff");
        let place = (middle, y - TEXT_GAP);
        canvas.text(&span.bracket.text, place, TEXT_SIZE, Anchor::MIDDLE);
    }
}

/// Ends and top of every bar with its whisker.
fn bar_tops(figure: &Figure, frame: &Frame) -> Vec<((f64, f64), f64)> {
    let group = BarGroup::of(figure);
    let mut tops = Vec::new();
    for (place, (series, values)) in figure.bar_series().enumerate() {
        for (category, &value) in values.iter().enumerate() {
            let [left, _, right] = group.bar(category, place).map(|x| frame.x(x));
            let highest = series.errors.as_ref().map_or(value, |(_, high)| high[category]);
            tops.push(((left, right), frame.y_within(highest).min(frame.base())));
        }
    }
    tops
}
