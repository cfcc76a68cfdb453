//! Constants by every name that a declaration has for them: `hidden.tau_s` where the parameter is `hidden.alpha_s`, and
//! those that are folded into the code, for which there is no parameter at all.

use crate::error::{Error, Result};
use crate::names::{near, unknown};
use crate::network::bounds::show;
use crate::network::description::{Bounds, Constant, Description, Layer, Parameter};
use crate::network::words::in_time;
use crate::numerics::scalar::Scalar;
use crate::warnings::warn;

/// `tau_s` of the rate `alpha_s`.
fn tau_of(constant: &str) -> Option<String> {
    constant.strip_prefix("alpha_").map(|rest| format!("tau_{rest}"))
}

/// `hidden.tau_s` of `hidden.alpha_s`.
pub fn tau_named(rate: &str) -> Option<String> {
    let (layer, constant) = rate.split_once('.')?;
    Some(format!("{layer}.{}", tau_of(constant)?))
}

/// `hidden.tau_s` of the parameter `hidden.alpha_s`, where it is a rate of a network whose steps have a length.
pub(crate) fn name_as_time(description: &Description, parameter: &Parameter) -> Option<String> {
    let is_timed = description.dt.is_some() && description.is_rate(parameter);
    let name = tau_named(&parameter.name).filter(|_| is_timed)?;
    description.parameter(&name).is_none().then_some(name)
}

/// The parameter that a name such as `hidden.tau_s` stands for, and the length of a step in seconds.
pub(crate) fn find_time<'d>(description: &'d Description, name: &str) -> Option<(&'d Parameter, f64)> {
    let is_it = |parameter: &&Parameter| name_as_time(description, parameter).as_deref() == Some(name);
    Some((description.parameters.iter().find(is_it)?, description.dt?))
}

/// Times in seconds as the rates that the parameter holds: dt / tau.
///
/// Bounds are compared as times in the network's number type, so that the ends of a declaration can be given.
pub(crate) fn rates_of_times<T: Scalar>(
    name: &str,
    parameter: &Parameter,
    dt: f64,
    times: &[T],
) -> Result<Vec<T>> {
    let bounds = &match parameter.bounds {
        // A step is the shortest time that can be declared.
        Bounds::Free if !parameter.learn => Bounds::Interval {
            low: f64::NEG_INFINITY,
            high: 1.0,
        },
        bounds => bounds,
    };
    let rate = |(place, &time): (usize, &T)| {
        if !time.is_finite() {
            return Err(Error::NotFinite {
                what: format!("`{name}`"),
                index: vec![place],
                value: time.to_f64(),
            });
        }
        if !(time > T::ZERO && is_within(bounds, dt, time)) {
            return Err(Error::OutOfBounds {
                what: format!("`{name}`"),
                index: vec![place],
                value: time.to_f64(),
                range: range_of_times(bounds, dt),
            });
        }
        Ok(bounds.nearest_inside(dt / time.to_f64()))
    };
    let rates = times.iter().enumerate().map(rate).collect::<Result<Vec<T>>>()?;
    let ends = times.iter().filter_map(|&time| excluded_end(bounds, dt, time));
    if let Some(text) = at_ends(name, ends) {
        warn(text);
    }
    Ok(rates)
}

/// What is said of times that the scalar cannot tell from an end which a logistic excludes.
fn at_ends(name: &str, mut ends: impl Iterator<Item = f64>) -> Option<String> {
    let first = show(ends.next()?);
    let others = match ends.count() {
        0 => String::new(),
        others => format!(" and {others} more"),
    };
    Some(format!(
        "`{name}` was set to {first} s{others}, an end of its range, which a logistic excludes: it stands a rounding inside, from \
         where training hardly moves it"
    ))
}

/// The least and the greatest time of a range of rates; no end where the rate has none above zero.
fn ends(low: f64, high: f64, dt: f64) -> [f64; 2] {
    [high, low].map(|rate| if rate > 0.0 { dt / rate } else { f64::INFINITY })
}

fn is_within<T: Scalar>(bounds: &Bounds, dt: f64, time: T) -> bool {
    match *bounds {
        Bounds::Free | Bounds::Signed { .. } => true,
        Bounds::Interval { low, high } => {
            let [least, greatest] = ends(low, high, dt).map(T::from_f64);
            // What is read at an end is the step over the rate, each as the scalar holds it: a rounding beyond the end.
            let is_read = |rate: f64| rate > 0.0 && time == T::from_f64(dt) / T::from_f64(rate);
            (least <= time && time <= greatest) || is_read(high) || is_read(low)
        }
        Bounds::Logistic { low, high, .. } => {
            let [least, greatest] = ends(low, high, dt);
            let is_inside = least < time.to_f64() && time.to_f64() < greatest;
            is_inside || excluded_end(bounds, dt, time).is_some()
        }
    }
}

/// An end that a logistic excludes and the scalar cannot hold exactly stands for a time just inside: what is read of a rate
/// that has come there can be set.
fn excluded_end<T: Scalar>(bounds: &Bounds, dt: f64, time: T) -> Option<f64> {
    let Bounds::Logistic { low, high, .. } = *bounds else {
        return None;
    };
    let is_it = |end: &f64| time == T::from_f64(*end) && time.to_f64() != *end;
    ends(low, high, dt).into_iter().find(is_it)
}

fn range_of_times(bounds: &Bounds, dt: f64) -> String {
    let (low, high, included) = match *bounds {
        Bounds::Free | Bounds::Signed { .. } => return "above zero, in seconds".to_owned(),
        Bounds::Interval { low, high } => (low, high, true),
        Bounds::Logistic { low, high, .. } => (low, high, false),
    };
    match (ends(low, high, dt), included) {
        ([least, f64::INFINITY], true) => format!("at {} or above, in seconds", show(least)),
        ([least, f64::INFINITY], false) => format!("above {}, in seconds", show(least)),
        ([least, greatest], true) => {
            format!(
                "between {} and {} seconds, ends included",
                show(least),
                show(greatest)
            )
        }
        ([least, greatest], false) => {
            format!("strictly between {} and {} seconds", show(least), show(greatest))
        }
    }
}

/// The error about a name that is no parameter's: what it is instead, or which names are near; `further` names than
/// those of parameters are taken too.
pub(crate) fn no_parameter(description: &Description, name: &str, further: &[&str]) -> Error {
    let hint = |hint: String| Error::Unknown {
        kind: "parameter",
        name: name.to_owned(),
        hint,
    };
    let text = of_folded(description, |known| known == name)
        .or_else(|| of_gated(description, name))
        .or_else(|| of_time(description, name));
    if let Some(text) = text {
        return hint(text);
    }
    let mut known = description.parameter_names();
    known.extend(further);
    let times: Vec<String> = description
        .parameters
        .iter()
        .filter_map(|parameter| name_as_time(description, parameter))
        .collect();
    let constants: Vec<String> = folded(description)
        .map(|(layer, constant)| full_name(layer, &constant.name))
        .collect();
    // What is folded has no parameter, but the error about its right name says so.
    let also = times.iter().chain(&constants).map(String::as_str);
    let all: Vec<&str> = known.iter().copied().chain(also).collect();
    near(name, &all).map_or_else(|| unknown("parameter", name, &known), hint)
}

/// What is said of a rate that is gated, or of its time constant.
fn of_gated(description: &Description, name: &str) -> Option<String> {
    let is_it = |rate: &str| rate == name || tau_named(rate).as_deref() == Some(name);
    let (rate, _) = description.gates().find(|(rate, _)| is_it(rate))?;
    Some(format!(
        ": `{rate}` is gated, so that it is another number in every step, which `trace` shows; its gate has the \
         parameters `{rate}.bias` and, of each link, `.._to_{rate}.weight`"
    ))
}

/// What is said of a time constant, where its name stands for none that can be read.
fn of_time(description: &Description, name: &str) -> Option<String> {
    let (layer, time) = name.split_once('.')?;
    let rate = format!("{layer}.alpha_{}", time.strip_prefix("tau_")?);
    let parameter = description.parameter(&rate)?;
    description.is_rate(parameter).then(|| match description.dt {
        Some(dt) => format!(
            ": it is kept as `{rate}`, which is dt / tau; ask for that, and tau is {} s / its value",
            show(dt)
        ),
        None => format!(
            ": `{}` has no `dt`, so that it knows no times; ask for `{rate}`, the length of a step / tau",
            description.name
        ),
    })
}

/// What is said of the first folded constant of which one name, as itself or as a time, is asked for.
pub(crate) fn of_folded(description: &Description, is_asked: impl Fn(&str) -> bool) -> Option<String> {
    folded(description).find_map(|(layer, constant)| {
        let time = tau_of(&constant.name).filter(|_| constant.is_rate);
        let by_itself = is_asked(&full_name(layer, &constant.name));
        let by_time = time.filter(|time| is_asked(&full_name(layer, time)));
        (by_itself || by_time.is_some())
            .then(|| as_folded(description, layer, constant, by_time.filter(|_| !by_itself)))
    })
}

/// Constants that are numbers in the code, with their layers.
fn folded(description: &Description) -> impl Iterator<Item = (&Layer, &Constant)> {
    let layers = description.layers.iter();
    let all = layers.flat_map(|layer| layer.constants.iter().map(move |constant| (layer, constant)));
    all.filter(|(_, constant)| constant.folded.is_some())
}

/// `hidden.alpha_s`.
fn full_name(layer: &Layer, constant: &str) -> String {
    format!("{}.{constant}", layer.name)
}

/// The number of a folded constant, and how to declare it so that it can be set or trained: as a time where it was asked
/// for by that name and the network can have times.
fn as_folded(description: &Description, layer: &Layer, constant: &Constant, asked: Option<String>) -> String {
    let value = constant.folded.unwrap_or_default();
    let number = show(value);
    let time = description
        .dt
        .filter(|_| constant.is_rate)
        .map(|dt| in_time(dt / value));
    let also = time
        .as_ref()
        .map_or(String::new(), |time| format!(", a tau of {time},"));
    let (setting, start) = asked
        .zip(time)
        .unwrap_or((constant.name.to_string(), number.clone()));
    let bounds = if constant.is_rate {
        " in logistic(0, 1)"
    } else {
        ""
    };
    format!(
        ": `{}` is {number}{also} in the code itself; declare `{setting}: fixed global({start});` to set it, \
         `{setting}: learn global(..){bounds};` to train it",
        full_name(layer, &constant.name)
    )
}

#[cfg(test)]
mod tests;
