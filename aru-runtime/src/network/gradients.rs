//! The gradient of a loss, by parameter.

use ndarray::ArrayViewD;
use serde::{Serialize, Serializer};

use crate::network::description::Description;
use crate::network::parameters::{ranges, shaped};
use crate::numerics::scalar::Scalar;

/// The derivative of a loss, and of penalties where there are some, with respect to every learned parameter, by name.
///
/// What is declared `fixed` has none. A constant in `logistic` bounds has the derivative with respect to the constant
/// itself, not to what the optimiser moves.
#[derive(Clone, Debug)]
pub struct Gradients<T> {
    description: &'static Description,
    loss: f64,
    penalty: f64,
    values: Vec<T>,
}

impl<T: Scalar> Gradients<T> {
    /// Of a loss and penalties.
    pub(crate) fn new(description: &'static Description, [loss, penalty]: [f64; 2], values: Vec<T>) -> Self {
        Gradients {
            description,
            loss,
            penalty,
            values,
        }
    }

    /// The loss, without penalties. The derivative is that of its sum with the [`penalty`](Gradients::penalty).
    pub fn loss(&self) -> f64 {
        self.loss
    }

    /// The penalties, each times its factor; 0 where there are none.
    pub fn penalty(&self) -> f64 {
        self.penalty
    }

    /// That of one parameter, row-major in its shape; None where there is no such parameter or it is fixed. For a time
    /// constant ask for the rate, `hidden.alpha_s`: with respect to tau it is that times -alpha / tau.
    pub fn get(&self, name: &str) -> Option<&[T]> {
        self.iter()
            .find(|&(known, _)| known == name)
            .map(|(_, gradient)| gradient)
    }

    /// The same in the parameter's shape.
    pub fn array(&self, name: &str) -> Option<ArrayViewD<'_, T>> {
        let mut learned = ranges(self.description).filter(|(parameter, _)| parameter.learn);
        let (parameter, range) = learned.find(|(parameter, _)| parameter.name == name)?;
        Some(shaped(parameter, &self.values[range]))
    }

    /// Every learned parameter's name and gradient, in the order of the description.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &[T])> {
        ranges(self.description)
            .filter(|(parameter, _)| parameter.learn)
            .map(|(parameter, range)| (&*parameter.name, &self.values[range]))
    }

    /// The root of the sum of all squares.
    pub fn norm(&self) -> f64 {
        let elements = self.iter().flat_map(|(_, gradient)| gradient);
        elements
            .map(|&element| element.to_f64().powi(2))
            .sum::<f64>()
            .sqrt()
    }
}

/// A map from names of parameters to their gradients.
impl<T: Scalar + Serialize> Serialize for Gradients<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
