//! Names of constants, asked for in every way, of networks that differ in what they fold and whether steps have a length.

use super::{at_ends, excluded_end, is_within};
use crate::network::description::Bounds;
use crate::network::parameters::find;
use crate::network::programmed::Programmed;
use crate::paper::Paper;
use crate::run::declared::Declared;
use crate::run::network::Network;

aru_macros::recurrent_net! {
    unit Tiring {
        constant alpha_s, alpha_a, strength;
        current = (1 - alpha_s) * prev(current) + alpha_s * (drive - strength * prev(tired));
        tired = (1 - alpha_a) * prev(tired) + alpha_a * current;
        emit current;
    }
    pub struct Timed {
        dt: 1 ms;
        input x: 1;
        layer one: Aru<3> {
            tau_s: learn per_unit(20 ms) in logistic(1 ms, 200 ms);
            tau_r: learn global(5 ms) in 1 ms..=200 ms;
        }
        layer two: Aru<2> {
            alpha_s: learn global(0.5);
            tau_r: 4 ms;
        }
        layer three: Tiring<2> {
            alpha_s: fixed global(0.25);
            tau_a: learn global(50 ms) in logistic(0, 1);
            strength: 0.1;
        }
        output y: 1;
        x -> one -> two -> three -> y;
    }
    pub struct Untimed {
        input x: 1;
        layer hidden: Aru<2> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 1.0; }
        output y: 1;
        x -> hidden -> y;
    }
}

fn value(network: &Timed<f32>, name: &str) -> f32 {
    network.parameter(name).unwrap().values()[0]
}

#[test]
fn a_time_constant_is_set_in_seconds() {
    let mut network = Timed::<f32>::new(1);
    network.set("one.tau_s", &[0.02, 0.04, 0.1]).unwrap();
    let alphas = network.parameter("one.alpha_s").unwrap().values();
    assert_eq!(alphas, [0.05, 0.025, 0.01]);
    network.set("two.tau_s", &[0.01]).unwrap();
    assert_eq!(
        value(&network, "two.alpha_s"),
        0.1,
        "it was declared as a rate, and has a time all the same"
    );
    network.set("three.tau_s", &[0.004]).unwrap();
    assert!(
        (value(&network, "three.alpha_s") - 0.25).abs() < 1e-7,
        "a fixed one"
    );
    network.set("three.tau_s", &[0.001]).unwrap();
    network.set("three.alpha_s", &[2.0]).unwrap();
    network.set("three.tau_a", &[0.1]).unwrap();
    assert_eq!(value(&network, "three.alpha_a"), 0.01);
}

#[test]
fn a_file_from_before_keeps_a_rate_that_could_not_be_set_now() {
    let mut network = Timed::<f32>::new(1);
    let (_, range) = find(network.description(), "three.alpha_s").unwrap();
    network.values_mut()[range].fill(3.0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("timed.safetensors");
    network.save(&path).unwrap();
    let again = <Timed<f32> as Declared>::load(&path).unwrap();
    assert_eq!(value(&again, "three.alpha_s"), 3.0);
}

/// The ends of an interval can be given as they are read: the step over the rate, as the scalar has them.
#[test]
fn what_is_read_at_an_end_can_be_set() {
    let mut beyond = 0;
    for dt in [1e-4, 7e-4, 1e-3, 2e-3, 1e-2] {
        for times in 2..60 {
            let (low, high) = (1.0 / (40.3 * f64::from(times)), 1.0 / (1.4 * f64::from(times)));
            let is_within = |time: f32| is_within(&Bounds::Interval { low, high }, dt, time);
            let [least, greatest] = [high, low].map(|rate| dt as f32 / rate as f32);
            assert!(is_within(least) && is_within(greatest));
            assert!(!is_within(least * (1.0 - 1e-6)) && !is_within(greatest * (1.0 + 1e-6)));
            beyond += usize::from(least < (dt / high) as f32) + usize::from(greatest > (dt / low) as f32);
        }
    }
    assert!(beyond > 0);
}

/// The ends of an interval can be given as they are declared, whatever dividing by them rounds to.
#[test]
fn the_ends_of_bounds_are_times_too() {
    fn ends<T: crate::Scalar>() {
        let mut network = Timed::<T>::new(1);
        for end in [0.001, 0.2] {
            network.set("one.tau_r", &[T::from_f64(end)]).unwrap();
            let back = network.one().tau_r()[0].to_f64();
            assert!((back / end - 1.0).abs() < 1e-6, "{back}");
        }
    }
    ends::<f32>();
    ends::<f64>();
}

/// In float64 the ends of a logistic are refused. What float32 has for one may be what is read of a rate that has come there, so
/// that it can be set; it is said what that means.
#[test]
fn an_excluded_end_is_refused_or_told() {
    let bounds = |end: f64| Bounds::Logistic {
        low: 0.001 / end,
        high: 1.0,
        slope: 1.0,
    };
    for end in [0.2, 0.25, 0.3] {
        let is_exact = f64::from(end as f32) == end;
        assert!(!is_within(&bounds(end), 1e-3, end));
        assert_eq!(is_within(&bounds(end), 1e-3, end as f32), !is_exact, "{end}");
        assert_eq!(excluded_end(&bounds(end), 1e-3, end as f32).is_some(), !is_exact);
        assert_eq!(excluded_end(&bounds(end), 1e-3, 0.1_f32), None);
    }
    let told = |ends: &[f64]| at_ends("one.tau_s", ends.iter().copied());
    assert_eq!(told(&[]), None);
    assert_eq!(
        told(&[0.2]).unwrap(),
        "`one.tau_s` was set to 0.2 s, an end of its range, which a logistic excludes: it stands a rounding inside, from where \
         training hardly moves it"
    );
    assert!(
        told(&[0.2, 0.001])
            .unwrap()
            .starts_with("`one.tau_s` was set to 0.2 s and 1 more, an end")
    );
}

#[test]
fn a_time_that_may_not_stand_is_refused_in_seconds_and_nothing_changes() {
    let mut network = Timed::<f64>::new(1);
    let before = network.one().alpha_s().to_vec();
    let mut refusal = |name: &str, values: &[f64]| network.set(name, values).unwrap_err().to_string();
    assert_eq!(
        refusal("one.tau_s", &[0.02, 20.0, 0.02]),
        "`one.tau_s` holds 20 at [1]; it must lie strictly between 0.001 and 0.2 seconds"
    );
    assert_eq!(
        refusal("one.tau_r", &[0.0009]),
        "`one.tau_r` holds 0.0009 at [0]; it must lie between 0.001 and 0.2 seconds, ends included"
    );
    assert_eq!(
        refusal("three.tau_a", &[0.001]),
        "`three.tau_a` holds 0.001 at [0]; it must lie above 0.001, in seconds"
    );
    assert_eq!(
        refusal("two.tau_s", &[-0.5]),
        "`two.tau_s` holds -0.5 at [0]; it must lie above zero, in seconds"
    );
    // A fixed one that could not be declared.
    assert_eq!(
        refusal("three.tau_s", &[0.0009]),
        "`three.tau_s` holds 0.0009 at [0]; it must lie at 0.001 or above, in seconds"
    );
    for rate in [0.0, 2.1] {
        assert_eq!(
            refusal("three.alpha_s", &[rate]),
            format!("`three.alpha_s` holds {rate} at [0]; it must lie above 0, and at 2 or below")
        );
    }
    assert_eq!(
        refusal("two.tau_s", &[f64::NAN]),
        "`two.tau_s` holds NaN at [0]; values must be finite"
    );
    assert_eq!(
        refusal("one.tau_s", &[0.02]),
        "`one.tau_s` has shape [1], expected [3]"
    );
    assert_eq!(network.one().alpha_s(), before);
}

#[test]
fn what_is_asked_for_as_a_time_says_what_is_kept() {
    let network = Timed::<f32>::new(1);
    let refusal = |name: &str| network.parameter(name).unwrap_err().to_string();
    assert_eq!(
        refusal("one.tau_s"),
        "no parameter named `one.tau_s`: it is kept as `one.alpha_s`, which is dt / tau; ask for that, and tau is \
         0.001 s / its value"
    );
    let mut network = Untimed::<f32>::new(1);
    assert_eq!(
        network.set("hidden.tau_s", &[0.02]).unwrap_err().to_string(),
        "no parameter named `hidden.tau_s`: `Untimed` has no `dt`, so that it knows no times; ask for `hidden.alpha_s`, \
         the length of a step / tau"
    );
}

#[test]
fn a_folded_constant_says_its_number_and_how_to_declare_it() {
    let mut network = Timed::<f32>::new(1);
    let by_rate = network.set("two.alpha_r", &[0.5]).unwrap_err().to_string();
    assert_eq!(
        by_rate,
        "no parameter named `two.alpha_r`: `two.alpha_r` is 0.25, a tau of 4 ms, in the code itself; declare \
         `alpha_r: fixed global(0.25);` to set it, `alpha_r: learn global(..) in logistic(0, 1);` to train it"
    );
    let by_time = network.parameter("two.tau_r").unwrap_err().to_string();
    assert!(
        by_time.ends_with(
            "declare `tau_r: fixed global(4 ms);` to set it, `tau_r: learn global(..) in logistic(0, 1);` to train it"
        ),
        "{by_time}"
    );
    let free = network.parameter("three.strength").unwrap_err().to_string();
    assert_eq!(
        free,
        "no parameter named `three.strength`: `three.strength` is 0.1 in the code itself; declare \
         `strength: fixed global(0.1);` to set it, `strength: learn global(..);` to train it"
    );
    let untimed = Untimed::<f64>::new(1)
        .parameter("hidden.tau_r")
        .unwrap_err()
        .to_string();
    assert!(
        untimed.contains("`hidden.alpha_r` is 1 in the code itself; declare `alpha_r: fixed global(1);`"),
        "{untimed}"
    );
}

#[test]
fn a_slip_in_a_name_finds_times_and_what_is_folded() {
    let mut network = Timed::<f32>::new(1);
    assert_eq!(
        network.set("one.tau_z", &[0.5]).unwrap_err().to_string(),
        "no parameter named `one.tau_z`, did you mean `one.tau_s` or `one.tau_r`?"
    );
    assert_eq!(
        network.set("three.strenght", &[0.5]).unwrap_err().to_string(),
        "no parameter named `three.strenght`, did you mean `three.strength`?"
    );
    // Without times and folded constants all is as it was.
    let error = Paper::<f32, 3>::new(1).parameter("z").unwrap_err().to_string();
    assert!(
        error.starts_with("no parameter named `z`, expected one of `x_to_hidden.weight`, "),
        "{error}"
    );
}
