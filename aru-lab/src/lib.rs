//! Around networks and their training: tasks and teachers, studies, statistics, figures, reports. Users see it through
//! the crate `aru`.

pub mod analysis;
#[cfg(feature = "experiment")]
pub mod experiment;
mod fault;
pub mod landscape;
mod machine;
pub mod metrics;
#[cfg(feature = "plot")]
pub mod plot;
pub mod signal;
pub mod statistics;
pub mod study;
pub mod teacher;

pub use machine::machine;
