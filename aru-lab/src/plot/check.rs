//! What is refused, by the name of the series.

mod heatmap;
mod series;

use super::Figure;
use super::figure::AxisSetting;
use super::series::{Bracket, Shape};
use crate::fault::check_finite;
use aru_runtime::{Error, Result};

/// The least width and height in pixels that leave room between labels.
const LEAST_SIZE: (u32, u32) = (160, 120);

impl Figure {
    pub(super) fn check(&self) -> Result<()> {
        if let Some(method) = self.misplaced {
            return Err(self.refusal(
                &format!("`{method}` of"),
                "given before any series",
                "call it after the series that it is about",
            ));
        }
        if self.heatmaps.is_empty() && !self.has(Shape::is_data) {
            return Err(self.refusal("", "empty", "draw a `line`, `points`, `bars` or a `landscape`"));
        }
        if let Some((width, height)) = self.size
            && (width < LEAST_SIZE.0 || height < LEAST_SIZE.1)
        {
            let expected = format!("expected at least {} x {}", LEAST_SIZE.0, LEAST_SIZE.1);
            return Err(self.refusal("size of", format!("{width} x {height}"), &expected));
        }
        self.check_axis("x", &self.x)?;
        self.check_axis("y", &self.y)?;
        self.check_range("colour", self.colour_range)?;
        self.check_categories()?;
        for series in &self.series {
            self.check_series(series)?;
        }
        if self.heatmaps.len() > 1 {
            let count = self.heatmaps.len();
            return Err(self.refusal("the number of landscapes in", count, "expected one"));
        }
        for heatmap in &self.heatmaps {
            self.check_heatmap(heatmap)?;
        }
        for bracket in &self.brackets {
            self.check_bracket(bracket)?;
        }
        Ok(())
    }

    fn check_axis(&self, axis: &str, setting: &AxisSetting) -> Result<()> {
        self.check_range(axis, setting.range)?;
        if let Some((low, high)) = setting.range
            && self.is_positive(setting)
            && low <= 0.0
        {
            let (what, found) = (format!("{axis} range of"), format!("{low} to {high}"));
            return Err(self.refusal(&what, found, "a logarithmic axis starts above zero"));
        }
        let what = format!("{axis} ticks of");
        match &setting.ticks {
            Some(ticks) if ticks.is_empty() => Err(self.refusal(&what, "empty", "give at least one place")),
            Some(ticks) => check_numbers(&self.named(&what), ticks, setting.log),
            None => Ok(()),
        }
    }

    /// True where no number may be zero or below: on a logarithmic axis, and on one that `identity` gives the same range.
    fn is_positive(&self, axis: &AxisSetting) -> bool {
        let is_shared = self.has(|shape| matches!(shape, Shape::Identity));
        axis.log || is_shared && (self.x.log || self.y.log)
    }

    fn check_range(&self, which: &str, range: Option<(f64, f64)>) -> Result<()> {
        match range {
            Some((low, high)) if !(low.is_finite() && high.is_finite() && low < high) => Err(self.refusal(
                &format!("{which} range of"),
                format!("{low} to {high}"),
                "expected two finite numbers, the lower first",
            )),
            _ => Ok(()),
        }
    }

    fn check_categories(&self) -> Result<()> {
        if self.categories.is_empty() {
            let Some((series, _)) = self.bar_series().next() else {
                return Ok(());
            };
            let what = format!("the number of categories under bars `{}` in", series.name);
            return Err(self.refusal(&what, 0, "name them with `categories`"));
        }
        let identity = self.has(|shape| matches!(shape, Shape::Identity));
        let conflicts = [
            (self.x.log, "`log_x`"),
            (self.x.range.is_some(), "`x_range`"),
            (self.x.ticks.is_some(), "`x_ticks`"),
            (!self.heatmaps.is_empty(), "a landscape"),
            (identity, "`identity`"),
        ];
        match conflicts.iter().find(|(given, _)| *given) {
            Some((_, setting)) => {
                let expected = format!("leave out {setting}");
                Err(self.refusal("the x axis of", "one of categories", &expected))
            }
            None => Ok(()),
        }
    }

    fn check_bracket(&self, bracket: &Bracket) -> Result<()> {
        let bars = self.bar_series().count();
        let (categories, ends) = (self.categories.len(), [bracket.from, bracket.to]);
        let is_bar = |&(category, series): &(usize, usize)| category < categories && series < bars;
        if ends[0] != ends[1] && ends.iter().all(is_bar) {
            return Ok(());
        }
        Err(self.refusal(
            &format!("bracket `{}` in", bracket.text),
            format!("from {:?} to {:?}", ends[0], ends[1]),
            &format!(
                "expected two bars, each as (category, series) counted from 0; there are {categories} categories and \
                 {bars} series of bars"
            ),
        ))
    }

    fn named(&self, what: &str) -> String {
        format!("{what} figure `{}`", self.title).trim_start().to_owned()
    }

    fn refusal(&self, what: &str, found: impl ToString, expected: &str) -> Error {
        Error::setting(self.named(what), found, expected)
    }
}

fn check_numbers(what: &str, numbers: &[f64], log: bool) -> Result<()> {
    check_finite(what, numbers, &[numbers.len()])?;
    match numbers.iter().position(|&number| log && number <= 0.0) {
        Some(place) => Err(Error::OutOfBounds {
            what: what.into(),
            index: vec![place],
            value: numbers[place],
            range: "above zero on a logarithmic axis".into(),
        }),
        None => Ok(()),
    }
}
