//! Every setting that decides what comes out of a fit.

mod watching;

use std::ops::ControlFlow;

use rand_chacha::ChaCha8Rng;

use super::anneal::Anneal;
use super::fit::TrainingData;
use super::fit_error::FitError;
use super::optimiser::Optimiser;
use super::schedule::Schedule;
use super::settings::FitSettings;
use super::trainable::Trainable;
use super::watched::Watched;
use crate::data::sequences::{DataSets, Sequences};
use crate::loss::Loss;
use crate::numerics::scalar::Scalar;
use crate::run::noise::Noise;
use crate::run::penalties::Penalties;

/// Fits networks to data.
///
/// Unless set otherwise: mean squared error, batches of 20 sequences in an order shuffled anew each epoch, 100 epochs,
/// seed 0, one thread, no clipping, no penalties, nothing shown. The same settings, data and network give the same
/// bits, whatever the number of threads.
///
/// # What is moved
///
/// The optimiser moves a parameter itself, or w where the declaration bounds it by a logistic: rates of learning,
/// clipping and the state of the optimiser are then w's. What is fixed by the declaration or
/// [frozen](Trainer::freeze) is not part of training at all, so no decay or momentum can move it.
///
/// # When it diverges
///
/// A loss, gradient or parameter that is not finite ends the fit with
/// [`Error::Diverged`](crate::Error::Diverged) within a [`FitError`], which carries the history. The network then holds the last good state:
/// that of the best epoch with [`restore_best`](Trainer::restore_best), else what it was after the last epoch (or
/// before the first) whose loss and gradient turned out finite. A learned rate without bounds that leaves (0, 2) ends
/// it likewise, with [`Error::RateLeftRange`](crate::Error::RateLeftRange).
///
/// ```
/// # use aru::prelude::*;
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// # use ndarray::Array3;
/// # let data = Sequences::new(Array3::ones((40, 20, 1)), Array3::zeros((40, 20, 1)))?;
/// # let (train, valid) = data.split(30)?;
/// let mut net = Net::<f32>::new(1);
/// let history = Trainer::new(Adam::new(1e-3))
///     .batch_size(20)
///     .epochs(30)
///     .clip_norm(0.1)
///     .learning_rate_of("hidden.alpha_s", 1e-2)
///     .schedule(Cosine::default())
///     .validate(&valid)
///     .early_stopping(5)
///     .restore_best(true)
///     .fit(&mut net, &train)?;
/// assert!(history.last().is_some());
/// # Ok::<(), aru::Error>(())
/// ```
pub struct Trainer<'a, T> {
    pub(super) settings: FitSettings<'a, T>,
    pub(super) observers: Vec<Box<Observer<'a, T>>>,
}

pub(super) type Observer<'a, T> = dyn FnMut(&Watched<'_, T>) -> ControlFlow<()> + 'a;

impl<'a, T: Scalar> Trainer<'a, T> {
    /// A trainer with this optimiser.
    pub fn new(optimiser: impl Optimiser) -> Self {
        Trainer {
            settings: FitSettings::new(optimiser),
            observers: Vec::new(),
        }
    }

    /// What is minimised: for all outputs side by side that have no loss of their own.
    pub fn loss(mut self, loss: impl Loss<T> + 'a) -> Self {
        self.settings.loss = Box::new(loss);
        self
    }

    /// The loss of one output, by name; the losses of all outputs are added, each times its weight
    /// ([`Weighted`](crate::loss::Weighted)): `.loss_of("y", MeanSquaredError.weighted(0.1))`.
    pub fn loss_of(mut self, output: impl Into<String>, loss: impl Loss<T> + 'a) -> Self {
        self.settings.own_losses.push((output.into(), Box::new(loss)));
        self
    }

    /// Sequences in a batch, one update each. The last batch of an epoch may be smaller; a batch in which no step has
    /// weight makes no update. More than there are sequences: all in one batch.
    pub fn batch_size(mut self, batch_size: usize) -> Self {
        self.settings.batch_size = batch_size;
        self
    }

    /// How often every sequence is gone through.
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.settings.epochs = epochs;
        self
    }

    /// Whether each epoch goes through the sequences in an order of its own, drawn from the seed, or as they stand.
    pub fn shuffle(mut self, shuffle: bool) -> Self {
        self.settings.shuffle = shuffle;
        self
    }

    /// Seed of the order of sequences, of noise and of generated data. Epoch by epoch the numbers come from streams of their own.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// The noise of layers that declare some; unless set it is drawn from the [`seed`](Trainer::seed), in each epoch anew.
    /// Validation has none.
    ///
    /// ```
    /// # use aru::prelude::*;
    /// # use aru::Noise;
    /// # use ndarray::Array3;
    /// recurrent_net! {
    ///     struct Net {
    ///         input x: 1;
    ///         layer hidden: Elman<3> { noise: normal(0.1); }
    ///         output y: 1;
    ///         x -> hidden -> y;
    ///     }
    /// }
    /// # let data = Sequences::new(Array3::ones((40, 20, 1)), Array3::zeros((40, 20, 1)))?;
    /// let trainer = || Trainer::new(Adam::new(1e-3)).epochs(2);
    /// let (mut noisy, mut silent) = (Net::<f32>::new(1), Net::<f32>::new(1));
    /// trainer().noise(Noise::seed(7)).fit(&mut noisy, &data)?;
    /// trainer().noise(Noise::Off).fit(&mut silent, &data)?;
    /// assert_ne!(noisy.hidden_to_y().weight(), silent.hidden_to_y().weight());
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn noise(mut self, noise: Noise) -> Self {
        self.settings.noise = Some(noise);
        self
    }

    /// Scales a gradient that is longer than this down to this length: one Euclidean norm over everything trained.
    pub fn clip_norm(mut self, norm: f64) -> Self {
        self.settings.clip_norm = Some(norm);
        self
    }

    /// Truncated backpropagation through time: the gradient is cut before every `steps` steps. States go on as ever; what
    /// they depend on in the steps before the cut is left out of the gradient.
    ///
    /// Without it gradients are exact, and of a long sequence only the states between chunks are kept. Truncation saves the
    /// second forward pass of sequences that are too long to be kept whole, and nothing is learned that takes longer than
    /// `steps` to show. Initial states are learned from the first part alone.
    pub fn truncate(mut self, steps: usize) -> Self {
        self.settings.truncation = Some(steps);
        self
    }

    /// Leaves parameters exactly as they are: `hidden.alpha_s`, all of a layer or link (`hidden`, `x_to_hidden`), or
    /// a pattern in which `*` stands for any text (`*.alpha_s`). Where the declaration has a `dt`, a rate may also be
    /// named by its time constant (`hidden.tau_s`, `*.tau_s`). Calls add up.
    pub fn freeze<I: IntoIterator<Item: Into<String>>>(mut self, names: I) -> Self {
        self.settings
            .selection
            .frozen
            .extend(names.into_iter().map(Into::into));
        self
    }

    /// A rate of learning for some parameters, named as for [`freeze`](Trainer::freeze), in place of the optimiser's;
    /// a schedule scales it alike. Of several that match, the last given counts.
    pub fn learning_rate_of(mut self, name: impl Into<String>, learning_rate: f64) -> Self {
        self.settings.selection.rates.push((name.into(), learning_rate));
        self
    }

    /// Decoupled weight decay (AdamW): in each update the weights of links shrink by learning rate x decay. Constants,
    /// biases and initial states do not.
    pub fn weight_decay(mut self, decay: f64) -> Self {
        self.settings.selection.weight_decay = decay;
        self
    }

    /// Adds l2 x weight to the gradient of the weights of links, before clipping: that of l2 / 2 x sum of squares.
    /// Constants, biases and initial states have none. The losses of the history are without it.
    pub fn l2(mut self, l2: f64) -> Self {
        self.settings.selection.l2 = l2;
        self
    }

    /// Narrows spreads of learned delays from epoch to epoch, named as for [`freeze`](Trainer::freeze): `*.spread`. Each is set before
    /// an epoch, from what it is when the fit begins to exactly zero; see [`Anneal`]. Early stopping and the best epoch
    /// count from the first epoch with zero on. Of several that match, the last given counts.
    ///
    /// ```
    /// use aru::prelude::*;
    /// use aru::ndarray::Array3;
    ///
    /// recurrent_net! {
    ///     struct Echo {
    ///         input x: 1;
    ///         output y: 1;
    ///         x ~> y { delay: learn(4.0) in 1..=20; spread: fixed 8.0; }
    ///     }
    /// }
    ///
    /// # let data = Sequences::new(Array3::ones((8, 30, 1)), Array3::zeros((8, 30, 1)))?;
    /// let mut net = Echo::<f32>::new(1);
    /// Trainer::new(Adam::new(1e-3))
    ///     .epochs(10)
    ///     .learning_rate_of("x_to_y.delay", 0.1)
    ///     .anneal("*.spread", Anneal { over: 0.5, to: 0.01 })
    ///     .fit(&mut net, &data)?;
    /// assert_eq!(net.x_to_y().spread(), [0.0]);
    /// # Ok::<(), aru::Error>(())
    /// ```
    pub fn anneal(mut self, name: impl Into<String>, anneal: Anneal) -> Self {
        self.settings.anneals.push((name.into(), anneal));
        self
    }

    /// What is minimised beside the loss: on weights, or on the activity of the network. The gradient, and its norm, are
    /// those of the sum; the losses of the history, and validation, are without penalties, which stand beside them
    /// ([`Epoch::penalty`](super::history::Epoch::penalty)).
    pub fn penalties(mut self, penalties: Penalties) -> Self {
        self.settings.penalties = penalties;
        self
    }

    /// Data whose loss is computed after each epoch: one data set, or for an ensemble one for each network.
    pub fn validate(mut self, data: &'a impl DataSets<T>) -> Self {
        self.settings.validation = Some(data);
        self
    }

    /// Stops after this many epochs without a new lowest validation loss.
    pub fn early_stopping(mut self, patience: usize) -> Self {
        self.settings.patience = Some(patience);
        self
    }

    /// Whether the network is left as it was after the epoch of lowest validation loss, or as it was last.
    pub fn restore_best(mut self, restore_best: bool) -> Self {
        self.settings.restore_best = restore_best;
        self
    }

    /// Number of threads: they share a batch, which is cut into parts of up to 32 sequences
    /// (from 16 on, large layers make two parts at least), or take groups of an ensemble's networks. It changes no bit of the
    /// result.
    pub fn threads(mut self, threads: usize) -> Self {
        self.settings.threads = threads;
        self
    }

    /// Whether the networks of an [`Ensemble`](super::ensemble::Ensemble) train in lockstep however few they are: which others there are then changes
    /// no bit of any. Unless set, those of a group of up to 16 train one after another where that is faster by an estimate,
    /// as it is for few networks in large batches; their results are then the same up to rounding.
    pub fn lockstep(mut self, lockstep: bool) -> Self {
        self.settings.lockstep = lockstep;
        self
    }

    /// How the rates of learning change from epoch to epoch.
    pub fn schedule(mut self, schedule: impl Schedule + 'a) -> Self {
        self.settings.schedule = Box::new(schedule);
        self
    }

    /// Trains a network on data, or the networks of an [`Ensemble`](super::ensemble::Ensemble) on one data set or on one each; the
    /// optimiser starts with a state of zeros. Returns the [`History`](super::History) of a network, or for each network of an ensemble its
    /// history or its error.
    ///
    /// # Errors
    /// A setting that cannot work, a name that the network does not have, data of another shape than the network
    /// needs, an output or targets that the loss cannot take (the network is then as it was), or a fit that
    /// [diverges](Trainer#when-it-diverges). A network of an ensemble that diverges has its error among the outcomes.
    pub fn fit<M: Trainable<Scalar = T>>(
        &mut self,
        model: &mut M,
        train: &impl DataSets<T>,
    ) -> Result<M::Outcome, FitError> {
        model.fit_by(self, TrainingData::Fixed(train))
    }

    /// Trains a network, or the networks of an [`Ensemble`](super::ensemble::Ensemble), on data made anew for each epoch, such as the trials of a
    /// task: `generate` gets the number of the epoch, from 1, and random numbers that depend on the seed and the epoch
    /// alone. The networks of an ensemble see the same data; where they train in several groups each group makes its own.
    ///
    /// # Errors
    /// As [`fit`](Trainer::fit), and whatever `generate` returns; a network is then the best so far where that is restored,
    /// else as the last epoch left it.
    pub fn fit_generated<M: Trainable<Scalar = T>>(
        &mut self,
        model: &mut M,
        mut generate: impl FnMut(usize, &mut ChaCha8Rng) -> crate::Result<Sequences<T>> + Send,
    ) -> Result<M::Outcome, FitError> {
        model.fit_by(self, TrainingData::Generated(&mut generate))
    }
}
