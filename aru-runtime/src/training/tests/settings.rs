//! Settings and data that cannot work are refused by name, and the network is left as it was.

use ndarray::Array3;

use super::support::*;
use crate::data::sequences::Sequences;
use crate::loss::{CrossEntropy, MeanSquaredError, Poisson};
use crate::network::emitted::Emitted;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::{Adam, Sgd};
use crate::training::{Cosine, Schedule, Step, Trainer};

type Configure = fn(Trainer<'static, f64>) -> Trainer<'static, f64>;

fn fault(configure: Configure, data: &Sequences<f64>) -> String {
    let mut net = Net::new(1);
    let error = configure(Trainer::new(Adam::new(0.01)).epochs(2))
        .fit(&mut net, data)
        .unwrap_err();
    assert_eq!(net.values(), Net::new(1).values(), "{error}");
    error.to_string()
}

/// Each overflowed a sum or a product somewhere, or may.
#[test]
fn sizes_at_the_end_of_their_type_are_taken() {
    let data = taught(4, 5, (0.3, 0.7));
    let all = usize::MAX;
    let cosine = |warm_up| Cosine { warm_up, floor: 0.0 };
    let configured: [Configure; 5] = [
        |trainer| trainer.batch_size(usize::MAX).truncate(usize::MAX),
        |trainer| trainer.threads(usize::MAX),
        |trainer| {
            trainer.schedule(Cosine {
                warm_up: usize::MAX,
                floor: 0.0,
            })
        },
        |trainer| {
            trainer.schedule(Cosine {
                warm_up: usize::MAX - 1,
                floor: 0.5,
            })
        },
        |trainer| {
            trainer
                .schedule(Step {
                    every: usize::MAX,
                    factor: 0.5,
                })
                .seed(u64::MAX)
        },
    ];
    for configure in configured {
        let trainer = || configure(Trainer::new(Adam::new(0.01)).epochs(2));
        trainer().fit(&mut Net::new(1), &data).unwrap();
        for outcome in trainer().fit(&mut Ensemble::<Net>::new(0..17), &data).unwrap() {
            outcome.unwrap();
        }
    }
    // As many epochs as can be, which patience ends: one network, and more than a cohort of them.
    let endless = || {
        Trainer::new(Adam::new(1.0))
            .epochs(usize::MAX)
            .validate(&data)
            .early_stopping(1)
    };
    assert!(endless().fit(&mut Net::new(1), &data).is_ok());
    let outcomes = endless().fit(&mut Ensemble::<Net>::new(0..33), &data).unwrap();
    assert!(outcomes.iter().all(Result::is_ok));
    assert!(
        endless()
            .early_stopping(all)
            .epochs(1)
            .fit(&mut Net::new(1), &data)
            .is_ok()
    );
    assert!(cosine(all).factor(all, all) > 0.0 && cosine(0).factor(all, all) < 1e-3);
}

#[test]
fn settings_that_cannot_work_are_named() {
    let data = taught(4, 5, (0.3, 0.7));
    let cases: [(Configure, &str); 15] = [
        (
            |trainer| trainer.batch_size(0),
            "batch_size is 0; expected at least 1",
        ),
        (|trainer| trainer.epochs(0), "epochs is 0; expected at least 1"),
        (|trainer| trainer.threads(0), "threads is 0; expected at least 1"),
        (
            |trainer| trainer.truncate(0),
            "steps of truncate is 0; expected at least 1",
        ),
        (
            |trainer| trainer.clip_norm(0.0),
            "clip_norm is 0; expected a number above zero",
        ),
        (
            |trainer| trainer.clip_norm(f64::NAN),
            "clip_norm is NaN; expected a number above zero",
        ),
        (
            |trainer| trainer.weight_decay(-0.1),
            "weight_decay is -0.1; expected zero or more",
        ),
        (
            |trainer| trainer.l2(f64::INFINITY),
            "l2 is inf; expected zero or more",
        ),
        (
            |trainer| trainer.learning_rate_of("hidden.bias", 0.0),
            "learning rate of \"hidden.bias\" is 0; expected a number above zero; to leave it as it is, `freeze` it",
        ),
        (
            |trainer| {
                trainer.schedule(Cosine {
                    floor: 2.0,
                    warm_up: 0,
                })
            },
            "floor of Cosine is 2; expected a number between 0 and 1",
        ),
        (
            |trainer| trainer.schedule(|epoch, _| if epoch == 1 { -1.0 } else { 1.0 }),
            "factor of the schedule in epoch 1 is -1; expected zero or more",
        ),
        (
            |trainer| trainer.restore_best(true),
            "the validation data of early_stopping or restore_best is missing; give them by `validate` (the training \
             data, to watch their loss)",
        ),
        (
            |trainer| trainer.early_stopping(5),
            "the validation data of early_stopping or restore_best is missing; give them by `validate` (the training \
             data, to watch their loss)",
        ),
        (
            |trainer| trainer.freeze(["hidden.alfa_s"]),
            "no parameter named `hidden.alfa_s`, did you mean `hidden.alpha_s` or `hidden.alpha_r`?",
        ),
        (
            |trainer| trainer.learning_rate_of("hiden", 0.1),
            "no parameter named `hiden`, did you mean `hidden`?",
        ),
    ];
    for (configure, expected) in cases {
        assert_eq!(fault(configure, &data), expected);
    }
    let error = Trainer::new(Sgd::new(0.0))
        .fit(&mut Net::new(1), &data)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "learning rate of Sgd is 0; expected a number above zero"
    );
}

#[test]
fn losses_are_held_against_outputs_and_targets() {
    let data = taught(4, 5, (0.3, 0.7));
    let error = fault(|trainer| trainer.loss(CrossEntropy), &data);
    assert!(
        error.starts_with("cross-entropy cannot score output `y`: it takes logits"),
        "{error}"
    );
    let error = fault(|trainer| trainer.loss_of("z", MeanSquaredError), &data);
    assert_eq!(error, "no output named `z`, expected one of `y`");
    let mut targets = data.targets().to_owned();
    targets[[2, 7, 1]] = -1.0;
    let negative = Sequences::new(data.inputs(), targets).unwrap();
    let error = fault(|trainer| trainer.loss_of("y", Poisson), &negative);
    assert_eq!(
        error,
        "targets of `y` in the training data at sequence 2, step 7 hold -1; the Poisson loss takes counts, zero or more"
    );
    let valid = Trainer::new(Adam::new(0.01))
        .loss(Poisson)
        .validate(&negative)
        .fit(&mut Net::new(1), &data);
    assert!(
        valid
            .unwrap_err()
            .to_string()
            .contains("`y` in the validation data at sequence 2, step 7")
    );
    // Where the step does not count it may hold anything.
    let weights = ndarray::Array2::from_shape_fn((4, 20), |(_, step)| f64::from(u8::from(step != 7)));
    let unweighted = negative.clone().with_weights(weights).unwrap();
    assert!(
        Trainer::new(Adam::new(0.01))
            .loss(Poisson)
            .fit(&mut Net::new(1), &unweighted)
            .is_ok()
    );
}

#[test]
fn data_of_another_shape_are_named() {
    let data = taught(4, 5, (0.3, 0.7));
    let narrow = Sequences::new(Array3::zeros((4, 20, 1)), Array3::zeros((4, 20, 2))).unwrap();
    let error = fault(|trainer| trainer, &narrow);
    assert!(
        error.starts_with("the array of training inputs has shape [4, 20, 1], expected"),
        "{error}"
    );
    let wide = Sequences::new(Array3::zeros((4, 20, 2)), Array3::zeros((4, 20, 3))).unwrap();
    let mut trainer = Trainer::new(Adam::new(0.01)).validate(&wide);
    let error = trainer.fit(&mut Net::new(1), &data).unwrap_err().to_string();
    assert!(
        error.starts_with("the array of validation targets has shape [4, 20, 3], expected"),
        "{error}"
    );
}

#[test]
fn a_network_that_cannot_be_started_from_is_refused() {
    let data = taught(4, 5, (0.3, 0.7));
    let mut values = Net::new(1).values().to_vec();
    values[0] = f64::NAN;
    let error = Trainer::new(Adam::new(0.01))
        .fit(&mut Net::from_values(values), &data)
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`x_to_hidden.weight` holds NaN at [0, 0]"),
        "{error}"
    );
}
