//! Which instructions this machine has, and how code compiled for them is reached.
//!
//! The one module with `unsafe`: a function compiled for AVX-512 may be called only where the processor has it, and
//! the compiler cannot know that; products walk their arrays by pointers, after one check of all of them; and code that was built
//! apart is reached by pointers, too ([`Module`]). A [`Task`]
//! is compiled once for each [`Isa`]; [`dispatch`] picks by what was detected at the first call.
#![allow(unsafe_code)]

mod buffer;
#[cfg(target_arch = "x86_64")]
mod detected;
mod kernels;
mod many;
mod module;
pub(crate) mod product;
mod registers;

use std::fmt;
use std::sync::OnceLock;

pub use self::buffer::Buffer;
pub use self::kernels::Kernels;
pub(crate) use self::many::Many;
#[cfg(feature = "text")]
pub(crate) use self::module::Foreign;
pub use self::module::{Chunks, Module, sources};
pub use self::registers::Registers;
use crate::numerics::scalar::Scalar;

/// Forces an instruction set, for tests and measurements: `avx512`, `avx2`, `neon` or `baseline`.
pub const VARIABLE: &str = "ARU_ISA";

/// An instruction set as a type: how a multiply-add is done, and the vector registers.
///
/// A value shows that the machine has the set: only [`dispatch`] makes one.
pub trait Isa: Copy + fmt::Debug + Send + Sync + 'static {
    /// Number of vector registers.
    const REGISTERS: usize;
    /// False where a build for tests leaves its kernels out.
    const IS_BUILT: bool;
    /// A block of `f32` in them.
    type F32: Registers<f32, Self>;
    /// A block of `f64` in them.
    type F64: Registers<f64, Self>;

    /// a b + c: fused where that is one instruction, else rounded twice.
    fn multiply_add<T: Scalar>(self, a: T, b: T, c: T) -> T;

    /// Does work in a function of its own, which is compiled by itself: optimising one function takes more than linear time in
    /// its length, and what is called from several places is compiled once.
    fn alone<W: Task>(self, work: W) -> W::Output;

    /// The same for short work that needs no type. A long closure is not inlined, whatever is said, and is then compiled for any
    /// processor, many times slower: that is what [`Isa::alone`] is for.
    #[inline(always)]
    fn apart<R>(self, work: impl FnOnce() -> R) -> R {
        self.alone(Closure(work))
    }

    /// A value for code that runs because another one was shown.
    ///
    /// # Safety
    /// The machine has the instruction set.
    #[doc(hidden)]
    unsafe fn shown() -> Self;
}

macro_rules! isa {
    (
        $(#[$doc:meta])*
        $name:ident $set:literal $(with $features:literal)?: $registers:literal of $f32:ty, $f64:ty;
        |$a:ident, $b:ident, $c:ident| $body:expr
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name(());

        impl Isa for $name {
            const REGISTERS: usize = $registers;
            const IS_BUILT: bool = cfg!(any(not(one_set), one_set = $set));
            type F32 = $f32;
            type F64 = $f64;

            #[inline(always)]
            fn multiply_add<T: Scalar>(self, $a: T, $b: T, $c: T) -> T {
                $body
            }

            #[inline(always)]
            fn alone<W: Task>(self, work: W) -> W::Output {
                $(#[target_feature(enable = $features)])?
                fn with_features<W: Task>(shown: $name, work: W) -> W::Output {
                    work.run(shown)
                }
                // Two functions: of one that enables features rustc 1.95 forgets that it must not be inlined.
                #[inline(never)]
                fn alone<W: Task>(shown: $name, work: W) -> W::Output {
                    // SAFETY: the value shows that the machine has the set.
                    #[allow(unused_unsafe)]
                    unsafe {
                        with_features(shown, work)
                    }
                }
                alone(self, work)
            }

            #[inline(always)]
            unsafe fn shown() -> Self {
                $name(())
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
isa! {
    /// x86-64 with AVX-512 (F, BW, DQ, VL) and FMA.
    Avx512 "avx512" with "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma": 32 of registers::Avx512F32, registers::Avx512F64; |a, b, c| a.fused_multiply_add(b, c)
}
#[cfg(target_arch = "x86_64")]
isa! {
    /// x86-64 with AVX2 and FMA.
    Avx2 "avx2" with "avx2,fma": 16 of registers::Avx2F32, registers::Avx2F64; |a, b, c| a.fused_multiply_add(b, c)
}
#[cfg(target_arch = "x86_64")]
isa! {
    /// What every x86-64 has: SSE2.
    Baseline "baseline": 16 of registers::BaselineF32, registers::BaselineF64; |a, b, c| a * b + c
}
#[cfg(target_arch = "aarch64")]
isa! {
    /// AArch64 with NEON.
    Neon "neon": 32 of registers::NeonF32, registers::NeonF64; |a, b, c| a.fused_multiply_add(b, c)
}
#[cfg(not(target_arch = "x86_64"))]
isa! {
    /// What every processor of the target has.
    Baseline "baseline": 16 of crate::numerics::block::Block<f32>, crate::numerics::block::Block<f64>; |a, b, c| a * b + c
}

/// What every processor of the target has.
pub(crate) const BASELINE: Baseline = Baseline(());

/// Work to be compiled for each instruction set. `run` and all that it calls is `#[inline(always)]`.
pub trait Task {
    /// What it returns.
    type Output;
    /// Does the work.
    fn run<I: Isa>(self, isa: I) -> Self::Output;
}

struct Closure<F>(F);

impl<R, F: FnOnce() -> R> Task for Closure<F> {
    type Output = R;

    #[inline(always)]
    fn run<I: Isa>(self, _: I) -> R {
        (self.0)()
    }
}

/// The instruction sets that are told apart, the fastest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstructionSet {
    /// x86-64 with AVX-512 (F, BW, DQ, VL) and FMA.
    Avx512,
    /// x86-64 with AVX2 and FMA.
    Avx2,
    /// AArch64 with NEON.
    Neon,
    /// What every processor of the target has; on x86-64, SSE2.
    Baseline,
}

impl InstructionSet {
    const ALL: [Self; 4] = [Self::Avx512, Self::Avx2, Self::Neon, Self::Baseline];

    /// As in [`VARIABLE`].
    pub const fn name(self) -> &'static str {
        match self {
            Self::Avx512 => "avx512",
            Self::Avx2 => "avx2",
            Self::Neon => "neon",
            Self::Baseline => "baseline",
        }
    }

    /// Those that this machine has, the fastest first.
    pub fn available() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|set| set.is_available())
    }

    /// True where this machine has it.
    pub fn is_available(self) -> bool {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => detected::has_avx512(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => detected::has_avx2(),
            #[cfg(target_arch = "aarch64")]
            Self::Neon => true,
            Self::Baseline => true,
            #[allow(unreachable_patterns)]
            _ => false,
        }
    }
}

impl fmt::Display for InstructionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The instruction set in use: the fastest there is, or the one that [`VARIABLE`] asks for. Chosen once; a request
/// that cannot be met is reported on standard error then, and the fastest is used.
pub fn instruction_set() -> InstructionSet {
    *CHOSEN.get_or_init(|| {
        let asked = std::env::var_os(VARIABLE);
        choose(asked.as_ref().map(|asked| asked.to_string_lossy()).as_deref()).unwrap_or_else(|fault| {
            let fastest = fastest();
            eprintln!("aru: {fault}; using {fastest}");
            fastest
        })
    })
}

/// Chooses this one, which is available, unless another one is in use. Answers with whether it is the one in use now.
fn use_set(set: InstructionSet) -> bool {
    *CHOSEN.get_or_init(|| set) == set
}

static CHOSEN: OnceLock<InstructionSet> = OnceLock::new();

fn fastest() -> InstructionSet {
    InstructionSet::available()
        .next()
        .unwrap_or(InstructionSet::Baseline)
}

/// The set asked for, or what is wrong with the request.
fn choose(asked: Option<&str>) -> Result<InstructionSet, String> {
    let Some(asked) = asked.filter(|asked| !asked.is_empty()) else {
        return Ok(fastest());
    };
    let available = InstructionSet::available()
        .map(InstructionSet::name)
        .collect::<Vec<_>>()
        .join(", ");
    match InstructionSet::ALL.into_iter().find(|set| set.name() == asked) {
        Some(set) if set.is_available() => Ok(set),
        Some(set) => Err(format!(
            "{VARIABLE} asks for `{set}`, which this machine lacks; it has {available}"
        )),
        None => Err(format!("{VARIABLE} is `{asked}`, expected one of {available}")),
    }
}

/// Runs the task in the version for this machine.
#[cfg(not(one_set))]
#[inline]
pub fn dispatch<K: Task>(task: K) -> K::Output {
    run(instruction_set(), task)
}

/// Runs the task in the one version that there is: a debug build holds all tasks for one instruction set (`build.rs`).
///
/// # Panics
/// If another set is asked for than that of the build.
#[cfg(one_set)]
#[inline]
pub fn dispatch<K: Task>(task: K) -> K::Output {
    match instruction_set() {
        // SAFETY: `instruction_set` is one that is available.
        #[cfg(one_set = "avx512")]
        InstructionSet::Avx512 => unsafe { avx512(task) },
        // SAFETY: as above.
        #[cfg(one_set = "avx2")]
        InstructionSet::Avx2 => unsafe { avx2(task) },
        #[cfg(one_set = "baseline")]
        InstructionSet::Baseline => task.run(Baseline(())),
        set => panic!(
            "this debug build is for another instruction set: build it anew, `cargo clean -p aru-runtime` and {VARIABLE}={set}"
        ),
    }
}

/// Runs the task in the version for an instruction set, for tests and measurements.
///
/// # Panics
/// If the machine lacks it, or the task calls kernels that the build leaves out.
#[doc(hidden)]
pub fn dispatch_with<K: Task>(set: InstructionSet, task: K) -> K::Output {
    assert!(set.is_available(), "this machine lacks {set}");
    run(set, task)
}

/// `set` must be available; both callers see to that.
#[inline]
fn run<K: Task>(set: InstructionSet, task: K) -> K::Output {
    match set {
        // SAFETY: `is_available` says so only where the processor reports each feature of `avx512`.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx512 => unsafe { avx512(task) },
        // SAFETY: `is_available` says so only where the processor reports each feature of `avx2`.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx2 => unsafe { avx2(task) },
        #[cfg(target_arch = "aarch64")]
        InstructionSet::Neon => task.run(Neon(())),
        _ => task.run(Baseline(())),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn avx512<K: Task>(task: K) -> K::Output {
    task.run(Avx512(()))
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<K: Task>(task: K) -> K::Output {
    task.run(Avx2(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_request_gives_the_fastest() {
        assert_eq!(choose(None), Ok(fastest()));
        assert_eq!(choose(Some("")), Ok(fastest()));
    }

    #[test]
    fn every_available_set_can_be_asked_for() {
        for set in InstructionSet::available() {
            assert_eq!(choose(Some(set.name())), Ok(set));
        }
    }

    #[test]
    fn an_unknown_set_is_named_with_those_that_there_are() {
        let fault = choose(Some("mmx")).unwrap_err();
        assert!(fault.starts_with("ARU_ISA is `mmx`, expected one of "), "{fault}");
        assert!(fault.ends_with("baseline"), "{fault}");
    }

    #[test]
    fn a_set_that_the_machine_lacks_is_refused() {
        let lacking = InstructionSet::ALL.into_iter().find(|set| !set.is_available());
        let lacking = lacking.expect("no machine has both AVX2 and NEON");
        let fault = choose(Some(lacking.name())).unwrap_err();
        assert!(
            fault.contains(lacking.name()) && fault.contains("lacks"),
            "{fault}"
        );
    }

    /// With the variable set, every test of this crate ran on that set, or this one fails.
    #[test]
    fn the_set_asked_for_is_the_one_in_use() {
        if let Some(asked) = std::env::var_os(VARIABLE).filter(|asked| !asked.is_empty()) {
            assert_eq!(asked.to_string_lossy(), instruction_set().name());
        }
    }
}
