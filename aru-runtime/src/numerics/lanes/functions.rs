//! The functions of the unit language and the activations on blocks: emitted code calls them by their names.

use super::Lanes;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::Isa;
use crate::numerics::scalar::Scalar;

/// Exponents up to here are products.
const MOST_FACTORS: f64 = 64.0;

impl<T: Scalar, I: Isa> Lanes<T, I> {
    /// exp(x).
    #[inline(always)]
    pub fn exp(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.exp(self.isa))
    }

    /// Natural logarithm.
    #[inline(always)]
    pub fn ln(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.ln(self.isa))
    }

    /// Square root.
    #[inline(always)]
    pub fn sqrt(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.sqrt())
    }

    /// 1 / (1 + exp(-x)).
    #[inline(always)]
    pub fn sigmoid(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.sigmoid(self.isa))
    }

    /// Hyperbolic tangent.
    #[inline(always)]
    pub fn tanh(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.tanh(self.isa))
    }

    /// ln(1 + exp(x)).
    #[inline(always)]
    pub fn softplus(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.softplus(self.isa))
    }

    /// max(0, x).
    #[inline(always)]
    pub fn relu(self, x: Block<T>) -> Block<T> {
        // Not a product: zero times minus infinity is no number. NaN stays NaN.
        x.map(|x| if x < T::ZERO { T::ZERO } else { x })
    }

    /// x above zero, slope x below.
    #[inline(always)]
    pub fn leaky_relu(self, x: Block<T>, slope: f64) -> Block<T> {
        let slope = T::from_f64(slope);
        if slope == T::ZERO {
            return self.relu(x);
        }
        x.map(|x| if x > T::ZERO { x } else { slope * x })
    }

    /// x above zero, exp(x) - 1 below.
    #[inline(always)]
    pub fn elu(self, x: Block<T>) -> Block<T> {
        x.map(|x| {
            // NaN stays NaN.
            let below = if x > T::ZERO { T::ZERO } else { x };
            if x > T::ZERO { x } else { below.exp_m1(self.isa) }
        })
    }

    /// Sine of radians.
    #[inline(always)]
    pub fn sin(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.sin())
    }

    /// Cosine of radians.
    #[inline(always)]
    pub fn cos(self, x: Block<T>) -> Block<T> {
        x.map(|x| x.cos())
    }

    /// The magnitude.
    #[inline(always)]
    pub fn abs(self, x: Block<T>) -> Block<T> {
        x.map(|x| if x > T::ZERO { x } else { T::ZERO - x })
    }

    /// The larger; NaN where either is.
    #[inline(always)]
    pub fn max(self, a: Block<T>, b: Block<T>) -> Block<T> {
        self.select_above(b, a, b, self.select_at_least(a, b, a, a + b))
    }

    /// The smaller; NaN where either is.
    #[inline(always)]
    pub fn min(self, a: Block<T>, b: Block<T>) -> Block<T> {
        self.select_above(a, b, b, self.select_at_least(b, a, a, a + b))
    }

    /// x to a power: by products where twice the exponent is a whole number of some size, and a square root.
    #[inline(always)]
    pub fn pow(self, x: Block<T>, exponent: f64) -> Block<T> {
        let twice = 2.0 * exponent.abs();
        if twice.fract() != 0.0 || twice > 2.0 * MOST_FACTORS {
            return x.map(|x| x.powf(exponent));
        }
        let mut power = Block::splat(T::ONE);
        let (mut square, mut left) = (x, exponent.abs() as u32);
        while left > 0 {
            if left & 1 == 1 {
                power = power * square;
            }
            square = square * square;
            left >>= 1;
        }
        if twice % 2.0 == 1.0 {
            power = power * self.sqrt(x);
        }
        if exponent < 0.0 { 1.0 / power } else { power }
    }

    /// `taken` in the lanes where a is above b, else `other`; a comparison with NaN does not hold.
    #[inline(always)]
    pub fn select_above(self, a: Block<T>, b: Block<T>, taken: Block<T>, other: Block<T>) -> Block<T> {
        let mut out = other;
        for lane in 0..LANES {
            if a.0[lane] > b.0[lane] {
                out.0[lane] = taken.0[lane];
            }
        }
        out
    }

    /// The same where a is b or above it.
    #[inline(always)]
    pub fn select_at_least(self, a: Block<T>, b: Block<T>, taken: Block<T>, other: Block<T>) -> Block<T> {
        let mut out = other;
        for lane in 0..LANES {
            if a.0[lane] >= b.0[lane] {
                out.0[lane] = taken.0[lane];
            }
        }
        out
    }

    /// `above` in the lanes where x is above zero, else `below`: the derivative of a function with a corner at zero.
    #[inline(always)]
    pub fn above_zero(self, x: Block<T>, above: Block<T>, below: Block<T>) -> Block<T> {
        let mut out = below;
        for lane in 0..LANES {
            if x.0[lane] > T::ZERO {
                out.0[lane] = above.0[lane];
            }
        }
        out
    }
}
