//! The models that are compared, at the sizes of each kind of data.
//!
//! Sizes of a network are known when it is compiled, so there is a set of models for each number of bands and each bin that
//! data come in. For another one copy a call of `zoo!`, change its numbers and add it to [`ZOOS`].

use anyhow::{Result, bail};
use aru::prelude::*;

use crate::fit::{Fit, Settings, fit};
use crate::recorded::Recorded;

/// A model, with its type forgotten.
#[derive(Clone, Copy)]
pub struct Model {
    pub name: &'static str,
    /// Trains it on recordings, and scores and reads it.
    pub fit: fn(&Recorded, &Settings) -> Result<Fit>,
}

/// The models for recordings of one form.
pub struct Zoo {
    pub bands: usize,
    /// Seconds.
    pub dt: f64,
    pub models: &'static [Model],
}

/// One neuron a model, as the literature fits single units.
pub const ZOOS: [Zoo; 3] = [
    Zoo {
        bands: 1,
        dt: 0.001,
        models: level::MODELS,
    },
    Zoo {
        bands: 18,
        dt: 0.010,
        models: nat4::MODELS,
    },
    Zoo {
        bands: 32,
        dt: 0.005,
        models: songbird::MODELS,
    },
];

/// The models for so many bands in bins of `dt` seconds.
pub fn zoo(bands: usize, dt: f64) -> Result<&'static Zoo> {
    let fits = |zoo: &&Zoo| zoo.bands == bands && (zoo.dt / dt - 1.0).abs() < 1e-6;
    if let Some(zoo) = ZOOS.iter().find(fits) {
        return Ok(zoo);
    }
    let known = ZOOS.map(|zoo| format!("{} in bins of {} ms", zoo.bands, 1e3 * zoo.dt));
    bail!(
        "the sounds have {bands} bands in bins of {} ms; there are models for {}. Bin anew, or copy a call of `zoo!` in \
         examples/statenet/models.rs and change its numbers",
        1e3 * dt,
        known.join(", ")
    )
}

const fn model<N: Declared<Scalar = f32>>(name: &'static str) -> Model {
    Model { name, fit: fit::<N> }
}

/// The names of the models whose memory is a state, which figures show one by one.
pub const GRU: &str = "StateNet (GRU)";
pub const ARU: &str = "StateNet (ARU)";

/// The order of models in tables, from the simplest; each has its colour by it in all figures.
const ORDER: [&str; 6] = ["LN", "NRF", "DNet", "2D-CNN", GRU, ARU];

/// The place of a model in that order.
pub fn place(model: &str) -> usize {
    let place = ORDER.iter().position(|name| *name == model);
    place.unwrap_or(ORDER.len())
}

/// Whether a model is called so, in whichever case.
pub fn is_known(name: &str) -> bool {
    ORDER.iter().any(|model| model.eq_ignore_ascii_case(name))
}

/// The six models at the sizes of some data, and the list of them. Where there are no bands to convolve over, there is no 2D-CNN.
macro_rules! zoo {
    (
        $(#[$attribute:meta])*
        $module:ident(dt $dt:tt ms, bands $bands:tt, neurons $neurons:tt) {
            filters: (taps $taps:tt);
            short_filters: (taps $short:tt, tau $start:ident $ends:tt);
            $(convolutions: $convolved:literal (kernel $kernel:tt, taps $steps:tt, channels $maps:tt, units $units:tt);)?
            code: (kernel $patch:tt, stride $stride:tt, channels $channels:tt);
            constants: ($($constants:tt)*);
        }
    ) => {
        $(#[$attribute])*
        pub mod $module {
            use super::*;

            aru::auditory::auditory_net! {
                pub struct LinearNonlinear: LinearNonlinear(dt $dt ms, bands $bands, taps $taps, neurons $neurons);
                pub struct NetworkReceptiveField:
                    NetworkReceptiveField(dt $dt ms, bands $bands, taps $taps, units 20, neurons $neurons);
                pub struct DNet:
                    DNet(dt $dt ms, bands $bands, taps $short, units 20, tau $start $ends, neurons $neurons);
                $(
                    pub struct Cnn2d: Cnn2d(
                        dt $dt ms, bands $bands, kernel $kernel, taps $steps, channels $maps, units $units, neurons $neurons
                    );
                )?
                pub struct StateNet: StateNet(
                    dt $dt ms, bands $bands, kernel $patch, stride $stride, channels $channels, neurons $neurons
                );
                pub struct StateNetAru: StateNetAru(
                    dt $dt ms, bands $bands, kernel $patch, stride $stride, channels $channels, $($constants)* neurons $neurons
                );
            }

            /// The slowest first, so that the others fill the second core meanwhile.
            pub const MODELS: &[Model] = &[
                $(model::<Cnn2d<f32>>($convolved),)?
                model::<StateNet<f32>>(GRU),
                model::<StateNetAru<f32>>(ARU),
                model::<NetworkReceptiveField<f32>>("NRF"),
                model::<DNet<f32>>("DNet"),
                model::<LinearNonlinear<f32>>("LN"),
            ];
        }
    };
}

zoo! {
    /// Three simulated neurons in one model: 16 bands in bins of 5 ms.
    simulated(dt 5 ms, bands 16, neurons 3) {
        filters: (taps 41);
        short_filters: (taps 5, tau uniform(6 ms, 50 ms));
        convolutions: "2D-CNN" (kernel 6, taps 9, channels 10, units 90);
        code: (kernel 7, stride 3, channels 7);
        constants: ();
    }
}

zoo! {
    /// The level of a sound in bins of 1 ms, as the grasshopper's receptors have it. The code of a StateNet is sixteen functions of
    /// the level.
    level(dt 1 ms, bands 1, neurons 1) {
        filters: (taps 41);
        short_filters: (taps 5, tau uniform(1.5 ms, 20 ms));
        code: (kernel 1, stride 1, channels 16);
        constants: (tau_s log_uniform(1.1 ms, 20 ms), tau_r log_uniform(1.1 ms, 20 ms),);
    }
}

zoo! {
    /// NAT4: 18 bands in bins of 10 ms.
    nat4(dt 10 ms, bands 18, neurons 1) {
        filters: (taps 31);
        short_filters: (taps 5, tau uniform(11 ms, 100 ms));
        convolutions: "2D-CNN" (kernel 6, taps 9, channels 10, units 90);
        code: (kernel 5, stride 2, channels 10);
        constants: (tau_s log_uniform(11 ms, 100 ms), tau_r log_uniform(11 ms, 400 ms),);
    }
}

zoo! {
    /// Folders of sounds, at the sizes that the literature has for AA1: 32 bands in bins of 5 ms.
    songbird(dt 5 ms, bands 32, neurons 1) {
        filters: (taps 41);
        short_filters: (taps 5, tau uniform(6 ms, 50 ms));
        convolutions: "2D-CNN" (kernel 6, taps 9, channels 10, units 90);
        code: (kernel 7, stride 3, channels 7);
        constants: ();
    }
}
