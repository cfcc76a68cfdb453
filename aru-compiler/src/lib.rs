//! The compiler of [`aru`](https://github.com/aru-rnn/aru): a declaration of recurrent networks, as text or as tokens,
//! becomes programs that say what runs, forwards and backwards, in which order.
//!
//! docs/language.md of the crate `aru-rnn` is the manual of the language, its ARCHITECTURE.md the map of this crate. A
//! declaration is parsed, checked, lowered to a [`Network`](network::Network), whose equations are differentiated and
//! scheduled as a [`Program`](program::Program). What writes Rust from both is `aru-macros`.
//!
//! With the feature `text`, [`Text`] reads a declaration that stands in a file or a string, and tells each fault with its
//! line, its column and the way out. Nothing here asks for a clock, a thread, a file or a random number: the same
//! declaration gives the same program on any machine that runs Rust.
//!
//! ```
//! use aru_compiler::compile_text;
//!
//! let compiled = compile_text("struct Net { input x: 2; layer h: Elman<4>; output y: 1; x -> h -> y; h ~> h; }")?;
//! assert_eq!(compiled[0].network.parameters[0].name, "x_to_h.weight");
//! assert!(compiled[0].to_string().contains("h: rate[t] = sigmoid(drive[t])"));
//! # Ok::<(), aru_compiler::Faults>(())
//! ```
#![forbid(unsafe_code)]

mod builtin;
mod compile;
mod delay;
mod differentiate;
mod display;
mod equations;
#[cfg(feature = "text")]
mod text;
mod time;

pub mod functions;
pub mod graph;
pub mod network;
pub mod program;

// What `aru-macros` reads besides: no part of the interface.
#[doc(hidden)]
pub mod check;
#[doc(hidden)]
pub mod declaration;
#[doc(hidden)]
pub mod formulas;
#[doc(hidden)]
pub mod lower;
#[doc(hidden)]
pub mod parse;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod suggest;
// What `aru-runtime` reads besides, to compile what a file says.
#[doc(hidden)]
pub mod restored;

mod schedule;
#[cfg(test)]
mod tests;

pub use compile::{Compiled, Rejected, compile_tokens};
#[cfg(feature = "text")]
pub use text::{Fault, Faults, Place, Text, compile_text};
#[cfg(feature = "text")]
#[doc(hidden)]
pub use text::{Reporter, without_blanks};
