//! The trait of network types whose declaration is in the program.

use std::path::Path;

use crate::error::Result;
use crate::network::description::Description;
use crate::network::emitted::{Emitted, description};
use crate::network::initial;
use crate::network::program::Program;
use crate::network::saved;
#[cfg(feature = "text")]
use crate::network::text::Model;
use crate::run::network::Network;

/// A network type whose declaration is in the program, by `recurrent_net!`: it can make networks.
///
/// A function that makes networks of a type takes `N: Declared`; one that is given its network takes `N: Network`.
///
/// ```
/// use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
///
/// /// The lowest loss of networks that nobody has trained.
/// fn lowest<N: Declared>(data: &Sequences<N::Scalar>) -> aru::Result<f64> {
///     let mut lowest = f64::INFINITY;
///     for seed in 0..5 {
///         lowest = N::new(seed).evaluate(data).loss(&MeanSquaredError)?.min(lowest);
///     }
///     Ok(lowest)
/// }
///
/// let x = ndarray::Array3::<f32>::ones((4, 20, Net::<f32>::DESCRIPTION.input_size()));
/// assert!(lowest::<Net<f32>>(&Sequences::new(&x, &x)?)? > 0.0);
/// # Ok::<(), aru::Error>(())
/// ```
pub trait Declared: Network {
    /// The declaration as plain data.
    const DESCRIPTION: Description;

    /// A network with parameters drawn as declared. The same seed gives the same numbers, whatever the scalar, the
    /// machine and the rest of the declaration: each parameter draws from a stream of its own.
    fn new(seed: u64) -> Self;

    /// Reads a network that [`save`](Network::save) wrote. A file of `f64` is rounded when it is read into a network
    /// of `f32`; one of `f32` is read into `f64` exactly.
    ///
    /// What is learned, how parameters are drawn, bounds and doc comments may differ from the declaration in the file,
    /// as long as the values lie within the bounds of this one.
    ///
    /// # Errors
    /// The file cannot be read, is damaged or no file of a network; it holds another network (the error says what
    /// differs first, and [`load_matching`](Network::load_matching) takes what fits); a value is not finite or leaves its
    /// bounds.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// # let path = std::env::temp_dir().join(format!("aru-load-{}.safetensors", std::process::id()));
    /// let net = Net::<f32>::new(1);
    /// net.save(&path)?;
    /// let same = Net::<f32>::load(&path)?;
    /// assert_eq!(same.hidden().alpha_s(), net.hidden().alpha_s());
    /// # std::fs::remove_file(&path).ok();
    /// # Ok::<(), aru::Error>(())
    /// ```
    fn load(path: impl AsRef<Path>) -> Result<Self>;

    /// A network with these parameters, in the order of the description.
    #[doc(hidden)]
    fn with_parameters(values: Vec<Self::Scalar>) -> Self;

    /// The program of every network of the type.
    #[doc(hidden)]
    fn own_program() -> Program<Self::Scalar>;

    /// See [`Model::of`].
    #[cfg(feature = "text")]
    #[doc(hidden)]
    fn own_model() -> Model;
}

impl<N: Emitted> Declared for N {
    const DESCRIPTION: Description = N::DECLARATION;

    fn new(seed: u64) -> Self {
        N::from_values(initial::draw(description::<N>(), seed))
    }

    fn load(path: impl AsRef<Path>) -> Result<Self> {
        saved::load(description::<N>(), path.as_ref()).map(N::from_values)
    }

    fn with_parameters(values: Vec<N::Number>) -> Self {
        N::from_values(values)
    }

    fn own_program() -> Program<N::Number> {
        Program::of::<N>()
    }

    #[cfg(feature = "text")]
    fn own_model() -> Model {
        Model::emitted::<N>()
    }
}

#[cfg(feature = "text")]
impl Model {
    /// Of a declaration that is compiled. Its networks run the code that the macro has written, as fast as those of the type,
    /// and are of one type whatever the declaration: networks of several can stand in one list, with some that were read, and
    /// what takes an [`AnyNetwork`](crate::network::any::AnyNetwork) is compiled once for all of them.
    ///
    /// ```
    /// use aru::prelude::*;
    /// use aru::{AnyNetwork, Model, Text};
    ///
    /// recurrent_net! {
    ///     pub struct Slow { input x: 1; layer h: Aru<4> { alpha_s: 0.1; alpha_r: 1.0; } output y: 1; x -> h -> y; h ~> h; }
    /// }
    ///
    /// let fast = "struct Fast { input x: 1; layer h: Elman<4>; output y: 1; x -> h -> y; h ~> h; }";
    /// let networks: Vec<AnyNetwork<f32>> = [Model::of::<Slow<f32>>(), Text::new(fast).model()?]
    ///     .into_iter()
    ///     .map(|model| model.network(7))
    ///     .collect::<aru::Result<_>>()?;
    /// assert_eq!(networks[0].parameter("h.bias")?.values(), Slow::<f32>::new(7).parameter("h.bias")?.values());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of<N: Declared>() -> Model {
        N::own_model()
    }
}
