//! Rates so small that the network's scalar loses what they add, and numbers with the digits that they need.

use crate::network::description::Description;
use crate::network::parameters::ranges;
use crate::numerics::scalar::Scalar;

/// How far from its end a state may stand still before it is spoken of, relative to that end.
const TOLERABLE: f64 = 5e-4;

/// Where a leaky integrator of this rate stands still before it has reached what it follows, relative to that.
///
/// A step adds alpha (drive - state), Eq. 12. It is lost where it is less than half the distance of two neighbouring numbers
/// at the state, which may be as small as epsilon / 2 of it: from epsilon / (4 alpha) on.
pub(crate) fn short_of_the_end<T: Scalar>(alpha: f64) -> f64 {
    let epsilon = match size_of::<T>() {
        4 => f64::from(f32::EPSILON),
        _ => f64::EPSILON,
    };
    epsilon / (4.0 * alpha)
}

/// What is to be said of a rate, of which this is the smallest value.
pub(crate) fn lost<T: Scalar>(name: &str, alpha: f64) -> Option<String> {
    let short = short_of_the_end::<T>(alpha);
    if !(alpha > 0.0 && short > TOLERABLE) {
        return None;
    }
    let way_out = match T::NAME {
        "f32" => "declare the network in `f64`, or take longer steps",
        _ => "take longer steps",
    };
    let percent = digits(100.0 * short.min(1.0));
    Some(format!(
        "`{name}` is {}: in {} what it adds in a step is lost to rounding once the state is within {percent} % of what it \
         follows; {way_out}",
        digits(alpha),
        T::NAME
    ))
}

/// The same of every rate of a network.
pub(crate) fn lost_rates<T: Scalar>(description: &Description, values: &[T]) -> Vec<String> {
    let layers = description.layers.iter();
    let constants = layers.flat_map(|layer| layer.constants.iter().map(move |constant| (layer, constant)));
    let rates = constants.filter(|(_, constant)| constant.is_rate);
    rates
        .filter_map(|(layer, constant)| {
            let name = format!("{}.{}", layer.name, constant.name);
            let stored = ranges(description).find(|(parameter, _)| parameter.name == name);
            let alpha = match (constant.folded, stored) {
                (Some(folded), _) => folded,
                (None, Some((_, place))) => smallest(values[place].iter().map(|value| value.to_f64())),
                (None, None) => return None,
            };
            lost::<T>(&name, alpha)
        })
        .collect()
}

/// The smallest of some values.
pub(crate) fn smallest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::INFINITY, f64::min)
}

/// Four digits behind the point, or four that tell: of a small number its first, of one near 1 those of the difference.
pub(crate) fn digits(value: f64) -> String {
    let from_one = (1.0 - value.abs()).abs();
    if value == 0.0 || !value.is_finite() {
        format!("{value:.4}")
    } else if value.abs() < 1e-3 {
        format!("{value:.3e}")
    } else if value.abs() >= 1e6 {
        format!("{value:.4e}")
    } else if from_one > 0.0 && from_one < 1e-3 {
        // At least two digits of the difference, as far as a number has any.
        let zeros = -from_one.log10().floor();
        format!("{value:.*}", (zeros as usize + 1).clamp(4, 16))
    } else {
        format!("{value:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_they_need() {
        for (value, expected) in [
            (0.5, "0.5000"),
            (0.0, "0.0000"),
            (1.0, "1.0000"),
            (1e-5, "1.000e-5"),
            (3.14159e-7, "3.142e-7"),
            (-2e-9, "-2.000e-9"),
            (0.99995, "0.999950"),
            (1.0000321, "1.000032"),
            (1.0 - 1e-12, "0.99999999999900"),
            (0.001, "0.0010"),
            (12.3456789, "12.3457"),
            (1e12, "1.0000e12"),
        ] {
            assert_eq!(digits(value), expected);
        }
    }

    /// The recursion itself stands still where it is said to.
    #[test]
    fn a_state_stands_still_where_it_is_said_to() {
        for alpha in [1e-5_f32, 3e-5, 1e-6, 2e-7] {
            let mut state = 0.9_f32;
            for _ in 0..20_000_000 {
                let next = (1.0 - alpha) * state + alpha;
                if next == state {
                    break;
                }
                state = next;
            }
            let short = 1.0 - f64::from(state);
            let said = short_of_the_end::<f32>(f64::from(alpha));
            assert!(said > TOLERABLE && short > said / 4.0, "{alpha}: {short}, {said}");
        }
    }

    #[test]
    fn rates_are_spoken_of_where_they_are_lost() {
        for alpha in [1.0, 0.1, 1e-3, 1e-4] {
            assert_eq!(lost::<f32>("a.alpha_s", alpha), None);
        }
        for alpha in [1e-5, 1e-7, 1e-30] {
            let text = lost::<f32>("a.alpha_s", alpha).unwrap();
            assert!(
                text.starts_with("`a.alpha_s` is 1.000e-") && text.contains("`f64`"),
                "{text}"
            );
        }
        assert_eq!(lost::<f64>("a.alpha_r", 1e-9), None);
        assert!(
            lost::<f64>("a.alpha_r", 1e-14)
                .unwrap()
                .ends_with("take longer steps")
        );
        assert_eq!(
            lost::<f32>("a.alpha_s", 0.0),
            None,
            "it holds for ever, as declared"
        );
    }
}
