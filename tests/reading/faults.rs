//! What cannot be asked.

use aru::analysis::{Dream, Lags, Null, window_curve, window_curves_by, windowed};
use aru::metrics::correlation;
use aru::prelude::*;
use ndarray::{Array2, Array3};

use super::networks::*;

fn said<R>(result: aru::Result<R>) -> String {
    match result {
        Ok(_) => panic!("it should have been refused"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn maps_that_cannot_be() {
    let net = Filter::<f64>::new(1);
    let lags = Lags::until_forgotten();
    let map = |null: Null, lags: Lags, output: &str| said(net.grad_map(null, lags, output));
    assert_eq!(
        map(Null::Zero, lags, "rates"),
        "no output named `rates`, did you mean `rate`?"
    );
    assert_eq!(
        map(Null::Value(vec![0.0; 4]), lags, "rate"),
        "the null has shape [4], expected [5], a number for each feature of the inputs side by side"
    );
    assert!(map(Null::Heard(vec![f64::NAN; 5]), lags, "rate").contains("the null"));
    assert!(map(Null::Zero, Lags::last(0), "rate").starts_with("the number of lags is 0; "));
    let sound = Array2::zeros((7, 5));
    assert_eq!(
        said(net.gradient_map(sound.view(), 7, "rate")),
        "the step to look at is 7; the sound has 7 steps, the first is 0"
    );
    let narrow = Array2::zeros((7, 4));
    assert!(said(net.gradient_map(narrow.view(), 3, "rate")).contains("expected [sequence, step, 5]"));
    let map = net.grad_map(Null::Zero, Lags::last(4), "rate").unwrap();
    assert_eq!(
        said(map.unit(3)),
        "the number of a unit of `rate` is 3; `rate` has 3, the first is 0"
    );
    for unit in 0..2 {
        assert_eq!(
            said(map.unit(unit).unwrap().unit(1 + unit)),
            format!(
                "the number of a unit of the map is {}; it is of unit {unit} alone",
                1 + unit
            )
        );
    }
    let songs = Sequences::new(Array3::zeros((2, 30, 5)), Array3::zeros((2, 30, 3))).unwrap();
    let mean =
        |lags: usize, every: usize, output: &str| said(net.mean_gradient_map(&songs, lags, every, output));
    assert_eq!(
        mean(31, 1, "rate"),
        "the number of lags is 31; the longest of the sounds has 30 steps"
    );
    assert!(mean(0, 1, "rate").starts_with("the number of lags is 0; "));
    assert!(mean(5, 0, "rate").starts_with("the steps from one moment to the next is 0; "));
    assert!(mean(5, 1, "rates").contains("did you mean `rate`?"));
    assert!(said(map.modes(0.0)).contains("expected a number above 0"));
    assert!(said(map.within(0.0)).contains("expected a number above 0"));
    assert!(said(map.reach(2.0)).contains("expected a number from 0 to 1"));
}

#[test]
fn dreams_that_cannot_be() {
    let net = Filter::<f64>::new(1);
    let dream = |output: &str, unit: usize, dream: Dream| said(net.dream(output, unit, dream));
    let bounded = || Dream::default().within(0.0..=1.0);
    assert!(dream("rate", 0, Dream::default()).contains("give `.within(low..=high)`"));
    assert!(dream("rate", 0, Dream::default()).starts_with("the range of a dream is not given"));
    assert!(dream("rat", 0, bounded()).contains("did you mean `rate`?"));
    assert!(dream("rate", 3, bounded()).contains("`rate` has 3, the first is 0"));
    assert!(dream("rate", 0, Dream::default().within(1.0..=0.0)).contains("the lower first"));
    assert!(dream("rate", 0, Dream::default().within(1.0..=1.0)).contains("is there anything between"));
    assert!(dream("rate", 0, Dream::default().within(f64::NAN..=1.0)).contains("expected finite numbers"));
    assert!(dream("rate", 0, bounded().rate(0.0)).contains("expected a number above zero"));
    assert!(dream("rate", 0, bounded().l2(-1.0)).contains("zero or more"));
    assert!(dream("rate", 0, bounded().smoothing(1.5)).contains("from 0 to 1"));
    assert!(dream("rate", 0, bounded().length(0)).contains("at least one step"));
    assert!(dream("rate", 0, bounded().null(Null::Value(vec![0.0]))).contains("the null has shape [1]"));
    let other = Sequences::new(Array3::from_elem((1, 2, 3), 1.0), Array3::zeros((1, 2, 3))).unwrap();
    assert!(
        dream("rate", 0, Dream::default().as_in(&other))
            .contains("the list of bounds of a dream has shape [3]")
    );
    // How long it should be is not known.
    let shut = said(Shut::<f64>::new(1).dream("rate", 0, bounded()));
    assert!(
        shut.contains("the gradient map round the null is zero") && shut.contains(".length(steps)"),
        "{shut}"
    );
    let endless = said(Integrator::<f64>::new(1).dream("rate", 0, bounded()));
    assert!(endless.contains("reaches at least 65536 steps"), "{endless}");
}

#[test]
fn windows_that_cannot_be() {
    let net = Filter::<f64>::new(1);
    let (inputs, targets) = (Array3::ones((2, 9, 5)), Array3::zeros((2, 9, 3)));
    let songs = Sequences::new(&inputs, &targets).unwrap();
    let curve = |windows: &[usize]| said(window_curve(&net, &songs, windows, |p, t| correlation(p, t)));
    assert!(curve(&[]).contains("expected at least one"));
    assert!(curve(&[4, 0]).contains("expected at least that of now"));
    assert!(said(windowed(&net, &songs, 0)).contains("expected at least that of now"));
    let mut asked = 0;
    let growing = said(window_curves_by(&net, &songs, &[4], |_| {
        asked += 1;
        Ok(vec![1.0; asked])
    }));
    assert!(
        growing.contains("the number of scores with a window of 4 steps") && growing.contains("expected 1,"),
        "{growing}"
    );
    let mut missing = targets.clone();
    missing.slice_mut(ndarray::s![.., .., 1]).fill(f64::NAN);
    let songs = Sequences::with_missing(&inputs, &missing).unwrap();
    let refused = said(window_curve(&net, &songs, &[2], |_, _| Ok(1.0)));
    assert!(refused.contains("steps that count for output 1"), "{refused}");
    let narrow = Sequences::new(Array3::<f64>::ones((2, 9, 4)), &targets).unwrap();
    assert!(said(windowed(&net, &narrow, 3)).contains("expected [sequence, step, 5]"));
}
