//! What links bring: a product for each port, over all steps or step by step.

use super::kept::LayerPlan;
use crate::graph::Leaf;
use crate::network::{Link, Network, Source};
use crate::program::{Part, Product, Tap};

/// Layers that are linked in a circle, or one layer.
pub struct Component<'a> {
    /// In causal order.
    pub layers: Vec<&'a LayerPlan<'a>>,
    /// From inputs and earlier components: over all steps at once.
    pub inflow: Vec<Flow<'a>>,
    /// Among its own layers: step by step.
    pub within: Vec<Flow<'a>>,
}

/// The product of one port of a link.
pub struct Flow<'a> {
    pub source: Source,
    pub target: &'a LayerPlan<'a>,
    pub port: usize,
    /// Whether anything that has a derivative reads the drive.
    pub has_adjoint: bool,
    pub product: Product,
}

pub fn component<'a>(network: &'a Network, plans: &'a [LayerPlan<'a>], members: &[usize]) -> Component<'a> {
    let links = network.links.iter();
    let (within, inflow): (Vec<&Link>, Vec<&Link>) = links
        .filter(|link| members.contains(&link.target))
        .partition(|link| matches!(link.source, Source::Layer(layer) if members.contains(&layer)));
    Component {
        layers: members.iter().map(|&layer| &plans[layer]).collect(),
        inflow: inflow.into_iter().flat_map(|link| flows(plans, link)).collect(),
        within: within.into_iter().flat_map(|link| flows(plans, link)).collect(),
    }
}

fn flows<'a>(plans: &'a [LayerPlan<'a>], link: &'a Link) -> impl Iterator<Item = Flow<'a>> {
    let target = &plans[link.target];
    let ports = match link.port {
        Some(port) => port..port + 1,
        None => 0..target.own_ports(),
    };
    let (first, count) = (ports.start, ports.len());
    let source = match link.source {
        Source::Input(input) => input,
        Source::Layer(layer) => plans[layer].emission(),
    };
    ports.map(move |port| {
        let (leaf, drive) = match target.recurs[port] {
            Some(series) if link.source == Source::Layer(link.target) => (Leaf::Recur(port), series),
            _ => (Leaf::Drive(port), target.drives[port]),
        };
        let taps = link.delays.iter().enumerate().map(|(tap, &delay)| Tap {
            weight: Part {
                parameter: link.weight,
                index: tap * count + port - first,
                count: link.delays.len() * count,
            },
            delay,
        });
        Flow {
            source: link.source,
            target,
            port,
            has_adjoint: target.has_adjoint(leaf),
            product: Product {
                taps: taps.collect(),
                source,
                drive,
            },
        }
    })
}
