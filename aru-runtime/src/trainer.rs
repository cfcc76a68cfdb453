//! Training.

mod history;
mod table;

pub use history::{Epoch, History, Stopped, Summary};
