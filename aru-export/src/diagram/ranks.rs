//! Which rank each node is in.

use super::{Edge, Kind, Node};

/// Links of this step go from left to right, and so do those of earlier steps, in the order declared, as long as no circle
/// is closed. A rank is then the length of the longest chain that leads to a node; outputs that drive nothing further stand
/// in the last one.
pub(super) fn of(nodes: &[Node], edges: &[Edge]) -> Vec<usize> {
    let forward = forward(nodes.len(), edges);
    let mut ranks = vec![0; nodes.len()];
    // A chain has at most as many links as there are nodes.
    for _ in 0..nodes.len() {
        for &(from, to) in &forward {
            ranks[to] = ranks[to].max(ranks[from] + 1);
        }
    }
    let last = ranks.iter().copied().max().unwrap_or(0);
    for (node, rank) in nodes.iter().zip(0..) {
        let is_last = node.kind == Kind::Output && forward.iter().all(|&(from, _)| from != rank);
        if is_last {
            ranks[rank] = last;
        }
    }
    ranks
}

/// The pairs that go from left to right: those without delay first, which close no circle by the rules of the language.
fn forward(nodes: usize, edges: &[Edge]) -> Vec<(usize, usize)> {
    let mut forward = Vec::new();
    let (now, later): (Vec<&Edge>, Vec<&Edge>) = edges.iter().partition(|edge| !edge.is_dashed);
    for edge in now.into_iter().chain(later) {
        if edge.from != edge.to && !reaches(nodes, &forward, edge.to, edge.from) {
            forward.push((edge.from, edge.to));
        }
    }
    forward
}

/// Whether a chain leads from one node to another.
fn reaches(nodes: usize, forward: &[(usize, usize)], start: usize, end: usize) -> bool {
    let mut seen = vec![false; nodes];
    let mut open = vec![start];
    while let Some(node) = open.pop() {
        if node == end {
            return true;
        }
        if !std::mem::replace(&mut seen[node], true) {
            open.extend(
                forward
                    .iter()
                    .filter(|(from, _)| *from == node)
                    .map(|&(_, to)| to),
            );
        }
    }
    false
}
