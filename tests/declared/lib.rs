//! Declarations that several test programs run, and what holds a network against the interpreter and its text: those of
//! tests/golden, of tests/generated, and some that are made for exports. A program takes each as a value, its model, so that
//! neither it nor what it is held against is compiled twice.

pub mod checks;
pub mod declaration;
pub mod facts;
pub mod for_exports;
mod generated;
mod golden;
pub mod jacobian;
pub mod loaded;
pub mod sample;
pub mod texts;

use self::declaration::Declaration;
pub use self::golden::{CustomActivation, ThresholdPower, modules};

/// The case of tests/golden of this name.
pub fn golden(name: &str) -> Declaration {
    golden::find(name)
}

/// The declaration of tests/generated of this name: `net07`.
pub fn generated(name: &str) -> Declaration {
    generated::find(name)
}
