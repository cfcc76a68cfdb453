//! Training that has stopped without saying so.

use ndarray::Array3;

use super::support::*;
use crate::data::sequences::Sequences;
use crate::error::Error;
use crate::loss::losses::Losses;
use crate::loss::reach::out_of_reach;
use crate::loss::{MeanSquaredError, Poisson};
use crate::network::emitted::Emitted;
use crate::network::program::Program;
use crate::run::network::Network;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::{Adam, Sgd};
use crate::training::{Stopped, Trainer};

type Single = Leaky<f32, 1>;

/// Smooth data of which one target is far from all others.
fn with_one_of(target: f32) -> Sequences<f32> {
    let data = leaky::<f32>(0.3);
    let mut targets = data.targets().to_owned();
    targets[[7, 3, 0]] = target;
    Sequences::new(data.inputs(), targets).unwrap()
}

#[test]
fn moments_that_overflow_end_a_fit() {
    for target in [1e22, -1e23, 3e30] {
        let mut net = Single::new(1);
        let mut trainer = Trainer::new(Adam::new(1e-3)).epochs(1).batch_size(4);
        let (error, _) = trainer
            .fit(&mut net, &with_one_of(target))
            .unwrap_err()
            .into_parts();
        let Error::Diverged { what, .. } = &error else {
            panic!("{error}");
        };
        assert!(
            what.contains("what the optimiser remembers of the gradient of `x_to_y.weight`"),
            "{what}"
        );
        assert_eq!(net.values(), Single::new(1).values());
        assert!(error.to_string().contains("`clip_norm`"), "{error}");
        // The way out that it names.
        let mut net = Single::new(1);
        trainer
            .clip_norm(1.0)
            .fit(&mut net, &with_one_of(target))
            .unwrap();
        assert_ne!(net.values(), Single::new(1).values());
    }
}

#[test]
fn of_an_ensemble_only_the_network_whose_moments_overflow_fails() {
    let mut nets = Ensemble::<Single>::new(0..3);
    let sets = [with_one_of(0.5), with_one_of(1e22), with_one_of(0.7)];
    let mut trainer = Trainer::new(Adam::new(1e-3)).epochs(2).batch_size(4);
    let failed: Vec<bool> = trainer
        .fit(&mut nets, &sets)
        .unwrap()
        .iter()
        .map(Result::is_err)
        .collect();
    assert_eq!(failed, [false, true, false]);
}

#[test]
fn a_fit_whose_steps_are_below_the_precision_is_stalled() {
    let data = with_one_of(0.5);
    let start = Single::new(1);
    let stopped = |history: crate::training::History| history.stopped().unwrap();
    let mut net = start.clone();
    let mut tiny = Trainer::new(Adam::new(1e-12)).epochs(3);
    assert_eq!(stopped(tiny.fit(&mut net, &data).unwrap()), Stopped::Stalled);
    assert_eq!(net.values(), start.values());
    assert_eq!(
        stopped(
            Trainer::new(Sgd::new(1e-15))
                .epochs(3)
                .fit(&mut net, &data)
                .unwrap()
        ),
        Stopped::Stalled
    );
    // Gradients whose squares vanish beside epsilon.
    let small = Sequences::new(data.inputs().mapv(|x| 1e-22 * x), Array3::zeros((40, 20, 1))).unwrap();
    let mut net = start.clone();
    net.set("y.bias", &[1e-20]).unwrap();
    net.set("x_to_y.weight", &[1.0]).unwrap();
    let mut trainer = Trainer::new(Adam::new(1e-4)).epochs(2).freeze(["y.bias"]);
    assert_eq!(stopped(trainer.fit(&mut net, &small).unwrap()), Stopped::Stalled);
    // Every network of an ensemble by itself.
    let mut nets = Ensemble::<Single>::new(0..2);
    for outcome in tiny.fit(&mut nets, &data).unwrap() {
        assert_eq!(stopped(outcome.unwrap()), Stopped::Stalled);
    }
}

#[test]
fn a_fit_that_moves_or_has_nothing_to_move_by_is_finished() {
    let data = with_one_of(0.5);
    let mut moving = Trainer::new(Adam::new(1e-3)).epochs(2);
    assert_eq!(
        moving.fit(&mut Single::new(1), &data).unwrap().stopped(),
        Some(Stopped::Finished)
    );
    // A standstill in the middle that a schedule ends.
    let warm = |epoch: usize, _: usize| if epoch < 3 { 1e-20 } else { 1.0 };
    let mut trainer = Trainer::new(Adam::new(1e-3)).epochs(3).schedule(warm);
    assert_eq!(
        trainer.fit(&mut Single::new(1), &data).unwrap().stopped(),
        Some(Stopped::Finished)
    );
    // Without a gradient.
    let zeros = Array3::<f32>::zeros((4, 5, 1));
    let mut net = Single::new(1);
    net.set("y.bias", &[0.0]).unwrap();
    let perfect = Sequences::new(&zeros, &zeros).unwrap();
    assert_eq!(
        moving.fit(&mut net, &perfect).unwrap().stopped(),
        Some(Stopped::Finished)
    );
}

#[test]
fn counts_that_a_rate_cannot_reach_are_refused_before_training() {
    let inputs = Array3::<f64>::ones((3, 6, 2));
    for (count, at) in [(4.0, [1, 2, 0]), (2.0, [0, 0, 1]), (1.5, [2, 5, 1])] {
        let mut counts = Array3::zeros((3, 6, 2));
        counts[at] = count;
        let data = Sequences::new(&inputs, &counts).unwrap();
        let mut net = Net::new(1);
        let error = Trainer::new(Adam::new(1e-3))
            .loss(Poisson)
            .fit(&mut net, &data)
            .unwrap_err()
            .to_string();
        let place = format!(
            "targets of `y` in the training data at sequence {}, step {} hold a count of {count}",
            at[0], at[1]
        );
        assert!(
            error.starts_with(&place) && error.contains("`activation: softplus`"),
            "{error}"
        );
    }
    let ones = Sequences::new(&inputs, Array3::ones((3, 6, 2))).unwrap();
    assert!(
        Trainer::new(Adam::new(1e-3))
            .epochs(1)
            .loss(Poisson)
            .fit(&mut Net::new(1), &ones)
            .is_ok()
    );
}

#[test]
fn targets_that_an_output_cannot_reach_are_spoken_of() {
    let program = Program::of::<Net>();
    let losses = Losses::of_all(&program, &MeanSquaredError);
    let inputs = Array3::<f64>::ones((3, 100, 2));
    let warnings =
        |targets: Array3<f64>| out_of_reach(&program, &losses, &Sequences::new(&inputs, targets).unwrap());
    assert!(warnings(Array3::from_elem((3, 100, 2), 0.7)).is_empty());
    let text = warnings(Array3::from_elem((3, 100, 2), 1.7)).remove(0);
    assert!(
        text.starts_with("100 % of the targets of `y` lie outside 0 to 1, which `sigmoid` does not reach"),
        "{text}"
    );
    let some = Array3::from_shape_fn((3, 100, 2), |(_, step, _)| if step < 20 { -0.5 } else { 0.5 });
    assert!(warnings(some.clone())[0].starts_with("20 % of"));
    let few = Array3::from_shape_fn((3, 100, 2), |(i, step, _)| if i + step == 0 { -0.1 } else { 0.5 });
    assert!(warnings(few).is_empty(), "noise takes some there");
    let padded = Sequences::new(&inputs, some)
        .unwrap()
        .with_weights(ndarray::Array2::from_shape_fn((3, 100), |(_, t)| {
            f64::from(u8::from(t >= 20))
        }));
    assert!(
        out_of_reach(&program, &losses, &padded.unwrap()).is_empty(),
        "what does not count is not looked at"
    );
}
