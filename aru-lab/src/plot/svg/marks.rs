//! Lines, points, whiskers and markers.

use std::f64::consts::{SQRT_2, TAU};

use super::canvas::{Canvas, Group, Pen, path, tenths};
use super::colour;
use super::frame::{Area, Frame};
use crate::plot::series::{DataSeries, Shape};
use crate::plot::{Figure, Marker};

const LINE: f64 = 1.4;
const DOT: f64 = 2.2;
const CAP: f64 = 3.0;

/// The radius of a disc, here and in the legend; other markers look as large.
const MARKER: f64 = 6.0;
const SMALL_MARKER: f64 = 4.0;

/// How wide the white edge is that sets a line or a dot off from a landscape.
const EDGE: f64 = 1.1;

/// In how many pieces a bent line is drawn.
const PIECES: usize = 64;

/// Everything but bars, markers last.
pub(super) fn draw(figure: &Figure, frame: &Frame, canvas: &mut Canvas) {
    let edged = !figure.heatmaps.is_empty();
    for series in &figure.series {
        let zip = |x: &[f64], y: &[f64]| x.iter().copied().zip(y.iter().copied()).collect::<Vec<_>>();
        let (across, up) = (frame.x, frame.y);
        let mut line = |points: &[(f64, f64)]| draw_line(series, points, frame, edged, canvas);
        match &series.shape {
            Shape::Line(x, y) => line(&zip(x, y)),
            Shape::Points(x, y) => draw_points(series, &zip(x, y), frame, edged, canvas),
            Shape::Level(y) => line(&[(across.low, *y), (across.high, *y)]),
            Shape::Vertical(x) => line(&[(*x, up.low), (*x, up.high)]),
            Shape::Identity => {
                let length = across.high - across.low;
                let point = |piece: usize| across.low + length * piece as f64 / PIECES as f64;
                // Bent where one axis alone is logarithmic.
                let step = if figure.x.log == figure.y.log { PIECES } else { 1 };
                let points = (0..=PIECES).step_by(step).map(point);
                let points: Vec<f64> = points.filter(|&point| !figure.y.log || point > 0.0).collect();
                line(&zip(&points, &points));
            }
            Shape::Bars(_) | Shape::Marker(..) => {}
        }
        if let (Shape::Line(x, _) | Shape::Points(x, _), Some((low, high))) = (&series.shape, &series.errors)
        {
            let places = x.iter().map(|&x| frame.x(x));
            canvas.open(see_through(series));
            draw_whiskers(frame, places, low, high, colour(series.colour), canvas);
            canvas.close();
        }
    }
    for series in &figure.series {
        if let Shape::Marker(x, y, marker) = series.shape
            && frame.holds(x, y)
        {
            canvas.open(see_through(series));
            draw_marker(marker, frame.place(x, y), MARKER, colour(series.colour), canvas);
            canvas.close();
        }
    }
}

fn see_through(series: &DataSeries) -> Group {
    Group::new().set("opacity", series.opacity)
}

/// Dashed where it shows no data.
pub(super) fn pen(series: &DataSeries) -> Pen<'static> {
    Pen {
        dashed: !series.shape.is_data(),
        ..Pen::new(colour(series.colour), LINE)
    }
}

fn draw_line(series: &DataSeries, points: &[(f64, f64)], frame: &Frame, edged: bool, canvas: &mut Canvas) {
    let mut group = Group::new().set("stroke-linejoin", "round");
    if points.iter().any(|&(x, y)| !frame.holds(x, y)) {
        let area = Area {
            top: frame.data_top,
            ..frame.area
        };
        group = group.set("clip-path", canvas.clip(area));
    }
    if series.opacity < 1.0 {
        group = group.set("opacity", series.opacity);
    }
    let path = path(points.iter().map(|&(x, y)| frame.place(x, y)));
    canvas.open(group);
    if edged {
        canvas.stroke(&path, Pen::new("#ffffff", LINE + 2.0 * EDGE));
    }
    canvas.stroke(&path, pen(series));
    canvas.close();
}

fn draw_points(series: &DataSeries, points: &[(f64, f64)], frame: &Frame, edged: bool, canvas: &mut Canvas) {
    let centres = || {
        let held = points.iter().filter(|&&(x, y)| frame.holds(x, y));
        held.map(|&(x, y)| frame.place(x, y))
    };
    let opacity = if series.opacity < 1.0 || edged {
        series.opacity
    } else {
        // Dots that lie on each other can be told from one.
        0.65
    };
    canvas.open(Group::new().set("fill-opacity", opacity));
    if edged {
        canvas.dots(centres(), DOT + EDGE, "#ffffff");
    }
    canvas.dots(centres(), DOT, colour(series.colour));
    canvas.close();
}

/// At places in pixels, from low to high values; what lies beyond the axes is cut off.
pub(super) fn draw_whiskers(
    frame: &Frame,
    places: impl Iterator<Item = f64>,
    low: &[f64],
    high: &[f64],
    colour: &str,
    canvas: &mut Canvas,
) {
    let pen = Pen::new(colour, 1.0);
    for ((x, &low), &high) in places.zip(low).zip(high) {
        let (bottom, top) = (frame.y_within(low), frame.y_within(high));
        if x < frame.area.left - 0.5
            || x > frame.area.right + 0.5
            || frame.y(low) < frame.data_top
            || frame.y(high) > frame.area.bottom
        {
            continue;
        }
        canvas.line((x, bottom), (x, top), pen);
        for (end, value) in [(bottom, low), (top, high)] {
            if (frame.y(value) - end).abs() < 0.5 {
                canvas.line((x - CAP, end), (x + CAP, end), pen);
            }
        }
    }
}

/// Edged in white and that in black: seen on white, on black, and on all between.
fn draw_marker(marker: Marker, centre: (f64, f64), radius: f64, colour: &str, canvas: &mut Canvas) {
    let outline = outline(marker, centre, radius);
    canvas.fill(&outline, "#000000", 4.2);
    canvas.fill(&outline, "#ffffff", 2.6);
    canvas.fill(&outline, colour, 0.0);
}

fn outline(marker: Marker, (x, y): (f64, f64), size: f64) -> String {
    let even = |corners: usize, start: f64, radius: f64| {
        let turns = (0..corners).map(|corner| start + corner as f64 / corners as f64);
        turns.map(|turn| (turn, radius)).collect()
    };
    // By turn from the top, and by distance from the centre in radii of the disc.
    let corners: Vec<(f64, f64)> = match marker {
        Marker::Circle => {
            let radius = tenths(size);
            let half = |way: &str| format!("a{radius} {radius} 0 1 0 {way}{} 0", tenths(2.0 * size));
            return format!("M{} {}{}{}Z", tenths(x - size), tenths(y), half(""), half("-"));
        }
        Marker::Star => (0..10)
            .zip([1.5, 0.62].into_iter().cycle())
            .map(|(corner, radius)| (f64::from(corner) / 10.0, radius))
            .collect(),
        Marker::Cross => {
            // A plus on its side: half the width of an arm, and its length from the centre.
            let (near, far) = (0.35_f64, 1.3_f64);
            let (end, half) = (far.hypot(near), near.atan2(far) / TAU);
            let arm = |turn| {
                [
                    (turn - 0.125, near * SQRT_2),
                    (turn - half, end),
                    (turn + half, end),
                ]
            };
            [0.125, 0.375, 0.625, 0.875].into_iter().flat_map(arm).collect()
        }
        Marker::Square => even(4, 0.125, 1.25),
        Marker::Triangle => even(3, 0.0, 1.35),
        Marker::Diamond => even(4, 0.0, 1.35),
    };
    let place = |(turn, radius): (f64, f64)| {
        let (right, up) = (TAU * turn).sin_cos();
        (x + size * radius * right, y - size * radius * up)
    };
    path(corners.into_iter().map(place)) + "Z"
}

/// The swatch of a series in the legend: its middle, and half its width.
pub(super) fn draw_swatch(series: &DataSeries, (x, y): (f64, f64), half: f64, canvas: &mut Canvas) {
    let colour = colour(series.colour);
    match &series.shape {
        Shape::Bars(_) => canvas.rectangle(Area::new(x - 5.0, y - 5.0, 10.0, 10.0), colour),
        Shape::Marker(_, _, marker) => draw_marker(*marker, (x, y), SMALL_MARKER, colour, canvas),
        Shape::Points(..) => canvas.dots(std::iter::once((x, y)), 1.3 * DOT, colour),
        Shape::Line(..) | Shape::Level(_) | Shape::Vertical(_) | Shape::Identity => {
            canvas.line((x - half, y), (x + half, y), pen(series));
        }
    }
    if series.errors.is_some() && !matches!(series.shape, Shape::Bars(_)) {
        let pen = Pen::new(colour, 1.0);
        canvas.line((x, y - 5.0), (x, y + 5.0), pen);
        for end in [y - 5.0, y + 5.0] {
            canvas.line((x - CAP, end), (x + CAP, end), pen);
        }
    }
}
