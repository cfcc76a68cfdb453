//! What parameters start from, and the range that they are kept in: that a number can be drawn there.

use aru_compiler::restored::LONGEST;

use super::Fault;
use crate::network::description::{Bounds, Description, Initial, LinkForm, Parameter, Role};

/// Refuses starts and ranges that no declaration has.
pub(super) fn check(description: &Description) -> Result<(), Fault> {
    for parameter in description.parameters.iter() {
        let refuse = |fault: String| format!("the parameter `{}` {fault}", parameter.name);
        check_initial(parameter).map_err(refuse)?;
        check_bounds(description, parameter).map_err(refuse)?;
        let is_time = parameter.declared_as_time;
        let may_be_time = match parameter.role {
            Role::Constant { .. } => description.is_rate(parameter),
            Role::Gate { .. } => true,
            _ => false,
        };
        if is_time && !(may_be_time && description.dt.is_some()) {
            return Err(refuse("is declared as a time, which it cannot be".into()));
        }
        if parameter.learn && matches!(parameter.role, Role::Mask { .. }) {
            return Err(refuse("is learned, which no mask is".into()));
        }
        check_start(description, parameter).map_err(refuse)?;
    }
    Ok(())
}

/// Numbers that a start can have.
fn check_initial(parameter: &Parameter) -> Result<(), Fault> {
    let is_mask = matches!(parameter.role, Role::Mask { .. });
    let is_sound = match parameter.initial {
        Initial::Number(number) => number.is_finite(),
        Initial::Uniform(low, high) => low.is_finite() && high.is_finite() && low < high,
        Initial::LogUniform(low, high) => low > 0.0 && high.is_finite() && low < high,
        Initial::Normal(mean, deviation) => mean.is_finite() && deviation.is_finite() && deviation > 0.0,
        Initial::Orthogonal(gain) => gain.is_finite() && gain > 0.0,
        Initial::Lecun | Initial::He | Initial::Xavier | Initial::Zeros | Initial::By(_) => true,
        Initial::Sources(kept) => {
            let sources = parameter.shape.last().copied().unwrap_or(0);
            is_mask && (1..=sources).contains(&kept)
        }
    };
    let is_sound = is_sound && is_mask == matches!(parameter.initial, Initial::Sources(_));
    match is_sound {
        true => Ok(()),
        false => Err(format!("starts from {:?}, which it cannot", parameter.initial)),
    }
}

fn check_bounds(description: &Description, parameter: &Parameter) -> Result<(), Fault> {
    let bounds = parameter.bounds;
    let ends = match bounds {
        Bounds::Interval { low, high } => Some([low, high, 1.0]),
        Bounds::Logistic { low, high, slope } => Some([low, high, slope]),
        Bounds::Free | Bounds::Signed { .. } => None,
    };
    if let Some([low, high, slope]) = ends {
        let is_range = low.is_finite() && high.is_finite() && (high - low).is_finite() && low < high;
        if !(is_range && slope.is_finite() && slope > 0.0) {
            return Err(format!("is kept in {bounds:?}, which is no range"));
        }
    }
    let is_its_own = match (parameter.role, bounds) {
        (Role::Constant { .. }, Bounds::Free) => true,
        (Role::Constant { .. }, Bounds::Interval { low, .. }) => !description.is_rate(parameter) || low > 0.0,
        (Role::Constant { .. }, Bounds::Logistic { low, .. }) => {
            !description.is_rate(parameter) || low >= 0.0
        }
        (Role::Delay { link }, Bounds::Interval { low, high } | Bounds::Logistic { low, high, .. }) => {
            let delays = description.links[link].delays.iter().map(|&delay| delay as f64);
            delays.eq([low, high])
        }
        (Role::Spread { .. }, Bounds::Interval { low, high }) => low >= 0.0 && high <= LONGEST as f64,
        (Role::Weight { link }, Bounds::Signed { excitatory, sources }) => {
            let link = &description.links[link];
            let is_of_pairs = matches!(
                link.form,
                LinkForm::Dense | LinkForm::Masked(_) | LinkForm::Sparse { .. } | LinkForm::Diagonal
            );
            is_of_pairs && sources == description.size_of(link.source) && excitatory <= sources
        }
        (Role::InitialState { layer }, Bounds::Signed { excitatory, sources }) => {
            sources == description.layers[layer].size && excitatory <= sources
        }
        (Role::Delay { .. } | Role::Spread { .. }, _) => false,
        (_, bounds) => bounds == Bounds::Free,
    };
    match is_its_own {
        true => Ok(()),
        false => Err(format!("is kept in {bounds:?}, which it cannot be")),
    }
}

/// That what is drawn until it lies in a range is found there: where the mean of a normal number lies far outside of it, none
/// ever does.
fn check_start(description: &Description, parameter: &Parameter) -> Result<(), Fault> {
    let Initial::Normal(mean, deviation) = parameter.initial else {
        return Ok(());
    };
    let (low, high) = match (parameter.role, parameter.bounds) {
        (Role::Gate { low, high, .. }, _) => (low, high),
        (_, Bounds::Interval { low, high } | Bounds::Logistic { low, high, .. }) => (low, high),
        (Role::Constant { .. }, _) if description.is_rate(parameter) => (f64::MIN_POSITIVE, 2.0),
        _ => return Ok(()),
    };
    let (low, high) = match description.dt.filter(|_| parameter.declared_as_time) {
        None => (low, high),
        Some(dt) => (dt / high, if low > 0.0 { dt / low } else { f64::INFINITY }),
    };
    let distance = if mean < low { low - mean } else { mean - high };
    // Of what lies so many deviations away a `f64` says nothing.
    match distance > 1e6 * deviation {
        true => Err(format!(
            "starts from a normal number around {mean}, which is never between {low} and {high}"
        )),
        false => Ok(()),
    }
}
