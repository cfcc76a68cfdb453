//! `evaluate` counts what the data say counts: held against each sequence alone, cut to its length.

use aru::prelude::*;
use ndarray::{Array2, Array3, s};

recurrent_net! {
    pub struct Net {
        input x: 2;
        layer hidden: Aru<4> {
            alpha_s: learn per_unit(0.4) in logistic(0, 1);
            alpha_r: learn global(0.6) in logistic(0, 1);
        }
        output rate: 2 { activation: softplus; }
        output choice: 3;
        x -> hidden { delays: [0, 2]; }
        hidden ~> hidden;
        hidden -> rate;
        hidden -> choice;
    }
}

recurrent_net! {
    /// Leaves the finite numbers two steps after an input.
    pub struct Growing {
        input x: 1;
        layer hidden: Elman<1> { activation: identity; bias: none; }
        output y: 1 { bias: none; }
        x -> hidden;
        hidden ~> hidden;
        hidden -> y;
    }
}

const LENGTHS: [usize; 5] = [9, 4, 1, 7, 9];

fn wave<T: Scalar>(features: usize, speed: f64) -> Array3<T> {
    Array3::from_shape_fn((LENGTHS.len(), 9, features), |(i, t, f)| {
        T::from_f64(0.5 + 0.4 * (speed * (1 + 3 * i + t) as f64 + f as f64).sin())
    })
}

/// What lies beyond a sequence is no number, so that whatever counts it shows.
fn spoilt<T: Scalar>(mut array: Array3<T>) -> Array3<T> {
    for (sequence, &length) in LENGTHS.iter().enumerate() {
        array
            .slice_mut(s![sequence, length.., ..])
            .fill(T::from_f64(f64::NAN));
    }
    array
}

/// Two rates, and one of three classes.
fn data<T: Scalar>() -> Sequences<T> {
    let mut targets = wave(5, 0.3);
    for ((i, t, f), target) in targets.indexed_iter_mut().filter(|((.., f), _)| *f >= 2) {
        *target = T::from_f64(f64::from((i + t) % 3 == f - 2));
    }
    Sequences::padded(spoilt(wave(2, 0.7)), spoilt(targets), LENGTHS).unwrap()
}

/// The sequence alone, without padding.
fn alone(data: &Sequences<f64>, sequence: usize) -> Sequences<f64> {
    let length = data.length(sequence);
    let cut = s![sequence..=sequence, ..length, ..];
    let alone = Sequences::new(data.inputs().slice(cut), data.targets().slice(cut)).unwrap();
    match data.weights() {
        Some(weights) => {
            let weights = weights.slice(s![sequence..=sequence, ..length]);
            alone.with_weights(weights).unwrap()
        }
        None => alone,
    }
}

/// Loss and gradients are those of the sequences alone, each by its part of the weight.
fn is_the_mean_of_sequences_alone(data: &Sequences<f64>) {
    let net = Net::<f64>::new(3);
    let gradients = net.evaluate(data).gradients(&MeanSquaredError).unwrap();
    let total: f64 = (0..data.len()).map(|which| data.total_weight(&[which])).sum();
    let (mut loss, mut sums) = (0.0, vec![0.0; gradients.iter().flat_map(|(_, of)| of).count()]);
    for sequence in (0..data.len()).filter(|&which| data.total_weight(&[which]) > 0.0) {
        let (part, alone) = (data.total_weight(&[sequence]) / total, alone(data, sequence));
        let of_one = net.evaluate(&alone).gradients(&MeanSquaredError).unwrap();
        loss += part * of_one.loss();
        let values = of_one.iter().flat_map(|(_, values)| values);
        sums.iter_mut()
            .zip(values)
            .for_each(|(sum, value)| *sum += part * value);
    }
    assert!(
        (gradients.loss() - loss).abs() < 1e-13,
        "{} {loss}",
        gradients.loss()
    );
    for (found, sum) in gradients.iter().flat_map(|(_, values)| values).zip(sums) {
        assert!((found - sum).abs() < 1e-13, "{found} {sum}");
    }
    assert_eq!(
        gradients.loss(),
        net.evaluate(data).loss(&MeanSquaredError).unwrap()
    );
}

#[test]
fn padding_counts_for_nothing() {
    is_the_mean_of_sequences_alone(&data());
}

#[test]
fn each_step_counts_by_its_weight() {
    let weights = Array2::from_shape_fn((LENGTHS.len(), 9), |(i, t)| ((i + 2 * t) % 3) as f64);
    is_the_mean_of_sequences_alone(&data().with_weights(weights).unwrap());
}

/// A response that is scored in its last step only, in sequences of different length.
#[test]
fn the_last_step_alone_can_count() {
    let last = Array2::from_shape_fn((LENGTHS.len(), 9), |(i, t)| f64::from(t + 1 == LENGTHS[i]));
    is_the_mean_of_sequences_alone(&data().with_weights(last).unwrap());
}

#[test]
fn a_sequence_without_weight_counts_for_nothing() {
    let weights = Array2::from_shape_fn((LENGTHS.len(), 9), |(i, _)| f64::from(i != 3));
    is_the_mean_of_sequences_alone(&data().with_weights(weights).unwrap());
}

#[test]
fn what_lies_beyond_a_sequence_is_no_number() {
    let (net, data) = (Net::<f32>::new(3), data());
    let (outputs, trace) = (
        net.evaluate(&data).outputs().unwrap(),
        net.evaluate(&data).trace().unwrap(),
    );
    let whole = net.run(data.inputs()).unwrap();
    let rate = trace.state("hidden.rate").unwrap();
    for ((sequence, step, output), &value) in outputs.indexed_iter() {
        let is_within = step < LENGTHS[sequence];
        assert_eq!(value.is_nan(), !is_within);
        assert_eq!(rate[[sequence, step, 0]].is_nan(), !is_within);
        if is_within {
            assert_eq!(value, whole[[sequence, step, output]]);
            assert_eq!(value, trace.outputs()[[sequence, step, output]]);
        }
    }
}

#[test]
fn outputs_have_losses_of_their_own() {
    let (net, data) = (Net::<f64>::new(3), data());
    let evaluation = || net.evaluate(&data);
    let by_output = evaluation()
        .loss_of("choice", &CrossEntropy)
        .loss_by_output(&Poisson)
        .unwrap();
    let both = evaluation()
        .loss_of("choice", &CrossEntropy)
        .loss(&Poisson)
        .unwrap();
    assert_eq!(
        by_output.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["rate", "choice"]
    );
    assert!((by_output[0].1 + by_output[1].1 - both).abs() < 1e-14);
    // The default is for those that have none.
    let other = evaluation()
        .loss_of("choice", &CrossEntropy)
        .loss_of("rate", &Poisson);
    assert_eq!(other.loss(&MeanSquaredError).unwrap(), both);
    assert_ne!(evaluation().loss(&MeanSquaredError).unwrap(), both);
}

/// The first update of a fit descends along what `gradients` gives.
#[test]
fn gradients_are_those_of_a_fit() {
    let (net, data) = (Net::<f64>::new(3), data());
    let evaluation = net.evaluate(&data).loss_of("choice", &CrossEntropy);
    let gradients = evaluation.gradients(&Poisson).unwrap();
    let mut trained = net.clone();
    let history = Trainer::new(Sgd::new(0.1))
        .loss(Poisson)
        .loss_of("choice", CrossEntropy)
        .batch_size(data.len())
        .epochs(1)
        .fit(&mut trained, &data)
        .unwrap();
    assert_eq!(history.epochs()[0].train_loss, gradients.loss());
    let name = "hidden_to_hidden.weight";
    let (before, after) = (net.parameter(name).unwrap(), trained.parameter(name).unwrap());
    let moved = before.values().iter().zip(after.values());
    for ((before, after), gradient) in moved.zip(gradients.get(name).unwrap()) {
        assert!((before - 0.1 * gradient - after).abs() < 1e-15);
    }
}

#[test]
fn the_check_takes_lengths_weights_and_losses() {
    let weights = Array2::from_shape_fn((LENGTHS.len(), 9), |(i, t)| ((i + t) % 2) as f32);
    let data = data::<f32>().with_weights(weights).unwrap();
    let net = Net::<f32>::new(3);
    let report = net
        .evaluate(&data)
        .loss_of("choice", &CrossEntropy)
        .check(&Poisson)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}

#[test]
fn faults_say_what_is_wrong() {
    let (net, data) = (Net::<f64>::new(3), data());
    let unknown = net.evaluate(&data).loss_of("choise", &CrossEntropy);
    assert_eq!(
        unknown.loss(&MeanSquaredError).unwrap_err().to_string(),
        "no output named `choise`, did you mean `choice`?"
    );
    let inputs = Sequences::new(data.targets(), data.targets()).unwrap();
    assert_eq!(
        net.evaluate(&inputs).outputs().unwrap_err().to_string(),
        net.run(data.targets()).unwrap_err().to_string()
    );
    assert!(net.evaluate(&inputs).check(&MeanSquaredError).is_err());
    assert!(
        net.evaluate(&data).loss(&CrossEntropy).is_err(),
        "it needs logits"
    );
}

/// States run on into the padding, where nothing is asked of them.
#[test]
fn padding_that_explodes_spoils_nothing() {
    let mut net = Growing::<f64>::new(3);
    net.set("hidden_to_hidden.weight", &[1e200]).unwrap();
    let inputs = Array3::from_elem((2, 6, 1), 1.0);
    let data = Sequences::padded(&inputs, &inputs, [1, 2]).unwrap();
    assert!(net.run(data.inputs()).unwrap_err().to_string().contains("hidden"));
    let (outputs, trace) = (
        net.evaluate(&data).outputs().unwrap(),
        net.evaluate(&data).trace().unwrap(),
    );
    assert!(outputs[[0, 0, 0]].is_finite() && outputs[[1, 1, 0]].is_finite());
    assert!(outputs[[0, 1, 0]].is_nan() && trace.outputs()[[1, 2, 0]].is_nan());
    let one = data.select([0]).unwrap();
    let alone = net
        .evaluate(&alone(&one, 0))
        .gradients(&MeanSquaredError)
        .unwrap();
    let padded = net.evaluate(&one).gradients(&MeanSquaredError).unwrap();
    assert_eq!(padded.loss(), alone.loss());
    for ((name, padded), (_, alone)) in padded.iter().zip(alone.iter()) {
        assert_eq!(padded, alone, "{name}");
    }
    // A step that counts is looked at.
    let whole = Sequences::new(&inputs, &inputs).unwrap();
    assert!(net.evaluate(&whole).outputs().is_err() && net.evaluate(&whole).trace().is_err());
}
