//! Window curves.

use aru::analysis::{Lags, Null, window_curve, window_curve_by, windowed};
use aru::metrics::correlation;
use aru::prelude::*;
use ndarray::{Array3, s};

use super::networks::*;

/// A data set whose targets are nearly what the network gives.
fn songs(net: &Window<f64>) -> Sequences<f64> {
    let inputs = sound(3, 40, 2);
    let mut targets = net.run(inputs.view()).unwrap();
    let noise = sound(3, 40, 2);
    targets.scaled_add(0.05, &noise);
    Sequences::new(inputs, targets).unwrap()
}

#[test]
fn a_finite_window_has_the_full_score_from_its_length_on() {
    let net = Window::<f64>::new(4);
    let songs = songs(&net);
    let windows: Vec<usize> = (1..=10).collect();
    let curve = window_curve(&net, &songs, &windows, |p, t| correlation(p, t)).unwrap();
    for (&window, &score) in curve.windows().iter().zip(curve.scores()) {
        assert_eq!(
            score == curve.full(),
            window >= 6,
            "{window}: {score} of {}",
            curve.full()
        );
    }
    let map = net
        .grad_map(Null::Silence, Lags::until_forgotten(), "rate")
        .unwrap();
    assert_eq!(map.reach(0.0).unwrap().steps(), 6);
    let memory = curve.memory(1.0).unwrap().unwrap();
    assert_eq!((memory.steps(), memory.is_at_least()), (6, false));
    assert!((memory.seconds().unwrap() - 0.06).abs() < 1e-15);
    assert!(curve.to_string().contains("60.0 ms"), "{curve}");
}

/// Each window is a run of its own.
#[test]
fn a_window_is_a_run_from_the_initial_state() {
    let net = Recurrent::<f64>::new(4);
    let inputs = sound(3, 30, 2);
    let lengths = [30, 1, 12];
    let data = Sequences::padded(&inputs, Array3::zeros((3, 30, 2)), lengths).unwrap();
    for window in [1, 2, 5, 29, 30, 64, usize::MAX] {
        let predicted = windowed(&net, &data, window).unwrap();
        for (song, length) in lengths.into_iter().enumerate() {
            for step in 0..30 {
                let found = predicted.slice(s![song, step, ..]);
                if step >= length {
                    assert!(found.iter().all(|value| value.is_nan()));
                    continue;
                }
                let first = (step + 1).saturating_sub(window);
                let alone = net
                    .run(inputs.slice(s![song..song + 1, first..=step, ..]))
                    .unwrap();
                assert_eq!(
                    found,
                    alone.slice(s![0, step - first, ..]),
                    "{window} {song} {step}"
                );
            }
        }
    }
}

#[test]
fn more_windows_than_are_laid_out_at_a_time_are_those_of_one_by_one() {
    let net = LowPass::<f32>::new(4);
    let inputs = sound(2, 1200, 1).mapv(|value| value as f32);
    let data = Sequences::new(&inputs, &inputs).unwrap();
    // 2000 windows of 1000 steps: more than two million numbers.
    let predicted = windowed(&net, &data, 1000).unwrap();
    for (song, step) in [(0, 999), (0, 1000), (0, 1199), (1, 1100)] {
        let alone = net
            .run(inputs.slice(s![song..song + 1, step - 999..=step, ..]))
            .unwrap();
        assert_eq!(predicted[[song, step, 0]], alone[[0, 999, 0]]);
    }
}

#[test]
fn a_score_is_of_what_counts() {
    let net = Window::<f64>::new(4);
    let songs = songs(&net);
    let mut targets = songs.targets().to_owned();
    targets.slice_mut(s![1, .., 0]).fill(f64::NAN);
    let missing = Sequences::with_missing(songs.inputs(), &targets)
        .unwrap()
        .with_lengths([40, 30, 20])
        .unwrap();
    let outputs = net.run(songs.inputs()).unwrap();
    let seen = std::cell::RefCell::new(Vec::new());
    let curve = window_curve(&net, &missing, &[6], |p, t| {
        seen.borrow_mut().push((p.to_vec(), t.to_vec()));
        correlation(p, t)
    })
    .unwrap();
    let expected: Vec<f64> = [(0, 40), (2, 20)]
        .into_iter()
        .flat_map(|(song, length)| outputs.slice(s![song, ..length, 0]).to_vec())
        .collect();
    let seen = seen.into_inner();
    assert_eq!(seen[0].0, expected);
    assert_eq!(seen[0].1.len(), 60);
    assert_eq!(seen[1].0.len(), 90);
    let by_output = correlation(&outputs, &missing).unwrap();
    assert!((curve.full() - (by_output[0] + by_output[1]) / 2.0).abs() < 1e-12);
    // The same by a measure of all outputs.
    let by = window_curve_by(&net, &missing, &[6], |outputs| {
        let by_output = correlation(outputs, &missing)?;
        Ok((by_output[0] + by_output[1]) / 2.0)
    })
    .unwrap();
    assert!((by.full() - curve.full()).abs() < 1e-12);
}

/// What one output hears is a step old, so that of a window of one step its prediction is one number.
#[test]
fn the_mean_is_over_the_same_outputs_for_every_window() {
    recurrent_net! {
        struct Two {
            input sound: 1;
            output rate: 3 { bias: none; }
            sound -> rate { delays: [0, 1]; weights: fixed 0.0; }
        }
    }
    let mut net = Two::<f64>::new(1);
    // [delay, output, input]: now, a step ago, never.
    net.set("sound_to_rate.weight", &[1.0, 0.0, 0.0, 0.0, 1.0, 0.0])
        .unwrap();
    let inputs = sound(2, 50, 1);
    let mut targets = net.run(inputs.view()).unwrap();
    targets.scaled_add(0.3, &sound(2, 50, 3));
    let songs = Sequences::new(inputs, targets).unwrap();
    let full = correlation(&net.run(songs.inputs()).unwrap(), &songs).unwrap();
    assert!(full[0] > 0.5 && full[1] > 0.5);
    // A constant prediction is refused by the score: no score.
    let refused = window_curve(&net, &songs, &[1, 2], |p, t| correlation(p, t)).unwrap();
    // The same of a score that says so by NaN.
    let unknown = window_curve(&net, &songs, &[1, 2], |p, t| {
        Ok(correlation(p, t).unwrap_or(f64::NAN))
    })
    .unwrap();
    for curve in [refused, unknown] {
        assert!((curve.full() - (full[0] + full[1]) / 2.0).abs() < 1e-12);
        assert_eq!(curve.scores()[1], curve.full());
        let first = curve.scores()[0];
        // The second output reads zero before the window, in every step.
        assert!((first - full[0] / 2.0).abs() < 1e-12, "{first} of {full:?}");
    }
    // What a score refuses of a prediction that varies is an error.
    let wrong = window_curve(&net, &songs, &[2], |p, _| {
        correlation(p, &p.slice(s![1..]).to_owned())
    });
    assert!(wrong.is_err());
}
