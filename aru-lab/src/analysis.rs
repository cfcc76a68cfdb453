//! What a trained network does. As a dynamical system: its Jacobian and what its eigenvalues mean in time, its fixed points,
//! how far back its memory goes. As a model of what it predicts: gradient maps and dreams, methods of every network by the trait
//! [`Reading`], and the window curve, which says how much past a prediction needs.
//!
//! All of it is in `f64`, whatever the network's scalar, and without noise. `docs/analysis.md` says what is computed, and
//! where it ends.
//!
//! A state is what a [`Stream`](aru_runtime::run::stream::Stream) carries: the states of every layer and output, then the
//! *lines*, what delayed links and gates still read of what layers have emitted. Lines of inputs are no part of it here:
//! the input has been the same for ever.
//!
//! ```
//! use aru::analysis::FixedPoints;
//! use aru::prelude::*;
//! use ndarray::Array3;
//!
//! recurrent_net! {
//!     /// A unit that excites itself.
//!     struct Switch {
//!         dt: 1 ms;
//!         input x: 1;
//!         layer hidden: Aru<1> { tau_s: learn global(10 ms); alpha_r: 1.0; activation: tanh; }
//!         output y: 1;
//!
//!         x -> hidden;
//!         hidden ~> hidden;
//!         hidden -> y;
//!     }
//! }
//!
//! let mut net = Switch::<f32>::new(1);
//! net.set("hidden_to_hidden.weight", &[2.0])?;
//! // Driven either way.
//! let inputs = Array3::from_shape_fn((4, 20, 1), |(trial, ..)| if trial % 2 == 0 { 1.0 } else { -1.0 });
//! let data = Sequences::new(inputs, Array3::zeros((4, 20, 1)))?;
//! let points = FixedPoints::of(&net).input(&[0.0]).starts(50).from(&data).find()?;
//! println!("{points}");
//! // Off, on, and the edge between them.
//! assert_eq!(points.len(), 3);
//! assert!(points[0].is_stable() && points[1].is_stable() && !points[2].is_stable());
//! # Ok::<(), aru::Error>(())
//! ```

mod dream;
mod eigenvalues;
#[cfg(feature = "plot")]
mod figures;
mod fixed_points;
mod grad_map;
mod jacobian;
mod memory;
mod modes;
mod null;
mod places;
mod reading;
mod responds;
mod span;
mod spectrum;
mod stored;
mod time;
mod window_curve;

pub use self::dream::{Dream, Dreamt, Largest};
pub use self::eigenvalues::Eigenvalue;
pub use self::fixed_points::{FixedPoint, FixedPoints, Search};
pub use self::grad_map::{Around, Beside, GradMap, Lags};
pub use self::jacobian::Jacobian;
pub use self::memory::Memory;
pub use self::modes::{Mode, Modes};
pub use self::null::{Hears, Null};
pub use self::reading::Reading;
pub use self::span::Span;
pub use self::window_curve::{WindowCurve, window_curve, window_curve_by, window_curves_by, windowed};

use aru_runtime::Network;
use aru_runtime::numerics::scalar::Scalar;

/// The same network in `f64`.
fn wide<N: Network>(network: &N) -> N::Of<f64> {
    let values = network.values().iter();
    network.with_values(values.map(|value| value.to_f64()).collect())
}
