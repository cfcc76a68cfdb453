//! Faults found in other people's networks, each as a test that we do not have it.
//!
//! | fault | tested |
//! | --- | --- |
//! | a declared constant is made anew each step and never learned | golden.rs: constants after five steps of Adam |
//! | the leak is a truncated convolution, so that long time constants cannot be learned | here |
//! | the step length is changed, and the model with it | here |
//! | hand-derived gradients are wrong and unchecked | golden.rs, interpreter.rs |
//! | the gradient is cut where an operation has no backward pass | interpreter.rs: every operation, every pair of features |
//! | a clamped constant has no gradient outside its range, and what is shown is not what is used | aru-runtime, training/reparametrisation: the optimiser moves w, what is shown is the constant itself |
//! | a rate leaves its range unless the user calls a clip function | aru-runtime, training/tests/divergence.rs: training stops with an error |
//! | a frozen weight drifts under Adam with weight decay | aru-runtime, training/tests/what_moves.rs |
//! | training windows cross the borders of trials | aru-runtime, data/sequences/tests.rs |
//! | an optimiser by one name is another one | aru-runtime, training/optimiser/tests.rs: Adam, momentum and Nesterov against their formulas |
//! | a unit name without a number is taken for a time | ui/time |
//! | a rate constant is given twice, as alpha and as tau | ui/time, ui/constants |
//! | saved weights hold code of the program | aru-runtime, network/saved: a file of numbers and text, nothing in it runs |

use aru::prelude::*;
use aru_test_support::linear::Linear;
use ndarray::{Array3, s};

recurrent_net! {
    /// A leaky integrator with a memory of a thousand steps.
    pub struct Integrator {
        input x: 1;
        layer hidden: Aru<1> {
            alpha_s: learn global(0.001) in logistic(0, 1);
            alpha_r: 1.0;
            activation: identity;
            bias: none;
        }
        output y: 1 { bias: none; }

        x -> hidden -> y;
    }
}

/// After an impulse, alpha (1 - alpha)^t remains, and its derivatives, to the last digit and the last step.
#[test]
fn a_long_time_constant_is_not_truncated() {
    let steps = 6000;
    let mut integrator = Integrator::<f64>::new(1);
    integrator.set("x_to_hidden.weight", &[2.0]).expect("a weight");
    integrator.set("hidden_to_y.weight", &[0.5]).expect("a weight");
    let alpha = integrator.hidden().alpha_s()[0];
    assert_eq!(alpha, 0.001);
    let mut impulse = Array3::zeros((1, steps, 1));
    impulse[(0, 0, 0)] = 1.0;
    let remains = |age: usize| (age as f64 * (-alpha).ln_1p()).exp();

    let response = integrator.run(impulse.view()).expect("valid inputs");
    for step in 0..steps {
        assert_close(
            response[(0, step, 0)],
            alpha * remains(step),
            &format!("response at step {step}"),
        );
    }

    // The loss is what remains at the last step.
    let mut last = Array3::zeros((1, steps, 1));
    last[(0, steps - 1, 0)] = steps as f64;
    let age = steps - 1;
    let (loss, gradients) = integrator
        .loss_and_gradients(impulse.view(), last.view(), &Linear)
        .expect("valid data");
    assert_close(loss, alpha * remains(age), "loss");
    let by_alpha = gradients.get("hidden.alpha_s").expect("it is learned")[0];
    assert_close(
        by_alpha,
        remains(age) - alpha * age as f64 * remains(age - 1),
        "gradient of alpha_s",
    );
    let by_inputs = integrator
        .input_gradients(impulse.view(), last.view(), &Linear)
        .expect("valid data");
    for step in 0..steps {
        assert_close(
            by_inputs[(0, step, 0)],
            alpha * remains(age - step),
            &format!("gradient of input {step}"),
        );
    }
}

fn assert_close(found: f64, expected: f64, what: &str) {
    assert!(
        (found - expected).abs() <= 1e-11 * expected.abs(),
        "{what}: {found:e}, expected {expected:e}"
    );
}

/// The same two networks at several lengths of a step: one unit whose response has a closed form, and two areas with a
/// nonlinear loop between them.
macro_rules! at_steps_of {
    ($($module:ident: $dt:tt ms;)*) => {$(
        mod $module {
            use aru::prelude::*;

            recurrent_net! {
                pub struct Cascade {
                    dt: $dt ms;
                    input x: 1;
                    layer hidden: Aru<1> {
                        tau_s: fixed global(20 ms);
                        tau_r: fixed global(50 ms);
                        activation: identity;
                        bias: none;
                    }
                    output y: 1 { bias: none; }

                    x -> hidden -> y;
                }

                pub struct Areas {
                    dt: $dt ms;
                    input x: 1;
                    layer fast: Aru<3> { tau_s: 20 ms; tau_r: learn per_unit(40 ms); activation: tanh; initial: learn; }
                    layer slow: Aru<2> { tau_s: learn global(100 ms); tau_r: 60 ms; activation: sigmoid; }
                    output y: 1;

                    x -> fast -> slow -> y;
                    fast ~> fast;
                    slow ~> fast { delay: 8 ms; }
                }
            }
        }
    )*};
}

at_steps_of! {
    four: 4 ms;
    two: 2 ms;
    one: 1 ms;
    half: 0.5 ms;
}

const DURATION: f64 = 0.4;

/// The outputs at every multiple of 4 ms of a network at steps of `dt` seconds, for an input over time in seconds.
fn at_common_times<N: Network<Scalar = f64>>(network: &N, dt: f64, input: impl Fn(f64) -> f64) -> Vec<f64> {
    assert_eq!(network.description().dt, Some(dt));
    let steps = (DURATION / dt).round() as usize;
    let stride = (0.004 / dt).round() as usize;
    // The state after step t holds at the end of that step.
    let inputs = Array3::from_shape_fn((1, steps, 1), |(_, step, _)| input((step + 1) as f64 * dt));
    let outputs = network.run(inputs.view()).expect("valid inputs");
    outputs.slice(s![0, (stride - 1)..;stride, 0]).to_vec()
}

fn largest_difference(a: &[f64], b: &[f64]) -> f64 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .fold(0.0, |largest, (a, b)| f64::max(largest, (a - b).abs()))
}

/// Halving dt halves the error against the exact response of two leaky stages to a step of the input.
#[test]
fn a_smaller_dt_comes_closer_to_the_exact_response() {
    fn error<N: Declared<Scalar = f64>>(dt: f64) -> f64 {
        let mut cascade = N::new(1);
        cascade.set("x_to_hidden.weight", &[1.0]).expect("a weight");
        cascade.set("hidden_to_y.weight", &[1.0]).expect("a weight");
        let (tau_s, tau_r) = (0.02, 0.05);
        let exact = |time: f64| {
            1.0 - (tau_s * (-time / tau_s).exp() - tau_r * (-time / tau_r).exp()) / (tau_s - tau_r)
        };
        let found = at_common_times(&cascade, dt, |_| 1.0);
        let exact: Vec<f64> = (0..found.len())
            .map(|index| exact(0.004 * (index + 1) as f64))
            .collect();
        largest_difference(&found, &exact)
    }
    let errors = [
        error::<four::Cascade<f64>>(0.004),
        error::<two::Cascade<f64>>(0.002),
        error::<one::Cascade<f64>>(0.001),
        error::<half::Cascade<f64>>(0.0005),
    ];
    println!("errors {errors:?}");
    assert_halved(&errors);
    assert!(errors[3] < 0.01, "{errors:?}");
}

/// Halving dt halves the difference that the next halving makes: a network whose constants and delays are times is the
/// same network at every step length. Its parameters are the same by name, but for what is stored as alpha.
#[test]
fn a_network_declared_in_times_converges_when_dt_shrinks() {
    fn trajectory<N: Declared<Scalar = f64>>(dt: f64) -> Vec<f64> {
        let mut areas = N::new(3);
        areas
            .set("fast.initial.rate", &[0.3, -0.2, 0.5])
            .expect("an initial state");
        at_common_times(&areas, dt, |time| (30.0 * time).sin() + 0.5)
    }
    let trajectories = [
        trajectory::<four::Areas<f64>>(0.004),
        trajectory::<two::Areas<f64>>(0.002),
        trajectory::<one::Areas<f64>>(0.001),
        trajectory::<half::Areas<f64>>(0.0005),
    ];
    let differences: Vec<f64> = trajectories
        .windows(2)
        .map(|pair| largest_difference(&pair[0], &pair[1]))
        .collect();
    println!("differences {differences:?}");
    assert_halved(&differences);
    let largest = trajectories[3]
        .iter()
        .fold(0.0_f64, |largest, value| largest.max(value.abs()));
    assert!(differences[2] < 0.02 * largest, "{differences:?} of {largest}");
}

fn assert_halved(errors: &[f64]) {
    for pair in errors.windows(2) {
        let ratio = pair[0] / pair[1];
        assert!((1.8..2.3).contains(&ratio), "{errors:?}: a ratio of {ratio}");
    }
}
