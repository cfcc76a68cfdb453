//! The reference cases of tests/golden/analysis: an independent float64 implementation with automatic differentiation.

use aru::analysis::{FixedPoint, FixedPoints, Jacobian, Memory};
use aru::prelude::*;
use aru::{AnyNetwork, Model};
use aru_test_support::agreement::{Tolerance, assert_agree};
use aru_test_support::golden::Golden;
use ndarray::{Array2, Array3, s};

use crate::jacobian::network;

macro_rules! case {
    ($($module:ident: $network:ident, $golden:literal;)*) => {$(
        pub mod $module {
            use aru::Model;
            use aru::prelude::*;

            include!(concat!("../golden/analysis/", $golden, ".rs"));

            #[test]
            fn jacobians_and_eigenvalues_agree() {
                super::check_jacobians(Model::of::<$network<f64>>(), $golden);
            }

            #[test]
            fn every_fixed_point_is_found() {
                super::check_points(Model::of::<$network<f64>>(), $golden);
            }
        }
    )*};
}

case! {
    linear: Linear, "linear";
    single: Single, "single";
    two_units: TwoUnits, "two_units";
    limit_cycle: LimitCycle, "limit_cycle";
}

fn read(model: Model, name: &'static str) -> (Golden, AnyNetwork<f64>) {
    let path: &'static str = String::leak(format!("analysis/{name}"));
    let golden = Golden::read(path);
    let network = network(model, &golden);
    (golden, network)
}

fn rows(golden: &Golden, name: &str) -> Vec<Vec<f64>> {
    let tensor = golden.tensor(name);
    let length = tensor.shape[1..].iter().product();
    tensor.values.chunks(length).map(<[f64]>::to_vec).collect()
}

/// As pairs of parts, in an order of their own.
fn sorted(eigenvalues: impl Iterator<Item = [f64; 2]>) -> Vec<f64> {
    let coarse = |value: f64| (1e6 * value).round() + 0.0;
    let mut all: Vec<[f64; 2]> = eigenvalues.collect();
    all.sort_by(|a, b| {
        let first = coarse(a[0]).total_cmp(&coarse(b[0]));
        first.then(coarse(a[1]).total_cmp(&coarse(b[1])))
    });
    all.concat()
}

fn check_eigenvalues(found: &[aru::analysis::Eigenvalue], expected: &[f64], time_constants: &[f64]) {
    assert_agree(
        "eigenvalues",
        &sorted(found.iter().map(|one| [one.re(), one.im()])),
        &sorted(expected.chunks(2).map(|pair| [pair[0], pair[1]])),
        Tolerance::Each(1e-13),
    );
    let ordered = |times: &mut dyn Iterator<Item = f64>| {
        let mut times: Vec<f64> = times.collect();
        times.sort_by(f64::total_cmp);
        times
    };
    assert_agree(
        "time constants",
        &ordered(&mut found.iter().map(|one| one.time_constant())),
        &ordered(&mut time_constants.iter().copied()),
        Tolerance::Each(1e-11),
    );
}

fn check_jacobians(model: Model, name: &'static str) {
    let (golden, network) = read(model, name);
    let input = &golden.tensor("input").values;
    let [points, steps, jacobians, eigenvalues, times] =
        ["points", "steps", "jacobians", "eigenvalues", "time_constants"].map(|name| rows(&golden, name));
    for (place, point) in points.iter().enumerate() {
        let mut state = network.initial_state();
        for (part, values) in state.names().into_iter().zip(point.chunks(point.len() / 2)) {
            state.set(&part, values).expect("a state of the network");
        }
        assert_eq!(state.values(), point);
        let jacobian = Jacobian::at(&network, &state, input).expect("finite numbers");
        assert_agree("the step", jacobian.next(), &steps[place], Tolerance::Each(1e-15));
        let matrix: Vec<f64> = jacobian.matrix().iter().copied().collect();
        assert_agree("the Jacobian", &matrix, &jacobians[place], Tolerance::Each(1e-15));
        let found = jacobian.eigenvalues().expect("finite numbers");
        check_eigenvalues(&found, &eigenvalues[place], &times[place]);
    }
}

/// Random inputs, on which the network passes states all around its fixed points.
fn data(features: usize) -> Sequences<f64> {
    let inputs = Array3::from_shape_fn((20, 30, features), |(i, t, f)| {
        5.0 * (1.7 * i as f64 + 0.3 * (1 + i) as f64 * t as f64 + f as f64).sin()
    });
    Sequences::new(inputs, Array3::zeros((20, 30, 1))).expect("valid data")
}

fn check_points(model: Model, name: &'static str) {
    let (golden, network) = read(model, name);
    let input = &golden.tensor("input").values;
    let expected = rows(&golden, "fixed_points");
    let data = data(input.len());
    let search = FixedPoints::of(&network)
        .input(input)
        .starts(300)
        .jitter(1.0)
        .seed(1);
    let points = search.clone().from(&data).find().expect("valid data");
    println!("{points}");
    assert_eq!(points.len(), expected.len());
    let eigenvalues = rows(&golden, "eigenvalues");
    let times = rows(&golden, "time_constants");
    for (place, expected) in expected.iter().enumerate() {
        let near = |point: &&FixedPoint| {
            let mut pairs = point.state().iter().zip(expected);
            pairs.all(|(found, expected)| (found - expected).abs() < 1e-6)
        };
        let point = points.iter().find(near).expect("a point where one is expected");
        assert_agree("a point", point.state(), expected, Tolerance::Each(1e-14));
        check_eigenvalues(point.eigenvalues(), &eigenvalues[place], &times[place]);
        assert!(point.residual() <= 1e-12 && point.starts() > 0);
    }
    let counts = points.iter().map(FixedPoint::outside);
    assert!(counts.is_sorted());
    let starts: usize = points.iter().chain(points.slow()).map(FixedPoint::starts).sum();
    assert_eq!(starts + points.lost(), 300);
    // The same on any number of threads.
    assert_eq!(search.threads(3).from(&data).find().expect("valid data"), points);
}

fn memory(model: Model, name: &'static str) -> (Golden, Memory) {
    let (golden, network) = read(model, name);
    let inputs = golden.array("inputs");
    let (sequences, steps, _) = inputs.dim();
    let data = Sequences::new(inputs, Array3::zeros((sequences, steps, 1))).expect("valid data");
    let memory = Memory::of(&network, &data).expect("finite numbers");
    let profile = &golden.tensor("profile").values;
    assert_agree("profile", memory.profile(), profile, Tolerance::Each(1e-15));
    let found = memory.steps(0.95).expect("a share");
    assert_eq!(vec![found as f64], golden.tensor("memory").values);
    (golden, memory)
}

#[test]
fn memory_agrees() {
    memory(Model::of::<linear::Linear<f64>>(), "linear");
    let (_, memory) = memory(Model::of::<single::Single<f64>>(), "single");
    for share in [0.5, 0.9, 0.95, 0.99] {
        let formula = ((1.0 - share).ln() / (2.0 * 0.95_f64.ln())).ceil();
        assert_eq!(memory.steps(share).expect("a share") as f64, formula);
    }
}

/// 1 - alpha_s and 1 - alpha_r, without any rounding.
#[test]
fn eigenvalues_of_unconnected_units_are_exact() {
    let (golden, network) = read(Model::of::<linear::Linear<f64>>(), "linear");
    let input = &golden.tensor("input").values;
    let jacobian = Jacobian::at(&network, &network.initial_state(), input).expect("finite numbers");
    let found = jacobian.eigenvalues().expect("finite numbers");
    let mut found: Vec<f64> = found.iter().map(|one| one.re()).collect();
    let rates = ["alpha_s", "alpha_r"].map(|name| golden.tensor(&format!("parameters/hidden.{name}")));
    let mut expected: Vec<f64> = rates
        .iter()
        .flat_map(|rate| &rate.values)
        .map(|rate| 1.0 - rate)
        .collect();
    found.sort_by(f64::total_cmp);
    expected.sort_by(f64::total_cmp);
    assert_eq!(found, expected);
    let rate_by_current = jacobian.block("hidden.rate", "hidden.current").expect("parts");
    let by_hand = Array2::from_diag(&jacobian.matrix().slice(s![3.., ..3]).diag().to_owned());
    assert_eq!(rate_by_current, by_hand);
}
