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

#[test]
fn logarithms_are_uniform_and_within_bounds() {
    let mut all = Vec::new();
    for seed in 0..25 {
        let net = Given::<f64>::new(seed);
        all.extend(net.slow().tau_s());
        assert!(
            net.slow()
                .tau_r()
                .iter()
                .all(|tau| (0.0499999..=0.1000001).contains(tau))
        );
        assert!(net.y().bias().iter().all(|bias| (0.1..=10.0).contains(bias)));
    }
    assert!(all.iter().all(|tau| (0.0049999..=0.5000001).contains(tau)));
    let below = all.iter().filter(|&&tau| tau < 0.05).count() as f64 / all.len() as f64;
    assert!((below - 0.5).abs() < 0.05, "{below}");
}

#[test]
fn descriptions_and_summaries_say_that_there_is_a_function() {
    crate::golden::check_json::<Given<f32>>();
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
