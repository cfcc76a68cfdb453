//! In what order the network is computed, and what is kept: from the equations of each layer to the program.
//!
//! Layers that are linked in a circle form a component, which runs step by step. Components follow one another in
//! causal order, so what one gives to the next is a product over all steps of the chunk at once.

mod components;
mod kept;
mod links;
mod mixes;
mod passes;
mod series;
mod units;

use crate::differentiate::Adjoint;
use crate::equations::Equations;
use crate::network::{Network, Source};
use crate::program::{AdjointRows, Layer, Program};
use kept::LayerPlan;
use series::AllSeries;

/// The program of a network, from the equations of each layer and their adjoints.
pub fn schedule(network: &Network, equations: Vec<Equations>, adjoints: Vec<Adjoint>) -> Program {
    let mut series = AllSeries::default();
    for (index, input) in network.inputs.iter().enumerate() {
        let name = input.name.to_string();
        let added = series.add(name.clone(), &name, &input.size, AdjointRows::Summed);
        series.reach_back(added, longest_delay(network, Source::Input(index)), None);
    }
    let mut plans = Vec::new();
    for (index, (equations, adjoint)) in equations.into_iter().zip(adjoints).enumerate() {
        plans.push(LayerPlan::new(network, index, equations, adjoint, &mut series));
    }
    let mixes = mixes::mixes(network, &plans, &mut series);
    let order = components::causal_components(network);
    let components = order
        .iter()
        .map(|members| links::component(network, &plans, &mixes, members));
    let components: Vec<_> = components.collect();
    Program {
        forward: components.iter().flat_map(passes::forward).collect(),
        backward: components.iter().rev().flat_map(passes::backward).collect(),
        layers: plans.iter().map(layer).collect(),
        order: order.into_iter().flatten().collect(),
        series: series.all,
    }
}

fn layer(plan: &LayerPlan) -> Layer {
    let equations = plan.equation_names();
    Layer {
        graph: plan.adjoint.graph.clone(),
        leaves: plan.leaves(),
        adjoints: plan.adjoint_names(&equations),
        equations,
        traced: plan.traced.clone(),
        emission: plan.emission(),
        noise: plan.noise,
    }
}

fn longest_delay(network: &Network, source: Source) -> usize {
    let links = network.links.iter().filter(|link| link.source == source);
    links
        .flat_map(|link| link.delays.iter().copied())
        .max()
        .unwrap_or(0)
}
