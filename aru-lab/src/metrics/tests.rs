mod classes;

use aru_runtime::data::sequences::Sequences;
use ndarray::{Array1, Array2, Array3, ArrayView3, array, s};

use super::*;

fn message<V: std::fmt::Debug>(result: Result<V>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn correlation_is_pearson_s() {
    // Deviations (-2, -1, 0, 3) and (0, -1, 0, 1): product 4, squares 14 and 2.
    let (a, b) = (array![1.0, 2.0, 3.0, 6.0], array![1.0, 0.0, 1.0, 2.0]);
    let r = correlation(&a, &b).unwrap();
    assert!((r - 4.0 / (14.0_f64 * 2.0).sqrt()).abs() < 1e-15, "{r}");
    assert!((correlation(&b, &a).unwrap() - r).abs() < 1e-15);
    let shifted = b.mapv(|value| 1e6 - 3.0 * value);
    assert!(
        (correlation(&a, &shifted).unwrap() + r).abs() < 1e-9,
        "scale and shift change the sign alone"
    );
    let single = correlation(&a.mapv(|value| value as f32), &b.mapv(|value| value as f32)).unwrap();
    assert!((single - r).abs() < 1e-7);
}

#[test]
fn arrays_views_and_any_number_of_axes_are_taken() {
    let a = Array3::from_shape_fn((2, 5, 1), |(i, j, _)| (3 * i + j) as f64);
    let b = a.mapv(|value| value * value);
    let all = correlation(&a, &b).unwrap();
    assert!((correlation(&a.view(), &b.view()).unwrap() - all).abs() < 1e-15);
    let later = correlation(&a.slice(s![.., 2.., ..]), &b.slice(s![.., 2.., ..])).unwrap();
    assert!(later > all);
    let flat = a.clone().into_shape_with_order(10).unwrap();
    let flat_b = b.clone().into_shape_with_order(10).unwrap();
    assert_eq!(correlation(&flat, &flat_b).unwrap(), all);
    assert_eq!(
        mean_squared_error(&a.t(), &b.t()).unwrap(),
        mean_squared_error(&a, &b).unwrap()
    );
}

#[test]
fn errors_squared_and_explained() {
    let (predicted, measured) = (array![1.0, 2.0, 5.0], array![1.0, 3.0, 3.5]);
    assert_eq!(
        mean_squared_error(&predicted, &measured).unwrap(),
        (1.0 + 2.25) / 3.0
    );
    assert_eq!(variance_explained(&measured, &measured).unwrap(), 1.0);
    let mean = Array1::from_elem(3, 2.5);
    assert!(variance_explained(&mean, &measured).unwrap().abs() < 1e-15);
    let total = 1.5_f64.powi(2) + 0.5 * 0.5 + 1.0;
    assert!((variance_explained(&predicted, &measured).unwrap() - (1.0 - 3.25 / total)).abs() < 1e-15);
}

#[test]
fn bits_are_a_difference_of_log_likelihoods() {
    let counts = array![0.0, 2.0, 1.0, 0.0, 0.0, 3.0];
    let rates = array![0.1, 1.5, 1.5, 0.2, 0.4, 2.0];
    // ln P(n | rate) with its factorial, straight from the definition.
    let factorials = [1.0_f64, 1.0, 2.0, 6.0];
    let log_likelihood = |rate: &dyn Fn(usize) -> f64| -> f64 {
        (0..6)
            .map(|i| counts[i] * rate(i).ln() - rate(i) - factorials[counts[i] as usize].ln())
            .sum()
    };
    let expected = (log_likelihood(&|i| rates[i]) - log_likelihood(&|_| 1.0)) / 6.0 / 2.0_f64.ln();
    assert!((bits_per_spike(&rates, &counts).unwrap() - expected).abs() < 1e-14);
    assert!(
        bits_per_spike(&Array1::ones(6), &counts).unwrap().abs() < 1e-15,
        "the constant rate itself: no bits"
    );
    assert!(bits_per_spike(&Array1::from_elem(6, 5.0), &counts).unwrap() < 0.0);
}

#[test]
fn each_neuron_is_held_against_its_own_mean() {
    let counts = array![[4.0, 0.0], [4.0, 1.0], [4.0, 0.0], [4.0, 1.0]];
    let means = Array2::from_shape_fn((4, 2), |(_, neuron)| [4.0, 0.5][neuron]);
    assert!(bits_per_spike(&means, &counts).unwrap().abs() < 1e-15);
    let mut known = means.clone();
    known.column_mut(1).assign(&array![0.0, 1.0, 0.0, 1.0]);
    assert!(
        (bits_per_spike(&known, &counts).unwrap() - 2.0 / 18.0).abs() < 1e-15,
        "one bit for each of two spikes"
    );
    // A neuron that never fires adds no spike, but what was predicted of it counts against.
    let silent = array![[4.0, 0.0], [4.0, 0.0]];
    let predicted = array![[4.0, 0.1], [4.0, 0.1]];
    let expected = -0.2 / 8.0 / 2.0_f64.ln();
    assert!((bits_per_spike(&predicted, &silent).unwrap() - expected).abs() < 1e-15);
}

#[test]
fn rates_and_counts_that_cannot_be_are_named() {
    let counts = array![[0.0], [1.0]];
    let error = message(bits_per_spike(&array![[0.5], [0.0]], &counts));
    assert_eq!(
        error,
        "the rate at [1, 0] is 0; a spike came where none was possible, so the likelihood is zero"
    );
    assert!(
        message(bits_per_spike(&array![[-0.5], [1.0]], &counts)).starts_with("the rate at [0, 0] is -0.5")
    );
    assert!(
        message(bits_per_spike(&counts, &array![[0.0], [-1.0]])).starts_with("the count at [1, 0] is -1")
    );
    assert_eq!(
        message(bits_per_spike(&counts, &array![[0.0], [0.0]])),
        "the number of spikes is 0; bits per spike need at least one"
    );
}

#[test]
fn accuracy_counts_along_the_last_axis() {
    let outputs = array![
        [[0.1, 0.9, 0.0], [5.0, 5.0, 1.0]],
        [[-3.0, -2.0, -9.0], [0.0, 1.0, 2.0]]
    ];
    let targets = array![
        [[0.0, 1.0, 0.0], [0.0, 1.0, 0.0]],
        [[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]]
    ];
    assert_eq!(
        accuracy(&outputs, &targets).unwrap(),
        0.75,
        "of equal outputs the first counts"
    );
    let error = message(accuracy(&array![[1.0], [2.0]], &array![[1.0], [2.0]]));
    assert_eq!(
        error,
        "the number of classes is 1; accuracy needs two on the last axis"
    );
}

#[test]
fn arrays_that_cannot_be_compared_are_refused() {
    let (a, b) = (array![1.0, 2.0, 3.0], array![1.0, 2.0]);
    assert_eq!(
        message(correlation(&a, &b)),
        "the array of predicted values has shape [3], expected [2], as many as were measured"
    );
    let empty = Array1::<f64>::zeros(0);
    assert!(message(mean_squared_error(&empty, &empty)).starts_with("the number of predicted values is 0"));
    let constant = Array1::from_elem(3, 0.1);
    assert_eq!(
        message(correlation(&constant, &a)),
        "every one of the predicted values is 0.1; they must vary to be compared"
    );
    assert!(message(correlation(&a, &constant)).starts_with("every one of the measured values is 0.1"));
    assert!(message(variance_explained(&a, &constant)).starts_with("every one of the measured values"));
    assert!(variance_explained(&constant, &a).is_ok());
    let mut bad = Array2::<f64>::zeros((3, 4));
    bad[[1, 2]] = f64::NAN;
    let error = message(mean_squared_error(&Array2::zeros((3, 4)), &bad));
    assert!(
        error.starts_with("the array of measured values holds NaN at [1, 2]"),
        "{error}"
    );
}

/// Two sequences of four and two steps, and what was predicted for them, NaN beyond the second.
fn padded() -> (Array3<f64>, Sequences<f64>) {
    let targets = array![
        [[1.0, 0.0, 5.0], [2.0, 1.0, 5.0], [0.5, 3.0, 5.0], [4.0, 0.0, 5.0]],
        [
            [3.0, 2.0, 5.0],
            [1.0, 1.0, 5.0],
            [f64::NAN, f64::NAN, f64::NAN],
            [f64::NAN, f64::NAN, f64::NAN]
        ]
    ];
    let predicted = targets.mapv(|value| 0.3 + value * value);
    let inputs = Array3::zeros((2, 4, 1));
    (predicted, Sequences::padded(inputs, targets, [4, 2]).unwrap())
}

/// One output of all steps within the sequences, cut by hand.
fn cut(array: ArrayView3<f64>, output: usize) -> Vec<f64> {
    let steps = [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1)];
    steps.map(|(i, t)| array[[i, t, output]]).to_vec()
}

#[test]
fn of_a_data_set_each_output_is_measured_without_padding() {
    let (predicted, data) = padded();
    let (r, error) = (
        correlation(&predicted, &data).unwrap(),
        mean_squared_error(&predicted, &data).unwrap(),
    );
    let explained = variance_explained(&predicted, &data).unwrap();
    for output in 0..2 {
        let a = Array1::from(cut(predicted.view(), output));
        let b = Array1::from(cut(data.targets(), output));
        assert_eq!(r[output], correlation(&a, &b).unwrap());
        assert_eq!(error[output], mean_squared_error(&a, &b).unwrap());
        assert_eq!(explained[output], variance_explained(&a, &b).unwrap());
    }
}

/// It says nothing of the others.
#[test]
fn an_output_that_does_not_vary_is_not_a_number() {
    let (predicted, data) = padded();
    let r = correlation(&predicted, &data).unwrap();
    assert!(r[0] > 0.9 && r[1] > 0.9 && r[2].is_nan(), "{r:?}");
    assert!(variance_explained(&predicted, &data).unwrap()[2].is_nan());
    assert!(mean_squared_error(&predicted, &data).unwrap()[2].is_finite());
    let silent = data
        .targets()
        .mapv(|value| if value == 5.0 { 0.0 } else { value });
    let silent = Sequences::padded(data.inputs(), &silent, [4, 2]).unwrap();
    let bits = bits_per_spike(&predicted, &silent).unwrap();
    assert!(
        bits[0].is_finite() && bits[1].is_finite() && bits[2].is_nan(),
        "{bits:?}"
    );
}

/// Differences between neurons look like a prediction of time.
#[test]
fn outputs_are_pooled_only_where_asked() {
    let (_, data) = padded();
    let (a, b) = (data.targets().mapv(|_| 0.0), array![2.0, 1.0, 5.0]);
    let constant = a + &b;
    let r = correlation(&constant, &pooled(&data)).unwrap();
    assert!(r > 0.7, "{r}");
    assert!(correlation(&constant, &data).unwrap().iter().all(|r| r.is_nan()));
    let message = correlation(&constant, &Sequences::new(data.inputs(), &constant).unwrap());
    assert!(message.unwrap().iter().all(|r| r.is_nan()));
}

#[test]
fn steps_count_by_their_weight() {
    let (predicted, data) = padded();
    // A weight of two is the step twice, a weight of zero is no step.
    let weights = array![[1.0, 0.0, 2.0, 1.0], [1.0, 1.0, 7.0, 7.0]];
    let weighted = data.with_weights(weights).unwrap();
    let twice = |array: ArrayView3<f64>, output| {
        let cut = cut(array, output);
        Array1::from(vec![cut[0], cut[2], cut[2], cut[3], cut[4], cut[5]])
    };
    let (r, bits) = (
        correlation(&predicted, &weighted).unwrap(),
        bits_per_spike(&predicted, &weighted).unwrap(),
    );
    for output in 0..2 {
        let a = twice(predicted.view(), output);
        let b = twice(weighted.targets(), output);
        assert!((r[output] - correlation(&a, &b).unwrap()).abs() < 1e-15);
        assert!((bits[output] - bits_per_spike(&a, &b).unwrap()).abs() < 1e-15);
    }
}

/// Weights of zero, one and two: what is not there, what is there once, and twice.
#[test]
fn outputs_count_by_their_own_weights() {
    let (predicted, data) = padded();
    let own = Array3::from_shape_fn((2, 4, 3), |(i, t, f)| ((i + t + 2 * f) % 3) as f64);
    let weighted = data.clone().with_output_weights(&own).unwrap();
    let cut = |array: ArrayView3<f64>, output: usize| -> Array1<f64> {
        let steps = [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1)];
        let times = |&(i, t): &(usize, usize)| vec![array[[i, t, output]]; own[[i, t, output]] as usize];
        steps.iter().flat_map(times).collect()
    };
    let (r, error, bits) = (
        correlation(&predicted, &weighted).unwrap(),
        mean_squared_error(&predicted, &weighted).unwrap(),
        bits_per_spike(&predicted, &weighted).unwrap(),
    );
    let explained = variance_explained(&predicted, &weighted).unwrap();
    let (mut all, mut all_measured) = (Vec::new(), Vec::new());
    for output in 0..3 {
        let (a, b) = (cut(predicted.view(), output), cut(data.targets(), output));
        let near = |found: f64, expected: Result<f64>| match expected {
            Ok(expected) => assert!((found - expected).abs() < 1e-13 * expected.abs().max(1.0)),
            Err(_) => assert!(found.is_nan()),
        };
        near(r[output], correlation(&a, &b));
        near(error[output], mean_squared_error(&a, &b));
        near(explained[output], variance_explained(&a, &b));
        near(bits[output], bits_per_spike(&a, &b));
        all.extend(a);
        all_measured.extend(b);
    }
    let (all, all_measured) = (Array1::from(all), Array1::from(all_measured));
    let r = correlation(&predicted, &pooled(&weighted)).unwrap();
    assert!((r - correlation(&all, &all_measured).unwrap()).abs() < 1e-13);
    let error = mean_squared_error(&predicted, &pooled(&weighted)).unwrap();
    assert!((error - mean_squared_error(&all, &all_measured).unwrap()).abs() < 1e-12);
}

/// A target that is missing is held as zero, which would be a count that nothing predicted.
#[test]
fn targets_that_are_missing_are_not_measured() {
    let mut targets = array![[[1.0, 0.0], [0.0, 2.0], [3.0, 1.0], [0.0, 2.0]]];
    let rates = array![[[1.0, 0.0], [0.5, 1.0], [2.0, 1.5], [0.5, 0.0]]];
    targets[[0, 0, 1]] = f64::NAN;
    targets[[0, 3, 1]] = f64::NAN;
    let data = Sequences::with_missing(Array3::zeros((1, 4, 1)), &targets).unwrap();
    let bits = bits_per_spike(&rates, &data).unwrap();
    let there = bits_per_spike(&array![1.0, 1.5], &array![2.0, 1.0]).unwrap();
    assert!((bits[1] - there).abs() < 1e-14);
    let error = mean_squared_error(&rates, &data).unwrap();
    assert_eq!(error, [1.5 / 4.0, 1.25 / 2.0]);
    let pooled = mean_squared_error(&rates, &pooled(&data)).unwrap();
    assert!((pooled - 2.75 / 6.0).abs() < 1e-15);
    let constant = array![[[0.0, 7.0], [1.0, 0.25], [0.0, 0.25], [1.0, 7.0]]];
    assert!(
        correlation(&constant, &data).unwrap()[1].is_nan(),
        "it varies only where nothing was measured"
    );
    let none = Array3::from_shape_fn((1, 4, 2), |(_, _, output)| output as f64);
    let first_alone = data
        .with_output_weights(none.mapv(|second: f64| 1.0 - second))
        .unwrap();
    assert!(mean_squared_error(&rates, &first_alone).unwrap()[1].is_nan());
}

/// Sequences that are scored at their last step, the padding of which would be right.
#[test]
fn scale_counts_for_nothing_however_large_or_small() {
    let (a, b) = (array![1.0, 2.0, 3.0, 6.0], array![1.0, 0.0, 1.0, 2.0]);
    let (r, explained) = (correlation(&a, &b).unwrap(), variance_explained(&a, &b).unwrap());
    for scale in [1e200_f64, 1e307, 1e-200, 1e-290] {
        let (a, b) = (&a * scale, &b * scale);
        assert!((correlation(&a, &b).unwrap() - r).abs() < 1e-15, "{scale}");
        assert!(
            (variance_explained(&a, &b).unwrap() - explained).abs() < 1e-13,
            "{scale}"
        );
    }
}

#[test]
fn a_step_that_counts_must_be_finite() {
    let (mut predicted, data) = padded();
    assert!(correlation(&predicted, &data).is_ok(), "padding may be anything");
    predicted[[1, 1, 2]] = f64::INFINITY;
    assert_eq!(
        message(correlation(&predicted, &data)),
        "the array of predicted values holds inf at [1, 1, 2]; values must be finite"
    );
    let other = Array3::<f64>::zeros((2, 4, 2));
    assert_eq!(
        message(correlation(&other, &data)),
        "the array of predicted values has shape [2, 4, 2], expected [2, 4, 3], [sequence, step, output] as the targets"
    );
    let negative = data.targets().mapv(|_| -1.0);
    assert_eq!(
        message(bits_per_spike(&negative, &data)),
        "the rate at [0, 0, 0] is -1; a rate is zero or more; it is the count expected in a step"
    );
}
