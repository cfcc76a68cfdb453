//! A pass of 16 networks over their batches: up to two sequences of each at a time.

use crate::error::Result;
use crate::loss::losses::Losses;
use crate::network::linked::Masks;
use crate::network::program::Program;
use crate::numerics::block::{Block, LANES};
use crate::numerics::dispatch::product::{numbers, numbers_mut};
use crate::numerics::interrupt::Interrupt;
use crate::numerics::layout::Layout;
use crate::numerics::packing::{Prepared, clear, gathered_blocks, gradient_of_networks};
use crate::numerics::scalar::Scalar;
use crate::run::objective::Objective;
use crate::run::pass::Pass;
use crate::run::penalties::on_values::{Counts, OfBatch};
use crate::run::rollout::{Backpropagation, Sums, add_gradient, run_chunks};
use crate::run::sets::Sets;
use crate::run::tile::{Adjoints, Tile};

/// The workspace of a group.
pub(crate) struct GroupPass<T: Scalar> {
    tile: Tile<T>,
    prepared: Prepared<T>,
    /// Which elements of its weights each network has.
    masks: Masks<'static>,
    gathered: Vec<Block<T>>,
    longest: usize,
    truncation: Option<usize>,
    /// Every sequence of the data that a loss is taken of.
    everything: Vec<usize>,
    /// For a network by itself, made where one is needed.
    alone: Option<Pass<T>>,
    /// Of every parameter in each lane.
    pub(crate) gradient: Vec<Block<T>>,
    /// The penalties of the last batch.
    pub(crate) penalty: [f64; LANES],
}

impl<T: Scalar> GroupPass<T> {
    /// For so many parameters and sequences of about so many steps; `truncation` as in the trainer.
    pub(crate) fn new(
        program: Program<T>,
        parameters: usize,
        longest: usize,
        truncation: Option<usize>,
    ) -> Result<Self> {
        let longest = part_of(longest, truncation);
        let mut tile = Tile::new(program);
        tile.arrange_for(Layout::of_networks(1), longest, Adjoints::OfParameters);
        Ok(GroupPass {
            tile,
            longest,
            prepared: Prepared::default(),
            masks: Masks::of(program.description),
            truncation,
            everything: Vec::new(),
            gathered: Vec::new(),
            alone: None,
            gradient: vec![Block::ZERO; parameters],
            penalty: [0.0; LANES],
        })
    }

    /// The same, whose passes may be cut short; what they return then means nothing.
    pub(crate) fn interrupted_by(mut self, interrupt: &Interrupt) -> Self {
        self.tile = self.tile.interrupted_by(interrupt);
        self
    }

    /// The loss of each network over a batch, and its gradient.
    pub(crate) fn loss_and_gradient(
        &mut self,
        parameters: &[Block<T>],
        data: &Sets<'_, T, LANES>,
        which: &[usize],
        objective: Objective<'_, T>,
    ) -> [f64; LANES] {
        self.tile.ask(objective.asked());
        let layout = self.arrange(which.len(), data.steps());
        let forms = self.tile.program().forms();
        let own_parameters = parameters;
        self.gathered.resize(gathered_blocks(forms, layout), Block::ZERO);
        clear(&mut self.gathered);
        let of_networks = parameters;
        let parameters = self.prepared.set_networks(forms, layout, parameters);
        let weighings = data.weighings(which);
        let totals = weighings.map(|weighing| weighing.divisor());
        let scale = Block(totals.map(|total| T::from_f64(1.0 / total)));
        let lengths = |lane: usize| {
            let set = data.of(lane);
            let there = which.iter().filter(|&&sequence| sequence < set.len());
            Counts::of(there.map(|&sequence| set.length(sequence)))
        };
        let penalties = objective
            .on_values()
            .map(|penalised| OfBatch::new(penalised, lengths));
        let mut sums = Sums::ZERO;
        for which in which.chunks(layout.members) {
            let pass = Backpropagation {
                parameters,
                losses: objective.losses,
                scale,
                lanes: &data
                    .lanes(which, &weighings)
                    .with_draws(objective.conditions.draws),
                truncation: self.truncation,
                penalties,
            };
            sums += add_gradient(&mut self.tile, pass, &mut self.gathered, &mut |_, _| {});
        }
        gradient_of_networks(layout, forms, &self.gathered, &mut self.gradient);
        self.penalty = sums.penalty.0;
        if let Some(penalised) = objective.penalised {
            let gradient = Some(numbers_mut(&mut self.gradient));
            let of_weights = penalised.of_weights::<T, LANES>(numbers(own_parameters), gradient);
            for (sum, own) in self.penalty.iter_mut().zip(of_weights) {
                *sum += own;
            }
        }
        let gradient = numbers_mut(&mut self.gradient);
        self.masks.clear::<T, LANES>(numbers(of_networks), gradient);
        (sums.loss / Block(totals)).0
    }

    /// The same for a network by itself, where in lockstep steps that count for nothing have spoilt its gradient.
    pub(crate) fn alone(
        &mut self,
        lane: usize,
        parameters: &[Block<T>],
        data: &Sets<'_, T, LANES>,
        which: &[usize],
        objective: Objective<'_, T>,
    ) -> Result<f64> {
        let own = of_lane(parameters, lane);
        let mut gradient = vec![T::ZERO; own.len()];
        let pass = self.pass_alone()?;
        let loss = pass.loss_and_gradient(&own, data.of(lane), which, objective, &mut gradient);
        let penalty = pass.penalty();
        self.penalty[lane] = penalty;
        for (block, derivative) in self.gradient.iter_mut().zip(gradient) {
            block.0[lane] = derivative;
        }
        Ok(loss)
    }

    /// The loss of a network by itself over all of its data.
    pub(crate) fn loss_alone(
        &mut self,
        lane: usize,
        parameters: &[Block<T>],
        data: &Sets<'_, T, LANES>,
        losses: &Losses<'_, T>,
    ) -> Result<f64> {
        let own = of_lane(parameters, lane);
        let all: Vec<usize> = (0..data.of(lane).len()).collect();
        Ok(self.pass_alone()?.loss(&own, data.of(lane), &all, losses))
    }

    fn pass_alone(&mut self) -> Result<&mut Pass<T>> {
        Ok(match &mut self.alone {
            Some(pass) => pass,
            none => none.insert(Pass::new(*self.tile.program(), self.longest, 1)?.truncated(self.truncation)),
        })
    }

    /// The layout for so many sequences of up to so many steps, and room for it.
    fn arrange(&mut self, sequences: usize, steps: usize) -> Layout {
        let layout = Layout::of_networks(sequences);
        let longest = self.longest.max(part_of(steps, self.truncation));
        self.tile.arrange_for(layout, longest, Adjoints::OfParameters);
        layout
    }

    /// The loss of each network over all of its data.
    pub(crate) fn loss(
        &mut self,
        parameters: &[Block<T>],
        data: &Sets<'_, T, LANES>,
        losses: &Losses<'_, T>,
    ) -> [f64; LANES] {
        self.everything.clear();
        self.everything.extend(0..data.len());
        let layout = self.arrange(data.len(), data.steps());
        let forms = self.tile.program().forms();
        let parameters = self.prepared.set_networks(forms, layout, parameters);
        let mut sum = Block::<f64>::ZERO;
        let weighings = data.weighings(&self.everything);
        for which in self.everything.chunks(layout.members) {
            let lanes = data.lanes(which, &weighings);
            run_chunks(&mut self.tile, parameters, &lanes, &mut |tile, chunk| {
                sum += tile.add_losses(losses, &lanes, chunk, None);
            });
        }
        (sum / Block(weighings.map(|weighing| weighing.divisor()))).0
    }
}

/// Steps that adjoints go back, of so many.
fn part_of(steps: usize, truncation: Option<usize>) -> usize {
    truncation.map_or(steps, |part| part.min(steps))
}

/// The parameters of one network.
fn of_lane<T: Scalar>(parameters: &[Block<T>], lane: usize) -> Vec<T> {
    parameters.iter().map(|block| block.0[lane]).collect()
}
