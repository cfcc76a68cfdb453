mod extremes;
mod output_weights;

use std::borrow::Cow::Borrowed;

use super::*;
use crate::network::description::Activation;

/// Some outputs and targets of three features in 16 lanes, positive and of very different size.
fn rates() -> ([Block<f64>; 3], [Block<f64>; 3]) {
    let rate = |feature: usize, lane: usize| (0.7 * lane as f64 - 3.0 + 0.1 * feature as f64).exp();
    let count = |feature: usize, lane: usize| ((lane * 7 + feature * 3) % 4) as f64;
    (blocks(rate), blocks(count))
}

/// Logits up to 50 apart, and targets that are one-hot in even lanes and probabilities in odd ones.
fn logits() -> ([Block<f64>; 3], [Block<f64>; 3]) {
    let logit = |feature: usize, lane: usize| (lane as f64 - 8.0) * (feature as f64 - 0.8) * 3.0;
    let probability = |feature: usize, lane: usize| match lane % 2 {
        0 => f64::from(u8::from(feature == lane % 3)),
        _ => [0.2, 0.5, 0.3][feature],
    };
    (blocks(logit), blocks(probability))
}

fn blocks(value: impl Fn(usize, usize) -> f64) -> [Block<f64>; 3] {
    std::array::from_fn(|feature| Block(std::array::from_fn(|lane| value(feature, lane))))
}

fn lane(blocks: &[Block<f64>; 3], lane: usize) -> [f64; 3] {
    blocks.map(|block| block.0[lane])
}

/// Error and derivative of every lane against the equation, a central difference, and the block form.
fn check_loss(
    loss: &dyn Loss<f64>,
    (output, target): ([Block<f64>; 3], [Block<f64>; 3]),
    equation: fn([f64; 3], [f64; 3]) -> f64,
) {
    let mut gradients = [Block::ZERO; 3];
    let errors = loss.error_of_blocks(&output, &target, &mut gradients);
    for (index, &block_error) in errors.iter().enumerate() {
        let (output, target) = (lane(&output, index), lane(&target, index));
        let mut gradient = [0.0; 3];
        let error = loss.error(&output, &target, &mut gradient);
        let expected = equation(output, target);
        assert!(
            (error - expected).abs() <= 1e-12 * expected.abs().max(1.0),
            "lane {index}: {error}, {expected}"
        );
        assert!((block_error - error).abs() <= 1e-13 * error.abs().max(1.0));
        for feature in 0..3 {
            let block = gradients[feature].0[index];
            assert!((block - gradient[feature]).abs() <= 1e-13 * gradient[feature].abs().max(1.0));
            let h = 1e-5 * output[feature].abs().clamp(0.01, 1.0);
            let moved = |by: f64| {
                let mut moved = output;
                moved[feature] += by;
                equation(moved, target)
            };
            let difference = (moved(h) - moved(-h)) / (2.0 * h);
            let tolerance = 1e-6 * difference.abs().max(1e-2);
            assert!(
                (gradient[feature] - difference).abs() < tolerance,
                "{} and {difference}",
                gradient[feature]
            );
        }
    }
}

#[test]
fn mean_squared_error_is_its_equation() {
    check_loss(&MeanSquaredError, logits(), |output, target| {
        (0..3).map(|i| (output[i] - target[i]).powi(2)).sum::<f64>() / 3.0
    });
}

#[test]
fn poisson_is_its_equation() {
    check_loss(&Poisson, rates(), |rate, count| {
        (0..3).map(|i| rate[i] - count[i] * rate[i].ln()).sum::<f64>() / 3.0
    });
}

#[test]
fn cross_entropy_is_its_equation() {
    check_loss(&CrossEntropy, logits(), |logit, target| {
        let sum: f64 = logit.iter().map(|logit| logit.exp()).sum();
        (0..3).map(|i| -target[i] * (logit[i].exp() / sum).ln()).sum()
    });
}

#[test]
fn cross_entropy_does_not_overflow() {
    let mut gradient = [0.0_f32; 2];
    let error = CrossEntropy.error(&[1e30, -1e30], &[0.0, 1.0], &mut gradient);
    assert!((error - 2e30).abs() < 1e24);
    assert_eq!(gradient, [1.0, -1.0]);
    let error = CrossEntropy.error(&[1000.0, 990.0], &[1.0, 0.0], &mut gradient);
    assert!(
        (error - 4.5398e-5).abs() < 1e-6,
        "an error near zero keeps its digits: {error}"
    );
}

#[test]
fn a_rate_rounded_to_zero_keeps_a_finite_error() {
    let mut gradient = [0.0_f32];
    let error = Poisson.error(&[0.0], &[2.0], &mut gradient);
    assert!(error.is_finite() && error > 90.0, "{error}");
    assert!(gradient[0].is_finite() && gradient[0] < -1e20, "{gradient:?}");
    let error = Poisson.error(&[0.0], &[0.0], &mut gradient);
    assert_eq!((error, gradient[0]), (0.0, 1.0));
    // The tangent meets the logarithm: error and derivative have no jump.
    let (mut above, mut below) = ([0.0_f64], [0.0_f64]);
    let errors = [
        Poisson.error(&[1.0001e-20], &[1.0], &mut above),
        Poisson.error(&[0.9999e-20], &[1.0], &mut below),
    ];
    assert!((errors[0] - errors[1]).abs() < 3e-4);
    assert!((above[0] / below[0] - 1.0).abs() < 3e-4);
    // What is not finite is not hidden.
    assert!(Poisson.error(&[f64::NAN], &[1.0], &mut above).is_nan());
}

fn output(size: usize, activation: Activation) -> Layer {
    Layer {
        name: Borrowed("y"),
        docs: Borrowed(""),
        is_output: true,
        size,
        channels: 1,
        unit: 0,
        activation: Some(activation),
        constants: Borrowed(&[]),
        noise: None,
    }
}

#[test]
fn poisson_refuses_rates_that_can_be_zero() {
    let check = |activation| Loss::<f32>::check_output(&Poisson, &output(1, activation));
    assert!(check(Activation::Sigmoid).is_ok() && check(Activation::Softplus).is_ok());
    for activation in [
        Activation::Tanh,
        Activation::Relu,
        Activation::Identity,
        Activation::LeakyRelu(0.1),
        Activation::Elu,
    ] {
        assert!(check(activation).is_err());
    }
    assert_eq!(
        check(Activation::LeakyRelu(0.1)).unwrap_err().to_string(),
        "Poisson loss cannot score output `y`: it is a rate, which must stay above zero, and `leaky_relu(0.1)` can be \
         zero or below; declare `activation: softplus` (or `sigmoid`, for one spike a step at most)"
    );
}

#[test]
fn cross_entropy_takes_logits_of_two_classes_or_more() {
    let check = |size, activation| Loss::<f32>::check_output(&CrossEntropy, &output(size, activation));
    assert!(check(2, Activation::Identity).is_ok());
    let error = check(3, Activation::Sigmoid).unwrap_err().to_string();
    assert!(
        error.contains("passed `sigmoid`; declare `activation: identity`"),
        "{error}"
    );
    let error = check(1, Activation::Identity).unwrap_err().to_string();
    assert!(error.contains("give it one unit a class"), "{error}");
}

#[test]
fn targets_are_checked() {
    assert_eq!(
        Poisson.check_target(&[0.0, -1.0]).unwrap_err(),
        "hold -1; the Poisson loss takes counts, zero or more"
    );
    assert!(Poisson.check_target(&[0.0, 2.5]).is_ok());
    assert!(CrossEntropy.check_target(&[0.1_f32; 10]).is_ok());
    assert!(
        CrossEntropy
            .check_target(&[1.5, -0.5])
            .unwrap_err()
            .starts_with("hold -0.5")
    );
    assert!(
        CrossEntropy
            .check_target(&[1.0, 1.0])
            .unwrap_err()
            .starts_with("sum to 2; ")
    );
    assert!(Loss::<f32>::check_target(&MeanSquaredError, &[-3.0]).is_ok());
}

#[test]
fn a_rate_below_zero_is_no_number_and_told() {
    let mut gradient = [0.0; 3];
    assert!(
        Poisson
            .error(&[0.5, 0.0, -0.25], &[1.0, 0.0, 0.0], &mut gradient)
            .is_nan()
    );
    let (place, fault) = Poisson.check_values(&[0.5, 0.0, -0.25]).unwrap_err();
    assert_eq!(place, 2);
    assert!(
        fault.starts_with("it is a rate, which is zero or more"),
        "{fault}"
    );
    assert!(Poisson.check_values(&[0.5, 0.0]).is_ok());
    let weighted = Poisson.weighted(2.0);
    assert_eq!(weighted.check_values(&[-1.0]), Poisson.check_values(&[-1.0]));
}
