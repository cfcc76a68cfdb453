//! What links bring: a product for each port, over all steps or step by step.

use super::kept::LayerPlan;
use super::mixes::source_of;
use crate::graph::Leaf;
use crate::network::{Form, Link, Network, Source};
use crate::program::{Mix, Product, ProductForm, Tap};

/// Layers that are linked in a circle, or one layer.
pub struct Component<'a> {
    /// In causal order.
    pub layers: Vec<&'a LayerPlan<'a>>,
    /// From inputs and earlier components: over all steps at once.
    pub inflow: Vec<Flow<'a>>,
    /// Among its own layers: step by step.
    pub within: Vec<Flow<'a>>,
    /// What the products of the inflow read through a learned delay.
    pub mixes_of_inflow: Vec<MixFlow>,
    /// What those among its own layers read.
    pub mixes_within: Vec<MixFlow>,
}

/// The mix of a link with a learned delay.
pub struct MixFlow {
    pub from: Source,
    /// Index of the layer that the link drives.
    pub target: usize,
    /// Whether anything that has a derivative reads one of the drives.
    pub has_adjoint: bool,
    pub mix: Mix,
}

/// The product of one port of a link.
pub struct Flow<'a> {
    pub source: Source,
    pub target: &'a LayerPlan<'a>,
    pub port: usize,
    /// Whether anything that has a derivative reads the drive.
    pub has_adjoint: bool,
    pub product: Product,
    /// It reads a mix, whose adjoint the delay needs whatever the source.
    pub is_mixed: bool,
}

/// A link, an index into `Network::links`, and its mix, where its delay is learned.
type Mixed<'a> = (usize, &'a Link, Option<Mix>);

pub fn component<'a>(
    network: &'a Network,
    plans: &'a [LayerPlan<'a>],
    mixes: &[Option<Mix>],
    members: &[usize],
) -> Component<'a> {
    let links = network.links.iter().zip(mixes).enumerate();
    let (within, inflow): (Vec<Mixed>, Vec<Mixed>) = links
        .map(|(index, (link, mix))| (index, link, *mix))
        .filter(|(_, link, _)| members.contains(&link.target))
        .partition(|(_, link, _)| matches!(link.source, Source::Layer(layer) if members.contains(&layer)));
    let of_mixes = |links: &[Mixed]| links.iter().filter_map(|&link| mix_flow(plans, link)).collect();
    let products = |links: &[Mixed<'a>]| links.iter().flat_map(|&link| flows(plans, link)).collect();
    Component {
        layers: members.iter().map(|&layer| &plans[layer]).collect(),
        mixes_of_inflow: of_mixes(&inflow),
        mixes_within: of_mixes(&within),
        inflow: products(&inflow),
        within: products(&within),
    }
}

fn mix_flow(plans: &[LayerPlan], mixed: Mixed) -> Option<MixFlow> {
    let (_, link, mix) = mixed;
    Some(MixFlow {
        from: link.source,
        target: link.target,
        has_adjoint: flows(plans, mixed).any(|flow| flow.has_adjoint),
        mix: mix?,
    })
}

/// The products of a link, one for each port.
fn flows<'a>(plans: &'a [LayerPlan<'a>], (index, link, mix): Mixed<'a>) -> impl Iterator<Item = Flow<'a>> {
    let target = &plans[link.target];
    let ports = match link.port {
        Some(port) => port..port + 1,
        None => 0..target.own_ports(),
    };
    let (first, count) = (ports.start, ports.len());
    // The mix of this step is all that a product reads through a learned delay.
    let (source, delays) = match mix {
        Some(mix) => (mix.mixed, &[0][..]),
        None => (source_of(plans, link), link.delays.as_slice()),
    };
    ports.map(move |port| {
        let (leaf, drive) = match target.recurs[port] {
            Some(series) if link.source == Source::Layer(link.target) => (Leaf::Recur(port), series),
            _ => (Leaf::Drive(port), target.sums[port]),
        };
        let taps = delays.iter().enumerate().map(|(tap, &delay)| Tap {
            part: tap * count + port - first,
            delay,
        });
        Flow {
            source: link.source,
            target,
            port,
            has_adjoint: target.has_adjoint(leaf),
            product: Product {
                form: match link.form {
                    Form::Diagonal => ProductForm::Diagonal,
                    Form::Identity => ProductForm::Identity,
                    Form::Local(_) => ProductForm::Local { link: index },
                    Form::Conv(_) => ProductForm::Conv { link: index },
                    Form::Sparse { .. } if link.form.has_few_pairs() => ProductForm::Sparse,
                    Form::Dense | Form::Masked(_) | Form::Sparse { .. } => ProductForm::Dense,
                },
                weight: link.weight,
                parts: delays.len() * count,
                taps: taps.collect(),
                source,
                drive,
            },
            is_mixed: mix.is_some(),
        }
    })
}
