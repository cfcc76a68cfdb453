//! What an observer is shown: an epoch, and the network at its end.

use super::history::Epoch;
use crate::error::{Error, Result};
use crate::network::description::Description;
use crate::network::difference::{OTHERWISE, first_difference};
use crate::network::parameters::find_in;
use crate::numerics::scalar::Scalar;
use crate::run::declared::Declared;
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
    pub fn network<N: Declared<Scalar = T>>(&self) -> Result<N> {
        self.check("the type of the network", N::own_program().description)?;
        Ok(N::with_parameters(self.values.to_vec()))
    }

    /// The same as a copy of a network of the same declaration: of one that has no declared type, such as the network that
    /// was given to [`fit`](super::Trainer::fit), as it was before.
    ///
    /// # Errors
    /// The network is of another declaration.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// use std::ops::ControlFlow;
    ///
    /// /// Trains a network of any kind, and returns what it was after every epoch.
    /// fn course<N: Network<Scalar = f32>>(net: &mut N, data: &Sequences<f32>) -> aru::Result<Vec<N>> {
    ///     let (like, mut course) = (net.clone(), Vec::new());
    ///     Trainer::new(Adam::new(1e-3))
    ///         .epochs(3)
    ///         .watch(|watched| {
    ///             course.push(watched.network_like(&like).expect("the network in training"));
    ///             ControlFlow::Continue(())
    ///         })
    ///         .fit(net, data)?;
    ///     Ok(course)
    /// }
    ///
    /// let x = ndarray::Array3::ones((4, 20, 1));
    /// let mut net = Net::<f32>::new(1);
    /// let course = course(&mut net, &Sequences::new(&x, &x)?)?;
    /// assert_eq!(course.len(), 3);
    /// assert_eq!(course[2].run(x.view())?, net.run(x.view())?);
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn network_like<N: Network<Scalar = T>>(&self, like: &N) -> Result<N> {
        self.check("the network", like.description())?;
        let mut network = like.clone();
        network.values_mut().copy_from_slice(self.values);
        Ok(network)
    }

    /// Refuses what is not in training.
    fn check(&self, what: &str, asked: &'static Description) -> Result<()> {
        if std::ptr::eq(asked, self.description) || asked == self.description {
            return Ok(());
        }
        let difference = first_difference(self.description, asked);
        let difference = difference.unwrap_or_else(|| OTHERWISE.into());
        let expected = format!("`{}` is in training: {difference}", self.description.name);
        let expected = expected.replace("in the file", "in training");
        Err(Error::setting(what, &asked.name, expected))
    }
}
