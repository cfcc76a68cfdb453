use ndarray::{Array3, s};

use super::*;
use crate::paper::Paper;

fn inputs(sequences: usize, steps: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, steps, 2), |(i, t, f)| {
        (0.7 * (3 * i + t + f) as f64).sin()
    })
}

#[test]
fn a_state_has_its_parts_in_the_order_declared() {
    let net = Paper::<f64, 4>::new(5);
    let state = net.initial_state();
    assert_eq!(state.names(), ["hidden.current", "hidden.rate"]);
    assert_eq!(state.values().len(), 8);
    assert_eq!(
        state.get("hidden.rate").unwrap(),
        net.parameter("hidden.initial.rate").unwrap().values()
    );
    assert_eq!(net.stream().state(), state);
}

#[test]
fn a_stream_goes_on_from_where_it_was() {
    let net = Paper::<f64, 4>::new(5);
    let (inputs, mut stream) = (inputs(1, 12), net.stream());
    let whole = net.run(inputs.view()).unwrap();
    let step = |stream: &mut crate::run::stream::Stream<Paper<f64, 4>>, t: usize| {
        let output = stream.step(inputs.slice(s![0, t, ..]).as_slice().unwrap());
        assert_eq!(output, whole.slice(s![0, t, ..]).as_slice().unwrap(), "step {t}");
    };
    let mut states = vec![stream.state()];
    for t in 0..12 {
        step(&mut stream, t);
        states.push(stream.state());
    }
    let mut other = net.stream();
    for t in (0..12).rev() {
        other.set_state(&states[t]);
        step(&mut other, t);
        assert_eq!(other.state(), states[t + 1]);
    }
    stream.restart();
    step(&mut stream, 0);
}

/// In every layout, with fewer sequences and more than a tile holds.
#[test]
fn a_run_goes_on_from_states() {
    let net = Paper::<f64, 4>::new(5);
    for sequences in [1, 5, 40] {
        let inputs = inputs(sequences, 30);
        let whole = net.run(inputs.view()).unwrap();
        let first = net
            .run_from(&net.initial_state(), inputs.slice(s![.., ..11, ..]))
            .unwrap();
        assert_eq!(first.outputs, whole.slice(s![.., ..11, ..]));
        let rest = net
            .run_from(&first.states, inputs.slice(s![.., 11.., ..]))
            .unwrap();
        assert_eq!(rest.outputs, whole.slice(s![.., 11.., ..]));
        let mut stream = net.stream();
        stream.set_state(&first.states[sequences - 1]);
        for t in 11..30 {
            stream.step(inputs.slice(s![sequences - 1, t, ..]).as_slice().unwrap());
        }
        assert_eq!(stream.state(), rest.states[sequences - 1]);
    }
}

#[test]
fn states_that_do_not_fit_are_refused() {
    let net = Paper::<f64, 4>::new(5);
    let mut state = net.initial_state();
    let before = state.clone();
    let states = [state.clone(), state.clone()];
    assert_eq!(
        net.run_from(&states, inputs(3, 4).view())
            .unwrap_err()
            .to_string(),
        "the number of states to start from is 2; expected one for each of the 3 sequences, or a single `&state` for all"
    );
    assert_eq!(
        state.get("hidden.rat").unwrap_err().to_string(),
        "no part of a state named `hidden.rat`, did you mean `hidden.rate`?"
    );
    assert_eq!(
        state.set("hidden.rate", &[0.0; 3]).unwrap_err().to_string(),
        "`hidden.rate` has shape [3], expected [4], one number a unit"
    );
    assert_eq!(
        state
            .set("hidden.rate", &[0.0, f64::NAN, 0.0, 0.0])
            .unwrap_err()
            .to_string(),
        "`hidden.rate` holds NaN at [1]; values must be finite"
    );
    assert_eq!(state, before);
    let spoilt = Array3::from_elem((1, 3, 2), f64::INFINITY);
    assert!(net.run_from(&state, spoilt.view()).is_err());
}

#[test]
fn files_hold_the_network_that_they_are_of() {
    let path = std::env::temp_dir().join(format!("aru-{}-state.safetensors", std::process::id()));
    let net = Paper::<f64, 4>::new(5);
    let mut stream = net.stream();
    stream.step(&[0.3, -0.2]);
    let state = stream.state();
    state.save(&path).unwrap();
    assert_eq!(State::<Paper<f64, 4>>::load(&path).unwrap(), state);
    let narrow = State::<Paper<f32, 4>>::load(&path).unwrap();
    let values = narrow.values().iter().zip(state.values());
    assert!(values.into_iter().all(|(&narrow, &value)| narrow == value as f32));
    let fault = State::<Paper<f64, 5>>::load(&path).unwrap_err().to_string();
    assert!(
        fault.contains("another network `Paper`; the first difference: layer `hidden` has size 4"),
        "{fault}"
    );
    net.save(&path).unwrap();
    let fault = State::<Paper<f64, 4>>::load(&path).unwrap_err().to_string();
    assert!(fault.contains("it holds no state of a network"), "{fault}");
    state.save(&path).unwrap();
    let mut content = std::fs::read(&path).unwrap();
    *content.last_mut().unwrap() ^= 1;
    std::fs::write(&path, content).unwrap();
    assert!(State::<Paper<f64, 4>>::load(&path).is_err(), "it is damaged");
    std::fs::remove_file(&path).ok();
}
