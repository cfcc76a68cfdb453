//! Draws the constants of a layer, and the initial values of everything.

use super::declaration::{Bounds, Constant, Init, Link, Norm, Over, Scope, Size, Stored, Value};
use super::draw::Draw;
use super::starts;

/// A constant of a unit, in steps of so many microseconds if any. A time, counted in steps, is chosen so that alpha stays
/// well inside (0, 1].
pub fn constant(draw: &mut Draw, name: &'static str, size: Size, dt: Option<usize>) -> Constant {
    let time_of = dt.filter(|_| name.starts_with("alpha_") && draw.percent(60));
    let is_time = time_of.is_some();
    let value = if name.starts_with("alpha_") && draw.percent(20) {
        gated(draw, is_time)
    } else if let Some(microseconds) = time_of {
        time(draw, size, microseconds)
    } else {
        number(draw, size)
    };
    Constant {
        name,
        is_time,
        value,
        has_docs: draw.percent(15),
    }
}

fn number(draw: &mut Draw, size: Size) -> Value {
    if draw.percent(25) {
        return Value::Folded(if draw.percent(50) {
            1.0
        } else {
            draw.hundredths(20, 90)
        });
    }
    let init = match draw.whole(0, 5) {
        0 => Init::Uniform(draw.hundredths(20, 40), draw.hundredths(60, 80)),
        1 => Init::Normal(draw.hundredths(40, 60), 0.05),
        2 => Init::LogUniform(draw.hundredths(20, 40), draw.hundredths(60, 80)),
        3 => Init::By(starts::of_axes(1)),
        _ => Init::Number(draw.hundredths(20, 80)),
    };
    let bounds = match draw.whole(0, 4) {
        0 => Bounds::Free,
        1 => Bounds::Interval(0.05, 0.95),
        2 => Bounds::Logistic(0.0, 1.0),
        3 => Bounds::Logistic(0.1, 1.2),
        _ => Bounds::Sloped(0.05, 0.98, draw.hundredths(80, 250)),
    };
    stored(draw, size, init, bounds)
}

fn time(draw: &mut Draw, size: Size, microseconds: usize) -> Value {
    if draw.percent(25) {
        return Value::Folded(if draw.percent(40) {
            1.0
        } else {
            draw.whole(2, 6) as f64
        });
    }
    let init = match draw.whole(0, 5) {
        0 => Init::Uniform(2.0, draw.whole(4, 8) as f64),
        1 => Init::Normal(4.0, 0.5),
        2 => Init::LogUniform(2.0, draw.whole(4, 8) as f64),
        3 => Init::By(starts::of_times(microseconds)),
        _ => Init::Number(draw.whole(2, 8) as f64),
    };
    let bounds = match draw.whole(0, 3) {
        0 => Bounds::Free,
        1 => Bounds::Interval(1.0, 20.0),
        2 => Bounds::Logistic(1.0, 20.0),
        _ => Bounds::Sloped(1.0, 10.0, draw.hundredths(80, 250)),
    };
    stored(draw, size, init, bounds)
}

/// What drives it is drawn when all layers are known.
fn gated(draw: &mut Draw, is_time: bool) -> Value {
    let (start, ends) = match is_time {
        true => (draw.whole(3, 8) as f64, (1.0, 20.0)),
        false => (draw.hundredths(20, 80), draw.one_of(&[(0.05, 0.95), (0.1, 1.2)])),
    };
    Value::Gated {
        start: draw.percent(60).then_some(start),
        ends: draw.percent(50).then_some(ends),
        from: Vec::new(),
    }
}

fn stored(draw: &mut Draw, size: Size, init: Init, bounds: Bounds) -> Value {
    let learn = draw.percent(70);
    // Only the optimiser moves a constant out of its bounds, so that a fixed one has none.
    let bounds = if learn { bounds } else { Bounds::Free };
    let scope = match size.is_shape() {
        true => draw.one_of(&[Scope::Global, Scope::PerUnit, Scope::PerBand, Scope::PerChannel]),
        false => draw.one_of(&[Scope::Global, Scope::PerUnit]),
    };
    Value::Stored {
        learn,
        scope,
        init,
        bounds,
    }
}

/// The setting `norm`, if any: over more than one number.
pub fn norm(draw: &mut Draw, size: Size) -> Option<Norm> {
    let [bands, channels] = size.shape();
    let over = draw.one_of(&[Over::Units, Over::Channels, Over::Bands]);
    let count = match over {
        Over::Units => size.value(),
        Over::Channels => channels,
        Over::Bands => bands,
    };
    let eps = draw.percent(75).then(|| draw.one_of(&[0.001, 0.01, 0.1]));
    (draw.percent(40) && count > 1).then_some(Norm { over, eps })
}

/// Who shares a number of a bias: said only where the bias says what it starts from, and not where a norm takes away what
/// they share.
pub fn bias_scope(draw: &mut Draw, bias: Option<&Stored>, norm: Option<Norm>, size: Size) -> Option<Scope> {
    let has_init = matches!(bias, Some(Stored::Learn(Some(_)) | Stored::Fixed(_)));
    let scopes = match norm.map(|norm| norm.over) {
        Some(Over::Channels) => &[Scope::PerChannel][..],
        Some(Over::Bands) => &[Scope::PerBand],
        _ => &[Scope::PerBand, Scope::PerChannel],
    };
    (has_init && size.is_shape() && draw.percent(60)).then(|| draw.one_of(scopes))
}

/// The setting `bias` or `initial`, if any.
pub fn of_units(draw: &mut Draw) -> Option<Stored> {
    match draw.whole(0, 9) {
        0..=2 => None,
        3 => Some(Stored::Nothing),
        4 => Some(Stored::Learn(None)),
        5 | 6 => Some(Stored::Learn(Some(init_of_units(draw)))),
        _ => Some(Stored::Fixed(init_of_units(draw))),
    }
}

fn init_of_units(draw: &mut Draw) -> Init {
    match draw.whole(0, 6) {
        0 => Init::Named("zeros"),
        1 => Init::Uniform(-draw.hundredths(10, 50), draw.hundredths(10, 50)),
        2 => Init::Normal(0.0, draw.hundredths(5, 30)),
        3 => Init::LogUniform(draw.hundredths(5, 10), draw.hundredths(20, 50)),
        4 => Init::By(starts::of_axes(1)),
        _ => Init::Number(draw.hundredths(5, 40)),
    }
}

/// The setting `weights` of a link, if any.
pub fn weights(draw: &mut Draw, link: &Link) -> Option<Stored> {
    if draw.percent(50) {
        return None;
    }
    let init = match draw.whole(0, 10) {
        0 => Init::Named("lecun"),
        1 => Init::Named("he"),
        2 => Init::Named("xavier"),
        3 => Init::Uniform(-0.4, 0.4),
        4 => Init::Normal(0.0, draw.hundredths(20, 50)),
        5 => Init::Named("zeros"),
        6 => Init::Number(draw.hundredths(5, 20)),
        7 => Init::LogUniform(0.05, draw.hundredths(20, 50)),
        8 | 9 => Init::By(starts::of_axes(link.axes())),
        _ => Init::Orthogonal(draw.hundredths(50, 110)),
    };
    Some(if draw.percent(65) {
        Stored::Learn(Some(init))
    } else {
        Stored::Fixed(init)
    })
}
