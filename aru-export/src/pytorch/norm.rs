//! What is normed together, and what units share, in Python.

use aru_runtime::network::description::{Description, Layer, NormOver, Scope};

use crate::folding;

/// What stands behind a drive so that its last axis is what is normed together, and what puts it back.
pub(super) fn groups(layer: &Layer, over: NormOver) -> (String, String) {
    let [bands, channels] = layer.shape();
    match over {
        NormOver::Channels => (
            format!(".unflatten(-1, ({bands}, {channels}))"),
            ".flatten(-2)".into(),
        ),
        NormOver::Bands => (
            format!(".unflatten(-1, ({bands}, {channels})).transpose(-1, -2)"),
            ".transpose(-1, -2).flatten(-2)".into(),
        ),
        _ => (String::new(), String::new()),
    }
}

/// What stands behind a parameter of a layer, of so many ports, so that it has a number for each unit.
pub(super) fn written_out(description: &Description, layer: &Layer, name: &str, ports: usize) -> String {
    let index = description
        .parameters
        .iter()
        .position(|parameter| parameter.name == name);
    let [bands, channels] = layer.shape();
    let scope = index.and_then(|index| folding::shared(description, index));
    match (scope, ports) {
        (Some(Scope::PerBand), _) => format!(".repeat_interleave({channels})"),
        (Some(Scope::PerChannel), 1) => format!(".repeat({bands})"),
        (Some(Scope::PerChannel), ports) => {
            format!(".unflatten(0, ({ports}, {channels})).repeat(1, {bands}).flatten()")
        }
        _ => String::new(),
    }
}
