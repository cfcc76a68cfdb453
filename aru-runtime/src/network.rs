//! What a network is: its description, the code emitted for it, its parameters.

#[cfg(feature = "text")]
pub mod any;
pub(crate) mod bounds;
pub(crate) mod constants;
pub mod description;
pub(crate) mod difference;
pub mod emitted;
pub mod gradients;
pub(crate) mod initial;
pub(crate) mod linked;
pub mod mask;
mod module;
pub mod parameters;
pub(crate) mod patterns;
pub mod plan;
pub(crate) mod precision;
pub(crate) mod program;
pub mod programmed;
pub mod saved;
pub mod summary;
#[cfg(feature = "text")]
pub mod text;
mod words;
