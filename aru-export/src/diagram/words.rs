//! What stands in the boxes and beside the arrows.

use aru_runtime::network::description::{
    Constant, Description, Initial, Layer, Link, LinkForm, NormOver, Parameter, Role, Window,
};

use super::gate;
use crate::values::Values;
use crate::words::{rounded, short, unit_in_words};

/// `1 unit`, `20 units`.
pub(super) fn count(count: usize, thing: &str) -> String {
    match count {
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

/// `70 units`, or `10 x 7 units` in bands of channels.
pub(super) fn size(size: usize, channels: usize, thing: &str) -> String {
    match channels {
        1 => count(size, thing),
        _ => format!("{} x {channels} {thing}s", size / channels),
    }
}

/// Unit and size of a layer, then its rate constants.
pub(super) fn layer(description: &Description, values: &Values, index: usize) -> Vec<String> {
    let layer = &description.layers[index];
    let size = size(layer.size, layer.channels, "unit");
    let mut lines = vec![match unit_in_words(description, layer) {
        None => size,
        Some(unit) => format!("{unit}, {size}"),
    }];
    lines.extend(
        layer
            .constants
            .iter()
            .filter_map(|constant| rate(description, values, layer, constant)),
    );
    lines.extend(gated(description, index));
    lines.extend(description.norm(index).map(|norm| match norm.over {
        NormOver::Channels => "layer norm over channels".to_string(),
        NormOver::Bands => "layer norm over bands".to_string(),
        _ => "layer norm".to_string(),
    }));
    lines
}

/// `tau_s 5 to 50 ms`. A rate that is folded to 1 has no memory to speak of.
fn rate(description: &Description, values: &Values, layer: &Layer, constant: &Constant) -> Option<String> {
    if !constant.is_rate || constant.folded == Some(1.0) {
        return None;
    }
    let name = format!("{}.{}", layer.name, constant.name);
    let stored = || {
        let index = description
            .parameters
            .iter()
            .position(|parameter| parameter.name == name)?;
        Some(values[index].clone())
    };
    let rates = match constant.folded {
        Some(folded) => vec![folded],
        None => stored()?,
    };
    let low = rates.iter().copied().fold(f64::INFINITY, f64::min);
    let high = rates.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(rates_in_words(description, &constant.name, low, high))
}

/// The rates of a layer that are gated, between the ends of their gates.
fn gated(description: &Description, of: usize) -> Vec<String> {
    let gates = description
        .parameters
        .iter()
        .filter_map(|parameter| match parameter.role {
            Role::Gate { layer, low, high, .. } if layer == of => {
                let rate = rate_of(parameter)?;
                Some(format!("{}, gated", rates_in_words(description, rate, low, high)))
            }
            _ => None,
        });
    gates.collect()
}

/// `alpha_s` of the bias `hidden.alpha_s.bias`.
fn rate_of(gate: &Parameter) -> Option<&str> {
    gate.name.strip_suffix(".bias")?.rsplit('.').next()
}

/// A range of rates; of time constants where the length of a step is known.
fn rates_in_words(description: &Description, name: &str, low: f64, high: f64) -> String {
    match (description.dt, name.strip_prefix("alpha_")) {
        (Some(dt), Some(rest)) if low > 0.0 => {
            format!("tau_{rest} {} ms", range(1e3 * dt / high, 1e3 * dt / low))
        }
        (Some(dt), Some(rest)) => format!("tau_{rest} from {} ms", rounded(1e3 * dt / high, 3)),
        _ => format!("{name} {}", range(low, high)),
    }
}

fn range(low: f64, high: f64) -> String {
    match (rounded(low, 3), rounded(high, 3)) {
        (low, high) if low == high => low,
        (low, high) => format!("{low} to {high}"),
    }
}

/// The rate that a link sets, where it drives a gate.
pub(super) fn gated_rate<'d>(description: &'d Description, link: &Link) -> Option<&'d str> {
    rate_of(gate(description, link)?)
}

/// The port that a link drives by itself, of several.
fn port(description: &Description, link: &Link) -> Option<String> {
    let unit = &description.units[description.layers[link.target].unit];
    let port = unit.ports.get(link.port?)?;
    gate(description, link).is_none().then(|| port.to_string())
}

/// What is to be said of a link: the rate that it sets or the port that it drives by itself, its delays, the pairs that it joins.
pub(super) fn link(description: &Description, values: &Values, link: &Link) -> Vec<String> {
    let rate =
        gated_rate(description, link).map(|rate| match (description.dt, rate.strip_prefix("alpha_")) {
            (Some(_), Some(rest)) => format!("tau_{rest}"),
            _ => rate.to_string(),
        });
    let mut lines: Vec<String> = rate.or(port(description, link)).into_iter().collect();
    match link.learned_delay {
        None if *link.delays == [0] => {}
        None => lines.push(with_unit(
            description,
            &steps(description, &link.delays),
            &link.delays,
        )),
        Some(learned) => {
            let delays = &values[learned.delay];
            let low = delays.iter().copied().fold(f64::INFINITY, f64::min);
            let high = delays.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let scale = scale(description);
            lines.push(with_unit(description, &range(scale * low, scale * high), &[2]));
            let [first, last] = [0, 1].map(|end| short(scale * link.delays[end] as f64));
            let ends = format!("{first} to {last}");
            lines.push(format!("learned in {}", with_unit(description, &ends, &[2])));
        }
    }
    lines.extend(pairs(description, link));
    lines
}

/// What a step is in the unit of the labels: milliseconds, where they are known.
fn scale(description: &Description) -> f64 {
    description.dt.map_or(1.0, |dt| 1e3 * dt)
}

fn with_unit(description: &Description, text: &str, delays: &[usize]) -> String {
    match (description.dt, delays) {
        (Some(_), _) => format!("{text} ms"),
        (None, [1]) => format!("{text} step"),
        (None, _) => format!("{text} steps"),
    }
}

/// `1, 5`, or `0 to 9` of three and more that follow each other.
fn steps(description: &Description, delays: &[usize]) -> String {
    let scaled = |delay: usize| short(scale(description) * delay as f64);
    match delays {
        [first, .., last] if delays.len() > 2 && delays.windows(2).all(|pair| pair[0] + 1 == pair[1]) => {
            format!("{} to {}", scaled(*first), scaled(*last))
        }
        _ => delays
            .iter()
            .map(|&delay| scaled(delay))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

fn pairs(description: &Description, link: &Link) -> Option<String> {
    let sources = description.size_of(link.source);
    match &link.form {
        LinkForm::Masked(mask) => {
            let all = sources * description.layers[link.target].size;
            Some(format!("{} of {all} pairs", mask.count()))
        }
        LinkForm::Sparse { mask, .. } => match description.parameters[*mask].initial {
            Initial::Sources(kept) => Some(format!("density {}", short(kept as f64 / sources as f64))),
            _ => None,
        },
        LinkForm::Diagonal => Some("one to one".to_string()),
        LinkForm::Local(Window { kernel, .. }) => Some(format!("local, {}", count(*kernel, "band"))),
        LinkForm::Conv(Window { kernel, .. }) => Some(format!("conv, {}", count(*kernel, "band"))),
        LinkForm::Identity => Some("as it is".to_string()),
        _ => None,
    }
}
