use ndarray::{Array2, Array3, array};

use super::*;

fn data(sequences: usize, steps: usize) -> Sequences<f64> {
    let values = |features| {
        Array3::from_shape_fn((sequences, steps, features), |(i, t, f)| {
            (100 * i + 10 * t + f) as f64
        })
    };
    Sequences::new(values(1), values(3)).unwrap()
}

/// Some of them zero, and never one.
fn weights(sequences: usize, steps: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, steps, 3), |(i, t, f)| {
        0.75 * ((i + 2 * t + f) % 4) as f64
    })
}

fn message<V: std::fmt::Debug>(result: Result<V>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn a_step_has_the_mean_of_its_outputs() {
    let outputs = weights(3, 4);
    let data = data(3, 4).with_output_weights(&outputs).unwrap();
    assert_eq!(data.output_weights().unwrap(), outputs);
    let steps = Array2::from_shape_fn((3, 4), |(i, t)| (1 + i + t) as f64);
    let both = data.clone().with_weights(&steps).unwrap();
    let mut totals = [0.0; 2];
    for ((i, t), of_step) in steps.indexed_iter() {
        let mean = (0..3).map(|f| outputs[[i, t, f]]).sum::<f64>() / 3.0;
        assert_eq!(data.weight(i, t), mean);
        assert_eq!(both.weight(i, t), of_step * mean);
        assert_eq!(both.weight_of(i, t, 1), of_step * outputs[[i, t, 1]]);
        totals = [totals[0] + mean, totals[1] + of_step * mean];
    }
    for (data, total) in [&data, &both].into_iter().zip(totals) {
        assert!((data.total_weight(&[0, 1, 2]) - total).abs() < 1e-12);
    }
    let other_order = self::data(3, 4).with_weights(&steps).unwrap();
    assert_eq!(other_order.with_output_weights(outputs).unwrap(), both);
}

#[test]
fn where_all_are_one_nothing_changes() {
    let ones = Array3::from_elem((2, 3, 3), 1.0);
    assert_eq!(data(2, 3).with_output_weights(&ones).unwrap(), data(2, 3));
    let short = data(2, 3).with_lengths([3, 1]).unwrap();
    let mut within = ones.clone();
    within[[1, 2, 0]] = 5.0;
    assert_eq!(short.clone().with_output_weights(within).unwrap(), short);
    let weighted = data(2, 3).with_output_weights(weights(2, 3)).unwrap();
    assert_eq!(weighted.with_output_weights(ones).unwrap(), data(2, 3));
}

#[test]
fn they_go_wherever_the_data_go() {
    let outputs = weights(3, 6);
    let weighted = data(3, 6).with_output_weights(&outputs).unwrap();
    let short = weighted.clone().with_lengths([6, 2, 5]).unwrap();
    let later = data(3, 6).with_lengths([6, 2, 5]).unwrap();
    assert_eq!(later.with_output_weights(&outputs).unwrap(), short);
    assert_eq!(short.output_weights().unwrap()[[1, 2, 0]], 0.0);
    assert_eq!(short.weight(1, 2), 0.0);
    let chosen = short.select([2, 0]).unwrap();
    for t in 0..6 {
        assert_eq!(chosen.weight(0, t), short.weight(2, t));
        assert_eq!(chosen.weight_of(1, t, 2), short.weight_of(0, t, 2));
    }
    let windows = short.select([0, 2]).unwrap().windows(3, 2, 1).unwrap();
    for window in 0..windows.len() {
        let first = windows.targets()[[window, 0, 0]] as usize;
        for t in 0..windows.length(window) {
            for f in 0..3 {
                let expected = if t == 0 {
                    0.0
                } else {
                    short.weight_of(first / 100, first % 100 / 10 + t, f)
                };
                assert_eq!(windows.weight_of(window, t, f), expected);
            }
        }
    }
    let last = weighted.clone().last_step_only().unwrap();
    assert!((0..3).all(|i| last.weight(i, 5) == weighted.weight(i, 5) && last.weight(i, 4) == 0.0));
    assert_eq!(last.clone().last_step_only().unwrap(), last);
    let narrow = weighted.output_weights().unwrap().mapv(|weight| weight as f32);
    let zeros = Array3::<f32>::zeros((3, 6, 3));
    let narrow = Sequences::new(&zeros, &zeros)
        .unwrap()
        .with_output_weights(narrow)
        .unwrap();
    assert_eq!(narrow.to_f64().output_weights(), weighted.output_weights());
    assert_eq!(
        narrow.to_f64().total_weight(&[0, 1, 2]),
        narrow.total_weight(&[0, 1, 2])
    );
}

#[test]
fn targets_are_standardised_where_they_count() {
    let targets = array![[[1.0, 5.0], [3.0, 6.0], [1e9, 10.0]]];
    let data = Sequences::new(&targets, &targets).unwrap();
    let masked = array![[[1.0, 1.0], [0.5, 0.0], [0.0, 2.0]]];
    let weighted = data.clone().with_output_weights(masked).unwrap();
    let (_, scale) = weighted.standardise_targets().unwrap();
    assert_eq!((scale.mean(), scale.sd()), (&[2.0, 7.5][..], &[1.0, 2.5][..]));
    let never = array![[[1.0, 0.0], [1.0, 0.0], [1.0, 0.0]]];
    assert_eq!(
        message(data.with_output_weights(never).unwrap().standardise_targets()),
        "the number of steps in which feature 1 of the targets counts is 0; it cannot be standardised; leave it out"
    );
}

#[test]
fn what_is_no_weight_is_refused() {
    let refusal = |weights: Array3<f64>| message(data(2, 3).with_output_weights(weights));
    assert_eq!(
        refusal(Array3::zeros((2, 3, 1))),
        "output weights has shape [2, 3, 1], expected [2, 3, 3], [sequence, step, output] as the targets"
    );
    for bad in [-0.5, f64::NAN, f64::INFINITY] {
        let mut weights = weights(2, 3);
        weights[[1, 2, 0]] = bad;
        assert_eq!(
            refusal(weights.clone()),
            format!(
                "output weights hold {bad} at sequence 1, step 2, output 0; a weight is a finite number, zero or more"
            )
        );
        let short = data(2, 3).with_lengths([3, 2]).unwrap();
        assert!(short.with_output_weights(weights).is_ok(), "it lies beyond");
    }
    assert_eq!(
        refusal(Array3::zeros((2, 3, 3))),
        "the sum of all weights is 0; at least one step must count"
    );
}

#[test]
fn a_target_that_is_missing_takes_no_other_with_it() {
    let mut targets = data(2, 4).targets().to_owned();
    for place in [[0, 1, 2], [1, 3, 0], [1, 3, 1]] {
        targets[place] = f64::NAN;
    }
    targets.slice_mut(ndarray::s![1, 0, ..]).fill(f64::NAN);
    let missing = Sequences::with_missing(data(2, 4).inputs(), &targets).unwrap();
    let counts = |data: &Sequences<f64>| {
        for ((i, t, f), target) in targets.indexed_iter() {
            assert_eq!(data.weight_of(i, t, f) > 0.0, !target.is_nan(), "{i} {t} {f}");
        }
    };
    counts(&missing);
    assert_eq!(missing.total_weight(&[0, 1]), 8.0 - 1.0 - 3.0 / 3.0);
    assert_eq!(missing.targets()[[1, 3, 0]], 0.0);
    // Whatever is given later.
    counts(
        &missing
            .clone()
            .with_output_weights(Array3::ones((2, 4, 3)))
            .unwrap(),
    );
    counts(
        &missing
            .clone()
            .with_weights(Array2::from_elem((2, 4), 3.0))
            .unwrap(),
    );
    counts(
        &missing
            .clone()
            .with_output_weights(Array3::from_elem((2, 4, 3), 0.5))
            .unwrap(),
    );
    let (standard, scale) = missing.standardise_targets().unwrap();
    counts(&standard);
    let third = (2.0 + 22.0 + 32.0 + 112.0 + 122.0 + 132.0) / 6.0;
    assert!((scale.mean()[2] - third).abs() < 1e-12);
}

/// They became infinite, or zero, and a loss NaN, or of fewer steps.
#[test]
fn products_of_weights_that_the_scalar_does_not_hold_are_refused() {
    let refusal = |of_step: f32, own: f32| {
        let zeros = Array3::<f32>::zeros((2, 3, 2));
        let mut outputs = Array3::ones((2, 3, 2));
        outputs[[1, 2, 0]] = own;
        let mut steps = Array2::ones((2, 3));
        steps[[1, 2]] = of_step;
        let data = Sequences::new(&zeros, &zeros).unwrap();
        let one = data
            .clone()
            .with_weights(&steps)
            .unwrap()
            .with_output_weights(&outputs);
        let other = data.with_output_weights(&outputs).unwrap().with_weights(&steps);
        let [one, other] = [one, other].map(message);
        assert_eq!(one, other);
        one
    };
    assert_eq!(
        refusal(1e30, 1e30),
        "products of the weights of steps and outputs hold inf at sequence 1, step 2, output 0; 1e30 and 1e30 have a product \
         that f32 does not hold; only the ratios of weights count, so scale either"
    );
    assert!(refusal(1e-30, 1e-30).contains("hold 0 at sequence 1, step 2, output 0"));
    let wide = data(2, 3).with_weights(Array2::from_elem((2, 3), 1e300)).unwrap();
    assert!(wide.clone().with_output_weights(weights(2, 3)).is_ok());
    assert!(wide.with_output_weights(1e10 * weights(2, 3)).is_err());
    let mut large = weights(2, 3);
    large.fill(1.5e308);
    let large = data(2, 3).with_output_weights(large).unwrap();
    assert_eq!(large.weight(0, 0), 1.5e308);
}
