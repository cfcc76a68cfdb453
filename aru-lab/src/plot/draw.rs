//! What can be drawn between the axes of a figure.

use std::collections::HashSet;

use ndarray::ArrayView2;

use super::series::{Bracket, Colours, DataSeries, Heatmap, Shape};
use super::{Figure, Marker, Number, svg, values};

/// What is drawn.
impl Figure {
    /// A line through the points in the order given.
    pub fn line<X: Number, Y: Number>(
        self,
        name: impl Into<String>,
        x: impl IntoIterator<Item = X>,
        y: impl IntoIterator<Item = Y>,
    ) -> Self {
        self.data(name, Shape::Line(values(x), values(y)))
    }

    /// A dot at each point.
    pub fn points<X: Number, Y: Number>(
        self,
        name: impl Into<String>,
        x: impl IntoIterator<Item = X>,
        y: impl IntoIterator<Item = Y>,
    ) -> Self {
        self.data(name, Shape::Points(values(x), values(y)))
    }

    /// One large mark, edged so that it can be seen on every colour of a [`landscape`](Figure::landscape).
    ///
    /// ```
    /// use aru::plot::{Figure, Marker};
    /// # fn main() -> aru::Result<()> {
    /// let course = Figure::new("Learning").line("course", [0.1, 0.3, 0.4], [0.1, 0.2, 0.6]);
    /// let svg = course.marker("target", 0.4, 0.65, Marker::Star).to_svg()?;
    /// assert!(svg.contains(">target</text>"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn marker<X: Number, Y: Number>(self, name: impl Into<String>, x: X, y: Y, marker: Marker) -> Self {
        self.data(name, Shape::Marker(x.value(), y.value(), marker))
    }

    /// A bar over each of the [`categories`](Figure::categories), from zero, or on a logarithmic axis from its lower
    /// end. Each call is one series of the group over a category.
    ///
    /// ```
    /// use aru::plot::Figure;
    /// # fn main() -> aru::Result<()> {
    /// let svg = Figure::new("Loss by model")
    ///     .categories(["sd 0.1", "sd 0.2"])
    ///     .bars("fixed", [0.30, 0.42])
    ///     .errors([0.28, 0.40], [0.32, 0.44])
    ///     .bars("learned", [0.03, 0.05])
    ///     .errors([0.02, 0.04], [0.04, 0.06])
    ///     .bracket((0, 0), (0, 1), "p = 1e-8")
    ///     .log_y()
    ///     .to_svg()?;
    /// assert!(svg.contains(">sd 0.2</text>") && svg.contains(">p = 1e-8</text>"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn bars<Y: Number>(self, name: impl Into<String>, values: impl IntoIterator<Item = Y>) -> Self {
        self.data(name, Shape::Bars(super::values(values)))
    }

    /// A bracket above the bars with a text on it, such as a p-value. Its ends are bars, each given by the places of
    /// its category and of its series, counted from 0.
    pub fn bracket(mut self, from: (usize, usize), to: (usize, usize), text: impl Into<String>) -> Self {
        let text = text.into();
        self.brackets.push(Bracket { from, to, text });
        self
    }

    /// Colours for values over a plane, with a bar beside the figure that says which colour is which value. The
    /// values are x by y; `xs` and `ys` ascend in even steps, and a cell is centred on each pair. Everything else in
    /// the figure is drawn over it, and the plotting area is square.
    ///
    /// ```
    /// use aru::plot::{Figure, Marker};
    /// use ndarray::Array2;
    /// # fn main() -> aru::Result<()> {
    /// let nodes = [0.2, 0.4, 0.6, 0.8];
    /// let loss = Array2::from_shape_fn((4, 4), |(x, y)| (nodes[x] - 0.4_f64).powi(2) + (nodes[y] - 0.6_f64).powi(2));
    /// let svg = Figure::new("Loss")
    ///     .x_label("alpha_s")
    ///     .y_label("alpha_r")
    ///     .landscape("ln(loss)", nodes, nodes, (loss + 0.01).ln().view())
    ///     .marker("target", 0.4, 0.6, Marker::Star)
    ///     .to_svg()?;
    /// assert!(svg.contains(">ln(loss)</text>"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn landscape<X: Number, Y: Number>(
        mut self,
        label: impl Into<String>,
        xs: impl IntoIterator<Item = X>,
        ys: impl IntoIterator<Item = Y>,
        values: ArrayView2<f64>,
    ) -> Self {
        self.heatmaps.push(Heatmap {
            label: label.into(),
            xs: super::values(xs),
            ys: super::values(ys),
            values: values.iter().copied().collect(),
            shape: values.dim().into(),
            colours: Colours::Sequential,
            is_stretched: false,
        });
        self
    }

    /// Two colours for a [`landscape`](Figure::landscape) whose values have a sign: blue below zero, red above, the paler the
    /// nearer to zero. They reach as far below zero as above, unless a [`colour_range`](Figure::colour_range) is given.
    ///
    /// ```
    /// use aru::plot::Figure;
    /// use ndarray::array;
    /// # fn main() -> aru::Result<()> {
    /// let filter = array![[0.1, -0.2], [0.4, 0.0], [0.2, -0.1]];
    /// let svg = Figure::new("Receptive field")
    ///     .landscape("weight", [-10, -5, 0], [1, 2], filter.view())
    ///     .diverging()
    ///     .stretched()
    ///     .to_svg()?;
    /// assert!(svg.contains(">−0.4<"), "as far below zero as above");
    /// # Ok(())
    /// # }
    /// ```
    pub fn diverging(self) -> Self {
        self.change_heatmap("diverging", |heatmap| heatmap.colours = Colours::Diverging)
    }

    /// A [`landscape`](Figure::landscape) fills the room that the figure has for it, in place of a square.
    pub fn stretched(self) -> Self {
        self.change_heatmap("stretched", |heatmap| heatmap.is_stretched = true)
    }

    fn change_heatmap(mut self, method: &'static str, change: impl FnOnce(&mut Heatmap)) -> Self {
        match self.heatmaps.last_mut() {
            Some(heatmap) => change(heatmap),
            None => self.misplaced = Some(method),
        }
        self
    }

    /// A dashed horizontal line in the colour of the series before it: its true value, or a baseline.
    pub fn level<Y: Number>(self, name: impl Into<String>, y: Y) -> Self {
        let colour = self.last_colour();
        self.with(name, Shape::Level(y.value()), colour)
    }

    /// A dashed vertical line in the colour of the series before it.
    pub fn vertical<X: Number>(self, name: impl Into<String>, x: X) -> Self {
        let colour = self.last_colour();
        self.with(name, Shape::Vertical(x.value()), colour)
    }

    /// The dashed line y = x, for predicted against measured; both axes then run over the same range.
    pub fn identity(self, name: impl Into<String>) -> Self {
        self.with(name, Shape::Identity, svg::GREY)
    }

    /// Whiskers on the line, points or bars before it, from `low` to `high`: one of each for each y.
    ///
    /// ```
    /// use aru::plot::Figure;
    /// # fn main() -> aru::Result<()> {
    /// let (mean, error) = ([0.9, 0.7, 0.2], [0.02, 0.05, 0.04]);
    /// let end = |sign: f64| mean.iter().zip(&error).map(move |(mean, error)| mean + sign * error);
    /// Figure::new("Memory").line("network", [5, 10, 20], mean).errors(end(-1.0), end(1.0)).to_svg()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn errors<L: Number, H: Number>(
        self,
        low: impl IntoIterator<Item = L>,
        high: impl IntoIterator<Item = H>,
    ) -> Self {
        let errors = Some((values(low), values(high)));
        self.change("errors", |series| series.errors = errors)
    }

    /// Another colour of the palette, from 0, for the series before it. What stands for one thing in all figures of a
    /// paper should have one colour in all.
    pub fn colour(self, place: usize) -> Self {
        self.change("colour", |series| series.colour = place)
    }

    /// Grey for the series before it: what others are compared with.
    pub fn grey(self) -> Self {
        self.colour(svg::GREY)
    }

    /// How much the series before it hides of what lies beneath: 1, all of it, unless given. The legend stays clear.
    pub fn opacity(self, opacity: f64) -> Self {
        self.change("opacity", |series| series.opacity = opacity)
    }

    fn change(mut self, method: &'static str, change: impl FnOnce(&mut DataSeries)) -> Self {
        match self.series.last_mut() {
            Some(series) => change(series),
            None => self.misplaced = Some(method),
        }
        self
    }

    fn data(self, name: impl Into<String>, shape: Shape) -> Self {
        let name = name.into();
        let colour = self.colour_of(&name);
        self.with(name, shape, colour)
    }

    fn with(mut self, name: impl Into<String>, shape: Shape, colour: usize) -> Self {
        self.series.push(DataSeries {
            name: name.into(),
            shape,
            colour,
            opacity: 1.0,
            errors: None,
        });
        self
    }

    fn last_colour(&self) -> usize {
        self.series.last().map_or(0, |series| series.colour)
    }

    /// That of its name, or the next of the palette.
    fn colour_of(&self, name: &str) -> usize {
        if name.is_empty() {
            return self.last_colour();
        }
        let named = self
            .series
            .iter()
            .filter(|series| series.shape.is_data() && !series.name.is_empty());
        match named.clone().find(|series| series.name == name) {
            Some(series) => series.colour,
            None => named.map(|series| &series.name).collect::<HashSet<_>>().len(),
        }
    }
}
