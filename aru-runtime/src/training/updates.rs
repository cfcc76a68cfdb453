//! One update of every network of a cohort: pass, gradient in the optimiser's coordinates, clipping, step.

use std::ops::ControlFlow;

use super::cohort::Cohort;
use super::fault::Fault;
use super::member::Member;
use super::norms::Norms;
use super::optimiser::Update;
use super::record::{not_finite, of_lane};
use super::workspace::Workspace;
use crate::numerics::dispatch::dispatch;
use crate::numerics::scalar::Scalar;
use crate::run::origin::of_batch;
use crate::run::sets::Sets;

/// Sums over the updates of an epoch, for each network.
#[derive(Clone, Copy)]
pub(super) struct EpochSums<const WIDTH: usize> {
    /// Of weight x loss.
    pub(super) error: [f64; WIDTH],
    pub(super) weight: [f64; WIDTH],
    /// Of the norm of the gradient before clipping.
    pub(super) norm: [f64; WIDTH],
    /// Of steps within lengths x penalties.
    pub(super) penalty: [f64; WIDTH],
    /// Of those steps: penalties count whatever the weights, which may all be zero.
    pub(super) steps: [f64; WIDTH],
    pub(super) updates: f64,
}

impl<const WIDTH: usize> EpochSums<WIDTH> {
    pub(super) fn new() -> Self {
        EpochSums {
            error: [0.0; WIDTH],
            weight: [0.0; WIDTH],
            norm: [0.0; WIDTH],
            penalty: [0.0; WIDTH],
            steps: [0.0; WIDTH],
            updates: 0.0,
        }
    }

    /// One after the other, for a file.
    pub(super) fn to_numbers(self) -> Vec<f64> {
        [
            &self.error[..],
            &self.weight,
            &self.norm,
            &self.penalty,
            &self.steps,
            &[self.updates],
        ]
        .concat()
    }

    /// What [`to_numbers`](Self::to_numbers) made; None of another width.
    pub(super) fn from_numbers(numbers: &[f64]) -> Option<Self> {
        let (&updates, numbers) = numbers.split_last()?;
        let none = &[0.0; WIDTH];
        let (error, weight, norm, penalty, steps) = match numbers.as_chunks::<WIDTH>() {
            ([error, weight, norm, penalty, steps], []) => (error, weight, norm, penalty, steps),
            // As files had it when penalties were averaged by weight: so they are to the end of that epoch.
            ([error, weight, norm, penalty], []) => (error, weight, norm, penalty, weight),
            // As files had it before there were penalties.
            ([error, weight, norm], []) => (error, weight, norm, none, none),
            _ => return None,
        };
        Some(EpochSums {
            error: *error,
            weight: *weight,
            norm: *norm,
            penalty: *penalty,
            steps: *steps,
            updates,
        })
    }
}

/// In which kind of run something was not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// That of an update: with the noise of its epoch, and penalties.
    Update,
    /// Without either: validation, and the loss after the last update.
    Quiet,
}

impl<T: Scalar, W: Workspace<T, WIDTH>, const WIDTH: usize> Cohort<'_, T, W, WIDTH> {
    /// One update by a batch of that weight, with rates of learning times `schedule`; a break where it was interrupted, and
    /// there was none.
    pub(super) fn update(
        &mut self,
        data: &Sets<'_, T, WIDTH>,
        batch: &[usize],
        weights: [f64; WIDTH],
        schedule: f64,
    ) -> ControlFlow<()> {
        self.number += 1;
        let (fit, epoch) = (self.fit, self.position.epoch);
        let objective = fit.objective(&self.losses, epoch);
        let mut losses = self.workspace.loss_and_gradient(data, batch, objective);
        if self.is_interrupted() {
            self.number -= 1;
            return ControlFlow::Break(());
        }
        let mut norms = self.take_gradient();
        let mut is_retaken = false;
        // A loss that panicked did so for one network, and the others of its lanes have nothing to do with it.
        let has_panicked = WIDTH > 1 && self.losses.forget_panic();
        for lane in 0..self.members.len() {
            let is_spoilt = losses[lane].is_finite() && !norms[lane].is_finite();
            if self.members[lane].runs()
                && (is_spoilt || has_panicked)
                && let Some(loss) = {
                    let objective = fit.objective(&self.losses, epoch);
                    self.workspace.alone(lane, data, batch, objective)
                }
            {
                (losses[lane], is_retaken) = (loss, true);
            }
        }
        if is_retaken {
            norms = self.take_gradient();
        }
        let penalties = self.workspace.penalty();
        for lane in 0..self.members.len() {
            let all = [losses[lane], penalties[lane], norms[lane]];
            if self.members[lane].runs() && !all.iter().all(|number| number.is_finite()) {
                let what = self.what_is_not_finite(lane, losses[lane], penalties[lane]);
                let fault = self.fault_of(lane, what, data, batch, Run::Update);
                self.end(lane, Err(fault), 0);
            }
        }
        // Where this ends the last network it has nothing to confirm.
        if !self.members.iter().any(Member::runs) {
            return ControlFlow::Continue(());
        }
        if self.position.sums.updates == 0.0 {
            self.last_good.confirm();
        }
        self.clip(norms);
        self.step(schedule);
        let steps = data.steps_within(batch);
        let sums = &mut self.position.sums;
        for lane in 0..WIDTH {
            sums.error[lane] += weights[lane] * losses[lane];
            sums.weight[lane] += weights[lane];
            sums.norm[lane] += norms[lane];
            sums.penalty[lane] += steps[lane] * penalties[lane];
            sums.steps[lane] += steps[lane];
        }
        sums.updates += 1.0;
        ControlFlow::Continue(())
    }

    /// Takes the gradient over into the optimiser's coordinates; its norm in each lane.
    fn take_gradient(&mut self) -> [f64; WIDTH] {
        self.reparametrisation.take_gradient(self.workspace.gradient());
        dispatch(Norms::<T, WIDTH>(&self.reparametrisation.gradient))
    }

    /// Scales the gradients that are longer than the limit down to it, each by itself.
    fn clip(&mut self, norms: [f64; WIDTH]) {
        let limit = self.fit.settings.clip_norm;
        let Some(limit) = limit.filter(|&limit| norms.iter().any(|&norm| norm > limit)) else {
            return;
        };
        let scales = norms.map(|norm| T::from_f64(if norm > limit { limit / norm } else { 1.0 }));
        for gradient in self.reparametrisation.gradient.as_chunks_mut::<WIDTH>().0 {
            for (gradient, &scale) in gradient.iter_mut().zip(&scales) {
                *gradient = scale * *gradient;
            }
        }
    }

    /// Moves the coordinates by the gradient, and the networks with them.
    fn step(&mut self, schedule: f64) {
        let (groups, values, gradient) = self.reparametrisation.parts();
        self.fit.settings.optimiser.step(Update {
            number: self.number,
            schedule,
            groups,
            values,
            gradient,
            state: &mut self.state,
        });
        let mut left = Vec::new();
        let members = &self.members;
        self.reparametrisation
            .write(self.workspace.parameters_mut(), |place, rate| {
                let lane = place % WIDTH;
                if members.get(lane).is_some_and(Member::runs) {
                    left.push((lane, rate));
                }
            });
        for (lane, rate) in left {
            let what = self.not_finite(lane).filter(|_| !rate.value.is_finite());
            let fault = what.map_or(Fault::Left(rate), |name| {
                Fault::NotFinite(format!("`{name}`"), None)
            });
            self.end(lane, Err(fault), 0);
        }
    }

    /// Why something is not finite: the fault of a loss; else, where no parameter has been moved yet, with what was the
    /// first.
    pub(super) fn fault_of(
        &self,
        lane: usize,
        what: String,
        data: &Sets<'_, T, WIDTH>,
        which: &[usize],
        run: Run,
    ) -> Fault {
        let (program, losses) = (self.fit.program, &self.losses);
        if let Some(error) = losses.panic(&program) {
            return Fault::Loss(error);
        }
        let parameters: Vec<T> = of_lane::<T, WIDTH>(self.workspace.parameters(), lane).collect();
        let objective = match run {
            Run::Update => self.fit.objective(losses, self.position.epoch),
            Run::Quiet => losses.into(),
        };
        let is_first = run == Run::Update && self.number == 1;
        let origin = of_batch(program, &parameters, (data, lane), which, objective);
        if let Some(error) = origin.as_ref().and_then(|origin| origin.fault_of_loss()) {
            return Fault::Loss(error);
        }
        let in_words = || match &origin {
            Some(origin) => origin.in_words(),
            None => "one of those that go back through the steps; all that go forward are finite".into(),
        };
        Fault::NotFinite(what, is_first.then(in_words))
    }

    fn what_is_not_finite(&self, lane: usize, loss: f64, penalty: f64) -> String {
        if !loss.is_finite() {
            return "the loss".into();
        }
        if !penalty.is_finite() {
            return "the sum of the penalties".into();
        }
        let gradient = self.workspace.gradient();
        match not_finite::<T, WIDTH>(self.fit.program.description, gradient, lane) {
            Some(name) => format!("the gradient of `{name}`"),
            None => "the norm of the gradient".into(),
        }
    }
}
