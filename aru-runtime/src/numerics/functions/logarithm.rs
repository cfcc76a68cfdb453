//! The natural logarithm.

use super::exp::Exponential;
use super::float::polynomial;
use crate::numerics::dispatch::Isa;

/// Coefficients of the logarithm near 1.
pub(super) trait Logarithm: Exponential {
    /// A power of two that makes every subnormal number normal, and its exponent.
    const LIFT: (Self, Self);

    /// (atanh(s) / s - 1) * 2 as a function of z = s^2, for s = f / (2 + f) and 1 + f between sqrt(1/2) and sqrt(2).
    fn ln_tail<I: Isa>(z: Self, isa: I) -> Self;
}

impl Logarithm for f32 {
    const LIFT: (Self, Self) = (16_777_216.0, 24.0);

    // Minimax, error 2^-35.2.
    #[inline(always)]
    fn ln_tail<I: Isa>(z: Self, isa: I) -> Self {
        z * polynomial!(isa, z; 0.666_666_6, 0.400_009_7, 0.284_987_78, 0.242_795_7)
    }
}

impl Logarithm for f64 {
    const LIFT: (Self, Self) = (9_007_199_254_740_992.0, 53.0);

    // Minimax, error 2^-59.4.
    #[inline(always)]
    fn ln_tail<I: Isa>(z: Self, isa: I) -> Self {
        z * polynomial!(
            isa, z;
            0.666_666_666_666_673_4,
            0.399_999_999_994_166_5,
            0.285_714_287_420_379_7,
            0.222_221_986_025_240_15,
            0.181_835_630_464_090_63,
            0.153_140_785_368_213_54,
            0.147_957_074_325_445_05
        )
    }
}

/// Natural logarithm, within 1 ULP; minus infinity at zero, NaN below.
///
/// 1. A subnormal x is made normal first.
/// 2. x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2).
/// 3. ln(1 + f) = f - f^2/2 + s (f^2/2 + tail(s^2)) with s = f / (2 + f): the leading term is exact.
/// 4. ln(x) = k ln(2) + ln(1 + f), with ln(2) in two parts.
/// 5. What is not a positive finite number gets its own result.
///
/// Source: FreeBSD's msun, e_log.c and k_log.h; the coefficients are fitted anew.
#[inline(always)]
pub(super) fn ln<T: Logarithm, I: Isa>(x: T, isa: I) -> T {
    let (lift, lift_exponent) = T::LIFT;
    let subnormal = x < T::SMALLEST_NORMAL;
    let (k, mantissa) = (if subnormal { x * lift } else { x }).exponent_and_mantissa();
    let k = if subnormal { k - lift_exponent } else { k };

    let finite = ln_of_parts(k, mantissa - T::ONE, isa);

    let above = if x < T::INFINITY { finite } else { x };
    let at_zero = if x == T::ZERO { -T::INFINITY } else { above };
    if x < T::ZERO { T::NAN } else { at_zero }
}

/// ln(2^k (1 + f)), steps 3 and 4.
#[inline(always)]
pub(super) fn ln_of_parts<T: Logarithm, I: Isa>(k: T, f: T, isa: I) -> T {
    let s = f / (T::from_f64(2.0) + f);
    let half_square = T::from_f64(0.5) * f * f;
    let tail = half_square + T::ln_tail(s * s, isa);
    let low = isa.multiply_add(s, tail, k * T::LN_2_LOW) - half_square;
    isa.multiply_add(k, T::LN_2_HIGH, low + f)
}
