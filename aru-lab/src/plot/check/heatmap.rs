//! Of a landscape: nodes and values.

use super::check_numbers;
use crate::fault::{check_finite, wrong_shape};
use crate::plot::Figure;
use crate::plot::series::{Heatmap, step};
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
            if nodes.len() < 2 || step(nodes) <= 0.0 {
                let found = format!("{nodes:?}");
                return Err(Error::setting(
                    what(part),
                    found,
                    "expected at least two, the lowest first",
                ));
            }
            let (first, step) = (nodes[0], step(nodes));
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
            let expected = format!("{expected:?}, x nodes by y nodes");
            return Err(wrong_shape(what("values"), expected, &heatmap.shape));
        }
        check_finite(what("values"), &heatmap.values, &heatmap.shape)
    }
}
