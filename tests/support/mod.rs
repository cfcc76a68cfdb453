//! What the integration tests share: an interpreter of `Description` in plain loops, dual numbers that give exact
//! derivatives of it, the golden files, and comparisons. Nothing here calls the code under test for arithmetic.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::needless_range_loop, reason = "the loops are those of the formulas")]

pub mod agreement;
pub mod checks;
pub mod dual;
pub mod facts;
pub mod golden;
pub mod gradients;
pub mod interpreter;
pub mod linear;
pub mod number;
pub mod problem;
pub mod sample;
