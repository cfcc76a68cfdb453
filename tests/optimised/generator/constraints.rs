//! Draws which pairs links join, and which layers obey Dale's law.

use super::activations::own;
use super::declaration::{Bounds, Declaration, Form, Init, Layer, Link, Node, Size, Stored, Value};
use super::draw::Draw;

/// Of target and source.
type PairFunction = fn(usize, usize) -> bool;

/// The functions that masks are written by, with what they say.
pub const FUNCTIONS: [(&str, &str, PairFunction); 2] = [
    ("not_self", "target != source", |target, source| target != source),
    ("two_of_three", "(target + source) % 3 != 1", |target, source| {
        (target + source) % 3 != 1
    }),
];

/// The form of a link.
pub fn form(draw: &mut Draw, source: Size, target: Size) -> Form {
    match draw.whole(0, 15) {
        0 => matrix(draw, source.value(), target.value()),
        1 => Form::By(draw.one_of(&FUNCTIONS).0),
        2 => Form::Density(draw.one_of(&[1, 25, 50, 75, 100])),
        3 if source.value() == target.value() => Form::Diagonal,
        4 if draw.percent(50) => Form::Dense,
        _ => Form::All,
    }
}

fn matrix(draw: &mut Draw, sources: usize, targets: usize) -> Form {
    let mut rows: Vec<Vec<bool>> = (0..targets)
        .map(|_| (0..sources).map(|_| draw.percent(60)).collect())
        .collect();
    rows[targets - 1][0] = true;
    Form::Matrix(rows)
}

/// Without `orthogonal` where pairs are missing.
pub fn weights(form: &Form, weights: Option<Stored>) -> Option<Stored> {
    let is_whole = matches!(form, Form::All | Form::Dense);
    weights.filter(|weights| {
        is_whole
            || !matches!(
                weights,
                Stored::Learn(Some(Init::Orthogonal(_))) | Stored::Fixed(Init::Orthogonal(_))
            )
    })
}

/// Signs of layers that may have some and that a link leaves; some of these links are free, not all.
pub fn signs(draw: &mut Draw, declaration: &mut Declaration) {
    for layer in 0..declaration.layers.len() {
        let leaving = |link: &Link| link.source == Node::Layer(layer) && link.port.is_none();
        let size = declaration.layers[layer].size.value();
        let sign = draw.one_of(&["0.8", "0.5", "0.25", "1", "0"]);
        let excitatory = excitatory(sign, size);
        let has_kinds = ["0", "1"].contains(&sign) || (excitatory > 0 && excitatory < size);
        let may = is_non_negative(&declaration.layers[layer]) && declaration.links.iter().any(leaving);
        if !(may && has_kinds && draw.percent(40)) {
            continue;
        }
        declaration.layers[layer].sign = Some(sign);
        let mut bound: Vec<&mut Link> = declaration
            .links
            .iter_mut()
            .filter(|link| leaving(link))
            .collect();
        for link in &mut bound {
            link.is_free = draw.percent(25);
        }
        if bound.iter().all(|link| link.is_free) {
            bound[0].is_free = false;
        }
    }
}

/// That part of a layer, rounded, halves up.
pub fn excitatory(sign: &str, size: usize) -> usize {
    let hundredths = match sign {
        "0.8" => 80,
        "0.5" => 50,
        "0.25" => 25,
        "1" => 100,
        _ => 0,
    };
    (hundredths * size + 50) / 100
}

/// Whether what a layer emits cannot be negative.
fn is_non_negative(layer: &Layer) -> bool {
    let is_function = match layer.activation {
        None => layer.unit.name != "Dense",
        Some(activation) => match own(activation) {
            Some(own) => own.is_non_negative,
            None => ["sigmoid", "softplus", "relu"].contains(&activation),
        },
    };
    let rate = layer.constants.iter().find(|constant| constant.name == "alpha_r");
    let is_slow = rate.is_none_or(|rate| match &rate.value {
        Value::Folded(value) => rate.is_time || *value <= 1.0,
        Value::Stored { bounds, .. } => match bounds {
            Bounds::Free => false,
            Bounds::Interval(_, high) | Bounds::Logistic(_, high) | Bounds::Sloped(_, high, _) => {
                rate.is_time || *high <= 1.0
            }
        },
        Value::Gated { ends, .. } => rate.is_time || ends.is_none_or(|(_, high)| high <= 1.0),
    });
    ["Aru", "Elman", "Dense"].contains(&layer.unit.name) && is_function && is_slow
}
