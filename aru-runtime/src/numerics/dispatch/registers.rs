//! Vector registers as values, for the products.
//!
//! The compiler finds vectors by itself in loops over the lanes of a block, which is how equations and functions are
//! compiled. In the products, whose sums must stay in registers over a loop, it finds them in some shapes and not in
//! others, where it is 40 times slower; there the registers are spelled out.

use super::kernels::{Kernels, each_kernel, kernels};
use super::*;
use crate::numerics::block::{Block, LANES};

/// A block in vector registers. Whoever has one has its instruction set: none is made without an [`Isa`].
pub trait Registers<T: 'static, I: Isa>: Copy {
    /// Number of registers.
    const COUNT: usize;

    /// The kernels of this scalar and instruction set.
    const KERNELS: &'static Kernels<T, I>;

    /// Every lane the same value.
    fn splat(isa: I, value: T) -> Self;

    /// The lanes of a block.
    fn load(isa: I, block: &Block<T>) -> Self;

    /// The first 16 of a row of numbers.
    ///
    /// # Panics
    /// There are fewer.
    fn from_numbers(isa: I, numbers: &[T]) -> Self;

    /// Writes the lanes of a block.
    fn store(self, block: &mut Block<T>);

    /// self += a b: fused where that is one instruction, else rounded twice.
    fn add_product(&mut self, a: Self, b: Self);

    /// self += other.
    fn add(&mut self, other: Self);

    /// self + other.
    fn sum(self, other: Self) -> Self;

    /// self - other.
    fn difference(self, other: Self) -> Self;

    /// self other, rounded.
    fn product(self, other: Self) -> Self;

    /// self / other.
    fn quotient(self, other: Self) -> Self;

    /// The lanes of two blocks in turn: those of their first halves, those of their second halves.
    fn interleaved(self, other: Self) -> [Self; 2];
}

/// Registers of one type, each holding so many of the block's lanes from a place on.
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
macro_rules! registers {
    (
        $name:ident for $isa:ident with $features:meta: $lanes:literal x $scalar:ident in $register:ident from $($from:literal)+,
        $splat:ident, $load:ident, $store:ident, $add:ident $subtract:ident $multiply:ident $divide:ident,
        |$a:ident, $b:ident, $c:ident| $multiply_add:expr, $first_halves:expr, $second_halves:expr
    ) => {
        /// A block in registers of this instruction set.
        #[derive(Clone, Copy, Debug)]
        pub struct $name([$register; LANES / $lanes]);

        // Every place is one of a register in a block: what the pointers below rely on.
        const _: () = assert!($($from % $lanes == 0 && $from + $lanes <= LANES)&&+);

        impl Registers<$scalar, $isa> for $name {
            const COUNT: usize = LANES / $lanes;
            const KERNELS: &'static Kernels<$scalar, $isa> = each_kernel!(kernels $scalar $isa $features);

            #[inline(always)]
            fn splat(_: $isa, value: $scalar) -> Self {
                // SAFETY: the token shows that the instruction set is there.
                Self([unsafe { $splat(value) }; LANES / $lanes])
            }

            #[inline(always)]
            fn load(_: $isa, block: &Block<$scalar>) -> Self {
                // SAFETY: the token shows that the instruction set is there; every register lies in the block.
                Self(unsafe { [$($load(block.0.as_ptr().add($from))),+] })
            }

            #[inline(always)]
            fn from_numbers(_: $isa, numbers: &[$scalar]) -> Self {
                let numbers = &numbers[..LANES];
                // SAFETY: the token shows that the instruction set is there; every register lies in the 16 numbers.
                Self(unsafe { [$($load(numbers.as_ptr().add($from))),+] })
            }

            #[inline(always)]
            fn store(self, block: &mut Block<$scalar>) {
                // SAFETY: `self` shows that the instruction set is there; every register lies in the block.
                unsafe { $($store(block.0.as_mut_ptr().add($from), self.0[$from / $lanes]);)+ }
            }

            #[inline(always)]
            fn add_product(&mut self, a: Self, b: Self) {
                $(
                    let ($a, $b, $c) = (a.0[$from / $lanes], b.0[$from / $lanes], self.0[$from / $lanes]);
                    // SAFETY: `self` shows that the instruction set is there.
                    self.0[$from / $lanes] = unsafe { $multiply_add };
                )+
            }

            #[inline(always)]
            fn add(&mut self, other: Self) {
                // SAFETY: `self` shows that the instruction set is there.
                $(self.0[$from / $lanes] = unsafe { $add(self.0[$from / $lanes], other.0[$from / $lanes]) };)+
            }

            #[inline(always)]
            fn sum(self, other: Self) -> Self {
                // SAFETY: `self` shows that the instruction set is there.
                Self([$(unsafe { $add(self.0[$from / $lanes], other.0[$from / $lanes]) }),+])
            }

            #[inline(always)]
            fn difference(self, other: Self) -> Self {
                // SAFETY: as above.
                Self([$(unsafe { $subtract(self.0[$from / $lanes], other.0[$from / $lanes]) }),+])
            }

            #[inline(always)]
            fn product(self, other: Self) -> Self {
                // SAFETY: as above.
                Self([$(unsafe { $multiply(self.0[$from / $lanes], other.0[$from / $lanes]) }),+])
            }

            #[inline(always)]
            fn quotient(self, other: Self) -> Self {
                // SAFETY: as above.
                Self([$(unsafe { $divide(self.0[$from / $lanes], other.0[$from / $lanes]) }),+])
            }

            #[inline(always)]
            fn interleaved(self, other: Self) -> [Self; 2] {
                // What comes of a register fills two.
                let mut registers = [self.0[0]; 2 * LANES / $lanes];
                $(
                    let ($a, $b) = (self.0[$from / $lanes], other.0[$from / $lanes]);
                    // SAFETY: `self` shows that the instruction set is there.
                    let (first, second) = unsafe { ($first_halves, $second_halves) };
                    (registers[2 * $from / $lanes], registers[2 * $from / $lanes + 1]) = (first, second);
                )+
                let (first, second) = registers.split_at(LANES / $lanes);
                let mut halves = [self, other];
                halves[0].0.copy_from_slice(first);
                halves[1].0.copy_from_slice(second);
                halves
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
        Avx512F32 for Avx512 with target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"): 16 x f32 in __m512 from 0,
        _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_add_ps _mm512_sub_ps _mm512_mul_ps _mm512_div_ps, |a, b, c| _mm512_fmadd_ps(a, b, c),
        _mm512_permutex2var_ps(a, _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), b),
        _mm512_permutex2var_ps(a, _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), b)
    );
    registers!(
        Avx512F64 for Avx512 with target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma"): 8 x f64 in __m512d from 0 8,
        _mm512_set1_pd, _mm512_loadu_pd, _mm512_storeu_pd, _mm512_add_pd _mm512_sub_pd _mm512_mul_pd _mm512_div_pd, |a, b, c| _mm512_fmadd_pd(a, b, c),
        _mm512_permutex2var_pd(a, _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11), b),
        _mm512_permutex2var_pd(a, _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15), b)
    );
    registers!(
        Avx2F32 for Avx2 with target_feature(enable = "avx2,fma"): 8 x f32 in __m256 from 0 8,
        _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_add_ps _mm256_sub_ps _mm256_mul_ps _mm256_div_ps, |a, b, c| _mm256_fmadd_ps(a, b, c),
        _mm256_permute2f128_ps::<0x20>(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b)),
        _mm256_permute2f128_ps::<0x31>(_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b))
    );
    registers!(
        Avx2F64 for Avx2 with target_feature(enable = "avx2,fma"): 4 x f64 in __m256d from 0 4 8 12,
        _mm256_set1_pd, _mm256_loadu_pd, _mm256_storeu_pd, _mm256_add_pd _mm256_sub_pd _mm256_mul_pd _mm256_div_pd, |a, b, c| _mm256_fmadd_pd(a, b, c),
        _mm256_permute2f128_pd::<0x20>(_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b)),
        _mm256_permute2f128_pd::<0x31>(_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b))
    );
    registers!(
        BaselineF32 for Baseline with target_feature(enable = "sse2"): 4 x f32 in __m128 from 0 4 8 12,
        _mm_set1_ps, _mm_loadu_ps, _mm_storeu_ps, _mm_add_ps _mm_sub_ps _mm_mul_ps _mm_div_ps, |a, b, c| _mm_add_ps(_mm_mul_ps(a, b), c),
        _mm_unpacklo_ps(a, b),
        _mm_unpackhi_ps(a, b)
    );
    registers!(
        BaselineF64 for Baseline with target_feature(enable = "sse2"): 2 x f64 in __m128d from 0 2 4 6 8 10 12 14,
        _mm_set1_pd, _mm_loadu_pd, _mm_storeu_pd, _mm_add_pd _mm_sub_pd _mm_mul_pd _mm_div_pd, |a, b, c| _mm_add_pd(_mm_mul_pd(a, b), c),
        _mm_unpacklo_pd(a, b),
        _mm_unpackhi_pd(a, b)
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
        NeonF32 for Neon with target_feature(enable = "neon"): 4 x f32 in float32x4_t from 0 4 8 12,
        vdupq_n_f32, vld1q_f32, vst1q_f32, vaddq_f32 vsubq_f32 vmulq_f32 vdivq_f32, |a, b, c| vfmaq_f32(c, a, b),
        vzip1q_f32(a, b),
        vzip2q_f32(a, b)
    );
    registers!(
        NeonF64 for Neon with target_feature(enable = "neon"): 2 x f64 in float64x2_t from 0 2 4 6 8 10 12 14,
        vdupq_n_f64, vld1q_f64, vst1q_f64, vaddq_f64 vsubq_f64 vmulq_f64 vdivq_f64, |a, b, c| vfmaq_f64(c, a, b),
        vzip1q_f64(a, b),
        vzip2q_f64(a, b)
    );
}
#[cfg(target_arch = "aarch64")]
pub use aarch64::*;

/// A block where there is no register to name: the compiler finds what there is.
#[cfg(not(target_arch = "x86_64"))]
macro_rules! plain {
    ($($scalar:ident),*) => {$(
        impl Registers<$scalar, Baseline> for Block<$scalar> {
            const COUNT: usize = 4;
            const KERNELS: &'static Kernels<$scalar, Baseline> = each_kernel!(kernels $scalar Baseline inline(never));

            #[inline(always)]
            fn splat(_: Baseline, value: $scalar) -> Self {
                Block::splat(value)
            }

            #[inline(always)]
            fn load(_: Baseline, block: &Block<$scalar>) -> Self {
                *block
            }

            #[inline(always)]
            fn store(self, block: &mut Block<$scalar>) {
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

            #[inline(always)]
            fn sum(self, other: Self) -> Self {
                self + other
            }

            #[inline(always)]
            fn difference(self, other: Self) -> Self {
                self - other
            }

            #[inline(always)]
            fn product(self, other: Self) -> Self {
                self * other
            }

            #[inline(always)]
            fn quotient(self, other: Self) -> Self {
                self / other
            }

            #[inline(always)]
            fn from_numbers(_: Baseline, numbers: &[$scalar]) -> Self {
                Block(std::array::from_fn(|lane| numbers[lane]))
            }

            #[inline(always)]
            fn interleaved(self, other: Self) -> [Self; 2] {
                let lanes = |first: usize| {
                    Block(std::array::from_fn(|lane| [self, other][lane % 2].0[first + lane / 2]))
                };
                [lanes(0), lanes(LANES / 2)]
            }
        }
    )*};
}
#[cfg(not(target_arch = "x86_64"))]
plain!(f32, f64);
