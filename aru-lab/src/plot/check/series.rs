//! Of one series: lengths, numbers, whiskers.

use super::check_numbers;
use crate::plot::Figure;
use crate::plot::series::{DataSeries, Direction, Shape};
use aru_runtime::{Error, Result};

impl Figure {
    pub(super) fn check_series(&self, series: &DataSeries) -> Result<()> {
        let what = |part: &str| self.named(&format!("{part} of `{}` in", series.name));
        match &series.shape {
            Shape::Line(x, y) | Shape::Points(x, y) if x.is_empty() || x.len() != y.len() => {
                return Err(Error::Shape {
                    what: what("y"),
                    expected: format!("[{}], one for each x, and at least one", x.len()),
                    found: vec![y.len()],
                });
            }
            Shape::Bars(values) if values.len() != self.categories.len() => {
                return Err(Error::Shape {
                    what: what("values"),
                    expected: format!("[{}], one for each category", self.categories.len()),
                    found: vec![values.len()],
                });
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
            let log = match direction {
                Direction::X => self.x.log,
                Direction::Y => self.y.log,
            };
            check_numbers(&what(part), numbers, log)?;
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
                return Err(Error::Shape {
                    what: what(part),
                    expected: format!("[{}], one for each y", y.len()),
                    found: vec![ends.len()],
                });
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
