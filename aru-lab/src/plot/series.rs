//! What stands between the axes of a figure, as data.

use std::slice::from_ref;

use super::Figure;

/// Data or a guide for the eye under one name, in one colour.
#[derive(Clone, Debug)]
pub(super) struct DataSeries {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// Index into the palette.
    pub(super) colour: usize,
    pub(super) opacity: f64,
    /// Lower and upper ends of the whiskers.
    pub(super) errors: Option<(Vec<f64>, Vec<f64>)>,
}

/// How a series is drawn, and its numbers.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Line(Vec<f64>, Vec<f64>),
    Points(Vec<f64>, Vec<f64>),
    Marker(f64, f64, Marker),
    /// One value for each category.
    Bars(Vec<f64>),
    /// A dashed horizontal line across the figure.
    Level(f64),
    /// A dashed vertical line across the figure.
    Vertical(f64),
    /// The dashed line y = x.
    Identity,
}

/// What [`Figure::landscape`] draws: values over a plane, x by y.
#[derive(Clone, Debug)]
pub(super) struct Heatmap {
    pub(super) label: String,
    pub(super) xs: Vec<f64>,
    pub(super) ys: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) shape: [usize; 2],
    pub(super) colours: Colours,
    /// The plotting area is as wide and as high as there is room, in place of a square.
    pub(super) is_stretched: bool,
}

/// Which colours values have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    /// From dark to bright.
    Sequential,
    /// Blue below zero, red above, and nothing at zero.
    Diverging,
}

/// The distance of two or more evenly spaced nodes.
pub(super) fn step(nodes: &[f64]) -> f64 {
    (nodes[nodes.len() - 1] - nodes[0]) / (nodes.len() - 1) as f64
}

/// A text over two bars, each given by (category, series of bars).
#[derive(Clone, Debug)]
pub(super) struct Bracket {
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
    pub(super) text: String,
}

/// The form of a [`marker`](Figure::marker).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Marker {
    /// A star with five points, one of them up.
    Star,
    /// A filled disc.
    Circle,
    /// Two thick diagonal strokes.
    Cross,
    /// A square that stands on a side.
    Square,
    /// A triangle with one corner up.
    Triangle,
    /// A square that stands on a corner.
    Diamond,
}

impl Shape {
    /// Whether it shows data; the rest are guides for the eye.
    pub(super) fn is_data(&self) -> bool {
        !matches!(self, Shape::Level(_) | Shape::Vertical(_) | Shape::Identity)
    }
}

/// The axis that numbers are placed on.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Direction {
    X,
    Y,
}

impl DataSeries {
    /// All numbers that the series places on an axis, with what they are.
    pub(super) fn numbers(&self) -> Vec<(&'static str, Direction, &[f64])> {
        let (x, name_of_y, y): (&[f64], _, &[f64]) = match &self.shape {
            Shape::Line(x, y) | Shape::Points(x, y) => (x, "y", y),
            Shape::Marker(x, y, _) => (from_ref(x), "y", from_ref(y)),
            Shape::Bars(values) => (&[], "values", values),
            Shape::Level(y) => (&[], "y", from_ref(y)),
            Shape::Vertical(x) => (from_ref(x), "y", &[]),
            Shape::Identity => (&[], "y", &[]),
        };
        let mut numbers = vec![("x", Direction::X, x), (name_of_y, Direction::Y, y)];
        if let Some((low, high)) = &self.errors {
            numbers.push(("low errors", Direction::Y, low));
            numbers.push(("high errors", Direction::Y, high));
        }
        numbers
    }
}

impl Figure {
    /// Whether any series is drawn in such a way.
    pub(super) fn has(&self, wanted: impl Fn(&Shape) -> bool) -> bool {
        self.series.iter().any(|series| wanted(&series.shape))
    }

    /// The series of bars, in the order in which they stand in a group.
    pub(super) fn bar_series(&self) -> impl Iterator<Item = (&DataSeries, &[f64])> {
        self.series.iter().filter_map(|series| match &series.shape {
            Shape::Bars(values) => Some((series, &values[..])),
            _ => None,
        })
    }
}
