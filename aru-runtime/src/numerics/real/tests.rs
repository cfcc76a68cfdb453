//! Every function on every kind of number.

use super::*;
use crate::numerics::dispatch::{Isa, Task, dispatch};

type Function<R> = (&'static str, fn(R) -> R);

fn functions<R: Real>() -> Vec<Function<R>> {
    vec![
        ("exp", |x| x.exp()),
        ("ln", |x| x.ln()),
        ("sqrt", |x| x.sqrt()),
        ("sin", |x| x.sin()),
        ("cos", |x| x.cos()),
        ("sigmoid", |x| x.sigmoid()),
        ("tanh", |x| x.tanh()),
        ("softplus", |x| x.softplus()),
        ("relu", |x| x.relu()),
        ("leaky_relu", |x| x.leaky_relu(0.1)),
        ("elu", |x| x.elu()),
        ("abs", |x| x.abs()),
        ("max", |x| x.max(R::number(0.3))),
        ("min", |x| x.min(x * x)),
        ("pow", |x| x.pow(3.0)),
        ("pow -1.3", |x| x.pow(-1.3)),
        ("pow 0", |x| x.pow(0.0)),
        ("select_above", |x| x.select_above(R::number(0.5), x * x, -x)),
        ("select_at_least", |x| {
            R::number(0.5).select_at_least(x, x / (x + R::number(7.0)), x)
        }),
    ]
}

const POINTS: [f64; 6] = [-2.3, -0.7, 0.4, 0.9, 1.9, 6.0];

#[test]
fn every_slope_is_that_of_the_value() {
    for ((name, function), (_, dual)) in functions::<f64>().into_iter().zip(functions::<Dual<f64>>()) {
        for x in POINTS {
            let expected = (function(x + 1e-6) - function(x - 1e-6)) / 2e-6;
            let found = dual(Dual::variable(x));
            assert_eq!(found.value.to_bits(), function(x).to_bits(), "{name} at {x}");
            let is_same = (found.slope - expected).abs() < 1e-7 * expected.abs().max(1.0);
            assert!(
                is_same || expected.is_nan(),
                "{name} at {x}: {} not {expected}",
                found.slope
            );
        }
    }
}

#[test]
fn corners_are_those_of_the_language() {
    let at = |x: f64, function: fn(Dual<f64>) -> Dual<f64>| function(Dual::variable(x)).slope;
    assert_eq!(at(0.0, |x| x.relu()), 0.0);
    assert_eq!(at(0.0, |x| x.leaky_relu(0.1)), 0.1);
    assert_eq!(at(0.0, |x| x.elu()), 1.0);
    assert_eq!(at(0.0, |x| x.abs()), 0.0);
    assert_eq!(at(0.5, |x| x.max(Dual::number(0.5))), 0.5);
    assert_eq!(at(0.5, |x| x.min(x + x - Dual::number(0.5))), 1.5);
    assert!(at(f64::NAN, |x| x.abs()).abs() == 0.0, "no comparison holds");
}

/// Blocks have the numbers that single ones have, but for what fused products round.
#[test]
fn blocks_are_sixteen_numbers() {
    struct OnBlocks<F>(F, Block<f64>);

    impl<F: crate::numerics::activation::Activation> Task for OnBlocks<F> {
        type Output = [Block<f64>; 2];

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> Self::Output {
            let lanes = Lanes::new(isa, Layout::ONE);
            let y = lanes.custom::<F>(self.1);
            [y, lanes.custom_derivative::<F>(self.1, y)]
        }
    }

    struct Everything<const N: usize>;

    impl<const N: usize> crate::numerics::activation::Activation for Everything<N> {
        const NAME: &'static str = "everything";

        fn value<R: Real>(x: R) -> R {
            functions::<R>()[N].1(x)
        }
    }

    fn check<const N: usize>() {
        let x = Block(std::array::from_fn(|lane| POINTS[lane % POINTS.len()]));
        let [y, slope] = dispatch(OnBlocks(Everything::<N>, x));
        let (name, function) = functions::<f64>()[N];
        let (_, dual) = functions::<Dual<f64>>()[N];
        for lane in 0..16 {
            let expected = dual(Dual::variable(x.0[lane])).slope;
            for (found, expected) in [(y.0[lane], function(x.0[lane])), (slope.0[lane], expected)] {
                let is_same = (found - expected).abs() <= 1e-14 * expected.abs().max(1.0);
                assert!(
                    is_same || (found.is_nan() && expected.is_nan()),
                    "{name} at {}: {found} not {expected}",
                    x.0[lane]
                );
            }
        }
    }

    macro_rules! all {
        ($($number:literal)*) => {{
            assert_eq!([$($number),*].len(), functions::<f64>().len());
            $(check::<$number>();)*
        }};
    }
    all!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18);
}
