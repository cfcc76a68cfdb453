//! The runtime of aru.
#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod arranged;
mod arrays;
pub mod block;
mod bounds;
mod chunks;
mod compiled;
pub mod description;
mod difference;
pub mod dispatch;
mod ensemble;
pub mod error;
#[cfg(feature = "experiment")]
pub mod experiment;
mod files;
pub mod functions;
pub mod gradient_check;
pub mod gradients;
mod initial;
pub mod landscape;
mod lane;
mod lane_gradient;
pub mod lanes;
pub mod layout;
mod layout_choice;
pub mod loss;
mod losses;
mod machine;
pub mod metrics;
mod names;
pub mod network;
pub mod optimiser;
#[cfg(test)]
mod paper;
pub mod parameters;
mod pass;
pub mod plan;
#[cfg(feature = "plot")]
pub mod plot;
mod prepared;
mod products;
mod program;
pub mod recording;
mod rollout;
mod rows;
mod saved;
pub mod scalar;
mod score;
pub mod sequences;
pub mod series;
mod shapes;
pub mod signal;
pub mod statistics;
pub mod stream;
pub mod study;
pub mod summary;
pub mod teacher;
mod tile;
pub mod trace;
pub mod trainer;
mod transposed;

pub use block::Block;
pub use ensemble::Ensemble;
pub use error::{Error, Result};
pub use gradient_check::{GradientReport, ParameterReport};
pub use gradients::Gradients;
pub use machine::machine;
pub use network::Network;
pub use parameters::Parameter;
pub use scalar::Scalar;
pub use sequences::{DataSets, Sequences, Standardisation};
pub use stream::Stream;
pub use summary::Summary;
pub use trace::Trace;
