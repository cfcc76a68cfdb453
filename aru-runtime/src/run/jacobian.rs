//! One step of a network as a map of its full state, z\[t+1\] = F(z\[t\], u), and the derivative of that map: always in `f64`,
//! without noise, the input having been u for ever.
//!
//! A state is that of a [`Stream`](crate::run::stream::Stream) without the lines of inputs, which u decides. F is the forward
//! pass of a chunk of one step. Of z\[t+1\], some numbers are computed in the step: states, and what is emitted by layers
//! without one. Each of them, with an adjoint of one, gives a row of the Jacobian by the backward pass of that chunk;
//! sixteen rows are had at once. The others are copies: a line moves on by a place.

use std::ops::Range;

use ndarray::Array2;

use crate::error::{Error, Result};
use crate::network::program::Program;
use crate::network::programmed::Programmed;
use crate::numerics::block::{Block, LANES};
use crate::numerics::packing::{Prepared, clear, gathered_blocks};
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::run::penalties::rows_on_request;
use crate::run::state::{Part, has_folded, parts};
use crate::run::tile::{OF_STATES, Tile};

/// The map of a network for one input, and room to compute it.
#[derive(Clone, Debug)]
pub struct StepMap {
    program: Program<f64>,
    tile: Tile<f64>,
    prepared: Prepared<f64>,
    /// Where the backward pass leaves the gradient of parameters, which nobody wants.
    unused: Vec<Block<f64>>,
    parts: Vec<Part>,
    size: usize,
    /// What a step computes: places among all numbers, series.
    computed: Vec<(Range<usize>, usize)>,
    /// What a step copies: from places to places.
    copied: Vec<[Range<usize>; 2]>,
    /// The places of what a step computes, in order: each is its own head.
    unknowns: Vec<usize>,
    /// For each place which of those stands at its head.
    unknown_at: Vec<usize>,
}

/// A part of a full state: the states of a layer's units, or a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartOfState {
    /// `hidden.rate`, `line/hidden`.
    pub name: String,
    /// The traced value that its numbers are of: `hidden.rate`.
    pub value: &'static str,
    /// Steps of a line; 1 for a state.
    pub rows: usize,
    /// Units of the layer.
    pub units: usize,
    /// Whether it is a line.
    pub is_line: bool,
    /// Its places among all numbers, row after row.
    pub places: Range<usize>,
}

impl StepMap {
    /// That of a network with its parameters as they are, for an input of zero.
    pub fn new<N: Network>(network: &N) -> Self {
        let values: Vec<f64> = network.values().iter().map(|value| value.to_f64()).collect();
        let wide = network.with_values(values);
        let plain = wide.program();
        let program = match has_folded(&plain) {
            true => wide.traced_program(),
            false => plain,
        };
        Self::of(program, wide.values())
    }

    fn of(program: Program<f64>, parameters: &[f64]) -> Self {
        let inputs = program.description.inputs.len();
        let mut parts = parts(&program);
        parts.retain(|part| part.series >= inputs);
        let mut computed = Vec::new();
        let mut copied = Vec::new();
        for part in &parts {
            for (back, places) in part.each_row() {
                match back {
                    1 => computed.push((places, part.series)),
                    _ => copied.push([row(&parts, part.series, back - 1), places]),
                }
            }
        }
        let asked = rows_on_request(&program, computed.iter().map(|&(_, series)| series));
        let mut prepared = Prepared::default();
        let mut tile = Tile::new(program);
        tile.arrange_for_step(prepared.set(program.forms(), OF_STATES, parameters), &asked);
        let size = parts.last().map_or(0, |part| part.range().end);
        let unknowns: Vec<usize> = computed.iter().flat_map(|(places, _)| places.clone()).collect();
        let unknown = |head| {
            let place = unknowns.binary_search(&head);
            place.expect("what a step computes is its own head")
        };
        let mut map = StepMap {
            program,
            tile,
            prepared,
            unused: vec![Block::ZERO; gathered_blocks(program.forms(), OF_STATES)],
            size,
            unknown_at: heads(&parts, size).into_iter().map(unknown).collect(),
            parts,
            computed,
            copied,
            unknowns,
        };
        map.tile.hold_inputs(&vec![0.0; program.description.input_size()]);
        map
    }

    /// Takes another input: one number a feature of all inputs side by side.
    ///
    /// # Errors
    /// Another length than the network has input features, or a number that is not finite.
    pub fn hold(&mut self, input: &[f64]) -> Result<()> {
        let features = self.program.description.input_size();
        if input.len() != features {
            let expected = format!("[{features}], one number a feature of all inputs side by side");
            return Err(Error::shape("the input", expected, &[input.len()]));
        }
        check_finite("the input", input)?;
        self.tile.hold_inputs(input);
        Ok(())
    }

    /// How many numbers a state has.
    pub fn len(&self) -> usize {
        self.size
    }

    /// Whether the network has no state.
    pub fn is_empty(&self) -> bool {
        self.size == 0
    }

    /// What a state is made of, in order.
    pub fn parts(&self) -> Vec<PartOfState> {
        let traced = self.program.plan.traced;
        let value = |series: usize| traced.iter().find(|&&(_, own)| own == series);
        let part = |part: &Part| PartOfState {
            name: part.name.clone(),
            value: value(part.series).expect("what is carried can be traced").0,
            rows: part.rows,
            units: part.units,
            is_line: part.is_line,
            places: part.range(),
        };
        self.parts.iter().map(part).collect()
    }

    /// The places of what decides a state that stays as it is, in order: every state, and of a line that is of none the
    /// newest row, as a line then holds one value a unit.
    pub fn unknowns(&self) -> &[usize] {
        &self.unknowns
    }

    /// For each place of such a state which of the [`unknowns`](StepMap::unknowns) it equals.
    pub fn unknown_at(&self) -> &[usize] {
        &self.unknown_at
    }

    /// The states after the step from each of up to 16 states, one behind the other.
    ///
    /// # Panics
    /// Where there are more, or their numbers no multiple of [`len`](StepMap::len).
    pub fn step(&mut self, states: &[f64]) -> Vec<f64> {
        assert!(!self.is_empty() && states.len().is_multiple_of(self.size) && !states.is_empty());
        let count = states.len() / self.size;
        self.forward(states);
        let mut next = vec![0.0; states.len()];
        for (lane, next) in next.chunks_exact_mut(self.size).enumerate().take(count) {
            self.tile.read_state(&self.parts, lane, 1, next);
        }
        next
    }

    /// The state after the step from a state, and the Jacobian there: \[of the state after, by the state before\].
    ///
    /// # Panics
    /// Where the state has another length than [`len`](StepMap::len).
    pub fn linearise(&mut self, state: &[f64]) -> (Vec<f64>, Array2<f64>) {
        assert_eq!(state.len(), self.size, "numbers of a state");
        let mut jacobian = Array2::zeros((self.size, self.size));
        if self.is_empty() {
            return (Vec::new(), jacobian);
        }
        let next = self.step(state);
        for [from, to] in &self.copied {
            for (from, to) in from.clone().zip(to.clone()) {
                jacobian[[to, from]] = 1.0;
            }
        }
        let places = std::mem::take(&mut self.unknowns);
        self.pull_rows(|row, place, derivative| jacobian[[places[row], place]] = derivative);
        self.unknowns = places;
        (next, jacobian)
    }

    /// The same in a state whose lines hold one value each and go on to do so: the Jacobian is that of its
    /// [`unknowns`](StepMap::unknowns) alone.
    ///
    /// # Panics
    /// Where the state has another length than [`len`](StepMap::len).
    pub fn linearise_held(&mut self, state: &[f64]) -> (Vec<f64>, Array2<f64>) {
        assert_eq!(state.len(), self.size, "numbers of a state");
        let next = self.step(state);
        let mut jacobian = Array2::zeros((self.unknowns.len(), self.unknowns.len()));
        let unknown_at = std::mem::take(&mut self.unknown_at);
        self.pull_rows(|row, place, derivative| jacobian[[row, unknown_at[place]]] += derivative);
        self.unknown_at = unknown_at;
        (next, jacobian)
    }

    /// The derivatives of what the last step has computed: which of its numbers, by which place, how much.
    fn pull_rows(&mut self, mut take: impl FnMut(usize, usize, f64)) {
        let computed = self
            .computed
            .iter()
            .flat_map(|(places, series)| (0..places.len()).map(move |unit| (*series, unit)));
        let computed: Vec<(usize, usize)> = computed.collect();
        for (first, pulled) in (0..).step_by(LANES).zip(computed.chunks(LANES)) {
            self.tile.pull(pulled);
            clear(&mut self.unused);
            self.tile.backward(self.prepared.get(), &mut self.unused, 1);
            for part in &self.parts {
                for (back, places) in part.each_row() {
                    let Some(adjoints) = self.tile.pulled(part.series, back) else {
                        continue;
                    };
                    for (place, adjoint) in places.zip(adjoints) {
                        for (row, &derivative) in (first..).zip(&adjoint.0[..pulled.len()]) {
                            take(row, place, derivative);
                        }
                    }
                }
            }
        }
    }

    /// Runs the step; lanes that are left over take the last state.
    fn forward(&mut self, states: &[f64]) {
        let mut states = states.chunks_exact(self.size);
        let mut last = &[][..];
        for lane in 0..LANES {
            last = states.next().unwrap_or(last);
            self.tile.write_state(&self.parts, lane, last);
        }
        assert!(states.next().is_none(), "up to {LANES} states at once");
        self.tile.forward(self.prepared.get(), 1);
    }
}

/// For each place that of the number which it equals in a state that stays as it is: a line then holds one value a unit,
/// that of the state which it is of, or its own newest.
fn heads(parts: &[Part], size: usize) -> Vec<usize> {
    let mut heads = vec![0; size];
    for part in parts {
        let head = row(parts, part.series, 1);
        for (_, places) in part.each_row() {
            for (place, head) in places.zip(head.clone()) {
                heads[place] = head;
            }
        }
    }
    heads
}

/// The places of the row of a series so many steps before the step to come.
fn row(parts: &[Part], series: usize, back: usize) -> Range<usize> {
    let mut rows = parts
        .iter()
        .filter(|part| part.series == series)
        .flat_map(Part::each_row);
    let found = rows.find(|&(own, _)| own == back);
    found.expect("a line begins where the state or the step ends").1
}

fn check_finite(what: &str, values: &[f64]) -> Result<()> {
    match values.iter().position(|value| !value.is_finite()) {
        None => Ok(()),
        Some(place) => Err(Error::NotFinite {
            what: what.to_string(),
            index: vec![place],
            value: values[place],
        }),
    }
}
