//! What the tests of emitted code share: an interpreter of `Description` in plain loops, dual numbers that give exact
//! derivatives of it, the golden files, and comparisons. It does its own arithmetic: what runs the code under test is in
//! tests/declared. A package of its own, so that it is optimised: dual numbers are most of what those tests wait for.
#![allow(clippy::needless_range_loop, reason = "the loops are those of the formulas")]

pub mod agreement;
pub mod custom;
pub mod dual;
pub mod golden;
pub mod gradients;
pub mod interpreter;
pub mod linear;
pub mod number;
pub mod problem;
