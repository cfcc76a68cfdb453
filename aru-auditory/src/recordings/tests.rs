use ndarray::{Array3, array};

use super::*;

/// Three clips of 3, 2 and 4 bins and two bands. Neuron `b` is missing in the second, and has other numbers of trials.
fn recordings() -> Recordings {
    let sound = |bins: usize, number: usize| {
        Array2::from_shape_fn((bins, 2), |(bin, band)| (100 * number + 10 * bin + band) as f64)
    };
    let first = [
        Some(array![[0.0, 2.0, 1.0], [0.0, 1.0, 1.0]]),
        Some(array![[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [2.0, 0.0, 2.0]]),
    ];
    let third = [
        Some(array![[0.0, 1.0, 0.0, 3.0]]),
        Some(array![[1.0, 1.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0]]),
    ];
    let clips = [
        Clip::new("one", sound(3, 1), first).unwrap(),
        Clip::new("two", sound(2, 2), [Some(array![[3.0, 1.0]]), None]).unwrap(),
        Clip::new("three", sound(4, 3), third).unwrap(),
    ];
    Recordings::new(0.005, ["a", "b"], clips).unwrap()
}

#[test]
fn targets_are_means_over_trials_and_what_is_missing_does_not_count() {
    let data = recordings().sequences::<f64>().unwrap();
    assert_eq!((data.len(), data.steps()), (3, 4));
    assert_eq!([0, 1, 2].map(|clip| data.length(clip)), [3, 2, 4]);
    assert_eq!(data.inputs()[[2, 3, 1]], 331.0);
    let targets = data.targets();
    assert_eq!(targets.slice(s![0, ..3, 0]), array![0.0, 1.5, 1.0]);
    assert_eq!(targets.slice(s![0, ..3, 1]), array![1.0, 0.0, 1.0]);
    assert_eq!(targets.slice(s![1, ..2, 0]), array![3.0, 1.0]);
    let weights = data.output_weights().unwrap();
    for ((clip, step, neuron), &weight) in weights.indexed_iter() {
        let counts = step < [3, 2, 4][clip] && (clip, neuron) != (1, 1);
        assert_eq!(weight, if counts { 1.0 } else { 0.0 }, "{clip} {step} {neuron}");
    }
}

#[test]
fn every_trial_can_be_a_sequence() {
    let data = recordings().trial_sequences::<f32>().unwrap();
    // Three, one and two.
    assert_eq!(data.len(), 6);
    assert_eq!(
        (0..6).map(|trial| data.length(trial)).collect::<Vec<_>>(),
        [3, 3, 3, 2, 4, 4]
    );
    assert_eq!(data.targets().slice(s![1, ..3, 0]), array![0.0, 1.0, 1.0]);
    assert_eq!(data.targets().slice(s![2, ..3, 1]), array![2.0, 0.0, 2.0]);
    let weights = data.output_weights().unwrap();
    let counted = |trial: usize, neuron: usize| weights[(trial, 0, neuron)] == 1.0;
    assert!(
        counted(1, 0) && !counted(2, 0) && counted(2, 1) && !counted(3, 1) && !counted(5, 0) && counted(5, 1)
    );
}

#[test]
fn a_neuron_alone_has_the_clips_that_it_heard() {
    let alone = recordings().neuron("b").unwrap();
    assert_eq!((alone.neurons(), alone.clips().len()), (&["b".to_owned()][..], 2));
    assert_eq!(alone.clips()[1].response(0).unwrap().nrows(), 2);
    let data = alone.sequences::<f64>().unwrap();
    assert!(data.output_weights().is_none() && data.len() == 2);
    let error = recordings().neuron("c").unwrap_err().to_string();
    assert_eq!(error, "no neuron named `c`; there are `a`, `b`");
}

#[test]
fn clips_that_a_neuron_heard_none_of_are_no_split() {
    let recordings = recordings();
    assert_eq!(recordings.select([2, 0]).unwrap().clips()[0].name(), "three");
    assert_eq!(
        recordings.select([1]).unwrap_err().to_string(),
        "the number of these clips that `b` heard is 0; leave out who heard none, by `.without([\"b\"])`, and split what is left"
    );
    let without = recordings.without(["b"]).unwrap();
    assert_eq!(
        (without.neurons(), without.clips().len()),
        (&["a".to_owned()][..], 3)
    );
    assert_eq!(without.clips()[0].response(0), recordings.clips()[0].response(0));
    assert!(without.clips()[0].response(1).is_none());
    assert_eq!(without.select([1]).unwrap().clips()[0].name(), "two");
    let error = recordings.without(["a", "c"]).unwrap_err().to_string();
    assert_eq!(error, "no neuron named `c`; there are `a`, `b`");
    let error = recordings.without(["a", "b"]).unwrap_err().to_string();
    assert_eq!(error, "the number of neurons is 0; there must be at least one");
    // Of the others a clip keeps its number, though none of them heard it.
    assert_eq!(recordings.without(["a"]).unwrap().clips().len(), 3);
    let error = recordings.select([3]).unwrap_err().to_string();
    assert_eq!(
        error,
        "the number of a clip is 3; there are 3 clips, the first is 0"
    );
}

#[test]
fn smoothing_is_done_once_and_stays_with_the_recordings() {
    let window = Smoothing::hann_21_ms();
    let smoothed = recordings().smoothed(window).unwrap();
    let counts = window
        .apply(recordings().clips()[2].response(1).unwrap(), 0.005)
        .unwrap();
    assert_eq!(smoothed.clips()[2].response(1).unwrap(), counts);
    let split = smoothed.select([0]).unwrap().neuron("a").unwrap();
    assert_eq!(split.smoothing(), window);
    assert_eq!(
        split.smoothed(window).unwrap_err().to_string(),
        "the response in these recordings is counts smoothed by a Hann window of 21 ms, not normalised; smooth counts, \
         and once"
    );
}

/// What stands after the end of a clip, and where a neuron is missing, is not looked at.
#[test]
fn scores_are_those_of_the_neurons_alone() {
    let recordings = recordings();
    let mut predictions = Array3::from_shape_fn((3, 5, 2), |(clip, bin, neuron)| {
        ((7 * clip + 3 * bin + neuron) % 5) as f64
    });
    for place in [(0, 3, 0), (1, 2, 0), (2, 4, 1), (1, 0, 1)] {
        predictions[place] = f64::NAN;
    }
    let table = recordings.score(&predictions, Pooling::Joined).unwrap();
    for (neuron, (name, score)) in table.neurons().iter().enumerate() {
        let heard = recordings
            .clips()
            .iter()
            .enumerate()
            .filter_map(|(number, clip)| {
                let response = clip.response(neuron)?.clone();
                let own = predictions.slice(s![number, ..clip.sound().nrows(), neuron]);
                Some((own.to_owned(), response))
            });
        let alone = Neuron::new(heard).unwrap().score(Pooling::Joined);
        assert!(
            score.cc_raw == alone.cc_raw && score.cc_norm == alone.cc_norm,
            "{name}"
        );
    }
    predictions[(2, 0, 1)] = f64::NAN;
    assert!(recordings.score(&predictions, Pooling::Joined).is_err());
    let short = predictions.slice(s![.., ..3, ..]);
    assert_eq!(
        recordings.score(&short, Pooling::Joined).unwrap_err().to_string(),
        "the array of predictions has shape [3, 3, 2], expected [3 clips, 4 bins or more, 2 neurons]"
    );
}

#[test]
fn what_does_not_fit_is_named() {
    let refusal = |responses: Vec<Option<Array2<f64>>>| {
        Clip::new("song", array![[1.0], [2.0]], responses)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(vec![None, Some(array![[1.0]])]),
        "responses of neuron 1 to `song` has shape [1, 1], expected [trial, 2 bins], as many as its spectrogram has"
    );
    assert!(refusal(vec![Some(Array2::zeros((0, 2)))]).contains("has shape [0, 2]"));
    assert!(refusal(vec![Some(array![[1.0, f64::NAN]])]).contains("holds NaN at [0, 1]"));
    let clip =
        |name: &str, bands: usize| Clip::new(name, Array2::zeros((1, bands)), [Some(array![[1.0]])]).unwrap();
    let refusal = |neurons: &[&str], clips: Vec<Clip>| {
        Recordings::new(0.005, neurons.to_vec(), clips)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refusal(&["a"], vec![]),
        "the number of clips is 0; there must be at least one"
    );
    assert_eq!(
        refusal(&["a"], vec![clip("x", 1), clip("x", 1)]),
        "the name of clip 1 is x; another clip has that name too; names tell them apart"
    );
    assert!(refusal(&["a"], vec![clip("x", 1), clip("y", 2)]).contains("expected [bin, 1 bands], as in `x`"));
    assert!(refusal(&["a", "b"], vec![clip("x", 1)]).contains("one for each of 2 neurons"));
}
