//! Models of auditory neurons: from sounds and spike times to data for a network, and from its predictions to the scores that
//! papers report. Users see it as `aru::auditory`, behind the feature `auditory`.
//!
//! | module | what it has |
//! | --- | --- |
//! | [`score`] | CCraw, CCnorm, CCmax, bits per spike, by neuron and for a population |
//!
//! Times are in seconds, frequencies in Hz.
#![forbid(unsafe_code)]

mod fault;
pub mod score;
pub mod spikes;
