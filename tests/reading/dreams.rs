//! Dreams.

use aru::analysis::{Dream, Lags, Null};
use aru::prelude::*;
use ndarray::Array3;

use super::networks::*;

/// Of unit 1: what each number of the sound should be, `[lag][band]`, with the largest response that there can be.
fn best(net: &Filter<f64>, low: f64, high: f64) -> (Vec<[f64; 5]>, f64) {
    let weight = net.parameter("sound_to_rate.weight").unwrap().values().to_vec();
    let bias = net.parameter("rate.bias").unwrap().values()[1];
    let of_tap = |lag: usize, band: usize| weight[(lag * 3 + 1) * 5 + band];
    let mut drive = bias;
    let sound = (0..12).map(|lag| {
        std::array::from_fn(|band| {
            let best = if of_tap(lag, band) > 0.0 { high } else { low };
            drive += best * of_tap(lag, band);
            best
        })
    });
    let sound: Vec<[f64; 5]> = sound.collect();
    (sound, 1.0 / (1.0 + (-drive).exp()))
}

fn with_weights_times(factor: f64) -> Filter<f64> {
    let mut net = Filter::<f64>::new(3);
    let weight = net.parameter("sound_to_rate.weight").unwrap().values().to_vec();
    let scaled: Vec<f64> = weight.iter().map(|weight| factor * weight).collect();
    net.set("sound_to_rate.weight", &scaled).unwrap();
    net
}

#[test]
fn the_dream_of_a_filter_is_its_sign_at_the_bounds() {
    let net = with_weights_times(0.3);
    let dream = net.dream("rate", 1, Dream::default().within(-1.0..=2.0)).unwrap();
    let (expected, largest) = best(&net, -1.0, 2.0);
    // Twice the reach of the map, whose last tap may be too weak to count.
    let steps = dream.sound().nrows();
    assert!((13..=24).contains(&steps), "{steps}");
    for ((step, band), &found) in dream.sound().indexed_iter() {
        let expected = expected.get(steps - 1 - step).map_or(0.0, |frame| frame[band]);
        assert_eq!(found, expected, "step {step}, band {band}");
    }
    assert!(
        (dream.response() - largest).abs() < 1e-12,
        "{} of {largest}",
        dream.response()
    );
    assert_eq!(dream.at_bounds(), 60);
    assert!(!dream.is_flat() && !dream.to_string().contains("flat"));
    assert!(dream.response_to_null() < dream.response());
}

#[test]
fn a_dream_stops_where_the_output_is_flat_and_goes_on_before_its_activation() {
    let net = with_weights_times(6.0);
    let settings = Dream::default().within(-1.0..=2.0).length(20);
    let dream = net.dream("rate", 1, settings.clone()).unwrap();
    let (expected, largest) = best(&net, -1.0, 2.0);
    assert!(dream.response() > 0.999 && largest > dream.response());
    assert!(dream.at_bounds() < 30, "{dream}");
    let said = dream.to_string();
    assert!(
        dream.is_flat()
            && said.contains("the output is flat")
            && said.contains("`.before_activation()` goes on"),
        "{said}"
    );

    let dream = net.dream("rate", 1, settings.before_activation()).unwrap();
    for ((step, band), &found) in dream.sound().indexed_iter() {
        let expected = expected.get(19 - step).map_or(0.0, |frame| frame[band]);
        assert_eq!(found, expected, "step {step}, band {band}");
    }
    assert!((dream.response() - largest).abs() < 1e-12);
    // There the output is as flat as can be, and nothing else is to be done.
    let said = dream.to_string();
    assert!(
        dream.is_flat() && said.contains("the output is flat") && !said.contains("goes on"),
        "{said}"
    );
}

#[test]
fn where_nothing_leads_on_another_null_is_advised() {
    let net = Shut::<f64>::new(1);
    let settings = Dream::default().within(0.0..=1.0).length(4).updates(20);
    for settings in [settings.clone(), settings.before_activation()] {
        let dream = net.dream("rate", 0, settings.clone()).unwrap();
        let said = dream.to_string();
        assert!(
            dream.is_flat()
                && said.contains("every derivative there is zero")
                && said.contains("start from another null")
                && !said.contains("before_activation"),
            "{said}"
        );
        let dream = net
            .dream("rate", 0, settings.null(Null::Value(vec![0.4, 0.4])))
            .unwrap();
        assert!(!dream.is_flat() && dream.response() > dream.response_to_null());
    }
}

#[test]
fn a_feature_without_room_is_at_no_bound() {
    let net = with_weights_times(0.3);
    let inputs = Array3::from_shape_fn((2, 6, 5), |(song, step, band)| match band {
        0 | 3 => 0.25,
        _ => ((song + step) % 2) as f64,
    });
    let data = Sequences::new(inputs, Array3::zeros((2, 6, 3))).unwrap();
    let settings = Dream::default().as_in(&data).length(12);
    let dream = net.dream("rate", 1, settings).unwrap();
    assert!(dream.sound().column(3).iter().all(|&value| value == 0.25));
    assert_eq!(dream.at_bounds(), 3 * 12);
    assert!(
        dream.to_string().contains("36 of 36 numbers at a bound"),
        "{dream}"
    );
}

#[test]
fn one_feature_is_called_one() {
    let settings = Dream::default().within(-1.0..=1.0).length(3).updates(1);
    let said = LowPass::<f64>::new(1)
        .dream("rate", 0, settings)
        .unwrap()
        .to_string();
    assert!(said.contains(" of 1 feature, from"), "{said}");
}

/// Updates are of one size wherever the derivative is above Adam's epsilon: a dream does not measure memory.
#[test]
fn the_dream_of_a_low_pass_lasts_as_long_as_its_derivative_is_above_epsilon() {
    let mut net = LowPass::<f64>::new(1);
    net.set("hidden.alpha_s", &[0.2]).unwrap();
    let map = net
        .grad_map(Null::Silence, Lags::until_forgotten(), "rate")
        .unwrap();
    assert_eq!(map.reach(0.01).unwrap().steps(), 21);
    let dream = net
        .dream("rate", 0, Dream::default().within(-1.0..=1.0).length(200))
        .unwrap();
    let sound = dream.sound();
    let latest = sound.column(0).into_iter().rev();
    let saturated = latest.take_while(|&&value| value == 1.0).count();
    // ln(eps / alpha) / ln(1 - alpha) = 75.
    assert!((75..=95).contains(&saturated), "{saturated}");
    let usual = net.dream("rate", 0, Dream::default().within(-1.0..=1.0)).unwrap();
    assert_eq!(usual.sound().nrows(), 42, "twice the reach");
}

#[test]
fn bounds_are_those_of_the_data_feature_by_feature() {
    let net = with_weights_times(0.3);
    let inputs = Array3::from_shape_fn((2, 6, 5), |(song, step, band)| {
        (band + 1) as f64 * if (song + step) % 2 == 0 { 0.5 } else { -1.0 }
    });
    // What is beyond the length counts for nothing.
    let mut padded = inputs.clone();
    padded[[1, 5, 0]] = 100.0;
    let data = Sequences::padded(&padded, Array3::zeros((2, 6, 3)), [6, 5]).unwrap();
    let dream = net.dream("rate", 0, Dream::default().as_in(&data)).unwrap();
    for (band, column) in dream.sound().columns().into_iter().enumerate() {
        let (low, high) = (-(1.0 + band as f64), 0.5 * (1.0 + band as f64));
        assert!(column.iter().any(|&value| value == high) && column.iter().any(|&value| value == low));
        assert!(
            column.iter().all(|value| (low..=high).contains(value)),
            "band {band}"
        );
    }
    let largest = dream.largest_response(&net, &data).unwrap();
    let outputs = net.evaluate(&data).outputs().unwrap();
    assert_eq!(largest.response, outputs[[largest.sequence, largest.step, 0]]);
    let all = outputs
        .indexed_iter()
        .filter(|((.., unit), value)| *unit == 0 && !value.is_nan());
    assert_eq!(largest.response, all.map(|(_, &value)| value).fold(0.0, f64::max));
    assert!(dream.response() > largest.response);
}

#[test]
fn l2_and_smoothing_hold_a_dream_back() {
    let net = with_weights_times(0.3);
    let settings = Dream::default().within(-1.0..=2.0).length(16).updates(600);
    let roughness = |dream: &aru::analysis::Dreamt| -> f64 {
        let rows = dream.sound();
        let pairs = rows.rows().into_iter().zip(rows.rows().into_iter().skip(1));
        pairs.map(|(a, b)| (&b - &a).mapv(|step| step * step).sum()).sum()
    };
    let free = net.dream("rate", 1, settings.clone()).unwrap();
    let held = net.dream("rate", 1, settings.clone().l2(0.05)).unwrap();
    let smooth = net.dream("rate", 1, settings.clone().smoothing(0.5)).unwrap();
    let norm = |dream: &aru::analysis::Dreamt| dream.sound().mapv(|value| value * value).sum();
    assert!(norm(&held) < 0.5 * norm(&free), "{} {}", norm(&held), norm(&free));
    assert!(roughness(&smooth) < 0.5 * roughness(&free));
    for dream in [&held, &smooth] {
        let (response, null) = (dream.response(), dream.response_to_null());
        assert!(null < response && response < free.response());
    }
    // Where the derivative of the response is lambda x, nothing more is to be gained.
    let at_rest = net
        .gradient_map(held.sound(), 15, "rate")
        .unwrap()
        .unit(1)
        .unwrap();
    for ((step, band), &value) in held.sound().indexed_iter() {
        let slope = at_rest.values()[[0, 15 - step, band]];
        assert!(
            (slope - 0.05 * value).abs() < 2e-4,
            "{step} {band}: {slope}, {value}"
        );
    }
}

#[test]
fn a_dream_is_plain_data() {
    let net = Filter::<f64>::new(3);
    let dream = net
        .dream(
            "rate",
            1,
            Dream::default().within(-1.0..=2.0).length(4).updates(20),
        )
        .unwrap();
    let text = serde_json::to_string(&dream).unwrap();
    let again: aru::analysis::Dreamt = serde_json::from_str(&text).unwrap();
    assert_eq!(again, dream);
}
