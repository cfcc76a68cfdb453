//! The analysis of trained networks: against the reference cases of tests/golden/analysis, formulas, and what a Jacobian and a
//! fixed point are.

mod faults;
mod golden;
mod jacobian;
mod points;
mod step;
