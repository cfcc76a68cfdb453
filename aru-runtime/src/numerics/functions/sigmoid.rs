//! The logistic function.

use super::exp::{Exponential, exp_of_reduced, reduce};
use super::float::{at_least, at_most};
use crate::numerics::dispatch::Isa;

/// Where exp(-x) no longer counts beside 1, in either scalar.
const EXP_NEGLIGIBLE: f64 = -80.0;

/// 1 / (1 + exp(-x)), within 2.5 ULP wherever the result is a normal number.
///
/// 1. exp(-x) as in exp, cut off where it no longer counts beside 1, so that one power of two is enough.
/// 2. That power becomes infinite where exp(-x) is about to (x < -88.37 in `f32`, -709.4 in `f64`); the quotient,
///    about to leave the subnormal range, is then 0.
/// 3. A true division: an estimate of the reciprocal would cost the last bits.
#[inline(always)]
pub(super) fn sigmoid<T: Exponential, I: Isa>(x: T, isa: I) -> T {
    let minus_x = at_least(at_most(-x, T::HIGHEST), T::from_f64(EXP_NEGLIGIBLE));
    let (shifted, r) = reduce(minus_x, isa);
    let power = T::power_of_two::<0>(shifted);
    T::ONE / isa.multiply_add(exp_of_reduced(r, isa), power, T::ONE)
}
