//! Up to 16 networks in lockstep: one workspace, one optimiser's memory, one update of all at a time.

use std::time::Instant;

use rand::seq::SliceRandom;

use super::lane::Member;
use super::{Data, Settings};
use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::network::program::Program;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::dispatch::{Isa, Task, dispatch};
use crate::numerics::scalar::Scalar;
use crate::run::compiled::compiled;
use crate::run::group_pass::{GroupPass, LaneSets};
use crate::training::coordinates::Coordinates;
use crate::training::fit::{Purpose, random};
use crate::training::last_good::LastGood;
use crate::training::optimiser::{Optimiser, Update};
use crate::training::record::Constants;
use crate::training::updates::{Fault, not_finite};
use crate::training::{Epoch, FitError, History, Stopped};

/// Networks that train together.
pub(super) struct Group<'s, 'f, 'd, T: Scalar, O> {
    program: Program<T>,
    settings: &'s Settings<'f, T, O>,
    train: LaneSets<'d, T>,
    validation: Option<LaneSets<'d, T>>,
    /// As many as there are networks.
    members: Vec<Member<T>>,
    constants: Constants,
    pass: GroupPass<T>,
    /// Every parameter, its value in each lane; those left over are copies of the first network.
    parameters: Vec<Block<T>>,
    coordinates: Coordinates<T>,
    memory: Vec<T>,
    last_good: LastGood<T>,
    /// Updates so far.
    number: u64,
}

/// Sums over the updates of an epoch, in each lane.
#[derive(Default)]
struct Sums {
    error: [f64; LANES],
    weight: [f64; LANES],
    norm: [f64; LANES],
    updates: f64,
}

impl<'s, 'f, 'd, T: Scalar, O: Optimiser> Group<'s, 'f, 'd, T, O> {
    /// Networks of which the first is number `first` of the ensemble.
    pub(super) fn begin(
        settings: &'s Settings<'f, T, O>,
        program: Program<T>,
        networks: &[&mut [T]],
        first: usize,
        data: Data<'d, T>,
    ) -> Result<Self> {
        let network = |lane: usize| if lane < networks.len() { lane } else { 0 };
        let train: [&Sequences<_>; LANES] = std::array::from_fn(|lane| data.train.of(first + network(lane)));
        let train = LaneSets::new(train);
        let validation = data
            .validation
            .map(|sets| LaneSets::new(std::array::from_fn(|lane| sets.of(first + network(lane)))));
        let count = networks[0].len();
        let value = |parameter: usize, lane: usize| networks[network(lane)][parameter];
        let block = |parameter: usize| Block(std::array::from_fn(|lane| value(parameter, lane)));
        let parameters: Vec<Block<_>> = (0..count).map(block).collect();
        let flat = numbers(&parameters);
        let rate = settings.optimiser.learning_rate();
        let coordinates = Coordinates::new(program.description, &settings.treatments, rate, LANES, flat)?;
        let constants = Constants::of(program.description);
        let member = |network: &&mut [T]| {
            let best = settings.restore_best.then(|| network.to_vec());
            Member::new(constants.names.clone(), settings.patience, best)
        };
        let steps = train.steps().max(validation.as_ref().map_or(1, LaneSets::steps));
        Ok(Group {
            program,
            members: networks.iter().map(member).collect(),
            pass: GroupPass::new(program, count, steps, settings.truncation)?,
            memory: vec![T::ZERO; settings.optimiser.memories() * coordinates.values.len()],
            last_good: LastGood::new(flat),
            settings,
            train,
            validation,
            constants,
            parameters,
            coordinates,
            number: 0,
        })
    }

    /// Every epoch until all networks have ended; `report` is told of each.
    pub(super) fn run(&mut self, report: &(dyn Fn(String) + Sync)) {
        let mut order: Vec<usize> = Vec::new();
        for number in 1..=self.settings.epochs {
            order.clear();
            order.extend(0..self.train.len());
            if self.settings.shuffle {
                order.shuffle(&mut random(self.settings.seed, number, Purpose::Order));
            }
            let schedule = self.settings.schedule.factor(number, self.settings.epochs);
            if !(schedule.is_finite() && schedule >= 0.0) {
                for lane in 0..self.members.len() {
                    self.end(lane, Err(Fault::Schedule(schedule)), number - 1);
                }
                return;
            }
            self.epoch(number, &order, schedule);
            report(self.lowest_loss());
            if !self.members.iter().any(Member::runs) {
                return;
            }
        }
        for lane in 0..self.members.len() {
            self.end(lane, Ok(Stopped::Finished), self.settings.epochs);
        }
    }

    /// Leaves every network as it should be.
    pub(super) fn finish(self, networks: &mut [&mut [T]]) -> Vec<std::result::Result<History, FitError>> {
        let members = self.members.into_iter().zip(networks);
        members
            .map(|(member, network)| member.conclude(self.program.description, network))
            .collect()
    }

    /// Updates, validation, and a row of each history.
    fn epoch(&mut self, number: usize, order: &[usize], schedule: f64) {
        let start = Instant::now();
        self.last_good.propose(numbers(&self.parameters), number - 1);
        let mut sums = Sums::default();
        for batch in order.chunks(self.settings.batch_size) {
            let totals = self.train.total_weights(batch);
            // All lanes or none: data of their own have no sequence without weight.
            if totals[0] > 0.0 {
                self.update(batch, totals, schedule, &mut sums);
            }
        }
        let validation = self.validation.as_ref().map(|data| {
            (compiled().group_loss)(&mut self.pass, &self.parameters, data, &self.settings.losses)
        });
        let seconds = start.elapsed().as_secs_f64();
        for lane in 0..self.members.len() {
            let own = self.network(lane);
            let fault = match (not_finite(self.program.description, &own), validation) {
                (Some(name), _) => Some(format!("`{name}`")),
                (None, Some(losses)) if !losses[lane].is_finite() => Some("the validation loss".into()),
                _ => None,
            };
            if let Some(what) = fault {
                self.end(lane, Err(Fault::NotFinite(what)), number);
            }
            let member = &mut self.members[lane];
            if member.runs() {
                let epoch = Epoch {
                    epoch: number,
                    updates: self.number,
                    train_loss: sums.error[lane] / sums.weight[lane],
                    validation_loss: validation.map(|losses| losses[lane]),
                    learning_rate: schedule * self.settings.optimiser.learning_rate(),
                    gradient_norm: sums.norm[lane] / sums.updates,
                    seconds,
                    constants: self.constants.summaries(&own),
                };
                member.take(epoch, &own);
            }
        }
    }

    /// One update of every network.
    fn update(&mut self, batch: &[usize], totals: [f64; LANES], schedule: f64, sums: &mut Sums) {
        self.number += 1;
        let losses = (compiled().group_loss_and_gradient)(
            &mut self.pass,
            &self.parameters,
            &self.train,
            batch,
            totals,
            &self.settings.losses,
        );
        self.coordinates.take_gradient(numbers(&self.pass.gradient));
        let norms = dispatch(Norms(&self.coordinates.gradient));
        for lane in 0..self.members.len() {
            if self.members[lane].runs() && !(losses[lane].is_finite() && norms[lane].is_finite()) {
                let what = self.what_is_not_finite(lane, losses[lane]);
                self.end(lane, Err(Fault::NotFinite(what)), 0);
            }
        }
        if sums.updates == 0.0 {
            self.last_good.confirm();
        }
        self.clip(norms);
        let (runs, values, gradient) = self.coordinates.parts();
        self.settings.optimiser.step(Update {
            number: self.number,
            schedule,
            runs,
            values,
            gradient,
            memory: &mut self.memory,
        });
        let mut left = Vec::new();
        let members = &self.members;
        self.coordinates
            .write(numbers_mut(&mut self.parameters), |place, rate| {
                let lane = place % LANES;
                if members.get(lane).is_some_and(Member::runs) {
                    left.push((lane, rate));
                }
            });
        for (lane, rate) in left {
            let what =
                not_finite(self.program.description, &self.network(lane)).filter(|_| !rate.value.is_finite());
            let fault = what.map_or(Fault::Left(rate), |name| Fault::NotFinite(format!("`{name}`")));
            self.end(lane, Err(fault), 0);
        }
        for lane in 0..LANES {
            sums.error[lane] += totals[lane] * losses[lane];
            sums.weight[lane] += totals[lane];
            sums.norm[lane] += norms[lane];
        }
        sums.updates += 1.0;
    }

    /// Scales the gradients that are longer than the limit down to it, each by itself.
    fn clip(&mut self, norms: [f64; LANES]) {
        let Some(limit) = self
            .settings
            .clip_norm
            .filter(|&limit| norms.iter().any(|&norm| norm > limit))
        else {
            return;
        };
        let scales = norms.map(|norm| T::from_f64(if norm > limit { limit / norm } else { 1.0 }));
        for gradient in self.coordinates.gradient.as_chunks_mut::<LANES>().0 {
            for (gradient, &scale) in gradient.iter_mut().zip(&scales) {
                *gradient = scale * *gradient;
            }
        }
    }

    /// Ends a network's fit: after `epoch` where it went well, else with its last good parameters.
    fn end(&mut self, lane: usize, outcome: std::result::Result<Stopped, Fault>, epoch: usize) {
        let went_well = matches!(outcome, Ok(_) | Err(Fault::Schedule(_)));
        let (parameters, epoch) = match went_well {
            true => (self.network(lane), epoch),
            false => (of_lane(self.last_good.parameters(), lane), self.last_good.epoch()),
        };
        self.members[lane].end(outcome, self.number, &parameters, epoch);
    }

    fn what_is_not_finite(&self, lane: usize, loss: f64) -> String {
        if !loss.is_finite() {
            return "the loss".into();
        }
        match not_finite(
            self.program.description,
            &of_lane(numbers(&self.pass.gradient), lane),
        ) {
            Some(name) => format!("the gradient of `{name}`"),
            None => "the norm of the gradient".into(),
        }
    }

    /// The parameters of a network.
    fn network(&self, lane: usize) -> Vec<T> {
        of_lane(numbers(&self.parameters), lane)
    }

    /// What the progress line says of an epoch.
    fn lowest_loss(&self) -> String {
        let last = self.members.iter().filter_map(|member| member.history.last());
        let losses = last.map(|epoch| epoch.validation_loss.unwrap_or(epoch.train_loss));
        match losses.min_by(f64::total_cmp) {
            Some(lowest) => format!("lowest loss {lowest:.4e}"),
            None => "no network is left".into(),
        }
    }
}

/// The values of one lane.
fn of_lane<T: Copy>(flat: &[T], lane: usize) -> Vec<T> {
    flat.iter().skip(lane).step_by(LANES).copied().collect()
}

/// Euclidean norm in each lane.
struct Norms<'g, T>(&'g [T]);

impl<T: Scalar> Task for Norms<'_, T> {
    type Output = [f64; LANES];

    #[inline(always)]
    fn run<I: Isa>(self, _: I) -> [f64; LANES] {
        let mut sums = [0.0_f64; LANES];
        for gradient in self.0.as_chunks::<LANES>().0 {
            for (sum, &value) in sums.iter_mut().zip(gradient) {
                *sum += value.to_f64() * value.to_f64();
            }
        }
        sums.map(f64::sqrt)
    }
}
