//! Maps, dreams and window curves as figures. Time runs to the right and ends at now.

use ndarray::{ArrayView2, s};

use super::dream::Dreamt;
use super::grad_map::{Beside, GradMap, SHARE, THRESHOLD};
use super::window_curve::{ALL, WindowCurve};
use crate::plot::{Figure, Panels};

/// Strengths below this part of the largest are not shown.
const LEAST: f64 = 1e-4;

/// Times in ms where a step has a length, else in steps.
#[derive(Clone, Copy)]
struct Axis {
    step: f64,
    unit: &'static str,
}

impl Axis {
    fn new(dt: Option<f64>) -> Self {
        match dt {
            Some(dt) => Axis {
                step: 1000.0 * dt,
                unit: "ms",
            },
            None => Axis {
                step: 1.0,
                unit: "steps",
            },
        }
    }

    fn of(self, steps: usize) -> f64 {
        self.step * steps as f64
    }

    /// The last steps before now, and now.
    fn up_to_now(self, steps: usize) -> Vec<f64> {
        (0..steps).rev().map(|back| -self.of(back)).collect()
    }
}

/// A panel for each channel of each input, of what is `[step, feature]` with the step of now the last.
fn panels(
    inputs: &[(String, [usize; 2])],
    values: ArrayView2<'_, f64>,
    axis: Axis,
    (title, label): (&str, &str),
    is_signed: bool,
) -> Panels {
    let times = axis.up_to_now(values.nrows());
    // Colours need two columns: a single step is drawn as two halves of it.
    let (across, twice) = match values.nrows() {
        1 => (
            vec![-0.5 * axis.step, 0.0],
            ndarray::concatenate![ndarray::Axis(0), values, values],
        ),
        _ => (times.clone(), values.to_owned()),
    };
    let mut figures = Vec::new();
    let mut first = 0;
    for (name, [bands, channels]) in inputs {
        for channel in 0..*channels {
            let place = match channels {
                1 => name.clone(),
                _ => format!("{name}, channel {channel}"),
            };
            let figure = Figure::new(title)
                .x_label(format!("Time ({}; 0 is now)", axis.unit))
                .size(480, 320);
            let columns = s![.., first + channel..first + bands * channels; *channels];
            figures.push(match bands {
                1 => figure
                    .y_label(label)
                    .line(place, &times, values.slice(columns).iter()),
                _ => {
                    let own = twice.slice(columns);
                    let figure = figure
                        .y_label(format!("Band of {place}"))
                        .landscape(label, &across, 0..*bands, own)
                        .y_ticks(band_ticks(*bands))
                        .stretched();
                    if is_signed { figure.diverging() } else { figure }
                }
            });
        }
        first += bands * channels;
    }
    Panels::new(figures)
}

/// Numbers of bands, some eight of them.
fn band_ticks(bands: usize) -> impl Iterator<Item = usize> {
    let steps = (0..).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_usize.pow(power)));
    let step = steps.into_iter().find(|step| bands / step <= 8).unwrap_or(bands);
    (0..bands).step_by(step)
}

impl GradMap {
    /// The population's map, frequency by lag, as far back as it reaches; a panel for each channel of each input.
    ///
    /// ```
    /// use aru::analysis::{Lags, Null};
    /// use aru::prelude::*;
    /// # recurrent_net! { struct Net { input x: 1; layer hidden: Aru<3> { alpha_s: 0.5; alpha_r: 0.5; } output y: 1; x -> hidden -> y; } }
    /// # fn main() -> aru::Result<()> {
    /// let (trained, untrained) = (Net::<f32>::new(1), Net::<f32>::new(2));
    /// let map = |net: &Net<f32>| net.grad_map(Null::Silence, Lags::until_forgotten(), "y");
    /// let (map, before) = (map(&trained)?, map(&untrained)?);
    /// let svg = map.figure().to_svg()?;
    /// let memory = map.beside(&before)?.figure().to_svg()?;
    /// assert!(memory.contains(">untrained</text>"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn figure(&self) -> Panels {
        let lags = self.values().dim().1;
        let [_, reach] = self.usual();
        let shown = (reach.steps() + 1).max(2).min(lags);
        let map = self.mean();
        let map = map.slice(s![..shown;-1, ..]);
        let title = format!("Gradient map of {}", self.name());
        let axis = Axis::new(self.dt());
        panels(self.inputs(), map, axis, (&title, "d output / d input"), true)
    }

    /// How the strength of the map falls with the lag, in parts of its largest on a logarithmic axis, with both numbers of
    /// its memory.
    pub fn memory_figure(&self) -> Figure {
        memory_figure(self, None)
    }

    fn name(&self) -> String {
        match self.units() {
            [unit] => format!("{}, unit {unit}", self.output()),
            units => format!("{}, mean of {} units", self.output(), units.len()),
        }
    }
}

impl Beside<'_> {
    /// The same with the untrained network in grey behind it.
    pub fn figure(&self) -> Figure {
        memory_figure(self.trained(), Some(self.untrained()))
    }
}

fn memory_figure(map: &GradMap, untrained: Option<&GradMap>) -> Figure {
    let [within, reach] = map.usual();
    let axis = Axis::new(map.dt());
    let mut figure = Figure::new(format!("Memory of {}", map.name()))
        .x_label(format!("Time before now ({})", axis.unit))
        .y_label("Strength (part of the largest)")
        .log_y()
        .y_range(LEAST, 1.5);
    let mut furthest = reach.steps();
    if let Some(before) = untrained {
        let marks = before.usual().map(|mark| mark.steps());
        furthest = furthest.max(marks[1]);
        let (x, y) = course(before, axis);
        figure = figure.line(named("untrained", before), x, y).grey();
        for steps in marks {
            figure = figure.vertical("", axis.of(steps)).grey();
        }
    }
    let (x, y) = course(map, axis);
    figure = figure.line(named("map", map), x, y).colour(0);
    let marks = [
        (
            format!("{:.0} % within {within}", 100.0 * SHARE),
            within.steps(),
            1,
        ),
        (
            format!("{:.0} % up to {reach}", 100.0 * THRESHOLD),
            reach.steps(),
            2,
        ),
    ];
    for (name, steps, colour) in marks {
        figure = figure.vertical(name, axis.of(steps)).colour(colour);
    }
    figure.x_range(0.0, axis.of(furthest + furthest / 4 + 2))
}

/// The name of a course, which says where there is nothing to be seen.
fn named(name: &str, map: &GradMap) -> String {
    // Maps of units may cancel in their mean.
    let is_zero = map.strength().iter().all(|&strength| strength == 0.0);
    let zero = if is_zero { " (zero)" } else { "" };
    format!("{name}{zero}")
}

/// Lags and strengths that are not zero, in parts of the largest; below what is shown where all are zero.
fn course(map: &GradMap, axis: Axis) -> (Vec<f64>, Vec<f64>) {
    let strength = map.strength();
    let largest = strength.iter().copied().fold(0.0, f64::max);
    if largest == 0.0 {
        return (vec![0.0, axis.step], vec![0.1 * LEAST; 2]);
    }
    let parts = strength.iter().map(|value| value / largest).enumerate();
    let points = parts.filter(|&(_, part)| part > 0.0);
    points.map(|(lag, part)| (axis.of(lag), part)).unzip()
}

impl Dreamt {
    /// The sound as a spectrogram, a panel for each channel of each input.
    pub fn figure(&self) -> Panels {
        let title = format!("Dream of {}, unit {}", self.output(), self.unit());
        let axis = Axis::new(self.dt());
        panels(self.inputs(), self.sound(), axis, (&title, "input"), false)
    }
}

impl WindowCurve {
    /// The score over the length of the window, with the full score and the shortest window that has 99 % of it. Scores that are
    /// not a number are left out; a figure without any other is refused as empty when it is drawn.
    pub fn figure(&self) -> Figure {
        let axis = Axis::new(self.dt());
        let windows: Vec<f64> = self.windows().iter().map(|&steps| axis.of(steps)).collect();
        let points = windows.iter().copied().zip(self.scores().iter().copied());
        let (known, scores): (Vec<f64>, Vec<f64>) = points.filter(|(_, score)| score.is_finite()).unzip();
        let mut figure = Figure::new("Score of predictions that see the last steps alone")
            .x_label(format!("Window ({})", axis.unit))
            .y_label("Score")
            .log_x()
            .x_ticks(&windows);
        if !known.is_empty() {
            figure = figure.line("window", &known, &scores).points("", &known, &scores);
        }
        if self.full().is_finite() {
            figure = figure.level("all of the past", self.full());
        }
        match self.enough(ALL) {
            Some(memory) if !memory.is_at_least() => {
                let name = format!("{:.0} % within {memory}", 100.0 * ALL);
                figure.vertical(name, axis.of(memory.steps())).colour(1)
            }
            _ => figure,
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;

    #[test]
    fn bands_are_numbered_by_whole_numbers() {
        let ticks = |bands: usize| band_ticks(bands).collect::<Vec<_>>();
        assert_eq!(ticks(2), [0, 1]);
        assert_eq!(ticks(34), [0, 5, 10, 15, 20, 25, 30]);
        assert_eq!(ticks(96), [0, 20, 40, 60, 80]);
    }

    #[test]
    fn time_ends_at_now() {
        let times = Axis::new(Some(0.005)).up_to_now(3);
        assert_eq!(times, [-10.0, -5.0, 0.0]);
    }

    #[test]
    fn channels_have_a_panel_each_and_bands_lie_apart() {
        let inputs = [("sound".to_string(), [2, 3]), ("level".to_string(), [1, 1])];
        let values = Array2::from_shape_fn((4, 7), |(step, feature)| (10 * step + feature) as f64);
        let panels = panels(&inputs, values.view(), Axis::new(None), ("map", "value"), true);
        let svg = panels.to_svg().expect("four panels");
        for name in [
            ">Band of sound, channel 0<",
            ">Band of sound, channel 2<",
            ">level<",
        ] {
            assert!(svg.contains(name), "{name}");
        }
    }
}
