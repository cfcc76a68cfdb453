//! An ensemble against its networks, each trained alone with the same settings.

mod alone;
mod bits;
mod choice;
mod faults;
mod generated;
mod settings;
mod stopping;

use ndarray::{Array2, Array3};

use super::support::*;
use crate::data::sequences::{DataSets, Sequences};
use crate::error::Error;
use crate::numerics::scalar::Scalar;
use crate::run::declared::Declared;
use crate::run::network::Network;
use crate::training::ensemble::Ensemble;
use crate::training::optimiser::Optimiser;
use crate::training::{FitError, History, Trainer};

/// One data set for all, or one each.
struct Sets<T> {
    sets: Vec<Sequences<T>>,
    shared: bool,
}

fn one_for_all<T>(data: Sequences<T>) -> Sets<T> {
    Sets {
        sets: vec![data],
        shared: true,
    }
}

fn one_each<T>(sets: impl IntoIterator<Item = Sequences<T>>) -> Sets<T> {
    Sets {
        sets: sets.into_iter().collect(),
        shared: false,
    }
}

impl<T: Scalar> DataSets<T> for Sets<T> {
    fn count(&self) -> Option<usize> {
        (!self.shared).then_some(self.sets.len())
    }

    fn of(&self, network: usize) -> &Sequences<T> {
        &self.sets[if self.shared { 0 } else { network }]
    }
}

impl<T: Scalar> Sets<T> {
    /// Those of some networks.
    fn pick(&self, which: &[usize]) -> Self {
        match self.shared {
            true => one_for_all(self.sets[0].clone()),
            false => one_each(which.iter().map(|&network| self.sets[network].clone())),
        }
    }
}

/// Networks and what they are trained with.
struct Case<N: Network> {
    networks: Vec<N>,
    train: Sets<N::Scalar>,
    validation: Option<Sets<N::Scalar>>,
}

/// A network after its fit, and what the fit returned.
struct Fitted<N> {
    network: N,
    outcome: Result<History, FitError>,
}

impl<N: Network> Case<N> {
    fn together(&self, trainer: impl Fn() -> Trainer<'static, N::Scalar>) -> Vec<Fitted<N>> {
        let mut nets = Ensemble::of(self.networks.iter().cloned());
        let mut trainer: Trainer<'_, _> = trainer().lockstep(true);
        if let Some(validation) = &self.validation {
            trainer = trainer.validate(validation);
        }
        let outcomes = trainer.fit(&mut nets, &self.train).unwrap();
        assert_eq!(outcomes.len(), self.networks.len());
        let fitted = nets.into_networks().into_iter().zip(outcomes);
        fitted
            .map(|(network, outcome)| Fitted { network, outcome })
            .collect()
    }

    fn alone(&self, trainer: impl Fn() -> Trainer<'static, N::Scalar>) -> Vec<Fitted<N>> {
        let fit = |(number, network): (usize, &N)| {
            let mut network = network.clone();
            let mut trainer: Trainer<'_, _> = trainer();
            if let Some(validation) = &self.validation {
                trainer = trainer.validate(validation.of(number));
            }
            let outcome = trainer.fit(&mut network, self.train.of(number));
            Fitted { network, outcome }
        };
        self.networks.iter().enumerate().map(fit).collect()
    }

    /// The case of some of the networks, in another order.
    fn pick(&self, which: &[usize]) -> Self {
        Case {
            networks: which
                .iter()
                .map(|&network| self.networks[network].clone())
                .collect(),
            train: self.train.pick(which),
            validation: self.validation.as_ref().map(|sets| sets.pick(which)),
        }
    }
}

/// What a fit says: how it ended, and its history without wall-clock times.
fn told(outcome: &Result<History, FitError>) -> (String, History) {
    let (end, mut history) = match outcome {
        Ok(history) => (format!("{:?}", history.stopped()), history.clone()),
        Err(failed) => (failed.to_string(), failed.history().clone()),
    };
    for epoch in &mut history.epochs {
        epoch.seconds = 0.0;
    }
    (end, history)
}

/// The two ways of training a case leave the same, up to this difference.
#[track_caller]
fn assert_alike<N: Network>(
    case: &Case<N>,
    trainer: impl Fn() -> Trainer<'static, N::Scalar>,
    tolerance: f64,
) {
    let fitted = case.together(&trainer);
    let largest = largest_difference(&fitted, &case.alone(&trainer));
    assert!(largest <= tolerance, "{largest:e}");
}

/// Of parameters, and of all numbers of the histories; numbers above one are measured by their size. What is counted, or
/// said in words, must be the same.
#[track_caller]
fn largest_difference<N: Network>(these: &[Fitted<N>], those: &[Fitted<N>]) -> f64 {
    assert_eq!(these.len(), those.len());
    let mut largest = 0.0_f64;
    let mut measure = |a: f64, b: f64| {
        let difference = (a - b).abs() / b.abs().max(1.0);
        assert!(difference.is_finite(), "{a}, expected {b}");
        largest = largest.max(difference);
    };
    for (this, that) in these.iter().zip(those) {
        let ((end, history), (expected_end, expected)) = (told(&this.outcome), told(&that.outcome));
        assert_eq!(end, expected_end);
        assert_eq!(history.constants, expected.constants);
        assert_eq!(history.len(), expected.len());
        for (a, b) in this.network.values().iter().zip(that.network.values()) {
            measure(a.to_f64(), b.to_f64());
        }
        for (a, b) in history.epochs.iter().zip(&expected.epochs) {
            assert_eq!(
                (a.epoch, a.updates, a.learning_rate, a.validation_loss.is_some()),
                (b.epoch, b.updates, b.learning_rate, b.validation_loss.is_some())
            );
            measure(a.train_loss, b.train_loss);
            measure(a.gradient_norm, b.gradient_norm);
            measure(a.validation_loss.unwrap_or(0.0), b.validation_loss.unwrap_or(0.0));
            for (a, b) in a.constants.iter().zip(&b.constants) {
                assert_eq!(a.sd.is_some(), b.sd.is_some());
                measure(a.mean, b.mean);
                measure(a.sd.unwrap_or(0.0), b.sd.unwrap_or(0.0));
            }
        }
    }
    largest
}

/// The same in every bit.
#[track_caller]
fn assert_same<N: Network>(these: &[Fitted<N>], those: &[Fitted<N>]) {
    assert_eq!(these.len(), those.len());
    for (number, (this, that)) in these.iter().zip(those).enumerate() {
        assert_eq!(bits(&this.network), bits(&that.network), "network {number}");
        assert_eq!(told(&this.outcome), told(&that.outcome), "network {number}");
    }
}

fn bits<N: Network>(network: &N) -> Vec<u64> {
    network
        .values()
        .iter()
        .map(|value| value.to_f64().to_bits())
        .collect()
}

/// Networks of different seeds, with rates and biases of their own.
fn networks<N: Declared>(count: usize) -> Vec<N> {
    let number = |number: f64| N::Scalar::from_f64(number);
    let network = |seed: usize| {
        let mut network = N::new(seed as u64);
        let rate = 0.2 + 0.6 * (0.37 * seed as f64).fract();
        network.set("hidden.alpha_s", &[number(rate)]).unwrap();
        network
            .set("hidden.alpha_r", &[number(1.0 - 0.9 * rate)])
            .unwrap();
        network.set("y.bias", &[number(rate), number(-rate)]).unwrap();
        network
    };
    (0..count).map(network).collect()
}

/// Smooth data; numbers of their own for each `which`.
fn smooth<T: Scalar>(which: usize, sequences: usize, steps: usize) -> Sequences<T> {
    let wave = |kind: f64| {
        move |(sequence, step, feature): (usize, usize, usize)| {
            let phase = 1.3 * sequence as f64 + 0.7 * which as f64 + kind;
            (phase + (0.2 + 0.3 * kind) * (1.0 + feature as f64) * step as f64).sin()
        }
    };
    let inputs = Array3::from_shape_fn((sequences, steps, 2), |at| T::from_f64(3.0 * wave(0.0)(at)));
    let targets = Array3::from_shape_fn((sequences, steps, 2), |at| T::from_f64(0.5 + 0.4 * wave(0.3)(at)));
    Sequences::new(inputs, targets).unwrap()
}

/// The same with lengths of their own from `shortest` on, and weights of which some are zero.
fn uneven<T: Scalar>(which: usize, sequences: usize, steps: usize, shortest: usize) -> Sequences<T> {
    let length = |sequence: usize| shortest + (7 * sequence + 3 * which) % (steps + 1 - shortest);
    let weights = Array2::from_shape_fn((sequences, steps), |(sequence, step)| {
        T::from_f64(((1 + sequence + 2 * step + which) % 4) as f64 * 0.5 + f64::from(u8::from(step == 0)))
    });
    let lengths: Vec<usize> = (0..sequences).map(length).collect();
    let data = smooth(which, sequences, steps).with_lengths(lengths);
    data.and_then(|data| data.with_weights(weights)).unwrap()
}

/// Data sets of their own, whose arrays have different numbers of steps.
fn all_uneven(networks: usize, sequences: usize) -> Sets<f64> {
    one_each((0..networks).map(|network| uneven(network, sequences, 12 + network % 5, 3)))
}
