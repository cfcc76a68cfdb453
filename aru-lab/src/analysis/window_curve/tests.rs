use super::*;

fn made(scores: &[f64], full: f64) -> WindowCurve {
    WindowCurve {
        windows: (0..scores.len()).map(|place| 2 << place).collect(),
        scores: scores.to_vec(),
        full,
        dt: Some(0.005),
    }
}

#[test]
fn a_memory_is_the_shortest_window_that_is_enough() {
    let memory = |scores: &[f64], full: f64| made(scores, full).memory(0.99).unwrap();
    let found = memory(&[0.1, 0.4, 0.496, 0.5], 0.5).unwrap();
    assert_eq!((found.steps(), found.is_at_least()), (8, false));
    let found = memory(&[0.1, 0.4], 0.5).unwrap();
    assert_eq!((found.steps(), found.is_at_least()), (4, true));
    assert!(memory(&[0.1], -0.1).is_none() && memory(&[0.1], f64::NAN).is_none());
    for wrong in [0.0, 1.5, f64::NAN] {
        assert!(made(&[0.1], 0.5).memory(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_mean_is_over_the_outputs_that_have_a_full_score() {
    let has_full = [true, true, false];
    assert_eq!(mean_of(&[0.2, 0.6, f64::NAN], &has_full), 0.4);
    assert_eq!(mean_of(&[0.2, f64::NAN, 0.9], &has_full), 0.1);
    assert!(mean_of(&[0.2], &[false]).is_nan());
}

#[test]
fn a_full_score_that_says_nothing_is_called_what_it_is() {
    assert!(
        made(&[0.1], f64::NAN)
            .to_string()
            .contains("the full score is not a number")
    );
    assert!(
        made(&[0.1], -0.2)
            .to_string()
            .contains("the full score is not above zero")
    );
}

#[test]
fn windows_are_sorted_and_have_a_step() {
    assert_eq!(checked(&[8, 2, 8]).unwrap(), [2, 8]);
    assert!(checked(&[]).is_err() && checked(&[2, 0]).is_err());
}

/// JSON has no NaN.
#[test]
fn a_curve_is_plain_data_where_there_is_no_score_too() {
    for curve in [made(&[0.1, 0.4], 0.5), made(&[0.1, f64::NAN], f64::NAN)] {
        let text = serde_json::to_string(&curve).unwrap();
        let again: WindowCurve = serde_json::from_str(&text).unwrap();
        assert_eq!(format!("{again:?}"), format!("{curve:?}"));
    }
}
