use ndarray::{Array2, Array3};

use super::*;

/// A map of sums of exponentials with a weight for each feature; that of now is anything.
fn map(lags: usize, parts: &[(f64, [f64; 2])]) -> GradMap {
    let values = Array2::from_shape_fn((lags, 2), |(lag, feature)| match lag {
        0 => 17.0,
        lag => parts
            .iter()
            .map(|(base, weights)| weights[feature] * base.powi(lag as i32 - 1))
            .sum::<f64>(),
    });
    of(values)
}

fn of(values: Array2<f64>) -> GradMap {
    GradMap::for_tests(values.insert_axis(ndarray::Axis(0)), Some(0.005))
}

fn tau(mode: &Mode) -> f64 {
    mode.eigenvalue().declared_time_constant().unwrap()
}

#[test]
fn exponentials_are_found_exactly_whatever_they_weigh() {
    // 500, 100 and 10 ms in steps of 5 ms, each from another direction.
    let modes = map(
        400,
        &[(0.99, [-0.017, 0.01]), (0.95, [0.1, 0.2]), (0.5, [0.5, -0.1])],
    )
    .modes(0.999_999)
    .unwrap();
    assert_eq!(modes.len(), 3, "{modes}");
    for (mode, expected) in modes.iter().zip([0.5, 0.1, 0.01]) {
        assert!((tau(mode) / expected - 1.0).abs() < 1e-6, "{modes}");
    }
    assert!((modes.explained() - 1.0).abs() < 1e-9);
}

#[test]
fn what_makes_less_than_is_asked_for_is_no_mode() {
    // 3 s with weights of which nothing is left beside the others.
    let parts = [
        (0.99, [1.0, 0.0]),
        (0.5, [10.0, 20.0]),
        (1.0 - 0.005 / 3.0, [0.001, 0.001]),
    ];
    let modes = map(400, &parts).modes(0.99).unwrap();
    assert_eq!(modes.len(), 2, "{modes}");
    assert!((tau(&modes[0]) / 0.5 - 1.0).abs() < 0.02, "{modes}");
    assert!(tau(&map(400, &parts).modes(1.0).unwrap()[0]) > 2.9);
}

#[test]
fn a_share_is_that_of_the_squares_of_what_is_to_come() {
    // Directions at right angles, so that shares make 1: a^2 / (1 - lambda^2)^2 each, where all of it is within the lags.
    let modes = map(400, &[(0.9, [1.0, 0.0]), (0.5, [0.0, 3.0])])
        .modes(1.0)
        .unwrap();
    let own = [1.0 / (1.0 - 0.81_f64).powi(2), 9.0 / (1.0 - 0.25_f64).powi(2)];
    for (mode, own) in modes.iter().zip(own) {
        let expected = own / (1.0 / (1.0 - 0.81_f64).powi(2) + 9.0 / (1.0 - 0.25_f64).powi(2));
        assert!((mode.share() - expected).abs() < 1e-9, "{modes}");
    }
    assert!((modes.slowest(0.5).unwrap().eigenvalue().re() - 0.9).abs() < 1e-9);
    assert_eq!(modes.slowest(0.9), None);
}

#[test]
fn a_damped_swing_is_one_mode() {
    let values = Array2::from_shape_fn((200, 1), |(lag, _)| {
        0.97_f64.powi(lag as i32) * (0.3 * lag as f64 + 0.4).cos()
    });
    let modes = of(values).modes(1.0).unwrap();
    assert_eq!(modes.len(), 1, "{modes}");
    let own = modes[0].eigenvalue();
    assert!((own.magnitude() - 0.97).abs() < 1e-9);
    assert!((own.frequency() - 0.3 / (std::f64::consts::TAU * 0.005)).abs() < 1e-6);
    assert!((modes[0].share() - 1.0).abs() < 1e-9);
}

#[test]
fn what_cancels_is_not_there() {
    // Two slow units, nearly alike, of opposite signs beside a faster one.
    let modes = map(
        400,
        &[(0.99, [5.0, 0.0]), (0.99 + 1e-7, [-5.0, 0.0]), (0.8, [1.0, 1.0])],
    )
    .modes(0.99)
    .unwrap();
    assert_eq!(modes.len(), 1, "{modes}");
    assert!((modes[0].eigenvalue().re() - 0.8).abs() < 1e-3, "{modes}");
}

#[test]
fn what_grows_is_a_mode_and_what_ends_now_is_none() {
    let growing = map(200, &[(1.02, [1.0, 0.0])]).modes(0.99).unwrap();
    assert!((growing[0].eigenvalue().re() - 1.02).abs() < 1e-9 && growing[0].eigenvalue().is_outside());
    let now = map(200, &[]).modes(0.99).unwrap();
    assert!(now.is_empty() && now.explained() == 1.0 && now.slowest(0.0).is_none());
}

#[test]
fn what_cannot_be_is_refused() {
    let map = map(10, &[(0.5, [1.0, 1.0])]);
    for part in [0.0, -1.0, 1.1, f64::NAN] {
        let error = map.modes(part).unwrap_err().to_string();
        assert!(error.contains("the part of the response"), "{error}");
    }
    let short = GradMap::for_tests(Array3::ones((1, 2, 1)), None)
        .modes(0.99)
        .unwrap_err()
        .to_string();
    assert!(short.contains("expected at least 3"), "{short}");
}
