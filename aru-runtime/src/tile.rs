//! One tile: up to 16 sequences in the lanes of a block, and the workspace in which they run.
//!
//! A tile holds every series of a network for one chunk of steps. Lanes without a sequence run a copy of the first
//! one, so that they stay finite, and have weight zero in the loss. A sequence that is shorter than others goes on
//! with zero input and weight zero.

use std::ops::Range;

use ndarray::ArrayViewMut3;

use crate::arrays::{Load, Sequential, store};
use crate::batch_lanes::BatchLanes;
use crate::block::Block;
use crate::dispatch::{Isa, Task, dispatch};
use crate::losses::{Group, Losses};
use crate::network::{Network, description};
use crate::parameters;
use crate::plan::SeriesPlan;
use crate::scalar::Scalar;
use crate::sequences::Sequences;
use crate::series::Series;

/// What the series of a chunk should take together: half of a common L2 cache.
const CHUNK_BYTES: usize = 512 * 1024;

/// Shorter chunks would cost more in calls and carries than they save in memory traffic.
const SHORTEST_CHUNK: usize = 32;

/// What a loss is taken of.
#[derive(Clone, Copy)]
pub(crate) struct Batch<'a, 'l, T: Scalar> {
    pub(crate) data: &'a Sequences<T>,
    inputs: Sequential<'a, T>,
    targets: Sequential<'a, T>,
    pub(crate) losses: &'a Losses<'l, T>,
}

impl<'a, 'l, T: Scalar> Batch<'a, 'l, T> {
    pub(crate) fn new(data: &'a Sequences<T>, losses: &'a Losses<'l, T>) -> Self {
        let in_order = |array| Sequential::new(array).expect("a data set is in C order");
        Batch {
            data,
            inputs: in_order(data.inputs()),
            targets: in_order(data.targets()),
            losses,
        }
    }

    pub(crate) fn inputs(&self) -> Sequential<'a, T> {
        self.inputs
    }

    /// Steps of the longest of some sequences.
    pub(crate) fn longest(&self, sequences: &[usize]) -> usize {
        sequences.iter().map(|&sequence| self.data.length(sequence)).max().unwrap_or(0)
    }
}

/// The workspace of one tile.
#[derive(Clone, Debug)]
pub(crate) struct Tile<T> {
    values: Vec<Series<T>>,
    /// Empty until a gradient is asked for.
    adjoints: Vec<Series<T>>,
    /// Steps for which there is room.
    room: usize,
    /// The rows before each chunk but the last, of every series.
    carries: Vec<Block<T>>,
    // One group of outputs under a loss, one row a step.
    outputs: Vec<Block<T>>,
    targets: Vec<Block<T>>,
    gradients: Vec<Block<T>>,
    weights: Vec<Block<T>>,
}

/// Bytes that training needs, and the steps of a chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// Values and adjoints of a chunk: once a thread.
    pub(crate) workspace: usize,
    /// The gradient that one of the partial sums of a batch gathers.
    pub(crate) gradient: usize,
    /// Steps of a chunk.
    pub(crate) steps: usize,
}

/// What training on long sequences needs.
pub(crate) fn memory<N: Network>() -> Memory {
    let block = size_of::<Block<N::Scalar>>();
    let parameters: usize = description::<N>().parameters.iter().map(|parameter| parameter.len()).sum();
    let steps = chunk_steps::<N>(usize::MAX);
    let carry = kept::<N>().map(|(series, copies)| series.before * series.units * copies);
    Memory {
        workspace: steps * bytes_of_a_step::<N>() + carry.sum::<usize>() * block,
        gradient: parameters * block,
        steps,
    }
}

/// Series that training keeps; two copies where there is an adjoint.
fn kept<N: Network>() -> impl Iterator<Item = (&'static SeriesPlan, usize)> {
    let kept = N::PLAN.series.iter().filter(|series| !series.trace_only);
    kept.map(|series| (series, 1 + usize::from(series.adjoint)))
}

fn bytes_of_a_step<N: Network>() -> usize {
    let blocks = kept::<N>().map(|(series, copies)| series.units * copies);
    blocks.sum::<usize>() * size_of::<Block<N::Scalar>>()
}

/// Longest chunk of a network whose series stay in the cache, for sequences of `longest` steps.
pub(crate) fn chunk_steps<N: Network>(longest: usize) -> usize {
    let delays = N::PLAN.series.iter().map(|series| series.before).max();
    let cached = CHUNK_BYTES / bytes_of_a_step::<N>().max(1);
    cached.max(SHORTEST_CHUNK).max(delays.unwrap_or(0)).min(longest).max(1)
}

/// The chunks of a number of steps: as few as have room, and as equal as can be.
pub(crate) fn chunks(steps: usize, room: usize) -> impl DoubleEndedIterator<Item = Range<usize>> + ExactSizeIterator {
    let count = steps.div_ceil(room);
    (0..count).map(move |chunk| chunk * steps / count..(chunk + 1) * steps / count)
}

impl<T: Scalar> Tile<T> {
    /// A workspace for chunks of up to `room` steps; `trace` keeps also what is only traced.
    pub(crate) fn new<N: Network<Scalar = T>>(room: usize, trace: bool) -> Self {
        let series = N::PLAN.series.iter().map(|series| {
            if series.trace_only && !trace {
                Series::new(0, 0, 0)
            } else {
                Series::new(series.units, series.before, room)
            }
        });
        Tile {
            values: series.collect(),
            adjoints: Vec::new(),
            room,
            carries: Vec::new(),
            outputs: Vec::new(),
            targets: Vec::new(),
            gradients: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// Steps for which there is room.
    pub(crate) fn room(&self) -> usize {
        self.room
    }

    /// Makes room for adjoints, those of the inputs too where asked for.
    pub(crate) fn prepare_adjoints<N: Network<Scalar = T>>(&mut self, of_inputs: bool) {
        let inputs = description::<N>().inputs.len();
        if self.adjoints.is_empty() {
            self.adjoints = vec![Series::new(0, 0, 0); self.values.len()];
        }
        for (index, (adjoint, series)) in self.adjoints.iter_mut().zip(N::PLAN.series).enumerate() {
            let wanted = series.adjoint && (of_inputs || index >= inputs);
            if wanted && adjoint.is_absent() {
                *adjoint = Series::new(series.units, series.before, self.room);
            }
        }
    }

    /// Before step 0: every state holds its initial value, all else is zero.
    pub(crate) fn begin<N: Network<Scalar = T>>(&mut self, network: &N) {
        for (values, series) in self.values.iter_mut().zip(N::PLAN.series) {
            if values.is_absent() {
                continue;
            }
            match series.initial {
                Some(parameter) => {
                    let initial = network.parameter_at(parameter);
                    for row in values.carry_mut().chunks_exact_mut(series.units) {
                        for (block, &value) in row.iter_mut().zip(initial) {
                            *block = Block::splat(value);
                        }
                    }
                }
                None => values.carry_mut().fill(Block::ZERO),
            }
        }
    }

    /// Puts steps of the sequences in `lanes` into the input series.
    pub(crate) fn load_inputs<N: Network<Scalar = T>>(
        &mut self,
        inputs: Sequential<'_, T>,
        length: impl Fn(usize) -> usize + Copy,
        lanes: &[usize],
        steps: Range<usize>,
    ) {
        let mut first = 0;
        for (series, input) in self.values.iter_mut().zip(description::<N>().inputs.iter()) {
            let carry = series.carry().len();
            dispatch(Load {
                array: inputs,
                columns: first..first + input.size,
                lanes,
                length,
                steps: steps.clone(),
                blocks: &mut series.blocks_mut()[carry..],
                width: input.size,
                place: 0,
            });
            first += input.size;
        }
    }

    /// The same input in every lane, for a chunk of one step.
    pub(crate) fn set_inputs<N: Network<Scalar = T>>(&mut self, mut input: &[T]) {
        for (series, declared) in self.values.iter_mut().zip(description::<N>().inputs.iter()) {
            let (values, rest) = input.split_at(declared.size);
            for (block, &value) in series.row_mut(0).iter_mut().zip(values) {
                *block = Block::splat(value);
            }
            input = rest;
        }
    }

    /// A row of a series.
    pub(crate) fn row(&self, series: usize, step: usize) -> &[Block<T>] {
        self.values[series].row(step)
    }

    /// Runs `steps` of a chunk.
    pub(crate) fn forward<N: Network<Scalar = T>, const TRACE: bool>(&mut self, network: &N, steps: usize) {
        dispatch(Forward::<N, TRACE> {
            parameters: network.values(),
            values: &mut self.values,
            steps,
        });
    }

    /// Clears the adjoints of the last chunk, of `steps`.
    pub(crate) fn clear_adjoints(&mut self, steps: usize) {
        dispatch(Clear {
            adjoints: &mut self.adjoints,
            steps,
        });
    }

    /// Runs the reverse of `steps` of a chunk.
    pub(crate) fn backward<N: Network<Scalar = T>>(
        &mut self,
        network: &N,
        gradients: &mut [Block<T>],
        steps: usize,
    ) {
        dispatch(Backward::<N> {
            parameters: network.values(),
            values: &self.values,
            adjoints: &mut self.adjoints,
            gradients,
            steps,
        });
    }

    /// After a chunk of `steps` that another follows.
    pub(crate) fn carry_forward(&mut self, steps: usize) {
        for series in self.values.iter_mut().filter(|series| !series.is_absent()) {
            series.carry_forward(steps);
        }
    }

    /// Keeps the rows before chunk number `chunk`.
    pub(crate) fn save_carry(&mut self, chunk: usize) {
        let length: usize = self.values.iter().map(|series| series.carry().len()).sum();
        if self.carries.len() < (chunk + 1) * length {
            self.carries.resize((chunk + 1) * length, Block::ZERO);
        }
        let mut rest = &mut self.carries[chunk * length..];
        for series in &self.values {
            let (saved, after) = rest.split_at_mut(series.carry().len());
            saved.copy_from_slice(series.carry());
            rest = after;
        }
    }

    /// Puts the rows before chunk number `chunk` back.
    pub(crate) fn restore_carry(&mut self, chunk: usize) {
        let length: usize = self.values.iter().map(|series| series.carry().len()).sum();
        let mut rest = &self.carries[chunk * length..];
        for series in &mut self.values {
            let (saved, after) = rest.split_at(series.carry().len());
            series.carry_mut().copy_from_slice(saved);
            rest = after;
        }
    }

    /// Before the backward pass of a chunk of `steps` that is not the last.
    pub(crate) fn carry_backward(&mut self, steps: usize) {
        for series in self.adjoints.iter_mut().filter(|series| !series.is_absent()) {
            series.carry_backward(steps);
        }
    }

    /// After the backward pass of the first chunk: what the rows before step 0 got belongs to the initial states.
    pub(crate) fn add_initial_gradients<N: Network<Scalar = T>>(&self, gradients: &mut [Block<T>]) {
        for (adjoint, series) in self.adjoints.iter().zip(N::PLAN.series) {
            let Some(parameter) = series.initial else { continue };
            let sums = &mut gradients[parameters::range_of::<N>(parameter)];
            for row in adjoint.carry().chunks_exact(series.units) {
                for (sum, &block) in sums.iter_mut().zip(row) {
                    *sum += block;
                }
            }
        }
    }

    /// The sum of weight x error over the steps of a chunk. With `scale`, the adjoints of the outputs get
    /// scale x weight x derivative.
    pub(crate) fn add_losses(
        &mut self,
        batch: &Batch<'_, '_, T>,
        lanes: &[usize],
        steps: Range<usize>,
        scale: Option<f64>,
    ) -> f64 {
        self.load_weights(batch.data, lanes, steps.clone());
        let mut sum = 0.0;
        for group in batch.losses.groups() {
            self.load_group(group, batch, lanes, steps.clone());
            sum += group.loss.error_of_steps(
                &self.outputs,
                &self.targets,
                &self.weights,
                scale.unwrap_or(0.0),
                &mut self.gradients,
            );
            if scale.is_some() {
                self.add_group_gradients(group);
            }
        }
        sum
    }

    fn load_weights(&mut self, data: &Sequences<T>, lanes: &[usize], steps: Range<usize>) {
        self.weights.clear();
        self.weights.resize(steps.len(), Block::ZERO);
        let weights = data.weights();
        for (lane, &sequence) in lanes.iter().enumerate() {
            let end = data.length(sequence).clamp(steps.start, steps.end);
            let blocks = self.weights.iter_mut().zip(steps.start..end);
            match &weights {
                Some(weights) => blocks.for_each(|(block, step)| block.0[lane] = weights[[sequence, step]]),
                None => blocks.for_each(|(block, _)| block.0[lane] = T::ONE),
            }
        }
    }

    /// Puts the outputs of a group side by side, and their targets.
    fn load_group(
        &mut self,
        group: &Group<'_, T>,
        batch: &Batch<'_, '_, T>,
        lanes: &[usize],
        steps: Range<usize>,
    ) {
        let size = steps.len() * group.features;
        self.outputs.resize(size, Block::ZERO);
        self.targets.resize(size, Block::ZERO);
        self.gradients.resize(size, Block::ZERO);
        let mut place = 0;
        for output in &group.outputs {
            let rows = self.outputs.chunks_exact_mut(group.features);
            for (step, row) in rows.enumerate() {
                row[place..place + output.count].copy_from_slice(self.values[output.series].row(step));
            }
            dispatch(Load {
                array: batch.targets,
                columns: output.first..output.first + output.count,
                lanes,
                length: |sequence| batch.data.length(sequence),
                steps: steps.clone(),
                blocks: &mut self.targets,
                width: group.features,
                place,
            });
            place += output.count;
        }
    }

    fn add_group_gradients(&mut self, group: &Group<'_, T>) {
        let mut first = 0;
        for output in &group.outputs {
            let adjoint = &mut self.adjoints[output.series];
            for (step, row) in self.gradients.chunks_exact(group.features).enumerate() {
                let gradient = &row[first..first + output.count];
                for (sum, &block) in adjoint.row_mut(step).iter_mut().zip(gradient) {
                    *sum += block;
                }
            }
            first += output.count;
        }
    }

    /// Copies a series of a chunk into an array [sequence of the tile, step, unit], from column `first` on.
    pub(crate) fn store_values(
        &self,
        series: usize,
        first: usize,
        steps: Range<usize>,
        array: &mut ArrayViewMut3<'_, T>,
    ) {
        store(&self.values[series], first, steps, array);
    }

    /// Copies the adjoint of a series of a chunk into an array [sequence of the tile, step, unit].
    pub(crate) fn store_adjoints(
        &self,
        series: usize,
        first: usize,
        steps: Range<usize>,
        array: &mut ArrayViewMut3<'_, T>,
    ) {
        store(&self.adjoints[series], first, steps, array);
    }
}

struct Forward<'a, N: Network, const TRACE: bool> {
    parameters: &'a [N::Scalar],
    values: &'a mut [Series<N::Scalar>],
    steps: usize,
}

impl<N: Network, const TRACE: bool> Task for Forward<'_, N, TRACE> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        N::forward_chunk::<_, TRACE>(BatchLanes::new(isa), self.parameters, self.values, self.steps);
    }
}

/// Zero in all rows of a chunk and before it: written in vectors as wide as there are.
struct Clear<'a, T> {
    adjoints: &'a mut [Series<T>],
    steps: usize,
}

impl<T: Scalar> Task for Clear<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        for series in self.adjoints {
            let used = series.carry().len() + self.steps * series.width();
            series.blocks_mut()[..used].fill(Block::ZERO);
        }
    }
}

struct Backward<'a, N: Network> {
    parameters: &'a [N::Scalar],
    values: &'a [Series<N::Scalar>],
    adjoints: &'a mut [Series<N::Scalar>],
    gradients: &'a mut [Block<N::Scalar>],
    steps: usize,
}

impl<N: Network> Task for Backward<'_, N> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let lanes = BatchLanes::new(isa);
        N::backward_chunk(lanes, self.parameters, self.values, self.adjoints, self.gradients, self.steps);
    }
}
