//! What stands between the axes of a figure, as data.

use std::slice::from_ref;

use super::Figure;

#[derive(Clone, Debug)]
pub(super) struct Series {
    pub(super) name: String,
    pub(super) shape: Shape,
    /// Index into the palette.
    pub(super) colour: usize,
    pub(super) opacity: f64,
    /// Lower and upper ends of the whiskers.
    pub(super) errors: Option<(Vec<f64>, Vec<f64>)>,
}

#[derive(Clone, Debug)]
pub(super) enum Shape {
    Line(Vec<f64>, Vec<f64>),
    Points(Vec<f64>, Vec<f64>),
    Marker(f64, f64, Marker),
    /// One value for each category.
    Bars(Vec<f64>),
    /// A dashed horizontal line across the figure.
    Level(f64),
    /// The same, upright.
    Vertical(f64),
    /// The dashed line y = x.
    Identity,
}

/// Values over a plane, x by y.
#[derive(Clone, Debug)]
pub(super) struct Landscape {
    pub(super) label: String,
    pub(super) xs: Vec<f64>,
    pub(super) ys: Vec<f64>,
    pub(super) values: Vec<f64>,
    pub(super) shape: [usize; 2],
}

/// Ends are (category, series of bars).
#[derive(Clone, Debug)]
pub(super) struct Bracket {
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
    pub(super) text: String,
}

/// The form of a [`marker`](Figure::marker).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// With five points.
    Star,
    /// A disc.
    Circle,
    /// Two thick diagonal strokes.
    Cross,
    /// On its side.
    Square,
    /// On its base.
    Triangle,
    /// A square on its corner.
    Diamond,
}

impl Shape {
    /// Whether it shows data; the rest are guides for the eye.
    pub(super) fn is_data(&self) -> bool {
        !matches!(self, Shape::Level(_) | Shape::Vertical(_) | Shape::Identity)
    }
}

/// Of the two axes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Direction {
    X,
    Y,
}

impl Series {
    /// All numbers that the series places on an axis, with what they are.
    pub(super) fn numbers(&self) -> Vec<(&'static str, Direction, &[f64])> {
        let mut numbers = match &self.shape {
            Shape::Line(x, y) | Shape::Points(x, y) => {
                vec![("x", Direction::X, &x[..]), ("y", Direction::Y, &y[..])]
            }
            Shape::Marker(x, y, _) => {
                vec![("x", Direction::X, from_ref(x)), ("y", Direction::Y, from_ref(y))]
            }
            Shape::Bars(values) => vec![("values", Direction::Y, &values[..])],
            Shape::Level(y) => vec![("y", Direction::Y, from_ref(y))],
            Shape::Vertical(x) => vec![("x", Direction::X, from_ref(x))],
            Shape::Identity => Vec::new(),
        };
        if let Some((low, high)) = &self.errors {
            numbers.push(("low errors", Direction::Y, low));
            numbers.push(("high errors", Direction::Y, high));
        }
        numbers
    }
}

impl Figure {
    /// The series of bars, in the order in which they stand in a group.
    pub(super) fn bar_series(&self) -> impl Iterator<Item = (&Series, &[f64])> {
        self.series.iter().filter_map(|series| match &series.shape {
            Shape::Bars(values) => Some((series, &values[..])),
            _ => None,
        })
    }
}
