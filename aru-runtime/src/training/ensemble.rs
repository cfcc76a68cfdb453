//! Many networks of one declaration, trained in lockstep.

use crate::error::{Error, Result};
use crate::network::difference::check_same;
use crate::network::program::Program;
use crate::run::declared::Declared;
use crate::run::network::Network;

/// Networks that train side by side: 16 of them in the lanes of each block, so that a batch of one fills them all.
///
/// They share declaration, as all of a declared type do, and settings of the [`Trainer`](crate::training::Trainer).
/// Weights, held constants and, where asked for, data are each network's own: seeds, data sets or points of a grid of
/// rates. Every network has its own validation, early stopping and best state; one that diverges does not touch the others.
///
/// Each result is that of training the network alone, up to rounding: sums run in another order.
///
/// In groups of up to 16 they train in lockstep where that is faster than one after another. With
/// [`Trainer::lockstep`](crate::training::Trainer::lockstep) they always do; then
/// neither the order of the networks nor which others there are changes a bit, unless sequences are too long to be kept
/// whole and of different lengths from network to network: they are then cut where the longest of a group is cut; or
/// only some of the data sets have weights of outputs: errors of a group are then added feature by feature.
///
/// ```
/// # use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// # use ndarray::Array3;
/// # let data = Sequences::new(Array3::ones((10, 20, 1)), Array3::zeros((10, 20, 1)))?;
/// # let (train, valid) = data.split(8)?;
/// let mut nets = Ensemble::<Net<f32>>::new(0..20);
/// for (net, step) in nets.networks_mut().iter_mut().zip(1..) {
///     net.set("hidden.alpha_s", &[0.04 * step as f32])?;
/// }
/// let mut trainer = Trainer::new(Adam::new(1e-3)).epochs(2).batch_size(1).validate(&valid);
/// let histories = trainer.fit(&mut nets, &train)?;
/// for (net, history) in nets.networks().iter().zip(histories) {
///     let loss = history?.lowest_validation_loss();
///     println!("{}: {loss:?}", net.hidden().alpha_s()[0]);
/// }
/// # Ok::<(), aru::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Ensemble<N> {
    networks: Vec<N>,
}

impl<N: Declared> Ensemble<N> {
    /// A network for each seed, drawn as [`Declared::new`] does.
    pub fn new(seeds: impl IntoIterator<Item = u64>) -> Self {
        Self::of(seeds.into_iter().map(N::new))
    }
}

impl<N: Network> Ensemble<N> {
    /// An ensemble of networks that exist already; `collect` makes one too.
    pub fn of(networks: impl IntoIterator<Item = N>) -> Self {
        networks.into_iter().collect()
    }

    /// The networks, in the order given.
    pub fn networks(&self) -> &[N] {
        &self.networks
    }

    /// The networks, to be changed.
    pub fn networks_mut(&mut self) -> &mut [N] {
        &mut self.networks
    }

    /// The networks, on their own again.
    pub fn into_networks(self) -> Vec<N> {
        self.networks
    }

    /// Number of networks.
    pub fn len(&self) -> usize {
        self.networks.len()
    }

    /// True without a network.
    pub fn is_empty(&self) -> bool {
        self.networks.is_empty()
    }

    /// The program of every network.
    ///
    /// # Errors
    /// There is no network; one is of another declaration than the first.
    pub(super) fn program(&self) -> Result<Program<N::Scalar>> {
        let Some(first) = self.networks.first() else {
            let expected = "give the ensemble at least one";
            return Err(Error::setting("the number of networks", 0, expected));
        };
        let expected = first.description();
        for (number, network) in self.networks.iter().enumerate() {
            check_same(|| format!("network {number}"), network.description(), expected)?;
        }
        Ok(first.program())
    }
}

impl<N> FromIterator<N> for Ensemble<N> {
    fn from_iter<I: IntoIterator<Item = N>>(networks: I) -> Self {
        Ensemble {
            networks: networks.into_iter().collect(),
        }
    }
}

impl<N> IntoIterator for Ensemble<N> {
    type Item = N;
    type IntoIter = std::vec::IntoIter<N>;

    fn into_iter(self) -> Self::IntoIter {
        self.networks.into_iter()
    }
}

impl<'e, N> IntoIterator for &'e Ensemble<N> {
    type Item = &'e N;
    type IntoIter = std::slice::Iter<'e, N>;

    fn into_iter(self) -> Self::IntoIter {
        self.networks.iter()
    }
}
