//! The runtime of aru.
mod arrays;
pub mod batch_lanes;
pub mod block;
mod bounds;
pub mod description;
pub mod dispatch;
pub mod error;
pub mod functions;
pub mod gradients;
mod initial;
pub mod lanes;
pub mod loss;
mod losses;
mod names;
pub mod network;
#[cfg(test)]
mod paper;
mod pass;
pub mod plan;
pub mod scalar;
pub mod sequences;
pub mod series;
mod tile;
pub mod trainer;

pub use block::Block;
pub use error::{Error, Result};
pub use network::Network;
pub use scalar::Scalar;
pub use sequences::{Sequences, Standardisation};
