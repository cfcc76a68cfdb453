//! What is read of a network among others: its constants for the history, values that are not finite.

use std::ops::Range;

use super::history::ConstantSummary;
use crate::network::description::{Description, Role, Scope};
use crate::network::parameters::ranges;
use crate::numerics::finite::are_finite;
use crate::numerics::scalar::Scalar;

/// Where the stored constants of a network lie.
#[derive(Debug)]
pub(super) struct Constants {
    pub(super) names: Vec<String>,
    places: Vec<(Range<usize>, Scope)>,
}

impl Constants {
    pub(super) fn of(description: &Description) -> Self {
        let (mut names, mut places) = (Vec::new(), Vec::new());
        for (parameter, place) in ranges(description) {
            if let Role::Constant { scope, .. } = parameter.role {
                names.push(parameter.name.to_string());
                places.push((place, scope));
            }
        }
        Constants { names, places }
    }

    /// Each constant's value, or mean and standard deviation, of the network in a lane of `WIDTH`.
    pub(super) fn summaries<T: Scalar, const WIDTH: usize>(
        &self,
        parameters: &[T],
        lane: usize,
    ) -> Vec<ConstantSummary> {
        let in_lane = |place: &Range<usize>| values_of::<T, WIDTH>(parameters, place.clone(), lane);
        let all = self.places.iter();
        all.map(|(place, scope)| summary(in_lane(place), place.len(), *scope))
            .collect()
    }
}

fn summary<T: Scalar>(
    values: impl Iterator<Item = T> + Clone,
    count: usize,
    scope: Scope,
) -> ConstantSummary {
    let average = |function: &dyn Fn(f64) -> f64| {
        values.clone().map(|value| function(value.to_f64())).sum::<f64>() / count as f64
    };
    let mean = average(&|value| value);
    let sd = || average(&|value| (value - mean).powi(2)).sqrt();
    ConstantSummary {
        mean,
        sd: (scope != Scope::Global).then(sd),
    }
}

/// The values of one network, where those of `WIDTH` stand side by side.
pub(super) fn of_lane<T: Copy, const WIDTH: usize>(
    side_by_side: &[T],
    lane: usize,
) -> impl Iterator<Item = T> + Clone {
    let (elements, _) = side_by_side.as_chunks::<WIDTH>();
    elements.iter().map(move |element| element[lane])
}

/// The same of one parameter.
pub(super) fn values_of<T: Copy, const WIDTH: usize>(
    side_by_side: &[T],
    place: Range<usize>,
    lane: usize,
) -> impl Iterator<Item = T> + Clone {
    of_lane::<T, WIDTH>(&side_by_side[WIDTH * place.start..WIDTH * place.end], lane)
}

/// The first parameter of a network with a value that is not finite.
pub(super) fn not_finite<T: Scalar, const WIDTH: usize>(
    description: &'static Description,
    side_by_side: &[T],
    lane: usize,
) -> Option<&'static str> {
    if are_finite(side_by_side) {
        return None;
    }
    ranges(description)
        .find(|(_, place)| !values_of::<T, WIDTH>(side_by_side, place.clone(), lane).all(T::is_finite))
        .map(|(parameter, _)| &*parameter.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_a_unit_is_summed_up_by_mean_and_deviation() {
        assert_eq!(
            summary([0.34].into_iter(), 1, Scope::Global),
            ConstantSummary { mean: 0.34, sd: None }
        );
        let expected = ConstantSummary {
            mean: 2.0,
            sd: Some(1.0),
        };
        assert_eq!(summary([1.0_f32, 3.0].into_iter(), 2, Scope::PerUnit), expected);
    }
}
