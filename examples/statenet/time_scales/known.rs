//! Networks whose slow time constant is known, because their numbers were set: 500 ms each, in whichever way it comes about.

use aru::prelude::*;
use ndarray::{Array1, Array2, Array3, Axis, array};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::fall::Fall;
use super::read::{COUNTS, Response, slowest, units};
use crate::simulated::BANDS;
use crate::simulated::neurons::{Neuron, TwoTimeScales};

recurrent_net! {
    /// Linear units behind one filter, and an output that saturates.
    struct Known {
        dt: 5 ms;
        input sound: BANDS;
        layer tuned: Dense<1>;
        layer memory: Aru<3> { alpha_s: fixed per_unit(1.0); tau_r: fixed per_unit(10 ms); activation: identity; bias: none; }
        output rate: 1 { activation: sigmoid; }
        sound -> tuned -> memory -> rate;
        memory ~> memory;
    }
}

/// Levels that change every 100 ms and less, with a standard deviation of about 1.
fn songs() -> Array3<f64> {
    let rng = &mut ChaCha8Rng::seed_from_u64(3);
    let mut songs = Array3::zeros((6, 500, BANDS));
    for mut song in songs.outer_iter_mut() {
        let mut level = Array1::<f64>::zeros(BANDS);
        for mut frame in song.outer_iter_mut() {
            for value in &mut level {
                *value = 0.9 * *value + 0.44 * rng.random_range(-1.7..1.7);
            }
            frame.assign(&level);
        }
    }
    songs
}

fn sequences() -> Sequences<f64> {
    let songs = songs();
    let targets = Array3::zeros((songs.dim().0, songs.dim().1, 1));
    Sequences::new(songs, targets).unwrap()
}

/// With these time constants in seconds, links between the units (row to, column from), and weights of the output.
fn known(taus: [f64; 3], links: &Array2<f64>, readout: [f64; 3]) -> Known<f64> {
    let mut net = Known::new(1);
    net.set("sound_to_tuned.weight", &[1.0 / BANDS as f64; BANDS])
        .unwrap();
    net.set("tuned.bias", &[0.1]).unwrap();
    net.set("tuned_to_memory.weight", &[1.0; 3]).unwrap();
    net.set("memory.tau_r", &taus).unwrap();
    net.set(
        "memory_to_memory.weight",
        &links.iter().copied().collect::<Vec<f64>>(),
    )
    .unwrap();
    net.set("memory_to_rate.weight", &readout).unwrap();
    net.set("rate.bias", &[-1.0]).unwrap();
    net
}

fn mode(net: &impl Network<Scalar = f64>) -> f64 {
    Response::of(net, &sequences()).unwrap().mode.seconds()
}

#[track_caller]
fn check(net: &impl Network<Scalar = f64>, tolerance: f64) {
    let tau = mode(net);
    assert!((tau / 0.5 - 1.0).abs() < tolerance, "{tau}");
}

fn none() -> Array2<f64> {
    Array2::zeros((3, 3))
}

#[test]
fn the_neuron_itself_is_read_as_it_was_set() {
    let neuron = TwoTimeScales::<f64>::of(&Array1::zeros(BANDS), &songs()).unwrap();
    check(&neuron, 1e-3);
    let response = Response::of(&neuron, &sequences()).unwrap();
    assert!(response.share > 0.5, "{}", response.share);
    assert!((response.map.seconds() / 0.5 - 1.0).abs() < 0.02);
}

#[test]
fn a_slow_unit_that_nothing_reads_is_none() {
    let net = known([0.01, 0.5, 3.0], &none(), [1.0, -1.7, 0.0]);
    check(&net, 1e-3);
    let units = units(&net, &sequences()).unwrap();
    assert!((slowest(&units, f64::NEG_INFINITY).unwrap() - 3.0).abs() < 1e-9);
    // Of the variance the slow unit makes less than a tenth, since it hears little of levels that change every 100 ms: to ask for
    // its part of that misses it, where the response does not.
    assert!((slowest(&units, COUNTS).unwrap() - 0.01).abs() < 1e-9);
    let whole: f64 = units.iter().map(|unit| unit.share).sum();
    assert!((whole - 1.0).abs() < 1e-12);
}

#[test]
fn one_that_is_read_a_little_is_none_either() {
    check(&known([0.01, 0.5, 3.0], &none(), [1.0, -1.7, 0.1]), 0.1);
}

/// Its own constant is 50 ms, and a link to itself makes 500 of it.
#[test]
fn what_a_link_makes_of_a_constant_is_read() {
    let mut links = none();
    links[[1, 1]] = 0.9;
    let net = known([0.01, 0.05, 0.02], &links, [1.0, -0.17, 0.0]);
    check(&net, 1e-3);
    let units = units(&net, &sequences()).unwrap();
    assert!((slowest(&units, f64::NEG_INFINITY).unwrap() - 0.05).abs() < 1e-9);
}

/// Three units of 50 ms whose links are those of 10, 100 and 500 ms in other coordinates.
#[test]
fn it_does_not_matter_how_a_network_is_written_down() {
    let change = array![[1.0, 0.5, -0.3], [0.2, 1.0, 0.6], [-0.4, 0.3, 1.0]];
    let back = inverse(&change);
    // 1 - alpha (1 - w) with alpha = 0.1.
    let own = Array2::from_diag(&array![-4.0, 0.5, 0.9]);
    let readout = array![0.8, -0.5, 0.3];
    let net = known([0.05; 3], &change.dot(&own).dot(&back), [0.8, -0.5, 0.3]);
    let plain = readout.dot(&change);
    let mut same = known([0.05; 3], &own, [plain[0], plain[1], plain[2]]);
    let driven = back.sum_axis(Axis(1));
    same.set("tuned_to_memory.weight", &driven.to_vec()).unwrap();
    assert!((mode(&net) / mode(&same) - 1.0).abs() < 1e-6);
    // With a mode of 100 ms beside it, what is left out of the response moves the slow one by a tenth.
    check(&net, 0.15);
}

/// Two slow ones of nearly one time constant and opposite signs, of which next to nothing is left.
#[test]
fn what_cancels_is_not_read() {
    let net = known([0.05, 0.5, 0.500_01], &none(), [1.0, 3.0, -3.0]);
    let tau = mode(&net);
    assert!((tau / 0.05 - 1.0).abs() < 0.01, "{tau}");
}

/// In a loud song an output that saturates responds less, but no faster.
#[test]
fn saturation_behind_the_memory_does_not_matter() {
    check(&known([0.01, 0.5, 0.02], &none(), [10.0, -17.0, 0.0]), 1e-3);
}

#[test]
fn a_network_without_a_memory_has_none() {
    let net = known([0.005; 3], &none(), [1.0, 1.0, 1.0]);
    assert_eq!(Response::of(&net, &sequences()).unwrap().mode, Fall::Over);
}

/// Of three rows, by cofactors.
fn inverse(matrix: &Array2<f64>) -> Array2<f64> {
    let at = |row: usize, column: usize| matrix[[row % 3, column % 3]];
    let cofactor =
        |i: usize, j: usize| at(i + 1, j + 1) * at(i + 2, j + 2) - at(i + 1, j + 2) * at(i + 2, j + 1);
    let determinant: f64 = (0..3).map(|j| at(0, j) * cofactor(0, j)).sum();
    Array2::from_shape_fn((3, 3), |(i, j)| cofactor(j, i) / determinant)
}
