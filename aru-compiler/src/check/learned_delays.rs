//! Learned delays: what they start from lies in their range, and what a spread belongs to.

use super::bounds::{Range, outside};
use super::constants::text;
use super::{value, vectors};
use crate::declaration::{LearnedDelay, Network, Quantity, Time};
use crate::delay::{self, LONGEST};
use crate::network::Initial;
use crate::report::Errors;

// What a learned delay starts from lies in its range, in steps or, all three, in times:
//
//     x ~> h { delay: learn(9.0) in 1..=8; }      x ~> h { delay: learn(25 ms) in 1..=8; }
pub fn learned_delays_are_valid(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(learned) = link.learned_delay() else {
            continue;
        };
        // The ends themselves are looked at by links::delays_fit_their_arrow.
        let Ok([low, high]) = delay::ends(&learned.bounds, network.dt.as_ref()) else {
            continue;
        };
        learned_delay_is_valid(learned, [low as f64, high as f64], network.dt.as_ref(), errors);
    }
}

fn learned_delay_is_valid(
    learned: &LearnedDelay,
    [low, high]: [f64; 2],
    dt: Option<&Time>,
    errors: &mut Errors,
) {
    let before = errors.count();
    if let Some(Some(slope)) = &learned.bounds.logistic
        && slope.value <= 0.0
    {
        errors.error(&slope.tokens, "the slope of a logistic must be above 0");
    }
    let is_time = |quantity: &&Quantity| matches!(quantity, Quantity::Time(_));
    let quantities = learned.quantities();
    if quantities.iter().any(is_time)
        && let Some(number) = quantities.iter().find(|quantity| !is_time(quantity))
    {
        let found = text(number);
        let message = format!(
            "a learned delay is given in steps, or all of it in times: what it starts from and both ends; `{found}` is a number of steps"
        );
        errors.error(*number, message);
    }
    vectors::init_is_valid(&learned.init, errors);
    if errors.count() > before {
        return;
    }
    let range = Range {
        low,
        high,
        bounds: &learned.bounds,
    };
    let init = &learned.init;
    let steps = |quantity: &Quantity| delay::in_steps(quantity, dt);
    let what = match &init.kind {
        Initial::Number(start) if !range.contains(steps(start)) => format!("starts at {}", text(start)),
        Initial::Uniform(first, second) | Initial::LogUniform(first, second)
            if steps(first) >= high || steps(second) <= low =>
        {
            format!("starts between {} and {}", text(first), text(second))
        }
        Initial::Normal(mean, _) if !range.contains(steps(mean)) => format!("starts around {}", text(mean)),
        Initial::Number(_) | Initial::Uniform(..) | Initial::LogUniform(..) | Initial::Normal(..) => return,
        _ => {
            let message = format!(
                "a delay starts from a number, `uniform(a, b)` or `normal(mean, sd)`, not `{}`",
                init.tokens
            );
            return errors.error(&init.tokens, message);
        }
    };
    outside(init, "delay", &what, range, errors);
}

// A spread widens what a learned delay reads:
//
//     x ~> h { delay: 5; spread: 3.0; }
pub fn spreads_are_valid(network: &Network, errors: &mut Errors) {
    for link in &network.links {
        let Some(setting) = &link.spread else { continue };
        let Some(spread) = value(setting, errors) else {
            continue;
        };
        let is_known = link.delays.as_ref().is_none_or(|delays| delays.value.is_ok());
        if link.learned_delay().is_none() && is_known {
            let message = "a spread belongs to a learned delay, `delay: learn(8.0) in 1..=30;`; a fixed one reads its step alone";
            errors.error(&setting.name, message);
        }
        if spread.value.value < 0.0 {
            let message = "a spread is never negative; at 0 a delay reads the two steps around it";
            errors.error(&spread.value.tokens, message);
        } else if spread.value.value > LONGEST as f64 {
            let message = format!("a spread may be {LONGEST} steps at most, as a delay");
            errors.error(&spread.value.tokens, message);
        }
    }
}
