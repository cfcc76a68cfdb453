//! What a history keeps of a network's constants.

use std::ops::Range;

use super::history::Summary;
use crate::network::description::{Description, Role, Scope};
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
        let mut start = 0;
        for parameter in description.parameters.iter() {
            let place = start..start + parameter.len();
            start = place.end;
            if let Role::Constant { scope, .. } = parameter.role {
                names.push(parameter.name.to_string());
                places.push((place, scope));
            }
        }
        Constants { names, places }
    }

    /// Each constant's value, or mean and standard deviation.
    pub(super) fn summaries<T: Scalar>(&self, parameters: &[T]) -> Vec<Summary> {
        self.places
            .iter()
            .map(|(place, scope)| summary(&parameters[place.clone()], *scope))
            .collect()
    }
}

fn summary<T: Scalar>(values: &[T], scope: Scope) -> Summary {
    let average = |function: &dyn Fn(f64) -> f64| {
        values.iter().map(|value| function(value.to_f64())).sum::<f64>() / values.len() as f64
    };
    let mean = average(&|value| value);
    let sd = || average(&|value| (value - mean).powi(2)).sqrt();
    Summary {
        mean,
        sd: (scope == Scope::PerUnit).then(sd),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_a_unit_is_summed_up_by_mean_and_deviation() {
        assert_eq!(summary(&[0.34], Scope::Global), Summary { mean: 0.34, sd: None });
        let expected = Summary {
            mean: 2.0,
            sd: Some(1.0),
        };
        assert_eq!(summary(&[1.0_f32, 3.0], Scope::PerUnit), expected);
    }
}
