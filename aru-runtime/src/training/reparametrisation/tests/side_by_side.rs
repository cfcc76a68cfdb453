//! Networks side by side: each goes the way that it would go alone.

use super::*;

/// Each network's own values, as `values` gives them, element by element side by side.
fn side_by_side<T: Scalar>(networks: &[Vec<T>]) -> Vec<T> {
    let elements = 0..networks[0].len();
    elements
        .flat_map(|element| networks.iter().map(move |network| network[element]))
        .collect()
}

/// The elements of one of them.
fn of_copy<T: Scalar>(all: &[T], copies: usize, copy: usize) -> Vec<T> {
    all.iter().skip(copy).step_by(copies).copied().collect()
}

#[test]
fn networks_side_by_side_are_each_by_itself() {
    const COPIES: usize = 3;
    let parameters = || {
        vec![
            parameter("x.weight", 2, Bounds::Free),
            parameter("h.bias", 2, Bounds::Free),
            parameter("h.alpha_s", 2, UNIT),
            parameter("h.strength", 1, INTERVAL),
            parameter("h.alpha_r", 1, Bounds::Free),
        ]
    };
    let weight = Treatment {
        l2: 0.5,
        weight_decay: 0.1,
        ..PLAIN
    };
    let fast = Treatment {
        learning_rate: Some(0.7),
        ..PLAIN
    };
    // The biases are frozen.
    let treatments = [Some(weight), None, Some(PLAIN), Some(fast), Some(PLAIN)];
    let new = |copies, values: &[f64]| {
        Reparametrisation::new(&description(parameters()), &treatments, 0.1, copies, values).unwrap()
    };
    let values = |copy: usize| -> Vec<f64> {
        let c = copy as f64;
        vec![
            1.0 + c,
            -c,
            5.0,
            6.0 + c,
            0.2 + 0.3 * c,
            0.9 - 0.1 * c,
            0.4 * (1.0 + c),
            0.1 + 0.5 * c,
        ]
    };
    let gradient =
        |copy: usize| -> Vec<f64> { (0..8).map(|i| (i as f64 + 0.7 * copy as f64).sin()).collect() };
    // Far enough that the interval projects, both ends of the logistic saturate, and rates leave.
    let step = |copy: usize| -> Vec<f64> {
        let c = copy as f64;
        vec![0.1, 0.2, 90.0 * (c - 1.0), 0.5 - c, 2.0 * (c - 1.0), 0.5 * c]
    };
    let of_all = |part: &dyn Fn(usize) -> Vec<f64>| side_by_side(&(0..COPIES).map(part).collect::<Vec<_>>());

    let mut together = new(COPIES, &of_all(&values));
    let mut networks = of_all(&values);
    together.take_gradient(&of_all(&gradient));
    let before = together.gradient.clone();
    let start = together.values.clone();
    for (value, step) in together.values.iter_mut().zip(of_all(&step)) {
        *value += step;
    }
    let left = write(&mut together, &mut networks);
    together.take_gradient(&of_all(&gradient));

    let mut expected_left = Vec::new();
    for copy in 0..COPIES {
        let mut alone = new(1, &values(copy));
        let mut network = values(copy);
        assert_eq!(of_copy(&start, COPIES, copy), alone.values);
        alone.take_gradient(&gradient(copy));
        assert_eq!(of_copy(&before, COPIES, copy), alone.gradient);
        for (value, step) in alone.values.iter_mut().zip(step(copy)) {
            *value += step;
        }
        let own = write(&mut alone, &mut network);
        expected_left.extend(own.into_iter().map(|(place, left)| (COPIES * place + copy, left)));
        assert_eq!(of_copy(&networks, COPIES, copy), network);
        assert_eq!(of_copy(&together.values, COPIES, copy), alone.values);
        alone.take_gradient(&gradient(copy));
        assert_eq!(
            of_copy(&together.gradient, COPIES, copy),
            alone.gradient,
            "at the new slopes"
        );
        assert_eq!(alone.sections.len(), together.sections.len());
        for (alone, together) in alone.groups.iter().zip(&together.groups) {
            let place = COPIES * alone.place.start..COPIES * alone.place.end;
            assert_eq!(
                *together,
                ParameterGroup {
                    place,
                    ..alone.clone()
                }
            );
        }
        assert_eq!(alone.groups.len(), together.groups.len());
    }
    expected_left.sort_by_key(|&(place, _)| place);
    assert_eq!(left, expected_left);
}

#[test]
fn rates_that_leave_are_told_with_the_place_of_their_copy() {
    let parameters = vec![
        parameter("h.bias", 1, Bounds::Free),
        parameter("h.alpha_s", 2, Bounds::Free),
        parameter("h.alpha_r", 1, Bounds::Free),
    ];
    let mut coordinates = copies_trained(parameters, 3, &[0.5; 12]);
    // Of the second network the second alpha_s, of the third alpha_r, which is no number.
    coordinates.values[2 * 3 + 1] = 2.5;
    coordinates.values[3 * 3 + 2] = f64::NAN;
    let left = write(&mut coordinates, &mut [0.0; 12]);
    let at = |place, parameter| (place, parameter);
    let found: Vec<_> = left
        .iter()
        .map(|(place, left)| at(*place, left.parameter))
        .collect();
    assert_eq!(found, [at(7, 1), at(11, 2)]);
    assert_eq!(left[0].1.value, 2.5);
    assert!(left[1].1.value.is_nan());
}

#[test]
fn a_value_that_one_copy_cannot_start_from_is_refused() {
    let message = |bounds, values: [f64; 6]| {
        let network = description(vec![parameter("h.alpha_s", 2, bounds)]);
        Reparametrisation::new(&network, &[Some(PLAIN)], 0.1, 3, &values)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        message(UNIT, [0.5, 0.5, 0.5, 0.5, 1.0, 0.5]),
        "`h.alpha_s` holds 1 at [1]; it must lie strictly between 0 and 1",
        "the index is that of the network"
    );
    assert!(message(INTERVAL, [0.5, 0.5, 1.4, 0.5, 0.5, 0.5]).starts_with("`h.alpha_s` holds 1.4 at [0]"));
    assert!(
        message(Bounds::Free, [0.5, 0.5, 0.5, f64::NAN, 0.5, 0.5])
            .starts_with("`h.alpha_s` holds NaN at [1]")
    );
    // What is not trained may hold anything.
    let network = description(vec![
        parameter("h.alpha_s", 1, UNIT),
        parameter("h.bias", 1, Bounds::Free),
    ]);
    assert!(Reparametrisation::new(&network, &[None, Some(PLAIN)], 0.1, 2, &[0.5, 1.0, 0.0, 0.0]).is_ok());
}
