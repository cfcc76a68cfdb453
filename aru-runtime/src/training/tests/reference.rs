//! Training against a straight-line account of what it should do.

use super::support::*;
use crate::data::sequences::Sequences;
use crate::loss::MeanSquaredError;
use crate::network::emitted::Emitted;
use crate::run::network::Network;
use crate::training::Trainer;
use crate::training::optimiser::{Adam, Sgd};

/// Full-batch Adam on the parameters themselves, and on w of the two rates, written down from the definitions.
fn five_steps_of_adam(net: &mut Net, data: &Sequences<f64>, clip: Option<f64>) {
    let rates = 3..5;
    let names: Vec<String> = net
        .parameters()
        .map(|parameter| parameter.name().to_string())
        .collect();
    let mut w: Vec<Vec<f64>> = names.iter().map(|name| values(net, name)).collect();
    for rate in rates.clone() {
        let alpha = w[rate][0];
        w[rate][0] = (alpha / (1.0 - alpha)).ln() / 1.5;
    }
    let mut m: Vec<Vec<f64>> = w.iter().map(|tensor| vec![0.0; tensor.len()]).collect();
    let mut v = m.clone();
    for t in 1..=5 {
        let (_, gradients) = net
            .loss_and_gradients(data.inputs(), data.targets(), &MeanSquaredError)
            .unwrap();
        let mut g: Vec<Vec<f64>> = names
            .iter()
            .map(|name| gradients.get(name).unwrap().to_vec())
            .collect();
        for rate in rates.clone() {
            let alpha = values(net, &names[rate])[0];
            g[rate][0] *= 1.5 * alpha * (1.0 - alpha);
        }
        let norm = g.iter().flatten().map(|g| g * g).sum::<f64>().sqrt();
        let scale = clip.map_or(1.0, |clip| (clip / norm).min(1.0));
        for tensor in 0..w.len() {
            for i in 0..w[tensor].len() {
                let g = scale * g[tensor][i];
                m[tensor][i] = 0.9 * m[tensor][i] + 0.1 * g;
                v[tensor][i] = 0.999 * v[tensor][i] + 0.001 * g * g;
                let m_hat = m[tensor][i] / (1.0 - 0.9_f64.powi(t));
                let v_hat = v[tensor][i] / (1.0 - 0.999_f64.powi(t));
                w[tensor][i] -= 0.01 * m_hat / (v_hat.sqrt() + 1e-8);
            }
        }
        for (tensor, name) in names.iter().enumerate() {
            let constants: Vec<f64> = match rates.contains(&tensor) {
                true => vec![1.0 / (1.0 + (-1.5 * w[tensor][0]).exp())],
                false => w[tensor].clone(),
            };
            net.set(name, &constants).unwrap();
        }
    }
}

#[test]
fn five_full_batches_of_adam_are_its_definition() {
    let data = taught(7, 3, (0.3, 0.7));
    for clip in [None, Some(1e-3)] {
        let mut trained = Net::new(11);
        let mut expected = trained.clone();
        five_steps_of_adam(&mut expected, &data, clip);
        let mut trainer = Trainer::new(Adam::new(0.01))
            .batch_size(7)
            .epochs(5)
            .shuffle(false);
        let history = match clip {
            Some(norm) => trainer.clip_norm(norm).fit(&mut trained, &data).unwrap(),
            None => trainer.fit(&mut trained, &data).unwrap(),
        };
        assert_eq!(history.updates(), 5);
        for (trained, expected) in trained.values().iter().zip(expected.values()) {
            assert!((trained - expected).abs() < 1e-11, "{trained} {expected}");
        }
        // Losses and norms of the history are those of the parameters before each update.
        let start = loss(&Net::new(11), &data);
        assert!((history.epochs()[0].train_loss - start).abs() < 1e-15);
    }
}

#[test]
fn batches_follow_each_other_as_the_sequences_stand() {
    let data = taught(7, 3, (0.3, 0.7));
    let mut trained = Net::new(11);
    let mut expected = trained.clone();
    let mut mean = 0.0;
    for batch in [0..3, 3..6, 6..7] {
        let batch = data.select(batch).unwrap();
        let (loss, gradients) = expected
            .loss_and_gradients(batch.inputs(), batch.targets(), &MeanSquaredError)
            .unwrap();
        mean += loss * batch.len() as f64 / 7.0;
        for name in ["hidden_to_y.weight", "y.bias"] {
            let gradient = gradients.get(name).unwrap();
            let moved: Vec<f64> = values(&expected, name)
                .iter()
                .zip(gradient)
                .map(|(v, g)| v - 0.5 * g)
                .collect();
            expected.set(name, &moved).unwrap();
        }
    }
    let history = Trainer::new(Sgd::new(0.5))
        .batch_size(3)
        .epochs(1)
        .shuffle(false)
        .freeze(["hidden", "x_to_hidden", "hidden_to_hidden"])
        .fit(&mut trained, &data)
        .unwrap();
    assert_eq!(history.updates(), 3, "the last batch is smaller");
    assert!((history.epochs()[0].train_loss - mean).abs() < 1e-15);
    for (trained, expected) in trained.values().iter().zip(expected.values()) {
        assert!((trained - expected).abs() < 1e-14);
    }
}

/// Trap 1: a rate declared as learned is learned.
#[test]
fn learned_rates_move_towards_those_of_the_teacher() {
    let data = taught(60, 5, (0.3, 0.7));
    let mut student = strong(5);
    let before = loss(&student, &data);
    // Everything but the rates is the teacher's: they alone have to be found.
    let history = Trainer::new(Adam::new(0.02))
        .batch_size(4)
        .epochs(40)
        .freeze(["*.weight", "*.bias", "hidden.initial"])
        .fit(&mut student, &data)
        .unwrap();
    let (alpha_s, alpha_r) = (
        values(&student, "hidden.alpha_s")[0],
        values(&student, "hidden.alpha_r")[0],
    );
    assert!(
        (alpha_s - 0.3).abs() < 5e-3 && (alpha_r - 0.7).abs() < 5e-3,
        "{alpha_s} {alpha_r}"
    );
    assert!(loss(&student, &data) < 1e-3 * before);
    assert_eq!(history.constants(), ["hidden.alpha_s", "hidden.alpha_r"]);
    assert_eq!(
        history.constant("hidden.alpha_s").unwrap()[39],
        alpha_s,
        "what is seen is what is used"
    );
    assert_eq!(history.len(), 40);
}

#[test]
fn the_same_seed_gives_the_same_bits_whatever_the_threads() {
    let data = taught(70, 5, (0.3, 0.7));
    let bits = |threads: usize, seed: u64| {
        let mut net = Net::new(1);
        let trainer = Trainer::new(Adam::new(0.01))
            .batch_size(50)
            .epochs(3)
            .seed(seed)
            .threads(threads);
        trainer
            .clip_norm(0.1)
            .validate(&data)
            .fit(&mut net, &data)
            .unwrap();
        net.values()
            .iter()
            .map(|value| value.to_bits())
            .collect::<Vec<u64>>()
    };
    let one = bits(1, 7);
    assert_eq!(bits(1, 7), one);
    assert_eq!(bits(2, 7), one);
    assert_eq!(bits(3, 7), one);
    assert_ne!(bits(1, 8), one, "another seed shuffles otherwise");
}

#[test]
fn a_trainer_can_be_used_again() {
    let data = taught(9, 5, (0.3, 0.7));
    let mut seen = 0;
    let mut trainer = Trainer::new(Adam::new(0.01))
        .batch_size(2)
        .epochs(2)
        .observe(|_| {
            seen += 1;
            std::ops::ControlFlow::Continue(())
        });
    let (mut first, mut second) = (Net::new(1), Net::new(1));
    trainer.fit(&mut first, &data).unwrap();
    trainer.fit(&mut second, &data).unwrap();
    assert_eq!(
        first.values(),
        second.values(),
        "nothing is remembered from fit to fit"
    );
    drop(trainer);
    assert_eq!(seen, 4);
}

/// Trap 8: what has no weight has no influence, and lengths and weights are those of the batch at hand.
#[test]
fn steps_without_weight_do_not_train() {
    let data = taught(6, 5, (0.3, 0.7));
    let lengths = [20, 12, 7, 20, 1, 16];
    let train = |spoil: f64| {
        let mut targets = data.targets().to_owned();
        let mut inputs = data.inputs().to_owned();
        let weights = ndarray::Array2::from_shape_fn((6, 20), |(sequence, step)| {
            if step >= lengths[sequence] {
                inputs[[sequence, step, 0]] = spoil;
                targets[[sequence, step, 1]] = spoil;
            } else if step < 3 && sequence != 4 {
                targets[[sequence, step, 0]] = if spoil.is_nan() { 1e6 } else { spoil };
            }
            if step < 3 && sequence != 4 {
                0.0
            } else {
                1.0 + sequence as f64
            }
        });
        let data = Sequences::padded(inputs, targets, lengths)
            .unwrap()
            .with_weights(weights)
            .unwrap();
        let mut net = Net::new(2);
        let mut trainer = Trainer::new(Adam::new(0.01))
            .batch_size(4)
            .epochs(3)
            .validate(&data);
        let history = trainer.fit(&mut net, &data).unwrap();
        (net.values().to_vec(), history.last().unwrap().validation_loss)
    };
    assert_eq!(train(0.0), train(1e6));
    assert_eq!(train(0.0), train(f64::NAN));
}

#[test]
fn a_batch_that_counts_no_step_makes_no_update() {
    let data = taught(3, 5, (0.3, 0.7));
    let weights = ndarray::Array2::from_shape_fn((3, 20), |(sequence, _)| f64::from(u8::from(sequence != 1)));
    let weighted = data.clone().with_weights(weights).unwrap();
    let train = |data: &Sequences<f64>| {
        let mut net = Net::new(2);
        let mut trainer = Trainer::new(Adam::new(0.01))
            .batch_size(1)
            .epochs(2)
            .shuffle(false);
        (
            trainer.fit(&mut net, data).unwrap().updates(),
            net.values().to_vec(),
        )
    };
    assert_eq!(train(&weighted), train(&data.select([0, 2]).unwrap()));
    assert_eq!(train(&weighted).0, 4);
}

#[test]
fn generated_data_depend_on_seed_and_epoch_alone() {
    use rand::RngExt;
    let teacher = Net::new(5);
    let train = |seed: u64, epochs: usize| {
        let mut net = Net::new(1);
        let mut numbers = Vec::new();
        let history = Trainer::new(Adam::new(0.01))
            .epochs(epochs)
            .seed(seed)
            .fit_generated(&mut net, |epoch, random| {
                numbers.push(epoch);
                let steps = 5 + epoch;
                let inputs = ndarray::Array3::from_shape_fn((8, steps, 2), |_| random.random::<f64>());
                let targets = teacher.run(inputs.view())?;
                Sequences::new(inputs, targets)
            })
            .unwrap();
        assert_eq!(numbers, (1..=epochs).collect::<Vec<_>>());
        let losses: Vec<f64> = history.epochs().iter().map(|epoch| epoch.train_loss).collect();
        losses
    };
    assert_eq!(train(3, 4), train(3, 4));
    assert_eq!(train(3, 4)[..2], train(3, 2));
    assert_ne!(train(3, 4), train(4, 4));
    let failing = Trainer::new(Adam::new(0.01)).fit_generated(&mut Net::new(1), |_, _| {
        Sequences::new(inputs(2, 3), inputs(2, 4))
    });
    assert!(failing.unwrap_err().to_string().starts_with("targets has shape"));
}
