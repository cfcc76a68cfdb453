use ndarray::Array3;

use super::*;
use crate::loss::MeanSquaredError;
use crate::paper::Paper;

fn data() -> (Array3<f64>, Array3<f64>) {
    let wave =
        |speed: f64| Array3::from_shape_fn((3, 12, 2), |(i, t, f)| (speed * (i + t) as f64 + f as f64).sin());
    (wave(0.7), wave(0.3))
}

#[test]
fn a_derived_gradient_is_correct() {
    let (inputs, targets) = data();
    let network = Paper::<f64, 4>::new(2);
    let report = network
        .check_gradients(inputs.view(), targets.view(), &MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
    assert_eq!(report.parameters().len(), 9);
    assert!(
        report.parameters().iter().all(|one| one.uncertain == 0),
        "{report}"
    );
    let single = Paper::<f32, 4>::new(2);
    let inputs = inputs.mapv(|x| x as f32);
    let targets = targets.mapv(|x| x as f32);
    let report = single
        .check_gradients(inputs.view(), targets.view(), &MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}

/// The squared error with a derivative that is off by one part in a hundred thousand.
struct Off;

impl Loss<f64> for Off {
    fn name(&self) -> &'static str {
        "off"
    }

    fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
        let error = MeanSquaredError.error(output, target, gradient);
        gradient.iter_mut().for_each(|derivative| *derivative *= 1.00001);
        error
    }
}

#[test]
fn a_gradient_that_is_a_little_wrong_is_found() {
    let (inputs, targets) = data();
    let network = Paper::<f64, 4>::new(2);
    let report = network
        .check_gradients(inputs.view(), targets.view(), &Off)
        .unwrap();
    assert!(
        !report.is_correct() && report.to_string().contains("WRONG"),
        "{report}"
    );
    assert!(
        report.losses()[0].error > 5e-6 && report.worst().unwrap().name == "off",
        "{report}"
    );
}

/// Losses whose derivative is wrong, far away from their minimum.
struct Wrong(fn(f64, f64) -> f64, fn(f64, f64) -> f64);

impl Loss<f64> for Wrong {
    fn name(&self) -> &'static str {
        "wrong"
    }

    fn error(&self, output: &[f64], target: &[f64], gradient: &mut [f64]) -> f64 {
        let mut sum = 0.0;
        for ((gradient, &output), &target) in gradient.iter_mut().zip(output).zip(target) {
            *gradient = (self.1)(output, target);
            sum += (self.0)(output, target);
        }
        sum
    }
}

#[test]
fn a_wrong_derivative_is_found_however_large_the_loss_is() {
    let (inputs, targets) = data();
    let network = Paper::<f64, 4>::new(2);
    for scale in [1.0, 1e3, 1e6, 1e9, 1e12] {
        let targets = targets.mapv(|target| scale * (target + 0.1));
        let check = |loss: &dyn Loss<f64>| {
            network
                .check_gradients(inputs.view(), targets.view(), loss)
                .unwrap()
        };
        let right = check(&MeanSquaredError);
        assert!(right.is_correct(), "{scale}: {right}");
        let half = check(&Wrong(|y, t| (y - t).powi(2), |y, t| y - t));
        assert!(half.to_string().contains("WRONG"), "{scale}: {half}");
        let sign = check(&Wrong(|y, t| (y - t).powi(2), |y, t| 2.0 * (t - y)));
        assert!(sign.to_string().contains("WRONG"), "{scale}: {sign}");
        let cubic = check(&Wrong(
            |y, t| (y - t).abs().powi(3),
            |y, t| 3.00001 * (y - t).abs() * (y - t),
        ));
        assert!(cubic.to_string().contains("WRONG"), "{scale}: {cubic}");
    }
}

#[test]
fn what_cannot_be_told_is_not_correct() {
    let (inputs, _) = data();
    let network = Paper::<f64, 4>::new(2);
    let outputs = network.run(inputs.view()).unwrap();
    // At the corner of the absolute error, everywhere.
    let absolute = Wrong(|y, t| (y - t).abs(), |y, t| if y > t { 1.0 } else { -1.0 });
    let report = network
        .check_gradients(inputs.view(), outputs.view(), &absolute)
        .unwrap();
    assert!(
        !report.is_correct() && report.uncertain() == outputs.len(),
        "{report}"
    );
    assert!(report.to_string().contains("UNCERTAIN"), "{report}");
    let away = outputs.mapv(|output| output + 0.3);
    let report = network
        .check_gradients(inputs.view(), away.view(), &absolute)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}

/// Zeros on the way, or a loss of weight zero: neither is a corner, and the rounding of other outputs is not theirs.
#[test]
fn what_moves_nothing_that_counts_leaves_no_doubt() {
    let (inputs, targets) = data();
    for (seed, name) in [
        (2, "hidden_to_y.weight"),
        (3, "x_to_hidden.weight"),
        (4, "hidden_to_y.weight"),
    ] {
        let mut network = Paper::<f64, 4>::new(seed);
        let zeros = vec![0.0; network.parameter(name).unwrap().values().len()];
        network.set(name, &zeros).unwrap();
        let check = |loss: &dyn Loss<f64>| {
            network
                .check_gradients(inputs.view(), targets.view(), loss)
                .unwrap()
        };
        let report = check(&MeanSquaredError);
        assert!(report.is_correct(), "{report}");
        let report = check(&MeanSquaredError.weighted(0.0));
        assert!(report.is_correct(), "{report}");
        let report = check(&Off);
        assert!(!report.is_correct(), "{report}");
    }
}

/// Only the ratios of weights count, however large they are.
#[test]
fn huge_and_tiny_weights_are_taken() {
    let (inputs, targets) = data();
    let network = Paper::<f64, 4>::new(2);
    for scale in [1e300, 1e-300] {
        let steps = ndarray::Array2::from_shape_fn((3, 12), |(i, t)| scale * (1 + (i + t) % 3) as f64);
        let outputs = Array3::from_shape_fn((3, 12, 2), |(i, t, f)| (1 + (i + t + f) % 2) as f64);
        let data = Sequences::new(&inputs, &targets).unwrap();
        let weighted = data.clone().with_weights(&steps).unwrap();
        let both = weighted.clone().with_output_weights(&outputs).unwrap();
        let output = data.with_output_weights(scale * &outputs).unwrap();
        for data in [weighted, both, output] {
            let report = network.evaluate(&data).check(&MeanSquaredError).unwrap();
            assert!(report.is_correct(), "{scale}: {report}");
            let gradients = network.evaluate(&data).gradients(&MeanSquaredError).unwrap();
            assert!(gradients.loss().is_finite());
        }
    }
    let mut one = ndarray::Array2::ones((3, 12));
    one[[1, 4]] = 1e300;
    let data = Sequences::new(&inputs, &targets)
        .unwrap()
        .with_weights(one)
        .unwrap();
    let report = network.evaluate(&data).check(&MeanSquaredError).unwrap();
    assert!(report.is_correct(), "{report}");
}

aru_macros::recurrent_net! {
    struct NextToACorner {
        input x: 1;
        output y: 1;
        x ~> y { delay: learn(3.3) in 1..=6; spread: 0.7; }
    }
}

/// 5 - 3.3 is 1.7000000000000002: by rounding the step lies next to the end of the kernel.
#[test]
fn a_kernel_that_ends_next_to_a_step_is_told() {
    let (inputs, targets) = data();
    let mut network = NextToACorner::<f64>::new(2);
    let check = |network: &NextToACorner<f64>| {
        let [inputs, targets] = [&inputs, &targets].map(|array| array.slice(ndarray::s![.., .., ..1]));
        network
            .check_gradients(inputs, targets, &MeanSquaredError)
            .unwrap()
    };
    let report = check(&network);
    assert_eq!(report.uncertain(), 1, "{report}");
    let reason = "or where the kernel of a learned delay has one next to a step and not exactly on it";
    assert!(report.to_string().contains(reason), "{report}");
    network.set("x_to_y.delay", &[3.4]).unwrap();
    assert!(check(&network).is_correct());
}

aru_macros::recurrent_net! {
    struct RectifiedDelay {
        input x: 1;
        layer h: Aru<3> { alpha_s: 0.5; alpha_r: 1.0; activation: relu; }
        output y: 1;
        x ~> h { delay: learn(3.0) in 1..=6; spread: 1.0; }
        h -> y;
    }
}

/// With a delay of 3 nothing arrives in the first two steps, and the drive of the rectifier is exactly zero; with one of
/// less than 3 something does. Two corners at one place: what the network derives is not the mean of both sides, nor wrong.
#[test]
fn a_rectifier_at_rest_until_a_learned_delay_is_over_is_told() {
    let (inputs, targets) = data();
    let [inputs, targets] = [&inputs, &targets].map(|array| array.slice(ndarray::s![.., .., ..1]).to_owned());
    let mut network = RectifiedDelay::<f64>::new(5);
    let check = |network: &RectifiedDelay<f64>| {
        network
            .check_gradients(inputs.view(), targets.view(), &MeanSquaredError)
            .unwrap()
    };
    let report = check(&network);
    let delay = report
        .parameters()
        .iter()
        .find(|one| one.name == "x_to_h.delay")
        .unwrap();
    assert_eq!((delay.uncertain, delay.error), (1, 0.0), "{report}");
    network.set("x_to_h.delay", &[3.4]).unwrap();
    let report = check(&network);
    let delay = report
        .parameters()
        .iter()
        .find(|one| one.name == "x_to_h.delay")
        .unwrap();
    assert!(delay.uncertain == 0 && delay.error < 1e-6, "{report}");
}
