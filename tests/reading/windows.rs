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
    for window in [1, 2, 5, 29, 30, 64] {
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
