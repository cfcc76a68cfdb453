//! Constants: that each is given once, and that the numbers make sense.

use quote::ToTokens;

use super::layers::{constant_of, with_units};
use super::vectors;
use crate::declaration::{Bounds, Constant, Declaration, Init, InitKind, Layer, Network, Number, Quantity, Setting};
use crate::declaration::{Time, Unit, alpha_of};
use crate::report::Errors;
use crate::suggest;

/// Above it a leaky average moves away from what it follows.
const LARGEST_RATE: f64 = 2.0;

// A layer sets every constant of its unit, each once, a rate either as `alpha_x` or as `tau_x`.
pub fn constants_are_given_once(network: &Network, declaration: &Declaration, errors: &mut Errors) {
    for (layer, unit) in with_units(network, declaration) {
        given_once(layer, unit, errors);
        let missing: Vec<String> = unit
            .constants
            .iter()
            .filter(|constant| layer.constant(constant).is_none())
            .map(|constant| constant.to_string())
            .collect();
        if let Some(first) = missing.first()
            && !layer.is_incomplete
            && !unit.is_incomplete
        {
            let example = if first.starts_with("alpha_") { "learn global(0.5) in logistic(0, 1)" } else { "learn global(0.1)" };
            let message = format!(
                "the layer `{}` must set {} of its unit `{}`; add `{first}: {example};`",
                layer.name,
                suggest::list(&missing),
                unit.name,
            );
            errors.error(&layer.name, message);
        }
    }
}

fn given_once(layer: &Layer, unit: &Unit, errors: &mut Errors) {
    for (index, setting) in layer.constants.iter().enumerate() {
        let name = setting.name.to_string();
        let Some(constant) = constant_of(unit, &name) else { continue };
        let same = |earlier: &&Setting<Constant>| constant_of(unit, &earlier.name.to_string()) == Some(constant);
        match layer.constants[..index].iter().find(same) {
            Some(earlier) if earlier.name == setting.name => {
                errors.error(&setting.name, format!("the constant `{name}` is set more than once; keep one"));
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
            let name = setting.name.to_string();
            if constant_of(unit, &name).is_none() {
                continue;
            }
            match &setting.value {
                Err(error) => errors.push(error.clone()),
                Ok(value) => value_is_valid(setting, value, network, errors),
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
                let message = format!("`{name}` is a time and needs the length of a step: declare `dt: 5 ms;`");
                return errors.error(&setting.name, message);
            }
        }
    } else if name.starts_with("alpha_") {
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
        Constant::Stored { init, bounds, .. } => {
            let range = bounds.as_ref().and_then(|bounds| range(bounds, &name, &kind, errors));
            // Bounds that are wrong hold nothing; their fault is told, the initial value is not judged by them.
            if bounds.is_none() || range.is_some() {
                init_is_valid(init, &name, &kind, range, errors);
            }
        }
    }
}

/// What the numbers of a constant stand for.
enum Kind<'a> {
    /// `alpha_…`
    Rate,
    /// `tau_…`, at the length of a step.
    Time(&'a Time),
    Free,
}

impl Kind<'_> {
    /// Reports a value that the constant cannot take.
    fn admits(&self, value: &Quantity, name: &str, errors: &mut Errors) {
        let text = text(value);
        match (self, value) {
            (Kind::Time(dt), Quantity::Time(time)) if time.seconds.is_less_than(dt.seconds) => {
                let dt = dt.tokens.to_string();
                let message = format!("`{name}` must not be shorter than `dt` ({text} < {dt}); lengthen it, or shorten `dt`");
                errors.error(value, message);
            }
            (Kind::Rate | Kind::Time(_), Quantity::Number(number)) => rate_is_valid(number, name, errors),
            _ => {}
        }
    }
}

fn rate_is_valid(number: &Number, name: &str, errors: &mut Errors) {
    if number.value <= 0.0 {
        errors.error(&number.tokens, format!("`{name}` must be above 0; at 0 a unit never follows its drive"));
    } else if number.value > LARGEST_RATE {
        errors.error(&number.tokens, format!("`{name}` may be {LARGEST_RATE} at most; above it a unit diverges"));
    }
}

fn quantities<'a>(value: &'a Constant, kind: &Kind) -> Vec<&'a Quantity> {
    match value {
        Constant::Folded(number) => vec![number],
        Constant::Stored { init, bounds, .. } => {
            let mut all = init.kind.quantities();
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
            errors.error(quantity, format!("`{name}` is a time and needs a unit: `{text} ms`"));
        }
        (Kind::Rate, Quantity::Time(_)) => {
            let tau = name.replacen("alpha_", "tau_", 1);
            errors.error(quantity, format!("`{name}` is a number without a unit; set `{tau}` to give a time"));
        }
        (Kind::Free, Quantity::Time(_)) => {
            errors.error(quantity, format!("`{name}` is a number without a unit; remove the unit"));
        }
        _ => {}
    }
}

/// What bounds leave to the initial value, in the unit in which that is written.
#[derive(Clone, Copy)]
struct Range<'a> {
    low: f64,
    high: f64,
    bounds: &'a Bounds,
}

impl Range<'_> {
    fn contains(&self, value: f64) -> bool {
        // A logistic never reaches its ends.
        if self.bounds.logistic.is_some() {
            self.low < value && value < self.high
        } else {
            self.low <= value && value <= self.high
        }
    }
}

/// The range of the bounds; `None` where they are wrong, which is reported.
fn range<'a>(bounds: &'a Bounds, name: &str, kind: &Kind, errors: &mut Errors) -> Option<Range<'a>> {
    let before = errors.count();
    let (low, high) = (bounds.low.value(), bounds.high.value());
    if low >= high {
        let message = format!("these bounds are empty: {} is not below {}", text(&bounds.low), text(&bounds.high));
        errors.error(&bounds.tokens, message);
        return None;
    }
    if let Some(Some(slope)) = &bounds.logistic
        && slope.value <= 0.0
    {
        errors.error(&slope.tokens, "the slope of a logistic must be above 0");
    }
    let is_rate = matches!((kind, &bounds.low), (Kind::Rate | Kind::Time(_), Quantity::Number(_)));
    if !is_rate {
        kind.admits(&bounds.low, name, errors);
    } else if let (Quantity::Number(low), Quantity::Number(high)) = (&bounds.low, &bounds.high) {
        let may_be_zero = bounds.logistic.is_some();
        if low.value < 0.0 || (low.value == 0.0 && !may_be_zero) {
            let message = if may_be_zero {
                format!("a rate such as `{name}` is above 0, and so are its bounds; begin them at 0")
            } else {
                format!("`{name}` must stay above 0; begin its bounds above 0, or write `logistic(0, {})`", high.tokens)
            };
            errors.error(&low.tokens, message);
        }
        if high.value > LARGEST_RATE {
            rate_is_valid(high, name, errors);
        }
    }
    if errors.count() > before {
        return None;
    }
    Some(match kind {
        // dt / tau falls where tau rises.
        Kind::Time(dt) if is_rate => {
            let dt = dt.seconds.to_f64();
            Range { low: dt / high, high: dt / low, bounds }
        }
        _ => Range { low, high, bounds },
    })
}

fn init_is_valid(init: &Init, name: &str, kind: &Kind, range: Option<Range>, errors: &mut Errors) {
    let before = errors.count();
    vectors::init_is_valid(init, errors);
    if errors.count() > before {
        return;
    }
    match (&init.kind, range) {
        (InitKind::Number(value), Some(range)) if !range.contains(value.value()) => {
            outside(init, name, &format!("starts at {}", text(value)), range, errors);
        }
        (InitKind::Uniform(low, high), Some(range)) if low.value() >= range.high || high.value() <= range.low => {
            let what = format!("starts between {} and {}", text(low), text(high));
            outside(init, name, &what, range, errors);
        }
        (InitKind::Normal(mean, _), Some(range)) if !range.contains(mean.value()) => {
            outside(init, name, &format!("starts around {}", text(mean)), range, errors);
        }
        (InitKind::Number(_) | InitKind::Uniform(..) | InitKind::Normal(..), Some(_)) => {}
        (InitKind::Number(value) | InitKind::Normal(value, _), None) => kind.admits(value, name, errors),
        (InitKind::Uniform(low, high), None) => {
            kind.admits(low, name, errors);
            kind.admits(high, name, errors);
        }
        _ => {
            let message = format!("a constant starts from a number, `uniform(a, b)` or `normal(mean, sd)`, not `{}`", init.tokens);
            errors.error(&init.tokens, message);
        }
    }
}

fn outside(init: &Init, name: &str, what: &str, range: Range, errors: &mut Errors) {
    let (low, high) = (text(&range.bounds.low), text(&range.bounds.high));
    let message = format!("`{name}` {what}, which its bounds, {low} to {high}, exclude; move one of them");
    errors.error(&init.tokens, message);
}

/// As the user wrote it, but for the space that printing tokens leaves behind a minus.
pub fn text(quantity: &Quantity) -> String {
    quantity.to_token_stream().to_string().replace("- ", "-")
}
