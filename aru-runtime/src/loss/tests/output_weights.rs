//! Weights of single outputs, from the data to the gradient: against the equation, differences, and each network alone.

mod separable;

use ndarray::{Array2, Array3};

use crate::data::sequences::Sequences;
use crate::loss::{CrossEntropy, Loss, MeanSquaredError, Poisson};
use crate::network::emitted::Emitted;
use crate::numerics::scalar::Scalar;
use crate::run::network::Network;
use crate::run::pass::Pass;
use crate::run::questions::{Asked, losses_for};
use crate::training::Trainer;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::{Adam, Sgd};

aru_macros::recurrent_net! {
    pub struct Net<const H: usize> {
        input x: 2;
        layer hidden: Aru<H> { alpha_s: learn global(0.5) in logistic(0, 1); alpha_r: 0.5; }
        output place: 2;
        output rate: 3 { activation: softplus; }
        output choice: 3;
        x -> hidden;
        hidden ~> hidden;
        hidden -> place;
        hidden -> rate;
        hidden -> choice;
        place ~> hidden;
    }
}

/// Places, rates and one of three classes, in sequences of different length.
fn data<T: Scalar>(sequences: usize, steps: usize) -> Sequences<T> {
    let wave = |i: usize, t: usize, f: usize| 0.5 + 0.4 * ((1 + 3 * i + t + 2 * f) as f64).sin();
    let inputs = Array3::from_shape_fn((sequences, steps, 2), |(i, t, f)| T::from_f64(wave(i, t, f)));
    let targets = Array3::from_shape_fn((sequences, steps, 8), |(i, t, f)| match f {
        5.. => T::from_f64(f64::from((i + t) % 3 == f - 5)),
        _ => T::from_f64(wave(i, t, f + 5)),
    });
    let lengths: Vec<usize> = (0..sequences).map(|i| steps - i % 3).collect();
    Sequences::padded(inputs, targets, lengths).unwrap()
}

/// Those of the classes are one number a step; all are zero in some steps.
fn output_weights<T: Scalar>(sequences: usize, steps: usize, seed: usize) -> Array3<T> {
    Array3::from_shape_fn((sequences, steps, 8), |(i, t, f)| {
        let column = if f >= 5 { 5 } else { f };
        let weight = ((seed + 3 * i + 5 * t + 2 * column) % 4) as f64;
        T::from_f64(if (i + t) % 5 == 4 { 0.0 } else { 0.5 * weight })
    })
}

fn step_weights<T: Scalar>(sequences: usize, steps: usize) -> Array2<T> {
    Array2::from_shape_fn((sequences, steps), |(i, t)| T::from_f64(((i + t) % 3) as f64))
}

fn weighted<T: Scalar>(sequences: usize, steps: usize, seed: usize) -> Sequences<T> {
    let data = data(sequences, steps);
    data.with_output_weights(output_weights(sequences, steps, seed))
        .unwrap()
}

/// The loss by its equation, from the outputs.
fn equation<const H: usize>(net: &Net<f64, H>, data: &Sequences<f64>) -> f64 {
    let (outputs, targets) = (net.run(data.inputs()).unwrap(), data.targets());
    let (mut sum, mut total) = (0.0, 0.0);
    for i in 0..data.len() {
        for t in 0..data.length(i) {
            let of = |f: usize| (outputs[[i, t, f]], targets[[i, t, f]], data.weight_of(i, t, f));
            let squares = (0..2)
                .map(of)
                .map(|(y, target, weight)| weight * (y - target).powi(2));
            let poisson = (2..5)
                .map(of)
                .map(|(y, target, weight)| weight * (y - target * y.ln()));
            let partition: f64 = (5..8).map(|f| outputs[[i, t, f]].exp()).sum();
            let entropy = (5..8)
                .map(of)
                .map(|(y, target, weight)| weight * target * (partition.ln() - y));
            sum += squares.sum::<f64>() / 2.0 + poisson.sum::<f64>() / 3.0 + entropy.sum::<f64>();
            total += (0..8).map(|f| data.weight_of(i, t, f)).sum::<f64>() / 8.0;
        }
    }
    sum / total
}

fn loss_and_gradient<N: Network>(net: &N, data: &Sequences<N::Scalar>, room: usize) -> (f64, Vec<N::Scalar>) {
    let own: [(&str, &dyn Loss<N::Scalar>); 2] = [("rate", &Poisson), ("choice", &CrossEntropy)];
    let (program, loss) = (net.program(), &MeanSquaredError);
    let none = crate::run::penalties::Penalties::new();
    let losses = losses_for(
        &program,
        &Asked {
            loss,
            own: &own,
            noise: &crate::run::noise::Noise::Off,
            penalties: &none,
            starts: &[],
        },
        data,
    )
    .unwrap();
    let mut pass = Pass::with_chunks_of(program, room, 1).unwrap();
    let mut gradient = vec![N::Scalar::ZERO; net.values().len()];
    let which: Vec<usize> = (0..data.len()).collect();
    let loss = pass.loss_and_gradient(net.values(), data, &which, &losses, &mut gradient);
    (loss, gradient)
}

fn assert_near(found: &[f64], expected: &[f64], tolerance: f64) {
    let largest = expected.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
    for (found, expected) in found.iter().zip(expected) {
        assert!(
            (found - expected).abs() <= tolerance * largest,
            "{found}, {expected}"
        );
    }
}

/// Layouts of sequences in the lanes and of units, chunks of any length.
#[test]
fn the_loss_is_its_equation_in_every_layout() {
    fn check<const H: usize>(counts: &[usize]) {
        let net = Net::<f64, H>::new(3);
        for &count in counts {
            for data in [
                weighted(count, 9, 1),
                weighted(count, 9, 2)
                    .with_weights(step_weights(count, 9))
                    .unwrap(),
            ] {
                let expected = equation(&net, &data);
                let (whole, gradient) = loss_and_gradient(&net, &data, 9);
                assert!(
                    (whole - expected).abs() < 1e-13 * expected.abs(),
                    "{H} {count}: {whole}, {expected}"
                );
                for room in [1, 4, 1000] {
                    let (loss, chunked) = loss_and_gradient(&net, &data, room);
                    assert!((loss - whole).abs() < 1e-14 * whole.abs());
                    assert_near(&chunked, &gradient, 1e-13);
                }
            }
        }
    }
    check::<3>(&[2, 5, 20, 40]);
    check::<70>(&[1, 3, 20]);
}

#[test]
fn the_gradient_is_that_of_differences() {
    for data in [
        weighted::<f64>(2, 6, 1),
        weighted(5, 4, 2).with_weights(step_weights(5, 4)).unwrap(),
        weighted(18, 5, 3).last_step_only().unwrap(),
    ] {
        let net = Net::<f64, 3>::new(4);
        let evaluation = net
            .evaluate(&data)
            .loss_of("choice", &CrossEntropy)
            .loss_of("rate", &Poisson);
        let report = evaluation.check(&MeanSquaredError).unwrap();
        assert!(report.is_correct(), "{report}");
        assert_eq!(report.losses().len(), 3, "one for each loss");
        let together = net.evaluate(&data).loss_of("choice", &CrossEntropy);
        let report = together.check(&MeanSquaredError.weighted(2.0)).unwrap();
        assert!(report.is_correct(), "two outputs side by side: {report}");
        let parts = evaluation.loss_by_output(&MeanSquaredError).unwrap();
        let sum: f64 = parts.iter().map(|(_, loss)| loss).sum();
        assert!((sum - evaluation.loss(&MeanSquaredError).unwrap()).abs() < 1e-13);
    }
}

#[test]
fn one_weight_for_all_outputs_is_the_weight_of_the_step() {
    let net = Net::<f64, 3>::new(4);
    for count in [1, 4, 21] {
        let steps = step_weights::<f64>(count, 7);
        let spread = Array3::from_shape_fn((count, 7, 8), |(i, t, _)| steps[(i, t)]);
        let (by_output, by_step) = (
            data(count, 7).with_output_weights(spread).unwrap(),
            data(count, 7).with_weights(&steps).unwrap(),
        );
        let ((loss, gradient), (expected, expected_gradient)) = (
            loss_and_gradient(&net, &by_output, 7),
            loss_and_gradient(&net, &by_step, 7),
        );
        assert!((loss - expected).abs() < 1e-14 * expected.abs());
        assert_near(&gradient, &expected_gradient, 1e-13);
        // Of one, they are nothing: no bit moves.
        let ones = by_step
            .clone()
            .with_output_weights(Array3::ones((count, 7, 8)))
            .unwrap();
        assert_eq!(loss_and_gradient(&net, &ones, 7), (expected, expected_gradient));
    }
}

/// Neither its target nor, of its scale, the weights of the others.
#[test]
fn what_has_no_weight_moves_nothing() {
    let net = Net::<f64, 3>::new(4);
    for count in [1, 6, 17] {
        let data = weighted::<f64>(count, 8, 1);
        let found = loss_and_gradient(&net, &data, 8);
        let mut targets = data.targets().to_owned();
        for ((i, t, f), target) in targets.indexed_iter_mut() {
            if data.weight_of(i, t, f) == 0.0 {
                *target = 1e9;
            }
        }
        let lengths: Vec<usize> = (0..count).map(|i| data.length(i)).collect();
        let other = Sequences::padded(data.inputs(), targets, lengths).unwrap();
        let other = other.with_output_weights(data.output_weights().unwrap()).unwrap();
        assert_eq!(loss_and_gradient(&net, &other, 8), found);
        for scale in [1e-250, 1e250] {
            let scaled = data.output_weights().unwrap().mapv(|weight| scale * weight);
            let scaled = self::data(count, 8).with_output_weights(scaled).unwrap();
            let (loss, gradient) = loss_and_gradient(&net, &scaled, 8);
            assert!((loss - found.0).abs() < 1e-13 * found.0.abs());
            assert_near(&gradient, &found.1, 1e-12);
        }
    }
}

/// An update of all sequences, and what validation says.
#[test]
fn training_and_validation_count_as_an_evaluation_does() {
    let (train, valid) = (weighted::<f64>(20, 7, 1), weighted::<f64>(9, 7, 3));
    for (lockstep, threads) in [(false, 1), (false, 2), (true, 1)] {
        let trainer = || {
            let trainer = Trainer::new(Sgd::new(0.1))
                .epochs(1)
                .batch_size(20)
                .validate(&valid);
            let trainer = trainer.loss_of("rate", Poisson).loss_of("choice", CrossEntropy);
            trainer.lockstep(lockstep).threads(threads)
        };
        let before = Net::<f64, 3>::new(1);
        let mut nets = Ensemble::of([before.clone()]);
        let history = trainer().fit(&mut nets, &train).unwrap().remove(0).unwrap();
        let net = &nets.networks()[0];
        let (loss, gradient) = loss_and_gradient(&before, &train, 7);
        let epoch = history.last().unwrap();
        assert!((epoch.train_loss - loss).abs() < 1e-13 * loss.abs());
        let (validation, _) = loss_and_gradient(net, &valid, 7);
        assert!((epoch.validation_loss.unwrap() - validation).abs() < 1e-12 * validation.abs());
        let moved: Vec<f64> = before
            .values()
            .iter()
            .zip(net.values())
            .map(|(a, b)| (a - b) / 0.1)
            .collect();
        let weights = before.hidden_to_hidden().weight().len() + before.x_to_hidden().weight().len();
        assert_near(&moved[..weights], &gradient[..weights], 1e-9);
    }
}

/// Sixteen side by side and more, each with weights of its own or one set for all.
#[test]
fn an_ensemble_trains_as_each_network_alone() {
    let sets: Vec<Sequences<f64>> = (0..18).map(|seed| weighted(5, 6, seed)).collect();
    let trainer = || {
        let trainer = Trainer::new(Adam::new(1e-2))
            .epochs(3)
            .batch_size(2)
            .lockstep(true);
        trainer.loss_of("rate", Poisson).loss_of("choice", CrossEntropy)
    };
    let alone = |number: usize, data: &Sequences<f64>| {
        let mut net = Net::<f64, 3>::new(number as u64);
        trainer().fit(&mut net, data).unwrap();
        net
    };
    let mut each = Ensemble::<Net<f64, 3>>::new(0..18);
    assert!(
        trainer()
            .fit(&mut each, &sets)
            .unwrap()
            .iter()
            .all(|outcome| outcome.is_ok())
    );
    let mut shared = Ensemble::<Net<f64, 3>>::new(0..18);
    trainer().fit(&mut shared, &sets[1]).unwrap();
    for number in [0, 5, 15, 16, 17] {
        let expected = alone(number, &sets[number]);
        assert_near(each.networks()[number].values(), expected.values(), 1e-9);
        let expected = alone(number, &sets[1]);
        assert_near(shared.networks()[number].values(), expected.values(), 1e-9);
    }
}
