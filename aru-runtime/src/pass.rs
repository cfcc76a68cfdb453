//! A pass of a network over a batch: its loss, the gradient of it, its outputs.
//!
//! A batch is cut into tiles of 16 sequences, a tile into chunks of steps. Tile i adds to partial sum i mod 16, and
//! partial sums are added in order, so that the result has the same bits whatever the number of threads.

use std::marker::PhantomData;

use ndarray::{Array3, ArrayView3, Axis, s};
use rayon::ThreadPool;
use rayon::prelude::*;

use crate::block::{Block, LANES};
use crate::chunks::chunk_steps;
use crate::dispatch::{Isa, Task, dispatch};
use crate::error::{Error, Result};
use crate::lane::{Lane, LaneData};
use crate::losses::{Losses, columns_of_outputs};
use crate::network::{Network, description};
use crate::rollout::{add_gradient, run_all, run_chunks};
use crate::scalar::Scalar;
use crate::sequences::Sequences;
use crate::tile::{self, Tile};

/// Partial sums of a batch, whatever the number of threads.
const PARTIALS: usize = 16;

/// A workspace for batches of one network type, kept from batch to batch: on one thread only the first allocates.
#[derive(Debug)]
pub(crate) struct Pass<N: Network> {
    /// One a thread.
    tiles: Vec<Tile<N::Scalar>>,
    partials: Vec<Partial<N::Scalar>>,
    /// None where one thread is all there is: then nothing of rayon is touched.
    pool: Option<ThreadPool>,
    network: PhantomData<fn() -> N>,
}

/// What the tiles of one partial sum add up to.
#[derive(Debug)]
struct Partial<T> {
    loss: f64,
    gradient: Vec<Block<T>>,
}

impl<N: Network> Pass<N> {
    /// A workspace for sequences of about `longest` steps (longer ones run too, in more chunks) on `threads` threads, 16 at
    /// most.
    ///
    /// # Errors
    /// The operating system refuses to start the threads.
    pub(crate) fn new(longest: usize, threads: usize) -> Result<Self> {
        Self::with_chunks_of(chunk_steps::<N>(longest), threads)
    }

    /// A workspace for chunks of up to `room` steps.
    fn with_chunks_of(room: usize, threads: usize) -> Result<Self> {
        // More would have nothing to do.
        let threads = threads.clamp(1, PARTIALS);
        let build = || rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = (threads > 1)
            .then(build)
            .transpose()
            .map_err(|error| Error::Threads {
                threads,
                cause: error.to_string(),
            })?;
        Ok(Pass {
            tiles: (0..threads).map(|_| Tile::new::<N>(room, false)).collect(),
            partials: Vec::new(),
            pool,
            network: PhantomData,
        })
    }

    /// The loss over the sequences `which`, and its gradient for every learned parameter; what stands in the place of a
    /// fixed one means nothing. Zero where no step counts.
    pub(crate) fn loss_and_gradient(
        &mut self,
        network: &N,
        data: &Sequences<N::Scalar>,
        which: &[usize],
        losses: &Losses<'_, N::Scalar>,
        gradient: &mut [N::Scalar],
    ) -> f64 {
        let total = data.total_weight(which);
        if total == 0.0 {
            gradient.fill(N::Scalar::ZERO);
            return 0.0;
        }
        for tile in &mut self.tiles {
            tile.prepare_adjoints::<N>(false);
        }
        let (parameters, scale) = (network.values(), Block::splat(N::Scalar::from_f64(1.0 / total)));
        let partials = self.each_tile(which, gradient.len(), |tile, partial, which| {
            let (lanes, gradient) = (lanes(data, which), &mut partial.gradient);
            let loss = add_gradient::<N, _>(tile, parameters, losses, scale, &lanes, gradient, |_, _| {});
            partial.loss += loss.sum();
        });
        dispatch(SumOfPartials { partials, gradient });
        partials.iter().map(|partial| partial.loss).sum::<f64>() / total
    }

    /// The loss over the sequences `which`, without its gradient. Zero where no step counts.
    pub(crate) fn loss(
        &mut self,
        network: &N,
        data: &Sequences<N::Scalar>,
        which: &[usize],
        losses: &Losses<'_, N::Scalar>,
    ) -> f64 {
        let total = data.total_weight(which);
        if total == 0.0 {
            return 0.0;
        }
        let partials = self.each_tile(which, 0, |tile, partial, which| {
            let lanes = lanes(data, which);
            run_chunks::<N, _, false>(tile, network.values(), &lanes, |tile, chunk| {
                partial.loss += tile.add_losses(losses, &lanes, chunk, None).sum();
            });
        });
        partials.iter().map(|partial| partial.loss).sum::<f64>() / total
    }

    /// The derivative of the loss over all sequences with respect to every input: [sequence, step, input].
    pub(crate) fn input_gradients(
        &mut self,
        network: &N,
        data: &Sequences<N::Scalar>,
        losses: &Losses<'_, N::Scalar>,
    ) -> Array3<N::Scalar> {
        let which: Vec<usize> = (0..data.len()).collect();
        let mut gradients = Array3::from_elem(data.inputs().dim(), N::Scalar::ZERO);
        let total = data.total_weight(&which);
        if total == 0.0 {
            return gradients;
        }
        let (parameters, scale) = (network.values(), Block::splat(N::Scalar::from_f64(1.0 / total)));
        let tile = &mut self.tiles[0];
        tile.prepare_adjoints::<N>(true);
        let mut unused = vec![Block::ZERO; network.values().len()];
        let tiles = gradients.axis_chunks_iter_mut(Axis(0), LANES);
        for (which, mut gradients) in which.chunks(LANES).zip(tiles) {
            let lanes = lanes(data, which);
            add_gradient::<N, _>(
                tile,
                parameters,
                losses,
                scale,
                &lanes,
                &mut unused,
                |tile, chunk| {
                    let mut first = 0;
                    for (series, input) in description::<N>().inputs.iter().enumerate() {
                        tile.store_adjoints(series, first, chunk.clone(), &mut gradients);
                        first += input.size;
                    }
                },
            );
        }
        gradients
    }

    /// The outputs for every sequence: [sequence, step, output].
    pub(crate) fn outputs(&mut self, network: &N, inputs: &ArrayView3<'_, N::Scalar>) -> Array3<N::Scalar> {
        let (sequences, steps, _) = inputs.dim();
        let shape = (sequences, steps, description::<N>().output_size());
        let mut outputs = Array3::from_elem(shape, N::Scalar::ZERO);
        run_all::<N, false>(&mut self.tiles[0], network, inputs, |tile, sequences, chunk| {
            let mut outputs = outputs.slice_mut(s![sequences, .., ..]);
            for output in columns_of_outputs::<N>() {
                tile.store_values(output.series, output.first, chunk.clone(), &mut outputs);
            }
        });
        outputs
    }

    /// Does the work of every tile, on all threads; returns the partial sums in use, with gradients of `parameters`.
    fn each_tile(
        &mut self,
        which: &[usize],
        parameters: usize,
        work: impl Fn(&mut Tile<N::Scalar>, &mut Partial<N::Scalar>, &[usize]) + Sync,
    ) -> &[Partial<N::Scalar>] {
        let tiles = which.len().div_ceil(LANES);
        let used = tiles.min(PARTIALS);
        while self.partials.len() < used {
            self.partials.push(Partial {
                loss: 0.0,
                gradient: Vec::new(),
            });
        }
        let partials = &mut self.partials[..used];
        let fill = |tile: &mut Tile<N::Scalar>, first: usize, partials: &mut [Partial<N::Scalar>]| {
            for (number, partial) in (first..).zip(partials) {
                partial.loss = 0.0;
                partial.gradient.resize(parameters, Block::ZERO);
                tile::clear(&mut partial.gradient);
                for start in (number * LANES..which.len()).step_by(PARTIALS * LANES) {
                    work(tile, partial, &which[start..which.len().min(start + LANES)]);
                }
            }
        };
        match &self.pool {
            Some(pool) if used > 1 => {
                let share = used.div_ceil(self.tiles.len());
                let tiles = self.tiles.par_iter_mut().zip(partials.par_chunks_mut(share));
                pool.install(|| {
                    tiles
                        .enumerate()
                        .for_each(|(thread, (tile, partials))| fill(tile, thread * share, partials));
                });
            }
            _ => fill(&mut self.tiles[0], 0, partials),
        }
        partials
    }
}

/// The sequences of a tile.
fn lanes<'a, T: Scalar>(data: &'a Sequences<T>, which: &[usize]) -> LaneData<'a, T> {
    LaneData::new(which.len(), |place| Lane::of(data, which[place]))
}

/// The gradient: partial sums added in order, then the lanes.
struct SumOfPartials<'a, T> {
    partials: &'a [Partial<T>],
    gradient: &'a mut [T],
}

impl<T: Scalar> Task for SumOfPartials<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        let Some((first, others)) = self.partials.split_first() else {
            return self.gradient.fill(T::ZERO);
        };
        for (parameter, gradient) in self.gradient.iter_mut().enumerate() {
            let mut sum = first.gradient[parameter];
            for other in others {
                sum += other.gradient[parameter];
            }
            *gradient = sum.sum();
        }
    }
}

#[cfg(test)]
mod tests;
