//! Numbers that an activation is written on, whatever they are: one text for plain numbers, for the sixteen of a block and
//! for those that carry a derivative along.

mod dual;

use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

pub use self::dual::Dual;
use crate::numerics::block::Block;
use crate::numerics::dispatch::{BASELINE, Baseline};
use crate::numerics::lanes::Lanes;
use crate::numerics::layout::Layout;
use crate::numerics::scalar::Scalar;

/// What an [`Activation`](crate::numerics::activation::Activation) computes with: `f32`, `f64`, the blocks on which a
/// network runs, and [`Dual`] numbers over any of them.
///
/// It has `+ - * /` and unary minus, and the functions of the unit language with the same values and, on dual numbers, the
/// same derivatives. A plain number is [`Real::number`].
///
/// ```
/// use aru::activation::{Dual, Real};
///
/// fn swish<R: Real>(x: R) -> R {
///     x * x.sigmoid()
/// }
///
/// assert_eq!(swish(0.0), 0.0);
/// assert_eq!(swish(Dual::variable(0.0)).slope, 0.5);
/// ```
pub trait Real:
    Copy
    + Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + sealed::Sealed
{
    /// A constant.
    fn number(value: f64) -> Self;

    /// exp(x).
    fn exp(self) -> Self;
    /// Natural logarithm; NaN below zero.
    fn ln(self) -> Self;
    /// Square root; NaN below zero.
    fn sqrt(self) -> Self;
    /// Sine of radians.
    fn sin(self) -> Self;
    /// Cosine of radians.
    fn cos(self) -> Self;
    /// 1 / (1 + exp(-x)).
    fn sigmoid(self) -> Self;
    /// Hyperbolic tangent.
    fn tanh(self) -> Self;
    /// ln(1 + exp(x)).
    fn softplus(self) -> Self;
    /// max(0, x); at 0 the derivative is 0.
    fn relu(self) -> Self;
    /// x above zero, slope x below; at 0 the derivative is the slope.
    fn leaky_relu(self, slope: f64) -> Self;
    /// x above zero, exp(x) - 1 below.
    fn elu(self) -> Self;
    /// The magnitude; at 0 the derivative is 0.
    fn abs(self) -> Self;
    /// The larger, NaN where either is; on a tie each has half of the derivative.
    fn max(self, other: Self) -> Self;
    /// The smaller, NaN where either is; on a tie each has half of the derivative.
    fn min(self, other: Self) -> Self;
    /// x to a power; where that is not whole, NaN below zero.
    fn pow(self, exponent: f64) -> Self;
    /// `taken` where x is above `other`, else `rest`; a comparison with NaN does not hold. The derivative is that of what is
    /// taken.
    fn select_above(self, other: Self, taken: Self, rest: Self) -> Self;
    /// `taken` where x is `other` or above it, else `rest`.
    fn select_at_least(self, other: Self, taken: Self, rest: Self) -> Self;
}

/// Leaves room for further functions.
pub(crate) mod sealed {
    pub trait Sealed {}
}

/// A number as every lane of a block: the functions have one text.
#[inline(always)]
fn alone<T: Scalar, const K: usize>(
    x: [T; K],
    function: impl FnOnce(Lanes<T, Baseline>, [Block<T>; K]) -> Block<T>,
) -> T {
    function(Lanes::new(BASELINE, Layout::ONE), x.map(Block::splat)).0[0]
}

macro_rules! real {
    ($($scalar:ident),*) => {$(
        impl sealed::Sealed for $scalar {}

        impl Real for $scalar {
            #[inline]
            fn number(value: f64) -> Self {
                value as $scalar
            }

            real!(@functions exp ln sqrt sin cos sigmoid tanh softplus relu elu abs);

            #[inline]
            fn leaky_relu(self, slope: f64) -> Self {
                alone([self], |lanes, [x]| lanes.leaky_relu(x, slope))
            }

            #[inline]
            fn max(self, other: Self) -> Self {
                alone([self, other], |lanes, [a, b]| lanes.max(a, b))
            }

            #[inline]
            fn min(self, other: Self) -> Self {
                alone([self, other], |lanes, [a, b]| lanes.min(a, b))
            }

            #[inline]
            fn pow(self, exponent: f64) -> Self {
                alone([self], |lanes, [x]| lanes.pow(x, exponent))
            }

            #[inline]
            fn select_above(self, other: Self, taken: Self, rest: Self) -> Self {
                if self > other { taken } else { rest }
            }

            #[inline]
            fn select_at_least(self, other: Self, taken: Self, rest: Self) -> Self {
                if self >= other { taken } else { rest }
            }
        }
    )*};
    (@functions $($name:ident)*) => {$(
        #[inline]
        fn $name(self) -> Self {
            alone([self], |lanes, [x]| lanes.$name(x))
        }
    )*};
}

real!(f32, f64);

#[cfg(test)]
mod tests;
