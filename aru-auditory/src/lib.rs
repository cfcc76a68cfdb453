//! Models of auditory neurons: from sounds and spike times to data for a network, and from its predictions to the scores that
//! papers report. Users see it as `aru::auditory`, behind the feature `auditory`.
//!
//! | module | what it has |
//! | --- | --- |
//! | [`sound`] | WAV files |
//! | [`front_end`] | mel spectrograms, standardised by the training sounds |
//! | [`spikes`] | spike times as counts, their smoothing |
//! | [`recordings`] | clips and the trials of neurons: data for a network, scores of its predictions |
//! | [`crcns`], [`nems`] | data sets as they lie on disk |
//! | `matlab` (feature `matlab`) | MAT files of version 5 to 7.3, HDF5, NWB |
//! | [`score`] | CCraw, CCnorm, CCmax, bits per spike, by neuron and for a population |
//! | [`zoo`], [`auditory_net!`] | the models of the literature, declared by name |
//!
//! Times are in seconds, frequencies in Hz.

pub mod crcns;
mod fault;
mod folder;
pub mod front_end;
#[cfg(feature = "matlab")]
pub mod matlab;
pub mod nems;
pub mod recordings;
pub mod score;
pub mod sound;
pub mod spikes;
pub mod zoo;

#[doc(hidden)]
pub use zoo::library as __library;
