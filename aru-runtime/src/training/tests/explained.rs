//! Errors that say where it went wrong: the layer, sequence and step, or the loss.

use ndarray::Array3;

use super::support::*;
use crate::data::sequences::Sequences;
use crate::error::{Error, ErrorKind};
use crate::loss::{Loss, MeanSquaredError};
use crate::network::description::Layer;
use crate::network::emitted::Emitted;
use crate::run::network::Network;
use crate::training::Trainer;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::Sgd;

aru_macros::recurrent_net! {
    /// Two layers, of which the second may overflow.
    struct Stack {
        input x: 1;
        layer hidden: Elman<2> { activation: tanh; }
        layer hidden_late: Elman<2> { activation: relu; }
        output y: 1;

        x -> hidden -> hidden_late -> y;
        hidden_late ~> hidden_late;
    }
}

fn ones(steps: usize) -> Sequences<f32> {
    let inputs = Array3::from_shape_fn((4, steps, 1), |(i, _, _)| 0.1 * i as f32);
    Sequences::new(inputs, Array3::from_elem((4, steps, 1), 0.5)).unwrap()
}

fn stack(recurrent: f32) -> Stack<f32> {
    let mut net = Stack::new(1);
    net.set("hidden_to_hidden_late.weight", &[1.0; 4]).unwrap();
    net.set("x_to_hidden.weight", &[1.0; 2]).unwrap();
    net.set(
        "hidden_late_to_hidden_late.weight",
        &[recurrent, 0.0, 0.0, recurrent],
    )
    .unwrap();
    net
}

fn trainer<'a>() -> Trainer<'a, f32> {
    Trainer::new(Sgd::new(1e-3))
        .batch_size(4)
        .epochs(2)
        .shuffle(false)
}

#[track_caller]
fn first_update<N: Network<Scalar = f32>>(mut net: N, data: &Sequences<f32>) -> String {
    let given = net.values().to_vec();
    let text = trainer().fit(&mut net, data).unwrap_err().to_string();
    assert_eq!(net.values(), given);
    assert!(
        text.starts_with("training diverged in epoch 1, update 1: "),
        "{text}"
    );
    assert!(
        !text.contains("learning rate"),
        "no rate of learning is at fault: {text}"
    );
    text
}

#[test]
fn a_fit_that_cannot_begin_names_layer_sequence_and_step() {
    // Doubling from 0.1 reaches the end of f32 after some 128 steps: in sequence 3 first.
    let text = first_update(stack(2.0), &ones(200));
    assert!(
        text.contains("the drive of `hidden_late`, the sum of what its links bring, which is inf"),
        "{text}"
    );
    assert!(text.contains("at sequence 3, step 128, unit 0"), "{text}");
    // A weight that is too large for what it multiplies: in the very first step, of the first sequence that is not zero.
    let mut net = stack(0.0);
    net.set("hidden_to_hidden_late.weight", &[3e38; 4]).unwrap();
    net.set("x_to_hidden.weight", &[30.0; 2]).unwrap();
    let text = first_update(net, &ones(3));
    assert!(
        text.contains("`hidden_late`") && text.contains("sequence 1, step 0"),
        "{text}"
    );
    // An output.
    let mut net = stack(0.0);
    net.set("hidden_late_to_y.weight", &[3e38, 3e38]).unwrap();
    let text = first_update(net, &ones(3));
    assert!(
        text.contains("`y`") && text.contains("is inf at sequence 3, step 0"),
        "{text}"
    );
}

#[test]
fn a_loss_that_overflows_is_named_with_its_output() {
    let data = Sequences::new(Array3::ones((4, 5, 1)), Array3::from_elem((4, 5, 1), 1e200)).unwrap();
    let mut net = InInterval::new(0);
    let text = Trainer::new(Sgd::new(0.1))
        .fit(&mut net, &data)
        .unwrap_err()
        .to_string();
    assert!(
        text.contains("the mean squared error of `y`, which is inf at sequence ")
            && text.contains(", step 0"),
        "{text}"
    );
}

#[test]
fn members_of_an_ensemble_are_told_the_same() {
    let mut nets: Ensemble<_> = [stack(0.1), stack(2.0)].into_iter().collect();
    let outcomes = trainer().fit(&mut nets, &ones(200)).unwrap();
    assert!(outcomes[0].is_ok());
    let text = outcomes[1].as_ref().unwrap_err().to_string();
    assert!(
        text.contains("`hidden_late`") && text.contains("sequence 3, step 128"),
        "{text}"
    );
}

#[test]
fn a_run_and_a_trace_that_leave_the_numbers_say_so() {
    let inputs = ones(200);
    for net in [stack(2.0), stack(-f32::MAX), stack(f32::MAX)] {
        let run = net.run(inputs.inputs());
        if run.is_ok() {
            // relu cuts what is far below zero off.
            continue;
        }
        let (run, trace) = (run.unwrap_err(), net.trace(inputs.inputs()).unwrap_err());
        assert_eq!((run.kind(), trace.kind()), (ErrorKind::Value, ErrorKind::Value));
        for text in [run.to_string(), trace.to_string()] {
            assert!(
                text.contains("`hidden_late`") && text.contains("at sequence "),
                "{text}"
            );
            assert!(text.contains("scale the inputs"), "{text}");
        }
    }
    assert!(stack(2.0).run(inputs.inputs()).is_err());
    assert!(stack(2.0).run(ones(20).inputs()).is_ok());
}

/// What a loss of the user's own may do.
#[derive(Clone, Copy)]
enum Fault {
    Panic,
    PanicInCheck,
    Nan,
    NanDerivative,
}

struct Own(Fault);

impl Loss<f32> for Own {
    fn name(&self) -> &'static str {
        "own loss"
    }

    fn error(&self, output: &[f32], target: &[f32], gradient: &mut [f32]) -> f64 {
        let error = MeanSquaredError.error(output, target, gradient);
        match self.0 {
            Fault::Panic => panic!("{} features are too few", output.len()),
            Fault::Nan => f64::NAN,
            Fault::NanDerivative => {
                gradient[0] = f32::NAN;
                error
            }
            Fault::PanicInCheck => error,
        }
    }

    fn check_output(&self, _: &Layer) -> crate::Result<()> {
        match self.0 {
            Fault::PanicInCheck => panic!("no output is good enough"),
            _ => Ok(()),
        }
    }
}

#[test]
fn a_loss_that_panics_or_gives_no_number_is_what_the_error_names() {
    let data = ones(6);
    let few = data.select([0]).unwrap();
    for (fault, said) in [
        (Fault::Panic, "the loss panicked, `1 features are too few`"),
        (
            Fault::PanicInCheck,
            "the loss panicked, `no output is good enough`",
        ),
        (Fault::Nan, "its error is NaN at sequence "),
        (Fault::NanDerivative, "its derivative is NaN at sequence "),
    ] {
        for (data, threads) in [(&data, 1), (&data, 2), (&few, 1)] {
            let mut net = stack(0.5);
            let given = net.values().to_vec();
            let error = trainer()
                .loss(Own(fault))
                .threads(threads)
                .fit(&mut net, data)
                .unwrap_err();
            assert!(matches!(error.error(), Error::Loss { .. }), "{error}");
            let text = error.to_string();
            assert!(
                text.starts_with(&format!("own loss cannot score output `y`: {said}")),
                "{text}"
            );
            assert_eq!(net.values(), given);
        }
        let mut nets: Ensemble<_> = [stack(0.5), stack(0.1)].into_iter().collect();
        let texts = match trainer().loss(Own(fault)).fit(&mut nets, &data) {
            Err(error) => vec![error.to_string()],
            Ok(outcomes) => outcomes
                .into_iter()
                .map(|outcome| outcome.unwrap_err().to_string())
                .collect(),
        };
        assert!(texts.iter().all(|text| text.contains(said)), "{texts:?}");
    }
}

#[test]
fn a_loss_that_panics_on_validation_data_alone_is_named_too() {
    struct Careful;
    impl Loss<f32> for Careful {
        fn name(&self) -> &'static str {
            "careful loss"
        }
        fn error(&self, output: &[f32], target: &[f32], gradient: &mut [f32]) -> f64 {
            assert!(target[0] < 9.0, "a target of {}", target[0]);
            MeanSquaredError.error(output, target, gradient)
        }
    }
    let data = ones(6);
    let far = Sequences::new(data.inputs(), data.targets().mapv(|target| 20.0 * target)).unwrap();
    let mut net = stack(0.5);
    let error = trainer()
        .loss(Careful)
        .validate(&far)
        .fit(&mut net, &data)
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("careful loss cannot score output `y`: the loss panicked, `a target of 10`"),
        "{error}"
    );
}
