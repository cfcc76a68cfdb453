//! Figures of maps, dreams and window curves.

use aru::analysis::{Dream, Lags, Null, window_curve, window_curve_by};
use aru::metrics::correlation;
use aru::prelude::*;

use super::networks::*;

recurrent_net! {
    /// Bands that excite, and after a while and beside them suppress; a low-pass behind it.
    struct Tuned {
        dt: 5 ms;
        input sound: 20;
        layer hidden: Aru<1> { alpha_s: 1.0; tau_r: fixed global(15 ms); activation: tanh; bias: none; }
        output rate: 1 { activation: softplus; }
        sound -> hidden { delays: 0..8; weights: fixed 0.0; }
        hidden -> rate { weights: fixed 1.0; }
    }
}

fn tuned() -> Tuned<f64> {
    let mut net = Tuned::<f64>::new(1);
    let filter = (0..8).flat_map(|lag| {
        (0..20).map(move |band| {
            let bump = |at: f64, width: f64, when: f64| {
                let (across, along) = ((band as f64 - at) / width, (lag as f64 - when) / 1.5);
                (-0.5 * (across * across + along * along)).exp()
            };
            0.3 * bump(12.0, 1.5, 1.0) - 0.2 * bump(12.0, 3.0, 4.0) - 0.1 * bump(6.0, 1.5, 2.0)
        })
    });
    let filter: Vec<f64> = filter.collect();
    net.set("sound_to_hidden.weight", &filter).unwrap();
    net
}

#[test]
fn a_map_is_frequency_by_lag_and_ends_at_now() {
    let net = tuned();
    let map = net
        .grad_map(Null::Silence, Lags::until_forgotten(), "rate")
        .unwrap();
    let svg = map.figure().to_svg().unwrap();
    for text in [
        "Gradient map of rate, unit 0",
        "Time (ms; 0 is now)",
        "Band of sound",
        "d output / d input",
    ] {
        assert!(svg.contains(text), "{text}");
    }
    let mut untrained = net.clone();
    untrained.set("hidden.tau_r", &[0.06]).unwrap();
    let before = untrained
        .grad_map(Null::Silence, Lags::until_forgotten(), "rate")
        .unwrap();
    let beside = map.beside(&before).unwrap().figure().to_svg().unwrap();
    let [within, reach] = [map.within(0.95).unwrap(), map.reach(0.01).unwrap()];
    for text in [
        "untrained".to_string(),
        "#999999".to_string(),
        format!("95 % within {within}"),
        format!("1 % up to {reach}"),
    ] {
        assert!(beside.contains(&text), "{text}");
    }
    assert!(!map.memory_figure().to_svg().unwrap().contains("untrained"));
}

#[test]
fn channels_have_panels_of_their_own() {
    let map = Late::<f64>::new(1)
        .grad_map(Null::Silence, Lags::until_forgotten(), "rate")
        .unwrap();
    let svg = map.input("sound").unwrap().figure().columns(3).to_svg().unwrap();
    for channel in 0..3 {
        assert!(svg.contains(&format!("Band of sound, channel {channel}")));
    }
}

#[test]
fn a_dream_is_a_spectrogram_and_a_curve_has_its_mark() {
    let net = tuned();
    let dream = net.dream("rate", 0, Dream::default().within(0.0..=1.0)).unwrap();
    let svg = dream.figure().to_svg().unwrap();
    assert!(svg.contains("Dream of rate, unit 0") && svg.contains("#440154"));

    let inputs = sound(3, 80, 20);
    let mut targets = net.run(inputs.view()).unwrap();
    targets.scaled_add(0.02, &sound(3, 80, 1));
    let songs = Sequences::new(inputs, targets).unwrap();
    let curve = window_curve(&net, &songs, &[1, 2, 4, 8, 16, 32, 64], |p, t| correlation(p, t)).unwrap();
    let svg = curve.figure().to_svg().unwrap();
    let memory = curve.memory(0.99).unwrap().unwrap();
    assert!(svg.contains(&format!("99 % within {memory}")) && svg.contains("all of the past"));
    // One feature is a line.
    let one = LowPass::<f64>::new(1);
    let dream = one.dream("rate", 0, Dream::default().within(0.0..=1.0)).unwrap();
    let svg = dream.figure().to_svg().unwrap();
    assert!(svg.contains("Time (steps; 0 is now)"));
}

#[test]
fn what_is_hardly_anything_is_drawn_too() {
    // A map of zero has no course.
    let lags = Lags::until_forgotten();
    let shut = Shut::<f64>::new(1).grad_map(Null::Silence, lags, "rate").unwrap();
    let open = Shut::<f64>::new(1)
        .grad_map(Null::Value(vec![0.0; 2]), lags, "rate")
        .unwrap();
    for svg in [
        shut.memory_figure().to_svg().unwrap(),
        shut.beside(&open).unwrap().figure().to_svg().unwrap(),
    ] {
        assert!(
            svg.contains("95 % within 0 steps") && svg.contains(">map (zero)<"),
            "{svg}"
        );
    }
    assert!(shut.figure().to_svg().is_ok());
    // One lag, one step.
    let net = tuned();
    let single = net.grad_map(Null::Silence, Lags::last(1), "rate").unwrap();
    assert!(single.figure().to_svg().unwrap().contains("Band of sound"));
    assert!(single.memory_figure().to_svg().is_ok());
    let first = net.gradient_map(sound(1, 4, 20).index_axis(ndarray::Axis(0), 0), 0, "rate");
    assert!(first.unwrap().figure().to_svg().is_ok());
    let dream = Dream::default().within(0.0..=1.0).length(1).updates(5);
    assert!(net.dream("rate", 0, dream).unwrap().figure().to_svg().is_ok());
    let one = LowPass::<f64>::new(1)
        .grad_map(Null::Silence, Lags::last(1), "rate")
        .unwrap();
    assert!(one.figure().to_svg().is_ok());
    // Scores that are no numbers.
    let songs = Sequences::new(sound(2, 30, 20), net.run(sound(2, 30, 20).view()).unwrap()).unwrap();
    let full = correlation(&net.run(songs.inputs()).unwrap(), &songs).unwrap()[0];
    let scored = |known: &dyn Fn(usize) -> bool| {
        let asked = std::cell::Cell::new(0);
        let curve = window_curve_by(&net, &songs, &[1, 2, 4], |_| {
            asked.set(asked.get() + 1);
            Ok(if known(asked.get()) { full } else { f64::NAN })
        });
        curve.unwrap().figure().to_svg()
    };
    assert!(scored(&|asked| asked != 2).unwrap().contains("all of the past"));
    assert!(!scored(&|asked| asked > 1).unwrap().contains("all of the past"));
    assert!(scored(&|_| false).unwrap_err().to_string().contains("is empty"));
}
