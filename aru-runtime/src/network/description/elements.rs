//! What a parameter starts from by a function of the place of each element.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Of a vector: the number of the unit (of several ports, of the row), to its value.
pub type VectorFunction = fn(usize) -> f64;

/// Of a weight: row and column.
pub type MatrixFunction = fn(usize, usize) -> f64;

/// Of a weight of several delays: the number of the delay in the order written, row and column.
pub type TapsFunction = fn(usize, usize, usize) -> f64;

/// The elements of a parameter, by a function of their place: `by(function)`.
///
/// Values are what a network is made of; the function only says what a new one starts from. So a description that is read
/// from a file does not have it, and which function it was makes no description another.
///
/// ```
/// use aru::prelude::*;
///
/// /// Time constants of 1, 2, 4, 8 steps.
/// fn octaves(unit: usize) -> f64 {
///     0.005 * f64::from(1 << unit)
/// }
/// recurrent_net! {
///     struct Net {
///         dt: 5 ms;
///         input x: 1;
///         layer h: Aru<4> { tau_s: learn per_unit(by(octaves)) in 5 ms..=1 s; alpha_r: 1.0; }
///         output y: 1;
///         x -> h -> y;
///     }
/// }
/// assert_eq!(Net::<f64>::new(0).h().alpha_s(), &[1.0, 0.5, 0.25, 0.125]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Elements(Function);

#[derive(Clone, Copy, Debug)]
enum Function {
    Vector(VectorFunction),
    Matrix(MatrixFunction),
    Taps(TapsFunction),
    /// Given one by one, row-major.
    Values(&'static [f64]),
    /// That of a description that was read.
    Unknown,
}

impl Elements {
    /// Those of a vector.
    pub const fn of_vector(function: VectorFunction) -> Self {
        Elements(Function::Vector(function))
    }

    /// Those of a matrix.
    pub const fn of_matrix(function: MatrixFunction) -> Self {
        Elements(Function::Matrix(function))
    }

    /// Those of a matrix for each delay.
    pub const fn of_taps(function: TapsFunction) -> Self {
        Elements(Function::Taps(function))
    }

    /// Given one by one, row-major, as many as the parameter has. They are kept as long as the process lives, as functions are.
    ///
    /// ```
    /// use aru::description::Elements;
    /// use aru::{Network, Text};
    ///
    /// let text = "struct Net { input x: 1; layer h: Elman<2> { bias: learn by(LADDER); } output y: 1; x -> h -> y; }";
    /// let model = Text::new(text).with_start("LADDER", Elements::of_values(vec![0.5, 1.0])).model()?;
    /// assert_eq!(model.network::<f64>(7)?.parameter("h.bias")?.values(), [0.5, 1.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_values(values: Vec<f64>) -> Self {
        Elements(Function::Values(values.leak()))
    }

    /// How many there are, where they were given one by one.
    #[cfg(feature = "text")]
    pub(crate) fn count(self) -> Option<usize> {
        match self.0 {
            Function::Values(values) => Some(values.len()),
            _ => None,
        }
    }

    /// Whether there is a function, or values: not where a description was read from a file.
    #[cfg(feature = "text")]
    pub(crate) fn is_known(self) -> bool {
        !matches!(self.0, Function::Unknown)
    }

    /// Every element of an array of this shape, row-major; zero where the function is not known.
    pub(crate) fn of_shape(self, shape: &[usize]) -> Vec<f64> {
        let columns = shape.last().copied().unwrap_or(1);
        let rows = shape.iter().rev().nth(1).copied().unwrap_or(1);
        let places = 0..shape.iter().product();
        let value = |place: usize| match self.0 {
            Function::Vector(function) => function(place),
            Function::Matrix(function) => function(place / columns, place % columns),
            Function::Taps(function) => {
                function(place / (rows * columns), place / columns % rows, place % columns)
            }
            Function::Values(values) => values.get(place).copied().unwrap_or(0.0),
            Function::Unknown => 0.0,
        };
        places.map(value).collect()
    }
}

/// Which function it is does not count.
impl PartialEq for Elements {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A function is no data.
impl Serialize for Elements {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<'de> Deserialize<'de> for Elements {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        <()>::deserialize(deserializer)?;
        Ok(Elements(Function::Unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_asked_by_their_place() {
        let vector = Elements::of_vector(|unit| unit as f64).of_shape(&[3]);
        assert_eq!(vector, [0.0, 1.0, 2.0]);
        let matrix = Elements::of_matrix(|row, column| (10 * row + column) as f64).of_shape(&[2, 3]);
        assert_eq!(matrix, [0.0, 1.0, 2.0, 10.0, 11.0, 12.0]);
        let taps = Elements::of_taps(|delay, row, column| (100 * delay + 10 * row + column) as f64);
        assert_eq!(taps.of_shape(&[2, 1, 2]), [0.0, 1.0, 100.0, 101.0]);
    }

    #[test]
    fn a_file_says_that_there_was_a_function() {
        let elements = Elements::of_vector(|_| 1.0);
        let json = serde_json::to_string(&elements).unwrap();
        assert_eq!(json, "null");
        let read: Elements = serde_json::from_str(&json).unwrap();
        assert_eq!(read, elements);
        assert_eq!(read.of_shape(&[2]), [0.0; 2]);
    }
}
