//! Networks are fitted to data: settings, optimisers, epochs, what is recorded.

mod anneal;
mod checkpoint;
mod cohort;
mod early_stopping;
pub mod ensemble;
mod fault;
mod fit;
mod fit_ensemble;
mod fit_error;
mod group;
mod history;
mod last_good;
mod mean_prediction;
mod member;
mod norms;
pub mod optimiser;
mod position;
pub(crate) mod progress;
mod record;
mod reparametrisation;
mod schedule;
mod selection;
mod settings;
mod standstill;
mod table;
#[cfg(test)]
mod tests;
mod trainable;
mod trainer;
mod updates;
mod watched;
mod workspace;

pub use crate::run::penalties::{Penalties, Penalty};
pub use anneal::Anneal;
pub use checkpoint::{Every, Resume};
pub use fit_error::FitError;
pub use history::{ConstantSummary, Epoch, History, Stopped};
pub use progress::Progress;
pub use rand_chacha::ChaCha8Rng;
pub use schedule::{Constant, Cosine, Schedule, Step};
pub use trainable::Trainable;
pub use trainer::Trainer;
pub use watched::Watched;
