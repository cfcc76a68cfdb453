//! What is normed together, in Python.

use aru_runtime::network::description::{Layer, NormOver};

/// What stands behind a drive so that its last axis is what is normed together, and what puts it back.
pub(super) fn groups(_layer: &Layer, over: NormOver) -> (String, String) {
    match over {
        NormOver::Units => (String::new(), String::new()),
        over => unreachable!("a layer without bands is not normed over {over:?}"),
    }
}
