//! Streams and full states of networks with lines, folded states and units that emit no state.

use aru::State;
use aru::prelude::*;
use ndarray::{Array3, s};

recurrent_net! {
    /// Emits what is no state, and keeps one that nothing reads.
    unit Leaky {
        constant alpha_a;
        state unread;
        kept = (1 - alpha_a) * prev(kept) + alpha_a * tanh(drive);
        unread = 2 * kept;
        out = kept + 0.5 * drive;
        emit out;
    }
    pub struct Lines {
        input x: 2;
        input z: 1;
        layer a: Aru<5> {
            alpha_s: 1.0;
            alpha_r: learn per_unit(0.3) in logistic(0, 1);
            initial: learn uniform(-0.5, 0.5);
        }
        layer b: Leaky<20> { alpha_a: learn global(0.4) in logistic(0, 1); initial: learn uniform(-0.5, 0.5); }
        layer c: Elman<3> { activation: tanh; initial: learn uniform(-0.5, 0.5); }
        layer d: Lstm<4> { initial: learn uniform(-0.5, 0.5); }
        output y: 2;
        x -> a { delays: [0, 2, 5]; }
        z ~> a { delay: 3; }
        a -> b -> c -> d -> y;
        a ~> a { delays: [1, 4]; }
        b ~> a { delays: [1, 7]; }
        c ~> b { delay: 2; }
        d ~> d;
        y ~> c { delay: 6; }
    }
    /// The last layer is read by nothing, so that none of its rows are kept.
    pub struct Last {
        input x: 1;
        layer h: Elman<3> { initial: learn 0.25; }
        output y: 1;
        x -> h -> y;
    }
}

fn inputs<N: Declared>(sequences: usize, steps: usize) -> Array3<N::Scalar> {
    let features = N::DESCRIPTION.input_size();
    Array3::from_shape_fn((sequences, steps, features), |(i, t, f)| {
        N::Scalar::from_f64((0.7 * (1 + 3 * i + t) as f64 + f as f64).sin())
    })
}

/// The state behind each number of steps, and the outputs, of a stream.
fn streamed<N: Network>(net: &N, inputs: &Array3<N::Scalar>) -> (Vec<State<N>>, Array3<N::Scalar>) {
    let mut stream = net.stream();
    let (mut states, mut outputs) = (vec![stream.state()], Vec::new());
    for input in inputs.slice(s![0, .., ..]).outer_iter() {
        outputs.extend_from_slice(stream.step(input.as_slice().unwrap()));
        states.push(stream.state());
    }
    let shape = (1, inputs.dim().1, net.description().output_size());
    (states, Array3::from_shape_vec(shape, outputs).unwrap())
}

/// Streams, runs from any step on, and runs of several sequences have the same bits.
fn is_continued<N: Declared>() {
    let net = N::new(7);
    let inputs = inputs::<N>(1, 25);
    let whole = net.run(inputs.view()).unwrap();
    let (states, outputs) = streamed(&net, &inputs);
    assert_eq!(outputs, whole);
    assert_eq!(states[0], net.initial_state());
    for from in 0..25 {
        for to in [from + 1, (from + 3).min(25), 25] {
            let part = s![.., from..to, ..];
            let continued = net.run_from(&states[from], inputs.slice(part)).unwrap();
            assert_eq!(continued.outputs, whole.slice(part), "{from} to {to}");
            assert_eq!(continued.states[0], states[to], "{from} to {to}");
        }
        let mut stream = net.stream();
        stream.set_state(&states[from]);
        assert_eq!(stream.state(), states[from], "what is set is there");
        let output = stream.step(inputs.slice(s![0, from, ..]).as_slice().unwrap());
        assert_eq!(output, whole.slice(s![0, from, ..]).as_slice().unwrap());
    }
}

#[test]
fn a_stream_is_a_run_from_any_state_on() {
    is_continued::<Lines<f64>>();
    is_continued::<Lines<f32>>();
    is_continued::<Last<f64>>();
}

/// Each sequence has its own start, and its own end.
#[test]
fn sequences_start_and_end_each_for_itself() {
    const LENGTHS: [usize; 19] = [9, 4, 1, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6];
    let net = Lines::<f64>::new(3);
    let (first, second) = (inputs::<Lines<f64>>(19, 6), inputs::<Lines<f64>>(19, 9));
    let starts = net.run_from(&net.initial_state(), first.view()).unwrap().states;
    let targets = Array3::zeros((19, 9, 2));
    let data = Sequences::padded(&second, &targets, LENGTHS).unwrap();
    let continued = net.evaluate(&data).run_from(&starts).unwrap();
    for (sequence, &length) in LENGTHS.iter().enumerate() {
        let cut = s![sequence..=sequence, ..length, ..];
        let alone = net.run_from(&starts[sequence], second.slice(cut)).unwrap();
        assert_eq!(alone.outputs, continued.outputs.slice(cut));
        assert_eq!(alone.states[0], continued.states[sequence]);
        let beyond = continued.outputs.slice(s![sequence, length.., ..]);
        assert!(beyond.iter().all(|output| output.is_nan()));
    }
    let same = net.run_from(&starts[0], second.view()).unwrap();
    let each = net.run_from(&vec![starts[0].clone(); 19], second.view()).unwrap();
    assert_eq!(same.outputs, each.outputs);
}

#[test]
fn a_state_has_what_is_declared_in_order() {
    let net = Lines::<f64>::new(3);
    let (states, _) = streamed(&net, &inputs::<Lines<f64>>(1, 12));
    let state = &states[12];
    assert_eq!(
        state.names(),
        [
            "a.current",
            "a.rate",
            "b.kept",
            "b.unread",
            "c.rate",
            "d.cell",
            "d.hidden",
            "line/a",
            "line/b",
            "line/c",
            "line/y",
            "line/x",
            "line/z"
        ]
    );
    let trace = net.trace(inputs::<Lines<f64>>(1, 12).view()).unwrap();
    let at = |name: &str, back: usize| trace.state(name).unwrap().slice(s![0, 12 - back, ..]).to_vec();
    for name in [
        "a.current",
        "a.rate",
        "b.kept",
        "b.unread",
        "c.rate",
        "d.hidden",
        "d.cell",
    ] {
        assert_eq!(state.get(name).unwrap(), at(name, 1), "{name}");
    }
    let line = |name: &str, backs: std::ops::RangeInclusive<usize>| -> Vec<f64> {
        backs.flat_map(|back| at(name, back)).collect()
    };
    assert_eq!(state.get("line/a").unwrap(), line("a.rate", 2..=4));
    assert_eq!(state.get("line/b").unwrap(), line("b.out", 1..=7));
    assert_eq!(state.get("line/c").unwrap(), line("c.rate", 2..=2));
    assert_eq!(state.get("line/y").unwrap(), line("y.value", 1..=6));
    assert_eq!(state.get("line/x").unwrap().len(), 5 * 2);
    assert_eq!(state.get("line/z").unwrap().len(), 3);
}

/// As libraries of devices take it.
type Callback = Box<dyn FnMut(&[f32]) -> f32 + Send>;

#[test]
fn a_stream_lives_anywhere() {
    fn is_free<T: Send + Sync + Clone + 'static>(_: &T) {}
    let (stream, state) = {
        let net = Lines::<f32>::new(3);
        (net.stream(), net.initial_state())
    };
    is_free(&stream);
    is_free(&state);
    let mut boxed: Callback = {
        let mut stream = stream.clone();
        Box::new(move |input| stream.step(input)[0])
    };
    let mut stream = stream;
    let mut copy = state.clone();
    for _ in 0..5 {
        assert_eq!(boxed(&[0.1, 0.2, 0.3]), stream.step(&[0.1, 0.2, 0.3])[0]);
        stream.copy_state(&mut copy);
        assert_eq!(copy, stream.state());
    }
}
