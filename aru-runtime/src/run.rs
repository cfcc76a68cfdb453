//! A network over the sequences of a batch: forwards, backwards, one step at a time.

mod arranged;
mod arrays;
pub(crate) mod chunks;
pub(crate) mod compiled;
pub mod gradient_check;
pub(crate) mod group_pass;
mod lane;
pub(crate) mod layout_choice;
mod memory;
pub mod network;
pub(crate) mod pass;
mod rollout;
mod score;
pub(crate) mod sets;
pub mod stream;
mod tile;
pub mod trace;
