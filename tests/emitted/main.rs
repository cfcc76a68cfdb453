//! Emitted code, run: each module is one way of being wrong. One program, so that what they share is compiled once.

#[macro_use]
mod cases;

mod activations;
mod awkward_names;
mod corners;
mod evaluation;
mod exported_c;
mod exported_texts;
mod forms;
mod gates;
mod golden;
mod interpreter;
mod interrupted;
mod large;
mod learned_delays;
mod noise;
mod norms;
mod outputs;
mod recovery;
mod shapes;
mod starts;
mod streams;
mod traps;
