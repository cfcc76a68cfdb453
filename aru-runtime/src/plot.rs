//! Figures as SVG: lines and points with a legend, alone or stacked.
//!
//! Text stays text, so that it can be selected, searched and edited. Labels of axes carry their units.

mod svg;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::error::{Error, Result};
use crate::files;

/// One pair of axes with lines and points.
///
/// Data are checked when the figure is written, and an error names the series.
///
/// ```
/// use aru_runtime::plot::Figure;
/// # fn main() -> aru_runtime::Result<()> {
/// let time = [0.0, 1.0, 2.0, 3.0];
/// let svg = Figure::new("Firing rate")
///     .x_label("Time (ms)")
///     .y_label("Rate (spikes/s)")
///     .line("measured", &time, [10.0, 50.0, 90.0, 20.0])
///     .line("predicted", &time, [12.0, 48.0, 80.0, 25.0])
///     .to_svg()?;
/// assert!(svg.contains(">Time (ms)</text>"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Figure {
    title: String,
    x_label: String,
    y_label: String,
    y_range: Option<(f64, f64)>,
    log_y: bool,
    width: f64,
    height: f64,
    series: Vec<Series>,
}

#[derive(Clone, Debug)]
struct Series {
    name: String,
    shape: Shape,
    /// Index into the palette.
    colour: usize,
}

#[derive(Clone, Debug)]
enum Shape {
    Line(Vec<f64>, Vec<f64>),
    Points(Vec<f64>, Vec<f64>),
    /// A dashed horizontal line across the figure.
    Level(f64),
    /// The dashed line y = x.
    Identity,
}

/// A number that can be drawn: any real number, or a reference to one, so that slices, arrays and iterators all do.
pub trait Number {
    /// Its value.
    fn value(self) -> f64;
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl Number for $number {
            fn value(self) -> f64 {
                self as f64
            }
        }

        impl Number for &$number {
            fn value(self) -> f64 {
                *self as f64
            }
        }
    )*};
}

number!(f32, f64, i32, i64, u32, u64, usize);

impl Figure {
    /// Empty axes under a title.
    pub fn new(title: impl Into<String>) -> Self {
        Figure {
            title: title.into(),
            x_label: String::new(),
            y_label: String::new(),
            y_range: None,
            log_y: false,
            width: 640.0,
            height: 360.0,
            series: Vec::new(),
        }
    }

    /// What runs along the horizontal axis, with its unit: `Time (ms)`.
    pub fn x_label(mut self, label: impl Into<String>) -> Self {
        self.x_label = label.into();
        self
    }

    /// What runs along the vertical axis, with its unit.
    pub fn y_label(mut self, label: impl Into<String>) -> Self {
        self.y_label = label.into();
        self
    }

    /// The ends of the vertical axis, in place of those of the data.
    pub fn y_range(mut self, low: f64, high: f64) -> Self {
        self.y_range = Some((low, high));
        self
    }

    /// A logarithmic vertical axis; every y must be positive.
    pub fn log_y(mut self) -> Self {
        self.log_y = true;
        self
    }

    /// Size in pixels, labels and legend included; 640 x 360 unless given. Panels are all as wide as the widest.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (f64::from(width), f64::from(height));
        self
    }

    /// A line through the points in the order given.
    pub fn line<X: Number, Y: Number>(
        self,
        name: impl Into<String>,
        x: impl IntoIterator<Item = X>,
        y: impl IntoIterator<Item = Y>,
    ) -> Self {
        let colour = self.next_colour();
        self.with(name, Shape::Line(values(x), values(y)), colour)
    }

    /// A dot at each point.
    pub fn points<X: Number, Y: Number>(
        self,
        name: impl Into<String>,
        x: impl IntoIterator<Item = X>,
        y: impl IntoIterator<Item = Y>,
    ) -> Self {
        let colour = self.next_colour();
        self.with(name, Shape::Points(values(x), values(y)), colour)
    }

    /// A dashed horizontal line in the colour of the series before it: its true value, or a baseline.
    pub fn level<Y: Number>(self, name: impl Into<String>, y: Y) -> Self {
        let colour = self.series.last().map_or(0, |series| series.colour);
        self.with(name, Shape::Level(y.value()), colour)
    }

    /// The dashed line y = x, for predicted against measured.
    pub fn identity(self, name: impl Into<String>) -> Self {
        self.with(name, Shape::Identity, svg::GREY)
    }

    /// The figure as text.
    ///
    /// # Errors
    ///
    /// A figure without data; a series that is empty, has fewer y than x or the reverse, or a number that is not
    /// finite (on a logarithmic axis, or not positive).
    pub fn to_svg(&self) -> Result<String> {
        Panels::new([self.clone()]).to_svg()
    }

    /// Writes the figure to a file.
    ///
    /// # Errors
    ///
    /// As [`to_svg`](Figure::to_svg), or a file that cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        files::write(path.as_ref(), self.to_svg()?.as_bytes())
    }

    fn with(mut self, name: impl Into<String>, shape: Shape, colour: usize) -> Self {
        let name = name.into();
        self.series.push(Series { name, shape, colour });
        self
    }

    fn next_colour(&self) -> usize {
        let drawn = |series: &&Series| matches!(series.shape, Shape::Line(..) | Shape::Points(..));
        self.series.iter().filter(drawn).count()
    }

    fn check(&self) -> Result<()> {
        for series in &self.series {
            series.check(&self.title, self.log_y)?;
        }
        if !self
            .series
            .iter()
            .any(|series| matches!(series.shape, Shape::Line(..) | Shape::Points(..)))
        {
            return Err(Error::Setting {
                setting: format!("figure `{}`", self.title),
                found: "empty".into(),
                expected: "draw a `line` or `points`".into(),
            });
        }
        match self.y_range {
            Some((low, high)) if !(low.is_finite() && high.is_finite() && low < high) => {
                Err(Error::Setting {
                    setting: format!("y range of figure `{}`", self.title),
                    found: format!("{low} to {high}"),
                    expected: "expected two finite numbers, the lower first".into(),
                })
            }
            _ => Ok(()),
        }
    }
}

impl Series {
    fn check(&self, title: &str, log_y: bool) -> Result<()> {
        let what = |axis: &str| format!("{axis} of `{}` in figure `{title}`", self.name);
        let (x, y) = match &self.shape {
            Shape::Line(x, y) | Shape::Points(x, y) => (&x[..], &y[..]),
            Shape::Level(y) => (&[0.0][..], std::slice::from_ref(y)),
            Shape::Identity => return Ok(()),
        };
        if x.is_empty() || x.len() != y.len() {
            return Err(Error::Shape {
                what: what("y"),
                expected: format!("[{}], one for each x, and at least one", x.len()),
                found: vec![y.len()],
            });
        }
        for (axis, values) in [("x", x), ("y", y)] {
            if let Some((place, &value)) = values.iter().enumerate().find(|(_, value)| !value.is_finite()) {
                return Err(Error::NotFinite {
                    what: what(axis),
                    index: vec![place],
                    value,
                });
            }
        }
        match y.iter().position(|&y| log_y && y <= 0.0) {
            Some(place) => Err(Error::OutOfBounds {
                what: what("y"),
                index: vec![place],
                value: y[place],
                range: "above zero on a logarithmic axis".into(),
            }),
            None => Ok(()),
        }
    }
}

/// Figures one below the other.
///
/// ```
/// use aru_runtime::plot::{Figure, Panels};
/// # fn main() -> aru_runtime::Result<()> {
/// let panel = |title: &str| Figure::new(title).x_label("Epoch").y_label("Loss").line("loss", [1, 2], [0.3, 0.1]);
/// let svg = Panels::new([panel("First recording"), panel("Second recording")]).to_svg()?;
/// assert!(svg.contains("Second recording"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Panels {
    figures: Vec<Figure>,
}

impl Panels {
    /// Figures from top to bottom.
    pub fn new(figures: impl IntoIterator<Item = Figure>) -> Self {
        Panels {
            figures: figures.into_iter().collect(),
        }
    }

    /// The panels as text.
    ///
    /// # Errors
    ///
    /// No figure, or one that [cannot be drawn](Figure::to_svg).
    pub fn to_svg(&self) -> Result<String> {
        self.figures.iter().try_for_each(Figure::check)?;
        if self.figures.is_empty() {
            return Err(Error::Setting {
                setting: "the number of panels".into(),
                found: "0".into(),
                expected: "expected at least one figure".into(),
            });
        }
        Ok(svg::draw(&self.figures))
    }

    /// Writes the panels to a file.
    ///
    /// # Errors
    ///
    /// As [`to_svg`](Panels::to_svg), or a file that cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        files::write(path.as_ref(), self.to_svg()?.as_bytes())
    }
}

fn values<V: Number>(values: impl IntoIterator<Item = V>) -> Vec<f64> {
    values.into_iter().map(Number::value).collect()
}
