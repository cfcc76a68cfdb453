//! Activations of a user's types on blocks.

use super::Lanes;
use crate::numerics::activation::Activation;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{Isa, Many};
use crate::numerics::scalar::Scalar;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// The activation of x.
    #[inline(always)]
    pub fn custom<A: Activation>(self, x: Block<T>) -> Block<T> {
        Many::map(self.isa, [x], |[x]| A::value(x))
    }

    /// Its derivative at x, where y is its value.
    #[inline(always)]
    pub fn custom_derivative<A: Activation>(self, x: Block<T>, y: Block<T>) -> Block<T> {
        Many::map(self.isa, [x, y], |[x, y]| A::derivative(x, y))
    }
}
