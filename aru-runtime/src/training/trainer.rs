//! Every setting that decides what comes out of a fit.

use std::ops::ControlFlow;

use crate::data::sequences::{DataSets, Sequences};
use crate::loss::{Loss, MeanSquaredError};
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::Optimiser;

use super::fit_error::FitError;
use super::history::{Epoch, History};
use super::progress::Progress;
use super::schedule::{Constant, Schedule};
use super::selection::Selection;
use super::{fit, lockstep};
use rand_chacha::ChaCha8Rng;

/// Fits networks to data.
///
/// Unless set otherwise: mean squared error, batches of 20 sequences in an order shuffled anew each epoch, 100 epochs,
/// seed 0, one thread, no clipping, no penalties, nothing shown. The same settings, data and network give the same
/// bits, whatever the number of threads.
///
/// # What is moved
///
/// The optimiser moves a parameter itself, or w where the declaration bounds it by a logistic: rates of learning,
/// clipping and what the optimiser remembers are then w's. What is fixed by the declaration or
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
/// # recurrent_net! {
/// #     struct Net {
/// #         input x: 1;
/// #         layer hidden: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 0.5; }
/// #         output y: 1;
/// #         x -> hidden -> y;
/// #         hidden ~> hidden;
/// #     }
/// # }
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
pub struct Trainer<'a, T, O> {
    pub(super) optimiser: O,
    pub(super) loss: Box<dyn Loss<T> + 'a>,
    pub(super) own_losses: Vec<(String, Box<dyn Loss<T> + 'a>)>,
    pub(super) batch_size: usize,
    pub(super) epochs: usize,
    pub(super) shuffle: bool,
    pub(super) seed: u64,
    pub(super) clip_norm: Option<f64>,
    pub(super) truncation: Option<usize>,
    pub(super) selection: Selection,
    pub(super) validation: Option<&'a dyn DataSets<T>>,
    pub(super) patience: Option<usize>,
    pub(super) restore_best: bool,
    pub(super) threads: usize,
    pub(super) schedule: Box<dyn Schedule + 'a>,
    pub(super) observer: Option<Box<Observer<'a>>>,
    pub(super) progress: Progress,
}

type Observer<'a> = dyn FnMut(&Epoch) -> ControlFlow<()> + 'a;

/// What a trainer fits: a network, or an [`Ensemble`].
pub trait Trainable {
    /// `f32` or `f64`.
    type Scalar: Scalar;
    /// What a fit leaves behind.
    type Outcome;

    /// Trains it by settings that have been checked.
    #[doc(hidden)]
    fn fit_by<O: Optimiser>(
        &mut self,
        trainer: &mut Trainer<'_, Self::Scalar, O>,
        train: &dyn DataSets<Self::Scalar>,
    ) -> Result<Self::Outcome, FitError>;
}

impl<N: Network> Trainable for N {
    type Scalar = N::Scalar;
    type Outcome = History;

    fn fit_by<O: Optimiser>(
        &mut self,
        trainer: &mut Trainer<'_, N::Scalar, O>,
        train: &dyn DataSets<N::Scalar>,
    ) -> Result<History, FitError> {
        let source = fit::Source::Fixed(fit::of_one(train, "training")?);
        fit::fit(trainer, Program::of::<N>(), self.values_mut(), source)
    }
}

impl<N: Network> Trainable for Ensemble<N> {
    type Scalar = N::Scalar;
    type Outcome = Vec<Result<History, FitError>>;

    fn fit_by<O: Optimiser>(
        &mut self,
        trainer: &mut Trainer<'_, N::Scalar, O>,
        train: &dyn DataSets<N::Scalar>,
    ) -> Result<Self::Outcome, FitError> {
        let networks = self.networks_mut().iter_mut();
        let mut parameters: Vec<&mut [N::Scalar]> = networks.map(N::values_mut).collect();
        Ok(lockstep::fit(
            trainer,
            Program::of::<N>(),
            &mut parameters,
            train,
        )?)
    }
}

impl<'a, T: Scalar, O: Optimiser> Trainer<'a, T, O> {
    /// A trainer with this optimiser.
    pub fn new(optimiser: O) -> Self {
        Trainer {
            optimiser,
            loss: Box::new(MeanSquaredError),
            own_losses: Vec::new(),
            batch_size: 20,
            epochs: 100,
            shuffle: true,
            seed: 0,
            clip_norm: None,
            truncation: None,
            selection: Selection::default(),
            validation: None,
            patience: None,
            restore_best: false,
            threads: 1,
            schedule: Box::new(Constant),
            observer: None,
            progress: Progress::Silent,
        }
    }

    /// What is minimised: for all outputs side by side that have no loss of their own.
    pub fn loss(mut self, loss: impl Loss<T> + 'a) -> Self {
        self.loss = Box::new(loss);
        self
    }

    /// The loss of one output, by name; the losses of all outputs are added.
    pub fn loss_of(mut self, output: impl Into<String>, loss: impl Loss<T> + 'a) -> Self {
        self.own_losses.push((output.into(), Box::new(loss)));
        self
    }

    /// Sequences in a batch, one update each. The last batch of an epoch may be smaller; a batch in which no step has
    /// weight makes no update. More than there are sequences: all in one batch.
    pub fn batch_size(mut self, batch_size: usize) -> Self {
        self.batch_size = batch_size;
        self
    }

    /// How often every sequence is gone through.
    pub fn epochs(mut self, epochs: usize) -> Self {
        self.epochs = epochs;
        self
    }

    /// Whether each epoch goes through the sequences in an order of its own, drawn from the seed, or as they stand.
    pub fn shuffle(mut self, shuffle: bool) -> Self {
        self.shuffle = shuffle;
        self
    }

    /// Seed of the order of sequences and of generated data. Epoch by epoch the numbers come from streams of their own.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Scales a gradient that is longer than this down to this length: one Euclidean norm over everything trained.
    pub fn clip_norm(mut self, norm: f64) -> Self {
        self.clip_norm = Some(norm);
        self
    }

    /// Truncated backpropagation through time: the gradient is cut before every `steps` steps. States go on as ever; what
    /// they depend on in the steps before the cut is left out of the gradient.
    ///
    /// Without it gradients are exact, and of a long sequence only the states between chunks are kept. Truncation saves the
    /// second forward pass of sequences that are too long to be kept whole, and nothing is learned that takes longer than
    /// `steps` to show. Initial states are learned from the first part alone.
    pub fn truncate(mut self, steps: usize) -> Self {
        self.truncation = Some(steps);
        self
    }

    /// Leaves parameters exactly as they are: `hidden.alpha_s`, all of a layer or link (`hidden`, `x_to_hidden`), or
    /// a pattern in which `*` stands for any text (`*.alpha_s`). Calls add up.
    pub fn freeze<I: IntoIterator<Item: Into<String>>>(mut self, names: I) -> Self {
        self.selection.frozen.extend(names.into_iter().map(Into::into));
        self
    }

    /// A rate of learning for some parameters, named as for [`freeze`](Trainer::freeze), in place of the optimiser's;
    /// a schedule scales it alike. Of several that match, the last given counts.
    pub fn learning_rate_of(mut self, name: impl Into<String>, learning_rate: f64) -> Self {
        self.selection.rates.push((name.into(), learning_rate));
        self
    }

    /// Decoupled weight decay (AdamW): in each update the weights of links shrink by learning rate x decay. Constants,
    /// biases and initial states do not.
    pub fn weight_decay(mut self, decay: f64) -> Self {
        self.selection.weight_decay = decay;
        self
    }

    /// Adds l2 x weight to the gradient of the weights of links, before clipping: that of l2 / 2 x sum of squares.
    /// Constants, biases and initial states have none. The losses of the history are without it.
    pub fn l2(mut self, l2: f64) -> Self {
        self.selection.l2 = l2;
        self
    }

    /// Data whose loss is computed after each epoch: one data set, or for an ensemble one for each network.
    pub fn validate(mut self, data: &'a impl DataSets<T>) -> Self {
        self.validation = Some(data);
        self
    }

    /// Stops after this many epochs without a new lowest validation loss.
    pub fn early_stopping(mut self, patience: usize) -> Self {
        self.patience = Some(patience);
        self
    }

    /// Whether the network is left as it was after the epoch of lowest validation loss, or as it was last.
    pub fn restore_best(mut self, restore_best: bool) -> Self {
        self.restore_best = restore_best;
        self
    }

    /// Number of threads: they share a batch, which is cut into parts of up to 32 sequences
    /// (from 16 on, large layers make two parts at least), or take groups of an ensemble's networks. It changes no bit of the
    /// result.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// How the rates of learning change from epoch to epoch.
    pub fn schedule(mut self, schedule: impl Schedule + 'a) -> Self {
        self.schedule = Box::new(schedule);
        self
    }

    /// Is shown each epoch when it is over; `ControlFlow::Break(())` makes it the last.
    pub fn observe(mut self, observer: impl FnMut(&Epoch) -> ControlFlow<()> + 'a) -> Self {
        self.observer = Some(Box::new(observer));
        self
    }

    /// What is shown on standard error.
    pub fn progress(mut self, progress: Progress) -> Self {
        self.progress = progress;
        self
    }

    /// Trains a network on data, or the networks of an [`Ensemble`] on one data set or on one each; the
    /// optimiser starts with an empty memory. Returns the [`History`] of a network, or for each network of an ensemble its
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
        self.check()?;
        model.fit_by(self, train)
    }

    /// Trains the network on data made anew for each epoch, such as the trials of a task: `generate` gets the number
    /// of the epoch, from 1, and random numbers that depend on the seed and the epoch alone.
    ///
    /// # Errors
    /// As [`fit`](Trainer::fit), and whatever `generate` returns; the network is then the best so far where that is restored, else as the last
    /// epoch left it.
    pub fn fit_generated<N: Network<Scalar = T>>(
        &mut self,
        network: &mut N,
        mut generate: impl FnMut(usize, &mut ChaCha8Rng) -> crate::Result<Sequences<T>>,
    ) -> Result<History, FitError> {
        self.check()?;
        let source = fit::Source::Generated(&mut generate);
        fit::fit(self, Program::of::<N>(), network.values_mut(), source)
    }
}
