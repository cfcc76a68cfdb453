//! What activations of a user's types cost beside those of the language.

use std::time::Instant;

use aru::prelude::*;
use ndarray::Array3;

/// Neither asks for inlining: what the compiler makes of it by itself is what a user gets.
pub struct OwnTanh;

impl Activation for OwnTanh {
    const NAME: &'static str = "own_tanh";

    fn value<R: Real>(x: R) -> R {
        x.tanh()
    }

    fn derivative<R: Real>(_x: R, y: R) -> R {
        R::number(1.0) - y * y
    }
}

/// The same, with the derivative that is provided.
pub struct DerivedTanh;

impl Activation for DerivedTanh {
    const NAME: &'static str = "derived_tanh";

    fn value<R: Real>(x: R) -> R {
        x.tanh()
    }
}

pub struct Swish;

impl Activation for Swish {
    const NAME: &'static str = "swish";

    fn value<R: Real>(x: R) -> R {
        x * x.sigmoid()
    }
}

macro_rules! networks {
    ($($name:ident: $activation:ident $(($path:path))?;)*) => {
        recurrent_net! {
            activation swish(x) = x * sigmoid(x);
            $(
                pub struct $name<const H: usize> {
                    input x: 2;
                    layer h: Elman<H> { activation: $activation $(($path))?; }
                    output y: 2;
                    x -> h -> y;
                    h ~> h;
                }
            )*
        }
    };
}

networks! {
    BuiltIn: tanh;
    Own: custom(OwnTanh);
    Derived: custom(DerivedTanh);
    Written: swish;
    OwnSwish: custom(Swish);
}

/// Microseconds of a forward and of both passes over 32 sequences of 100 steps: the best of many.
fn time<N: Declared>() -> [f64; 2] {
    let net = N::new(1);
    let x = Array3::from_shape_fn((32, 100, 2), |(i, t, f)| {
        N::Scalar::from_f64((0.7 * (3 * i + t + f) as f64).sin())
    });
    let data = Sequences::new(&x, &x).unwrap();
    let evaluation = net.evaluate(&data);
    let best = |work: &dyn Fn()| {
        let times = (0..200).map(|_| {
            let start = Instant::now();
            work();
            1e6 * start.elapsed().as_secs_f64()
        });
        times.fold(f64::INFINITY, f64::min)
    };
    [
        best(&|| drop(evaluation.outputs().unwrap())),
        best(&|| drop(evaluation.gradients(&MeanSquaredError).unwrap())),
    ]
}

/// Prints a table and takes a second: `cargo test --package aru-optimised-tests --test activations -- --ignored --nocapture`.
#[test]
#[ignore = "it measures time"]
fn types_cost_little_more_than_the_language() {
    fn row<N: Declared>(name: &str, beside: Option<[f64; 2]>) -> [f64; 2] {
        let [forward, both] = time::<N>();
        let [by_forward, by_both] = beside.unwrap_or([forward, both]);
        println!(
            "{name:24} {forward:9.1} us {:5.2} x {both:9.1} us {:5.2} x",
            forward / by_forward,
            both / by_both
        );
        [forward, both]
    }
    for_each_size::<8>();
    for_each_size::<64>();

    fn for_each_size<const H: usize>() {
        println!("{H} units");
        let tanh = row::<BuiltIn<f32, H>>("tanh, f32", None);
        let own = row::<Own<f32, H>>("custom, own derivative", Some(tanh));
        row::<Derived<f32, H>>("custom, provided", Some(tanh));
        let swish = row::<Written<f32, H>>("swish in the language", None);
        row::<OwnSwish<f32, H>>("custom swish", Some(swish));
        let wide = row::<BuiltIn<f64, H>>("tanh, f64", None);
        row::<Own<f64, H>>("custom, own derivative", Some(wide));
        assert!(own[0] < 2.0 * tanh[0] && own[1] < 2.0 * tanh[1]);
    }
}
