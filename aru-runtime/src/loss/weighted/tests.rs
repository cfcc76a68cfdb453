use std::borrow::Cow::Borrowed;

use ndarray::Array3;

use super::*;
use crate::data::sequences::Sequences;
use crate::network::description::Activation;
use crate::network::emitted::Emitted;
use crate::run::network::Network;
use crate::training::optimiser::Sgd;
use crate::training::{FitError, Trainer};

aru_macros::recurrent_net! {
    pub struct Net {
        input x: 2;
        layer hidden: Aru<3> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 0.5; }
        output place: 2;
        output rate: 2 { activation: softplus; }
        output choice: 3;
        x -> hidden;
        hidden ~> hidden;
        hidden -> place;
        hidden -> rate;
        hidden -> choice;
    }
}

const WEIGHTS: [f64; 3] = [0.1, 3.0, 25.0];

/// Sequences of which some are short: places, rates and one of three classes.
fn data<T: Scalar>(sequences: usize) -> Sequences<T> {
    let wave = |i: usize, t: usize, f: usize| 0.5 + 0.4 * ((1 + 3 * i + t + 2 * f) as f64).sin();
    let inputs = Array3::from_shape_fn((sequences, 7, 2), |(i, t, f)| T::from_f64(wave(i, t, f)));
    let targets = Array3::from_shape_fn((sequences, 7, 7), |(i, t, f)| match f {
        4.. => T::from_f64(f64::from((i + t) % 3 == f - 4)),
        _ => T::from_f64(wave(i, t, f + 5)),
    });
    let lengths: Vec<usize> = (0..sequences).map(|i| 7 - i % 3).collect();
    Sequences::padded(inputs, targets, lengths).unwrap()
}

/// Some steps of some lanes, with derivatives and errors that are large where the weight of the step is zero.
fn steps() -> [Vec<Block<f64>>; 3] {
    let block = |value: &dyn Fn(usize) -> f64| Block(std::array::from_fn(value));
    let outputs = (0..8).map(|row| block(&|lane| 0.1 + ((3 * row + lane) as f64).cos().abs()));
    let targets = (0..8).map(|row| block(&|lane| f64::from((lane % 2 == 0) == (row % 2 == 0))));
    let weights = (0..4).map(|step| block(&|lane| ((step + lane) % 3) as f64));
    [outputs.collect(), targets.collect(), weights.collect()]
}

#[test]
fn steps_are_those_of_the_loss_times_the_weight() {
    fn check(loss: &dyn Loss<f64>, weighted: &dyn Loss<f64>, weight: f64) {
        let [outputs, targets, weights] = steps();
        let score = |loss: &dyn Loss<f64>| {
            let mut gradients = vec![Block::splat(f64::NAN); 8];
            let scale = Block::splat(0.25);
            let sum = loss.error_of_steps(&outputs, &targets, &weights, scale, &mut gradients);
            (sum, gradients)
        };
        let ((sum, gradients), (weighted_sum, scaled)) = (score(loss), score(weighted));
        let near = |found: f64, expected: f64| {
            (found - weight * expected).abs() <= 1e-14 * (weight * expected).abs()
        };
        for lane in 0..LANES {
            assert!(near(weighted_sum.0[lane], sum.0[lane]));
            assert!((0..8).all(|row| near(scaled[row].0[lane], gradients[row].0[lane])));
        }
        // As one step at a time, of one sequence or of 16.
        let mut single = [[0.0; 2]; 2];
        let (output, target) = (
            [outputs[2].0[1], outputs[3].0[1]],
            [targets[2].0[1], targets[3].0[1]],
        );
        let [alone, own] = &mut single;
        let (error, weighted_error) = (
            loss.error(&output, &target, alone),
            weighted.error(&output, &target, own),
        );
        assert!(near(weighted_error, error) && near(own[0], alone[0]) && near(own[1], alone[1]));
        let mut blocks = vec![Block::ZERO; 2];
        let errors = weighted.error_of_blocks(&outputs[2..4], &targets[2..4], &mut blocks);
        assert!(near(errors[1], error) && near(blocks[1].0[1], alone[1]));
    }
    for weight in WEIGHTS {
        check(&MeanSquaredError, &MeanSquaredError.weighted(weight), weight);
        check(&Poisson, &Poisson.weighted(weight), weight);
        check(&CrossEntropy, &Weighted::new(CrossEntropy, weight), weight);
        let twice = MeanSquaredError.weighted(0.5).weighted(2.0 * weight);
        check(&MeanSquaredError, &twice, weight);
    }
}

/// Where the loss alone would be infinite or no number too.
#[test]
fn of_weight_zero_it_is_nothing() {
    let none = MeanSquaredError.weighted(0.0);
    let mut gradient = [f64::NAN; 2];
    assert_eq!(
        none.error(&[f64::INFINITY, f64::NAN], &[1.0, 1.0], &mut gradient),
        0.0
    );
    assert_eq!(gradient, [0.0; 2]);
    let [mut outputs, targets, weights] = steps();
    outputs[3] = Block::splat(f64::INFINITY);
    let mut gradients = vec![Block::splat(f64::NAN); 8];
    let sum = none.error_of_steps(&outputs, &targets, &weights, Block::splat(1.0), &mut gradients);
    assert_eq!(sum, Block::ZERO);
    assert!(gradients.iter().all(|gradient| *gradient == Block::ZERO));
    let errors = none.error_of_blocks(&outputs[2..4], &targets[2..4], &mut gradients[..2]);
    assert_eq!(errors, [0.0; LANES]);
}

/// Losses of one output each, and the whole as their weighted sum.
#[test]
fn losses_and_gradients_are_weighted_sums() {
    let (net, data) = (Net::<f64>::new(3), data(5));
    let evaluation = |weights: [f64; 3]| {
        let (rate, choice) = (Poisson.weighted(weights[1]), CrossEntropy.weighted(weights[2]));
        let place = MeanSquaredError.weighted(weights[0]);
        let evaluation = net
            .evaluate(&data)
            .loss_of("rate", &rate)
            .loss_of("choice", &choice);
        let gradients = evaluation.gradients(&place).unwrap();
        assert_eq!(gradients.loss(), evaluation.loss(&place).unwrap());
        let by_output = evaluation.loss_by_output(&place).unwrap();
        let sum: f64 = by_output.iter().map(|(_, loss)| loss).sum();
        assert!((sum - gradients.loss()).abs() < 1e-13 * sum.abs());
        let report = evaluation.check(&place).unwrap();
        assert!(report.is_correct(), "{weights:?}: {report}");
        let all: Vec<f64> = gradients.iter().flat_map(|(_, values)| values.to_vec()).collect();
        (gradients.loss(), all)
    };
    let alone = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]].map(evaluation);
    for weights in [[1.0, 1.0, 1.0], [0.1, 3.0, 25.0], [2.0, 0.0, 1e-3]] {
        let (loss, gradient) = evaluation(weights);
        let sum = |part: &dyn Fn(usize) -> f64| (0..3).map(|own| weights[own] * part(own)).sum::<f64>();
        assert!((loss - sum(&|own| alone[own].0)).abs() < 1e-13 * loss.abs());
        for (place, derivative) in gradient.iter().enumerate() {
            let expected = sum(&|own| alone[own].1[place]);
            assert!((derivative - expected).abs() < 1e-12 * expected.abs().max(1e-2));
        }
    }
}

#[test]
fn training_goes_down_the_weighted_sum() {
    let data = data::<f32>(20);
    let fit = |weight: f64| {
        let mut net = Net::<f32>::new(1);
        let trainer = Trainer::new(Sgd::new(0.05)).epochs(1).batch_size(20);
        let trainer = trainer.loss_of("choice", CrossEntropy.weighted(weight));
        trainer
            .loss(MeanSquaredError.weighted(0.0))
            .fit(&mut net, &data)
            .unwrap();
        net
    };
    let (before, one, two) = (Net::<f32>::new(1), fit(1.0), fit(2.0));
    for name in ["hidden_to_choice.weight", "x_to_hidden.weight"] {
        let of = |net: &Net<f32>| net.parameter(name).unwrap().values().to_vec();
        for ((before, one), two) in of(&before).into_iter().zip(of(&one)).zip(of(&two)) {
            assert!(((two - before) - 2.0 * (one - before)).abs() < 1e-6);
        }
        assert_ne!(of(&before), of(&one));
    }
    let weights = |net: &Net<f32>| net.hidden_to_place().weight().to_vec();
    assert_eq!(weights(&one), weights(&before));
    assert_eq!(fit(0.0).values(), before.values());
}

#[test]
fn what_is_no_weight_is_refused_with_its_output() {
    let data = data::<f32>(3);
    let refusal = |weight: f64| {
        let trainer = Trainer::new(Sgd::new(0.1)).loss_of("place", MeanSquaredError.weighted(weight));
        let failed: FitError = { trainer }.fit(&mut Net::<f32>::new(1), &data).unwrap_err();
        failed.to_string()
    };
    for weight in [-0.5, f64::NAN, f64::INFINITY, 1e300] {
        assert_eq!(
            refusal(weight),
            format!(
                "mean squared error cannot score output `place`: its weight is {weight}; expected a finite f32, zero or \
                 more"
            )
        );
    }
    let net = Net::<f32>::new(1);
    assert!(
        net.evaluate(&data)
            .loss(&MeanSquaredError.weighted(-1.0))
            .is_err()
    );
    let check = net.evaluate(&data).check(&MeanSquaredError.weighted(f64::NAN));
    assert!(check.unwrap_err().to_string().contains("a finite f64"));
}

#[test]
fn what_the_loss_refuses_is_refused() {
    let output = |activation| Layer {
        name: Borrowed("y"),
        docs: Borrowed(""),
        is_output: true,
        size: 3,
        channels: 1,
        unit: 0,
        activation: Some(activation),
        constants: Borrowed(&[]),
        noise: None,
    };
    let same = |weighted: Result<()>, alone: Result<()>| {
        assert_eq!(format!("{weighted:?}"), format!("{alone:?}"));
        assert!(alone.is_err());
    };
    let (relu, sigmoid) = (output(Activation::Relu), output(Activation::Sigmoid));
    let (poisson, entropy) = (Poisson.weighted(2.0), CrossEntropy.weighted(2.0));
    same(
        Loss::<f64>::check_output(&poisson, &relu),
        Loss::<f64>::check_output(&Poisson, &relu),
    );
    same(
        Loss::<f64>::check_output(&entropy, &sigmoid),
        Loss::<f64>::check_output(&CrossEntropy, &sigmoid),
    );
    assert_eq!(poisson.check_target(&[-1.0]), Poisson.check_target(&[-1.0]));
    assert_eq!(
        entropy.check_target(&[0.5, 1.0]),
        CrossEntropy.check_target(&[0.5, 1.0])
    );
    let beyond = poisson.check_reach(&sigmoid, &[2.0]);
    assert_eq!(beyond, Poisson.check_reach(&sigmoid, &[2.0]));
    assert!(beyond.is_err());
    assert!(
        Loss::<f64>::wants_targets(&MeanSquaredError.weighted(2.0)) && !Loss::<f64>::wants_targets(&poisson)
    );
}
