//! The two kinds of numbers that networks have.

use aru::{AnyNetwork, Scalar};

use crate::network::Kind;

/// `float32` or `float64`.
pub trait Number: Scalar + numpy::Element {
    /// What NumPy calls it.
    const DTYPE: &'static str;

    /// A network of these numbers as one of either.
    fn kind(network: AnyNetwork<Self>) -> Kind;

    /// The network, where it is of these numbers.
    fn of(kind: Kind) -> Option<AnyNetwork<Self>>;
}

impl Number for f32 {
    const DTYPE: &'static str = "float32";

    fn kind(network: AnyNetwork<Self>) -> Kind {
        Kind::Single(network)
    }

    fn of(kind: Kind) -> Option<AnyNetwork<Self>> {
        match kind {
            Kind::Single(network) => Some(network),
            Kind::Double(_) => None,
        }
    }
}

impl Number for f64 {
    const DTYPE: &'static str = "float64";

    fn kind(network: AnyNetwork<Self>) -> Kind {
        Kind::Double(network)
    }

    fn of(kind: Kind) -> Option<AnyNetwork<Self>> {
        match kind {
            Kind::Single(_) => None,
            Kind::Double(network) => Some(network),
        }
    }
}
