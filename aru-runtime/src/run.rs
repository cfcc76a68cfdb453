//! A network over the sequences of a batch: forwards, backwards, one step at a time.

pub(crate) mod chunks;
mod conditions;
pub mod continuing;
pub mod evaluation;
pub mod gradient_check;
pub(crate) mod group_pass;
mod lane_data;
pub(crate) mod layout_choice;
mod loading;
mod memory;
pub mod network;
pub mod noise;
pub(crate) mod objective;
pub(crate) mod origin;
pub(crate) mod pass;
pub mod penalties;
pub(crate) mod pool;
pub(crate) mod questions;
mod rollout;
mod score;
pub(crate) mod sets;
pub mod state;
pub mod stream;
mod tile;
mod tiling;
pub mod trace;
mod weighing;
