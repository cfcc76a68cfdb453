//! What the tests of emitted code share: an interpreter of `Description` in plain loops, dual numbers that give exact
//! derivatives of it, the golden files, and comparisons. `checks` and `sample` run the code under test; the rest does
//! its own arithmetic. A package of its own, so that it is optimised: dual numbers are most of what those tests wait for.
#![allow(clippy::needless_range_loop, reason = "the loops are those of the formulas")]

pub mod agreement;
pub mod checks;
pub mod custom;
pub mod declaration;
pub mod dual;
pub mod facts;
pub mod golden;
pub mod gradients;
pub mod interpreter;
pub mod jacobian;
pub mod linear;
pub mod loaded;
pub mod number;
pub mod problem;
pub mod sample;
pub mod texts;
