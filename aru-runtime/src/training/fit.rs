//! A fit from its first epoch to its last: order of sequences, validation, what is recorded, what the network holds
//! in the end.

use std::time::Instant;

use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::Trainer;
use super::coordinates::Coordinates;
use super::early_stopping::{EarlyStopping, Verdict};
use super::fit_error::FitError;
use super::history::{Epoch, History, Stopped};
use super::last_good::LastGood;
use super::progress::{Reporter, losses};
use super::record::Constants;
use super::updates::{Fault, Updates};
use crate::data::sequences::{DataSets, Sequences};
use crate::error::Error;
use crate::loss::Loss;
use crate::loss::check::check_data;
use crate::loss::losses::Losses;
use crate::network::description::Description;
use crate::network::program::Program;
use crate::numerics::scalar::Scalar;
use crate::run::compiled::compiled;
use crate::run::pass::Pass;
use crate::training::optimiser::Optimiser;

/// Where the data of an epoch come from.
pub(super) enum Source<'s, T> {
    Fixed(&'s Sequences<T>),
    Generated(&'s mut Generate<'s, T>),
}

pub(super) type Generate<'s, T> = dyn FnMut(usize, &mut ChaCha8Rng) -> crate::Result<Sequences<T>> + 's;

/// What the random numbers of an epoch are for; each purpose has a stream of its own.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    Order = 0,
    Data = 1,
}

/// The trainer's losses, each with its outputs.
pub(super) fn losses_of<'f, T: Scalar, O>(
    program: &Program<T>,
    trainer: &'f Trainer<'_, T, O>,
) -> crate::Result<Losses<'f, T>> {
    let own = trainer
        .own_losses
        .iter()
        .map(|(output, loss)| (output.clone(), &**loss as &dyn Loss<_>));
    Losses::of_each(program, &*trainer.loss, &own.collect::<Vec<_>>())
}

/// Random numbers that depend on seed, epoch and purpose alone.
pub(super) fn random(seed: u64, epoch: usize, purpose: Purpose) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    random.set_stream(2 * epoch as u64 + purpose as u64);
    random
}

struct Fit<'f, T: Scalar, O> {
    updates: Updates<'f, T, O>,
    /// Validation data, and the numbers of all their sequences.
    validation: Option<(&'f Sequences<T>, Vec<usize>)>,
    early_stopping: EarlyStopping,
    /// Where the best epoch is to be restored: its parameters.
    best: Option<Vec<T>>,
    constants: Constants,
    history: History,
}

/// Trains a network by settings that have been checked.
pub(super) fn fit<T: Scalar, O: Optimiser>(
    trainer: &mut Trainer<'_, T, O>,
    program: Program<T>,
    parameters: &mut [T],
    mut source: Source<'_, T>,
) -> Result<History, FitError> {
    let mut observer = trainer.observer.take();
    let outcome = run_epochs(trainer, program, parameters, &mut source, &mut |epoch| {
        observer
            .as_mut()
            .is_some_and(|observer| observer(epoch).is_break())
    });
    trainer.observer = observer;
    outcome
}

fn run_epochs<T: Scalar, O: Optimiser>(
    trainer: &Trainer<'_, T, O>,
    program: Program<T>,
    parameters: &mut [T],
    source: &mut Source<'_, T>,
    is_last: &mut dyn FnMut(&Epoch) -> bool,
) -> Result<History, FitError> {
    let mut fit = Fit::begin(trainer, program, parameters, source)?;
    let mut reporter = Reporter::new(trainer.progress, "epoch", trainer.epochs, 0);
    let mut order = Vec::new();
    let mut generated;
    let mut outcome = Ok(Stopped::Finished);
    for number in 1..=trainer.epochs {
        let data = match source {
            Source::Fixed(data) => *data,
            Source::Generated(generate) => {
                let made = generate(number, &mut random(trainer.seed, number, Purpose::Data));
                let losses = &fit.updates.losses;
                match made.and_then(|data| check_data(&program, losses, &data, "generated").map(|()| data)) {
                    Ok(data) => generated = data,
                    Err(error) => {
                        outcome = Err(Fault::Data(error));
                        break;
                    }
                }
                &generated
            }
        };
        order.clear();
        order.extend(0..data.len());
        if trainer.shuffle {
            order.shuffle(&mut random(trainer.seed, number, Purpose::Order));
        }
        let schedule = trainer.schedule.factor(number, trainer.epochs);
        let epoch = match schedule.is_finite() && schedule >= 0.0 {
            true => fit.epoch(data, &order, trainer.batch_size, schedule),
            false => Err(Fault::Schedule(schedule)),
        };
        let verdict = match epoch {
            Ok(verdict) => verdict,
            Err(fault) => {
                outcome = Err(fault);
                break;
            }
        };
        let epoch = &fit.history.epochs[number - 1];
        reporter.show(number, || losses(epoch));
        if is_last(epoch) {
            outcome = Ok(Stopped::Observer);
            break;
        }
        if verdict == Verdict::Stop {
            outcome = Ok(Stopped::Early);
            break;
        }
    }
    reporter.finish();
    fit.finish(outcome)
}

/// The data set of a single network.
pub(super) fn of_one<'d, T: Scalar>(
    data: &'d dyn DataSets<T>,
    what: &str,
) -> crate::Result<&'d Sequences<T>> {
    match data.count() {
        None | Some(1) => Ok(data.of(0)),
        Some(count) => Err(Error::Setting {
            setting: format!("the number of {what} sets"),
            found: count.to_string(),
            expected: "a single network takes one; an `Ensemble` takes one for each network".into(),
        }),
    }
}

impl<'f, T: Scalar, O: Optimiser> Fit<'f, T, O> {
    fn begin(
        trainer: &'f Trainer<'_, T, O>,
        program: Program<T>,
        parameters: &'f mut [T],
        source: &Source<'_, T>,
    ) -> crate::Result<Self> {
        let losses = losses_of(&program, trainer)?;
        let mut steps = 1;
        let train = match source {
            Source::Fixed(data) => Some(*data),
            Source::Generated(_) => None,
        };
        let validation = trainer
            .validation
            .map(|data| of_one(data, "validation"))
            .transpose()?;
        for (data, what) in [(train, "training"), (validation, "validation")] {
            if let Some(data) = data {
                check_data(&program, &losses, data, what)?;
                steps = steps.max(data.steps());
            }
        }
        let treatments = trainer.selection.resolve(program.description)?;
        let rate = trainer.optimiser.learning_rate();
        let coordinates = Coordinates::new(program.description, &treatments, rate, 1, parameters)?;
        let constants = Constants::of(program.description);
        Ok(Fit {
            validation: validation.map(|data| (data, (0..data.len()).collect())),
            early_stopping: EarlyStopping::new(trainer.patience),
            best: trainer.restore_best.then(|| parameters.to_vec()),
            history: History {
                constants: constants.names.clone(),
                ..History::default()
            },
            constants,
            updates: Updates {
                losses,
                pass: Pass::new(program, steps, trainer.threads)?.truncated(trainer.truncation),
                gradient: vec![T::ZERO; parameters.len()],
                memory: vec![T::ZERO; trainer.optimiser.memories() * coordinates.values.len()],
                coordinates,
                clip_norm: trainer.clip_norm,
                last_good: LastGood::new(parameters),
                optimiser: &trainer.optimiser,
                parameters,
                program,
                number: 0,
            },
        })
    }

    /// Updates, validation, and a row of the history.
    fn epoch(
        &mut self,
        data: &Sequences<T>,
        order: &[usize],
        batch_size: usize,
        schedule: f64,
    ) -> Result<Verdict, Fault> {
        let start = Instant::now();
        let number = self.history.len() + 1;
        self.updates
            .last_good
            .propose(self.updates.parameters, number - 1);
        let means = self.updates.epoch(data, order, batch_size, schedule)?;
        let validation_loss = self.validation_loss()?;
        self.history.epochs.push(Epoch {
            epoch: number,
            updates: self.updates.number,
            train_loss: means.loss,
            validation_loss,
            learning_rate: schedule * self.updates.optimiser.learning_rate(),
            gradient_norm: means.gradient_norm,
            seconds: start.elapsed().as_secs_f64(),
            constants: self.constants.summaries(self.updates.parameters),
        });
        let Some(loss) = validation_loss else {
            return Ok(Verdict::Waiting);
        };
        let verdict = self.early_stopping.take(number, loss);
        if let (Verdict::Improved, Some(best)) = (verdict, &mut self.best) {
            best.copy_from_slice(self.updates.parameters);
        }
        Ok(verdict)
    }

    fn validation_loss(&mut self) -> Result<Option<f64>, Fault> {
        let Some((data, everything)) = &self.validation else {
            return Ok(None);
        };
        let Updates {
            parameters,
            losses,
            pass,
            ..
        } = &mut self.updates;
        let loss = (compiled().loss)(pass, parameters, data, everything, losses);
        if !loss.is_finite() {
            return Err(Fault::NotFinite("the validation loss".into()));
        }
        Ok(Some(loss))
    }

    /// Leaves the network as it should be, with the history or an error that holds it.
    fn finish(self, outcome: Result<Stopped, Fault>) -> Result<History, FitError> {
        let own = &mut *self.updates.parameters;
        let best = self.best.as_ref().zip(self.early_stopping.best());
        if let Some((parameters, _)) = best {
            own.copy_from_slice(parameters);
        } else if matches!(outcome, Err(Fault::NotFinite(_) | Fault::Left(_))) {
            own.copy_from_slice(self.updates.last_good.parameters());
        }
        let kept_epoch = best.map_or(self.updates.last_good.epoch(), |(_, best)| best.epoch);
        conclude(
            self.updates.program.description,
            self.history,
            outcome,
            self.updates.number,
            kept_epoch,
        )
    }
}

/// What a fit returns: its history, or an error that holds it where the fault is in the training.
pub(super) fn conclude(
    description: &Description,
    mut history: History,
    outcome: Result<Stopped, Fault>,
    update: u64,
    kept_epoch: usize,
) -> Result<History, FitError> {
    let finished = history.len();
    let epoch = finished + 1;
    let error = match outcome {
        Ok(stopped) => {
            history.stopped = Some(stopped);
            return Ok(history);
        }
        Err(Fault::NotFinite(what)) => Error::Diverged {
            epoch,
            update,
            what,
            kept_epoch,
            finished,
        },
        Err(Fault::Data(error)) => error,
        Err(Fault::Schedule(factor)) => Error::Setting {
            setting: format!("factor of the schedule in epoch {epoch}"),
            found: factor.to_string(),
            expected: "expected zero or more".into(),
        },
        Err(Fault::Left(left)) => Error::RateLeftRange {
            name: description.parameters[left.parameter].name.to_string(),
            value: left.value,
            epoch,
            update,
            kept_epoch,
            finished,
        },
    };
    Err(FitError::new(error, history))
}
