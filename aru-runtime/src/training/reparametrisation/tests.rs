use std::borrow::Cow;

mod side_by_side;

use super::*;
use crate::network::description::{Constant, Initial, Layer, Role, Scope};

const UNIT: Bounds = Bounds::Logistic {
    low: 0.0,
    high: 1.0,
    slope: 1.5,
};
const INTERVAL: Bounds = Bounds::Interval {
    low: 0.001,
    high: 1.3,
};

fn parameter(name: &'static str, length: usize, bounds: Bounds) -> Parameter {
    let role = match name.split('.').next_back() {
        Some("weight") => Role::Weight { link: 0 },
        Some("bias") => Role::Bias { layer: 0 },
        _ => Role::Constant {
            layer: 0,
            scope: Scope::PerUnit,
        },
    };
    Parameter {
        name: Cow::Borrowed(name),
        shape: Cow::Owned(vec![length]),
        role,
        learn: true,
        initial: Initial::Zeros,
        bounds,
        declared_as_time: false,
    }
}

/// A description of these parameters; constants called `alpha_…` are rates of layer 0.
fn description(parameters: Vec<Parameter>) -> Description {
    let constants = parameters.iter().map(|parameter| {
        let name = parameter.name.rsplit('.').next().unwrap_or_default();
        Constant {
            name: name.to_string().into(),
            is_rate: name.starts_with("alpha_"),
            folded: None,
        }
    });
    let layer = Layer {
        name: "h".into(),
        docs: "".into(),
        is_output: false,
        size: 1,
        channels: 1,
        unit: 0,
        activation: None,
        constants: constants.collect(),
        noise: None,
    };
    Description {
        name: "Net".into(),
        docs: "".into(),
        dt: None,
        inputs: Cow::Borrowed(&[]),
        layers: vec![layer].into(),
        links: Cow::Borrowed(&[]),
        parameters: parameters.into(),
        units: Cow::Borrowed(&[]),
        order: Cow::Borrowed(&[]),
    }
}

const PLAIN: Treatment = Treatment {
    learning_rate: None,
    weight_decay: 0.0,
    l2: 0.0,
};

fn all_trained<T: Scalar>(parameters: Vec<Parameter>, values: &[T]) -> Reparametrisation<T> {
    copies_trained(parameters, 1, values)
}

/// The same of several networks side by side.
fn copies_trained<T: Scalar>(
    parameters: Vec<Parameter>,
    copies: usize,
    values: &[T],
) -> Reparametrisation<T> {
    let treatments = vec![Some(PLAIN); parameters.len()];
    Reparametrisation::new(&description(parameters), &treatments, 0.1, copies, values).unwrap()
}

/// Brings a network to its coordinates; the rates that have left, each with its place.
fn write<T: Scalar>(reparametrisation: &mut Reparametrisation<T>, network: &mut [T]) -> Vec<(usize, Left)> {
    let mut all = Vec::new();
    reparametrisation.write(network, |place, left| all.push((place, left)));
    all
}

#[test]
fn the_coordinate_of_a_logistic_is_its_inverse() {
    let logistic = Logistic {
        low: 0.1,
        high: 0.9,
        slope: 1.5,
    };
    for constant in [0.1 + 1e-9, 0.2, 0.34, 0.5, 0.77, 0.9 - 1e-9] {
        let w = logistic.coordinate(constant);
        let (back, derivative) = logistic.at(w);
        assert!((back - constant).abs() < 1e-15, "{back} {constant}");
        let equation = |w: f64| 0.1 + 0.8 / (1.0 + (-1.5 * w).exp());
        assert!((equation(w) - constant).abs() < 1e-15);
        let difference = (equation(w + 1e-5) - equation(w - 1e-5)) / 2e-5;
        assert!((derivative - difference).abs() < 1e-9);
    }
    assert_eq!(logistic.coordinate(0.5), 0.0);
}

#[test]
fn gradients_are_those_of_w() {
    let mut coordinates = all_trained(
        vec![
            parameter("h.bias", 2, Bounds::Free),
            parameter("h.alpha_s", 2, UNIT),
        ],
        &[3.0, 4.0, 0.5, 0.2],
    );
    coordinates.take_gradient(&[10.0, 20.0, 30.0, 40.0]);
    // d constant / d w = slope c (1 - c) in (0, 1).
    let expected: [f64; 4] = [10.0, 20.0, 30.0 * 1.5 * 0.25, 40.0 * 1.5 * 0.16];
    for (found, expected) in coordinates.gradient.iter().zip(expected) {
        assert!((found - expected).abs() < 1e-13, "{found} {expected}");
    }
}

#[test]
fn saturation_in_f32_loses_nothing() {
    let mut coordinates = all_trained(vec![parameter("h.alpha_s", 2, UNIT)], &[0.5_f32, 0.5]);
    let mut constants = [0.5_f32; 2];
    coordinates.values.copy_from_slice(&[30.0, -30.0]);
    assert_eq!(write(&mut coordinates, &mut constants), []);
    assert_eq!(
        constants[0],
        1.0_f32.next_down(),
        "the constant is the last number below 1"
    );
    assert!(constants[1] > 0.0);
    coordinates.take_gradient(&[1.0, 1.0]);
    let slope = 1.5 * (-45.0_f64).exp();
    for gradient in &coordinates.gradient {
        assert!(
            (f64::from(*gradient) / slope - 1.0).abs() < 1e-6,
            "w still has its gradient: {gradient}"
        );
    }
    // And it comes back to the same constant as if it had never been there.
    coordinates.values.copy_from_slice(&[0.25, -0.25]);
    write(&mut coordinates, &mut constants);
    assert_eq!(constants[0], (1.0 / (1.0 + (-1.5_f64 * 0.25).exp())) as f32);
    for end in [1e30_f32, f32::MAX] {
        coordinates.values.copy_from_slice(&[end, -end]);
        write(&mut coordinates, &mut constants);
        assert!(constants[0] < 1.0 && constants[1] > 0.0);
    }
}

#[test]
fn an_interval_is_projected_onto() {
    let mut coordinates = all_trained(vec![parameter("h.alpha_s", 3, INTERVAL)], &[0.5, 0.5, 0.5]);
    let mut constants = [0.0; 3];
    coordinates.values.copy_from_slice(&[-0.2, 0.7, 1.31]);
    assert_eq!(write(&mut coordinates, &mut constants), []);
    assert_eq!(constants, [0.001, 0.7, 1.3]);
    assert_eq!(coordinates.values, constants, "what is seen is what is used");
}

#[test]
fn a_rate_without_bounds_that_leaves_is_found() {
    let parameters = vec![
        parameter("h.strength", 1, Bounds::Free),
        parameter("h.alpha_s", 2, Bounds::Free),
    ];
    let mut coordinates = all_trained(parameters, &[1.0, 0.5, 0.5]);
    let mut constants = [0.0; 3];
    for (values, expected) in [
        ([-5.0, 0.1, 1.9], vec![]),
        ([1.0, 0.1, 2.0], vec![(2, 2.0)]),
        ([1.0, 0.0, 1.0], vec![(1, 0.0)]),
        ([1.0, -0.5, -0.1], vec![(1, -0.5), (2, -0.1)]),
    ] {
        coordinates.values.copy_from_slice(&values);
        let left = |(place, value)| (place, Left { parameter: 1, value });
        let expected: Vec<_> = expected.into_iter().map(left).collect();
        assert_eq!(
            write(&mut coordinates, &mut constants),
            expected,
            "only rates are watched"
        );
    }
}

#[test]
fn what_has_no_treatment_has_no_coordinate() {
    let parameters = vec![
        parameter("x.weight", 2, Bounds::Free),
        parameter("h.bias", 2, Bounds::Free),
        parameter("h.alpha_s", 1, UNIT),
    ];
    let treatments = [Some(PLAIN), None, Some(PLAIN)];
    let mut network = [1.0, 2.0, 3.0, 4.0, 0.5];
    let mut coordinates =
        Reparametrisation::new(&description(parameters), &treatments, 0.1, 1, &network).unwrap();
    assert_eq!(coordinates.values, [1.0, 2.0, 0.0]);
    coordinates.take_gradient(&[1.0, 2.0, f64::NAN, f64::NAN, 8.0]);
    assert_eq!(coordinates.gradient, [1.0, 2.0, 8.0 * 1.5 / 4.0]);
    coordinates.values.fill(1.0);
    write(&mut coordinates, &mut network);
    assert_eq!(network[..4], [1.0, 1.0, 3.0, 4.0]);
}

#[test]
fn neighbours_that_are_treated_alike_move_in_one_group() {
    let weight = Treatment {
        weight_decay: 0.1,
        l2: 0.5,
        ..PLAIN
    };
    let fast = Treatment {
        learning_rate: Some(0.7),
        ..PLAIN
    };
    let parameters = vec![
        parameter("a.weight", 2, Bounds::Free),
        parameter("b.weight", 1, Bounds::Free),
        parameter("h.bias", 2, Bounds::Free),
        parameter("h.alpha_s", 1, UNIT),
        parameter("h.alpha_r", 1, UNIT),
    ];
    let treatments = [Some(weight), Some(weight), Some(PLAIN), Some(PLAIN), Some(fast)];
    let values = [1.0, 2.0, 3.0, 4.0, 5.0, 0.5, 0.5];
    let mut coordinates =
        Reparametrisation::new(&description(parameters), &treatments, 0.1, 1, &values).unwrap();
    let run = |place, learning_rate, weight_decay| ParameterGroup {
        place,
        learning_rate,
        weight_decay,
    };
    assert_eq!(
        coordinates.groups,
        [run(0..3, 0.1, 0.1), run(3..6, 0.1, 0.0), run(6..7, 0.7, 0.0)]
    );
    assert_eq!(coordinates.sections.len(), 2);
    coordinates.take_gradient(&[0.0; 7]);
    assert_eq!(
        coordinates.gradient,
        [0.5, 1.0, 1.5, 0.0, 0.0, 0.0, 0.0],
        "l2 is for weights only"
    );
}

#[test]
fn values_that_cannot_be_started_from_are_refused() {
    let message = |bounds, values: [f64; 2]| {
        let network = description(vec![parameter("h.alpha_s", 2, bounds)]);
        Reparametrisation::new(&network, &[Some(PLAIN)], 0.1, 1, &values)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        message(UNIT, [0.5, 1.0]),
        "`h.alpha_s` holds 1 at [1]; it must lie strictly between 0 and 1"
    );
    assert!(message(INTERVAL, [0.5, 1.4]).contains("ends included"));
    assert!(message(Bounds::Free, [f64::NAN, 1.0]).starts_with("`h.alpha_s` holds NaN at [0]"));
}

#[test]
fn what_is_not_finite_is_not_hidden_by_bounds() {
    for bounds in [UNIT, INTERVAL, Bounds::Free] {
        let mut coordinates = all_trained(vec![parameter("h.strength", 1, bounds)], &[0.5]);
        coordinates.values.fill(f64::NAN);
        let mut constant = [0.5];
        write(&mut coordinates, &mut constant);
        assert!(constant[0].is_nan());
    }
}
