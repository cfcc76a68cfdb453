//! Forward and backward pass of one tile, 16 sequences of 20 steps, on every instruction set of the machine.
//!
//! `cargo bench --bench step`. Times are for the whole chunk: of the paper's network in both scalars and three sizes,
//! and of a GRU. The time of the backward pass includes that of clearing the adjoints, as in training.

use aru::dispatch::{InstructionSet, Isa, Task, dispatch_with};
use aru::prelude::*;
use aru::row_lanes::BatchLanes;
use aru::series::Series;
use aru::{Block, recurrent_net};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

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

/// A network with the series of one tile.
struct Tile<N: Network> {
    network: N,
    values: Vec<Series<N::Scalar>>,
    adjoints: Vec<Series<N::Scalar>>,
    gradients: Vec<Block<N::Scalar>>,
}

struct Forward<'a, N: Network>(&'a mut Tile<N>);

impl<N: Network> Task for Forward<'_, N> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Tile { network, values, .. } = self.0;
        N::forward_chunk::<_, false>(BatchLanes::new(isa), network.values(), values, STEPS);
    }
}

struct Backward<'a, N: Network>(&'a mut Tile<N>);

impl<N: Network> Task for Backward<'_, N> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let Tile {
            network,
            values,
            adjoints,
            gradients,
        } = self.0;
        N::backward_chunk(
            BatchLanes::new(isa),
            network.values(),
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

impl<N: Network> Tile<N> {
    fn new() -> Self {
        let network = N::new(1);
        let room = |wanted: bool, plan: &aru::plan::SeriesPlan| match wanted {
            true => Series::new(plan.units, plan.before, STEPS),
            false => Series::new(0, 0, 0),
        };
        let plan = N::PLAN.series;
        let inputs = N::DESCRIPTION.inputs.len();
        let mut values: Vec<_> = plan
            .iter()
            .map(|series| room(!series.trace_only, series))
            .collect();
        let adjoints = plan
            .iter()
            .enumerate()
            .map(|(index, series)| room(series.adjoint && index >= inputs, series));
        let mut adjoints: Vec<_> = adjoints.collect();
        fill(&mut values[0]);
        fill(&mut adjoints[N::PLAN.outputs[0]]);
        let gradients = vec![Block::ZERO; network.values().len()];
        Tile {
            network,
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
        for (index, adjoint) in self.adjoints.iter_mut().enumerate() {
            if index != output {
                adjoint.clear();
            }
        }
        dispatch_with(set, Backward(self));
    }
}

fn measure<N: Network>(criterion: &mut Criterion, name: &str) {
    let mut group = criterion.benchmark_group(name);
    for set in InstructionSet::available() {
        let mut tile = Tile::<N>::new();
        group.bench_function(BenchmarkId::new("forward", set), |bencher| {
            bencher.iter(|| tile.forward(set))
        });
        group.bench_function(BenchmarkId::new("backward", set), |bencher| {
            bencher.iter(|| tile.backward(set))
        });
    }
    group.finish();
}

fn steps(criterion: &mut Criterion) {
    measure::<Paper<f32, 10>>(criterion, "paper 10 f32");
    measure::<Paper<f64, 10>>(criterion, "paper 10 f64");
    measure::<Paper<f32, 64>>(criterion, "paper 64 f32");
    measure::<Paper<f32, 256>>(criterion, "paper 256 f32");
    measure::<Gated<f32, 10>>(criterion, "gru 10 f32");
}

criterion_group!(benches, steps);
criterion_main!(benches);
