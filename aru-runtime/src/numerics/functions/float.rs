//! The layout of `f32` and `f64` in bits, and the few operations on it that the functions share.
//!
//! No number is converted between float and integer: Rust's saturating cast and 64-bit conversions have no vector
//! form on most instruction sets. A float gets an integer into its low bits when a large constant is added.

use crate::numerics::scalar::Scalar;

/// A scalar whose bits can be taken apart.
pub(super) trait Float: Scalar {
    /// 1.5 x 2^p with p mantissa bits: x + `ROUNDING` is x rounded to an integer, that integer in its low bits.
    const ROUNDING: Self;
    /// Positive infinity.
    const INFINITY: Self;
    /// Not a number.
    const NAN: Self;
    /// The smallest number with all its mantissa bits.
    const SMALLEST_NORMAL: Self;

    /// The magnitude: the number without its sign.
    fn abs(self) -> Self;

    /// The magnitude with the sign of another number.
    fn copysign(self, sign: Self) -> Self;

    /// 2^(n - `LESS`), given n + `ROUNDING`. An exponent one below the smallest gives 0, one above the largest
    /// infinity.
    fn power_of_two<const LESS: u32>(shifted: Self) -> Self;

    /// Two factors, neither beyond the range, whose product is 2^n, given n + `ROUNDING`.
    fn halves_of_power_of_two(shifted: Self) -> (Self, Self);

    /// (k, m) with x = 2^k m and m between sqrt(1/2) and sqrt(2), given a positive normal number.
    fn exponent_and_mantissa(self) -> (Self, Self);
}

macro_rules! float {
    ($scalar:ident, mantissa bits $mantissa:literal, rounding $rounding:literal) => {
        impl Float for $scalar {
            const ROUNDING: Self = $rounding;
            const INFINITY: Self = $scalar::INFINITY;
            const NAN: Self = $scalar::NAN;
            const SMALLEST_NORMAL: Self = $scalar::MIN_POSITIVE;

            #[inline(always)]
            fn abs(self) -> Self {
                $scalar::abs(self)
            }

            #[inline(always)]
            fn copysign(self, sign: Self) -> Self {
                $scalar::copysign(self, sign)
            }

            #[inline(always)]
            fn power_of_two<const LESS: u32>(shifted: Self) -> Self {
                const ONE: [$scalar; 2] = [1.0, 0.5];
                let one = ONE[LESS as usize].to_bits();
                $scalar::from_bits((shifted.to_bits() << $mantissa).wrapping_add(one))
            }

            #[inline(always)]
            fn halves_of_power_of_two(shifted: Self) -> (Self, Self) {
                const ONE: $scalar = 1.0;
                // The bits of ROUNDING that are moved down are shifted out again: below it stand only zeros.
                let whole = shifted.to_bits();
                let half = whole >> 1;
                let rest = whole.wrapping_sub(half);
                (
                    $scalar::from_bits((half << $mantissa).wrapping_add(ONE.to_bits())),
                    $scalar::from_bits((rest << $mantissa).wrapping_add(ONE.to_bits())),
                )
            }

            #[inline(always)]
            fn exponent_and_mantissa(self) -> (Self, Self) {
                const ONE: $scalar = 1.0;
                const LOWEST: $scalar = std::$scalar::consts::FRAC_1_SQRT_2;
                // 2^p and the exponent's bias: p mantissa bits hold any exponent.
                const TO_NUMBER: $scalar = (1_u64 << $mantissa) as $scalar;
                const BIAS: $scalar = ($scalar::MAX_EXP - 1) as $scalar;
                let bits = self
                    .to_bits()
                    .wrapping_add(ONE.to_bits() - LOWEST.to_bits());
                let exponent = $scalar::from_bits((bits >> $mantissa) | TO_NUMBER.to_bits());
                let mantissa = (bits & ((1 << $mantissa) - 1)) + LOWEST.to_bits();
                (exponent - (TO_NUMBER + BIAS), $scalar::from_bits(mantissa))
            }
        }
    };
}

float!(f32, mantissa bits 23, rounding 12582912.0);
float!(f64, mantissa bits 52, rounding 6755399441055744.0);

/// The polynomial in x with these coefficients, the constant first: Horner's scheme.
macro_rules! polynomial {
    ($isa:expr, $x:expr; $last:expr) => { $last };
    ($isa:expr, $x:expr; $first:expr, $($rest:expr),+) => {
        $isa.multiply_add(polynomial!($isa, $x; $($rest),+), $x, $first)
    };
}
pub(super) use polynomial;

/// x, or the nearer end of the range; NaN stays NaN.
#[inline(always)]
pub(super) fn clamp<T: Float>(x: T, low: T, high: T) -> T {
    at_least(at_most(x, high), low)
}

/// The lesser of x and a bound; NaN stays NaN. One instruction, where `min` needs three.
#[inline(always)]
pub(super) fn at_most<T: Float>(x: T, bound: T) -> T {
    if x > bound { bound } else { x }
}

/// The greater of x and a bound; NaN stays NaN.
#[inline(always)]
pub(super) fn at_least<T: Float>(x: T, bound: T) -> T {
    if x < bound { bound } else { x }
}
