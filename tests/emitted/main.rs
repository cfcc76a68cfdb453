//! Emitted code, run: each module is one way of being wrong. One program, so that what they share is compiled once.

mod activations;
mod awkward_names;
mod corners;
mod evaluation;
mod golden;
mod interpreter;
mod recovery;
mod streams;
mod traps;
