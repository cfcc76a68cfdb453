//! Vector registers as values, for the products.
//!
//! The compiler finds vectors by itself in loops over the lanes of a block, which is how equations and functions are
//! compiled. In the products, whose sums must stay in registers over a loop, it finds them in some shapes and not in
//! others, where it is 40 times slower; there the registers are spelled out.

use super::*;
use crate::block::Block;

/// A block in vector registers. Whoever has one has its instruction set: none is made without an [`Isa`].
pub trait Registers<T, I: Isa>: Copy {
    /// Number of registers.
    const COUNT: usize;

    /// Every lane the same value.
    fn splat(isa: I, value: T) -> Self;

    /// The lanes of a block.
    fn load(isa: I, block: &Block<T>) -> Self;

    /// Writes the lanes of a block.
    fn store(self, block: &mut Block<T>);

    /// self += a b: fused where that is one instruction, else rounded twice.
    fn add_product(&mut self, a: Self, b: Self);

    /// self += other.
    fn add(&mut self, other: Self);
}

/// So many registers of one type. The intrinsics' pointers come from arrays of exactly their length.
macro_rules! registers {
    (
        $name:ident for $isa:ident: [$vector:ident; $count:literal] of $lanes:literal x $scalar:ident,
        $splat:ident, $load:ident, $store:ident, $add:ident,
        |$a:ident, $b:ident, $c:ident| $multiply_add:expr
    ) => {
        /// A block in registers of this instruction set.
        #[derive(Clone, Copy, Debug)]
        pub struct $name([$vector; $count]);

        impl Registers<$scalar, $isa> for $name {
            const COUNT: usize = $count;

            #[inline(always)]
            fn splat(_: $isa, value: $scalar) -> Self {
                // SAFETY: the token shows that the instruction set is there.
                Self([unsafe { $splat(value) }; $count])
            }

            #[inline(always)]
            fn load(isa: $isa, block: &Block<$scalar>) -> Self {
                let mut registers = Self::splat(isa, 0.0);
                let (lanes, _) = block.0.as_chunks::<$lanes>();
                for (register, lanes) in registers.0.iter_mut().zip(lanes) {
                    // SAFETY: the token shows that the instruction set is there; the array is as long as the register.
                    *register = unsafe { $load(lanes.as_ptr()) };
                }
                registers
            }

            #[inline(always)]
            fn store(self, block: &mut Block<$scalar>) {
                let (lanes, _) = block.0.as_chunks_mut::<$lanes>();
                for (register, lanes) in self.0.into_iter().zip(lanes) {
                    // SAFETY: `self` shows that the instruction set is there; the array is as long as the register.
                    unsafe { $store(lanes.as_mut_ptr(), register) }
                }
            }

            #[inline(always)]
            fn add_product(&mut self, a: Self, b: Self) {
                for part in 0..$count {
                    let ($a, $b, $c) = (a.0[part], b.0[part], self.0[part]);
                    // SAFETY: `self` shows that the instruction set is there.
                    self.0[part] = unsafe { $multiply_add };
                }
            }

            #[inline(always)]
            fn add(&mut self, other: Self) {
                for part in 0..$count {
                    // SAFETY: `self` shows that the instruction set is there.
                    self.0[part] = unsafe { $add(self.0[part], other.0[part]) };
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    // On this target SSE2 is always there, and its intrinsics need no `unsafe`.
    #![allow(unused_unsafe)]

    use std::arch::x86_64::*;

    use super::*;

    registers!(
        Avx512F32 for Avx512: [__m512; 1] of 16 x f32,
        _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_add_ps, |a, b, c| _mm512_fmadd_ps(a, b, c)
    );
    registers!(
        Avx512F64 for Avx512: [__m512d; 2] of 8 x f64,
        _mm512_set1_pd, _mm512_loadu_pd, _mm512_storeu_pd, _mm512_add_pd, |a, b, c| _mm512_fmadd_pd(a, b, c)
    );
    registers!(
        Avx2F32 for Avx2: [__m256; 2] of 8 x f32,
        _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_add_ps, |a, b, c| _mm256_fmadd_ps(a, b, c)
    );
    registers!(
        Avx2F64 for Avx2: [__m256d; 4] of 4 x f64,
        _mm256_set1_pd, _mm256_loadu_pd, _mm256_storeu_pd, _mm256_add_pd, |a, b, c| _mm256_fmadd_pd(a, b, c)
    );
    registers!(
        BaselineF32 for Baseline: [__m128; 4] of 4 x f32,
        _mm_set1_ps, _mm_loadu_ps, _mm_storeu_ps, _mm_add_ps, |a, b, c| _mm_add_ps(_mm_mul_ps(a, b), c)
    );
    registers!(
        BaselineF64 for Baseline: [__m128d; 8] of 2 x f64,
        _mm_set1_pd, _mm_loadu_pd, _mm_storeu_pd, _mm_add_pd, |a, b, c| _mm_add_pd(_mm_mul_pd(a, b), c)
    );
}
#[cfg(target_arch = "x86_64")]
pub use x86_64::*;

#[cfg(target_arch = "aarch64")]
mod aarch64 {
    // On this target NEON is always there, and its intrinsics need no `unsafe`.
    #![allow(unused_unsafe)]

    use std::arch::aarch64::*;

    use super::*;

    registers!(
        NeonF32 for Neon: [float32x4_t; 4] of 4 x f32,
        vdupq_n_f32, vld1q_f32, vst1q_f32, vaddq_f32, |a, b, c| vfmaq_f32(c, a, b)
    );
    registers!(
        NeonF64 for Neon: [float64x2_t; 8] of 2 x f64,
        vdupq_n_f64, vld1q_f64, vst1q_f64, vaddq_f64, |a, b, c| vfmaq_f64(c, a, b)
    );
}
#[cfg(target_arch = "aarch64")]
pub use aarch64::*;

/// A block where there is no register to name: the compiler finds what there is.
#[cfg(not(target_arch = "x86_64"))]
impl<T: Scalar> Registers<T, Baseline> for Block<T> {
    const COUNT: usize = 4;

    #[inline(always)]
    fn splat(_: Baseline, value: T) -> Self {
        Block::splat(value)
    }

    #[inline(always)]
    fn load(_: Baseline, block: &Block<T>) -> Self {
        *block
    }

    #[inline(always)]
    fn store(self, block: &mut Block<T>) {
        *block = self;
    }

    #[inline(always)]
    fn add_product(&mut self, a: Self, b: Self) {
        *self += a * b;
    }

    #[inline(always)]
    fn add(&mut self, other: Self) {
        *self += other;
    }
}
