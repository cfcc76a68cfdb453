//! Firing-rate recurrent networks whose time constants are learned.
//!
//! A network is declared with [`recurrent_net!`]; its forward pass and its exact derivative are written at compile
//! time, and [`Trainer`](trainer::Trainer) fits it to data. Start with the README and `docs/language.md`.
//!
//! ```
//! use aru::prelude::*;
//!
//! recurrent_net! {
//!     /// The network of Eq. 20 of Quax, D'Asaro and van Gerven (2020).
//!     pub struct Paper<const H: usize> {
//!         input x: 2;
//!         layer hidden: Aru<H> {
//!             alpha_s: learn global(0.5) in logistic(0, 1);
//!             alpha_r: learn global(0.5) in logistic(0, 1);
//!             initial: learn;
//!         }
//!         output y: 2 { activation: sigmoid; }
//!
//!         x -> hidden;
//!         hidden ~> hidden;
//!         hidden -> y;
//!     }
//! }
//!
//! let net = Paper::<f32, 10>::new(7);
//! assert_eq!(net.hidden().alpha_s(), &[0.5]);
//! ```
//!
//! # Crates and features
//!
//! Arrays go in and come out as those of [`ndarray`], and `fit_generated` hands over a generator of [`rand`]. Both crates
//! are here in the version that the library uses, so that a program needs no dependency on them:
//!
//! ```
//! use aru::ndarray::{Array3, array, s};
//! use aru::rand::{Rng, SeedableRng};
//!
//! let mut draws = aru::trainer::ChaCha8Rng::seed_from_u64(7);
//! let inputs = Array3::from_shape_simple_fn((2, 5, 1), || f64::from(draws.next_u32()));
//! assert_eq!(inputs.slice(s![.., 0, 0]).dim(), array![1, 2].dim());
//! ```
//!
//! | feature | what it has |
//! | --- | --- |
//! | `progress` (default) | a progress bar while training |
//! | `npz` (default) | recordings from `.npz` and `.npy` files, arrays and traces written to `.npz` |
//! | `text` | [`Text`]: networks from text, with nothing to compile |
//! | `plot` | `aru::plot`: figures as SVG |
//! | `auditory` | `aru::auditory`: sound, spikes and scores of models of auditory neurons, and the models by name |
//! | `matlab` | files of MATLAB, HDF5 and NWB in `aru::auditory`; has `auditory` in it |
//! | `experiment` | `aru::experiment`: the command line, the report and the page of an experiment; has `plot` in it |
#![forbid(unsafe_code)]

#[cfg(doctest)]
mod doctests;

// So that the paths of emitted code hold inside this crate too.
extern crate self as aru;

// The page of the macro is the language.
#[cfg_attr(not(doctest), doc = "\n\n")]
#[cfg_attr(not(doctest), doc = include_str!("../docs/language.md"))]
pub use aru_macros::recurrent_net;

#[cfg(feature = "auditory")]
#[doc(inline)]
pub use aru_auditory as auditory;
#[cfg(feature = "experiment")]
#[doc(inline)]
pub use aru_lab::experiment;
#[cfg(feature = "plot")]
#[doc(inline)]
pub use aru_lab::plot;
/// Networks in other languages: the trait behind `net.to_json()`, and what reads its text.
pub mod export {
    #[doc(inline)]
    pub use aru_export::{Export, SCHEMA, read_json};
}
#[doc(inline)]
pub use aru_lab::{analysis, landscape, machine, metrics, signal, statistics, study, teacher};
#[doc(hidden)]
pub use aru_runtime::__private;
#[doc(inline)]
pub use aru_runtime::data::recording;
#[doc(inline)]
pub use aru_runtime::data::sequences::{DataSets, Sequences, Standardisation};
#[doc(inline)]
pub use aru_runtime::error::{Error, ErrorKind, Result};
#[doc(inline)]
pub use aru_runtime::loss;
/// The crate of the arrays that go in and come out, in the version that the library uses.
#[doc(no_inline)]
pub use aru_runtime::ndarray;
#[cfg(feature = "text")]
#[doc(inline)]
pub use aru_runtime::network::any::AnyNetwork;
#[doc(inline)]
pub use aru_runtime::network::description;
#[doc(inline)]
pub use aru_runtime::network::gradients::Gradients;
#[doc(inline)]
pub use aru_runtime::network::parameters::Parameter;
#[doc(inline)]
pub use aru_runtime::network::saved::{Kept, Matching};
#[doc(inline)]
pub use aru_runtime::network::summary::Summary;
#[cfg(feature = "text")]
#[doc(inline)]
pub use aru_runtime::network::text::{Fault, Faults, Model, Outline, Place, Text, load};
#[doc(inline)]
pub use aru_runtime::numerics::activation;
#[doc(inline)]
pub use aru_runtime::numerics::interrupt::interruptible;
#[doc(inline)]
pub use aru_runtime::numerics::scalar::Scalar;
/// The crate whose traits a generator of `fit_generated` has, in the version that the library uses.
#[doc(no_inline)]
pub use aru_runtime::rand;
#[doc(inline)]
pub use aru_runtime::run::continuing::{Continued, Starts};
#[doc(inline)]
pub use aru_runtime::run::declared::Declared;
#[doc(inline)]
pub use aru_runtime::run::evaluation::Evaluation;
#[doc(inline)]
pub use aru_runtime::run::gradient_check::{GradientReport, ParameterReport};
#[doc(inline)]
pub use aru_runtime::run::network::Network;
pub use aru_runtime::run::noise::Noise;
#[doc(inline)]
pub use aru_runtime::run::state::State;
#[doc(inline)]
pub use aru_runtime::run::stream::Stream;
#[doc(inline)]
pub use aru_runtime::run::trace::Trace;
#[doc(inline)]
pub use aru_runtime::set_warning_hook;
#[doc(inline)]
pub use aru_runtime::training::ensemble::Ensemble;
#[doc(inline)]
pub use aru_runtime::training::optimiser;

/// Training: settings, what is recorded, what can go wrong.
pub mod trainer {
    #[doc(inline)]
    pub use aru_runtime::training::{
        Anneal, ChaCha8Rng, Constant, ConstantSummary, Cosine, Epoch, Every, FitError, History, Penalties,
        Penalty, Progress, Resume, Schedule, Step, Stopped, Trainable, Trainer, Watched,
    };
}

/// All that a user needs: `use aru::prelude::*;`.
pub mod prelude {
    pub use aru_export::Export;
    pub use aru_lab::analysis::Reading;
    pub use aru_macros::recurrent_net;
    pub use aru_runtime::data::sequences::Sequences;
    pub use aru_runtime::loss::{CrossEntropy, Loss, MeanSquaredError, Poisson};
    pub use aru_runtime::numerics::activation::{Activation, Real};
    pub use aru_runtime::numerics::scalar::Scalar;
    pub use aru_runtime::run::declared::Declared;
    pub use aru_runtime::run::network::Network;
    pub use aru_runtime::run::noise::Noise;
    pub use aru_runtime::training::ensemble::Ensemble;
    pub use aru_runtime::training::optimiser::{Adam, Sgd};
    pub use aru_runtime::training::{
        Anneal, Constant, Cosine, Every, FitError, History, Penalties, Penalty, Progress, Resume, Schedule,
        Step, Trainer,
    };
}
