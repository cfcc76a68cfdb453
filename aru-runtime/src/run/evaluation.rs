//! What a network does on a data set, with the lengths and weights of the data.

use std::borrow::Cow;

use ndarray::Array3;

use crate::data::sequences::Sequences;
use crate::data::shapes;
use crate::error::Result;
use crate::loss::Loss;
use crate::network::gradients::Gradients;
use crate::numerics::compiled::compiled;
use crate::numerics::scalar::Scalar;
use crate::run::continuing::{self, Continued, Starts};
use crate::run::gradient_check::{self, GradientReport};
use crate::run::network::Network;
use crate::run::noise::Noise;
use crate::run::penalties::Penalties;
use crate::run::questions::{
    AskByOutput, AskGradient, AskInputGradients, AskLoss, Asked, OutputsOf, Question, Subject, TraceOf,
    outputs, trace,
};
use crate::run::trace::Trace;

/// A network on a data set: outputs, states, losses, gradients, a check of them. [`Network::evaluate`] makes one.
///
/// Lengths and weights count as in training: a loss is sum(weight x error) / sum(weight) over the steps within each
/// sequence. Each method computes what it returns anew.
///
/// ```
/// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
/// # use net::Net;
/// use aru::prelude::*;
/// use ndarray::array;
/// # fn main() -> aru::Result<()> {
/// let net = Net::<f32>::new(1);
/// let inputs = array![[[0.5], [0.25], [1.0]], [[1.0], [f32::NAN], [f32::NAN]]];
/// let data = Sequences::padded(&inputs, &inputs, [3, 1])?;
/// let evaluation = net.evaluate(&data);
///
/// let loss = evaluation.loss(&MeanSquaredError)?;
/// let gradients = evaluation.gradients(&MeanSquaredError)?;
/// assert_eq!(gradients.loss(), loss);
/// assert!(evaluation.outputs()?[[1, 2, 0]].is_nan(), "the second sequence has one step");
/// # Ok(())
/// # }
/// ```
pub struct Evaluation<'a, N: Network> {
    network: &'a N,
    data: &'a Sequences<N::Scalar>,
    own_losses: Vec<OwnLoss<'a, N::Scalar>>,
    noise: &'a Noise,
    penalties: Cow<'a, Penalties>,
    starts: Option<Starts<'a, N>>,
}

/// The loss of one output, in the network's scalar and for the check.
struct OwnLoss<'a, T: Scalar> {
    output: &'a str,
    loss: &'a dyn Loss<T>,
    in_f64: &'a dyn Loss<f64>,
}

impl<'a, N: Network> Evaluation<'a, N> {
    pub(crate) fn new(network: &'a N, data: &'a Sequences<N::Scalar>) -> Self {
        Evaluation {
            network,
            data,
            own_losses: Vec::new(),
            noise: &Noise::Off,
            penalties: Cow::Owned(Penalties::new()),
            starts: None,
        }
    }

    /// Gives one output a loss of its own, as [`Trainer::loss_of`](crate::training::Trainer::loss_of) does; the losses
    /// of all outputs are added. A loss of your own has to score `f64` too, for [`check`](Evaluation::check).
    pub fn loss_of<L: Loss<N::Scalar> + Loss<f64>>(mut self, output: &'a str, loss: &'a L) -> Self {
        self.own_losses.push(OwnLoss {
            output,
            loss,
            in_f64: loss,
        });
        self
    }

    /// Runs the layers that have noise with it; without this there is none. The gradient is that of the path with the
    /// noise held. Noise that does not fit network and data is the error of what is asked for.
    pub fn noise(mut self, noise: &'a Noise) -> Self {
        self.noise = noise;
        self
    }

    /// Adds penalties to what [`gradients`](Evaluation::gradients), [`input_gradients`](Evaluation::input_gradients) and
    /// [`check`](Evaluation::check) are of; [`loss`](Evaluation::loss) is without them. One that the network cannot have is
    /// the error of what is asked for.
    pub fn penalties(mut self, penalties: &'a Penalties) -> Self {
        self.penalties = Cow::Borrowed(penalties);
        self
    }

    /// Starts every sequence from a state, one for all (`&state`) or one each (`&states`), instead of the initial one. Gradients
    /// are then those for these states: initial values that are learned get none. Another number of states than there are
    /// sequences, or a state of another declaration, is the error of what is asked for.
    ///
    /// ```
    /// # mod net { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doctests/net.rs")); }
    /// # use net::Net;
    /// use aru::prelude::*;
    /// use ndarray::{Array3, s};
    /// # fn main() -> aru::Result<()> {
    /// let net = Net::<f64>::new(1);
    /// let x = Array3::from_shape_fn((4, 20, 1), |(i, t, _)| (i + t) as f64 / 20.0);
    /// let before = net.run_from(&net.initial_state(), x.slice(s![.., ..7, ..]))?;
    /// let rest = Sequences::new(x.slice(s![.., 7.., ..]), x.slice(s![.., 7.., ..]))?;
    /// let trace = net.evaluate(&rest).from(&before.states).trace()?;
    /// assert_eq!(trace.outputs(), net.run(x.view())?.slice(s![.., 7.., ..]));
    /// # Ok(())
    /// # }
    /// ```
    pub fn from(mut self, states: impl Into<Starts<'a, N>>) -> Self {
        self.starts = Some(states.into());
        self
    }

    /// The state of each sequence, where they do not start from the initial one.
    fn starts(&self) -> Result<Vec<&'a [N::Scalar]>> {
        let (sequences, description) = (self.data.len(), self.network.description());
        let starts = self.starts.as_ref();
        let starts = starts.map(|starts| starts.of_each(sequences, description));
        Ok(starts.transpose()?.unwrap_or_default())
    }

    /// The outputs: \[sequence, step, output\], NaN beyond the length of a sequence.
    ///
    /// # Errors
    /// Inputs with another number of features than the network has; a value within the lengths that is not finite, and
    /// where it came from.
    pub fn outputs(&self) -> Result<Array3<N::Scalar>> {
        let (inputs, lengths) = (self.data.inputs(), self.data.lengths());
        let outputs = compiled!(OutputsOf<N::Scalar>, outputs);
        outputs(
            self.network.program(),
            self.network.values(),
            &inputs,
            lengths,
            (self.noise, &self.starts()?),
        )
    }

    /// The outputs and everything behind them, NaN beyond the length of a sequence.
    ///
    /// # Errors
    /// As [`outputs`](Evaluation::outputs).
    pub fn trace(&self) -> Result<Trace<N::Scalar>> {
        let (inputs, lengths) = (self.data.inputs(), self.data.lengths());
        let trace = compiled!(TraceOf<N::Scalar>, trace);
        trace(
            self.network.traced_program(),
            self.network.values(),
            &inputs,
            lengths,
            (self.noise, &self.starts()?),
        )
    }

    /// The outputs of a run that goes on from a state, one for all sequences (`&state`) or one each (`&states`), with the
    /// state behind the last step of each sequence, at its own length. Noise counts steps from the first of these data: pieces
    /// of a recording that are run one after another need seeds of their own, or given numbers.
    ///
    /// # Errors
    /// As [`outputs`](Evaluation::outputs); another number of states than there are sequences; a state of another
    /// declaration.
    pub fn run_from<'s>(&self, states: impl Into<Starts<'s, N>>) -> Result<Continued<N>> {
        continuing::continued(
            self.network,
            states.into(),
            &self.data.inputs(),
            self.data.lengths(),
            self.noise,
        )
    }

    /// The loss over all steps that count: this one for all outputs that have none of their own, and theirs.
    ///
    /// # Errors
    /// Inputs or targets with another number of features than the network has; an output that it does not have; a loss
    /// that cannot score an output or a target.
    pub fn loss(&self, loss: &dyn Loss<N::Scalar>) -> Result<f64> {
        self.ask(
            loss,
            compiled!(AskLoss<N::Scalar>, |subject, asked| subject.loss(asked)),
        )
    }

    /// The loss of each output alone, by name. They sum to [`loss`](Evaluation::loss) where every output has a loss of
    /// its own; outputs that share one are scored there side by side, as one array.
    ///
    /// # Errors
    /// As [`loss`](Evaluation::loss).
    pub fn loss_by_output(&self, loss: &dyn Loss<N::Scalar>) -> Result<Vec<(&'static str, f64)>> {
        self.ask(
            loss,
            compiled!(AskByOutput<N::Scalar>, |subject, asked| subject
                .loss_by_output(asked)),
        )
    }

    /// The loss and the penalties, and the derivative of their sum with respect to every learned parameter: what an update
    /// of one batch of all sequences takes.
    ///
    /// # Errors
    /// As [`loss`](Evaluation::loss).
    pub fn gradients(&self, loss: &dyn Loss<N::Scalar>) -> Result<Gradients<N::Scalar>> {
        let (sums, gradient) = self.ask(
            loss,
            compiled!(AskGradient<N::Scalar>, |subject, asked| subject
                .loss_and_gradient(asked)),
        )?;
        Ok(Gradients::new(self.network.description(), sums, gradient))
    }

    /// The derivative of the loss, and of the penalties, with respect to every input: \[sequence, step, input\], zero beyond the length of a
    /// sequence.
    ///
    /// # Errors
    /// As [`loss`](Evaluation::loss).
    pub fn input_gradients(&self, loss: &dyn Loss<N::Scalar>) -> Result<Array3<N::Scalar>> {
        self.ask(
            loss,
            compiled!(AskInputGradients<N::Scalar>, |subject, asked| subject
                .input_gradients(asked)),
        )
    }

    /// Holds the derived gradient against differences of the loss, as [`Network::check_gradients`] does.
    ///
    /// # Errors
    /// As [`loss`](Evaluation::loss).
    pub fn check(&self, loss: &dyn Loss<f64>) -> Result<GradientReport> {
        shapes::check_data(self.network.description(), self.data)?;
        let own: Vec<_> = self
            .own_losses
            .iter()
            .map(|own| (own.output, own.in_f64))
            .collect();
        gradient_check::check(
            self.network,
            &self.data.to_f64(),
            loss,
            &own,
            (self.noise, &self.penalties),
            &self.starts()?,
        )
    }

    /// The answer to a question about the losses.
    fn ask<R>(&self, loss: &dyn Loss<N::Scalar>, question: Question<N::Scalar, R>) -> Result<R> {
        let own: Vec<_> = self.own_losses.iter().map(|own| (own.output, own.loss)).collect();
        let subject = Subject {
            program: self.network.program(),
            values: self.network.values(),
            data: self.data,
        };
        let asked = Asked {
            loss,
            own: &own,
            noise: self.noise,
            penalties: &self.penalties,
            starts: &self.starts()?,
        };
        question(&subject, &asked)
    }
}
