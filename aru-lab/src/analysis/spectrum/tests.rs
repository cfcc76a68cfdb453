use aru_runtime::__private::lab::stream;
use ndarray::{Array1, Array2, array};
use rand::RngExt;

use super::*;

fn sorted(matrix: &Array2<f64>) -> Vec<[f64; 2]> {
    let mut found = spectrum(matrix.view()).expect("steps that converge");
    found.sort_by(|a, b| b[0].total_cmp(&a[0]).then(b[1].total_cmp(&a[1])));
    found
}

fn near(found: &[[f64; 2]], expected: &[[f64; 2]], within: f64) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let apart = (found[0] - expected[0]).hypot(found[1] - expected[1]);
        assert!(apart <= within, "{found:?} is not {expected:?}");
    }
}

/// x^d = 1/2: the steps without an odd shift go in a circle.
#[test]
fn a_ring_of_delays_has_its_roots() {
    for size in 1..40 {
        let ring = Array2::from_shape_fn((size, size), |(i, j)| match (i, j) {
            (0, j) if j + 1 == size => 0.5,
            (i, j) if i == j + 1 => 1.0,
            _ => 0.0,
        });
        let found = spectrum(ring.view()).expect("steps that converge");
        assert_eq!(found.len(), size);
        for root in 0..size {
            let angle = std::f64::consts::TAU * root as f64 / size as f64;
            let radius = 0.5_f64.powf(1.0 / size as f64);
            let expected = [radius * angle.cos(), radius * angle.sin()];
            let is_near = |value: &&[f64; 2]| (value[0] - expected[0]).hypot(value[1] - expected[1]) < 1e-13;
            assert_eq!(found.iter().filter(is_near).count(), 1, "{size}: {expected:?}");
        }
    }
}

#[test]
fn a_line_that_leads_nowhere_has_zeros_alone() {
    let mut line = Array2::zeros((60, 60));
    for i in 1..60 {
        line[[i, i - 1]] = 1.0;
    }
    line[[0, 0]] = 0.75;
    let mut expected = vec![[0.0; 2]; 60];
    expected[0] = [0.75, 0.0];
    assert_eq!(sorted(&line), expected);
}

#[test]
fn small_ones_are_as_by_hand() {
    near(
        &sorted(&array![[2.0, -3.0], [3.0, 2.0]]),
        &[[2.0, 3.0], [2.0, -3.0]],
        0.0,
    );
    near(
        &sorted(&array![[1.0, 2.0], [2.0, 1.0]]),
        &[[3.0, 0.0], [-1.0, 0.0]],
        1e-15,
    );
    near(
        &sorted(&array![[0.95, 0.0], [0.95, 0.0]]),
        &[[0.95, 0.0], [0.0, 0.0]],
        0.0,
    );
    let rotation = array![[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]];
    let half = 0.75_f64.sqrt();
    near(
        &sorted(&rotation),
        &[[1.0, 0.0], [-0.5, half], [-0.5, -half]],
        1e-15,
    );
}

/// P D P^-1, with real and complex eigenvalues in D, and rows of very different size.
#[test]
fn eigenvalues_survive_a_change_of_basis() {
    for (size, within) in [(3, 1e-12), (10, 1e-11), (60, 1e-10)] {
        let mut draws = stream(size as u64, "spectrum");
        let mut matrix = Array2::zeros((size, size));
        let mut expected = Vec::new();
        let mut place = 0;
        while place < size {
            let (a, b) = (draws.random_range(-1.0..1.0), draws.random_range(0.1..1.0));
            if place + 1 < size && place % 3 == 0 {
                for (i, j, value) in [(0, 0, a), (0, 1, -b), (1, 0, b), (1, 1, a)] {
                    matrix[[place + i, place + j]] = value;
                }
                expected.extend([[a, b], [a, -b]]);
                place += 2;
            } else {
                matrix[[place, place]] = a;
                expected.push([a, 0.0]);
                place += 1;
            }
        }
        // Reflections, which are their own inverses, around a scaling.
        for turn in 0..2 {
            let mut axis = Array1::from_shape_simple_fn(size, || draws.random_range(-1.0..1.0));
            let length: f64 = axis.dot(&axis);
            axis /= length.sqrt();
            let outer = Array2::from_shape_fn((size, size), |(i, j)| 2.0 * axis[i] * axis[j]);
            let reflection = Array2::eye(size) - outer;
            matrix = reflection.dot(&matrix).dot(&reflection);
            if turn == 0 {
                for i in 0..size {
                    let factor = 2.0_f64.powi((7 * i % 5) as i32 - 2);
                    matrix.row_mut(i).mapv_inplace(|value| value * factor);
                    matrix.column_mut(i).mapv_inplace(|value| value / factor);
                }
            }
        }
        expected.sort_by(|a, b| b[0].total_cmp(&a[0]).then(b[1].total_cmp(&a[1])));
        near(&sorted(&matrix), &expected, within);
    }
}

#[test]
fn what_is_not_finite_has_none() {
    assert!(spectrum(array![[1.0, f64::NAN], [1.0, 1.0]].view()).is_none());
    assert!(spectrum(Array2::zeros((0, 0)).view()).unwrap().is_empty());
}
