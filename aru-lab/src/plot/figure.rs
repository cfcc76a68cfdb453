//! A figure: its axes, and how it is written.

use std::path::Path;

use super::series::{Bracket, DataSeries, Direction, Heatmap};
use super::{Number, Panels, values};
use aru_runtime::Result;

/// One pair of axes with what is drawn between them.
///
/// Data are checked when the figure is written, and an error names the series.
///
/// A name stands in the legend once: what is drawn under a name that was there before takes its colour. An empty name
/// takes the colour of the series before it and stays out of the legend.
///
/// ```
/// use aru::plot::Figure;
/// # fn main() -> aru::Result<()> {
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
    pub(super) title: String,
    pub(super) x: AxisSetting,
    pub(super) y: AxisSetting,
    pub(super) colour_range: Option<(f64, f64)>,
    pub(super) categories: Vec<String>,
    pub(super) size: Option<(u32, u32)>,
    pub(super) series: Vec<DataSeries>,
    pub(super) heatmaps: Vec<Heatmap>,
    pub(super) brackets: Vec<Bracket>,
    /// A method that is about the series before it, but was called before any.
    pub(super) misplaced: Option<&'static str>,
}

/// What was asked of one axis.
#[derive(Clone, Debug, Default)]
pub(super) struct AxisSetting {
    pub(super) label: String,
    pub(super) range: Option<(f64, f64)>,
    pub(super) ticks: Option<Vec<f64>>,
    pub(super) log: bool,
}

impl Figure {
    /// Empty axes under a title.
    pub fn new(title: impl Into<String>) -> Self {
        Figure {
            title: title.into(),
            x: AxisSetting::default(),
            y: AxisSetting::default(),
            colour_range: None,
            categories: Vec::new(),
            size: None,
            series: Vec::new(),
            heatmaps: Vec::new(),
            brackets: Vec::new(),
            misplaced: None,
        }
    }

    pub(super) fn axis(&self, direction: Direction) -> &AxisSetting {
        match direction {
            Direction::X => &self.x,
            Direction::Y => &self.y,
        }
    }

    /// What runs along the horizontal axis, with its unit: `Time (ms)`.
    pub fn x_label(mut self, label: impl Into<String>) -> Self {
        self.x.label = label.into();
        self
    }

    /// What runs along the vertical axis, with its unit.
    pub fn y_label(mut self, label: impl Into<String>) -> Self {
        self.y.label = label.into();
        self
    }

    /// The ends of the horizontal axis, in place of those of the data. What lies beyond is cut off.
    pub fn x_range(mut self, low: f64, high: f64) -> Self {
        self.x.range = Some((low, high));
        self
    }

    /// The ends of the vertical axis, in place of those of the data. What lies beyond is cut off.
    pub fn y_range(mut self, low: f64, high: f64) -> Self {
        self.y.range = Some((low, high));
        self
    }

    /// A logarithmic horizontal axis; every x must be positive.
    pub fn log_x(mut self) -> Self {
        self.x.log = true;
        self
    }

    /// A logarithmic vertical axis; every y must be positive.
    pub fn log_y(mut self) -> Self {
        self.y.log = true;
        self
    }

    /// Where the horizontal axis has its ticks; those beyond its ends are left out.
    ///
    /// ```
    /// use aru::plot::Figure;
    /// # fn main() -> aru::Result<()> {
    /// let delays = [5, 10, 20, 40];
    /// let svg = Figure::new("Memory").line("network", delays, [0.9, 0.8, 0.4, 0.1]).x_ticks(delays).to_svg()?;
    /// assert!(svg.contains(">40</text>") && !svg.contains(">30</text>"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn x_ticks<X: Number>(mut self, places: impl IntoIterator<Item = X>) -> Self {
        self.x.ticks = Some(values(places));
        self
    }

    /// Where the vertical axis has its ticks; those beyond its ends are left out.
    pub fn y_ticks<Y: Number>(mut self, places: impl IntoIterator<Item = Y>) -> Self {
        self.y.ticks = Some(values(places));
        self
    }

    /// Names in place of numbers along the horizontal axis: they stand at x = 0, 1, 2 and so on, and
    /// [`bars`](Figure::bars) stand over them.
    pub fn categories<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.categories = names.into_iter().map(Into::into).collect();
        self
    }

    /// The values of a [`landscape`](Figure::landscape) that have the first and the last colour, in place of its least
    /// and its greatest; what lies beyond has the same colour. Panels with one range can be compared.
    pub fn colour_range(mut self, low: f64, high: f64) -> Self {
        self.colour_range = Some((low, high));
        self
    }

    /// Size in pixels, labels and legend included; 640 x 360 unless given, with a landscape 400 x 340. Panels are all
    /// as wide as the widest of their column, and as high as the highest of their row.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.size = Some((width, height));
        self
    }

    /// The figure as text.
    ///
    /// # Errors
    ///
    /// A figure without data, or settings that contradict each other; a series that is empty, has fewer y than x or the
    /// reverse, or a number that is not finite (on a logarithmic axis, or not positive).
    pub fn to_svg(&self) -> Result<String> {
        Panels::new([self.clone()]).to_svg()
    }

    /// Writes the figure to a file.
    ///
    /// # Errors
    ///
    /// As [`to_svg`](Figure::to_svg), or a file that cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        Panels::new([self.clone()]).save(path)
    }
}
