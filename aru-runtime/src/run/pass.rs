//! A pass of a network over a batch: its loss, the gradient of it, its outputs.
//!
//! A batch is cut into tiles of up to 32 sequences, a tile into chunks of steps. Some tiles in a row add to a partial sum,
//! and partial sums are added in order: which ones depends on the network and its data alone, so that the result has
//! the same bits whatever the number of threads.

mod inputs;
mod lanes;

use ndarray::{Array3, ArrayView3, s};
use rayon::ThreadPool;
use rayon::prelude::*;

use self::lanes::{Lanes, lanes, lanes_that_count, of_batch};
use crate::data::sequences::Sequences;
use crate::error::Result;
use crate::network::linked::Masks;
use crate::network::program::Program;
use crate::numerics::block::Block;
use crate::numerics::interrupt::{Interrupt, install};
use crate::numerics::layout::Layout;
use crate::numerics::packing::{Prepared, add, clear, gradient_of};
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::objective::Objective;
use crate::run::origin::check_run;
use crate::run::penalties::on_values::OfBatch;
use crate::run::rollout::{Backpropagation, add_gradient, add_losses, blank, run_all};
use crate::run::tile::{Adjoints, Tile};
use crate::run::tiling::{PARTIALS, Tiling};
use crate::run::weighing::{Weighing, has_idle_steps};
use crate::system::pool_of;

/// A workspace for batches of one network type, kept from batch to batch: on one thread only the first allocates.
#[derive(Debug)]
pub(crate) struct Pass<T: Scalar> {
    program: Program<T>,
    /// One a thread.
    tiles: Vec<Tile<T>>,
    partials: Vec<Partial<T>>,
    prepared: Prepared<T>,
    /// Which elements of its weights the network has.
    masks: Masks<'static>,
    /// Steps of the longest sequence that is expected; data may have longer ones.
    longest: usize,
    /// Adjoints do not go back beyond the first of so many steps.
    truncation: Option<usize>,
    /// How the batch before was cut.
    tiling: Option<Tiling>,
    /// Steps of a chunk, where a test asks for so many.
    room: Option<usize>,
    /// None where one thread is all there is: then nothing of rayon is touched.
    pool: Option<ThreadPool>,
    /// The penalties of the last batch.
    penalty: f64,
}

/// What the tiles of one partial sum add up to.
#[derive(Debug, Default)]
struct Partial<T> {
    loss: f64,
    penalty: f64,
    gradient: Vec<Block<T>>,
}

/// What is done with the sequences of a tile, given the prepared parameters.
type Work<'w, T> = dyn Fn(&mut Tile<T>, &[Block<T>], &mut Partial<T>, &[usize]) + Sync + 'w;

impl<T: Scalar> Pass<T> {
    /// A workspace for sequences of about `longest` steps (longer ones run too, in more chunks) on `threads` threads, 16 at
    /// most.
    ///
    /// # Errors
    /// The operating system refuses to start the threads.
    pub(crate) fn new(program: Program<T>, longest: usize, threads: usize) -> Result<Self> {
        // More would have nothing to do.
        let threads = threads.clamp(1, PARTIALS);
        Ok(Pass {
            program,
            tiles: (0..threads).map(|_| Tile::new(program)).collect(),
            partials: Vec::new(),
            prepared: Prepared::default(),
            masks: Masks::of(program.description),
            longest,
            truncation: None,
            tiling: None,
            room: None,
            pool: pool_of(threads)?,
            penalty: 0.0,
        })
    }

    /// The same with a gradient that is cut before every so many steps.
    pub(crate) fn truncated(mut self, truncation: Option<usize>) -> Self {
        (self.truncation, self.tiling) = (truncation, None);
        self
    }

    /// The same, whose passes may be cut short; what they return then means nothing.
    pub(crate) fn interrupted_by(mut self, interrupt: &Interrupt) -> Self {
        let tiles = self.tiles.into_iter();
        self.tiles = tiles.map(|tile| tile.interrupted_by(interrupt)).collect();
        self
    }

    /// A workspace for chunks of up to `room` steps, for tests.
    pub(crate) fn with_chunks_of(program: Program<T>, room: usize, threads: usize) -> Result<Self> {
        let mut pass = Self::new(program, room, threads)?;
        pass.room = Some(room);
        Ok(pass)
    }

    /// The loss over the sequences `which`, and its gradient for every learned parameter; what stands in the place of a
    /// fixed one means nothing. Zero where no step counts, but for penalties.
    pub(crate) fn loss_and_gradient<'o>(
        &mut self,
        parameters: &[T],
        data: &Sequences<T>,
        which: &[usize],
        objective: impl Into<Objective<'o, T>>,
        gradient: &mut [T],
    ) -> f64 {
        let objective = objective.into();
        let weighing = Weighing::of(data, which.iter().copied());
        self.penalty = 0.0;
        if weighing.is_of_nothing() && objective.penalised.is_none() {
            gradient.fill(T::ZERO);
            return 0.0;
        }
        self.ask(objective);
        let tiling = self.prepare(which.len(), data.steps(), parameters);
        let (all, penalties) = (lanes(data, weighing, objective), of_batch(objective, data, which));
        let loss = self.add_up(tiling, which, (objective, penalties), gradient, &all, weighing);
        self.masks.clear::<T, 1>(parameters, gradient);
        let is_spoilt = loss.is_finite() && !gradient.iter().all(|derivative| derivative.is_finite());
        if !is_spoilt || !has_idle_steps(data, which) {
            self.penalty += self.of_weights(parameters, objective, Some(gradient));
            return loss;
        }
        // A state that runs on where nothing counts, until it is infinite, has a derivative of zero times infinity.
        let tiling = self.prepare_one_by_one(which.len(), data.steps(), parameters);
        let lanes = lanes_that_count(data, weighing, objective);
        let loss = self.add_up(tiling, which, (objective, penalties), gradient, &lanes, weighing);
        self.masks.clear::<T, 1>(parameters, gradient);
        self.penalty += self.of_weights(parameters, objective, Some(gradient));
        loss
    }

    /// The penalties of the last batch, each times its factor.
    pub(crate) fn penalty(&self) -> f64 {
        self.penalty
    }

    /// The penalties on weights, whose derivative is added to the gradient.
    fn of_weights(&self, parameters: &[T], objective: Objective<'_, T>, gradient: Option<&mut [T]>) -> f64 {
        let penalised = objective.penalised;
        let [sum] = penalised.map_or([0.0], |penalised| {
            penalised.of_weights::<T, 1>(parameters, gradient)
        });
        sum
    }

    /// Has tiles keep what penalties need.
    fn ask(&mut self, objective: Objective<'_, T>) {
        for tile in &mut self.tiles {
            tile.ask(objective.asked());
        }
    }

    /// The loss and its gradient, of tiles whose lanes are given.
    #[allow(clippy::too_many_arguments)]
    fn add_up(
        &mut self,
        tiling: Tiling,
        which: &[usize],
        (objective, penalties): (Objective<'_, T>, Option<OfBatch<'_>>),
        gradient: &mut [T],
        lanes: &Lanes<'_, T>,
        weighing: Weighing,
    ) -> f64 {
        let scale = Block::splat(T::from_f64(weighing.scale()));
        let (truncation, forms) = (self.truncation, self.program.forms());
        let work: &Work<T> = &|tile, parameters, partial, which| {
            let pass = Backpropagation {
                parameters,
                losses: objective.losses,
                scale,
                lanes: &lanes(which),
                truncation,
                penalties,
            };
            let sums = add_gradient(tile, pass, &mut partial.gradient, &mut |_, _| {});
            partial.loss += sums.loss.sum();
            partial.penalty += sums.penalty.sum();
        };
        let partials = self.each_tile(tiling, Adjoints::OfParameters, which, tiling.gathered, work);
        let loss = partials.iter().map(|partial| partial.loss).sum::<f64>() / weighing.divisor();
        if let Some((first, others)) = partials.split_first_mut() {
            for other in others {
                add(&other.gradient, &mut first.gradient);
            }
            gradient_of(tiling.layout, forms, &first.gradient, gradient);
        }
        self.penalty = partials.iter().map(|partial| partial.penalty).sum();
        loss
    }

    /// The loss over the sequences `which`, without its gradient. Zero where no step counts, but for penalties.
    pub(crate) fn loss<'o>(
        &mut self,
        parameters: &[T],
        data: &Sequences<T>,
        which: &[usize],
        objective: impl Into<Objective<'o, T>>,
    ) -> f64 {
        let objective = objective.into();
        let weighing = Weighing::of(data, which.iter().copied());
        self.penalty = 0.0;
        if weighing.is_of_nothing() && objective.penalised.is_none() {
            return 0.0;
        }
        if objective.penalised.is_some() {
            self.ask(objective);
        }
        let penalties = of_batch(objective, data, which);
        let tiling = self.prepare(which.len(), data.steps(), parameters);
        let lanes = lanes(data, weighing, objective);
        let work: &Work<T> = &|tile, parameters, partial, which| {
            let sums = add_losses(tile, parameters, &lanes(which), objective.losses, penalties);
            partial.loss += sums.loss.sum();
            partial.penalty += sums.penalty.sum();
        };
        let partials = self.each_tile(tiling, Adjoints::No, which, 0, work);
        let loss = partials.iter().map(|partial| partial.loss).sum::<f64>() / weighing.divisor();
        let of_values: f64 = partials.iter().map(|partial| partial.penalty).sum();
        self.penalty = of_values + self.of_weights(parameters, objective, None);
        loss
    }

    /// How so many sequences are cut, with the parameters prepared for it.
    fn prepare(&mut self, sequences: usize, steps: usize, parameters: &[T]) -> Tiling {
        // Of these data, not of the longest so far: a fit that is resumed cuts its batches as it did before.
        let longest = self.longest.max(steps);
        let tiling = match self.tiling {
            Some(tiling) if (tiling.sequences, tiling.longest) == (sequences, longest) => tiling,
            _ => Tiling::new(&self.program, sequences, longest, self.truncation, self.room),
        };
        self.tiling = Some(tiling);
        self.prepared.set(self.program.forms(), tiling.layout, parameters);
        tiling
    }

    /// Every sequence in a tile of its own.
    fn prepare_one_by_one(&mut self, sequences: usize, steps: usize, parameters: &[T]) -> Tiling {
        let (program, layout) = (&self.program, Layout::ONE);
        // The next batch is cut anew.
        self.tiling = None;
        self.prepared.set(program.forms(), layout, parameters);
        Tiling::in_layout(
            program,
            layout,
            sequences,
            self.longest.max(steps),
            self.truncation,
            self.room,
        )
    }

    /// The outputs for every sequence: [sequence, step, output].
    ///
    /// # Errors
    /// One that is not finite; the error says where the first such value came from.
    pub(crate) fn outputs(
        &mut self,
        parameters: &[T],
        inputs: &ArrayView3<'_, T>,
        lengths: Option<&[usize]>,
        conditions: Conditions<'_, T>,
    ) -> Result<Array3<T>> {
        let (sequences, steps, _) = inputs.dim();
        let shape = (sequences, steps, self.program.description.output_size());
        let mut outputs = Array3::from_elem(shape, T::ZERO);
        let tile = &mut self.tiles[0];
        run_all(
            tile,
            parameters,
            inputs,
            conditions,
            &mut |tile, sequences, chunk| {
                tile.store_outputs(chunk, &mut outputs.slice_mut(s![sequences, .., ..]));
            },
        );
        blank(&mut [&mut outputs], lengths);
        check_run(
            self.program,
            parameters,
            (inputs, lengths, conditions),
            &[&mut outputs],
        )?;
        Ok(outputs)
    }

    /// Does the work of every tile, on all threads; returns the partial sums in use, with gradients of `length` blocks.
    fn each_tile(
        &mut self,
        tiling: Tiling,
        adjoints: Adjoints,
        which: &[usize],
        length: usize,
        work: &Work<T>,
    ) -> &mut [Partial<T>] {
        let used = tiling.partials(which);
        while self.partials.len() < used {
            self.partials.push(Partial::default());
        }
        let (partials, parameters) = (&mut self.partials[..used], self.prepared.get());
        let fill = |tile: &mut Tile<T>, first: usize, partials: &mut [Partial<T>]| {
            tile.arrange(tiling.layout, tiling.room, adjoints);
            for (number, partial) in (first..).zip(partials) {
                (partial.loss, partial.penalty) = (0.0, 0.0);
                partial.gradient.resize(length, Block::ZERO);
                clear(&mut partial.gradient);
                for which in tiling.tiles(which, number) {
                    work(tile, parameters, partial, which);
                }
            }
        };
        match &self.pool {
            Some(pool) if used > 1 => {
                let share = used.div_ceil(self.tiles.len());
                let tiles = self.tiles.par_iter_mut().zip(partials.par_chunks_mut(share));
                let all = || {
                    tiles
                        .enumerate()
                        .for_each(|(thread, (tile, partials))| fill(tile, thread * share, partials));
                };
                install(pool, all);
            }
            _ => fill(&mut self.tiles[0], 0, partials),
        }
        partials
    }
}

#[cfg(test)]
mod tests;
