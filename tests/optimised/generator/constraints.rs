//! Draws which pairs links join, and which layers obey Dale's law.

use super::activations::own;
use super::declaration::{Bounds, Declaration, Form, Init, Layer, Node, Size, Stored, Value, Window};
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

/// The widest kernel, pads and strides included.
const WIDEST: usize = 4;

/// The form of a link; one without a weight only where it may.
pub fn form(draw: &mut Draw, source: Size, target: Size, may_be_identity: bool) -> Form {
    let is_one_number = source.value() == target.value();
    match draw.whole(0, 23) {
        0 | 1 => matrix(draw, source.value(), target.value()),
        2 | 3 => Form::By(draw.one_of(&FUNCTIONS).0),
        4 => Form::Density(draw.one_of(&[1, 25, 50, 75, 100])),
        5..=7 if is_one_number => Form::Diagonal,
        8 => Form::Dense,
        9..=11 => window(draw, source, target).map_or(Form::All, Form::Local),
        12..=14 => window(draw, source, target).map_or(Form::All, Form::Conv),
        15..=18 if is_one_number && may_be_identity => Form::Identity,
        _ => Form::All,
    }
}

/// Patches of the source as many as the target has bands, if there are such.
fn window(draw: &mut Draw, source: Size, target: Size) -> Option<Window> {
    let ([bands, _], [targets, _]) = (source.shape(), target.shape());
    let mut windows = Vec::new();
    for kernel in 1..=WIDEST {
        for stride in 1..=WIDEST {
            for pad in 0..kernel {
                let rest = (bands + 2 * pad).checked_sub(kernel);
                if rest.is_some_and(|rest| rest / stride + 1 == targets) {
                    windows.push(Window { kernel, stride, pad });
                }
            }
        }
    }
    (!windows.is_empty()).then(|| draw.one_of(&windows))
}

/// Whether what a layer emits stays within bounds whatever drives it, so that a source that is added to its drive as it is
/// cannot make it grow for ever.
pub fn is_bounded(layer: &Layer) -> bool {
    let activations = [
        None,
        Some("sigmoid"),
        Some("tanh"),
        Some("hill"),
        Some("custom(activations::OwnTanh)"),
    ];
    let is_linear = layer.unit.name == "Dense" && layer.activation.is_none();
    let has_bounds = match layer.unit.name {
        "Gru" | "Lstm" | "MyGru" | "Gated" => true,
        "Aru" | "Elman" | "Dense" | "Selective" => !is_linear && activations.contains(&layer.activation),
        _ => false,
    };
    has_bounds || layer.norm.is_some()
}

fn matrix(draw: &mut Draw, sources: usize, targets: usize) -> Form {
    let mut rows: Vec<Vec<bool>> = (0..targets)
        .map(|_| (0..sources).map(|_| draw.percent(60)).collect())
        .collect();
    rows[targets - 1][0] = true;
    Form::Matrix(rows)
}

/// Nothing where there is no weight, and not `orthogonal` where pairs are missing.
pub fn weights(form: &Form, weights: Option<Stored>) -> Option<Stored> {
    let is_whole = matches!(form, Form::All | Form::Dense | Form::Local(_) | Form::Conv(_));
    let is_orthogonal = |weights: &Stored| {
        matches!(
            weights,
            Stored::Learn(Some(Init::Orthogonal(_))) | Stored::Fixed(Init::Orthogonal(_))
        )
    };
    weights.filter(|weights| *form != Form::Identity && (is_whole || !is_orthogonal(weights)))
}

/// Whether the weight of a link has signs by its sources.
fn may_have_signs(form: &Form) -> bool {
    !matches!(form, Form::Local(_) | Form::Conv(_) | Form::Identity)
}

/// Signs of layers that may have some and that a link leaves; some of these links are free, not all.
pub fn signs(draw: &mut Draw, declaration: &mut Declaration) {
    for layer in 0..declaration.layers.len() {
        let leaving: Vec<usize> = (0..declaration.links.len())
            .filter(|&link| {
                let link = &declaration.links[link];
                link.source == Node::Layer(layer) && !declaration.is_of_gate(link)
            })
            .collect();
        let bound: Vec<usize> = leaving
            .iter()
            .copied()
            .filter(|&link| may_have_signs(&declaration.links[link].form))
            .collect();
        let size = declaration.layers[layer].size.value();
        let sign = draw.one_of(&["0.8", "0.5", "0.25", "1", "0"]);
        let excitatory = excitatory(sign, size);
        let has_kinds = ["0", "1"].contains(&sign) || (excitatory > 0 && excitatory < size);
        let may = is_non_negative(&declaration.layers[layer]) && !bound.is_empty();
        if !(may && has_kinds && draw.percent(75)) {
            continue;
        }
        declaration.layers[layer].sign = Some(sign);
        for &link in &leaving {
            declaration.links[link].is_free = !bound.contains(&link) || draw.percent(50);
        }
        if bound.iter().all(|&link| declaration.links[link].is_free) {
            declaration.links[bound[0]].is_free = false;
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
