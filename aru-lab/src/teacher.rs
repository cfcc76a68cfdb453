//! Data from a network with known parameters, to see whether training finds them again.
//!
//! The settings are those of Quax, D'Asaro and van Gerven (2020) and of the code that they released.

use std::borrow::Cow;

use ndarray::{Array3, ArrayView1, Axis};
use rand::RngExt;

use crate::signal::savitzky_golay;
use aru_runtime::__private::lab;
use aru_runtime::data::sequences::Sequences;
use aru_runtime::network::description::{Initial, Role};
use aru_runtime::numerics::scalar::Scalar;
use aru_runtime::run::declared::Declared;
use aru_runtime::run::network::Network;
use aru_runtime::{Error, Result};

/// What [`network`] and [`inputs`] draw from, in words, for the settings of a report.
pub const IN_WORDS: &str = "inputs uniform in [0, 1), smoothed over time (Savitzky-Golay, window 7, order 2), times 10; \
                            teacher's weights N(0, 1/fan_in), initial currents N(0, 2/units), biases 0";

/// A network to be found again: weights from N(0, 1/fan_in), biases zero, the initial value of each state named
/// `current` from N(0, 2/N) over its N units, that of other states zero, whatever the declaration says of these.
/// Constants are drawn as declared, to be [set](Network::set) to the values that training is to find.
///
/// Its numbers are not those of [`Declared::new`] with the same seed.
///
/// ```
/// use aru::prelude::*;
/// use aru::teacher;
///
/// recurrent_net! {
///     struct Adaptive {
///         input x: 2;
///         layer hidden: Aru<8> {
///             alpha_s: learn global(0.5) in logistic(0, 1);
///             alpha_r: 1.0;
///         }
///         output y: 1;
///         x -> hidden -> y;
///         hidden ~> hidden;
///     }
/// }
///
/// # fn main() -> aru::Result<()> {
/// let mut teacher: Adaptive<f32> = teacher::network(7);
/// teacher.set("hidden.alpha_s", &[0.342])?;
/// let data = teacher::sequences(&teacher, 500, 20, 7)?;
/// assert_eq!(data.targets().dim(), (500, 20, 1));
/// # Ok(())
/// # }
/// ```
pub fn network<N: Declared>(seed: u64) -> N {
    let declared = N::DESCRIPTION;
    let mut parameters = declared.parameters.to_vec();
    for parameter in &mut parameters {
        parameter.initial = match parameter.role {
            Role::Weight { .. } => Initial::Lecun,
            Role::InitialState { .. } if parameter.name.ends_with(".initial.current") => Initial::He,
            Role::InitialState { .. } | Role::Bias { .. } | Role::SharedBias { .. } => Initial::Zeros,
            _ => parameter.initial,
        };
    }
    let mut drawn = declared.clone();
    drawn.parameters = Cow::Owned(parameters);
    N::with_parameters(lab::draw(&drawn, own_seed(seed)))
}

/// Smooth random inputs, `[sequence, step, feature]`: uniform between 0 and 1, smoothed over time by
/// [`savitzky_golay`] with a window of 7 and order 2, times 10; the first half of a signal twice as long.
///
/// # Errors
///
/// Fewer than 4 steps: the signal would be shorter than the window.
pub fn inputs<T: Scalar>(sequences: usize, steps: usize, features: usize, seed: u64) -> Result<Array3<T>> {
    const WINDOW: usize = 7;
    if 2 * steps < WINDOW {
        return Err(Error::setting(
            "number of steps of smooth random inputs",
            steps,
            format!(
                "expected at least {}, half a window of the filter",
                WINDOW.div_ceil(2)
            ),
        ));
    }
    let mut rng = lab::stream(own_seed(seed), "inputs");
    let mut inputs = Array3::from_elem((sequences, steps, features), T::ZERO);
    // Of each sequence and feature.
    for signal in inputs.lanes_mut(Axis(1)) {
        let noise: Vec<f64> = (0..2 * steps).map(|_| rng.random()).collect();
        let smooth = savitzky_golay(ArrayView1::from(&noise), WINDOW, 2)?;
        for (value, &smooth) in signal.into_iter().zip(&smooth) {
            *value = T::from_f64(10.0 * smooth);
        }
    }
    Ok(inputs)
}

/// [Smooth random inputs](inputs), and a network's outputs for them as targets.
///
/// # Errors
///
/// No sequence, or fewer than 4 steps.
pub fn sequences<N: Network>(
    teacher: &N,
    sequences: usize,
    steps: usize,
    seed: u64,
) -> Result<Sequences<N::Scalar>> {
    let inputs = inputs(sequences, steps, teacher.description().input_size(), seed)?;
    let targets = teacher.run(inputs.view())?;
    Sequences::new(inputs, targets)
}

/// So that a student with the same seed does not start from the teacher's weights.
fn own_seed(seed: u64) -> u64 {
    seed ^ lab::fnv1a("teacher")
}

#[cfg(test)]
mod tests {
    use ndarray::s;

    use super::*;
    use aru::prelude::*;

    recurrent_net! {
        struct Paper<const H: usize> {
            input x: 2;
            layer hidden: Aru<H> {
                alpha_s: learn global(0.5) in logistic(0, 1);
                alpha_r: learn global(0.5) in logistic(0, 1);
                initial: learn;
            }
            output y: 2 { activation: sigmoid; }

            x -> hidden -> y;
            hidden ~> hidden;
        }
    }

    type Net = Paper<f64, 100>;

    #[test]
    fn a_teacher_is_drawn_as_in_the_paper() {
        let teacher: Net = network(3);
        let spread = |name: &str| {
            let values = teacher.parameter(name).unwrap().values();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64
        };
        // The variance of n normal numbers has a relative standard error of sqrt(2/n): four of them.
        let near =
            |found: f64, expected: f64, n: f64| (found / expected - 1.0).abs() < 4.0 * (2.0 / n).sqrt();
        assert!(near(spread("hidden_to_hidden.weight"), 1.0 / 100.0, 1e4));
        assert!(near(spread("x_to_hidden.weight"), 1.0 / 2.0, 200.0));
        assert!(near(spread("hidden.initial.current"), 2.0 / 100.0, 100.0));
        for zero in ["hidden.initial.rate", "hidden.bias", "y.bias"] {
            assert!(
                teacher
                    .parameter(zero)
                    .unwrap()
                    .values()
                    .iter()
                    .all(|&value| value == 0.0),
                "{zero}"
            );
        }
        assert_eq!(teacher.parameter("hidden.alpha_s").unwrap().values(), [0.5]);
        let student = Net::new(3);
        let weight = |net: &Net| {
            net.parameter("hidden_to_hidden.weight")
                .unwrap()
                .values()
                .to_vec()
        };
        assert_ne!(weight(&teacher), weight(&student));
    }

    #[test]
    fn inputs_are_smooth_and_those_of_the_seed() {
        let inputs: Array3<f64> = inputs(50, 20, 2, 1).unwrap();
        assert_eq!(inputs.dim(), (50, 20, 2));
        let mean = inputs.mean().unwrap();
        assert!((mean - 5.0).abs() < 0.2, "{mean}");
        // A quadratic fit over 7 steps keeps a third of the variance of white noise, 100/12, at the middle of a window.
        let middle = inputs.slice(s![.., 3.., ..]);
        let variance = middle.mapv(|value| (value - 5.0).powi(2)).mean().unwrap();
        assert!((variance / (100.0 / 12.0 / 3.0) - 1.0).abs() < 0.15, "{variance}");
        assert_eq!(inputs, super::inputs::<f64>(50, 20, 2, 1).unwrap());
        assert_ne!(inputs, super::inputs::<f64>(50, 20, 2, 2).unwrap());
        assert_ne!(inputs.index_axis(Axis(2), 0), inputs.index_axis(Axis(2), 1));
    }

    #[test]
    fn targets_are_the_outputs_of_the_teacher() {
        let teacher: Net = network(3);
        let data = sequences(&teacher, 5, 20, 1).unwrap();
        assert_eq!(data.targets(), teacher.run(data.inputs()).unwrap());
        let error = sequences(&teacher, 5, 3, 1).unwrap_err().to_string();
        assert!(error.contains("expected at least 4"), "{error}");
        assert!(sequences(&teacher, 0, 20, 1).is_err());
    }
}
