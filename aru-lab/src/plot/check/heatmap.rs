//! Of a landscape: nodes and values.

use super::check_numbers;
use crate::plot::Figure;
use crate::plot::series::Heatmap;
use aru_runtime::{Error, Result};

/// How far a node of a landscape may lie from its even place, in steps: some digits of single precision are lost.
const UNEVEN: f64 = 1e-4;

impl Figure {
    pub(super) fn check_heatmap(&self, heatmap: &Heatmap) -> Result<()> {
        let what = |part: &str| self.named(&format!("{part} of `{}` in", heatmap.label));
        if self.x.log || self.y.log {
            return Err(Error::setting(
                what("the axes"),
                "logarithmic",
                "the nodes of a landscape are evenly spaced on a linear axis",
            ));
        }
        for (part, nodes) in [("x nodes", &heatmap.xs), ("y nodes", &heatmap.ys)] {
            check_numbers(&what(part), nodes, false)?;
            let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else {
                return Err(self.few_nodes(&what(part), nodes));
            };
            let step = (last - first) / (nodes.len() - 1).max(1) as f64;
            if nodes.len() < 2 || step <= 0.0 {
                return Err(self.few_nodes(&what(part), nodes));
            }
            let uneven =
                |(place, node): (usize, &f64)| (node - first - step * place as f64).abs() > UNEVEN * step;
            if let Some(place) = nodes.iter().enumerate().position(uneven) {
                return Err(Error::OutOfBounds {
                    what: what(part),
                    index: vec![place],
                    value: nodes[place],
                    range: format!("in even steps, here at {}", first + step * place as f64),
                });
            }
        }
        let expected = [heatmap.xs.len(), heatmap.ys.len()];
        if heatmap.shape != expected {
            return Err(Error::Shape {
                what: what("values"),
                expected: format!("{expected:?}, x nodes by y nodes"),
                found: heatmap.shape.to_vec(),
            });
        }
        match heatmap.values.iter().position(|value| !value.is_finite()) {
            Some(place) => Err(Error::NotFinite {
                what: what("values"),
                index: vec![place / expected[1], place % expected[1]],
                value: heatmap.values[place],
            }),
            None => Ok(()),
        }
    }

    fn few_nodes(&self, what: &str, nodes: &[f64]) -> Error {
        Error::setting(
            what,
            format!("{nodes:?}"),
            "expected at least two, the lowest first",
        )
    }
}
