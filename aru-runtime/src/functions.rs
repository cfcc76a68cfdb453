//! The functions of the unit language on one number, free of branches, so that a loop over lanes becomes vector code.

use crate::dispatch::Isa;

/// Elementary functions of a scalar; `isa` says whether a fused multiply-add is one instruction.
pub trait Functions: Copy {
    /// a b + c, rounded once.
    fn fused_multiply_add(self, b: Self, c: Self) -> Self;
    /// exp(x).
    fn exp<I: Isa>(self, isa: I) -> Self;
    /// exp(x) - 1, accurate near zero.
    fn exp_m1<I: Isa>(self, isa: I) -> Self;
    /// Natural logarithm.
    fn ln<I: Isa>(self, isa: I) -> Self;
    /// Square root.
    fn sqrt(self) -> Self;
    /// 1 / (1 + exp(-x)).
    fn sigmoid<I: Isa>(self, isa: I) -> Self;
    /// Hyperbolic tangent.
    fn tanh<I: Isa>(self, isa: I) -> Self;
    /// ln(1 + exp(x)).
    fn softplus<I: Isa>(self, isa: I) -> Self;
}

macro_rules! functions {
    ($($scalar:ident),*) => {$(
        impl Functions for $scalar {
            #[inline(always)]
            fn fused_multiply_add(self, b: Self, c: Self) -> Self {
                self.mul_add(b, c)
            }
            #[inline(always)]
            fn exp<I: Isa>(self, _: I) -> Self {
                $scalar::exp(self)
            }
            #[inline(always)]
            fn exp_m1<I: Isa>(self, _: I) -> Self {
                $scalar::exp_m1(self)
            }
            #[inline(always)]
            fn ln<I: Isa>(self, _: I) -> Self {
                $scalar::ln(self)
            }
            #[inline(always)]
            fn sqrt(self) -> Self {
                $scalar::sqrt(self)
            }
            #[inline(always)]
            fn sigmoid<I: Isa>(self, _: I) -> Self {
                1.0 / (1.0 + (-self).exp())
            }
            #[inline(always)]
            fn tanh<I: Isa>(self, _: I) -> Self {
                $scalar::tanh(self)
            }
            #[inline(always)]
            fn softplus<I: Isa>(self, _: I) -> Self {
                self.max(0.0) + (-self.abs()).exp().ln_1p()
            }
        }
    )*};
}

functions!(f32, f64);
