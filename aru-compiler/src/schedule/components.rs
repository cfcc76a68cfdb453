//! Which layers run together, and in what order.

use crate::network::{Network, Source};

/// Strongly connected components of the links of any delay, in causal order; within each, layers in an order in
/// which every source of this step comes first. Ties go by the order declared.
pub fn causal_components(network: &Network) -> Vec<Vec<usize>> {
    let count = network.layers.len();
    let mut reaches = vec![vec![false; count]; count];
    let mut now = vec![vec![false; count]; count];
    for link in &network.links {
        if let Source::Layer(source) = link.source {
            reaches[source][link.target] = true;
            now[source][link.target] |= link.delays.contains(&0);
        }
    }
    for via in 0..count {
        for from in 0..count {
            for to in 0..count {
                reaches[from][to] |= reaches[from][via] && reaches[via][to];
            }
        }
    }
    let together = |a: usize, b: usize| a == b || (reaches[a][b] && reaches[b][a]);
    let mut components = Vec::new();
    let mut done = vec![false; count];
    while let Some(first) = (0..count).find(|&layer| {
        !done[layer] && (0..count).all(|from| done[from] || together(from, layer) || !reaches[from][layer])
    }) {
        let members: Vec<usize> = (0..count).filter(|&layer| together(first, layer)).collect();
        let mut ordered: Vec<usize> = Vec::new();
        while let Some(next) = members
            .iter()
            .copied()
            .find(|&layer| !done[layer] && members.iter().all(|&from| done[from] || !now[from][layer]))
        {
            done[next] = true;
            ordered.push(next);
        }
        components.push(ordered);
    }
    components
}
