//! The Rust of README.md and docs/ is compiled and run with the tests.

#[doc = include_str!("../README.md")]
struct Readme;

#[doc = include_str!("../docs/language.md")]
struct Language;

#[cfg(feature = "text")]
#[doc = include_str!("../docs/text.md")]
struct Text;

#[doc = include_str!("../docs/exports.md")]
struct Exports;
#[doc = include_str!("../docs/analysis.md")]
struct Analysis;

#[cfg(feature = "auditory")]
#[doc = include_str!("../docs/auditory.md")]
struct Auditory;
