//! What an observer is shown: an epoch, and the network at its end.

use super::history::Epoch;
use crate::error::{Error, Result};
use crate::network::description::Description;
use crate::network::difference::first_difference;
use crate::network::emitted::description;
use crate::network::parameters::find_in;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;

/// A network in training, after an epoch. [`Trainer::watch`](super::Trainer::watch) shows it.
#[derive(Clone, Copy, Debug)]
pub struct Watched<'w, T> {
    epoch: &'w Epoch,
    description: &'static Description,
    values: &'w [T],
}

impl<'w, T: Scalar> Watched<'w, T> {
    pub(super) fn new(epoch: &'w Epoch, description: &'static Description, values: &'w [T]) -> Self {
        Watched {
            epoch,
            description,
            values,
        }
    }

    /// The epoch that is over.
    pub fn epoch(&self) -> &'w Epoch {
        self.epoch
    }

    /// The values of a parameter, row-major in its shape.
    ///
    /// # Errors
    /// There is no such parameter; the error names the nearest.
    pub fn parameter(&self, name: &str) -> Result<&'w [T]> {
        let (_, place) = find_in(self.description, name)?;
        Ok(&self.values[place])
    }

    /// A copy of the network, to be run, evaluated or saved.
    ///
    /// # Errors
    /// It is a network of another type.
    pub fn network<N: Network<Scalar = T>>(&self) -> Result<N> {
        let asked = description::<N>();
        if asked != self.description {
            let difference = first_difference(self.description, asked);
            let expected = format!(
                "`{}` is in training: {}",
                self.description.name,
                difference.unwrap_or_else(|| "what is learned, bounds or docs differ".into())
            );
            let expected = expected.replace("in the file", "in training");
            return Err(Error::setting("the type of the network", &asked.name, expected));
        }
        Ok(N::from_values(self.values.to_vec()))
    }
}
