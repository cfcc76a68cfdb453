//! exp, and the reduction of its argument that the other functions start from.

use super::float::{Float, clamp, polynomial};
use crate::numerics::dispatch::Isa;

/// Constants of the exponential function.
pub(super) trait Exponential: Float {
    /// Below it exp rounds to 0.
    const LOWEST: Self;
    /// Above it exp is beyond the range.
    const HIGHEST: Self;
    /// log2(e).
    const LOG2_E: Self;
    /// ln(2), with trailing zeros enough that its product with any exponent is exact.
    const LN_2_HIGH: Self;
    /// ln(2) - `LN_2_HIGH`.
    const LN_2_LOW: Self;

    /// (exp(r) - 1 - r) / r^2 for |r| <= ln(2) / 2.
    fn exp_tail<I: Isa>(r: Self, isa: I) -> Self;
}

impl Exponential for f32 {
    const LOWEST: Self = -104.0;
    const HIGHEST: Self = 89.0;
    const LOG2_E: Self = std::f32::consts::LOG2_E;
    const LN_2_HIGH: Self = 0.693_145_75; // 15 bits, times 8
    const LN_2_LOW: Self = 1.428_606_8e-6;

    // Minimax of (exp(r) - 1) / r, error 2^-26.1.
    #[inline(always)]
    fn exp_tail<I: Isa>(r: Self, isa: I) -> Self {
        polynomial!(isa, r; 0.5, 0.166_665_43, 0.041_666_456, 0.008_366_538, 0.001_393_565)
    }
}

impl Exponential for f64 {
    const LOWEST: Self = -746.0;
    const HIGHEST: Self = 710.0;
    const LOG2_E: Self = std::f64::consts::LOG2_E;
    const LN_2_HIGH: Self = 0.693_147_180_369_123_8; // 32 bits, times 11
    const LN_2_LOW: Self = 1.908_214_929_270_587_7e-10;

    // Minimax of (exp(r) - 1) / r, error 2^-55.1.
    #[inline(always)]
    fn exp_tail<I: Isa>(r: Self, isa: I) -> Self {
        polynomial!(
            isa, r;
            0.5,
            0.166_666_666_666_666_8,
            0.041_666_666_666_619_74,
            0.008_333_333_333_318_305,
            0.001_388_888_892_061_829_8,
            0.000_198_412_698_956_002_7,
            2.480_151_620_862_292e-5,
            2.755_723_417_333_741e-6,
            2.762_227_947_314_999e-7,
            2.511_260_300_149_978e-8
        )
    }
}

/// (n + `ROUNDING`, r) with x = n ln(2) + r, n an integer and |r| <= ln(2) / 2.
#[inline(always)]
pub(super) fn reduce<T: Exponential, I: Isa>(x: T, isa: I) -> (T, T) {
    let shifted = isa.multiply_add(x, T::LOG2_E, T::ROUNDING);
    let n = shifted - T::ROUNDING;
    let r = isa.multiply_add(n, -T::LN_2_HIGH, x);
    (shifted, isa.multiply_add(n, -T::LN_2_LOW, r))
}

/// exp(r) of a reduced argument.
#[inline(always)]
pub(super) fn exp_of_reduced<T: Exponential, I: Isa>(r: T, isa: I) -> T {
    let tail = T::exp_tail(r, isa);
    isa.multiply_add(isa.multiply_add(tail, r, T::ONE), r, T::ONE)
}

/// exp(x), within 1.5 ULP, subnormal results included.
///
/// 1. Bring x into the range outside which the result is 0 or infinite anyway.
/// 2. x = n ln(2) + r, with ln(2) in two parts so that r keeps its low bits (Cody and Waite).
/// 3. exp(r) by a polynomial.
/// 4. exp(x) = 2^n exp(r), the power in two factors: one alone would leave the range before the result does.
///
/// Source: W. J. Cody, W. Waite, Software Manual for the Elementary Functions, 1980, chapter 6; rounding by a large
/// constant and scaling by a shift as in N. Juffa's and ARM's optimized-routines.
#[inline(always)]
pub(super) fn exp<T: Exponential, I: Isa>(x: T, isa: I) -> T {
    let (shifted, r) = reduce(clamp(x, T::LOWEST, T::HIGHEST), isa);
    let (first, second) = T::halves_of_power_of_two(shifted);
    exp_of_reduced(r, isa) * first * second
}
