//! Which instructions this machine has, and how code compiled for them is reached.
//!
//! The one module with `unsafe`: a function compiled for AVX-512 may be called only where the processor has it, and
//! the compiler cannot know that. A [`Task`] is compiled once for each [`Isa`]; [`dispatch`] picks by what was
//! detected at the first call.
#![allow(unsafe_code)]

use std::sync::OnceLock;

use crate::scalar::Scalar;

/// An instruction set: it decides how a multiply-add is done.
pub trait Isa: Copy + std::fmt::Debug + Send + Sync + 'static {
    /// a b + c: fused where that is one instruction, else rounded twice.
    fn multiply_add<T: Scalar>(self, a: T, b: T, c: T) -> T;
}

/// An instruction set with a fused multiply-add.
#[derive(Clone, Copy, Debug)]
pub struct Fused;

impl Isa for Fused {
    #[inline(always)]
    fn multiply_add<T: Scalar>(self, a: T, b: T, c: T) -> T {
        a.fused_multiply_add(b, c)
    }
}

/// What every processor of the target has.
#[derive(Clone, Copy, Debug)]
pub struct Baseline;

impl Isa for Baseline {
    #[inline(always)]
    fn multiply_add<T: Scalar>(self, a: T, b: T, c: T) -> T {
        a * b + c
    }
}

/// Work to be compiled for each instruction set. `run` and all that it calls is `#[inline(always)]`.
pub trait Task {
    /// What it returns.
    type Output;
    /// Does the work.
    fn run<I: Isa>(self, isa: I) -> Self::Output;
}

/// The instruction sets that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstructionSet {
    /// x86-64 with AVX-512 (F, BW, DQ, VL) and FMA.
    Avx512,
    /// x86-64 with AVX2 and FMA.
    Avx2,
    /// AArch64, where NEON and its fused multiply-add are always there.
    Neon,
    /// What every processor of the target has.
    Baseline,
}

/// The instruction set in use, detected once.
pub fn instruction_set() -> InstructionSet {
    static CHOSEN: OnceLock<InstructionSet> = OnceLock::new();
    *CHOSEN.get_or_init(detect)
}

fn detect() -> InstructionSet {
    #[cfg(target_arch = "x86_64")]
    {
        let fma = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        let wide = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        match (fma, wide) {
            (true, true) => InstructionSet::Avx512,
            (true, false) => InstructionSet::Avx2,
            _ => InstructionSet::Baseline,
        }
    }
    #[cfg(target_arch = "aarch64")]
    {
        InstructionSet::Neon
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    {
        InstructionSet::Baseline
    }
}

/// Runs the task in the version for this machine.
#[inline]
pub fn dispatch<K: Task>(task: K) -> K::Output {
    match instruction_set() {
        // SAFETY: `detect` names this set only where the processor reports each feature of `avx512`.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx512 => unsafe { avx512(task) },
        // SAFETY: `detect` names this set only where the processor reports each feature of `avx2`.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx2 => unsafe { avx2(task) },
        #[cfg(target_arch = "aarch64")]
        InstructionSet::Neon => task.run(Fused),
        _ => task.run(Baseline),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512<K: Task>(task: K) -> K::Output {
    task.run(Fused)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<K: Task>(task: K) -> K::Output {
    task.run(Fused)
}
