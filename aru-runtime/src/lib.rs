//! The runtime of aru: what emitted code runs on, from numbers to training. Users see it through the crate `aru`.
//!
//! Modules are floors: each uses those above it in this list, never one below.

// So that the paths of emitted code hold in the tests of this crate.
#[cfg(test)]
extern crate self as aru;

pub mod data;
pub mod error;
#[doc(hidden)]
pub mod files;
pub mod loss;
pub(crate) mod names;
pub mod network;
pub mod numerics;
pub mod run;
pub(crate) mod system;
pub mod training;
pub(crate) mod warnings;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(test)]
mod floors;
#[cfg(test)]
mod paper;

pub use error::{Error, Result};
// Their types are in signatures: whoever calls those can name them without a dependency of their own.
pub use ndarray;
pub use network::description;
pub use numerics::scalar::Scalar;
pub use rand;
pub use run::declared::Declared;
pub use run::network::Network;
pub use warnings::set_warning_hook;
