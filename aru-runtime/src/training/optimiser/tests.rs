//! Each optimiser against PyTorch's update written out for a single number, element by element.

use super::*;

/// A gradient that changes sign and size from update to update and element to element.
fn gradient(update: u64, element: usize) -> f64 {
    (update as f64 * 1.7 + element as f64).sin() * 10f64.powi(element as i32 % 7 - 3)
}

/// Values after `updates` updates of an optimiser, started from 1, 2, ...; the last run has its own rate and decays.
fn moved<O: Optimiser, T: Scalar>(
    optimiser: O,
    elements: usize,
    updates: u64,
    groups: &[ParameterGroup],
) -> Vec<f64> {
    let mut values: Vec<T> = (0..elements)
        .map(|element| T::from_f64(element as f64 + 1.0))
        .collect();
    let mut state = vec![T::ZERO; optimiser.state_size() * elements];
    for number in 1..=updates {
        let gradient: Vec<T> = (0..elements)
            .map(|element| T::from_f64(gradient(number, element)))
            .collect();
        let schedule = 1.0 / number as f64;
        let (values, state) = (&mut values, &mut state);
        optimiser.step(Update {
            number,
            schedule,
            groups,
            values,
            gradient: &gradient,
            state,
        });
    }
    values.into_iter().map(Scalar::to_f64).collect()
}

fn runs(elements: usize) -> Vec<ParameterGroup> {
    vec![
        ParameterGroup {
            place: 0..elements - 5,
            learning_rate: 0.02,
            weight_decay: 0.0,
        },
        ParameterGroup {
            place: elements - 5..elements,
            learning_rate: 0.3,
            weight_decay: 0.1,
        },
    ]
}

fn compare<O: Optimiser>(optimiser: O, reference: impl Fn(u64, usize, &ParameterGroup) -> f64) {
    for (elements, updates) in [(5, 1), (6, 2), (37, 25)] {
        let groups = runs(elements);
        let exact = moved::<O, f64>(optimiser.clone(), elements, updates, &groups);
        let single = moved::<O, f32>(optimiser.clone(), elements, updates, &groups);
        for element in 0..elements {
            let run = if element < elements - 5 {
                &groups[0]
            } else {
                &groups[1]
            };
            let expected = reference(updates, element, run);
            let scale = expected.abs().max(1.0);
            assert!(
                (exact[element] - expected).abs() < 1e-13 * scale,
                "{} {expected}",
                exact[element]
            );
            assert!(
                (single[element] - expected).abs() < 2e-5 * scale,
                "{} {expected}",
                single[element]
            );
        }
    }
}

#[test]
fn adam_is_pytorch_adamw() {
    // torch/optim/adamw.py, _single_tensor_adamw, with lr changed before each step.
    compare(
        Adam::new(1e-3).betas(0.8, 0.99).epsilon(1e-3),
        |updates, element, run| {
            let (beta1, beta2, eps) = (0.8, 0.99, 1e-3);
            let (mut param, mut exp_avg, mut exp_avg_sq) = (element as f64 + 1.0, 0.0, 0.0);
            let (mut beta1_to_the_step, mut beta2_to_the_step) = (1.0, 1.0);
            for step in 1..=updates {
                let lr = run.learning_rate / step as f64;
                let grad = gradient(step, element);
                param *= 1.0 - lr * run.weight_decay;
                exp_avg = beta1 * exp_avg + (1.0 - beta1) * grad;
                exp_avg_sq = beta2 * exp_avg_sq + (1.0 - beta2) * grad * grad;
                beta1_to_the_step *= beta1;
                beta2_to_the_step *= beta2;
                let bias_correction1 = 1.0 - beta1_to_the_step;
                let bias_correction2: f64 = 1.0 - beta2_to_the_step;
                let denom = f64::sqrt(exp_avg_sq) / bias_correction2.sqrt() + eps;
                param -= lr / bias_correction1 * exp_avg / denom;
            }
            param
        },
    );
}

#[test]
fn sgd_is_pytorch_sgd() {
    for (momentum, nesterov) in [(0.0, false), (0.9, false), (0.9, true)] {
        // torch/optim/sgd.py, _single_tensor_sgd, dampening 0.
        compare(
            Sgd::new(0.1).momentum(momentum).nesterov(nesterov),
            |updates, element, run| {
                let mut param = element as f64 + 1.0;
                let mut momentum_buffer = None;
                for step in 1..=updates {
                    let lr = run.learning_rate / step as f64;
                    let mut grad = gradient(step, element);
                    param *= 1.0 - lr * run.weight_decay;
                    if momentum != 0.0 {
                        let buffer = match momentum_buffer {
                            None => grad,
                            Some(buffer) => momentum * buffer + grad,
                        };
                        momentum_buffer = Some(buffer);
                        grad = if nesterov {
                            grad + momentum * buffer
                        } else {
                            buffer
                        };
                    }
                    param -= lr * grad;
                }
                param
            },
        );
    }
}

#[test]
fn numbers_worked_out_by_hand() {
    let run = |learning_rate| {
        [ParameterGroup {
            place: 0..1,
            learning_rate,
            weight_decay: 0.0,
        }]
    };
    // gradients 1 then 1, learning rate 1: momentum 0.5 moves by 1, then by 1.5; Nesterov's by 1.5, then by 1.75.
    let step = |optimiser: Sgd| {
        let (mut value, mut state) = ([0.0], [0.0]);
        let mut path = Vec::new();
        for number in 1..=2 {
            let (values, state) = (&mut value, &mut state);
            let groups = &run(1.0);
            optimiser.step(Update {
                number,
                schedule: 1.0,
                groups,
                values,
                gradient: &[1.0],
                state,
            });
            path.push(value[0]);
        }
        path
    };
    assert_eq!(step(Sgd::new(1.0).momentum(0.5)), [-1.0, -2.5]);
    assert_eq!(step(Sgd::new(1.0).momentum(0.5).nesterov(true)), [-1.5, -3.25]);
    // Adam's first step is the learning rate, whatever the size of the gradient, as long as epsilon is small beside it.
    for gradient in [1e-3, -7.0] {
        let (mut value, mut state) = ([0.0], [0.0; 2]);
        let (values, state) = (&mut value, &mut state);
        let groups = &run(0.01);
        Adam::new(0.01).step(Update {
            number: 1,
            schedule: 1.0,
            groups,
            values,
            gradient: &[gradient],
            state,
        });
        assert!((value[0] + 0.01 * f64::signum(gradient)).abs() < 1e-6);
    }
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let message = |check: Result<()>| check.unwrap_err().to_string();
    assert_eq!(
        message(Adam::new(-1.0).check()),
        "learning rate of Adam is -1; expected a number above zero"
    );
    assert!(Adam::new(f64::NAN).check().is_err());
    assert!(Adam::new(f64::INFINITY).check().is_err());
    assert_eq!(
        message(Adam::new(0.1).betas(0.9, 1.0).check()),
        "beta of Adam is 1; expected zero or more, below 1"
    );
    assert!(Adam::new(0.1).epsilon(0.0).check().is_err());
    assert!(Adam::new(0.1).check().is_ok());
    assert!(message(Sgd::new(0.1).nesterov(true).check()).contains("Nesterov's needs one"));
    assert!(Sgd::new(0.1).momentum(1.5).check().is_err());
    assert!(Sgd::new(0.1).momentum(0.9).nesterov(true).check().is_ok());
}
