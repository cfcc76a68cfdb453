//! Sequences that are classified: at their last step, by their mean output.

use super::*;

#[test]
fn accuracy_at_the_last_step() {
    let targets = Array3::from_shape_fn((3, 3, 2), |(_, _, class)| class as f64);
    let mut outputs = targets.clone();
    outputs.slice_mut(s![0, 2, ..]).assign(&array![1.0, 0.0]);
    outputs.slice_mut(s![1, 0, ..]).assign(&array![1.0, 0.0]);
    let data = Sequences::padded(Array3::zeros((3, 3, 1)), &targets, [3, 1, 2]).unwrap();
    assert_eq!(accuracy(&outputs, &data).unwrap(), 4.0 / 6.0);
    let data = data.last_step_only().unwrap();
    assert_eq!(accuracy(&outputs, &data).unwrap(), 1.0 / 3.0);
    assert_eq!(accuracy(&outputs, &pooled(&data)).unwrap(), 1.0 / 3.0);
    assert_eq!(accuracy_by_sequence(&outputs, &data).unwrap(), 1.0 / 3.0);
}

/// Outputs for the labels 0, 1 and 2, one a sequence; what lies beyond their lengths is no number.
fn classified(outputs: Array3<f64>, lengths: [usize; 3]) -> (Array3<f64>, Sequences<f64>) {
    let trials = lengths.iter().map(|&steps| Array2::<f64>::zeros((steps, 1)));
    let data = Sequences::ragged_labelled(trials.zip(0..3), 3).unwrap();
    let mut spoilt = outputs;
    for (sequence, length) in lengths.into_iter().enumerate() {
        spoilt.slice_mut(s![sequence, length.., ..]).fill(f64::NAN);
    }
    (spoilt, data)
}

#[test]
fn a_sequence_is_right_by_its_mean_output() {
    let outputs = array![
        [[9.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 1.0, 0.0]],
        [[1.0, 0.0, 0.0], [9.0, 9.0, 9.0], [9.0, 9.0, 9.0]],
        [[0.0, 2.0, 1.0], [0.0, 1.0, 2.5], [9.0, 9.0, 9.0]]
    ];
    let (outputs, data) = classified(outputs, [3, 1, 2]);
    assert_eq!(accuracy_by_sequence(&outputs, &data).unwrap(), 2.0 / 3.0);
    assert_eq!(accuracy(&outputs, &data).unwrap(), 2.0 / 6.0);
    // The weight of the steps decides, its scale does not.
    for scale in [1.0, 1e-300, 1e300] {
        let weights = scale * array![[0.1, 1.0, 1.0], [1.0, 0.0, 0.0], [1.0, 0.5, 0.0]];
        let weighted = data.clone().with_weights(weights).unwrap();
        assert_eq!(accuracy_by_sequence(&outputs, &weighted).unwrap(), 0.0, "{scale}");
    }
    let weights = array![[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 1.0, 0.0]];
    let some = data.with_weights(weights).unwrap();
    assert_eq!(
        accuracy_by_sequence(&outputs, &some).unwrap(),
        1.0,
        "a sequence without weight is left out"
    );
}

#[test]
fn of_classes_that_are_equal_on_average_the_first_counts() {
    let silent = Array3::zeros((3, 2, 3));
    let (outputs, data) = classified(silent, [2, 1, 2]);
    assert_eq!(accuracy_by_sequence(&outputs, &data).unwrap(), 1.0 / 3.0);
    let tied = array![
        [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.0, 1.0, 1.0], [0.0, 1.0, 1.0]],
        [[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]
    ];
    let (outputs, data) = classified(tied, [2, 2, 2]);
    assert_eq!(accuracy_by_sequence(&outputs, &data).unwrap(), 2.0 / 3.0);
    // Values near the largest that there is have a mean too.
    let (outputs, data) = classified(outputs * f64::MAX, [2, 2, 2]);
    assert_eq!(accuracy_by_sequence(&outputs, &data).unwrap(), 2.0 / 3.0);
}

#[test]
fn classes_that_cannot_be_told_are_refused() {
    let (mut outputs, data) = classified(Array3::zeros((3, 2, 3)), [2, 1, 2]);
    outputs[[2, 1, 0]] = f64::NAN;
    assert_eq!(
        message(accuracy_by_sequence(&outputs, &data)),
        "the array of predicted values holds NaN at [2, 1, 0]; values must be finite"
    );
    assert!(message(accuracy_by_sequence(&Array3::zeros((3, 2, 2)), &data)).contains("expected [3, 2, 3]"));
    let one = Sequences::new(Array3::<f64>::zeros((1, 2, 1)), Array3::zeros((1, 2, 1))).unwrap();
    assert_eq!(
        message(accuracy_by_sequence(&Array3::zeros((1, 2, 1)), &one)),
        "the number of classes is 1; accuracy needs two on the last axis"
    );
}
