//! Networks that hear through a front end, and neurons with trials.

use aru::analysis::{Around, Lags, Null, window_curve, window_curve_by};
use aru::auditory::front_end::{FrontEnd, MelSpectrogram};
use aru::auditory::recordings::{Clip, Recordings};
use aru::auditory::score::{Pooling, cc_raw};
use aru::auditory::sound::Sound;
use aru::prelude::*;
use ndarray::{Array2, s};

use super::networks::Window;

fn noise(seed: u64) -> Sound {
    let mut state = seed;
    let samples = (0..8000).map(|sample| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let loud = if (sample / 400) % 3 == 0 { 1.0 } else { 0.1 };
        loud * ((state >> 40) as f64 / (1 << 24) as f64 - 0.5)
    });
    Sound::new(16_000.0, samples.collect()).unwrap()
}

/// Standardised inputs of zero are the mean sound; what silence is the front end says.
#[test]
fn silence_is_what_the_front_end_makes_of_it() {
    let spectrogram = MelSpectrogram::new(0.01).bands(2).low(500.0).high(4000.0);
    let ear = FrontEnd::new(spectrogram).fit([&noise(1), &noise(2)]).unwrap();
    let net = Window::<f64>::new(1);
    let map = net.grad_map(Null::heard(&ear), Lags::last(8), "rate").unwrap();
    let Around::Null { frame, .. } = map.around() else {
        panic!("it is round a null")
    };
    assert_eq!(frame, &ear.silence().to_vec());
    assert!(frame.iter().all(|&value| value < -0.5), "{frame:?}");
    let mean = net.grad_map(Null::Zero, Lags::last(8), "rate").unwrap();
    assert_ne!(map.values(), mean.values());
    // As if it had been silent for long before.
    let silent = Array2::from_shape_fn((30, 2), |(_, band)| frame[band]);
    let dynamic = net.gradient_map(silent.view(), 29, "rate").unwrap();
    assert_eq!(map.values(), dynamic.values().slice(s![.., ..8, ..]));
}

#[test]
fn trials_of_neurons_score_windows() {
    let net = Window::<f64>::new(4);
    let spectrum = |clip: usize| {
        Array2::from_shape_fn((50, 2), |(bin, band)| {
            ((3 * clip + 5 * bin * bin + band) % 11) as f64 / 5.0 - 1.0
        })
    };
    let clips = (0..2).map(|clip| {
        let sound = spectrum(clip);
        let rates = net.run(sound.view().insert_axis(ndarray::Axis(0))).unwrap();
        let trials = (0..2).map(|neuron| {
            let of_trial = |(trial, bin): (usize, usize)| {
                rates[[0, bin, neuron]] + 0.1 * (((7 * trial + bin) % 5) as f64 - 2.0)
            };
            Some(Array2::from_shape_fn((3, 50), of_trial))
        });
        Clip::new(format!("clip {clip}"), sound, trials.collect::<Vec<_>>()).unwrap()
    });
    let recordings = Recordings::new(0.01, ["a", "b"], clips.collect::<Vec<_>>()).unwrap();
    let songs = recordings.sequences::<f64>().unwrap();
    let windows = [1, 3, 6, 12];
    let raw = window_curve(&net, &songs, &windows, |p, t| cc_raw(p, t)).unwrap();
    let normed = window_curve_by(&net, &songs, &windows, |predicted| {
        Ok(recordings.score(predicted, Pooling::Joined)?.population().cc_norm)
    })
    .unwrap();
    for curve in [&raw, &normed] {
        assert_eq!(curve.scores()[2], curve.full());
        assert!(curve.scores()[0] < 0.95 * curve.full(), "{curve}");
    }
    assert!(normed.full() > raw.full());
}
