//! One tile: the workspace in which some sequences of a batch run, or up to two of each of 16 networks.
//!
//! A tile holds every series of a network for one chunk of steps. Sequences that are left over are copies of the first
//! one, so that they stay finite, and have weight zero in the loss. A sequence that is shorter than others goes on with
//! zero input and weight zero.

mod noise;
mod penalties;
mod room;
mod state;
mod step;

use std::ops::Range;

pub(crate) use self::penalties::Around;
use self::penalties::Edges;
pub(crate) use self::step::OF_STATES;
use ndarray::ArrayViewMut3;

use crate::loss::losses::{Losses, OutputColumns, columns_of_outputs};
use crate::network::program::{Program, Scratch};
use crate::numerics::block::Block;
use crate::numerics::dispatch::product::numbers_mut;
use crate::numerics::interrupt::Interrupt;
use crate::numerics::layout::Layout;
use crate::numerics::packing::clear;
use crate::numerics::scalar::Scalar;
use crate::numerics::series::Series;
use crate::run::lane_data::LaneData;
use crate::run::loading::{load, store};
use crate::run::score::{Score, Scored};

/// The workspace of one tile.
#[derive(Clone, Debug)]
pub(crate) struct Tile<T: Scalar> {
    program: Program<T>,
    layout: Layout,
    values: Vec<Series<T>>,
    /// Empty where no gradient is asked for.
    adjoints: Vec<Series<T>>,
    /// Whether those of parameters are computed on the way back.
    has_gradients: bool,
    /// Steps for which there is room.
    room: usize,
    /// The most rows of a series that are kept before a chunk: as many as a run has steps.
    history: usize,
    /// The rows before each chunk but the last, of every series.
    carries: Vec<Block<T>>,
    /// The rows before the next part, where the gradient is truncated.
    next_carry: Vec<Block<T>>,
    /// For each series the place of its initial values among the prepared parameters, and among their gradients.
    initial: Vec<Option<[Range<usize>; 2]>>,
    score: Score<T>,
    /// Series of noise hold zero everywhere.
    is_silent: bool,
    /// Series of which penalties need values or adjoints that are not always kept.
    asked: Vec<usize>,
    edges: Edges<T>,
    scratch: Scratch<T>,
    interrupt: Interrupt,
}

/// What adjoints a tile keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Adjoints {
    No,
    OfParameters,
    /// Of inputs, and of nothing that is learned.
    OfInputs,
}

impl<T: Scalar> Tile<T> {
    /// A workspace without room.
    pub(crate) fn new(program: Program<T>) -> Self {
        let nothing = || vec![Series::new(0, 0, 0); program.plan.series.len()];
        Tile {
            program,
            layout: Layout {
                members: 0,
                ..Layout::ONE
            },
            values: nothing(),
            adjoints: nothing(),
            has_gradients: true,
            room: 0,
            history: 0,
            carries: Vec::new(),
            next_carry: Vec::new(),
            initial: Vec::new(),
            score: Score::default(),
            is_silent: false,
            asked: Vec::new(),
            edges: Edges::default(),
            scratch: Scratch::default(),
            interrupt: Interrupt::of_thread(),
        }
    }

    /// The same, whose runs may be cut short.
    pub(crate) fn interrupted_by(mut self, interrupt: &Interrupt) -> Self {
        self.interrupt = interrupt.clone();
        self
    }

    /// Whether the rest of a run is not wanted any more.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupt.is_set()
    }

    /// What runs in it.
    pub(crate) fn program(&self) -> &Program<T> {
        &self.program
    }

    /// Steps for which there is room.
    pub(crate) fn room(&self) -> usize {
        self.room
    }

    /// Before step 0 of a run: every state holds its initial value and all else is zero, or is what the state holds that a
    /// lane starts from.
    pub(crate) fn begin(&mut self, parameters: &[Block<T>], lanes: &LaneData<'_, T>) {
        self.begin_with_history(parameters, lanes.history());
        self.start_from(lanes);
    }

    /// The same without states to start from, with the rows before step 0 that a run of `steps` reads.
    pub(crate) fn begin_with_history(&mut self, parameters: &[Block<T>], steps: usize) {
        self.keep_history(steps);
        for (series, initial) in self.values.iter_mut().zip(&self.initial) {
            let width = series.width();
            series.rewind();
            match initial {
                _ if series.carry().is_empty() => {}
                None => series.carry_mut().fill(Block::ZERO),
                Some([range, _]) => {
                    let initial = &parameters[range.clone()];
                    for row in series.carry_mut().chunks_exact_mut(width) {
                        row.copy_from_slice(initial);
                    }
                }
            }
        }
    }

    /// Puts steps of what the lanes read into the input series, and their noise into its.
    pub(crate) fn load_inputs(&mut self, lanes: &LaneData<'_, T>, steps: Range<usize>) {
        let description = self.program.description;
        let features = description.input_size();
        let mut first = 0;
        for (series, input) in self.values.iter_mut().zip(description.inputs.iter()) {
            let carry = series.carry().len();
            let blocks = &mut series.blocks_mut()[carry..];
            let columns = first..first + input.size;
            load(self.layout, lanes, features, columns, steps.clone(), blocks);
            first += input.size;
        }
        self.load_noise(lanes, steps);
    }

    /// The input of one sequence, its units in the lanes, for a chunk of one step.
    pub(crate) fn set_inputs(&mut self, mut input: &[T]) {
        let description = self.program.description;
        for (series, declared) in self.values.iter_mut().zip(description.inputs.iter()) {
            let (values, rest) = input.split_at(declared.size);
            numbers_mut(series.row_mut(0))[..values.len()].copy_from_slice(values);
            input = rest;
        }
    }

    /// A row of a series.
    pub(crate) fn row(&self, series: usize, step: usize) -> &[Block<T>] {
        self.values[series].row(step)
    }

    /// Runs `steps` of a chunk. Interrupted, it leaves what means nothing.
    pub(crate) fn forward(&mut self, parameters: &[Block<T>], steps: usize) {
        let (scratch, values) = (&mut self.scratch, &mut self.values);
        self.interrupt.over(|| {
            self.program
                .run_forward(scratch, self.layout, parameters, values, steps);
        });
    }

    /// Clears the adjoints that the last chunk, of `steps`, finds and adds to: sums, what is carried, rows in front.
    pub(crate) fn clear_adjoints(&mut self, steps: usize) {
        for (series, plan) in self.adjoints.iter_mut().zip(self.program.plan.series) {
            if series.is_absent() {
                continue;
            }
            let rows = if plan.adjoint.are_sums() {
                steps * series.width()
            } else {
                0
            };
            let used = series.carry().len() + rows;
            clear(&mut series.blocks_mut()[..used]);
        }
    }

    /// Runs the reverse of `steps` of a chunk. Interrupted, it leaves what means nothing, and of gradients it does where adjoints
    /// of inputs or states alone are asked for.
    pub(crate) fn backward(&mut self, parameters: &[Block<T>], gradients: &mut [Block<T>], steps: usize) {
        let (scratch, values, adjoints) = (&mut self.scratch, &mut self.values, &mut self.adjoints);
        let layout = Layout {
            gradients: self.has_gradients && self.layout.gradients,
            ..self.layout
        };
        self.interrupt.over(|| {
            self.program
                .run_backward(scratch, layout, parameters, values, (adjoints, gradients), steps);
        });
    }

    /// After a chunk of `steps` that another follows.
    pub(crate) fn carry_forward(&mut self, steps: usize) {
        for series in self.values.iter_mut().filter(|series| !series.carry().is_empty()) {
            series.carry_forward(steps);
        }
    }

    /// After a step of a stream.
    pub(crate) fn go_on(&mut self) {
        for series in &mut self.values {
            series.go_on();
        }
    }

    /// Blocks of all series: what the workspace takes.
    #[cfg(test)]
    pub(crate) fn blocks(&self) -> usize {
        let all = self.values.iter().chain(&self.adjoints);
        all.map(|series| series.blocks().len()).sum()
    }

    /// Keeps the rows before chunk number `chunk`.
    pub(crate) fn save_carry(&mut self, chunk: usize) {
        let length = self.carry_length();
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
        let length = self.carry_length();
        restore(&mut self.values, &self.carries[chunk * length..]);
    }

    fn carry_length(&self) -> usize {
        self.values.iter().map(|series| series.carry().len()).sum()
    }

    /// After the backward pass of a chunk of `steps`: keeps its last rows, from which the next part goes on.
    pub(crate) fn save_next_carry(&mut self, steps: usize) {
        self.next_carry.clear();
        for series in &self.values {
            let rows = steps * series.width();
            let carry = series.carry().len();
            self.next_carry
                .extend_from_slice(&series.blocks()[rows..rows + carry]);
        }
    }

    /// Goes on from there.
    pub(crate) fn restore_next_carry(&mut self) {
        restore(&mut self.values, &self.next_carry);
    }

    /// Before the backward pass of a chunk of `steps` that is not the last.
    pub(crate) fn carry_backward(&mut self, steps: usize) {
        for (series, plan) in self.adjoints.iter_mut().zip(self.program.plan.series) {
            // Of the others no row is read before it is written, and what is carried stays where it is.
            if plan.adjoint.are_sums() && !series.is_absent() {
                series.carry_backward(steps);
            }
        }
    }

    /// After the backward pass of the first chunk: what the rows before step 0 got belongs to the initial states.
    pub(crate) fn add_initial_gradients(&self, gradients: &mut [Block<T>]) {
        for (adjoint, initial) in self.adjoints.iter().zip(&self.initial) {
            let Some([_, range]) = initial.clone().filter(|_| !adjoint.carry().is_empty()) else {
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
        let scored = Scored::new(self.layout, lanes, steps, losses.features());
        let adjoints = scale.map(|_| &mut self.adjoints[..]);
        let scale = scale.unwrap_or(Block::ZERO);
        self.score.score(scored, losses, &self.values, adjoints, scale)
    }

    /// Copies the outputs of a chunk into an array [sequence of the tile, step, output].
    pub(crate) fn store_outputs(&self, steps: Range<usize>, array: &mut ArrayViewMut3<'_, T>) {
        for OutputColumns {
            series, first, count, ..
        } in columns_of_outputs(&self.program)
        {
            let (layout, values) = (self.layout, &self.values[series]);
            store(layout, count, values, first, steps.clone(), array);
        }
    }

    /// Copies a series of a chunk into an array [sequence of the tile, step, unit].
    pub(crate) fn store_values(&self, series: usize, steps: Range<usize>, array: &mut ArrayViewMut3<'_, T>) {
        let units = self.program.plan.series[series].units;
        store(self.layout, units, &self.values[series], 0, steps, array);
    }

    /// Copies the adjoints of the inputs of a chunk into an array [sequence of the tile, step, input].
    pub(crate) fn store_input_adjoints(&self, steps: Range<usize>, array: &mut ArrayViewMut3<'_, T>) {
        let mut first = 0;
        for (adjoint, input) in self.adjoints.iter().zip(self.program.description.inputs.iter()) {
            store(self.layout, input.size, adjoint, first, steps.clone(), array);
            first += input.size;
        }
    }
}

/// Puts the rows before a chunk back.
fn restore<T: Scalar>(values: &mut [Series<T>], mut saved: &[Block<T>]) {
    for series in values {
        let (own, after) = saved.split_at(series.carry().len());
        series.carry_mut().copy_from_slice(own);
        saved = after;
    }
}
