//! Draws the layers of a declaration: unit, size and settings of each.

use super::constants;
use super::declaration::{Axis, Bounds, Constant, Init, Layer, Size, Value};
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

/// Dual numbers take each of the parameters by itself.
const LARGEST_SHAPE: usize = 9;

/// What holds for all layers of a declaration.
pub struct Frame<'a> {
    pub const_parameters: &'a [usize],
    /// The length of a step in microseconds.
    pub dt: Option<usize>,
    /// No equation has a corner, so that central differences hold everywhere.
    pub is_smooth: bool,
}

/// Layers and outputs in a causal order, the first of them a layer. Some have the size of another or of an input, for links
/// that join units of one number.
pub fn layers(draw: &mut Draw, frame: &Frame, inputs: &[Size]) -> Vec<Layer> {
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
    let mut sizes = inputs.to_vec();
    let mut layers = Vec::new();
    for name in names {
        let size = match draw.percent(30) {
            true => draw.one_of(&sizes),
            false => size(draw, frame.const_parameters),
        };
        sizes.push(size);
        layers.push(layer(draw, name, size, frame));
    }
    layers
}

fn layer(draw: &mut Draw, (name, is_output): (&'static str, bool), size: Size, frame: &Frame) -> Layer {
    let mut unit = match is_output && draw.percent(40) {
        true => &DENSE,
        false => draw.one_of(&UNITS),
    };
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
    let (bias, norm) = (constants::of_units(draw), constants::norm(draw, size));
    let constants: Vec<Constant> = unit
        .constants
        .iter()
        .map(|name| constants::constant(draw, name, size, frame.dt))
        .collect();
    let may_have_noise = !is_output && unit.ports.is_empty() && !constants.iter().any(may_be_two);
    Layer {
        name,
        is_output,
        unit,
        size,
        activation,
        constants,
        bias_scope: constants::bias_scope(draw, bias.as_ref(), norm, size),
        bias,
        norm,
        initial: if unit.has_states() {
            constants::of_units(draw)
        } else {
            None
        },
        sign: None,
        noise: (may_have_noise && draw.percent(35)).then(|| draw.hundredths(5, 50)),
        has_docs: draw.percent(15),
    }
}

/// Whether a rate is one that noise is scaled by and has no bounds that the macro would know of.
fn may_be_two(constant: &Constant) -> bool {
    let is_unknown = matches!(
        constant.value,
        Value::Stored {
            init: Init::By(_),
            bounds: Bounds::Free,
            ..
        }
    );
    constant.name == "alpha_s" && !constant.is_time && is_unknown
}

/// Mostly a few units; now and then more than fit the rows of one kernel tile.
pub fn size(draw: &mut Draw, const_parameters: &[usize]) -> Size {
    if draw.percent(50) {
        return Size::Plain(plain(draw, const_parameters));
    }
    let axes = [0, 1].map(|_| match draw.whole(0, 9) {
        0..=3 if !const_parameters.is_empty() => of_const(draw, const_parameters),
        4 => Axis::Path(draw.whole(2, 3)),
        _ => Axis::Number(draw.whole(1, 4)),
    });
    let shape = Size::Shape(axes);
    match shape.value() <= LARGEST_SHAPE {
        true => shape,
        false => Size::Plain(plain(draw, const_parameters)),
    }
}

fn plain(draw: &mut Draw, const_parameters: &[usize]) -> Axis {
    match draw.whole(0, 9) {
        0..=3 if !const_parameters.is_empty() => of_const(draw, const_parameters),
        4 => Axis::Path(draw.whole(2, 3)),
        5 => Axis::Number(draw.one_of(&[1, 1, 7, 9])),
        _ => Axis::Number(draw.whole(2, 5)),
    }
}

fn of_const(draw: &mut Draw, const_parameters: &[usize]) -> Axis {
    let index = draw.whole(0, const_parameters.len() - 1);
    Axis::Const(index, const_parameters[index])
}
