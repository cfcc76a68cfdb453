//! Standard normal numbers from random bits.

use super::float::polynomial;
use super::logarithm::{Logarithm, ln_of_parts};
use crate::numerics::dispatch::Isa;

/// What turns words into numbers.
pub(super) trait Normal: Logarithm {
    /// The word, rounded.
    fn from_word(word: u32) -> Self;

    /// The word as a number with a sign, rounded.
    fn from_signed(word: i32) -> Self;

    /// (sin(r) / r - 1) / r^2 as a function of z = r^2, for |r| <= pi / 4.
    fn sine_tail<I: Isa>(z: Self, isa: I) -> Self;

    /// (cos(r) - 1 + r^2 / 2) / r^4.
    fn cosine_tail<I: Isa>(z: Self, isa: I) -> Self;
}

impl Normal for f32 {
    #[inline(always)]
    fn from_word(word: u32) -> Self {
        word as f32
    }

    #[inline(always)]
    fn from_signed(word: i32) -> Self {
        word as f32
    }

    #[inline(always)]
    fn sine_tail<I: Isa>(z: Self, isa: I) -> Self {
        polynomial!(isa, z; -0.166_666_55, 0.008_332_161, -0.000_195_152_96)
    }

    #[inline(always)]
    fn cosine_tail<I: Isa>(z: Self, isa: I) -> Self {
        polynomial!(isa, z; 0.041_666_646, -0.001_388_731_6, 2.443_315_7e-5)
    }
}

impl Normal for f64 {
    #[inline(always)]
    fn from_word(word: u32) -> Self {
        f64::from(word)
    }

    #[inline(always)]
    fn from_signed(word: i32) -> Self {
        f64::from(word)
    }

    #[inline(always)]
    fn sine_tail<I: Isa>(z: Self, isa: I) -> Self {
        polynomial!(
            isa, z;
            -0.166_666_666_666_666_3,
            0.008_333_333_333_322_118,
            -0.000_198_412_698_295_895_4,
            2.755_731_362_138_572_4e-6,
            -2.505_074_776_285_780_7e-8,
            1.589_623_015_765_465_7e-10
        )
    }

    #[inline(always)]
    fn cosine_tail<I: Isa>(z: Self, isa: I) -> Self {
        polynomial!(
            isa, z;
            0.041_666_666_666_666_595,
            -0.001_388_888_888_887_305_7,
            2.480_158_728_885_171_8e-5,
            -2.755_731_417_929_674e-7,
            2.087_570_084_197_473e-9,
            -1.135_853_652_138_768_2e-11
        )
    }
}

/// Words from here on are nearer to 2^32 than to 2^31, on the scale of the logarithm: sqrt(1/2) x 2^32.
const NEAR_ONE: u32 = 0xB504_F334;

/// Two independent standard normal numbers, within 4 ULP of the larger: with u = (w + 1) / 2^32 and v = w' / 2^32
///
/// sqrt(-2 ln u) cos(2 pi v), sqrt(-2 ln u) sin(2 pi v)
///
/// 1. ln u as in `ln`; near 1 what u lacks is known exactly, 2^32 - 1 - w.
/// 2. v = (q + f) / 4 with whole q and |f| <= 1/2, exact in integers; r = f pi / 2.
/// 3. Sine and cosine of r by polynomials, exchanged and negated by q.
///
/// Source: Box and Muller (1958); the polynomials are those of Cephes, sinf.c and sin.c.
#[inline(always)]
pub(super) fn normal_pair<T: Normal, I: Isa>([w, w_2]: [u32; 2], isa: I) -> [T; 2] {
    let (exponent, mantissa) = (T::from_word(w) + T::ONE).exponent_and_mantissa();
    let is_near = w >= NEAR_ONE;
    let lacking = T::from_word(!w) * T::from_f64(-1.0 / 4_294_967_296.0);
    let f = if is_near { lacking } else { mantissa - T::ONE };
    let k = if is_near {
        T::ZERO
    } else {
        exponent - T::from_f64(32.0)
    };
    let radius = (T::from_f64(-2.0) * ln_of_parts(k, f, isa)).sqrt();

    let quarter = w_2.wrapping_add(1 << 29) >> 30;
    let r = T::from_signed((w_2 << 2) as i32) * T::from_f64(std::f64::consts::FRAC_PI_2 / 4_294_967_296.0);
    let z = r * r;
    let sine = isa.multiply_add(r * z, T::sine_tail(z, isa), r);
    let cosine = isa.multiply_add(z * z, T::cosine_tail(z, isa), T::ONE - T::from_f64(0.5) * z);
    let is_odd = quarter & 1 == 1;
    let (x, y) = if is_odd { (sine, cosine) } else { (cosine, sine) };
    let x = if (quarter + 1) & 2 == 2 { -x } else { x };
    let y = if quarter & 2 == 2 { -y } else { y };
    [radius * x, radius * y]
}
