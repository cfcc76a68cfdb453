use ndarray::{Array2, Array3, array};

use super::*;

fn counting(sequences: usize, steps: usize, features: usize) -> Array3<f64> {
    Array3::from_shape_fn((sequences, steps, features), |(sequence, step, feature)| {
        (100 * sequence + step) as f64 + 0.1 * feature as f64
    })
}

fn data(sequences: usize, steps: usize) -> Sequences<f64> {
    Sequences::new(counting(sequences, steps, 2), counting(sequences, steps, 1)).unwrap()
}

fn message<V: std::fmt::Debug>(result: Result<V>) -> String {
    result.unwrap_err().to_string()
}

#[test]
fn views_arrays_and_any_order_are_taken() {
    let inputs = counting(3, 4, 2);
    let owned = Sequences::new(inputs.clone(), inputs.clone()).unwrap();
    assert_eq!(Sequences::new(inputs.view(), &inputs).unwrap(), owned);
    let reversed = inputs.clone().reversed_axes();
    let strided = Sequences::new(reversed.t(), &inputs).unwrap();
    assert_eq!(strided, owned);
    assert!(strided.inputs().is_standard_layout());
}

#[test]
fn shapes_that_do_not_fit_are_refused() {
    let error = message(Sequences::new(counting(3, 4, 2), counting(3, 5, 1)));
    assert_eq!(
        error,
        "targets has shape [3, 5, 1], expected [3 sequences, 4 steps, features], as many as the inputs"
    );
    for empty in [(0, 4, 2), (3, 0, 2), (3, 4, 0)] {
        let inputs = Array3::<f64>::zeros(empty);
        let error = message(Sequences::new(inputs.clone(), inputs));
        assert!(error.starts_with("inputs has shape"), "{error}");
        assert!(
            error.ends_with("expected [sequence, step, feature], at least one of each"),
            "{error}"
        );
    }
}

#[test]
fn the_first_value_that_is_not_finite_is_named() {
    let mut inputs = counting(5, 20, 1);
    inputs[[4, 1, 0]] = f64::INFINITY;
    inputs[[3, 17, 0]] = f64::NAN;
    let error = message(Sequences::new(&inputs, counting(5, 20, 1)));
    assert!(
        error.starts_with("inputs hold NaN at sequence 3, step 17, feature 0; values must be finite"),
        "{error}"
    );
    let error = message(Sequences::new(counting(5, 20, 1), &inputs));
    assert!(
        error.starts_with("targets hold NaN at sequence 3, step 17"),
        "{error}"
    );
}

#[test]
fn padding_of_any_kind_is_ignored_within_padded_only() {
    let mut inputs = counting(2, 4, 1);
    inputs[[1, 2, 0]] = f64::NAN;
    inputs[[1, 3, 0]] = f64::INFINITY;
    let padded = Sequences::padded(&inputs, &inputs, [4, 2]).unwrap();
    assert!(
        padded
            .inputs()
            .iter()
            .chain(padded.targets().iter())
            .all(|value| value.is_finite())
    );
    assert_eq!((padded.length(0), padded.length(1)), (4, 2));
    assert_eq!(padded.weight(1, 1), 1.0);
    assert_eq!(padded.weight(1, 2), 0.0);
    assert_eq!(padded.weight(1, 99), 0.0);
    assert_eq!(padded.total_weight(&[0, 1, 1]), 8.0);
    let error = message(Sequences::padded(&inputs, &inputs, [4, 3]));
    assert!(
        error.starts_with("inputs hold NaN at sequence 1, step 2, feature 0"),
        "{error}"
    );
    assert!(Sequences::new(&inputs, &inputs).is_err());
    // Finite padding is ignored alike, whichever way the lengths came.
    let finite = counting(2, 4, 1);
    assert_eq!(
        Sequences::new(&finite, &finite)
            .unwrap()
            .with_lengths([4, 2])
            .unwrap(),
        padded
    );
}

#[test]
fn lengths_beyond_the_array_are_refused() {
    let error = message(data(3, 4).with_lengths([4, 5, 1]));
    assert_eq!(
        error,
        "length of sequence 1 is 5; expected 1 to 4, the steps of the arrays; leave an empty sequence out"
    );
    assert!(message(data(3, 4).with_lengths([4, 0, 1])).starts_with("length of sequence 1 is 0"));
    assert!(message(data(3, 4).with_lengths([4, 4])).starts_with("lengths has shape [2], expected [3]"));
}

#[test]
fn weights_are_checked_within_the_lengths() {
    let mut weights = Array2::from_elem((2, 3), 0.5);
    weights[[1, 2]] = f64::NAN;
    let error = message(data(2, 3).with_weights(&weights));
    assert_eq!(
        error,
        "weights hold NaN at sequence 1, step 2; a weight is a finite number, zero or more"
    );
    let short = data(2, 3)
        .with_lengths([3, 2])
        .unwrap()
        .with_weights(&weights)
        .unwrap();
    assert_eq!(short.total_weight(&[0, 1]), 2.5);
    assert_eq!(short.weights().unwrap()[[1, 2]], 0.0);
    weights[[1, 2]] = 0.5;
    let later = data(2, 3)
        .with_weights(&weights)
        .unwrap()
        .with_lengths([3, 2])
        .unwrap();
    assert_eq!(later, short, "the order of lengths and weights does not matter");
    weights[[0, 1]] = -0.25;
    assert!(
        message(data(2, 3).with_weights(&weights)).starts_with("weights hold -0.25 at sequence 0, step 1")
    );
    let error = message(data(2, 3).with_weights(Array2::zeros((2, 3))));
    assert_eq!(error, "the sum of all weights is 0; at least one step must count");
    let last = Array2::from_shape_fn((2, 3), |(_, step)| if step == 2 { 1.0 } else { 0.0 });
    assert!(
        data(2, 3)
            .with_weights(&last)
            .unwrap()
            .with_lengths([2, 2])
            .is_err()
    );
    assert!(message(data(2, 3).with_weights(Array2::ones((3, 2)))).starts_with("weights has shape [3, 2]"));
}

#[test]
fn a_split_leaves_both_parts() {
    let data = data(5, 3);
    let (first, rest) = data.split(2).unwrap();
    assert_eq!(first, data.select(0..2).unwrap());
    assert_eq!(rest, data.select(2..5).unwrap());
    for count in [0, 5, 6] {
        let error = message(data.split(count));
        assert!(error.contains("expected 1 to 4"), "{error}");
    }
}

#[test]
fn a_selection_keeps_lengths_and_weights() {
    let data = data(4, 3)
        .with_lengths([3, 1, 2, 3])
        .unwrap()
        .with_weights(Array2::from_shape_fn((4, 3), |(sequence, _)| sequence as f64))
        .unwrap();
    let chosen = data.select([2, 1, 2]).unwrap();
    assert_eq!(chosen.len(), 3);
    assert!(chosen.inputs().is_standard_layout() && chosen.targets().is_standard_layout());
    assert_eq!(chosen.inputs()[[0, 1, 0]], 201.0);
    assert_eq!((chosen.length(0), chosen.length(1)), (2, 1));
    assert_eq!(chosen.total_weight(&[0, 1, 2]), 9.0);
    assert!(message(data.select([4])).starts_with("a selected sequence is 4; expected 0 to 3"));
    assert!(message(data.select([])).starts_with("the selection is empty"));
    assert!(message(data.select([0])).starts_with("the sum of all weights is 0"));
}

#[test]
fn windows_never_cross_the_border_of_a_recording() {
    let recordings = data(3, 100).with_lengths([100, 47, 20]).unwrap();
    let windows = recordings.windows(20, 15, 5).unwrap();
    for window in 0..windows.len() {
        let values = windows.inputs();
        let recording = (values[[window, 0, 0]] / 100.0).floor();
        for step in 0..windows.length(window) {
            let value = values[[window, step, 0]];
            assert_eq!(
                value,
                values[[window, 0, 0]] + step as f64,
                "steps follow each other"
            );
            assert!(
                (value / 100.0).floor() == recording,
                "window {window} holds two recordings"
            );
            assert!(value - 100.0 * recording < recordings.length(recording as usize) as f64);
        }
    }
}

#[test]
fn every_step_after_the_burn_in_counts_once() {
    let recordings = data(3, 100).with_lengths([100, 47, 20]).unwrap();
    let windows = recordings.windows(20, 15, 5).unwrap();
    let mut counted = Array2::<f64>::zeros((3, 100));
    for window in 0..windows.len() {
        for step in 0..windows.length(window) {
            let value = windows.targets()[[window, step, 0]] as usize;
            assert_eq!(windows.weight(window, step), if step < 5 { 0.0 } else { 1.0 });
            counted[[value / 100, value % 100]] += windows.weight(window, step);
        }
    }
    for ((recording, step), &times) in counted.indexed_iter() {
        let expected = if (5..recordings.length(recording)).contains(&step) {
            1.0
        } else {
            0.0
        };
        assert_eq!(times, expected, "recording {recording}, step {step}");
    }
}

#[test]
fn windows_keep_the_weights_of_the_recording() {
    let weights = Array2::from_shape_fn((1, 10), |(_, step)| step as f64);
    let windows = data(1, 10)
        .with_weights(weights)
        .unwrap()
        .windows(4, 4, 1)
        .unwrap();
    assert_eq!(
        windows.weights().unwrap(),
        array![[0., 1., 2., 3.], [0., 5., 6., 7.], [0., 9., 0., 0.]]
    );
}

#[test]
fn windows_that_cannot_be_cut_are_refused() {
    let data = data(2, 10).with_lengths([10, 3]).unwrap();
    assert!(message(data.windows(0, 1, 0)).starts_with("length of the windows is 0; expected 1 to 10"));
    assert!(message(data.windows(11, 1, 0)).starts_with("length of the windows is 11; expected 1 to 10"));
    assert!(message(data.windows(5, 0, 0)).starts_with("stride of the windows is 0"));
    assert!(message(data.windows(5, 1, 5)).starts_with("burn-in of the windows is 5; expected less than 5"));
    let error = message(data.windows(5, 1, 3));
    assert_eq!(
        error,
        "length of recording 1 is 3; a burn-in of 3 leaves no step; leave it out with `select`"
    );
}

#[test]
fn standardised_inputs_have_mean_zero_and_deviation_one() {
    let lengths = [7, 10, 4];
    let (train, scale) = data(3, 10).with_lengths(lengths).unwrap().standardise().unwrap();
    for feature in 0..2 {
        let values: Vec<f64> = (0..3)
            .flat_map(|sequence| (0..lengths[sequence]).map(move |step| (sequence, step)))
            .map(|(sequence, step)| train.inputs()[[sequence, step, feature]])
            .collect();
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / values.len() as f64;
        assert!(
            mean.abs() < 1e-14 && (variance - 1.0).abs() < 1e-13,
            "{mean} {variance}"
        );
    }
    assert_eq!(train.inputs()[[2, 5, 0]], 0.0, "beyond the length stands zero");
    // Validation data are scaled by the numbers of the training data, and back.
    let valid = data(2, 10).standardise_with(&scale).unwrap();
    assert_eq!(
        valid.inputs()[[1, 2, 1]],
        (102.1 - scale.mean()[1]) / scale.sd()[1]
    );
    let mut back = valid.inputs().to_owned();
    scale.undo(back.view_mut()).unwrap();
    assert!((back[[1, 2, 1]] - 102.1).abs() < 1e-12);
    let mut forth = back.clone();
    scale.apply(forth.view_mut()).unwrap();
    assert!((forth[[1, 2, 1]] - valid.inputs()[[1, 2, 1]]).abs() < 1e-12);
    let error = message(scale.apply(Array3::<f64>::zeros((1, 1, 3)).view_mut()));
    assert!(error.contains("expected [sequence, step, 2 features]"), "{error}");
}

#[test]
fn targets_are_standardised_over_the_steps_that_count() {
    let targets = array![[[1.0], [3.0], [1e9]]];
    let weights = array![[1.0, 0.5, 0.0]];
    let data = Sequences::new(&targets, &targets)
        .unwrap()
        .with_weights(&weights)
        .unwrap();
    let (data, scale) = data.standardise_targets().unwrap();
    assert_eq!((scale.mean(), scale.sd()), (&[2.0][..], &[1.0][..]));
    assert_eq!(data.targets()[[0, 0, 0]], -1.0);
    let other = Sequences::new(&targets, &targets)
        .unwrap()
        .standardise_targets_with(&scale)
        .unwrap();
    assert_eq!(other.targets()[[0, 1, 0]], 1.0);
}

#[test]
fn a_constant_feature_cannot_be_standardised() {
    let mut inputs = counting(2, 50, 2);
    inputs.index_axis_mut(Axis(2), 1).fill(0.1);
    let error = message(Sequences::new(&inputs, &inputs).unwrap().standardise());
    assert!(
        error.starts_with("standard deviation of feature 1 of the inputs is 0; it is 0.1"),
        "{error}"
    );
    assert!(
        Sequences::new(&inputs, &inputs)
            .unwrap()
            .standardise_targets()
            .is_err()
    );
}

/// In the file it rises; f32 made one number of it, and the message said to leave it out.
#[test]
fn what_is_constant_only_in_f32_was_called_constant() {
    for (start, step) in [(1.7e18, 1e6), (4e9, 1.0), (1.0, 1e-9)] {
        let times = Array3::from_shape_fn((1, 9, 1), |(_, place, _)| start + step * place as f64);
        let narrow = times.mapv(|time| time as f32);
        let error = message(Sequences::new(&narrow, &narrow).unwrap().standardise());
        assert!(
            error.contains("varies in more digits than the seven of f32, read it as f64"),
            "{error}"
        );
        assert!(Sequences::new(&times, &times).unwrap().standardise().is_ok());
    }
    let constant = Array3::from_elem((1, 9, 1), 4e9);
    let error = message(
        Sequences::new(&constant, &constant)
            .unwrap()
            .standardise_targets(),
    );
    assert!(error.ends_with("cannot be standardised; leave it out"), "{error}");
}

#[test]
fn sizes_at_the_end_of_their_type_are_taken_or_refused() {
    let zeros = Array3::<f64>::zeros((2, 100, 1));
    let data = Sequences::new(&zeros, &zeros).unwrap();
    for (length, stride, burn_in) in [
        (10, usize::MAX, 1),
        (100, usize::MAX, 0),
        (10, usize::MAX - 5, 9),
        (1, usize::MAX / 2 + 1, 0),
    ] {
        let windows = data.windows(length, stride, burn_in).unwrap();
        assert_eq!((windows.len(), windows.steps()), (2, length));
    }
    for (length, stride, burn_in) in [
        (usize::MAX, 1, 1),
        (10, 1, usize::MAX),
        (usize::MAX, usize::MAX, usize::MAX),
    ] {
        assert!(data.windows(length, stride, burn_in).is_err());
    }
    assert!(data.split(usize::MAX).is_err() && data.select([usize::MAX]).is_err());
    let zeros = Array3::<f32>::zeros((1, 4_000_000, 1));
    let long = Sequences::new(&zeros, &zeros).unwrap();
    if Vec::<f32>::new().try_reserve_exact(12_000_000_000_000).is_ok() {
        return; // This machine promises any memory.
    }
    let error = long.windows(2_000_000, 1, 0).unwrap_err().to_string();
    assert!(
        error.contains("it makes 2000001 windows of 2000000 steps"),
        "{error}"
    );
}
