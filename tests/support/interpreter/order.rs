//! The order in which layers are computed in a step.

use aru::description::{Description, Source};

/// Layers so that each comes after those it reads without delay, found from the links alone.
pub fn causal_order(description: &Description) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < description.layers.len() {
        let next = (0..description.layers.len()).find(|&layer| {
            !order.contains(&layer)
                && sources_of_this_step(description, layer).all(|source| order.contains(&source))
        });
        order.push(next.expect("no cycle of links without delay"));
    }
    order
}

/// Whether in this order, too, each layer comes once, and after those it reads without delay.
pub fn is_causal(description: &Description, order: &[usize]) -> bool {
    let position = |layer: usize| order.iter().position(|&other| other == layer);
    order.len() == description.layers.len()
        && (0..description.layers.len()).all(|layer| {
            position(layer).is_some()
                && sources_of_this_step(description, layer).all(|source| position(source) < position(layer))
        })
}

fn sources_of_this_step(description: &Description, layer: usize) -> impl Iterator<Item = usize> {
    description
        .links
        .iter()
        .filter_map(move |link| match link.source {
            Source::Layer(source) if link.target == layer && link.delays.contains(&0) => Some(source),
            _ => None,
        })
}
