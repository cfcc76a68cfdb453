//! Training of the paper's network: what is moved, what is not, what is left behind.

mod anneal;
mod by_value;
mod checkpoint;
mod constraints;
mod divergence;
mod ensemble;
mod explained;
mod extremes;
mod interrupt;
mod noisy;
mod reference;
mod settings;
mod standstill;
mod stopping;
mod support;
mod what_moves;
