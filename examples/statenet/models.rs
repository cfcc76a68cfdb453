//! The models that are compared, at the sizes of each kind of data.
//!
//! Sizes of a network are known when it is compiled, so there is a set of models for each number of bands and each bin that
//! data come in. For another one copy a module, change its numbers and add it to [`ZOOS`].

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
        models: &level::MODELS,
    },
    Zoo {
        bands: 18,
        dt: 0.010,
        models: &nat4::MODELS,
    },
    Zoo {
        bands: 32,
        dt: 0.005,
        models: &songbird::MODELS,
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
        "the sounds have {bands} bands in bins of {} ms; there are models for {}. Bin anew, or copy a module of \
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

macro_rules! models {
    ($($name:expr => $network:ident,)*) => {
        pub const MODELS: [Model; [$(stringify!($network)),*].len()] = [$(model::<$network<f32>>($name)),*];
    };
}

/// Three simulated neurons in one model: 16 bands in bins of 5 ms.
pub mod simulated {
    use super::*;

    aru::auditory::auditory_net! {
        pub struct LinearNonlinear: LinearNonlinear(dt 5 ms, bands 16, taps 41, neurons 3);
        pub struct NetworkReceptiveField: NetworkReceptiveField(dt 5 ms, bands 16, taps 41, units 20, neurons 3);
        pub struct DNet: DNet(dt 5 ms, bands 16, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 3);
        pub struct Cnn2d: Cnn2d(dt 5 ms, bands 16, kernel 6, taps 9, channels 10, units 90, neurons 3);
        pub struct StateNet: StateNet(dt 5 ms, bands 16, kernel 7, stride 3, channels 7, neurons 3);
        pub struct StateNetAru: StateNetAru(dt 5 ms, bands 16, kernel 7, stride 3, channels 7, neurons 3);
    }
    models! {
        // The slowest first, so that the others fill the second core meanwhile.
        "2D-CNN" => Cnn2d,
        GRU => StateNet,
        ARU => StateNetAru,
        "NRF" => NetworkReceptiveField,
        "DNet" => DNet,
        "LN" => LinearNonlinear,
    }
}

/// The level of a sound in bins of 1 ms, as the grasshopper's receptors have it. There are no bands to convolve over, so there
/// is no 2D-CNN; the code of a StateNet is sixteen functions of the level.
pub mod level {
    use super::*;

    aru::auditory::auditory_net! {
        pub struct LinearNonlinear: LinearNonlinear(dt 1 ms, bands 1, taps 41, neurons 1);
        pub struct NetworkReceptiveField: NetworkReceptiveField(dt 1 ms, bands 1, taps 41, units 20, neurons 1);
        pub struct DNet: DNet(dt 1 ms, bands 1, taps 5, units 20, tau uniform(1.5 ms, 20 ms), neurons 1);
        pub struct StateNet: StateNet(dt 1 ms, bands 1, kernel 1, stride 1, channels 16, neurons 1);
        pub struct StateNetAru: StateNetAru(
            dt 1 ms, bands 1, kernel 1, stride 1, channels 16,
            tau_s log_uniform(1.1 ms, 20 ms), tau_r log_uniform(1.1 ms, 20 ms), neurons 1
        );
    }
    models! {
        GRU => StateNet,
        ARU => StateNetAru,
        "NRF" => NetworkReceptiveField,
        "DNet" => DNet,
        "LN" => LinearNonlinear,
    }
}

/// NAT4: 18 bands in bins of 10 ms.
pub mod nat4 {
    use super::*;

    aru::auditory::auditory_net! {
        pub struct LinearNonlinear: LinearNonlinear(dt 10 ms, bands 18, taps 31, neurons 1);
        pub struct NetworkReceptiveField: NetworkReceptiveField(dt 10 ms, bands 18, taps 31, units 20, neurons 1);
        pub struct DNet: DNet(dt 10 ms, bands 18, taps 5, units 20, tau uniform(11 ms, 100 ms), neurons 1);
        pub struct Cnn2d: Cnn2d(dt 10 ms, bands 18, kernel 6, taps 9, channels 10, units 90, neurons 1);
        pub struct StateNet: StateNet(dt 10 ms, bands 18, kernel 5, stride 2, channels 10, neurons 1);
        pub struct StateNetAru: StateNetAru(
            dt 10 ms, bands 18, kernel 5, stride 2, channels 10,
            tau_s log_uniform(11 ms, 100 ms), tau_r log_uniform(11 ms, 400 ms), neurons 1
        );
    }
    models! {
        "2D-CNN" => Cnn2d,
        GRU => StateNet,
        ARU => StateNetAru,
        "NRF" => NetworkReceptiveField,
        "DNet" => DNet,
        "LN" => LinearNonlinear,
    }
}

/// Folders of sounds, at the sizes that the literature has for AA1: 32 bands in bins of 5 ms.
pub mod songbird {
    use super::*;

    aru::auditory::auditory_net! {
        pub struct LinearNonlinear: LinearNonlinear(dt 5 ms, bands 32, taps 41, neurons 1);
        pub struct NetworkReceptiveField: NetworkReceptiveField(dt 5 ms, bands 32, taps 41, units 20, neurons 1);
        pub struct DNet: DNet(dt 5 ms, bands 32, taps 5, units 20, tau uniform(6 ms, 50 ms), neurons 1);
        pub struct Cnn2d: Cnn2d(dt 5 ms, bands 32, kernel 6, taps 9, channels 10, units 90, neurons 1);
        pub struct StateNet: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
        pub struct StateNetAru: StateNetAru(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
    }
    models! {
        "2D-CNN" => Cnn2d,
        GRU => StateNet,
        ARU => StateNetAru,
        "NRF" => NetworkReceptiveField,
        "DNet" => DNet,
        "LN" => LinearNonlinear,
    }
}
