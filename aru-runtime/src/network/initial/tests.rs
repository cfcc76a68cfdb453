use std::borrow::Cow::{Borrowed, Owned};

mod of_weights;

use super::*;
use crate::network::description::Scope;
use crate::network::emitted::{Emitted, description};
use crate::paper::Paper;
use crate::run::network::Network;

fn rng() -> ChaCha8Rng {
    stream(1, "test")
}

fn mean_and_sd(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let square = numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / count;
    (mean, square.sqrt())
}

/// Mean and standard deviation within five standard errors.
fn assert_normal(numbers: &[f64], mean: f64, sd: f64) {
    let (found_mean, found_sd) = mean_and_sd(numbers);
    let error = sd / (numbers.len() as f64).sqrt();
    assert!(
        (found_mean - mean).abs() < 5.0 * error,
        "mean {found_mean}, expected {mean}"
    );
    assert!(
        (found_sd - sd).abs() < 5.0 * error,
        "sd {found_sd}, expected {sd}"
    );
}

/// Draws a constant; only `hidden.alpha_s` is a rate.
fn constants(dt: Option<f64>, constant: &Parameter) -> Vec<f64> {
    let range = range(constant, constant.name == "hidden.alpha_s");
    draw_constant(dt, constant, range, &mut rng())
}

fn constant(initial: Initial, bounds: Bounds, declared_as_time: bool, name: &'static str) -> Parameter {
    Parameter {
        name: Borrowed(name),
        shape: Owned(vec![20_000]),
        role: Role::Constant {
            layer: 0,
            scope: Scope::PerUnit,
        },
        learn: true,
        initial,
        bounds,
        declared_as_time,
    }
}

#[test]
fn the_hash_is_the_published_one() {
    assert_eq!(fnv1a(""), 0xcbf29ce484222325);
    assert_eq!(fnv1a("a"), 0xaf63dc4c8601ec8c);
    assert_eq!(fnv1a("foobar"), 0x85944171f73967e8);
}

#[test]
fn a_matrix_has_the_variance_of_its_kind() {
    let fan = [50, 30];
    let draw = |initial| draw_matrix(initial, [200, 200], fan, &mut rng());
    assert_normal(&draw(Initial::Lecun), 0.0, (1.0_f64 / 50.0).sqrt());
    assert_normal(&draw(Initial::He), 0.0, (2.0_f64 / 50.0).sqrt());
    assert_normal(&draw(Initial::Xavier), 0.0, (2.0_f64 / 80.0).sqrt());
    assert_normal(&draw(Initial::Normal(3.0, 0.25)), 3.0, 0.25);
    assert_normal(&draw(Initial::Uniform(-1.0, 2.0)), 0.5, 3.0 / 12.0_f64.sqrt());
    assert!(
        draw(Initial::Uniform(-1.0, 2.0))
            .iter()
            .all(|x| (-1.0..2.0).contains(x))
    );
    assert!(draw(Initial::Zeros).iter().all(|&x| x == 0.0));
    assert!(draw(Initial::Number(0.7)).iter().all(|&x| x == 0.7));
}

#[test]
fn an_orthogonal_matrix_is_orthonormal_along_its_shorter_axis() {
    let fan = [1, 1];
    for (rows, columns) in [(1, 1), (5, 5), (3, 20), (20, 3), (1, 9), (9, 1), (60, 60)] {
        let matrix = draw_matrix(Initial::Orthogonal(1.5), [rows, columns], fan, &mut rng());
        let at = |row: usize, column: usize| matrix[row * columns + column];
        let count = rows.min(columns);
        for one in 0..count {
            for other in 0..count {
                let product: f64 = if rows <= columns {
                    (0..columns)
                        .map(|column| at(one, column) * at(other, column))
                        .sum()
                } else {
                    (0..rows).map(|row| at(row, one) * at(row, other)).sum()
                };
                let expected = if one == other { 1.5 * 1.5 } else { 0.0 };
                assert!(
                    (product - expected).abs() < 1e-13,
                    "{rows} x {columns}: {one}, {other}: {product}"
                );
            }
        }
    }
}

#[test]
fn an_orthogonal_matrix_has_no_preferred_sign() {
    let fan = [1, 1];
    let mut rng = rng();
    let corners: Vec<f64> = (0..4000)
        .map(|_| draw_matrix(Initial::Orthogonal(1.0), [4, 4], fan, &mut rng)[15])
        .collect();
    // An element of a random orthogonal matrix of size n has variance 1 / n.
    assert_normal(&corners, 0.0, 0.5);
}

#[test]
fn a_truncated_normal_has_the_moments_of_its_range() {
    // Mean and standard deviation of the standard normal between a and b, by integration.
    let moments = |a: f64, b: f64| {
        let cells = 200_000;
        let width = (b - a) / cells as f64;
        let (mut mass, mut first, mut second) = (0.0, 0.0, 0.0);
        for cell in 0..cells {
            let x = a + (cell as f64 + 0.5) * width;
            let density = (-0.5 * (x * x - a * a)).exp();
            mass += density;
            first += x * density;
            second += x * x * density;
        }
        let mean = first / mass;
        (mean, (second / mass - mean * mean).sqrt())
    };
    for (a, b) in [
        (-1.0, 1.0),
        (-0.1, 0.2),
        (0.3, 0.8),
        (0.2, 1.5),
        (0.4, 9.0),
        (3.0, 12.0),
        (8.0, 8.1),
        (-6.0, -4.0),
    ] {
        let mut rng = rng();
        let drawn: Vec<f64> = (0..20_000)
            .map(|_| truncated_normal(0.5, 2.0, 0.5 + 2.0 * a, 0.5 + 2.0 * b, &mut rng))
            .collect();
        let (mean, sd) = if b < 0.0 {
            let (mean, sd) = moments(-b, -a);
            (-mean, sd)
        } else {
            moments(a, b)
        };
        assert!(
            drawn.iter().all(|x| (0.5 + 2.0 * a..=0.5 + 2.0 * b).contains(x)),
            "{a} to {b}"
        );
        assert_normal(&drawn, 0.5 + 2.0 * mean, 2.0 * sd);
    }
    let open: Vec<f64> = (0..20_000)
        .map(|_| truncated_normal(0.0, 1.0, 5.0, f64::INFINITY, &mut rng()))
        .collect();
    assert!(open.iter().all(|&x| (5.0..8.0).contains(&x)));
    assert_eq!(truncated_normal(0.5, 0.0, 0.6, 1.0, &mut rng()), 0.6);
}

#[test]
fn a_constant_stays_inside_its_bounds() {
    let logistic = Bounds::Logistic {
        low: 0.0,
        high: 1.0,
        slope: 1.5,
    };
    let wide = constant(Initial::Normal(0.5, 0.3), logistic, false, "hidden.alpha_s");
    let drawn = constants(None, &wide);
    assert!(drawn.iter().all(|alpha| (0.0..=1.0).contains(alpha)));
    let (mean, sd) = mean_and_sd(&drawn);
    assert!((mean - 0.5).abs() < 0.01 && sd < 0.26 && sd > 0.2, "{mean} {sd}");
    let free = constant(Initial::Normal(0.1, 1.0), Bounds::Free, false, "hidden.alpha_s");
    assert!(
        constants(None, &free)
            .iter()
            .all(|&alpha| alpha > 0.0 && alpha <= 2.0)
    );
    let other = constant(Initial::Normal(0.0, 1.0), Bounds::Free, false, "hidden.strength");
    assert_normal(&constants(None, &other), 0.0, 1.0);
    let cut = constant(
        Initial::Uniform(0.0, 0.5),
        Bounds::Interval { low: 0.25, high: 1.0 },
        false,
        "h.alpha_s",
    );
    assert_normal(&constants(None, &cut), 0.375, 0.25 / 12.0_f64.sqrt());
}

#[test]
fn a_constant_declared_as_a_time_is_drawn_as_a_time() {
    let (dt, bounds) = (
        0.005,
        Bounds::Interval {
            low: 0.025,
            high: 1.0,
        },
    );
    let uniform = constant(Initial::Uniform(0.01, 0.03), bounds, true, "hidden.alpha_s");
    let times: Vec<f64> = constants(Some(dt), &uniform)
        .iter()
        .map(|alpha| dt / alpha)
        .collect();
    assert_normal(&times, 0.02, 0.02 / 12.0_f64.sqrt());
    let number = constant(Initial::Number(0.02), bounds, true, "hidden.alpha_s");
    assert!(constants(Some(dt), &number).iter().all(|&alpha| alpha == 0.25));
    let normal = constant(Initial::Normal(0.02, 0.02), Bounds::Free, true, "hidden.alpha_s");
    let alphas = constants(Some(dt), &normal);
    assert!(
        alphas.iter().all(|&alpha| alpha > 0.0 && alpha <= 1.0),
        "no time below a step"
    );
    let normal = constant(Initial::Normal(0.02, 0.02), bounds, true, "hidden.alpha_s");
    assert!(
        constants(Some(dt), &normal)
            .iter()
            .all(|&alpha| (0.025..=1.0).contains(&alpha))
    );
}

#[test]
fn both_scalars_draw_the_same_numbers() {
    let (single, double) = (Paper::<f32, 10>::new(3), Paper::<f64, 10>::new(3));
    assert!(
        single
            .values()
            .iter()
            .zip(double.values())
            .all(|(&single, &double)| single == double as f32)
    );
    assert_ne!(Paper::<f64, 10>::new(4).values(), double.values());
}

#[test]
fn each_parameter_draws_from_a_stream_of_its_own() {
    let network = Paper::<f64, 10>::new(3);
    let mut fewer = description::<Paper<f64, 10>>().clone();
    let parameters = fewer.parameters.to_vec();
    fewer.parameters = Owned(
        parameters
            .into_iter()
            .filter(|parameter| parameter.name != "x_to_hidden.weight")
            .collect(),
    );
    assert_eq!(draw::<f64>(&fewer, 3), network.values()[20..]);
    let (inputs, outputs) = (
        network.parameter("x_to_hidden.weight").unwrap(),
        network.parameter("hidden_to_y.weight").unwrap(),
    );
    assert_ne!(inputs.values(), outputs.values());
}

#[test]
fn a_seed_gives_these_numbers_for_ever() {
    let weights: Vec<f64> = Paper::<f64, 10>::new(7)
        .parameter("x_to_hidden.weight")
        .unwrap()
        .values()[..3]
        .to_vec();
    assert_eq!(
        weights,
        [-0.9422946864406605, -0.27463224694683, -0.6924041545798029]
    );
}

#[test]
fn several_delays_share_the_variance() {
    let mut description = description::<Paper<f64, 10>>().clone();
    let mut links = description.links.to_vec();
    links[1].delays = Borrowed(&[1, 2, 3, 4]);
    description.links = Owned(links);
    let mut parameters = description.parameters.to_vec();
    parameters[1].shape = Borrowed(&[4, 1000, 10]);
    description.parameters = Owned(parameters);
    let drawn: Vec<f64> = draw_parameter(&description, &description.parameters[1], 5);
    assert_eq!(drawn.len(), 40_000);
    assert_normal(&drawn, 0.0, (1.0_f64 / 40.0).sqrt());
    let mut orthogonal = description.parameters[1].clone();
    orthogonal.shape = Borrowed(&[4, 30, 10]);
    orthogonal.initial = Initial::Orthogonal(1.0);
    let drawn: Vec<f64> = draw_parameter(&description, &orthogonal, 5);
    // Twelve square matrices, three ports for each delay.
    for matrix in drawn.chunks_exact(100) {
        let product: f64 = (0..10).map(|column| matrix[column] * matrix[10 + column]).sum();
        assert!(product.abs() < 1e-14);
    }
}

#[test]
fn starts_beyond_the_bounds_are_told() {
    let bounds = Bounds::Interval { low: 0.01, high: 1.0 };
    let time = constant(Initial::Number(0.01), bounds, true, "hidden.alpha_s");
    // Times in seconds, of steps of 1 ms.
    let range = (0.001, 0.1);
    assert_eq!(outside(&time, &[0.001, 0.02, 0.1 + 1e-17], range), None);
    assert_eq!(outside(&time, &[], range), None);
    assert_eq!(
        outside(&time, &[5.0, 0.02, 20.0], range).unwrap(),
        "of the 3 numbers that `hidden.tau_s` is to start from 2 lie outside its range, 0.001 to 0.1 seconds; the nearest \
         end is taken"
    );
    assert!(
        outside(&time, &[1e-4], (0.001, f64::INFINITY))
            .unwrap()
            .contains("its range, 0.001 seconds or above;")
    );
    let rate = constant(Initial::Number(0.01), bounds, false, "hidden.alpha_s");
    assert!(
        outside(&rate, &[2.5, 0.5], (LEAST_RATE, 2.0))
            .unwrap()
            .contains("1 lies outside its range, above 0, at 2 or below;")
    );
    for (low, told) in [(-1.0, "its range, -1 to 1;"), (0.0, "its range, 0 to 1;")] {
        let text = outside(&rate, &[2.5, -2.5], (low, 1.0)).unwrap();
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn what_a_rate_starts_from_may_be_set() {
    for is_time in [true, false] {
        let rate = constant(Initial::Number(0.0), Bounds::Free, is_time, "hidden.alpha_s");
        let (low, _) = range(&rate, true);
        assert!(low as f32 > 0.0, "{low} is no number above 0 in f32");
        // As a time, and back.
        let dt = 1e-3;
        assert!((dt / (dt / low)) as f32 > 0.0);
    }
}
