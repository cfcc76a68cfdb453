//! The statements of a component: forwards, and backwards in reverse.

use super::kept::LayerPlan;
use super::links::{Component, Flow, MixFlow};
use crate::graph::Leaf;
use crate::network::Source;
use crate::program::{Norm, Part, Product, ProductForm, Statement, Tap};

pub fn forward(component: &Component) -> Vec<Statement> {
    let layers = component.layers.iter();
    let mut statements: Vec<Statement> = layers.flat_map(|layer| starts(component, layer)).collect();
    statements.extend(
        component
            .mixes_of_inflow
            .iter()
            .map(|flow| Statement::Mix(flow.mix)),
    );
    statements.extend(component.inflow.iter().map(|flow| {
        let starter = starter(component, flow.product.drive);
        Statement::Multiply {
            product: flow.product.clone(),
            onto: starter
                .filter(|starter| std::ptr::eq(*starter, flow))
                .and_then(|_| bias(flow.target, flow.port)),
        }
    }));
    let norms = norms(component, Place::Outside).map(|(norm, _)| Statement::Norm(norm));
    statements.extend(norms);
    let mut body = Vec::new();
    for layer in &component.layers {
        body.extend(mixes_within(component, layer).map(|flow| Statement::Mix(flow.mix)));
        body.extend(within(component, layer).map(|flow| Statement::Multiply {
            product: flow.product.clone(),
            onto: None,
        }));
        let norms = norms_of(component, layer, Place::Inside);
        body.extend(norms.map(|(norm, _)| Statement::Norm(norm)));
        body.push(Statement::Units(layer.forward()));
        if let Some(series) = layer.first_traced_only() {
            body.push(Statement::IfTraced {
                series,
                body: vec![Statement::Units(layer.trace())],
            });
        }
    }
    statements.push(Statement::Steps {
        backwards: false,
        body,
    });
    statements
}

pub fn backward(component: &Component) -> Vec<Statement> {
    let mut body = Vec::new();
    for layer in component.layers.iter().rev() {
        body.push(Statement::Units(layer.backward()));
        if let (Some(series), Some(units)) = (layer.first_asked(), layer.asked()) {
            body.push(Statement::IfAsked {
                series,
                body: vec![Statement::Units(units)],
            });
        }
        let norms = norms_of(component, layer, Place::Inside).filter(|(_, has_adjoint)| *has_adjoint);
        body.extend(norms.map(|(norm, _)| Statement::NormTransposed(norm)));
        let flows = within(component, layer).filter(|flow| flow.has_adjoint);
        body.extend(flows.map(transposed));
        let mixes = mixes_within(component, layer).filter(|flow| flow.has_adjoint);
        body.extend(mixes.map(|flow| Statement::MixTransposed(flow.mix)));
    }
    let mut statements = vec![Statement::Steps {
        backwards: true,
        body,
    }];
    let norms = norms(component, Place::Outside).filter(|(_, has_adjoint)| *has_adjoint);
    statements.extend(norms.map(|(norm, _)| Statement::NormTransposed(norm)));
    let inflow = component.inflow.iter().filter(|flow| flow.has_adjoint);
    statements.extend(inflow.map(|flow| match flow.source {
        Source::Input(input) if !flow.is_mixed => Statement::IfAsked {
            series: input,
            body: vec![transposed(flow)],
        },
        _ => transposed(flow),
    }));
    let mixes = component.mixes_of_inflow.iter().filter(|flow| flow.has_adjoint);
    statements.extend(mixes.map(|flow| match flow.from {
        Source::Layer(_) => Statement::MixTransposed(flow.mix),
        Source::Input(input) => Statement::IfAsked {
            series: input,
            body: vec![Statement::MixTransposed(flow.mix)],
        },
    }));
    let flows = component.inflow.iter().chain(&component.within);
    statements.extend(flows.filter_map(weight_gradient));
    let mixes = component.mixes_of_inflow.iter().chain(&component.mixes_within);
    let mixes = mixes.filter(|flow| flow.has_adjoint);
    statements.extend(mixes.map(|flow| Statement::DelayGradient(flow.mix)));
    statements.extend(component.layers.iter().flat_map(|layer| bias_gradients(layer)));
    statements.extend(component.layers.iter().flat_map(|layer| norm_gradients(layer)));
    statements
}

/// The products of a layer that are taken step by step.
fn within<'a>(component: &'a Component, layer: &LayerPlan) -> impl Iterator<Item = &'a Flow<'a>> {
    let index = layer.index;
    let flows = component.within.iter();
    flows.filter(move |flow| flow.target.index == index)
}

/// What these products read through learned delays.
fn mixes_within<'a>(component: &'a Component, layer: &LayerPlan) -> impl Iterator<Item = &'a MixFlow> {
    let index = layer.index;
    let mixes = component.mixes_within.iter();
    mixes.filter(move |flow| flow.target == index)
}

/// Where a port is normed: for all steps at once, or step by step, after what its own component gives it.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Outside,
    Inside,
}

/// The norms of a component, each with whether an adjoint comes to it.
fn norms(component: &Component, place: Place) -> impl Iterator<Item = (Norm, bool)> {
    let layers = component.layers.iter();
    layers.flat_map(move |layer| norms_of(component, layer, place))
}

fn norms_of(component: &Component, layer: &LayerPlan, place: Place) -> impl Iterator<Item = (Norm, bool)> {
    let norms = layer.norms.iter().enumerate();
    norms.filter_map(move |(port, norm)| {
        let norm = norm.clone()?;
        let is_within = within(component, layer).any(|flow| flow.product.drive == norm.sum);
        let own = if is_within { Place::Inside } else { Place::Outside };
        (own == place).then(|| (norm, layer.has_adjoint(Leaf::Drive(port))))
    })
}

/// Every drive starts from the bias, or from zero, unless its first product sets it.
fn starts(component: &Component, layer: &LayerPlan) -> Vec<Statement> {
    let drives = layer.sums.iter().enumerate();
    let drives = drives.filter(|&(_, &drive)| starter(component, drive).is_none());
    let drives = drives.map(|(port, &drive)| Statement::Start {
        drive,
        bias: bias(layer, port),
    });
    let recurs = layer.recurs.iter().flatten();
    let recurs = recurs.map(|&drive| Statement::Start { drive, bias: None });
    drives.chain(recurs).collect()
}

/// The first product of a drive with a bias sets it, where it has one delay.
fn starter<'a>(component: &'a Component, drive: usize) -> Option<&'a Flow<'a>> {
    let first = component.inflow.iter().find(|flow| flow.product.drive == drive)?;
    let can_set = first.product.taps.len() == 1 && first.product.form == ProductForm::Dense;
    (bias(first.target, first.port).is_some() && can_set).then_some(first)
}

/// The bias of a port. That of a gate is its own.
fn bias(layer: &LayerPlan, port: usize) -> Option<Part> {
    let own = layer.own_ports();
    match port.checked_sub(own) {
        None => Some(Part {
            parameter: layer.layer.bias?,
            index: port,
            count: own,
        }),
        Some(gate) => Some(Part {
            parameter: layer.layer.gates[gate].bias,
            index: 0,
            count: 1,
        }),
    }
}

fn transposed(flow: &Flow) -> Statement {
    Statement::MultiplyTransposed(flow.product.clone())
}

fn weight_gradient(flow: &Flow) -> Option<Statement> {
    let is_learned = flow.target.network.parameters[flow.product.weight?].learn;
    (is_learned && flow.has_adjoint).then(|| Statement::WeightGradient(flow.product.clone()))
}

fn bias_gradients(layer: &LayerPlan) -> Vec<Statement> {
    let ports = layer.sums.iter().enumerate();
    let live = ports.filter(|(port, _)| layer.has_adjoint(Leaf::Drive(*port)));
    let gradients = live.filter_map(|(port, &drive)| {
        let bias = bias(layer, port)?;
        let is_learned = layer.network.parameters[bias.parameter].learn;
        is_learned.then_some(Statement::BiasGradient { drive, bias })
    });
    gradients.collect()
}

/// d_gain += sum over t of d_drive\[t\] z\[t\], unit by unit; d_shift += sum over t of d_drive\[t\].
fn norm_gradients(layer: &LayerPlan) -> Vec<Statement> {
    let ports = layer.norms.iter().enumerate();
    let live = ports.filter(|(port, _)| layer.has_adjoint(Leaf::Drive(*port)));
    let norms = live.filter_map(|(_, norm)| norm.clone());
    norms
        .flat_map(|norm| {
            let gain = Product {
                form: ProductForm::Diagonal,
                weight: Some(norm.gain.parameter),
                parts: norm.gain.count,
                taps: vec![Tap {
                    part: norm.gain.index,
                    delay: 0,
                }],
                source: norm.sum,
                drive: norm.drive,
            };
            let shift = Statement::BiasGradient {
                drive: norm.drive,
                bias: norm.shift,
            };
            [Statement::WeightGradient(gain), shift]
        })
        .collect()
}
