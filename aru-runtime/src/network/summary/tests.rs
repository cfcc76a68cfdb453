use std::borrow::Cow::Owned;

use super::*;
use crate::network::description::Activation;
use crate::network::emitted::description;
use crate::paper::Paper;
use crate::run::network::Network;

#[test]
fn the_summary_of_the_papers_network() {
    let summary = Paper::<f32, 10>::new(7).summary().to_string();
    for line in [
        "Paper (f32): The network of Eq. 20.",
        "hidden  10    Aru    sigmoid     layer",
        "hidden.alpha_s  0.5000                 learned in logistic(0, 1)",
        "hidden to hidden  1           10 x 10",
        "hidden_to_hidden.weight  10 x 10  learned   lecun",
        "174 numbers are learned",
    ] {
        assert!(
            summary.lines().any(|found| found == line),
            "`{line}` in\n{summary}"
        );
    }
    assert!(!summary.contains("note:"), "{summary}");
}

#[test]
fn a_time_is_shown_in_its_own_unit() {
    assert_eq!(in_time(0.02), "20 ms");
    assert_eq!(in_time(0.0125), "12.5 ms");
    assert_eq!(in_time(1.0 / 3.0), "333.3 ms");
    assert_eq!(in_time(2.0), "2 s");
    assert_eq!(in_time(0.00025), "250 us");
    assert_eq!(in_time(1000.0), "1000 s");
}

#[test]
fn several_values_are_shown_by_their_range() {
    assert_eq!(
        spread(&[0.25, 0.75], |x| x.to_string()),
        "mean 0.5 (0.25 to 0.75)"
    );
}

/// The description of the paper's network, changed, and its constants.
fn changed(change: impl Fn(&mut Description), alpha: f64) -> Vec<String> {
    let mut description = description::<Paper<f32, 10>>().clone();
    change(&mut description);
    let layer = &description.layers[0];
    let now = layer.constants.iter().map(|constant| Now {
        layer,
        constant,
        parameter: None,
        values: vec![0.5, alpha],
    });
    notes::all::<f32>(&description, &now.collect::<Vec<_>>())
}

fn with_activation(description: &mut Description, activation: Activation) {
    let mut layers = description.layers.to_vec();
    layers[0].activation = Some(activation);
    description.layers = Owned(layers);
}

#[test]
fn an_alpha_above_one_is_noted() {
    let notes = changed(|_| {}, 1.2);
    assert_eq!(
        notes[0],
        "note: `hidden.alpha_s` is 1.2: above 1 the state overshoots what it follows"
    );
    assert_eq!(notes.len(), 2);
    assert!(changed(|_| {}, 1.0).is_empty());
}

#[test]
fn an_alpha_that_its_scalar_loses_is_noted_and_shown() {
    let mut net = Paper::<f32, 10>::new(7);
    net.set("hidden.alpha_s", &[1e-5]).unwrap();
    let summary = net.summary().to_string();
    assert!(summary.contains("hidden.alpha_s  1.000e-5"), "{summary}");
    let note = "note: `hidden.alpha_s` is 1.000e-5: in f32 what it adds in a step is lost to rounding once the state is within";
    assert!(summary.contains(note), "{summary}");
    let mut net = Paper::<f64, 10>::new(7);
    net.set("hidden.alpha_s", &[1e-5]).unwrap();
    assert!(!net.summary().to_string().contains("note:"));
}

#[test]
fn rates_that_cannot_be_told_apart_are_noted() {
    let notes = changed(|description| with_activation(description, Activation::Relu), 0.5);
    assert!(
        notes.len() == 1 && notes[0].contains("with `relu`") && notes[0].contains("figure 5"),
        "{notes:?}"
    );
    let notes = changed(
        |description| with_activation(description, Activation::Identity),
        0.5,
    );
    assert!(notes.len() == 1 && notes[0].contains("appendix S2"), "{notes:?}");
    let notes = changed(
        |description| {
            with_activation(description, Activation::Relu);
            let mut parameters = description.parameters.to_vec();
            parameters[4].learn = false;
            description.parameters = Owned(parameters);
        },
        0.5,
    );
    assert!(notes.is_empty(), "one of the two is fixed: {notes:?}");
}

aru_macros::recurrent_net! {
    struct Noisy {
        dt: 5 ms;
        input x: 1;
        layer slow: Aru<4> { tau_s: gated(20 ms, from x) in logistic(5 ms, 100 ms); alpha_r: 1.0; noise: normal(0.25); }
        layer fast: Elman<3> { activation: tanh; }
        output y: 1;
        x -> slow -> fast -> y;
    }
}

#[test]
fn noise_and_gates_are_shown() {
    let summary = Noisy::<f32>::new(7).summary().to_string();
    let row = |start: &str| summary.lines().find(|line| line.starts_with(start)).unwrap();
    assert!(row("layer ").ends_with("  noise"), "{summary}");
    assert!(row("slow ").ends_with("  normal(0.25)"), "{summary}");
    assert!(row("fast ").ends_with("  -"), "{summary}");
    assert!(
        row("slow.alpha_s ").ends_with("5 ms to 100 ms  gated"),
        "{summary}"
    );
}
