//! Learned delays: a link that has one reads a series of its own, into which the past of its source is mixed.

use super::kept::LayerPlan;
use super::series::AllSeries;
use crate::network::{Link, Network, Source};
use crate::program::{AdjointRows, Mix};

/// The mix of each link; none where its delays are fixed.
pub fn mixes(network: &Network, plans: &[LayerPlan], series: &mut AllSeries) -> Vec<Option<Mix>> {
    let links = network.links.iter();
    links.map(|link| mix(network, plans, link, series)).collect()
}

fn mix(network: &Network, plans: &[LayerPlan], link: &Link, series: &mut AllSeries) -> Option<Mix> {
    let (learned, &[low, high]) = (link.learned_delay?, link.delays.as_slice()) else {
        unreachable!("a learned delay has the two ends of its range")
    };
    let (source, size) = network.end(link.source);
    let target = &network.layers[link.target].name;
    let name = match link.port {
        Some(port) => {
            let ports = &network.units[network.layers[link.target].unit].ports;
            format!("{source}_delayed_to_{target}_{}", ports[port])
        }
        None => format!("{source}_delayed_to_{target}"),
    };
    // Several ports add to it.
    let mixed = series.add(name, "delayed", size, AdjointRows::Summed);
    Some(Mix {
        source: source_of(plans, link),
        mixed,
        learned,
        low,
        high,
    })
}

/// The series of what a link reads.
pub fn source_of(plans: &[LayerPlan], link: &Link) -> usize {
    match link.source {
        Source::Input(input) => input,
        Source::Layer(layer) => plans[layer].emission(),
    }
}
