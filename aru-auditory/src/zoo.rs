//! The models that the literature compares, each a declaration of `recurrent_net!` that [`auditory_net!`](crate::auditory_net)
//! writes by name, for any number of bands, neurons and the rest.
//!
//! | model | what it is | parameters | after |
//! | --- | --- | --- | --- |
//! | `Linear` | L: one spectro-temporal filter | 1,313 | Aertsen and Johannesma 1981 |
//! | `LinearNonlinear` | LN: a filter, a double exponential with four learned numbers | 1,317 | Thorson, Liénard and David 2015 |
//! | `NetworkReceptiveField` | NRF: filters, each with its nonlinearity, summed | 26,321 | Harper et al. 2016 |
//! | `DNet` | short filters, an exponential memory in every unit and the output | 3,302 | Rahman et al. 2019 |
//! | `AdaptedDNet` | adaptation to the recent mean, ON and OFF, in front of a DNet | 6,629 | Rançon, Masquelier and Cottereau 2024 |
//! | `Window` | a perceptron that sees 40 ms | 3,097 | |
//! | `Cnn2d` | 2D-CNN: three convolutions over frequency and time, a dense layer | 26,911 | Pennington and David 2023 |
//! | `StateNet` | a local code of the spectrum, a GRU, a linear readout | 24,648 | Rançon, Masquelier and Cottereau 2025 |
//! | `StateNetLstm`, `StateNetElman` | the same with another cell | 32,586, 8,583 | the same |
//! | `StateNetAru` | the same with two learned time constants a unit | 8,709 | Quax, D'Asaro and van Gerven 2020 |
//! | `StateNetSelective` | a rate that the input drives, gated, with a skip round it | 16,773 | Gu and Dao 2023 |
//! | `StateNetS4d` | 32 damped rotations a channel, summed and gated | 16,836 | Gu et al. 2022 |
//! | `StateNetLmu` | a Legendre memory of 128 numbers for 99 steps | 16,838 | Voelker, Kajić and Eliasmith 2019 |
//! | `StateNetDeep` | two GRUs, a skip round the second | 48,714 | |
//!
//! Parameters are those that are learned at 32 bands and one neuron, with the arguments that the table of
//! [`auditory_net!`](crate::auditory_net) shows. [docs/auditory.md](https://github.com/aru-rnn/aru/blob/main/docs/auditory.md)
//! says where a model differs from the original, and why counts do.
//!
//! What a call stands for is a declaration that you can write, and change, yourself:
//!
//! ```
//! use aru::auditory::auditory_net;
//! use aru::prelude::*;
//!
//! auditory_net! {
//!     pub struct Named: StateNet(dt 5 ms, bands 32, kernel 7, stride 3, channels 7, neurons 1);
//! }
//!
//! recurrent_net! {
//!     pub struct Written {
//!         dt: 5 ms;
//!         input sound: 32;
//!         layer code: Dense<[9, 7]> {
//!             activation: sigmoid;
//!             bias: learn uniform(0, 1);
//!             norm: layer(over channels);
//!         }
//!         layer memory: Gru<63>;
//!         output rate: 1;
//!         sound -> code { form: local(kernel 7, stride 3); weights: learn uniform(0, 1); }
//!         code -> memory { weights: learn uniform(-0.126, 0.126); }
//!         memory ~> memory { weights: learn uniform(-0.126, 0.126); }
//!         memory -> rate;
//!     }
//! }
//!
//! let (named, written) = (Named::<f32>::DESCRIPTION, Written::<f32>::DESCRIPTION);
//! assert_eq!((&named.layers, &named.links, &named.parameters), (&written.layers, &written.links, &written.parameters));
//! ```
//!
//! The texts of the others are in docs/auditory.md.

mod auditory_net;
mod filters;
mod legendre;
#[doc(hidden)]
pub mod library;
mod starts;
mod state_net;

pub use self::legendre::{legendre_input, legendre_matrix};
pub use self::starts::{midbrain_tau, s4d_frequency};
