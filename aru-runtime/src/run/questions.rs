//! What can be asked of a network on a data set, its type forgotten: these are compiled in this crate,
//! once for each scalar.

use ndarray::{Array3, ArrayView3};

use crate::data::sequences::Sequences;
use crate::data::shapes;
use crate::error::Result;
use crate::loss::Loss;
use crate::loss::check::check_data;
use crate::loss::losses::Losses;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::noise::{Draw, Draws, Noise, check_draws};
use crate::run::objective::Objective;
use crate::run::origin::check_loss;
use crate::run::pass::Pass;
use crate::run::penalties::{Penalised, Penalties};
use crate::run::trace::Trace;

/// A network, its parameters and data.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a, T: Scalar> {
    pub(crate) program: Program<T>,
    pub(crate) values: &'a [T],
    pub(crate) data: &'a Sequences<T>,
}

/// What is asked of a loss: the first counts for all outputs that have none of their own.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'o, 'l, T> {
    pub(crate) loss: &'l dyn Loss<T>,
    /// The losses of single outputs, by name.
    pub(crate) own: &'o [(&'l str, &'l dyn Loss<T>)],
    /// With which it runs.
    pub(crate) noise: &'l Noise,
    pub(crate) penalties: &'l Penalties,
    /// The state from which each sequence starts; none where they start from the initial one.
    pub(crate) starts: &'l [&'l [T]],
}

impl<T: Scalar> Asked<'_, '_, T> {
    /// That of a pass with these losses, the noise of no epoch and these penalties.
    pub(crate) fn objective<'o>(
        &'o self,
        losses: &'o Losses<'o, T>,
        draws: &'o [Draw<'o>],
        penalised: Option<&'o Penalised>,
    ) -> Objective<'o, T> {
        let conditions = Conditions {
            draws: Draws::in_epoch(draws, 0),
            starts: self.starts,
        };
        Objective {
            losses,
            conditions,
            penalised,
        }
    }
}

/// The noise of a run, and the state of each sequence where they do not start from the initial one.
pub(crate) type NoiseAndStarts<'g, T> = (&'g Noise, &'g [&'g [T]]);

pub(crate) type OutputsOf<T> =
    fn(Program<T>, &[T], &ArrayView3<'_, T>, Option<&[usize]>, NoiseAndStarts<'_, T>) -> Result<Array3<T>>;

/// Outputs for inputs, NaN beyond the lengths.
pub(crate) fn outputs<T: Scalar>(
    program: Program<T>,
    values: &[T],
    inputs: &ArrayView3<'_, T>,
    lengths: Option<&[usize]>,
    (noise, starts): NoiseAndStarts<'_, T>,
) -> Result<Array3<T>> {
    check_inputs(&program, inputs, lengths)?;
    let draws = draws(&program, noise, inputs, lengths)?;
    let draws = Draws::in_epoch(&draws, 0);
    let conditions = Conditions { draws, starts };
    Pass::new(program, inputs.dim().1, 1)?.outputs(values, inputs, lengths, conditions)
}

pub(crate) type TraceOf<T> =
    fn(Program<T>, &[T], &ArrayView3<'_, T>, Option<&[usize]>, NoiseAndStarts<'_, T>) -> Result<Trace<T>>;

/// The same, and everything behind them; of a program that traces.
pub(crate) fn trace<T: Scalar>(
    program: Program<T>,
    values: &[T],
    inputs: &ArrayView3<'_, T>,
    lengths: Option<&[usize]>,
    (noise, starts): NoiseAndStarts<'_, T>,
) -> Result<Trace<T>> {
    check_inputs(&program, inputs, lengths)?;
    let draws = draws(&program, noise, inputs, lengths)?;
    let draws = Draws::in_epoch(&draws, 0);
    Trace::of(program, values, inputs, lengths, Conditions { draws, starts })
}

/// The noise of a run, which has to fit its inputs.
pub(crate) fn draws<'n, T: Scalar>(
    program: &Program<T>,
    noise: &'n Noise,
    inputs: &ArrayView3<'_, T>,
    lengths: Option<&[usize]>,
) -> Result<Vec<Draw<'n>>> {
    let draws = noise.draws(program)?;
    let (sequences, steps, _) = inputs.dim();
    let length = |sequence: usize| lengths.map_or(steps, |lengths| lengths[sequence]);
    check_draws(program, &draws, (sequences, steps), length)?;
    Ok(draws)
}

/// Refuses inputs of another width, and values that are not finite where no lengths say which of them count: those of a
/// data set have been checked.
fn check_inputs<T: Scalar>(
    program: &Program<T>,
    inputs: &ArrayView3<'_, T>,
    lengths: Option<&[usize]>,
) -> Result<()> {
    shapes::check_inputs(program.description, inputs)?;
    match lengths {
        None => shapes::check_finite("inputs", inputs, "values must be finite"),
        Some(_) => Ok(()),
    }
}

/// What answers a question about the losses: a method of [`Subject`].
pub(crate) type Question<T, R> = fn(&Subject<'_, T>, &Asked<'_, '_, T>) -> Result<R>;
pub(crate) type AskLoss<T> = Question<T, f64>;
pub(crate) type AskByOutput<T> = Question<T, Vec<(&'static str, f64)>>;
pub(crate) type AskGradient<T> = Question<T, ([f64; 2], Vec<T>)>;
pub(crate) type AskInputGradients<T> = Question<T, Array3<T>>;

impl<T: Scalar> Subject<'_, T> {
    /// The loss over all steps that count.
    pub(crate) fn loss(&self, asked: &Asked<'_, '_, T>) -> Result<f64> {
        let (losses, draws, mut pass) = self.ready(asked)?;
        let objective = asked.objective(&losses, &draws, None);
        let loss = pass.loss(self.values, self.data, &self.all(), objective);
        self.check_loss(&losses, objective, loss)?;
        Ok(loss)
    }

    /// The loss of each output alone.
    pub(crate) fn loss_by_output(&self, asked: &Asked<'_, '_, T>) -> Result<Vec<(&'static str, f64)>> {
        let (losses, draws, mut pass) = self.ready(asked)?;
        let alone = losses.by_output(&self.program).into_iter();
        let of_output = |(output, losses)| {
            let objective = asked.objective(&losses, &draws, None);
            let loss = pass.loss(self.values, self.data, &self.all(), objective);
            self.check_loss(&losses, objective, loss)?;
            Ok((output, loss))
        };
        alone.map(of_output).collect()
    }

    /// The loss and the penalties, and the derivative of their sum with respect to every parameter.
    pub(crate) fn loss_and_gradient(&self, asked: &Asked<'_, '_, T>) -> Result<([f64; 2], Vec<T>)> {
        let (losses, draws, mut pass) = self.ready(asked)?;
        let penalised = asked.penalties.resolve(&self.program)?;
        let objective = asked.objective(&losses, &draws, penalised.as_ref());
        let mut gradient = vec![T::ZERO; self.values.len()];
        let loss = pass.loss_and_gradient(self.values, self.data, &self.all(), objective, &mut gradient);
        self.check_loss(&losses, objective, loss)?;
        Ok(([loss, pass.penalty()], gradient))
    }

    /// The derivative of the loss and the penalties with respect to every input.
    pub(crate) fn input_gradients(&self, asked: &Asked<'_, '_, T>) -> Result<Array3<T>> {
        let (losses, draws, mut pass) = self.ready(asked)?;
        let penalised = asked.penalties.resolve(&self.program)?;
        let objective = asked.objective(&losses, &draws, penalised.as_ref());
        let loss = pass.loss(self.values, self.data, &self.all(), objective);
        self.check_loss(&losses, objective, loss)?;
        Ok(pass.input_gradients(self.values, self.data, objective))
    }

    /// The losses, the noise and a pass, after checks of data and targets.
    fn ready<'l>(&self, asked: &Asked<'_, 'l, T>) -> Result<(Losses<'l, T>, Vec<Draw<'l>>, Pass<T>)> {
        let losses = losses_for(&self.program, asked, self.data)?;
        let draws = draws_for(&self.program, asked.noise, self.data)?;
        Ok((losses, draws, Pass::new(self.program, self.data.steps(), 1)?))
    }

    /// An error where a loss is no number because it cannot score what an output is.
    fn check_loss(&self, losses: &Losses<'_, T>, objective: Objective<'_, T>, loss: f64) -> Result<()> {
        check_loss(
            self.program,
            self.values,
            (self.data, losses, objective.conditions),
            loss,
        )
    }

    fn all(&self) -> Vec<usize> {
        (0..self.data.len()).collect()
    }
}

/// The losses of all outputs, after checks of the data.
pub(crate) fn losses_for<'l, T: Scalar>(
    program: &Program<T>,
    asked: &Asked<'_, 'l, T>,
    data: &Sequences<T>,
) -> Result<Losses<'l, T>> {
    shapes::check_data(program.description, data)?;
    let losses = Losses::of_each(program, asked.loss, asked.own)?;
    check_data(program, &losses, data, "given")?;
    Ok(losses)
}

/// The noise of every layer that has some, after a check that it fits the data.
pub(crate) fn draws_for<'n, T: Scalar>(
    program: &Program<T>,
    noise: &'n Noise,
    data: &Sequences<T>,
) -> Result<Vec<Draw<'n>>> {
    let draws = noise.draws(program)?;
    check_draws(program, &draws, (data.len(), data.steps()), |sequence| {
        data.length(sequence)
    })?;
    Ok(draws)
}
