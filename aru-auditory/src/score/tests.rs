use ndarray::{Array1, Array2, array};

use super::*;
use crate::spikes::Smoothing;

const BOTH: [Pooling; 2] = [Pooling::Joined, Pooling::ByClip];

fn neuron(prediction: &[f64], trials: &[&[f64]]) -> Neuron {
    let rows: Vec<f64> = trials.concat();
    let trials = Array2::from_shape_vec((trials.len(), prediction.len()), rows).unwrap();
    Neuron::new([(Array1::from(prediction.to_vec()), trials)]).unwrap()
}

/// Computed by hand: m = (1 2 0 1), var m = 2/3, var y = 4/3, SP = (2 x 2/3 - 4/3) / 1 = 0.
#[test]
fn without_signal_there_is_no_normed_score() {
    let neuron = neuron(
        &[0.0, 1.0, 0.0, 1.0],
        &[&[0.0, 2.0, 0.0, 2.0], &[2.0, 2.0, 0.0, 0.0]],
    );
    assert!((neuron.cc_raw() - 0.5_f64.sqrt()).abs() < 1e-15);
    for pooling in BOTH {
        assert_eq!(neuron.signal_power(pooling), 0.0);
        assert!(neuron.cc_norm(pooling).is_nan());
        // The two trials do not correlate.
        assert!(neuron.cc_max(pooling).is_nan() && neuron.cc_norm_hsu(pooling).is_nan());
    }
}

/// Computed by hand: m = (0 2 0 1), var m = 0.9167, var y = 4/3 and 1, SP = 2/3; cov = 0.5, var p = 1/3.
#[test]
fn the_normed_score_may_exceed_one() {
    let neuron = neuron(
        &[0.0, 1.0, 0.0, 1.0],
        &[&[0.0, 2.0, 0.0, 2.0], &[0.0, 2.0, 0.0, 0.0]],
    );
    assert!((neuron.cc_raw() - 0.5 / (1.0_f64 / 3.0 * 2.75 / 3.0).sqrt()).abs() < 1e-15);
    assert!((neuron.cc_raw() - 0.9045).abs() < 5e-5);
    for pooling in BOTH {
        assert!((neuron.signal_power(pooling) - 2.0 / 3.0).abs() < 1e-15);
        assert!((neuron.cc_norm(pooling) - 0.5 / (2.0_f64 / 9.0).sqrt()).abs() < 1e-15);
        assert!((neuron.cc_norm(pooling) - 1.0607).abs() < 5e-5);
        // One split: rho = corr((0 2 0 2), (0 2 0 0)) = 1 / sqrt(3).
        let rho = 1.0 / 3.0_f64.sqrt();
        assert!((neuron.cc_max(pooling) - (2.0 * rho / (1.0 + rho)).sqrt()).abs() < 1e-15);
    }
}

/// Sums of 0.1, 0.2 and 0.3 in another order: the means of the bins differ in their last digit.
#[test]
fn a_mean_that_is_constant_but_for_rounding_has_no_correlation() {
    let trials: [&[f64]; 3] = [&[0.1, 0.3, 0.2], &[0.2, 0.2, 0.3], &[0.3, 0.1, 0.1]];
    let mean = moments::mean_of(trials.into_iter(), 3);
    assert!(mean[0] != mean[1], "{mean:?}");
    let neuron = neuron(&[0.0, 1.0, 2.0], &trials);
    assert!(neuron.cc_raw().is_nan());
    // What varies is not taken for rounding.
    assert!(!moments::is_constant(&[1.0, 1.0 + 1e-12]));
}

/// 0.1 three times has the mean 0.10000000000000002, and sums that should cancel leave some 1e-17 of signal.
#[test]
fn rounding_is_no_signal() {
    let opposed = neuron(
        &[0.0, 1.0, 0.0, 1.0],
        &[&[0.1, 0.3, 0.1, 0.3], &[0.3, 0.3, 0.1, 0.1]],
    );
    assert_eq!(opposed.signal_power(Pooling::Joined), 0.0);
    assert!(opposed.cc_norm(Pooling::Joined).is_nan());
    let still = neuron(&[0.0, 1.0, 2.0], &[&[0.1; 3], &[0.1; 3], &[0.1; 3]]);
    assert!(still.cc_raw().is_nan() && still.cc_norm(Pooling::Joined).is_nan());
    assert!(still.cc_max(Pooling::Joined).is_nan());
}

#[test]
fn what_does_not_vary_or_is_too_short_has_no_score() {
    let flat = neuron(&[0.1; 4], &[&[0.0, 2.0, 0.0, 2.0], &[0.0, 2.0, 0.0, 0.0]]);
    let short = neuron(&[0.1], &[&[0.0], &[1.0]]);
    for neuron in [&flat, &short] {
        for pooling in BOTH {
            assert!(neuron.cc_raw().is_nan() && neuron.cc_norm(pooling).is_nan());
        }
    }
    assert!(flat.signal_power(Pooling::Joined) > 0.0 && short.signal_power(Pooling::ByClip).is_nan());
}

#[test]
fn of_a_single_trial_the_score_is_the_raw_one() {
    let single = neuron(&[0.0, 1.0, 0.5, 1.0], &[&[0.0, 2.0, 0.0, 2.0]]);
    for pooling in BOTH {
        assert_eq!(single.cc_norm(pooling), single.cc_raw());
        assert_eq!(single.cc_norm_hsu(pooling), single.cc_raw());
        assert!(single.signal_power(pooling).is_nan() && single.cc_max(pooling).is_nan());
    }
}

#[test]
fn clips_are_joined_and_shorter_ones_of_trials_filled_up() {
    let first = (array![0.0, 1.0], array![[0.0, 2.0], [1.0, 2.0], [0.0, 1.0]]);
    let second = (array![1.0, 0.0, 2.0], array![[1.0, 0.0, 3.0], [2.0, 0.0, 1.0]]);
    let both = Neuron::new([first.clone(), second.clone()]).unwrap();
    let filled = neuron(
        &[0.0, 1.0, 1.0, 0.0, 2.0],
        &[
            &[0.0, 2.0, 1.0, 0.0, 3.0],
            &[1.0, 2.0, 2.0, 0.0, 1.0],
            &[0.0, 1.0, 1.0, 0.0, 3.0],
        ],
    );
    assert_eq!(
        both.signal_power(Pooling::Joined),
        filled.signal_power(Pooling::Joined)
    );
    let alone = [first, second].map(|clip| Neuron::new([clip]).unwrap().signal_power(Pooling::Joined));
    let by_clip = (2.0 * alone[0] + 3.0 * alone[1]) / 5.0;
    assert!((both.signal_power(Pooling::ByClip) - by_clip).abs() < 1e-15);
    // The mean is that of the trials there are.
    let means = array![1.0 / 3.0, 5.0 / 3.0, 1.5, 0.0, 2.0];
    let raw = cc_raw(&array![0.0, 1.0, 1.0, 0.0, 2.0], &means).unwrap();
    assert!((both.cc_raw() - raw).abs() < 1e-15);
}

#[test]
fn bits_are_of_counts_and_of_rates() {
    let bits = |prediction: &[f64]| {
        neuron(prediction, &[&[1.0, 1.0, 0.0, 0.0], &[1.0, 1.0, 0.0, 0.0]]).bits_per_spike()
    };
    assert_eq!(bits(&[1.0, 1.0, 0.0, 0.0]), 1.0);
    assert!(bits(&[1.0, 0.0, 0.0, 0.0]).is_nan() && bits(&[1.0, 1.0, -0.1, 0.0]).is_nan());
    assert!(neuron(&[1.0, 1.0], &[&[0.0, 0.0]]).bits_per_spike().is_nan());
    let of = |smoothing| {
        let neuron = neuron(&[1.0, 0.5], &[&[1.0, 0.0]]);
        Table::new([("a", neuron)], Pooling::ByClip, smoothing, 0.005)
    };
    assert!(of(Smoothing::None).population().bits_per_spike.is_finite());
    assert!(of(Smoothing::hann_21_ms()).neurons()[0].1.bits_per_spike.is_nan());
}

#[test]
fn a_population_is_the_mean_of_those_that_have_a_score() {
    let score = |cc_raw: f64| Score {
        cc_raw,
        signal_power: f64::NAN,
        ..neuron(&[0.0, 1.0], &[&[0.0, 1.0]]).score(Pooling::Joined)
    };
    let scores = [0.25, f64::NAN, 0.75].map(score);
    let mean = Score::mean(&scores);
    assert_eq!(mean.cc_raw, 0.5);
    assert!(mean.signal_power.is_nan());
}

#[test]
fn a_table_says_what_it_is_of() {
    let two = neuron(
        &[0.0, 1.0, 0.0, 1.0],
        &[&[0.0, 2.0, 0.0, 2.0], &[0.0, 2.0, 0.0, 0.0]],
    );
    let table = Table::new(
        [("blue_12", two)],
        Pooling::Joined,
        Smoothing::hann_21_ms(),
        0.005,
    );
    assert_eq!(
        table.to_string(),
        "bins of 5 ms, counts smoothed by a Hann window of 21 ms, not normalised; trials joined over clips\n\
         neuron     CCraw   CCnorm  CCmax   CCnorm (Hsu)  SP         bits/spike\n\
         blue_12    0.905   1.061   0.856   1.057         6.667e-1   NaN\n\
         mean of 1  0.905   1.061   0.856   1.057         6.667e-1   NaN\n"
    );
}

#[test]
fn what_does_not_fit_is_named() {
    let refusal = |prediction: Array1<f64>, trials: Array2<f64>| {
        let good = (array![1.0], array![[1.0]]);
        Neuron::new([good, (prediction, trials)]).unwrap_err().to_string()
    };
    assert_eq!(
        refusal(array![1.0, 2.0], array![[1.0, 2.0, 3.0]]),
        "the prediction of clip 1 has shape [2], expected [3], as many bins as were recorded"
    );
    assert_eq!(
        refusal(array![], Array2::zeros((3, 0))),
        "responses in clip 1 has shape [3, 0], expected [trial, bin], at least one of each; leave a clip without them out"
    );
    assert_eq!(
        refusal(array![1.0, 2.0], array![[1.0, f64::NAN]]),
        "responses in clip 1 holds NaN at [0, 1]; values must be finite"
    );
    assert_eq!(
        Neuron::new([]).unwrap_err().to_string(),
        "the number of clips is 0; there must be at least one"
    );
    let error = cc_raw(&array![1.0], &array![1.0, 2.0]).unwrap_err().to_string();
    assert_eq!(
        error,
        "the prediction has shape [1], expected [2], as many bins as were measured"
    );
}

#[test]
fn tables_come_back_from_json_with_what_is_no_number() {
    let neuron = Neuron::new([(array![0.0, 1.0, 0.0], array![[0.0, 2.0, 1.0]])]).unwrap();
    let table = Table::new([("a1", neuron)], Pooling::Joined, Smoothing::hann_21_ms(), 0.005);
    assert!(table.neurons()[0].1.bits_per_spike.is_nan());
    let text = serde_json::to_string(&table).unwrap();
    let back: Table = serde_json::from_str(&text).unwrap();
    assert_eq!(format!("{back:?}"), format!("{table:?}"));
}
