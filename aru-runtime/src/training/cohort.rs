//! Networks that train in lockstep, one or 16, from their first epoch to their last: order of sequences, validation,
//! what is recorded, what each network holds in the end.

mod ends;

use std::ops::ControlFlow;

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::anneal::Spreads;
use super::checkpoint::Keeper;
use super::early_stopping::Standing;
use super::fault::Fault;
use super::fit::Fit;
use super::fit_error::FitError;
use super::history::{Epoch, History, Stopped};
use super::last_good::LastGood;
use super::member::Member;
use super::position::{Position, Purpose, random};
use super::record::{Constants, not_finite, of_lane};
use super::reparametrisation::Reparametrisation;
use super::updates::Run;
use super::workspace::Workspace;
use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::loss::check::check_data;
use crate::loss::losses::Losses;
use crate::numerics::scalar::Scalar;
use crate::run::sets::Sets;

/// Where the data of an epoch come from.
pub(super) enum EpochData<'s, T, const WIDTH: usize> {
    Fixed(Sets<'s, T, WIDTH>),
    /// Made anew for each epoch, for all networks.
    Generated(&'s mut Generate<'s, T>),
}

pub type Generate<'s, T> = dyn FnMut(usize, &mut ChaCha8Rng) -> Result<Sequences<T>> + Send + 's;

/// Sees the members after each epoch, and their parameters side by side; may end their training.
pub(super) type AfterEpoch<'o, T> = dyn FnMut(&[Member<T>], &[T]) -> ControlFlow<()> + 'o;

/// Up to `WIDTH` networks that make every update together.
///
/// With a batch of one an epoch has hundreds of updates of a few microseconds, so nothing within a batch allocates, looks
/// up a name, or calls through a pointer for a single parameter.
pub(super) struct Cohort<'f, T: Scalar, W, const WIDTH: usize> {
    pub(super) fit: &'f Fit<'f, T>,
    /// Those of the fit; what panics in them is this cohort's own.
    pub(super) losses: Losses<'f, T>,
    pub(super) workspace: W,
    /// As many as there are networks.
    pub(super) members: Vec<Member<T>>,
    constants: Constants,
    pub(super) reparametrisation: Reparametrisation<T>,
    /// The optimiser's state.
    pub(super) state: Vec<T>,
    pub(super) last_good: LastGood<T>,
    /// The coordinates before the first update of the epoch.
    pub(super) before: Vec<T>,
    /// Updates so far, over all epochs.
    pub(super) number: u64,
    pub(super) position: Position<WIDTH>,
    /// Writes the checkpoints, where there are to be some.
    pub(super) keeper: Option<Keeper>,
    spreads: Spreads<'f, T>,
}

impl<'f, T: Scalar, W: Workspace<T, WIDTH>, const WIDTH: usize> Cohort<'f, T, W, WIDTH> {
    /// So many networks, which stand in the workspace.
    ///
    /// # Errors
    /// A parameter that training cannot start from.
    pub(super) fn new(fit: &'f Fit<'f, T>, workspace: W, networks: usize) -> Result<Self> {
        let (settings, description) = (fit.settings, fit.program.description);
        let parameters = workspace.parameters();
        let rate = settings.optimiser.learning_rate();
        let reparametrisation =
            Reparametrisation::new(description, &fit.treatments, rate, WIDTH, parameters)?;
        let constants = Constants::of(description);
        let member = |lane: usize| {
            let best = || of_lane::<T, WIDTH>(parameters, lane).collect();
            Member::new(
                constants.names.clone(),
                settings.patience,
                settings.restore_best.then(best),
            )
        };
        Ok(Cohort {
            members: (0..networks).map(member).collect(),
            state: vec![T::ZERO; settings.optimiser.state_size() * reparametrisation.values.len()],
            last_good: LastGood::new(parameters),
            before: Vec::new(),
            number: 0,
            position: Position::at(1),
            keeper: None,
            losses: fit.losses.guarded(),
            spreads: Spreads::new::<WIDTH>(&fit.annealed, settings.epochs, parameters),
            fit,
            workspace,
            constants,
            reparametrisation,
        })
    }

    /// Every epoch until all networks have ended, from where they stand.
    pub(super) fn run(
        &mut self,
        source: EpochData<'_, T, WIDTH>,
        validation: Option<&Sets<'_, T, WIDTH>>,
        after: &mut AfterEpoch<'_, T>,
    ) {
        if self.is_running() && self.run_epochs(source, validation, after) {
            self.keep_now();
        }
    }

    /// The same; whether it ended by itself, not from outside before its last epoch.
    fn run_epochs(
        &mut self,
        mut source: EpochData<'_, T, WIDTH>,
        validation: Option<&Sets<'_, T, WIDTH>>,
        after: &mut AfterEpoch<'_, T>,
    ) -> bool {
        let settings = self.fit.settings;
        let mut order = Vec::new();
        let mut generated;
        loop {
            let number = self.position.epoch;
            let schedule = settings.schedule.factor(number, settings.epochs);
            if !(schedule.is_finite() && schedule >= 0.0) {
                self.end_running(number - 1, || Err(Fault::Schedule(schedule)));
                return true;
            }
            let made;
            let data = match &mut source {
                EpochData::Fixed(sets) => sets,
                EpochData::Generated(generate) => match self.generate(generate, number) {
                    Ok(sequences) => {
                        generated = sequences;
                        made = Sets::shared(&generated);
                        &made
                    }
                    Err(error) => {
                        self.end_without_data(error, number);
                        return true;
                    }
                },
            };
            order.clear();
            order.extend(0..data.len());
            if settings.shuffle {
                order.shuffle(&mut random(settings.seed, number, Purpose::Order));
            }
            let standings = self.epoch(data, &order, schedule, validation);
            if !self.is_running() {
                return true;
            }
            let Some(standings) = standings else {
                // Before it ends: when it is resumed it goes on, in the midst of the epoch.
                self.keep_now();
                self.end_interrupted(number - 1);
                return false;
            };
            let all = match after(&self.members, self.workspace.parameters()) {
                ControlFlow::Break(()) => Some(Stopped::Observer),
                ControlFlow::Continue(()) if number == settings.epochs => Some(Stopped::Finished),
                ControlFlow::Continue(()) => None,
            };
            self.position = Position::at(number + 1);
            // A fit that ends by itself has ended, whatever an observer says of its last epoch.
            let is_over = number == settings.epochs || standings.contains(&Standing::Stop);
            let is_stopped = all == Some(Stopped::Observer) && !is_over;
            if is_stopped {
                // Before it ends: when it is resumed it goes on.
                self.keep_now();
            }
            let ends = standings.map(|standing| match standing {
                Standing::Stop => Some(Stopped::Early),
                _ => all,
            });
            self.end_well(ends, data, number);
            if !self.is_running() {
                return !is_stopped;
            }
            self.keep_if_due(Some(number));
        }
    }

    /// Whether another thread has ended the fit.
    pub(super) fn is_interrupted(&self) -> bool {
        self.fit.interrupt.is_set()
    }

    /// Data for an epoch, and whether the network can take them.
    fn generate(&self, generate: &mut Generate<'_, T>, number: usize) -> Result<Sequences<T>> {
        let fit = self.fit;
        let data = generate(number, &mut random(fit.settings.seed, number, Purpose::Data))?;
        check_data(
            &fit.program,
            &fit.losses,
            &data,
            &format!("generated (epoch {number})"),
        )?;
        fit.check_noise(&data)?;
        Ok(data)
    }

    /// Updates, validation, and a row of each history; what the epoch means to each network. None where it was interrupted:
    /// all is then as after its last update.
    fn epoch(
        &mut self,
        data: &Sets<'_, T, WIDTH>,
        order: &[usize],
        schedule: f64,
        validation: Option<&Sets<'_, T, WIDTH>>,
    ) -> Option<[Standing; WIDTH]> {
        let mut standings = [Standing::Waiting; WIDTH];
        let number = self.position.epoch;
        if self.position.batches == 0 {
            self.last_good.propose(self.workspace.parameters(), number - 1);
            self.before.clone_from(&self.reparametrisation.values);
            self.spreads.set::<WIDTH>(number, self.workspace.parameters_mut());
        }
        let settings = self.fit.settings;
        for batch in order.chunks(settings.batch_size).skip(self.position.batches) {
            if self.is_interrupted() {
                return None;
            }
            self.position.batches += 1;
            let weights = data.total_weights(batch);
            // All lanes or none: data of their own have no sequence without weight. Penalties count whatever the weights.
            if weights[0] == 0.0 && self.fit.penalised.is_none() {
                continue;
            }
            if self.update(data, batch, weights, schedule).is_break() {
                self.position.batches -= 1;
                return None;
            }
            if !self.is_running() {
                return Some(standings);
            }
            self.keep_if_due(None);
        }
        let sums = self.position.sums;
        // A loss of the user's own is shown no outputs of a network that has left the finite numbers.
        let is_fit = |lane: usize| self.members[lane].runs() && self.not_finite(lane).is_none();
        let validation = validation.filter(|_| (0..self.members.len()).any(is_fit));
        let validation_losses = validation.map(|data| self.losses_of(data));
        if self.is_interrupted() {
            return None;
        }
        let seconds = self.position.seconds();
        for lane in 0..self.members.len() {
            let validation_loss = validation_losses.map(|losses| losses[lane]);
            // A step that is too long can leave the finite numbers; the next gradient would tell, but the last has no next.
            let fault = match (self.not_finite(lane), validation) {
                (None, Some(data)) if validation_loss.is_some_and(|loss| !loss.is_finite()) => {
                    let all: Vec<usize> = (0..data.of(lane).len()).collect();
                    Some(self.fault_of(lane, "the validation loss".into(), data, &all, Run::Quiet))
                }
                (Some(name), _) => Some(Fault::NotFinite(format!("`{name}`"), None)),
                (None, _) => self.spoilt_state(lane).map(|name| {
                    let what = format!("what the optimiser remembers of the gradient of `{name}`");
                    Fault::NotFinite(what, None)
                }),
            };
            if let Some(fault) = fault {
                self.end(lane, Err(fault), number);
            }
            if self.members[lane].runs() {
                let is_still = sums.norm[lane] > 0.0 && schedule > 0.0 && self.stands_still(lane);
                self.members[lane].stands_still(number, is_still);
                let parameters = self.workspace.parameters();
                let epoch = Epoch {
                    epoch: number,
                    updates: self.number,
                    train_loss: sums.error[lane] / sums.weight[lane],
                    validation_loss,
                    learning_rate: schedule * settings.optimiser.learning_rate(),
                    gradient_norm: sums.norm[lane] / sums.updates,
                    penalty: (self.fit.penalised.is_some()).then(|| sums.penalty[lane] / sums.steps[lane]),
                    seconds,
                    constants: self.constants.summaries::<T, WIDTH>(parameters, lane),
                };
                let parameters = of_lane::<T, WIDTH>(parameters, lane);
                standings[lane] = match self.spreads.are_over(number) {
                    true => self.members[lane].take(epoch, parameters),
                    false => self.members[lane].take_before_it_counts(epoch),
                };
            }
        }
        Some(standings)
    }

    /// True while the training of a network has not ended.
    fn is_running(&self) -> bool {
        self.members.iter().any(Member::runs)
    }

    /// The first parameter of a network that is not finite.
    pub(super) fn not_finite(&self, lane: usize) -> Option<&'static str> {
        not_finite::<T, WIDTH>(self.fit.program.description, self.workspace.parameters(), lane)
    }

    /// Leaves every network as it should be, with its history or an error that holds it.
    pub(super) fn finish(self) -> Vec<std::result::Result<History, FitError>> {
        let (description, mut workspace) = (self.fit.program.description, self.workspace);
        let members = self.members.into_iter().enumerate();
        members
            .map(|(lane, member)| {
                member.conclude(description, |parameters| workspace.leave(lane, parameters))
            })
            .collect()
    }
}
