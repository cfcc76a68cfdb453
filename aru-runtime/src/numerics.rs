//! Blocks of 16 numbers, and what is computed with them: functions, products, layouts, instruction sets.

pub mod activation;
pub mod block;
pub(crate) mod bytes;
pub(crate) mod compiled;
mod diagonal;
pub mod dispatch;
pub(crate) mod elementary;
pub(crate) mod finite;
pub mod functions;
#[cfg(feature = "text")]
pub(crate) mod interpreted;
pub mod interrupt;
mod lane_gradient;
pub mod lanes;
pub mod layout;
pub mod mixing;
pub mod norm;
pub(crate) mod packing;
pub(crate) mod parts;
mod patch_products;
pub mod patches;
pub(crate) mod philox;
pub(crate) mod products;
pub mod real;
pub(crate) mod room;
mod rows;
pub mod scalar;
pub mod series;
pub(crate) mod sparse;
pub(crate) mod transposing;
