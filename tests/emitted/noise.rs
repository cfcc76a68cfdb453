//! What noise does to a layer: held against what it is declared for.

use aru::Noise;
use aru::prelude::*;
use ndarray::{Array3, s};

/// One time constant of 32 ms, at steps of 16 ms and half as long again and again.
macro_rules! leaky {
    ($($name:ident: $dt:literal $unit:ident),*) => {$(
        recurrent_net! {
            pub struct $name {
                dt: $dt $unit;
                input x: 1;
                layer hidden: Aru<16> {
                    tau_s: fixed global(32 ms);
                    alpha_r: 1.0;
                    activation: identity;
                    bias: none;
                    noise: normal(0.3);
                }
                output y: 1;
                x -> hidden { weights: fixed zeros; }
                hidden -> y;
            }
        }
    )*};
}

leaky! { Of16: 16 ms, Of8: 8 ms, Of4: 4 ms, Of2: 2 ms, Of1: 1 ms, OfHalf: 500 us }

/// The standard deviation of the current, long after it began.
fn deviation<N: Declared<Scalar = f32>>(steps_a_tau: usize) -> f64 {
    let (settled, steps) = (10 * steps_a_tau, 600 * steps_a_tau);
    let zeros = |features: usize| Array3::zeros((16, settled + steps, features));
    let data = Sequences::new(zeros(1), zeros(1)).unwrap();
    let net = N::new(1);
    let trace = net.evaluate(&data).noise(&Noise::seed(3)).trace().unwrap();
    let current = trace.state("hidden.current").unwrap();
    let current = current.slice(s![.., settled.., ..]);
    let sum: f64 = current.iter().map(|&value| f64::from(value).powi(2)).sum();
    (sum / current.len() as f64).sqrt()
}

#[test]
fn a_state_has_the_deviation_declared_at_any_step() {
    for (dt, found) in [
        (16.0, deviation::<Of16<f32>>(2)),
        (8.0, deviation::<Of8<f32>>(4)),
        (4.0, deviation::<Of4<f32>>(8)),
        (2.0, deviation::<Of2<f32>>(16)),
        (1.0, deviation::<Of1<f32>>(32)),
        (0.5, deviation::<OfHalf<f32>>(64)),
    ] {
        assert!((found / 0.3 - 1.0).abs() < 0.02, "dt {dt} ms: {found}");
    }
}

recurrent_net! {
    /// What the noise of a layer is, as it is.
    pub struct Bare {
        input x: 1;
        layer hidden: Dense<7> { bias: none; noise: normal(1.0); }
        layer silent: Dense<7> { bias: none; noise: normal(0); }
        output y: 1;
        x -> hidden { weights: fixed zeros; }
        x -> silent { weights: fixed zeros; }
        hidden -> y;
        silent -> y;
    }
}

#[test]
fn numbers_are_standard_normal_and_apart_from_each_other() {
    let zeros = Array3::<f64>::zeros((40, 500, 1));
    let data = Sequences::new(&zeros, &zeros).unwrap();
    let net = Bare::<f64>::new(1);
    let noise = Noise::seed(8);
    let trace = net.evaluate(&data).noise(&noise).trace().unwrap();
    let numbers = trace.state("hidden.value").unwrap();
    assert!(
        trace
            .state("silent.value")
            .unwrap()
            .iter()
            .all(|&value| value == 0.0)
    );
    let mean = |function: &dyn Fn(f64) -> f64| {
        numbers.iter().map(|&number| function(number)).sum::<f64>() / numbers.len() as f64
    };
    // 140,000 numbers: about five standard errors.
    assert!(mean(&|x| x).abs() < 0.014);
    assert!((mean(&|x| x * x) - 1.0).abs() < 0.02);
    assert!((mean(&|x| x.powi(4)) - 3.0).abs() < 0.14);
    let correlation = |later: ndarray::ArrayView3<'_, f64>, earlier: ndarray::ArrayView3<'_, f64>| {
        (&later * &earlier).mean().unwrap()
    };
    for (a, b) in [
        (numbers.slice(s![.., 1.., ..]), numbers.slice(s![.., ..-1, ..])),
        (numbers.slice(s![1.., .., ..]), numbers.slice(s![..-1, .., ..])),
        (numbers.slice(s![.., .., 1..]), numbers.slice(s![.., .., ..-1])),
    ] {
        assert!(correlation(a, b).abs() < 0.015);
    }
    // Values of the first step of the first sequence never change.
    let again = net
        .evaluate(&data.select([0]).unwrap())
        .noise(&noise)
        .trace()
        .unwrap();
    assert_eq!(
        again.state("hidden.value").unwrap(),
        numbers.slice(s![..1, .., ..])
    );
}

recurrent_net! {
    /// A rate of one's own with that name, and one without.
    unit Slow {
        constant alpha_s;
        level = (1 - alpha_s) * prev(level) + alpha_s * drive;
        twice = 2 * drive;
        out = level + 0.1 * twice;
        emit out;
    }
    pub struct Scaled {
        input x: 1;
        layer a: Slow<3> { alpha_s: learn per_unit(0.4) in logistic(0, 1); noise: normal(0.5); }
        layer b: Slow<3> { alpha_s: 1.5; noise: normal(0.25); }
        layer c: Elman<4> { activation: tanh; noise: normal(0.75); initial: learn; }
        output y: 2;
        x -> a -> c -> y;
        a ~> a;
        c ~> b -> y;
    }
}

#[test]
fn the_check_takes_noise() {
    let wave =
        |features: usize| Array3::from_shape_fn((3, 7, features), |(i, t, f)| ((2 * i + t + f) as f64).sin());
    let data = Sequences::padded(wave(1), wave(2), [7, 2, 5]).unwrap();
    let net = Scaled::<f64>::new(4);
    let noise = Noise::seed(2);
    let evaluation = || net.evaluate(&data).noise(&noise);
    let report = evaluation().check(&MeanSquaredError).unwrap();
    assert!(report.is_correct(), "{report}");
    let penalties = Penalties::new()
        .add("a.level", Penalty::Square, 0.3)
        .add("a.twice", Penalty::Smoothness, 0.2)
        .add("b.out", Penalty::Smoothness, 0.2);
    let report = evaluation()
        .penalties(&penalties)
        .check(&MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}

#[test]
fn a_rate_that_cannot_scale_noise_is_refused() {
    recurrent_net! {
        pub struct Held {
            input x: 1;
            layer hidden: Aru<2> { alpha_s: fixed per_unit(0.5); alpha_r: 1.0; noise: normal(0.1); }
            layer quiet: Aru<2> { alpha_s: fixed per_unit(0.5); alpha_r: 1.0; }
            output y: 1;
            x -> hidden -> quiet -> y;
        }
    }
    let mut net = Held::<f64>::new(1);
    for rate in [2.0, 0.0, -1.0, 7.0] {
        assert_eq!(
            net.set("hidden.alpha_s", &[0.5, rate]).unwrap_err().to_string(),
            format!(
                "`hidden.alpha_s` holds {rate} at [1]; it must lie strictly between 0 and 2, since noise is scaled by it"
            )
        );
        // Without noise it is what could be declared.
        assert_eq!(net.set("quiet.alpha_s", &[0.5, rate]).is_ok(), rate == 2.0);
    }
    net.set("hidden.alpha_s", &[1.9, 1e-3]).unwrap();
}

recurrent_net! {
    /// Rates that may vanish.
    pub struct Vanishing {
        input x: 1;
        layer gated: Aru<3> { alpha_s: gated(from x); alpha_r: 1.0; activation: tanh; noise: normal(0.5); }
        layer bound: Aru<3> { alpha_s: learn per_unit(0.5) in logistic(0, 1); alpha_r: 1.0; noise: normal(0.5); }
        output y: 1;
        x -> gated -> y;
        x -> bound -> y;
    }
}

/// A sigmoid that is rounded to 0 made the scale infinite, and what it is multiplied by 0.
#[test]
fn noise_ends_with_its_rate() {
    fn check<T: Scalar>(bias: f64) -> f64 {
        let mut net = Vanishing::<T>::new(2);
        net.set("gated.alpha_s.bias", &[T::from_f64(bias); 3]).unwrap();
        let rate = T::from_f64(if bias < -60.0 { 1e-36 } else { bias.exp() });
        net.set("bound.alpha_s", &[rate; 3]).unwrap();
        let ones = Array3::from_elem((2, 6, 1), T::ONE);
        let data = Sequences::new(&ones, &ones).unwrap();
        let noise = Noise::seed(4);
        let evaluation = net.evaluate(&data).noise(&noise);
        let gradients = evaluation.gradients(&MeanSquaredError).unwrap();
        for parameter in net.parameters() {
            let derivatives = gradients.get(parameter.name()).unwrap();
            assert!(
                derivatives
                    .iter()
                    .all(|derivative| derivative.to_f64().is_finite()),
                "{bias} {}: {derivatives:?}",
                parameter.name()
            );
        }
        let trace = evaluation.trace().unwrap();
        let largest = |name: &str| {
            let state = trace.state(name).unwrap();
            state
                .iter()
                .fold(0.0, |most: f64, value| most.max(value.to_f64().abs()))
        };
        largest("gated.current").max(largest("bound.current"))
    }
    for (bias, most) in [
        (-20.0, 1e-3),
        (-27.0, 1e-5),
        (-40.0, 1e-9),
        (-58.0, 1e-17),
        (-200.0, 1e-25),
    ] {
        for found in [check::<f32>(bias), check::<f64>(bias)] {
            assert!(found <= most, "{bias}: {found}");
        }
    }
}

/// On both sides of where the scale no longer grows.
#[test]
fn the_check_takes_vanishing_rates() {
    let mut net = Vanishing::<f64>::new(2);
    net.set("gated.alpha_s.bias", &[-6.0, -20.0, -30.0]).unwrap();
    let ones = Array3::from_elem((2, 6, 1), 1.0);
    let data = Sequences::new(&ones, &ones).unwrap();
    let noise = Noise::seed(4);
    let report = net
        .evaluate(&data)
        .noise(&noise)
        .check(&MeanSquaredError)
        .unwrap();
    assert!(report.is_correct(), "{report}");
}
