//! The smooth rectifier.

use super::exp::{Exponential, exp};
use super::float::{at_least, polynomial};
use crate::numerics::dispatch::Isa;

/// Coefficients of the inverse hyperbolic tangent.
pub(super) trait InverseTanh: Exponential {
    /// (atanh(s) / s - 1) / s^2 as a function of z = s^2 <= 1/9.
    fn atanh_tail<I: Isa>(z: Self, isa: I) -> Self;
}

impl InverseTanh for f32 {
    // Minimax of atanh(s) / s, error 2^-27.7.
    #[inline(always)]
    fn atanh_tail<I: Isa>(z: Self, isa: I) -> Self {
        polynomial!(isa, z; 0.333_332_06, 0.200_108_7, 0.139_992_94, 0.140_133_8)
    }
}

impl InverseTanh for f64 {
    // Minimax of atanh(s) / s, error 2^-59.3.
    #[inline(always)]
    fn atanh_tail<I: Isa>(z: Self, isa: I) -> Self {
        polynomial!(
            isa, z;
            0.333_333_333_333_331_54,
            0.200_000_000_000_781_14,
            0.142_857_142_739_775_37,
            0.111_111_119_822_500_46,
            0.090_908_720_414_719_09,
            0.076_932_784_911_598_69,
            0.066_505_038_677_465_45,
            0.060_529_226_334_277_444,
            0.041_705_233_126_320_566,
            0.085_084_979_678_417_01
        )
    }
}

/// ln(1 + exp(x)), within 3 ULP.
///
/// 1. ln(1 + exp(x)) = max(x, 0) + ln(1 + e) with e = exp(-|x|), from 0 to 1.
/// 2. ln(1 + e) = 2 atanh(s) with s = e / (2 + e), from 0 to 1/3: relative accuracy down to the smallest e.
/// 3. 2 atanh(s) = 2 s + 2 s z tail(z) with z = s^2.
#[inline(always)]
pub(super) fn softplus<T: InverseTanh, I: Isa>(x: T, isa: I) -> T {
    let two = T::from_f64(2.0);
    let e = exp(-x.abs(), isa);
    let double = (e + e) / (two + e);
    let z = double * double * T::from_f64(0.25);
    let above = at_least(x, T::ZERO);
    above + isa.multiply_add(double * z, T::atanh_tail(z, isa), double)
}
