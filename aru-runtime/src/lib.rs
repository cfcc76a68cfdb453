//! The runtime of aru.
pub mod batch_lanes;
pub mod block;
pub mod description;
pub mod dispatch;
pub mod error;
pub mod functions;
pub mod lanes;
pub mod loss;
pub mod network;
#[cfg(test)]
mod paper;
pub mod plan;
pub mod scalar;
pub mod series;

pub use block::Block;
pub use error::{Error, Result};
pub use network::Network;
pub use scalar::Scalar;
