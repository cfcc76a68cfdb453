//! What parameters start from: uniform in the logarithm, and by functions of the place.

use aru::prelude::*;

fn place(unit: usize) -> f64 {
    1.0 + unit as f64
}

fn pair(row: usize, column: usize) -> f64 {
    (10 * row + column) as f64
}

fn tap(delay: usize, row: usize, column: usize) -> f64 {
    (100 * delay + 10 * row + column) as f64
}

fn milliseconds(unit: usize) -> f64 {
    0.005 * 2.0_f64.powi(unit as i32)
}

recurrent_net! {
    struct Given {
        dt: 5 ms;
        input x: 2;
        layer hidden: Aru<3> {
            tau_s: learn per_unit(by(milliseconds)) in 5 ms..=15 ms;
            alpha_r: gated(by(rates), from x) in logistic(0, 1);
            activation: tanh;
            bias: learn by(place);
            initial: fixed by(place);
        }
        layer gates: Gru<2> { bias: fixed by(place); }
        layer slow: Aru<40> {
            tau_s: learn per_unit(log_uniform(5 ms, 500 ms));
            tau_r: learn per_unit(log_uniform(5 ms, 500 ms)) in 50 ms..=100 ms;
        }
        output y: 3 { bias: learn log_uniform(0.1, 10); }
        x -> hidden { weights: fixed by(pair); }
        hidden ~> hidden { delays: [1, 2]; weights: learn by(tap); }
        hidden -> y { form: diagonal; weights: learn by(place); }
        x -> gates -> y;
        x -> slow -> y;
    }
}

fn rates(unit: usize) -> f64 {
    [0.25, 0.5, 0.75][unit]
}

#[test]
fn functions_say_each_element() {
    let net = Given::<f64>::new(1);
    assert_eq!(net.hidden().bias(), &[1.0, 2.0, 3.0]);
    assert_eq!(net.hidden().initial_rate(), &[1.0, 2.0, 3.0]);
    assert_eq!(net.x_to_hidden().weight(), &[0.0, 1.0, 10.0, 11.0, 20.0, 21.0]);
    assert_eq!(net.hidden_to_hidden().weight()[9..12], [100.0, 101.0, 102.0]);
    assert_eq!(net.hidden_to_y().weight(), &[1.0, 2.0, 3.0]);
    assert_eq!(net.gates().bias(), &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    // 5, 10, and 20 ms, which the bounds keep at 15.
    let taus = net.hidden().tau_s();
    for (tau, expected) in taus.iter().zip([0.005, 0.010, 0.015]) {
        assert!((tau - expected).abs() < 1e-12, "{taus:?}");
    }
    let gate: Vec<f64> = net
        .hidden()
        .alpha_r_bias()
        .iter()
        .map(|g| 1.0 / (1.0 + (-g).exp()))
        .collect();
    for (rate, expected) in gate.iter().zip([0.25, 0.5, 0.75]) {
        assert!((rate - expected).abs() < 1e-12, "{gate:?}");
    }
    assert_eq!(net.values, Given::<f64>::new(1).values);
    assert!(!net.parameter("x_to_hidden.weight").unwrap().is_learned());
}

/// The largest distance between a uniform distribution between the logarithms of `low` and `high` and that of the values
/// (Kolmogorov and Smirnov), in units of 1 / sqrt(count): above 1.95 once in a thousand.
fn distance_of_logarithms(mut values: Vec<f64>, low: f64, high: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let count = values.len() as f64;
    let places = values.iter().enumerate().map(|(rank, value)| {
        let expected = (value / low).ln() / (high / low).ln();
        let below = rank as f64 / count;
        (expected - below)
            .abs()
            .max((expected - below - 1.0 / count).abs())
    });
    count.sqrt() * places.fold(0.0, f64::max)
}

/// Times, times of which bounds keep a part, and numbers.
#[test]
fn logarithms_are_uniform_and_within_bounds() {
    let [mut free, mut bounded, mut numbers] = [const { Vec::new() }; 3];
    for seed in 0..25 {
        let net = Given::<f64>::new(seed);
        free.extend(net.slow().tau_s());
        bounded.extend(net.slow().tau_r());
        numbers.extend(net.y().bias().to_vec());
    }
    for (what, values, low, high) in [
        ("free", free, 0.005, 0.5),
        ("bounded", bounded, 0.05, 0.1),
        ("numbers", numbers, 0.1, 10.0),
    ] {
        let rounding = 1e-12;
        let is_inside = |value: &f64| (low * (1.0 - rounding)..=high * (1.0 + rounding)).contains(value);
        assert!(values.iter().all(is_inside), "{what}: {values:?}");
        let distance = distance_of_logarithms(values, low, high);
        assert!(distance < 1.95, "{what}: {distance}");
    }
}

#[test]
fn descriptions_and_summaries_say_that_there_is_a_function() {
    crate::golden::check_json(aru::Model::of::<Given<f32>>());
    let summary = Given::<f32>::new(1).summary().to_string();
    assert!(
        summary.contains("by a function") && summary.contains("log_uniform(5 ms, 500 ms)"),
        "{summary}"
    );
}

recurrent_net! {
    /// Weights of patches, own and shared, over one delay and two.
    pub struct Patched {
        input x: 5;
        layer own: Dense<[4, 1]> { bias: none; }
        output y: [3, 2];

        x -> own { form: local(kernel 2); weights: fixed by(places); }
        own -> y { form: conv(kernel 2); delays: [0, 3]; weights: learn by(taps); }
    }
}

fn places(row: usize, column: usize) -> f64 {
    (10 * row + column) as f64
}

fn taps(delay: usize, row: usize, column: usize) -> f64 {
    (100 * delay + 10 * row + column) as f64
}

#[test]
fn functions_say_each_element_of_patches() {
    let net = Patched::<f64>::new(1);
    let own = [0.0, 1.0, 10.0, 11.0, 20.0, 21.0, 30.0, 31.0];
    assert_eq!(net.x_to_own().weight(), &own);
    let shared = [0.0, 1.0, 10.0, 11.0, 100.0, 101.0, 110.0, 111.0];
    assert_eq!(net.own_to_y().weight(), &shared);
}
