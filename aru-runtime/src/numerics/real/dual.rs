//! Dual numbers: a value and its derivative, carried through every operation.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Real;
use super::sealed::Sealed;

/// `value + slope e`, where e squared is zero: the derivative of what is computed comes out beside it, exactly.
///
/// ```
/// use aru::activation::{Dual, Real};
///
/// let x = Dual::variable(3.0);
/// let y = x * x + Dual::number(1.0);
/// assert_eq!((y.value, y.slope), (10.0, 6.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dual<R> {
    /// The number itself.
    pub value: R,
    /// Its derivative with respect to the variable.
    pub slope: R,
}

impl<R: Real> Dual<R> {
    /// The variable: its derivative is one.
    #[inline(always)]
    pub fn variable(value: R) -> Self {
        Dual {
            value,
            slope: R::number(1.0),
        }
    }

    /// A function with this value and this derivative at `self`.
    #[inline(always)]
    fn chain(self, value: R, derivative: R) -> Self {
        Dual {
            value,
            slope: derivative * self.slope,
        }
    }
}

impl<R: Real> Add for Dual<R> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Dual {
            value: self.value + other.value,
            slope: self.slope + other.slope,
        }
    }
}

impl<R: Real> Sub for Dual<R> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Dual {
            value: self.value - other.value,
            slope: self.slope - other.slope,
        }
    }
}

impl<R: Real> Mul for Dual<R> {
    type Output = Self;

    // (a b)' = a' b + a b'
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        Dual {
            value: self.value * other.value,
            slope: self.slope * other.value + self.value * other.slope,
        }
    }
}

impl<R: Real> Div for Dual<R> {
    type Output = Self;

    // (a / b)' = (a' - (a / b) b') / b
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        Dual {
            value,
            slope: (self.slope - value * other.slope) / other.value,
        }
    }
}

impl<R: Real> Neg for Dual<R> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Dual {
            value: -self.value,
            slope: -self.slope,
        }
    }
}

impl<R> Sealed for Dual<R> {}

// The derivatives are those of the rows of `aru-macros/src/functions.rs`, corners too.
impl<R: Real> Real for Dual<R> {
    #[inline(always)]
    fn number(value: f64) -> Self {
        Dual {
            value: R::number(value),
            slope: R::number(0.0),
        }
    }

    // exp' = exp
    #[inline(always)]
    fn exp(self) -> Self {
        let y = self.value.exp();
        self.chain(y, y)
    }

    // ln' = 1 / x
    #[inline(always)]
    fn ln(self) -> Self {
        self.chain(self.value.ln(), R::number(1.0) / self.value)
    }

    // sqrt' = 1 / (2 sqrt)
    #[inline(always)]
    fn sqrt(self) -> Self {
        let y = self.value.sqrt();
        self.chain(y, R::number(0.5) / y)
    }

    // sin' = cos
    #[inline(always)]
    fn sin(self) -> Self {
        self.chain(self.value.sin(), self.value.cos())
    }

    // cos' = -sin
    #[inline(always)]
    fn cos(self) -> Self {
        self.chain(self.value.cos(), -self.value.sin())
    }

    // sigmoid' = sigmoid (1 - sigmoid)
    #[inline(always)]
    fn sigmoid(self) -> Self {
        let y = self.value.sigmoid();
        self.chain(y, y * (R::number(1.0) - y))
    }

    // tanh' = 1 - tanh^2
    #[inline(always)]
    fn tanh(self) -> Self {
        let y = self.value.tanh();
        self.chain(y, R::number(1.0) - y * y)
    }

    // softplus' = sigmoid
    #[inline(always)]
    fn softplus(self) -> Self {
        self.chain(self.value.softplus(), self.value.sigmoid())
    }

    // relu' = 1 above zero, else 0
    #[inline(always)]
    fn relu(self) -> Self {
        let zero = R::number(0.0);
        Dual {
            value: self.value.relu(),
            slope: self.value.select_above(zero, self.slope, zero),
        }
    }

    // leaky_relu' = 1 above zero, else the slope
    #[inline(always)]
    fn leaky_relu(self, slope: f64) -> Self {
        let below = R::number(slope) * self.slope;
        Dual {
            value: self.value.leaky_relu(slope),
            slope: self.value.select_above(R::number(0.0), self.slope, below),
        }
    }

    // elu' = 1 above zero, else exp(x) = elu + 1
    #[inline(always)]
    fn elu(self) -> Self {
        let y = self.value.elu();
        let below = (y + R::number(1.0)) * self.slope;
        Dual {
            value: y,
            slope: self.value.select_above(R::number(0.0), self.slope, below),
        }
    }

    // abs' = the sign, 0 at 0
    #[inline(always)]
    fn abs(self) -> Self {
        let zero = R::number(0.0);
        let not_above = zero.select_above(self.value, -self.slope, zero);
        Dual {
            value: self.value.abs(),
            slope: self.value.select_above(zero, self.slope, not_above),
        }
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Dual {
            value: self.value.max(other.value),
            slope: of_the_larger(self.value, other.value, self.slope, other.slope),
        }
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        Dual {
            value: self.value.min(other.value),
            slope: of_the_larger(other.value, self.value, self.slope, other.slope),
        }
    }

    // pow(x, p)' = p pow(x, p - 1)
    #[inline(always)]
    fn pow(self, exponent: f64) -> Self {
        let value = self.value.pow(exponent);
        if exponent == 0.0 {
            return Self::number(1.0);
        }
        self.chain(value, R::number(exponent) * self.value.pow(exponent - 1.0))
    }

    #[inline(always)]
    fn select_above(self, other: Self, taken: Self, rest: Self) -> Self {
        let choose = |taken, rest| self.value.select_above(other.value, taken, rest);
        Dual {
            value: choose(taken.value, rest.value),
            slope: choose(taken.slope, rest.slope),
        }
    }

    #[inline(always)]
    fn select_at_least(self, other: Self, taken: Self, rest: Self) -> Self {
        let choose = |taken, rest| self.value.select_at_least(other.value, taken, rest);
        Dual {
            value: choose(taken.value, rest.value),
            slope: choose(taken.slope, rest.slope),
        }
    }
}

/// The first where a is above b, the mean where they are the same, else the second.
#[inline(always)]
fn of_the_larger<R: Real>(a: R, b: R, first: R, second: R) -> R {
    let mean = R::number(0.5) * (first + second);
    let not_above = a.select_at_least(b, mean, second);
    a.select_above(b, first, not_above)
}
