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
use crate::network::{Network, description};
use crate::parameters;
use crate::scalar::Scalar;
use crate::score::{Batch, Score};
use crate::series::Series;

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
    /// For each series the place of its initial values among the parameters.
    initial: Vec<Option<Range<usize>>>,
    score: Score<T>,
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
        let initial = N::PLAN
            .series
            .iter()
            .map(|series| series.initial.map(parameters::range_of::<N>));
        Tile {
            values: series.collect(),
            adjoints: Vec::new(),
            room,
            carries: Vec::new(),
            initial: initial.collect(),
            score: Score::new(),
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
        for (series, initial) in self.values.iter_mut().zip(&self.initial) {
            let width = series.width();
            match initial {
                _ if series.carry().is_empty() => {}
                None => series.carry_mut().fill(Block::ZERO),
                Some(range) => {
                    let initial = &network.values()[range.clone()];
                    for row in series.carry_mut().chunks_exact_mut(width) {
                        for (block, &value) in row.iter_mut().zip(initial) {
                            *block = Block::splat(value);
                        }
                    }
                }
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
        for series in &mut self.adjoints {
            let used = series.carry().len() + steps * series.width();
            clear(&mut series.blocks_mut()[..used]);
        }
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
    pub(crate) fn add_initial_gradients(&self, gradients: &mut [Block<T>]) {
        for (adjoint, initial) in self.adjoints.iter().zip(&self.initial) {
            let Some(range) = initial.clone().filter(|_| !adjoint.carry().is_empty()) else {
                continue;
            };
            let sums = &mut gradients[range];
            for row in adjoint.carry().chunks_exact(sums.len()) {
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
        match scale {
            None => self.score.loss(&self.values, batch, lanes, steps),
            Some(scale) => {
                self.score
                    .loss_and_adjoints(&self.values, &mut self.adjoints, batch, lanes, steps, scale)
            }
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
        N::backward_chunk(
            lanes,
            self.parameters,
            self.values,
            self.adjoints,
            self.gradients,
            self.steps,
        );
    }
}

/// Sets blocks to zero, in vectors as wide as there are.
pub(crate) fn clear<T: Scalar>(blocks: &mut [Block<T>]) {
    dispatch(Clear(blocks));
}

struct Clear<'a, T>(&'a mut [Block<T>]);

impl<T: Scalar> Task for Clear<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, _: I) {
        self.0.fill(Block::ZERO);
    }
}
