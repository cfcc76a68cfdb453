//! What a fixed point is: a stream stays there, lines hold one value, f32 networks are analysed in f64.

use aru::analysis::{FixedPoints, Jacobian, Memory};
use aru::prelude::*;
use ndarray::Array3;

recurrent_net! {
    /// Two areas with delays, gates and an output that is read.
    struct Delayed {
        dt: 2 ms;
        input x: 2;
        layer a: Aru<4> { alpha_s: gated(0.4, from x); alpha_r: 0.6; activation: tanh; }
        layer b: Dense<3> { activation: tanh; }
        output y: 2 { activation: tanh; }

        x -> a { delays: [0, 3]; }
        a ~> a { delays: [1, 3]; }
        a -> b -> y;
        b ~> a { delay: learn(6 ms) in 2 ms..=10 ms; }
        y ~> a { delay: 8 ms; }
    }

    /// Integrates: every state is a fixed point.
    struct Integrator {
        input x: 1;
        layer h: Aru<1> { alpha_s: fixed global(0.1); alpha_r: 1.0; activation: identity; bias: none; }
        output y: 1;
        x -> h;
        h ~> h;
        h -> y;
    }

    /// A ring of one unit.
    struct Ring {
        input x: 1;
        layer h: Elman<1> { activation: tanh; bias: none; }
        output y: 1;
        x -> h;
        h ~> h { delay: 8; }
        h -> y;
    }
}

fn data<T: Scalar>(features: usize, outputs: usize) -> Sequences<T> {
    let inputs = Array3::from_shape_fn((10, 25, features), |(i, t, f)| {
        T::from_f64((0.9 * (1 + i) as f64 + 0.4 * t as f64 + f as f64).sin())
    });
    Sequences::new(inputs, Array3::from_elem((10, 25, outputs), T::ZERO)).expect("valid data")
}

#[test]
fn a_stream_stays_at_a_fixed_point() {
    let net = Delayed::<f64>::new(4);
    let input = [0.7, -0.4];
    let data = data(2, 2);
    let points = FixedPoints::of(&net)
        .input(&input)
        .from(&data)
        .find()
        .expect("valid data");
    assert!(!points.is_empty());
    for point in &points {
        let names = point.jacobian().names();
        assert_eq!(names.len(), point.state().len());
        let line = point.get("line/b").expect("a line");
        assert_eq!(line.len(), 5 * 3);
        assert!(
            line.chunks(3).all(|row| row == &line[..3]),
            "a line holds one value"
        );
        let mut stream = net.stream();
        stream.set_state(&point.to_state(&net).expect("its own network"));
        for _ in 0..20 {
            stream.step(&input);
        }
        let apart = |(a, b): (&f64, &f64)| (a - b).abs();
        let state = stream.state();
        let most = point
            .state()
            .iter()
            .zip(state.values())
            .map(apart)
            .fold(0.0, f64::max);
        let growth: f64 = point.eigenvalues()[0].magnitude().max(1.0).powi(20);
        assert!(most < 1e-9 * growth, "{most:e}");
    }
}

/// Where a network is stable, a run of many steps ends at the one fixed point.
#[test]
fn a_run_that_rests_has_found_it() {
    let mut net = Delayed::<f32>::new(4);
    let small: Vec<f32> = net.a_to_a().weight().iter().map(|weight| 0.2 * weight).collect();
    net.set("a_to_a.weight", &small).expect("its weight");
    let data = data(2, 2);
    let search = FixedPoints::of(&net).input(&[0.5, 0.25]).starts(20);
    let points = search.from(&data).find().expect("valid data");
    assert_eq!((points.len(), points.lost()), (1, 0));
    assert!(points[0].is_stable());
    let mut stream = net.stream();
    for _ in 0..2000 {
        stream.step(&[0.5, 0.25]);
    }
    let (state, found) = (stream.state(), points[0].get("a.rate").expect("a state"));
    for (rest, found) in state.get("a.rate").expect("a state").iter().zip(found) {
        assert!((f64::from(*rest) - found).abs() < 1e-5);
    }
    let text = points.to_string();
    assert!(
        text.starts_with("1 fixed and 0 slow points from 20 starts at the input [0.5, 0.25]\n"),
        "{text}"
    );
    assert!(text.contains(" ms"), "{text}");
}

#[test]
fn a_line_of_fixed_points_is_said() {
    let mut net = Integrator::<f64>::new(1);
    net.set("h_to_h.weight", &[1.0]).expect("its weight");
    let data = data(1, 1);
    let points = FixedPoints::of(&net)
        .starts(30)
        .from(&data)
        .find()
        .expect("valid data");
    assert!(points.len() > 20);
    for point in &points {
        let slowest = point.eigenvalues()[0];
        assert!(slowest.time_constant() > 1e9 || slowest.time_constant() < -1e9);
        assert!(point.is_stable());
    }
    let text = points.to_string();
    assert!(
        text.contains("fixed points have an eigenvalue next to 1: they may be places on a line of them"),
        "{text}"
    );
    // Another input than zero, and nothing stays.
    let none = FixedPoints::of(&net)
        .input(&[1.0])
        .starts(5)
        .from(&data)
        .find()
        .expect("valid data");
    assert_eq!((none.len(), none.lost(), none.growing()), (0, 5, 5));
    let text = none.to_string();
    assert!(
        text.ends_with(
            "from 5 of the 5 that led to neither the state is still growing after 2000 steps at this input: it may have no \
             bound, and then no fixed point\n"
        ),
        "{text}"
    );
}

/// Eight eigenvalues on a circle, of radius 0.5^(1/8).
#[test]
fn a_ring_has_the_roots_of_its_weight() {
    let mut net = Ring::<f64>::new(1);
    net.set("h_to_h.weight", &[0.5]).expect("its weight");
    let jacobian = Jacobian::at(&net, &net.initial_state(), &[0.0]).expect("finite numbers");
    let found = jacobian.eigenvalues().expect("finite numbers");
    assert_eq!(found.len(), 8);
    for (place, one) in found.iter().enumerate() {
        assert!((one.magnitude() - 0.5_f64.powf(0.125)).abs() < 1e-14);
        assert!(
            (8.0 * one.frequency())
                .fract()
                .min(1.0 - (8.0 * one.frequency()).fract())
                < 1e-13,
            "{place}"
        );
    }
}

#[test]
fn results_are_written_and_read_back() {
    let net = Delayed::<f32>::new(4);
    let data = data(2, 2);
    let points = FixedPoints::of(&net)
        .starts(10)
        .from(&data)
        .find()
        .expect("valid data");
    let text = serde_json::to_string(&points).expect("finite numbers");
    assert_eq!(
        serde_json::from_str::<FixedPoints>(&text).expect("its own text"),
        points
    );
    let memory = Memory::of(&net, &data).expect("finite numbers");
    let text = serde_json::to_string(&memory).expect("finite numbers");
    assert_eq!(
        serde_json::from_str::<Memory>(&text).expect("its own text"),
        memory
    );
}

/// The memory of a nonlinear network with delays is that of differences.
#[test]
fn a_profile_is_that_of_differences() {
    let net = Delayed::<f64>::new(4);
    let data = data(2, 2);
    let memory = Memory::of(&net, &data).expect("finite numbers");
    let inputs = data.inputs().to_owned();
    let last = |inputs: &Array3<f64>| {
        let outputs = net.run(inputs.view()).expect("valid inputs");
        outputs.slice(ndarray::s![.., -1, ..]).to_owned()
    };
    let change = 1e-5;
    for k in [0, 1, 4, 12, 24] {
        let mut sum = 0.0;
        for feature in 0..2 {
            let moved = |sign: f64| {
                let mut moved = inputs.clone();
                moved
                    .slice_mut(ndarray::s![.., 24 - k, feature])
                    .mapv_inplace(|x| x + sign * change);
                last(&moved)
            };
            let derivative = (moved(1.0) - moved(-1.0)) / (2.0 * change);
            sum += derivative.mapv(|value| value * value).sum();
        }
        let measured = (sum / (10.0 * 2.0 * 2.0)).sqrt();
        assert!(
            (measured - memory.profile()[k]).abs() < 1e-9,
            "{k}: {measured} {}",
            memory.profile()[k]
        );
    }
}

recurrent_net! {
    /// Two rectified units that inhibit themselves and each other.
    struct Rivals {
        input x: 1;
        layer h: Aru<2> { alpha_s: 0.2; alpha_r: 1.0; activation: relu; sign: dale(excitatory 0); }
        output y: 1;
        x -> h;
        h ~> h;
        h -> y;
    }
}

/// Half of the searches were caught where two pieces of the map meet, and lost.
#[test]
fn searches_among_rectified_units_get_past_their_corners() {
    let mut net = Rivals::<f64>::new(1);
    net.set("h_to_h.weight", &[-2.0, -3.1, -5.8, -0.7])
        .expect("its weight");
    net.set("h.bias", &[1.2, 0.0]).expect("its bias");
    let data = data(1, 1);
    let search = FixedPoints::of(&net).starts(200).jitter(1.0).from(&data);
    let points = search.find().expect("valid data");
    assert_eq!(
        (points.converged(), points.slow().len(), points.lost()),
        (200, 0, 0),
        "{points}"
    );
    // The first is active by itself: h = 1.2 - 2 h, and it holds the second below zero.
    assert_eq!(points.len(), 1, "{points}");
    let expected = [0.4, -5.8 * 0.4];
    let currents = points[0].get("h.current").expect("a state").iter();
    assert!(
        currents
            .zip(expected)
            .all(|(found, expected)| (found - expected).abs() < 1e-12)
    );
}

recurrent_net! {
    /// The slope of a root at 0 is infinite.
    unit Rooted {
        state h;
        h = 0.5 * prev(h) + drive;
        out = sqrt(h * h);
        emit out;
    }
    struct Roots {
        input x: 1;
        layer a: Rooted<1> { bias: none; }
        layer b: Elman<1> { activation: tanh; }
        output y: 1;
        x -> a -> b -> y;
    }
}

/// One of them ended the search.
#[test]
fn starts_that_lead_where_there_is_no_jacobian_are_lost() {
    let net = Roots::<f64>::new(1);
    // Of the first sequence every state is at the root's corner, of the second none.
    let inputs = Array3::from_shape_fn((2, 10, 1), |(sequence, _, _)| sequence as f64);
    let data = Sequences::new(inputs, Array3::zeros((2, 10, 1))).expect("valid data");
    let search = |data: &Sequences<f64>| {
        let search = FixedPoints::of(&net).starts(40).jitter(0.0);
        search.from(data).find().expect("valid data")
    };
    let points = search(&data);
    assert_eq!(points.len(), 1);
    assert!(points.lost() > 5 && points[0].starts() > 5, "{points}");
    assert_eq!(points.lost() + points[0].starts(), 40);
    let lost = search(&data.select([0]).expect("a sequence"));
    assert_eq!((lost.len(), lost.lost()), (0, 40));
}
