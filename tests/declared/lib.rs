//! Declarations that several test programs run: those of tests/golden, of tests/generated, and some that are made for
//! exports. A program takes each as a value, its model, so that neither it nor what it is held against is compiled twice.

pub mod for_exports;
mod generated;
mod golden;

use aru_test_support::declaration::Declaration;

pub use self::golden::{CustomActivation, ThresholdPower};

/// The case of tests/golden of this name.
pub fn golden(name: &str) -> Declaration {
    golden::find(name)
}

/// The declaration of tests/generated of this name: `net07`.
pub fn generated(name: &str) -> Declaration {
    generated::find(name)
}
