//! A network of a declaration that was read.

use crate::network::program::{Code, Program};
use crate::network::programmed::Programmed;
use crate::network::text::Model;
use crate::numerics::scalar::Scalar;

/// A network of any declaration: a [`Model`] that was read from a text or a file, and its parameters.
///
/// It does all that a [`Network`](crate::Network) does, with the same numbers to the last bit, whatever the instruction set.
/// Its equations are read while it runs, which takes up to a third longer where layers are small; docs/performance.md has the
/// figures. [`Text`](crate::network::text::Text) has an example.
#[derive(Clone, Debug)]
pub struct AnyNetwork<T> {
    model: Model,
    values: Vec<T>,
}

impl<T: Scalar> AnyNetwork<T> {
    /// With as many values as the description has.
    pub(crate) fn of(model: Model, values: Vec<T>) -> Self {
        AnyNetwork { model, values }
    }

    /// What it was made of.
    pub fn model(&self) -> Model {
        self.model
    }

    /// Whether its code was compiled, rather than read: see [`Model::of`].
    pub fn is_compiled(&self) -> bool {
        !matches!(self.program().code, Code::Read(_))
    }
}

impl<T: Scalar> Programmed for AnyNetwork<T> {
    type Number = T;
    type Of<U: Scalar> = AnyNetwork<U>;

    fn program(&self) -> Program<T> {
        self.model.program(false)
    }

    fn traced_program(&self) -> Program<T> {
        self.model.program(true)
    }

    fn values(&self) -> &[T] {
        &self.values
    }

    fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    fn with_values<U: Scalar>(&self, values: Vec<U>) -> AnyNetwork<U> {
        AnyNetwork::of(self.model, values)
    }
}
