//! The cells of a landscape, and the bar that says which colour is which value.

use colorous::{RED_BLUE, VIRIDIS};

use super::canvas::{Anchor, Canvas, Group};
use super::frame::{Area, Frame, INK, TICK_GAP, TICK_SIZE};
use super::panel::LABEL_SIZE;
use super::scale::Scale;
use super::ticks::Ticks;
use super::{span, text};
use crate::plot::Figure;
use crate::plot::series::{Colours, Heatmap, step};

const STOPS: usize = 17;

const GAP: f64 = 10.0;
const BAR: f64 = 12.0;
const TICK: f64 = 3.0;

/// A length of the bar that asks for the usual number of ticks.
const USUAL_LENGTH: f64 = 240.0;

/// What the bar and its label need beside the plotting area.
pub(super) fn bar_width(figure: &Figure) -> f64 {
    figure.heatmaps.first().map_or(0.0, |heatmap| {
        let ticks = Ticks::new(range(figure, heatmap), USUAL_LENGTH, None);
        let labels = text::widest(ticks.labels(), TICK_SIZE);
        GAP + BAR + TICK + 2.0 * TICK_GAP + labels + text::line_height(LABEL_SIZE)
    })
}

pub(super) fn draw(figure: &Figure, frame: &Frame, canvas: &mut Canvas) {
    if let Some(heatmap) = figure.heatmaps.first() {
        let range = range(figure, heatmap);
        draw_cells(heatmap, range, frame, canvas);
        draw_bar(heatmap, range, frame.area, canvas);
    }
}

fn range(figure: &Figure, heatmap: &Heatmap) -> Scale {
    let values = heatmap.values.iter().copied();
    let own = || match (heatmap.colours, span(values)) {
        (Colours::Sequential, span) => span,
        (Colours::Diverging, (low, high)) => {
            let furthest = high.abs().max(low.abs());
            (-furthest, furthest)
        }
    };
    let (low, high) = figure.colour_range.unwrap_or_else(own);
    // A plain has the colour in the middle.
    let half = if low == high { 0.5 } else { 0.0 };
    Scale {
        low: low - half,
        high: high + half,
        log: false,
    }
}

fn draw_cells(heatmap: &Heatmap, range: Scale, frame: &Frame, canvas: &mut Canvas) {
    // Edges on whole pixels: between others the page would shine through.
    let xs: Vec<f64> = edges(&heatmap.xs).map(|x| frame.x(x).round()).collect();
    let ys: Vec<f64> = edges(&heatmap.ys).map(|y| frame.y(y).round()).collect();
    let area = frame.area;
    let beyond =
        |edges: &[f64], low: f64, high: f64| edges.iter().any(|&edge| edge < low - 1.0 || edge > high + 1.0);
    let cells = if beyond(&xs, area.left, area.right) || beyond(&ys, area.top, area.bottom) {
        Group::new().set("clip-path", canvas.clip(area))
    } else {
        Group::new().set("shape-rendering", "crispEdges")
    };
    canvas.open(cells);
    for (x, column) in heatmap.values.chunks(heatmap.ys.len()).enumerate() {
        for (y, &value) in column.iter().enumerate() {
            let cell = Area {
                left: xs[x],
                right: xs[x + 1],
                top: ys[y + 1],
                bottom: ys[y],
            };
            canvas.rectangle(cell, &colour(heatmap.colours, range.place(value)));
        }
    }
    canvas.close();
}

/// Even to the eye, also to a colour-blind one and, where they do not diverge, in print without colours.
fn colour(colours: Colours, place: f64) -> String {
    let place = place.clamp(0.0, 1.0);
    let colour = match colours {
        Colours::Sequential => VIRIDIS.eval_continuous(place),
        Colours::Diverging => RED_BLUE.eval_continuous(1.0 - place),
    };
    format!("#{colour:x}")
}

/// Half-way between nodes, and as far beyond the outermost.
fn edges(nodes: &[f64]) -> impl Iterator<Item = f64> {
    let step = step(nodes);
    (0..=nodes.len()).map(move |place| nodes[0] + step * (place as f64 - 0.5))
}

fn draw_bar(heatmap: &Heatmap, range: Scale, area: Area, canvas: &mut Canvas) {
    let left = area.right + GAP;
    let bar = Area::new(left, area.top, BAR, area.height());
    let colours: Vec<String> = (0..STOPS)
        .map(|stop| colour(heatmap.colours, stop as f64 / (STOPS - 1) as f64))
        .collect();
    let fill = canvas.gradient(&colours);
    canvas.rectangle(bar, &fill);
    let ticks = Ticks::new(range, area.height().min(USUAL_LENGTH), None);
    for (value, label) in &ticks.major {
        let y = bar.bottom - range.place(*value) * bar.height();
        canvas.line((bar.right, y), (bar.right + TICK, y), INK);
        let place = (bar.right + TICK + TICK_GAP, y + text::middle(TICK_SIZE));
        canvas.text(label, place, TICK_SIZE, Anchor::START);
    }
    let labels = text::widest(ticks.labels(), TICK_SIZE);
    let x = bar.right + TICK + 2.0 * TICK_GAP + labels + f64::from(LABEL_SIZE);
    let middle = (bar.top + bar.bottom) / 2.0;
    canvas.upright_text(&heatmap.label, (x, middle), LABEL_SIZE);
}
