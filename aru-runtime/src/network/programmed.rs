//! What the runtime needs of a network: a value that knows its program.

use std::fmt::Debug;

use crate::network::emitted::Emitted;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;

/// The ground of [`Network`](crate::Network), which users call: a network as the runtime sees it, whether the macro has
/// written its code or it was read from a text.
///
/// A method stands on `&self` and not on the type: networks of one type may have programs of their own. Of what the macro
/// writes they all have one.
pub trait Programmed: Clone + Debug + Send + Sync + Sized + 'static {
    /// `f32` or `f64`.
    type Number: Scalar;
    /// The same network in another scalar.
    type Of<U: Scalar>: Programmed<Number = U>;

    /// Its program, whose forward passes leave out what only a trace needs.
    fn program(&self) -> Program<Self::Number>;

    /// Its program, whose forward passes keep everything that can be traced.
    fn traced_program(&self) -> Program<Self::Number>;

    /// Every parameter, in the order of the description.
    fn values(&self) -> &[Self::Number];

    /// Every parameter, to be written.
    fn values_mut(&mut self) -> &mut [Self::Number];

    /// A network of the same declaration with these parameters, as many, in the order of the description.
    fn with_values<U: Scalar>(&self, values: Vec<U>) -> Self::Of<U>;
}

impl<N: Emitted> Programmed for N {
    type Number = N::Number;
    type Of<U: Scalar> = N::Over<U>;

    fn program(&self) -> Program<N::Number> {
        Program::of::<N>()
    }

    fn traced_program(&self) -> Program<N::Number> {
        Program::traced::<N>()
    }

    fn values(&self) -> &[N::Number] {
        Emitted::values(self)
    }

    fn values_mut(&mut self) -> &mut [N::Number] {
        Emitted::values_mut(self)
    }

    fn with_values<U: Scalar>(&self, values: Vec<U>) -> N::Over<U> {
        Emitted::from_values(values)
    }
}
