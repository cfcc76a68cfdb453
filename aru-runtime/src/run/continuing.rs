//! Runs that go on from given states, and say in which ones they end.

use ndarray::{Array3, ArrayView3, s};

use crate::data::shapes;
use crate::error::{Error, Result};
use crate::network::description::Description;
use crate::network::program::Program;
use crate::numerics::compiled::compiled;
use crate::numerics::scalar::Scalar;
use crate::run::conditions::Conditions;
use crate::run::network::Network;
use crate::run::noise::{Draws, Noise};
use crate::run::origin::check_run;
use crate::run::questions::draws;
use crate::run::rollout::{blank, run_all};
use crate::run::state::{State, has_folded, parts};
use crate::run::tile::Tile;

/// The states from which a run starts: one for all sequences, or one each.
///
/// A reference to a [`State`] is one for all, that to a list or an array of them one each.
#[derive(Clone, Copy, Debug)]
pub struct Starts<'s, N: Network>(Kind<'s, N>);

#[derive(Clone, Copy, Debug)]
enum Kind<'s, N: Network> {
    One(&'s State<N>),
    Each(&'s [State<N>]),
}

impl<'s, N: Network> From<&'s State<N>> for Starts<'s, N> {
    fn from(state: &'s State<N>) -> Self {
        Starts(Kind::One(state))
    }
}

impl<'s, N: Network> From<&'s [State<N>]> for Starts<'s, N> {
    fn from(states: &'s [State<N>]) -> Self {
        Starts(Kind::Each(states))
    }
}

impl<'s, N: Network> From<&'s Vec<State<N>>> for Starts<'s, N> {
    fn from(states: &'s Vec<State<N>>) -> Self {
        Starts(Kind::Each(states))
    }
}

impl<'s, N: Network, const K: usize> From<&'s [State<N>; K]> for Starts<'s, N> {
    fn from(states: &'s [State<N>; K]) -> Self {
        Starts(Kind::Each(states))
    }
}

impl<'s, N: Network> Starts<'s, N> {
    /// One for each sequence, for a network of this declaration.
    ///
    /// # Errors
    /// There are more, or fewer; one is of another declaration.
    pub(crate) fn of_each(
        &self,
        sequences: usize,
        description: &'static Description,
    ) -> Result<Vec<&'s [N::Scalar]>> {
        let states = match self.0 {
            Kind::One(state) => std::slice::from_ref(state),
            Kind::Each(states) => states,
        };
        states.iter().try_for_each(|state| state.check(description))?;
        match &self.0 {
            Kind::One(state) => Ok(vec![state.values(); sequences]),
            Kind::Each(states) if states.len() == sequences => Ok(states.iter().map(State::values).collect()),
            Kind::Each(states) => Err(Error::setting(
                "the number of states to start from",
                states.len(),
                format!("expected one for each of the {sequences} sequences, or a single `&state` for all"),
            )),
        }
    }
}

/// Where a run went, and where it ended.
#[derive(Clone, Debug)]
pub struct Continued<N: Network> {
    /// The outputs: \[sequence, step, output\], NaN beyond the length of a sequence.
    pub outputs: Array3<N::Scalar>,
    /// The state of each sequence behind its last step: whence the next run goes on.
    pub states: Vec<State<N>>,
}

/// The run of a network from states, up to the lengths where they are given, with its noise.
pub(crate) fn continued<N: Network>(
    network: &N,
    starts: Starts<'_, N>,
    inputs: &ArrayView3<'_, N::Scalar>,
    lengths: Option<&[usize]>,
    noise: &Noise,
) -> Result<Continued<N>> {
    let program = network.program();
    let starts = starts.of_each(inputs.dim().0, program.description)?;
    let programs = [program, network.traced_program()];
    let run = compiled!(RunFrom<N::Scalar>, run_from);
    let (outputs, states) = run(programs, network.values(), (inputs, lengths, noise), &starts)?;
    Ok(Continued {
        outputs,
        states: states
            .into_iter()
            .map(|values| State::of(program, values))
            .collect(),
    })
}

type RunFrom<T> = fn(
    [Program<T>; 2],
    &[T],
    (&ArrayView3<'_, T>, Option<&[usize]>, &Noise),
    &[&[T]],
) -> Result<(Array3<T>, Vec<Vec<T>>)>;

/// Outputs, and the values of the state behind the last step of each sequence; given a program that traces nothing and one
/// that traces.
fn run_from<T: Scalar>(
    [plain, traced]: [Program<T>; 2],
    values: &[T],
    (inputs, lengths, noise): (&ArrayView3<'_, T>, Option<&[usize]>, &Noise),
    starts: &[&[T]],
) -> Result<(Array3<T>, Vec<Vec<T>>)> {
    shapes::check_inputs(plain.description, inputs)?;
    if lengths.is_none() {
        shapes::check_finite("inputs", inputs, "values must be finite")?;
    }
    let numbers = draws(&plain, noise, inputs, lengths)?;
    let conditions = Conditions {
        draws: Draws::in_epoch(&numbers, 0),
        starts,
    };
    let program = if has_folded(&plain) { traced } else { plain };
    let parts = parts(&program);
    let (sequences, steps, _) = inputs.dim();
    let shape = (sequences, steps, program.description.output_size());
    let mut outputs = Array3::from_elem(shape, T::ZERO);
    let mut ends: Vec<Vec<T>> = starts.iter().map(|start| start.to_vec()).collect();

    let mut tile = Tile::new(program);
    let length = |sequence: usize| lengths.map_or(steps, |lengths| lengths[sequence]);
    run_all(
        &mut tile,
        values,
        inputs,
        conditions,
        &mut |tile, tiled, chunk| {
            for (place, sequence) in tiled.clone().enumerate() {
                let end = length(sequence);
                if chunk.start < end && end <= chunk.end {
                    tile.read_state(&parts, place, end - chunk.start, &mut ends[sequence]);
                }
            }
            tile.store_outputs(chunk, &mut outputs.slice_mut(s![tiled, .., ..]));
        },
    );
    blank(&mut [&mut outputs], lengths);
    check_run(plain, values, (inputs, lengths, conditions), &[&mut outputs])?;
    for (sequence, end) in ends.iter().enumerate() {
        if let Some(place) = end.iter().position(|value| !value.is_finite()) {
            return Err(Error::NotFinite {
                what: format!("the state at the end of sequence {sequence}"),
                index: vec![place],
                value: end[place].to_f64(),
            });
        }
    }
    Ok((outputs, ends))
}

#[cfg(test)]
mod tests;
