//! One tile: the workspace in which 16 lanes run, each a sequence of one network, or a network with a sequence of its
//! own.
//!
//! A tile holds every series of a network for one chunk of steps. Lanes that are left over run a copy of the first one,
//! so that they stay finite, and have weight zero in the loss. A sequence that is shorter than others goes on with zero
//! input and weight zero.

use std::marker::PhantomData;
use std::ops::Range;

use ndarray::ArrayViewMut3;

use crate::arrays::{Load, store};
use crate::block::Block;
use crate::dispatch::{Isa, Task, dispatch};
use crate::lane::LaneData;
use crate::losses::Losses;
use crate::network::{Network, description};
use crate::parameters;
use crate::row_lanes::{RowLanes, Weight};
use crate::scalar::Scalar;
use crate::score::Score;
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
    pub(crate) fn begin<W: Weight<T>>(&mut self, parameters: &[W]) {
        for (series, initial) in self.values.iter_mut().zip(&self.initial) {
            let width = series.width();
            match initial {
                _ if series.carry().is_empty() => {}
                None => series.carry_mut().fill(Block::ZERO),
                Some(range) => {
                    let initial = &parameters[range.clone()];
                    for row in series.carry_mut().chunks_exact_mut(width) {
                        for (block, &value) in row.iter_mut().zip(initial) {
                            *block = value.block();
                        }
                    }
                }
            }
        }
    }

    /// Puts steps of what the lanes read into the input series.
    pub(crate) fn load_inputs<N: Network<Scalar = T>>(
        &mut self,
        lanes: &LaneData<'_, T>,
        steps: Range<usize>,
    ) {
        let features = description::<N>().input_size();
        let mut first = 0;
        for (series, input) in self.values.iter_mut().zip(description::<N>().inputs.iter()) {
            let carry = series.carry().len();
            dispatch(Load {
                sequences: lanes.inputs(),
                features,
                alike: lanes.are_alike(),
                columns: first..first + input.size,
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
    pub(crate) fn forward<N: Network<Scalar = T>, W: Weight<T>, const TRACE: bool>(
        &mut self,
        parameters: &[W],
        steps: usize,
    ) {
        dispatch(Forward::<N, W, TRACE> {
            parameters,
            values: &mut self.values,
            steps,
            network: PhantomData,
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
    pub(crate) fn backward<N: Network<Scalar = T>, W: Weight<T>>(
        &mut self,
        parameters: &[W],
        gradients: &mut [Block<T>],
        steps: usize,
    ) {
        dispatch(Backward::<N, W> {
            parameters,
            values: &self.values,
            adjoints: &mut self.adjoints,
            gradients,
            steps,
            network: PhantomData,
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

    /// The sum of weight x error over the steps of a chunk, in each lane. With `scale`, the adjoints of the outputs get
    /// scale x weight x derivative.
    pub(crate) fn add_losses(
        &mut self,
        losses: &Losses<'_, T>,
        lanes: &LaneData<'_, T>,
        steps: Range<usize>,
        scale: Option<Block<T>>,
    ) -> Block<f64> {
        match scale {
            None => self.score.loss(&self.values, losses, lanes, steps),
            Some(scale) => {
                self.score
                    .loss_and_adjoints(&self.values, &mut self.adjoints, losses, lanes, steps, scale)
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

struct Forward<'a, N: Network, W, const TRACE: bool> {
    parameters: &'a [W],
    values: &'a mut [Series<N::Scalar>],
    steps: usize,
    network: PhantomData<N>,
}

impl<N: Network, W: Weight<N::Scalar>, const TRACE: bool> Task for Forward<'_, N, W, TRACE> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let lanes = RowLanes::<N::Scalar, I, W>::new(isa);
        N::forward_chunk::<_, TRACE>(lanes, self.parameters, self.values, self.steps);
    }
}

struct Backward<'a, N: Network, W> {
    parameters: &'a [W],
    values: &'a [Series<N::Scalar>],
    adjoints: &'a mut [Series<N::Scalar>],
    gradients: &'a mut [Block<N::Scalar>],
    steps: usize,
    network: PhantomData<N>,
}

impl<N: Network, W: Weight<N::Scalar>> Task for Backward<'_, N, W> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let lanes = RowLanes::<N::Scalar, I, W>::new(isa);
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
