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
    assert!(report.parameters().iter().all(|one| one.error > 5e-6), "{report}");
}
