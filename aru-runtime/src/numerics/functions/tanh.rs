//! The hyperbolic tangent.

use super::exp::Exponential;
use super::exp_m1::half_exp_m1;
use super::float::at_most;
use crate::numerics::dispatch::Isa;

/// Where 2 |x| makes the result round to 1, in either scalar.
const SATURATED: f64 = 40.0;

/// tanh(x), within 3 ULP, also near zero.
///
/// 1. h = (exp(2 |x|) - 1) / 2, accurate near zero, cut off where the result is 1 already.
/// 2. tanh |x| = h / (h + 1).
/// 3. The sign of x, that of a zero too.
///
/// Source: the identity as in FreeBSD's msun, s_tanh.c.
#[inline(always)]
pub(super) fn tanh<T: Exponential, I: Isa>(x: T, isa: I) -> T {
    let magnitude = x.abs();
    let half = half_exp_m1(at_most(magnitude + magnitude, T::from_f64(SATURATED)), isa);
    (half / (half + T::ONE)).copysign(x)
}
