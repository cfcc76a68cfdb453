//! Constants: that each is given once, and that the numbers make sense.

use quote::ToTokens;
use syn::Ident;

use super::bounds::{Range, outside, range};
use super::layers::{constant_of, with_units};
use super::{gates, units, value, vectors};
use crate::declaration::{
    Constant, Declaration, Init, Layer, Network, Number, Quantity, Setting, Time, Unit, alpha_of, is_rate,
    tau_of,
};
use crate::network::Initial;
use crate::report::Errors;
use crate::suggest;

/// Above it a leaky average moves away from what it follows.
pub const LARGEST_RATE: f64 = 2.0;

// A layer sets every constant of its unit, each once, a rate either as `alpha_x` or as `tau_x`.
pub fn constants_are_given_once(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        given_once(layer, unit, errors);
        if layer.is_incomplete || unit.is_incomplete {
            continue;
        }
        let missing: Vec<String> = unit
            .constants
            .iter()
            // A constant that cannot be called so cannot be set either.
            .filter(|constant| {
                layer.constant(constant).is_none() && !units::SETTINGS.iter().any(|word| constant == word)
            })
            .map(|constant| called(constant, network))
            .collect();
        if !missing.is_empty() {
            let examples: Vec<String> = missing.iter().map(|name| example(name, network)).collect();
            let message = format!(
                "the {} `{}` must set {} of its unit `{}`; add `{}`",
                layer.kind(),
                layer.name,
                suggest::list(&missing),
                unit.name,
                examples.join(" "),
            );
            errors.error(&layer.name, message);
        }
    }
}

/// What a constant is called where it is to be added: a rate by its time, where steps have a length.
fn called(constant: &Ident, network: &Network) -> String {
    let name = constant.to_string();
    match tau_of(&name) {
        Some(time) if network.dt.is_some() => time,
        _ => name,
    }
}

fn example(constant: &str, network: &Network) -> String {
    let value = match &network.dt {
        // A time of ten steps, between one and a thousand.
        Some(dt) if alpha_of(constant).is_some() => {
            let [least, start, greatest] =
                [1.0, 10.0, 1000.0].map(|steps| in_time(steps * dt.seconds.to_f64()));
            format!("learn global({start}) in logistic({least}, {greatest})")
        }
        _ if is_rate(constant) => "learn global(0.5) in logistic(0, 1)".to_owned(),
        _ => "learn global(0.1)".to_owned(),
    };
    format!("{constant}: {value};")
}

/// A time as it would be written: `10 ms`.
fn in_time(seconds: f64) -> String {
    let (value, unit) = match seconds {
        time if time >= 1.0 => (time, "s"),
        time if time >= 1e-3 => (1e3 * time, "ms"),
        time => (1e6 * time, "us"),
    };
    // Without what the conversion leaves in its last digits.
    format!("{} {unit}", (1e9 * value).round() / 1e9)
}

fn given_once(layer: &Layer, unit: &Unit, errors: &mut Errors) {
    for (index, setting) in layer.constants.iter().enumerate() {
        let name = setting.name.to_string();
        let Some(constant) = constant_of(unit, &name) else {
            continue;
        };
        let same =
            |earlier: &&Setting<Constant>| constant_of(unit, &earlier.name.to_string()) == Some(constant);
        match layer.constants[..index].iter().find(same) {
            Some(earlier) if earlier.name == setting.name => {
                let message = format!("the constant `{name}` is set more than once; keep one");
                errors.error(&setting.name, message);
            }
            Some(earlier) => {
                let message = format!("`{name}` and `{}` are the same constant; keep one", earlier.name);
                errors.error(&setting.name, message);
            }
            None => {}
        }
    }
}

// The value of each constant: numbers where numbers belong and times where times do, a rate that a unit can follow,
// bounds that hold something and hold the initial value.
pub fn values_are_valid(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        for setting in &layer.constants {
            if constant_of(unit, &setting.name.to_string()).is_some()
                && let Some(value) = value(setting, errors)
            {
                value_is_valid(setting, value, network, errors);
            }
        }
    }
}

fn value_is_valid(setting: &Setting<Constant>, value: &Constant, network: &Network, errors: &mut Errors) {
    let name = setting.name.to_string();
    let kind = if alpha_of(&name).is_some() {
        match &network.dt {
            Some(dt) => Kind::Time(dt),
            // A `dt` that could not be read has been reported.
            None if network.is_incomplete => return,
            None => {
                let message =
                    format!("`{name}` is a time and needs the length of a step: declare `dt: 5 ms;`");
                return errors.error(&setting.name, message);
            }
        }
    } else if is_rate(&name) {
        Kind::Rate
    } else {
        Kind::Free
    };
    let before = errors.count();
    for quantity in quantities(value, &kind) {
        has_its_dimension(quantity, &name, &kind, errors);
    }
    if errors.count() > before {
        return;
    }
    match value {
        Constant::Folded(number) => kind.admits(number, &name, errors),
        Constant::Gated(gate) => gates::gate_is_valid(gate, &name, &kind, errors),
        Constant::Stored { init, bounds, .. } => {
            let range = bounds
                .as_ref()
                .and_then(|bounds| range(bounds, &name, &kind, errors));
            // Bounds that are wrong hold nothing; their fault is told, the initial value is not judged by them.
            if bounds.is_none() || range.is_some() {
                init_is_valid(init, &name, &kind, range, errors);
            }
        }
    }
}

/// What the numbers of a constant stand for.
pub enum Kind<'a> {
    /// `alpha_…`
    Rate,
    /// `tau_…`, at the length of a step.
    Time(&'a Time),
    Free,
}

impl Kind<'_> {
    /// Reports a value that the constant cannot take.
    pub fn admits(&self, value: &Quantity, name: &str, errors: &mut Errors) {
        let text = text(value);
        match (self, value) {
            (Kind::Time(dt), Quantity::Time(time)) if time.seconds.is_less_than(dt.seconds) => {
                let dt = dt.tokens.to_string();
                let message = format!(
                    "`{name}` must not be shorter than `dt` ({text} < {dt}); lengthen it, or shorten `dt`"
                );
                errors.error(value, message);
            }
            (Kind::Rate | Kind::Time(_), Quantity::Number(number)) => rate_is_valid(number, name, errors),
            _ => {}
        }
    }
}

pub fn rate_is_valid(number: &Number, name: &str, errors: &mut Errors) {
    if number.value <= 0.0 {
        let message = format!("`{name}` must be above 0; at 0 a unit never follows its drive");
        errors.error(&number.tokens, message);
    } else if number.value > LARGEST_RATE {
        let message = format!("`{name}` may be {LARGEST_RATE} at most; above it a unit diverges");
        errors.error(&number.tokens, message);
    }
}

fn quantities<'a>(value: &'a Constant, kind: &Kind) -> Vec<&'a Quantity> {
    match value {
        Constant::Folded(number) => vec![number],
        Constant::Stored { .. } | Constant::Gated(_) => {
            let (init, bounds) = match value {
                Constant::Stored { init, bounds, .. } => (Some(init), bounds),
                Constant::Gated(gate) => (gate.start.as_ref(), &gate.bounds),
                Constant::Folded(_) => (None, &None),
            };
            let mut all = init.map_or(Vec::new(), |init| init.kind.quantities());
            if let Some(bounds) = bounds {
                let ends = [&bounds.low, &bounds.high];
                // A logistic acts on the rate, so that its ends may be rates even where the rest is times.
                let are_rates = bounds.logistic.is_some()
                    && matches!(kind, Kind::Time(_))
                    && ends.iter().all(|end| matches!(end, Quantity::Number(_)));
                if !are_rates {
                    all.extend(ends);
                }
            }
            all
        }
    }
}

fn has_its_dimension(quantity: &Quantity, name: &str, kind: &Kind, errors: &mut Errors) {
    let text = text(quantity);
    match (kind, quantity) {
        (Kind::Time(_), Quantity::Number(_)) => {
            let message = format!("`{name}` is a time and needs a unit: `{text} ms`");
            errors.error(quantity, message);
        }
        (Kind::Rate, Quantity::Time(_)) => {
            let tau = tau_of(name).unwrap_or_default();
            let message = format!("`{name}` is a number without a unit; set `{tau}` to give a time");
            errors.error(quantity, message);
        }
        (Kind::Free, Quantity::Time(_)) => {
            let message = format!("`{name}` is a number without a unit; remove the unit");
            errors.error(quantity, message);
        }
        _ => {}
    }
}

pub fn init_is_valid(init: &Init, name: &str, kind: &Kind, range: Option<Range>, errors: &mut Errors) {
    let before = errors.count();
    vectors::init_is_valid(init, errors);
    if errors.count() > before {
        return;
    }
    match (&init.kind, range) {
        (Initial::Number(value), Some(range)) if !range.contains(value.value()) => {
            outside(init, name, &format!("starts at {}", text(value)), range, errors);
        }
        (Initial::Uniform(low, high) | Initial::LogUniform(low, high), Some(range))
            if low.value() >= range.high || high.value() <= range.low =>
        {
            let what = format!("starts between {} and {}", text(low), text(high));
            outside(init, name, &what, range, errors);
        }
        (Initial::Normal(mean, _), Some(range)) if !range.contains(mean.value()) => {
            let what = format!("starts around {}", text(mean));
            outside(init, name, &what, range, errors);
        }
        (
            Initial::Number(_) | Initial::Uniform(..) | Initial::LogUniform(..) | Initial::Normal(..),
            Some(_),
        ) => {}
        // What it says is known when a network is made.
        (Initial::By, _) => {}
        (Initial::Number(value) | Initial::Normal(value, _), None) => kind.admits(value, name, errors),
        (Initial::Uniform(low, high) | Initial::LogUniform(low, high), None) => {
            kind.admits(low, name, errors);
            kind.admits(high, name, errors);
        }
        _ => {
            let message = format!(
                "a constant starts from a number, `uniform(a, b)`, `log_uniform(a, b)`, `normal(mean, sd)` or \
                 `by(function)`, not `{}`",
                init.tokens
            );
            errors.error(&init.tokens, message);
        }
    }
}

/// As the user wrote it, but for the space that printing tokens leaves behind a minus.
pub fn text(quantity: &Quantity) -> String {
    quantity.to_token_stream().to_string().replace("- ", "-")
}
