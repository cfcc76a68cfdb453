//! Which of two a function takes: that is also where its derivative goes.

use super::{Called, Function};
use crate::graph::{Graph, Node};

pub(super) fn select(graph: &mut Graph, selection: &str, arguments: [Node; 4]) -> Node {
    graph.call(Function::named(selection), arguments.to_vec())
}

/// dL/dy where a is the larger of a and b, half of it where they are the same, else nothing.
pub(super) fn of_the_larger(graph: &mut Graph, a: Node, b: Node, d_y: Node) -> Node {
    let (zero, half) = (graph.number(0.0), graph.number(0.5));
    let shared = graph.multiply(half, d_y);
    let not_above = select(graph, "select_at_least", [a, b, shared, zero]);
    select(graph, "select_above", [a, b, d_y, not_above])
}

/// dL/dy to the value that was taken.
pub(super) fn of_a_selection(
    graph: &mut Graph,
    selection: &str,
    &Called { x, d_y, .. }: &Called,
) -> Vec<Node> {
    let zero = graph.number(0.0);
    let taken = select(graph, selection, [x[0], x[1], d_y, zero]);
    let other = select(graph, selection, [x[0], x[1], zero, d_y]);
    vec![zero, zero, taken, other]
}
