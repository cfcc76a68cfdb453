//! exp(x) - 1 without the cancellation near zero.

use super::exp::{Exponential, reduce};
use super::float::{Float, clamp};
use crate::numerics::dispatch::Isa;

/// Below it exp(x) - 1 rounds to -1 in either scalar.
const LOWEST: f64 = -40.0;

/// exp(x) - 1, within 2.5 ULP, also where both are near zero.
///
/// Twice `half_exp_m1`, so that no power of two on the way leaves the range before the result does.
#[inline(always)]
pub(super) fn exp_m1<T: Exponential, I: Isa>(x: T, isa: I) -> T {
    let half = half_exp_m1(clamp(x, T::from_f64(LOWEST), T::HIGHEST), isa);
    half + half
}

/// (exp(x) - 1) / 2 for x from -40 to `HIGHEST`.
///
/// 1. x = n ln(2) + r as in exp.
/// 2. exp(r) - 1 = r + r^2 tail(r): its leading term is r itself, so it is accurate relative to its size.
/// 3. (exp(x) - 1) / 2 = 2^(n-1) (exp(r) - 1) + (2^(n-1) - 1/2); for n = 0 the bracket is zero.
///
/// Source: P. T. P. Tang, Table-driven implementation of the expm1 function in IEEE floating-point arithmetic, ACM
/// Transactions on Mathematical Software 18, 1992 (step 3).
#[inline(always)]
pub(super) fn half_exp_m1<T: Exponential, I: Isa>(x: T, isa: I) -> T {
    let (shifted, r) = reduce(x, isa);
    let m1 = isa.multiply_add(T::exp_tail(r, isa), r * r, r);
    let half_power = <T as Float>::power_of_two::<1>(shifted);
    isa.multiply_add(m1, half_power, half_power - T::from_f64(0.5))
}
