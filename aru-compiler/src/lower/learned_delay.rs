//! Learned delays: their parameters, in steps.

use super::parameters::{SLOPE, add, add_from};
use super::{axis, value};
use crate::declaration as written;
use crate::delay::{self, LONGEST};
use crate::network::{Bounds, Initial, LearnedDelay, Network, Parameter, Role, Size, Spread};

/// The parameters of a link's learned delay, behind its weight; none where it has none.
pub fn parameters(lowered: &mut Network, network: &written::Network, index: usize) -> Option<LearnedDelay> {
    let declared = &network.links[index];
    let learned = declared.learned_delay()?;
    let dt = network.dt.as_ref();
    let ends = delay::ends(&learned.bounds, dt);
    let [low, high] = ends
        .unwrap_or_else(|_| unreachable!("ruled out by links::delays_fit_their_arrow"))
        .map(|end| end as f64);
    let (_, source) = lowered.end(lowered.links[index].source);
    let size = match learned.per_source {
        true => source.clone(),
        false => Size::Number(1),
    };
    let parameter = |label: &str, size: &Size, role, learn, initial, bounds| Parameter {
        name: format!("{}.{label}", declared.owner()),
        shape: vec![axis(1, size)],
        role,
        learn,
        initial,
        bounds,
        declared_as_time: false,
    };
    let bounds = match &learned.bounds.logistic {
        None => Bounds::Interval { low, high },
        Some(slope) => Bounds::Logistic {
            low,
            high,
            slope: slope.as_ref().map_or(SLOPE, |slope| slope.value),
        },
    };
    let initial = learned.init.kind.map(|number| delay::in_steps(number, dt));
    let delay = parameter("delay", &size, Role::Delay { link: index }, true, initial, bounds);
    let delay = add_from(lowered, delay, Some(&learned.init));
    let spread = match declared.spread.as_ref().map(value) {
        None => Spread::Folded(0.0),
        Some(spread) if !spread.is_stored => Spread::Folded(spread.value.value),
        Some(spread) => {
            let bounds = Bounds::Interval {
                low: 0.0,
                high: LONGEST as f64,
            };
            let start = Initial::Number(spread.value.value);
            let role = Role::Spread { link: index };
            let parameter = parameter("spread", &Size::Number(1), role, false, start, bounds);
            Spread::Stored(add(lowered, parameter))
        }
    };
    Some(LearnedDelay { delay, spread })
}
