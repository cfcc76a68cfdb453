//! The functions of the unit language on one number.
//!
//! But for sines, cosines and broken powers, which call the platform's, they are free of branches, tables and calls: sixteen lanes in a loop become vector code on every instruction set.
//! Each file has one family, with its method, its source and a bound of its error in units in the last place (ULP);
//! a test holds every function to that number, in `f32` another one for all 2^32 arguments.

mod exp;
mod exp_m1;
mod float;
mod logarithm;
mod normal;
mod sigmoid;
mod softplus;
mod tanh;
#[cfg(test)]
mod tests;

use crate::numerics::dispatch::{Isa, Registers};

/// Elementary functions of a scalar; `isa` says whether a fused multiply-add is one instruction.
///
/// NaN gives NaN, infinities give the limit, results may be subnormal (only `sigmoid` ends a little earlier, see
/// there). Bounds of the errors in ULP:
///
/// | function | `f32` | `f64` |
/// | --- | --- | --- |
/// | `exp` | 1.5 | 1.5 |
/// | `exp_m1` | 2.5 | 2.5 |
/// | `ln` | 1 | 1 |
/// | `sqrt` | 0.5 | 0.5 |
/// | `sigmoid` | 2.5 | 2.5 |
/// | `tanh` | 3 | 3 |
/// | `softplus` | 3 | 3 |
pub trait Functions: Copy + 'static {
    /// A block in vector registers.
    #[doc(hidden)]
    type Registers<I: Isa>: Registers<Self, I>;

    /// a b + c, rounded once.
    fn fused_multiply_add(self, b: Self, c: Self) -> Self;
    /// exp(x).
    fn exp<I: Isa>(self, isa: I) -> Self;
    /// exp(x) - 1, accurate near zero.
    fn exp_m1<I: Isa>(self, isa: I) -> Self;
    /// Natural logarithm; negative infinity of zero, NaN below.
    fn ln<I: Isa>(self, isa: I) -> Self;
    /// Square root; NaN below zero.
    fn sqrt(self) -> Self;
    /// 1 / (1 + exp(-x)).
    fn sigmoid<I: Isa>(self, isa: I) -> Self;
    /// Hyperbolic tangent.
    fn tanh<I: Isa>(self, isa: I) -> Self;
    /// ln(1 + exp(x)).
    fn softplus<I: Isa>(self, isa: I) -> Self;
    /// Sine of radians, as the platform has it: one call a number.
    fn sin(self) -> Self;
    /// Cosine of radians, as the platform has it.
    fn cos(self) -> Self;
    /// A power whose exponent is neither whole nor half of a whole number, as the platform has it; NaN below zero.
    fn powf(self, exponent: f64) -> Self;
    /// Two independent standard normal numbers from 64 random bits.
    fn normal_pair<I: Isa>(words: [u32; 2], isa: I) -> [Self; 2];
}

macro_rules! functions {
    ($($scalar:ident: $registers:ident),*) => {$(
        impl Functions for $scalar {
            type Registers<I: Isa> = I::$registers;

            #[inline(always)]
            fn fused_multiply_add(self, b: Self, c: Self) -> Self {
                self.mul_add(b, c)
            }
            #[inline(always)]
            fn exp<I: Isa>(self, isa: I) -> Self {
                exp::exp(self, isa)
            }
            #[inline(always)]
            fn exp_m1<I: Isa>(self, isa: I) -> Self {
                exp_m1::exp_m1(self, isa)
            }
            #[inline(always)]
            fn ln<I: Isa>(self, isa: I) -> Self {
                logarithm::ln(self, isa)
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                $scalar::sqrt(self)
            }
            #[inline(always)]
            fn sigmoid<I: Isa>(self, isa: I) -> Self {
                sigmoid::sigmoid(self, isa)
            }
            #[inline(always)]
            fn tanh<I: Isa>(self, isa: I) -> Self {
                tanh::tanh(self, isa)
            }
            #[inline(always)]
            fn softplus<I: Isa>(self, isa: I) -> Self {
                softplus::softplus(self, isa)
            }
            #[inline(always)]
            fn sin(self) -> Self {
                $scalar::sin(self)
            }
            #[inline(always)]
            fn cos(self) -> Self {
                $scalar::cos(self)
            }
            #[inline(always)]
            fn powf(self, exponent: f64) -> Self {
                $scalar::powf(self, exponent as $scalar)
            }
            #[inline(always)]
            fn normal_pair<I: Isa>(words: [u32; 2], isa: I) -> [Self; 2] {
                normal::normal_pair(words, isa)
            }
        }
    )*};
}

functions!(f32: F32, f64: F64);
