//! Forward and backward pass of one tile, 32 sequences of 20 steps, on every instruction set of the machine.
//!
//! `cargo bench --bench step`. Times are for the whole chunk: of the paper's network in both scalars and three sizes,
//! and of a GRU. The time of the backward pass includes that of clearing the adjoints, as in training.
//!
//! Arguments are words that the names of rows hold: `cargo bench --bench step -- paper backward`. To compare two states of
//! the code, keep the table of one (`> before.md`) and lay that of the other beside it, on the same machine right after the
//! first: it is not as fast at every hour.

mod rounds;

use std::hint::black_box;

use aru::__private::bench::{InLanes, InstructionSet, Layout, Task, dispatch_with};
use aru::__private::{AdjointRows, Block, Emitted, Isa, Lanes, Series};
use aru::prelude::*;

use rounds::OfSets;

const STEPS: usize = 20;

recurrent_net! {
    /// The network of Eq. 20.
    struct Paper<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> {
            alpha_s: learn global(0.5) in logistic(0, 1);
            alpha_r: learn global(0.5) in logistic(0, 1);
            initial: learn;
        }
        output y: 2 { activation: sigmoid; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    /// The same with gates.
    struct Gated<const H: usize> {
        input x: 2;
        layer hidden: Gru<H>;
        output y: 2;
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

/// The parameters of a network, and the series of one tile.
struct Tile<N: Emitted> {
    layout: Layout,
    parameters: Vec<Block<N::Number>>,
    values: Vec<Series<N::Number>>,
    adjoints: Vec<Series<N::Number>>,
    gradients: Vec<Block<N::Number>>,
}

struct Forward<'a, N: Emitted>(&'a mut Tile<N>);

impl<N: Emitted> Task for Forward<'_, N> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Tile {
            layout,
            parameters,
            values,
            ..
        } = self.0;
        N::forward_chunk::<I, false>(Lanes::new(isa, *layout), parameters, values, STEPS);
    }
}

struct Backward<'a, N: Emitted>(&'a mut Tile<N>);

impl<N: Emitted> Task for Backward<'_, N> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Tile {
            layout,
            parameters,
            values,
            adjoints,
            gradients,
        } = self.0;
        N::backward_chunk(
            Lanes::new(isa, *layout),
            parameters,
            values,
            adjoints,
            gradients,
            STEPS,
        );
    }
}

/// Numbers between -1 and 1 that never repeat.
fn fill<T: Scalar>(series: &mut Series<T>) {
    for t in 0..STEPS {
        for (unit, block) in series.row_mut(t).iter_mut().enumerate() {
            *block = Block(std::array::from_fn(|lane| {
                T::from_f64((1.0 + t as f64 + 20.7 * unit as f64 + 3.1 * lane as f64).sin())
            }));
        }
    }
}

impl<N: Emitted> Tile<N> {
    fn new(lanes: InLanes, members: usize) -> Self {
        let layout = Layout {
            lanes,
            members,
            gradients: true,
        };
        let room = |wanted: bool, plan: &aru::__private::SeriesPlan| match wanted {
            true => Series::new(layout.blocks(plan.units), plan.before, STEPS),
            false => Series::new(0, 0, 0),
        };
        let plan = N::PLAN.series;
        let inputs = N::DECLARATION.inputs.len();
        let mut values: Vec<_> = plan
            .iter()
            .map(|series| room(!series.trace_only, series))
            .collect();
        let adjoints = plan
            .iter()
            .enumerate()
            .map(|(index, series)| room(series.adjoint != AdjointRows::Absent && index >= inputs, series));
        let mut adjoints: Vec<_> = adjoints.collect();
        fill(&mut values[0]);
        fill(&mut adjoints[N::PLAN.outputs[0]]);
        let forms = N::PLAN.forms;
        let gradients = forms.iter().map(|&form| layout.blocks_of_gradient(form)).sum();
        let gradients = vec![Block::ZERO; gradients];
        // The same small number everywhere: a pass takes as long.
        let parameters = forms.iter().map(|&form| layout.blocks_of(form)).sum();
        let parameters = vec![Block::splat(N::Number::from_f64(0.1)); parameters];
        Tile {
            layout,
            parameters,
            values,
            adjoints,
            gradients,
        }
    }

    fn forward(&mut self, set: InstructionSet) {
        dispatch_with(set, Forward(self));
    }

    fn backward(&mut self, set: InstructionSet) {
        let output = N::PLAN.outputs[0];
        let plan = N::PLAN.series.iter().enumerate();
        for ((index, series), adjoint) in plan.zip(&mut self.adjoints) {
            match series.adjoint {
                AdjointRows::Summed if index != output => adjoint.clear(),
                AdjointRows::Carried => adjoint.carry_mut().fill(Block::ZERO),
                _ => {}
            }
        }
        dispatch_with(set, Backward(self));
    }
}

fn measure<N: Emitted>(table: &mut OfSets, name: &str, lanes: InLanes, members: usize) -> aru::Result<()> {
    table.row([name, "forward"], || {
        let mut tile = Tile::<N>::new(lanes, members);
        move |set| black_box(&mut tile).forward(set)
    })?;
    table.row([name, "backward"], || {
        let mut tile = Tile::<N>::new(lanes, members);
        // The values that it goes back over.
        tile.forward(InstructionSet::Baseline);
        move |set| black_box(&mut tile).backward(set)
    })
}

fn main() -> anyhow::Result<()> {
    use InLanes::{Networks, Sequences, Units};
    let mut table = OfSets::new(["network", "pass"]);
    measure::<Paper<f32, 10>>(&mut table, "paper 10 f32", Sequences, 2)?;
    measure::<Paper<f64, 10>>(&mut table, "paper 10 f64", Sequences, 2)?;
    measure::<Paper<f32, 10>>(&mut table, "paper 10 f32, networks", Networks, 1)?;
    measure::<Paper<f32, 10>>(&mut table, "paper 10 f32, one sequence", Units, 1)?;
    measure::<Paper<f32, 256>>(&mut table, "paper 256 f32", Units, 32)?;
    measure::<Gated<f32, 10>>(&mut table, "gru 10 f32", Sequences, 2)?;
    table.end()
}
