//! Draws the layers of a declaration: unit, size and settings of each.

use super::constants;
use super::declaration::{Layer, Size};
use super::draw::Draw;
use super::units::{DENSE, UNITS};

/// The last two have a corner.
const ACTIVATIONS: [&str; 11] = [
    "sigmoid",
    "tanh",
    "softplus",
    "identity",
    "elu",
    "swish",
    "hill",
    "custom(activations::OwnTanh)",
    "custom(activations::ThresholdPower)",
    "relu",
    "leaky_relu(0.1)",
];

const LAYERS: [&str; 5] = ["fast", "slow", "deep", "wide", "late"];
const OUTPUTS: [&str; 3] = ["u", "v", "w"];

/// What holds for all layers of a declaration.
pub struct Frame<'a> {
    pub const_parameters: &'a [usize],
    pub has_dt: bool,
    /// No equation has a corner, so that central differences hold everywhere.
    pub is_smooth: bool,
}

/// Layers and outputs in a causal order, the first of them a layer.
pub fn layers(draw: &mut Draw, frame: &Frame) -> Vec<Layer> {
    let hidden = draw.whole(1, 4);
    let outputs = if draw.percent(45) { 1 } else { draw.whole(2, 3) };
    let mut names: Vec<(&'static str, bool)> = LAYERS[1..=hidden].iter().map(|&name| (name, false)).collect();
    names.extend(OUTPUTS[..outputs].iter().map(|&name| (name, true)));
    if draw.percent(50) {
        draw.shuffle(&mut names);
    }
    names.insert(0, (LAYERS[0], false));
    if draw.percent(30) {
        names.retain(|(name, _)| *name != LAYERS[1]);
    }
    names
        .into_iter()
        .map(|(name, is_output)| layer(draw, name, is_output, frame))
        .collect()
}

fn layer(draw: &mut Draw, name: &'static str, is_output: bool, frame: &Frame) -> Layer {
    let mut unit = if is_output { &DENSE } else { draw.one_of(&UNITS) };
    while frame.is_smooth && unit.has_corner() {
        unit = draw.one_of(&UNITS);
    }
    let activations = if frame.is_smooth {
        &ACTIVATIONS[..8]
    } else {
        &ACTIVATIONS
    };
    let must_have_activation = unit.text.is_some();
    let activation =
        (unit.has_activation && (must_have_activation || draw.percent(75))).then(|| draw.one_of(activations));
    Layer {
        name,
        is_output,
        unit,
        size: size(draw, frame.const_parameters),
        activation,
        constants: unit
            .constants
            .iter()
            .map(|name| constants::constant(draw, name, frame.has_dt))
            .collect(),
        bias: constants::of_units(draw),
        initial: if unit.has_states() {
            constants::of_units(draw)
        } else {
            None
        },
        sign: None,
        noise: (!is_output && unit.ports == 1 && draw.percent(35)).then(|| draw.hundredths(5, 50)),
        has_docs: draw.percent(15),
    }
}

/// Mostly a few units; now and then more than fit the rows of one kernel tile.
pub fn size(draw: &mut Draw, const_parameters: &[usize]) -> Size {
    match draw.whole(0, 9) {
        0..=3 if !const_parameters.is_empty() => {
            let index = draw.whole(0, const_parameters.len() - 1);
            Size::Const(index, const_parameters[index])
        }
        4 => Size::Path(draw.whole(2, 3)),
        5 => Size::Number(draw.one_of(&[1, 1, 7, 9])),
        _ => Size::Number(draw.whole(2, 5)),
    }
}
