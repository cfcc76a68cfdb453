//! A function of two variables on a grid: the loss over two rate constants.

use ndarray::{Array2, ArrayView2};
use serde::{Deserialize, Serialize};

use crate::fault::{check_finite, wrong_shape};
use aru_runtime::{Error, Result};

/// Values over the nodes of a grid, and between them by bilinear interpolation.
///
/// ```
/// use aru::landscape::Landscape;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let loss = Landscape::new([0.0, 1.0], [0.0, 0.5, 1.0], array![[4.0, 1.0, 3.0], [6.0, 2.0, 5.0]])?;
/// assert_eq!(loss.lowest(), [0.0, 0.5]);
/// assert_eq!(loss.at([0.5, 0.5])?, 1.5);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(into = "Rows", try_from = "Rows")]
pub struct Landscape {
    xs: Vec<f64>,
    ys: Vec<f64>,
    values: Array2<f64>,
}

/// A landscape as it is written: values in a row for each x.
#[derive(Serialize, Deserialize)]
struct Rows {
    xs: Vec<f64>,
    ys: Vec<f64>,
    values: Vec<Vec<f64>>,
}

impl From<Landscape> for Rows {
    fn from(landscape: Landscape) -> Self {
        Rows {
            values: landscape.values.outer_iter().map(|row| row.to_vec()).collect(),
            xs: landscape.xs,
            ys: landscape.ys,
        }
    }
}

impl TryFrom<Rows> for Landscape {
    type Error = Error;

    fn try_from(rows: Rows) -> Result<Self> {
        let ragged = rows
            .values
            .iter()
            .map(Vec::len)
            .find(|&length| length != rows.ys.len());
        let shape = (rows.values.len(), ragged.unwrap_or(rows.ys.len()));
        let values = Array2::from_shape_vec(shape, rows.values.concat())
            .map_err(|_| landscape_shape(&rows.xs, &rows.ys, &[shape.0, shape.1]))?;
        Landscape::new(rows.xs, rows.ys, values)
    }
}

impl Landscape {
    /// Values `[x, y]` at the nodes `xs` and `ys`, which ascend.
    ///
    /// # Errors
    ///
    /// Fewer than two nodes along an axis, nodes that do not ascend, values of another shape, or a number that is not
    /// finite.
    pub fn new(
        xs: impl IntoIterator<Item = f64>,
        ys: impl IntoIterator<Item = f64>,
        values: Array2<f64>,
    ) -> Result<Self> {
        let landscape = Landscape {
            xs: xs.into_iter().collect(),
            ys: ys.into_iter().collect(),
            values,
        };
        for (axis, nodes) in [("x", &landscape.xs), ("y", &landscape.ys)] {
            let ascending = nodes.windows(2).all(|pair| pair[0] < pair[1]);
            if nodes.len() < 2 || !ascending || !nodes.iter().all(|node| node.is_finite()) {
                return Err(Error::setting(
                    format!("{axis} of the nodes of a landscape"),
                    format!("{nodes:?}"),
                    "expected at least two finite numbers that ascend",
                ));
            }
        }
        if landscape.values.dim() != (landscape.xs.len(), landscape.ys.len()) {
            return Err(landscape_shape(
                &landscape.xs,
                &landscape.ys,
                landscape.values.shape(),
            ));
        }
        check_finite(
            "values of a landscape",
            &landscape.values,
            landscape.values.shape(),
        )?;
        Ok(landscape)
    }

    /// The values of a function at all nodes.
    ///
    /// # Errors
    ///
    /// As [`new`](Landscape::new), and an error of the function.
    ///
    /// ```
    /// # use aru::landscape::Landscape;
    /// let bowl = Landscape::from_fn(&[0.0, 1.0, 2.0], &[0.0, 1.0], |[x, y]| Ok(x * x + y))?;
    /// assert_eq!(bowl.at([2.0, 1.0])?, 5.0);
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn from_fn(xs: &[f64], ys: &[f64], mut value: impl FnMut([f64; 2]) -> Result<f64>) -> Result<Self> {
        let mut values = Array2::zeros((xs.len(), ys.len()));
        for ((i, j), node) in values.indexed_iter_mut() {
            *node = value([xs[i], ys[j]])?;
        }
        Self::new(xs.iter().copied(), ys.iter().copied(), values)
    }

    /// The nodes along x.
    pub fn xs(&self) -> &[f64] {
        &self.xs
    }

    /// The nodes along y.
    pub fn ys(&self) -> &[f64] {
        &self.ys
    }

    /// The values at the nodes, `[x, y]`.
    pub fn values(&self) -> ArrayView2<'_, f64> {
        self.values.view()
    }

    /// All nodes with their values, the lowest first.
    pub fn ascending(&self) -> Vec<([f64; 2], f64)> {
        let mut nodes: Vec<_> = self
            .values
            .indexed_iter()
            .map(|((i, j), &value)| ([self.xs[i], self.ys[j]], value))
            .collect();
        nodes.sort_by(|a, b| a.1.total_cmp(&b.1));
        nodes
    }

    /// The node of the lowest value.
    pub fn lowest(&self) -> [f64; 2] {
        self.ascending()[0].0
    }

    /// The value at a place, interpolated linearly along both axes between the four nodes around it.
    ///
    /// # Errors
    ///
    /// A place outside the grid.
    pub fn at(&self, place: [f64; 2]) -> Result<f64> {
        let (i, right) = cell(&self.xs, "x", place[0])?;
        let (j, up) = cell(&self.ys, "y", place[1])?;
        let along_y = |i: usize| (1.0 - up) * self.values[[i, j]] + up * self.values[[i, j + 1]];
        Ok((1.0 - right) * along_y(i) + right * along_y(i + 1))
    }
}

fn landscape_shape(xs: &[f64], ys: &[f64], found: &[usize]) -> Error {
    let expected = format!("[{}, {}], one for each node", xs.len(), ys.len());
    wrong_shape("values of a landscape", expected, found)
}

/// The node below a place, and how far the place is on the way to the next.
fn cell(nodes: &[f64], axis: &str, place: f64) -> Result<(usize, f64)> {
    let (first, last) = (nodes[0], nodes[nodes.len() - 1]);
    if !(first..=last).contains(&place) {
        return Err(Error::OutOfBounds {
            what: "a place on a landscape".into(),
            index: vec![usize::from(axis == "y")],
            value: place,
            range: format!("between {first} and {last}, the ends of its {axis}"),
        });
    }
    let below = nodes.partition_point(|&node| node <= place) - 1;
    let below = below.min(nodes.len() - 2);
    Ok((below, (place - nodes[below]) / (nodes[below + 1] - nodes[below])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn plane() -> Landscape {
        let (xs, ys) = ([0.0, 0.5, 2.0], [1.0, 3.0]);
        Landscape::new(
            xs,
            ys,
            Array2::from_shape_fn((3, 2), |(i, j)| 2.0 * xs[i] - ys[j]),
        )
        .unwrap()
    }

    #[test]
    fn a_plane_is_interpolated_exactly() {
        for place in [[0.0, 1.0], [0.25, 2.5], [0.5, 3.0], [1.7, 1.1], [2.0, 3.0]] {
            let found = plane().at(place).unwrap();
            assert!(
                (found - (2.0 * place[0] - place[1])).abs() < 1e-14,
                "{place:?}: {found}"
            );
        }
    }

    #[test]
    fn nodes_are_sorted_by_value() {
        let nodes = plane().ascending();
        assert_eq!(nodes[0], ([0.0, 3.0], -3.0));
        assert_eq!(nodes[5], ([2.0, 1.0], 3.0));
        assert_eq!(plane().lowest(), [0.0, 3.0]);
    }

    #[test]
    fn json_holds_a_landscape_and_only_a_sound_one() {
        let text = serde_json::to_string(&plane()).unwrap();
        assert!(
            text.ends_with(r#""values":[[-1.0,-3.0],[0.0,-2.0],[3.0,1.0]]}"#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Landscape>(&text).unwrap(), plane());
        for (sound, spoilt) in [
            ("[3.0,1.0]", "[3.0]"),
            (",[3.0,1.0]", ""),
            ("[0.0,0.5,", "[0.0,-0.5,"),
        ] {
            let error = serde_json::from_str::<Landscape>(&text.replace(sound, spoilt)).unwrap_err();
            assert!(error.to_string().contains("landscape"), "{error}");
        }
    }

    #[test]
    fn bad_input_is_named() {
        let message = |landscape: Result<Landscape>| landscape.unwrap_err().to_string();
        let error = message(Landscape::new([0.0, 0.0], [0.0, 1.0], Array2::zeros((2, 2))));
        assert!(
            error.contains("x of the nodes") && error.contains("ascend"),
            "{error}"
        );
        let error = message(Landscape::new([0.0, 1.0], [0.0], Array2::zeros((2, 1))));
        assert!(error.contains("y of the nodes"), "{error}");
        let error = message(Landscape::new([0.0, 1.0], [0.0, 1.0], Array2::zeros((2, 3))));
        assert!(error.contains("[2, 2], one for each node"), "{error}");
        let error = message(Landscape::new(
            [0.0, 1.0],
            [0.0, 1.0],
            array![[0.0, f64::NAN], [0.0, 0.0]],
        ));
        assert!(error.contains("NaN at [0, 1]"), "{error}");
        for place in [[-0.1, 2.0], [1.0, 3.1], [f64::NAN, 2.0]] {
            assert!(plane().at(place).is_err(), "{place:?}");
        }
        let error = plane().at([1.0, 3.5]).unwrap_err().to_string();
        assert!(error.contains("between 1 and 3, the ends of its y"), "{error}");
    }
}
