//! Sequences to train on, and the files that they come from.

pub mod recording;
pub mod sequences;
pub(crate) mod shapes;
