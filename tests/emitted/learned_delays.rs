//! Learned delays: what a link reads is a mix of the steps around its delay.

use aru::ndarray::Array3;
use aru::prelude::*;

held! {
    /// From inputs, own links and layers, into ports and to the output; wide ones, stored and folded.
    every_link: {
        pub struct Net {
            input x: 3;
            layer a: Aru<4> {
                alpha_s: learn per_unit(0.5) in logistic(0, 1);
                alpha_r: 1.0;
                activation: tanh;
                initial: learn;
            }
            layer g: Gru<3> { initial: learn; }
            output y: 2;
            x -> a { delay: learn per_source(3.0) in 0..=6; spread: fixed 2.5; }
            a ~> a { delay: learn per_source(5.0) in logistic(1, 9); }
            a ~> g { delay: learn(4.0) in 2..=40; spread: 30.5; }
            g ~> g { delay: learn(1.5) in 1..=4; }
            g ~> a { delay: learn(1.0) in 1..=6; spread: fixed 0.0; }
            g -> y { delay: learn(0.7) in 0..=3; weights: fixed lecun; }
        }
    }

    /// A gate reads with a learned delay as a layer does; so does a layer that reads this step within a loop.
    gates_and_loops: {
        pub struct Net {
            input x: 2;
            layer h: Aru<3> {
                alpha_s: gated(0.3);
                alpha_r: learn global(0.6) in logistic(0, 1);
                activation: tanh;
                initial: learn;
            }
            layer k: Elman<3> { activation: tanh; initial: learn; }
            output y: 1;
            x -> h;
            x -> h.alpha_s { delay: learn(1.3) in 0..=4; weights: learn lecun; }
            h -> k { delay: learn(0.4) in 0..=5; spread: 0.8; }
            k ~> h;
            k ~> h.alpha_s { delay: learn per_source(2.6) in 1..=3; weights: learn lecun; }
            k -> y;
        }
    }

    /// Of a diagonal link every unit has one weight, whatever the range; of a density some pairs have one.
    some_pairs: {
        pub struct Net {
            input x: 2;
            layer a: Aru<3> {
                alpha_s: gated(0.4) in logistic(0.1, 0.9);
                alpha_r: learn global(0.6) in logistic(0, 1);
                activation: tanh;
                initial: learn;
            }
            layer g: Gru<3> { initial: learn; }
            output y: 1;
            x -> a { density: 0.5; delay: learn(0.6) in 0..=3; }
            a ~> a { form: diagonal; delay: learn per_source(2.4) in 1..=4; }
            a ~> g { form: diagonal; delay: learn(2.5) in 1..=5; spread: 0.7; }
            g ~> a.alpha_s { form: diagonal; delay: learn(1.3) in 1..=3; weights: learn lecun; }
            x -> a.alpha_s { density: 0.5; weights: learn lecun; }
            g -> y;
        }
    }
}

recurrent_net! {
    pub struct Fixed {
        input x: 2;
        layer h: Aru<5> { alpha_s: 0.4; alpha_r: 0.6; activation: tanh; initial: learn 0.3; }
        output y: 2;
        x ~> h { delay: 4; }
        h ~> h { delay: 2; }
        h -> y;
    }

    pub struct Whole {
        input x: 2;
        layer h: Aru<5> { alpha_s: 0.4; alpha_r: 0.6; activation: tanh; initial: learn 0.3; }
        output y: 2;
        x ~> h { delay: learn(4.0) in 1..=9; }
        h ~> h { delay: learn per_source(2.0) in 1..=200; }
        h -> y { delay: learn(0.0) in 0..=3; }
    }
}

fn inputs(sequences: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, 15, 2), |(i, t, f)| {
        (1.0 + i as f64 + 0.7 * t as f64 + 2.3 * f as f64).sin()
    })
}

#[test]
fn a_whole_delay_has_the_bits_of_a_fixed_one() {
    fn check<T: Scalar>() {
        let (fixed, learned) = (Fixed::<T>::new(3), Whole::<T>::new(3));
        for sequences in [1, 5, 20] {
            let x = inputs(sequences).mapv(T::from_f64);
            assert_eq!(fixed.run(x.view()).unwrap(), learned.run(x.view()).unwrap());
        }
        let (mut one, mut other) = (fixed.stream(), learned.stream());
        for step in 0..40 {
            let x = [0.3, -0.1 * f64::from(step % 7)].map(T::from_f64);
            assert_eq!(one.step(&x), other.step(&x));
        }
    }
    check::<f32>();
    check::<f64>();
}

/// The derivative at a whole delay is the mean of both sides, and not zero.
#[test]
fn a_whole_delay_can_move() {
    let net = Whole::<f64>::new(3);
    let x = inputs(2);
    let y = x.mapv(|x| 0.5 * x);
    let report = net
        .check_gradients(x.view(), y.view(), &MeanSquaredError)
        .unwrap();
    let (_, gradients) = net
        .loss_and_gradients(x.view(), y.view(), &MeanSquaredError)
        .unwrap();
    assert!(gradients.get("x_to_h.delay").unwrap()[0].abs() > 1e-6, "{report}");
    assert!(report.is_correct(), "{report}");
}

recurrent_net! {
    /// Ends of the kernel on steps, and both ends of the range.
    pub struct Cornered {
        input x: 2;
        layer h: Aru<3> { alpha_s: 0.4; alpha_r: 1.0; activation: tanh; }
        output y: 2;
        x ~> h { delay: learn(4.5) in 1..=9; spread: 0.5; }
        h ~> h { delay: learn per_source(1.0) in 1..=7; spread: fixed 2.0; }
        h -> y { delay: learn(3.0) in logistic(0, 5); }
    }
}

/// They were told to be uncertain.
#[test]
fn the_check_knows_the_corners_of_a_kernel() {
    let mut net = Cornered::<f64>::new(3);
    let x = inputs(2);
    let y = x.mapv(|x| 0.5 * x);
    let mut check = |delays: [f64; 3]| {
        net.set("h_to_h.delay", &delays).unwrap();
        let report = net
            .check_gradients(x.view(), y.view(), &MeanSquaredError)
            .unwrap();
        assert!(report.is_correct(), "{delays:?}: {report}");
    };
    check([1.0, 7.0, 3.0]);
    check([2.5, 1.25, 6.0]);
}

recurrent_net! {
    pub struct Timed {
        dt: 5 ms;
        input x: 2;
        layer h: Aru<3> { tau_s: 20 ms; alpha_r: 1.0; activation: tanh; }
        output y: 1;
        x ~> h { delay: learn(22 ms) in 5 ms..=150 ms; spread: fixed 1.5; }
        h ~> h { delay: learn per_source(uniform(10 ms, 40 ms)) in logistic(5 ms, 50 ms); }
        h -> y;
    }
}

#[test]
fn a_delay_is_read_in_steps_and_in_seconds() {
    let mut net = Timed::<f64>::new(1);
    assert!((net.x_to_h().delay()[0] - 4.4).abs() < 1e-12);
    assert!((net.x_to_h().delay_time()[0] - 0.022).abs() < 1e-15);
    assert_eq!(net.x_to_h().spread(), [1.5]);
    assert!(
        net.h_to_h()
            .delay()
            .iter()
            .all(|delay| (2.0..8.0).contains(delay))
    );
    assert_eq!(net.parameter("h_to_h.delay").unwrap().shape(), [3]);
    assert_eq!(
        net.parameter("x_to_h.weight").unwrap().shape(),
        [3, 2],
        "no axis of delays"
    );
    for (name, values) in [
        ("x_to_h.delay", [0.5]),
        ("x_to_h.delay", [30.5]),
        ("x_to_h.spread", [-0.1]),
        ("x_to_h.spread", [1e7]),
    ] {
        assert!(net.set(name, &values).is_err(), "{name} {values:?}");
    }
    net.set("x_to_h.spread", &[1e6]).unwrap();
    let outputs = net.run(inputs(2).view()).unwrap();
    assert!(
        outputs.iter().all(|output| output.is_finite()),
        "as wide as the range, evenly"
    );
    let summary = net.summary().to_string();
    assert!(summary.contains("learned in 1 to 30"), "{summary}");
}

/// A constant input has been there for ever after the longest delay: the weights sum to one.
#[test]
fn a_delay_moves_timing_and_no_gain() {
    recurrent_net! {
        struct Line {
            input x: 1;
            output y: 1 { bias: none; }
            x -> y { delay: learn(2.0) in 0..=9; spread: fixed 0.0; weights: fixed 1.0; }
        }
    }
    let mut net = Line::<f64>::new(1);
    for delay in [0.0, 0.3, 4.0, 7.5, 8.9, 9.0] {
        for spread in [0.0, 0.5, 3.0, 11.0, 1e6] {
            net.set("x_to_y.delay", &[delay]).unwrap();
            net.set("x_to_y.spread", &[spread]).unwrap();
            let outputs = net.run(Array3::ones((1, 12, 1)).view()).unwrap();
            assert!((outputs[[0, 11, 0]] - 1.0).abs() < 1e-14, "{delay} {spread}");
        }
    }
}

/// Projection and logistic keep a delay in its range; decay leaves it alone.
#[test]
fn bounds_hold_and_decay_does_not_touch_delays() {
    let x = inputs(4);
    let y = Array3::from_shape_fn((4, 15, 1), |(i, t, _)| 3.0 * ((i + t) as f64).cos());
    let data = Sequences::new(x, y).unwrap();
    let mut net = Timed::<f64>::new(1);
    Trainer::new(Adam::new(0.5))
        .epochs(60)
        .fit(&mut net, &data)
        .unwrap();
    assert!((1.0..=30.0).contains(&net.x_to_h().delay()[0]));
    assert!(
        net.h_to_h()
            .delay()
            .iter()
            .all(|&delay| 1.0 < delay && delay < 10.0)
    );

    let start = Timed::<f64>::new(1);
    let mut net = start.clone();
    Trainer::new(Sgd::new(1e-9))
        .epochs(1)
        .weight_decay(1e8)
        .l2(1.0)
        .fit(&mut net, &data)
        .unwrap();
    assert!((net.x_to_h().delay()[0] - start.x_to_h().delay()[0]).abs() < 1e-6);
    assert_eq!(net.x_to_h().spread(), start.x_to_h().spread());
}

/// White noise that comes back after a while is found, from far away, by a spread that narrows.
#[test]
fn a_delay_is_learned_by_annealing() {
    use aru::rand::{RngExt, SeedableRng};
    recurrent_net! {
        struct Echo {
            input x: 1;
            output y: 1 { bias: none; }
            x ~> y { delay: learn(4.0) in 1..=20; spread: fixed 8.0; weights: fixed 1.0; }
        }
    }
    let mut random = aru::trainer::ChaCha8Rng::seed_from_u64(5);
    let x = Array3::from_shape_simple_fn((40, 60, 1), || random.random_range(-1.0..1.0));
    let y = Array3::from_shape_fn(
        (40, 60, 1),
        |(i, t, _)| if t < 12 { 0.0 } else { x[[i, t - 12, 0]] },
    );
    let data = Sequences::new(x, y).unwrap();
    let mut net = Echo::<f64>::new(1);
    let history = Trainer::new(Adam::new(0.3))
        .batch_size(10)
        .epochs(80)
        .validate(&data)
        .restore_best(true)
        .anneal("*.spread", Anneal { over: 0.5, to: 0.01 })
        .fit(&mut net, &data)
        .unwrap();
    let delay = net.x_to_y().delay()[0];
    assert!((delay - 12.0).abs() < 0.2, "{delay}");
    assert_eq!(net.x_to_y().spread(), [0.0]);
    assert!(
        history.best().unwrap().epoch > 40,
        "the best epoch is one without a spread"
    );
}
