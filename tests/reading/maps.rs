//! Gradient maps.

use aru::analysis::{Around, GradMap, Lags, Null};
use aru::prelude::*;
use ndarray::{Array3, s};

use super::networks::*;

fn until_forgotten(net: &impl Network, null: Null) -> GradMap {
    net.grad_map(null, Lags::until_forgotten(), "rate")
        .expect("a network with this output")
}

#[test]
fn the_map_of_a_filter_is_the_filter_times_the_slope_at_the_bias() {
    let net = Filter::<f64>::new(3);
    let map = until_forgotten(&net, Null::Zero);
    let weight = net.parameter("sound_to_rate.weight").unwrap().values().to_vec();
    let at_rest = net.run(Array3::zeros((1, 1, 5)).view()).unwrap();
    for ((unit, lag, band), &found) in map.values().indexed_iter() {
        let rate = at_rest[[0, 0, unit]];
        let expected = match lag {
            0..12 => weight[(lag * 3 + unit) * 5 + band] * (rate * (1.0 - rate)),
            _ => 0.0,
        };
        assert_eq!(found, expected, "unit {unit}, lag {lag}, band {band}");
    }
    for unit in 0..3 {
        let reach = map.unit(unit).unwrap().reach(0.0).unwrap();
        assert_eq!((reach.steps(), reach.is_at_least()), (12, false));
        assert!((reach.seconds().unwrap() - 0.06).abs() < 1e-15);
    }
    assert_eq!(map.reach(0.0).unwrap().steps(), 12, "that of the population");
    let mean = map.mean();
    for ((lag, band), &value) in mean.indexed_iter() {
        let expected = map.values().slice(s![.., lag, band]).sum() / 3.0;
        assert!((value - expected).abs() < 1e-17);
    }
    assert_eq!(map.times()[..3], [0.0, 0.005, 0.01]);
}

#[test]
fn the_two_numbers_of_a_low_pass_are_those_of_its_formula() {
    for (alpha, expected) in [(0.5, (3, 7)), (0.1, (15, 44)), (0.02, (75, 228))] {
        let mut net = LowPass::<f64>::new(1);
        net.set("hidden.alpha_s", &[alpha]).unwrap();
        let map = until_forgotten(&net, Null::Silence);
        let (within, reach) = (map.within(0.95).unwrap(), map.reach(0.01).unwrap());
        assert_eq!((within.steps(), reach.steps()), expected, "{alpha}");
        assert!(!within.is_at_least() && !reach.is_at_least() && map.is_settled());
        let kept = (1.0_f64 - alpha).ln();
        let by_formula = (
            (0.05_f64.ln() / (2.0 * kept)).ceil(),
            (0.01_f64.ln() / kept).floor() + 1.0,
        );
        assert_eq!(by_formula, (expected.0 as f64, expected.1 as f64));
    }
}

#[test]
fn the_map_of_an_adaptive_unit_is_that_of_two_low_passes() {
    let map = until_forgotten(&Adaptive::<f64>::new(1), Null::Silence);
    let (slow, fast) = (0.1_f64, 0.3_f64);
    for (lag, &found) in map.values().slice(s![0, .., 0]).iter().enumerate() {
        let power = lag as i32 + 1;
        let expected = fast * slow * ((1.0 - fast).powi(power) - (1.0 - slow).powi(power)) / (slow - fast);
        assert!((found - expected).abs() < 1e-15, "{lag}: {found}, {expected}");
    }
}

#[test]
fn a_map_round_a_sound_is_that_of_differences() {
    let net = Recurrent::<f64>::new(2);
    let sound = sound(1, 20, 2);
    let step = 13;
    let map = net
        .gradient_map(sound.slice(s![0, .., ..]), step, "rate")
        .unwrap();
    assert_eq!(map.values().dim(), (2, step + 1, 2));
    assert_eq!(map.around(), &Around::Sound { step });
    for ((unit, lag, feature), &found) in map.values().indexed_iter() {
        let at = |offset: f64| {
            let mut changed = sound.clone();
            changed[[0, step - lag, feature]] += offset;
            net.run(changed.view()).unwrap()[[0, step, unit]]
        };
        let measured = (at(1e-5) - at(-1e-5)) / 2e-5;
        assert!(
            (found - measured).abs() < 1e-8,
            "{unit} {lag} {feature}: {found}, {measured}"
        );
    }
}

/// From its initial state the network needs some time to come to rest; then the map round the null is that round a sound that
/// has been the null for long.
#[test]
fn a_map_round_a_null_is_that_of_a_network_at_rest() {
    let net = Recurrent::<f64>::new(2);
    let frame = [0.7, -0.3];
    let map = until_forgotten(&net, Null::Value(frame.to_vec()));
    assert!(map.is_settled());
    let held = Array3::from_shape_fn((1, 2000, 2), |(_, _, feature)| frame[feature]);
    let at_rest = net.gradient_map(held.slice(s![0, .., ..]), 1999, "rate").unwrap();
    let largest = map.strength().into_iter().fold(0.0, f64::max);
    for ((unit, lag, feature), &found) in map.values().indexed_iter() {
        let expected = at_rest.values()[[unit, lag, feature]];
        assert!(
            (found - expected).abs() < 1e-3 * largest,
            "{unit} {lag} {feature}"
        );
    }
}

#[test]
fn delays_are_looked_through_however_long() {
    let map = until_forgotten(&Late::<f32>::new(1), Null::Silence);
    let bands = map.input("sound").unwrap().bands().unwrap();
    assert_eq!((bands.dim().2, bands.dim().3), (2, 3));
    let lags: Vec<usize> = (0..bands.dim().1)
        .filter(|&lag| bands.slice(s![.., lag, .., ..]).iter().any(|&value| value != 0.0))
        .collect();
    assert_eq!(lags, [100, 250]);
    assert_eq!(
        map.input("sound").unwrap().reach(0.0).unwrap().to_string(),
        "251 ms (251 steps)"
    );
    assert_eq!(map.input("other").unwrap().reach(0.0).unwrap().steps(), 1);
    // Channels are inner.
    for ((unit, lag, feature), &value) in map.input("sound").unwrap().values().indexed_iter() {
        assert_eq!(value, bands[[unit, lag, feature / 3, feature % 3]]);
    }
    assert!(
        map.bands()
            .unwrap_err()
            .to_string()
            .contains("take it by `input(name)`")
    );
    assert!(
        map.input("sounds")
            .unwrap_err()
            .to_string()
            .contains("did you mean `sound`?")
    );
}

#[test]
fn what_never_forgets_is_told_by_a_bound() {
    let map = until_forgotten(&Integrator::<f64>::new(1), Null::Silence);
    assert!(!map.is_settled());
    let reach = map.reach(0.01).unwrap();
    assert_eq!((reach.steps(), reach.is_at_least()), (1 << 16, true));
    let said = map.to_string();
    assert!(
        said.contains("at least 65536 steps") && said.contains("its numbers are lower bounds"),
        "{said}"
    );
    // So many lags as are asked for, the oldest of which counts.
    let map = Integrator::<f64>::new(1)
        .grad_map(Null::Silence, Lags::last(10), "rate")
        .unwrap();
    assert_eq!(map.values().dim(), (1, 10, 1));
    assert_eq!(map.reach(0.01).unwrap().to_string(), "at least 10 steps");
}

#[test]
fn what_comes_late_is_waited_for() {
    let map = until_forgotten(&Chain::<f64>::new(1), Null::Silence);
    let (within, reach) = (map.within(0.95).unwrap(), map.reach(0.01).unwrap());
    assert!(map.is_settled());
    // By the formula: 0.2 at once, and alpha^4 (1 - alpha)^k (k + 1)(k + 2)(k + 3) / 6 at lag k.
    let strength = |lag: usize| {
        let k = lag as f64;
        let late = 1e-8 * 0.99_f64.powi(lag as i32) * (k + 1.0) * (k + 2.0) * (k + 3.0) / 6.0;
        late + if lag == 0 { 0.2 } else { 0.0 }
    };
    let expected = (0..4000).rfind(|&lag| strength(lag) >= 0.01 * strength(0));
    assert_eq!((within.steps(), reach.steps()), (1, expected.unwrap() + 1));
    assert_eq!(reach.steps(), 389);
}

/// Its two numbers are those of the first step from the beginning; the slope is not.
#[test]
fn a_map_has_settled_where_its_values_have() {
    let map = until_forgotten(&Drifting::<f64>::new(1), Null::Silence);
    assert!(map.is_settled());
    let rate = 1.0 / (1.0 + (-5.0_f64).exp());
    let slope = map.values()[[0, 0, 0]];
    assert!((slope / (rate * (1.0 - rate)) - 1.0).abs() < 1e-3, "{slope}");
}

#[test]
fn however_many_lags_are_asked_for_they_can_settle() {
    let net = LowPass::<f64>::new(1);
    let map = net.grad_map(Null::Silence, Lags::last(1 << 16), "rate").unwrap();
    assert!(map.is_settled());
    let reach = map.reach(0.01).unwrap();
    assert_eq!((reach.steps(), reach.is_at_least()), (44, false));
}

#[test]
fn a_map_of_zero_says_so_and_the_way_out() {
    let net = Shut::<f64>::new(1);
    let map = until_forgotten(&net, Null::Silence);
    assert!(map.is_zero());
    assert_eq!(
        (
            map.within(0.95).unwrap().steps(),
            map.reach(0.01).unwrap().steps()
        ),
        (0, 0)
    );
    let said = map.to_string();
    assert!(
        said.contains("it is zero") && said.contains("Null::mean_of(&data)"),
        "{said}"
    );
    let data = Sequences::new(Array3::from_elem((1, 4, 2), 0.4), Array3::zeros((1, 4, 1))).unwrap();
    let map = until_forgotten(&net, Null::mean_of(&data).unwrap());
    assert_eq!(map.values().slice(s![0, 0, ..]).to_vec(), [3.0, 3.0]);
}

#[test]
fn a_map_says_round_what_it_is_and_stands_beside_that_of_the_untrained_network() {
    let (trained, untrained) = (Recurrent::<f32>::new(1), Recurrent::<f32>::new(2));
    let maps = [&trained, &untrained].map(|net| until_forgotten(net, Null::Heard(vec![-1.0, -2.0])));
    let said = maps[0].to_string();
    assert!(
        said.contains("silence as the front end makes it, from -2.000 to -1.000"),
        "{said}"
    );
    let beside = maps[0].beside(&maps[1]).unwrap().to_string();
    let [within, reach] = [maps[1].within(0.95).unwrap(), maps[1].reach(0.01).unwrap()];
    assert!(
        beside.contains("untrained")
            && beside.contains(&within.to_string())
            && beside.contains(&reach.to_string()),
        "{beside}"
    );
    let refused = |first: &GradMap, second: &GradMap| first.beside(second).unwrap_err().to_string();
    assert_eq!(
        refused(&maps[0], &maps[1].unit(0).unwrap()),
        "the part of the second map is unit 0; expected the mean of 2 units, as of the first"
    );
    assert_eq!(
        refused(&maps[0].unit(0).unwrap(), &maps[1].unit(1).unwrap()),
        "the part of the second map is unit 1; expected unit 0, as of the first"
    );
    let elsewhere = until_forgotten(&untrained, Null::Value(vec![-1.0, -2.5]));
    assert_eq!(
        refused(&maps[0], &elsewhere),
        "feature 1 of the null of the second map is -2.5; expected -2, as of the first"
    );
    let heard = sound(1, 8, 2).mapv(|value| value as f32);
    let at = |step: usize| {
        untrained
            .gradient_map(heard.slice(s![0, .., ..]), step, "rate")
            .unwrap()
    };
    assert_eq!(
        refused(&maps[0], &at(5)),
        "the place of the second map is step 5 of a sound; expected a null, as of the first"
    );
    assert!(refused(&at(4), &at(5)).contains("is step 5 of a sound; expected step 4"));
    assert!(at(5).beside(&at(5)).is_ok());
    // The same frame by another name is the same.
    let named = until_forgotten(&untrained, Null::Value(vec![-1.0, -2.0]));
    assert!(maps[0].beside(&named).is_ok());
    let bare = until_forgotten(&trained, Null::Silence).to_string();
    assert!(bare.contains("silence, taken as inputs of zero"), "{bare}");
}

/// Each constant is looked for by its name, whatever stands before it in the other network.
#[test]
fn constants_stand_beside_their_own() {
    mod first {
        super::recurrent_net! {
            pub struct Net {
                dt: 1 ms;
                input sound: 1;
                layer a: Aru<1> { tau_s: learn global(10 ms); alpha_r: 1.0; }
                layer b: Aru<1> { alpha_s: 1.0; tau_r: learn global(20 ms); }
                output rate: 1;
                sound -> a -> b -> rate;
            }
        }
    }
    mod second {
        super::recurrent_net! {
            pub struct Net {
                dt: 1 ms;
                input sound: 1;
                layer a: Aru<1> { alpha_s: 1.0; alpha_r: 1.0; }
                layer b: Aru<1> { alpha_s: 1.0; tau_r: learn global(30 ms); }
                output rate: 1;
                sound -> a -> b -> rate;
            }
        }
    }
    let trained = until_forgotten(&first::Net::<f64>::new(1), Null::Silence);
    let other = until_forgotten(&second::Net::<f64>::new(1), Null::Silence);
    let said = trained.beside(&other).unwrap().to_string();
    let row = |name: &str| said.lines().find(|line| line.contains(name)).unwrap().to_string();
    assert!(row("a.tau_s").contains("10.0 ms"), "{said}");
    assert!(
        row("b.tau_r").contains("20.0 ms") && row("b.tau_r").contains("30.0 ms"),
        "{said}"
    );
}

#[test]
fn the_network_is_read_in_f64() {
    let narrow = Recurrent::<f32>::new(5);
    let mut wide = Recurrent::<f64>::new(5);
    for parameter in narrow.parameters() {
        let values: Vec<f64> = parameter.values().iter().map(|&value| f64::from(value)).collect();
        wide.set(parameter.name(), &values).unwrap();
    }
    let [narrow, wide] = [
        until_forgotten(&narrow, Null::Zero),
        until_forgotten(&wide, Null::Zero),
    ];
    assert_eq!(narrow.values(), wide.values());
}

#[test]
fn a_mean_map_is_the_mean_of_the_maps_at_its_moments() {
    let net = Recurrent::<f64>::new(2);
    let sounds = sound(3, 40, 2);
    let songs = Sequences::padded(&sounds, Array3::zeros((3, 40, 2)), [40, 29, 15]).unwrap();
    // At steps 19, 29 and 39 of the first, 19 of the second; the third is too short.
    let map = net.mean_gradient_map(&songs, 20, 10, "rate").unwrap();
    assert_eq!(map.around(), &Around::Sounds { moments: 4 });
    assert_eq!(map.values().dim(), (2, 20, 2));
    let at = |song: usize, step: usize| {
        let map = net
            .gradient_map(sounds.slice(s![song, .., ..]), step, "rate")
            .unwrap();
        map.values().slice(s![.., ..20, ..]).to_owned()
    };
    let mean = (at(0, 19) + at(0, 29) + at(0, 39) + at(1, 19)) / 4.0;
    for (found, expected) in map.values().iter().zip(&mean) {
        assert!((found - expected).abs() < 1e-15, "{found}, {expected}");
    }
    assert!(
        map.to_string().contains("the mean over 4 moments of sounds"),
        "{map}"
    );
    // What is older than its lags it does not know.
    assert!(map.reach(0.0).unwrap().is_at_least());
}

#[test]
fn a_network_has_the_modes_that_it_was_given() {
    // Two low-passes in a row, 0.3 and 0.1 a step.
    let modes = until_forgotten(&Adaptive::<f64>::new(1), Null::Silence)
        .modes(0.999_999)
        .unwrap();
    let bases: Vec<f64> = modes.iter().map(|mode| mode.eigenvalue().re()).collect();
    assert_eq!(bases.len(), 2, "{modes}");
    assert!(
        (bases[0] - 0.9).abs() < 1e-6 && (bases[1] - 0.7).abs() < 1e-6,
        "{modes}"
    );
    assert!(modes.explained() > 0.999_999);
    // A network that sees one step alone has nothing to come.
    assert!(
        until_forgotten(&Shut::<f64>::new(1), Null::Silence)
            .modes(0.99)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn what_was_read_is_plain_data() {
    let net = Recurrent::<f64>::new(2);
    let map = until_forgotten(&net, Null::Value(vec![0.5, -1.0]));
    let again: GradMap = serde_json::from_str(&serde_json::to_string(&map).unwrap()).unwrap();
    assert_eq!(again, map);
    let modes = map.modes(0.99).unwrap();
    let again: aru::analysis::Modes = serde_json::from_str(&serde_json::to_string(&modes).unwrap()).unwrap();
    assert_eq!(again, modes);
    let broken = serde_json::to_string(&map)
        .unwrap()
        .replacen("\"values\":[[[", "\"values\":[[[0.0,", 1);
    let error = serde_json::from_str::<GradMap>(&broken).unwrap_err().to_string();
    assert!(error.contains("rows of different length"), "{error}");
}
