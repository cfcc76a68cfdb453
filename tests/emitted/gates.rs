//! Gated rates: a gate is a port of its layer, whatever else that has.

use aru::ndarray::Array3;
use aru::prelude::*;

held! {
    /// Both rates, links of every kind, one layer that another gates and is gated by.
    both_rates: {
        pub struct Net {
            input x: 2;
            input cue: 1;
            layer slow: Aru<3> {
                alpha_s: learn per_unit(0.5) in logistic(0, 1);
                alpha_r: gated(from fast);
                activation: tanh;
                initial: learn;
            }
            layer fast: Aru<4> {
                alpha_s: gated(0.2, from cue, fast) in logistic(0.05, 0.95);
                alpha_r: gated in logistic(0.2, 1);
                activation: tanh;
                bias: none;
                initial: learn;
            }
            output y: 2;
            x -> slow;
            slow ~> slow;
            x -> fast { delays: [0, 1]; }
            fast ~> fast { delay: 2; }
            slow ~> fast.alpha_r { delays: [1, 3]; weights: learn lecun; }
            x ~> fast.alpha_r { delay: 3; weights: fixed normal(0, 0.5); }
            fast -> y;
        }
    }

    /// A unit of one's own with ports, `recur` and a further bias: the gate stands behind its ports.
    ports_and_recur: {
        unit Mine {
            ports push, pull;
            constant alpha_s, strength;
            bias offset;
            level = (1 - alpha_s) * prev(level) + alpha_s * tanh(push + recur(push) + offset);
            out = level * sigmoid(pull) * strength / (1 + alpha_s);
            emit out;
        }
        pub struct Net {
            input x: 2;
            layer h: Mine<3> {
                alpha_s: gated(uniform(0.2, 0.6), from x, h);
                strength: learn global(0.8);
                initial: learn;
            }
            output y: 1 { activation: tanh; }
            x -> h;
            h ~> h { delays: [1, 2]; }
            h -> y;
            y ~> h;
            y ~> h.alpha_s;
        }
    }

    /// The layer's own link goes to the gate alone, so that `recur` is zero.
    own_link_into_the_gate_alone: {
        unit Mine {
            constant alpha_s;
            level = (1 - alpha_s) * prev(level) + alpha_s * tanh(drive + 0.5 * recur);
            emit level;
        }
        pub struct Net {
            dt: 5 ms;
            input x: 2;
            layer h: Mine<3> { tau_s: gated(20 ms, from h) in logistic(5 ms, 200 ms); }
            output y: 1;
            x -> h -> y;
        }
    }
}

recurrent_net! {
    /// What gates begin as.
    pub struct Gated {
        dt: 5 ms;
        input x: 2;
        layer hidden: Aru<4> {
            tau_s: gated(20 ms, from x, hidden) in logistic(5 ms, 200 ms);
            alpha_r: gated(0.7, from x);
            initial: learn 0.2;
        }
        output y: 2;
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }

    pub struct Constant {
        dt: 5 ms;
        input x: 2;
        layer hidden: Aru<4> { tau_s: 20 ms; alpha_r: 0.7; initial: learn 0.2; }
        output y: 2;
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

fn inputs() -> Array3<f64> {
    Array3::from_shape_fn((3, 12, 2), |(i, t, f)| {
        (1.0 + i as f64 + 0.7 * t as f64 + 2.3 * f as f64).sin()
    })
}

#[test]
fn a_gate_starts_as_the_constant() {
    let (gated, constant) = (Gated::<f64>::new(4), Constant::<f64>::new(4));
    let (found, expected) = (
        gated.run(inputs().view()).unwrap(),
        constant.run(inputs().view()).unwrap(),
    );
    for (found, expected) in found.iter().zip(&expected) {
        assert!((found - expected).abs() < 1e-14, "{found}, {expected}");
    }
    let trace = gated.trace(inputs().view()).unwrap();
    let rates = trace.state("hidden.alpha_s").unwrap();
    assert_eq!(rates.dim(), (3, 12, 4));
    assert!(rates.iter().all(|rate| (rate - 0.25).abs() < 1e-15));
    assert!(
        gated
            .x_to_hidden()
            .alpha_s_weight()
            .iter()
            .all(|&weight| weight == 0.0)
    );
    assert_eq!(gated.hidden().alpha_r_bias().len(), 4);
}

fn data() -> Sequences<f64> {
    let targets = inputs().mapv(|x| 0.5 * x);
    Sequences::new(inputs(), targets).unwrap()
}

fn fit(trainer: Trainer<'_, f64>) -> Gated<f64> {
    let mut net = Gated::new(4);
    trainer.epochs(3).fit(&mut net, &data()).unwrap();
    net
}

#[test]
fn the_name_of_a_link_means_all_that_joins_the_pair() {
    let start = Gated::<f64>::new(4);
    let frozen = fit(Trainer::new(Adam::new(0.01)).freeze(["x_to_hidden"]));
    assert_eq!(frozen.x_to_hidden().weight(), start.x_to_hidden().weight());
    assert_eq!(
        frozen.x_to_hidden().alpha_s_weight(),
        start.x_to_hidden().alpha_s_weight()
    );
    assert_ne!(
        frozen.hidden_to_hidden().alpha_s_weight(),
        start.hidden_to_hidden().alpha_s_weight()
    );
    assert_ne!(frozen.hidden().alpha_s_bias(), start.hidden().alpha_s_bias());
}

#[test]
fn decay_leads_to_a_constant_rate_and_leaves_that() {
    let start = Gated::<f64>::new(4);
    let mut net = start.clone();
    for name in ["x_to_hidden.alpha_s.weight", "hidden_to_hidden.alpha_s.weight"] {
        let ones = vec![1.0; net.parameter(name).unwrap().values().len()];
        net.set(name, &ones).unwrap();
    }
    // Nothing is left of a gradient of this size but its decay.
    Trainer::new(Sgd::new(1e-9))
        .epochs(1)
        .batch_size(3)
        .weight_decay(1e8)
        .fit(&mut net, &data())
        .unwrap();
    let weight = net.x_to_hidden().alpha_s_weight();
    assert!(
        weight.iter().all(|weight| (weight - 0.9).abs() < 1e-6),
        "{weight:?}"
    );
    let moved = net
        .hidden()
        .alpha_s_bias()
        .iter()
        .zip(start.hidden().alpha_s_bias());
    assert!(
        moved
            .map(|(now, before)| (now - before).abs())
            .all(|moved| moved < 1e-6)
    );
}

#[test]
fn who_asks_for_the_constant_is_told_that_it_is_gated() {
    let mut net = Gated::<f64>::new(4);
    for name in ["hidden.alpha_s", "hidden.tau_s"] {
        let error = net.set(name, &[0.5]).unwrap_err().to_string();
        assert!(error.contains("`hidden.alpha_s` is gated"), "{error}");
        assert!(error.contains("`hidden.alpha_s.bias`"), "{error}");
    }
    let summary = net.summary().to_string();
    assert!(summary.contains("x to hidden.alpha_s"), "{summary}");
    assert!(summary.contains("5 ms to 200 ms"), "{summary}");
}

#[test]
fn gates_are_saved_and_streamed() {
    let net = fit(Trainer::new(Adam::new(0.05)));
    let path = std::env::temp_dir().join(format!("aru-gated-{}.safetensors", std::process::id()));
    net.save(&path).unwrap();
    let read = Gated::<f64>::load(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(
        read.run(inputs().view()).unwrap(),
        net.run(inputs().view()).unwrap()
    );
}
