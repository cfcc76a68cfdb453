//! Of one series: lengths, numbers, whiskers.

use super::check_numbers;
use crate::fault::wrong_shape;
use crate::plot::Figure;
use crate::plot::series::{DataSeries, Shape};
use aru_runtime::{Error, Result};

impl Figure {
    pub(super) fn check_series(&self, series: &DataSeries) -> Result<()> {
        let what = |part: &str| self.named(&format!("{part} of `{}` in", series.name));
        let wrong_length = |part: &str, expected: usize, each: &str, found: &[f64]| {
            Err(wrong_shape(
                what(part),
                format!("[{expected}], one for each {each}"),
                &[found.len()],
            ))
        };
        match &series.shape {
            Shape::Line(x, y) | Shape::Points(x, y) if x.is_empty() || x.len() != y.len() => {
                return wrong_length("y", x.len(), "x, and at least one", y);
            }
            Shape::Bars(values) if values.len() != self.categories.len() => {
                return wrong_length("values", self.categories.len(), "category", values);
            }
            _ => {}
        }
        if !(series.opacity > 0.0 && series.opacity <= 1.0) {
            return Err(Error::setting(
                what("opacity"),
                series.opacity,
                "expected a number above 0 and at most 1",
            ));
        }
        for (part, direction, numbers) in series.numbers() {
            check_numbers(&what(part), numbers, self.is_positive(self.axis(direction)))?;
        }
        let Some((low, high)) = &series.errors else {
            return Ok(());
        };
        let (Shape::Line(_, y) | Shape::Points(_, y) | Shape::Bars(y)) = &series.shape else {
            return Err(Error::setting(
                what("`errors`"),
                "given",
                "only lines, points and bars have whiskers",
            ));
        };
        for (part, ends, sign, range) in [
            ("low errors", low, 1.0, "at or below y"),
            ("high errors", high, -1.0, "at or above y"),
        ] {
            if ends.len() != y.len() {
                return wrong_length(part, y.len(), "y", ends);
            }
            if let Some(place) = ends.iter().zip(y).position(|(end, y)| sign * end > sign * y) {
                return Err(Error::OutOfBounds {
                    what: what(part),
                    index: vec![place],
                    value: ends[place],
                    range: range.into(),
                });
            }
        }
        Ok(())
    }
}
