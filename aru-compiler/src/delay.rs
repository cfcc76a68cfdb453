//! Delays in steps, from what is written as steps or as times.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Error, Result};

use crate::declaration::{Bounds, Delays, Link, Quantity, Time};

/// Further back than any recording needs; a larger one is a slip, and its history would not fit in memory.
pub const LONGEST: u128 = 1_000_000;
/// Each tap is a weight matrix of its own.
pub const MOST: usize = 10_000;

/// The delays of a link in steps, in the order written; never empty. Of a learned one the two ends of its range.
pub fn of_link(link: &Link, dt: Option<&Time>) -> Result<Vec<usize>> {
    match &link.delays {
        None => Ok(vec![usize::from(!link.arrow.is_now)]),
        Some(setting) => steps(setting.value.as_ref().map_err(Error::clone)?, dt),
    }
}

fn steps(delays: &Delays, dt: Option<&Time>) -> Result<Vec<usize>> {
    match delays {
        Delays::One(delay) => Ok(vec![one(delay, dt)?]),
        Delays::Learned(learned) => Ok(ends(&learned.bounds, dt)?.to_vec()),
        Delays::List { tokens, delays } => list(tokens, delays, dt),
        Delays::Range {
            tokens,
            first,
            last,
            is_inclusive,
        } => {
            let first = one(first, dt)?;
            let end = one(last, dt)? + usize::from(*is_inclusive);
            if first >= end {
                return Err(Error::new_spanned(tokens, "this range of delays is empty"));
            }
            if end - first > MOST {
                return Err(too_many(tokens));
            }
            Ok((first..end).collect())
        }
    }
}

fn list(tokens: &TokenStream, delays: &[Quantity], dt: Option<&Time>) -> Result<Vec<usize>> {
    if delays.is_empty() {
        return Err(Error::new_spanned(tokens, "a link needs at least one delay"));
    }
    if delays.len() > MOST {
        return Err(too_many(tokens));
    }
    let mut steps = Vec::new();
    let mut faults = Vec::new();
    for delay in delays {
        match one(delay, dt) {
            Ok(step) if steps.contains(&step) => {
                let message = format!("the delay of {step} steps is given more than once; keep one");
                faults.push(Error::new_spanned(delay, message));
            }
            Ok(step) => steps.push(step),
            Err(fault) => faults.push(fault),
        }
    }
    let all = faults.into_iter().reduce(|mut all, next| {
        all.combine(next);
        all
    });
    all.map_or(Ok(steps), Err)
}

/// The first and the last step that a learned delay may reach.
pub fn ends(bounds: &Bounds, dt: Option<&Time>) -> Result<[usize; 2]> {
    let (low, high) = (one(&bounds.low, dt)?, one(&bounds.high, dt)?);
    if low >= high {
        let message = "these bounds of a delay are empty: the first must be below the second";
        return Err(Error::new_spanned(&bounds.tokens, message));
    }
    Ok([low, high])
}

/// Steps, which need not be whole, from a number of them or a time.
pub fn in_steps(delay: &Quantity, dt: Option<&Time>) -> f64 {
    match (delay, dt) {
        (Quantity::Time(time), Some(dt)) => time.seconds.divided_by(dt.seconds),
        _ => delay.value(),
    }
}

fn one(delay: &Quantity, dt: Option<&Time>) -> Result<usize> {
    let steps = match delay {
        Quantity::Number(number) => number.whole.ok_or_else(|| {
            let message = if number.value < 0.0 {
                "a delay cannot be negative; no step reads a later one".to_owned()
            } else {
                let found = &number.tokens;
                format!("a delay is a whole number of steps, or a time; found `{found}`")
            };
            Error::new_spanned(delay, message)
        })?,
        Quantity::Time(time) => {
            let Some(dt) = dt else {
                let message = "a delay given as a time needs the length of a step: declare `dt: 5 ms;`";
                return Err(Error::new_spanned(delay, message));
            };
            time.seconds.whole_multiple_of(dt.seconds).ok_or_else(|| {
                let (time_text, dt_text) = (time.tokens.to_string(), dt.tokens.to_string());
                let ratio = time.seconds.divided_by(dt.seconds);
                let message = format!(
                    "a delay must be a whole number of steps; {time_text} at dt = {dt_text} is {ratio} steps"
                );
                Error::new_spanned(delay, message)
            })?
        }
    };
    if steps > LONGEST {
        let message = format!("a delay of {steps} steps is more than the {LONGEST} that are allowed");
        return Err(Error::new_spanned(delay, message));
    }
    Ok(steps as usize)
}

fn too_many(tokens: impl ToTokens) -> Error {
    Error::new_spanned(tokens, format!("a link has {MOST} delays at most"))
}
